// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "platform/Environment.h"

#include <QHash>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace mk {

// What the command line asks for, as values. Nothing is read, opened or contacted by parsing it.
struct CommandLine
{
    enum class Action { Window, Tour, Check, Match, ShowVersion, ShowHelp };
    Action action = Action::Window;

    QString environment;                     // --environment: a name or a file; empty: not given
    std::optional<Environment> addressed;    // made from --kong, --consul, --rabbitmq, --prometheus; transient
    QHash<QString, EndpointSecrets> given;   // secrets given in clear, by endpoint id; never stored
    QString configFolder;                    // --config-dir; empty: the default
    bool demo = false; // --demo: the simulated platform, which this program starts
    bool readOnly = false;
    bool edit = false; // --edit: with no environment open, the editor is the first thing to see
    bool json = false; // --check --json
    QString matchFile; // --match

    struct TourSettings
    {
        QString folder;
        QString theme; // "light", "dark"; empty: both
        QSize size;    // invalid: the default
    };
    TourSettings tour;

    QStringList warnings; // one translated line each, for standard error; they hold no secret
};

// The error is the text for standard error; the program then ends with usageExitCode. `arguments` with the program's
// name in front, without what Qt takes out for itself.
inline constexpr int usageExitCode = 2;
tl::expected<CommandLine, QString> parseCommandLine(const QStringList &arguments);
QString commandLineHelp();

// The environment that the command line names: the addressed one, one of the store, or the only one of a file. A file is
// foreign (EnvironmentStore::readForeign): its consents are asked for. Nothing when none was named.
// Errors: NotFound "environment.unknown" (args "name"), BadRequest "environment.several-in-file" (args "names").
Result<std::optional<Environment>> chooseEnvironment(const CommandLine &commandLine, EnvironmentStore *store);

} // namespace mk
