// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongAdmin.h"
#include "demo/kong/old/AdminRoutes.h"
#include "demo/kong/old/LegacyDao.h"

namespace mk::demo::old {

namespace {

// The credentials of a plugin: their table, their place below a consumer, and the list of all of them.
struct CredentialPlace
{
    const char *table;
    const char *below;
    const char *all;
    bool consumerOfOne; // /key-auths/{key}/consumer
};

constexpr CredentialPlace places[] = {
    {"keyauth_credentials", "key-auth", "key-auths", true},
    {"basicauth_credentials", "basic-auth", "basic-auths", true},
    {"jwt_secrets", "jwt", "jwts", true},
    {"acls", "acls", "acls", true},
    {"hmacauth_credentials", "hmac-auth", "hmac-auths", true},
    {"oauth2_credentials", "oauth2", "oauth2", true},
};

Json withoutNullMembers(Json row)
{
    for (auto member = row.begin(); member != row.end();)
        member = member->is_null() ? row.erase(member) : std::next(member);
    return row;
}

using OwnerHandler = std::function<Reply(const AdminCall &, const Json &)>;

AdminHandler withConsumer(LegacyDao *dao, const OwnerHandler &then)
{
    return [dao, then](const AdminCall &call) {
        const Json *consumer = namedRow(*dao, "consumers", "username", call.part("consumer"));
        return consumer ? then(call, {{"consumer_id", consumer->at("id")}}) : notFound();
    };
}

void addBelowConsumer(AdminRoutes &routes, LegacyDao *dao, const LegacyKind &kind, const std::string &below)
{
    const auto write = [dao, &kind](bool put) {
        return withConsumer(dao, [dao, &kind, put](const AdminCall &call, const Json &owner) {
            if (const auto fault = bodyFault(call))
                return *fault;
            Json fields = legacyFields(call, owner);
            return put ? dao->put(kind, std::move(fields)) : dao->insert(kind, std::move(fields));
        });
    };
    routes.add("/consumers/:consumer/" + below,
               {{"GET", withConsumer(dao, [dao, &kind](const AdminCall &call,
                                                       const Json &owner) { return dao->page(kind, call, owner); })},
                {"POST", write(false)},
                {"PUT", write(true)}});

    const auto one = [dao, &kind](const std::function<Reply(const AdminCall &, const Json &, const Json &)> &then) {
        return withConsumer(dao, [dao, &kind, then](const AdminCall &call, const Json &owner) {
            const Json *row = dao->findNamed(kind, call.part("credential"), owner);
            return row ? then(call, owner, *row) : notFound();
        });
    };
    routes.add("/consumers/:consumer/" + below + "/:credential",
               {{"GET", one([](const AdminCall &, const Json &, const Json &row) { return jsonReply(200, row); })},
                {"PATCH", one([dao, &kind](const AdminCall &call, const Json &owner, const Json &row) {
                     if (const auto fault = bodyFault(call))
                         return *fault;
                     return dao->patch(kind, legacyFields(call, owner), row);
                 })},
                {"DELETE", one([dao, &kind](const AdminCall &, const Json &, const Json &row) {
                     dao->remove(kind.table, row.at("id").get<std::string>());
                     return noContent();
                 })}});
}

void addListOfAll(AdminRoutes &routes, LegacyDao *dao, const LegacyKind &kind, const CredentialPlace &place)
{
    const std::string path = std::string("/") + place.all;
    routes.add(path, {{"GET", [dao, &kind](const AdminCall &call) { return dao->page(kind, call); }}});
    if (!place.consumerOfOne)
        return;
    routes.add(path + "/:credential/consumer",
               {{"GET", [dao, &kind](const AdminCall &call) {
                     const Json *row = dao->findNamed(kind, call.part("credential"));
                     const Json *consumer =
                         row ? dao->node()->tables.find("consumers", row->at("consumer_id").get<std::string>())
                             : nullptr;
                     return consumer ? jsonReply(200, withoutNullMembers(*consumer)) : notFound();
                 }}});
}

void addTokens(AdminRoutes &routes, LegacyDao *dao)
{
    const LegacyKind &tokens = *legacyKind("oauth2_tokens");
    const auto write = [dao, &tokens](bool put) {
        return [dao, &tokens, put](const AdminCall &call) {
            if (const auto fault = bodyFault(call))
                return *fault;
            Json fields = legacyFields(call, Json::object());
            return put ? dao->put(tokens, std::move(fields)) : dao->insert(tokens, std::move(fields));
        };
    };
    routes.add("/oauth2_tokens", {{"GET", [dao, &tokens](const AdminCall &call) { return dao->page(tokens, call); }},
                                  {"POST", write(false)},
                                  {"PUT", write(true)}});
    const auto one = [dao, &tokens](const OwnerHandler &then) -> AdminHandler {
        return [dao, &tokens, then](const AdminCall &call) {
            const Json *row = dao->findNamed(tokens, call.part("token"));
            return row ? then(call, *row) : notFound();
        };
    };
    routes.add("/oauth2_tokens/:token",
               {{"GET", one([](const AdminCall &, const Json &row) { return jsonReply(200, row); })},
                {"PATCH", one([dao, &tokens](const AdminCall &call, const Json &row) {
                     if (const auto fault = bodyFault(call))
                         return *fault;
                     return dao->patch(tokens, legacyFields(call, Json::object()), row);
                 })},
                {"DELETE", one([dao](const AdminCall &, const Json &row) {
                     dao->remove("oauth2_tokens", row.at("id").get<std::string>());
                     return noContent();
                 })}});
}

} // namespace

void addCredentialRoutes(AdminRoutes &routes, LegacyDao *dao)
{
    for (const CredentialPlace &place : places) {
        const LegacyKind &kind = *legacyKind(place.table);
        addBelowConsumer(routes, dao, kind, place.below);
        addListOfAll(routes, dao, kind, place);
    }
    addTokens(routes, dao);
}

} // namespace mk::demo::old
