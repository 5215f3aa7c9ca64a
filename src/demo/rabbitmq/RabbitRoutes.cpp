// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/rabbitmq/RabbitService.h"

#include <algorithm>

namespace mk::demo {

using nlohmann::json;

namespace {

// Tags come as "a,b" or as a list.
json tagList(const json &given)
{
    if (given.is_array())
        return given;
    json tags = json::array();
    if (given.is_string()) {
        for (const QByteArray &tag : QByteArray::fromStdString(given.get<std::string>()).split(',')) {
            if (!tag.trimmed().isEmpty())
                tags.push_back(tag.trimmed().toStdString());
        }
    }
    return tags;
}

} // namespace

void RabbitService::overview(RabbitCall &call) { sendJson(call, overviewRow(call)); }

void RabbitService::whoami(RabbitCall &call) { sendJson(call, {{"name", call.user->name}, {"tags", call.user->tags}}); }

void RabbitService::authKind(RabbitCall &call) { sendJson(call, {{"enable_uaa", false}, {"uaa_client_id", ""}, {"uaa_location", ""}}); }

void RabbitService::extensions(RabbitCall &call) { sendJson(call, json::array({{{"javascript", "dispatcher.js"}}})); }

void RabbitService::clusterName(RabbitCall &call)
{
    if (!call.is("PUT")) {
        sendJson(call, {{"name", m_broker->clusterName}});
        return;
    }
    const auto asked = body(call, {"name"});
    if (!asked)
        return;
    if ((*asked)["name"].is_string())
        m_broker->clusterName = (*asked)["name"].get<std::string>();
    sendNothing(call, 204);
}

void RabbitService::nodes(RabbitCall &call)
{
    if (call.parts.size() == 1) {
        sendList(call, std::vector<json>{nodeRow(call)});
        return;
    }
    if (call.part(1) != m_broker->node) {
        call.respond({500, {}, {}});
        return;
    }
    const qint64 messages = m_broker->stats.value(Count::Messages);
    const json memory{{"connection_readers", 61616},
                      {"connection_writers", 23680},
                      {"connection_channels", 82168},
                      {"connection_other", 487536},
                      {"queue_procs", 854928 + messages * 900},
                      {"queue_slave_procs", 0},
                      {"quorum_queue_procs", 0},
                      {"quorum_queue_dlx_procs", 0},
                      {"stream_queue_procs", 0},
                      {"stream_queue_replica_reader_procs", 0},
                      {"stream_queue_coordinator_procs", 0},
                      {"plugins", 1955652},
                      {"other_proc", 19515352},
                      {"metrics", 652544},
                      {"mgmt_db", 783416},
                      {"mnesia", 213064},
                      {"quorum_ets", 47000},
                      {"other_ets", 3311272},
                      {"binary", 1201416 + messages * 600},
                      {"msg_index", 33000},
                      {"code", 36013000},
                      {"atom", 1439000},
                      {"other_system", 30500000},
                      {"allocated_unused", 18400000},
                      {"reserved_unallocated", 0},
                      {"strategy", "rss"},
                      {"total", {{"erlang", 97000000 + messages * 1500}, {"rss", 144347136 + messages * 2048}, {"allocated", 115400000 + messages * 1500}}}};
    if (call.parts.size() == 3) {
        sendJson(call, {{"memory", memory}});
        return;
    }
    json row = nodeRow(call);
    if (call.value("memory") == "true")
        row["memory"] = memory;
    sendJson(call, row);
}

void RabbitService::vhostList(RabbitCall &call)
{
    const bool all = call.user->is("administrator") || call.user->is("monitoring");
    std::vector<json> rows;
    for (const auto &[name, about] : m_broker->vhosts) {
        if (all || m_broker->maySee(*call.user, name))
            rows.push_back(vhostRow(name, call));
    }
    sendList(call, rows);
}

void RabbitService::vhost(RabbitCall &call)
{
    const std::string &name = call.part(1);
    const bool exists = m_broker->vhosts.contains(name);
    if (call.is("PUT")) {
        const auto asked = body(call, {});
        if (!asked)
            return;
        json about = exists ? m_broker->vhosts[name] : json{{"description", ""}, {"tags", json::array()}};
        if (asked->contains("description") && (*asked)["description"].is_string())
            about["description"] = (*asked)["description"];
        if (asked->contains("tags"))
            about["tags"] = tagList((*asked)["tags"]);
        m_broker->addVhost(name, about, call.user->name);
        sendNothing(call, exists ? 204 : 201);
    } else if (!exists) {
        notFound(call);
    } else if (call.is("DELETE")) {
        m_broker->removeVhost(name);
        sendNothing(call, 204);
    } else {
        sendJson(call, vhostRow(name, call));
    }
}

void RabbitService::vhostPermissions(RabbitCall &call)
{
    if (!m_broker->vhosts.contains(call.part(1))) {
        notFound(call);
        return;
    }
    std::vector<json> rows;
    for (const auto &[of, permission] : m_broker->permissions) {
        if (of.first == call.part(1))
            rows.push_back(permissionRow(of, permission));
    }
    sendList(call, rows);
}

void RabbitService::vhostLimits(RabbitCall &call)
{
    if (call.parts.size() < 3) {
        std::vector<json> rows;
        for (const auto &[name, limits] : m_broker->vhostLimits) {
            if ((call.parts.size() == 1 || name == call.part(1)) && !limits.empty())
                rows.push_back({{"vhost", name}, {"value", limits}});
        }
        sendList(call, rows);
        return;
    }
    if (!m_broker->vhosts.contains(call.part(1))) {
        sendError(call, 404, "not_found", "vhost_not_found");
        return;
    }
    const std::string &name = call.part(2);
    if (call.is("DELETE")) {
        m_broker->vhostLimits[call.part(1)].erase(name);
        sendNothing(call, 204);
        return;
    }
    if (call.request.header("Content-Type").isEmpty()) {
        sendNothing(call, 415);
        return;
    }
    const auto asked = body(call, {"value"});
    if (!asked)
        return;
    const json &value = (*asked)["value"];
    if (name != "max-queues" && name != "max-connections") {
        badRequest(call, "Validation failed\n\nUnrecognised terms [{<<\"" + name + "\">>," + value.dump() + "}] in limits\n");
        return;
    }
    if (!value.is_number_integer()) {
        badRequest(call, "Validation failed\n\n" + name + " should be a number, actually was <<" + value.dump() + ">>\n");
        return;
    }
    json &limits = m_broker->vhostLimits[call.part(1)];
    if (!limits.is_object())
        limits = json::object();
    limits[name] = value;
    sendNothing(call, 204);
}

void RabbitService::exchanges(RabbitCall &call)
{
    const std::string only = call.parts.size() > 1 ? call.part(1) : std::string();
    const bool all = call.user->is("administrator") || call.user->is("monitoring");
    std::vector<json> rows;
    for (const auto &[name, exchange] : m_broker->exchanges) {
        if ((only.empty() || name.first == only) && (all || m_broker->maySee(*call.user, name.first)))
            rows.push_back(exchangeRow(exchange, call, false));
    }
    sendList(call, rows);
}

void RabbitService::exchange(RabbitCall &call)
{
    const std::string &vhost = call.part(1);
    const std::string name = call.part(2) == "amq.default" ? std::string() : call.part(2);
    const auto found = m_broker->exchanges.find({vhost, name});
    if (call.is("PUT")) {
        const auto asked = body(call, {"type"});
        if (!asked)
            return;
        BrokerExchange wanted;
        wanted.vhost = vhost;
        wanted.name = name;
        wanted.type = (*asked)["type"].is_string() ? (*asked)["type"].get<std::string>() : std::string();
        wanted.durable = !asked->contains("durable") || (*asked)["durable"] != json(false);
        wanted.autoDelete = asked->value("auto_delete", json(false)) == json(true);
        wanted.internal = asked->value("internal", json(false)) == json(true);
        wanted.arguments = asked->value("arguments", json::object());
        if (!wanted.arguments.is_object())
            wanted.arguments = json::object();
        wanted.user = call.user->name;
        if (name.rfind("amq.", 0) == 0 || name.empty() || !m_broker->mayConfigure(*call.user, vhost, name)) {
            refused(call);
            return;
        }
        if (wanted.type != "direct" && wanted.type != "fanout" && wanted.type != "topic" && wanted.type != "headers") {
            badRequest(call, "unknown exchange type '" + wanted.type + "'");
            return;
        }
        if (found != m_broker->exchanges.end()) {
            const BrokerExchange &now = found->second;
            const auto differs = [&](const char *argument, const std::string &received, const std::string &current) {
                if (received == current)
                    return false;
                badRequest(call, std::string("inequivalent arg '") + argument + "' for " + inVhost("exchange", name, vhost) + ": received '" + received + "' but current is '" + current + "'");
                return true;
            };
            const auto word = [](bool value) { return std::string(value ? "true" : "false"); };
            if (differs("type", wanted.type, now.type) || differs("durable", word(wanted.durable), word(now.durable)) || differs("auto_delete", word(wanted.autoDelete), word(now.autoDelete))
                || differs("internal", word(wanted.internal), word(now.internal)))
                return;
            sendNothing(call, 204);
            return;
        }
        m_broker->exchanges[{vhost, name}] = wanted;
        sendNothing(call, 201);
        return;
    }
    if (found == m_broker->exchanges.end()) {
        notFound(call);
        return;
    }
    if (call.is("DELETE")) {
        if (name.rfind("amq.", 0) == 0 || name.empty() || !m_broker->mayConfigure(*call.user, vhost, name)) {
            refused(call);
            return;
        }
        const bool used = std::any_of(m_broker->bindings.begin(), m_broker->bindings.end(), [&](const BrokerBinding &binding) { return binding.vhost == vhost && binding.source == name; });
        if (call.value("if-unused") == "true" && used) {
            badRequest(call, inVhost("exchange", name, vhost) + " in use");
            return;
        }
        std::erase_if(m_broker->bindings, [&](const BrokerBinding &binding) {
            return binding.vhost == vhost && (binding.source == name || (!binding.toQueue && binding.destination == name));
        });
        m_broker->exchanges.erase(found);
        sendNothing(call, 204);
        return;
    }
    sendJson(call, exchangeRow(found->second, call, true));
}

void RabbitService::exchangeBindings(RabbitCall &call)
{
    const std::string name = call.part(2) == "amq.default" ? std::string() : call.part(2);
    if (!m_broker->exchanges.contains({call.part(1), name})) {
        notFound(call);
        return;
    }
    const bool source = call.parts.back() == "source";
    std::vector<json> rows;
    for (const BrokerBinding &binding : allBindings(call.part(1))) {
        if (source ? binding.source == name : !binding.toQueue && binding.destination == name)
            rows.push_back(bindingRow(binding));
    }
    sendList(call, rows);
}

void RabbitService::bindings(RabbitCall &call)
{
    std::vector<json> rows;
    for (const BrokerBinding &binding : allBindings(call.parts.size() > 1 ? call.part(1) : std::string())) {
        if (m_broker->maySee(*call.user, binding.vhost) || call.user->is("administrator") || call.user->is("monitoring"))
            rows.push_back(bindingRow(binding));
    }
    sendList(call, rows);
}

void RabbitService::bindingsBetween(RabbitCall &call)
{
    BrokerBinding wanted;
    wanted.vhost = call.part(1);
    wanted.source = call.part(3) == "amq.default" ? std::string() : call.part(3);
    wanted.toQueue = call.part(4) == "q";
    wanted.destination = call.part(5);
    if (!m_broker->exchanges.contains({wanted.vhost, wanted.source})) {
        if (call.is("POST"))
            sendError(call, 404, "not_found", "no " + inVhost("exchange", wanted.source, wanted.vhost));
        else
            notFound(call);
        return;
    }
    const bool there = wanted.toQueue ? m_broker->queue(wanted.vhost, wanted.destination) != nullptr : m_broker->exchanges.contains({wanted.vhost, wanted.destination});
    if (!there) {
        if (call.is("POST"))
            sendError(call, 404, "not_found", "no " + inVhost(wanted.toQueue ? "queue" : "exchange", wanted.destination, wanted.vhost));
        else
            notFound(call);
        return;
    }
    if (call.is("POST")) {
        const auto asked = body(call, {});
        if (!asked)
            return;
        if (!m_broker->mayWrite(*call.user, wanted.vhost, wanted.destination) || !m_broker->mayRead(*call.user, wanted.vhost, wanted.source)) {
            refused(call);
            return;
        }
        wanted.routingKey = asked->contains("routing_key") && (*asked)["routing_key"].is_string() ? (*asked)["routing_key"].get<std::string>() : std::string();
        wanted.arguments = asked->value("arguments", json::object());
        if (!wanted.arguments.is_object())
            wanted.arguments = json::object();
        const bool known = std::any_of(m_broker->bindings.begin(), m_broker->bindings.end(), [&wanted](const BrokerBinding &binding) {
            return std::tie(binding.vhost, binding.source, binding.destination, binding.routingKey) == std::tie(wanted.vhost, wanted.source, wanted.destination, wanted.routingKey)
                   && binding.toQueue == wanted.toQueue && binding.arguments == wanted.arguments;
        });
        if (!known)
            m_broker->bindings.push_back(wanted);
        const auto escaped = [](const std::string &text) { return QByteArray::fromStdString(text).toPercentEncoding("~"); };
        sendNothing(call, 201, {{"location", escaped(wanted.destination) + '/' + escaped(wanted.propertiesKey())}});
        return;
    }
    std::vector<json> rows;
    for (const BrokerBinding &binding : allBindings(wanted.vhost)) {
        if (binding.source == wanted.source && binding.toQueue == wanted.toQueue && binding.destination == wanted.destination)
            rows.push_back(bindingRow(binding));
    }
    sendList(call, rows);
}

void RabbitService::binding(RabbitCall &call)
{
    auto &all = m_broker->bindings;
    const std::string source = call.part(3) == "amq.default" ? std::string() : call.part(3);
    const auto found = std::find_if(all.begin(), all.end(), [&](const BrokerBinding &binding) {
        return binding.vhost == call.part(1) && binding.source == source && binding.toQueue == (call.part(4) == "q") && binding.destination == call.part(5)
               && binding.propertiesKey() == call.part(6);
    });
    if (found == all.end()) {
        notFound(call);
    } else if (call.is("DELETE")) {
        all.erase(found);
        sendNothing(call, 204);
    } else {
        sendJson(call, bindingRow(*found));
    }
}

void RabbitService::consumers(RabbitCall &call)
{
    std::vector<json> rows;
    for (const BrokerConsumer &consumer : m_broker->consumers) {
        if (call.parts.size() == 1 || consumer.queue.first == call.part(1))
            rows.push_back(consumerRow(consumer));
    }
    sendList(call, rows);
}

void RabbitService::connections(RabbitCall &call)
{
    std::vector<json> rows;
    for (const auto &[name, connection] : m_broker->connections) {
        if (call.parts.size() == 1 || connection.vhost == call.part(1))
            rows.push_back(connectionRow(connection, call, false));
    }
    sendList(call, rows);
}

void RabbitService::connection(RabbitCall &call)
{
    const auto found = m_broker->connections.find(call.part(1));
    if (found == m_broker->connections.end()) {
        notFound(call);
    } else if (call.is("DELETE")) {
        m_broker->disconnect(call.part(1));
        sendNothing(call, 204);
    } else {
        sendJson(call, connectionRow(found->second, call, true));
    }
}

void RabbitService::channels(RabbitCall &call)
{
    std::vector<json> rows;
    const bool ofConnection = call.part(0) == "connections";
    if (ofConnection && !m_broker->connections.contains(call.part(1))) {
        notFound(call);
        return;
    }
    for (const auto &[name, channel] : m_broker->channels) {
        const auto connection = m_broker->connections.find(channel.connection);
        const bool shown = call.parts.size() == 1 || (ofConnection ? channel.connection == call.part(1) : connection != m_broker->connections.end() && connection->second.vhost == call.part(1));
        if (shown)
            rows.push_back(channelRow(channel, call, false));
    }
    sendList(call, rows);
}

void RabbitService::channel(RabbitCall &call)
{
    const auto found = m_broker->channels.find(call.part(1));
    if (found == m_broker->channels.end())
        notFound(call);
    else
        sendJson(call, channelRow(found->second, call, true));
}

void RabbitService::policies(RabbitCall &call)
{
    std::vector<json> rows;
    for (const BrokerPolicy &policy : call.part(0) == "policies" ? m_broker->policies : m_broker->operatorPolicies) {
        if (call.parts.size() == 1 || policy.vhost == call.part(1))
            rows.push_back(policyRow(policy));
    }
    sendList(call, rows);
}

void RabbitService::policy(RabbitCall &call)
{
    const bool strict = call.part(0) != "policies";
    auto &all = strict ? m_broker->operatorPolicies : m_broker->policies;
    const auto found = std::find_if(all.begin(), all.end(), [&call](const BrokerPolicy &policy) { return policy.vhost == call.part(1) && policy.name == call.part(2); });
    if (!call.is("PUT")) {
        if (found == all.end()) {
            notFound(call);
        } else if (call.is("DELETE")) {
            all.erase(found);
            sendNothing(call, 204);
        } else {
            sendJson(call, policyRow(*found));
        }
        return;
    }
    const auto asked = body(call, {"pattern", "definition"});
    if (!asked)
        return;
    const auto invalid = [&](const std::string &why) { badRequest(call, "Validation failed\n\n" + why + "\n"); };
    BrokerPolicy wanted;
    wanted.vhost = call.part(1);
    wanted.name = call.part(2);
    wanted.pattern = (*asked)["pattern"].is_string() ? (*asked)["pattern"].get<std::string>() : std::string();
    wanted.definition = (*asked)["definition"];
    wanted.priority = asked->contains("priority") && (*asked)["priority"].is_number_integer() ? (*asked)["priority"].get<int>() : 0;
    wanted.applyTo = asked->contains("apply-to") && (*asked)["apply-to"].is_string() ? (*asked)["apply-to"].get<std::string>() : "all";
    wanted.expression = QRegularExpression(QString::fromStdString(wanted.pattern));
    if (!wanted.expression.isValid()) {
        invalid("pattern should be regular expression but is invalid: {\"missing )\"," + std::to_string(wanted.expression.patternErrorOffset()) + "}");
        return;
    }
    if (wanted.applyTo != "all" && wanted.applyTo != "queues" && wanted.applyTo != "exchanges") {
        invalid("apply-to '" + wanted.applyTo + "' unrecognised; should be 'queues', 'exchanges' or 'all'");
        return;
    }
    if (!wanted.definition.is_object() || wanted.definition.empty()) {
        invalid("no policy provided");
        return;
    }
    static const std::vector<std::string> kStrict{"expires", "message-ttl", "max-length", "max-length-bytes", "delivery-limit", "max-in-memory-length", "max-in-memory-bytes"};
    static const std::vector<std::string> kKnown{"expires", "message-ttl", "max-length", "max-length-bytes", "delivery-limit", "max-in-memory-length", "max-in-memory-bytes",
                                                 "dead-letter-exchange", "dead-letter-routing-key", "overflow", "queue-mode", "queue-version", "alternate-exchange", "max-age",
                                                 "ha-mode", "ha-params", "ha-sync-mode", "queue-master-locator", "consumer-timeout", "dead-letter-strategy", "queue-leader-locator"};
    for (const auto &[key, value] : wanted.definition.items()) {
        const auto &known = strict ? kStrict : kKnown;
        // Only one of the two places escapes what it prints.
        const std::string open = strict ? "<<" : "&lt;&lt;";
        const std::string close = strict ? ">>" : "&gt;&gt;";
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            invalid("[{" + open + "\"" + key + "\"" + close + "," + (value.is_string() ? open + value.dump() + close : value.dump()) + "}] are not recognised policy settings");
            return;
        }
        if ((key == "max-length" || key == "max-length-bytes") && !(value.is_number_integer() && value.get<qint64>() >= 0)) {
            invalid((value.is_string() ? open + value.dump() + close : value.dump()) + " is not a valid maximum length" + (key == "max-length" ? "" : " in bytes"));
            return;
        }
    }
    const bool known = found != all.end();
    if (known)
        *found = wanted;
    else
        all.push_back(wanted);
    sendNothing(call, known ? 204 : 201);
}

void RabbitService::userList(RabbitCall &call)
{
    std::vector<json> rows;
    for (const auto &[name, user] : m_broker->users)
        rows.push_back({{"name", name}, {"password_hash", ""}, {"hashing_algorithm", "rabbit_password_hashing_sha256"}, {"tags", user.tags}, {"limits", json::object()}});
    sendList(call, rows);
}

void RabbitService::user(RabbitCall &call)
{
    const std::string &name = call.part(1);
    const auto found = m_broker->users.find(name);
    if (call.is("PUT")) {
        const auto asked = body(call, {"tags"});
        if (!asked)
            return;
        BrokerUser wanted;
        wanted.name = name;
        wanted.hasPassword = asked->contains("password") && (*asked)["password"].is_string();
        if (wanted.hasPassword)
            wanted.password = (*asked)["password"].get<std::string>();
        for (const json &tag : tagList((*asked)["tags"])) {
            if (tag.is_string())
                wanted.tags.push_back(tag.get<std::string>());
        }
        const bool known = found != m_broker->users.end();
        m_broker->users[name] = wanted;
        sendNothing(call, known ? 204 : 201);
    } else if (found == m_broker->users.end()) {
        notFound(call);
    } else if (call.is("DELETE")) {
        std::erase_if(m_broker->permissions, [&name](const auto &entry) { return entry.first.second == name; });
        m_broker->users.erase(found);
        sendNothing(call, 204);
    } else {
        sendJson(call, {{"name", name}, {"password_hash", ""}, {"hashing_algorithm", "rabbit_password_hashing_sha256"}, {"tags", found->second.tags}, {"limits", json::object()}});
    }
}

void RabbitService::permissions(RabbitCall &call)
{
    const std::string only = call.part(0) == "users" ? call.part(1) : std::string();
    if (!only.empty() && !m_broker->users.contains(only)) {
        notFound(call);
        return;
    }
    std::vector<json> rows;
    for (const auto &[of, permission] : m_broker->permissions) {
        if (only.empty() || of.second == only)
            rows.push_back(permissionRow(of, permission));
    }
    sendList(call, rows);
}

void RabbitService::permission(RabbitCall &call)
{
    const BrokerName of{call.part(1), call.part(2)};
    const auto found = m_broker->permissions.find(of);
    if (call.is("PUT")) {
        const auto asked = body(call, {"configure", "write", "read"});
        if (!asked)
            return;
        if (!m_broker->vhosts.contains(of.first) || !m_broker->users.contains(of.second)) {
            badRequest(call, "vhost_or_user_not_found");
            return;
        }
        BrokerPermission wanted;
        for (const auto &[name, text] : {std::pair("configure", &wanted.configure), std::pair("write", &wanted.write), std::pair("read", &wanted.read)}) {
            *text = (*asked)[name].is_string() ? (*asked)[name].get<std::string>() : std::string();
            const QRegularExpression expression(QString::fromStdString(*text));
            if (expression.isValid())
                continue;
            // Both texts as lists of characters.
            const std::string why = "missing )";
            badRequest(call, json::array({"invalid_regexp", std::vector<int>(text->begin(), text->end()), json::array({std::vector<int>(why.begin(), why.end()), expression.patternErrorOffset()})}));
            return;
        }
        const bool known = found != m_broker->permissions.end();
        m_broker->permissions[of] = wanted;
        sendNothing(call, known ? 204 : 201);
    } else if (found == m_broker->permissions.end()) {
        notFound(call);
    } else if (call.is("DELETE")) {
        m_broker->permissions.erase(found);
        sendNothing(call, 204);
    } else {
        sendJson(call, permissionRow(of, found->second));
    }
}

} // namespace mk::demo
