// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PathText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MarkedText.h"
#include "models/MatchText.h"
#include "models/PathTextParts.h"

#include <QCoreApplication>

#include <algorithm>

namespace mk::pathtext {

using namespace requestpath;

namespace {

struct PathTexts
{
    Q_DECLARE_TR_FUNCTIONS(PathText)
};

QString clientText(const QVariantMap &args)
{
    const QString request = arg(args, "method") + QLatin1Char(' ') + arg(args, "target");
    return args.value(QStringLiteral("hasHost")).toBool()
               ? PathTexts::tr("%1 with host %2").arg(request, arg(args, "host"))
               : PathTexts::tr("%1 without a host").arg(request);
}

QString matchText(const Path &path, const PathStep &step)
{
    const QVariantMap &args = step.args;
    if (step.code == QLatin1String("match.unknown") || step.code == QLatin1String("match.own"))
        return matchAnswerText(path.explanation.answer);
    if (step.code == QLatin1String("match.none")) {
        const QString near = list(args, "nearest");
        const QString text =
            PathTexts::tr("Nothing matches among %n object(s): Kong answers 404", nullptr, int(path.compared));
        return near.isEmpty() ? text : PathTexts::tr("%1; nearest: %2").arg(text, near);
    }
    QString text = args.value(QStringLiteral("api")).toBool() ? PathTexts::tr("API object %1").arg(arg(args, "name"))
                                                              : PathTexts::tr("Route %1").arg(arg(args, "name"));
    if (!arg(args, "path").isEmpty())
        text = PathTexts::tr("%1 on %2").arg(arg(args, "path"), text);
    if (step.code == QLatin1String("match.tie"))
        return PathTexts::tr("%1, and as good: %2").arg(text, list(args, "others"));
    if (step.code == QLatin1String("match.older"))
        return PathTexts::tr("%1, because it is older than %2").arg(text, list(args, "others"));
    const int beaten = number(args, "beaten");
    return beaten > 0 ? PathTexts::tr("%1; %n other(s) would match and stand back", nullptr, beaten).arg(text)
                      : PathTexts::tr("%1; nothing else matches").arg(text);
}

QString pluginsText(const PathStep &step)
{
    const QVariantMap &args = step.args;
    if (step.code == QLatin1String("plugins.unread"))
        return PathTexts::tr("Which plugins run is not known");
    if (step.code == QLatin1String("plugins.none"))
        return PathTexts::tr("No plugin runs");
    if (step.code == QLatin1String("plugins.terminates"))
        return PathTexts::tr("%1 ends the request with %2").arg(arg(args, "plugin")).arg(number(args, "status"));
    if (step.code == QLatin1String("plugins.credential"))
        return PathTexts::tr("%1 finds no credential in the request: Kong answers %2")
            .arg(arg(args, "plugin"))
            .arg(number(args, "status"));
    return PathTexts::tr("In this order: %1").arg(list(args, "names"));
}

QString rewriteText(const QVariantMap &args)
{
    const QString from = arg(args, "from");
    const QString to = arg(args, "to");
    const QString field = arg(args, "stripField");
    const QString path =
        from == to
            ? PathTexts::tr("Path stays %1, %2 is %3")
                  .arg(to, field,
                       args.value(QStringLiteral("strip")).toBool() ? PathTexts::tr("on") : PathTexts::tr("off"))
            : PathTexts::tr("Path %1 becomes %2, %3 is %4")
                  .arg(from, to, field,
                       args.value(QStringLiteral("strip")).toBool() ? PathTexts::tr("on") : PathTexts::tr("off"));
    const QString host = args.value(QStringLiteral("preserve")).toBool()
                             ? PathTexts::tr("the host header stays %1").arg(arg(args, "host"))
                         : args.value(QStringLiteral("hostKnown")).toBool()
                             ? PathTexts::tr("the host header becomes %1").arg(arg(args, "host"))
                             : PathTexts::tr("the host header becomes that of a target");
    return PathTexts::tr("%1; %2").arg(path, host);
}

// Which kind of record answers, and with which port.
QString instancesText(const QVariantMap &args)
{
    const bool bySrv = args.value(QStringLiteral("srvUsed")).toBool() && !arg(args, "srv").isEmpty();
    const QString answered = PathTexts::tr("%n instance(s)", nullptr, number(args, "used"));
    return bySrv ? PathTexts::tr("SRV before A: %1, port %2").arg(answered, arg(args, "srv"))
                 : PathTexts::tr("A records: %1, the configured port %2").arg(answered).arg(number(args, "port"));
}

QString resolveText(const PathStep &step)
{
    const QVariantMap &args = step.args;
    const QString host = arg(args, "host");
    const QString service = arg(args, "service");
    const auto is = [&step](const char *code) { return step.code == QLatin1String("resolve.") + QLatin1String(code); };
    if (is("instances"))
        return instancesText(args);
    if (is("port-differs"))
        return args.value(QStringLiteral("srvUsed")).toBool()
                   ? PathTexts::tr("%1, not %2 as configured").arg(instancesText(args)).arg(number(args, "port"))
                   : PathTexts::tr("%1, not %2 as Consul says").arg(instancesText(args), arg(args, "srv"));
    if (is("many-ports"))
        return PathTexts::tr("%1: they take turns").arg(instancesText(args));
    if (is("misspelt"))
        return PathTexts::tr("%1 does not exist").arg(host);
    if (is("no-service"))
        return PathTexts::tr("Consul has no instance of %1").arg(service);
    if (is("catalog-empty"))
        return PathTexts::tr("Consul has no services at all");
    if (is("hidden"))
        return PathTexts::tr("No instance of %1 that this credential may see").arg(service);
    if (is("no-tag"))
        return PathTexts::tr("None of the %n instance(s) has the tag %1", nullptr, number(args, "count"))
            .arg(arg(args, "tag"));
    if (is("all-critical"))
        return PathTexts::tr("All %n instance(s) are critical: Consul gives none away", nullptr, number(args, "count"));
    if (is("other-datacenter"))
        return PathTexts::tr("Answered by datacenter %1, which this console does not look into")
            .arg(arg(args, "datacenter"));
    if (is("srv-only"))
        return PathTexts::tr("%1 exists as SRV alone, and dns_order has no SRV").arg(host);
    if (is("no-targets"))
        return PathTexts::tr("Kong's upstream %1 has no targets").arg(host);
    if (is("targets-unread"))
        return PathTexts::tr("Kong's upstream %1, whose targets are not read yet").arg(host);
    if (is("targets"))
        return PathTexts::tr("Kong's upstream %1 with %n target(s)", nullptr, number(args, "count")).arg(host);
    if (is("maybe-upstream"))
        return PathTexts::tr("%1 may be one of Kong's upstreams, or a name that its resolver knows").arg(host);
    if (is("elsewhere"))
        return PathTexts::tr("%1 is no name of Consul: whoever Kong asks for names decides").arg(host);
    if (is("address"))
        return service.isEmpty() ? PathTexts::tr("An address: nothing is resolved")
                                 : PathTexts::tr("An address: nothing is resolved; Consul knows %1 there").arg(service);
    if (is("node"))
        return PathTexts::tr("The address of node %1").arg(arg(args, "node"));
    if (is("no-node"))
        return PathTexts::tr("Consul has no node %1").arg(arg(args, "node"));
    if (is("query"))
        return PathTexts::tr("The prepared query %1 decides in Consul").arg(arg(args, "query"));
    if (is("consul-unread"))
        return PathTexts::tr("Consul's instances could not be read");
    if (is("no-consul"))
        return PathTexts::tr("This environment has no Consul to look into");
    if (is("no-host"))
        return PathTexts::tr("Where it leads is not told: the service or its address could not be read");
    return {};
}

QString connectText(const PathStep &step)
{
    const QVariantMap &args = step.args;
    const int count = number(args, "count");
    if (step.code == QLatin1String("connect.passing"))
        return PathTexts::tr("All checks of %n instance(s) pass", nullptr, count);
    if (step.code == QLatin1String("connect.warning"))
        return PathTexts::tr("%1 of %n instance(s) with a warning", nullptr, count).arg(number(args, "warning"));
    if (step.code == QLatin1String("connect.unchecked"))
        return PathTexts::tr("%1 of %n instance(s) have no check of their own: nobody knows whether they answer",
                             nullptr, count)
            .arg(number(args, "unchecked"));
    if (step.code == QLatin1String("connect.failing"))
        return PathTexts::tr("%1 of %n target(s) fail in Consul, and Kong asks them all the same", nullptr, count)
            .arg(number(args, "failing"));
    if (step.code == QLatin1String("connect.nowhere-known"))
        return PathTexts::tr("Where it ends up is not known");
    return PathTexts::tr("Nobody has looked whether it answers");
}

QString evidenceNames(const PathStep &step)
{
    QStringList texts;
    for (const Evidence &evidence : step.evidence)
        texts.append(QString(evidence.call + QStringLiteral(": ") + evidence.field));
    return texts.join(QStringLiteral("; "));
}

} // namespace

Status statusOf(State state)
{
    switch (state) {
    case State::Ok:
        return Status::Ok;
    case State::Unknown:
        return Status::Unknown;
    case State::Doubtful:
        return Status::Warn;
    case State::Broken:
        return Status::Crit;
    case State::NotReached:
        return Status::None;
    }
    return Status::None;
}

QString stepTitle(StepKind kind)
{
    switch (kind) {
    case StepKind::Client:
        return PathTexts::tr("Client");
    case StepKind::Match:
        return PathTexts::tr("Match");
    case StepKind::Plugins:
        return PathTexts::tr("Plugins");
    case StepKind::Rewrite:
        return PathTexts::tr("Rewrite");
    case StepKind::Resolve:
        return PathTexts::tr("Resolve");
    case StepKind::Connect:
        return PathTexts::tr("Connect");
    }
    return {};
}

QString stepText(const Path &path, const PathStep &step)
{
    if (step.state == State::NotReached)
        return PathTexts::tr("The request does not come so far");
    switch (step.kind) {
    case StepKind::Client:
        return clientText(step.args);
    case StepKind::Match:
        return matchText(path, step);
    case StepKind::Plugins:
        return pluginsText(step);
    case StepKind::Rewrite:
        return rewriteText(step.args);
    case StepKind::Resolve:
        return resolveText(step);
    case StepKind::Connect:
        return connectText(step);
    }
    return {};
}

QString stateWord(const PathStep &step)
{
    switch (step.state) {
    case State::NotReached:
        return PathTexts::tr("Not reached");
    case State::Unknown:
        return step.kind == StepKind::Match ? PathTexts::tr("Not predicted") : PathTexts::tr("Not known");
    case State::Doubtful:
        return step.kind == StepKind::Resolve ? PathTexts::tr("Differs") : PathTexts::tr("May fail");
    case State::Broken:
        return step.kind == StepKind::Match     ? PathTexts::tr("No way on")
               : step.kind == StepKind::Plugins ? PathTexts::tr("Ends here")
                                                : PathTexts::tr("Broken");
    case State::Ok:
        break;
    }
    switch (step.kind) {
    case StepKind::Client:
        return PathTexts::tr("Given");
    case StepKind::Match:
        return PathTexts::tr("Matched");
    case StepKind::Plugins:
        return PathTexts::tr("Pass");
    case StepKind::Rewrite:
        return PathTexts::tr("Known");
    case StepKind::Resolve:
        return PathTexts::tr("Resolved");
    case StepKind::Connect:
        return PathTexts::tr("Healthy");
    }
    return {};
}

QString certaintyText(Certainty certainty)
{
    switch (certainty) {
    case Certainty::Told:
        return PathTexts::tr("The server says so");
    case Certainty::Concluded:
        return PathTexts::tr("Follows from the server's rules");
    case Certainty::Open:
        return PathTexts::tr("Cannot be known for sure from here");
    }
    return {};
}

QString evidenceText(const Evidence &evidence, const QDateTime &now)
{
    const QString text = evidence.call + QStringLiteral(": ") + evidence.field;
    return evidence.readAt.isValid() ? text + QStringLiteral(", ") + format::ago(evidence.readAt, now) : text;
}

QString evidenceText(const PathStep &step, const QDateTime &now)
{
    if (step.kind == StepKind::Client)
        return PathTexts::tr("the request above");
    QStringList texts;
    for (const Evidence &evidence : step.evidence)
        texts.append(visibleText(evidenceText(evidence, now)));
    return texts.join(QStringLiteral("; "));
}

QString placeText(const Place &place)
{
    if (place.reason == QLatin1String("passing"))
        return PathTexts::tr("passing");
    if (place.reason == QLatin1String("warning"))
        return PathTexts::tr("warning");
    if (place.reason == QLatin1String("critical"))
        return place.used ? PathTexts::tr("critical") : PathTexts::tr("critical, left out");
    if (place.reason == QLatin1String("maintenance"))
        return place.used ? PathTexts::tr("in maintenance") : PathTexts::tr("in maintenance, left out");
    if (place.reason == QLatin1String("no-check"))
        return PathTexts::tr("no check of its own");
    return PathTexts::tr("not looked at");
}

QString portWhere(const Port &port)
{
    if (port.where == QLatin1String("srv"))
        return PathTexts::tr("Consul SRV record");
    if (port.where == QLatin1String("target"))
        return PathTexts::tr("Kong target %1").arg(visibleText(port.subject));
    return port.evidence.call == QLatin1String("GET /apis") ? PathTexts::tr("Kong upstream URL")
                                                            : PathTexts::tr("Kong service");
}

QString portRole(const Port &port, const Path &path)
{
    if (path.step(StepKind::Resolve).state == State::Broken)
        return PathTexts::tr("Not reached");
    return port.used ? PathTexts::tr("Used") : PathTexts::tr("Ignored");
}

QString explanation(const Path &path, const QDateTime &now)
{
    const CauseText cause = causeOf(path);
    QStringList lines{QString::fromUtf8(path.request.method) + QLatin1Char(' ') +
                          visibleText(requesttext::address(requesttext::withoutSecrets(path.request))),
                      withoutMarks(cause.title) + QStringLiteral(". ") + withoutMarks(cause.text)};
    int number = 0;
    for (const PathStep &step : path.steps) {
        QString line = PathTexts::tr("%1. %2: %3. %4")
                           .arg(++number)
                           .arg(stepTitle(step.kind), stateWord(step), stepText(path, step));
        if (const QString evidence = evidenceNames(step); !evidence.isEmpty())
            line += QStringLiteral(" (") + visibleText(evidence) + QLatin1Char(')');
        lines.append(line);
    }
    lines.append(format::iso(now));
    return lines.join(QLatin1Char('\n'));
}

} // namespace mk::pathtext
