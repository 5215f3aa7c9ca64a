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
    // "rabbitmq.user" (args "user", "tags"), "kong.writable", "kong.db-less", "kong.data-plane", "prometheus.open",
    // "prometheus.credential".
    QString credential;
    QVariantMap credentialArgs;
    // Works, yet something is not as it should be: "consul.no-leader", "consul.agent-denied", "kong.database-unreachable",
    // "rabbitmq.alarm", "rabbitmq.no-monitoring", "prometheus.not-ready".
    QList<QPair<QString, QVariantMap>> notices;
    bool degraded = false; // one of the notices means that the system does not do its work
    // Figures for the Overview card, under stable names:
    //   consul      "datacenter", "nodeName", "leader" (address), "server" (bool), "peers"
    //   kong        "hostname", "database", "databaseReachable", "connectionsActive", "totalRequests"
    //   rabbitmq    "clusterName", "messagesReady", "messagesUnacknowledged", "queues", "connections", "consumers",
    //               "publishRate", "deliverRate" (absent where the server gave none)
    //   prometheus  "ready"
    QVariantMap figures;
};

// Everything that is worth knowing at first contact: version, identity, credential, figures. At most four small reads,
// none of them Kong's "/" twice. An endpoint that answers but is another product fails with ErrorKind::Unreadable,
// reason "probe.not-kong" (-consul, -rabbitmq, -prometheus).
Job<SystemFacts> *firstContact(HttpClient *client, QObject *parent);

// One cheap read that costs the server next to nothing: Consul /v1/status/leader, Kong /status, RabbitMQ /api/overview
// with columns, Prometheus /-/healthy. Only latency, figures, notices and degraded are filled in.
Job<SystemFacts> *heartbeat(HttpClient *client, QObject *parent);

// One cheap look at who answers: the identity alone (Consul: the catalog's server nodes; RabbitMQ: the cluster name;
// Prometheus: external labels; Kong: "/", so not often).
Job<SystemFacts> *readIdentity(HttpClient *client, QObject *parent);

} // namespace mk
