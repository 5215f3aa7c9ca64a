// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpCall.h"

#include "net/GzipReader.h"

#include "net/HttpErrors.h"
#include "net/ProxyChoice.h"
#include "net/TlsTrust.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QSslCipher>

#include <algorithm>
#include <cstring>

namespace mk {

using std::chrono::milliseconds;

namespace {

constexpr qint64 MiB = 1024 * 1024;
constexpr milliseconds firstBackOff{250};

struct Limits
{
    qint64 bytes;
    milliseconds inactivity;
    milliseconds total;
};

Limits limitsOf(const HttpRequest &request)
{
    using namespace std::chrono_literals;
    switch (request.callClass) {
    case CallClass::Entity:
        return {4 * MiB, 10s, 30s};
    case CallClass::List:
        return {64 * MiB, 30s, 120s};
    case CallClass::LongPoll: {
        // Consul adds up to a sixteenth of the wait.
        const milliseconds longest = request.wait + request.wait / 16 + 10s;
        return {64 * MiB, longest, longest + 60s};
    }
    case CallClass::Probe:
        return {4 * MiB, 5s, 5s};
    case CallClass::Write:
        return {4 * MiB, 30s, 60s};
    }
    return {4 * MiB, 10s, 30s};
}

bool hasDotSegment(const QByteArray &pathAndQuery)
{
    const qsizetype mark = pathAndQuery.indexOf('?');
    QByteArray path = mark < 0 ? pathAndQuery : pathAndQuery.left(mark);
    path.replace("%2E", ".").replace("%2e", ".");
    const QList<QByteArray> segments = path.split('/');
    return segments.contains(".") || segments.contains("..");
}

// A reply's configuration does not always carry the session's protocol; its cipher tells then.
QSsl::SslProtocol sessionProtocolOf(const QSslConfiguration &configuration)
{
    const QSsl::SslProtocol protocol = configuration.sessionProtocol();
    return protocol == QSsl::UnknownProtocol ? configuration.sessionCipher().protocol() : protocol;
}

} // namespace

// The body of a write. QNetworkAccessManager sends a request again when its connection dies before the answer, on a
// fresh connection too; it gives up when the body cannot be read from the start again. So this one cannot.
class OneShotBody final : public QIODevice
{
public:
    explicit OneShotBody(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return false; } // its size is known, so no chunked sending
    qint64 size() const override { return m_bytes.size(); }
    bool atEnd() const override { return m_at >= m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_at; }
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }
    bool wasRead() const { return m_at > 0; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const qint64 count = std::min<qint64>(maxSize, m_bytes.size() - m_at);
        std::memcpy(data, m_bytes.constData() + m_at, size_t(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

HttpCall::HttpCall(HttpClient *client, HttpRequest request, QObject *parent)
    : Job<HttpResponse>(parent)
    , m_client(client)
    , m_request(std::move(request))
    , m_reading(isReadingRequest(client->m_endpoint.system, m_request))
    , m_url(client->urlFor(m_request))
{
    const Limits limits = limitsOf(m_request);
    m_maxBytes = m_request.maxBytes.value_or(limits.bytes);
    m_inactivityLimit = m_request.inactivityTimeout.value_or(limits.inactivity);
    m_totalLimit = m_request.totalTimeout.value_or(limits.total);
    for (QTimer *timer : {&m_inactivity, &m_total, &m_retry}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::CoarseTimer);
    }
    const auto timeout = [this](const char *reason, milliseconds limit) {
        Error error = Error::make(ErrorKind::Timeout, QString::fromLatin1(reason));
        error.args.insert(QStringLiteral("milliseconds"), qint64(limit.count()));
        stop(std::move(error));
    };
    connect(&m_inactivity, &QTimer::timeout, this, [this, timeout] { timeout("timeout.inactive", m_inactivityLimit); });
    connect(&m_total, &QTimer::timeout, this, [this, timeout] { timeout("timeout.total", m_totalLimit); });
    connect(&m_retry, &QTimer::timeout, this, &HttpCall::begin);
    client->m_calls.append(this);
}

HttpCall::~HttpCall()
{
    const bool wasOpen = state() == State::Running && m_reply;
    if (wasOpen)
        writeLog(errorKindId(ErrorKind::Cancelled));
    closeAttempt();
    if (m_client)
        m_client->forget(this);
}

void HttpCall::onStart()
{
    m_startedAt = m_client->m_clock->now();
    m_startedTick = m_client->m_clock->monotonic();
    if (auto error = refusal()) {
        m_attempt = 1;
        settle(described(*std::move(error)));
        return;
    }
    begin();
}

std::optional<Error> HttpCall::refusal() const
{
    if (m_client->m_configurationError)
        return m_client->m_configurationError;
    if (m_client->m_blocked)
        return m_client->m_blocked;
    if (m_client->isReadOnly() && !m_reading)
        return Error::make(ErrorKind::ReadOnly);
    if (hasDotSegment(m_request.path))
        return Error::make(ErrorKind::Unsupported, QStringLiteral("http.dot-segment"));
    const bool headersFit = std::all_of(m_request.headers.begin(), m_request.headers.end(),
                                        [](const auto &header) { return isHeader(header.first, header.second); });
    if (!headersFit || !isHeader("Content-Type", m_request.contentType) || !isHeader(m_request.method, {}))
        return Error::make(ErrorKind::Internal, QStringLiteral("http.bad-header"));
    if (!m_url.isValid() || m_url.host().isEmpty())
        return Error::make(ErrorKind::Internal, QStringLiteral("http.bad-url"), m_url.errorString());
    return std::nullopt;
}

void HttpCall::begin()
{
    if (m_request.callClass == CallClass::LongPoll && m_reading) {
        m_poll = m_client->enterPolls(m_request.connectionOwner);
        m_lane = Lane::Polls;
        attempt(m_poll->manager);
    } else if (m_reading && m_request.callClass != CallClass::Write) {
        m_lane = Lane::Waiting;
        m_client->enterReads(this);
    } else {
        m_lane = Lane::Own;
        m_own = m_client->newManager(this);
        attempt(m_own);
    }
}

void HttpCall::attempt(QNetworkAccessManager *manager)
{
    if (m_lane == Lane::Waiting)
        m_lane = Lane::Reads;
    ++m_attempt;
    m_stopped.reset();
    m_encrypted = false;
    m_response = {};
    m_gzip.reset();
    m_wireBytes = 0;
    m_badEncoding = false;
    m_startedAt = m_client->m_clock->now();
    m_startedTick = m_client->m_clock->monotonic();

    QNetworkRequest request = m_client->networkRequest(m_request);
    if (m_lane == Lane::Own)
        request.setRawHeader("Connection", "close");
    QNetworkReply *reply = nullptr;
    if (m_request.method == "GET" && m_reading && m_request.body.isEmpty()) {
        reply = manager->get(request);
    } else if (m_request.method == "HEAD") {
        reply = manager->head(request); // as a custom verb Qt would wait for a body
    } else if (m_reading) {
        reply = manager->sendCustomRequest(request, m_request.method, m_request.body);
    } else {
        auto *body = new OneShotBody(m_request.body);
        reply = manager->sendCustomRequest(request, m_request.method, body);
        body->setParent(reply);
        m_body = body;
    }
    m_reply = reply;
    connect(reply, &QNetworkReply::sslErrors, this, &HttpCall::checkPeer);
    connect(reply, &QNetworkReply::encrypted, this, [this] {
        m_inactivity.start(m_inactivityLimit);
        checkPeer({});
        m_encrypted = !m_stopped;
        // A connection that is used again says nothing of this any more.
        if (m_encrypted)
            m_client->m_tlsProtocol = tlsProtocolName(sessionProtocolOf(m_reply->sslConfiguration()));
    });
    // Behind a new connection may be a server that started anew, and it would let a question wait for an index that is long
    // in coming. Qt connects again by itself, also to send once more what a lost connection left unanswered.
    if (m_request.callClass == CallClass::LongPoll) {
        connect(reply, &QNetworkReply::requestSent, this, [this, sent = 0]() mutable {
            if (++sent > 1)
                stop(Error::make(ErrorKind::Network, QStringLiteral("http.sent-again")));
        });
    }
    if (m_request.needsOpenConnection) {
        connect(reply, &QNetworkReply::socketStartedConnecting, this,
                [this] { stop(Error::make(ErrorKind::Cancelled, QStringLiteral("http.new-connection"))); });
    }
    connect(reply, &QNetworkReply::metaDataChanged, this, &HttpCall::onMetaData);
    connect(reply, &QNetworkReply::readyRead, this, &HttpCall::onReadyRead);
    const auto stillAlive = [this](qint64 done, qint64) {
        if (done > 0 && m_reply)
            m_inactivity.start(m_inactivityLimit);
    };
    connect(reply, &QNetworkReply::uploadProgress, this, stillAlive);
    connect(reply, &QNetworkReply::downloadProgress, this, stillAlive); // bytes that decompress to nothing yet
    connect(reply, &QNetworkReply::finished, this, &HttpCall::onFinished);
    m_inactivity.start(m_inactivityLimit);
    if (!m_total.isActive())
        m_total.start(m_totalLimit);
}

// Runs while Qt's network thread waits for it, before a byte of the request is written.
void HttpCall::checkPeer(const QList<QSslError> &errors)
{
    if (!m_reply || m_stopped)
        return;
    const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
    const TlsSettings &tls = m_client->m_endpoint.tls;
    const QStringList problems = tlsProblems(errors, leaf, tls);
    if (problems.isEmpty()) {
        if (!errors.isEmpty())
            m_reply->ignoreSslErrors(errors);
        return;
    }
    stop(tlsError(problems, leaf, tls, m_client->verifiedName()));
}

void HttpCall::onMetaData()
{
    if (!m_reply || m_stopped)
        return;
    m_inactivity.start(m_inactivityLimit);
    if (m_request.method == "HEAD")
        return;
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    if (!m_gzip && !m_client->m_isNear && (encoding == "gzip" || encoding == "x-gzip"))
        m_gzip = std::make_unique<GzipReader>();
    const qint64 announced = m_reply->rawHeader("Content-Length").toLongLong();
    if (announced > m_maxBytes) {
        Error error = Error::make(ErrorKind::TooLarge, QStringLiteral("http.too-large"));
        error.args.insert(QStringLiteral("limit"), m_maxBytes);
        error.args.insert(QStringLiteral("announced"), announced);
        stop(std::move(error));
    }
}

void HttpCall::onReadyRead()
{
    if (!m_reply || m_stopped)
        return;
    m_inactivity.start(m_inactivityLimit);
    takeBytes();
    if (m_response.body.size() > m_maxBytes) {
        Error error = Error::make(ErrorKind::TooLarge, QStringLiteral("http.too-large"));
        error.args.insert(QStringLiteral("limit"), m_maxBytes);
        stop(std::move(error));
        return;
    }
    const QByteArray announced = m_reply->rawHeader("Content-Length");
    Q_EMIT progressed(m_wireBytes, announced.isEmpty() ? -1 : announced.toLongLong());
}

void HttpCall::takeBytes()
{
    constexpr qint64 piece = 256 * 1024;
    while (m_response.body.size() <= m_maxBytes) {
        const QByteArray bytes = m_reply->read(m_gzip ? piece : m_maxBytes - m_response.body.size() + 1);
        if (bytes.isEmpty())
            return;
        m_wireBytes += bytes.size();
        if (!m_gzip)
            m_response.body += bytes;
        else if (!m_gzip->read(bytes, &m_response.body, m_maxBytes))
            m_badEncoding = true;
    }
}

void HttpCall::stop(Error error)
{
    if (!mayEnd() || m_stopped)
        return;
    m_stopped = std::move(error);
    if (m_reply)
        m_reply->abort(); // ends in onFinished()
    else
        settle(described(*std::exchange(m_stopped, std::nullopt)));
}

void HttpCall::onFinished()
{
    if (!m_reply || !mayEnd())
        return;
    m_inactivity.stop();
    if (!m_stopped && m_reply->isOpen())
        onReadyRead();
    m_response.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_response.headers = m_reply->rawHeaderPairs();
    m_response.elapsed = m_client->m_clock->monotonic() - m_startedTick;
    m_response.bytesOnWire = m_wireBytes;
    if (m_url.scheme() == QLatin1String("https"))
        m_response.tlsProtocol = m_client->m_tlsProtocol;
    std::optional<Error> error = verdict();
    if (error) {
        error->httpStatus = m_response.status;
        error->retryAfter = retryAfterOf(m_response, m_client->m_clock->now());
        const bool neverConnected =
            error->is(ErrorKind::Refused) || error->is(ErrorKind::NoSuchHost) ||
            (error->reason.startsWith(QLatin1String("proxy.")) && error->reason != QLatin1String("proxy.lost"));
        const bool gaveUp = m_stopped || !isAnswer(m_reply->error(), m_response.status);
        // A gateway that answers 502 or 504 has lost sight of the server behind it.
        const bool gatewayLostIt = m_response.status == 502 || m_response.status == 504;
        error->mayHaveBeenDone =
            mayHaveLeft() && !neverConnected && (gaveUp || gatewayLostIt || error->is(ErrorKind::Unreadable));
        error = described(*std::move(error));
    }
    settle(std::move(error));
}

// Plain http goes to an HTTP proxy as to a server, so Qt speaks of the server where the proxy is meant.
QNetworkReply::NetworkError HttpCall::connectionError() const
{
    const QNetworkReply::NetworkError code = m_reply->error();
    if (m_response.status == 407) // whatever Qt made of it, trying to send a body that is gone
        return QNetworkReply::ProxyAuthenticationRequiredError;
    const bool toProxy = m_url.scheme() == QLatin1String("http") && isHttpProxy(m_client->proxyNow());
    if (toProxy && code == QNetworkReply::ConnectionRefusedError)
        return QNetworkReply::ProxyConnectionRefusedError;
    if (toProxy && code == QNetworkReply::HostNotFoundError)
        return QNetworkReply::ProxyNotFoundError;
    // Of a SOCKS proxy that cannot be reached Qt hands on the sentence alone (in the language that it was told in).
    if (code == QNetworkReply::UnknownNetworkError) {
        const auto says = [text = m_reply->errorString()](const char *sentence) {
            return text == QCoreApplication::translate("QSocks5SocketEngine", sentence);
        };
        if (says("Connection to proxy refused"))
            return QNetworkReply::ProxyConnectionRefusedError;
        if (says("Proxy host not found"))
            return QNetworkReply::ProxyNotFoundError;
        if (says("Connection to proxy timed out"))
            return QNetworkReply::ProxyTimeoutError;
    }
    return code;
}

// What the finished reply amounts to; nothing where it is the answer that was asked for.
std::optional<Error> HttpCall::verdict()
{
    if (m_stopped)
        return m_stopped;
    const int status = m_response.status;
    if (!isAnswer(m_reply->error(), status)) {
        Error error = errorFromTransport(connectionError(), m_reply->errorString(), status);
        if (error.reason.startsWith(QLatin1String("proxy.")))
            error.args.insert(QStringLiteral("proxy"), proxyName(m_client->proxyNow()));
        return error;
    }
    const bool hasBody = m_request.method != "HEAD" && status != 204 && status != 304;
    const QByteArray encoding = m_response.header("Content-Encoding").trimmed().toLower();
    if (hasBody && !m_gzip && !encoding.isEmpty() && encoding != "identity") {
        return Error::make(ErrorKind::Unreadable, QStringLiteral("http.unexpected-encoding"),
                           QString::fromLatin1(encoding));
    }
    const QByteArray announced = m_response.header("Content-Length");
    if (hasBody && m_badEncoding)
        return Error::make(ErrorKind::Unreadable, QStringLiteral("http.bad-encoding"));
    const bool brokeOff = m_gzip && m_wireBytes > 0 && !m_gzip->isComplete();
    if (hasBody && (brokeOff || (!announced.isEmpty() && announced.toLongLong() != m_wireBytes)))
        return Error::make(ErrorKind::Network, QStringLiteral("http.truncated"));
    if ((status >= 200 && status < 300) || m_request.expected.contains(status))
        return std::nullopt;
    return errorFromAnswer(m_client->m_endpoint.system, m_response);
}

// The end of an attempt: ends the job or arranges the next attempt. The error is described already.
void HttpCall::settle(std::optional<Error> error)
{
    m_inactivity.stop();
    m_retry.stop();
    writeLog(error ? errorKindId(error->kind) : QString());
    closeAttempt();
    if (!error) {
        m_total.stop();
        finish(std::move(m_response));
        return;
    }
    if (mayTryAgain(*error)) {
        const double jitter = 0.5 + QRandomGenerator::global()->generateDouble();
        const milliseconds backOff((qint64(double(firstBackOff.count()) * jitter)) << (m_attempt - 1));
        const milliseconds delay = std::max(backOff, error->retryAfter.value_or(milliseconds(0)));
        if (delay < m_total.remainingTimeAsDuration()) {
            m_retry.start(delay);
            return;
        }
    }
    m_total.stop();
    finishError(*std::move(error));
}

bool HttpCall::mayTryAgain(const Error &error) const
{
    const bool isRead = m_reading && (m_request.method == "GET" || m_request.method == "HEAD");
    const bool classAllows = m_request.callClass == CallClass::Entity || m_request.callClass == CallClass::List;
    if (!isRead || !classAllows || m_attempt > m_client->m_options.maxReadRetries || !m_total.isActive())
        return false;
    switch (error.kind) {
    case ErrorKind::Network:
        return !error.reason.startsWith(QLatin1String("proxy."));
    case ErrorKind::Timeout:
    case ErrorKind::RateLimited:
        return true;
    case ErrorKind::Server:
        return error.httpStatus == 502 || error.httpStatus == 503 || error.httpStatus == 504;
    default:
        return false;
    }
}

void HttpCall::closeAttempt()
{
    if (QNetworkReply *reply = m_reply) {
        m_reply = nullptr;
        reply->disconnect(this);
        if (reply->isRunning())
            reply->abort();
        reply->deleteLater();
    }
    if (m_own) {
        m_own->deleteLater();
        m_own = nullptr;
    }
    const Lane lane = std::exchange(m_lane, Lane::None);
    if (!m_client)
        return;
    if (lane == Lane::Waiting)
        m_client->stopWaiting(this);
    else if (lane == Lane::Reads)
        m_client->leaveReads();
    else if (lane == Lane::Polls)
        --m_poll->active;
}

void HttpCall::onCancel()
{
    writeLog(errorKindId(ErrorKind::Cancelled));
    for (QTimer *timer : {&m_inactivity, &m_total, &m_retry})
        timer->stop();
    closeAttempt();
    if (m_client)
        m_client->forget(this);
    m_client = nullptr;
}

Error HttpCall::cancelledError() const
{
    Error error = Error::cancelled();
    error.mayHaveBeenDone = m_reply && mayHaveLeft();
    return m_client ? described(std::move(error)) : error;
}

void HttpCall::loseClient()
{
    cancel(); // does nothing where the result waits for delivery
    m_client = nullptr;
}

// Whether a complete write can have gone out. A server does nothing on a request whose body is missing, and the body is
// only taken from us once there is a connection to send it on.
bool HttpCall::mayHaveLeft() const
{
    if (m_reading)
        return false;
    if (m_url.scheme() == QLatin1String("https") && !m_encrypted)
        return false;
    return !m_body || m_request.body.isEmpty() || m_body->wasRead();
}

Error HttpCall::described(Error error) const
{
    const Redactor &redactor = m_client->m_redactor;
    error.endpoint = m_client->m_endpoint.hostPort();
    error.request = QString::fromLatin1(m_request.method) + QLatin1Char(' ') +
                    redactor.pathAndQuery(m_url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority));
    error.serverMessage = redactor.text(error.serverMessage);
    error.detail = redactor.text(error.detail);
    const QString location = error.args.value(QStringLiteral("location")).toString();
    if (!location.isEmpty())
        error.args.insert(QStringLiteral("location"), redactor.url(QUrl(location)));
    return error;
}

void HttpCall::writeLog(const QString &errorId)
{
    if (!m_client || !m_client->m_log)
        return;
    HttpLogEntry entry = m_client->describe(m_request);
    entry.startedAt = m_startedAt;
    entry.status = m_response.status;
    entry.error = errorId;
    entry.elapsed = m_client->m_clock->monotonic() - m_startedTick;
    entry.bytes = m_response.bytesOnWire;
    entry.attempt = std::max(m_attempt, 1);
    m_client->m_log->add(std::move(entry));
}

} // namespace mk
