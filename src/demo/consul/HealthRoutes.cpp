// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulService.h"

namespace mk::demo {

using nlohmann::json;

namespace {

int badness(const std::string &status)
{
    return status == "passing" ? 0 : status == "warning" ? 1 : 2;
}

// What agent/health/* shows of a check: nothing but the members that every check has.
json plainCheck(const ConsulNode &node, const ConsulCheck &check)
{
    json row = consulCheckJson(node, check);
    const auto service = node.services.find(check.serviceId);
    row["ServiceTags"] = service == node.services.end() ? json() : service->second.tags;
    row["Type"] = "";
    row["Definition"] = {{"Interval", "0s"}, {"Timeout", "0s"}, {"DeregisterCriticalServiceAfter", "0s"}, {"HTTP", ""}, {"Header", nullptr},
                         {"Method", ""}, {"Body", ""}, {"TLSSkipVerify", false}, {"TCP", ""}};
    row["CreateIndex"] = 0;
    row["ModifyIndex"] = 0;
    return row;
}

} // namespace

void ConsulService::healthNode(ConsulCall &call)
{
    const std::string name = call.last();
    readJson(call, ConsulState::Catalog, [this] { return m_state->catalogIndex(); }, [this, name] {
        json rows = json::array();
        if (const ConsulNode *node = m_state->node(name)) {
            for (const auto &[id, check] : node->checks)
                rows.push_back(consulCheckJson(*node, check));
        }
        return rows;
    });
}

void ConsulService::healthChecks(ConsulCall &call)
{
    const std::string service = call.last();
    readJson(call, ConsulState::Catalog, [this] { return std::max<std::uint64_t>(1, m_state->checksIndex()); }, [this, service] {
        json rows = json::array();
        std::set<std::string> nodes;
        for (const auto &[name, id] : m_state->placesOf(service))
            nodes.insert(name);
        for (const std::string &name : nodes) {
            const ConsulNode &node = *m_state->node(name);
            for (const auto &[id, check] : node.checks) {
                if (!check.serviceId.empty() && check.serviceName == service)
                    rows.push_back(consulCheckJson(node, check));
            }
        }
        return rows;
    });
}

void ConsulService::healthService(ConsulCall &call)
{
    const std::string service = call.last();
    if (service.empty()) {
        sendText(call, 400, "Missing service name");
        return;
    }
    const bool passing = call.has("passing") && call.value("passing") != "false" && call.value("passing") != "0";
    readJson(call, ConsulState::Catalog, [this, service] { return m_state->serviceIndex(service); }, [this, service, passing, tags = call.values("tag")] {
        json rows = json::array();
        for (const auto &[name, id] : m_state->placesOf(service)) {
            const ConsulNode &node = *m_state->node(name);
            const ConsulInstance &instance = node.services.at(id);
            bool fits = std::all_of(tags.cbegin(), tags.cend(), [&instance](const QByteArray &tag) {
                return instance.tags.is_array() && std::find(instance.tags.begin(), instance.tags.end(), json(tag.toStdString())) != instance.tags.end();
            });
            json checks = json::array();
            for (const bool ofNode : {true, false}) {
                for (const auto &[checkId, check] : node.checks) {
                    if (check.serviceId.empty() != ofNode || (!ofNode && check.serviceId != id))
                        continue;
                    fits = fits && (!passing || check.status == "passing");
                    checks.push_back(consulCheckJson(node, check));
                }
            }
            if (fits)
                rows.push_back({{"Node", consulNodeJson(node, m_state->datacenter)}, {"Service", consulInstanceJson(instance)}, {"Checks", std::move(checks)}});
        }
        return rows;
    });
}

void ConsulService::healthState(ConsulCall &call)
{
    const std::string state = call.last();
    readJson(call, ConsulState::Catalog, [this] { return std::max<std::uint64_t>(1, m_state->checksIndex()); }, [this, state] {
        json rows = json::array();
        for (const auto &[name, node] : m_state->nodes()) {
            for (const auto &[id, check] : node.checks) {
                if (state == "any" || check.status == state)
                    rows.push_back(consulCheckJson(node, check));
            }
        }
        return rows;
    });
}

// The answer's status tells the worst state: 200, 429 for warning, 503 for critical, 404.
void ConsulService::agentHealth(ConsulCall &call)
{
    const std::string wanted = call.last(4);
    const bool byId = call.path.startsWith("/v1/agent/health/service/id/");
    const ConsulNode &node = *m_state->ownNode();
    json rows = json::array();
    int worst = 0;
    for (const auto &[id, instance] : node.services) {
        if (!instance.ofAgent || (byId ? id : instance.name) != wanted)
            continue;
        json checks = json::array();
        int own = 0;
        for (const bool ofNode : {false, true}) {
            for (const auto &[checkId, check] : node.checks) {
                if (check.id == "serfHealth" || check.serviceId != (ofNode ? std::string() : id))
                    continue;
                own = std::max(own, badness(check.status));
                checks.push_back(plainCheck(node, check));
            }
        }
        json service = consulInstanceJson(instance);
        for (const char *extra : {"Proxy", "Connect", "CreateIndex", "ModifyIndex"})
            service.erase(extra);
        const char *const names[] = {"passing", "warning", "critical"};
        rows.push_back({{"AggregatedStatus", names[own]}, {"Service", service}, {"Checks", checks}});
        worst = std::max(worst, own);
    }
    if (rows.empty()) {
        const std::string reason = byId ? "ServiceId " + wanted + " not found" : "ServiceName " + wanted + " Not Found";
        sendJson(call, byId ? json() : json::array(), {{"X-Consul-Reason", QByteArray::fromStdString(reason)}}, 404);
        return;
    }
    const char *const names[] = {"passing", "warning", "critical"};
    const int statuses[] = {200, 429, 503};
    sendJson(call, byId ? rows.front() : rows, {{"X-Consul-Reason", names[worst]}}, statuses[worst]);
}

} // namespace mk::demo
