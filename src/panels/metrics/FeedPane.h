// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace mk {

class ChartFeed;
class ChartPane;

// Shows what a feed has in a pane, for this time: lines, or why there are none, and what is to be said of them. stale: its
// system does not answer any more.
void showFeed(ChartPane *pane, const ChartFeed &feed, qint64 from, qint64 to, bool stale);

} // namespace mk
