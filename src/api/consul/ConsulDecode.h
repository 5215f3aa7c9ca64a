// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Result.h"
#include "net/HttpTypes.h"

#include <QHash>

// What was answered. Pure functions over values, made for workers; whatever the bytes are, the end is a value or
// ErrorKind::Unreadable.
namespace mk::consul {

ResponseMeta metaOf(const HttpResponse &response);

// Replaces the client's general reading of an error by Consul's own, where its words tell more; the server's message
// stays. Reasons: "consul.acl-not-found" (Unauthorised), "consul.acls-off" (Unsupported),
// "consul.no-leader", "consul.no-datacenter", "consul.path-cleaned" (Redirected), "consul.value-too-large",
// "consul.transaction-too-large", "consul.key-refused", "consul.permission-denied". For writes it also settles mayHaveBeenDone: an error of the server itself
// leaves the effect open unless its words rule that out.
Error refineError(Error error, bool isWrite);

Result<Registry> decodeRegistry(const HttpResponse &response);               // registryRequest()
Result<std::vector<Instance>> decodeServiceInstances(const HttpResponse &response); // serviceRequest()
Result<std::map<QString, QStringList>> decodeCatalogServices(const HttpResponse &response);
Result<std::vector<Node>> decodeCatalogNodes(const HttpResponse &response);
// The checks of nodes themselves, by node, of GET /v1/health/state/any.
Result<QHash<QString, QList<Check>>> decodeNodeChecks(const HttpResponse &response);
// Counts instances by health and sorts; nodes keep what they have, with instances counted.
Registry makeRegistry(std::vector<Instance> instances, std::vector<Node> nodes);

Result<std::vector<QString>> decodeKeys(const HttpResponse &response);       // 404: none
Result<std::vector<KvEntry>> decodeEntries(const HttpResponse &response);    // recurseRequest(); 404: none
Result<std::optional<KvEntry>> decodeEntry(const QString &key, const HttpResponse &response); // getRequest(), both ways
Result<QList<Session>> decodeSessions(const HttpResponse &response);

// The answer of a transaction: entries of the operations that have one, or why it was refused. A refusal is
// Conflict ("kv.cas-failed": index stale, key exists, lock held), NotFound, Forbidden or BadRequest, with args
// "opIndex" (int, the first), "key" where keys are given, and "failures" (QStringList of the server's words).
struct TxnOutcome
{
    std::vector<KvEntry> entries;
    struct Failure
    {
        int opIndex = 0;
        QString what;
    };
    std::vector<Failure> failures;
};
Result<TxnOutcome> decodeTxn(const HttpResponse &response);
Error txnError(const TxnOutcome &outcome, const QStringList &keys);
bool isMissingKey(const TxnOutcome::Failure &failure);

Result<bool> decodeTrueFalse(const HttpResponse &response); // PUT and DELETE /v1/kv answer so

Result<AgentSelf> decodeAgentSelf(const HttpResponse &response);
Result<std::vector<RaftServer>> decodeRaftServers(const HttpResponse &response);
Result<std::vector<Member>> decodeMembers(const HttpResponse &response);
Result<QString> decodeLeader(const HttpResponse &response);
Result<QStringList> decodeStringList(const HttpResponse &response);
Result<Credential> decodeSelfToken(const HttpResponse &response);
Result<std::vector<Credential::Permission>> decodePermissions(const HttpResponse &response);

} // namespace mk::consul
