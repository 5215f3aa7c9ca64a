// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/queues/QueuesPanel.h"

#include "api/rabbitmq/RabbitMqInfo.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "panels/DetailHost.h"
#include "panels/ListBinder.h"
#include "panels/PlanDesk.h"
#include "panels/QueueColumns.h"
#include "panels/queues/QueueDrawer.h"
#include "platform/PlatformSession.h"
#include "platform/RabbitPlans.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/DetailWindow.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/PanelFrame.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

namespace {
const QString queuesPanelId = QStringLiteral("queues");
constexpr int maxAtOnce = 50; // purged by one plan: more is nobody's plan but a mistake
} // namespace

QueuesPanel::QueuesPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, queuesPanelId, tr("Queues"), QStringLiteral("stack-2"), tr("Filter queues"), this))
    , m_table(new EntityTable(context.theme, tr("Queues"), m_frame))
    , m_curves(std::make_shared<QueueCurves>())
    , m_model(new RecordTableModel<QueueRecord>(queueColumns(m_curves), this))
    , m_bulkPurge(makeButton(context.theme, tr("Purge…"), QStringLiteral("trash"), m_frame->bulkBar()))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_table->setColumns(queueLooks());
    m_binder = new ListBinder(context, m_frame, m_table, m_model,
                              {.systemName = systemName(System::RabbitMq),
                               .emptyTitle = tr("No queues yet"),
                               .emptySentence = tr("Services declare their queues when they connect. Start one that sends or "
                                                   "reads messages."),
                               .emptyActions = {},
                               .missingRight = tr("a password that is right, or one of the tags management, policymaker, "
                                                  "monitoring and administrator")});
    m_details = new DetailHost(
        context, m_frame, m_table, [this] { return makeDrawer(); },
        [this](DetailDrawer *drawer, const QString &key) {
            const QueueRecord *record = m_model->find(key);
            if (record)
                static_cast<QueueDrawer *>(drawer)->show(*record);
            return record != nullptr;
        });
    m_model->sort(m_model->columnOf(QStringLiteral("ready")), Qt::DescendingOrder);
    m_frame->bulkBar()->addButton(m_bulkPurge);

    connect(m_frame->bulkBar(), &BulkBar::cleared, m_table, &QAbstractItemView::clearSelection);
    connect(m_table, &EntityTable::selectionCountChanged, this, &QueuesPanel::chosenChanged);
    connect(m_table, &EntityTable::contextMenuWanted, this,
            [this](const QModelIndex &, const QPoint &globalPos) { fillMenu(globalPos); });
    connect(m_bulkPurge, &QPushButton::clicked, this, [this] { purge(m_table->selectedIds()); });
    connect(m_binder, &StoreBinder::environmentEditorRequested, this, &Panel::environmentEditorRequested);
    m_binder->restoreLayout();
    m_binder->setCalm(true); // figures move with every reading: tinting what has changed would never end
    refreshWritable();
}

QueuesPanel::~QueuesPanel() = default;

QueueDrawer *QueuesPanel::makeDrawer()
{
    auto *drawer = new QueueDrawer(context());
    drawer->setSession(m_session);
    drawer->setBlocked(whyNot());
    connect(drawer, &QueueDrawer::pathRequested, this,
            [this, drawer] { Q_EMIT openPanelRequested(QStringLiteral("path"), QStringLiteral("queue/") + drawer->record().key); });
    connect(drawer, &QueueDrawer::purgeRequested, this, [this, drawer] { purge({drawer->record().key}); });
    connect(drawer, &QueueDrawer::deleteRequested, this, [this, drawer] { remove(drawer->record().key); });
    return drawer;
}

void QueuesPanel::setSession(PlatformSession *session)
{
    m_railSubscription.reset();
    m_jobs.cancelAll();
    if (m_session) {
        m_session->rabbitQueues()->disconnect(this);
        m_session->disconnect(this);
    }
    m_session = session;
    m_details->setSession(session);
    static_cast<QueueDrawer *>(m_details->drawer())->setSession(session);
    m_curves->history = session ? session->queueHistory() : nullptr;
    m_model->setStore(session ? session->rabbitQueues() : nullptr);
    m_binder->setStore(session ? session->rabbitQueues() : nullptr);
    m_details->setStore(session ? session->rabbitQueues() : nullptr);
    if (session) {
        session->rabbitQueues()->onDelta(this, [this](const auto &) { tellRail(); });
        connect(session->rabbitQueues(), &LiveStoreBase::stateChanged, this, &QueuesPanel::tellRail);
        connect(session, &PlatformSession::queueHistoryChanged, this, &QueuesPanel::repaintCurves);
        connect(session, &PlatformSession::rabbitBrokerChanged, this, &QueuesPanel::refreshNotice);
        connect(session, &PlatformSession::statusChanged, this, [this](System system) {
            if (system == System::RabbitMq)
                refreshNotice();
        });
        connect(session, &PlatformSession::writabilityChanged, this, &QueuesPanel::refreshWritable);
        // The rail tells of queues that nobody reads while other panels are looked at, too.
        m_railSubscription = session->rabbitQueues()->subscribe(context().settings->backgroundInterval());
    }
    refreshWritable();
    refreshNotice();
    tellRail();
}

void QueuesPanel::setShown(bool shown)
{
    m_binder->setShown(shown);
}

void QueuesPanel::refresh()
{
    if (LiveStoreBase *store = m_binder->store())
        store->refresh();
}

void QueuesPanel::focusFilter()
{
    m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

bool QueuesPanel::showEntity(const QString &id)
{
    QString key = id;
    if (!m_model->contains(id)) {
        QStringList named;
        for (const QueueRecord &record : *m_model->rows()) {
            if (record.queue.name == id)
                named.append(record.key);
        }
        if (named.size() == 1)
            key = named.first();
    }
    if (!m_table->setCurrentId(key)) {
        m_frame->filterBar()->setText({}); // a filter may hide it
        m_table->setCurrentId(key);
    }
    m_details->open(key);
    return m_model->contains(key);
}

void QueuesPanel::tellRail()
{
    if (!m_session || !m_session->environment().has(System::RabbitMq)) {
        Q_EMIT railStateChanged(Status::None, std::nullopt);
        return;
    }
    Status worst = Status::None;
    for (const QueueRecord &record : *m_session->rabbitQueues()->rows())
        worst = std::max(worst, queueStatus(record));
    Q_EMIT railStateChanged(worst, railCount(m_session->rabbitQueues()));
}

// The curves move on although no row has changed.
void QueuesPanel::repaintCurves()
{
    const int column = m_model->columnOf(QStringLiteral("curve"));
    if (!m_table->isVisible() || m_table->isColumnHidden(column))
        return;
    const QWidget *viewport = m_table->viewport();
    m_table->viewport()->update(m_table->columnViewportPosition(column), 0, m_table->columnWidth(column), viewport->height());
}

// ---- what stands above the rows

void QueuesPanel::refreshNotice()
{
    PanelState notice;
    if (m_session && m_session->environment().has(System::RabbitMq)) {
        const SystemStatus &status = m_session->status(System::RabbitMq);
        QStringList alarms;
        for (const auto &[noticeCode, args] : status.notices) {
            if (noticeCode == QLatin1String("rabbitmq.alarm"))
                alarms = args.value(QStringLiteral("alarms")).toStringList();
        }
        const std::optional<rabbitmq::Info> &broker = m_session->rabbitBroker();
        if (!alarms.isEmpty() && !status.error) {
            QStringList named;
            for (const QString &alarm : std::as_const(alarms))
                named.append(code(alarm));
            notice.kind = PanelState::Kind::Warning;
            notice.title = tr("An alarm is on: publishers are blocked");
            notice.sentence = tr("%1. Nothing more is taken in until there is room again: readers empty the queues, or the limit "
                                 "is raised.")
                                  .arg(named.join(QStringLiteral(", ")));
        } else if (broker && broker->statisticsOff) {
            notice.kind = PanelState::Kind::Warning;
            notice.title = tr("This broker keeps no statistics");
            notice.sentence = tr("Who reads a queue, its rates and its memory are not known; %1 is set.")
                                  .arg(code(QStringLiteral("management.disable_stats")));
        } else if (broker && broker->ratesMode == QLatin1String("none")) {
            notice.kind = PanelState::Kind::Warning;
            notice.title = tr("This broker measures no rates");
            notice.sentence = tr("%1 is none. Counts and consumers are as usual.").arg(code(QStringLiteral("rates_mode")));
        }
    }
    m_binder->setNotice(notice);
}

// ---- writing

QString QueuesPanel::whyNot() const
{
    if (!m_session)
        return tr("No environment is open.");
    const std::optional<Error> refused = m_session->mayWrite(System::RabbitMq);
    return refused ? ErrorText::of(*refused).title : QString();
}

void QueuesPanel::refreshWritable()
{
    const QString why = whyNot();
    m_bulkPurge->setEnabled(why.isEmpty());
    m_bulkPurge->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
    static_cast<QueueDrawer *>(m_details->drawer())->setBlocked(why);
    for (DetailWindow *window : m_details->windows())
        static_cast<QueueDrawer *>(window->drawer())->setBlocked(why);
}

void QueuesPanel::chosenChanged()
{
    const QStringList ids = m_table->selectedIds();
    if (ids.size() < 2) {
        m_frame->bulkBar()->setSelection({}, {});
        return;
    }
    qint64 ready = 0;
    for (const QString &id : ids) {
        if (const QueueRecord *record = m_model->find(id))
            ready += record->queue.ready.value_or(0);
    }
    m_frame->bulkBar()->setSelection(tr("%n queue(s) selected", nullptr, int(ids.size())),
                                     tr("%1 messages ready").arg(format::count(ready)));
}

void QueuesPanel::fillMenu(const QPoint &globalPos)
{
    const QStringList ids = m_table->selectedIds();
    const QueueRecord *current = m_model->find(m_table->currentId());
    if (!current)
        return;
    const QString key = current->key;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, key] { m_details->open(key); });
    menu->addAction(tr("Open in a window of its own"), this, [this, key] { m_details->openApart(key); });
    menu->addAction(tr("Path of a message"), this,
                    [this, key] { Q_EMIT openPanelRequested(QStringLiteral("path"), QStringLiteral("queue/") + key); });
    menu->addAction(tr("Copy name"), this, [name = current->queue.name] { QApplication::clipboard()->setText(name); });
    menu->addSeparator();
    const bool may = whyNot().isEmpty();
    const QStringList doomed = ids.size() > 1 ? ids : QStringList(key);
    menu->addAction(tr("Purge…"), this, [this, doomed] { purge(doomed); })->setEnabled(may);
    menu->addAction(tr("Delete…"), this, [this, key] { remove(key); })->setEnabled(may);
    menu->popup(globalPos);
}

void QueuesPanel::purge(const QStringList &keys)
{
    if (keys.size() > maxAtOnce) {
        m_frame->banner()->setMessage(Status::Warn, tr("Too many at once"),
                                      tr("At most %1 queues are purged by one plan.").arg(format::count(maxAtOnce)));
        m_frame->banner()->setClosable(true);
        return;
    }
    propose(keys, [](const std::vector<rabbitmq::Queue> &queues) {
        if (queues.size() <= 1)
            return rabbitplans::purge(queues);
        std::vector<rabbitmq::Queue> full; // of many, the empty ones need no purge
        std::copy_if(queues.begin(), queues.end(), std::back_inserter(full),
                     [](const rabbitmq::Queue &queue) { return queue.ready != 0; });
        return rabbitplans::purge(full.empty() ? queues : full);
    });
}

// What was shown as empty or unread is deleted only while it is so: the broker itself looks.
void QueuesPanel::remove(const QString &key)
{
    propose({key}, [](const std::vector<rabbitmq::Queue> &queues) {
        const rabbitmq::Queue &queue = queues.front();
        return rabbitplans::deleteQueue(queue, queue.total == 0, queue.consumers == 0);
    });
}

void QueuesPanel::propose(const QStringList &keys, std::function<Result<Plan>(const std::vector<rabbitmq::Queue> &)> make)
{
    HttpClient *client = m_session ? m_session->client(System::RabbitMq) : nullptr;
    if (!client || keys.isEmpty())
        return;
    m_jobs.restart(QStringLiteral("doomed"), rabbitplans::readQueues(client, keys, this))
        ->done(this, [this, make = std::move(make)](const Result<std::vector<rabbitmq::Queue>> &queues) {
            if (!queues) {
                tell(queues.error());
                return;
            }
            const Result<Plan> plan = make(*queues);
            if (!plan) {
                tell(plan.error());
                return;
            }
            context().planDesk->propose(*plan, PlanDesk::Ask::Preview, this, {});
        });
}

void QueuesPanel::tell(const Error &error)
{
    if (error.is(ErrorKind::Cancelled))
        return;
    const ErrorText text = ErrorText::of(error);
    m_frame->banner()->setMessage(Status::Crit, text.title,
                                  text.hint.isEmpty() ? text.text : QString(text.text + QLatin1Char(' ') + text.hint));
    m_frame->banner()->setClosable(true);
}

QList<TourScene> QueuesPanel::tourScenes()
{
    const auto settled = [this] {
        const LiveStoreBase *store = m_binder->store();
        return !store || store->state().phase == StoreState::Phase::NotConfigured
            || store->state().phase == StoreState::Phase::Ready || store->state().error.has_value();
    };
    return {{QStringLiteral("queues"), [this] { m_details->close(); }, settled},
            {QStringLiteral("queues-detail"),
             [this] {
                 // One that is read: its charts have something to show.
                 int chosen = 0;
                 for (int row = int(m_model->shownCount()) - 1; row >= 0; --row) {
                     if (m_model->record(row)->queue.consumers.value_or(0) > 0)
                         chosen = row;
                 }
                 if (m_model->shownCount() > 0) {
                     m_table->setCurrentId(m_model->idAt(chosen));
                     m_details->open(m_model->idAt(chosen));
                 }
             },
             settled},
            {.name = QStringLiteral("queues-purge"),
             .prepare =
                 [this] {
                     if (m_model->shownCount() > 0)
                         purge({m_model->idAt(0)});
                 },
             .ready = [this] { return m_model->shownCount() == 0 || QApplication::activeModalWidget(); },
             .dialog = true}};
}

} // namespace mk
