// SPDX-License-Identifier: GPL-3.0-or-later
#include "BenchConsole.h"

#include "BenchProbe.h"

#include <QJsonDocument>
#include <QTimer>

#include <cstdio>

namespace mk::bench {

int print(const QJsonObject &told)
{
    std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    return 0;
}

int give(const char *why)
{
    std::fprintf(stderr, "bench: %s\n", why);
    return 1;
}

Endpoint endpointOf(System system, const QUrl &url)
{
    Endpoint endpoint;
    endpoint.id = systemId(system);
    endpoint.system = system;
    endpoint.url = url;
    endpoint.proxy.kind = ProxySettings::Kind::None;
    return endpoint;
}

Environment emptyEnvironment()
{
    Environment environment;
    environment.id = Environment::newId();
    environment.name = QStringLiteral("Bench");
    environment.isTransient = true;
    return environment;
}

Console::Console(QApplication *application)
{
    app.theme().applyTo(application);
    window = std::make_unique<MainWindow>(&app);
    window->show();
    app.start(&app)->done(window.get(), [this](const Result<Done> &) {
        app.applySettings();
        started = true;
    });
}

bool Console::waitUntilStarted()
{
    if (!waitFor([this] { return started; }))
        return false;
    turnFor(200);
    return true;
}

SignalCounter::SignalCounter(QAbstractItemModel *model)
{
    const auto count = [this] { ++m_count; };
    connect(model, &QAbstractItemModel::dataChanged, this, count);
    connect(model, &QAbstractItemModel::rowsInserted, this, count);
    connect(model, &QAbstractItemModel::rowsRemoved, this, count);
    connect(model, &QAbstractItemModel::rowsMoved, this, count);
    connect(model, &QAbstractItemModel::layoutChanged, this, count);
    connect(model, &QAbstractItemModel::modelReset, this, count);
    connect(model, &QAbstractItemModel::headerDataChanged, this, count);
}

double cpuShare(int ms)
{
    const double cpu = processCpuMs();
    const double start = monotonicMs();
    turnFor(watchedMs(ms));
    return 100 * (processCpuMs() - cpu) / (monotonicMs() - start);
}

double idleLoopGap()
{
    double longest = 0;
    double last = monotonicMs();
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &tick, [&] {
        const double now = monotonicMs();
        longest = std::max(longest, now - last);
        last = now;
    });
    tick.start(1);
    turnFor(2000);
    return longest;
}

} // namespace mk::bench
