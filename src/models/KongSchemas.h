// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "models/Schema.h"

// The forms of Kong's entities beside plugins: what a server's schema says, cut down to what somebody fills in. Pure
// functions.
namespace mk::kongschemas {

// What 0.14 takes, which tells no schemas of entities: written down from its answers (recordings 30, 31, 50 and 60 of
// 0.14.1) in the newer notation. Empty: no such entity there.
QByteArray builtIn(kong::Kind kind);

// Without what the server makes itself and what the entity stands below; secrets and texts of several lines marked as such.
// schema: GET /schemas/{entity}, or builtIn(). isNew: what is held back from an editor (kong::isHeldBack()) must be given.
Result<Schema> formOf(kong::Kind kind, const QByteArray &schema, bool isNew);

} // namespace mk::kongschemas
