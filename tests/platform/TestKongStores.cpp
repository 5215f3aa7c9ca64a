// SPDX-License-Identifier: GPL-3.0-or-later
#include "SessionBench.h"
#include "platform/KongPlans.h"
#include "support/DemoKong.h"
#include "support/FakeServer.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using mk::test::DemoKong;
using mk::test::endpointOf;
using mk::test::FakeConnection;
using mk::test::FakeRequest;
using mk::test::FakeServer;
using mk::test::resultOf;
using mk::test::SessionBench;
using Phase = StoreState::Phase;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

constexpr std::chrono::milliseconds quick{100};

const KongRouteRecord *recordNamed(PlatformSession *session, const QString &name)
{
    for (const KongRouteRecord &record : *session->kongRouteRecords()->rows()) {
        if (record.name == name)
            return &record;
    }
    return nullptr;
}

} // namespace

// What a session knows of Kong's entities while it changes, goes away and comes back.
class TestKongStores : public QObject
{
    Q_OBJECT

    static std::unique_ptr<PlatformSession> opened(SessionBench &bench, const QUrl &url)
    {
        if (!bench.prepare())
            return nullptr;
        bench.environment.kong = {endpointOf(System::Kong, url, text("kong-1"))};
        auto session = bench.makeSession();
        session->open();
        return session;
    }

private Q_SLOTS:
    void stockPlatform()
    {
        DemoKong kong(text("0.14.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        SessionBench bench;
        const auto session = opened(bench, kong.adminUrl());
        QVERIFY(session);
        QTRY_VERIFY(session->kongCapabilities().has_value());
        QVERIFY(session->kongCapabilities()->apis);
        QCOMPARE(kong.requests("GET", "/routes"), 0); // nobody looks yet
        const auto routes = session->kongRouteRecords()->subscribe(quick);
        const auto plugins = session->kongPluginRecords()->subscribe(quick);
        QTRY_COMPARE(session->kongRouteRecords()->state().phase, Phase::Ready);
        QCOMPARE(session->kongRouteRecords()->rowCount(), 7);
        const KongRouteRecord *user = recordNamed(session.get(), text("microservice-user"));
        QVERIFY(user);
        QCOMPARE(user->targetHost, text("microservice-user.service.consul"));
        QTRY_COMPARE(session->kongPluginRecords()->rowCount(), 1);
        QTRY_VERIFY(recordNamed(session.get(), text("microservice-user"))->plugins == 0);
        QTRY_COMPARE(session->status(System::Kong).figures.value(text("apis")).toInt(), 7);
        QVERIFY(session->status(System::Kong).figures.contains(text("connectionsWaiting")));
        QTRY_VERIFY(session->status(System::Kong).figures.value(text("requestRate")).toDouble() > 0);

        // Somebody else changes something: it comes by itself, and nothing else moves.
        QCOMPARE(kong.send("PATCH", "/apis/microservice-user", R"({"retries":2})").status, 200);
        QTRY_VERIFY(recordNamed(session.get(), text("microservice-user"))->json.contains("\"retries\":2"));

        // The next list lacks it, and its own address knows it no more: gone.
        const QByteArray issuer = recordNamed(session.get(), text("jwt-issuer"))->id.toLatin1();
        QCOMPARE(kong.send("DELETE", "/apis/jwt-issuer").status, 204);
        QTRY_COMPARE_WITH_TIMEOUT(session->kongRouteRecords()->rowCount(), 6, 20'000);
        QCOMPARE(kong.requests("GET", "/apis/" + issuer), 1);

        // Kong goes: the rows stay, with the reason.
        kong.kill();
        QTRY_VERIFY(session->kongRouteRecords()->state().error.has_value());
        QCOMPARE(session->kongRouteRecords()->rowCount(), 6);
        QVERIFY(session->kongRouteRecords()->state().isStale());
        QVERIFY2(kong.restart(), qPrintable(kong.lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(!session->kongRouteRecords()->state().error && session->kongRouteRecords()->rowCount() == 7, 20'000);
    }

    void plansShowAtOnce()
    {
        DemoKong kong(text("0.14.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        SessionBench bench;
        const auto session = opened(bench, kong.adminUrl());
        QVERIFY(session);
        const auto routes = session->kongRouteRecords()->subscribe(std::chrono::minutes(10));
        QTRY_COMPARE(session->kongRouteRecords()->rowCount(), 7);
        QTRY_VERIFY(!session->mayWrite(System::Kong));
        const auto run = [&](const Result<Plan> &plan) {
            if (!plan)
                return false;
            auto *runner = new PlanRunner(*plan, session->planContext(*plan), session.get());
            session->followPlan(runner);
            runner->start();
            const Result<PlanReport> report = resultOf<PlanReport>(runner);
            return report && report->complete();
        };
        const kongplans::Context context = session->kongPlanContext();
        const QByteArray wanted = R"({"name":"new","uris":["/new"],"upstream_url":"http://h"})";
        QVERIFY(run(kongplans::create(context, kong::Kind::Api, wanted)));
        QTRY_VERIFY(recordNamed(session.get(), text("new")));
        const QByteArray seen = recordNamed(session.get(), text("new"))->json;
        QVERIFY(run(kongplans::edit(context, kong::Kind::Api, seen, QByteArray(seen).replace("/new", "/newer"))));
        QTRY_COMPARE(recordNamed(session.get(), text("new"))->paths, QStringList{text("/newer")});
        QVERIFY(run(kongplans::remove(context, {kong::Kind::Api, recordNamed(session.get(), text("new"))->json, {}})));
        QTRY_VERIFY(!recordNamed(session.get(), text("new")));
        QTRY_VERIFY(session->kongRouteRecords()->waitingKeys().isEmpty());
    }

    void tenThousand_data()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
            QTest::newRow(version) << text(version);
    }
    void tenThousand()
    {
        QFETCH(QString, version);
        DemoKong kong(version, {text("--fill"), text("services=10000")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        SessionBench bench;
        const auto session = opened(bench, kong.adminUrl());
        QVERIFY(session);
        QList<qint64> progress;
        connect(session->kongRouteRecords(), &LiveStoreBase::stateChanged, this, [&] {
            if (session->kongRouteRecords()->state().loading)
                progress.append(session->kongRouteRecords()->state().soFar);
        });
        const auto routes = session->kongRouteRecords()->subscribe(std::chrono::seconds(1));
        QTRY_VERIFY_WITH_TIMEOUT(session->kongRouteRecords()->state().phase == Phase::Ready, 60'000);
        QCOMPARE(session->kongRouteRecords()->rowCount(), 10'000);
        QVERIFY(std::any_of(progress.cbegin(), progress.cend(), [](qint64 soFar) { return soFar >= 1000 && soFar < 20'000; }));
        QVERIFY(!session->kongRouteRecords()->rows()->front().serviceName.isEmpty());
        // Ten pages of each list, by our own paging.
        QVERIFY(kong.requests("GET", "/services") >= 11);
        // Nothing changes: no delta, only a younger age.
        int deltas = 0;
        session->kongRouteRecords()->onDelta(this, [&deltas](const auto &) { ++deltas; });
        const QDateTime read = session->kongRouteRecords()->state().readAt;
        QTRY_VERIFY_WITH_TIMEOUT(session->kongRouteRecords()->state().readAt > read, 30'000);
        QCOMPARE(deltas, 0);
    }

    void consumersOfPlugins()
    {
        DemoKong kong;
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        const auto consumer = kong.send("POST", "/consumers", R"({"username":"bob"})");
        QCOMPARE(consumer.status, 201);
        const std::string id = nlohmann::json::parse(consumer.body.toStdString())["id"];
        const nlohmann::json plugin{{"name", "rate-limiting"}, {"config", {{"minute", 5}}}, {"consumer_id", id}};
        const auto bound = kong.send("POST", "/plugins", QByteArray::fromStdString(plugin.dump()));
        QCOMPARE(bound.status, 201);
        SessionBench bench;
        const auto session = opened(bench, kong.adminUrl());
        QVERIFY(session);
        const auto plugins = session->kongPluginRecords()->subscribe(quick);
        QTRY_COMPARE(session->kongPluginRecords()->rowCount(), 1);
        QTRY_COMPARE(session->kongPluginRecords()->rows()->front().consumerName, text("bob"));
        QCOMPARE(kong.requests("GET", QByteArray::fromStdString("/consumers/" + id)), 1);
    }

    // A node without a database, and one that lets nobody in.
    void readOnlyAndDenied_data()
    {
        QTest::addColumn<QByteArray>("root");
        QTest::addColumn<int>("lists");
        QTest::addColumn<QString>("reason");
        QTest::newRow("DB-less") << QByteArray(R"({"version":"3.9.1","hostname":"h","node_id":"n","configuration":{"database":"off"},"plugins":{"available_on_server":{"cors":{}}}})") << 200 << text("kong.db-less");
        QTest::newRow("data plane") << QByteArray(R"({"version":"3.9.1","hostname":"h","node_id":"n","configuration":{"database":"off","role":"data_plane"},"plugins":{}})") << 200 << text("kong.data-plane");
        QTest::newRow("denied") << QByteArray(R"({"version":"3.9.1","hostname":"h","node_id":"n","configuration":{"database":"postgres"},"plugins":{}})") << 403 << QString();
    }
    void readOnlyAndDenied()
    {
        QFETCH(QByteArray, root);
        QFETCH(int, lists);
        QFETCH(QString, reason);
        FakeServer server([&](const FakeRequest &request, FakeConnection &connection) {
            if (request.target == "/")
                connection.answer(200, root);
            else if (request.target == "/status")
                connection.answer(200, "{\"server\":{\"total_requests\":3}}");
            else if (request.target.startsWith("/apis"))
                connection.answer(404, "{\"message\":\"Not found\"}");
            else if (request.target.startsWith("/schemas"))
                connection.answer(request.method == "POST" ? 400 : 200, "{\"fields\":[{\"name\":{}},{\"paths\":{}}]}");
            else
                connection.answer(lists, lists == 200 ? "{\"data\":[],\"next\":null}" : "{\"message\":\"role lacks permission\"}");
        });
        SessionBench bench;
        const auto session = opened(bench, server.url());
        QVERIFY(session);
        const auto routes = session->kongRouteRecords()->subscribe(quick);
        if (lists == 200) {
            QTRY_VERIFY(session->kongCapabilities().has_value());
            QCOMPARE(session->kongCapabilities()->readOnlyReason, reason);
            QTRY_COMPARE(session->kongRouteRecords()->state().phase, Phase::Ready);
            const Result<Plan> plan = kongplans::create(session->kongPlanContext(), kong::Kind::Service, R"({"host":"h"})");
            QVERIFY(!plan.has_value());
            QCOMPARE(plan.error().reason, text("kong.read-only-node"));
        } else {
            QTRY_VERIFY(session->kongCapabilitiesError().has_value());
            QCOMPARE(session->kongCapabilitiesError()->kind, ErrorKind::Forbidden);
            QTRY_VERIFY(session->kongRouteRecords()->state().error.has_value());
            QCOMPARE(session->kongRouteRecords()->state().error->kind, ErrorKind::Forbidden);
        }
    }
};

MK_TEST_CLASS(TestKongStores)
#include "TestKongStores.moc"
