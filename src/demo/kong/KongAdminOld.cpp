// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongAdminOld.h"

#include "demo/kong/KongAdmin.h"
#include "demo/kong/old/AdminRoutes.h"
#include "demo/kong/old/LegacyDao.h"
#include "demo/kong/old/RecordDao.h"
#include "demo/kong/old/RecordRoutes.h"

#include <algorithm>

namespace mk::demo {

namespace {

class KongAdminOld : public HttpService
{
public:
    explicit KongAdminOld(KongNode *node)
        : m_legacy(node)
        , m_records(node, &m_legacy)
    {
        old::addNodeRoutes(m_routes, &m_legacy); // before /plugins/:plugin
        old::addApiRoutes(m_routes, &m_legacy);
        old::addCredentialRoutes(m_routes, &m_legacy);
        old::addUpstreamRoutes(m_routes, &m_legacy);
        old::addRecordRoutes(m_routes, &m_records);
    }

    void handle(const Request &request, std::function<void(Reply)> respond) override
    {
        Reply reply;
        try {
            reply = m_routes.answer(old::readCall(request));
        } catch (const nlohmann::json::exception &) {
            reply = old::unexpectedError(); // a value where no rule foresaw it: the real one answers this way, too
        }
        respond(request.method == "HEAD" ? old::headReply(std::move(reply)) : std::move(reply));
    }

    bool onlyReads(const Request &request) const override { return HttpService::onlyReads(request) || isValidation(request); }

private:
    old::LegacyDao m_legacy;
    old::RecordDao m_records;
    old::AdminRoutes m_routes;
};

} // namespace

std::unique_ptr<HttpService> makeKongAdminOld(KongNode *node)
{
    return std::make_unique<KongAdminOld>(node);
}

bool apisBreakRouter(const KongTables &tables)
{
    const KongTables::Table &apis = tables.table("apis");
    return std::any_of(apis.begin(), apis.end(), [](const auto &entry) {
        const KongTables::Row &api = entry.second.row;
        return !api.contains("uris") && !api.contains("hosts") && !api.contains("methods");
    });
}

} // namespace mk::demo
