// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "demo/consul/ConsulKvStore.h"

#include <QDateTime>
#include <QString>

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace mk::demo {

struct ConsulCheck
{
    std::string id;
    std::string name;
    std::string status = "critical"; // passing, warning, critical
    std::string notes;
    std::string output;
    std::string serviceId; // empty: of the node
    std::string serviceName;
    std::string type; // "", "ttl", "http", "tcp", "maintenance"
    std::uint64_t createIndex = 0;
    std::uint64_t modifyIndex = 0;
};

struct ConsulInstance
{
    std::string id;
    std::string name;
    nlohmann::json tags; // a list, or null where none were given
    nlohmann::json meta; // an object, or null
    std::string address;
    int port = 0;
    int weightPassing = 1;
    int weightWarning = 1;
    bool enableTagOverride = false;
    bool ofAgent = false; // registered with the local agent: agent/services shows it
    std::uint64_t createIndex = 0;
    std::uint64_t modifyIndex = 0;
};

struct ConsulNode
{
    std::string id;
    std::string name;
    std::string address;
    nlohmann::json taggedAddresses; // null or an object
    nlohmann::json meta;            // null or an object
    std::uint64_t createIndex = 0;
    std::uint64_t modifyIndex = 0;
    std::map<std::string, ConsulInstance> services; // by id
    std::map<std::string, ConsulCheck> checks;      // by id
};

struct ConsulSession
{
    std::string id;
    std::string name;
    std::string node;
    std::int64_t lockDelay = 15'000'000'000; // ns
    std::string behavior = "release";
    std::string ttl; // "60s", empty: for ever
    std::int64_t ttlMs = 0;
    std::int64_t renewed = 0; // ms since 1970
    nlohmann::json nodeChecks;
    std::uint64_t createIndex = 0;
};

struct ConsulEvent
{
    nlohmann::json json;
    std::uint64_t index = 0;
};

// What a simulated Consul server of one knows, shared by its HTTP API, its fill and the faults of the platform. Main thread.
class ConsulState
{
public:
    // What changed, so that only those who wait for it are looked at.
    enum Table { Catalog = 1, Keys = 2, Sessions = 4, Events = 8, Restart = 16 };

    ConsulState();

    std::string version = "1.8.7";
    std::string datacenter = "dc1";
    std::string nodeName = "consul-0";
    std::string nodeId;
    std::string nodeAddress = "127.0.0.1";
    bool devMode = false;
    std::vector<std::string> recursors;

    ConsulKvStore keys;
    std::map<std::string, ConsulSession> sessions;
    std::map<std::string, std::int64_t> lockDelays; // by key: until when nobody gets its lock, ms since 1970
    std::vector<ConsulEvent> events;
    std::uint64_t sessionsIndex = 0;

    const std::map<std::string, ConsulNode> &nodes() const { return m_nodes; }
    ConsulNode *node(const std::string &name);
    const ConsulNode *node(const std::string &name) const;
    ConsulNode *ownNode() { return node(nodeName); }
    // Who has an instance of that service: node, id of the instance; in order.
    using Places = std::set<std::pair<std::string, std::string>>;
    const Places &placesOf(const std::string &service) const;
    const std::map<std::string, Places> &services() const { return m_places; }

    std::uint64_t index() const { return m_index; }
    std::uint64_t nextIndex() { return ++m_index; }
    std::uint64_t nodesIndex() const { return m_nodesIndex; }
    std::uint64_t servicesIndex() const { return m_servicesIndex; }
    std::uint64_t checksIndex() const { return m_checksIndex; }
    std::uint64_t catalogIndex() const; // of all three
    // Of one service: its own, or that of the last service that went.
    std::uint64_t serviceIndex(const std::string &service) const;

    // Each makes one index of its own unless one is given.
    void putNode(ConsulNode node, std::uint64_t index = 0); // services and checks of it are kept
    void putInstance(const std::string &node, ConsulInstance instance, std::uint64_t index = 0);
    void putCheck(const std::string &node, ConsulCheck check, std::uint64_t index = 0);
    bool removeNode(const std::string &node);
    bool removeInstance(const std::string &node, const std::string &id);
    bool removeCheck(const std::string &node, const std::string &id);
    // False: there is no such check. An output alone wakes nobody up for less than the real server would.
    bool setCheck(const std::string &node, const std::string &id, const std::string &status, const std::string &output);
    void destroySession(const std::string &id);
    void keysChanged() { tell(Keys); }
    void sessionsChanged() { tell(Sessions); }
    void eventsChanged() { tell(Events); }

    // As after a start: the server's own node, the service "consul" and serfHealth alone. The index goes on where it was
    // unless the data directory is lost, too.
    void reset(bool indexToo = true);

    std::function<void(int tables)> changed;
    std::function<qint64()> now = [] { return QDateTime::currentMSecsSinceEpoch(); };

private:
    void tell(int tables)
    {
        if (changed)
            changed(tables);
    }
    void touch(const ConsulNode &node, const std::string &service, std::uint64_t index);

    std::map<std::string, ConsulNode> m_nodes;
    std::map<std::string, Places> m_places;
    std::map<std::string, std::uint64_t> m_serviceIndexes;
    std::uint64_t m_missingIndex = 0; // of services that are not there
    std::uint64_t m_index = 0;
    std::uint64_t m_nodesIndex = 0;
    std::uint64_t m_servicesIndex = 0;
    std::uint64_t m_checksIndex = 0;
};

} // namespace mk::demo
