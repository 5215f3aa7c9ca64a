// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/MetricsSource.h"

#include "net/HttpClient.h"
#include "platform/PlatformSession.h"

#include <algorithm>
#include <cmath>

namespace mk {

namespace {

using prometheus::QueryResult;

constexpr size_t mostDecoded = 2'000; // lines that are looked at to find those that rise highest

template <class T>
Job<T> *closed(QObject *parent)
{
    return readyJob<T>(parent, fail(ErrorKind::Internal, QStringLiteral("session.closed")));
}

double peak(const MetricLine &line)
{
    double highest = -INFINITY;
    for (const prometheus::Point &point : line.points) {
        if (std::isfinite(point.value))
            highest = std::max(highest, std::abs(point.value));
    }
    return highest;
}

class InventoryJob final : public Job<MetricsInventory>
{
public:
    InventoryJob(HttpClient *http, QObject *parent) : Job(parent), m_http(http) { start(); }

protected:
    void onStart() override
    {
        awaitValue(prometheus::fetchMetricNames(m_http, this), [this](const QStringList &names) {
            m_inventory.names = QSet<QString>(names.cbegin(), names.cend());
            await(prometheus::fetchTargetList(m_http, this), [this](const Result<std::vector<prometheus::Target>> &targets) {
                if (targets)
                    take(*targets);
                else
                    m_inventory.targetsError = targets.error();
                finish(std::move(m_inventory));
            });
        });
    }

private:
    void take(const std::vector<prometheus::Target> &targets)
    {
        m_inventory.targets = targets;
        m_inventory.scraped = prometheus::scrapeIntervals(targets);
    }

    HttpClient *m_http;
    MetricsInventory m_inventory;
};

class LinesJob final : public Job<MetricLines>
{
public:
    LinesJob(HttpClient *http, QList<MetricQuery> queries, const MetricsSource::Window &window, QObject *parent)
        : Job(parent), m_http(http), m_queries(std::move(queries)), m_window(window)
    {
        start();
    }

protected:
    void onStart() override
    {
        std::vector<Job<QueryResult> *> jobs;
        for (const MetricQuery &query : std::as_const(m_queries)) {
            prometheus::RangeQuery range;
            range.text = filledIn(query.text, m_window.rate);
            range.from = m_window.from;
            range.to = m_window.to;
            range.step = m_window.step;
            range.mostSeries = mostDecoded;
            jobs.push_back(prometheus::queryRange(m_http, prometheus::alignedRange(range), this));
        }
        await(static_cast<Job<std::vector<Result<QueryResult>>> *>(
                  new JoinJob<QueryResult>(this, std::move(jobs), JoinPolicy::CancelRestOnError)),
              [this](const Result<std::vector<Result<QueryResult>>> &results) { take(*results); });
    }

private:
    void take(const std::vector<Result<QueryResult>> &results)
    {
        // What was cancelled for another's error has nothing to say.
        const Error *error = nullptr;
        for (const Result<QueryResult> &result : results) {
            if (!result && (!error || error->is(ErrorKind::Cancelled)))
                error = &result.error();
        }
        if (error) {
            finishError(*error);
            return;
        }
        MetricLines out;
        for (size_t i = 0; i < results.size(); ++i) {
            const QueryResult &result = *results[i];
            out.inAll += result.seriesInAll;
            for (const QString &warning : result.warnings) {
                if (!out.warnings.contains(warning))
                    out.warnings.append(warning);
            }
            for (const prometheus::Series &series : result.series) {
                out.histograms += series.histograms > 0;
                if (series.points.empty())
                    continue;
                MetricLine line;
                line.labels = series.labels;
                line.key = QString::number(i) + QLatin1Char(' ') + prometheus::labelText(series.labels);
                line.name = lineName(m_queries.at(qsizetype(i)).legend, series.labels);
                line.points = series.points;
                out.lines.push_back(std::move(line));
            }
        }
        if (out.lines.size() > m_window.mostLines)
            keepHighest(&out.lines);
        finish(std::move(out));
    }

    // In the order in which they came, so that a line keeps its colour.
    void keepHighest(std::vector<MetricLine> *lines) const
    {
        std::vector<std::pair<double, size_t>> order;
        for (size_t i = 0; i < lines->size(); ++i)
            order.emplace_back(-peak((*lines)[i]), i);
        std::sort(order.begin(), order.end());
        order.resize(m_window.mostLines);
        std::sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
        std::vector<MetricLine> kept;
        for (const auto &[height, i] : order)
            kept.push_back(std::move((*lines)[i]));
        *lines = std::move(kept);
    }

    HttpClient *m_http;
    QList<MetricQuery> m_queries;
    MetricsSource::Window m_window;
};

} // namespace

MetricsSource::MetricsSource(PlatformSession *session) : m_session(session)
{
}

HttpClient *MetricsSource::client() const
{
    return m_session ? m_session->client(System::Prometheus) : nullptr;
}

Job<std::vector<prometheus::Target>> *MetricsSource::targets(QObject *parent) const
{
    HttpClient *http = client();
    return http ? prometheus::fetchTargetList(http, parent) : closed<std::vector<prometheus::Target>>(parent);
}

Job<MetricsInventory> *MetricsSource::inventory(QObject *parent) const
{
    HttpClient *http = client();
    return http ? new InventoryJob(http, parent) : closed<MetricsInventory>(parent);
}

Job<std::map<QString, prometheus::MetricInfo>> *MetricsSource::metadata(QObject *parent) const
{
    using Metadata = std::map<QString, prometheus::MetricInfo>;
    HttpClient *http = client();
    return http ? prometheus::fetchMetadata(http, parent) : closed<Metadata>(parent);
}

Job<prometheus::QueryResult> *MetricsSource::instant(const prometheus::InstantQuery &query, QObject *parent) const
{
    HttpClient *http = client();
    return http ? prometheus::query(http, query, parent) : closed<QueryResult>(parent);
}

Job<MetricLines> *MetricsSource::lines(const QList<MetricQuery> &queries, const Window &window, QObject *parent) const
{
    HttpClient *http = client();
    return http ? new LinesJob(http, queries, window, parent) : closed<MetricLines>(parent);
}

} // namespace mk
