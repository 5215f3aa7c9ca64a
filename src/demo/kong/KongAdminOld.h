// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/KongAdmin.h"

namespace mk::demo {

// The Admin API of Kong 0.14.1. The node outlives the service.
std::unique_ptr<HttpService> makeKongAdminOld(KongNode *node);

// An api that has none of uris, hosts and methods - not an empty list of them - breaks the router of 0.14.1: from then
// on the proxy answers 500 to everything.
bool apisBreakRouter(const KongTables &tables);

} // namespace mk::demo
