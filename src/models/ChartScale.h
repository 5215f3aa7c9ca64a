// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ChartUnit.h"

#include <QLocale>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

// Where a chart's lines stand and how its numbers read. Pure functions.
namespace mk {

struct ValueAxis
{
    double low = 0;
    double high = 1;
    double step = 1;           // between two ticks
    std::vector<double> ticks; // round numbers of the unit, from low to high
};
// Holds low to high, from 0 on where that does not flatten the picture; about `wanted` intervals. Values that are no
// numbers, or low above high, give the axis of an empty chart. With wholeNumbers no tick stands between two of them: half a
// connection is none.
ValueAxis valueAxis(double low, double high, ChartUnit unit, bool wholeNumbers = false, int wanted = 4);

// A tick's label; step decides the digits: "1,500", "20 MiB", "250 ms", "40%".
QString axisText(double value, double step, ChartUnit unit, const QLocale &locale = QLocale());
// A value by itself, as legends and tables tell it: "318.6", "1.4 MiB", "12.3 ms"; "NaN", "+Inf", "-Inf" as the server says.
QString valueText(double value, ChartUnit unit, const QLocale &locale = QLocale());
QString valueText(const std::optional<double> &value, ChartUnit unit, const QLocale &locale = QLocale()); // "–"

struct TimeTick
{
    qint64 at = 0; // ms since 1970
    QString text;  // "13:05", "13:05:30", "26 Nov"
};
// Round moments of the local day, at most `most` of them.
std::vector<TimeTick> timeTicks(qint64 from, qint64 to, int most, const QLocale &locale = QLocale());

// The step of a range query in ms: one sample for each pixel, rounded up to a step that people know, never below
// `shortest` and never more than 11,000 steps, which is the most that Prometheus answers (its API documentation).
std::chrono::milliseconds stepFor(std::chrono::milliseconds range, int pixels,
                                  std::chrono::milliseconds shortest = std::chrono::seconds(1));
inline constexpr int mostSteps = 11'000;

} // namespace mk
