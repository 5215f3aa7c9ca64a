// SPDX-License-Identifier: GPL-3.0-or-later
// A program to be run as a tunnel. After the options that ssh would get (-N, -o X), its arguments are:
//   listen PORT            accepts on that port and greets; goes with the code that a connection sends as one byte
//   say CODE TEXT          prints the text and goes with that code
//   ask TEXT               prints the text without an end of line and stays
//   hang                   does nothing
//   write FILE WORD...     writes its words into the file, each ended by NUL, and stays
//   stdin PORT             reads its input to the end, says so, then listens
//   forward PORT FOLDER    carries what comes to that port to the port of this machine that FOLDER/target names; FOLDER/pid
//                          tells its process
//   own PROGRAM            owns a Tunnel that runs "PROGRAM listen {port}" and prints "up PORT"
#include "core/Clock.h"
#include "net/Tunnel.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

#include <cstdio>

namespace {

void say(const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stdout);
    std::fflush(stdout);
}

int listenOn(quint16 port)
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost, port)) {
        say(QStringLiteral("bind: Address already in use\n"));
        return 255;
    }
    say(QStringLiteral("listening\n"));
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        socket->write("hello\n");
        QObject::connect(socket, &QTcpSocket::readyRead, socket,
                         [socket] { QCoreApplication::exit(socket->read(1).at(0)); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
    return QCoreApplication::exec();
}

int forward(quint16 port, const QString &folder)
{
    QFile target(folder + QStringLiteral("/target"));
    QFile pid(folder + QStringLiteral("/pid"));
    if (!target.open(QIODevice::ReadOnly) || !pid.open(QIODevice::WriteOnly))
        return 1;
    const quint16 to = target.readAll().trimmed().toUShort();
    pid.write(QByteArray::number(QCoreApplication::applicationPid()));
    pid.close();
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost, port))
        return 255;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server, to] {
        QTcpSocket *near = server.nextPendingConnection();
        auto *far = new QTcpSocket(near);
        QObject::connect(near, &QTcpSocket::readyRead, far, [near, far] { far->write(near->readAll()); });
        QObject::connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
        QObject::connect(far, &QTcpSocket::disconnected, near, &QTcpSocket::disconnectFromHost);
        QObject::connect(far, &QTcpSocket::errorOccurred, near, &QTcpSocket::disconnectFromHost);
        QObject::connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        far->connectToHost(QHostAddress(QHostAddress::LocalHost), to);
        if (near->bytesAvailable() > 0)
            far->write(near->readAll());
    });
    return QCoreApplication::exec();
}

int own(const QString &program)
{
    mk::Endpoint endpoint;
    endpoint.url = QUrl(QStringLiteral("http://consul.example:8500"));
    endpoint.tunnel.program = program;
    endpoint.tunnel.arguments = {QStringLiteral("listen"), QStringLiteral("{port}")};
    mk::SystemClock clock;
    mk::Tunnel tunnel(endpoint, &clock, nullptr);
    QObject::connect(&tunnel, &mk::Tunnel::stateChanged, &tunnel, [&tunnel] {
        if (tunnel.state() == mk::Tunnel::State::Up)
            say(QStringLiteral("up %1\n").arg(tunnel.localUrl().port()));
    });
    tunnel.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList words = QCoreApplication::arguments().mid(1);
    while (!words.isEmpty() && words.constFirst().startsWith(QLatin1Char('-')))
        words.remove(0, words.constFirst() == QLatin1String("-o") ? 2 : 1);
    const QString what = words.value(0);
    if (what == QLatin1String("listen"))
        return listenOn(quint16(words.value(1).toUInt()));
    if (what == QLatin1String("forward"))
        return forward(quint16(words.value(1).toUInt()), words.value(2));
    if (what == QLatin1String("own"))
        return own(words.value(1));
    if (what == QLatin1String("say")) {
        say(words.value(2));
        return words.value(1).toInt();
    }
    if (what == QLatin1String("stdin")) {
        QFile input;
        if (input.open(stdin, QIODevice::ReadOnly) && input.readAll().isEmpty())
            say(QStringLiteral("input is empty\n"));
        return listenOn(quint16(words.value(1).toUInt()));
    }
    if (what == QLatin1String("ask")) {
        say(words.value(1));
    } else if (what == QLatin1String("write")) {
        QFile file(words.value(1) + QStringLiteral(".part"));
        if (!file.open(QIODevice::WriteOnly))
            return 1;
        for (const QString &word : words.mid(2)) {
            file.write(word.toUtf8());
            file.write("", 1);
        }
        file.close();
        file.rename(words.value(1));
    }
    return QCoreApplication::exec();
}
