// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongDialect.h"

#include "core/Json.h"
#include "net/UrlPath.h"

#include <QHostAddress>

#include <algorithm>
#include <cmath>

namespace mk::kong {

namespace {

using nlohmann::json;

struct Names
{
    Kind kind;
    const char *collection;
    const char *nested; // below its parent
    const char *schema; // GET /schemas/...
};
constexpr Names allNames[] = {
    {Kind::Api, "apis", "apis", "apis"},
    {Kind::Service, "services", "services", "services"},
    {Kind::Route, "routes", "routes", "routes"},
    {Kind::Plugin, "plugins", "plugins", "plugins"},
    {Kind::Consumer, "consumers", "consumers", "consumers"},
    {Kind::KeyAuth, "key-auths", "key-auth", "keyauth_credentials"},
    {Kind::BasicAuth, "basic-auths", "basic-auth", "basicauth_credentials"},
    {Kind::HmacAuth, "hmac-auths", "hmac-auth", "hmacauth_credentials"},
    {Kind::Jwt, "jwts", "jwt", "jwt_secrets"},
    {Kind::OAuth2, "oauth2", "oauth2", "oauth2_credentials"},
    {Kind::Acl, "acls", "acls", "acls"},
    {Kind::Upstream, "upstreams", "upstreams", "upstreams"},
    {Kind::Target, "targets", "targets", "targets"},
    {Kind::Certificate, "certificates", "certificates", "certificates"},
    {Kind::CaCertificate, "ca_certificates", "ca_certificates", "ca_certificates"},
    {Kind::Sni, "snis", "snis", "snis"},
    {Kind::Vault, "vaults", "vaults", "vaults"},
    {Kind::Key, "keys", "keys", "keys"},
    {Kind::KeySet, "key-sets", "key-sets", "key_sets"},
};

const Names &namesOf(Kind kind)
{
    return *std::find_if(std::begin(allNames), std::end(allNames), [kind](const Names &names) { return names.kind == kind; });
}

const char *collectionName(Kind kind)
{
    return namesOf(kind).collection;
}

// The list that an entity stands in: "/services", "/consumers/{id}/key-auth".
UrlPath listPathOf(Kind kind, const QString &id)
{
    UrlPath path("/");
    const std::optional<Kind> parent = parentKind(kind);
    if (!parent)
        return path.literal(collectionName(kind));
    path.literal(collectionName(*parent)).literal("/").segment(id.section(QLatin1Char('/'), 0, 0)).literal("/");
    return path.literal(namesOf(kind).nested);
}

QByteArray entityPath(Kind kind, const QString &id)
{
    const QString own = parentKind(kind) ? id.section(QLatin1Char('/'), 1) : id;
    return listPathOf(kind, id).literal("/").segment(own).encoded();
}

// Whose bodies are kept out of the log: any member of a plugin's or a vault's configuration may be a password.
bool isSecretKind(Kind kind)
{
    return kind == Kind::Plugin || kind == Kind::Vault || kind == Kind::Key || kind == Kind::Certificate || pluginOf(kind);
}

HttpRequest bodyRequest(const char *method, QByteArray path, Kind kind, const json &body)
{
    HttpRequest request;
    request.method = method;
    request.path = std::move(path);
    request.contentType = QByteArrayLiteral("application/json");
    // What is not UTF-8 never comes this far; "replace" keeps dump() from throwing all the same.
    request.body = QByteArray::fromStdString(body.dump(-1, ' ', false, json::error_handler_t::replace));
    request.callClass = CallClass::Write;
    request.sendsSecretBody = isSecretKind(kind);
    return request;
}

std::string textOf(const json &object, const char *name)
{
    const auto it = object.find(name);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

// {"service":{"id":"..."}} or {"service_id":"..."}.
QString foreignId(const json &object, const char *newName, const char *oldName)
{
    const auto it = object.find(newName);
    if (it != object.end() && it->is_object())
        return QString::fromStdString(textOf(*it, "id"));
    return QString::fromStdString(textOf(object, oldName));
}

struct ScopeMember
{
    const char *newName;
    const char *oldName;
    QString PluginScope::*id;
};
constexpr ScopeMember scopeMembers[] = {
    {"api", "api_id", &PluginScope::apiId},
    {"service", "service_id", &PluginScope::serviceId},
    {"route", "route_id", &PluginScope::routeId},
    {"consumer", "consumer_id", &PluginScope::consumerId},
};

} // namespace

bool speaksOld(Kind kind, const Capabilities &server)
{
    switch (kind) {
    case Kind::Api:
        return true;
    case Kind::Plugin:
    case Kind::Upstream:
    case Kind::Target:
        return server.oldPlugins;
    default:
        return server.oldPlugins && pluginOf(kind);
    }
}

QByteArray collectionPath(Kind kind)
{
    return QByteArrayLiteral("/") + collectionName(kind);
}

HttpRequest listRequest(Kind kind, const QString &offset)
{
    UrlPath path("/");
    path.literal(collectionName(kind)).query("size", QString::number(pageSize));
    if (!offset.isEmpty())
        path.query("offset", offset);
    HttpRequest request;
    request.path = path.encoded();
    request.callClass = CallClass::List;
    return request;
}

HttpRequest childrenRequest(Kind child, Kind parent, const QString &parentId, const Capabilities &server,
                            const QString &offset)
{
    UrlPath path("/");
    if (speaksOld(child, server) && !parentKind(child)) { // filters by a foreign key
        path.literal(collectionName(child));
        path.query((kindId(parent) + QStringLiteral("_id")).toLatin1().constData(), parentId);
    } else {
        path.literal(collectionName(parent)).literal("/").segment(parentId).literal("/").literal(namesOf(child).nested);
    }
    path.query("size", QString::number(pageSize));
    if (!offset.isEmpty())
        path.query("offset", offset);
    HttpRequest request;
    request.path = path.encoded();
    request.callClass = CallClass::List;
    return request;
}

HttpRequest entityRequest(Kind kind, const QString &id)
{
    HttpRequest request;
    request.path = entityPath(kind, id);
    request.expected = {404};
    return request;
}

HttpRequest createRequest(Kind kind, const Capabilities &server, const QString &id, const json &entity)
{
    json body = entity;
    if (kind == Kind::Target) { // PUT creates none; its id is of no account, and an old time would hide it behind its own removal
        body.erase("id");
        body.erase("created_at");
        body.erase("updated_at");
        return bodyRequest("POST", listPathOf(kind, id).encoded(), kind, body);
    }
    body["id"] = (parentKind(kind) ? id.section(QLatin1Char('/'), 1) : id).toStdString();
    if (speaksOld(kind, server))
        return bodyRequest("POST", listPathOf(kind, id).encoded(), kind, body); // takes an id, and created_at
    body.erase("id"); // POST of 0.14's services ignores an id; PUT creates under the one in the path
    return bodyRequest("PUT", entityPath(kind, id), kind, body);
}

HttpRequest patchRequest(Kind kind, const Capabilities &server, const QString &id, const json &changes)
{
    if (kind == Kind::Target && speaksOld(kind, server)) { // a row more, which overrides
        json body = changes;
        body["target"] = id.section(QLatin1Char('/'), 1).toStdString();
        return bodyRequest("POST", listPathOf(kind, id).encoded(), kind, body);
    }
    return bodyRequest("PATCH", entityPath(kind, id), kind, changes);
}

HttpRequest replaceRequest(Kind kind, const Capabilities &server, const QString &id, const json &entity)
{
    json body = entity;
    if (speaksOld(kind, server)) {
        body["id"] = id.toStdString(); // PUT on the entity is 405 there
        return bodyRequest("PUT", collectionPath(kind), kind, body);
    }
    body.erase("id");
    return bodyRequest("PUT", entityPath(kind, id), kind, body);
}

HttpRequest deleteRequest(Kind kind, const QString &id)
{
    HttpRequest request;
    request.method = "DELETE";
    request.path = entityPath(kind, id);
    request.callClass = CallClass::Write;
    request.expected = {404}; // gone already: the old dialect says it, the new one does not
    return request;
}

HttpRequest targetHealthRequest(const QString &upstreamId, const QString &offset)
{
    UrlPath path("/upstreams/");
    path.segment(upstreamId).literal("/health").query("size", QString::number(pageSize));
    if (!offset.isEmpty())
        path.query("offset", offset);
    HttpRequest request;
    request.path = path.encoded();
    request.callClass = CallClass::List;
    return request;
}

HttpRequest setTargetHealthRequest(const QString &key, bool healthy, const Capabilities &server)
{
    HttpRequest request;
    request.method = server.plainPathRegex ? "POST" : "PUT"; // turned round with 3.0
    request.path = listPathOf(Kind::Target, key)
                       .literal("/")
                       .segment(key.section(QLatin1Char('/'), 1))
                       .literal(healthy ? "/healthy" : "/unhealthy")
                       .encoded();
    request.callClass = CallClass::Write;
    return request;
}

HttpRequest pluginSchemaRequest(const Capabilities &server, const QString &plugin)
{
    HttpRequest request;
    request.path =
        UrlPath(server.pluginSchemas ? "/schemas/plugins/" : "/plugins/schema/").segment(plugin).encoded();
    return request;
}

HttpRequest entitySchemaRequest(Kind kind)
{
    HttpRequest request;
    request.path = UrlPath("/schemas/").literal(namesOf(kind).schema).encoded();
    return request;
}

HttpRequest validateRequest(Kind kind, const json &entity)
{
    HttpRequest request = bodyRequest(
        "POST", UrlPath("/schemas/").literal(namesOf(kind).schema).literal("/validate").encoded(), kind, entity);
    request.callClass = CallClass::Entity;
    return request;
}

QDateTime timeOf(Kind, bool old, const json &value)
{
    if (!value.is_number())
        return {};
    const double number = value.get<double>();
    constexpr double lastSecond = 253'402'300'799.0; // 9999-12-31: what is beyond is no time
    const double seconds = old ? number / 1000.0 : number;
    if (!std::isfinite(seconds) || seconds < 0 || seconds > lastSecond)
        return {};
    return QDateTime::fromMSecsSinceEpoch(qint64(std::llround(seconds * 1000.0)), Qt::UTC);
}

PluginScope scopeOf(const json &plugin)
{
    PluginScope scope;
    for (const ScopeMember &member : scopeMembers)
        scope.*(member.id) = foreignId(plugin, member.newName, member.oldName);
    return scope;
}

void setScope(json *plugin, const PluginScope &scope, const Capabilities &server)
{
    for (const ScopeMember &member : scopeMembers) {
        const QString &id = scope.*(member.id);
        plugin->erase(member.newName);
        plugin->erase(member.oldName);
        if (server.oldPlugins) {
            if (!id.isEmpty())
                (*plugin)[member.oldName] = id.toStdString();
        } else if (!id.isEmpty()) {
            (*plugin)[member.newName] = json{{"id", id.toStdString()}};
        } else if (std::string_view(member.newName) != "api") { // there are no API objects where plugins speak so
            (*plugin)[member.newName] = nullptr;
        }
    }
}

void setService(json *route, const QString &serviceId)
{
    if (serviceId.isEmpty())
        (*route)["service"] = nullptr;
    else
        (*route)["service"] = json{{"id", serviceId.toStdString()}};
}

namespace {

// How the parent is named in an entity: of what stands below one, and of what only names one.
const char *parentMember(Kind kind)
{
    if (const std::optional<Kind> parent = parentKind(kind))
        return *parent == Kind::Consumer ? "consumer" : "upstream";
    return kind == Kind::Sni ? "certificate" : kind == Kind::Key ? "set" : nullptr;
}

} // namespace

QString parentOf(Kind kind, const json &entity)
{
    const char *name = parentMember(kind);
    return name ? foreignId(entity, name, (std::string(name) + "_id").c_str()) : QString();
}

void setParent(Kind kind, json *entity, const QString &parentId, const Capabilities &server)
{
    const char *name = parentMember(kind);
    if (!name)
        return;
    const std::string oldName = std::string(name) + "_id";
    entity->erase(name);
    entity->erase(oldName);
    if (parentId.isEmpty())
        return;
    if (speaksOld(kind, server))
        (*entity)[oldName] = parentId.toStdString();
    else
        (*entity)[name] = json{{"id", parentId.toStdString()}};
}

QString keyOf(Kind kind, const json &entity)
{
    const QString id = QString::fromStdString(textOf(entity, kind == Kind::Target ? "target" : "id"));
    return parentKind(kind) ? QString(parentOf(kind, entity) + QLatin1Char('/') + id) : id;
}

QString targetAddress(const QString &typed)
{
    const QString text = typed.trimmed();
    const qsizetype close = text.indexOf(QLatin1Char(']'));
    const QString host = text.startsWith(QLatin1Char('[')) && close > 0 ? text.mid(1, close - 1) : QString();
    const QHostAddress six(host.isEmpty() && text.count(QLatin1Char(':')) > 1 ? text : host);
    if (six.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bytes = six.toIPv6Address();
        QStringList groups;
        for (int i = 0; i < 16; i += 2)
            groups.append(QStringLiteral("%1").arg((int(bytes[i]) << 8) | int(bytes[i + 1]), 4, 16, QLatin1Char('0')));
        const QString port = host.isEmpty() ? QString() : text.mid(close + 1);
        return QLatin1Char('[') + groups.join(QLatin1Char(':')) + QLatin1Char(']')
            + (port.size() > 1 ? port : QStringLiteral(":8000"));
    }
    return text.isEmpty() || text.contains(QLatin1Char(':')) ? text : QString(text + QStringLiteral(":8000"));
}

bool isSecretMember(Kind kind, const std::string &member)
{
    switch (kind) {
    case Kind::KeyAuth:
    case Kind::Certificate:
        return member == "key" || member == "key_alt";
    case Kind::BasicAuth:
        return member == "password";
    case Kind::Jwt:
    case Kind::HmacAuth:
        return member == "secret";
    case Kind::OAuth2:
        return member == "client_secret";
    case Kind::Key:
        return member == "jwk" || member == "pem" || member == "private_key";
    default:
        return false;
    }
}

bool readsOtherwise(Kind kind, const std::string &member)
{
    return (kind == Kind::BasicAuth && member == "password") || (kind == Kind::KeyAuth && member == "ttl");
}

bool isHeldBack(Kind kind, const std::string &member)
{
    return readsOtherwise(kind, member) || (kind == Kind::Certificate && isSecretMember(kind, member));
}

bool isServerMade(Kind, const std::string &member)
{
    return member == "id" || member == "created_at" || member == "updated_at" || member == "ws_id";
}

json defaultsOf(Kind kind, const Capabilities &server)
{
    const auto told = [](const QByteArray &text) { return json::parse(text.begin(), text.end(), nullptr, false); };
    switch (kind) {
    case Kind::Api:
        return {{"strip_uri", true},
                {"preserve_host", false},
                {"https_only", false},
                {"http_if_terminated", false},
                {"retries", 5},
                {"upstream_connect_timeout", 60000},
                {"upstream_send_timeout", 60000},
                {"upstream_read_timeout", 60000}};
    case Kind::Route:
        if (!server.routeDefaults.isEmpty())
            return told(server.routeDefaults);
        return {{"protocols", json::array({"http", "https"})}, {"strip_path", true}, {"preserve_host", false}, {"regex_priority", 0}};
    case Kind::Service:
        if (!server.serviceDefaults.isEmpty())
            return told(server.serviceDefaults);
        return {{"protocol", "http"},
                {"port", 80},
                {"retries", 5},
                {"connect_timeout", 60000},
                {"write_timeout", 60000},
                {"read_timeout", 60000}};
    case Kind::Plugin: {
        json plugin = json::object();
        plugin["enabled"] = true;
        return plugin;
    }
    default:
        return json::object();
    }
}

std::map<QString, bool> flagDefaults(Kind kind, const Capabilities &server)
{
    std::map<QString, bool> flags;
    const json defaults = defaultsOf(kind, server);
    if (!defaults.is_object())
        return flags;
    for (const auto &[name, value] : defaults.items()) {
        if (value.is_boolean())
            flags[QString::fromStdString(name)] = value.get<bool>();
    }
    return flags;
}

bool patchClearsConfig(const Capabilities &server)
{
    return !server.oldPlugins;
}

} // namespace mk::kong
