// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/AdminRoutes.h"
#include "demo/kong/old/LegacyDao.h"
#include "demo/kong/old/TextRules.h"

namespace mk::demo::old {

namespace {

Reply pluginNamed(const LegacyDao &dao, const std::string &id, const Json &filter,
                  const std::function<Reply(const Json &)> &then)
{
    if (!isUuid(id))
        return jsonReply(400, {{"id", id + " is not a valid uuid"}});
    const Json *row = dao.find(*legacyKind("plugins"), id);
    if (!row)
        return notFound();
    for (const auto &[name, value] : filter.items()) {
        if (row->value(name, Json()) != value)
            return notFound();
    }
    return then(*row);
}

Reply writePlugin(LegacyDao *dao, const AdminCall &call, const Json &fromPath, bool put)
{
    if (const auto fault = bodyFault(call))
        return *fault;
    const LegacyKind &plugins = *legacyKind("plugins");
    Json fields = legacyFields(call, fromPath);
    return put ? dao->put(plugins, std::move(fields)) : dao->insert(plugins, std::move(fields));
}

Reply patchPlugin(LegacyDao *dao, const AdminCall &call, const Json &fromPath, const Json &row)
{
    if (const auto fault = bodyFault(call))
        return *fault;
    return dao->patch(*legacyKind("plugins"), legacyFields(call, fromPath), row);
}

Reply removed(LegacyDao *dao, const std::string &table, const Json &row)
{
    dao->remove(table, row.at("id").get<std::string>());
    return noContent();
}

// Plugins below a service, a route or a consumer.
void addPluginsBelow(AdminRoutes &routes, LegacyDao *dao, const std::string &table, const std::string &lookup,
                     const std::string &member)
{
    const auto owner = [dao, table, lookup, member](const AdminCall &call,
                                                    const std::function<Reply(const Json &)> &then) {
        const Json *row = namedRow(*dao, table, lookup, call.part("owner"));
        return row ? then({{member, row->at("id")}}) : notFound();
    };
    const auto write = [dao, owner](bool put) {
        return [dao, owner, put](const AdminCall &call) {
            return owner(call, [&](const Json &scope) { return writePlugin(dao, call, scope, put); });
        };
    };
    const auto list = [dao, owner](const AdminCall &call) {
        return owner(call, [&](const Json &scope) { return dao->page(*legacyKind("plugins"), call, scope); });
    };
    routes.add('/' + table + "/:owner/plugins", {{"GET", list}, {"POST", write(false)}, {"PUT", write(true)}});
}

// /consumers/{consumer}/plugins/{plugin}; services and routes have no such place.
void addPluginOfConsumer(AdminRoutes &routes, LegacyDao *dao)
{
    const auto one =
        [dao](const std::function<Reply(const AdminCall &, const Json &, const Json &)> &then) -> AdminHandler {
        return [dao, then](const AdminCall &call) {
            const Json *consumer = namedRow(*dao, "consumers", "username", call.part("consumer"));
            if (!consumer)
                return notFound();
            const Json filter = {{"consumer_id", consumer->at("id")}};
            return pluginNamed(*dao, call.part("plugin"), filter,
                               [&](const Json &row) { return then(call, filter, row); });
        };
    };
    routes.add("/consumers/:consumer/plugins/:plugin",
               {{"GET", one([](const AdminCall &, const Json &, const Json &row) { return jsonReply(200, row); })},
                {"PATCH", one([dao](const AdminCall &call, const Json &, const Json &row) {
                     return patchPlugin(dao, call, Json::object(), row);
                 })},
                {"DELETE", one([dao](const AdminCall &, const Json &, const Json &row) {
                     return removed(dao, "plugins", row);
                 })}});
}

void addPluginRoutes(AdminRoutes &routes, LegacyDao *dao)
{
    const auto list = [dao](const AdminCall &call) { return dao->page(*legacyKind("plugins"), call); };
    const auto write = [dao](bool put) {
        return [dao, put](const AdminCall &call) { return writePlugin(dao, call, Json::object(), put); };
    };
    routes.add("/plugins", {{"GET", list}, {"POST", write(false)}, {"PUT", write(true)}});

    const auto one = [dao](const std::function<Reply(const AdminCall &, const Json &)> &then) -> AdminHandler {
        return [dao, then](const AdminCall &call) {
            return pluginNamed(*dao, call.part("plugin"), Json::object(),
                               [&](const Json &row) { return then(call, row); });
        };
    };
    routes.add("/plugins/:plugin",
               {{"GET", one([](const AdminCall &, const Json &row) { return jsonReply(200, row); })},
                {"PATCH", one([dao](const AdminCall &call, const Json &row) {
                     return patchPlugin(dao, call, Json::object(), row);
                 })},
                {"DELETE", one([dao](const AdminCall &, const Json &row) { return removed(dao, "plugins", row); })}});
}

// The name of an api is taken from the path as it stands there, not decoded.
AdminHandler withApi(LegacyDao *dao, const std::function<Reply(const AdminCall &, const Json &)> &then)
{
    return [dao, then](const AdminCall &call) {
        const Json *api = dao->findNamed(*legacyKind("apis"), call.rawPart("api"));
        return api ? then(call, *api) : notFound();
    };
}

void addPluginsOfApis(AdminRoutes &routes, LegacyDao *dao)
{
    const auto scope = [](const Json &api) { return Json{{"api_id", api.at("id")}}; };
    const auto write = [dao, scope](bool put) {
        return withApi(dao, [dao, scope, put](const AdminCall &call, const Json &api) {
            return writePlugin(dao, call, scope(api), put);
        });
    };
    routes.add("/apis/:api/plugins", {{"GET", withApi(dao,
                                                      [dao, scope](const AdminCall &call, const Json &api) {
                                                          return dao->page(*legacyKind("plugins"), call, scope(api));
                                                      })},
                                      {"POST", write(false)},
                                      {"PUT", write(true)}});

    const auto one = [dao, scope](const std::function<Reply(const AdminCall &, const Json &, const Json &)> &then) {
        return withApi(dao, [dao, scope, then](const AdminCall &call, const Json &api) {
            const Json filter = scope(api);
            return pluginNamed(*dao, call.part("plugin"), filter,
                               [&](const Json &row) { return then(call, filter, row); });
        });
    };
    routes.add("/apis/:api/plugins/:plugin",
               {{"GET", one([](const AdminCall &, const Json &, const Json &row) { return jsonReply(200, row); })},
                {"PATCH", one([dao](const AdminCall &call, const Json &filter, const Json &row) {
                     return patchPlugin(dao, call, filter, row);
                 })},
                {"DELETE", one([dao](const AdminCall &, const Json &, const Json &row) {
                     return removed(dao, "plugins", row);
                 })}});
}

} // namespace

void addApiRoutes(AdminRoutes &routes, LegacyDao *dao)
{
    const LegacyKind &apis = *legacyKind("apis");
    const auto write = [dao, &apis](bool put) {
        return [dao, &apis, put](const AdminCall &call) {
            if (const auto fault = bodyFault(call))
                return *fault;
            Json fields = legacyFields(call, Json::object());
            return put ? dao->put(apis, std::move(fields)) : dao->insert(apis, std::move(fields));
        };
    };
    routes.add("/apis", {{"GET", [dao, &apis](const AdminCall &call) { return dao->page(apis, call); }},
                         {"POST", write(false)},
                         {"PUT", write(true)}});
    routes.add(
        "/apis/:api",
        {{"GET", withApi(dao, [](const AdminCall &, const Json &api) { return jsonReply(200, api); })},
         {"PATCH", withApi(dao,
                           [dao, &apis](const AdminCall &call, const Json &api) {
                               if (const auto fault = bodyFault(call))
                                   return *fault;
                               return dao->patch(apis, legacyFields(call, Json::object()), api);
                           })},
         {"DELETE", withApi(dao, [dao](const AdminCall &, const Json &api) { return removed(dao, "apis", api); })}});
    addPluginRoutes(routes, dao);
    addPluginsOfApis(routes, dao);
    addPluginsBelow(routes, dao, "services", "name", "service_id");
    addPluginsBelow(routes, dao, "routes", "", "route_id");
    addPluginsBelow(routes, dao, "consumers", "username", "consumer_id");
    addPluginOfConsumer(routes, dao);
}

} // namespace mk::demo::old
