// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RouteMatcher.h"

// What Kong would do with a request, and why, as people read it: plain text, names from servers made safe.
namespace mk {

QString matchAnswerText(const RouteAnswer &answer);    // one sentence without a full stop
QString matchVerdictText(const RouteVerdict &verdict); // the same, of one API object or route
QString matchUnknownText(RouteUnknown unknown);        // why nothing is predicted; empty: it is
// Of several that are alike: what decides among them.
QString matchTieText(const RouteAnswer &answer);

} // namespace mk
