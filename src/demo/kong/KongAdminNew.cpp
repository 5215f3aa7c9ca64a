// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongAdminNew.h"

#include "demo/kong/KongAdmin.h"
#include "demo/kong/new/NewBody.h"
#include "demo/kong/new/NewNodeInfo.h"
#include "demo/kong/new/NewPaging.h"
#include "demo/kong/new/NewRoutes.h"
#include "demo/kong/new/NewUpstreams.h"

#include <QLoggingCategory>

#include <algorithm>
#include <set>

namespace mk::demo {

namespace {

Q_LOGGING_CATEGORY(lcDemoKong, "microkubes.demo.kong")

class KongAdminNew : public HttpService
{
public:
    explicit KongAdminNew(KongNode *node)
        : m_node(node)
        , m_entities(node)
        , m_routes(&m_entities)
        , m_upstreams(node, &m_entities, &m_routes)
        , m_info(node, &m_entities)
    {
    }

    void handle(const Request &request, std::function<void(Reply)> respond) override
    {
        if (request.method == "TRACE") { // refused before Kong sees it
            respond({405, {{"Content-Type", "text/html; charset=UTF-8"}, {"Connection", "close"}}, page("405 Not Allowed")});
            return;
        }
        Reply reply = answer(request);
        // Headers of every answer.
        const QByteArray origin = request.header("Origin");
        const bool old = m_entities.isOld();
        reply.headers.emplaceBack("Access-Control-Allow-Origin", origin.isEmpty() || old ? QByteArray("*") : origin);
        if (!old && !isStatusPort(request))
            reply.headers.emplaceBack("Access-Control-Allow-Credentials", "true");
        reply.headers.emplaceBack("X-Kong-Admin-Latency", "1");
        reply.headers.emplaceBack("Server", "kong/" + m_node->version.toLatin1());
        respond(std::move(reply));
    }

    bool onlyReads(const Request &request) const override { return HttpService::onlyReads(request) || isValidation(request); }

private:
    static QByteArray page(const QByteArray &title)
    {
        return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
            + "</h1></center>\r\n</body>\r\n</html>\r\n";
    }

    bool isStatusPort(const Request &request) const
    {
        return m_node->statusPort != 0 && request.localPort == m_node->statusPort;
    }

    // The parts of the path, decoded; nothing for one with an empty part (a slash at the end is fine).
    static std::optional<std::vector<std::string>> partsOf(const QByteArray &path)
    {
        std::vector<std::string> parts;
        if (!path.startsWith('/'))
            return {};
        QByteArray rest = path.mid(1);
        if (rest.endsWith('/'))
            rest.chop(1);
        if (rest.isEmpty())
            return path.size() <= 1 ? std::optional(parts) : std::nullopt;
        for (const QByteArray &part : rest.split('/')) {
            if (part.isEmpty())
                return {};
            parts.push_back(percentDecoded(part, true).toStdString());
        }
        return parts;
    }

    std::optional<NewRoute> routeOf(const std::vector<std::string> &path)
    {
        if (path == std::vector<std::string>{"endpoints"})
            return NewRoute{{"GET"}, [this](NewCall &) { return endpoints(); }};
        if (!path.empty() && path[0] == "tags" && path.size() <= 2)
            return tagsRoute(path.size() == 1);
        if (std::optional<NewRoute> route = m_info.find(path))
            return route;
        if (std::optional<NewRoute> route = m_upstreams.find(path))
            return route;
        return m_routes.find(path);
    }

    Reply answer(const Request &request)
    {
        const std::optional<std::vector<std::string>> path = partsOf(request.path());
        if (!path)
            return errorReply(notFoundError());
        const std::optional<NewRoute> route = isStatusPort(request) ? m_info.findStatus(*path) : routeOf(*path);
        if (!route)
            return errorReply(notFoundError());
        if (request.method == "OPTIONS")
            return options(request, *route);

        NewCall call;
        call.method = request.method == "HEAD" ? QByteArray("GET") : request.method;
        call.path = *path;
        call.query = urlEncodedFields(request.query());
        const bool carries = call.method == "POST" || call.method == "PUT" || call.method == "PATCH";
        NewBody body;
        if (carries) {
            body = newBodyOf(request, m_entities.isOld());
            if (body.trouble == NewBody::Trouble::MediaType)
                return {415, {{"Content-Type", "text/html; charset=UTF-8"}}, page("415 Unsupported Media Type")};
        }
        if (std::find(route->methods.begin(), route->methods.end(), call.method) == route->methods.end())
            return errorReply(methodNotAllowedError());
        if (body.trouble == NewBody::Trouble::Syntax)
            return messageReply(400, "Cannot parse JSON body");
        if (body.trouble == NewBody::Trouble::NoObject)
            return errorReply(unexpectedError());
        call.args = std::move(body.members);
        call.isForm = body.isForm;
        if (m_entities.isOld() && call.path == std::vector<std::string>{"workspaces"})
            ensureWorkspace();
        if (m_node->database == QLatin1String("off")) {
            if (const std::optional<NewError> error = refusedWrite(call))
                return errorReply(*error);
        }
        Reply reply = answered(*route, call);
        if (request.method == "HEAD" && reply.body.size() > 0) {
            reply.headers.emplaceBack("Content-Length", QByteArray::number(reply.body.size()));
            reply.body.clear();
        }
        return reply;
    }

    // 2.x shows the one workspace that there is.
    void ensureWorkspace()
    {
        if (m_node->tables.table("workspaces").empty())
            m_node->tables.put("workspaces", Json{{"id", randomUuid()},
                                                  {"name", "default"},
                                                  {"comment", nullptr},
                                                  {"created_at", m_node->now() / 1000},
                                                  {"meta", Json::object()},
                                                  {"config", Json::object()}});
    }

    // What the server trips over is its 500, and must not be the end of this one.
    static Reply answered(const NewRoute &route, NewCall &call)
    {
        try {
            return route.answer(call);
        } catch (const Json::exception &error) {
            qCWarning(lcDemoKong, "%s %s", call.method.constData(), error.what());
            return errorReply(unexpectedError());
        }
    }

    // A node without a database takes no writes.
    std::optional<NewError> refusedWrite(const NewCall &call) const
    {
        if (call.method == "GET" || call.path.empty())
            return {};
        std::string name;
        for (const std::string &part : call.path) {
            for (const std::unique_ptr<NewEntity> &entity : m_entities.schemas().entities()) {
                if (entity->path == part || entity->child == part)
                    name = entity->name;
            }
        }
        // What the balancer is told of a target's health is no row.
        if (name.empty() || call.path[0] == "schemas" || call.path[0] == "config" || call.path.back() == "healthy"
            || call.path.back() == "unhealthy")
            return {};
        const std::string operation = call.method == "POST" ? "create"
            : call.method == "PATCH"                        ? "update"
            : call.method == "PUT"                          ? "create or update"
                                                            : "remove";
        return readOnlyNode(name, operation);
    }

    Reply options(const Request &request, const NewRoute &route) const
    {
        std::vector<QByteArray> methods = route.methods;
        methods.push_back("OPTIONS");
        if (std::find(methods.begin(), methods.end(), "GET") != methods.end())
            methods.push_back("HEAD");
        std::sort(methods.begin(), methods.end());
        QByteArray list;
        for (const QByteArray &method : methods)
            list += (list.isEmpty() ? "" : ", ") + method;
        QByteArray headers = m_entities.isOld() ? QByteArray() : request.header("Access-Control-Request-Headers");
        if (headers.isEmpty())
            headers = "Content-Type";
        return {204, {{"Access-Control-Allow-Methods", list}, {"Allow", list}, {"Access-Control-Allow-Headers", headers}}, {}};
    }

    Reply endpoints()
    {
        std::set<std::string> paths;
        for (const auto &list : {m_routes.templates(), m_upstreams.templates(), m_info.templates()})
            paths.insert(list.begin(), list.end());
        return newKongReply(200, Json{{"data", Json(paths)}});
    }

    // Tags are no rows: they are read off all entities, by the ids of what they are on.
    NewRoute tagsRoute(bool all)
    {
        const auto answer = [this, all](NewCall &call) {
            if (call.method == "POST")
                return errorReply(schemaViolation(
                    Json{{"tags", "does not support insert/upsert/update/delete operations"}}));
            if (call.method != "GET")
                return errorReply(unexpectedError());
            const NewListQuery query = listQueryOf(call, m_entities.isOld(), false);
            if (query.error)
                return errorReply(*query.error);
            struct Tagged
            {
                std::string id, entity;
                std::size_t place;
                std::string tag;
            };
            // Of each table no more than a page can hold: the rest comes after it anyway.
            std::vector<Tagged> rows;
            const std::size_t place = all ? query.place : std::size_t(-1);
            for (const std::unique_ptr<NewEntity> &entity : m_entities.schemas().entities()) {
                const KongTables::Table &table = m_node->tables.table(entity->name);
                std::size_t taken = 0;
                for (auto at = table.lower_bound(query.after); at != table.end() && taken <= query.size; ++at) {
                    const auto &[id, stored] = *at;
                    const auto tags = stored.row.find("tags");
                    if (tags == stored.row.end() || !tags->is_array())
                        continue;
                    for (std::size_t i = 0; i < tags->size(); ++i) {
                        const std::string tag = (*tags)[i].get<std::string>();
                        const std::size_t here = i + 1;
                        if ((!all && tag != call.path[1]) || std::tie(id, here) <= std::tie(query.after, place))
                            continue;
                        rows.push_back({id, entity->name, here, tag});
                        ++taken;
                    }
                }
            }
            std::sort(rows.begin(), rows.end(),
                      [](const Tagged &a, const Tagged &b) { return std::tie(a.id, a.place) < std::tie(b.id, b.place); });
            NewPage page;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const Tagged &row = rows[i];
                if (page.rows.size() == query.size) {
                    const Tagged &last = rows[i - 1];
                    page.offset = offsetOf(all ? Json::array({last.id, last.place}) : Json::array({last.id}));
                    break;
                }
                page.rows.push_back(Json{{"tag", row.tag}, {"entity_name", row.entity}, {"entity_id", row.id}});
            }
            if (m_entities.isOld() && !all && page.rows.empty())
                page.rows = Json::object(); // as an empty table of 2.x happens to be printed
            return listReply(page, all ? "/tags" : "/tags/" + call.path[1], query, all);
        };
        return all ? NewRoute{{"GET", "POST"}, answer} : NewRoute{{"DELETE", "GET", "PATCH", "PUT"}, answer};
    }

    KongNode *m_node;
    NewEntities m_entities;
    NewRoutes m_routes;
    NewUpstreams m_upstreams;
    NewNodeInfo m_info;
};

} // namespace

std::unique_ptr<HttpService> makeKongAdminNew(KongNode *node)
{
    return std::make_unique<KongAdminNew>(node);
}

} // namespace mk::demo
