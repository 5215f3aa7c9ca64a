// SPDX-License-Identifier: GPL-3.0-or-later
#include "JournalBook.h"
#include "support/TestMain.h"

#include <QSignalSpy>

using namespace mk;
using namespace mk::test;

namespace {
const QByteArray secret = "correct horse battery staple";
}

class TestJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void twoRecordsAStep()
    {
        JournalBook book;
        QVERIFY(book.opened);
        QSignalSpy appended(book.journal.get(), &Journal::appended);
        const Plan plan = planOf({stepOn(QStringLiteral("a"), "1", "2"), stepOn(QStringLiteral("b"), "3", "4")});
        const auto number = book.intent(plan, 1);
        QVERIFY(number);
        QList<JournalEntry> rows = book.rows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.constFirst().outcome, StepOutcome::Unknown);
        QVERIFY(rows.constFirst().running);
        QVERIFY(!rows.constFirst().endedAt.isValid());
        book.clock.advance(std::chrono::seconds(2));
        QVERIFY(book.outcome(*number, StepOutcome::Done, {{EntityState{true, "4", {}}}}));
        QCOMPARE(appended.count(), 2);

        const JournalEntry row = book.rows().constFirst();
        QCOMPARE(row.number, *number);
        QCOMPARE(row.planId, plan.id);
        QCOMPARE(row.planTitle, plan.title);
        QCOMPARE(row.planArgs.value(QStringLiteral("name")).toString(), QStringLiteral("schlüssel"));
        QCOMPARE(row.planArgs.value(QStringLiteral("count")).toInt(), 3);
        QCOMPARE(row.stepIndex, 1);
        QCOMPARE(row.stepCount, 2);
        QCOMPARE(row.at, QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC));
        QCOMPARE(row.at.msecsTo(row.endedAt), 2000);
        QVERIFY(row.who.contains(QLatin1Char('@')));
        QCOMPARE(row.instance, book.journal->instance());
        QCOMPARE(row.environmentName, QStringLiteral("Berlin"));
        QCOMPARE(row.identity, QStringList({QStringLiteral("datacenter=dc1"), QStringLiteral("server=abc")}));
        QCOMPARE(row.handler, QStringLiteral("consul.kv"));
        QCOMPARE(row.outcome, StepOutcome::Done);
        QVERIFY(!row.running);
        QCOMPARE(row.entities, QList<EntityRef>({plan.steps.at(1).changes.constFirst().entity}));
        QCOMPARE(row.verbs, QList<Change::Verb>({Change::Verb::Update}));
        QVERIFY(row.bodiesAvailable);
    }

    void survivesTheProgram()
    {
        JournalBook book;
        Plan plan = planOf({stepOn(QStringLiteral("a"), QByteArray("\x00\xff\x80", 3), ""), stepOn(QStringLiteral("b"), "3", "4")});
        plan.notices = {{QStringLiteral("cannot-undo"), {{QStringLiteral("name"), QStringLiteral("x")}}}};
        plan.steps[0].options = {{QStringLiteral("idFrom"), QStringLiteral("s")}, {QStringLiteral("n"), 5}};
        const auto number = book.intent(plan);
        QVERIFY(book.outcome(*number, StepOutcome::Done,
                             {{EntityState{true, "", {{QStringLiteral("ModifyIndex"), QStringLiteral("12")}}}}}));
        QVERIFY(book.reopen());
        const auto stored = resultOf(book.journal->readPlan(plan.id, &book.parent));
        QVERIFY(stored);
        QCOMPARE(stored->plan.steps.size(), 2);
        QCOMPARE(stored->plan.notices, plan.notices);
        QCOMPARE(stored->plan.steps.at(0).id, plan.steps.at(0).id);
        QCOMPARE(stored->plan.steps.at(0).options.value(QStringLiteral("n")).toInt(), 5);
        QCOMPARE(stored->plan.steps.at(0).changes.constFirst().before, plan.steps.at(0).changes.constFirst().before);
        QCOMPARE(stored->plan.steps.at(0).changes.constFirst().after, plan.steps.at(0).changes.constFirst().after);
        QCOMPARE(stored->outcomes, QList<StepOutcome>({StepOutcome::Done, StepOutcome::NotRun}));
        QCOMPARE(stored->results.at(0).states.constFirst().guard.value(QStringLiteral("ModifyIndex")).toString(),
                 QStringLiteral("12"));
        QCOMPARE(stored->environmentId, QStringLiteral("env-1"));
        QVERIFY(stored->identity.contains(QStringLiteral("server=abc")));
        QCOMPARE(resultOf(book.journal->readPlan(QStringLiteral("nope"), &book.parent)).error().reason,
                 QStringLiteral("journal.unknown-plan"));
    }

    void nothingSecretInClear_data()
    {
        QTest::addColumn<bool>("withKey");
        QTest::addRow("with a key") << true;
        QTest::addRow("without") << false;
    }
    void nothingSecretInClear()
    {
        QFETCH(bool, withKey);
        JournalBook book(false);
        if (!withKey)
            book.key = crypto::Key();
        QVERIFY(book.open());
        QCOMPARE(book.journal->keepsBodies(), withKey);
        Plan plan = planOf({stepOn(QStringLiteral("config/database"), "old " + secret, "new " + secret)});
        plan.notices = {{QStringLiteral("cannot-undo"), {{QStringLiteral("name"), QString::fromLatin1(secret)}}}};
        const auto number = book.intent(plan);
        QVERIFY(number);
        Journal::Outcome outcome;
        outcome.outcome = StepOutcome::Refused;
        outcome.error = Error::make(ErrorKind::BadRequest, QStringLiteral("some.reason"), QString::fromLatin1(secret));
        outcome.error->serverMessage = QStringLiteral("value \"") + QString::fromLatin1(secret) + QStringLiteral("\" refused");
        outcome.error->httpStatus = 400;
        outcome.result = {{EntityState{true, secret, {}}}};
        QVERIFY(resultOf(book.journal->appendOutcome(*number, outcome, &book.parent)));
        const QByteArray bytes = book.allBytes();
        QVERIFY(bytes.contains("config/database")); // names do stand in clear
        const QByteArray older = "old " + secret;
        const QByteArray newer = "new " + secret;
        const QList<QByteArray> traces{secret,           secret.toBase64(), older.toBase64(),
                                       newer.toBase64(), secret.toHex(),    secret.toPercentEncoding()};
        for (const QByteArray &trace : traces)
            QVERIFY(!bytes.contains(trace));
        // Now it can be read, with its words.
        QVERIFY(resultOf(book.journal->readPlan(plan.id, &book.parent)));
        const JournalEntry row = book.rows().constFirst();
        QVERIFY(row.errorText.contains(QString::fromLatin1(secret)));
        QCOMPARE(row.errorKind, QStringLiteral("bad-request"));
        QCOMPARE(row.errorReason, QStringLiteral("some.reason"));
        QCOMPARE(row.httpStatus, 400);

        // After the end of the program only with the key.
        QVERIFY(book.reopen());
        QCOMPARE(book.rows().constFirst().bodiesAvailable, withKey);
        const auto stored = resultOf(book.journal->readPlan(plan.id, &book.parent));
        QCOMPARE(bool(stored), withKey);
        if (!withKey)
            QCOMPARE(stored.error().reason, QStringLiteral("journal.no-bodies"));
        book.key = crypto::Key::random();
        QVERIFY(book.reopen());
        QVERIFY(!book.rows().constFirst().bodiesAvailable);
        QVERIFY(book.rows().constFirst().errorText.isEmpty());
        QCOMPARE(resultOf(book.journal->readPlan(plan.id, &book.parent)).error().reason,
                 QStringLiteral("journal.no-bodies"));
    }

    void bodiesCannotBeMoved()
    {
        JournalBook book;
        const Plan one = book.record(QStringLiteral("a"), StepOutcome::Done, "first");
        const Plan two = book.record(QStringLiteral("a"), StepOutcome::Done, "second");
        {
            OtherConnection other(book.journal->filePath());
            QVERIFY(other.exec(QStringLiteral("DROP TRIGGER step_append_only")));
            QVERIFY(other.exec(QStringLiteral("UPDATE step SET body = (SELECT body FROM step WHERE plan = '%1') WHERE plan = '%2'")
                                   .arg(one.id, two.id)));
        }
        QVERIFY(resultOf(book.journal->readPlan(one.id, &book.parent)));
        QCOMPARE(resultOf(book.journal->readPlan(two.id, &book.parent)).error().reason, QStringLiteral("journal.corrupt"));
    }

    void isAppendOnly()
    {
        JournalBook book;
        book.record(QStringLiteral("a"), StepOutcome::Done);
        OtherConnection other(book.journal->filePath());
        for (const char *table : {"plan", "step", "intent", "entity", "outcome"}) {
            const QString column = qstrcmp(table, "step") == 0 || qstrcmp(table, "plan") == 0 ? QStringLiteral("rowid")
                                   : qstrcmp(table, "entity") == 0                            ? QStringLiteral("position")
                                                                                              : QStringLiteral("number");
            QVERIFY(!other.exec(QStringLiteral("UPDATE %1 SET %2 = %2 + 7").arg(QLatin1String(table), column)));
            QVERIFY2(other.error().contains(QStringLiteral("append-only")), qPrintable(other.error()));
        }
    }

    void writesEvenIfNobodyWaits()
    {
        JournalBook book;
        const Plan plan = planOf({stepOn(QStringLiteral("a"), "1", "2")});
        const auto number = book.intent(plan);
        QVERIFY(number);
        auto owner = std::make_unique<QObject>();
        Journal::Outcome outcome;
        outcome.outcome = StepOutcome::Done;
        book.journal->appendOutcome(*number, outcome, owner.get());
        owner.reset();
        QVERIFY(book.reopen()); // at once
        QCOMPARE(book.rows().constFirst().outcome, StepOutcome::Done);
    }

    void laterKeyHoldsFromThenOn()
    {
        JournalBook book(false);
        const crypto::Key later = std::exchange(book.key, crypto::Key());
        QVERIFY(book.open());
        const Plan first = book.record(QStringLiteral("a"), StepOutcome::Done);
        book.key = later;
        QVERIFY(book.open()); // the secret store was unlocked
        const Plan second = book.record(QStringLiteral("b"), StepOutcome::Done);
        QVERIFY(resultOf(book.journal->readPlan(first.id, &book.parent))); // still in memory
        QVERIFY(book.reopen());
        QVERIFY(!resultOf(book.journal->readPlan(first.id, &book.parent)));
        QVERIFY(resultOf(book.journal->readPlan(second.id, &book.parent)));
    }

    void pagesAndFilters()
    {
        JournalBook book;
        for (int i = 0; i < 25; ++i)
            book.record(QStringLiteral("key/%1").arg(i % 5), StepOutcome::Done);
        Journal::Query query;
        query.limit = 10;
        QList<qint64> numbers;
        for (;;) {
            const QList<JournalEntry> page = book.rows(query);
            for (const JournalEntry &row : page) {
                numbers.append(row.number);
                QCOMPARE(row.entities.size(), 1);
            }
            if (page.size() < query.limit)
                break;
            query.beforeNumber = page.constLast().number;
        }
        QCOMPARE(numbers.size(), 25);
        QVERIFY(std::is_sorted(numbers.rbegin(), numbers.rend()));

        query = {};
        query.entity = {System::Consul, QStringLiteral("kv"), QStringLiteral("key/3"), {}};
        QCOMPARE(book.rows(query).size(), 5);
        query.entity.kind = QStringLiteral("service");
        QVERIFY(book.rows(query).isEmpty());
        query = {};
        query.environmentId = QStringLiteral("env-1");
        QCOMPARE(book.rows(query).size(), 25);
        query.environmentId = QStringLiteral("env-2");
        QVERIFY(book.rows(query).isEmpty());
    }

    void unsettledAndSettled()
    {
        JournalBook book;
        book.record(QStringLiteral("known"), StepOutcome::Done);
        book.record(QStringLiteral("unknown"), StepOutcome::Unknown);
        const auto running = book.intent(planOf({stepOn(QStringLiteral("running"), "1", "2")}));
        QVERIFY(running);
        auto open = resultOf(book.journal->unsettled(QStringLiteral("env-1"), &book.parent));
        QVERIFY(open);
        QCOMPARE(open->size(), 1); // not the one under way
        QCOMPARE(open->constFirst().entities.constFirst().id, QStringLiteral("unknown"));
        QVERIFY(resultOf(book.journal->unsettled(QStringLiteral("env-2"), &book.parent))->isEmpty());
        QVERIFY(book.outcome(open->constFirst().number, StepOutcome::Refused, {}, true));
        QVERIFY(resultOf(book.journal->unsettled({}, &book.parent))->isEmpty());
        QVERIFY(book.reopen()); // the one under way has been left behind
        open = resultOf(book.journal->unsettled({}, &book.parent));
        QCOMPARE(open->size(), 1);
        QCOMPARE(open->constFirst().number, *running);
    }

    void retentionDropsWholeSettledPlansOnly()
    {
        JournalBook book;
        const Plan done = book.record(QStringLiteral("done"), StepOutcome::Done);
        const Plan unknown = book.record(QStringLiteral("unknown"), StepOutcome::Unknown);
        const Plan two = planOf({stepOn(QStringLiteral("first"), "1", "2"), stepOn(QStringLiteral("second"), "1", "2")});
        QVERIFY(book.outcome(*book.intent(two, 0), StepOutcome::Done));
        book.clock.advance(std::chrono::hours(24 * 40));
        QVERIFY(book.outcome(*book.intent(two, 1), StepOutcome::Done)); // its second step is young
        const Plan young = book.record(QStringLiteral("young"), StepOutcome::Done);

        QCOMPARE(resultOf(book.journal->applyRetention({.days = 30}, &book.parent)).value_or(-1), 1);
        QStringList left;
        for (const JournalEntry &row : book.rows())
            left.prepend(row.entities.constFirst().id);
        QCOMPARE(left, QStringList({QStringLiteral("unknown"), QStringLiteral("first"), QStringLiteral("second"),
                                    QStringLiteral("young")}));
        QVERIFY(!resultOf(book.journal->readPlan(done.id, &book.parent)));
        QVERIFY(resultOf(book.journal->readPlan(two.id, &book.parent)));
        QVERIFY(resultOf(book.journal->readPlan(unknown.id, &book.parent)));
        // Nothing of a dropped plan stays behind.
        OtherConnection other(book.journal->filePath());
        for (const char *sql : {"SELECT count(*) FROM step WHERE plan = '%1'", "SELECT count(*) FROM plan WHERE id = '%1'",
                                "SELECT count(*) FROM intent WHERE plan = '%1'"})
            QCOMPARE(other.value(QString::fromLatin1(sql).arg(done.id)).toInt(), 0);
        QCOMPARE(other.value(QStringLiteral("SELECT count(*) FROM entity WHERE id = 'done'")).toInt(), 0);
        QCOMPARE(other.value(QStringLiteral("SELECT count(*) FROM outcome")).toInt(), 4);
    }

    void retentionBySize()
    {
        JournalBook book;
        for (int i = 0; i < 40; ++i) {
            book.record(QStringLiteral("%1").arg(i), StepOutcome::Done, QByteArray(50'000, 'x'));
            book.clock.advance(std::chrono::hours(1));
        }
        const auto dropped = resultOf(book.journal->applyRetention({.days = 365, .maxBytes = 1'000'000}, &book.parent));
        QVERIFY(dropped);
        QVERIFY(*dropped >= 20);
        const QList<JournalEntry> rows = book.rows();
        QCOMPARE(rows.size(), 40 - *dropped);
        QCOMPARE(rows.constFirst().entities.constFirst().id, QStringLiteral("39")); // the oldest went first
        QCOMPARE(rows.constLast().entities.constFirst().id, QString::number(*dropped));
        QVERIFY(QFileInfo(book.journal->filePath()).size() <= 1'000'000); // and gave back their room
    }
};

MK_TEST_CLASS(TestJournal)
#include "TestJournal.moc"
