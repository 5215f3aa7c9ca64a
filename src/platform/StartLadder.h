// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Findings.h"

// The steps by which a Microkubes platform comes up, in the order in which each waits for the one before: its database,
// Consul, the key that Kong's start waits for, Kong, what services register there, their instances in Consul, the queue of
// mails, what Prometheus scrapes. Sources: Microkubes' manifests and entry points (Kong's start reads kong-migrations in a
// loop; services panic and restart until Kong answers). Pure functions, any thread.
namespace mk::startladder {

struct Rung
{
    enum class Id { Database, Consul, Key, Kong, Gateway, Registry, Queues, Scrapes };
    enum class State {
        Done,
        Waiting, // not there yet
        Unknown, // nobody tells: the system that would is away, not asked yet, or this credential may not see it
    };
    Id id = Id::Database;
    State state = State::Unknown;
    int have = -1;       // of `want`; -1: it is no count
    int want = -1;
    QStringList missing; // by name, as far as they have names
    QString call;        // where it was seen: "GET /status"
    QString field;
    QString command;     // a line for a terminal that tells more; empty: none
    // RecordTraits: one of each.
    QString key() const { return QString::number(int(id)); }
    bool operator==(const Rung &) const = default;
};

// Steps of systems that the environment does not name are left out.
std::vector<Rung> of(const FindingFacts &facts);
// The step that everything behind it waits for: the first that is not done. Nothing: all are, or none is known to wait.
std::optional<Rung> waitedFor(const std::vector<Rung> &steps);

} // namespace mk::startladder
