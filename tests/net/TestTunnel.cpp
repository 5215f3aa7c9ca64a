// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Tunnel.h"
#include "support/TestMain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace mk;
using namespace std::chrono_literals;

namespace {

QString helper()
{
#ifdef Q_OS_WIN
    const QString name = QStringLiteral("test_tunnel_helper.exe");
#else
    const QString name = QStringLiteral("test_tunnel_helper");
#endif
    return QDir(QCoreApplication::applicationDirPath()).filePath(name);
}

TunnelSettings settingsFor(const QStringList &arguments, const QString &program = helper())
{
    TunnelSettings settings;
    settings.program = program;
    settings.arguments = arguments;
    return settings;
}

Endpoint endpointWith(const TunnelSettings &settings)
{
    Endpoint endpoint;
    endpoint.url = QUrl(QStringLiteral("https://consul.example:8501/base"));
    endpoint.tunnel = settings;
    return endpoint;
}

const QStringList listens{QStringLiteral("listen"), QStringLiteral("{port}")};

} // namespace

class TestTunnel : public QObject
{
    Q_OBJECT

    SystemClock m_clock;

    std::unique_ptr<Tunnel> make(const QStringList &arguments, const QString &program = helper())
    {
        auto tunnel = std::make_unique<Tunnel>(endpointWith(settingsFor(arguments, program)), &m_clock, nullptr);
        Tunnel::Timing timing;
        timing.probeInterval = 10ms;
        timing.firstBackOff = 20ms;
        timing.maxBackOff = 80ms;
        tunnel->setTiming(timing);
        return tunnel;
    }

    static QString reasonOf(const Tunnel &tunnel) { return tunnel.error() ? tunnel.error()->reason : QString(); }

    // A link to the helper under another name, since some names are treated specially.
    static QString helperAs(const QTemporaryDir &folder, const QString &name)
    {
        const QString path = folder.filePath(name);
        return QFile::link(helper(), path) ? path : QString();
    }

private Q_SLOTS:
    void comesUpAndCarries()
    {
        const auto tunnel = make(listens);
        QSignalSpy changes(tunnel.get(), &Tunnel::stateChanged);
        QVERIFY(tunnel->localUrl().isEmpty());
        tunnel->start();
        QCOMPARE(tunnel->state(), Tunnel::State::Starting);
        QTRY_COMPARE_WITH_TIMEOUT(tunnel->state(), Tunnel::State::Up, 20'000);
        QCOMPARE(changes.size(), 2);
        QVERIFY(!tunnel->error());
        const QUrl url = tunnel->localUrl();
        QCOMPARE(url.scheme(), QStringLiteral("https"));
        QCOMPARE(url.host(), QStringLiteral("127.0.0.1"));
        QCOMPARE(url.path(), QStringLiteral("/base"));
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        QTRY_COMPARE(socket.bytesAvailable(), 6);
        QVERIFY(tunnel->output().contains(QLatin1String("listening")));
        QVERIFY(tunnel->commandLine().endsWith(QStringLiteral(" listen %1").arg(url.port())));
        QVERIFY(tunnel->lineToRunByHand().isEmpty());

        QSignalSpy gone(&socket, &QTcpSocket::disconnected);
        tunnel->stop();
        QCOMPARE(tunnel->state(), Tunnel::State::Stopped);
        QVERIFY(tunnel->localUrl().isEmpty());
        QTRY_COMPARE(gone.size(), 1); // the program went
    }

    void goesWithItsObject()
    {
        auto tunnel = make(listens);
        tunnel->start();
        QTRY_COMPARE_WITH_TIMEOUT(tunnel->state(), Tunnel::State::Up, 20'000);
        QTcpSocket socket;
        socket.connectToHost(tunnel->localUrl().host(), quint16(tunnel->localUrl().port()));
        QVERIFY(socket.waitForConnected());
        QSignalSpy gone(&socket, &QTcpSocket::disconnected);
        tunnel.reset();
        QTRY_COMPARE(gone.size(), 1);
    }

    void refusesAPortThatIsOpen()
    {
        QTcpServer somebody;
        QVERIFY(somebody.listen(QHostAddress::LocalHost));
        QSignalSpy changes(&somebody, &QTcpServer::newConnection);
        const auto tunnel = make(listens);
        tunnel->setLocalPort(somebody.serverPort());
        tunnel->start();
        QTRY_COMPARE_WITH_TIMEOUT(reasonOf(*tunnel), QStringLiteral("tunnel.port-taken"), 20'000);
        QCOMPARE(tunnel->error()->args.value(QStringLiteral("port")).toInt(), int(somebody.serverPort()));
        QVERIFY(tunnel->state() != Tunnel::State::Up);
        QVERIFY(tunnel->output().isEmpty()); // the program was not even started
        somebody.close();
        QTRY_COMPARE_WITH_TIMEOUT(tunnel->state(), Tunnel::State::Up, 20'000); // and is, when it is free
        QVERIFY(!tunnel->error());
    }

    void aProgramThatIsNotThere()
    {
        const auto tunnel = make(listens, QStringLiteral("/no/such/program"));
        tunnel->start();
        QTRY_COMPARE(tunnel->state(), Tunnel::State::Failed);
        QCOMPARE(reasonOf(*tunnel), QStringLiteral("tunnel.not-found"));
        QCOMPARE(tunnel->error()->args.value(QStringLiteral("program")).toString(), QStringLiteral("/no/such/program"));
        QCOMPARE(tunnel->error()->endpoint, QStringLiteral("consul.example:8501"));
    }

    void comesBackWhenItEnds()
    {
        const auto tunnel = make(listens);
        QList<Tunnel::State> states;
        connect(tunnel.get(), &Tunnel::stateChanged, this, [&] { states << tunnel->state(); });
        tunnel->start();
        QTRY_COMPARE_WITH_TIMEOUT(tunnel->state(), Tunnel::State::Up, 20'000);
        QTcpSocket socket;
        socket.connectToHost(tunnel->localUrl().host(), quint16(tunnel->localUrl().port()));
        QVERIFY(socket.waitForConnected());
        QString reason;
        int code = 0;
        connect(tunnel.get(), &Tunnel::stateChanged, &socket, [&] {
            if (tunnel->state() == Tunnel::State::WaitingToRestart) {
                reason = reasonOf(*tunnel);
                code = tunnel->error()->args.value(QStringLiteral("code")).toInt();
            }
        });
        socket.write("\7"); // asks it to go with that code
        const QList<Tunnel::State> expected{Tunnel::State::Starting, Tunnel::State::Up, Tunnel::State::WaitingToRestart,
                                            Tunnel::State::Starting, Tunnel::State::Up};
        QTRY_COMPARE_WITH_TIMEOUT(states, expected, 20'000);
        QCOMPARE(reason, QStringLiteral("tunnel.exited"));
        QCOMPARE(code, 7);
        QVERIFY(!tunnel->error());
    }

    void triesAgainWithGrowingPauses()
    {
        const auto tunnel =
            make({QStringLiteral("say"), QStringLiteral("3"), QStringLiteral("no route\npassword=abc\n")});
        int starts = 0;
        connect(tunnel.get(), &Tunnel::stateChanged, this,
                [&] { starts += tunnel->state() == Tunnel::State::Starting; });
        tunnel->start();
        QTRY_VERIFY_WITH_TIMEOUT(starts >= 4, 20'000);
        QTRY_COMPARE(tunnel->state(), Tunnel::State::WaitingToRestart);
        QCOMPARE(reasonOf(*tunnel), QStringLiteral("tunnel.exited"));
        QCOMPARE(tunnel->error()->args.value(QStringLiteral("code")).toInt(), 3);
        QVERIFY(tunnel->error()->detail.startsWith(QLatin1String("no route")));
        QVERIFY(!tunnel->error()->detail.contains(QLatin1String("abc")));
        tunnel->stop();
        const int before = starts;
        QTest::qWait(150); // longer than the longest pause
        QCOMPARE(starts, before);
    }

    void aProgramThatNeverListens()
    {
        const auto tunnel = make({QStringLiteral("hang")});
        Tunnel::Timing timing;
        timing.startTimeout = 100ms;
        timing.firstBackOff = 60s;
        tunnel->setTiming(timing);
        tunnel->start();
        QTRY_COMPARE_WITH_TIMEOUT(tunnel->state(), Tunnel::State::WaitingToRestart, 20'000);
        QCOMPARE(reasonOf(*tunnel), QStringLiteral("tunnel.time-out"));
        QCOMPARE(tunnel->error()->kind, ErrorKind::Timeout);
        tunnel->start(); // the operator does not want to wait
        QCOMPARE(tunnel->state(), Tunnel::State::Starting);
    }

    void whatNeedsAPersonIsNotRepeated_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("reason");
        const auto says = [](const char *text) {
            return QStringList{QStringLiteral("say"), QStringLiteral("255"), QString::fromLatin1(text)};
        };
        const auto asks = [](const char *text) {
            return QStringList{QStringLiteral("ask"), QString::fromLatin1(text)};
        };
        QTest::newRow("unknown host")
            << says("No ED25519 host key is known for gate.example and you have requested strict "
                    "checking.\nHost key verification failed.\n")
            << QStringLiteral("tunnel.host-key");
        QTest::newRow("changed host") << says("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\n")
                                      << QStringLiteral("tunnel.host-key");
        QTest::newRow("denied") << says("anna@gate.example: Permission denied (publickey,password).\n")
                                << QStringLiteral("tunnel.prompt");
        QTest::newRow("asks for a password")
            << asks("anna@gate.example's password: ") << QStringLiteral("tunnel.prompt");
        QTest::newRow("asks for a passphrase")
            << asks("Enter passphrase for key '/home/anna/.ssh/id_ed25519': ") << QStringLiteral("tunnel.prompt");
        QTest::newRow("asks about a host")
            << asks("Are you sure you want to continue connecting (yes/no/[fingerprint])? ")
            << QStringLiteral("tunnel.host-key");
    }
    void whatNeedsAPersonIsNotRepeated()
    {
#ifdef Q_OS_WIN
        QSKIP("Needs a link to the helper.");
#endif
        QFETCH(QStringList, arguments);
        QFETCH(QString, reason);
        QTemporaryDir folder;
        const QString ssh = helperAs(folder, QStringLiteral("ssh"));
        QVERIFY(!ssh.isEmpty());
        const auto tunnel = make(arguments + QStringList{QStringLiteral("it's here; {port}")}, ssh);
        tunnel->start();
        QTRY_COMPARE_WITH_TIMEOUT(tunnel->state(), Tunnel::State::Failed, 20'000);
        QCOMPARE(reasonOf(*tunnel), reason);
        const QString line = tunnel->lineToRunByHand();
        QVERIFY2(line.startsWith(ssh + QStringLiteral(" -N -o ExitOnForwardFailure=yes ")), qPrintable(line));
        QVERIFY(!line.contains(QLatin1String("BatchMode")));
        QVERIFY2(line.contains(QLatin1String(" 'it'\\''s here; ")), qPrintable(line));
        QVERIFY(tunnel->commandLine().contains(QLatin1String("BatchMode=yes")));
    }

    void aPortThatIsTakenMeanwhileIsTriedAnew()
    {
        const auto tunnel =
            make({QStringLiteral("say"), QStringLiteral("255"),
                  QStringLiteral("bind [127.0.0.1]:4711: Address already in use\ncannot listen to port: 4711\n")});
        tunnel->start();
        QTRY_COMPARE_WITH_TIMEOUT(reasonOf(*tunnel), QStringLiteral("tunnel.port-taken"), 20'000);
        QVERIFY(tunnel->state() != Tunnel::State::Failed);
    }

    void noShellIsInvolved()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("words"));
        const QStringList words{QStringLiteral("; touch x"),
                                QStringLiteral("$(id)"),
                                QStringLiteral("`id`"),
                                QStringLiteral("a  b"),
                                QStringLiteral("*"),
                                QStringLiteral("\"q'"),
                                QString(),
                                QStringLiteral("{other}"),
                                QStringLiteral("{host}:{remotePort}")};
        const auto tunnel = make(QStringList{QStringLiteral("write"), file} + words);
        tunnel->start();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 20'000);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QByteArray expected;
        for (const QString &word : words.mid(0, words.size() - 1)) {
            expected += word.toUtf8();
            expected += '\0';
        }
        expected += QByteArray("consul.example:8501\0", 20);
        QCOMPARE(written.readAll(), expected);
    }

    void itsInputIsEmpty()
    {
        const auto tunnel = make({QStringLiteral("stdin"), QStringLiteral("{port}")});
        tunnel->start();
        QTRY_COMPARE_WITH_TIMEOUT(tunnel->state(), Tunnel::State::Up, 20'000);
        QVERIFY(tunnel->output().contains(QLatin1String("input is empty")));
    }

    void outputIsBounded()
    {
        const auto tunnel = make({QStringLiteral("say"), QStringLiteral("1"), QString(60'000, QLatin1Char('x'))});
        int ends = 0;
        connect(tunnel.get(), &Tunnel::stateChanged, this,
                [&] { ends += tunnel->state() == Tunnel::State::WaitingToRestart; });
        tunnel->start();
        QTRY_VERIFY_WITH_TIMEOUT(ends >= 2, 20'000);
        QCOMPARE(tunnel->output().size(), 64 * 1024);
    }

    void diesWithAKilledParent()
    {
        QProcess parent;
        parent.start(helper(), {QStringLiteral("own"), helper()});
        QByteArray output;
        const QRegularExpression told(QStringLiteral("up (\\d+)\\n"));
        QRegularExpressionMatch match;
        QTRY_VERIFY_WITH_TIMEOUT((output += parent.readAllStandardOutput(),
                                  match = told.match(QString::fromLatin1(output)), match.hasMatch()),
                                 30'000);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(match.captured(1).toUInt()));
        QVERIFY(socket.waitForConnected());
        QSignalSpy gone(&socket, &QTcpSocket::disconnected);
        parent.kill(); // SIGKILL: it cannot clean up
        QTRY_COMPARE_WITH_TIMEOUT(gone.size(), 1, 20'000);
    }

    // "{host}" as a word of its own cannot become an option of the program: such a host makes no URL.
    void aHostThatLooksLikeAnOption()
    {
        for (const char *text : {"http://-oproxycommand/", "http://-o/", "http://%2Do/"}) {
            const QUrl url(QString::fromLatin1(text));
            QVERIFY2(!url.isValid(), text);
            QCOMPARE(Tunnel::effectiveArguments(settingsFor({QStringLiteral("{host}")}), url, 1),
                     QStringList{QString()});
        }
    }

    void arguments()
    {
        const QUrl url(QStringLiteral("https://[fe80::1]/x"));
        const TunnelSettings ssh =
            settingsFor({QStringLiteral("-L{port}:{host}:{remotePort}"), QStringLiteral("{p}{port}")},
                        QStringLiteral("/usr/bin/ssh"));
        QCOMPARE(Tunnel::effectiveArguments(ssh, url, 4711),
                 (QStringList{QStringLiteral("-N"), QStringLiteral("-o"), QStringLiteral("BatchMode=yes"),
                              QStringLiteral("-o"), QStringLiteral("ExitOnForwardFailure=yes"),
                              QStringLiteral("-L4711:[fe80::1]:443"), QStringLiteral("{p}4711")}));
        const TunnelSettings kubectl = settingsFor(
            {QStringLiteral("port-forward"), QStringLiteral("{port}:{remotePort}")}, QStringLiteral("kubectl"));
        QCOMPARE(Tunnel::effectiveArguments(kubectl, QUrl(QStringLiteral("http://consul:8500")), 1),
                 (QStringList{QStringLiteral("port-forward"), QStringLiteral("1:8500")}));
        const TunnelSettings windows = settingsFor({}, QStringLiteral("C:\\Windows\\System32\\OpenSSH\\SSH.EXE"));
        QCOMPARE(Tunnel::effectiveArguments(windows, url, 1).value(0), QStringLiteral("-N"));
        const TunnelSettings other = settingsFor({}, QStringLiteral("/opt/sshuttle"));
        QVERIFY(Tunnel::effectiveArguments(other, url, 1).isEmpty());
    }

    void argumentsThatRunCode_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("marked");
        const auto row = [](const char *name, const char *program, const char *arguments, const char *marked) {
            const auto words = [](const char *text) {
                return QString::fromLatin1(text).split(QLatin1Char('|'), Qt::SkipEmptyParts);
            };
            QTest::newRow(name) << QString::fromLatin1(program) << words(arguments) << words(marked);
        };
        row("plain ssh", "ssh", "-L|{port}:{host}:{remotePort}|-p|22|anna@gate", "");
        row("proxy command", "ssh", "-o|ProxyCommand=nc %h %p|gate", "-o ProxyCommand=nc %h %p");
        row("joined", "/usr/bin/ssh", "-oproxycommand=nc|gate", "-o proxycommand=nc");
        row("after a flag", "ssh", "-NoLocalCommand x|gate", "-o LocalCommand x");
        row("with blanks", "ssh", "-o| KnownHostsCommand  x|gate", "-o  KnownHostsCommand  x");
        row("value of another option", "ssh", "-l|-oProxyCommand=x|gate", "");
        row("own configuration", "ssh.exe", "-F|/tmp/config|gate", "-F /tmp/config");
        row("library", "ssh", "-I/tmp/lib.so|gate", "-I /tmp/lib.so");
        row("harmless option", "ssh", "-o|ServerAliveInterval=10|gate", "");
        row("plain kubectl", "kubectl", "port-forward|svc/consul|{port}:8500", "");
        row("kubeconfig", "kubectl", "--kubeconfig|/tmp/k|port-forward", "--kubeconfig /tmp/k");
        row("kubeconfig joined", "kubectl", "--kubeconfig=/tmp/k|port-forward", "--kubeconfig=/tmp/k");
        row("shell", "/bin/sh", "-c|ssh gate", "-c|ssh gate");
        row("socat", "socat", "TCP-LISTEN:{port}|EXEC:nc", "EXEC:nc");
    }
    void argumentsThatRunCode()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, marked);
        QCOMPARE(Tunnel::codeRunningArguments(settingsFor(arguments, program)), marked);
    }
};

MK_TEST_CLASS(TestTunnel)
#include "TestTunnel.moc"
