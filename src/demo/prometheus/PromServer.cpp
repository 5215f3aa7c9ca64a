// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/prometheus/PromServer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace mk::demo {

namespace {

constexpr qint64 kRetention = 12 * 3'600'000; // ms: a demo that runs for days keeps half a day

// A line of the text format: name, labels, value. False: it is none.
bool readSample(const QByteArray &line, PromLabels *labels, double *value)
{
    qsizetype at = 0;
    while (at < line.size() && line.at(at) != '{' && line.at(at) != ' ')
        ++at;
    (*labels)["__name__"] = line.left(at).toStdString();
    if (at < line.size() && line.at(at) == '{') {
        ++at;
        while (at < line.size() && line.at(at) != '}') {
            const qsizetype equals = line.indexOf('=', at);
            if (equals < 0 || equals + 1 >= line.size() || line.at(equals + 1) != '"')
                return false;
            const std::string name = line.mid(at, equals - at).trimmed().toStdString();
            std::string text;
            for (at = equals + 2; at < line.size() && line.at(at) != '"'; ++at) {
                if (line.at(at) == '\\' && at + 1 < line.size()) {
                    ++at;
                    text += line.at(at) == 'n' ? '\n' : line.at(at);
                } else {
                    text += line.at(at);
                }
            }
            ++at;
            if (!text.empty())
                (*labels)[name] = text;
            if (at < line.size() && line.at(at) == ',')
                ++at;
        }
        ++at;
    }
    const QByteArray number = line.mid(at).trimmed().split(' ').first();
    if (number == "+Inf" || number == "-Inf") {
        *value = number.startsWith('-') ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
        return true;
    }
    if (number == "NaN" || number == "nan") {
        *value = std::numeric_limits<double>::quiet_NaN();
        return true;
    }
    const auto read = std::from_chars(number.data(), number.data() + number.size(), *value);
    return read.ec == std::errc() && !number.isEmpty();
}

} // namespace

std::string PromRule::state() const
{
    if (std::any_of(active.begin(), active.end(), [](const Active &one) { return one.firing; }))
        return "firing";
    return active.empty() ? "inactive" : "pending";
}

PromServer::PromServer()
{
    startedAt = now();
    externalLabels["monitor"] = "microkubes-monitor";
}

ScrapeJob *PromServer::job(const std::string &name)
{
    for (ScrapeJob &one : jobs) {
        if (one.name == name)
            return &one;
    }
    return nullptr;
}

void PromServer::addGroup(const std::string &name, const std::string &file, std::vector<PromRule> rules)
{
    PromRuleGroup group;
    group.name = name;
    group.file = file;
    group.rules = std::move(rules);
    for (PromRule &rule : group.rules)
        rule.parsed = parsePromQuery(rule.expression);
    groups.push_back(std::move(group));
}

void PromServer::reset()
{
    store.clear();
    metadata.clear();
    requests.clear();
    m_seen.clear();
    samplesAppended = 0;
    for (ScrapeJob &job : jobs) {
        job.lastScrape = 0;
        job.lastError.clear();
        job.health = "unknown";
    }
    for (PromRuleGroup &group : groups) {
        group.lastEvaluation = 0;
        for (PromRule &rule : group.rules) {
            rule.active.clear();
            rule.lastEvaluation = 0;
        }
    }
    startedAt = now();
}

void PromServer::append(PromLabels labels, qint64 time, double value)
{
    store.append(labels, time, value);
    ++samplesAppended;
}

void PromServer::tick()
{
    const qint64 time = now();
    for (ScrapeJob &job : jobs) {
        if (time >= job.lastScrape + job.interval)
            scrape(&job, time);
    }
    for (PromRuleGroup &group : groups) {
        if (time >= group.lastEvaluation + group.interval)
            evaluate(&group, time);
    }
    if (time - startedAt > kRetention && (time / 1000) % 600 == 0)
        store.dropBefore(time - kRetention);
}

void PromServer::scrape(ScrapeJob *job, qint64 time)
{
    job->lastScrape = time;
    const ScrapeAnswer answer = job->ask ? job->ask(QByteArray::fromStdString(job->path)) : ScrapeAnswer{200, {}, "no such host"};
    PromLabels target{{"instance", job->target}, {"job", job->name}};
    target.insert(job->labels.begin(), job->labels.end());
    const bool up = answer.error.isEmpty() && answer.status == 200;
    job->health = up ? "up" : "down";
    const std::string url = "http://" + job->target + job->path;
    if (!answer.error.isEmpty())
        job->lastError = "Get \"" + url + "\": " + answer.error.toStdString();
    else if (answer.status != 200)
        job->lastError = "server returned HTTP status " + std::to_string(answer.status) + (answer.status == 404 ? " Not Found" : answer.status == 503 ? " Service Unavailable" : "");
    else
        job->lastError.clear();
    job->lastDuration = 0.0012 + double(answer.text.size()) / 4e7;

    std::map<PromLabels, bool> &seen = m_seen[job->name];
    for (auto &[labels, there] : seen)
        there = false;
    int samples = 0;
    int added = 0;
    if (up) {
        for (const QByteArray &line : answer.text.split('\n')) {
            if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
                const qsizetype end = line.indexOf(' ', 7);
                nlohmann::json &about = metadata[line.mid(7, end < 0 ? -1 : end - 7).toStdString()];
                if (!about.is_object())
                    about = {{"type", "unknown"}, {"help", ""}, {"unit", ""}};
                if (end > 0)
                    about[line.startsWith("# HELP") ? "help" : "type"] = line.mid(end + 1).toStdString();
                continue;
            }
            PromLabels labels = target;
            double value = 0;
            if (line.isEmpty() || line.startsWith('#') || !readSample(line, &labels, &value))
                continue;
            ++samples;
            const auto [at, isNew] = seen.try_emplace(labels, true);
            added += isNew ? 1 : 0;
            at->second = true;
            append(std::move(labels), time, value);
        }
    }
    // What was there before and is gone has ended.
    for (auto at = seen.begin(); at != seen.end();) {
        if (at->second) {
            ++at;
            continue;
        }
        append(at->first, time, promStale());
        at = seen.erase(at);
    }
    for (const auto &[name, value] : {std::pair("up", up ? 1.0 : 0.0), std::pair("scrape_duration_seconds", job->lastDuration), std::pair("scrape_samples_scraped", double(samples)),
                                      std::pair("scrape_samples_post_metric_relabeling", double(samples)), std::pair("scrape_series_added", double(added))}) {
        PromLabels labels = target;
        labels["__name__"] = name;
        append(std::move(labels), time, value);
    }
    if (job->name == "prometheus")
        ++requests[{"/metrics", "200"}];
}

void PromServer::evaluate(PromRuleGroup *group, qint64 time)
{
    group->lastEvaluation = time;
    const PromEvaluator evaluator(&store);
    for (PromRule &rule : group->rules) {
        rule.lastEvaluation = time;
        PromVector found;
        try {
            evaluator.prepare(*rule.parsed);
            found = evaluator.evaluate(*rule.parsed, time).vector;
            rule.lastError.clear();
        } catch (const PromError &error) {
            rule.lastError = error.text.toStdString();
            continue;
        }
        if (!rule.alert) {
            for (PromValue &value : found) {
                value.labels["__name__"] = rule.name;
                for (const auto &[name, text] : rule.labels)
                    value.labels[name] = text;
                append(std::move(value.labels), time, value.value);
            }
            continue;
        }
        std::vector<PromRule::Active> current;
        for (PromValue &value : found) {
            PromRule::Active active;
            active.labels = std::move(value.labels);
            active.labels.erase("__name__");
            active.labels["alertname"] = rule.name;
            for (const auto &[name, text] : rule.labels)
                active.labels[name] = text;
            const auto before = std::find_if(rule.active.begin(), rule.active.end(), [&active](const PromRule::Active &one) { return one.labels == active.labels; });
            active.since = before == rule.active.end() ? time : before->since;
            active.value = value.value;
            active.firing = time - active.since >= rule.forMs;
            current.push_back(std::move(active));
        }
        const auto series = [](const PromRule::Active &active, const char *name, const char *state) {
            PromLabels labels = active.labels;
            labels["__name__"] = name;
            if (state)
                labels["alertstate"] = state;
            return labels;
        };
        for (const PromRule::Active &before : rule.active) {
            const auto still = std::find_if(current.begin(), current.end(), [&before](const PromRule::Active &one) { return one.labels == before.labels; });
            if (still == current.end() || still->firing != before.firing)
                append(series(before, "ALERTS", before.firing ? "firing" : "pending"), time, promStale());
            if (still == current.end())
                append(series(before, "ALERTS_FOR_STATE", nullptr), time, promStale());
        }
        for (const PromRule::Active &active : current) {
            append(series(active, "ALERTS", active.firing ? "firing" : "pending"), time, 1);
            const qint64 sinceSeconds = active.since / 1000;
            append(series(active, "ALERTS_FOR_STATE", nullptr), time, double(sinceSeconds));
        }
        rule.active = std::move(current);
    }
}

PromLabels PromServer::annotationsOf(const PromRule &rule, const PromRule::Active &active)
{
    PromLabels filled;
    for (const auto &[name, text] : rule.annotations) {
        QByteArray own = QByteArray::fromStdString(text);
        for (const auto &[label, value] : active.labels)
            own.replace(QByteArray("{{ $labels." + QByteArray::fromStdString(label) + " }}"), QByteArray::fromStdString(value));
        own.replace("{{ $value }}", QByteArray::fromStdString(promNumber(active.value)));
        filled[name] = own.toStdString();
    }
    return filled;
}

QByteArray PromServer::ownMetrics() const
{
    QByteArray text;
    const auto begin = [&text](const char *name, const char *type, const char *help) { text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n'; };
    const auto line = [&text](const QByteArray &name, double value) { text += name + ' ' + QByteArray::number(value, 'g', 15) + '\n'; };
    begin("prometheus_build_info", "gauge", "Version of this server.");
    line("prometheus_build_info{branch=\"simulated\",goversion=\"go1.19.8\",revision=\"simulated\",version=\"" + QByteArray::fromStdString(version) + "\"}", 1);
    begin("prometheus_http_requests_total", "counter", "HTTP requests by handler and status.");
    double all = 0;
    for (const auto &[of, number] : requests) {
        line("prometheus_http_requests_total{code=\"" + QByteArray::fromStdString(of.second) + "\",handler=\"" + QByteArray::fromStdString(of.first) + "\"}", number);
        all += number;
    }
    begin("prometheus_http_request_duration_seconds", "histogram", "Latencies of HTTP requests.");
    for (const auto &[bound, part] : {std::pair("0.1", 0.99), std::pair("0.2", 0.995), std::pair("0.4", 1.0), std::pair("1", 1.0), std::pair("3", 1.0), std::pair("8", 1.0), std::pair("+Inf", 1.0)})
        line(QByteArray("prometheus_http_request_duration_seconds_bucket{handler=\"/metrics\",le=\"") + bound + "\"}", std::floor(all * part));
    line("prometheus_http_request_duration_seconds_sum{handler=\"/metrics\"}", all * 0.004);
    line("prometheus_http_request_duration_seconds_count{handler=\"/metrics\"}", all);
    begin("prometheus_tsdb_head_series", "gauge", "Series in the head block.");
    line("prometheus_tsdb_head_series", double(store.size()));
    begin("prometheus_tsdb_head_samples_appended_total", "counter", "Samples appended.");
    line("prometheus_tsdb_head_samples_appended_total", double(samplesAppended));
    begin("prometheus_tsdb_head_chunks", "gauge", "Chunks in the head block.");
    line("prometheus_tsdb_head_chunks", double(store.size()) * 2);
    begin("prometheus_config_last_reload_successful", "gauge", "Whether the last reload of the configuration worked.");
    line("prometheus_config_last_reload_successful", 1);
    begin("prometheus_target_scrape_pool_targets", "gauge", "Targets of a scrape pool.");
    for (const ScrapeJob &job : jobs)
        line("prometheus_target_scrape_pool_targets{scrape_job=\"" + QByteArray::fromStdString(job.name) + "\"}", 1);
    begin("process_resident_memory_bytes", "gauge", "Resident memory.");
    line("process_resident_memory_bytes", 61e6 + double(samplesAppended) * 2);
    begin("process_cpu_seconds_total", "counter", "CPU time spent.");
    line("process_cpu_seconds_total", double(samplesAppended) * 2.5e-5);
    begin("process_start_time_seconds", "gauge", "When the process started.");
    line("process_start_time_seconds", double(startedAt) / 1000);
    begin("go_goroutines", "gauge", "Goroutines that exist.");
    line("go_goroutines", 40);
    return text;
}

std::string PromServer::configuration() const
{
    std::string yaml = "global:\n  scrape_interval: 15s\n  scrape_timeout: 10s\n  evaluation_interval: 15s\n";
    if (!externalLabels.empty())
        yaml += "  external_labels:\n";
    for (const auto &[name, value] : externalLabels)
        yaml += "    " + name + ": " + value + "\n";
    if (!groups.empty())
        yaml += "rule_files:\n- " + groups.front().file + "\n";
    yaml += "scrape_configs:\n";
    for (const ScrapeJob &job : jobs)
        yaml += "- job_name: " + job.name + "\n  honor_timestamps: true\n  scrape_interval: " + std::to_string(job.interval / 1000) + "s\n  scrape_timeout: " + std::to_string(job.interval / 1000)
                + "s\n  metrics_path: " + job.path + "\n  scheme: http\n  follow_redirects: true\n  enable_http2: true\n  static_configs:\n  - targets:\n    - " + job.target + "\n";
    return yaml;
}

} // namespace mk::demo
