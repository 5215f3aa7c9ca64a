// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The half of bench_consul that runs in a process of its own, so that its memory is the console's alone. It prints one
// JSON object and ends. startedMs is bench::monotonicMs() of the moment at which the parent started it.
namespace mk::bench {

int runEmptyWindow(int argc, char **argv, double startedMs);
int runFirstWindow(int argc, char **argv, double startedMs);
int runKeyList(int argc, char **argv, const char *consulUrl, int keys); // only until all keys are on screen
int runConsole(int argc, char **argv, const char *consulUrl, int keys);

} // namespace mk::bench
