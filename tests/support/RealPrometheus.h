// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/RealServer.h"

#include <QByteArray>
#include <QList>
#include <QString>

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

// One real Prometheus, scraping itself each second and what it is told besides.
class RealPrometheus : public RealServer
{
public:
    struct ScrapeJob
    {
        QString name;
        QString target; // "127.0.0.1:8001"
        QString path = QStringLiteral("/metrics");
    };

    RealPrometheus();
    static bool isInstalled();

    // Beside itself; takes effect at once where it runs.
    bool setJobs(const QList<ScrapeJob> &jobs);
    bool setRules(const QByteArray &yaml); // a whole rules file

    // What the API says, past the code under test.
    RawHttp::Response get(const QByteArray &path);
    RawHttp::Response instant(const QByteArray &query, const QByteArray &time = {});

private:
    bool writeConfig() override;
    QStringList arguments() const override;
    bool isReady() override;
    bool reload();
    QList<ScrapeJob> m_jobs;
    QByteArray m_rules;
};

} // namespace mk::test
