// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/HttpClient.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>

namespace mk::kong {

// GET /status: figures of one node. Cheap, made for polling. Absent: not told by this version.
struct Status
{
    std::optional<bool> databaseReachable; // absent without a database
    std::optional<qint64> connectionsActive;
    std::optional<qint64> connectionsReading;
    std::optional<qint64> connectionsWriting;
    std::optional<qint64> connectionsWaiting;
    std::optional<qint64> totalRequests; // since the node's start
};

// What one admin node says of itself. Sources: GET / and GET /status of 0.14 to 3.9.
struct Info
{
    QString version;  // "0.14.1", "3.9.1"
    QString edition;  // "community", "enterprise"; empty in versions that do not say
    QString hostname;
    QString nodeId;
    QString database; // "postgres", "cassandra", "off"
    QString databaseHost; // its address (the contact points of Cassandra, comma-separated)
    QString databaseName; // database or keyspace
    QString role;     // "traditional", "control_plane", "data_plane"; empty before 2.0
    QStringList availablePlugins; // sorted
    std::map<QString, int> pluginPriorities; // of those that are available; empty before 3.0
    QStringList dnsResolvers;     // what the node asks; from its configuration
    QStringList dnsOrder;         // "LAST", "SRV", "A", "CNAME": the record that answers first counts
    QString routerFlavor;         // 3.x
    int proxyPort = 0;            // first plain port where it takes requests; 0: none, or not told
    Status status;
    bool isDbLess() const { return database == QLatin1String("off"); }
};

Result<Info> decodeInfo(const HttpResponse &response);
Result<Status> decodeStatus(const HttpResponse &response);
HttpRequest infoRequest();   // GET /: walks all plugins on the server, so not for polling
HttpRequest statusRequest(); // GET /status

// Both calls together. The status' failure is not the whole one's.
Job<Info> *fetchInfo(HttpClient *http, QObject *parent);
Job<Status> *fetchStatus(HttpClient *http, QObject *parent);

} // namespace mk::kong
