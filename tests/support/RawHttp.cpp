// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RawHttp.h"

#include <QHostAddress>
#include <QNetworkProxy>

namespace mk::test {

namespace {
constexpr int patience = 30'000; // ms for any one step
}

QByteArray RawHttp::Response::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

RawHttp::Response RawHttp::send(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                                const QList<QPair<QByteArray, QByteArray>> &headers)
{
    QByteArray head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) +
                      "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    head += "\r\n";
    const bool wasConnected = m_socket.state() == QAbstractSocket::ConnectedState;
    Response response = attempt(head, body);
    // A kept-alive connection may have been closed meanwhile; that is noticed before anything was answered.
    if (response.status == 0 && wasConnected)
        response = attempt(head, body);
    return response;
}

RawHttp::Response RawHttp::attempt(const QByteArray &head, const QByteArray &body)
{
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        m_socket.abort();
        m_socket.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        if (!m_socket.waitForConnected(patience))
            return {};
    }
    m_socket.write(head);
    m_socket.write(body);
    Response response;
    QByteArray line;
    int status = 0;
    while (true) {
        if (!readLine(&line)) {
            m_socket.abort();
            return {};
        }
        status = line.mid(9, 3).toInt();
        while (readLine(&line) && !line.isEmpty()) {
            const qsizetype colon = line.indexOf(':');
            if (status != 100)
                response.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
        }
        if (status != 100)
            break;
    }
    bool complete = true;
    if (response.header("Transfer-Encoding").toLower() == "chunked") {
        while (complete) {
            complete = readLine(&line);
            const qint64 size = line.toLongLong(nullptr, 16);
            complete = complete && readBytes(size, &response.body) && readLine(&line);
            if (size == 0)
                break;
        }
    } else if (status != 204 && status != 304) {
        complete = readBytes(response.header("Content-Length").toLongLong(), &response.body);
    }
    if (!complete) {
        m_socket.abort();
        return {};
    }
    if (response.header("Connection").toLower() == "close")
        m_socket.abort();
    response.status = status;
    return response;
}

bool RawHttp::readLine(QByteArray *line)
{
    while (!m_socket.canReadLine()) {
        if (!m_socket.waitForReadyRead(patience) && !m_socket.canReadLine())
            return false;
    }
    *line = m_socket.readLine();
    while (line->endsWith('\n') || line->endsWith('\r'))
        line->chop(1);
    return true;
}

bool RawHttp::readBytes(qint64 count, QByteArray *into)
{
    while (count > 0) {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(patience) && m_socket.bytesAvailable() == 0)
            return false;
        const QByteArray piece = m_socket.read(count);
        count -= piece.size();
        into->append(piece);
    }
    return true;
}

} // namespace mk::test
