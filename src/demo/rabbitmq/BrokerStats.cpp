// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/rabbitmq/BrokerStats.h"

#include <algorithm>
#include <string>

namespace mk::demo {

namespace {

constexpr std::size_t kKept = 3600 / BrokerStats::kInterval + 1;

} // namespace

bool BrokerStats::any(std::initializer_list<Count> counts) const
{
    return std::any_of(counts.begin(), counts.end(), [this](Count count) { return m_now[index(count)] != 0; });
}

void BrokerStats::sample(qint64 second)
{
    if (!m_used)
        return;
    // Nothing happens any more: the last sample stands for all that follow.
    const std::size_t size = m_samples.size();
    if (size >= 2 && m_samples[size - 1].second == m_now && m_samples[size - 2].second == m_now) {
        m_samples.back().first = second;
        return;
    }
    m_samples.emplace_back(second, m_now);
    if (m_samples.size() > kKept)
        m_samples.pop_front();
}

double BrokerStats::rate(Count count) const
{
    if (m_samples.size() < 2)
        return 0;
    const auto &[time, values] = m_samples.back();
    const auto &[before, old] = m_samples[m_samples.size() - 2];
    return time > before ? double(values[index(count)] - old[index(count)]) / double(time - before) : 0;
}

void BrokerStats::write(nlohmann::json *row, const char *name, Count count, const std::optional<SampleRange> &range, qint64 last) const
{
    nlohmann::json details{{"rate", rate(count)}};
    qint64 shown = value(count);
    if (range) {
        const bool isLength = count == Count::Messages || count == Count::Ready || count == Count::Unacked;
        nlohmann::json samples = nlohmann::json::array();
        double sum = 0;
        qint64 newest = 0;
        qint64 oldest = 0;
        auto at = m_samples.rbegin();
        for (qint64 second = last; second >= last - range->age; second -= range->increment) {
            while (at != m_samples.rend() && at->first > second)
                ++at;
            // Before its first sample it was not there, or was as it is when it has none at all.
            const qint64 value = at != m_samples.rend() ? at->second[index(count)] : m_samples.empty() && isLength ? shown : 0;
            samples.push_back({{"sample", value}, {"timestamp", second * 1000}});
            if (second == last)
                newest = value;
            oldest = value;
            sum += double(value);
        }
        details["avg"] = samples.empty() ? 0 : sum / double(samples.size());
        details["avg_rate"] = range->age > 0 ? double(newest - oldest) / double(range->age) : 0.0;
        details["samples"] = std::move(samples);
        shown = newest;
    }
    (*row)[name] = shown;
    (*row)[std::string(name) + "_details"] = std::move(details);
}

} // namespace mk::demo
