// SPDX-License-Identifier: GPL-3.0-or-later
#include "BenchReport.h"

#include "BenchProbe.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QProcess>

#include <algorithm>
#include <cstdio>

namespace mk::bench {

namespace {
// Where only that it runs is to be seen, twice will do.
int runs()
{
    return qEnvironmentVariableIsSet("MK_BENCH_SMALL") ? 2 : 9;
}
} // namespace

Child runSelf(const QStringList &arguments)
{
    Child child;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), arguments);
    if (!process.waitForStarted())
        return child;
    while (!process.waitForFinished(20) && process.state() == QProcess::Running)
        child.peakPss = std::max(child.peakPss, pssMiB(process.processId()));
    child.told = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    return child;
}

double medianOf(const QStringList &arguments)
{
    std::vector<double> all;
    for (int i = 0; i < runs(); ++i) {
        QStringList given = arguments;
        given.replaceInStrings(QStringLiteral("@now"), QString::number(monotonicMs(), 'f', 3));
        const Child child = runSelf(given);
        if (!child.told.isEmpty())
            all.push_back(child.told.value(QLatin1String("ms")).toDouble());
    }
    return median(all);
}

double curlMs(const QStringList &urls, const QString &user)
{
    QStringList arguments{QStringLiteral("-s"), QStringLiteral("-g"), QStringLiteral("-H"), QStringLiteral("Accept-Encoding: identity"),
                          QStringLiteral("-w"), QStringLiteral("%{time_total}\n")};
    if (!user.isEmpty())
        arguments << QStringLiteral("-u") << user;
    for (const QString &url : urls)
        arguments << QStringLiteral("-o") << QStringLiteral("/dev/null") << url;
    std::vector<double> times;
    for (int i = 0; i < runs(); ++i) {
        QProcess curl;
        curl.start(QStringLiteral("curl"), arguments);
        if (!curl.waitForFinished(60'000) || curl.exitCode() != 0)
            continue;
        double sum = 0;
        const QByteArrayList each = curl.readAllStandardOutput().trimmed().split('\n');
        for (const QByteArray &time : each)
            sum += 1000 * time.toDouble();
        times.push_back(sum);
    }
    return median(times);
}

void line(const char *what, double value, const char *unit, const QString &yardstick)
{
    std::printf("%-62s %9.1f %-4s %s\n", what, value, unit, qPrintable(yardstick));
}

QString ms(const char *name, double value)
{
    return QStringLiteral("%1 %2 ms").arg(QLatin1String(name)).arg(value, 0, 'f', 1);
}

void stops(const char *what, const QJsonObject &told, double idleGap)
{
    const QString name = QStringLiteral("longest stop (processor): ") + QLatin1String(what);
    line(qPrintable(name), told.value(QLatin1String("p999")).toDouble(), "ms",
         QStringLiteral("99.9th of %1 events, aim 16; max %2; wall %3, an idle loop %4")
             .arg(told.value(QLatin1String("events")).toInt())
             .arg(told.value(QLatin1String("max")).toDouble(), 0, 'f', 1)
             .arg(told.value(QLatin1String("maxWall")).toDouble(), 0, 'f', 1)
             .arg(idleGap, 0, 'f', 1));
    std::printf("    %s\n", qPrintable(told.value(QLatin1String("worst")).toString()));
}

void listLine(const char *what, double value, double curl)
{
    line(what, value, "ms", ms("curl", curl) + QStringLiteral(", ") + ms("aim", curl > 1000 ? curl * 1.15 : curl + 120));
}

void unchangedLine(const char *what, const QJsonObject &told)
{
    std::printf("%-62s deltas %d, model signals %d, repaints of cells %d\n", what, told.value(QLatin1String("deltas")).toInt(),
                told.value(QLatin1String("signals")).toInt(), told.value(QLatin1String("paints")).toInt());
}

void keystrokes(const char *what, const QJsonObject &told)
{
    line(what, told.value(QLatin1String("median")).toDouble(), "ms",
         QStringLiteral("median, aim 50; first %1, max %2")
             .arg(told.value(QLatin1String("first")).toDouble(), 0, 'f', 1)
             .arg(told.value(QLatin1String("max")).toDouble(), 0, 'f', 1));
}

} // namespace mk::bench
