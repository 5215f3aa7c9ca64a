// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/rabbitmq/RabbitMqQueues.h"

// What decides where a message goes, and what one message says, as the management API tells them. Pure functions, any thread.
// Sources: the HTTP API reference that RabbitMQ serves at /api/index.html; recordings of 3.10.8.
namespace mk::rabbitmq {

struct Exchange
{
    QString vhost;
    QString name; // empty: the default exchange
    QString type; // "direct", "fanout", "topic", "headers", or of a plugin
    bool durable = false;
    bool autoDelete = false;
    bool internal = false; // no client may publish to it
    QByteArray arguments;  // JSON object; empty where there are none
    QString policy;        // the name of the one in force
    bool operator==(const Exchange &) const = default;
};

struct Policy
{
    QString vhost;
    QString name;
    QByteArray definition; // JSON object
    bool operator==(const Policy &) const = default;
};

// What a channel tells of whoever reads through it.
struct Channel
{
    QString name;
    QString connection;
    QString peerHost;
    QString user;
    QString idleSince; // as the server writes it; empty: something happens
    std::optional<qint64> unacked;
    bool operator==(const Channel &) const = default;
};

struct Connection
{
    QString name;
    QString state; // "running", "blocked", "blocking", "flow"
    QString providedName; // that the client gave itself
    QString product;
    QString peerHost;
    bool operator==(const Connection &) const = default;
};

// One message as `get` gives it. The body is as secret as a password.
struct Message
{
    QByteArray payload;
    qint64 payloadBytes = 0; // more than payload has: it was cut
    bool redelivered = false;
    QString exchange;
    QString routingKey;
    qint64 left = 0;        // messages behind it
    QByteArray properties;  // JSON object; empty where there are none
    bool isCut() const { return payloadBytes > payload.size(); }
    bool operator==(const Message &) const = default;
};

enum class AckMode {
    Requeue, // it stays, and counts as redelivered from then on
    Take,    // it is gone
};

// All exchanges that the user may see, of all virtual hosts, without their counts.
HttpRequest exchangesRequest();
// All bindings of a virtual host, those of the default exchange, which every queue has, among them.
HttpRequest vhostBindingsRequest(const QString &vhost);
HttpRequest policiesRequest(const QString &vhost); // asks for the tag policymaker
HttpRequest channelRequest(const QString &name);
HttpRequest connectionRequest(const QString &name);
// At most `count` messages. A body of more than `truncate` bytes comes cut; 0: none is cut.
HttpRequest getRequest(const QString &vhost, const QString &queue, int count, AckMode mode, int truncate = 0);
// properties: a JSON object, as `get` gave it. The empty exchange is the default one.
HttpRequest publishRequest(const QString &vhost, const QString &exchange, const QString &routingKey, const QByteArray &payload,
                           const QByteArray &properties);

Result<std::vector<Exchange>> decodeExchanges(const QByteArray &body);
// Without those of the default exchange, which say nothing.
Result<std::vector<Binding>> decodeVhostBindings(const QByteArray &body);
Result<std::vector<Policy>> decodePolicies(const QByteArray &body);
Result<Channel> decodeChannel(const QByteArray &body);
Result<Connection> decodeConnection(const QByteArray &body);
Result<std::vector<Message>> decodeMessages(const QByteArray &body);
// Whether the broker put it into any queue. It says so only once it has the message (a mandatory publish with a confirm).
Result<bool> decodePublished(const QByteArray &body);

} // namespace mk::rabbitmq
