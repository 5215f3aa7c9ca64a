// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/old/AdminCall.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mk::demo::old {

class LegacyDao;

using AdminHandler = std::function<Reply(const AdminCall &)>;

// Which path answers to which methods. "/apis/:api/plugins": a part with a colon takes any text, by that name.
class AdminRoutes
{
public:
    void add(const std::string &pattern, std::map<std::string, AdminHandler> methods);
    // Refuses what no route takes, and media types that Kong does not read.
    Reply answer(AdminCall call) const;

private:
    struct Route
    {
        std::vector<std::string> parts;
        std::map<std::string, AdminHandler> methods;
    };
    std::vector<Route> m_routes; // the first that fits answers: those without names first
};

// The parts of the Admin API; the node of the dao outlives the routes.
void addNodeRoutes(AdminRoutes &routes, LegacyDao *dao);       // /, /status, plugins' schemas
void addApiRoutes(AdminRoutes &routes, LegacyDao *dao);        // apis and plugins wherever they stand
void addCredentialRoutes(AdminRoutes &routes, LegacyDao *dao); // of consumers
void addUpstreamRoutes(AdminRoutes &routes, LegacyDao *dao);   // upstreams, targets, health

// The consumer, service or route that a path names, in their own ways; null: none.
const Json *namedRow(const LegacyDao &dao, const std::string &table, const std::string &lookup,
                     const std::string &idOrName);

} // namespace mk::demo::old
