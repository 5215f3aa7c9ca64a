// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/PlanRunner.h"

namespace mk {

// What became of one journal row without a known outcome.
struct SettledEntry
{
    JournalEntry entry;
    StepOutcome outcome = StepOutcome::Unknown; // Unknown: could not be settled, see error and found
    QList<EntityState> found;                   // what reading saw; empty: not read
    // Why not: "settle.undecided" (somebody else changed the entity since), "settle.other-platform", "settle.no-handler",
    // "journal.no-bodies", or what went wrong while reading.
    std::optional<Error> error;
};

// Settles the unknown outcomes of an environment by reading, at the start or when its systems answer again. Sends nothing
// but reads. Rows that cannot be settled stay unknown and are reported with the reason. The value is one entry for each.
class PlanSettler final : public Job<QList<SettledEntry>>
{
    Q_OBJECT
public:
    // Of the context: environmentId, identities, handlers, journal.
    PlanSettler(PlanRunner::Context context, QObject *parent);
    ~PlanSettler() override;

protected:
    void onStart() override;

private:
    void next();
    void settle(const Journal::StoredPlan &stored);
    void decide(const Step &step, const Result<QList<EntityState>> &now);
    void keep(StepOutcome outcome, const QList<EntityState> &found, const std::optional<Error> &error);

    PlanRunner::Context m_context;
    QList<JournalEntry> m_open;
    QList<SettledEntry> m_done;
};

} // namespace mk
