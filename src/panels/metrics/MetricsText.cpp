// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/MetricsText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MarkedText.h"

#include <QCoreApplication>
#include <QUrl>

namespace mk {

namespace {

struct MetricsTexts
{
    Q_DECLARE_TR_FUNCTIONS(MetricsText)
};

QString translated(const char *source)
{
    return *source == '\0' ? QString() : QCoreApplication::translate("Dashboards", source);
}

// What to do where a target is up and does not have it.
QString missingHint(System system, const ChartSpec *chart)
{
    switch (system) {
    case System::Kong:
        if (chart && chart->id == QLatin1String("kong-dict"))
            return MetricsTexts::tr("Kong tells it since version 1.3.");
        if (chart && chart->id == QLatin1String("kong-targets"))
            return MetricsTexts::tr("Kong tells it since version 2.1, and since 3.0 only with %1 in the prometheus plugin's configuration.")
                .arg(code(QStringLiteral("upstream_health_metrics")));
        return MetricsTexts::tr("Kong tells it only while its prometheus plugin is on and a request has passed. Since 3.0 the plugin's "
                        "%1, %2 and %3 are off at first.")
            .arg(code(QStringLiteral("status_code_metrics")), code(QStringLiteral("latency_metrics")),
                 code(QStringLiteral("bandwidth_metrics")));
    case System::RabbitMq:
        return MetricsTexts::tr("RabbitMQ tells it through its plugin %1, since version 3.8.").arg(code(QStringLiteral("rabbitmq_prometheus")));
    default:
        return {};
    }
}

} // namespace

QString chartTitle(const ChartSpec &chart)
{
    return translated(chart.title);
}

QString chartUnitText(const ChartSpec &chart)
{
    return translated(chart.unitText);
}

QString chartSource(const ChartVariant *variant)
{
    if (!variant || variant->needs.isEmpty())
        return {};
    return variant->needs.front();
}

EmptyChartText emptyChartText(System system, const WhyEmpty &why, const ChartSpec *chart, const QDateTime &now)
{
    using Reason = WhyEmpty::Reason;
    const QString name = systemName(system);
    const QString job = code(visibleText(why.target.job()));
    const QString url = code(visibleText(why.target.scrapeUrl));
    switch (why.reason) {
    case Reason::NoTarget:
        return {MetricsTexts::tr("%1 is not scraped").arg(name),
                MetricsTexts::tr("No job of this Prometheus looks like %1. Add one to %2.").arg(name, code(QStringLiteral("prometheus.yml")))};
    case Reason::NotScrapedYet:
        return {MetricsTexts::tr("Not scraped yet"), MetricsTexts::tr("The job %1 waits for its first look at %2.").arg(job, url)};
    case Reason::NotFound: {
        QString sentence = MetricsTexts::tr("The job %1 reads %2, and there is no such page (404).").arg(job, url);
        if (system == System::Kong && QUrl(why.target.scrapeUrl).path() != QLatin1String("/metrics")) {
            sentence += QLatin1Char(' ')
                + MetricsTexts::tr("Kong's own plugin answers at %1: set %2 in that job.")
                      .arg(code(QStringLiteral("/metrics")), code(QStringLiteral("metrics_path: /metrics")));
        } else if (system == System::Kong) {
            sentence += QLatin1Char(' ') + MetricsTexts::tr("Is the prometheus plugin among the loaded plugins of this Kong?");
        }
        return {MetricsTexts::tr("The target of %1 answers 404").arg(name), sentence};
    }
    case Reason::Down: {
        QString sentence = MetricsTexts::tr("%1 of the job %2 is down: %3").arg(url, job, visibleText(why.target.lastError));
        if (why.target.lastScrape.isValid())
            sentence += MetricsTexts::tr(" (%1)").arg(format::ago(why.target.lastScrape, now));
        return {MetricsTexts::tr("The target of %1 is down").arg(name), sentence};
    }
    case Reason::Missing: {
        QString sentence;
        if (chart && !chart->variants.empty()) {
            QStringList names;
            for (const ChartVariant &variant : chart->variants)
                names.append(code(variant.needs.value(0)));
            sentence = MetricsTexts::tr("%1 is scraped and does not have %2.").arg(url, names.join(MetricsTexts::tr(" or ")));
        } else {
            sentence = MetricsTexts::tr("%1 is scraped and has none of the metrics that are drawn here.").arg(url);
        }
        if (const QString hint = missingHint(system, chart); !hint.isEmpty())
            sentence += QLatin1Char(' ') + hint;
        return {MetricsTexts::tr("No such metric here"), sentence};
    }
    }
    return {};
}

} // namespace mk
