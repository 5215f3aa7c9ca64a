// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/LegacyChecks.h"

#include "demo/kong/KongTables.h"
#include "demo/kong/old/TextRules.h"

#include <QCryptographicHash>

#include <cmath>
#include <cstdio>
#include <map>

namespace mk::demo::old {

namespace {

std::string textOf(const Json &row, const char *name)
{
    const auto found = row.find(name);
    return found == row.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

// One item of a list, or the first fault of it: "host with value 'x' is invalid: y".
template<typename Rule> std::string checkItems(const FieldCheck &field, const char *what, Rule rule)
{
    if (!field.value)
        return {};
    for (Json &item : *field.value) {
        std::string fault;
        const std::string text = item.is_string() ? item.get<std::string>() : item.dump();
        if (!item.is_string())
            fault = "must be a string";
        else if (stripped(text).empty())
            fault = std::string(what) + " is empty";
        else
            fault = rule(item, text);
        if (!fault.empty())
            return std::string(what) + " with value '" + text + "' is invalid: " + fault;
    }
    return {};
}

std::string apiName(const FieldCheck &field)
{
    if (!field.value)
        return {};
    for (const char c : field.value->get_ref<const std::string &>()) {
        const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!word && c != '.' && c != '-' && c != '_' && c != '~')
            return field.name + " must only contain alphanumeric and '., -, _, ~' characters";
    }
    return {};
}

std::string apiHosts(const FieldCheck &field)
{
    return checkItems(field, "host", [](Json &, const std::string &host) -> std::string {
        const std::optional<HostPort> read = hostPortOf(withoutWildcards(host));
        if (!read || read->port)
            return "Invalid hostname";
        switch (wildcardOf(host)) {
        case Wildcard::TooMany:
            return "Only one wildcard is allowed";
        case Wildcard::Misplaced:
            return "Invalid wildcard placement";
        case Wildcard::None:
        case Wildcard::Fine:
            break;
        }
        return {};
    });
}

std::string apiUris(const FieldCheck &field)
{
    return checkItems(field, "uri", [](Json &item, const std::string &uri) -> std::string {
        if (uri.front() != '/')
            return "must be prefixed with slash";
        if (uri.find("//") != std::string::npos)
            return "invalid";
        if (!isPlainPath(uri)) {
            const std::string fault = regexFault(uri);
            if (!fault.empty())
                return "invalid regex '" + uri + "' PCRE returned: " + fault;
        }
        const std::string wrong = wrongEncoding(uri);
        if (!wrong.empty())
            return "must use proper encoding; '" + wrong + "' is invalid";
        if (uri.size() > 1 && uri.back() == '/')
            item = uri.substr(0, uri.size() - 1);
        return {};
    });
}

std::string apiMethods(const FieldCheck &field)
{
    return checkItems(field, "method", [](Json &, const std::string &method) -> std::string {
        for (const char c : method) {
            if (c < 'A' || c > 'Z')
                return "invalid value";
        }
        return {};
    });
}

std::string upstreamUrl(const FieldCheck &field)
{
    if (!field.value)
        return {};
    const std::optional<LooseUrl> url = looseUrlOf(field.value->get<std::string>());
    if (url && url->scheme != "http" && url->scheme != "https")
        return "Supported protocols are HTTP and HTTPS";
    return {};
}

std::string wholeBetween(const FieldCheck &field, double least, double most, const char *text)
{
    if (!field.value)
        return {};
    const double number = field.value->get<double>();
    return number < least || number > most || std::floor(number) != number ? text : std::string();
}

std::string retries(const FieldCheck &field)
{
    return wholeBetween(field, 0, 32767, "must be an integer between 0 and 32767");
}

std::string timeout(const FieldCheck &field)
{
    return wholeBetween(field, 1, 2147483647, "must be an integer between 1 and 2147483647");
}

std::string count(const FieldCheck &field)
{
    return wholeBetween(field, 0, 2147483647, "must be 0 (disabled), or an integer between 1 and 2147483647");
}

std::string seconds(const FieldCheck &field)
{
    const bool fine = !field.value || (field.value->get<double>() >= 0 && field.value->get<double>() <= 65535);
    return fine ? std::string() : "must be between 0 and 65535";
}

std::string slashFirst(const FieldCheck &field)
{
    if (!field.value)
        return {};
    const std::string &path = field.value->get_ref<const std::string &>();
    if (path.empty())
        return "path is empty";
    return path.front() != '/' ? "must be prefixed with slash" : std::string();
}

std::string statuses(const FieldCheck &field)
{
    if (!field.value)
        return {};
    for (Json &item : *field.value) {
        if (item.is_string()) {
            if (const std::optional<Json> number = numberOf(item.get<std::string>()))
                item = *number;
        }
        if (!item.is_number())
            return "array element is not a number";
        const double status = item.get<double>();
        if (std::floor(status) != status)
            return "must be an integer";
        if (status < 100 || status > 999)
            return "invalid status code '" + item.dump() + "': must be between 100 and 999";
    }
    return {};
}

// Kong stores the SHA-1 of the password and the consumer's id, and a credential without a password, too.
std::string passwordHash(const FieldCheck &field)
{
    std::string password = field.value ? field.value->get<std::string>() : std::string();
    if (field.context.write == Write::Patch) {
        const auto *stored = field.context.tables.find("basicauth_credentials", textOf(field.row, "id"));
        if (stored && stored->value("password", std::string()) == password)
            return {};
    }
    password += textOf(field.row, "consumer_id");
    field.row[field.name] =
        QCryptographicHash::hash(QByteArray::fromStdString(password), QCryptographicHash::Sha1).toHex().toStdString();
    return {};
}

std::string aclGroup(const FieldCheck &field)
{
    if (!field.value)
        return {};
    for (const auto *row :
         field.context.tables.findAllBy("acls", "consumer_id", field.row.value("consumer_id", Json()))) {
        if (row->at("group") == *field.value) // even this row itself, sent once more
            return "ACL group already exist for this consumer";
    }
    return {};
}

std::string redirectUris(const FieldCheck &field)
{
    if (!field.value)
        return {};
    for (const Json &item : *field.value) {
        const std::string uri = item.is_string() ? item.get<std::string>() : item.dump();
        const std::optional<LooseUrl> url = looseUrlOf(uri);
        if (!url)
            return "cannot parse '" + uri + "'";
        if (url->hasFragment)
            return "fragment not allowed in '" + uri + "'";
    }
    return {};
}

bool hasItems(const Json &row, const char *name)
{
    const auto found = row.find(name);
    return found != row.end() && !found->empty();
}

std::optional<Refusal> apiRules(const WholeCheck &whole)
{
    if (whole.context.write == Write::Insert && !hasItems(whole.row, "hosts") && !hasItems(whole.row, "uris") &&
        !hasItems(whole.row, "methods"))
        return Refusal::message("at least one of 'hosts', 'uris' or 'methods' must be specified");
    return std::nullopt;
}

bool bears(const Json &row, const char *name)
{
    const auto found = row.find(name);
    return found != row.end() && !found->is_null();
}

// May this plugin stand where it is said to, and is there none of its name yet?
std::optional<Refusal> pluginScope(const WholeCheck &whole)
{
    const Json &row = whole.row;
    if (bears(row, "api_id") && (bears(row, "route_id") || bears(row, "service_id")))
        return Refusal::message("cannot configure plugin with api_id and one of route_id or service_id");
    const std::string name = row.at("name").get<std::string>();
    const LegacySchema *schema = pluginSchema(name);
    for (const char *scope : {"api", "route", "service", "consumer"}) {
        if (schema && schema->hasFlag(std::string("no_") + scope) && bears(row, (std::string(scope) + "_id").c_str()))
            return Refusal::message(std::string("No ") + scope + " can be configured for that plugin");
    }
    if (whole.context.write != Write::Insert)
        return std::nullopt;

    static const char *const scopes[] = {"api_id", "route_id", "service_id", "consumer_id"};
    const char *by = "name";
    for (const char *scope : scopes) {
        if (!bears(row, scope))
            continue;
        const std::string id = row.at(scope).is_string() ? row.at(scope).get<std::string>() : row.at(scope).dump();
        if (!isUuid(id))
            return Refusal::field(scope, id + " is not a valid uuid");
        by = scope;
    }
    for (const auto *other : whole.context.tables.findAllBy("plugins", by, row.at(by))) {
        bool same = other->at("name") == row.at("name");
        for (const char *scope : scopes)
            same = same && other->value(scope, Json()) == (bears(row, scope) ? row.at(scope) : Json());
        if (same)
            return Refusal::field("name", "already exists with value '" + name + "'", 409);
    }
    return std::nullopt;
}

std::optional<Refusal> hashing(const Json &row)
{
    const std::string on = textOf(row, "hash_on");
    const std::string fallback = textOf(row, "hash_fallback");
    for (const char *name : {"hash_on_header", "hash_fallback_header"}) {
        const std::string fault = bears(row, name) ? headerNameFault(textOf(row, name), "header") : std::string();
        if (!fault.empty())
            return Refusal::message("Header: " + fault);
    }
    if (on == "header" && !bears(row, "hash_on_header"))
        return Refusal::message("Hashing on 'header', but no header name provided");
    if (fallback == "header" && !bears(row, "hash_fallback_header"))
        return Refusal::message("Hashing on 'header', but no header name provided");
    if (on == "cookie" || fallback == "cookie") {
        if (!bears(row, "hash_on_cookie"))
            return Refusal::message("Hashing on 'cookie', but no cookie name provided");
        const std::string fault = headerNameFault(textOf(row, "hash_on_cookie"), "cookie");
        if (!fault.empty())
            return Refusal::message("Cookie name: " + fault);
    }
    if (bears(row, "hash_on_cookie_path") && textOf(row, "hash_on_cookie_path").substr(0, 1) != "/")
        return Refusal::message("Cookie path: must be prefixed with slash");
    if (on == "none" && fallback != "none" && !fallback.empty())
        return Refusal::message("Cannot set fallback if primary 'hash_on' is not set");
    const bool sameHeader = lowered(textOf(row, "hash_on_header")) == lowered(textOf(row, "hash_fallback_header"));
    if (on != "none" && on == fallback && (on != "header" || sameHeader))
        return Refusal::message("Cannot set fallback and primary hashes to the same value");
    return std::nullopt;
}

std::optional<Refusal> upstream(const WholeCheck &whole)
{
    const std::optional<HostPort> name = hostPortOf(textOf(whole.row, "name"));
    if (!name)
        return Refusal::message("Invalid name; must be a valid hostname");
    if (name->kind != HostPort::Kind::Name)
        return Refusal::message("Invalid name; no ip addresses allowed");
    if (name->port)
        return Refusal::message("Invalid name; no port allowed");
    if (const std::optional<Refusal> refused = hashing(whole.row))
        return refused;
    if (bears(whole.row, "slots")) {
        const double slots = whole.row.at("slots").get<double>();
        if (slots < 10 || slots > 65536)
            return Refusal::message("number of slots must be between 10 and 65536");
    }
    return std::nullopt;
}

std::optional<Refusal> target(const WholeCheck &whole)
{
    if (bears(whole.row, "weight")) {
        const double weight = whole.row.at("weight").get<double>();
        if (weight < 0 || weight > 1000)
            return Refusal::message("weight must be from 0 to 1000");
    }
    const std::optional<HostPort> address = hostPortOf(textOf(whole.row, "target"));
    if (!address)
        return Refusal::message("Invalid target; not a valid hostname or ip address");
    whole.row["target"] = address->written(8000);
    return std::nullopt;
}

std::optional<Refusal> jwtKey(const WholeCheck &whole)
{
    const std::string algorithm = textOf(whole.row, "algorithm");
    if (algorithm != "RS256" && algorithm != "RS512")
        return std::nullopt;
    const std::string key = textOf(whole.row, "rsa_public_key");
    if (key.empty())
        return Refusal::message("no mandatory 'rsa_public_key'");
    if (key.find("-----BEGIN") == std::string::npos)
        return Refusal::message("'rsa_public_key' format is invalid");
    return std::nullopt;
}

std::optional<Refusal> nothing(const WholeCheck &)
{
    return std::nullopt;
}

} // namespace

std::string checkField(const std::string &check, const FieldCheck &field)
{
    static const std::map<std::string, FieldChecker> checkers = {
        {"apiName", &apiName},         {"apiHosts", &apiHosts},
        {"apiUris", &apiUris},         {"apiMethods", &apiMethods},
        {"upstreamUrl", &upstreamUrl}, {"retries", &retries},
        {"timeout", &timeout},         {"count", &count},
        {"seconds", &seconds},         {"slashFirst", &slashFirst},
        {"statuses", &statuses},       {"passwordHash", &passwordHash},
        {"aclGroup", &aclGroup},       {"redirectUris", &redirectUris},
    };
    const auto found = checkers.find(check);
    const FieldChecker checker = found == checkers.end() ? pluginFieldChecker(check) : found->second;
    if (!checker)
        qFatal("no check is called %s", check.c_str());
    return checker(field);
}

std::optional<Refusal> checkWhole(const std::string &check, const WholeCheck &whole)
{
    static const std::map<std::string, WholeChecker> checkers = {
        {"apiRules", &apiRules}, {"pluginScope", &pluginScope}, {"upstream", &upstream},
        {"target", &target},     {"jwtKey", &jwtKey},           {"none", &nothing},
    };
    const auto found = checkers.find(check);
    const WholeChecker checker = found == checkers.end() ? pluginWholeChecker(check) : found->second;
    if (!checker)
        qFatal("no check is called %s", check.c_str());
    return checker(whole);
}

Json madeDefault(const std::string &maker)
{
    if (maker == "apikeyList")
        return Json::array({"apikey"});
    if (maker == "randomText")
        return randomText();
    qFatal("nothing makes %s", maker.c_str());
}

} // namespace mk::demo::old
