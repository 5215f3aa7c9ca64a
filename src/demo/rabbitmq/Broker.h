// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "demo/rabbitmq/BrokerStats.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QString>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mk::demo {

using BrokerName = std::pair<std::string, std::string>; // virtual host, name

struct BrokerMessage
{
    std::string payload;
    nlohmann::json properties; // an object
    std::string exchange;
    std::string routingKey;
    bool redelivered = false;
    int deliveries = 0; // of quorum queues: how often it came back
};

struct BrokerQueue
{
    std::string vhost;
    std::string name;
    std::string type = "classic"; // "quorum", "stream"
    bool durable = true;
    bool autoDelete = false;
    bool exclusive = false;
    nlohmann::json arguments = nlohmann::json::object();
    std::deque<BrokerMessage> ready;
    std::deque<BrokerMessage> unacked; // with consumers, oldest first
    qint64 readyBytes = 0;
    qint64 idleSince = 0; // ms since 1970
    BrokerStats stats;
};

struct BrokerExchange
{
    std::string vhost;
    std::string name;
    std::string type = "direct";
    bool durable = true;
    bool autoDelete = false;
    bool internal = false;
    nlohmann::json arguments = nlohmann::json::object();
    std::string user = "rmq-internal";
    BrokerStats stats;
};

struct BrokerBinding
{
    std::string vhost;
    std::string source;
    bool toQueue = true;
    std::string destination;
    std::string routingKey;
    nlohmann::json arguments = nlohmann::json::object();
    std::string propertiesKey() const; // the last part of its address
};

struct BrokerPolicy
{
    std::string vhost;
    std::string name;
    std::string pattern;
    std::string applyTo = "all";
    nlohmann::json definition;
    int priority = 0;
    QRegularExpression expression;
};

struct BrokerConnection
{
    std::string name; // "172.17.0.9:41022 -> 172.17.0.6:5672"
    std::string vhost = "/";
    std::string user = "guest";
    std::string peerHost;
    int peerPort = 0;
    std::string host;
    std::string product;
    std::string version;
    std::string platform;
    std::string userProvidedName; // empty: none was given
    qint64 connectedAt = 0;
    qint64 received = 0; // frames
    qint64 sent = 0;
    std::string state = "running";
    BrokerStats stats;
};

struct BrokerChannel
{
    std::string connection;
    int number = 1;
    bool confirm = false;
    int prefetch = 0;
    BrokerStats stats;
    std::string name() const { return connection + " (" + std::to_string(number) + ")"; }
};

struct BrokerConsumer
{
    std::string tag;
    std::string channel;
    BrokerName queue;
    bool ackRequired = true;
    int prefetch = 1;
};

struct BrokerUser
{
    std::string name;
    std::string password;
    bool hasPassword = true;
    std::vector<std::string> tags;
    bool is(const char *tag) const;
};

struct BrokerPermission
{
    std::string configure;
    std::string write;
    std::string read;
};

// A simulated RabbitMQ node: what AMQP and the management plugin do with virtual hosts, exchanges, queues and messages. Main
// thread.
class Broker
{
public:
    Broker();

    std::string version = "3.10.8";
    std::string node = "rabbit@rabbitmq-0";
    std::string clusterName = "rabbit@rabbitmq-0";
    std::string address = "127.0.0.1";
    bool memoryAlarm = false;
    bool diskAlarm = false;
    qint64 startedAt = 0; // ms since 1970
    quint16 managementPort = 15672;

    std::map<std::string, nlohmann::json> vhosts; // name: description, tags
    std::map<std::string, BrokerStats> vhostStats;
    std::map<std::string, nlohmann::json> vhostLimits;
    std::map<std::string, BrokerUser> users;
    std::map<BrokerName, BrokerPermission> permissions; // vhost, user
    std::map<BrokerName, BrokerQueue> queues;
    std::map<BrokerName, BrokerExchange> exchanges;
    std::vector<BrokerBinding> bindings; // without those of the default exchange, which every queue has
    std::vector<BrokerPolicy> policies;
    std::vector<BrokerPolicy> operatorPolicies;
    std::map<std::string, BrokerConnection> connections;
    std::map<std::string, BrokerChannel> channels;
    std::vector<BrokerConsumer> consumers;
    BrokerStats stats;

    std::function<qint64()> now = [] { return QDateTime::currentMSecsSinceEpoch(); };
    qint64 lastSample() const { return m_lastSample ? m_lastSample : now() / 1000 / BrokerStats::kInterval * BrokerStats::kInterval; }

    BrokerQueue *queue(const std::string &vhost, const std::string &name);
    void addVhost(const std::string &name, const nlohmann::json &about, const std::string &user = "rmq-internal");
    void removeVhost(const std::string &name);
    BrokerQueue &declareQueue(BrokerQueue queue);
    void deleteQueue(const BrokerName &name);
    void purge(BrokerQueue *queue);

    enum class Published { Routed, Unrouted, Rejected };
    // By a channel of that name, or by the HTTP API where it is empty.
    Published publish(const std::string &vhost, const std::string &exchange, BrokerMessage message, const std::string &channel = {});
    // Hands ready messages to a consumer's channel, as many as its prefetch count allows. Returns how many.
    int deliver(const BrokerConsumer &consumer);
    // The oldest ones that are with consumers are acknowledged.
    void acknowledge(const BrokerConsumer &consumer, int number);
    // basic.get and what becomes of the message.
    std::optional<BrokerMessage> get(BrokerQueue *queue, bool noAck);
    void putBack(BrokerQueue *queue, std::vector<BrokerMessage> messages); // in their order
    void drop(BrokerQueue *queue, BrokerMessage message);                  // dead-letters where there is such an exchange

    void connect(const BrokerConnection &connection, const std::vector<BrokerChannel> &channels);
    // Its consumers go, and what they had is ready again.
    bool disconnect(const std::string &connection);
    void consume(const BrokerConsumer &consumer);

    const BrokerPolicy *policyOf(const BrokerQueue &queue) const;
    const BrokerPolicy *operatorPolicyOf(const BrokerQueue &queue) const;
    int consumersOf(const BrokerQueue &queue) const;
    bool mayConfigure(const BrokerUser &user, const std::string &vhost, const std::string &name) const;
    bool mayWrite(const BrokerUser &user, const std::string &vhost, const std::string &name) const;
    bool mayRead(const BrokerUser &user, const std::string &vhost, const std::string &name) const;
    bool maySee(const BrokerUser &user, const std::string &vhost) const { return permissions.contains({vhost, user.name}); }

    // Takes the samples that are due; call at least every second (of the broker's time).
    void tick();
    void reset(); // one virtual host, the user guest, nothing else

private:
    std::vector<BrokerQueue *> route(const std::string &vhost, const BrokerExchange &exchange, const BrokerMessage &message, int depth);
    bool enqueue(BrokerQueue *queue, BrokerMessage message); // false: it rejects
    void count(BrokerQueue *queue, Count what, qint64 number = 1);
    void lengthsChanged(BrokerQueue *queue);
    BrokerChannel *channel(const std::string &name);

    qint64 m_lastSample = 0; // s since 1970
};

} // namespace mk::demo
