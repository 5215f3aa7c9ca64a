// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/prometheus/PrometheusQuery.h"

#include <QDateTime>

// What Prometheus scrapes, and what it says of itself.
namespace mk::prometheus {

enum class Health { Unknown, Up, Down }; // Unknown: not scraped yet

// An active target. Dropped ones are never asked for: they can be hundreds of MB.
struct Target
{
    QString scrapePool; // since 2.14; else the job
    QString scrapeUrl;
    Labels labels;      // "job" and "instance" among them
    Health health = Health::Unknown;
    QString lastError;  // empty: none
    QDateTime lastScrape;
    std::optional<double> lastScrapeSeconds;
    std::optional<std::chrono::milliseconds> interval; // since 2.28
    QString job() const;
    QString instance() const;
};

// How often targets are scraped; the defaults where none says.
struct ScrapeIntervals
{
    std::chrono::milliseconds shortest{15'000}; // asking more often brings nothing new
    std::chrono::milliseconds longest{15'000};  // a rate needs two samples of every target
};
ScrapeIntervals scrapeIntervals(const std::vector<Target> &targets);

Result<std::vector<Target>> decodeTargetList(const HttpResponse &response);
Job<std::vector<Target>> *fetchTargetList(HttpClient *http, QObject *parent); // 100,000 at most; the rest is left out

// "15s", "1m30s", "1h", "500ms" as Prometheus writes durations. Nothing where it is none.
std::optional<std::chrono::milliseconds> parseDuration(const QString &text);

} // namespace mk::prometheus
