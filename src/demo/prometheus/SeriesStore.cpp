// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/prometheus/SeriesStore.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace mk::demo {

namespace {

constexpr std::uint64_t kStale = 0x7ff0000000000002ULL; // model/value/value.go

const std::string &labelIn(const PromLabels &labels, const std::string &name)
{
    static const std::string kNone;
    const auto found = labels.find(name);
    return found == labels.end() ? kNone : found->second;
}

bool matches(const PromMatcher &matcher, const std::string &value)
{
    switch (matcher.kind) {
    case PromMatcher::Kind::Equal:
        return value == matcher.value;
    case PromMatcher::Kind::NotEqual:
        return value != matcher.value;
    case PromMatcher::Kind::Matches:
        return matcher.expression.match(QString::fromStdString(value)).hasMatch();
    case PromMatcher::Kind::MatchesNot:
        return !matcher.expression.match(QString::fromStdString(value)).hasMatch();
    }
    return false;
}

} // namespace

double promStale()
{
    return std::bit_cast<double>(kStale);
}

bool isPromStale(double value)
{
    return std::bit_cast<std::uint64_t>(value) == kStale;
}

bool PromMatcher::fits(const PromLabels &labels) const
{
    return matches(*this, labelIn(labels, label));
}

bool PromMatcher::fitsNothing() const
{
    return matches(*this, std::string());
}

void SeriesStore::append(const PromLabels &labels, qint64 time, double value)
{
    std::unique_ptr<PromSeries> &series = m_series[labels];
    if (!series) {
        series = std::make_unique<PromSeries>();
        series->labels = labels;
        m_byName[labelIn(labels, "__name__")].push_back(series.get());
    }
    if (series->samples.empty() || series->samples.back().time < time)
        series->samples.push_back({time, value});
}

std::vector<const PromSeries *> SeriesStore::select(const std::vector<PromMatcher> &matchers) const
{
    std::vector<const PromSeries *> found;
    const auto add = [&](const std::vector<PromSeries *> &from) {
        for (const PromSeries *series : from) {
            if (std::all_of(matchers.begin(), matchers.end(), [series](const PromMatcher &matcher) { return matcher.fits(series->labels); }))
                found.push_back(series);
        }
    };
    for (const PromMatcher &matcher : matchers) {
        if (matcher.label != "__name__" || matcher.kind != PromMatcher::Kind::Equal)
            continue;
        const auto named = m_byName.find(matcher.value);
        if (named != m_byName.end())
            add(named->second);
        std::sort(found.begin(), found.end(), [](const PromSeries *a, const PromSeries *b) { return a->labels < b->labels; });
        return found;
    }
    for (const auto &[name, series] : m_byName)
        add(series);
    std::sort(found.begin(), found.end(), [](const PromSeries *a, const PromSeries *b) { return a->labels < b->labels; });
    return found;
}

void SeriesStore::forEach(const std::function<void(const PromSeries &series)> &visit) const
{
    for (const auto &[labels, series] : m_series)
        visit(*series);
}

void SeriesStore::dropBefore(qint64 time)
{
    for (auto at = m_series.begin(); at != m_series.end();) {
        std::vector<PromSample> &samples = at->second->samples;
        const auto first = std::lower_bound(samples.begin(), samples.end(), time, [](const PromSample &sample, qint64 wanted) { return sample.time < wanted; });
        samples.erase(samples.begin(), first);
        if (!samples.empty()) {
            ++at;
            continue;
        }
        std::vector<PromSeries *> &named = m_byName[labelIn(at->first, "__name__")];
        std::erase(named, at->second.get());
        at = m_series.erase(at);
    }
}

void SeriesStore::clear()
{
    m_series.clear();
    m_byName.clear();
}

} // namespace mk::demo
