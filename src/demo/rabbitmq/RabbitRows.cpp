// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/rabbitmq/RabbitService.h"

#include <algorithm>

namespace mk::demo {

using nlohmann::json;

namespace {

const std::initializer_list<std::pair<const char *, Count>> kPublishing{{"publish", Count::Publish},
                                                                        {"confirm", Count::Confirm},
                                                                        {"return_unroutable", Count::ReturnUnroutable},
                                                                        {"drop_unroutable", Count::DropUnroutable}};
const std::initializer_list<std::pair<const char *, Count>> kDelivering{{"ack", Count::Ack},
                                                                        {"deliver", Count::Deliver},
                                                                        {"deliver_get", Count::DeliverGet},
                                                                        {"deliver_no_ack", Count::DeliverNoAck},
                                                                        {"get", Count::Get},
                                                                        {"get_empty", Count::GetEmpty},
                                                                        {"get_no_ack", Count::GetNoAck},
                                                                        {"redeliver", Count::Redeliver}};
const std::initializer_list<std::pair<const char *, Count>> kChurn{{"connection_created", Count::ConnectionCreated}, {"connection_closed", Count::ConnectionClosed},
                                                                   {"channel_created", Count::ChannelCreated},       {"channel_closed", Count::ChannelClosed},
                                                                   {"queue_declared", Count::QueueDeclared},         {"queue_created", Count::QueueCreated},
                                                                   {"queue_deleted", Count::QueueDeleted}};
const std::initializer_list<std::pair<const char *, Count>> kLengths{{"messages", Count::Messages}, {"messages_ready", Count::Ready}, {"messages_unacknowledged", Count::Unacked}};

bool anyOf(const BrokerStats &stats, std::initializer_list<std::pair<const char *, Count>> counts)
{
    return std::any_of(counts.begin(), counts.end(), [&stats](const auto &count) { return stats.value(count.second) != 0; });
}

json heap(int collections)
{
    return {{"fullsweep_after", 65535}, {"max_heap_size", 0}, {"min_bin_vheap_size", 46422}, {"min_heap_size", 233}, {"minor_gcs", collections}};
}

std::string isoOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz+00:00")).toStdString();
}

// Of what is not counted but measured: as if it had always been so.
json steady(qint64 value, double rate, const std::optional<SampleRange> &range, qint64 last)
{
    json details{{"rate", rate}};
    if (range) {
        details.update({{"avg", double(value)}, {"avg_rate", 0.0}, {"samples", json::array()}});
        for (qint64 second = last; second >= last - range->age; second -= range->increment)
            details["samples"].push_back({{"sample", value}, {"timestamp", second * 1000}});
    }
    return details;
}

json exchangeTypes(std::initializer_list<const char *> names)
{
    json types = json::array();
    for (const char *name : names)
        types.push_back({{"name", name}, {"description", std::string("AMQP ") + name + " exchange, as per the AMQP specification"}, {"enabled", true}});
    return types;
}

json webContexts(const Broker &broker)
{
    return json::array({{{"description", "RabbitMQ Management"}, {"path", "/"}, {"cowboy_opts", "[{sendfile,false}]"}, {"ip", broker.address}, {"port", std::to_string(broker.managementPort)}},
                        {{"description", "RabbitMQ Prometheus"}, {"path", "/"}, {"cowboy_opts", "[{sendfile,false}]"}, {"ip", broker.address}, {"port", "15692"}, {"protocol", "'http/prometheus'"}}});
}

} // namespace

void RabbitService::writeCounts(json *row, const BrokerStats &stats, const RabbitCall &call, bool ofAll, qint64 last)
{
    const auto range = call.range("msg_rates");
    json counts = json::object();
    if (anyOf(stats, kPublishing)) {
        for (const auto &[name, count] : kPublishing) {
            if (ofAll || count == Count::Publish)
                stats.write(&counts, name, count, range, last);
        }
    }
    if (anyOf(stats, kDelivering)) {
        for (const auto &[name, count] : kDelivering)
            stats.write(&counts, name, count, range, last);
    }
    if (stats.any({Count::DiskReads, Count::DiskWrites})) {
        stats.write(&counts, "disk_reads", Count::DiskReads, range, last);
        stats.write(&counts, "disk_writes", Count::DiskWrites, range, last);
    }
    if (!counts.empty())
        (*row)["message_stats"] = std::move(counts);
}

json RabbitService::queueTotals(const BrokerQueue &queue) const
{
    json row{{"arguments", queue.arguments}, {"auto_delete", queue.autoDelete}, {"durable", queue.durable}, {"name", queue.name}, {"state", "running"}, {"type", queue.type}, {"vhost", queue.vhost}};
    if (queue.type == "stream") {
        row.update({{"exclusive", nullptr}, {"totals", nullptr}, {"type_specific", nullptr}});
        return row;
    }
    row.update({{"exclusive", queue.type == "quorum" ? json() : json(queue.exclusive)}, {"messages", queue.ready.size() + queue.unacked.size()}, {"messages_ready", queue.ready.size()}, {"messages_unacknowledged", queue.unacked.size()}});
    if (const BrokerPolicy *policy = m_broker->policyOf(queue))
        row["policy"] = policy->name;
    if (queue.type == "classic")
        row["node"] = m_broker->node;
    else
        row.update({{"leader", m_broker->node}, {"members", json::array({m_broker->node})}, {"online", json::array({m_broker->node})}});
    return row;
}

json RabbitService::queueRow(const BrokerQueue &queue, const RabbitCall &call, bool alone) const
{
    const qint64 last = m_broker->lastSample();
    const BrokerPolicy *policy = queue.type == "stream" && m_broker->policyOf(queue) && m_broker->policyOf(queue)->definition.contains("max-length") ? nullptr : m_broker->policyOf(queue);
    const BrokerPolicy *strict = m_broker->operatorPolicyOf(queue);
    json definition = policy ? policy->definition : json::object();
    if (strict)
        definition.update(strict->definition);
    const int consumers = m_broker->consumersOf(queue);
    const qint64 ready = qint64(queue.ready.size());
    const qint64 unacked = qint64(queue.unacked.size());
    qint64 unackedBytes = 0;
    for (const BrokerMessage &message : queue.unacked)
        unackedBytes += qint64(message.payload.size());
    const bool classic = queue.type == "classic";
    const bool quorum = queue.type == "quorum";
    json row{{"arguments", queue.arguments},
             {"auto_delete", queue.autoDelete},
             {"consumers", consumers},
             {"durable", queue.durable},
             {"effective_policy_definition", definition},
             {"exclusive", queue.exclusive},
             {"memory", 13976 + (ready + unacked) * 1100 + queue.readyBytes},
             {"name", queue.name},
             {"node", m_broker->node},
             {"operator_policy", strict ? json(strict->name) : json()},
             {"policy", policy ? json(policy->name) : json()},
             {"reductions", 7411 + queue.stats.value(Count::Publish) * 640},
             {"reductions_details", steady(7411 + queue.stats.value(Count::Publish) * 640, queue.stats.rate(Count::Publish) * 640, call.range("data_rates"), last)},
             {"state", "running"},
             {"type", queue.type},
             {"vhost", queue.vhost}};
    for (const auto &[name, count] : kLengths)
        queue.stats.write(&row, name, count, call.range("lengths"), last);
    writeCounts(&row, queue.stats, call, false, last);
    if (classic || quorum) {
        row.update({{"consumer_capacity", consumers ? json(1.0) : json(0)},
                    {"consumer_utilisation", consumers ? json(1.0) : json(0)},
                    {"garbage_collection", heap(8)},
                    {"message_bytes", queue.readyBytes + unackedBytes},
                    {"message_bytes_persistent", queue.readyBytes + unackedBytes},
                    {"message_bytes_ram", quorum ? 0 : queue.readyBytes + unackedBytes},
                    {"message_bytes_ready", queue.readyBytes},
                    {"message_bytes_unacknowledged", unackedBytes},
                    {"messages_persistent", ready + unacked},
                    {"messages_ram", quorum ? 0 : ready + unacked}});
    }
    if (classic) {
        json head;
        if (!queue.ready.empty() && queue.ready.front().properties.contains("timestamp"))
            head = queue.ready.front().properties["timestamp"];
        const qint64 in = queue.stats.value(Count::Publish);
        row.update({{"backing_queue_status",
                     {{"avg_ack_egress_rate", queue.stats.rate(Count::Ack)},
                      {"avg_ack_ingress_rate", queue.stats.rate(Count::Deliver)},
                      {"avg_egress_rate", queue.stats.rate(Count::DeliverGet)},
                      {"avg_ingress_rate", queue.stats.rate(Count::Publish)},
                      {"delta", {"delta", "undefined", 0, 0, "undefined"}},
                      {"len", ready},
                      {"mode", definition.value("queue-mode", std::string("default"))},
                      {"next_deliver_seq_id", in - ready},
                      {"next_seq_id", in},
                      {"q1", 0},
                      {"q2", 0},
                      {"q3", 0},
                      {"q4", ready},
                      {"target_ram_count", "infinity"},
                      {"version", 1}}},
                    {"exclusive_consumer_tag", nullptr},
                    {"head_message_timestamp", head},
                    {"message_bytes_paged_out", 0},
                    {"messages_paged_out", 0},
                    {"messages_ready_ram", ready},
                    {"messages_unacknowledged_ram", unacked},
                    {"recoverable_slaves", nullptr},
                    {"single_active_consumer_tag", nullptr}});
        if (queue.arguments.contains("x-max-priority")) {
            const qint64 most = queue.arguments["x-max-priority"].get<qint64>();
            json lengths = json::object();
            for (qint64 priority = 0; priority <= most; ++priority)
                lengths[std::to_string(priority)] = 0;
            for (const BrokerMessage &message : queue.ready) {
                const json own = message.properties.value("priority", json(0));
                json &length = lengths[std::to_string(std::clamp<qint64>(own.is_number_integer() ? own.get<qint64>() : 0, 0, most))];
                length = length.get<int>() + 1;
            }
            row["backing_queue_status"]["priority_lengths"] = std::move(lengths);
        }
        // A queue that works says nothing of when it last did.
        if (consumers == 0 || m_broker->now() - queue.idleSince > 30'000)
            row["idle_since"] = isoOf(queue.idleSince);
    } else {
        row.update({{"members", json::array({m_broker->node})}, {"online", json::array({m_broker->node})}});
        if (quorum)
            row.update({{"leader", m_broker->node}, {"message_bytes_dlx", 0}, {"messages_dlx", 0}, {"open_files", {{m_broker->node, 0}}}, {"single_active_consumer_ctag", nullptr}});
        else
            row.update({{"readers", {{m_broker->node, 0}}}});
    }
    if (alone) {
        row["consumer_details"] = json::array();
        for (const BrokerConsumer &consumer : m_broker->consumers) {
            if (consumer.queue == BrokerName(queue.vhost, queue.name))
                row["consumer_details"].push_back(consumerRow(consumer));
        }
        row["deliveries"] = json::array();
        row["incoming"] = json::array();
        if (queue.type == "stream")
            row["garbage_collection"] = {{"max_heap_size", -1}, {"min_bin_vheap_size", -1}, {"min_heap_size", -1}, {"fullsweep_after", -1}, {"minor_gcs", -1}};
    }
    return row;
}

json RabbitService::exchangeRow(const BrokerExchange &exchange, const RabbitCall &call, bool alone) const
{
    json row{{"arguments", exchange.arguments}, {"auto_delete", exchange.autoDelete}, {"durable", exchange.durable}, {"internal", exchange.internal},
             {"name", exchange.name},           {"type", exchange.type},              {"user_who_performed_action", exchange.user}, {"vhost", exchange.vhost}};
    if (exchange.stats.any({Count::PublishIn})) {
        json counts = json::object();
        exchange.stats.write(&counts, "publish_in", Count::PublishIn, call.range("msg_rates"), m_broker->lastSample());
        exchange.stats.write(&counts, "publish_out", Count::PublishOut, call.range("msg_rates"), m_broker->lastSample());
        row["message_stats"] = std::move(counts);
    }
    if (alone)
        row.update({{"incoming", json::array()}, {"outgoing", json::array()}});
    return row;
}

json RabbitService::bindingRow(const BrokerBinding &binding) const
{
    return {{"source", binding.source},          {"vhost", binding.vhost},         {"destination", binding.destination},      {"destination_type", binding.toQueue ? "queue" : "exchange"},
            {"routing_key", binding.routingKey}, {"arguments", binding.arguments}, {"properties_key", binding.source.empty() ? binding.routingKey : binding.propertiesKey()}};
}

json RabbitService::vhostRow(const std::string &name, const RabbitCall &call) const
{
    const json &about = m_broker->vhosts.at(name);
    json row{{"name", name}, {"description", about.value("description", std::string())}, {"tags", about.value("tags", json::array())}, {"default_queue_type", "undefined"},
             {"metadata", about},      {"tracing", false},                                     {"cluster_state", {{m_broker->node, "running"}}}};
    const auto found = m_broker->vhostStats.find(name);
    static const BrokerStats kNone;
    const BrokerStats &stats = found == m_broker->vhostStats.end() ? kNone : found->second;
    for (const auto &[length, count] : kLengths)
        stats.write(&row, length, count, call.range("lengths"), m_broker->lastSample());
    writeCounts(&row, stats, call, true, m_broker->lastSample());
    BrokerStats bytes;
    double receiving = 0;
    double sending = 0;
    bool any = false;
    for (const auto &[id, connection] : m_broker->connections) {
        if (connection.vhost != name)
            continue;
        any = true;
        bytes.add(Count::RecvOct, connection.stats.value(Count::RecvOct));
        bytes.add(Count::SendOct, connection.stats.value(Count::SendOct));
        receiving += connection.stats.rate(Count::RecvOct);
        sending += connection.stats.rate(Count::SendOct);
    }
    if (any)
        row.update({{"recv_oct", bytes.value(Count::RecvOct)}, {"recv_oct_details", {{"rate", receiving}}}, {"send_oct", bytes.value(Count::SendOct)}, {"send_oct_details", {{"rate", sending}}}});
    return row;
}

json RabbitService::connectionRow(const BrokerConnection &connection, const RabbitCall &call, bool alone) const
{
    int channels = 0;
    for (const auto &[name, channel] : m_broker->channels)
        channels += channel.connection == connection.name ? 1 : 0;
    json properties{{"capabilities", {{"basic.nack", true}, {"connection.blocked", true}, {"consumer_cancel_notify", true}}}, {"product", connection.product}, {"version", connection.version}};
    if (!connection.platform.empty())
        properties["platform"] = connection.platform;
    if (!connection.userProvidedName.empty())
        properties["connection_name"] = connection.userProvidedName;
    const json none = alone ? json("") : json();
    json row{{"auth_mechanism", "PLAIN"},
             {"channel_max", 2047},
             {"channels", channels},
             {"client_properties", properties},
             {"connected_at", connection.connectedAt},
             {"frame_max", 131072},
             {"garbage_collection", heap(50)},
             {"host", connection.host},
             {"name", connection.name},
             {"node", m_broker->node},
             {"peer_cert_issuer", none},
             {"peer_cert_subject", none},
             {"peer_cert_validity", none},
             {"peer_host", connection.peerHost},
             {"peer_port", connection.peerPort},
             {"port", 5672},
             {"protocol", "AMQP 0-9-1"},
             {"recv_cnt", connection.received},
             {"reductions", 9000 + connection.received * 300},
             {"reductions_details", steady(9000 + connection.received * 300, connection.stats.rate(Count::RecvOct), call.range("data_rates"), m_broker->lastSample())},
             {"send_cnt", connection.sent},
             {"send_pend", 0},
             {"ssl", false},
             {"ssl_cipher", none},
             {"ssl_hash", none},
             {"ssl_key_exchange", none},
             {"ssl_protocol", none},
             {"state", connection.state},
             {"timeout", 10},
             {"type", "network"},
             {"user", connection.user},
             {"user_who_performed_action", connection.user},
             {"vhost", connection.vhost}};
    if (!connection.userProvidedName.empty())
        row["user_provided_name"] = connection.userProvidedName;
    connection.stats.write(&row, "recv_oct", Count::RecvOct, call.range("data_rates"), m_broker->lastSample());
    connection.stats.write(&row, "send_oct", Count::SendOct, call.range("data_rates"), m_broker->lastSample());
    return row;
}

json RabbitService::channelRow(const BrokerChannel &channel, const RabbitCall &call, bool alone) const
{
    const auto found = m_broker->connections.find(channel.connection);
    const BrokerConnection *connection = found == m_broker->connections.end() ? nullptr : &found->second;
    json consumers = json::array();
    qint64 unacked = 0;
    for (const BrokerConsumer &consumer : m_broker->consumers) {
        if (consumer.channel != channel.name())
            continue;
        consumers.push_back(consumerRow(consumer));
        if (const BrokerQueue *queue = m_broker->queue(consumer.queue.first, consumer.queue.second))
            unacked += qint64(queue->unacked.size());
    }
    json row{{"acks_uncommitted", 0},
             {"confirm", channel.confirm},
             {"connection_details", {{"name", channel.connection}, {"peer_host", connection ? connection->peerHost : ""}, {"peer_port", connection ? connection->peerPort : 0}}},
             {"consumer_count", consumers.size()},
             {"garbage_collection", heap(40)},
             {"global_prefetch_count", 0},
             {"messages_unacknowledged", unacked},
             {"messages_uncommitted", 0},
             {"messages_unconfirmed", 0},
             {"name", channel.name()},
             {"node", m_broker->node},
             {"number", channel.number},
             {"pending_raft_commands", 0},
             {"prefetch_count", channel.prefetch},
             {"reductions", 9000 + channel.stats.value(Count::Publish) * 300},
             {"reductions_details", steady(9000 + channel.stats.value(Count::Publish) * 300, channel.stats.rate(Count::Publish) * 300, call.range("data_rates"), m_broker->lastSample())},
             {"state", "running"},
             {"transactional", false},
             {"user", connection ? connection->user : ""},
             {"user_who_performed_action", connection ? connection->user : ""},
             {"vhost", connection ? connection->vhost : ""}};
    json counts = json::object();
    const auto range = call.range("msg_rates");
    if (anyOf(channel.stats, kPublishing)) {
        for (const auto &[name, count] : kPublishing)
            channel.stats.write(&counts, name, count, range, m_broker->lastSample());
    }
    if (anyOf(channel.stats, kDelivering)) {
        for (const auto &[name, count] : kDelivering)
            channel.stats.write(&counts, name, count, range, m_broker->lastSample());
    }
    if (!counts.empty())
        row["message_stats"] = std::move(counts);
    if (alone)
        row.update({{"consumer_details", consumers}, {"deliveries", json::array()}, {"publishes", json::array()}});
    return row;
}

json RabbitService::consumerRow(const BrokerConsumer &consumer) const
{
    const auto channel = m_broker->channels.find(consumer.channel);
    json details = json::object();
    if (channel != m_broker->channels.end()) {
        const auto connection = m_broker->connections.find(channel->second.connection);
        const bool known = connection != m_broker->connections.end();
        details = {{"connection_name", channel->second.connection},
                   {"name", consumer.channel},
                   {"node", m_broker->node},
                   {"number", channel->second.number},
                   {"peer_host", known ? connection->second.peerHost : ""},
                   {"peer_port", known ? connection->second.peerPort : 0},
                   {"user", known ? connection->second.user : ""}};
    }
    return {{"arguments", json::object()}, {"ack_required", consumer.ackRequired}, {"active", true}, {"activity_status", "up"}, {"channel_details", details},
            {"consumer_tag", consumer.tag}, {"exclusive", false}, {"prefetch_count", consumer.prefetch}, {"queue", {{"name", consumer.queue.second}, {"vhost", consumer.queue.first}}}};
}

json RabbitService::policyRow(const BrokerPolicy &policy)
{
    return {{"vhost", policy.vhost}, {"name", policy.name}, {"pattern", policy.pattern}, {"apply-to", policy.applyTo}, {"definition", policy.definition}, {"priority", policy.priority}};
}

json RabbitService::permissionRow(const BrokerName &of, const BrokerPermission &permission)
{
    return {{"user", of.second}, {"vhost", of.first}, {"configure", permission.configure}, {"write", permission.write}, {"read", permission.read}};
}

json RabbitService::nodeRow(const RabbitCall &call) const
{
    const Broker &broker = *m_broker;
    const qint64 connections = qint64(broker.connections.size());
    const auto flat = [&](double value) { return steady(qint64(value), 0, call.range("node_stats"), broker.lastSample()); };
    // What nobody measures here: steady figures of the right size.
    const qint64 uptime = qMax<qint64>(1, broker.now() - broker.startedAt);
    const qint64 messages = broker.stats.value(Count::Messages);
    json row{{"partitions", json::array()},
             {"os_pid", "1"},
             {"fd_total", 1048576},
             {"sockets_total", 943626},
             {"mem_limit", 1610612736},
             {"mem_alarm", broker.memoryAlarm},
             {"disk_free_limit", 50000000},
             {"disk_free_alarm", broker.diskAlarm},
             {"proc_total", 1048576},
             {"rates_mode", "basic"},
             {"uptime", uptime},
             {"run_queue", 1},
             {"processors", 2},
             {"exchange_types", exchangeTypes({"topic", "headers", "direct", "fanout"})},
             {"auth_mechanisms", json::array({{{"name", "PLAIN"}, {"description", "SASL PLAIN authentication mechanism"}, {"enabled", true}},
                                              {{"name", "AMQPLAIN"}, {"description", "QPid AMQPLAIN mechanism"}, {"enabled", true}}})},
             {"applications", json::array({{{"name", "rabbit"}, {"description", "RabbitMQ"}, {"version", broker.version}},
                                           {{"name", "rabbitmq_management"}, {"description", "RabbitMQ Management Console"}, {"version", broker.version}},
                                           {{"name", "rabbitmq_prometheus"}, {"description", "Prometheus metrics for RabbitMQ"}, {"version", broker.version}}})},
             {"contexts", webContexts(broker)},
             {"log_files", {"<stdout>"}},
             {"db_dir", "/var/lib/rabbitmq/mnesia/" + broker.node},
             {"config_files", {"/etc/rabbitmq/rabbitmq.conf"}},
             {"net_ticktime", 60},
             {"enabled_plugins", {"rabbitmq_management", "rabbitmq_prometheus"}},
             {"mem_calculation_strategy", "rss"},
             {"ra_open_file_metrics", {{"ra_log_wal", 1}, {"ra_log_segment_writer", 0}}},
             {"name", broker.node},
             {"type", "disc"},
             {"running", true},
             {"cluster_links", json::array()},
             {"metrics_gc_queue_length", {{"connection_closed", 0}, {"channel_closed", 0}, {"consumer_deleted", 0}, {"exchange_deleted", 0}, {"queue_deleted", 0}, {"vhost_deleted", 0}, {"node_node_deleted", 0}, {"channel_consumer_deleted", 0}}}};
    const std::initializer_list<std::pair<const char *, double>> measured{
        {"mem_used", 144347136.0 + double(messages) * 2048 + double(broker.queues.size()) * 14000}, {"fd_used", 50.0 + double(connections)}, {"sockets_used", double(connections)},
        {"proc_used", 480.0 + double(connections) * 8 + double(broker.queues.size())}, {"disk_free", 12636102656.0 - double(messages) * 600},
        {"gc_num", double(uptime) * 0.8}, {"gc_bytes_reclaimed", double(uptime) * 25000}, {"context_switches", double(uptime) * 12},
        {"io_read_count", 1}, {"io_read_bytes", 1}, {"io_write_count", double(broker.stats.value(Count::DiskWrites))}, {"io_write_bytes", double(broker.stats.value(Count::DiskWrites)) * 478},
        {"io_sync_count", double(broker.stats.value(Count::DiskWrites))}, {"io_seek_count", 9}, {"io_reopen_count", 0}, {"mnesia_ram_tx_count", 101}, {"mnesia_disk_tx_count", 114},
        {"msg_store_read_count", 0}, {"msg_store_write_count", 1}, {"queue_index_write_count", double(broker.stats.value(Count::DiskWrites))}, {"queue_index_read_count", 0}};
    for (const auto &[name, value] : measured) {
        row[name] = qint64(value);
        row[std::string(name) + "_details"] = flat(value);
    }
    for (const auto &[name, value] : {std::pair("io_read_avg_time", 0.054), std::pair("io_write_avg_time", 0.199), std::pair("io_sync_avg_time", 0.075), std::pair("io_seek_avg_time", 0.09)}) {
        row[name] = value;
        row[std::string(name) + "_details"] = flat(value);
    }
    for (const auto &[name, count] : kChurn)
        broker.stats.write(&row, name, count, call.range("node_stats"), broker.lastSample());
    return row;
}

json RabbitService::overviewRow(const RabbitCall &call) const
{
    const Broker &broker = *m_broker;
    const qint64 last = broker.lastSample();
    json row{{"management_version", broker.version},
             {"rates_mode", "basic"},
             {"sample_retention_policies", {{"global", {600, 3600, 28800, 86400}}, {"basic", {600, 3600}}, {"detailed", {600}}}},
             {"exchange_types", exchangeTypes({"direct", "fanout", "headers", "topic"})},
             {"product_version", broker.version},
             {"product_name", "RabbitMQ"},
             {"rabbitmq_version", broker.version},
             {"cluster_name", broker.clusterName},
             {"erlang_version", "25.2.3"},
             {"erlang_full_version", "Erlang/OTP 25 [erts-13.1.5] [source] [64-bit] [smp:2:2] [ds:2:2:10] [async-threads:1] [jit:ns]"},
             {"release_series_support_status", "supported"},
             {"disable_stats", false},
             {"enable_queue_totals", false},
             {"statistics_db_event_queue", 0},
             {"node", broker.node}};
    // What only some may see is of the virtual hosts that they may see.
    const bool all = call.user->is("administrator") || call.user->is("monitoring");
    std::size_t queues = 0;
    std::size_t exchanges = 0;
    for (const auto &[name, queue] : broker.queues)
        queues += all || broker.maySee(*call.user, name.first) ? 1 : 0;
    for (const auto &[name, exchange] : broker.exchanges)
        exchanges += all || broker.maySee(*call.user, name.first) ? 1 : 0;
    row["object_totals"] = {{"channels", broker.channels.size()}, {"connections", broker.connections.size()}, {"consumers", broker.consumers.size()}, {"exchanges", exchanges}, {"queues", queues}};
    json totals = json::object();
    for (const auto &[name, count] : kLengths)
        broker.stats.write(&totals, name, count, call.range("lengths"), last);
    row["queue_totals"] = std::move(totals);
    writeCounts(&row, broker.stats, call, true, last);
    if (!row.contains("message_stats"))
        row["message_stats"] = json::object();
    json churn = json::object();
    for (const auto &[name, count] : kChurn)
        broker.stats.write(&churn, name, count, call.range("msg_rates"), last);
    row["churn_rates"] = std::move(churn);
    if (all) {
        json contexts = webContexts(broker);
        for (json &context : contexts)
            context.update({{"ssl_opts", json::array()}, {"node", broker.node}});
        const auto web = [&broker](const char *protocol, int port) {
            json options{{"cowboy_opts", {{"sendfile", false}}}, {"ip", broker.address}, {"port", port}};
            if (port == 15692)
                options["protocol"] = protocol;
            return json{{"node", broker.node}, {"protocol", protocol}, {"ip_address", "::"}, {"port", port}, {"socket_opts", options}};
        };
        row["contexts"] = std::move(contexts);
        row["listeners"] = json::array({{{"node", broker.node}, {"protocol", "amqp"}, {"ip_address", broker.address}, {"port", 5672}, {"socket_opts", {{"backlog", 128}, {"nodelay", true}, {"linger", {true, 0}}, {"exit_on_close", false}}}},
                                        {{"node", broker.node}, {"protocol", "clustering"}, {"ip_address", broker.address}, {"port", 25672}, {"socket_opts", json::array()}},
                                        web("http", broker.managementPort), web("http/prometheus", 15692)});
    }
    return row;
}

} // namespace mk::demo
