// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ConsulHost.h"
#include "platform/ConsulRecords.h"
#include "platform/KongPlans.h"
#include "platform/PluginOrder.h"
#include "platform/RouteMatcher.h"

#include <QDateTime>
#include <QVariantMap>

#include <memory>
#include <optional>
#include <vector>

// The way of one request through the platform, and why it does not arrive: client, API object or route, plugins, what
// is handed on, host name, instances, port. Pure functions over what the live stores hold, any thread; nothing is asked
// and nobody is called. Codes and arguments only: models/PathText makes sentences of them.
//
// How Kong comes to an address is the DNS client's of Kong (lua-resty-dns-client, `toip`): the first kind of record of
// dns_order that answers counts, and the port of an SRV record replaces the configured one unless it is 0. Consul
// answers SRV and A for every instance that is not critical.
namespace mk::requestpath {

// One of Kong's own load balancers; a host of that name leads to it before any DNS.
struct Upstream
{
    QString name;
    std::optional<QStringList> targets; // "host:port", those with a weight; nothing: not read
};

// What is known. Null pointers: that list is not known (not configured, not read, not allowed).
struct Sources
{
    kong::Capabilities server;
    std::shared_ptr<const std::vector<kong::Api>> apis;
    std::shared_ptr<const std::vector<kong::Service>> services;
    std::shared_ptr<const std::vector<kong::Route>> routes;
    std::shared_ptr<const std::vector<KongPluginRecord>> plugins;
    std::optional<std::vector<Upstream>> upstreams; // nothing: not known
    QString node;                                   // of Kong: "kong-0"; empty: not told
    QString routerFlavor;
    int proxyPort = 0;
    QStringList dnsOrder;     // empty: not told; that of Kong is taken then
    QStringList dnsResolvers; // "172.17.0.5:8600"
    std::shared_ptr<const std::vector<consul::Instance>> instances;
    std::shared_ptr<const std::vector<consul::Node>> nodes;
    bool hasConsul = false;      // the environment has one
    bool registryIsPart = false; // the credential does not see all of it
    QString datacenter;          // of the agent; empty: not told
    QString domain = consulhost::defaultDomain();
    QDateTime kongReadAt;
    QDateTime pluginsReadAt;
    QDateTime consulReadAt;
};
RouterTables tablesOf(const Sources &sources);

enum class State {
    Ok,
    Unknown,  // nobody has looked, or nobody can tell
    Doubtful, // may fail
    Broken,
    NotReached, // the request ends before
};

enum class Certainty {
    Told,      // the server's own words
    Concluded, // follows from its rules
    Open,      // cannot be known from here
};

// Where a fact comes from. Protocol text: a call and the field of its answer.
struct Evidence
{
    QString call;
    QString field;
    QDateTime readAt;
    bool operator==(const Evidence &) const = default;
};

enum class StepKind { Client, Match, Plugins, Rewrite, Resolve, Connect };

struct PathStep
{
    StepKind kind = StepKind::Client;
    State state = State::NotReached;
    QString code = {}; // see PathText
    QVariantMap args = {};
    Certainty certainty = Certainty::Told;
    QList<Evidence> evidence = {};
    QString panel = {}; // where the thing is at home, and its id there; empty: nowhere
    QString entityId = {};
};

// Somewhere the request may end up.
struct Place
{
    QString address;
    int port = 0; // in effect; 0: not known
    QString name; // of the instance ("microservice-user-x2k9"), else of the target
    State state = State::Unknown;
    QString reason;   // "passing", "warning", "critical", "maintenance", "no-check" (its node alone is looked after),
                      // "target"
    bool used = true; // DNS gives it away
    QString service;  // of Consul; empty: none
};

// Ports that should agree.
struct Port
{
    QString where;   // "kong" (configured), "srv" (Consul), "target"
    QString subject; // what is configured so: a host name, an address
    int port = 0;
    bool used = false;
    Evidence evidence;
};

// One edit that takes the cause away: another host name in the API object or service.
struct Repair
{
    kong::Kind kind = kong::Kind::Api;
    QString id;
    QString name;
    QString hostBefore;
    QString hostAfter;
    bool operator==(const Repair &) const = default;
};
// entity: as the server told it. Changes upstream_url or host, nothing else.
Result<Plan> repairPlan(const kongplans::Context &context, const Repair &repair, const QByteArray &entity);

// Why it ends, or may end, where it does.
struct Cause
{
    StepKind at = StepKind::Match;
    State state = State::Broken;
    QString code = {}; // that of a step, or one that is more exact; see PathText
    QVariantMap args = {};
    std::optional<Repair> repair = {};
};

struct Path
{
    RouteRequest request;
    RouteExplanation explanation; // verdicts: those that match, then the nearest of the others
    qsizetype compared = 0;       // API objects and routes that there are
    QStringList nearest;          // where nothing matches: names of what comes near, the nearest first
    std::vector<PathStep> steps;  // one of each kind, in order
    std::vector<pluginorder::Run> plugins;
    // Of what was chosen. Empty and 0: there is none, or the request does not come so far.
    kong::Kind chosenKind = kong::Kind::Route;
    QString chosenId;
    QString chosenName;
    std::optional<bool> strips;
    std::optional<bool> preservesHost;
    QString protocol;
    QString host;
    int port = 0;
    bool portIsDefault = false; // not written anywhere: that of the protocol
    consulhost::ConsulHost meaning;
    std::vector<Place> places;
    std::vector<Port> ports;
    std::optional<Cause> cause;
    std::optional<int> expectedStatus; // Kong's own answer; nothing: whatever the upstream says
    QString upstream;                  // the name of Kong's upstream; empty: none

    const PathStep &step(StepKind kind) const { return steps.at(size_t(kind)); }
    State worst() const; // of all steps
};

// The same path with the times at which its lists were confirmed last: they may say the same for hours.
Path withTimesOf(const Sources &sources, Path path);

Path trace(const Sources &sources, const RouteMatcher &matcher, const RouteRequest &request);

} // namespace mk::requestpath
