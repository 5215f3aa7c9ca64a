// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/LuaSort.h"
#include "platform/RouterEngine.h"
#include "platform/RouterPattern.h"
#include "platform/RouterTarget.h"

#include <algorithm>

// Kong 2.x (kong/router.lua) and 3.x with router_flavor traditional (kong/router/traditional.lua). Each path of a route
// is a row of its own. Rows are sorted once; a request is tried against the categories (which kinds of rule a row has)
// from the strongest down, in each first against the rows that its header, host, path or method lead to, then against
// all.
namespace mk::router {

namespace {

// MATCH_RULES of the router.
constexpr int kHostBit = 0x40;
constexpr int kHeaderBit = 0x20;
constexpr int kUriBit = 0x10;
constexpr int kMethodBit = 0x08;
constexpr int kSniBit = 0x04;
constexpr int kSourceBit = 0x02;
constexpr int kDestinationBit = 0x01;
// MATCH_SUBRULES: the larger, the earlier.
constexpr int kHasRegexPath = 0x01;
constexpr int kPlainHostsOnly = 0x02;
constexpr int kWildcardHostPort = 0x04;

struct HeaderRule
{
    QByteArray name;
    std::vector<QByteArray> values; // lower case
    std::optional<BytePattern> pattern;
};

struct TraditionalRow
{
    const Entry *entry = nullptr;
    int rules = 0;
    int weight = 0; // number of kinds of rule
    int subrules = 0;
    qsizetype pathLength = 0;
    std::vector<QByteArray> plainHosts;
    std::vector<std::pair<QByteArray, HostPattern>> wildcards;
    std::vector<HeaderRule> headers;
    std::vector<QByteArray> methods;
    std::vector<QByteArray> snis;
    bool hasPath = false;
    bool isRegex = false;
    QByteArray written; // the path as the route has it
    QByteArray key;     // by which the router finds it again
    QByteArray value;   // what requests are held against
    BytePattern regex;
    BytePattern strip;
};

struct TraditionalHits
{
    bool broken = false; // a regular expression that is none: the request is given up
    int category = 0;
    std::optional<QByteArray> header;
    std::optional<QByteArray> host; // the wildcard that fits
    std::optional<QByteArray> path; // the value of the regular expression or prefix that fits
    QByteArray requestHost;
    QByteArray hostKey; // by which rows are found: the wildcard, else the host
    QByteArray pathKey; // the same for the path
    QByteArray hostWithPort;
    std::optional<QByteArray> hostWithoutPort;
};

struct PathMatch
{
    bool matched = false;
    std::optional<QByteArray> postfix; // what follows; nothing: the router doesn't know it
};

using RowLists = QHash<QByteArray, std::vector<int>>;

struct TraditionalCategory
{
    int rules = 0;
    int weight = 0;
    std::vector<int> all;
    RowLists byHost;
    RowLists byHeader;
    RowLists byPath;
    RowLists byMethod;
    RowLists bySni;
};

// The plain comparison of two rows, by which they are sorted.
bool goesBefore(const TraditionalRow &first, const TraditionalRow &second)
{
    if (first.subrules != second.subrules)
        return first.subrules > second.subrules;
    if (first.headers.size() != second.headers.size())
        return first.headers.size() > second.headers.size();
    if ((first.subrules & kHasRegexPath) && first.entry->regexPriority != second.entry->regexPriority)
        return first.entry->regexPriority > second.entry->regexPriority;
    if (first.pathLength != second.pathLength)
        return first.pathLength > second.pathLength;
    return first.entry->createdAt && second.entry->createdAt && *first.entry->createdAt < *second.entry->createdAt;
}

TraditionalRow rowOf(const Entry &entry, const QByteArray *path, TraditionalKind kind)
{
    TraditionalRow row;
    row.entry = &entry;
    const auto has = [&row](int bit) {
        row.rules |= bit;
        ++row.weight;
    };
    if (entry.hosts.told) {
        bool anyWithPort = false;
        for (const QByteArray &host : entry.hosts.values) {
            if (!host.contains('*')) {
                row.plainHosts.push_back(host);
                continue;
            }
            const bool hasPort = splitPort(host, 0).hasPort;
            anyWithPort = anyWithPort || hasPort;
            row.wildcards.emplace_back(host, HostPattern(host, !hasPort));
        }
        if (!entry.hosts.isEmpty())
            has(kHostBit);
        if (row.wildcards.empty())
            row.subrules |= kPlainHostsOnly;
        if (anyWithPort)
            row.subrules |= kWildcardHostPort;
    }
    for (const auto &[name, values] : entry.headers) {
        HeaderRule rule;
        rule.name = name.toLower();
        if (rule.name == "host")
            continue;
        for (const QByteArray &value : values)
            rule.values.push_back(value.toLower());
        if (values.size() == 1 && values.front().startsWith("~*"))
            rule.pattern.emplace(values.front().mid(2));
        row.headers.push_back(std::move(rule));
    }
    if (!row.headers.empty())
        has(kHeaderBit);
    if (path) {
        has(kUriBit);
        row.hasPath = true;
        row.written = *path;
        row.isRegex = kind == TraditionalKind::Two ? !isPlainPath(*path) : path->startsWith('~');
        if (row.isRegex) {
            row.value = kind == TraditionalKind::Two ? normalizeRegex(*path) : path->mid(1);
            row.key = row.value;
            row.regex = BytePattern(row.value);
            row.strip = BytePattern(row.value, "(?<uri_postfix>.*)");
            row.subrules |= kHasRegexPath;
        } else {
            row.value = kind == TraditionalKind::Two ? normalizePath(*path) : *path;
            row.key = *path;
            row.pathLength = path->size();
        }
    }
    for (const QByteArray &method : entry.methods.values)
        row.methods.push_back(method.toUpper());
    if (!row.methods.empty())
        has(kMethodBit);
    for (const QByteArray &sni : entry.snis.values)
        row.snis.push_back(sni.size() > 1 && sni.endsWith('.') ? sni.left(sni.size() - 1) : sni);
    if (!row.snis.empty())
        has(kSniBit);
    if (!entry.sources.empty())
        has(kSourceBit);
    if (!entry.destinations.empty())
        has(kDestinationBit);
    return row;
}

class TraditionalEngine final : public Engine
{
public:
    TraditionalEngine(const std::vector<Entry> &routes, TraditionalKind kind)
    {
        for (const Entry &entry : routes) {
            if (entry.paths.isEmpty())
                m_rows.push_back(rowOf(entry, nullptr, kind));
            for (const QByteArray &path : entry.paths.values)
                m_rows.push_back(rowOf(entry, &path, kind));
        }
        std::vector<int> order(m_rows.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = static_cast<int>(i);
        luaSort(order, [this](int first, int second) { return goesBefore(at(first), at(second)); });
        std::vector<TraditionalRow> sorted;
        sorted.reserve(m_rows.size());
        for (const int index : order)
            sorted.push_back(std::move(m_rows[static_cast<std::size_t>(index)]));
        m_rows = std::move(sorted);
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            index(static_cast<int>(i));
        m_prefixes.finish();
        const auto broken = std::find_if(m_regexes.cbegin(), m_regexes.cend(),
                                         [this](int regex) { return !at(regex).regex.isValid(); });
        if (broken != m_regexes.cend())
            m_brokenRegex = *broken;
        std::sort(m_categories.begin(), m_categories.end(),
                  [](const TraditionalCategory &first, const TraditionalCategory &second) {
                      return first.weight != second.weight ? first.weight > second.weight : first.rules > second.rules;
                  });
    }

    Choice choose(const Input &input) const override
    {
        Choice choice;
        const TraditionalHits hits = hitsOf(input);
        const Found found = find(input, hits);
        if (found.row < 0)
            return choice;
        const TraditionalRow &row = at(found.row);
        choice.entry = row.entry;
        choice.upstreamPath = upstreamPath(row, input, hits);
        for (const int other : *found.among) {
            const Entry *entry = at(other).entry;
            if (entry != row.entry && isTie(at(other), row) && matches(at(other), input, hits) &&
                std::find(choice.equal.cbegin(), choice.equal.cend(), entry) == choice.equal.cend())
                choice.equal.push_back(entry);
        }
        return choice;
    }

    std::vector<RouteVerdict> judge(const Input &input) const override
    {
        const TraditionalHits hits = hitsOf(input);
        const Found found = find(input, hits);
        std::vector<RouteVerdict> verdicts;
        std::vector<RouteVerdict> beaten;
        std::vector<RouteVerdict> others;
        const auto put = [](std::vector<RouteVerdict> *list, const TraditionalRow &row, RouteVerdict verdict) {
            verdict.path = row.written;
            list->push_back(std::move(verdict));
        };
        if (found.row >= 0)
            put(&verdicts, at(found.row), verdictOf(*at(found.row).entry, RouteRule::Wins));
        // In the order in which the router would have taken them.
        for (const TraditionalCategory &category : m_categories) {
            for (const int index : category.all) {
                if (index == found.row)
                    continue;
                const TraditionalRow &row = at(index);
                if (!matches(row, input, hits) || hits.broken) {
                    put(&others, row, failureOf(row, input, hits));
                } else {
                    RouteVerdict verdict = found.row < 0 ? failureOf(row, input, hits) : defeatOf(index, found);
                    put(verdict.rule == RouteRule::Equal ? &verdicts : &beaten, row, std::move(verdict));
                }
            }
        }
        verdicts.insert(verdicts.end(), beaten.begin(), beaten.end());
        verdicts.insert(verdicts.end(), others.begin(), others.end());
        return verdicts;
    }

private:
    struct Found
    {
        int row = -1;
        const std::vector<int> *among = nullptr;
    };

    const TraditionalRow &at(int index) const { return m_rows[static_cast<std::size_t>(index)]; }

    void index(int number)
    {
        const TraditionalRow &row = at(number);
        auto it = std::find_if(m_categories.begin(), m_categories.end(),
                               [&](const TraditionalCategory &category) { return category.rules == row.rules; });
        if (it == m_categories.end()) {
            m_categories.push_back({});
            it = std::prev(m_categories.end());
            it->rules = row.rules;
            it->weight = row.weight;
        }
        it->all.push_back(number);
        const auto once = [number](std::vector<int> *list) {
            if (list->empty() || list->back() != number)
                list->push_back(number);
        };
        for (const QByteArray &host : row.plainHosts) {
            it->byHost[host].push_back(number);
            m_plainHosts.insert(host, true);
        }
        for (const auto &[value, pattern] : row.wildcards) {
            it->byHost[value].push_back(number);
            if (!m_wildcardSeen.contains(value)) {
                m_wildcardSeen.insert(value, true);
                m_wildcards.emplace_back(value, pattern);
            }
        }
        for (const HeaderRule &header : row.headers) {
            it->byHeader[header.name].push_back(number);
            if (!contains(m_headers, header.name))
                m_headers.push_back(header.name);
        }
        if (row.hasPath) {
            it->byPath[row.value].push_back(number);
            if (row.isRegex)
                m_regexes.push_back(number);
            else
                m_prefixes.add(row.value);
        }
        for (const QByteArray &method : row.methods) {
            once(&it->byMethod[method]);
            m_methods.insert(method, true);
        }
        for (const QByteArray &sni : row.snis) {
            once(&it->bySni[sni]);
            m_snis.insert(sni, true);
        }
    }

    TraditionalHits hitsOf(const Input &input) const
    {
        TraditionalHits hits;
        for (const QByteArray &name : m_headers) {
            if (headerOf(input, name)) {
                hits.header = name;
                hits.category |= kHeaderBit;
                break;
            }
        }
        hits.requestHost = input.host.value_or(QByteArray());
        hits.hostWithPort = QByteArrayLiteral("nil"); // what Lua makes of a host that isn't there
        if (input.host) {
            const HostPort host = splitPort(*input.host, input.scheme == "https" ? 443 : 80);
            hits.hostWithPort = host.withPort;
            hits.hostWithoutPort = host.name;
            if (m_plainHosts.contains(host.withPort) || m_plainHosts.contains(host.name)) {
                hits.category |= kHostBit;
            } else {
                for (const auto &[value, pattern] : m_wildcards) {
                    if (pattern.matches(host.withPort)) {
                        hits.host = value;
                        hits.category |= kHostBit;
                        break;
                    }
                }
            }
        }
        for (const int index : m_regexes) {
            const TraditionalRow &row = at(index);
            if (index == m_brokenRegex) {
                hits.broken = true;
                return hits;
            }
            if (row.regex.matchesStart(input.path, input.text)) {
                hits.path = row.value;
                break;
            }
        }
        if (!hits.path)
            hits.path = m_prefixes.longest(input.path);
        if (hits.path)
            hits.category |= kUriBit;
        if (m_methods.contains(input.method))
            hits.category |= kMethodBit;
        if (m_snis.contains(input.sni))
            hits.category |= kSniBit;
        hits.hostKey = hits.host.value_or(hits.requestHost);
        hits.pathKey = hits.path.value_or(input.path);
        return hits;
    }

    static bool matchesHost(const TraditionalRow &row, const TraditionalHits &hits)
    {
        if (contains(row.plainHosts, hits.hostKey) ||
            (hits.hostWithoutPort && contains(row.plainHosts, *hits.hostWithoutPort)))
            return true;
        return std::any_of(row.wildcards.cbegin(), row.wildcards.cend(),
                           [&](const auto &wildcard) { return wildcard.second.matches(hits.hostWithPort); });
    }

    static bool matchesHeader(const HeaderRule &rule, const Input &input)
    {
        const std::vector<QByteArray> *values = headerOf(input, rule.name);
        if (!values)
            return false;
        return std::any_of(values->cbegin(), values->cend(), [&](const QByteArray &sent) {
            const QByteArray value = sent.toLower();
            return contains(rule.values, value) || (rule.pattern && rule.pattern->matchesAnywhere(value));
        });
    }

    static bool matchesHeaders(const TraditionalRow &row, const Input &input)
    {
        return std::all_of(row.headers.cbegin(), row.headers.cend(),
                           [&](const HeaderRule &rule) { return matchesHeader(rule, input); });
    }

    static PathMatch matchPath(const TraditionalRow &row, const Input &input, const TraditionalHits &hits)
    {
        if (input.path.isEmpty())
            return {};
        const auto behind = [&](qsizetype length) { return PathMatch{true, sanitizedPostfix(input.path.mid(length))}; };
        const bool led = row.key == hits.pathKey;
        if (row.isRegex) {
            const BytePattern::Rest found = row.strip.rest(input.path, input.text, QStringLiteral("uri_postfix"));
            if (found.matched)
                return {true, found.text ? std::optional(sanitizedPostfix(*found.text)) : std::nullopt};
            // One that led here and then does not match with its group counts as a plain path.
            return led && row.strip.isValid() ? behind(row.value.size()) : PathMatch{};
        }
        return led || input.path.startsWith(row.value) ? behind(row.value.size()) : PathMatch{};
    }

    // The quick part of matchPath(): most rows fail here.
    static bool mayMatchPath(const TraditionalRow &row, const Input &input, const TraditionalHits &hits)
    {
        return (row.isRegex ? row.strip.mayMatch(input.path) : input.path.startsWith(row.value)) ||
               row.key == hits.pathKey;
    }

    static bool matchesMethod(const TraditionalRow &row, const Input &input)
    {
        return contains(row.methods, input.method);
    }

    static bool matchesSni(const TraditionalRow &row, const Input &input)
    {
        return input.scheme == "http" || contains(row.snis, input.sni);
    }

    static bool matches(const TraditionalRow &row, const Input &input, const TraditionalHits &hits)
    {
        // Of http requests these routers are not told the addresses: such rules never match.
        if (row.rules & (kSourceBit | kDestinationBit))
            return false;
        if (row.hasPath && !mayMatchPath(row, input, hits))
            return false;
        return (!(row.rules & kMethodBit) || matchesMethod(row, input)) &&
               (!(row.rules & kHostBit) || matchesHost(row, hits)) &&
               (!(row.rules & kHeaderBit) || matchesHeaders(row, input)) &&
               (!(row.rules & kSniBit) || matchesSni(row, input)) &&
               (!(row.rules & kUriBit) || matchPath(row, input, hits).matched);
    }

    static QByteArray upstreamPath(const TraditionalRow &row, const Input &input, const TraditionalHits &hits)
    {
        const PathMatch match = row.hasPath ? matchPath(row, input, hits) : PathMatch{};
        const QByteArray postfix = match.postfix.value_or(input.path.mid(1));
        const PathJoin join{row.entry->strip, row.entry->upstreamPath.value_or(QByteArrayLiteral("/"))};
        return row.entry->pathHandlingV1 ? joinV1(join, input.path, postfix) : joinV0(join, input.path, postfix);
    }

    const std::vector<int> *reduced(const TraditionalCategory &category, const Input &input,
                                    const TraditionalHits &hits) const
    {
        const std::vector<int> *smallest = nullptr;
        const auto list = [](const RowLists &lists, const QByteArray &key) -> const std::vector<int> * {
            const auto it = lists.constFind(key);
            return it == lists.cend() ? nullptr : &*it;
        };
        const auto consider = [&smallest](const std::vector<int> *rows) {
            if (rows && (!smallest || rows->size() < smallest->size()))
                smallest = rows;
        };
        if (category.rules & kHostBit)
            consider(list(category.byHost, hits.hostKey));
        if ((category.rules & kHeaderBit) && hits.header) {
            if (const std::vector<int> *rows = list(category.byHeader, *hits.header))
                return rows; // a header goes before everything
        }
        if ((category.rules & kUriBit) && hits.path)
            consider(list(category.byPath, *hits.path));
        if (category.rules & kMethodBit)
            consider(list(category.byMethod, input.method));
        if (category.rules & kSniBit)
            consider(list(category.bySni, input.sni));
        return smallest;
    }

    Found find(const Input &input, const TraditionalHits &hits) const
    {
        if (hits.broken || !hits.category)
            return {};
        const auto first = [&](const std::vector<int> &rows) {
            const auto it =
                std::find_if(rows.cbegin(), rows.cend(), [&](int row) { return matches(at(row), input, hits); });
            return it == rows.cend() ? -1 : *it;
        };
        auto category = std::find_if(m_categories.cbegin(), m_categories.cend(),
                                     [&](const TraditionalCategory &one) { return one.rules == hits.category; });
        if (category == m_categories.cend())
            category = m_categories.cbegin();
        for (; category != m_categories.cend(); ++category) {
            if (const std::vector<int> *few = reduced(*category, input, hits)) {
                if (const int row = first(*few); row >= 0)
                    return {row, few};
            }
            if (const int row = first(category->all); row >= 0)
                return {row, &category->all};
        }
        return {};
    }

    static bool isTie(const TraditionalRow &first, const TraditionalRow &second)
    {
        return first.rules == second.rules && !goesBefore(first, second) && !goesBefore(second, first);
    }

    static RouteVerdict failureOf(const TraditionalRow &row, const Input &input, const TraditionalHits &hits)
    {
        const Entry &entry = *row.entry;
        if ((row.rules & kHostBit) && !matchesHost(row, hits))
            return verdictOf(entry, RouteRule::Host, joined(entry.hosts.values), hits.requestHost);
        for (const HeaderRule &rule : row.headers) {
            if (matchesHeader(rule, input))
                continue;
            const std::vector<QByteArray> *sent = headerOf(input, rule.name);
            return verdictOf(entry, RouteRule::Header, joined(rule.values), sent ? joined(*sent) : QByteArray(),
                             rule.name);
        }
        if (row.hasPath && !matchPath(row, input, hits).matched)
            return verdictOf(entry, RouteRule::Path, row.written, input.path);
        if ((row.rules & kMethodBit) && !matchesMethod(row, input))
            return verdictOf(entry, RouteRule::Method, joined(row.methods), input.method);
        if ((row.rules & kSniBit) && !matchesSni(row, input))
            return verdictOf(entry, RouteRule::Sni, joined(row.snis), input.sni);
        if (row.rules & (kSourceBit | kDestinationBit))
            return verdictOf(entry, RouteRule::Address, {}, input.clientAddress);
        return verdictOf(entry, RouteRule::NoRules);
    }

    RouteVerdict defeatOf(int index, const Found &found) const
    {
        const TraditionalRow &row = at(index);
        const TraditionalRow &winner = at(found.row);
        const auto number = [](qint64 value) { return QByteArray::number(value); };
        if (row.weight != winner.weight)
            return verdictOf(*row.entry, RouteRule::MoreAttributes, number(row.weight), number(winner.weight));
        if (row.rules != winner.rules)
            return verdictOf(*row.entry, RouteRule::StrongerAttributes);
        if (std::find(found.among->cbegin(), found.among->cend(), index) == found.among->cend() && index < found.row)
            return verdictOf(*row.entry, RouteRule::FoundByIndex, row.written, winner.written);
        const int differs = row.subrules ^ winner.subrules;
        if (differs & kWildcardHostPort)
            return verdictOf(*row.entry, RouteRule::WildcardHostPort, joined(row.entry->hosts.values),
                             joined(winner.entry->hosts.values));
        if (differs & kPlainHostsOnly)
            return verdictOf(*row.entry, RouteRule::PlainHost, joined(row.entry->hosts.values),
                             joined(winner.entry->hosts.values));
        if (differs & kHasRegexPath)
            return verdictOf(*row.entry, RouteRule::RegexPath, row.written, winner.written);
        if (row.headers.size() != winner.headers.size())
            return verdictOf(*row.entry, RouteRule::MoreHeaders, number(static_cast<qint64>(row.headers.size())),
                             number(static_cast<qint64>(winner.headers.size())));
        if (row.isRegex && row.entry->regexPriority != winner.entry->regexPriority)
            return verdictOf(*row.entry, RouteRule::RegexPriority, number(row.entry->regexPriority),
                             number(winner.entry->regexPriority));
        if (row.pathLength != winner.pathLength)
            return verdictOf(*row.entry, RouteRule::LongerPath, row.written, winner.written);
        if (row.entry->createdAt != winner.entry->createdAt)
            return verdictOf(*row.entry, RouteRule::Older, number(row.entry->createdAt.value_or(0)),
                             number(winner.entry->createdAt.value_or(0)));
        return verdictOf(*row.entry, RouteRule::Equal);
    }

    std::vector<TraditionalRow> m_rows;
    std::vector<TraditionalCategory> m_categories;
    std::vector<QByteArray> m_headers; // in the order in which the rows name them
    QHash<QByteArray, bool> m_plainHosts;
    QHash<QByteArray, bool> m_wildcardSeen;
    std::vector<std::pair<QByteArray, HostPattern>> m_wildcards;
    std::vector<int> m_regexes;
    int m_brokenRegex = -1; // the first that is none
    PrefixIndex m_prefixes;
    QHash<QByteArray, bool> m_methods;
    QHash<QByteArray, bool> m_snis;
};

} // namespace

std::unique_ptr<Engine> traditionalEngine(const std::vector<Entry> &routes, TraditionalKind kind)
{
    return std::make_unique<TraditionalEngine>(routes, kind);
}

} // namespace mk::router
