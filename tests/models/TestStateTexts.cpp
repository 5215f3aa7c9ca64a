// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MarkedText.h"
#include "models/PlanText.h"
#include "models/StoreStateText.h"
#include "support/TestMain.h"

using namespace mk;

namespace {

const QDateTime noon(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);

Change change(bool before, bool after, const QString &name = QStringLiteral("a/b"))
{
    Change out;
    out.entity = {System::Consul, QStringLiteral("kv"), name, name};
    out.before.exists = before;
    out.after.exists = after;
    return out;
}

} // namespace

// Freshness of lists, and plans in words.
class TestStateTexts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void freshness_data()
    {
        QTest::addColumn<int>("phase");
        QTest::addColumn<bool>("error");
        QTest::addColumn<bool>("live");
        QTest::addColumn<bool>("paused");
        QTest::addColumn<QString>("notice");
        QTest::addColumn<QString>("contains");
        QTest::addColumn<int>("status");
        using Phase = StoreState::Phase;
        QTest::newRow("never") << int(Phase::Never) << false << false << false << QString() << "not read yet" << int(Status::None);
        QTest::newRow("never, failed") << int(Phase::Never) << true << false << false << QString() << "not read" << int(Status::Crit);
        QTest::newRow("loading") << int(Phase::Loading) << false << false << false << QString() << "3,000 so far" << int(Status::None);
        QTest::newRow("fresh") << int(Phase::Ready) << false << false << false << QString() << "4 min ago" << int(Status::None);
        QTest::newRow("live") << int(Phase::Ready) << false << true << false << QString() << "live" << int(Status::None);
        QTest::newRow("paused") << int(Phase::Ready) << false << false << true << QString() << "paused, 4 min" << int(Status::None);
        QTest::newRow("stale") << int(Phase::Ready) << true << true << false << QString() << "stale, 4 min" << int(Status::Warn);
        QTest::newRow("partial") << int(Phase::Ready) << false << true << false << "load.incomplete" << "live" << int(Status::Warn);
        QTest::newRow("none") << int(Phase::NotConfigured) << false << false << false << QString() << "not configured" << int(Status::Unknown);
    }
    void freshness()
    {
        QFETCH(int, phase);
        QFETCH(bool, error);
        QFETCH(bool, live);
        QFETCH(bool, paused);
        QFETCH(QString, notice);
        QFETCH(QString, contains);
        QFETCH(int, status);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        StoreState state;
        state.phase = StoreState::Phase(phase);
        state.live = live;
        state.paused = paused;
        state.notice = notice;
        if (state.phase == StoreState::Phase::Ready)
            state.readAt = noon;
        state.loading = state.phase == StoreState::Phase::Loading;
        state.soFar = 3000;
        if (error) {
            state.error = Error::make(ErrorKind::Refused);
            state.errorSince = noon;
            state.nextTryAt = noon.addSecs(252);
        }
        const StoreStateText text = StoreStateText::of(state, noon.addSecs(240));
        QVERIFY2(text.text.contains(contains), qPrintable(text.text));
        QCOMPARE(int(text.status), status);
        QCOMPARE(text.tooltip.contains(QStringLiteral("next try")), error);
        QCOMPARE(nextTryText(state, noon.addSecs(240)).contains(QStringLiteral("12 s")), error);
    }

    void planTitles_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QVariantMap>("args");
        QTest::addColumn<QString>("expected");
        const QString name = QStringLiteral("name");
        QTest::newRow("put") << "kv.put" << QVariantMap{{name, QStringLiteral("a")}} << "Change key a";
        QTest::newRow("create") << "kv.create" << QVariantMap{{name, QStringLiteral("a")}} << "Create key a";
        QTest::newRow("delete") << "kv.delete" << QVariantMap{{name, QStringLiteral("a")}} << "Delete key a";
        QTest::newRow("folder") << "kv.delete-folder" << QVariantMap{{name, QStringLiteral("a/")}, {QStringLiteral("count"), 12}} << "Delete folder a/ with 12 key";
        const QString kind = QStringLiteral("kind");
        const QVariantMap route{{kind, QStringLiteral("route")}, {name, QStringLiteral("r")}};
        const QVariantMap plugin{{kind, QStringLiteral("plugin")}, {name, QStringLiteral("cors")}, {QStringLiteral("on"), QStringLiteral("svc")}};
        QVariantMap copy = route;
        copy.insert(QStringLiteral("from"), QStringLiteral("q"));
        QVariantMap many = route;
        many.insert(QStringLiteral("count"), 3);
        QTest::newRow("kong create") << "kong.create" << plugin << "Create plugin(s) cors on svc";
        QTest::newRow("kong edit") << "kong.edit" << route << "Change route(s) r";
        QTest::newRow("kong copy") << "kong.duplicate" << copy << "Copy route(s) q as r";
        QTest::newRow("kong on") << "kong.enable" << plugin << "Switch on plugin(s) cors on svc";
        QTest::newRow("kong off") << "kong.disable" << many << "Switch off 3 route(s)";
        QTest::newRow("kong delete") << "kong.delete" << many << "Delete route(s) r and 2";
        QTest::newRow("kong delete many") << "kong.delete-many" << many << "Delete 3";
        QTest::newRow("kong move") << "kong.move-plugin" << plugin << "Make plugin cors on svc global";
        QVariantMap copied = plugin;
        copied.insert(QStringLiteral("to"), QStringLiteral("other"));
        QTest::newRow("kong copy plugin") << "kong.copy-plugin" << copied << "Copy plugin cors on svc to other";
        QTest::newRow("kong copy plugin global") << "kong.copy-plugin" << plugin << "Copy plugin cors on svc as a global one";
        QVariantMap undone = copy;
        undone.insert(QStringLiteral("of"), QStringLiteral("kong.duplicate"));
        QTest::newRow("undo a copy") << "undo" << undone << "Undo: Copy route(s) q as r";
        QTest::newRow("undo") << "undo" << QVariantMap{{name, QStringLiteral("a")}, {QStringLiteral("of"), QStringLiteral("kv.delete")}} << "Undo: Delete key a";
        QTest::newRow("unknown") << "from.the-future" << QVariantMap() << "from.the-future";
    }
    void planTitles()
    {
        QFETCH(QString, code);
        QFETCH(QVariantMap, args);
        QFETCH(QString, expected);
        const QString title = withoutMarks(planTitle(code, args));
        QVERIFY2(title.startsWith(expected), qPrintable(title));
    }

    void stepsAndOutcomes()
    {
        Step step;
        step.changes = {change(false, true)};
        QCOMPARE(withoutMarks(stepTitle(step)), QStringLiteral("Create a/b"));
        step.changes = {change(true, true)};
        QCOMPARE(withoutMarks(stepTitle(step)), QStringLiteral("Change a/b"));
        step.changes = {change(true, false), change(true, false, QStringLiteral("c"))};
        QVERIFY(stepTitle(step).startsWith(QStringLiteral("Delete 2 ")));
        step.changes = {change(true, false), change(false, true)};
        QVERIFY(stepTitle(step).startsWith(QStringLiteral("Write 2 ")));

        Plan plan;
        plan.steps = {step, step};
        QVERIFY(applyLabel(plan).startsWith(QStringLiteral("Apply 4 ")));
        step.changes = {change(true, false)};
        plan.steps = {step};
        QVERIFY(applyLabel(plan).startsWith(QStringLiteral("Delete 1 ")));

        QSet<QString> words;
        for (const StepOutcome outcome : {StepOutcome::Done, StepOutcome::Refused, StepOutcome::Conflict, StepOutcome::Unknown, StepOutcome::NotRun}) {
            words.insert(outcomeWord(outcome));
            QVERIFY(!outcomeExplanation(outcome).isEmpty());
        }
        QCOMPARE(words.size(), 5);
        QCOMPARE(outcomeStatus(StepOutcome::Done), Status::Ok);
    }

    void noticesNameThings()
    {
        const QString text = noticeText(QStringLiteral("keys-added-since"),
                                        {{QStringLiteral("count"), 2}, {QStringLiteral("prefix"), QStringLiteral("a/")}, {QStringLiteral("names"), QStringList{QStringLiteral("a/x"), QStringLiteral("a/y")}}});
        const QString plain = withoutMarks(text);
        for (const char *part : {"2", "a/x", "a/y"})
            QVERIFY2(plain.contains(QLatin1String(part)), part);
        QCOMPARE(parseMarks(text).spans.size(), 3);
        QVERIFY(withoutMarks(noticeText(QStringLiteral("cannot-undo"), {{QStringLiteral("name"), QStringLiteral("q")}})).contains(QLatin1Char('q')));

        const QVariantMap args{{QStringLiteral("name"), QStringLiteral("users")},
                               {QStringLiteral("library"), QStringLiteral("go")},
                               {QStringLiteral("fields"), QStringList{QStringLiteral("retries")}},
                               {QStringLiteral("routes"), 2},
                               {QStringLiteral("plugins"), false},
                               {QStringLiteral("value"), QStringLiteral("/a.*")},
                               {QStringLiteral("url"), QStringLiteral("https://gw/admin-api")}};
        const auto notice = [&args](const char *code) { return withoutMarks(noticeText(QLatin1String(code), args)); };
        for (const char *part : {"users", "Go", "retries"})
            QVERIFY2(notice("kong.registers-itself").contains(QLatin1String(part)), part);
        QVERIFY(notice("kong.takes-along").contains(QLatin1String("2 route")));
        QVERIFY(notice("kong.path-looks-regex").contains(QLatin1String("/a.*")));
        QVERIFY(notice("kong.self-cut").contains(QLatin1String("https://gw/admin-api")));
    }

    void whereAPlanStands()
    {
        Plan plan;
        Step step;
        step.changes = {change(true, true)};
        plan.steps = {step, step};
        PlanReport report;
        report.steps = {StepReport(), StepReport()};
        report.steps[0].outcome = StepOutcome::Done;
        report.steps[1].outcome = StepOutcome::Conflict;
        QVERIFY(reportSummary(plan, report).contains(QStringLiteral("step 2 of 2")));
        report.steps[1].outcome = StepOutcome::Done;
        QCOMPARE(reportSummary(plan, report), QStringLiteral("Done"));
        report.steps[1].asPredicted = false;
        QVERIFY(reportSummary(plan, report) != QStringLiteral("Done"));
    }
    // What went only to the end of its own queue has not been moved.
    void movedMailsAreCounted()
    {
        Plan plan;
        plan.title = QStringLiteral("rabbitmq.move-mail");
        plan.titleArgs = {{QStringLiteral("name"), QStringLiteral("old")}, {QStringLiteral("to"), QStringLiteral("new")}, {QStringLiteral("count"), 3}};
        PlanReport report;
        for (const char *to : {"new", "old", "new", "new"}) {
            Step step;
            step.options = {{QStringLiteral("to"), QString::fromUtf8(to)}};
            plan.steps.append(step);
            StepReport done;
            done.outcome = StepOutcome::Done;
            report.steps.append(done);
        }
        QVERIFY2(reportSummary(plan, report).startsWith(QStringLiteral("3 ")), qPrintable(reportSummary(plan, report)));
        report.steps[3].outcome = StepOutcome::NotRun;
        const QString stopped = reportSummary(plan, report);
        QVERIFY2(stopped.startsWith(QStringLiteral("2 ")) && stopped.contains(QStringLiteral("step 4 of 4")), qPrintable(stopped));
    }
};

MK_TEST_CLASS(TestStateTexts)
#include "TestStateTexts.moc"
