// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/map/MapPanel.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MapText.h"
#include "models/SearchBlocks.h"
#include "panels/DetailHost.h"
#include "panels/ListBinder.h"
#include "panels/map/MapColumns.h"
#include "panels/map/MapView.h"
#include "platform/FindingsWatch.h"
#include "platform/PlatformSession.h"
#include "platform/UiState.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/Labels.h"
#include "widgets/PanelFrame.h"
#include "widgets/Segments.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {
const QString kMapPanelId = QStringLiteral("map");
const QString kMapTable = QStringLiteral("table");
const QString kMapBoth = QStringLiteral("both");
const QString kMapPicture = QStringLiteral("picture");
const QString kMapShownPath = QStringLiteral("map/shown");
constexpr int kMapDrawAfterMs = 60; // the filter is typed into
constexpr size_t kMapMostOffered = 2000;
} // namespace

MapPanel::MapPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, kMapPanelId, tr("Map"), QStringLiteral("topology-star-3"), tr("Filter the map"), this))
    , m_table(new EntityTable(context.theme, tr("Services of the platform"), m_frame))
    , m_model(new RecordTableModel<MapRow>(mapColumns(), this))
    , m_which(new SegmentedControl(context.theme, tr("What is shown"), m_frame))
    , m_pane(new QWidget(m_frame))
    , m_drawSoon(new QTimer(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_table->setColumns(mapLooks());
    m_binder = new ListBinder(context, m_frame, m_table, m_model,
                              {.systemName = tr("Consul and no Kong"),
                               .emptyTitle = tr("Nothing to draw yet"),
                               .emptySentence = tr("Services appear here when they register in Consul, or when Kong sends to them."),
                               .emptyActions = {},
                               .missingRight = tr("the right to read services")});
    m_binder->setCalm(true);
    m_which->addSegment(kMapBoth, tr("Table and picture"));
    m_which->addSegment(kMapTable, tr("Table"));
    m_which->addSegment(kMapPicture, tr("Picture"));
    m_frame->filterBar()->addLeading(m_which);
    buildPicture();
    m_frame->setLowerPane(m_pane);
    m_details = new DetailHost(
        context, m_frame, m_table,
        [this] {
            auto *drawer = new MapDrawer(this->context());
            connect(drawer, &MapDrawer::partOpened, this, &MapPanel::openPart);
            connect(drawer, &MapDrawer::serviceOpened, this,
                    [this](const QString &name) { Q_EMIT openPanelRequested(QStringLiteral("services"), name); });
            connect(drawer, &MapDrawer::corrected, this, &MapPanel::correct);
            return drawer;
        },
        [this](DetailDrawer *drawer, const QString &id) {
            const MapRow *row = m_model->find(id);
            if (row)
                static_cast<MapDrawer *>(drawer)->show(*row, offeredFor(*row));
            return row != nullptr;
        });
    connect(m_binder, &StoreBinder::environmentEditorRequested, this, &Panel::environmentEditorRequested);
    connect(m_which, &SegmentedControl::chosen, this, [this](const QString &id) {
        this->context().uiState->setValue(kMapShownPath, id);
        choosePages();
    });
    connect(m_model, &RecordTableBase::settled, this, [this] {
        m_details->refresh();
        choosePages();
    });
    connect(m_table, &EntityTable::currentRowChanged, this, [this](const QModelIndex &index) {
        if (index.isValid() && !m_view->hasFocus())
            m_view->setCurrentRow(m_model->idAt(index.row()));
    });
    m_drawSoon->setSingleShot(true);
    m_drawSoon->setInterval(kMapDrawAfterMs);
    connect(m_drawSoon, &QTimer::timeout, this, &MapPanel::draw);
    const QString shown = context.uiState->value(kMapShownPath, kMapBoth).toString();
    m_which->setCurrentId(shown == kMapTable || shown == kMapPicture ? shown : kMapBoth);
    choosePages();
    m_binder->restoreLayout();
}

MapPanel::~MapPanel() = default;

void MapPanel::buildPicture()
{
    const Theme *theme = context().theme;
    auto *column = new QVBoxLayout(m_pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 4, 12, 4);
    head->setSpacing(8);
    auto *title = new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, m_pane);
    title->setText(tr("Picture"));
    head->addWidget(title);
    m_drawn = new TextLabel(theme, FontRole::Small, Tone::Secondary, m_pane);
    head->addWidget(m_drawn);
    auto *legend = new ElidedLabel(theme, FontRole::Small, Tone::Secondary, m_pane);
    legend->setText(tr("Line: proven. Dotted: suggested. Dashed red: broken. Blue: said by you."));
    legend->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(legend, 1);
    m_view = new MapView(theme, m_pane);
    m_pane->setMinimumHeight(theme->scaled(260));
    const auto add = [&](const QString &icon, const QString &name, auto &&act) {
        QToolButton *button = makeIconButton(theme, icon, name, m_pane);
        connect(button, &QToolButton::clicked, m_view, std::forward<decltype(act)>(act));
        head->addWidget(button);
    };
    add(QStringLiteral("minus"), tr("Smaller"), [this] { m_view->zoomBy(0.8); });
    add(QStringLiteral("plus"), tr("Larger"), [this] { m_view->zoomBy(1.25); });
    QPushButton *fit = makeButton(theme, tr("Fit"), QString(), m_pane);
    setSmallButton(fit);
    fit->setAccessibleName(tr("Fit the whole picture"));
    connect(fit, &QPushButton::clicked, m_view, &MapView::fit);
    head->addWidget(fit);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    connect(m_view, &MapView::rowEntered, this, [this](const QString &key) { m_table->setCurrentId(key); });
    connect(m_view, &MapView::nodeChosen, this, [this](const QString &key, const QString &ref) {
        const MapRow *row = m_model->find(key);
        if (!row)
            return;
        for (const std::vector<MapPart> *parts : {&row->ways, &row->queues, &row->targets}) {
            for (const MapPart &part : *parts) {
                if (part.ref == ref) {
                    openPart(MapPart(part));
                    return;
                }
            }
        }
        openRow(key);
    });
}

// Without rows there is no picture, and what is said instead stands where the table does.
void MapPanel::choosePages()
{
    const QString which = m_which->currentId();
    const bool hasRows = m_model->shownCount() > 0;
    m_pane->setVisible(which != kMapTable && hasRows);
    m_table->parentWidget()->setVisible(which != kMapPicture || !hasRows);
    drawSoon();
}

void MapPanel::drawSoon()
{
    if (m_shown && m_which->currentId() != kMapTable && !m_drawSoon->isActive())
        m_drawSoon->start();
}

void MapPanel::draw()
{
    std::vector<const MapRow *> rows;
    const qsizetype shown = m_model->shownCount();
    for (int row = 0; row < int(std::min(shown, MapView::mostRows)); ++row)
        rows.push_back(m_model->record(row));
    m_view->setRows(rows);
    m_drawn->setText(shown > MapView::mostRows
                         ? tr("the first %1 of %2 rows: a filter chooses others").arg(format::count(MapView::mostRows), format::count(shown))
                         : QString());
}

void MapPanel::setSession(PlatformSession *session)
{
    m_details->setSession(session);
    m_binder->setStore(nullptr);
    m_details->setStore(nullptr);
    m_session = session;
    m_model->setStore(session ? session->platformMap() : nullptr);
    m_binder->setStore(session ? session->platformMap() : nullptr);
    m_details->setStore(session ? session->platformMap() : nullptr);
    m_frame->banner()->clear();
}

void MapPanel::setShown(bool shown)
{
    m_shown = shown;
    m_binder->setShown(shown);
    drawSoon();
}

void MapPanel::refresh()
{
    if (m_session)
        m_session->platformMap()->refresh();
}

void MapPanel::focusFilter()
{
    m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

bool MapPanel::showEntity(const QString &id)
{
    const QString key = m_model->contains(id) ? id : platformmap::serviceKey(id);
    if (!m_model->contains(key))
        return false;
    openRow(key);
    return true;
}

void MapPanel::openRow(const QString &key)
{
    if (!m_table->setCurrentId(key)) {
        m_frame->filterBar()->setText({}); // a filter hides it
        m_table->setCurrentId(key);
    }
    m_details->open(key);
}

void MapPanel::openPart(const MapPart &part)
{
    switch (part.kind) {
    case MapPart::Kind::Way:
        Q_EMIT openPanelRequested(QStringLiteral("routes"), part.entityId);
        return;
    case MapPart::Kind::Queue:
        Q_EMIT openPanelRequested(QStringLiteral("queues"), part.entityId);
        return;
    case MapPart::Kind::Target:
        if (!m_session || !m_session->findings()->targets())
            return;
        for (const prometheus::Target &target : *m_session->findings()->targets()) {
            if (platformmap::targetRef(target) == part.ref) {
                Q_EMIT openPanelRequested(QStringLiteral("metrics"), searchblocks::targetQuery(target));
                return;
            }
        }
        return;
    }
}

// ---- what the operator says

QList<MapDrawer::Choice> MapPanel::offeredFor(const MapRow &row) const
{
    QList<MapDrawer::Choice> offered;
    if (row.kind != MapRow::Kind::Service) {
        for (const MapRow &other : *m_model->rows()) {
            if (other.kind == MapRow::Kind::Service && size_t(offered.size()) < kMapMostOffered)
                offered.append({other.key, visibleText(other.name)});
        }
    } else {
        QSet<QString> here;
        for (const std::vector<MapPart> *parts : {&row.ways, &row.queues, &row.targets}) {
            for (const MapPart &part : *parts)
                here.insert(part.ref);
        }
        const auto add = [&](const QString &ref, const QString &text) {
            if (!here.contains(ref) && size_t(offered.size()) < kMapMostOffered)
                offered.append({ref, text});
        };
        if (m_session && m_session->environment().has(System::RabbitMq)) {
            for (const QueueRecord &queue : *m_session->rabbitQueues()->rows())
                add(platformmap::queueRef(queue), tr("queue %1").arg(visibleText(queue.queue.name)));
        }
        if (m_session && m_session->environment().has(System::Kong)) {
            for (const KongRouteRecord &way : *m_session->kongRouteRecords()->rows()) {
                const QString kind = way.kind == kong::Kind::Api ? tr("API object %1") : way.kind == kong::Kind::Route ? tr("route %1") : tr("service %1 of Kong");
                add(platformmap::wayRef(way), kind.arg(visibleText(way.shownName())));
            }
        }
        if (m_session && m_session->findings()->targets()) {
            for (const prometheus::Target &target : *m_session->findings()->targets())
                add(platformmap::targetRef(target), tr("target %1 of job %2").arg(visibleText(target.instance()), visibleText(target.job())));
        }
    }
    std::sort(offered.begin(), offered.end(), [](const auto &one, const auto &other) { return one.text.compare(other.text, Qt::CaseInsensitive) < 0; });
    return offered;
}

void MapPanel::correct(const QList<MapCorrection> &corrections, const QString &said)
{
    if (!m_session)
        return;
    const QList<MapCorrection> before = m_session->environment().mapCorrections;
    QList<MapCorrection> after = before;
    for (const MapCorrection &correction : corrections)
        after = platformmap::corrected(after, correction);
    m_session->setMapCorrections(after);
    Banner *banner = m_frame->banner();
    banner->setMessage(Status::None, said, tr("It is kept with the environment, and goes with it when that is exported."));
    QPushButton *undo = banner->addButton(tr("Undo"), QStringLiteral("arrow-back-up"));
    banner->setClosable(true);
    connect(undo, &QPushButton::clicked, this, [this, before] {
        if (m_session)
            m_session->setMapCorrections(before);
        m_frame->banner()->clear();
        m_table->setFocus(Qt::OtherFocusReason);
    });
}

// ---- tour

bool MapPanel::isSettled() const
{
    if (!m_session)
        return true;
    const StoreState &state = m_session->platformMap()->state();
    return (state.phase == StoreState::Phase::Ready && !state.loading && m_model->isSettled() && !m_drawSoon->isActive())
        || state.phase == StoreState::Phase::NotConfigured || state.error;
}

QList<TourScene> MapPanel::tourScenes()
{
    const auto settled = [this] { return isSettled(); };
    const auto show = [this](const QString &which) {
        m_which->setCurrentId(which);
        choosePages();
    };
    return {{QStringLiteral("map"),
             [this, show] {
                 m_details->close();
                 show(kMapBoth);
             },
             settled},
            {QStringLiteral("map-picture"), [show] { show(kMapPicture); }, settled},
            {QStringLiteral("map-detail"),
             [this, show] {
                 show(kMapBoth);
                 const auto &rows = *m_model->rows();
                 const auto joined = std::find_if(rows.begin(), rows.end(), [](const MapRow &row) { return !row.ways.empty(); });
                 if (!rows.empty())
                     openRow(joined == rows.end() ? rows.front().key : joined->key);
             },
             settled}};
}

} // namespace mk
