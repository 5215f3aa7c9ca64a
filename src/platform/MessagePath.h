// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ConsulRecords.h"
#include "platform/MailFormat.h"
#include "platform/MessageRouting.h"
#include "platform/RabbitRecords.h"
#include "platform/RequestPath.h"

#include <QDateTime>
#include <QVariantMap>

#include <map>
#include <memory>
#include <optional>
#include <vector>

// The way of one message through the broker, and why it does not arrive: publisher, exchange, bindings, queues, who reads them,
// and who should by Microkubes' rules. Pure functions over what the live stores hold, any thread; nothing is asked and nothing is
// published. Codes and arguments only: models/MessagePathText makes sentences of them.
namespace mk::messagepath {

using requestpath::Certainty;
using requestpath::Evidence;
using requestpath::State;

// What a look at the next message in a queue found out of its format.
struct Peeked
{
    QString queue;
    mailformat::Format format = mailformat::Format::Other;
    bool operator==(const Peeked &) const = default;
};

// What is known. Null pointers and nothing: not known.
struct Sources
{
    std::shared_ptr<const messagerouting::Table> table;
    std::shared_ptr<const std::vector<QueueRecord>> queues; // of all virtual hosts
    // Of the queues that it comes to, by name: of those that have been asked.
    std::map<QString, rabbitmq::QueueDetail> details;
    std::map<QString, rabbitmq::Channel> channels;       // by name
    std::map<QString, rabbitmq::Connection> connections; // by name
    std::shared_ptr<const std::vector<consul::Instance>> instances;
    QStringList alarms; // "rabbit@node: memory"
    std::optional<Peeked> peeked;
    QDateTime routingReadAt;
    QDateTime queuesReadAt;
    QDateTime consulReadAt;
};

enum class StepKind { Publish, Exchange, Bindings, Queue, Read, Expected };

struct PathStep
{
    StepKind kind = StepKind::Publish;
    State state = State::NotReached;
    QString code = {}; // see MessagePathText
    QVariantMap args = {};
    Certainty certainty = Certainty::Told;
    QList<Evidence> evidence = {};
    QString panel = {};
    QString entityId = {};
};

// Somebody who reads a queue.
struct Reader
{
    rabbitmq::Consumer consumer;
    QString host;            // where its connection comes from; empty: not told
    QString providedName;    // what the client calls itself
    QString connectionState; // empty: not asked
    QString idleSince;       // of its channel, as the server writes it
    std::optional<qint64> unacked;
    QStringList services; // of Consul, that have an instance at that address; one: who it is is proven
    State state = State::Ok;
};

// What the broker does to a message that lies here, beside handing it out.
struct Drop
{
    QString code; // "ttl", "max-length", "max-length-bytes", "expires", "delivery-limit"
    qint64 limit = 0;
    bool byPolicy = false;
    bool rejects = false; // of the lengths: new ones are refused; else the oldest go
};

struct DeadLetter
{
    QString exchange;
    QString routingKey; // in effect
    QStringList queues; // where it ends up
    bool exchangeMissing = false;
    bool isPredicted = true;
};

struct Destination
{
    QString queue;
    int hop = 0;
    std::optional<QueueRecord> record; // nothing: not in the list
    State state = State::Unknown;
    QString code; // "queue.ok", …
    QVariantMap args;
    std::optional<std::vector<Reader>> readers; // nothing: not asked, or the broker does not tell
    std::vector<Drop> drops;
    std::optional<DeadLetter> deadLetter;
    mailformat::Format expectedFormat = mailformat::Format::Other;
    bool detailRead = false;
};

struct Cause
{
    StepKind at = StepKind::Queue;
    State state = State::Broken;
    QString code = {};
    QVariantMap args = {};
    QString queue = {}; // whose; empty: of none
};

struct Path
{
    messagerouting::Message message;
    messagerouting::Route route;
    std::vector<PathStep> steps; // one of each kind, in order
    std::vector<Destination> destinations; // the worst first
    QStringList nearest; // where nothing matches: names and keys that come near
    std::optional<Cause> cause;

    const PathStep &step(StepKind kind) const { return steps.at(size_t(kind)); }
    State worst() const;
};

Path trace(const Sources &sources, const messagerouting::Message &message);

// The names of the queues that should be asked for themselves, the most telling first; at most `most`.
QStringList queuesToAsk(const Path &path, size_t most);
// Why the next message of a queue must not be looked at: "peek.stream", "peek.exclusive", "peek.empty",
// "peek.delivery-limit" (each look counts towards it), "peek.down". Empty: it may.
QString whyNotPeek(const Destination &destination);

} // namespace mk::messagepath
