// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewValidate.h"

#include "demo/kong/new/NewLua.h"
#include "demo/kong/new/NewRules.h"

#include <algorithm>
#include <cmath>

namespace mk::demo {

namespace {

const char *const requiredMissing = "required field missing";

std::string joined(const Json &list, const char *separator, bool quotes)
{
    std::string text;
    for (const Json &element : list) {
        if (!text.empty())
            text += separator;
        const std::string word = element.is_string() ? element.get<std::string>() : luaNumber(element);
        text += quotes ? '\'' + word + '\'' : word;
    }
    return text;
}

std::size_t sizeOf(const Json &value)
{
    return value.is_string() ? value.get_ref<const std::string &>().size() : value.size();
}

bool isInteger(const Json &value)
{
    if (value.is_number_integer())
        return true;
    if (!value.is_number_float())
        return false;
    const double number = value.get<double>();
    return std::isfinite(number) && std::floor(number) == number;
}

bool contains(const Json &list, const Json &value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

// "these sets are mutually exclusive: ('http', 'https'), ('tcp', 'tls', 'udp')", in the order in which they are met.
std::string exclusiveSetsError(const Json &sets, const Json &value)
{
    std::string text;
    std::vector<const Json *> met;
    for (const Json &element : value) {
        for (const Json &set : sets) {
            if (!contains(set, element) || std::find(met.begin(), met.end(), &set) != met.end())
                continue;
            met.push_back(&set);
            text += (text.empty() ? "(" : ", (") + joined(set, ", ", true) + ')';
        }
    }
    return met.size() < 2 ? std::string() : "these sets are mutually exclusive: " + text;
}

// "{vault://env/name}": taken where a field may refer to a vault, whatever its other rules.
bool isVaultReference(const Json &value)
{
    if (!value.is_string())
        return false;
    const std::string &text = value.get_ref<const std::string &>();
    return text.starts_with("{vault://") && text.ends_with('}');
}

void setMember(Json *tree, std::string_view path, const Json &value)
{
    const std::size_t dot = path.find('.');
    const std::string head(path.substr(0, dot));
    if (!tree->is_object())
        *tree = Json::object();
    if (dot == std::string_view::npos)
        (*tree)[head] = value;
    else
        setMember(&(*tree)[head], path.substr(dot + 1), value);
}

} // namespace

std::string NewValidator::attributeError(const NewField &field, const Json &attributes, const Json &value) const
{
    const auto attribute = [&attributes](const char *key) -> const Json * {
        const auto found = attributes.find(key);
        return found == attributes.end() ? nullptr : &*found;
    };
    if (const Json *wanted = attribute("eq"); wanted && *wanted != value)
        return "value must be " + (wanted->is_string() ? wanted->get<std::string>() : luaKey(*wanted));
    if (const Json *unwanted = attribute("ne"); unwanted && *unwanted == value)
        return "value must not be " + (value.is_string() ? value.get<std::string>() : luaKey(value));
    if (const Json *list = attribute("not_one_of"); list && contains(*list, value))
        return "must not be one of: " + joined(*list, ", ", false);
    if (const Json *list = attribute("one_of"); list && !contains(*list, value))
        return "expected one of: " + joined(*list, ", ", false);
    if (const Json *limit = attribute("gt"); limit && value.is_number() && value.get<double>() <= limit->get<double>())
        return "value must be greater than " + luaNumber(*limit);
    if (attribute("timestamp") && value.is_number() && value.get<double>() <= 0)
        return "expected a valid timestamp";
    if (attribute("uuid") && value.is_string() && !isUuid(value.get_ref<const std::string &>()))
        return "expected a valid UUID";
    if (attribute("is_regex") && value.is_string()) {
        if (const std::optional<std::string> error = brokenRule("regex", value))
            return *error;
    }
    if (const Json *limits = attribute("between"); limits && value.is_number()
        && (value.get<double>() < (*limits)[0].get<double>() || value.get<double>() > (*limits)[1].get<double>())) {
        return "value should be between " + std::to_string((*limits)[0].get<long long>()) + " and "
            + std::to_string((*limits)[1].get<long long>());
    }
    if (value.is_string() || isTable(value)) {
        const std::size_t size = sizeOf(value);
        if (const Json *n = attribute("len_eq"); n && size != n->get<std::size_t>())
            return "length must be " + n->dump();
        const Json *least = attribute("len_min");
        // A string is not empty unless its schema says so.
        const std::size_t minimum = least ? least->get<std::size_t>() : field.type == NewField::Type::String ? 1 : 0;
        if (size < minimum)
            return "length must be at least " + std::to_string(minimum);
        if (const Json *n = attribute("len_max"); n && size > n->get<std::size_t>())
            return "length must be at most " + n->dump();
    }
    if (value.is_string()) {
        const std::string &text = value.get_ref<const std::string &>();
        const auto errorText = [&text](const Json &rule) {
            return rule.contains("err") ? rule["err"].get<std::string>() : "invalid value: " + text;
        };
        if (const Json *start = attribute("starts_with"); start && !text.starts_with(start->get<std::string>()))
            return "should start with: " + start->get<std::string>();
        if (const Json *pattern = attribute("not_match"); pattern && luaMatches(text, pattern->get<std::string>()))
            return "invalid value: " + text;
        if (const Json *rules = attribute("match_none")) {
            for (const Json &rule : *rules) {
                if (luaMatches(text, rule["pattern"].get<std::string>()))
                    return errorText(rule);
            }
        }
        if (const Json *pattern = attribute("match"); pattern && !luaMatches(text, pattern->get<std::string>()))
            return "invalid value: " + text;
        if (const Json *rules = attribute("match_all")) {
            for (const Json &rule : *rules) {
                if (!luaMatches(text, rule["pattern"].get<std::string>()))
                    return errorText(rule);
            }
        }
        if (const Json *any = attribute("match_any")) {
            const Json &patterns = (*any)["patterns"];
            const bool fine = std::any_of(patterns.begin(), patterns.end(), [&text](const Json &pattern) {
                return luaMatches(text, pattern.get<std::string>());
            });
            if (!fine)
                return errorText(*any);
        }
    }
    if (const Json *wanted = attribute("contains"); wanted && (!value.is_array() || !contains(value, *wanted)))
        return "expected to contain: " + (wanted->is_string() ? wanted->get<std::string>() : wanted->dump());
    const auto rule = attributes.find("@rule");
    if (rule != attributes.end()) {
        if (std::optional<std::string> error = brokenRule(rule->get_ref<const std::string &>(), value))
            return *error;
    }
    const Json *sets = attribute("mutually_exclusive_subsets");
    return sets && value.is_array() ? exclusiveSetsError(*sets, value) : std::string();
}

Json NewValidator::foreignError(const NewField &field, const Json &value) const
{
    const NewEntity *entity = m_schemas->entity(field.reference);
    Json errors = Json::object();
    const Json *id = memberAt(value, "id");
    if (!id)
        errors["id"] = "missing primary key";
    else if (id->is_null())
        errors["id"] = requiredMissing;
    else if (const NewField *key = entity ? entity->record.field("id") : nullptr) {
        if (Json error = errorOf(*key, *id); !error.is_null())
            errors["id"] = std::move(error);
    }
    if (errors.empty())
        return {};
    // Without a usable key the rest is looked at as a part of such an entity, and what is wrong there is told instead.
    Json others = Json::object();
    if (entity && isTable(value)) {
        if (!entity->subschemaKey.empty() && !memberAt(value, entity->subschemaKey))
            return Json{{entity->subschemaKey, requiredMissing}};
        if (value.is_object()) {
            for (const auto &[key, member] : value.items()) {
                const NewField *own = entity->record.field(key);
                Json error = own ? errorOf(*own, member) : Json("unknown field");
                if (!error.is_null())
                    others[key] = std::move(error);
            }
        }
    }
    return others.empty() ? errors : others;
}

Json NewValidator::errorOf(const NewField &field, const Json &value, Purpose purpose) const
{
    // A text of the field's own stands for those of its rules, not for that of its type.
    const Json *custom = field.attribute("err");
    const auto told = [custom](const std::string &error) { return custom ? *custom : Json(error); };
    const Json *eq = field.attribute("eq");
    if (value.is_null()) {
        if (eq && !eq->is_null())
            return "value must be " + (eq->is_string() ? eq->get<std::string>() : luaKey(*eq));
        return field.required ? Json(requiredMissing) : Json();
    }
    if (eq && eq->is_null())
        return told("value must be null");

    switch (field.type) {
    case NewField::Type::Array:
    case NewField::Type::Set: {
        if (!isSequence(value))
            return field.type == NewField::Type::Array ? "expected an array" : "expected a set";
        Json errors = Json::array();
        std::size_t place = 0;
        for (const Json &element : value) {
            ++place;
            Json error = element.is_null() ? Json(requiredMissing) : errorOf(*field.elements, element, Purpose::Insert);
            if (error.is_null())
                continue;
            while (errors.size() + 1 < place)
                errors.push_back(nullptr);
            errors.push_back(std::move(error));
        }
        if (!errors.empty())
            return errors;
        break;
    }
    case NewField::Type::Map:
        if (!isTable(value))
            return "expected a map";
        if (value.is_array()) {
            if (!value.empty())
                return "expected a string"; // its keys are numbers
            break;
        }
        for (const auto &[key, member] : value.items()) {
            if (Json error = errorOf(*field.keys, Json(key)); !error.is_null())
                return error;
            if (member.is_null())
                return requiredMissing;
            if (Json error = errorOf(*field.values, member); !error.is_null())
                return error;
        }
        break;
    case NewField::Type::Record: {
        if (!isTable(value))
            return "expected a record";
        if (field.attribute("abstract"))
            return "error in schema definition: abstract field was not specialized";
        Json errors = recordErrors(field, filled(field, value.is_array() ? Json::object() : value), purpose);
        if (!errors.empty())
            return errors;
        break;
    }
    case NewField::Type::Foreign:
        if (Json error = foreignError(field, value); !error.is_null())
            return error;
        break;
    case NewField::Type::Integer:
        if (!isInteger(value))
            return "expected an integer";
        break;
    case NewField::Type::Number:
        if (!value.is_number())
            return "expected a number";
        break;
    case NewField::Type::Boolean:
        if (!value.is_boolean())
            return "expected a boolean";
        break;
    case NewField::Type::String:
        if (!value.is_string())
            return "expected a string";
        if (field.attribute("referenceable") && isVaultReference(value))
            return {};
        break;
    case NewField::Type::Any:
        break;
    }
    const std::string error = attributeError(field, field.attributes, value);
    return error.empty() ? Json() : told(error);
}

// The rules of `match` over those of the field itself, as a conditional check asks.
Json NewValidator::matchError(const NewField *field, const Json &match, const Json &value, Purpose purpose) const
{
    NewField both = field ? *field : NewField();
    for (const auto &[key, member] : match.items()) {
        if (key == "elements") {
            NewField element = both.elements ? *both.elements : NewField();
            for (const auto &[name, wanted] : member.items())
                element.attributes[name] = wanted;
            both.elements = std::make_shared<const NewField>(std::move(element));
        } else {
            both.attributes[key] = member;
        }
    }
    if (match.contains("required"))
        both.required = match["required"].get<bool>();
    return errorOf(both, value, purpose);
}

Json NewValidator::recordErrors(const NewField &record, const Json &row, Purpose purpose) const
{
    Json errors = Json::object();
    for (const auto &[key, value] : row.items()) {
        const NewField *field = record.field(key);
        Json error = field ? errorOf(*field, value, purpose) : Json("unknown field");
        if (!error.is_null())
            errors[key] = std::move(error);
    }
    for (const NewFieldPtr &field : record.fields) {
        const auto value = row.find(field->name);
        if (field->required && (value == row.end() || value->is_null()))
            errors[field->name] = requiredMissing;
    }
    const FieldFinder find = [&record](std::string_view path) {
        const NewField *at = &record;
        while (at && !path.empty()) {
            const std::size_t dot = path.find('.');
            at = at->field(path.substr(0, dot));
            path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
        }
        return at;
    };
    runChecks(record.name, record.checks, find, row, purpose, &errors);
    return errors;
}

Json NewValidator::errorsOf(const NewEntity &entity, const Json &row, Purpose purpose) const
{
    const NewField *variant = entity.variantOf(row);
    if (!entity.subschemaKey.empty() && !variant) {
        const Json *key = memberAt(row, entity.subschemaKey);
        if (!key || key->is_null())
            return Json{{entity.subschemaKey, requiredMissing}};
        const Json &first = key->is_array() && !key->empty() ? key->front() : *key;
        const std::string name = first.is_string() ? first.get<std::string>() : isTable(first) ? "nil" : luaKey(first);
        if (entity.name == "plugins")
            return Json{{"name", "plugin '" + name + "' not enabled; add it to the 'plugins' configuration property"}};
        if (entity.name == "vaults")
            return Json{{"name", "vault '" + name + "' is not installed"}};
        return Json{{entity.subschemaKey, "unknown type: " + name}};
    }
    Json errors = Json::object();
    for (const auto &[key, value] : row.items()) {
        const NewField *field = entity.field(variant, key);
        Json error = field ? errorOf(*field, value, purpose) : Json("unknown field");
        if (!error.is_null())
            errors[key] = std::move(error);
    }
    for (const NewFieldPtr &own : entity.record.fields) {
        const NewField *field = entity.field(variant, own->name);
        const auto value = row.find(own->name);
        if (field->required && (value == row.end() || value->is_null()))
            errors[own->name] = requiredMissing;
    }
    const FieldFinder find = [&entity, variant](std::string_view path) {
        const std::size_t dot = path.find('.');
        const NewField *at = entity.field(variant, path.substr(0, dot));
        while (at && dot != std::string_view::npos && !path.empty()) {
            const std::size_t next = path.find('.');
            if (next == std::string_view::npos)
                break;
            path = path.substr(next + 1);
            at = at->field(path.substr(0, path.find('.')));
        }
        return at;
    };
    runChecks(entity.name, entity.record.checks, find, row, purpose, &errors);
    if (variant)
        runChecks(entity.name, variant->checks, find, row, purpose, &errors);
    return errors;
}

void NewValidator::runChecks(const std::string &entity, const std::vector<NewCheck> &checks, const FieldFinder &find,
                             const Json &row, Purpose purpose, Json *errors) const
{
    for (const NewCheck &check : checks)
        runCheck(entity, check, find, row, purpose, errors);
}

void NewValidator::runCheck(const std::string &entity, const NewCheck &check, const FieldFinder &find, const Json &row,
                            Purpose purpose, Json *errors) const
{
    const auto tell = [errors](const Json &text) {
        Json &list = (*errors)["@entity"];
        if (!list.is_array())
            list = Json::array();
        list.push_back(text);
    };
    const auto anyGiven = [&row](const Json &names) {
        return std::any_of(names.begin(), names.end(),
                           [&row](const Json &name) { return isNonEmpty(memberAt(row, name.get<std::string>())); });
    };
    const auto countGiven = [&row](const Json &names) {
        return std::count_if(names.begin(), names.end(),
                             [&row](const Json &name) { return isNonEmpty(memberAt(row, name.get<std::string>())); });
    };
    // Errors of a field inside of a record hinder nothing: only whole fields are looked up.
    const auto anyWrong = [errors](const Json &names) {
        return std::any_of(names.begin(), names.end(), [errors](const Json &name) { return errors->contains(name.get<std::string>()); });
    };
    const std::string when = purpose == Purpose::Update ? "when updating, " : "";
    const Json &arg = check.arg;
    if (check.name == "at_least_one_of") {
        if (!anyGiven(arg))
            tell(when + "at least one of these fields must be non-empty: " + joined(arg, ", ", true));
    } else if (check.name == "only_one_of") {
        const bool missing = std::any_of(arg.begin(), arg.end(), [&row](const Json &name) {
            return memberAt(row, name.get<std::string>()) == nullptr;
        });
        if (!missing && countGiven(arg) != 1)
            tell("exactly one of these fields must be non-empty: " + joined(arg, ", ", true));
    } else if (check.name == "mutually_exclusive") {
        if (!anyWrong(arg) && countGiven(arg) > 1)
            tell("only one or none of these fields must be set: " + joined(arg, ", ", true));
    } else if (check.name == "mutually_required") {
        if (const auto given = countGiven(arg); !anyWrong(arg) && given != 0 && given != std::ptrdiff_t(arg.size()))
            tell("all or none of these fields must be set: " + joined(arg, ", ", true));
    } else if (check.name == "distinct") {
        Json seen = Json::array();
        for (const Json &name : arg) {
            const Json *value = memberAt(row, name.get<std::string>());
            if (!isNonEmpty(value))
                continue;
            if (contains(seen, *value)) {
                tell("values of these fields must be distinct: " + joined(arg, ", ", true));
                break;
            }
            seen.push_back(*value);
        }
    } else if (check.name == "conditional" || check.name == "conditional_at_least_one_of") {
        const std::string ifField = arg["if_field"].get<std::string>();
        const Json *value = memberAt(row, ifField);
        if (!value)
            return;
        const bool holds = matchError(find(ifField), arg["if_match"], *value, purpose).is_null();
        const auto formatted = [](std::string text, const std::string &what) {
            const std::size_t at = text.find("%s");
            return at == std::string::npos ? text : text.replace(at, 2, what);
        };
        if (check.name == "conditional_at_least_one_of") {
            const char *branch = holds ? "then_" : "else_then_";
            if (!holds
                && (!arg.contains("else_match")
                    || !matchError(find(ifField), arg["else_match"], *value, purpose).is_null()))
                return;
            const Json &names = arg[std::string(branch) + "at_least_one_of"];
            if (anyGiven(names))
                return;
            const std::string list = joined(names, ", ", true);
            const auto text = arg.find(std::string(branch) + "err");
            tell(text == arg.end() ? when + "at least one of these fields must be non-empty: " + list
                                   : formatted(text->get<std::string>(), list));
            return;
        }
        if (!holds)
            return;
        const std::string thenField = arg["then_field"].get<std::string>();
        const Json *then = memberAt(row, thenField);
        const Json &match = arg["then_match"];
        Json error;
        if ((!then || then->is_null()) && match.value("required", false))
            error = requiredMissing;
        else
            error = matchError(find(thenField), match, then ? *then : Json(), purpose);
        if (error.is_null())
            return;
        setMember(errors, thenField, error);
        tell(arg.contains("then_err") ? formatted(arg["then_err"].get<std::string>(), ifField)
                                      : "failed conditional validation given value of field '" + ifField + '\'');
    } else if (check.name == "custom_entity_check") {
        if (anyWrong(arg["field_sources"]) && !arg.value("run_with_invalid_fields", false))
            return;
        if (const std::optional<Json> error = brokenCheck(entity, joined(arg["field_sources"], ",", false), row)) {
            if (!error->is_object())
                tell(*error);
            else
                errors->update(*error);
        }
    }
}

} // namespace mk::demo
