// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "platform/BlastRadius.h"

namespace mk {

class PlatformSession;

// What hangs on whatever a plan takes away: what the lists of the session know, at once, then what its Prometheus tells of it.
namespace blastradius {

// Asks for the upstream's other targets and Prometheus; both may take their time, and what cannot be asked is an impact of its
// own ("not-asked"). Never fails but by ErrorKind::Cancelled. GUI thread; the session outlives the job.
Job<QList<Impact>> *probe(const Plan &plan, PlatformSession *session, QObject *parent);

} // namespace blastradius

} // namespace mk
