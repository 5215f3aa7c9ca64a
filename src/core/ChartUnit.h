// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace mk {

// What the numbers of a chart mean; models/ChartScale.h tells how they read.
enum class ChartUnit {
    Plain,
    PerSecond, // numbers alone; the chart's head says what a second
    Bytes,
    BytesPerSecond,
    Seconds,
    Milliseconds,
    Percent, // 0 to 100
    Ratio,   // 0 to 1, told in percent
};

} // namespace mk
