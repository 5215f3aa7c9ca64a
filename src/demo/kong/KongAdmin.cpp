// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongAdmin.h"

#include "demo/kong/KongAdminOld.h"

namespace mk::demo {

// One line for each of the two families of versions, as soon as it answers: makeKongAdminNew (2.8.5 and 3.9.1,
// KongAdminNew.h) is the one that is missing.
std::unique_ptr<HttpService> makeKongAdmin(KongNode *node)
{
    if (node->isOld())
        return makeKongAdminOld(node);
    return nullptr;
}

} // namespace mk::demo
