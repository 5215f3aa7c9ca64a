// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SchemaGuide.h"

#include "core/JsonRead.h"

#include <QCoreApplication>

namespace mk {

namespace {

using Value = JsonDocument::Value;

constexpr int maxDepth = 12;       // records in records
constexpr size_t maxFields = 2000; // of one schema
constexpr int maxDefault = 80;     // characters

struct GuideTexts
{
    Q_DECLARE_TR_FUNCTIONS(SchemaGuide)
};

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
    const QString text = value.is_string()
        ? QString::fromStdString(value.get_ref<const std::string &>())
        : QString::fromStdString(value.dump(-1, ' ', false, Value::error_handler_t::replace));
    return text.size() > maxDefault ? QString(text.left(maxDefault) + QChar(0x2026)) : text;
}

QString stringOf(const Value &object, const char *name)
{
    const Value *value = member(object, name);
    return value && value->is_string() ? QString::fromStdString(value->get_ref<const std::string &>()) : QString();
}

QString typeOf(const Value &field)
{
    const QString type = stringOf(field, "type");
    if (const Value *elements = member(field, "elements")) {
        const QString inner = stringOf(*elements, "type");
        if (!inner.isEmpty())
            return QStringLiteral("%1 of %2").arg(type, inner);
    }
    if (const Value *values = member(field, "values")) {
        const QString inner = stringOf(*values, "type");
        if (!inner.isEmpty())
            return QStringLiteral("%1 to %2").arg(type, inner);
    }
    return type;
}

QStringList textsOf(const Value *list)
{
    QStringList texts;
    if (list && list->is_array()) {
        for (const Value &one : *list)
            texts.append(textOf(one));
    }
    return texts;
}

QString ruleOf(const Value &field)
{
    QStringList rules;
    if (const Value *between = member(field, "between"); between && between->is_array() && between->size() == 2)
        rules.append(GuideTexts::tr("%1 to %2").arg(textOf((*between)[0]), textOf((*between)[1])));
    if (const Value *above = member(field, "gt"))
        rules.append(GuideTexts::tr("more than %1").arg(textOf(*above)));
    if (const Value *length = member(field, "len_min"))
        rules.append(GuideTexts::tr("length from %1").arg(textOf(*length)));
    if (const Value *length = member(field, "len_max"))
        rules.append(GuideTexts::tr("length up to %1").arg(textOf(*length)));
    if (const QString start = stringOf(field, "starts_with"); !start.isEmpty())
        rules.append(GuideTexts::tr("starts with %1").arg(start));
    return rules.join(QStringLiteral(", "));
}

} // namespace

Result<SchemaGuide> SchemaGuide::ofPlugin(const QByteArray &schema)
{
    const Result<JsonDocument> document = JsonDocument::parse(schema);
    if (!document)
        return fail(unreadableJson(document.error().reason));
    const Value *fields = document->at(QStringLiteral("fields"));
    if (!fields || !(fields->is_array() || fields->is_object()))
        return fail(unreadableShape(QStringLiteral("a plugin's schema has no list of fields")));
    SchemaGuide guide;
    guide.m_noConsumer = isTrue(document->root(), "no_consumer");
    if (guide.m_noConsumer)
        guide.m_unbound.append(QStringLiteral("consumer"));
    const Value *config = nullptr;
    if (fields->is_array()) {
        for (const Value &one : *fields) {
            if (!one.is_object() || one.size() != 1)
                continue;
            const std::string name = one.begin().key();
            const Value &field = one.begin().value();
            if (name == "config" && member(field, "fields"))
                config = member(field, "fields");
            // "eq": null says that this foreign key must stay empty
            if (stringOf(field, "type") == QLatin1String("foreign") && field.contains("eq") && field["eq"].is_null())
                guide.m_unbound.append(QString::fromStdString(name));
        }
        guide.m_noConsumer = guide.m_unbound.contains(QLatin1String("consumer"));
    }
    guide.read(config ? *config : *fields, {}, 0);
    return guide;
}

void SchemaGuide::read(const Value &fields, const QString &prefix, int depth)
{
    if (depth > maxDepth)
        return;
    if (fields.is_array()) {
        for (const Value &one : fields) {
            if (one.is_object() && one.size() == 1)
                readOne(QString::fromStdString(one.begin().key()), one.begin().value(), prefix, depth);
        }
    } else if (fields.is_object()) {
        for (const auto &[name, field] : fields.items())
            readOne(QString::fromStdString(name), field, prefix, depth);
    }
}

void SchemaGuide::readOne(const QString &name, const Value &field, const QString &prefix, int depth)
{
    if (!field.is_object() || m_fields.size() >= maxFields)
        return;
    SchemaField row;
    row.path = prefix + name;
    row.type = typeOf(field);
    row.required = isTrue(field, "required");
    if (const Value *value = member(field, "default"); value && *value != "function")
        row.defaultText = textOf(*value);
    row.allowed = textsOf(member(field, "one_of"));
    if (row.allowed.isEmpty())
        row.allowed = textsOf(member(field, "enum"));
    if (const Value *elements = member(field, "elements"); elements && row.allowed.isEmpty())
        row.allowed = textsOf(member(*elements, "one_of"));
    row.rule = ruleOf(field);
    row.secret = isTrue(field, "encrypted");
    const Value *inner = member(field, "fields");
    if (!inner) { // the older notation: a table with a schema of its own
        if (const Value *schema = member(field, "schema"))
            inner = member(*schema, "fields");
    }
    row.isRecord = inner != nullptr;
    m_fields.push_back(row);
    if (inner)
        read(*inner, row.path + QLatin1Char('.'), depth + 1);
}

Value SchemaGuide::starter() const
{
    JsonDocument config;
    for (const SchemaField &field : m_fields) {
        if (!field.required || !field.defaultText.isEmpty() || field.isRecord)
            continue;
        Value empty = "";
        if (field.type.startsWith(QLatin1String("array")) || field.type.startsWith(QLatin1String("set")))
            empty = Value::array();
        else if (field.type.startsWith(QLatin1String("map")))
            empty = Value::object();
        else if (field.type == QLatin1String("boolean"))
            empty = false;
        else if (field.type == QLatin1String("integer") || field.type == QLatin1String("number"))
            empty = nullptr;
        config.set(field.path, empty);
    }
    return config.root();
}

} // namespace mk
