// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SingleInstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>

namespace mk {

namespace {
constexpr int connectMs = 1000;
constexpr char raiseCommand[] = "raise\n";
} // namespace

SingleInstance::SingleInstance(const QString &configFolder, QObject *parent)
    : QObject(parent), m_folder(QDir(configFolder).absolutePath()), m_lock(QDir(m_folder).filePath(QStringLiteral("instance.lock")))
{
    // A lock whose process is gone is taken over; one of a live process is never considered stale by age.
    m_lock.setStaleLockTime(0);
}

SingleInstance::~SingleInstance() = default;

QString SingleInstance::serverName() const
{
    const QByteArray hash = QCryptographicHash::hash(m_folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(20);
    return QStringLiteral("microkubes-console-") + QString::fromLatin1(hash);
}

SingleInstance::Outcome SingleInstance::acquire()
{
    if (m_lock.tryLock(0)) {
        listen();
        return Outcome::First;
    }
    if (m_lock.error() != QLockFile::LockFailedError)
        return Outcome::Failed;

    qint64 pid = 0;
    QString host;
    QString program;
    if (m_lock.getLockInfo(&pid, &host, &program))
        m_holder = QString::number(pid) + QLatin1Char('@') + host;

    QLocalSocket socket;
    socket.connectToServer(serverName());
    // Bounded waits are all right here: there is no window yet.
    if (!socket.waitForConnected(connectMs))
        return Outcome::Unanswered;
    socket.write(raiseCommand);
    socket.flush();
    const bool answered = socket.waitForReadyRead(connectMs);
    socket.disconnectFromServer();
    return answered ? Outcome::RaisedOther : Outcome::Unanswered;
}

void SingleInstance::listen()
{
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(serverName()); // left by a crash: the lock says that nobody listens there
    if (!m_server->listen(serverName()))
        return; // the lock still holds; a second start is told so instead of raising us
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                if (!socket->canReadLine())
                    return;
                if (socket->readLine() == raiseCommand) {
                    socket->write("ok\n");
                    Q_EMIT raiseRequested();
                }
            });
        }
    });
}

} // namespace mk
