// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/LiveStore.h"

namespace mk {

// What a panel's head says of its list. Plain text.
struct StoreStateText
{
    QString text;    // "3 s ago", "live", "stale, 4 min old", "paused, 2 min old", "3,000 so far"
    QString tooltip; // absolute times, the error, the next try
    Status status = Status::None; // shape before the text: Warn when stale or partial, Crit when nothing was ever read

    static StoreStateText of(const StoreState &state, const QDateTime &now);
};

// "3,000 so far", "3,000 of 12,000"; empty while nothing loads.
QString loadProgressText(const StoreState &state);
// What is left out of a partial answer and why; empty when complete.
QString noticeOf(const StoreState &state);
// "next try in 12 s"; empty when none is planned.
QString nextTryText(const StoreState &state, const QDateTime &now);

} // namespace mk
