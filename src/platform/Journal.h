// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Crypto.h"
#include "core/Job.h"
#include "platform/Plan.h"

#include <QObject>

#include <chrono>
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
    QString undoneBy;  // plan id, when a later plan took this step back
    int stepIndex = 0;
    int stepCount = 1;
    QDateTime at;       // of the intent, UTC
    QDateTime endedAt;  // of the outcome; invalid: none
    QString who;        // user@host
    QString instance;   // of this program: start time and process
    QString environmentId;
    QString environmentName;
    QStringList identity; // facts of the system talked to
    QString node;         // host:port of the node written to; empty: the system has but one, or it was not kept
    System system = System::Consul;
    QString handler;
    StepOutcome outcome = StepOutcome::Unknown; // no outcome record: Unknown
    bool settled = false;                       // an unknown outcome that reading has decided
    bool running = false;                       // of this program, under way now
    bool asPredicted = true;                    // false: done, but reading again found something else
    QString errorKind;                          // errorKindId
    QString errorReason;                        // Error::reason
    int httpStatus = 0;
    QString errorText;                          // server's message, redacted; empty where bodies cannot be read
    QList<EntityRef> entities;                  // kind and name in clear
    QList<Change::Verb> verbs;
    bool bodiesAvailable = false; // can be read with the key that we have
};

// The local, append-only record of every step's intent and outcome: SQLite in the data folder, one writer thread with
// its own connection. Bodies, and the texts of errors, are encrypted with a key from the secret store; without one they live
// in memory until the program ends. In clear stand only time, who, environment, entity kind and name, outcome.
// GUI thread; every call is a job, and what has been asked to be written is written even if nobody waits for it any more.
//
// Errors are ErrorKind::Storage with one of the reasons "journal.locked" (another program holds the file; after a wait),
// "journal.newer-schema", "journal.corrupt" (not a journal, or damaged: left as it is), "journal.disk-full",
// "journal.write-failed", "journal.not-open", "journal.no-bodies", "journal.unknown-plan"; args "file".
class Journal final : public QObject
{
    Q_OBJECT
public:
    Journal(const QString &dataFolder, const Clock *clock, QObject *parent = nullptr);
    ~Journal() override;

    struct Limits
    {
        std::chrono::milliseconds lockWait{2000}; // how long a file locked by somebody else is waited for
        int maxPages = 0;                         // of 4 KiB; 0: as many as the disk takes
    };
    void setLimits(const Limits &limits); // before open()

    // Opens or creates the file. key may be null: bodies stay in memory ("until you close"). Called again with another key
    // (the secret store was unlocked), it holds for what is written and read from then on.
    Job<Done> *open(const crypto::Key &key, QObject *parent);
    bool keepsBodies() const; // bodies survive the end of the program

    struct Intent
    {
        Plan plan;
        int stepIndex = 0;
        QString environmentId;
        QString environmentName;
        QStringList identity;
        QString node; // as of JournalEntry
    };
    // On disk (synchronous) when the job ends: only then may the request leave. The value is the entry's number.
    Job<qint64> *appendIntent(const Intent &intent, QObject *parent);
    struct Outcome
    {
        StepOutcome outcome = StepOutcome::Unknown;
        std::optional<Error> error;
        SendResult result;
        bool settledByReading = false;
        bool asPredicted = true;
    };
    Job<Done> *appendOutcome(qint64 number, const Outcome &outcome, QObject *parent);

    struct Query
    {
        QString environmentId; // empty: all
        int limit = 1000;
        qint64 beforeNumber = 0; // for the next page; 0: newest
        QString planId;          // only this plan
        EntityRef entity;        // only this entity (system, kind and id) when kind is set
    };
    Job<QList<JournalEntry>> *list(const Query &query, QObject *parent); // newest first
    // The whole plan with bodies and what its steps brought about, for diff and undo; "journal.no-bodies" when they were in
    // memory only or the key is another. Steps that have no row are NotRun.
    struct StoredPlan
    {
        Plan plan;
        QList<StepOutcome> outcomes;
        QList<SendResult> results;
        QList<bool> settled;
        QStringList identity; // of the first step's system
        QString environmentId;
    };
    Job<StoredPlan> *readPlan(const QString &planId, QObject *parent);

    // Unknown outcomes that nothing has settled, oldest first, without those that this program is at work on.
    Job<QList<JournalEntry>> *unsettled(const QString &environmentId, QObject *parent);

    struct Retention
    {
        int days = 365;
        qint64 maxBytes = 512LL * 1024 * 1024;
    };
    // Drops whole settled plans only, oldest first: what is older than `days`, then until the file is within maxBytes. The
    // value is the number of plans dropped.
    Job<int> *applyRetention(const Retention &retention, QObject *parent);

    QString filePath() const; // journal.sqlite in the data folder
    QString instance() const; // of this program, as it stands in the rows

Q_SIGNALS:
    void appended(const QString &planId); // an intent or outcome was written

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
