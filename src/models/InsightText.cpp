// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/InsightText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MarkedText.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct InsightTexts
{
    Q_DECLARE_TR_FUNCTIONS(InsightText)
};

QString shown(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

} // namespace

QString instancesText(const RouteInsight &insight)
{
    switch (insight.registry) {
    case RouteInsight::Registry::Unknown:
    case RouteInsight::Registry::Elsewhere:
        return format::notGiven();
    case RouteInsight::Registry::Upstream:
        return InsightTexts::tr("upstream");
    case RouteInsight::Registry::Found:
        return InsightTexts::tr("%1 of %2").arg(format::count(insight.passing), format::count(insight.total));
    case RouteInsight::Registry::Misspelt:
        return InsightTexts::tr("misspelt");
    case RouteInsight::Registry::Absent:
        return InsightTexts::tr("missing");
    }
    return {};
}

Status instancesStatus(const RouteInsight &insight)
{
    switch (insight.registry) {
    case RouteInsight::Registry::Unknown:
    case RouteInsight::Registry::Elsewhere:
    case RouteInsight::Registry::Upstream:
        return Status::None;
    case RouteInsight::Registry::Found:
        return insight.reachable() == 0 ? Status::Crit : insight.passing < insight.total ? Status::Warn : Status::Ok;
    case RouteInsight::Registry::Misspelt:
    case RouteInsight::Registry::Absent:
        return Status::Crit;
    }
    return Status::None;
}

QString registryText(const RouteInsight &insight)
{
    switch (insight.registry) {
    case RouteInsight::Registry::Unknown:
    case RouteInsight::Registry::Elsewhere:
        return {};
    case RouteInsight::Registry::Upstream:
        return InsightTexts::tr("an upstream of Kong's own: its targets are asked, not Consul");
    case RouteInsight::Registry::Found:
        if (insight.reachable() == 0)
            return InsightTexts::tr("0 instances answer, of %1").arg(format::count(insight.total));
        return InsightTexts::tr("%1 of %n instance(s) pass", nullptr, insight.total).arg(format::count(insight.passing));
    case RouteInsight::Registry::Misspelt:
        return insight.corrected.isEmpty() ? InsightTexts::tr("Consul can have no such name")
                                           : InsightTexts::tr("Consul can have no such name: probably %1 is meant")
                                                 .arg(visibleText(insight.corrected));
    case RouteInsight::Registry::Absent:
        return insight.nearest.isEmpty() ? InsightTexts::tr("unknown to Consul")
                                         : InsightTexts::tr("unknown to Consul, nearest is %1").arg(visibleText(insight.nearest));
    }
    return {};
}

QString registryProblem(const RouteInsight &insight)
{
    switch (insight.registry) {
    case RouteInsight::Registry::Unknown:
    case RouteInsight::Registry::Elsewhere:
    case RouteInsight::Registry::Upstream:
        return {};
    case RouteInsight::Registry::Found:
        return insight.reachable() > 0 ? QString()
                                       : InsightTexts::tr("No instance of %1 answers").arg(code(insight.service));
    case RouteInsight::Registry::Misspelt:
        return InsightTexts::tr("The upstream's name is misspelt");
    case RouteInsight::Registry::Absent:
        return InsightTexts::tr("Consul has no service %1").arg(code(insight.service));
    }
    return {};
}

QString registryAdvice(const RouteInsight &insight)
{
    switch (insight.registry) {
    case RouteInsight::Registry::Unknown:
    case RouteInsight::Registry::Elsewhere:
    case RouteInsight::Registry::Upstream:
        return {};
    case RouteInsight::Registry::Found:
        return InsightTexts::tr("All %n of its instance(s) are critical: Consul's DNS hands out none, and Kong answers 503.", nullptr,
                                insight.total);
    case RouteInsight::Registry::Misspelt:
        return insight.corrected.isEmpty()
            ? InsightTexts::tr("Consul's DNS has no such names: Kong answers 503.")
            : InsightTexts::tr("Consul's DNS has no such names: Kong answers 503. %1 is probably meant.").arg(code(insight.corrected));
    case RouteInsight::Registry::Absent:
        return insight.nearest.isEmpty()
            ? InsightTexts::tr("Kong answers 503. The service is not running, or it was retired: no library ever unregisters one.")
            : InsightTexts::tr("Kong answers 503. The service is not running, it was retired, or %1 is meant.")
                  .arg(code(insight.nearest));
    }
    return {};
}

QString claimedText(const routeclaims::Claim &claim)
{
    const QString what = claim.method.isEmpty() ? shown(claim.path) : shown(claim.method + ' ' + claim.path);
    return claim.host.isEmpty() ? code(what) : InsightTexts::tr("%1 at %2").arg(code(what), code(shown(claim.host)));
}

QString claimReason(const routeclaims::Claim &claim)
{
    switch (claim.rule) {
    case RouteRule::Equal:
        return claim.byAccident ? InsightTexts::tr("they are alike in everything, so that it may change with a restart")
                                : InsightTexts::tr("they are alike in everything, and the order of their ids decides");
    case RouteRule::RouteBeforeApi:
        return InsightTexts::tr("a route that matches goes before every API object");
    case RouteRule::MoreAttributes:
        return InsightTexts::tr("more kinds of rule go first");
    case RouteRule::StrongerAttributes:
        return InsightTexts::tr("stronger kinds of rule go first (host, header, path, method, SNI)");
    case RouteRule::ExactPath:
        return InsightTexts::tr("the whole path goes before a part of it");
    case RouteRule::RegexPath:
        return InsightTexts::tr("a regular expression goes before a plain path");
    case RouteRule::PlainHost:
        return InsightTexts::tr("a host without a wildcard goes first");
    case RouteRule::WildcardHostPort:
        return InsightTexts::tr("a wildcard host with a port goes first");
    case RouteRule::MoreHeaders:
        return InsightTexts::tr("more headers go first");
    case RouteRule::RegexPriority:
        return InsightTexts::tr("the higher regex_priority goes first");
    case RouteRule::LongerPath:
        return InsightTexts::tr("the longer path goes first");
    case RouteRule::Older:
        return InsightTexts::tr("the older one goes first");
    case RouteRule::HostTakenByOther:
        return InsightTexts::tr("this router looks only at the first host pattern that fits");
    default:
        return InsightTexts::tr("this router comes to it first");
    }
}

QString claimText(const routeclaims::Claim &claim)
{
    const QString other = code(claim.name.isEmpty() ? shortened(claim.id, 9) : claim.name);
    return claim.wins ? InsightTexts::tr("%1 is also claimed by %2, which wins: %3").arg(claimedText(claim), other, claimReason(claim))
                      : InsightTexts::tr("%1 is also claimed by %2, which loses: %3").arg(claimedText(claim), other, claimReason(claim));
}

QString claimsText(const routeclaims::Claims &claims)
{
    constexpr int few = 5;
    QStringList lines;
    for (const routeclaims::Claim &claim : claims.list.mid(0, few))
        lines.append(withoutMarks(claimText(claim)));
    const int more = int(claims.list.size()) - int(lines.size()) + claims.more;
    if (more > 0)
        lines.append(InsightTexts::tr("and %n more", nullptr, more));
    return lines.join(QLatin1Char('\n'));
}

QString libraryName(kongregistrars::Library library)
{
    switch (library) {
    case kongregistrars::Library::None:
        break;
    case kongregistrars::Library::Go:
        return InsightTexts::tr("the Go library");
    case kongregistrars::Library::Python:
        return InsightTexts::tr("the Python library");
    case kongregistrars::Library::JavaV0:
    case kongregistrars::Library::JavaV2:
        return InsightTexts::tr("the Java library");
    }
    return {};
}

QStringList evidenceText(const kongregistrars::Guess &guess)
{
    QStringList sentences;
    for (const QString &evidence : guess.evidence) {
        if (evidence == QLatin1String("consul-host"))
            sentences.append(InsightTexts::tr("Its upstream is a service of Consul, %1").arg(visibleText(guess.consulService)));
        else if (evidence == QLatin1String("strip-off"))
            sentences.append(InsightTexts::tr("strip_uri is false: the Go library alone writes that"));
        else if (evidence == QLatin1String("strip-default"))
            sentences.append(InsightTexts::tr("strip_uri is true, Kong's default: the Go library writes false"));
        else if (evidence == QLatin1String("plain-defaults"))
            sentences.append(InsightTexts::tr("Retries, timeouts and flags are those that the libraries write"));
        else if (evidence == QLatin1String("has-plugins"))
            sentences.append(InsightTexts::tr("It has plugins of its own: the Java library alone makes them"));
        else if (evidence == QLatin1String("url-service"))
            sentences.append(InsightTexts::tr("It is a service with a route rather than an API object"));
        else if (evidence == QLatin1String("both-protocols"))
            sentences.append(InsightTexts::tr("Its first route has paths and takes http and https, as the Java library writes it"));
        else
            sentences.append(evidence);
    }
    return sentences;
}

QString libraryHabit(kongregistrars::Library library)
{
    switch (library) {
    case kongregistrars::Library::None:
        return {};
    case kongregistrars::Library::Go:
        return InsightTexts::tr("It writes all of its fields anew at every start of the service, and takes nothing away when the service goes.");
    case kongregistrars::Library::Python:
        return InsightTexts::tr("It writes name, uris and upstream_url anew at every start of the service, and takes nothing away when the "
                            "service goes.");
    case kongregistrars::Library::JavaV0:
        return InsightTexts::tr("It writes its fields anew at every start of the service and makes all plugins anew; it takes nothing away "
                            "when the service goes.");
    case kongregistrars::Library::JavaV2:
        return InsightTexts::tr("It writes service and first route anew at every start of the service, and takes nothing away when the "
                            "service goes.");
    }
    return {};
}

} // namespace mk
