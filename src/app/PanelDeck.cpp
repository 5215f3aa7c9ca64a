// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PanelDeck.h"

#include "core/Format.h"
#include "platform/PlatformSession.h"
#include "widgets/NavRail.h"

#include <QApplication>
#include <QStackedLayout>

#include <algorithm>

namespace mk {

PanelDeck::PanelDeck(const PanelContext &context, NavRail *rail, QWidget *startPage, QWidget *parent)
    : QWidget(parent)
    , m_rail(rail)
    , m_pages(new QStackedLayout(this))
    , m_startPage(startPage)
    , m_entries(PanelList::all())
{
    m_pages->addWidget(m_startPage);
    std::optional<PanelGroup> group;
    for (const PanelEntry &entry : std::as_const(m_entries)) {
        if (entry.group != group && entry.group != PanelGroup::Bottom)
            m_rail->addGroup(PanelList::groupTitle(entry.group));
        group = entry.group;
        add(entry, context);
    }
    connect(m_rail, &NavRail::activated, this, [this](const QString &id) { open(id); });
}

void PanelDeck::add(const PanelEntry &entry, const PanelContext &context)
{
    const QString id = entry.id;
    Panel *panel = entry.make(context, this);
    if (entry.group == PanelGroup::Bottom)
        m_rail->addBottomItem(id, entry.title, entry.icon);
    else
        m_rail->addItem(id, entry.title, entry.icon);
    m_panels.insert(id, panel);
    m_order.append(id);
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
}

void PanelDeck::setSession(PlatformSession *session)
{
    for (const PanelEntry &entry : std::as_const(m_entries)) {
        m_panels.value(entry.id)->setSession(session);
        // A panel of a system that the environment does not have stays out of the rail.
        const std::optional<System> system = PanelList::systemOf(entry.group);
        const bool has = session && (!system || session->environment().has(*system));
        m_rail->setItemVisible(entry.id, has || !entry.needsEnvironment);
    }
}

void PanelDeck::open(const QString &id, const QString &entityId)
{
    Panel *next = m_panels.value(id);
    if (!next)
        return;
    if (Panel *previous = current(); previous && previous != next)
        previous->setShown(false);
    m_pages->setCurrentWidget(next);
    m_rail->setCurrent(id);
    next->setShown(true);
    if (!entityId.isEmpty())
        next->showEntity(entityId);
}

void PanelDeck::openStartPage()
{
    for (const QString &id : std::as_const(m_order))
        m_panels.value(id)->setShown(false);
    m_pages->setCurrentWidget(m_startPage);
    m_rail->setCurrent({});
}

Panel *PanelDeck::current() const
{
    return qobject_cast<Panel *>(m_pages->currentWidget());
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
