// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Error.h"
#include "net/Endpoint.h"

#include <QList>
#include <QUrl>
#include <QVariantMap>

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <map>
#include <memory>
#include <vector>

// What is known to go wrong before it is sent. Kong takes some things that break it: on 0.14.1 an API object that loses the
// last of its rules makes every request to the proxy end in 500. Pure functions, any thread.
// Sources: FACTS of the recordings of 0.14.1, 2.8.5 and 3.9.1.
namespace mk::kongguards {

// One thing that is wrong, by code. Codes that refuse:
//   "kong.not-an-object"      the text is no JSON object
//   "kong.api-no-rule"        an API object without uris, hosts and methods: breaks the whole proxy
//   "kong.route-no-rule"      a route that matches by nothing
//   "kong.list-expected"      a member that must be a list of texts (args "value")
//   "kong.list-blank"         a list holds an empty text
//   "kong.retries-null"       retries of an API object cleared: the server fails
//   "kong.upstream-url"       args "value", "problem": "missing", "scheme", "host", "blank", "port"
//   "kong.name-missing", "kong.name-invalid" (args "value")
//   "kong.path-no-slash", "kong.path-tilde" (this version knows no "~"), "kong.path-empty-segment", "kong.path-encoding",
//   "kong.path-not-normalised" (args "suggestion"), "kong.bad-regex" (args "problem")     all: args "value"
//   "kong.host-wildcard", "kong.host-port", "kong.host-invalid"                           args "value"
//   "kong.method-case" (args "suggestion"), "kong.method-invalid"                         args "value"
//   "kong.service-required"   a route without a service, where this version wants one
//   "kong.port-range"         args "value"
//   "kong.plugin-moves"       an edit that would bind a plugin to something else
//   "kong.plugin-twice"       there is a plugin of that name at that scope (args "name")
//   "kong.certificate-unreadable", "kong.key-unreadable", "kong.key-mismatch"  0.14 stores any text, and serves nobody with it
//   "kong.target-weight-zero" 0.14 takes a target of weight 0 away
//   "kong.read-only-node"     the node takes no writes (args "why": Capabilities::readOnlyReason)
// Codes that only warn:
//   "kong.path-looks-regex"   a plain path of 3.x that looks like a regular expression (args "value")
//   "kong.null-default"       null is written over a value, where leaving it out of a new one gives a default: null is stored,
//                             not the default (args "value": the default as JSON)
//   "kong.self-cut"           this is the way by which the console reaches the Admin API (args "name", "url")
//   "kong.self-login"         this is the credential by which the console itself logs in there (args "name")
struct Problem
{
    QString code;
    QString field; // member it stands at ("uris", "paths", "upstream_url"); empty: the whole entity
    int index = -1; // place in a list, from 0
    QVariantMap args;
    bool refuses = true;
    bool operator==(const Problem &) const = default;
};

// What stands around an entity; null: not known, then what needs it is not looked at.
struct Around
{
    std::shared_ptr<const std::vector<kong::Api>> apis;
    std::shared_ptr<const std::vector<kong::Service>> services;
    std::shared_ptr<const std::vector<kong::Route>> routes;
    std::shared_ptr<const std::vector<kong::Plugin>> plugins;
    QList<QUrl> adminUrls; // by which the console reaches the Admin API
    std::map<QString, kong::Shape> shapes; // kong::KongClient::shapes()
    // True for the credential that the console itself shows; null: it shows none.
    std::function<bool(kong::Kind, const nlohmann::json &entity)> isOwnLogin;
};

// before: as the server told it, empty for a creation. after: what is wanted, empty for a deletion.
QList<Problem> check(const kong::Capabilities &server, kong::Kind kind, const QByteArray &before, const QByteArray &after,
                     const Around &around = {});

// What stands in for members that are left out of such an entity, as far as it is known: the kind's, and of a plugin its
// configuration's.
kong::Shape shapeOf(const kong::Capabilities &server, kong::Kind kind, const QString &plugin, const Around &around);

// True where this key-auth, basic-auth or jwt credential is the one that somebody shows who logs in this way. secret: the
// value of the credential. Whoever calls Kong through a gateway shows one of these.
bool isLogin(const Credential &credential, const QString &secret, kong::Kind kind, const nlohmann::json &entity);

// One value of a list, for a form that looks while somebody types. field: "uris", "paths", "hosts", "methods".
std::optional<Problem> checkValue(const kong::Capabilities &server, kong::Kind kind, const QString &field, const QString &value);
std::optional<Problem> checkUpstreamUrl(const QString &url);

// The problem as the error with which a plan is refused: ErrorKind::BadRequest, reason the code, args with "field".
Error errorOf(const Problem &problem);

} // namespace mk::kongguards
