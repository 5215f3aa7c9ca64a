// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RealServer.h"

#include "core/Process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QStandardPaths>
#include <QTcpServer>
#include <QUdpSocket>

namespace mk::test {

namespace {

constexpr int startPatience = 60'000; // ms; two loaded cores under sanitizers need some

QString logName() { return QStringLiteral("server.log"); }

} // namespace

RealServer::RealServer(const QString &program)
    : m_program(program), m_folder(QDir::tempPath() + QStringLiteral("/mk-%1-XXXXXX").arg(program))
{
}

RealServer::~RealServer()
{
    kill();
}

bool RealServer::isInstalled(const QString &program)
{
    return !QStandardPaths::findExecutable(program).isEmpty();
}

// Serf uses both.
quint16 RealServer::freePort()
{
    for (int attempt = 0; attempt < 50; ++attempt) {
        QTcpServer tcp;
        QUdpSocket udp;
        if (tcp.listen(QHostAddress::LocalHost, 0) && udp.bind(QHostAddress::LocalHost, tcp.serverPort()))
            return tcp.serverPort();
    }
    return 0;
}

bool RealServer::fail(const QString &why)
{
    m_lastError = why;
    return false;
}

bool RealServer::writeFile(const QString &name, const QByteArray &content)
{
    QFile file(inFolder(name));
    return (file.open(QIODevice::WriteOnly) && file.write(content) == content.size()) || fail(file.errorString());
}

bool RealServer::launch()
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(inFolder(logName()), QIODevice::Append);
    mk::os::dieWithParent(*m_process);
    m_process->start(m_program, arguments());
    if (!m_process->waitForStarted(startPatience))
        return fail(QStringLiteral("%1 does not start: %2").arg(m_program, m_process->errorString()));
    return true;
}

bool RealServer::start()
{
    if (isRunning())
        return true;
    if (!m_folder.isValid())
        return fail(m_folder.errorString());
    const bool first = m_port == 0;
    // Between finding a port free and listening on it somebody else may take it.
    for (int attempt = 0; attempt < (first ? 5 : 1); ++attempt) {
        if (first) {
            m_port = freePort();
            choosePorts();
        }
        if (!writeConfig() || !launch())
            return false;
        if (waitUntilReady())
            return true;
        kill();
        if (!log().contains("address already in use"))
            return false;
    }
    return false;
}

bool RealServer::waitUntilReady()
{
    m_http = std::make_unique<RawHttp>(m_port);
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < startPatience) {
        if (m_process->waitForFinished(50)) // also the pause between two questions
            return fail(QStringLiteral("%1 ended: %2").arg(m_program, QString::fromUtf8(log())));
        if (isReady())
            return true;
    }
    return fail(QStringLiteral("%1 is not ready: %2").arg(m_program, QString::fromUtf8(log())));
}

bool RealServer::stop()
{
    if (!m_process)
        return true;
    m_process->terminate();
    const bool ended = m_process->waitForFinished(startPatience);
    m_process.reset();
    m_http.reset();
    return ended || fail(QStringLiteral("%1 does not stop").arg(m_program));
}

void RealServer::kill()
{
    if (m_process) {
        m_process->kill();
        m_process->waitForFinished(startPatience);
    }
    m_process.reset();
    m_http.reset();
}

bool RealServer::isRunning() const
{
    return m_process && m_process->state() == QProcess::Running;
}

QUrl RealServer::url() const
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    return url;
}

QByteArray RealServer::log() const
{
    QFile file(inFolder(logName()));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().right(4000);
}

} // namespace mk::test
