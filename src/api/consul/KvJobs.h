// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulDecode.h"
#include "core/Job.h"
#include "net/HttpClient.h"

#include <functional>

// The jobs behind ConsulClient; nobody else needs them.
namespace mk::consul {

// Tells an error of a decoder whose answer it was.
Error withOrigin(Error error, const HttpClient &http, const HttpRequest &request);

// One read: sent, decoded (on a worker when the answer is large), errors in Consul's words.
template <class T>
class ReadJob final : public Job<T>
{
public:
    using Decode = std::function<Result<T>(const HttpResponse &)>;

    ReadJob(HttpClient *http, HttpRequest request, Decode decode, QObject *parent)
        : Job<T>(parent), m_http(http), m_request(std::move(request)), m_decode(std::move(decode))
    {
        this->start();
    }

protected:
    void onStart() override;

private:
    // Below this a thread's switch costs more than the decoding.
    static constexpr qsizetype decodeHere = 32 * 1024;
    void end(Result<T> result)
    {
        if (!result)
            result = fail(withOrigin(result.error(), *m_http, m_request));
        this->finish(std::move(result));
    }
    HttpClient *m_http;
    HttpRequest m_request;
    Decode m_decode;
};

class PutJob final : public Job<KvWritten>
{
    Q_OBJECT
public:
    PutJob(HttpClient *http, KvEntry wanted, quint64 cas, QObject *parent);

protected:
    void onStart() override;
    Error cancelledError() const override;

private:
    void askLimit();
    void send();
    void byTransaction();
    void plainly();
    void readBack(bool byTransaction);
    HttpClient *m_http;
    KvEntry m_wanted;
    quint64 m_cas;
    bool m_sent = false;
};

class DeleteJob final : public Job<Done>
{
    Q_OBJECT
public:
    DeleteJob(HttpClient *http, QList<KvDelete> keys, QObject *parent);

protected:
    void onStart() override;
    Error cancelledError() const override;

private:
    HttpClient *m_http;
    QList<KvDelete> m_keys;
    bool m_sent = false;
};

class GetManyJob final : public Job<std::vector<KvLookup>>
{
    Q_OBJECT
public:
    GetManyJob(HttpClient *http, QStringList keys, QObject *parent);

protected:
    void onStart() override;

private:
    void next();
    void take(const QStringList &asked, const HttpResponse &response);
    HttpClient *m_http;
    QStringList m_open;                 // still to ask, in order
    QHash<QString, KvLookup> m_found;
    QStringList m_keys;
};

template <class T>
void ReadJob<T>::onStart()
{
    this->await(m_http->send(m_request, this), [this](const Result<HttpResponse> &sent) {
        if (!sent) {
            this->finishError(refineError(sent.error(), false));
            return;
        }
        if (sent->body.size() <= decodeHere) {
            end(m_decode(*sent));
            return;
        }
        this->await(runOnWorker<T>(this, [response = *sent, decode = m_decode](const CancelFlag &) { return decode(response); }),
                    [this](const Result<T> &decoded) { end(decoded); });
    });
}

} // namespace mk::consul
