// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class QByteArray;
class QString;

namespace mk::demo {

using Json = nlohmann::json;

// The schemas of the new data layer (2.8.5, 3.9.1), read from a text of our own (schemas/<version>/entities.txt), from which
// validation, defaults and GET /schemas/... all follow. The notation, two blanks a level:
//
//   type tags set +                     a type that fields name as "&tags"; "+" where the server shows a description
//   entity services @endpoint="name"    an entity; "@" marks what the server does not show
//     port integer default=80 required  a field: name, kind, attributes (a bare one is true, else JSON without blanks)
//     headers map
//       @key string                     of a map: keys and values; "*" the elements of an array or set
//       @value string
//     ~ url string                      a shorthand: accepted, turned into other fields
//     ? conditional {...}               a check between fields; "??" one that the server keeps to itself
//   variant routes tcp tls              fields and checks that hold for some values of the entity's @subschema field
//   plugin cors / vault env             the same for plugins and vaults, by their name; these are shown
struct NewField;
using NewFieldPtr = std::shared_ptr<const NewField>;

struct NewCheck
{
    std::string name;
    Json arg;
    bool shown = true;
};

struct NewField
{
    enum class Type { String, Integer, Number, Boolean, Array, Set, Map, Record, Foreign, Any };

    std::string name;
    Type type = Type::String;
    std::string typeName;
    Json attributes = Json::object(); // as shown, plus those beginning with "@"
    bool described = false;
    std::vector<NewFieldPtr> fields;     // of a record, in the server's order
    std::vector<NewFieldPtr> shorthands; // of a record
    std::vector<NewCheck> checks;        // of a record
    NewFieldPtr elements, keys, values;

    // Attributes that are asked for with every row.
    bool required = false;
    bool automatic = false;
    bool unique = false;
    std::string rule;      // named rule of NewRules.h
    std::string reference; // of a foreign key: the entity

    const Json *attribute(const char *key) const;
    const NewField *field(std::string_view fieldName) const;
    bool isRecord() const { return type == Type::Record; }
    bool isList() const { return type == Type::Array || type == Type::Set; }
};

struct NewEntity
{
    std::string name;
    std::string path;         // of the collection, without slash
    std::string child;        // as the last part of a nested collection
    std::string endpointKey;  // field by which an entity is addressed beside its id; empty: none
    std::string subschemaKey; // field whose value picks the variant; empty: none
    std::vector<std::string> composite; // fields that are unique together
    bool ttl = false;
    bool nestedOnly = false; // no collection of its own
    bool apart = false;      // answered by own code, or not at all
    NewField record;
    std::map<std::string, NewField, std::less<>> variants;

    // The variant of that row; null when its key names none. Without variants, null too.
    const NewField *variantOf(const Json &row) const;
    // The field of that name as it holds for that variant.
    const NewField *field(const NewField *variant, std::string_view fieldName) const;
    bool readsBeforeWrite() const { return !record.checks.empty() || !subschemaKey.empty(); }
};

class NewSchemas
{
public:
    // Reads the text of that version from the resources; what cannot be read is a mistake in this program and ends it.
    explicit NewSchemas(const QString &version);

    const NewEntity *entity(std::string_view name) const;
    const NewEntity *entityByPath(std::string_view path) const;
    const std::vector<std::unique_ptr<NewEntity>> &entities() const { return m_entities; }
    const std::vector<std::string> &plugins() const { return m_plugins; } // in the order of the text

    // Entities that have a foreign key to that one, with the field.
    struct Reference
    {
        const NewEntity *from;
        const NewField *field;
    };
    const std::vector<Reference> &referencesTo(const NewEntity &entity) const;

private:
    void read(const QByteArray &text);
    std::vector<std::unique_ptr<NewEntity>> m_entities;
    std::vector<std::string> m_plugins;
    std::map<const NewEntity *, std::vector<Reference>> m_references;
};

// A schema as GET /schemas/... shows it: {"fields":[..]} and, from 3.x on, "entity_checks"; `plugin` is named where a field
// goes away.
Json renderSchema(const NewField &record, const std::string &plugin, bool withChecks);

} // namespace mk::demo
