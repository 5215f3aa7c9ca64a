// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/FormBody.h"
#include "demo/HttpService.h"
#include "demo/rabbitmq/Broker.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mk::demo {

// "queue 'orders' in vhost '/'", as the broker's errors name things.
inline std::string inVhost(const std::string &what, const std::string &name, const std::string &vhost)
{
    return what + " '" + name + "' in vhost '" + vhost + "'";
}

// One request to the management API of a RabbitMQ, taken apart.
struct RabbitCall
{
    Request request;
    std::vector<std::string> parts; // of the path after /api/, decoded
    FormFields query;
    const BrokerUser *user = nullptr;
    std::function<void(Reply)> respond;

    bool is(const char *method) const { return request.method == method; }
    QByteArray value(const char *name) const;
    bool has(const char *name) const;
    // lengths_age and lengths_incr of "lengths"; nothing unless both make sense.
    std::optional<SampleRange> range(const char *kind) const;
    const std::string &part(std::size_t index) const { return parts[index]; }
};

// The HTTP API of the management plugin of RabbitMQ 3.10: who, overview, nodes, virtual hosts, queues (columns, pages, totals
// alone, samples), messages, exchanges, bindings, consumers, connections, channels, policies, permissions, users, health
// checks. Facts from the plugin's rabbit_mgmt_wm_*.erl and the recordings of 3.10.8. Also GET /metrics as the prometheus plugin
// gives them. Definitions, parameters, feature flags and the like are answered with 501.
class RabbitService final : public HttpService
{
public:
    explicit RabbitService(Broker *broker) : m_broker(broker) {}
    void handle(const Request &request, std::function<void(Reply)> respond) override;

private:
    using Handler = void (RabbitService::*)(RabbitCall &call);
    struct Endpoint
    {
        const char *path; // "queues/*/*/get": * stands for one part
        const char *methods;
        Handler handler;
        enum Needs { Anything, VhostInPath, Monitoring, Administrator } needs;
    };
    static const std::vector<Endpoint> &endpoints();

    // Answers.
    void sendJson(const RabbitCall &call, nlohmann::json value, int status = 200) const;
    void sendError(const RabbitCall &call, int status, const nlohmann::json &error, const nlohmann::json &reason) const;
    void sendNothing(const RabbitCall &call, int status, Headers headers = {}) const;
    void notFound(const RabbitCall &call) const { sendError(call, 404, "Object Not Found", "Not Found"); }
    void badRequest(const RabbitCall &call, const nlohmann::json &reason) const { sendError(call, 400, "bad_request", reason); }
    void refused(const RabbitCall &call) const { sendError(call, 401, "not_authorised", "Access refused."); }
    // A list: columns, sorting, pages. The names are of the rows in their order; a row is only made where it is needed.
    struct Rows
    {
        std::vector<std::string> names;
        std::function<nlohmann::json(std::size_t)> row;
    };
    void sendList(const RabbitCall &call, const Rows &rows) const;
    void sendList(const RabbitCall &call, const std::vector<nlohmann::json> &rows) const;
    std::optional<nlohmann::json> body(const RabbitCall &call, std::initializer_list<const char *> needed) const; // nothing: answered
    const BrokerUser *whoAsks(const Request &request, Reply *refusal) const;

    // RabbitRows.cpp
    nlohmann::json queueRow(const BrokerQueue &queue, const RabbitCall &call, bool alone) const;
    nlohmann::json queueTotals(const BrokerQueue &queue) const;
    nlohmann::json exchangeRow(const BrokerExchange &exchange, const RabbitCall &call, bool alone) const;
    nlohmann::json bindingRow(const BrokerBinding &binding) const;
    nlohmann::json vhostRow(const std::string &name, const RabbitCall &call) const;
    nlohmann::json connectionRow(const BrokerConnection &connection, const RabbitCall &call, bool alone) const;
    nlohmann::json channelRow(const BrokerChannel &channel, const RabbitCall &call, bool alone) const;
    nlohmann::json consumerRow(const BrokerConsumer &consumer) const;
    nlohmann::json nodeRow(const RabbitCall &call) const;
    nlohmann::json overviewRow(const RabbitCall &call) const;
    static nlohmann::json policyRow(const BrokerPolicy &policy);
    static nlohmann::json permissionRow(const BrokerName &of, const BrokerPermission &permission);
    static void writeCounts(nlohmann::json *row, const BrokerStats &stats, const RabbitCall &call, bool ofAll, qint64 last);

    // RabbitRoutes.cpp
    void overview(RabbitCall &call);
    void whoami(RabbitCall &call);
    void authKind(RabbitCall &call);
    void extensions(RabbitCall &call);
    void clusterName(RabbitCall &call);
    void nodes(RabbitCall &call);
    void vhostList(RabbitCall &call);
    void vhost(RabbitCall &call);
    void vhostPermissions(RabbitCall &call);
    void vhostLimits(RabbitCall &call);
    void exchanges(RabbitCall &call);
    void exchange(RabbitCall &call);
    void exchangeBindings(RabbitCall &call);
    void bindings(RabbitCall &call);
    void bindingsBetween(RabbitCall &call);
    void binding(RabbitCall &call);
    void consumers(RabbitCall &call);
    void connections(RabbitCall &call);
    void connection(RabbitCall &call);
    void channels(RabbitCall &call);
    void channel(RabbitCall &call);
    void policies(RabbitCall &call);
    void policy(RabbitCall &call);
    void userList(RabbitCall &call);
    void user(RabbitCall &call);
    void permissions(RabbitCall &call);
    void permission(RabbitCall &call);
    void notSimulated(RabbitCall &call);
    // RabbitHealthRoutes.cpp
    void health(RabbitCall &call);
    void aliveness(RabbitCall &call);
    void resetStatistics(RabbitCall &call);
    // RabbitQueueRoutes.cpp
    void queues(RabbitCall &call);
    void queue(RabbitCall &call);
    void queueBindings(RabbitCall &call);
    void queueContents(RabbitCall &call);
    void queueGet(RabbitCall &call);
    void queueActions(RabbitCall &call);
    void publish(RabbitCall &call);
    std::vector<BrokerBinding> allBindings(const std::string &vhost) const; // with those of the default exchange; empty: of all

    Broker *m_broker;
};

// Text of GET /metrics of the prometheus plugin, aggregated.
QByteArray rabbitMetrics(const Broker &broker);

} // namespace mk::demo
