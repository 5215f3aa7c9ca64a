// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mk::demo {

using PromLabels = std::map<std::string, std::string>;

struct PromSample
{
    qint64 time = 0; // ms since 1970
    double value = 0;
};

struct PromSeries
{
    PromLabels labels; // with __name__
    std::vector<PromSample> samples; // oldest first
};

struct PromMatcher
{
    enum class Kind { Equal, NotEqual, Matches, MatchesNot } kind = Kind::Equal;
    std::string label;
    std::string value;
    QRegularExpression expression; // anchored, of the last two
    bool fits(const PromLabels &labels) const;
    bool fitsNothing() const; // a series without that label fits
};

// That a series has ended at that time: no number that anything computes.
double promStale();
bool isPromStale(double value);

// The samples of a simulated Prometheus.
class SeriesStore
{
public:
    // Later than what the series has; the same time again is ignored.
    void append(const PromLabels &labels, qint64 time, double value);
    std::vector<const PromSeries *> select(const std::vector<PromMatcher> &matchers) const;
    void forEach(const std::function<void(const PromSeries &series)> &visit) const;
    std::size_t size() const { return m_series.size(); }
    void dropBefore(qint64 time);
    void clear();

private:
    std::map<PromLabels, std::unique_ptr<PromSeries>> m_series;
    std::map<std::string, std::vector<PromSeries *>> m_byName;
};

} // namespace mk::demo
