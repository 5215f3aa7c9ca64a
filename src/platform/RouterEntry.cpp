// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouterEntry.h"

#include "core/Json.h"

#include <algorithm>

namespace mk::router {

namespace {

// Ordered: the order of a route's headers is the order in which its router looks them up.
using Row = nlohmann::ordered_json;

Row rowOf(const QByteArray &json)
{
    Row row = Row::parse(json.constData(), json.constData() + json.size(), nullptr, false);
    return row.is_object() ? row : Row::object();
}

const Row *find(const Row &row, const char *name)
{
    const auto it = row.find(name);
    return it == row.end() || it->is_null() ? nullptr : &*it;
}

QByteArray bytesOf(const Row &value)
{
    if (!value.is_string())
        return {};
    const auto &text = value.get_ref<const std::string &>();
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

std::vector<QByteArray> list(const Row &value)
{
    std::vector<QByteArray> texts;
    if (value.is_array()) { // an empty Lua table reads as an object
        for (const Row &element : value)
            texts.push_back(bytesOf(element));
    }
    return texts;
}

Rules rules(const Row &row, const char *name)
{
    const Row *value = find(row, name);
    return value ? Rules{true, list(*value)} : Rules{};
}

bool flag(const Row &row, const char *name, bool fallback)
{
    const Row *value = find(row, name);
    return value && value->is_boolean() ? value->get<bool>() : fallback;
}

std::optional<qint64> number(const Row &row, const char *name)
{
    const Row *value = find(row, name);
    if (!value || !value->is_number())
        return std::nullopt;
    return value->is_number_float() ? static_cast<qint64>(value->get<double>()) : value->get<qint64>();
}

std::vector<AddressRule> addresses(const Row &row, const char *name)
{
    std::vector<AddressRule> rules;
    const Row *value = find(row, name);
    if (!value || !value->is_array())
        return rules;
    for (const Row &element : *value) {
        if (!element.is_object())
            continue;
        const Row *ip = find(element, "ip");
        rules.push_back({ip ? bytesOf(*ip) : QByteArray(), static_cast<int>(number(element, "port").value_or(0))});
    }
    return rules;
}

// The parts of an upstream_url as LuaSocket's url.parse takes it apart, which kong/api_router.lua uses: fragment,
// scheme, authority, query and parameters are cut off one after the other, what is left is the path.
void readUpstreamUrl(QByteArray url, Entry *entry)
{
    const auto cut = [&url](char mark) {
        if (const qsizetype at = url.indexOf(mark); at >= 0)
            url.truncate(at);
    };
    cut('#');
    if (const qsizetype colon = url.indexOf(':'); colon > 0) {
        const QByteArray scheme = url.left(colon);
        const bool isScheme = std::all_of(scheme.cbegin(), scheme.cend(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
                   c == '.';
        });
        if (isScheme) {
            entry->scheme = scheme;
            url.remove(0, colon + 1);
        }
    }
    QByteArray authority;
    if (url.startsWith("//")) {
        const qsizetype slash = url.indexOf('/', 2);
        authority = url.mid(2, slash < 0 ? -1 : slash - 2);
        url.remove(0, 2 + authority.size());
    }
    cut('?');
    cut(';');
    if (!url.isEmpty())
        entry->upstreamPath = url;
    authority.remove(0, authority.lastIndexOf('@') + 1);
    entry->upstreamPort = entry->scheme == "https" ? 443 : 80;
    if (const qsizetype colon = authority.lastIndexOf(':'); colon >= 0 && authority.indexOf(']', colon) < 0) {
        if (const int port = authority.mid(colon + 1).toInt(); port > 0)
            entry->upstreamPort = port;
        authority.truncate(colon);
    }
    entry->upstreamHost = authority;
}

} // namespace

bool Entry::hasProtocol(const char *protocol) const
{
    return std::find(protocols.cbegin(), protocols.cend(), protocol) != protocols.cend();
}

bool Entry::isHttp() const
{
    return isApi || protocols.empty() || hasProtocol("http") || hasProtocol("https") || hasProtocol("grpc") ||
           hasProtocol("grpcs");
}

bool Entry::hasRules() const
{
    return methods.told || hosts.told || paths.told || snis.told || headersTold || addressesTold;
}

Entry entryOf(const kong::Api &api)
{
    const Row row = rowOf(api.json);
    Entry entry;
    entry.isApi = true;
    entry.id = api.id;
    entry.name = api.name;
    entry.createdAt = number(row, "created_at"); // milliseconds
    entry.methods = rules(row, "methods");
    entry.hosts = rules(row, "hosts");
    entry.paths = rules(row, "uris");
    entry.strip = flag(row, "strip_uri", true);
    entry.preserveHost = flag(row, "preserve_host", false);
    entry.httpsOnly = flag(row, "https_only", false);
    entry.httpIfTerminated = flag(row, "http_if_terminated", false);
    entry.hasService = true;
    readUpstreamUrl(api.upstreamUrl.toUtf8(), &entry);
    return entry;
}

Entry entryOf(const kong::Route &route, const kong::Service *service)
{
    const Row row = rowOf(route.json);
    Entry entry;
    entry.id = route.id;
    entry.name = route.name;
    if (const std::optional<qint64> seconds = number(row, "created_at"))
        entry.createdAt = *seconds * 1000;
    entry.regexPriority = number(row, "regex_priority").value_or(0);
    entry.methods = rules(row, "methods");
    entry.hosts = rules(row, "hosts");
    entry.paths = rules(row, "paths");
    entry.snis = rules(row, "snis");
    if (const Row *headers = find(row, "headers")) {
        entry.headersTold = true;
        for (const auto &header : headers->items())
            entry.headers.emplace_back(QByteArray::fromStdString(header.key()), list(header.value()));
    }
    entry.addressesTold = find(row, "sources") || find(row, "destinations");
    entry.sources = addresses(row, "sources");
    entry.destinations = addresses(row, "destinations");
    entry.protocols = rules(row, "protocols").values;
    entry.strip = flag(row, "strip_path", true);
    entry.preserveHost = flag(row, "preserve_host", false);
    if (const Row *handling = find(row, "path_handling"))
        entry.pathHandlingV1 = bytesOf(*handling) == "v1";
    entry.redirectStatus = static_cast<int>(number(row, "https_redirect_status_code").value_or(426));
    entry.expression = route.expression;
    entry.serviceId = route.serviceId;
    entry.hasService = !route.serviceId.isEmpty();
    if (service) {
        entry.serviceEnabled = service->enabled.value_or(true);
        entry.serviceName = service->name;
        entry.scheme = service->protocol.toLatin1();
        entry.upstreamHost = service->host.toUtf8();
        entry.upstreamPort = service->port;
        if (!service->path.isEmpty())
            entry.upstreamPath = service->path.toUtf8();
    }
    return entry;
}

} // namespace mk::router
