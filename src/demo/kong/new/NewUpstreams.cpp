// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewUpstreams.h"

#include "demo/kong/new/NewLua.h"
#include "demo/kong/new/NewPaging.h"
#include "demo/kong/new/NewText.h"

#include <algorithm>

namespace mk::demo {

namespace {

// What a resolver says of a name that nobody knows.
const char *const nameError = "dns server error: 3 name error";

bool hasHealthChecks(const Json &upstream)
{
    for (const char *path : {"healthchecks.active.healthy.interval", "healthchecks.active.unhealthy.interval",
                             "healthchecks.passive.healthy.successes", "healthchecks.passive.unhealthy.http_failures",
                             "healthchecks.passive.unhealthy.tcp_failures", "healthchecks.passive.unhealthy.timeouts"}) {
        const Json *value = memberAt(upstream, path);
        if (value && value->is_number() && value->get<double>() > 0)
            return true;
    }
    return false;
}

QString healthKey(const Json &upstream, const std::string &target)
{
    return QString::fromStdString(upstream.at("id").get<std::string>() + '|' + target);
}

// Names of the top levels that never resolve (RFC 2606) do not resolve here either; every other has an address of its own.
std::optional<std::string> addressOf(const NormalizedHost &host)
{
    if (host.kind != NormalizedHost::Kind::Name)
        return formattedHost({host.kind, host.host, {}}, {});
    for (const std::string_view end : {".invalid", ".test", ".example"}) {
        if (host.host.ends_with(end))
            return {};
    }
    if (host.host == "localhost")
        return "127.0.0.1";
    const std::size_t hash = qHash(QByteArray::fromStdString(host.host), 0);
    return "10." + std::to_string(hash % 250 + 1) + '.' + std::to_string(hash / 250 % 250 + 1) + '.'
        + std::to_string(hash / 62500 % 250 + 1);
}

Json listOrObject(const Json &list)
{
    return list.empty() ? Json::object() : list; // an empty table is printed as an object here
}

} // namespace

std::vector<std::string> NewUpstreams::templates() const
{
    const std::string one = "/upstreams/{upstreams}/targets/{targets}";
    return {"/upstreams/{upstreams}/health", "/upstreams/{upstreams}/targets/all", one + "/healthy", one + "/unhealthy",
            one + "/{address}/healthy", one + "/{address}/unhealthy"};
}

NewRoute NewUpstreams::below(std::vector<QByteArray> methods, Work work)
{
    return {std::move(methods), [this, work = std::move(work)](NewCall &call) {
                const NewOutcome upstream = m_entities->select(*m_entities->schemas().entity("upstreams"), call.path[1]);
                if (upstream.failed())
                    return errorReply(upstream.error());
                if (upstream.empty()) {
                    // 2.x does not look before it adds a target, and trips.
                    const bool trips = m_entities->isOld() && call.method == "POST" && call.path.size() == 3;
                    return errorReply(trips ? unexpectedError() : notFoundError());
                }
                return work(call, upstream.row());
            }};
}

std::optional<NewRoute> NewUpstreams::find(const std::vector<std::string> &path)
{
    if (path.size() < 3 || path[0] != "upstreams")
        return {};
    if (path.size() == 3 && path[2] == "health")
        return below({"GET"}, [this](NewCall &call, const Json &upstream) {
            const std::optional<std::string> balancer = call.parameter("balancer_health");
            return balancer == "1" ? balancerHealth(upstream) : list(call, upstream, true);
        });
    if (path[2] != "targets")
        return {};
    if (path.size() == 3)
        return below({"GET", "POST"}, [this](NewCall &call, const Json &upstream) {
            return call.method == "POST" ? add(call, upstream) : list(call, upstream, false);
        });
    if (path.size() == 4 && path[3] == "all")
        return below({"GET"}, [this](NewCall &call, const Json &upstream) {
            const NewListQuery query = listQueryOf(call, m_entities->isOld(), true);
            if (query.error)
                return errorReply(*query.error);
            NewEntities::PageRequest request;
            request.foreignField = "upstream";
            request.foreignId = upstream.at("id").get<std::string>();
            request.after = query.after;
            request.size = query.size;
            NewPage page = m_entities->page(*m_entities->schemas().entity("targets"), request);
            if (page.offset)
                page.offset = offsetOf(Json::array({*page.offset}));
            return listReply(page, "/upstreams/" + call.path[1] + "/targets/all", query, false);
        });
    if (path.size() == 4)
        return below({"DELETE", "GET", "PATCH", "PUT"},
                     [this](NewCall &call, const Json &upstream) { return single(call, upstream); });
    const std::string &last = path.back();
    if ((path.size() == 5 || path.size() == 6) && (last == "healthy" || last == "unhealthy"))
        return below({m_entities->isOld() ? "POST" : "PUT"}, [this, healthy = last == "healthy"](NewCall &call, const Json &upstream) {
            return setHealth(call, upstream, healthy);
        });
    return {};
}

std::vector<const Json *> NewUpstreams::newestFirst(const std::string &upstreamId) const
{
    std::vector<const KongTables::Stored *> stored;
    const KongTables::Table &table = m_node->tables.table("targets");
    for (const std::string &id : m_node->tables.idsBy("targets", "upstream", Json{{"id", upstreamId}}))
        stored.push_back(&table.find(id)->second);
    // Two may be made within one millisecond here, which the real server is too slow for.
    std::sort(stored.begin(), stored.end(), [](const KongTables::Stored *a, const KongTables::Stored *b) {
        const double first = a->row.at("created_at").get<double>();
        const double second = b->row.at("created_at").get<double>();
        return first != second ? first > second : a->sequence > b->sequence;
    });
    std::vector<const Json *> rows;
    for (const KongTables::Stored *one : stored)
        rows.push_back(&one->row);
    return rows;
}

Reply NewUpstreams::list(NewCall &call, const Json &upstream, bool withHealth)
{
    NewCall sized = call;
    const std::optional<std::string> offset = call.parameter("offset");
    sized.query.removeIf([](const FormField &field) { return field.name == "offset"; });
    const NewListQuery query = listQueryOf(sized, m_entities->isOld(), false);
    if (query.error)
        return errorReply(*query.error);
    std::size_t start = 0;
    if (offset) { // here it is a number: the place in the list
        if (!luaMatches(*offset, "^%d+$") || offset->size() > 9)
            return errorReply(invalidOffset(*offset, "bad offset"));
        start = std::size_t(std::stoul(*offset));
    }
    const NewEntity &targets = *m_entities->schemas().entity("targets");
    const std::vector<const Json *> rows = newestFirst(upstream.at("id").get<std::string>());
    NewPage page;
    for (std::size_t i = start; i < rows.size() && i < start + query.size; ++i) {
        Json row = m_entities->shown(targets, *rows[i]);
        if (withHealth && isBalancerReady(upstream)) {
            Json host = hostOf(upstream, *rows[i], false);
            const Json &addresses = host["addresses"];
            row["health"] = addresses.empty() ? Json("DNS_ERROR") : addresses[0]["health"];
            row["data"] = std::move(host);
        }
        page.rows.push_back(std::move(row));
    }
    if (start + query.size < rows.size())
        page.offset = std::to_string(start + query.size);
    const std::string path = "/upstreams/" + call.path[1] + (withHealth ? "/health" : "/targets");
    Reply reply = listReply(page, path, query, false);
    if (!withHealth)
        return reply;
    Json body = Json::parse(reply.body.toStdString());
    body["node_id"] = m_node->nodeId.toStdString();
    return newKongReply(200, body);
}

Reply NewUpstreams::add(NewCall &call, const Json &upstream)
{
    const NewEntity &targets = *m_entities->schemas().entity("targets");
    Json args = m_routes->argumentsOf(call, targets);
    args["upstream"] = Json{{"id", upstream.at("id")}};
    if (m_entities->isOld() && args.contains("target") && args["target"].is_string()) {
        // 2.x: the same address again changes the one that is there.
        const std::string upstreamId = upstream.at("id").get<std::string>();
        if (const Json *same = m_entities->targetOf(upstreamId, args["target"].get<std::string>())) {
            const NewOutcome changed = m_entities->update(targets, same->at("id").get<std::string>(), args);
            if (changed.failed())
                return errorReply(changed.error());
            Reply reply = newKongReply(200, m_entities->shown(targets, changed.row()));
            reply.headers.emplaceBack("Deprecation", "true");
            return reply;
        }
    }
    const NewOutcome made = m_entities->insert(targets, std::move(args));
    return made.failed() ? errorReply(made.error()) : newKongReply(201, m_entities->shown(targets, made.row()));
}

Reply NewUpstreams::single(NewCall &call, const Json &upstream)
{
    const NewEntity &targets = *m_entities->schemas().entity("targets");
    const Json *row = m_entities->targetOf(upstream.at("id").get<std::string>(), call.path[3]);
    if (!row)
        return errorReply(notFoundError());
    if (call.method == "GET")
        return newKongReply(200, m_entities->shown(targets, *row));
    const std::string id = row->at("id").get<std::string>();
    if (call.method == "DELETE") {
        m_node->targetHealth.remove(healthKey(upstream, row->at("target").get<std::string>()));
        const std::optional<NewError> error = m_entities->remove(targets, id);
        return error ? errorReply(*error) : Reply{204, {}, {}};
    }
    // PUT changes what is there, as PATCH does.
    const NewOutcome changed = m_entities->update(targets, id, m_routes->argumentsOf(call, targets));
    return changed.failed() ? errorReply(changed.error()) : newKongReply(200, m_entities->shown(targets, changed.row()));
}

Reply NewUpstreams::setHealth(NewCall &call, const Json &upstream, bool healthy)
{
    const Json *row = m_entities->targetOf(upstream.at("id").get<std::string>(), call.path[3]);
    if (!row)
        return errorReply(notFoundError());
    if (!hasHealthChecks(upstream))
        return messageReply(400, "no healthchecker found for " + upstream.at("name").get<std::string>());
    m_node->targetHealth[healthKey(upstream, row->at("target").get<std::string>())] = healthy;
    return {204, {}, {}};
}

// The balancer's view of one target.
Json NewUpstreams::hostOf(const Json &upstream, const Json &target, bool asBalancer) const
{
    const std::string address = target.at("target").get<std::string>();
    std::string error;
    const std::optional<NormalizedHost> host = normalizedHost(address, &error);
    const int weight = target.at("weight").is_number() ? target.at("weight").get<int>() : 0;
    const int port = host && host->port ? *host->port : 0;
    const bool checked = hasHealthChecks(upstream);
    const bool healthy = !checked || m_node->targetHealth.value(healthKey(upstream, address), true);
    Json shown{{"port", port}, {"nodeWeight", weight}, {"addresses", Json::object()}, {"dns", nameError}};
    shown["host"] = host ? formattedHost({host->kind, host->host, {}}, {}) : address;
    int total = 0;
    if (const std::optional<std::string> ip = host ? addressOf(*host) : std::nullopt) {
        const bool four = host->kind != NormalizedHost::Kind::IPv6;
        Json one{{"port", port}, {"weight", weight}, {"ip", *ip}};
        if (asBalancer)
            one["healthy"] = healthy;
        else
            one["health"] = !checked ? "HEALTHCHECKS_OFF" : healthy ? "HEALTHY" : "UNHEALTHY";
        shown["addresses"] = Json::array({one});
        shown["dns"] = four ? "A" : "AAAA";
        total = weight;
    }
    shown["weight"] = {{"total", total}, {"available", healthy ? total : 0}, {"unavailable", healthy ? 0 : total}};
    return shown;
}

Reply NewUpstreams::balancerHealth(const Json &upstream)
{
    const bool checked = hasHealthChecks(upstream);
    Json hosts = Json::array();
    int total = 0;
    int available = 0;
    const std::vector<const Json *> rows = newestFirst(upstream.at("id").get<std::string>());
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        hosts.push_back(hostOf(upstream, **row, true));
        total += hosts.back()["weight"]["total"].get<int>();
        available += hosts.back()["weight"]["available"].get<int>();
    }
    const Json *limit = memberAt(upstream, "healthchecks.threshold");
    const double threshold = limit && limit->is_number() ? limit->get<double>() : 0;
    const bool healthy = total > 0 && available > 0 && 100.0 * available / total >= threshold;
    Json data{{"id", upstream.at("id")}};
    data["health"] = !checked ? "HEALTHCHECKS_OFF" : healthy ? "HEALTHY" : "UNHEALTHY";
    if (!m_entities->isOld() || !rows.empty()) {
        data["details"] = {{"hosts", listOrObject(hosts)},
                           {"healthy", healthy},
                           {"weight", {{"total", total}, {"available", available}, {"unavailable", total - available}}}};
    }
    if (!m_entities->isOld())
        data["balancer_health"] = healthy ? "HEALTHY" : "UNHEALTHY";
    return newKongReply(200, Json{{"data", data}, {"next", nullptr}, {"node_id", m_node->nodeId.toStdString()}});
}

// 3.x hands a new upstream to its balancer a few seconds late; until then nothing is known of its targets.
bool NewUpstreams::isBalancerReady(const Json &upstream) const
{
    const Json *made = memberAt(upstream, "@made");
    return m_entities->isOld() || !made || m_node->now() - made->get<qint64>() >= m_node->balancerDelay;
}

} // namespace mk::demo
