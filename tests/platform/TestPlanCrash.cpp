// SPDX-License-Identifier: GPL-3.0-or-later
#include "WriteBench.h"
#include "support/FakeConsulKv.h"
#include "support/TestMain.h"

#include <QProcess>

using namespace mk;
using test::FakeConsulKv;
using test::resultOf;

// The program dies at every point between intent and outcome; the next start finds out what became of the step.
class TestPlanCrash : public QObject
{
    Q_OBJECT
private:
    struct Scene
    {
        FakeConsulKv consul;
        QTemporaryDir folder;
        crypto::Key key = (crypto::initialise(), crypto::Key::random());
        QProcess process;
        Scene()
        {
            for (int i = 0; i < 3; ++i)
                consul.set("crash/" + QByteArray::number(i), "old");
        }
        void start(int step, const QString &point)
        {
            process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            process.start(QStringLiteral(MK_CRASH_HELPER),
                          {consul.url().toString(), folder.path(), QString::fromLatin1(key.bytes().toHex()),
                           QString::number(step), point});
        }
        bool waitForEnd()
        {
            return QTest::qWaitFor([this] { return process.state() == QProcess::NotRunning; }, 60'000);
        }
    };

private Q_SLOTS:
    void diesAt_data()
    {
        QTest::addColumn<QString>("point");
        QTest::addColumn<bool>("hasRow");  // of the second step
        QTest::addColumn<bool>("unknown"); // before settling
        QTest::addColumn<bool>("happened");
        QTest::newRow("while reading") << "reading" << false << false << false;
        QTest::newRow("before the intent") << "before-intent" << false << false << false;
        QTest::newRow("after the intent") << "intent-written" << true << true << false;
        QTest::newRow("before the request has left") << "sending" << true << true << false;
        QTest::newRow("after the answer") << "answered" << true << true << true;
        QTest::newRow("after reading again") << "read-again" << true << true << true;
        QTest::newRow("after the outcome") << "outcome-written" << true << false << true;
    }
    void diesAt()
    {
        QFETCH(QString, point);
        QFETCH(bool, hasRow);
        QFETCH(bool, unknown);
        QFETCH(bool, happened);
        Scene scene;
        scene.start(1, point);
        QVERIFY(scene.waitForEnd());
        QCOMPARE(scene.process.exitCode(), 42);
        QCOMPARE(scene.consul.value("crash/0"), QByteArray("new"));
        QCOMPARE(scene.consul.value("crash/1"), QByteArray(happened ? "new" : "old"));
        QCOMPARE(scene.consul.value("crash/2"), QByteArray("old"));
        const int sent = scene.consul.writesSeen();

        test::WriteBench bench(scene.consul.url(), scene.folder.path());
        QVERIFY(bench.open(scene.key));
        QList<JournalEntry> rows = bench.rows();
        QCOMPARE(rows.size(), hasRow ? 2 : 1);
        QCOMPARE(rows.constLast().outcome, StepOutcome::Done);
        if (hasRow) {
            QCOMPARE(rows.constFirst().stepIndex, 1);
            QCOMPARE(rows.constFirst().outcome, unknown ? StepOutcome::Unknown : StepOutcome::Done);
            QVERIFY(!rows.constFirst().running);
        }

        const QList<SettledEntry> settled = bench.settle();
        QCOMPARE(settled.size(), unknown ? 1 : 0);
        if (unknown)
            QCOMPARE(settled.constFirst().outcome, happened ? StepOutcome::Done : StepOutcome::Refused);
        rows = bench.rows();
        if (hasRow) {
            QCOMPARE(rows.constFirst().outcome, happened ? StepOutcome::Done : StepOutcome::Refused);
            QCOMPARE(rows.constFirst().settled, unknown);
        }
        QVERIFY(bench.settle().isEmpty());
        QCOMPARE(scene.consul.writesSeen(), sent); // settling never sends again

        // What had been done, settled or not, can be taken back.
        const auto undo = bench.undoFromJournal(rows.constFirst().planId);
        QVERIFY2(undo, qPrintable(undo ? QString() : undo.error().toLogString()));
        QVERIFY(bench.run(*undo).complete());
        QCOMPARE(scene.consul.value("crash/0"), QByteArray("old"));
        QCOMPARE(scene.consul.value("crash/1"), QByteArray("old"));
    }

    void killedWhileTheServerHasIt_data()
    {
        QTest::addColumn<bool>("acts");
        QTest::newRow("before the server acted") << false;
        QTest::newRow("after the server acted") << true;
    }
    void killedWhileTheServerHasIt()
    {
        QFETCH(bool, acts);
        Scene scene;
        int writes = 0;
        scene.consul.beforeWrite = [&] {
            if (++writes == 2)
                scene.consul.setFault(acts ? FakeConsulKv::Fault::HangAfter : FakeConsulKv::Fault::HangBefore);
        };
        scene.consul.afterWrite = [&] {
            if (writes == 2)
                scene.process.kill();
        };
        scene.start(-1, QStringLiteral("none"));
        QVERIFY(scene.waitForEnd());
        QCOMPARE(writes, 2);

        test::WriteBench bench(scene.consul.url(), scene.folder.path());
        QVERIFY(bench.open(scene.key));
        QCOMPARE(bench.rows().constFirst().outcome, StepOutcome::Unknown);
        const QList<SettledEntry> settled = bench.settle();
        QCOMPARE(settled.size(), 1);
        QCOMPARE(settled.constFirst().outcome, acts ? StepOutcome::Done : StepOutcome::Refused);
        QCOMPARE(scene.consul.writesSeen(), 2);
        QCOMPARE(scene.consul.value("crash/1"), QByteArray(acts ? "new" : "old"));
    }

    void somebodyElseWasQuicker()
    {
        Scene scene;
        scene.start(1, QStringLiteral("answered"));
        QVERIFY(scene.waitForEnd());
        scene.consul.set("crash/1", "theirs");

        test::WriteBench bench(scene.consul.url(), scene.folder.path());
        QVERIFY(bench.open(scene.key));
        QList<SettledEntry> settled = bench.settle();
        QCOMPARE(settled.size(), 1);
        QCOMPARE(settled.constFirst().outcome, StepOutcome::Unknown);
        QCOMPARE(settled.constFirst().error->reason, QStringLiteral("settle.undecided"));
        QCOMPARE(settled.constFirst().found.constFirst().body, QByteArray("theirs"));
        QCOMPARE(bench.rows().constFirst().outcome, StepOutcome::Unknown);
        QCOMPARE(scene.consul.value("crash/1"), QByteArray("theirs"));
    }

    void isNotSettledElsewhere()
    {
        Scene scene;
        scene.start(1, QStringLiteral("answered"));
        QVERIFY(scene.waitForEnd());
        const QString stranger = QStringLiteral("settle.other-platform");

        test::WriteBench bench(scene.consul.url(), scene.folder.path());
        QVERIFY(bench.open(scene.key));
        bench.identity = Identity{{QStringLiteral("datacenter=dc2"), QStringLiteral("server=22222222")}};
        QCOMPARE(bench.settle().constFirst().error->reason, stranger);
        QCOMPARE(bench.rows().constFirst().outcome, StepOutcome::Unknown);
    }

    void anotherKeyCannotSettle()
    {
        Scene scene;
        scene.start(1, QStringLiteral("answered"));
        QVERIFY(scene.waitForEnd());
        test::WriteBench bench(scene.consul.url(), scene.folder.path());
        QVERIFY(bench.open(crypto::Key::random()));
        QVERIFY(!bench.rows().constFirst().bodiesAvailable);
        QCOMPARE(bench.settle().constFirst().error->reason, QStringLiteral("journal.no-bodies"));
        QCOMPARE(bench.rows().constFirst().outcome, StepOutcome::Unknown);
    }
};

MK_TEST_CLASS(TestPlanCrash)
#include "TestPlanCrash.moc"
