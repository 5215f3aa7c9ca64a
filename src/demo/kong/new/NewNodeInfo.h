// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/new/NewRoutes.h"

namespace mk::demo {

// What the node says of itself: /, /status, /timers, /debug, /cache, /config, /metrics, and its schemas.
class NewNodeInfo
{
public:
    NewNodeInfo(KongNode *node, NewEntities *entities);

    std::optional<NewRoute> find(const std::vector<std::string> &path);
    // Of the status port.
    std::optional<NewRoute> findStatus(const std::vector<std::string> &path);
    std::vector<std::string> templates() const;

private:
    std::optional<NewRoute> findSchema(const std::vector<std::string> &path);
    std::optional<NewRoute> findDebug(const std::vector<std::string> &path);
    Reply root() const;
    Reply status() const;
    Reply timers() const;
    Reply metrics() const;
    Reply validated(NewCall &call, const std::string &name) const;
    Json configuration() const;
    Json listener(quint16 port, bool tls, bool ofStatus) const;

    KongNode *m_node;
    NewEntities *m_entities;
    Json m_facts; // schemas/<version>/node.json
    std::string m_logLevel = "notice";
};

} // namespace mk::demo
