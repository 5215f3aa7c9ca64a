// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/new/NewRoutes.h"

namespace mk::demo {

// Targets of an upstream and their health: /upstreams/{u}/targets..., /upstreams/{u}/health. Nothing is probed: a target is
// healthy until somebody says otherwise, and names resolve but for those that never do.
class NewUpstreams
{
public:
    NewUpstreams(KongNode *node, NewEntities *entities, NewRoutes *routes)
        : m_node(node), m_entities(entities), m_routes(routes)
    {
    }

    std::optional<NewRoute> find(const std::vector<std::string> &path);
    std::vector<std::string> templates() const;

private:
    using Work = std::function<Reply(NewCall &, const Json &upstream)>;
    NewRoute below(std::vector<QByteArray> methods, Work work);
    Reply list(NewCall &call, const Json &upstream, bool withHealth);
    Reply add(NewCall &call, const Json &upstream);
    Reply single(NewCall &call, const Json &upstream);
    Reply setHealth(NewCall &call, const Json &upstream, bool healthy);
    Reply balancerHealth(const Json &upstream);
    Json hostOf(const Json &upstream, const Json &target, bool asBalancer) const;
    std::vector<const Json *> newestFirst(const std::string &upstreamId) const;
    bool isBalancerReady(const Json &upstream) const;

    KongNode *m_node;
    NewEntities *m_entities;
    NewRoutes *m_routes;
};

} // namespace mk::demo
