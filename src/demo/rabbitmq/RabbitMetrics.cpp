// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/rabbitmq/RabbitService.h"

namespace mk::demo {

namespace {

void family(QByteArray *text, const char *name, const char *type, const char *labels, double value)
{
    *text += QByteArray("# TYPE rabbitmq_") + name + ' ' + type + "\n# HELP rabbitmq_" + name + ' ' + QByteArray(name).replace('_', ' ') + '\n';
    *text += QByteArray("rabbitmq_") + name + labels + ' ' + QByteArray::number(value, 'g', 15) + '\n';
}

QByteArray escaped(const std::string &label)
{
    return QByteArray::fromStdString(label).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

} // namespace

QByteArray rabbitMetrics(const Broker &broker)
{
    QByteArray text;
    const BrokerStats &stats = broker.stats;
    const auto counter = [&](const char *name, const char *labels, Count count) { family(&text, name, "counter", labels, double(stats.value(count))); };
    const auto gauge = [&](const char *name, double value) { family(&text, name, "gauge", "", value); };
    const QByteArray identity = "{rabbitmq_node=\"" + QByteArray::fromStdString(broker.node) + "\",rabbitmq_cluster=\"" + QByteArray::fromStdString(broker.clusterName) + "\"}";
    family(&text, "identity_info", "untyped", identity.constData(), 1);
    const QByteArray build = "{rabbitmq_version=\"" + QByteArray::fromStdString(broker.version) + "\",erlang_version=\"25.2.3\"}";
    family(&text, "build_info", "untyped", build.constData(), 1);
    counter("connections_opened_total", "", Count::ConnectionCreated);
    counter("connections_closed_total", "", Count::ConnectionClosed);
    counter("channels_opened_total", "", Count::ChannelCreated);
    counter("channels_closed_total", "", Count::ChannelClosed);
    counter("queues_declared_total", "", Count::QueueDeclared);
    counter("queues_created_total", "", Count::QueueCreated);
    counter("queues_deleted_total", "", Count::QueueDeleted);
    gauge("connections", double(broker.connections.size()));
    gauge("channels", double(broker.channels.size()));
    gauge("consumers", double(broker.consumers.size()));
    gauge("queues", double(broker.queues.size()));
    gauge("queue_messages_ready", double(stats.value(Count::Ready)));
    gauge("queue_messages_unacked", double(stats.value(Count::Unacked)));
    gauge("queue_messages", double(stats.value(Count::Messages)));
    gauge("queue_consumers", double(broker.consumers.size()));
    counter("queue_messages_published_total", "", Count::Publish);
    const char *const kAmqp = "{protocol=\"amqp091\"}";
    const char *const kClassic = "{protocol=\"amqp091\",queue_type=\"rabbit_classic_queue\"}";
    counter("global_messages_received_total", kAmqp, Count::Publish);
    counter("global_messages_received_confirm_total", kAmqp, Count::Confirm);
    counter("global_messages_routed_total", kAmqp, Count::Publish);
    counter("global_messages_confirmed_total", kAmqp, Count::Confirm);
    counter("global_messages_unroutable_dropped_total", kAmqp, Count::DropUnroutable);
    counter("global_messages_unroutable_returned_total", kAmqp, Count::ReturnUnroutable);
    counter("global_messages_delivered_total", kClassic, Count::Deliver);
    counter("global_messages_redelivered_total", kClassic, Count::Redeliver);
    counter("global_messages_acknowledged_total", kClassic, Count::Ack);
    counter("global_messages_get_empty_total", kClassic, Count::GetEmpty);
    family(&text, "global_consumers", "gauge", kAmqp, double(broker.consumers.size()));
    double publishers = 0;
    for (const auto &[name, channel] : broker.channels)
        publishers += channel.stats.value(Count::Publish) > 0 ? 1 : 0;
    family(&text, "global_publishers", "gauge", kAmqp, publishers);
    gauge("process_resident_memory_bytes", 144347136.0 + double(stats.value(Count::Messages)) * 2048);
    gauge("resident_memory_limit_bytes", 1610612736);
    gauge("disk_space_available_bytes", 12636102656.0);
    gauge("disk_space_available_limit_bytes", 50000000);
    gauge("process_open_fds", 50.0 + double(broker.connections.size()));
    gauge("process_max_fds", 1048576);
    gauge("alarms_memory_used_watermark", broker.memoryAlarm ? 1 : 0);
    gauge("alarms_free_disk_space_watermark", broker.diskAlarm ? 1 : 0);
    gauge("alarms_file_descriptor_limit", 0);
    // Of each queue as /metrics/detailed would give them: who has no other way to see a queue grow asks for these.
    text += "# TYPE rabbitmq_detailed_queue_messages_ready gauge\n# HELP rabbitmq_detailed_queue_messages_ready messages ready of a queue\n";
    constexpr int kMostQueues = 200; // beyond, a scrape of every queue helps nobody
    int number = 0;
    for (const auto &[name, queue] : broker.queues) {
        if (++number > kMostQueues)
            break;
        text += "rabbitmq_detailed_queue_messages_ready{vhost=\"" + escaped(name.first) + "\",queue=\"" + escaped(name.second) + "\"} "
                + QByteArray::number(qint64(queue.ready.size())) + '\n';
    }
    text += "# TYPE rabbitmq_detailed_queue_consumers gauge\n# HELP rabbitmq_detailed_queue_consumers consumers of a queue\n";
    number = 0;
    for (const auto &[name, queue] : broker.queues) {
        if (++number > kMostQueues)
            break;
        text += "rabbitmq_detailed_queue_consumers{vhost=\"" + escaped(name.first) + "\",queue=\"" + escaped(name.second) + "\"} "
                + QByteArray::number(broker.consumersOf(queue)) + '\n';
    }
    return text;
}

} // namespace mk::demo
