// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "platform/Findings.h"
#include "platform/Plan.h"

namespace mk {

class PlatformSession;

// The plan of a finding's repair, made of what the servers say now and not of what the list has held. It is shown and run like
// any other. Fails with the error of reading, and with these reasons (ErrorKind::Conflict): "finding.entity-gone",
// "finding.host-changed" (args "host": as it is now), "finding.service-back" (args "service"), "finding.key-there",
// "finding.database-unreachable", "finding.database-unknown" (Kong does not answer: whether its database is ready cannot be
// seen from here). GUI thread; the job must not outlive the session.
Job<Plan> *planOfRepair(PlatformSession *session, const Finding &finding, const FindingRepair &repair, QObject *parent);

} // namespace mk
