// SPDX-License-Identifier: GPL-3.0-or-later
// The demo platform, well and with each thing wrong that can be switched on: seen over the systems' own HTTP APIs.
#include "demo/consul/ConsulService.h"
#include "demo/kong/KongFill.h"
#include "demo/platform/PlatformFaults.h"
#include "demo/platform/PlatformFill.h"
#include "demo/platform/PlatformLife.h"
#include "demo/prometheus/PromService.h"
#include "demo/rabbitmq/RabbitService.h"

#include "support/TestMain.h"

#include <QElapsedTimer>

using namespace mk::demo;
using nlohmann::json;

namespace {

struct Bench
{
    KongNode kong;
    std::unique_ptr<HttpService> admin;
    std::unique_ptr<KongProxy> proxy;
    ConsulState consulState;
    ConsulService consul{&consulState};
    Broker broker;
    RabbitService rabbit{&broker};
    PromServer promServer;
    PromService prometheus{&promServer};
    std::unique_ptr<PlatformLife> life;
    std::unique_ptr<PlatformFaults> faults;

    bool begin(qint64 time = 1'795'400'000'000)
    {
        admin = makeKongAdmin(&kong);
        proxy = std::make_unique<KongProxy>(&kong);
        life = std::make_unique<PlatformLife>(PlatformLife::Systems{&kong, proxy.get(), admin.get(), &consulState, &broker, &promServer});
        faults = std::make_unique<PlatformFaults>(life.get());
        kong.upstream = [this](const QByteArray &host, quint16 port, const Request &request) { return life->upstream(host, port, request); };
        if (time > 0)
            life->setTime(time);
        QString why;
        if (!fillStockPlatform(&kong, admin.get(), &why) || !life->fill(true, &why)) {
            qWarning().noquote() << why;
            return false;
        }
        if (time > 0)
            life->advance(60'000);
        return true;
    }

    static Reply ask(HttpService *service, const QByteArray &target, const Headers &headers = {})
    {
        Request request;
        request.method = "GET";
        request.target = target;
        request.headers = headers;
        request.headers.emplaceBack("Host", "localhost");
        Reply reply{0, {}, {}};
        service->handle(request, [&reply](Reply given) { reply = std::move(given); });
        return reply;
    }
    static json parsed(const Reply &reply) { return json::parse(reply.body.toStdString(), nullptr, false); }

    int client(const QByteArray &path) { return ask(proxy.get(), path).status; }
    json fromConsul(const QByteArray &path) { return parsed(ask(&consul, path)); }
    json queue(const QByteArray &name)
    {
        return parsed(ask(&rabbit, "/api/queues/%2F/" + name, {{"Authorization", "Basic " + QByteArray("guest:guest").toBase64()}}));
    }
    double value(const QByteArray &query) // -1: no such series
    {
        const json answer = parsed(ask(&prometheus, "/api/v1/query?query=" + query.toPercentEncoding()));
        const json &result = answer["data"]["result"];
        return result.empty() ? -1 : std::stod(result[0]["value"][1].get<std::string>());
    }
    int alerts(const char *name)
    {
        int number = 0;
        const json answer = parsed(ask(&prometheus, "/api/v1/alerts"));
        for (const json &alert : answer["data"]["alerts"])
            number += alert["labels"]["alertname"] == name ? 1 : 0;
        return number;
    }
    json api(const QByteArray &name) { return parsed(ask(admin.get(), "/apis/" + name)); }
};

} // namespace

class TestPlatformFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isWell();
    void everyFaultIsDescribed();
    void misspeltDomain();
    void threePorts();
    void crashingPod();
    void consulLosesItsMemory();
    void unreadQueue();
    void hungMail();
    void orphanedApi();
    void twoOnOnePath();
    void gatewayIsNotMeasured();
    void staleResolver();
    void everyFaultCanBeTakenBack();
    void hasAPast();
    void isTheSameEveryTime();
    void bearsMuch();
};

void TestPlatformFaults::isWell()
{
    Bench bench;
    QVERIFY(bench.begin());
    QCOMPARE(bench.client("/users/me"), 401); // answered by the service: no token
    QCOMPARE(bench.client("/hello"), 200);
    QCOMPARE(bench.client("/todo"), 200);
    QCOMPARE(bench.fromConsul("/v1/catalog/services").size(), std::size_t(11)); // with Consul itself
    QCOMPARE(bench.fromConsul("/v1/health/service/microservice-user").size(), std::size_t(2));
    QVERIFY(bench.fromConsul("/v1/kv/kong-migrations")[0]["Value"] == json("eyJtaWdyYXRpb25zIjogImRvbmUifQ=="));
    QVERIFY(bench.queue("email-queue")["consumers"] == json(1));
    QVERIFY(bench.queue("email-queue")["message_stats"]["publish"].get<int>() > 0);
    QCOMPARE(bench.value("sum(up)"), 3.0);
    QVERIFY(bench.value("sum(kong_http_status)") > 50);
    QCOMPARE(bench.alerts("QueueWithoutConsumer"), 0);
    for (const json &fault : bench.faults->toJson())
        QVERIFY(fault["on"] == json(false));
}

void TestPlatformFaults::everyFaultIsDescribed()
{
    QCOMPARE(PlatformFaults::all().size(), std::size_t(10));
    for (const PlatformFault &fault : PlatformFaults::all()) {
        QVERIFY(*fault.title && *fault.what && *fault.lookFor);
        QVERIFY(PlatformFaults::names().count(QString::fromLatin1(fault.name)) == 1);
    }
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(!bench.faults->set("no-such", true));
}

void TestPlatformFaults::misspeltDomain()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("services-domain", true));
    QVERIFY(bench.api("hello-service")["upstream_url"] == json("http://hello-service.services.consul:5000"));
    QCOMPARE(bench.client("/hello"), 503);
    QCOMPARE(bench.fromConsul("/v1/health/service/hello-service").size(), std::size_t(1));
    QVERIFY(bench.faults->set("services-domain", false));
    QCOMPARE(bench.client("/hello"), 200);
}

void TestPlatformFaults::threePorts()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("apps-port", true));
    QVERIFY(bench.api("apps-management-microservice")["upstream_url"].get<std::string>().ends_with(":8000"));
    QVERIFY(bench.fromConsul("/v1/catalog/service/microservice-apps-management")[0]["ServicePort"] == json(8080));
    QCOMPARE(bench.client("/apps/my"), 502);
}

void TestPlatformFaults::crashingPod()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("crash-loop", true));
    QCOMPARE(bench.fromConsul("/v1/health/service/microservice-user?passing").size(), std::size_t(2)); // Consul knows nothing of it
    QList<int> statuses;
    for (int i = 0; i < 10; ++i)
        statuses.append(bench.client("/users/me"));
    QCOMPARE(statuses.count(502), 5);
    QCOMPARE(statuses.count(401), 5);
    bench.life->advance(120'000);
    QVERIFY(bench.value("sum(rate(kong_http_status{code=\"502\"}[1m]))") > 0);
}

void TestPlatformFaults::consulLosesItsMemory()
{
    Bench bench;
    QVERIFY(bench.begin());
    const quint64 before = bench.consulState.index();
    QVERIFY(bench.faults->set("consul-restart", true));
    QVERIFY(bench.consulState.index() < before); // who waits has to begin again
    QCOMPARE(bench.fromConsul("/v1/catalog/services").size(), std::size_t(1));
    QCOMPARE(Bench::ask(&bench.consul, "/v1/kv/kong-migrations").status, 404);
    QCOMPARE(bench.client("/users/me"), 503);
    bench.life->advance(130'000);
    QCOMPARE(bench.fromConsul("/v1/catalog/services").size(), std::size_t(11));
    QCOMPARE(bench.client("/users/me"), 401);
    QCOMPARE(Bench::ask(&bench.consul, "/v1/kv/kong-migrations").status, 404); // nobody puts it back
    QVERIFY(bench.faults->set("consul-restart", false));
    QCOMPARE(Bench::ask(&bench.consul, "/v1/kv/kong-migrations").status, 200);
}

void TestPlatformFaults::unreadQueue()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("mail-unread", true));
    bench.life->advance(150'000);
    const int first = bench.queue("verification-email")["messages"].get<int>();
    QVERIFY(first > 5);
    QVERIFY(bench.queue("verification-email")["consumers"] == json(0));
    QVERIFY(bench.value("rabbitmq_detailed_queue_messages_ready{queue=\"verification-email\"}") > 5);
    QCOMPARE(bench.alerts("QueueWithoutConsumer"), 1);
    QVERIFY(bench.fromConsul("/v1/health/checks/microservice-mail")[0]["Status"] == json("warning"));
    bench.life->advance(60'000);
    QVERIFY(bench.queue("verification-email")["messages"].get<int>() > first);
}

void TestPlatformFaults::hungMail()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("mail-hung", true));
    bench.life->advance(150'000);
    QVERIFY(bench.queue("email-queue")["consumers"] == json(0));
    QVERIFY(bench.queue("email-queue")["messages_ready"].get<int>() > 5);
    QVERIFY(bench.fromConsul("/v1/health/checks/microservice-mail")[0]["Status"] == json("critical"));
    QCOMPARE(bench.value("rabbitmq_consumers"), 0.0);
    QVERIFY(bench.faults->set("mail-hung", false));
    bench.life->advance(300'000);
    QVERIFY(bench.queue("email-queue")["consumers"] == json(1));
    QVERIFY(bench.queue("email-queue")["messages_ready"].get<int>() < 5);
}

void TestPlatformFaults::orphanedApi()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("orphaned-api", true));
    QVERIFY(bench.fromConsul("/v1/health/service/microservice-todo").empty());
    QVERIFY(bench.api("microservice-todo").contains("upstream_url"));
    QCOMPARE(bench.client("/todo"), 503);
}

void TestPlatformFaults::twoOnOnePath()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("two-on-saml", true));
    QVERIFY(bench.api("identity-provider")["uris"] == bench.api("identity-provider-microservice")["uris"]);
    QVERIFY(bench.faults->set("two-on-saml", false));
    QCOMPARE(Bench::ask(bench.admin.get(), "/apis/identity-provider").status, 404);
}

void TestPlatformFaults::gatewayIsNotMeasured()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("gateway-404", true));
    bench.life->advance(60'000);
    QCOMPARE(bench.value("up{job=\"gateway\"}"), 0.0);
    QCOMPARE(bench.value("kong_datastore_reachable"), -1.0); // the series has ended
    QCOMPARE(bench.alerts("TargetDown"), 1);
    const json targets = Bench::parsed(Bench::ask(&bench.prometheus, "/api/v1/targets?state=active"));
    for (const json &target : targets["data"]["activeTargets"]) {
        if (target["scrapePool"] == "gateway")
            QVERIFY(target["lastError"] == json("server returned HTTP status 404 Not Found"));
    }
}

void TestPlatformFaults::staleResolver()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.faults->set("stale-resolver", true));
    const json node = Bench::parsed(Bench::ask(bench.admin.get(), "/"));
    QVERIFY(node["configuration"]["dns_resolver"] == json({"172.17.0.3:8600", "172.17.0.4:8600"}));
    QCOMPARE(bench.client("/users/me"), 503);
    QVERIFY(bench.faults->set("stale-resolver", false));
    QCOMPARE(bench.client("/users/me"), 401);
}

void TestPlatformFaults::everyFaultCanBeTakenBack()
{
    Bench bench;
    QVERIFY(bench.begin());
    for (const PlatformFault &fault : PlatformFaults::all())
        QVERIFY(bench.faults->set(fault.name, true));
    bench.life->advance(30'000);
    bench.faults->allOff();
    bench.life->advance(180'000);
    for (const json &fault : bench.faults->toJson())
        QVERIFY(fault["on"] == json(false));
    for (const char *path : {"/users/me", "/apps/my"})
        QCOMPARE(bench.client(path), 401);
    QCOMPARE(bench.client("/todo"), 200);
    QCOMPARE(bench.fromConsul("/v1/catalog/services").size(), std::size_t(11));
    QVERIFY(bench.queue("verification-email")["messages"] == json(0));
    QVERIFY(bench.queue("email-queue")["consumers"] == json(1));
    QCOMPARE(bench.value("sum(up)"), 3.0);
}

void TestPlatformFaults::hasAPast()
{
    Bench bench;
    QVERIFY(bench.begin(0));
    bench.life->makeHistory(1);
    const qint64 now = bench.life->now() / 1000;
    const json answer = Bench::parsed(Bench::ask(&bench.prometheus, "/api/v1/query_range?query=sum(rate(kong_http_status%5B5m%5D))&start=" + QByteArray::number(now - 3000) + "&end=" + QByteArray::number(now)
                                                                        + "&step=60"));
    QCOMPARE(answer["data"]["result"].size(), std::size_t(1));
    QVERIFY(answer["data"]["result"][0]["values"].size() > 45);
    const json samples = Bench::parsed(Bench::ask(&bench.rabbit, "/api/queues/%2F/email-queue?msg_rates_age=3000&msg_rates_incr=60",
                                                  {{"Authorization", "Basic " + QByteArray("guest:guest").toBase64()}}))["message_stats"]["publish_details"]["samples"];
    QCOMPARE(samples.size(), std::size_t(51));
    QVERIFY(samples.front()["sample"].get<int>() > samples.back()["sample"].get<int>());
}

void TestPlatformFaults::isTheSameEveryTime()
{
    QByteArray texts[2];
    for (QByteArray &text : texts) {
        Bench bench;
        QVERIFY(bench.begin());
        bench.life->advance(120'000);
        text = QByteArray::fromStdString(bench.queue("email-queue")["message_stats"]["publish"].dump());
    }
    QCOMPARE(texts[0], texts[1]);
}

// Twice as much takes about twice as long, not four times.
void TestPlatformFaults::bearsMuch()
{
    const auto elapsed = [](int factor) {
        Bench bench;
        QElapsedTimer clock;
        clock.start();
        fillBroker(&bench.broker, QStringLiteral("queues"), 5'000 * factor);
        fillConsul(&bench.consulState, QStringLiteral("keys"), 25'000 * factor);
        fillConsul(&bench.consulState, QStringLiteral("instances"), 1'000 * factor);
        const json page = Bench::parsed(Bench::ask(&bench.rabbit, "/api/queues?page=3&page_size=100&sort=name&disable_stats=true&enable_queue_totals=true",
                                                   {{"Authorization", "Basic " + QByteArray("guest:guest").toBase64()}}));
        if (page["total_count"] != json(5'000 * factor) || page["items"].size() != 100)
            return qint64(-1);
        if (bench.fromConsul("/v1/kv/?keys").size() != std::size_t(25'000 * factor) || bench.fromConsul("/v1/kv/?keys&separator=/").size() != 1
            || bench.fromConsul("/v1/internal/ui/services").size() != std::size_t(1'000 * factor + 1))
            return qint64(-1);
        return clock.elapsed();
    };
    (void)elapsed(1); // memory has been asked for
    const qint64 once = elapsed(1);
    const qint64 fourTimes = elapsed(4);
    QVERIFY(once >= 0 && fourTimes >= 0);
    QVERIFY2(fourTimes < 12 * qMax<qint64>(once, 50), qPrintable(QStringLiteral("%1 ms, then %2 ms").arg(once).arg(fourTimes)));
}

MK_TEST_CLASS(TestPlatformFaults)
#include "TestPlatformFaults.moc"
