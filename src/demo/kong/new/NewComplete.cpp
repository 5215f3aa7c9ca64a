// SPDX-License-Identifier: GPL-3.0-or-later
// What the server fills into a row, and what it makes of shorthands and forms.
#include "demo/kong/new/NewLua.h"
#include "demo/kong/new/NewText.h"
#include "demo/kong/new/NewValidate.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <cmath>

namespace mk::demo {

NewValidator::NewValidator(const NewSchemas *schemas, std::function<qint64()> now, bool oldLook)
    : m_schemas(schemas), m_now(std::move(now)), m_oldLook(oldLook)
{
}

std::string randomText()
{
    static const std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string text;
    do { // a key without a digit reads like a word
        text.clear();
        for (int i = 0; i < 32; ++i)
            text += letters[QRandomGenerator::global()->bounded(quint32(letters.size()))];
    } while (text.find_first_of("0123456789") == std::string::npos);
    return text;
}

std::string randomUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

bool isUuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0)
            return false;
    }
    return true;
}

namespace {

Json withoutDuplicates(const Json &set)
{
    Json out = Json::array();
    for (const Json &element : set) {
        if (std::find(out.begin(), out.end(), element) == out.end())
            out.push_back(element);
    }
    return out;
}

// The fields that the "url" of a service stands for; what it leaves out is emptied or as by default.
Json fieldsOfUrl(const Json &value)
{
    const UrlParts parts = urlParts(value.is_string() ? value.get<std::string>() : value.dump());
    std::string protocol = parts.scheme;
    if (protocol.empty())
        protocol = parts.port == "443" ? "https" : "http";
    Json fields{{"protocol", protocol}, {"host", nullptr}, {"path", nullptr}, {"port", protocol == "https" ? 443 : 80}};
    if (parts.hasHost)
        fields["host"] = parts.host;
    if (luaMatches(parts.port, "^%d+$") && parts.port.size() < 10)
        fields["port"] = std::stoi(parts.port);
    else if (!parts.port.empty())
        fields["port"] = parts.port;
    if (!parts.path.empty())
        fields["path"] = parts.path;
    return fields;
}

// Where a shorthand's value goes, as names from the record on; empty where it goes nowhere.
std::vector<std::string> destinationOf(const NewField &shorthand)
{
    if (const Json *to = shorthand.attribute("@to"))
        return to->get<std::vector<std::string>>();
    const Json *old = shorthand.attribute("deprecation");
    if (old && old->contains("replaced_with"))
        return (*old)["replaced_with"][0]["path"].get<std::vector<std::string>>();
    return {};
}

std::string dotted(const std::vector<std::string> &path)
{
    std::string text;
    for (const std::string &part : path)
        text += (text.empty() ? "" : ".") + part;
    return text;
}

std::string toText(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : luaKey(value);
}

} // namespace

void NewValidator::expandShorthands(const NewField &record, Json *row, Json *errors) const
{
    for (const NewFieldPtr &shorthand : record.shorthands) {
        const auto found = row->find(shorthand->name);
        if (found == row->end())
            continue;
        const Json value = *found;
        if (Json error = value.is_null() ? Json() : errorOf(*shorthand, value); !error.is_null()) {
            (*errors)[shorthand->name] = std::move(error);
            continue;
        }
        if (const Json *rule = shorthand->attribute("@turns"); rule && *rule == "url") {
            row->erase(shorthand->name);
            row->update(fieldsOfUrl(value.is_null() ? Json("userdata: NULL") : value)); // so null is printed there
        } else if (rule && *rule == "hash_on") {
            // Asking for a hash means consistent hashing, unless another algorithm was asked for.
            if (!row->contains("algorithm") && value.is_string() && value != "none")
                (*row)["algorithm"] = "consistent-hashing";
        } else {
            row->erase(shorthand->name);
            const std::vector<std::string> path = destinationOf(*shorthand);
            if (path.empty())
                continue;
            const Json *there = memberAt(*row, dotted(path));
            const Json *deprecation = shorthand->attribute("deprecation");
            if (deprecation && there && !there->is_null()) {
                // Both may be sent, as they were read; not two different ones.
                if (deprecation->contains("replaced_with") && !value.is_null() && *there != value)
                    (*errors)[shorthand->name] = "both deprecated and new field are used but their values mismatch: "
                        + shorthand->name + " = " + toText(value) + " vs " + dotted(path) + " = " + toText(*there);
                continue;
            }
            Json *at = row;
            for (const std::string &part : path) {
                if (!at->is_object())
                    *at = Json::object();
                at = &(*at)[part];
            }
            *at = value;
        }
    }
    for (const NewFieldPtr &field : record.fields) {
        const auto found = row->find(field->name);
        if (field->isRecord() && found != row->end() && found->is_object())
            expandShorthands(*field, &*found, errors); // whose errors are told without their place
    }
}

Json NewValidator::expanded(const NewEntity &entity, Json change, Json *errors) const
{
    expandShorthands(entity.record, &change, errors);
    if (const NewField *variant = entity.variantOf(change)) {
        Json inner = Json::object();
        expandShorthands(*variant, &change, &inner);
        errors->update(inner);
    }
    return change;
}

Json NewValidator::completed(const NewEntity &entity, Json row, Purpose purpose, Json *errors) const
{
    if (purpose != Purpose::Update)
        row = expanded(entity, std::move(row), errors);
    complete(entity, entity.variantOf(row), &row, purpose);
    return row;
}

void NewValidator::complete(const NewEntity &entity, const NewField *variant, Json *row, Purpose purpose) const
{
    const qint64 now = m_now();
    for (const NewFieldPtr &own : entity.record.fields) {
        const NewField &field = *entity.field(variant, own->name);
        const auto found = row->find(field.name);
        const bool absent = found == row->end();
        if (field.automatic) {
            const Json *uuid = field.attribute("uuid");
            const bool empty = absent || (field.attribute("timestamp") && found->is_null());
            if (uuid || field.type == NewField::Type::String) {
                if (absent && purpose != Purpose::Update)
                    (*row)[field.name] = uuid ? randomUuid() : randomText();
            } else if ((field.name == "created_at" && empty && purpose != Purpose::Update) || field.name == "updated_at") {
                if (field.type == NewField::Type::Number)
                    (*row)[field.name] = double(now) / 1000.0;
                else
                    (*row)[field.name] = now / 1000;
            }
        }
        const auto value = row->find(field.name);
        Json adjustedValue = adjusted(field, value == row->end() ? Json() : *value, value != row->end());
        if (value == row->end() && adjustedValue.is_null() && field.required)
            continue; // stays absent: it is missing
        (*row)[field.name] = std::move(adjustedValue);
    }
}

Json NewValidator::filled(const NewField &record, Json row) const
{
    for (const NewFieldPtr &field : record.fields) {
        const auto value = row.find(field->name);
        const bool present = value != row.end();
        if (!present && field->automatic && field->type == NewField::Type::String) {
            row[field->name] = randomText();
            continue;
        }
        Json adjustedValue = adjusted(*field, present ? *value : Json(), present);
        if (!present && adjustedValue.is_null() && field->required)
            continue;
        row[field->name] = std::move(adjustedValue);
    }
    return row;
}

Json NewValidator::adjusted(const NewField &field, Json value, bool present) const
{
    if (!present) {
        if (const Json *byDefault = field.attribute("default"))
            value = *byDefault;
        else if (!field.required || !field.isRecord() || field.attribute("abstract"))
            return {};
        else
            value = Json::object();
    }
    if (field.isRecord() && !field.attribute("abstract") && isSequence(value) && value.empty())
        value = Json::object();
    if (field.isRecord() && !field.attribute("abstract") && value.is_object())
        return filled(field, std::move(value));
    if (field.isList() && isSequence(value)) {
        if (value.empty())
            return Json::array();
        if (value.is_array() && field.elements && (field.elements->isRecord() || field.elements->isList())) {
            for (Json &element : value)
                element = adjusted(*field.elements, std::move(element), true);
        }
        return field.type == NewField::Type::Set ? withoutDuplicates(value) : value;
    }
    if (field.type == NewField::Type::Map && isTable(value)) {
        if (value.empty())
            return Json::object();
        for (Json &member : value) {
            if (!m_oldLook) // 2.x leaves what is in a map as it came
                member = adjusted(*field.values, std::move(member), true);
        }
    }
    if (field.type == NewField::Type::Integer && value.is_number_float() && std::floor(value.get<double>()) == value.get<double>()
        && std::abs(value.get<double>()) < 9e15)
        return value.get<long long>();
    return value;
}

namespace {

Json mergedRecord(const NewField &record, const Json &row, const Json &change)
{
    Json out = row.is_object() ? row : Json::object();
    for (const auto &[key, value] : change.items()) {
        const NewField *field = record.field(key);
        if (field && field->isRecord() && value.is_object())
            out[key] = mergedRecord(*field, row.is_object() && row.contains(key) ? row[key] : Json(), value);
        else
            out[key] = value;
    }
    return out;
}

} // namespace

Json NewValidator::merged(const NewEntity &entity, const Json &row, const Json &change)
{
    Json out = row;
    const NewField *variant = entity.variantOf(change);
    if (!variant)
        variant = entity.variantOf(row);
    for (const auto &[key, value] : change.items()) {
        const NewField *field = entity.field(variant, key);
        if (field && field->isRecord() && value.is_object())
            out[key] = mergedRecord(*field, row.contains(key) ? row[key] : Json(), value);
        else
            out[key] = value;
    }
    return out;
}

Json NewValidator::typedValue(const NewField &field, Json value, const NewSchemas &schemas)
{
    if (value.is_string() && value.get_ref<const std::string &>().empty())
        return {};
    switch (field.type) {
    case NewField::Type::Integer:
    case NewField::Type::Number:
        if (value.is_string()) {
            const std::string &text = value.get_ref<const std::string &>();
            if (luaMatches(text, "^%s*[+-]?%d+%s*$") && text.size() < 18)
                return std::stoll(text);
            if (luaMatches(text, "^%s*[+-]?%d*%.?%d*[eE]?[+-]?%d*%s*$") && luaMatches(text, "%d")) {
                const Json number = Json::parse(text, nullptr, false);
                return number.is_number() ? number : value;
            }
        }
        return value;
    case NewField::Type::Boolean:
        if (value == "true")
            return true;
        return value == "false" ? Json(false) : value;
    case NewField::Type::Array:
    case NewField::Type::Set:
        if (!isTable(value))
            value = Json::array({value});
        if (value.is_array()) {
            for (Json &element : value)
                element = typedValue(*field.elements, std::move(element), schemas);
        }
        return value;
    case NewField::Type::Map:
        if (value.is_object()) {
            for (Json &member : value)
                member = typedValue(*field.values, std::move(member), schemas);
        }
        return value;
    case NewField::Type::Record:
        if (value.is_object()) {
            for (const auto *list : {&field.fields, &field.shorthands}) {
                for (const NewFieldPtr &own : *list) {
                    if (const auto found = value.find(own->name); found != value.end())
                        *found = typedValue(*own, *found, schemas);
                }
            }
        }
        return value;
    case NewField::Type::Foreign:
        if (value.is_object()) {
            const NewEntity *entity = schemas.entity(field.reference);
            for (auto member = value.begin(); member != value.end(); ++member) {
                if (const NewField *own = entity ? entity->record.field(member.key()) : nullptr)
                    *member = typedValue(*own, *member, schemas);
            }
        }
        return value;
    case NewField::Type::String:
    case NewField::Type::Any:
        return value;
    }
    return value;
}

Json NewValidator::typed(const NewEntity &entity, Json form) const
{
    const NewField *variant = entity.variantOf(form);
    for (auto member = form.begin(); member != form.end(); ++member) {
        if (const NewField *field = entity.field(variant, member.key()))
            *member = typedValue(*field, *member, *m_schemas);
    }
    for (const NewFieldPtr &shorthand : entity.record.shorthands) {
        if (const auto found = form.find(shorthand->name); found != form.end())
            *found = typedValue(*shorthand, *found, *m_schemas);
    }
    if (const auto ttl = form.find("ttl"); entity.ttl && ttl != form.end()) {
        NewField number;
        number.type = NewField::Type::Number;
        *ttl = typedValue(number, *ttl, *m_schemas);
    }
    return form;
}

} // namespace mk::demo
