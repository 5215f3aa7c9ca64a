// SPDX-License-Identifier: GPL-3.0-or-later
#include "ConsulFixture.h"
#include "api/consul/ConsulRequests.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::consul;
using mk::test::ConsulFixture;
using mk::test::RealConsul;
using mk::test::resultOf;

namespace {

KvEntry entry(const QString &key, const QByteArray &value, quint64 flags = 0)
{
    KvEntry made;
    made.key = key;
    made.value = value;
    made.flags = flags;
    return made;
}

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

// The key/value store of a real server without ACLs.
class TestConsulRealKv : public QObject
{
    Q_OBJECT

    RealConsul m_server;
    std::unique_ptr<ConsulFixture> m_fixture;
    ConsulClient &client() { return m_fixture->client; }
    QObject *owner() { return &m_fixture->owner; }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY2(m_server.addOddKeys(), qPrintable(m_server.lastError()));
    }
    void init() { m_fixture = std::make_unique<ConsulFixture>(m_server); }

    void readsKey_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("value");
        for (const auto &[key, value] : RealConsul::oddKeys())
            QTest::newRow(key.toUtf8().toPercentEncoding().constData()) << key << value;
    }
    void readsKey()
    {
        QFETCH(QString, key);
        QFETCH(QByteArray, value);
        const auto read = resultOf(client().get(key, owner()));
        QVERIFY2(read.has_value(), qPrintable(read ? QString() : read.error().toLogString()));
        QVERIFY(read->has_value());
        QCOMPARE((*read)->key, key);
        QCOMPARE((*read)->value, value);
        QCOMPARE((*read)->modifyIndex, m_server.stored(key)->modifyIndex);
    }

    void readsManyAtOnce()
    {
        QStringList keys;
        QHash<QString, QByteArray> expected;
        for (const auto &[key, value] : RealConsul::oddKeys()) {
            keys.append(key);
            keys.append(QString(key + QStringLiteral(".missing")));
            expected.insert(key, value);
        }
        keys.append(keys.first()); // asked twice, answered twice
        for (int i = 0; i < 100; ++i)
            keys.append(QStringLiteral("no-such-%1").arg(i));
        const auto read = resultOf(client().getMany(keys, owner()), 60'000);
        QVERIFY2(read.has_value(), qPrintable(read ? QString() : read.error().toLogString()));
        QCOMPARE(read->size(), size_t(keys.size()));
        for (qsizetype i = 0; i < keys.size(); ++i) {
            const KvLookup &lookup = read->at(size_t(i));
            QCOMPARE(lookup.key, keys.at(i));
            QVERIFY(!lookup.hidden);
            QCOMPARE(lookup.entry.has_value(), expected.contains(keys.at(i)));
            if (lookup.entry)
                QCOMPARE(lookup.entry->value, expected.value(keys.at(i)));
        }
    }

    void flagsKeepAllBits()
    {
        const auto read = resultOf(client().get(QStringLiteral("flags"), owner()));
        QVERIFY(read && *read);
        QCOMPARE((*read)->flags, 18446744073709551615ULL);
        const auto written = resultOf(client().create(entry(QStringLiteral("flags2"), "x", (*read)->flags), owner()));
        QVERIFY(written.has_value());
        QCOMPARE(written->entry.flags, 18446744073709551615ULL);
        QCOMPARE(m_server.stored(QStringLiteral("flags2"))->flags, 18446744073709551615ULL);
    }

    void listsNames()
    {
        const auto all = ConsulFixture::value(client().keys({}, {}, owner()));
        QStringList names;
        for (const QString &name : all.value)
            names.append(name);
        QCOMPARE(names, m_server.keyNames());
        for (const auto &[key, value] : RealConsul::oddKeys())
            QVERIFY2(names.contains(key), qPrintable(key));
        QVERIFY(all.meta.index > 0);
        const auto level = ConsulFixture::value(client().keys(QStringLiteral("config/"), QStringLiteral("/"), owner()));
        QCOMPARE(level.value, std::vector<QString>{QStringLiteral("config/user/")});
        const auto none = resultOf(client().keys(QStringLiteral("nothing/here/"), {}, owner()));
        QVERIFY(none.has_value());
        QVERIFY(none->value.empty());
        QVERIFY(none->meta.index > 0);
    }

    void listsUnderPrefixesTheServerWouldClean()
    {
        const auto doubled = ConsulFixture::value(client().keys(QStringLiteral("slashes//"), {}, owner()));
        QCOMPARE(doubled.value, std::vector<QString>{QStringLiteral("slashes//double")});
        const auto leading = ConsulFixture::value(client().keys(QStringLiteral("/"), QStringLiteral("/"), owner()));
        QCOMPARE(leading.value, std::vector<QString>{QStringLiteral("/leading/")});
        const auto dots = ConsulFixture::value(client().recurse(QStringLiteral("dots/../"), owner()));
        QCOMPARE(dots.value.size(), size_t(1));
        QCOMPARE(dots.value.front().value, QByteArray("two dots"));
        const auto empty = resultOf(client().recurse(QStringLiteral("no//such/"), owner()));
        QVERIFY2(empty.has_value(), qPrintable(empty ? QString() : empty.error().toLogString()));
        QVERIFY(empty->value.empty());
    }

    void readsTreesWithValues()
    {
        const auto tree = ConsulFixture::value(client().recurse(QStringLiteral("big/"), owner()));
        QCOMPARE(tree.value.size(), size_t(1));
        QCOMPARE(tree.value.front().value.size(), 512 * 1024);
        const auto none = resultOf(client().recurse(QStringLiteral("nothing/here/"), owner()));
        QVERIFY(none && none->value.empty());
    }

    void missingKeyIsNoError()
    {
        for (const char *key : {"does/not/exist", "does//not/exist", "/no"}) {
            const auto read = resultOf(client().get(text(key), owner()));
            QVERIFY2(read.has_value(), key);
            QVERIFY(!read->has_value());
        }
    }

    void createsUpdatesAndRefuses_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("byTransaction");
        QTest::newRow("small") << QStringLiteral("w/small") << 10 << true;
        QTest::newRow("empty") << QStringLiteral("w/empty") << 0 << true;
        QTest::newRow("300 KiB") << QStringLiteral("w/medium") << 300 * 1024 << true;
        QTest::newRow("512 KiB") << QStringLiteral("w/large") << 512 * 1024 << false;
        QTest::newRow("512 KiB, odd name") << QStringLiteral("w/l\u00e4rge a%2F?b#") << 512 * 1024 << false;
        QTest::newRow("doubled slash") << QStringLiteral("w//a") << 10 << true;
        QTest::newRow("dots") << QStringLiteral("w/../b") << 10 << true;
        QTest::newRow("leading slash") << QStringLiteral("/w") << 10 << true;
        QTest::newRow("trailing slash") << QStringLiteral("w/folder/") << 0 << true;
    }
    void createsUpdatesAndRefuses()
    {
        QFETCH(QString, key);
        QFETCH(int, size);
        QFETCH(bool, byTransaction);
        const QByteArray first(size, 'a');
        const auto created = resultOf(client().create(entry(key, first, 7), owner()));
        QVERIFY2(created.has_value(), qPrintable(created ? QString() : created.error().toLogString()));
        QCOMPARE(created->byTransaction, byTransaction);
        QCOMPARE(created->entry.value, first);
        QCOMPARE(created->knownModifyIndex(), std::optional(m_server.stored(key)->modifyIndex));
        QCOMPARE(m_server.stored(key)->value, first);
        QCOMPARE(m_server.stored(key)->flags, quint64(7));

        const auto again = resultOf(client().create(entry(key, "other"), owner()));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
        QCOMPARE(again.error().reason, QStringLiteral("kv.cas-failed"));
        QVERIFY(!again.error().mayHaveBeenDone);

        const QByteArray second(size, 'b');
        const auto updated = resultOf(client().put(entry(key, second), created->entry.modifyIndex, owner()));
        QVERIFY2(updated.has_value(), qPrintable(updated ? QString() : updated.error().toLogString()));
        QCOMPARE(m_server.stored(key)->value, second);
        QCOMPARE(updated->entry.createIndex, created->entry.createIndex);
        QVERIFY(updated->entry.modifyIndex > created->entry.modifyIndex || size == 0);

        // Somebody else writes: what we saw is no longer there, and theirs must stay.
        QVERIFY(m_server.put(key, "theirs"));
        const auto stale = resultOf(client().put(entry(key, first), updated->entry.modifyIndex, owner()));
        QVERIFY(!stale);
        QCOMPARE(stale.error().kind, ErrorKind::Conflict);
        QCOMPARE(m_server.stored(key)->value, QByteArray("theirs"));
        const auto staleDelete = resultOf(client().deleteCas(key, updated->entry.modifyIndex, owner()));
        QVERIFY(!staleDelete);
        QCOMPARE(staleDelete.error().kind, ErrorKind::Conflict);
        QCOMPARE(staleDelete.error().args.value(QStringLiteral("key")).toString(), key);
        QVERIFY(m_server.stored(key));

        QVERIFY(resultOf(client().deleteCas(key, m_server.stored(key)->modifyIndex, owner())).has_value());
        QVERIFY(!m_server.stored(key));
        // A change that was made for a key which is gone by now does not bring it back.
        const auto gone = resultOf(client().put(entry(key, first), updated->entry.modifyIndex, owner()));
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::Conflict);
        QVERIFY(!m_server.stored(key));
    }

    void valueBeyondTheServersLimit()
    {
        const auto large = resultOf(client().create(entry(QStringLiteral("too/large"), QByteArray(512 * 1024 + 1, 'x')), owner()));
        QVERIFY(!large);
        QCOMPARE(large.error().kind, ErrorKind::TooLarge);
        QCOMPARE(large.error().reason, QStringLiteral("consul.value-too-large"));
        QCOMPARE(large.error().args.value(QStringLiteral("limit")).toLongLong(), qint64(512 * 1024));
        QVERIFY(!large.error().mayHaveBeenDone);
        const auto unreachable = resultOf(client().create(entry(QStringLiteral("too//large"), QByteArray(400 * 1024, 'x')), owner()));
        QVERIFY(!unreachable);
        QCOMPARE(unreachable.error().kind, ErrorKind::TooLarge);
        QCOMPARE(unreachable.error().reason, QStringLiteral("kv.value-too-large-for-key"));
    }

    // The switch from one way to the other leaves no size between them, and nothing is sent that the server refuses.
    void everySizeAroundTheTransactionsLimit()
    {
        const QString key = QStringLiteral("w/\"limit\" \u00fc");
        qsizetype limit = 0;
        for (qsizetype size = 392'000; size < 394'000; ++size) {
            if (putWay(key, size) == PutWay::Transaction)
                limit = size;
        }
        QVERIFY(limit > 0);
        for (const qsizetype size : {limit - 1, limit, limit + 1, limit + 2}) {
            const auto now = m_server.stored(key);
            const auto written = resultOf(client().put(entry(key, QByteArray(size, 'x'), 18446744073709551615ULL), now ? now->modifyIndex : 0, owner()));
            QVERIFY2(written.has_value(), qPrintable(written ? QString() : written.error().toLogString()));
            QCOMPARE(written->byTransaction, size <= limit);
            QCOMPARE(m_server.stored(key)->value.size(), size);
        }
    }

    void raisedLimitIsUsed()
    {
        RealConsul::Options options;
        options.extraConfig = "\"limits\":{\"kv_max_value_size\":2097152}";
        RealConsul server(options);
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        ConsulFixture fixture(server);
        const auto written = resultOf(fixture.client.create(entry(QStringLiteral("a"), QByteArray(1536 * 1024, 'x')), &fixture.owner));
        QVERIFY2(written.has_value(), qPrintable(written ? QString() : written.error().toLogString()));
        QVERIFY(written->knownModifyIndex());
        QVERIFY(!resultOf(fixture.client.create(entry(QStringLiteral("b"), QByteArray(2097153, 'x')), &fixture.owner)));
    }

    void lowerTransactionLimitFallsBack()
    {
        RealConsul::Options options;
        options.extraConfig = "\"limits\":{\"txn_max_req_len\":65536,\"kv_max_value_size\":524288}";
        RealConsul server(options);
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        ConsulFixture fixture(server);
        const auto written = resultOf(fixture.client.create(entry(QStringLiteral("a"), QByteArray(200 * 1024, 'x')), &fixture.owner));
        QVERIFY2(written.has_value(), qPrintable(written ? QString() : written.error().toLogString()));
        QCOMPARE(server.stored(QStringLiteral("a"))->value.size(), 200 * 1024);
        QCOMPARE(written->knownModifyIndex(), std::optional(server.stored(QStringLiteral("a"))->modifyIndex));
    }

    void deletesAllOrNone()
    {
        QVERIFY(m_server.addManyKeys(64, QStringLiteral("batch")));
        QList<KvDelete> batch;
        for (const KvEntry &each : ConsulFixture::value(client().recurse(QStringLiteral("batch/"), owner())).value)
            batch.append({each.key, each.modifyIndex});
        QCOMPARE(batch.size(), maxTxnOperations);
        QVERIFY(m_server.put(batch.at(40).key, "changed meanwhile"));
        const auto refused = resultOf(client().deleteMany(batch, owner()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        QCOMPARE(refused.error().args.value(QStringLiteral("key")).toString(), batch.at(40).key);
        QCOMPARE(refused.error().args.value(QStringLiteral("opIndex")).toInt(), 40);
        QCOMPARE(ConsulFixture::value(client().keys(QStringLiteral("batch/"), {}, owner())).value.size(), size_t(64));
        batch[40].modifyIndex = m_server.stored(batch.at(40).key)->modifyIndex;
        QVERIFY(resultOf(client().deleteMany(batch, owner())).has_value());
        QVERIFY(ConsulFixture::value(client().keys(QStringLiteral("batch/"), {}, owner())).value.empty());
        // Gone already is what was wanted.
        QVERIFY(resultOf(client().deleteMany(batch, owner())).has_value());
        batch.append({QStringLiteral("one/too/many"), 1});
        const auto tooMany = resultOf(client().deleteMany(batch, owner()));
        QVERIFY(!tooMany);
        QCOMPARE(tooMany.error().reason, QStringLiteral("kv.too-many-operations"));
    }

    void tellsWhoHoldsTheLock()
    {
        const QString session = m_server.createSession(QStringLiteral("leader"));
        QVERIFY(m_server.lock(QStringLiteral("locks/leader"), session, "me"));
        const auto read = resultOf(client().get(QStringLiteral("locks/leader"), owner()));
        QVERIFY(read && *read);
        QCOMPARE((*read)->session, session);
        QCOMPARE((*read)->lockIndex, quint64(1));
        // Locks are advisory: a guarded write goes through and keeps the holder.
        const auto written = resultOf(client().put(entry(QStringLiteral("locks/leader"), "you"), (*read)->modifyIndex, owner()));
        QVERIFY(written.has_value());
        QCOMPARE(m_server.stored(QStringLiteral("locks/leader"))->session, session);
    }

    void namesThatAreNoNames()
    {
        const QString half(QChar(0xd800));
        for (const QString &key : {QString(), half}) {
            for (const Error &error : {resultOf(client().get(key, owner())).error(), resultOf(client().create(entry(key, "x"), owner())).error(),
                                       resultOf(client().deleteCas(key, 5, owner())).error(), resultOf(client().getMany({key}, owner())).error()}) {
                QCOMPARE(error.kind, ErrorKind::BadRequest);
                QVERIFY(error.reason.startsWith(QLatin1String("kv.key-")));
            }
        }
    }

    void readOnlySendsNoWrite()
    {
        ConsulFixture fixture(m_server, {}, true);
        const auto refused = resultOf(fixture.client.create(entry(QStringLiteral("never"), "x"), &fixture.owner));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::ReadOnly);
        QVERIFY(!resultOf(fixture.client.deleteCas(QStringLiteral("binary"), 1, &fixture.owner)));
        QVERIFY(m_server.stored(QStringLiteral("binary")));
        QVERIFY(!m_server.stored(QStringLiteral("never")));
        // Reading transactions stay possible.
        const auto read = resultOf(fixture.client.get(QStringLiteral("slashes//double"), &fixture.owner));
        QVERIFY(read && *read);
    }

    void serverThatDiesUnderAWrite()
    {
        RealConsul server;
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        ConsulFixture fixture(server);
        QVERIFY(resultOf(fixture.client.create(entry(QStringLiteral("a"), "1"), &fixture.owner)).has_value());
        if (!server.freeze())
            QSKIP("this system cannot hold a process still");
        Job<KvWritten> *job = fixture.client.put(entry(QStringLiteral("a"), "2"), server.port(), &fixture.owner);
        QTest::qWait(200); // long enough for the bytes to leave
        server.kill();
        const auto lost = resultOf(job);
        QVERIFY(!lost);
        QVERIFY2(lost.error().mayHaveBeenDone, qPrintable(lost.error().toLogString()));
    }

    void cancelledWriteSaysThatItMayBeDone()
    {
        Job<KvWritten> *job = client().create(entry(QStringLiteral("cancelled"), "1"), owner());
        QObject context;
        std::optional<Error> error;
        job->done(&context, [&error](const Result<KvWritten> &end) { error = end ? Error() : end.error(); });
        job->cancel();
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Cancelled);
        QVERIFY(error->mayHaveBeenDone);
    }

    void manyKeys()
    {
        QVERIFY2(m_server.addManyKeys(5000), qPrintable(m_server.lastError()));
        const auto names = ConsulFixture::value(client().keys(QStringLiteral("bulk/"), {}, owner()));
        QCOMPARE(names.value.size(), size_t(5000));
        QCOMPARE(names.value.front(), QStringLiteral("bulk/0000/key-000000"));
        const auto folders = ConsulFixture::value(client().keys(QStringLiteral("bulk/"), QStringLiteral("/"), owner()));
        QCOMPARE(folders.value.size(), size_t(50));
    }
};

MK_TEST_CLASS(TestConsulRealKv)
#include "TestConsulRealKv.moc"
