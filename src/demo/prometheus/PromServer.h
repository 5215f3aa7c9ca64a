// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "demo/prometheus/PromQuery.h"
#include "demo/prometheus/SeriesStore.h"

#include <QByteArray>
#include <QDateTime>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mk::demo {

// What a target answers to a scrape; `error` is set where nobody does.
struct ScrapeAnswer
{
    int status = 200;
    QByteArray text;
    QByteArray error;
};

struct ScrapeJob
{
    std::string name;
    std::string target; // "kong:8001", as it is configured: the label "instance"
    std::string path = "/metrics";
    qint64 interval = 5000; // ms
    PromLabels labels;      // that its configuration adds
    std::function<ScrapeAnswer(const QByteArray &path)> ask;

    // Of the last scrape.
    qint64 lastScrape = 0; // ms since 1970; 0: not yet
    std::string lastError;
    std::string health = "unknown"; // "up", "down"
    double lastDuration = 0;        // s
};

struct PromRule
{
    std::string name; // alert, or the recorded series
    std::string expression;
    bool alert = true;
    qint64 forMs = 0;
    PromLabels labels;
    PromLabels annotations; // {{ $labels.x }} and {{ $value }} in them

    struct Active
    {
        PromLabels labels; // with alertname and those of the rule
        qint64 since = 0;
        double value = 0;
        bool firing = false;
    };
    std::vector<Active> active;
    std::string lastError;
    qint64 lastEvaluation = 0;
    std::shared_ptr<PromNode> parsed;

    std::string state() const;
};

struct PromRuleGroup
{
    std::string name;
    std::string file;
    qint64 interval = 15'000; // ms
    std::vector<PromRule> rules;
    qint64 lastEvaluation = 0;
};

// What a simulated Prometheus 2.42 holds: jobs, samples, rules. Time comes from outside, so that hours can be made in a moment.
class PromServer
{
public:
    PromServer();

    std::string version = "2.42.0";
    qint64 startedAt = 0;
    PromLabels externalLabels;
    std::vector<ScrapeJob> jobs;
    std::vector<PromRuleGroup> groups;
    SeriesStore store;
    std::map<std::string, nlohmann::json> metadata; // by metric: type and help
    std::map<std::pair<std::string, std::string>, double> requests; // handler, code: of its own HTTP API
    qint64 samplesAppended = 0;

    std::function<qint64()> now = [] { return QDateTime::currentMSecsSinceEpoch(); };

    void addGroup(const std::string &name, const std::string &file, std::vector<PromRule> rules);
    // Scrapes and evaluates what is due at that time; call it at least once a second of the simulated time.
    void tick();
    void reset(); // no samples, no alerts; jobs and rules stay
    ScrapeJob *job(const std::string &name);

    QByteArray ownMetrics() const;
    std::string configuration() const; // as the server prints it
    // Of an alert, with its labels and value put in.
    static PromLabels annotationsOf(const PromRule &rule, const PromRule::Active &active);

private:
    void scrape(ScrapeJob *job, qint64 time);
    void evaluate(PromRuleGroup *group, qint64 time);
    void append(PromLabels labels, qint64 time, double value);

    std::map<std::string, std::map<PromLabels, bool>> m_seen; // by job: the series of its last scrape
};

} // namespace mk::demo
