// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpService.h"
#include "demo/Misbehaviour.h"

#include <QObject>
#include <QTimer>

#include <optional>

class QSslSocket;

namespace mk::demo {

class HttpServer;

// One client of an HttpServer: reads request after request, hands each to the service, writes the answers in order.
class HttpConnection final : public QObject
{
    Q_OBJECT
public:
    // Takes the socket over.
    HttpConnection(QSslSocket *socket, HttpServer *server);

    void reset(); // by RST

Q_SIGNALS:
    void gone();

private:
    enum class Reading { Head, Body, ChunkSize, ChunkData, ChunkEnd, Trailer, Waiting };

    void read();
    bool readPart(); // true: go on with what is left in the buffer
    bool readHead();
    bool readChunkSize();
    bool startRequest(const QList<QByteArray> &lines);
    void finishRequest();
    void refuse(int status); // a request that cannot be understood
    void act(const std::optional<Fault> &fault);
    void respond(quint64 serial, const std::optional<Fault> &fault, Reply reply);
    void send(const Reply &reply, const std::optional<Fault> &fault);
    QByteArray headOf(const Reply &reply, qint64 length, bool close) const;
    void trickle(const QByteArray &bytes, int intervalMs);
    void pour(); // endless bodies, as fast as they are taken
    void write(const QByteArray &bytes);
    void finishAnswer();
    void closeWhenWritten();
    void discardRest();

    QSslSocket *m_socket;
    HttpServer *m_server;
    QTimer m_idle;
    QTimer m_drip;
    QByteArray m_buffer;
    Reading m_reading = Reading::Head;
    Request m_request;
    QByteArray m_version;
    qint64 m_left = 0; // of the body or the chunk
    quint64 m_serial = 0;
    bool m_inRead = false;
    bool m_closing = false;
    bool m_refused = false;
    bool m_discarding = false;
    bool m_keepAlive = true;
    QByteArray m_dripping;
    bool m_pouring = false;
    bool m_pourInChunks = false;
};

} // namespace mk::demo
