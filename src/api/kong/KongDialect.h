// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "net/HttpTypes.h"

#include <nlohmann/json_fwd.hpp>

// The one place where versions of Kong differ: what is asked, in whose words, and what those of the answers mean. Pure
// functions. Sources: recordings of 0.14.1, 2.8.5 and 3.9.1, Kong's Admin API documentation.
//
// 0.14 holds two families: services, routes and consumers speak as all later versions do; API objects and plugins (and
// whatever else it has) speak the old dialect. Capabilities::oldPlugins tells the two apart.
namespace mk::kong {

inline constexpr int pageSize = 1000; // the most that every version takes

// True where entities of this kind speak the old dialect on this server.
bool speaksOld(Kind kind, const Capabilities &server);

QByteArray collectionPath(Kind kind); // "/apis"
// A page of a list: own path and query, with the offset of the page before (empty: the first). `next` of the answers is
// never followed: it loses the size, or names the host that another client used.
HttpRequest listRequest(Kind kind, const QString &offset = {});
// Of what hangs on one entity: routes of a service, plugins of a service, route or API object. A page as above.
HttpRequest childrenRequest(Kind child, Kind parent, const QString &parentId, const Capabilities &server,
                            const QString &offset = {});
HttpRequest entityRequest(Kind kind, const QString &id); // GET; 404 is an answer
// Creates under the id that the body holds: PUT /services/{id}, or POST /apis with id in the body.
HttpRequest createRequest(Kind kind, const Capabilities &server, const QString &id, const nlohmann::json &entity);
HttpRequest patchRequest(Kind kind, const QString &id, const nlohmann::json &changes);
// Replaces the whole entity: PUT /plugins/{id}, or PUT /plugins with id and created_at in the body.
HttpRequest replaceRequest(Kind kind, const Capabilities &server, const QString &id, const nlohmann::json &entity);
HttpRequest deleteRequest(Kind kind, const QString &id);

HttpRequest pluginSchemaRequest(const Capabilities &server, const QString &plugin);
// Where the server has it (Capabilities::entitySchemas).
HttpRequest entitySchemaRequest(Kind kind);
HttpRequest validateRequest(Kind kind, const nlohmann::json &entity);

// created_at and updated_at as the server counts them: milliseconds in the old dialect.
QDateTime timeOf(Kind kind, bool old, const nlohmann::json &value);

PluginScope scopeOf(const nlohmann::json &plugin); // either spelling
// Writes the scope in the server's spelling into the plugin; members of the other spelling go. Empty ids are left out in the
// old dialect and null in the new one.
void setScope(nlohmann::json *plugin, const PluginScope &scope, const Capabilities &server);
// The same for a route's service.
void setService(nlohmann::json *route, const QString &serviceId);

// Members that the server makes itself: they are not compared, copied or sent back by an edit.
bool isServerMade(Kind kind, const std::string &member); // "id", "created_at", "updated_at", "ws_id"

// What stands in for booleans that are left out when an entity is made: as the server's schema tells, else as 0.14.1, which
// tells no schemas of entities, was seen to fill them in (recordings 20 and 26).
std::map<QString, bool> flagDefaults(Kind kind, const Capabilities &server);

// In the old dialect null cannot take a member out of a plugin's config by PATCH.
bool patchClearsConfig(const Capabilities &server);

} // namespace mk::kong
