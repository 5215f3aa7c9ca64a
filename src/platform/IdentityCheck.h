// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Environment.h"

namespace mk {

// Whom am I talking to? Compares what a system says of itself with what the environment remembers.
//
// A fact is strict or shared. Strict ones (Consul's datacenter, RabbitMQ's cluster name, Kong's database, Prometheus'
// external labels) must be equal. Shared ones (Consul's server node ids, Kong's host names and node ids) come and go as
// servers are replaced one by one: one that is known is enough, all of them new means another platform.
enum class IdentityVerdict {
    Same,     // as remembered, or with servers more or fewer
    New,      // nothing was remembered: take what was found
    Conflict, // another platform, or one that no longer tells
};

IdentityVerdict compareIdentity(System system, const Identity &remembered, const Identity &found);

// True where everything that cannot vary is the same, and `found` names no server although some are remembered: a
// credential that may not see them any more, or a read that failed.
bool tellsNoServer(System system, const Identity &remembered, const Identity &found);

// What to remember after a match: what was found, and the servers known from before that were not seen this time.
Identity mergedIdentity(System system, const Identity &remembered, const Identity &found);

// Several Kong nodes belong together when they use the same database. Facts of all nodes in, the joined identity out;
// nothing where they disagree.
std::optional<Identity> joinedKongIdentity(const QList<Identity> &nodes);

// Facts are "key=value", sorted and without doubles.
Identity makeIdentity(const QList<QPair<QString, QString>> &facts);
QStringList identityValues(const Identity &identity, const QString &key);

} // namespace mk
