// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/old/LegacySchema.h"

namespace mk::demo {
class KongTables;
}

namespace mk::demo::old {

// What a write is, because the checks of old entities differ by it.
enum class Write {
    Insert,  // POST, and PUT without an id: what is absent gets its default
    Patch,   // PATCH: only what was sent, over the row that is there; null empties a field
    Replace, // PUT with an id: all again, id and time of creation too
};

// An answer that refuses: {"field": "text"} or {"message": "text"}.
struct Refusal
{
    int status = 400;
    Json body;

    static Refusal message(const std::string &text) { return {400, {{"message", text}}}; }
    static Refusal field(const std::string &name, const std::string &text, int status = 400)
    {
        return {status, {{name, text}}};
    }
};

struct CheckContext
{
    const KongTables &tables;
    Write write = Write::Insert;
};

// Brings texts into the types of their fields ("5", "true", "a,b"), fills in defaults and looks at everything; the row
// is what is to be stored then. All bad fields are told at once, of each the first fault; the rules for the whole row
// are only looked at when no field is bad.
std::optional<Refusal> validate(Json &row, const LegacySchema &schema, const CheckContext &context);

// Before a PATCH is stored: members of nested tables that were not sent stay as they are, those sent as null go.
void keepNested(const Json &before, Json &row, const LegacySchema &schema, const Json &wholeRow);

// The schema of what stands in that field of that row; null: it has none.
const LegacySchema *nestedSchema(const LegacyField &field, const Json &row);

// A list of Lua may come as [] or as {}; an empty one is always shown as {}.
bool isList(const Json &value);
Json listsAsLua(Json value);

// The number that a text is, as Lua reads one; nothing for a text that is none.
std::optional<Json> numberOf(const std::string &text);

} // namespace mk::demo::old
