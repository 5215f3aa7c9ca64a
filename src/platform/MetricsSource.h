// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/prometheus/PrometheusQuery.h"
#include "api/prometheus/PrometheusTargets.h"
#include "platform/Dashboards.h"

#include <QPointer>
#include <QSet>

namespace mk {

class HttpClient;
class PlatformSession;

// A line of a chart as it came: the name that it goes by and its samples.
struct MetricLine
{
    QString key; // of all its labels and the query's number; stable over refreshes
    QString name;
    prometheus::Labels labels;
    std::vector<prometheus::Point> points;
};

struct MetricLines
{
    std::vector<MetricLine> lines;
    size_t inAll = 0; // lines has at most as many as were asked for: those that rise highest
    QStringList warnings;
    int histograms = 0; // lines of native histograms, which are not drawn
};

// What is on the server that this environment names: metrics to draw and where they come from.
struct MetricsInventory
{
    QSet<QString> names;
    std::vector<prometheus::Target> targets;
    std::optional<Error> targetsError; // the targets may not be shown to this credential
    prometheus::ScrapeIntervals scraped;
};

// The queries of the metrics panel to the Prometheus of a session. Every job fails with "session.closed" while there is no
// client. GUI thread; must not outlive the session.
class MetricsSource
{
public:
    explicit MetricsSource(PlatformSession *session);

    // Names and targets. Fails where the names cannot be read.
    Job<MetricsInventory> *inventory(QObject *parent) const;
    Job<std::vector<prometheus::Target>> *targets(QObject *parent) const;
    // Type and help of each metric; empty where the server is too old.
    Job<std::map<QString, prometheus::MetricInfo>> *metadata(QObject *parent) const;
    Job<prometheus::QueryResult> *instant(const prometheus::InstantQuery &query, QObject *parent) const;
    struct Window
    {
        qint64 from = 0; // ms
        qint64 to = 0;
        std::chrono::milliseconds step{15'000};
        std::chrono::milliseconds rate{60'000}; // for $range
        size_t mostLines = 20;
    };
    // All queries of one chart, at once; the first error ends it.
    Job<MetricLines> *lines(const QList<MetricQuery> &queries, const Window &window, QObject *parent) const;

private:
    HttpClient *client() const;
    QPointer<PlatformSession> m_session;
};

} // namespace mk
