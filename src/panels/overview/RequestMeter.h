// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <deque>
#include <optional>

namespace mk {

// A rate from counters that only rise, such as the requests that each node of a gateway has served since it started. A
// counter that fell began anew; such an interval, and one where a node did not tell, is left out rather than guessed.
class RequestMeter
{
public:
    void clear();
    // One reading of all nodes that answered: their counters by name.
    void add(const QDateTime &at, const QHash<QString, qint64> &counters);
    std::optional<double> perSecond() const; // over the last interval
    SparkBuffer history() const;             // rates, oldest first; null while there are fewer than two

private:
    QDateTime m_at;
    QHash<QString, qint64> m_counters;
    std::deque<double> m_rates;
    std::optional<double> m_last;
};

} // namespace mk
