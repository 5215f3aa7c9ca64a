// SPDX-License-Identifier: GPL-3.0-or-later
// What the console costs on a real Consul with 100,000 keys. Figures stand beside their yardstick of the same run; none is
// asserted. QT_QPA_PLATFORM=offscreen bin/bench_consul [keys]
#include "BenchProbe.h"
#include "ConsulBenchWindow.h"
#include "support/RealConsul.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QProcess>

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace mk::bench;
using mk::test::RealConsul;

namespace {

constexpr int serviceCount = 2'000;

struct Child
{
    QJsonObject told; // empty: it failed
    double peakPss = 0;
};

// This program again, as something else.
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

double startTime(const char *role)
{
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        const Child child = runSelf({QString::fromLatin1(role), QString::number(monotonicMs(), 'f', 3)});
        if (!child.told.isEmpty())
            times.push_back(child.told.value(QLatin1String("ms")).toDouble());
    }
    return median(times);
}

// Of the whole list of keys on screen, each time by a console that has just started.
double keyListTime(const QString &url, int keys)
{
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        const Child child = runSelf({QStringLiteral("--key-list"), url, QString::number(keys)});
        if (!child.told.isEmpty())
            times.push_back(child.told.value(QLatin1String("ms")).toDouble());
    }
    return median(times);
}

// Median of several; the body is thrown away.
double curlMs(const QString &url)
{
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        QProcess curl;
        curl.start(QStringLiteral("curl"), {QStringLiteral("-s"), QStringLiteral("-o"), QStringLiteral("/dev/null"),
                                            QStringLiteral("-H"), QStringLiteral("Accept-Encoding: identity"),
                                            QStringLiteral("-w"), QStringLiteral("%{time_total}"), url});
        if (curl.waitForFinished(60'000) && curl.exitCode() == 0)
            times.push_back(1000 * curl.readAllStandardOutput().toDouble());
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

void keystrokes(const char *what, const QJsonObject &told)
{
    line(what, told.value(QLatin1String("median")).toDouble(), "ms",
         QStringLiteral("median, aim 50; first %1, max %2")
             .arg(told.value(QLatin1String("first")).toDouble(), 0, 'f', 1)
             .arg(told.value(QLatin1String("max")).toDouble(), 0, 'f', 1));
}

bool fillRegistry(RealConsul &consul)
{
    for (int i = 0; i < serviceCount; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray body = R"({"Node":"bulk-)" + QByteArray::number(i % 50) + R"(","Address":"10.1.0.)" + QByteArray::number(i % 50)
            + R"(","NodeMeta":{"external-node":"true"},"Service":{"Service":"service-)" + number + R"(","ID":"service-)" + number
            + R"(-1","Port":)" + QByteArray::number(8000 + i) + R"(,"Tags":["v1"]},"Checks":[{"Node":"bulk-)" + QByteArray::number(i % 50)
            + R"(","CheckID":"alive-)" + number + R"(","Name":"alive","ServiceID":"service-)" + number + R"(-1","Status":")"
            + (i % 17 == 0 ? "critical" : "passing") + R"("}]})";
        if (!consul.send("PUT", "/v1/catalog/register", body).ok())
            return false;
    }
    return true;
}

int runAll(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int keys = argc > 1 ? std::atoi(argv[1]) : 100'000;
    RealConsul consul;
    if (!consul.start() || !fillRegistry(consul) || !consul.addManyKeys(keys)) {
        std::fprintf(stderr, "bench: %s\n", qPrintable(consul.lastError()));
        return 1;
    }
    const double empty = startTime("--empty-window");
    const double first = startTime("--first-window");
    const QString url = consul.url().toString();
    const double curl = curlMs(url + QStringLiteral("/v1/kv/?keys"));
    const double keyList = keyListTime(url, keys);
    const double aim = curl > 1000 ? curl * 1.15 : curl + 120;
    const Child console = runSelf({QStringLiteral("--console"), url, QString::number(keys)});
    if (console.told.isEmpty())
        return 1;
    const QJsonObject &told = console.told;
    const auto number = [&told](const char *name) { return told.value(QLatin1String(name)).toDouble(); };
    const auto object = [&told](const char *name) { return told.value(QLatin1String(name)).toObject(); };
    const double gap = number("idleLoopGap");

    std::printf("%d keys, %d services, one Consul on loopback\n", keys, told.value(QLatin1String("services")).toInt());
    line("first usable window", first, "ms",
         QStringLiteral("an empty window %1 ms: %2 times, aim 3").arg(empty, 0, 'f', 1).arg(first / empty, 0, 'f', 2));
    line("all keys on screen, from opening the environment", keyList, "ms", ms("curl", curl) + QStringLiteral(", ") + ms("aim", aim));
    line("a key more, from the write to the screen", number("oneMore"), "ms", ms("curl of the list", curl));
    stops("load", object("loadStops"), gap);
    stops("refresh, nothing changed", object("unchangedStops"), gap);
    stops("refresh, one key more", object("changeStops"), gap);
    stops("filter the keys", object("filterStops"), gap);
    stops("open the services", object("servicesStops"), gap);
    stops("sort and filter the services", object("tableStops"), gap);
    keystrokes("keystroke to result, keys", object("filterKeys"));
    keystrokes("keystroke to result, services", object("filterServices"));
    line("sort of the services", number("sortMedian"), "ms", ms("max", number("sortMax")));
    line("memory (PSS) settled", number("pssSettled"), "MiB",
         QStringLiteral("aim 200; before %1, loaded %2, filtered %3").arg(number("pssBefore"), 0, 'f', 1).arg(number("pssLoaded"), 0, 'f', 1)
             .arg(number("pssFiltered"), 0, 'f', 1));
    line("memory (PSS) peak", console.peakPss, "MiB", QStringLiteral("aim 350"));
    line("refresh, nothing changed: processor time", number("unchangedCpu"), "ms",
         QStringLiteral("one key more %1 ms").arg(number("oneMoreCpu"), 0, 'f', 1));
    std::printf("%-62s deltas %d, model signals %d, repaints of cells %d\n", "refresh, nothing changed, five times", int(number("unchangedDeltas")),
                int(number("unchangedSignals")), int(number("unchangedPaints")));
    line("at rest, blocking queries", number("idleLive"), "%", QStringLiteral("of one core"));
    line("at rest, polled every 5 s", number("idlePolled"), "%", QStringLiteral("of one core, aim 1"));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const char *role = argc > 2 ? argv[1] : "";
    if (std::strcmp(role, "--empty-window") == 0)
        return runEmptyWindow(argc, argv, std::atof(argv[2]));
    if (std::strcmp(role, "--first-window") == 0)
        return runFirstWindow(argc, argv, std::atof(argv[2]));
    if (std::strcmp(role, "--key-list") == 0 && argc > 3)
        return runKeyList(argc, argv, argv[2], std::atoi(argv[3]));
    if (std::strcmp(role, "--console") == 0 && argc > 3)
        return runConsole(argc, argv, argv[2], std::atoi(argv[3]));
    return runAll(argc, argv);
}
