// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Findings.h"

#include "core/System.h"
#include "platform/FindingRules.h"

#include <algorithm>

namespace mk {

QString findingSeverityId(FindingSeverity severity)
{
    return severity == FindingSeverity::Critical ? QStringLiteral("critical") : QStringLiteral("warning");
}

QString findingRepairId(FindingRepair::Kind kind)
{
    switch (kind) {
    case FindingRepair::Kind::SetHost:
        return QStringLiteral("set-host");
    case FindingRepair::Kind::RemoveEntity:
        return QStringLiteral("remove-entity");
    case FindingRepair::Kind::SetKey:
        return QStringLiteral("set-key");
    case FindingRepair::Kind::AddPlugin:
        return QStringLiteral("add-plugin");
    case FindingRepair::Kind::MoveMail:
        return QStringLiteral("move-mail");
    case FindingRepair::Kind::Deregister:
        return QStringLiteral("deregister");
    }
    return {};
}

System findingRepairSystem(FindingRepair::Kind kind)
{
    switch (kind) {
    case FindingRepair::Kind::SetKey:
    case FindingRepair::Kind::Deregister:
        return System::Consul;
    case FindingRepair::Kind::MoveMail:
        return System::RabbitMq;
    case FindingRepair::Kind::SetHost:
    case FindingRepair::Kind::RemoveEntity:
    case FindingRepair::Kind::AddPlugin:
        break;
    }
    return System::Kong;
}

QString Finding::id() const
{
    return code + QLatin1Char('/') + entity.id;
}

bool Finding::operator==(const Finding &other) const
{
    const auto sameError = [](const std::optional<Error> &a, const std::optional<Error> &b) {
        return a.has_value() == b.has_value() && (!a || (a->kind == b->kind && a->reason == b->reason));
    };
    return code == other.code && severity == other.severity && system == other.system && others == other.others
        && entity == other.entity && args == other.args && evidence == other.evidence && notes == other.notes
        && repairs == other.repairs && sources == other.sources && patience == other.patience
        && sameError(error, other.error);
}

FindingSources FindingFacts::known() const
{
    FindingSources known;
    known.setFlag(FindingSource::Entities, apis && services && routes);
    known.setFlag(FindingSource::Plugins, bool(plugins));
    known.setFlag(FindingSource::Certificates, certificates && now.isValid());
    known.setFlag(FindingSource::KongNode, resolvers.has_value());
    known.setFlag(FindingSource::Instances, instances && !registryFiltered);
    known.setFlag(FindingSource::Nodes, nodes && !registryFiltered);
    known.setFlag(FindingSource::ConsulKey, hasMigrationKey.has_value());
    known.setFlag(FindingSource::Queues, bool(queues));
    known.setFlag(FindingSource::Targets, targets.has_value());
    known.setFlag(FindingSource::GatewayErrors, gateway.has_value());
    const auto told = [this](System system) {
        const auto found = status.find(system);
        return found != status.end() && found->second.state != SystemState::NotConfigured
            && found->second.state != SystemState::Connecting;
    };
    known.setFlag(FindingSource::KongStatus, told(System::Kong));
    known.setFlag(FindingSource::ConsulStatus, told(System::Consul));
    known.setFlag(FindingSource::RabbitStatus, told(System::RabbitMq));
    known.setFlag(FindingSource::PrometheusStatus, told(System::Prometheus));
    return known;
}

namespace findings {

FindingReport evaluate(const FindingFacts &facts)
{
    return Rules(facts).take();
}

// Microkubes' manifests; microservice-mail registers nowhere.
const QStringList &gatewayServices()
{
    static const QStringList names{
        QStringLiteral("authorization-server"),      QStringLiteral("identity-provider"),
        QStringLiteral("jwt-issuer"),                QStringLiteral("microservice-apps-management"),
        QStringLiteral("microservice-registration"), QStringLiteral("microservice-user"),
        QStringLiteral("microservice-user-profile")};
    return names;
}

QString kubeNamespaceOf(const Environment &environment)
{
    const QList<Endpoint> endpoints = environment.allEndpoints();
    for (const Endpoint &endpoint : endpoints) {
        const QStringList &arguments = endpoint.tunnel.arguments;
        for (qsizetype at = 0; at < arguments.size(); ++at) {
            const QString &argument = arguments.at(at);
            if ((argument == QLatin1String("-n") || argument == QLatin1String("--namespace")) && at + 1 < arguments.size())
                return arguments.at(at + 1);
            if (argument.startsWith(QLatin1String("--namespace=")))
                return argument.section(QLatin1Char('='), 1);
        }
    }
    return QStringLiteral("microkubes");
}

bool isGatewayTarget(const prometheus::Target &target)
{
    // Microkubes calls its job "gateway". 8001 and 8444 are the admin port, 8100 Kong's status port.
    const int port = QUrl(target.scrapeUrl).port();
    return target.job() == QLatin1String("gateway") || target.job().contains(QLatin1String("kong"), Qt::CaseInsensitive)
        || port == 8001 || port == 8444 || port == 8100;
}

} // namespace findings

} // namespace mk
