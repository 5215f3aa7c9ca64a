// SPDX-License-Identifier: GPL-3.0-or-later
#include "WriteBench.h"
#include "support/RealConsul.h"
#include "support/TestMain.h"

using namespace mk;
using test::RealConsul;
using test::resultOf;

// Plans on a real Consul: what the fake one promises must hold there.
class TestWriteReal : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<RealConsul> m_consul;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::WriteBench> m_bench;

    Plan undo(const Plan &plan, const PlanReport &report)
    {
        return PlanRunner::undoPlan(plan, report, {{m_bench->handler->id(), m_bench->handler.get()}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        m_consul = std::make_unique<RealConsul>();
        QVERIFY2(m_consul->start(), qPrintable(m_consul->lastError()));
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_bench = std::make_unique<test::WriteBench>(m_consul->url(), m_folder->path());
        QVERIFY(m_bench->open(crypto::Key::random()));
    }
    void cleanup()
    {
        m_bench.reset();
        m_folder.reset();
    }
    void cleanupTestCase() { m_consul.reset(); }

    void oddKeysThereAndBack_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("value");
        for (const auto &[key, value] : RealConsul::oddKeys())
            QTest::addRow("%s", key.toUtf8().toPercentEncoding().constData()) << key << value;
    }
    void oddKeysThereAndBack()
    {
        QFETCH(QString, key);
        QFETCH(QByteArray, value);
        static_cast<void>(m_consul->remove(key));
        const auto create = kvplans::create(key, value, std::numeric_limits<quint64>::max());
        QVERIFY2(create, qPrintable(create ? QString() : create.error().toLogString()));
        const PlanReport created = m_bench->run(*create);
        QVERIFY2(created.complete(), qPrintable(created.steps.constFirst().error
                                                    ? created.steps.constFirst().error->toLogString()
                                                    : QString()));
        QCOMPARE(m_consul->stored(key)->value, value);
        QCOMPARE(m_consul->stored(key)->flags, std::numeric_limits<quint64>::max());
        QCOMPARE(kvplans::modifyIndexOf(created.steps.constFirst().result.states.constFirst()),
                 m_consul->stored(key)->modifyIndex);

        const auto put = kvplans::put(m_bench->get(key), "changed", 1);
        const PlanReport changed = m_bench->run(*put);
        QVERIFY(changed.complete());
        QCOMPARE(m_consul->stored(key)->value, QByteArray("changed"));
        const Plan back = undo(*put, changed);
        const PlanReport undone = m_bench->run(back);
        QVERIFY(undone.complete());
        QCOMPARE(m_consul->stored(key)->value, value);

        const auto remove = kvplans::remove(m_bench->get(key));
        const PlanReport removed = m_bench->run(*remove);
        QVERIFY(removed.complete());
        QVERIFY(!m_consul->stored(key));
        QVERIFY(m_bench->run(undo(*remove, removed)).complete());
        QCOMPARE(m_consul->stored(key)->value, value);
    }

    void sizesAroundTheTransactionsLimit_data()
    {
        QTest::addColumn<int>("size");
        // 384 KiB in base64 are 512 KiB: with what stands around it, the body is at the server's limit.
        for (const int size : {384 * 1024 - 200, 384 * 1024 - 100, 384 * 1024 - 60, 384 * 1024, 384 * 1024 + 1, 512 * 1024})
            QTest::addRow("%d", size) << size;
    }
    void sizesAroundTheTransactionsLimit()
    {
        QFETCH(int, size);
        const QString key = QStringLiteral("size/key");
        QVERIFY(m_consul->put(key, "small"));
        const QByteArray value(size, 'z');
        const auto put = kvplans::put(m_bench->get(key), value, 0);
        QVERIFY(put);
        const PlanReport report = m_bench->run(*put);
        QVERIFY(report.complete());
        QCOMPARE(m_consul->stored(key)->value.size(), size);
        const PlanReport undone = m_bench->run(undo(*put, report));
        QVERIFY(undone.complete());
        QCOMPARE(m_consul->stored(key)->value, QByteArray("small"));
    }

    void conflictIsNeverOverwritten()
    {
        const QString key = QStringLiteral("conflict/key");
        QVERIFY(m_consul->put(key, "seen"));
        const auto put = kvplans::put(m_bench->get(key), "mine", 0);
        // In between reading and sending, where only the server's own check helps.
        PlanRunner::Context context = m_bench->context();
        context.atPoint = [&](int, PlanRunner::Point point) {
            if (point == PlanRunner::Point::IntentWritten)
                QVERIFY(m_consul->put(key, "theirs"));
        };
        auto *runner = new PlanRunner(*put, context, &m_bench->parent);
        runner->start();
        const auto report = resultOf<PlanReport>(runner);
        QVERIFY(report);
        QCOMPARE(report->steps.constFirst().outcome, StepOutcome::Conflict);
        QCOMPARE(report->steps.constFirst().conflicts, QList<int>{0});
        QCOMPARE(report->steps.constFirst().found.constFirst().body, QByteArray("theirs"));
        QCOMPARE(m_consul->stored(key)->value, QByteArray("theirs"));
        QCOMPARE(m_bench->rows().constFirst().outcome, StepOutcome::Conflict);
    }

    void folderThereAndBack()
    {
        QVERIFY(m_consul->addManyKeys(200, QStringLiteral("folder")));
        const auto seen = resultOf(m_bench->client->recurse(QStringLiteral("folder/"), &m_bench->parent));
        QVERIFY(seen);
        QCOMPARE(seen->value.size(), size_t(200));
        const auto plan = kvplans::removeFolder(QStringLiteral("folder/"), seen->value);
        QVERIFY(plan);
        const QString changed = seen->value.at(150).key;
        QVERIFY(m_consul->put(changed, "changed since"));
        QVERIFY(m_consul->put(QStringLiteral("folder/added"), "added since"));
        const PlanReport report = m_bench->run(*plan);
        QCOMPARE(report.stoppedAt(), std::optional<int>(2));
        QCOMPARE(report.steps.at(2).conflicts.size(), 1);
        const Plan rest = PlanRunner::withoutConflicts(*plan, report);
        const PlanReport done = m_bench->run(rest);
        QVERIFY(done.complete());
        QCOMPARE(done.notices.constFirst().first, QStringLiteral("keys-added-since"));
        QCOMPARE(m_consul->stored(changed)->value, QByteArray("changed since"));
        QVERIFY(m_consul->stored(QStringLiteral("folder/added")));
        QVERIFY(m_bench->run(undo(rest, done)).complete());
        QVERIFY(m_bench->run(undo(*plan, report)).complete());
        for (const consul::KvEntry &entry : seen->value) {
            if (entry.key != changed)
                QCOMPARE(m_consul->stored(entry.key)->value, entry.value);
        }
    }

    void lockedKeyKeepsItsLock()
    {
        const QString key = QStringLiteral("locks/key");
        const QString session = m_consul->createSession(QStringLiteral("s"));
        QVERIFY(m_consul->lock(key, session, "held"));
        const auto put = kvplans::put(m_bench->get(key), "changed", 0);
        const PlanReport report = m_bench->run(*put);
        QVERIFY(report.complete());
        QCOMPARE(m_consul->stored(key)->value, QByteArray("changed"));
        QCOMPARE(m_consul->stored(key)->session, session);
        const auto remove = kvplans::remove(m_bench->get(key));
        QCOMPARE(remove->notices.constFirst().first, QStringLiteral("kv.lock-lost"));
        QVERIFY(m_bench->run(undo(*put, report)).complete());
        QCOMPARE(m_consul->stored(key)->value, QByteArray("held"));
    }

    void serverKilledUnderThePlan()
    {
        const QString key = QStringLiteral("killed/key");
        QVERIFY(m_consul->put(key, "old"));
        const auto put = kvplans::put(m_bench->get(key), "new", 0);
        PlanRunner::Context context = m_bench->context();
        context.atPoint = [&](int, PlanRunner::Point point) {
            if (point == PlanRunner::Point::IntentWritten)
                m_consul->kill();
        };
        auto *runner = new PlanRunner(*put, context, &m_bench->parent);
        runner->start();
        const auto report = resultOf<PlanReport>(runner);
        QVERIFY(report);
        QCOMPARE(report->steps.constFirst().outcome, StepOutcome::Refused); // nothing listened: nothing left
        QVERIFY2(m_consul->start(), qPrintable(m_consul->lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(m_consul->stored(key), 20'000); // its log is replayed
        QCOMPARE(m_consul->stored(key)->value, QByteArray("old"));
        QVERIFY(m_bench->run(*put).complete());
        QCOMPARE(m_consul->stored(key)->value, QByteArray("new"));
    }
};

MK_TEST_CLASS(TestWriteReal)
#include "TestWriteReal.moc"
