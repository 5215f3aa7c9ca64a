// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/rabbitmq/RabbitMqRouting.h"
#include "platform/LiveStore.h"

namespace mk {

// One queue as the Queues panel lists it.
struct QueueRecord
{
    QString key; // rabbitmq::queueKey()
    rabbitmq::Queue queue;
    // Messages a minute over the last minute that was watched; before that, what the broker measured last.
    std::optional<double> growth;

    // Messages wait and nobody reads them.
    bool isUnread() const { return queue.ready.value_or(0) > 0 && queue.consumers == 0; }
    // Neither the broker nor its node serves it.
    bool isBroken() const
    {
        return queue.state == QLatin1String("down") || queue.state == QLatin1String("crashed")
            || queue.state == QLatin1String("stopped") || queue.state == QLatin1String("minority");
    }
    bool operator==(const QueueRecord &) const = default;
};

template <>
struct RecordTraits<QueueRecord>
{
    static const QString &key(const QueueRecord &record) { return record.key; }
};
template <>
struct RecordTraits<rabbitmq::QueueDetail>
{
    static QString key(const rabbitmq::QueueDetail &detail)
    {
        return rabbitmq::queueKey(detail.queue.vhost, detail.queue.name);
    }
};
template <>
struct RecordTraits<rabbitmq::Binding>
{
    static QString key(const rabbitmq::Binding &binding)
    {
        return binding.source + QLatin1Char('\n') + binding.destinationType + QLatin1Char('\n') + binding.destination
            + QLatin1Char('\n') + binding.propertiesKey;
    }
};
template <>
struct RecordTraits<rabbitmq::Exchange>
{
    static QString key(const rabbitmq::Exchange &exchange) { return exchange.vhost + QLatin1Char('\n') + exchange.name; }
};
template <>
struct RecordTraits<rabbitmq::Policy>
{
    static QString key(const rabbitmq::Policy &policy) { return policy.vhost + QLatin1Char('\n') + policy.name; }
};
template <>
struct RecordTraits<rabbitmq::Consumer>
{
    static QString key(const rabbitmq::Consumer &consumer) { return consumer.channel + QLatin1Char('\n') + consumer.tag; }
};

using RabbitQueues = LiveStore<QueueRecord>;
using RabbitQueueDetails = LiveStore<rabbitmq::QueueDetail>; // of one queue: one row, or none
using RabbitBindings = LiveStore<rabbitmq::Binding>;
using RabbitExchanges = LiveStore<rabbitmq::Exchange>;
using RabbitPolicies = LiveStore<rabbitmq::Policy>;

} // namespace mk
