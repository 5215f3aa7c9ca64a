// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulService.h"

#include <QHostAddress>
#include <QUuid>

namespace mk::demo {

using nlohmann::json;

namespace {

const json kProxy{{"MeshGateway", json::object()}, {"Expose", json::object()}};

json orEmpty(const json &value, const json &empty)
{
    return value.is_null() ? empty : value;
}

bool hasMeta(const ConsulNode &node, const QByteArrayList &wanted)
{
    for (const QByteArray &pair : wanted) {
        const qsizetype colon = pair.indexOf(':');
        const std::string key = pair.left(colon < 0 ? pair.size() : colon).toStdString();
        const std::string value = colon < 0 ? std::string() : pair.mid(colon + 1).toStdString();
        if (!node.meta.is_object() || node.meta.value(key, json()) != json(value))
            return false;
    }
    return true;
}

bool hasTags(const ConsulInstance &instance, const QByteArrayList &wanted)
{
    for (const QByteArray &tag : wanted) {
        if (!instance.tags.is_array() || std::find(instance.tags.begin(), instance.tags.end(), json(tag.toStdString())) == instance.tags.end())
            return false;
    }
    return true;
}

// Without a datacenter, and texts that are null elsewhere: as the interface gets its dump.
json dumpOf(const ConsulNode &node)
{
    json dumped{{"ID", node.id}, {"Node", node.name}, {"Address", node.address}, {"TaggedAddresses", node.taggedAddresses}, {"Meta", node.meta},
                {"Services", json::array()}, {"Checks", json::array()}};
    for (const auto &[id, instance] : node.services) {
        json row = consulInstanceJson(instance);
        row["Tags"] = instance.tags;
        row["Meta"] = instance.meta.empty() ? json() : instance.meta;
        dumped["Services"].push_back(std::move(row));
    }
    for (const auto &[id, check] : node.checks) {
        json row = consulCheckJson(node, check);
        const auto service = node.services.find(check.serviceId);
        row["ServiceTags"] = service == node.services.end() ? json() : service->second.tags;
        dumped["Checks"].push_back(std::move(row));
    }
    return dumped;
}

} // namespace

json consulServiceAddresses(const ConsulInstance &instance)
{
    const QHostAddress address(QString::fromStdString(instance.address));
    if (!instance.ofAgent || address.isNull())
        return {};
    const char *const family = address.protocol() == QHostAddress::IPv6Protocol ? "ipv6" : "ipv4";
    const json at{{"Address", instance.address}, {"Port", instance.port}};
    return {{std::string("lan_") + family, at}, {std::string("wan_") + family, at}};
}

json consulNodeJson(const ConsulNode &node, const std::string &datacenter)
{
    return {{"ID", node.id},           {"Node", node.name}, {"Address", node.address},          {"Datacenter", datacenter}, {"TaggedAddresses", node.taggedAddresses},
            {"Meta", orEmpty(node.meta, json::object())}, {"CreateIndex", node.createIndex}, {"ModifyIndex", node.modifyIndex}};
}

json consulInstanceJson(const ConsulInstance &instance)
{
    json row{{"ID", instance.id},
             {"Service", instance.name},
             {"Tags", orEmpty(instance.tags, json::array())},
             {"Address", instance.address},
             {"Meta", orEmpty(instance.meta, json::object())},
             {"Port", instance.port},
             {"Weights", {{"Passing", instance.weightPassing}, {"Warning", instance.weightWarning}}},
             {"EnableTagOverride", instance.enableTagOverride},
             {"Proxy", kProxy},
             {"Connect", json::object()},
             {"CreateIndex", instance.createIndex},
             {"ModifyIndex", instance.modifyIndex}};
    if (json addresses = consulServiceAddresses(instance); !addresses.is_null())
        row["TaggedAddresses"] = std::move(addresses);
    return row;
}

json consulCheckJson(const ConsulNode &node, const ConsulCheck &check)
{
    const auto service = node.services.find(check.serviceId);
    return {{"Node", node.name},
            {"CheckID", check.id},
            {"Name", check.name},
            {"Status", check.status},
            {"Notes", check.notes},
            {"Output", check.output},
            {"ServiceID", check.serviceId},
            {"ServiceName", check.serviceName},
            {"ServiceTags", service == node.services.end() ? json::array() : orEmpty(service->second.tags, json::array())},
            {"Type", check.type},
            {"Definition", json::object()},
            {"CreateIndex", check.createIndex},
            {"ModifyIndex", check.modifyIndex}};
}

void ConsulService::catalogDatacenters(ConsulCall &call)
{
    sendJson(call, json::array({m_state->datacenter}));
}

void ConsulService::catalogNodes(ConsulCall &call)
{
    readJson(call, ConsulState::Catalog, [this] { return std::max<std::uint64_t>(1, m_state->nodesIndex()); }, [this, wanted = call.values("node-meta")] {
        json rows = json::array();
        for (const auto &[name, node] : m_state->nodes()) {
            if (hasMeta(node, wanted))
                rows.push_back(consulNodeJson(node, m_state->datacenter));
        }
        return rows;
    });
}

void ConsulService::catalogServices(ConsulCall &call)
{
    readJson(call, ConsulState::Catalog, [this] { return std::max({std::uint64_t(1), m_state->servicesIndex(), m_state->nodesIndex()}); },
             [this, wanted = call.values("node-meta")] {
                 json rows = json::object();
                 for (const auto &[service, places] : m_state->services()) {
                     std::vector<json> tags;
                     bool shown = false;
                     for (const auto &[nodeName, id] : places) {
                         const ConsulNode *node = m_state->node(nodeName);
                         if (!hasMeta(*node, wanted))
                             continue;
                         shown = true;
                         const json &own = node->services.at(id).tags;
                         if (own.is_array())
                             tags.insert(tags.end(), own.begin(), own.end());
                     }
                     std::sort(tags.begin(), tags.end());
                     tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
                     if (shown)
                         rows[service] = tags;
                 }
                 return rows;
             });
}

void ConsulService::catalogService(ConsulCall &call)
{
    const std::string service = call.last();
    if (service.empty()) {
        sendText(call, 400, "Missing service name");
        return;
    }
    readJson(call, ConsulState::Catalog, [this, service] { return m_state->serviceIndex(service); },
             [this, service, tags = call.values("tag"), wanted = call.values("node-meta")] {
                 json rows = json::array();
                 for (const auto &[nodeName, id] : m_state->placesOf(service)) {
                     const ConsulNode &node = *m_state->node(nodeName);
                     const ConsulInstance &instance = node.services.at(id);
                     if (!hasMeta(node, wanted) || !hasTags(instance, tags))
                         continue;
                     json row{{"ID", node.id},
                              {"Node", node.name},
                              {"Address", node.address},
                              {"Datacenter", m_state->datacenter},
                              {"TaggedAddresses", node.taggedAddresses},
                              {"NodeMeta", orEmpty(node.meta, json::object())},
                              {"ServiceKind", ""},
                              {"ServiceID", instance.id},
                              {"ServiceName", instance.name},
                              {"ServiceTags", orEmpty(instance.tags, json::array())},
                              {"ServiceAddress", instance.address},
                              {"ServiceWeights", {{"Passing", instance.weightPassing}, {"Warning", instance.weightWarning}}},
                              {"ServiceMeta", orEmpty(instance.meta, json::object())},
                              {"ServicePort", instance.port},
                              {"ServiceEnableTagOverride", instance.enableTagOverride},
                              {"ServiceProxy", kProxy},
                              {"ServiceConnect", json::object()},
                              {"CreateIndex", instance.createIndex},
                              {"ModifyIndex", instance.modifyIndex}};
                     if (json addresses = consulServiceAddresses(instance); !addresses.is_null())
                         row["ServiceTaggedAddresses"] = std::move(addresses);
                     rows.push_back(std::move(row));
                 }
                 return rows;
             });
}

void ConsulService::catalogNode(ConsulCall &call)
{
    const std::string name = call.last();
    readJson(call, ConsulState::Catalog, [this, name] { return m_state->node(name) ? m_state->catalogIndex() : 1; }, [this, name]() -> json {
        const ConsulNode *node = m_state->node(name);
        if (!node)
            return {};
        json services = json::object();
        for (const auto &[id, instance] : node->services)
            services[id] = consulInstanceJson(instance);
        return {{"Node", consulNodeJson(*node, m_state->datacenter)}, {"Services", services}};
    });
}

void ConsulService::catalogNodeServices(ConsulCall &call)
{
    const std::string name = call.last();
    readJson(call, ConsulState::Catalog, [this, name] { return m_state->node(name) ? m_state->catalogIndex() : 1; }, [this, name]() -> json {
        const ConsulNode *node = m_state->node(name);
        if (!node)
            return {};
        json services = json::array();
        for (const auto &[id, instance] : node->services)
            services.push_back(consulInstanceJson(instance));
        return {{"Node", consulNodeJson(*node, m_state->datacenter)}, {"Services", services}};
    });
}

void ConsulService::catalogRegister(ConsulCall &call)
{
    json asked;
    if (!body(call, "Request decode failed: ", &asked))
        return;
    const auto text = [](const json &object, const char *name) { return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : std::string(); };
    const std::string name = text(asked, "Node");
    if (name.empty() || text(asked, "Address").empty()) {
        sendText(call, 500, name.empty() ? "Must provide node" : "Must provide address if SkipNodeUpdate is not set");
        return;
    }
    const std::uint64_t index = m_state->nextIndex();
    ConsulNode node;
    node.id = text(asked, "ID");
    node.name = name;
    node.address = text(asked, "Address");
    node.taggedAddresses = asked.value("TaggedAddresses", json());
    node.meta = asked.value("NodeMeta", json());
    m_state->putNode(node, index);
    if (const json service = asked.value("Service", json()); service.is_object()) {
        ConsulInstance instance;
        instance.name = text(service, "Service");
        instance.id = text(service, "ID").empty() ? instance.name : text(service, "ID");
        instance.tags = service.value("Tags", json());
        instance.meta = service.value("Meta", json());
        instance.address = text(service, "Address");
        instance.port = service.contains("Port") && service["Port"].is_number_integer() ? service["Port"].get<int>() : 0;
        m_state->putInstance(name, instance, index);
    }
    json checks = asked.value("Checks", json::array());
    if (!checks.is_array())
        checks = json::array();
    if (asked.contains("Check") && asked["Check"].is_object())
        checks.push_back(asked["Check"]);
    for (const json &given : checks) {
        ConsulCheck check;
        check.name = text(given, "Name");
        check.id = text(given, "CheckID").empty() ? check.name : text(given, "CheckID");
        if (const std::string status = text(given, "Status"); !status.empty())
            check.status = status;
        check.notes = text(given, "Notes");
        check.output = text(given, "Output");
        check.serviceId = text(given, "ServiceID");
        m_state->putCheck(name, check, index);
    }
    sendJson(call, true);
}

void ConsulService::catalogDeregister(ConsulCall &call)
{
    json asked;
    if (!body(call, "Request decode failed: ", &asked))
        return;
    const auto text = [&asked](const char *name) { return asked.is_object() && asked.contains(name) && asked[name].is_string() ? asked[name].get<std::string>() : std::string(); };
    const std::string node = text("Node");
    if (node.empty()) {
        sendText(call, 500, "Must provide node");
        return;
    }
    if (!text("ServiceID").empty())
        m_state->removeInstance(node, text("ServiceID"));
    else if (!text("CheckID").empty())
        m_state->removeCheck(node, text("CheckID"));
    else
        m_state->removeNode(node);
    sendJson(call, true);
}

void ConsulService::uiNodes(ConsulCall &call)
{
    readJson(call, ConsulState::Catalog, [this] { return m_state->catalogIndex(); }, [this] {
        json rows = json::array();
        for (const auto &[name, node] : m_state->nodes())
            rows.push_back(dumpOf(node));
        return rows;
    }, false);
}

void ConsulService::uiNode(ConsulCall &call)
{
    const std::string name = call.last(3);
    readJson(call, ConsulState::Catalog, [this] { return m_state->catalogIndex(); }, [this, name]() -> json {
        const ConsulNode *node = m_state->node(name);
        return node ? dumpOf(*node) : json();
    }, false);
}

void ConsulService::uiServices(ConsulCall &call)
{
    readJson(call, ConsulState::Catalog, [this] { return m_state->catalogIndex(); }, [this] {
        json rows = json::array();
        // Counted once a node: a node with 1000 instances of other services is not walked for each of them.
        struct Counts
        {
            int passing = 0;
            int warning = 0;
            int critical = 0;
            void add(const ConsulCheck &check) { ++(check.status == "passing" ? passing : check.status == "warning" ? warning : critical); }
            void add(const Counts &other)
            {
                passing += other.passing;
                warning += other.warning;
                critical += other.critical;
            }
        };
        std::map<std::string, Counts> ofNodes;
        std::map<std::pair<std::string, std::string>, Counts> ofInstances;
        for (const auto &[name, node] : m_state->nodes()) {
            for (const auto &[id, check] : node.checks) {
                if (check.serviceId.empty())
                    ofNodes[name].add(check);
                else
                    ofInstances[{name, check.serviceId}].add(check);
            }
        }
        for (const auto &[service, places] : m_state->services()) {
            Counts sum;
            json nodes = json::array();
            std::set<std::string> tags;
            for (const auto &place : places) {
                nodes.push_back(place.first);
                sum.add(ofNodes[place.first]);
                sum.add(ofInstances[place]);
                const json &own = m_state->node(place.first)->services.at(place.second).tags;
                for (const json &tag : own.is_array() ? own : json::array()) {
                    if (tag.is_string())
                        tags.insert(tag.get<std::string>());
                }
            }
            rows.push_back({{"Name", service},
                            {"Tags", tags.empty() ? json() : json(tags)},
                            {"Nodes", nodes},
                            {"InstanceCount", places.size()},
                            {"ChecksPassing", sum.passing},
                            {"ChecksWarning", sum.warning},
                            {"ChecksCritical", sum.critical},
                            {"ExternalSources", nullptr},
                            {"GatewayConfig", json::object()}});
        }
        return rows;
    }, false);
}

} // namespace mk::demo
