// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/AdminRoutes.h"

#include "demo/kong/old/LegacyDao.h"
#include "demo/kong/old/TextRules.h"

namespace mk::demo::old {

namespace {

std::vector<std::string> partsOf(const std::string &path)
{
    std::vector<std::string> parts;
    std::size_t begin = 1;
    while (begin <= path.size()) {
        const std::size_t slash = path.find('/', begin);
        parts.push_back(path.substr(begin, slash == std::string::npos ? slash : slash - begin));
        if (slash == std::string::npos)
            break;
        begin = slash + 1;
    }
    return parts;
}

bool fits(const std::vector<std::string> &pattern, const std::vector<std::string> &parts)
{
    if (pattern.size() != parts.size())
        return false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool named = !pattern[i].empty() && pattern[i].front() == ':';
        if (named ? parts[i].empty() : pattern[i] != parts[i])
            return false;
    }
    return true;
}

bool writes(const AdminCall &call)
{
    return call.method == "POST" || call.method == "PUT" || call.method == "PATCH";
}

} // namespace

void AdminRoutes::add(const std::string &pattern, std::map<std::string, AdminHandler> methods)
{
    m_routes.push_back({partsOf(pattern), std::move(methods)});
}

Reply AdminRoutes::answer(AdminCall call) const
{
    if (call.method == "OPTIONS")
        return optionsReply();
    const std::vector<std::string> parts = partsOf(call.path);
    for (const Route &route : m_routes) {
        if (!fits(route.parts, parts))
            continue;
        if (writes(call) && call.body == AdminCall::Body::Unknown)
            return unsupportedMediaType();
        const auto handler = route.methods.find(call.method);
        if (handler == route.methods.end())
            return methodNotAllowed();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!route.parts[i].empty() && route.parts[i].front() == ':')
                call.parts[route.parts[i].substr(1)] = parts[i];
        }
        return handler->second(call);
    }
    return notFound();
}

const Json *namedRow(const LegacyDao &dao, const std::string &table, const std::string &lookup,
                     const std::string &idOrName)
{
    const KongTables &tables = dao.node()->tables;
    if (isUuid(idOrName)) {
        if (const Json *row = tables.find(table, lowered(idOrName)))
            return row;
    }
    return lookup.empty() ? nullptr : tables.findBy(table, lookup, idOrName);
}

} // namespace mk::demo::old
