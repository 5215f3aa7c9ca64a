// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "platform/Journal.h"
#include "support/JobTest.h"
#include "support/TestMain.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace mk;
using test::resultOf;

namespace {
const QByteArray secret = "correct horse battery staple";

Step stepOn(const QString &key, const QByteArray &before, const QByteArray &after)
{
    Step step;
    step.id = Plan::newId();
    step.handler = QStringLiteral("consul.kv");
    Change change;
    change.entity = {System::Consul, QStringLiteral("kv"), key, key};
    change.before = {true, before, {{QStringLiteral("ModifyIndex"), QStringLiteral("18446744073709551615")}}};
    change.after = {true, after, {{QStringLiteral("Flags"), QStringLiteral("7")}}};
    step.changes = {change};
    return step;
}

Plan planOf(const QList<Step> &steps)
{
    Plan plan;
    plan.id = Plan::newId();
    plan.title = QStringLiteral("kv.put");
    plan.titleArgs = {{QStringLiteral("name"), QStringLiteral("schlüssel")}, {QStringLiteral("count"), 3}};
    plan.steps = steps;
    return plan;
}

// Another connection to the same file, as a second program would have it.
class Other
{
public:
    explicit Other(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        m_database.setDatabaseName(path);
        m_opened = m_database.open();
    }
    ~Other()
    {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }
    bool exec(const QString &sql)
    {
        QSqlQuery query(m_database);
        const bool done = query.exec(sql);
        if (!done)
            m_error = query.lastError().text();
        return m_opened && done;
    }
    QVariant value(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql) && query.next() ? query.value(0) : QVariant();
    }
    QString error() const { return m_error; }

private:
    QSqlDatabase m_database;
    bool m_opened = false;
    QString m_error;
};

struct Book
{
    QTemporaryDir folder;
    ManualClock clock{QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC)};
    crypto::Key key = (crypto::initialise(), crypto::Key::random());
    QObject parent;
    std::unique_ptr<Journal> journal;

    explicit Book(bool openNow = true)
    {
        make();
        if (openNow)
            opened = bool(open());
    }
    bool opened = false;
    void make()
    {
        journal.reset();
        journal = std::make_unique<Journal>(QDir(folder.path()).filePath(QStringLiteral("data")), &clock);
    }
    Result<Done> open() { return resultOf(journal->open(key, &parent)); }
    Result<Done> reopen()
    {
        make();
        return open();
    }
    Result<qint64> intent(const Plan &plan, int step = 0)
    {
        Journal::Intent intent;
        intent.plan = plan;
        intent.stepIndex = step;
        intent.environmentId = QStringLiteral("env-1");
        intent.environmentName = QStringLiteral("Berlin");
        intent.identity = {QStringLiteral("datacenter=dc1"), QStringLiteral("server=abc")};
        return resultOf(journal->appendIntent(intent, &parent));
    }
    Result<Done> outcome(qint64 number, StepOutcome outcome, const SendResult &result = {}, bool settled = false)
    {
        Journal::Outcome told;
        told.outcome = outcome;
        told.result = result;
        told.settledByReading = settled;
        return resultOf(journal->appendOutcome(number, told, &parent));
    }
    // A plan of one step, ended so.
    Plan record(const QString &name, StepOutcome how, const QByteArray &after = "after")
    {
        const Plan plan = planOf({stepOn(name, "before", after)});
        const auto number = intent(plan);
        if (number)
            static_cast<void>(outcome(*number, how));
        return plan;
    }
    QList<JournalEntry> rows(const Journal::Query &query = {})
    {
        return resultOf(journal->list(query, &parent)).value_or(QList<JournalEntry>());
    }
    QByteArray allBytes() const
    {
        QByteArray bytes;
        const QFileInfoList files = QDir(QFileInfo(journal->filePath()).path()).entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                bytes += file.readAll();
        }
        return bytes;
    }
};
} // namespace

class TestJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void twoRecordsAStep()
    {
        Book book;
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
        Book book;
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
        Book book(false);
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
        Book book;
        const Plan one = book.record(QStringLiteral("a"), StepOutcome::Done, "first");
        const Plan two = book.record(QStringLiteral("a"), StepOutcome::Done, "second");
        {
            Other other(book.journal->filePath());
            QVERIFY(other.exec(QStringLiteral("DROP TRIGGER step_append_only")));
            QVERIFY(other.exec(QStringLiteral("UPDATE step SET body = (SELECT body FROM step WHERE plan = '%1') WHERE plan = '%2'")
                                   .arg(one.id, two.id)));
        }
        QVERIFY(resultOf(book.journal->readPlan(one.id, &book.parent)));
        QCOMPARE(resultOf(book.journal->readPlan(two.id, &book.parent)).error().reason, QStringLiteral("journal.corrupt"));
    }

    void isAppendOnly()
    {
        Book book;
        book.record(QStringLiteral("a"), StepOutcome::Done);
        Other other(book.journal->filePath());
        for (const char *table : {"plan", "step", "intent", "entity", "outcome"}) {
            const QString column = qstrcmp(table, "step") == 0 || qstrcmp(table, "plan") == 0 ? QStringLiteral("rowid")
                                   : qstrcmp(table, "entity") == 0                            ? QStringLiteral("position")
                                                                                              : QStringLiteral("number");
            QVERIFY(!other.exec(QStringLiteral("UPDATE %1 SET %2 = %2 + 7").arg(QLatin1String(table), column)));
            QVERIFY2(other.error().contains(QStringLiteral("append-only")), qPrintable(other.error()));
        }
    }

    void filesArePrivate()
    {
        Book book;
        book.record(QStringLiteral("a"), StepOutcome::Done);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther
                            | QFile::ExeOther;
        const QFileInfo file(book.journal->filePath());
        QCOMPARE(QFile::permissions(file.path()) & others, QFile::Permissions());
        const QFileInfoList files = QDir(file.path()).entryInfoList(QDir::Files);
        QVERIFY(files.size() >= 2); // the write-ahead log too
        for (const QFileInfo &one : files)
            QCOMPARE(QFile::permissions(one.filePath()) & others, QFile::Permissions());
    }

    void newerSchemaIsLeftAlone()
    {
        Book book;
        book.record(QStringLiteral("a"), StepOutcome::Done);
        book.make();
        {
            Other other(book.journal->filePath());
            QVERIFY(other.exec(QStringLiteral("PRAGMA user_version = 2")));
            QVERIFY(other.exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
        }
        QFile file(book.journal->filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        const auto opened = book.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().reason, QStringLiteral("journal.newer-schema"));
        QCOMPARE(opened.error().args.value(QStringLiteral("schema")).toInt(), 2);
        QVERIFY(!book.intent(planOf({stepOn(QStringLiteral("a"), "1", "2")})));
        book.journal.reset();
        file.seek(0);
        QCOMPARE(file.readAll(), before);
    }

    void notAJournal_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("this is not a database at all, only some text\n").repeated(100);
        QTest::newRow("truncated") << QByteArray("SQLite format 3\0", 16).append(QByteArray(50, '\1'));
    }
    void notAJournal()
    {
        QFETCH(QByteArray, content);
        Book book(false);
        QDir().mkpath(QFileInfo(book.journal->filePath()).path());
        QFile file(book.journal->filePath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto opened = book.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().reason, QStringLiteral("journal.corrupt"));
        QCOMPARE(opened.error().args.value(QStringLiteral("file")).toString(), book.journal->filePath());
        QVERIFY(!book.intent(planOf({stepOn(QStringLiteral("a"), "1", "2")})));
        book.journal.reset();
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content); // nothing lost, nothing mended
    }

    void anotherProgramsDatabaseIsRefused()
    {
        Book book(false);
        QDir().mkpath(QFileInfo(book.journal->filePath()).path());
        {
            Other other(book.journal->filePath());
            QVERIFY(other.exec(QStringLiteral("CREATE TABLE cookies(name TEXT)")));
        }
        QCOMPARE(book.open().error().reason, QStringLiteral("journal.corrupt"));
    }

    void damagedPageIsToldAndNotMended()
    {
        Book book;
        for (int i = 0; i < 40; ++i)
            book.record(QStringLiteral("key/%1").arg(i), StepOutcome::Done, QByteArray(2000, 'x'));
        book.journal.reset();
        const QString path = QDir(book.folder.path()).filePath(QStringLiteral("data/journal.sqlite"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 size = file.size();
        QVERIFY(size > 60'000);
        for (qint64 at = 4096; at < size; at += 4096) { // all pages but the first
            file.seek(at);
            file.write(QByteArray(512, '\xee'));
        }
        file.close();
        book.make();
        // The schema's own page may be among them: either way it is told.
        const auto opened = book.open();
        if (opened) {
            Journal::Query query;
            const auto rows = resultOf(book.journal->list(query, &book.parent));
            QVERIFY(!rows);
            QCOMPARE(rows.error().reason, QStringLiteral("journal.corrupt"));
        } else {
            QCOMPARE(opened.error().reason, QStringLiteral("journal.corrupt"));
        }
        const auto written = book.intent(planOf({stepOn(QStringLiteral("a"), "1", "2")}));
        QVERIFY(!written);
        QCOMPARE(written.error().reason, QStringLiteral("journal.corrupt"));
        QVERIFY(QFile::exists(path));
    }

    void lockedByAnother()
    {
        Book book(false);
        book.journal->setLimits({.lockWait = std::chrono::milliseconds(200)});
        QVERIFY(book.open());
        const Plan plan = planOf({stepOn(QStringLiteral("a"), "1", "2")});
        {
            Other other(book.journal->filePath());
            QVERIFY(other.exec(QStringLiteral("BEGIN IMMEDIATE")));
            QElapsedTimer timer;
            timer.start();
            const auto refused = book.intent(plan);
            QVERIFY(!refused);
            QCOMPARE(refused.error().reason, QStringLiteral("journal.locked"));
            QVERIFY(timer.elapsed() >= 150);
            QVERIFY(timer.elapsed() < 20'000);
            QVERIFY(book.rows().isEmpty()); // reading goes on
            QVERIFY(other.exec(QStringLiteral("ROLLBACK")));
        }
        QVERIFY(book.intent(plan)); // free again
        QCOMPARE(book.rows().size(), 1);
    }

    void lockedWhileOpening()
    {
        Book book;
        book.record(QStringLiteral("a"), StepOutcome::Done);
        book.make();
        book.journal->setLimits({.lockWait = std::chrono::milliseconds(100)});
        const Plan plan = planOf({stepOn(QStringLiteral("a"), "1", "2")});
        {
            Other other(book.journal->filePath());
            QVERIFY(other.exec(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE")));
            QVERIFY(other.exec(QStringLiteral("BEGIN EXCLUSIVE")));
            QVERIFY(other.exec(QStringLiteral("CREATE TABLE t(x)")));
            const auto opened = book.open();
            QVERIFY(!opened);
            QCOMPARE(opened.error().reason, QStringLiteral("journal.locked"));
            QCOMPARE(book.intent(plan).error().reason, QStringLiteral("journal.locked"));
            QVERIFY(other.exec(QStringLiteral("ROLLBACK")));
        }
        QVERIFY(book.intent(plan)); // it opens by itself once it can
    }

    void diskFull()
    {
        Book book(false);
        book.journal->setLimits({.maxPages = 40});
        QVERIFY(book.open());
        Result<qint64> last = 0;
        int written = 0;
        while (written < 100) {
            last = book.intent(planOf({stepOn(QStringLiteral("a"), QByteArray(10'000, 'b'), QByteArray(10'000, 'a'))}));
            if (!last)
                break;
            QVERIFY(book.outcome(*last, StepOutcome::Done));
            ++written;
        }
        QVERIFY(!last);
        QCOMPARE(last.error().reason, QStringLiteral("journal.disk-full"));
        QVERIFY(written > 1);
        QCOMPARE(book.rows().size(), written); // what was there is whole, the last left nothing behind
        QVERIFY(book.reopen());
        QCOMPARE(book.rows().size(), written);
        QVERIFY(book.intent(planOf({stepOn(QStringLiteral("a"), "1", "2")}))); // room again
    }

    void notOpened()
    {
        Book book(false);
        QCOMPARE(book.intent(planOf({stepOn(QStringLiteral("a"), "1", "2")})).error().reason,
                 QStringLiteral("journal.not-open"));
        QVERIFY(!QFile::exists(book.journal->filePath()));
    }

    void writesEvenIfNobodyWaits()
    {
        Book book;
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
        Book book(false);
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
        Book book;
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
        Book book;
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
        Book book;
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
        Other other(book.journal->filePath());
        for (const char *sql : {"SELECT count(*) FROM step WHERE plan = '%1'", "SELECT count(*) FROM plan WHERE id = '%1'",
                                "SELECT count(*) FROM intent WHERE plan = '%1'"})
            QCOMPARE(other.value(QString::fromLatin1(sql).arg(done.id)).toInt(), 0);
        QCOMPARE(other.value(QStringLiteral("SELECT count(*) FROM entity WHERE id = 'done'")).toInt(), 0);
        QCOMPARE(other.value(QStringLiteral("SELECT count(*) FROM outcome")).toInt(), 4);
    }

    void retentionBySize()
    {
        Book book;
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

    void hundredThousandRows()
    {
        Book book;
        const Plan plan = book.record(QStringLiteral("key/0"), StepOutcome::Done);
        {
            // As if written one by one, in a second instead of minutes.
            Other other(book.journal->filePath());
            const QString numbers =
                QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) ");
            QVERIFY(other.exec(QStringLiteral("BEGIN")));
            QVERIFY2(other.exec(QStringLiteral("INSERT INTO plan SELECT 'p' || i, title, args, undoes, steps, environment,"
                                               " environment_name, at + i, notices, key_id FROM (%1 SELECT i FROM n), plan"
                                               " WHERE id = '%2'")
                                    .arg(numbers, plan.id)),
                     qPrintable(other.error()));
            for (const char *sql : {
                     "INSERT INTO intent SELECT i + 1, 'p' || i, step, at + i, who, instance, environment, identity, system,"
                     " handler FROM (%1 SELECT i FROM n), intent WHERE number = 1",
                     "INSERT INTO entity SELECT i + 1, position, system, kind, 'key/' || i, 'key/' || i, verb"
                     " FROM (%1 SELECT i FROM n), entity WHERE intent = 1",
                     "INSERT INTO outcome SELECT i + 1, i + 1, at + i, outcome, settled, predicted, error_kind, error_reason,"
                     " http_status, error, result, key_id FROM (%1 SELECT i FROM n), outcome WHERE number = 1",
                 })
                QVERIFY2(other.exec(QString::fromLatin1(sql).arg(numbers)), qPrintable(other.error()));
            QVERIFY(other.exec(QStringLiteral("COMMIT")));
        }
        Journal::Query query;
        query.environmentId = QStringLiteral("env-1");
        QCOMPARE(book.rows(query).size(), 1000); // warm
        query.beforeNumber = 50'000;
        QElapsedTimer timer;
        timer.start();
        const QList<JournalEntry> page = book.rows(query);
        const qint64 elapsed = timer.elapsed();
        QCOMPARE(page.size(), 1000);
        QCOMPARE(page.constFirst().number, 49'999);
        QCOMPARE(page.constFirst().entities.constFirst().id, QStringLiteral("key/49998"));
        qInfo("a page of 1,000 out of 100,000 rows: %lld ms", static_cast<long long>(elapsed));
        QVERIFY(elapsed < 2000); // the aim is 50 ms; a shared machine under sanitizers gets room
        query = {};
        query.entity = {System::Consul, QStringLiteral("kv"), QStringLiteral("key/777"), {}};
        timer.restart();
        QCOMPARE(book.rows(query).size(), 1);
        QVERIFY(timer.elapsed() < 1000);
    }
};

MK_TEST_CLASS(TestJournal)
#include "TestJournal.moc"
