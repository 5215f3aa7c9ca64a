// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/KongRegistrars.h"
#include "platform/RouteInsight.h"

#include <QStringList>

// What the platform says of a row of Kong, as people read it. Sentences without a full stop; those for banners carry marks
// (models/MarkedText.h), the others are plain text whose names are made safe.
namespace mk {

// "2 of 3", "none", "–": what a narrow column has room for.
QString instancesText(const RouteInsight &insight);
Status instancesStatus(const RouteInsight &insight); // None where nothing is claimed
// "2 of 3 instances pass", "Consul has no such service; the nearest name is microservice-user". Empty: nothing is claimed.
QString registryText(const RouteInsight &insight);
// What to say above everything else, and what of it; empty: all is well or not known.
QString registryProblem(const RouteInsight &insight); // "Consul has no service `x`"
QString registryAdvice(const RouteInsight &insight);

// "`/saml`", "`GET /saml` at `example.com`"
QString claimedText(const routeclaims::Claim &claim);
// "`/saml` is also claimed by `identity-provider`, which wins: the older one goes first"
QString claimText(const routeclaims::Claim &claim);
QString claimReason(const routeclaims::Claim &claim); // "the older one goes first"
// All of them in one plain text, a line each; empty: there are none.
QString claimsText(const routeclaims::Claims &claims);

// "the Go library"; empty: none
QString libraryName(kongregistrars::Library library);
// The evidence of a guess, a sentence each.
QStringList evidenceText(const kongregistrars::Guess &guess);
// What the library does at every start of the service, and never does; a full sentence.
QString libraryHabit(kongregistrars::Library library);

} // namespace mk
