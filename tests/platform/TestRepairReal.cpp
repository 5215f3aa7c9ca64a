// SPDX-License-Identifier: GPL-3.0-or-later
#include "SessionBench.h"
#include "core/Json.h"
#include "platform/FindingRepairs.h"
#include "platform/FindingsWatch.h"
#include "platform/MailMove.h"
#include "platform/PlatformSession.h"
#include "support/JobTest.h"
#include "support/RealConsul.h"
#include "support/RealPrometheus.h"
#include "support/RealRabbit.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::test;

// What is broken on real servers: found, mended by the finding's own plan, and gone afterwards.
class TestRepairReal : public QObject
{
    Q_OBJECT

    static constexpr int kPatience = 40'000; // a broker counts every five seconds
    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    RealRabbit m_rabbit;
    std::unique_ptr<RealConsul> m_consul;
    std::unique_ptr<RealPrometheus> m_prometheus;
    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<PlatformSession> m_session;
    QObject m_parent;

    bool publish(const char *queue, const QByteArray &payload, const nlohmann::json &headers = nlohmann::json::object())
    {
        nlohmann::json properties{{"delivery_mode", 2}, {"content_type", "text/plain"}};
        if (!headers.empty())
            properties["headers"] = headers;
        const nlohmann::json body{{"properties", properties}, {"routing_key", queue}, {"payload", payload.toStdString()}, {"payload_encoding", "string"}};
        return m_rabbit.send("POST", "/api/exchanges/%2F/amq.default/publish", QByteArray::fromStdString(body.dump())).ok();
    }
    // Bodies in a queue, in order, which are left there.
    QList<QByteArray> bodies(const char *queue)
    {
        const QByteArray path = QByteArray("/api/queues/%2F/") + queue + "/get";
        const auto answer = m_rabbit.send("POST", path, "{\"count\":500,\"ackmode\":\"ack_requeue_true\",\"encoding\":\"auto\"}");
        QList<QByteArray> found;
        for (const auto &one : nlohmann::json::parse(answer.body.toStdString()))
            found.append(QByteArray::fromStdString(one["payload"].get<std::string>()));
        return found;
    }
    void empty(const char *queue) { m_rabbit.send("DELETE", QByteArray("/api/queues/%2F/") + queue + "/contents"); }
    static QByteArray oldMail(int number)
    {
        return "{\"id\":\"" + QByteArray::number(number) + "\",\"name\":\"Ann\",\"email\":\"ann" + QByteArray::number(number) + "@example.org\",\"token\":\"secret-"
            + QByteArray::number(number) + "\"}";
    }
    bool consulPut(const char *path, const nlohmann::json &body)
    {
        RawHttp http(m_consul->port());
        return http.send("PUT", path, QByteArray::fromStdString(body.dump())).ok();
    }
    bool addInstance(const char *service, const char *id, const char *address, const char *status)
    {
        return consulPut("/v1/agent/service/register", {{"ID", id}, {"Name", service}, {"Address", address}, {"Port", 8080}, {"Tags", nlohmann::json::parse("[\"microkubes\",\"pod:x\"]")}, {"Meta", {{"a", "b"}}},
                                                        {"Check", {{"TTL", "1h"}, {"Status", status}}}});
    }
    bool catalogInstance()
    {
        const nlohmann::json check{{"Node", "external"}, {"CheckID", "c-1"}, {"Name", "hello answers"}, {"Status", "critical"}, {"Output", "refused"}, {"ServiceID", "hello-1"}};
        nlohmann::json checks = nlohmann::json::array();
        checks.push_back(check);
        return consulPut("/v1/catalog/register",
                         {{"Node", "external"}, {"Address", "10.9.0.1"}, {"Service", {{"ID", "hello-1"}, {"Service", "hello-service"}, {"Port", 5000}, {"Address", "10.9.0.2"}}},
                          {"Checks", checks}});
    }
    // What Consul says of one instance, without the indexes and, where they are not wanted, its checks; empty: it is not there.
    QByteArray documentOf(const char *service, const char *id, bool withChecks = false)
    {
        RawHttp http(m_consul->port());
        const QByteArray body = http.send("GET", QByteArray("/v1/health/service/") + service).body;
        for (auto row : nlohmann::json::parse(body.toStdString())) {
            if (row["Service"]["ID"] != id)
                continue;
            nlohmann::json kept = row["Service"];
            kept.erase("CreateIndex");
            kept.erase("ModifyIndex");
            for (auto &check : row["Checks"]) {
                check.erase("CreateIndex");
                check.erase("ModifyIndex");
            }
            return QByteArray::fromStdString(kept.dump() + (withChecks ? row["Checks"].dump() : std::string()));
        }
        return {};
    }
    std::optional<Finding> finding(const char *code, const char *entity = "")
    {
        for (const FindingRow &row : m_session->findings()->tracked()) {
            if (row.isOpen() && row.finding.code == text(code) && (!*entity || row.finding.entity.name == text(entity)))
                return row.finding;
        }
        for (const Finding &waiting : m_session->findings()->waiting()) {
            if (waiting.code == text(code) && (!*entity || waiting.entity.name == text(entity)))
                return waiting;
        }
        return std::nullopt;
    }
    PlanReport run(const Plan &plan, PlanRunner::Context context)
    {
        auto *runner = new PlanRunner(plan, std::move(context), &m_parent);
        m_session->followPlan(runner);
        runner->start();
        const Result<PlanReport> report = resultOf<PlanReport>(runner, kPatience);
        return report ? *report : PlanReport();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!RealStack::missing({RealStack::Part::RabbitMq}).isEmpty() || !RealConsul::isInstalled())
            return; // init() says so
        QVERIFY2(m_rabbit.start(), qPrintable(m_rabbit.lastError()));
        m_consul = std::make_unique<RealConsul>();
        QVERIFY2(m_consul->start(), qPrintable(m_consul->lastError()));
        for (const char *queue : {"email-queue", "verification-email"})
            QVERIFY2(m_rabbit.declare(text("/"), text(queue)), qPrintable(m_rabbit.lastError()));
        QVERIFY(m_consul->put(findings::migrationKey(), findings::migrationValue()));
        m_bench = std::make_unique<SessionBench>();
        QVERIFY(m_bench->prepare());
        if (RealPrometheus::isInstalled()) {
            m_prometheus = std::make_unique<RealPrometheus>();
            QVERIFY2(m_prometheus->start(), qPrintable(m_prometheus->lastError()));
            m_bench->environment.prometheus = endpointOf(System::Prometheus, m_prometheus->url());
        }
        m_bench->environment.consul = endpointOf(System::Consul, m_consul->url());
        m_bench->environment.rabbitmq = endpointOf(System::RabbitMq, m_rabbit.url());
        m_bench->environment.rabbitmq->credential.kind = Credential::Kind::Basic;
        m_bench->environment.rabbitmq->credential.user = text("guest");
        QVERIFY(m_bench->environments.save(m_bench->environment));
        EndpointSecrets secrets;
        secrets.credential = text("guest");
        m_session = m_bench->makeSession({{m_bench->environment.rabbitmq->id, secrets}});
        m_session->open();
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->mayWrite(System::RabbitMq) && !m_session->mayWrite(System::Consul), kPatience);
        m_session->findings()->start(std::chrono::seconds(1));
    }
    void init()
    {
        MK_REQUIRE_STACK(RealStack::Part::RabbitMq);
        MK_REQUIRE_CONSUL();
    }
    void cleanup() { m_rabbit.stopHolding(); }
    void cleanupTestCase()
    {
        m_session.reset();
        m_bench.reset();
    }

    // No alarm where nothing is broken.
    void healthyStackHasNone()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_session->findings()->isSettled() && m_session->findings()->looks() > 2, kPatience);
        for (const FindingRow &row : m_session->findings()->tracked())
            QVERIFY2(!row.isOpen(), qPrintable(row.finding.id()));
    }

    void oldMailIsFoundAndMoved()
    {
        QVERIFY2(m_rabbit.startHolding(text("/"), text("email-queue"), 1000), qPrintable(m_rabbit.lastError()));
        QList<QByteArray> wanted;
        for (int i = 0; i < 4; ++i)
            QVERIFY(publish("verification-email", oldMail(i)));
        QVERIFY(publish("verification-email", "no e-mail"));
        QVERIFY(publish("verification-email", "{\"email\":\"n@b\",\"data\":{\"name\":\"N\",\"token\":\"t\"},\"template\":\"userVerification\"}"));
        QVERIFY(publish("verification-email", "the last one"));
        QTRY_VERIFY_WITH_TIMEOUT(finding("rabbitmq.no-consumer", "verification-email")
                                     && !finding("rabbitmq.no-consumer", "verification-email")->repairs.isEmpty(),
                                 kPatience);
        const Finding found = *finding("rabbitmq.no-consumer", "verification-email");
        QCOMPARE(found.severity, FindingSeverity::Critical);
        QCOMPARE(found.repairs.first().kind, FindingRepair::Kind::MoveMail);
        const Result<Plan> plan = resultOf(planOfRepair(m_session.get(), found, found.repairs.first(), &m_parent));
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().toLogString()));
        QCOMPARE(plan->steps.size(), 6); // the last one stands behind all others, and stays untouched
        QCOMPARE(plan->titleArgs.value(text("count")).toInt(), 5);
        QCOMPARE(plan->notices.first().second.value(text("kept")).toInt(), 2);
        // What is shown of it holds no token.
        for (const Change &change : plan->changes())
            QVERIFY(!mailmove::maskedBody(change.before.body).contains("secret-"));
        const PlanReport report = run(*plan, m_session->planContext(*plan));
        QVERIFY2(report.complete(), qPrintable(report.steps.value(report.stoppedAt().value_or(0)).error.value_or(Error()).toLogString()));
        for (const StepReport &step : report.steps)
            QVERIFY(step.asPredicted);
        // What is no e-mail is still there, in its order; nothing is lost.
        QCOMPARE(bodies("verification-email"), (QList<QByteArray>{"the last one", "no e-mail"}));
        m_rabbit.stopHolding();
        QList<QByteArray> arrived;
        QTRY_VERIFY_WITH_TIMEOUT((arrived = bodies("email-queue")).size() == 5, kPatience);
        for (const QByteArray &body : arrived)
            QCOMPARE(mailformat::recognise(body).format, mailformat::Format::New);
        QVERIFY(arrived.first().contains("secret-0"));
        // It can't be undone, and that is said.
        QVERIFY(PlanRunner::undoPlan(*plan, report, m_session->handlers()).steps.isEmpty());
        empty("verification-email");
        QTRY_VERIFY_WITH_TIMEOUT(!finding("rabbitmq.no-consumer", "verification-email"), kPatience);
        empty("email-queue");
    }

    // Where there is nobody to read them, where somebody reads them again, and where nothing can be converted, nothing is moved.
    void movesAreRefused()
    {
        HttpClient *client = m_session->client(System::RabbitMq);
        const auto planned = [&] { return resultOf(mailmove::planMove(client, text("/"), text("verification-email"), text("email-queue"), &m_parent)); };
        QVERIFY(publish("verification-email", oldMail(1)));
        const auto reasonOf = [](const Result<Plan> &plan) { return plan ? text("planned") : plan.error().reason; };
        QTRY_COMPARE_WITH_TIMEOUT(reasonOf(planned()), text("mail.target-unread"), kPatience);
        const Result<Plan> nowhere = resultOf(mailmove::planMove(client, text("/"), text("verification-email"), text("no-queue"), &m_parent));
        QCOMPARE(reasonOf(nowhere), text("mail.no-target"));
        QVERIFY2(m_rabbit.startHolding(text("/"), text("email-queue"), 1), qPrintable(m_rabbit.lastError()));
        QTRY_COMPARE_WITH_TIMEOUT(reasonOf(planned()), text("planned"), kPatience);
        empty("verification-email");
        QVERIFY(publish("verification-email", "no e-mail"));
        QCOMPARE(reasonOf(planned()), text("mail.nothing-to-move"));
        // One with headers ends it: what they hold would not survive.
        QVERIFY(publish("verification-email", oldMail(2), {{"x", 1}}));
        QVERIFY(publish("verification-email", oldMail(3)));
        QCOMPARE(reasonOf(planned()), text("mail.nothing-to-move"));
        empty("verification-email");
        m_rabbit.stopHolding();
    }

    // Somebody takes the message between the look and the move: nothing is taken in its place, and nothing is lost.
    void raceLosesNothing()
    {
        QVERIFY2(m_rabbit.startHolding(text("/"), text("email-queue"), 1000), qPrintable(m_rabbit.lastError()));
        for (int i = 0; i < 3; ++i)
            QVERIFY(publish("verification-email", oldMail(i)));
        HttpClient *client = m_session->client(System::RabbitMq);
        const auto planned = [&] { return resultOf(mailmove::planMove(client, text("/"), text("verification-email"), text("email-queue"), &m_parent)); };
        Result<Plan> plan = planned();
        QTRY_VERIFY_WITH_TIMEOUT((plan = planned()).has_value(), kPatience);
        PlanRunner::Context context = m_session->planContext(*plan);
        context.atPoint = [this](int step, PlanRunner::Point point) {
            if (step == 1 && point == PlanRunner::Point::IntentWritten)
                m_rabbit.send("POST", "/api/queues/%2F/verification-email/get", "{\"count\":1,\"ackmode\":\"ack_requeue_false\",\"encoding\":\"auto\"}");
        };
        const PlanReport report = run(*plan, context);
        QCOMPARE(report.stoppedAt(), std::optional<int>(1));
        QCOMPARE(report.steps.at(1).error->reason, text("mail.taken-by-another"));
        QCOMPARE(bodies("verification-email"), QList<QByteArray>{oldMail(2)}); // taken, seen to be another's, put back
        // Before that, it is simply told.
        const Plan rest = PlanRunner::withoutConflicts(*plan, report);
        QVERIFY(m_rabbit.send("DELETE", "/api/queues/%2F/verification-email/contents").ok());
        const PlanReport again = run(rest, m_session->planContext(rest));
        QCOMPARE(again.steps.first().outcome, StepOutcome::Conflict);
        m_rabbit.stopHolding();
        empty("email-queue");
    }

    void hungConsumerIsFound()
    {
        QVERIFY2(m_rabbit.startHolding(text("/"), text("email-queue"), 1), qPrintable(m_rabbit.lastError()));
        for (int i = 0; i < 3; ++i)
            QVERIFY(publish("email-queue", oldMail(i)));
        // The broker's rates fall to zero only some samples after the last message was handed out.
        QTRY_VERIFY_WITH_TIMEOUT(finding("rabbitmq.consumer-stuck", "email-queue"), 3 * kPatience);
        m_rabbit.stopHolding();
        QTRY_VERIFY_WITH_TIMEOUT(finding("rabbitmq.no-consumer", "email-queue"), kPatience);
        QVERIFY(!finding("rabbitmq.consumer-stuck", "email-queue"));
        empty("email-queue");
        QTRY_VERIFY_WITH_TIMEOUT(!finding("rabbitmq.no-consumer", "email-queue"), kPatience);
    }

    // As the shipped prometheus.yml has it: a path that is left over from another plugin.
    void wrongMetricsPathIsFound()
    {
        MK_REQUIRE_PROMETHEUS();
        const QString elsewhere = m_consul->url().authority(); // answers 404 to it, as Kong does
        QVERIFY2(m_prometheus->setJobs({{text("gateway"), elsewhere, text("/prometheus/metrics")}}), qPrintable(m_prometheus->lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(finding("prometheus.target-down", "gateway"), kPatience);
        const Finding found = *finding("prometheus.target-down", "gateway");
        QVERIFY2(found.args.value(text("error")).toString().contains(text("404")), qPrintable(found.args.value(text("error")).toString()));
        QCOMPARE(found.args.value(text("wrongPath")).toString(), text("/prometheus/metrics"));
        QCOMPARE(found.args.value(text("rightPath")).toString(), text("/metrics"));
        QVERIFY(m_prometheus->setJobs({{text("gateway"), m_prometheus->url().authority(), text("/metrics")}}));
        QTRY_VERIFY_WITH_TIMEOUT(!finding("prometheus.target-down", "gateway"), kPatience);
    }

    void missingKeyIsFoundAndSet()
    {
        QVERIFY(m_consul->remove(findings::migrationKey()));
        // Only a platform of Microkubes has such a key: its services say that it is one.
        QVERIFY(addInstance("microservice-user", "user-1", "10.1.0.1", "passing"));
        QTRY_VERIFY_WITH_TIMEOUT(finding("consul.key-missing"), kPatience);
        QVERIFY(m_consul->put(findings::migrationKey(), findings::migrationValue()));
        QTRY_VERIFY_WITH_TIMEOUT(!finding("consul.key-missing"), kPatience);
        QVERIFY(m_consul->removeService(text("user-1")));
    }

    // Through its own agent: it goes for good, and comes back as it was.
    void criticalInstanceIsDeregistered()
    {
        QVERIFY(addInstance("microservice-mail", "mail-1", "10.1.0.7", "critical"));
        QVERIFY(addInstance("microservice-mail", "mail-2", "10.1.0.8", "passing"));
        QTRY_VERIFY_WITH_TIMEOUT(finding("consul.instance-critical", "microservice-mail"), kPatience);
        const Finding found = *finding("consul.instance-critical", "microservice-mail");
        QCOMPARE(found.repairs.size(), 1);
        QCOMPARE(found.repairs.first().kind, FindingRepair::Kind::Deregister);
        QCOMPARE(found.repairs.first().id, text("mail-1"));
        const Result<Plan> plan = resultOf(planOfRepair(m_session.get(), found, found.repairs.first(), &m_parent));
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().toLogString()));
        QCOMPARE(plan->steps.first().options.value(text("mode")).toString(), text("agent"));
        QCOMPARE(plan->notices.first().first, text("consul.deregister-agent"));
        const QByteArray before = documentOf("microservice-mail", "mail-1");
        QVERIFY(!before.isEmpty());
        const PlanReport report = run(*plan, m_session->planContext(*plan));
        QVERIFY2(report.complete() && report.steps.first().asPredicted, qPrintable(report.steps.first().error.value_or(Error()).toLogString()));
        QVERIFY(documentOf("microservice-mail", "mail-1").isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!finding("consul.instance-critical", "microservice-mail"), kPatience);
        const Plan undo = PlanRunner::undoPlan(*plan, report, m_session->handlers());
        const PlanReport undone = run(undo, m_session->planContext(undo));
        QVERIFY2(undone.complete() && undone.steps.first().asPredicted, qPrintable(undone.steps.first().error.value_or(Error()).toLogString()));
        QCOMPARE(documentOf("microservice-mail", "mail-1"), before);
        // One that is well is not taken out.
        const Result<Plan> well = resultOf(planOfRepair(m_session.get(), found, {FindingRepair::Kind::Deregister, text("instance"), text("mail-2"), found.repairs.first().args}, &m_parent));
        QVERIFY(!well);
        QCOMPARE(well.error().reason, text("consul.instance-well"));
        QVERIFY(m_consul->removeService(text("mail-1")) && m_consul->removeService(text("mail-2")));
    }

    // On a node without an agent the catalog is all there is; its checks come back, too.
    void instanceOfAnotherNodeIsDeregistered()
    {
        QVERIFY(catalogInstance());
        QTRY_VERIFY_WITH_TIMEOUT(finding("consul.instance-critical", "hello-service"), kPatience);
        const Finding found = *finding("consul.instance-critical", "hello-service");
        const Result<Plan> plan = resultOf(planOfRepair(m_session.get(), found, found.repairs.first(), &m_parent));
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().toLogString()));
        QCOMPARE(plan->steps.first().options.value(text("mode")).toString(), text("catalog"));
        QCOMPARE(plan->notices.first().first, text("consul.deregister-catalog"));
        const QByteArray before = documentOf("hello-service", "hello-1", true);
        const PlanReport report = run(*plan, m_session->planContext(*plan));
        QVERIFY(report.complete());
        QVERIFY(documentOf("hello-service", "hello-1").isEmpty());
        const Plan undo = PlanRunner::undoPlan(*plan, report, m_session->handlers());
        QVERIFY(run(undo, m_session->planContext(undo)).complete());
        QCOMPARE(documentOf("hello-service", "hello-1", true), before);
        QVERIFY(consulPut("/v1/catalog/deregister", {{"Node", "external"}}));
    }
};

MK_TEST_CLASS(TestRepairReal)
#include "TestRepairReal.moc"
