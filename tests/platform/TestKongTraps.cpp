// SPDX-License-Identifier: GPL-3.0-or-later
#include "KongBench.h"
#include "api/kong/KongDialect.h"
#include "platform/KongJson.h"
#include "support/DemoKong.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using kong::Kind;
using mk::test::DemoKong;
using mk::test::KongBench;
using mk::test::resultOf;
using nlohmann::json;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QByteArray bytes(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

json sentBy(KongBench &bench, const Plan &plan)
{
    return json::parse(bench.handler->preview(plan.steps.constFirst()).body.toStdString());
}

const PlanNotice *noticeOf(const Plan &plan, const char *code)
{
    for (const PlanNotice &notice : plan.notices) {
        if (notice.first == QLatin1String(code))
            return &notice;
    }
    return nullptr;
}

} // namespace

// What Kong takes without a word and a client must know, each with the guard against it, on a simulated Kong of each version
// whose answers are those of the recordings.
class TestKongTraps : public QObject
{
    Q_OBJECT

    static void versions()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
            QTest::newRow(version) << text(version);
    }

    static json madeService(KongBench &bench, DemoKong &kong)
    {
        const auto made = kong.send("POST", "/services", R"({"name":"one","host":"h.example.test"})");
        const json service = json::parse(made.body.toStdString(), nullptr, false);
        return service.is_object() ? bench.get(Kind::Service, QString::fromStdString(service.value("id", std::string()))) : json();
    }

private Q_SLOTS:
    // Null is stored where a default exists: left out means the default, and who writes null is told.
    void nullIsNoDefault_data() { versions(); }
    void nullIsNoDefault()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        json seen = madeService(bench, kong);
        QCOMPARE(seen["retries"].get<int>(), 5);
        const QString id = QString::fromStdString(seen["id"].get<std::string>());
        QCOMPARE(kong.send("PATCH", "/services/one", R"({"retries":2})").status, 200);
        seen = bench.get(Kind::Service, id);

        json wanted = seen;
        wanted.erase("retries");
        const Result<Plan> leftOut = kongplans::edit(bench.plans, Kind::Service, bytes(seen), bytes(wanted));
        QVERIFY(leftOut.has_value());
        QVERIFY(sentBy(bench, *leftOut) == json({{"retries", 5}}));
        QVERIFY(!noticeOf(*leftOut, "kong.null-default"));
        QVERIFY(bench.run(*leftOut).complete());
        QCOMPARE(bench.get(Kind::Service, id)["retries"].get<int>(), 5);

        seen = bench.get(Kind::Service, id);
        wanted = seen;
        wanted["retries"] = nullptr;
        const Result<Plan> nulled = kongplans::edit(bench.plans, Kind::Service, bytes(seen), bytes(wanted));
        QVERIFY(nulled.has_value());
        const PlanNotice *notice = noticeOf(*nulled, "kong.null-default");
        QVERIFY(notice);
        QCOMPARE(notice->second.value(text("field")).toString(), text("retries"));
        QCOMPARE(notice->second.value(text("value")).toString(), text("5"));
        const PlanReport report = bench.run(*nulled);
        QVERIFY(report.complete() && report.steps.constFirst().asPredicted);
        QVERIFY(bench.get(Kind::Service, id).value("retries", json()).is_null()); // so the warning is true
        QVERIFY(bench.run(bench.undo(*nulled, report)).complete());
        QCOMPARE(bench.get(Kind::Service, id)["retries"].get<int>(), 5);
    }

    // The same within records, as far as a schema has been read: what is left out of them is not forgotten by a PATCH that
    // merges.
    void leftOutOfARecord()
    {
        DemoKong kong(text("3.9.1"));
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const auto made = kong.send("POST", "/plugins", R"({"name":"rate-limiting","config":{"minute":7,"policy":"local","redis":{"port":7000}}})");
        QCOMPARE(made.status, 201);
        const QString id = QString::fromStdString(json::parse(made.body.toStdString())["id"].get<std::string>());
        kong::Shape shape;
        shape.records = QStringList{text("redis")};
        shape.defaults = R"({"limit_by":"consumer","redis":{"port":6379,"timeout":2000}})";
        bench.client->setConfigShape(text("rate-limiting"), shape);
        bench.plans.around.shapes = bench.client->shapes();

        const json seen = bench.get(Kind::Plugin, id);
        QCOMPARE(seen["config"]["redis"]["port"].get<int>(), 7000);
        json wanted = seen;
        wanted["config"]["redis"].erase("port");
        wanted["config"]["minute"] = 8;
        const Result<Plan> plan = kongplans::edit(bench.plans, Kind::Plugin, bytes(seen), bytes(wanted));
        QVERIFY(plan.has_value());
        QVERIFY2(sentBy(bench, *plan) == json::parse(R"({"config":{"minute":8,"redis":{"port":6379}}})"), sentBy(bench, *plan).dump().c_str());
        QVERIFY(bench.run(*plan).complete());
        QCOMPARE(bench.get(Kind::Plugin, id)["config"]["redis"]["port"].get<int>(), 6379);

        json nulled = bench.get(Kind::Plugin, id);
        nulled["config"]["limit_by"] = nullptr;
        const Result<Plan> warned = kongplans::edit(bench.plans, Kind::Plugin, bench.seen(Kind::Plugin, id), bytes(nulled));
        QVERIFY(warned.has_value());
        const PlanNotice *notice = noticeOf(*warned, "kong.null-default");
        QVERIFY(notice);
        QCOMPARE(notice->second.value(text("field")).toString(), text("config.limit_by"));
    }

    // 0.14 answers a PATCH of a certificate that is not there with 200 and the body, and stores nothing.
    void echoedAndNotStored_data() { versions(); }
    void echoedAndNotStored()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const Result<Plan> making = kongplans::create(bench.plans, Kind::Certificate,
                                                      bytes({{"cert", mk::test::kongPem("1.pem")}, {"key", mk::test::kongPem("1.key")}}));
        QVERIFY(making.has_value());
        QVERIFY(bench.run(*making).complete());
        const QString id = making->steps.constFirst().changes.constFirst().entity.id;
        json wanted = bench.get(Kind::Certificate, id);
        wanted["snis"] = json::array({"b.example.test"});
        const Result<Plan> edit = kongplans::edit(bench.plans, Kind::Certificate, bench.seen(Kind::Certificate, id), bytes(wanted));
        QVERIFY(edit.has_value());

        // Somebody takes it away between our look and our write.
        PlanRunner::Context context = bench.context();
        bool gone = false;
        context.atPoint = [&](int, PlanRunner::Point point) {
            if (point == PlanRunner::Point::IntentWritten)
                gone = kong.send("DELETE", "/certificates/" + id.toLatin1()).status == 204;
        };
        auto *runner = new PlanRunner(*edit, context, &bench.parent);
        runner->start();
        const Result<PlanReport> report = resultOf<PlanReport>(runner);
        QVERIFY(gone);
        QVERIFY(report.has_value());
        const StepReport &step = report->steps.constFirst();
        if (version == text("0.14.1")) {
            QCOMPARE(step.outcome, StepOutcome::Done); // the server says so
            QVERIFY(!step.asPredicted);                // and it is seen that it is not so
            QCOMPARE(step.found.size(), 1);
            QVERIFY(!step.found.constFirst().exists);
        } else {
            QVERIFY(step.outcome != StepOutcome::Done || !step.asPredicted);
        }
        QVERIFY(bench.get(Kind::Certificate, id).is_null());
    }

    // 0.14 answers a PATCH of a certificate's SNIs with these alone: what is undone is what was there, not that.
    void answersInPart_data() { versions(); }
    void answersInPart()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const Result<Plan> making = kongplans::create(bench.plans, Kind::Certificate,
                                                      bytes({{"cert", mk::test::kongPem("1.pem")},
                                                             {"key", mk::test::kongPem("1.key")},
                                                             {"snis", json::array({"a.example.test"})}}));
        QVERIFY(making.has_value());
        QVERIFY(bench.run(*making).complete());
        const QString id = making->steps.constFirst().changes.constFirst().entity.id;
        const json before = bench.get(Kind::Certificate, id);
        json wanted = before;
        wanted["snis"] = json::array({"b.example.test"});
        const Result<Plan> edit = kongplans::edit(bench.plans, Kind::Certificate, bytes(before), bytes(wanted));
        QVERIFY(edit.has_value());
        const PlanReport report = bench.run(*edit);
        QVERIFY(report.complete() && report.steps.constFirst().asPredicted);
        const json changed = bench.get(Kind::Certificate, id);
        QVERIFY(changed["snis"] == json::array({"b.example.test"}));
        QVERIFY(changed["cert"] == before["cert"]);
        QVERIFY(bench.run(bench.undo(*edit, report)).complete());
        QVERIFY(kongjson::same(bench.get(Kind::Certificate, id), before));
    }

    // Bodies can overwrite ids, times, and what a plugin hangs on; an edit sends none of these.
    void idsAndTimes_data() { versions(); }
    void idsAndTimes()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const bool old = version == text("0.14.1");
        const Kind kind = old ? Kind::Api : Kind::Service;
        const json given = old ? json({{"id", "11111111-2222-4333-8444-555555555555"},
                                       {"created_at", 1},
                                       {"name", "two"},
                                       {"uris", json::array({"/two"})},
                                       {"upstream_url", "http://h.example.test"}})
                               : json({{"id", "11111111-2222-4333-8444-555555555555"}, {"created_at", 1}, {"name", "two"}, {"host", "h.example.test"}});
        const Result<Plan> making = kongplans::create(bench.plans, kind, bytes(given));
        QVERIFY(making.has_value());
        QVERIFY(!sentBy(bench, *making).contains("created_at"));
        QVERIFY(bench.run(*making).complete());
        const QString id = making->steps.constFirst().changes.constFirst().entity.id;
        QVERIFY(id != text("11111111-2222-4333-8444-555555555555")); // a copy pasted somewhere is not the original

        const json seen = bench.get(kind, id);
        json wanted = seen;
        wanted["id"] = "11111111-2222-4333-8444-555555555555";
        wanted["created_at"] = 1;
        const Result<Plan> nothing = kongplans::edit(bench.plans, kind, bytes(seen), bytes(wanted));
        QVERIFY(!nothing.has_value());
        QCOMPARE(nothing.error().reason, text("kong.nothing-changed"));
        wanted["retries"] = 3;
        const Result<Plan> edit = kongplans::edit(bench.plans, kind, bytes(seen), bytes(wanted));
        QVERIFY(edit.has_value());
        QVERIFY(sentBy(bench, *edit) == json({{"retries", 3}}));
        QVERIFY(bench.run(*edit).complete());
        const json now = bench.get(kind, id);
        QVERIFY(now["created_at"] == seen["created_at"]);
        QVERIFY(now["id"] == seen["id"]);

        // What a plugin hangs on wins over the path it is sent to: an edit that would move it is refused.
        const QByteArray owner = old ? "/apis/two/plugins" : "/services/two/plugins";
        const auto plugin = kong.send("POST", owner, R"({"name":"cors"})");
        QCOMPARE(plugin.status, 201);
        const json cors = bench.get(Kind::Plugin, QString::fromStdString(json::parse(plugin.body.toStdString())["id"].get<std::string>()));
        json moved = cors;
        kong::PluginScope elsewhere;
        kong::setScope(&moved, elsewhere, bench.plans.server);
        const Result<Plan> moving = kongplans::edit(bench.plans, Kind::Plugin, bytes(cors), bytes(moved));
        QVERIFY(!moving.has_value());
        QCOMPARE(moving.error().reason, text("kong.plugin-moves"));
    }

    // 0.14: an API object that loses its last rule makes the whole proxy answer 500. In none of the three ways.
    void lastRule()
    {
        DemoKong kong(text("0.14.1"));
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        QCOMPARE(kong.send("POST", "/apis", R"({"name":"a","uris":"/a","upstream_url":"http:\/\/h.example.test"})").status, 201);
        const json rows = json::parse(kong.send("GET", "/apis").body.toStdString())["data"];
        const json seen = bench.get(Kind::Api, QString::fromStdString(rows[0]["id"].get<std::string>()));
        const int writes = kong.writes();
        for (const json &uris : {json(), json::array(), json("")}) {
            json wanted = seen;
            wanted["uris"] = uris;
            const Result<Plan> plan = kongplans::edit(bench.plans, Kind::Api, bytes(seen), bytes(wanted));
            QVERIFY(!plan.has_value());
            QCOMPARE(plan.error().reason, text("kong.api-no-rule"));
        }
        json wanted = seen;
        wanted.erase("uris");
        QVERIFY(!kongplans::edit(bench.plans, Kind::Api, bytes(seen), bytes(wanted)).has_value());
        QCOMPARE(kong.writes(), writes);
    }

    // The key by which the console itself comes in, alone or with its consumer: taking it away is told before it is sent.
    void ownLogin_data() { versions(); }
    void ownLogin()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        QCOMPARE(kong.send("POST", "/consumers", R"({"username":"console"})").status, 201);
        QCOMPARE(kong.send("POST", "/consumers/console/key-auth", R"({"key":"the-own-key"})").status, 201);
        QCOMPARE(kong.send("POST", "/consumers/console/key-auth", R"({"key":"another-key"})").status, 201);
        Credential credential;
        credential.kind = Credential::Kind::Header;
        credential.headerName = text("apikey");
        bench.plans.around.isOwnLogin = [credential](Kind kind, const json &entity) {
            return kongguards::isLogin(credential, QStringLiteral("the-own-key"), kind, entity);
        };
        const json consumer = json::parse(kong.send("GET", "/consumers/console").body.toStdString());
        const auto doomed = resultOf(kongplans::readDoomed(bench.client.get(), {{Kind::Consumer, bytes(consumer)}}, &bench.parent));
        QVERIFY(doomed.has_value());
        QCOMPARE(doomed->constFirst().cascade.others.size(), std::size_t(2));
        const Result<Plan> plan = kongplans::removeAll(bench.plans, *doomed);
        QVERIFY(plan.has_value());
        QVERIFY(noticeOf(*plan, "kong.self-login"));
        for (const kong::Entity &key : doomed->constFirst().cascade.others) {
            const bool isOwn = json::parse(key.json.toStdString())["key"] == "the-own-key";
            const Result<Plan> alone = kongplans::remove(bench.plans, {Kind::KeyAuth, key.json, {}});
            QVERIFY(alone.has_value());
            QCOMPARE(noticeOf(*alone, "kong.self-login") != nullptr, isOwn);
            for (const PlanNotice &notice : alone->notices) {
                for (const QVariant &value : notice.second)
                    QVERIFY(!value.toString().contains(text("the-own-key")));
            }
        }
    }
};

MK_TEST_CLASS(TestKongTraps)
#include "TestKongTraps.moc"
