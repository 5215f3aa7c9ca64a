// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/HttpClient.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

// Queries of Prometheus' HTTP API (docs/querying/api.md; answers as recorded from 2.42). Decoders are pure and run on any
// thread; the jobs decode on a worker.
namespace mk::prometheus {

using Labels = std::map<QString, QString>; // "__name__" is the metric's name

struct Point
{
    qint64 at = 0; // ms since 1970
    double value = 0; // NaN and infinities as the server says them
    bool operator==(const Point &) const = default;
};

struct Series
{
    Labels labels;
    std::vector<Point> points; // one in an instant vector; a scalar is a series without labels
    int histograms = 0;        // native histograms (since 2.40, when switched on): counted, not read
};

enum class ResultType { Vector, Matrix, Scalar, String };

struct QueryResult
{
    ResultType type = ResultType::Vector;
    std::vector<Series> series; // at most as many as were asked for
    size_t seriesInAll = 0;     // that the server answered
    QString text;               // of ResultType::String
    QStringList warnings;       // the answer may be incomplete (remote read, Thanos); infos of 3.x stand behind them
};

struct InstantQuery
{
    QString text;
    std::optional<qint64> at; // ms; nothing: now, by the server's clock
    std::chrono::seconds timeout{30};
    size_t mostSeries = 10'000;
    bool byGet = false; // for short ones that nobody typed: what reads on its own account is seen to do nothing but read
};

struct RangeQuery
{
    QString text;
    qint64 from = 0; // ms; both ends are asked for, at whole steps (alignedRange)
    qint64 to = 0;
    std::chrono::milliseconds step{15'000};
    std::chrono::seconds timeout{30};
    size_t mostSeries = 100;
};
// The ends moved to whole steps, outwards at the beginning, inwards at the end, so that a refresh asks for the same moments.
RangeQuery alignedRange(RangeQuery query);

HttpRequest instantRequest(const InstantQuery &query);
HttpRequest rangeRequest(const RangeQuery &query);
HttpRequest metricNamesRequest(); // all values of __name__
HttpRequest metadataRequest();    // since 2.4

// Errors: as the server tells them (queryError), else Unreadable.
Result<QueryResult> decodeQuery(const HttpResponse &response, size_t mostSeries);
Result<QStringList> decodeNames(const HttpResponse &response); // sorted as the server sorts
struct MetricInfo
{
    QString type; // "counter", "gauge", "histogram", "summary", "unknown"
    QString help;
    bool operator==(const MetricInfo &) const = default;
};
Result<std::map<QString, MetricInfo>> decodeMetadata(const HttpResponse &response);

// 400 and 422 (what was asked), 503 (given up, or not ready yet): BadRequest with the reason "prometheus.query" and the
// args "line" and "column" where the parser told the place (serverMessage is then what it said, without the place);
// Timeout "prometheus.query-timeout"; Server otherwise. Not redacted.
Error queryError(const HttpResponse &response);
// A number as the API writes it: "1.5", "1e+06", "NaN", "+Inf", "-Inf". Nothing where it is none.
std::optional<double> parseNumber(const std::string &text);
// How many targets are up and down, alerts fire, and series there are, by one small query that 2.2 to 3.x understand; and
// what it answered, by the names "targetsUp", "targetsDown", "alertsFiring", "series". What was not told is absent.
HttpRequest figuresRequest();
std::map<QString, qint64> decodeFigures(const HttpResponse &response);
// {__name__="up", job="a"} as up{job="a"}; the empty set is "{}".
QString labelText(const Labels &labels);

// What the server gave up (503) is not tried again by itself: it would take as long once more.
Job<QueryResult> *query(HttpClient *http, const InstantQuery &query, QObject *parent);
Job<QueryResult> *queryRange(HttpClient *http, const RangeQuery &query, QObject *parent);
Job<QStringList> *fetchMetricNames(HttpClient *http, QObject *parent);
// Empty where this server is too old to have any.
Job<std::map<QString, MetricInfo>> *fetchMetadata(HttpClient *http, QObject *parent);

} // namespace mk::prometheus
