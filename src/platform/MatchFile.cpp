// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/MatchFile.h"

#include "api/kong/KongDecode.h"
#include "core/Json.h"
#include "core/JsonRead.h"

namespace mk {

namespace {

// Ordered: a router looks a route's headers up in the order in which Kong tells them.
using Ordered = nlohmann::ordered_json;

Result<Ordered> readObject(const QByteArray &json)
{
    if (isJsonTooDeep(json))
        return fail(unreadableJson(QStringLiteral("nested too deep")));
    if (const std::optional<qsizetype> wrong = jsonErrorPosition(json))
        return fail(unreadableJson(QStringLiteral("byte %1").arg(*wrong)));
    Ordered document = Ordered::parse(json.constData(), json.constData() + json.size(), nullptr, false);
    if (!document.is_object())
        return fail(unreadableShape(QStringLiteral("not an object")));
    return document;
}

// A member; nullptr: absent or null.
const Ordered *memberOf(const Ordered &object, const char *name)
{
    const auto it = object.find(name);
    return it == object.end() || it->is_null() ? nullptr : &*it;
}

QByteArray textOf(const Ordered &value)
{
    const auto &text = value.get_ref<const std::string &>();
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

Error wrongMember(const char *name, const char *expected)
{
    return unreadableShape(QStringLiteral("\"%1\" is not %2").arg(QLatin1String(name), QLatin1String(expected)));
}

std::optional<Error> readText(const Ordered &object, const char *name, QByteArray *into)
{
    if (const Ordered *value = memberOf(object, name)) {
        if (!value->is_string())
            return wrongMember(name, "a string");
        *into = textOf(*value);
    }
    return std::nullopt;
}

std::optional<Error> readPort(const Ordered &object, const char *name, int *into)
{
    if (const Ordered *value = memberOf(object, name)) {
        if (!value->is_number_integer() || value->get<qint64>() < 0 || value->get<qint64>() > 65535)
            return wrongMember(name, "a port");
        *into = static_cast<int>(value->get<qint64>());
    }
    return std::nullopt;
}

template<class T, class Decode>
std::optional<Error> readRows(const Ordered &document, const char *name, const Decode &decode, std::vector<T> *into)
{
    const Ordered *rows = memberOf(document, name);
    if (!rows)
        return std::nullopt;
    if (!rows->is_array() && !(rows->is_object() && rows->empty())) // an empty Lua table reads as an object
        return wrongMember(name, "a list");
    for (const Ordered &row : *rows) {
        Result<T> decoded = decode(nlohmann::json(row));
        if (!decoded) {
            Error error = decoded.error();
            error.detail =
                QStringLiteral("%1: row %2: %3").arg(QLatin1String(name)).arg(into->size() + 1).arg(error.detail);
            return error;
        }
        decoded->json = QByteArray::fromStdString(row.dump());
        into->push_back(std::move(*decoded));
    }
    return std::nullopt;
}

std::optional<Error> readUpstreams(const Ordered &document, QStringList *names)
{
    const Ordered *rows = memberOf(document, "upstreams");
    if (!rows)
        return std::nullopt;
    for (const Ordered &row : *rows) {
        const Ordered *name = row.is_object() ? memberOf(row, "name") : nullptr;
        if (!name || !name->is_string())
            return wrongMember("upstreams", "a list of upstreams");
        names->append(QString::fromUtf8(textOf(*name)));
    }
    return std::nullopt;
}

std::optional<Error> readHeaders(const Ordered &object, RouteRequest *request)
{
    const Ordered *headers = memberOf(object, "headers");
    if (!headers)
        return std::nullopt;
    if (!headers->is_object() && !(headers->is_array() && headers->empty()))
        return wrongMember("headers", "an object");
    for (const auto &header : headers->items()) {
        const QByteArray name = QByteArray::fromStdString(header.key());
        const Ordered &value = header.value();
        if (value.is_string()) {
            request->headers.emplace_back(name, textOf(value));
            continue;
        }
        if (!value.is_array())
            return wrongMember("headers", "an object of strings");
        for (const Ordered &element : value) {
            if (!element.is_string())
                return wrongMember("headers", "an object of strings");
            request->headers.emplace_back(name, textOf(element));
        }
    }
    return std::nullopt;
}

std::optional<Error> readRequest(const Ordered &object, RouteRequest *request)
{
    for (const char *name : {"method", "path"}) {
        if (!memberOf(object, name))
            return unreadableShape(QStringLiteral("there is no \"%1\"").arg(QLatin1String(name)));
    }
    if (memberOf(object, "host"))
        request->host.emplace();
    QByteArray version;
    for (const auto &[name, into] :
         {std::pair("method", &request->method), std::pair("path", &request->target),
          std::pair("host", request->host ? &*request->host : &version), std::pair("scheme", &request->scheme),
          std::pair("sni", &request->sni), std::pair("client_ip", &request->clientAddress),
          std::pair("server_ip", &request->serverAddress), std::pair("http_version", &version)}) {
        if (std::optional<Error> error = readText(object, name, into))
            return error;
    }
    request->http10 = version == "1.0";
    for (const auto &[name, into] :
         {std::pair("client_port", &request->clientPort), std::pair("server_port", &request->serverPort)}) {
        if (std::optional<Error> error = readPort(object, name, into))
            return error;
    }
    if (const Ordered *trusted = memberOf(object, "trusted")) {
        if (!trusted->is_boolean())
            return wrongMember("trusted", "true or false");
        request->trusted = trusted->get<bool>();
    }
    return readHeaders(object, request);
}

const char *reasonOf(RouteUnknown unknown)
{
    switch (unknown) {
    case RouteUnknown::Version:
        return "version";
    case RouteUnknown::Expressions:
        return "expressions";
    case RouteUnknown::Stream:
        return "stream";
    case RouteUnknown::Regex:
        return "regex";
    case RouteUnknown::No:
        break;
    }
    return "";
}

// What an upstream sees need not be UTF-8: then each byte stands for the character of that number.
std::string jsonText(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return (text.toUtf8() == bytes ? text : QString::fromLatin1(bytes)).toStdString();
}

Ordered textOrNull(const QString &text)
{
    return text.isEmpty() ? Ordered() : Ordered(text.toStdString());
}

} // namespace

Result<RouterTables> readRouterTables(const QByteArray &json)
{
    const Result<Ordered> document = readObject(json);
    if (!document)
        return fail(document.error());
    RouterTables tables;
    QByteArray version;
    QByteArray flavor;
    if (!memberOf(*document, "kong"))
        return fail(unreadableShape(QStringLiteral("there is no \"kong\", the version")));
    for (const std::optional<Error> &error :
         {readText(*document, "kong", &version), readText(*document, "router_flavor", &flavor),
          readPort(*document, "proxy_port", &tables.proxyPort),
          readRows(*document, "apis", kong::decodeApi, &tables.apis),
          readRows(*document, "services", kong::decodeService, &tables.services),
          readRows(*document, "routes", kong::decodeRoute, &tables.routes),
          readUpstreams(*document, &tables.upstreams)}) {
        if (error)
            return fail(*error);
    }
    tables.version = QString::fromUtf8(version);
    tables.flavor = QString::fromUtf8(flavor);
    return tables;
}

Result<MatchLine> readMatchLine(const QByteArray &json)
{
    const Result<Ordered> object = readObject(json);
    if (!object)
        return fail(object.error());
    MatchLine line;
    if (const Ordered *number = memberOf(*object, "n"))
        line.number = QByteArray::fromStdString(number->dump());
    if (std::optional<Error> error = readRequest(*object, &line.request))
        return fail(*error);
    return line;
}

QByteArray matchAnswerLine(const QByteArray &number, const RouteAnswer &answer)
{
    Ordered line = Ordered::object();
    line["n"] = Ordered::parse(number.constData(), number.constData() + number.size(), nullptr, false);
    if (line["n"].is_discarded())
        line["n"] = nullptr;
    line["route_id"] = textOrNull(answer.routeId);
    line["api_id"] = textOrNull(answer.apiId);
    line["service"] = textOrNull(answer.serviceName);
    line["upstream_uri"] = answer.upstreamUri ? Ordered(jsonText(*answer.upstreamUri)) : Ordered();
    line["upstream_host"] = answer.upstreamHost ? Ordered(jsonText(*answer.upstreamHost)) : Ordered();
    constexpr int taken = 200; // by an upstream that takes what it is handed
    const bool isHandedOn = answer.unknown == RouteUnknown::No && answer.reply == RouteReply::Proxied;
    line["status"] = answer.status ? Ordered(*answer.status) : isHandedOn ? Ordered(taken) : Ordered();
    if (answer.unknown != RouteUnknown::No)
        line["not_predicted"] = reasonOf(answer.unknown);
    return QByteArray::fromStdString(line.dump()) + '\n';
}

} // namespace mk
