// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeProxy.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QUrl>

namespace mk::test {

FakeProxy::FakeProxy(Kind kind)
    : m_kind(kind)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no loopback port: %s", qPrintable(errorString()));
}

void FakeProxy::requireLogin(const QByteArray &user, const QByteArray &password)
{
    m_user = user;
    m_password = password;
}

void FakeProxy::incomingConnection(qintptr descriptor)
{
    auto *client = new QTcpSocket(this);
    client->setSocketDescriptor(descriptor);
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, this, [this, client] {
        if (m_kind == Kind::Socks5)
            readSocks(client);
        else
            readHttp(client);
    });
}

// RFC 1928 and 1929, one message a call; the step that a connection is at stands in its object name.
void FakeProxy::readSocks(QTcpSocket *client)
{
    const QByteArray bytes = client->peek(512);
    const QString step = client->objectName();
    if (step.isEmpty()) {
        if (bytes.size() < 2 || bytes.size() < 2 + bytes.at(1))
            return;
        m_said += client->read(2 + bytes.at(1));
        if (!bytes.mid(2, bytes.at(1)).contains(m_user.isEmpty() ? '\x00' : '\x02')) {
            client->write(QByteArray("\x05\xff", 2)); // none of the ways that were offered
            client->disconnectFromHost();
            return;
        }
        client->write(m_user.isEmpty() ? QByteArray("\x05\x00", 2) : QByteArray("\x05\x02", 2));
        client->setObjectName(m_user.isEmpty() ? QStringLiteral("request") : QStringLiteral("login"));
    } else if (step == QLatin1String("login")) {
        if (bytes.size() < 2 || bytes.size() < 3 + bytes.at(1))
            return;
        const QByteArray user = bytes.mid(2, bytes.at(1));
        const int passwordLength = bytes.at(2 + bytes.at(1));
        const qsizetype size = 3 + user.size() + passwordLength;
        if (bytes.size() < size)
            return;
        m_said += client->read(size);
        const bool fits = user == m_user && bytes.mid(3 + user.size(), passwordLength) == m_password;
        client->write(fits ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
        client->setObjectName(QStringLiteral("request"));
        if (!fits)
            client->disconnectFromHost();
    } else if (bytes.size() > 5) {
        const bool isName = bytes.at(3) == 3;
        const int nameLength = isName ? bytes.at(4) : 4;
        const qsizetype at = isName ? 5 : 4;
        if (bytes.size() < at + nameLength + 2)
            return;
        const QByteArray message = client->read(at + nameLength + 2);
        const auto byteAt = [&message](qsizetype i) { return quint32(static_cast<unsigned char>(message.at(i))); };
        const quint32 address = isName ? 0 : byteAt(4) << 24 | byteAt(5) << 16 | byteAt(6) << 8 | byteAt(7);
        const QString host =
            isName ? QString::fromLatin1(message.mid(at, nameLength)) : QHostAddress(address).toString();
        const auto port = quint16(byteAt(message.size() - 2) << 8 | byteAt(message.size() - 1));
        joinTo(client, host, port, QByteArray("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10), {});
    }
}

void FakeProxy::readHttp(QTcpSocket *client)
{
    const QByteArray seen = client->peek(64 * 1024);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = client->read(end + 4);
    m_said += head;
    const QByteArray login = "Basic " + QByteArray(m_user + ':' + m_password).toBase64();
    if (!m_user.isEmpty() && !head.contains(QByteArray("\r\nProxy-Authorization: " + login + "\r\n"))) {
        client->write("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    const QList<QByteArray> first = head.left(head.indexOf("\r\n")).split(' ');
    if (first.value(0) == "CONNECT") {
        const QList<QByteArray> target = first.value(1).split(':');
        joinTo(client, QString::fromLatin1(target.value(0)), target.value(1).toUShort(),
               "HTTP/1.1 200 Connected\r\n\r\n", {});
        return;
    }
    const QUrl url = QUrl::fromEncoded(first.value(1));
    const QByteArray origin = url.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    QByteArray forwarded = head;
    forwarded.replace(QByteArray(' ' + origin), " ");
    joinTo(client, url.host(), quint16(url.port(80)), {}, forwarded);
}

void FakeProxy::joinTo(QTcpSocket *client, const QString &target, quint16 port, const QByteArray &toClient,
                       const QByteArray &toServer)
{
    m_targets.append(QStringLiteral("%1:%2").arg(target).arg(port));
    client->disconnect(this);
    auto *server = new QTcpSocket(client);
    connect(server, &QTcpSocket::connected, client, [client, server, toClient, toServer] {
        client->write(toClient);
        server->write(toServer + client->readAll());
    });
    connect(client, &QTcpSocket::readyRead, server, [client, server] {
        if (server->state() == QAbstractSocket::ConnectedState)
            server->write(client->readAll());
    });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

} // namespace mk::test
