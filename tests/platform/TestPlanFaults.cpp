// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanScene.h"
#include "support/TestMain.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpServer>

using namespace mk;
using test::FakeConsulKv;
using test::PlanScene;
using test::resultOf;

// Plans whose server, journal or operator does not go along.
class TestPlanFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void faultIsSettled_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<StepOutcome>("outcome");
        using Fault = FakeConsulKv::Fault;
        QTest::newRow("cut before the server acted") << int(Fault::DropBefore) << QByteArray("old") << StepOutcome::Refused;
        QTest::newRow("cut after the server acted") << int(Fault::DropAfter) << QByteArray("new") << StepOutcome::Done;
        QTest::newRow("500, nothing done") << int(Fault::Fail) << QByteArray("old") << StepOutcome::Refused;
        QTest::newRow("500, done all the same") << int(Fault::FailAfter) << QByteArray("new") << StepOutcome::Done;
        QTest::newRow("no Consul's answer") << int(Fault::Garbage) << QByteArray("new") << StepOutcome::Done;
    }
    void faultIsSettled()
    {
        QFETCH(int, fault);
        QFETCH(QByteArray, value);
        QFETCH(StepOutcome, outcome);
        PlanScene scene;
        scene.consul.set("k", "old");
        scene.consul.set("l", "old");
        const Plan plan = scene.putAll({QStringLiteral("k"), QStringLiteral("l")}, "new");
        scene.consul.setFault(FakeConsulKv::Fault(fault));
        const PlanReport report = scene.bench.run(plan);
        QCOMPARE(report.steps.constFirst().outcome, outcome);
        QVERIFY(report.steps.constFirst().settledByReading);
        QCOMPARE(scene.consul.value("k"), value);
        QCOMPARE(scene.consul.writesSeen(), outcome == StepOutcome::Done ? 2 : 1); // the second step's, never a second try
        QCOMPARE(scene.journalled(plan, 0), outcome);
        QVERIFY(scene.bench.settle().isEmpty());
        QVERIFY(scene.undo(plan, report).steps.isEmpty() || scene.bench.run(scene.undo(plan, report)).complete());
        QCOMPARE(scene.consul.value("k"), QByteArray("old"));
    }

    void serverGoneStaysUnknownUntilItIsBack()
    {
        PlanScene scene;
        scene.consul.set("k", "old");
        const Plan plan = scene.put(QStringLiteral("k"), "new");
        scene.consul.setFault(FakeConsulKv::Fault::DropAfter);
        scene.consul.afterWrite = [&] { scene.consul.setReadsFail(true); };
        PlanReport report = scene.bench.run(plan);
        QCOMPARE(report.steps.constFirst().outcome, StepOutcome::Unknown);
        QCOMPARE(scene.journalled(plan, 0), StepOutcome::Unknown);
        QList<SettledEntry> settled = scene.bench.settle();
        QCOMPARE(settled.size(), 1);
        QCOMPARE(settled.constFirst().outcome, StepOutcome::Unknown);
        QVERIFY(settled.constFirst().error->is(ErrorKind::Server));

        scene.consul.setReadsFail(false);
        settled = scene.bench.settle();
        QCOMPARE(settled.constFirst().outcome, StepOutcome::Done);
        QCOMPARE(scene.journalled(plan, 0), StepOutcome::Done);
        QVERIFY(scene.bench.rows().constFirst().settled);
        QCOMPARE(scene.consul.writesSeen(), 1);
        const auto undo = scene.bench.undoFromJournal(plan.id);
        QVERIFY(undo);
        QVERIFY(scene.bench.run(*undo).complete());
        QCOMPARE(scene.consul.value("k"), QByteArray("old"));
    }

    void unknownAndChangedByOthers()
    {
        PlanScene scene;
        scene.consul.set("k", "old");
        const Plan plan = scene.put(QStringLiteral("k"), "new");
        scene.consul.setFault(FakeConsulKv::Fault::DropAfter);
        scene.consul.afterWrite = [&] { scene.consul.set("k", "theirs"); };
        const PlanReport report = scene.bench.run(plan);
        QCOMPARE(report.steps.constFirst().outcome, StepOutcome::Unknown);
        QCOMPARE(report.steps.constFirst().conflicts, QList<int>{0});
        QCOMPARE(report.steps.constFirst().found.constFirst().body, QByteArray("theirs"));
        QCOMPARE(scene.bench.settle().constFirst().error->reason, QStringLiteral("settle.undecided"));
    }

    void nothingListens()
    {
        PlanScene scene;
        scene.consul.set("k", "old");
        const Plan plan = scene.put(QStringLiteral("k"), "new");
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        QUrl nowhere(QStringLiteral("http://127.0.0.1"));
        nowhere.setPort(free.serverPort());
        free.close();
        QTemporaryDir folder;
        test::WriteBench bench(nowhere, folder.path());
        QVERIFY(bench.open(crypto::Key::random()));
        const PlanReport report = bench.run(plan);
        QCOMPARE(report.steps.constFirst().outcome, StepOutcome::Refused);
        QVERIFY(report.steps.constFirst().error->is(ErrorKind::Refused));
        QVERIFY(bench.rows().isEmpty());
    }

    void cancelInTheMiddle()
    {
        PlanScene scene;
        QStringList names;
        for (int i = 0; i < 5; ++i) {
            names.append(QStringLiteral("k%1").arg(i));
            scene.consul.set(names.constLast().toUtf8(), "old");
        }
        const Plan plan = scene.putAll(names, "new");
        auto *runner = new PlanRunner(plan, scene.bench.context(), &scene.bench.parent);
        int writes = 0;
        scene.consul.beforeWrite = [&] {
            if (++writes == 3)
                scene.consul.setFault(FakeConsulKv::Fault::HangAfter);
        };
        scene.consul.afterWrite = [&] {
            if (writes == 3)
                QMetaObject::invokeMethod(runner, [runner] { runner->cancel(); }, Qt::QueuedConnection);
        };
        PlanReport told;
        bool cancelled = false;
        runner->done(&scene.bench.parent, [&](const Result<PlanReport> &result) {
            cancelled = !result && result.error().is(ErrorKind::Cancelled);
            told = runner->report();
        });
        runner->start();
        QTRY_VERIFY(cancelled);
        QCOMPARE(told.steps.at(1).outcome, StepOutcome::Done);
        QCOMPARE(told.steps.at(2).outcome, StepOutcome::Unknown);
        QCOMPARE(told.steps.at(3).outcome, StepOutcome::NotRun);
        QCOMPARE(scene.journalled(plan, 2), StepOutcome::Unknown);
        const QList<SettledEntry> settled = scene.bench.settle();
        QCOMPARE(settled.size(), 1);
        QCOMPARE(settled.constFirst().outcome, StepOutcome::Done);
        QCOMPARE(scene.consul.writesSeen(), 3);
    }

    void cancelAfterTheIntentSendsNothing()
    {
        PlanScene scene;
        scene.consul.set("k", "old");
        PlanRunner::Context context = scene.bench.context();
        QPointer<PlanRunner> runner;
        context.atPoint = [&](int, PlanRunner::Point point) {
            if (point == PlanRunner::Point::IntentWritten)
                runner->cancel();
        };
        const Plan plan = scene.put(QStringLiteral("k"), "new");
        runner = new PlanRunner(plan, context, &scene.bench.parent);
        runner->start();
        QVERIFY(!resultOf<PlanReport>(runner));
        QCOMPARE(scene.journalled(plan, 0), StepOutcome::Refused);
        QCOMPARE(scene.consul.writesSeen(), 0);
        QVERIFY(scene.bench.settle().isEmpty());
    }

    void destroyedWhileTheIntentIsWritten()
    {
        PlanScene scene;
        scene.consul.set("k", "old");
        PlanRunner::Context context = scene.bench.context();
        std::unique_ptr<PlanRunner> runner;
        // On the next turn of the event loop: before the journal's thread can have answered there.
        context.atPoint = [&](int, PlanRunner::Point point) {
            if (point == PlanRunner::Point::BeforeIntent)
                QMetaObject::invokeMethod(&scene.bench.parent, [&] { runner.reset(); }, Qt::QueuedConnection);
        };
        const Plan plan = scene.put(QStringLiteral("k"), "new");
        runner = std::make_unique<PlanRunner>(plan, context, nullptr);
        runner->start();
        QTRY_VERIFY(!runner);
        QTRY_COMPARE(scene.journalled(plan, 0), StepOutcome::Refused);
        QCOMPARE(scene.consul.writesSeen(), 0);
    }

    void lostAnswerOfAFolderStepIsFoundDone()
    {
        PlanScene scene;
        for (int i = 0; i < 130; ++i)
            scene.consul.set("f/" + QByteArray::number(1000 + i), "v");
        const auto seen = resultOf(scene.bench.client->recurse(QStringLiteral("f/"), &scene.bench.parent));
        const auto plan = kvplans::removeFolder(QStringLiteral("f/"), seen->value);
        int writes = 0;
        scene.consul.beforeWrite = [&] {
            if (++writes == 2)
                scene.consul.setFault(FakeConsulKv::Fault::DropAfter);
        };
        const PlanReport report = scene.bench.run(*plan);
        QVERIFY(report.complete());
        QVERIFY(report.steps.at(1).settledByReading);
        QCOMPARE(writes, 3);
        QCOMPARE(scene.consul.count(), 0);
        QVERIFY(scene.bench.run(scene.undo(*plan, report)).complete());
        QCOMPARE(scene.consul.count(), 130);
    }

    void journalThatCannotWriteStopsThePlan()
    {
        FakeConsulKv consul;
        consul.set("k", "old");
        QTemporaryDir folder;
        test::WriteBench bench(consul.url(), folder.path());
        bench.journal->setLimits({.maxPages = 30});
        QVERIFY(bench.open(crypto::Key::random()));
        // Fill it up.
        QByteArray value(20'000, 'x');
        bool full = false;
        for (int i = 0; i < 20 && !full; ++i) {
            value[0] = char('a' + i);
            const auto plan = kvplans::put(bench.get(QStringLiteral("k")), value, 0);
            QVERIFY(plan);
            const QByteArray before = consul.value("k");
            const int sent = consul.writesSeen();
            const PlanReport report = bench.run(*plan);
            if (report.complete())
                continue;
            full = true;
            QCOMPARE(report.steps.constFirst().outcome, StepOutcome::Refused);
            QCOMPARE(report.steps.constFirst().error->reason, QStringLiteral("journal.disk-full"));
            QCOMPARE(consul.writesSeen(), sent); // not journalled, not sent
            QCOMPARE(consul.value("k"), before);
        }
        QVERIFY(full);
    }

    void outcomeThatCannotBeWrittenIsSettledLater()
    {
        PlanScene scene;
        for (const char *key : {"a", "b"})
            scene.consul.set(key, "old");
        const Plan plan = scene.putAll({QStringLiteral("a"), QStringLiteral("b")}, "new");
        scene.bench.journal.reset();
        scene.bench.journal = std::make_unique<Journal>(scene.folder.path(), &scene.bench.clock);
        scene.bench.journal->setLimits({.lockWait = std::chrono::milliseconds(50)});
        QVERIFY(scene.bench.open(scene.key));
        {
            // Somebody takes the file between intent and outcome.
            QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
            other.setDatabaseName(scene.bench.journal->filePath());
            QVERIFY(other.open());
            scene.consul.afterWrite = [&] { QSqlQuery(other).exec(QStringLiteral("BEGIN IMMEDIATE")); };
            const PlanReport report = scene.bench.run(plan);
            QCOMPARE(report.steps.at(0).outcome, StepOutcome::Done);
            QCOMPARE(report.steps.at(0).error->reason, QStringLiteral("journal.locked"));
            QCOMPARE(report.steps.at(1).outcome, StepOutcome::NotRun);
            QCOMPARE(scene.consul.writesSeen(), 1);
            QSqlQuery(other).exec(QStringLiteral("ROLLBACK"));
            other.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
        QCOMPARE(scene.journalled(plan, 0), StepOutcome::Unknown);
        QCOMPARE(scene.bench.settle().constFirst().outcome, StepOutcome::Done);
        QCOMPARE(scene.journalled(plan, 0), StepOutcome::Done);
    }
};

MK_TEST_CLASS(TestPlanFaults)
#include "TestPlanFaults.moc"
