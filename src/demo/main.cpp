// SPDX-License-Identifier: GPL-3.0-or-later
// microkubes-demo: simulated systems of a Microkubes platform on free ports of 127.0.0.1, for trying the console and for its
// tests. It prints an address a line ("kong-admin http://127.0.0.1:41234"), then "ready", and runs until it is told to end.
#include "demo/DemoPlatform.h"
#include "demo/Misbehaviour.h"
#include "demo/kong/KongFill.h"

#include "core/Process.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <QTextStream>
#include <QTimer>

#include <cstdio>
#include <thread>

namespace {

using namespace mk::demo;

int complain(const QString &text, int code)
{
    QTextStream(stderr) << "microkubes-demo: " << text << Qt::endl;
    return code;
}

// Ends the program when whoever holds the other end of standard input lets go of it, killed or not.
void endWithStandardInput(QCoreApplication *application)
{
    std::thread([application] {
        QFile input;
        if (input.open(0, QIODevice::ReadOnly | QIODevice::Unbuffered)) {
            char byte = 0;
            while (input.read(&byte, 1) > 0) { }
        }
        QMetaObject::invokeMethod(application, &QCoreApplication::quit, Qt::QueuedConnection);
    }).detach();
}

void endWithProcess(QCoreApplication *application, qint64 processId)
{
    auto *watch = new QTimer(application);
    QObject::connect(watch, &QTimer::timeout, application, [application, processId] {
        if (!mk::os::isRunning(processId))
            application->quit();
    });
    watch->start(500);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("microkubes-demo"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MK_VERSION_TEXT));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Simulated systems of a Microkubes platform, on ports of this computer alone."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption kong(QStringLiteral("kong"), QStringLiteral("Version of Kong: 0.14.1, 2.8.5 or 3.9.1."), QStringLiteral("version"), QStringLiteral("0.14.1"));
    const QCommandLineOption database(QStringLiteral("database"), QStringLiteral("postgres, or off: a Kong 2 or 3 whose entities come from a file and that takes no writes."),
                                      QStringLiteral("name"), QStringLiteral("postgres"));
    const QCommandLineOption role(QStringLiteral("role"), QStringLiteral("traditional, or data_plane: a Kong 2 or 3 whose entities come from a control plane."), QStringLiteral("name"),
                                  QStringLiteral("traditional"));
    const QCommandLineOption filled(QStringLiteral("filled"), QStringLiteral("Begin with what a stock platform has registered."));
    const QCommandLineOption live(QStringLiteral("live"), QStringLiteral("Begin with a platform that lives: traffic, mails, checks, and what was measured in the last hours."));
    const QCommandLineOption history(QStringLiteral("history"), QStringLiteral("With --live: so many hours were measured; 0 to 48."), QStringLiteral("hours"), QStringLiteral("3"));
    const QCommandLineOption fill(QStringLiteral("fill"), QStringLiteral("And with so many more: services=10000,consumers=100000,queues=20000,keys=100000."), QStringLiteral("kind=number,..."));
    const QCommandLineOption fault(QStringLiteral("fault"), QStringLiteral("Misbehave from the start; more than once. Names: %1; with --live also: %2.").arg(Fault::names().join(QLatin1String(", ")), PlatformFaults::names().join(QLatin1String(", "))),
                                   QStringLiteral("name[:path[:count]]"));
    const QCommandLineOption port(QStringLiteral("port"), QStringLiteral("Use this port instead of a free one; more than once."), QStringLiteral("name=number"));
    const QCommandLineOption portFile(QStringLiteral("port-file"), QStringLiteral("Write the addresses to this file, too."), QStringLiteral("file"));
    const QCommandLineOption parent(QStringLiteral("parent"), QStringLiteral("End when this process has ended."), QStringLiteral("process id"));
    const QCommandLineOption withInput(QStringLiteral("until-input-closes"), QStringLiteral("End when standard input is closed."));
    parser.addOptions({kong, database, role, filled, live, history, fill, fault, port, portFile, parent, withInput});
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        return complain(QStringLiteral("not understood: ") + parser.positionalArguments().first(), 2);

    QString why;
    DemoPlatform::Options options;
    options.kongVersion = parser.value(kong);
    options.filled = parser.isSet(filled);
    options.live = parser.isSet(live);
    options.faults = parser.values(fault);
    bool isHours = false;
    options.historyHours = parser.value(history).toInt(&isHours);
    if (!isHours || options.historyHours < 0 || options.historyHours > 48)
        return complain(QStringLiteral("not a number of hours: ") + parser.value(history), 2);
    if (!DemoPlatform::kongVersions().contains(options.kongVersion))
        return complain(QStringLiteral("no such version of Kong: ") + options.kongVersion, 2);
    options.kongDatabase = parser.value(database);
    if (options.kongDatabase != QLatin1String("postgres") && options.kongDatabase != QLatin1String("off"))
        return complain(QStringLiteral("no such database: ") + options.kongDatabase, 2);
    options.kongRole = parser.value(role);
    if (options.kongRole != QLatin1String("traditional") && options.kongRole != QLatin1String("data_plane"))
        return complain(QStringLiteral("no such role: ") + options.kongRole, 2);
    for (const QString &text : parser.values(fill)) {
        if (!parseFill(text, &options.fill, &why))
            return complain(why, 2);
    }
    for (const QString &text : parser.values(port)) {
        bool ok = false;
        const uint number = text.section(QLatin1Char('='), 1).toUInt(&ok);
        if (!ok || number == 0 || number > 65535)
            return complain(QStringLiteral("NAME=NUMBER is expected, not ") + text, 2);
        options.ports.insert(text.section(QLatin1Char('='), 0, 0), quint16(number));
    }
    bool isNumber = true;
    const qint64 parentId = parser.isSet(parent) ? parser.value(parent).toLongLong(&isNumber) : 0;
    if (!isNumber || parentId < 0)
        return complain(QStringLiteral("not a process id: ") + parser.value(parent), 2);

    mk::os::onTermination(&application, [&application] { application.quit(); });
    DemoPlatform platform(options);
    if (!platform.start(&why))
        return complain(why, 1);
    if (parser.isSet(withInput))
        endWithStandardInput(&application);
    if (parentId > 0)
        endWithProcess(&application, parentId);

    const QString text = platform.addresses().join(QLatin1Char('\n')) + QLatin1Char('\n');
    if (parser.isSet(portFile)) {
        QSaveFile file(parser.value(portFile));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit())
            return complain(QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()), 1);
    }
    QTextStream(stdout) << text << "ready" << Qt::endl;
    return QCoreApplication::exec();
}
