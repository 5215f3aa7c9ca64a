// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/PrometheusTargets.h"

#include "api/prometheus/PrometheusInfo.h"
#include "api/prometheus/PrometheusJson.h"
#include "core/Json.h"
#include "core/JsonRead.h"

#include <QRegularExpression>

namespace mk::prometheus {

namespace {

using nlohmann::json;

constexpr size_t mostTargets = 100'000;

QString labelOf(const Labels &labels, const char *name)
{
    const auto at = labels.find(QString::fromLatin1(name));
    return at == labels.end() ? QString() : at->second;
}

Health healthOf(const QString &word)
{
    if (word == QLatin1String("up"))
        return Health::Up;
    return word == QLatin1String("down") ? Health::Down : Health::Unknown;
}

Result<Target> targetOf(const json &entry)
{
    JsonFields fields(entry, "target");
    fields.require({"health"});
    Target target;
    target.labels = fields.stringMap("labels");
    target.scrapePool = fields.string("scrapePool");
    target.scrapeUrl = fields.string("scrapeUrl");
    target.lastError = fields.string("lastError");
    target.health = healthOf(fields.string("health"));
    // Go's time has nanoseconds, which Qt's reader rounds; year 1 is "never".
    const QDateTime when = QDateTime::fromString(fields.string("lastScrape"), Qt::ISODateWithMs);
    if (when.isValid() && when.date().year() > 1)
        target.lastScrape = when.toUTC();
    target.lastScrapeSeconds = fields.optionalNumber("lastScrapeDuration");
    target.interval = parseDuration(fields.string("scrapeInterval"));
    if (fields.error())
        return fail(*fields.error());
    if (target.scrapePool.isEmpty())
        target.scrapePool = target.job();
    return target;
}

class TargetListJob final : public Job<std::vector<Target>>
{
public:
    TargetListJob(HttpClient *http, QObject *parent) : Job(parent), m_http(http) { start(); }

protected:
    void onStart() override
    {
        awaitValue(m_http->send(targetsRequest(), this), [this](const HttpResponse &response) {
            await(runOnWorker<std::vector<Target>>(this, [response](const CancelFlag &) { return decodeTargetList(response); }),
                  [this](const Result<std::vector<Target>> &targets) { finish(targets); });
        });
    }

private:
    HttpClient *m_http;
};

} // namespace

QString Target::job() const
{
    return labelOf(labels, "job");
}

QString Target::instance() const
{
    return labelOf(labels, "instance");
}

std::optional<std::chrono::milliseconds> parseDuration(const QString &text)
{
    static const QRegularExpression whole(QStringLiteral(
        "^(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?$"));
    const QRegularExpressionMatch match = whole.match(text);
    if (text.isEmpty() || !match.hasMatch())
        return std::nullopt;
    static constexpr qint64 units[]{31'536'000'000, 604'800'000, 86'400'000, 3'600'000, 60'000, 1'000, 1};
    qint64 ms = 0;
    for (int i = 0; i < 7; ++i)
        ms += match.captured(i + 1).toLongLong() * units[i];
    return std::chrono::milliseconds(ms);
}

Result<std::vector<Target>> decodeTargetList(const HttpResponse &response)
{
    Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    const Result<json *> data = envelope(*document, nullptr);
    if (!data)
        return fail(data.error());
    JsonFields fields(**data, "targets");
    const json *list = fields.array("activeTargets");
    if (fields.error())
        return fail(*fields.error());
    std::vector<Target> targets;
    if (!list)
        return targets;
    targets.reserve(std::min(mostTargets, list->size()));
    for (const json &entry : *list) {
        if (targets.size() >= mostTargets)
            break;
        Result<Target> target = targetOf(entry);
        if (!target)
            return fail(target.error());
        targets.push_back(std::move(*target));
    }
    return targets;
}

ScrapeIntervals scrapeIntervals(const std::vector<Target> &targets)
{
    std::optional<ScrapeIntervals> told;
    for (const Target &target : targets) {
        if (!target.interval || target.interval->count() <= 0)
            continue;
        if (!told)
            told = {*target.interval, *target.interval};
        told->shortest = std::min(told->shortest, *target.interval);
        told->longest = std::max(told->longest, *target.interval);
    }
    return told.value_or(ScrapeIntervals());
}

Job<std::vector<Target>> *fetchTargetList(HttpClient *http, QObject *parent)
{
    return new TargetListJob(http, parent);
}

} // namespace mk::prometheus
