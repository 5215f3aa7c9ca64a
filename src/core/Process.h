// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QFileDevice;
class QObject;
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
// A write beyond the limit on file sizes (ulimit -f) fails like one on a full disk, instead of ending the program. For main().
void failWritesBeyondLimits();
// Large blocks go back to the system when they are freed, and the heap shrinks: lists come and go by the ten thousand, and an
// allocator that learns from them to keep their space holds a quarter more. For main(), before the first list.
void giveBackFreedMemory();
// "anna@workstation": who this is, for the journal.
QString currentUserAndHost();
// Calls `then`, on the thread of the context, when somebody asks this program to end (SIGTERM, SIGINT, SIGHUP; Windows: Ctrl+C,
// closing the console). Once a program, before its event loop.
void onTermination(QObject *context, std::function<void()> then);
// Whether a process of that number is there.
bool isRunning(qint64 processId);
// Lets the socket end with a reset (RST) instead of an orderly goodbye when it is closed.
void resetWhenClosed(qintptr socket);

} // namespace mk::os
