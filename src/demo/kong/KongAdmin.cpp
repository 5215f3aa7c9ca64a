// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongAdmin.h"

#include "demo/kong/KongAdminNew.h"
#include "demo/kong/KongAdminOld.h"

namespace mk::demo {

// The two families of versions: 0.14.1, and those with one data layer for all entities.
std::unique_ptr<HttpService> makeKongAdmin(KongNode *node)
{
    if (node->isOld())
        return makeKongAdminOld(node);
    if (node->version == QLatin1String("2.8.5") || node->version == QLatin1String("3.9.1"))
        return makeKongAdminNew(node);
    return nullptr;
}

} // namespace mk::demo
