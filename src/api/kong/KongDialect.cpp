// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongDialect.h"

#include "core/Json.h"
#include "net/UrlPath.h"

#include <cmath>

namespace mk::kong {

namespace {

using nlohmann::json;

const char *collectionName(Kind kind)
{
    switch (kind) {
    case Kind::Api:
        return "apis";
    case Kind::Service:
        return "services";
    case Kind::Route:
        return "routes";
    case Kind::Plugin:
        return "plugins";
    case Kind::Consumer:
        return "consumers";
    }
    return "";
}

QByteArray entityPath(Kind kind, const QString &id)
{
    return UrlPath("/").literal(collectionName(kind)).literal("/").segment(id).encoded();
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
    request.sendsSecretBody = kind == Kind::Plugin; // any member of a config may be a password
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
    return kind == Kind::Api || (kind == Kind::Plugin && server.oldPlugins);
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
    if (speaksOld(child, server)) { // filters by a foreign key
        path.literal(collectionName(child));
        path.query((kindId(parent) + QStringLiteral("_id")).toLatin1().constData(), parentId);
    } else {
        path.literal(collectionName(parent)).literal("/").segment(parentId).literal("/").literal(collectionName(child));
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
    body["id"] = id.toStdString();
    if (speaksOld(kind, server))
        return bodyRequest("POST", collectionPath(kind), kind, body); // takes an id, and created_at
    body.erase("id"); // POST of 0.14's services ignores an id; PUT creates under the one in the path
    return bodyRequest("PUT", entityPath(kind, id), kind, body);
}

HttpRequest patchRequest(Kind kind, const QString &id, const json &changes)
{
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
    request.path = UrlPath("/schemas/").literal(collectionName(kind)).encoded();
    return request;
}

HttpRequest validateRequest(Kind kind, const json &entity)
{
    HttpRequest request = bodyRequest(
        "POST", UrlPath("/schemas/").literal(collectionName(kind)).literal("/validate").encoded(), kind, entity);
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

bool isServerMade(Kind, const std::string &member)
{
    return member == "id" || member == "created_at" || member == "updated_at" || member == "ws_id";
}

std::map<QString, bool> flagDefaults(Kind kind, const Capabilities &server)
{
    switch (kind) {
    case Kind::Api:
        return {{QStringLiteral("strip_uri"), true},
                {QStringLiteral("preserve_host"), false},
                {QStringLiteral("https_only"), false},
                {QStringLiteral("http_if_terminated"), false}};
    case Kind::Route:
        if (server.routeFlags.empty())
            return {{QStringLiteral("strip_path"), true}, {QStringLiteral("preserve_host"), false}};
        return server.routeFlags;
    case Kind::Service:
        return server.serviceFlags;
    case Kind::Plugin:
        return {{QStringLiteral("enabled"), true}};
    case Kind::Consumer:
        break;
    }
    return {};
}

bool patchClearsConfig(const Capabilities &server)
{
    return !server.oldPlugins;
}

} // namespace mk::kong
