// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/FindingTracker.h"
#include "platform/FindingsWatch.h"

// Findings as people read them: codes and arguments become sentences here and nowhere else. Names are marked with
// models/MarkedText code().
namespace mk {

QString findingTitle(const Finding &finding);   // "`hello-service`: `services.consul` is no domain of Consul"
QString findingMeaning(const Finding &finding); // what clients and people notice of it, one or two sentences
QString findingNoteText(const FindingNote &note);
QString findingRepairText(const FindingRepair &repair); // "Set the host to hello-service.service.consul…"; plain, for a button
// "Kong, Consul": whose entity it is first.
QString findingSystems(const Finding &finding);
Status findingStatus(const FindingRow &row); // None: it is gone, or muted
QString findingWord(const FindingRow &row);  // "Critical", "Warning", "Muted", "Gone"

QString postureTitle(const PostureNote &note);
QString postureText(const PostureNote &note);
QString postureAdvice(const PostureNote &note);

// What was looked at, as one sentence: "Looked at 9 API objects, 12 instances and 4 queues." Empty: nothing yet.
QString lookedAtText(const QList<FindingCoverage> &coverage);
// What could not be looked at, and why; empty: everything was.
QString notLookedAtText(const QList<FindingCoverage> &coverage);

} // namespace mk
