// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongDecode.h"
#include "core/Json.h"
#include "platform/PluginOrder.h"
#include "support/TestMain.h"

#include <QFile>
#include <QTest>

using namespace mk;
using nlohmann::json;
using pluginorder::Place;
using pluginorder::Run;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

KongPluginRecord bound(const char *name, const kong::PluginScope &scope = {}, bool enabled = true)
{
    KongPluginRecord record;
    record.plugin.name = text(name);
    record.plugin.scope = scope;
    record.plugin.enabled = enabled;
    record.plugin.id = QStringLiteral("%1/%2%3%4%5%6").arg(record.plugin.name, scope.apiId, scope.serviceId, scope.routeId,
                                                            scope.consumerId, enabled ? QString() : QStringLiteral("off"));
    return record;
}

const Run *runOf(const std::vector<Run> &runs, const KongPluginRecord &record)
{
    for (const Run &run : runs) {
        if (run.record.plugin.id == record.plugin.id)
            return &run;
    }
    return nullptr;
}

QStringList namesThatRun(const std::vector<Run> &runs)
{
    QStringList names;
    for (const Run &run : runs) {
        if (run.position > 0)
            names.append(run.record.plugin.name);
    }
    return names;
}

} // namespace

// Which plugins run for a request, against what real Kongs did and by the rules that they follow.
class TestPluginOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedPrecedence_data()
    {
        QTest::addColumn<QString>("recording");
        QTest::addColumn<int>("answers");
        QTest::newRow("0.14.1") << text("kong-0.14.1/41-plugin-precedence") << 8;
        QTest::newRow("0.14.1, API objects") << text("kong-0.14.1/42-apis-plugin-precedence") << 4;
        QTest::newRow("2.8.5") << text("kong-2.8.5/41-plugin-precedence") << 8;
        QTest::newRow("3.9.1") << text("kong-3.9.1/41-plugin-precedence") << 8;
    }
    // Each answer carries the scope of the configuration that the proxy used.
    void recordedPrecedence()
    {
        QFETCH(QString, recording);
        QFETCH(int, answers);
        QFile file(QStringLiteral(MK_TEST_DATA "/") + recording + QStringLiteral(".json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const json scenario = json::parse(bytes.begin(), bytes.end());
        const bool old = recording.contains(QLatin1String("0.14"));
        std::vector<KongPluginRecord> plugins;
        Place place;
        int seen = 0;
        for (const json &step : scenario["steps"]) {
            const std::string method = step["request"]["method"];
            const std::string path = step["request"]["path"];
            const json body = step["response"].value("json", json());
            if (method == "POST" && path == "/plugins") {
                const auto plugin = kong::decodeEntity<kong::Plugin>(body, old);
                QVERIFY(plugin);
                plugins.push_back({*plugin, {}, {}, {}, {}});
            } else if (method == "DELETE") {
                std::erase_if(plugins, [&path](const KongPluginRecord &record) {
                    return path == "/plugins/" + record.plugin.id.toStdString();
                });
            } else if (method == "POST" && body.contains("id") && !body.contains("key")) {
                const QString id = QString::fromStdString(body["id"]);
                if (path == "/apis")
                    place.apiId = id;
                else if (path == "/services")
                    place.serviceId = id;
                else if (path == "/consumers")
                    place.consumerId = id;
                else
                    place.routeId = id;
            } else if (method == "GET") {
                const json &headers = step["response"]["headers"];
                const QByteArray wanted = QByteArray::fromStdString(headers.value("x-scope", ""));
                QByteArray found;
                for (const Run &run : pluginorder::order(place, plugins, {})) {
                    if (run.position > 0 && run.record.plugin.name == QLatin1String("response-transformer"))
                        found = run.record.plugin.config;
                }
                const QByteArray header = QByteArray("x-scope:" + wanted + '"');
                const QByteArray message = QByteArray(wanted + " wanted, " + found);
                QVERIFY2(wanted.isEmpty() ? found.isEmpty() : found.contains(header), message.constData());
                ++seen;
            }
        }
        QCOMPARE(seen, answers);
    }

    void higherPrioritiesRunFirst()
    {
        const std::vector<KongPluginRecord> plugins{bound("correlation-id"), bound("rate-limiting"), bound("cors"), bound("key-auth"), bound("our-own")};
        kong::Capabilities old;
        QCOMPARE(namesThatRun(pluginorder::order({}, plugins, old)),
                 QStringList({text("cors"), text("key-auth"), text("rate-limiting"), text("correlation-id"), text("our-own")}));
        QVERIFY(!pluginorder::priorityOf(text("our-own"), old));
        // What the server tells goes before what is known of older ones.
        kong::Capabilities told;
        told.pluginPriorities = {{text("cors"), 2000}, {text("key-auth"), 1250}, {text("rate-limiting"), 910}, {text("correlation-id"), 100'001}, {text("our-own"), 1500}};
        QCOMPARE(namesThatRun(pluginorder::order({}, plugins, told)),
                 QStringList({text("correlation-id"), text("cors"), text("our-own"), text("key-auth"), text("rate-limiting")}));
    }

    void whatIsOffMakesRoom()
    {
        const KongPluginRecord off = bound("rate-limiting", {.apiId = {}, .serviceId = {}, .routeId = text("r"), .consumerId = {}}, false);
        const KongPluginRecord everywhere = bound("rate-limiting");
        const auto runs = pluginorder::order({{}, text("r"), text("s"), {}}, {everywhere, off}, {});
        QCOMPARE(runs.size(), size_t(2));
        QCOMPARE(runOf(runs, everywhere)->position, 1);
        QCOMPARE(runOf(runs, off)->verdict, Run::Verdict::Off);
        QCOMPARE(runs.front().record, everywhere); // what runs stands first
    }

    void theWinnerIsNamed()
    {
        const kong::PluginScope service{{}, text("s"), {}, {}};
        const auto runs = pluginorder::order({{}, text("r"), text("s"), {}}, {bound("cors"), bound("cors", service)}, {});
        QCOMPARE(runOf(runs, bound("cors"))->verdict, Run::Verdict::Overruled);
        QCOMPARE(*runOf(runs, bound("cors"))->overruledBy, service);
    }

    // ip-restriction runs before nobody but the authentication plugins; bot-detection before all of them.
    void consumersCountOnceTheyAreKnown()
    {
        const kong::PluginScope alice{{}, {}, {}, text("alice")};
        const KongPluginRecord early = bound("bot-detection", alice);
        const KongPluginRecord late = bound("rate-limiting", alice);
        const Place place{{}, text("r"), text("s"), text("alice")};
        auto runs = pluginorder::order(place, {early, late, bound("key-auth")}, {});
        QCOMPARE(runOf(runs, early)->verdict, Run::Verdict::NobodyKnown);
        QCOMPARE(runOf(runs, late)->verdict, Run::Verdict::Runs);
        // Nothing asks who it is: then it is nobody.
        runs = pluginorder::order(place, {early, late}, {});
        QCOMPARE(runOf(runs, late)->verdict, Run::Verdict::NobodyKnown);
        // Another consumer's plugins have nothing to do here.
        QVERIFY(pluginorder::order({{}, text("r"), text("s"), {}}, {late}, {}).empty());
    }

    void otherPlacesAreLeftOut()
    {
        const std::vector<KongPluginRecord> plugins{bound("cors", {text("api"), {}, {}, {}}), bound("cors", {{}, text("s"), {}, {}}),
                                                    bound("cors", {{}, {}, text("r"), {}}), bound("cors", {{}, text("s"), text("other"), {}})};
        QCOMPARE(pluginorder::order({text("api"), {}, {}, {}}, plugins, {}).size(), size_t(1));
        QCOMPARE(pluginorder::order({{}, text("r"), text("s"), {}}, plugins, {}).size(), size_t(2));
    }
};

MK_TEST_CLASS(TestPluginOrder)
#include "TestPluginOrder.moc"
