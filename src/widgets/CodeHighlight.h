// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QTextLayout>

namespace mk {

enum class Syntax { None, Json };

// Colours of one line of code, for painted views. JSON: keys in accent, string values in ok; all else in text.
QList<QTextLayout::FormatRange> highlightLine(const Theme *theme, const QString &line, Syntax syntax);
// JSON when the text starts like an object or a list.
Syntax guessSyntax(const QString &text);

} // namespace mk
