// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <utility>

namespace mk {

// The time that charts show: the last so many ms, moving along, or between two fixed moments (ms since 1970).
struct TimeWindow
{
    qint64 length = 3'600'000;
    std::optional<std::pair<qint64, qint64>> fixed;

    std::pair<qint64, qint64> at(qint64 now) const { return fixed ? *fixed : std::pair(now - length, now); }
    bool operator==(const TimeWindow &) const = default;
};

} // namespace mk
