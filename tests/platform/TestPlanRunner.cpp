// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanScene.h"
#include "support/TestMain.h"

using namespace mk;
using test::PlanScene;
using test::resultOf;

namespace {

// The handler of a system that has several nodes, of which one is written to.
class AtNode final : public StepHandler
{
public:
    explicit AtNode(StepHandler *behind) : m_behind(behind) {}
    QString where = QStringLiteral("one.example:8001");

    QString id() const override { return m_behind->id(); }
    System system() const override { return m_behind->system(); }
    RequestPreview preview(const Step &step) const override { return m_behind->preview(step); }
    QString node() const override { return where; }
    Job<QList<EntityState>> *read(const Step &step, QObject *parent) override { return m_behind->read(step, parent); }
    Job<SendResult> *send(const Step &step, QObject *parent) override { return m_behind->send(step, parent); }
    bool sameAsBefore(const Change &change, const EntityState &now) const override
    {
        return m_behind->sameAsBefore(change, now);
    }
    bool isAfter(const Change &change, const EntityState &now) const override { return m_behind->isAfter(change, now); }
    QList<Step> inverse(const Step &step, const SendResult &result) const override { return m_behind->inverse(step, result); }

private:
    StepHandler *m_behind;
};

} // namespace

class TestPlanRunner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recordsWhichNodeIsWrittenTo()
    {
        PlanScene scene;
        QVERIFY(scene.opened);
        scene.consul.set("a", "before");
        AtNode handler(scene.bench.handler.get());
        const auto run = [&](const Plan &plan, bool nodeLeaves) {
            PlanRunner::Context context = scene.bench.context();
            context.handlers = {{handler.id(), &handler}};
            context.atPoint = [&](int, PlanRunner::Point point) {
                if (nodeLeaves && point == PlanRunner::Point::IntentWritten)
                    handler.where = QStringLiteral("two.example:8001");
            };
            auto *runner = new PlanRunner(plan, context, &scene.bench.parent);
            runner->start();
            return resultOf<PlanReport>(runner).value_or(PlanReport());
        };
        const auto nodeOf = [&](const Plan &plan) {
            Journal::Query query;
            query.planId = plan.id;
            const QList<JournalEntry> rows = scene.bench.rows(query);
            return rows.size() == 1 ? rows.constFirst().node : QString();
        };
        const Plan first = scene.put(QStringLiteral("a"), "after");
        QVERIFY(run(first, false).complete());
        QCOMPARE(nodeOf(first), QStringLiteral("one.example:8001"));

        // The node goes away after its name was written down: nothing is sent to another one.
        const Plan second = scene.put(QStringLiteral("a"), "later");
        const PlanReport stopped = run(second, true);
        QCOMPARE(stopped.steps.constFirst().outcome, StepOutcome::Refused);
        QCOMPARE(stopped.steps.constFirst().error->reason, QStringLiteral("plan.other-node"));
        QCOMPARE(nodeOf(second), QStringLiteral("one.example:8001"));
        QCOMPARE(scene.journalled(second, 0), StepOutcome::Refused);
        QCOMPARE(scene.consul.value("a"), QByteArray("after"));
    }

    void putsAndUndoes()
    {
        PlanScene scene;
        QVERIFY(scene.opened);
        scene.consul.set("a/b c/%2F", "before", std::numeric_limits<quint64>::max());
        const QString name = QStringLiteral("a/b c/%2F");
        const Plan plan = scene.put(name, "after", 7);
        QCOMPARE(plan.steps.size(), 1);
        const PlanReport report = scene.bench.run(plan);
        QVERIFY(report.complete());
        QVERIFY(report.steps.constFirst().asPredicted);
        QCOMPARE(scene.consul.value(name.toUtf8()), QByteArray("after"));
        QCOMPARE(scene.consul.find(name.toUtf8())->flags, quint64(7));
        QCOMPARE(kvplans::modifyIndexOf(report.steps.constFirst().result.states.constFirst()),
                 scene.consul.find(name.toUtf8())->modifyIndex);
        QCOMPARE(scene.journalled(plan, 0), StepOutcome::Done);

        const Plan undo = scene.undo(plan, report);
        QCOMPARE(undo.undoes, plan.id);
        QVERIFY(undo.notices.isEmpty());
        QVERIFY(scene.bench.run(undo).complete());
        QCOMPARE(scene.consul.value(name.toUtf8()), QByteArray("before"));
        QCOMPARE(scene.consul.find(name.toUtf8())->flags, std::numeric_limits<quint64>::max());
        Journal::Query query;
        query.planId = plan.id;
        QCOMPARE(scene.bench.rows(query).constFirst().undoneBy, undo.id);
    }

    void undoOfUndoOfUndo_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addRow("put") << "put";
        QTest::addRow("create") << "create";
        QTest::addRow("delete") << "delete";
    }
    void undoOfUndoOfUndo()
    {
        QFETCH(QString, what);
        PlanScene scene;
        const QString name = QStringLiteral("chain//key"); // out of reach of the path, reached by transactions
        const QByteArray key = name.toUtf8();
        QByteArray before("(none)");
        QByteArray after("two");
        Result<Plan> first = fail(ErrorKind::Internal);
        if (what == QLatin1String("create")) {
            first = kvplans::create(name, "two", 3);
        } else {
            scene.consul.set(key, "one", 5);
            before = "one";
            if (what == QLatin1String("put")) {
                first = kvplans::put(scene.bench.get(name), "two", 3);
            } else {
                first = kvplans::remove(scene.bench.get(name));
                after = "(none)";
            }
        }
        QVERIFY(first);
        Plan plan = *first;
        for (int round = 0; round < 5; ++round) {
            const PlanReport report = scene.bench.run(plan);
            QVERIFY2(report.complete(), qPrintable(QString::number(round)));
            const QByteArray expected = round % 2 == 0 ? after : before;
            QCOMPARE(scene.consul.value(key), expected);
            if (expected == "one")
                QCOMPARE(scene.consul.find(key)->flags, quint64(5));
            if (expected == "two")
                QCOMPARE(scene.consul.find(key)->flags, quint64(3));
            const auto next = scene.bench.undoFromJournal(plan.id);
            QVERIFY(next);
            plan = *next;
        }
    }

    void largeValueGoesByPathAndComesBack()
    {
        PlanScene scene;
        scene.consul.set("big", "small");
        const QByteArray large(512 * 1024, 'x');
        const Plan plan = scene.put(QStringLiteral("big"), large);
        const PlanReport report = scene.bench.run(plan);
        QVERIFY(report.complete());
        QVERIFY(scene.consul.writePaths().constLast().startsWith("/v1/kv/big?cas="));
        QCOMPARE(scene.consul.value("big"), large);
        const Plan undo = scene.undo(plan, report);
        const PlanReport undone = scene.bench.run(undo);
        QVERIFY(undone.complete());
        QCOMPARE(scene.consul.writePaths().constLast(), QByteArray("/v1/txn"));
        QCOMPARE(scene.consul.value("big"), QByteArray("small"));
        QVERIFY(scene.bench.run(scene.undo(undo, undone)).complete());
        QCOMPARE(scene.consul.value("big"), large);
    }

    void largeValueOvertakenCannotBeUndone()
    {
        PlanScene scene;
        scene.consul.set("big", "small");
        const Plan plan = scene.put(QStringLiteral("big"), QByteArray(450 * 1024, 'x'));
        scene.consul.afterWrite = [&] { scene.consul.set("big", "theirs"); };
        const PlanReport report = scene.bench.run(plan);
        QVERIFY(report.complete());
        QVERIFY(!report.steps.constFirst().asPredicted);
        QCOMPARE(report.steps.constFirst().found.constFirst().body, QByteArray("theirs"));
        const Plan undo = scene.undo(plan, report);
        QVERIFY(undo.steps.isEmpty());
        QCOMPARE(undo.notices.constFirst().first, QStringLiteral("cannot-undo"));
        QCOMPARE(scene.consul.value("big"), QByteArray("theirs"));
        QVERIFY(!scene.bench.rows().constFirst().asPredicted);
    }

    void conflictFromOutsideKeepsBothTexts()
    {
        PlanScene scene;
        scene.consul.set("k", "seen");
        const Plan plan = scene.put(QStringLiteral("k"), "mine");
        scene.consul.set("k", "theirs");
        const PlanReport report = scene.bench.run(plan);
        const StepReport &step = report.steps.constFirst();
        QCOMPARE(step.outcome, StepOutcome::Conflict);
        QCOMPARE(step.conflicts, QList<int>{0});
        QCOMPARE(step.error->reason, QStringLiteral("plan.changed-since"));
        QCOMPARE(step.found.constFirst().body, QByteArray("theirs"));
        QCOMPARE(scene.consul.value("k"), QByteArray("theirs"));
        QCOMPARE(scene.consul.writesSeen(), 0); // not even sent
        const auto stored = resultOf(scene.bench.journal->readPlan(plan.id, &scene.bench.parent));
        QVERIFY(stored);
        QCOMPARE(stored->plan.steps.constFirst().changes.constFirst().after.body, QByteArray("mine"));
        QCOMPARE(stored->plan.steps.constFirst().changes.constFirst().before.body, QByteArray("seen"));
        QCOMPARE(stored->outcomes.constFirst(), StepOutcome::Conflict);
    }

    void conflictBetweenReadAndWrite()
    {
        PlanScene scene;
        for (const char *key : {"a", "b", "c"})
            scene.consul.set(key, "old");
        Plan plan;
        plan.id = Plan::newId();
        QList<Change> changes;
        for (const char *key : {"a", "b", "c"})
            changes += scene.put(QString::fromLatin1(key), "mine").changes();
        plan.steps = kvplans::packed(changes);
        QCOMPARE(plan.steps.size(), 1);
        scene.consul.beforeWrite = [&] { scene.consul.set("b", "theirs"); };
        const PlanReport report = scene.bench.run(plan);
        const StepReport &step = report.steps.constFirst();
        QCOMPARE(step.outcome, StepOutcome::Conflict);
        QCOMPARE(step.conflicts, QList<int>{1});
        QCOMPARE(step.error->args.value(QStringLiteral("name")).toString(), QStringLiteral("b"));
        QCOMPARE(step.found.at(1).body, QByteArray("theirs"));
        QCOMPARE(scene.consul.value("a"), QByteArray("old")); // all or none
        QCOMPARE(scene.consul.value("b"), QByteArray("theirs"));
        QCOMPARE(scene.journalled(plan, 0), StepOutcome::Conflict);

        // The rest can go on without the one that changed.
        scene.consul.beforeWrite = nullptr;
        const Plan rest = PlanRunner::withoutConflicts(plan, report);
        QVERIFY(rest.id != plan.id);
        QVERIFY(scene.bench.run(rest).complete());
        QCOMPARE(scene.consul.value("a"), QByteArray("mine"));
        QCOMPARE(scene.consul.value("b"), QByteArray("theirs"));
        QCOMPARE(scene.consul.value("c"), QByteArray("mine"));
    }

    void conflictBetweenSteps()
    {
        PlanScene scene;
        for (const char *key : {"a", "b", "c"})
            scene.consul.set(key, "old");
        const Plan plan =
            scene.putAll({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}, "mine");
        scene.consul.afterWrite = [&] { scene.consul.set("b", "theirs"); };
        const PlanReport report = scene.bench.run(plan);
        scene.consul.afterWrite = nullptr;
        QCOMPARE(report.steps.at(0).outcome, StepOutcome::Done);
        QCOMPARE(report.steps.at(1).outcome, StepOutcome::Conflict);
        QCOMPARE(report.steps.at(2).outcome, StepOutcome::NotRun);
        QCOMPARE(report.stoppedAt(), std::optional<int>(1));
        QCOMPARE(scene.consul.value("b"), QByteArray("theirs"));
        QCOMPARE(scene.journalled(plan, 2), StepOutcome::NotRun);

        // Go on behind it: what was done before stays told.
        const PlanReport rest = scene.bench.run(plan, 2, report);
        QCOMPARE(rest.steps.at(0).outcome, StepOutcome::Done);
        QCOMPARE(rest.steps.at(2).outcome, StepOutcome::Done);
        QCOMPARE(scene.consul.value("c"), QByteArray("mine"));
        const PlanReport all = PlanReport::of(*resultOf(scene.bench.journal->readPlan(plan.id, &scene.bench.parent)));
        QCOMPARE(all.steps.at(1).outcome, StepOutcome::Conflict);
        QVERIFY(scene.bench.run(scene.undo(plan, all)).complete());
        QCOMPARE(scene.consul.value("a"), QByteArray("old"));
        QCOMPARE(scene.consul.value("b"), QByteArray("theirs"));
        QCOMPARE(scene.consul.value("c"), QByteArray("old"));
    }

    void createNeverOverwrites()
    {
        PlanScene scene;
        const auto plan = kvplans::create(QStringLiteral("new"), "mine", 0);
        QVERIFY(plan);
        scene.consul.beforeWrite = [&] { scene.consul.set("new", "theirs"); };
        const PlanReport report = scene.bench.run(*plan);
        QCOMPARE(report.steps.constFirst().outcome, StepOutcome::Conflict);
        QCOMPARE(scene.consul.value("new"), QByteArray("theirs"));
    }

    void stopEndsBeforeTheNextStep()
    {
        PlanScene scene;
        for (const char *key : {"a", "b"})
            scene.consul.set(key, "old");
        const Plan plan = scene.putAll({QStringLiteral("a"), QStringLiteral("b")}, "new");
        auto *runner = new PlanRunner(plan, scene.bench.context(), &scene.bench.parent);
        scene.consul.afterWrite = [&] { runner->stop(); };
        runner->start();
        const auto report = resultOf<PlanReport>(runner);
        QVERIFY(report);
        QCOMPARE(report->steps.at(0).outcome, StepOutcome::Done);
        QCOMPARE(report->steps.at(1).outcome, StepOutcome::NotRun);
        QCOMPARE(scene.consul.value("b"), QByteArray("old"));
    }

    void gateIsAskedBeforeEveryStep()
    {
        PlanScene scene;
        for (const char *key : {"a", "b"})
            scene.consul.set(key, "old");
        const Plan plan = scene.putAll({QStringLiteral("a"), QStringLiteral("b")}, "new");
        PlanRunner::Context context = scene.bench.context();
        bool locked = false;
        context.mayWrite = [&]() -> std::optional<Error> {
            return locked ? std::optional(Error::make(ErrorKind::ReadOnly, QStringLiteral("session.read-only")))
                          : std::nullopt;
        };
        scene.consul.afterWrite = [&] { locked = true; };
        auto *runner = new PlanRunner(plan, context, &scene.bench.parent);
        runner->start();
        const auto report = resultOf<PlanReport>(runner);
        QVERIFY(report);
        QCOMPARE(report->steps.at(0).outcome, StepOutcome::Done);
        QCOMPARE(report->steps.at(1).outcome, StepOutcome::Refused);
        QVERIFY(report->steps.at(1).error->is(ErrorKind::ReadOnly));
        QCOMPARE(scene.journalled(plan, 1), StepOutcome::NotRun);
    }

    void readOnlyClientSendsNothing()
    {
        PlanScene scene;
        scene.consul.set("k", "old");
        const Plan plan = scene.put(QStringLiteral("k"), "new");
        scene.bench.http->setReadOnly(true);
        const PlanReport report = scene.bench.run(plan);
        QCOMPARE(report.steps.constFirst().outcome, StepOutcome::Refused);
        QVERIFY(report.steps.constFirst().error->is(ErrorKind::ReadOnly));
        QCOMPARE(scene.consul.writesSeen(), 0);
    }

    void undoRefusesAnotherPlatform()
    {
        PlanScene scene;
        scene.consul.set("k", "old");
        const Plan plan = scene.put(QStringLiteral("k"), "new");
        const PlanReport report = scene.bench.run(plan);
        QVERIFY(report.complete());
        const Plan undo = scene.undo(plan, report);
        const int sent = scene.consul.writesSeen();
        const Identity home = scene.bench.identity;
        scene.bench.identity = Identity{{QStringLiteral("datacenter=dc1"), QStringLiteral("server=22222222")}};
        const PlanReport refused = scene.bench.run(undo);
        QCOMPARE(refused.steps.constFirst().outcome, StepOutcome::Refused);
        QCOMPARE(refused.steps.constFirst().error->reason, QStringLiteral("undo.other-platform"));
        QCOMPARE(scene.consul.writesSeen(), sent);
        // One server of three replaced is still the same platform.
        scene.bench.identity = Identity{{QStringLiteral("datacenter=dc1"), QStringLiteral("server=11111111"),
                                         QStringLiteral("server=22222222")}};
        QVERIFY(scene.bench.run(undo).complete());
        QCOMPARE(scene.consul.value("k"), QByteArray("old"));
        scene.bench.identity = home;
    }

    void hiddenKeyIsNotTakenForGone()
    {
        PlanScene scene;
        scene.consul.set("secret/k", "old");
        const Plan plan = scene.put(QStringLiteral("secret/k"), "new");
        scene.consul.hideFromReader("secret/k");
        const auto create = kvplans::create(QStringLiteral("secret/k"), "mine", 0);
        QVERIFY(create);
        const PlanReport report = scene.bench.run(*create);
        QCOMPARE(report.steps.constFirst().outcome, StepOutcome::Refused);
        QVERIFY(report.steps.constFirst().error->is(ErrorKind::Forbidden));
        QCOMPARE(scene.consul.writesSeen(), 0);
    }

    void folderOfTwoHundred()
    {
        PlanScene scene;
        for (int i = 0; i < 200; ++i)
            scene.consul.set("folder/" + QByteArray::number(1000 + i), "value " + QByteArray::number(i), quint64(i));
        scene.consul.set("folder/", ""); // the folder's own key
        scene.consul.set("folderly", "a neighbour");
        const auto seen = resultOf(scene.bench.client->recurse(QStringLiteral("folder/"), &scene.bench.parent));
        QVERIFY(seen);
        QCOMPARE(seen->value.size(), size_t(201));
        const auto plan = kvplans::removeFolder(QStringLiteral("folder/"), seen->value);
        QVERIFY(plan);
        QCOMPARE(plan->steps.size(), 4);
        QCOMPARE(plan->steps.constFirst().changes.size(), 64);
        QCOMPARE(plan->steps.constFirst().changes.constFirst().entity.id, QStringLiteral("folder/"));

        scene.consul.set("folder/1100", "changed since"); // in the second step
        scene.consul.set("folder/added", "added since");
        const PlanReport report = scene.bench.run(*plan);
        QCOMPARE(report.stoppedAt(), std::optional<int>(1));
        QCOMPARE(report.steps.at(1).outcome, StepOutcome::Conflict);
        QCOMPARE(report.steps.at(1).conflicts.size(), 1);
        QCOMPARE(plan->steps.at(1).changes.at(report.steps.at(1).conflicts.constFirst()).entity.id,
                 QStringLiteral("folder/1100"));

        const Plan rest = PlanRunner::withoutConflicts(*plan, report);
        const PlanReport done = scene.bench.run(rest);
        QVERIFY(done.complete());
        QCOMPARE(scene.consul.count(), 3);
        QCOMPARE(scene.consul.value("folder/1100"), QByteArray("changed since"));
        QCOMPARE(scene.consul.value("folder/added"), QByteArray("added since"));
        QCOMPARE(scene.consul.value("folderly"), QByteArray("a neighbour"));
        QCOMPARE(done.notices.size(), 1);
        QCOMPARE(done.notices.constFirst().first, QStringLiteral("keys-added-since"));
        QVERIFY(done.notices.constFirst().second.value(QStringLiteral("names")).toStringList().contains(
            QStringLiteral("folder/added")));

        for (const auto &[ranPlan, ranReport] : {std::pair(rest, done), std::pair(*plan, report)})
            QVERIFY(scene.bench.run(scene.undo(ranPlan, ranReport)).complete());
        QCOMPARE(scene.consul.count(), 203);
        QCOMPARE(scene.consul.value("folder/1007"), QByteArray("value 7"));
        QCOMPARE(scene.consul.find("folder/1199")->flags, quint64(199));
        QCOMPARE(scene.consul.value("folder/1100"), QByteArray("changed since"));
    }

    void folderOfLargeValuesComesBackInSeveralSteps()
    {
        PlanScene scene;
        for (int i = 0; i < 8; ++i)
            scene.consul.set("large/" + QByteArray::number(i), QByteArray(i == 3 ? 500 * 1024 : 100 * 1024, char('a' + i)));
        const auto seen = resultOf(scene.bench.client->recurse(QStringLiteral("large/"), &scene.bench.parent));
        QVERIFY(seen);
        const auto plan = kvplans::removeFolder(QStringLiteral("large/"), seen->value);
        QCOMPARE(plan->steps.size(), 1);
        const PlanReport report = scene.bench.run(*plan);
        QVERIFY(report.complete());
        QCOMPARE(scene.consul.count(), 0);
        const Plan undo = scene.undo(*plan, report);
        QCOMPARE(undo.steps.size(), 4); // three at a time, the large one alone, then three and one
        Journal::Query query;
        query.planId = plan->id;
        QVERIFY(scene.bench.rows(query).constFirst().undoneBy.isEmpty());
        QVERIFY(scene.bench.run(undo).complete());
        QCOMPARE(scene.consul.count(), 8);
        QCOMPARE(scene.consul.value("large/3"), QByteArray(500 * 1024, 'd'));
        QCOMPARE(scene.consul.value("large/7"), QByteArray(100 * 1024, 'h'));
        QCOMPARE(scene.bench.rows(query).constFirst().undoneBy, undo.id);
    }
};

MK_TEST_CLASS(TestPlanRunner)
#include "TestPlanRunner.moc"
