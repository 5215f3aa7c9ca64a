// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongRecords.h"

#include "core/SafeText.h"

#include <QSet>
#include <QUrl>

namespace mk {

namespace {

constexpr int shortId = 9;

QString nameOrId(const QString &name, const QString &id)
{
    return name.isEmpty() ? shortened(id, shortId) : name;
}

struct Count
{
    int all = 0;
    int off = 0;
};

// Plugins by what they are bound to: the narrowest of route and service, or the API object.
QHash<QString, Count> countPlugins(const std::vector<kong::Plugin> &plugins)
{
    QHash<QString, Count> counts;
    for (const kong::Plugin &plugin : plugins) {
        const QString &bound = !plugin.scope.apiId.isEmpty()     ? plugin.scope.apiId
                               : !plugin.scope.routeId.isEmpty() ? plugin.scope.routeId
                                                                 : plugin.scope.serviceId;
        if (bound.isEmpty())
            continue;
        Count &count = counts[bound];
        ++count.all;
        count.off += plugin.enabled ? 0 : 1;
    }
    return counts;
}

// https://host:8443/path. IPv6 addresses stand in brackets.
QString urlOf(const kong::Service &service)
{
    if (service.host.isEmpty())
        return {};
    const QString host = service.host.contains(QLatin1Char(':')) && !service.host.startsWith(QLatin1Char('['))
                             ? QString(QLatin1Char('[') + service.host + QLatin1Char(']'))
                             : service.host;
    QString url = service.protocol + QStringLiteral("://") + host;
    if (service.port != 0)
        url += QLatin1Char(':') + QString::number(service.port);
    return url + service.path;
}

void setTarget(KongRouteRecord *record, const kong::Service &service)
{
    record->targetProtocol = service.protocol;
    record->targetHost = service.host;
    record->targetPort = service.port;
    record->targetPath = service.path;
    record->targetUrl = urlOf(service);
    record->enabled = service.enabled;
}

} // namespace

QString KongRouteRecord::shownName() const
{
    return nameOrId(name, id);
}

namespace kongjoin {

KongRouteRecord recordOf(const kong::Api &api)
{
    KongRouteRecord record;
    record.kind = kong::Kind::Api;
    record.id = api.id;
    record.name = api.name;
    record.protocols = api.httpsOnly.value_or(false)
                           ? QStringList{QStringLiteral("https")}
                           : QStringList{QStringLiteral("http"), QStringLiteral("https")};
    record.methods = api.methods;
    record.hosts = api.hosts;
    record.paths = api.uris;
    record.strip = api.stripUri;
    record.preserveHost = api.preserveHost;
    record.targetUrl = api.upstreamUrl;
    const QUrl url(api.upstreamUrl, QUrl::StrictMode);
    if (url.isValid() && !url.host().isEmpty()) {
        record.targetProtocol = url.scheme();
        record.targetHost = url.host();
        record.targetPort = url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
        record.targetPath = url.path(QUrl::FullyEncoded);
    }
    record.createdAt = api.createdAt;
    record.json = api.json;
    return record;
}

KongRouteRecord recordOf(const kong::Service &service)
{
    KongRouteRecord record;
    record.kind = kong::Kind::Service;
    record.id = service.id;
    record.name = service.name;
    record.serviceId = service.id;
    record.serviceName = nameOrId(service.name, service.id);
    setTarget(&record, service);
    record.tags = service.tags;
    record.createdAt = service.createdAt;
    record.updatedAt = service.updatedAt;
    record.json = service.json;
    return record;
}

KongRouteRecord recordOf(const kong::Route &route, const kong::Service *service)
{
    KongRouteRecord record;
    record.kind = kong::Kind::Route;
    record.id = route.id;
    record.name = route.name;
    record.serviceId = route.serviceId;
    record.protocols = route.protocols;
    record.methods = route.methods;
    record.hosts = route.hosts;
    record.paths = route.paths;
    record.expression = route.expression;
    record.strip = route.stripPath;
    record.preserveHost = route.preserveHost;
    record.tags = route.tags;
    record.createdAt = route.createdAt;
    record.updatedAt = route.updatedAt;
    record.json = route.json;
    if (service) {
        record.serviceName = nameOrId(service->name, service->id);
        record.serviceJson = service->json;
        setTarget(&record, *service);
    }
    return record;
}

std::vector<KongRouteRecord> routeRecords(const Sources &sources)
{
    const QHash<QString, Count> counts = sources.plugins ? countPlugins(*sources.plugins) : QHash<QString, Count>();
    const auto withCounts = [&](KongRouteRecord record) {
        if (sources.plugins) {
            const Count own = counts.value(record.id);
            record.plugins = own.all;
            record.pluginsOff = own.off;
            if (record.kind == kong::Kind::Route && !record.serviceId.isEmpty())
                record.servicePlugins = counts.value(record.serviceId).all;
        }
        return record;
    };
    QHash<QString, const kong::Service *> services;
    services.reserve(qsizetype(sources.services->size()));
    for (const kong::Service &service : *sources.services)
        services.insert(service.id, &service);

    std::vector<KongRouteRecord> records;
    records.reserve(sources.apis->size() + sources.routes->size());
    for (const kong::Api &api : *sources.apis)
        records.push_back(withCounts(recordOf(api)));
    QSet<QString> routed;
    for (const kong::Route &route : *sources.routes) {
        const kong::Service *service = services.value(route.serviceId);
        if (service)
            routed.insert(service->id);
        records.push_back(withCounts(recordOf(route, service)));
    }
    for (const kong::Service &service : *sources.services) {
        if (!routed.contains(service.id))
            records.push_back(withCounts(recordOf(service)));
    }
    if (sources.insights && !sources.insights->isEmpty()) {
        for (KongRouteRecord &record : records)
            record.insight = sources.insights->value(record.key());
    }
    return records;
}

std::vector<KongPluginRecord> pluginRecords(const Sources &sources)
{
    // Only what plugins are bound to needs a name.
    QHash<QString, QString> names;
    if (!sources.plugins)
        return {};
    QSet<QString> bound;
    for (const kong::Plugin &plugin : *sources.plugins)
        bound << plugin.scope.apiId << plugin.scope.serviceId << plugin.scope.routeId;
    const auto take = [&](const auto &rows) {
        for (const auto &row : rows) {
            if (bound.contains(row.id) && !row.name.isEmpty())
                names.insert(row.id, row.name);
        }
    };
    take(*sources.apis);
    take(*sources.services);
    take(*sources.routes);
    const auto nameOf = [&names](const QString &id) {
        return id.isEmpty() ? QString() : nameOrId(names.value(id), id);
    };

    std::vector<KongPluginRecord> records;
    records.reserve(sources.plugins->size());
    for (const kong::Plugin &plugin : *sources.plugins) {
        const kong::PluginScope &scope = plugin.scope;
        KongPluginRecord record{plugin, nameOf(scope.apiId), nameOf(scope.serviceId), nameOf(scope.routeId), {}};
        if (!scope.consumerId.isEmpty())
            record.consumerName = nameOrId(sources.consumerNames.value(scope.consumerId), scope.consumerId);
        records.push_back(std::move(record));
    }
    return records;
}

} // namespace kongjoin

} // namespace mk
