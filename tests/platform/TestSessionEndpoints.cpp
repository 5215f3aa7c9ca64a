// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeSystems.h"
#include "SessionBench.h"
#include "platform/EndpointTest.h"
#include "support/TestMain.h"

#include <QTcpServer>

using namespace mk;
using namespace mk::test;

// What the environment editor learns when it tests one endpoint.
class TestSessionEndpoints : public QObject
{
    Q_OBJECT
    std::unique_ptr<SessionBench> m_bench;

    EndpointTestResult run(const Endpoint &endpoint, const QString &credential = {}, bool isProxy = false)
    {
        EndpointTestInput input;
        input.endpoint = endpoint;
        input.typed.credential = credential;
        input.isProxy = isProxy;
        const Result<EndpointTestResult> result =
            resultOf(testEndpoint(input, &m_bench->secrets, &m_bench->log, &m_bench->clock, this));
        return result ? *result : EndpointTestResult();
    }
    static Endpoint rabbit(const QUrl &url, const QString &user = QStringLiteral("guest"))
    {
        Endpoint endpoint = endpointOf(System::RabbitMq, url);
        endpoint.credential.kind = Credential::Kind::Basic;
        endpoint.credential.user = user;
        return endpoint;
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SessionBench>();
        QVERIFY(m_bench->prepare());
    }
    void cleanup() { m_bench.reset(); }

    void worksAndTellsWhatItMay()
    {
        FakeRabbitMq broker;
        broker.tags = "\"management\"";
        EndpointTestResult result = run(rabbit(broker.url()), QStringLiteral("guest"));
        QCOMPARE(result.verdict, EndpointTestResult::Verdict::WorksWithNotices);
        QCOMPARE(result.facts.notices.constFirst().first, QStringLiteral("rabbitmq.no-monitoring"));
        QCOMPARE(result.facts.version, QStringLiteral("3.10.8"));
        QCOMPARE(result.facts.credentialArgs.value(QStringLiteral("user")).toString(), QStringLiteral("guest"));
        QVERIFY(result.cures.isEmpty());
        FakeKong kong;
        result = run(endpointOf(System::Kong, kong.url()));
        QCOMPARE(result.verdict, EndpointTestResult::Verdict::Works);
        QCOMPARE(result.facts.credential, QStringLiteral("kong.writable"));
        QCOMPARE(result.facts.figures.value(QStringLiteral("databaseHost")).toString(), QStringLiteral("10.0.0.5"));
        QVERIFY(!result.tls);
    }
    void nothingIsWritten()
    {
        FakeKong kong;
        static_cast<void>(run(endpointOf(System::Kong, kong.url())));
        for (const FakeRequest &request : kong.server.requests())
            QCOMPARE(request.method, QByteArray("GET"));
    }
    void refused()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("http://127.0.0.1:%1").arg(taken.serverPort()));
        taken.close();
        const EndpointTestResult result = run(endpointOf(System::Consul, url));
        QCOMPARE(result.verdict, EndpointTestResult::Verdict::Fails);
        QCOMPARE(result.error->kind, ErrorKind::Refused);
        QCOMPARE(result.cures, (QStringList{QStringLiteral("check-address"), QStringLiteral("set-up-tunnel")}));
    }
    void wrongPassword()
    {
        FakeRabbitMq broker;
        const EndpointTestResult result = run(rabbit(broker.url()), QStringLiteral("wrong"));
        QCOMPARE(result.error->kind, ErrorKind::Unauthorised);
        QCOMPARE(result.cures, QStringList{QStringLiteral("change-credential")});
        QVERIFY(result.explanation.isEmpty()); // from this machine guest may log in
    }
    void missingSecretIsToldWithoutConnecting()
    {
        FakeRabbitMq broker;
        Endpoint endpoint = rabbit(broker.url());
        endpoint.credential.secret = {SecretRef::Kind::Stored, QStringLiteral("gone")};
        EndpointTestResult result = run(endpoint);
        QCOMPARE(result.error->reason, QStringLiteral("secret.missing"));
        QCOMPARE(result.cures, QStringList{QStringLiteral("change-credential")});
        QCOMPARE(broker.server.connectionsMade(), 0);
        result = run(endpoint, QStringLiteral("guest")); // typed in the editor, not stored yet
        QCOMPARE(result.verdict, EndpointTestResult::Verdict::Works);
    }
    void consentMissingConnectsToNothing()
    {
        FakeKong kong;
        EndpointTestInput input;
        input.endpoint = endpointOf(System::Kong, kong.url());
        input.consentMissing = true;
        const auto result = resultOf(testEndpoint(input, &m_bench->secrets, &m_bench->log, &m_bench->clock, this));
        QVERIFY(result);
        QCOMPARE(result->error->kind, ErrorKind::Untrusted);
        QCOMPARE(result->cures, QStringList{QStringLiteral("accept-consent")});
        QCOMPARE(kong.server.connectionsMade(), 0);
    }

    void strangerIsNamed()
    {
        FakeRabbitMq broker;
        FakeKong kong;
        FakePrometheus prometheus;
        const auto found = [this](const Endpoint &endpoint) {
            const EndpointTestResult result = run(endpoint, QStringLiteral("hunter22"));
            return result.explanation == QLatin1String("endpoint.other-system")
                ? result.explanationArgs.value(QStringLiteral("found")).toString()
                : result.explanation;
        };
        Endpoint withToken = endpointOf(System::Consul, kong.url());
        withToken.credential.kind = Credential::Kind::Header;
        withToken.credential.headerName = QStringLiteral("X-Consul-Token");
        QCOMPARE(found(withToken), QStringLiteral("kong"));
        QCOMPARE(found(endpointOf(System::Kong, prometheus.url())), QStringLiteral("prometheus"));
        QCOMPARE(found(endpointOf(System::Prometheus, kong.url())), QStringLiteral("kong"));
        // The questions that find out carry no credential; the one test before them did.
        int withHeader = 0;
        for (const FakeRequest &request : kong.server.requests())
            withHeader += request.header("X-Consul-Token").isEmpty() ? 0 : 1;
        QCOMPARE(withHeader, 1);
    }
    void kongProxyIsRecognised()
    {
        FakeServer proxy([](const FakeRequest &, FakeConnection &connection) {
            connection.answer(404, "{\"message\":\"no route and no API found with those values\"}",
                              {{"Content-Type", "application/json"}, {"Server", "kong/0.14.1"}});
        });
        const EndpointTestResult asAdmin = run(endpointOf(System::Kong, proxy.url()));
        QCOMPARE(asAdmin.explanation, QStringLiteral("endpoint.is-kong-proxy"));
        const EndpointTestResult asProxy = run(endpointOf(System::Kong, proxy.url(), QStringLiteral("kong-proxy")), {}, true);
        QCOMPARE(asProxy.verdict, EndpointTestResult::Verdict::Works);
        QCOMPARE(asProxy.facts.version, QStringLiteral("0.14.1"));
        QCOMPARE(proxy.requests().constLast().method, QByteArray("HEAD"));
    }
    void webPageWantsAPath()
    {
        FakeServer page([](const FakeRequest &, FakeConnection &connection) {
            connection.answer(200, "<html><title>Portal</title></html>", {{"Content-Type", "text/html; charset=utf-8"}});
        });
        const EndpointTestResult result = run(endpointOf(System::Consul, page.url()));
        QCOMPARE(result.explanation, QStringLiteral("endpoint.html"));
        QCOMPARE(result.cures.constFirst(), QStringLiteral("add-path"));
        QCOMPARE(result.error->reason, QStringLiteral("probe.not-consul"));
    }

    void untrustedCertificateIsShownBeforeAnythingIsSent()
    {
        FakeRabbitMq broker;
        broker.server.useTls(QStringLiteral("self-signed"));
        QUrl url = broker.url();
        url.setScheme(QStringLiteral("https"));
        Endpoint endpoint = rabbit(url);
        EndpointTestResult result = run(endpoint, QStringLiteral("guest"));
        QCOMPARE(result.verdict, EndpointTestResult::Verdict::Untrusted);
        QCOMPARE(result.error->reason, QStringLiteral("tls.self-signed"));
        QCOMPARE(result.cures, (QStringList{QStringLiteral("trust-certificate"), QStringLiteral("choose-ca")}));
        QVERIFY(result.tls);
        QCOMPARE(result.tls->chain.constFirst().sha256.size(), 32);
        QVERIFY2(broker.server.bytesSeen().isEmpty(), "something was sent before the certificate was trusted");

        endpoint.tls.pinnedSha256 = result.tls->chain.constFirst().sha256;
        result = run(endpoint, QStringLiteral("guest"));
        QVERIFY2(result.works(), qPrintable(result.error ? result.error->toLogString() : QString()));
        QVERIFY(result.tls->problems.isEmpty());

        endpoint.tls.pinnedSha256 = QByteArray(32, 'x');
        result = run(endpoint, QStringLiteral("guest"));
        QCOMPARE(result.error->reason, QStringLiteral("tls.pin-changed"));
        QVERIFY(!result.cures.contains(QStringLiteral("trust-certificate"))); // never a new question
    }

    void cancelStopsTheTest()
    {
        FakeServer silent([](const FakeRequest &, FakeConnection &) {});
        EndpointTestInput input;
        input.endpoint = endpointOf(System::Kong, silent.url());
        Job<EndpointTestResult> *job = testEndpoint(input, &m_bench->secrets, &m_bench->log, &m_bench->clock, this);
        QTRY_COMPARE(silent.requests().size(), 1);
        job->cancel();
        const Result<EndpointTestResult> result = resultOf(job);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(silent.connectionsOpen(), 0);
    }
    void localSearchEnds()
    {
        // What listens on this machine is not ours to say; that it comes to an end and names no secret is.
        const Result<QList<Endpoint>> found = resultOf(findLocalSystems(&m_bench->log, &m_bench->clock, this), 40'000);
        QVERIFY(found);
        for (const HttpLogEntry &entry : m_bench->log.entries()) {
            for (const auto &header : entry.requestHeaders)
                QVERIFY(header.first.toLower() != "authorization");
        }
    }
};

MK_TEST_CLASS(TestSessionEndpoints)
#include "TestSessionEndpoints.moc"
