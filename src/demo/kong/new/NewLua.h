// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/new/NewSchema.h"

#include <optional>
#include <string>
#include <string_view>

// What of Lua shines through in Kong's answers.
namespace mk::demo {

// True where the Lua pattern matches somewhere (anchors as in Lua). No captures, %b or %f: no schema has them.
bool luaMatches(std::string_view text, std::string_view pattern);

// An error tree as the server prints it into a message: "{\n  a = \"text\",\n  [\"@entity\"] = {..}\n}".
std::string luaPretty(const Json &value);

// A key as errors name it: "{consumer=null,name=\"cors\"}".
std::string luaKey(const Json &value);

// A JSON value as a Lua table: an object, an array, and for a sequence an array or an empty object.
inline bool isTable(const Json &value)
{
    return value.is_object() || value.is_array();
}
inline bool isSequence(const Json &value)
{
    return value.is_array() || (value.is_object() && value.empty());
}
// Non-empty as entity checks see it: not null, not absent, not "", not an empty table.
bool isNonEmpty(const Json *value);
// Lua's tostring of a number: no fraction where there is none.
std::string luaNumber(const Json &number);

// The member at "config.redis.host"; null pointer when a part is absent or no table.
const Json *memberAt(const Json &row, std::string_view path);

} // namespace mk::demo
