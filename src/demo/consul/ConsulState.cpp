// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulState.h"

#include <QUuid>

#include <algorithm>

namespace mk::demo {

ConsulState::ConsulState()
    : nodeId(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
{
    reset();
}

ConsulNode *ConsulState::node(const std::string &name)
{
    const auto found = m_nodes.find(name);
    return found == m_nodes.end() ? nullptr : &found->second;
}

const ConsulNode *ConsulState::node(const std::string &name) const
{
    const auto found = m_nodes.find(name);
    return found == m_nodes.end() ? nullptr : &found->second;
}

const ConsulState::Places &ConsulState::placesOf(const std::string &service) const
{
    static const Places kNone;
    const auto found = m_places.find(service);
    return found == m_places.end() ? kNone : found->second;
}

std::uint64_t ConsulState::catalogIndex() const
{
    return std::max({std::uint64_t(1), m_nodesIndex, m_servicesIndex, m_checksIndex});
}

std::uint64_t ConsulState::serviceIndex(const std::string &service) const
{
    const auto found = m_serviceIndexes.find(service);
    if (found != m_serviceIndexes.end() && m_places.contains(service))
        return found->second;
    return std::max<std::uint64_t>(1, std::max(m_missingIndex, m_servicesIndex));
}

void ConsulState::touch(const ConsulNode &node, const std::string &service, std::uint64_t index)
{
    if (!service.empty()) {
        m_serviceIndexes[service] = index;
        return;
    }
    // Something of the node itself: all of its services have changed.
    for (const auto &[id, instance] : node.services)
        m_serviceIndexes[instance.name] = index;
}

void ConsulState::putNode(ConsulNode node, std::uint64_t index)
{
    index = index ? index : nextIndex();
    const auto found = m_nodes.find(node.name);
    if (found == m_nodes.end()) {
        node.createIndex = node.modifyIndex = index;
        m_nodes.emplace(node.name, std::move(node));
    } else {
        ConsulNode &before = found->second;
        if (before.id == node.id && before.address == node.address && before.meta == node.meta && before.taggedAddresses == node.taggedAddresses)
            return;
        before.id = node.id;
        before.address = node.address;
        before.meta = node.meta;
        before.taggedAddresses = node.taggedAddresses;
        before.modifyIndex = index;
        touch(before, {}, index);
    }
    m_nodesIndex = index;
    tell(Catalog);
}

void ConsulState::putInstance(const std::string &where, ConsulInstance instance, std::uint64_t index)
{
    ConsulNode *of = node(where);
    if (!of)
        return;
    index = index ? index : nextIndex();
    const auto before = of->services.find(instance.id);
    instance.createIndex = before == of->services.end() ? index : before->second.createIndex;
    instance.modifyIndex = index;
    if (before != of->services.end() && before->second.name != instance.name) {
        const std::string name = before->second.name;
        m_places[name].erase({where, instance.id});
        if (m_places[name].empty())
            m_places.erase(name);
        for (auto &[id, check] : of->checks) {
            if (check.serviceId == instance.id)
                check.serviceName = instance.name;
        }
    }
    m_places[instance.name].insert({where, instance.id});
    touch(*of, instance.name, index);
    of->services.insert_or_assign(instance.id, std::move(instance));
    m_servicesIndex = index;
    tell(Catalog);
}

void ConsulState::putCheck(const std::string &where, ConsulCheck check, std::uint64_t index)
{
    ConsulNode *of = node(where);
    if (!of)
        return;
    index = index ? index : nextIndex();
    if (const auto service = of->services.find(check.serviceId); service != of->services.end())
        check.serviceName = service->second.name;
    const auto before = of->checks.find(check.id);
    check.createIndex = before == of->checks.end() ? index : before->second.createIndex;
    check.modifyIndex = index;
    touch(*of, check.serviceName, index);
    of->checks.insert_or_assign(check.id, std::move(check));
    m_checksIndex = index;
    tell(Catalog);
}

bool ConsulState::removeNode(const std::string &name)
{
    ConsulNode *of = node(name);
    if (!of)
        return false;
    while (!of->services.empty()) {
        const std::string id = of->services.begin()->first; // the entry goes, and its key with it
        removeInstance(name, id);
    }
    const std::uint64_t index = nextIndex();
    if (!of->checks.empty())
        m_checksIndex = index;
    m_nodes.erase(name);
    m_nodesIndex = index;
    tell(Catalog);
    return true;
}

bool ConsulState::removeInstance(const std::string &where, const std::string &id)
{
    ConsulNode *of = node(where);
    if (!of)
        return false;
    const auto found = of->services.find(id);
    if (found == of->services.end())
        return false;
    const std::uint64_t index = nextIndex();
    const std::string name = found->second.name;
    of->services.erase(found);
    if (std::erase_if(of->checks, [&id](const auto &check) { return check.second.serviceId == id; }) > 0)
        m_checksIndex = index;
    Places &places = m_places[name];
    places.erase({where, id});
    if (places.empty()) {
        m_places.erase(name);
        m_serviceIndexes.erase(name);
        m_missingIndex = index;
    } else {
        m_serviceIndexes[name] = index;
    }
    m_servicesIndex = index;
    tell(Catalog);
    return true;
}

bool ConsulState::removeCheck(const std::string &where, const std::string &id)
{
    ConsulNode *of = node(where);
    if (!of)
        return false;
    const auto found = of->checks.find(id);
    if (found == of->checks.end())
        return false;
    const std::uint64_t index = nextIndex();
    touch(*of, found->second.serviceName, index);
    of->checks.erase(found);
    m_checksIndex = index;
    tell(Catalog);
    return true;
}

bool ConsulState::setCheck(const std::string &where, const std::string &id, const std::string &status, const std::string &output)
{
    ConsulNode *of = node(where);
    if (!of)
        return false;
    const auto found = of->checks.find(id);
    if (found == of->checks.end())
        return false;
    ConsulCheck &check = found->second;
    if (check.status == status && check.output == output)
        return true;
    check.status = status;
    check.output = output;
    check.modifyIndex = nextIndex();
    touch(*of, check.serviceName, check.modifyIndex);
    m_checksIndex = check.modifyIndex;
    tell(Catalog);
    return true;
}

void ConsulState::destroySession(const std::string &id)
{
    const auto found = sessions.find(id);
    if (found == sessions.end())
        return;
    const ConsulSession session = found->second;
    const std::uint64_t index = nextIndex();
    sessions.erase(found);
    sessionsIndex = index;
    if (session.lockDelay > 0) {
        for (const auto &[key, entry] : keys.entries()) {
            if (entry.session == id)
                lockDelays[key] = now() + session.lockDelay / 1'000'000;
        }
    }
    keys.releaseAll(id, session.behavior == "delete", index);
    tell(Sessions | Keys);
}

void ConsulState::reset(bool indexToo)
{
    m_nodes.clear();
    m_places.clear();
    m_serviceIndexes.clear();
    keys.clear();
    sessions.clear();
    lockDelays.clear();
    events.clear();
    sessionsIndex = 0;
    m_missingIndex = m_nodesIndex = m_servicesIndex = m_checksIndex = 0;
    if (indexToo)
        m_index = 5;
    ConsulNode own;
    own.id = nodeId;
    own.name = nodeName;
    own.address = nodeAddress;
    own.taggedAddresses = {{"lan", nodeAddress}, {"lan_ipv4", nodeAddress}, {"wan", nodeAddress}, {"wan_ipv4", nodeAddress}};
    own.meta = {{"consul-network-segment", ""}};
    const std::uint64_t index = nextIndex();
    putNode(own, index);
    ConsulInstance server;
    server.id = server.name = "consul";
    server.port = 8300;
    server.meta = {{"non_voter", "false"}, {"raft_version", "3"}, {"serf_protocol_current", "2"}, {"serf_protocol_max", "5"},
                   {"serf_protocol_min", "1"}, {"version", version}};
    putInstance(nodeName, server, index);
    ConsulCheck serf;
    serf.id = "serfHealth";
    serf.name = "Serf Health Status";
    serf.status = "passing";
    serf.output = "Agent alive and reachable";
    putCheck(nodeName, serf, index);
    tell(Catalog | Keys | Sessions | Events | Restart);
}

} // namespace mk::demo
