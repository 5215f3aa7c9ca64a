// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/RoutesPanel.h"

#include "core/SafeText.h"
#include "panels/DetailHost.h"
#include "panels/EntityEditor.h"
#include "panels/EntityForm.h"
#include "panels/KongColumns.h"
#include "panels/routes/RouteDrawer.h"
#include "panels/routes/RouteForms.h"
#include "panels/routes/RouteSide.h"
#include "panels/routes/RouteJobs.h"
#include "platform/PlatformSession.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/EntityTable.h"
#include "widgets/PanelFrame.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QMenu>
#include <QPushButton>

namespace mk {

namespace {

const QString routesPanelId = QStringLiteral("routes");

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
    : KongListPanel(context, new RecordTableModel<KongRouteRecord>(routeColumns(context.clock)),
                    {.id = routesPanelId,
                     .title = tr("Routes"),
                     .iconName = QStringLiteral("route"),
                     .filterName = tr("Filter routes"),
                     .texts = {.systemName = systemName(System::Kong),
                               .emptyTitle = tr("No routes yet"),
                               .emptySentence = tr("Services register themselves with the gateway when they start."),
                               .emptyActions = {{QStringLiteral("new"), tr("New…"), QStringLiteral("plus"), true}},
                               .missingRight = tr("the right to read routes and services")},
                     .columns = routeLooks(),
                     .sortedBy = QStringLiteral("name")},
                    parent)
    , m_model(static_cast<RecordTableModel<KongRouteRecord> *>(table()->model()))
    , m_newMenu(new QMenu(newButton()))
    , m_routeJobs(new RouteJobs(context, this))
{
    build();
    connectJobs();
    connect(table(), &EntityTable::linkActivated, this, [this](const QModelIndex &index) {
        if (const KongRouteRecord *record = m_model->record(index))
            Q_EMIT openPanelRequested(QStringLiteral("services"), record->insight.service);
    });
}

RoutesPanel::~RoutesPanel() = default;

void RoutesPanel::connectJobs()
{
    m_bulkConvert = makeButton(context().theme, tr("Turn into services…"), QStringLiteral("git-merge"), frame()->bulkBar());
    m_bulkUnregister = makeButton(context().theme, tr("Unregister…"), QStringLiteral("plug-x"), frame()->bulkBar());
    frame()->bulkBar()->addButton(m_bulkConvert);
    frame()->bulkBar()->addButton(m_bulkUnregister);
    connect(m_bulkConvert, &QPushButton::clicked, this, [this] { m_routeJobs->convert(chosenRecords()); });
    connect(m_bulkUnregister, &QPushButton::clicked, this, [this] { m_routeJobs->unregister(chosenRecords()); });
    connect(table(), &EntityTable::selectionCountChanged, this, &RoutesPanel::bulkChanged);
    connect(m_model, &RecordTableBase::settled, this, &RoutesPanel::bulkChanged);
    connect(desk(), &KongDesk::writabilityChanged, this, &RoutesPanel::bulkChanged);
    connect(m_routeJobs, &RouteJobs::problemMet, desk(), &KongDesk::problemMet);
    connect(m_routeJobs, &RouteJobs::registered, this, [this](const QString &name) {
        for (const KongRouteRecord &row : *m_model->rows()) {
            if (row.kind == kong::Kind::Api && row.name == name)
                selectSoon(row.key());
        }
    });
    bulkChanged();
}

// What all of the chosen rows can do.
void RoutesPanel::bulkChanged()
{
    const QList<KongRouteRecord> records = chosenRecords();
    const QString why = desk()->whyNot();
    const auto offer = [&](QPushButton *button, bool can) {
        button->setVisible(can);
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
    };
    offer(m_bulkUnregister, !records.isEmpty() && std::all_of(records.cbegin(), records.cend(), RouteJobs::isOrphan));
    offer(m_bulkConvert, server().services && !records.isEmpty()
                             && std::all_of(records.cbegin(), records.cend(),
                                            [](const KongRouteRecord &r) { return r.kind == kong::Kind::Api; }));
}

DetailDrawer *RoutesPanel::makeDrawer()
{
    auto *drawer = new RouteDrawer(context());
    drawer->setSession(session());
    drawer->setBlocked(desk()->whyNot());
    connect(drawer, &RouteDrawer::editRequested, this, [this, drawer] { editRecord(drawer->record()); });
    connect(drawer, &RouteDrawer::duplicateRequested, this, [this, drawer] { duplicate(drawer->record()); });
    connect(drawer, &RouteDrawer::deleteRequested, this,
            [this, drawer] { desk()->remove({{drawer->record().kind, drawer->record().json}}); });
    connect(drawer, &RouteDrawer::enableRequested, this,
            [this, drawer](bool on) { desk()->setEnabled({{drawer->record().kind, drawer->record().json}}, on); });
    connect(drawer, &RouteDrawer::unregisterRequested, this, [this, drawer] { m_routeJobs->unregister({drawer->record()}); });
    connect(drawer, &RouteDrawer::convertRequested, this, [this, drawer] { m_routeJobs->convert({drawer->record()}); });
    connect(drawer, &RouteDrawer::registerRequested, this, [this, drawer] { m_routeJobs->registerByHand(drawer->record()); });
    connect(drawer, &RouteDrawer::addPluginRequested, this, [this, drawer] { addPluginTo(drawer->record()); });
    connect(drawer, &RouteDrawer::traceRequested, this,
            [this, drawer] { Q_EMIT openPanelRequested(QStringLiteral("path"), drawer->record().key()); });
    connect(drawer, &RouteDrawer::pluginChosen, this,
            [this](const QString &id) { Q_EMIT openPanelRequested(QStringLiteral("plugins"), id); });
    connect(drawer, &RouteDrawer::entityChosen, this,
            [this](const QString &key) {
                const QString consul = QStringLiteral("consul/");
                if (key.startsWith(consul))
                    Q_EMIT openPanelRequested(QStringLiteral("services"), key.mid(consul.size()));
                else
                    Q_EMIT openPanelRequested(routesPanelId, key);
            });
    return drawer;
}

bool RoutesPanel::showIn(DetailDrawer *drawer, const QString &key)
{
    const std::optional<KongRouteRecord> record = recordFor(key);
    if (record)
        static_cast<RouteDrawer *>(drawer)->show(*record);
    return record.has_value();
}

void RoutesPanel::setDrawerBlocked(DetailDrawer *drawer, const QString &why)
{
    static_cast<RouteDrawer *>(drawer)->setBlocked(why);
}

LiveStoreBase *RoutesPanel::follow(PlatformSession *session)
{
    KongRouteRecords *store = session ? session->kongRouteRecords() : nullptr;
    static_cast<RouteDrawer *>(details()->drawer())->setSession(session);
    m_routeJobs->setSession(session);
    m_model->setStore(store);
    if (store)
        store->onDelta(this, [this](const auto &) { rowsChanged(); });
    return store;
}

// ---- list and drawer

std::optional<KongRouteRecord> RoutesPanel::recordFor(const QString &key) const
{
    if (const KongRouteRecord *record = m_model->find(key))
        return *record;
    if (!session())
        return std::nullopt;
    // A service behind routes has no row of its own.
    for (const kong::Service &service : *session()->kongServices()->rows()) {
        if (KongRouteRecord::keyOf(kong::Kind::Service, service.id) == key) {
            KongRouteRecord record = kongjoin::recordOf(service);
            record.insight = session()->kongInsight(key);
            return record;
        }
    }
    return std::nullopt;
}

std::optional<QByteArray> RoutesPanel::listed(kong::Kind kind, const QString &id) const
{
    const std::optional<KongRouteRecord> record = recordFor(keyOf(kind, id));
    return record ? std::optional(record->json) : std::nullopt;
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
    if (!leaveEditorUnlessTyped())
        return false;
    if (record)
        openRow(record->key());
    else
        waitFor(id);
    return record.has_value();
}

QList<KongRouteRecord> RoutesPanel::chosenRecords() const
{
    QList<KongRouteRecord> records;
    const QStringList ids = table()->selectedIds();
    for (const QString &id : ids) {
        if (const KongRouteRecord *record = m_model->find(id))
            records.append(*record);
    }
    return records;
}

QList<KongDesk::Target> RoutesPanel::chosen() const
{
    QList<KongDesk::Target> targets;
    for (const KongRouteRecord &record : chosenRecords())
        targets.append({record.kind, record.json});
    return targets;
}

std::pair<QString, QString> RoutesPanel::chosenText(int count) const
{
    const QList<KongRouteRecord> records = chosenRecords();
    const auto all = [&records](kong::Kind kind) {
        return std::all_of(records.cbegin(), records.cend(), [kind](const KongRouteRecord &r) { return r.kind == kind; });
    };
    const QString shared = all(kong::Kind::Api) ? tr("all API objects")
        : all(kong::Kind::Route)                ? tr("all with service and route objects")
        : all(kong::Kind::Service)              ? tr("all services")
                                                : QString();
    return {tr("%n selected", nullptr, count), shared};
}

// A route has no switch of its own: its service's is meant.
KongListPanel::Switching RoutesPanel::switchingOf(const QList<KongRouteRecord> &records)
{
    Switching switching;
    bool anyRoute = false;
    switching.on = true;
    for (const KongRouteRecord &record : records) {
        anyRoute = anyRoute || record.kind == kong::Kind::Route;
        switching.targets.append(
            {kong::Kind::Service, record.kind == kong::Kind::Service ? record.json : record.serviceJson});
        switching.on = switching.on && record.enabled == false;
    }
    if (records.size() == 1 && anyRoute)
        switching.text = switching.on ? tr("Enable its service") : tr("Disable its service");
    else
        switching.text = switching.on ? tr("Enable") : tr("Disable");
    if (anyRoute)
        switching.tooltip = tr("Switches the services behind the routes, and with them all of their routes.");
    return switching;
}

std::optional<KongListPanel::Switching> RoutesPanel::switching() const
{
    const QList<KongRouteRecord> records = chosenRecords();
    const bool can = !records.isEmpty() && std::all_of(records.cbegin(), records.cend(), [](const KongRouteRecord &r) {
        return r.enabled.has_value() && !r.serviceId.isEmpty();
    });
    return can ? std::optional(switchingOf(records)) : std::nullopt;
}

void RoutesPanel::newClicked()
{
    m_newMenu->clear();
    const kong::Capabilities known = server();
    if (known.apis)
        m_newMenu->addAction(tr("API object"), this, [this] { makeNew(kong::Kind::Api); });
    if (known.apis)
        m_newMenu->addAction(tr("Registration by hand…"), this, [this] { m_routeJobs->registerByHand(std::nullopt); });
    if (known.services) {
        m_newMenu->addAction(tr("Service and route"), this, &RoutesPanel::makeServiceAndRoute);
        m_newMenu->addAction(tr("Route of a service"), this, [this] {
            const KongRouteRecord *record = m_model->find(table()->currentId());
            makeNew(kong::Kind::Route, record ? record->serviceId : QString());
        });
        m_newMenu->addAction(tr("Service"), this, [this] { makeNew(kong::Kind::Service); });
    }
    if (!m_newMenu->isEmpty())
        m_newMenu->popup(newButton()->mapToGlobal(QPoint(0, newButton()->height() + 4)));
}

void RoutesPanel::fillRowMenu(QMenu *menu, bool mayWrite)
{
    const QList<KongRouteRecord> records = chosenRecords();
    if (records.isEmpty())
        return;
    const KongRouteRecord record = records.constFirst();
    menu->addAction(tr("Trace"), this, [this, record] { Q_EMIT openPanelRequested(QStringLiteral("path"), record.key()); });
    menu->addAction(tr("Edit"), this, [this, record] { editRecord(record); })->setEnabled(mayWrite);
    menu->addAction(tr("Duplicate"), this, [this, record] { duplicate(record); })->setEnabled(mayWrite);
    menu->addAction(tr("Add plugin…"), this, [this, record] { addPluginTo(record); })->setEnabled(mayWrite);
    if (record.kind == kong::Kind::Route && !record.serviceId.isEmpty()) {
        menu->addAction(tr("Show its service"), this,
                        [this, record] { showEntity(keyOf(kong::Kind::Service, record.serviceId)); });
    }
    menu->addSeparator();
    if (record.kind == kong::Kind::Api) {
        menu->addAction(tr("Register again…"), this, [this, record] { m_routeJobs->registerByHand(record); })->setEnabled(mayWrite);
        if (server().services)
            menu->addAction(tr("Turn into service and route…"), this, [this, record] { m_routeJobs->convert({record}); })
                ->setEnabled(mayWrite);
    }
    if (RouteJobs::isOrphan(record))
        menu->addAction(tr("Unregister…"), this, [this, record] { m_routeJobs->unregister({record}); })->setEnabled(mayWrite);
    menu->addSeparator();
    menu->addAction(tr("Copy id"), this, [record] { QApplication::clipboard()->setText(record.id); });
    menu->addAction(tr("Copy JSON"), this, [record] { QApplication::clipboard()->setText(maskedEntity(record.json)); });
}

void RoutesPanel::addPluginTo(const KongRouteRecord &record)
{
    Q_EMIT openPanelRequested(QStringLiteral("plugins"), QStringLiteral("new/") + record.key());
}

// ---- editor

bool RoutesPanel::edits(kong::Kind kind) const
{
    return kind == kong::Kind::Api || kind == kong::Kind::Route || kind == kong::Kind::Service;
}

void RoutesPanel::openEditor(const QString &title, const QByteArray &opened, const QByteArray &start)
{
    const kong::Kind kind = edited()->kind;
    m_makesBoth = false;
    auto *form = new RouteSide(context(), session(), kind, start);
    const QString note = opened.isEmpty() ? QString() : tr("Only the fields that you change are sent.");
    editor()->open({.title = title, .tag = kongKindWord(kind), .opened = opened, .start = start, .saveNote = note}, form);
    showEditor(form);
}

void RoutesPanel::editRecord(const KongRouteRecord &record)
{
    edit(record.kind, record.id, record.shownName(), record.json);
}

void RoutesPanel::duplicate(const KongRouteRecord &record)
{
    Result<JsonDocument> copy = JsonDocument::parse(KongDesk::editable(record.kind, record.json));
    if (!copy)
        return;
    if (const QString name = copy->string(QStringLiteral("name")); !name.isEmpty())
        copy->set(QStringLiteral("name"), jsonOf(QString(name + QStringLiteral("-copy"))));
    make(record.kind, newTitle(record.kind), copy->text());
}

void RoutesPanel::makeNew(kong::Kind kind, const QString &serviceId)
{
    make(kind, newTitle(kind), routeforms::starter(kind, serviceId));
}

void RoutesPanel::makeServiceAndRoute()
{
    editor()->leave([this] {
        setEdited({});
        m_makesBoth = true;
        EntityForm *form = routeforms::makeServiceAndRoute(context().theme, server());
        editor()->open({.title = tr("New service and route"),
                        .tag = {},
                        .opened = {},
                        .start = routeforms::serviceAndRouteStarter(),
                        .saveNote = tr("The service is made first, then the route to it.")},
                       form);
        showEditor(form);
    });
}

// What a service that registers itself would undo is told at the field, while it is being typed.
void RoutesPanel::documentEdited()
{
    const auto *side = qobject_cast<RouteSide *>(editor()->form());
    if (!session() || !edited() || edited()->entity.isEmpty() || !side)
        return;
    const kong::Kind kind = edited()->kind;
    const kongregistrars::Guess guess = kongregistrars::guess(kind, edited()->id, session()->kongPlanContext().around);
    const QStringList changed = KongDesk::changedMembers(kind, edited()->entity, editor()->document().text());
    routeforms::tellRegistrars(side->form(), guess.library,
                               kongregistrars::undoneAtNextStart(guess.library, kind, changed));
}

void RoutesPanel::send(const QByteArray &before, const QByteArray &after, bool afterConflict)
{
    if (m_makesBoth)
        desk()->saveServiceAndRoute(editor(), after, done(kong::Kind::Route));
    else
        KongListPanel::send(before, after, afterConflict);
}

// ---- tour

QList<TourScene> RoutesPanel::tourScenes()
{
    const auto settled = [this] { return isSettled(); };
    const auto first = [this]() -> const KongRouteRecord * {
        return m_model->shownCount() > 0 ? m_model->record(0) : nullptr;
    };
    const auto list = [this] { showListAlone(); };
    QList<TourScene> scenes{{QStringLiteral("routes"), list, settled},
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
                 table()->setSelectedIds(ids);
             },
             settled},
            {QStringLiteral("routes-edit"),
             [this, list, first] {
                 list();
                 if (const KongRouteRecord *record = first())
                     editRecord(*record);
             },
             settled},
            {QStringLiteral("routes-conflict"),
             [this] {
                 // What the three sides look like, on a copy: nothing is sent.
                 Result<JsonDocument> theirs = JsonDocument::parse(editor()->opened());
                 if (!theirs)
                     return;
                 JsonDocument mine = *theirs;
                 theirs->set(QStringLiteral("retries"), 3);
                 mine.set(QStringLiteral("retries"), 8);
                 mine.set(QStringLiteral("preserve_host"), true);
                 editor()->showConflict(editor()->opened(), theirs->text(), mine.text());
             },
             settled},
            {QStringLiteral("routes-new"),
             [this, list] {
                 list();
                 if (server().apis)
                     makeNew(kong::Kind::Api);
                 else
                     makeServiceAndRoute();
             },
             settled},
            {QStringLiteral("routes-delete"),
             [this, list, first] {
                 list();
                 if (const KongRouteRecord *record = first())
                     desk()->remove({{record->kind, record->json}});
             },
             settled, {}, true}};
    if (session() && session()->kongCapabilities() && !server().apis)
        return scenes;
    scenes.append({QStringLiteral("routes-register"),
                   [this, list, first] {
                       list();
                       if (const KongRouteRecord *record = first())
                           m_routeJobs->registerByHand(*record);
                   },
                   settled, {}, true});
    // Which others go with it is worked out first.
    const auto waits = std::make_shared<bool>(false);
    scenes.append({QStringLiteral("routes-convert"),
                   [this, list, waits] {
                       list();
                       const KongRouteRecord *chosen = nullptr;
                       for (const KongRouteRecord &row : *m_model->rows()) {
                           if (row.kind == kong::Kind::Api && (!chosen || row.name == QLatin1String("microservice-user")))
                               chosen = &row;
                       }
                       *waits = chosen != nullptr;
                       if (chosen)
                           m_routeJobs->convert({*chosen});
                   },
                   [this, settled, waits] { return settled() && (!*waits || window()->findChild<QDialog *>()); }, {}, true});
    return scenes;
}

} // namespace mk
