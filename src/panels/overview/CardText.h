// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/overview/SystemCard.h"

#include <QDateTime>

namespace mk {

class PlatformSession;

// What the card of a system says now, without its sparkline; session may be null: no platform is open.
SystemCard::Content cardContent(const PlatformSession *session, System system, const QDateTime &now);

} // namespace mk
