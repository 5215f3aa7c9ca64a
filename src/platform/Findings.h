// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/prometheus/PrometheusTargets.h"
#include "platform/ConsulRecords.h"
#include "platform/Environment.h"
#include "platform/KongRecords.h"
#include "platform/PlatformSession.h"
#include "platform/RabbitRecords.h"

#include <QDateTime>
#include <QFlags>
#include <QList>
#include <QString>
#include <QVariantMap>

#include <map>
#include <memory>
#include <optional>
#include <vector>

// What is broken on a platform now, each with its evidence and, where there is one, its repair: pure functions over what the
// live lists hold. What is not known makes no finding. Sources: how Microkubes uses Kong, Consul, RabbitMQ and Prometheus (its
// manifests, its client libraries and their defects). Any thread.
namespace mk {

// What a finding was concluded from. One that is missed at a later look is gone only where all of its sources are known then.
enum class FindingSource : quint32 {
    Entities = 0x001, // API objects, services, routes
    Plugins = 0x002,
    KongNode = 0x004, // GET /: what it resolves names with
    Instances = 0x008,
    Nodes = 0x010,
    ConsulKey = 0x020, // the one that Kong waits for
    Queues = 0x040,
    Targets = 0x080,
    GatewayErrors = 0x100,
    KongStatus = 0x200,
    ConsulStatus = 0x400,
    RabbitStatus = 0x800,
    PrometheusStatus = 0x1000,
    Certificates = 0x2000,
};
Q_DECLARE_FLAGS(FindingSources, FindingSource)
Q_DECLARE_OPERATORS_FOR_FLAGS(FindingSources)

enum class FindingSeverity { Warning, Critical };
QString findingSeverityId(FindingSeverity severity); // "warning", "critical"

// One thing that a server said, as it said it.
struct FindingEvidence
{
    System system = System::Kong;
    QString call;  // "GET /apis/users"
    QString field; // "upstream_url"
    QString value;
    bool operator==(const FindingEvidence &) const = default;
};

// What follows from the evidence, by code; models/FindingText renders it.
struct FindingNote
{
    enum class Weight {
        Proven,    // it follows from the evidence alone
        Suggested, // likely, but other causes look the same from here
        Elsewhere, // only Kubernetes or a log can tell
    };
    Weight weight = Weight::Proven;
    QString code;
    QVariantMap args;
    QString command; // a line for a terminal, ready to be copied; empty: none
    bool operator==(const FindingNote &) const = default;
};

// A way to mend it that this program can go; platform/FindingRepairs makes the plan.
struct FindingRepair
{
    enum class Kind {
        SetHost,      // args "host": of the API object or service `id`
        RemoveEntity, // the API object or the service `id`, with what hangs on it
        SetKey,       // Kong's migration flag
        AddPlugin,    // args "plugin": a global one
        MoveMail,     // args "vhost", "from", "to": e-mails, in the format that is read there
        Deregister,   // the instance `id` of Consul; args "node", "service", "address"
    };
    Kind kind = Kind::SetHost;
    QString entityKind; // kong::kindId()
    QString id;
    QVariantMap args;
    bool operator==(const FindingRepair &) const = default;
};
QString findingRepairId(FindingRepair::Kind kind); // "set-host", "remove-entity", "set-key", "add-plugin", "move-mail", "deregister"
System findingRepairSystem(FindingRepair::Kind kind); // that it writes to

// Codes, with what their args hold beside "name":
//   "kong.host-misspelt"   "host", "corrected", "wrong", "right", "paths"
//   "kong.host-unknown"    "host", "service", "tag", "nearest", "paths": Consul has nobody of that name (and tag)
//   "kong.no-passing"      "host", "service", "total", "paths", "maintenance": all instances are critical
//   "kong.port-differs"    "port", "ports", "service", "paths": Kong says one port, Consul another, which wins
//   "kong.ports-vary"      "port", "ports", "service", "paths": a name leads to several ports of the same address
//   "kong.path-collision"  "path", "names", "winner", "sameTarget"
//   "kong.errors-502", "kong.errors-503"   "service" (empty: all), "share" (%), "count", "seconds"
//   "kong.resolver-stale"  "resolvers", "addresses", "share"
//   "kong.not-registered"  "service", "total", "apis" (false: this Kong has no API objects)
//   "kong.plugin-missing"  "plugin"
//   "kong.database-unreachable", "kong.nodes-disagree", "kong.node-down" ("endpoint")
//   "kong.certificate-expired", "kong.certificate-expiring"   "expires", "days", "names" (it stands for)
//   "consul.catalog-empty" "hosts"
//   "consul.key-missing"   "key", "kongDown"
//   "consul.instance-critical" "service", "critical", "total"
//   "consul.node-failed"   "node", "instances"
//   "consul.no-leader"
//   "rabbitmq.no-consumer" "vhost", "ready", "growing", "known" (a queue of Microkubes)
//   "rabbitmq.consumer-stuck" "vhost", "ready", "unacked", "consumers"
//   "rabbitmq.queue-down"  "vhost", "state"
//   "rabbitmq.alarm"       "alarms"
//   "prometheus.target-down" "job", "down", "total", "error", "wrongPath", "rightPath"
//   "prometheus.not-ready"
//   "system.down"          the system does not answer
struct Finding
{
    QString code;
    FindingSeverity severity = FindingSeverity::Warning;
    System system = System::Kong; // whose entity it is
    QList<System> others;         // that are part of it
    EntityRef entity;
    QVariantMap args;
    QList<FindingEvidence> evidence;
    QList<FindingNote> notes;
    QList<FindingRepair> repairs; // the first is the one that is meant
    FindingSources sources;
    // It counts once it has been so for that long without a break: checks fail for a moment on every platform.
    std::chrono::seconds patience{0};
    std::optional<Error> error; // of "system.down"

    QString id() const; // code and entity: the same for as long as it is the same trouble
    bool operator==(const Finding &other) const;
};

// A standing weakness: never an alarm. Codes: "kong.admin-open" (args "endpoint"), "kong.no-metrics-per-service" (args
// "count"), "kong.resolver-fixed" (args "resolvers", "addresses"), "consul.acl-off", "consul.no-own-checks" (args "count",
// "total", "names"), "rabbitmq.guest" (args "user"), "prometheus.open" (args "endpoint").
struct PostureNote
{
    QString code;
    System system = System::Kong;
    QVariantMap args;
    const QString &key() const { return code; }
    bool operator==(const PostureNote &) const = default;
};

// What the gateway answered itself or passed on, counted by Prometheus over the last `seconds`.
struct GatewayCounts
{
    struct Row
    {
        QString service; // empty: API objects have no label of their own
        int code = 0;
        double count = 0;
    };
    double seconds = 60;
    std::vector<Row> rows;
};

// What is known at one moment. Null and nothing: not known, also of a system that has stopped answering.
struct FindingFacts
{
    template <class T>
    using Rows = std::shared_ptr<const std::vector<T>>;

    Environment environment;
    std::map<System, SystemStatus> status;
    Rows<kong::Api> apis;
    Rows<kong::Service> services;
    Rows<kong::Route> routes;
    Rows<kong::Plugin> plugins;
    Rows<kong::Entity> certificates;
    QDateTime now; // invalid: nothing that depends on the time is found
    std::optional<kong::Capabilities> capabilities;
    std::optional<QStringList> resolvers; // of GET /
    Rows<consul::Instance> instances;
    Rows<consul::Node> nodes;
    bool registryFiltered = false;             // the credential does not see all: who is missing may be there
    std::optional<bool> hasMigrationKey;
    Rows<QueueRecord> queues;
    std::optional<std::vector<prometheus::Target>> targets;
    std::optional<GatewayCounts> gateway;
    QString kubeNamespace = QStringLiteral("microkubes");

    FindingSources known() const;
};

struct FindingReport
{
    std::vector<Finding> findings; // worst first, then by id
    std::vector<PostureNote> posture;
    FindingSources known;
};

namespace findings {

FindingReport evaluate(const FindingFacts &facts);

inline QString migrationKey() { return QStringLiteral("kong-migrations"); }
inline QByteArray migrationValue() { return QByteArrayLiteral("{\"migrations\": \"done\"}"); } // what migrations.sh writes

// The names that every Microkubes registers on its gateway, by their names in Consul.
const QStringList &gatewayServices();
// The namespace that a tunnel of this environment goes to; else Microkubes' own.
QString kubeNamespaceOf(const Environment &environment);
// Whether it is a metrics target of Kong: by job, port and path as Microkubes and Kong's documentation name them.
bool isGatewayTarget(const prometheus::Target &target);

} // namespace findings

} // namespace mk
