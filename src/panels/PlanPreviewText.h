// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Environment.h"
#include "platform/Plan.h"
#include "widgets/PlanDialog.h"

#include <QHash>

namespace mk {

QString stageWord(Stage stage);  // "Development", "Staging", "Production"
QString stageBadge(Stage stage); // as it stands on a badge: "Dev", "Staging", "Production"
Token stageColor(Stage stage);
// Of an environment: its stage, or that it is the demo platform.
QString stageBadge(const Environment &environment);
Token stageColor(const Environment &environment);

// What the plan dialog shows of a plan: diffs, requests, what is touched and what cannot be taken back.
PlanPreview previewOf(const Plan &plan, const Environment &environment, const QHash<QString, StepHandler *> &handlers);

// A value as a text that a diff can show: the text itself, or a hex dump of what is not text.
QString diffText(const EntityState &state);
// The same of a change, without the secrets that it is known to hold (configurations of Kong's plugins).
enum class DiffSide { Before, After };
QString diffText(const Change &change, DiffSide side);

} // namespace mk
