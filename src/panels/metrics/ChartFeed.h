// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"
#include "core/Job.h"
#include "platform/MetricsSource.h"
#include "widgets/TimeSeriesView.h"

#include <QObject>

#include <memory>
#include <optional>

namespace mk {

// The data of one chart: asks for a whole window once and after that for what is new at its end, which is put to what is
// there. What was read stays when a later question fails. GUI thread.
class ChartFeed final : public QObject
{
    Q_OBJECT
public:
    static constexpr size_t mostLines = 20; // as many as a legend can still tell apart

    explicit ChartFeed(QObject *parent) : QObject(parent) {}

    // Forgets what is there.
    void setQueries(const QList<MetricQuery> &queries);
    const QList<MetricQuery> &queries() const { return m_queries; }
    // Drops a question under way for another window; the same one again changes nothing. whole: also what is there already.
    void load(const MetricsSource &source, const MetricsSource::Window &window, bool whole = false);
    void cancel();
    void clear();

    bool isLoading() const { return m_jobs.isRunning(QStringLiteral("load")); }
    bool hasData() const { return m_loaded; } // an answer, perhaps without a line
    QList<ChartSeries> series() const;
    size_t linesInAll() const { return m_inAll; }
    const QStringList &warnings() const { return m_warnings; }
    int histograms() const { return m_histograms; }
    const std::optional<Error> &error() const { return m_error; } // of the last question
    qint64 from() const { return m_window.from; } // of the data
    qint64 to() const { return m_window.to; }
    std::chrono::milliseconds step() const { return m_window.step; }
    // For tests: how many points the last answer brought.
    size_t lastPoints() const { return m_lastPoints; }

Q_SIGNALS:
    void changed();

private:
    struct Line
    {
        QString key;
        QString name;
        prometheus::Labels labels;
        std::shared_ptr<const SeriesBuffer> data;
    };
    void take(const MetricLines &answer, const MetricsSource::Window &asked, bool tail);

    QList<MetricQuery> m_queries;
    MetricsSource::Window m_window;
    std::vector<Line> m_lines;
    size_t m_inAll = 0;
    QStringList m_warnings;
    int m_histograms = 0;
    std::optional<Error> m_error;
    bool m_loaded = false;
    size_t m_lastPoints = 0;
    JobScope m_jobs;
};

} // namespace mk
