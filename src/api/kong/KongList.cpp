// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongList.h"

#include "api/kong/KongDialect.h"
#include "core/Crypto.h"

namespace mk::kong {

namespace {

constexpr int maxEmptyPages = 2;

Error pagingLoop(const HttpClient *http, const HttpRequest &request)
{
    Error error = Error::make(ErrorKind::Unreadable, QStringLiteral("kong.paging-loop"));
    error.request = QString(QString::fromLatin1(request.method) + QLatin1Char(' ') + QString::fromLatin1(request.path));
    if (http)
        error.endpoint = http->endpoint().hostPort();
    return error;
}

Error withOrigin(Error error, const HttpClient *http, Kind kind)
{
    if (http && error.endpoint.isEmpty())
        error.endpoint = http->endpoint().hostPort();
    if (error.request.isEmpty())
        error.request = QLatin1String("GET ") + QString::fromLatin1(collectionPath(kind));
    return error;
}

// The pages' rows in one list, each id once.
template <class T>
std::vector<T> joined(const std::vector<std::shared_ptr<const std::vector<T>>> &parts)
{
    size_t size = 0;
    for (const auto &part : parts)
        size += part ? part->size() : 0;
    std::vector<T> rows;
    rows.reserve(size);
    QSet<QString> seen;
    seen.reserve(qsizetype(size));
    for (const auto &part : parts) {
        if (!part)
            continue;
        for (const T &row : *part) {
            const qsizetype before = seen.size();
            seen.insert(row.id);
            if (seen.size() > before)
                rows.push_back(row);
        }
    }
    return rows;
}

} // namespace

template <class T>
ListJob<T>::ListJob(HttpClient *http, ListOptions<T> options, QObject *parent, const ListLimits &limits)
    : Job<Listed<T>>(parent), m_http(http), m_options(std::move(options)), m_limits(limits)
{
    this->start();
}

template <class T>
void ListJob<T>::ask(const QString &offset)
{
    if (!m_http) {
        this->finishError(Error::cancelled());
        return;
    }
    HttpRequest request = m_options.page ? m_options.page(offset) : listRequest(m_options.kind, offset);
    if (!offset.isEmpty() && (m_offsets.contains(offset) || m_offsets.size() >= m_limits.maxPages)) {
        this->finishError(pagingLoop(m_http, request));
        return;
    }
    m_offsets.insert(offset);
    request.asker = m_options.asker;
    this->awaitValue(m_http->send(std::move(request), this), [this](const HttpResponse &response) { take(response.body); });
}

template <class T>
void ListJob<T>::take(const QByteArray &body)
{
    m_bytes += body.size();
    if (m_bytes > m_limits.maxBytes) {
        Error error = Error::make(ErrorKind::TooLarge, QStringLiteral("kong.list-too-large"));
        error.args.insert(QStringLiteral("limit"), m_limits.maxBytes);
        this->finishError(withOrigin(error, m_http, m_options.kind));
        return;
    }
    constexpr qsizetype scanHere = 32 * 1024;
    const auto taken = [this](const Result<Page> &page) {
        if (page)
            takePage(*page);
        else
            this->finishError(withOrigin(page.error(), m_http, m_options.kind));
    };
    if (body.size() <= scanHere) {
        taken(pageOf(body, m_options.known.get()));
        return;
    }
    this->await(runOnWorker<Page>(this, [body, known = m_options.known](const CancelFlag &) { return pageOf(body, known.get()); }),
                taken);
}

template <class T>
Result<typename ListJob<T>::Page> ListJob<T>::pageOf(const QByteArray &body, const PageHeads *known)
{
    Page page{body, crypto::quickHash(body), {}};
    const auto before = known ? known->constFind(page.hash) : PageHeads::const_iterator();
    if (known && before != known->constEnd()) {
        page.head = *before;
        return page;
    }
    Result<PageHead> head = pageHead(body);
    if (!head)
        return fail(head.error());
    page.head = std::move(*head);
    return page;
}

template <class T>
quint64 ListJob<T>::hashOfAll() const
{
    return crypto::quickHash(
        QByteArray(reinterpret_cast<const char *>(m_hashes.data()), qsizetype(m_hashes.size() * sizeof(quint64))));
}

template <class T>
void ListJob<T>::takePage(const Page &page)
{
    const PageHead &head = page.head;
    m_pages.push_back(page.body);
    m_hashes.push_back(page.hash);
    m_heads->insert(page.hash, head);
    m_rows += head.rows;
    m_emptyPages = head.rows == 0 ? m_emptyPages + 1 : 0;
    const bool isLast = head.offset.isEmpty();
    if (!isLast && m_emptyPages > maxEmptyPages) {
        this->finishError(pagingLoop(m_http, listRequest(m_options.kind, head.offset)));
        return;
    }
    m_lastIsIn = isLast;
    Q_EMIT this->progressed(m_rows, head.total.value_or(-1));
    if (!isLast)
        ask(head.offset); // on its way while this page is decoded
    if (!this->mayEnd())
        return;
    if (m_options.partial)
        decodePart(page.body, isLast);
    else if (isLast)
        allIn();
}

template <class T>
void ListJob<T>::decodePart(const QByteArray &body, bool isLast)
{
    const size_t index = m_parts.size();
    m_parts.emplace_back();
    ++m_decoding;
    using Part = std::shared_ptr<const std::vector<T>>;
    auto *job = runOnWorker<Part>(this, [body, kind = m_options.kind, old = m_options.old](const CancelFlag &) -> Result<Part> {
        Result<std::vector<T>> rows = decodePage<T>(body, old, kind);
        if (!rows)
            return fail(rows.error());
        return std::make_shared<const std::vector<T>>(std::move(*rows));
    });
    this->await(job, [this, index, isLast](const Result<Part> &part) {
        --m_decoding;
        if (!part) {
            this->finishError(withOrigin(part.error(), m_http, m_options.kind));
            return;
        }
        m_parts[index] = *part;
        // Each time twice as many: what is shown on the way costs no more than what comes at the end.
        if (!isLast && !m_lastIsIn && m_rows >= 2 * m_shown) {
            m_shown = m_rows;
            m_options.partial(joined<T>(m_parts));
        }
        if (m_lastIsIn && m_decoding == 0)
            finishParts();
    });
}

template <class T>
void ListJob<T>::finishParts()
{
    auto *job = runOnWorker<Listed<T>>(
        this, [parts = m_parts, hash = hashOfAll(), heads = m_heads](const CancelFlag &) -> Result<Listed<T>> {
            Listed<T> listed;
            listed.hash = hash;
            listed.heads = heads;
            listed.rows = std::make_shared<const std::vector<T>>(joined<T>(parts));
            return listed;
        });
    this->await(job, [this](const Result<Listed<T>> &listed) { this->finish(listed); });
}

template <class T>
void ListJob<T>::allIn()
{
    const quint64 hash = hashOfAll();
    if (m_options.confirmUnchanged && m_options.confirmUnchanged(hash)) {
        Listed<T> same;
        same.hash = hash;
        same.heads = m_heads;
        same.unchanged = true;
        this->finish(std::move(same));
        return;
    }
    auto *decoding = runOnWorker<Listed<T>>(
        this, [pages = m_pages, kind = m_options.kind, old = m_options.old, hash, heads = m_heads](const CancelFlag &flag) -> Result<Listed<T>> {
            std::vector<std::shared_ptr<const std::vector<T>>> parts;
            for (const QByteArray &page : pages) {
                if (flag.isSet())
                    return fail(Error::cancelled());
                Result<std::vector<T>> rows = decodePage<T>(page, old, kind);
                if (!rows)
                    return fail(rows.error());
                parts.push_back(std::make_shared<const std::vector<T>>(std::move(*rows)));
            }
            Listed<T> listed;
            listed.hash = hash;
            listed.heads = heads;
            listed.rows = std::make_shared<const std::vector<T>>(joined<T>(parts));
            return listed;
        });
    this->await(decoding, [this](const Result<Listed<T>> &listed) {
        if (listed)
            this->finish(listed);
        else
            this->finishError(withOrigin(listed.error(), m_http, m_options.kind));
    });
}

template class ListJob<Api>;
template class ListJob<Service>;
template class ListJob<Route>;
template class ListJob<Plugin>;
template class ListJob<Consumer>;
template class ListJob<Entity>;

} // namespace mk::kong
