// SPDX-License-Identifier: GPL-3.0-or-later
#include "SessionBench.h"
#include "core/Json.h"
#include "platform/CheckRun.h"
#include "platform/FindingRepairs.h"
#include "platform/FindingsWatch.h"
#include "support/DemoKong.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using mk::test::DemoKong;
using mk::test::endpointOf;
using mk::test::resultOf;
using mk::test::SessionBench;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

constexpr int patience = 40'000; // ms; figures of the gateway need some seconds to come together

// A session on the whole simulated platform, looking at it several times a second.
struct Platform
{
    explicit Platform(const char *version = "0.14.1") : demo(text(version), {text("--live"), text("--history"), text("0")}) {}

    bool open()
    {
        if (!bench.prepare() || !demo.start())
            return false;
        Environment &environment = bench.environment;
        environment.kong = {endpointOf(System::Kong, demo.url(text("kong-admin")), text("kong-1"))};
        environment.consul = endpointOf(System::Consul, demo.url(text("consul")));
        environment.rabbitmq = endpointOf(System::RabbitMq, demo.url(text("rabbitmq")));
        environment.rabbitmq->credential = {Credential::Kind::Basic, text("guest"), {}, {}};
        environment.prometheus = endpointOf(System::Prometheus, demo.url(text("prometheus")));
        EndpointSecrets given;
        given.credential = text("guest");
        session = bench.makeSession({{text("rabbitmq"), given}});
        session->open();
        watch = session->findings();
        watch->start(std::chrono::milliseconds(400));
        return QTest::qWaitFor([this] { return watch->rows()->state().phase == StoreState::Phase::Ready && watch->isSettled(); }, patience);
    }

    bool fault(const char *name, bool on)
    {
        mk::test::RawHttp control(quint16(demo.url(text("control")).port()));
        const nlohmann::json body{{"name", name}, {"on", on}};
        return control.send("POST", "/platform-faults", QByteArray::fromStdString(body.dump()), {{"Content-Type", "application/json"}}).ok();
    }

    std::vector<FindingRow> open(FindingRow::State state = FindingRow::State::Now) const
    {
        std::vector<FindingRow> found;
        std::copy_if(watch->rows()->rows()->cbegin(), watch->rows()->rows()->cend(), std::back_inserter(found), [state](const FindingRow &row) { return row.state == state; });
        return found;
    }
    QStringList codes(FindingRow::State state = FindingRow::State::Now) const
    {
        QStringList codes;
        for (const FindingRow &row : open(state))
            codes.append(row.finding.code);
        codes.sort();
        return codes;
    }
    std::optional<FindingRow> find(const char *code, const char *name = nullptr) const
    {
        for (const FindingRow &row : open()) {
            if (row.finding.code == QLatin1String(code) && (!name || row.finding.entity.name == QLatin1String(name)))
                return row;
        }
        return {};
    }
    bool comes(const char *code, const char *name = nullptr)
    {
        return QTest::qWaitFor([&] { return find(code, name).has_value(); }, patience);
    }
    bool goes(const char *code)
    {
        return QTest::qWaitFor([&] { return !find(code) && codes(FindingRow::State::Gone).contains(QLatin1String(code)); }, patience);
    }
    // So many looks later.
    bool looks(int number)
    {
        const quint64 until = watch->looks() + quint64(number);
        return QTest::qWaitFor([&] { return watch->looks() >= until; }, patience);
    }
    Result<PlanReport> repair(const Finding &finding, qsizetype which = 0)
    {
        const Result<Plan> plan = resultOf(planOfRepair(session.get(), finding, finding.repairs.value(which), session.get()));
        if (!plan)
            return fail(plan.error());
        auto *runner = new PlanRunner(*plan, session->planContext(*plan), session.get());
        session->followPlan(runner);
        runner->start();
        return resultOf(static_cast<Job<PlanReport> *>(runner));
    }

    SessionBench bench;
    DemoKong demo;
    // Everything as it was at the start, and nothing found any more.
    bool mend()
    {
        mk::test::RawHttp control(quint16(demo.url(text("control")).port()));
        const nlohmann::json faults = nlohmann::json::parse(control.send("GET", "/platform-faults").body.toStdString(), nullptr, false);
        for (const nlohmann::json &one : faults) {
            if (one.value("on", false) && !fault(one.at("name").get<std::string>().c_str(), false))
                return false;
        }
        return QTest::qWaitFor([this] { return codes().isEmpty(); }, patience);
    }

    std::unique_ptr<PlatformSession> session;
    FindingsWatch *watch = nullptr;
};

} // namespace

// Every fault of the simulated platform: found for what it is, mended by its plan where it has one, and gone then.
class TestFindingsDemo : public QObject
{
    Q_OBJECT

    std::map<QString, std::unique_ptr<Platform>> m_platforms; // by version: they are slow to start

    Platform *platformOf(const QString &version = text("0.14.1"))
    {
        std::unique_ptr<Platform> &platform = m_platforms[version];
        if (platform)
            return platform->mend() ? platform.get() : nullptr;
        platform = std::make_unique<Platform>(qPrintable(version));
        if (platform->open())
            return platform.get();
        qWarning().noquote() << platform->demo.lastError();
        return nullptr;
    }

private Q_SLOTS:
    void cleanupTestCase() { m_platforms.clear(); }

    void wellMeansNothing_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("0.14.1") << text("0.14.1");
        QTest::newRow("2.8.5") << text("2.8.5");
        QTest::newRow("3.9.1") << text("3.9.1");
    }
    void wellMeansNothing()
    {
        QFETCH(QString, version);
        Platform *shared = platformOf(version);
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.looks(8));
        QCOMPARE(platform.codes(), QStringList());
        const QList<FindingCoverage> coverage = platform.watch->coverage();
        for (const FindingCoverage &one : coverage)
            QCOMPARE(one.state, FindingCoverage::State::Known);
        QVERIFY(!platform.watch->posture().empty());
    }

    void misspeltDomain_data() { wellMeansNothing_data(); }
    void misspeltDomain()
    {
        QFETCH(QString, version);
        Platform *shared = platformOf(version);
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("services-domain", true));
        QVERIFY(platform.comes("kong.host-misspelt", "hello-service"));
        QCOMPARE(platform.codes(), QStringList{text("kong.host-misspelt")});
        const Finding finding = platform.find("kong.host-misspelt")->finding;
        QCOMPARE(finding.args.value(text("corrected")).toString(), text("hello-service.service.consul"));
        const Result<PlanReport> report = platform.repair(finding);
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toLogString()));
        QVERIFY(report->complete());
        QVERIFY(platform.goes("kong.host-misspelt"));
        QVERIFY(platform.looks(3));
        QCOMPARE(platform.codes(), QStringList());
        // The rest of the address is as it was.
        if (version == QLatin1String("0.14.1"))
            QCOMPARE(platform.demo.get("/apis/hello-service").at("upstream_url").get<std::string>(), std::string("http://hello-service.service.consul:5000"));
        else
            QCOMPARE(platform.demo.get("/services/hello-service").at("port").get<int>(), 5000);
        // What is mended already is not mended again.
        const Result<PlanReport> again = platform.repair(finding);
        QVERIFY(!again);
        QCOMPARE(again.error().reason, text("finding.host-changed"));
    }

    void threePorts()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("apps-port", true));
        QVERIFY(platform.comes("kong.port-differs", "apps-management-microservice"));
        const Finding finding = platform.find("kong.port-differs")->finding;
        QCOMPARE(finding.args.value(text("port")).toInt(), 8000);
        QCOMPARE(finding.args.value(text("ports")).toStringList(), QStringList{text("8080")});
        QVERIFY(platform.fault("apps-port", false));
        QVERIFY(platform.goes("kong.port-differs"));
    }

    void crashingPod_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("service");
        QTest::newRow("API objects have no label") << text("0.14.1") << text("Kong");
        QTest::newRow("services have one") << text("3.9.1") << text("microservice-user");
    }
    void crashingPod()
    {
        QFETCH(QString, version);
        QFETCH(QString, service);
        Platform *shared = platformOf(version);
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("crash-loop", true));
        QVERIFY(platform.comes("kong.errors-502"));
        const Finding finding = platform.find("kong.errors-502")->finding;
        QCOMPARE(finding.entity.name, service);
        const auto dead = std::find_if(finding.notes.cbegin(), finding.notes.cend(), [](const FindingNote &note) { return note.code.startsWith(QLatin1String("dead-instance")); });
        QVERIFY(dead != finding.notes.cend());
        QVERIFY(dead->args.value(text("services")).toStringList().contains(text("microservice-user")));
        QVERIFY(platform.fault("crash-loop", false));
        QVERIFY(platform.goes("kong.errors-502"));
    }

    void consulRestart()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("consul-restart", true));
        QVERIFY(platform.comes("consul.catalog-empty"));
        QVERIFY(platform.comes("consul.key-missing"));
        // One cause, not one for every path.
        QVERIFY(platform.looks(3));
        QCOMPARE(platform.codes(), QStringList({text("consul.catalog-empty"), text("consul.key-missing")}));
        const Finding key = platform.find("consul.key-missing")->finding;
        const Result<PlanReport> report = platform.repair(key);
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toLogString()));
        QVERIFY(report->complete());
        QVERIFY(platform.goes("consul.key-missing"));
        const Result<PlanReport> again = platform.repair(key);
        QVERIFY(!again);
        QCOMPARE(again.error().reason, text("finding.key-there"));
        QVERIFY(platform.fault("consul-restart", false));
        QVERIFY(platform.goes("consul.catalog-empty"));
        QCOMPARE(platform.codes(), QStringList());
    }

    void keyIsNotSetOverADeadDatabase()
    {
        Platform platform;
        QVERIFY2(platform.open(), qPrintable(platform.demo.lastError()));
        QVERIFY(platform.fault("consul-restart", true));
        QVERIFY(platform.comes("consul.key-missing"));
        const Finding key = platform.find("consul.key-missing")->finding;
        QVERIFY(platform.demo.stop());
        const Result<PlanReport> report = platform.repair(key);
        QVERIFY(!report);
        QVERIFY2(report.error().reason.startsWith(QLatin1String("finding.database-")), qPrintable(report.error().reason));
    }

    void unreadQueue()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("mail-unread", true));
        QVERIFY(platform.comes("rabbitmq.no-consumer", "verification-email"));
        QCOMPARE(platform.codes(), QStringList{text("rabbitmq.no-consumer")});
        QCOMPARE(platform.find("rabbitmq.no-consumer")->finding.severity, FindingSeverity::Critical);
        QVERIFY(platform.fault("mail-unread", false));
        QVERIFY(platform.goes("rabbitmq.no-consumer"));
    }

    void hungMail()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("mail-hung", true));
        QVERIFY(platform.comes("rabbitmq.no-consumer", "email-queue"));
        const Finding finding = platform.find("rabbitmq.no-consumer")->finding;
        QVERIFY(std::any_of(finding.notes.cbegin(), finding.notes.cend(), [](const FindingNote &note) { return note.code == QLatin1String("mail-hung"); }));
        QVERIFY(platform.fault("mail-hung", false));
        QVERIFY(platform.goes("rabbitmq.no-consumer"));
    }

    void orphanedApi_data() { wellMeansNothing_data(); }
    void orphanedApi()
    {
        QFETCH(QString, version);
        Platform *shared = platformOf(version);
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("orphaned-api", true));
        QVERIFY(platform.comes("kong.host-unknown", "microservice-todo"));
        QCOMPARE(platform.codes(), QStringList{text("kong.host-unknown")});
        const Finding finding = platform.find("kong.host-unknown")->finding;
        // Back by now: nothing is taken away.
        QVERIFY(platform.fault("orphaned-api", false));
        Result<PlanReport> report = platform.repair(finding);
        QVERIFY(!report);
        QCOMPARE(report.error().reason, text("finding.service-back"));
        QVERIFY(platform.goes("kong.host-unknown"));
        QVERIFY(platform.fault("orphaned-api", true));
        QVERIFY(platform.comes("kong.host-unknown", "microservice-todo"));
        report = platform.repair(finding);
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toLogString()));
        QVERIFY(report->complete());
        QVERIFY(platform.goes("kong.host-unknown"));
    }

    void twoOnOnePath()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("two-on-saml", true));
        QVERIFY(platform.comes("kong.path-collision"));
        const Finding finding = platform.find("kong.path-collision")->finding;
        QCOMPARE(finding.args.value(text("path")).toString(), text("/saml"));
        QCOMPARE(finding.args.value(text("names")).toStringList(), QStringList({text("identity-provider"), text("identity-provider-microservice")}));
        QCOMPARE(finding.repairs.size(), 1);
        const Result<PlanReport> report = platform.repair(finding);
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toLogString()));
        QVERIFY(report->complete());
        QVERIFY(platform.goes("kong.path-collision"));
        QCOMPARE(platform.codes(), QStringList());
    }

    void gatewayIsNotMeasured()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("gateway-404", true));
        QVERIFY(platform.comes("prometheus.target-down", "gateway"));
        QCOMPARE(platform.find("prometheus.target-down")->finding.args.value(text("rightPath")).toString(), text("/metrics"));
        QVERIFY(platform.fault("gateway-404", false));
        QVERIFY(platform.goes("prometheus.target-down"));
    }

    void staleResolver()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("stale-resolver", true));
        platform.watch->refresh();
        const auto comes = [&platform] {
            platform.watch->refresh(); // Kong's root is read once a minute by itself
            return platform.find("kong.resolver-stale").has_value();
        };
        QVERIFY(QTest::qWaitFor(comes, patience));
        QCOMPARE(platform.codes(), QStringList{text("kong.resolver-stale")});
        QVERIFY(platform.fault("stale-resolver", false));
        QVERIFY(QTest::qWaitFor([&platform] {
            platform.watch->refresh();
            return !platform.find("kong.resolver-stale");
        }, patience));
    }

    void missingPlugin()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        const nlohmann::json plugins = platform.demo.get("/plugins");
        for (const nlohmann::json &plugin : plugins.at("data")) {
            if (plugin.at("name") == "prometheus")
                QCOMPARE(platform.demo.send("DELETE", "/plugins/" + QByteArray::fromStdString(plugin.at("id").get<std::string>())).status, 204);
        }
        platform.watch->refresh();
        QVERIFY(platform.comes("kong.plugin-missing"));
        const Result<PlanReport> report = platform.repair(platform.find("kong.plugin-missing")->finding);
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toLogString()));
        QVERIFY(report->complete());
        QVERIFY(platform.goes("kong.plugin-missing"));
    }

    // What cannot be seen any more is neither broken nor mended.
    void lostSightOf()
    {
        Platform platform;
        QVERIFY2(platform.open(), qPrintable(platform.demo.lastError()));
        QVERIFY(platform.fault("services-domain", true));
        QVERIFY(platform.comes("kong.host-misspelt"));
        QVERIFY(platform.demo.stop());
        QVERIFY(QTest::qWaitFor([&platform] { return platform.codes(FindingRow::State::Unverified).contains(text("kong.host-misspelt")); }, patience));
        QVERIFY(platform.codes(FindingRow::State::Gone).isEmpty());
        QVERIFY(!platform.find("kong.host-unknown"));
    }

    void mutedOnesDoNotCount()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        QVERIFY(platform.fault("services-domain", true));
        QVERIFY(platform.comes("kong.host-misspelt"));
        const QString id = platform.find("kong.host-misspelt")->key();
        platform.watch->mute(id, text("the guide will be mended"));
        QVERIFY(QTest::qWaitFor([&platform] { return platform.codes().isEmpty(); }, patience));
        QCOMPARE(platform.codes(FindingRow::State::Muted), QStringList{text("kong.host-misspelt")});
        QCOMPARE(platform.session->environment().mutedFindings.first().reason, text("the guide will be mended"));
        platform.watch->unmute(id);
        QVERIFY(QTest::qWaitFor([&platform] { return platform.find("kong.host-misspelt").has_value(); }, patience));
    }

    // One look, without a window: what is found, and what that is worth.
    void checkTellsThem()
    {
        Platform *shared = platformOf();
        QVERIFY(shared);
        Platform &platform = *shared;
        EndpointSecrets given;
        given.credential = text("guest");
        const auto check = [&] {
            Environment environment = platform.bench.environment;
            environment.mutedFindings = platform.session->environment().mutedFindings;
            return resultOf(runCheck({environment, {{text("rabbitmq"), given}}}, platform.bench.environments, &platform.bench.secrets, &platform.bench.log, &platform.bench.clock, this), patience);
        };
        const auto jsonOf = [](const CheckReport &report) { return nlohmann::json::parse(report.toJson().toStdString()); };
        Result<CheckReport> report = check();
        QVERIFY(report.has_value());
        QCOMPARE(report->exitCode(), 0);
        QVERIFY(report->findings.empty());
        nlohmann::json json = jsonOf(*report);
        QVERIFY(json.at("ok").get<bool>());
        QVERIFY(json.at("notLookedAt").empty());
        QVERIFY(!json.at("posture").empty());
        QVERIFY2(report->toText().contains("findings  0 critical, 0 warnings, 0 muted"), report->toText().constData());

        QVERIFY(platform.fault("two-on-saml", true));
        report = check();
        QCOMPARE(report->exitCode(), 0); // a warning
        QVERIFY2(report->toText().contains("findings  0 critical, 1 warnings, 0 muted"), report->toText().constData());
        QVERIFY(platform.fault("services-domain", true));
        report = check();
        QCOMPARE(report->exitCode(), 1);
        json = jsonOf(*report);
        QVERIFY(!json.at("ok").get<bool>());
        const nlohmann::json &first = json.at("findings").at(0);
        QCOMPARE(first.at("code").get<std::string>(), std::string("kong.host-misspelt"));
        QCOMPARE(first.at("severity").get<std::string>(), std::string("critical"));
        QCOMPARE(first.at("entity").at("name").get<std::string>(), std::string("hello-service"));
        QCOMPARE(first.at("evidence").at(0).at("field").get<std::string>(), std::string("upstream_url"));
        QCOMPARE(first.at("repairs").at(0).get<std::string>(), std::string("set-host"));
        const QString id = QString::fromStdString(first.at("id").get<std::string>());
        QCOMPARE(id, platform.comes("kong.host-misspelt") ? platform.find("kong.host-misspelt")->key() : QString());
        QVERIFY2(report->toText().contains("finding  critical  kong.host-misspelt/"), report->toText().constData());
        // Somebody knows.
        platform.watch->mute(id, text("known"));
        report = check();
        QCOMPARE(report->exitCode(), 0);
        QVERIFY2(report->toText().contains("findings  0 critical, 1 warnings, 1 muted"), report->toText().constData());
        platform.watch->unmute(id);
        QVERIFY(platform.bench.environments.environments().isEmpty()); // a check remembers nothing
    }

    // Nothing is asked while nobody wants to know.
    void looksAtNothingBeforeItIsStarted()
    {
        Platform platform;
        QVERIFY2(platform.open(), qPrintable(platform.demo.lastError()));
        platform.watch->stop();
        QVERIFY(!platform.session->consulInstances()->hasSubscribers());
        const quint64 looks = platform.watch->looks();
        platform.session->setInBackground(true);
        platform.watch->start(std::chrono::milliseconds(100));
        QVERIFY(QTest::qWaitFor([&platform, looks] { return platform.watch->looks() > looks + 2; }, patience)); // the environment watches
    }
};

MK_TEST_CLASS(TestFindingsDemo)
#include "TestFindingsDemo.moc"
