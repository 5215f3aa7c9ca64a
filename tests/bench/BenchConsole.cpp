// SPDX-License-Identifier: GPL-3.0-or-later
#include "BenchConsole.h"

#include "BenchProbe.h"

#include <QAbstractItemView>
#include <QJsonDocument>
#include <QLineEdit>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>

namespace mk::bench {

namespace {

// A keystroke until its result is on screen.
double timedKey(QLineEdit *edit, QChar key, PaintCounter *paints, int *settled)
{
    const int painted = paints->count();
    const int before = *settled;
    const double began = monotonicMs();
    QTest::keyClick(edit, key.toLatin1());
    waitFor([&] { return *settled > before && paints->count() > painted; });
    return monotonicMs() - began;
}

} // namespace

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

QJsonObject typed(QLineEdit *edit, const QString &text, QAbstractItemView *view, int *settled)
{
    PaintCounter paints(view->viewport());
    std::vector<double> times;
    edit->setFocus();
    turnFor(300); // whoever enters the filter prepares it
    for (const QChar key : text)
        times.push_back(timedKey(edit, key, &paints, settled));
    view->viewport()->removeEventFilter(&paints);
    const double longest = times.empty() ? 0 : *std::max_element(times.begin(), times.end());
    return {{QStringLiteral("first"), times.empty() ? 0 : times.front()},
            {QStringLiteral("median"), median(times)},
            {QStringLiteral("max"), longest}};
}

} // namespace mk::bench
