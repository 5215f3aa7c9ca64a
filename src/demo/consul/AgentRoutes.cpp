// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulService.h"

#include <QCryptographicHash>
#include <QFile>

namespace mk::demo {

using nlohmann::json;

namespace {

std::string textIn(const json &object, const char *name)
{
    return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : std::string();
}

json member(const ConsulState &state, bool wide)
{
    json tags{{"acls", "0"}, {"bootstrap", "1"}, {"build", state.version + ":"}, {"dc", state.datacenter}, {"ft_fs", "1"}, {"id", state.nodeId},
              {"port", "8300"}, {"raft_vsn", "3"}, {"role", "consul"}, {"segment", ""}, {"vsn", "2"}, {"vsn_max", "3"}, {"vsn_min", "2"}};
    if (!wide)
        tags["wan_join_port"] = "8302";
    return {{"Name", wide ? state.nodeName + "." + state.datacenter : state.nodeName}, {"Addr", state.nodeAddress}, {"Port", wide ? 8302 : 8301},
            {"Tags", tags}, {"Status", 1}, {"ProtocolMin", 1}, {"ProtocolMax", 5}, {"ProtocolCur", 2}, {"DelegateMin", 2}, {"DelegateMax", 5}, {"DelegateCur", 4}};
}

json agentServiceJson(const ConsulInstance &instance)
{
    json row = consulInstanceJson(instance);
    for (const char *extra : {"Proxy", "Connect", "CreateIndex", "ModifyIndex"})
        row.erase(extra);
    return row;
}

// A check of a registration: false with the reason.
bool readCheck(const json &given, ConsulCheck *check, QByteArray *why)
{
    for (const char *name : {"TTL", "Interval", "Timeout"}) {
        const std::string value = textIn(given, name);
        if (!value.empty() && !goDuration(QByteArray::fromStdString(value))) {
            *why = "Request decode failed: time: invalid duration " + QByteArray::fromStdString(goQuoted(value));
            return false;
        }
    }
    check->id = textIn(given, "CheckID").empty() ? textIn(given, "ID") : textIn(given, "CheckID");
    check->name = textIn(given, "Name");
    check->notes = textIn(given, "Notes");
    if (const std::string status = textIn(given, "Status"); !status.empty())
        check->status = status;
    check->type = !textIn(given, "TTL").empty() ? "ttl" : !textIn(given, "HTTP").empty() ? "http" : !textIn(given, "TCP").empty() ? "tcp" : "";
    if (check->type.empty()) {
        *why = "Invalid check: TTL must be > 0 for TTL checks";
        return false;
    }
    if (check->type != "ttl" && textIn(given, "Interval").empty()) {
        *why = "Invalid check: Interval must be > 0 for Script, HTTP, or TCP checks";
        return false;
    }
    return true;
}

} // namespace

void ConsulService::agentSelf(ConsulCall &call)
{
    static const json kConfig = [] {
        QFile file(QStringLiteral(":/demo/consul/agent.json"));
        return file.open(QIODevice::ReadOnly) ? json::parse(file.readAll().toStdString(), nullptr, false) : json::object();
    }();
    const ConsulState &state = *m_state;
    json debug = kConfig;
    debug.update({{"NodeName", state.nodeName},
                  {"NodeID", state.nodeId},
                  {"DevMode", state.devMode},
                  {"DNSRecursors", state.recursors},
                  {"HTTPPort", httpPort},
                  {"HTTPAddrs", json::array({"tcp://127.0.0.1:" + std::to_string(httpPort)})},
                  {"Datacenter", state.datacenter},
                  {"PrimaryDatacenter", state.datacenter},
                  {"Version", state.version},
                  {"AdvertiseAddrLAN", state.nodeAddress},
                  {"AdvertiseAddrWAN", state.nodeAddress},
                  {"BindAddr", state.nodeAddress},
                  {"TaggedAddresses", {{"lan", state.nodeAddress}, {"lan_ipv4", state.nodeAddress}, {"wan", state.nodeAddress}, {"wan_ipv4", state.nodeAddress}}}});
    const ConsulNode &node = *m_state->ownNode();
    const auto count = [](std::size_t number) { return std::to_string(number); };
    std::size_t ttls = 0;
    for (const auto &[id, check] : node.checks)
        ttls += check.type == "ttl" ? 1 : 0;
    const std::string index = std::to_string(state.index());
    const std::string leader = state.nodeAddress + ":8300";
    const json serf{{"coordinate_resets", "0"}, {"encrypted", "false"}, {"event_queue", "0"}, {"event_time", count(state.events.size() + 1)},
                    {"failed", "0"}, {"health_score", "0"}, {"intent_queue", "0"}, {"left", "0"}, {"member_time", "1"}, {"members", "1"},
                    {"query_queue", "0"}, {"query_time", "1"}};
    sendJson(call,
             {{"Config", {{"Datacenter", state.datacenter}, {"NodeName", state.nodeName}, {"NodeID", state.nodeId}, {"Revision", ""}, {"Server", true}, {"Version", state.version}}},
              {"DebugConfig", debug},
              {"Coord", {{"Vec", std::vector<int>(8, 0)}, {"Error", 1.5}, {"Adjustment", 0}, {"Height", 1e-5}}},
              {"Member", member(state, false)},
              {"Stats",
               {{"agent", {{"check_monitors", "0"}, {"check_ttls", count(ttls)}, {"checks", count(node.checks.size() - 1)}, {"services", count(node.services.size() - 1)}}},
                {"build", {{"prerelease", ""}, {"revision", ""}, {"version", state.version}}},
                {"consul", {{"acl", "disabled"}, {"bootstrap", "true"}, {"known_datacenters", "1"}, {"leader", "true"}, {"leader_addr", leader}, {"server", "true"}}},
                {"raft",
                 {{"applied_index", index}, {"commit_index", index}, {"fsm_pending", "0"}, {"last_contact", "0"}, {"last_log_index", index}, {"last_log_term", "2"},
                  {"last_snapshot_index", "0"}, {"last_snapshot_term", "0"}, {"latest_configuration", "[{Suffrage:Voter ID:" + state.nodeId + " Address:" + leader + "}]"},
                  {"latest_configuration_index", "0"}, {"num_peers", "0"}, {"protocol_version", "3"}, {"protocol_version_max", "3"}, {"protocol_version_min", "0"},
                  {"snapshot_version_max", "1"}, {"snapshot_version_min", "0"}, {"state", "Leader"}, {"term", "2"}}},
                {"runtime", {{"arch", "amd64"}, {"cpu_count", "2"}, {"goroutines", "105"}, {"max_procs", "2"}, {"os", "linux"}, {"version", "go1.15.9"}}},
                {"serf_lan", serf},
                {"serf_wan", serf}}},
              {"Meta", {{"consul-network-segment", ""}}},
              {"xDS", {{"SupportedProxies", {{"envoy", {"1.14.5", "1.13.6", "1.12.7", "1.11.2"}}}}}}});
}

void ConsulService::agentMembers(ConsulCall &call)
{
    sendJson(call, json::array({member(*m_state, call.has("wan"))}));
}

void ConsulService::agentServices(ConsulCall &call)
{
    json rows = json::object();
    for (const auto &[id, instance] : m_state->ownNode()->services) {
        if (instance.ofAgent)
            rows[id] = agentServiceJson(instance);
    }
    sendJson(call, rows);
}

void ConsulService::agentService(ConsulCall &call)
{
    const std::string id = call.last();
    const auto hashed = [this, id]() -> json {
        const ConsulNode &node = *m_state->ownNode();
        const auto found = node.services.find(id);
        if (found == node.services.end() || !found->second.ofAgent)
            return {};
        json row = agentServiceJson(found->second);
        row["ContentHash"] = QCryptographicHash::hash(QByteArray::fromStdString(row.dump(-1, ' ', false, json::error_handler_t::replace)), QCryptographicHash::Md5)
                                 .toHex()
                                 .left(16)
                                 .toStdString();
        return row;
    };
    const json now = hashed();
    if (now.is_null()) {
        sendText(call, 404, "unknown service ID: " + QByteArray::fromStdString(id));
        return;
    }
    // Waits on a hash instead of an index: as if the index were 2 once the hash is another.
    const std::string wanted = call.value("hash").toStdString();
    call.minIndex = wanted.empty() ? 0 : 1;
    read(call, ConsulState::Catalog, [hashed, wanted]() -> std::uint64_t { return hashed().value("ContentHash", std::string()) == wanted ? 1 : 2; },
         [this, hashed, id](const ConsulCall &asked) -> Reply {
             const json row = hashed();
             if (row.is_null())
                 return {404, {{"Content-Type", "text/plain; charset=utf-8"}, {"Vary", "Accept-Encoding"}}, "unknown service ID: " + QByteArray::fromStdString(id)};
             return jsonReply(asked, row, {{"X-Consul-Contenthash", QByteArray::fromStdString(row.value("ContentHash", std::string()))}}, 200);
         });
}

void ConsulService::agentChecks(ConsulCall &call)
{
    const ConsulNode &node = *m_state->ownNode();
    json rows = json::object();
    for (const auto &[id, check] : node.checks) {
        if (id == "serfHealth")
            continue;
        json row = consulCheckJson(node, check);
        row["CreateIndex"] = row["ModifyIndex"] = 0;
        rows[id] = std::move(row);
    }
    sendJson(call, rows);
}

void ConsulService::agentRegister(ConsulCall &call)
{
    json asked;
    if (!body(call, "Request decode failed: ", &asked))
        return;
    if (asked.is_object() && asked.contains("Port") && !asked["Port"].is_number_integer()) {
        const std::string type = asked["Port"].is_string() ? "string" : asked["Port"].is_number() ? "number" : asked["Port"].type_name();
        sendText(call, 400, "Request decode failed: json: cannot unmarshal " + QByteArray::fromStdString(type) + " into Go struct field .Port of type int");
        return;
    }
    json given = asked.is_object() ? asked.value("Checks", json::array()) : json::array();
    if (!given.is_array())
        given = json::array();
    // An empty Check is none; an empty one in Checks is a mistake.
    if (asked.is_object() && asked.contains("Check") && asked["Check"].is_object() && !asked["Check"].empty())
        given.push_back(asked["Check"]);
    std::vector<ConsulCheck> checks;
    QByteArray why;
    for (const json &one : given) {
        ConsulCheck check;
        if (!readCheck(one, &check, &why)) {
            sendText(call, 400, why);
            return;
        }
        checks.push_back(check);
    }
    ConsulInstance instance;
    instance.name = textIn(asked, "Name");
    if (instance.name.empty()) {
        sendText(call, 400, "Missing service name");
        return;
    }
    instance.id = textIn(asked, "ID").empty() ? instance.name : textIn(asked, "ID");
    instance.tags = asked.value("Tags", json::array());
    instance.meta = asked.value("Meta", json());
    instance.address = textIn(asked, "Address");
    instance.port = asked.value("Port", 0);
    instance.ofAgent = true;
    if (const json weights = asked.value("Weights", json()); weights.is_object()) {
        instance.weightPassing = weights.value("Passing", 1);
        instance.weightWarning = weights.value("Warning", 1);
    }
    const std::string id = instance.id;
    const std::string name = instance.name;
    const std::uint64_t index = m_state->nextIndex();
    if (call.has("replace-existing-checks")) {
        std::vector<std::string> old;
        for (const auto &[checkId, check] : m_state->ownNode()->checks) {
            if (check.serviceId == id)
                old.push_back(checkId);
        }
        for (const std::string &checkId : old)
            m_state->removeCheck(m_state->nodeName, checkId);
    }
    m_state->putInstance(m_state->nodeName, instance, index);
    int number = 0;
    for (ConsulCheck &check : checks) {
        ++number;
        if (check.id.empty())
            check.id = "service:" + id + (checks.size() > 1 ? ":" + std::to_string(number) : "");
        if (check.name.empty())
            check.name = "Service '" + name + "' check";
        check.serviceId = id;
        m_state->putCheck(m_state->nodeName, check, index);
    }
    sendNothing(call);
}

void ConsulService::agentDeregister(ConsulCall &call)
{
    m_state->removeInstance(m_state->nodeName, call.last(3));
    sendNothing(call);
}

void ConsulService::agentServiceMaintenance(ConsulCall &call)
{
    const std::string id = call.last(3);
    if (!call.has("enable")) {
        sendText(call, 400, "Missing value for enable");
        return;
    }
    const ConsulNode &node = *m_state->ownNode();
    const auto found = node.services.find(id);
    if (found == node.services.end() || !found->second.ofAgent) {
        sendText(call, 404, "Unknown service ID " + QByteArray::fromStdString(goQuoted(id)));
        return;
    }
    ConsulCheck check;
    check.id = "_service_maintenance:" + id;
    if (call.value("enable") == "true") {
        check.name = "Service Maintenance Mode";
        check.notes = call.value("reason").isEmpty() ? "Maintenance mode is enabled for this service, but no reason was provided. This is a default message."
                                                     : call.value("reason").toStdString();
        check.serviceId = id;
        check.type = "maintenance";
        m_state->putCheck(m_state->nodeName, check);
    } else {
        m_state->removeCheck(m_state->nodeName, check.id);
    }
    sendNothing(call);
}

void ConsulService::agentMaintenance(ConsulCall &call)
{
    if (!call.has("enable")) {
        sendText(call, 400, "Missing value for enable");
        return;
    }
    ConsulCheck check;
    check.id = "_node_maintenance";
    if (call.value("enable") == "true") {
        check.name = "Node Maintenance Mode";
        check.notes = call.value("reason").toStdString();
        check.type = "maintenance";
        m_state->putCheck(m_state->nodeName, check);
    } else {
        m_state->removeCheck(m_state->nodeName, check.id);
    }
    sendNothing(call);
}

void ConsulService::agentCheckRegister(ConsulCall &call)
{
    json asked;
    if (!body(call, "Request decode failed: ", &asked))
        return;
    if (asked.is_object() && asked.contains("Args")) {
        sendText(call, 500, "Scripts are disabled on this agent from remote calls; to enable, configure 'enable_script_checks' to true");
        return;
    }
    ConsulCheck check;
    QByteArray why;
    if (textIn(asked, "Name").empty()) {
        sendText(call, 400, "Missing check name");
        return;
    }
    if (!readCheck(asked, &check, &why)) {
        sendText(call, 400, why);
        return;
    }
    if (check.id.empty())
        check.id = check.name;
    check.serviceId = textIn(asked, "ServiceID");
    if (!check.serviceId.empty() && !m_state->ownNode()->services.contains(check.serviceId)) {
        sendText(call, 500, QByteArray::fromStdString("ServiceID " + goQuoted(check.serviceId) + " does not exist"));
        return;
    }
    m_state->putCheck(m_state->nodeName, check);
    sendNothing(call);
}

void ConsulService::agentCheckDeregister(ConsulCall &call)
{
    m_state->removeCheck(m_state->nodeName, call.last(3));
    sendNothing(call);
}

void ConsulService::agentCheckUpdate(ConsulCall &call)
{
    const std::string id = call.last(3);
    std::string status;
    std::string output = call.value("note").toStdString();
    if (call.path.startsWith("/v1/agent/check/update/")) {
        json asked;
        if (!body(call, "Request decode failed: ", &asked))
            return;
        status = textIn(asked, "Status");
        output = textIn(asked, "Output");
        if (status != "passing" && status != "warning" && status != "critical") {
            sendText(call, 400, QByteArray::fromStdString("Invalid check status: '" + status + "'"));
            return;
        }
    } else {
        status = call.path.startsWith("/v1/agent/check/pass/") ? "passing" : call.path.startsWith("/v1/agent/check/warn/") ? "warning" : "critical";
    }
    const auto &checks = m_state->ownNode()->checks;
    const auto found = checks.find(id);
    if (found == checks.end() || found->second.type != "ttl") {
        sendText(call, 500, QByteArray::fromStdString("CheckID " + goQuoted(id) + " does not have associated TTL"));
        return;
    }
    m_state->setCheck(m_state->nodeName, id, status, output);
    sendNothing(call);
}

void ConsulService::agentNothing(ConsulCall &call)
{
    if (call.path.startsWith("/v1/agent/force-leave/") && call.last(2) != m_state->nodeName) {
        sendText(call, 500, QByteArray::fromStdString("agent: No node found with name '" + call.last(2) + "'"));
        return;
    }
    sendNothing(call);
}

} // namespace mk::demo
