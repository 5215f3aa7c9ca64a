// SPDX-License-Identifier: GPL-3.0-or-later
#include "ConsulBenchWindow.h"

#include "BenchConsole.h"
#include "BenchProbe.h"
#include "core/Crypto.h"
#include "models/KvTreeModel.h"
#include "models/RecordTableBase.h"
#include "panels/Panel.h"
#include "platform/PlatformSession.h"
#include "support/Finder.h"
#include "support/RawHttp.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QMainWindow>
#include <QTableView>
#include <QTest>
#include <QTreeView>
#include <QUrl>

#include <algorithm>
#include <optional>

namespace mk::bench {

namespace {

namespace find = mk::test::find;

Environment environmentOf(const QUrl &consul)
{
    Environment environment = emptyEnvironment();
    environment.consul = endpointOf(System::Consul, consul);
    return environment;
}

// From opening the environment to the whole list on screen.
struct KeyList
{
    QTreeView *tree = nullptr;
    KvTreeModel *model = nullptr;
    double ms = 0;
};
std::optional<KeyList> openKeys(MainWindow &window, const QUrl &consul, int keyCount)
{
    KeyList list;
    const double began = monotonicMs();
    window.begin(environmentOf(consul), false);
    window.openPanel(QStringLiteral("keyvalue"));
    list.tree = qobject_cast<QTreeView *>(find::view(window.panel(QStringLiteral("keyvalue")), QStringLiteral("Keys")));
    list.model = list.tree ? qobject_cast<KvTreeModel *>(list.tree->model()) : nullptr;
    if (!list.model)
        return std::nullopt;
    PaintCounter paints(list.tree->viewport());
    int atRows = -1;
    QObject::connect(list.model, &KvTreeModel::countsChanged, &paints, [&] {
        if (list.model->totalCount() >= keyCount && atRows < 0)
            atRows = paints.count();
    });
    if (!waitFor([&] { return atRows >= 0 && paints.count() > atRows; }))
        return std::nullopt;
    list.ms = monotonicMs() - began;
    return list;
}

} // namespace

int runEmptyWindow(int argc, char **argv, double startedMs)
{
    QApplication application(argc, argv);
    QMainWindow window;
    PaintCounter paints(&window);
    window.resize(1440, 900);
    window.show();
    if (!waitFor([&] { return paints.count() > 0; }))
        return give("the empty window is not painted");
    return print({{QStringLiteral("ms"), monotonicMs() - startedMs}, {QStringLiteral("pss"), pssMiB()}});
}

int runFirstWindow(int argc, char **argv, double startedMs)
{
    QApplication application(argc, argv);
    if (!crypto::initialise())
        return give("no cryptography");
    Console console(&application);
    PaintCounter paints(console.window.get());
    if (!waitFor([&] { return paints.count() > 0; }))
        return give("the window is not painted");
    const double painted = monotonicMs() - startedMs;
    if (!waitFor([&] { return console.started; }))
        return give("the console does not start");
    return print({{QStringLiteral("painted"), painted},
                  {QStringLiteral("ms"), monotonicMs() - startedMs},
                  {QStringLiteral("pss"), pssMiB()}});
}

int runKeyList(int argc, char **argv, const char *consulUrl, int keyCount)
{
    QApplication application(argc, argv);
    if (!crypto::initialise())
        return give("no cryptography");
    Console console(&application);
    if (!console.waitUntilStarted())
        return give("the console does not start");
    const double cpu = processCpuMs();
    const std::optional<KeyList> list = openKeys(*console.window, QUrl(QString::fromLatin1(consulUrl)), keyCount);
    if (!list)
        return give("the keys do not arrive");
    return print({{QStringLiteral("ms"), list->ms}, {QStringLiteral("cpu"), processCpuMs() - cpu}});
}

int runConsole(int argc, char **argv, const char *consulUrl, int keyCount)
{
    TimedApplication application(argc, argv);
    if (!crypto::initialise())
        return give("no cryptography");
    Console console(&application);
    if (!waitFor([&] { return console.started; }))
        return give("the console does not start");
    MainWindow &window = *console.window;
    QJsonObject told;
    turnFor(200);
    told.insert(QStringLiteral("pssBefore"), pssMiB());

    told.insert(QStringLiteral("idleLoopGap"), idleLoopGap()); // the yardstick

    // ---- from opening the environment to the whole list on screen
    const QUrl url(QString::fromLatin1(consulUrl));
    application.record(true);
    const std::optional<KeyList> list = openKeys(window, url, keyCount);
    if (!list)
        return give("the keys do not arrive");
    QTreeView *tree = list->tree;
    KvTreeModel *model = list->model;
    PaintCounter paints(tree->viewport());
    double began = 0;
    tree->expand(model->index(0, 0));
    turnFor(1500);
    told.insert(QStringLiteral("loadStops"), application.stops());
    told.insert(QStringLiteral("pssLoaded"), pssMiB());

    // ---- nothing changed
    PlatformSession *session = console.app.session();
    ConsulKeys *store = session->consulKeys();
    {
        SignalCounter signalsTold(model);
        int deltas = 0;
        QObject countOwner;
        store->onDelta(&countOwner, [&](const auto &) { ++deltas; });
        const int painted = paints.count();
        application.record(true);
        const double cpu = processCpuMs();
        const double gui = threadCpuMs();
        constexpr int rounds = 5;
        for (int i = 0; i < rounds; ++i) {
            const QDateTime before = store->state().readAt;
            turnFor(20); // a later time stamp
            store->refresh();
            if (!waitFor([&] { return store->state().readAt > before; }))
                return give("a refresh does not end");
        }
        turnFor(100);
        told.insert(QStringLiteral("unchangedCpu"), (processCpuMs() - cpu) / rounds);
        told.insert(QStringLiteral("unchangedGuiCpu"), (threadCpuMs() - gui) / rounds);
        told.insert(QStringLiteral("unchanged"), QJsonObject{{QStringLiteral("signals"), signalsTold.count()},
                                                             {QStringLiteral("deltas"), deltas},
                                                             {QStringLiteral("paints"), paints.count() - painted}});
        told.insert(QStringLiteral("unchangedStops"), application.stops());
    }

    // ---- one key more, by somebody else
    {
        mk::test::RawHttp http(quint16(url.port()));
        std::vector<double> times;
        application.record(true);
        const double cpu = processCpuMs();
        constexpr int rounds = 5;
        for (int i = 0; i < rounds; ++i) {
            turnFor(1100); // at most one answer a second
            const int painted = paints.count();
            began = monotonicMs();
            if (!http.send("PUT", "/v1/kv/bulk/0000/more-" + QByteArray::number(i), "x").ok())
                return give("the key is not written");
            if (!waitFor([&] { return model->totalCount() == keyCount + i + 1 && paints.count() > painted; }))
                return give("the change does not arrive");
            times.push_back(monotonicMs() - began);
        }
        told.insert(QStringLiteral("oneMore"), median(times));
        told.insert(QStringLiteral("oneMoreCpu"), (processCpuMs() - cpu) / rounds);
        told.insert(QStringLiteral("changeStops"), application.stops());
    }

    // ---- the filter
    int settled = 0;
    QObject::connect(model, &KvTreeModel::settled, &paints, [&settled] { ++settled; });
    QLineEdit *filter = find::edit(window.panel(QStringLiteral("keyvalue")), QStringLiteral("Filter keys"));
    if (!filter)
        return give("no filter");
    turnFor(500);
    application.record(true);
    told.insert(QStringLiteral("filterKeys"), typed(filter, QStringLiteral("key-0999"), tree, &settled));
    QTest::keySequence(filter, QKeySequence::SelectAll);
    QTest::keyClick(filter, Qt::Key_Delete);
    turnFor(500);
    told.insert(QStringLiteral("filterStops"), application.stops());
    told.insert(QStringLiteral("pssFiltered"), pssMiB());

    // ---- the registry: sorting and filtering a table
    application.record(true);
    began = monotonicMs();
    window.openPanel(QStringLiteral("services"));
    auto *table = qobject_cast<QTableView *>(find::view(window.panel(QStringLiteral("services")), QStringLiteral("Services")));
    if (!table || !waitFor([&] { return table->model()->rowCount() > 1000; }))
        return give("the services do not arrive");
    told.insert(QStringLiteral("services"), table->model()->rowCount());
    turnFor(1000);
    told.insert(QStringLiteral("servicesStops"), application.stops());
    auto *records = qobject_cast<RecordTableBase *>(table->model());
    int tableSettled = 0;
    QObject::connect(records, &RecordTableBase::settled, &paints, [&tableSettled] { ++tableSettled; });
    application.record(true);
    {
        std::vector<double> times;
        for (int column = 0; column < records->columnCount(); ++column) {
            for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                const int before = tableSettled;
                const double sorted = monotonicMs();
                table->sortByColumn(column, order);
                waitFor([&] { return tableSettled > before; });
                times.push_back(monotonicMs() - sorted);
                turnFor(30);
            }
        }
        told.insert(QStringLiteral("sortMedian"), median(times));
        told.insert(QStringLiteral("sortMax"), *std::max_element(times.begin(), times.end()));
    }
    QLineEdit *tableFilter = find::edit(window.panel(QStringLiteral("services")), QStringLiteral("Filter services"));
    if (!tableFilter)
        return give("no filter of services");
    told.insert(QStringLiteral("filterServices"), typed(tableFilter, QStringLiteral("service-19"), table, &tableSettled));
    QTest::keySequence(tableFilter, QKeySequence::SelectAll);
    QTest::keyClick(tableFilter, Qt::Key_Delete);
    turnFor(300);
    told.insert(QStringLiteral("tableStops"), application.stops());
    application.record(false);

    // ---- at rest: all lists held, the keys looked at
    window.openPanel(QStringLiteral("keyvalue"));
    turnFor(3000);
    told.insert(QStringLiteral("pssSettled"), pssMiB());
    told.insert(QStringLiteral("idleLive"), cpuShare(15'000));
    session->setLiveUpdates(false);
    turnFor(2000);
    told.insert(QStringLiteral("idlePolled"), cpuShare(20'000));
    return print(told);
}

} // namespace mk::bench
