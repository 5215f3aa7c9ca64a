// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/StartLadder.h"

// The start of a platform step by step, as people read it.
namespace mk {

QString ladderTitle(startladder::Rung::Id id);           // "Kong's database"
QString ladderState(const startladder::Rung &step);      // "5 of 7: microservice-user, microservice-mail missing"
QString ladderEvidence(const startladder::Rung &step);   // "GET /status: database.reachable"
Status ladderStatus(const startladder::Rung &step, bool isWaitedFor);
QString ladderSummary(const std::vector<startladder::Rung> &steps); // "complete", "everything waits for …"

} // namespace mk
