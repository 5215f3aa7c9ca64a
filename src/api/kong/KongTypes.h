// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

// What Kong's Admin API tells, as values, for every version from 0.14 to 3.x. Names follow the newer API; where the old one
// calls the same thing otherwise its name stands beside it. Any thread.
namespace mk::kong {

// Kinds of entity, as this program names them; KongDialect knows how each server spells them.
enum class Kind {
    Api,
    Service,
    Route,
    Plugin,
    Consumer,
    // Credentials of a consumer
    KeyAuth,
    BasicAuth,
    HmacAuth,
    Jwt,
    OAuth2,
    Acl, // a group that it belongs to
    Upstream,
    Target, // of an upstream; told by its address, because its id changes with its weight on 0.14
    Certificate,
    CaCertificate,
    Sni,
    Vault,
    Key,
    KeySet,
};
// "api", "service", "route", "plugin", "consumer", "key-auth", "basic-auth", "hmac-auth", "jwt", "oauth2", "acl", "upstream",
// "target", "certificate", "ca-certificate", "sni", "vault", "key", "key-set": EntityRef::kind, journal, exports
QString kindId(Kind kind);
std::optional<Kind> kindFromId(const QString &id);
const std::vector<Kind> &credentialKinds(); // in the order in which people see them
// Consumer or upstream, below which entities of this kind are addressed; nothing: they stand by themselves.
std::optional<Kind> parentKind(Kind kind);
// What the plugin is called that must be there for credentials of this kind; null: no plugin is needed.
const char *pluginOf(Kind kind);

// What one server can do, found from its answers and never from its version number alone.
struct Capabilities
{
    QString version;
    bool apis = false;             // old API objects: GET /apis answers
    bool services = false;         // services and routes: GET /services answers
    bool oldPlugins = false;       // plugins (and API objects, upstreams) speak the old dialect: total, *_id, milliseconds
    bool tags = false;
    bool routeNames = false;
    bool serviceEnabled = false;   // "enabled" of a service
    bool instanceNames = false;    // of plugins
    bool entitySchemas = false;    // GET /schemas/{entity}
    bool pluginSchemas = false;    // GET /schemas/plugins/{name}; else /plugins/schema/{name}
    bool validates = false;        // POST /schemas/{entity}/validate
    QStringList plugins;           // names that can be added here, sorted
    std::map<QString, int> pluginPriorities; // of these: higher ones run first; empty: the server does not tell
    QStringList routeFields;       // members that the server's own schema knows; empty: it does not tell
    QStringList serviceFields;
    QByteArray routeDefaults; // JSON object: what stands in for members that are left out; empty: it does not tell
    QByteArray serviceDefaults;
    bool plainPathRegex = false;   // a path is a regular expression by its characters; else it starts with ~
    bool hostPorts = false;        // hosts of routes may name a port
    QStringList collections; // ids of kinds beside those above that this server has ("ca-certificate", "vault", ...)
    // Empty: entities may be written. Else why not: "kong.db-less", "kong.data-plane".
    QString readOnlyReason;
    // Collections that this credential may not read: "services" -> "unauthorised" or "forbidden".
    std::map<QString, QString> denied;
    bool has(Kind kind) const;
    bool operator==(const Capabilities &) const = default;
};

// The old API object of Kong before 1.0: route, service and upstream address in one.
struct Api
{
    QString id;
    QString name;
    QStringList uris;
    QStringList hosts;
    QStringList methods;
    QString upstreamUrl;
    std::optional<bool> stripUri;
    std::optional<bool> preserveHost;
    std::optional<bool> httpsOnly;
    std::optional<bool> httpIfTerminated;
    std::optional<qint64> retries;
    std::optional<qint64> connectTimeout; // upstream_connect_timeout, ms
    std::optional<qint64> sendTimeout;
    std::optional<qint64> readTimeout;
    QDateTime createdAt;
    QByteArray json; // the row as the server told it: what edits and comparisons start from
    bool operator==(const Api &) const = default;
};

struct Service
{
    QString id;
    QString name;
    QString protocol;
    QString host;
    quint16 port = 0;
    QString path;
    std::optional<qint64> retries;
    std::optional<qint64> connectTimeout; // ms
    std::optional<qint64> writeTimeout;
    std::optional<qint64> readTimeout;
    std::optional<bool> enabled; // absent: this version has no such switch
    QStringList tags;
    QDateTime createdAt;
    QDateTime updatedAt;
    QByteArray json;
    bool operator==(const Service &) const = default;
};

struct Route
{
    QString id;
    QString name;
    QString serviceId; // empty: a route without a service
    QStringList protocols;
    QStringList methods;
    QStringList hosts;
    QStringList paths;
    std::map<QString, QStringList> headers;
    QStringList snis;
    QString expression; // router_flavor expressions
    std::optional<bool> stripPath;
    std::optional<bool> preserveHost;
    QStringList tags;
    QDateTime createdAt;
    QDateTime updatedAt;
    QByteArray json;
    bool operator==(const Route &) const = default;
};

// Empty ids: not bound to such an entity; all empty: global.
struct PluginScope
{
    QString apiId;
    QString serviceId;
    QString routeId;
    QString consumerId;
    bool isGlobal() const
    {
        return apiId.isEmpty() && serviceId.isEmpty() && routeId.isEmpty() && consumerId.isEmpty();
    }
    bool operator==(const PluginScope &) const = default;
};

struct Plugin
{
    QString id;
    QString name;
    QString instanceName;
    PluginScope scope;
    bool enabled = true;
    QStringList protocols;
    QStringList tags;
    QDateTime createdAt;
    QDateTime updatedAt;
    QByteArray config; // JSON; may hold secrets
    QByteArray json;   // may hold secrets
    bool operator==(const Plugin &) const = default;
};

// What a schema says of how an entity, or the configuration of a plugin, may be changed. Paths below it ("redis.host").
struct Shape
{
    QStringList records;    // PATCH merges them; lists and maps are replaced
    QStringList shorthands; // older names of members: told beside the newer ones and following them by themselves
    QByteArray defaults;    // JSON object, records in it: what stands in for what is left out of a new one
    bool operator==(const Shape &) const = default;
};

// Any entity beside those that have a type of their own: consumers, their credentials, upstreams, targets, certificates ...
struct Entity
{
    Kind kind = Kind::Consumer;
    QString id;
    QString parentId; // consumer or upstream below which it stands; certificate of an SNI, set of a key; empty: none
    // What it is told by: username (or custom id), group, target, name, prefix, the client id; never a secret. May be empty.
    QString name;
    QStringList tags;
    QDateTime createdAt;
    QDateTime updatedAt; // invalid: not told
    QByteArray json;     // may hold secrets
    // As entityRequest() addresses it: "consumer id/id", "upstream id/address", or its id.
    QString key() const;
    QString shownName() const; // its name, else the shortened id
    bool operator==(const Entity &) const = default;
};

// What tells a consumer from others: for the scopes of plugins.
struct Consumer
{
    QString id;
    QString username;
    QString customId;
    QString shownName() const { return !username.isEmpty() ? username : customId; }
    bool operator==(const Consumer &) const = default;
};

} // namespace mk::kong
