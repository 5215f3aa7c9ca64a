// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongTypes.h"

#include "core/SafeText.h"

#include <algorithm>
#include <array>

namespace mk::kong {

namespace {

struct KindFacts
{
    Kind kind;
    const char *id;
    std::optional<Kind> parent = {};
    const char *plugin = nullptr;
};
constexpr std::array<KindFacts, 19> kindFacts{{
    {Kind::Api, "api"},
    {Kind::Service, "service"},
    {Kind::Route, "route"},
    {Kind::Plugin, "plugin"},
    {Kind::Consumer, "consumer"},
    {Kind::KeyAuth, "key-auth", Kind::Consumer, "key-auth"},
    {Kind::BasicAuth, "basic-auth", Kind::Consumer, "basic-auth"},
    {Kind::HmacAuth, "hmac-auth", Kind::Consumer, "hmac-auth"},
    {Kind::Jwt, "jwt", Kind::Consumer, "jwt"},
    {Kind::OAuth2, "oauth2", Kind::Consumer, "oauth2"},
    {Kind::Acl, "acl", Kind::Consumer, "acl"},
    {Kind::Upstream, "upstream"},
    {Kind::Target, "target", Kind::Upstream},
    {Kind::Certificate, "certificate"},
    {Kind::CaCertificate, "ca-certificate"},
    {Kind::Sni, "sni"},
    {Kind::Vault, "vault"},
    {Kind::Key, "key"},
    {Kind::KeySet, "key-set"},
}};

const KindFacts &factsOf(Kind kind)
{
    return *std::find_if(kindFacts.begin(), kindFacts.end(), [kind](const KindFacts &facts) { return facts.kind == kind; });
}

} // namespace

QString kindId(Kind kind)
{
    return QString::fromLatin1(factsOf(kind).id);
}

std::optional<Kind> kindFromId(const QString &id)
{
    for (const KindFacts &facts : kindFacts) {
        if (id == QLatin1String(facts.id))
            return facts.kind;
    }
    return std::nullopt;
}

const std::vector<Kind> &credentialKinds()
{
    static const std::vector<Kind> kinds{Kind::KeyAuth, Kind::BasicAuth, Kind::Jwt, Kind::HmacAuth, Kind::OAuth2, Kind::Acl};
    return kinds;
}

std::optional<Kind> parentKind(Kind kind)
{
    return factsOf(kind).parent;
}

const char *pluginOf(Kind kind)
{
    return factsOf(kind).plugin;
}

bool Capabilities::has(Kind kind) const
{
    switch (kind) {
    case Kind::Api:
        return apis;
    case Kind::Service:
    case Kind::Route:
        return services;
    case Kind::CaCertificate:
    case Kind::Vault:
    case Kind::Key:
    case Kind::KeySet:
        return collections.contains(kindId(kind));
    default:
        return !pluginOf(kind) || plugins.contains(QLatin1String(pluginOf(kind)));
    }
}

QString Entity::key() const
{
    if (!parentKind(kind))
        return id;
    return parentId + QLatin1Char('/') + (kind == Kind::Target ? name : id);
}

QString Entity::shownName() const
{
    return name.isEmpty() ? shortened(id, 9) : name;
}

} // namespace mk::kong
