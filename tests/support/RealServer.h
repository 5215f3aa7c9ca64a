// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/RawHttp.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace mk::test {

// One real server program on free loopback ports, with a data folder of its own. Blocking calls; GUI thread. It dies with
// this program. Every function that returns false leaves the reason in lastError().
class RealServer
{
public:
    virtual ~RealServer();
    Q_DISABLE_COPY_MOVE(RealServer)

    // Starts it (again, on the same ports and on what the data folder holds) and waits until it is ready.
    bool start();
    bool stop(); // in order, data kept
    void kill(); // at once, data kept
    bool isRunning() const;

    QUrl url() const;
    quint16 port() const { return m_port; }
    QString lastError() const { return m_lastError; }
    QByteArray log() const; // end of the server's output

protected:
    explicit RealServer(const QString &program);
    static bool isInstalled(const QString &program);
    // Free for TCP and UDP alike; 0: none.
    static quint16 freePort();

    // Before its first start, when port() has just been chosen; again where somebody else took one of them.
    virtual void choosePorts() {}
    virtual bool writeConfig() = 0;
    virtual QStringList arguments() const = 0;
    virtual bool isReady() = 0; // asked again and again while it starts

    bool fail(const QString &why); // always false
    bool writeFile(const QString &name, const QByteArray &content); // in folder()
    QString inFolder(const QString &name) const { return m_folder.filePath(name); }
    QProcess *process() const { return m_process.get(); } // null: not started
    RawHttp *http() const { return m_http.get(); } // null: not started
    void setLastError(const QString &why) { m_lastError = why; }

private:
    bool launch();
    bool waitUntilReady();
    QString m_program;
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<RawHttp> m_http;
    quint16 m_port = 0;
    QString m_lastError;
};

} // namespace mk::test
