// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "models/Status.h"

#include <QString>

// Consul's health as the program shows it.
namespace mk {

Status healthStatus(consul::Health health);
QString healthWord(consul::Health health); // "Passing", "Warning", "Critical"

} // namespace mk
