// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/prometheus/PrometheusTargets.h"
#include "platform/ConsulRecords.h"
#include "platform/Environment.h"
#include "platform/FindingTracker.h"
#include "platform/KongRecords.h"
#include "platform/LiveStore.h"
#include "platform/RabbitRecords.h"
#include "platform/RequestPath.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

// The platform as one table: a row for each service, with what Kong, Consul, RabbitMQ and Prometheus have of it. Joined by hosts
// and addresses, never because two things have the same name: on a stock Microkubes five of seven names differ, and some that are
// equal are two things. What a host means is platform/ConsulHost's and platform/RouteInsight's business; here their answers are
// put beside each other. Pure functions and values, any thread; codes and arguments, models/MapText makes sentences of them.
namespace mk {

// Something of one system that belongs to a service.
struct MapPart
{
    enum class Kind { Way, Queue, Target };
    enum class Certainty {
        Proven,     // it follows from what the servers say
        Suggested,  // likely, but another reading is possible
        ByOperator, // somebody said so
    };
    struct Evidence
    {
        System system = System::Kong;
        QString call;  // "GET /apis/users"
        QString field; // "upstream_url"
        QString value;
        bool operator==(const Evidence &) const = default;
    };

    Kind kind = Kind::Way;
    QString ref;  // what corrections call it: "way/api/users", "queue/%2F/email-queue", "target/job/instance"
    QString name;
    QString entityId;      // as its panel takes it
    QString place;         // "host:port" where it leads or is reached; paths of a way stand in `paths`
    QStringList paths;
    int port = 0;          // that Kong is told; 0: none
    Certainty certainty = Certainty::Proven;
    // Why it stands in this row: "host" (its host is the service's name in Consul), "misspelt" (args of the host: meant for it, but
    // there is no such name), "address" (address and port of an instance), "address-alone" (the address; another port),
    // "upstream" (a target of Kong's upstream), "microkubes" (the platform's services use this queue), "operator", "none" (nothing
    // says whose it is: the row is its own).
    QString rule;
    QList<Evidence> evidence;
    bool broken = false; // it does not work: a name that leads nowhere, a queue that nobody reads, a target that is down
    bool operator==(const MapPart &) const = default;
};

struct MapRow
{
    enum class Kind {
        Service,  // Consul has it
        Absent,   // a name of Consul's, and nobody has it
        Misspelt, // meant for Consul, and no such name can exist
        Elsewhere // another host, an address that no instance has
    };
    enum class Ports { Unknown, Agree, Differ };

    QString key; // "service/mail", "host/api.example.org"; lower case
    Kind kind = Kind::Service;
    QString name;    // of the service; else the host
    QString nearest; // of an absent or misspelt one: the service that was probably meant
    int passing = 0;
    int warning = 0;
    int critical = 0;
    int total = 0;
    QList<int> consulPorts; // of instances that callers are sent to, sorted
    QList<int> kongPorts;   // that Kong is told, sorted
    Ports ports = Ports::Unknown;
    std::vector<MapPart> ways;
    std::vector<MapPart> queues;
    std::vector<MapPart> targets;
    int findings = 0; // open ones about any of it
    bool hasCriticalFinding = false;
    // What could not be looked at; a number of 0 means nothing then.
    bool kongKnown = false;
    bool consulKnown = false;
    bool queuesKnown = false;
    bool targetsKnown = false;

    bool isBroken() const;
    bool needsLook() const; // not broken, and not well
    bool operator==(const MapRow &) const = default;
};
using MapRows = LiveStore<MapRow>;

template <>
struct RecordTraits<MapRow>
{
    static const QString &key(const MapRow &row) { return row.key; }
};

namespace platformmap {

template <class T>
using Rows = std::shared_ptr<const std::vector<T>>;

// Null and nothing: not known.
struct Sources
{
    Rows<KongRouteRecord> ways; // their insight says what Consul makes of their host
    Rows<consul::Service> services;
    Rows<consul::Instance> instances;
    std::optional<std::vector<requestpath::Upstream>> upstreams; // of Kong, with their targets
    Rows<QueueRecord> queues;
    std::optional<std::vector<prometheus::Target>> targets;
    Rows<FindingRow> findings;
    QList<MapCorrection> corrections;
};

std::vector<MapRow> rows(const Sources &sources); // broken ones first, then by name

QString wayRef(const KongRouteRecord &way);
QString queueRef(const QueueRecord &queue);
QString targetRef(const prometheus::Target &target);
QString serviceKey(const QString &service); // of its row

// The list with one more correction, which replaces what was said of the same two.
QList<MapCorrection> corrected(QList<MapCorrection> corrections, const MapCorrection &correction);

} // namespace platformmap

} // namespace mk
