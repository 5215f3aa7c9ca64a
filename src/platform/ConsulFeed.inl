// SPDX-License-Identifier: GPL-3.0-or-later
// Included by ConsulFeed.h alone.

namespace mk {

template <class T>
bool ConsulFeed<T>::startOtherWay(bool onceWhilePaused)
{
    if (!m_otherWay)
        return false;
    m_otherFeed = std::make_unique<PollFeed<T>>(m_store, m_otherWay, nullptr);
    m_otherFeed->setTiming(m_otherTiming);
    if (onceWhilePaused)
        m_otherFeed->loadNow();
    return true;
}

template <class T>
void ConsulFeed<T>::readAnswer(quint64 ticket, quint64 bodyHash, const HttpResponse &response)
{
    using Rows = std::shared_ptr<const std::vector<T>>;
    const bool isNone = response.status == 404;
    Job<Rows> *job = runOnWorker<Rows>(
        this, [body = response.body, isNone, decode = m_decode](const CancelFlag &) -> Result<Rows> {
            if (isNone)
                return std::make_shared<const std::vector<T>>();
            Result<std::vector<T>> rows = decode(body);
            if (!rows)
                return fail(std::move(rows.error()));
            return std::make_shared<const std::vector<T>>(std::move(*rows));
        });
    m_jobs.restart(QStringLiteral("decode"), job);
    job->done(this, [this, ticket, bodyHash](const Result<Rows> &rows) {
        if (!rows) {
            if (!rows.error().is(ErrorKind::Cancelled))
                answerRead(rows.error());
            return;
        }
        m_store->applyLoad(ticket, *rows, bodyHash);
        answerRead(std::nullopt);
    });
}

} // namespace mk
