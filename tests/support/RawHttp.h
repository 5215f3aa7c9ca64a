// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QTcpSocket>

namespace mk::test {

// A second opinion on a server: HTTP/1.1 by hand over one kept-alive connection, blocking, without the code under test and
// without turning the event loop. Loopback only.
class RawHttp
{
public:
    struct Response
    {
        int status = 0; // 0: no answer
        QList<QPair<QByteArray, QByteArray>> headers;
        QByteArray body;
        QByteArray header(const QByteArray &name) const;
        bool ok() const { return status >= 200 && status < 300; }
    };

    explicit RawHttp(quint16 port) : m_port(port) {}

    // `path` is sent as it is.
    Response send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                  const QList<QPair<QByteArray, QByteArray>> &headers = {});

private:
    Response attempt(const QByteArray &head, const QByteArray &body);
    bool readLine(QByteArray *line);
    bool readBytes(qint64 count, QByteArray *into);
    quint16 m_port;
    QTcpSocket m_socket;
};

} // namespace mk::test
