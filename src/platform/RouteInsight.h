// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "platform/RouteClaims.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

// What the platform around it says of a row of Kong: which service of Consul its upstream host means, how many instances
// answer, and who else claims its requests. Pure functions, any thread.
namespace mk {

struct RouteInsight
{
    enum class Registry {
        Unknown,   // nothing is claimed: no Consul, its list is not loaded, out of date, or not all of it may be seen
        Elsewhere, // no service of Consul: another name, an address, a node, a prepared query, another datacenter
        Upstream,  // the name of an upstream of Kong's own, which looks there before it asks any DNS
        Found,
        Misspelt,  // meant for Consul, but no such name can exist (services.consul)
        Absent,    // a service's name, and Consul has no such service: an orphan
    };
    Registry registry = Registry::Unknown;
    QString service;   // as Consul, or Kong, writes it where it is Found or Upstream; else as the host has it. Empty: none is named
    QString tag;       // only instances with it are reached; the numbers are of all
    int passing = 0;   // Found: instances by health
    int warning = 0;
    int critical = 0;
    int total = 0;
    QString nearest;   // Absent: the name that was probably meant; Misspelt: the service, where Consul has it
    QString corrected; // Misspelt: the whole host made right; empty: no plain guess
    routeclaims::Claims claims;

    bool isOrphan() const { return registry == Registry::Absent; }
    // Consul's DNS hands out what is not critical.
    int reachable() const { return total - critical; }
    bool isEmpty() const { return *this == RouteInsight(); }
    bool operator==(const RouteInsight &) const = default;
};

// By KongRouteRecord::keyOf(). Rows of which nothing is to be said have no entry.
using RouteInsights = QHash<QString, RouteInsight>;

namespace routeinsight {

// Consul's services as far as they may be spoken of, found by name without regard to case.
class Registry
{
public:
    // datacenter: that of the agent that told them; empty: not known. upstreams: Kong's; null: not known, and then no name is
    // said to be missing.
    Registry(const std::vector<consul::Service> &services, const QString &datacenter, const std::vector<kong::Entity> *upstreams);
    // The part about Consul. Names that Consul does not have cost a look at all of them; they are remembered.
    RouteInsight of(const QString &host);

private:
    QHash<QString, const consul::Service *> m_services; // by lower case name; of the list given
    QStringList m_names;
    QString m_datacenter;
    QSet<QString> m_upstreams; // in small letters
    bool m_knowsUpstreams;
    QHash<QString, RouteInsight> m_known; // by host
};

// The host of an upstream_url; empty: none that anybody can read.
QString upstreamHost(const QString &upstreamUrl);

struct Sources
{
    std::shared_ptr<const std::vector<kong::Api>> apis;
    std::shared_ptr<const std::vector<kong::Service>> services;
    std::shared_ptr<const std::vector<kong::Route>> routes;
    std::shared_ptr<const std::vector<consul::Service>> registry; // null: unknown
    QString datacenter;
    std::shared_ptr<const std::vector<kong::Entity>> upstreams; // null: unknown
};
// claims: of the same entities, or empty.
RouteInsights join(const Sources &sources, const QHash<QString, routeclaims::Claims> &claims);

} // namespace routeinsight

} // namespace mk
