// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/plugins/PluginsPanel.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/EntityEditor.h"
#include "panels/KongColumns.h"
#include "panels/PlanDesk.h"
#include "panels/plugins/MetricsStrip.h"
#include "panels/plugins/PluginDrawer.h"
#include "panels/plugins/PluginSide.h"
#include "platform/PlatformSession.h"
#include "widgets/Banner.h"
#include "widgets/EntityTable.h"
#include "widgets/PanelFrame.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace mk {

namespace {

const QString pluginsPanelId = QStringLiteral("plugins");

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

KongDesk::Target targetOf(const KongPluginRecord &record)
{
    return {kong::Kind::Plugin, record.plugin.json};
}

} // namespace

PluginsPanel::PluginsPanel(const PanelContext &context, QWidget *parent)
    : KongListPanel(context, new RecordTableModel<KongPluginRecord>(pluginColumns(context.clock)),
                    {.id = pluginsPanelId,
                     .title = tr("Plugins"),
                     .iconName = QStringLiteral("plug"),
                     .filterName = tr("Filter plugins"),
                     .texts = {.systemName = systemName(System::Kong),
                               .emptyTitle = tr("No plugins yet"),
                               .emptySentence = tr("A plugin adds what a route lacks: a rate limit, a key, metrics."),
                               .emptyActions = {{QStringLiteral("new"), tr("New plugin"), QStringLiteral("plus"), true}},
                               .missingRight = tr("the right to read plugins")},
                     .columns = pluginLooks(),
                     .sortedBy = QStringLiteral("plugin")},
                    parent)
    , m_model(static_cast<RecordTableModel<KongPluginRecord> *>(table()->model()))
    , m_metrics(new MetricsStrip(context, this))
{
    frame()->addTopWidget(m_metrics);
    build();
    connect(desk(), &KongDesk::writabilityChanged, this, [this] { m_metrics->setBlocked(desk()->whyNot()); });
    connect(m_metrics, &MetricsStrip::enableRequested, this, [this](const kongmetrics::State &state) {
        if (!this->session())
            return;
        const Result<Plan> plan = kongmetrics::enable(this->session()->kongPlanContext(), state);
        if (plan)
            this->context().planDesk->propose(*plan, PlanDesk::Ask::Preview, this, [](const std::optional<PlanReport> &) {});
        else
            Q_EMIT desk()->problemMet(tr("Nothing was sent"), ErrorText::of(plan.error()).text);
    });
    connect(table(), &EntityTable::linkActivated, this, &PluginsPanel::linkActivated);
}

PluginsPanel::~PluginsPanel() = default;

DetailDrawer *PluginsPanel::makeDrawer()
{
    auto *drawer = new PluginDrawer(context());
    drawer->setBlocked(desk()->whyNot());
    connect(drawer, &PluginDrawer::editRequested, this, [this, drawer] { editRecord(drawer->record()); });
    connect(drawer, &PluginDrawer::duplicateRequested, this, [this, drawer] { duplicate(drawer->record()); });
    connect(drawer, &PluginDrawer::moveRequested, this, [this, drawer] { bindElsewhere(drawer->record(), ScopeDialog::Purpose::Move); });
    connect(drawer, &PluginDrawer::copyRequested, this, [this, drawer] { bindElsewhere(drawer->record(), ScopeDialog::Purpose::Copy); });
    connect(drawer, &PluginDrawer::switchRequested, this, [this, drawer] {
        desk()->setEnabled({targetOf(drawer->record())}, !drawer->record().plugin.enabled);
    });
    connect(drawer, &PluginDrawer::deleteRequested, this, [this, drawer] { desk()->remove({targetOf(drawer->record())}); });
    connect(drawer, &PluginDrawer::entityChosen, this,
            [this](const QString &key) { Q_EMIT openPanelRequested(panelOf(key), key); });
    return drawer;
}

bool PluginsPanel::showIn(DetailDrawer *drawer, const QString &key)
{
    const KongPluginRecord *record = m_model->find(key);
    if (record)
        static_cast<PluginDrawer *>(drawer)->show(*record);
    return record != nullptr;
}

void PluginsPanel::setDrawerBlocked(DetailDrawer *drawer, const QString &why)
{
    static_cast<PluginDrawer *>(drawer)->setBlocked(why);
}

LiveStoreBase *PluginsPanel::follow(PlatformSession *session)
{
    KongPluginRecords *store = session ? session->kongPluginRecords() : nullptr;
    m_model->setStore(store);
    m_metrics->setSession(session);
    m_metrics->setBlocked(desk()->whyNot());
    if (store)
        store->onDelta(this, [this](const auto &) { rowsChanged(); });
    return store;
}

bool PluginsPanel::showEntity(const QString &id)
{
    if (id.startsWith(QLatin1String("new/"))) {
        makeNew(scopeOfKey(id.mid(4)));
        return true;
    }
    if (!leaveEditorUnlessTyped())
        return false;
    if (!m_model->contains(id)) {
        waitFor(id);
        return false;
    }
    openRow(id);
    return true;
}

// ---- list and drawer

QList<KongPluginRecord> PluginsPanel::chosenRecords() const
{
    QList<KongPluginRecord> records;
    const QStringList ids = table()->selectedIds();
    for (const QString &id : ids) {
        if (const KongPluginRecord *record = m_model->find(id))
            records.append(*record);
    }
    return records;
}

QList<KongDesk::Target> PluginsPanel::chosen() const
{
    QList<KongDesk::Target> targets;
    for (const KongPluginRecord &record : chosenRecords())
        targets.append(targetOf(record));
    return targets;
}

std::pair<QString, QString> PluginsPanel::chosenText(int count) const
{
    const QList<KongPluginRecord> records = chosenRecords();
    const QString name = records.isEmpty() ? QString() : records.constFirst().plugin.name;
    const bool alike = std::all_of(records.cbegin(), records.cend(),
                                   [&name](const KongPluginRecord &r) { return r.plugin.name == name; });
    return {tr("%n plugin(s) selected", nullptr, count), alike ? tr("all %1").arg(visibleText(name)) : QString()};
}

std::optional<KongListPanel::Switching> PluginsPanel::switching() const
{
    const QList<KongPluginRecord> records = chosenRecords();
    if (records.isEmpty())
        return std::nullopt;
    const bool anyOn = std::any_of(records.cbegin(), records.cend(),
                                   [](const KongPluginRecord &record) { return record.plugin.enabled; });
    return Switching{chosen(), !anyOn, anyOn ? tr("Switch off") : tr("Switch on"), {}};
}

void PluginsPanel::linkActivated(const QModelIndex &index)
{
    const KongPluginRecord *record = m_model->record(index);
    if (!record)
        return;
    if (m_model->columnId(index.column()) != QLatin1String("switch")) {
        if (const auto target = scopeTarget(record->plugin.scope)) {
            const QString key = KongRouteRecord::keyOf(target->first, target->second);
            Q_EMIT openPanelRequested(panelOf(key), key);
        }
        return;
    }
    if (const QString why = desk()->whyNot(); !why.isEmpty()) {
        frame()->banner()->setMessage(Status::Warn, tr("Nothing was sent"), why);
        frame()->banner()->setClosable(true);
        return;
    }
    desk()->setEnabled({targetOf(*record)}, !record->plugin.enabled);
}

void PluginsPanel::fillRowMenu(QMenu *menu, bool mayWrite)
{
    const QList<KongPluginRecord> records = chosenRecords();
    if (records.isEmpty())
        return;
    const KongPluginRecord record = records.constFirst();
    menu->addAction(tr("Edit"), this, [this, record] { editRecord(record); })->setEnabled(mayWrite);
    menu->addAction(tr("Duplicate"), this, [this, record] { duplicate(record); })->setEnabled(mayWrite);
    menu->addAction(tr("Move to…"), this, [this, record] { bindElsewhere(record, ScopeDialog::Purpose::Move); })->setEnabled(mayWrite);
    menu->addAction(tr("Copy to…"), this, [this, record] { bindElsewhere(record, ScopeDialog::Purpose::Copy); })->setEnabled(mayWrite);
    menu->addSeparator();
    menu->addAction(tr("Copy id"), this, [record] { QApplication::clipboard()->setText(record.plugin.id); });
    menu->addAction(tr("Copy JSON"), this,
                    [record] { QApplication::clipboard()->setText(maskedEntity(record.plugin.json)); });
}

// ---- editor

std::optional<QByteArray> PluginsPanel::listed(kong::Kind, const QString &id) const
{
    const KongPluginRecord *record = m_model->find(id);
    return record ? std::optional(record->plugin.json) : std::nullopt;
}

void PluginsPanel::openEditor(const QString &title, const QByteArray &opened, const QByteArray &start)
{
    const JsonDocument document = JsonDocument::parse(start).value_or(JsonDocument());
    const bool isNew = edited()->id.isEmpty();
    auto *side = new PluginSide(context(), session(), document, isNew);
    m_side = side;
    editor()->open({.title = title,
                    .tag = isNew ? QString() : scopeWord(PluginSide::scopeIn(document)),
                    .opened = opened,
                    .start = start,
                    .saveNote = isNew ? QString() : tr("Only the fields that you change are sent.")},
                   side);
    connect(side, &PluginSide::scopeChosen, this, [this](const kong::PluginScope &scope) {
        editor()->setDocument(PluginSide::withScope(editor()->document(), scope, server().oldPlugins));
    });
    connect(side, &PluginSide::configOffered, this, [this](const JsonDocument::Value &config) {
        JsonDocument begun = editor()->document();
        begun.set(QStringLiteral("config"), config);
        editor()->setDocument(begun);
    });
    editor()->setSideProblem(side->problem());
    showEditor(side->firstField());
}

void PluginsPanel::documentEdited()
{
    if (!m_side)
        return;
    m_side->follow(editor()->document());
    editor()->setSideProblem(m_side->problem());
}

void PluginsPanel::editRecord(const KongPluginRecord &record)
{
    edit(kong::Kind::Plugin, record.plugin.id, record.plugin.name, record.plugin.json);
}

void PluginsPanel::duplicate(const KongPluginRecord &record)
{
    Result<JsonDocument> copy = JsonDocument::parse(KongDesk::editable(kong::Kind::Plugin, record.plugin.json));
    if (!copy)
        return;
    copy->remove(QStringLiteral("instance_name")); // unique
    make(kong::Kind::Plugin, tr("New plugin"), copy->text());
}

// A move or a copy: asked for, made a plan, applied, and there is the way back.
void PluginsPanel::bindElsewhere(const KongPluginRecord &record, ScopeDialog::Purpose purpose)
{
    auto *dialog = new ScopeDialog(context(), session(), record, purpose, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ScopeDialog::scopeChosen, this, [this, record, purpose](const kong::PluginScope &scope, const QString &name) {
        if (purpose == ScopeDialog::Purpose::Move)
            desk()->movePlugin(record.plugin.json, scope, name);
        else
            desk()->copyPlugin(record.plugin.json, scope, name, done(kong::Kind::Plugin));
    });
    dialog->open();
}

void PluginsPanel::makeNew(const kong::PluginScope &scope)
{
    JsonDocument document;
    document.set(QStringLiteral("name"), "");
    document.set(QStringLiteral("enabled"), true);
    document.set(QStringLiteral("config"), JsonDocument::Value::object());
    make(kong::Kind::Plugin, tr("New plugin"), PluginSide::withScope(document, scope, server().oldPlugins).text());
}

// ---- tour

QList<TourScene> PluginsPanel::tourScenes()
{
    const auto settled = [this] { return isSettled(); };
    const auto list = [this] { showListAlone(); };
    const auto formed = [this] { return isSettled() && (!m_side || m_side->isSettled()); };
    return {{QStringLiteral("plugins"), list, settled},
            {QStringLiteral("plugins-detail"),
             [this] {
                 if (m_model->shownCount() > 0)
                     showEntity(m_model->idAt(0));
             },
             settled},
            {QStringLiteral("plugins-chosen"),
             [this, list] {
                 list();
                 QStringList ids;
                 for (int row = 0; row < std::min<int>(3, int(m_model->shownCount())); ++row)
                     ids.append(m_model->idAt(row));
                 table()->setSelectedIds(ids);
             },
             settled},
            {QStringLiteral("plugins-edit"),
             [this, list] {
                 list();
                 if (m_model->shownCount() > 0)
                     editRecord(*m_model->record(0));
             },
             formed},
            {QStringLiteral("plugins-new"),
             [this, list] {
                 list();
                 makeNew({});
             },
             formed}};
}

} // namespace mk
