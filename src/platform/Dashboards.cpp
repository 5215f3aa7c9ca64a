// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Dashboards.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace mk {

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

// The class of a status ("4xx") as a label, because codes by themselves make too many lines.
QString byClass(const char *metric)
{
    return QStringLiteral("sum by (class) (label_replace(rate(%1[$range]), \"class\", \"${1}xx\", \"code\", \"(.)..\"))").arg(s(metric));
}

QList<MetricQuery> quantiles(const char *buckets)
{
    QList<MetricQuery> out;
    for (const auto &[quantile, name] : {std::pair{"0.99", "p99"}, {"0.95", "p95"}, {"0.5", "p50"}})
        out.append({QStringLiteral("histogram_quantile(%1, sum by (le) (rate(%2[$range])))").arg(s(quantile), s(buckets)), s(name)});
    return out;
}

// What the query tells is told as it is. (Kong's plugin leaves the service of API objects, and of requests that nothing took,
// empty: such a line gets a name.)
QList<MetricQuery> one(const char *query, const char *legend)
{
    return {{s(query), s(legend)}};
}

// Names of kong-plugin-prometheus 0.1 (Kong 0.14), 0.3 to 1.x (Kong 1.0 to 2.8) and Kong 3: its exporter.lua of each.
Dashboard kongItself()
{
    return {s("kong"),
            System::Kong,
            {
                {s("kong-status"), QT_TRANSLATE_NOOP("Dashboards", "Requests by status"), ChartUnit::PerSecond,
                 QT_TRANSLATE_NOOP("Dashboards", "requests/s"),
                 {{{s("kong_http_requests_total")}, {{byClass("kong_http_requests_total"), s("{{class}}")}}},
                  {{s("kong_http_status_total")}, {{byClass("kong_http_status_total"), s("{{class}}")}}},
                  {{s("kong_http_status")}, {{byClass("kong_http_status"), s("{{class}}")}}}}},
                {s("kong-latency"), QT_TRANSLATE_NOOP("Dashboards", "Request latency"), ChartUnit::Milliseconds,
                 QT_TRANSLATE_NOOP("Dashboards", "from first byte in to last byte out"),
                 {{{s("kong_request_latency_ms_bucket")}, quantiles("kong_request_latency_ms_bucket")},
                  {{s("kong_latency_total_bucket")}, quantiles("kong_latency_total_bucket{type=\"request\"}")},
                  {{s("kong_latency_bucket")}, quantiles("kong_latency_bucket{type=\"request\"}")}}},
                {s("kong-services"), QT_TRANSLATE_NOOP("Dashboards", "Requests by service"), ChartUnit::PerSecond,
                 QT_TRANSLATE_NOOP("Dashboards", "requests/s"),
                 {{{s("kong_http_requests_total")}, one("sum by (service) (rate(kong_http_requests_total[$range]))", "{{service}}")},
                  {{s("kong_http_status")}, one("sum by (service) (label_replace(rate(kong_http_status[$range]),"
                                                " \"service\", \"(no service)\", \"service\", \"\"))", "{{service}}")}}},
                {s("kong-upstream"), QT_TRANSLATE_NOOP("Dashboards", "Upstream latency"), ChartUnit::Milliseconds,
                 QT_TRANSLATE_NOOP("Dashboards", "of the services behind Kong"),
                 {{{s("kong_upstream_latency_ms_bucket")}, quantiles("kong_upstream_latency_ms_bucket")},
                  {{s("kong_latency_total_bucket")}, quantiles("kong_latency_total_bucket{type=\"upstream\"}")},
                  {{s("kong_latency_bucket")}, quantiles("kong_latency_bucket{type=\"upstream\"}")}}},
                {s("kong-bandwidth"), QT_TRANSLATE_NOOP("Dashboards", "Bandwidth"), ChartUnit::BytesPerSecond,
                 QT_TRANSLATE_NOOP("Dashboards", "through the proxy"),
                 {{{s("kong_bandwidth_bytes")}, one("sum by (direction) (rate(kong_bandwidth_bytes[$range]))", "{{direction}}")},
                  {{s("kong_bandwidth_total")}, one("sum by (type) (rate(kong_bandwidth_total[$range]))", "{{type}}")},
                  {{s("kong_bandwidth")}, one("sum by (type) (rate(kong_bandwidth[$range]))", "{{type}}")}}},
                {s("kong-connections"), QT_TRANSLATE_NOOP("Dashboards", "Kong connections"), ChartUnit::Plain,
                 QT_TRANSLATE_NOOP("Dashboards", "connections"),
                 {{{s("kong_nginx_connections_total")},
                   one("sum by (state) (kong_nginx_connections_total{state=~\"active|reading|writing|waiting\"})", "{{state}}")},
                  {{s("kong_nginx_http_current_connections")},
                   one("sum by (state) (kong_nginx_http_current_connections{state=~\"active|reading|writing|waiting\"})",
                       "{{state}}")}}},
                {s("kong-dict"), QT_TRANSLATE_NOOP("Dashboards", "Shared dictionaries in use"), ChartUnit::Ratio,
                 QT_TRANSLATE_NOOP("Dashboards", "of their size"),
                 {{{s("kong_memory_lua_shared_dict_bytes"), s("kong_memory_lua_shared_dict_total_bytes")},
                   one("max by (shared_dict) (kong_memory_lua_shared_dict_bytes / kong_memory_lua_shared_dict_total_bytes)",
                       "{{shared_dict}}")}}},
                {s("kong-targets"), QT_TRANSLATE_NOOP("Dashboards", "Upstream targets by health"), ChartUnit::Plain,
                 QT_TRANSLATE_NOOP("Dashboards", "targets"),
                 {{{s("kong_upstream_target_health")},
                   one("sum by (state) (kong_upstream_target_health{state!=\"healthchecks_off\"})", "{{state}}")}}},
            }};
}

// Names of rabbitmq_prometheus (3.8 on): metrics.md of that plugin.
Dashboard rabbitMq()
{
    return {s("rabbitmq"),
            System::RabbitMq,
            {
                {s("rabbitmq-ready"), QT_TRANSLATE_NOOP("Dashboards", "Messages in queues"), ChartUnit::Plain,
                 QT_TRANSLATE_NOOP("Dashboards", "messages"),
                 {{{s("rabbitmq_queue_messages_ready"), s("rabbitmq_queue_messages_unacked")},
                   {{s("sum(rabbitmq_queue_messages_ready)"), s("ready")},
                    {s("sum(rabbitmq_queue_messages_unacked)"), s("unacked")}}}}},
                {s("rabbitmq-rates"), QT_TRANSLATE_NOOP("Dashboards", "Message rates"), ChartUnit::PerSecond,
                 QT_TRANSLATE_NOOP("Dashboards", "messages/s"),
                 {{{s("rabbitmq_global_messages_received_total"), s("rabbitmq_global_messages_delivered_total")},
                   {{s("sum(rate(rabbitmq_global_messages_received_total[$range]))"), s("published")},
                    {s("sum(rate(rabbitmq_global_messages_delivered_total[$range]))"), s("delivered")},
                    {s("sum(rate(rabbitmq_global_messages_acknowledged_total[$range]))"), s("acknowledged")},
                    {s("sum(rate(rabbitmq_global_messages_redelivered_total[$range]))"), s("redelivered")}}},
                  {{s("rabbitmq_channel_messages_published_total")},
                   {{s("sum(rate(rabbitmq_channel_messages_published_total[$range]))"), s("published")},
                    {s("sum(rate(rabbitmq_channel_messages_delivered_total[$range]))"), s("delivered, automatic ack")},
                    {s("sum(rate(rabbitmq_channel_messages_delivered_ack_total[$range]))"), s("delivered, to be acked")}}}}},
                {s("rabbitmq-unroutable"), QT_TRANSLATE_NOOP("Dashboards", "Unroutable messages"), ChartUnit::PerSecond,
                 QT_TRANSLATE_NOOP("Dashboards", "messages/s"),
                 {{{s("rabbitmq_global_messages_unroutable_dropped_total")},
                   {{s("sum(rate(rabbitmq_global_messages_unroutable_dropped_total[$range]))"), s("dropped")},
                    {s("sum(rate(rabbitmq_global_messages_unroutable_returned_total[$range]))"), s("returned")}}}}},
                {s("rabbitmq-connections"), QT_TRANSLATE_NOOP("Dashboards", "Connections and consumers"), ChartUnit::Plain, "",
                 {{{s("rabbitmq_connections")},
                   {{s("sum(rabbitmq_connections)"), s("connections")},
                    {s("sum(rabbitmq_channels)"), s("channels")},
                    {s("sum(rabbitmq_consumers)"), s("consumers")}}}}},
                {s("rabbitmq-memory"), QT_TRANSLATE_NOOP("Dashboards", "Memory and its limit"), ChartUnit::Bytes, "",
                 {{{s("rabbitmq_process_resident_memory_bytes"), s("rabbitmq_resident_memory_limit_bytes")},
                   {{s("rabbitmq_process_resident_memory_bytes"), s("{{instance}}")},
                    {s("min(rabbitmq_resident_memory_limit_bytes)"), s("limit")}}}}},
                {s("rabbitmq-disk"), QT_TRANSLATE_NOOP("Dashboards", "Free disk space and its limit"), ChartUnit::Bytes, "",
                 {{{s("rabbitmq_disk_space_available_bytes"), s("rabbitmq_disk_space_available_limit_bytes")},
                   {{s("rabbitmq_disk_space_available_bytes"), s("{{instance}}")},
                    {s("max(rabbitmq_disk_space_available_limit_bytes)"), s("limit")}}}}},
            }};
}

Dashboard prometheusItself()
{
    return {s("prometheus"),
            System::Prometheus,
            {
                {s("prometheus-up"), QT_TRANSLATE_NOOP("Dashboards", "Targets up"), ChartUnit::Plain,
                 QT_TRANSLATE_NOOP("Dashboards", "targets, by job"),
                 {{{s("up")}, one("sum by (job) (up)", "{{job}}")}}},
                {s("prometheus-scrape"), QT_TRANSLATE_NOOP("Dashboards", "Scrape duration"), ChartUnit::Seconds,
                 QT_TRANSLATE_NOOP("Dashboards", "by target"),
                 {{{s("scrape_duration_seconds")}, one("scrape_duration_seconds", "{{job}} {{instance}}")}}},
                {s("prometheus-series"), QT_TRANSLATE_NOOP("Dashboards", "Series in memory"), ChartUnit::Plain,
                 QT_TRANSLATE_NOOP("Dashboards", "series"),
                 {{{s("prometheus_tsdb_head_series")}, one("prometheus_tsdb_head_series", "{{instance}}")}}},
                {s("prometheus-samples"), QT_TRANSLATE_NOOP("Dashboards", "Samples taken in"), ChartUnit::PerSecond,
                 QT_TRANSLATE_NOOP("Dashboards", "samples/s"),
                 {{{s("prometheus_tsdb_head_samples_appended_total")},
                   one("sum by (instance) (rate(prometheus_tsdb_head_samples_appended_total[$range]))", "{{instance}}")}}},
                {s("prometheus-queries"), QT_TRANSLATE_NOOP("Dashboards", "Answers of its API"), ChartUnit::PerSecond,
                 QT_TRANSLATE_NOOP("Dashboards", "answers/s"),
                 {{{s("prometheus_http_requests_total")},
                   one("sum by (code) (rate(prometheus_http_requests_total[$range]))", "{{code}}")},
                  {{s("http_requests_total")}, // until 2.2
                   one("sum by (code) (rate(http_requests_total{job=\"prometheus\"}[$range]))", "{{code}}")}}},
                {s("prometheus-memory"), QT_TRANSLATE_NOOP("Dashboards", "Memory"), ChartUnit::Bytes,
                 QT_TRANSLATE_NOOP("Dashboards", "by process"),
                 {{{s("process_resident_memory_bytes")}, one("process_resident_memory_bytes", "{{job}} {{instance}}")}}},
            }};
}

} // namespace

const std::vector<Dashboard> &dashboards()
{
    static const std::vector<Dashboard> all{kongItself(), rabbitMq(), prometheusItself()};
    return all;
}

const ChartVariant *variantFor(const ChartSpec &chart, const QSet<QString> &names)
{
    for (const ChartVariant &variant : chart.variants) {
        if (std::all_of(variant.needs.cbegin(), variant.needs.cend(), [&](const QString &name) { return names.contains(name); }))
            return &variant;
    }
    return nullptr;
}

bool hasAny(const Dashboard &dashboard, const QSet<QString> &names)
{
    return std::any_of(dashboard.charts.cbegin(), dashboard.charts.cend(),
                       [&names](const ChartSpec &chart) { return variantFor(chart, names) != nullptr; });
}

bool belongsTo(System system, const prometheus::Target &target)
{
    const QString job = target.job().toLower();
    const QUrl url(target.scrapeUrl);
    const QString host = url.host().toLower();
    switch (system) {
    case System::Kong:
        // Microkubes calls its job "gateway". 8001 and 8444 are the admin port, 8100 Kong's status port.
        return job.contains(s("kong")) || job == s("gateway") || host.contains(s("kong")) || url.port() == 8001
            || url.port() == 8444 || url.port() == 8100;
    case System::RabbitMq:
        return job.contains(s("rabbit")) || host.contains(s("rabbit")) || url.port() == 15692;
    case System::Prometheus:
        return job.contains(s("prometheus"));
    case System::Consul:
        return job.contains(s("consul"));
    }
    return false;
}

WhyEmpty whyEmpty(System system, const std::vector<prometheus::Target> &targets)
{
    using prometheus::Health;
    WhyEmpty why;
    // A target that is up speaks last: its trouble is the smallest.
    const auto rank = [](WhyEmpty::Reason reason) { return int(reason); };
    std::optional<int> found;
    for (const prometheus::Target &target : targets) {
        if (!belongsTo(system, target))
            continue;
        WhyEmpty::Reason reason = WhyEmpty::Reason::Missing;
        if (target.health == Health::Unknown)
            reason = WhyEmpty::Reason::NotScrapedYet;
        else if (target.health == Health::Down)
            reason = target.lastError.contains(s("status 404")) ? WhyEmpty::Reason::NotFound : WhyEmpty::Reason::Down;
        if (!found || rank(reason) < *found) {
            found = rank(reason);
            why = {reason, target};
        }
    }
    return why;
}

std::chrono::milliseconds rateWindow(std::chrono::milliseconds scrapeInterval, std::chrono::milliseconds step)
{
    return std::max(4 * std::max(scrapeInterval, std::chrono::milliseconds(1000)), step);
}

QString filledIn(const QString &query, std::chrono::milliseconds window)
{
    QString text = query;
    const qint64 ms = window.count();
    return text.replace(s("$range"), ms % 1000 == 0 ? QStringLiteral("%1s").arg(ms / 1000) : QStringLiteral("%1ms").arg(ms));
}

QString lineName(const QString &legend, const prometheus::Labels &labels)
{
    if (legend.isEmpty())
        return prometheus::labelText(labels);
    static const QRegularExpression label(QStringLiteral("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}"));
    QString name;
    qsizetype done = 0;
    for (auto it = label.globalMatch(legend); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        name += legend.mid(done, match.capturedStart() - done);
        const auto value = labels.find(match.captured(1));
        name += value == labels.end() ? QString() : value->second;
        done = match.capturedEnd();
    }
    return QString(name + legend.mid(done)).trimmed();
}

} // namespace mk
