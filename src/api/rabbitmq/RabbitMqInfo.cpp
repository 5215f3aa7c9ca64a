// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/rabbitmq/RabbitMqInfo.h"

#include "core/Json.h"
#include "core/JsonRead.h"

#include <algorithm>
#include <array>

namespace mk::rabbitmq {

namespace {

using nlohmann::json;

std::optional<qint64> figure(JsonFields &fields, const char *name)
{
    if (!fields.has(name))
        return std::nullopt;
    return fields.signedNumber(name);
}

// {"sample_retention_policies":{"basic":[600,3600],…}} since 3.6.7; absent while statistics are off.
std::chrono::seconds longestRetention(const json &overview)
{
    std::chrono::seconds longest{0};
    const auto policies = overview.find("sample_retention_policies");
    if (policies == overview.end() || !policies->is_object())
        return longest;
    const auto basic = policies->find("basic");
    if (basic == policies->end() || !basic->is_array())
        return longest;
    for (const json &age : *basic) {
        if (age.is_number_integer() && age.get<qint64>() < 1'000'000'000)
            longest = std::max(longest, std::chrono::seconds(age.get<qint64>()));
    }
    return longest;
}

class InfoJob final : public Job<Info>
{
public:
    InfoJob(HttpClient *http, QObject *parent) : Job<Info>(parent), m_http(http) { start(); }

protected:
    void onStart() override
    {
        awaitValue(m_http->send(overviewRequest(), this), [this](const HttpResponse &overview) {
            Result<Info> info = decodeOverview(overview);
            if (!info) {
                finish(std::move(info));
                return;
            }
            m_info = std::move(*info);
            awaitValue(m_http->send(whoamiRequest(), this), [this](const HttpResponse &whoami) {
                if (const Result<Done> read = decodeWhoami(whoami, &m_info); !read) {
                    finishError(read.error());
                    return;
                }
                await(m_http->send(nodesRequest(), this), [this](const Result<HttpResponse> &nodes) {
                    if (nodes) {
                        if (const Result<QStringList> alarms = decodeAlarms(*nodes))
                            m_info.alarms = *alarms;
                    }
                    finish(m_info);
                });
            });
        });
    }

private:
    HttpClient *m_http;
    Info m_info;
};

} // namespace

HttpRequest overviewRequest()
{
    HttpRequest request;
    request.path = QByteArrayLiteral("/api/overview");
    return request;
}

HttpRequest whoamiRequest()
{
    HttpRequest request;
    request.path = QByteArrayLiteral("/api/whoami");
    return request;
}

HttpRequest nodesRequest()
{
    HttpRequest request;
    request.path = QByteArrayLiteral("/api/nodes?columns=name,running,mem_alarm,disk_free_alarm");
    return request;
}

Result<Info> decodeOverview(const HttpResponse &response)
{
    const Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "overview");
    fields.require({"rabbitmq_version"});
    Info info;
    info.version = fields.string("rabbitmq_version");
    info.erlangVersion = fields.string("erlang_version");
    info.clusterName = fields.string("cluster_name");
    info.node = fields.string("node");
    info.ratesMode = fields.string("rates_mode");
    info.statisticsOff = fields.boolean("disable_stats"); // since 3.9
    if (fields.error())
        return fail(*fields.error());
    info.retention = longestRetention(*document);
    // Empty lists stand for empty objects here, and both are absent while statistics are off.
    const auto objects = document->find("object_totals");
    if (objects != document->end() && objects->is_object()) {
        JsonFields totals(*objects, "overview object totals");
        info.totals.queues = figure(totals, "queues");
        info.totals.connections = figure(totals, "connections");
        info.totals.consumers = figure(totals, "consumers");
        if (totals.error())
            return fail(*totals.error());
    }
    const auto queues = document->find("queue_totals");
    if (queues != document->end() && queues->is_object()) {
        JsonFields totals(*queues, "overview queue totals");
        info.totals.messagesReady = figure(totals, "messages_ready");
        info.totals.messagesUnacknowledged = figure(totals, "messages_unacknowledged");
        if (totals.error())
            return fail(*totals.error());
    }
    return info;
}

Result<Done> decodeWhoami(const HttpResponse &response, Info *into)
{
    const Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "user");
    fields.require({"name"});
    into->user = fields.string("name");
    // One text with commas before 3.8, a list since.
    const auto tags = document->is_object() ? document->find("tags") : document->end();
    if (document->is_object() && tags != document->end() && tags->is_string())
        into->userTags = QString::fromStdString(tags->get_ref<const std::string &>()).split(QLatin1Char(','), Qt::SkipEmptyParts);
    else
        into->userTags = fields.strings("tags");
    if (fields.error())
        return fail(*fields.error());
    return Done{};
}

Result<QStringList> decodeAlarms(const HttpResponse &response)
{
    static constexpr std::array<std::pair<const char *, const char *>, 2> kinds{
        {{"mem_alarm", "memory"}, {"disk_free_alarm", "disk"}}};
    QStringList alarms;
    const Result<Done> read = parseJsonArray(response.body, [&alarms](json &element) -> Result<Done> {
        JsonFields fields(element, "node");
        fields.require({"name"});
        const QString name = fields.string("name");
        for (const auto &[field, word] : kinds) {
            if (fields.boolean(field)) // absent where the node is down
                alarms.append(QString(name + QStringLiteral(": ") + QLatin1String(word)));
        }
        if (fields.error())
            return fail(*fields.error());
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return alarms;
}

Job<Info> *fetchInfo(HttpClient *http, QObject *parent)
{
    return new InfoJob(http, parent);
}

} // namespace mk::rabbitmq
