// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace mk {

// Whether a pattern of Lua 5.1, as Kong's schemas write them, finds something in a text: classes (%a %d %w ...), sets,
// repetition (* + - ?), anchors, captures, %b and %f. Works on bytes in the C locale, as the server does. Nothing where
// the pattern makes no sense or the work grows beyond a bound: then only the server knows. Source: Lua 5.1 reference
// manual, section 5.4.1.
std::optional<bool> luaFinds(const QByteArray &text, const QByteArray &pattern);

} // namespace mk
