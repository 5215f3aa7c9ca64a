// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/overview/OverviewPanel.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/StoreStateText.h"
#include "panels/ListBinder.h"
#include "panels/overview/SystemCard.h"
#include "panels/ServiceColumns.h"
#include "panels/SystemStatus.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/PanelFrame.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <cmath>

namespace mk {

namespace {

QString countOf(const QVariantMap &figures, const char *name)
{
    const QVariant value = figures.value(QString::fromLatin1(name));
    return value.isValid() ? format::count(value.toLongLong()) : format::notGiven();
}

} // namespace

OverviewPanel::OverviewPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, QStringLiteral("overview"), tr("Overview"), QStringLiteral("layout-dashboard"),
                             tr("Filter services that need a look"), this))
    , m_table(new EntityTable(context.theme, tr("Services, attention first"), m_frame))
    , m_services(new RecordTableModel<consul::Service>(serviceColumns(), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);

    auto *cards = new QWidget(m_frame);
    auto *column = new QVBoxLayout(cards);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(context.theme, Qt::Horizontal, cards));
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    for (const System system : allSystems) {
        if (!m_cards.empty())
            row->addWidget(makeLine(context.theme, Qt::Vertical, cards));
        auto *card = new SystemCard(context.theme, system, cards);
        connect(card, &QAbstractButton::clicked, this, [this, system] { openCard(system); });
        row->addWidget(card, 1);
        m_cards.emplace(system, card);
    }
    column->addLayout(row);
    column->addWidget(makeLine(context.theme, Qt::Horizontal, cards));
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(16, 8, 16, 8);
    heading->setSpacing(8);
    auto *title = new TextLabel(context.theme, FontRole::BodyStrong, Tone::Normal, cards);
    title->setText(tr("Services"));
    auto *note = new TextLabel(context.theme, FontRole::Small, Tone::Secondary, cards);
    note->setText(tr("attention first"));
    heading->addWidget(title);
    heading->addWidget(note);
    heading->addStretch();
    column->addLayout(heading);
    m_frame->addTopWidget(cards);
    m_frame->filterBar()->setStarVisible(false);
    m_frame->filterBar()->hide();

    m_table->setColumns(serviceLooks());
    m_table->setModel(m_services);
    m_services->sort(0, Qt::AscendingOrder); // worst first
    m_frame->setContent(m_table);

    connect(m_frame, &PanelFrame::refreshRequested, this, &OverviewPanel::refresh);
    connect(m_frame, &PanelFrame::stateAction, this, [this](const QString &id) {
        if (id == QLatin1String("environment"))
            Q_EMIT environmentEditorRequested();
        else
            refresh();
    });
    const auto openService = [this](const QModelIndex &index) {
        Q_EMIT openPanelRequested(QStringLiteral("services"), m_services->idAt(index.row()));
    };
    connect(m_table, &EntityTable::openRequested, this, openService);
    connect(m_services, &RecordTableBase::countsChanged, this, &OverviewPanel::refreshHead);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &OverviewPanel::refreshHead);
    refreshCards();
}

OverviewPanel::~OverviewPanel() = default;

void OverviewPanel::setSession(PlatformSession *session)
{
    m_subscription.reset();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_rabbitReady.clear();
    m_rabbitReadAt = {};
    m_services->setStore(session ? session->consulServices() : nullptr);
    if (session) {
        connect(session, &PlatformSession::statusChanged, this, &OverviewPanel::refreshCard);
        connect(session->consulServices(), &LiveStoreBase::stateChanged, this, &OverviewPanel::refreshHead);
        session->consulServices()->onDelta(this, [this](const auto &) { refreshCard(System::Consul); });
    }
    setShown(m_shown);
    refreshCards();
}

void OverviewPanel::setShown(bool shown)
{
    m_shown = shown;
    if (shown && m_session) {
        m_subscription = m_session->consulServices()->subscribe(context().settings->refreshInterval());
        m_clock.start();
    } else {
        m_subscription.reset();
        m_clock.stop();
    }
    refreshHead();
}

void OverviewPanel::refresh()
{
    if (m_session) {
        m_session->refreshAll();
        m_session->consulServices()->refresh();
    }
}

void OverviewPanel::focusFilter()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void OverviewPanel::refreshHead()
{
    if (!m_session) {
        m_frame->setCount({});
        m_frame->setFreshness({});
        return;
    }
    const StoreState &state = m_session->consulServices()->state();
    const QDateTime now = context().clock->now();
    m_frame->setState(panelStateOf(state, m_services->totalCount(), m_services->shownCount(),
                                   {.systemName = systemName(System::Consul),
                                    .emptyTitle = tr("No services yet"),
                                    .emptySentence = tr("Services register themselves in Consul when they start."),
                                    .emptyActions = {},
                                    .missingRight = tr("the right to read services and nodes")},
                                   now),
                      m_services->totalCount() > 0);
    const bool stale = m_services->totalCount() > 0 && state.error.has_value();
    m_services->setStale(stale);
    m_table->setStale(stale);
    if (state.phase == StoreState::Phase::NotConfigured) {
        m_frame->setFreshness({});
    } else {
        const StoreStateText text = StoreStateText::of(state, now);
        m_frame->setFreshness(text.text, text.status, text.tooltip);
    }
    int critical = 0;
    int warnings = 0;
    for (const consul::Service &service : *m_session->consulServices()->rows()) {
        critical += service.health() == consul::Health::Critical;
        warnings += service.health() == consul::Health::Warning;
    }
    QStringList parts;
    if (critical > 0)
        parts.append(tr("%n service(s) critical", nullptr, critical));
    if (warnings > 0)
        parts.append(tr("%n with warnings", nullptr, warnings));
    m_frame->setCount(parts.join(QStringLiteral(", ")));
}

void OverviewPanel::refreshCards()
{
    for (const System system : allSystems)
        refreshCard(system);
    refreshHead();
}

void OverviewPanel::refreshCard(System system)
{
    SystemCard::Content content;
    SystemCard *card = m_cards.at(system);
    if (!m_session || !m_session->environment().has(system)) {
        content.unit = tr("Not configured");
        content.line = m_session ? tr("Click to give it an address") : QString();
        card->setContent(content);
        return;
    }
    const SystemStatus &status = m_session->status(system);
    content.status = statusOf(status.state);
    const QVariantMap &figures = status.figures;
    const int nodes = int(status.endpoints.size());
    switch (system) {
    case System::Consul: {
        const std::vector<consul::Service> &services = *m_session->consulServices()->rows();
        int instances = 0;
        int passing = 0;
        int unchecked = 0;
        for (const consul::Service &service : services) {
            instances += service.total;
            passing += service.passing;
            unchecked += service.withoutOwnChecks;
        }
        const QString leader = figures.value(QStringLiteral("leader")).toString();
        content.note = leader.isEmpty() ? figures.value(QStringLiteral("datacenter")).toString()
                                        : tr("leader %1").arg(visibleText(leader));
        if (!services.empty() || m_session->consulServices()->state().phase == StoreState::Phase::Ready) {
            content.figure = format::count(instances);
            content.unit = tr("instances", nullptr, instances);
            QStringList parts{tr("%n service(s)", nullptr, int(services.size())),
                              passing == instances ? tr("all passing") : tr("%1 passing").arg(format::count(passing))};
            if (unchecked > 0)
                parts.append(tr("%n without an own check", nullptr, unchecked));
            content.line = parts.join(QStringLiteral(", "));
        }
        break;
    }
    case System::Kong: {
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
        content.note = tr("%1 of %n node(s)", nullptr, nodes).arg(format::count(answering));
        if (const QVariant told = figures.value(QStringLiteral("requestRate")); told.isValid() && !status.error) {
            const double rate = told.toDouble();
            content.figure = QLocale().toString(rate, 'f', rate < 1000 ? 1 : 0);
            content.unit = tr("requests/s");
        } else {
            content.figure = requestsKnown ? format::count(requests) : format::notGiven();
            content.unit = tr("requests");
        }
        content.spark = m_session->kongRequestHistory();
        QStringList parts;
        if (requestsKnown && content.unit == tr("requests/s"))
            parts.append(tr("%1 requests").arg(format::count(requests)));
        if (connectionsKnown)
            parts.append(tr("%n connection(s)", nullptr, int(connections)));
        const bool declarative = figures.value(QStringLiteral("database")).toString() == QLatin1String("off")
            || !figures.contains(QStringLiteral("databaseReachable"));
        parts.append(declarative                                                      ? tr("no database: declarative")
                         : figures.value(QStringLiteral("databaseReachable")).toBool() ? tr("database reachable")
                                                                                       : tr("database not reachable"));
        content.line = parts.join(QStringLiteral(", "));
        break;
    }
    case System::RabbitMq: {
        measureRabbit();
        const QStringList alarms = figures.value(QStringLiteral("alarms")).toStringList();
        content.note = alarms.isEmpty() ? visibleText(figures.value(QStringLiteral("clusterName")).toString())
                                        : tr("alarm: publishers blocked");
        content.figure = countOf(figures, "messagesReady");
        content.unit = tr("messages ready");
        content.spark = m_rabbitReady.size() > 1
            ? std::make_shared<const std::vector<double>>(m_rabbitReady.begin(), m_rabbitReady.end())
            : nullptr;
        content.line = tr("%1 queues, %2 unacked, %3 connections")
                           .arg(countOf(figures, "queues"), countOf(figures, "messagesUnacknowledged"),
                                countOf(figures, "connections"));
        break;
    }
    case System::Prometheus:
        if (!figures.value(QStringLiteral("ready")).toBool() || !figures.contains(QStringLiteral("targetsUp"))) {
            content.unit = figures.value(QStringLiteral("ready")).toBool() ? tr("Ready") : tr("Not ready");
            break;
        }
        {
            const int up = figures.value(QStringLiteral("targetsUp")).toInt();
            const int down = figures.value(QStringLiteral("targetsDown")).toInt();
            const int firing = figures.value(QStringLiteral("alertsFiring")).toInt();
            content.figure = format::countOf(up, up + down);
            content.unit = tr("targets up", nullptr, up + down);
            QStringList parts;
            if (firing > 0)
                parts.append(tr("%n alert(s) firing", nullptr, firing));
            if (down > 0)
                parts.append(tr("%n target(s) down", nullptr, down));
            parts.append(tr("%1 series").arg(countOf(figures, "series")));
            content.line = parts.join(QStringLiteral(", "));
            if (content.status == Status::Ok && (down > 0 || firing > 0))
                content.status = Status::Warn;
        }
        break;
    }
    if (status.state == SystemState::Connecting) {
        content.line = tr("Connecting…");
    } else if (status.error) {
        content.dim = true;
        content.line = ErrorText::of(*status.error).title;
        if (status.since.isValid())
            content.line += tr(" since %1").arg(format::timeOfDay(status.since));
    } else if (status.state == SystemState::WrongPlatform) {
        content.line = tr("This is not the platform that was here before");
    }
    card->setContent(content);
}

// What was ready at each heartbeat, up to an hour of them at the usual pace.
void OverviewPanel::measureRabbit()
{
    constexpr size_t kept = 360;
    const SystemStatus &status = m_session->status(System::RabbitMq);
    if (!status.checkedAt.isValid() || status.checkedAt == m_rabbitReadAt)
        return;
    m_rabbitReadAt = status.checkedAt;
    const QVariant ready = status.figures.value(QStringLiteral("messagesReady"));
    m_rabbitReady.push_back(ready.isValid() && !status.error ? ready.toDouble() : std::nan(""));
    if (m_rabbitReady.size() > kept)
        m_rabbitReady.pop_front();
}

void OverviewPanel::openCard(System system)
{
    if (!m_session || !m_session->environment().has(system))
        Q_EMIT environmentEditorRequested();
    else if (system == System::Consul)
        Q_EMIT openPanelRequested(QStringLiteral("services"), {});
    else if (system == System::Kong)
        Q_EMIT openPanelRequested(QStringLiteral("routes"), {});
    else if (system == System::RabbitMq)
        Q_EMIT openPanelRequested(QStringLiteral("queues"), {});
    else if (system == System::Prometheus)
        Q_EMIT openPanelRequested(QStringLiteral("metrics"), {});
    else
        m_session->refresh(system);
}

QList<TourScene> OverviewPanel::tourScenes()
{
    return {{QStringLiteral("overview"), [] {}, [this] {
                 if (!m_session)
                     return true;
                 for (const System system : allSystems) {
                     if (m_session->status(system).state == SystemState::Connecting)
                         return false;
                 }
                 const StoreState &state = m_session->consulServices()->state();
                 return state.phase == StoreState::Phase::Ready || state.phase == StoreState::Phase::NotConfigured
                     || state.error.has_value();
             }}};
}

} // namespace mk
