// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QTcpServer>

class QTcpSocket;

namespace mk::test {

// A proxy on loopback that connects to 127.0.0.1 whatever host it is asked for (the port stays). It speaks SOCKS 5, or
// HTTP with CONNECT and with absolute URLs, and asks for user and password when told to.
class FakeProxy final : public QTcpServer
{
    Q_OBJECT
public:
    enum class Kind { Socks5, Http };
    explicit FakeProxy(Kind kind);

    void requireLogin(const QByteArray &user, const QByteArray &password);
    // "consul.test:8500" of each connection made through it.
    QStringList targets() const { return m_targets; }
    // All that clients said to the proxy itself: request heads of HTTP, greetings and logins of SOCKS.
    QByteArray saidToProxy() const { return m_said; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void readSocks(QTcpSocket *client);
    void readHttp(QTcpSocket *client);
    void joinTo(QTcpSocket *client, const QString &target, quint16 port, const QByteArray &toClient,
                const QByteArray &toServer);

    Kind m_kind;
    QByteArray m_user;
    QByteArray m_password;
    QStringList m_targets;
    QByteArray m_said;
};

} // namespace mk::test
