// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace mk {

// A rate from counters that only rise, such as the requests that each node of a gateway has served since it started. A
// counter that fell began anew; such an interval, and one where a node did not tell, is left out rather than guessed.
class RequestMeter
{
public:
    void clear();
    // One reading of all nodes that answered: their counters by name. at: of a clock that never goes back. Readings closer
    // than 0.2 s to the last one are passed over.
    void add(std::chrono::milliseconds at, const QHash<QString, qint64> &counters);
    std::optional<double> perSecond() const { return m_last; } // over the last interval
    // Rates, oldest first; null while there are fewer than two.
    std::shared_ptr<const std::vector<double>> history() const;

private:
    std::optional<std::chrono::milliseconds> m_at;
    QHash<QString, qint64> m_counters;
    std::deque<double> m_rates;
    std::optional<double> m_last;
};

} // namespace mk
