// SPDX-License-Identifier: GPL-3.0-or-later
#include "Item.h"
#include "support/TestMain.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>

#include <random>

using namespace mk;
using namespace mk::test;
using Model = RecordTableModel<Item>;

namespace {

QStringList shown(const Model &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, 0).data().toString());
    return names;
}

struct Tested
{
    explicit Tested(int rows = 0) : model(itemColumns()), tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        if (rows > 0)
            model.setRows(items(rows));
    }
    Model model;
    QAbstractItemModelTester tester;
};

} // namespace

class TestRecordTableModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsAndRoles()
    {
        Tested t(3);
        QCOMPARE(t.model.rowCount(), 3);
        QCOMPARE(t.model.index(1, 0).data().toString(), QStringLiteral("item-1"));
        QCOMPARE(t.model.index(1, 0).data(IdRole).toString(), QStringLiteral("id-1"));
        QCOMPARE(t.model.index(1, 1).data(SortRole).toDouble(), 1.0);
        QCOMPARE(t.model.index(1, 1).data(Qt::TextAlignmentRole).toInt(), int(Qt::AlignRight | Qt::AlignVCenter));
        QVERIFY(t.model.index(1, 2).data(MonoRole).toBool());
        QVERIFY(!t.model.index(1, 0).data(MonoRole).isValid());
        QCOMPARE(t.model.rowOf(QStringLiteral("id-2")), 2);
        QCOMPARE(t.model.rowOf(QStringLiteral("nobody")), -1);
        QCOMPARE(t.model.idAt(0), QStringLiteral("id-0"));
        QCOMPARE(t.model.idAt(9), QString());
    }

    void controlCharactersAreVisible()
    {
        Tested t;
        t.model.setRows({Item{QStringLiteral("x"), QStringLiteral("a\nb\u202Ec"), 1}});
        const QString text = t.model.index(0, 0).data().toString();
        QVERIFY(!text.contains(QLatin1Char('\n')));
        QVERIFY(!text.contains(QChar(0x202E)));
    }

    void nothingChangedNoSignal()
    {
        Tested t(10);
        QSignalSpy changed(&t.model, &QAbstractItemModel::dataChanged);
        QSignalSpy layout(&t.model, &QAbstractItemModel::layoutChanged);
        QSignalSpy inserted(&t.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&t.model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy counts(&t.model, &RecordTableBase::countsChanged);
        t.model.setRows(items(10));
        QCOMPARE(changed.size() + layout.size() + inserted.size() + removed.size() + counts.size(), 0);
    }

    void oneChangeOneSignal()
    {
        Tested t(10);
        QSignalSpy changed(&t.model, &QAbstractItemModel::dataChanged);
        auto rows = items(10);
        rows[4].host = QStringLiteral("elsewhere");
        t.model.setRows(rows);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 4);
        QCOMPARE(changed[0][1].toModelIndex().row(), 4);
        QVERIFY(!changed[0][2].value<QList<int>>().isEmpty());
    }

    void naturalSort()
    {
        Tested t;
        t.model.setRows({Item{QStringLiteral("1"), QStringLiteral("item-10"), 1}, Item{QStringLiteral("2"), QStringLiteral("Item-9"), 2},
                         Item{QStringLiteral("3"), QStringLiteral("item-009b"), 3}, Item{QStringLiteral("4"), {}, 4}});
        t.model.sort(0);
        QCOMPARE(shown(t.model), (QStringList{QStringLiteral("Item-9"), QStringLiteral("item-009b"), QStringLiteral("item-10"), {}}));
        t.model.sort(0, Qt::DescendingOrder);
        QCOMPARE(shown(t.model), (QStringList{QStringLiteral("item-10"), QStringLiteral("item-009b"), QStringLiteral("Item-9"), {}}));
        t.model.sort(-1);
        QCOMPARE(shown(t.model).first(), QStringLiteral("item-10"));
    }

    void notGivenSortsLast()
    {
        Tested t;
        t.model.setRows({Item{QStringLiteral("1"), QStringLiteral("none"), std::nullopt}, Item{QStringLiteral("2"), QStringLiteral("two"), 2},
                         Item{QStringLiteral("3"), QStringLiteral("one"), 1}});
        t.model.sort(1);
        QCOMPARE(shown(t.model), (QStringList{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("none")}));
        t.model.sort(1, Qt::DescendingOrder);
        QCOMPARE(shown(t.model), (QStringList{QStringLiteral("two"), QStringLiteral("one"), QStringLiteral("none")}));
    }

    void filterKeepsCountsAndSpans()
    {
        Tested t(30);
        QSignalSpy counts(&t.model, &RecordTableBase::countsChanged);
        t.model.setFilterText(QStringLiteral("item-1"));
        QCOMPARE(t.model.shownCount(), 11);
        QCOMPARE(t.model.totalCount(), 30);
        QCOMPARE(counts.size(), 1);
        QCOMPARE(t.model.index(0, 0).data(SpansRole).value<TextSpans>(), (TextSpans{{0, 6, SpanStyle::Match}}));
        t.model.setFilterText(QStringLiteral("number:>=28"));
        QCOMPARE(shown(t.model), (QStringList{QStringLiteral("item-28"), QStringLiteral("item-29")}));
        t.model.setFilterText({});
        QCOMPARE(t.model.shownCount(), 30);
        QVERIFY(!t.model.index(0, 0).data(SpansRole).isValid());
    }

    void predicate()
    {
        Tested t(10);
        t.model.setPredicate([](const Item &i) { return i.number && *i.number > 7; });
        QCOMPARE(t.model.shownCount(), 2);
        t.model.setPredicate({});
        QCOMPARE(t.model.shownCount(), 10);
    }

    // Whatever happens to the list, an index stays on its entity and the tester has nothing to say.
    void refreshKeepsPersistentIndexes_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("sortColumn");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<double>("share"); // of rows touched in each round
        QTest::newRow("small") << 20 << -1 << QString() << 0.2;
        QTest::newRow("sorted") << 60 << 1 << QString() << 0.2;
        QTest::newRow("filtered") << 60 << -1 << QStringLiteral("host2") << 0.3;
        QTest::newRow("sorted, filtered") << 100 << 0 << QStringLiteral("-host3") << 0.1;
        QTest::newRow("many ranges") << 1000 << -1 << QString() << 0.4;
        QTest::newRow("many ranges, sorted") << 1000 << 1 << QString() << 0.4;
        QTest::newRow("many ranges, sorted, filtered") << 1000 << 0 << QStringLiteral("-host1") << 0.5;
    }
    void refreshKeepsPersistentIndexes()
    {
        QFETCH(int, size);
        QFETCH(int, sortColumn);
        QFETCH(QString, filter);
        QFETCH(double, share);
        Tested t;
        t.model.sort(sortColumn, Qt::DescendingOrder);
        t.model.setFilterText(filter);
        std::vector<Item> rows = items(size);
        t.model.setRows(rows);
        QItemSelectionModel selection(&t.model);
        QSignalSpy reset(&t.model, &QAbstractItemModel::modelReset);
        std::mt19937 random(42);
        std::uniform_real_distribution<double> chance(0, 1);
        int next = size;
        for (int round = 0; round < 12; ++round) {
            std::vector<std::pair<QPersistentModelIndex, QString>> held;
            for (int row = 0; row < t.model.rowCount(); row += 3)
                held.emplace_back(QPersistentModelIndex(t.model.index(row, row % 3)), t.model.idAt(row));
            if (t.model.rowCount() > 5)
                selection.select(t.model.index(5, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            const QString selected = t.model.idAt(5);

            std::vector<Item> later;
            for (const Item &row : rows) {
                const double luck = chance(random);
                if (luck < share / 3)
                    continue;
                later.push_back(row);
                if (luck < share * 2 / 3)
                    later.back().number = chance(random) * 1000;
                else if (luck < share)
                    later.push_back(item(next++));
            }
            if (round % 4 == 3)
                std::shuffle(later.begin(), later.end(), random);
            rows = later;
            t.model.setRows(rows);

            for (const auto &[index, id] : held) {
                const int now = t.model.rowOf(id);
                QCOMPARE(index.isValid(), now >= 0);
                if (index.isValid())
                    QCOMPARE(index.row(), now);
            }
            if (!selected.isEmpty() && t.model.rowOf(selected) >= 0)
                QVERIFY(selection.isRowSelected(t.model.rowOf(selected)));
            for (int row = 0; row < t.model.rowCount(); ++row)
                QCOMPARE(t.model.rowOf(t.model.idAt(row)), row);
        }
        QCOMPARE(reset.size(), 0);
        // The same list shown from nothing gives the same rows in the same order.
        Tested fresh;
        fresh.model.sort(sortColumn, Qt::DescendingOrder);
        fresh.model.setFilterText(filter);
        fresh.model.setRows(rows);
        QCOMPARE(shown(t.model), shown(fresh.model));
    }

    void bigListsWorkElsewhere()
    {
        Tested t;
        QSignalSpy settled(&t.model, &RecordTableBase::settled);
        t.model.setRows(items(20'000));
        QVERIFY(!t.model.isSettled());
        QTRY_VERIFY(t.model.isSettled());
        QCOMPARE(t.model.rowCount(), 20'000);
        const QPersistentModelIndex held(t.model.index(12'345, 0));
        t.model.sort(0, Qt::DescendingOrder);
        t.model.setFilterText(QStringLiteral("item-1"));
        t.model.setFilterText(QStringLiteral("item-12")); // the latest wins
        auto rows = items(20'000);
        rows.pop_back();
        rows[12'345].host = QStringLiteral("moved");
        t.model.setRows(rows); // while that is under way
        QTRY_VERIFY(t.model.isSettled());
        QCOMPARE(t.model.shownCount(), 1 + 10 + 100 + 1000);
        QCOMPARE(t.model.totalCount(), 19'999);
        QCOMPARE(t.model.index(0, 0).data().toString(), QStringLiteral("item-12999"));
        QCOMPARE(held.data(IdRole).toString(), QStringLiteral("id-12345"));
        QCOMPARE(t.model.index(held.row(), 2).data().toString(), QStringLiteral("moved"));
        t.model.setFilterText({});
        QTRY_VERIFY(t.model.isSettled());
        QCOMPARE(t.model.shownCount(), 19'999);
        QCOMPARE(held.data(IdRole).toString(), QStringLiteral("id-12345"));
    }

    void followsAStore()
    {
        ManualClock clock(QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC));
        LiveStore<Item> store(&clock);
        Tested t;
        t.model.setStore(&store);
        store.applyLoad(store.beginLoad(), items(5));
        QCOMPARE(t.model.rowCount(), 5);
        QVERIFY(!t.model.index(0, 0).data(StaleRole).isValid());

        QSignalSpy changed(&t.model, &QAbstractItemModel::dataChanged);
        store.setFailed(Error::make(ErrorKind::Refused));
        QVERIFY(t.model.index(0, 0).data(StaleRole).toBool());
        QCOMPARE(t.model.rowCount(), 5);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][2].value<QList<int>>(), QList<int>{StaleRole});

        store.entityWritten(QStringLiteral("id-3"));
        QVERIFY(t.model.index(3, 0).data(PendingRole).toBool());
        QVERIFY(!t.model.index(2, 0).data(PendingRole).isValid());
        store.applyLoad(store.beginLoad(), items(6));
        QVERIFY(!t.model.index(3, 0).data(PendingRole).isValid());
        QVERIFY(!t.model.index(0, 0).data(StaleRole).isValid());
        QCOMPARE(t.model.rowCount(), 6);

        t.model.setStore(nullptr);
        QCOMPARE(t.model.rowCount(), 0);
        store.applyLoad(store.beginLoad(), items(7));
        QCOMPARE(t.model.rowCount(), 0);
    }

    void bindsToAStoreThatIsFull()
    {
        ManualClock clock(QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC));
        LiveStore<Item> store(&clock);
        store.applyLoad(store.beginLoad(), items(5));
        Tested t;
        t.model.setFilterText(QStringLiteral("-item-3"));
        t.model.setStore(&store);
        QCOMPARE(t.model.shownCount(), 4);
        QCOMPARE(t.model.rowOf(QStringLiteral("id-4")), 3);
        LiveStore<Item> other(&clock);
        other.applyLoad(other.beginLoad(), items(8));
        t.model.setStore(&other);
        QCOMPARE(t.model.totalCount(), 8);
        store.applyLoad(store.beginLoad(), items(1)); // nobody listens to it any more
        QCOMPARE(t.model.totalCount(), 8);
    }

    void twoWithOneId()
    {
        Tested t;
        t.model.setRows({item(1), item(1), item(2)});
        QCOMPARE(t.model.rowCount(), 2);
        t.model.setRows({item(1), item(1), item(2)});
        QCOMPARE(t.model.rowCount(), 2);
    }
};

MK_TEST_CLASS(TestRecordTableModel)
#include "TestRecordTableModel.moc"
