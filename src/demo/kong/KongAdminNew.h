// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpService.h"
#include "demo/kong/KongAdmin.h"

#include <memory>

namespace mk::demo {

// The Admin API of 2.8.5 and 3.9.1, and of its status port. The node outlives the service.
std::unique_ptr<HttpService> makeKongAdminNew(KongNode *node);

} // namespace mk::demo
