// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouteClaims.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <memory>

namespace mk::routeclaims {

namespace {

// A host and a method that nobody is likely to ask for, where the entity asks for none: whoever does is narrower, and no rival.
const QByteArray anyHost = QByteArrayLiteral("any.invalid");
const QByteArray anyMethod = QByteArrayLiteral("PROPFIND");

// What the requests of API objects and of routes are made of.
struct Rules
{
    QStringList paths;
    QStringList hosts;
    QStringList methods;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray sni;
    QByteArray scheme = QByteArrayLiteral("http");
    bool isAskable = true; // false: its requests cannot be made up
};

Rules rulesOf(const kong::Api &api)
{
    Rules rules{api.uris, api.hosts, api.methods, {}, {}};
    if (api.httpsOnly.value_or(false))
        rules.scheme = QByteArrayLiteral("https");
    rules.isAskable = !api.uris.isEmpty() || !api.hosts.isEmpty() || !api.methods.isEmpty();
    return rules;
}

Rules rulesOf(const kong::Route &route)
{
    Rules rules{route.paths, route.hosts, route.methods, {}, {}};
    const auto hasProtocol = [&route](const char *name) { return route.protocols.contains(QLatin1String(name)); };
    if (!route.snis.isEmpty() || (hasProtocol("https") && !hasProtocol("http")))
        rules.scheme = QByteArrayLiteral("https");
    if (!route.snis.isEmpty())
        rules.sni = route.snis.constFirst().toUtf8();
    rules.isAskable = route.expression.isEmpty() && (route.protocols.isEmpty() || hasProtocol("http") || hasProtocol("https"));
    for (const auto &[name, values] : route.headers) {
        if (values.isEmpty())
            continue;
        rules.isAskable = rules.isAskable && !values.constFirst().startsWith(QLatin1String("~*"));
        rules.headers.emplace_back(name.toUtf8(), values.constFirst().toUtf8());
    }
    return rules;
}

// "*.example.com" takes "any.example.com", "example.*" takes "example.any".
QByteArray hostFor(const QString &pattern)
{
    QString host = pattern;
    host.replace(QLatin1Char('*'), QStringLiteral("any"));
    return host.toUtf8();
}

std::vector<RouteRequest> requestsOf(const Rules &rules, size_t limit)
{
    std::vector<RouteRequest> requests;
    if (!rules.isAskable)
        return requests;
    QList<QByteArray> paths;
    for (const QString &path : rules.paths) {
        if (isPlainPath(path))
            paths.append(path.toUtf8());
    }
    if (rules.paths.isEmpty())
        paths.append(QByteArrayLiteral("/"));
    QList<QByteArray> hosts;
    for (const QString &host : rules.hosts)
        hosts.append(hostFor(host));
    if (hosts.isEmpty())
        hosts.append(anyHost);
    QList<QByteArray> methods;
    for (const QString &method : rules.methods)
        methods.append(method.toUtf8());
    if (methods.isEmpty())
        methods.append(anyMethod);
    // The first values of each list meet first, so that a limit leaves none of the lists out.
    for (qsizetype m = 0; m < methods.size(); ++m) {
        for (qsizetype h = 0; h < hosts.size(); ++h) {
            for (const QByteArray &path : std::as_const(paths)) {
                if (requests.size() == limit)
                    return requests;
                RouteRequest request;
                request.method = methods.at(m);
                request.scheme = rules.scheme;
                request.host = hosts.at(h);
                request.target = path;
                request.headers = rules.headers;
                request.sni = rules.sni;
                requests.push_back(std::move(request));
            }
        }
    }
    return requests;
}

// One entity, by position in the tables.
struct Owner
{
    bool isApi = false;
    size_t row = 0;
};

QByteArray textOf(const RouteRequest &request)
{
    QByteArray text = request.scheme + '\n' + request.method + '\n' + request.host.value_or(QByteArray()) + '\n' + request.target
        + '\n' + request.sni;
    for (const auto &[name, value] : request.headers)
        text += '\n' + name + ':' + value;
    return text;
}

class Finder
{
public:
    explicit Finder(const RouterTables &tables) : m_tables(tables), m_empty(tablesOf({})) {}

    QHash<QString, Claims> find(const std::function<bool()> &cancelled)
    {
        if (m_empty.unknown() != RouteUnknown::No)
            return {};
        index();
        // Entities with the same rule ask the same thing: it is asked once.
        size_t asked = 0;
        for (auto group = m_groups.cbegin(); group != m_groups.cend(); ++group) {
            if (++asked % 256 == 0 && cancelled && cancelled())
                break;
            if (!judge(group.value()))
                break; // a broken router answers nothing else
        }
        for (Claims &claims : m_found)
            std::stable_sort(claims.list.begin(), claims.list.end(),
                             [](const Claim &a, const Claim &b) { return a.wins && !b.wins; });
        return m_found;
    }

private:
    struct Group
    {
        RouteRequest request;
        std::vector<Owner> owners;
    };

    const QString &idOf(const Owner &owner) const
    {
        return owner.isApi ? m_tables.apis[owner.row].id : m_tables.routes[owner.row].id;
    }
    QString keyOf(const Owner &owner) const
    {
        return (owner.isApi ? QStringLiteral("api/") : QStringLiteral("route/")) + idOf(owner);
    }

    void add(const Owner &owner, const std::vector<RouteRequest> &requests)
    {
        for (const RouteRequest &request : requests) {
            Group &group = m_groups[textOf(request)];
            group.request = request;
            group.owners.push_back(owner);
        }
    }

    // Some of the entities, with the services of the routes.
    RouterTables tablesOf(const std::vector<Owner> &owners) const
    {
        RouterTables some;
        some.version = m_tables.version;
        some.flavor = m_tables.flavor;
        some.proxyPort = m_tables.proxyPort;
        some.upstreams = m_tables.upstreams;
        QSet<QString> taken;
        for (const Owner &owner : owners) {
            if (owner.isApi) {
                some.apis.push_back(m_tables.apis[owner.row]);
                continue;
            }
            some.routes.push_back(m_tables.routes[owner.row]);
            const QString &id = some.routes.back().serviceId;
            const auto service = m_services.constFind(id);
            if (service != m_services.cend() && !taken.contains(id)) {
                taken.insert(id);
                some.services.push_back(m_tables.services[*service]);
            }
        }
        return some;
    }

    // Where an entity is looked for: by the paths that requests must begin with, by host and method, or everywhere.
    template <class Entity>
    void place(const Owner &owner, const Entity &entity, const QStringList &paths)
    {
        const bool hasPattern = std::any_of(paths.cbegin(), paths.cend(), [](const QString &path) { return !isPlainPath(path); })
            || std::any_of(entity.hosts.cbegin(), entity.hosts.cend(), [](const QString &host) { return host.contains(QLatin1Char('*')); });
        if (paths.isEmpty() || hasPattern)
            m_everywhere.push_back(owner);
        for (const QString &path : paths)
            m_byPath[path.toUtf8()].push_back(owner);
        for (const QString &host : entity.hosts)
            m_byHost[host.toUtf8()].push_back(owner);
        for (const QString &method : entity.methods)
            m_byMethod[method.toUtf8()].push_back(owner);
    }

    // All that may have a say: who begins like the path, and those that share host or method, whom some routers look up first.
    std::vector<Owner> mayMatch(const RouteRequest &request) const
    {
        std::vector<Owner> found = m_everywhere;
        const auto take = [&found](const QHash<QByteArray, std::vector<Owner>> &index, const QByteArray &key) {
            const auto owners = index.constFind(key);
            if (owners != index.cend())
                found.insert(found.end(), owners->cbegin(), owners->cend());
        };
        for (qsizetype size = 1; size <= request.target.size(); ++size)
            take(m_byPath, request.target.left(size));
        take(m_byHost, request.host.value_or(QByteArray()));
        take(m_byMethod, request.method);
        std::sort(found.begin(), found.end(),
                  [](const Owner &a, const Owner &b) { return a.isApi != b.isApi ? a.isApi : a.row < b.row; });
        found.erase(std::unique(found.begin(), found.end(),
                                [](const Owner &a, const Owner &b) { return a.isApi == b.isApi && a.row == b.row; }),
                    found.end());
        return found;
    }

    void index()
    {
        QSet<QString> off; // services whose routes are in no router
        for (size_t i = 0; i < m_tables.services.size(); ++i) {
            m_services.insert(m_tables.services[i].id, i);
            if (m_tables.services[i].enabled == false)
                off.insert(m_tables.services[i].id);
        }
        for (size_t i = 0; i < m_tables.apis.size(); ++i) {
            m_apis.insert(m_tables.apis[i].id, i);
            place({true, i}, m_tables.apis[i], m_tables.apis[i].uris);
            add({true, i}, ownRequests(m_tables.apis[i]));
        }
        for (size_t i = 0; i < m_tables.routes.size(); ++i) {
            m_routes.insert(m_tables.routes[i].id, i);
            place({false, i}, m_tables.routes[i], m_tables.routes[i].paths);
            if (!off.contains(m_tables.routes[i].serviceId))
                add({false, i}, ownRequests(m_tables.routes[i]));
        }
    }

    std::optional<Owner> ownerOf(const QString &id, bool isApi) const
    {
        const QHash<QString, size_t> &rows = isApi ? m_apis : m_routes;
        const auto row = rows.constFind(id);
        return row == rows.cend() ? std::nullopt : std::optional(Owner{isApi, *row});
    }

    bool judge(const Group &group)
    {
        const std::vector<Owner> others = mayMatch(group.request);
        if (others.size() < 2)
            return true; // nobody else is near
        constexpr size_t few = 300;
        if (others.size() > few && !m_all)
            m_all = std::make_unique<RouteMatcher>(m_tables);
        const RouteAnswer answer =
            others.size() > few ? m_all->match(group.request) : RouteMatcher(tablesOf(others)).match(group.request);
        if (answer.reply == RouteReply::BrokenRouter)
            return false;
        const bool byApi = !answer.apiId.isEmpty();
        const std::optional<Owner> winner = ownerOf(byApi ? answer.apiId : answer.routeId, byApi);
        if (!winner)
            return true;
        const QSet<QString> equal(answer.equalIds.cbegin(), answer.equalIds.cend());
        for (const Owner &owner : group.owners) {
            if (owner.isApi == winner->isApi && owner.row == winner->row)
                continue;
            tell(group, owner, *winner, equal.contains(idOf(owner)));
        }
        return true;
    }

    // The two alone, and so cheap: among thousands of others an explanation looks at each of them.
    RouteVerdict verdictOf(const RouteRequest &request, const Owner &loser, const Owner &winner) const
    {
        const RouterTables two = tablesOf({loser, winner});
        const RouteExplanation explanation = RouteMatcher(two).explain(request);
        for (const RouteVerdict &verdict : explanation.verdicts) {
            if (verdict.isApi == loser.isApi && verdict.id == idOf(loser) && verdict.rule != RouteRule::Wins)
                return verdict;
        }
        RouteVerdict unsaid; // only what stands around them decided
        unsaid.rule = RouteRule::FoundByIndex;
        return unsaid;
    }

    void tell(const Group &group, const Owner &loser, const Owner &winner, bool isEqual)
    {
        Claims &lost = m_found[keyOf(loser)];
        Claims &won = m_found[keyOf(winner)];
        Claim claim;
        claim.isApi = winner.isApi;
        claim.id = idOf(winner);
        claim.name = winner.isApi ? m_tables.apis[winner.row].name : m_tables.routes[winner.row].name;
        claim.wins = true;
        // Of routes alike in all else the ids decide, always in the same way.
        claim.byAccident = isEqual && winner.isApi;
        const bool known = std::any_of(lost.list.cbegin(), lost.list.cend(), [&claim](const Claim &other) {
            return other.id == claim.id && other.isApi == claim.isApi && other.wins;
        });
        if (known)
            return;
        if (lost.list.size() >= most && won.list.size() >= most) {
            ++lost.more;
            ++won.more;
            return;
        }
        if (isEqual) {
            claim.rule = RouteRule::Equal;
        } else {
            const RouteVerdict verdict = verdictOf(group.request, loser, winner);
            claim.rule = verdict.rule;
            claim.own = verdict.own;
            claim.other = verdict.other;
        }
        claim.method = group.request.method == anyMethod ? QByteArray() : group.request.method;
        claim.host = group.request.host == anyHost ? QByteArray() : group.request.host.value_or(QByteArray());
        claim.path = group.request.target;
        if (lost.list.size() < most)
            lost.list.append(claim);
        else
            ++lost.more;
        claim.isApi = loser.isApi;
        claim.id = idOf(loser);
        claim.name = loser.isApi ? m_tables.apis[loser.row].name : m_tables.routes[loser.row].name;
        claim.wins = false;
        const bool told = std::any_of(won.list.cbegin(), won.list.cend(), [&claim](const Claim &other) {
            return other.id == claim.id && other.isApi == claim.isApi && !other.wins;
        });
        if (told)
            return;
        if (won.list.size() < most)
            won.list.append(claim);
        else
            ++won.more;
    }

    const RouterTables &m_tables;
    RouteMatcher m_empty; // knows whether this version's router is known
    std::unique_ptr<RouteMatcher> m_all;
    QHash<QByteArray, std::vector<Owner>> m_byPath;
    QHash<QByteArray, std::vector<Owner>> m_byHost;
    QHash<QByteArray, std::vector<Owner>> m_byMethod;
    std::vector<Owner> m_everywhere;
    QHash<QString, size_t> m_apis;
    QHash<QString, size_t> m_routes;
    QHash<QString, size_t> m_services;
    QMap<QByteArray, Group> m_groups; // in order: the same tables give the same words
    QHash<QString, Claims> m_found;
};

} // namespace

bool Claims::loses() const
{
    return std::any_of(list.cbegin(), list.cend(), [](const Claim &claim) { return claim.wins; });
}

bool isPlainPath(const QString &path)
{
    return path.startsWith(QLatin1Char('/')) && std::all_of(path.cbegin(), path.cend(), [](QChar c) {
               const char16_t u = c.unicode();
               return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9')
                   || QStringView(u"-._~/%").contains(c);
           });
}

std::vector<RouteRequest> ownRequests(const kong::Api &api, size_t limit)
{
    return requestsOf(rulesOf(api), limit);
}

std::vector<RouteRequest> ownRequests(const kong::Route &route, size_t limit)
{
    return requestsOf(rulesOf(route), limit);
}

QHash<QString, Claims> find(const RouterTables &tables, const std::function<bool()> &cancelled)
{
    return Finder(tables).find(cancelled);
}

} // namespace mk::routeclaims
