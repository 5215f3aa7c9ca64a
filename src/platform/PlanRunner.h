// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Journal.h"
#include "platform/Plan.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace mk {

struct StepReport
{
    StepOutcome outcome = StepOutcome::NotRun;
    std::optional<Error> error;
    SendResult result;                  // when Done
    QList<EntityState> found;           // what the re-read saw, when Conflict or settled
};

struct PlanReport
{
    QString planId;
    QList<StepReport> steps; // one for each step, in order
    bool complete() const;   // every step Done
    std::optional<int> stoppedAt() const;
};

// Runs one plan: for each step it re-reads and compares with `before`, writes the intent to the journal (on disk) and only
// then sends, reads again, writes the outcome. It stops at the first step that is not Done. An unknown outcome is
// settled by reading and is never sent again. cancel() ends before the next step; a request under way becomes unknown.
class PlanRunner final : public Job<PlanReport>
{
    Q_OBJECT
public:
    struct Context
    {
        QString environmentId;
        QString environmentName;
        QHash<System, Identity> identities; // of the platform talked to, for the journal rows
        QHash<QString, StepHandler *> handlers;
        Journal *journal = nullptr;
        // False blocks all writing (read-only, identity not accepted); the error says which.
        std::function<std::optional<Error>()> mayWrite;
    };
    // from: go on with a stopped plan at this step.
    PlanRunner(Plan plan, Context context, QObject *parent, int from = 0);
    ~PlanRunner() override;

    const Plan &plan() const { return m_plan; }
    const PlanReport &report() const { return m_report; } // as far as it has come

    // The plan that takes back all done steps of `report`, newest first. Steps that have no inverse are left out and
    // told in the notices ("cannot-undo", args "name").
    static Plan undoPlan(const Plan &plan, const PlanReport &report, const QHash<QString, StepHandler *> &handlers);

Q_SIGNALS:
    void stepChanged(int index);

protected:
    void onStart() override;
    void onCancel() override;

private:
    void runStep(int index);
    Plan m_plan;
    Context m_context;
    PlanReport m_report;
    int m_from = 0;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
