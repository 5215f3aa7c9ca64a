// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/rabbitmq/Broker.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <set>

namespace mk::demo {

using nlohmann::json;

namespace {

constexpr int kMostExchanges = 8; // exchanges bound to exchanges

qint64 numberIn(const json &object, const char *name, qint64 otherwise)
{
    return object.is_object() && object.contains(name) && object[name].is_number_integer() ? object[name].get<qint64>() : otherwise;
}

std::string textIn(const json &object, const char *name)
{
    return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : std::string();
}

// "order.*.#" and "order.created.eu", in words.
bool topicFits(const QList<QByteArray> &pattern, qsizetype at, const QList<QByteArray> &words, qsizetype word)
{
    if (at == pattern.size())
        return word == words.size();
    if (pattern.at(at) == "#") {
        for (qsizetype next = word; next <= words.size(); ++next) {
            if (topicFits(pattern, at + 1, words, next))
                return true;
        }
        return false;
    }
    return word < words.size() && (pattern.at(at) == "*" || pattern.at(at) == words.at(word)) && topicFits(pattern, at + 1, words, word + 1);
}

bool bindingFits(const BrokerBinding &binding, const std::string &type, const BrokerMessage &message)
{
    if (type == "fanout")
        return true;
    if (type == "topic")
        return topicFits(QByteArray::fromStdString(binding.routingKey).split('.'), 0, QByteArray::fromStdString(message.routingKey).split('.'), 0);
    if (type == "headers") {
        const json headers = message.properties.value("headers", json::object());
        const bool any = textIn(binding.arguments, "x-match") == "any";
        bool all = true;
        for (const auto &[key, value] : binding.arguments.items()) {
            if (key.rfind("x-", 0) == 0)
                continue;
            const bool fits = headers.contains(key) && headers[key] == value;
            if (any && fits)
                return true;
            all = all && fits;
        }
        return !any && all;
    }
    return binding.routingKey == message.routingKey;
}

const BrokerPolicy *strongest(const std::vector<BrokerPolicy> &policies, const BrokerQueue &queue)
{
    const BrokerPolicy *found = nullptr;
    for (const BrokerPolicy &policy : policies) {
        if (policy.vhost != queue.vhost || policy.applyTo == "exchanges" || (found && found->priority >= policy.priority)
            || !policy.expression.match(QString::fromStdString(queue.name)).hasMatch())
            continue;
        found = &policy;
    }
    return found;
}

bool fits(const std::string &pattern, const std::string &name)
{
    return QRegularExpression(QString::fromStdString(pattern)).match(QString::fromStdString(name)).hasMatch();
}

} // namespace

std::string BrokerBinding::propertiesKey() const
{
    QByteArray key = QByteArray::fromStdString(routingKey).toPercentEncoding(" ~", ".");
    key.replace("%2E", ".").replace(' ', '+');
    if (arguments.empty())
        return routingKey.empty() ? "~" : key.toStdString();
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(arguments.dump()), QCryptographicHash::Md5).left(4);
    return key.toStdString() + "~" + hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

bool BrokerUser::is(const char *tag) const
{
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

Broker::Broker()
{
    reset();
}

void Broker::reset()
{
    vhosts.clear();
    vhostStats.clear();
    vhostLimits.clear();
    users.clear();
    permissions.clear();
    queues.clear();
    exchanges.clear();
    bindings.clear();
    policies.clear();
    operatorPolicies.clear();
    connections.clear();
    channels.clear();
    consumers.clear();
    stats.clear();
    memoryAlarm = diskAlarm = false;
    m_lastSample = 0;
    startedAt = now();
    addVhost("/", {{"description", "Default virtual host"}, {"tags", json::array()}});
    users["guest"] = {"guest", "guest", true, {"administrator"}};
    permissions[{"/", "guest"}] = {".*", ".*", ".*"};
}

void Broker::addVhost(const std::string &name, const json &about, const std::string &user)
{
    const bool isNew = !vhosts.contains(name);
    vhosts[name] = about;
    if (!isNew)
        return;
    for (const auto &[exchange, type] : {std::pair("", "direct"), std::pair("amq.direct", "direct"), std::pair("amq.fanout", "fanout"), std::pair("amq.headers", "headers"),
                                         std::pair("amq.match", "headers"), std::pair("amq.rabbitmq.trace", "topic"), std::pair("amq.topic", "topic")}) {
        BrokerExchange own;
        own.vhost = name;
        own.name = exchange;
        own.type = type;
        own.internal = own.name == "amq.rabbitmq.trace";
        own.user = user;
        exchanges[{name, own.name}] = own;
    }
}

void Broker::removeVhost(const std::string &name)
{
    vhosts.erase(name);
    vhostStats.erase(name);
    vhostLimits.erase(name);
    std::erase_if(queues, [&name](const auto &entry) { return entry.first.first == name; });
    std::erase_if(exchanges, [&name](const auto &entry) { return entry.first.first == name; });
    std::erase_if(permissions, [&name](const auto &entry) { return entry.first.first == name; });
    std::erase_if(bindings, [&name](const BrokerBinding &binding) { return binding.vhost == name; });
    std::erase_if(policies, [&name](const BrokerPolicy &policy) { return policy.vhost == name; });
    std::erase_if(operatorPolicies, [&name](const BrokerPolicy &policy) { return policy.vhost == name; });
}

BrokerQueue *Broker::queue(const std::string &vhost, const std::string &name)
{
    const auto found = queues.find({vhost, name});
    return found == queues.end() ? nullptr : &found->second;
}

BrokerQueue &Broker::declareQueue(BrokerQueue queue)
{
    stats.add(Count::QueueDeclared);
    const BrokerName key{queue.vhost, queue.name};
    if (const auto found = queues.find(key); found != queues.end())
        return found->second;
    stats.add(Count::QueueCreated);
    queue.idleSince = now();
    return queues.emplace(key, std::move(queue)).first->second;
}

void Broker::deleteQueue(const BrokerName &name)
{
    if (BrokerQueue *gone = queue(name.first, name.second))
        purge(gone);
    if (queues.erase(name) == 0)
        return;
    stats.add(Count::QueueDeleted);
    std::erase_if(consumers, [&name](const BrokerConsumer &consumer) { return consumer.queue == name; });
    std::erase_if(bindings, [&name](const BrokerBinding &binding) { return binding.toQueue && binding.vhost == name.first && binding.destination == name.second; });
}

void Broker::lengthsChanged(BrokerQueue *queue)
{
    const qint64 readyBefore = queue->stats.value(Count::Ready);
    const qint64 unackedBefore = queue->stats.value(Count::Unacked);
    const qint64 ready = qint64(queue->ready.size());
    const qint64 unacked = qint64(queue->unacked.size());
    queue->stats.set(Count::Ready, ready);
    queue->stats.set(Count::Unacked, unacked);
    queue->stats.set(Count::Messages, ready + unacked);
    for (BrokerStats *sum : {&stats, &vhostStats[queue->vhost]}) {
        sum->add(Count::Ready, ready - readyBefore);
        sum->add(Count::Unacked, unacked - unackedBefore);
        sum->add(Count::Messages, ready + unacked - readyBefore - unackedBefore);
    }
    queue->idleSince = now();
}

void Broker::count(BrokerQueue *queue, Count what, qint64 number)
{
    queue->stats.add(what, number);
    stats.add(what, number);
    vhostStats[queue->vhost].add(what, number);
}

BrokerChannel *Broker::channel(const std::string &name)
{
    const auto found = channels.find(name);
    return found == channels.end() ? nullptr : &found->second;
}

void Broker::purge(BrokerQueue *queue)
{
    queue->ready.clear();
    queue->readyBytes = 0;
    lengthsChanged(queue);
}

bool Broker::enqueue(BrokerQueue *queue, BrokerMessage message)
{
    if (queue->type == "stream")
        return true; // streams keep their messages where nobody can get them by this API
    const BrokerPolicy *policy = policyOf(*queue);
    const BrokerPolicy *strict = operatorPolicyOf(*queue);
    qint64 limit = numberIn(queue->arguments, "x-max-length", -1);
    if (limit < 0 && policy)
        limit = numberIn(policy->definition, "max-length", -1);
    if (strict && numberIn(strict->definition, "max-length", -1) >= 0)
        limit = limit < 0 ? numberIn(strict->definition, "max-length", -1) : qMin(limit, numberIn(strict->definition, "max-length", -1));
    const std::string overflow = textIn(queue->arguments, "x-overflow");
    if (limit >= 0 && qint64(queue->ready.size()) >= limit && overflow.rfind("reject-publish", 0) == 0)
        return false;
    queue->readyBytes += qint64(message.payload.size());
    const qint64 priorities = numberIn(queue->arguments, "x-max-priority", 0);
    auto place = queue->ready.end();
    if (priorities > 0) {
        const qint64 own = qMin(priorities, numberIn(message.properties, "priority", 0));
        while (place != queue->ready.begin() && numberIn(std::prev(place)->properties, "priority", 0) < own)
            --place;
    }
    queue->ready.insert(place, std::move(message));
    queue->stats.add(Count::Publish);
    lengthsChanged(queue);
    while (limit >= 0 && qint64(queue->ready.size()) > limit) {
        BrokerMessage oldest = std::move(queue->ready.front());
        queue->ready.pop_front();
        queue->readyBytes -= qint64(oldest.payload.size());
        lengthsChanged(queue);
        drop(queue, std::move(oldest));
    }
    return true;
}

std::vector<BrokerQueue *> Broker::route(const std::string &vhost, const BrokerExchange &exchange, const BrokerMessage &message, int depth)
{
    std::vector<BrokerQueue *> found;
    if (exchange.name.empty()) {
        if (BrokerQueue *own = queue(vhost, message.routingKey))
            found.push_back(own);
        return found;
    }
    for (const BrokerBinding &binding : bindings) {
        if (binding.vhost != vhost || binding.source != exchange.name || !bindingFits(binding, exchange.type, message))
            continue;
        if (binding.toQueue) {
            if (BrokerQueue *own = queue(vhost, binding.destination))
                found.push_back(own);
        } else if (const auto next = exchanges.find({vhost, binding.destination}); next != exchanges.end() && depth < kMostExchanges) {
            const std::vector<BrokerQueue *> more = route(vhost, next->second, message, depth + 1);
            found.insert(found.end(), more.begin(), more.end());
        }
    }
    if (found.empty()) {
        const std::string alternate = textIn(exchange.arguments, "alternate-exchange");
        if (const auto next = exchanges.find({vhost, alternate}); !alternate.empty() && next != exchanges.end() && depth < kMostExchanges)
            return route(vhost, next->second, message, depth + 1);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

Broker::Published Broker::publish(const std::string &vhost, const std::string &exchangeName, BrokerMessage message, const std::string &by)
{
    const auto exchange = exchanges.find({vhost, exchangeName});
    if (exchange == exchanges.end())
        return Published::Unrouted;
    message.exchange = exchangeName;
    BrokerStats &ofVhost = vhostStats[vhost];
    const std::vector<BrokerQueue *> targets = route(vhost, exchange->second, message, 0);
    std::vector<BrokerStats *> counted{&stats, &ofVhost};
    if (BrokerChannel *own = channel(by)) {
        counted.push_back(&own->stats);
        if (const auto connection = connections.find(own->connection); connection != connections.end()) {
            connection->second.stats.add(Count::RecvOct, qint64(message.payload.size()) + 72); // frames around it
            connection->second.received += 3;
        }
    }
    exchange->second.stats.add(Count::PublishIn);
    exchange->second.stats.add(Count::PublishOut, qint64(targets.size()));
    bool taken = true;
    for (BrokerQueue *target : targets)
        taken = enqueue(target, message) && taken;
    for (BrokerStats *one : counted) {
        one->add(Count::Publish);
        if (taken)
            one->add(Count::Confirm);
        if (targets.empty())
            one->add(by.empty() ? Count::ReturnUnroutable : Count::DropUnroutable);
    }
    if (taken && numberIn(message.properties, "delivery_mode", 1) == 2)
        stats.add(Count::DiskWrites);
    return targets.empty() ? Published::Unrouted : taken ? Published::Routed : Published::Rejected;
}

int Broker::deliver(const BrokerConsumer &consumer)
{
    BrokerQueue *from = queue(consumer.queue.first, consumer.queue.second);
    if (!from)
        return 0;
    int number = 0;
    while (!from->ready.empty() && (consumer.prefetch == 0 || int(from->unacked.size()) < consumer.prefetch)) {
        BrokerMessage message = std::move(from->ready.front());
        from->ready.pop_front();
        from->readyBytes -= qint64(message.payload.size());
        BrokerChannel *own = channel(consumer.channel);
        for (const Count what : {consumer.ackRequired ? Count::Deliver : Count::DeliverNoAck, Count::DeliverGet}) {
            count(from, what);
            if (own)
                own->stats.add(what);
        }
        if (message.redelivered)
            count(from, Count::Redeliver);
        if (own) {
            if (const auto connection = connections.find(own->connection); connection != connections.end()) {
                connection->second.stats.add(Count::SendOct, qint64(message.payload.size()) + 96);
                connection->second.sent += 3;
            }
        }
        if (consumer.ackRequired)
            from->unacked.push_back(std::move(message));
        ++number;
    }
    if (number > 0)
        lengthsChanged(from);
    return number;
}

void Broker::acknowledge(const BrokerConsumer &consumer, int number)
{
    BrokerQueue *of = queue(consumer.queue.first, consumer.queue.second);
    if (!of)
        return;
    number = qMin(number, int(of->unacked.size()));
    if (number <= 0)
        return;
    of->unacked.erase(of->unacked.begin(), of->unacked.begin() + number);
    count(of, Count::Ack, number);
    if (BrokerChannel *own = channel(consumer.channel))
        own->stats.add(Count::Ack, number);
    lengthsChanged(of);
}

std::optional<BrokerMessage> Broker::get(BrokerQueue *queue, bool noAck)
{
    if (queue->ready.empty()) {
        count(queue, Count::GetEmpty);
        return std::nullopt;
    }
    BrokerMessage message = std::move(queue->ready.front());
    queue->ready.pop_front();
    queue->readyBytes -= qint64(message.payload.size());
    count(queue, noAck ? Count::GetNoAck : Count::Get);
    count(queue, Count::DeliverGet);
    if (message.redelivered)
        count(queue, Count::Redeliver);
    lengthsChanged(queue);
    return message;
}

void Broker::putBack(BrokerQueue *queue, std::vector<BrokerMessage> messages)
{
    for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
        message->redelivered = true;
        ++message->deliveries;
        queue->readyBytes += qint64(message->payload.size());
        queue->ready.push_front(std::move(*message));
    }
    lengthsChanged(queue);
}

void Broker::drop(BrokerQueue *queue, BrokerMessage message)
{
    const BrokerPolicy *policy = policyOf(*queue);
    std::string exchange = textIn(queue->arguments, "x-dead-letter-exchange");
    if (exchange.empty() && policy)
        exchange = textIn(policy->definition, "dead-letter-exchange");
    if (exchange.empty() || !exchanges.contains({queue->vhost, exchange}))
        return;
    const std::string key = textIn(queue->arguments, "x-dead-letter-routing-key");
    const std::string vhost = queue->vhost;
    message.routingKey = key.empty() ? message.routingKey : key;
    message.redelivered = false;
    json &headers = message.properties["headers"];
    if (!headers.is_object())
        headers = json::object();
    // What dies in a circle is dropped instead of going round for ever.
    json &deaths = headers["x-death"];
    if (!deaths.is_array())
        deaths = json::array();
    if (deaths.size() >= kMostExchanges)
        return;
    deaths.push_back({{"queue", queue->name}, {"reason", "rejected"}, {"count", 1}, {"exchange", message.exchange}});
    publish(vhost, exchange, std::move(message));
}

void Broker::connect(const BrokerConnection &connection, const std::vector<BrokerChannel> &ofIt)
{
    connections.insert_or_assign(connection.name, connection);
    stats.add(Count::ConnectionCreated);
    for (const BrokerChannel &one : ofIt) {
        channels.insert_or_assign(one.name(), one);
        stats.add(Count::ChannelCreated);
    }
}

bool Broker::disconnect(const std::string &name)
{
    if (connections.erase(name) == 0)
        return false;
    stats.add(Count::ConnectionClosed);
    std::set<std::string> gone;
    for (auto at = channels.begin(); at != channels.end();) {
        if (at->second.connection != name) {
            ++at;
            continue;
        }
        gone.insert(at->first);
        stats.add(Count::ChannelClosed);
        at = channels.erase(at);
    }
    for (const BrokerConsumer &consumer : consumers) {
        BrokerQueue *of = gone.contains(consumer.channel) ? queue(consumer.queue.first, consumer.queue.second) : nullptr;
        if (!of)
            continue;
        std::vector<BrokerMessage> back(std::make_move_iterator(of->unacked.begin()), std::make_move_iterator(of->unacked.end()));
        of->unacked.clear();
        putBack(of, std::move(back));
    }
    std::erase_if(consumers, [&gone](const BrokerConsumer &consumer) { return gone.contains(consumer.channel); });
    return true;
}

void Broker::consume(const BrokerConsumer &consumer)
{
    consumers.push_back(consumer);
}

const BrokerPolicy *Broker::policyOf(const BrokerQueue &queue) const
{
    return strongest(policies, queue);
}

const BrokerPolicy *Broker::operatorPolicyOf(const BrokerQueue &queue) const
{
    return strongest(operatorPolicies, queue);
}

int Broker::consumersOf(const BrokerQueue &queue) const
{
    return int(std::count_if(consumers.begin(), consumers.end(), [&queue](const BrokerConsumer &consumer) { return consumer.queue == BrokerName(queue.vhost, queue.name); }));
}

bool Broker::mayConfigure(const BrokerUser &user, const std::string &vhost, const std::string &name) const
{
    const auto found = permissions.find({vhost, user.name});
    return found != permissions.end() && fits(found->second.configure, name);
}

bool Broker::mayWrite(const BrokerUser &user, const std::string &vhost, const std::string &name) const
{
    const auto found = permissions.find({vhost, user.name});
    return found != permissions.end() && fits(found->second.write, name);
}

bool Broker::mayRead(const BrokerUser &user, const std::string &vhost, const std::string &name) const
{
    const auto found = permissions.find({vhost, user.name});
    return found != permissions.end() && fits(found->second.read, name);
}

void Broker::tick()
{
    const qint64 due = now() / 1000 / BrokerStats::kInterval * BrokerStats::kInterval;
    if (due <= m_lastSample)
        return;
    m_lastSample = due;
    stats.sample(due);
    for (auto &[name, one] : vhostStats)
        one.sample(due);
    for (auto &[name, one] : queues)
        one.stats.sample(due);
    for (auto &[name, one] : exchanges)
        one.stats.sample(due);
    for (auto &[name, one] : connections)
        one.stats.sample(due);
    for (auto &[name, one] : channels)
        one.stats.sample(due);
}

} // namespace mk::demo
