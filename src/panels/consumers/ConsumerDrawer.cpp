// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/consumers/ConsumerDrawer.h"

#include "api/kong/KongFields.h"
#include "core/Json.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "panels/KongColumns.h"
#include "panels/KongEntityColumns.h"
#include "platform/KongJson.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/EntityTable.h"
#include "widgets/Labels.h"
#include "widgets/SecretClipboard.h"

#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr std::chrono::seconds kClipboardFor{30};

QList<ColumnLook> pluginLooksHere()
{
    QList<ColumnLook> looks = pluginLooks();
    for (ColumnLook &look : looks) {
        const bool shown = look.id == QLatin1String("plugin") || look.id == QLatin1String("scope") || look.id == QLatin1String("state");
        look.hiddenAtFirst = !shown;
    }
    return looks;
}

} // namespace

ConsumerDrawer::ConsumerDrawer(const PanelContext &context, QWidget *parent) : KongEntityDrawer(context, parent)
{
    const Theme *theme = context.theme;
    m_section = new Section(theme, tr("Credentials and groups"), this);
    m_new = makeIconButton(theme, QStringLiteral("plus"), tr("Add a credential"), m_section);
    m_newMenu = new QMenu(m_new);
    m_new->setMenu(m_newMenu);
    m_new->setPopupMode(QToolButton::InstantPopup);
    m_section->addHeadWidget(m_new);
    auto *box = new QWidget(m_section);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_note = new TextLabel(theme, FontRole::Small, Tone::Secondary, box);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(16, 4, 16, 8);
    column->addWidget(m_note);
    m_credentials = new RecordTableModel<kong::Entity>(credentialColumns(context.clock), this);
    m_table = new EntityTable(theme, tr("Credentials and groups"), box);
    m_table->setEmbedded(true);
    m_table->setColumns(credentialLooks());
    m_table->setModel(m_credentials);
    column->addWidget(m_table);
    m_section->setContent(box);
    addSection(m_section);

    m_pluginSection = new Section(theme, tr("Plugins"), this);
    m_plugins = new RecordTableModel<KongPluginRecord>(pluginColumns(context.clock), this);
    m_pluginTable = new EntityTable(theme, tr("Plugins of this consumer"), m_pluginSection);
    m_pluginTable->setEmbedded(true);
    m_pluginTable->setColumns(pluginLooksHere());
    m_pluginTable->setModel(m_plugins);
    m_pluginSection->setContent(m_pluginTable);
    addSection(m_pluginSection);

    connect(m_newMenu, &QMenu::aboutToShow, this, &ConsumerDrawer::fillNewMenu);
    connect(m_table, &EntityTable::openRequested, this, [this] {
        if (const std::optional<kong::Entity> one = chosen(); one && blocked().isEmpty())
            Q_EMIT credentialEditRequested(*one);
    });
    connect(m_table, &EntityTable::contextMenuWanted, this,
            [this](const QModelIndex &, const QPoint &globalPos) { showMenu(globalPos); });
    connect(m_pluginTable, &EntityTable::openRequested, this, [this](const QModelIndex &index) {
        Q_EMIT entityChosen(QStringLiteral("plugins"), m_plugins->idAt(index.row()));
    });
}

ConsumerDrawer::~ConsumerDrawer() = default;

bool ConsumerDrawer::isSettled() const
{
    return m_credentials->isSettled() && std::all_of(m_stores.begin(), m_stores.end(), [](const auto &store) {
        const StoreState &state = store.second->state();
        return state.phase == StoreState::Phase::Ready || state.error;
    });
}

QList<Fact> ConsumerDrawer::factsOf(const KongEntityRecord &record) const
{
    const nlohmann::json json = kongjson::parsed(record.entity.json);
    if (!json.is_object())
        return {};
    return {textFact(tr("Username"), kong::text(json, "username")), codeFact(tr("Custom id"), kong::text(json, "custom_id")),
            textFact(tr("Groups"), record.related.isEmpty() ? tr("none") : record.related.join(QStringLiteral(", ")))};
}

void ConsumerDrawer::sessionChanged()
{
    m_subscriptions.clear();
    m_stores.clear();
    m_credentials->setRows(std::vector<kong::Entity>());
    m_plugins->setRows(std::vector<KongPluginRecord>());
    if (session())
        session()->kongPluginRecords()->onDelta(this, [this](const auto &) { showPlugins(); });
}

void ConsumerDrawer::entityChanged()
{
    banner()->clear();
    m_subscriptions.clear();
    m_stores.clear();
    m_credentials->setRows(std::vector<kong::Entity>());
    if (!session() || record().entity.id.isEmpty())
        return;
    const kong::Capabilities server = session()->kongCapabilities().value_or(kong::Capabilities());
    for (const kong::Kind kind : kong::credentialKinds()) {
        if (!server.has(kind))
            continue;
        auto store = session()->watchKong(kind, kong::Kind::Consumer, record().entity.id);
        store->onDelta(this, [this](const auto &) { showCredentials(); });
        connect(store.get(), &LiveStoreBase::stateChanged, this, &ConsumerDrawer::showCredentials);
        m_stores.emplace(kind, std::move(store));
    }
    followNow(isVisible());
    showCredentials();
    showPlugins();
}

void ConsumerDrawer::followNow(bool visible)
{
    m_subscriptions.clear();
    if (!visible)
        return;
    for (const auto &[kind, store] : m_stores)
        m_subscriptions.push_back(store->subscribe(context().settings->refreshInterval()));
    if (session() && !m_stores.empty())
        m_subscriptions.push_back(session()->kongPluginRecords()->subscribe(context().settings->refreshInterval()));
}

void ConsumerDrawer::blockedChanged(const QString &why)
{
    m_new->setEnabled(why.isEmpty());
    m_new->setToolTip(why.isEmpty() ? tr("Add a credential") : tooltipText(why));
}

void ConsumerDrawer::fillNewMenu()
{
    m_newMenu->clear();
    for (const auto &[kind, store] : m_stores) {
        m_newMenu->addAction(kongKindWord(kind) + QChar(0x2026), this, [this, kind = kind] { Q_EMIT newCredentialRequested(kind); });
    }
}

void ConsumerDrawer::showCredentials()
{
    std::vector<kong::Entity> rows;
    QStringList problems;
    bool waiting = false;
    for (const kong::Kind kind : kong::credentialKinds()) {
        const auto store = m_stores.find(kind);
        if (store == m_stores.end())
            continue;
        rows.insert(rows.end(), store->second->rows()->begin(), store->second->rows()->end());
        const StoreState &state = store->second->state();
        if (state.error && !state.error->is(ErrorKind::Cancelled))
            problems.append(ErrorText::of(*state.error).title);
        else if (state.phase != StoreState::Phase::Ready)
            waiting = true;
    }
    problems.removeDuplicates();
    m_section->setCount(waiting && rows.empty() ? QString() : format::count(qint64(rows.size())));
    QString note;
    if (!problems.isEmpty())
        note = tr("Not all could be read: %1.").arg(problems.join(QStringLiteral(", ")));
    else if (rows.empty())
        note = waiting ? tr("Reading…") : tr("None yet. Without a credential nobody can come as this consumer.");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_table->setVisible(!rows.empty());
    m_credentials->setRows(std::move(rows));
}

void ConsumerDrawer::showPlugins()
{
    std::vector<KongPluginRecord> rows;
    if (session() && !record().entity.id.isEmpty()) {
        for (const KongPluginRecord &plugin : *session()->kongPluginRecords()->rows()) {
            if (plugin.plugin.scope.consumerId == record().entity.id)
                rows.push_back(plugin);
        }
    }
    m_pluginSection->setVisible(!rows.empty());
    m_pluginSection->setCount(format::count(qint64(rows.size())));
    m_plugins->setRows(std::move(rows));
}

std::optional<kong::Entity> ConsumerDrawer::chosen() const
{
    const QStringList ids = m_table->selectedIds();
    const kong::Entity *found = ids.isEmpty() ? nullptr : m_credentials->find(ids.constFirst());
    return found ? std::optional(*found) : std::nullopt;
}

void ConsumerDrawer::showMenu(const QPoint &globalPos)
{
    const std::optional<kong::Entity> one = chosen();
    if (!one)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    if (!secretOf(*one).isEmpty())
        menu->addAction(tr("Copy secret"), this, [this, one] { copySecretOf(*one); });
    const auto write = [this](QAction *action) {
        action->setEnabled(blocked().isEmpty());
        if (!blocked().isEmpty())
            action->setToolTip(tooltipText(blocked()));
    };
    write(menu->addAction(tr("Edit"), this, [this, one] { Q_EMIT credentialEditRequested(*one); }));
    menu->addSeparator();
    write(menu->addAction(tr("Delete…"), this, [this] {
        QList<kong::Entity> doomed;
        const QStringList ids = m_table->selectedIds();
        for (const QString &id : ids) {
            if (const kong::Entity *credential = m_credentials->find(id))
                doomed.append(*credential);
        }
        Q_EMIT credentialDeleteRequested(doomed);
    }));
    menu->popup(globalPos);
}

void ConsumerDrawer::copySecretOf(const kong::Entity &credential)
{
    copySecret(secretOf(credential), kClipboardFor, this);
}

void ConsumerDrawer::showOnce(const kong::Entity &credential)
{
    const QString secret = secretOf(credential);
    if (secret.isEmpty())
        return;
    banner()->setMessage(Status::Ok, tr("%1 made").arg(kongKindWord(credential.kind)),
                         tr("Shown this once: %1").arg(code(secret)));
    QPushButton *copy = banner()->addButton(tr("Copy"), QStringLiteral("copy"));
    connect(copy, &QPushButton::clicked, this, [this, credential] { copySecretOf(credential); });
    banner()->setClosable(true);
}

} // namespace mk
