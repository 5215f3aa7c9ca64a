// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

// Text from servers is text: it comes from strangers and may hold control and bidirectional characters or markup.
namespace mk {

// Control, bidirectional, zero-width and unassigned characters as visible escapes ("\n", "\u202E"); for one-line places.
QString visibleText(const QString &text);
// The same, but line breaks and tabs stay; for text areas.
QString visibleMultiline(const QString &text);
// For QToolTip, which has no plain mode: escaped markup around visibleMultiline, shortened to maxChars.
QString tooltipText(const QString &text, int maxChars = 2000);
// For QAction, tab and menu texts, where '&' would be eaten.
QString actionText(const QString &text);
// Middle of a long name cut out by characters ("7f3a…c21e"); for places with no font metrics.
QString shortened(const QString &text, int maxChars);
// The text, if the bytes are valid UTF-8 without NUL and other control characters but tab, LF, CR; else nothing.
std::optional<QString> asText(const QByteArray &bytes);

} // namespace mk
