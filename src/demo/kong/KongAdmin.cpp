// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongAdmin.h"

namespace mk::demo {

// One line for each of the two families of versions, as soon as it answers:
// makeKongAdminOld (0.14.1, KongAdminOld.h), makeKongAdminNew (2.8.5 and 3.9.1, KongAdminNew.h).
std::unique_ptr<HttpService> makeKongAdmin(KongNode *node)
{
    Q_UNUSED(node)
    return nullptr;
}

} // namespace mk::demo
