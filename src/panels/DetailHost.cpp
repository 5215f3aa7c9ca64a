// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/DetailHost.h"

#include "models/RecordTableBase.h"
#include "panels/PlanPreviewText.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/DetailDrawer.h"
#include "widgets/DetailWindow.h"
#include "widgets/EntityTable.h"
#include "widgets/PanelFrame.h"

#include <algorithm>

namespace mk {

namespace {
constexpr int cascade = 28; // px from one window to the next
} // namespace

DetailHost::DetailHost(const PanelContext &context, PanelFrame *frame, EntityTable *table, Make make, Show show)
    : QObject(frame)
    , m_context(context)
    , m_frame(frame)
    , m_table(table)
    , m_make(std::move(make))
    , m_show(std::move(show))
    , m_drawer(m_make())
{
    m_frame->setDrawer(m_drawer);
    m_frame->setDrawerOpen(false);
    connect(m_table, &EntityTable::currentRowChanged, this, &DetailHost::followRow);
    connect(m_table, &EntityTable::openRequested, this, [this] { open(); });
    connect(m_table, &EntityTable::escapePressed, this, &DetailHost::close);
    connect(m_drawer, &DetailDrawer::closeRequested, this, [this] {
        close();
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_drawer, &DetailDrawer::openApartRequested, this, [this] { openApart(m_shownId); });
    if (const auto *model = qobject_cast<RecordTableBase *>(m_table->model())) {
        connect(model, &RecordTableBase::settled, this, &DetailHost::refresh);
        connect(model, &QAbstractItemModel::dataChanged, this, &DetailHost::refresh);
    }
    connect(m_frame, &PanelFrame::goes, this, [this] {
        m_table->disconnect(this);
        if (m_table->model())
            m_table->model()->disconnect(this);
    });
}

DetailHost::~DetailHost()
{
    closeWindows();
}

void DetailHost::setStore(LiveStoreBase *store)
{
    m_subscription.reset();
    m_store = store;
    holdStore();
}

void DetailHost::setSession(PlatformSession *session)
{
    close();
    closeWindows();
    m_session = session;
}

bool DetailHost::isOpen() const
{
    return m_frame->isDrawerOpen();
}

void DetailHost::open(const QString &id)
{
    m_frame->setDrawerOpen(true);
    if (!showInDrawer(id) && !showInDrawer(m_table->currentId()))
        m_shownId = id; // the list may not have come yet: refresh() shows it then
}

void DetailHost::close()
{
    m_frame->setDrawerOpen(false);
    m_shownId.clear();
}

void DetailHost::followRow()
{
    if (isOpen())
        showInDrawer(m_table->currentId());
}

bool DetailHost::showInDrawer(const QString &id)
{
    if (id.isEmpty() || !m_show(m_drawer, id))
        return false;
    m_shownId = id;
    return true;
}

void DetailHost::refresh()
{
    if (isOpen() && !showInDrawer(m_shownId))
        showInDrawer(m_table->currentId());
    for (const Apart &apart : m_windows) {
        if (apart.window)
            apart.window->setGone(!m_show(apart.window->drawer(), apart.id));
    }
}

DetailWindow *DetailHost::openApart(const QString &id)
{
    if (id.isEmpty())
        return nullptr;
    const auto there = std::find_if(m_windows.begin(), m_windows.end(),
                                    [&id](const Apart &apart) { return apart.window && apart.id == id; });
    if (there != m_windows.end()) {
        there->window->raise();
        there->window->activateWindow();
        return there->window;
    }
    auto *window = new DetailWindow(m_context.theme, m_make());
    if (m_session) {
        const Environment &environment = m_session->environment();
        window->setEnvironment(environment.name, stageColor(environment));
    }
    m_show(window->drawer(), id);
    window->drawer()->setCurrentTab(m_drawer->currentTab());
    const int step = cascade * int(1 + m_windows.size() % 8);
    window->move(m_frame->mapToGlobal(QPoint(m_frame->width() / 2, 0)) + QPoint(step, step));
    m_windows.push_back({window, id, window});
    // A widget says so while it still is one, and a QPointer still points to it: it is no DetailWindow any more, though.
    connect(window, &QObject::destroyed, this, [this](const QObject *gone) {
        std::erase_if(m_windows, [gone](const Apart &apart) { return apart.object == gone; });
        holdStore();
    });
    holdStore();
    window->show();
    return window;
}

std::vector<DetailWindow *> DetailHost::windows() const
{
    std::vector<DetailWindow *> open;
    for (const Apart &apart : m_windows) {
        if (apart.window)
            open.push_back(apart.window);
    }
    return open;
}

// At once, not by close(): what a window shows may be gone a moment later.
void DetailHost::closeWindows()
{
    const std::vector<Apart> closing = std::exchange(m_windows, {});
    for (const Apart &apart : closing)
        delete apart.window.data();
    m_subscription.reset();
}

// Windows are looked at whichever panel is in front.
void DetailHost::holdStore()
{
    if (m_windows.empty() || !m_store)
        m_subscription.reset();
    else if (!m_subscription)
        m_subscription = m_store->subscribe(m_context.settings->refreshInterval());
}

} // namespace mk
