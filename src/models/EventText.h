// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/RecentEvents.h"

// What happened to a platform as people read it.
namespace mk {

QString eventText(const PlatformEvent &event); // one sentence without a full stop, plain text; names made safe
QString eventWord(const PlatformEvent &event); // "Critical", "Works", "Changed"
Status eventStatus(const PlatformEvent &event);

} // namespace mk
