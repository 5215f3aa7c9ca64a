// SPDX-License-Identifier: GPL-3.0-or-later
// What the console costs on a big platform: 10,000 services and as many routes of a simulated Kong, 100,000 keys, 20,000
// queues, all three lists in one console; 100,000 consumers; and what its open Queues panel costs a real broker. Figures stand beside their
// yardstick of the same run; none is asserted. QT_QPA_PLATFORM=offscreen bin/bench_platform [part of the full size in percent]
#include "BenchProbe.h"
#include "BenchReport.h"
#include "PlatformBenchWindow.h"
#include "core/Process.h"
#include "support/DemoKong.h"
#include "support/RealRabbit.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

using namespace mk::bench;
using mk::test::DemoKong;
using mk::test::RealRabbit;

namespace {

QStringList asArguments(const char *role, const Systems &systems)
{
    return {QString::fromLatin1(role), systems.kong, systems.consul, systems.rabbitmq, QString::number(systems.routes),
            QString::number(systems.keys), QString::number(systems.queues), QString::number(systems.consumers)};
}

Systems fromArguments(char **argv)
{
    return {QString::fromUtf8(argv[2]), QString::fromUtf8(argv[3]), QString::fromUtf8(argv[4]),
            std::atoi(argv[5]), std::atoi(argv[6]), std::atoi(argv[7]), std::atoi(argv[8])};
}

// Only what belongs to the list: the same bytes that curl fetches.
void timeList(const char *what, const char *panel, const Systems &systems, const char *pathOf, const QString &user)
{
    const Child first = runSelf(asArguments("--list", systems) << QString::fromLatin1(panel));
    QStringList urls;
    const QJsonArray asked = first.told.value(QLatin1String("urls")).toArray();
    for (const QJsonValue &url : asked) {
        if (QUrl(url.toString()).path().contains(QLatin1String(pathOf)))
            urls.append(url.toString());
    }
    if (urls.isEmpty()) {
        std::fprintf(stderr, "bench: no calls of %s\n", panel);
        return;
    }
    listLine(what, medianOf(asArguments("--list", systems) << QString::fromLatin1(panel)), curlMs(urls, user));
}

// Processor time of the broker within so many seconds, in ms.
double brokerCost(const RealRabbit &broker, const Systems *watched, int ms)
{
    const double before = cpuMsOf(broker.processId());
    const double began = monotonicMs();
    if (watched)
        runSelf(asArguments("--watch-queues", *watched) << QString::number(ms));
    else
        turnFor(ms);
    return (cpuMsOf(broker.processId()) - before) * 60'000 / (monotonicMs() - began);
}

void costToBroker(int queues)
{
    RealRabbit broker;
    if (!broker.start()) {
        std::fprintf(stderr, "bench: no broker: %s\n", qPrintable(broker.lastError()));
        return;
    }
    for (int i = 0; i < queues; ++i) {
        if (!broker.declare(QStringLiteral("/"), QStringLiteral("queue-%1").arg(i, 6, 10, QLatin1Char('0')))) {
            std::fprintf(stderr, "bench: %s\n", qPrintable(broker.lastError()));
            return;
        }
    }
    Systems systems;
    systems.rabbitmq = broker.url().toString();
    systems.queues = queues;
    timeList(qPrintable(QStringLiteral("%1 queues of a real broker on screen").arg(queues)), "queues", systems, "/api/queues",
             QStringLiteral("guest:guest"));
    const int lookedMs = watchedMs(30'000);
    const double alone = brokerCost(broker, nullptr, lookedMs);
    const double watched = brokerCost(broker, &systems, lookedMs);
    line("the broker's processor time a minute, queues on screen", watched, "ms",
         QStringLiteral("nobody looks %1 ms: %2 % of one core more").arg(alone, 0, 'f', 0).arg((watched - alone) / 600, 0, 'f', 2));
}

void consumersOnScreen(int percent)
{
    Systems systems;
    systems.consumers = 1'000 * percent;
    DemoKong demo(QStringLiteral("3.9.1"), {QStringLiteral("--fill"), QStringLiteral("consumers=%1").arg(systems.consumers)});
    if (!demo.start()) {
        std::fprintf(stderr, "bench: %s\n", qPrintable(demo.lastError()));
        return;
    }
    systems.kong = demo.adminUrl().toString();
    timeList("all consumers on screen", "consumers", systems, "/consumers", {});
    const Child console = runSelf(asArguments("--consumers", systems));
    const QJsonObject &told = console.told;
    if (told.isEmpty())
        return;
    const double gap = told.value(QLatin1String("idleLoopGap")).toDouble();
    stops("consumers, load", told.value(QLatin1String("loadStops")).toObject(), gap);
    stops("consumers, refresh, nothing changed", told.value(QLatin1String("unchangedStops")).toObject(), gap);
    stops("consumers, sort and filter", told.value(QLatin1String("tableStops")).toObject(), gap);
    unchangedLine("consumers: refresh, nothing changed, five times", told.value(QLatin1String("unchanged")).toObject());
    line("consumers: processor time of a refresh with nothing changed", told.value(QLatin1String("unchangedCpu")).toDouble(), "ms", {});
    line("consumers: sort by name", told.value(QLatin1String("sort")).toDouble(), "ms", {});
    keystrokes("consumers: keystroke to result", told.value(QLatin1String("filter")).toObject());
    line("memory (PSS) settled, consumers alone", told.value(QLatin1String("pssSettled")).toDouble(), "MiB",
         QStringLiteral("before %1, peak %2").arg(told.value(QLatin1String("pssBefore")).toDouble(), 0, 'f', 1).arg(console.peakPss, 0, 'f', 1));
}

int runAll(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int percent = argc > 1 ? std::atoi(argv[1]) : 100;
    Systems systems;
    systems.routes = 100 * percent;
    systems.keys = 1'000 * percent;
    systems.queues = 200 * percent;
    DemoKong demo(QStringLiteral("3.9.1"), {QStringLiteral("--fill"), QStringLiteral("services=%1,queues=%2,keys=%3")
                                                                          .arg(systems.routes)
                                                                          .arg(systems.queues)
                                                                          .arg(systems.keys)});
    if (!demo.start()) {
        std::fprintf(stderr, "bench: %s\n", qPrintable(demo.lastError()));
        return 1;
    }
    systems.kong = demo.adminUrl().toString();
    systems.consul = demo.url(QStringLiteral("consul")).toString();
    systems.rabbitmq = demo.url(QStringLiteral("rabbitmq")).toString();

    std::printf("%d services with a route each, %d keys, %d queues on the demo platform\n", systems.routes, systems.keys, systems.queues);
    Systems alone = systems;
    alone.consul.clear();
    alone.rabbitmq.clear();
    timeList("all services and routes on screen", "routes", alone, "/", {});
    alone = systems;
    alone.kong.clear();
    alone.consul.clear();
    timeList("all queues on screen", "queues", alone, "/api/queues", QStringLiteral("guest:guest"));
    const Child console = runSelf(asArguments("--all", systems));
    if (console.told.isEmpty())
        return 1;
    const QJsonObject &told = console.told;
    const auto number = [&told](const QString &name) { return told.value(name).toDouble(); };
    for (const char *panel : {"routes", "keyvalue", "queues"}) {
        const QString name = QString::fromLatin1(panel);
        stops(qPrintable(name + QStringLiteral(", load")), told.value(name + QStringLiteral(".loadStops")).toObject(), number(QStringLiteral("idleLoopGap")));
        stops(qPrintable(name + QStringLiteral(", refresh, nothing changed")), told.value(name + QStringLiteral(".unchangedStops")).toObject(),
              number(QStringLiteral("idleLoopGap")));
        unchangedLine(qPrintable(name + QStringLiteral(": refresh, nothing changed, five times")), told.value(name + QStringLiteral(".unchanged")).toObject());
        line(qPrintable(name + QStringLiteral(": processor time of a refresh with nothing changed")), number(name + QStringLiteral(".unchangedCpu")), "ms", {});
        line(qPrintable(name + QStringLiteral(": at rest, polled every 5 s")), number(name + QStringLiteral(".rest")), "%", QStringLiteral("of one core, aim 1"));
    }
    line("memory (PSS) settled, all three lists", number(QStringLiteral("pssSettled")), "MiB",
         QStringLiteral("aim 200; before %1").arg(number(QStringLiteral("pssBefore")), 0, 'f', 1));
    line("memory (PSS) peak", console.peakPss, "MiB", QStringLiteral("aim 350"));
    consumersOnScreen(percent);
    costToBroker(20 * percent);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    mk::os::giveBackFreedMemory(); // as the program does
    const char *role = argc > 2 ? argv[1] : "";
    if (std::strcmp(role, "--list") == 0 && argc > 9)
        return runList(argc, argv, fromArguments(argv), QString::fromUtf8(argv[9]));
    if (std::strcmp(role, "--all") == 0 && argc > 8)
        return runAllLists(argc, argv, fromArguments(argv));
    if (std::strcmp(role, "--consumers") == 0 && argc > 8)
        return runConsumers(argc, argv, fromArguments(argv));
    if (std::strcmp(role, "--watch-queues") == 0 && argc > 9)
        return runWatchQueues(argc, argv, fromArguments(argv), std::atoi(argv[9]));
    return runAll(argc, argv);
}
