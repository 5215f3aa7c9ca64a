// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Process.h"
#include "support/TestMain.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif

using namespace mk;

// This program plays three parts: the test starts it as a parent, which starts it as a child; then the parent is
// killed. The child listens on a port, tells it and stays until somebody sends it a byte: whoever is connected sees its
// end.

namespace {

int beChild(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        return 1;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, &QCoreApplication::quit);
    });
    std::printf("port %d\n", int(server.serverPort()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int beParent(int argc, char **argv, const QByteArray &how)
{
    QCoreApplication application(argc, argv);
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedChannels);
#ifdef Q_OS_UNIX
    if (how == "killed-first") {
        // Runs in the child before it is bound: the parent is gone by then.
        const pid_t parent = getpid();
        child.setChildProcessModifier([parent] {
            kill(parent, SIGKILL);
            while (getppid() == parent)
                usleep(1000);
        });
    }
#endif
    if (how != "unbound")
        os::dieWithParent(child);
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--be-child")});
    return QCoreApplication::exec();
}

} // namespace

int processHelper(int argc, char **argv);
int processHelper(int argc, char **argv)
{
    const QByteArray part(argv[1]);
    return part == "--be-child" ? beChild(argc, argv) : beParent(argc, argv, part.mid(int(qstrlen("--be-parent-"))));
}

class TestProcess : public QObject
{
    Q_OBJECT

    // Starts the parent and connects to its child.
    static bool startFamily(QProcess &parent, QTcpSocket &toChild, const QString &how)
    {
        parent.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--be-parent-") + how});
        QByteArray output;
        const QRegularExpression told(QStringLiteral("port (\\d+)\\n"));
        const bool hasTold = QTest::qWaitFor(
            [&] {
                output += parent.readAllStandardOutput();
                return told.match(QString::fromLatin1(output)).hasMatch();
            },
            30'000);
        if (!hasTold)
            return false;
        toChild.connectToHost(QHostAddress::LocalHost,
                              quint16(told.match(QString::fromLatin1(output)).captured(1).toUInt()));
        return toChild.waitForConnected(10'000);
    }

private Q_SLOTS:
    void aKilledParentTakesItsChildAlong()
    {
        QProcess parent;
        QTcpSocket toChild;
        QVERIFY(startFamily(parent, toChild, QStringLiteral("bound")));
        QSignalSpy childGone(&toChild, &QTcpSocket::disconnected);
        parent.kill();
        QTRY_COMPARE_WITH_TIMEOUT(childGone.size(), 1, 20'000);
        QTRY_COMPARE(parent.state(), QProcess::NotRunning);
    }

    // Without the binding it lives on: the test above sees what it says.
    void anUnboundChildLivesOn()
    {
        QProcess parent;
        QTcpSocket toChild;
        QVERIFY(startFamily(parent, toChild, QStringLiteral("unbound")));
        parent.kill();
        QTRY_COMPARE(parent.state(), QProcess::NotRunning);
        QCOMPARE(toChild.state(), QAbstractSocket::ConnectedState);
        QSignalSpy childGone(&toChild, &QTcpSocket::disconnected);
        toChild.write("x"); // asks it to go
        QTRY_COMPARE_WITH_TIMEOUT(childGone.size(), 1, 20'000);
    }

    void aParentThatDiedBeforeTheBindingLeavesNoChild()
    {
#ifdef Q_OS_UNIX
        QProcess parent;
        QSignalSpy nobodyWrites(&parent, &QProcess::readChannelFinished);
        parent.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--be-parent-killed-first")});
        QTRY_COMPARE_WITH_TIMEOUT(nobodyWrites.size(), 1, 30'000); // both are gone
        QTRY_COMPARE(parent.state(), QProcess::NotRunning);
        QCOMPARE(parent.exitStatus(), QProcess::CrashExit);
        QCOMPARE(parent.readAllStandardOutput(), QByteArray()); // the child never got to run
#else
        QSKIP("The child is created bound here.");
#endif
    }

    void whoAndWhere()
    {
        const QString who = os::currentUserAndHost();
        QVERIFY2(who.indexOf(QLatin1Char('@')) > 0, qPrintable(who));
        QVERIFY(who.endsWith(QLatin1Char('@') + QSysInfo::machineHostName()));
    }
};

MK_TEST_CLASS(TestProcess)
#include "TestProcess.moc"
