// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

class QObject;

namespace mk {

// Puts something that may be secret on the clipboard, with the hint that keeps clipboard managers from remembering it,
// and takes it away again after a while (zero: never) unless something else has been copied by then.
void copySecret(const QString &text, std::chrono::seconds clearAfter, QObject *context);

} // namespace mk
