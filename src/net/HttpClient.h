// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Job.h"
#include "core/Redactor.h"
#include "net/Endpoint.h"
#include "net/HttpLog.h"
#include "net/HttpTypes.h"
#include "net/TlsTrust.h"

#include <QList>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <deque>
#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace mk {

class HttpCall;

// All calls to one endpoint. It alone makes QNetworkRequests: it joins the base path, sets credentials, applies TLS,
// proxy, caps and time-outs, retries failed reads (back-off with jitter, honouring Retry-After), enforces read-only and
// writes the HTTP log. GUI thread.
//
// What is peculiar about Qt 6.4 and dealt with here: a connection that dies makes QNetworkAccessManager send the request
// again, a fresh one too, so every write goes through a manager of its own and has a body that can be read only once; six
// connections a host, so long polls have their own and reads beyond six wait here, where no time-out runs; redirects
// would turn PUT into GET, so a 3xx is an answer (ErrorKind::Redirected); compressed answers are counted decompressed
// against our own cap; QUrl decodes "%2E", so a path with a "." or ".." segment is refused ("http.dot-segment").
//
// Reasons beside those of TlsTrust.h and HttpErrors.h: "timeout.inactive", "timeout.total" (args "milliseconds"),
// "http.too-large" (args "limit", "announced"), "http.unexpected-encoding", "http.truncated", "http.bad-header",
// "http.dot-segment", "credential.unusable".
class HttpClient final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        bool readOnly = false;
        QUrl effectiveUrl;   // where to connect instead of endpoint.url (a tunnel's local end); empty: endpoint.url
        int maxReadRetries = 2;
        QByteArray userAgent = "microkubes-console";
    };

    HttpClient(Endpoint endpoint, EndpointSecrets secrets, Options options, HttpLog *log, const Clock *clock,
               QObject *parent = nullptr);
    ~HttpClient() override;

    // A started job, child of parent. Statuses other than 2xx and request.expected are errors. Who needs the exact body
    // of a refusal lists its status in request.expected: an Error keeps the server's message only, redacted.
    Job<HttpResponse> *send(HttpRequest request, QObject *parent);

    // The call as the log would tell it, redacted, without sending it: for previews and "copy as curl".
    HttpLogEntry describe(const HttpRequest &request) const;

    const Endpoint &endpoint() const { return m_endpoint; }
    const Redactor &redactor() const { return m_redactor; }
    bool isReadOnly() const { return m_options.readOnly; }
    // Takes effect at the next send(); calls under way are not touched.
    void setReadOnly(bool readOnly) { m_options.readOnly = readOnly; }
    // Errors of the settings themselves (CA file unreadable, key and certificate do not fit): every send() fails with it.
    const std::optional<Error> &configurationError() const { return m_configurationError; }
    const Clock &clock() const { return *m_clock; }
    // A tunnel came up (perhaps on another port than before). Takes effect at the next send().
    void setEffectiveUrl(const QUrl &url)
    {
        m_options.effectiveUrl = url;
        m_base = url;
    }
    // While there is no way to the server (its tunnel is down) every send() fails with this error and nothing leaves:
    // whoever listens on the tunnel's old port meanwhile must not see a credential.
    void setBlocked(std::optional<Error> error) { m_blocked = std::move(error); }

private:
    friend class HttpCall;

    // One manager and how many of its connections are in use.
    struct Pool
    {
        QNetworkAccessManager *manager;
        int active = 0;
        const QObject *owner = nullptr; // of polls: whose connections they are
    };
    void checkCredential();
    void readTls();
    // The proxy that a request would go through now; what the system says of it is remembered for a few seconds.
    QNetworkProxy proxyNow() const;
    QString verifiedName() const { return verifiedNameOf(m_endpoint); }
    QUrl urlFor(const HttpRequest &request) const;
    QNetworkRequest networkRequest(const HttpRequest &request) const;
    QNetworkAccessManager *newManager(QObject *parent);
    void enterReads(HttpCall *call); // calls call->attempt() as soon as a connection is free
    void leaveReads();
    void stopWaiting(HttpCall *call);
    Pool *enterPolls(const QObject *owner);
    void forget(HttpCall *call);

    Endpoint m_endpoint;
    EndpointSecrets m_secrets;
    Options m_options;
    HttpLog *m_log;
    const Clock *m_clock;
    Redactor m_redactor;
    QUrl m_base;                // where to connect
    bool m_isNear = false;      // loopback or a tunnel: compressing would only cost time
    QByteArray m_credentialName; // header that carries the credential; empty: none
    QByteArray m_credentialValue;
    std::optional<QSslConfiguration> m_ssl; // of https; only then, since the first one loads the TLS library
    QString m_tlsProtocol; // of the newest connection
    mutable std::optional<QNetworkProxy> m_systemProxy;
    mutable std::chrono::milliseconds m_systemProxyAskedAt{0};
    std::optional<Error> m_configurationError;
    std::optional<Error> m_blocked;
    Pool m_reads{};
    std::vector<std::unique_ptr<Pool>> m_polls; // grows, so that no blocking query waits behind another
    std::deque<HttpCall *> m_waitingReads;
    QList<HttpCall *> m_calls; // under way, for the destructor
};

// True where this request cannot change anything on that system: GET and HEAD, Prometheus queries by POST, Kong's
// .../validate, and Consul's /v1/txn when it holds only get, get-tree and check-* verbs. Everything else is a write,
// RabbitMQ's message "get" included (it sets redelivered) and its aliveness test, which is a GET that publishes.
bool isReadingRequest(System system, const HttpRequest &request);

} // namespace mk
