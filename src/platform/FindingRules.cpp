// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingRules.h"

#include "platform/MailFormat.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace mk::findings {

FindingNote note(FindingNote::Weight weight, const char *code, const QVariantMap &args, const QString &command)
{
    return {weight, QString::fromLatin1(code), args, command};
}

FindingEvidence evidence(System system, const QString &call, const QString &field, const QString &value)
{
    constexpr qsizetype longest = 300;
    return {system, call, field, value.size() > longest ? QString(value.left(longest) + QChar(0x2026)) : value};
}

QString shellWord(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_./:@%+,=-]+\\z"));
    if (plain.match(word).hasMatch() && !word.startsWith(QLatin1Char('-')))
        return word;
    QString quoted = word;
    quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

QString addressOf(const consul::Instance &instance)
{
    const bool v6 = instance.address().contains(QLatin1Char(':'));
    return (v6 ? QString(QLatin1Char('[') + instance.address() + QLatin1Char(']')) : instance.address()) + QLatin1Char(':')
        + QString::number(instance.port);
}

bool isCritical(const consul::Instance &instance)
{
    return std::any_of(instance.checks.cbegin(), instance.checks.cend(), [](const consul::Check &check) {
        return check.health == consul::Health::Critical && !check.isMaintenance();
    });
}

QString Way::call() const
{
    return (kind == kong::Kind::Api ? QStringLiteral("GET /apis/") : QStringLiteral("GET /services/"))
        + (name.isEmpty() ? id : name);
}

QString Way::hostField() const
{
    return kind == kong::Kind::Api ? QStringLiteral("upstream_url") : QStringLiteral("host");
}

QString Way::hostValue() const
{
    if (kind != kong::Kind::Api)
        return host;
    return protocol + QLatin1String("://") + host + (port > 0 ? QString(QLatin1Char(':') + QString::number(port)) : QString());
}

Rules::Rules(const FindingFacts &facts) : m_facts(facts)
{
    if (facts.instances) {
        for (const consul::Instance &instance : *facts.instances)
            m_byService[instance.service.toLower()].append(&instance);
    }
    if (!facts.apis || !facts.services || !facts.routes)
        return;
    for (const kong::Api &api : *facts.apis) {
        const QUrl url(api.upstreamUrl);
        m_ways.push_back({kong::Kind::Api, api.id, api.name, api.uris, url.scheme(), url.host(), std::max(url.port(), 0),
                          consulhost::parse(url.host())});
    }
    QHash<QString, QStringList> paths; // by service
    for (const kong::Route &route : *facts.routes)
        paths[route.serviceId] += route.paths;
    QSet<QString> led;
    for (const kong::Route &route : *facts.routes)
        led.insert(route.serviceId);
    for (const kong::Service &service : *facts.services) {
        // Nobody gets to one that is off, or that no route leads to.
        if (!led.contains(service.id) || service.enabled == false)
            continue;
        m_ways.push_back({kong::Kind::Service, service.id, service.name, paths.value(service.id), service.protocol,
                          service.host, service.port, consulhost::parse(service.host)});
    }
}

FindingReport Rules::take()
{
    systems();
    emptyCatalog();
    hosts();
    collisions();
    unregistered();
    missingPlugin();
    certificates();
    gatewayErrors();
    migrationGate();
    criticalInstances();
    failedNodes();
    queues();
    targets();
    posture();

    FindingReport report;
    report.known = m_facts.known();
    report.findings.assign(std::make_move_iterator(m_findings.begin()), std::make_move_iterator(m_findings.end()));
    std::sort(report.findings.begin(), report.findings.end(), [](const Finding &a, const Finding &b) {
        return a.severity != b.severity ? a.severity > b.severity : a.id() < b.id();
    });
    report.posture = std::move(m_posture);
    return report;
}

// ---- what the rules share

QList<const consul::Instance *> Rules::instancesOf(const QString &service) const
{
    return m_byService.value(service.toLower());
}

QStringList Rules::serviceNames() const
{
    QStringList names;
    for (const QList<const consul::Instance *> &instances : m_byService)
        names.append(instances.first()->service);
    names.sort();
    return names;
}

bool Rules::isOwnDatacenter(const QString &datacenter) const
{
    if (datacenter.isEmpty())
        return true;
    const auto consul = m_facts.status.find(System::Consul);
    return consul != m_facts.status.end()
        && consul->second.figures.value(QStringLiteral("datacenter")).toString().compare(datacenter, Qt::CaseInsensitive) == 0;
}

bool Rules::isMicrokubes() const
{
    if (m_facts.instances
        && std::any_of(m_facts.instances->cbegin(), m_facts.instances->cend(), [](const consul::Instance &instance) {
               return instance.tags.contains(QLatin1String("microkubes"))
                   || instance.tags.contains(QLatin1String("platform:microkubes"));
           }))
        return true;
    constexpr qsizetype enough = 3; // a name alone may be anybody's
    QSet<QString> known;
    for (const Way &way : m_ways) {
        if (way.consul.namesService() && gatewayServices().contains(way.consul.name))
            known.insert(way.consul.name);
    }
    return known.size() >= enough;
}

bool Rules::isUp(System system) const
{
    const auto found = m_facts.status.find(system);
    return found != m_facts.status.end()
        && (found->second.state == SystemState::Ok || found->second.state == SystemState::Degraded);
}

Finding &Rules::add(const char *code, FindingSeverity severity, System system, const EntityRef &entity, FindingSources sources)
{
    Finding finding;
    finding.code = QString::fromLatin1(code);
    finding.severity = severity;
    finding.system = system;
    finding.entity = entity;
    finding.args.insert(QStringLiteral("name"), entity.name);
    finding.sources = sources;
    m_findings.push_back(std::move(finding));
    return m_findings.back();
}

Finding &Rules::addForWay(const char *code, FindingSeverity severity, const Way &way, FindingSources sources)
{
    const QString name = way.name.isEmpty() ? way.id : way.name;
    Finding &finding = add(code, severity, System::Kong, {System::Kong, kong::kindId(way.kind), way.id, name},
                           sources | FindingSource::Entities);
    finding.args.insert(QStringLiteral("host"), way.host);
    finding.args.insert(QStringLiteral("service"), way.consul.name);
    finding.args.insert(QStringLiteral("paths"), way.paths);
    finding.evidence.append(evidence(System::Kong, way.call(), way.hostField(), way.hostValue()));
    return finding;
}

QString Rules::kubectl(const QString &what) const
{
    return QLatin1String("kubectl -n ") + shellWord(m_facts.kubeNamespace) + QLatin1Char(' ') + what;
}

// Microkubes' manifests label every pod with the name of its service.
QString Rules::podsOf(const QString &service) const
{
    return kubectl(QLatin1String("get pods -o wide -l ") + shellWord(QLatin1String("app=") + service));
}

// ---- the systems themselves

void Rules::systems()
{
    static const std::map<System, FindingSource> sources{{System::Kong, FindingSource::KongStatus},
                                                         {System::Consul, FindingSource::ConsulStatus},
                                                         {System::RabbitMq, FindingSource::RabbitStatus},
                                                         {System::Prometheus, FindingSource::PrometheusStatus}};
    struct Told
    {
        const char *notice;
        FindingSeverity severity;
        const char *call;
        const char *field;
        const char *value;
    };
    static const QList<Told> told{
        {"kong.database-unreachable", FindingSeverity::Critical, "GET /status", "database.reachable", "false"},
        {"kong.nodes-disagree", FindingSeverity::Critical, "GET /", "configuration", ""},
        {"kong.node-down", FindingSeverity::Warning, "GET /status", "", ""},
        {"consul.no-leader", FindingSeverity::Critical, "GET /v1/status/leader", "", "\"\""},
        {"rabbitmq.alarm", FindingSeverity::Critical, "GET /api/nodes", "", ""},
        {"prometheus.not-ready", FindingSeverity::Warning, "GET /-/ready", "", "503"}};
    for (const auto &[system, status] : m_facts.status) {
        const QString name = systemId(system);
        if (status.state == SystemState::Down) {
            Finding &finding = add("system.down", FindingSeverity::Critical, system,
                                   {system, QStringLiteral("system"), name, systemName(system)}, sources.at(system));
            finding.patience = std::chrono::seconds(20);
            finding.error = status.error;
            if (status.error) {
                finding.evidence.append(evidence(system, status.error->request, status.error->endpoint,
                                                 status.error->serverMessage.isEmpty() ? errorKindId(status.error->kind)
                                                                                       : status.error->serverMessage));
            }
            const QString pod = system == System::RabbitMq ? QStringLiteral("rabbitmq") : name;
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "pod-state", {{QStringLiteral("service"), pod}}, podsOf(pod)));
            continue;
        }
        for (const auto &[code, args] : status.notices) {
            const auto known = std::find_if(told.cbegin(), told.cend(), [&code = code](const Told &one) { return code == QLatin1String(one.notice); });
            if (known == told.cend())
                continue;
            const QString endpoint = args.value(QStringLiteral("endpoint")).toString();
            const QStringList alarms = args.value(QStringLiteral("alarms")).toStringList();
            Finding &finding = add(known->notice, known->severity, system,
                                   {system, QStringLiteral("system"), endpoint.isEmpty() ? name : endpoint,
                                    endpoint.isEmpty() ? systemName(system) : endpoint},
                                   sources.at(system));
            for (auto arg = args.cbegin(); arg != args.cend(); ++arg)
                finding.args.insert(arg.key(), arg.value());
            finding.evidence.append(evidence(system, QString::fromLatin1(known->call), QString::fromLatin1(known->field),
                                             alarms.isEmpty() ? QString::fromLatin1(known->value) : alarms.join(QStringLiteral(", "))));
        }
    }
}

// ---- RabbitMQ

void Rules::queues()
{
    if (!m_facts.queues)
        return;
    for (const QueueRecord &record : *m_facts.queues)
        queue(record);
}

void Rules::queue(const QueueRecord &record)
{
    const rabbitmq::Queue &queue = record.queue;
    const EntityRef entity{System::RabbitMq, QStringLiteral("queue"), record.key, queue.name};
    const QString call = QStringLiteral("GET /api/queues");
    const auto begin = [&](const char *code, FindingSeverity severity) -> Finding & {
        Finding &finding = add(code, severity, System::RabbitMq, entity, FindingSource::Queues);
        finding.args.insert(QStringLiteral("vhost"), queue.vhost);
        return finding;
    };
    const auto tell = [&](Finding &finding, const char *field, const std::optional<qint64> &value) {
        if (value)
            finding.evidence.append(evidence(System::RabbitMq, call, QString::fromLatin1(field), QString::number(*value)));
    };
    if (record.isBroken()) {
        Finding &finding = begin("rabbitmq.queue-down", FindingSeverity::Critical);
        finding.args.insert(QStringLiteral("state"), queue.state);
        finding.evidence.append(evidence(System::RabbitMq, call, QStringLiteral("state"), queue.state));
        return;
    }
    const bool isOwn = queue.name == QLatin1String("email-queue") || queue.name == QLatin1String("verification-email");
    if (record.isUnread()) {
        const bool growing = queue.publishRate.value_or(0) > 0 || record.growth.value_or(0) > 0;
        // What is set aside on purpose waits for people, not for a consumer.
        static const QRegularExpression aside(QStringLiteral("dead|dlq|dlx|retry|delay|park|poison|error|failed|unrouted"),
                                              QRegularExpression::CaseInsensitiveOption);
        if (!isOwn && aside.match(queue.name).hasMatch())
            return;
        Finding &finding = begin("rabbitmq.no-consumer", isOwn || growing ? FindingSeverity::Critical : FindingSeverity::Warning);
        finding.args.insert(QStringLiteral("ready"), queue.ready.value_or(0));
        finding.args.insert(QStringLiteral("growing"), growing);
        finding.args.insert(QStringLiteral("known"), isOwn);
        tell(finding, "messages_ready", queue.ready);
        tell(finding, "consumers", queue.consumers);
        if (queue.publishRate)
            finding.evidence.append(evidence(System::RabbitMq, call, QStringLiteral("message_stats.publish_details.rate"), QString::number(*queue.publishRate)));
        finding.notes.append(note(FindingNote::Weight::Proven, "nobody-reads"));
        const QString mail = QStringLiteral("microservice-mail");
        const QVariantMap service{{QStringLiteral("service"), mail}};
        if (queue.name == QLatin1String("email-queue")) {
            finding.notes.append(note(FindingNote::Weight::Suggested, "mail-hung", service));
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "mail-log", service,
                                      kubectl(QStringLiteral("logs deployment/microservice-mail --tail=50"))));
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "mail-restart", service,
                                      kubectl(QStringLiteral("rollout restart deployment/microservice-mail"))));
        } else if (queue.name == QLatin1String("verification-email")) {
            finding.notes.append(note(FindingNote::Weight::Suggested, "mail-versions", service));
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "mail-images", service,
                                      kubectl(QStringLiteral("get deployments -o wide microservice-registration microservice-mail"))));
            // Where somebody reads the newer queue, what waits here can be brought there.
            const auto isRead = [&queue](const QueueRecord &other) {
                return other.queue.vhost == queue.vhost && other.queue.name == mailformat::newQueue() && other.queue.consumers.value_or(0) > 0;
            };
            if (std::any_of(m_facts.queues->cbegin(), m_facts.queues->cend(), isRead)) {
                finding.notes.append(note(FindingNote::Weight::Proven, "move-looks"));
                finding.repairs.append({FindingRepair::Kind::MoveMail,
                                        QStringLiteral("queue"),
                                        record.key,
                                        {{QStringLiteral("vhost"), queue.vhost}, {QStringLiteral("from"), queue.name}, {QStringLiteral("to"), mailformat::newQueue()}}});
            }
        } else {
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "who-reads", {}, kubectl(QStringLiteral("get pods"))));
        }
        if (isOwn && m_facts.instances) {
            const QList<const consul::Instance *> instances = instancesOf(mail);
            finding.others = {System::Consul};
            finding.evidence.append(evidence(System::Consul, QStringLiteral("GET /v1/health/service/") + mail,
                                             QStringLiteral("instances"), QString::number(instances.size())));
        }
        return;
    }
    if (queue.ready.value_or(0) > 0 && queue.consumers.value_or(0) > 0 && queue.unacked.value_or(0) > 0
        && queue.deliverRate == 0.0 && queue.ackRate == 0.0) {
        Finding &finding = begin("rabbitmq.consumer-stuck", FindingSeverity::Warning);
        finding.patience = std::chrono::minutes(2); // one that takes its time over a message looks the same
        finding.args.insert(QStringLiteral("ready"), *queue.ready);
        finding.args.insert(QStringLiteral("unacked"), *queue.unacked);
        finding.args.insert(QStringLiteral("consumers"), *queue.consumers);
        tell(finding, "messages_ready", queue.ready);
        tell(finding, "messages_unacknowledged", queue.unacked);
        tell(finding, "consumers", queue.consumers);
        finding.evidence.append(evidence(System::RabbitMq, call, QStringLiteral("message_stats.ack_details.rate"), QStringLiteral("0")));
        finding.notes.append(note(FindingNote::Weight::Suggested, "consumer-hangs"));
        finding.notes.append(note(FindingNote::Weight::Elsewhere, "who-reads", {}, kubectl(QStringLiteral("get pods"))));
    }
}

// ---- Prometheus

void Rules::targets()
{
    if (!m_facts.targets)
        return;
    std::map<QString, QList<const prometheus::Target *>> down;
    std::map<QString, int> total;
    for (const prometheus::Target &target : *m_facts.targets) {
        ++total[target.job()];
        if (target.health == prometheus::Health::Down)
            down[target.job()].append(&target);
    }
    for (const auto &[job, targets] : down) {
        const prometheus::Target &first = *targets.first();
        Finding &finding = add("prometheus.target-down", FindingSeverity::Warning, System::Prometheus,
                               {System::Prometheus, QStringLiteral("target"), job, job}, FindingSource::Targets);
        finding.patience = std::chrono::seconds(0);
        finding.args.insert(QStringLiteral("job"), job);
        finding.args.insert(QStringLiteral("down"), targets.size());
        finding.args.insert(QStringLiteral("total"), total[job]);
        finding.args.insert(QStringLiteral("error"), first.lastError);
        for (const prometheus::Target *target : targets.mid(0, 5)) {
            finding.evidence.append(evidence(System::Prometheus, QStringLiteral("GET /api/v1/targets"),
                                             QStringLiteral("scrapeUrl"), target->scrapeUrl));
            finding.evidence.append(evidence(System::Prometheus, QStringLiteral("GET /api/v1/targets"),
                                             QStringLiteral("lastError"), target->lastError));
        }
        const QString path = QUrl(first.scrapeUrl).path();
        if (first.lastError.contains(QLatin1String("404")) && path != QLatin1String("/metrics") && isGatewayTarget(first)) {
            finding.others = {System::Kong};
            finding.args.insert(QStringLiteral("wrongPath"), path);
            finding.args.insert(QStringLiteral("rightPath"), QStringLiteral("/metrics"));
            finding.notes.append(note(FindingNote::Weight::Proven, "wrong-metrics-path",
                                      {{QStringLiteral("wrong"), path}, {QStringLiteral("right"), QStringLiteral("/metrics")}}));
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "prometheus-configuration",
                                      {{QStringLiteral("job"), job}, {QStringLiteral("path"), QStringLiteral("/metrics")}}));
        } else {
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "target-not-reached", {{QStringLiteral("job"), job}}));
        }
    }
}

} // namespace mk::findings
