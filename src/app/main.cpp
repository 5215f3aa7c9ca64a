// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppContext.h"
#include "app/CheckMode.h"
#include "app/CommandLine.h"
#include "app/MainWindow.h"
#include "app/MatchMode.h"
#include "app/SingleInstance.h"
#include "app/Tour.h"
#include "core/AtomicFile.h"
#include "core/Crypto.h"
#include "core/Process.h"
#include "models/ErrorText.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QTextStream>
#include <QTranslator>

#include <algorithm>
#include <cstdio>

namespace {

using namespace mk;

void print(const QString &text)
{
    QTextStream(stdout) << text << Qt::endl;
}

void complain(const QString &text)
{
    QTextStream(stderr) << "microkubes-console: " << text << Qt::endl;
}

bool wants(int argc, char **argv, const char *option)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        const QByteArray withValue = QByteArray(option) + '=';
        if (argument == option || argument.startsWith(withValue))
            return true;
    }
    return false;
}

// Wrong usage is told without a display, too. Options with one dash may be Qt's own ("-platform"): those it looks at first.
bool isWrongUsage(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const bool mayBeForQt = std::any_of(arguments.cbegin(), arguments.cend(), [](const QString &argument) {
        return argument.startsWith(QLatin1Char('-')) && !argument.startsWith(QLatin1String("--"));
    });
    return !mayBeForQt && !parseCommandLine(arguments);
}

void loadTranslations(QCoreApplication &application)
{
    auto *own = new QTranslator(&application);
    if (own->load(QLocale(), QStringLiteral("microkubes-console"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || own->load(QStringLiteral(":/i18n/microkubes-console_en.qm")))
        application.installTranslator(own);
    auto *qt = new QTranslator(&application);
    if (qt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        application.installTranslator(qt);
}

int runWindow(QApplication &application, AppContext &app, const CommandLine &commandLine)
{
    const bool tour = commandLine.action == CommandLine::Action::Tour;
    SingleInstance instance(app.configFolder());
    if (const Result<Done> made = ensurePrivateFolder(app.configFolder()); !made) {
        complain(ErrorText::of(made.error()).oneLine());
        return 1;
    }
    switch (instance.acquire()) {
    case SingleInstance::Outcome::First:
        break;
    case SingleInstance::Outcome::RaisedOther:
        print(QCoreApplication::translate("main", "Already running (process %1): its window was raised.").arg(instance.holder()));
        return 0;
    case SingleInstance::Outcome::Unanswered:
        complain(QCoreApplication::translate("main", "Process %1 holds the configuration folder and does not answer.")
                     .arg(instance.holder()));
        return 1;
    case SingleInstance::Outcome::Failed:
        complain(QCoreApplication::translate("main", "The lock file in %1 cannot be made.").arg(app.configFolder()));
        return 1;
    }

    app.theme().applyTo(&application);
    MainWindow window(&app);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &window, &MainWindow::raiseFromOutside);
    if (!tour)
        window.show(); // at once: nothing waits for the network
    int exitCode = 0;
    const auto goOn = [&](const std::optional<Environment> &environment) {
        window.begin(environment, commandLine.readOnly);
        if (commandLine.edit && !tour && !app.session())
            window.showEnvironmentEditor();
        if (!tour)
            return;
        const QStringList themes = commandLine.tour.theme.isEmpty()
            ? QStringList{QStringLiteral("light"), QStringLiteral("dark")}
            : QStringList{commandLine.tour.theme};
        auto *guide = new Tour(&app, &window,
                               {.folder = commandLine.tour.folder,
                                .themes = themes,
                                .size = commandLine.tour.size.isValid() ? commandLine.tour.size : QSize(1440, 900)},
                               &window);
        QObject::connect(guide, &Tour::finished, &application, [&](const QStringList &errors) {
            for (const QString &error : errors)
                complain(error);
            exitCode = errors.isEmpty() ? 0 : 1;
            window.close();
            application.exit(exitCode);
        });
        guide->start();
    };
    app.start(&app)->done(&window, [&](const Result<Done> &) {
        app.applySettings();
        const Result<std::optional<Environment>> environment = chooseEnvironment(commandLine, &app.environments());
        if (!environment) {
            complain(ErrorText::of(environment.error()).oneLine());
            application.exit(usageExitCode);
            return;
        }
        app.setGivenSecrets(commandLine.given);
        if (!commandLine.demo) {
            goOn(*environment);
            return;
        }
        app.startDemo(&window)->done(&window, [&](const Result<Environment> &demo) {
            if (demo) {
                goOn(*demo);
                return;
            }
            complain(ErrorText::of(demo.error()).oneLine());
            application.exit(1);
        });
    });
    return application.exec();
}

// --match is a filter between two files: it needs no more of Qt than its core.
int runMatch(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    loadTranslations(application);
    const tl::expected<CommandLine, QString> commandLine = parseCommandLine(QCoreApplication::arguments());
    if (!commandLine) {
        complain(commandLine.error());
        return usageExitCode;
    }
    if (commandLine->action == CommandLine::Action::Match)
        return runMatchMode(*commandLine, stdin, stdout, stderr);
    print(commandLine->action == CommandLine::Action::ShowVersion
              ? QString(QStringLiteral("microkubes-console ") + QCoreApplication::applicationVersion())
              : commandLineHelp());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    os::failWritesBeyondLimits();
    os::giveBackFreedMemory();
    // What needs no window must run without a display.
    const bool windowless = wants(argc, argv, "--check") || wants(argc, argv, "--version") || wants(argc, argv, "--help")
        || wants(argc, argv, "-h") || wants(argc, argv, "-v");
    if (wants(argc, argv, "--tour") && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (windowless || isWrongUsage(argc, argv))
        qputenv("QT_QPA_PLATFORM", "offscreen");

    QCoreApplication::setApplicationName(QStringLiteral("microkubes-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MK_VERSION_TEXT));
    if (wants(argc, argv, "--match"))
        return runMatch(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Microkubes Console"));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.microkubes.console"));
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    loadTranslations(application);

    const tl::expected<CommandLine, QString> commandLine = parseCommandLine(QCoreApplication::arguments());
    if (!commandLine) {
        complain(commandLine.error());
        return usageExitCode;
    }
    switch (commandLine->action) {
    case CommandLine::Action::ShowVersion:
        print(QStringLiteral("microkubes-console ") + QCoreApplication::applicationVersion());
        return 0;
    case CommandLine::Action::ShowHelp:
        print(commandLineHelp());
        return 0;
    default:
        break;
    }
    if (!crypto::initialise()) {
        complain(QCoreApplication::translate("main", "The cryptography library cannot be used on this machine."));
        return 1;
    }
    const QString folder = commandLine->configFolder.isEmpty() ? AppContext::defaultConfigFolder() : commandLine->configFolder;
    if (commandLine->action == CommandLine::Action::Check)
        return runCheckMode(*commandLine, folder, stdout, stderr);
    for (const QString &warning : commandLine->warnings)
        complain(warning);
    AppContext app(folder, !qEnvironmentVariableIsSet("MICROKUBES_NO_KEYCHAIN"));
    return runWindow(application, app, *commandLine);
}
