// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Json.h"

#include <optional>

// Comparing and cutting entities of Kong as JSON. Pure functions, any thread.
//
// What counts as equal, because servers of different versions, lists and single reads write the same thing so: null and
// absent, an empty list and an empty object, 5 and 5.0. updated_at never counts.
namespace mk::kongjson {

nlohmann::json canonical(const nlohmann::json &value);
bool same(const nlohmann::json &a, const nlohmann::json &b);
// Members sorted, two spaces: what diffs are made of.
QByteArray pretty(const nlohmann::json &value);
// Null where it is no object.
nlohmann::json parsed(const QByteArray &text);

// True where `now` has everything that `wanted` names; what else it has the server filled in. Records are compared the same
// way all the way down when `partial`, else they must be equal.
bool fulfils(const nlohmann::json &wanted, const nlohmann::json &now, bool partial);

// What must be sent to turn one state of an entity into another.
struct Patch
{
    nlohmann::json changes = nlohmann::json::object(); // members with their new values; null clears
    // A change that PATCH cannot express: the whole entity must be put. (Records are merged: what is to go from deep inside a
    // config stays; the old dialect refuses null in a config.)
    bool needsReplace = false;
    bool isEmpty() const { return changes.empty(); }
};
// shape: of the plugin's configuration, where it is known: then records in it are cut down to what differs.
Patch patchOf(kong::Kind kind, const nlohmann::json &before, const nlohmann::json &after, const kong::Capabilities &server,
              const std::optional<kong::Shape> &shape = {});

// The configuration without the members under older names: what is compared, and what is sent as a whole.
void dropShorthands(nlohmann::json *plugin, const std::optional<kong::Shape> &shape);
// Without its nulls, all the way down: the old dialect refuses them in a configuration.
nlohmann::json withoutNulls(const nlohmann::json &value);

// Members that were seen with a value and stand nowhere in `wanted` get the default, within records too; those without one
// become null. The configuration of a plugin goes the same way, but for its own members without a default, which stay away.
void giveWhatIsLeftOut(const nlohmann::json &seen, const kong::Shape &shape, nlohmann::json *wanted);

// What is sent to create or replace an entity: without what the server keeps itself (updated_at), and without nulls except
// those that say something (retries; a config's own).
nlohmann::json sendable(const nlohmann::json &entity);

} // namespace mk::kongjson
