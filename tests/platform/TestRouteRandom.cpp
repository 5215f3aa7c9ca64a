// SPDX-License-Identifier: GPL-3.0-or-later
// Random tables and requests: the matcher, with its indexes and quick rejections, against a slow evaluation that has
// none: it asks every rule of every row by a regular expression or a plain comparison and looks for the best among
// those that hold.
#include "core/Json.h"
#include "platform/LuaSort.h"
#include "platform/MatchFile.h"
#include "support/TestMain.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>
#include <tuple>

using namespace mk;

namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

struct SlowRow
{
    std::string id;
    Texts methods;
    Texts hosts;
    std::string path; // empty: none
    std::vector<std::pair<std::string, std::string>> headers;
    qint64 created = 0;
    qint64 priority = 0;

    bool isRegex() const { return !path.empty() && path.front() == '~'; }
    int kinds() const
    {
        return (methods.empty() ? 0 : 8) | (hosts.empty() ? 0 : 0x40) | (path.empty() ? 0 : 0x10) |
               (headers.empty() ? 0 : 0x20);
    }
    int weight() const
    {
        return int(!methods.empty()) + int(!hosts.empty()) + int(!path.empty()) + int(!headers.empty());
    }
    bool plainHosts() const
    {
        return !hosts.empty() && std::none_of(hosts.begin(), hosts.end(), [](const std::string &host) {
            return host.find('*') != std::string::npos;
        });
    }
};

struct SlowRequest
{
    std::string method;
    std::string host;
    std::string path;
    std::vector<std::pair<std::string, std::string>> headers;

    bool has(const std::string &name) const
    {
        return std::any_of(headers.begin(), headers.end(), [&](const auto &header) { return header.first == name; });
    }
};

bool isMatch(const std::string &pattern, const std::string &text)
{
    return QRegularExpression(QString::fromStdString(pattern)).match(QString::fromStdString(text)).hasMatch();
}

std::string escaped(const std::string &text)
{
    return QRegularExpression::escape(QString::fromStdString(text)).toStdString();
}

// "*" as so much, in a pattern that is otherwise plain.
std::string wild(const std::string &host, const char *star)
{
    QString pattern = QRegularExpression::escape(QString::fromStdString(host));
    return pattern.replace(QStringLiteral("\\*"), QLatin1String(star)).toStdString();
}

bool contains(const Texts &texts, const std::string &text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string nameOf(const std::string &host)
{
    return host.substr(0, host.find(':'));
}

bool headersHold(const SlowRow &row, const SlowRequest &request)
{
    return std::all_of(row.headers.begin(), row.headers.end(), [&](const auto &wanted) {
        return std::any_of(request.headers.begin(), request.headers.end(),
                           [&](const auto &sent) { return sent == wanted; });
    });
}

// One table, both ways.
struct Scene
{
    std::vector<SlowRow> rows;
    Json document = Json::object();
};

Scene makeScene(QRandomGenerator *random, const char *flavor)
{
    const Texts hosts{"a.example", "b.example", "*.example", "*.a.example", "a.*", "a.example:8000", "*.example:8000"};
    const Texts paths{"/", "/a", "/a/", "/a/b", "/a/b/c", "~/a/\\d+", "~/a/.*", "~/(a|b)/b", "~/a/b$", "/b"};
    const Texts methods{"GET", "PUT", "POST"};
    Scene scene;
    scene.document["kong"] = "3.9.1";
    scene.document["router_flavor"] = flavor;
    scene.document["proxy_port"] = 8000;
    scene.document["services"] =
        Json::array({{{"id", "s"}, {"name", "s"}, {"protocol", "http"}, {"host", "u"}, {"port", 80}}});
    scene.document["routes"] = Json::array();
    const auto some = [&](const Texts &from) {
        Texts chosen;
        for (const std::string &text : from) {
            if (random->bounded(int(from.size())) == 0)
                chosen.push_back(text);
        }
        return chosen;
    };
    const int count = 1 + random->bounded(14);
    for (int i = 0; i < count; ++i) {
        SlowRow row;
        row.id = QUuid::createUuidV5(QUuid(), QByteArray::number(random->generate()))
                     .toString(QUuid::WithoutBraces)
                     .toStdString();
        if (random->bounded(2))
            row.hosts = some(hosts);
        if (random->bounded(3) == 0)
            row.methods = some(methods);
        if (random->bounded(4))
            row.path = paths[std::size_t(random->bounded(int(paths.size())))];
        if (random->bounded(3) == 0)
            row.headers.emplace_back(random->bounded(2) ? "x-a" : "x-b", random->bounded(2) ? "1" : "2");
        row.created = 1000 + random->bounded(3);
        row.priority = random->bounded(3);
        if (row.weight() == 0)
            row.path = "/";
        Json json = {{"id", row.id},
                     {"name", row.id},
                     {"service", {{"id", "s"}}},
                     {"protocols", {"http", "https"}},
                     {"created_at", row.created},
                     {"regex_priority", row.priority}};
        if (!row.hosts.empty())
            json["hosts"] = row.hosts;
        if (!row.methods.empty())
            json["methods"] = row.methods;
        if (!row.path.empty())
            json["paths"] = Json::array({row.path});
        for (const auto &[name, value] : row.headers)
            json["headers"][name] = Json::array({value});
        scene.document["routes"].push_back(json);
        scene.rows.push_back(std::move(row));
    }
    std::sort(scene.rows.begin(), scene.rows.end(),
              [](const SlowRow &first, const SlowRow &second) { return first.id < second.id; });
    return scene;
}

SlowRequest makeRequest(QRandomGenerator *random)
{
    const Texts hosts{"a.example",      "b.example",      "x.a.example", "a.test",
                      "a.example:8000", "x.example:8000", "x.example:1", "other.test"};
    const Texts paths{"/", "/a", "/a/", "/a/b", "/a/b/c", "/a/7", "/b/b", "/c", "/ab"};
    const auto one = [random](const Texts &from) { return from[std::size_t(random->bounded(int(from.size())))]; };
    SlowRequest request{one({"GET", "PUT", "POST", "DELETE"}), one(hosts), one(paths), {}};
    for (const char *name : {"x-a", "x-b"}) {
        if (random->bounded(2))
            request.headers.emplace_back(name, random->bounded(2) ? "1" : "2");
    }
    return request;
}

// router_flavor traditional_compatible: the row of the highest priority, then of the highest id.
std::string slowCompatible(const Scene &scene, const SlowRequest &request)
{
    const std::string host = nameOf(request.host);
    const std::string port = request.host.size() > host.size() ? request.host.substr(host.size() + 1) : "8000";
    const auto holds = [&](const SlowRow &row) {
        const bool hostHolds =
            row.hosts.empty() || std::any_of(row.hosts.begin(), row.hosts.end(), [&](const std::string &pattern) {
                const std::string name = nameOf(pattern);
                return (name == pattern || pattern.substr(name.size() + 1) == port) &&
                       isMatch("\\A" + wild(name, ".*") + "\\z", host);
            });
        const bool pathHolds =
            row.path.empty() ||
            isMatch(row.isRegex() ? "^" + row.path.substr(1) : "^" + escaped(row.path), request.path);
        return hostHolds && pathHolds && (row.methods.empty() || contains(row.methods, request.method)) &&
               headersHold(row, request);
    };
    // In the words of the order that results: no row here has the sign bit of the sum but by four kinds of rule.
    const auto rank = [](const SlowRow &row) {
        const bool full = row.weight() >= 4;
        return std::tuple(full, full || row.plainHosts(), full || row.isRegex(), row.weight(),
                          (quint64(row.headers.size()) << 20) | quint64(row.isRegex() ? row.priority << 19 : 0) |
                              (row.isRegex() ? 0 : row.path.size()),
                          row.id);
    };
    const SlowRow *best = nullptr;
    for (const SlowRow &row : scene.rows) {
        if (holds(row) && (!best || rank(row) > rank(*best)))
            best = &row;
    }
    return best ? best->id : std::string();
}

// router_flavor traditional, from its description in words; lists are made by looking at every row.
std::string slowTraditional(const Scene &scene, const SlowRequest &request)
{
    const auto withPort = [](const SlowRow &row) {
        return std::any_of(row.hosts.begin(), row.hosts.end(), [](const std::string &host) {
            return host.find('*') != std::string::npos && host.find(':') != std::string::npos;
        });
    };
    const auto rank = [&](const SlowRow &row) {
        return std::tuple((withPort(row) ? 4 : 0) + (row.plainHosts() ? 2 : 0) + (row.isRegex() ? 1 : 0),
                          row.headers.size(), row.isRegex() ? row.priority : 0, row.isRegex() ? 0 : row.path.size(),
                          -row.created);
    };
    std::vector<SlowRow> rows = scene.rows;
    luaSort(rows, [&](const SlowRow &first, const SlowRow &second) { return rank(first) > rank(second); });

    const std::string name = nameOf(request.host);
    const std::string full = request.host == name ? name + ":80" : request.host;
    const auto fits = [&](const std::string &host) {
        return isMatch("\\A" + wild(host, ".+") + (nameOf(host) == host ? "(?::\\d+)?\\z" : "\\z"), full);
    };
    // What the request leads to.
    std::string header;
    std::string host = request.host;
    std::string path;
    bool hostFound = false;
    for (const SlowRow &row : rows) {
        for (const auto &[wanted, value] : row.headers) {
            if (header.empty() && request.has(wanted))
                header = wanted;
        }
        hostFound = hostFound || contains(row.hosts, full) || contains(row.hosts, name);
    }
    if (!hostFound) {
        for (const SlowRow &row : rows) {
            for (const std::string &pattern : row.hosts) {
                if (!hostFound && pattern.find('*') != std::string::npos && fits(pattern)) {
                    host = pattern;
                    hostFound = true;
                }
            }
        }
    }
    for (const SlowRow &row : rows) {
        if (path.empty() && row.isRegex() && isMatch("\\A(?:" + row.path.substr(1) + ")", request.path))
            path = row.path.substr(1);
    }
    if (path.empty()) {
        for (const SlowRow &row : rows) {
            if (!row.path.empty() && !row.isRegex() && request.path.rfind(row.path, 0) == 0 &&
                row.path.size() > path.size())
                path = row.path;
        }
    }
    const bool methodFound = std::any_of(rows.begin(), rows.end(),
                                         [&](const SlowRow &row) { return contains(row.methods, request.method); });
    const int category =
        (hostFound ? 0x40 : 0) | (header.empty() ? 0 : 0x20) | (path.empty() ? 0 : 0x10) | (methodFound ? 8 : 0);
    if (!category)
        return {};

    const auto holds = [&](const SlowRow &row) {
        const bool hostHolds = row.hosts.empty() || contains(row.hosts, host) || contains(row.hosts, name) ||
                               std::any_of(row.hosts.begin(), row.hosts.end(), [&](const std::string &one) {
                                   return one.find('*') != std::string::npos && fits(one);
                               });
        const bool pathHolds =
            row.path.empty() || (row.isRegex() ? isMatch("\\A(?:" + row.path.substr(1) + ")", request.path)
                                               : request.path.rfind(row.path, 0) == 0);
        return hostHolds && pathHolds && (row.methods.empty() || contains(row.methods, request.method)) &&
               headersHold(row, request);
    };
    std::vector<std::pair<int, int>> kinds;
    for (const SlowRow &row : rows)
        kinds.emplace_back(row.weight(), row.kinds());
    std::sort(kinds.rbegin(), kinds.rend());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    auto from = std::find_if(kinds.begin(), kinds.end(), [&](const auto &one) { return one.second == category; });
    if (from == kinds.end())
        from = kinds.begin();
    for (; from != kinds.end(); ++from) {
        std::vector<const SlowRow *> all;
        std::vector<const SlowRow *> byHost;
        std::vector<const SlowRow *> byHeader;
        std::vector<const SlowRow *> byPath;
        std::vector<const SlowRow *> byMethod;
        for (const SlowRow &row : rows) {
            if (row.kinds() != from->second)
                continue;
            all.push_back(&row);
            if (contains(row.hosts, host))
                byHost.push_back(&row);
            if (std::any_of(row.headers.begin(), row.headers.end(),
                            [&](const auto &one) { return one.first == header; }))
                byHeader.push_back(&row);
            if (!path.empty() && (row.isRegex() ? row.path.substr(1) : row.path) == path)
                byPath.push_back(&row);
            if (contains(row.methods, request.method))
                byMethod.push_back(&row);
        }
        std::vector<const SlowRow *> few;
        if (!byHeader.empty()) {
            few = byHeader;
        } else {
            for (const auto &list : {byHost, byPath, byMethod}) {
                if (!list.empty() && (few.empty() || list.size() < few.size()))
                    few = list;
            }
        }
        few.insert(few.end(), all.begin(), all.end());
        for (const SlowRow *row : few) {
            if (holds(*row))
                return row->id;
        }
    }
    return {};
}

} // namespace

class TestRouteRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fastIsSlow_data()
    {
        QTest::addColumn<bool>("compatible");
        QTest::newRow("traditional") << false;
        QTest::newRow("traditional_compatible") << true;
    }
    void fastIsSlow()
    {
        QFETCH(const bool, compatible);
        QRandomGenerator random(compatible ? 41 : 42);
        int matched = 0;
        for (int round = 0; round < 150; ++round) {
            const Scene scene = makeScene(&random, compatible ? "traditional_compatible" : "traditional");
            const Result<RouterTables> tables = readRouterTables(QByteArray::fromStdString(scene.document.dump()));
            QVERIFY(tables);
            const RouteMatcher matcher(*tables);
            for (int i = 0; i < 20; ++i) {
                const SlowRequest slow = makeRequest(&random);
                RouteRequest request;
                request.method = QByteArray::fromStdString(slow.method);
                request.host = QByteArray::fromStdString(slow.host);
                request.target = QByteArray::fromStdString(slow.path);
                for (const auto &[name, value] : slow.headers)
                    request.headers.emplace_back(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
                const RouteExplanation fast = matcher.explain(request);
                const std::string expected = compatible ? slowCompatible(scene, slow) : slowTraditional(scene, slow);
                const QByteArray asked = request.method + ' ' + *request.host + ' ' + request.target + ' ' +
                                         QByteArray::fromStdString(scene.document["routes"].dump());
                QVERIFY2(fast.answer.routeId.toStdString() == expected, asked.constData());
                QVERIFY(matcher.match(request).routeId == fast.answer.routeId);
                matched += expected.empty() ? 0 : 1;
                // Every row is told of once, and what is said of it fits the outcome.
                QCOMPARE(fast.verdicts.size(), scene.rows.size());
                const auto winners =
                    std::count_if(fast.verdicts.begin(), fast.verdicts.end(),
                                  [](const RouteVerdict &verdict) { return verdict.rule == RouteRule::Wins; });
                QCOMPARE(winners, expected.empty() ? 0 : 1);
            }
        }
        QVERIFY(matched > 1000);
    }
};

MK_TEST_CLASS(TestRouteRandom)
#include "TestRouteRandom.moc"
