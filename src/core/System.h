// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

#include <array>
#include <optional>

namespace mk {

// The four systems of a Microkubes platform. A system is optional in an environment.
enum class System { Kong, Consul, RabbitMq, Prometheus };

inline constexpr std::array<System, 4> allSystems{System::Kong, System::Consul, System::RabbitMq, System::Prometheus};

// Stable identifier for files, logs and the command line ("kong", "consul", "rabbitmq", "prometheus"); never translated.
QString systemId(System system);
std::optional<System> systemFromId(const QString &id);
// The product's own name ("Kong", "Consul", "RabbitMQ", "Prometheus"); a proper noun, the same in every language.
QString systemName(System system);

inline size_t qHash(System system, size_t seed = 0)
{
    return ::qHash(static_cast<int>(system), seed);
}

} // namespace mk
