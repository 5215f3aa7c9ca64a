// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Process.h"

#include <QFile>
#include <QFileDevice>
#include <QProcess>
#include <QSocketNotifier>
#include <QSysInfo>

#include <array>
#include <cerrno>

#include <fcntl.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#if defined(Q_OS_LINUX)
#include <sys/prctl.h>
#elif defined(Q_OS_DARWIN) || defined(Q_OS_BSD4)
#include <sys/event.h>
#include <sys/wait.h>
#endif

namespace mk::os {

namespace {

// Everything below runs in the child between fork() and exec(): async-signal-safe calls only, no memory, no locks.

#if defined(Q_OS_LINUX)

void bindToParent(pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        _exit(127);
    // The parent may have died between fork() and prctl(); then no signal will ever come.
    if (getppid() != parent)
        _exit(127);
}

#elif defined(Q_OS_DARWIN) || defined(Q_OS_BSD4)

// Waits until the parent or the child ends; in the first case it takes the child with it.
[[noreturn]] void watch(pid_t parent, pid_t child)
{
    const int queue = kqueue();
    if (queue < 0)
        _exit(1);
    struct kevent changes[2];
    EV_SET(&changes[0], static_cast<uintptr_t>(parent), EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0, nullptr);
    EV_SET(&changes[1], static_cast<uintptr_t>(child), EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0, nullptr);
    if (kevent(queue, &changes[1], 1, nullptr, 0, nullptr) != 0)
        _exit(0); // the child has gone already
    if (kevent(queue, &changes[0], 1, nullptr, 0, nullptr) != 0) {
        kill(child, SIGKILL); // the parent has gone already
        _exit(0);
    }
    struct kevent event;
    if (kevent(queue, nullptr, 0, &event, 1, nullptr) == 1 && event.ident == static_cast<uintptr_t>(parent))
        kill(child, SIGKILL);
    _exit(0);
}

void bindToParent(pid_t parent)
{
    const pid_t child = getpid();
    const pid_t between = fork();
    if (between < 0)
        _exit(127);
    if (between == 0) {
        // Forked twice, so that the watcher is nobody's child and the program started never meets it.
        const pid_t watcher = fork();
        if (watcher == 0) {
            // Its copies of the pipes must not keep them open.
            for (int descriptor = 0; descriptor < 1024; ++descriptor)
                close(descriptor);
            watch(parent, child);
        }
        _exit(watcher < 0 ? 1 : 0);
    }
    int status = 0;
    if (waitpid(between, &status, 0) != between || status != 0)
        _exit(127);
    if (getppid() != parent)
        _exit(127);
}

#else
#error "This system needs its own way of letting a child die with its parent."
#endif

// A signal handler may do no more than write a byte.
std::array<int, 2> terminationPipe{-1, -1};

void tellOfTermination(int)
{
    const int before = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = write(terminationPipe[1], &byte, 1);
    errno = before;
}

void syncDescriptor(int descriptor)
{
#if defined(Q_OS_DARWIN)
    if (fcntl(descriptor, F_FULLFSYNC) == 0)
        return;
#endif
    fsync(descriptor);
}

} // namespace

void dieWithParent(QProcess &process)
{
    const pid_t parent = getpid();
    process.setChildProcessModifier([before = process.childProcessModifier(), parent] {
        if (before)
            before();
        bindToParent(parent);
    });
}

void detachFromTerminal(QProcess &process)
{
    process.setChildProcessModifier([before = process.childProcessModifier()] {
        if (before)
            before();
        setsid(); // a session of its own has no terminal
    });
}

void syncFile(QFileDevice &file)
{
    if (file.handle() >= 0)
        syncDescriptor(file.handle());
}

void syncFolder(const QString &folder)
{
    const int descriptor = open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    syncDescriptor(descriptor);
    close(descriptor);
}

void failWritesBeyondLimits()
{
    signal(SIGXFSZ, SIG_IGN);
}

void giveBackFreedMemory()
{
#if defined(__GLIBC__)
    constexpr int kept = 256 * 1024; // bytes; either limit would grow with the blocks that it sees, were it not set
    mallopt(M_MMAP_THRESHOLD, kept);
    mallopt(M_TRIM_THRESHOLD, kept);
#endif
}

QString currentUserAndHost()
{
    QString user;
    std::array<char, 4096> buffer{};
    struct passwd entry = {};
    struct passwd *found = nullptr;
    if (getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        user = QString::fromLocal8Bit(found->pw_name);
    if (user.isEmpty())
        user = qEnvironmentVariable("USER", QString::number(getuid()));
    return user + QLatin1Char('@') + QSysInfo::machineHostName();
}

void onTermination(QObject *context, std::function<void()> then)
{
    if (terminationPipe[0] >= 0 || pipe(terminationPipe.data()) != 0)
        return;
    for (const int end : terminationPipe)
        fcntl(end, F_SETFD, FD_CLOEXEC);
    auto *notifier = new QSocketNotifier(terminationPipe[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, then = std::move(then)] {
        notifier->setEnabled(false);
        then();
    });
    struct sigaction action = {};
    action.sa_handler = tellOfTermination;
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND); // a second one ends it at once
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaction(signal, &action, nullptr);
}

bool isRunning(qint64 processId)
{
    return processId > 0 && (kill(static_cast<pid_t>(processId), 0) == 0 || errno == EPERM);
}

void resetWhenClosed(qintptr socket)
{
    const struct linger none = {1, 0};
    setsockopt(static_cast<int>(socket), SOL_SOCKET, SO_LINGER, &none, sizeof none);
}

} // namespace mk::os
