// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingRules.h"

#include <algorithm>

namespace mk::findings {

// ---- Consul has forgotten

void Rules::emptyCatalog()
{
    if (!m_facts.instances || m_facts.registryFiltered)
        return;
    const bool anybody = std::any_of(m_facts.instances->cbegin(), m_facts.instances->cend(), [](const consul::Instance &instance) { return instance.service != QLatin1String("consul"); });
    QStringList hosts;
    for (const Way &way : m_ways) {
        if (way.consul.kind == consulhost::Kind::Service && isOwnDatacenter(way.consul.datacenter))
            hosts.append(way.host);
    }
    hosts.removeDuplicates();
    constexpr qsizetype enough = 2; // of one alone the name is in doubt, not the catalog
    if (anybody || hosts.size() < enough)
        return;
    m_catalogEmpty = true;
    Finding &finding = add("consul.catalog-empty", FindingSeverity::Critical, System::Consul, {System::Consul, QStringLiteral("system"), systemId(System::Consul), systemName(System::Consul)},
                           FindingSource::Entities | FindingSource::Instances);
    finding.others = {System::Kong};
    finding.args.insert(QStringLiteral("hosts"), hosts.size());
    finding.evidence.append(evidence(System::Consul, QStringLiteral("GET /v1/catalog/services"), QStringLiteral("services"), QStringLiteral("consul")));
    finding.evidence.append(evidence(System::Kong, QStringLiteral("GET /apis, GET /services"), QStringLiteral("upstream_url, host"), hosts.mid(0, 5).join(QStringLiteral(", "))));
    finding.notes.append(note(FindingNote::Weight::Proven, "no-name-resolves", {{QStringLiteral("count"), hosts.size()}}));
    finding.notes.append(note(FindingNote::Weight::Suggested, "consul-restarted"));
    finding.notes.append(note(FindingNote::Weight::Elsewhere, "consul-pod", {}, podsOf(QStringLiteral("consul"))));
    finding.notes.append(note(FindingNote::Weight::Elsewhere, "registrar-pod", {}, podsOf(QStringLiteral("kube-consul-register"))));
}

// Kong's container waits for the key when it starts, and only then.
void Rules::migrationGate()
{
    if (m_facts.hasMigrationKey != false || !isMicrokubes())
        return;
    const auto kong = m_facts.status.find(System::Kong);
    const bool down = kong != m_facts.status.end() && kong->second.state == SystemState::Down;
    Finding &finding = add("consul.key-missing", down ? FindingSeverity::Critical : FindingSeverity::Warning, System::Consul,
                           {System::Consul, QStringLiteral("kv"), migrationKey(), migrationKey()}, FindingSource::ConsulKey);
    finding.others = {System::Kong};
    finding.args.insert(QStringLiteral("key"), migrationKey());
    finding.args.insert(QStringLiteral("kongDown"), down);
    finding.evidence.append(evidence(System::Consul, QStringLiteral("GET /v1/kv/") + migrationKey(), QStringLiteral("status"), QStringLiteral("404")));
    if (kong != m_facts.status.end()) {
        const QVariant reachable = kong->second.figures.value(QStringLiteral("databaseReachable"));
        if (isUp(System::Kong) && reachable.isValid()) {
            finding.evidence.append(evidence(System::Kong, QStringLiteral("GET /status"), QStringLiteral("database.reachable"),
                                             reachable.toBool() ? QStringLiteral("true") : QStringLiteral("false")));
        }
    }
    finding.notes.append(note(FindingNote::Weight::Proven, down ? "kong-waits" : "kong-will-wait"));
    finding.notes.append(note(FindingNote::Weight::Suggested, "memory-only"));
    finding.notes.append(note(FindingNote::Weight::Elsewhere, "migration-log", {}, kubectl(QStringLiteral("logs job/kong-migration"))));
    finding.repairs.append({FindingRepair::Kind::SetKey, QStringLiteral("kv"), migrationKey(), {}});
}

// ---- instances and nodes that are not well

namespace {

FindingRepair deregistering(const consul::Instance &instance)
{
    return {FindingRepair::Kind::Deregister,
            QStringLiteral("instance"),
            instance.serviceId,
            {{QStringLiteral("node"), instance.node}, {QStringLiteral("service"), instance.service}, {QStringLiteral("address"), addressOf(instance)}}};
}

} // namespace

void Rules::criticalInstances()
{
    if (!m_facts.instances)
        return;
    QSet<QString> gone; // their ways are told as broken by themselves
    for (const Finding &finding : m_findings) {
        if (finding.code == QLatin1String("kong.no-passing"))
            gone.insert(finding.args.value(QStringLiteral("service")).toString().toLower());
    }
    for (auto service = m_byService.cbegin(); service != m_byService.cend(); ++service) {
        QList<const consul::Instance *> critical;
        std::copy_if(service->cbegin(), service->cend(), std::back_inserter(critical), [](const consul::Instance *instance) { return isCritical(*instance); });
        if (critical.isEmpty() || gone.contains(service.key()))
            continue;
        const QString name = critical.first()->service;
        Finding &finding = add("consul.instance-critical", FindingSeverity::Warning, System::Consul, {System::Consul, QStringLiteral("service"), name, name}, FindingSource::Instances);
        finding.patience = std::chrono::seconds(60);
        finding.args.insert(QStringLiteral("service"), name);
        finding.args.insert(QStringLiteral("critical"), critical.size());
        finding.args.insert(QStringLiteral("total"), service->size());
        for (const consul::Instance *instance : critical.mid(0, 5)) {
            const auto check = std::find_if(instance->checks.cbegin(), instance->checks.cend(), [](const consul::Check &one) { return one.health == consul::Health::Critical && !one.isMaintenance(); });
            finding.evidence.append(evidence(System::Consul, QStringLiteral("GET /v1/health/service/") + name, instance->serviceId,
                                             check->name + QStringLiteral(": ") + (check->output.isEmpty() ? QStringLiteral("critical") : check->output)));
        }
        finding.notes.append(note(FindingNote::Weight::Proven, "critical-is-not-told"));
        finding.notes.append(note(FindingNote::Weight::Suggested, "stale-instance", {{QStringLiteral("service"), name}}));
        for (const consul::Instance *instance : critical.mid(0, 3))
            finding.repairs.append(deregistering(*instance));
        finding.notes.append(note(FindingNote::Weight::Elsewhere, "pod-state", {{QStringLiteral("service"), name}}, podsOf(name)));
    }
}

void Rules::failedNodes()
{
    if (!m_facts.nodes)
        return;
    for (const consul::Node &node : *m_facts.nodes) {
        const auto failed = std::find_if(node.checks.cbegin(), node.checks.cend(), [](const consul::Check &check) { return check.health == consul::Health::Critical && !check.isMaintenance(); });
        if (failed == node.checks.cend())
            continue;
        Finding &finding = add("consul.node-failed", node.instances > 0 ? FindingSeverity::Critical : FindingSeverity::Warning, System::Consul,
                               {System::Consul, QStringLiteral("node"), node.name, node.name}, FindingSource::Nodes);
        finding.patience = std::chrono::seconds(60);
        finding.args.insert(QStringLiteral("node"), node.name);
        finding.args.insert(QStringLiteral("instances"), node.instances);
        finding.evidence.append(evidence(System::Consul, QStringLiteral("GET /v1/health/node/") + node.name, failed->id, failed->output.isEmpty() ? QStringLiteral("critical") : failed->output));
        finding.notes.append(note(FindingNote::Weight::Proven, "node-takes-instances"));
        for (const QList<const consul::Instance *> &instances : m_byService) {
            for (const consul::Instance *instance : instances) {
                if (instance->node == node.name && finding.repairs.size() < 3)
                    finding.repairs.append(deregistering(*instance));
            }
        }
        finding.notes.append(note(FindingNote::Weight::Elsewhere, "node-state", {{QStringLiteral("node"), node.name}}, QStringLiteral("kubectl get nodes -o wide")));
    }
}

} // namespace mk::findings
