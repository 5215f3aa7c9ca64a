// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/rabbitmq/RabbitMqRouting.h"

#include <QHash>
#include <QList>
#include <QMultiHash>

#include <memory>
#include <vector>

// Into which queues a RabbitMQ broker puts a message: a pure function of the exchanges and bindings of one virtual host. Any
// thread. The rules are those of rabbit_exchange:route/2 and of the four exchange types that come with the broker (3.10), tried
// on a real one:
//   - the default exchange leads to the queue whose name is the routing key, and its bindings cannot be changed;
//   - direct compares the routing key, fanout takes all, headers compares arguments with the message's headers by x-match ("all"
//     where it is missing or odd, "any", and "all-with-x" and "any-with-x", of which the first two pass over names that begin
//     with "x-"), values of another type are another value;
//   - topic splits keys at dots into words, which may be empty; "*" is exactly one word, "#" any number. The empty key has no word;
//   - an exchange none of whose bindings match hands over to its alternate one; a binding to an exchange counts as a match,
//     whether that leads anywhere or not. No exchange is asked twice for one message;
//   - the lists in the headers CC and BCC are further routing keys.
namespace mk::messagerouting {

struct Message
{
    QString vhost;
    QString exchange; // empty: the default one
    QString routingKey;
    QByteArray headers; // JSON object; empty: none
    bool operator==(const Message &) const = default;
};

// How an exchange came to be asked.
enum class Via { Start, Binding, Alternate };

struct Hop
{
    QString exchange;
    QString type; // empty: there is no such exchange
    Via via = Via::Start;
    int from = -1;       // the hop that leads here
    int matched = 0;     // of its bindings
    qint64 bindings = 0; // that it has
    bool isKnownType = true;
    bool operator==(const Hop &) const = default;
};

struct Match
{
    int hop = 0;
    size_t binding = 0; // index in the table's rows
    bool operator==(const Match &) const = default;
};

struct Arrival
{
    QString queue;
    int hop = 0; // by which it was reached first
    bool operator==(const Arrival &) const = default;
};

struct Route
{
    std::vector<Hop> hops;         // the first is the exchange that it is published to
    std::vector<Match> matches;    // at most `mostTold`, in the order of the hops
    qint64 matchCount = 0;
    std::vector<Arrival> arrivals; // each queue once, by name
    std::vector<size_t> nearest;   // where nothing matches: bindings of the exchanges asked that come near
    // A type that the broker has from a plugin was met: what stands here may be too little.
    bool isPredicted() const;
};

constexpr qint64 mostTold = 500;

// True where a topic exchange passes a message of that key by that binding.
bool topicMatches(const QString &bindingKey, const QString &routingKey);
// The same of a headers exchange; both are JSON objects, empty text is the empty object.
bool headersMatch(const QByteArray &arguments, const QByteArray &headers);

// Everything about one virtual host, made ready once: what asks afterwards looks at what can match and at nothing else. Ten
// thousand bindings take some milliseconds to make ready.
class Table
{
public:
    using Exchanges = std::shared_ptr<const std::vector<rabbitmq::Exchange>>;
    using Bindings = std::shared_ptr<const std::vector<rabbitmq::Binding>>;
    // exchanges may be of several virtual hosts; policies: nothing where they may not be read.
    Table(const QString &vhost, Exchanges exchanges, Bindings bindings,
          const std::optional<std::vector<rabbitmq::Policy>> &policies, const QStringList &queues);
    ~Table();

    Route route(const Message &message) const;
    const rabbitmq::Exchange *exchange(const QString &name) const;
    const rabbitmq::Binding &binding(size_t index) const { return m_bindings->at(index); }
    bool hasQueue(const QString &name) const { return m_queues.contains(name); }
    QStringList queueNames() const { return m_queues.keys(); }
    QStringList exchangeNames() const; // sorted, the default one left out
    // Its bindings lead here: those to this queue, then to the exchanges that lead to it.
    std::vector<size_t> bindingsTo(const QString &destination, bool isQueue) const;
    // The name of the exchange that takes what its own bindings leave; nothing: it has none. Empty where it is the default one.
    std::optional<QString> alternateOf(const rabbitmq::Exchange &exchange) const;
    // The policy in force may name one, and may not be read.
    bool mayHaveHiddenAlternate(const rabbitmq::Exchange &exchange) const;

private:
    struct Node;
    struct Outgoing;
    void collect(const Outgoing &from, const QString &type, const QStringList &keys, const QByteArray &headers,
                 std::vector<size_t> *into) const;
    std::vector<size_t> nearestOf(const Route &route, const QString &routingKey) const;

    QString m_vhost;
    Exchanges m_exchanges;
    Bindings m_bindings;
    QHash<QString, const rabbitmq::Exchange *> m_byName;
    QHash<QString, std::shared_ptr<Outgoing>> m_outgoing; // by the exchange that they leave
    QMultiHash<QString, size_t> m_toQueue;
    QMultiHash<QString, size_t> m_toExchange;
    QHash<QString, QString> m_alternateByPolicy; // by the policy's name
    bool m_policiesKnown = false;
    QHash<QString, bool> m_queues;
};

} // namespace mk::messagerouting
