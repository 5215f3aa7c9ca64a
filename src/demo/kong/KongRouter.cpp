// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongRouter.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace mk::demo {

namespace {

using nlohmann::json;

// In the order in which kinds of rules beat each other.
constexpr int kHost = 8;
constexpr int kHeader = 4;
constexpr int kPath = 2;
constexpr int kMethod = 1;

const json &memberOf(const json &row, const char *name)
{
    static const json null;
    const auto found = row.find(name);
    return found == row.end() ? null : *found;
}

// A list that is there, empty or not; the old tables write an empty one as an object.
bool isGiven(const json &list)
{
    return list.is_array() || list.is_object();
}

QByteArrayList textsOf(const json &list)
{
    QByteArrayList texts;
    if (list.is_array()) {
        for (const json &text : list) {
            if (text.is_string())
                texts.append(QByteArray::fromStdString(text.get<std::string>()));
        }
    }
    return texts;
}

bool isPlainPath(const QByteArray &path)
{
    return std::all_of(path.begin(), path.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || QByteArrayView("-._~/%").contains(c);
    });
}

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || QByteArrayView("-._~").contains(c);
}

int hexOf(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Percent-encoded characters decoded where that changes no meaning.
QByteArray unescaped(const QByteArray &path)
{
    QByteArray decoded;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path[i] == '%' && i + 2 < path.size() && hexOf(path[i + 1]) >= 0 && hexOf(path[i + 2]) >= 0) {
            const char c = char(hexOf(path[i + 1]) * 16 + hexOf(path[i + 2]));
            if (isUnreserved(c) || c == ' ' || static_cast<unsigned char>(c) > 127)
                decoded += c;
            else
                decoded += '%' + path.mid(i + 1, 2).toUpper();
            i += 2;
        } else {
            decoded += path[i];
        }
    }
    return decoded;
}

// As versions from 2.x on compare paths: unreserved characters decoded, no dot segments, no double slashes.
QByteArray normalised(const QByteArray &path)
{
    const QByteArray decoded = unescaped(path);
    QByteArrayList kept;
    const QByteArrayList segments = decoded.split('/');
    bool slash = decoded.endsWith('/');
    for (const QByteArray &segment : segments) {
        if (segment == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            kept.append(segment);
        }
    }
    slash = slash || segments.last() == "." || segments.last() == "..";
    return kept.isEmpty() ? QByteArray("/") : QByteArray('/' + kept.join('/') + (slash ? "/" : ""));
}

} // namespace

QByteArray withoutPort(const QByteArray &host)
{
    if (host.startsWith('['))
        return host.left(host.indexOf(']') + 1);
    return host.left(host.indexOf(':') < 0 ? host.size() : host.indexOf(':'));
}

struct KongRouter::Rank
{
    int kinds = 0;
    int weight = 0;
    int host = 0; // 2 plain, 1 wildcard
    int path = 0; // 0.14.1: 3 equal, 2 expression, 1 prefix; later: 1 expression, 0 prefix
    int headers = 0;
    qint64 priority = 0;
    qsizetype length = 0;
    qint64 age = 0;
    quint64 order = 0; // of apis
    std::string id;    // of routes: of two alike in all else the larger id wins
    QByteArray matched;
    bool byPath = false;
    bool compatible = false; // 3.x, which weighs otherwise: router_flavor traditional_compatible

    bool operator>(const Rank &other) const
    {
        const auto key = [](const Rank &rank) {
            using Key = std::array<qint64, 8>;
            return rank.compatible ? Key{rank.host == 2, rank.kinds, rank.path, rank.headers, rank.priority, rank.length, rank.age, 0}
                                   : Key{rank.kinds, rank.weight, rank.host, rank.path, rank.headers, rank.priority, rank.length, rank.age};
        };
        return std::tuple(key(*this), order, id) > std::tuple(key(other), other.order, other.id);
    }
};

KongRouter::Candidate KongRouter::candidateOf(const KongTables::Stored &stored, bool isApi) const
{
    const json &row = stored.row;
    Candidate candidate;
    candidate.isApi = isApi;
    candidate.id = row.at("id").get<std::string>();
    candidate.sequence = stored.sequence;
    const json &created = memberOf(row, "created_at");
    candidate.createdAt = created.is_number() ? qint64(created.get<double>()) : 0;
    const json &priority = memberOf(row, "regex_priority");
    candidate.priority = priority.is_number() ? priority.get<qint64>() : 0;
    const bool marked = m_node->version.startsWith(QLatin1String("3."));
    const json &paths = memberOf(row, isApi ? "uris" : "paths");
    for (const QByteArray &path : textsOf(paths)) {
        PathRule rule{path, std::nullopt};
        if (!marked && !m_node->isOld() && isPlainPath(path)) // 2.x keeps paths encoded
            rule.text = unescaped(path);
        if (marked ? path.startsWith('~') : !isPlainPath(path))
            rule.expression.emplace(QStringLiteral("\\A(?:%1)").arg(QString::fromUtf8(marked ? path.mid(1) : path)));
        candidate.paths.push_back(std::move(rule));
    }
    const json &hosts = memberOf(row, "hosts");
    for (const QByteArray &host : textsOf(hosts))
        candidate.hosts.push_back({host, host.contains('*'), host.contains(':')});
    const json &methods = memberOf(row, "methods");
    candidate.methods = textsOf(methods);
    const json &headers = memberOf(row, "headers");
    if (!isApi && headers.is_object()) {
        for (const auto &[name, values] : headers.items())
            candidate.headers.push_back({QByteArray::fromStdString(name), textsOf(values)});
    }
    const auto count = [&candidate](bool given, bool some, int weight) {
        if (!given)
            return;
        candidate.unmatchable = candidate.unmatchable || !some;
        ++candidate.kinds;
        candidate.weight += weight;
    };
    count(isGiven(paths), !candidate.paths.empty(), kPath);
    count(isGiven(hosts), !candidate.hosts.empty(), kHost);
    count(isGiven(methods), !candidate.methods.isEmpty(), kMethod);
    count(!candidate.headers.empty(), true, kHeader);
    return candidate;
}

void KongRouter::rebuild()
{
    if (m_built && m_revision == m_node->tables.revision())
        return;
    m_built = true;
    m_revision = m_node->tables.revision();
    m_broken = false;
    m_routes.clear();
    m_apis.clear();
    for (const auto &[id, stored] : m_node->tables.table("routes"))
        m_routes.push_back(candidateOf(stored, false));
    for (const auto &[id, stored] : m_node->tables.table("apis")) {
        m_apis.push_back(candidateOf(stored, true));
        m_broken = m_broken || m_apis.back().kinds == 0;
    }
}

bool KongRouter::matches(const Candidate &candidate, const Request &request, const QByteArray &host, const QByteArray &path, Rank *rank) const
{
    if (candidate.kinds == 0 || candidate.unmatchable)
        return false;
    *rank = Rank();
    rank->kinds = candidate.kinds;
    rank->weight = candidate.weight;
    rank->age = -candidate.createdAt;
    rank->compatible = m_node->version.startsWith(QLatin1String("3."));
    if (candidate.isApi)
        rank->order = ~candidate.sequence;
    else
        rank->id = candidate.id;
    if (!candidate.methods.isEmpty() && !candidate.methods.contains(request.method))
        return false;
    if (!candidate.hosts.empty()) {
        const QByteArray bare = withoutPort(host);
        // Without one in the Host header: 3.x takes the port that was asked, earlier ones that of the scheme.
        const QByteArray port = m_node->version.startsWith(QLatin1String("3."))
            ? QByteArray::number(request.overTls ? m_node->proxyTlsPort : m_node->proxyPort)
            : QByteArray(request.overTls ? "443" : "80");
        for (const HostRule &rule : candidate.hosts) {
            const QByteArray asked = rule.withPort ? QByteArray(bare + ':' + (host.size() > bare.size() ? host.mid(bare.size() + 1) : port)) : bare;
            bool fits = asked == rule.text;
            if (rule.wildcard) {
                const QByteArray rest = rule.text.startsWith('*') ? rule.text.mid(1) : rule.text.chopped(1);
                fits = asked.size() > rest.size() && (rule.text.startsWith('*') ? asked.endsWith(rest) : asked.startsWith(rest));
            }
            if (fits)
                rank->host = std::max(rank->host, rule.wildcard ? 1 : 2);
        }
        if (rank->host == 0)
            return false;
    }
    for (const HeaderRule &rule : candidate.headers) {
        const QByteArray given = request.header(rule.name).toLower();
        const bool fits = std::any_of(rule.values.begin(), rule.values.end(), [&given](const QByteArray &value) {
            if (value.startsWith("~*"))
                return QRegularExpression(QString::fromUtf8(value.mid(2)), QRegularExpression::CaseInsensitiveOption)
                    .match(QString::fromUtf8(given)).hasMatch();
            return value.toLower() == given;
        });
        if (given.isEmpty() || !fits)
            return false;
        ++rank->headers;
    }
    if (!candidate.paths.empty()) {
        const QString text = QString::fromUtf8(path);
        bool found = false;
        for (const PathRule &rule : candidate.paths) {
            Rank own;
            if (rule.expression) {
                const QRegularExpressionMatch match = rule.expression->match(text);
                if (!match.hasMatch())
                    continue;
                own.matched = match.captured().toUtf8();
                own.path = m_node->isOld() ? 2 : 1;
                own.priority = candidate.priority;
            } else if (path.startsWith(rule.text)) {
                own.matched = rule.text;
                own.path = !m_node->isOld() ? 0 : path == rule.text ? 3 : 1;
            } else {
                continue;
            }
            own.length = rule.text.size();
            if (!found || std::tie(own.path, own.priority, own.length) > std::tie(rank->path, rank->priority, rank->length)) {
                rank->path = own.path;
                rank->priority = own.priority;
                rank->length = own.length;
                rank->matched = own.matched;
            }
            found = true;
        }
        if (!found)
            return false;
        rank->byPath = true;
    }
    return true;
}

KongRouter::Outcome KongRouter::find(const Request &request, KongMatch *match)
{
    rebuild();
    if (m_broken)
        return Outcome::Broken;
    const QByteArray path = m_node->isOld() ? request.path() : normalised(request.path());
    const QByteArray host = request.header("Host");
    for (const std::vector<Candidate> *candidates : {&m_routes, &m_apis}) {
        const Candidate *best = nullptr;
        Rank bestRank;
        for (const Candidate &candidate : *candidates) {
            Rank rank;
            if (!matches(candidate, request, host, path, &rank) || (best && !(rank > bestRank)))
                continue;
            if (!candidate.isApi) { // routes of a service that is switched off are not there
                const KongTables::Row *route = m_node->tables.find("routes", candidate.id);
                const json &reference = memberOf(*route, "service");
                const KongTables::Row *service = reference.is_object() ? m_node->tables.find("services", reference.value("id", std::string())) : nullptr;
                if (service && memberOf(*service, "enabled") == false)
                    continue;
            }
            best = &candidate;
            bestRank = std::move(rank);
        }
        if (!best)
            continue;
        *match = KongMatch();
        match->path = path;
        match->matched = bestRank.matched;
        match->byPath = bestRank.byPath;
        if (best->isApi) {
            match->api = *m_node->tables.find("apis", best->id);
            return Outcome::Found;
        }
        match->route = *m_node->tables.find("routes", best->id);
        const json &reference = memberOf(match->route, "service");
        if (reference.is_object()) {
            if (const KongTables::Row *service = m_node->tables.find("services", reference.value("id", std::string())))
                match->service = *service;
        }
        return Outcome::Found;
    }
    return Outcome::NothingMatches;
}

QByteArray upstreamPath(const QByteArray &base, const KongMatch &match, bool strip, bool plainJoin)
{
    const QByteArray left = strip && match.byPath ? match.path.mid(match.matched.size()) : match.path;
    const QByteArray above = base.isEmpty() ? QByteArray("/") : base;
    const bool endsWithSlash = above.endsWith('/');
    if (plainJoin && !left.isEmpty() && !left.startsWith('/'))
        return above + left;
    if (match.path == "/" && !match.byPath && !plainJoin)
        return above; // nothing was asked for beyond the service
    if (left.isEmpty()) {
        if (plainJoin || above == "/")
            return above;
        // A slash at the end of what was asked for stays, one that was not asked for goes.
        const bool asked = match.path.size() > 1 && match.path.endsWith('/');
        return asked == endsWithSlash ? above : asked ? QByteArray(above + '/') : above.chopped(1);
    }
    if (endsWithSlash)
        return left.startsWith('/') ? QByteArray(above.chopped(1) + left) : QByteArray(above + left);
    return left.startsWith('/') ? QByteArray(above + left) : QByteArray(above + '/' + left);
}

} // namespace mk::demo
