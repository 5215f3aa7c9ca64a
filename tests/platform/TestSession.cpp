// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeSystems.h"
#include "SessionBench.h"
#include "net/HttpClient.h"
#include "support/TestMain.h"

#include <QSignalSpy>

using namespace mk;
using namespace mk::test;

// A session on systems that do as they are told.
class TestSession : public QObject
{
    Q_OBJECT
    std::unique_ptr<SessionBench> m_bench;

    static bool isUp(const PlatformSession &session, System system)
    {
        return session.status(system).state == SystemState::Ok;
    }
    void useRabbitMq(const QUrl &url, const SecretRef &secret = {SecretRef::Kind::Stored, QStringLiteral("rabbit")})
    {
        Endpoint endpoint = endpointOf(System::RabbitMq, url);
        endpoint.credential = {Credential::Kind::Basic, QStringLiteral("guest"), {}, secret};
        m_bench->environment.rabbitmq = endpoint;
    }
    void storeRabbitMqSecret()
    {
        QVERIFY(resultOf(m_bench->secrets.write(QStringLiteral("rabbit"), "guest", this)));
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SessionBench>();
        QVERIFY(m_bench->prepare());
    }
    void cleanup() { m_bench.reset(); }

    void whatIsNotThereIsNotConfigured()
    {
        FakeKong kong;
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url())};
        const auto session = m_bench->makeSession();
        QCOMPARE(session->status(System::Consul).state, SystemState::NotConfigured);
        QCOMPARE(session->consulServices()->state().phase, StoreState::Phase::NotConfigured);
        QCOMPARE(session->watchService(QStringLiteral("x"))->state().phase, StoreState::Phase::NotConfigured);
        QCOMPARE(session->status(System::Kong).state, SystemState::Connecting);
        QCOMPARE(session->mayWrite(System::Kong)->reason, QStringLiteral("session.closed"));
        session->open();
        QTRY_COMPARE(session->state(), PlatformSession::State::Open);
        QTRY_VERIFY(isUp(*session, System::Kong));
        QCOMPARE(session->consul(), nullptr);
        QCOMPARE(QStringList(session->handlers().keys()).size(), 3);
        QVERIFY(session->handlers().contains(QStringLiteral("kong.entity")));
        QVERIFY(session->handlers().contains(QStringLiteral("kong.registration")));
    }

    void consentComesBeforeAnyConnection()
    {
        FakeRabbitMq broker;
        FakeKong kong;
        useRabbitMq(broker.url(), {SecretRef::Kind::Environment, QStringLiteral("MK_TEST_RABBIT")});
        m_bench->environment.rabbitmq->tls.caFile = QStringLiteral("/no/such.pem");
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url())};
        qputenv("MK_TEST_RABBIT", "guest");
        const auto session = m_bench->makeSession();
        QSignalSpy states(session.get(), &PlatformSession::stateChanged);
        session->open();
        QCOMPARE(session->state(), PlatformSession::State::NeedsConsent);
        QCOMPARE(states.size(), 1);
        const QList<ConsentItem> items = session->missingConsents();
        QCOMPARE(items.size(), 2);
        QVERIFY(session->accept({items.constFirst()}));
        QCOMPARE(session->state(), PlatformSession::State::NeedsConsent);
        QTest::qWait(50); // time enough for a connection that must not be made
        QCOMPARE(broker.server.connectionsMade() + kong.server.connectionsMade(), 0);
        QVERIFY(session->accept(items));
        QTRY_VERIFY(isUp(*session, System::RabbitMq));
        QTRY_VERIFY(isUp(*session, System::Kong));
        qunsetenv("MK_TEST_RABBIT");
    }

    void aMissingSecretStopsItsOwnSystemOnly()
    {
        FakeRabbitMq broker;
        FakeKong kong;
        useRabbitMq(broker.url());
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url())};
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(isUp(*session, System::Kong));
        QTRY_COMPARE(session->status(System::RabbitMq).state, SystemState::Unauthorised);
        QCOMPARE(session->status(System::RabbitMq).error->reason, QStringLiteral("secret.missing"));
        QCOMPARE(session->state(), PlatformSession::State::Open);
        QCOMPARE(broker.server.connectionsMade(), 0);
        storeRabbitMqSecret();
        session->refresh(System::RabbitMq);
        QTRY_VERIFY(isUp(*session, System::RabbitMq));
        QCOMPARE(session->status(System::RabbitMq).version, QStringLiteral("3.10.8"));
        QCOMPARE(session->status(System::RabbitMq).credential, QStringLiteral("rabbitmq.user"));
        QCOMPARE(session->status(System::RabbitMq).credentialArgs.value(QStringLiteral("tags")).toStringList(),
                 QStringList{QStringLiteral("administrator")});
    }
    void givenSecretsWinAndAreStoredNowhere()
    {
        FakeRabbitMq broker;
        useRabbitMq(broker.url());
        EndpointSecrets given;
        given.credential = QStringLiteral("guest");
        const auto session = m_bench->makeSession({{QStringLiteral("rabbitmq"), given}});
        session->open();
        QTRY_VERIFY(isUp(*session, System::RabbitMq));
        QCOMPARE(resultOf(m_bench->secrets.read(QStringLiteral("rabbit"), this)).error().kind, ErrorKind::NotFound);
    }
    void aWrongCredentialIsUnauthorisedAndNotTriedOften()
    {
        FakeRabbitMq broker;
        broker.password = "another";
        useRabbitMq(broker.url());
        storeRabbitMqSecret();
        m_bench->timing.interval = std::chrono::minutes(10);
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_COMPARE(session->status(System::RabbitMq).state, SystemState::Unauthorised);
        QCOMPARE(session->status(System::RabbitMq).error->httpStatus, 401);
        QTest::qWait(300); // several times the shortest retry
        QCOMPARE(broker.overviews(), 1);
        QVERIFY(session->status(System::RabbitMq).nextTryAt > m_bench->clock.now());
        broker.password = "guest";
        session->refresh(System::RabbitMq);
        QTRY_VERIFY(isUp(*session, System::RabbitMq));
    }

    void downAndUpAgain()
    {
        auto broker = std::make_unique<FakeRabbitMq>();
        const quint16 port = broker->server.serverPort();
        useRabbitMq(broker->url());
        storeRabbitMqSecret();
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(isUp(*session, System::RabbitMq));
        const SystemStatus up = session->status(System::RabbitMq);
        QVERIFY(up.latency.has_value());
        QVERIFY(!up.error);
        QVERIFY(!session->mayWrite(System::RabbitMq));
        const qint64 ready = up.figures.value(QStringLiteral("messagesReady")).toLongLong();
        QVERIFY(ready > 0);

        broker.reset();
        QTRY_COMPARE(session->status(System::RabbitMq).state, SystemState::Down);
        const SystemStatus down = session->status(System::RabbitMq);
        QCOMPARE(down.error->kind, ErrorKind::Refused);
        QCOMPARE(down.version, up.version); // the last that is known stays
        QCOMPARE(down.figures.value(QStringLiteral("messagesReady")).toLongLong(), ready);
        QVERIFY(down.since >= up.since);
        QCOMPARE(session->mayWrite(System::RabbitMq)->reason, QStringLiteral("session.identity-unchecked"));
        QTRY_VERIFY(session->status(System::RabbitMq).checkedAt > down.checkedAt); // it goes on trying
        QCOMPARE(session->status(System::RabbitMq).since, down.since);

        FakeRabbitMq again;
        again.server.close();
        QVERIFY(again.server.listen(QHostAddress::LocalHost, port));
        QTRY_VERIFY(isUp(*session, System::RabbitMq));
        QVERIFY(!session->mayWrite(System::RabbitMq));
    }

    void anotherPlatformBlocksWritesUntilAccepted()
    {
        FakeRabbitMq broker("rabbit@stage");
        useRabbitMq(broker.url());
        storeRabbitMqSecret();
        QVERIFY(m_bench->environments.save(m_bench->environment));
        {
            const auto session = m_bench->makeSession();
            session->open();
            QTRY_VERIFY(isUp(*session, System::RabbitMq));
            QCOMPARE(session->identity(System::RabbitMq).facts, QStringList{QStringLiteral("cluster=rabbit@stage")});
            QVERIFY(session->isSamePlatform(System::RabbitMq, {QStringLiteral("cluster=rabbit@stage")}));
            QVERIFY(!session->isSamePlatform(System::RabbitMq, {QStringLiteral("cluster=rabbit@prod")}));
        }
        QCOMPARE(m_bench->stored().identities.value(System::RabbitMq).facts, QStringList{QStringLiteral("cluster=rabbit@stage")});

        m_bench->environment = m_bench->stored();
        broker.clusterName = "rabbit@prod";
        const auto session = m_bench->makeSession();
        QSignalSpy raised(session.get(), &PlatformSession::identityConflictRaised);
        QSignalSpy settled(session.get(), &PlatformSession::identityConflictSettled);
        session->open();
        QTRY_COMPARE(session->status(System::RabbitMq).state, SystemState::WrongPlatform);
        QCOMPARE(raised.size(), 1);
        QCOMPARE(session->mayWrite(System::RabbitMq)->reason, QStringLiteral("session.identity"));
        QVERIFY(session->client(System::RabbitMq)->isReadOnly()); // the gate itself is shut
        QCOMPARE(session->identityConflict(System::RabbitMq)->found.facts, QStringList{QStringLiteral("cluster=rabbit@prod")});
        QVERIFY(session->identity(System::RabbitMq).isEmpty());
        const Result<Done> confirmed = resultOf(session->confirmIdentity(System::RabbitMq, this));
        QVERIFY(!confirmed);
        QCOMPARE(confirmed.error().reason, QStringLiteral("session.identity"));
        QCOMPARE(raised.size(), 1); // told once, not at every look

        session->acceptIdentity(System::RabbitMq);
        QCOMPARE(settled.size(), 1);
        QVERIFY(!session->mayWrite(System::RabbitMq));
        QVERIFY(!session->client(System::RabbitMq)->isReadOnly());
        QVERIFY(isUp(*session, System::RabbitMq));
        QCOMPARE(m_bench->stored().identities.value(System::RabbitMq).facts, QStringList{QStringLiteral("cluster=rabbit@prod")});
        QVERIFY(resultOf(session->confirmIdentity(System::RabbitMq, this)));
    }
    void theFormerPlatformSettlesTheConflictByItself()
    {
        FakeRabbitMq broker("rabbit@stage");
        useRabbitMq(broker.url());
        storeRabbitMqSecret();
        m_bench->environment.identities.insert(System::RabbitMq, Identity{{QStringLiteral("cluster=rabbit@stage")}});
        broker.clusterName = "rabbit@prod";
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(session->identityConflict(System::RabbitMq));
        broker.clusterName = "rabbit@stage";
        QVERIFY(resultOf(session->confirmIdentity(System::RabbitMq, this)));
        QVERIFY(!session->identityConflict(System::RabbitMq));
        QVERIFY(isUp(*session, System::RabbitMq));
    }
    void transientEnvironmentsRememberForTheRunOnly()
    {
        FakeRabbitMq broker;
        useRabbitMq(broker.url());
        storeRabbitMqSecret();
        m_bench->environment.isTransient = true;
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(isUp(*session, System::RabbitMq));
        QVERIFY(!session->environment().identities.value(System::RabbitMq).isEmpty());
        QVERIFY(m_bench->environments.environments().isEmpty());
    }

    void readOnlyByEnvironmentAndByLock()
    {
        FakeRabbitMq broker;
        useRabbitMq(broker.url());
        storeRabbitMqSecret();
        {
            const auto session = m_bench->makeSession();
            QSignalSpy changed(session.get(), &PlatformSession::writabilityChanged);
            session->open();
            QTRY_VERIFY(!session->mayWrite(System::RabbitMq));
            const qsizetype before = changed.size();
            session->setReadOnly(true);
            QVERIFY(session->isReadOnly());
            QCOMPARE(changed.size(), before + 1);
            QCOMPARE(session->mayWrite(System::RabbitMq)->args.value(QStringLiteral("by")).toString(), QStringLiteral("lock"));
            HttpRequest write;
            write.method = "PUT";
            write.path = "/api/queues/%2F/x";
            write.callClass = CallClass::Write;
            const Result<HttpResponse> sent = resultOf(session->client(System::RabbitMq)->send(write, this));
            QCOMPARE(sent.error().kind, ErrorKind::ReadOnly);
            session->setReadOnly(false);
            QVERIFY(!session->mayWrite(System::RabbitMq));
        }
        m_bench->environment.readOnly = true;
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(isUp(*session, System::RabbitMq));
        session->setReadOnly(false); // the lock's key does not open the environment
        QVERIFY(session->isReadOnly());
        QVERIFY(!session->isLocked());
        QCOMPARE(session->mayWrite(System::RabbitMq)->args.value(QStringLiteral("by")).toString(), QStringLiteral("environment"));
        QVERIFY(session->client(System::RabbitMq)->isReadOnly());
    }

    void severalKongNodes()
    {
        FakeKong first("kong-0");
        auto second = std::make_unique<FakeKong>("kong-1");
        m_bench->environment.kong = {endpointOf(System::Kong, first.url(), QStringLiteral("kong-1")),
                                     endpointOf(System::Kong, second->url(), QStringLiteral("kong-2"))};
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(isUp(*session, System::Kong) && session->status(System::Kong).figures.value(QStringLiteral("nodesUp")) == 2);
        const SystemStatus up = session->status(System::Kong);
        QCOMPARE(up.version, QStringLiteral("0.14.1"));
        QCOMPARE(up.credential, QStringLiteral("kong.writable"));
        QCOMPARE(up.endpoints.size(), 2);
        QCOMPARE(up.figures.value(QStringLiteral("totalRequests")).toLongLong(), 36); // 18 a node
        QTRY_VERIFY(session->identity(System::Kong).facts.contains(QStringLiteral("hostname=kong-1")));
        QCOMPARE(session->client(System::Kong), session->client(QStringLiteral("kong-1")));

        second.reset();
        QTRY_COMPARE(session->status(System::Kong).state, SystemState::Degraded);
        QCOMPARE(session->status(System::Kong).notices.constFirst().first, QStringLiteral("kong.node-down"));
        QVERIFY(!session->mayWrite(System::Kong)); // the other still speaks for the platform

        first.server.close();
        for (QObject *connection : first.server.findChildren<FakeConnection *>())
            qobject_cast<FakeConnection *>(connection)->drop();
        QTRY_COMPARE(session->status(System::Kong).state, SystemState::Down);
    }
    void kongNodesOnTwoDatabasesBlockWrites()
    {
        FakeKong first("kong-0", "10.0.0.5");
        FakeKong second("kong-1", "10.9.9.9");
        m_bench->environment.kong = {endpointOf(System::Kong, first.url(), QStringLiteral("kong-1")),
                                     endpointOf(System::Kong, second.url(), QStringLiteral("kong-2"))};
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_COMPARE(session->status(System::Kong).state, SystemState::WrongPlatform);
        QStringList notices;
        for (const auto &notice : session->status(System::Kong).notices)
            notices.append(notice.first);
        QVERIFY(notices.contains(QStringLiteral("kong.nodes-disagree")));
        QCOMPARE(session->mayWrite(System::Kong)->reason, QStringLiteral("session.identity"));
        QVERIFY(session->client(QStringLiteral("kong-1"))->isReadOnly());
    }

    void heartbeatsAskLittle()
    {
        FakeRabbitMq broker;
        FakeKong kong;
        FakePrometheus prometheus;
        useRabbitMq(broker.url());
        storeRabbitMqSecret();
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url())};
        m_bench->environment.prometheus = endpointOf(System::Prometheus, prometheus.url());
        m_bench->timing.interval = std::chrono::milliseconds(20);
        m_bench->timing.contactEvery = 1'000'000;
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(isUp(*session, System::RabbitMq) && isUp(*session, System::Kong) && isUp(*session, System::Prometheus));
        QTRY_VERIFY(session->kongCapabilities().has_value()); // asked for once
        const qsizetype contactB = broker.server.requests().size();
        const qsizetype contactK = kong.server.requests().size();
        const qsizetype contactP = prometheus.server.requests().size();
        QTRY_VERIFY(broker.server.requests().size() >= contactB + 5 && kong.server.requests().size() >= contactK + 5
                    && prometheus.server.requests().size() >= contactP + 5);
        for (const FakeRequest &request : broker.server.requests().mid(contactB))
            QVERIFY2(request.target.startsWith("/api/overview?columns="), request.target.constData());
        for (const FakeRequest &request : kong.server.requests().mid(contactK))
            QCOMPARE(request.target, QByteArray("/status"));
        for (const FakeRequest &request : prometheus.server.requests().mid(contactP))
            QVERIFY2(request.target == "/-/ready" || request.target.startsWith("/api/v1/query?query=label_replace"), request.target.constData());
    }
    void noticesComeAndGo()
    {
        FakeRabbitMq broker;
        FakeKong kong;
        FakePrometheus prometheus;
        broker.alarm = true;
        prometheus.ready = false;
        useRabbitMq(broker.url());
        storeRabbitMqSecret();
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url())};
        m_bench->environment.prometheus = endpointOf(System::Prometheus, prometheus.url());
        m_bench->timing.contactEvery = 2;
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_COMPARE(session->status(System::RabbitMq).state, SystemState::Degraded);
        QCOMPARE(session->status(System::RabbitMq).notices.constFirst().first, QStringLiteral("rabbitmq.alarm"));
        QTRY_COMPARE(session->status(System::Prometheus).state, SystemState::Degraded);
        QCOMPARE(session->status(System::Prometheus).notices.constFirst().first, QStringLiteral("prometheus.not-ready"));
        QTRY_VERIFY(isUp(*session, System::Kong));
        kong.databaseReachable = false;
        QTRY_COMPARE(session->status(System::Kong).state, SystemState::Degraded);
        broker.alarm = false;
        prometheus.ready = true;
        kong.databaseReachable = true;
        QTRY_VERIFY(isUp(*session, System::RabbitMq) && isUp(*session, System::Prometheus) && isUp(*session, System::Kong));
        QVERIFY(session->status(System::RabbitMq).notices.isEmpty());
        QTRY_COMPARE(session->status(System::Prometheus).version, QStringLiteral("2.42.0+ds"));
        QVERIFY(session->status(System::Prometheus).figures.contains(QStringLiteral("targetsUp")));
    }

    void inTheBackground_data()
    {
        QTest::addColumn<bool>("watch");
        QTest::newRow("watching") << true;
        QTest::newRow("not watching") << false;
    }
    void inTheBackground()
    {
        QFETCH(bool, watch);
        FakeKong kong;
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url())};
        m_bench->environment.watchInBackground = watch;
        m_bench->timing.interval = std::chrono::milliseconds(20);
        m_bench->timing.backgroundInterval = std::chrono::milliseconds(30);
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(isUp(*session, System::Kong));
        QTRY_VERIFY(session->kongCapabilities().has_value());
        session->setInBackground(true);
        QCOMPARE(session->consulServices()->state().paused, !watch);
        QCoreApplication::processEvents();
        const qsizetype before = kong.server.requests().size();
        if (watch) {
            QTRY_VERIFY(kong.server.requests().size() > before + 1);
        } else {
            QTest::qWait(200); // ten times the interval, in which nothing may come
            QVERIFY(kong.server.requests().size() <= before + 1); // one may have been on its way
        }
        const qsizetype then = kong.server.requests().size();
        session->setInBackground(false);
        QTRY_VERIFY(kong.server.requests().size() > then + 2);
        QVERIFY(!session->consulServices()->state().paused);
    }

    void closingEndsEverything()
    {
        FakeKong kong;
        m_bench->environment.kong = {endpointOf(System::Kong, kong.url())};
        m_bench->timing.interval = std::chrono::milliseconds(20);
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_VERIFY(isUp(*session, System::Kong));
        session->close();
        QCOMPARE(session->state(), PlatformSession::State::Closed);
        QCOMPARE(session->client(System::Kong), nullptr);
        QCOMPARE(session->mayWrite(System::Kong)->reason, QStringLiteral("session.closed"));
        QTRY_COMPARE(kong.server.connectionsOpen(), 0);
        session->open(); // and again
        QTRY_VERIFY(isUp(*session, System::Kong));
    }
    void aStrangerOnThePortIsNotOk()
    {
        FakeServer page([](const FakeRequest &, FakeConnection &connection) {
            connection.answer(200, "<html><title>Welcome</title></html>", {{"Content-Type", "text/html"}});
        });
        m_bench->environment.kong = {endpointOf(System::Kong, page.url())};
        m_bench->environment.prometheus = endpointOf(System::Prometheus, page.url());
        const auto session = m_bench->makeSession();
        session->open();
        QTRY_COMPARE(session->status(System::Kong).state, SystemState::Down);
        QCOMPARE(session->status(System::Kong).error->reason, QStringLiteral("probe.not-kong"));
        QTRY_COMPARE(session->status(System::Prometheus).state, SystemState::Down);
        QCOMPARE(session->status(System::Prometheus).error->reason, QStringLiteral("probe.not-prometheus"));
    }
};

MK_TEST_CLASS(TestSession)
#include "TestSession.moc"
