// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/LiveStore.h"
#include "support/TestMain.h"

#include <QSignalSpy>

#include <random>

using namespace mk;
using namespace std::chrono_literals;

namespace {

struct Record
{
    QString id;
    int value = 0;
    QString key() const { return id; }
    bool operator==(const Record &) const = default;
};
using Records = std::vector<Record>;
using Store = LiveStore<Record>;

Record rec(const char *id, int value)
{
    return {QString::fromLatin1(id), value};
}

Records many(int count, int value = 0)
{
    Records rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({QString::number(i), value});
    return rows;
}

// A store on a clock that stands still, with everything it told.
struct Watched
{
    Watched()
    {
        store.onDelta(&context, [this](const std::shared_ptr<const Delta<Record>> &delta) { deltas.push_back(delta); });
    }
    quint64 load(Records rows, std::optional<quint64> hash = std::nullopt)
    {
        const quint64 ticket = store.beginLoad();
        store.applyLoad(ticket, std::move(rows), hash);
        return ticket;
    }
    int valueOf(const char *id) const
    {
        const Record *record = store.find(QString::fromLatin1(id));
        return record ? record->value : -1;
    }

    ManualClock clock{QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC)};
    Store store{&clock};
    QObject context;
    std::vector<std::shared_ptr<const Delta<Record>>> deltas;
};

} // namespace

class TestLiveStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deltas()
    {
        Watched w;
        w.load({rec("a", 1), rec("b", 2), rec("c", 3)});
        QCOMPARE(w.deltas.size(), 1U);
        QCOMPARE(w.deltas[0]->added.size(), 3U);
        w.load({rec("b", 2), rec("c", 4), rec("d", 5)});
        QCOMPARE(w.deltas.size(), 2U);
        const Delta<Record> &delta = *w.deltas[1];
        QCOMPARE(delta.removed, QStringList{QStringLiteral("a")});
        QCOMPARE(delta.updated, std::vector<qsizetype>{1});
        QCOMPARE(delta.added, std::vector<qsizetype>{2});
        QCOMPARE(delta.oldToNew, (std::vector<qint32>{-1, 0, 1}));
        QVERIFY(!delta.moved);
        QCOMPARE(w.valueOf("d"), 5);
        QCOMPARE(w.valueOf("a"), -1);
    }

    void rowsThatOneLoadLacksAreAskedFor()
    {
        Watched w;
        w.store.setMissingNeedsTwoLoads(true);
        QStringList asked;
        QObject::connect(&w.store, &LiveStoreBase::rowsMissing, &w.context,
                         [&](const QStringList &keys) { asked.append(keys); });
        w.load({rec("a", 1), rec("b", 2), rec("c", 3)});
        QVERIFY(asked.isEmpty());
        w.load({rec("a", 1)});
        asked.sort();
        QCOMPARE(asked, (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
        QCOMPARE(w.store.rowCount(), 3);
        w.store.applyOne(w.store.beginLoad(), QStringLiteral("b"), std::nullopt); // its own address says 404
        w.store.applyOne(w.store.beginLoad(), QStringLiteral("c"), rec("c", 4));  // it is there
        QCOMPARE(w.store.rowCount(), 2);
        QCOMPARE(w.valueOf("c"), 4);
        asked.clear();
        w.load({rec("a", 1)});
        QCOMPARE(asked, QStringList{QStringLiteral("c")}); // missing for the first time again
        w.load({rec("a", 1)});
        QCOMPARE(w.store.rowCount(), 1);
    }

    void sameRowsNoDelta()
    {
        Watched w;
        w.load(many(5));
        const auto rows = w.store.rows();
        w.clock.advance(5s);
        w.load(many(5));
        QCOMPARE(w.deltas.size(), 1U);
        QCOMPARE(w.store.rows(), rows);
        QCOMPARE(w.store.state().readAt, w.clock.now());
    }

    void deltasJoin()
    {
        std::mt19937 random(3);
        for (int round = 0; round < 200; ++round) {
            const auto list = [&random] {
                Records rows;
                for (int i = 0; i < 12; ++i) {
                    if (random() % 3 != 0)
                        rows.push_back({QString::number(i), int(random() % 3)});
                }
                if (random() % 2 == 0)
                    std::shuffle(rows.begin(), rows.end(), random);
                return std::make_shared<const Records>(std::move(rows));
            };
            const auto a = list(), b = list(), c = list();
            const Delta<Record> joined = joinDeltas(computeDelta<Record>(a, b), computeDelta<Record>(b, c));
            const Delta<Record> direct = computeDelta<Record>(a, c);
            // A row that went and came back is another one for the join; all the rest agrees.
            for (size_t i = 0; i < a->size(); ++i)
                QVERIFY(joined.oldToNew[i] == direct.oldToNew[i] || joined.oldToNew[i] == -1);
            std::vector<bool> told(c->size());
            for (const qsizetype position : joined.added)
                told[size_t(position)] = true;
            for (const qsizetype position : joined.updated)
                told[size_t(position)] = true;
            for (const qsizetype position : direct.added)
                QVERIFY(told[size_t(position)]);
            for (const qsizetype position : direct.updated)
                QVERIFY(told[size_t(position)]);
        }
    }

    void duplicatesAreDropped()
    {
        Watched w;
        w.load({rec("a", 1), rec("a", 2), rec("b", 3)});
        QCOMPARE(w.store.rowCount(), 2);
        QCOMPARE(w.valueOf("a"), 1);
        w.load({rec("a", 1), rec("a", 2), rec("b", 3)});
        QCOMPARE(w.deltas.size(), 1U);
    }

    void loadBegunBeforeAWriteEnded()
    {
        Watched w;
        w.load({rec("a", 1), rec("b", 1), rec("c", 1)});
        const quint64 early = w.store.beginLoad();
        QSignalSpy waiting(&w.store, &LiveStoreBase::waitingChanged);
        w.store.entityWritten(QStringLiteral("a"));
        w.store.entityWritten(QStringLiteral("c"));
        w.store.entityWritten(QStringLiteral("new"));
        QVERIFY(w.store.isWaiting(QStringLiteral("a")));
        QCOMPARE(waiting.size(), 3);
        // It left before the write: its a, its missing c and its new say nothing; b counts.
        w.store.applyLoad(early, {rec("a", 7), rec("b", 7), rec("new", 7)});
        QCOMPARE(w.valueOf("a"), 1);
        QCOMPARE(w.valueOf("b"), 7);
        QCOMPARE(w.valueOf("c"), 1);
        QCOMPARE(w.valueOf("new"), -1);
        QVERIFY(w.store.isWaiting(QStringLiteral("a")));
        w.load({rec("a", 2), rec("b", 7), rec("new", 1)});
        QCOMPARE(w.valueOf("a"), 2);
        QCOMPARE(w.valueOf("c"), -1);
        QCOMPARE(w.valueOf("new"), 1);
        QVERIFY(w.store.waitingKeys().isEmpty());
        QCOMPARE(waiting.size(), 4);
    }

    void ownReadConfirms()
    {
        Watched w;
        w.load({rec("a", 1), rec("b", 1)});
        const quint64 list = w.store.beginLoad();
        const quint64 early = w.store.beginLoad();
        w.store.entityWritten(QStringLiteral("a"));
        w.store.applyOne(early, QStringLiteral("a"), rec("a", 9)); // began before the write ended
        QCOMPARE(w.valueOf("a"), 1);
        w.store.applyOne(w.store.beginLoad(), QStringLiteral("a"), rec("a", 2));
        QCOMPARE(w.valueOf("a"), 2);
        QVERIFY(!w.store.isWaiting(QStringLiteral("a")));
        // A list that left before that read does not take it back.
        w.store.applyLoad(list, {rec("a", 1), rec("b", 5)});
        QCOMPARE(w.valueOf("a"), 2);
        QCOMPARE(w.valueOf("b"), 5);
        w.store.applyOne(w.store.beginLoad(), QStringLiteral("b"), std::nullopt);
        QCOMPARE(w.valueOf("b"), -1);
    }

    void olderLoadNeverReplacesNewer()
    {
        Watched w;
        const quint64 early = w.store.beginLoad();
        w.load({rec("a", 2)});
        w.store.applyLoad(early, {rec("a", 1)});
        QCOMPARE(w.valueOf("a"), 2);
    }

    void identicalBytes()
    {
        Watched w;
        w.load({rec("a", 1)}, 77);
        w.clock.advance(3s);
        QSignalSpy state(&w.store, &LiveStoreBase::stateChanged);
        QVERIFY(w.store.confirmUnchanged(w.store.beginLoad(), 77));
        QCOMPARE(state.size(), 1);
        QCOMPARE(w.store.state().readAt, w.clock.now());
        QVERIFY(!w.store.confirmUnchanged(w.store.beginLoad(), 78));
        QCOMPARE(w.deltas.size(), 1U);

        // After a load that was not taken whole the same bytes must be read again.
        const quint64 early = w.store.beginLoad();
        w.store.entityWritten(QStringLiteral("a"));
        w.store.applyLoad(early, {rec("a", 5)}, 79);
        QVERIFY(!w.store.confirmUnchanged(w.store.beginLoad(), 79));
        w.load({rec("a", 5)}, 79);
        QCOMPARE(w.valueOf("a"), 5);
        QVERIFY(w.store.confirmUnchanged(w.store.beginLoad(), 79));
        // After one row was read on its own, too.
        w.store.applyOne(w.store.beginLoad(), QStringLiteral("a"), rec("a", 6));
        QVERIFY(!w.store.confirmUnchanged(w.store.beginLoad(), 79));
    }

    void goneAfterTwoLoads()
    {
        Watched w;
        w.store.setMissingNeedsTwoLoads(true);
        w.load({rec("a", 1), rec("b", 1)}, 1);
        w.load({rec("a", 1)}, 2);
        QCOMPARE(w.store.rowCount(), 2);
        QVERIFY(!w.store.confirmUnchanged(w.store.beginLoad(), 2)); // the second look is needed
        w.load({rec("a", 1)}, 2);
        QCOMPARE(w.store.rowCount(), 1);
        w.load({rec("a", 1), rec("b", 1)});
        w.load({rec("a", 1)});
        w.load({rec("a", 1), rec("b", 2)}); // it was only hidden by paging
        w.load({rec("a", 1)});
        QCOMPARE(w.store.rowCount(), 2);
        w.store.applyOne(w.store.beginLoad(), QStringLiteral("b"), std::nullopt); // its own 404
        QCOMPARE(w.store.rowCount(), 1);
    }

    void failureKeepsRows()
    {
        Watched w;
        w.load({rec("a", 1)});
        w.clock.advance(10s);
        const QDateTime next = w.clock.now().addSecs(4);
        w.store.setFailed(Error::make(ErrorKind::Refused), next);
        QVERIFY(w.store.state().isStale());
        QCOMPARE(w.store.rowCount(), 1);
        QCOMPARE(w.store.state().nextTryAt, next);
        const QDateTime since = w.store.state().errorSince;
        QCOMPARE(since, w.clock.now());
        w.clock.advance(10s);
        w.store.setFailed(Error::make(ErrorKind::Timeout));
        QCOMPARE(w.store.state().errorSince, since);
        QCOMPARE(w.store.state().error->kind, ErrorKind::Timeout);
        w.load({rec("a", 1)});
        QVERIFY(!w.store.state().isStale());
        QVERIFY(!w.store.state().errorSince.isValid());
    }

    void firstLoadComesInPieces()
    {
        Watched w;
        const quint64 ticket = w.store.beginLoad();
        w.store.setLoading(0, -1);
        QCOMPARE(int(w.store.state().phase), int(StoreState::Phase::Loading));
        w.store.applyPartial(ticket, many(10));
        w.store.applyPartial(ticket, many(20));
        QCOMPARE(w.store.rowCount(), 20);
        QCOMPARE(int(w.store.state().phase), int(StoreState::Phase::Loading));
        w.store.setFailed(Error::make(ErrorKind::Timeout));
        QVERIFY(w.store.state().isStale());
        QCOMPARE(w.store.state().notice, QStringLiteral("load.incomplete"));
        QCOMPARE(w.store.rowCount(), 20);
        w.load(many(30));
        QVERIFY(w.store.state().notice.isEmpty());
        w.store.applyPartial(w.store.beginLoad(), many(3)); // of a later load: the rows there are better
        QCOMPARE(w.store.rowCount(), 30);
    }

    void bigListsAreComparedElsewhere()
    {
        Watched w;
        w.load(many(10'000));
        QVERIFY(w.deltas.empty());
        QTRY_COMPARE(w.deltas.size(), 1U);
        // A write that ends while the worker compares still counts.
        const quint64 early = w.store.beginLoad();
        w.store.applyLoad(early, many(10'000, 5));
        w.store.entityWritten(QStringLiteral("77"));
        QTRY_COMPARE(w.valueOf("78"), 5);
        QCOMPARE(w.valueOf("77"), 0);
        // Of those that wait only the newest is compared.
        w.load(many(10'000, 6));
        w.load(many(10'000, 7));
        w.load(many(10'000, 8));
        QTRY_COMPARE(w.valueOf("77"), 8);
        for (const auto &delta : w.deltas)
            QVERIFY(delta->rows->size() != 10'000 || (*delta->rows)[0].value != 7);
        // Cleared under way: nothing comes of it.
        w.load(many(10'000, 9));
        w.store.clear();
        QCOMPARE(w.store.rowCount(), 0);
        w.load({rec("a", 1)});
        QTRY_COMPARE(w.store.rowCount(), 1);
        QTest::qWait(0);
        QCOMPARE(w.valueOf("a"), 1);
    }

    void destroyedUnderWay()
    {
        auto clock = std::make_unique<ManualClock>(QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC));
        auto store = std::make_unique<Store>(clock.get());
        store->applyLoad(store->beginLoad(), many(50'000));
        auto subscription = store->subscribe(5s);
        store.reset();
        subscription.reset();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
    }

    void subscriptions()
    {
        Watched w;
        QSignalSpy changed(&w.store, &LiveStoreBase::subscribersChanged);
        QVERIFY(!w.store.hasSubscribers());
        auto slow = w.store.subscribe(30s);
        auto fast = w.store.subscribe(5s);
        QCOMPARE(w.store.interval(), 5s);
        fast->setInterval(2s);
        QCOMPARE(w.store.interval(), 2s);
        fast.reset();
        QCOMPARE(w.store.interval(), 30s);
        slow.reset();
        QVERIFY(!w.store.hasSubscribers());
        QCOMPARE(changed.size(), 5);
    }

    void listenerThatGoes()
    {
        Watched w;
        auto context = std::make_unique<QObject>();
        int calls = 0;
        w.store.onDelta(context.get(), [&calls](const auto &) { ++calls; });
        w.load({rec("a", 1)});
        context.reset();
        w.load({rec("a", 2)});
        QCOMPARE(calls, 1);
    }

    void listenerThatClears()
    {
        Watched w;
        bool once = true;
        w.store.onDelta(&w.context, [&](const auto &) {
            if (std::exchange(once, false))
                w.store.clear();
        });
        w.load({rec("a", 1)});
        QCOMPARE(w.store.rowCount(), 0);
        QCOMPARE(int(w.store.state().phase), int(StoreState::Phase::Never));
        w.load({rec("b", 1)});
        QCOMPARE(w.store.rowCount(), 1);
    }
};

MK_TEST_CLASS(TestLiveStore)
#include "TestLiveStore.moc"
