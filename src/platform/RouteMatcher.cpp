// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouteMatcher.h"

#include "platform/RouterEngine.h"
#include "platform/RouterTarget.h"

#include <algorithm>

namespace mk {

using namespace router;

namespace {

enum class Router { None, Old, Two, Traditional, Compatible };

struct Release
{
    int major = -1;
    int minor = -1;
};

Release releaseOf(const QString &version)
{
    const QStringList parts = version.split(QLatin1Char('.'));
    bool majorOk = false;
    bool minorOk = false;
    const Release release{parts.value(0).toInt(&majorOk), parts.value(1).toInt(&minorOk)};
    return majorOk && minorOk ? release : Release{};
}

bool isHttpService(const QByteArray &protocol)
{
    return protocol == "http" || protocol == "https" || protocol == "grpc" || protocol == "grpcs";
}

// A Host header for the upstream that names its own address: kong/runloop/handler.lua leaves the scheme's usual port
// out.
QByteArray hostOfUpstream(const Entry &entry)
{
    const bool usual = ((entry.scheme == "http" || entry.scheme == "grpc") && entry.upstreamPort == 80) ||
                       ((entry.scheme == "https" || entry.scheme == "grpcs") && entry.upstreamPort == 443) ||
                       !isHttpService(entry.scheme);
    return usual || !entry.upstreamPort ? entry.upstreamHost
                                        : entry.upstreamHost + ':' + QByteArray::number(entry.upstreamPort);
}

// nginx's $host, of which redirects are made: lower case, without port and without the dot at the end.
QByteArray nginxHost(const QByteArray &header)
{
    QByteArray host = header;
    const qsizetype from = host.startsWith('[') ? host.indexOf(']') : 0;
    if (const qsizetype colon = host.indexOf(':', std::max<qsizetype>(from, 0)); colon >= 0)
        host.truncate(colon);
    if (host.endsWith('.'))
        host.chop(1);
    return host.toLower();
}

} // namespace

struct RouteMatcher::Private
{
    Router router = Router::None;
    RouteUnknown unknown = RouteUnknown::No;
    bool isNear = false;
    bool isBroken = false;
    int proxyPort = 0;
    Release release;
    std::vector<Entry> routes;
    std::vector<Entry> apis;
    std::vector<RouteVerdict> absent; // entities that are not in the router at all
    std::unique_ptr<Engine> routeEngine;
    std::unique_ptr<Engine> apiEngine;

    void chooseRouter(const RouterTables &tables)
    {
        release = releaseOf(tables.version);
        if (release.major == 0 && (release.minor == 13 || release.minor == 14)) {
            router = Router::Old;
            isNear = tables.version.section(QLatin1Char('-'), 0, 0) != QLatin1String("0.14.1");
        } else if (release.major == 2) {
            router = Router::Two;
            isNear = release.minor != 8;
        } else if (release.major == 3) {
            isNear = release.minor != 9;
            if (tables.flavor == QLatin1String("traditional"))
                router = Router::Traditional;
            else if (tables.flavor.isEmpty() || tables.flavor == QLatin1String("traditional_compatible"))
                router = Router::Compatible;
            else
                unknown = RouteUnknown::Expressions;
        } else {
            unknown = RouteUnknown::Version;
        }
    }

    void take(const RouterTables &tables)
    {
        QHash<QString, const kong::Service *> services;
        for (const kong::Service &service : tables.services)
            services.insert(service.id, &service);
        for (const kong::Route &route : tables.routes) {
            Entry entry = entryOf(route, services.value(route.serviceId));
            if (!entry.isHttp())
                absent.push_back(verdictOf(entry, RouteRule::StreamOnly));
            else if (!entry.serviceEnabled ||
                     (router == Router::Old && entry.hasService && !isHttpService(entry.scheme)))
                absent.push_back(verdictOf(entry, RouteRule::ServiceDisabled));
            else
                routes.push_back(std::move(entry));
        }
        // The database tells routes in the order of their ids.
        std::sort(routes.begin(), routes.end(),
                  [](const Entry &first, const Entry &second) { return first.id < second.id; });
        if (router == Router::Old) {
            for (const kong::Api &api : tables.apis)
                apis.push_back(entryOf(api));
        }
        const auto lacksRules = [](const Entry &entry) { return !entry.hasRules(); };
        // "could not categorize": these routers cannot be built then, and every request gets a 500.
        isBroken = router != Router::Compatible && (std::any_of(routes.cbegin(), routes.cend(), lacksRules) ||
                                                    std::any_of(apis.cbegin(), apis.cend(), lacksRules));
        for (std::vector<Entry> *entries : {&routes, &apis}) {
            for (Entry &entry : *entries)
                entry.isBalanced = tables.upstreams.contains(QString::fromUtf8(entry.upstreamHost));
        }
        for (Entry &entry : routes) {
            if (entry.hasService && !isHttpService(entry.scheme))
                entry.hasService = false; // a service of the other subsystem counts as none
        }
    }

    Input inputOf(const RouteRequest &request, const Target &target) const
    {
        Input input;
        input.method = request.method;
        input.path = router == Router::Old ? target.path : normalizePath(target.path);
        input.text = QString::fromLatin1(input.path);
        input.host = request.host;
        input.scheme = request.scheme;
        for (const auto &[name, value] : request.headers)
            input.headers[name.toLower()].push_back(value.trimmed()); // as nginx does
        input.headers.remove(QByteArrayLiteral("host"));
        input.sni = request.sni;
        input.clientAddress = request.clientAddress;
        input.clientPort = request.clientPort;
        input.serverAddress = request.serverAddress;
        input.serverPort = request.serverPort ? request.serverPort : proxyPort;
        return input;
    }

    static std::optional<QByteArray> header(const Input &input, const char *name)
    {
        const auto it = input.headers.constFind(QByteArray(name));
        return it == input.headers.cend() ? std::nullopt : std::optional(it->front());
    }

    bool needsHttps(const Entry &entry, const RouteRequest &request, const Input &input) const
    {
        const QByteArray forwarded =
            request.trusted ? header(input, "x-forwarded-proto").value_or(request.scheme) : request.scheme;
        if (!entry.isApi)
            return entry.hasProtocol("https") && !entry.hasProtocol("http") && forwarded != "https";
        // kong/tools/utils.lua check_https
        return entry.httpsOnly && request.scheme != "https" &&
               !(entry.httpIfTerminated && forwarded.toLower() == "https");
    }

    // Later nginx than that of 0.14 takes no blank in a target; 2.8 is run on either.
    bool isStrict() const { return release.major >= 2; }

    bool forgetsQuery() const
    {
        return (release.major == 2 && release.minor >= 6) || (release.major == 3 && release.minor < 5);
    }

    void answerItself(RouteAnswer *answer, RouteReply reply, int status) const
    {
        answer->reply = reply;
        answer->status = status;
    }

    void reply(const Choice &choice, const RouteRequest &request, const Input &input, const Target &target,
               RouteAnswer *answer) const
    {
        const Entry &entry = *choice.entry;
        (entry.isApi ? answer->apiId : answer->routeId) = entry.id;
        answer->name = entry.name;
        if (entry.hasService) {
            answer->serviceId = entry.serviceId;
            answer->serviceName = entry.serviceName;
        }
        for (const Entry *other : choice.equal)
            answer->equalIds.append(other->id);
        if (needsHttps(entry, request, input)) {
            const bool redirects = router != Router::Old && entry.redirectStatus != 426;
            answerItself(answer, RouteReply::HttpsOnly, redirects ? entry.redirectStatus : 426);
            const std::optional<QByteArray> forwarded =
                request.trusted ? header(input, "x-forwarded-host") : std::nullopt;
            if (redirects)
                answer->location =
                    "https://" + forwarded.value_or(nginxHost(request.host.value_or(QByteArray()))) + request.target;
            return;
        }
        if (router != Router::Old && (entry.hasProtocol("grpc") || entry.hasProtocol("grpcs"))) {
            const bool isGrpc = header(input, "content-type").value_or(QByteArray()).startsWith("application/grpc");
            answerItself(answer, RouteReply::NotGrpc, isGrpc ? 426 : 415);
            return;
        }
        if (!entry.hasService) {
            answerItself(answer, RouteReply::NoService, 503);
            return;
        }
        const bool escapes = release.major >= 3;
        QByteArray uri = escapes ? escapePath(choice.upstreamPath) : choice.upstreamPath;
        // An empty query keeps its question mark. Between 2.6 and 3.4 a question mark at the end makes Kong forget the
        // query before it (pull request 11328 of Kong/kong).
        if (target.endsWithQuestion && forgetsQuery())
            uri += '?';
        else if (target.endsWithQuestion || !target.args.isEmpty())
            uri += '?' + target.args;
        if (isRefusedByUpstreams(uri)) {
            answerItself(answer, RouteReply::UpstreamRefuses, 400);
            return;
        }
        answer->reply = RouteReply::Proxied;
        answer->upstreamUri = uri;
        if (entry.preserveHost && request.host && !request.host->isEmpty())
            answer->upstreamHost = *request.host;
        else if (!entry.isBalanced)
            answer->upstreamHost = hostOfUpstream(entry);
    }

    // Answers what is decided before the router is asked; nothing: it has to be asked.
    std::optional<RouteAnswer> answerBefore(const RouteRequest &request, const Target &target) const
    {
        RouteAnswer answer;
        if (unknown != RouteUnknown::No || (request.scheme != "http" && request.scheme != "https")) {
            answer.unknown = unknown != RouteUnknown::No ? unknown : RouteUnknown::Stream;
            return answer;
        }
        const bool hostMissing = !request.host && !request.http10;
        if (target.refused || hostMissing || (request.host && isHostRefused(*request.host))) {
            answerItself(&answer, RouteReply::BadRequest, 400);
            return answer;
        }
        if (request.method == "TRACE" || (request.method == "CONNECT" && release.major >= 3)) {
            answerItself(&answer, RouteReply::BadMethod, 405);
            return answer;
        }
        if (isBroken) {
            answerItself(&answer, RouteReply::BrokenRouter, 500);
            return answer;
        }
        return std::nullopt;
    }

    RouteAnswer answer(const RouteRequest &request) const
    {
        const Target target = parseTarget(request.target, isStrict());
        if (std::optional<RouteAnswer> before = answerBefore(request, target))
            return *before;
        RouteAnswer answer;
        const Input input = inputOf(request, target);
        Choice choice = routeEngine->choose(input);
        if (!choice.entry && apiEngine && choice.unknown == RouteUnknown::No)
            choice = apiEngine->choose(input);
        answer.unknown = choice.unknown;
        if (choice.entry)
            reply(choice, request, input, target, &answer);
        else if (choice.unknown == RouteUnknown::No)
            answerItself(&answer, RouteReply::NoMatch, 404);
        return answer;
    }
};

RouteMatcher::RouteMatcher(const RouterTables &tables)
    : d(std::make_unique<Private>())
{
    d->proxyPort = tables.proxyPort;
    d->chooseRouter(tables);
    if (d->router == Router::None)
        return;
    d->take(tables);
    switch (d->router) {
    case Router::Old:
        d->routeEngine = oldRouteEngine(d->routes);
        d->apiEngine = oldApiEngine(d->apis);
        break;
    case Router::Two:
        d->routeEngine = traditionalEngine(d->routes, TraditionalKind::Two);
        break;
    case Router::Traditional:
        d->routeEngine = traditionalEngine(d->routes, TraditionalKind::Three);
        break;
    case Router::Compatible:
    case Router::None:
        d->routeEngine = compatibleEngine(d->routes);
        break;
    }
}

RouteMatcher::~RouteMatcher() = default;
RouteMatcher::RouteMatcher(RouteMatcher &&) noexcept = default;
RouteMatcher &RouteMatcher::operator=(RouteMatcher &&) noexcept = default;

RouteUnknown RouteMatcher::unknown() const
{
    return d->unknown;
}

bool RouteMatcher::isNearRelease() const
{
    return d->isNear;
}

RouteAnswer RouteMatcher::match(const RouteRequest &request) const
{
    return d->answer(request);
}

RouteExplanation RouteMatcher::explain(const RouteRequest &request) const
{
    RouteExplanation explanation;
    explanation.answer = d->answer(request);
    const Target target = parseTarget(request.target, d->isStrict());
    if (d->answerBefore(request, target))
        return explanation;
    const Input input = d->inputOf(request, target);
    explanation.verdicts = d->routeEngine->judge(input);
    if (d->apiEngine) {
        // A matching route beats every API object, whatever that one has.
        const bool routeWins = !explanation.answer.routeId.isEmpty();
        for (RouteVerdict &verdict : d->apiEngine->judge(input)) {
            const bool matched = verdict.rule == RouteRule::Wins || verdict.rule == RouteRule::Equal ||
                                 verdict.rule >= RouteRule::RouteBeforeApi;
            if (routeWins && matched)
                verdict.rule = RouteRule::RouteBeforeApi;
            explanation.verdicts.push_back(std::move(verdict));
        }
        const auto rank = [](const RouteVerdict &verdict) {
            if (verdict.rule == RouteRule::Wins)
                return 0;
            return verdict.rule == RouteRule::Equal ? 1 : verdict.rule >= RouteRule::RouteBeforeApi ? 2 : 3;
        };
        std::stable_sort(
            explanation.verdicts.begin(), explanation.verdicts.end(),
            [&](const RouteVerdict &first, const RouteVerdict &second) { return rank(first) < rank(second); });
    }
    explanation.verdicts.insert(explanation.verdicts.end(), d->absent.begin(), d->absent.end());
    return explanation;
}

} // namespace mk
