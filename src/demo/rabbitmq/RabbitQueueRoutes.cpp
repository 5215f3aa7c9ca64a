// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/rabbitmq/RabbitService.h"

#include <QStringDecoder>

#include <algorithm>

namespace mk::demo {

using nlohmann::json;

namespace {

std::string erlangText(const json &value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// What a message that is shown begins with: its own text where it is UTF-8, else Base64.
json payloadJson(const BrokerMessage &message, const std::string &encoding, qint64 truncate)
{
    QByteArray bytes = QByteArray::fromStdString(message.payload);
    if (truncate >= 0 && bytes.size() > truncate)
        bytes.truncate(qsizetype(truncate));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString decoded = decoder(bytes);
    const bool text = encoding == "auto" && !decoder.hasError();
    return {{"payload", text ? bytes.toStdString() : bytes.toBase64().toStdString()}, {"payload_encoding", text ? "string" : "base64"}};
}

} // namespace

void RabbitService::queues(RabbitCall &call)
{
    const std::string only = call.parts.size() > 1 ? call.part(1) : std::string();
    const bool all = call.user->is("administrator") || call.user->is("monitoring");
    std::vector<const BrokerQueue *> shown;
    for (const auto &[name, queue] : m_broker->queues) {
        if ((only.empty() || name.first == only) && (all || m_broker->maySee(*call.user, name.first)))
            shown.push_back(&queue);
    }
    const bool totals = call.value("disable_stats") == "true" && call.value("enable_queue_totals") == "true";
    Rows rows;
    rows.names.reserve(shown.size());
    for (const BrokerQueue *queue : shown)
        rows.names.push_back(queue->name);
    rows.row = [this, &shown, &call, totals](std::size_t index) { return totals ? queueTotals(*shown[index]) : queueRow(*shown[index], call, false); };
    sendList(call, rows);
}

void RabbitService::queue(RabbitCall &call)
{
    const std::string &vhost = call.part(1);
    const std::string &name = call.part(2);
    BrokerQueue *found = m_broker->queue(vhost, name);
    if (call.is("PUT")) {
        const auto asked = body(call, {});
        if (!asked)
            return;
        if (name.rfind("amq.", 0) == 0 || !m_broker->mayConfigure(*call.user, vhost, name)) {
            refused(call);
            return;
        }
        BrokerQueue wanted;
        wanted.vhost = vhost;
        wanted.name = name;
        wanted.durable = !asked->contains("durable") || (*asked)["durable"] != json(false);
        wanted.autoDelete = asked->value("auto_delete", json(false)) == json(true);
        wanted.arguments = asked->value("arguments", json::object());
        if (!wanted.arguments.is_object())
            wanted.arguments = json::object();
        wanted.type = wanted.arguments.value("x-queue-type", json("classic")) == json("quorum") ? "quorum" : wanted.arguments.value("x-queue-type", json("classic")) == json("stream") ? "stream" : "classic";
        if (wanted.arguments.contains("x-queue-type") && wanted.arguments["x-queue-type"] != json(wanted.type)) {
            badRequest(call, "invalid arg 'x-queue-type' for " + inVhost("queue", name, vhost) + ": \"unsupported queue type '" + erlangText(wanted.arguments["x-queue-type"]) + "'\"");
            return;
        }
        for (const char *number : {"x-message-ttl", "x-expires", "x-max-length", "x-max-length-bytes", "x-max-priority"}) {
            if (!wanted.arguments.contains(number))
                continue;
            const json &value = wanted.arguments[number];
            const std::string why = !value.is_number_integer() ? "{unacceptable_type,binary}" : value.get<qint64>() < 0 ? "{value_negative," + value.dump() + "}" : "";
            if (!why.empty()) {
                badRequest(call, std::string("invalid arg '") + number + "' for " + inVhost("queue", name, vhost) + ": " + why);
                return;
            }
        }
        if (found) {
            const auto differs = [&](const char *argument, const json &received, const json &current) {
                if (received == current)
                    return false;
                badRequest(call, std::string("inequivalent arg '") + argument + "' for " + inVhost("queue", name, vhost) + ": received '" + erlangText(received) + "' but current is '"
                                     + erlangText(current) + "'");
                return true;
            };
            if (differs("durable", wanted.durable, found->durable) || differs("auto_delete", wanted.autoDelete, found->autoDelete))
                return;
            for (const json *from : {&wanted.arguments, &found->arguments}) {
                for (const auto &[argument, value] : from->items()) {
                    if (differs(argument.c_str(), wanted.arguments.value(argument, json("none")), found->arguments.value(argument, json("none"))))
                        return;
                }
            }
            sendNothing(call, 204);
            return;
        }
        if (const auto limits = m_broker->vhostLimits.find(vhost); limits != m_broker->vhostLimits.end() && limits->second.contains("max-queues")) {
            const auto used = std::count_if(m_broker->queues.begin(), m_broker->queues.end(), [&vhost](const auto &entry) { return entry.first.first == vhost; });
            if (used >= limits->second["max-queues"].get<qint64>()) {
                badRequest(call, "cannot declare queue '" + name + "': queue limit in vhost '" + vhost + "' (" + limits->second["max-queues"].dump() + ") is reached");
                return;
            }
        }
        m_broker->declareQueue(std::move(wanted));
        sendNothing(call, 201);
        return;
    }
    if (!found) {
        notFound(call);
        return;
    }
    if (call.is("DELETE")) {
        if (!m_broker->mayConfigure(*call.user, vhost, name)) {
            refused(call);
            return;
        }
        if (call.value("if-empty") == "true" && !found->ready.empty()) {
            badRequest(call, inVhost("queue", name, vhost) + " not empty");
            return;
        }
        if (call.value("if-unused") == "true" && m_broker->consumersOf(*found) > 0) {
            badRequest(call, inVhost("queue", name, vhost) + " in use");
            return;
        }
        m_broker->deleteQueue({vhost, name});
        sendNothing(call, 204);
        return;
    }
    sendJson(call, queueRow(*found, call, true));
}

void RabbitService::queueBindings(RabbitCall &call)
{
    const std::string &vhost = call.part(1);
    const std::string &name = call.part(2);
    if (!m_broker->queue(vhost, name)) {
        notFound(call);
        return;
    }
    std::vector<json> rows;
    BrokerBinding own;
    own.vhost = vhost;
    own.destination = own.routingKey = name;
    rows.push_back(bindingRow(own));
    for (const BrokerBinding &binding : m_broker->bindings) {
        if (binding.vhost == vhost && binding.toQueue && binding.destination == name)
            rows.push_back(bindingRow(binding));
    }
    sendList(call, rows);
}

void RabbitService::queueContents(RabbitCall &call)
{
    BrokerQueue *found = m_broker->queue(call.part(1), call.part(2));
    if (!found) {
        notFound(call);
        return;
    }
    if (!m_broker->mayRead(*call.user, call.part(1), call.part(2))) {
        refused(call);
        return;
    }
    if (found->type == "stream") {
        badRequest(call, "queue.purge not supported by stream queues " + inVhost("queue", found->name, found->vhost));
        return;
    }
    m_broker->purge(found);
    sendNothing(call, 204);
}

void RabbitService::queueGet(RabbitCall &call)
{
    const auto asked = body(call, {"ackmode", "count", "encoding"});
    if (!asked)
        return;
    BrokerQueue *found = m_broker->queue(call.part(1), call.part(2));
    if (!found) {
        sendError(call, 404, "not_found", "NOT_FOUND - no " + inVhost("queue", call.part(2), call.part(1)));
        return;
    }
    if (!m_broker->mayRead(*call.user, call.part(1), call.part(2))) {
        badRequest(call, "403 ACCESS_REFUSED - access to " + inVhost("queue", found->name, found->vhost) + " refused for user '" + call.user->name + "'");
        return;
    }
    if (found->type == "stream") {
        badRequest(call, "540 basic.get not supported by stream queues " + inVhost("queue", found->name, found->vhost));
        return;
    }
    const auto text = [&asked](const char *name) { return (*asked)[name].is_string() ? (*asked)[name].get<std::string>() : std::string(); };
    const std::string mode = text("ackmode");
    if (mode != "ack_requeue_true" && mode != "ack_requeue_false" && mode != "reject_requeue_true" && mode != "reject_requeue_false") {
        call.respond({500, {}, {}}); // the plugin does not expect it either
        return;
    }
    const qint64 count = (*asked)["count"].is_number_integer() ? (*asked)["count"].get<qint64>() : (*asked)["count"].is_string() ? QByteArray::fromStdString(text("count")).toLongLong() : 0;
    const qint64 truncate = asked->contains("truncate") && (*asked)["truncate"].is_number_integer() ? qMax<qint64>(0, (*asked)["truncate"].get<qint64>()) : -1;
    json rows = json::array();
    std::vector<BrokerMessage> held;
    for (qint64 i = 0; i < count; ++i) {
        std::optional<BrokerMessage> message = m_broker->get(found, mode == "ack_requeue_false");
        if (!message)
            break;
        json properties = message->properties;
        if (found->type == "quorum")
            properties["headers"]["x-delivery-count"] = message->deliveries;
        json row{{"payload_bytes", message->payload.size()},
                 {"redelivered", message->redelivered},
                 {"exchange", message->exchange},
                 {"routing_key", message->routingKey},
                 {"message_count", found->ready.size()},
                 {"properties", properties.empty() ? json::array() : properties}};
        row.update(payloadJson(*message, text("encoding"), truncate));
        rows.push_back(std::move(row));
        held.push_back(std::move(*message));
    }
    if (mode == "ack_requeue_true" || mode == "reject_requeue_true") {
        m_broker->putBack(found, std::move(held));
    } else if (mode == "reject_requeue_false") {
        for (BrokerMessage &message : held)
            m_broker->drop(found, std::move(message));
    }
    sendJson(call, rows);
}

void RabbitService::queueActions(RabbitCall &call)
{
    const auto asked = body(call, {"action"});
    if (!asked)
        return;
    if (!m_broker->queue(call.part(1), call.part(2))) {
        notFound(call);
        return;
    }
    const json action = (*asked)["action"];
    if (action != json("sync") && action != json("cancel_sync")) {
        badRequest(call, json::array({"unknown", action}));
        return;
    }
    sendNothing(call, 204);
}

void RabbitService::publish(RabbitCall &call)
{
    const std::string &vhost = call.part(1);
    const std::string exchangeName = call.part(2) == "amq.default" ? std::string() : call.part(2);
    const auto asked = body(call, {"properties", "routing_key", "payload", "payload_encoding"});
    if (!asked)
        return;
    const auto exchange = m_broker->exchanges.find({vhost, exchangeName});
    if (exchange == m_broker->exchanges.end()) {
        badRequest(call, "404 NOT_FOUND - no " + inVhost("exchange", exchangeName, vhost));
        return;
    }
    if (!m_broker->mayWrite(*call.user, vhost, call.part(2))) {
        badRequest(call, "403 ACCESS_REFUSED - access to " + inVhost("exchange", exchangeName, vhost) + " refused for user '" + call.user->name + "'");
        return;
    }
    if (exchange->second.internal) {
        badRequest(call, "403 ACCESS_REFUSED - cannot publish to internal " + inVhost("exchange", exchangeName, vhost));
        return;
    }
    BrokerMessage message;
    const json encoding = (*asked)["payload_encoding"];
    const json payload = (*asked)["payload"];
    if (encoding == json("base64")) {
        const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(erlangText(payload)), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded) {
            badRequest(call, json::array({"not_base64", payload}));
            return;
        }
        message.payload = decoded.decoded.toStdString();
    } else if (encoding == json("string")) {
        if (!payload.is_string()) {
            badRequest(call, json::array({"not_string", payload}));
            return;
        }
        message.payload = payload.get<std::string>();
    } else {
        badRequest(call, json::array({"unsupported_encoding", encoding}));
        return;
    }
    // Properties that AMQP does not know are left out.
    message.properties = json::object();
    const json given = (*asked)["properties"].is_object() ? (*asked)["properties"] : json::object();
    for (const char *name : {"delivery_mode", "priority", "timestamp"}) {
        if (!given.contains(name))
            continue;
        if (!given[name].is_number_integer()) {
            badRequest(call, json::array({"not_int", name}));
            return;
        }
        message.properties[name] = given[name];
    }
    for (const char *name : {"content_type", "content_encoding", "correlation_id", "reply_to", "expiration", "message_id", "type", "user_id", "app_id", "cluster_id"}) {
        if (given.contains(name))
            message.properties[name] = erlangText(given[name]);
    }
    if (given.contains("headers") && given["headers"].is_object()) {
        for (const json &value : given["headers"]) {
            if (value.is_null()) {
                badRequest(call, "null_not_allowed");
                return;
            }
        }
        message.properties["headers"] = given["headers"];
    }
    message.routingKey = erlangText((*asked)["routing_key"]);
    const Broker::Published done = m_broker->publish(vhost, exchangeName, std::move(message));
    if (done == Broker::Published::Rejected)
        badRequest(call, "rejected Unable to publish message. Check queue limits.");
    else
        sendJson(call, {{"routed", done == Broker::Published::Routed}});
}

std::vector<BrokerBinding> RabbitService::allBindings(const std::string &vhost) const
{
    std::vector<BrokerBinding> found;
    for (const auto &[name, queue] : m_broker->queues) {
        if (!vhost.empty() && name.first != vhost)
            continue;
        BrokerBinding own;
        own.vhost = name.first;
        own.destination = own.routingKey = name.second;
        found.push_back(std::move(own));
    }
    for (const BrokerBinding &binding : m_broker->bindings) {
        if (vhost.empty() || binding.vhost == vhost)
            found.push_back(binding);
    }
    std::stable_sort(found.begin(), found.end(), [](const BrokerBinding &a, const BrokerBinding &b) { return std::tie(a.vhost, a.source) < std::tie(b.vhost, b.source); });
    return found;
}

} // namespace mk::demo
