// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/nodes/NodesPanel.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "panels/DetailHost.h"
#include "panels/ListBinder.h"
#include "panels/nodes/NodeDrawer.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/PanelFrame.h"

#include <QVBoxLayout>

namespace mk {

namespace {

const QString kPanel = QStringLiteral("kong-nodes");

RecordTableModel<KongNodeRecord>::Columns nodeColumns()
{
    using Row = KongNodeRecord;
    std::vector<Column<Row>> columns;
    Column<Row> node{QStringLiteral("node"), NodesPanel::tr("Admin API"), [](const Row &row) { return row.node; }};
    node.mono = true;
    node.elideMode = Qt::ElideMiddle;
    columns.push_back(node);
    Column<Row> state{QStringLiteral("state"), NodesPanel::tr("State"), [](const Row &row) {
                          if (row.error)
                              return ErrorText::of(*row.error).title;
                          return row.info.status.databaseReachable == false ? NodesPanel::tr("No database") : NodesPanel::tr("Answers");
                      }};
    state.status = [](const Row &row) {
        return row.error || row.info.status.databaseReachable == false ? Status::Crit : Status::Ok;
    };
    columns.push_back(state);
    const auto add = [&columns](const QString &id, const QString &title, std::function<QString(const Row &)> text) {
        Column<Row> column{id, title, [text](const Row &row) { return text(row).isEmpty() ? format::notGiven() : text(row); }};
        column.tone = [](const Row &) { return Tone::Secondary; };
        columns.push_back(column);
    };
    add(QStringLiteral("host"), NodesPanel::tr("Host name"), [](const Row &row) { return row.info.hostname; });
    add(QStringLiteral("version"), NodesPanel::tr("Version"), [](const Row &row) { return row.info.version; });
    const auto number = [&columns](const QString &id, const QString &title, std::optional<qint64> kong::Status::*figure) {
        Column<Row> column{id, title, [figure](const Row &row) {
                               const std::optional<qint64> value = row.info.status.*figure;
                               return value ? format::count(*value) : format::notGiven();
                           }};
        column.number = [figure](const Row &row) {
            const std::optional<qint64> value = row.info.status.*figure;
            return value ? std::optional<double>(double(*value)) : std::nullopt;
        };
        columns.push_back(column);
    };
    number(QStringLiteral("connections"), NodesPanel::tr("Connections"), &kong::Status::connectionsActive);
    number(QStringLiteral("requests"), NodesPanel::tr("Requests"), &kong::Status::totalRequests);
    add(QStringLiteral("log"), NodesPanel::tr("Log level"), [](const Row &row) { return row.logLevel; });
    add(QStringLiteral("resolver"), NodesPanel::tr("Asks for names"),
        [](const Row &row) { return row.info.dnsResolvers.join(QStringLiteral(", ")); });
    return columns;
}

QList<ColumnLook> nodeLooks()
{
    return {{.id = QStringLiteral("node"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 180},
            {.id = QStringLiteral("state"), .canHide = false, .minimumWidth = 120},
            {.id = QStringLiteral("host"), .elide = Qt::ElideMiddle, .dropOrder = 5, .minimumWidth = 130},
            {.id = QStringLiteral("version"), .minimumWidth = 80},
            {.id = QStringLiteral("connections"), .width = 104, .dropOrder = 3},
            {.id = QStringLiteral("requests"), .width = 96, .dropOrder = 2},
            {.id = QStringLiteral("log"), .width = 90, .dropOrder = 4},
            {.id = QStringLiteral("resolver"), .dropOrder = 1, .minimumWidth = 160}};
}

} // namespace

NodesPanel::NodesPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, kPanel, tr("Nodes"), QStringLiteral("server-2"), tr("Filter nodes"), this))
    , m_table(new EntityTable(context.theme, tr("Nodes of Kong"), m_frame))
    , m_model(new RecordTableModel<KongNodeRecord>(nodeColumns(), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_table->setColumns(nodeLooks());
    m_binder = new ListBinder(context, m_frame, m_table, m_model,
                              {.systemName = systemName(System::Kong),
                               .emptyTitle = tr("No nodes"),
                               .emptySentence = tr("The environment names no Admin API."),
                               .emptyActions = {},
                               .missingRight = tr("the right to read the node's status")});
    m_binder->setCalm(true); // figures move with every reading
    m_details = new DetailHost(
        context, m_frame, m_table,
        [this] {
            auto *drawer = new NodeDrawer(this->context());
            drawer->setSession(m_session);
            return drawer;
        },
        [this](DetailDrawer *drawer, const QString &key) {
            const KongNodeRecord *record = m_model->find(key);
            if (record)
                static_cast<NodeDrawer *>(drawer)->show(*record);
            return record != nullptr;
        });
    m_model->sort(m_model->columnOf(QStringLiteral("node")), Qt::AscendingOrder);
    connect(m_binder, &StoreBinder::environmentEditorRequested, this, &Panel::environmentEditorRequested);
    m_binder->restoreLayout();
}

NodesPanel::~NodesPanel()
{
    m_binder->setStore(nullptr);
    m_details->setStore(nullptr);
    m_model->setStore(nullptr);
}

void NodesPanel::setSession(PlatformSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_details->setSession(session);
    m_session = session;
    static_cast<NodeDrawer *>(m_details->drawer())->setSession(session);
    m_watching = false;
    startWatching();
    if (session)
        connect(session, &PlatformSession::kongCapabilitiesChanged, this, &NodesPanel::startWatching);
}

// Before the first contact there is nobody to ask.
void NodesPanel::startWatching()
{
    if (m_watching)
        return;
    m_binder->setStore(nullptr);
    m_details->setStore(nullptr);
    m_model->setStore(nullptr);
    m_store = m_session ? m_session->watchKongNodes() : nullptr;
    m_watching = m_session && m_session->kong();
    m_model->setStore(m_store.get());
    m_binder->setStore(m_store.get());
    m_details->setStore(m_store.get());
    setShown(m_shown);
}

void NodesPanel::setShown(bool shown)
{
    m_shown = shown;
    m_binder->setShown(shown);
    m_consul.reset();
    if (shown && m_session)
        m_consul = m_session->consulNodes()->subscribe(context().settings->backgroundInterval());
}

void NodesPanel::refresh()
{
    if (m_store)
        m_store->refresh();
}

void NodesPanel::focusFilter()
{
    m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

QList<TourScene> NodesPanel::tourScenes()
{
    const auto settled = [this] {
        return !m_store || m_store->state().phase == StoreState::Phase::NotConfigured || m_store->state().error
            || (m_store->state().phase == StoreState::Phase::Ready && m_model->isSettled());
    };
    return {{kPanel, [this] { m_details->close(); }, settled},
            {kPanel + QStringLiteral("-detail"),
             [this] {
                 if (m_model->shownCount() > 0) {
                     m_table->setCurrentId(m_model->idAt(0));
                     m_details->open(m_model->idAt(0));
                 }
             },
             settled},
            {kPanel + QStringLiteral("-configuration"),
             [this] {
                 if (m_model->shownCount() > 0)
                     m_details->open(m_model->idAt(0));
                 m_details->drawer()->setCurrentTab(QStringLiteral("configuration"));
             },
             settled}};
}

} // namespace mk
