// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongMetrics.h"

#include <QList>

#include <algorithm>
#include <cmath>

namespace mk::demo {

namespace {

using nlohmann::json;

// Upper bounds in milliseconds.
const QList<double> kBounds{1, 2, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 30000, 60000};
const QList<double> kOwnBounds{1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, 3000, 6000};
const QList<double> kUpstreamBounds{25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000};

struct Dictionary
{
    const char *name;
    qint64 used;
    qint64 size;
    bool two;   // 2.8.5 has it
    bool three; // 3.9.1 has it
};

constexpr qint64 kMebi = 1024 * 1024;

const Dictionary kDictionaries[] = {
    {"kong", 40'960, 5 * kMebi, true, true},
    {"kong_cluster_events", 40'960, 5 * kMebi, true, true},
    {"kong_core_db_cache", 800'000, 128 * kMebi, true, true},
    {"kong_core_db_cache_miss", 90'112, 12 * kMebi, true, true},
    {"kong_db_cache", 800'000, 128 * kMebi, true, true},
    {"kong_db_cache_miss", 90'112, 12 * kMebi, true, true},
    {"kong_healthchecks", 45'056, 5 * kMebi, true, true},
    {"kong_locks", 61'440, 8 * kMebi, true, true},
    {"kong_process_events", 65'536, 5 * kMebi, true, false},
    {"kong_rate_limiting_counters", 90'112, 12 * kMebi, true, true},
    {"kong_secrets", 40'960, 5 * kMebi, false, true},
    {"prometheus_metrics", 57'344, 5 * kMebi, true, true},
};

QByteArray label(const char *name, const QByteArray &value)
{
    QByteArray escaped = value;
    escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return QByteArray(name) + "=\"" + escaped + '"';
}

QByteArray joined(const QByteArrayList &labels)
{
    return labels.join(',');
}

// Whether an upstream has any check that could find a target unhealthy.
bool checksHealth(const json &upstream)
{
    const json checks = upstream.value("healthchecks", json::object());
    for (const char *place : {"/active/healthy/interval", "/active/unhealthy/interval", "/passive/healthy/successes", "/passive/unhealthy/http_failures",
                              "/passive/unhealthy/tcp_failures", "/passive/unhealthy/timeouts"}) {
        if (checks.is_object() && checks.value(json::json_pointer(place), 0.0) > 0)
            return true;
    }
    return false;
}

QByteArray numberText(double value)
{
    return std::floor(value) == value && std::abs(value) < 1e15 ? QByteArray::number(qint64(value)) : QByteArray::number(value, 'g', 12);
}

} // namespace

// Families in the order of their names, as they are printed.
struct KongMetrics::Page
{
    struct Family
    {
        QByteArray type;
        QByteArray help;
        QByteArrayList lines;
    };
    std::map<QByteArray, Family> families;

    void sample(const QByteArray &family, const QByteArray &type, const QByteArray &help, const Labels &labels, double value, const char *suffix = "")
    {
        Family &own = families[family];
        own.type = type;
        own.help = help;
        own.lines.append(family + suffix + (labels.isEmpty() ? QByteArray() : QByteArray('{' + labels + '}')) + ' ' + numberText(value));
    }
};

void KongMetrics::add(const QByteArray &family, const Labels &labels, double value)
{
    m_counters[family][labels] += value;
}

void KongMetrics::observe(const QByteArray &family, const Labels &labels, double value, const QList<double> &bounds)
{
    Histogram &histogram = m_histograms[family][labels];
    ++histogram.count;
    histogram.sum += value;
    histogram.bounds = &bounds;
    histogram.within.resize(size_t(bounds.size()) + 1);
    ++histogram.within[size_t(std::lower_bound(bounds.cbegin(), bounds.cend(), value) - bounds.cbegin())];
}

void KongMetrics::count(const CountedRequest &request)
{
    if (m_node->isOld())
        countOld(request);
    else if (m_node->version.startsWith(QLatin1String("2.")))
        countTwo(request);
    else
        countThree(request);
}

void KongMetrics::countOld(const CountedRequest &request)
{
    const QByteArray service = label("service", request.service);
    const QByteArray code = label("code", QByteArray::number(request.status));
    add("kong_http_status", joined({code, service}), 1);
    add("kong_http_status_total", code, 1);
    const auto both = [&](const char *type, double bytes) {
        add("kong_bandwidth", joined({label("type", type), service}), bytes);
        add("kong_bandwidth_total", label("type", type), bytes);
    };
    both("egress", double(request.egress));
    both("ingress", double(request.ingress));
    const auto latency = [&](const char *type, double ms) {
        observe("kong_latency", joined({label("type", type), service}), ms, kBounds);
        observe("kong_latency_total", label("type", type), ms, kBounds);
    };
    latency("kong", request.kongMs);
    latency("request", request.kongMs + request.upstreamMs);
    if (request.byUpstream || request.status == 502)
        latency("upstream", request.upstreamMs);
}

void KongMetrics::countTwo(const CountedRequest &request)
{
    const QByteArrayList place{label("service", request.service), label("route", request.route)};
    const QByteArray code = label("code", QByteArray::number(request.status));
    add("kong_http_status", joined(place + QByteArrayList{code}), 1);
    if (request.perConsumer && !request.consumer.isEmpty())
        add("kong_http_consumer_status", joined(place + QByteArrayList{code, label("consumer", request.consumer)}), 1);
    add("kong_bandwidth", joined(place + QByteArrayList{label("type", "egress")}), double(request.egress));
    add("kong_bandwidth", joined(place + QByteArrayList{label("type", "ingress")}), double(request.ingress));
    const auto latency = [&](const char *type, double ms) {
        observe("kong_latency", joined(place + QByteArrayList{label("type", type)}), ms, kBounds);
    };
    latency("kong", request.kongMs);
    latency("request", request.kongMs + request.upstreamMs);
    if (request.byUpstream)
        latency("upstream", request.upstreamMs);
}

void KongMetrics::countThree(const CountedRequest &request)
{
    const QByteArrayList place{label("service", request.service), label("route", request.route)};
    const QByteArrayList who{label("workspace", "default"), label("consumer", request.perConsumer ? request.consumer : QByteArray())};
    if (request.statusCodes)
        add("kong_http_requests_total",
            joined(place + QByteArrayList{label("code", QByteArray::number(request.status)),
                                          label("source", request.byUpstream ? "service" : request.status == 502 ? "error" : "kong")} + who), 1);
    if (request.bandwidth) {
        add("kong_bandwidth_bytes", joined(place + QByteArrayList{label("direction", "egress")} + who), double(request.egress));
        add("kong_bandwidth_bytes", joined(place + QByteArrayList{label("direction", "ingress")} + who), double(request.ingress));
    }
    if (request.latency) {
        const Labels labels = joined(place + QByteArrayList{label("workspace", "default")});
        observe("kong_kong_latency_ms", labels, request.kongMs, kOwnBounds);
        observe("kong_request_latency_ms", labels, request.kongMs + request.upstreamMs, kUpstreamBounds);
        if (request.byUpstream)
            observe("kong_upstream_latency_ms", labels, request.upstreamMs, kUpstreamBounds);
    }
}

void KongMetrics::machine(Page *page) const
{
    const bool three = m_node->version.startsWith(QLatin1String("3."));
    const QByteArray node = label("node_id", m_node->nodeId.toUtf8());
    page->sample("kong_datastore_reachable", "gauge", "Whether the datastore answers: 1 or 0", {}, 1);
    const KongTables::Table &plugins = m_node->tables.table("plugins");
    const bool configured = std::any_of(plugins.begin(), plugins.end(), [](const auto &entry) { return entry.second.row.value("name", "") == "prometheus"; });
    if (!three || configured)
        page->sample("kong_nginx_metric_errors_total", "counter", "Errors of the metrics library", {}, 0);

    const KongNode::Connections &connections = m_node->connections;
    const std::pair<const char *, qint64> states[] = {{"accepted", connections.accepted}, {"active", connections.active},
                                                      {"handled", connections.handled},   {"reading", connections.reading},
                                                      {"total", connections.totalRequests}, {"waiting", connections.waiting},
                                                      {"writing", connections.writing}};
    for (const auto &[state, value] : states) {
        if (three)
            page->sample("kong_nginx_connections_total", "gauge", "Connections by state", joined({node, label("subsystem", "http"), label("state", state)}), double(value));
        else
            page->sample("kong_nginx_http_current_connections", "gauge", "HTTP connections by state", label("state", state), double(value));
    }
    if (m_node->isOld())
        return;
    page->sample("kong_nginx_timers", "gauge", "Timers by state", label("state", "pending"), 1);
    page->sample("kong_nginx_timers", "gauge", "Timers by state", label("state", "running"), three ? 263 : 1);
    const QByteArrayList before = three ? QByteArrayList{node} : QByteArrayList();
    const QByteArray subsystem = label("kong_subsystem", "http");
    for (const Dictionary &dictionary : kDictionaries) {
        if (three ? !dictionary.three : !dictionary.two)
            continue;
        const Labels labels = joined(before + QByteArrayList{label("shared_dict", dictionary.name), subsystem});
        page->sample("kong_memory_lua_shared_dict_bytes", "gauge", "Bytes in use of a shared dictionary", labels, double(dictionary.used));
        page->sample("kong_memory_lua_shared_dict_total_bytes", "gauge", "Bytes that a shared dictionary has", labels, double(dictionary.size));
    }
    page->sample("kong_memory_workers_lua_vms_bytes", "gauge", "Bytes in use of a worker", joined(before + QByteArrayList{label("pid", "4711"), subsystem}), 60'000'000);
    if (three) {
        page->sample("kong_nginx_requests_total", "gauge", "Requests", joined({node, label("subsystem", "http")}), double(connections.totalRequests));
        page->sample("kong_node_info", "gauge", "The node", joined({node, label("version", m_node->version.toUtf8())}), 1);
    }
}

// 2.8.5 tells the health of every target, 3.9.1 when a prometheus plugin asks for it.
void KongMetrics::targets(Page *page) const
{
    bool wanted = m_node->version.startsWith(QLatin1String("2."));
    for (const auto &[id, stored] : m_node->tables.table("plugins")) {
        const json &row = stored.row;
        if (row.value("name", "") == "prometheus" && row.contains("config") && row["config"].value("upstream_health_metrics", false))
            wanted = true;
    }
    if (!wanted)
        return;
    for (const auto &[id, stored] : m_node->tables.table("targets")) {
        const json &row = stored.row;
        const json reference = row.value("upstream", json());
        const KongTables::Row *upstream = reference.is_object() ? m_node->tables.find("upstreams", reference.value("id", std::string())) : nullptr;
        if (!upstream)
            continue;
        const QByteArray name = QByteArray::fromStdString(row.value("target", std::string()));
        QByteArray state = "healthchecks_off";
        if (checksHealth(*upstream))
            state = m_node->targetHealth.value(QString::fromStdString(upstream->value("id", std::string())) + QLatin1Char('|') + QString::fromUtf8(name), true) ? "healthy" : "unhealthy";
        for (const char *one : {"dns_error", "healthchecks_off", "healthy", "unhealthy"})
            page->sample("kong_upstream_target_health", "gauge", "1 for the state that a target is in",
                         joined({label("upstream", QByteArray::fromStdString(upstream->value("name", std::string()))), label("target", name),
                                 label("address", name), label("state", one), label("subsystem", "http")}),
                         state == one ? 1 : 0);
    }
}

QByteArray KongMetrics::text() const
{
    Page page;
    machine(&page);
    if (!m_node->isOld())
        targets(&page);
    for (const auto &[family, series] : m_counters) {
        for (const auto &[labels, value] : series)
            page.sample(family, "counter", "Counted at the proxy", labels, value);
    }
    for (const auto &[family, series] : m_histograms) {
        for (const auto &[labels, histogram] : series) {
            qint64 count = 0;
            for (size_t i = 0; i < histogram.within.size(); ++i) {
                count += histogram.within[i];
                if (count == 0)
                    continue; // buckets that nothing fell into are not told
                const bool last = i + 1 == histogram.within.size();
                const double bound = last ? 0 : histogram.bounds->at(qsizetype(i));
                const QByteArray text = last ? QByteArray("+Inf")
                                        : m_node->isOld() ? QByteArray::number(bound, 'f', 1).rightJustified(7, '0')
                                                          : numberText(bound);
                page.sample(family, "histogram", "Milliseconds", labels + ',' + label("le", text), double(count), "_bucket");
            }
        }
        for (const auto &[labels, histogram] : series)
            page.sample(family, "histogram", "Milliseconds", labels, double(histogram.count), "_count");
        for (const auto &[labels, histogram] : series)
            page.sample(family, "histogram", "Milliseconds", labels, histogram.sum, "_sum");
    }
    QByteArray text;
    for (const auto &[name, family] : page.families) {
        text += "# HELP " + name + ' ' + family.help + "\n# TYPE " + name + ' ' + family.type + '\n';
        for (const QByteArray &line : family.lines)
            text += line + '\n';
    }
    return text;
}

} // namespace mk::demo
