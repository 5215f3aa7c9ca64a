// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Endpoint.h"

namespace mk {

namespace {
constexpr QLatin1String storePrefix("store:");
constexpr QLatin1String environmentPrefix("env:");
} // namespace

QString SecretRef::toString() const
{
    switch (kind) {
    case Kind::None:
        return {};
    case Kind::Stored:
        return storePrefix + id;
    case Kind::Environment:
        return environmentPrefix + id;
    }
    return {};
}

SecretRef SecretRef::fromString(const QString &text)
{
    if (text.size() > storePrefix.size() && text.startsWith(storePrefix))
        return {Kind::Stored, text.mid(storePrefix.size())};
    if (text.size() > environmentPrefix.size() && text.startsWith(environmentPrefix))
        return {Kind::Environment, text.mid(environmentPrefix.size())};
    return {}; // never a secret written in clear
}

QString Endpoint::hostPort() const
{
    if (url.isEmpty())
        return {};
    const QString host =
        url.host().contains(QLatin1Char(':')) ? QLatin1Char('[') + url.host() + QLatin1Char(']') : url.host();
    const int usual = url.scheme() == QLatin1String("https") ? 443 : 80;
    return host + QLatin1Char(':') + QString::number(url.port(usual));
}

} // namespace mk
