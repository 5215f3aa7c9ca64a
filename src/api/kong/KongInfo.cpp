// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongInfo.h"

#include "api/kong/KongFields.h"
#include "core/Json.h"
#include "core/JsonRead.h"

namespace mk::kong {

namespace {

using nlohmann::json;

std::optional<qint64> figure(JsonFields &fields, const char *name)
{
    if (!fields.has(name))
        return std::nullopt;
    return fields.signedNumber(name);
}

int plainPortOf(const json &configuration)
{
    const json *listeners = member(configuration, "proxy_listeners");
    if (!listeners || !listeners->is_array())
        return 0;
    for (const json &listener : *listeners) {
        const json *port = listener.is_object() ? member(listener, "port") : nullptr;
        const json *ssl = listener.is_object() ? member(listener, "ssl") : nullptr;
        if (port && port->is_number_integer() && (!ssl || *ssl == false))
            return port->get<int>();
    }
    return 0;
}

class InfoJob final : public Job<Info>
{
public:
    InfoJob(HttpClient *http, QObject *parent) : Job<Info>(parent), m_http(http) { start(); }

protected:
    void onStart() override
    {
        awaitValue(m_http->send(infoRequest(), this), [this](const HttpResponse &response) {
            Result<Info> info = decodeInfo(response);
            if (!info) {
                finish(std::move(info));
                return;
            }
            m_info = std::move(*info);
            await(fetchStatus(m_http, this), [this](const Result<Status> &status) {
                if (status)
                    m_info.status = *status;
                finish(m_info);
            });
        });
    }

private:
    HttpClient *m_http;
    Info m_info;
};

} // namespace

HttpRequest infoRequest()
{
    HttpRequest request;
    request.path = QByteArrayLiteral("/");
    return request;
}

HttpRequest statusRequest()
{
    HttpRequest request;
    request.path = QByteArrayLiteral("/status");
    return request;
}

Result<Info> decodeInfo(const HttpResponse &response)
{
    const Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "node");
    // What else answers JSON at "/" is told apart by these two.
    fields.require({"version", "configuration"});
    Info info;
    info.version = fields.string("version");
    info.edition = fields.string("edition");
    info.hostname = fields.string("hostname");
    info.nodeId = fields.string("node_id");
    const json *configuration = fields.object("configuration");
    if (fields.error())
        return fail(*fields.error());
    // Versions before 3 of the paid product say it in the version alone: "2.8.1.4-enterprise-edition".
    if (info.edition.isEmpty() && info.version.contains(QLatin1String("enterprise")))
        info.edition = QStringLiteral("enterprise");
    info.database = text(*configuration, "database");
    if (info.database == QLatin1String("postgres")) {
        info.databaseHost = text(*configuration, "pg_host");
        info.databaseName = text(*configuration, "pg_database");
    } else if (info.database == QLatin1String("cassandra")) {
        info.databaseHost = texts(*configuration, "cassandra_contact_points").join(QLatin1Char(','));
        info.databaseName = text(*configuration, "cassandra_keyspace");
    }
    info.role = text(*configuration, "role");
    info.dnsResolvers = texts(*configuration, "dns_resolver");
    info.dnsOrder = texts(*configuration, "dns_order");
    info.routerFlavor = text(*configuration, "router_flavor");
    info.proxyPort = plainPortOf(*configuration);
    if (const json *plugins = member(*document, "plugins"); plugins && plugins->is_object()) {
        if (const json *available = member(*plugins, "available_on_server"); available && available->is_object()) {
            for (const auto &[name, value] : available->items()) {
                info.availablePlugins.append(QString::fromStdString(name));
                const json *priority = value.is_object() ? member(value, "priority") : nullptr;
                if (priority && priority->is_number_integer())
                    info.pluginPriorities.emplace(info.availablePlugins.constLast(), priority->get<int>());
            }
        }
    }
    info.availablePlugins.sort();
    return info;
}

Result<Status> decodeStatus(const HttpResponse &response)
{
    const Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "status");
    fields.require({"server"});
    const json *server = fields.object("server");
    const json *database = fields.object("database");
    if (fields.error())
        return fail(*fields.error());
    Status status;
    JsonFields serverFields(*server, "status server");
    status.connectionsActive = figure(serverFields, "connections_active");
    status.connectionsReading = figure(serverFields, "connections_reading");
    status.connectionsWriting = figure(serverFields, "connections_writing");
    status.connectionsWaiting = figure(serverFields, "connections_waiting");
    status.totalRequests = figure(serverFields, "total_requests");
    if (serverFields.error())
        return fail(*serverFields.error());
    if (database) {
        JsonFields databaseFields(*database, "status database");
        status.databaseReachable = databaseFields.optionalBoolean("reachable");
        if (databaseFields.error())
            return fail(*databaseFields.error());
    }
    return status;
}

Job<Info> *fetchInfo(HttpClient *http, QObject *parent)
{
    return new InfoJob(http, parent);
}

Job<Status> *fetchStatus(HttpClient *http, QObject *parent)
{
    return mapJob<Status>(parent, http->send(statusRequest(), parent), [](const Result<HttpResponse> &response) -> Result<Status> {
        if (!response)
            return fail(response.error());
        return decodeStatus(*response);
    });
}

} // namespace mk::kong
