// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongDecode.h"

#include "api/kong/KongDialect.h"
#include "api/kong/KongFields.h"
#include "core/Json.h"
#include "core/JsonRead.h"

#include <cmath>
#include <limits>
#include <string_view>

namespace mk::kong {

namespace {

using nlohmann::json;

std::optional<bool> flag(const json &object, const char *name)
{
    const json *value = member(object, name);
    if (!value || !value->is_boolean())
        return std::nullopt;
    return value->get<bool>();
}

// Whole numbers may come as 5, 5.0 or "5".
std::optional<qint64> number(const json &object, const char *name)
{
    const json *value = member(object, name);
    if (!value)
        return std::nullopt;
    if (value->is_number_unsigned()) {
        const auto whole = value->get<quint64>();
        return whole <= quint64(std::numeric_limits<qint64>::max()) ? std::optional(qint64(whole)) : std::nullopt;
    }
    if (value->is_number_integer())
        return value->get<qint64>();
    if (value->is_number_float()) {
        const double real = value->get<double>();
        if (std::isfinite(real) && std::abs(real) < 9e15 && real == std::floor(real))
            return qint64(real);
        return std::nullopt;
    }
    if (value->is_string()) {
        bool ok = false;
        const qlonglong whole = QString::fromStdString(value->get_ref<const std::string &>()).toLongLong(&ok);
        if (ok)
            return whole;
    }
    return std::nullopt;
}

QDateTime time(const json &object, const char *name, Kind kind, bool old)
{
    const json *value = member(object, name);
    return value ? timeOf(kind, old, *value) : QDateTime();
}

QByteArray bytes(const json &value)
{
    return QByteArray::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

Result<QString> idOf(const json &element, const char *what)
{
    if (!element.is_object())
        return fail(unreadableShape(QStringLiteral("%1: expected an object").arg(QLatin1String(what))));
    const QString id = text(element, "id");
    if (id.isEmpty())
        return fail(unreadableShape(QStringLiteral("%1 without an id").arg(QLatin1String(what))));
    return id;
}

// One pass over the bytes that knows strings and depth and nothing else.
class PageScan
{
public:
    explicit PageScan(const QByteArray &body) : m_body(body) {}

    PageHead run()
    {
        qsizetype at = 0;
        const qsizetype size = m_body.size();
        while (at < size) {
            const char c = m_body.at(at);
            if (c == '"') {
                const qsizetype end = stringEnd(at);
                if (m_depth == 1)
                    string(at, end);
                at = end;
                continue;
            }
            if (c == '{' || c == '[') {
                ++m_depth;
                if (m_depth == 3 && c == '{' && m_key == "data")
                    ++m_head.rows;
            } else if (c == '}' || c == ']') {
                --m_depth;
            } else if (c == ':' && m_depth == 1) {
                m_key = m_last;
                m_isValue = true;
            } else if (c == ',' && m_depth == 1) {
                m_isValue = false;
            } else if (m_depth == 1 && m_isValue && m_key == "total" && (c >= '0' && c <= '9')) {
                qsizetype end = at;
                while (end < size && m_body.at(end) >= '0' && m_body.at(end) <= '9')
                    ++end;
                bool ok = false;
                const qint64 total = m_body.mid(at, end - at).toLongLong(&ok);
                if (ok)
                    m_head.total = total;
                at = end;
                continue;
            }
            ++at;
        }
        return m_head;
    }

private:
    qsizetype stringEnd(qsizetype start) const
    {
        qsizetype at = start + 1;
        while (at < m_body.size() && m_body.at(at) != '"')
            at += m_body.at(at) == '\\' ? 2 : 1;
        return std::min<qsizetype>(at + 1, m_body.size());
    }
    void string(qsizetype start, qsizetype end)
    {
        const json value = json::parse(m_body.constData() + start, m_body.constData() + end, nullptr, false);
        if (!value.is_string())
            return;
        if (!m_isValue)
            m_last = value.get<std::string>();
        else if (m_key == "offset")
            m_head.offset = QString::fromStdString(value.get_ref<const std::string &>());
    }

    const QByteArray &m_body;
    int m_depth = 0;
    std::string m_last;
    std::string m_key;
    bool m_isValue = false;
    PageHead m_head;
};

} // namespace

Result<Api> decodeApi(const json &element)
{
    const Result<QString> id = idOf(element, "API object");
    if (!id)
        return fail(id.error());
    Api api;
    api.id = *id;
    api.name = text(element, "name");
    api.uris = texts(element, "uris");
    api.hosts = texts(element, "hosts");
    api.methods = texts(element, "methods");
    api.upstreamUrl = text(element, "upstream_url");
    api.stripUri = flag(element, "strip_uri");
    api.preserveHost = flag(element, "preserve_host");
    api.httpsOnly = flag(element, "https_only");
    api.httpIfTerminated = flag(element, "http_if_terminated");
    api.retries = number(element, "retries");
    api.connectTimeout = number(element, "upstream_connect_timeout");
    api.sendTimeout = number(element, "upstream_send_timeout");
    api.readTimeout = number(element, "upstream_read_timeout");
    api.createdAt = time(element, "created_at", Kind::Api, true);
    api.json = bytes(element);
    return api;
}

Result<Service> decodeService(const json &element)
{
    const Result<QString> id = idOf(element, "service");
    if (!id)
        return fail(id.error());
    Service service;
    service.id = *id;
    service.name = text(element, "name");
    service.protocol = text(element, "protocol");
    service.host = text(element, "host");
    const qint64 port = number(element, "port").value_or(0);
    service.port = port > 0 && port <= 65535 ? quint16(port) : 0;
    service.path = text(element, "path");
    service.retries = number(element, "retries");
    service.connectTimeout = number(element, "connect_timeout");
    service.writeTimeout = number(element, "write_timeout");
    service.readTimeout = number(element, "read_timeout");
    service.enabled = flag(element, "enabled");
    service.tags = texts(element, "tags");
    service.createdAt = time(element, "created_at", Kind::Service, false);
    service.updatedAt = time(element, "updated_at", Kind::Service, false);
    service.json = bytes(element);
    return service;
}

Result<Route> decodeRoute(const json &element)
{
    const Result<QString> id = idOf(element, "route");
    if (!id)
        return fail(id.error());
    Route route;
    route.id = *id;
    route.name = text(element, "name");
    if (const json *service = member(element, "service"); service && service->is_object())
        route.serviceId = text(*service, "id");
    route.protocols = texts(element, "protocols");
    route.methods = texts(element, "methods");
    route.hosts = texts(element, "hosts");
    route.paths = texts(element, "paths");
    if (const json *headers = member(element, "headers"); headers && headers->is_object()) {
        for (const auto &[name, value] : headers->items())
            route.headers.emplace(QString::fromStdString(name), texts(*headers, name.c_str()));
    }
    route.snis = texts(element, "snis");
    route.expression = text(element, "expression");
    route.stripPath = flag(element, "strip_path");
    route.preserveHost = flag(element, "preserve_host");
    route.tags = texts(element, "tags");
    route.createdAt = time(element, "created_at", Kind::Route, false);
    route.updatedAt = time(element, "updated_at", Kind::Route, false);
    route.json = bytes(element);
    return route;
}

Result<Plugin> decodePlugin(const json &element, bool old)
{
    const Result<QString> id = idOf(element, "plugin");
    if (!id)
        return fail(id.error());
    Plugin plugin;
    plugin.id = *id;
    plugin.name = text(element, "name");
    plugin.instanceName = text(element, "instance_name");
    plugin.scope = scopeOf(element);
    plugin.enabled = flag(element, "enabled").value_or(true);
    plugin.protocols = texts(element, "protocols");
    plugin.tags = texts(element, "tags");
    plugin.createdAt = time(element, "created_at", Kind::Plugin, old);
    plugin.updatedAt = time(element, "updated_at", Kind::Plugin, old);
    const json *config = member(element, "config");
    plugin.config = config && config->is_object() ? bytes(*config) : QByteArrayLiteral("{}");
    plugin.json = bytes(element);
    return plugin;
}

Result<Consumer> decodeConsumer(const json &element)
{
    const Result<QString> id = idOf(element, "consumer");
    if (!id)
        return fail(id.error());
    return Consumer{*id, text(element, "username"), text(element, "custom_id")};
}

namespace {

QString nameOf(const json &element, Kind kind)
{
    const auto first = [&element](std::initializer_list<const char *> names) {
        for (const char *name : names) {
            if (const QString found = text(element, name); !found.isEmpty())
                return found;
        }
        return QString();
    };
    switch (kind) {
    case Kind::Consumer:
        return first({"username", "custom_id"});
    case Kind::KeyAuth: // told by nothing but its key
        return {};
    case Kind::BasicAuth:
    case Kind::HmacAuth:
        return first({"username"});
    case Kind::Jwt:
        return first({"key"}); // who issued the token
    case Kind::OAuth2:
        return first({"name", "client_id"});
    case Kind::Acl:
        return first({"group"});
    case Kind::Target:
        return first({"target"});
    case Kind::Certificate:
        return texts(element, "snis").value(0);
    case Kind::CaCertificate:
        return {};
    case Kind::Vault:
        return first({"prefix"});
    case Kind::Key:
        return first({"name", "kid"});
    default:
        return first({"name"});
    }
}

} // namespace

Result<Entity> decodeAny(const json &element, Kind kind, bool old)
{
    const Result<QString> id = idOf(element, kindId(kind).toLatin1().constData());
    if (!id)
        return fail(id.error());
    Entity entity;
    entity.kind = kind;
    entity.id = *id;
    entity.parentId = parentOf(kind, element);
    entity.name = nameOf(element, kind);
    entity.tags = texts(element, "tags");
    const auto time = [&](const char *name) {
        const json *value = member(element, name);
        return value ? timeOf(kind, old, *value) : QDateTime();
    };
    entity.createdAt = time("created_at");
    entity.updatedAt = time("updated_at");
    entity.json = QByteArray::fromStdString(element.dump(-1, ' ', false, json::error_handler_t::replace));
    return entity;
}

template <>
Result<Api> decodeEntity<Api>(const json &element, bool, Kind)
{
    return decodeApi(element);
}
template <>
Result<Service> decodeEntity<Service>(const json &element, bool, Kind)
{
    return decodeService(element);
}
template <>
Result<Route> decodeEntity<Route>(const json &element, bool, Kind)
{
    return decodeRoute(element);
}
template <>
Result<Plugin> decodeEntity<Plugin>(const json &element, bool old, Kind)
{
    return decodePlugin(element, old);
}
template <>
Result<Consumer> decodeEntity<Consumer>(const json &element, bool, Kind)
{
    return decodeConsumer(element);
}
template <>
Result<Entity> decodeEntity<Entity>(const json &element, bool old, Kind kind)
{
    return decodeAny(element, kind, old);
}

template <class T>
Result<std::vector<T>> decodePage(const QByteArray &body, bool old, Kind kind)
{
    const Result<json> document = parseJson(body);
    if (!document)
        return fail(document.error());
    if (!document->is_object())
        return fail(unreadableShape(QStringLiteral("a list that is no object")));
    const json *data = member(*document, "data");
    if (!data)
        return fail(unreadableShape(QStringLiteral("a list without data")));
    std::vector<T> rows;
    if (data->is_object() && data->empty())
        return rows;
    if (!data->is_array())
        return fail(unreadableShape(QStringLiteral("a list whose data is no list")));
    rows.reserve(data->size());
    for (const json &element : *data) {
        Result<T> row = decodeEntity<T>(element, old, kind);
        if (!row)
            return fail(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}
template Result<std::vector<Api>> decodePage<Api>(const QByteArray &, bool, Kind);
template Result<std::vector<Service>> decodePage<Service>(const QByteArray &, bool, Kind);
template Result<std::vector<Route>> decodePage<Route>(const QByteArray &, bool, Kind);
template Result<std::vector<Plugin>> decodePage<Plugin>(const QByteArray &, bool, Kind);
template Result<std::vector<Consumer>> decodePage<Consumer>(const QByteArray &, bool, Kind);
template Result<std::vector<Entity>> decodePage<Entity>(const QByteArray &, bool, Kind);

Result<PageHead> pageHead(const QByteArray &body)
{
    if (!body.left(64).trimmed().startsWith('{'))
        return fail(unreadableShape(QStringLiteral("a list that is no object")));
    return PageScan(body).run();
}

QByteArray decodeSchemaDefaults(const QByteArray &body)
{
    const Result<json> document = parseJson(body);
    const json *fields = document && document->is_object() ? member(*document, "fields") : nullptr;
    if (!fields || !fields->is_array())
        return {};
    json defaults = json::object();
    for (const json &field : *fields) {
        if (!field.is_object() || field.size() != 1 || !field.begin().value().is_object())
            continue;
        if (const json *standard = member(field.begin().value(), "default"))
            defaults[field.begin().key()] = *standard;
    }
    return QByteArray::fromStdString(defaults.dump(-1, ' ', false, json::error_handler_t::replace));
}

Result<QStringList> decodeSchemaFields(const QByteArray &body)
{
    const Result<json> document = parseJson(body);
    if (!document)
        return fail(document.error());
    const json *fields = document->is_object() ? member(*document, "fields") : nullptr;
    if (!fields)
        return fail(unreadableShape(QStringLiteral("a schema without fields")));
    QStringList names;
    if (fields->is_object()) { // the old dialect: a map
        for (const auto &[name, value] : fields->items())
            names.append(QString::fromStdString(name));
        return names;
    }
    if (!fields->is_array())
        return fail(unreadableShape(QStringLiteral("a schema whose fields are no list")));
    for (const json &field : *fields) { // objects of one member each
        if (field.is_object() && field.size() == 1)
            names.append(QString::fromStdString(field.begin().key()));
    }
    return names;
}

} // namespace mk::kong
