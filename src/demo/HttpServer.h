// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpService.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <map>

namespace mk::demo {

class HttpConnection;
class Misbehaviour;

// What went through one server since it was counted from zero.
struct Traffic
{
    std::map<QByteArray, qint64> requests; // by "METHOD /path", without the query
    qint64 total = 0;
    qint64 writes = 0; // those that the service does not only read by
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    qint64 connectionsMade = 0;
};

// HTTP/1.1 in front of one simulated system, on a port of 127.0.0.1: keep-alive, pipelining (answered in order, one at a
// time), chunked bodies, Expect: 100-continue, HEAD, limits; with TLS when it has a certificate. Written by hand because
// misbehaving on purpose needs every byte. Main thread; the service and the faults outlive it.
class HttpServer final : public QTcpServer
{
    Q_OBJECT
public:
    struct Limits
    {
        qsizetype headBytes = 64 * 1024;
        qsizetype bodyBytes = 64 * 1024 * 1024;
        int lingerMs = 2'000; // a client that was refused may go on sending for so long
        int idleMs = 75'000; // between requests, and within one that does not go on
    };

    // `name` is the system's, for faults and counters: "kong-admin".
    HttpServer(QByteArray name, HttpService *service, Misbehaviour *misbehaviour, QObject *parent = nullptr);
    ~HttpServer() override;

    void useTls(const QSslConfiguration &configuration) { m_tls = configuration; m_hasTls = true; }
    void setLimits(const Limits &limits) { m_limits = limits; }
    bool open(quint16 port = 0); // 0: any free one. It keeps that port for good
    void close(); // and every connection, by RST

    // Closes or opens the port as the faults say: call after they changed.
    void applyRefusal();

    const QByteArray &name() const { return m_name; }
    quint16 port() const { return m_port; }
    bool hasTls() const { return m_hasTls; }
    const Traffic &traffic() const { return m_traffic; }
    void resetTraffic() { m_traffic = Traffic(); }
    int connectionsOpen() const { return int(m_connections.size()); }

Q_SIGNALS:
    // A request was read as a whole and is about to be treated; traffic() has it.
    void requestArrived();
    void connectionsChanged();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class HttpConnection;
    void count(const Request &request);

    QByteArray m_name;
    HttpService *m_service;
    Misbehaviour *m_misbehaviour;
    Limits m_limits;
    QSslConfiguration m_tls;
    bool m_hasTls = false;
    quint16 m_port = 0;
    Traffic m_traffic;
    QList<HttpConnection *> m_connections;
};

} // namespace mk::demo
