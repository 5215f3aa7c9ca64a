// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/RecordSchema.h"

#include "demo/kong/old/LegacyValidation.h"
#include "demo/kong/old/TextRules.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

namespace mk::demo::old {

namespace {

std::vector<std::string> split(const std::string &text, char separator)
{
    std::vector<std::string> parts;
    std::stringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
        parts.push_back(part);
    return parts;
}

RecordField fieldOf(const std::string &name, const std::string &notation)
{
    RecordField field;
    field.name = name;
    const std::vector<std::string> words = split(notation, ' ');
    field.type = words.front();
    if (field.type.back() == '!') {
        field.required = true;
        field.type.pop_back();
    }
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string &word = words[i];
        const std::size_t colon = word.find(':');
        const std::string key = word.substr(0, colon);
        const std::string value = colon == std::string::npos ? std::string() : word.substr(colon + 1);
        if (word.front() == '=')
            field.fallback = Json::parse(word.substr(1));
        else if (key == "unique")
            field.unique = true;
        else if (key == "auto")
            field.automatic = true;
        else if (key == "in")
            field.oneOf = split(value, ',');
        else if (key == "atLeast")
            field.atLeast = std::stoul(value);
        else if (key == "check")
            field.check = value;
        else if (key == "to")
            field.references = value;
        else if (key == "between")
            field.between = {std::stod(value), std::stod(value.substr(value.find(',') + 1))};
    }
    return field;
}

std::map<std::string, RecordKind, std::less<>> readKinds()
{
    std::map<std::string, RecordKind, std::less<>> kinds;
    const Json all = resourceJson(":/demo/kong/0.14.1/records.json");
    for (const auto &[table, notation] : all.items()) {
        RecordKind kind;
        kind.table = table;
        kind.lookup = notation.value("lookup", std::string());
        kind.oneOf = notation.value("oneOf", kind.oneOf);
        for (const auto &[name, field] : notation.at("fields").items())
            kind.fields.push_back(fieldOf(name, field.get<std::string>()));
        kinds.emplace(table, std::move(kind));
    }
    return kinds;
}

std::string checkName(const std::string &name)
{
    for (const char c : name) {
        const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!word && c != '.' && c != '-' && c != '_' && c != '~')
            return "invalid value '" + name + "': it must only contain alphanumeric and '., -, _, ~' characters";
    }
    return {};
}

std::string checkHost(const std::string &host)
{
    const std::optional<HostPort> read = hostPortOf(host);
    if (!read)
        return "invalid value: " + host;
    return read->port ? "must not have a port" : std::string();
}

std::string checkWildcardHost(const std::string &host)
{
    switch (wildcardOf(host)) {
    case Wildcard::TooMany:
        return "invalid wildcard: must have at most one wildcard";
    case Wildcard::Misplaced:
        return "invalid wildcard: must be placed at leftmost or rightmost label";
    case Wildcard::None:
    case Wildcard::Fine:
        break;
    }
    return checkHost(withoutWildcards(host)).substr(0, 14) == "invalid value:" ? "invalid value: " + host
                                                                               : checkHost(withoutWildcards(host));
}

std::string checkPathStart(const std::string &path)
{
    if (path.empty() || path.front() != '/')
        return "should start with: /";
    return path.find("//") != std::string::npos ? "must not have empty segments" : std::string();
}

std::string checkEncoding(const std::string &path)
{
    const std::string wrong = wrongEncoding(path);
    return wrong.empty() ? std::string() : "invalid url-encoded value: '" + wrong + "'";
}

std::string checkPath(const std::string &path)
{
    const std::string fault = checkPathStart(path);
    if (!fault.empty())
        return fault;
    if (!isPlainPath(path))
        return "invalid path: '" + path + "' (characters outside of the reserved list of RFC 3986 found)";
    return checkEncoding(path);
}

std::string checkPathOrRegex(const std::string &path)
{
    const std::string fault = checkPathStart(path);
    if (!fault.empty())
        return fault;
    if (isPlainPath(path))
        return checkEncoding(path);
    const std::string regex = regexFault(path);
    return regex.empty() ? std::string() : "invalid regex: '" + path + "' (PCRE returned: " + regex + ")";
}

std::string checkMethod(const std::string &method)
{
    for (const char c : method) {
        if (c < 'A' || c > 'Z')
            return "invalid value: " + method;
    }
    return {};
}

std::string checkText(const std::string &check, const std::string &text)
{
    static const std::map<std::string, std::string (*)(const std::string &)> checkers = {
        {"name", &checkName}, {"host", &checkHost},     {"wildcardHost", &checkWildcardHost},
        {"path", &checkPath}, {"method", &checkMethod}, {"pathOrRegex", &checkPathOrRegex},
    };
    const auto found = checkers.find(check);
    if (found == checkers.end())
        qFatal("no check is called %s", check.c_str());
    return found->second(text);
}

std::string joined(const std::vector<std::string> &words, const char *quote)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + (quote + word) + quote;
    return text;
}

Json textFault(const Json &value, const RecordField &field)
{
    if (!value.is_string())
        return "expected a string";
    const std::string text = value.get<std::string>();
    if (!field.oneOf.empty()) {
        if (std::find(field.oneOf.begin(), field.oneOf.end(), text) == field.oneOf.end())
            return "expected one of: " + joined(field.oneOf, "");
        return nullptr;
    }
    if (text.empty())
        return "length must be at least 1";
    const std::string fault = field.check.empty() ? std::string() : checkText(field.check, text);
    return fault.empty() ? Json() : Json(fault);
}

Json listFault(const Json &value, const RecordField &field)
{
    if (!isList(value))
        return "expected an array";
    if (value.size() < field.atLeast)
        return "length must be at least " + std::to_string(field.atLeast);
    for (const Json &item : value) {
        const Json fault = textFault(item, field);
        if (!fault.is_null())
            return fault;
    }
    return nullptr;
}

Json integerFault(const Json &value, const RecordField &field)
{
    if (!value.is_number() || std::floor(value.get<double>()) != value.get<double>())
        return "expected an integer";
    const double number = value.get<double>();
    if (field.between && (number < field.between->first || number > field.between->second)) {
        return "value should be between " + std::to_string(std::int64_t(field.between->first)) + " and " +
               std::to_string(std::int64_t(field.between->second));
    }
    return nullptr;
}

Json foreignFault(const Json &value)
{
    if (!value.is_object() || !value.contains("id") || value["id"].is_null())
        return {{"id", "missing primary key"}};
    if (!value["id"].is_string() || !isUuid(value["id"].get<std::string>()))
        return {{"id", "expected a valid UUID"}};
    return nullptr;
}

Json fieldFault(const Json &value, const RecordField &field)
{
    if (field.type == "string")
        return textFault(value, field);
    if (field.type == "array")
        return listFault(value, field);
    if (field.type == "integer")
        return integerFault(value, field);
    if (field.type == "boolean")
        return value.is_boolean() ? Json() : Json("expected a boolean");
    if (field.type == "foreign")
        return foreignFault(value);
    return nullptr;
}

bool isFilled(const Json &record, const std::string &name)
{
    const auto value = record.find(name);
    return value != record.end() && !value->is_null() && !(value->is_structured() && value->empty()) && *value != "";
}

std::optional<std::string> oneOfFault(const Json &record, const RecordKind &kind, bool patch)
{
    const auto &names = kind.oneOf;
    const bool spoken =
        std::any_of(names.begin(), names.end(), [&](const std::string &name) { return record.contains(name); });
    const bool filled =
        std::any_of(names.begin(), names.end(), [&](const std::string &name) { return isFilled(record, name); });
    if (names.empty() || filled || (patch && !spoken))
        return std::nullopt;
    return std::string(patch ? "when updating, " : "") +
           "at least one of these fields must be non-empty: " + joined(names, "'");
}

Json typed(const Json &value, const std::string &type)
{
    if (value == "")
        return nullptr;
    if (type == "array")
        return value.is_array() ? value : value.is_object() ? value : Json::array({value});
    if (!value.is_string())
        return value;
    const std::string text = value.get<std::string>();
    if (type == "integer")
        return numberOf(text).value_or(value);
    if (type == "boolean" && (text == "true" || text == "false"))
        return text == "true";
    return value;
}

} // namespace

const RecordField *RecordKind::field(std::string_view name) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [name](const RecordField &f) { return f.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

const RecordKind &recordKind(std::string_view table)
{
    static const std::map<std::string, RecordKind, std::less<>> kinds = readKinds();
    const auto found = kinds.find(table);
    if (found == kinds.end())
        qFatal("there are no such records");
    return found->second;
}

Json recordFaults(const Json &record, const RecordKind &kind, bool patch)
{
    Json faults = Json::object();
    for (const auto &[name, value] : record.items()) {
        if (!kind.field(name))
            faults[name] = "unknown field";
    }
    for (const RecordField &field : kind.fields) {
        const auto value = record.find(field.name);
        const bool absent = value == record.end();
        if (field.automatic || (absent && (patch || !field.required)))
            continue;
        if (absent || value->is_null()) {
            if (field.required)
                faults[field.name] = "required field missing";
            continue;
        }
        const Json fault = fieldFault(*value, field);
        if (!fault.is_null())
            faults[field.name] = fault;
    }
    if (const auto fault = oneOfFault(record, kind, patch))
        faults["@entity"] = Json::array({*fault});
    return faults;
}

void fillRecord(Json &record, const RecordKind &kind)
{
    for (const RecordField &field : kind.fields) {
        if (!record.contains(field.name) && !field.automatic)
            record[field.name] = field.fallback.value_or(Json());
    }
}

Json recordFromForm(const Json &fields, const RecordKind &kind)
{
    Json record = Json::object();
    for (const auto &[name, value] : fields.items()) {
        const RecordField *field = kind.field(name);
        record[name] = typed(value, field ? field->type : std::string());
    }
    return record;
}

std::string violationText(const Json &faults)
{
    std::string list;
    std::size_t count = 0;
    const auto add = [&list, &count](const std::string &text) { list += (count++ > 0 ? "; " : "") + text; };
    for (const auto &[name, fault] : faults.items()) { // in the order of the names
        if (fault.is_array()) {
            for (const Json &text : fault)
                add(text.get<std::string>());
        } else if (fault.is_object()) {
            for (const auto &[inner, text] : fault.items())
                add(name + '.' + inner + ": " + text.get<std::string>());
        } else {
            add(name + ": " + fault.get<std::string>());
        }
    }
    return (count > 1 ? std::to_string(count) + " schema violations (" : std::string("schema violation (")) + list +
           ')';
}

} // namespace mk::demo::old
