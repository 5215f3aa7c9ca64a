// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/LegacyValidation.h"

#include "demo/kong/old/LegacyChecks.h"
#include "demo/kong/old/TextRules.h"

#include <cmath>
#include <cstdlib>
#include <sstream>

namespace mk::demo::old {

namespace {

struct Findings
{
    Json errors = Json::object(); // field -> text, the first of each
    std::optional<Refusal> whole;

    void add(const std::string &field, const std::string &text)
    {
        if (!errors.contains(field))
            errors[field] = text;
    }
    bool fine() const { return errors.empty() && !whole; }
};

Findings examine(Json &row, const LegacySchema &schema, const CheckContext &context);

Json *present(Json &row, const std::string &name)
{
    const auto found = row.find(name);
    return found == row.end() || found->is_null() ? nullptr : &*found;
}

std::string shownScalar(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

Json listOf(const std::string &text)
{
    Json list = Json::array();
    if (text.empty())
        return list;
    std::size_t begin = 0;
    while (true) {
        const std::size_t comma = text.find(',', begin);
        list.push_back(stripped(text.substr(begin, comma == std::string::npos ? comma : comma - begin)));
        if (comma == std::string::npos)
            return list;
        begin = comma + 1;
    }
}

// Forms know only texts, so a text is taken for every simple type.
void convertText(Json &value, const std::string &type)
{
    const std::string text = stripped(value.get<std::string>());
    value = text;
    if (type == "boolean") {
        const std::string word = lowered(text);
        if (word == "true" || word == "false")
            value = word == "true";
    } else if (type == "array") {
        value = listOf(text);
    } else if (type == "number" || type == "timestamp") {
        if (const std::optional<Json> number = numberOf(text))
            value = *number;
    }
}

bool hasType(const Json &value, const std::string &type)
{
    if (type == "string")
        return value.is_string();
    if (type == "number")
        return value.is_number();
    if (type == "timestamp")
        return value.is_number() && value.get<double>() > 0;
    if (type == "boolean")
        return value.is_boolean();
    if (type == "array")
        return isList(value);
    if (type == "table")
        return value.is_object() || value.is_array();
    if (type == "url")
        return value.is_string() && looseUrlOf(value.get<std::string>());
    return true;
}

// The value that is not among the allowed ones, if any.
std::optional<std::string> notAllowed(const Json &value, const LegacyField &field)
{
    const auto known = [&field](const Json &one) {
        return one.is_string() && std::find(field.allowed.begin(), field.allowed.end(),
                                            one.get_ref<const std::string &>()) != field.allowed.end();
    };
    if (field.type != "array")
        return known(value) ? std::nullopt : std::optional(shownScalar(value));
    for (const Json &one : value) {
        if (!known(one))
            return shownScalar(one);
    }
    return std::nullopt;
}

std::string allowedText(const std::string &wrong, const std::vector<std::string> &allowed)
{
    std::string text = '"' + wrong + "\" is not allowed. Allowed values are: \"";
    for (std::size_t i = 0; i < allowed.size(); ++i)
        text += (i > 0 ? "\", \"" : "") + allowed[i];
    return text + '"';
}

void examineNested(Json &row, const LegacyField &field, const CheckContext &context, Findings &findings)
{
    if (field.fieldsOfPlugin && row.contains("name") && !row["name"].is_null() && !nestedSchema(field, row)) {
        findings.add(field.name, "plugin '" + shownScalar(row["name"]) +
                                     "' not enabled; add it to the 'plugins' configuration property");
        return;
    }
    const LegacySchema *schema = nestedSchema(field, row);
    const bool emptied = context.write == Write::Patch && row.contains(field.name) && row[field.name].is_null();
    if (!schema || emptied)
        return;
    if (!present(row, field.name)) {
        for (const LegacyField &inner : schema->fields) {
            if (inner.fallback || !inner.maker.empty() || inner.fields)
                row[field.name] = Json::object();
            else if (inner.required.value_or(false))
                findings.add(field.name, field.name + '.' + inner.name + " is required");
        }
    }
    Json *value = present(row, field.name);
    if (!value || !(value->is_object() || value->is_array()))
        return;
    if (value->is_array()) { // Lua knows no difference
        Json table = Json::object();
        for (std::size_t i = 0; i < value->size(); ++i)
            table[std::to_string(i + 1)] = (*value)[i];
        *value = table;
    }
    const Findings inner = examine(*value, *schema, context);
    if (inner.whole)
        findings.add(field.name, inner.whole->body.value("message", std::string()));
    for (const auto &[name, text] : inner.errors.items())
        findings.add(field.name + '.' + name, text.get<std::string>());
}

void examineField(Json &row, const LegacyField &field, const CheckContext &context, Findings &findings)
{
    const bool given = row.contains(field.name);
    if (Json *value = present(row, field.name)) {
        if (value->is_string())
            convertText(*value, field.type);
        if (!hasType(*value, field.type)) {
            findings.add(field.name, field.name + " is not " + (field.type == "array" ? "an " : "a ") + field.type);
            return;
        }
        if (!field.allowed.empty()) {
            if (const auto wrong = notAllowed(*value, field)) {
                findings.add(field.name, allowedText(*wrong, field.allowed));
                return;
            }
        }
    }
    examineNested(row, field, context, findings);

    const bool partly = context.write == Write::Patch;
    if (partly && !given)
        return;
    Json *value = present(row, field.name);
    const bool empty = !value || (value->is_string() && value->get_ref<const std::string &>().empty());
    if (field.required.value_or(false) && empty && (!field.made || context.write == Write::Replace)) {
        findings.add(field.name, field.name + " is required");
        return;
    }
    if (!field.check.empty() && !findings.errors.contains(field.name) && !(partly && !value)) {
        const std::string fault = checkField(field.check, FieldCheck{value, row, field.name, context});
        if (!fault.empty())
            findings.add(field.name, fault);
    }
}

void fillDefaults(Json &row, const LegacySchema &schema)
{
    for (const LegacyField &field : schema.fields) {
        if (present(row, field.name))
            continue;
        row.erase(field.name);
        if (!field.maker.empty())
            row[field.name] = madeDefault(field.maker);
        else if (field.fallback)
            row[field.name] = *field.fallback;
    }
}

Findings examineFlexible(Json &row, const LegacySchema &schema, const CheckContext &context)
{
    LegacySchema each = schema;
    each.flexible = false;
    Findings findings;
    for (auto &[name, value] : row.items()) {
        if (!value.is_object()) {
            findings.add(name, name + " is not a table");
            continue;
        }
        const Findings inner = examine(value, each, context);
        for (const auto &[field, text] : inner.errors.items())
            findings.add(name + '.' + field, text.get<std::string>());
    }
    return findings;
}

Findings examine(Json &row, const LegacySchema &schema, const CheckContext &context)
{
    if (schema.flexible)
        return examineFlexible(row, schema, context);
    Findings findings;
    for (const auto &[name, value] : row.items()) {
        if (!schema.field(name))
            findings.add(name, name + " is an unknown field");
    }
    if (context.write != Write::Patch)
        fillDefaults(row, schema);
    for (const LegacyField &field : schema.fields)
        examineField(row, field, context, findings);
    if (findings.fine() && !schema.check.empty())
        findings.whole = checkWhole(schema.check, WholeCheck{row, context});
    return findings;
}

} // namespace

std::optional<Refusal> validate(Json &row, const LegacySchema &schema, const CheckContext &context)
{
    const Findings findings = examine(row, schema, context);
    if (findings.whole)
        return findings.whole;
    if (!findings.errors.empty())
        return Refusal{400, findings.errors};
    return std::nullopt;
}

void keepNested(const Json &before, Json &row, const LegacySchema &schema, const Json &wholeRow)
{
    for (const LegacyField &field : schema.fields) {
        const LegacySchema *inner = nestedSchema(field, wholeRow);
        const auto old = before.find(field.name);
        const auto fresh = row.find(field.name);
        if (!inner || inner->flexible || old == before.end() || !old->is_object() || fresh == row.end() ||
            !fresh->is_object())
            continue;
        for (const LegacyField &member : inner->fields) {
            const auto kept = old->find(member.name);
            const auto sent = fresh->find(member.name);
            if (sent == fresh->end() && kept != old->end())
                (*fresh)[member.name] = *kept;
            else if (sent != fresh->end() && sent->is_null())
                fresh->erase(member.name);
        }
        keepNested(*old, *fresh, *inner, *fresh);
    }
}

const LegacySchema *nestedSchema(const LegacyField &field, const Json &row)
{
    if (!field.fieldsOfPlugin)
        return field.fields.get();
    const auto name = row.find("name");
    return name == row.end() || !name->is_string() ? nullptr : pluginSchema(name->get_ref<const std::string &>());
}

bool isList(const Json &value)
{
    return value.is_array() || (value.is_object() && value.empty());
}

Json listsAsLua(Json value)
{
    if (value.is_array() && value.empty())
        return Json::object();
    if (value.is_structured()) {
        for (Json &inner : value)
            inner = listsAsLua(std::move(inner));
    }
    return value;
}

std::optional<Json> numberOf(const std::string &text)
{
    if (text.empty())
        return std::nullopt;
    char *end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (end != text.c_str() + text.size() || !std::isfinite(number))
        return std::nullopt;
    if (std::floor(number) == number && std::abs(number) < 9e15)
        return Json(static_cast<std::int64_t>(number));
    return Json(number);
}

} // namespace mk::demo::old
