// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PluginOrder.h"

#include <algorithm>
#include <limits>

namespace mk::pluginorder {

namespace {

struct Bundled
{
    const char *name;
    int priority;
};
constexpr Bundled kBeforeThree[] = {
    {"pre-function", std::numeric_limits<int>::max()},
    {"zipkin", 100'000},
    {"bot-detection", 2500},
    {"cors", 2000},
    {"session", 1900},
    {"acme", 1007},
    {"jwt", 1005},
    {"oauth2", 1004},
    {"key-auth", 1003},
    {"ldap-auth", 1002},
    {"basic-auth", 1001},
    {"hmac-auth", 1000},
    {"grpc-gateway", 998},
    {"ip-restriction", 990},
    {"request-size-limiting", 951},
    {"acl", 950},
    {"rate-limiting", 901},
    {"response-ratelimiting", 900},
    {"request-transformer", 801},
    {"response-transformer", 800},
    {"aws-lambda", 750},
    {"azure-functions", 749},
    {"proxy-cache", 100},
    {"prometheus", 13},
    {"http-log", 12},
    {"statsd", 11},
    {"datadog", 10},
    {"file-log", 9},
    {"udp-log", 8},
    {"tcp-log", 7},
    {"loggly", 6},
    {"syslog", 4},
    {"grpc-web", 3},
    {"request-termination", 2},
    {"correlation-id", 1},
    {"post-function", -1000},
};

bool isBundled(const QString &name)
{
    return std::any_of(std::begin(kBeforeThree), std::end(kBeforeThree),
                       [&name](const Bundled &one) { return name == QLatin1String(one.name); });
}

// Kong's own that set the consumer (ldap-auth knows users of its directory only). One that Kong does not bring along may.
bool mayIdentify(const QString &name)
{
    for (const char *own : {"key-auth", "basic-auth", "hmac-auth", "jwt", "oauth2", "session"}) {
        if (name == QLatin1String(own))
            return true;
    }
    return !isBundled(name) && name != QLatin1String("opentelemetry") && !name.startsWith(QLatin1String("ai-"))
        && name != QLatin1String("redirect") && name != QLatin1String("standard-webhooks");
}

bool fits(const QString &bound, const QString &here)
{
    return bound.isEmpty() || bound == here;
}

// Smaller is stronger.
int rankOf(const kong::PluginScope &scope)
{
    const bool service = !scope.serviceId.isEmpty() || !scope.apiId.isEmpty();
    const bool route = !scope.routeId.isEmpty();
    const bool consumer = !scope.consumerId.isEmpty();
    if (consumer)
        return route && service ? 0 : route ? 1 : service ? 2 : 4;
    return route && service ? 3 : route ? 5 : service ? 6 : 7;
}

} // namespace

bool isBoundTo(const Place &place, const kong::PluginScope &scope)
{
    return fits(scope.apiId, place.apiId) && fits(scope.serviceId, place.serviceId) && fits(scope.routeId, place.routeId);
}

std::optional<int> priorityOf(const QString &plugin, const kong::Capabilities &server)
{
    if (const auto told = server.pluginPriorities.find(plugin); told != server.pluginPriorities.end())
        return told->second;
    if (!server.pluginPriorities.empty())
        return std::nullopt;
    for (const Bundled &one : kBeforeThree) {
        if (plugin == QLatin1String(one.name))
            return one.priority;
    }
    return std::nullopt;
}

std::vector<Run> order(const Place &place, const std::vector<KongPluginRecord> &plugins, const kong::Capabilities &server)
{
    std::vector<Run> runs;
    for (const KongPluginRecord &record : plugins) {
        if (isBoundTo(place, record.plugin.scope) && fits(record.plugin.scope.consumerId, place.consumerId))
            runs.push_back({record, Run::Verdict::Runs, std::nullopt, priorityOf(record.plugin.name, server), 0});
    }
    std::sort(runs.begin(), runs.end(), [](const Run &a, const Run &b) {
        const kong::Plugin &one = a.record.plugin;
        const kong::Plugin &other = b.record.plugin;
        const int first = a.priority.value_or(0);
        const int second = b.priority.value_or(0);
        if (first != second)
            return first > second;
        if (one.name != other.name)
            return one.name < other.name;
        if (rankOf(one.scope) != rankOf(other.scope))
            return rankOf(one.scope) < rankOf(other.scope);
        return one.id < other.id;
    });

    bool somebodyKnown = false;
    int position = 0;
    for (auto begin = runs.begin(); begin != runs.end();) {
        const QString name = begin->record.plugin.name;
        const auto end = std::find_if(begin, runs.end(), [&name](const Run &run) { return run.record.plugin.name != name; });
        std::optional<kong::PluginScope> winner;
        for (auto run = begin; run != end; ++run) {
            const kong::Plugin &plugin = run->record.plugin;
            if (!plugin.enabled) {
                run->verdict = Run::Verdict::Off;
            } else if (!plugin.scope.consumerId.isEmpty() && !somebodyKnown) {
                run->verdict = Run::Verdict::NobodyKnown;
            } else if (winner) {
                run->verdict = Run::Verdict::Overruled;
                run->overruledBy = winner;
            } else {
                winner = plugin.scope;
                run->position = ++position;
            }
        }
        std::stable_partition(begin, end, [](const Run &run) { return run.position > 0; });
        somebodyKnown = somebodyKnown || (winner && mayIdentify(name));
        begin = end;
    }
    return runs;
}

} // namespace mk::pluginorder
