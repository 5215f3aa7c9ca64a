// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "platform/Environment.h"

#include <QList>
#include <QPair>
#include <QVariantMap>

#include <chrono>

namespace mk {

class HttpClient;

// What one endpoint told of itself. Codes and figures only: models render them.
struct SystemFacts
{
    QString version; // as the server spells it; empty: not told
    std::chrono::milliseconds latency{0};
    // False: the server was reached but did not tell who it is (a credential that may not read it).
    bool identityTold = false;
    Identity identity; // may be empty though told: a Prometheus without external labels
    // What the credential may do: "consul.acl-off", "consul.token" (args "policies", "name"), "consul.anonymous",
    // "consul.unknown",
    // "rabbitmq.user" (args "user", "tags"), "kong.writable", "kong.db-less", "kong.data-plane", "prometheus.open",
    // "prometheus.credential".
    QString credential;
    QVariantMap credentialArgs;
    // Works, yet something is not as it should be: "consul.no-leader", "consul.agent-denied", "kong.database-unreachable",
    // "rabbitmq.alarm", "rabbitmq.no-monitoring", "prometheus.not-ready".
    QList<QPair<QString, QVariantMap>> notices;
    bool degraded = false; // one of the notices means that the system does not do its work
    // Figures for the Overview card, under stable names:
    //   consul      "datacenter", "nodeName", "leader" (host:port, empty: none), "peers" (count), "servers" (count)
    //   kong        "hostname", "database", "databaseHost", "databaseName", "databaseReachable", "connectionsActive",
    //               "connectionsReading", "connectionsWriting", "connectionsWaiting", "totalRequests", "edition", "role",
    //               "dnsResolvers" and "dnsOrder" (lists), "routerFlavor", "proxyPort" (absent where not told), "plugins" (list
    //               of the names that can be used). The session adds "nodes",
    //               "nodesUp", "requestRate" (a second; all nodes) and, of the lists that have been read, "apis",
    //               "services", "routes", "pluginCount"
    //   rabbitmq    "clusterName", "node", "messagesReady", "messagesUnacknowledged", "queues", "connections",
    //               "consumers", "alarms" (list); absent where the server gave none
    //   prometheus  "ready", "targetsUp", "targetsDown", "targetsUnknown", "series", "alertsFiring" (absent where it does not
    //               say)
    QVariantMap figures;
};

// Everything that is worth knowing at first contact: version, identity, credential, figures; a handful of small reads.
// An endpoint that answers but is another product fails with ErrorKind::Unreadable, reason "probe.not-kong" (-consul,
// -rabbitmq, -prometheus). Kong's "/" is among the reads: not for polling.
Job<SystemFacts> *firstContact(HttpClient *client, QObject *parent);

// One read that costs the server next to nothing: Consul /v1/status/leader, Kong /status, RabbitMQ /api/overview with
// columns, Prometheus /-/ready and one query for its
// figures. Only latency, figures, notices and degraded are filled in. Never tried again.
Job<SystemFacts> *heartbeat(HttpClient *client, QObject *parent);
// Notices that a heartbeat gives or takes back; all others hold until the next first contact.
bool isHeartbeatNotice(const QString &code);

} // namespace mk
