// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RequestMeter.h"

namespace mk {

namespace {
constexpr size_t kept = 120; // readings
constexpr std::chrono::milliseconds shortestInterval{200}; // closer readings say nothing
} // namespace

void RequestMeter::clear()
{
    *this = {};
}

void RequestMeter::add(std::chrono::milliseconds at, const QHash<QString, qint64> &counters)
{
    const std::chrono::milliseconds passed = m_at ? at - *m_at : std::chrono::milliseconds(0);
    if (m_at && passed < shortestInterval)
        return;
    std::optional<double> rate;
    if (m_at && !counters.isEmpty() && counters.size() == m_counters.size()) {
        qint64 served = 0;
        bool whole = true;
        for (auto node = counters.cbegin(); node != counters.cend() && whole; ++node) {
            const auto before = m_counters.constFind(node.key());
            whole = before != m_counters.cend() && *before <= node.value();
            if (whole)
                served += node.value() - *before;
        }
        if (whole)
            rate = double(served) * 1000.0 / double(passed.count());
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

std::shared_ptr<const std::vector<double>> RequestMeter::history() const
{
    if (m_rates.size() < 2)
        return nullptr;
    return std::make_shared<const std::vector<double>>(m_rates.cbegin(), m_rates.cend());
}

} // namespace mk
