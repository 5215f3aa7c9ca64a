// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/BlastRadius.h"

// What hangs on a plan, as people read it; names are marked as PlanText.h marks them.
namespace mk {

QString impactText(const blastradius::Impact &impact);
QString impactEvidence(const blastradius::Impact &impact); // "GET /services: host"
Status impactStatus(const blastradius::Impact &impact);

} // namespace mk
