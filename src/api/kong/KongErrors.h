// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"
#include "net/HttpClient.h"

// What Kong means by a refusal. Sources: kong/db/errors.lua, recordings of 0.14.1, 2.8.5 and 3.9.1.
namespace mk::kong {

// Statuses whose bodies a write wants to read itself.
QList<int> refusalStatuses();

// The error that a refused write ends with. Reasons: "kong.schema-violation", "kong.unique", "kong.foreign-key",
// "kong.not-found", "kong.no-writes" (DB-less), "kong.referenced" (others hang on it), "kong.refused" (all others). Its args:
//   "fields"  map of the member's path ("paths.1", counted from 1; "config.minute"; "@entity") to what the server says
//   "field"   the first of them, "problem" its text
// Texts of the server are redacted.
Error refusalOf(const HttpResponse &response, const HttpClient &http, const HttpRequest &request);

} // namespace mk::kong
