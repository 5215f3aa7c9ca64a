// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulService.h"

#include <QUuid>

namespace mk::demo {

using nlohmann::json;

namespace {

json sessionJson(const ConsulSession &session)
{
    return {{"ID", session.id},
            {"Name", session.name},
            {"Node", session.node},
            {"LockDelay", session.lockDelay},
            {"Behavior", session.behavior},
            {"TTL", session.ttl},
            {"NodeChecks", session.nodeChecks},
            {"ServiceChecks", nullptr},
            {"CreateIndex", session.createIndex},
            {"ModifyIndex", session.createIndex}};
}

} // namespace

void ConsulService::statusLeader(ConsulCall &call)
{
    sendJson(call, m_state->nodeAddress + ":8300");
}

void ConsulService::statusPeers(ConsulCall &call)
{
    sendJson(call, json::array({m_state->nodeAddress + ":8300"}));
}

void ConsulService::sessionCreate(ConsulCall &call)
{
    json asked = json::object();
    if (!call.request.body.isEmpty() && !body(call, "Request decode failed: ", &asked))
        return;
    const auto text = [&asked](const char *name) { return asked.is_object() && asked.contains(name) && asked[name].is_string() ? asked[name].get<std::string>() : std::string(); };
    ConsulSession session;
    session.id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    session.name = text("Name");
    session.node = text("Node").empty() ? m_state->nodeName : text("Node");
    if (!text("Behavior").empty())
        session.behavior = text("Behavior");
    if (!text("LockDelay").empty()) {
        const auto delay = goDuration(QByteArray::fromStdString(text("LockDelay")));
        if (!delay) {
            sendText(call, 400, QByteArray::fromStdString("Request decode failed: time: invalid duration " + goQuoted(text("LockDelay"))));
            return;
        }
        session.lockDelay = *delay;
    }
    session.ttl = text("TTL");
    if (!session.ttl.empty()) {
        const auto ttl = goDuration(QByteArray::fromStdString(session.ttl));
        if (!ttl) {
            sendText(call, 500, QByteArray::fromStdString("Session TTL '" + session.ttl + "' invalid: time: invalid duration " + goQuoted(session.ttl)));
            return;
        }
        if (*ttl != 0 && (*ttl < 10'000'000'000 || *ttl > 86'400'000'000'000)) {
            sendText(call, 500, QByteArray::fromStdString("Invalid Session TTL '" + std::to_string(*ttl) + "', must be between [10s=24h0m0s]"));
            return;
        }
        session.ttlMs = *ttl / 1'000'000;
    }
    session.nodeChecks = json::array({"serfHealth"});
    for (const char *name : {"Checks", "NodeChecks"}) {
        if (asked.is_object() && asked.contains(name) && asked[name].is_array())
            session.nodeChecks = asked[name];
    }
    const ConsulNode *node = m_state->node(session.node);
    if (!node) {
        sendText(call, 500, "Missing node registration");
        return;
    }
    for (const json &check : session.nodeChecks) {
        const std::string id = check.is_string() ? check.get<std::string>() : std::string();
        if (!node->checks.contains(id)) {
            sendText(call, 500, QByteArray::fromStdString("Missing check '" + id + "' registration"));
            return;
        }
    }
    session.createIndex = m_state->nextIndex();
    session.renewed = m_state->now();
    m_state->sessionsIndex = session.createIndex;
    const std::string id = session.id;
    m_state->sessions.emplace(id, std::move(session));
    m_state->sessionsChanged();
    sendJson(call, {{"ID", id}});
}

void ConsulService::sessionDestroy(ConsulCall &call)
{
    m_state->destroySession(call.last());
    sendJson(call, true);
}

void ConsulService::sessionRenew(ConsulCall &call)
{
    const auto found = m_state->sessions.find(call.last());
    if (found == m_state->sessions.end()) {
        sendText(call, 404, QByteArray::fromStdString("Session id '" + call.last() + "' not found"));
        return;
    }
    found->second.renewed = m_state->now();
    sendJson(call, json::array({sessionJson(found->second)}));
}

void ConsulService::sessionInfo(ConsulCall &call)
{
    const std::string id = call.last();
    readJson(call, ConsulState::Sessions, [this] { return std::max<std::uint64_t>(1, m_state->sessionsIndex); }, [this, id] {
        const auto found = m_state->sessions.find(id);
        return found == m_state->sessions.end() ? json::array() : json::array({sessionJson(found->second)});
    }, false);
}

void ConsulService::sessionList(ConsulCall &call)
{
    const std::string node = call.path == "/v1/session/list" ? std::string() : call.last();
    readJson(call, ConsulState::Sessions, [this] { return std::max<std::uint64_t>(1, m_state->sessionsIndex); }, [this, node] {
        json rows = json::array();
        for (const auto &[id, session] : m_state->sessions) {
            if (node.empty() || session.node == node)
                rows.push_back(sessionJson(session));
        }
        return rows;
    }, false);
}

void ConsulService::eventFire(ConsulCall &call)
{
    const std::string name = call.last();
    if (name.empty()) {
        sendText(call, 400, "Missing name");
        return;
    }
    json event{{"ID", QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()},
               {"Name", name},
               {"Payload", call.request.body.isEmpty() ? json() : json(call.request.body.toBase64().toStdString())},
               {"NodeFilter", call.value("node").toStdString()},
               {"ServiceFilter", call.value("service").toStdString()},
               {"TagFilter", call.value("tag").toStdString()},
               {"Version", 1},
               {"LTime", 0}};
    sendJson(call, event);
    // The index that the list tells is made from the last event's id: it is no number that only rises.
    event["LTime"] = m_state->events.size() + 2;
    const quint64 index = QByteArray::fromStdString(event["ID"].get<std::string>()).replace('-', "").left(16).toULongLong(nullptr, 16) >> 1;
    constexpr std::size_t kKept = 256;
    m_state->events.push_back({event, index});
    if (m_state->events.size() > kKept)
        m_state->events.erase(m_state->events.begin());
    m_state->eventsChanged();
}

void ConsulService::eventList(ConsulCall &call)
{
    const std::string name = call.value("name").toStdString();
    json rows = json::array();
    std::uint64_t index = 1;
    for (const ConsulEvent &event : m_state->events) {
        if (!name.empty() && event.json["Name"] != name)
            continue;
        rows.push_back(event.json);
        index = event.index;
    }
    sendJson(call, rows, {{"X-Consul-Index", QByteArray::number(quint64(index))}});
}

void ConsulService::coordinateNodes(ConsulCall &call)
{
    const json own{{"Node", m_state->nodeName}, {"Segment", ""}, {"Coord", {{"Vec", std::vector<int>(8, 0)}, {"Error", 1.5}, {"Adjustment", 0}, {"Height", 1e-5}}}};
    if (call.path.startsWith("/v1/coordinate/node/") && call.last() != m_state->nodeName) {
        sendNothing(call, 404);
        return;
    }
    sendJson(call, json::array({own}), meta(std::max<std::uint64_t>(1, m_state->nodesIndex())));
}

void ConsulService::coordinateDatacenters(ConsulCall &call)
{
    const json own{{"Node", m_state->nodeName}, {"Segment", ""}, {"Coord", {{"Vec", std::vector<int>(8, 0)}, {"Error", 1.5}, {"Adjustment", 0}, {"Height", 1e-5}}}};
    sendJson(call, json::array({{{"Datacenter", m_state->datacenter}, {"AreaID", "wan"}, {"Coordinates", json::array({own})}}}));
}

void ConsulService::raftConfiguration(ConsulCall &call)
{
    sendJson(call, {{"Servers", json::array({{{"ID", m_state->nodeId}, {"Node", m_state->nodeName}, {"Address", m_state->nodeAddress + ":8300"}, {"Leader", true}, {"ProtocolVersion", "3"}, {"Voter", true}}})},
                    {"Index", 0}});
}

void ConsulService::autopilotConfiguration(ConsulCall &call)
{
    if (call.is("PUT")) {
        notSimulated(call);
        return;
    }
    sendJson(call, {{"CleanupDeadServers", true}, {"LastContactThreshold", "200ms"}, {"MaxTrailingLogs", 250}, {"MinQuorum", 0}, {"ServerStabilizationTime", "10s"},
                    {"RedundancyZoneTag", ""}, {"DisableUpgradeMigration", false}, {"UpgradeVersionTag", ""}, {"CreateIndex", 4}, {"ModifyIndex", 4}});
}

void ConsulService::autopilotHealth(ConsulCall &call)
{
    const std::string since = QDateTime::fromMSecsSinceEpoch(m_state->now() - m_clock.elapsed(), Qt::UTC).toString(Qt::ISODate).toStdString();
    sendJson(call, {{"Healthy", true},
                    {"FailureTolerance", 0},
                    {"Servers", json::array({{{"ID", m_state->nodeId}, {"Name", m_state->nodeName}, {"Address", m_state->nodeAddress + ":8300"}, {"SerfStatus", "alive"},
                                              {"Version", m_state->version}, {"Leader", true}, {"LastContact", "0s"}, {"LastTerm", 2}, {"LastIndex", m_state->index()},
                                              {"Healthy", true}, {"Voter", true}, {"StableSince", since}}})}});
}

void ConsulService::keyring(ConsulCall &call)
{
    const QByteArray node = QByteArray::fromStdString(m_state->nodeName);
    const QByteArray dc = QByteArray::fromStdString(m_state->datacenter);
    sendText(call, 500, "4 errors occurred:\n\t* WAN error: 1/1 nodes reported failure\n\t* " + node + '.' + dc
                            + ": Keyring is empty (encryption not enabled)\n\t* " + dc + " (LAN) error: 1/1 nodes reported failure\n\t* " + node
                            + ": Keyring is empty (encryption not enabled)\n\n");
}

} // namespace mk::demo
