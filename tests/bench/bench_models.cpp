// SPDX-License-Identifier: GPL-3.0-or-later
// What tables and trees of 100,000 rows cost. Times are printed beside a yardstick of the same run, never asserted.
#include "models/KvTreeModel.h"
#include "models/RecordTableModel.h"
#include "models/SearchBlocks.h"
#include "platform/PlatformMap.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QGuiApplication>
#include <QTimer>

#include <cstdio>
#include <random>

using namespace mk;

namespace {

struct Record
{
    QString id;
    QString name;
    QString host;
    double port = 0;
    QString key() const { return id; }
    bool operator==(const Record &) const = default;
};

std::vector<Record> records(int count)
{
    std::vector<Record> rows;
    rows.reserve(size_t(count));
    for (int i = 0; i < count; ++i) {
        rows.push_back({QStringLiteral("3f2a%1-service").arg(i, 8, 16), QStringLiteral("customer-service-%1").arg(i * 7919 % count),
                        QStringLiteral("10.%1.%2.%3").arg(i >> 16).arg((i >> 8) & 255).arg(i & 255), double(8000 + i % 977)});
    }
    return rows;
}

RecordTableModel<Record>::Columns columns()
{
    RecordTableModel<Record>::Columns out;
    out.push_back({QStringLiteral("name"), QStringLiteral("Name"), [](const Record &r) { return r.name; }});
    out.push_back({QStringLiteral("id"), QStringLiteral("Id"), [](const Record &r) { return r.id; }});
    out.push_back({QStringLiteral("host"), QStringLiteral("Host"), [](const Record &r) { return r.host; }});
    Column<Record> port{QStringLiteral("port"), QStringLiteral("Port"), [](const Record &r) { return QString::number(r.port); }};
    port.number = [](const Record &r) { return std::optional<double>(r.port); };
    out.push_back(port);
    return out;
}

// Of this process, in KiB; 0 where the system does not tell.
qint64 residentKiB()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4;
}

void print(const char *what, double ms, double yardstick)
{
    std::printf("%-58s %8.1f ms  %6.2f x\n", what, ms, ms / yardstick);
}

// Runs fn and waits for the model; the time of the GUI thread alone is what fn and the turns of the loop took.
template <class Model, class Fn>
double timed(Model &model, Fn &&fn)
{
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop;
    QObject::connect(&model, &Model::settled, &loop, &QEventLoop::quit);
    bool done = false;
    QObject::connect(&model, &Model::settled, &loop, [&done] { done = true; });
    fn();
    if (!done)
        loop.exec();
    return double(timer.nsecsElapsed()) / 1e6;
}

void benchTable(int count, double yardstick)
{
    RecordTableModel<Record> model(columns());
    auto rows = records(count);
    print("table: first rows", timed(model, [&] { model.setRows(rows); }), yardstick);
    print("table: make the filter ready", timed(model, [&] { model.prepareFilter(); }), yardstick);
    print("table: keystroke, one word", timed(model, [&] { model.setFilterText(QStringLiteral("service-1")); }), yardstick);
    print("table: next keystroke", timed(model, [&] { model.setFilterText(QStringLiteral("service-12")); }), yardstick);
    print("table: field and number", timed(model, [&] { model.setFilterText(QStringLiteral("host:10.0 port:>8500")); }), yardstick);
    print("table: pattern", timed(model, [&] { model.setFilterText(QStringLiteral("/service-[13]\\d*5$/")); }), yardstick);
    print("table: filter away", timed(model, [&] { model.setFilterText({}); }), yardstick);
    print("table: sort by text", timed(model, [&] { model.sort(0); }), yardstick);
    print("table: sort by number", timed(model, [&] { model.sort(3, Qt::DescendingOrder); }), yardstick);
    std::mt19937 random(1);
    for (int i = 0; i < 1000; ++i)
        rows[random() % rows.size()].host = QStringLiteral("192.168.0.%1").arg(i);
    print("table: 1,000 scattered updates, sorted", timed(model, [&] { model.setRows(rows); }), yardstick);
    for (int i = 0; i < 500; ++i)
        rows.erase(rows.begin() + std::ptrdiff_t(random() % rows.size()));
    print("table: 500 scattered removals, sorted", timed(model, [&] { model.setRows(rows); }), yardstick);
}

void benchTree(int count, double yardstick)
{
    std::vector<QString> names;
    for (int i = 0; i < count; ++i)
        names.push_back(QStringLiteral("config/team-%1/service-%2/option-%3").arg(i % 10).arg(i % 500).arg(i));
    QElapsedTimer timer;
    timer.start();
    const KeyNames sorted = sortedKeyNames(names);
    print("keys: sort the names (worker)", double(timer.nsecsElapsed()) / 1e6, yardstick);
    const qint64 before = residentKiB();
    KvTreeModel model;
    timer.restart();
    model.setKeys(sorted);
    print("keys: first rows", double(timer.nsecsElapsed()) / 1e6, yardstick);
    timer.restart();
    const QModelIndex found = model.indexOfKey(names[size_t(count) / 2]);
    print("keys: open the way to one key", double(timer.nsecsElapsed()) / 1e6, yardstick);
    const auto search = [&model](const char *text) {
        model.setFilter(FilterExpression::parse(QString::fromLatin1(text), KvTreeModel::filterFields()));
    };
    print("keys: first keystroke", timed(model, [&] { search("option-9"); }), yardstick);
    print("keys: next keystroke", timed(model, [&] { search("option-99"); }), yardstick);
    std::printf("%-58s %8.1f MiB%s\n", "keys: memory of model, search and open folders", double(residentKiB() - before) / 1024,
                found.isValid() ? "" : " (key not found)");
    names.push_back(QStringLiteral("config/team-0/service-0/one-more"));
    search("");
    const KeyNames more = sortedKeyNames(names);
    timer.restart();
    model.setKeys(more);
    print("keys: refresh with one key more", double(timer.nsecsElapsed()) / 1e6, yardstick);
}

// The palette: from a keystroke to the rows that are shown, over three long lists, typed letter by letter and rubbed out again.
void benchSearch(int count, double yardstick)
{
    auto names = std::make_shared<std::vector<QString>>();
    for (int i = 0; i < count; ++i)
        names->push_back(QStringLiteral("config/team-%1/service-%2/option-%3").arg(i % 10).arg(i % 500).arg(i));
    auto services = std::make_shared<std::vector<consul::Service>>();
    auto instances = std::make_shared<std::vector<consul::Instance>>();
    for (int i = 0; i < count / 10; ++i) {
        consul::Service service;
        service.name = QStringLiteral("customer-service-%1").arg(i);
        service.tags = {QStringLiteral("microkubes"), QStringLiteral("pod:customer-%1").arg(i)};
        services->push_back(service);
        consul::Instance instance;
        instance.service = service.name;
        instance.serviceId = service.name + QStringLiteral("-pod");
        instance.serviceAddress = QStringLiteral("10.%1.%2.%3").arg(i >> 16).arg((i >> 8) & 255).arg(i & 255);
        instance.port = quint16(8000 + i % 977);
        instances->push_back(instance);
    }
    auto queues = std::make_shared<std::vector<QueueRecord>>();
    for (int i = 0; i < count / 5; ++i) {
        QueueRecord record;
        record.queue.vhost = QStringLiteral("/");
        record.queue.name = QStringLiteral("orders.%1.email-queue").arg(i);
        record.key = rabbitmq::queueKey(record.queue.vhost, record.queue.name);
        queues->push_back(record);
    }
    QElapsedTimer timer;
    timer.start();
    const std::vector<SearchBlockPtr> blocks{searchblocks::keys(names), searchblocks::services(services),
                                             searchblocks::instances(instances), searchblocks::queues(queues)};
    print("search: take the lists in (worker)", double(timer.nsecsElapsed()) / 1e6, yardstick);
    SearchFavours favours;
    for (int i = 0; i < 20; ++i)
        favours.insert(searchFavourKey(SearchKind::Key, (*names)[size_t(i) * 4999]), i + 1);
    QObject owner;
    std::vector<double> whole;
    std::vector<double> shown; // what the GUI thread does of it
    const auto keystroke = [&](const QString &typed) {
        const SearchQuery query = SearchQuery::parse(typed);
        if (query.isEmpty())
            return;
        timer.restart();
        QEventLoop loop;
        runOnWorker<SearchResult>(&owner, [&](const CancelFlag &cancel) { return searchBlocks(blocks, query, favours, {}, cancel); })
            ->done(&owner, [&](const Result<SearchResult> &result) {
                QElapsedTimer own;
                own.start();
                for (const SearchGroup &group : result->groups) {
                    for (const SearchHit &hit : group.hits)
                        searchSpans(hit.block->item(hit.row).name, query);
                }
                shown.push_back(double(own.nsecsElapsed()) / 1e6);
                loop.quit();
            });
        loop.exec();
        whole.push_back(double(timer.nsecsElapsed()) / 1e6);
    };
    for (const char *typed : {"option-99999", "email-queue", "cs77", "team-3 service-12 opt", "10.0.39.15:8042", "@10.0.0.0/16", "zzqx",
                              "customer-service-4711"}) {
        const QString text = QString::fromLatin1(typed);
        for (qsizetype i = 1; i <= text.size(); ++i)
            keystroke(text.left(i));
        for (qsizetype i = text.size() - 1; i > 0; --i)
            keystroke(text.left(i));
    }
    const auto at = [](std::vector<double> values, double share) {
        std::sort(values.begin(), values.end());
        return values[std::min(values.size() - 1, size_t(double(values.size()) * share))];
    };
    print("search: keystroke to result, median", at(whole, 0.5), yardstick);
    print("search: keystroke to result, 99th of 100", at(whole, 0.99), yardstick);
    print("search: of it on the GUI thread, 99th of 100", at(shown, 0.99), yardstick);
}

// The platform map of many services, each with a way, two instances and a scrape target.
void benchMap(int count, double yardstick)
{
    auto ways = std::make_shared<std::vector<KongRouteRecord>>();
    auto services = std::make_shared<std::vector<consul::Service>>();
    auto instances = std::make_shared<std::vector<consul::Instance>>();
    std::vector<prometheus::Target> targets;
    for (int i = 0; i < count; ++i) {
        consul::Service service;
        service.name = QStringLiteral("customer-service-%1").arg(i);
        service.total = service.passing = 2;
        services->push_back(service);
        for (int second = 0; second < 2; ++second) {
            consul::Instance instance;
            instance.service = service.name;
            instance.serviceId = QStringLiteral("%1-%2").arg(service.name).arg(second);
            instance.serviceAddress = QStringLiteral("10.%1.%2.%3").arg(second).arg(i >> 8).arg(i & 255);
            instance.port = 8080;
            instances->push_back(instance);
        }
        KongRouteRecord way;
        way.kind = kong::Kind::Api;
        way.id = QStringLiteral("id-%1").arg(i);
        way.name = QStringLiteral("api-%1").arg(i);
        way.targetHost = service.name + QStringLiteral(".service.consul");
        way.targetPort = 8080;
        way.insight.registry = RouteInsight::Registry::Found;
        way.insight.service = service.name;
        ways->push_back(way);
        prometheus::Target target;
        target.labels = {{QStringLiteral("job"), QStringLiteral("pods")}, {QStringLiteral("instance"), way.name}};
        target.scrapeUrl = QStringLiteral("http://%1:8080/metrics").arg(instances->back().serviceAddress);
        targets.push_back(target);
    }
    platformmap::Sources sources;
    sources.ways = ways;
    sources.services = services;
    sources.instances = instances;
    sources.targets = targets;
    QElapsedTimer timer;
    timer.start();
    const size_t rows = platformmap::rows(sources).size();
    print("map: join 10,000 services (worker)", double(timer.nsecsElapsed()) / 1e6, yardstick);
    if (rows != size_t(count))
        std::printf("map: %zu rows for %d services\n", rows, count);
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication application(argc, argv);
    constexpr int count = 100'000;
    // The yardstick: sorting as many plain strings, the same on any machine and under any load.
    std::vector<QString> strings;
    for (int i = 0; i < count; ++i)
        strings.push_back(QStringLiteral("string-%1").arg(i * 7919 % count));
    QElapsedTimer timer;
    timer.start();
    std::sort(strings.begin(), strings.end());
    const double yardstick = double(timer.nsecsElapsed()) / 1e6;
    std::printf("%d rows; yardstick (std::sort of as many strings) %.1f ms\n", count, yardstick);
    benchTable(count, yardstick);
    benchTree(count, yardstick);
    benchSearch(count, yardstick);
    benchMap(count / 10, yardstick);
    return 0;
}
