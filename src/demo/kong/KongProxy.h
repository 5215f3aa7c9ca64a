// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpService.h"
#include "demo/kong/KongAdmin.h"
#include "demo/kong/KongMetrics.h"
#include "demo/kong/KongRouter.h"
#include "demo/kong/ProxyContext.h"
#include "demo/kong/ProxyPlugins.h"

#include <QHash>

namespace mk::demo {

// The proxy port (plain and TLS) of a simulated node: chooses the route or api, runs the plugins (ProxyPlugins.h has which),
// asks whoever KongNode::upstream says is there, answers with Kong's own errors where that fails, and counts for the metrics.
// Not simulated: WebSockets, gRPC, TCP routes, retries and time-outs, passive health checks, hashing of upstreams (targets
// take turns by weight), and 3.x's delay of up to five seconds before the proxy sees a change.
class KongProxy final : public HttpService
{
public:
    // Sets the node's metrics. The node outlives the service.
    explicit KongProxy(KongNode *node);
    ~KongProxy() override;

    void handle(const Request &request, std::function<void(Reply)> respond) override;
    void clear(); // counters, caches and windows
    // A request that did not come over this port, for the metrics.
    void countElsewhere(const CountedRequest &request) { m_metrics.count(request); }

private:
    Reply answer(ProxyContext *context, bool *routed, bool *byUpstream);
    std::optional<Reply> refusedByScheme(const ProxyContext &context) const;
    Reply askUpstream(ProxyContext *context, bool *byUpstream);
    std::optional<nlohmann::json> nextTarget(const nlohmann::json &upstream);
    Request handedOn(const ProxyContext &context, const QByteArray &host, const QByteArray &path) const;
    void decorate(const ProxyContext &context, Reply *reply, bool byUpstream) const;
    void count(const ProxyContext &context, const Reply &reply, bool byUpstream);

    KongNode *m_node;
    KongRouter m_router;
    ProxyPlugins m_plugins;
    KongMetrics m_metrics;
    QHash<QString, QHash<QString, qint64>> m_turns; // upstream id -> target -> how far it is behind
};

} // namespace mk::demo
