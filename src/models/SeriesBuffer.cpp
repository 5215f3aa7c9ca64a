// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SeriesBuffer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mk {

namespace {

bool isEarlier(const ChartSample &a, const ChartSample &b)
{
    return a.at < b.at;
}

// What one column of pixels has met so far.
class Column
{
public:
    void add(const ChartSample &sample)
    {
        if (m_count == 0) {
            m_first = m_lowest = m_highest = sample;
        } else {
            if (sample.value < m_lowest.value)
                m_lowest = sample;
            if (sample.value > m_highest.value)
                m_highest = sample;
        }
        m_last = sample;
        ++m_count;
    }
    void moveTo(std::vector<ChartSample> *points)
    {
        if (m_count == 0)
            return;
        const bool lowFirst = m_lowest.at <= m_highest.at;
        const std::array four{m_first, lowFirst ? m_lowest : m_highest, lowFirst ? m_highest : m_lowest, m_last};
        for (size_t i = 0; i < four.size(); ++i) {
            if (i == 0 || four[i].at != points->back().at)
                points->push_back(four[i]);
        }
        m_count = 0;
    }

private:
    ChartSample m_first, m_lowest, m_highest, m_last;
    int m_count = 0;
};

} // namespace

SeriesBuffer::SeriesBuffer(std::vector<ChartSample> samples, qint64 stepMs)
    : m_samples(std::move(samples)), m_step(std::max<qint64>(0, stepMs))
{
    if (!std::is_sorted(m_samples.begin(), m_samples.end(), isEarlier))
        std::stable_sort(m_samples.begin(), m_samples.end(), isEarlier);
    // The last of equal moments: walk from the back.
    const auto last = std::unique(m_samples.rbegin(), m_samples.rend(),
                                  [](const ChartSample &a, const ChartSample &b) { return a.at == b.at; });
    m_samples.erase(m_samples.begin(), last.base());
}

void SeriesBuffer::append(const std::vector<ChartSample> &newer)
{
    if (newer.empty())
        return;
    SeriesBuffer more(newer);
    m_samples.erase(std::lower_bound(m_samples.begin(), m_samples.end(), more.m_samples.front(), isEarlier),
                    m_samples.end());
    m_samples.insert(m_samples.end(), more.m_samples.begin(), more.m_samples.end());
}

void SeriesBuffer::dropBefore(qint64 at)
{
    m_samples.erase(m_samples.begin(),
                    std::lower_bound(m_samples.begin(), m_samples.end(), ChartSample{at, 0}, isEarlier));
}

SeriesBuffer::Summary SeriesBuffer::summary(qint64 from, qint64 to) const
{
    Summary out;
    for (auto it = std::lower_bound(m_samples.begin(), m_samples.end(), ChartSample{from, 0}, isEarlier);
         it != m_samples.end() && it->at <= to; ++it) {
        out.last = it->value;
        if (std::isfinite(it->value)) {
            out.min = out.min ? std::min(*out.min, it->value) : it->value;
            out.max = out.max ? std::max(*out.max, it->value) : it->value;
            out.whole = out.whole && std::trunc(it->value) == it->value;
        } else if (std::isinf(it->value)) {
            out.hasInfinite = true;
        }
    }
    return out;
}

const ChartSample *SeriesBuffer::nearest(qint64 at) const
{
    if (m_samples.empty())
        return nullptr;
    const auto after = std::lower_bound(m_samples.begin(), m_samples.end(), ChartSample{at, 0}, isEarlier);
    if (after == m_samples.end())
        return &m_samples.back();
    if (after == m_samples.begin())
        return &m_samples.front();
    const auto before = after - 1;
    return at - before->at <= after->at - at ? &*before : &*after;
}

std::optional<double> SeriesBuffer::valueAt(qint64 at) const
{
    const ChartSample *sample = nearest(at);
    if (!sample || (m_step > 0 && std::abs(sample->at - at) > m_step))
        return std::nullopt;
    return sample->value;
}

ReducedSeries SeriesBuffer::reduced(qint64 from, qint64 to, int columns) const
{
    ReducedSeries out;
    if (m_samples.empty() || to <= from || columns < 1)
        return out;
    auto begin = std::lower_bound(m_samples.begin(), m_samples.end(), ChartSample{from, 0}, isEarlier);
    auto end = std::upper_bound(begin, m_samples.end(), ChartSample{to, 0}, isEarlier);
    if (begin != m_samples.begin())
        --begin;
    if (end != m_samples.end())
        ++end;

    const double perMs = double(columns) / double(to - from);
    Column column;
    qint64 current = 0;
    const ChartSample *before = nullptr; // in the same piece
    for (auto it = begin; it != end; ++it) {
        if (!std::isfinite(it->value)) {
            column.moveTo(&out.points);
            before = nullptr;
            if (std::isinf(it->value) && it->at >= from && it->at <= to)
                out.infinite.push_back(*it);
            continue;
        }
        const auto index = qint64(std::floor(double(it->at - from) * perMs));
        if (!before || isGap(*before, *it)) {
            column.moveTo(&out.points);
            out.starts.push_back(out.points.size());
        } else if (index != current) {
            column.moveTo(&out.points);
        }
        current = index;
        column.add(*it);
        before = &*it;
    }
    column.moveTo(&out.points);
    return out;
}

} // namespace mk
