// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/RoutesPanel.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MarkedText.h"
#include "panels/DetailHost.h"
#include "panels/EntityEditor.h"
#include "panels/KongColumns.h"
#include "panels/KongDesk.h"
#include "panels/ListBinder.h"
#include "panels/routes/RouteDrawer.h"
#include "panels/routes/RouteForms.h"
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

const QString panelId = QStringLiteral("routes");
const QString actionNew = QStringLiteral("new");

QString newTitle(kong::Kind kind)
{
    switch (kind) {
    case kong::Kind::Api:
        return RoutesPanel::tr("New API object");
    case kong::Kind::Service:
        return RoutesPanel::tr("New service");
    default:
        return RoutesPanel::tr("New route");
    }
}

} // namespace

RoutesPanel::RoutesPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_desk(new KongDesk(context, this))
    , m_pages(new QStackedWidget(this))
    , m_frame(new PanelFrame(context.theme, panelId, tr("Routes"), QStringLiteral("route"), tr("Filter routes"), m_pages))
    , m_table(new EntityTable(context.theme, tr("Routes"), m_frame))
    , m_model(new RecordTableModel<KongRouteRecord>(routeColumns(context.clock), this))
    , m_editor(new EntityEditor(context.theme, m_pages))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    m_pages->addWidget(m_frame);
    m_pages->addWidget(m_editor);
    buildFrame();

    connect(m_editor, &EntityEditor::closeRequested, this, [this] { m_editor->leave([this] { leaveEditor(); }); });
    connect(m_editor, &EntityEditor::saveRequested, this, &RoutesPanel::save);
    connect(m_editor, &EntityEditor::documentEdited, this, &RoutesPanel::editorChanged);
    connect(m_desk, &KongDesk::writabilityChanged, this, &RoutesPanel::refreshWritable);
    connect(m_desk, &KongDesk::problemMet, this, [this](const QString &title, const QString &text) {
        m_frame->banner()->setMessage(Status::Crit, title, text);
        m_frame->banner()->setClosable(true);
    });
    connect(context.planDesk, &PlanDesk::conflictMet, this, &RoutesPanel::showConflict);
    refreshWritable();
}

RoutesPanel::~RoutesPanel() = default;

void RoutesPanel::buildFrame()
{
    const Theme *theme = context().theme;
    m_table->setColumns(routeLooks());
    m_binder = new ListBinder(context(), m_frame, m_table, m_model,
                              {.systemName = systemName(System::Kong),
                               .emptyTitle = tr("No routes yet"),
                               .emptySentence = tr("Services register themselves with the gateway when they start."),
                               .emptyActions = {{actionNew, tr("New…"), QStringLiteral("plus"), true}},
                               .missingRight = tr("the right to read routes and services")});
    m_new = makeButton(theme, tr("New"), QStringLiteral("plus"), m_frame, ButtonKind::Primary);
    m_newMenu = new QMenu(m_new);
    m_frame->addAction(m_new);
    m_details = new DetailHost(
        context(), m_frame, m_table, [this] { return makeDrawer(); },
        [this](DetailDrawer *drawer, const QString &key) {
            const std::optional<KongRouteRecord> record = recordFor(key);
            if (record)
                static_cast<RouteDrawer *>(drawer)->show(*record);
            return record.has_value();
        });
    m_model->sort(m_model->columnOf(QStringLiteral("name")), Qt::AscendingOrder);

    BulkBar *bulk = m_frame->bulkBar();
    m_bulkSwitch = makeButton(theme, tr("Disable"), QStringLiteral("ban"), bulk);
    auto *bulkExport = makeButton(theme, tr("Export"), QStringLiteral("download"), bulk);
    m_bulkDelete = makeButton(theme, tr("Delete…"), QStringLiteral("trash"), bulk);
    auto *exportMenu = new QMenu(bulkExport);
    exportMenu->addAction(tr("As CSV…"), this, [this] { m_binder->exportChosen(true); });
    exportMenu->addAction(tr("As JSON…"), this, [this] { m_binder->exportChosen(false); });
    bulkExport->setMenu(exportMenu);
    bulk->addButton(m_bulkSwitch);
    bulk->addButton(bulkExport);
    bulk->addButton(m_bulkDelete);

    connect(m_new, &QPushButton::clicked, this, [this] {
        fillNewMenu();
        m_newMenu->popup(m_new->mapToGlobal(QPoint(0, m_new->height() + 4)));
    });
    connect(bulk, &BulkBar::cleared, m_table, &QAbstractItemView::clearSelection);
    connect(m_bulkDelete, &QPushButton::clicked, this, [this] {
        QList<KongDesk::Target> targets;
        const QList<KongRouteRecord> records = chosen();
        for (const KongRouteRecord &record : records)
            targets.append({record.kind, record.json});
        m_desk->remove(targets);
    });
    connect(m_bulkSwitch, &QPushButton::clicked, this, [this] {
        QList<KongDesk::Target> targets;
        const QList<KongRouteRecord> records = chosen();
        bool anyOn = false;
        for (const KongRouteRecord &record : records) {
            targets.append({kong::Kind::Service, record.kind == kong::Kind::Service ? record.json : record.serviceJson});
            anyOn = anyOn || record.enabled == true;
        }
        m_desk->setEnabled(targets, !anyOn);
    });
    connect(m_table, &EntityTable::selectionCountChanged, this, &RoutesPanel::chosenChanged);
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
    connect(m_binder, &StoreBinder::storeStateChanged, this, &RoutesPanel::tellEditor);
    connect(m_binder, &StoreBinder::emptyActionTriggered, this, [this] { m_new->click(); });
    m_binder->restoreLayout();
}

RouteDrawer *RoutesPanel::makeDrawer()
{
    auto *drawer = new RouteDrawer(context());
    drawer->setSession(m_session);
    drawer->setBlocked(m_desk->whyNot());
    connect(drawer, &RouteDrawer::editRequested, this, [this, drawer] { edit(drawer->record()); });
    connect(drawer, &RouteDrawer::duplicateRequested, this, [this, drawer] { duplicate(drawer->record()); });
    connect(drawer, &RouteDrawer::deleteRequested, this,
            [this, drawer] { m_desk->remove({{drawer->record().kind, drawer->record().json}}); });
    connect(drawer, &RouteDrawer::enableRequested, this,
            [this, drawer](bool on) { m_desk->setEnabled({{drawer->record().kind, drawer->record().json}}, on); });
    connect(drawer, &RouteDrawer::addPluginRequested, this, [this, drawer] {
        Q_EMIT openPanelRequested(QStringLiteral("plugins"), QStringLiteral("new/") + drawer->record().key());
    });
    connect(drawer, &RouteDrawer::pluginChosen, this,
            [this](const QString &id) { Q_EMIT openPanelRequested(QStringLiteral("plugins"), id); });
    connect(drawer, &RouteDrawer::entityChosen, this,
            [this](const QString &key) { Q_EMIT openPanelRequested(panelId, key); });
    return drawer;
}

void RoutesPanel::setSession(PlatformSession *session)
{
    m_railSubscription.reset();
    leaveEditor();
    if (m_session) {
        m_session->disconnect(this);
        m_session->kongRouteRecords()->disconnect(this);
    }
    m_details->setSession(session);
    m_details->setStore(nullptr);
    static_cast<RouteDrawer *>(m_details->drawer())->setSession(session);
    m_keyToSelect.clear();
    m_binder->setStore(nullptr);
    m_session = session;
    m_desk->setSession(session);
    m_model->setStore(session ? session->kongRouteRecords() : nullptr);
    if (session) {
        m_binder->setStore(session->kongRouteRecords());
        m_details->setStore(session->kongRouteRecords());
        session->kongRouteRecords()->onDelta(this, [this](const auto &) {
            const KongRouteRecords &store = *m_session->kongRouteRecords();
            Q_EMIT railStateChanged(Status::None, store.rowCount());
            tellEditor();
        });
        connect(session, &PlatformSession::kongCapabilitiesChanged, this, &RoutesPanel::refreshWritable);
        m_railSubscription = session->kongRouteRecords()->subscribe(context().settings->backgroundInterval());
    }
    Q_EMIT railStateChanged(Status::None, railCount(session ? session->kongRouteRecords() : nullptr));
    refreshWritable();
}

void RoutesPanel::setShown(bool shown)
{
    m_shown = shown;
    m_binder->setShown(shown);
}

void RoutesPanel::refresh()
{
    if (LiveStoreBase *store = m_binder->store())
        store->refresh();
}

void RoutesPanel::focusFilter()
{
    if (m_pages->currentWidget() == m_frame)
        m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

bool RoutesPanel::hasUnsavedWork() const
{
    return m_editor->hasUnsavedWork();
}

// ---- list and drawer

std::optional<KongRouteRecord> RoutesPanel::recordFor(const QString &key) const
{
    if (const KongRouteRecord *record = m_model->find(key))
        return *record;
    if (!m_session)
        return std::nullopt;
    // A service behind routes has no row of its own.
    for (const kong::Service &service : *m_session->kongServices()->rows()) {
        if (KongRouteRecord::keyOf(kong::Kind::Service, service.id) == key)
            return kongjoin::recordOf(service);
    }
    return std::nullopt;
}

bool RoutesPanel::showEntity(const QString &id)
{
    std::optional<KongRouteRecord> record = recordFor(id);
    if (!record) {
        for (const KongRouteRecord &row : *m_model->rows()) {
            if (row.id == id || (!row.name.isEmpty() && row.name == id)) {
                record = row;
                break;
            }
        }
    }
    if (m_pages->currentWidget() == m_editor) {
        if (m_editor->hasUnsavedWork())
            return false; // what is typed there stays in front
        leaveEditor();
    }
    if (!record) {
        m_keyToSelect = id;
        return false;
    }
    if (m_model->contains(record->key()) && !m_table->setCurrentId(record->key())) {
        m_frame->filterBar()->setText({}); // a filter hides it
        m_table->setCurrentId(record->key());
    }
    m_details->open(record->key());
    return true;
}

void RoutesPanel::selectSoon(const QString &key)
{
    if (m_model->rowOf(key) < 0) {
        m_keyToSelect = key;
        return;
    }
    m_table->setCurrentId(key);
    m_details->open(key);
}

QList<KongRouteRecord> RoutesPanel::chosen() const
{
    QList<KongRouteRecord> records;
    const QStringList ids = m_table->selectedIds();
    for (const QString &id : ids) {
        if (const KongRouteRecord *record = m_model->find(id))
            records.append(*record);
    }
    return records;
}

void RoutesPanel::chosenChanged()
{
    const QList<KongRouteRecord> records = chosen();
    if (records.size() < 2) {
        m_frame->bulkBar()->setSelection({}, {});
        return;
    }
    const auto all = [&](auto &&test) { return std::all_of(records.cbegin(), records.cend(), test); };
    QString shared;
    if (all([](const KongRouteRecord &r) { return r.kind == kong::Kind::Api; }))
        shared = tr("all API objects");
    else if (all([](const KongRouteRecord &r) { return r.kind == kong::Kind::Route; }))
        shared = tr("all with service and route objects");
    else if (all([](const KongRouteRecord &r) { return r.kind == kong::Kind::Service; }))
        shared = tr("all services");
    m_frame->bulkBar()->setSelection(tr("%n selected", nullptr, int(records.size())), shared);
    const bool canSwitch = all([](const KongRouteRecord &r) { return r.enabled.has_value() && !r.serviceId.isEmpty(); });
    m_bulkSwitch->setVisible(canSwitch);
    const bool anyOn = !all([](const KongRouteRecord &r) { return r.enabled == false; });
    m_bulkSwitch->setText(anyOn ? tr("Disable") : tr("Enable"));
}

void RoutesPanel::refreshWritable()
{
    const QString why = m_desk->whyNot();
    for (QPushButton *button : {m_new, m_bulkDelete, m_bulkSwitch}) {
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
    }
    static_cast<RouteDrawer *>(m_details->drawer())->setBlocked(why);
    for (DetailWindow *window : m_details->windows())
        static_cast<RouteDrawer *>(window->drawer())->setBlocked(why);
    m_editor->setBlocked(why);
    m_binder->setNotice(m_desk->notice());
}

void RoutesPanel::fillNewMenu()
{
    m_newMenu->clear();
    const std::optional<kong::Capabilities> capabilities = m_session ? m_session->kongCapabilities() : std::nullopt;
    if (!capabilities)
        return;
    if (capabilities->apis)
        m_newMenu->addAction(tr("API object"), this, [this] { makeNew(kong::Kind::Api); });
    if (capabilities->services) {
        m_newMenu->addAction(tr("Service and route"), this, &RoutesPanel::makeServiceAndRoute);
        m_newMenu->addAction(tr("Route of a service"), this, [this] {
            const KongRouteRecord *record = m_model->find(m_table->currentId());
            makeNew(kong::Kind::Route, record ? record->serviceId : QString());
        });
        m_newMenu->addAction(tr("Service"), this, [this] { makeNew(kong::Kind::Service); });
    }
}

void RoutesPanel::fillMenu(const QPoint &globalPos)
{
    const QList<KongRouteRecord> records = chosen();
    if (records.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool may = m_desk->whyNot().isEmpty();
    if (records.size() == 1) {
        const KongRouteRecord record = records.constFirst();
        menu->addAction(tr("Edit"), this, [this, record] { edit(record); })->setEnabled(may);
        menu->addAction(tr("Duplicate"), this, [this, record] { duplicate(record); })->setEnabled(may);
        if (record.kind == kong::Kind::Route && !record.serviceId.isEmpty()) {
            menu->addAction(tr("Show its service"), this, [this, record] {
                showEntity(KongRouteRecord::keyOf(kong::Kind::Service, record.serviceId));
            });
        }
        menu->addSeparator();
        menu->addAction(tr("Copy id"), this, [record] { QApplication::clipboard()->setText(record.id); });
        menu->addAction(tr("Copy JSON"), this, [record] { QApplication::clipboard()->setText(maskedEntity(record.json)); });
    } else {
        menu->addAction(tr("Export as CSV…"), this, [this] { m_binder->exportChosen(true); });
        menu->addAction(tr("Export as JSON…"), this, [this] { m_binder->exportChosen(false); });
    }
    menu->addSeparator();
    menu->addAction(tr("Delete…"), m_bulkDelete, &QAbstractButton::click)->setEnabled(may);
    menu->popup(globalPos);
}

// ---- editor

void RoutesPanel::leaveEditor()
{
    m_editor->close();
    m_making = Making::Nothing;
    m_editId.clear();
    m_editEntity.clear();
    m_pages->setCurrentWidget(m_frame);
    if (m_shown)
        m_table->setFocus(Qt::OtherFocusReason);
}

void RoutesPanel::openEditor(kong::Kind kind, const QString &title, const QByteArray &opened, const QByteArray &start,
                             const QString &note)
{
    m_making = Making::One;
    m_editKind = kind;
    EntityForm *form = makeForm(kind, start);
    m_editor->open({.title = title, .tag = kongKindWord(kind), .opened = opened, .start = start, .saveNote = note}, form);
    m_editor->setBlocked(m_desk->whyNot());
    m_pages->setCurrentWidget(m_editor);
    form->setFocus(Qt::OtherFocusReason);
}

void RoutesPanel::edit(const KongRouteRecord &record)
{
    Q_EMIT openPanelRequested(panelId, {}); // a window of its own may ask
    m_editor->leave([this, record] {
        m_editId = record.id;
        m_editEntity = record.json;
        const QByteArray text = KongDesk::editable(record.kind, record.json);
        openEditor(record.kind, record.shownName(), text, text, tr("Only the fields that you change are sent."));
        editorChanged();
    });
}

void RoutesPanel::duplicate(const KongRouteRecord &record)
{
    Q_EMIT openPanelRequested(panelId, {});
    m_editor->leave([this, record] {
        m_editId.clear();
        m_editEntity.clear();
        Result<JsonDocument> copy = JsonDocument::parse(KongDesk::editable(record.kind, record.json));
        if (!copy)
            return;
        if (const QString name = copy->string(QStringLiteral("name")); !name.isEmpty())
            copy->set(QStringLiteral("name"), jsonOf(QString(name + QStringLiteral("-copy"))));
        openEditor(record.kind, newTitle(record.kind), {}, copy->text(), {});
    });
}

void RoutesPanel::makeNew(kong::Kind kind, const QString &serviceId)
{
    m_editor->leave([this, kind, serviceId] {
        m_editId.clear();
        m_editEntity.clear();
        openEditor(kind, newTitle(kind), {}, routeforms::starter(kind, serviceId), {});
    });
}

void RoutesPanel::makeServiceAndRoute()
{
    m_editor->leave([this] {
        m_editId.clear();
        m_editEntity.clear();
        m_making = Making::ServiceAndRoute;
        EntityForm *form = makeServiceRouteForm();
        m_editor->open({.title = tr("New service and route"),
                        .tag = {},
                        .opened = {},
                        .start = routeforms::serviceAndRouteStarter(),
                        .saveNote = tr("The service is made first, then the route to it.")},
                       form);
        m_editor->setBlocked(m_desk->whyNot());
        m_pages->setCurrentWidget(m_editor);
        form->setFocus(Qt::OtherFocusReason);
    });
}

EntityForm *RoutesPanel::makeForm(kong::Kind kind, const QByteArray &document) const
{
    const kong::Capabilities capabilities = m_session ? m_session->kongCapabilities().value_or(kong::Capabilities())
                                                      : kong::Capabilities();
    static const std::vector<kong::Service> none;
    return routeforms::make(context().theme, kind, capabilities, document,
                            m_session ? *m_session->kongServices()->rows() : none);
}

EntityForm *RoutesPanel::makeServiceRouteForm() const
{
    return routeforms::makeServiceAndRoute(
        context().theme,
        m_session ? m_session->kongCapabilities().value_or(kong::Capabilities()) : kong::Capabilities());
}

// What a service that registers itself would undo is told at the field, while it is being typed.
void RoutesPanel::editorChanged()
{
    if (!m_session || m_making != Making::One || m_editEntity.isEmpty() || !m_editor->form())
        return;
    kongregistrars::Guess guess;
    if (m_editKind == kong::Kind::Api) {
        std::vector<kong::Plugin> plugins;
        for (const kong::Plugin &plugin : *m_session->kongPlugins()->rows()) {
            if (plugin.scope.apiId == m_editId)
                plugins.push_back(plugin);
        }
        for (const kong::Api &api : *m_session->kongApis()->rows()) {
            if (api.id == m_editId)
                guess = kongregistrars::guess(api, plugins);
        }
    } else {
        QString serviceId = m_editId;
        std::vector<kong::Route> routes;
        for (const kong::Route &route : *m_session->kongRoutes()->rows()) {
            if (m_editKind == kong::Kind::Route && route.id == m_editId)
                serviceId = route.serviceId;
        }
        for (const kong::Route &route : *m_session->kongRoutes()->rows()) {
            if (route.serviceId == serviceId)
                routes.push_back(route);
        }
        for (const kong::Service &service : *m_session->kongServices()->rows()) {
            if (service.id == serviceId)
                guess = kongregistrars::guess(service, routes);
        }
    }
    const QStringList changed = KongDesk::changedMembers(m_editKind, m_editEntity, m_editor->document().text());
    routeforms::tellRegistrars(m_editor->form(), guess.library,
                               kongregistrars::undoneAtNextStart(guess.library, m_editKind, changed));
}

void RoutesPanel::save(const QByteArray &before, const QByteArray &after, bool afterConflict)
{
    const auto done = [this](kong::Kind kind) {
        return [this, kind](const QString &id) {
            const QString key = KongRouteRecord::keyOf(kind, id);
            leaveEditor();
            selectSoon(key);
        };
    };
    if (afterConflict) { // compared with the text that the list brought: as far as anybody knows it is on the server
        const std::optional<KongRouteRecord> record = recordFor(KongRouteRecord::keyOf(m_editKind, m_editId));
        if (record && KongDesk::editable(m_editKind, record->json) == before)
            m_editEntity = record->json;
    }
    if (m_making == Making::ServiceAndRoute) {
        m_desk->saveServiceAndRoute(m_editor, after, done(kong::Kind::Route));
        return;
    }
    m_desk->save(m_editor, m_editKind, before.isEmpty() ? QByteArray() : m_editEntity, after, afterConflict, done(m_editKind));
}

// The server's list moved: does it still hold what is being edited?
void RoutesPanel::tellEditor()
{
    if (!m_session || m_making != Making::One || m_editId.isEmpty())
        return;
    const StoreState &state = m_session->kongRouteRecords()->state();
    if (state.phase != StoreState::Phase::Ready || state.error)
        return;
    const std::optional<KongRouteRecord> record = recordFor(KongRouteRecord::keyOf(m_editKind, m_editId));
    if (record && !m_editor->hasUnsavedWork())
        m_editEntity = record->json;
    m_editor->serverHas(record ? std::optional(KongDesk::editable(m_editKind, record->json)) : std::nullopt);
}

void RoutesPanel::showConflict(const Change &change, const EntityState &now)
{
    const std::optional<kong::Kind> kind = KongDesk::kindOf(change.entity);
    if (!kind || *kind == kong::Kind::Plugin || *kind == kong::Kind::Consumer)
        return;
    Q_EMIT openPanelRequested(panelId, {});
    const QByteArray opened = KongDesk::editable(*kind, change.before.body);
    const QByteArray mine = KongDesk::editable(*kind, change.after.body);
    if (m_making != Making::One || m_editId != change.entity.id) { // met by an undo: what it wanted is "yours"
        m_editId = change.entity.id;
        m_editEntity = change.before.body;
        openEditor(*kind, change.entity.name, opened, mine, {});
    }
    if (!now.exists) {
        m_editor->setSaving(false);
        m_editor->serverHas(std::nullopt);
        return;
    }
    m_editEntity = now.body; // what the next attempt is compared with
    m_editor->showConflict(opened, KongDesk::editable(*kind, now.body), mine);
}

// ---- tour

QList<TourScene> RoutesPanel::tourScenes()
{
    const auto settled = [this] {
        if (!m_session)
            return true;
        const StoreState &state = m_session->kongRouteRecords()->state();
        return (state.phase == StoreState::Phase::Ready && !state.loading && m_model->isSettled())
            || state.phase == StoreState::Phase::NotConfigured || state.error.has_value();
    };
    const auto first = [this]() -> const KongRouteRecord * {
        return m_model->shownCount() > 0 ? m_model->record(0) : nullptr;
    };
    const auto list = [this] {
        leaveEditor();
        m_table->clearSelection();
        m_details->close();
    };
    return {{QStringLiteral("routes"), list, settled},
            {QStringLiteral("routes-detail"),
             [this, first] {
                 if (const KongRouteRecord *record = first())
                     showEntity(record->key());
             },
             settled},
            {QStringLiteral("routes-chosen"),
             [this, list] {
                 list();
                 QStringList ids;
                 for (int row = 0; row < std::min<int>(3, int(m_model->shownCount())); ++row)
                     ids.append(m_model->idAt(row));
                 m_table->setSelectedIds(ids);
             },
             settled},
            {QStringLiteral("routes-edit"),
             [this, list, first] {
                 list();
                 if (const KongRouteRecord *record = first())
                     edit(*record);
             },
             settled},
            {QStringLiteral("routes-conflict"),
             [this] {
                 // What the three sides look like, on a copy: nothing is sent.
                 Result<JsonDocument> theirs = JsonDocument::parse(m_editor->opened());
                 if (!theirs)
                     return;
                 JsonDocument mine = *theirs;
                 theirs->set(QStringLiteral("retries"), 3);
                 mine.set(QStringLiteral("retries"), 8);
                 mine.set(QStringLiteral("preserve_host"), true);
                 m_editor->showConflict(m_editor->opened(), theirs->text(), mine.text());
             },
             settled},
            {QStringLiteral("routes-new"),
             [this, list] {
                 list();
                 const std::optional<kong::Capabilities> capabilities = m_session ? m_session->kongCapabilities() : std::nullopt;
                 if (capabilities && capabilities->apis)
                     makeNew(kong::Kind::Api);
                 else
                     makeServiceAndRoute();
             },
             settled},
            {QStringLiteral("routes-delete"),
             [this, list, first] {
                 list();
                 if (const KongRouteRecord *record = first())
                     m_desk->remove({{record->kind, record->json}});
             },
             settled, {}, true}};
}

} // namespace mk
