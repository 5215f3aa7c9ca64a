// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Format.h"
#include "models/MarkedText.h"
#include "models/MatchText.h"
#include "models/PathText.h"
#include "models/PathTextParts.h"

#include <QCoreApplication>

namespace mk::pathtext {

using namespace requestpath;

namespace {

struct CauseTexts
{
    Q_DECLARE_TR_FUNCTIONS(PathCause)
};

QString causeArgCode(const QVariantMap &args, const char *name)
{
    return code(args.value(QLatin1String(name)).toString());
}

QString codes(const QVariantMap &args, const char *name)
{
    QStringList texts;
    for (const QString &text : args.value(QLatin1String(name)).toStringList())
        texts.append(code(text));
    return texts.join(QStringLiteral(", "));
}

CauseText matchCause(const Path &path, const Cause &cause)
{
    const RouteAnswer &answer = path.explanation.answer;
    if (cause.code == QLatin1String("match.unknown"))
        return {CauseTexts::tr("Not predicted"),
                matchUnknownText(answer.unknown) + QLatin1Char('.') + QLatin1Char(' ') +
                    CauseTexts::tr("Send it through the proxy to see which one is chosen."),
                {},
                {}};
    if (cause.code == QLatin1String("match.none")) {
        const QString near = codes(cause.args, "nearest");
        return {CauseTexts::tr("Nothing matches this request"),
                (near.isEmpty()
                     ? CauseTexts::tr("No object comes near. Look at the path, or make a route for it.")
                     : CauseTexts::tr("It comes near to %1. What keeps each from matching stands below.").arg(near)),
                {},
                {}};
    }
    if (cause.code == QLatin1String("match.tie"))
        return {CauseTexts::tr("Two objects claim this request"),
                CauseTexts::tr("%1 and %2 are alike in all that the router weighs: which of them gets it may change "
                               "with a restart. Take the path away from one of them.")
                    .arg(causeArgCode(cause.args, "name"), codes(cause.args, "others")),
                {},
                {}};
    if (cause.code == QLatin1String("match.older"))
        return {CauseTexts::tr("Two objects claim this request"),
                CauseTexts::tr(
                    "%1 gets it because it is older; %2 gets nothing of it. Take the path away from one of them.")
                    .arg(causeArgCode(cause.args, "name"), codes(cause.args, "others")),
                {},
                {}};
    return {CauseTexts::tr("Kong answers by itself"), matchAnswerText(answer) + QLatin1Char('.'), {}, {}};
}

CauseText resolveCause(const Path &path, const Cause &cause)
{
    const QVariantMap &args = cause.args;
    const auto is = [&cause](const char *name) {
        return cause.code == QLatin1String("resolve.") + QLatin1String(name);
    };
    const QString host = causeArgCode(args, "host");
    const QString service = causeArgCode(args, "service");
    const QString ends = CauseTexts::tr("Every request here ends in 503.");
    CauseText text;
    if (is("misspelt")) {
        text.title = CauseTexts::tr("%1 is not a name in Consul").arg(host);
        text.text =
            arg(args, "wrong").isEmpty()
                ? CauseTexts::tr("No such name can exist. Consul's services are NAME.service.consul.")
                : CauseTexts::tr("%1 should be %2.").arg(causeArgCode(args, "wrong"), causeArgCode(args, "right"));
        const int there = number(args, "instances");
        if (there > 0)
            text.text +=
                QLatin1Char(' ') + CauseTexts::tr("Consul has %n instance(s) of %1.", nullptr, there).arg(service);
        else if (!arg(args, "nearest").isEmpty())
            text.text +=
                QLatin1Char(' ') +
                CauseTexts::tr("There is no %1 either; nearest is %2.").arg(service, causeArgCode(args, "nearest"));
        else if (args.contains(QStringLiteral("instances")))
            text.text += QLatin1Char(' ') +
                         CauseTexts::tr("There is no %1 either: the service has to register itself.").arg(service);
        text.text += QLatin1Char(' ') + ends;
    } else if (is("no-service")) {
        text.title = CauseTexts::tr("Consul has no instance of %1").arg(service);
        text.text = arg(args, "nearest").isEmpty()
                        ? CauseTexts::tr("Nothing of a similar name is there. The service is not running, has not "
                                         "registered itself, or was retired: then its entry on the gateway can go.")
                        : CauseTexts::tr("Nearest is %1.").arg(causeArgCode(args, "nearest"));
        text.text += QLatin1Char(' ') + ends;
    } else if (is("catalog-empty")) {
        text.title = CauseTexts::tr("Consul has forgotten all services");
        text.text = CauseTexts::tr("A Consul without a disk loses its catalog when it restarts. Wait for the next "
                                   "registration, two minutes at most, or restart the registrar.") +
                    QLatin1Char(' ') + ends;
    } else if (is("hidden")) {
        text.title = CauseTexts::tr("No instance of %1 can be seen").arg(service);
        text.text =
            CauseTexts::tr("The credential for Consul does not see everything: whether there are any is not known.");
    } else if (is("no-tag")) {
        text.title = CauseTexts::tr("No instance of %1 has the tag %2").arg(service, causeArgCode(args, "tag"));
        text.text = CauseTexts::tr("Their tags are %1.").arg(codes(args, "tags")) + QLatin1Char(' ') + ends;
    } else if (is("all-critical")) {
        text.title = CauseTexts::tr("All instances of %1 are critical").arg(service);
        text.text =
            CauseTexts::tr("Consul leaves them out of its answers. Look at their checks.") + QLatin1Char(' ') + ends;
    } else if (is("srv-only")) {
        text.title = CauseTexts::tr("%1 can be asked for as SRV only").arg(host);
        text.text = CauseTexts::tr("This Kong's %1 is %2: add SRV to it, or write the host as NAME.service.consul.")
                        .arg(code(QStringLiteral("dns_order")), causeArgCode(args, "order"));
    } else if (is("no-node")) {
        text.title = CauseTexts::tr("Consul has no node %1").arg(causeArgCode(args, "node"));
        text.text = ends;
    } else if (is("no-targets")) {
        text.title = CauseTexts::tr("Kong's upstream %1 has no targets").arg(host);
        text.text =
            CauseTexts::tr("Give it one, or let the service's host be the name in Consul.") + QLatin1Char(' ') + ends;
    } else if (is("many-ports")) {
        text.title = CauseTexts::tr("Instances on different ports");
        text.text = CauseTexts::tr("Consul gives the ports %1 for %2 in turns. If one of them does not speak HTTP, one "
                                   "request in so many fails: register it under a name of its own.")
                        .arg(causeArgCode(args, "srv"), service);
    } else if (is("port-differs")) {
        const bool srv = args.value(QStringLiteral("srvUsed")).toBool();
        text.title = CauseTexts::tr("Two ports for one service");
        text.text =
            (srv ? CauseTexts::tr("Kong asks Consul for an SRV record first, and its port replaces the one in the "
                                  "upstream address. Consul says %1, Kong %2.")
                       .arg(causeArgCode(args, "srv"), code(QString::number(number(args, "port"))))
                 : CauseTexts::tr("Kong asks for A records first, so its own port counts. Consul says %1, Kong %2.")
                       .arg(causeArgCode(args, "srv"), code(QString::number(number(args, "port"))))) +
            QLatin1Char(' ') +
            CauseTexts::tr("If the service does not listen on the one in use, every request ends in 502.");
        if (args.value(QStringLiteral("remembers")).toBool())
            text.note =
                CauseTexts::tr("LAST in dns_order: after one failed SRV answer Kong goes on with A records, and "
                               "with the other port, until it restarts.");
        if (!args.value(QStringLiteral("orderTold")).toBool())
            text.note = CauseTexts::tr("Kong does not tell its dns_order; its default is assumed.");
    }
    if (cause.repair)
        text.repair = CauseTexts::tr("Repair: host %1…").arg(visibleText(cause.repair->hostAfter));
    if (cause.repair && text.note.isEmpty())
        text.note = CauseTexts::tr("Changes %1, can be undone. A service that registers itself writes the old name "
                                   "again at its next start.")
                        .arg(code(path.chosenName));
    return text;
}

} // namespace

CauseText causeOf(const Path &path)
{
    if (!path.cause) {
        const bool all = path.worst() == State::Ok;
        return {all ? CauseTexts::tr("Nothing stands in the way")
                    : CauseTexts::tr("Nothing that is known stands in the way"),
                all ? CauseTexts::tr("All that can be seen from here is well.")
                    : CauseTexts::tr("What is not known is marked with a broken ring. Sending the request through the "
                                     "proxy tells more."),
                {},
                {}};
    }
    const Cause &cause = *path.cause;
    switch (cause.at) {
    case StepKind::Match:
        return matchCause(path, cause);
    case StepKind::Plugins:
        return cause.code == QLatin1String("plugins.terminates")
                   ? CauseText{CauseTexts::tr("%1 ends the request").arg(causeArgCode(cause.args, "plugin")),
                               CauseTexts::tr(
                                   "It answers %1 to whatever comes this way. Switch it off to let requests pass.")
                                   .arg(number(cause.args, "status")),
                               {},
                               {}}
                   : CauseText{CauseTexts::tr("%1 asks who sends this").arg(causeArgCode(cause.args, "plugin")),
                               CauseTexts::tr("The request has no credential of the kind, so Kong answers %1. Give it "
                                              "one in its headers to see farther.")
                                   .arg(number(cause.args, "status")),
                               {},
                               {}};
    case StepKind::Resolve:
        return resolveCause(path, cause);
    case StepKind::Client:
    case StepKind::Rewrite:
    case StepKind::Connect:
        break;
    }
    return {CauseTexts::tr("Targets that fail in Consul"),
            stepText(path, path.step(StepKind::Connect)) + QLatin1Char('.'),
            {},
            {}};
}

ProbeText probeOf(const Path &path, const proxyprobe::Answer &answer, const proxyprobe::Comparison &comparison)
{
    ProbeText text;
    const QVariantMap &args = comparison.args;
    const auto is = [&comparison](const char *name) {
        return comparison.code == QLatin1String("probe.") + QLatin1String(name);
    };
    text.status = !comparison.isKnown ? Status::Unknown : comparison.agrees ? Status::Ok : Status::Crit;
    const bool byKong = path.expectedStatus.has_value() || !answer.asked;
    if (is("as-predicted") || is("as-predicted-unnamed"))
        text.title = byKong ? CauseTexts::tr("Kong answered %1, as predicted").arg(answer.status)
                            : CauseTexts::tr("Reached its service, as predicted: it answered %1").arg(answer.status);
    else if (is("not-predicted"))
        text.title = arg(args, "name").isEmpty()
                         ? CauseTexts::tr("Answered %1").arg(answer.status)
                         : CauseTexts::tr("Answered %1 by %2").arg(answer.status).arg(causeArgCode(args, "name"));
    else
        text.title = CauseTexts::tr("Answered %1, not as predicted").arg(answer.status);
    QStringList lines;
    if (is("as-predicted-unnamed"))
        lines.append(CauseTexts::tr("This node does not tell which route it chose (%1 is off).")
                         .arg(code(QStringLiteral("allow_debug_header"))));
    if (is("other-entity"))
        lines.append(CauseTexts::tr("Kong chose %1; predicted was %2.")
                         .arg(causeArgCode(args, "name"), causeArgCode(args, "predicted")));
    if (is("other-status"))
        lines.append(number(args, "predicted") > 0
                         ? CauseTexts::tr("Predicted was %1.").arg(number(args, "predicted"))
                         : CauseTexts::tr("Predicted was that the request reaches its service."));
    if (is("unresolved"))
        lines.append(
            CauseTexts::tr(
                "Kong cannot resolve %1, Consul could. Kong asks %2: compare it with Consul's addresses of today.")
                .arg(causeArgCode(args, "host"), list(args, "resolvers").isEmpty() ? CauseTexts::tr("its own resolver")
                                                                                   : codes(args, "resolvers")));
    if (is("refused"))
        lines.append(CauseTexts::tr("Nothing answers on port %1 of %2.")
                         .arg(code(QString::number(number(args, "port"))), causeArgCode(args, "host")));
    if (is("timed-out"))
        lines.append(CauseTexts::tr("%1 does not answer in time.").arg(causeArgCode(args, "host")));
    if (!answer.message.isEmpty())
        lines.append(CauseTexts::tr("Kong says: %1.").arg(code(answer.message)));
    QStringList times;
    if (answer.kongMs)
        times.append(CauseTexts::tr("Kong %1").arg(format::milliseconds(std::chrono::milliseconds(*answer.kongMs))));
    if (answer.upstreamMs)
        times.append(
            CauseTexts::tr("service %1").arg(format::milliseconds(std::chrono::milliseconds(*answer.upstreamMs))));
    times.append(CauseTexts::tr("all in all %1").arg(format::milliseconds(answer.elapsed)));
    lines.append(CauseTexts::tr("Took: %1.").arg(times.join(QStringLiteral(", "))));
    text.text = lines.join(QLatin1Char(' '));
    return text;
}

QString remarksOf(const requesttext::Parsed &parsed)
{
    QStringList texts;
    const auto shown = [](const QStringList &names) {
        QStringList marked;
        for (const QString &name : names)
            marked.append(code(name));
        return marked.join(QStringLiteral(", "));
    };
    if (!parsed.unknown.isEmpty())
        texts.append(
            CauseTexts::tr("Options of curl that are not known here are passed over: %1.").arg(shown(parsed.unknown)));
    if (!parsed.variables.isEmpty())
        texts.append(CauseTexts::tr("The shell would put something else in for %1.").arg(shown(parsed.variables)));
    if (parsed.followsRedirects)
        texts.append(CauseTexts::tr("Only the first request is followed, no redirect."));
    return texts.join(QLatin1Char(' '));
}

} // namespace mk::pathtext
