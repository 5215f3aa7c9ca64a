// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingRules.h"

#include <QHostAddress>

#include <algorithm>

namespace mk::findings {

// What an attacker, or the next failure, would thank for. Nothing is asked for it: it follows from what was given and read.
void Rules::posture()
{
    const auto add = [this](const char *code, System system, const QVariantMap &args) { m_posture.push_back({QString::fromLatin1(code), system, args}); };
    const auto status = [this](System system) -> const SystemStatus * {
        const auto found = m_facts.status.find(system);
        return found != m_facts.status.end() && isUp(system) ? &found->second : nullptr;
    };
    const auto isOpen = [](const Endpoint &endpoint) { return endpoint.credential.kind == Credential::Kind::None && endpoint.tls.clientCertFile.isEmpty(); };

    if (status(System::Kong)) {
        QStringList open;
        for (const Endpoint &endpoint : std::as_const(m_facts.environment.kong)) {
            if (isOpen(endpoint))
                open.append(endpoint.hostPort());
        }
        if (!open.isEmpty())
            add("kong.admin-open", System::Kong, {{QStringLiteral("endpoint"), open.join(QStringLiteral(", "))}});
    }
    if (m_facts.apis && !m_facts.apis->empty() && m_facts.environment.prometheus)
        add("kong.no-metrics-per-service", System::Kong, {{QStringLiteral("count"), qint64(m_facts.apis->size())}});
    if (m_facts.resolvers && m_facts.nodes && !m_facts.nodes->empty()) {
        QStringList fixed;
        for (const QString &resolver : *m_facts.resolvers) {
            const QString address = resolver.count(QLatin1Char(':')) == 1 ? resolver.section(QLatin1Char(':'), 0, 0) : resolver;
            if (resolver.endsWith(QLatin1String(":8600")) && !QHostAddress(address).isNull())
                fixed.append(resolver);
        }
        QStringList addresses;
        for (const consul::Node &node : *m_facts.nodes)
            addresses.append(node.address);
        if (!fixed.isEmpty())
            add("kong.resolver-fixed", System::Kong, {{QStringLiteral("resolvers"), fixed}, {QStringLiteral("addresses"), addresses}});
    }
    if (const SystemStatus *consul = status(System::Consul); consul && consul->credential == QLatin1String("consul.acl-off"))
        add("consul.acl-off", System::Consul, {});
    if (m_facts.instances && !m_facts.registryFiltered) {
        QStringList names;
        int total = 0;
        for (const QList<const consul::Instance *> &instances : m_byService) {
            if (instances.first()->service == QLatin1String("consul"))
                continue;
            ++total;
            if (std::none_of(instances.cbegin(), instances.cend(), [](const consul::Instance *instance) { return instance->hasOwnChecks(); }))
                names.append(instances.first()->service);
        }
        names.sort();
        if (!names.isEmpty())
            add("consul.no-own-checks", System::Consul, {{QStringLiteral("count"), names.size()}, {QStringLiteral("total"), total}, {QStringLiteral("names"), names}});
    }
    if (const SystemStatus *rabbit = status(System::RabbitMq)) {
        // That it answers to guest is known because this environment uses it: no other name is tried.
        const QString user = rabbit->credentialArgs.value(QStringLiteral("user")).toString();
        if (user == QLatin1String("guest"))
            add("rabbitmq.guest", System::RabbitMq, {{QStringLiteral("user"), user}});
    }
    if (status(System::Prometheus) && m_facts.environment.prometheus && isOpen(*m_facts.environment.prometheus))
        add("prometheus.open", System::Prometheus, {{QStringLiteral("endpoint"), m_facts.environment.prometheus->hostPort()}});
}

} // namespace mk::findings
