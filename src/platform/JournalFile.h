// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Crypto.h"
#include "platform/Journal.h"

#include <QHash>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <optional>

namespace mk {

// The journal's SQLite file with its one connection. Belongs to the writer thread: made, used and destroyed there.
//
// Tables (schema 2; 1 had no intent.node): plan, one row a plan; step, its steps with their encrypted bodies; intent, one row before each
// request; entity, what the intent is about; outcome, one or more rows after it, of which the last counts. Rows are never
// changed (triggers see to it); retention alone deletes, whole plans.
class JournalFile
{
public:
    static constexpr qint64 schemaVersion = 2; // tests/data/upgrade has a file of each

    JournalFile(QString path, QString who, QString instance, Journal::Limits limits);
    ~JournalFile();
    Q_DISABLE_COPY_MOVE(JournalFile)

    Result<Done> open(const crypto::Key &key);
    Result<qint64> appendIntent(const Journal::Intent &intent, const QDateTime &at);
    // The value is the plan's id.
    Result<QString> appendOutcome(qint64 number, const Journal::Outcome &outcome, const QDateTime &at);
    Result<QList<JournalEntry>> list(const Journal::Query &query);
    Result<Journal::StoredPlan> readPlan(const QString &planId);
    Result<QList<JournalEntry>> unsettled(const QString &environmentId);
    Result<int> applyRetention(const Journal::Retention &retention, const QDateTime &now);

private:
    // Opens again what could not be opened before (the other program may be gone by now).
    Result<Done> ensureOpen();
    Result<Done> connect();
    Result<Done> prepareSchema();
    Result<Done> keepCopy(qint64 version);
    Result<Done> bringUp(qint64 from);
    void disconnect();
    Result<Done> exec(const QString &sql);
    Result<qint64> number(const QString &sql); // the first column of the first row
    Result<Done> inTransaction(const std::function<Result<Done>()> &work);
    Result<Done> insertPlan(const Journal::Intent &intent, const QDateTime &at);
    Result<QList<JournalEntry>> entries(const QString &where, const QVariantList &values, int limit);
    Result<Done> addEntities(QList<JournalEntry> &entries);
    Result<Done> giveBackRoom();
    Result<int> dropPlans(const QStringList &planIds);
    Error error(const QSqlError &sqlError) const;
    Error storageError(const QString &reason, const QString &detail) const;
    // Null where there is no key.
    QVariant sealed(const QByteArray &plain, const QString &planId, const QString &place) const;
    Result<QByteArray> opened(const QByteArray &box, const QString &planId, const QString &place) const;

    QString m_path;
    QString m_who;
    QString m_instance;
    Journal::Limits m_limits;
    crypto::Key m_key;
    QString m_keyId; // tells which key sealed a row, without telling anything of the key
    bool m_wasOpened = false;
    QString m_connectionName;
    QSqlDatabase m_database;
    QSet<qint64> m_running;             // intents of this program that wait for their outcome
    QHash<QString, Plan> m_plans;       // bodies that may not be on disk
    QHash<qint64, SendResult> m_results; // by intent
    QHash<qint64, QString> m_errorTexts;
};

} // namespace mk
