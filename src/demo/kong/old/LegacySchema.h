// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mk::demo::old {

using Json = nlohmann::json;

struct LegacySchema;

// One field of an entity of Kong's old kind (apis, plugins, upstreams, targets, credentials) or of a plugin's config.
struct LegacyField
{
    std::string name;
    std::string type; // string, number, boolean, array, table, url, id, timestamp; "any": not looked at
    std::optional<bool> required;
    bool unique = false;          // as the schema says; what is enforced stands with the kind
    bool made = false;            // id and time of creation, filled in when a row is stored
    bool notNull = false;         // the database refuses to empty it
    std::optional<Json> fallback; // the default
    std::string maker;            // or the name of what makes the default: apikeyList, randomText
    std::vector<std::string> allowed;
    std::string check;      // the name of a check in LegacyChecks
    std::string references; // the table that an id has to be in
    std::shared_ptr<const LegacySchema> fields;
    bool fieldsOfPlugin = false; // the schema is that of the plugin whose name the row bears
};

struct LegacySchema
{
    std::vector<LegacyField> fields;
    bool flexible = false;          // a map of free names to tables with these fields
    std::string check;              // of the whole, looked at when the fields are right
    std::vector<std::string> flags; // no_consumer, api_only

    const LegacyField *field(std::string_view name) const;
    bool hasFlag(std::string_view flag) const;
};

// One kind of old entity.
struct LegacyKind
{
    std::string table;
    std::shared_ptr<const LegacySchema> schema;
    std::vector<std::string> key{"id"}; // what finds a row for an update
    std::vector<std::string> unique;    // in the order in which the database looks
    std::string lookup;                 // what may stand in a path instead of the id
    bool wholeSeconds = false;          // of created_at, which is in milliseconds nevertheless
};

// The notation of src/demo/kong/schemas/0.14.1: a field is words parted by blanks, the first its type with "!" behind
// it when required and "?" when the schema says that it is not; then unique, made, notnull, in:a,b,c, check:NAME,
// to:TABLE, make:NAME and =JSON for the default. A field with fields of its own is an object with "is" for those words.
LegacySchema legacySchemaOf(const Json &notation);

// What GET /plugins/schema/{name} shows. Functions are shown as the word "function".
Json renderedSchema(const LegacySchema &schema);

// The bundled data, read once.
const std::vector<LegacyKind> &legacyKinds();
const LegacyKind *legacyKind(std::string_view table);
const std::vector<std::string> &pluginNames();
const LegacySchema *pluginSchema(std::string_view name); // null: no such plugin
Json resourceJson(const char *path);                     // a file of the compiled-in data

} // namespace mk::demo::old
