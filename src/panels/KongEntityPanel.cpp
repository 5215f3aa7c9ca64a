// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/KongEntityPanel.h"

#include "api/kong/KongDialect.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/PlanText.h"
#include "panels/DetailHost.h"
#include "panels/EntityEditor.h"
#include "panels/KongColumns.h"
#include "panels/KongEntityDrawer.h"
#include "panels/KongEntitySide.h"
#include "platform/KongShown.h"
#include "platform/PlatformSession.h"
#include "widgets/EntityTable.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPushButton>

namespace mk {

KongEntityPanel::KongEntityPanel(const PanelContext &context, RecordTableModel<KongEntityRecord>::Columns columns,
                                 const Look &look, std::vector<kong::Kind> kinds, std::vector<kong::Kind> below, QWidget *parent)
    : KongListPanel(context, new RecordTableModel<KongEntityRecord>(std::move(columns)), look, parent)
    , m_model(static_cast<RecordTableModel<KongEntityRecord> *>(table()->model()))
    , m_kinds(std::move(kinds))
    , m_below(std::move(below))
{
}

KongEntityPanel::~KongEntityPanel() = default;

// ---- list and details

DetailDrawer *KongEntityPanel::makeDrawer()
{
    KongEntityDrawer *drawer = makeEntityDrawer();
    drawer->setSession(session());
    drawer->setBlocked(desk()->whyNot());
    connect(drawer, &KongEntityDrawer::editRequested, this, [this, drawer] { editEntity(drawer->record().entity); });
    connect(drawer, &KongEntityDrawer::deleteRequested, this, [this, drawer] { removeEntities({drawer->record().entity}); });
    connect(drawer, &KongEntityDrawer::entityChosen, this, &Panel::openPanelRequested);
    return drawer;
}

bool KongEntityPanel::showIn(DetailDrawer *drawer, const QString &key)
{
    const KongEntityRecord *record = m_model->find(key);
    if (record)
        static_cast<KongEntityDrawer *>(drawer)->show(*record);
    return record != nullptr;
}

void KongEntityPanel::setDrawerBlocked(DetailDrawer *drawer, const QString &why)
{
    static_cast<KongEntityDrawer *>(drawer)->setBlocked(why);
}

LiveStoreBase *KongEntityPanel::follow(PlatformSession *session)
{
    KongEntityRecords *store = session ? storeOf(session) : nullptr;
    m_model->setStore(store);
    if (store)
        store->onDelta(this, [this](const auto &) { rowsChanged(); });
    static_cast<KongEntityDrawer *>(details()->drawer())->setSession(session);
    return store;
}

std::optional<KongEntityRecord> KongEntityPanel::chosenRecord() const
{
    const QStringList ids = table()->selectedIds();
    const KongEntityRecord *record = ids.size() == 1 ? m_model->find(ids.constFirst()) : nullptr;
    return record ? std::optional(*record) : std::nullopt;
}

std::vector<kong::Kind> KongEntityPanel::kindsHere() const
{
    std::vector<kong::Kind> here;
    for (const kong::Kind kind : m_kinds) {
        if (server().has(kind))
            here.push_back(kind);
    }
    return here;
}

std::pair<QString, QString> KongEntityPanel::chosenText(int count) const
{
    const QStringList ids = table()->selectedIds();
    const KongEntityRecord *first = ids.isEmpty() ? nullptr : m_model->find(ids.constFirst());
    const bool alike = first && std::all_of(ids.cbegin(), ids.cend(), [this, first](const QString &id) {
        const KongEntityRecord *record = m_model->find(id);
        return record && record->entity.kind == first->entity.kind;
    });
    const QString words = alike ? entityKindWord(kong::kindId(first->entity.kind), count) : tr("entities");
    return {tr("%1 %2 selected").arg(format::count(count), words), {}};
}

QList<KongDesk::Target> KongEntityPanel::chosen() const
{
    QList<KongDesk::Target> targets;
    const QStringList ids = table()->selectedIds();
    for (const QString &id : ids) {
        if (const KongEntityRecord *record = m_model->find(id))
            targets.append({record->entity.kind, record->entity.json});
    }
    return targets;
}

bool KongEntityPanel::showEntity(const QString &id)
{
    if (!leaveEditorUnlessTyped())
        return false;
    const QString key = id.contains(QLatin1Char('/')) ? id : KongEntityRecord::keyOf(m_kinds.front(), id);
    if (!m_model->contains(key)) {
        waitFor(key);
        return false;
    }
    openRow(key);
    return true;
}

void KongEntityPanel::fillRowMenu(QMenu *menu, bool mayWrite)
{
    const std::optional<KongEntityRecord> record = chosenRecord();
    if (!record)
        return;
    menu->addAction(tr("Edit"), this, [this, record] { editEntity(record->entity); })->setEnabled(mayWrite);
    menu->addSeparator();
    menu->addAction(tr("Copy id"), this, [record] { QApplication::clipboard()->setText(record->entity.id); });
    menu->addAction(tr("Copy JSON"), this, [record] {
        QApplication::clipboard()->setText(QString::fromUtf8(kongshown::entity(record->entity.kind, record->entity.json)));
    });
}

// ---- editor

QString KongEntityPanel::keyOf(kong::Kind kind, const QString &id) const
{
    if (lists(kind))
        return KongEntityRecord::keyOf(kind, id);
    return KongEntityRecord::keyOf(m_kinds.front(), id.section(QLatin1Char('/'), 0, 0)); // what it stands below
}

std::optional<QByteArray> KongEntityPanel::listed(kong::Kind kind, const QString &id) const
{
    const KongEntityRecord *record = m_model->find(KongEntityRecord::keyOf(kind, id));
    return record ? std::optional(record->entity.json) : std::nullopt;
}

bool KongEntityPanel::lists(kong::Kind kind) const
{
    return std::find(m_kinds.begin(), m_kinds.end(), kind) != m_kinds.end();
}

bool KongEntityPanel::edits(kong::Kind kind) const
{
    return lists(kind) || std::find(m_below.begin(), m_below.end(), kind) != m_below.end();
}

QString KongEntityPanel::newTitle(kong::Kind kind) const
{
    return tr("New: %1").arg(kongKindWord(kind));
}

QByteArray KongEntityPanel::starter(kong::Kind kind, const QString &parentId) const
{
    nlohmann::json entity = nlohmann::json::object();
    kong::setParent(kind, &entity, parentId, server());
    return QByteArray::fromStdString(entity.dump(2));
}

void KongEntityPanel::newClicked()
{
    makeNew(m_kinds.front());
}

void KongEntityPanel::makeNew(kong::Kind kind, const QString &parentId)
{
    make(kind, newTitle(kind), starter(kind, parentId));
}

void KongEntityPanel::editEntity(const kong::Entity &entity)
{
    const QString name = entity.name.isEmpty() ? kongKindWord(entity.kind) : visibleText(entity.name);
    edit(entity.kind, entity.key(), name, entity.json);
}

void KongEntityPanel::removeEntities(const QList<kong::Entity> &entities)
{
    QList<KongDesk::Target> targets;
    for (const kong::Entity &entity : entities)
        targets.append({entity.kind, entity.json});
    desk()->remove(targets);
}

void KongEntityPanel::openEditor(const QString &title, const QByteArray &opened, const QByteArray &start)
{
    const kong::Kind kind = edited()->kind;
    const bool isNew = edited()->id.isEmpty();
    auto *side = new KongEntitySide(context(), session(), kind, isNew);
    m_side = side;
    editor()->open({.title = title,
                    .tag = kongKindWord(kind),
                    .opened = opened,
                    .start = start,
                    .saveNote = isNew ? QString() : tr("Only the fields that you change are sent.")},
                   side);
    // What holds secrets is not laid open beside its form unasked.
    editor()->showView(kong::pluginOf(kind) || kind == kong::Kind::Certificate ? QStringLiteral("form") : QStringLiteral("both"));
    const auto focus = [side] {
        if (QWidget *first = side->firstField())
            first->setFocus(Qt::OtherFocusReason);
    };
    connect(side, &KongEntitySide::schemaShown, this, focus);
    showEditor(editor());
    focus();
}

void KongEntityPanel::send(const QByteArray &before, const QByteArray &after, bool afterConflict)
{
    const kong::Kind kind = edited()->kind;
    KongDesk::Done whenDone = done(kind);
    if (!lists(kind)) {
        whenDone = [this, kind, list = whenDone](const QString &key) {
            list(key);
            childWritten(kind, key);
        };
    }
    desk()->save(editor(), kind, before.isEmpty() ? QByteArray() : edited()->entity, after, afterConflict, whenDone);
}

// ---- tour

QList<TourScene> KongEntityPanel::tourScenes()
{
    const QString id = frame()->id();
    const auto settled = [this] { return isSettled(); };
    const auto formed = [this] { return isSettled() && (!m_side || m_side->isSettled()); };
    return {{id, [this] { showListAlone(); }, settled},
            {id + QStringLiteral("-detail"),
             [this] {
                 if (m_model->shownCount() > 0)
                     showEntity(m_model->idAt(0));
             },
             [this] { return isSettled() && static_cast<const KongEntityDrawer *>(details()->drawer())->isSettled(); }},
            {id + QStringLiteral("-new"),
             [this] {
                 showListAlone();
                 newClicked();
             },
             formed}};
}

} // namespace mk
