// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RequestPath.h"

// The second half of a request's path: from a host name to addresses and ports. Private to RequestPath.
namespace mk::requestpath {

// Fills in places, ports, upstream, the steps Resolve and Connect, and the cause where one of them is to blame. The
// path has its host, port and meaning by then, and all six steps.
void resolve(const Sources &sources, Path *path);

PathStep &stepOf(Path *path, StepKind kind);
// Only the first cause counts, unless a worse one comes.
void blame(Path *path, const Cause &cause);

} // namespace mk::requestpath
