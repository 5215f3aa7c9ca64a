// SPDX-License-Identifier: GPL-3.0-or-later
#include "KongBench.h"
#include "SessionBench.h"
#include "api/kong/KongDialect.h"
#include "platform/KongCertificates.h"
#include "platform/KongJson.h"
#include "platform/KongShown.h"
#include "platform/PathTracer.h"
#include "support/DemoKong.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using kong::Kind;
using mk::test::DemoKong;
using mk::test::endpointOf;
using mk::test::KongBench;
using mk::test::kongPem;
using mk::test::resultOf;
using mk::test::SessionBench;
using nlohmann::json;
using Phase = StoreState::Phase;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QByteArray bytes(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

QString keyOf(const Plan &plan)
{
    return plan.steps.constFirst().changes.constFirst().entity.id;
}

} // namespace

// Consumers, credentials, upstreams, targets, certificates and what else Kong holds: read, made, changed, deleted with what
// hangs on them, and brought back, on a simulated Kong of each version.
class TestKongEntities : public QObject
{
    Q_OBJECT

    static void versions()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
            QTest::newRow(version) << text(version);
    }

    // The key of what the plan made; empty: it did not come off.
    static QString made(KongBench &bench, Kind kind, const json &entity)
    {
        const Result<Plan> plan = kongplans::create(bench.plans, kind, bytes(entity));
        if (!plan) {
            qWarning() << plan.error().toLogString() << plan.error().args;
            return {};
        }
        const PlanReport report = bench.run(*plan);
        if (!report.complete() || !report.steps.constFirst().asPredicted) {
            qWarning() << "not as predicted" << stepOutcomeId(report.steps.constFirst().outcome);
            if (report.steps.constFirst().error)
                qWarning() << report.steps.constFirst().error->toLogString() << report.steps.constFirst().error->args;
            return {};
        }
        return keyOf(*plan);
    }

    // Changes it, and takes the change back.
    static bool changesAndUndoes(KongBench &bench, Kind kind, const QString &key, const json &members)
    {
        const json before = bench.get(kind, key);
        json wanted = before;
        for (const auto &[name, value] : members.items())
            wanted[name] = value;
        const Result<Plan> plan = kongplans::edit(bench.plans, kind, bytes(before), bytes(wanted));
        if (!plan) {
            qWarning() << plan.error().toLogString() << plan.error().args;
            return false;
        }
        const PlanReport report = bench.run(*plan);
        if (!report.complete() || !report.steps.constFirst().asPredicted) {
            qWarning() << "change" << kong::kindId(kind) << stepOutcomeId(report.steps.constFirst().outcome);
            if (report.steps.constFirst().error)
                qWarning() << report.steps.constFirst().error->toLogString() << report.steps.constFirst().error->args;
            return false;
        }
        const json after = bench.get(kind, key);
        for (const auto &[name, value] : members.items()) {
            if (!kong::readsOtherwise(kind, name) && !kongjson::same(after.value(name, json()), value))
                return false;
        }
        const Plan back = bench.undo(*plan, report);
        if (back.steps.isEmpty() || !bench.run(back).complete())
            return false;
        json now = bench.get(kind, key);
        json was = before;
        for (json *side : {&now, &was}) {
            side->erase("ttl");
            if (kind == Kind::Target) {
                side->erase("id");
                side->erase("created_at");
            }
        }
        return kongjson::same(now, was);
    }

    // Deletes it with everything that hangs on it, and brings all of it back.
    static bool goesAndComesBack(KongBench &bench, Kind kind, const QString &key)
    {
        const QByteArray seen = bench.seen(kind, key);
        const auto doomed = resultOf(kongplans::readDoomed(bench.client.get(), {{kind, seen}}, &bench.parent));
        if (!doomed)
            return false;
        const Result<Plan> plan = kongplans::remove(bench.plans, doomed->constFirst());
        if (!plan)
            return false;
        const PlanReport report = bench.run(*plan);
        if (!report.complete() || !bench.get(kind, key).is_null())
            return false;
        const Plan back = bench.undo(*plan, report);
        if (back.steps.size() != plan->steps.size() || !bench.run(back).complete())
            return false;
        return !bench.get(kind, key).is_null();
    }

private Q_SLOTS:
    void capabilities_data() { versions(); }
    void capabilities()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const kong::Capabilities &server = bench.plans.server;
        for (const Kind kind : kong::credentialKinds())
            QVERIFY2(server.has(kind), qPrintable(kong::kindId(kind)));
        QCOMPARE(server.has(Kind::CaCertificate), version != text("0.14.1"));
        for (const Kind kind : {Kind::Vault, Kind::Key, Kind::KeySet})
            QCOMPARE(server.has(kind), version == text("3.9.1"));
    }

    void credentials_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("entity");
        QTest::addColumn<QByteArray>("change");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"}) {
            const auto row = [version](Kind kind, const json &entity, const json &change) {
                QTest::addRow("%s %s", version, qPrintable(kong::kindId(kind)))
                    << text(version) << kong::kindId(kind) << bytes(entity) << bytes(change);
            };
            row(Kind::KeyAuth, {{"key", "a-key"}}, {{"key", "another"}});
            row(Kind::BasicAuth, {{"username", "u"}, {"password", "p"}}, {{"username", "v"}});
            row(Kind::HmacAuth, {{"username", "h"}, {"secret", "s"}}, {{"secret", "t"}});
            row(Kind::Jwt, {{"key", "iss"}, {"secret", "s"}}, {{"algorithm", "HS512"}});
            if (qstrcmp(version, "0.14.1") == 0)
                row(Kind::OAuth2, {{"name", "app"}, {"redirect_uri", {"https://a.test/cb"}}}, {{"name", "app2"}});
            else
                row(Kind::OAuth2, {{"name", "app"}, {"redirect_uris", {"https://a.test/cb"}}}, {{"name", "app2"}});
            row(Kind::Acl, {{"group", "admins"}}, {{"group", "users"}});
        }
    }
    void credentials()
    {
        QFETCH(QString, version);
        QFETCH(QString, kind);
        QFETCH(QByteArray, entity);
        QFETCH(QByteArray, change);
        const Kind what = *kong::kindFromId(kind);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const QString alice = made(bench, Kind::Consumer, {{"username", "alice"}});
        QVERIFY(!alice.isEmpty());
        json document = kongjson::parsed(entity);
        document["consumer"] = {{"id", alice.toStdString()}};
        const QString key = made(bench, what, document);
        QVERIFY(key.startsWith(alice + QLatin1Char('/')));
        QVERIFY(changesAndUndoes(bench, what, key, kongjson::parsed(change)));
        // The secret stands in no path.
        QVERIFY(!QByteArray::fromStdString(kong.counters().dump()).contains("a-key"));
        if (what == Kind::BasicAuth) {
            // Kong tells a password hashed: what is gone cannot be brought back, and that is said before.
            const Result<Plan> plan = kongplans::remove(bench.plans, {what, bench.seen(what, key), {}});
            QVERIFY(plan.has_value());
            QCOMPARE(plan->notices.constLast().first, text("kong.password-lost"));
            const PlanReport report = bench.run(*plan);
            QVERIFY(report.complete());
            QVERIFY(bench.undo(*plan, report).steps.isEmpty());
            return;
        }
        QVERIFY(goesAndComesBack(bench, what, key));
    }

    void passwordEdited_data() { versions(); }
    void passwordEdited()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const QString alice = made(bench, Kind::Consumer, {{"username", "alice"}});
        const QString key = made(bench, Kind::BasicAuth,
                                 {{"username", "u"}, {"password", "p"}, {"consumer", {{"id", alice.toStdString()}}}});
        QVERIFY(!key.isEmpty());
        // An editor that does not show the hash: nothing is sent of it.
        const json seen = bench.get(Kind::BasicAuth, key);
        json shown = seen;
        shown.erase("password");
        const Result<Plan> nothing = kongplans::edit(bench.plans, Kind::BasicAuth, bytes(seen), bytes(shown));
        QCOMPARE(nothing.error().reason, text("kong.nothing-changed"));
        shown["password"] = "new";
        const Result<Plan> plan = kongplans::edit(bench.plans, Kind::BasicAuth, bytes(seen), bytes(shown));
        QVERIFY(plan.has_value());
        QVERIFY(!kongshown::body(plan->changes().constFirst(), false).contains("new"));
        const PlanReport report = bench.run(*plan);
        QVERIFY(report.complete());
        QVERIFY(report.steps.constFirst().asPredicted);
        QVERIFY(bench.get(Kind::BasicAuth, key)["password"] != seen["password"]);
        QVERIFY(bench.undo(*plan, report).steps.isEmpty());
    }

    void consumerTakesAlong_data() { versions(); }
    void consumerTakesAlong()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const QString alice = made(bench, Kind::Consumer, {{"username", "alice"}, {"custom_id", "A1"}});
        const json consumer = {{"id", alice.toStdString()}};
        const QString key = made(bench, Kind::KeyAuth, {{"key", "one"}, {"consumer", consumer}});
        const QString group = made(bench, Kind::Acl, {{"group", "admins"}, {"consumer", consumer}});
        const QString plugin =
            made(bench, Kind::Plugin, {{"name", "rate-limiting"}, {"config", {{"minute", 5}}}, {"consumer", consumer}});
        QVERIFY(!key.isEmpty() && !group.isEmpty() && !plugin.isEmpty());
        QVERIFY(changesAndUndoes(bench, Kind::Consumer, alice, {{"username", "alicia"}}));
        QVERIFY(goesAndComesBack(bench, Kind::Consumer, alice));
        QCOMPARE(bench.get(Kind::KeyAuth, key)["key"].get<std::string>(), std::string("one"));
        QVERIFY(!bench.get(Kind::Acl, group).is_null());
        QVERIFY(!bench.get(Kind::Plugin, plugin).is_null());
    }

    void upstreamAndTargets_data() { versions(); }
    void upstreamAndTargets()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const QString upstream = made(bench, Kind::Upstream, {{"name", "orders.test"}});
        QVERIFY(!upstream.isEmpty());
        QVERIFY(changesAndUndoes(bench, Kind::Upstream, upstream, {{"slots", 200}}));
        const json parent = {{"id", upstream.toStdString()}};
        const QString target = made(bench, Kind::Target, {{"target", "10.0.0.1:80"}, {"weight", 50}, {"upstream", parent}});
        QCOMPARE(target, upstream + text("/10.0.0.1:80"));
        // A target without a port gets Kong's.
        QCOMPARE(made(bench, Kind::Target, {{"target", "h.test"}, {"upstream", parent}}), upstream + text("/h.test:8000"));
        QVERIFY(changesAndUndoes(bench, Kind::Target, target, {{"weight", 7}}));
        const Result<Plan> drained = kongplans::drain(bench.plans, {bench.seen(Kind::Target, target)});
        if (version == text("0.14.1")) { // there it would be gone
            QCOMPARE(drained.error().reason, text("kong.target-weight-zero"));
        } else {
            QVERIFY(drained.has_value());
            const PlanReport report = bench.run(*drained);
            QVERIFY(report.complete());
            QCOMPARE(bench.get(Kind::Target, target)["weight"].get<int>(), 0);
            QVERIFY(bench.run(bench.undo(*drained, report)).complete());
        }
        QVERIFY(goesAndComesBack(bench, Kind::Target, target));
        QCOMPARE(bench.get(Kind::Target, target)["weight"].get<int>(), 50);
        QVERIFY(goesAndComesBack(bench, Kind::Upstream, upstream));
        QCOMPARE(bench.get(Kind::Target, target)["weight"].get<int>(), 50);
    }

    void targetAddress_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("address");
        QTest::newRow("port") << text("h:80") << text("h:80");
        QTest::newRow("none") << text(" h ") << text("h:8000");
        QTest::newRow("six") << text("[::1]:80") << text("[0000:0000:0000:0000:0000:0000:0000:0001]:80");
        QTest::newRow("six without") << text("2001:db8::9") << text("[2001:0db8:0000:0000:0000:0000:0000:0009]:8000");
        QTest::newRow("empty") << text("") << text("");
    }
    void targetAddress()
    {
        QFETCH(QString, typed);
        QFETCH(QString, address);
        QCOMPARE(kong::targetAddress(typed), address);
    }

    void certificates_data() { versions(); }
    void certificates()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const json good = {{"cert", kongPem("1.pem")}, {"key", kongPem("1.key")}};
        const QString certificate = made(bench, Kind::Certificate, good);
        QVERIFY(!certificate.isEmpty());
        const QString sni =
            made(bench, Kind::Sni, {{"name", "s.example.test"}, {"certificate", {{"id", certificate.toStdString()}}}});
        QVERIFY(!sni.isEmpty());
        QVERIFY(goesAndComesBack(bench, Kind::Sni, sni));
        QVERIFY(changesAndUndoes(bench, Kind::Certificate, certificate, {{"cert", kongPem("2.pem")}, {"key", kongPem("2.key")}}));
        QVERIFY(goesAndComesBack(bench, Kind::Certificate, certificate));
        QVERIFY(!bench.get(Kind::Sni, sni).is_null());

        // What would serve nobody is not sent, also where the server takes any text.
        const int writes = kong.writes();
        const auto refused = [&bench](const json &entity) {
            const Result<Plan> plan = kongplans::create(bench.plans, Kind::Certificate, bytes(entity));
            return plan ? QString() : QString(plan.error().reason + QLatin1Char(' ') + plan.error().args.value(text("field")).toString());
        };
        QCOMPARE(refused({{"cert", "nope"}, {"key", "nope"}}), text("kong.certificate-unreadable cert"));
        QCOMPARE(refused({{"cert", kongPem("1.pem")}, {"key", "nope"}}), text("kong.key-unreadable key"));
        QCOMPARE(refused({{"cert", kongPem("1.pem")}, {"key", kongPem("2.key")}}), text("kong.key-mismatch key"));
        QCOMPARE(kong.writes(), writes);
    }

    void caCertificate()
    {
        DemoKong kong(text("3.9.1"));
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        QVERIFY(made(bench, Kind::Vault, {{"name", "env"}, {"prefix", "my-env"}, {"config", {{"prefix", "S_"}}}}).size() > 0);
        const QString set = made(bench, Kind::KeySet, {{"name", "set1"}});
        QVERIFY(!set.isEmpty());
        QVERIFY(goesAndComesBack(bench, Kind::KeySet, set));
    }

    void keyBelongsToCertificate()
    {
        using kongcertificates::KeyMatch;
        for (const char *number : {"1", "2", "3", "4"}) {
            for (const char *other : {"1", "2", "3", "4"}) {
                const auto match = kongcertificates::keyMatch(
                    QByteArray::fromStdString(kongPem((std::string(number) + ".pem").c_str())),
                    QByteArray::fromStdString(kongPem((std::string(other) + ".key").c_str())));
                QCOMPARE(int(match), int(qstrcmp(number, other) == 0 ? KeyMatch::Matches : KeyMatch::Differs));
            }
        }
        QCOMPARE(int(kongcertificates::keyMatch(QByteArray::fromStdString(kongPem("1.pem")), "x")), int(KeyMatch::NoKey));
        const auto facts = kongcertificates::factsOf(QByteArray::fromStdString(kongPem("1.pem")));
        QVERIFY(facts.has_value());
        QVERIFY(!facts->subject.isEmpty());
        QVERIFY(facts->expires.isValid());
        QVERIFY(!kongcertificates::factsOf("nope"));
    }

    // What panels list: joined, followed, and shown anew as soon as a plan has written.
    void records_data() { versions(); }
    void records()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QCOMPARE(kong.send("POST", "/consumers", R"({"username":"alice"})").status, 201);
        QCOMPARE(kong.send("POST", "/consumers/alice/acls", R"({"group":"admins"})").status, 201);
        QCOMPARE(kong.send("POST", "/upstreams", R"({"name":"orders.test"})").status, 201);
        QCOMPARE(kong.send("POST", "/services", R"({"name":"orders","host":"orders.test"})").status, 201);
        QCOMPARE(kong.send("POST", "/upstreams/orders.test/targets", R"({"target":"10.0.0.1:80"})").status, 201);
        QCOMPARE(kong.send("POST", "/certificates",
                           bytes({{"cert", kongPem("1.pem")}, {"key", kongPem("1.key")}, {"snis", {"a.example.test"}}}))
                     .status,
                 201);
        SessionBench bench;
        QVERIFY(bench.prepare());
        bench.environment.kong = {endpointOf(System::Kong, kong.adminUrl(), text("kong-1"))};
        const auto session = bench.makeSession();
        session->open();
        QTRY_VERIFY(session->kongCapabilities().has_value());
        QCOMPARE(kong.requests("GET", "/consumers"), 0); // nobody looks yet
        constexpr std::chrono::milliseconds quick{100};
        const auto consumers = session->kongConsumerRecords()->subscribe(quick);
        const auto upstreams = session->kongUpstreamRecords()->subscribe(quick);
        const auto certificates = session->kongCertificateRecords()->subscribe(quick);
        QTRY_COMPARE(session->kongConsumerRecords()->state().phase, Phase::Ready);
        QCOMPARE(session->kongConsumerRecords()->rowCount(), 1);
        const KongEntityRecord alice = session->kongConsumerRecords()->rows()->front();
        QCOMPARE(alice.entity.name, text("alice"));
        QCOMPARE(alice.related, QStringList{text("admins")});
        QCOMPARE(alice.plugins, 0);
        QTRY_COMPARE(session->kongUpstreamRecords()->state().phase, Phase::Ready);
        QCOMPARE(session->kongUpstreamRecords()->rows()->front().related, QStringList{text("orders")});
        QTRY_COMPARE(session->kongCertificateRecords()->state().phase, Phase::Ready);
        QCOMPARE(session->kongCertificateRecords()->rowCount(), 2); // and its SNI
        QVERIFY(session->kongCertificateRecords()->rows()->front().certificate.has_value());
        QCOMPARE(session->kongCertificateRecords()->rows()->back().related, QStringList{text("a.example.test")});

        const auto targets = session->watchKong(Kind::Target, Kind::Upstream,
                                                session->kongUpstreamRecords()->rows()->front().entity.id);
        const auto looked = targets->subscribe(quick);
        QTRY_COMPARE(targets->rowCount(), 1);
        QCOMPARE(targets->rows()->front().name, text("10.0.0.1:80"));
        const auto keys = session->watchKong(Kind::KeyAuth, Kind::Consumer, alice.entity.id);
        const auto lookedToo = keys->subscribe(std::chrono::minutes(10));
        QTRY_COMPARE(keys->state().phase, Phase::Ready);
        QTRY_VERIFY(!session->mayWrite(System::Kong));
        const Result<Plan> plan = kongplans::create(session->kongPlanContext(), Kind::KeyAuth,
                                                    bytes({{"key", "k"}, {"consumer", {{"id", alice.entity.id.toStdString()}}}}));
        QVERIFY(plan.has_value());
        auto *runner = new PlanRunner(*plan, session->planContext(*plan), session.get());
        session->followPlan(runner);
        runner->start();
        const Result<PlanReport> report = resultOf<PlanReport>(runner);
        QVERIFY(report && report->complete());
        QTRY_COMPARE(keys->rowCount(), 1);
    }

    // The way of a request knows the upstreams, and asks for the targets of the one that it comes to.
    void pathThroughAnUpstream_data() { versions(); }
    void pathThroughAnUpstream()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QCOMPARE(kong.send("POST", "/upstreams", R"({"name":"orders.up"})").status, 201);
        const auto service = kong.send("POST", "/services", R"({"name":"orders","host":"orders.up"})");
        QCOMPARE(service.status, 201);
        const std::string id = json::parse(service.body.toStdString())["id"].get<std::string>();
        QCOMPARE(kong.send("POST", "/routes", bytes({{"paths", {"/orders"}}, {"service", {{"id", id}}}})).status, 201);
        SessionBench bench;
        QVERIFY(bench.prepare());
        bench.environment.kong = {endpointOf(System::Kong, kong.adminUrl(), text("kong-1"))};
        const auto session = bench.makeSession();
        session->open();
        QTRY_VERIFY(session->kongCapabilities().has_value());
        PathTracer tracer;
        tracer.setSession(session.get());
        tracer.setLooking(true, std::chrono::milliseconds(200));
        RouteRequest request;
        request.host = QByteArrayLiteral("any.test");
        request.target = QByteArrayLiteral("/orders/1");
        tracer.setRequest(request);
        QTRY_VERIFY(tracer.path() && tracer.path()->cause);
        QCOMPARE(tracer.path()->cause->code, text("resolve.no-targets"));
        QCOMPARE(kong.send("POST", "/upstreams/orders.up/targets", R"({"target":"10.0.0.1:8080"})").status, 201);
        QTRY_COMPARE(tracer.path()->places.size(), size_t(1));
        QCOMPARE(tracer.path()->upstream, text("orders.up"));
        QVERIFY(!tracer.path()->cause || tracer.path()->cause->code != text("resolve.no-targets"));
        tracer.setSession(nullptr);
    }

    // Plugins that come after routes are no change of what was there.
    void nothingChangesAtTheFirstLoad()
    {
        DemoKong kong(text("3.9.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QVERIFY(kong.fault({{"fault", "trickle"}, {"method", "GET"}, {"path", "/plugins"}, {"intervalMs", 1}}));
        SessionBench bench;
        QVERIFY(bench.prepare());
        bench.environment.kong = {endpointOf(System::Kong, kong.adminUrl(), text("kong-1"))};
        const auto session = bench.makeSession();
        session->open();
        int updatedWhenReady = 0;
        KongRouteRecords *records = session->kongRouteRecords();
        records->onDelta(records, [records, &updatedWhenReady](const std::shared_ptr<const Delta<KongRouteRecord>> &delta) {
            if (records->state().phase == Phase::Ready)
                updatedWhenReady += int(delta->updated.size());
        });
        const auto looked = records->subscribe(std::chrono::minutes(10));
        QTRY_COMPARE_WITH_TIMEOUT(records->state().phase, Phase::Ready, 20'000);
        QVERIFY(records->rowCount() > 0);
        QVERIFY(records->rows()->front().plugins >= 0);
        QCOMPARE(updatedWhenReady, 0);
    }
};

MK_TEST_CLASS(TestKongEntities)
#include "TestKongEntities.moc"
