// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/RecordRoutes.h"

#include "demo/kong/KongAdmin.h"
#include "demo/kong/old/RecordDao.h"
#include "demo/kong/old/TextRules.h"

#include <algorithm>
#include <set>

namespace mk::demo::old {

namespace {

const RecordKind &certificates()
{
    return recordKind("certificates");
}

// The names that a certificate serves, which are rows of their own; "snis" of a certificate is only a way to write
// them.
class NameList
{
public:
    NameList(RecordDao *dao, std::string certificate)
        : m_dao(dao)
        , m_certificate(std::move(certificate))
    {
    }

    std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (const Json *row : rows())
            names.push_back(row->at("name").get<std::string>());
        std::sort(names.begin(), names.end());
        return names;
    }

    void replace(const std::vector<std::string> &names)
    {
        std::vector<std::string> gone;
        std::set<std::string> missing(names.begin(), names.end());
        for (const Json *row : rows()) {
            if (missing.erase(row->at("name").get<std::string>()) == 0)
                gone.push_back(row->at("id").get<std::string>());
        }
        for (const std::string &id : gone)
            m_dao->node()->tables.remove("snis", id);
        for (const std::string &name : missing)
            m_dao->insert(recordKind("snis"), {{"name", name}, {"certificate", {{"id", m_certificate}}}});
    }

    // Another certificate has one of them.
    std::optional<Reply> taken(const std::vector<std::string> &names) const
    {
        for (const std::string &name : names) {
            const Json *row = m_dao->node()->tables.findBy("snis", "name", name);
            if (!row || row->at("certificate").at("id") == m_certificate)
                continue;
            return schemaViolation({{"snis", name + " already associated with existing certificate '" +
                                                 row->at("certificate").at("id").get<std::string>() + "'"}});
        }
        return std::nullopt;
    }

private:
    std::vector<const Json *> rows() const
    {
        return m_dao->node()->tables.findAllBy("snis", "certificate", {{"id", m_certificate}});
    }

    RecordDao *m_dao;
    std::string m_certificate;
};

struct WrittenNames
{
    bool given = false;
    std::vector<std::string> names; // sorted
    std::optional<Reply> refused;
};

// Takes "snis" out of a body: a list, a text with commas, or null for none.
WrittenNames takeNames(Json &body)
{
    WrittenNames written;
    const auto snis = body.find("snis");
    if (snis == body.end())
        return written;
    if (snis->is_string()) {
        const QStringList parts =
            QString::fromStdString(snis->get<std::string>()).split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (const QString &part : parts)
            written.names.push_back(part.trimmed().toStdString());
        written.given = true;
    } else if (snis->is_array() || snis->is_null()) {
        written.given = true;
        for (const Json &name : *snis)
            written.names.push_back(name.is_string() ? name.get<std::string>() : name.dump());
    }
    body.erase("snis");
    std::sort(written.names.begin(), written.names.end());
    const auto twice = std::adjacent_find(written.names.begin(), written.names.end());
    if (twice != written.names.end())
        written.refused = schemaViolation({{"snis", *twice + " is duplicated"}});
    return written;
}

Json shown(RecordDao *dao, Json certificate)
{
    certificate["snis"] = NameList(dao, certificate.at("id").get<std::string>()).names();
    return certificate;
}

// A write with its names: refuses names of others first, then the certificate, then stores both.
template<typename Store>
Reply write(RecordDao *dao, const AdminCall &call, const std::string &id, int status, Store store)
{
    if (const auto fault = recordBodyFault(call))
        return *fault;
    Json body = recordOf(call, certificates());
    const WrittenNames written = takeNames(body);
    if (written.refused)
        return *written.refused;
    if (const auto taken = NameList(dao, id).taken(written.names))
        return *taken;
    const RecordResult result = store(std::move(body));
    if (result.refused)
        return *result.refused;
    if (written.given && result.record.contains("id"))
        NameList(dao, result.record.at("id").get<std::string>()).replace(written.names);
    else if (written.given && !id.empty())
        NameList(dao, id).replace(written.names);
    Json answer = result.record;
    answer["snis"] = written.given ? written.names : NameList(dao, id).names();
    return jsonReply(status, answer);
}

// PATCH only looks at the certificate when it is sent; otherwise it answers with what came, right or wrong, and whether
// there is such a certificate or not.
RecordResult patched(RecordDao *dao, const std::string &id, Json body)
{
    if (!body.contains("cert") && !body.contains("key"))
        return {body, std::nullopt};
    RecordResult result = dao->patch(certificates(), id, body);
    if (!result.refused && result.record.is_null())
        result.refused = notFound();
    return result;
}

AdminHandler withCertificate(RecordDao *dao, const std::function<Reply(const AdminCall &, const std::string &)> &then)
{
    return [dao, then](const AdminCall &call) {
        const std::string named = call.part("record");
        if (isUuid(named))
            return then(call, lowered(named));
        const Json *sni = dao->node()->tables.findBy("snis", "name", named);
        return sni ? then(call, sni->at("certificate").at("id").get<std::string>())
                   : messageReply(404, "SNI not found");
    };
}

Reply absent(const std::string &id)
{
    const std::string key = "'{id=\"" + id + "\"}'";
    return recordRefusal(404, 6, "not found", "could not find the entity with primary key " + key, {{"id", id}});
}

} // namespace

void addCertificateRoutes(AdminRoutes &routes, RecordDao *dao)
{
    const auto list = [dao](const AdminCall &call) {
        const Reply page = dao->page(certificates(), call);
        if (page.status != 200)
            return page;
        Json body = Json::parse(page.body.toStdString());
        for (Json &certificate : body["data"])
            certificate = shown(dao, std::move(certificate));
        return jsonReply(200, body);
    };
    const auto insert = [dao](const AdminCall &call) {
        return write(dao, call, {}, 201, [dao](Json body) { return dao->insert(certificates(), std::move(body)); });
    };
    routes.add("/certificates", {{"GET", list}, {"POST", insert}});

    const auto get = [dao](const AdminCall &, const std::string &id) {
        const Json *row = dao->node()->tables.find("certificates", id);
        return row ? jsonReply(200, shown(dao, *row)) : absent(id);
    };
    const auto patch = [dao](const AdminCall &call, const std::string &id) {
        return write(dao, call, id, 200, [dao, &id](Json body) { return patched(dao, id, std::move(body)); });
    };
    const auto put = [dao](const AdminCall &call, const std::string &id) {
        return write(dao, call, id, 200,
                     [dao, &id](Json body) { return dao->upsert(certificates(), id, std::move(body)); });
    };
    const auto remove = [dao](const AdminCall &, const std::string &id) {
        NameList(dao, id).replace({});
        return dao->remove(certificates(), id).value_or(noContent());
    };
    routes.add("/certificates/:record", {{"GET", withCertificate(dao, get)},
                                         {"PATCH", withCertificate(dao, patch)},
                                         {"PUT", withCertificate(dao, put)},
                                         {"DELETE", withCertificate(dao, remove)}});
}

} // namespace mk::demo::old
