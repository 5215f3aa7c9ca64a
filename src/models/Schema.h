// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Result.h"
#include "models/JsonDocument.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace mk {

// A pattern of Lua that a text must match, or must not.
struct SchemaPattern
{
    QString pattern;
    QString message; // the server's own words for it; may be empty
    bool unwanted = false;
};

// How members of a record go together ("at_least_one_of": ["minute", "hour"]). kind is the server's word; fields are
// paths below the record that the check stands in. Kinds that this program does not know keep their word and have no
// fields.
struct SchemaEntityCheck
{
    QString kind;
    QStringList fields;
    JsonDocument::Value ifMatch; // of "conditional": fields are the one looked at and the one ruled by it
    JsonDocument::Value thenMatch;
    QString message; // the server's own words; may be empty
};

// A member under an older name. The server tells it beside the newer one and takes either; whoever edits the newer one
// must leave it alone.
struct SchemaShorthand
{
    QString name;
    QStringList replacedBy; // path below the record; empty: the server does not say
};

// One member that a server's schema allows, with all that it says of it.
struct SchemaNode
{
    using Value = JsonDocument::Value;
    enum class Type { String, Integer, Number, Boolean, Array, Set, Map, Record, Foreign, Json, Function, Any };

    QString name; // of the member; empty: an element, a key or a value
    Type type = Type::Any;
    bool required = false;
    std::optional<Value> standard; // the default; nothing: none, or one that the server computes
    std::vector<Value> oneOf;
    std::vector<Value> notOneOf;
    std::optional<std::pair<double, double>> between;
    std::optional<double> moreThan; // gt
    std::optional<qint64> lengthMin;
    std::optional<qint64> lengthMax; // len_eq sets both
    QString startsWith;
    std::vector<SchemaPattern> patterns;    // all of them
    std::vector<SchemaPattern> anyPatterns; // at least one of them
    bool isRegex = false;
    bool isUuid = false;
    bool hasUnseenCheck = false; // a function of the server's that is not told
    QString reference;           // of a foreign key: "services"
    bool mustBeNull = false;     // "eq": null
    bool isAuto = false;         // the server fills it in
    bool encrypted = false;
    bool referenceable = false; // takes {vault://...}
    QString description;
    QString deprecation;    // the server's sentence; empty: it is not deprecated
    QString removedIn;      // version
    bool holdsCode = false; // texts of several lines: programs, certificates

    std::vector<SchemaNode> fields; // of a record, in the server's order
    std::shared_ptr<const SchemaNode> elements, keys, values;
    std::vector<SchemaShorthand> shorthands;
    std::vector<SchemaEntityCheck> checks;

    bool isSecret() const { return encrypted || referenceable; }
    bool isList() const { return type == Type::Array || type == Type::Set; }
    const SchemaNode *field(const QString &fieldName) const;
    const SchemaNode *at(const QString &path) const; // names of fields joined by dots; nullptr: not there
};

// What Kong's schemas say, in both notations: {"fields":[{"name":{...}}]} of 1.0 and later, and
// {"fields":{"name":{...}}} before, where a record is a "table" with a schema and a map is such a schema that is
// "flexible". Custom plugins are described the same way. Bad input is ErrorKind::Unreadable "unreadable.shape"; single
// fields that make no sense are left out, unknown attributes are ignored. Values only, any thread. Sources:
// kong/db/schema/init.lua, kong/dao/schemas_validation.lua (0.14); recordings 75 and 76 of all three versions.
class Schema
{
public:
    // GET /schemas/plugins/{name}, /plugins/schema/{name}: of a whole plugin, or of its configuration alone.
    static Result<Schema> ofPlugin(const QByteArray &schema);
    static Result<Schema> ofEntity(const QByteArray &schema); // GET /schemas/{entity}

    // The record itself: the configuration of a plugin, or the entity.
    const SchemaNode &root() const { return *m_root; }
    std::shared_ptr<const SchemaNode> sharedRoot() const { return m_root; }
    // Checks over the whole plugin; their fields begin with "config." where they are its members.
    const std::vector<SchemaEntityCheck> &checks() const { return m_checks; }
    // "service", "route", "consumer": what a plugin cannot be bound to.
    QStringList unboundKinds() const { return m_unbound; }
    bool noConsumer() const { return m_unbound.contains(QStringLiteral("consumer")); }
    // What `protocols` of a plugin takes; empty: the schema does not say.
    QStringList protocols() const { return m_protocols; }

    // How what it describes may be changed.
    kong::Shape shape() const;
    // What must be given to begin: required members without a default, empty. The server fills in the rest.
    JsonDocument::Value starter() const;

private:
    std::shared_ptr<const SchemaNode> m_root;
    std::vector<SchemaEntityCheck> m_checks;
    QStringList m_unbound;
    QStringList m_protocols;
};

// "array of string", "map of string to integer": in the server's words.
QString schemaTypeWord(const SchemaNode &node);

} // namespace mk
