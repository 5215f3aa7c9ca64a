// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/LuaSort.h"
#include "platform/RouterEngine.h"
#include "platform/RouterPattern.h"
#include "platform/RouterTarget.h"

#include <algorithm>
#include <array>

// Kong 0.13 and 0.14: kong/router.lua for routes, kong/api_router.lua for API objects, which are the same but for the
// order of the rows. The rows come sorted from kong/runloop/handler.lua; there is no other order: the router looks up
// what the request's host and path lead to, then goes through the categories (which kinds of rule a row has) from the
// strongest down, and takes the first row that matches.
namespace mk::router {

namespace {

constexpr int kHost = 1;
constexpr int kUri = 2;
constexpr int kMethod = 4;
// kong/router.lua CATEGORIES.
constexpr std::array<int, 7> kCategories{
    kHost | kUri | kMethod, kHost | kUri, kHost | kMethod, kMethod | kUri, kHost, kUri, kMethod};

struct OldPath
{
    QByteArray value;
    bool isRegex = false;
    BytePattern strip; // the regular expression with the group that takes the rest
};

struct OldRow
{
    const Entry *entry = nullptr;
    int rules = 0;
    std::vector<OldPath> paths;
};

// What the request's host and path were found to be, before any row is looked at.
struct OldHits
{
    QByteArray host;                       // without the port
    QByteArray hostKey;                    // by which rows are found: the wildcard, else the host
    QByteArray pathKey;                    // the same for the path
    std::optional<QByteArray> patternHost; // the wildcard that fits it
    std::optional<QByteArray>
        path; // the regular expression or prefix that fits; nothing: a path that is all of it, or none
    int category = 0;
};

using OldLists = QHash<QByteArray, std::vector<int>>;

struct OldCategory
{
    std::vector<int> all;
    OldLists byHost;
    OldLists byPath;
    OldLists byMethod;
};

class OldEngine final : public Engine
{
public:
    explicit OldEngine(const std::vector<const Entry *> &sorted)
    {
        for (const Entry *entry : sorted)
            add(*entry);
        m_prefixes.finish();
        const auto broken = std::find_if(m_regexes.cbegin(), m_regexes.cend(),
                                         [](const auto &regex) { return !regex.second.isValid(); });
        if (broken != m_regexes.cend())
            m_brokenRegex = broken->first;
    }

    Choice choose(const Input &input) const override
    {
        Choice choice;
        const OldHits hits = hitsOf(input);
        const Found found = find(input, hits);
        if (found.row < 0)
            return choice;
        const OldRow &row = m_rows[static_cast<std::size_t>(found.row)];
        choice.entry = row.entry;
        choice.upstreamPath = joinOld(row.entry->upstreamPath, input.path, stripped(row, input, hits));
        for (const int other : *found.among) {
            const OldRow &second = m_rows[static_cast<std::size_t>(other)];
            if (other != found.row && isEqual(*second.entry, *row.entry) && matches(second, input, hits))
                choice.equal.push_back(second.entry);
        }
        return choice;
    }

    std::vector<RouteVerdict> judge(const Input &input) const override
    {
        const OldHits hits = hitsOf(input);
        const Found found = find(input, hits);
        std::vector<RouteVerdict> winners;
        std::vector<RouteVerdict> beaten;
        std::vector<RouteVerdict> others;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const OldRow &row = m_rows[i];
            if (static_cast<int>(i) == found.row) {
                winners.insert(winners.begin(), verdictOf(*row.entry, RouteRule::Wins));
            } else if (row.rules == 0) {
                others.push_back(verdictOf(*row.entry, RouteRule::NoRules));
            } else if (found.row < 0 || !matches(row, input, hits)) {
                others.push_back(failureOf(row, input, hits));
            } else {
                RouteVerdict verdict = defeatOf(static_cast<int>(i), found, hits);
                (verdict.rule == RouteRule::Equal ? winners : beaten).push_back(std::move(verdict));
            }
        }
        winners.insert(winners.end(), beaten.begin(), beaten.end());
        winners.insert(winners.end(), others.begin(), others.end());
        return winners;
    }

private:
    struct Found
    {
        int row = -1;
        std::size_t category = 0;                // index in kCategories
        const std::vector<int> *among = nullptr; // the list in which it was found
        bool byIndex = false;
    };

    void add(const Entry &entry)
    {
        OldRow row;
        row.entry = &entry;
        row.rules = (entry.hosts.isEmpty() ? 0 : kHost) | (entry.paths.isEmpty() ? 0 : kUri) |
                    (entry.methods.isEmpty() ? 0 : kMethod);
        const int index = static_cast<int>(m_rows.size());
        OldCategory &category = m_categories[static_cast<std::size_t>(row.rules)];
        category.all.push_back(index);
        for (const QByteArray &host : entry.hosts.values) {
            category.byHost[host].push_back(index);
            if (!host.contains('*'))
                m_plainHosts.insert(host, true);
            else if (!m_wildcardSeen.contains(host))
                m_wildcards.emplace_back(host, HostPattern(host, false));
            m_wildcardSeen.insert(host, true);
        }
        for (const QByteArray &path : entry.paths.values) {
            category.byPath[path].push_back(index);
            if (isPlainPath(path)) {
                m_prefixes.add(path);
                row.paths.push_back({path, false, {}});
            } else {
                m_regexes.emplace_back(path, BytePattern(path));
                row.paths.push_back({path, true, BytePattern(path, "/?(?<stripped_uri>.*)")});
            }
        }
        for (const QByteArray &method : entry.methods.values) {
            const QByteArray upper = method.toUpper();
            std::vector<int> &list = category.byMethod[upper];
            if (list.empty() || list.back() != index)
                list.push_back(index);
            m_methods.insert(upper, true);
        }
        m_rows.push_back(std::move(row));
    }

    OldHits hitsOf(const Input &input) const
    {
        OldHits hits;
        hits.host = input.host.value_or(QByteArray());
        if (const qsizetype colon = hits.host.indexOf(':', 1); colon >= 0)
            hits.host.truncate(colon);
        if (m_plainHosts.contains(hits.host)) {
            hits.category |= kHost;
        } else {
            for (const auto &[value, pattern] : m_wildcards) {
                if (pattern.matches(hits.host)) {
                    hits.patternHost = value;
                    hits.category |= kHost;
                    break;
                }
            }
        }
        if (m_prefixes.contains(input.path)) {
            hits.category |= kUri;
        } else {
            hits.path = m_prefixes.longest(input.path);
            for (const auto &[value, pattern] : m_regexes) {
                if (value == m_brokenRegex)
                    return {}; // the router gives the request up
                if (pattern.matchesStart(input.path, input.text)) {
                    hits.path = value;
                    break;
                }
            }
            if (hits.path)
                hits.category |= kUri;
        }
        if (m_methods.contains(input.method))
            hits.category |= kMethod;
        hits.hostKey = hits.patternHost.value_or(hits.host);
        hits.pathKey = hits.path.value_or(input.path);
        return hits;
    }

    static bool matchesHost(const OldRow &row, const OldHits &hits)
    {
        return contains(row.entry->hosts.values, hits.hostKey);
    }

    // Which of the row's paths takes the request.
    struct PathFound
    {
        bool matched = false;
        std::optional<QByteArray> rest; // what follows it; nothing: not known, nothing is stripped
        bool isPlain = true;
    };
    PathFound pathOf(const OldRow &row, const Input &input, const OldHits &hits) const
    {
        const auto byRegex = [&](const OldPath &path) -> PathFound {
            const BytePattern::Rest found = path.strip.rest(input.path, input.text, QStringLiteral("stripped_uri"));
            return {found.matched, found.text, false};
        };
        const QByteArray &wanted = hits.pathKey;
        const auto led = std::find_if(row.paths.rbegin(), row.paths.rend(),
                                      [&](const OldPath &path) { return path.value == wanted; });
        if (led != row.paths.rend()) {
            if (led->isRegex) {
                if (const PathFound found = byRegex(*led); found.matched)
                    return found;
            }
            // A regular expression that led here and then does not match with its group counts as a plain path.
            return {true, input.path.mid(led->value.size()), true};
        }
        for (const OldPath &path : row.paths) {
            if (path.isRegex) {
                if (const PathFound found = byRegex(path); found.matched)
                    return found;
            } else if (input.path.startsWith(path.value)) {
                return {true, input.path.mid(path.value.size()), true};
            }
        }
        return {};
    }

    bool matchesPath(const OldRow &row, const Input &input, const OldHits &hits) const
    {
        return pathOf(row, input, hits).matched;
    }

    static bool matchesMethod(const OldRow &row, const Input &input)
    {
        return std::any_of(row.entry->methods.values.cbegin(), row.entry->methods.values.cend(),
                           [&](const QByteArray &method) { return method.toUpper() == input.method; });
    }

    bool matches(const OldRow &row, const Input &input, const OldHits &hits) const
    {
        return row.rules && (!(row.rules & kHost) || matchesHost(row, hits)) &&
               (!(row.rules & kMethod) || matchesMethod(row, input)) &&
               (!(row.rules & kUri) || matchesPath(row, input, hits));
    }

    // The path without what matched; nothing where nothing is stripped.
    std::optional<QByteArray> stripped(const OldRow &row, const Input &input, const OldHits &hits) const
    {
        if (!row.entry->strip || !(row.rules & kUri))
            return std::nullopt;
        const PathFound found = pathOf(row, input, hits);
        if (!found.rest)
            return std::nullopt;
        // A regular expression takes the slash behind it along: what is left gets one whatever it starts with.
        return found.isPlain && found.rest->startsWith('/') ? *found.rest : QByteArray('/' + *found.rest);
    }

    // The smallest of the lists that host, path and method lead to: rows that are looked at before all others.
    const std::vector<int> *reduced(const OldCategory &category, int rules, const Input &input,
                                    const OldHits &hits) const
    {
        const std::vector<int> *smallest = nullptr;
        const auto consider = [&smallest](const OldLists &lists, const QByteArray &key) {
            const auto it = lists.constFind(key);
            if (it != lists.cend() && (!smallest || it->size() < smallest->size()))
                smallest = &*it;
        };
        if ((rules & kHost) && hits.patternHost)
            consider(category.byHost, *hits.patternHost);
        if (rules & kUri)
            consider(category.byPath, hits.pathKey);
        if (rules & kMethod)
            consider(category.byMethod, input.method);
        return smallest;
    }

    Found find(const Input &input, const OldHits &hits) const
    {
        const auto first = [&](const std::vector<int> &rows) {
            const auto it = std::find_if(rows.cbegin(), rows.cend(), [&](int row) {
                return matches(m_rows[static_cast<std::size_t>(row)], input, hits);
            });
            return it == rows.cend() ? -1 : *it;
        };
        if (!hits.category)
            return {};
        std::size_t index = 0;
        while (kCategories[index] != hits.category)
            ++index;
        for (; index < kCategories.size(); ++index) {
            const int rules = kCategories[index];
            const OldCategory &category = m_categories[static_cast<std::size_t>(rules)];
            if (category.all.empty())
                continue;
            if (const std::vector<int> *few = reduced(category, rules, input, hits)) {
                if (const int row = first(*few); row >= 0)
                    return {row, index, few, true};
            }
            if (const int row = first(category.all); row >= 0)
                return {row, index, &category.all, false};
        }
        return {};
    }

    static bool isEqual(const Entry &first, const Entry &second)
    {
        return first.createdAt == second.createdAt && first.regexPriority == second.regexPriority;
    }

    RouteVerdict failureOf(const OldRow &row, const Input &input, const OldHits &hits) const
    {
        const Entry &entry = *row.entry;
        if ((row.rules & kHost) && !matchesHost(row, hits)) {
            const bool fitsAlone =
                std::any_of(entry.hosts.values.cbegin(), entry.hosts.values.cend(), [&](const QByteArray &host) {
                    return host.contains('*') && HostPattern(host, false).matches(hits.host);
                });
            if (fitsAlone)
                return verdictOf(entry, RouteRule::HostTakenByOther, joined(entry.hosts.values),
                                 hits.patternHost.value_or(hits.host));
            return verdictOf(entry, RouteRule::Host, joined(entry.hosts.values), hits.host);
        }
        if ((row.rules & kUri) && !matchesPath(row, input, hits))
            return verdictOf(entry, RouteRule::Path, joined(entry.paths.values), input.path);
        return verdictOf(entry, RouteRule::Method, joined(entry.methods.values), input.method);
    }

    // Why a row that matches is not the one.
    RouteVerdict defeatOf(int index, const Found &found, const OldHits &hits) const
    {
        const OldRow &row = m_rows[static_cast<std::size_t>(index)];
        const OldRow &winner = m_rows[static_cast<std::size_t>(found.row)];
        const auto attributes = [](int rules) {
            return (rules & kHost ? 1 : 0) + (rules & kUri ? 1 : 0) + (rules & kMethod ? 1 : 0);
        };
        if (row.rules != winner.rules) {
            const int own = attributes(row.rules);
            const int other = attributes(winner.rules);
            return verdictOf(*row.entry, own == other ? RouteRule::StrongerAttributes : RouteRule::MoreAttributes,
                             QByteArray::number(own), QByteArray::number(other));
        }
        const QByteArray own = joined(row.entry->paths.values);
        const QByteArray other = joined(winner.entry->paths.values);
        if (contains(winner.entry->paths.values, hits.pathKey) && !contains(row.entry->paths.values, hits.pathKey)) {
            if (!hits.path)
                return verdictOf(*row.entry, RouteRule::ExactPath, own, other);
            if (isPlainPath(hits.pathKey))
                return verdictOf(*row.entry, RouteRule::LongerPath, own, other);
            if (std::none_of(row.paths.cbegin(), row.paths.cend(), [](const OldPath &path) { return path.isRegex; }))
                return verdictOf(*row.entry, RouteRule::RegexPath, own, other);
        }
        const auto at = std::find(found.among->cbegin(), found.among->cend(), index);
        if (at == found.among->cend() && index < found.row)
            return verdictOf(*row.entry, RouteRule::FoundByIndex, own, other);
        if (row.entry->regexPriority != winner.entry->regexPriority)
            return verdictOf(*row.entry, RouteRule::RegexPriority, QByteArray::number(row.entry->regexPriority),
                             QByteArray::number(winner.entry->regexPriority));
        if (row.entry->createdAt != winner.entry->createdAt)
            return verdictOf(*row.entry, RouteRule::Older, QByteArray::number(row.entry->createdAt.value_or(0)),
                             QByteArray::number(winner.entry->createdAt.value_or(0)));
        return verdictOf(*row.entry, RouteRule::Equal);
    }

    std::vector<OldRow> m_rows;
    std::array<OldCategory, 8> m_categories;
    QHash<QByteArray, bool> m_plainHosts;
    QHash<QByteArray, bool> m_wildcardSeen;
    std::vector<std::pair<QByteArray, HostPattern>> m_wildcards;
    PrefixIndex m_prefixes;
    std::vector<std::pair<QByteArray, BytePattern>> m_regexes;
    std::optional<QByteArray> m_brokenRegex; // the first that is none
    QHash<QByteArray, bool> m_methods;
};

std::vector<const Entry *> pointersTo(const std::vector<Entry> &entries)
{
    std::vector<const Entry *> pointers;
    for (const Entry &entry : entries)
        pointers.push_back(&entry);
    return pointers;
}

} // namespace

std::unique_ptr<Engine> oldRouteEngine(const std::vector<Entry> &routes)
{
    std::vector<const Entry *> sorted = pointersTo(routes);
    luaSort(sorted, [](const Entry *first, const Entry *second) {
        if (first->regexPriority != second->regexPriority)
            return first->regexPriority > second->regexPriority;
        return first->createdAt < second->createdAt;
    });
    return std::make_unique<OldEngine>(sorted);
}

std::unique_ptr<Engine> oldApiEngine(const std::vector<Entry> &apis)
{
    std::vector<const Entry *> sorted = pointersTo(apis);
    luaSort(sorted, [](const Entry *first, const Entry *second) { return first->createdAt < second->createdAt; });
    return std::make_unique<OldEngine>(sorted);
}

} // namespace mk::router
