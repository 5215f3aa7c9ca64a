// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/KvTreeModel.h"
#include "platform/ConsulRecords.h"
#include "support/TestMain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <random>

using namespace mk;

namespace {

KeyNames names(const QStringList &list)
{
    return sortedKeyNames(std::vector<QString>(list.cbegin(), list.cend()));
}

QStringList s(std::initializer_list<const char *> list)
{
    QStringList out;
    for (const char *text : list)
        out.append(QString::fromUtf8(text));
    return out;
}

// "folder/" and leaves as they stand under an index.
QStringList childrenOf(const KvTreeModel &model, const QModelIndex &parent = {})
{
    QStringList out;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        out.append(index.data(KvTreeModel::KeyRole).toString());
    }
    return out;
}

void fetchAll(KvTreeModel &model, const QModelIndex &parent = {})
{
    if (model.canFetchMore(parent))
        model.fetchMore(parent);
    for (int row = 0; row < model.rowCount(parent); ++row) {
        if (const QModelIndex index = model.index(row, 0, parent); model.isFolder(index))
            fetchAll(model, index);
    }
}

QStringList allLeaves(const KvTreeModel &model, const QModelIndex &parent = {})
{
    QStringList out;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (model.isFolder(index))
            out += allLeaves(model, index);
        else
            out.append(model.keyAt(index));
    }
    out.sort();
    return out;
}

FilterExpression filter(const char *text)
{
    return FilterExpression::parse(QString::fromUtf8(text), KvTreeModel::filterFields());
}

struct Tested
{
    Tested() : tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        tester.setUseFetchMore(false); // it fetches in the middle of insertions; views do not
    }
    KvTreeModel model;
    QAbstractItemModelTester tester;
};

} // namespace

class TestKvTreeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void strangeSlashes()
    {
        Tested t;
        const QStringList keys = s({"a", "a/", "a//b", "a/b", "/lead", "//", "a-b", "ab/c", "..", " ", "ключ/имя"});
        t.model.setKeys(names(keys));
        QCOMPARE(childrenOf(t.model), s({"/", "a/", "ab/", "ключ/", " ", "..", "a", "a-b"}));
        fetchAll(t.model);
        const QModelIndex a = t.model.indexOfFolder(QStringLiteral("a/"));
        QVERIFY(a.isValid());
        QCOMPARE(childrenOf(t.model, a), s({"a//", "a/", "a/b"}));
        QCOMPARE(a.data(KvTreeModel::KeyCountRole).toLongLong(), 3);
        const QModelIndex own = t.model.indexOfKey(QStringLiteral("a/"));
        QVERIFY(own.isValid());
        QVERIFY(own.data(DimRole).toBool());
        QVERIFY(!own.data().toString().isEmpty());
        QVERIFY(own.data(IdRole) != a.data(IdRole));
        const QModelIndex unnamed = t.model.indexOfFolder(QStringLiteral("a//"));
        QVERIFY(!unnamed.data().toString().isEmpty());
        QCOMPARE(childrenOf(t.model, unnamed), s({"a//b"}));
        QCOMPARE(childrenOf(t.model, t.model.indexOfFolder(QStringLiteral("//"))), s({"//"}));
        QStringList sorted = keys;
        sorted.sort();
        QCOMPARE(allLeaves(t.model), sorted);
        for (const QString &key : keys)
            QCOMPARE(t.model.keyAt(t.model.indexOfKey(key)), key);
        QVERIFY(!t.model.indexOfKey(QStringLiteral("a/none")).isValid());
        QVERIFY(!t.model.indexOfFolder(QStringLiteral("none/")).isValid());
        QCOMPARE(t.model.keysBelow(QStringLiteral("a/")), s({"a/", "a//b", "a/b"}));
        QVERIFY(t.model.hasKey(QStringLiteral("..")));
        QVERIFY(!t.model.hasKey(QStringLiteral("b")));
    }

    void closedFoldersCostNothing()
    {
        Tested t;
        t.model.setKeys(names(s({"a/1", "a/2", "b/1"})));
        const QModelIndex a = t.model.index(0, 0);
        QVERIFY(t.model.hasChildren(a));
        QVERIFY(t.model.canFetchMore(a));
        QCOMPARE(t.model.rowCount(a), 0);
        QSignalSpy inserted(&t.model, &QAbstractItemModel::rowsInserted);
        t.model.setKeys(names(s({"a/1", "a/2", "a/3", "b/1"}))); // inside a folder that nobody opened
        QCOMPARE(inserted.size(), 0);
        QCOMPARE(a.data(KvTreeModel::KeyCountRole).toLongLong(), 3);
        t.model.fetchMore(a);
        QCOMPARE(t.model.rowCount(a), 3);
    }

    void nothingChangedNoSignal()
    {
        Tested t;
        t.model.setKeys(names(s({"a/1", "b"})));
        fetchAll(t.model);
        QSignalSpy changed(&t.model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&t.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy layout(&t.model, &QAbstractItemModel::layoutChanged);
        QSignalSpy counts(&t.model, &KvTreeModel::countsChanged);
        t.model.setKeys(names(s({"a/1", "b"})));
        QCOMPARE(changed.size() + inserted.size() + layout.size() + counts.size(), 0);
    }

    void refreshKeepsPersistentIndexes_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<double>("share");
        QTest::newRow("few") << 40 << 0.1;
        QTest::newRow("some") << 300 << 0.2;
        QTest::newRow("many ranges") << 700 << 0.5;
    }
    void refreshKeepsPersistentIndexes()
    {
        QFETCH(int, size);
        QFETCH(double, share);
        Tested t;
        std::mt19937 random(7);
        const auto below = [&random](int n) { return int(random() % unsigned(n)); };
        const auto someKey = [&] {
            QString key;
            for (int depth = below(4); depth > 0; --depth)
                key += QString::number(below(5)) + QLatin1Char('/');
            return QString(key + (below(8) == 0 ? QString() : QString::number(below(size))));
        };
        QSet<QString> keys;
        for (int i = 0; i < size; ++i)
            keys.insert(someKey());
        keys.remove(QString());
        t.model.setKeys(names(keys.values()));
        for (int round = 0; round < 10; ++round) {
            fetchAll(t.model);
            std::vector<std::pair<QPersistentModelIndex, QString>> held;
            for (const QString &key : std::as_const(keys)) {
                if (below(3) == 0)
                    held.emplace_back(QPersistentModelIndex(t.model.indexOfKey(key)), key);
            }
            const QSet<QString> before = keys;
            for (const QString &key : before) {
                if (below(1000) < int(share * 500))
                    keys.remove(key);
                else if (below(1000) < int(share * 500))
                    keys.insert(someKey());
            }
            keys.remove(QString());
            t.model.setKeys(names(keys.values()));
            for (const auto &[index, key] : held) {
                QCOMPARE(index.isValid(), keys.contains(key));
                if (index.isValid())
                    QCOMPARE(t.model.keyAt(index), key);
            }
            fetchAll(t.model);
            QStringList all = keys.values();
            all.sort();
            QCOMPARE(allLeaves(t.model), all);
        }
    }

    void flatSearch()
    {
        Tested t;
        t.model.setKeys(names(s({"apps/web/port", "apps/web/host", "apps/db/port", "port"})));
        const QModelIndex web = t.model.indexOfFolder(QStringLiteral("apps/web/"));
        t.model.noteExpanded(web.parent());
        t.model.noteExpanded(web);
        t.model.setFilter(filter("PORT"));
        QVERIFY(t.model.isFlat());
        QCOMPARE(childrenOf(t.model), s({"apps/db/port", "apps/web/port", "port"}));
        QCOMPARE(t.model.shownCount(), 3);
        QCOMPARE(t.model.totalCount(), 4);
        QCOMPARE(t.model.index(0, 0).data().toString(), QStringLiteral("apps/db/port"));
        QCOMPARE(t.model.index(0, 0).data(SpansRole).value<TextSpans>(), (TextSpans{{8, 4, SpanStyle::Match}}));

        const QPersistentModelIndex held(t.model.index(1, 0));
        t.model.setKeys(names(s({"a/port", "apps/web/port", "apps/web/host", "apps/db/port", "port"})));
        QCOMPARE(t.model.shownCount(), 4);
        QCOMPARE(t.model.keyAt(held), QStringLiteral("apps/web/port"));
        t.model.setFilter(filter("folder:web"));
        QCOMPARE(childrenOf(t.model), s({"apps/web/host", "apps/web/port"}));
        QCOMPARE(t.model.keyAt(held), QStringLiteral("apps/web/port"));
        t.model.setFilter(filter("name:=port -folder:apps"));
        QCOMPARE(childrenOf(t.model), s({"a/port", "port"}));

        QSignalSpy restore(&t.model, &KvTreeModel::expansionToRestore);
        t.model.setFilter({});
        QVERIFY(!t.model.isFlat());
        QCOMPARE(restore.size(), 1);
        const auto folders = restore[0][0].value<QModelIndexList>();
        QCOMPARE(folders.size(), 2);
        QCOMPARE(t.model.prefixAt(folders[0]), QStringLiteral("apps/"));
        QCOMPARE(t.model.prefixAt(folders[1]), QStringLiteral("apps/web/"));
        QCOMPARE(childrenOf(t.model), s({"a/", "apps/", "port"}));
    }

    void manyKeysAreSearchedElsewhere()
    {
        Tested t;
        QStringList keys;
        for (int i = 0; i < 10'000; ++i)
            keys.append(QStringLiteral("f%1/key-%2").arg(i % 10).arg(i));
        t.model.setKeys(names(keys));
        QSignalSpy settled(&t.model, &KvTreeModel::settled);
        t.model.setFilter(filter("key-1"));
        t.model.setFilter(filter("key-99"));
        keys.append(QStringLiteral("f0/key-99-new"));
        t.model.setKeys(names(keys)); // while that is under way
        QVERIFY(!t.model.isFlat());
        QTRY_COMPARE(settled.size(), 1);
        QCOMPARE(t.model.shownCount(), 1 + 10 + 100 + 1);
        QVERIFY(t.model.indexOfKey(QStringLiteral("f0/key-99-new")).isValid());
        t.model.setFilter(filter("key-5"));
        t.model.setFilter({}); // before the result
        QCOMPARE(t.model.isFlat(), false);
        QCOMPARE(t.model.rowCount(), 10);
    }

    void sizesWaitingStale()
    {
        ManualClock clock(QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC));
        LiveStore<QString> store(&clock);
        Tested t;
        t.model.setStore(&store);
        store.applyLoad(store.beginLoad(), {QStringLiteral("a/x"), QStringLiteral("b")});
        fetchAll(t.model);
        const QPersistentModelIndex x(t.model.indexOfKey(QStringLiteral("a/x")));
        QSignalSpy changed(&t.model, &QAbstractItemModel::dataChanged);
        t.model.setValueSize(QStringLiteral("a/x"), 2048);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(x.data(KvTreeModel::SizeRole).toLongLong(), 2048);
        QVERIFY(x.data(SecondaryTextRole).toString().contains(QStringLiteral("KiB")));
        store.entityWritten(QStringLiteral("a/x"));
        QVERIFY(x.data(PendingRole).toBool());
        store.setFailed(Error::make(ErrorKind::Refused));
        QVERIFY(x.data(StaleRole).toBool());
        store.applyLoad(store.beginLoad(), {QStringLiteral("a/x"), QStringLiteral("c")});
        QVERIFY(!x.data(PendingRole).isValid());
        QVERIFY(!x.data(StaleRole).isValid());
        QCOMPARE(childrenOf(t.model), s({"a/", "c"}));
        t.model.setStore(nullptr);
        QCOMPARE(t.model.rowCount(), 0);
    }
};

MK_TEST_CLASS(TestKvTreeModel)
#include "TestKvTreeModel.moc"
