// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"

#include <QDateTime>

#include <cmath>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace mk {

// A figure at each heartbeat, for a sparkline: up to an hour of them at the usual pace.
class Trend
{
public:
    // Once for each time; nothing: the system did not answer, or did not tell.
    void add(const QDateTime &at, const std::optional<double> &value)
    {
        if (!at.isValid() || at == m_last)
            return;
        m_last = at;
        m_values.push_back(value.value_or(std::nan("")));
        if (m_values.size() > kept)
            m_values.pop_front();
    }
    // Null where fewer than two are known.
    SparkBuffer spark() const
    {
        return m_values.size() < 2 ? nullptr : std::make_shared<const std::vector<double>>(m_values.begin(), m_values.end());
    }

private:
    static constexpr size_t kept = 360;
    std::deque<double> m_values;
    QDateTime m_last;
};

} // namespace mk
