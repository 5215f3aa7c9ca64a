// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RequestPath.h"

#include "core/Json.h"
#include "platform/KongJson.h"
#include "platform/RequestResolve.h"

#include <QHash>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace mk::requestpath {

namespace {

using nlohmann::json;

constexpr size_t keptVerdicts = 50; // beyond these nobody reads on
constexpr size_t keptNearest = 3;

const json *memberOf(const json &object, const char *name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() && !found->is_null() ? &*found : nullptr;
}

QString textOf(const json &object, const char *name)
{
    const json *value = memberOf(object, name);
    return value && value->is_string() ? QString::fromStdString(value->get<std::string>()) : QString();
}

int usualPort(const QString &protocol)
{
    constexpr int http = 80;
    constexpr int https = 443;
    return protocol == QLatin1String("https") || protocol == QLatin1String("grpcs") ? https : http;
}

template<class T> const T *byId(const std::shared_ptr<const std::vector<T>> &rows, const QString &id)
{
    if (!rows || id.isEmpty())
        return nullptr;
    const auto found = std::find_if(rows->cbegin(), rows->cend(), [&id](const T &row) { return row.id == id; });
    return found == rows->cend() ? nullptr : &*found;
}

QString headerOf(const RouteRequest &request, const QString &name)
{
    for (const auto &[header, value] : request.headers) {
        if (QString::fromLatin1(header).compare(name, Qt::CaseInsensitive) == 0)
            return QString::fromUtf8(value);
    }
    return {};
}

bool hasQuery(const RouteRequest &request, const QString &name)
{
    const qsizetype mark = request.target.indexOf('?');
    return mark >= 0 && QUrlQuery(QString::fromUtf8(request.target.mid(mark + 1))).hasQueryItem(name);
}

QByteArray pathOf(const RouteRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    return mark < 0 ? request.target : request.target.left(mark);
}

// ---- what comes near where nothing matches

// 0: only something else than the path stands in the way; -1: not near.
int pathDistance(const QByteArray &wanted, const QByteArray &asked)
{
    if (wanted.isEmpty() || asked.startsWith(wanted))
        return 0;
    const QString rule = QString::fromUtf8(wanted.startsWith('~') ? wanted.mid(1) : wanted).toLower();
    // As many segments of the request as the rule has.
    const qsizetype segments = rule.count(QLatin1Char('/'));
    const QString begin = QString::fromUtf8(asked).toLower().section(QLatin1Char('/'), 0, segments);
    if (rule == begin)
        return 1; // the case alone differs
    // A slip of the pen: the same test as for names.
    if (!consulhost::nearest(begin, {rule}).isEmpty())
        return 2;
    return begin.size() > 1 && rule.startsWith(begin) ? 3 : -1; // deeper than what was asked for
}

QString nameIn(const RouteVerdict &verdict)
{
    return verdict.name.isEmpty() ? verdict.id : verdict.name;
}

bool matched(const RouteVerdict &verdict)
{
    return verdict.rule == RouteRule::Wins || verdict.rule == RouteRule::Equal ||
           verdict.rule >= RouteRule::RouteBeforeApi;
}

class Tracer
{
public:
    Tracer(const Sources &sources, const RouteMatcher &matcher)
        : m_sources(sources)
        , m_matcher(matcher)
    {
    }

    Path run(const RouteRequest &request)
    {
        m_path.request = request;
        for (const StepKind kind : {StepKind::Client, StepKind::Match, StepKind::Plugins, StepKind::Rewrite,
                                    StepKind::Resolve, StepKind::Connect})
            m_path.steps.push_back({.kind = kind});
        client();
        match();
        if (step(StepKind::Match).state == State::Broken || m_path.chosenId.isEmpty())
            return std::move(m_path);
        plugins();
        if (step(StepKind::Plugins).state == State::Broken)
            return std::move(m_path);
        rewrite();
        m_path.meaning = consulhost::parse(m_path.host, m_sources.domain);
        if (m_path.host.isEmpty())
            noHost();
        else
            resolve(m_sources, &m_path);
        return std::move(m_path);
    }

private:
    PathStep &step(StepKind kind) { return stepOf(&m_path, kind); }

    void client()
    {
        PathStep &first = step(StepKind::Client);
        const RouteRequest &request = m_path.request;
        first.state = State::Ok;
        first.code = QStringLiteral("client");
        first.args = {{QStringLiteral("method"), QString::fromUtf8(request.method)},
                      {QStringLiteral("target"), QString::fromUtf8(request.target)},
                      {QStringLiteral("host"), QString::fromUtf8(request.host.value_or(QByteArray()))},
                      {QStringLiteral("hasHost"), request.host.has_value()},
                      {QStringLiteral("scheme"), QString::fromUtf8(request.scheme)},
                      {QStringLiteral("node"), m_sources.node},
                      {QStringLiteral("port"), m_sources.proxyPort}};
    }

    // ---- which API object or route

    void match()
    {
        m_path.explanation = m_matcher.explain(m_path.request);
        nameTheirPaths();
        sortVerdicts();
        PathStep &matching = step(StepKind::Match);
        const RouteAnswer &answer = m_path.explanation.answer;
        m_path.compared = qsizetype((m_sources.apis ? m_sources.apis->size() : 0) +
                                    (m_sources.routes ? m_sources.routes->size() : 0));
        matching.certainty = m_matcher.isNearRelease() ? Certainty::Open : Certainty::Concluded;
        matching.args = {{QStringLiteral("count"), m_path.compared}};
        if (m_sources.apis && !m_sources.apis->empty())
            matching.evidence.append(
                {QStringLiteral("GET /apis"), QStringLiteral("uris, hosts, methods"), m_sources.kongReadAt});
        if (m_sources.routes && (!m_sources.routes->empty() || matching.evidence.isEmpty()))
            matching.evidence.append(
                {QStringLiteral("GET /routes"), QStringLiteral("paths, hosts, methods"), m_sources.kongReadAt});
        if (answer.unknown != RouteUnknown::No) {
            matching.state = State::Unknown;
            matching.code = QStringLiteral("match.unknown");
            matching.certainty = Certainty::Open;
            blame(&m_path, {StepKind::Match, State::Unknown, matching.code, matching.args, {}});
            return;
        }
        choose(answer);
        if (answer.reply != RouteReply::Proxied)
            answersItself(&matching, answer);
        else
            isChosen(&matching, answer);
    }

    void choose(const RouteAnswer &answer)
    {
        PathStep &matching = step(StepKind::Match);
        if (answer.apiId.isEmpty() && answer.routeId.isEmpty())
            return;
        m_path.chosenKind = answer.apiId.isEmpty() ? kong::Kind::Route : kong::Kind::Api;
        m_path.chosenId = answer.apiId.isEmpty() ? answer.routeId : answer.apiId;
        m_path.chosenName = answer.name;
        matching.panel = QStringLiteral("routes");
        matching.entityId = KongRouteRecord::keyOf(m_path.chosenKind, m_path.chosenId);
        matching.args.insert(QStringLiteral("name"), answer.name.isEmpty() ? m_path.chosenId : answer.name);
        matching.args.insert(QStringLiteral("api"), m_path.chosenKind == kong::Kind::Api);
        if (const kong::Api *api = byId(m_sources.apis, answer.apiId)) {
            m_path.strips = api->stripUri;
            m_path.preservesHost = api->preserveHost;
            const QUrl url(api->upstreamUrl);
            m_path.protocol = url.scheme().toLower();
            m_path.host = url.host();
            m_path.portIsDefault = url.port() < 0;
            m_path.port = url.port(usualPort(m_path.protocol));
        } else if (const kong::Route *route = byId(m_sources.routes, answer.routeId)) {
            m_path.strips = route->stripPath;
            m_path.preservesHost = route->preserveHost;
            if (const kong::Service *service = byId(m_sources.services, route->serviceId)) {
                m_path.protocol = service->protocol;
                m_path.host = service->host;
                m_path.port = service->port ? int(service->port) : usualPort(service->protocol);
                m_path.portIsDefault = service->port == 0;
            }
        }
    }

    void isChosen(PathStep *matching, const RouteAnswer &answer)
    {
        matching->state = State::Ok;
        matching->code = QStringLiteral("match.chosen");
        const std::vector<RouteVerdict> &verdicts = m_path.explanation.verdicts;
        if (!verdicts.empty() && verdicts.front().rule == RouteRule::Wins)
            matching->args.insert(QStringLiteral("path"), QString::fromUtf8(ownPath(verdicts.front().path)));
        matching->args.insert(QStringLiteral("beaten"),
                              int(std::count_if(verdicts.cbegin(), verdicts.cend(), [](const RouteVerdict &one) {
                                  return matched(one) && one.rule != RouteRule::Wins;
                              })));
        // Two for the same: which one wins is an accident of the rows' order, or of who came first.
        QStringList others;
        for (const RouteVerdict &verdict : verdicts) {
            const bool isRival = verdict.rule == RouteRule::Older || answer.equalIds.contains(verdict.id);
            if (isRival && verdict.id != m_path.chosenId && !others.contains(nameIn(verdict)))
                others.append(nameIn(verdict));
        }
        if (others.isEmpty())
            return;
        matching->state = State::Doubtful;
        matching->code = answer.equalIds.isEmpty() ? QStringLiteral("match.older") : QStringLiteral("match.tie");
        matching->args.insert(QStringLiteral("others"), others);
        blame(&m_path, {StepKind::Match, State::Doubtful, matching->code, matching->args, {}});
    }

    void answersItself(PathStep *matching, const RouteAnswer &answer)
    {
        matching->state = State::Broken;
        matching->code =
            answer.reply == RouteReply::NoMatch ? QStringLiteral("match.none") : QStringLiteral("match.own");
        m_path.expectedStatus = answer.status;
        matching->args.insert(QStringLiteral("status"), answer.status.value_or(0));
        if (answer.reply == RouteReply::NoMatch) {
            findNearest();
            matching->args.insert(QStringLiteral("nearest"), m_path.nearest);
        }
        blame(&m_path, {StepKind::Match, State::Broken, matching->code, matching->args, {}});
    }

    void findNearest()
    {
        const QByteArray asked = pathOf(m_path.request);
        std::vector<std::pair<int, QString>> near;
        for (const RouteVerdict &verdict : m_path.explanation.verdicts) {
            if (const int distance = distanceOf(verdict, asked); distance >= 0)
                near.emplace_back(distance, nameIn(verdict));
        }
        std::stable_sort(near.begin(), near.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        for (const auto &[distance, name] : near) {
            if (!m_path.nearest.contains(name) && size_t(m_path.nearest.size()) < keptNearest)
                m_path.nearest.append(name);
        }
    }

    // Verdicts of the path tell what was wanted; others say that the path was not what failed.
    static int distanceOf(const RouteVerdict &verdict, const QByteArray &asked)
    {
        switch (verdict.rule) {
        case RouteRule::Path: {
            int best = -1;
            for (const QByteArray &wanted : verdict.path.split(',')) {
                const int distance = pathDistance(wanted.trimmed(), asked);
                if (distance > 0 && (best < 0 || distance < best))
                    best = distance;
            }
            return best;
        }
        case RouteRule::Method:
        case RouteRule::Host:
        case RouteRule::HostTakenByOther:
        case RouteRule::Header:
        case RouteRule::Sni:
            for (const QByteArray &wanted : verdict.path.split(',')) {
                if (pathDistance(wanted.trimmed(), asked) == 0)
                    return 0;
            }
            return -1;
        default:
            return -1;
        }
    }

    // Not every router tells which path it looked at: then it is all of the entity's.
    void nameTheirPaths()
    {
        QHash<QString, QByteArray> paths;
        if (m_sources.apis) {
            for (const kong::Api &api : *m_sources.apis)
                paths.insert(api.id, api.uris.join(QStringLiteral(", ")).toUtf8());
        }
        if (m_sources.routes) {
            for (const kong::Route &route : *m_sources.routes)
                paths.insert(route.id, route.paths.join(QStringLiteral(", ")).toUtf8());
        }
        for (RouteVerdict &verdict : m_path.explanation.verdicts) {
            if (verdict.path.isEmpty())
                verdict.path = paths.value(verdict.id);
        }
    }

    // The one of several that the request begins with.
    QByteArray ownPath(const QByteArray &paths) const
    {
        const QByteArray asked = pathOf(m_path.request);
        QByteArray longest;
        for (const QByteArray &one : paths.split(',')) {
            const QByteArray path = one.trimmed();
            if (asked.startsWith(path) && path.size() > longest.size())
                longest = path;
        }
        return longest.isEmpty() ? paths : longest;
    }

    // Those that match stand first already; of the others the nearest are read first, and of ten thousand few are kept.
    void sortVerdicts()
    {
        std::vector<RouteVerdict> &verdicts = m_path.explanation.verdicts;
        const QByteArray asked = pathOf(m_path.request);
        const auto others =
            std::find_if(verdicts.begin(), verdicts.end(), [](const RouteVerdict &one) { return !matched(one); });
        std::vector<std::pair<int, RouteVerdict>> ranked;
        for (auto one = others; one != verdicts.end(); ++one) {
            const int distance = distanceOf(*one, asked);
            ranked.emplace_back(distance < 0 ? std::numeric_limits<int>::max() : distance, std::move(*one));
        }
        std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        verdicts.erase(others, verdicts.end());
        for (auto &[distance, verdict] : ranked) {
            if (verdicts.size() >= keptVerdicts)
                break;
            verdicts.push_back(std::move(verdict));
        }
    }

    // ---- plugins

    void plugins()
    {
        PathStep &running = step(StepKind::Plugins);
        running.panel = QStringLiteral("plugins");
        running.evidence = {
            {QStringLiteral("GET /plugins"), QStringLiteral("name, enabled, config"), m_sources.pluginsReadAt}};
        if (!m_sources.plugins) {
            running.state = State::Unknown;
            running.code = QStringLiteral("plugins.unread");
            running.certainty = Certainty::Open;
            return;
        }
        const RouteAnswer &answer = m_path.explanation.answer;
        m_path.plugins = pluginorder::order({answer.apiId, answer.routeId, answer.serviceId, {}}, *m_sources.plugins,
                                            m_sources.server);
        QStringList names;
        for (const pluginorder::Run &run : m_path.plugins) {
            if (run.verdict == pluginorder::Run::Verdict::Runs)
                names.append(run.record.plugin.name);
        }
        running.state = State::Ok;
        running.certainty = Certainty::Concluded;
        running.code = names.isEmpty() ? QStringLiteral("plugins.none") : QStringLiteral("plugins.run");
        running.args = {{QStringLiteral("names"), names}, {QStringLiteral("total"), qint64(m_sources.plugins->size())}};
        for (const pluginorder::Run &run : m_path.plugins) {
            if (run.verdict == pluginorder::Run::Verdict::Runs && ends(run.record.plugin, &running))
                return;
        }
    }

    // True where the request gets no farther than this plugin, or may not.
    bool ends(const kong::Plugin &plugin, PathStep *running)
    {
        const json config = json::parse(plugin.config.begin(), plugin.config.end(), nullptr, false);
        const json *statusCode = memberOf(config, "status_code");
        if (plugin.name == QLatin1String("request-termination")) {
            const QString trigger = textOf(config, "trigger"); // 2.x: only requests that have this header or query
            if (!trigger.isEmpty() && headerOf(m_path.request, trigger).isEmpty() && !hasQuery(m_path.request, trigger))
                return false;
            return end(plugin, running, State::Broken, "plugins.terminates",
                       statusCode && statusCode->is_number_integer() ? statusCode->get<int>() : 503);
        }
        constexpr int unauthorised = 401;
        if (lacksCredential(plugin.name, config))
            return end(plugin, running, State::Doubtful, "plugins.credential", unauthorised);
        return false;
    }

    bool end(const kong::Plugin &plugin, PathStep *running, State state, const char *code, int status)
    {
        running->state = state;
        running->code = QLatin1String(code);
        running->entityId = plugin.id;
        running->args.insert(QStringLiteral("plugin"), plugin.name);
        running->args.insert(QStringLiteral("status"), status);
        m_path.expectedStatus = status;
        blame(&m_path, {StepKind::Plugins, state, running->code, running->args, {}});
        return true;
    }

    // No credential of the kind at all; whether one that is there is good, only Kong knows.
    bool lacksCredential(const QString &plugin, const json &config) const
    {
        static const QStringList byHeader{QStringLiteral("basic-auth"), QStringLiteral("hmac-auth"),
                                          QStringLiteral("ldap-auth"), QStringLiteral("jwt"), QStringLiteral("oauth2")};
        const bool isKey = plugin == QLatin1String("key-auth");
        if (!isKey && !byHeader.contains(plugin))
            return false;
        if (!textOf(config, "anonymous").isEmpty())
            return false; // somebody stands in for who has none
        if (m_path.request.method == "OPTIONS" && memberOf(config, "run_on_preflight") &&
            *memberOf(config, "run_on_preflight") == false)
            return false;
        QStringList names;
        if (const json *told = memberOf(config, isKey ? "key_names" : "uri_param_names"); told && told->is_array()) {
            for (const json &name : *told) {
                if (name.is_string())
                    names.append(QString::fromStdString(name.get<std::string>()));
            }
        }
        for (const QString &name : std::as_const(names)) {
            if (hasQuery(m_path.request, name) || (isKey && !headerOf(m_path.request, name).isEmpty()))
                return false;
        }
        if (isKey)
            return !names.isEmpty();
        return headerOf(m_path.request, QStringLiteral("Authorization")).isEmpty() &&
               headerOf(m_path.request, QStringLiteral("Proxy-Authorization")).isEmpty() &&
               headerOf(m_path.request, QStringLiteral("Cookie")).isEmpty() &&
               !hasQuery(m_path.request, QStringLiteral("access_token"));
    }

    // ---- what is handed on

    void rewrite()
    {
        PathStep &handed = step(StepKind::Rewrite);
        const RouteAnswer &answer = m_path.explanation.answer;
        const bool isApi = m_path.chosenKind == kong::Kind::Api;
        handed.state = State::Ok;
        handed.certainty = Certainty::Concluded;
        handed.code = QStringLiteral("rewrite");
        handed.panel = QStringLiteral("routes");
        handed.entityId = isApi ? KongRouteRecord::keyOf(kong::Kind::Api, m_path.chosenId)
                                : KongRouteRecord::keyOf(kong::Kind::Service, answer.serviceId);
        handed.args = {
            {QStringLiteral("from"), QString::fromUtf8(m_path.request.target)},
            {QStringLiteral("to"), QString::fromUtf8(answer.upstreamUri.value_or(QByteArray()))},
            {QStringLiteral("host"), QString::fromUtf8(answer.upstreamHost.value_or(QByteArray()))},
            {QStringLiteral("hostKnown"), answer.upstreamHost.has_value()},
            {QStringLiteral("strip"), m_path.strips.value_or(false)},
            {QStringLiteral("stripField"), isApi ? QStringLiteral("strip_uri") : QStringLiteral("strip_path")},
            {QStringLiteral("preserve"), m_path.preservesHost.value_or(false)},
            {QStringLiteral("upstream"), m_path.host},
            {QStringLiteral("port"), m_path.port}};
        handed.evidence = {
            {isApi ? QStringLiteral("GET /apis") : QStringLiteral("GET /routes"),
             isApi ? QStringLiteral("strip_uri, preserve_host") : QStringLiteral("strip_path, preserve_host"),
             m_sources.kongReadAt}};
    }

    void noHost()
    {
        PathStep &resolving = step(StepKind::Resolve);
        resolving.state = State::Unknown;
        resolving.certainty = Certainty::Open;
        resolving.code = QStringLiteral("resolve.no-host");
        step(StepKind::Connect).state = State::Unknown;
        step(StepKind::Connect).code = QStringLiteral("connect.nowhere-known");
        step(StepKind::Connect).certainty = Certainty::Open;
    }

    const Sources &m_sources;
    const RouteMatcher &m_matcher;
    Path m_path;
};

} // namespace

PathStep &stepOf(Path *path, StepKind kind)
{
    return path->steps.at(size_t(kind));
}

void blame(Path *path, const Cause &cause)
{
    if (!path->cause || cause.state > path->cause->state)
        path->cause = cause;
}

State Path::worst() const
{
    State worst = State::Ok;
    for (const PathStep &step : steps) {
        if (step.state != State::NotReached)
            worst = std::max(worst, step.state);
    }
    return worst;
}

RouterTables tablesOf(const Sources &sources)
{
    RouterTables tables;
    tables.version = sources.server.version;
    tables.flavor = sources.routerFlavor;
    tables.proxyPort = sources.proxyPort;
    if (sources.apis)
        tables.apis = *sources.apis;
    if (sources.services)
        tables.services = *sources.services;
    if (sources.routes)
        tables.routes = *sources.routes;
    if (sources.upstreams) {
        for (const Upstream &upstream : *sources.upstreams)
            tables.upstreams.append(upstream.name);
    }
    return tables;
}

Path withTimesOf(const Sources &sources, Path path)
{
    const auto touch = [&sources](Evidence *evidence) {
        evidence->readAt = evidence->call.startsWith(QLatin1String("GET /v1/")) ? sources.consulReadAt
                           : evidence->call == QLatin1String("GET /plugins")    ? sources.pluginsReadAt
                                                                                : sources.kongReadAt;
    };
    for (PathStep &step : path.steps) {
        for (Evidence &evidence : step.evidence)
            touch(&evidence);
    }
    for (Port &port : path.ports)
        touch(&port.evidence);
    return path;
}

Path trace(const Sources &sources, const RouteMatcher &matcher, const RouteRequest &request)
{
    return Tracer(sources, matcher).run(request);
}

Result<Plan> repairPlan(const kongplans::Context &context, const Repair &repair, const QByteArray &entity)
{
    json wanted = kongjson::parsed(entity);
    const auto refused = [] { return fail(Error::make(ErrorKind::Refused, QStringLiteral("path.repair-outdated"))); };
    if (repair.kind == kong::Kind::Api) {
        QString url = textOf(wanted, "upstream_url");
        // The host alone: user, port and path stay letter by letter.
        const qsizetype at = url.indexOf(repair.hostBefore, url.indexOf(QLatin1String("://")) + 1, Qt::CaseInsensitive);
        if (at < 0 || QUrl(url).host().compare(repair.hostBefore, Qt::CaseInsensitive) != 0)
            return refused();
        wanted["upstream_url"] = url.replace(at, repair.hostBefore.size(), repair.hostAfter).toStdString();
    } else {
        if (textOf(wanted, "host").compare(repair.hostBefore, Qt::CaseInsensitive) != 0)
            return refused();
        wanted["host"] = repair.hostAfter.toStdString();
    }
    const std::string text = wanted.dump();
    return kongplans::edit(context, repair.kind, entity, QByteArray::fromStdString(text));
}

} // namespace mk::requestpath
