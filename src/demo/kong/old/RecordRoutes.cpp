// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/RecordDao.h"

#include "demo/kong/KongAdmin.h"
#include "demo/kong/old/AdminRoutes.h"
#include "demo/kong/old/RecordRoutes.h"
#include "demo/kong/old/TextRules.h"

namespace mk::demo::old {

namespace {

using RecordWrite = std::function<RecordResult(const AdminCall &, Json)>;
using RecordShaper = std::function<void(Json &)>; // what a body says in short, said in full

// "url" stands for protocol, host, port and path. A text that is no address is taken for a path, and refused as one.
void spreadUrl(Json &record)
{
    const auto url = record.find("url");
    if (url == record.end() || !url->is_string())
        return;
    const std::string text = url->get<std::string>();
    record.erase(url);
    const std::optional<LooseUrl> read = looseUrlOf(text);
    if (!read) {
        record["path"] = text;
        return;
    }
    record["protocol"] = read->scheme;
    record["host"] = read->host;
    if (read->port || read->scheme == "http" || read->scheme == "https")
        record["port"] = read->port.value_or(read->scheme == "https" ? 443 : 80);
    if (!read->path.empty())
        record["path"] = read->path;
}

AdminHandler writing(const RecordKind &kind, int status, const RecordShaper &shape, const RecordWrite &write)
{
    return [&kind, status, shape, write](const AdminCall &call) {
        if (const auto fault = recordBodyFault(call))
            return *fault;
        Json record = recordOf(call, kind);
        if (shape)
            shape(record);
        const RecordResult result = write(call, std::move(record));
        if (result.refused)
            return *result.refused;
        return result.record.is_null() ? notFound() : jsonReply(status, result.record);
    };
}

void addCollection(AdminRoutes &routes, RecordDao *dao, const RecordKind &kind, const RecordShaper &shape)
{
    const auto list = [dao, &kind](const AdminCall &call) { return dao->page(kind, call); };
    const auto insert = [dao, &kind](const AdminCall &, Json record) { return dao->insert(kind, std::move(record)); };
    routes.add('/' + kind.table, {{"GET", list}, {"POST", writing(kind, 201, shape, insert)}});
}

void addOne(AdminRoutes &routes, RecordDao *dao, const RecordKind &kind, const RecordShaper &shape)
{
    const auto get = [dao, &kind](const AdminCall &call) {
        const RecordResult found = dao->named(kind, call.part("record"));
        if (found.refused)
            return *found.refused;
        return found.record.is_null() ? notFound() : jsonReply(200, withoutNulls(found.record));
    };
    const auto patch = [dao, &kind](const AdminCall &call, Json record) {
        return dao->patch(kind, call.part("record"), record);
    };
    const auto put = [dao, &kind](const AdminCall &call, Json record) {
        return dao->upsert(kind, call.part("record"), std::move(record));
    };
    const auto remove = [dao, &kind](const AdminCall &call) {
        return dao->remove(kind, call.part("record")).value_or(noContent());
    };
    routes.add('/' + kind.table + "/:record", {{"GET", get},
                                               {"PATCH", writing(kind, 200, shape, patch)},
                                               {"PUT", writing(kind, 200, shape, put)},
                                               {"DELETE", remove}});
}

// /services/{service}/routes
void addBelow(AdminRoutes &routes, RecordDao *dao, const RecordKind &parent, const RecordKind &kind,
              const std::string &member)
{
    const auto list = [dao, &parent, &kind, member](const AdminCall &call) {
        const RecordResult found = dao->named(parent, call.part("owner"));
        if (found.refused)
            return *found.refused;
        return found.record.is_null() ? notFound() : dao->page(kind, call, member, {{"id", found.record.at("id")}});
    };
    const auto insert = [dao, &parent, &kind, member](const AdminCall &call, Json record) {
        RecordResult found = dao->named(parent, call.part("owner"));
        if (found.refused || found.record.is_null())
            return found;
        record[member] = {{"id", found.record.at("id")}};
        return dao->insert(kind, std::move(record));
    };
    routes.add('/' + parent.table + "/:owner/" + kind.table, {{"GET", list}, {"POST", writing(kind, 201, {}, insert)}});
}

// /routes/{route}/service
void addServiceOfRoute(AdminRoutes &routes, RecordDao *dao)
{
    const RecordKind &services = recordKind("services");
    const auto idOf = [dao](const AdminCall &call) -> RecordResult {
        RecordResult route = dao->named(recordKind("routes"), call.part("route"));
        if (!route.refused && !route.record.is_null())
            route.record = route.record.at("service").at("id");
        return route;
    };
    const auto through = [idOf](const AdminCall &call, const std::function<RecordResult(const std::string &)> &then) {
        const RecordResult id = idOf(call);
        return id.refused || id.record.is_null() ? id : then(id.record.get<std::string>());
    };
    const auto get = [dao, &services, through](const AdminCall &call) {
        const RecordResult found = through(call, [&](const std::string &id) { return dao->named(services, id); });
        if (found.refused)
            return *found.refused;
        return found.record.is_null() ? notFound() : jsonReply(200, found.record);
    };
    const auto patch = [dao, &services, through](const AdminCall &call, const Json &record) {
        return through(call, [&](const std::string &id) { return dao->patch(services, id, record); });
    };
    const auto put = [dao, &services, through](const AdminCall &call, const Json &record) {
        return through(call, [&](const std::string &id) { return dao->upsert(services, id, record); });
    };
    routes.add("/routes/:route/service", {{"GET", get},
                                          {"PATCH", writing(services, 200, &spreadUrl, patch)},
                                          {"PUT", writing(services, 200, &spreadUrl, put)}});
}

// The one filter of the new lists, with an answer of its own shape.
void addConsumers(AdminRoutes &routes, RecordDao *dao)
{
    const RecordKind &consumers = recordKind("consumers");
    const auto list = [dao, &consumers](const AdminCall &call) {
        for (const FormField &field : call.query) {
            if (field.name != "custom_id" || field.value.isEmpty())
                continue;
            const std::string wanted = QString::fromUtf8(field.value).toStdString();
            const Json *row = dao->node()->tables.findBy("consumers", "custom_id", wanted);
            return jsonReply(200, {{"data", row ? Json::array({withoutNulls(*row)}) : Json::object()}});
        }
        return dao->page(consumers, call);
    };
    const auto insert = [dao, &consumers](const AdminCall &, Json record) {
        return dao->insert(consumers, std::move(record));
    };
    routes.add("/consumers", {{"GET", list}, {"POST", writing(consumers, 201, {}, insert)}});
    addOne(routes, dao, consumers, {});
}

} // namespace

std::optional<Reply> recordBodyFault(const AdminCall &call)
{
    if (const auto fault = bodyFault(call))
        return fault;
    if (call.json.is_array() && !call.json.empty())
        return unexpectedError();
    return std::nullopt;
}

void addRecordRoutes(AdminRoutes &routes, RecordDao *dao)
{
    addCollection(routes, dao, recordKind("services"), &spreadUrl);
    addOne(routes, dao, recordKind("services"), &spreadUrl);
    addBelow(routes, dao, recordKind("services"), recordKind("routes"), "service");
    addCollection(routes, dao, recordKind("routes"), {});
    addOne(routes, dao, recordKind("routes"), {});
    addServiceOfRoute(routes, dao);
    addConsumers(routes, dao);
    addCertificateRoutes(routes, dao);
    addCollection(routes, dao, recordKind("snis"), {});
    addOne(routes, dao, recordKind("snis"), {});
    addBelow(routes, dao, recordKind("certificates"), recordKind("snis"), "certificate");
}

} // namespace mk::demo::old
