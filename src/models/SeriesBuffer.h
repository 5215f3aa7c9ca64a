// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace mk {

// One value at one moment: ms since 1970, UTC. NaN is a value that the server gave and is drawn as a gap.
struct ChartSample
{
    qint64 at = 0;
    double value = 0;
    bool operator==(const ChartSample &) const = default;
};

// What is drawn of a series: polylines of whole pixels, made by SeriesBuffer::reduced().
struct ReducedSeries
{
    std::vector<ChartSample> points;   // of all pieces, one after the other
    std::vector<size_t> starts;        // where in points each unbroken piece begins
    std::vector<ChartSample> infinite; // +Inf and -Inf: no place on an axis, marked at its edge
};

// The samples of one line of a chart, oldest first, no two at one moment. A value type; any thread may read it.
//
// Two neighbours further apart than one and a half steps have a gap between them. Without a step (0) nothing is a gap.
class SeriesBuffer
{
public:
    SeriesBuffer() = default;
    // Samples in any order; of two at one moment the later given one counts.
    explicit SeriesBuffer(std::vector<ChartSample> samples, qint64 stepMs = 0);

    const std::vector<ChartSample> &samples() const { return m_samples; }
    qint64 step() const { return m_step; }
    bool isEmpty() const { return m_samples.empty(); }

    // What came since: in place of everything from the first new moment on.
    void append(const std::vector<ChartSample> &newer);
    void dropBefore(qint64 at);

    // Of the finite values between both moments, both included; nothing where there are none.
    struct Summary
    {
        std::optional<double> min;
        std::optional<double> max;
        std::optional<double> last; // of the newest sample in the range whatever it is: NaN, infinities
        bool hasInfinite = false;
        bool whole = true; // no sample has a fraction
    };
    Summary summary(qint64 from, qint64 to) const;
    // The value that the line shows there: of the nearest sample, if it is at most one step away (without a step, any).
    std::optional<double> valueAt(qint64 at) const;
    const ChartSample *nearest(qint64 at) const; // nullptr when empty

    // The same picture with at most four points a column of pixels (first, lowest, highest, last), and one sample beyond
    // each edge, so that lines run out of the picture. Pure, O(samples in the range).
    ReducedSeries reduced(qint64 from, qint64 to, int columns) const;

private:
    bool isGap(const ChartSample &before, const ChartSample &after) const
    {
        return m_step > 0 && (after.at - before.at) * 2 > m_step * 3;
    }
    std::vector<ChartSample> m_samples;
    qint64 m_step = 0;
};

} // namespace mk
