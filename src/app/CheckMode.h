// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

#include <QByteArray>

#include <cstdio>

namespace mk {

// The program as `--check`: no window and no question. Call it with a QCoreApplication and before any event loop runs; it
// runs the loop itself and returns the exit code (0 all well, 1 something is wrong or cannot be read, 2 wrong usage).
// The system's key ring is opened only where the environment keeps a secret in it.
int runCheckMode(const CommandLine &commandLine, const QString &configFolder, std::FILE *output, std::FILE *errors);

} // namespace mk
