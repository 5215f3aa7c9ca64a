// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewNodeInfo.h"

#include "demo/kong/new/NewLua.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

#include <array>
#include <set>

namespace mk::demo {

namespace {

NewRoute get(std::function<Reply(NewCall &)> answer)
{
    return {{"GET"}, std::move(answer)};
}

// Everything about filters of WebAssembly, which is off by default.
bool isFilterPath(const std::vector<std::string> &path)
{
    if (path[0] == "filter-chains")
        return path.size() <= 2 || (path.size() == 3 && (path[2] == "route" || path[2] == "service"));
    if ((path[0] != "routes" && path[0] != "services") || path.size() < 3)
        return false;
    if (path[2] == "filter-chains")
        return path.size() <= 4;
    return path[0] == "routes" && path[2] == "filters" && path.size() == 4
        && (path[3] == "all" || path[3] == "enabled" || path[3] == "disabled");
}

Json stringsOf(const QStringList &list)
{
    Json out = Json::array();
    for (const QString &text : list)
        out.push_back(text.toStdString());
    return out;
}

} // namespace

NewNodeInfo::NewNodeInfo(KongNode *node, NewEntities *entities) : m_node(node), m_entities(entities)
{
    QFile file(QStringLiteral(":/demo/kong/%1/node.json").arg(node->version));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no facts of Kong %s", qPrintable(node->version));
    m_facts = Json::parse(file.readAll().toStdString(), nullptr, false);
    if (!m_facts.is_object())
        qFatal("broken facts of Kong %s", qPrintable(node->version));
}

std::vector<std::string> NewNodeInfo::templates() const
{
    std::vector<std::string> paths{"/", "/acme", "/acme/certificates", "/cache", "/cache/{key}", "/clustering/data-planes",
                                   "/clustering/status", "/config", "/endpoints", "/metrics", "/plugins/enabled",
                                   "/plugins/schema/{name}", "/proxy-cache", "/proxy-cache/{cache_key}",
                                   "/proxy-cache/{plugin_id}/caches/{cache_key}", "/schemas/plugins/validate",
                                   "/schemas/plugins/{name}", "/schemas/{db_entity_name}/validate", "/schemas/{name}",
                                   "/status", "/tags", "/tags/{tags}"};
    const std::vector<std::string> only = m_entities->isOld()
        ? std::vector<std::string>{"/acme/certificates/{ceritificates}", "/vaults-beta", "/vaults-beta/{vaults_beta}",
                                   "/workspaces", "/workspaces/{workspaces}"}
        : std::vector<std::string>{"/acme/certificates/{certificates}", "/debug/cluster/log-level/{log_level}",
                                   "/debug/node/log-level", "/debug/node/log-level/{log_level}",
                                   "/routes/{routes}/filters/all", "/routes/{routes}/filters/disabled",
                                   "/routes/{routes}/filters/enabled", "/schemas/filters/{name}",
                                   "/schemas/vaults/validate", "/schemas/vaults/{name}", "/status/dns", "/timers"};
    paths.insert(paths.end(), only.begin(), only.end());
    return paths;
}

std::optional<NewRoute> NewNodeInfo::findStatus(const std::vector<std::string> &path)
{
    if (path == std::vector<std::string>{"status"})
        return get([this](NewCall &) { return status(); });
    if (path == std::vector<std::string>{"metrics"})
        return get([this](NewCall &) { return metrics(); });
    if (path == std::vector<std::string>{"status", "ready"} && !m_entities->isOld())
        return get([](NewCall &) { return messageReply(200, "ready"); });
    return {};
}

std::optional<NewRoute> NewNodeInfo::find(const std::vector<std::string> &path)
{
    if (path.empty())
        return get([this](NewCall &) { return root(); });
    const std::string &first = path[0];
    if (path.size() == 1) {
        if (first == "status")
            return get([this](NewCall &) { return status(); });
        if (first == "metrics")
            return get([this](NewCall &) { return metrics(); });
        if (first == "timers" && !m_entities->isOld())
            return get([this](NewCall &) { return timers(); });
        if (first == "config")
            return NewRoute{{"GET", "POST"}, [this](NewCall &call) {
                                if (m_node->database == QLatin1String("off") && call.method == "GET")
                                    return newKongReply(200, Json{{"config", "_format_version: \"3.0\"\n"}});
                                return messageReply(400, "this endpoint is only available when Kong is configured to not use a database");
                            }};
        if (first == "cache")
            return NewRoute{{"DELETE"}, [](NewCall &) { return Reply{204, {}, {}}; }};
    }
    if (path.size() == 2) {
        if (first == "cache")
            return NewRoute{{"DELETE", "GET"}, [](NewCall &call) {
                                return call.method == "DELETE" ? Reply{204, {}, {}} : errorReply(notFoundError());
                            }};
        if (first == "clustering" && (path[1] == "status" || path[1] == "data-planes"))
            return get([](NewCall &) {
                return messageReply(400, "this endpoint is only available when Kong is configured to run as Control Plane for "
                                         "the cluster");
            });
        if (first == "status" && path[1] == "dns" && !m_entities->isOld())
            return get([](NewCall &) { return messageReply(501, "not implemented with the legacy DNS client"); });
        if (first == "plugins" && path[1] == "enabled")
            return get([this](NewCall &) {
                Json names = Json::array();
                for (const Json &plugin : m_facts["plugins"])
                    names.push_back(plugin[0]);
                return newKongReply(200, Json{{"enabled_plugins", names}});
            });
    }
    if (first == "proxy-cache" && (path.size() <= 2 || (path.size() == 4 && path[2] == "caches"))) {
        const bool all = path.size() == 1; // nothing is ever cached here
        return NewRoute{all ? std::vector<QByteArray>{"DELETE"} : std::vector<QByteArray>{"DELETE", "GET"}, [all](NewCall &) {
                            return all ? Reply{204, {}, {}} : errorReply(notFoundError());
                        }};
    }
    if (!m_entities->isOld() && isFilterPath(path))
        return NewRoute{{"DELETE", "GET", "PATCH", "POST", "PUT"}, [](NewCall &) {
                            return messageReply(400, "this endpoint is only available when wasm is enabled");
                        }};
    if (first == "schemas" || (first == "plugins" && path.size() == 3 && path[1] == "schema"))
        return findSchema(path);
    if (first == "debug")
        return findDebug(path);
    return {};
}

std::optional<NewRoute> NewNodeInfo::findDebug(const std::vector<std::string> &path)
{
    if (m_entities->isOld() || path.size() < 3 || path[2] != "log-level" || (path[1] != "node" && path[1] != "cluster"))
        return {};
    if (path.size() == 3 && path[1] == "node")
        return get([this](NewCall &) { return messageReply(200, "log level: " + m_logLevel); });
    if (path.size() != 4)
        return {};
    return NewRoute{{"PUT"}, [this](NewCall &call) {
                        static const std::set<std::string> levels{"debug", "info", "notice", "warn", "error", "crit", "alert", "emerg"};
                        const std::string &level = call.path[3];
                        if (m_node->database == QLatin1String("off"))
                            return messageReply(405, "cannot change log level when not using a database");
                        if (!levels.contains(level))
                            return messageReply(400, "unknown log level: " + level);
                        if (level == m_logLevel)
                            return messageReply(200, "log level is already " + level);
                        m_logLevel = level;
                        return messageReply(200, "log level changed");
                    }};
}

std::optional<NewRoute> NewNodeInfo::findSchema(const std::vector<std::string> &path)
{
    const NewSchemas &schemas = m_entities->schemas();
    const bool withChecks = !m_entities->isOld();
    const auto variantSchema = [&schemas, withChecks](const char *kind, const char *word, bool onlyConfig) {
        return get([&schemas, withChecks, kind, word, onlyConfig](NewCall &call) {
            const std::string &name = call.path[2];
            const NewEntity &entity = *schemas.entity(kind);
            const auto found = entity.variants.find(name);
            if (found == entity.variants.end())
                return messageReply(404, std::string("No ") + word + " named '" + name + '\'');
            const NewField *config = found->second.field("config");
            return newKongReply(200, renderSchema(onlyConfig && config ? *config : found->second, name, withChecks));
        });
    };
    if (path.size() < 2)
        return {};
    if (path[0] == "plugins")
        return variantSchema("plugins", "plugin", true);
    const std::string &name = path[1];
    if (path.size() == 3 && path[2] == "validate") {
        return NewRoute{{"POST"}, [this, name](NewCall &call) { return validated(call, name); }};
    }
    if (path.size() == 3 && name == "plugins")
        return variantSchema("plugins", "plugin", false);
    if (path.size() == 3 && name == "vaults" && schemas.entity("vaults"))
        return variantSchema("vaults", "vault", false);
    if (path.size() != 2)
        return {};
    return get([&schemas, withChecks, name](NewCall &) {
        const NewEntity *entity = schemas.entity(name);
        if (!entity)
            return messageReply(404, "No entity named '" + name + '\'');
        return newKongReply(200, renderSchema(entity->record, entity->name, withChecks));
    });
}

Reply NewNodeInfo::validated(NewCall &call, const std::string &name) const
{
    const NewEntity *entity = m_entities->schemas().entity(name);
    if (!entity)
        return messageReply(404, "No entity named '" + name + '\'');
    Json args = call.isForm ? m_entities->validator().typed(*entity, call.args) : call.args;
    if (const std::optional<NewError> error = m_entities->validate(*entity, std::move(args)))
        return errorReply(*error);
    return messageReply(200, "schema validation successful");
}

Json NewNodeInfo::listener(quint16 port, bool tls, bool ofStatus) const
{
    const std::string address = "127.0.0.1:" + std::to_string(port);
    Json shown{{"ip", "127.0.0.1"}, {"port", port}, {"ssl", tls}, {"listener", address + (tls ? " ssl" : "")}};
    for (const Json &flag : m_facts["listenerFlags"]) {
        const Json &named = m_facts["shownStatusListener"];
        if (!ofStatus || std::find(named.begin(), named.end(), flag) != named.end())
            shown[flag.get<std::string>()] = false;
    }
    return shown;
}

Json NewNodeInfo::configuration() const
{
    Json out = m_facts["configuration"];
    out["database"] = m_node->database.toStdString();
    out["role"] = m_node->role.toStdString();
    out["pg_host"] = m_node->databaseHost.toStdString();
    out["pg_database"] = m_node->databaseName.toStdString();
    out["pg_port"] = 5432;
    out["dns_resolver"] = m_node->dnsResolver.isEmpty() ? Json::array({"127.0.0.1:53"}) : stringsOf(m_node->dnsResolver);
    out["trusted_ips"] = m_node->trustedIps.isEmpty() ? Json::object() : stringsOf(m_node->trustedIps);
    if (!m_entities->isOld())
        out["allow_debug_header"] = m_node->allowDebugHeader;
    const auto listen = [this, &out](const char *name, const std::vector<std::pair<quint16, bool>> &ports) {
        Json listeners = Json::array();
        Json texts = Json::array();
        for (const auto &[port, tls] : ports) {
            listeners.push_back(listener(port, tls, std::string_view(name) == "status"));
            texts.push_back(listeners.back()["listener"]);
        }
        out[std::string(name) + "_listeners"] = listeners;
        out[std::string(name) + "_listen"] = texts;
    };
    listen("admin", {{m_node->adminPort, false}});
    listen("proxy", {{m_node->proxyPort, false}, {m_node->proxyTlsPort, true}});
    listen("status", {{m_node->statusPort, false}});
    listen("cluster", {{quint16(8005), false}});
    Json loaded = Json::object();
    for (const Json &plugin : m_facts["plugins"])
        loaded[plugin[0].get<std::string>()] = true;
    out["loaded_plugins"] = std::move(loaded);
    return out;
}

Reply NewNodeInfo::root() const
{
    Json available = Json::object();
    for (const Json &plugin : m_facts["plugins"]) {
        const std::string name = plugin[0].get<std::string>();
        if (plugin.size() > 1)
            available[name] = {{"version", plugin[1]}, {"priority", plugin[2]}};
        else
            available[name] = true;
    }
    std::set<std::string> used;
    for (const auto &[id, stored] : m_node->tables.table("plugins"))
        used.insert(stored.row.at("name").get<std::string>());
    const qint64 process = QCoreApplication::applicationPid();
    Json body{{"version", m_node->version.toStdString()},
              {"tagline", "Welcome to kong"},
              {"hostname", m_node->hostname.toStdString()},
              {"node_id", m_node->nodeId.toStdString()},
              {"lua_version", m_facts["luaVersion"]},
              {"timers", m_facts["timers"]},
              {"pids", {{"master", process}, {"workers", Json::array({process})}}},
              {"plugins", {{"available_on_server", available}, {"enabled_in_cluster", Json(used)}}},
              {"configuration", configuration()}};
    if (used.empty())
        body["plugins"]["enabled_in_cluster"] = Json::array();
    if (!m_entities->isOld())
        body["edition"] = "community";
    return newKongReply(200, body);
}

Reply NewNodeInfo::status() const
{
    Json dictionaries = Json::object();
    for (const auto &[name, capacity] : m_facts["sharedMemory"].items())
        dictionaries[name] = {{"capacity", capacity}, {"allocated_slabs", "0.04 MiB"}};
    const KongNode::Connections &at = m_node->connections;
    const Json server{{"connections_accepted", at.accepted}, {"connections_handled", at.handled},
                      {"connections_active", at.active},     {"connections_reading", at.reading},
                      {"connections_writing", at.writing},   {"connections_waiting", at.waiting},
                      {"total_requests", at.totalRequests}};
    const Json worker{{"pid", QCoreApplication::applicationPid()}, {"http_allocated_gc", "46.76 MiB"}};
    Json body{{"server", server},
              {"memory", {{"workers_lua_vms", Json::array({worker})}, {"lua_shared_dicts", dictionaries}}}};
    const bool withoutDatabase = m_node->database == QLatin1String("off");
    // 2.x tells of a database that it does not have; it is "reachable".
    if (!withoutDatabase || m_entities->isOld())
        body["database"] = {{"reachable", true}};
    if (withoutDatabase) { // of what was loaded, which changes with it
        const QByteArray loaded = QByteArray::number(m_node->tables.revision());
        body["configuration_hash"] = QCryptographicHash::hash(loaded, QCryptographicHash::Md5).toHex().toStdString();
    }
    return newKongReply(200, body);
}

Reply NewNodeInfo::timers() const
{
    Json timers = Json::object();
    Json names = m_facts.value("timerNames", Json::array());
    for (int i = 0; i < 3; ++i) // timers without a name are called by their time and number
        names.push_back("unix_timestamp=" + std::to_string(m_node->now()) + ".000000;counter=" + std::to_string(i)
                        + ":meta=debug off");
    for (const Json &name : names) {
        const Json stats{{"elapsed_time", {{"avg", 0}, {"max", -1}, {"min", 9999999}, {"variance", 0}}},
                         {"finish", 0},
                         {"runs", 0},
                         {"last_err_msg", ""}};
        timers[name.get<std::string>()] = {{"name", name},
                                           {"is_running", false},
                                           {"meta", {{"name", "debug off"}, {"callstack", "debug off"}}},
                                           {"stats", stats}};
    }
    return newKongReply(200,
                     Json{{"worker", {{"id", 0}, {"count", 1}}},
                          {"stats",
                           {{"timers", timers},
                            {"sys", {{"pending", 0}, {"running", 2}, {"waiting", 8}, {"total", 10}, {"runs", 5}}},
                            {"flamegraph", {{"elapsed_time", ""}, {"pending", ""}, {"running", ""}}}}}});
}

Reply NewNodeInfo::metrics() const
{
    const QByteArray type = "text/plain; charset=UTF-8";
    if (m_node->metrics)
        return {200, {{"Content-Type", type}}, m_node->metrics()};
    return {200, {{"Content-Type", type}},
            "# HELP kong_datastore_reachable Datastore reachable from Kong, 0 is unreachable\n"
            "# TYPE kong_datastore_reachable gauge\nkong_datastore_reachable 1\n"};
}

} // namespace mk::demo
