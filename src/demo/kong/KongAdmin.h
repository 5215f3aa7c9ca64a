// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpService.h"
#include "demo/kong/KongTables.h"

#include <QDateTime>
#include <QHash>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <functional>
#include <memory>

namespace mk::demo {

// What is behind a proxy: whoever answers at an address, or the reason why nobody does.
struct UpstreamAnswer
{
    enum class Kind { Answered, NameUnknown, Refused } kind = Kind::NameUnknown;
    Reply reply;
};

// One simulated Kong node: what its Admin API, its proxy and its metrics share. Main thread.
struct KongNode
{
    QString version = QStringLiteral("0.14.1"); // 0.14.1, 2.8.5 or 3.9.1

    // What the node says of itself.
    QString nodeId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QString hostname = QStringLiteral("kong-1");
    QString databaseHost = QStringLiteral("127.0.0.1");
    QString databaseName = QStringLiteral("kong");
    QStringList dnsResolver; // "address:port"; empty: the configuration shows Kong's default
    // Ports that the node listens on, for its configuration and for absolute addresses; 0 while not listening.
    quint16 adminPort = 0;
    quint16 proxyPort = 0;
    quint16 proxyTlsPort = 0;
    quint16 statusPort = 0; // 2.x and 3.x only
    // Of the nodes before the proxy: X-Forwarded-* of these addresses is believed. Kong's default is none.
    QStringList trustedIps;
    bool allowDebugHeader = true; // 3.x: off by default there, on in the recordings

    QString database = QStringLiteral("postgres"); // 2.x and 3.x: "off" is a node without one, which takes no writes
    QString role = QStringLiteral("traditional");   // 2.x and 3.x: "data_plane", whose database is "off"
    // 3.x: milliseconds until the balancer knows a new upstream; before, its targets show no health. About 4500 in the
    // recordings.
    qint64 balancerDelay = 0;

    KongTables tables;
    // Health that was set by hand or found out by the proxy: key "upstream id|host:port" as the target is stored, value
    // healthy or not. Absent: as the server begins.
    QHash<QString, bool> targetHealth;

    // Set by the one who makes the node; empty: no name is known, nobody answers. The request is as the proxy hands it on.
    std::function<UpstreamAnswer(const QByteArray &host, quint16 port, const Request &request)> upstream;

    // Set by the one who makes the proxy; empty: the node has no traffic to tell of. Text of GET /metrics.
    std::function<QByteArray()> metrics;

    // Of the server in front, for GET /status.
    struct Connections
    {
        qint64 accepted = 0;
        qint64 handled = 0;
        qint64 active = 0;
        qint64 reading = 0;
        qint64 writing = 0;
        qint64 waiting = 0;
        qint64 totalRequests = 0;
    };
    Connections connections;

    // Times of rows come from here, in milliseconds since 1970.
    std::function<qint64()> now = [] { return QDateTime::currentMSecsSinceEpoch(); };

    bool isOld() const { return version.startsWith(QLatin1String("0.")); }
    // Empties the tables and what was learned; version, ports and identity stay.
    void reset()
    {
        tables.clear();
        targetHealth.clear();
        connections.totalRequests = 0;
    }
};

// POST /schemas/{entity}/validate looks at an entity and stores nothing.
inline bool isValidation(const Request &request)
{
    return request.method == "POST" && request.path().startsWith("/schemas/") && request.path().endsWith("/validate");
}

// The Admin API of that node's version; null for a version that nobody simulates. The node outlives the service.
std::unique_ptr<HttpService> makeKongAdmin(KongNode *node);

} // namespace mk::demo
