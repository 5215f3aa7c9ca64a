// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Job.h"
#include "core/Redactor.h"
#include "net/Endpoint.h"
#include "net/HttpLog.h"
#include "net/HttpTypes.h"

#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>

class QNetworkAccessManager;

namespace mk {

class HttpCall;

// All calls to one endpoint. It alone makes QNetworkRequests: it joins the base path, sets credentials, applies TLS,
// proxy, caps and time-outs, retries failed reads (back-off with jitter, honouring Retry-After), enforces read-only and
// writes the HTTP log. GUI thread.
//
// What is peculiar about Qt 6.4 and dealt with here: a kept-alive connection that dies makes QNetworkAccessManager send
// the request again, so every write goes through a manager of its own; six connections a host, so long polls have their
// own; redirects would turn PUT into GET, so a 3xx is an answer (ErrorKind::Redirected); compressed answers are counted
// decompressed against our own cap.
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

    // A started job, child of parent. Statuses other than 2xx and request.expected are errors.
    Job<HttpResponse> *send(HttpRequest request, QObject *parent);

    const Endpoint &endpoint() const { return m_endpoint; }
    const Redactor &redactor() const { return m_redactor; }
    bool isReadOnly() const { return m_options.readOnly; }
    // Takes effect at the next send(); calls under way are not touched.
    void setReadOnly(bool readOnly) { m_options.readOnly = readOnly; }
    // Errors of the settings themselves (CA file unreadable, key and certificate do not fit): every send() fails with it.
    const std::optional<Error> &configurationError() const { return m_configurationError; }

private:
    friend class HttpCall;
    Endpoint m_endpoint;
    EndpointSecrets m_secrets;
    Options m_options;
    HttpLog *m_log;
    const Clock *m_clock;
    Redactor m_redactor;
    QSslConfiguration m_ssl;
    QNetworkProxy m_proxy;
    std::optional<Error> m_configurationError;
    QNetworkAccessManager *m_reads = nullptr;
    QNetworkAccessManager *m_polls = nullptr;
};

// True where this request cannot change anything on that system: GET and HEAD, Prometheus queries by POST, Kong's
// .../validate, and Consul's /v1/txn when it holds only get, get-tree and check-* verbs. Everything else is a write,
// RabbitMQ's message "get" included (it sets redelivered).
bool isReadingRequest(System system, const HttpRequest &request);

} // namespace mk
