// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/RouteDrawer.h"

#include "core/Format.h"
#include "core/Json.h"
#include "core/SafeText.h"
#include "models/PlanText.h"
#include "models/MarkedText.h"
#include "panels/JsonText.h"
#include "panels/KongColumns.h"
#include "panels/KongDesk.h"
#include "panels/routes/RouteInsightPane.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"
#include "widgets/EntityTable.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

const QString tabPlugins = QStringLiteral("plugins");
const QString tabHistory = QStringLiteral("history");

Fact listFact(const QString &label, const QStringList &values)
{
    Fact list = textFact(label, values.isEmpty() ? RouteDrawer::tr("any") : values.join(QStringLiteral(", ")));
    list.mono = !values.isEmpty();
    list.tone = values.isEmpty() ? Tone::Dim : Tone::Normal;
    list.copyText = values.join(QStringLiteral(", "));
    list.tooltip = values.join(QLatin1Char('\n'));
    return list;
}

Fact timeFact(const QString &label, const QDateTime &when, const QDateTime &now)
{
    Fact time = textFact(label, when.isValid() ? format::ago(when, now) : QString());
    time.tooltip = when.isValid() ? format::dateTime(when) : QString();
    return time;
}

std::optional<qint64> numberOf(const nlohmann::json &entity, const char *name)
{
    const auto member = entity.is_object() ? entity.find(name) : entity.end();
    if (!entity.is_object() || member == entity.end() || !member->is_number_integer())
        return std::nullopt;
    return member->get<qint64>();
}

// "60 s", "1.5 s", "250 ms": exact, because it is what is configured.
QString milliseconds(std::optional<qint64> value)
{
    if (!value)
        return format::notGiven();
    return *value >= 1000 && *value % 1000 == 0 ? RouteDrawer::tr("%1 s").arg(format::count(*value / 1000))
                                                : RouteDrawer::tr("%1 ms").arg(format::count(*value));
}

QList<ColumnLook> smallPluginLooks()
{
    return {{.id = QStringLiteral("check"), .width = 10, .hiddenAtFirst = true},
            {.id = QStringLiteral("plugin"), .minimumWidth = 110},
            {.id = QStringLiteral("scope"), .width = 96},
            {.id = QStringLiteral("on"), .elide = Qt::ElideMiddle, .hiddenAtFirst = true, .minimumWidth = 90},
            {.id = QStringLiteral("state"), .width = 72},
            {.id = QStringLiteral("protocols"), .width = 10, .hiddenAtFirst = true},
            {.id = QStringLiteral("config"), .dropOrder = 1, .minimumWidth = 110},
            {.id = QStringLiteral("tags"), .width = 10, .hiddenAtFirst = true},
            {.id = QStringLiteral("created"), .width = 10, .hiddenAtFirst = true},
            {.id = QStringLiteral("switch"), .width = 10, .hiddenAtFirst = true}};
}

RecordTableModel<JournalEntry>::Columns historyColumns()
{
    std::vector<Column<JournalEntry>> columns;
    Column<JournalEntry> at{QStringLiteral("time"), RouteDrawer::tr("Time"),
                            [](const JournalEntry &e) { return format::dateTime(e.at); }};
    columns.push_back(at);
    Column<JournalEntry> what{QStringLiteral("what"), RouteDrawer::tr("What"), [](const JournalEntry &e) {
                                  return withoutMarks(planTitle(e.planTitle, e.planArgs));
                              }};
    columns.push_back(what);
    Column<JournalEntry> outcome{QStringLiteral("outcome"), RouteDrawer::tr("Outcome"), [](const JournalEntry &e) {
                                     return e.undoneBy.isEmpty() ? outcomeWord(e.outcome) : RouteDrawer::tr("Undone");
                                 }};
    outcome.status = [](const JournalEntry &e) {
        return e.undoneBy.isEmpty() ? outcomeStatus(e.outcome) : Status::Unknown;
    };
    columns.push_back(outcome);
    Column<JournalEntry> who{QStringLiteral("who"), RouteDrawer::tr("Who"), [](const JournalEntry &e) { return e.who; }};
    columns.push_back(who);
    return columns;
}

} // namespace

RouteDrawer::RouteDrawer(const PanelContext &context, QWidget *parent)
    : DetailDrawer(context.theme, parent), m_context(context)
{
    const Theme *theme = context.theme;
    auto *summary = new QWidget;
    auto *layout = new QVBoxLayout(summary);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_facts = new FactGrid(theme, summary);
    layout->addWidget(m_facts);

    m_routes = new RecordTableModel<KongRouteRecord>(routeColumns(context.clock), this);
    m_routeSection = new Section(theme, tr("Routes of this service"), summary);
    m_routeTable = new EntityTable(theme, tr("Routes of this service"), m_routeSection);
    m_routeTable->setEmbedded(true);
    QList<ColumnLook> looks = routeLooks();
    for (ColumnLook &look : looks)
        look.hiddenAtFirst = look.id != QLatin1String("name") && look.id != QLatin1String("path");
    m_routeTable->setColumns(looks);
    m_routeTable->setModel(m_routes);
    m_routeSection->setContent(m_routeTable);
    layout->addWidget(m_routeSection);

    m_insight = new RouteInsightPane(theme, summary);
    layout->addWidget(m_insight);
    auto *jobs = new QHBoxLayout;
    jobs->setContentsMargins(16, 4, 16, 8);
    jobs->setSpacing(8);
    m_registerAgain = makeButton(theme, tr("Register again…"), QStringLiteral("refresh"), summary);
    m_convert = makeButton(theme, tr("Turn into service and route…"), QStringLiteral("git-merge"), summary);
    jobs->addWidget(m_registerAgain);
    jobs->addWidget(m_convert);
    jobs->addStretch();
    layout->addLayout(jobs);

    m_inForce = new RecordTableModel<pluginorder::Run>(pluginRunColumns(), this);
    m_inForceSection = new Section(theme, tr("Plugins in order"), summary);
    m_consumer = makeCombo({}, m_inForceSection);
    m_consumerLabel = new TextLabel(theme, FontRole::Small, Tone::Secondary, m_inForceSection);
    m_consumerLabel->setText(tr("Sent by"));
    m_consumerLabel->setBuddy(m_consumer);
    m_inForceSection->addHeadWidget(m_consumerLabel);
    m_consumer->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_consumer->setMinimumContentsLength(14);
    m_inForceSection->addHeadWidget(m_consumer);
    m_inForceTable = new EntityTable(theme, tr("Plugins in order"), m_inForceSection);
    m_inForceTable->setEmbedded(true);
    m_inForceTable->setColumns(pluginRunLooks());
    m_inForceTable->setModel(m_inForce);
    m_inForceSection->setContent(m_inForceTable);
    layout->addWidget(m_inForceSection);
    layout->addStretch();
    addTab(detailtab::summary(), tr("Summary"), summary);

    auto *pluginPage = new QWidget;
    auto *pluginColumn = new QVBoxLayout(pluginPage);
    pluginColumn->setContentsMargins(0, 0, 0, 0);
    pluginColumn->setSpacing(0);
    m_plugins = new RecordTableModel<KongPluginRecord>(pluginColumns(context.clock), this);
    m_pluginTable = new EntityTable(theme, tr("Plugins of this entity"), pluginPage);
    m_pluginTable->setColumns(smallPluginLooks());
    m_pluginTable->setModel(m_plugins);
    pluginColumn->addWidget(m_pluginTable, 1);
    auto *pluginFoot = new QHBoxLayout;
    pluginFoot->setContentsMargins(16, 8, 16, 8);
    m_addPlugin = makeButton(theme, tr("Add plugin…"), QStringLiteral("plus"), pluginPage);
    pluginFoot->addWidget(m_addPlugin);
    pluginFoot->addStretch();
    pluginColumn->addLayout(pluginFoot);
    addTab(tabPlugins, tr("Plugins"), pluginPage, false);

    m_json = new JsonView(theme, tr("Raw answer"));
    addTab(detailtab::json(), tr("JSON"), m_json, false);

    m_history = new RecordTableModel<JournalEntry>(historyColumns(), this);
    m_historyTable = new EntityTable(theme, tr("Changes made here"));
    m_historyTable->setColumns({{.id = QStringLiteral("time"), .width = 168},
                                {.id = QStringLiteral("what"), .minimumWidth = 100},
                                {.id = QStringLiteral("outcome"), .width = 92},
                                {.id = QStringLiteral("who"), .hiddenAtFirst = true}});
    m_historyTable->setModel(m_history);
    addTab(tabHistory, tr("History"), m_historyTable, false);

    QToolButton *trace = makeIconButton(theme, QStringLiteral("route-2"), tr("Trace"), this);
    addHeadButton(trace);
    connect(trace, &QToolButton::clicked, this, &RouteDrawer::traceRequested);
    m_edit = makeButton(theme, tr("Edit"), QStringLiteral("pencil"), this);
    m_duplicate = makeButton(theme, tr("Duplicate"), QStringLiteral("copy"), this);
    m_switch = makeButton(theme, tr("Disable"), QStringLiteral("ban"), this);
    m_delete = makeButton(theme, tr("Delete…"), QStringLiteral("trash"), this);
    addFootButton(m_edit);
    addFootButton(m_duplicate);
    addFootButton(m_switch);
    addFootButton(m_delete, true);

    connect(m_edit, &QPushButton::clicked, this, &RouteDrawer::editRequested);
    connect(m_duplicate, &QPushButton::clicked, this, &RouteDrawer::duplicateRequested);
    connect(m_delete, &QPushButton::clicked, this, &RouteDrawer::deleteRequested);
    connect(m_switch, &QPushButton::clicked, this, [this] { Q_EMIT enableRequested(m_record.enabled == false); });
    connect(m_registerAgain, &QPushButton::clicked, this, &RouteDrawer::registerRequested);
    connect(m_convert, &QPushButton::clicked, this, &RouteDrawer::convertRequested);
    connect(m_addPlugin, &QPushButton::clicked, this, &RouteDrawer::addPluginRequested);
    connect(m_facts, &FactGrid::linkActivated, this, &RouteDrawer::entityChosen);
    connect(m_insight, &RouteInsightPane::entityChosen, this, &RouteDrawer::entityChosen);
    connect(m_routeTable, &EntityTable::openRequested, this,
            [this](const QModelIndex &index) { Q_EMIT entityChosen(m_routes->idAt(index.row())); });
    connect(m_inForceTable, &EntityTable::openRequested, this,
            [this](const QModelIndex &index) { Q_EMIT pluginChosen(m_inForce->idAt(index.row())); });
    connect(m_pluginTable, &EntityTable::openRequested, this,
            [this](const QModelIndex &index) { Q_EMIT pluginChosen(m_plugins->idAt(index.row())); });
    connect(m_consumer, &QComboBox::currentIndexChanged, this, &RouteDrawer::showInForce);
    connect(context.journal, &Journal::appended, this, &RouteDrawer::loadHistory);
}

RouteDrawer::~RouteDrawer() = default;

void RouteDrawer::setSession(PlatformSession *session)
{
    clear();
    if (m_session) {
        m_session->kongPluginRecords()->disconnect(this);
        m_session->kongRoutes()->disconnect(this);
    }
    m_session = session;
    if (session) {
        session->kongPluginRecords()->onDelta(this, [this](const auto &) { showPlugins(); });
        session->kongRoutes()->onDelta(this, [this](const auto &) { showRoutes(); });
    }
}

void RouteDrawer::clear()
{
    m_jobs.cancelAll();
    m_record = {};
    m_plugins->setRows(std::vector<KongPluginRecord>());
    m_inForce->setRows(std::vector<pluginorder::Run>());
    m_routes->setRows(std::vector<KongRouteRecord>());
    m_history->setRows(std::vector<JournalEntry>());
    m_json->setText({});
    m_insight->clear();
    m_told = {};
    banner()->clear();
}

void RouteDrawer::setBlocked(const QString &why)
{
    m_blocked = why;
    for (QPushButton *button : {m_edit, m_duplicate, m_switch, m_delete, m_addPlugin, m_registerAgain, m_convert, m_unregister.data()}) {
        if (!button)
            continue;
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
    }
}

QList<Fact> RouteDrawer::factsOf(const KongRouteRecord &record) const
{
    using kong::Kind;
    const QDateTime now = m_context.clock->now();
    const bool isApi = record.kind == Kind::Api;
    const bool isRoute = record.kind == Kind::Route;
    const nlohmann::json own = nlohmann::json::parse(record.json.cbegin(), record.json.cend(), nullptr, false);
    // A route's timeouts are its service's.
    const QByteArray &timingText = isRoute ? record.serviceJson : record.json;
    const nlohmann::json timing = nlohmann::json::parse(timingText.cbegin(), timingText.cend(), nullptr, false);

    QList<Fact> facts;
    facts.append(textFact(tr("Kind"), isApi ? tr("API object (Kong before 1.0)") : kongKindWord(record.kind)));
    if (isRoute) {
        Fact service = textFact(tr("Service"), record.serviceId.isEmpty()   ? tr("none: answered by plugins alone")
                                : record.serviceName.isEmpty() ? shortened(record.serviceId, 9)
                                                               : record.serviceName);
        if (!record.serviceId.isEmpty())
            service.link = KongRouteRecord::keyOf(Kind::Service, record.serviceId);
        facts.append(service);
    }
    if (record.kind != Kind::Service) {
        if (!record.expression.isEmpty())
            facts.append(codeFact(tr("Expression"), record.expression));
        facts.append(listFact(tr("Client path"), record.paths));
        facts.append(listFact(tr("Hosts"), record.hosts));
        facts.append(listFact(tr("Methods"), record.methods));
    }
    facts.append(codeFact(tr("Upstream"), record.targetUrl));
    if (const std::optional<Fact> consul = RouteInsightPane::factOf(record.insight))
        facts.append(*consul);
    if (record.kind != Kind::Service && !record.paths.isEmpty() && record.strip) {
        const QString first = record.paths.constFirst();
        const QString before = record.targetPath == QLatin1String("/") ? QString() : record.targetPath;
        Fact sent = textFact(tr("Path sent on"), *record.strip ? (before.isEmpty() ? QStringLiteral("/") : before) : before + first);
        sent.mono = true;
        const QString member = isApi ? QStringLiteral("strip_uri") : QStringLiteral("strip_path");
        sent.note = *record.strip ? tr("%1 on").arg(member) : tr("%1 off").arg(member);
        facts.append(sent);
    }
    if (!record.protocols.isEmpty())
        facts.append(textFact(tr("Protocols"), record.protocols.join(QStringLiteral(", "))));
    if (!(isRoute && record.serviceJson.isEmpty())) {
        const std::optional<qint64> retries = numberOf(timing, "retries");
        facts.append(textFact(tr("Retries"), retries ? format::count(*retries) : QString()));
        const auto time = [&](const char *name, const char *oldName) {
            return milliseconds(numberOf(timing, isApi ? oldName : name));
        };
        facts.append(textFact(tr("Timeouts"),
                          tr("%1 connect, %2 send, %3 read")
                              .arg(time("connect_timeout", "upstream_connect_timeout"),
                                   time("write_timeout", "upstream_send_timeout"),
                                   time("read_timeout", "upstream_read_timeout"))));
    }
    if (const std::optional<qint64> priority = numberOf(own, "regex_priority"); isRoute && priority.value_or(0) != 0)
        facts.append(textFact(tr("Regex priority"), format::count(*priority)));
    if (!record.tags.isEmpty())
        facts.append(textFact(tr("Tags"), record.tags.join(QStringLiteral(", "))));
    facts.append(timeFact(tr("Created"), record.createdAt, now));
    if (record.updatedAt.isValid() && record.updatedAt != record.createdAt)
        facts.append(timeFact(tr("Updated"), record.updatedAt, now));
    Fact id = codeFact(tr("Id"), record.id);
    facts.append(id);
    return facts;
}

void RouteDrawer::show(const KongRouteRecord &record)
{
    const bool other = record.key() != m_record.key();
    m_record = record;
    setTitle(visibleText(record.shownName()));
    setTag(kongKindWord(record.kind));
    QString note;
    if (m_session) {
        const QDateTime readAt = m_session->kongRouteRecords()->state().readAt;
        if (readAt.isValid())
            note = tr("read %1").arg(format::ago(readAt, m_context.clock->now()));
    }
    if (record.enabled == false)
        setStateLine(Status::Unknown, tr("Disabled: requests get 404"), note);
    else if (record.kind == kong::Kind::Service)
        setStateLine(Status::None, tr("Service"), note);
    else
        setStateLine(Status::Ok, tr("Enabled"), note);
    m_facts->setFacts(factsOf(record));
    m_switch->setVisible(record.kind == kong::Kind::Service && record.enabled.has_value());
    m_switch->setText(record.enabled == false ? tr("Enable") : tr("Disable"));
    const QString json = maskedEntity(record.json);
    if (m_json->text() != json)
        m_json->setText(json);
    showPlugins();
    showRoutes();
    showInsight();
    if (other)
        loadHistory();
}

void RouteDrawer::showInsight()
{
    if (m_told == std::pair(m_record.key(), m_record.insight))
        return showLibrary(); // a refresh takes no button from under the pointer
    m_told = {m_record.key(), m_record.insight};
    RouteInsightPane::tell(banner(), m_record.insight);
    m_unregister = nullptr;
    if (m_record.insight.isOrphan()) {
        m_unregister = banner()->addButton(tr("Unregister…"), QStringLiteral("plug-x"));
        connect(m_unregister, &QPushButton::clicked, this, &RouteDrawer::unregisterRequested);
    }
    const bool isApi = m_record.kind == kong::Kind::Api;
    m_registerAgain->setVisible(isApi);
    m_convert->setVisible(isApi && m_session && m_session->kongCapabilities() && m_session->kongCapabilities()->services);
    setBlocked(m_blocked);
    showLibrary();
}

void RouteDrawer::showLibrary()
{
    m_insight->show(m_record, m_session ? kongregistrars::guess(m_record.kind, m_record.id, m_session->kongPlanContext().around)
                                        : kongregistrars::Guess());
}

void RouteDrawer::showPlugins()
{
    if (m_record.id.isEmpty() || !m_session)
        return;
    using kong::Kind;
    std::vector<KongPluginRecord> own;
    for (const KongPluginRecord &record : *m_session->kongPluginRecords()->rows()) {
        const kong::PluginScope &scope = record.plugin.scope;
        const bool isOwn = (m_record.kind == Kind::Api && scope.apiId == m_record.id)
            || (m_record.kind == Kind::Route && scope.routeId == m_record.id)
            || (m_record.kind == Kind::Service && scope.serviceId == m_record.id && scope.routeId.isEmpty());
        if (isOwn)
            own.push_back(record);
    }
    setTabCount(tabPlugins, format::count(qint64(own.size())));
    m_plugins->setRows(std::move(own));
    showConsumers();
    showInForce();
}

pluginorder::Place RouteDrawer::place() const
{
    using kong::Kind;
    pluginorder::Place place;
    if (m_record.kind == Kind::Api)
        place.apiId = m_record.id;
    if (m_record.kind == Kind::Route)
        place.routeId = m_record.id;
    place.serviceId = m_record.kind == Kind::Service ? m_record.id : m_record.serviceId;
    return place;
}

// Whoever sends a request matters where plugins here are bound to consumers, and only for these. A list that nobody can look
// through any more would hold up the window: then its first ones are offered, and that is told.
void RouteDrawer::showConsumers()
{
    constexpr size_t most = 200;
    const pluginorder::Place here = place();
    std::set<std::pair<QString, QString>> consumers; // name and id
    bool more = false;
    for (const KongPluginRecord &record : *m_session->kongPluginRecords()->rows()) {
        const kong::PluginScope &scope = record.plugin.scope;
        if (scope.consumerId.isEmpty() || !pluginorder::isBoundTo(here, scope))
            continue;
        consumers.emplace(record.consumerName, scope.consumerId);
        if (consumers.size() > most) {
            consumers.erase(std::prev(consumers.end()));
            more = true;
        }
    }
    m_consumerLabel->setVisible(!consumers.empty());
    m_consumer->setVisible(!consumers.empty());
    const QString bound = tr("Plugins that are bound to a consumer count for its requests alone.");
    m_consumer->setToolTip(tooltipText(more ? tr("%1 Only the first %2 are offered.").arg(bound, format::count(qint64(most))) : bound));
    if (std::exchange(m_offered, consumers) == consumers && m_consumer->count() > 0)
        return;
    const QString chosen = m_consumer->currentData().toString();
    const QSignalBlocker quiet(m_consumer);
    m_consumer->clear();
    m_consumer->addItem(tr("Anybody"), QString());
    for (const auto &[name, id] : consumers)
        m_consumer->addItem(visibleText(name), id);
    m_consumer->setCurrentIndex(std::max(0, m_consumer->findData(chosen)));
}

void RouteDrawer::showInForce()
{
    if (m_record.id.isEmpty() || !m_session)
        return;
    pluginorder::Place here = place();
    here.consumerId = m_consumer->currentData().toString();
    std::vector<pluginorder::Run> runs = pluginorder::order(here, *m_session->kongPluginRecords()->rows(),
                                                            m_session->kongCapabilities().value_or(kong::Capabilities()));
    const auto running = std::count_if(runs.begin(), runs.end(), [](const pluginorder::Run &run) { return run.position > 0; });
    m_inForceSection->setCount(format::count(running));
    m_inForceTable->setVisible(!runs.empty());
    m_inForce->setRows(std::move(runs));
    m_inForceTable->updateGeometry();
}

void RouteDrawer::showRoutes()
{
    const bool isService = m_record.kind == kong::Kind::Service && !m_record.id.isEmpty() && m_session;
    m_routeSection->setVisible(isService);
    if (!isService)
        return;
    std::vector<KongRouteRecord> routes;
    for (const kong::Route &route : *m_session->kongRoutes()->rows()) {
        if (route.serviceId == m_record.id)
            routes.push_back(kongjoin::recordOf(route, nullptr));
    }
    m_routeSection->setCount(format::count(qint64(routes.size())));
    m_routeTable->setVisible(!routes.empty());
    m_routes->setRows(std::move(routes));
    m_routeTable->updateGeometry();
}

void RouteDrawer::loadHistory()
{
    if (m_record.id.isEmpty() || !m_session)
        return;
    Journal::Query query;
    query.environmentId = m_session->environment().id;
    query.limit = 100;
    query.entity = KongDesk::entityOf(m_record.kind, m_record.id, m_record.shownName());
    m_jobs.restart(QStringLiteral("history"), m_context.journal->list(query, this))
        ->done(this, [this](const Result<QList<JournalEntry>> &entries) {
            if (!entries)
                return;
            setTabCount(tabHistory, entries->isEmpty() ? QString() : format::count(entries->size()));
            m_history->setRows(std::vector<JournalEntry>(entries->cbegin(), entries->cend()));
        });
}

} // namespace mk
