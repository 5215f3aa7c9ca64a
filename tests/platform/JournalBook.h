// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Crypto.h"
#include "platform/Journal.h"
#include "support/JobTest.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

namespace mk::test {

inline Step stepOn(const QString &key, const QByteArray &before, const QByteArray &after)
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

inline Plan planOf(const QList<Step> &steps)
{
    Plan plan;
    plan.id = Plan::newId();
    plan.title = QStringLiteral("kv.put");
    plan.titleArgs = {{QStringLiteral("name"), QStringLiteral("schlüssel")}, {QStringLiteral("count"), 3}};
    plan.steps = steps;
    return plan;
}

// Another connection to the same file, as a second program would have it.
class OtherConnection
{
public:
    explicit OtherConnection(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        m_database.setDatabaseName(path);
        m_opened = m_database.open();
    }
    ~OtherConnection()
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

// A journal in a folder of its own, with a clock that stands.
struct JournalBook
{
    QTemporaryDir folder;
    ManualClock clock{QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC)};
    crypto::Key key = (crypto::initialise(), crypto::Key::random());
    QObject parent;
    std::unique_ptr<Journal> journal;

    explicit JournalBook(bool openNow = true)
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

} // namespace mk::test
