// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeSystems.h"
#include "SessionBench.h"
#include "core/Json.h"
#include "platform/CheckRun.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::test;

class TestSessionCheck : public QObject
{
    Q_OBJECT
    std::unique_ptr<SessionBench> m_bench;

    CheckReport run(const QHash<QString, EndpointSecrets> &given = {})
    {
        const Result<CheckReport> report = resultOf(runCheck({m_bench->environment, given}, m_bench->environments,
                                                             &m_bench->secrets, &m_bench->log, &m_bench->clock, this));
        return report ? *report : CheckReport();
    }
    static nlohmann::json jsonOf(const CheckReport &report)
    {
        return nlohmann::json::parse(report.toJson().toStdString());
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SessionBench>();
        QVERIFY(m_bench->prepare());
    }
    void cleanup() { m_bench.reset(); }

    void allWell()
    {
        FakeKong kong;
        kong.lists = {{"services", R"({"data":[{},{}],"next":"/services?offset=abc","offset":"abc"})"},
                      {"routes", R"({"data":[],"next":null})"},
                      {"apis", R"({"data":[{}],"total":1207})"},
                      {"consumers", R"({"data":{},"total":0})"}};
        FakeRabbitMq broker;
        FakePrometheus prometheus;
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url(), QStringLiteral("kong-1"))};
        m_bench->environment.rabbitmq = endpointOf(System::RabbitMq, broker.url());
        m_bench->environment.rabbitmq->credential = {Credential::Kind::Basic, QStringLiteral("guest"), {}, {}};
        m_bench->environment.prometheus = endpointOf(System::Prometheus, prometheus.url());
        EndpointSecrets given;
        given.credential = QStringLiteral("guest");
        const CheckReport report = run({{QStringLiteral("rabbitmq"), given}});
        QCOMPARE(report.exitCode(), 0);
        const nlohmann::json json = jsonOf(report);
        QCOMPARE(json.at("schema").get<int>(), 1);
        QVERIFY(json.at("ok").get<bool>());
        QCOMPARE(json.at("endpoints").size(), size_t(3));
        const nlohmann::json &row = json.at("endpoints").at(0);
        QCOMPARE(row.at("id").get<std::string>(), std::string("kong-1"));
        QCOMPARE(row.at("state").get<std::string>(), std::string("ok"));
        QCOMPARE(row.at("version").get<std::string>(), std::string("0.14.1"));
        QVERIFY(row.at("latencyMs").get<int>() >= 0);
        QCOMPARE(row.at("credential").at("code").get<std::string>(), std::string("kong.writable"));
        QCOMPARE(row.at("counts").at("apis").get<int>(), 1207);  // told at once
        QCOMPARE(row.at("counts").at("services").get<int>(), 4); // the same page for ever: counted twice, then ended
        QCOMPARE(row.at("counts").at("consumers").get<int>(), 0);
        QVERIFY(!row.at("counts").contains("plugins")); // not shown: left out, not 0
        QCOMPARE(json.at("endpoints").at(1).at("counts").at("queues").get<int>() > 0, true);
        QVERIFY(json.at("endpoints").at(2).at("counts").contains("targetsUp"));
        const QByteArray text = report.toText();
        QVERIFY2(text.contains("kong-1  ok  http://127.0.0.1:"), text.constData());
        QVERIFY(text.contains("result  3 of 3 endpoints are well"));
        for (const FakeServer *server : {&kong.server, &broker.server, &prometheus.server}) {
            // Whether Kong would take an entity is asked by POST, and changes nothing.
            for (const FakeRequest &request : server->requests()) {
                const bool asks = request.method == "POST" && request.target.endsWith("/validate");
                QVERIFY2(request.method == "GET" || asks, QByteArray(request.method + ' ' + request.target).constData());
            }
        }
    }

    void failuresSayWhy()
    {
        FakeRabbitMq broker;
        FakePrometheus prometheus;
        prometheus.ready = false;
        m_bench->environment.kong = {endpointOf(System::Kong, QUrl(QStringLiteral("http://127.0.0.1:1")))};
        m_bench->environment.rabbitmq = endpointOf(System::RabbitMq, broker.url());
        m_bench->environment.prometheus = endpointOf(System::Prometheus, prometheus.url());
        const CheckReport report = run();
        QCOMPARE(report.exitCode(), 1);
        const nlohmann::json json = jsonOf(report);
        QVERIFY(!json.at("ok").get<bool>());
        const auto state = [&json](size_t i) { return json.at("endpoints").at(i).at("state").get<std::string>(); };
        QCOMPARE(state(0), std::string("down"));
        QCOMPARE(json.at("endpoints").at(0).at("error").at("kind").get<std::string>(), std::string("refused"));
        QCOMPARE(state(1), std::string("unauthorised"));
        QCOMPARE(state(2), std::string("degraded"));
    }

    void anotherPlatformIsAFailure()
    {
        FakeRabbitMq broker("rabbit@prod");
        FakeKong first("kong-0", "10.0.0.5");
        FakeKong second("kong-1", "10.0.0.6");
        m_bench->environment.rabbitmq = endpointOf(System::RabbitMq, broker.url());
        m_bench->environment.rabbitmq->credential = {Credential::Kind::Basic, QStringLiteral("guest"), {}, {}};
        m_bench->environment.identities.insert(System::RabbitMq, Identity{{QStringLiteral("cluster=rabbit@stage")}});
        m_bench->environment.kong = {endpointOf(System::Kong, first.url(), QStringLiteral("kong-1")),
                                     endpointOf(System::Kong, second.url(), QStringLiteral("kong-2"))};
        EndpointSecrets given;
        given.credential = QStringLiteral("guest");
        const CheckReport report = run({{QStringLiteral("rabbitmq"), given}});
        QCOMPARE(report.exitCode(), 1);
        for (const CheckReport::Row &row : report.rows)
            QCOMPARE(row.state, QStringLiteral("wrong-platform"));
        QVERIFY(report.toText().contains("remembered cluster=rabbit@stage  found cluster=rabbit@prod"));
        QVERIFY(m_bench->environments.environments().isEmpty()); // a check remembers nothing
    }

    void withoutConsentNothingIsReached()
    {
        FakeKong kong;
        FakePrometheus prometheus;
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url())};
        m_bench->environment.prometheus = endpointOf(System::Prometheus, prometheus.url());
        m_bench->environment.prometheus->credential = {Credential::Kind::Bearer, {}, {}, {SecretRef::Kind::Environment, QStringLiteral("AWS_SECRET")}};
        const CheckReport report = run();
        QCOMPARE(report.exitCode(), 1);
        for (const CheckReport::Row &row : report.rows)
            QCOMPARE(row.state, QStringLiteral("no-consent"));
        QCOMPARE(kong.server.connectionsMade() + prometheus.server.connectionsMade(), 0);
        QVERIFY(report.toText().contains("consent missing: environment-variable AWS_SECRET"));
        QCOMPARE(jsonOf(report).at("endpoints").at(1).at("missingConsents").at(0).at("kind").get<std::string>(),
                 std::string("environment-variable"));
    }

    void wordsOfStrangersCannotMoveTheCursor()
    {
        FakeServer hostile([](const FakeRequest &, FakeConnection &connection) {
            connection.answer(500, "\x1b]0;owned\x07\x1b[2J\xE2\x80\xAE", {{"Content-Type", "text/plain"}});
        });
        m_bench->environment.name = QStringLiteral("a\x1b[31m");
        m_bench->environment.consul = endpointOf(System::Consul, hostile.url());
        const CheckReport report = run();
        for (const QByteArray &output : {report.toText(), report.toJson()}) {
            QVERIFY(!output.contains('\x1b'));
            QVERIFY(!output.contains('\x07'));
            QVERIFY(!output.contains("\xE2\x80\xAE"));
        }
    }
};

MK_TEST_CLASS(TestSessionCheck)
#include "TestSessionCheck.moc"
