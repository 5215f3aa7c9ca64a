// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/FormBody.h"
#include "demo/HttpService.h"
#include "demo/consul/ConsulState.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace mk::demo {

// One request to a Consul agent, taken apart.
struct ConsulCall
{
    Request request;
    QByteArray path; // decoded
    FormFields query;
    std::uint64_t minIndex = 0; // of a blocking query; 0: none
    qint64 waitMs = 0;
    QByteArray consistency = "leader"; // "stale", "consistent"
    std::function<void(Reply)> respond;

    bool has(const char *name) const;
    QByteArray value(const char *name) const; // the first of that name; empty
    QByteArrayList values(const char *name) const;
    std::string last() const { return last(2); }
    // What the path has behind so many of its parts, "v1" not counted: "/v1/catalog/node/a/b" -> "a/b" for 2.
    std::string last(int from) const;
    bool is(const char *method) const { return request.method == method; }
};

// The HTTP API of a Consul 1.8 agent that is its only server: status, catalog, health, the local agent, keys, transactions,
// sessions, events, coordinates, what the built-in interface asks for, blocking queries. Facts from agent/*_endpoint.go and the recordings of
// 1.8.7; ACLs are off. What it leaves out (snapshots, Connect, prepared queries, configuration entries) is answered with 501.
class ConsulService final : public QObject, public HttpService
{
    Q_OBJECT
public:
    explicit ConsulService(ConsulState *state, QObject *parent = nullptr);
    ~ConsulService() override;

    void handle(const Request &request, std::function<void(Reply)> respond) override;

    quint16 httpPort = 8500; // told by agent/self

private:
    struct Waiting
    {
        int tables;
        std::uint64_t minIndex;
        qint64 deadline; // of m_clock
        std::function<std::uint64_t()> index;
        std::function<void()> answer;
    };
    using Handler = void (ConsulService::*)(ConsulCall &call);
    struct Endpoint
    {
        const char *path; // with a / at its end: everything below
        const char *methods; // "GET,PUT"
        Handler handler;
    };
    static const std::vector<Endpoint> &endpoints();

    // Answers.
    void sendText(const ConsulCall &call, int status, const QByteArray &text, Headers headers = {}) const;
    void sendJson(const ConsulCall &call, const nlohmann::json &value, Headers headers = {}, int status = 200) const;
    void sendNothing(const ConsulCall &call, int status = 200, Headers headers = {}) const;
    // A read that can wait: answers at once, or when one of the tables has brought its index beyond the asked one.
    void read(ConsulCall &call, int tables, std::function<std::uint64_t()> index, std::function<Reply(const ConsulCall &call)> make);
    void readJson(ConsulCall &call, int tables, std::function<std::uint64_t()> index, std::function<nlohmann::json()> make, bool consistency = true);
    Reply jsonReply(const ConsulCall &call, const nlohmann::json &value, Headers headers, int status) const;
    static Headers meta(std::uint64_t index);
    bool parse(ConsulCall *call) const; // false: answered
    // The body as JSON; false: answered.
    bool body(const ConsulCall &call, const char *complaint, nlohmann::json *value) const;
    void wake(int tables);
    void lookAtWaiting();
    void tick();

    // CatalogRoutes.cpp
    void catalogDatacenters(ConsulCall &call);
    void catalogNodes(ConsulCall &call);
    void catalogServices(ConsulCall &call);
    void catalogService(ConsulCall &call);
    void catalogNode(ConsulCall &call);
    void catalogNodeServices(ConsulCall &call);
    void catalogRegister(ConsulCall &call);
    void catalogDeregister(ConsulCall &call);
    void uiNodes(ConsulCall &call);
    void uiNode(ConsulCall &call);
    void uiServices(ConsulCall &call);
    // HealthRoutes.cpp
    void healthNode(ConsulCall &call);
    void healthChecks(ConsulCall &call);
    void healthService(ConsulCall &call);
    void healthState(ConsulCall &call);
    void agentHealth(ConsulCall &call);
    // AgentRoutes.cpp
    void agentSelf(ConsulCall &call);
    void agentMembers(ConsulCall &call);
    void agentServices(ConsulCall &call);
    void agentService(ConsulCall &call);
    void agentChecks(ConsulCall &call);
    void agentRegister(ConsulCall &call);
    void agentDeregister(ConsulCall &call);
    void agentServiceMaintenance(ConsulCall &call);
    void agentMaintenance(ConsulCall &call);
    void agentCheckRegister(ConsulCall &call);
    void agentCheckDeregister(ConsulCall &call);
    void agentCheckUpdate(ConsulCall &call);
    void agentNothing(ConsulCall &call);
    // KeyRoutes.cpp
    void keys(ConsulCall &call);
    void keyRead(ConsulCall &call, const std::string &key);
    void keyPut(ConsulCall &call, const std::string &key);
    void keyDelete(ConsulCall &call, const std::string &key);
    void transaction(ConsulCall &call);
    // OtherRoutes.cpp
    void statusLeader(ConsulCall &call);
    void statusPeers(ConsulCall &call);
    void sessionCreate(ConsulCall &call);
    void sessionDestroy(ConsulCall &call);
    void sessionRenew(ConsulCall &call);
    void sessionInfo(ConsulCall &call);
    void sessionList(ConsulCall &call);
    void eventFire(ConsulCall &call);
    void eventList(ConsulCall &call);
    void coordinateNodes(ConsulCall &call);
    void coordinateDatacenters(ConsulCall &call);
    void raftConfiguration(ConsulCall &call);
    void autopilotConfiguration(ConsulCall &call);
    void autopilotHealth(ConsulCall &call);
    void keyring(ConsulCall &call);
    void aclOff(ConsulCall &call);
    void notSimulated(ConsulCall &call);

    ConsulState *m_state;
    std::vector<Waiting> m_waiting;
    int m_changedTables = 0;
    QTimer m_wake;
    QTimer m_deadline;
    QTimer m_tick;
    QElapsedTimer m_clock;
};

// "1m30s" as Go reads it, in nanoseconds; nothing for what it does not understand.
std::optional<std::int64_t> goDuration(const QByteArray &text);
std::string goQuoted(const std::string &text); // %q

// Rows as the endpoints show them.
nlohmann::json consulNodeJson(const ConsulNode &node, const std::string &datacenter);
nlohmann::json consulInstanceJson(const ConsulInstance &instance);
nlohmann::json consulCheckJson(const ConsulNode &node, const ConsulCheck &check);
// The IP address and port under the names that agents add for a service with an address of its own; null without one.
nlohmann::json consulServiceAddresses(const ConsulInstance &instance);

} // namespace mk::demo
