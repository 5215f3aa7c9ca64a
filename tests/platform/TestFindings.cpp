// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "platform/Environment.h"
#include "platform/FindingTracker.h"
#include "platform/FindingNews.h"
#include "platform/Findings.h"
#include "platform/KongCertificates.h"
#include "support/TestMain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace mk;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

template <class T>
std::shared_ptr<const std::vector<T>> rows(std::vector<T> values)
{
    return std::make_shared<const std::vector<T>>(std::move(values));
}

kong::Api api(const char *name, const char *path, const char *url)
{
    kong::Api made;
    made.id = text("id-of-") + text(name);
    made.name = text(name);
    made.uris = {text(path)};
    made.upstreamUrl = text(url);
    return made;
}

consul::Check check(consul::Health health, const char *name = "own check")
{
    consul::Check made;
    made.id = made.name = text(name);
    made.health = health;
    made.output = text("what it said");
    return made;
}

consul::Instance instance(const char *service, const char *address, int port, std::optional<consul::Health> own = {})
{
    consul::Instance made;
    made.node = text("consul-0");
    made.nodeAddress = text("172.17.0.5");
    made.service = text(service);
    made.serviceId = made.service + QLatin1Char('-') + text(address);
    made.serviceAddress = text(address);
    made.port = quint16(port);
    made.tags = {text("microkubes")};
    if (own) {
        made.checks = {check(*own)};
        made.health = *own;
    }
    return made;
}

prometheus::Target target(const char *job, const char *url, const char *error = "")
{
    prometheus::Target made;
    made.labels = {{text("job"), text(job)}, {text("instance"), text(url)}};
    made.scrapeUrl = text(url);
    made.lastError = text(error);
    made.health = made.lastError.isEmpty() ? prometheus::Health::Up : prometheus::Health::Down;
    return made;
}

QueueRecord queue(const char *name, qint64 ready, qint64 consumers, double publish = 0)
{
    QueueRecord made;
    made.queue.vhost = text("/");
    made.queue.name = text(name);
    made.key = rabbitmq::queueKey(made.queue.vhost, made.queue.name);
    made.queue.state = text("running");
    made.queue.ready = ready;
    made.queue.consumers = consumers;
    made.queue.unacked = 0;
    made.queue.publishRate = publish;
    return made;
}

kong::Plugin plugin(const char *name, bool enabled = true)
{
    kong::Plugin made;
    made.id = made.name = text(name);
    made.enabled = enabled;
    return made;
}

SystemStatus up(const char *datacenter = "")
{
    SystemStatus status;
    status.state = SystemState::Ok;
    if (*datacenter)
        status.figures.insert(text("datacenter"), text(datacenter));
    return status;
}

// A small platform on which all is well and everything is known.
FindingFacts well()
{
    FindingFacts facts;
    facts.status = {{System::Kong, up()}, {System::Consul, up("dc1")}, {System::RabbitMq, up()}, {System::Prometheus, up()}};
    facts.status[System::Kong].figures.insert(text("databaseReachable"), true);
    facts.apis = rows<kong::Api>({api("microservice-user", "/users", "http://microservice-user.service.consul:8080"),
                                  api("registration-microservice", "/users/register", "http://microservice-registration.service.consul:8080"),
                                  api("jwt-issuer", "/jwt", "http://jwt-issuer.service.consul:8080")});
    facts.services = rows<kong::Service>({});
    facts.routes = rows<kong::Route>({});
    facts.plugins = rows<kong::Plugin>({plugin("prometheus")});
    facts.capabilities = kong::Capabilities();
    facts.capabilities->version = text("0.14.1");
    facts.capabilities->apis = true;
    facts.capabilities->plugins = {text("prometheus")};
    facts.resolvers = QStringList{text("172.17.0.5:8600")};
    facts.instances = rows<consul::Instance>({instance("microservice-user", "172.17.0.10", 8080), instance("microservice-user", "172.17.0.11", 8080),
                                              instance("microservice-registration", "172.17.0.12", 8080), instance("jwt-issuer", "172.17.0.13", 8080)});
    consul::Node node;
    node.name = text("consul-0");
    node.address = text("172.17.0.5");
    node.instances = 4;
    facts.nodes = rows<consul::Node>({node});
    facts.hasMigrationKey = true;
    facts.queues = rows<QueueRecord>({queue("email-queue", 3, 1, 0.2), queue("verification-email", 0, 0)});
    facts.targets = std::vector<prometheus::Target>{target("gateway", "http://kong:8001/metrics")};
    facts.gateway = GatewayCounts{30, {{QString(), 200, 1000}, {QString(), 502, 1}}};
    return facts;
}

QStringList codesOf(const FindingReport &report)
{
    QStringList codes;
    for (const Finding &finding : report.findings)
        codes.append(finding.code);
    codes.sort();
    return codes;
}

QStringList codesOf(const FindingFacts &facts)
{
    return codesOf(findings::evaluate(facts));
}

Finding only(const FindingFacts &facts)
{
    const FindingReport report = findings::evaluate(facts);
    if (report.findings.size() != 1) {
        qWarning() << codesOf(report);
        return {};
    }
    return report.findings.front();
}

bool hasNote(const Finding &finding, const char *code, FindingNote::Weight weight)
{
    return std::any_of(finding.notes.cbegin(), finding.notes.cend(), [&](const FindingNote &note) { return note.code == QLatin1String(code) && note.weight == weight; });
}

bool says(const Finding &finding, const char *call, const char *field, const char *value)
{
    return std::any_of(finding.evidence.cbegin(), finding.evidence.cend(), [&](const FindingEvidence &one) {
        return one.call == QLatin1String(call) && one.field == QLatin1String(field) && one.value == QLatin1String(value);
    });
}

using Weight = FindingNote::Weight;

} // namespace

// Each rule, with what it must find and what it must leave alone.
class TestFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wellIsWell()
    {
        QCOMPARE(codesOf(well()), QStringList());
    }

    // Whatever is not known makes nothing broken: every subset of a platform that is well.
    void whatIsNotKnownIsNotBroken()
    {
        for (unsigned mask = 0; mask < (1U << 10); ++mask) {
            FindingFacts facts = well();
            const auto without = [mask](unsigned bit) { return (mask & (1U << bit)) != 0; };
            if (without(0))
                facts.apis = nullptr;
            if (without(1))
                facts.instances = nullptr;
            if (without(2))
                facts.nodes = nullptr;
            if (without(3))
                facts.plugins = nullptr;
            if (without(4))
                facts.targets.reset();
            if (without(5))
                facts.gateway.reset();
            if (without(6))
                facts.hasMigrationKey.reset();
            if (without(7))
                facts.queues = nullptr;
            if (without(8))
                facts.capabilities.reset();
            if (without(9))
                facts.resolvers.reset();
            const QStringList codes = codesOf(facts);
            QVERIFY2(codes.isEmpty(), qPrintable(QString::number(mask) + codes.join(QLatin1Char(' '))));
        }
        QCOMPARE(codesOf(FindingFacts()), QStringList());
    }

    void misspeltHost()
    {
        FindingFacts facts = well();
        std::vector<kong::Api> apis = *facts.apis;
        apis[2].upstreamUrl = text("http://jwt-issuer.services.consul:8080");
        facts.apis = rows(apis);
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.host-misspelt"));
        QCOMPARE(finding.id(), text("kong.host-misspelt/id-of-jwt-issuer"));
        QCOMPARE(finding.severity, FindingSeverity::Critical);
        QCOMPARE(finding.args.value(text("corrected")).toString(), text("jwt-issuer.service.consul"));
        QVERIFY(says(finding, "GET /apis/jwt-issuer", "upstream_url", "http://jwt-issuer.services.consul:8080"));
        QVERIFY(says(finding, "GET /v1/health/service/jwt-issuer", "instances", "1"));
        QVERIFY(hasNote(finding, "meant-service-is-there", Weight::Proven));
        QCOMPARE(finding.repairs.size(), 1);
        QCOMPARE(finding.repairs.first().kind, FindingRepair::Kind::SetHost);
        QCOMPARE(finding.repairs.first().args.value(text("host")).toString(), text("jwt-issuer.service.consul"));
        // It needs no registry: no such name exists anywhere.
        facts.instances = nullptr;
        QCOMPARE(codesOf(facts), QStringList{text("kong.host-misspelt")});
        // An address of somebody else's is nobody's fault.
        apis[2].upstreamUrl = text("http://jwt.example.org:8080");
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList());
    }

    void unknownHost()
    {
        FindingFacts facts = well();
        std::vector<kong::Api> apis = *facts.apis;
        apis.push_back(api("todo", "/todo", "http://microservice-todo.service.consul:8080"));
        facts.apis = rows(apis);
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.host-unknown"));
        QCOMPARE(finding.severity, FindingSeverity::Critical);
        QVERIFY(says(finding, "GET /v1/health/service/microservice-todo", "instances", "0"));
        QVERIFY(hasNote(finding, "retired-service", Weight::Suggested));
        QVERIFY(hasNote(finding, "pods-there", Weight::Elsewhere));
        QCOMPARE(finding.repairs.first().kind, FindingRepair::Kind::RemoveEntity);
        QVERIFY(finding.notes.last().command.contains(QLatin1String("-l app=microservice-todo")));

        // A list that does not show all may hide it.
        facts.registryFiltered = true;
        QCOMPARE(codesOf(facts), QStringList());
        facts.registryFiltered = false;
        // Another datacenter's services are not in this list.
        apis.back().upstreamUrl = text("http://microservice-todo.service.dc2.consul:8080");
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList());
        apis.back().upstreamUrl = text("http://microservice-todo.service.dc1.consul:8080");
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList{text("kong.host-unknown")});
        // Consul does not mind capitals.
        apis.back().upstreamUrl = text("http://JWT-Issuer.Service.Consul:8080");
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList());
        // A tag that no instance has.
        apis.back().upstreamUrl = text("http://blue.jwt-issuer.service.consul:8080");
        facts.apis = rows(apis);
        const Finding tagged = only(facts);
        QCOMPARE(tagged.args.value(text("tag")).toString(), text("blue"));
        QVERIFY(tagged.repairs.isEmpty());
        // A near miss is told, and the one that is meant.
        apis.back().upstreamUrl = text("http://jwt-isuer.service.consul:8080");
        facts.apis = rows(apis);
        QCOMPARE(only(facts).args.value(text("nearest")).toString(), text("jwt-issuer"));
    }

    void servicesOfNewerKongs()
    {
        FindingFacts facts = well();
        facts.apis = rows<kong::Api>({});
        facts.instances = rows<consul::Instance>({instance("todo", "172.17.0.10", 8080)});
        kong::Service service;
        service.id = text("s1");
        service.name = text("todo");
        service.protocol = text("http");
        service.host = text("todo.services.consul");
        service.port = 8080;
        facts.services = rows<kong::Service>({service});
        QCOMPARE(codesOf(facts), QStringList()); // no route leads to it
        kong::Route route;
        route.id = text("r1");
        route.serviceId = service.id;
        route.paths = {text("/todo")};
        facts.routes = rows<kong::Route>({route});
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.host-misspelt"));
        QCOMPARE(finding.entity.kind, text("service"));
        QCOMPARE(finding.args.value(text("paths")).toStringList(), QStringList{text("/todo")});
        service.enabled = false;
        facts.services = rows<kong::Service>({service});
        QCOMPARE(codesOf(facts), QStringList()); // switched off on purpose
    }

    void nobodyPasses()
    {
        FindingFacts facts = well();
        std::vector<consul::Instance> instances = *facts.instances;
        instances[3] = instance("jwt-issuer", "172.17.0.13", 8080, consul::Health::Critical);
        facts.instances = rows(instances);
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.no-passing"));
        QVERIFY(finding.patience >= std::chrono::seconds(30));
        QVERIFY(says(finding, "GET /v1/health/service/jwt-issuer", "jwt-issuer-172.17.0.13", "own check: what it said"));
        // One of two: callers get the other.
        instances.push_back(instance("jwt-issuer", "172.17.0.14", 8080, consul::Health::Passing));
        facts.instances = rows(instances);
        QCOMPARE(only(facts).code, text("consul.instance-critical"));
        // A warning is still told to callers.
        instances[3] = instance("jwt-issuer", "172.17.0.13", 8080, consul::Health::Warning);
        facts.instances = rows(instances);
        QCOMPARE(codesOf(facts), QStringList());
        // Maintenance is somebody's wish.
        instances.pop_back();
        instances[3] = instance("jwt-issuer", "172.17.0.13", 8080, consul::Health::Critical);
        instances[3].checks = {check(consul::Health::Critical, "_service_maintenance:jwt")};
        facts.instances = rows(instances);
        const Finding kept = only(facts);
        QCOMPARE(kept.severity, FindingSeverity::Warning);
        QVERIFY(kept.args.value(text("maintenance")).toBool());
    }

    void portsThatDiffer()
    {
        FindingFacts facts = well();
        std::vector<kong::Api> apis = *facts.apis;
        apis[2].upstreamUrl = text("http://jwt-issuer.service.consul:8000");
        facts.apis = rows(apis);
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.port-differs"));
        QCOMPARE(finding.severity, FindingSeverity::Warning);
        QCOMPARE(finding.args.value(text("ports")).toStringList(), QStringList{text("8080")});
        QVERIFY(hasNote(finding, "consul-port-wins", Weight::Proven));
        QVERIFY(hasNote(finding, "listens-on-other", Weight::Suggested));
        QVERIFY(hasNote(finding, "container-port", Weight::Elsewhere));
        QVERIFY(finding.repairs.isEmpty());
        // Without a port of its own the URL leaves it to Consul.
        apis[2].upstreamUrl = text("http://jwt-issuer.service.consul");
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList());
        apis[2].upstreamUrl = text("http://jwt-issuer.service.consul:80");
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList());
        // Instances on ports of their own are how schedulers work; two ports of one address are one that answers and one that does not.
        apis[2].upstreamUrl = text("http://jwt-issuer.service.consul:8080");
        facts.apis = rows(apis);
        std::vector<consul::Instance> instances = *facts.instances;
        instances.push_back(instance("jwt-issuer", "172.17.0.14", 9090));
        facts.instances = rows(instances);
        QCOMPARE(codesOf(facts), QStringList());
        instances.back() = instance("jwt-issuer", "172.17.0.13", 9090);
        facts.instances = rows(instances);
        QCOMPARE(codesOf(facts), QStringList{text("kong.ports-vary")});
    }

    void collisions()
    {
        FindingFacts facts = well();
        std::vector<kong::Api> apis = *facts.apis;
        apis.push_back(api("jwt", "/jwt", "http://jwt-issuer.service.consul:8080"));
        apis[2].createdAt = QDateTime::fromMSecsSinceEpoch(1000);
        apis[3].createdAt = QDateTime::fromMSecsSinceEpoch(2000);
        facts.apis = rows(apis);
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.path-collision"));
        QCOMPARE(finding.args.value(text("path")).toString(), text("/jwt"));
        QCOMPARE(finding.args.value(text("names")).toStringList(), QStringList({text("jwt"), text("jwt-issuer")}));
        QVERIFY(finding.args.value(text("sameTarget")).toBool());
        QCOMPARE(finding.repairs.size(), 1);
        // Where they lead to different places, taking one away is a decision.
        apis[3].upstreamUrl = text("http://microservice-user.service.consul:8080");
        facts.apis = rows(apis);
        QVERIFY(only(facts).repairs.isEmpty());
        // The same path for another host or method is another way in.
        apis[3].hosts = {text("a.example.org")};
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList());
        apis[3].hosts.clear();
        apis[3].methods = {text("POST")};
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList());
    }

    void unregistered()
    {
        FindingFacts facts = well();
        std::vector<consul::Instance> instances = *facts.instances;
        instances.push_back(instance("identity-provider", "172.17.0.20", 8080));
        instances.push_back(instance("microservice-mail", "172.17.0.21", 8080)); // never registers
        instances.push_back(instance("somebody-elses", "172.17.0.22", 8080));
        facts.instances = rows(instances);
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.not-registered"));
        QCOMPARE(finding.entity.id, text("identity-provider"));
        QVERIFY(hasNote(finding, "registration-ignored", Weight::Suggested));
        facts.capabilities->apis = false;
        QVERIFY(hasNote(only(facts), "no-api-objects", Weight::Suggested));
        // Whether it is Microkubes' identity-provider is anybody's guess elsewhere.
        facts.apis = rows<kong::Api>({});
        for (consul::Instance &one : instances)
            one.tags.clear();
        facts.instances = rows(instances);
        QCOMPARE(codesOf(facts), QStringList());
    }

    void catalogIsEmpty()
    {
        FindingFacts facts = well();
        facts.instances = rows<consul::Instance>({instance("consul", "172.17.0.5", 8300)});
        facts.hasMigrationKey = false;
        const FindingReport report = findings::evaluate(facts);
        QCOMPARE(codesOf(report), QStringList({text("consul.catalog-empty"), text("consul.key-missing")}));
        QCOMPARE(report.findings.front().code, text("consul.catalog-empty"));
        QCOMPARE(report.findings.front().args.value(text("hosts")).toInt(), 3);
        facts.registryFiltered = true;
        QCOMPARE(codesOf(facts), QStringList{text("consul.key-missing")});
    }

    void migrationKey()
    {
        FindingFacts facts = well();
        facts.hasMigrationKey = false;
        const Finding will = only(facts);
        QCOMPARE(will.code, text("consul.key-missing"));
        QCOMPARE(will.severity, FindingSeverity::Warning);
        QVERIFY(hasNote(will, "kong-will-wait", Weight::Proven));
        QCOMPARE(will.repairs.first().kind, FindingRepair::Kind::SetKey);
        // Not answering, it may be waiting for just that.
        facts.status[System::Kong].state = SystemState::Down;
        facts.apis = nullptr;
        const FindingReport report = findings::evaluate(facts);
        QCOMPARE(codesOf(report), QStringList({text("consul.key-missing"), text("system.down")}));
        QCOMPARE(report.findings.front().severity, FindingSeverity::Critical);
        // Nothing here is of Microkubes: nobody waits for that key.
        std::vector<consul::Instance> instances = *facts.instances;
        for (consul::Instance &one : instances)
            one.tags.clear();
        facts.instances = rows(instances);
        QCOMPARE(codesOf(facts), QStringList{text("system.down")});
    }

    void systems()
    {
        FindingFacts facts = well();
        facts.status[System::Kong].notices = {{text("kong.database-unreachable"), {}}};
        facts.status[System::Consul].notices = {{text("consul.no-leader"), {}}, {text("consul.agent-denied"), {}}};
        facts.status[System::RabbitMq].notices = {{text("rabbitmq.alarm"), {{text("alarms"), QStringList{text("memory")}}}}};
        facts.status[System::Prometheus].notices = {{text("prometheus.not-ready"), {}}};
        QCOMPARE(codesOf(facts), QStringList({text("consul.no-leader"), text("kong.database-unreachable"), text("prometheus.not-ready"), text("rabbitmq.alarm")}));
        facts = well();
        facts.status[System::Prometheus].state = SystemState::Unauthorised; // nothing is known, nothing is broken
        QCOMPARE(codesOf(facts), QStringList());
        facts.status[System::Prometheus].state = SystemState::Connecting;
        QCOMPARE(codesOf(facts), QStringList());
    }

    void queues()
    {
        FindingFacts facts = well();
        facts.queues = rows<QueueRecord>({queue("email-queue", 12, 0, 0.2)});
        Finding finding = only(facts);
        QCOMPARE(finding.code, text("rabbitmq.no-consumer"));
        QCOMPARE(finding.severity, FindingSeverity::Critical);
        QVERIFY(says(finding, "GET /api/queues", "consumers", "0"));
        QVERIFY(hasNote(finding, "mail-hung", Weight::Suggested));
        facts.queues = rows<QueueRecord>({queue("verification-email", 12, 0)});
        QVERIFY(hasNote(only(facts), "mail-versions", Weight::Suggested));
        facts.queues = rows<QueueRecord>({queue("orders", 12, 0)});
        QCOMPARE(only(facts).severity, FindingSeverity::Warning);
        facts.queues = rows<QueueRecord>({queue("orders", 12, 0, 3)});
        QCOMPARE(only(facts).severity, FindingSeverity::Critical);
        // Set aside on purpose; read by somebody; empty; counts that the broker does not tell.
        QueueRecord untold = queue("orders", 12, 0);
        untold.queue.consumers.reset();
        facts.queues = rows<QueueRecord>({queue("orders.dead-letter", 12, 0), queue("todo.retry.delayed", 12, 0, 1), queue("orders2", 500, 1, 3), queue("idle", 0, 0), untold});
        QCOMPARE(codesOf(facts), QStringList());
        QueueRecord down = queue("orders", 0, 0);
        down.queue.state = text("down");
        facts.queues = rows<QueueRecord>({down});
        QCOMPARE(only(facts).code, text("rabbitmq.queue-down"));
        QueueRecord stuck = queue("orders", 5, 1, 1);
        stuck.queue.unacked = 1;
        stuck.queue.deliverRate = 0;
        stuck.queue.ackRate = 0;
        facts.queues = rows<QueueRecord>({stuck});
        finding = only(facts);
        QCOMPARE(finding.code, text("rabbitmq.consumer-stuck"));
        QVERIFY(finding.patience >= std::chrono::minutes(1));
        stuck.queue.ackRate.reset(); // not measured
        facts.queues = rows<QueueRecord>({stuck});
        QCOMPARE(codesOf(facts), QStringList());
    }

    void targets()
    {
        FindingFacts facts = well();
        facts.targets = {target("gateway", "http://kong:8001/prometheus/metrics", "server returned HTTP status 404 Not Found"), target("prometheus", "http://localhost:9090/metrics")};
        Finding finding = only(facts);
        QCOMPARE(finding.id(), text("prometheus.target-down/gateway"));
        QCOMPARE(finding.args.value(text("wrongPath")).toString(), text("/prometheus/metrics"));
        QVERIFY(hasNote(finding, "wrong-metrics-path", Weight::Proven));
        facts.targets = {target("node", "http://node:9100/metrics", "connection refused"), target("node", "http://node2:9100/metrics")};
        finding = only(facts);
        QCOMPARE(finding.args.value(text("down")).toInt(), 1);
        QCOMPARE(finding.args.value(text("total")).toInt(), 2);
        QVERIFY(!hasNote(finding, "wrong-metrics-path", Weight::Proven));
        prometheus::Target fresh = target("node", "http://node:9100/metrics");
        fresh.health = prometheus::Health::Unknown;
        facts.targets = {fresh};
        QCOMPARE(codesOf(facts), QStringList());
    }

    void missingPlugin()
    {
        FindingFacts facts = well();
        facts.plugins = rows<kong::Plugin>({plugin("cors")});
        Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.plugin-missing"));
        QCOMPARE(finding.repairs.first().kind, FindingRepair::Kind::AddPlugin);
        facts.plugins = rows<kong::Plugin>({plugin("prometheus", false)});
        finding = only(facts);
        QVERIFY(hasNote(finding, "plugin-is-off", Weight::Proven));
        QVERIFY(finding.repairs.isEmpty());
        facts.plugins = rows<kong::Plugin>({});
        facts.capabilities->plugins.clear(); // this Kong does not have it
        QCOMPARE(codesOf(facts), QStringList());
        facts.capabilities->plugins = {text("prometheus")};
        facts.targets = {target("prometheus", "http://localhost:9090/metrics")}; // nobody asks for its figures
        QCOMPARE(codesOf(facts), QStringList());
    }

    void gatewayErrors()
    {
        FindingFacts facts = well();
        facts.gateway = GatewayCounts{30, {{QString(), 200, 85}, {QString(), 502, 15}}};
        Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.errors-502"));
        QCOMPARE(finding.severity, FindingSeverity::Warning);
        QCOMPARE(finding.args.value(text("share")).toString(), text("15"));
        QVERIFY(hasNote(finding, "instance-refuses", Weight::Proven));
        QVERIFY(hasNote(finding, "dead-instance", Weight::Suggested));
        QVERIFY(hasNote(finding, "no-service-label", Weight::Proven));
        // By the service where there is a label.
        facts.gateway = GatewayCounts{30, {{text("users"), 200, 40}, {text("users"), 502, 60}, {text("todo"), 200, 900}}};
        finding = only(facts);
        QCOMPARE(finding.id(), text("kong.errors-502/users"));
        QCOMPARE(finding.severity, FindingSeverity::Critical);
        // Few of many, and a handful of a few.
        facts.gateway = GatewayCounts{30, {{QString(), 200, 980}, {QString(), 502, 20}}};
        QCOMPARE(codesOf(facts), QStringList());
        facts.gateway = GatewayCounts{30, {{QString(), 200, 2}, {QString(), 502, 2}}};
        QCOMPARE(codesOf(facts), QStringList());
        // A service's own troubles are its own.
        facts.gateway = GatewayCounts{30, {{QString(), 200, 50}, {QString(), 500, 50}}};
        QCOMPARE(codesOf(facts), QStringList());
    }

    void staleResolver()
    {
        FindingFacts facts = well();
        facts.resolvers = QStringList{text("172.17.0.3:8600"), text("172.17.0.4:8600")};
        // A virtual address is none of a node's either: by itself it says nothing.
        QCOMPARE(codesOf(facts), QStringList());
        facts.gateway = GatewayCounts{30, {{QString(), 503, 100}}};
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("kong.resolver-stale"));
        QCOMPARE(finding.severity, FindingSeverity::Critical);
        QVERIFY(says(finding, "GET /", "configuration.dns_resolver", "172.17.0.3:8600, 172.17.0.4:8600"));
        QVERIFY(says(finding, "GET /v1/catalog/nodes", "Address", "172.17.0.5"));
        facts.resolvers = QStringList{text("172.17.0.5:8600")};
        QCOMPARE(only(facts).code, text("kong.errors-503"));
        facts.resolvers.reset();
        QCOMPARE(only(facts).code, text("kong.errors-503"));
        // The names that lead nowhere are told already.
        facts.gateway = GatewayCounts{30, {{QString(), 200, 80}, {QString(), 503, 20}}};
        std::vector<kong::Api> apis = *facts.apis;
        apis[2].upstreamUrl = text("http://jwt-issuer.services.consul:8080");
        facts.apis = rows(apis);
        QCOMPARE(codesOf(facts), QStringList{text("kong.host-misspelt")});
    }

    void failedNode()
    {
        FindingFacts facts = well();
        std::vector<consul::Node> nodes = *facts.nodes;
        nodes[0].checks = {check(consul::Health::Critical, "serfHealth")};
        facts.nodes = rows(nodes);
        const Finding finding = only(facts);
        QCOMPARE(finding.code, text("consul.node-failed"));
        QCOMPARE(finding.args.value(text("instances")).toInt(), 4);
    }

    void namesInCommandsAreQuoted()
    {
        FindingFacts facts = well();
        std::vector<consul::Instance> instances = *facts.instances;
        instances.push_back(instance("x;rm -rf '~'", "172.17.0.30", 8080, consul::Health::Critical));
        instances.push_back(instance("x;rm -rf '~'", "172.17.0.31", 8080, consul::Health::Passing));
        facts.instances = rows(instances);
        const Finding finding = only(facts);
        const auto line = std::find_if(finding.notes.cbegin(), finding.notes.cend(), [](const FindingNote &note) { return !note.command.isEmpty(); });
        QVERIFY(line != finding.notes.cend());
        QVERIFY2(line->command.endsWith(QLatin1String("'app=x;rm -rf '\\''~'\\'''")), qPrintable(line->command));
    }

    void postureIsNoFinding()
    {
        FindingFacts facts = well();
        Endpoint endpoint;
        endpoint.url = QUrl(text("http://kong:8001"));
        facts.environment.kong = {endpoint};
        facts.environment.prometheus = endpoint;
        facts.status[System::Consul].credential = text("consul.acl-off");
        facts.status[System::RabbitMq].credentialArgs = {{text("user"), text("guest")}};
        const FindingReport report = findings::evaluate(facts);
        QVERIFY(report.findings.empty());
        QStringList codes;
        for (const PostureNote &one : report.posture)
            codes.append(one.code);
        codes.sort();
        QCOMPARE(codes, QStringList({text("consul.acl-off"), text("consul.no-own-checks"), text("kong.admin-open"), text("kong.no-metrics-per-service"), text("kong.resolver-fixed"),
                                     text("prometheus.open"), text("rabbitmq.guest")}));
    }

    // ---- as they go on

    void trackerKeepsSinceAndTellsWhatWent()
    {
        FindingTracker tracker;
        const QDateTime start = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000);
        FindingFacts broken = well();
        broken.hasMigrationKey = false;
        tracker.take(findings::evaluate(broken), start);
        tracker.take(findings::evaluate(broken), start.addSecs(30));
        QCOMPARE(tracker.rows().size(), size_t(1));
        QCOMPARE(tracker.rows().front().since, start);
        QCOMPARE(tracker.rows().front().state, FindingRow::State::Now);
        // Consul does not answer any more: nobody knows.
        FindingFacts blind = well();
        blind.hasMigrationKey.reset();
        tracker.take(findings::evaluate(blind), start.addSecs(60));
        QCOMPARE(tracker.rows().front().state, FindingRow::State::Unverified);
        QCOMPARE(tracker.rows().front().until, start.addSecs(30));
        tracker.take(findings::evaluate(well()), start.addSecs(90));
        QCOMPARE(tracker.rows().size(), size_t(1));
        QCOMPARE(tracker.rows().front().state, FindingRow::State::Gone);
        QCOMPARE(tracker.rows().front().until, start.addSecs(90));
        // Back again: not the old one.
        tracker.take(findings::evaluate(broken), start.addSecs(120));
        QCOMPARE(tracker.rows().size(), size_t(1));
        QCOMPARE(tracker.rows().front().since, start.addSecs(120));
        tracker.setMuted({{tracker.rows().front().key(), text("known")}});
        QCOMPARE(tracker.rows().front().state, FindingRow::State::Muted);
        QCOMPARE(tracker.rows().front().muteReason, text("known"));
    }

    void trackerHasPatience()
    {
        FindingTracker tracker;
        const QDateTime start = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000);
        FindingFacts flapping = well();
        std::vector<consul::Instance> instances = *flapping.instances;
        instances[3] = instance("jwt-issuer", "172.17.0.13", 8080, consul::Health::Critical);
        flapping.instances = rows(instances);
        tracker.take(findings::evaluate(flapping), start);
        QVERIFY(tracker.rows().empty());
        QCOMPARE(tracker.waiting().size(), size_t(1));
        tracker.take(findings::evaluate(well()), start.addSecs(30));
        QVERIFY(tracker.rows().empty() && tracker.waiting().empty()); // it was nothing, and leaves nothing
        tracker.take(findings::evaluate(flapping), start.addSecs(40));
        tracker.take(findings::evaluate(flapping), start.addSecs(99));
        QVERIFY(tracker.rows().empty());
        tracker.take(findings::evaluate(flapping), start.addSecs(100));
        QCOMPARE(tracker.rows().size(), size_t(1));
        QCOMPARE(tracker.rows().front().since, start.addSecs(40));
    }

    // What was so at the start is no news; what is muted, mild, or came back at once is none either.
    void newsAreNewAndCritical()
    {
        FindingNews news;
        FindingTracker tracker;
        const QDateTime start = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000);
        FindingFacts facts = well();
        facts.queues = rows<QueueRecord>({queue("email-queue", 7, 0)});
        const auto look = [&](int seconds, bool settled = true) {
            tracker.take(findings::evaluate(facts), start.addSecs(seconds));
            QStringList ids;
            for (const Finding &finding : news.take(tracker.rows(), settled, start.addSecs(seconds)))
                ids.append(finding.entity.name);
            return ids;
        };
        QCOMPARE(look(0, false), QStringList());
        QCOMPARE(look(5), QStringList()); // known when all was known for the first time
        facts.queues = rows<QueueRecord>({queue("email-queue", 9, 0), queue("orders", 3, 0), queue("verification-email", 1, 0)});
        QCOMPARE(look(10), QStringList(text("verification-email"))); // of "orders" a warning is made
        QCOMPARE(look(15), QStringList());
        facts.queues = rows<QueueRecord>({queue("email-queue", 0, 1)});
        QCOMPARE(look(20), QStringList());
        facts.queues = rows<QueueRecord>({queue("email-queue", 9, 0)});
        QCOMPARE(look(30), QStringList()); // comes and goes
        facts.queues = rows<QueueRecord>({queue("email-queue", 0, 1)});
        look(40);
        facts.queues = rows<QueueRecord>({queue("email-queue", 9, 0), queue("orders", 3, 0, 2)});
        tracker.setMuted({{text("rabbitmq.no-consumer/") + rabbitmq::queueKey(text("/"), text("orders")), text("known")}});
        QCOMPARE(look(40 + FindingNews::quietMinutes * 60), QStringList(text("email-queue")));
        news.clear();
        QCOMPARE(look(41 + FindingNews::quietMinutes * 60), QStringList());
    }

    void certificatesExpire()
    {
        QFile file(QStringLiteral(MK_TEST_DATA "/kong-certificates/1.pem"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString pem = QString::fromLatin1(file.readAll());
        const auto facts = kongcertificates::factsOf(pem.toLatin1());
        QVERIFY(facts);
        kong::Entity certificate;
        certificate.kind = kong::Kind::Certificate;
        certificate.id = text("c-1");
        const nlohmann::json body{{"id", "c-1"}, {"cert", pem.toStdString()}, {"key", "-----BEGIN very secret"}};
        certificate.json = QByteArray::fromStdString(body.dump());
        const auto found = [&](const QDateTime &now) {
            FindingFacts known = well();
            known.certificates = rows<kong::Entity>({certificate});
            known.now = now;
            const FindingReport report = findings::evaluate(known);
            return report.findings.empty() ? std::optional<Finding>() : std::optional(report.findings.front());
        };
        QVERIFY(!found(QDateTime())); // the time is not known
        QVERIFY(!found(facts->expires.addDays(-15)));
        const auto soon = found(facts->expires.addDays(-10));
        QVERIFY(soon);
        QCOMPARE(soon->code, text("kong.certificate-expiring"));
        QCOMPARE(soon->severity, FindingSeverity::Warning);
        QCOMPARE(soon->args.value(text("days")).toInt(), 10);
        const auto late = found(facts->expires.addDays(1));
        QVERIFY(late);
        QCOMPARE(late->code, text("kong.certificate-expired"));
        QCOMPARE(late->severity, FindingSeverity::Critical);
        for (const FindingEvidence &evidence : late->evidence)
            QVERIFY(!evidence.value.contains(text("BEGIN")));
        certificate.json = "{\"id\":\"c-1\",\"cert\":\"{vault://env/cert}\"}";
        QVERIFY(!found(facts->expires.addDays(1)));
        certificate.json = "{\"id\":\"c-1\",\"cert\":\"no certificate\"}";
        QVERIFY(!found(facts->expires.addDays(1)));
    }

    // What was put in the wrong queue can be brought to the right one only where that one is read.
    void oldMailIsMovedWhereItIsRead()
    {
        FindingFacts facts = well();
        facts.queues = rows<QueueRecord>({queue("email-queue", 0, 0), queue("verification-email", 4, 0)});
        const auto repairs = [&facts] {
            for (const Finding &finding : findings::evaluate(facts).findings) {
                if (finding.entity.name == text("verification-email"))
                    return finding.repairs;
            }
            return QList<FindingRepair>();
        };
        QVERIFY(repairs().isEmpty());
        facts.queues = rows<QueueRecord>({queue("email-queue", 0, 1), queue("verification-email", 4, 0)});
        QCOMPARE(repairs().size(), 1);
        QCOMPARE(repairs().first().kind, FindingRepair::Kind::MoveMail);
        QCOMPARE(findingRepairSystem(repairs().first().kind), System::RabbitMq);
    }

    void mutedOnesAreKeptWithTheEnvironment()
    {
        QTemporaryDir folder;
        Environment environment;
        environment.id = Environment::newId();
        environment.name = text("Europe");
        Endpoint endpoint;
        endpoint.id = text("consul");
        endpoint.url = QUrl(text("http://consul:8500"));
        environment.consul = endpoint;
        environment.mutedFindings = {{text("kong.host-unknown/1"), text("retired next week; \"Anna\" knows")}};
        EnvironmentStore store(folder.path());
        QVERIFY(store.load() && store.save(environment));
        EnvironmentStore again(folder.path());
        QVERIFY(again.load());
        QCOMPARE(again.environments().first().mutedFindings, environment.mutedFindings);
        // A stranger's file mutes nothing here.
        const Result<QList<Environment>> foreign = EnvironmentStore::readForeign(store.filePath());
        QVERIFY(foreign.has_value());
        QVERIFY(foreign->first().mutedFindings.isEmpty());
        environment.mutedFindings.clear();
        QVERIFY(store.save(environment) && again.load());
        QVERIFY(again.environments().first().mutedFindings.isEmpty());
    }
};

MK_TEST_CLASS(TestFindings)
#include "TestFindings.moc"
