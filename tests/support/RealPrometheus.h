// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/RawHttp.h"

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

// First line of a test class that needs the real program: it must be there, unless the caller said that it need not.
#define MK_REQUIRE_PROMETHEUS()                                                                                           \
    do {                                                                                                                  \
        if (!mk::test::RealPrometheus::isInstalled()) {                                                                   \
            if (qEnvironmentVariable("MK_SKIP_REAL") == QLatin1String("1"))                                               \
                QSKIP("prometheus is not installed");                                                                     \
            QFAIL("prometheus is not installed: tests/run.sh installs it; MK_SKIP_REAL=1 leaves these tests out");        \
        }                                                                                                                 \
    } while (false)

namespace mk::test {

// One real Prometheus on a free loopback port, with a data folder of its own, scraping itself each second and what it is
// told besides. Blocking calls; GUI thread. It dies with this program. Functions that return false leave the reason in
// lastError().
class RealPrometheus
{
public:
    struct ScrapeJob
    {
        QString name;
        QString target; // "127.0.0.1:8001"
        QString path = QStringLiteral("/metrics");
    };

    RealPrometheus();
    ~RealPrometheus();
    Q_DISABLE_COPY_MOVE(RealPrometheus)

    static bool isInstalled();

    // Starts it (again, on the same port and data) and waits until it is ready.
    bool start();
    void kill(); // at once, data kept
    bool isRunning() const;
    // Beside itself; takes effect at once where it runs.
    bool setJobs(const QList<ScrapeJob> &jobs);
    bool setRules(const QByteArray &yaml); // a whole rules file

    QUrl url() const;
    quint16 port() const { return m_port; }
    QString lastError() const { return m_lastError; }
    QByteArray log() const; // end of its output

    // What the API says, past the code under test.
    RawHttp::Response get(const QByteArray &path);
    RawHttp::Response instant(const QByteArray &query, const QByteArray &time = {});

private:
    bool writeConfig();
    bool launch();
    bool waitUntilReady();
    bool reload();
    bool fail(const QString &why);
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<RawHttp> m_http;
    QList<ScrapeJob> m_jobs;
    QByteArray m_rules;
    quint16 m_port = 0;
    QString m_lastError;
};

} // namespace mk::test
