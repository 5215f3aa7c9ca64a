// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"

#include <QString>

// Sentences with names in them: "`verification-email` holds 1,204 messages". The names stand in the fixed font. Marks are
// two control characters; text from servers cannot forge them, because code() and strong() make its control characters visible.
namespace mk {

// For use as an argument of tr().arg(): the name of a thing, shown in the fixed font.
QString code(const QString &name);
// The same for a part in weight 600.
QString strong(const QString &part);

struct MarkedText
{
    QString text; // without marks: for screen readers and copying
    TextSpans spans;
};

// Splits marks from text. Text without marks passes unchanged, with no spans.
MarkedText parseMarks(const QString &marked);
// The text alone.
QString withoutMarks(const QString &marked);

} // namespace mk
