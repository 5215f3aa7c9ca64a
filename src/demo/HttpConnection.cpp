// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/HttpConnection.h"

#include "core/Process.h"
#include "demo/HttpServer.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <QSslSocket>

#include <algorithm>
#include <exception>

namespace mk::demo {

namespace {

constexpr qint64 kTebibyte = 1LL << 40;
constexpr qint64 kPourAhead = 256 * 1024;
constexpr qint64 kUnread = 1024 * 1024; // of a client that sends more while its request is still being answered

QByteArray reasonOf(int status)
{
    switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Moved Temporarily";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Not Allowed";
    case 409: return "Conflict";
    case 413: return "Request Entity Too Large";
    case 415: return "Unsupported Media Type";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Temporarily Unavailable";
    case 504: return "Gateway Time-out";
    case 505: return "HTTP Version Not Supported";
    default: return status < 400 ? "OK" : "Error";
    }
}

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127 && c != ':'; });
}

} // namespace

HttpConnection::HttpConnection(QSslSocket *socket, HttpServer *server)
    : QObject(server)
    , m_socket(socket)
    , m_server(server)
{
    socket->setParent(this);
    socket->setReadBufferSize(kUnread);
    m_idle.setSingleShot(true);
    m_idle.start(server->m_limits.idleMs);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        if (m_discarding)
            closeWhenWritten();
        else if (m_reading != Reading::Waiting)
            m_socket->abort();
    });
    connect(socket, &QSslSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QSslSocket::bytesWritten, this, &HttpConnection::pour);
    connect(socket, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::pour);
    connect(socket, &QSslSocket::disconnected, this, [this] {
        ++m_serial; // whoever still answers is too late
        m_drip.stop();
        m_pouring = false;
        Q_EMIT gone();
    });
    connect(&m_drip, &QTimer::timeout, this, [this] {
        write(m_dripping.left(1));
        m_dripping.remove(0, 1);
        if (m_dripping.isEmpty()) {
            m_drip.stop();
            finishAnswer();
        }
    });
}

void HttpConnection::reset()
{
    os::resetWhenClosed(m_socket->socketDescriptor());
    m_socket->abort();
}

void HttpConnection::read()
{
    if (m_discarding) {
        m_server->m_traffic.bytesIn += m_socket->readAll().size();
        return;
    }
    if (m_inRead)
        return;
    m_inRead = true;
    const QPointer<HttpConnection> self(this);
    while (m_reading != Reading::Waiting && !m_closing) {
        const QByteArray bytes = m_socket->readAll();
        m_server->m_traffic.bytesIn += bytes.size();
        m_buffer += bytes;
        if (!bytes.isEmpty())
            m_idle.start(m_server->m_limits.idleMs);
        if (m_buffer.isEmpty() || !readPart())
            break;
        if (!self)
            return;
    }
    if (self)
        m_inRead = false;
}

bool HttpConnection::readPart()
{
    switch (m_reading) {
    case Reading::Head:
        return readHead();
    case Reading::ChunkSize:
        return readChunkSize();
    case Reading::Body:
    case Reading::ChunkData: {
        const qsizetype taken = qsizetype(std::min<qint64>(m_left, m_buffer.size()));
        m_request.body += QByteArrayView(m_buffer).first(taken);
        m_buffer.remove(0, taken);
        m_left -= taken;
        if (m_left > 0)
            return false;
        if (m_reading == Reading::Body)
            finishRequest();
        else
            m_reading = Reading::ChunkEnd;
        return true;
    }
    case Reading::ChunkEnd:
        if (m_buffer.size() < 2)
            return false;
        if (!m_buffer.startsWith("\r\n")) {
            refuse(400);
            return false;
        }
        m_buffer.remove(0, 2);
        m_reading = Reading::ChunkSize;
        return true;
    case Reading::Trailer: {
        const qsizetype end = m_buffer.indexOf("\r\n");
        if (end < 0) {
            if (m_buffer.size() > m_server->m_limits.headBytes)
                refuse(431);
            return false;
        }
        m_buffer.remove(0, end + 2);
        if (end == 0)
            finishRequest();
        return true;
    }
    case Reading::Waiting:
        break;
    }
    return false;
}

bool HttpConnection::readHead()
{
    // Empty lines before a request are let pass (RFC 9112, 2.2).
    while (m_buffer.startsWith("\r\n"))
        m_buffer.remove(0, 2);
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_buffer.size() > m_server->m_limits.headBytes)
            refuse(431);
        return false;
    }
    if (end > m_server->m_limits.headBytes) {
        refuse(431);
        return false;
    }
    QList<QByteArray> lines = m_buffer.left(end).split('\n');
    for (QByteArray &line : lines) {
        if (line.endsWith('\r'))
            line.chop(1);
    }
    m_buffer.remove(0, end + 4);
    return startRequest(lines);
}

bool HttpConnection::startRequest(const QList<QByteArray> &lines)
{
    // Everything between the first and the last blank is the target: some clients send blanks, and servers take them.
    const QByteArray &first = lines.first();
    const qsizetype methodEnd = first.indexOf(' ');
    const qsizetype targetEnd = first.lastIndexOf(' ');
    m_request = Request();
    m_version = first.mid(targetEnd + 1);
    m_request.method = first.left(methodEnd);
    if (methodEnd <= 0 || targetEnd <= methodEnd || !m_version.startsWith("HTTP/") || !isToken(m_request.method)) {
        refuse(400);
        return false;
    }
    if (m_version != "HTTP/1.1" && m_version != "HTTP/1.0") {
        refuse(505);
        return false;
    }
    m_request.target = first.mid(methodEnd + 1, targetEnd - methodEnd - 1);
    m_request.overTls = m_socket->isEncrypted();
    m_request.peer = m_socket->peerAddress();
    m_request.localPort = m_socket->localPort();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon <= 0 || !isToken(lines[i].left(colon))) {
            refuse(400);
            return false;
        }
        m_request.headers.append({lines[i].left(colon), lines[i].mid(colon + 1).trimmed()});
    }
    if (m_version == "HTTP/1.1" && m_request.header("Host").isEmpty()) {
        refuse(400);
        return false;
    }
    const QByteArray connection = m_request.header("Connection").toLower();
    m_keepAlive = m_version == "HTTP/1.1" ? !connection.contains("close") : connection.contains("keep-alive");

    const QByteArray coding = m_request.header("Transfer-Encoding").toLower();
    const QByteArray length = m_request.header("Content-Length");
    if (!coding.isEmpty() && (coding != "chunked" || !length.isEmpty())) {
        refuse(coding != "chunked" ? 501 : 400);
        return false;
    }
    bool isLength = true;
    m_left = length.isEmpty() ? 0 : length.toLongLong(&isLength);
    if (!isLength || m_left < 0) {
        refuse(400);
        return false;
    }
    if (m_left > m_server->m_limits.bodyBytes) {
        refuse(413);
        return false;
    }
    const bool hasBody = m_left > 0 || !coding.isEmpty();
    if (hasBody && m_buffer.isEmpty() && m_request.header("Expect").toLower() == "100-continue")
        write("HTTP/1.1 100 Continue\r\n\r\n");
    if (!hasBody)
        finishRequest();
    else
        m_reading = coding.isEmpty() ? Reading::Body : Reading::ChunkSize;
    return true;
}

bool HttpConnection::readChunkSize()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end < 0) {
        if (m_buffer.size() > 1024)
            refuse(400);
        return false;
    }
    bool ok = false;
    const QByteArray text = m_buffer.left(end).split(';').first().trimmed();
    m_left = text.toLongLong(&ok, 16);
    m_buffer.remove(0, end + 2);
    if (!ok || m_left < 0) {
        refuse(400);
        return false;
    }
    if (m_request.body.size() + m_left > m_server->m_limits.bodyBytes) {
        refuse(413);
        return false;
    }
    m_reading = m_left == 0 ? Reading::Trailer : Reading::ChunkData;
    return true;
}

void HttpConnection::refuse(int status)
{
    m_keepAlive = false;
    m_refused = true;
    m_request.method = "GET";
    m_reading = Reading::Waiting;
    const QByteArray title = QByteArray::number(status) + ' ' + reasonOf(status);
    send({status, {{QByteArray("Content-Type"), QByteArray("text/html")}},
          "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>\n"}, std::nullopt);
}

// Closing while the client still sends would reset the connection, and the client might never read why.
void HttpConnection::discardRest()
{
    m_discarding = true;
    m_buffer.clear();
    m_idle.start(m_server->m_limits.lingerMs);
    m_server->m_traffic.bytesIn += m_socket->readAll().size();
}

void HttpConnection::finishRequest()
{
    m_reading = Reading::Waiting;
    ++m_serial;
    const std::optional<Fault> fault = m_server->m_misbehaviour
                                           ? m_server->m_misbehaviour->take(m_server->m_name, m_request)
                                           : std::nullopt;
    m_server->count(m_request);
    act(fault);
}

void HttpConnection::act(const std::optional<Fault> &fault)
{
    if (fault && !fault->passesThrough()) {
        if (fault->name == "hang")
            return;
        if (fault->name == "reset") {
            reset();
            return;
        }
        if (const std::optional<Reply> own = fault->ownReply()) {
            send(*own, std::nullopt);
            return;
        }
        m_keepAlive = false;
        m_pouring = true;
        m_pourInChunks = fault->name == "endless";
        Reply reply{200, {{QByteArray("Content-Type"), QByteArray("application/json; charset=utf-8")}}, {}};
        if (m_pourInChunks)
            reply.headers.append({QByteArray("Transfer-Encoding"), QByteArray("chunked")});
        write(headOf(reply, kTebibyte, true));
        const QByteArray opening = "{\"data\":[\"";
        write(m_pourInChunks ? QByteArray::number(opening.size(), 16) + "\r\n" + opening + "\r\n" : opening);
        pour();
        return;
    }
    const QPointer<HttpConnection> self(this);
    const quint64 serial = m_serial;
    const auto answer = [self, serial, fault](Reply reply) {
        if (self)
            self->respond(serial, fault, std::move(reply));
    };
    try {
        m_server->m_service->handle(m_request, answer);
    } catch (const std::exception &) {
        // What the real server says when its code fails.
        answer({500, {{QByteArray("Content-Type"), QByteArray("application/json; charset=utf-8")}},
                "{\"message\":\"An unexpected error occurred\"}"});
    }
}

void HttpConnection::respond(quint64 serial, const std::optional<Fault> &fault, Reply reply)
{
    if (serial != m_serial || m_reading != Reading::Waiting)
        return; // answered before, or the client has gone
    if (fault && fault->name == "lose-answer") {
        ++m_serial;
        if (fault->how == "reset")
            reset();
        else if (fault->how != "hang")
            m_socket->abort();
        return;
    }
    send(fault ? fault->changed(std::move(reply)) : reply, fault);
}

QByteArray HttpConnection::headOf(const Reply &reply, qint64 length, bool close) const
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reasonOf(reply.status) + "\r\n";
    head += "Date: " + QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss")).toLatin1() + " GMT\r\n";
    for (const auto &[name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    const bool framed = !headerOf(reply.headers, "Transfer-Encoding").isEmpty() || !headerOf(reply.headers, "Content-Length").isEmpty();
    if (!framed && mayHaveBody(reply.status))
        head += "Content-Length: " + QByteArray::number(length) + "\r\n";
    if (headerOf(reply.headers, "Connection").isEmpty())
        head += close ? "Connection: close\r\n" : "Connection: keep-alive\r\n";
    return head + "\r\n";
}

void HttpConnection::send(const Reply &reply, const std::optional<Fault> &fault)
{
    ++m_serial;
    const bool silent = m_request.method == "HEAD" || !mayHaveBody(reply.status);
    const QByteArray body = silent ? QByteArray() : reply.body;
    const QByteArray head = headOf(reply, reply.body.size(), !m_keepAlive);
    if (fault && fault->name == "trickle") {
        trickle(head + body, fault->intervalMs);
        return;
    }
    if (fault && fault->name == "cut-off") {
        m_keepAlive = false;
        write(head + body.left(body.size() / 2));
    } else {
        write(head + body);
    }
    finishAnswer();
}

void HttpConnection::trickle(const QByteArray &bytes, int intervalMs)
{
    m_dripping = bytes;
    m_drip.start(intervalMs);
}

void HttpConnection::pour()
{
    if (!m_pouring)
        return;
    static const QByteArray filler(16 * 1024, 'x');
    static const QByteArray chunk = QByteArray::number(filler.size(), 16) + "\r\n" + filler + "\r\n";
    while (m_pouring && m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite() < kPourAhead)
        write(m_pourInChunks ? chunk : filler);
}

void HttpConnection::write(const QByteArray &bytes)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState) {
        m_pouring = false;
        return;
    }
    m_server->m_traffic.bytesOut += bytes.size();
    m_socket->write(bytes);
}

void HttpConnection::finishAnswer()
{
    if (!m_keepAlive) {
        if (m_refused)
            discardRest();
        else
            closeWhenWritten();
        return;
    }
    m_reading = Reading::Head;
    m_idle.start(m_server->m_limits.idleMs);
    if (!m_inRead) // answered later: what came meanwhile waits to be read
        read();
}

void HttpConnection::closeWhenWritten()
{
    m_closing = true;
    m_socket->disconnectFromHost();
}

} // namespace mk::demo
