// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Tunnel.h"

#include "core/Log.h"
#include "core/Process.h"
#include "core/Redactor.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QPointer>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <algorithm>

namespace mk {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype maxOutput = 64 * 1024;
constexpr qsizetype maxDetail = 2000;
constexpr int portAttempts = 5;

// A word as a POSIX shell takes it back.
QString quoted(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(word).hasMatch())
        return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

QString quotedLine(const QString &program, const QStringList &arguments)
{
    QStringList words{quoted(program)};
    for (const QString &argument : arguments)
        words << quoted(argument);
    return words.join(QLatin1Char(' '));
}

QStringList withoutBatchMode(const QStringList &arguments)
{
    QStringList kept;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (arguments.at(i) == QLatin1String("-o") && i + 1 < arguments.size() &&
            arguments.at(i + 1).startsWith(QLatin1String("BatchMode"), Qt::CaseInsensitive)) {
            ++i;
            continue;
        }
        kept << arguments.at(i);
    }
    return kept;
}

// What the program says when it needs a person. hasEnded: the whole text is there, else only its last line may be a
// question that still waits for its answer.
QString reasonIn(const QString &output, bool hasEnded)
{
    static const QRegularExpression hostKeyQuestion(QStringLiteral("\\(yes/no(?:/\\[fingerprint\\])?\\)\\?\\s*\\z"));
    static const QRegularExpression question(
        QStringLiteral("(?:password|passphrase|passcode|verification code|pin)\\b[^\\n]*:[ \\t]*\\z"),
        QRegularExpression::CaseInsensitiveOption);
    if (hostKeyQuestion.match(output).hasMatch())
        return QStringLiteral("tunnel.host-key");
    if (question.match(output).hasMatch())
        return QStringLiteral("tunnel.prompt");
    if (!hasEnded)
        return {};
    static const QRegularExpression hostKey(
        QStringLiteral("Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|"
                       "No \\S+ host key is known for"));
    static const QRegularExpression portTaken(
        QStringLiteral(
            "Address already in use|cannot listen to port|unable to listen on (?:port|any of the requested ports)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression denied(QStringLiteral("^(?!.*bind).*Permission denied"),
                                           QRegularExpression::MultilineOption);
    if (hostKey.match(output).hasMatch())
        return QStringLiteral("tunnel.host-key");
    if (portTaken.match(output).hasMatch())
        return QStringLiteral("tunnel.port-taken");
    if (denied.match(output).hasMatch())
        return QStringLiteral("tunnel.prompt");
    return {};
}

} // namespace

class Tunnel::Private
{
public:
    Private(Tunnel *tunnel, const Endpoint &forEndpoint, const Clock *withClock)
        : q(tunnel)
        , endpoint(forEndpoint)
        , clock(withClock)
    {
        probeTimer.setSingleShot(true);
        restartTimer.setSingleShot(true);
        startTimer.setSingleShot(true);
        QObject::connect(&probeTimer, &QTimer::timeout, q, [this] { probe(); });
        QObject::connect(&restartTimer, &QTimer::timeout, q, [this] { begin(); });
        QObject::connect(&startTimer, &QTimer::timeout, q, [this] {
            takeDown();
            tryAgainAfter(makeError(ErrorKind::Timeout, QStringLiteral("tunnel.time-out")));
        });
    }

    void setState(State next)
    {
        if (state == next)
            return;
        state = next;
        Q_EMIT q->stateChanged();
    }

    Error makeError(ErrorKind kind, const QString &reason) const
    {
        const QString end = sinceStart.right(maxDetail);
        Error made = Error::make(kind, reason, Redactor().text(end).trimmed());
        made.endpoint = endpoint.hostPort();
        return made;
    }

    void begin()
    {
        sinceStart.clear();
        attemptsForPort = 0;
        const QPointer<Tunnel> alive(q);
        setState(State::Starting);
        if (alive && state == State::Starting) // unless a listener stopped us
            pickPort();
    }

    // A port that nobody listens on: bound for a moment to reserve it, then asked, since a listener on another address
    // of this machine may answer for it all the same.
    void pickPort()
    {
        port = fixedPort;
        if (port == 0) {
            QTcpServer server;
            if (server.listen(QHostAddress::LocalHost))
                port = server.serverPort();
        }
        auto *asked = new QTcpSocket(q);
        socket = asked;
        QObject::connect(asked, &QTcpSocket::connected, q, [this] {
            dropSocket();
            ++attemptsForPort;
            if (fixedPort == 0 && attemptsForPort < portAttempts) {
                pickPort();
                return;
            }
            Error taken = makeError(ErrorKind::Network, QStringLiteral("tunnel.port-taken"));
            taken.args.insert(QStringLiteral("port"), int(port));
            tryAgainAfter(taken);
        });
        QObject::connect(asked, &QTcpSocket::errorOccurred, q, [this] {
            dropSocket();
            launch();
        });
        asked->setProxy(QNetworkProxy::NoProxy);
        asked->connectToHost(QHostAddress::LocalHost, port);
    }

    void launch()
    {
        Q_ASSERT(QThread::currentThread() == QCoreApplication::instance()->thread());
        arguments = effectiveArguments(endpoint.tunnel, endpoint.url, port);
        process = new QProcess(q);
        process->setProgram(endpoint.tunnel.program);
        process->setArguments(arguments);
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->setStandardInputFile(QProcess::nullDevice());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("never"));
        process->setProcessEnvironment(environment);
        os::detachFromTerminal(*process);
        os::dieWithParent(*process);
        QObject::connect(process, &QProcess::readyRead, q, [this] { takeOutput(); });
        QObject::connect(process, &QProcess::errorOccurred, q, [this](QProcess::ProcessError what) {
            if (what != QProcess::FailedToStart)
                return; // a crash is told by finished()
            Error missing = makeError(ErrorKind::Network, QStringLiteral("tunnel.not-found"));
            missing.detail = process->errorString();
            missing.args.insert(QStringLiteral("program"), endpoint.tunnel.program);
            giveUp(missing);
        });
        QObject::connect(process, &QProcess::finished, q, [this](int code, QProcess::ExitStatus) { takeEnd(code); });
        qCInfo(lcNet) << "starting a tunnel for" << endpoint.hostPort() << "on port" << port;
        startTimer.start(timing.startTimeout);
        probeTimer.start(timing.probeInterval);
        process->start(QIODevice::ReadOnly);
    }

    void probe()
    {
        auto *asked = new QTcpSocket(q);
        socket = asked;
        QObject::connect(asked, &QTcpSocket::connected, q, [this] {
            dropSocket();
            if (!process || process->state() != QProcess::Running)
                return; // somebody else listens there; takeEnd() will tell
            startTimer.stop();
            upSince = clock->monotonic();
            error.reset();
            setState(State::Up);
        });
        QObject::connect(asked, &QTcpSocket::errorOccurred, q, [this] {
            dropSocket();
            probeTimer.start(timing.probeInterval);
        });
        asked->setProxy(QNetworkProxy::NoProxy);
        asked->connectToHost(QHostAddress::LocalHost, port);
    }

    void takeOutput()
    {
        const QString text = QString::fromLocal8Bit(process->readAll());
        if (text.isEmpty())
            return;
        for (QString *kept : {&output, &sinceStart}) {
            *kept += text;
            if (kept->size() > maxOutput)
                kept->remove(0, kept->size() - maxOutput);
        }
        const QPointer<Tunnel> alive(q);
        const QPointer<QProcess> running(process);
        Q_EMIT q->outputChanged();
        if (!alive || !running || running != process || state != State::Starting)
            return;
        // A program that asks would wait for an answer that nobody can give.
        if (const QString reason = reasonIn(sinceStart, false); !reason.isEmpty())
            giveUp(makeError(ErrorKind::Network, reason));
    }

    void takeEnd(int code)
    {
        const QPointer<Tunnel> alive(q);
        const QPointer<QProcess> ended(process);
        takeOutput();
        if (!alive || !ended || ended != process)
            return; // its last words were a question
        const bool wasUp = state == State::Up;
        takeDown();
        const QString reason = reasonIn(sinceStart, true);
        if (reason == QLatin1String("tunnel.host-key") || reason == QLatin1String("tunnel.prompt")) {
            giveUp(makeError(ErrorKind::Network, reason));
            return;
        }
        Error ending = makeError(ErrorKind::Network, reason.isEmpty() ? QStringLiteral("tunnel.exited") : reason);
        if (reason.isEmpty())
            ending.args.insert(QStringLiteral("code"), code);
        else
            ending.args.insert(QStringLiteral("port"), int(port));
        if (wasUp && clock->monotonic() - upSince >= timing.stableAfter)
            backOff = 0ms;
        tryAgainAfter(ending);
    }

    void giveUp(const Error &why)
    {
        takeDown();
        error = why;
        qCInfo(lcNet) << "the tunnel for" << endpoint.hostPort() << "failed:" << why.reason;
        setState(State::Failed);
    }

    void tryAgainAfter(const Error &why)
    {
        error = why;
        backOff = backOff == 0ms ? timing.firstBackOff : std::min(backOff * 2, timing.maxBackOff);
        // Tunnels that went down together do not come back in step.
        const auto spread = backOff / 4;
        const auto jitter = std::chrono::milliseconds(QRandomGenerator::global()->bounded(qint64(spread.count()) + 1));
        restartTimer.start(backOff + jitter);
        qCInfo(lcNet) << "the tunnel for" << endpoint.hostPort() << "ended:" << why.reason;
        setState(State::WaitingToRestart);
    }

    void dropSocket()
    {
        if (!socket)
            return;
        socket->disconnect(q);
        socket->abort();
        socket->deleteLater();
        socket = nullptr;
    }

    // Ends everything of the present run; the program gets a moment to go by itself.
    void takeDown()
    {
        probeTimer.stop();
        restartTimer.stop();
        startTimer.stop();
        dropSocket();
        QProcess *ending = std::exchange(process, nullptr);
        if (!ending)
            return;
        ending->disconnect(q);
        if (ending->state() == QProcess::NotRunning) {
            ending->deleteLater();
            return;
        }
        QObject::connect(ending, &QProcess::finished, ending, &QObject::deleteLater);
        QTimer::singleShot(2s, ending, &QProcess::kill);
        ending->terminate();
    }

    Tunnel *const q;
    const Endpoint endpoint;
    const Clock *const clock;
    Timing timing;
    quint16 fixedPort = 0;
    State state = State::Stopped;
    std::optional<Error> error;
    quint16 port = 0;
    int attemptsForPort = 0;
    QStringList arguments;
    QString output;     // of all runs
    QString sinceStart; // of the present one
    QProcess *process = nullptr;
    QTcpSocket *socket = nullptr;
    QTimer probeTimer;
    QTimer restartTimer;
    QTimer startTimer;
    std::chrono::milliseconds backOff{0};
    std::chrono::milliseconds upSince{0};
};

Tunnel::Tunnel(const Endpoint &endpoint, const Clock *clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, endpoint, clock))
{
}

Tunnel::~Tunnel()
{
    d->takeDown();
    // Those that are still on their way out: their QProcess is our child and would wait long for each.
    const auto ending = findChildren<QProcess *>(QString(), Qt::FindDirectChildrenOnly);
    for (QProcess *process : ending) {
        process->disconnect();
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(300)) {
            process->kill();
            process->waitForFinished(2000);
        }
    }
}

void Tunnel::start()
{
    if (d->state == State::Starting || d->state == State::Up)
        return;
    d->restartTimer.stop();
    d->backOff = 0ms;
    d->begin();
}

void Tunnel::stop()
{
    d->takeDown();
    d->error.reset();
    d->setState(State::Stopped);
}

Tunnel::State Tunnel::state() const
{
    return d->state;
}

QUrl Tunnel::localUrl() const
{
    if (d->state != State::Up)
        return {};
    QUrl url = d->endpoint.url;
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(d->port);
    return url;
}

std::optional<Error> Tunnel::error() const
{
    return d->error;
}

QString Tunnel::output() const
{
    return d->output;
}

QString Tunnel::commandLine() const
{
    return d->arguments.isEmpty() && d->port == 0 ? QString() : quotedLine(d->endpoint.tunnel.program, d->arguments);
}

QString Tunnel::lineToRunByHand() const
{
    if (!d->error ||
        (d->error->reason != QLatin1String("tunnel.prompt") && d->error->reason != QLatin1String("tunnel.host-key")))
        return {};
    return quotedLine(d->endpoint.tunnel.program, withoutBatchMode(d->arguments));
}

void Tunnel::setTiming(const Timing &timing)
{
    d->timing = timing;
}

void Tunnel::setLocalPort(quint16 port)
{
    d->fixedPort = port;
}

} // namespace mk
