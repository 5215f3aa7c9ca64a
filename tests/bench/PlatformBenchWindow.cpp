// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlatformBenchWindow.h"

#include "BenchConsole.h"
#include "BenchProbe.h"
#include "core/Crypto.h"
#include "models/RecordTableBase.h"
#include "panels/Panel.h"
#include "platform/PlatformSession.h"
#include "support/Finder.h"

#include <QAbstractItemView>
#include <QJsonArray>
#include <QLineEdit>
#include <QTableView>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>

namespace mk::bench {

namespace {

namespace find = mk::test::find;

struct ListSpec
{
    const char *panel;
    const char *view; // its accessible name
};
constexpr std::array<ListSpec, 3> lists{{{"routes", "Routes"}, {"keyvalue", "Keys"}, {"queues", "Queues"}}}; // held together
constexpr ListSpec consumers{"consumers", "Consumers"};

QString viewOf(const QString &panel)
{
    for (const ListSpec &list : lists) {
        if (panel == QLatin1String(list.panel))
            return QString::fromLatin1(list.view);
    }
    return QString::fromLatin1(consumers.view);
}

Environment environmentOf(const Systems &systems)
{
    Environment environment = emptyEnvironment();
    if (!systems.kong.isEmpty())
        environment.kong = {endpointOf(System::Kong, QUrl(systems.kong))};
    if (!systems.consul.isEmpty())
        environment.consul = endpointOf(System::Consul, QUrl(systems.consul));
    if (!systems.rabbitmq.isEmpty()) {
        environment.rabbitmq = endpointOf(System::RabbitMq, QUrl(systems.rabbitmq));
        environment.rabbitmq->credential.kind = Credential::Kind::Basic;
        environment.rabbitmq->credential.user = QStringLiteral("guest");
    }
    return environment;
}

bool begin(Console *console, const Systems &systems)
{
    EndpointSecrets guest;
    guest.credential = QStringLiteral("guest");
    console->app.setGivenSecrets({{systemId(System::RabbitMq), guest}});
    console->window->begin(environmentOf(systems), false);
    return console->app.session() != nullptr;
}

LiveStoreBase *storeOf(PlatformSession *session, const QString &panel)
{
    if (panel == QLatin1String("routes"))
        return session->kongRouteRecords();
    if (panel == QLatin1String("queues"))
        return session->rabbitQueues();
    if (panel == QLatin1String(consumers.panel))
        return session->kongConsumerRecords();
    return session->consulKeys();
}

int rowsOf(const Systems &systems, const QString &panel)
{
    if (panel == QLatin1String(consumers.panel))
        return systems.consumers;
    return panel == QLatin1String("routes") ? systems.routes : panel == QLatin1String("queues") ? systems.queues : systems.keys;
}

// Opens the panel and waits until all of its rows have been read and painted.
QAbstractItemView *openList(Console *console, const QString &panel, int rows)
{
    console->window->openPanel(panel);
    QAbstractItemView *view = find::view(console->window->panel(panel), viewOf(panel));
    if (!view)
        return nullptr;
    PaintCounter paints(view->viewport());
    const LiveStoreBase *store = storeOf(console->app.session(), panel);
    int painted = -1;
    const bool complete = waitFor([&] {
        if (painted < 0 && store->rowCount() >= rows && store->state().phase == StoreState::Phase::Ready)
            painted = paints.count();
        return painted >= 0 && paints.count() > painted;
    });
    return complete ? view : nullptr;
}

std::optional<QJsonObject> unchanged(LiveStoreBase *store, QAbstractItemView *view, double *cpuMs)
{
    SignalCounter told(view->model());
    PaintCounter paints(view->viewport());
    constexpr int rounds = 5;
    const double cpu = processCpuMs();
    for (int i = 0; i < rounds; ++i) {
        const QDateTime before = store->state().readAt;
        turnFor(20); // a later time stamp
        store->refresh();
        if (!waitFor([&] { return store->state().readAt > before; }))
            return std::nullopt;
    }
    turnFor(100);
    *cpuMs = (processCpuMs() - cpu) / rounds;
    return QJsonObject{{QStringLiteral("signals"), told.count()}, {QStringLiteral("paints"), paints.count()}};
}

} // namespace

int runList(int argc, char **argv, const Systems &systems, const QString &panel)
{
    QApplication application(argc, argv);
    if (!crypto::initialise())
        return give("no cryptography");
    Console console(&application);
    if (!console.waitUntilStarted())
        return give("the console does not start");
    const double began = monotonicMs();
    if (!begin(&console, systems) || !openList(&console, panel, rowsOf(systems, panel)))
        return give("the rows do not arrive");
    const double took = monotonicMs() - began;
    QJsonArray urls;
    for (const HttpLogEntry &entry : console.app.httpLog().entries())
        urls.append(entry.url);
    return print({{QStringLiteral("ms"), took}, {QStringLiteral("urls"), urls}});
}

int runAllLists(int argc, char **argv, const Systems &systems)
{
    TimedApplication application(argc, argv);
    if (!crypto::initialise())
        return give("no cryptography");
    Console console(&application);
    if (!console.waitUntilStarted())
        return give("the console does not start");
    QJsonObject told{{QStringLiteral("pssBefore"), pssMiB()}, {QStringLiteral("idleLoopGap"), idleLoopGap()}};
    if (!begin(&console, systems))
        return give("the environment does not open");
    for (const ListSpec &list : lists) {
        const QString panel = QString::fromLatin1(list.panel);
        application.record(true);
        QAbstractItemView *view = openList(&console, panel, rowsOf(systems, panel));
        if (!view)
            return give(list.panel);
        turnFor(500);
        told.insert(panel + QStringLiteral(".loadStops"), application.stops());
        application.record(true);
        double cpu = 0;
        const std::optional<QJsonObject> nothing = unchanged(storeOf(console.app.session(), panel), view, &cpu);
        if (!nothing)
            return give("a refresh does not end");
        told.insert(panel + QStringLiteral(".unchangedStops"), application.stops());
        told.insert(panel + QStringLiteral(".unchanged"), *nothing);
        told.insert(panel + QStringLiteral(".unchangedCpu"), cpu);
        application.record(false);
        console.app.session()->setLiveUpdates(false);
        turnFor(1000);
        told.insert(panel + QStringLiteral(".rest"), cpuShare(10'500));
        console.app.session()->setLiveUpdates(true);
    }
    turnFor(3000);
    told.insert(QStringLiteral("pssSettled"), pssMiB());
    return print(told);
}

int runConsumers(int argc, char **argv, const Systems &systems)
{
    TimedApplication application(argc, argv);
    if (!crypto::initialise())
        return give("no cryptography");
    Console console(&application);
    if (!console.waitUntilStarted())
        return give("the console does not start");
    QJsonObject told{{QStringLiteral("pssBefore"), pssMiB()}, {QStringLiteral("idleLoopGap"), idleLoopGap()}};
    if (!begin(&console, systems))
        return give("the environment does not open");
    const QString panel = QString::fromLatin1(consumers.panel);
    application.record(true);
    auto *table = qobject_cast<QTableView *>(openList(&console, panel, systems.consumers));
    auto *records = table ? qobject_cast<RecordTableBase *>(table->model()) : nullptr;
    QLineEdit *filter = find::edit(console.window->panel(panel), QStringLiteral("Filter consumers"));
    if (!records || !filter)
        return give("the consumers do not arrive");
    turnFor(500);
    told.insert(QStringLiteral("loadStops"), application.stops());

    double cpu = 0;
    application.record(true);
    const std::optional<QJsonObject> nothing = unchanged(storeOf(console.app.session(), panel), table, &cpu);
    if (!nothing)
        return give("a refresh does not end");
    told.insert(QStringLiteral("unchangedStops"), application.stops());
    told.insert(QStringLiteral("unchanged"), *nothing);
    told.insert(QStringLiteral("unchangedCpu"), cpu);

    application.record(true);
    int settled = 0;
    QObject context;
    QObject::connect(records, &RecordTableBase::settled, &context, [&settled] { ++settled; });
    std::vector<double> times;
    for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
        const int before = settled;
        const double began = monotonicMs();
        table->sortByColumn(0, order);
        waitFor([&] { return settled > before; });
        times.push_back(monotonicMs() - began);
    }
    told.insert(QStringLiteral("sort"), median(times));
    told.insert(QStringLiteral("filter"), typed(filter, QStringLiteral("consumer-0099"), table, &settled));
    told.insert(QStringLiteral("tableStops"), application.stops());
    application.record(false);
    turnFor(3000);
    told.insert(QStringLiteral("pssSettled"), pssMiB());
    return print(told);
}

int runWatchQueues(int argc, char **argv, const Systems &systems, int ms)
{
    QApplication application(argc, argv);
    if (!crypto::initialise())
        return give("no cryptography");
    Console console(&application);
    if (!console.waitUntilStarted() || !begin(&console, systems) || !openList(&console, QStringLiteral("queues"), systems.queues))
        return give("the queues do not arrive");
    turnFor(ms);
    return print({{QStringLiteral("ms"), ms}});
}

} // namespace mk::bench
