// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "platform/KongCertificates.h"
#include "platform/LiveStore.h"
#include "platform/RouteInsight.h"

#include <QHash>

namespace mk {

template <>
struct RecordTraits<kong::Api>
{
    static const QString &key(const kong::Api &record) { return record.id; }
};
template <>
struct RecordTraits<kong::Service>
{
    static const QString &key(const kong::Service &record) { return record.id; }
};
template <>
struct RecordTraits<kong::Route>
{
    static const QString &key(const kong::Route &record) { return record.id; }
};
template <>
struct RecordTraits<kong::Plugin>
{
    static const QString &key(const kong::Plugin &record) { return record.id; }
};

template <>
struct RecordTraits<kong::Entity>
{
    static QString key(const kong::Entity &record) { return record.key(); }
};

using KongApis = LiveStore<kong::Api>;
using KongServices = LiveStore<kong::Service>;
using KongRoutes = LiveStore<kong::Route>;
using KongPlugins = LiveStore<kong::Plugin>;
using KongEntities = LiveStore<kong::Entity>;

// One way into the platform, as the Routes panel lists it: an API object, a route joined with its service, or a service that
// no route leads to.
struct KongRouteRecord
{
    kong::Kind kind = kong::Kind::Route; // Api, Route or Service
    QString id;
    QString name;        // empty: it has none
    QString serviceId;   // of a route; empty: none. Of a service row: its own id
    QString serviceName; // empty: none, or the service is not (yet) known
    QStringList protocols; // that it listens to; of an API object: https alone, or both
    QStringList methods;   // empty lists: any
    QStringList hosts;
    QStringList paths; // uris of an API object
    QString expression;
    std::optional<bool> strip;
    std::optional<bool> preserveHost;
    // Where requests go. Empty and 0: not told (a route without a service, an upstream_url that nobody can read).
    QString targetProtocol;
    QString targetHost;
    int targetPort = 0;
    QString targetPath;
    QString targetUrl; // the same in one text; of an API object as it was written
    // Plugins bound to this very entity (no matter to which consumer); -1: the plugins are not known.
    int plugins = -1;
    int pluginsOff = 0;     // of them: switched off
    int servicePlugins = 0; // of a route: what its service has beside
    QStringList tags;
    std::optional<bool> enabled; // of the service; absent: there is no such switch
    QDateTime createdAt;
    QDateTime updatedAt; // invalid: not told
    QByteArray json;        // of the entity itself
    QByteArray serviceJson; // of a route: its service's; empty: none
    RouteInsight insight;   // what Consul and the other rows say of it

    QString key() const { return keyOf(kind, id); }
    static QString keyOf(kong::Kind kind, const QString &id) { return kong::kindId(kind) + QLatin1Char('/') + id; }
    // What people call it: its name, else "7f3a…c21e" of its id.
    QString shownName() const;
    bool operator==(const KongRouteRecord &) const = default;
};
using KongRouteRecords = LiveStore<KongRouteRecord>;

// A plugin with the names of what it is bound to. A name is empty where the plugin is not bound to such a thing; where the
// thing is not known, or has no name, it is the shortened id.
struct KongPluginRecord
{
    kong::Plugin plugin;
    QString apiName;
    QString serviceName;
    QString routeName;
    QString consumerName;

    QString key() const { return plugin.id; }
    bool operator==(const KongPluginRecord &) const = default;
};
using KongPluginRecords = LiveStore<KongPluginRecord>;

// Any other entity as a panel lists it, with what stands around it.
struct KongEntityRecord
{
    kong::Entity entity;
    // Of a consumer: its groups; of an upstream: names of the services (and API objects) that go to it; of a certificate and a
    // CA certificate: names of the services that use it; of an SNI and a key: what the certificate or set is called.
    QStringList related;
    std::optional<kongcertificates::Facts> certificate; // of certificates; nothing: it cannot be read, or has not to be
    int plugins = -1; // of a consumer: bound to it; -1: not known

    QString key() const { return keyOf(entity.kind, entity.key()); }
    static QString keyOf(kong::Kind kind, const QString &entityKey) { return kong::kindId(kind) + QLatin1Char('/') + entityKey; }
    bool operator==(const KongEntityRecord &) const = default;
};
using KongEntityRecords = LiveStore<KongEntityRecord>;

namespace kongjoin {

struct Sources
{
    std::shared_ptr<const std::vector<kong::Api>> apis;
    std::shared_ptr<const std::vector<kong::Service>> services;
    std::shared_ptr<const std::vector<kong::Route>> routes;
    std::shared_ptr<const std::vector<kong::Plugin>> plugins; // null: not known
    QHash<QString, QString> consumerNames;                    // by id
    std::shared_ptr<const RouteInsights> insights = nullptr;  // null: nothing is said yet
};

// Pure functions, any thread; linear in the number of rows.
std::vector<KongRouteRecord> routeRecords(const Sources &sources);
std::vector<KongPluginRecord> pluginRecords(const Sources &sources);
using Entities = std::shared_ptr<const std::vector<kong::Entity>>;
// groups and plugins may be null: not known.
std::vector<KongEntityRecord> consumerRecords(const Entities &consumers, const Entities &groups,
                                              const std::shared_ptr<const std::vector<kong::Plugin>> &plugins);
std::vector<KongEntityRecord> upstreamRecords(const Entities &upstreams, const Sources &sources);
std::vector<KongEntityRecord> certificateRecords(const std::vector<Entities> &lists, const Sources &sources);

KongRouteRecord recordOf(const kong::Api &api);
KongRouteRecord recordOf(const kong::Service &service);
// service may be null.
KongRouteRecord recordOf(const kong::Route &route, const kong::Service *service);

} // namespace kongjoin

} // namespace mk
