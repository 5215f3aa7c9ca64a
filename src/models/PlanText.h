// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/Journal.h"
#include "platform/Plan.h"
#include "platform/PlanRunner.h"

// Plans, steps and outcomes as people read them: codes and arguments become sentences here and nowhere else. Names of
// entities are marked with models/MarkedText code(), so that they stand in the fixed font; withoutMarks() gives plain text.
namespace mk {

QString planTitle(const Plan &plan);
QString planTitle(const QString &code, const QVariantMap &args); // an unknown code is shown as it is
QString stepTitle(const Step &step);                             // "Delete 64 keys below `a/`"
QString changeTitle(const Change &change);                       // "Update `a/b`"
QString verbWord(Change::Verb verb);                             // "New", "Changed", "Deleted"
QString entityKindWord(const QString &kind, int count = 1);      // "key", "keys"
QString outcomeWord(StepOutcome outcome);                        // "Done", "Refused", "Conflict", "Unknown", "Not run"
QString outcomeExplanation(StepOutcome outcome);                 // one sentence
Status outcomeStatus(StepOutcome outcome);
QString noticeText(const QString &code, const QVariantMap &args);
QString applyLabel(const Plan &plan); // "Apply 3 changes", "Delete 12 keys"
// Where a stopped plan stands: "Stopped at step 2 of 5: …"; "Done" when complete.
QString reportSummary(const Plan &plan, const PlanReport &report);

} // namespace mk
