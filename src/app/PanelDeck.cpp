// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PanelDeck.h"

#include "core/Format.h"
#include "models/RecordTableBase.h"
#include "panels/PlanDesk.h"
#include "platform/PlatformSession.h"
#include "widgets/FilterBar.h"
#include "widgets/NavRail.h"

#include <QApplication>
#include <QStackedLayout>

#include <algorithm>
#include <utility>

namespace mk {

namespace {
constexpr int firstAfterMs = 250; // the panel in front has asked for its rows and shown them by then, mostly
constexpr int nextAfterMs = 30;
constexpr int kRevealPatienceMs = 10'000; // an entity that waits for its list
} // namespace

PanelDeck::PanelDeck(const PanelContext &context, NavRail *rail, QWidget *startPage, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_rail(rail)
    , m_pages(new QStackedLayout(this))
    , m_startPage(startPage)
    , m_entries(PanelList::all())
{
    m_pages->addWidget(m_startPage);
    std::optional<PanelGroup> group;
    for (const PanelEntry &entry : std::as_const(m_entries)) {
        if (entry.group == PanelGroup::Bottom) {
            m_rail->addBottomItem(entry.id, entry.title, entry.icon);
        } else {
            if (entry.group != group)
                m_rail->addGroup(PanelList::groupTitle(entry.group));
            m_rail->addItem(entry.id, entry.title, entry.icon);
        }
        group = entry.group;
    }
    connect(m_rail, &NavRail::activated, this, [this](const QString &id) { open(id); });
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (makeNext(true))
            m_later.start(nextAfterMs);
    });
    // Whoever knows the kind of entity shows its conflict: they must all be there before a plan can meet one.
    connect(context.planDesk, &PlanDesk::planStateChanged, this, &PanelDeck::makeRest);
}

PanelDeck::~PanelDeck()
{
    // A panel that goes tells the rail: not through a deck that is half gone.
    for (Panel *panel : std::as_const(m_panels))
        panel->disconnect(this);
}

QStringList PanelDeck::ids() const
{
    QStringList ids;
    for (const PanelEntry &entry : m_entries)
        ids.append(entry.id);
    return ids;
}

Panel *PanelDeck::panel(const QString &id)
{
    if (Panel *made = m_panels.value(id))
        return made;
    const auto entry = std::find_if(m_entries.cbegin(), m_entries.cend(), [&id](const PanelEntry &one) { return one.id == id; });
    return entry == m_entries.cend() ? nullptr : make(*entry);
}

Panel *PanelDeck::make(const PanelEntry &entry)
{
    const QString id = entry.id;
    Panel *panel = entry.make(m_context, this);
    m_panels.insert(id, panel);
    m_pages->addWidget(panel);
    connect(panel, &Panel::railStateChanged, this, [this, id](Status status, std::optional<qint64> count) {
        m_rail->setItemState(id, status, count ? format::count(*count) : QString());
    });
    connect(panel, &Panel::openPanelRequested, this, [this](const QString &panelId, const QString &entityId) {
        open(panelId, entityId);
        if (const QWidget *asking = QApplication::activeWindow(); asking && asking->parentWidget() == nullptr
            && asking != window()) { // a window of details
            window()->raise();
            window()->activateWindow();
        }
    });
    connect(panel, &Panel::environmentEditorRequested, this, &PanelDeck::environmentEditorRequested);
    panel->setSession(m_session);
    return panel;
}

// A panel of a system that the environment does not have stays out of the rail.
bool PanelDeck::isOffered(const PanelEntry &entry) const
{
    const std::optional<System> system = PanelList::systemOf(entry.group);
    const bool has = m_session && (!system || m_session->environment().has(*system));
    return has || !entry.needsEnvironment;
}

// The next one, or the next that has something to tell while another is in front; false where all are there.
bool PanelDeck::makeNext(bool telling)
{
    const auto next = std::find_if(m_entries.cbegin(), m_entries.cend(), [this, telling](const PanelEntry &entry) {
        return entry.needsEnvironment && (entry.tellsRail || !telling) && isOffered(entry) && !m_panels.contains(entry.id);
    });
    if (next == m_entries.cend())
        return false;
    make(*next);
    return true;
}

void PanelDeck::makeRest()
{
    if (!m_session || !m_context.planDesk->isRunning())
        return;
    m_later.stop();
    while (makeNext(false))
        continue;
}

void PanelDeck::setSession(PlatformSession *session)
{
    m_session = session;
    for (const PanelEntry &entry : std::as_const(m_entries)) {
        if (Panel *panel = m_panels.value(entry.id))
            panel->setSession(session);
        m_rail->setItemVisible(entry.id, isOffered(entry));
    }
    if (session)
        m_later.start(firstAfterMs);
    else
        m_later.stop();
}

void PanelDeck::open(const QString &id, const QString &entityId)
{
    Panel *next = panel(id);
    if (!next)
        return;
    m_revealing.reset();
    if (Panel *previous = current(); previous && previous != next)
        previous->setShown(false);
    m_pages->setCurrentWidget(next);
    m_rail->setCurrent(id);
    next->setShown(true);
    if (!entityId.isEmpty())
        next->showEntity(entityId);
}

bool PanelDeck::reveal(const QString &id, const QString &entityId)
{
    open(id);
    Panel *shown = current();
    if (currentId() != id || entityId.isEmpty())
        return false;
    const QList<FilterBar *> filters = shown->findChildren<FilterBar *>();
    QStringList before;
    for (const FilterBar *filter : filters)
        before.append(filter->text());
    const bool found = shown->showEntity(entityId);
    bool cleared = false;
    for (qsizetype i = 0; i < filters.size(); ++i)
        cleared = cleared || (!before[i].isEmpty() && filters[i]->text().isEmpty());
    const QList<RecordTableBase *> models = shown->findChildren<RecordTableBase *>();
    const bool settled = std::all_of(models.begin(), models.end(), [](const RecordTableBase *one) { return one->isSettled(); });
    if (!found || !settled)
        showOnceSettled(shown, entityId);
    return cleared;
}

// A long list is filtered and sorted on a worker, and one that was never looked at is read first: then the row is there later.
void PanelDeck::showOnceSettled(Panel *panel, const QString &entityId)
{
    m_revealing = std::make_unique<QObject>();
    QTimer::singleShot(kRevealPatienceMs, m_revealing.get(), [this] { m_revealing.reset(); });
    const QList<RecordTableBase *> models = panel->findChildren<RecordTableBase *>();
    for (RecordTableBase *model : models) {
        connect(model, &RecordTableBase::settled, m_revealing.get(), [this, panel, entityId] {
            if (current() != panel || panel->showEntity(entityId))
                QMetaObject::invokeMethod(this, [this] { m_revealing.reset(); }, Qt::QueuedConnection);
        });
    }
}

void PanelDeck::openStartPage()
{
    for (Panel *panel : std::as_const(m_panels))
        panel->setShown(false);
    m_pages->setCurrentWidget(m_startPage);
    m_rail->setCurrent({});
}

Panel *PanelDeck::current() const
{
    return qobject_cast<Panel *>(m_pages->currentWidget());
}

QList<PanelEntry> PanelDeck::offered() const
{
    QList<PanelEntry> entries;
    std::copy_if(m_entries.cbegin(), m_entries.cend(), std::back_inserter(entries),
                 [this](const PanelEntry &entry) { return isOffered(entry); });
    return entries;
}

QString PanelDeck::titleOf(const QString &id) const
{
    const auto entry = std::find_if(m_entries.cbegin(), m_entries.cend(), [&id](const PanelEntry &one) { return one.id == id; });
    return entry == m_entries.cend() ? QString() : entry->title;
}

bool PanelDeck::needsEnvironment(const QString &id) const
{
    return std::any_of(m_entries.cbegin(), m_entries.cend(),
                       [&id](const PanelEntry &entry) { return entry.id == id && entry.needsEnvironment; });
}

bool PanelDeck::hasUnsavedWork() const
{
    return std::any_of(m_panels.cbegin(), m_panels.cend(), [](const Panel *panel) { return panel->hasUnsavedWork(); });
}

} // namespace mk
