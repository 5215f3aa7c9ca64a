// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/KongSchemas.h"

#include "api/kong/KongDialect.h"
#include "core/Json.h"
#include "core/JsonRead.h"

#include <algorithm>

namespace mk::kongschemas {

namespace {

using nlohmann::json;

// The parts of an upstream's health checks: what counts as well or ill, and after how many.
json record(json fields)
{
    return {{"type", "record"}, {"fields", std::move(fields)}};
}

json named(const char *name, json rules)
{
    json one = json::object();
    one[name] = std::move(rules);
    return one;
}

json healthRules(bool active)
{
    const json statuses = {{"type", "array"}, {"elements", {{"type", "integer"}, {"between", {100, 999}}}}};
    const json count = {{"type", "integer"}, {"between", {0, 255}}};
    const json interval = {{"type", "number"}, {"between", {0, 65535}}};
    json healthy = json::array();
    json unhealthy = json::array();
    if (active) {
        healthy.push_back(named("interval", interval));
        unhealthy.push_back(named("interval", interval));
    }
    healthy.push_back(named("successes", count));
    healthy.push_back(named("http_statuses", statuses));
    for (const char *name : {"http_failures", "tcp_failures", "timeouts"})
        unhealthy.push_back(named(name, count));
    unhealthy.push_back(named("http_statuses", statuses));
    json rules = json::array();
    if (active) {
        rules.push_back(named("http_path", {{"type", "string"}, {"default", "/"}, {"starts_with", "/"}}));
        rules.push_back(named("timeout", {{"type", "number"}, {"default", 1}}));
        rules.push_back(named("concurrency", {{"type", "integer"}, {"default", 10}}));
    }
    rules.push_back(named("healthy", record(healthy)));
    rules.push_back(named("unhealthy", record(unhealthy)));
    return record(rules);
}

json field(const char *name, json rules)
{
    if (!rules.contains("type"))
        rules["type"] = "string";
    return named(name, std::move(rules));
}

json required(json rules = json::object())
{
    rules["required"] = true;
    return rules;
}

json upstreamFields()
{
    const json hashed = {{"one_of", {"none", "consumer", "ip", "header", "cookie"}}, {"default", "none"}};
    const json checks = json::array({named("active", healthRules(true)), named("passive", healthRules(false))});
    return json::array({field("name", required()),
                        field("slots", {{"type", "integer"}, {"default", 10000}, {"between", {10, 65536}}}),
                        field("hash_on", hashed), field("hash_fallback", hashed), field("hash_on_header", json::object()),
                        field("hash_fallback_header", json::object()), field("hash_on_cookie", json::object()),
                        field("hash_on_cookie_path", {{"default", "/"}, {"starts_with", "/"}}),
                        field("healthchecks", record(checks))});
}

json fieldsOf(kong::Kind kind)
{
    const json texts = {{"type", "set"}, {"elements", {{"type", "string"}}}};
    switch (kind) {
    case kong::Kind::Consumer:
        return json::array({field("username", json::object()), field("custom_id", json::object())});
    case kong::Kind::KeyAuth:
        return json::array({field("key", {{"auto", true}})});
    case kong::Kind::BasicAuth:
        return json::array({field("username", required()), field("password", json::object())});
    case kong::Kind::HmacAuth:
        return json::array({field("username", required()), field("secret", {{"auto", true}})});
    case kong::Kind::Jwt:
        return json::array({field("key", {{"auto", true}}),
                field("algorithm",
                      {{"one_of", {"HS256", "HS384", "HS512", "RS256", "RS512", "ES256"}}, {"default", "HS256"}}),
                field("secret", {{"auto", true}}), field("rsa_public_key", json::object())});
    case kong::Kind::OAuth2: {
        json uris = required(texts);
        uris["type"] = "array";
        return json::array({field("name", required()), field("client_id", {{"auto", true}}), field("client_secret", {{"auto", true}}),
                field("redirect_uri", uris)});
    }
    case kong::Kind::Acl:
        return json::array({field("group", required())});
    case kong::Kind::Upstream:
        return upstreamFields();
    case kong::Kind::Target:
        return json::array({field("target", required()),
                field("weight", {{"type", "integer"}, {"default", 100}, {"between", {0, 1000}}})});
    case kong::Kind::Certificate:
        return json::array({field("cert", required()), field("key", required()), field("snis", texts)});
    case kong::Kind::Sni:
        return json::array({field("name", required())});
    default:
        return {};
    }
}

// Members that hold PEM texts, whatever the schema says of them.
bool isPem(const QString &name)
{
    static const QStringList names{QStringLiteral("cert"),       QStringLiteral("cert_alt"),       QStringLiteral("key"),
                                   QStringLiteral("key_alt"),    QStringLiteral("rsa_public_key"), QStringLiteral("public_key"),
                                   QStringLiteral("private_key")};
    return names.contains(name);
}

} // namespace

QByteArray builtIn(kong::Kind kind)
{
    const json fields = fieldsOf(kind);
    return fields.is_array() ? QByteArray::fromStdString(json{{"fields", fields}}.dump()) : QByteArray();
}

Result<Schema> formOf(kong::Kind kind, const QByteArray &text, bool isNew)
{
    Result<json> document = parseJson(text);
    if (!document)
        return fail(document.error());
    const auto fields = document->is_object() ? document->find("fields") : document->end();
    if (!document->is_object() || fields == document->end() || !fields->is_array())
        return fail(unreadableShape(QStringLiteral("a schema whose fields are no list")));
    json kept = json::array();
    for (json &one : *fields) {
        if (!one.is_object() || one.size() != 1 || !one.begin()->is_object())
            continue;
        const std::string name = one.begin().key();
        json &rules = one.begin().value();
        // What it stands below, or belongs to, is chosen beside the fields.
        const bool isParent = rules.value("type", json()) == "foreign"
            && (kong::parentKind(kind) || kind == kong::Kind::Sni || kind == kong::Kind::Key);
        if (kong::isServerMade(kind, name) || isParent)
            continue;
        const bool pem = kind != kong::Kind::KeyAuth && kind != kong::Kind::Jwt && isPem(QString::fromStdString(name));
        if (kong::isSecretMember(kind, name) && !pem)
            rules["encrypted"] = true;
        if (pem || name == "rsa_public_key") { // no schema says so: it takes several lines
            const json said = rules.value("description", json());
            rules["description"] = said.is_string() ? said.get<std::string>() + " (PEM)" : std::string("PEM");
        }
        if (!isNew && kong::isHeldBack(kind, name))
            rules["required"] = false;
        kept.push_back(one);
    }
    (*document)["fields"] = std::move(kept);
    return Schema::ofEntity(QByteArray::fromStdString(document->dump(-1, ' ', false, json::error_handler_t::replace)));
}

} // namespace mk::kongschemas
