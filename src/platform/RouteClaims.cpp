// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouteClaims.h"

#include <QMap>
#include <QSet>

#include <algorithm>

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
    explicit Finder(const RouterTables &tables) : m_tables(tables), m_matcher(tables) {}

    QHash<QString, Claims> find(const std::function<bool()> &cancelled)
    {
        if (m_matcher.unknown() != RouteUnknown::No)
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
            add({true, i}, ownRequests(m_tables.apis[i]));
        }
        for (size_t i = 0; i < m_tables.routes.size(); ++i) {
            m_routes.insert(m_tables.routes[i].id, i);
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
        const RouteAnswer answer = m_matcher.match(group.request);
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
        RouterTables two;
        two.version = m_tables.version;
        two.flavor = m_tables.flavor;
        two.proxyPort = m_tables.proxyPort;
        two.upstreams = m_tables.upstreams;
        for (const Owner &owner : {loser, winner}) {
            if (owner.isApi) {
                two.apis.push_back(m_tables.apis[owner.row]);
                continue;
            }
            two.routes.push_back(m_tables.routes[owner.row]);
            const auto service = m_services.constFind(two.routes.back().serviceId);
            if (service != m_services.cend())
                two.services.push_back(m_tables.services[*service]);
        }
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
    RouteMatcher m_matcher;
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
