// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ApiConversion.h"

#include "api/kong/KongDecode.h"
#include "api/kong/KongDialect.h"
#include "platform/KongJson.h"
#include "platform/KongRegistrars.h"
#include "platform/RouteClaims.h"
#include "platform/RouterEntry.h"

#include <QSet>
#include <QUuid>

#include <algorithm>

namespace mk::apiconversion {

namespace {

using nlohmann::json;

const QByteArray kNoHost = QByteArrayLiteral("any.invalid"); // of a request at entities that ask for no host
const QByteArray kNoMethod = QByteArrayLiteral("GET");

Error refusal(const char *reason, const QVariantMap &args = {})
{
    Error error = Error::make(ErrorKind::BadRequest, QLatin1String(reason));
    error.args = args;
    return error;
}

QVariantMap nameArgs(const QString &name)
{
    return {{QStringLiteral("name"), name}};
}

json listOf(const QStringList &list)
{
    json values = json::array();
    for (const QString &value : list)
        values.push_back(value.toStdString());
    return values;
}

template <class T>
const T *rowOf(const std::vector<T> &rows, const QString &id)
{
    const auto found = std::find_if(rows.cbegin(), rows.cend(), [&id](const T &row) { return row.id == id; });
    return found == rows.cend() ? nullptr : &*found;
}

qsizetype longestPath(const kong::Api &api)
{
    qsizetype longest = 0;
    for (const QString &path : api.uris)
        longest = std::max(longest, path.size());
    return longest;
}

QString shownRequest(const RouteRequest &request)
{
    const QString line = QString::fromUtf8(request.method + ' ' + request.target);
    return !request.host || *request.host == kNoHost ? line : QString(line + QStringLiteral(" @ ") + QString::fromUtf8(*request.host));
}

// ---- requests

QList<QByteArray> bytesOf(const QStringList &texts)
{
    QList<QByteArray> all;
    for (const QString &text : texts)
        all.append(text.toUtf8());
    return all;
}

QList<QByteArray> hostsOf(const QStringList &patterns)
{
    QList<QByteArray> hosts;
    for (QString pattern : patterns)
        hosts.append(pattern.replace(QLatin1Char('*'), QStringLiteral("any")).toUtf8());
    return hosts;
}

// Paths that both may answer: the longer of two of which one begins with the other.
QList<QByteArray> meetingPaths(const QStringList &one, const QStringList &other)
{
    const auto plain = [](const QStringList &paths) {
        QStringList kept;
        std::copy_if(paths.cbegin(), paths.cend(), std::back_inserter(kept), routeclaims::isPlainPath);
        return kept;
    };
    if (one.isEmpty() && other.isEmpty())
        return {QByteArrayLiteral("/")};
    if (one.isEmpty() || other.isEmpty())
        return bytesOf(plain(one.isEmpty() ? other : one));
    QList<QByteArray> paths;
    const QStringList others = plain(other);
    for (const QString &a : plain(one)) {
        for (const QString &b : others) {
            if (a.startsWith(b) || b.startsWith(a))
                paths.append((a.size() > b.size() ? a : b).toUtf8());
        }
    }
    return paths;
}

template <class Entity>
void addRequests(const Entity &entity, const QStringList &paths, const kong::Route &route, QSet<QByteArray> *known,
                 std::vector<RouteRequest> *requests)
{
    const QList<QByteArray> both = meetingPaths(paths, route.paths);
    if (both.isEmpty())
        return;
    QList<QByteArray> hosts = hostsOf(!entity.hosts.isEmpty() ? entity.hosts : route.hosts);
    if (hosts.isEmpty())
        hosts.append(kNoHost);
    QList<QByteArray> methods = bytesOf(!entity.methods.isEmpty() ? entity.methods : route.methods);
    if (methods.isEmpty())
        methods = {kNoMethod, QByteArrayLiteral("POST")};
    for (const QByteArray &path : both) {
        const QByteArray stem = path.endsWith('/') ? path.chopped(1) : path;
        const QList<QByteArray> targets{path, stem + "/", stem + "/a", stem + "-a", stem + "/a/b?q=1"};
        for (const QByteArray &host : std::as_const(hosts)) {
            for (const QByteArray &method : std::as_const(methods)) {
                for (const char *scheme : {"http", "https"}) {
                    for (const QByteArray &target : targets) {
                        const QByteArray text = scheme + QByteArray("\n") + method + '\n' + host + '\n' + target;
                        if (known->contains(text))
                            continue;
                        known->insert(text);
                        RouteRequest request;
                        request.method = method;
                        request.scheme = scheme;
                        request.host = host;
                        request.target = target;
                        requests->push_back(std::move(request));
                    }
                }
            }
        }
    }
}

// ---- what becomes of the objects

struct Move
{
    kong::Api api;
    Parts parts;
    kong::Service service;
    kong::Route route;
};

Result<std::vector<Move>> movesOf(const std::vector<kong::Api> &apis)
{
    // Of routes alike in all else the ids decide: the older object's comes first, as it does among API objects.
    std::vector<const kong::Api *> byAge;
    std::vector<QString> ids;
    for (const kong::Api &api : apis) {
        byAge.push_back(&api);
        ids.push_back(QUuid::createUuid().toString(QUuid::WithoutBraces));
    }
    std::stable_sort(byAge.begin(), byAge.end(), [](const kong::Api *a, const kong::Api *b) { return a->createdAt < b->createdAt; });
    std::sort(ids.begin(), ids.end());
    std::vector<Move> moves;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    for (size_t i = 0; i < byAge.size(); ++i) {
        Result<Parts> parts = partsOf(*byAge[i], QUuid::createUuid().toString(QUuid::WithoutBraces), ids[i]);
        if (!parts)
            return fail(parts.error());
        json routeNow = parts->route;
        routeNow["created_at"] = now; // what the router will see
        const Result<kong::Service> service = kong::decodeService(parts->service);
        const Result<kong::Route> route = kong::decodeRoute(routeNow);
        if (!service || !route)
            return fail(ErrorKind::Internal, {}, QStringLiteral("a converted object that cannot be read"));
        moves.push_back({*byAge[i], std::move(*parts), *service, *route});
    }
    std::stable_sort(moves.begin(), moves.end(),
                     [](const Move &a, const Move &b) { return longestPath(a.api) > longestPath(b.api); });
    return moves;
}

std::vector<kong::Route> routesOf(const std::vector<Move> &moves)
{
    std::vector<kong::Route> routes;
    for (const Move &move : moves)
        routes.push_back(move.route);
    return routes;
}

RouterTables tablesOf(const kongplans::Context &context)
{
    RouterTables tables;
    tables.version = context.server.version;
    tables.apis = *context.around.apis;
    tables.services = *context.around.services;
    tables.routes = *context.around.routes;
    return tables;
}

// With the services, and the first `count` of the routes.
RouterTables tablesAfter(RouterTables tables, const std::vector<Move> &moves, size_t count)
{
    for (size_t i = 0; i < moves.size(); ++i) {
        tables.services.push_back(moves[i].service);
        if (i < count)
            tables.routes.push_back(moves[i].route);
    }
    return tables;
}

// The requests at which the routes would have a say.
std::vector<RouteRequest> touched(const RouterTables &tables, const std::vector<Move> &moves)
{
    RouterTables alone;
    alone.version = tables.version;
    const RouteMatcher routes(tablesAfter(alone, moves, moves.size()));
    std::vector<RouteRequest> requests = requestsAt(tables, routesOf(moves));
    std::erase_if(requests, [&routes](const RouteRequest &request) { return routes.match(request).routeId.isEmpty(); });
    return requests;
}

// An expression's requests cannot be made up. Its plain beginning tells whether a route may take some of them.
std::optional<Error> regexNear(const RouterTables &tables, const std::vector<Move> &moves, const QSet<QString> &converted)
{
    for (const kong::Api &api : tables.apis) {
        if (converted.contains(api.id))
            continue;
        for (const QString &path : api.uris) {
            if (routeclaims::isPlainPath(path))
                continue;
            qsizetype plain = 0;
            while (plain < path.size() && routeclaims::isPlainPath(path.left(plain + 1)))
                ++plain;
            const QString beginning = path.left(plain);
            for (const Move &move : moves) {
                const bool isNear = move.api.uris.isEmpty()
                    || std::any_of(move.api.uris.cbegin(), move.api.uris.cend(), [&beginning](const QString &uri) {
                           return uri.startsWith(beginning) || beginning.startsWith(uri);
                       });
                if (isNear)
                    return refusal("kong.convert-regex-near", {{QStringLiteral("name"), move.api.name},
                                                               {QStringLiteral("other"), api.name},
                                                               {QStringLiteral("value"), path}});
            }
        }
    }
    return std::nullopt;
}

// ---- is everything as it was?

struct Winner
{
    QString id; // of the API object, or of the route
    bool isApi = false;
    bool operator==(const Winner &) const = default;
};

Winner winnerOf(const RouteAnswer &answer)
{
    return answer.apiId.isEmpty() ? Winner{answer.routeId, false} : Winner{answer.apiId, true};
}

// Compares the answers with those of before, the routes of `moves` standing for their objects.
std::optional<Error> compare(const RouterTables &tables, const std::vector<Move> &moves, size_t count,
                             const std::vector<RouteRequest> &requests, const std::vector<RouteAnswer> &before)
{
    QHash<QString, QString> routeFor;
    for (size_t i = 0; i < count; ++i)
        routeFor.insert(moves[i].api.id, moves[i].route.id);
    const RouteMatcher matcher(tablesAfter(tables, moves, count));
    for (size_t i = 0; i < requests.size(); ++i) {
        const RouteAnswer &was = before[i];
        const RouteAnswer now = matcher.match(requests[i]);
        Winner wanted = winnerOf(was);
        if (wanted.isApi && routeFor.contains(wanted.id))
            wanted = {routeFor.value(wanted.id), false};
        const bool same = winnerOf(now) == wanted && now.unknown == was.unknown && now.reply == was.reply && now.status == was.status
            && now.upstreamUri == was.upstreamUri && now.upstreamHost == was.upstreamHost;
        if (same)
            continue;
        const auto nameOf = [&moves](const RouteAnswer &answer) {
            for (const Move &move : moves) {
                if (move.route.id == answer.routeId)
                    return move.api.name;
            }
            return !answer.name.isEmpty() ? answer.name : answer.apiId.isEmpty() ? answer.routeId : answer.apiId;
        };
        const auto where = [&nameOf](const RouteAnswer &answer) {
            return answer.upstreamUri ? QString(nameOf(answer) + QLatin1Char(' ') + QString::fromUtf8(*answer.upstreamUri)) : nameOf(answer);
        };
        return refusal("kong.convert-changes", {{QStringLiteral("request"), shownRequest(requests[i])},
                                                {QStringLiteral("before"), where(was)},
                                                {QStringLiteral("after"), where(now)}});
    }
    return std::nullopt;
}

std::vector<RouteAnswer> answersOf(const RouterTables &tables, const std::vector<RouteRequest> &requests)
{
    const RouteMatcher matcher(tables);
    std::vector<RouteAnswer> answers;
    answers.reserve(requests.size());
    for (const RouteRequest &request : requests)
        answers.push_back(matcher.match(request));
    return answers;
}

// Puts the routes into an order in which, after each of them, requests reach what they reached: longest path first, and where that
// does not do (a host goes before a path) another one first. Nothing where it is found; else what would change.
std::optional<Error> order(const RouterTables &tables, std::vector<Move> *moves)
{
    const std::vector<RouteRequest> requests = touched(tables, *moves);
    const std::vector<RouteAnswer> before = answersOf(tables, requests);
    for (size_t i = 0; i < requests.size(); ++i) {
        if (!before[i].equalIds.isEmpty() && !before[i].apiId.isEmpty())
            return refusal("kong.convert-accident",
                           {{QStringLiteral("name"), before[i].name}, {QStringLiteral("request"), shownRequest(requests[i])}});
    }
    if (std::optional<Error> change = compare(tables, *moves, moves->size(), requests, before))
        return change; // not even at the end
    // Many at once are looked at here and there on the way: their paths are mostly strangers to each other.
    constexpr size_t mostPoints = 50;
    if (moves->size() > mostPoints) {
        for (size_t count = 1; count < moves->size(); count += moves->size() / mostPoints) {
            if (std::optional<Error> change = compare(tables, *moves, count, requests, before))
                return change;
        }
        return std::nullopt;
    }
    for (size_t count = 0; count + 1 < moves->size(); ++count) {
        std::optional<Error> first;
        bool found = false;
        for (size_t candidate = count; candidate < moves->size() && !found; ++candidate) {
            std::vector<Move> attempt = *moves;
            std::rotate(attempt.begin() + qptrdiff(count), attempt.begin() + qptrdiff(candidate),
                        attempt.begin() + qptrdiff(candidate) + 1);
            std::optional<Error> change = compare(tables, attempt, count + 1, requests, before);
            found = !change;
            if (found)
                *moves = std::move(attempt);
            else if (!first)
                first = std::move(change);
        }
        if (!found)
            return first;
    }
    return std::nullopt;
}

std::optional<Error> notPossible(const kongplans::Context &context)
{
    if (!context.server.apis)
        return refusal("kong.no-apis");
    if (!context.server.services)
        return refusal("kong.no-services");
    if (!context.around.apis || !context.around.services || !context.around.routes)
        return refusal("kong.not-known-yet");
    return std::nullopt;
}

} // namespace

std::vector<RouteRequest> requestsAt(const RouterTables &tables, const std::vector<kong::Route> &routes)
{
    std::vector<RouteRequest> requests;
    QSet<QByteArray> known;
    for (const kong::Route &route : routes) {
        addRequests(route, route.paths, route, &known, &requests);
        for (const kong::Api &api : tables.apis)
            addRequests(api, api.uris, route, &known, &requests);
        for (const kong::Route &other : tables.routes)
            addRequests(other, other.paths, route, &known, &requests);
    }
    return requests;
}

Result<Parts> partsOf(const kong::Api &api, const QString &serviceId, const QString &routeId)
{
    const json own = kongjson::parsed(api.json);
    for (const char *rule : {"uris", "hosts", "methods"}) {
        const auto list = own.is_object() ? own.find(rule) : own.end();
        if (own.is_object() && list != own.end() && (list->is_array() || list->is_object()) && list->empty())
            return fail(refusal("kong.convert-matches-nothing", nameArgs(api.name)));
    }
    for (const QString &path : api.uris) {
        if (!routeclaims::isPlainPath(path))
            return fail(refusal("kong.convert-regex", {{QStringLiteral("name"), api.name}, {QStringLiteral("value"), path}}));
    }
    // As the router itself reads the address.
    const router::Entry entry = router::entryOf(api);
    if ((entry.scheme != "http" && entry.scheme != "https") || entry.upstreamHost.isEmpty() || entry.upstreamPort < 1
        || entry.upstreamPort > 65535)
        return fail(refusal("kong.upstream-url", {{QStringLiteral("field"), QStringLiteral("upstream_url")},
                                                  {QStringLiteral("value"), api.upstreamUrl},
                                                  {QStringLiteral("problem"), QStringLiteral("host")}}));
    Parts parts;
    json &service = parts.service;
    service = {{"id", serviceId.toStdString()},
               {"name", api.name.toStdString()},
               {"protocol", entry.scheme.toStdString()},
               {"host", entry.upstreamHost.toStdString()},
               {"port", entry.upstreamPort}};
    if (entry.upstreamPath && *entry.upstreamPath != "/")
        service["path"] = entry.upstreamPath->toStdString();
    const auto number = [&service](const char *name, const std::optional<qint64> &value) {
        if (value)
            service[name] = *value;
    };
    number("retries", api.retries);
    number("connect_timeout", api.connectTimeout);
    number("write_timeout", api.sendTimeout);
    number("read_timeout", api.readTimeout);

    json &route = parts.route;
    const bool httpsOnly = api.httpsOnly.value_or(false);
    route = {{"id", routeId.toStdString()},
             {"protocols", httpsOnly ? json{"https"} : json{"http", "https"}},
             {"strip_path", api.stripUri.value_or(true)},
             {"preserve_host", api.preserveHost.value_or(false)}};
    if (!api.uris.isEmpty())
        route["paths"] = listOf(api.uris);
    if (!api.hosts.isEmpty())
        route["hosts"] = listOf(api.hosts);
    if (!api.methods.isEmpty())
        route["methods"] = listOf(api.methods);
    kong::setService(&route, serviceId);

    if (httpsOnly && !api.httpIfTerminated.value_or(false))
        parts.notices.append({QStringLiteral("kong.convert-forwarded"), nameArgs(api.name)});
    if (const qsizetype query = api.upstreamUrl.indexOf(QLatin1Char('?')); query >= 0)
        parts.notices.append({QStringLiteral("kong.convert-query"),
                              {{QStringLiteral("name"), api.name}, {QStringLiteral("value"), api.upstreamUrl.mid(query)}}});
    return parts;
}

Result<QStringList> companions(const kongplans::Context &context, const QStringList &apiIds)
{
    if (const std::optional<Error> why = notPossible(context))
        return fail(*why);
    const RouterTables tables = tablesOf(context);
    QStringList ids = apiIds;
    for (;;) {
        std::vector<kong::Api> apis;
        for (const QString &id : std::as_const(ids)) {
            if (const kong::Api *api = rowOf(tables.apis, id))
                apis.push_back(*api);
        }
        const Result<std::vector<Move>> moves = movesOf(apis);
        if (!moves)
            return fail(moves.error());
        const std::vector<RouteRequest> requests = touched(tables, *moves);
        const std::vector<RouteAnswer> before = answersOf(tables, requests);
        const qsizetype known = ids.size();
        for (const RouteAnswer &answer : before) {
            if (!answer.apiId.isEmpty() && !ids.contains(answer.apiId))
                ids.append(answer.apiId); // a route goes before every API object: this one would lose it
        }
        if (ids.size() == known)
            return ids;
    }
}

namespace {

// Creates an entity of which everything is known, its id too.
Result<Step> creation(const kongplans::Context &context, kong::Kind kind, const json &entity, Plan *plan)
{
    for (const kongguards::Problem &problem :
         kongguards::check(context.server, kind, {}, kongjson::pretty(entity), context.around)) {
        if (problem.refuses)
            return fail(kongguards::errorOf(problem));
        QVariantMap args = problem.args;
        args.insert(QStringLiteral("field"), problem.field);
        plan->notices.append({problem.code, args});
    }
    return kongplans::stepOf({kongplans::entityOf(kind, entity), EntityState(), {true, kongjson::pretty(entity), {}}});
}

Result<Done> addPlugins(const kongplans::Context &context, const std::vector<kong::Plugin> &plugins, const QString &serviceId,
                        Plan *plan)
{
    for (const kong::Plugin &plugin : plugins) {
        json copy = kongjson::parsed(plugin.json);
        if (!copy.is_object())
            return fail(ErrorKind::BadRequest, QStringLiteral("kong.not-an-object"));
        for (const char *member : {"created_at", "updated_at"})
            copy.erase(member);
        copy["id"] = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        kong::PluginScope scope = plugin.scope;
        scope.apiId.clear();
        scope.serviceId = serviceId;
        kong::setScope(&copy, scope, context.server);
        Result<Step> step = creation(context, kong::Kind::Plugin, kongjson::sendable(copy), plan);
        if (!step)
            return fail(step.error());
        plan->steps.append(*step);
    }
    return Done{};
}

void noteCompanions(Plan *plan, const Wish &wish, const std::vector<Move> &moves)
{
    QStringList names;
    for (const Move &move : moves) {
        if (!wish.chosen.contains(move.api.id))
            names.append(move.api.name);
    }
    if (!names.isEmpty())
        plan->notices.append({QStringLiteral("kong.convert-together"), {{QStringLiteral("names"), names}}});
}

void noteRegistrars(Plan *plan, const kongplans::Context &context, const std::vector<Move> &moves)
{
    QMap<QString, QStringList> names; // by library
    for (const Move &move : moves) {
        const kongregistrars::Guess guess = kongregistrars::guess(kong::Kind::Api, move.api.id, context.around);
        if (guess.library != kongregistrars::Library::None)
            names[kongregistrars::libraryId(guess.library)].append(move.api.name);
    }
    for (auto one = names.cbegin(); one != names.cend(); ++one)
        plan->notices.append({QStringLiteral("kong.convert-returns"),
                              {{QStringLiteral("names"), one.value()}, {QStringLiteral("library"), one.key()}}});
}

} // namespace

Result<Plan> plan(const kongplans::Context &context, const Wish &wish)
{
    if (const std::optional<Error> why = notPossible(context))
        return fail(*why);
    if (wish.apis.isEmpty())
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    // The objects as they were read just now, among the others as the lists have them.
    RouterTables tables = tablesOf(context);
    std::vector<kong::Api> apis;
    QSet<QString> converted;
    QHash<QString, const kongplans::Doomed *> doomedOf;
    for (const kongplans::Doomed &doomed : wish.apis) {
        const Result<kong::Api> api = kong::decodeApi(kongjson::parsed(doomed.seen));
        if (!api)
            return fail(api.error());
        std::erase_if(tables.apis, [&api](const kong::Api &row) { return row.id == api->id; });
        tables.apis.push_back(*api);
        apis.push_back(*api);
        converted.insert(api->id);
        doomedOf.insert(api->id, &doomed);
    }
    Result<std::vector<Move>> moves = movesOf(apis);
    if (!moves)
        return fail(moves.error());
    for (const Move &move : *moves) {
        const bool taken = std::any_of(tables.services.cbegin(), tables.services.cend(),
                                       [&move](const kong::Service &service) { return service.name == move.api.name; });
        if (taken)
            return fail(refusal("kong.convert-name-taken", nameArgs(move.api.name)));
    }
    if (const std::optional<Error> touched = regexNear(tables, *moves, converted))
        return fail(*touched);
    if (const std::optional<Error> change = order(tables, &*moves))
        return fail(*change);

    Plan plan;
    plan.id = Plan::newId();
    plan.title = QStringLiteral("kong.convert");
    const kong::Api *first = rowOf(apis, wish.chosen.value(0));
    plan.titleArgs = {{QStringLiteral("kind"), kong::kindId(kong::Kind::Api)},
                      {QStringLiteral("name"), first ? first->name : apis.front().name},
                      {QStringLiteral("count"), int(apis.size())},
                      {QStringLiteral("deletes"), wish.deletesApis}};
    noteCompanions(&plan, wish, *moves);
    for (const Move &move : *moves) {
        Result<Step> step = creation(context, kong::Kind::Service, move.parts.service, &plan);
        if (!step)
            return fail(step.error());
        plan.steps.append(*step);
        if (const Result<Done> added = addPlugins(context, doomedOf.value(move.api.id)->cascade.plugins, move.service.id, &plan); !added)
            return fail(added.error());
        plan.notices.append(move.parts.notices);
    }
    for (const Move &move : *moves) {
        Result<Step> step = creation(context, kong::Kind::Route, move.parts.route, &plan);
        if (!step)
            return fail(step.error());
        step->changes.first().entity.name = move.api.name; // routes of 0.14 have no names
        plan.steps.append(*step);
    }
    noteRegistrars(&plan, context, *moves);
    if (!wish.deletesApis) {
        plan.notices.append({QStringLiteral("kong.convert-stays"), {}});
        return plan;
    }
    for (const Move &move : *moves) { // the routes have taken everything over by now
        const Result<Plan> removal = kongplans::remove(context, *doomedOf.value(move.api.id));
        if (!removal)
            return fail(removal.error());
        plan.steps += removal->steps;
    }
    return plan;
}

} // namespace mk::apiconversion
