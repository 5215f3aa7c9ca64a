// SPDX-License-Identifier: GPL-3.0-or-later
#include "SessionBench.h"
#include "net/HttpClient.h"
#include "net/Tunnel.h"
#include "platform/CheckRun.h"
#include "platform/KvPlans.h"
#include "support/RealConsul.h"
#include "support/TestMain.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace mk;
using namespace mk::test;

// A session on a real Consul: it comes, goes, comes back, and turns into another one.
class TestSessionReal : public QObject
{
    Q_OBJECT
    std::unique_ptr<RealConsul> m_consul;
    std::unique_ptr<SessionBench> m_bench;

    std::unique_ptr<PlatformSession> opened()
    {
        auto session = m_bench->makeSession();
        session->open();
        return session;
    }
    static SystemState stateOf(const PlatformSession &session) { return session.status(System::Consul).state; }

    PlanReport put(PlatformSession &session, const QString &key, const QByteArray &value, Result<PlanReport> *raw = nullptr)
    {
        const Result<Plan> plan = kvplans::create(key, value, 0);
        auto *runner = new PlanRunner(*plan, session.planContext(*plan), this);
        session.followPlan(runner);
        runner->start();
        const Result<PlanReport> report = resultOf<PlanReport>(runner);
        if (raw)
            *raw = report;
        return report ? *report : PlanReport();
    }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        m_consul = std::make_unique<RealConsul>();
        QVERIFY2(m_consul->start(), qPrintable(m_consul->lastError()));
        QVERIFY(m_consul->addServices());
        QVERIFY(m_consul->put(QStringLiteral("config/a"), "1"));
    }
    void init()
    {
        if (!m_consul->isRunning())
            QVERIFY2(m_consul->start(), qPrintable(m_consul->lastError()));
        m_bench = std::make_unique<SessionBench>();
        QVERIFY(m_bench->prepare());
        m_bench->environment.consul = endpointOf(System::Consul, m_consul->url());
        QVERIFY(m_bench->environments.save(m_bench->environment));
    }
    void cleanup() { m_bench.reset(); }
    void cleanupTestCase() { m_consul.reset(); }

    void opensAndShowsWhatIsThere()
    {
        const auto session = opened();
        QTRY_COMPARE(stateOf(*session), SystemState::Ok);
        const SystemStatus status = session->status(System::Consul);
        QVERIFY(status.version.startsWith(QLatin1String("1.")));
        QCOMPARE(status.credential, QStringLiteral("consul.acl-off"));
        QCOMPARE(status.figures.value(QStringLiteral("datacenter")).toString(), QStringLiteral("dc1"));
        QVERIFY(!status.figures.value(QStringLiteral("leader")).toString().isEmpty());
        QVERIFY(session->identity(System::Consul).facts.contains(QLatin1String("server=") + m_consul->nodeId()));
        QCOMPARE(m_bench->stored().identities.value(System::Consul), session->identity(System::Consul));

        const auto services = session->consulServices()->subscribe(std::chrono::seconds(5));
        const auto nodes = session->consulNodes()->subscribe(std::chrono::seconds(5));
        const auto keys = session->consulKeys()->subscribe(std::chrono::seconds(5));
        QTRY_VERIFY(session->consulServices()->rowCount() > 1);
        QTRY_VERIFY(session->consulNodes()->rowCount() > 0);
        QTRY_VERIFY(session->consulKeys()->rowCount() > 0);
        QVERIFY(session->consulServices()->find(QStringLiteral("consul")));
        QVERIFY(session->consulKeys()->find(QStringLiteral("config/a")));
        QTRY_VERIFY(session->consulServices()->state().live);

        // One service, followed.
        const QString name = session->consulServices()->rows()->front().name;
        auto instances = session->watchService(name);
        const auto looking = instances->subscribe(std::chrono::seconds(5));
        QTRY_COMPARE(instances->rowCount(), qsizetype(session->consulServices()->rows()->front().total));

        // What others do arrives by itself.
        QVERIFY(m_consul->put(QStringLiteral("config/later"), "2"));
        QTRY_VERIFY(session->consulKeys()->find(QStringLiteral("config/later")));
        QVERIFY(m_consul->addService({QStringLiteral("newcomer"), QStringLiteral("newcomer-1"), 8080, {}, QStringLiteral("critical"), {}, {}}));
        QTRY_VERIFY(session->consulServices()->find(QStringLiteral("newcomer")));
        QTRY_COMPARE(session->consulServices()->find(QStringLiteral("newcomer"))->health(), consul::Health::Critical);
        QVERIFY(m_consul->removeService(QStringLiteral("newcomer-1")));
        QTRY_VERIFY(!session->consulServices()->find(QStringLiteral("newcomer")));
    }

    void writesThroughPlansAndNotWhenItMayNot()
    {
        const auto session = opened();
        const auto keys = session->consulKeys()->subscribe(std::chrono::seconds(5));
        QTRY_VERIFY(!session->mayWrite(System::Consul));
        QTRY_VERIFY(session->consulKeys()->rowCount() > 0);
        static_cast<void>(m_consul->remove(QStringLiteral("plan/one")));
        QVERIFY(put(*session, QStringLiteral("plan/one"), "x").complete());
        QCOMPARE(m_consul->stored(QStringLiteral("plan/one"))->value, QByteArray("x"));
        QTRY_VERIFY(session->consulKeys()->find(QStringLiteral("plan/one")));

        session->setReadOnly(true);
        const PlanReport blocked = put(*session, QStringLiteral("plan/two"), "x");
        QVERIFY(!blocked.complete());
        QVERIFY(!m_consul->stored(QStringLiteral("plan/two")));
        session->setReadOnly(false);
        QVERIFY(put(*session, QStringLiteral("plan/two"), "x").complete());
        QVERIFY(m_consul->remove(QStringLiteral("plan/one")));
        QVERIFY(m_consul->remove(QStringLiteral("plan/two")));
    }

    void goesDownWithItsRowsAndComesBack()
    {
        const auto session = opened();
        const auto services = session->consulServices()->subscribe(std::chrono::seconds(5));
        QTRY_COMPARE(stateOf(*session), SystemState::Ok);
        QTRY_VERIFY(session->consulServices()->rowCount() > 1);
        const qsizetype rows = session->consulServices()->rowCount();

        QVERIFY(m_consul->stop());
        QTRY_COMPARE(stateOf(*session), SystemState::Down);
        QTRY_VERIFY(session->consulServices()->state().error.has_value());
        QCOMPARE(session->consulServices()->rowCount(), rows);
        QVERIFY(session->consulServices()->state().readAt.isValid());
        QCOMPARE(session->mayWrite(System::Consul)->reason, QStringLiteral("session.identity-unchecked"));

        QVERIFY2(m_consul->start(), qPrintable(m_consul->lastError()));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*session), SystemState::Ok, 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(!session->consulServices()->state().error, 15'000);
        QVERIFY(!session->mayWrite(System::Consul)); // the same one, as its node id says
        QTRY_COMPARE(session->consulServices()->rowCount(), rows);
    }

    void anotherConsulOnThePortBlocksWrites()
    {
        const auto session = opened();
        QSignalSpy raised(session.get(), &PlatformSession::identityConflictRaised);
        QTRY_COMPARE(stateOf(*session), SystemState::Ok);
        QVERIFY(!session->mayWrite(System::Consul));
        const QString before = m_consul->nodeId();

        QVERIFY2(m_consul->restartEmpty(), qPrintable(m_consul->lastError()));
        QVERIFY(m_consul->nodeId() != before);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*session), SystemState::WrongPlatform, 15'000);
        QCOMPARE(raised.size(), 1);
        QCOMPARE(session->mayWrite(System::Consul)->reason, QStringLiteral("session.identity"));
        QVERIFY(session->client(System::Consul)->isReadOnly());
        QVERIFY(!put(*session, QStringLiteral("not/here"), "x").complete());
        QVERIFY(!m_consul->stored(QStringLiteral("not/here")));

        session->acceptIdentity(System::Consul);
        QCOMPARE(stateOf(*session), SystemState::Ok);
        QVERIFY(put(*session, QStringLiteral("is/here"), "x").complete());
        QVERIFY(m_bench->stored().identities.value(System::Consul).facts.contains(QLatin1String("server=") + m_consul->nodeId()));
    }

    // As agents do that have "block_endpoints", and proxies that let documented paths through only.
    void barredUiPathIsReadByTheDocumentedOnes()
    {
        RealConsul::Options options;
        options.extraConfig = R"("http_config":{"block_endpoints":["/v1/internal/ui/"]})";
        RealConsul consul(options);
        QVERIFY2(consul.start(), qPrintable(consul.lastError()));
        QVERIFY(consul.addServices());
        QCOMPARE(consul.send("GET", "/v1/internal/ui/nodes").status, 403);
        m_bench->environment.consul = endpointOf(System::Consul, consul.url());
        const auto session = opened();
        const auto services = session->consulServices()->subscribe(std::chrono::seconds(5));
        const auto instances = session->consulInstances()->subscribe(std::chrono::seconds(5));
        const auto nodes = session->consulNodes()->subscribe(std::chrono::seconds(5));
        QTRY_VERIFY_WITH_TIMEOUT(session->consulServices()->find(QStringLiteral("users-management"))
                                     && session->consulServices()->find(QStringLiteral("kong")), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(session->consulNodes()->rowCount() == 3 && session->consulInstances()->rowCount() == 10, 20'000);
        QVERIFY(!session->consulServices()->state().error);
        QVERIFY(!session->consulServices()->state().live);
        QCOMPARE(session->consulServices()->find(QStringLiteral("kong"))->health(), consul::Health::Critical);
        QCOMPARE(session->consulServices()->find(QStringLiteral("kong"))->total, 3);
        // What others do is found by asking again.
        QVERIFY(consul.addService({QStringLiteral("newcomer"), QStringLiteral("newcomer-1"), 8080, {}, QStringLiteral("passing"), {}, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(session->consulServices()->find(QStringLiteral("newcomer")), 20'000);
    }

    // A child process carries everything; it is killed, and comes back, the second time at another platform.
    void throughATunnel()
    {
        const QTemporaryDir folder;
        const auto leadTo = [&folder](quint16 port) {
            QFile target(folder.filePath(QStringLiteral("target")));
            return target.open(QIODevice::WriteOnly) && target.write(QByteArray::number(port)) > 0;
        };
        const auto pid = [&folder] {
            QFile file(folder.filePath(QStringLiteral("pid")));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto kill = [&pid] {
            return QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-9"), QString::fromLatin1(pid())}) == 0;
        };
        QVERIFY(m_consul->put(QStringLiteral("config/a"), "1"));
        QVERIFY(leadTo(m_consul->port()));
        Endpoint endpoint = endpointOf(System::Consul, QUrl(QStringLiteral("http://consul.example:8500")));
        endpoint.tunnel.program = QStringLiteral(MK_TUNNEL_HELPER);
        endpoint.tunnel.arguments = {QStringLiteral("forward"), QStringLiteral("{port}"), folder.path()};
        m_bench->environment.consul = endpoint;
        QVERIFY(m_bench->environments.save(m_bench->environment));
        QVERIFY(m_bench->environments.accept(consentItems(m_bench->environment)));
        const auto session = opened();
        const auto keys = session->consulKeys()->subscribe(std::chrono::seconds(5));
        constexpr int patience = 30'000;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*session), SystemState::Ok, patience);
        QTRY_VERIFY_WITH_TIMEOUT(session->consulKeys()->find(QStringLiteral("config/a")), patience);
        QCOMPARE(session->tunnel(QStringLiteral("consul"))->state(), Tunnel::State::Up);
        static_cast<void>(m_consul->remove(QStringLiteral("tunnel/one")));
        QVERIFY(put(*session, QStringLiteral("tunnel/one"), "x").complete());
        QCOMPARE(m_consul->stored(QStringLiteral("tunnel/one"))->value, QByteArray("x"));

        const QByteArray first = pid();
        QVERIFY(kill());
        QTRY_VERIFY_WITH_TIMEOUT(session->mayWrite(System::Consul), patience);
        QVERIFY(session->consulKeys()->find(QStringLiteral("config/a"))); // the rows stay
        QTRY_VERIFY_WITH_TIMEOUT(!session->mayWrite(System::Consul), patience);
        QVERIFY(pid() != first);
        QTRY_VERIFY_WITH_TIMEOUT(!session->consulKeys()->state().error, patience);
        static_cast<void>(m_consul->remove(QStringLiteral("tunnel/two")));
        QVERIFY(put(*session, QStringLiteral("tunnel/two"), "x").complete());
        QTRY_VERIFY_WITH_TIMEOUT(session->consulKeys()->find(QStringLiteral("tunnel/two")), patience);

        RealConsul other;
        QVERIFY2(other.start(), qPrintable(other.lastError()));
        QVERIFY(leadTo(other.port()));
        QVERIFY(kill());
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*session), SystemState::WrongPlatform, patience);
        QCOMPARE(session->mayWrite(System::Consul)->reason, QStringLiteral("session.identity"));
        QVERIFY(!put(*session, QStringLiteral("tunnel/three"), "x").complete());
        QVERIFY(!other.stored(QStringLiteral("tunnel/three")) && !m_consul->stored(QStringLiteral("tunnel/three")));
        const QByteArray last = pid();
        session->close();
        // Nobody stays behind when the session goes.
        QTRY_VERIFY_WITH_TIMEOUT(QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-0"), QString::fromLatin1(last)}) != 0, patience);
        QVERIFY(m_consul->remove(QStringLiteral("tunnel/one")));
        QVERIFY(m_consul->remove(QStringLiteral("tunnel/two")));
    }

    void checkTellsVersionLatencyAndCounts()
    {
        QVERIFY(m_consul->put(QStringLiteral("config/a"), "1"));
        const Result<CheckReport> report = resultOf(runCheck({m_bench->environment, {}}, m_bench->environments, &m_bench->secrets,
                                                             &m_bench->log, &m_bench->clock, this));
        QVERIFY(report);
        QCOMPARE(report->exitCode(), 0);
        const CheckReport::Row &row = report->rows.constFirst();
        QVERIFY(row.test.facts.version.startsWith(QLatin1String("1.")));
        QHash<QString, qint64> counts;
        for (const auto &[name, count] : row.test.counts)
            counts.insert(name, count);
        QCOMPARE(counts.value(QStringLiteral("keys")), qint64(m_consul->keyNames().size()));
        QVERIFY(counts.value(QStringLiteral("services")) >= 1);
        QVERIFY(counts.value(QStringLiteral("nodes")) >= 1);
    }

    void tokensAreTold()
    {
        RealConsul::Options options;
        options.acls = true;
        RealConsul consul(options);
        QVERIFY2(consul.start(), qPrintable(consul.lastError()));
        const auto statusWith = [&](const QString &token) {
            m_bench->environment.consul = endpointOf(System::Consul, consul.url());
            m_bench->environment.identities.clear();
            QHash<QString, EndpointSecrets> given;
            if (!token.isEmpty()) {
                m_bench->environment.consul->credential = {Credential::Kind::Header, {}, QStringLiteral("X-Consul-Token"), {}};
                given[QStringLiteral("consul")].credential = token;
            }
            auto session = m_bench->makeSession(given);
            session->open();
            static_cast<void>(QTest::qWaitFor([&] { return stateOf(*session) != SystemState::Connecting; }, 15'000));
            return session->status(System::Consul);
        };
        const SystemStatus master = statusWith(consul.masterToken());
        QCOMPARE(master.state, SystemState::Ok);
        QCOMPARE(master.credential, QStringLiteral("consul.token"));
        QVERIFY(master.credentialArgs.value(QStringLiteral("policies")).toStringList().contains(QStringLiteral("global-management")));

        const SystemStatus none = statusWith({});
        QCOMPARE(none.state, SystemState::Unauthorised);
        const SystemStatus unknown = statusWith(QStringLiteral("8f0e1b7c-0000-4000-8000-000000000000"));
        QCOMPARE(unknown.state, SystemState::Unauthorised);

        const QString keysOnly = consul.createToken(QStringLiteral("keys"), QStringLiteral("key_prefix \"\" { policy = \"write\" }"));
        QVERIFY(!keysOnly.isEmpty());
        const SystemStatus limited = statusWith(keysOnly);
        QCOMPARE(limited.state, SystemState::Ok);
        QCOMPARE(limited.credential, QStringLiteral("consul.token"));
    }
};

MK_TEST_CLASS(TestSessionReal)
#include "TestSessionReal.moc"
