// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/ConsulTypes.h"

#include <algorithm>

namespace mk::consul {

QString healthId(Health health)
{
    switch (health) {
    case Health::Passing:
        return QStringLiteral("passing");
    case Health::Warning:
        return QStringLiteral("warning");
    case Health::Critical:
        break;
    }
    return QStringLiteral("critical");
}

bool Check::isMaintenance() const
{
    return id == QLatin1String("_node_maintenance") || id.startsWith(QLatin1String("_service_maintenance:"));
}

bool Instance::inMaintenance() const
{
    const auto isMaintenance = [](const Check &check) { return check.isMaintenance(); };
    return std::any_of(checks.cbegin(), checks.cend(), isMaintenance) ||
           std::any_of(nodeChecks.cbegin(), nodeChecks.cend(), isMaintenance);
}

std::optional<bool> Credential::may(const QString &resource, const QString &access) const
{
    for (const Permission &permission : permissions) {
        if (permission.resource == resource && permission.access == access)
            return permission.allowed;
    }
    return std::nullopt;
}

QString Registry::nodeOfLeader(const QString &leader) const
{
    const qsizetype colon = leader.lastIndexOf(QLatin1Char(':'));
    if (colon < 0)
        return {};
    const uint port = leader.mid(colon + 1).toUInt();
    QString host = leader.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    for (const Instance &instance : instances) {
        if (instance.service == QLatin1String("consul") && instance.address() == host && instance.port == port)
            return instance.node;
    }
    return {};
}

} // namespace mk::consul
