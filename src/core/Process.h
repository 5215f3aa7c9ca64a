// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QProcess;

// What only the operating system can do; Process_unix.cpp / Process_win.cpp are core's one file of POSIX or Win32 each.
namespace mk::os {

// Makes the child die with this program, even when that is killed with SIGKILL (Linux: PR_SET_PDEATHSIG; Windows: a job
// object; macOS: a watchdog pipe). Call before QProcess::start().
void dieWithParent(QProcess &process);
// Flushes a file's folder entry to disk after a rename.
void syncFolder(const QString &folder);
// "anna@workstation": who this is, for the journal.
QString currentUserAndHost();

} // namespace mk::os
