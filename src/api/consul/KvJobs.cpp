// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/KvJobs.h"

#include "api/consul/ConsulRequests.h"

#include <QSet>

namespace mk::consul {

namespace {
// Of keys alone; a transaction of names longer than this is split.
constexpr qsizetype maxNamesBody = 384 * 1024;
// A write that has left may have been done, whoever stopped waiting for it.
Error cancelledAfter(bool sent)
{
    Error error = Error::cancelled();
    error.mayHaveBeenDone = sent;
    return error;
}

} // namespace

Error withOrigin(Error error, const HttpClient &http, const HttpRequest &request)
{
    if (error.endpoint.isEmpty())
        error.endpoint = http.endpoint().hostPort();
    if (error.request.isEmpty())
        error.request = QString(QString::fromLatin1(request.method) + QLatin1Char(' ') +
                                http.redactor().pathAndQuery(request.path));
    return error;
}

Error PutJob::cancelledError() const
{
    return cancelledAfter(m_sent);
}

PutJob::PutJob(HttpClient *http, KvEntry wanted, quint64 cas, QObject *parent)
    : Job<KvWritten>(parent), m_http(http), m_wanted(std::move(wanted)), m_cas(cas)
{
    start();
}

void PutJob::onStart()
{
    if (const QString problem = keyProblem(m_wanted.key); !problem.isEmpty()) {
        finishError(Error::make(ErrorKind::BadRequest, problem));
        return;
    }
    if (m_wanted.value.size() > maxValueSize)
        askLimit();
    else
        send();
}

// A server that refuses a body answers before it has read it and hangs up, and then nobody knows what became of the write.
void PutJob::askLimit()
{
    HttpRequest request;
    request.path = QByteArrayLiteral("/v1/agent/self");
    await(new ReadJob<AgentSelf>(m_http, std::move(request), decodeAgentSelf, this), [this](const Result<AgentSelf> &self) {
        const qint64 limit = self ? self->maxValueSize.value_or(maxValueSize) : maxValueSize;
        if (m_wanted.value.size() <= limit) {
            send();
            return;
        }
        Error error = Error::make(ErrorKind::TooLarge, QStringLiteral("consul.value-too-large"));
        error.endpoint = m_http->endpoint().hostPort();
        error.args.insert(QStringLiteral("limit"), limit);
        finishError(error);
    });
}

void PutJob::send()
{
    switch (putWay(m_wanted.key, m_wanted.value.size())) {
    case PutWay::Transaction:
        byTransaction();
        return;
    case PutWay::Plain:
        plainly();
        return;
    case PutWay::Impossible:
        break;
    }
    finishError(Error::make(ErrorKind::TooLarge, QStringLiteral("kv.value-too-large-for-key")));
}

void PutJob::byTransaction()
{
    const HttpRequest request = putRequest(m_wanted, m_cas, PutWay::Transaction);
    m_sent = true;
    await(m_http->send(request, this), [this, request](const Result<HttpResponse> &sent) {
        if (!sent) {
            const Error error = refineError(sent.error(), true);
            // This server's limit is lower than the default, and nothing has happened.
            if (error.reason == QLatin1String("consul.transaction-too-large") && isPathSafe(m_wanted.key))
                plainly();
            else
                finishError(error);
            return;
        }
        Result<TxnOutcome> outcome = decodeTxn(*sent);
        if (!outcome) {
            // Answered, and yet nobody knows what: only reading can tell.
            Error error = withOrigin(outcome.error(), *m_http, request);
            error.mayHaveBeenDone = true;
            finishError(error);
            return;
        }
        if (!outcome->failures.empty()) {
            finishError(withOrigin(txnError(*outcome, {m_wanted.key}), *m_http, request));
            return;
        }
        if (outcome->entries.size() != 1) {
            readBack(true);
            return;
        }
        KvWritten written;
        written.byTransaction = true;
        written.entry = std::move(outcome->entries.front());
        written.entry.value = m_wanted.value; // the answer leaves it out
        finish(std::move(written));
    });
}

void PutJob::plainly()
{
    const HttpRequest request = putRequest(m_wanted, m_cas, PutWay::Plain);
    m_sent = true;
    await(m_http->send(request, this), [this, request](const Result<HttpResponse> &sent) {
        if (!sent) {
            finishError(refineError(sent.error(), true));
            return;
        }
        const Result<bool> done = decodeTrueFalse(*sent);
        if (!done) {
            Error error = withOrigin(done.error(), *m_http, request);
            error.mayHaveBeenDone = true;
            finishError(error);
        } else if (!*done) {
            Error error = withOrigin(Error::make(ErrorKind::Conflict, QStringLiteral("kv.cas-failed")), *m_http, request);
            error.httpStatus = sent->status;
            error.args.insert(QStringLiteral("key"), m_wanted.key);
            finishError(error);
        } else {
            readBack(false);
        }
    });
}

void PutJob::readBack(bool byTransaction)
{
    const QString key = m_wanted.key;
    auto *read = new ReadJob<std::optional<KvEntry>>(
        m_http, getRequest(key), [key](const HttpResponse &response) { return decodeEntry(key, response); }, this);
    await(read, [this, byTransaction](const Result<std::optional<KvEntry>> &now) {
        KvWritten written;
        written.byTransaction = byTransaction;
        if (!now) {
            written.entry = m_wanted;
            written.secondRead = now.error();
        } else if (!*now) {
            written.entry.key = m_wanted.key;
            written.overtaken = true;
        } else {
            written.entry = **now;
            written.overtaken = written.entry.value != m_wanted.value || written.entry.flags != m_wanted.flags;
        }
        finish(std::move(written));
    });
}

Error DeleteJob::cancelledError() const
{
    return cancelledAfter(m_sent);
}

DeleteJob::DeleteJob(HttpClient *http, QList<KvDelete> keys, QObject *parent)
    : Job<Done>(parent), m_http(http), m_keys(std::move(keys))
{
    start();
}

void DeleteJob::onStart()
{
    QStringList names;
    for (const KvDelete &entry : std::as_const(m_keys)) {
        if (const QString problem = keyProblem(entry.key); !problem.isEmpty()) {
            finishError(Error::make(ErrorKind::BadRequest, problem));
            return;
        }
        names.append(entry.key);
    }
    if (m_keys.isEmpty()) {
        finish(Done{});
        return;
    }
    if (m_keys.size() > maxTxnOperations) {
        finishError(Error::make(ErrorKind::Internal, QStringLiteral("kv.too-many-operations")));
        return;
    }
    const HttpRequest request = deleteRequest(m_keys);
    m_sent = true;
    await(m_http->send(request, this), [this, request, names](const Result<HttpResponse> &sent) {
        if (!sent) {
            finishError(refineError(sent.error(), true));
            return;
        }
        const Result<TxnOutcome> outcome = decodeTxn(*sent);
        if (!outcome) {
            Error error = withOrigin(outcome.error(), *m_http, request);
            error.mayHaveBeenDone = true;
            finishError(error);
        } else if (!outcome->failures.empty()) {
            finishError(withOrigin(txnError(*outcome, names), *m_http, request));
        } else {
            finish(Done{});
        }
    });
}

GetManyJob::GetManyJob(HttpClient *http, QStringList keys, QObject *parent)
    : Job<std::vector<KvLookup>>(parent), m_http(http), m_keys(std::move(keys))
{
    start();
}

void GetManyJob::onStart()
{
    QSet<QString> seen;
    for (const QString &key : std::as_const(m_keys)) {
        if (const QString problem = keyProblem(key); !problem.isEmpty()) {
            finishError(Error::make(ErrorKind::BadRequest, problem));
            return;
        }
        if (!seen.contains(key)) {
            seen.insert(key);
            m_open.append(key);
        }
    }
    next();
}

void GetManyJob::next()
{
    if (m_open.isEmpty()) {
        std::vector<KvLookup> lookups;
        lookups.reserve(size_t(m_keys.size()));
        for (const QString &key : std::as_const(m_keys))
            lookups.push_back(m_found.value(key));
        finish(std::move(lookups));
        return;
    }
    QStringList asked;
    qsizetype bytes = 0;
    while (!m_open.isEmpty() && asked.size() < maxTxnOperations) {
        bytes += 6 * m_open.constFirst().size() + 50; // a character is six bytes at worst: \u0001
        if (!asked.isEmpty() && bytes > maxNamesBody)
            break;
        asked.append(m_open.takeFirst());
    }
    const HttpRequest request = txnGetRequest(asked);
    await(m_http->send(request, this), [this, asked](const Result<HttpResponse> &sent) {
        if (!sent)
            finishError(refineError(sent.error(), false));
        else
            take(asked, *sent);
    });
}

void GetManyJob::take(const QStringList &asked, const HttpResponse &response)
{
    // 64 values of up to 512 KiB each are not for the GUI thread.
    await(runOnWorker<TxnOutcome>(this, [response](const CancelFlag &) { return decodeTxn(response); }),
          [this, asked](const Result<TxnOutcome> &outcome) {
              if (!outcome) {
                  finishError(withOrigin(outcome.error(), *m_http, txnGetRequest(asked)));
                  return;
              }
              if (!outcome->failures.empty()) {
                  // One missing key fails them all: the others are asked again without it.
                  QStringList again = asked;
                  for (const TxnOutcome::Failure &failure : outcome->failures) {
                      if (!isMissingKey(failure) || failure.opIndex >= asked.size()) {
                          finishError(withOrigin(txnError(*outcome, asked), *m_http, txnGetRequest(asked)));
                          return;
                      }
                      const QString &key = asked.at(failure.opIndex);
                      m_found.insert(key, KvLookup{key, std::nullopt, false});
                      again.removeOne(key);
                  }
                  m_open = again + m_open;
              } else {
                  for (const KvEntry &entry : outcome->entries)
                      m_found.insert(entry.key, KvLookup{entry.key, entry, false});
                  for (const QString &key : asked) {
                      if (!m_found.contains(key))
                          m_found.insert(key, KvLookup{key, std::nullopt, true});
                  }
              }
              Q_EMIT progressed(m_found.size(), m_keys.size());
              next();
          });
}

} // namespace mk::consul
