// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/HttpServer.h"

#include "demo/HttpConnection.h"
#include "demo/Misbehaviour.h"

#include <QSslSocket>

namespace mk::demo {

namespace {

// A client that asks for ever new paths must not fill the memory.
constexpr std::size_t kMaxPaths = 20'000;

} // namespace

HttpServer::HttpServer(QByteArray name, HttpService *service, Misbehaviour *misbehaviour, QObject *parent)
    : QTcpServer(parent)
    , m_name(std::move(name))
    , m_service(service)
    , m_misbehaviour(misbehaviour)
{
}

HttpServer::~HttpServer()
{
    for (HttpConnection *connection : std::as_const(m_connections))
        connection->disconnect(this);
}

bool HttpServer::open(quint16 port)
{
    if (!listen(QHostAddress::LocalHost, port))
        return false;
    m_port = serverPort();
    return true;
}

void HttpServer::close()
{
    QTcpServer::close();
    const QList<HttpConnection *> open = m_connections;
    for (HttpConnection *connection : open)
        connection->reset();
}

void HttpServer::applyRefusal()
{
    const bool refuse = m_misbehaviour && m_misbehaviour->refuses(m_name);
    if (refuse && isListening())
        close();
    else if (!refuse && !isListening() && m_port != 0)
        listen(QHostAddress::LocalHost, m_port);
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket;
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    auto *connection = new HttpConnection(socket, this);
    m_connections.append(connection);
    ++m_traffic.connectionsMade;
    connect(connection, &HttpConnection::gone, this, [this, connection] {
        if (m_connections.removeOne(connection)) {
            connection->deleteLater();
            Q_EMIT connectionsChanged();
        }
    });
    Q_EMIT connectionsChanged();
    if (m_hasTls) {
        socket->setSslConfiguration(m_tls);
        socket->startServerEncryption();
    }
}

void HttpServer::count(const Request &request)
{
    ++m_traffic.total;
    if (!m_service->onlyReads(request))
        ++m_traffic.writes;
    const QByteArray key = request.method + ' ' + request.path();
    if (m_traffic.requests.size() < kMaxPaths || m_traffic.requests.contains(key))
        ++m_traffic.requests[key];
    Q_EMIT requestArrived();
}

} // namespace mk::demo
