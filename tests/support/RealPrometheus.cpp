// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RealPrometheus.h"

#include <QUrl>

namespace mk::test {

RealPrometheus::RealPrometheus() : RealServer(QStringLiteral("prometheus"))
{
}

bool RealPrometheus::isInstalled()
{
    return RealServer::isInstalled(QStringLiteral("prometheus"));
}

bool RealPrometheus::writeConfig()
{
    QByteArray yaml = "global:\n  scrape_interval: 1s\n  evaluation_interval: 1s\n";
    if (!m_rules.isEmpty()) {
        const QString rules = QStringLiteral("rules.yml");
        if (!writeFile(rules, m_rules))
            return false;
        yaml += "rule_files: ['" + inFolder(rules).toUtf8() + "']\n";
    }
    yaml += "scrape_configs:\n  - job_name: prometheus\n    static_configs: [{targets: ['127.0.0.1:"
        + QByteArray::number(port()) + "']}]\n";
    for (const ScrapeJob &job : std::as_const(m_jobs)) {
        yaml += "  - job_name: '" + job.name.toUtf8() + "'\n    metrics_path: '" + job.path.toUtf8()
            + "'\n    static_configs: [{targets: ['" + job.target.toUtf8() + "']}]\n";
    }
    return writeFile(QStringLiteral("prometheus.yml"), yaml);
}

QStringList RealPrometheus::arguments() const
{
    return {QString(QStringLiteral("--config.file=") + inFolder(QStringLiteral("prometheus.yml"))),
            QString(QStringLiteral("--storage.tsdb.path=") + inFolder(QStringLiteral("data"))),
            QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(port()), QStringLiteral("--web.enable-lifecycle")};
}

bool RealPrometheus::isReady()
{
    return get("/-/ready").ok();
}

bool RealPrometheus::reload()
{
    if (!isRunning())
        return true;
    if (!writeConfig())
        return false;
    const RawHttp::Response response = http()->send("POST", "/-/reload");
    return response.ok() || fail(QString(QStringLiteral("the configuration is refused: ") + QString::fromUtf8(response.body)));
}

bool RealPrometheus::setJobs(const QList<ScrapeJob> &jobs)
{
    m_jobs = jobs;
    return reload();
}

bool RealPrometheus::setRules(const QByteArray &yaml)
{
    m_rules = yaml;
    return reload();
}

RawHttp::Response RealPrometheus::get(const QByteArray &path)
{
    return http() ? http()->send("GET", path) : RawHttp::Response();
}

RawHttp::Response RealPrometheus::instant(const QByteArray &query, const QByteArray &time)
{
    QByteArray path = "/api/v1/query?query=" + QUrl::toPercentEncoding(QString::fromUtf8(query));
    if (!time.isEmpty())
        path += "&time=" + time;
    return get(path);
}

} // namespace mk::test
