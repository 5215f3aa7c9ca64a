// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/rabbitmq/RabbitMqQueues.h"
#include "core/Job.h"
#include "platform/Plan.h"

// Plans on a broker's queues. Pure functions but the one that reads: what the operator saw goes in, a plan comes out. Neither can be taken back: the
// messages are gone, and of a deleted queue its bindings are, too.
// Titles: "rabbitmq.purge" (args "name", "vhost", "count": messages), "rabbitmq.purge-many" (args "count": messages,
// "queues"), "rabbitmq.delete-queue" (args "name", "vhost").
// Notices: "rabbitmq.purge" (args "name", "vhost", "count", "unacked", "consumers", "most": the plan stops where more are there
// by then), "rabbitmq.delete-queue" (args "name", "count", "consumers", "ifEmpty", "ifUnused").
namespace mk {
class HttpClient;
}

namespace mk::rabbitplans {

// The queues of these keys as they are now, before a plan is made of them. Fails where one cannot be read or is gone
// (ErrorKind::NotFound, args "name").
Job<std::vector<rabbitmq::Queue>> *readQueues(HttpClient *client, const QStringList &keys, QObject *parent);

EntityRef entityOf(const rabbitmq::Queue &queue);
// What a plan compares: counts, consumers, type and state, as a JSON object.
EntityState stateOf(const rabbitmq::Queue &queue);

// The figures of a state; nothing where it does not tell.
struct Figures
{
    std::optional<qint64> ready;
    std::optional<qint64> unacked;
    std::optional<qint64> consumers;
};
Figures figuresOf(const EntityState &state);
// How many ready messages may be there when a purge is sent: counts move while somebody reads and types, a few are no reason
// to stop, many more than were shown are.
struct Limits
{
    qint64 least = 0;
    qint64 most = 0;
};
Limits limitsOf(const EntityState &before);

// True where the change empties a queue; else it takes the queue away.
bool isPurge(const Change &change);

// Fail with ErrorKind::BadRequest "rabbitmq.not-addressable" (args "name"; reading does, too), "rabbitmq.purge-stream" (args "name"; a stream cannot be emptied), "rabbitmq.nothing-to-purge"
// (the queue holds nothing that is ready), "rabbitmq.counts-unknown" (the broker does not tell how much it would hit).
Result<Plan> purge(const std::vector<rabbitmq::Queue> &queues);
// The server's own guards: it refuses where messages or consumers are there after all.
Result<Plan> deleteQueue(const rabbitmq::Queue &queue, bool ifEmpty, bool ifUnused);

} // namespace mk::rabbitplans
