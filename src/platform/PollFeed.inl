// SPDX-License-Identifier: GPL-3.0-or-later
// Included by PollFeed.h alone.

namespace mk {

template <class T>
void PollFeed<T>::startLoad(quint64 ticket)
{
    m_loading = ticket;
    LoadContext<T> context;
    context.ticket = ticket;
    const QPointer<LiveStore<T>> store(m_store);
    context.progress = [store](qint64 soFar, qint64 total) {
        if (store)
            store->setLoading(soFar, total);
    };
    context.partial = [store, ticket](std::vector<T> rows) {
        if (store)
            store->applyPartial(ticket, std::move(rows));
    };
    context.confirmUnchanged = [store, ticket](quint64 hash) { return store && store->confirmUnchanged(ticket, hash); };

    Job<Loaded<T>> *job = m_jobs.restart(QStringLiteral("load"), m_load(context, this));
    job->done(this, [this, ticket](const Result<Loaded<T>> &loaded) {
        if (m_loading != ticket)
            return; // given up meanwhile
        m_loading = 0;
        if (!loaded) {
            loadFailed(loaded.error());
            return;
        }
        m_store->setFilteredByAcl(loaded->filteredByAcl);
        m_store->setNotice(loaded->notice, loaded->noticeArgs);
        if (!loaded->unchanged && loaded->rows)
            m_store->applyLoad(ticket, loaded->rows, loaded->bodyHash);
        loadEnded();
    });
}

// Request, hash, and only where that is new: decode.
template <class T>
class PollFeed<T>::RequestLoad final : public Job<Loaded<T>>
{
public:
    RequestLoad(HttpClient *client, HttpRequest request, Decode decode, LoadContext<T> context, QObject *parent)
        : Job<Loaded<T>>(parent), m_client(client), m_request(std::move(request)), m_decode(std::move(decode)),
          m_context(std::move(context))
    {
    }

protected:
    void onStart() override
    {
        if (!m_client) {
            this->finishError(Error::cancelled());
            return;
        }
        this->awaitValue(m_client->send(std::move(m_request), this),
                         [this](const HttpResponse &response) { hash(response.body); });
    }

private:
    void hash(const QByteArray &body)
    {
        auto *job = runOnWorker<quint64>(
            this, [body](const CancelFlag &) -> Result<quint64> { return crypto::quickHash(body); });
        this->awaitValue(job, [this, body](quint64 hash) {
            if (!m_context.confirmUnchanged(hash)) {
                decode(body, hash);
                return;
            }
            Loaded<T> loaded;
            loaded.unchanged = true;
            this->finish(std::move(loaded));
        });
    }
    void decode(const QByteArray &body, quint64 hash)
    {
        auto *job = runOnWorker<Loaded<T>>(this, [body, hash, decode = m_decode](const CancelFlag &) -> Result<Loaded<T>> {
            Result<std::vector<T>> rows = decode(body);
            if (!rows)
                return fail(std::move(rows.error()));
            Loaded<T> loaded;
            loaded.rows = std::make_shared<const std::vector<T>>(std::move(*rows));
            loaded.bodyHash = hash;
            return loaded;
        });
        this->awaitValue(job, [this](const Loaded<T> &loaded) { this->finish(loaded); });
    }

    QPointer<HttpClient> m_client;
    HttpRequest m_request;
    Decode m_decode;
    LoadContext<T> m_context;
};

template <class T>
typename PollFeed<T>::Load PollFeed<T>::fromRequest(HttpClient *client, std::function<HttpRequest()> makeRequest,
                                                    Decode decode)
{
    return [client = QPointer<HttpClient>(client), makeRequest = std::move(makeRequest), decode = std::move(decode)](
               const LoadContext<T> &context, QObject *parent) -> Job<Loaded<T>> * {
        auto *job = new RequestLoad(client, makeRequest(), decode, context, parent);
        job->start();
        return job;
    };
}

} // namespace mk
