// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/keyvalue/KeyValuePanel.h"

#include "api/consul/ConsulClient.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/FilterExpression.h"
#include "models/KvTreeModel.h"
#include "models/MarkedText.h"
#include "panels/PlanDesk.h"
#include "panels/keyvalue/KeyEditor.h"
#include "platform/KvPlans.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "platform/UiState.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/EntityTree.h"
#include "widgets/FilterBar.h"
#include "widgets/PanelFrame.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

// The state line of the tree: counts come from the model, staleness goes to the tree.
class KeyTreeBinder final : public StoreBinder
{
    Q_OBJECT
public:
    KeyTreeBinder(const PanelContext &context, PanelFrame *frame, EntityTree *tree, KvTreeModel *model, KeyEditor *editor,
                  const ListTexts &texts)
        : StoreBinder(context, frame, texts), m_tree(tree), m_model(model), m_editor(editor)
    {
        connect(model, &KvTreeModel::countsChanged, this, [this] { update(); });
    }

protected:
    std::pair<qsizetype, qsizetype> counts() const override { return {m_model->totalCount(), m_model->shownCount()}; }
    void staleChanged(bool stale) override
    {
        m_model->setStale(stale);
        m_tree->setStale(stale);
        m_editor->setStale(stale);
    }

private:
    EntityTree *m_tree;
    KvTreeModel *m_model;
    KeyEditor *m_editor;
};

namespace {
const QString keyValuePanelId = QStringLiteral("keyvalue");
}

KeyValuePanel::KeyValuePanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_frame(new PanelFrame(context.theme, keyValuePanelId, tr("Key/value"), QStringLiteral("folder"), tr("Filter keys")))
    , m_tree(new EntityTree(context.theme, tr("Keys")))
    , m_model(new KvTreeModel(this))
    , m_editor(new KeyEditor(context))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    m_splitter->addWidget(m_frame);
    m_splitter->addWidget(m_editor);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes(context.uiState->intList(keyValuePanelId + QStringLiteral("/splitter")).isEmpty()
                             ? QList<int>{context.theme->scaled(272), context.theme->scaled(960)}
                             : context.uiState->intList(keyValuePanelId + QStringLiteral("/splitter")));
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { this->context().uiState->setIntList(keyValuePanelId + QStringLiteral("/splitter"), m_splitter->sizes()); });

    auto *add = makeIconButton(context.theme, QStringLiteral("plus"), tr("New key"), m_frame);
    m_frame->addAction(add);
    m_frame->filterBar()->setColumnsVisible(false);
    m_frame->filterBar()->setStarVisible(false);
    QStringList names;
    const QList<FilterField> fields = KvTreeModel::filterFields();
    for (const FilterField &field : fields)
        names.append(field.id);
    m_frame->filterBar()->edit()->setFieldNames(names);
    m_tree->setModel(m_model);
    m_frame->setContent(m_tree);
    m_binder = new KeyTreeBinder(context, m_frame, m_tree, m_model, m_editor,
                                 {.systemName = systemName(System::Consul),
                                  .emptyTitle = tr("No keys yet"),
                                  .emptySentence = tr("Kong's start waits for the key %1.").arg(code(QStringLiteral("kong-migrations"))),
                                  .emptyActions = {{QStringLiteral("new"), tr("New key"), QStringLiteral("plus"), true}},
                                  .missingRight = tr("the right to list keys")});

    connect(add, &QToolButton::clicked, this, &KeyValuePanel::startNew);
    connect(m_binder, &StoreBinder::emptyActionTriggered, this, &KeyValuePanel::startNew);
    connect(m_binder, &StoreBinder::environmentEditorRequested, this, &Panel::environmentEditorRequested);
    connect(m_binder, &StoreBinder::clearFilterRequested, this, [this] { m_frame->filterBar()->setText({}); });
    connect(m_binder, &StoreBinder::storeStateChanged, this, [this] {
        const quint64 index = m_session ? m_session->consulKeys()->state().index : 0;
        if (index != m_seenIndex) {
            m_seenIndex = index;
            m_editor->recheck(); // the list's index moves with every value, too
        }
        tellWaiting();
    });
    connect(m_frame->filterBar(), &FilterBar::filterChanged, this, &KeyValuePanel::applyFilter);
    connect(m_frame->filterBar(), &FilterBar::leaveDown, m_tree, [this] { m_tree->setFocus(Qt::OtherFocusReason); });
    // Only who is in the tree chooses there: when a row goes because somebody else deleted the key, the view moves on to its
    // neighbour by itself, and that must neither open it nor ask what to do with the text in the editor.
    connect(m_tree, &EntityTree::currentRowChanged, this, [this](const QModelIndex &index) {
        if (m_tree->hasFocus())
            openIndex(index);
    });
    connect(m_tree, &QTreeView::clicked, this, &KeyValuePanel::openIndex);
    connect(m_tree, &EntityTree::openRequested, this, &KeyValuePanel::openIndex);
    connect(m_tree, &QTreeView::expanded, m_model, &KvTreeModel::noteExpanded);
    connect(m_tree, &QTreeView::collapsed, m_model, &KvTreeModel::noteCollapsed);
    connect(m_tree, &EntityTree::contextMenuWanted, this, &KeyValuePanel::showMenu);
    connect(m_model, &KvTreeModel::expansionToRestore, this, [this](const QModelIndexList &folders) {
        for (const QModelIndex &folder : folders)
            m_tree->expand(folder);
        if (!m_editor->key().isEmpty())
            selectKey(m_editor->key());
    });
    connect(m_editor, &KeyEditor::valueSizeKnown, m_model, &KvTreeModel::setValueSize);
    connect(m_editor, &KeyEditor::saved, this, [this](const QString &key) {
        m_keyToSelect = key;
        if (m_session)
            m_session->consulKeys()->refresh();
        selectKey(key);
    });
    connect(m_editor, &KeyEditor::deleted, this, [this] {
        if (m_session)
            m_session->consulKeys()->refresh();
    });
    connect(context.planDesk, &PlanDesk::entitiesWritten, this, [this](const QList<EntityRef> &entities) {
        const bool ours = std::any_of(entities.cbegin(), entities.cend(), [](const EntityRef &entity) {
            return entity.system == System::Consul && entity.kind == QLatin1String("kv");
        });
        if (ours)
            m_editor->recheck();
    });
    connect(context.planDesk, &PlanDesk::conflictMet, this, [this](const Change &change, const EntityState &now) {
        if (change.entity.kind != QLatin1String("kv"))
            return;
        Q_EMIT openPanelRequested(keyValuePanelId, {});
        m_editor->showConflict(change, now);
    });
}

KeyValuePanel::~KeyValuePanel() = default;

void KeyValuePanel::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    m_railSubscription.reset();
    if (m_session)
        m_session->disconnect(this);
    m_binder->setStore(nullptr);
    m_editor->setSession(session);
    m_session = session;
    m_seenIndex = 0;
    m_model->setKeys(std::make_shared<const std::vector<QString>>());
    if (session) {
        session->consulKeys()->onDelta(this, [this](const auto &delta) { acceptKeys(delta->rows); });
        m_binder->setStore(session->consulKeys());
        connect(session, &PlatformSession::writabilityChanged, m_editor, [this] { m_editor->recheck(); });
        m_railSubscription = session->consulKeys()->subscribe(context().settings->backgroundInterval());
        if (session->consulKeys()->rowCount() > 0)
            acceptKeys(session->consulKeys()->rows());
    }
    Q_EMIT railStateChanged(Status::None, railCount(session ? session->consulKeys() : nullptr));
}

void KeyValuePanel::acceptKeys(const std::shared_ptr<const std::vector<QString>> &rows)
{
    m_jobs.restart(QStringLiteral("sort"),
                   runOnWorker<KeyNames>(this, [rows](const CancelFlag &) -> Result<KeyNames> { return sortedKeyNames(rows); }))
        ->done(this, [this](const Result<KeyNames> &names) {
            if (!names)
                return;
            m_model->setKeys(*names);
            Q_EMIT railStateChanged(Status::None, qint64((*names)->size()));
            if (!m_keyToSelect.isEmpty() && m_model->hasKey(m_keyToSelect))
                selectKey(std::exchange(m_keyToSelect, {}));
        });
}

void KeyValuePanel::setShown(bool shown)
{
    m_shown = shown;
    m_binder->setShown(shown);
}

void KeyValuePanel::refresh()
{
    if (m_session)
        m_session->consulKeys()->refresh();
    m_editor->recheck();
}

void KeyValuePanel::focusFilter()
{
    m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

bool KeyValuePanel::hasUnsavedWork() const
{
    return m_editor->hasUnsavedWork();
}

void KeyValuePanel::applyFilter(const QString &text)
{
    const FilterExpression filter = FilterExpression::parse(text, KvTreeModel::filterFields());
    m_frame->filterBar()->edit()->setProblem(
        filter.problems().isEmpty() ? QString() : problemText(filter.problems().first(), KvTreeModel::filterFields()));
    m_model->setFilter(filter);
}

void KeyValuePanel::selectKey(const QString &key)
{
    const QModelIndex index = m_model->indexOfKey(key);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

bool KeyValuePanel::showEntity(const QString &key)
{
    m_frame->filterBar()->setText({});
    if (!m_model->hasKey(key))
        m_keyToSelect = key;
    selectKey(key);
    openKey(key);
    return true;
}

void KeyValuePanel::openIndex(const QModelIndex &index)
{
    const QString key = m_model->keyAt(index);
    if (!key.isEmpty())
        openKey(key);
}

void KeyValuePanel::openKey(const QString &key)
{
    if (key == m_editor->key())
        return;
    askBeforeLeaving([this, key] { m_editor->openKey(key); });
}

void KeyValuePanel::askBeforeLeaving(std::function<void()> goOn)
{
    if (!m_editor->hasUnsavedWork()) {
        goOn();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, tr("Unsaved value"),
                                tr("What you typed has not been saved. Leave it?"), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    QPushButton *stay = box->addButton(tr("Keep editing"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    connect(box, &QMessageBox::finished, this, [this, box, discard, goOn = std::move(goOn)] {
        if (box->clickedButton() == discard) {
            m_editor->close();
            goOn();
        } else if (!m_editor->key().isEmpty()) {
            selectKey(m_editor->key());
        }
    });
    box->open();
}

void KeyValuePanel::startNew()
{
    const QModelIndex current = m_tree->currentIndex();
    const QString prefix = current.isValid() && !m_model->isFlat() ? m_model->prefixAt(current) : QString();
    askBeforeLeaving([this, prefix] { m_editor->startNew(prefix); });
}

void KeyValuePanel::showMenu(const QModelIndex &index, const QPoint &globalPos)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("New key…"), this, &KeyValuePanel::startNew);
    if (index.isValid()) {
        const QString key = m_model->keyAt(index);
        const QString prefix = m_model->prefixAt(index);
        menu->addAction(tr("Copy name"), this,
                        [key, prefix] { QApplication::clipboard()->setText(key.isEmpty() ? prefix : key); });
        if (m_model->isFolder(index)) {
            menu->addSeparator();
            QAction *remove = menu->addAction(tr("Delete folder…"), this, [this, prefix] { deleteFolder(prefix); });
            remove->setEnabled(m_session && !m_session->mayWrite(System::Consul));
        }
    }
    menu->popup(globalPos);
}

void KeyValuePanel::deleteFolder(const QString &prefix)
{
    consul::ConsulClient *client = m_session ? m_session->consul() : nullptr;
    if (!client)
        return;
    // Read before, so that undo can bring every key back with its value and flags.
    m_frame->startLoading();
    m_jobs.restart(QStringLiteral("folder"), client->recurse(prefix, this))
        ->done(this, [this, prefix](const Result<consul::Answer<std::vector<consul::KvEntry>>> &answer) {
            m_frame->stopLoading();
            const Result<Plan> plan = answer ? kvplans::removeFolder(prefix, answer->value) : Result<Plan>(fail(answer.error()));
            if (!plan) {
                const ErrorText text = ErrorText::of(plan.error());
                m_frame->banner()->setMessage(Status::Crit, text.title, text.text);
                m_frame->banner()->setClosable(true);
                return;
            }
            this->context().planDesk->propose(*plan, PlanDesk::Ask::Preview, this, [](const auto &) {});
        });
}

void KeyValuePanel::tellWaiting()
{
    if (!m_session)
        return;
    const QStringList waiting = m_session->consulKeys()->waitingKeys();
    m_model->setWaiting(QSet<QString>(waiting.cbegin(), waiting.cend()));
}

QList<TourScene> KeyValuePanel::tourScenes()
{
    const auto settled = [this] {
        return !m_session || m_session->consulKeys()->state().phase == StoreState::Phase::Ready
            || m_session->consulKeys()->state().phase == StoreState::Phase::NotConfigured
            || m_session->consulKeys()->state().error.has_value();
    };
    return {{QStringLiteral("keyvalue"),
             [this] {
                 for (int row = 0; row < std::min(2, m_model->rowCount()); ++row)
                     m_tree->expand(m_model->index(row, 0));
             },
             settled},
            {QStringLiteral("keyvalue-value"),
             [this] {
                 const KeyNames &keys = m_model->keys();
                 const auto json = std::find_if(keys->begin(), keys->end(),
                                                [](const QString &key) { return key.contains(QLatin1String("json")); });
                 if (json != keys->end())
                     showEntity(*json);
                 else if (!keys->empty())
                     showEntity(keys->front());
             },
             settled},
            {QStringLiteral("keyvalue-new"), [this] { m_editor->startNew(QStringLiteral("config/")); }, settled}};
}

} // namespace mk

#include "KeyValuePanel.moc"
