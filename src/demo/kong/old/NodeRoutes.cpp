// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/AdminRoutes.h"
#include "demo/kong/old/LegacyDao.h"

#include <QCoreApplication>

#include <set>

namespace mk::demo::old {

namespace {

Json texts(const QStringList &list)
{
    Json array = Json::array();
    for (const QString &text : list)
        array.push_back(text.toStdString());
    return array;
}

Json listener(quint16 port, bool tls)
{
    const std::string address = "127.0.0.1:" + std::to_string(port);
    return {{"ip", "127.0.0.1"},
            {"port", port},
            {"ssl", tls},
            {"http2", false},
            {"proxy_protocol", false},
            {"listener", tls ? address + " ssl" : address}};
}

Json pluginFlags()
{
    Json flags = Json::object();
    for (const std::string &name : pluginNames())
        flags[name] = true;
    return flags;
}

// What the file of defaults says, and what this node has been given.
Json configuration(const KongNode &node)
{
    Json configuration = resourceJson(":/demo/kong/0.14.1/configuration.json");
    const Json admin = listener(node.adminPort, false);
    const Json proxy = listener(node.proxyPort, false);
    const Json proxyTls = listener(node.proxyTlsPort, true);
    configuration["admin_listeners"] = Json::array({admin});
    configuration["admin_listen"] = Json::array({admin["listener"]});
    configuration["proxy_listeners"] = Json::array({proxy, proxyTls});
    configuration["proxy_listen"] = Json::array({proxy["listener"], proxyTls["listener"]});
    configuration["proxy_ssl_enabled"] = true;
    configuration["loaded_plugins"] = pluginFlags();
    configuration["pg_host"] = node.databaseHost.toStdString();
    configuration["pg_database"] = node.databaseName.toStdString();
    configuration["trusted_ips"] = listsAsLua(texts(node.trustedIps));
    if (!node.dnsResolver.isEmpty())
        configuration["dns_resolver"] = texts(node.dnsResolver);
    return configuration;
}

Json pluginsInUse(const KongTables &tables)
{
    std::set<std::string> names;
    for (const auto &[id, stored] : tables.table("plugins"))
        names.insert(stored.row.at("name").get<std::string>());
    Json list = Json::array();
    for (const std::string &name : names)
        list.push_back(name);
    return list;
}

Json nodeInformation(const KongNode &node)
{
    return {{"version", "0.14.1"},
            {"tagline", "Welcome to kong"},
            {"hostname", node.hostname.toStdString()},
            {"node_id", node.nodeId.toStdString()},
            {"lua_version", "LuaJIT 2.1.0-beta3"},
            {"timers", {{"running", 0}, {"pending", 3}}},
            {"prng_seeds", {{"pid: " + std::to_string(QCoreApplication::applicationPid()), 162241431062}}},
            {"plugins", {{"available_on_server", pluginFlags()}, {"enabled_in_cluster", pluginsInUse(node.tables)}}},
            {"configuration", configuration(node)}};
}

Json nodeStatus(const KongNode::Connections &connections)
{
    return {{"database", {{"reachable", true}}},
            {"server",
             {{"connections_accepted", connections.accepted},
              {"connections_handled", connections.handled},
              {"connections_active", connections.active},
              {"connections_reading", connections.reading},
              {"connections_writing", connections.writing},
              {"connections_waiting", connections.waiting},
              {"total_requests", connections.totalRequests}}}};
}

} // namespace

void addNodeRoutes(AdminRoutes &routes, LegacyDao *dao)
{
    const KongNode *node = dao->node();
    routes.add("/", {{"GET", [node](const AdminCall &) { return jsonReply(200, nodeInformation(*node)); }}});
    routes.add("/status",
               {{"GET", [node](const AdminCall &) { return jsonReply(200, nodeStatus(node->connections)); }}});
    routes.add("/metrics", {{"GET", [node](const AdminCall &) {
                                 Reply reply;
                                 reply.headers = {{"Content-Type", "text/plain; charset=UTF-8"},
                                                  {"Access-Control-Allow-Origin", "*"},
                                                  {"Server", "openresty/1.13.6.2"}};
                                 reply.body = node->metrics ? node->metrics() : QByteArray();
                                 return reply;
                             }}});
    routes.add("/plugins/enabled", {{"GET", [](const AdminCall &) {
                                         return jsonReply(200, {{"enabled_plugins", pluginNames()}});
                                     }}});
    routes.add("/plugins/schema/:name", {{"GET", [](const AdminCall &call) {
                                              const std::string name = call.part("name");
                                              const LegacySchema *schema = pluginSchema(name);
                                              if (schema)
                                                  return jsonReply(200, renderedSchema(*schema));
                                              return messageReply(404, ("No plugin named '" + name + "'").c_str());
                                          }}});
    // A node without anything cached answers this way to every key.
    routes.add("/cache/:key", {{"GET", [](const AdminCall &) { return notFound(); }},
                               {"DELETE", [](const AdminCall &) { return noContent(); }}});
    routes.add("/cache", {{"DELETE", [](const AdminCall &) { return noContent(); }}});
}

} // namespace mk::demo::old
