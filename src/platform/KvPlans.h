// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Result.h"
#include "platform/Plan.h"

#include <vector>

// Plans on Consul's key/value store. Pure functions: what the operator saw and what is wanted go in, a plan comes out.
// Titles: "kv.put", "kv.create", "kv.delete" (args "name"), "kv.delete-folder" (args "name": the prefix, "count").
// Notices: "kv.lock-lost" (args "name", "session") where a deletion takes a lock that undo cannot give back.
namespace mk::kvplans {

EntityRef entityOf(const QString &key);
EntityState stateOf(const consul::KvEntry &entry);
// A value and its flags, as wanted.
EntityState wanted(const QByteArray &value, quint64 flags);
// What the guard tells; 0 where it does not.
quint64 modifyIndexOf(const EntityState &state);
quint64 flagsOf(const EntityState &state);
consul::KvEntry entryOf(const QString &key, const EntityState &state);

// All of them fail with the reasons of consul::keyProblem() and "kv.value-too-large", "kv.value-too-large-for-key"
// (ErrorKind::BadRequest and TooLarge) before anything is sent.
Result<Plan> put(const consul::KvEntry &seen, const QByteArray &value, quint64 flags);
Result<Plan> create(const QString &key, const QByteArray &value, quint64 flags);
Result<Plan> remove(const consul::KvEntry &seen);
// All keys given, in their order; the prefix is how the folder is called ("config/kong/").
Result<Plan> removeFolder(const QString &prefix, const std::vector<consul::KvEntry> &seen);

// Changes in order packed into steps that the server takes: at most 64 changes and the size of one transaction each, larger
// values alone.
QList<Step> packed(const QList<Change> &changes);

// Which of these keys of the folder the plan does not know.
QStringList keysAddedSince(const Plan &plan, const QStringList &keysNow);

} // namespace mk::kvplans
