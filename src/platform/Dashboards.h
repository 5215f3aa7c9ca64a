// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/prometheus/PrometheusTargets.h"
#include "core/ChartUnit.h"
#include "core/System.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// The charts that come with the console, as data: which there are is decided by what the server has, because each version
// of Kong's plugin names its metrics anew. Pure; nothing here is translated: titles and units are sources for
// QCoreApplication::translate("Dashboards", …).
namespace mk {

// One PromQL expression and how its lines are called.
struct MetricQuery
{
    QString text;   // $range stands for the window of a rate (rateWindow)
    QString legend; // "{{code}}": the label's value; empty: all labels
    bool operator==(const MetricQuery &) const = default;
};

struct ChartVariant
{
    QStringList needs; // metric names that must all be there
    QList<MetricQuery> queries;
};

struct ChartSpec
{
    QString id; // "kong-status"; for tests and saved states
    const char *title = "";
    ChartUnit unit = ChartUnit::Plain;
    const char *unitText = "";
    std::vector<ChartVariant> variants; // the first whose needs are met is drawn
};

struct Dashboard
{
    QString id;        // "kong"
    System system = System::Prometheus; // whose metrics these are
    std::vector<ChartSpec> charts;
};

const std::vector<Dashboard> &dashboards();

// nullptr: this server has the metrics of none.
const ChartVariant *variantFor(const ChartSpec &chart, const QSet<QString> &names);
// Some of its charts can be drawn.
bool hasAny(const Dashboard &dashboard, const QSet<QString> &names);

// Why a system's metrics are not there, from what is scraped.
struct WhyEmpty
{
    enum class Reason {
        NoTarget,      // nothing that looks like this system is scraped
        NotScrapedYet, // its target waits for its first scrape
        NotFound,      // the scraped path answers 404: target
        Down,          // the target is down: target.lastError
        Missing,       // the target is up and does not have this metric (switched off, another version)
    };
    Reason reason = Reason::NoTarget;
    prometheus::Target target; // the one that speaks for it; empty with NoTarget
};
WhyEmpty whyEmpty(System system, const std::vector<prometheus::Target> &targets);
// Targets are told apart by job, port and path as Microkubes and the systems' own documentation name them.
bool belongsTo(System system, const prometheus::Target &target);

// Four scrapes, so that one that failed does not tear the line; never shorter than the step, or peaks between two points
// would be lost.
std::chrono::milliseconds rateWindow(std::chrono::milliseconds scrapeInterval, std::chrono::milliseconds step);
// The expression with $range filled in.
QString filledIn(const QString &query, std::chrono::milliseconds window);
// The name of a line: the legend with its labels filled in; "(no name)" is the caller's word for an empty one.
QString lineName(const QString &legend, const prometheus::Labels &labels);

} // namespace mk
