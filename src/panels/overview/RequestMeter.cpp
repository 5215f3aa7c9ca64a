// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/overview/RequestMeter.h"

namespace mk {

namespace {
constexpr size_t kept = 120;            // readings
constexpr qint64 shortestInterval = 200; // ms; closer readings say nothing
} // namespace

void RequestMeter::clear()
{
    *this = {};
}

void RequestMeter::add(const QDateTime &at, const QHash<QString, qint64> &counters)
{
    const qint64 passed = m_at.isValid() ? m_at.msecsTo(at) : 0;
    if (m_at.isValid() && passed < shortestInterval)
        return;
    std::optional<double> rate;
    if (m_at.isValid() && !counters.isEmpty() && counters.size() == m_counters.size()) {
        qint64 served = 0;
        bool whole = true;
        for (auto node = counters.cbegin(); node != counters.cend() && whole; ++node) {
            const auto before = m_counters.constFind(node.key());
            whole = before != m_counters.cend() && *before <= node.value();
            if (whole)
                served += node.value() - *before;
        }
        if (whole)
            rate = double(served) * 1000.0 / double(passed);
    }
    m_at = at;
    m_counters = counters;
    m_last = rate;
    if (rate) {
        m_rates.push_back(*rate);
        if (m_rates.size() > kept)
            m_rates.pop_front();
    }
}

std::optional<double> RequestMeter::perSecond() const
{
    return m_last;
}

SparkBuffer RequestMeter::history() const
{
    if (m_rates.size() < 2)
        return nullptr;
    return std::make_shared<const std::vector<double>>(m_rates.cbegin(), m_rates.cend());
}

} // namespace mk
