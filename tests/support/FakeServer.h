// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPair>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QString>
#include <QTcpServer>
#include <QUrl>

#include <functional>

namespace mk::test {

// One request as it arrived, byte for byte.
struct FakeRequest
{
    QByteArray method;
    QByteArray target; // path and query as sent
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int connection = 0; // which connection, counted from 1

    QByteArray header(const char *name) const; // first of that name, any case
};

// One connection of a client, to answer on.
class FakeConnection final : public QObject
{
    Q_OBJECT
public:
    using Headers = QList<QPair<QByteArray, QByteArray>>;

    FakeConnection(QSslSocket *socket, int number, QObject *parent);

    // A whole answer with its Content-Length (unless headers hold one).
    void answer(int status, const QByteArray &body = {}, const Headers &headers = {});
    void write(const QByteArray &bytes); // as it is
    void close();                        // after what was written has gone
    void drop();                         // at once
    int number() const { return m_number; }

Q_SIGNALS:
    void arrived(const mk::test::FakeRequest &request);
    void closed();

private:
    friend class FakeServer;
    void read();

    QSslSocket *m_socket;
    int m_number;
    QByteArray m_pending;
    QByteArray m_seen; // every byte after decryption
};

// An HTTP server on loopback that does exactly what a test tells it to: answers, waits, trickles, cuts off. It keeps
// connections alive, counts them and keeps every request.
class FakeServer final : public QTcpServer
{
    Q_OBJECT
public:
    using Handler = std::function<void(const FakeRequest &, FakeConnection &)>;

    explicit FakeServer(Handler handler = {});
    ~FakeServer() override;

    // TLS with the certificate tests/data/tls/<name>.pem; clients must show one of that authority when it is given.
    void useTls(const QString &name, const QString &clientAuthority = {});
    void setHandler(Handler handler) { m_handler = std::move(handler); }
    QUrl url(const QString &path = {}, const QString &host = QStringLiteral("127.0.0.1")) const;

    const QList<FakeRequest> &requests() const { return m_requests; }
    int connectionsMade() const { return m_made; }
    int connectionsOpen() const { return int(m_open.size()); }
    // Whatever any client has sent, after decryption.
    QByteArray bytesSeen() const;

Q_SIGNALS:
    void requestArrived();
    void connectionClosed();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Handler m_handler;
    QList<FakeRequest> m_requests;
    QList<FakeConnection *> m_open;
    QByteArray m_seenBefore; // by connections that are gone
    QSslConfiguration m_tls;
    bool m_hasTls = false;
    int m_made = 0;
};

// A path under tests/data/tls.
QString tlsFile(const QString &name);

// The body in a gzip wrapping.
QByteArray gzipped(const QByteArray &plain);

} // namespace mk::test
