// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/rabbitmq/RabbitService.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>

namespace mk::demo {

using nlohmann::json;

namespace {

const QByteArray kPolicy = "script-src 'self' 'unsafe-eval' 'unsafe-inline'; object-src 'self'";
constexpr int kMostOfAPage = 500;
constexpr int kPage = 100;

// "message_stats.publish_details.rate" of a row; null where there is none.
const json *memberAt(const json &row, const std::string &path)
{
    const json *at = &row;
    std::size_t begin = 0;
    while (at->is_object()) {
        const std::size_t dot = path.find('.', begin);
        const auto found = at->find(path.substr(begin, dot == std::string::npos ? dot : dot - begin));
        if (found == at->end())
            return nullptr;
        at = &*found;
        if (dot == std::string::npos)
            return at;
        begin = dot + 1;
    }
    return nullptr;
}

void copyColumn(const json &from, const std::string &path, json *to)
{
    // The server does not look into these.
    if (path.rfind("queue_totals.", 0) == 0) {
        (*to)["queue_totals"] = from.value("queue_totals", json::object());
        return;
    }
    const json *value = memberAt(from, path);
    if (!value)
        return;
    json *at = to;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t dot = path.find('.', begin);
        const std::string name = path.substr(begin, dot == std::string::npos ? dot : dot - begin);
        if (dot == std::string::npos) {
            (*at)[name] = *value;
            return;
        }
        at = &(*at)[name];
        if (!at->is_object())
            *at = json::object();
        begin = dot + 1;
    }
}

// An object without members is a list without members to the server that makes the JSON.
json withColumns(json row, const RabbitCall &call)
{
    if (!call.has("columns"))
        return row;
    json chosen = json::object();
    for (const QByteArray &column : call.value("columns").split(','))
        copyColumn(row, column.toStdString(), &chosen);
    return chosen.empty() ? json::array() : chosen;
}

bool pathFits(const char *pattern, const std::vector<std::string> &parts)
{
    const QByteArrayList wanted = QByteArray(pattern).split('/');
    if (wanted.size() != qsizetype(parts.size()))
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted.at(i) != "*" && wanted.at(i).toStdString() != parts[std::size_t(i)])
            return false;
    }
    return true;
}

Reply errorReply(int status, const json &error, const json &reason, const char *vary)
{
    const json body{{"error", error}, {"reason", reason}};
    return {status,
            {{"content-security-policy", kPolicy}, {"content-type", "application/json"}, {"server", "Cowboy"}, {"vary", vary}},
            QByteArray::fromStdString(body.dump(-1, ' ', false, json::error_handler_t::replace))};
}

} // namespace

QByteArray RabbitCall::value(const char *name) const
{
    for (const FormField &field : query) {
        if (field.name == name)
            return field.value;
    }
    return {};
}

bool RabbitCall::has(const char *name) const
{
    return std::any_of(query.cbegin(), query.cend(), [name](const FormField &field) { return field.name == name; });
}

std::optional<SampleRange> RabbitCall::range(const char *kind) const
{
    const qint64 age = value((std::string(kind) + "_age").c_str()).toLongLong();
    const qint64 increment = value((std::string(kind) + "_incr").c_str()).toLongLong();
    // More samples than these are silently none.
    if (age <= 0 || increment <= 0 || age / increment > 500)
        return std::nullopt;
    return SampleRange{age, increment};
}

void RabbitService::sendJson(const RabbitCall &call, json value, int status) const
{
    Headers headers{{"content-security-policy", kPolicy}, {"content-type", "application/json"}, {"server", "Cowboy"}, {"vary", "accept, accept-encoding, origin"}};
    if (status == 200 || status == 503)
        headers.prepend({"cache-control", "no-cache"});
    if (value.is_object())
        value = withColumns(std::move(value), call);
    call.respond({status, headers, QByteArray::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace))});
}

void RabbitService::sendError(const RabbitCall &call, int status, const json &error, const json &reason) const
{
    call.respond(errorReply(status, error, reason, "accept, accept-encoding, origin"));
}

void RabbitService::sendNothing(const RabbitCall &call, int status, Headers headers) const
{
    headers.emplaceBack("content-security-policy", kPolicy);
    headers.emplaceBack("server", "Cowboy");
    headers.emplaceBack("vary", "accept, accept-encoding, origin");
    call.respond({status, headers, {}});
}

void RabbitService::sendList(const RabbitCall &call, const std::vector<json> &rows) const
{
    Rows list;
    list.names.reserve(rows.size());
    for (const json &row : rows)
        list.names.push_back(row.value("name", std::string()));
    list.row = [&rows](std::size_t index) { return rows[index]; };
    sendList(call, list);
}

void RabbitService::sendList(const RabbitCall &call, const Rows &rows) const
{
    std::vector<std::size_t> order(rows.names.size());
    std::iota(order.begin(), order.end(), std::size_t(0));

    const bool paged = call.has("page");
    int page = 0;
    int pageSize = kPage;
    if (paged) {
        bool pageOk = false;
        bool sizeOk = true;
        page = call.value("page").toInt(&pageOk);
        if (call.has("page_size"))
            pageSize = call.value("page_size").toInt(&sizeOk);
        const QString name = QString::fromUtf8(call.value("name"));
        const bool asExpression = call.value("use_regex") == "true";
        const QRegularExpression expression(name, QRegularExpression::CaseInsensitiveOption);
        if (!pageOk || !sizeOk || (asExpression && !expression.isValid())) {
            badRequest(call, "Pagination parameters are invalid");
            return;
        }
        if (page < 1 || pageSize < 1 || pageSize > kMostOfAPage) {
            sendError(call, 400, "invalid_pagination_parameters",
                      "Invalid pagination parameters: page number " + std::to_string(page) + ", page size " + std::to_string(pageSize));
            return;
        }
        if (!name.isEmpty())
            std::erase_if(order, [&](std::size_t index) {
                const QString own = QString::fromStdString(rows.names[index]);
                return asExpression ? !expression.match(own).hasMatch() : !own.contains(name, Qt::CaseInsensitive);
            });
    }

    const std::string sort = call.value("sort").toStdString();
    std::vector<json> made;
    if (!sort.empty()) {
        // Keys first, so that the rows themselves are compared no more.
        std::vector<std::pair<json, std::size_t>> keys;
        keys.reserve(order.size());
        for (const std::size_t index : order) {
            if (sort == "name") {
                keys.emplace_back(rows.names[index], index);
                continue;
            }
            const json row = rows.row(index);
            const json *key = memberAt(row, sort);
            keys.emplace_back(key ? *key : json(0), index); // who has none has nothing
        }
        std::stable_sort(keys.begin(), keys.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        if (call.value("sort_reverse") == "true")
            std::reverse(keys.begin(), keys.end());
        for (std::size_t i = 0; i < keys.size(); ++i)
            order[i] = keys[i].second;
    }

    const auto write = [&](std::size_t first, std::size_t last) {
        json list = json::array();
        for (std::size_t i = first; i < last; ++i)
            list.push_back(withColumns(rows.row(order[i]), call));
        return list;
    };
    if (!paged) {
        sendJson(call, write(0, order.size()));
        return;
    }
    const int filtered = int(order.size());
    const int pages = (filtered + pageSize - 1) / pageSize;
    if (page > qMax(1, pages)) {
        sendError(call, 400, "page_out_of_range",
                  "Page out of range, page: " + std::to_string(page) + " page size: " + std::to_string(pageSize) + ", len: " + std::to_string(filtered));
        return;
    }
    const std::size_t first = std::size_t(page - 1) * std::size_t(pageSize);
    const json items = write(std::min(first, order.size()), std::min(first + std::size_t(pageSize), order.size()));
    const json answer{{"filtered_count", filtered}, {"item_count", items.size()}, {"items", items}, {"page", page},
                      {"page_count", pages},        {"page_size", pageSize},      {"total_count", rows.names.size()}};
    Headers headers{{"cache-control", "no-cache"}, {"content-security-policy", kPolicy}, {"content-type", "application/json"}, {"server", "Cowboy"},
                    {"vary", "accept, accept-encoding, origin"}};
    call.respond({200, headers, QByteArray::fromStdString(answer.dump(-1, ' ', false, json::error_handler_t::replace))});
}

std::optional<json> RabbitService::body(const RabbitCall &call, std::initializer_list<const char *> needed) const
{
    json given = call.request.body.isEmpty() ? json::object() : json::parse(call.request.body.begin(), call.request.body.end(), nullptr, false);
    if (given.is_discarded()) {
        badRequest(call, "not_json");
        return std::nullopt;
    }
    if (!given.is_object())
        given = json::object();
    std::vector<std::string> missing;
    for (const char *name : needed) {
        if (!given.contains(name))
            missing.push_back(std::string("{key_missing,") + name + "}");
    }
    if (missing.empty())
        return given;
    // Printed as an Erlang term, which is broken into lines where it gets too long for one.
    std::string text;
    std::size_t length = 0;
    for (const std::string &one : missing)
        length += one.size() + 1;
    for (const std::string &one : missing)
        text += (text.empty() ? "" : length > 72 ? ",\n " : ",") + one;
    badRequest(call, "[" + text + "]");
    return std::nullopt;
}

const BrokerUser *RabbitService::whoAsks(const Request &request, Reply *refusal) const
{
    const QByteArray header = request.header("Authorization");
    const std::pair<QByteArray, QByteArray> challenge{"www-authenticate", "Basic realm=\"RabbitMQ Management\""};
    if (header.isEmpty()) {
        *refusal = {401, {{"server", "Cowboy"}, {"vary", "origin"}, challenge}, {}};
        return nullptr;
    }
    const BrokerUser *found = nullptr;
    if (header.startsWith("Basic ")) {
        const auto decoded = QByteArray::fromBase64Encoding(header.mid(6).trimmed(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        const qsizetype colon = decoded ? decoded.decoded.indexOf(':') : -1;
        if (colon < 0) {
            *refusal = {400, {}, {}};
            return nullptr;
        }
        const auto user = m_broker->users.find(decoded.decoded.left(colon).toStdString());
        if (user != m_broker->users.end() && user->second.hasPassword && user->second.password == decoded.decoded.mid(colon + 1).toStdString())
            found = &user->second;
    }
    if (!found) {
        *refusal = errorReply(401, "not_authorized", "Login failed", "origin");
        refusal->headers.emplaceBack(challenge);
        return nullptr;
    }
    if (found->tags.empty()) {
        *refusal = errorReply(401, "not_authorised", "Not management user", "origin");
        return nullptr;
    }
    return found;
}

const std::vector<RabbitService::Endpoint> &RabbitService::endpoints()
{
    using S = RabbitService;
    static const char *const kRead = "HEAD, GET, OPTIONS";
    static const char *const kPut = "HEAD, GET, PUT, DELETE, OPTIONS";
    static const char *const kPost = "POST, OPTIONS";
    static const std::vector<Endpoint> kEndpoints{
        {"overview", kRead, &S::overview, Endpoint::Anything},
        {"whoami", kRead, &S::whoami, Endpoint::Anything},
        {"auth", kRead, &S::authKind, Endpoint::Anything},
        {"extensions", kRead, &S::extensions, Endpoint::Anything},
        {"cluster-name", "HEAD, GET, PUT, OPTIONS", &S::clusterName, Endpoint::Anything},
        {"nodes", kRead, &S::nodes, Endpoint::Monitoring},
        {"nodes/*", kRead, &S::nodes, Endpoint::Monitoring},
        {"nodes/*/memory", kRead, &S::nodes, Endpoint::Monitoring},
        {"vhosts", kRead, &S::vhostList, Endpoint::Anything},
        {"vhosts/*", kPut, &S::vhost, Endpoint::Anything},
        {"vhosts/*/permissions", kRead, &S::vhostPermissions, Endpoint::Administrator},
        {"vhosts/*/connections", kRead, &S::connections, Endpoint::VhostInPath},
        {"vhosts/*/channels", kRead, &S::channels, Endpoint::VhostInPath},
        {"vhost-limits", kRead, &S::vhostLimits, Endpoint::Anything},
        {"vhost-limits/*", kRead, &S::vhostLimits, Endpoint::VhostInPath},
        {"vhost-limits/*/*", "PUT, DELETE, OPTIONS", &S::vhostLimits, Endpoint::Administrator},
        {"queues", kRead, &S::queues, Endpoint::Anything},
        {"queues/*", kRead, &S::queues, Endpoint::VhostInPath},
        {"queues/*/*", kPut, &S::queue, Endpoint::VhostInPath},
        {"queues/*/*/bindings", kRead, &S::queueBindings, Endpoint::VhostInPath},
        {"queues/*/*/contents", "DELETE, OPTIONS", &S::queueContents, Endpoint::VhostInPath},
        {"queues/*/*/get", kPost, &S::queueGet, Endpoint::VhostInPath},
        {"queues/*/*/actions", kPost, &S::queueActions, Endpoint::VhostInPath},
        {"exchanges", kRead, &S::exchanges, Endpoint::Anything},
        {"exchanges/*", kRead, &S::exchanges, Endpoint::VhostInPath},
        {"exchanges/*/*", kPut, &S::exchange, Endpoint::VhostInPath},
        {"exchanges/*/*/publish", kPost, &S::publish, Endpoint::VhostInPath},
        {"exchanges/*/*/bindings/source", kRead, &S::exchangeBindings, Endpoint::VhostInPath},
        {"exchanges/*/*/bindings/destination", kRead, &S::exchangeBindings, Endpoint::VhostInPath},
        {"bindings", kRead, &S::bindings, Endpoint::Anything},
        {"bindings/*", kRead, &S::bindings, Endpoint::VhostInPath},
        {"bindings/*/e/*/q/*", "HEAD, GET, POST, OPTIONS", &S::bindingsBetween, Endpoint::VhostInPath},
        {"bindings/*/e/*/e/*", "HEAD, GET, POST, OPTIONS", &S::bindingsBetween, Endpoint::VhostInPath},
        {"bindings/*/e/*/q/*/*", "HEAD, GET, DELETE, OPTIONS", &S::binding, Endpoint::VhostInPath},
        {"bindings/*/e/*/e/*/*", "HEAD, GET, DELETE, OPTIONS", &S::binding, Endpoint::VhostInPath},
        {"consumers", kRead, &S::consumers, Endpoint::Anything},
        {"consumers/*", kRead, &S::consumers, Endpoint::VhostInPath},
        {"connections", kRead, &S::connections, Endpoint::Anything},
        {"connections/*", "HEAD, GET, DELETE, OPTIONS", &S::connection, Endpoint::Anything},
        {"connections/*/channels", kRead, &S::channels, Endpoint::Anything},
        {"channels", kRead, &S::channels, Endpoint::Anything},
        {"channels/*", kRead, &S::channel, Endpoint::Anything},
        {"policies", kRead, &S::policies, Endpoint::Anything},
        {"policies/*", kRead, &S::policies, Endpoint::VhostInPath},
        {"policies/*/*", kPut, &S::policy, Endpoint::VhostInPath},
        {"operator-policies", kRead, &S::policies, Endpoint::Administrator},
        {"operator-policies/*", kRead, &S::policies, Endpoint::Administrator},
        {"operator-policies/*/*", kPut, &S::policy, Endpoint::Administrator},
        {"users", kRead, &S::userList, Endpoint::Administrator},
        {"users/*", kPut, &S::user, Endpoint::Administrator},
        {"users/*/permissions", kRead, &S::permissions, Endpoint::Administrator},
        {"permissions", kRead, &S::permissions, Endpoint::Administrator},
        {"permissions/*/*", kPut, &S::permission, Endpoint::Administrator},
        {"aliveness-test/*", kRead, &S::aliveness, Endpoint::Anything},
        {"healthchecks/node", kRead, &S::health, Endpoint::Monitoring},
        {"health/checks/*", kRead, &S::health, Endpoint::Anything},
        {"health/checks/*/*", kRead, &S::health, Endpoint::Anything},
        {"health/checks/*/*/*", kRead, &S::health, Endpoint::Anything},
        {"reset", "DELETE, OPTIONS", &S::resetStatistics, Endpoint::Administrator},
        {"reset/*", "DELETE, OPTIONS", &S::resetStatistics, Endpoint::Administrator},
    };
    return kEndpoints;
}

void RabbitService::handle(const Request &request, std::function<void(Reply)> respond)
{
    RabbitCall call;
    call.request = request;
    call.respond = std::move(respond);
    call.query = urlEncodedFields(request.query());
    const QByteArray path = request.path();
    if (path == "/metrics" && request.method == "GET") {
        call.respond({200, {{"content-type", "text/plain; version=0.0.4"}, {"server", "Cowboy"}}, rabbitMetrics(*m_broker)});
        return;
    }
    if (!path.startsWith("/api/")) {
        sendNothing(call, 404);
        return;
    }
    for (const QByteArray &part : path.mid(5).split('/'))
        call.parts.push_back(percentDecoded(part, false).toStdString());

    const Endpoint *found = nullptr;
    for (const Endpoint &endpoint : endpoints()) {
        if (pathFits(endpoint.path, call.parts)) {
            found = &endpoint;
            break;
        }
    }
    if (!found) {
        static const std::vector<std::string> kOthers{"definitions", "parameters", "global-parameters", "feature-flags", "deprecated-features", "topic-permissions",
                                                      "user-limits", "rebalance", "stream", "shovels", "federation-links", "traces", "login", "version"};
        if (std::find(kOthers.begin(), kOthers.end(), call.parts.front()) != kOthers.end())
            notSimulated(call);
        else
            notFound(call);
        return;
    }
    const QByteArrayList methods = QByteArray(found->methods).split(',');
    const bool allowed = std::any_of(methods.begin(), methods.end(), [&request](const QByteArray &method) { return method.trimmed() == request.method; });
    if (!allowed || call.is("OPTIONS")) {
        sendNothing(call, allowed ? 200 : 405, {{"allow", found->methods}});
        return;
    }
    Reply refusal;
    call.user = whoAsks(request, &refusal);
    const auto refuse = [&refusal](const char *why) { refusal = errorReply(401, "not_authorised", why, "origin"); };
    if (call.user) {
        const bool administrator = call.user->is("administrator");
        if (found->needs == Endpoint::Monitoring && !administrator && !call.user->is("monitoring"))
            refuse("Not monitor user");
        else if (found->needs == Endpoint::Administrator && !administrator)
            refuse("Not administrator user");
        else if (found->needs == Endpoint::VhostInPath && m_broker->vhosts.contains(call.part(1)) && !m_broker->maySee(*call.user, call.part(1)))
            refuse("User not authorised to access virtual host");
    }
    if (refusal.status != 200) {
        call.respond(refusal);
        return;
    }
    if (found->needs == Endpoint::VhostInPath && !m_broker->vhosts.contains(call.part(1))) {
        if (call.is("PUT") || call.is("POST"))
            sendError(call, 404, "not_found", "vhost_not_found");
        else
            notFound(call);
        return;
    }
    // A HEAD is a GET whose answer the server in front cuts off.
    (this->*found->handler)(call);
}

void RabbitService::notSimulated(RabbitCall &call)
{
    sendError(call, 501, "not_simulated", "/api/" + call.parts.front() + " is no part of the simulated RabbitMQ");
}

} // namespace mk::demo
