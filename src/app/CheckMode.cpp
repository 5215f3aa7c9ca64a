// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CheckMode.h"

#include "app/DemoRun.h"
#include "core/Crypto.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "net/HttpLog.h"
#include "platform/CheckRun.h"

#include <QCoreApplication>

#include <algorithm>

namespace mk {

namespace {

void print(std::FILE *file, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), file);
    std::fflush(file);
}

void printProblem(std::FILE *file, const Error &error)
{
    QString line = visibleText(error.toLogString());
    for (auto arg = error.args.cbegin(); arg != error.args.cend(); ++arg)
        line += QLatin1String(" [") + arg.key() + QLatin1Char(' ') + visibleText(arg.value().toStringList().join(QLatin1String(", "))) + QLatin1Char(']');
    print(file, line.toUtf8() + '\n');
}

bool keepsSecrets(const Environment &environment)
{
    const QList<Endpoint> endpoints = environment.allEndpoints();
    return std::any_of(endpoints.cbegin(), endpoints.cend(), [](const Endpoint &endpoint) {
        const auto isStored = [](const SecretRef &secret) { return secret.kind == SecretRef::Kind::Stored; };
        return isStored(endpoint.credential.secret) || isStored(endpoint.tls.clientKeyPassword)
            || isStored(endpoint.proxy.password);
    });
}

} // namespace

int runCheckMode(const CommandLine &commandLine, const QString &configFolder, std::FILE *output, std::FILE *errors)
{
    for (const QString &warning : commandLine.warnings)
        print(errors, warning.toUtf8() + '\n');
    if (!crypto::initialise()) {
        print(errors, "the cryptographic library cannot be used on this machine\n");
        return 1;
    }
    EnvironmentStore environments(configFolder);
    if (const Result<Done> loaded = environments.load(); !loaded) {
        printProblem(errors, loaded.error());
        if (!commandLine.addressed && !commandLine.demo)
            return 1; // addresses need no file
    }
    const Result<std::optional<Environment>> chosen = chooseEnvironment(commandLine, &environments);
    if (!chosen) {
        printProblem(errors, chosen.error());
        // A name that nobody knows is a slip of the fingers; a file that cannot be read is a fault.
        return chosen.error().is(ErrorKind::NotFound) || chosen.error().is(ErrorKind::BadRequest) ? usageExitCode : 1;
    }
    if (!*chosen && !commandLine.demo)
        return usageExitCode;

    QObject owner;
    const SystemClock clock;
    HttpLog log;
    Secrets secrets(configFolder);
    DemoRun demo(&clock);
    const auto check = [&](const Environment &environment, const QHash<QString, EndpointSecrets> &given) {
        runCheck({environment, given}, environments, &secrets, &log, &clock, &owner)
            ->done(&owner, [&](const Result<CheckReport> &report) {
                if (!report) {
                    printProblem(errors, report.error());
                    QCoreApplication::exit(1);
                    return;
                }
                print(output, commandLine.json ? report->toJson() : report->toText());
                QCoreApplication::exit(report->exitCode());
            });
    };
    if (commandLine.demo) {
        demo.start(&owner)->done(&owner, [&](const Result<Environment> &environment) {
            if (environment) {
                check(*environment, demo.secrets());
                return;
            }
            print(errors, "microkubes-console: " + ErrorText::of(environment.error()).oneLine().toUtf8() + '\n');
            QCoreApplication::exit(1);
        });
    } else if (keepsSecrets(**chosen)) {
        Secrets::Choice choice;
        choice.allowKeychain = !qEnvironmentVariableIsSet("MICROKUBES_NO_KEYCHAIN");
        secrets.open(choice, &owner)->done(&owner, [&](const Result<Done> &opened) {
            if (!opened)
                printProblem(errors, opened.error());
            check(**chosen, commandLine.given);
        });
    } else {
        check(**chosen, commandLine.given);
    }
    return QCoreApplication::exec();
}

} // namespace mk
