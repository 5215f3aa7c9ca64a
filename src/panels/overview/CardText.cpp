// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/overview/CardText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/SystemStatus.h"
#include "platform/PlatformSession.h"
#include "platform/RecentEvents.h"

#include <QCoreApplication>
#include <QLocale>

namespace mk {

namespace {

struct CardTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::OverviewPanel)
};

QString countOf(const QVariantMap &figures, const char *name)
{
    const QVariant value = figures.value(QString::fromLatin1(name));
    return value.isValid() ? format::count(value.toLongLong()) : format::notGiven();
}

void tellConsul(const PlatformSession &session, const QVariantMap &figures, SystemCard::Content *content)
{
    const std::vector<consul::Service> &services = *session.consulServices()->rows();
    int instances = 0;
    int passing = 0;
    int unchecked = 0;
    for (const consul::Service &service : services) {
        instances += service.total;
        passing += service.passing;
        unchecked += service.withoutOwnChecks;
    }
    const QString leader = figures.value(QStringLiteral("leader")).toString();
    content->note = leader.isEmpty() ? figures.value(QStringLiteral("datacenter")).toString()
                                    : CardTexts::tr("leader %1").arg(visibleText(leader));
    if (!services.empty() || session.consulServices()->state().phase == StoreState::Phase::Ready) {
        content->figure = format::count(instances);
        content->unit = CardTexts::tr("instances", nullptr, instances);
        QStringList parts{CardTexts::tr("%n service(s)", nullptr, int(services.size())),
                          passing == instances ? CardTexts::tr("all passing") : CardTexts::tr("%1 passing").arg(format::count(passing))};
        if (unchecked > 0)
            parts.append(CardTexts::tr("%n without an own check", nullptr, unchecked));
        content->line = parts.join(QStringLiteral(", "));
    }
}

void tellKong(const SystemStatus &status, SystemCard::Content *content)
{
    const QVariantMap &figures = status.figures;
    qint64 requests = 0;
    qint64 connections = 0;
    bool requestsKnown = false;
    bool connectionsKnown = false;
    int answering = 0;
    for (const EndpointStatus &node : status.endpoints) {
        answering += node.state == SystemState::Ok || node.state == SystemState::Degraded;
        const QVariant served = node.figures.value(QStringLiteral("totalRequests"));
        const QVariant open = node.figures.value(QStringLiteral("connectionsActive"));
        requests += served.toLongLong();
        connections += open.toLongLong();
        requestsKnown = requestsKnown || served.isValid();
        connectionsKnown = connectionsKnown || open.isValid();
    }
    content->note = CardTexts::tr("%1 of %n node(s)", nullptr, int(status.endpoints.size())).arg(format::count(answering));
    if (const QVariant told = figures.value(QStringLiteral("requestRate")); told.isValid() && !status.error) {
        const double rate = told.toDouble();
        content->figure = QLocale().toString(rate, 'f', rate < 1000 ? 1 : 0);
        content->unit = CardTexts::tr("requests/s");
    } else {
        content->figure = requestsKnown ? format::count(requests) : format::notGiven();
        content->unit = CardTexts::tr("requests");
    }
    QStringList parts;
    if (requestsKnown && content->unit == CardTexts::tr("requests/s"))
        parts.append(CardTexts::tr("%1 requests").arg(format::count(requests)));
    if (connectionsKnown)
        parts.append(CardTexts::tr("%n connection(s)", nullptr, int(connections)));
    const bool declarative = figures.value(QStringLiteral("database")).toString() == QLatin1String("off")
        || !figures.contains(QStringLiteral("databaseReachable"));
    parts.append(declarative                                                      ? CardTexts::tr("no database: declarative")
                     : figures.value(QStringLiteral("databaseReachable")).toBool() ? CardTexts::tr("database reachable")
                                                                                   : CardTexts::tr("database not reachable"));
    content->line = parts.join(QStringLiteral(", "));
}

void tellRabbit(const QVariantMap &figures, SystemCard::Content *content)
{
    const QStringList alarms = figures.value(QStringLiteral("alarms")).toStringList();
    content->note = alarms.isEmpty() ? visibleText(figures.value(QStringLiteral("clusterName")).toString())
                                    : CardTexts::tr("alarm: publishers blocked");
    content->figure = countOf(figures, "messagesReady");
    content->unit = CardTexts::tr("messages ready");
    content->line = CardTexts::tr("%1 queues, %2 unacked, %3 connections")
                       .arg(countOf(figures, "queues"), countOf(figures, "messagesUnacknowledged"),
                            countOf(figures, "connections"));
}

void tellPrometheus(const QVariantMap &figures, SystemCard::Content *content)
{
    if (!figures.value(QStringLiteral("ready")).toBool() || !figures.contains(QStringLiteral("targetsUp"))) {
        content->unit = figures.value(QStringLiteral("ready")).toBool() ? CardTexts::tr("Ready") : CardTexts::tr("Not ready");
        return;
    }
    const int up = figures.value(QStringLiteral("targetsUp")).toInt();
    const int down = figures.value(QStringLiteral("targetsDown")).toInt();
    const int firing = figures.value(QStringLiteral("alertsFiring")).toInt();
    content->figure = format::countOf(up, up + down);
    content->unit = CardTexts::tr("targets up", nullptr, up + down);
    QStringList parts;
    if (firing > 0)
        parts.append(CardTexts::tr("%n alert(s) firing", nullptr, firing));
    if (down > 0)
        parts.append(CardTexts::tr("%n target(s) down", nullptr, down));
    parts.append(CardTexts::tr("%1 series").arg(countOf(figures, "series")));
    content->line = parts.join(QStringLiteral(", "));
    if (content->status == Status::Ok && (down > 0 || firing > 0))
        content->status = Status::Warn;
}

} // namespace

SystemCard::Content cardContent(const PlatformSession *session, System system, const QDateTime &now)
{
    SystemCard::Content content;
    if (!session || !session->environment().has(system)) {
        content.unit = CardTexts::tr("Not configured");
        content.line = session ? CardTexts::tr("Click to give it an address") : QString();
        return content;
    }
    const SystemStatus &status = session->status(system);
    content.status = statusOf(status.state);
    switch (system) {
    case System::Consul:
        tellConsul(*session, status.figures, &content);
        break;
    case System::Kong:
        tellKong(status, &content);
        break;
    case System::RabbitMq:
        tellRabbit(status.figures, &content);
        break;
    case System::Prometheus:
        tellPrometheus(status.figures, &content);
        break;
    }
    if (status.state == SystemState::Connecting) {
        content.line = CardTexts::tr("Connecting…");
    } else if (status.error) {
        content.dim = true;
        content.line = ErrorText::of(*status.error).title;
        if (status.since.isValid())
            content.line += CardTexts::tr(" since %1").arg(format::timeOfDay(status.since));
    } else if (status.state == SystemState::WrongPlatform) {
        content.line = CardTexts::tr("This is not the platform that was here before");
    }
    constexpr qint64 recent = std::chrono::seconds(RecentEvents::kept).count();
    if (!status.error && status.lastError && status.lastErrorAt.secsTo(now) < recent)
        content.trouble = CardTexts::tr("Last error %1: %2")
                              .arg(format::ago(status.lastErrorAt, now), ErrorText::of(*status.lastError).title);
    return content;
}

} // namespace mk
