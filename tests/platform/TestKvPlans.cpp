// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "platform/ConsulKvHandler.h"
#include "platform/KvPlans.h"
#include "support/TestMain.h"

using namespace mk;

namespace {
consul::KvEntry entry(const QString &key, const QByteArray &value, quint64 index = 10, const QString &session = {})
{
    consul::KvEntry made;
    made.key = key;
    made.value = value;
    made.flags = 42;
    made.createIndex = 5;
    made.modifyIndex = index;
    made.session = session;
    return made;
}

nlohmann::json bodyOf(const Step &step)
{
    const ConsulKvHandler handler(nullptr);
    const RequestPreview preview = handler.preview(step);
    return nlohmann::json::parse(preview.body.begin(), preview.body.end());
}
} // namespace

class TestKvPlans : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void putIsGuarded()
    {
        const auto plan = kvplans::put(entry(QStringLiteral("a/b"), "old"), "new", std::numeric_limits<quint64>::max());
        QVERIFY(plan);
        QCOMPARE(plan->title, QStringLiteral("kv.put"));
        QCOMPARE(plan->steps.size(), 1);
        const Change &change = plan->steps.constFirst().changes.constFirst();
        QCOMPARE(change.verb(), Change::Verb::Update);
        QCOMPARE(change.entity.id, QStringLiteral("a/b"));
        const auto kv = bodyOf(plan->steps.constFirst()).at(0).at("KV");
        QCOMPARE(kv.at("Verb").get<std::string>(), std::string("cas"));
        QCOMPARE(kv.at("Index").get<quint64>(), quint64(10));
        QCOMPARE(kv.at("Flags").get<quint64>(), std::numeric_limits<quint64>::max()); // all 64 bits
        QCOMPARE(kv.at("Value").get<std::string>(), std::string("bmV3"));
    }

    void createAndDelete()
    {
        const auto create = kvplans::create(QStringLiteral("k"), {}, 0);
        QVERIFY(create);
        QCOMPARE(create->changes().constFirst().verb(), Change::Verb::Create);
        QCOMPARE(bodyOf(create->steps.constFirst()).at(0).at("KV").at("Index").get<quint64>(), quint64(0));

        const auto remove = kvplans::remove(entry(QStringLiteral("k"), "v", 99));
        QVERIFY(remove);
        const auto kv = bodyOf(remove->steps.constFirst()).at(0).at("KV");
        QCOMPARE(kv.at("Verb").get<std::string>(), std::string("delete-cas"));
        QCOMPARE(kv.at("Index").get<quint64>(), quint64(99));
        QVERIFY(!kv.contains("Value"));
        QVERIFY(remove->notices.isEmpty());
    }

    void lostLockIsSaidBefore()
    {
        const auto remove = kvplans::remove(entry(QStringLiteral("locks/leader"), "v", 9, QStringLiteral("0f-1")));
        QCOMPARE(remove->notices.size(), 1);
        QCOMPARE(remove->notices.constFirst().first, QStringLiteral("kv.lock-lost"));
        QCOMPARE(remove->notices.constFirst().second.value(QStringLiteral("session")).toString(), QStringLiteral("0f-1"));
    }

    void refusesWhatNoServerTakes()
    {
        QCOMPARE(kvplans::create(QString(), "v", 0).error().reason, QStringLiteral("kv.key-empty"));
        const QByteArray tooLarge(512 * 1024 + 1, 'x');
        QCOMPARE(kvplans::create(QStringLiteral("k"), tooLarge, 0).error().reason, QStringLiteral("kv.value-too-large"));
        const QByteArray large(450 * 1024, 'x');
        QVERIFY(kvplans::create(QStringLiteral("k"), large, 0));
        QCOMPARE(kvplans::create(QStringLiteral("a//k"), large, 0).error().reason,
                 QStringLiteral("kv.value-too-large-for-key"));
    }

    void folderIsPackedInOrder()
    {
        std::vector<consul::KvEntry> entries;
        for (int i = 0; i < 130; ++i)
            entries.push_back(entry(QStringLiteral("f/%1").arg(i, 3, 10, QLatin1Char('0')), "v", quint64(100 + i)));
        const auto plan = kvplans::removeFolder(QStringLiteral("f/"), entries);
        QVERIFY(plan);
        QCOMPARE(plan->titleArgs.value(QStringLiteral("count")).toInt(), 130);
        QCOMPARE(plan->steps.size(), 3);
        QCOMPARE(plan->steps.at(0).changes.size(), 64);
        QCOMPARE(plan->steps.at(1).changes.size(), 64);
        QCOMPARE(plan->steps.at(2).changes.size(), 2);
        const QList<Change> changes = plan->changes();
        for (int i = 0; i < changes.size(); ++i)
            QCOMPARE(changes.at(i).entity.id, entries.at(size_t(i)).key);
        QVERIFY(plan->steps.at(0).id != plan->steps.at(1).id);
    }

    void stepsStayWithinOneTransaction()
    {
        // Values and names of all sizes: no body may be larger than the server takes, none but lone ones may be split off.
        QList<Change> changes;
        for (int i = 0; i < 60; ++i) {
            const QString key = QStringLiteral("k/%1/").arg(i) + QString(i % 7 * 300, QChar(0x201C)) + QLatin1Char('"');
            changes.append({kvplans::entityOf(key), EntityState(), kvplans::wanted(QByteArray(i * 9000, 'v'), quint64(i))});
        }
        const QList<Step> steps = kvplans::packed(changes);
        qsizetype count = 0;
        const ConsulKvHandler handler(nullptr);
        for (const Step &step : steps) {
            count += step.changes.size();
            const RequestPreview preview = handler.preview(step);
            if (preview.pathAndQuery == "/v1/txn")
                QVERIFY2(preview.body.size() <= 512 * 1024, qPrintable(QString::number(preview.body.size())));
            else
                QCOMPARE(step.changes.size(), 1);
        }
        QCOMPARE(count, changes.size());
        QVERIFY(steps.size() < 60);
    }

    void inverseTellsBackWhatWas()
    {
        const ConsulKvHandler handler(nullptr);
        const auto plan = kvplans::put(entry(QStringLiteral("k"), "old"), "new", 1);
        consul::KvEntry left = entry(QStringLiteral("k"), "new", 77);
        left.flags = 1;
        const QList<Step> back = handler.inverse(plan->steps.constFirst(), {{kvplans::stateOf(left)}});
        QCOMPARE(back.size(), 1);
        const Change &change = back.constFirst().changes.constFirst();
        QCOMPARE(change.before.body, QByteArray("new"));
        QCOMPARE(kvplans::modifyIndexOf(change.before), quint64(77));
        QCOMPARE(change.after.body, QByteArray("old"));
        QCOMPARE(kvplans::flagsOf(change.after), quint64(42));
        QVERIFY(handler.inverse(plan->steps.constFirst(), {{EntityState{true, "new", {}}}}).isEmpty()); // no index of our own
    }

    void comparesByIndexValueAndFlags()
    {
        const ConsulKvHandler handler(nullptr);
        const auto plan = kvplans::put(entry(QStringLiteral("k"), "old", 10), "new", 1);
        const Change change = plan->changes().constFirst();
        QVERIFY(handler.sameAsBefore(change, kvplans::stateOf(entry(QStringLiteral("k"), "old", 10))));
        QVERIFY(!handler.sameAsBefore(change, kvplans::stateOf(entry(QStringLiteral("k"), "old", 11)))); // touched
        QVERIFY(!handler.sameAsBefore(change, kvplans::stateOf(entry(QStringLiteral("k"), "else", 10)))); // another store
        QVERIFY(!handler.sameAsBefore(change, EntityState()));
        consul::KvEntry now = entry(QStringLiteral("k"), "new", 12);
        QVERIFY(!handler.isAfter(change, kvplans::stateOf(now))); // flags differ
        now.flags = 1;
        QVERIFY(handler.isAfter(change, kvplans::stateOf(now)));
    }

    void addedKeysAreFound()
    {
        const auto plan = kvplans::removeFolder(QStringLiteral("f/"), {entry(QStringLiteral("f/a"), "v")});
        QCOMPARE(kvplans::keysAddedSince(*plan, {QStringLiteral("f/a"), QStringLiteral("f/b")}),
                 QStringList{QStringLiteral("f/b")});
    }
};

MK_TEST_CLASS(TestKvPlans)
#include "TestKvPlans.moc"
