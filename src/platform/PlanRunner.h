// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Journal.h"
#include "platform/Plan.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace mk {

struct StepReport
{
    StepOutcome outcome = StepOutcome::NotRun;
    std::optional<Error> error;
    SendResult result;        // when Done
    QList<EntityState> found; // what the re-read saw, one for each change; empty: not read
    QList<int> conflicts;     // numbers of the changes whose entity is not what the operator saw
    bool asPredicted = true;  // false: Done, but reading again found something else than what was wanted
    bool settledByReading = false;
};

struct PlanReport
{
    QString planId;
    QList<StepReport> steps;   // one for each step, in order
    QList<PlanNotice> notices; // what was found out at the end
    bool complete() const;     // every step Done
    std::optional<int> stoppedAt() const; // the first step that is not Done
    bool anyDone() const;
    // What a plan read from the journal came to.
    static PlanReport of(const Journal::StoredPlan &stored);
};

// Runs one plan: for each step it re-reads and compares with `before`, writes the intent to the journal (on disk) and only
// then sends, reads again, writes the outcome. It stops at the first step that is not Done. An unknown outcome is
// settled by reading and is never sent again.
//
// stop() ends before the next step and reports; cancel() ends at once with ErrorKind::Cancelled: a request under way becomes
// unknown (report() tells in the callback, and the journal has it). Nothing is journalled of a step that never came as far
// as being sent, except a conflict: its row keeps the operator's text.
//
// A plan that undoes another is refused where the journal's row of that other names another platform
// ("undo.other-platform", args "expected", "actual").
class PlanRunner final : public Job<PlanReport>
{
    Q_OBJECT
public:
    // Where a step is, in order.
    enum class Point { Reading, BeforeIntent, IntentWritten, Sending, Answered, ReadAgain, OutcomeWritten };

    struct Context
    {
        QString environmentId;
        QString environmentName;
        QHash<System, Identity> identities; // of the platform talked to, for the journal rows
        QHash<QString, StepHandler *> handlers; // they outlive the run
        Journal *journal = nullptr;
        // False blocks all writing (read-only, identity not accepted); the error says which. Asked before every step.
        std::function<std::optional<Error>()> mayWrite;
        // After an unknown outcome that reads as "nothing happened": how long until it is believed, since a request may still
        // be on its way.
        std::chrono::milliseconds settleDelay{2000};
        // Told whenever a step reaches a point; for progress, and for tests that end the program there.
        std::function<void(int step, Point point)> atPoint;
    };
    // from: go on with a stopped plan at this step; earlier: its report, whose steps before `from` are taken over.
    PlanRunner(Plan plan, Context context, QObject *parent, int from = 0, const PlanReport &earlier = {});
    ~PlanRunner() override;

    const Plan &plan() const { return m_plan; }
    const PlanReport &report() const { return m_report; } // as far as it has come
    int currentStep() const;
    void stop();

    // The plan that takes back all done steps of `report`, newest first. Steps that have no inverse are left out and
    // told in the notices ("cannot-undo", args "name").
    static Plan undoPlan(const Plan &plan, const PlanReport &report, const QHash<QString, StepHandler *> &handlers);
    // What is left of a stopped plan, as a plan of its own: everything not done, without the changes that met a conflict.
    static Plan withoutConflicts(const Plan &plan, const PlanReport &report);

Q_SIGNALS:
    void stepChanged(int index);

protected:
    void onStart() override;
    void onCancel() override;

private:
    class Private;
    friend class Private;
    Plan m_plan;
    Context m_context;
    PlanReport m_report;
    std::unique_ptr<Private> d;
};

// What a read of a step's entities says about a request whose answer never came.
enum class Settlement {
    NotHappened, // all entities are as they were before
    Happened,    // all are as the step wanted them
    Undecided,   // neither: somebody else changed them since
};
Settlement settlementOf(const StepHandler &handler, const Step &step, const QList<EntityState> &now);

} // namespace mk
