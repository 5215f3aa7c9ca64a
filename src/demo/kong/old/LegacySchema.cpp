// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/LegacySchema.h"

#include <QFile>

#include <algorithm>
#include <map>
#include <sstream>

namespace mk::demo::old {

namespace {

std::vector<std::string> split(const std::string &text, char separator)
{
    std::vector<std::string> parts;
    std::stringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) {
        if (!part.empty())
            parts.push_back(part);
    }
    return parts;
}

void readType(LegacyField &field, std::string word)
{
    if (word.back() == '!' || word.back() == '?') {
        field.required = word.back() == '!';
        word.pop_back();
    }
    field.type = word;
}

void readWord(LegacyField &field, const std::string &word)
{
    const auto behind = [&word](const char *prefix) -> std::optional<std::string> {
        const std::string_view start(prefix);
        if (word.compare(0, start.size(), start) != 0)
            return std::nullopt;
        return word.substr(start.size());
    };
    if (word == "unique")
        field.unique = true;
    else if (word == "made")
        field.made = true;
    else if (word == "notnull")
        field.notNull = true;
    else if (const auto words = behind("in:"))
        field.allowed = split(*words, ',');
    else if (const auto check = behind("check:"))
        field.check = *check;
    else if (const auto table = behind("to:"))
        field.references = *table;
    else if (const auto maker = behind("make:"))
        field.maker = *maker;
    else if (const auto value = behind("="))
        field.fallback = Json::parse(*value);
}

LegacyField fieldOf(const std::string &name, const Json &notation)
{
    LegacyField field;
    field.name = name;
    const std::string words = notation.is_string() ? notation.get<std::string>() : notation.at("is").get<std::string>();
    const std::vector<std::string> parts = split(words, ' ');
    readType(field, parts.empty() ? std::string("any") : parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i)
        readWord(field, parts[i]);
    if (notation.is_object()) {
        if (const auto value = notation.find("default"); value != notation.end())
            field.fallback = *value;
        if (const auto fields = notation.find("fields"); fields != notation.end()) {
            field.fieldsOfPlugin = fields->is_string();
            if (!field.fieldsOfPlugin)
                field.fields = std::make_shared<LegacySchema>(legacySchemaOf(notation));
        }
    }
    return field;
}

Json renderedField(const LegacyField &field)
{
    Json shown = Json::object();
    if (field.type != "any")
        shown["type"] = field.type;
    if (field.required)
        shown["required"] = *field.required;
    if (field.unique)
        shown["unique"] = true;
    if (!field.allowed.empty())
        shown["enum"] = field.allowed;
    if (!field.check.empty())
        shown["func"] = "function";
    if (!field.maker.empty())
        shown["default"] = "function";
    else if (field.fallback)
        shown["default"] = field.fallback->is_array() && field.fallback->empty() ? Json::object() : *field.fallback;
    if (field.fields)
        shown["schema"] = renderedSchema(*field.fields);
    return shown;
}

std::map<std::string, LegacySchema, std::less<>> readPlugins()
{
    std::map<std::string, LegacySchema, std::less<>> plugins;
    const Json notation = resourceJson(":/demo/kong/0.14.1/plugins.json");
    for (const auto &[name, schema] : notation.items())
        plugins.emplace(name, legacySchemaOf(schema));
    return plugins;
}

const std::map<std::string, LegacySchema, std::less<>> &plugins()
{
    static const std::map<std::string, LegacySchema, std::less<>> all = readPlugins();
    return all;
}

std::vector<LegacyKind> readKinds()
{
    std::vector<LegacyKind> kinds;
    const Json notation = resourceJson(":/demo/kong/0.14.1/entities.json");
    for (const auto &[table, entity] : notation.items()) {
        LegacyKind kind;
        kind.table = table;
        kind.schema = std::make_shared<LegacySchema>(legacySchemaOf(entity));
        kind.key = entity.value("key", kind.key);
        kind.unique = entity.value("unique", kind.unique);
        kind.lookup = entity.value("lookup", std::string());
        kind.wholeSeconds = entity.value("wholeSeconds", false);
        kinds.push_back(std::move(kind));
    }
    return kinds;
}

} // namespace

const LegacyField *LegacySchema::field(std::string_view name) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [name](const LegacyField &f) { return f.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

bool LegacySchema::hasFlag(std::string_view flag) const
{
    return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

LegacySchema legacySchemaOf(const Json &notation)
{
    LegacySchema schema;
    schema.flexible = notation.value("flexible", false);
    schema.check = notation.value("check", std::string());
    schema.flags = notation.value("flags", schema.flags);
    for (const auto &[name, field] : notation.at("fields").items())
        schema.fields.push_back(fieldOf(name, field));
    return schema;
}

Json renderedSchema(const LegacySchema &schema)
{
    Json shown = Json::object();
    shown["fields"] = Json::object();
    for (const LegacyField &field : schema.fields)
        shown["fields"][field.name] = renderedField(field);
    if (schema.flexible)
        shown["flexible"] = true;
    if (!schema.check.empty())
        shown["self_check"] = "function";
    for (const std::string &flag : schema.flags)
        shown[flag] = true;
    return shown;
}

const std::vector<LegacyKind> &legacyKinds()
{
    static const std::vector<LegacyKind> kinds = readKinds();
    return kinds;
}

const LegacyKind *legacyKind(std::string_view table)
{
    const std::vector<LegacyKind> &kinds = legacyKinds();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [table](const LegacyKind &k) { return k.table == table; });
    return found == kinds.end() ? nullptr : &*found;
}

const std::vector<std::string> &pluginNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto &[name, schema] : plugins())
            all.push_back(name);
        return all;
    }();
    return names;
}

const LegacySchema *pluginSchema(std::string_view name)
{
    const auto found = plugins().find(name);
    return found == plugins().end() ? nullptr : &found->second;
}

Json resourceJson(const char *path)
{
    QFile file(QString::fromLatin1(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the data %s is not part of this program", path);
    return Json::parse(file.readAll().toStdString());
}

} // namespace mk::demo::old
