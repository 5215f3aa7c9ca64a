// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/prometheus/PromService.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <set>

namespace mk::demo {

using nlohmann::json;
namespace {

using Type = PromNode::Type;

struct ApiError
{
    int status = 400;
    std::string kind = "bad_data";
    std::string text;
};

[[noreturn]] void badParameter(const char *name, const std::string &why)
{
    throw ApiError{400, "bad_data", std::string("invalid parameter \"") + name + "\": " + why};
}

// Seconds or RFC 3339, in ms; nothing for what is neither.
std::optional<qint64> readTime(const std::string &text)
{
    double seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (!text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size())
        return std::isfinite(seconds) && std::abs(seconds) < 1e13 ? std::optional(qint64(std::llround(seconds * 1000))) : std::nullopt;
    const QDateTime time = QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
    return time.isValid() && text.size() > 10 ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

std::optional<qint64> readDuration(const std::string &text)
{
    double seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (!text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size())
        return std::abs(seconds) < 1e10 ? std::optional(qint64(std::llround(seconds * 1000))) : std::nullopt;
    return promDuration(text);
}

json seconds(qint64 ms)
{
    if (ms % 1000 == 0)
        return ms / 1000;
    return double(ms) / 1000;
}

json pair(qint64 ms, double value)
{
    return json::array({seconds(ms), promNumber(value)});
}

std::string isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

// "0e+00", as alerts print their value.
std::string exponential(double value)
{
    std::array<char, 64> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    return {buffer.data(), written.ptr};
}

std::unique_ptr<PromNode> parsed(const char *parameter, const std::string &text)
{
    try {
        return parsePromQuery(text);
    } catch (const PromError &error) {
        badParameter(parameter, error.text.toStdString());
    }
}

} // namespace

std::string PromCall::value(const char *name) const
{
    for (const FormField &field : fields) {
        if (field.name == name)
            return field.value.toStdString();
    }
    return {};
}

bool PromCall::has(const char *name) const
{
    return std::any_of(fields.cbegin(), fields.cend(), [name](const FormField &field) { return field.name == name; });
}

std::vector<std::string> PromCall::values(const char *name) const
{
    std::vector<std::string> found;
    for (const FormField &field : fields) {
        if (field.name == name)
            found.push_back(field.value.toStdString());
    }
    return found;
}

json PromService::query(const PromCall &call) const
{
    qint64 time = m_server->now();
    if (const std::string given = call.value("time"); !given.empty()) {
        const auto read = readTime(given);
        if (!read)
            badParameter("time", "Invalid time value for 'time': cannot parse \"" + given + "\" to a valid timestamp");
        time = *read;
    }
    if (const std::string given = call.value("timeout"); !given.empty() && !readDuration(given))
        badParameter("timeout", "cannot parse \"" + given + "\" to a valid duration");
    const std::unique_ptr<PromNode> node = parsed("query", call.value("query"));
    const PromEvaluator evaluator(&m_server->store);
    evaluator.prepare(*node);
    const PromResult result = evaluator.evaluate(*node, time);
    json data;
    switch (result.type) {
    case Type::Scalar:
        data = {{"resultType", "scalar"}, {"result", pair(time, result.scalar)}};
        break;
    case Type::String:
        data = {{"resultType", "string"}, {"result", json::array({seconds(time), result.text})}};
        break;
    case Type::Vector:
        data = {{"resultType", "vector"}, {"result", json::array()}};
        for (const PromValue &value : result.vector)
            data["result"].push_back({{"metric", value.labels}, {"value", pair(time, value.value)}});
        break;
    case Type::Matrix:
        data = {{"resultType", "matrix"}, {"result", json::array()}};
        for (const PromSeries &series : result.matrix) {
            json values = json::array();
            for (const PromSample &sample : series.samples)
                values.push_back(pair(sample.time, sample.value));
            data["result"].push_back({{"metric", series.labels}, {"values", std::move(values)}});
        }
        break;
    }
    if (call.has("stats")) {
        const int samples = result.type == Type::Vector ? int(result.vector.size()) : 1;
        data["stats"] = {{"timings", {{"evalTotalTime", 0.0001}, {"resultSortTime", 0}, {"queryPreparationTime", 0.00003}, {"innerEvalTime", 0.00006}, {"execQueueTime", 0.00004}, {"execTotalTime", 0.00016}}},
                         {"samples", {{"totalQueryableSamples", samples}, {"peakSamples", samples}}}};
    }
    return data;
}

json PromService::queryRange(const PromCall &call) const
{
    const auto time = [&call](const char *name) {
        const std::string given = call.value(name);
        const auto read = readTime(given);
        if (!read)
            badParameter(name, "cannot parse \"" + given + "\" to a valid timestamp");
        return *read;
    };
    const qint64 start = time("start");
    const qint64 end = time("end");
    if (end < start)
        badParameter("end", "end timestamp must not be before start time");
    const auto step = readDuration(call.value("step"));
    if (!step)
        badParameter("step", "cannot parse \"" + call.value("step") + "\" to a valid duration");
    if (*step <= 0)
        badParameter("step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
    constexpr qint64 kMostSteps = 11'000;
    if ((end - start) / *step > kMostSteps)
        throw ApiError{400, "bad_data", "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)"};
    const std::unique_ptr<PromNode> node = parsed("query", call.value("query"));
    if (node->type != Type::Scalar && node->type != Type::Vector)
        throw ApiError{400, "bad_data", std::string("invalid expression type \"") + promTypeName(node->type) + "\" for range query, must be Scalar or instant Vector"};
    const PromEvaluator evaluator(&m_server->store);
    evaluator.prepare(*node);
    std::map<PromLabels, json> series;
    for (qint64 at = start; at <= end; at += *step) {
        const PromResult result = evaluator.evaluate(*node, at);
        if (result.type == Type::Scalar) {
            series[{}].push_back(pair(at, result.scalar));
            continue;
        }
        for (const PromValue &value : result.vector)
            series[value.labels].push_back(pair(at, value.value));
    }
    json rows = json::array();
    for (auto &[labels, values] : series)
        rows.push_back({{"metric", labels}, {"values", std::move(values)}});
    return {{"resultType", "matrix"}, {"result", std::move(rows)}};
}

std::vector<const PromSeries *> PromService::matched(const PromCall &call, bool required) const
{
    const std::vector<std::string> selectors = call.values("match[]");
    if (selectors.empty() && required)
        throw ApiError{400, "bad_data", "no match[] parameter provided"};
    std::optional<qint64> limits[2];
    const char *const names[] = {"start", "end"};
    for (int i = 0; i < 2; ++i) {
        const std::string given = call.value(names[i]);
        if (given.empty())
            continue;
        limits[i] = readTime(given);
        if (!limits[i])
            badParameter(names[i], "Invalid time value for '" + std::string(names[i]) + "': cannot parse \"" + given + "\" to a valid timestamp");
    }
    std::set<const PromSeries *> found;
    const auto add = [&](const PromSeries *series) {
        const bool there = std::any_of(series->samples.begin(), series->samples.end(), [&](const PromSample &sample) {
            return (!limits[0] || sample.time >= *limits[0]) && (!limits[1] || sample.time <= *limits[1]);
        });
        if (there)
            found.insert(series);
    };
    for (const std::string &selector : selectors) {
        const QByteArray plain = QByteArray::fromStdString(selector).trimmed();
        if (plain == "{}")
            badParameter("match[]", "match[] must contain at least one non-empty matcher");
        const std::unique_ptr<PromNode> node = parsed("match[]", selector);
        if (node->kind != PromNode::Kind::Selector || node->range > 0)
            badParameter("match[]", "1:1: parse error: unexpected expression, expected a series selector");
        for (const PromSeries *series : m_server->store.select(node->matchers))
            add(series);
    }
    if (selectors.empty())
        m_server->store.forEach([&add](const PromSeries &series) { add(&series); });
    std::vector<const PromSeries *> sorted(found.begin(), found.end());
    std::sort(sorted.begin(), sorted.end(), [](const PromSeries *a, const PromSeries *b) { return a->labels < b->labels; });
    return sorted;
}

json PromService::labels(const PromCall &call) const
{
    std::set<std::string> names;
    for (const PromSeries *series : matched(call, false)) {
        for (const auto &[name, value] : series->labels)
            names.insert(name);
    }
    return names;
}

json PromService::labelValues(const PromCall &call, const std::string &name) const
{
    const bool valid = !name.empty() && !(name[0] >= '0' && name[0] <= '9')
                       && std::all_of(name.begin(), name.end(), [](char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    if (!valid)
        throw ApiError{400, "bad_data", "invalid label name: \"" + name + "\""};
    std::set<std::string> values;
    for (const PromSeries *series : matched(call, false)) {
        if (const auto found = series->labels.find(name); found != series->labels.end())
            values.insert(found->second);
    }
    return values;
}

json PromService::metadata(const PromCall &call) const
{
    qint64 limit = -1;
    if (const std::string given = call.value("limit"); !given.empty()) {
        bool ok = false;
        limit = QByteArray::fromStdString(given).toLongLong(&ok);
        if (!ok)
            throw ApiError{400, "bad_data", "limit must be a number"};
    }
    json data = json::object();
    for (const auto &[name, about] : m_server->metadata) {
        if (limit >= 0 && qint64(data.size()) >= limit)
            break;
        if (const std::string only = call.value("metric"); only.empty() || only == name)
            data[name] = json::array({about});
    }
    return data;
}

json PromService::targets(const PromCall &call) const
{
    json active = json::array();
    if (call.value("state") != "dropped") {
        for (const ScrapeJob &job : m_server->jobs) {
            const std::string every = std::to_string(job.interval / 1000) + "s";
            PromLabels labels{{"instance", job.target}, {"job", job.name}};
            labels.insert(job.labels.begin(), job.labels.end());
            PromLabels discovered{{"__address__", job.target}, {"__metrics_path__", job.path}, {"__scheme__", "http"}, {"__scrape_interval__", every}, {"__scrape_timeout__", every}, {"job", job.name}};
            discovered.insert(job.labels.begin(), job.labels.end());
            active.push_back({{"discoveredLabels", discovered},
                              {"labels", labels},
                              {"scrapePool", job.name},
                              {"scrapeUrl", "http://" + job.target + job.path},
                              {"globalUrl", "http://" + job.target + job.path},
                              {"lastError", job.lastError},
                              {"lastScrape", job.lastScrape ? isoTime(job.lastScrape) : "0001-01-01T00:00:00Z"},
                              {"lastScrapeDuration", job.lastDuration},
                              {"health", job.health},
                              {"scrapeInterval", every},
                              {"scrapeTimeout", every}});
        }
    }
    json data{{"activeTargets", active}};
    data["droppedTargets"] = json::array();
    return data;
}

json PromService::targetsMetadata(const PromCall &call) const
{
    std::vector<PromMatcher> matchers;
    if (const std::string given = call.value("match_target"); !given.empty())
        matchers = parsed("match_target", given)->matchers;
    const qint64 limit = call.has("limit") ? QByteArray::fromStdString(call.value("limit")).toLongLong() : -1;
    json rows = json::array();
    for (const ScrapeJob &job : m_server->jobs) {
        const PromLabels target{{"instance", job.target}, {"job", job.name}};
        if (!std::all_of(matchers.begin(), matchers.end(), [&target](const PromMatcher &matcher) { return matcher.fits(target); }))
            continue;
        std::set<std::string> names;
        PromMatcher own;
        own.label = "job";
        own.value = job.name;
        for (const PromSeries *series : m_server->store.select({own})) {
            // A histogram is known by its own name, not by those of its parts.
            std::string name = series->labels.at("__name__");
            for (const std::string_view suffix : {"_bucket", "_sum", "_count"}) {
                if (!name.ends_with(suffix))
                    continue;
                const std::string whole = name.substr(0, name.size() - suffix.size());
                if (m_server->metadata.contains(whole))
                    name = whole;
            }
            names.insert(name);
        }
        for (const std::string &name : names) {
            const auto about = m_server->metadata.find(name);
            if (about == m_server->metadata.end() || (limit >= 0 && qint64(rows.size()) >= limit))
                continue;
            if (const std::string only = call.value("metric"); !only.empty() && only != name)
                continue;
            json row{{"target", target}, {"metric", name}};
            row.update(about->second);
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

namespace {

json alertJson(const PromRule &rule, const PromRule::Active &active)
{
    return {{"labels", active.labels},
            {"annotations", PromServer::annotationsOf(rule, active)},
            {"state", active.firing ? "firing" : "pending"},
            {"activeAt", isoTime(active.since)},
            {"value", exponential(active.value)}};
}

} // namespace

json PromService::rules(const PromCall &call) const
{
    const std::string type = call.value("type");
    if (!type.empty() && type != "alert" && type != "record")
        badParameter("type", "not supported value \"" + type + "\"");
    json groups = json::array();
    for (const PromRuleGroup &group : m_server->groups) {
        json rows = json::array();
        for (const PromRule &rule : group.rules) {
            if (!type.empty() && (type == "alert") != rule.alert)
                continue;
            json row{{"name", rule.name},
                     {"query", rule.expression},
                     {"health", rule.lastEvaluation == 0 ? "unknown" : rule.lastError.empty() ? "ok" : "err"},
                     {"evaluationTime", 0.0003},
                     {"lastEvaluation", isoTime(rule.lastEvaluation)},
                     {"type", rule.alert ? "alerting" : "recording"}};
            if (!rule.lastError.empty())
                row["lastError"] = rule.lastError;
            if (rule.alert) {
                json active = json::array();
                for (const PromRule::Active &one : rule.active)
                    active.push_back(alertJson(rule, one));
                row.update({{"state", rule.state()}, {"duration", rule.forMs / 1000}, {"keepFiringFor", 0}, {"labels", rule.labels}, {"annotations", rule.annotations}, {"alerts", active}});
            } else if (!rule.labels.empty()) {
                row["labels"] = rule.labels;
            }
            rows.push_back(std::move(row));
        }
        groups.push_back({{"name", group.name}, {"file", group.file}, {"rules", rows}, {"interval", group.interval / 1000}, {"limit", 0}, {"evaluationTime", 0.0006},
                          {"lastEvaluation", isoTime(group.lastEvaluation)}});
    }
    return {{"groups", groups}};
}

json PromService::alerts() const
{
    json rows = json::array();
    for (const PromRuleGroup &group : m_server->groups) {
        for (const PromRule &rule : group.rules) {
            for (const PromRule::Active &one : rule.active)
                rows.push_back(alertJson(rule, one));
        }
    }
    return {{"alerts", rows}};
}

json PromService::flags() const
{
    return {{"alertmanager.notification-queue-capacity", "10000"}, {"alertmanager.timeout", ""}, {"config.file", "/etc/prometheus/prometheus.yml"}, {"enable-feature", ""}, {"log.format", "logfmt"},
            {"log.level", "info"}, {"query.lookback-delta", "5m"}, {"query.max-concurrency", "20"}, {"query.max-samples", "50000000"}, {"query.timeout", "2m"},
            {"storage.tsdb.path", "/prometheus"}, {"storage.tsdb.retention.time", "15d"}, {"web.enable-admin-api", "false"}, {"web.enable-lifecycle", "false"}, {"web.external-url", ""},
            {"web.listen-address", "0.0.0.0:9090"}, {"web.max-connections", "512"}, {"web.page-title", "Prometheus Time Series Collection and Processing Server"}, {"web.read-timeout", "5m"},
            {"web.route-prefix", "/"}};
}

json PromService::tsdb() const
{
    std::map<std::string, int> byName;
    std::map<std::string, std::set<std::string>> byLabel;
    std::map<std::string, int> byPair;
    qint64 first = 0;
    qint64 last = 0;
    m_server->store.forEach([&](const PromSeries &series) {
        ++byName[series.labels.at("__name__")];
        for (const auto &[name, value] : series.labels) {
            byLabel[name].insert(value);
            ++byPair[name + "=" + value];
        }
        if (series.samples.empty())
            return;
        first = first == 0 ? series.samples.front().time : std::min(first, series.samples.front().time);
        last = std::max(last, series.samples.back().time);
    });
    const auto largest = [](const std::map<std::string, qint64> &counts) {
        std::vector<std::pair<qint64, std::string>> sorted;
        for (const auto &[name, count] : counts)
            sorted.emplace_back(-count, name);
        std::sort(sorted.begin(), sorted.end());
        json rows = json::array();
        for (std::size_t i = 0; i < std::min<std::size_t>(10, sorted.size()); ++i)
            rows.push_back({{"name", sorted[i].second}, {"value", -sorted[i].first}});
        return rows;
    };
    std::map<std::string, qint64> labelCounts;
    std::map<std::string, qint64> labelBytes;
    std::size_t pairs = 0;
    for (const auto &[name, values] : byLabel) {
        labelCounts[name] = qint64(values.size());
        pairs += values.size();
        for (const std::string &value : values)
            labelBytes[name] += qint64(value.size());
    }
    return {{"headStats", {{"numSeries", m_server->store.size()}, {"numLabelPairs", pairs}, {"chunkCount", m_server->store.size() * 2}, {"minTime", first}, {"maxTime", last}}},
            {"seriesCountByMetricName", largest({byName.begin(), byName.end()})},
            {"labelValueCountByLabelName", largest(labelCounts)},
            {"memoryInBytesByLabelName", largest(labelBytes)},
            {"seriesCountByLabelValuePair", largest({byPair.begin(), byPair.end()})}};
}

Reply PromService::answer(const PromCall &call, std::string *handler)
{
    const QByteArray path = call.request.path();
    const bool get = call.request.method == "GET";
    const bool post = call.request.method == "POST";
    const auto plain = [](int status, const char *text) { return Reply{status, {{"Content-Type", "text/plain; charset=utf-8"}}, text}; };
    const auto success = [](const json &data) { return plainJson(200, {{"status", "success"}, {"data", data}}); };
    *handler = path.toStdString();
    if (path == "/metrics" && get)
        return {200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, m_server->ownMetrics()};
    if (path == "/-/healthy")
        return plain(200, "Prometheus Server is Healthy.\n");
    if (path == "/-/ready")
        return plain(200, "Prometheus Server is Ready.\n");
    if (path == "/-/reload" || path == "/-/quit")
        return get ? plain(405, "Only POST or PUT requests allowed") : plain(403, "Lifecycle API is not enabled.");
    if (path == "/")
        return {302, {{"Content-Type", "text/html; charset=utf-8"}, {"Location", "/graph"}}, "<a href=\"/graph\">Found</a>.\n\n"};
    if (path == "/version")
        return plainJson(200, {{"version", m_server->version}, {"revision", "simulated"}, {"branch", "simulated"}, {"buildUser", "simulated"}, {"buildDate", "simulated"}, {"goVersion", "go1.19.8"}});
    static const QByteArray kApi = "/api/v1/";
    const QByteArray name = path.startsWith(kApi) ? path.mid(kApi.size()) : QByteArray();
    if (!name.isEmpty() && call.request.method == "OPTIONS")
        return {204, {{"Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin"}, {"Access-Control-Allow-Methods", "GET, POST, OPTIONS"}, {"Access-Control-Allow-Origin", "*"}, {"Access-Control-Expose-Headers", "Date"}}, {}};
    if (get || post) {
        if (name == "query")
            return success(query(call));
        if (name == "query_range")
            return success(queryRange(call));
        if (name == "series") {
            json rows = json::array();
            for (const PromSeries *series : matched(call, true))
                rows.push_back(series->labels);
            return success(rows);
        }
        if (name == "labels")
            return success(labels(call));
    }
    if (get) {
        if (name.startsWith("label/") && name.endsWith("/values")) {
            *handler = "/api/v1/label/:name/values";
            return success(labelValues(call, percentDecoded(name.mid(6, name.size() - 13), false).toStdString()));
        }
        if (name == "metadata")
            return success(metadata(call));
        if (name == "query_exemplars")
            return success(json::array());
        if (name == "targets")
            return success(targets(call));
        if (name == "targets/metadata")
            return success(targetsMetadata(call));
        if (name == "rules")
            return success(rules(call));
        if (name == "alerts")
            return success(alerts());
        if (name == "alertmanagers")
            return success({{"activeAlertmanagers", json::array()}, {"droppedAlertmanagers", json::array()}});
        if (name == "status/config")
            return success({{"yaml", m_server->configuration()}});
        if (name == "status/flags")
            return success(flags());
        if (name == "status/buildinfo")
            return success({{"version", m_server->version}, {"revision", "simulated"}, {"branch", "simulated"}, {"buildUser", "simulated"}, {"buildDate", "simulated"}, {"goVersion", "go1.19.8"}});
        if (name == "status/runtimeinfo")
            return success({{"startTime", isoTime(m_server->startedAt)}, {"CWD", "/prometheus"}, {"reloadConfigSuccess", true}, {"lastConfigTime", isoTime(m_server->startedAt)}, {"corruptionCount", 0},
                            {"goroutineCount", 40}, {"GOMAXPROCS", 2}, {"GOGC", ""}, {"GODEBUG", ""}, {"storageRetention", "15d"}});
        if (name == "status/tsdb")
            return success(tsdb());
        if (name == "status/walreplay")
            return success({{"min", 0}, {"max", 0}, {"current", 0}});
    }
    if (name.startsWith("admin/tsdb/"))
        throw ApiError{503, "unavailable", "admin APIs disabled"};
    if (name == "format_query" || name == "parse_query")
        throw ApiError{501, "unavailable", name.toStdString() + " is no part of the simulated Prometheus"};
    *handler = "";
    return {404, {{"Content-Type", "text/plain; charset=utf-8"}, {"X-Content-Type-Options", "nosniff"}}, "404 page not found\n"};
}

void PromService::handle(const Request &request, std::function<void(Reply)> respond)
{
    PromCall call;
    call.request = request;
    call.fields = urlEncodedFields(request.query());
    if (request.method == "POST" && mediaTypeOf(request.header("Content-Type")) == "application/x-www-form-urlencoded")
        call.fields += urlEncodedFields(request.body);
    std::string handler;
    Reply reply;
    const auto refuse = [](int status, const std::string &kind, const std::string &text) {
        return plainJson(status, {{"status", "error"}, {"errorType", kind}, {"error", text}});
    };
    try {
        reply = answer(call, &handler);
    } catch (const ApiError &error) {
        reply = refuse(error.status, error.kind, error.text);
    } catch (const PromError &error) {
        reply = refuse(error.status, error.status == 422 ? "execution" : "bad_data", error.text.toStdString());
    }
    if (!request.header("Origin").isEmpty() && reply.status != 204) {
        for (const auto &[name, value] : {std::pair("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin"), std::pair("Access-Control-Allow-Methods", "GET, POST, OPTIONS"),
                                          std::pair("Access-Control-Allow-Origin", "*"), std::pair("Access-Control-Expose-Headers", "Date")})
            reply.headers.emplaceBack(name, value);
    }
    if (!handler.empty())
        ++m_server->requests[{handler, std::to_string(reply.status)}];
    respond(std::move(reply));
}

} // namespace mk::demo
