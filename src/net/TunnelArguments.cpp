// SPDX-License-Identifier: GPL-3.0-or-later
// What Tunnel makes of its settings, without running anything.
#include "net/Tunnel.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace mk {

namespace {

QString baseName(const QString &program)
{
    // Both separators: settings travel between systems.
    QString name = program.mid(program.lastIndexOf(QRegularExpression(QStringLiteral("[/\\\\]"))) + 1).toLower();
    if (name.endsWith(QLatin1String(".exe")))
        name.chop(4);
    return name;
}

// Options of ssh that run a program, load a library or read a file that can name either (ssh_config(5)).
bool runsCode(const QString &sshOption)
{
    static const QStringList keywords{
        QStringLiteral("proxycommand"),      QStringLiteral("localcommand"),   QStringLiteral("permitlocalcommand"),
        QStringLiteral("knownhostscommand"), QStringLiteral("pkcs11provider"), QStringLiteral("securitykeyprovider"),
        QStringLiteral("xauthlocation"),     QStringLiteral("include"),        QStringLiteral("match"),
        QStringLiteral("remotecommand"),     QStringLiteral("proxyusefdpass")};
    static const QRegularExpression separator(QStringLiteral("[\\s=]"));
    const QString trimmed = sshOption.trimmed();
    return keywords.contains(trimmed.left(trimmed.indexOf(separator)).toLower());
}

// Reads ssh's arguments as its getopt does: flags may stand together, and an option's value may follow without a space.
QStringList codeRunningSshArguments(const QStringList &arguments)
{
    static const QString withValue = QStringLiteral("BbcDEeFIiJLlmOoPpQRSWw");
    QStringList found;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (!argument.startsWith(QLatin1Char('-')) || argument == QLatin1String("--"))
            continue;
        for (qsizetype at = 1; at < argument.size(); ++at) {
            const QChar flag = argument.at(at);
            if (!withValue.contains(flag))
                continue;
            QString value = argument.mid(at + 1);
            if (value.isEmpty() && i + 1 < arguments.size())
                value = arguments.at(++i);
            const bool isSuspect =
                flag == QLatin1Char('F') || flag == QLatin1Char('I') || (flag == QLatin1Char('o') && runsCode(value));
            if (isSuspect)
                found << QString(QLatin1Char('-') + flag + QLatin1Char(' ') + value);
            break;
        }
    }
    return found;
}

} // namespace

QStringList Tunnel::codeRunningArguments(const TunnelSettings &settings)
{
    static const QRegularExpression interpreters(
        QStringLiteral("^(?:(?:ba|da|z|k|c|tc|fi|a)?sh|busybox|env|nohup|setsid|timeout|nice|stdbuf|sudo|doas|su|xargs|"
                       "find|awk|gawk|perl|ruby|"
                       "node|php|lua|python[0-9.]*|cmd|powershell|pwsh|wscript|cscript|start|expect|script|sshpass|"
                       "proxychains[0-9]*)$"));
    const QString program = baseName(settings.program);
    if (program == QLatin1String("ssh") || program == QLatin1String("autossh"))
        return codeRunningSshArguments(settings.arguments);
    if (interpreters.match(program).hasMatch())
        return settings.arguments; // it is nothing but a way to run something else

    QStringList found;
    static const QRegularExpression socatRuns(QStringLiteral("^(?:exec|system|shell):"), QRegularExpression::CaseInsensitiveOption);
    for (qsizetype i = 0; i < settings.arguments.size(); ++i) {
        const QString &argument = settings.arguments.at(i);
        // A kubeconfig may name a program that fetches the credential.
        if (argument == QLatin1String("--kubeconfig") && i + 1 < settings.arguments.size())
            found << QString(argument + QLatin1Char(' ') + settings.arguments.at(++i));
        else if (argument.startsWith(QLatin1String("--kubeconfig=")) || (program == QLatin1String("socat") && argument.contains(socatRuns)))
            found << argument;
    }
    return found;
}

QStringList Tunnel::effectiveArguments(const TunnelSettings &settings, const QUrl &url, quint16 localPort)
{
    const QString host =
        url.host().contains(QLatin1Char(':')) ? QLatin1Char('[') + url.host() + QLatin1Char(']') : url.host();
    const int usualPort = url.scheme() == QLatin1String("https") ? 443 : 80;
    static const QRegularExpression placeholder(QStringLiteral("\\{(port|host|remotePort)\\}"));

    QStringList arguments;
    if (baseName(settings.program) == QLatin1String("ssh")) {
        // In front: of an option that is given twice ssh takes the first.
        arguments << QStringLiteral("-N") << QStringLiteral("-o") << QStringLiteral("BatchMode=yes")
                  << QStringLiteral("-o") << QStringLiteral("ExitOnForwardFailure=yes");
    }
    for (const QString &argument : settings.arguments) {
        // In one pass: what is put in is not looked through again.
        QString filled;
        qsizetype last = 0;
        auto matches = placeholder.globalMatch(argument);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            filled += QStringView(argument).mid(last, match.capturedStart() - last);
            const QString name = match.captured(1);
            if (name == QLatin1String("port"))
                filled += QString::number(localPort);
            else if (name == QLatin1String("host"))
                filled += host;
            else
                filled += QString::number(url.port(usualPort));
            last = match.capturedEnd();
        }
        filled += QStringView(argument).mid(last);
        arguments << filled;
    }
    return arguments;
}

} // namespace mk
