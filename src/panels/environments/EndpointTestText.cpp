// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/EndpointTestText.h"

#include "core/SafeText.h"

#include <QCoreApplication>

namespace mk {

namespace {
QString tr(const char *source)
{
    return QCoreApplication::translate("EndpointTest", source);
}

QString joined(const QVariantMap &args, const char *name)
{
    return visibleText(args.value(QString::fromLatin1(name)).toStringList().join(QStringLiteral(", ")));
}
} // namespace

QString credentialText(const QString &credential, const QVariantMap &args)
{
    if (credential == QLatin1String("consul.acl-off"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "ACLs are off: may do everything"));
    if (credential == QLatin1String("consul.anonymous"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "anonymous"));
    if (credential == QLatin1String("consul.token")) {
        const QString policies = joined(args, "policies");
        return policies.isEmpty() ? tr(QT_TRANSLATE_NOOP("EndpointTest", "token"))
                                  : tr(QT_TRANSLATE_NOOP("EndpointTest", "token with %1")).arg(policies);
    }
    if (credential == QLatin1String("rabbitmq.user")) {
        const QString tags = joined(args, "tags");
        return tags.isEmpty() ? tr(QT_TRANSLATE_NOOP("EndpointTest", "user without tags")) : tags;
    }
    if (credential == QLatin1String("kong.writable"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "writable"));
    if (credential == QLatin1String("kong.db-less"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "read-only: no database"));
    if (credential == QLatin1String("kong.data-plane"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "read-only: data plane"));
    return {};
}

QString testSummary(const EndpointTestResult &result)
{
    QStringList parts;
    if (!result.facts.version.isEmpty())
        parts.append(visibleText(result.facts.version));
    const QString place = result.facts.figures.value(QStringLiteral("datacenter")).toString();
    if (!place.isEmpty())
        parts.append(visibleText(place));
    const QString credential = credentialText(result.facts.credential, result.facts.credentialArgs);
    if (!credential.isEmpty())
        parts.append(credential);
    return parts.isEmpty() ? tr(QT_TRANSLATE_NOOP("EndpointTest", "Answers")) : parts.join(QStringLiteral(", "));
}

QString testNotices(const EndpointTestResult &result)
{
    QStringList sentences;
    for (const auto &[code, args] : result.facts.notices) {
        if (code == QLatin1String("consul.no-leader"))
            sentences.append(tr(QT_TRANSLATE_NOOP("EndpointTest", "Consul has no leader: nothing can be written.")));
        else if (code == QLatin1String("consul.agent-denied"))
            sentences.append(tr(QT_TRANSLATE_NOOP("EndpointTest", "The credential may not read the agent: version and identity are unknown.")));
        else if (code == QLatin1String("kong.database-unreachable"))
            sentences.append(tr(QT_TRANSLATE_NOOP("EndpointTest", "Kong cannot reach its database.")));
        else if (code == QLatin1String("rabbitmq.alarm"))
            sentences.append(tr(QT_TRANSLATE_NOOP("EndpointTest", "RabbitMQ has raised an alarm: publishers are blocked.")));
        else if (code == QLatin1String("rabbitmq.no-monitoring"))
            sentences.append(tr(QT_TRANSLATE_NOOP("EndpointTest", "The user lacks the tag “monitoring”: figures of the whole broker are hidden.")));
        else if (code == QLatin1String("prometheus.not-ready"))
            sentences.append(tr(QT_TRANSLATE_NOOP("EndpointTest", "Prometheus is not ready yet.")));
    }
    return sentences.join(QLatin1Char(' '));
}

QString testExplanation(const EndpointTestResult &result)
{
    if (result.explanation == QLatin1String("rabbitmq.guest-loopback"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "The user guest may log in from localhost only. Make a user with the tag “monitoring”, or reach the broker through a tunnel."));
    if (result.explanation == QLatin1String("endpoint.other-system")) {
        const auto found = systemFromId(result.explanationArgs.value(QStringLiteral("found")).toString());
        return found ? tr(QT_TRANSLATE_NOOP("EndpointTest", "%1 answers at this address.")).arg(systemName(*found)) : QString();
    }
    if (result.explanation == QLatin1String("endpoint.is-kong-proxy"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "This is Kong's proxy. Its Admin API usually listens on port 8001."));
    if (result.explanation == QLatin1String("endpoint.html"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "A web page answered. Is a path missing in the address?"));
    return {};
}

QString cureLabel(const QString &cure)
{
    if (cure == QLatin1String("choose-ca"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "Choose CA file…"));
    if (cure == QLatin1String("change-credential"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "Change credential…"));
    if (cure == QLatin1String("set-up-tunnel"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "Set up tunnel…"));
    if (cure == QLatin1String("check-tunnel"))
        return tr(QT_TRANSLATE_NOOP("EndpointTest", "Check the tunnel…"));
    return cure;
}

} // namespace mk
