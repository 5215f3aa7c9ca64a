// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "platform/KongGuards.h"

#include <QStringList>

#include <optional>
#include <vector>

// Microkubes' services register themselves on Kong when they start, through one of three client libraries. What a library
// writes it writes again at every start: an edit of it lasts until then. Which library it was can only be guessed from what it
// leaves. Pure functions. Source: the libraries' own code (microservice-tools gateway/kong.go, microkubes-python
// gateway.py, microkubes-java KongServiceRegistry and Kong2ServiceRegistry) and recording 24 of 0.14.1.
namespace mk::kongregistrars {

enum class Library {
    None,   // nothing speaks for one
    Go,     // form, all of its fields; PATCHes them all at each start
    Python, // name, uris and upstream_url alone
    JavaV0, // API object, then its plugins anew
    JavaV2, // service and route
};
QString libraryId(Library library); // "go", "python", "java-v0", "java-v2"; empty: None

struct Guess
{
    Library library = Library::None;
    // Codes: "consul-host" (upstream host X.service.consul), "strip-off" (Go writes strip_uri=false, nobody else does),
    // "strip-default", "plain-defaults" (nothing but the defaults), "has-plugins", "url-service", "both-protocols".
    QStringList evidence;
    QString consulService; // X of X.service.consul
};

// plugins: those of this very API object.
Guess guess(const kong::Api &api, const std::vector<kong::Plugin> &plugins);
Guess guess(const kong::Service &service, const std::vector<kong::Route> &routes);

// The same of an entity by its id and what stands around it; of a route: of its service.
Guess guess(kong::Kind kind, const QString &id, const kongguards::Around &around);

// Of an intended edit: the members that the library will write back at its next start. Names as in JSON.
struct Undone
{
    QStringList fields;
    bool plugins = false; // the library deletes and creates all plugins of the object
    bool isEmpty() const { return fields.isEmpty() && !plugins; }
};
Undone undoneAtNextStart(Library library, kong::Kind kind, const QStringList &changedFields);

} // namespace mk::kongregistrars
