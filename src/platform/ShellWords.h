// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QStringList>

namespace mk {

// The words of one command as a POSIX shell splits them, without running anything: quotes, escapes, $'…', line
// continuations (a backslash, or cmd.exe's caret). Ends at a pipe, a semicolon, an ampersand or a redirection outside
// quotes. Variables stay as they are and are told. Error: ErrorKind::Refused "request.quote".
struct ShellWords
{
    QStringList words;
    QStringList variables; // "$NAME", "${NAME}", "$(…)", "`…`", each once
};
Result<ShellWords> splitShellWords(const QString &text);

} // namespace mk
