// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/rabbitmq/RabbitService.h"

#include <algorithm>

namespace mk::demo {

using nlohmann::json;

void RabbitService::health(RabbitCall &call)
{
    const std::string kind = call.part(0) == "healthchecks" ? "node" : call.part(2);
    const std::string argument = call.parts.size() > 3 ? call.part(3) : std::string();
    const json ok{{"status", "ok"}};
    if (kind == "alarms" || kind == "local-alarms") {
        json alarms = json::array();
        if (m_broker->memoryAlarm)
            alarms.push_back({{"node", m_broker->node}, {"resource", "memory"}});
        if (m_broker->diskAlarm)
            alarms.push_back({{"node", m_broker->node}, {"resource", "disk"}});
        if (alarms.empty())
            sendJson(call, ok);
        else
            sendJson(call, {{"status", "failed"}, {"reason", kind == "alarms" ? "There are alarms in effect in the cluster" : "There are alarms in effect on the node"}, {"alarms", alarms}}, 503);
    } else if (kind == "port-listener") {
        const int port = QByteArray::fromStdString(argument).toInt();
        const json ports{15692, 25672, 5672, m_broker->managementPort};
        if (std::find(ports.begin(), ports.end(), json(port)) != ports.end())
            sendJson(call, {{"status", "ok"}, {"port", port}});
        else
            sendJson(call, {{"status", "failed"}, {"reason", "No active listener"}, {"missing", port}, {"ports", ports}}, 503);
    } else if (kind == "protocol-listener") {
        const std::string protocol = argument == "amqp091" || argument == "amqp" ? "amqp" : argument;
        const json protocols{"http", "http/prometheus", "clustering", "amqp"};
        if (std::find(protocols.begin(), protocols.end(), json(protocol)) != protocols.end())
            sendJson(call, {{"status", "ok"}, {"protocol", protocol}});
        else
            sendJson(call, {{"status", "failed"}, {"reason", "No active listener"}, {"missing", argument}, {"protocols", protocols}}, 503);
    } else if (kind == "certificate-expiration" && call.parts.size() == 5) {
        const std::string &unit = call.part(4);
        if (unit == "days" || unit == "weeks" || unit == "months" || unit == "years")
            sendJson(call, ok);
        else
            badRequest(call, "Time unit not recognised. Supported units: days, weeks, months, years.");
    } else if (kind == "node-is-mirror-sync-critical" || kind == "node-is-quorum-critical") {
        sendJson(call, {{"status", "ok"}, {"reason", "single node cluster"}});
    } else if (kind == "virtual-hosts" || kind == "node") {
        sendJson(call, ok);
    } else {
        notFound(call);
    }
}

void RabbitService::aliveness(RabbitCall &call)
{
    if (!m_broker->vhosts.contains(call.part(1)))
        notFound(call);
    else
        sendJson(call, {{"status", "ok"}});
}

void RabbitService::resetStatistics(RabbitCall &call) { sendNothing(call, 204); }

} // namespace mk::demo
