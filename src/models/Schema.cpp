// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Schema.h"

#include "core/JsonRead.h"

#include <algorithm>

namespace mk {

namespace {

using Value = JsonDocument::Value;
using Type = SchemaNode::Type;

constexpr int maxSchemaDepth = 16;    // records in records
constexpr int maxSchemaFields = 4000; // of one schema
constexpr int maxDescription = 4000;

const Value *member(const Value &object, const char *name)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

bool isTrue(const Value &object, const char *name)
{
    const Value *value = member(object, name);
    return value && value->is_boolean() && value->get<bool>();
}

QString textOf(const Value &value)
{
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>()) : QString();
}

QString stringOf(const Value &object, const char *name)
{
    const Value *value = member(object, name);
    return value ? textOf(*value) : QString();
}

std::optional<double> numberOf(const Value *value)
{
    return value && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

std::optional<qint64> wholeOf(const Value *value)
{
    return value && value->is_number_integer() ? std::optional(value->get<qint64>()) : std::nullopt;
}

std::vector<Value> listOf(const Value *value)
{
    std::vector<Value> list;
    if (value && value->is_array())
        list.assign(value->begin(), value->end());
    return list;
}

QStringList textsOf(const Value *value)
{
    QStringList texts;
    if (value && value->is_array()) {
        for (const Value &one : *value) {
            if (one.is_string())
                texts.append(textOf(one));
        }
    }
    return texts;
}

bool isFunctionWord(const Value &value) // what the server prints for what it cannot print
{
    return value.is_string() && value.get_ref<const std::string &>() == "function";
}

std::optional<Type> typeOf(const QString &word)
{
    static const std::pair<const char *, Type> types[] = {
        {"string", Type::String},   {"integer", Type::Integer},   {"number", Type::Number},
        {"boolean", Type::Boolean}, {"array", Type::Array},       {"set", Type::Set},
        {"map", Type::Map},         {"record", Type::Record},     {"foreign", Type::Foreign},
        {"json", Type::Json},       {"function", Type::Function}, {"url", Type::String},
        {"id", Type::String},       {"timestamp", Type::Integer}, {"table", Type::Any},
    };
    for (const auto &[name, type] : types) {
        if (word == QLatin1String(name))
            return type;
    }
    return std::nullopt;
}

Type typeOfValue(const Value *standard, const Value *allowed)
{
    const Value *value = standard                                              ? standard
                         : allowed && allowed->is_array() && !allowed->empty() ? &allowed->front()
                                                                               : nullptr;
    if (!value || isFunctionWord(*value))
        return Type::Any;
    return value->is_string()    ? Type::String
           : value->is_boolean() ? Type::Boolean
           : value->is_number()  ? Type::Number
                                 : Type::Any;
}

std::vector<SchemaPattern> patternsOf(const Value *list, bool unwanted, const QString &message = {})
{
    std::vector<SchemaPattern> patterns;
    if (!list || !list->is_array())
        return patterns;
    for (const Value &one : *list) {
        if (one.is_string())
            patterns.push_back({textOf(one), message, unwanted});
        else if (const QString pattern = stringOf(one, "pattern"); !pattern.isEmpty())
            patterns.push_back({pattern, stringOf(one, "err"), unwanted});
    }
    return patterns;
}

// Programs and certificates: one entry of such a list has several lines. No schema says so in so many words.
bool namesCode(const SchemaNode &node)
{
    static const QStringList phases{QStringLiteral("functions"),
                                    QStringLiteral("certificate"),
                                    QStringLiteral("rewrite"),
                                    QStringLiteral("access"),
                                    QStringLiteral("header_filter"),
                                    QStringLiteral("body_filter"),
                                    QStringLiteral("log"),
                                    QStringLiteral("ws_handshake"),
                                    QStringLiteral("ws_client_frame"),
                                    QStringLiteral("ws_upstream_frame"),
                                    QStringLiteral("ws_close")};
    const bool takesTexts = node.elements && node.elements->type == Type::String && node.elements->oneOf.empty();
    if (takesTexts && phases.contains(node.name))
        return true;
    return node.name.contains(QLatin1String("_by_lua")) || node.description.contains(QLatin1String("Lua code"))
        || (node.type == Type::String && node.description.contains(QLatin1String("PEM")));
}

class Reader
{
public:
    std::vector<SchemaNode> fieldsOf(const Value &fields, int depth)
    {
        std::vector<SchemaNode> nodes;
        const auto take = [&](const std::string &name, const Value &field) {
            if (!field.is_object() || ++m_count > maxSchemaFields)
                return;
            SchemaNode node = nodeOf(field, depth);
            node.name = QString::fromStdString(name);
            finish(&node);
            nodes.push_back(std::move(node));
        };
        if (depth > maxSchemaDepth)
            return nodes;
        if (fields.is_array()) {
            for (const Value &one : fields) {
                if (one.is_object() && one.size() == 1)
                    take(one.begin().key(), one.begin().value());
            }
        } else if (fields.is_object()) {
            for (const auto &[name, field] : fields.items())
                take(name, field);
            // The old notation is a map without an order.
            std::sort(nodes.begin(), nodes.end(),
                      [](const SchemaNode &a, const SchemaNode &b) { return a.name < b.name; });
        }
        return nodes;
    }

    SchemaNode nodeOf(const Value &field, int depth)
    {
        SchemaNode node;
        const QString word = stringOf(field, "type");
        node.type = typeOf(word).value_or(Type::Any);
        if (word.isEmpty()) // the old notation has such: what stands in for it tells
            node.type = typeOfValue(member(field, "default"), member(field, "enum"));
        node.required = isTrue(field, "required");
        if (const Value *value = member(field, "default"); value && !isFunctionWord(*value))
            node.standard = *value;
        node.oneOf = listOf(member(field, "one_of"));
        if (node.oneOf.empty())
            node.oneOf = listOf(member(field, "enum"));
        node.notOneOf = listOf(member(field, "not_one_of"));
        if (const Value *between = member(field, "between"); between && between->is_array() && between->size() == 2) {
            const auto low = numberOf(&(*between)[0]);
            const auto high = numberOf(&(*between)[1]);
            if (low && high) // infinities come as texts
                node.between = std::pair(*low, *high);
        }
        node.moreThan = numberOf(member(field, "gt"));
        node.lengthMin = wholeOf(member(field, "len_min"));
        node.lengthMax = wholeOf(member(field, "len_max"));
        if (const auto length = wholeOf(member(field, "len_eq")))
            node.lengthMin = node.lengthMax = length;
        readTexts(field, &node);
        node.reference = stringOf(field, "reference");
        node.mustBeNull = field.contains("eq") && field["eq"].is_null();
        node.isAuto = isTrue(field, "auto");
        node.encrypted = isTrue(field, "encrypted");
        node.referenceable = isTrue(field, "referenceable");
        node.description = stringOf(field, "description").left(maxDescription);
        if (const Value *deprecation = member(field, "deprecation")) {
            node.deprecation = stringOf(*deprecation, "message");
            node.removedIn = stringOf(*deprecation, "removal_in_version");
        }
        readInner(field, word, depth, &node);
        return node;
    }

    void checks(const Value &record, std::vector<SchemaEntityCheck> *found) const
    {
        const Value *list = member(record, "entity_checks");
        if (!list || !list->is_array())
            return;
        for (const Value &one : *list) {
            if (!one.is_object() || one.empty())
                continue;
            const Value &rule = one.begin().value();
            SchemaEntityCheck check;
            check.kind = QString::fromStdString(one.begin().key());
            check.fields = textsOf(&rule);
            if (rule.is_object()) {
                if (const QString looked = stringOf(rule, "if_field"); !looked.isEmpty())
                    check.fields.append(looked);
                check.fields += textsOf(member(rule, "then_at_least_one_of"));
                if (const QString ruled = stringOf(rule, "then_field"); !ruled.isEmpty())
                    check.fields.append(ruled);
                if (check.fields.isEmpty())
                    check.fields = textsOf(member(rule, "fields"));
                if (const Value *match = member(rule, "if_match"))
                    check.ifMatch = *match;
                if (const Value *match = member(rule, "then_match"))
                    check.thenMatch = *match;
                check.message = stringOf(rule, "then_err");
            }
            found->push_back(std::move(check));
        }
    }

private:
    void readTexts(const Value &field, SchemaNode *node) const
    {
        node->startsWith = stringOf(field, "starts_with");
        const QString message = stringOf(field, "err");
        if (const QString match = stringOf(field, "match"); !match.isEmpty())
            node->patterns.push_back({match, message, false});
        for (SchemaPattern &pattern : patternsOf(member(field, "match_all"), false))
            node->patterns.push_back(std::move(pattern));
        for (SchemaPattern &pattern : patternsOf(member(field, "match_none"), true))
            node->patterns.push_back(std::move(pattern));
        if (const Value *any = member(field, "match_any"))
            node->anyPatterns = patternsOf(member(*any, "patterns"), false, stringOf(*any, "err"));
        if (const QString part = stringOf(field, "contains"); !part.isEmpty())
            node->hasUnseenCheck = true;
        node->isRegex = isTrue(field, "is_regex");
        node->isUuid = isTrue(field, "uuid");
        for (const char *name : {"func", "custom_validator", "self_check"})
            node->hasUnseenCheck = node->hasUnseenCheck || member(field, name) != nullptr;
    }

    void readInner(const Value &field, const QString &word, int depth, SchemaNode *node)
    {
        if (depth >= maxSchemaDepth)
            return;
        if (const Value *elements = member(field, "elements"); elements && elements->is_object())
            node->elements = inner(*elements, depth);
        if (const Value *keys = member(field, "keys"); keys && keys->is_object())
            node->keys = inner(*keys, depth);
        if (const Value *values = member(field, "values"); values && values->is_object())
            node->values = inner(*values, depth);
        if (const Value *fields = member(field, "fields"); fields && node->type == Type::Record) {
            node->fields = fieldsOf(*fields, depth + 1);
            readShorthands(field, node);
            checks(field, &node->checks);
        }
        // Before 1.0: a table with a schema is a record, and one whose schema is flexible has that record under each
        // name.
        if (word == QLatin1String("table")) {
            const Value *schema = member(field, "schema");
            const Value *fields = schema ? member(*schema, "fields") : nullptr;
            if (!fields)
                return;
            SchemaNode record;
            record.type = Type::Record;
            record.fields = fieldsOf(*fields, depth + 1);
            if (isTrue(*schema, "flexible")) {
                node->type = Type::Map;
                node->values = std::make_shared<const SchemaNode>(std::move(record));
            } else {
                node->type = Type::Record;
                node->fields = std::move(record.fields);
            }
        }
    }

    std::shared_ptr<const SchemaNode> inner(const Value &field, int depth)
    {
        if (++m_count > maxSchemaFields)
            return nullptr;
        return std::make_shared<const SchemaNode>(nodeOf(field, depth + 1));
    }

    void readShorthands(const Value &field, SchemaNode *node) const
    {
        const Value *list = member(field, "shorthand_fields");
        if (!list || !list->is_array())
            return;
        for (const Value &one : *list) {
            if (!one.is_object() || one.size() != 1)
                continue;
            SchemaShorthand shorthand{QString::fromStdString(one.begin().key()), {}};
            const Value *deprecation = member(one.begin().value(), "deprecation");
            const Value *replaced = deprecation ? member(*deprecation, "replaced_with") : nullptr;
            if (replaced && replaced->is_array() && !replaced->empty())
                shorthand.replacedBy = textsOf(member(replaced->front(), "path"));
            node->shorthands.push_back(std::move(shorthand));
        }
    }

    // A list without a word on its elements holds texts: so do all lists of the old notation.
    static void finish(SchemaNode *node)
    {
        if (node->isList() && !node->elements) {
            SchemaNode element;
            const bool holdsOthers = node->standard && node->standard->is_array() &&
                                     std::any_of(node->standard->begin(), node->standard->end(),
                                                 [](const Value &one) { return !one.is_string(); });
            element.type = holdsOthers ? Type::Any : Type::String;
            element.oneOf = node->oneOf;
            node->oneOf.clear();
            node->elements = std::make_shared<const SchemaNode>(std::move(element));
            // Written by Lua, an empty list is an empty object.
            if (node->standard && node->standard->is_object() && node->standard->empty())
                node->standard = Value::array();
        } else if (node->isList() && node->standard && node->standard->is_object() && node->standard->empty()) {
            node->standard = Value::array();
        }
        node->holdsCode = namesCode(*node);
    }

    int m_count = 0;
};

void addRecords(const SchemaNode &record, const QString &prefix, QStringList *paths)
{
    for (const SchemaNode &field : record.fields) {
        if (field.type != Type::Record)
            continue;
        paths->append(prefix + field.name);
        addRecords(field, prefix + field.name + QLatin1Char('.'), paths);
    }
}

void addShorthands(const SchemaNode &record, const QString &prefix, QStringList *paths)
{
    for (const SchemaShorthand &shorthand : record.shorthands)
        paths->append(prefix + shorthand.name);
    for (const SchemaNode &field : record.fields) {
        if (field.type == Type::Record)
            addShorthands(field, prefix + field.name + QLatin1Char('.'), paths);
    }
}

Value defaultsIn(const SchemaNode &record)
{
    Value defaults = Value::object();
    for (const SchemaNode &field : record.fields) {
        if (field.type == Type::Record && !field.fields.empty()) {
            if (Value inner = defaultsIn(field); !inner.empty())
                defaults[field.name.toStdString()] = std::move(inner);
        } else if (field.standard && !field.standard->is_null()) {
            defaults[field.name.toStdString()] = *field.standard;
        }
    }
    return defaults;
}

Value starterOf(const SchemaNode &record)
{
    Value config = Value::object();
    for (const SchemaNode &field : record.fields) {
        if (!field.required || field.standard || field.isAuto || field.mustBeNull)
            continue;
        const std::string name = field.name.toStdString();
        if (field.type == Type::Record) {
            if (Value inner = starterOf(field); !inner.empty())
                config[name] = std::move(inner);
        } else if (field.isList()) {
            config[name] = Value::array();
        } else if (field.type == Type::Map) {
            config[name] = Value::object();
        }
        // A text or a number that must be given has no empty value that says more than its absence.
    }
    return config;
}

} // namespace

const SchemaNode *SchemaNode::field(const QString &fieldName) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const SchemaNode &one) { return one.name == fieldName; });
    return found == fields.end() ? nullptr : &*found;
}

const SchemaNode *SchemaNode::at(const QString &path) const
{
    const SchemaNode *found = this;
    const QStringList names = path.split(QLatin1Char('.'));
    for (const QString &one : names) {
        found = found->field(one);
        if (!found)
            return nullptr;
    }
    return found;
}

Result<Schema> Schema::ofPlugin(const QByteArray &text)
{
    const Result<JsonDocument> document = JsonDocument::parse(text);
    if (!document)
        return fail(unreadableJson(document.error().reason));
    const Value *fields = document->at(QStringLiteral("fields"));
    if (!fields || !(fields->is_array() || fields->is_object()))
        return fail(unreadableShape(QStringLiteral("a plugin's schema has no list of fields")));
    Schema schema;
    Reader reader;
    SchemaNode root;
    root.type = Type::Record;
    root.required = true;
    root.hasUnseenCheck = document->has(QStringLiteral("self_check"));
    bool isWhole = false;
    if (fields->is_array()) {
        for (const Value &one : *fields) {
            if (!one.is_object() || one.size() != 1)
                continue;
            const std::string &name = one.begin().key();
            const Value &field = one.begin().value();
            if (name == "config" && member(field, "fields")) {
                root = reader.nodeOf(field, 0);
                root.type = Type::Record;
                isWhole = true;
            } else if (stringOf(field, "type") == QLatin1String("foreign") && field.contains("eq") &&
                       field["eq"].is_null()) {
                schema.m_unbound.append(QString::fromStdString(name));
            } else if (name == "protocols" && member(field, "elements")) {
                schema.m_protocols = textsOf(member(*member(field, "elements"), "one_of"));
            }
        }
    }
    if (!isWhole) {
        root.fields = reader.fieldsOf(*fields, 0);
        if (isTrue(document->root(), "no_consumer"))
            schema.m_unbound.append(QStringLiteral("consumer"));
    }
    reader.checks(document->root(), &schema.m_checks);
    schema.m_root = std::make_shared<const SchemaNode>(std::move(root));
    return schema;
}

Result<Schema> Schema::ofEntity(const QByteArray &text)
{
    const Result<JsonDocument> document = JsonDocument::parse(text);
    if (!document)
        return fail(unreadableJson(document.error().reason));
    const Value *fields = document->at(QStringLiteral("fields"));
    if (!fields || !(fields->is_array() || fields->is_object()))
        return fail(unreadableShape(QStringLiteral("an entity's schema has no list of fields")));
    Schema schema;
    Reader reader;
    SchemaNode root;
    root.type = Type::Record;
    root.required = true;
    root.fields = reader.fieldsOf(*fields, 0);
    reader.checks(document->root(), &schema.m_checks);
    schema.m_root = std::make_shared<const SchemaNode>(std::move(root));
    return schema;
}

kong::Shape Schema::shape() const
{
    kong::Shape shape;
    addRecords(*m_root, {}, &shape.records);
    addShorthands(*m_root, {}, &shape.shorthands);
    shape.defaults = QByteArray::fromStdString(defaultsIn(*m_root).dump(-1, ' ', false, Value::error_handler_t::replace));
    return shape;
}

Value Schema::starter() const
{
    return starterOf(*m_root);
}

QString schemaTypeWord(const SchemaNode &node)
{
    static const char *const words[] = {"string", "integer", "number",  "boolean", "array",    "set",
                                        "map",    "record",  "foreign", "json",    "function", "any"};
    const QString word = QLatin1String(words[size_t(node.type)]);
    if (node.isList() && node.elements)
        return QStringLiteral("%1 of %2").arg(word, schemaTypeWord(*node.elements));
    if (node.type == Type::Map && node.values)
        return QStringLiteral("%1 to %2").arg(word, schemaTypeWord(*node.values));
    return word;
}

} // namespace mk
