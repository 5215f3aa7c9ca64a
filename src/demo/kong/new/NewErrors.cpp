// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewErrors.h"

#include "demo/kong/new/NewLua.h"

namespace mk::demo {

namespace {

NewError made(int status, int code, const char *name, const std::string &message)
{
    return {status, Json{{"message", message}, {"name", name}, {"code", code}}};
}

NewError withFields(NewError error, const Json &fields)
{
    error.body["fields"] = fields;
    return error;
}

std::string shown(const Json &error)
{
    return error.is_string() ? error.get<std::string>() : luaPretty(error);
}

// "service.id: missing primary key; paths.2: ..."; errors of several fields come first.
std::string listed(const Json &errors, std::size_t *count)
{
    std::string text;
    const auto add = [&](const std::string &line) {
        text += (text.empty() ? "" : "; ") + line;
        ++*count;
    };
    if (const auto entity = errors.find("@entity"); entity != errors.end()) {
        for (const Json &error : *entity)
            add(shown(error));
    }
    for (const auto &[field, error] : errors.items()) {
        if (field == "@entity")
            continue;
        if (error.is_array()) {
            for (std::size_t i = 0; i < error.size(); ++i) {
                if (!error[i].is_null())
                    add(field + '.' + std::to_string(i + 1) + ": " + shown(error[i]));
            }
        } else if (error.is_object()) {
            for (const auto &[inner, innerError] : error.items())
                add(field + '.' + inner + ": " + shown(innerError));
        } else {
            add(field + ": " + shown(error));
        }
    }
    return text;
}

} // namespace

NewError plainError(int status, const std::string &message)
{
    return {status, Json{{"message", message}}};
}

NewError notFoundError()
{
    return plainError(404, "Not found");
}

NewError methodNotAllowedError()
{
    return plainError(405, "Method not allowed");
}

NewError unexpectedError()
{
    return plainError(500, "An unexpected error occurred");
}

NewError invalidPrimaryKey(const Json &errors)
{
    return withFields(made(400, 1, "invalid primary key", "invalid primary key: '" + luaKey(errors) + '\''), errors);
}

NewError schemaViolation(const Json &errors)
{
    std::size_t count = 0;
    const std::string text = listed(errors, &count);
    const std::string start = count == 1 ? "schema violation (" : std::to_string(count) + " schema violations (";
    return withFields(made(400, 2, "schema violation", start + text + ')'), errors);
}

NewError primaryKeyViolation(const Json &key)
{
    return withFields(made(400, 3, "primary key violation", "primary key violation on key '" + luaKey(key) + '\''), key);
}

NewError foreignKeyMissing(const std::string &field, const Json &key, const std::string &entity)
{
    return withFields(made(400, 4, "foreign key violation",
                           "the foreign key '" + luaKey(key) + "' does not reference an existing '" + entity + "' entity."),
                      Json{{field, key}});
}

NewError foreignKeyUsed(const std::string &parent, const std::string &child)
{
    return withFields(made(400, 4, "foreign key violation",
                           "an existing '" + child + "' entity references this '" + parent + "' entity"),
                      Json{{"@referenced_by", child}});
}

NewError uniqueViolation(const Json &key)
{
    return withFields(
        made(409, 5, "unique constraint violation", "UNIQUE violation detected on '" + luaKey(key) + '\''), key);
}

NewError entityNotFound(const Json &key)
{
    return withFields(
        made(404, 6, "not found", "could not find the entity with primary key '" + luaKey(key) + '\''), key);
}

NewError invalidOffset(const std::string &offset, const std::string &why)
{
    return made(400, 7, "invalid offset", '\'' + offset + "' is not a valid offset: " + why);
}

NewError invalidSize(const std::string &why)
{
    return made(400, 9, "invalid size", why);
}

NewError invalidUnique(const std::string &why)
{
    return made(400, 10, "invalid unique name", why);
}

NewError invalidOptions(const Json &errors)
{
    std::size_t count = 0;
    const std::string text = listed(errors, &count);
    NewError error = made(400, 11, "invalid options",
                          (count == 1 ? "invalid option (" : std::to_string(count) + " option violations (") + text + ')');
    error.body["options"] = errors;
    return error;
}

NewError readOnlyNode(const std::string &entity, const std::string &operation)
{
    return made(405, 12, "operation unsupported",
                "cannot " + operation + " '" + entity + "' entities when not using a database");
}

NewError foreignKeysUnresolved(const Json &errors)
{
    std::size_t count = 0;
    const std::string text = listed(errors, &count);
    const std::string start = count == 1 ? "foreign key unresolved (" : std::to_string(count) + " foreign keys unresolved (";
    return withFields(made(400, 13, "foreign keys unresolved", start + text + ')'), errors);
}

NewError referencedByOthers(const std::string &why)
{
    return made(400, 19, "referenced by others", why);
}

} // namespace mk::demo
