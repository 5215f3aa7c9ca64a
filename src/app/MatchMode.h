// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

#include <cstdio>

namespace mk {

// The program as `--match FILE`: reads one request a line from `input` and writes, line by line, which route or API
// object the Kong of that file would choose (platform/MatchFile). Nothing is contacted and nothing is written
// elsewhere. Returns the exit code: 0, or 2 where the file or a line cannot be read; what was answered before is there
// then.
int runMatchMode(const CommandLine &commandLine, std::FILE *input, std::FILE *output, std::FILE *errors);

} // namespace mk
