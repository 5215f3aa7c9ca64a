// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/ChartFeed.h"

#include "core/SafeText.h"

#include <algorithm>

namespace mk {

namespace {

const QString loadKey = QStringLiteral("load");
// The newest points of an answer may still have lacked a scrape; they are asked for once more.
constexpr int overlap = 2;

std::vector<ChartSample> samplesOf(const std::vector<prometheus::Point> &points)
{
    std::vector<ChartSample> samples;
    samples.reserve(points.size());
    for (const prometheus::Point &point : points)
        samples.push_back({point.at, point.value});
    return samples;
}

// A meaning keeps its colour: classes of statuses, limits.
std::optional<SeriesLook> lookOf(const QString &name, const prometheus::Labels &labels)
{
    if (const auto kind = labels.find(QStringLiteral("class")); kind != labels.end()) {
        if (kind->second == QLatin1String("2xx"))
            return SeriesLook{Token::S1, false};
        if (kind->second == QLatin1String("3xx"))
            return SeriesLook{Token::S6, true};
        if (kind->second == QLatin1String("4xx"))
            return SeriesLook{Token::S5, false};
        if (kind->second == QLatin1String("5xx"))
            return SeriesLook{Token::S2, false};
    }
    if (labels.empty() && name == QLatin1String("limit"))
        return SeriesLook{Token::S6, true};
    return std::nullopt;
}

} // namespace

void ChartFeed::setQueries(const QList<MetricQuery> &queries)
{
    if (m_queries == queries)
        return;
    m_queries = queries;
    clear();
}

void ChartFeed::clear()
{
    m_jobs.cancelAll();
    m_lines.clear();
    m_inAll = 0;
    m_warnings.clear();
    m_histograms = 0;
    m_error.reset();
    m_loaded = false;
    m_window = {};
}

void ChartFeed::cancel()
{
    m_jobs.cancelAll();
    Q_EMIT changed();
}

void ChartFeed::load(const MetricsSource &source, const MetricsSource::Window &window, bool whole)
{
    if (m_queries.isEmpty())
        return;
    const qint64 step = window.step.count();
    MetricsSource::Window asked = window;
    asked.from = window.from / step * step;
    asked.to = window.to / step * step;
    asked.mostLines = mostLines;
    // The tail alone where the window moved on by less than half of itself.
    const bool tail = !whole && m_loaded && !m_error && asked.step == m_window.step && asked.rate == m_window.rate
        && asked.from >= m_window.from && asked.to >= m_window.to && m_window.to - asked.from > (asked.to - asked.from) / 2;
    if (tail && asked.to == m_window.to && asked.from == m_window.from)
        return; // nothing can be new before the next step
    MetricsSource::Window sent = asked;
    if (tail)
        sent.from = std::max(asked.from, m_window.to - overlap * step);
    m_jobs.restart(loadKey, source.lines(m_queries, sent, this))
        ->done(this, [this, asked, tail](const Result<MetricLines> &answer) {
            if (!answer) {
                if (answer.error().is(ErrorKind::Cancelled))
                    return; // another question took its place, or the operator had enough
                m_error = answer.error();
            } else {
                m_error.reset();
                take(*answer, asked, tail);
            }
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void ChartFeed::take(const MetricLines &answer, const MetricsSource::Window &asked, bool tail)
{
    const qint64 step = asked.step.count();
    m_lastPoints = 0;
    for (const MetricLine &line : answer.lines)
        m_lastPoints += line.points.size();
    m_warnings = answer.warnings;
    m_histograms = answer.histograms;
    m_window = asked;
    m_loaded = true;
    if (!tail) {
        m_inAll = answer.inAll;
        m_lines.clear();
        for (const MetricLine &line : answer.lines) {
            m_lines.push_back({line.key, line.name, line.labels,
                               std::make_shared<const SeriesBuffer>(samplesOf(line.points), step)});
        }
        return;
    }
    m_inAll = std::max(m_inAll, answer.inAll);
    for (Line &line : m_lines) {
        auto buffer = std::make_shared<SeriesBuffer>(*line.data);
        buffer->dropBefore(asked.from);
        const auto came = std::find_if(answer.lines.cbegin(), answer.lines.cend(),
                                       [&line](const MetricLine &one) { return one.key == line.key; });
        if (came != answer.lines.cend())
            buffer->append(samplesOf(came->points));
        line.data = std::move(buffer);
    }
    // Whose last sample has left the window.
    std::erase_if(m_lines, [](const Line &line) { return line.data->isEmpty(); });
    for (const MetricLine &line : answer.lines) {
        const bool known = std::any_of(m_lines.cbegin(), m_lines.cend(), [&line](const Line &one) { return one.key == line.key; });
        if (!known && m_lines.size() < mostLines) {
            m_lines.push_back({line.key, line.name, line.labels,
                               std::make_shared<const SeriesBuffer>(samplesOf(line.points), step)});
        }
    }
    m_inAll = std::max(m_inAll, m_lines.size());
}

QList<ChartSeries> ChartFeed::series() const
{
    QList<ChartSeries> out;
    qsizetype next = 0;
    for (const Line &line : m_lines) {
        const std::optional<SeriesLook> own = lookOf(line.name, line.labels);
        const SeriesLook look = own ? *own : seriesLook(next++);
        out.append({line.key, line.name.isEmpty() ? tr("(no name)") : line.name, look.color, look.dashed, line.data});
    }
    return out;
}

} // namespace mk
