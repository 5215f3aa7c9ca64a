// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongAdmin.h"
#include "demo/kong/old/AdminRoutes.h"
#include "demo/kong/old/LegacyDao.h"
#include "demo/kong/old/TextRules.h"

#include <algorithm>
#include <set>

namespace mk::demo::old {

namespace {

using UpstreamHandler = std::function<Reply(const AdminCall &, const Json &)>;

AdminHandler withUpstream(LegacyDao *dao, const UpstreamHandler &then)
{
    return [dao, then](const AdminCall &call) {
        const Json *upstream = dao->findNamed(*legacyKind("upstreams"), call.part("upstream"));
        return upstream ? then(call, *upstream) : notFound();
    };
}

AdminHandler withTarget(LegacyDao *dao, const std::function<Reply(const Json &, const Json &)> &then)
{
    return withUpstream(dao, [dao, then](const AdminCall &call, const Json &upstream) {
        const Json *target =
            dao->findNamed(*legacyKind("targets"), call.part("target"), {{"upstream_id", upstream.at("id")}});
        return target ? then(upstream, *target) : notFound();
    });
}

// What was added last comes first.
std::vector<const Json *> history(const LegacyDao &dao, const Json &upstream)
{
    std::vector<const Json *> rows = dao.node()->tables.findAllBy("targets", "upstream_id", upstream.at("id"));
    const KongTables::Table &table = dao.node()->tables.table("targets");
    const auto sequence = [&table](const Json *row) { return table.find(row->at("id").get_ref<const std::string &>())->second.sequence; };
    std::sort(rows.begin(), rows.end(), [&sequence](const Json *a, const Json *b) { return sequence(a) > sequence(b); });
    return rows;
}

std::string text(const Json &row, const char *name)
{
    return row.at(name).get<std::string>();
}

// Rows of later time first. Sort stably: of the same millisecond, the one that was added last comes first.
bool later(const Json *a, const Json *b)
{
    const double timeOfA = a->at("created_at").get<double>(); // anything may be given for it
    const double timeOfB = b->at("created_at").get<double>();
    return timeOfA > timeOfB;
}

// The last row of each target, unless that took it out; by name backwards.
std::vector<const Json *> activeTargets(const LegacyDao &dao, const Json &upstream)
{
    std::vector<const Json *> rows = history(dao, upstream);
    std::stable_sort(rows.begin(), rows.end(), [](const Json *a, const Json *b) {
        const std::string &nameOfA = a->at("target").get_ref<const std::string &>();
        const std::string &nameOfB = b->at("target").get_ref<const std::string &>();
        return nameOfA != nameOfB ? nameOfA > nameOfB : later(a, b);
    });
    std::vector<const Json *> active;
    std::string seen;
    for (const Json *row : rows) {
        const std::string name = text(*row, "target");
        if (name == seen)
            continue;
        seen = name;
        if (row->at("weight") != 0)
            active.push_back(row);
    }
    return active;
}

// Kong tidies up once ten times as many rows are out of date as are in use.
void cleanHistory(LegacyDao *dao, const Json &upstream)
{
    std::vector<const Json *> rows = history(*dao, upstream);
    std::stable_sort(rows.begin(), rows.end(), &later);
    std::set<std::string> seen;
    std::vector<std::string> outdated;
    for (const Json *row : rows) {
        const bool newest = seen.insert(text(*row, "target")).second;
        if (!newest || row->at("weight") == 0)
            outdated.push_back(text(*row, "id"));
    }
    if (outdated.size() < std::max<std::size_t>(seen.size(), 1) * 10)
        return;
    for (const std::string &id : outdated)
        dao->remove("targets", id);
}

bool isChecked(const Json &upstream)
{
    static const Json::json_pointer thresholds[] = {Json::json_pointer("/healthchecks/active/healthy/interval"),
                                                    Json::json_pointer("/healthchecks/active/unhealthy/interval"),
                                                    Json::json_pointer("/healthchecks/passive/unhealthy/http_failures"),
                                                    Json::json_pointer("/healthchecks/passive/unhealthy/tcp_failures"),
                                                    Json::json_pointer("/healthchecks/passive/unhealthy/timeouts"),
                                                    Json::json_pointer("/healthchecks/passive/healthy/successes")};
    return std::any_of(std::begin(thresholds), std::end(thresholds),
                       [&upstream](const Json::json_pointer &at) { return upstream.value(at, 0.0) > 0; });
}

// Names of the top levels that never resolve (RFC 2606) do not resolve here either.
bool resolves(const std::string &target)
{
    const std::optional<HostPort> address = hostPortOf(target);
    if (!address || address->kind != HostPort::Kind::Name)
        return address.has_value();
    const auto endsIn = [&address](std::string_view end) {
        return address->host.size() > end.size() &&
               address->host.compare(address->host.size() - end.size(), end.size(), end) == 0;
    };
    return !endsIn(".invalid") && !endsIn(".test");
}

QString healthKey(const Json &upstream, const Json &target)
{
    return QString::fromStdString(text(upstream, "id") + '|' + text(target, "target"));
}

const char *healthOf(const KongNode &node, const Json &upstream, const Json &target)
{
    if (!resolves(text(target, "target")))
        return "DNS_ERROR";
    if (!isChecked(upstream))
        return "HEALTHCHECKS_OFF";
    return node.targetHealth.value(healthKey(upstream, target), true) ? "HEALTHY" : "UNHEALTHY";
}

Json listed(const std::vector<const Json *> &rows)
{
    Json data = Json::array();
    for (const Json *row : rows)
        data.push_back(*row);
    return {{"total", data.size()}, {"data", data}};
}

void addUpstreams(AdminRoutes &routes, LegacyDao *dao)
{
    const LegacyKind &upstreams = *legacyKind("upstreams");
    const auto write = [dao, &upstreams](bool put) {
        return [dao, &upstreams, put](const AdminCall &call) {
            if (const auto fault = bodyFault(call))
                return *fault;
            Json fields = legacyFields(call, Json::object());
            return put ? dao->put(upstreams, std::move(fields)) : dao->insert(upstreams, std::move(fields));
        };
    };
    routes.add("/upstreams", {{"GET", [dao, &upstreams](const AdminCall &call) { return dao->page(upstreams, call); }},
                              {"POST", write(false)},
                              {"PUT", write(true)}});
    routes.add(
        "/upstreams/:upstream",
        {{"GET", withUpstream(dao, [](const AdminCall &, const Json &upstream) { return jsonReply(200, upstream); })},
         {"PATCH", withUpstream(dao,
                                [dao, &upstreams](const AdminCall &call, const Json &upstream) {
                                    if (const auto fault = bodyFault(call))
                                        return *fault;
                                    return dao->patch(upstreams, legacyFields(call, Json::object()), upstream);
                                })},
         {"DELETE", withUpstream(dao, [dao](const AdminCall &, const Json &upstream) {
              dao->remove("upstreams", text(upstream, "id"));
              return noContent();
          })}});
    routes.add("/upstreams/:upstream/health",
               {{"GET", withUpstream(dao, [dao](const AdminCall &, const Json &upstream) {
                     Json answer = listed(activeTargets(*dao, upstream));
                     for (Json &target : answer["data"])
                         target["health"] = healthOf(*dao->node(), upstream, target);
                     answer["node_id"] = dao->node()->nodeId.toStdString();
                     return jsonReply(200, answer);
                 })}});
}

void addTargets(AdminRoutes &routes, LegacyDao *dao)
{
    const LegacyKind &targets = *legacyKind("targets");
    routes.add("/upstreams/:upstream/targets",
               {{"GET", withUpstream(dao,
                                     [dao](const AdminCall &, const Json &upstream) {
                                         return jsonReply(200, listed(activeTargets(*dao, upstream)));
                                     })},
                {"POST", withUpstream(dao, [dao, &targets](const AdminCall &call, const Json &upstream) {
                     if (const auto fault = bodyFault(call))
                         return *fault;
                     cleanHistory(dao, upstream);
                     return dao->insert(targets, legacyFields(call, {{"upstream_id", upstream.at("id")}}));
                 })}});
    routes.add("/upstreams/:upstream/targets/all",
               {{"GET", withUpstream(dao, [dao, &targets](const AdminCall &call, const Json &upstream) {
                     return dao->page(targets, call, {{"upstream_id", upstream.at("id")}});
                 })}});
    // A target is taken out by a new row of weight 0.
    routes.add(
        "/upstreams/:upstream/targets/:target",
        {{"DELETE", withTarget(dao, [dao, &targets](const Json &upstream, const Json &target) {
              const Json row = {{"target", target.at("target")}, {"upstream_id", upstream.at("id")}, {"weight", 0}};
              cleanHistory(dao, upstream);
              dao->insert(targets, row);
              return noContent();
          })}});
    for (const bool healthy : {true, false}) {
        routes.add(std::string("/upstreams/:upstream/targets/:target/") + (healthy ? "healthy" : "unhealthy"),
                   {{"POST", withTarget(dao, [dao, healthy](const Json &upstream, const Json &target) {
                         dao->node()->targetHealth.insert(healthKey(upstream, target), healthy);
                         return noContent();
                     })}});
    }
}

} // namespace

void addUpstreamRoutes(AdminRoutes &routes, LegacyDao *dao)
{
    addUpstreams(routes, dao);
    addTargets(routes, dao);
}

} // namespace mk::demo::old
