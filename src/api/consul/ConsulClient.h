// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Job.h"
#include "net/HttpClient.h"

#include <QObject>
#include <QPointer>

namespace mk::consul {

// Typed calls to one Consul agent. Jobs are started and belong to the parent given; bodies larger than a few KiB are
// decoded on a worker. Errors carry Consul's own reasons (refineError). GUI thread.
//
// All writes are check-and-set: nothing here can overwrite what the caller has not seen.
class ConsulClient final : public QObject
{
    Q_OBJECT
public:
    explicit ConsulClient(HttpClient *http, QObject *parent = nullptr);

    HttpClient *http() const { return m_http; }

    // ---- who is there ----
    // Puts the picture together from what this credential may read; fails only where not even the leader can be asked.
    Job<Info> *info(QObject *parent);
    Job<AgentSelf> *agentSelf(QObject *parent);
    Job<QString> *leader(QObject *parent);      // "" while there is none; open to everybody
    Job<QStringList> *peers(QObject *parent);
    Job<QStringList> *datacenters(QObject *parent); // nearest first: the own one
    Job<std::vector<RaftServer>> *raftServers(QObject *parent);
    Job<std::vector<Member>> *members(QObject *parent);
    Job<Credential> *credential(QObject *parent);

    // ---- registry ----
    // One call; where the server (or a proxy before it) has no such path, the documented ones, four at a time.
    Job<Answer<Registry>> *registry(QObject *parent);
    // The same by the documented paths alone, for where the one call is known to be barred: a request for each service.
    Job<Answer<Registry>> *documentedRegistry(QObject *parent);
    Job<Answer<std::vector<Instance>>> *serviceInstances(const QString &service, QObject *parent);
    Job<Answer<std::vector<Node>>> *catalogNodes(QObject *parent);

    // ---- key/value ----
    Job<Answer<std::vector<QString>>> *keys(const QString &prefix, const QString &separator, QObject *parent);
    Job<Answer<std::vector<KvEntry>>> *recurse(const QString &prefix, QObject *parent);
    Job<std::optional<KvEntry>> *get(const QString &key, QObject *parent); // nothing: there is no such key
    // In transactions of 64, in the order given; each transaction is of one moment, the whole is not.
    Job<std::vector<KvLookup>> *getMany(const QStringList &keys, QObject *parent);

    // key, value and flags of `wanted` count; cas is the ModifyIndex that the key must have, 0: it must not exist.
    // Conflict "kv.cas-failed": it has not. BadRequest keyProblem(). TooLarge
    // "consul.value-too-large" (args "limit" in bytes), "kv.value-too-large-for-key" (see PutWay::Impossible).
    Job<KvWritten> *put(const KvEntry &wanted, quint64 cas, QObject *parent);
    Job<KvWritten> *create(const KvEntry &wanted, QObject *parent) { return put(wanted, 0, parent); }
    Job<Done> *deleteCas(const QString &key, quint64 modifyIndex, QObject *parent);
    // At most 64, in one transaction: all or none.
    Job<Done> *deleteMany(const QList<KvDelete> &keys, QObject *parent);

    // ---- sessions ----
    Job<QList<Session>> *sessions(QObject *parent);
    Job<std::optional<Session>> *session(const QString &id, QObject *parent); // nothing: it has ended

private:
    HttpClient *m_http;
};

} // namespace mk::consul
