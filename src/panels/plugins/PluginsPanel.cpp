// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/plugins/PluginsPanel.h"

#include "core/SafeText.h"
#include "panels/DetailHost.h"
#include "panels/EntityEditor.h"
#include "panels/KongColumns.h"
#include "panels/KongDesk.h"
#include "panels/ListBinder.h"
#include "panels/plugins/PluginDrawer.h"
#include "panels/plugins/PluginSide.h"
#include "platform/PlatformSession.h"
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
#include <QStackedWidget>
#include <QVBoxLayout>

namespace mk {

namespace {

const QString panelId = QStringLiteral("plugins");
const QString actionNew = QStringLiteral("new");

kong::PluginScope scopeOfKey(const QString &key) // "route/7f3a…"
{
    kong::PluginScope scope;
    const QString id = key.section(QLatin1Char('/'), 1);
    const std::optional<kong::Kind> kind = kong::kindFromId(key.section(QLatin1Char('/'), 0, 0));
    if (kind == kong::Kind::Api)
        scope.apiId = id;
    else if (kind == kong::Kind::Service)
        scope.serviceId = id;
    else if (kind == kong::Kind::Route)
        scope.routeId = id;
    else if (kind == kong::Kind::Consumer)
        scope.consumerId = id;
    return scope;
}

} // namespace

PluginsPanel::PluginsPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_desk(new KongDesk(context, this))
    , m_pages(new QStackedWidget(this))
    , m_frame(new PanelFrame(context.theme, panelId, tr("Plugins"), QStringLiteral("plug"), tr("Filter plugins"), m_pages))
    , m_table(new EntityTable(context.theme, tr("Plugins"), m_frame))
    , m_model(new RecordTableModel<KongPluginRecord>(pluginColumns(context.clock), this))
    , m_editor(new EntityEditor(context.theme, m_pages))
    , m_new(makeButton(context.theme, tr("New"), QStringLiteral("plus"), m_frame, ButtonKind::Primary))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    m_pages->addWidget(m_frame);
    m_pages->addWidget(m_editor);
    buildFrame();

    connect(m_editor, &EntityEditor::closeRequested, this, [this] { m_editor->leave([this] { leaveEditor(); }); });
    connect(m_editor, &EntityEditor::saveRequested, this, &PluginsPanel::save);
    connect(m_editor, &EntityEditor::documentEdited, this, [this] {
        if (m_side) {
            m_side->follow(m_editor->document());
            m_editor->setSideProblem(m_side->problem());
        }
    });
    connect(m_desk, &KongDesk::writabilityChanged, this, &PluginsPanel::refreshWritable);
    connect(m_desk, &KongDesk::problemMet, this, [this](const QString &title, const QString &text) {
        m_frame->banner()->setMessage(Status::Crit, title, text);
        m_frame->banner()->setClosable(true);
    });
    connect(context.planDesk, &PlanDesk::conflictMet, this, &PluginsPanel::showConflict);
    refreshWritable();
}

PluginsPanel::~PluginsPanel() = default;

void PluginsPanel::buildFrame()
{
    const Theme *theme = context().theme;
    m_table->setColumns(pluginLooks());
    m_binder = new ListBinder(context(), m_frame, m_table, m_model,
                              {.systemName = systemName(System::Kong),
                               .emptyTitle = tr("No plugins yet"),
                               .emptySentence = tr("A plugin adds what a route lacks: a rate limit, a key, metrics."),
                               .emptyActions = {{actionNew, tr("New plugin"), QStringLiteral("plus"), true}},
                               .missingRight = tr("the right to read plugins")});
    m_frame->addAction(m_new);
    m_details = new DetailHost(
        context(), m_frame, m_table, [this] { return makeDrawer(); },
        [this](DetailDrawer *drawer, const QString &id) {
            const KongPluginRecord *record = m_model->find(id);
            if (record)
                static_cast<PluginDrawer *>(drawer)->show(*record);
            return record != nullptr;
        });
    m_model->sort(m_model->columnOf(QStringLiteral("plugin")), Qt::AscendingOrder);

    BulkBar *bulk = m_frame->bulkBar();
    m_bulkSwitch = makeButton(theme, tr("Switch off"), QStringLiteral("ban"), bulk);
    auto *bulkExport = makeButton(theme, tr("Export"), QStringLiteral("download"), bulk);
    m_bulkDelete = makeButton(theme, tr("Delete…"), QStringLiteral("trash"), bulk);
    auto *exportMenu = new QMenu(bulkExport);
    exportMenu->addAction(tr("As CSV…"), this, [this] { m_binder->exportChosen(true); });
    exportMenu->addAction(tr("As JSON…"), this, [this] { m_binder->exportChosen(false); });
    bulkExport->setMenu(exportMenu);
    bulk->addButton(m_bulkSwitch);
    bulk->addButton(bulkExport);
    bulk->addButton(m_bulkDelete);

    connect(m_new, &QPushButton::clicked, this, [this] { makeNew({}); });
    connect(m_binder, &StoreBinder::emptyActionTriggered, this, [this] { m_new->click(); });
    connect(bulk, &BulkBar::cleared, m_table, &QAbstractItemView::clearSelection);
    connect(m_bulkDelete, &QPushButton::clicked, this, [this] { removeRows(chosen()); });
    connect(m_bulkSwitch, &QPushButton::clicked, this, [this] {
        const QList<KongPluginRecord> records = chosen();
        const bool anyOn = std::any_of(records.cbegin(), records.cend(),
                                       [](const KongPluginRecord &record) { return record.plugin.enabled; });
        switchRows(records, !anyOn);
    });
    connect(m_table, &EntityTable::selectionCountChanged, this, &PluginsPanel::chosenChanged);
    connect(m_table, &EntityTable::linkActivated, this, [this](const QModelIndex &index) {
        const KongPluginRecord *record = m_model->record(index);
        if (!record)
            return;
        if (m_model->columnId(index.column()) == QLatin1String("switch")) {
            if (m_desk->whyNot().isEmpty())
                switchRows({*record}, !record->plugin.enabled);
        } else if (const auto target = scopeTarget(record->plugin.scope)) {
            Q_EMIT openPanelRequested(QStringLiteral("routes"), KongRouteRecord::keyOf(target->first, target->second));
        }
    });
    connect(m_table, &EntityTable::escapePressed, this, [this] {
        if (m_table->selectedIds().size() > 1)
            m_table->clearSelection();
    });
    connect(m_table, &EntityTable::contextMenuWanted, this,
            [this](const QModelIndex &, const QPoint &globalPos) { fillMenu(globalPos); });
    connect(m_model, &RecordTableBase::settled, this, [this] {
        if (!m_keyToSelect.isEmpty() && m_model->rowOf(m_keyToSelect) >= 0)
            selectSoon(std::exchange(m_keyToSelect, {}));
    });
    connect(m_binder, &StoreBinder::environmentEditorRequested, this, &Panel::environmentEditorRequested);
    connect(m_binder, &StoreBinder::storeStateChanged, this, &PluginsPanel::tellEditor);
    m_binder->restoreLayout();
}

PluginDrawer *PluginsPanel::makeDrawer()
{
    auto *drawer = new PluginDrawer(context());
    drawer->setBlocked(m_desk->whyNot());
    connect(drawer, &PluginDrawer::editRequested, this, [this, drawer] { edit(drawer->record()); });
    connect(drawer, &PluginDrawer::duplicateRequested, this, [this, drawer] { duplicate(drawer->record()); });
    connect(drawer, &PluginDrawer::switchRequested, this,
            [this, drawer] { switchRows({drawer->record()}, !drawer->record().plugin.enabled); });
    connect(drawer, &PluginDrawer::deleteRequested, this, [this, drawer] { removeRows({drawer->record()}); });
    connect(drawer, &PluginDrawer::entityChosen, this,
            [this](const QString &key) { Q_EMIT openPanelRequested(QStringLiteral("routes"), key); });
    return drawer;
}

void PluginsPanel::setSession(PlatformSession *session)
{
    m_railSubscription.reset();
    leaveEditor();
    if (m_session) {
        m_session->disconnect(this);
        m_session->kongPluginRecords()->disconnect(this);
    }
    m_details->setSession(session);
    m_details->setStore(nullptr);
    m_keyToSelect.clear();
    m_binder->setStore(nullptr);
    m_session = session;
    m_desk->setSession(session);
    m_model->setStore(session ? session->kongPluginRecords() : nullptr);
    if (session) {
        m_binder->setStore(session->kongPluginRecords());
        m_details->setStore(session->kongPluginRecords());
        session->kongPluginRecords()->onDelta(this, [this](const auto &) {
            Q_EMIT railStateChanged(Status::None, m_session->kongPluginRecords()->rowCount());
            tellEditor();
        });
        connect(session, &PlatformSession::kongCapabilitiesChanged, this, &PluginsPanel::refreshWritable);
        m_railSubscription = session->kongPluginRecords()->subscribe(context().settings->backgroundInterval());
    }
    Q_EMIT railStateChanged(Status::None, railCount(session ? session->kongPluginRecords() : nullptr));
    refreshWritable();
}

void PluginsPanel::setShown(bool shown)
{
    m_shown = shown;
    m_binder->setShown(shown);
}

void PluginsPanel::refresh()
{
    if (LiveStoreBase *store = m_binder->store())
        store->refresh();
}

void PluginsPanel::focusFilter()
{
    if (m_pages->currentWidget() == m_frame)
        m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

bool PluginsPanel::hasUnsavedWork() const
{
    return m_editor->hasUnsavedWork();
}

bool PluginsPanel::showEntity(const QString &id)
{
    if (id.startsWith(QLatin1String("new/"))) {
        makeNew(scopeOfKey(id.mid(4)));
        return true;
    }
    if (m_pages->currentWidget() == m_editor) {
        if (m_editor->hasUnsavedWork())
            return false;
        leaveEditor();
    }
    if (!m_model->contains(id)) {
        m_keyToSelect = id;
        return false;
    }
    if (!m_table->setCurrentId(id)) {
        m_frame->filterBar()->setText({});
        m_table->setCurrentId(id);
    }
    m_details->open(id);
    return true;
}

void PluginsPanel::selectSoon(const QString &id)
{
    if (m_model->rowOf(id) < 0) {
        m_keyToSelect = id;
        return;
    }
    m_table->setCurrentId(id);
    m_details->open(id);
}

// ---- list and drawer

QList<KongPluginRecord> PluginsPanel::chosen() const
{
    QList<KongPluginRecord> records;
    const QStringList ids = m_table->selectedIds();
    for (const QString &id : ids) {
        if (const KongPluginRecord *record = m_model->find(id))
            records.append(*record);
    }
    return records;
}

void PluginsPanel::chosenChanged()
{
    const QList<KongPluginRecord> records = chosen();
    if (records.size() < 2) {
        m_frame->bulkBar()->setSelection({}, {});
        return;
    }
    const auto all = [&](auto &&test) { return std::all_of(records.cbegin(), records.cend(), test); };
    const QString name = records.constFirst().plugin.name;
    const bool alike = all([&name](const KongPluginRecord &r) { return r.plugin.name == name; });
    m_frame->bulkBar()->setSelection(tr("%n plugin(s) selected", nullptr, int(records.size())),
                                     alike ? tr("all %1").arg(visibleText(name)) : QString());
    const bool anyOn = !all([](const KongPluginRecord &r) { return !r.plugin.enabled; });
    m_bulkSwitch->setText(anyOn ? tr("Switch off") : tr("Switch on"));
}

void PluginsPanel::refreshWritable()
{
    const QString why = m_desk->whyNot();
    for (QPushButton *button : {m_new, m_bulkSwitch, m_bulkDelete}) {
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
    }
    static_cast<PluginDrawer *>(m_details->drawer())->setBlocked(why);
    for (DetailWindow *window : m_details->windows())
        static_cast<PluginDrawer *>(window->drawer())->setBlocked(why);
    m_editor->setBlocked(why);
    m_binder->setNotice(m_desk->notice());
}

void PluginsPanel::fillMenu(const QPoint &globalPos)
{
    const QList<KongPluginRecord> records = chosen();
    if (records.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool may = m_desk->whyNot().isEmpty();
    if (records.size() == 1) {
        const KongPluginRecord record = records.constFirst();
        menu->addAction(tr("Edit"), this, [this, record] { edit(record); })->setEnabled(may);
        menu->addAction(tr("Duplicate"), this, [this, record] { duplicate(record); })->setEnabled(may);
        menu->addAction(record.plugin.enabled ? tr("Switch off") : tr("Switch on"), this,
                        [this, record] { switchRows({record}, !record.plugin.enabled); })
            ->setEnabled(may);
        menu->addSeparator();
        menu->addAction(tr("Copy id"), this, [record] { QApplication::clipboard()->setText(record.plugin.id); });
        menu->addAction(tr("Copy JSON"), this,
                        [record] { QApplication::clipboard()->setText(maskedEntity(record.plugin.json)); });
    } else {
        menu->addAction(tr("Export as CSV…"), this, [this] { m_binder->exportChosen(true); });
        menu->addAction(tr("Export as JSON…"), this, [this] { m_binder->exportChosen(false); });
    }
    menu->addSeparator();
    menu->addAction(tr("Delete…"), this, [this, records] { removeRows(records); })->setEnabled(may);
    menu->popup(globalPos);
}

void PluginsPanel::switchRows(const QList<KongPluginRecord> &records, bool on)
{
    QList<KongDesk::Target> targets;
    for (const KongPluginRecord &record : records)
        targets.append({kong::Kind::Plugin, record.plugin.json});
    m_desk->setEnabled(targets, on);
}

void PluginsPanel::removeRows(const QList<KongPluginRecord> &records)
{
    QList<KongDesk::Target> targets;
    for (const KongPluginRecord &record : records)
        targets.append({kong::Kind::Plugin, record.plugin.json});
    m_desk->remove(targets);
}

// ---- editor

void PluginsPanel::leaveEditor()
{
    m_editor->close();
    m_editing = false;
    m_editId.clear();
    m_editEntity.clear();
    m_pages->setCurrentWidget(m_frame);
    if (m_shown)
        m_table->setFocus(Qt::OtherFocusReason);
}

void PluginsPanel::openEditor(const QString &title, const QByteArray &opened, const QByteArray &start, bool isNew)
{
    const JsonDocument document = JsonDocument::parse(start).value_or(JsonDocument());
    auto *side = new PluginSide(context(), m_session, document, isNew);
    m_side = side;
    m_editing = true;
    m_editor->open({.title = title,
                    .tag = isNew ? QString() : scopeWord(PluginSide::scopeIn(document)),
                    .opened = opened,
                    .start = start,
                    .saveNote = isNew ? QString() : tr("Only the fields that you change are sent.")},
                   side->form(), side);
    connect(side, &PluginSide::scopeChosen, this, [this](const kong::PluginScope &scope) {
        const bool old = m_session && m_session->kongCapabilities() && m_session->kongCapabilities()->oldPlugins;
        m_editor->setDocument(PluginSide::withScope(m_editor->document(), scope, old));
    });
    connect(side, &PluginSide::starterOffered, this, [this](const JsonDocument::Value &config) {
        JsonDocument edited = m_editor->document();
        const JsonDocument::Value *now = edited.at(QStringLiteral("config"));
        if (now && now->is_object() && !now->empty())
            return; // somebody has begun
        edited.set(QStringLiteral("config"), config);
        m_editor->setDocument(edited);
    });
    m_editor->setBlocked(m_desk->whyNot());
    m_editor->setSideProblem(side->problem());
    m_pages->setCurrentWidget(m_editor);
    side->form()->setFocus(Qt::OtherFocusReason);
}

void PluginsPanel::edit(const KongPluginRecord &record)
{
    Q_EMIT openPanelRequested(panelId, {}); // a window of its own may ask
    m_editor->leave([this, record] {
        m_editId = record.plugin.id;
        m_editEntity = record.plugin.json;
        const QByteArray text = KongDesk::editable(kong::Kind::Plugin, record.plugin.json);
        openEditor(record.plugin.name, text, text, false);
    });
}

void PluginsPanel::duplicate(const KongPluginRecord &record)
{
    Q_EMIT openPanelRequested(panelId, {});
    m_editor->leave([this, record] {
        m_editId.clear();
        m_editEntity.clear();
        Result<JsonDocument> copy = JsonDocument::parse(KongDesk::editable(kong::Kind::Plugin, record.plugin.json));
        if (!copy)
            return;
        copy->remove(QStringLiteral("instance_name")); // unique
        openEditor(tr("New plugin"), {}, copy->text(), true);
    });
}

void PluginsPanel::makeNew(const kong::PluginScope &scope)
{
    m_editor->leave([this, scope] {
        m_editId.clear();
        m_editEntity.clear();
        JsonDocument document;
        document.set(QStringLiteral("name"), "");
        document.set(QStringLiteral("enabled"), true);
        document.set(QStringLiteral("config"), JsonDocument::Value::object());
        const bool old = m_session && m_session->kongCapabilities() && m_session->kongCapabilities()->oldPlugins;
        openEditor(tr("New plugin"), {}, PluginSide::withScope(document, scope, old).text(), true);
    });
}

void PluginsPanel::save(const QByteArray &before, const QByteArray &after, bool afterConflict)
{
    // Compared with the text that the list brought: that is what is on the server as far as anybody knows.
    const KongPluginRecord *record = m_model->find(m_editId);
    if (afterConflict && record && KongDesk::editable(kong::Kind::Plugin, record->plugin.json) == before)
        m_editEntity = record->plugin.json;
    m_desk->save(m_editor, kong::Kind::Plugin, before.isEmpty() ? QByteArray() : m_editEntity, after, afterConflict,
                 [this](const QString &id) {
                     leaveEditor();
                     selectSoon(id);
                 });
}

void PluginsPanel::tellEditor()
{
    if (!m_session || !m_editing || m_editId.isEmpty())
        return;
    const StoreState &state = m_session->kongPluginRecords()->state();
    if (state.phase != StoreState::Phase::Ready || state.error)
        return;
    const KongPluginRecord *record = m_model->find(m_editId);
    if (record && !m_editor->hasUnsavedWork())
        m_editEntity = record->plugin.json;
    m_editor->serverHas(record ? std::optional(KongDesk::editable(kong::Kind::Plugin, record->plugin.json)) : std::nullopt);
}

void PluginsPanel::showConflict(const Change &change, const EntityState &now)
{
    if (KongDesk::kindOf(change.entity) != kong::Kind::Plugin)
        return;
    Q_EMIT openPanelRequested(panelId, {});
    const QByteArray opened = KongDesk::editable(kong::Kind::Plugin, change.before.body);
    const QByteArray mine = KongDesk::editable(kong::Kind::Plugin, change.after.body);
    if (!m_editing || m_editId != change.entity.id) {
        m_editId = change.entity.id;
        m_editEntity = change.before.body;
        openEditor(change.entity.name, opened, mine, false);
    }
    if (!now.exists) {
        m_editor->setSaving(false);
        m_editor->serverHas(std::nullopt);
        return;
    }
    m_editEntity = now.body;
    m_editor->showConflict(opened, KongDesk::editable(kong::Kind::Plugin, now.body), mine);
}

// ---- tour

QList<TourScene> PluginsPanel::tourScenes()
{
    const auto settled = [this] {
        if (!m_session)
            return true;
        const StoreState &state = m_session->kongPluginRecords()->state();
        return (state.phase == StoreState::Phase::Ready && !state.loading && m_model->isSettled())
            || state.phase == StoreState::Phase::NotConfigured || state.error.has_value();
    };
    const auto list = [this] {
        leaveEditor();
        m_table->clearSelection();
        m_details->close();
    };
    return {{QStringLiteral("plugins"), list, settled},
            {QStringLiteral("plugins-detail"),
             [this] {
                 if (m_model->shownCount() > 0)
                     showEntity(m_model->idAt(0));
             },
             settled},
            {QStringLiteral("plugins-edit"),
             [this, list] {
                 list();
                 if (m_model->shownCount() > 0)
                     edit(*m_model->record(0));
             },
             settled},
            {QStringLiteral("plugins-new"),
             [this, list] {
                 list();
                 makeNew({});
             },
             settled}};
}

} // namespace mk
