// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

// What Consul's HTTP API tells, as values. Names follow the API where it has one. Any thread.
namespace mk::consul {

// What the reply's headers say of the answer ("X-Consul-...").
struct ResponseMeta
{
    quint64 index = 0;                       // for the next blocking query; 0: not given
    std::optional<bool> knownLeader;         // false: the answer may be old
    std::chrono::milliseconds lastContact{0}; // how long ago the answering server heard of the leader
    bool filteredByAcls = false;             // told by 1.11 and newer only: the token does not see everything
};

// An answer and what its headers say.
template <class T>
struct Answer
{
    T value;
    ResponseMeta meta;
};

// ---- who is there ----

// GET /v1/agent/self; needs agent:read.
struct AgentSelf
{
    QString version; // "1.8.7"
    QString datacenter;
    QString nodeName;
    QString nodeId;
    bool isServer = false;
    bool aclsEnabled = false;
    QString aclDefaultPolicy; // "allow", "deny"
    std::optional<qint64> maxValueSize; // limits.kv_max_value_size in bytes, where the server tells it
};

// GET /v1/operator/raft/configuration; needs operator:read.
struct RaftServer
{
    QString id; // node id
    QString node;
    QString address; // host:port
    bool leader = false;
    bool voter = false;
};

// GET /v1/agent/members.
struct Member
{
    QString name;
    QString address;
    quint16 port = 0;
    bool isServer = false;
    QString nodeId;     // servers; empty in versions before 0.8
    QString datacenter;
    QString version;    // of the tag "build", without the commit
    QString status;     // "alive", "leaving", "left", "failed", "none"
};

// What the credential in use is and may do.
struct Credential
{
    enum class Kind {
        AclsOff,   // everybody may do everything
        Anonymous, // ACLs are on and no token is sent
        Token,
        Unknown,   // the server does not say (older than 1.4, or not reachable for this token)
    };
    struct Permission
    {
        QString resource; // "key", "service", "node", "agent", "session", "operator", "acl"
        QString access;   // "read", "list", "write"
        bool allowed = false;
        bool operator==(const Permission &) const = default;
    };
    Kind kind = Kind::Unknown;
    QString accessorId;
    QString description;
    QStringList policies;
    QStringList roles;
    // For any name ("may read every key"): a policy for a prefix alone counts as no. Empty: the server cannot be asked.
    std::vector<Permission> permissions;

    std::optional<bool> may(const QString &resource, const QString &access) const;
};

// All that identifies the platform and describes the server, put together from whatever this credential may read.
struct Info
{
    QString version;    // empty: not told to this credential
    QString datacenter;
    QString nodeName;   // of the agent that we talk to
    QString nodeId;
    QString leader;     // "host:port"; empty: there is none
    QStringList serverIds; // node ids of the servers, sorted; empty: not told
    QStringList peers;     // "host:port", sorted
    Credential credential;
};

// ---- registry ----

enum class Health { Passing, Warning, Critical };
QString healthId(Health health); // "passing", "warning", "critical"
inline Health worse(Health a, Health b) { return a > b ? a : b; }

struct Check
{
    QString id;   // "serfHealth", "_node_maintenance", "_service_maintenance:<id>", ...
    QString name;
    Health health = Health::Critical;
    QString status; // the server's own word, where it is none of the three
    QString output;
    QString notes;
    QString type;      // "ttl", "http", "tcp", ...; empty in old versions and for serfHealth
    QString serviceId; // empty: a check of the node
    bool isNodeCheck() const { return serviceId.isEmpty(); }
    bool isMaintenance() const;
    bool operator==(const Check &) const = default;
};

struct Instance
{
    QString node;
    QString nodeAddress;
    QString serviceId;
    QString service;
    QString serviceAddress; // as registered; often empty
    quint16 port = 0;
    QStringList tags;
    std::map<QString, QString> meta;
    QString kind; // "connect-proxy", "mesh-gateway", ...; empty: an ordinary service
    QList<Check> checks;     // of this instance
    QList<Check> nodeChecks; // of its node; they count for its health as well (shared between the node's instances)
    Health health = Health::Passing; // the worst of both; passing where there is none, as Consul's DNS has it
    quint64 createIndex = 0;
    quint64 modifyIndex = 0;

    // Where callers are sent: the service's own address, else the node's.
    const QString &address() const { return serviceAddress.isEmpty() ? nodeAddress : serviceAddress; }
    bool hasOwnChecks() const { return !checks.isEmpty(); }
    bool inMaintenance() const;
    // Service ids are unique on one node only. The unit separator occurs in no node name.
    QString key() const { return QString(node + QChar(0x1f) + serviceId); }
    bool operator==(const Instance &) const = default;
};

// Instances of one name, counted by health. Not what /v1/internal/ui/services says: that counts checks.
struct Service
{
    QString name;
    QStringList tags; // of all instances, sorted
    QStringList nodes; // sorted, each once
    QString kind;
    int total = 0;
    int passing = 0;
    int warning = 0;
    int critical = 0;
    int withoutOwnChecks = 0; // instances nobody looks after but their node
    int inMaintenance = 0;

    const QString &key() const { return name; }
    Health health() const { return critical > 0 ? Health::Critical : warning > 0 ? Health::Warning : Health::Passing; }
    bool operator==(const Service &) const = default;
};

struct Node
{
    QString id; // a UUID; empty for nodes that only the catalog knows
    QString name;
    QString address;
    QString datacenter; // where the answer has it
    std::map<QString, QString> meta;
    QList<Check> checks; // of the node itself
    Health health = Health::Passing;
    int instances = 0;

    const QString &key() const { return name; }
    bool operator==(const Node &) const = default;
};

// Everything that is registered, from one answer and so of one moment. Each list sorted by its name (instances by
// service, node, id).
struct Registry
{
    std::vector<Service> services;
    std::vector<Instance> instances;
    std::vector<Node> nodes;

    // The node on which this leader ("host:port" of GET /v1/status/leader) runs; empty where it cannot be told.
    QString nodeOfLeader(const QString &leader) const;
};

// ---- key/value ----

struct KvEntry
{
    QString key;
    QByteArray value;
    quint64 flags = 0; // all 64 bits are the application's
    quint64 createIndex = 0;
    quint64 modifyIndex = 0; // what check-and-set compares
    quint64 lockIndex = 0;   // how often it was locked
    QString session;         // holds the lock now; empty: nobody
    bool operator==(const KvEntry &) const = default;
};

// One key of a getMany().
struct KvLookup
{
    QString key;
    std::optional<KvEntry> entry; // nothing: there is no such key
    bool hidden = false;          // the server left it out: the token may not read it
};

// What a successful check-and-set put left behind.
struct KvWritten
{
    KvEntry entry; // as the server has it after the write
    bool byTransaction = false;
    // Only for values too large for a transaction, whose answer carries no index and that are read again:
    bool overtaken = false; // somebody wrote between the write and the second read: entry is theirs, or empty if deleted
    std::optional<Error> secondRead; // it failed: written all the same, but the new index is not known
    std::optional<quint64> knownModifyIndex() const
    {
        return overtaken || secondRead ? std::nullopt : std::optional(entry.modifyIndex);
    }
};

// One line of a batch: delete this key if it still has this ModifyIndex.
struct KvDelete
{
    QString key;
    quint64 modifyIndex = 0;
};

struct Session
{
    QString id;
    QString name;
    QString node;
    std::chrono::milliseconds lockDelay{0};
    QString behavior; // "release", "delete"
    QString ttl;      // "60s"; empty: none
    QStringList checks; // of the node and of services, whose failure ends it
    quint64 createIndex = 0;
    bool operator==(const Session &) const = default;
};

} // namespace mk::consul
