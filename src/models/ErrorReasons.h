// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"

#include <QStringList>

namespace mk {

// What a reason code says beyond its kind. Empty parts: as the kind has them; the hint is the reason's alone.
struct ReasonText
{
    QString title;
    QString text;
    QString hint;
};
// Nothing for reasons that have no words of their own. ErrorText is the one user.
std::optional<ReasonText> textOfReason(const Error &error);
// Every reason that has words, for the test that each of them is rendered.
QStringList knownReasons();

} // namespace mk
