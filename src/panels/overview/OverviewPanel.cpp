// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/overview/OverviewPanel.h"

#include "core/Format.h"
#include "models/EventText.h"
#include "models/StoreStateText.h"
#include "panels/FindingColumns.h"
#include "panels/ListBinder.h"
#include "panels/overview/CardText.h"
#include "panels/overview/StartLadderPane.h"
#include "panels/overview/SystemCard.h"
#include "panels/ServiceColumns.h"
#include "panels/SystemStatus.h"
#include "platform/FindingsWatch.h"
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

constexpr size_t mostFindings = 6; // the worst; the others stand in their panel
constexpr size_t mostEvents = 6; // what is older stands in the Journal and in the panels

// "Services  attention first"
QHBoxLayout *headingOf(const Theme *theme, const QString &text, TextLabel *note, QWidget *parent)
{
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(16, 8, 16, 8);
    heading->setSpacing(8);
    auto *title = new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, parent);
    title->setText(text);
    heading->addWidget(title);
    heading->addWidget(note);
    heading->addStretch();
    return heading;
}

std::vector<Column<PlatformEvent>> eventColumns(const Clock *clock)
{
    std::vector<Column<PlatformEvent>> columns;
    Column<PlatformEvent> state{QStringLiteral("state"), OverviewPanel::tr("Severity"),
                                [](const PlatformEvent &event) { return eventWord(event); }};
    state.status = eventStatus;
    columns.push_back(state);
    columns.push_back({QStringLiteral("event"), OverviewPanel::tr("What happened"), eventText});
    columns.push_back({QStringLiteral("system"), OverviewPanel::tr("System"),
                       [](const PlatformEvent &event) { return systemName(event.system); }});
    Column<PlatformEvent> at{QStringLiteral("at"), OverviewPanel::tr("When"),
                             [clock](const PlatformEvent &event) { return format::ago(event.at, clock->now()); }};
    at.tooltip = [](const PlatformEvent &event) { return format::dateTime(event.at); };
    at.followsClock = true;
    columns.push_back(at);
    return columns;
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
    m_eventNote = new TextLabel(context.theme, FontRole::Small, Tone::Secondary, cards);
    m_eventTable = new EntityTable(context.theme, tr("What happened within the last hour"), cards);
    m_events = new RecordTableModel<PlatformEvent>(eventColumns(context.clock), this);
    m_eventTable->setColumns({{.id = QStringLiteral("state"), .width = 104}, {.id = QStringLiteral("event"), .width = 560},
                              {.id = QStringLiteral("system"), .width = 120}, {.id = QStringLiteral("at"), .width = 104}});
    m_eventTable->setModel(m_events);
    m_eventTable->setEmbedded(true);
    m_findingNote = new TextLabel(context.theme, FontRole::Small, Tone::Secondary, cards);
    m_findingTable = new EntityTable(context.theme, tr("The worst findings"), cards);
    m_findings = new FindingsModel(context.clock, this);
    m_findingTable->setColumns(findingLooks());
    m_findingTable->setModel(m_findings);
    m_findingTable->setEmbedded(true);
    const auto openFinding = [this](const QModelIndex &index) { Q_EMIT openPanelRequested(QStringLiteral("findings"), m_findings->idAt(index.row())); };
    connect(m_findingTable, &EntityTable::openRequested, this, openFinding);
    connect(m_findingTable, &EntityTable::linkActivated, this, openFinding);
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
    m_ladder = new StartLadderPane(context.theme, cards);
    connect(m_ladder, &StartLadderPane::openPanelRequested, this, &Panel::openPanelRequested);
    column->addWidget(m_ladder);
    column->addLayout(headingOf(context.theme, tr("Findings"), m_findingNote, cards));
    column->addWidget(m_findingTable);
    column->addLayout(headingOf(context.theme, tr("Last hour"), m_eventNote, cards));
    column->addWidget(m_eventTable);
    auto *servicesNote = new TextLabel(context.theme, FontRole::Small, Tone::Secondary, cards);
    servicesNote->setText(tr("attention first"));
    column->addLayout(headingOf(context.theme, tr("Services"), servicesNote, cards));
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
    connect(&m_clock, &QTimer::timeout, this, [this] {
        refreshHead();
        m_events->refreshTimeTexts();
        m_findings->refreshTimeTexts();
        if (m_eventsReadAt.secsTo(this->context().clock->now()) >= 30)
            refreshEvents(); // what is too old goes
    });
    refreshCards();
}

OverviewPanel::~OverviewPanel() = default;

void OverviewPanel::setSession(PlatformSession *session)
{
    m_subscription.reset();
    if (m_session) {
        m_session->disconnect(this);
        m_session->findings()->disconnect(this);
    }
    m_session = session;
    m_trends.clear();
    m_services->setStore(session ? session->consulServices() : nullptr);
    if (session) {
        connect(session, &PlatformSession::statusChanged, this, &OverviewPanel::refreshCard);
        connect(session->consulServices(), &LiveStoreBase::stateChanged, this, &OverviewPanel::refreshHead);
        session->consulServices()->onDelta(this, [this](const auto &) { refreshCard(System::Consul); });
        connect(session->recentEvents(), &RecentEvents::changed, this, &OverviewPanel::refreshEvents);
        connect(session->findings(), &FindingsWatch::looked, this, &OverviewPanel::refreshFindings);
    }
    setShown(m_shown);
    refreshCards();
    refreshEvents();
    refreshFindings();
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
    SystemCard::Content content = cardContent(m_session, system, context().clock->now());
    if (m_session && m_session->environment().has(system)) {
        measure(system);
        content.spark = system == System::Kong ? m_session->kongRequestHistory() : m_trends[system].spark();
    }
    m_cards.at(system)->setContent(content);
}

// The figure of a card at each heartbeat.
void OverviewPanel::measure(System system)
{
    const SystemStatus &status = m_session->status(system);
    std::optional<double> value;
    if (system == System::Consul && m_session->consulServices()->state().phase == StoreState::Phase::Ready) {
        value = 0;
        for (const consul::Service &service : *m_session->consulServices()->rows())
            *value += service.total;
    } else if (system != System::Consul) {
        const QVariant figure = status.figures.value(system == System::RabbitMq ? QStringLiteral("messagesReady")
                                                                               : QStringLiteral("targetsUp"));
        if (figure.isValid())
            value = figure.toDouble();
    }
    m_trends[system].add(status.checkedAt, status.error ? std::nullopt : value);
}

void OverviewPanel::refreshEvents()
{
    m_eventsReadAt = context().clock->now();
    std::vector<PlatformEvent> events;
    if (m_session)
        events = m_session->recentEvents()->events();
    const size_t count = events.size();
    if (events.size() > mostEvents)
        events.resize(mostEvents);
    m_eventNote->setText(count == 0            ? tr("nothing changed")
                         : count > mostEvents ? tr("the newest %1 of %2").arg(format::count(qint64(mostEvents)), format::count(qint64(count)))
                                              : QString());
    m_events->setRows(std::move(events));
    m_eventTable->setVisible(count > 0);
}

void OverviewPanel::refreshFindings()
{
    std::vector<FindingRow> open;
    const FindingsWatch *watch = m_session ? m_session->findings() : nullptr;
    const bool ready = watch && watch->rows()->state().phase == StoreState::Phase::Ready;
    if (ready) {
        open = watch->tracked();
        std::erase_if(open, [](const FindingRow &row) { return !row.isOpen(); });
    }
    const size_t count = open.size();
    if (open.size() > mostFindings)
        open.resize(mostFindings);
    m_findingNote->setText(!ready                 ? tr("not looked yet")
                           : count == 0           ? tr("nothing is broken")
                           : count > mostFindings ? tr("the worst %1 of %2").arg(format::count(qint64(mostFindings)), format::count(qint64(count)))
                                                  : QString());
    m_findings->setRows(std::move(open));
    m_findingTable->setVisible(count > 0);
    m_ladder->setSteps(ready ? startladder::of(watch->facts()) : std::vector<startladder::Rung>());
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
                 if (m_session->findings()->rows()->state().phase != StoreState::Phase::Ready)
                     return false;
                 const StoreState &state = m_session->consulServices()->state();
                 return state.phase == StoreState::Phase::Ready || state.phase == StoreState::Phase::NotConfigured
                     || state.error.has_value();
             }}};
}

} // namespace mk
