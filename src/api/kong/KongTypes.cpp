// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongTypes.h"

#include <array>
#include <utility>

namespace mk::kong {

namespace {
constexpr std::array<std::pair<Kind, const char *>, 5> kindIds{{
    {Kind::Api, "api"},
    {Kind::Service, "service"},
    {Kind::Route, "route"},
    {Kind::Plugin, "plugin"},
    {Kind::Consumer, "consumer"},
}};
} // namespace

QString kindId(Kind kind)
{
    for (const auto &[value, id] : kindIds) {
        if (value == kind)
            return QString::fromLatin1(id);
    }
    return {};
}

std::optional<Kind> kindFromId(const QString &id)
{
    for (const auto &[value, name] : kindIds) {
        if (id == QLatin1String(name))
            return value;
    }
    return std::nullopt;
}

} // namespace mk::kong
