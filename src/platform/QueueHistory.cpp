// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/QueueHistory.h"

#include <QMutexLocker>

#include <algorithm>
#include <cmath>
#include <limits>

namespace mk {

namespace {

constexpr qint64 growthSpan = 60'000;   // ms over which growth is told
constexpr qint64 growthAtLeast = 9'000; // less than two of the broker's own samples tell nothing
constexpr qint64 longestPause = 120'000;
constexpr size_t allReadings = 600'000; // 20 MB and a bit when every queue moves all the time
constexpr float none = std::numeric_limits<float>::quiet_NaN();

template <class T>
float number(const std::optional<T> &value)
{
    return value ? float(*value) : none;
}

bool same(float a, float b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool sameFigures(const QueueHistory::Reading &a, const QueueHistory::Reading &b)
{
    return same(a.ready, b.ready) && same(a.unacked, b.unacked) && same(a.publish, b.publish) && same(a.deliver, b.deliver)
        && same(a.ack, b.ack);
}

std::optional<double> depth(const QueueHistory::Reading &reading)
{
    if (std::isnan(reading.ready))
        return std::nullopt;
    return double(reading.ready) + (std::isnan(reading.unacked) ? 0.0 : double(reading.unacked));
}

QStringList keysOf(const std::vector<rabbitmq::Queue> &queues)
{
    QStringList keys;
    keys.reserve(qsizetype(queues.size()));
    for (const rabbitmq::Queue &queue : queues)
        keys.append(rabbitmq::queueKey(queue.vhost, queue.name));
    return keys;
}

QueueHistory::Reading readingOf(qint64 at, const rabbitmq::Queue &queue)
{
    return {at, number(queue.ready), number(queue.unacked), number(queue.publishRate), number(queue.deliverRate),
            number(queue.ackRate)};
}

} // namespace

void QueueHistory::noteTime(qint64 at)
{
    if (m_first == 0)
        m_first = at;
    m_previous = m_last;
    m_last = std::max(m_last, at);
    if (m_previous > 0 && at - m_previous > longestPause)
        m_gaps.emplace_back(m_previous, at);
    std::erase_if(m_gaps, [this](const auto &gap) {
        return gap.second < m_last - std::chrono::milliseconds(window).count();
    });
}

std::vector<std::optional<double>> QueueHistory::record(qint64 at, const std::vector<rabbitmq::Queue> &queues)
{
    const QStringList keys = keysOf(queues);
    {
        const QMutexLocker lock(&m_mutex);
        noteTime(at);
        ++m_count;
        m_perQueue = std::clamp<size_t>(allReadings / std::max<size_t>(1, queues.size()), 12, 720);
    }
    inChunks(queues.size(), [&](size_t i) { take(keys.at(qsizetype(i)), readingOf(at, queues[i])); });
    {
        const QMutexLocker lock(&m_mutex);
        m_traces.removeIf([this](const auto &entry) { return entry.value().seen != m_count; });
    }
    return growthOf(at, keys);
}

void QueueHistory::take(const QString &key, const Reading &now)
{
    Trace &trace = m_traces[key];
    trace.seen = m_count;
    if (!trace.readings.empty() && sameFigures(trace.readings.back(), now))
        return;
    // It stood still until the reading before this one, and moved only then.
    if (!trace.readings.empty() && trace.readings.back().at < m_previous) {
        Reading still = trace.readings.back();
        still.at = m_previous;
        trace.readings.push_back(still);
    }
    trace.readings.push_back(now);
    thin(&trace, now.at);
}

std::vector<std::optional<double>> QueueHistory::confirm(qint64 at, const std::vector<rabbitmq::Queue> &queues)
{
    {
        const QMutexLocker lock(&m_mutex);
        noteTime(at);
    }
    return growthOf(at, keysOf(queues));
}

// Whoever paints waits for a few hundred queues at most, not for all of them.
void QueueHistory::inChunks(size_t count, const std::function<void(size_t)> &fn) const
{
    constexpr size_t chunk = 256;
    for (size_t begin = 0; begin < count; begin += chunk) {
        const QMutexLocker lock(&m_mutex);
        for (size_t i = begin; i < std::min(count, begin + chunk); ++i)
            fn(i);
    }
}

void QueueHistory::confirmQuiet(qint64 at)
{
    const QMutexLocker lock(&m_mutex);
    noteTime(at);
}

bool QueueHistory::isQuiet() const
{
    const QMutexLocker lock(&m_mutex);
    return m_quiet;
}

void QueueHistory::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_traces.clear();
    m_gaps.clear();
    m_first = m_previous = m_last = 0;
    m_quiet = false;
}

// An hour, and no more than is due to one queue: the older half keeps every second reading.
void QueueHistory::thin(Trace *trace, qint64 at) const
{
    std::vector<Reading> &readings = trace->readings;
    const qint64 oldest = at - std::chrono::milliseconds(window).count();
    auto keep = std::find_if(readings.begin(), readings.end(), [oldest](const Reading &one) { return one.at >= oldest; });
    if (keep != readings.begin() && std::prev(keep)->at < oldest) {
        --keep; // what held at the beginning of the hour
        if (keep != readings.begin())
            readings.erase(readings.begin(), keep);
    }
    if (readings.size() <= m_perQueue)
        return;
    const size_t half = readings.size() / 2;
    std::vector<Reading> thinned;
    thinned.reserve(m_perQueue);
    for (size_t i = 0; i < readings.size(); ++i) {
        if (i >= half || i % 2 == 0)
            thinned.push_back(readings[i]);
    }
    readings = std::move(thinned);
}

const QueueHistory::Reading *QueueHistory::at(const Trace &trace, qint64 when)
{
    const auto after = std::upper_bound(trace.readings.begin(), trace.readings.end(), when,
                                        [](qint64 moment, const Reading &one) { return moment < one.at; });
    return after == trace.readings.begin() ? nullptr : &*std::prev(after);
}

std::vector<std::optional<double>> QueueHistory::growthOf(qint64 when, const QStringList &keys)
{
    std::vector<std::optional<double>> growth(size_t(keys.size()));
    inChunks(growth.size(), [&](size_t i) {
        const auto trace = m_traces.constFind(keys.at(qsizetype(i)));
        if (trace == m_traces.constEnd() || trace->readings.empty())
            return;
        const qint64 start = std::max(when - growthSpan, trace->readings.front().at);
        const bool unseen = std::any_of(m_gaps.begin(), m_gaps.end(), [start](const auto &gap) { return gap.second > start; });
        const Reading *before = at(*trace, start);
        if (unseen || !before || when - start < growthAtLeast)
            return;
        const std::optional<double> then = depth(*before);
        const std::optional<double> now = depth(trace->readings.back());
        if (then && now)
            growth[i] = (*now - *then) / (double(when - start) / 60'000);
    });
    const QMutexLocker lock(&m_mutex);
    m_quiet = std::all_of(growth.begin(), growth.end(), [](const std::optional<double> &one) { return one == 0.0; });
    return growth;
}

std::shared_ptr<const std::vector<double>> QueueHistory::curve(const QString &key, int points) const
{
    const QMutexLocker lock(&m_mutex);
    const auto trace = m_traces.constFind(key);
    const qint64 from = std::max(m_first, m_last - std::chrono::milliseconds(window).count());
    if (trace == m_traces.constEnd() || points < 2 || m_last <= from)
        return nullptr;
    auto values = std::make_shared<std::vector<double>>(size_t(points), std::nan(""));
    for (int i = 0; i < points; ++i) {
        const qint64 when = from + (m_last - from) * i / (points - 1);
        const bool unseen = std::any_of(m_gaps.begin(), m_gaps.end(), [when](const auto &gap) {
            return when > gap.first && when < gap.second;
        });
        const Reading *reading = unseen ? nullptr : at(*trace, when);
        if (reading && !std::isnan(reading->ready))
            (*values)[size_t(i)] = double(reading->ready);
    }
    return values;
}

std::vector<QueueHistory::Reading> QueueHistory::readings(const QString &key) const
{
    const QMutexLocker lock(&m_mutex);
    const auto trace = m_traces.constFind(key);
    if (trace == m_traces.constEnd())
        return {};
    std::vector<Reading> all = trace->readings;
    for (const auto &[from, to] : m_gaps) {
        const auto after = std::upper_bound(all.begin(), all.end(), from,
                                            [](qint64 moment, const Reading &one) { return moment < one.at; });
        if (after != all.begin())
            all.insert(after, Reading{from + 1, none, none, none, none, none});
    }
    if (!all.empty() && all.back().at < m_last) {
        Reading still = all.back();
        still.at = m_last;
        all.push_back(still);
    }
    return all;
}

} // namespace mk
