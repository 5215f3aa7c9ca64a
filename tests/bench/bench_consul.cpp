// SPDX-License-Identifier: GPL-3.0-or-later
// What the console costs on a real Consul with 100,000 keys. Figures stand beside their yardstick of the same run; none is
// asserted. QT_QPA_PLATFORM=offscreen bin/bench_consul [keys]
#include "BenchProbe.h"
#include "BenchReport.h"
#include "ConsulBenchWindow.h"
#include "core/Process.h"
#include "support/RealConsul.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace mk::bench;
using mk::test::RealConsul;

namespace {

constexpr int serviceCount = 2'000;

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
    const double empty = medianOf({QStringLiteral("--empty-window"), QStringLiteral("@now")});
    const double first = medianOf({QStringLiteral("--first-window"), QStringLiteral("@now")});
    const QString url = consul.url().toString();
    const double curl = curlMs({url + QStringLiteral("/v1/kv/?keys")});
    const double keyList = medianOf({QStringLiteral("--key-list"), url, QString::number(keys)});
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
    listLine("all keys on screen, from opening the environment", keyList, curl);
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
    unchangedLine("refresh, nothing changed, five times", object("unchanged"));
    line("at rest, blocking queries", number("idleLive"), "%", QStringLiteral("of one core"));
    line("at rest, polled every 5 s", number("idlePolled"), "%", QStringLiteral("of one core, aim 1"));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    mk::os::giveBackFreedMemory(); // as the program does
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
