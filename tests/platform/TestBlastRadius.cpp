// SPDX-License-Identifier: GPL-3.0-or-later
#include "SessionBench.h"
#include "core/Json.h"
#include "platform/BlastRadiusProbe.h"
#include "platform/KongPlans.h"
#include "platform/KvPlans.h"
#include "platform/RabbitPlans.h"
#include "support/DemoKong.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using blastradius::Impact;
using mk::test::DemoKong;
using mk::test::endpointOf;
using mk::test::resultOf;
using mk::test::SessionBench;
using nlohmann::json;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

template <class T>
std::shared_ptr<const std::vector<T>> listOf(std::vector<T> rows)
{
    return std::make_shared<const std::vector<T>>(std::move(rows));
}

Plan deletionOf(kong::Kind kind, const char *entity)
{
    Plan plan;
    plan.id = Plan::newId();
    plan.steps = {kongplans::stepOf({kongplans::entityOf(kind, json::parse(entity)), kongplans::stateOf(entity), EntityState()})};
    return plan;
}

Plan changeOf(kong::Kind kind, const char *before, const char *after)
{
    Plan plan;
    plan.id = Plan::newId();
    plan.steps = {kongplans::stepOf({kongplans::entityOf(kind, json::parse(before)), kongplans::stateOf(before), kongplans::stateOf(after)})};
    return plan;
}

const Impact *impactOf(const QList<Impact> &impacts, const char *code)
{
    for (const Impact &impact : impacts) {
        if (impact.code == QLatin1String(code))
            return &impact;
    }
    return nullptr;
}

QStringList codes(const QList<Impact> &impacts)
{
    QStringList list;
    for (const Impact &impact : impacts)
        list.append(impact.code);
    return list;
}

kong::Route routeOf(const char *id, const char *serviceId)
{
    kong::Route route;
    route.id = text(id);
    route.serviceId = text(serviceId);
    return route;
}

kong::Service serviceOf(const char *id, const char *name, const char *host)
{
    kong::Service service;
    service.id = text(id);
    service.name = text(name);
    service.host = text(host);
    return service;
}

kong::Entity targetOf(const char *address, int weight)
{
    kong::Entity target;
    target.kind = kong::Kind::Target;
    target.parentId = text("u");
    target.json = QByteArray::fromStdString(json{{"target", address}, {"weight", weight}, {"upstream", {{"id", "u"}}}}.dump());
    return target;
}

} // namespace

// What hangs on whatever a plan takes away, from the lists alone and with what a Prometheus tells.
class TestBlastRadius : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCounts()
    {
        const char *plugin = R"({"id":"p","name":"cors","enabled":true})";
        QVERIFY(blastradius::isDestructive(deletionOf(kong::Kind::Plugin, plugin)));
        QVERIFY(blastradius::isDestructive(changeOf(kong::Kind::Plugin, plugin, R"({"id":"p","name":"cors","enabled":false})")));
        QVERIFY(!blastradius::isDestructive(changeOf(kong::Kind::Plugin, R"({"id":"p","enabled":false})", R"({"id":"p","enabled":true})")));
        QVERIFY(!blastradius::isDestructive(changeOf(kong::Kind::Route, R"({"id":"r","paths":["/a"]})", R"({"id":"r","paths":["/b"]})")));
        QVERIFY(blastradius::isDestructive(changeOf(kong::Kind::Target, R"({"id":"t","target":"a:1","weight":10,"upstream":{"id":"u"}})",
                                                    R"({"id":"t","target":"a:1","weight":0,"upstream":{"id":"u"}})")));
    }

    void pluginThatKeepsPeopleOut()
    {
        blastradius::Around around;
        around.kong.routes = listOf<kong::Route>({routeOf("r1", "s"), routeOf("r2", "s"), routeOf("r3", "x")});
        const auto guards = [&around](const char *plugin) {
            const Impact *impact = nullptr;
            static QList<Impact> found;
            found = blastradius::of(deletionOf(kong::Kind::Plugin, plugin), around);
            impact = impactOf(found, "guards");
            return impact ? impact->args.value(text("ways")).toInt() : -1;
        };
        QCOMPARE(guards(R"({"id":"p","name":"key-auth","service":{"id":"s"}})"), 2);
        QCOMPARE(guards(R"({"id":"p","name":"key-auth","route":{"id":"r3"}})"), 1);
        QCOMPARE(guards(R"({"id":"p","name":"jwt"})"), 3);
        QCOMPARE(guards(R"({"id":"p","name":"cors"})"), -1);                      // lets nobody in who is not let in anyway
        QCOMPARE(guards(R"({"id":"p","name":"key-auth","enabled":false})"), -1);  // does nothing now
        QCOMPARE(guards(R"({"id":"p","name":"key-auth","route":{"id":"nobody"}})"), -1);
        // Going with its route is nothing of its own.
        Plan both = deletionOf(kong::Kind::Plugin, R"({"id":"p","name":"key-auth","route":{"id":"r3"}})");
        both.steps += deletionOf(kong::Kind::Route, R"({"id":"r3"})").steps;
        QVERIFY(!impactOf(blastradius::of(both, around), "guards"));
        QVERIFY(impactOf(blastradius::of(deletionOf(kong::Kind::Plugin, R"({"id":"p","name":"prometheus"})"), around), "measures"));
    }

    void upstreamsAndTargets()
    {
        blastradius::Around around;
        around.kong.services = listOf<kong::Service>({serviceOf("s1", "orders", "pool"), serviceOf("s2", "", "pool"), serviceOf("s3", "else", "other")});
        const QList<Impact> upstream = blastradius::of(deletionOf(kong::Kind::Upstream, R"({"id":"u","name":"pool"})"), around);
        QCOMPARE(codes(upstream), QStringList{text("behind")});
        QCOMPARE(upstream.constFirst().args.value(text("names")).toStringList(), (QStringList{text("orders"), text("s2")}));

        const char *first = R"({"id":"t","target":"a:1","weight":30,"upstream":{"id":"u"}})";
        QVERIFY(blastradius::of(deletionOf(kong::Kind::Target, first), around).isEmpty()); // the others are not known
        around.targets = listOf<kong::Entity>({targetOf("a:1", 30), targetOf("b:1", 10), targetOf("c:1", 0)});
        const QList<Impact> share = blastradius::of(deletionOf(kong::Kind::Target, first), around);
        QCOMPARE(codes(share), QStringList{text("target-share")});
        QCOMPARE(share.constFirst().args.value(text("percent")).toDouble(), 75.0);
        QCOMPARE(share.constFirst().args.value(text("left")).toInt(), 1); // c has no weight
        Plan both = deletionOf(kong::Kind::Target, first);
        both.steps += deletionOf(kong::Kind::Target, R"({"id":"t2","target":"b:1","weight":10,"upstream":{"id":"u"}})").steps;
        QCOMPARE(codes(blastradius::of(both, around)), QStringList{text("last-target")});
    }

    void certificatesAndConsumers()
    {
        blastradius::Around around;
        kong::Entity sni;
        sni.kind = kong::Kind::Sni;
        sni.name = text("shop.example.test");
        sni.parentId = text("c");
        around.snis = listOf<kong::Entity>({sni});
        kong::Service tls = serviceOf("s", "tls", "h");
        tls.json = R"({"id":"s","ca_certificates":["ca"],"client_certificate":{"id":"c"}})";
        around.kong.services = listOf<kong::Service>({tls});
        const QList<Impact> shown = blastradius::of(deletionOf(kong::Kind::Certificate, R"({"id":"c","cert":"x"})"), around);
        QCOMPARE(codes(shown), QStringList{text("certificate")});
        QCOMPARE(shown.constFirst().args.value(text("names")).toStringList(), QStringList{sni.name});
        QCOMPARE(shown.constFirst().args.value(text("services")).toInt(), 1);
        // 2.8 deletes a CA certificate that a service names.
        QCOMPARE(codes(blastradius::of(deletionOf(kong::Kind::CaCertificate, R"({"id":"ca","cert":"x"})"), around)), QStringList{text("certificate")});
        QVERIFY(blastradius::of(deletionOf(kong::Kind::CaCertificate, R"({"id":"unused","cert":"x"})"), around).isEmpty());

        kong::Plugin own;
        own.id = text("p");
        own.scope.consumerId = text("k");
        around.kong.plugins = listOf<kong::Plugin>({own});
        QCOMPARE(codes(blastradius::of(deletionOf(kong::Kind::Consumer, R"({"id":"k","username":"anna"})"), around)), QStringList{text("plugins")});
    }

    void keysAndQueues()
    {
        consul::KvEntry entry;
        entry.key = text("kong-migrations");
        entry.value = "true";
        entry.modifyIndex = 5;
        entry.session = text("a-session");
        const Result<Plan> key = kvplans::remove(entry);
        QVERIFY(key.has_value());
        const QList<Impact> ofKey = blastradius::of(*key, {});
        QVERIFY(impactOf(ofKey, "kong-start"));
        QVERIFY(impactOf(ofKey, "lock"));

        rabbitmq::Queue queue;
        queue.vhost = text("/");
        queue.name = text("email-queue");
        queue.ready = 12;
        queue.consumers = 1;
        queue.publishRate = 2.5;
        const Result<Plan> purge = rabbitplans::purge({queue});
        QVERIFY(purge.has_value());
        QVERIFY(blastradius::isDestructive(*purge));
        blastradius::Around around;
        around.queues = listOf<rabbitmq::Queue>({queue});
        const QList<Impact> emptied = blastradius::of(*purge, around);
        QCOMPARE(codes(emptied), (QStringList{text("mails"), text("queue")})); // the worse one first
        QCOMPARE(emptied.at(1).args.value(text("publish")).toDouble(), 2.5);
        QVERIFY(emptied.at(1).weight == Impact::Weight::Flows);
        const Result<Plan> gone = rabbitplans::deleteQueue(queue, false, false);
        QVERIFY(gone.has_value());
        QVERIFY(impactOf(blastradius::of(*gone, around), "queue")->weight == Impact::Weight::Breaks);
    }

    void instances()
    {
        consul::Instance stale;
        stale.node = text("n1");
        stale.serviceId = text("users-1");
        stale.service = text("users");
        stale.health = consul::Health::Critical;
        consul::Instance well = stale;
        well.node = text("n2");
        well.health = consul::Health::Passing;
        Plan plan;
        plan.id = Plan::newId();
        Step step;
        step.changes = {{{System::Consul, text("instance"), stale.key(), text("users-1")}, {true, "{}", {}}, EntityState()}};
        plan.steps = {step};
        QVERIFY(blastradius::isDestructive(plan));
        blastradius::Around around;
        QVERIFY(blastradius::of(plan, around).isEmpty());
        kong::Api api;
        api.name = text("user-microservice");
        api.upstreamUrl = text("http:/") + text("/users.service.consul:8080");
        around.kong.apis = listOf<kong::Api>({api});
        around.instances = listOf<consul::Instance>({stale, well});
        const QList<Impact> left = blastradius::of(plan, around);
        QCOMPARE(codes(left), QStringList{text("instances-left")});
        QCOMPARE(left.constFirst().args.value(text("left")).toInt(), 1);
        around.instances = listOf<consul::Instance>({stale});
        const QList<Impact> last = blastradius::of(plan, around);
        QCOMPARE(codes(last), QStringList{text("last-instance")});
        QCOMPARE(last.constFirst().args.value(text("names")).toStringList(), QStringList{api.name});
        QVERIFY(last.constFirst().weight == Impact::Weight::Breaks);
        // A message that is moved is no queue that is emptied.
        Plan move;
        move.id = Plan::newId();
        Step one;
        one.changes = {{{System::RabbitMq, text("message"), text("%2F/email-queue#1"), text("1")}, {true, "a", {}}, {true, "b", {}}}};
        move.steps = {one};
        QVERIFY(!blastradius::isDestructive(move));
    }

    void whatPrometheusIsAsked()
    {
        blastradius::Around around;
        around.kongVersion = text("3.9.1");
        const auto asked = [&around](const Plan &plan) {
            QStringList queries;
            for (const blastradius::Question &question : blastradius::questions(plan, around))
                queries.append(question.query);
            return queries;
        };
        Plan service = deletionOf(kong::Kind::Service, json{{"id", "s"}, {"name", "or\"ders.v1"}}.dump().c_str());
        service.steps += deletionOf(kong::Kind::Route, R"({"id":"r","name":"of-it","service":{"id":"s"}})").steps; // counted with it
        QCOMPARE(asked(service), QStringList{text("sum(rate(kong_http_requests_total{service=~\"or\\\\\\\"ders\\\\.v1\"}[5m]))")});
        QCOMPARE(asked(deletionOf(kong::Kind::Route, R"({"id":"r-1","service":{"id":"s"}})")),
                 QStringList{text("sum(rate(kong_http_requests_total{route=~\"r-1\"}[5m]))")});
        around.kongVersion = text("2.8.5");
        QCOMPARE(asked(deletionOf(kong::Kind::Consumer, R"({"id":"c","username":"anna"})")),
                 QStringList{text("sum(rate(kong_http_consumer_status{consumer=~\"anna\"}[5m]))")});
        around.kongVersion = text("0.14.1");
        QCOMPARE(asked(deletionOf(kong::Kind::Api, R"({"id":"a","name":"users"})")),
                 QStringList{text("sum(rate(kong_http_status{service=\"\"}[5m]))")});
        QVERIFY(asked(deletionOf(kong::Kind::Route, R"({"id":"r"})")).isEmpty()); // it counts no routes
    }

    void rulesThatNameIt()
    {
        HttpResponse response;
        response.status = 200;
        const json list = {{{"name", "QueueLong"}, {"query", "rabbitmq_queue_messages{queue=\"email-queue\"} > 100"}, {"type", "alerting"}},
                           {{"name", "Other"}, {"query", "rabbitmq_queue_messages{queue=\"email-queue-old\"} > 100"}, {"type", "alerting"}},
                           {{"name", "sum"}, {"query", "sum(x)"}, {"type", "recording"}}};
        json groups = json::array();
        groups.push_back({{"name", "g"}, {"rules", list}});
        response.body = QByteArray::fromStdString(json{{"status", "success"}, {"data", {{"groups", groups}}}}.dump());
        const auto rules = prometheus::decodeRules(response);
        QVERIFY(rules.has_value());
        QCOMPARE(rules->size(), std::size_t(3));
        QVERIFY(rules->at(0).alerts && !rules->at(2).alerts);
        rabbitmq::Queue queue;
        queue.vhost = text("/");
        queue.name = text("email-queue");
        queue.ready = 1;
        const Result<Plan> plan = rabbitplans::deleteQueue(queue, false, false);
        const std::optional<Impact> ruled = blastradius::ruledBy(*plan, *rules);
        QVERIFY(ruled.has_value());
        QCOMPARE(ruled->args.value(text("names")).toStringList(), QStringList{text("QueueLong")});
        response.body = QByteArray::fromStdString(json{{"status", "success"}, {"data", {{"groups", 5}}}}.dump());
        QVERIFY(!prometheus::decodeRules(response).has_value());
    }

    // A service under traffic on the living platform: its requests a second are told, and a Prometheus that is gone is said.
    void livePlatform()
    {
        DemoKong demo(text("3.9.1"), {text("--live"), text("--history"), text("0")});
        QVERIFY2(demo.start(), qPrintable(demo.lastError()));
        SessionBench bench;
        QVERIFY(bench.prepare());
        bench.environment.kong = {endpointOf(System::Kong, demo.adminUrl(), text("kong-1"))};
        bench.environment.prometheus = endpointOf(System::Prometheus, demo.url(text("prometheus")));
        const std::unique_ptr<PlatformSession> session = bench.makeSession();
        session->open();
        QTRY_VERIFY_WITH_TIMEOUT(session->kongCapabilities().has_value() && session->client(System::Prometheus), 20'000);
        const auto subscription = session->kongServices()->subscribe(std::chrono::seconds(5));
        QTRY_VERIFY_WITH_TIMEOUT(session->kongServices()->state().phase == StoreState::Phase::Ready, 20'000);
        QVERIFY(session->kongServices()->rowCount() > 0);
        const kong::Service service = session->kongServices()->rows()->front();
        const Result<Plan> plan = kongplans::remove(session->kongPlanContext(), {kong::Kind::Service, service.json, {}});
        QVERIFY(plan.has_value());
        QObject parent;
        // Prometheus begins with nothing: a rate needs two of its looks.
        QList<Impact> told;
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         told = resultOf(blastradius::probe(*plan, session.get(), &parent)).value_or(QList<Impact>());
                         return impactOf(told, "rate") && impactOf(told, "rate")->weight == Impact::Weight::Flows;
                     },
                     60'000),
                 qPrintable(codes(told).join(QLatin1Char(' '))));
        const Impact *rate = impactOf(told, "rate");
        QVERIFY(rate->args.value(text("rate")).toDouble() > 0);

        QVERIFY2(demo.fault({{"fault", "503"}, {"system", "prometheus"}, {"path", "/api/v1/query"}}), qPrintable(demo.lastError()));
        const Result<QList<Impact>> silent = resultOf(blastradius::probe(*plan, session.get(), &parent));
        QVERIFY(silent.has_value());
        QCOMPARE(codes(*silent), QStringList{text("not-asked")});
    }
};

MK_TEST_CLASS(TestBlastRadius)
#include "TestBlastRadius.moc"
