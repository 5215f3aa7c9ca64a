// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Result.h"
#include "platform/KongGuards.h"
#include "platform/Plan.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace mk::kong {
class KongClient;
}

// Plans on Kong's entities. Pure functions: what the operator saw (the server's JSON) and what is wanted go in, a plan comes
// out; what kongguards::check() refuses comes out as its error. Titles (args "kind", "name"; "count" of all that goes):
// "kong.create", "kong.edit", "kong.duplicate" (args "from"), "kong.enable", "kong.disable", "kong.delete", "kong.delete-many",
// "kong.move-plugin" and "kong.copy-plugin" (args "to"; empty: global).
// Notices: the warnings of kongguards, "kong.registers-itself" (args "name", "library", "fields"; "plugins" true where its
// plugins go), "kong.takes-along" (args "name", "routes", "plugins"), "kong.cuts-routes" (args "name", "services", "routes": how
// many are switched off, how many routes answer nothing then).
namespace mk::kongplans {

struct Context
{
    kong::Capabilities server;
    kongguards::Around around;
};

// Refused with "kong.nothing-changed" where an edit changes nothing.
// create(): the entity without an id; a new one is chosen here and is the id of the plan's (first) change. A plugin's scope may
// be in either spelling.
Result<Plan> create(const Context &context, kong::Kind kind, const QByteArray &entity);
// wanted: the whole entity as it is to be. Members that are left out become what a new one would have, where that is known:
// PATCH has no word for it, and null is stored as null. Else, and where they are null, they are cleared.
Result<Plan> edit(const Context &context, kong::Kind kind, const QByteArray &seen, const QByteArray &wanted);
// A copy under another name (ignored where this version has no names for it) with copies of `plugins`, which are bound to it.
Result<Plan> duplicate(const Context &context, kong::Kind kind, const QByteArray &seen, const QString &name,
                       const std::vector<kong::Plugin> &plugins);
// Plugins, and services where Capabilities::serviceEnabled; one or many of a kind. Those that are so already are left out.
Result<Plan> setEnabled(const Context &context, kong::Kind kind, const QList<QByteArray> &seen, bool enabled);
// Weight 0 for targets: they get no new requests and stay. Those that have it already are left out.
Result<Plan> drain(const Context &context, const QList<QByteArray> &seen);
// to: what the scope is called, for the title; empty: as `around` knows it.
Result<Plan> movePlugin(const Context &context, const QByteArray &seen, const kong::PluginScope &scope, const QString &to = {});
// A copy of a plugin, bound to something else.
Result<Plan> copyPlugin(const Context &context, const QByteArray &seen, const kong::PluginScope &scope, const QString &to = {});

// What hangs on an entity and goes with it.
struct Cascade
{
    std::vector<kong::Route> routes;   // of a service
    std::vector<kong::Plugin> plugins; // of it and of these routes
    std::vector<kong::Entity> others;  // credentials of a consumer, targets of an upstream, SNIs of a certificate, keys of a set
};
struct Doomed
{
    kong::Kind kind = kong::Kind::Route;
    QByteArray seen;
    Cascade cascade;
};
// First the plugins of its routes, its routes, its own plugins, what else hangs on it, then the entity; undoing goes the other way round and keeps
// the ids.
Result<Plan> remove(const Context &context, const Doomed &doomed);
Result<Plan> removeAll(const Context &context, const QList<Doomed> &doomed);
// Asks the server now what hangs on these, in the order given: lists on screen may be seconds old.
Job<QList<Doomed>> *readDoomed(kong::KongClient *client, const QList<QPair<kong::Kind, QByteArray>> &seen, QObject *parent);

// True where a change cannot be taken back, because Kong tells a password (basic-auth) only hashed: its deletion, or another
// password.
bool losesPassword(const Change &change);

// ---- what the above is made of
EntityRef entityOf(kong::Kind kind, const nlohmann::json &entity);
EntityState stateOf(const QByteArray &json); // the server's words, members sorted and indented
Step stepOf(const Change &change);

} // namespace mk::kongplans
