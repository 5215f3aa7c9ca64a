// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Crypto.h"
#include "core/Job.h"
#include "platform/Plan.h"

#include <QObject>

#include <memory>

namespace mk {

// One step as the journal tells it: its intent joined with its outcome.
struct JournalEntry
{
    qint64 number = 0;
    QString planId;
    QString planTitle; // code
    QVariantMap planArgs;
    QString undoes;    // plan id
    QString undoneBy;  // plan id, when a later plan took it back
    int stepIndex = 0;
    int stepCount = 1;
    QDateTime at;       // of the intent, UTC
    QDateTime endedAt;  // of the outcome; invalid: none
    QString who;        // user@host
    QString instance;   // of this program: start time and process
    QString environmentId;
    QString environmentName;
    QStringList identity; // facts of the system talked to
    System system = System::Consul;
    QString handler;
    StepOutcome outcome = StepOutcome::Unknown; // no outcome record: Unknown
    bool settled = false;                       // an unknown outcome that reading has decided
    QString errorKind;                          // errorKindId
    QString errorText;                          // server's message, redacted
    QList<EntityRef> entities;                  // kind and name in clear
    QList<Change::Verb> verbs;
    bool bodiesAvailable = false; // can be read with the key that we have
};

// The local, append-only record of every step's intent and outcome: SQLite in the data folder, one writer thread with
// its own connection. Bodies are encrypted with a key from the secret store; without one they live in memory until the
// program ends. GUI thread; every call is a job.
class Journal final : public QObject
{
    Q_OBJECT
public:
    Journal(const QString &dataFolder, const Clock *clock, QObject *parent = nullptr);
    ~Journal() override;

    // Opens or creates the file. key may be null: bodies stay in memory ("until you close").
    // Reasons: "journal.locked", "journal.newer-schema", "journal.corrupt", "journal.disk-full".
    Job<Done> *open(const crypto::Key &key, QObject *parent);
    bool keepsBodies() const; // bodies survive the end of the program

    struct Intent
    {
        Plan plan;
        int stepIndex = 0;
        QString environmentId;
        QString environmentName;
        QStringList identity;
    };
    // On disk (synchronous) when the job ends: only then may the request leave. The value is the entry's number.
    Job<qint64> *appendIntent(const Intent &intent, QObject *parent);
    struct Outcome
    {
        StepOutcome outcome = StepOutcome::Unknown;
        std::optional<Error> error;
        SendResult result;
        bool settledByReading = false;
    };
    Job<Done> *appendOutcome(qint64 number, const Outcome &outcome, QObject *parent);

    struct Query
    {
        QString environmentId; // empty: all
        int limit = 1000;
        qint64 beforeNumber = 0; // for the next page; 0: newest
        QString planId;          // only this plan
        EntityRef entity;        // only this entity when kind is set
    };
    Job<QList<JournalEntry>> *list(const Query &query, QObject *parent); // newest first
    // The whole plan with bodies and what its steps brought about, for diff and undo. ErrorKind::Storage
    // "journal.no-bodies" when they were in memory only or the key is another.
    struct StoredPlan
    {
        Plan plan;
        QList<StepOutcome> outcomes;
        QList<SendResult> results;
        QStringList identity;
        QString environmentId;
    };
    Job<StoredPlan> *readPlan(const QString &planId, QObject *parent);

    // Unknown outcomes without a settled record, for settling at the start.
    Job<QList<JournalEntry>> *unsettled(const QString &environmentId, QObject *parent);

    struct Retention
    {
        int days = 365;
        qint64 maxBytes = 512LL * 1024 * 1024;
    };
    // Drops whole settled plans only, oldest first. The value is the number of plans dropped.
    Job<int> *applyRetention(const Retention &retention, QObject *parent);

    QString filePath() const;

Q_SIGNALS:
    void appended(const QString &planId); // an intent or outcome was written

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
