// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MatchText.h"

#include "core/SafeText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace mk {

namespace {

struct MatchTexts
{
    Q_DECLARE_TR_FUNCTIONS(MatchText)
};

// Rules and requests are bytes and come from strangers.
QString shown(const QByteArray &bytes)
{
    return bytes.isEmpty() ? MatchTexts::tr("nothing", "in place of an empty value")
                           : visibleText(QString::fromUtf8(bytes));
}

QString moment(const QByteArray &milliseconds)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC),
                                 QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString nameOrId(const RouteAnswer &answer)
{
    const QString id = answer.apiId.isEmpty() ? answer.routeId : answer.apiId;
    return visibleText(answer.name.isEmpty() ? id : answer.name);
}

} // namespace

QString matchUnknownText(RouteUnknown unknown)
{
    switch (unknown) {
    case RouteUnknown::Version:
        return MatchTexts::tr("Not predicted: the router of this version of Kong is not known here");
    case RouteUnknown::Expressions:
        return MatchTexts::tr("Not predicted: this Kong's routes are expressions");
    case RouteUnknown::Stream:
        return MatchTexts::tr("Not predicted: this is not an HTTP request");
    case RouteUnknown::Regex:
        return MatchTexts::tr(
            "Not predicted: a regular expression in the way means something else to Kong than it does here");
    case RouteUnknown::No:
        break;
    }
    return {};
}

QString matchAnswerText(const RouteAnswer &answer)
{
    if (answer.unknown != RouteUnknown::No)
        return matchUnknownText(answer.unknown);
    const QString chosen = nameOrId(answer);
    const QString thing =
        answer.apiId.isEmpty() ? MatchTexts::tr("route %1").arg(chosen) : MatchTexts::tr("API object %1").arg(chosen);
    const int status = answer.status.value_or(0);
    switch (answer.reply) {
    case RouteReply::Proxied:
        return MatchTexts::tr("Goes by %1 to %2 on %3")
            .arg(thing, shown(answer.upstreamUri.value_or(QByteArray())),
                 answer.upstreamHost ? shown(*answer.upstreamHost) : MatchTexts::tr("one of its targets"));
    case RouteReply::NoMatch:
        return MatchTexts::tr("Nothing matches: Kong answers %1").arg(status);
    case RouteReply::BadRequest:
        return MatchTexts::tr("Kong refuses the path or the Host header unread: %1").arg(status);
    case RouteReply::BadMethod:
        return MatchTexts::tr("Kong refuses this method: %1").arg(status);
    case RouteReply::HttpsOnly:
        return answer.location.isEmpty()
                   ? MatchTexts::tr("The %1 takes HTTPS only: Kong answers %2").arg(thing).arg(status)
                   : MatchTexts::tr("The %1 takes HTTPS only: Kong answers %2 and points to %3")
                         .arg(thing)
                         .arg(status)
                         .arg(shown(answer.location));
    case RouteReply::NoService:
        return MatchTexts::tr("The %1 has no service: Kong answers %2").arg(thing).arg(status);
    case RouteReply::NotGrpc:
        return MatchTexts::tr("The %1 is for gRPC: Kong answers %2").arg(thing).arg(status);
    case RouteReply::BrokenRouter:
        return MatchTexts::tr("An entity has no rule at all: Kong answers %1 to every request").arg(status);
    case RouteReply::UpstreamRefuses:
        return MatchTexts::tr("By %1 the upstream gets a path that servers refuse: %2").arg(thing).arg(status);
    }
    return {};
}

QString matchTieText(const RouteAnswer &answer)
{
    if (answer.equalIds.isEmpty())
        return {};
    return answer.apiId.isEmpty()
               ? MatchTexts::tr("Alike in all that the router weighs; the order of their ids decides")
               : MatchTexts::tr("Alike in all that the router weighs; which one wins depends on the order of "
                                "the database's rows, and may change with a restart");
}

QString matchVerdictText(const RouteVerdict &verdict)
{
    const QString own = shown(verdict.own);
    const QString other = shown(verdict.other);
    switch (verdict.rule) {
    case RouteRule::Wins:
        return MatchTexts::tr("Chosen");
    case RouteRule::Equal:
        return MatchTexts::tr("Alike in all that the router weighs; only the order of the rows decides");
    case RouteRule::Method:
        return MatchTexts::tr("Method: wants %1, the request has %2").arg(own, other);
    case RouteRule::Host:
        return MatchTexts::tr("Host: wants %1, the request has %2").arg(own, other);
    case RouteRule::HostTakenByOther:
        return MatchTexts::tr("Host: %1 would fit, but this router looks only at the first pattern that does: %2")
            .arg(own, other);
    case RouteRule::Path:
        return MatchTexts::tr("Path: wants %1, the request has %2").arg(own, other);
    case RouteRule::Header:
        return MatchTexts::tr("Header %1: wants %2, the request has %3").arg(shown(verdict.field), own, other);
    case RouteRule::Sni:
        return MatchTexts::tr("SNI: wants %1, the request has %2").arg(own, other);
    case RouteRule::Address:
        return MatchTexts::tr("Address: not one that it takes");
    case RouteRule::ServiceDisabled:
        return MatchTexts::tr("Its service is switched off");
    case RouteRule::StreamOnly:
        return MatchTexts::tr("Not for HTTP");
    case RouteRule::NoRules:
        return MatchTexts::tr("It has no rule");
    case RouteRule::RegexRefused:
        return MatchTexts::tr("Kong leaves it out: its engine does not take this expression");
    case RouteRule::RegexUnknown:
        return MatchTexts::tr("Not predicted: its expression means something else to Kong than it does here");
    case RouteRule::RouteBeforeApi:
        return MatchTexts::tr("Matches, but a route that matches goes before every API object");
    case RouteRule::MoreAttributes:
        return MatchTexts::tr("Matches, but the chosen one has more kinds of rule: %2 against %1").arg(own, other);
    case RouteRule::StrongerAttributes:
        return MatchTexts::tr(
            "Matches, but the chosen one has stronger kinds of rule (host, header, path, method, SNI)");
    case RouteRule::ExactPath:
        return MatchTexts::tr("Matches, but the chosen one has the whole path");
    case RouteRule::RegexPath:
        return MatchTexts::tr("Matches, but a regular expression goes before a plain path");
    case RouteRule::PlainHost:
        return MatchTexts::tr("Matches, but a host without a wildcard goes before one with it");
    case RouteRule::WildcardHostPort:
        return MatchTexts::tr("Matches, but a wildcard host with a port goes before others");
    case RouteRule::MoreHeaders:
        return MatchTexts::tr("Matches, but the chosen one asks for more headers: %2 against %1").arg(own, other);
    case RouteRule::RegexPriority:
        return MatchTexts::tr("Matches, but the chosen one has the higher regex_priority: %2 against %1")
            .arg(own, other);
    case RouteRule::LongerPath:
        return MatchTexts::tr("Matches, but the chosen one has the longer path: %2 against %1").arg(own, other);
    case RouteRule::Older:
        return MatchTexts::tr("Matches, but the chosen one is older: %2 against %1")
            .arg(moment(verdict.own), moment(verdict.other));
    case RouteRule::FoundByIndex:
        return MatchTexts::tr(
            "Matches and would go first, but this router looks first where the request's header, host, path or "
            "method leads");
    }
    return {};
}

} // namespace mk
