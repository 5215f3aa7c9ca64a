// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"

#include "net/HttpCall.h"
#include "net/ProxyChoice.h"

#include <QNetworkAccessManager>

#include <algorithm>

namespace mk {

namespace {

// What QNetworkAccessManager opens to one host at most (it cannot be told otherwise before Qt 6.5).
constexpr int connectionsPerManager = 6;
constexpr std::chrono::seconds rememberSystemProxy{5}; // a script may decide, and would be asked several times a request
constexpr qsizetype maxLoggedBody = 64 * 1024;
constexpr qsizetype maxRedactedBody = 1024 * 1024; // larger ones are logged by their size alone

bool hasControlCharacter(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; });
}

} // namespace

bool HttpCall::isHeader(const QByteArray &name, const QByteArray &value)
{
    const auto isTokenCharacter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    };
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isTokenCharacter) && !hasControlCharacter(value);
}

HttpClient::HttpClient(Endpoint endpoint, EndpointSecrets secrets, Options options, HttpLog *log, const Clock *clock,
                       QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_secrets(std::move(secrets))
    , m_options(std::move(options))
    , m_log(log)
    , m_clock(clock)
    , m_base(m_options.effectiveUrl.isEmpty() ? m_endpoint.url : m_options.effectiveUrl)
    , m_isNear(!m_options.effectiveUrl.isEmpty() || isLoopbackHost(m_endpoint.url.host()))
{
    for (const QString &secret : {m_secrets.credential, m_secrets.clientKeyPassword, m_secrets.proxyPassword})
        m_redactor.addSecret(secret);
    checkCredential();
    if (!m_configurationError && m_base.scheme() == QLatin1String("https"))
        readTls();
}

HttpClient::~HttpClient()
{
    const QList<HttpCall *> calls = std::exchange(m_calls, {});
    m_waitingReads.clear();
    for (HttpCall *call : calls)
        call->loseClient();
}

Job<HttpResponse> *HttpClient::send(HttpRequest request, QObject *parent)
{
    auto *call = new HttpCall(this, std::move(request), parent);
    call->start();
    return call;
}

void HttpClient::checkCredential()
{
    const Credential &credential = m_endpoint.credential;
    const QByteArray secret = m_secrets.credential.toUtf8();
    switch (credential.kind) {
    case Credential::Kind::None:
        return;
    case Credential::Kind::Basic: {
        const QByteArray pair = QByteArray(credential.user.toUtf8() + ':' + secret).toBase64();
        m_redactor.addSecret(QString::fromLatin1(pair));
        m_credentialName = "Authorization";
        m_credentialValue = "Basic " + pair;
        break;
    }
    case Credential::Kind::Bearer:
        m_credentialName = "Authorization";
        m_credentialValue = "Bearer " + secret;
        break;
    case Credential::Kind::Header:
        m_credentialName = credential.headerName.toUtf8();
        m_credentialValue = secret;
        break;
    }
    // A line break at the end of a secret (as files and variables have it) would make a second header of what follows.
    if (!HttpCall::isHeader(m_credentialName, m_credentialValue)) {
        m_configurationError = Error::make(ErrorKind::Unauthorised, QStringLiteral("credential.unusable"),
                                           QStringLiteral("control character in the secret, or no valid header name"));
    }
}

void HttpClient::readTls()
{
    auto configuration = tlsConfiguration(m_endpoint.tls, m_secrets.clientKeyPassword);
    if (configuration)
        m_ssl = *std::move(configuration);
    else
        m_configurationError = configuration.error();
}

QUrl HttpClient::urlFor(const HttpRequest &request) const
{
    return UrlPath::join(m_base, request.path);
}

HttpLogEntry HttpClient::describe(const HttpRequest &request) const
{
    HttpLogEntry entry;
    entry.system = m_endpoint.system;
    entry.endpoint = m_endpoint.hostPort();
    entry.method = QString::fromLatin1(request.method);
    const QNetworkRequest made = networkRequest(request);
    entry.url = m_redactor.url(made.url());
    for (const QByteArray &name : made.rawHeaderList()) {
        const bool isSecret = name == m_credentialName || name == "Proxy-Authorization";
        const QByteArray value = made.rawHeader(name);
        entry.requestHeaders.append({name, isSecret ? Redactor::mask().toUtf8() : m_redactor.headerValue(name, value)});
    }
    if (request.sendsSecretBody || request.body.size() > maxRedactedBody)
        entry.requestBody = '<' + QByteArray::number(request.body.size()) + " bytes>";
    else if (!request.body.isEmpty())
        entry.requestBody = m_redactor.body(request.body, request.contentType, request.path).left(maxLoggedBody);
    entry.asker = request.asker;
    return entry;
}

QNetworkRequest HttpClient::networkRequest(const HttpRequest &request) const
{
    QNetworkRequest result(urlFor(request));
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setDecompressedSafetyCheckThreshold(-1);
    if (m_base.scheme() == QLatin1String("https")) {
        if (m_ssl)
            result.setSslConfiguration(*m_ssl);
        if (verifiedName() != m_base.host())
            result.setPeerVerifyName(verifiedName());
    }
    // Behind a tunnel the server is still asked for by its own name.
    if (!m_options.effectiveUrl.isEmpty()) {
        const int port = m_endpoint.url.port();
        result.setRawHeader("Host", QUrl::toAce(m_endpoint.url.host()) +
                                        (port < 0 ? QByteArray() : QByteArray(":" + QByteArray::number(port))));
    }
    result.setRawHeader("User-Agent", m_options.userAgent);
    // Set by hand: Qt decompresses nothing then, and a body that breaks off is found out.
    result.setRawHeader("Accept-Encoding", m_isNear ? "identity" : "gzip");
    for (const auto &[name, value] : request.headers)
        result.setRawHeader(name, value);
    if (!request.contentType.isEmpty())
        result.setRawHeader("Content-Type", request.contentType);
    if (!m_credentialName.isEmpty())
        result.setRawHeader(m_credentialName, m_credentialValue);
    // Qt would answer a proxy's 407 by sending the request a second time, which a write must never do. Over https the
    // proxy is asked in an exchange of its own, which Qt does well.
    if (m_base.scheme() == QLatin1String("http")) {
        if (const QNetworkProxy proxy = proxyNow(); isHttpProxy(proxy) && !proxy.user().isEmpty()) {
            const QByteArray pair = proxy.user().toUtf8() + ':' + proxy.password().toUtf8();
            result.setRawHeader("Proxy-Authorization", "Basic " + pair.toBase64());
        }
    }
    return result;
}

QNetworkProxy HttpClient::proxyNow() const
{
    if (m_endpoint.proxy.kind != ProxySettings::Kind::System)
        return proxyFor(m_endpoint.proxy, m_secrets.proxyPassword, m_base);
    const std::chrono::milliseconds now = m_clock->monotonic();
    if (!m_systemProxy || now - m_systemProxyAskedAt > rememberSystemProxy) {
        m_systemProxy = proxyFor(m_endpoint.proxy, m_secrets.proxyPassword, m_base);
        m_systemProxyAskedAt = now;
    }
    return *m_systemProxy;
}

QNetworkAccessManager *HttpClient::newManager(QObject *parent)
{
    auto *manager = new QNetworkAccessManager(parent);
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    applyProxy(manager, m_endpoint.proxy, m_secrets.proxyPassword);
    return manager;
}

void HttpClient::enterReads(HttpCall *call)
{
    if (m_reads.active >= connectionsPerManager) {
        m_waitingReads.push_back(call);
        return;
    }
    if (!m_reads.manager)
        m_reads.manager = newManager(this);
    ++m_reads.active;
    call->attempt(m_reads.manager);
}

void HttpClient::leaveReads()
{
    --m_reads.active;
    if (!m_waitingReads.empty()) {
        HttpCall *next = m_waitingReads.front();
        m_waitingReads.pop_front();
        enterReads(next);
    }
}

HttpClient::Pool *HttpClient::enterPolls(const QObject *owner)
{
    auto free = std::find_if(m_polls.begin(), m_polls.end(), [owner](const auto &pool) {
        return pool->owner == owner && pool->active < connectionsPerManager;
    });
    if (free == m_polls.end() && owner) // one that somebody left
        free = std::find_if(m_polls.begin(), m_polls.end(), [](const auto &pool) { return !pool->owner && pool->active == 0; });
    if (free == m_polls.end()) {
        m_polls.push_back(std::make_unique<Pool>(Pool{newManager(this)}));
        free = std::prev(m_polls.end());
    }
    if (owner && !(*free)->owner) {
        (*free)->owner = owner;
        connect(owner, &QObject::destroyed, this, [pool = free->get()] { pool->owner = nullptr; });
    }
    ++(*free)->active;
    return free->get();
}

void HttpClient::forget(HttpCall *call)
{
    m_calls.removeOne(call);
    stopWaiting(call);
}

void HttpClient::stopWaiting(HttpCall *call)
{
    std::erase(m_waitingReads, call);
}

} // namespace mk
