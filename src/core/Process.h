// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFileDevice;
class QProcess;

// What only the operating system can do; Process_unix.cpp / Process_win.cpp are core's one file of POSIX or Win32 each.
namespace mk::os {

// Makes the child die with this program, even when that is killed with SIGKILL (Linux: PR_SET_PDEATHSIG; Windows: a job
// object; macOS: a small watcher process). Call before QProcess::start(), and start on the main thread: on Linux the
// child dies with the very thread that started it.
void dieWithParent(QProcess &process);
// Keeps the child away from the terminal that this program was started from, so that it can ask nothing there
// (Windows: no console window opens). Call before QProcess::start().
void detachFromTerminal(QProcess &process);
// Flushes an open file's bytes to disk; best effort, as far as the file system goes along.
void syncFile(QFileDevice &file);
// Flushes a file's folder entry to disk after a rename.
void syncFolder(const QString &folder);
// "anna@workstation": who this is, for the journal.
QString currentUserAndHost();

} // namespace mk::os
