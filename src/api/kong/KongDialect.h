// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "net/HttpTypes.h"

#include <nlohmann/json_fwd.hpp>

// The one place where versions of Kong differ: what is asked, in whose words, and what those of the answers mean. Pure
// functions. Sources: recordings of 0.14.1, 2.8.5 and 3.9.1, Kong's Admin API documentation.
//
// 0.14 holds two families: services, routes, consumers, certificates and SNIs speak as all later versions do; API objects,
// plugins, credentials, upstreams and targets speak the old dialect. Capabilities::oldPlugins tells the two apart.
//
// Entities that stand below another (parentKind()) are addressed there in every version; their ids here are
// "parent's id/own id", of a target "upstream's id/address": Entity::key(), keyOf().
namespace mk::kong {

inline constexpr int pageSize = 1000; // the most that every version takes

// True where entities of this kind speak the old dialect on this server.
bool speaksOld(Kind kind, const Capabilities &server);

QByteArray collectionPath(Kind kind); // "/apis"; of a credential the list over all consumers, "/key-auths"
// The id that this program calls an entity by.
QString keyOf(Kind kind, const nlohmann::json &entity);
// Consumer or upstream below which it stands, certificate of an SNI, set of a key; either spelling; empty: none.
QString parentOf(Kind kind, const nlohmann::json &entity);
// Writes it in the server's spelling; members of the other spelling go.
void setParent(Kind kind, nlohmann::json *entity, const QString &parentId, const Capabilities &server);
// As Kong writes the address of a target: with a port, IPv6 in full.
QString targetAddress(const QString &typed);
// A page of a list: own path and query, with the offset of the page before (empty: the first). `next` of the answers is
// never followed: it loses the size, or names the host that another client used.
HttpRequest listRequest(Kind kind, const QString &offset = {});
// Of what hangs on one entity: routes of a service, plugins of a service, route, API object or consumer, credentials of a
// consumer, targets of an upstream (those in use), SNIs of a certificate, keys of a set. A page as above.
HttpRequest childrenRequest(Kind child, Kind parent, const QString &parentId, const Capabilities &server,
                            const QString &offset = {});
HttpRequest entityRequest(Kind kind, const QString &id); // GET; 404 is an answer
// Creates under the id that the body holds: PUT /services/{id}, or POST /apis with id in the body.
HttpRequest createRequest(Kind kind, const Capabilities &server, const QString &id, const nlohmann::json &entity);
HttpRequest patchRequest(Kind kind, const Capabilities &server, const QString &id, const nlohmann::json &changes);
// Replaces the whole entity: PUT /plugins/{id}, or PUT /plugins with id and created_at in the body.
HttpRequest replaceRequest(Kind kind, const Capabilities &server, const QString &id, const nlohmann::json &entity);
HttpRequest deleteRequest(Kind kind, const QString &id);

// Targets as one node sees them: each with "health".
HttpRequest targetHealthRequest(const QString &upstreamId, const QString &offset = {});
// Tells one node that a target is healthy or not: POST before 3.0, PUT since. key: Entity::key() of the target.
HttpRequest setTargetHealthRequest(const QString &key, bool healthy, const Capabilities &server);

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

// Members that the server makes itself: they are not compared, copied or sent back by an edit: "id", "created_at",
// "updated_at", "ws_id".
bool isServerMade(Kind kind, const std::string &member);
// Members whose values are secrets, beside those that any name gives away (Redactor::isSecretName()).
bool isSecretMember(Kind kind, const std::string &member);
// Members that read otherwise than they were written: the password of basic-auth comes back hashed, the ttl of a key counts
// down.
bool readsOtherwise(Kind kind, const std::string &member);
// Members that an editor does not show, because they read otherwise or are private keys: what is left out of it stays as it is.
bool isHeldBack(Kind kind, const std::string &member);

// What stands in for members that are left out when an entity is made, a JSON object: as the server's schema tells, else as
// 0.14.1, which tells no schemas of entities, was seen to fill them in (recordings 10, 20, 26 and 40). Of the kinds that the
// capabilities know; of the others it is empty. Null is no way to a default: it is stored where the server takes it.
nlohmann::json defaultsOf(Kind kind, const Capabilities &server);
// The booleans among them.
std::map<QString, bool> flagDefaults(Kind kind, const Capabilities &server);

// In the old dialect null cannot take a member out of a plugin's config by PATCH.
bool patchClearsConfig(const Capabilities &server);

} // namespace mk::kong
