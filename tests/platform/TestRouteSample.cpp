// SPDX-License-Identifier: GPL-3.0-or-later
// The matcher held against what real Kongs did: tests/data/kong-router-sample has for each of them the rows that it
// held and some hundred requests with the answer's debug headers and what the upstream saw; the proxy recordings of
// each Kong are replayed row by row as they were made.
#include "core/Json.h"
#include "platform/MatchFile.h"
#include "support/TestMain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QUuid>

#include <algorithm>

using namespace mk;

namespace {

using Json = nlohmann::ordered_json;

QByteArray fileOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.begin(), bytes.end(), nullptr, false);
}

QByteArray textOf(const Json &object, const char *name)
{
    const auto it = object.find(name);
    return it == object.end() || !it->is_string() ? QByteArray() : QByteArray::fromStdString(it->get<std::string>());
}

// A header of a recorded answer, whatever its case.
QByteArray headerOf(const Json &message, const QByteArray &name)
{
    if (!message.contains("headers"))
        return {};
    for (const auto &header : message["headers"].items()) {
        if (QByteArray::fromStdString(header.key()).toLower() == name.toLower() && header.value().is_string())
            return QByteArray::fromStdString(header.value().get<std::string>());
    }
    return {};
}

// The rows of a Kong that a recording makes, changes and deletes on the way.
class Rows
{
public:
    explicit Rows(const QString &version)
        : m_version(version)
    {
    }

    void apply(const Json &step)
    {
        const Json &request = step["request"];
        const QByteArray method = textOf(request, "method");
        const int status = step["response"].value("status", 0);
        if (textOf(request, "target") != "admin" || status >= 300)
            return;
        const QByteArray path = textOf(request, "path");
        const QList<QByteArray> parts = path.mid(1).split('/');
        if (method == "DELETE") {
            for (const char *kind : {"services", "routes", "apis", "upstreams"}) {
                if (parts.size() == 2 && parts.front() == kind)
                    remove(kind, parts.at(1));
            }
            return;
        }
        if (method == "GET" || !step["response"].contains("json"))
            return;
        const Json &row = step["response"]["json"];
        const QByteArray last = parts.size() % 2 ? parts.last() : parts.at(parts.size() - 2);
        if (!row.is_object() || !row.contains("id") ||
            (last != "services" && last != "routes" && last != "apis" && last != "upstreams"))
            return;
        remove(last.constData(), textOf(row, "id"));
        m_rows[last].push_back(row);
    }

    QByteArray dump(int proxyPort) const
    {
        Json document = Json::object();
        document["kong"] = m_version.toStdString();
        document["proxy_port"] = proxyPort;
        for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
            document[it.key().toStdString()] = *it;
        return QByteArray::fromStdString(document.dump());
    }

private:
    void remove(const char *kind, const QByteArray &idOrName)
    {
        std::vector<Json> &rows = m_rows[kind];
        rows.erase(std::remove_if(rows.begin(), rows.end(),
                                  [&](const Json &row) {
                                      return textOf(row, "id") == idOrName || textOf(row, "name") == idOrName;
                                  }),
                   rows.end());
    }

    QString m_version;
    QHash<QByteArray, std::vector<Json>> m_rows;
};

// What a recorded answer of the proxy says, against the prediction; empty: they agree.
QByteArray disagreement(const RouteAnswer &answer, const Json &response)
{
    const int status = response.value("status", 0);
    const Json json = response.contains("json") ? response["json"] : Json();
    const QByteArray message = textOf(json, "message");
    QByteArray wrong;
    const auto differ = [&wrong](const char *what, const QByteArray &seen, const QByteArray &predicted) {
        if (seen != predicted)
            wrong += QByteArray(what) + ": " + seen + " but " + predicted + "; ";
    };
    if (const QByteArray route = headerOf(response, "Kong-Route-Id"); !route.isEmpty())
        differ("route", route, answer.routeId.toUtf8());
    if (const QByteArray api = headerOf(response, "Kong-Api-Name"); !api.isEmpty())
        differ("api", api, answer.apiId.isEmpty() ? QByteArray() : answer.name.toUtf8());
    if (json.is_object() && json.contains("uri") && json.contains("headers")) {
        differ("uri", textOf(json, "uri"), answer.upstreamUri.value_or("nothing"));
        if (answer.upstreamHost) // not known of a Kong upstream's targets
            differ("host", headerOf(json, "Host"), *answer.upstreamHost);
    }
    const QByteArray own = answer.status ? QByteArray::number(*answer.status) : QByteArray("none");
    const bool isOwn = message.startsWith("no Route matched") || message.startsWith("no route and no API") ||
                       status == 426 || status == 301 || status == 302 || status == 307 || status == 308 ||
                       message.startsWith("no Service found") || status == 500;
    if (isOwn)
        differ("status", QByteArray::number(status), own);
    else if (answer.reply != RouteReply::Proxied)
        differ("status", QByteArray::number(status), own);
    return wrong;
}

} // namespace

class TestRouteSample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesAsTheRealOneDid_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *folder : {"0.14.1", "0.14.1-apis", "2.8.5", "3.9.1", "3.9.1-traditional"})
            QTest::newRow(folder) << QString::fromLatin1(folder);
    }
    void choosesAsTheRealOneDid()
    {
        QFETCH(const QString, folder);
        const QString place = QStringLiteral(MK_TEST_DATA "/kong-router-sample/") + folder;
        const QByteArray dump = fileOf(place + QStringLiteral("/routes.json"));
        const Result<RouterTables> tables = readRouterTables(dump);
        QVERIFY(tables);
        const RouteMatcher matcher(*tables);
        QCOMPARE(matcher.unknown(), RouteUnknown::No);
        QHash<QByteArray, QByteArray> idsByName; // also_seen names them
        const Json document = parsed(dump);
        for (const char *kind : {"apis", "routes"}) {
            if (document.contains(kind)) {
                for (const Json &row : document[kind])
                    idsByName.insert(textOf(row, "name"), textOf(row, "id"));
            }
        }
        int lines = 0;
        const QList<QByteArray> requests = fileOf(place + QStringLiteral("/requests.jsonl")).split('\n');
        for (const QByteArray &text : requests) {
            if (text.isEmpty())
                continue;
            ++lines;
            const Json seen = parsed(text);
            const Result<MatchLine> line = readMatchLine(text);
            QVERIFY2(line, text.constData());
            const RouteExplanation explained = matcher.explain(line->request);
            const Json told = parsed(matchAnswerLine(line->number, matcher.match(line->request)));
            QVERIFY(!told.contains("not_predicted"));
            QVERIFY(told["n"] == seen["n"]);
            bool isOther = false; // one of several that the database's order decides among
            if (seen.contains("also_seen")) {
                for (const Json &other : seen["also_seen"]) {
                    const QByteArray id = idsByName.value(QByteArray::fromStdString(other.get<std::string>()));
                    isOther = isOther || id == textOf(told, "api_id") || id == textOf(told, "route_id");
                }
                const QStringList equal = explained.answer.equalIds;
                QVERIFY2(!equal.isEmpty(), text.constData());
            }
            QVERIFY2(isOther || textOf(told, "route_id") == textOf(seen, "route_id"),
                     QByteArray(text + " but " + textOf(told, "route_id")).constData());
            QVERIFY2(isOther || textOf(told, "api_id") == textOf(seen, "api_id"),
                     QByteArray(text + " but " + textOf(told, "api_id")).constData());
            if (!isOther && seen.contains("upstream_uri")) {
                QVERIFY2(textOf(told, "upstream_uri") == textOf(seen, "upstream_uri"),
                         QByteArray(text + " but " + textOf(told, "upstream_uri")).constData());
                QVERIFY2(textOf(told, "upstream_host") == textOf(seen, "upstream_host"),
                         QByteArray(text + " but " + textOf(told, "upstream_host")).constData());
            }
            if (!seen["route_id"].is_null())
                QVERIFY2(textOf(told, "service") == textOf(seen, "service"), text.constData());
            // The recorded upstream took everything.
            QVERIFY2(told["status"] == seen["status"], text.constData());
            if (seen.contains("location"))
                QVERIFY2(explained.answer.location == textOf(seen, "location"),
                         QByteArray(text + " but " + explained.answer.location).constData());
            // The explanation tells of the same winner.
            QStringList winners;
            for (const RouteVerdict &verdict : explained.verdicts) {
                if (verdict.rule == RouteRule::Wins)
                    winners.append(verdict.id);
            }
            const QString chosen =
                explained.answer.routeId.isEmpty() ? explained.answer.apiId : explained.answer.routeId;
            QCOMPARE(winners, chosen.isEmpty() ? QStringList() : QStringList{chosen});
        }
        QCOMPARE(lines, 400);
    }

    void answersAsRecorded_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("trusted");
        QTest::newRow("0.14.1 80") << QStringLiteral("0.14.1") << QStringLiteral("80-proxy-behaviour") << 14000
                                   << false;
        QTest::newRow("0.14.1 81") << QStringLiteral("0.14.1") << QStringLiteral("81-apis-proxy") << 14000 << false;
        QTest::newRow("0.14.1 82") << QStringLiteral("0.14.1") << QStringLiteral("82-apis-proxy-trusted") << 14000
                                   << true;
        QTest::newRow("0.14.1 83") << QStringLiteral("0.14.1") << QStringLiteral("83-apis-proxy-broken-router") << 14000
                                   << false;
        QTest::newRow("2.8.5 80") << QStringLiteral("2.8.5") << QStringLiteral("80-proxy-behaviour") << 28000 << false;
        QTest::newRow("3.9.1 80") << QStringLiteral("3.9.1") << QStringLiteral("80-proxy-behaviour") << 18000 << false;
    }
    void answersAsRecorded()
    {
        QFETCH(const QString, version);
        QFETCH(const QString, file);
        QFETCH(const int, port);
        QFETCH(const bool, trusted);
        const Json recording = parsed(fileOf(QStringLiteral(MK_TEST_DATA "/kong-%1/%2.json").arg(version, file)));
        QVERIFY(recording.is_object());
        Rows rows(version);
        int compared = 0;
        for (const Json &step : recording["steps"]) {
            const Json &request = step["request"];
            if (textOf(request, "target") != "proxy") {
                rows.apply(step);
                continue;
            }
            RouteRequest sent;
            sent.method = textOf(request, "method");
            sent.target = textOf(request, "path");
            sent.host = QByteArray("127.0.0.1:") + QByteArray::number(port);
            sent.trusted = trusted;
            if (request.contains("headers")) {
                for (const auto &header : request["headers"].items()) {
                    const QByteArray value = header.value().is_string()
                                                 ? QByteArray::fromStdString(header.value().get<std::string>())
                                                 : QByteArray();
                    if (QByteArray::fromStdString(header.key()).toLower() == "host")
                        sent.host = value;
                    else
                        sent.headers.emplace_back(QByteArray::fromStdString(header.key()), value);
                }
            }
            const Result<RouterTables> tables = readRouterTables(rows.dump(port));
            QVERIFY(tables);
            const RouteAnswer answer = RouteMatcher(*tables).match(sent);
            const QByteArray wrong = disagreement(answer, step["response"]);
            QVERIFY2(wrong.isEmpty(),
                     QByteArray("step " + QByteArray::number(step.value("n", 0)) + ": " + wrong).constData());
            ++compared;
        }
        QVERIFY(compared > 5);
    }

    // 10,000 routes: what a live panel and a plan over a whole gateway need.
    void isFast()
    {
        Json document = Json::object();
        document["services"] =
            Json::array({{{"id", "s"}, {"name", "s"}, {"protocol", "http"}, {"host", "h"}, {"port", 80}}});
        document["routes"] = Json::array();
        for (int i = 0; i < 10000; ++i) {
            Json row = {
                {"id", QUuid::createUuidV5(QUuid(), QString::number(i)).toString(QUuid::WithoutBraces).toStdString()},
                {"service", {{"id", "s"}}},
                {"protocols", {"http", "https"}},
                {"created_at", i}};
            if (i % 3 == 0)
                row["hosts"] = {"host-" + std::to_string(i) + ".example",
                                "*.wild-" + std::to_string(i % 500) + ".example"};
            if (i % 2 == 0)
                row["paths"] = {"/team-" + std::to_string(i % 100) + "/service-" + std::to_string(i)};
            else
                row["paths"] = {"~/regex-" + std::to_string(i) + "/\\d+$"};
            if (i % 7 == 0)
                row["headers"] = {{"x-tenant", {"t" + std::to_string(i)}}};
            document["routes"].push_back(row);
        }
        for (const char *flavor : {"traditional", "traditional_compatible"}) {
            document["kong"] = "3.9.1";
            document["router_flavor"] = flavor;
            const Result<RouterTables> tables = readRouterTables(QByteArray::fromStdString(document.dump()));
            QVERIFY(tables);
            const RouteMatcher matcher(*tables);
            RouteRequest request;
            request.host = "a.wild-3.example";
            QElapsedTimer timer;
            timer.start();
            constexpr int kCount = 100;
            for (int i = 0; i < kCount; ++i) {
                request.target = i % 2 ? QByteArray("/team-4/service-" + QByteArray::number(i * 100 + 4))
                                       : QByteArray("/regex-" + QByteArray::number(i * 99) + "/12");
                matcher.match(request);
            }
            const double each = double(timer.nsecsElapsed()) / 1e6 / kCount;
            qInfo("%s: %.3f ms a request", flavor, each);
            QVERIFY(each < 50); // generous: sanitizers and a busy machine
        }
    }
};

MK_TEST_CLASS(TestRouteSample)
#include "TestRouteSample.moc"
