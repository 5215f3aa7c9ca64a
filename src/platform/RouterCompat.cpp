// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouterEngine.h"
#include "platform/RouterPattern.h"
#include "platform/RouterTarget.h"

#include <QStringDecoder>
#include <QUuid>

#include <algorithm>

// Kong 3.x with router_flavor traditional_compatible, its default: kong/router/transform.lua makes an expression and a
// priority of each route's fields, atc-router takes the first expression that holds, from the highest priority down
// and, at the same priority, from the highest UUID down. The paths of a route are split first: one row for each length
// of plain path and one for all regular expressions.
namespace mk::router {

namespace {

struct CompatHost
{
    enum class Kind { Equal, Starts, Ends };
    Kind kind = Kind::Equal;
    QByteArray text;
    int port = 0; // 0: any
};

struct CompatHeaderValue
{
    QByteArray text; // lower case
    std::optional<TextPattern> pattern;
};

struct CompatHeader
{
    QByteArray name;
    std::vector<CompatHeaderValue> values;
};

struct CompatPath
{
    QByteArray text;
    bool isRegex = false;
    TextPattern pattern;
    QByteArray literalStart; // of a regular expression that can match at the start only
};

struct CompatRow
{
    const Entry *entry = nullptr;
    quint64 priority = 0;
    QUuid uuid;
    std::vector<QByteArray> methods;
    std::vector<CompatHost> hosts;
    std::vector<CompatPath> paths;
    QByteArray written; // the paths as the route has them
    std::vector<CompatHeader> headers;
    std::vector<QByteArray> snis;
    TextPattern::State state = TextPattern::State::Usable;
    // What the priority is made of, for explanations.
    int weight = 0;
    bool plainHosts = false;
    bool regexPath = false;
    int headerCount = 0;
    qint64 regexPriority = 0;
    qsizetype pathLength = 0;
};

struct CompatInput
{
    const Input *request = nullptr;
    QByteArray host; // without the port, where that is a number
    bool hasHost = false;
    int port = 0;
    QString pathText;
    bool unreadable = false; // a value that the rows look at is not UTF-8: the router answers "no match"
};

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    Q_UNUSED(text)
    return !decoder.hasError();
}

// kong/router/transform.lua split_host_port: at the first colon, if Lua's tonumber() takes what follows.
std::pair<QByteArray, int> splitHostPort(const QByteArray &host)
{
    const qsizetype colon = host.indexOf(':');
    if (colon < 0)
        return {host, 0};
    bool isNumber = false;
    const QByteArray rest = host.mid(colon + 1).trimmed();
    const int port =
        rest.startsWith("0x") || rest.startsWith("0X") ? rest.toInt(&isNumber, 16) : rest.toInt(&isNumber, 10);
    return isNumber ? std::pair(host.left(colon), port) : std::pair(host, 0);
}

// By which rows are ordered (kong/router/transform.lua get_priority). Meant are 64 bits: three for the number of kinds
// of rule, one for hosts without a wildcard, eight for the number of headers, one for regular expressions, 32 for their
// regex_priority, 19 for the length of the path. But LuaJIT shifts a plain Lua number within 32 bits, by the count
// modulo 32: only the two single bits get where they belong, and so hosts without a wildcard, then regular expressions,
// count more than the number of kinds of rule, until that is four: then the sign bit is set, which fills the upper half
// with ones.
qint32 shifted32(qint64 value, int count)
{
    return static_cast<qint32>(static_cast<quint32>(value) << (count & 31));
}

qint32 lowPriorityOf(const CompatRow &row)
{
    return shifted32(row.weight, 61) | shifted32(row.headerCount, 52) | shifted32(row.regexPriority, 19) |
           static_cast<qint32>(row.pathLength & 0x7FFFF);
}

quint64 priorityOf(const CompatRow &row)
{
    quint64 priority = static_cast<quint64>(static_cast<qint64>(lowPriorityOf(row)));
    if (row.plainHosts)
        priority |= quint64(1) << 60;
    if (row.regexPath)
        priority |= quint64(1) << 51;
    return priority;
}

// One row: of a route, with these of its paths.
CompatRow compatRow(const Entry &entry, const std::vector<QByteArray> &paths, const QUuid &uuid)
{
    CompatRow row;
    row.entry = &entry;
    row.uuid = uuid;
    const auto spoil = [&row](TextPattern::State state) {
        if (state != TextPattern::State::Usable && row.state != TextPattern::State::Refused)
            row.state = state;
    };
    row.methods = entry.methods.values;
    for (const QByteArray &host : entry.hosts.values) {
        auto [name, port] = splitHostPort(host);
        if (name.startsWith('*'))
            row.hosts.push_back({CompatHost::Kind::Ends, name.mid(1), port});
        else if (name.endsWith('*'))
            row.hosts.push_back({CompatHost::Kind::Starts, name.left(name.size() - 1), port});
        else
            row.hosts.push_back({CompatHost::Kind::Equal, name, port});
    }
    row.plainHosts = entry.hosts.told && std::none_of(entry.hosts.values.cbegin(), entry.hosts.values.cend(),
                                                      [](const QByteArray &host) { return host.contains('*'); });
    row.written = joined(paths);
    for (const QByteArray &path : paths) {
        CompatPath rule;
        rule.isRegex = path.startsWith('~');
        rule.text = path;
        if (rule.isRegex) {
            row.regexPath = true;
            QByteArray pattern = '^' + path.mid(1);
            pattern.replace("?<", "?P<");
            rule.pattern = TextPattern(pattern);
            rule.literalStart = literalStart(pattern);
            spoil(rule.pattern.state());
        } else {
            row.pathLength = path.size();
        }
        row.paths.push_back(std::move(rule));
    }
    if (row.regexPath)
        row.regexPriority = entry.regexPriority;
    for (const auto &[name, values] : entry.headers) {
        CompatHeader header;
        header.name = name.toLower();
        header.name.replace('-', '_');
        for (const QByteArray &value : values) {
            CompatHeaderValue rule;
            if (value.startsWith("~*")) {
                rule.text = value.mid(2).toLower(); // the whole expression is made lower case, "\D" too
                rule.pattern.emplace(rule.text);
                spoil(rule.pattern->state());
            } else {
                rule.text = value.toLower();
            }
            header.values.push_back(std::move(rule));
        }
        if (header.values.empty())
            row.state = TextPattern::State::Refused; // "()" is no expression
        row.headers.push_back(std::move(header));
    }
    row.headerCount = static_cast<int>(std::min<std::size_t>(row.headers.size(), 255));
    for (const QByteArray &sni : entry.snis.values)
        row.snis.push_back(sni.size() > 1 && sni.endsWith('.') ? sni.left(sni.size() - 1) : sni);
    row.weight = (row.methods.empty() ? 0 : 1) + (row.hosts.empty() ? 0 : 1) + (row.headers.empty() ? 0 : 1) +
                 (row.snis.empty() ? 0 : 1) + (row.paths.empty() ? 0 : 1);
    // An expression without any condition is none.
    if (row.weight == 0 && entry.sources.empty() && entry.destinations.empty())
        row.state = TextPattern::State::Refused;
    row.priority = priorityOf(row);
    return row;
}

class CompatEngine final : public Engine
{
public:
    explicit CompatEngine(const std::vector<Entry> &routes)
    {
        for (const Entry &entry : routes)
            add(entry);
        std::stable_sort(m_rows.begin(), m_rows.end(), [](const CompatRow &first, const CompatRow &second) {
            if (first.priority != second.priority)
                return first.priority > second.priority;
            return first.uuid.toRfc4122() > second.uuid.toRfc4122();
        });
    }

    Choice choose(const Input &request) const override
    {
        Choice choice;
        const CompatInput input = inputOf(request);
        if (input.unreadable)
            return choice;
        const CompatRow *winner = nullptr;
        for (const CompatRow &row : m_rows) {
            if (row.state == TextPattern::State::Refused || !matches(row, input))
                continue;
            if (winner) {
                if (row.priority != winner->priority)
                    break;
                if (row.state == TextPattern::State::Usable && row.entry != winner->entry)
                    choice.equal.push_back(row.entry);
                continue;
            }
            if (row.state == TextPattern::State::Unknown) {
                choice.unknown = RouteUnknown::Regex;
                return choice;
            }
            winner = &row;
        }
        if (!winner)
            return choice;
        choice.entry = winner->entry;
        choice.upstreamPath = upstreamPath(*winner, input);
        return choice;
    }

    std::vector<RouteVerdict> judge(const Input &request) const override
    {
        const CompatInput input = inputOf(request);
        const CompatRow *winner = nullptr;
        std::vector<RouteVerdict> verdicts;
        std::vector<RouteVerdict> others;
        for (const CompatRow &row : m_rows) {
            RouteVerdict verdict;
            const bool takesPart = row.state == TextPattern::State::Usable;
            const bool matched = takesPart && !input.unreadable && matches(row, input);
            if (row.state == TextPattern::State::Refused)
                verdict = verdictOf(*row.entry, row.weight ? RouteRule::RegexRefused : RouteRule::NoRules, row.written);
            else if (!takesPart)
                verdict = verdictOf(*row.entry, RouteRule::RegexUnknown, row.written);
            else if (!matched)
                verdict = failureOf(row, input);
            else if (!winner)
                verdict = verdictOf(*row.entry, RouteRule::Wins);
            else
                verdict = defeatOf(row, *winner);
            if (matched && !winner)
                winner = &row;
            verdict.path = row.written;
            (matched ? verdicts : others).push_back(std::move(verdict));
        }
        verdicts.insert(verdicts.end(), others.begin(), others.end());
        return verdicts;
    }

private:
    void add(const Entry &entry)
    {
        // The namespace of the ids that Kong gives to the parts of a route (kong/router/transform.lua).
        static const QUuid space(QStringLiteral("7f145bf9-0dce-4f91-98eb-debbce4b9f6b"));
        const std::size_t before = m_rows.size();
        if (entry.paths.values.size() < 2) {
            m_rows.push_back(compatRow(entry, entry.paths.values, QUuid(entry.id)));
        } else {
            std::vector<std::pair<QByteArray, std::vector<QByteArray>>> groups;
            for (const QByteArray &path : entry.paths.values) {
                const QByteArray key =
                    path.startsWith('~') ? QByteArrayLiteral("true") : QByteArray::number(path.size());
                auto it =
                    std::find_if(groups.begin(), groups.end(), [&](const auto &group) { return group.first == key; });
                if (it == groups.end())
                    it = groups.insert(groups.end(), {key, {}});
                it->second.push_back(path);
            }
            for (const auto &[key, paths] : groups)
                m_rows.push_back(compatRow(entry, paths, QUuid::createUuidV5(space, entry.id.toUtf8() + '#' + key)));
        }
        for (std::size_t i = before; i < m_rows.size(); ++i) {
            const CompatRow &row = m_rows[i];
            if (row.state == TextPattern::State::Refused)
                continue;
            m_usesPath = m_usesPath || !row.paths.empty();
            m_usesHost = m_usesHost || !row.hosts.empty();
            m_usesSni = m_usesSni || !row.snis.empty();
            for (const CompatHeader &header : row.headers) {
                if (!contains(m_usedHeaders, header.name))
                    m_usedHeaders.push_back(header.name);
            }
        }
    }

    CompatInput inputOf(const Input &request) const
    {
        CompatInput input;
        input.request = &request;
        if (request.host) {
            input.hasHost = true;
            std::tie(input.host, input.port) = splitHostPort(*request.host);
        }
        if (!input.port)
            input.port = request.serverPort;
        input.pathText = QString::fromUtf8(request.path);
        input.unreadable = (m_usesPath && !isUtf8(request.path)) || (m_usesHost && !isUtf8(input.host)) ||
                           (m_usesSni && !isUtf8(request.sni));
        for (const QByteArray &name : m_usedHeaders) {
            const std::vector<QByteArray> *values = headerOf(request, name);
            if (values && !std::all_of(values->cbegin(), values->cend(), isUtf8))
                input.unreadable = true;
        }
        return input;
    }

    static bool matchesMethod(const CompatRow &row, const CompatInput &input)
    {
        return row.methods.empty() || contains(row.methods, input.request->method);
    }

    static bool matchesHost(const CompatRow &row, const CompatInput &input)
    {
        return row.hosts.empty() ||
               (input.hasHost && std::any_of(row.hosts.cbegin(), row.hosts.cend(), [&](const CompatHost &host) {
                    if (host.port && host.port != input.port)
                        return false;
                    switch (host.kind) {
                    case CompatHost::Kind::Starts:
                        return input.host.startsWith(host.text);
                    case CompatHost::Kind::Ends:
                        return input.host.endsWith(host.text);
                    case CompatHost::Kind::Equal:
                        break;
                    }
                    return input.host == host.text;
                }));
    }

    static bool matchesHeader(const CompatHeader &header, const CompatInput &input)
    {
        const std::vector<QByteArray> *sent = headerOf(*input.request, header.name);
        if (!sent)
            return false;
        return std::any_of(header.values.cbegin(), header.values.cend(), [&](const CompatHeaderValue &wanted) {
            return std::any_of(sent->cbegin(), sent->cend(), [&](const QByteArray &value) {
                const QString text = QString::fromUtf8(value).toLower();
                return wanted.pattern ? wanted.pattern->firstMatch(text).has_value()
                                      : text == QString::fromUtf8(wanted.text);
            });
        });
    }

    static bool matchesSni(const CompatRow &row, const CompatInput &input)
    {
        return row.snis.empty() || input.request->scheme != "https" || contains(row.snis, input.request->sni);
    }

    // The part of the path that the first of the row's paths takes; nothing: none does.
    static std::optional<QByteArray> matchedPath(const CompatRow &row, const CompatInput &input)
    {
        for (const CompatPath &path : row.paths) {
            if (!path.isRegex) {
                if (input.request->path.startsWith(path.text))
                    return path.text;
            } else if (input.request->path.startsWith(path.literalStart)) {
                // One that is not understood may match or not: told as a match, and then as unknown.
                if (path.pattern.state() != TextPattern::State::Usable)
                    return QByteArray();
                if (std::optional<QByteArray> match = path.pattern.firstMatch(input.pathText))
                    return match;
            }
        }
        return std::nullopt;
    }

    static bool matchesAddress(const CompatRow &row, const CompatInput &input)
    {
        const Entry &entry = *row.entry;
        const Input &request = *input.request;
        return (entry.sources.empty() || addressMatches(entry.sources, request.clientAddress, request.clientPort)) &&
               (entry.destinations.empty() || addressMatches(entry.destinations, request.serverAddress, input.port));
    }

    static bool matchesHeaders(const CompatRow &row, const CompatInput &input)
    {
        return std::all_of(row.headers.cbegin(), row.headers.cend(), [&](const CompatHeader &header) {
            const bool unknown =
                std::any_of(header.values.cbegin(), header.values.cend(), [](const CompatHeaderValue &value) {
                    return value.pattern && value.pattern->state() == TextPattern::State::Unknown;
                });
            return unknown ? headerOf(*input.request, header.name) != nullptr : matchesHeader(header, input);
        });
    }

    static bool matches(const CompatRow &row, const CompatInput &input)
    {
        return matchesMethod(row, input) && matchesHost(row, input) && matchesSni(row, input) &&
               matchesAddress(row, input) && matchesHeaders(row, input) &&
               (row.paths.empty() || matchedPath(row, input));
    }

    static QByteArray upstreamPath(const CompatRow &row, const CompatInput &input)
    {
        QByteArray prefix("/");
        if (row.entry->strip && !row.paths.empty())
            prefix = matchedPath(row, input).value_or(prefix);
        const QByteArray &path = input.request->path;
        const PathJoin join{row.entry->strip, row.entry->upstreamPath.value_or(QByteArrayLiteral("/"))};
        return joinV0(join, path, sanitizedPostfix(path.mid(prefix.size())));
    }

    static RouteVerdict failureOf(const CompatRow &row, const CompatInput &input)
    {
        const Entry &entry = *row.entry;
        const Input &request = *input.request;
        if (!matchesHost(row, input))
            return verdictOf(entry, RouteRule::Host, joined(entry.hosts.values), request.host.value_or(QByteArray()));
        for (std::size_t i = 0; i < row.headers.size(); ++i) {
            if (!matchesHeader(row.headers[i], input)) {
                const std::vector<QByteArray> *sent = headerOf(request, row.headers[i].name);
                return verdictOf(entry, RouteRule::Header, joined(entry.headers[i].second),
                                 sent ? joined(*sent) : QByteArray(), entry.headers[i].first);
            }
        }
        if (!row.paths.empty() && !matchedPath(row, input))
            return verdictOf(entry, RouteRule::Path, row.written, request.path);
        if (!matchesMethod(row, input))
            return verdictOf(entry, RouteRule::Method, joined(row.methods), request.method);
        if (!matchesSni(row, input))
            return verdictOf(entry, RouteRule::Sni, joined(row.snis), request.sni);
        if (!matchesAddress(row, input))
            return verdictOf(entry, RouteRule::Address, {}, request.clientAddress);
        return verdictOf(entry, RouteRule::Path, row.written, request.path); // not UTF-8
    }

    static RouteVerdict defeatOf(const CompatRow &row, const CompatRow &winner)
    {
        const auto number = [](qint64 value) { return QByteArray::number(value); };
        const Entry &entry = *row.entry;
        const auto attributes = [&] {
            return verdictOf(entry, RouteRule::MoreAttributes, number(row.weight), number(winner.weight));
        };
        const auto byPriority = [&] {
            return verdictOf(entry, RouteRule::RegexPriority, number(row.regexPriority), number(winner.regexPriority));
        };
        // See priorityOf(): the order in which its parts really count.
        const bool full = lowPriorityOf(winner) < 0;
        if (full != (lowPriorityOf(row) < 0))
            return winner.weight >= 4 ? attributes() : byPriority();
        if (!full && row.plainHosts != winner.plainHosts)
            return verdictOf(entry, RouteRule::PlainHost, joined(entry.hosts.values),
                             joined(winner.entry->hosts.values));
        if (!full && row.regexPath != winner.regexPath)
            return verdictOf(entry, RouteRule::RegexPath, row.written, winner.written);
        if (row.weight < winner.weight)
            return attributes();
        if (row.headerCount < winner.headerCount)
            return verdictOf(entry, RouteRule::MoreHeaders, number(row.headerCount), number(winner.headerCount));
        if (row.regexPriority != winner.regexPriority)
            return byPriority();
        if (row.pathLength != winner.pathLength)
            return verdictOf(entry, RouteRule::LongerPath, row.written, winner.written);
        return verdictOf(entry, RouteRule::Equal);
    }

    std::vector<CompatRow> m_rows;
    bool m_usesPath = false;
    bool m_usesHost = false;
    bool m_usesSni = false;
    std::vector<QByteArray> m_usedHeaders;
};

} // namespace

std::unique_ptr<Engine> compatibleEngine(const std::vector<Entry> &routes)
{
    return std::make_unique<CompatEngine>(routes);
}

} // namespace mk::router
