// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Process.h"

#include <QFileDevice>
#include <QPointer>
#include <QProcess>
#include <QSysInfo>

#include <array>
#include <memory>
#include <vector>

#include <io.h>
#include <winsock2.h> // before windows.h
#include <windows.h>

namespace mk::os {

namespace {

// A job object that ends its processes when its last handle closes, which Windows does even for a killed owner. The
// child is created inside of it (Windows 10 and newer), so there is no moment in which it could get away.
class KillingJob
{
public:
    KillingJob()
        : m_job(CreateJobObjectW(nullptr, nullptr))
    {
        if (!m_job)
            return;
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {};
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        if (!SetInformationJobObject(m_job, JobObjectExtendedLimitInformation, &limits, sizeof(limits)))
            return;
        SIZE_T size = 0;
        InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        m_attributes.resize(size);
        if (!InitializeProcThreadAttributeList(list(), 1, 0, &size))
            return;
        m_hasList = true;
        m_isReady = UpdateProcThreadAttribute(list(), 0, PROC_THREAD_ATTRIBUTE_JOB_LIST, &m_job, sizeof(m_job), nullptr,
                                              nullptr) != FALSE;
    }
    ~KillingJob()
    {
        if (m_hasList)
            DeleteProcThreadAttributeList(list());
        if (m_job)
            CloseHandle(m_job);
    }
    KillingJob(const KillingJob &) = delete;
    KillingJob &operator=(const KillingJob &) = delete;

    void apply(QProcess::CreateProcessArguments *arguments)
    {
        if (!m_isReady)
            return;
        m_startup = {};
        m_startup.StartupInfo = *arguments->startupInfo;
        m_startup.StartupInfo.cb = sizeof(m_startup);
        m_startup.lpAttributeList = list();
        arguments->startupInfo = &m_startup.StartupInfo;
        arguments->flags |= EXTENDED_STARTUPINFO_PRESENT;
    }

private:
    LPPROC_THREAD_ATTRIBUTE_LIST list() { return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_attributes.data()); }

    HANDLE m_job = nullptr;
    std::vector<char> m_attributes;
    STARTUPINFOEXW m_startup = {};
    bool m_hasList = false;
    bool m_isReady = false;
};

QPointer<QObject> terminationContext;
std::function<void()> terminationCall;

// Runs on a thread of its own.
BOOL WINAPI tellOfTermination(DWORD)
{
    if (terminationContext)
        QMetaObject::invokeMethod(terminationContext.data(), terminationCall, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

void dieWithParent(QProcess &process)
{
    const auto job = std::make_shared<KillingJob>(); // lives as long as the QProcess that holds the modifier
    process.setCreateProcessArgumentsModifier(
        [before = process.createProcessArgumentsModifier(), job](QProcess::CreateProcessArguments *arguments) {
            if (before)
                before(arguments);
            job->apply(arguments);
        });
}

void detachFromTerminal(QProcess &process)
{
    process.setCreateProcessArgumentsModifier(
        [before = process.createProcessArgumentsModifier()](QProcess::CreateProcessArguments *arguments) {
            if (before)
                before(arguments);
            arguments->flags |= CREATE_NO_WINDOW;
        });
}

void syncFile(QFileDevice &file)
{
    const intptr_t handle = file.handle() >= 0 ? _get_osfhandle(file.handle()) : -1;
    if (handle != -1)
        FlushFileBuffers(reinterpret_cast<HANDLE>(handle));
}

void syncFolder(const QString &)
{
    // NTFS writes renames to its own journal; a folder cannot be flushed by a user without special rights.
}

void failWritesBeyondLimits()
{
    // There is no such limit.
}

void giveBackFreedMemory()
{
    // The heap does so by itself.
}

QString currentUserAndHost()
{
    std::array<wchar_t, 257> name{}; // UNLEN + 1
    DWORD size = DWORD(name.size());
    QString user = GetUserNameW(name.data(), &size) ? QString::fromWCharArray(name.data()) : QString();
    if (user.isEmpty())
        user = qEnvironmentVariable("USERNAME");
    return user + QLatin1Char('@') + QSysInfo::machineHostName();
}

void onTermination(QObject *context, std::function<void()> then)
{
    if (terminationContext)
        return;
    terminationContext = context;
    terminationCall = std::move(then);
    SetConsoleCtrlHandler(tellOfTermination, TRUE);
}

bool isRunning(qint64 processId)
{
    const HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, DWORD(processId));
    if (!process)
        return GetLastError() == ERROR_ACCESS_DENIED;
    const bool runs = WaitForSingleObject(process, 0) == WAIT_TIMEOUT;
    CloseHandle(process);
    return runs;
}

void resetWhenClosed(qintptr socket)
{
    const linger none = {1, 0};
    setsockopt(SOCKET(socket), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&none), sizeof none);
}

} // namespace mk::os
