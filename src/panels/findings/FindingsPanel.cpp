// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/findings/FindingsPanel.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/FindingText.h"
#include "models/MarkedText.h"
#include "models/StoreStateText.h"
#include "panels/DetailHost.h"
#include "panels/FindingColumns.h"
#include "panels/PlanDesk.h"
#include "panels/RowExport.h"
#include "panels/findings/FindingDrawer.h"
#include "panels/findings/MuteDialog.h"
#include "platform/FindingRepairs.h"
#include "platform/FindingsWatch.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/DetailWindow.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/Labels.h"
#include "widgets/PanelFrame.h"
#include "widgets/Segments.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

const QString whichOpen = QStringLiteral("open");
const QString whichMuted = QStringLiteral("muted");
const QString whichGone = QStringLiteral("gone");
constexpr std::chrono::seconds shownInterval{10};
constexpr int secondMs = 1000;

bool isOf(const QString &which, const FindingRow &row)
{
    return which == whichMuted ? row.state == FindingRow::State::Muted : which == whichGone ? row.state == FindingRow::State::Gone : row.isOpen();
}

} // namespace

FindingsPanel::FindingsPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, QStringLiteral("findings"), tr("Findings"), QStringLiteral("stethoscope"), tr("Filter findings"), this))
    , m_table(new EntityTable(context.theme, tr("Findings"), m_frame))
    , m_model(new FindingsModel(context.clock, this))
    , m_which(new SegmentedControl(context.theme, tr("Which findings"), m_frame))
    , m_postureSection(new Section(context.theme, tr("Standing weaknesses"), m_frame))
    , m_postureTable(new EntityTable(context.theme, tr("Standing weaknesses"), m_postureSection))
    , m_posture(new RecordTableModel<PostureNote>(postureColumns(), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_table->setColumns(findingLooks());
    m_table->setModel(m_model);
    m_table->setFlashChanges(false); // figures move in the sentences
    m_frame->setContent(m_table);
    m_which->addSegment(whichOpen, tr("Now"));
    m_which->addSegment(whichMuted, tr("Muted"));
    m_which->addSegment(whichGone, tr("Gone"));
    m_frame->filterBar()->addLeading(m_which);
    m_frame->filterBar()->setStarVisible(false);
    QStringList names;
    const QList<FilterField> fields = m_model->filterFields();
    for (const FilterField &field : fields)
        names.append(field.id);
    m_frame->filterBar()->edit()->setFieldNames(names);

    m_postureTable->setColumns(postureLooks());
    m_postureTable->setModel(m_posture);
    m_postureTable->setEmbedded(true);
    m_postureSection->setRemark(tr("they stand every day and raise no alarm"));
    m_postureSection->setContent(m_postureTable);
    m_postureSection->hide();
    m_frame->setLowerPane(m_postureSection);

    auto *more = new QMenu(m_frame);
    const auto exportShown = [this](bool asCsv) {
        exportRows(this, *m_model, m_table, QStringLiteral("findings"), asCsv, false, [this](const Error &error) { tell(error); });
    };
    more->addAction(tr("Export shown rows as CSV…"), this, [exportShown] { exportShown(true); });
    more->addAction(tr("Export shown rows as JSON…"), this, [exportShown] { exportShown(false); });
    m_frame->moreButton()->setMenu(more);

    m_details = new DetailHost(
        context, m_frame, m_table, [this] { return makeDrawer(); },
        [this](DetailDrawer *drawer, const QString &id) {
            const FindingRow *row = m_model->find(id);
            if (row)
                static_cast<FindingDrawer *>(drawer)->show(*row);
            return row != nullptr;
        });

    connect(m_which, &SegmentedControl::chosen, this, &FindingsPanel::choose);
    connect(m_frame, &PanelFrame::refreshRequested, this, &FindingsPanel::refresh);
    connect(m_frame->filterBar(), &FilterBar::filterChanged, this, [this](const QString &text) {
        m_model->setFilterText(text);
        const QList<FilterExpression::Problem> &problems = m_model->filter().problems();
        m_frame->filterBar()->edit()->setProblem(problems.isEmpty() ? QString() : problemText(problems.first(), m_model->filterFields()));
    });
    connect(m_frame->filterBar(), &FilterBar::leaveDown, m_table, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(m_frame, &PanelFrame::stateAction, this, [this](const QString &id) {
        if (id == QLatin1String("clear-filter"))
            m_frame->filterBar()->setText({});
        else
            refresh();
    });
    connect(m_table, &EntityTable::linkActivated, this, [this](const QModelIndex &index) {
        const FindingRow *row = m_model->record(index);
        if (!row)
            return;
        if (!row->finding.repairs.isEmpty() && whyNot(findingRepairSystem(row->finding.repairs.first().kind)).isEmpty())
            repair(FindingRow(*row), 0);
        else
            m_details->open(row->key());
    });
    connect(m_table, &EntityTable::contextMenuWanted, this, [this](const QModelIndex &, const QPoint &globalPos) { fillMenu(globalPos); });
    connect(m_model, &RecordTableBase::countsChanged, this, &FindingsPanel::refreshState);
    m_clock.setInterval(secondMs);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_model->refreshTimeTexts();
        refreshState();
    });
    connect(context.settings, &Settings::changed, this, &FindingsPanel::follow);
    choose(whichOpen);
}

FindingsPanel::~FindingsPanel() = default;

// What the Path panel knows it by; empty: no path leads there.
QString FindingsPanel::pathIdOf(const Finding &finding)
{
    const EntityRef &entity = finding.entity;
    if (entity.kind == QLatin1String("queue"))
        return QStringLiteral("queue/") + entity.id;
    const std::optional<kong::Kind> kind = entity.system == System::Kong ? kong::kindFromId(entity.kind) : std::nullopt;
    const bool isWay = kind == kong::Kind::Api || kind == kong::Kind::Service || kind == kong::Kind::Route;
    return isWay ? KongRouteRecord::keyOf(*kind, finding.args.value(QStringLiteral("ids")).toStringList().value(0, entity.id)) : QString();
}

FindingDrawer *FindingsPanel::makeDrawer()
{
    auto *drawer = new FindingDrawer(context());
    drawer->setBlocked([this](System system) { return whyNot(system); });
    connect(drawer, &FindingDrawer::repairRequested, this, &FindingsPanel::repair);
    connect(drawer, &FindingDrawer::pathRequested, this,
            [this](const FindingRow &row) { Q_EMIT openPanelRequested(QStringLiteral("path"), pathIdOf(row.finding)); });
    connect(drawer, &FindingDrawer::entityRequested, this, &FindingsPanel::openEntity);
    connect(drawer, &FindingDrawer::muteRequested, this, &FindingsPanel::mute);
    connect(drawer, &FindingDrawer::unmuteRequested, this, &FindingsPanel::unmute);
    return drawer;
}

FindingsWatch *FindingsPanel::watch() const
{
    return m_session ? m_session->findings() : nullptr;
}

void FindingsPanel::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    if (m_session) {
        m_session->findings()->disconnect(this);
        m_session->disconnect(this);
    }
    m_session = session;
    m_details->setSession(session);
    m_model->setStore(session ? session->findings()->rows() : nullptr);
    if (session) {
        connect(session->findings(), &FindingsWatch::looked, this, &FindingsPanel::looked);
        session->findings()->rows()->onDelta(this, [this](const auto &) { looked(); });
        connect(session->findings(), &FindingsWatch::postureChanged, this, &FindingsPanel::refreshPosture);
        connect(session, &PlatformSession::writabilityChanged, this, &FindingsPanel::refreshBlocked);
    }
    choose(whichOpen);
    refreshPosture();
    follow();
    looked();
}

void FindingsPanel::follow()
{
    if (FindingsWatch *own = watch())
        own->start(m_shown ? std::chrono::milliseconds(shownInterval) : std::chrono::milliseconds(context().settings->backgroundInterval()));
}

void FindingsPanel::setShown(bool shown)
{
    m_shown = shown;
    follow();
    if (shown) {
        m_clock.start();
        refreshState();
    } else {
        m_clock.stop();
    }
}

void FindingsPanel::refresh()
{
    if (FindingsWatch *own = watch())
        own->refresh();
}

void FindingsPanel::focusFilter()
{
    m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

bool FindingsPanel::showEntity(const QString &id)
{
    const FindingRow *row = m_model->find(id);
    if (!row)
        return false;
    choose(row->isOpen() ? whichOpen : row->state == FindingRow::State::Muted ? whichMuted : whichGone);
    if (!m_table->setCurrentId(id)) {
        m_frame->filterBar()->setText({});
        m_table->setCurrentId(id);
    }
    m_details->open(id);
    return true;
}

void FindingsPanel::choose(const QString &which)
{
    m_which->setCurrentId(which);
    m_model->setPredicate([which](const FindingRow &row) { return isOf(which, row); });
    refreshState();
}

// ---- what is told of it

void FindingsPanel::looked()
{
    m_details->refresh();
    refreshState();
    tellRail();
}

void FindingsPanel::tellRail()
{
    const FindingsWatch *own = watch();
    if (!own || own->rows()->state().phase != StoreState::Phase::Ready) {
        Q_EMIT railStateChanged(Status::None, std::nullopt);
        return;
    }
    Status worst = Status::None;
    qint64 open = 0;
    for (const FindingRow &row : *own->rows()->rows()) {
        worst = std::max(worst, findingStatus(row));
        open += row.isOpen() ? 1 : 0;
    }
    Q_EMIT railStateChanged(worst, open);
}

void FindingsPanel::refreshState()
{
    const FindingsWatch *own = watch();
    const bool ready = own && own->rows()->state().phase == StoreState::Phase::Ready;
    int critical = 0;
    int warnings = 0;
    qsizetype chosen = 0;
    if (ready) {
        const QString which = m_which->currentId();
        for (const FindingRow &row : *own->rows()->rows()) {
            chosen += isOf(which, row) ? 1 : 0;
            if (row.isOpen())
                ++(row.finding.severity == FindingSeverity::Critical ? critical : warnings);
        }
    }
    m_frame->setCount(!ready ? QString() : tr("%1, %2").arg(tr("%n critical", nullptr, critical), tr("%n warning(s)", nullptr, warnings)));
    if (own && !ready)
        m_frame->startLoading();
    else
        m_frame->stopLoading();
    const QList<FindingCoverage> coverage = own ? own->coverage() : QList<FindingCoverage>();
    const QString missing = notLookedAtText(coverage);
    if (ready) {
        const StoreStateText age = StoreStateText::of(own->rows()->state(), context().clock->now());
        m_frame->setFreshness(age.text, age.status, age.tooltip);
    }
    PanelState state;
    if (!ready) {
        state.kind = own ? PanelState::Kind::Rows : PanelState::Kind::NotConfigured;
        state.title = own ? QString() : tr("No environment is open");
    } else if (chosen == 0) {
        const QString which = m_which->currentId();
        state.kind = PanelState::Kind::Empty;
        state.iconName = QStringLiteral("stethoscope");
        if (which == whichMuted) {
            state.title = tr("Nothing is muted");
            state.sentence = tr("A finding that is known and can wait is muted with a reason, and listed here until it is unmuted.");
        } else if (which == whichGone) {
            state.title = tr("Nothing has gone yet");
            state.sentence = tr("What was found since this environment was opened and is so no longer is listed here.");
        } else {
            state.title = missing.isEmpty() ? tr("Nothing is broken") : tr("Nothing broken was found");
            state.sentence = QString(lookedAtText(coverage) + QLatin1Char(' ') + missing).trimmed();
        }
    } else if (m_model->shownCount() == 0 && !m_frame->filterBar()->text().isEmpty()) {
        state.kind = PanelState::Kind::NothingFound;
        state.title = tr("Nothing matches the filter");
        state.actions = {{QStringLiteral("clear-filter"), tr("Clear filter"), QStringLiteral("x"), false}};
    } else if (!missing.isEmpty()) {
        state.kind = PanelState::Kind::Partial;
        state.title = tr("There may be more");
        state.sentence = missing;
    }
    m_frame->setState(state, chosen > 0);
}

void FindingsPanel::refreshPosture()
{
    const FindingsWatch *own = watch();
    m_posture->setRows(own ? own->posture() : std::vector<PostureNote>());
    m_postureSection->setCount(own && !own->posture().empty() ? format::count(qint64(own->posture().size())) : QString());
    m_postureSection->setVisible(own && !own->posture().empty());
}

QString FindingsPanel::whyNot(System system) const
{
    if (!m_session)
        return tr("No environment is open.");
    const std::optional<Error> refused = m_session->mayWrite(system);
    return refused ? ErrorText::of(*refused).title : QString();
}

void FindingsPanel::refreshBlocked()
{
    static_cast<FindingDrawer *>(m_details->drawer())->refreshBlocked();
    for (DetailWindow *window : m_details->windows())
        static_cast<FindingDrawer *>(window->drawer())->refreshBlocked();
}

// ---- what can be done

void FindingsPanel::fillMenu(const QPoint &globalPos)
{
    const FindingRow *current = m_model->find(m_table->currentId());
    if (!current)
        return;
    const FindingRow row = *current;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Explain"), this, [this, row] { m_details->open(row.key()); });
    menu->addAction(tr("Open in a window of its own"), this, [this, row] { m_details->openApart(row.key()); });
    if (const QString path = pathIdOf(row.finding); !path.isEmpty())
        menu->addAction(tr("Path"), this, [this, path] { Q_EMIT openPanelRequested(QStringLiteral("path"), path); });
    menu->addAction(tr("Go to where it is"), this, [this, row] { openEntity(row); });
    menu->addSeparator();
    for (int which = 0; row.isOpen() && which < int(row.finding.repairs.size()); ++which) {
        const FindingRepair &repairOf = row.finding.repairs.at(which);
        menu->addAction(actionText(findingRepairText(repairOf)), this, [this, row, which] { repair(row, which); })
            ->setEnabled(whyNot(findingRepairSystem(repairOf.kind)).isEmpty());
    }
    if (row.state == FindingRow::State::Muted)
        menu->addAction(tr("Unmute"), this, [this, row] { unmute(row); });
    else if (row.isOpen())
        menu->addAction(tr("Mute…"), this, [this, row] { mute(row); });
    menu->popup(globalPos);
}

void FindingsPanel::repair(const FindingRow &row, int which)
{
    if (!m_session || which >= int(row.finding.repairs.size()))
        return;
    m_jobs.restart(QStringLiteral("repair"), planOfRepair(m_session, row.finding, row.finding.repairs.at(which), this))->done(this, [this](const Result<Plan> &plan) {
        if (!plan) {
            tell(plan.error());
            return;
        }
        context().planDesk->propose(*plan, PlanDesk::Ask::Preview, this, [this](const std::optional<PlanReport> &report) {
            if (report)
                refresh();
        });
    });
}

// The row of the panel that lists it; a service of Kong is listed with the routes that lead to it.
void FindingsPanel::openEntity(const FindingRow &row)
{
    const EntityRef &entity = row.finding.entity;
    if (!m_session)
        return;
    if (entity.system == System::Kong && entity.kind == QLatin1String("plugin")) {
        Q_EMIT openPanelRequested(QStringLiteral("plugins"), {});
        return;
    }
    if (entity.system == System::Kong && entity.kind == kong::kindId(kong::Kind::Certificate)) {
        Q_EMIT openPanelRequested(QStringLiteral("certificates"), entity.id);
        return;
    }
    if (entity.system == System::Kong && entity.kind != QLatin1String("system")) {
        const QString id = row.finding.args.value(QStringLiteral("ids")).toStringList().value(0, entity.id);
        QString key = KongRouteRecord::keyOf(kong::kindFromId(entity.kind).value_or(kong::Kind::Api), id);
        for (const KongRouteRecord &record : *m_session->kongRouteRecords()->rows()) {
            if (entity.kind == QLatin1String("service") && (record.serviceId == id || record.serviceName == id)) {
                key = record.key();
                break;
            }
        }
        Q_EMIT openPanelRequested(QStringLiteral("routes"), key);
        return;
    }
    static const QHash<QString, QString> panels{{QStringLiteral("service"), QStringLiteral("services")},
                                                {QStringLiteral("node"), QStringLiteral("services")},
                                                {QStringLiteral("kv"), QStringLiteral("keyvalue")},
                                                {QStringLiteral("queue"), QStringLiteral("queues")},
                                                {QStringLiteral("target"), QStringLiteral("metrics")}};
    const QString panel = panels.value(entity.kind, QStringLiteral("overview"));
    // What is missing is in no list.
    const bool listed = entity.kind == QLatin1String("service") || entity.kind == QLatin1String("queue");
    Q_EMIT openPanelRequested(panel, listed ? entity.id : QString());
}

void FindingsPanel::mute(const FindingRow &row)
{
    auto *dialog = new MuteDialog(context().theme, findingTitle(row.finding), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id = row.key()] {
        if (FindingsWatch *own = watch())
            own->mute(id, dialog->reason());
    });
    dialog->open();
}

void FindingsPanel::unmute(const FindingRow &row)
{
    if (FindingsWatch *own = watch())
        own->unmute(row.key());
}

void FindingsPanel::tell(const Error &error)
{
    if (error.is(ErrorKind::Cancelled))
        return;
    const ErrorText text = ErrorText::of(error);
    m_frame->banner()->setMessage(Status::Crit, text.title, text.hint.isEmpty() ? text.text : QString(text.text + QLatin1Char(' ') + text.hint));
    m_frame->banner()->setClosable(true);
}

QList<TourScene> FindingsPanel::tourScenes()
{
    const auto settled = [this] {
        const FindingsWatch *own = watch();
        return !own || own->rows()->state().phase == StoreState::Phase::Ready;
    };
    return {{QStringLiteral("findings"), [this] { m_details->close(); }, settled},
            {QStringLiteral("findings-detail"),
             [this] {
                 if (m_model->shownCount() > 0) {
                     m_table->setCurrentId(m_model->idAt(0));
                     m_details->open(m_model->idAt(0));
                 }
             },
             settled}};
}

} // namespace mk
