// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RealPrometheus.h"

#include "core/Process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QStandardPaths>
#include <QTcpServer>

namespace mk::test {

namespace {

constexpr int startPatience = 60'000; // ms; two loaded cores under sanitizers need some

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

RealPrometheus::RealPrometheus() : m_folder(QDir::tempPath() + QStringLiteral("/mk-prometheus-XXXXXX"))
{
}

RealPrometheus::~RealPrometheus()
{
    kill();
}

bool RealPrometheus::isInstalled()
{
    return !QStandardPaths::findExecutable(QStringLiteral("prometheus")).isEmpty();
}

bool RealPrometheus::fail(const QString &why)
{
    m_lastError = why;
    return false;
}

bool RealPrometheus::writeConfig()
{
    QByteArray yaml = "global:\n  scrape_interval: 1s\n  evaluation_interval: 1s\n";
    if (!m_rules.isEmpty()) {
        if (!writeFile(m_folder.filePath(QStringLiteral("rules.yml")), m_rules))
            return fail(QStringLiteral("the rules cannot be written"));
        yaml += "rule_files: ['" + m_folder.filePath(QStringLiteral("rules.yml")).toUtf8() + "']\n";
    }
    yaml += "scrape_configs:\n  - job_name: prometheus\n    static_configs: [{targets: ['127.0.0.1:"
        + QByteArray::number(m_port) + "']}]\n";
    for (const ScrapeJob &job : std::as_const(m_jobs)) {
        yaml += "  - job_name: '" + job.name.toUtf8() + "'\n    metrics_path: '" + job.path.toUtf8()
            + "'\n    static_configs: [{targets: ['" + job.target.toUtf8() + "']}]\n";
    }
    return writeFile(m_folder.filePath(QStringLiteral("prometheus.yml")), yaml)
        || fail(QStringLiteral("the configuration cannot be written"));
}

bool RealPrometheus::launch()
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(m_folder.filePath(QStringLiteral("prometheus.log")), QIODevice::Append);
    mk::os::dieWithParent(*m_process);
    m_process->start(QStringLiteral("prometheus"),
                     {QString(QStringLiteral("--config.file=") + m_folder.filePath(QStringLiteral("prometheus.yml"))),
                      QString(QStringLiteral("--storage.tsdb.path=") + m_folder.filePath(QStringLiteral("data"))),
                      QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(m_port), QStringLiteral("--web.enable-lifecycle")});
    if (!m_process->waitForStarted(startPatience))
        return fail(QString(QStringLiteral("prometheus does not start: ") + m_process->errorString()));
    return true;
}

bool RealPrometheus::start()
{
    if (isRunning())
        return true;
    if (!m_folder.isValid())
        return fail(m_folder.errorString());
    const bool first = m_port == 0;
    // Between finding a port free and listening on it somebody else may take it.
    for (int attempt = 0; attempt < (first ? 5 : 1); ++attempt) {
        if (first) {
            QTcpServer probe;
            if (!probe.listen(QHostAddress::LocalHost, 0))
                return fail(probe.errorString());
            m_port = probe.serverPort();
        }
        if (!writeConfig() || !launch())
            return false;
        if (waitUntilReady())
            return true;
        kill();
        if (!log().contains("address already in use"))
            return false;
    }
    return false;
}

bool RealPrometheus::waitUntilReady()
{
    m_http = std::make_unique<RawHttp>(m_port);
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < startPatience) {
        if (m_process->waitForFinished(50)) // also the pause between two questions
            return fail(QString(QStringLiteral("prometheus ended: ") + QString::fromUtf8(log())));
        if (get("/-/ready").ok())
            return true;
    }
    return fail(QString(QStringLiteral("prometheus is not ready: ") + QString::fromUtf8(log())));
}

void RealPrometheus::kill()
{
    if (m_process) {
        m_process->kill();
        m_process->waitForFinished(startPatience);
    }
    m_process.reset();
    m_http.reset();
}

bool RealPrometheus::isRunning() const
{
    return m_process && m_process->state() == QProcess::Running;
}

bool RealPrometheus::reload()
{
    if (!isRunning())
        return true;
    if (!writeConfig())
        return false;
    const RawHttp::Response response = m_http->send("POST", "/-/reload");
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

QUrl RealPrometheus::url() const
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    return url;
}

QByteArray RealPrometheus::log() const
{
    QFile file(m_folder.filePath(QStringLiteral("prometheus.log")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().right(4000);
}

RawHttp::Response RealPrometheus::get(const QByteArray &path)
{
    return m_http ? m_http->send("GET", path) : RawHttp::Response();
}

RawHttp::Response RealPrometheus::instant(const QByteArray &query, const QByteArray &time)
{
    QByteArray path = "/api/v1/query?query=" + QUrl::toPercentEncoding(QString::fromUtf8(query));
    if (!time.isEmpty())
        path += "&time=" + time;
    return get(path);
}

} // namespace mk::test
