// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/JournalFile.h"

#include "core/AtomicFile.h"
#include "core/Log.h"
#include "platform/JournalRows.h"
#include "platform/PlanCodec.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include <array>
#include <utility>

namespace mk {

namespace {
constexpr qint64 applicationId = 0x4d6b4a6e; // "MkJn" in the header of the file
constexpr qint64 restBeforeDropping = 10 * 60 * 1000; // ms: a plan that young may still be running

constexpr std::array schema{
    "CREATE TABLE plan(id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, args TEXT NOT NULL, undoes TEXT,"
    " steps INTEGER NOT NULL, environment TEXT NOT NULL, environment_name TEXT NOT NULL, at INTEGER NOT NULL,"
    " notices BLOB, key_id TEXT NOT NULL)",
    "CREATE TABLE step(plan TEXT NOT NULL, step INTEGER NOT NULL, undoes_step INTEGER, body BLOB,"
    " PRIMARY KEY(plan, step))",
    "CREATE TABLE intent(number INTEGER PRIMARY KEY AUTOINCREMENT, plan TEXT NOT NULL, step INTEGER NOT NULL,"
    " at INTEGER NOT NULL, who TEXT NOT NULL, instance TEXT NOT NULL, environment TEXT NOT NULL,"
    " identity TEXT NOT NULL, system TEXT NOT NULL, handler TEXT NOT NULL, node TEXT NOT NULL DEFAULT '')",
    "CREATE TABLE entity(intent INTEGER NOT NULL, position INTEGER NOT NULL, system TEXT NOT NULL, kind TEXT NOT NULL,"
    " id TEXT NOT NULL, name TEXT NOT NULL, verb TEXT NOT NULL, PRIMARY KEY(intent, position)) WITHOUT ROWID",
    "CREATE TABLE outcome(number INTEGER PRIMARY KEY AUTOINCREMENT, intent INTEGER NOT NULL, at INTEGER NOT NULL,"
    " outcome TEXT NOT NULL, settled INTEGER NOT NULL, predicted INTEGER NOT NULL, error_kind TEXT NOT NULL,"
    " error_reason TEXT NOT NULL, http_status INTEGER NOT NULL, error BLOB, result BLOB, key_id TEXT NOT NULL)",
    "CREATE INDEX plan_undoes ON plan(undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX plan_at ON plan(at)",
    "CREATE INDEX intent_plan ON intent(plan, step)",
    "CREATE INDEX intent_environment ON intent(environment, number)",
    "CREATE INDEX entity_id ON entity(id, kind, intent)",
    "CREATE INDEX outcome_intent ON outcome(intent, number)",
};
constexpr std::array tables{"plan", "step", "intent", "entity", "outcome"};

QVariant orNull(const QString &text)
{
    return text.isEmpty() ? QVariant(QMetaType(QMetaType::QString)) : QVariant(text);
}

QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}
} // namespace

JournalFile::JournalFile(QString path, QString who, QString instance, Journal::Limits limits)
    : m_path(std::move(path))
    , m_who(std::move(who))
    , m_instance(std::move(instance))
    , m_limits(limits)
    , m_connectionName(QStringLiteral("journal-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

JournalFile::~JournalFile()
{
    disconnect();
}

void JournalFile::disconnect()
{
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connectionName);
}

Error JournalFile::storageError(const QString &reason, const QString &detail) const
{
    Error result = Error::storage(reason, detail);
    result.args.insert(QStringLiteral("file"), m_path);
    return result;
}

Error JournalFile::error(const QSqlError &sqlError) const
{
    // SQLite's result codes (sqlite.org/rescode.html); the low byte is the kind, the rest narrows it.
    QString reason = QStringLiteral("journal.write-failed");
    switch (sqlError.nativeErrorCode().toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        reason = QStringLiteral("journal.locked");
        break;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        reason = QStringLiteral("journal.corrupt");
        break;
    case 13: // SQLITE_FULL
        reason = QStringLiteral("journal.disk-full");
        break;
    default:
        break;
    }
    return storageError(reason, sqlError.text() + QStringLiteral(" (") + sqlError.nativeErrorCode() + QLatin1Char(')'));
}

Result<Done> JournalFile::exec(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return fail(error(query.lastError()));
    while (query.next()) { // some pragmas do their work row by row
    }
    return Done{};
}

Result<qint64> JournalFile::number(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return fail(error(query.lastError()));
    if (!query.next())
        return query.lastError().isValid() ? Result<qint64>(fail(error(query.lastError()))) : Result<qint64>(0);
    return query.value(0).toLongLong();
}

Result<Done> JournalFile::inTransaction(const std::function<Result<Done>()> &work)
{
    if (auto begun = exec(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    Result<Done> result = work();
    if (result)
        result = exec(QStringLiteral("COMMIT"));
    if (!result)
        QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK")); // SQLite may have done it already
    return result;
}

Result<Done> JournalFile::open(const crypto::Key &key)
{
    m_wasOpened = true;
    m_key = key;
    m_keyId = key.isNull() ? QStringLiteral("")
                           : QString::fromLatin1(crypto::sha256("microkubes-console journal key\n" + key.bytes())
                                                     .left(8)
                                                     .toHex());
    return ensureOpen();
}

Result<Done> JournalFile::ensureOpen()
{
    if (!m_wasOpened)
        return fail(storageError(QStringLiteral("journal.not-open"), {}));
    if (m_database.isValid())
        return Done{};
    Result<Done> result = connect();
    if (!result)
        disconnect();
    return result;
}

Result<Done> JournalFile::connect()
{
    const QFileInfo info(m_path);
    if (auto folder = ensurePrivateFolder(info.path()); !folder)
        return folder;
    const QFile::Permissions mine = QFile::ReadOwner | QFile::WriteOwner;
    QFile file(m_path);
    // SQLite gives its side files the permissions of the main one.
    if (!file.exists()) {
        if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly, mine))
            return fail(storageError(QStringLiteral("journal.write-failed"), file.errorString()));
        file.close();
    } else if (const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
               (file.permissions() & others) && !file.setPermissions(mine)) {
        return fail(storageError(QStringLiteral("journal.write-failed"), file.errorString()));
    }

    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connectionName);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(m_limits.lockWait.count()));
    if (!m_database.open())
        return fail(error(m_database.lastError()));
    return prepareSchema();
}

Result<Done> JournalFile::prepareSchema()
{
    // Nothing is written before it is clear that the file is ours.
    const auto application = number(QStringLiteral("PRAGMA application_id"));
    if (!application)
        return fail(application.error());
    const auto version = number(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return fail(version.error());
    const auto objects = number(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!objects)
        return fail(objects.error());
    const bool isNew = *application == 0 && *version == 0 && *objects == 0;
    if (!isNew && *application != applicationId)
        return fail(storageError(QStringLiteral("journal.corrupt"), QStringLiteral("application_id is not the journal's")));
    if (*version > schemaVersion) {
        Error newer = storageError(QStringLiteral("journal.newer-schema"), {});
        newer.args.insert(QStringLiteral("schema"), *version);
        return fail(newer);
    }

    QStringList settings{
        QStringLiteral("PRAGMA journal_mode = WAL"),
        QStringLiteral("PRAGMA synchronous = FULL"), // an intent is on disk, not only on its way there
        QStringLiteral("PRAGMA journal_size_limit = 16777216"),
        QStringLiteral("PRAGMA cell_size_check = ON"),
    };
    if (isNew)
        settings.prepend(QStringLiteral("PRAGMA auto_vacuum = INCREMENTAL"));
    if (m_limits.maxPages > 0)
        settings.append(QStringLiteral("PRAGMA max_page_count = %1").arg(m_limits.maxPages));
    for (const QString &setting : std::as_const(settings)) {
        if (auto done = exec(setting); !done)
            return done;
    }
    if (!isNew)
        return *version < schemaVersion ? bringUp(*version) : Result<Done>(Done{});
    return inTransaction([this]() -> Result<Done> {
        // Another program may have been quicker.
        if (const auto objectsNow = number(QStringLiteral("SELECT count(*) FROM sqlite_master")); !objectsNow)
            return fail(objectsNow.error());
        else if (*objectsNow > 0)
            return Done{};
        QStringList statements;
        for (const char *statement : schema)
            statements.append(QString::fromLatin1(statement));
        for (const char *table : tables) {
            statements.append(QStringLiteral("CREATE TRIGGER %1_append_only BEFORE UPDATE ON %1 "
                                             "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END")
                                  .arg(QLatin1String(table)));
        }
        statements.append(QStringLiteral("PRAGMA application_id = %1").arg(applicationId));
        statements.append(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));
        for (const QString &statement : std::as_const(statements)) {
            if (auto done = exec(statement); !done)
                return done;
        }
        return Done{};
    });
}

// The file as it is, beside itself, before its schema changes: journal.sqlite.schema-1. One that is there already stays.
Result<Done> JournalFile::keepCopy(qint64 version)
{
    const QString path = m_path + QStringLiteral(".schema-%1").arg(version);
    if (QFileInfo(path).size() > 0)
        return Done{};
    // SQLite takes an empty file as it is, with its permissions.
    const QFile::Permissions mine = QFile::ReadOwner | QFile::WriteOwner;
    const QString unfinished = path + QStringLiteral(".part");
    QFile::remove(unfinished);
    QFile file(unfinished);
    if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly, mine))
        return fail(storageError(QStringLiteral("journal.write-failed"), file.errorString()));
    file.close();
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("VACUUM INTO ?")); // what the write-ahead log holds included
    query.addBindValue(unfinished);
    if (!query.exec()) {
        const Error failed = error(query.lastError());
        query.finish();
        QFile::remove(unfinished);
        return fail(failed);
    }
    query.finish();
    // Where another program was quicker, its copy is as good.
    if (!QFile::rename(unfinished, path) && QFileInfo(path).size() == 0)
        return fail(storageError(QStringLiteral("journal.write-failed"), path));
    QFile::remove(unfinished);
    return Done{};
}

// From schema 1: the rows stay as they are.
Result<Done> JournalFile::bringUp(qint64 from)
{
    if (auto kept = keepCopy(from); !kept)
        return kept;
    return inTransaction([this]() -> Result<Done> {
        const auto version = number(QStringLiteral("PRAGMA user_version"));
        if (!version)
            return fail(version.error());
        if (*version >= schemaVersion)
            return Done{}; // another program was quicker
        for (const QString &statement : {QStringLiteral("ALTER TABLE intent ADD COLUMN node TEXT NOT NULL DEFAULT ''"),
                                         QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion)}) {
            if (auto done = exec(statement); !done)
                return done;
        }
        return Done{};
    });
}

QVariant JournalFile::sealed(const QByteArray &plain, const QString &planId, const QString &place) const
{
    if (m_key.isNull())
        return QVariant(QMetaType(QMetaType::QByteArray));
    return crypto::encrypt(plain, m_key, (QStringLiteral("journal/1\n") + planId + QLatin1Char('\n') + place).toUtf8());
}

Result<QByteArray> JournalFile::opened(const QByteArray &box, const QString &planId, const QString &place) const
{
    auto plain =
        crypto::decrypt(box, m_key, (QStringLiteral("journal/1\n") + planId + QLatin1Char('\n') + place).toUtf8());
    // The row says that it was sealed with this very key: then it has been damaged or moved.
    return plain ? plain : Result<QByteArray>(fail(storageError(QStringLiteral("journal.corrupt"), place)));
}

Result<Done> JournalFile::insertPlan(const Journal::Intent &intent, const QDateTime &at)
{
    const Plan &plan = intent.plan;
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("INSERT INTO plan(id, title, args, undoes, steps, environment, environment_name, at, notices,"
                                 " key_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    query.addBindValue(plan.id);
    query.addBindValue(notNull(plan.title));
    query.addBindValue(QString::fromUtf8(codec::encodeArgs(plan.titleArgs)));
    query.addBindValue(orNull(plan.undoes));
    query.addBindValue(int(plan.steps.size()));
    query.addBindValue(notNull(intent.environmentId));
    query.addBindValue(notNull(intent.environmentName));
    query.addBindValue(at.toMSecsSinceEpoch());
    query.addBindValue(sealed(codec::encodeNotices(plan.notices), plan.id, rows::noticesPlace()));
    query.addBindValue(m_keyId);
    if (!query.exec())
        return fail(error(query.lastError()));

    query.prepare(QStringLiteral("INSERT INTO step(plan, step, undoes_step, body) VALUES(?, ?, ?, ?)"));
    for (int index = 0; index < plan.steps.size(); ++index) {
        const Step &step = plan.steps.at(index);
        query.bindValue(0, plan.id);
        query.bindValue(1, index);
        query.bindValue(2, step.options.value(QStringLiteral("undoesStep"), QVariant(QMetaType(QMetaType::Int))));
        query.bindValue(3, sealed(codec::encodeStep(step), plan.id, rows::stepPlace(index)));
        if (!query.exec())
            return fail(error(query.lastError()));
    }
    return Done{};
}

Result<qint64> JournalFile::appendIntent(const Journal::Intent &intent, const QDateTime &at)
{
    if (auto ready = ensureOpen(); !ready)
        return fail(ready.error());
    const Plan &plan = intent.plan;
    if (intent.stepIndex < 0 || intent.stepIndex >= plan.steps.size())
        return fail(Error::make(ErrorKind::Internal, {}, QStringLiteral("no such step")));
    const Step &step = plan.steps.at(intent.stepIndex);
    qint64 entry = 0;
    bool planIsNew = false;
    const Result<Done> written = inTransaction([&]() -> Result<Done> {
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral("SELECT 1 FROM plan WHERE id = ?"));
        query.addBindValue(plan.id);
        if (!query.exec())
            return fail(error(query.lastError()));
        planIsNew = !query.next();
        query.finish();
        if (planIsNew) {
            if (auto inserted = insertPlan(intent, at); !inserted)
                return inserted;
        }
        query.prepare(QStringLiteral("INSERT INTO intent(plan, step, at, who, instance, environment, identity, system, handler,"
                                     " node) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        query.addBindValue(plan.id);
        query.addBindValue(intent.stepIndex);
        query.addBindValue(at.toMSecsSinceEpoch());
        query.addBindValue(notNull(m_who));
        query.addBindValue(notNull(m_instance));
        query.addBindValue(notNull(intent.environmentId));
        query.addBindValue(notNull(intent.identity.join(QLatin1Char('\n'))));
        query.addBindValue(step.changes.isEmpty() ? QStringLiteral("")
                                                  : systemId(step.changes.constFirst().entity.system));
        query.addBindValue(notNull(step.handler));
        query.addBindValue(notNull(intent.node));
        if (!query.exec())
            return fail(error(query.lastError()));
        entry = query.lastInsertId().toLongLong();

        query.prepare(QStringLiteral("INSERT INTO entity(intent, position, system, kind, id, name, verb)"
                                     " VALUES(?, ?, ?, ?, ?, ?, ?)"));
        for (int position = 0; position < step.changes.size(); ++position) {
            const Change &change = step.changes.at(position);
            query.bindValue(0, entry);
            query.bindValue(1, position);
            query.bindValue(2, systemId(change.entity.system));
            query.bindValue(3, notNull(change.entity.kind));
            query.bindValue(4, notNull(change.entity.id));
            query.bindValue(5, notNull(change.entity.name));
            query.bindValue(6, rows::verbId(change.verb()));
            if (!query.exec())
                return fail(error(query.lastError()));
        }
        return Done{};
    });
    if (!written)
        return fail(written.error());
    m_running.insert(entry);
    if (planIsNew && m_key.isNull())
        m_plans.insert(plan.id, plan);
    return entry;
}

Result<QString> JournalFile::appendOutcome(qint64 number, const Journal::Outcome &outcome, const QDateTime &at)
{
    m_running.remove(number); // whatever comes of it: nobody works on it any more
    if (auto ready = ensureOpen(); !ready)
        return fail(ready.error());
    QString planId;
    const Error problem = outcome.error.value_or(Error());
    const Result<Done> written = inTransaction([&]() -> Result<Done> {
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral("SELECT plan FROM intent WHERE number = ?"));
        query.addBindValue(number);
        if (!query.exec())
            return fail(error(query.lastError()));
        if (!query.next())
            return fail(storageError(QStringLiteral("journal.unknown-plan"), QStringLiteral("no intent %1").arg(number)));
        planId = query.value(0).toString();
        query.finish();

        const QVariant nothing{QMetaType(QMetaType::QByteArray)};
        query.prepare(QStringLiteral("INSERT INTO outcome(intent, at, outcome, settled, predicted, error_kind, error_reason,"
                                     " http_status, error, result, key_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        query.addBindValue(number);
        query.addBindValue(at.toMSecsSinceEpoch());
        query.addBindValue(stepOutcomeId(outcome.outcome));
        query.addBindValue(outcome.settledByReading ? 1 : 0);
        query.addBindValue(outcome.asPredicted ? 1 : 0);
        query.addBindValue(outcome.error ? errorKindId(problem.kind) : QStringLiteral(""));
        query.addBindValue(notNull(problem.reason));
        query.addBindValue(problem.httpStatus);
        query.addBindValue(outcome.error ? sealed(codec::encodeErrorText(problem), planId, rows::errorPlace(number)) : nothing);
        query.addBindValue(outcome.result.states.isEmpty()
                               ? nothing
                               : sealed(codec::encodeResult(outcome.result), planId, rows::resultPlace(number)));
        query.addBindValue(m_keyId);
        if (!query.exec())
            return fail(error(query.lastError()));
        return Done{};
    });
    if (!written)
        return fail(written.error());
    if (m_key.isNull()) {
        m_results.insert(number, outcome.result);
        m_errorTexts.insert(number, problem.serverMessage);
    }
    return planId;
}

Result<int> JournalFile::dropPlans(const QStringList &planIds)
{
    const std::array statements{
        QStringLiteral("DELETE FROM outcome WHERE intent IN (SELECT number FROM intent WHERE plan = ?)"),
        QStringLiteral("DELETE FROM entity WHERE intent IN (SELECT number FROM intent WHERE plan = ?)"),
        QStringLiteral("DELETE FROM intent WHERE plan = ?"),
        QStringLiteral("DELETE FROM step WHERE plan = ?"),
        QStringLiteral("DELETE FROM plan WHERE id = ?"),
    };
    const Result<Done> dropped = inTransaction([&]() -> Result<Done> {
        QSqlQuery query(m_database);
        for (const QString &statement : statements) {
            query.prepare(statement);
            for (const QString &planId : planIds) {
                query.bindValue(0, planId);
                if (!query.exec())
                    return fail(error(query.lastError()));
            }
        }
        return Done{};
    });
    if (!dropped)
        return fail(dropped.error());
    for (const QString &planId : planIds)
        m_plans.remove(planId);
    return int(planIds.size());
}

Result<Done> JournalFile::giveBackRoom()
{
    constexpr qint64 atOnce = 25'000; // pages: 100 MiB
    const auto free = number(QStringLiteral("PRAGMA freelist_count"));
    if (!free)
        return fail(free.error());
    // Qt takes one step of a statement without columns, and one step of this one frees one page.
    auto freed = inTransaction([this, pages = std::min(*free, atOnce)]() -> Result<Done> {
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral("PRAGMA incremental_vacuum"));
        for (qint64 i = 0; i < pages; ++i) {
            if (!query.exec())
                return fail(error(query.lastError()));
        }
        return Done{};
    });
    return freed ? exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")) : freed;
}

Result<int> JournalFile::applyRetention(const Journal::Retention &retention, const QDateTime &now)
{
    if (auto ready = ensureOpen(); !ready)
        return fail(ready.error());
    const auto oldestSettled = [this](qint64 olderThan, int limit) -> Result<QStringList> {
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral("SELECT p.id FROM plan p WHERE p.at < ? AND NOT EXISTS(SELECT 1 FROM intent i"
                                     " WHERE i.plan = p.id AND (i.at >= ? OR NOT %1)) ORDER BY p.at LIMIT %2")
                          .arg(QLatin1String(rows::decided))
                          .arg(limit));
        query.addBindValue(olderThan);
        query.addBindValue(olderThan);
        if (!query.exec())
            return fail(error(query.lastError()));
        QStringList ids;
        while (query.next())
            ids.append(query.value(0).toString());
        return ids;
    };
    // In portions, so that nobody who wants to write waits for long.
    int count = 0;
    const auto dropOlder = [&](qint64 olderThan, int portion) -> Result<int> {
        const auto ids = oldestSettled(olderThan, portion);
        if (!ids)
            return fail(ids.error());
        if (ids->isEmpty())
            return 0;
        const auto dropped = dropPlans(*ids);
        if (dropped)
            count += *dropped;
        return dropped;
    };
    const qint64 rested = now.toMSecsSinceEpoch() - restBeforeDropping;
    const qint64 cutOff = std::min(rested, now.addDays(-retention.days).toMSecsSinceEpoch());
    for (;;) {
        const auto dropped = dropOlder(cutOff, 200);
        if (!dropped)
            return dropped;
        if (*dropped == 0)
            break;
    }
    const auto pageSize = number(QStringLiteral("PRAGMA page_size"));
    if (!pageSize)
        return fail(pageSize.error());
    for (;;) {
        const auto pages = number(QStringLiteral("PRAGMA page_count"));
        const auto free = number(QStringLiteral("PRAGMA freelist_count"));
        if (!pages || !free)
            return fail(!pages ? pages.error() : free.error());
        const qint64 size = (*pages - *free) * *pageSize;
        if (size <= retention.maxBytes)
            break;
        const auto plans = number(QStringLiteral("SELECT count(*) FROM plan"));
        if (!plans)
            return fail(plans.error());
        // Half of what looks too much, again and again: plans differ in size, and none is to go without need.
        const qint64 tooMany = *plans * (size - retention.maxBytes) / size;
        const int portion = int(std::clamp<qint64>(tooMany / 2, 1, 200));
        const auto dropped = dropOlder(rested, portion);
        if (!dropped)
            return dropped;
        if (*dropped == 0)
            break;
    }
    if (count > 0) {
        if (auto done = giveBackRoom(); !done) // the next time will do
            qCWarning(lcPlatform) << "journal not made smaller:" << done.error().toLogString();
    }
    return count;
}

} // namespace mk
