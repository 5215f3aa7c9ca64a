// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MatchMode.h"

#include "core/SafeText.h"
#include "platform/MatchFile.h"

#include <QCoreApplication>
#include <QFile>

namespace mk {

namespace {

struct MatchTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::MatchMode)
};

constexpr qint64 kLongestLine = 8 * 1024 * 1024; // of one request: far beyond what nginx takes

void complainTo(std::FILE *errors, const QString &text)
{
    const QByteArray line = "microkubes-console: " + visibleText(text).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), errors);
    std::fflush(errors);
}

} // namespace

int runMatchMode(const CommandLine &commandLine, std::FILE *input, std::FILE *output, std::FILE *errors)
{
    QFile file(commandLine.matchFile);
    if (!file.open(QIODevice::ReadOnly)) {
        complainTo(errors, MatchTexts::tr("%1 cannot be read: %2").arg(commandLine.matchFile, file.errorString()));
        return usageExitCode;
    }
    const Result<RouterTables> tables = readRouterTables(file.readAll());
    if (!tables) {
        complainTo(
            errors,
            MatchTexts::tr("%1 is not what --match reads: %2").arg(commandLine.matchFile, tables.error().detail));
        return usageExitCode;
    }
    const RouteMatcher matcher(*tables);
    QFile requests;
    if (!requests.open(input, QIODevice::ReadOnly)) {
        complainTo(errors, MatchTexts::tr("Standard input cannot be read."));
        return usageExitCode;
    }
    QFile answers;
    if (!answers.open(output, QIODevice::WriteOnly)) {
        complainTo(errors, MatchTexts::tr("Standard output cannot be written."));
        return usageExitCode;
    }
    for (qint64 number = 1;; ++number) {
        const QByteArray line = requests.readLine(); // with a limit it would make room for so much each time
        if (line.isEmpty())
            break;
        if (line.trimmed().isEmpty())
            continue;
        const Result<MatchLine> request =
            line.size() > kLongestLine
                ? fail(ErrorKind::Unreadable, {}, MatchTexts::tr("longer than %1 bytes").arg(kLongestLine))
                : readMatchLine(line);
        if (!request) {
            complainTo(errors, MatchTexts::tr("line %1: %2").arg(number).arg(request.error().detail));
            return usageExitCode;
        }
        const QByteArray shown = request->number.isEmpty() ? QByteArray::number(number) : request->number;
        if (answers.write(matchAnswerLine(shown, matcher.match(request->request))) < 0) {
            complainTo(errors, MatchTexts::tr("Standard output cannot be written."));
            return 1;
        }
    }
    answers.close();
    std::fflush(output);
    return 0;
}

} // namespace mk
