// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouteInsight.h"

#include "platform/ConsulHost.h"

#include <QUrl>

namespace mk::routeinsight {

Registry::Registry(const std::vector<consul::Service> &services, const QString &datacenter, const std::vector<kong::Entity> *upstreams)
    : m_datacenter(datacenter), m_knowsUpstreams(upstreams != nullptr)
{
    if (upstreams) {
        for (const kong::Entity &upstream : *upstreams)
            m_upstreams.insert(upstream.name.toLower());
    }
    m_services.reserve(qsizetype(services.size()));
    m_names.reserve(qsizetype(services.size()));
    for (const consul::Service &service : services) {
        m_services.insert(service.name.toLower(), &service);
        m_names.append(service.name);
    }
}

RouteInsight Registry::of(const QString &host)
{
    if (const auto known = m_known.constFind(host); known != m_known.cend())
        return *known;
    RouteInsight insight;
    insight.registry = RouteInsight::Registry::Elsewhere;
    const consulhost::ConsulHost meaning = consulhost::parse(host);
    const bool isHere = meaning.datacenter.isEmpty() || m_datacenter.isEmpty()
        || meaning.datacenter.compare(m_datacenter, Qt::CaseInsensitive) == 0;
    const bool isUpstream = m_upstreams.contains(host.toLower());
    if (isUpstream) {
        insight.registry = RouteInsight::Registry::Upstream;
        insight.service = host;
    } else if (!host.isEmpty() && isHere && (meaning.namesService() || meaning.kind == consulhost::Kind::Misspelt)) {
        insight.service = meaning.name;
        insight.tag = meaning.tag;
        const consul::Service *service = m_services.value(meaning.name.toLower());
        if (!service && !m_knowsUpstreams) {
            insight = {}; // an upstream may have that name
        } else if (meaning.kind == consulhost::Kind::Misspelt) {
            insight.registry = RouteInsight::Registry::Misspelt;
            insight.corrected = meaning.corrected;
            insight.nearest = service ? service->name : QString();
        } else if (service) {
            insight.registry = RouteInsight::Registry::Found;
            insight.service = service->name;
            insight.passing = service->passing;
            insight.warning = service->warning;
            insight.critical = service->critical;
            insight.total = service->total;
        } else {
            insight.registry = RouteInsight::Registry::Absent;
            insight.nearest = consulhost::nearest(meaning.name, m_names);
        }
    }
    m_known.insert(host, insight);
    return insight;
}

QString upstreamHost(const QString &upstreamUrl)
{
    return QUrl(upstreamUrl, QUrl::StrictMode).host();
}

RouteInsights join(const Sources &sources, const QHash<QString, routeclaims::Claims> &claims)
{
    RouteInsights insights;
    const auto put = [&insights](const QString &key, const RouteInsight &insight) {
        if (!insight.isEmpty())
            insights.insert(key, insight);
    };
    std::optional<Registry> registry;
    if (sources.registry)
        registry.emplace(*sources.registry, sources.datacenter, sources.upstreams.get());
    const auto about = [&registry](const QString &host) { return registry ? registry->of(host) : RouteInsight(); };
    const auto withClaims = [&claims](RouteInsight insight, const QString &key) {
        insight.claims = claims.value(key);
        return insight;
    };
    QHash<QString, RouteInsight> ofServices;
    if (sources.apis) {
        for (const kong::Api &api : *sources.apis) {
            const QString key = QStringLiteral("api/") + api.id;
            put(key, withClaims(about(upstreamHost(api.upstreamUrl)), key));
        }
    }
    if (sources.services) {
        for (const kong::Service &service : *sources.services) {
            const RouteInsight insight = about(service.host);
            ofServices.insert(service.id, insight);
            put(QStringLiteral("service/") + service.id, insight);
        }
    }
    if (sources.routes) {
        for (const kong::Route &route : *sources.routes) {
            const QString key = QStringLiteral("route/") + route.id;
            put(key, withClaims(ofServices.value(route.serviceId), key));
        }
    }
    return insights;
}

} // namespace mk::routeinsight
