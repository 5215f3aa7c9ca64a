// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/System.h"

namespace mk {

QString systemId(System system)
{
    switch (system) {
    case System::Kong:
        return QStringLiteral("kong");
    case System::Consul:
        return QStringLiteral("consul");
    case System::RabbitMq:
        return QStringLiteral("rabbitmq");
    case System::Prometheus:
        return QStringLiteral("prometheus");
    }
    return {};
}

std::optional<System> systemFromId(const QString &id)
{
    for (const System system : allSystems) {
        if (systemId(system) == id)
            return system;
    }
    return std::nullopt;
}

QString systemName(System system)
{
    switch (system) {
    case System::Kong:
        return QStringLiteral("Kong");
    case System::Consul:
        return QStringLiteral("Consul");
    case System::RabbitMq:
        return QStringLiteral("RabbitMQ");
    case System::Prometheus:
        return QStringLiteral("Prometheus");
    }
    return {};
}

} // namespace mk
