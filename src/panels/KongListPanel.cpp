// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/KongListPanel.h"

#include "core/SafeText.h"
#include "models/RecordTableBase.h"
#include "panels/DetailHost.h"
#include "panels/EntityEditor.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/DetailWindow.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/PanelFrame.h"

#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace mk {

namespace {
constexpr int lookAfter = 500; // ms without a key
}

KongListPanel::KongListPanel(const PanelContext &context, RecordTableBase *model, const Look &look, QWidget *parent)
    : Panel(context, parent)
    , m_look(look)
    , m_desk(new KongDesk(context, this))
    , m_lookSoon(new QTimer(this))
    , m_pages(new QStackedWidget(this))
    , m_frame(new PanelFrame(context.theme, look.id, look.title, look.iconName, look.filterName, m_pages))
    , m_table(new EntityTable(context.theme, look.title, m_frame))
    , m_model(model)
    , m_editor(new EntityEditor(context.theme, m_pages))
{
    model->setParent(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    m_pages->addWidget(m_frame);
    m_pages->addWidget(m_editor);
    m_table->setColumns(look.columns);
    m_binder = new ListBinder(context, m_frame, m_table, m_model, look.texts);
    m_new = makeButton(context.theme, tr("New"), QStringLiteral("plus"), m_frame, ButtonKind::Primary);
    m_frame->addAction(m_new);
}

KongListPanel::~KongListPanel() = default;

void KongListPanel::build()
{
    m_details = new DetailHost(
        context(), m_frame, m_table, [this] { return makeDrawer(); },
        [this](DetailDrawer *drawer, const QString &key) { return showIn(drawer, key); });
    m_model->sort(m_model->columnOf(m_look.sortedBy), Qt::AscendingOrder);
    buildBulkBar();

    connect(m_new, &QPushButton::clicked, this, [this] { newClicked(); });
    connect(m_binder, &StoreBinder::emptyActionTriggered, this, [this] { m_new->click(); });
    connect(m_binder, &StoreBinder::environmentEditorRequested, this, &Panel::environmentEditorRequested);
    connect(m_binder, &StoreBinder::storeStateChanged, this, &KongListPanel::tellEditor);
    connect(m_table, &EntityTable::selectionCountChanged, this, &KongListPanel::chosenChanged);
    connect(m_table, &EntityTable::escapePressed, this, [this] {
        if (m_table->selectedIds().size() > 1)
            m_table->clearSelection();
    });
    connect(m_table, &EntityTable::contextMenuWanted, this,
            [this](const QModelIndex &, const QPoint &globalPos) { showMenu(globalPos); });
    connect(m_model, &RecordTableBase::settled, this, [this] {
        if (!m_keyToSelect.isEmpty() && m_model->rowOf(m_keyToSelect) >= 0)
            selectSoon(std::exchange(m_keyToSelect, {}));
        chosenChanged(); // the same rows, which may have been switched meanwhile
    });
    connect(m_editor, &EntityEditor::closeRequested, this, [this] { m_editor->leave([this] { leaveEditor(); }); });
    connect(m_editor, &EntityEditor::saveRequested, this, &KongListPanel::save);
    connect(m_editor, &EntityEditor::documentEdited, this, [this] {
        documentEdited();
        if (looksWhileTyping() && m_edited && m_editor->isOpen())
            m_lookSoon->start();
    });
    m_lookSoon->setSingleShot(true);
    m_lookSoon->setInterval(lookAfter);
    connect(m_lookSoon, &QTimer::timeout, this, [this] {
        if (m_edited && m_editor->isOpen() && !m_editor->isSaving())
            m_desk->look(m_editor, m_edited->kind, m_edited->entity, m_editor->document().text());
    });
    connect(m_desk, &KongDesk::writabilityChanged, this, &KongListPanel::refreshWritable);
    connect(m_desk, &KongDesk::problemMet, this, [this](const QString &title, const QString &text) {
        m_frame->banner()->setMessage(Status::Crit, title, text);
        m_frame->banner()->setClosable(true);
    });
    connect(context().planDesk, &PlanDesk::conflictMet, this, &KongListPanel::showConflict);
    m_binder->restoreLayout();
    refreshWritable();
}

void KongListPanel::buildBulkBar()
{
    BulkBar *bulk = m_frame->bulkBar();
    m_bulkSwitch = makeButton(context().theme, tr("Disable"), QStringLiteral("ban"), bulk);
    auto *bulkExport = makeButton(context().theme, tr("Export"), QStringLiteral("download"), bulk);
    m_bulkDelete = makeButton(context().theme, tr("Delete…"), QStringLiteral("trash"), bulk);
    auto *formats = new QMenu(bulkExport);
    formats->addAction(tr("As CSV…"), this, [this] { m_binder->exportChosen(true); });
    formats->addAction(tr("As JSON…"), this, [this] { m_binder->exportChosen(false); });
    bulkExport->setMenu(formats);
    bulk->addButton(m_bulkSwitch);
    bulk->addButton(bulkExport);
    bulk->addButton(m_bulkDelete);
    connect(bulk, &BulkBar::cleared, m_table, &QAbstractItemView::clearSelection);
    connect(m_bulkDelete, &QPushButton::clicked, this, [this] { m_desk->remove(chosen()); });
    connect(m_bulkSwitch, &QPushButton::clicked, this, [this] {
        if (const std::optional<Switching> wanted = switching())
            m_desk->setEnabled(wanted->targets, wanted->on);
    });
}

void KongListPanel::setSession(PlatformSession *session)
{
    m_railSubscription.reset();
    leaveEditor();
    if (m_session)
        m_session->disconnect(this);
    if (m_store)
        m_store->disconnect(this);
    m_details->setSession(session);
    m_details->setStore(nullptr);
    m_keyToSelect.clear();
    m_binder->setStore(nullptr);
    m_session = session;
    m_desk->setSession(session);
    m_store = follow(session);
    m_binder->setStore(m_store);
    m_details->setStore(m_store);
    if (m_store && m_look.countsUnseen)
        m_railSubscription = m_store->subscribe(context().settings->backgroundInterval());
    Q_EMIT railStateChanged(Status::None, railCount(m_store)); // a panel that is made late finds rows
    refreshWritable();
}

void KongListPanel::rowsChanged()
{
    if (!m_store)
        return;
    Q_EMIT railStateChanged(Status::None, railCount(m_store));
    tellEditor();
}

void KongListPanel::setShown(bool shown)
{
    m_shown = shown;
    m_binder->setShown(shown);
}

void KongListPanel::refresh()
{
    if (m_store)
        m_store->refresh();
}

void KongListPanel::focusFilter()
{
    if (m_pages->currentWidget() == m_frame)
        m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

bool KongListPanel::hasUnsavedWork() const
{
    return m_editor->hasUnsavedWork();
}

PlatformSession *KongListPanel::session() const
{
    return m_session;
}

kong::Capabilities KongListPanel::server() const
{
    return m_session ? m_session->kongCapabilities().value_or(kong::Capabilities()) : kong::Capabilities();
}

// ---- list and details

void KongListPanel::openRow(const QString &key)
{
    if (m_model->contains(key) && !m_table->setCurrentId(key)) {
        m_frame->filterBar()->setText({}); // a filter hides it
        m_table->setCurrentId(key);
    }
    m_details->open(key);
}

void KongListPanel::selectSoon(const QString &key)
{
    if (m_model->rowOf(key) < 0) {
        m_keyToSelect = key;
        return;
    }
    m_table->setCurrentId(key);
    m_details->open(key);
}

void KongListPanel::chosenChanged()
{
    const int count = int(m_table->selectedIds().size());
    if (count < 2) {
        m_frame->bulkBar()->setSelection({}, {});
        return;
    }
    const auto [number, shared] = chosenText(count);
    m_frame->bulkBar()->setSelection(number, shared);
    refreshWritable();
}

void KongListPanel::refreshWritable()
{
    const QString why = m_desk->whyNot();
    const std::optional<Switching> wanted = switching();
    m_bulkSwitch->setVisible(wanted.has_value());
    if (wanted)
        m_bulkSwitch->setText(wanted->text);
    const auto block = [&why](QPushButton *button, const QString &otherwise) {
        button->setEnabled(why.isEmpty());
        const QString &said = why.isEmpty() ? otherwise : why;
        button->setToolTip(said.isEmpty() ? QString() : tooltipText(said));
    };
    block(m_new, {});
    block(m_bulkDelete, {});
    block(m_bulkSwitch, wanted ? wanted->tooltip : QString());
    setDrawerBlocked(m_details->drawer(), why);
    for (DetailWindow *window : m_details->windows())
        setDrawerBlocked(window->drawer(), why);
    m_editor->setBlocked(why);
    m_binder->setNotice(m_desk->notice());
}

void KongListPanel::showMenu(const QPoint &globalPos)
{
    if (m_table->selectedIds().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fillCommands(menu);
    menu->popup(globalPos);
}

void KongListPanel::fillCommands(QMenu *menu)
{
    const qsizetype count = m_table->selectedIds().size();
    if (count == 0 || m_pages->currentWidget() != m_frame)
        return;
    const QString why = m_desk->whyNot();
    const auto block = [&why](QAction *action) {
        action->setEnabled(why.isEmpty());
        if (!why.isEmpty())
            action->setToolTip(tooltipText(why));
    };
    if (count == 1) {
        fillRowMenu(menu, why.isEmpty());
    } else {
        menu->addAction(tr("Export as CSV…"), this, [this] { m_binder->exportChosen(true); });
        menu->addAction(tr("Export as JSON…"), this, [this] { m_binder->exportChosen(false); });
    }
    menu->addSeparator();
    if (const std::optional<Switching> wanted = switching())
        block(menu->addAction(wanted->text, this, [this, wanted = *wanted] { m_desk->setEnabled(wanted.targets, wanted.on); }));
    block(menu->addAction(tr("Delete…"), this, [this, targets = chosen()] { m_desk->remove(targets); }));
}

// ---- editor

bool KongListPanel::leaveEditorUnlessTyped()
{
    if (m_pages->currentWidget() != m_editor)
        return true;
    if (m_editor->hasUnsavedWork())
        return false;
    leaveEditor();
    return true;
}

void KongListPanel::leaveEditor()
{
    m_lookSoon->stop();
    m_editor->close();
    m_edited.reset();
    m_pages->setCurrentWidget(m_frame);
    if (m_shown)
        m_table->setFocus(Qt::OtherFocusReason);
}

void KongListPanel::showEditor(QWidget *focus)
{
    m_editor->setBlocked(m_desk->whyNot());
    m_pages->setCurrentWidget(m_editor);
    focus->setFocus(Qt::OtherFocusReason);
}

void KongListPanel::edit(kong::Kind kind, const QString &id, const QString &title, const QByteArray &entity)
{
    Q_EMIT openPanelRequested(m_look.id, {}); // a window of its own may ask
    m_editor->leave([this, kind, id, title, entity] {
        m_edited = Edited{kind, id, entity};
        const QByteArray text = KongDesk::editable(kind, entity);
        openEditor(title, text, text);
        documentEdited();
    });
}

void KongListPanel::make(kong::Kind kind, const QString &title, const QByteArray &start)
{
    Q_EMIT openPanelRequested(m_look.id, {});
    m_editor->leave([this, kind, title, start] {
        m_edited = Edited{kind, {}, {}};
        openEditor(title, {}, start);
    });
}

KongDesk::Done KongListPanel::done(kong::Kind kind)
{
    return [this, kind](const QString &id) {
        leaveEditor();
        selectSoon(keyOf(kind, id));
    };
}

void KongListPanel::save(const QByteArray &before, const QByteArray &after, bool afterConflict)
{
    m_lookSoon->stop(); // saving looks by itself
    if (!m_edited)
        return;
    if (afterConflict) { // compared with the text that the list brought: as far as anybody knows it is on the server
        const std::optional<QByteArray> now = listed(m_edited->kind, m_edited->id);
        if (now && KongDesk::editable(m_edited->kind, *now) == before)
            m_edited->entity = *now;
    }
    send(before, after, afterConflict);
}

void KongListPanel::send(const QByteArray &before, const QByteArray &after, bool afterConflict)
{
    m_desk->save(m_editor, m_edited->kind, before.isEmpty() ? QByteArray() : m_edited->entity, after, afterConflict,
                 done(m_edited->kind));
}

// The server's list moved: does it still hold what is being edited?
void KongListPanel::tellEditor()
{
    if (!m_store || !m_edited || m_edited->id.isEmpty() || !lists(m_edited->kind))
        return;
    const StoreState &state = m_store->state();
    if (state.phase != StoreState::Phase::Ready || state.error)
        return;
    const std::optional<QByteArray> now = listed(m_edited->kind, m_edited->id);
    if (now && !m_editor->hasUnsavedWork())
        m_edited->entity = *now;
    m_editor->serverHas(now ? std::optional(KongDesk::editable(m_edited->kind, *now)) : std::nullopt);
}

void KongListPanel::showConflict(const Change &change, const EntityState &now)
{
    const std::optional<kong::Kind> kind = KongDesk::kindOf(change.entity);
    if (!kind || !edits(*kind))
        return;
    Q_EMIT openPanelRequested(m_look.id, {});
    const QByteArray opened = KongDesk::editable(*kind, change.before.body);
    const QByteArray mine = KongDesk::editable(*kind, change.after.body, change.before.body);
    if (!m_edited || m_edited->id != change.entity.id) { // met by an undo: what it wanted is "yours"
        m_edited = Edited{*kind, change.entity.id, change.before.body};
        openEditor(change.entity.name, opened, mine);
    }
    if (!now.exists) {
        m_editor->setSaving(false);
        m_editor->serverHas(std::nullopt);
        return;
    }
    m_edited->entity = now.body; // what the next attempt is compared with
    m_editor->showConflict(opened, KongDesk::editable(*kind, now.body), mine);
}

// ---- tour

bool KongListPanel::isSettled() const
{
    if (!m_store)
        return true;
    const StoreState &state = m_store->state();
    return (state.phase == StoreState::Phase::Ready && !state.loading && m_model->isSettled())
        || state.phase == StoreState::Phase::NotConfigured || state.error.has_value();
}

void KongListPanel::showListAlone()
{
    leaveEditor();
    m_table->clearSelection();
    m_details->close();
}

} // namespace mk
