// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ActivityPane.h"

#include "net/HttpLog.h"
#include "panels/PlanDesk.h"
#include "panels/activity/HttpLogPage.h"
#include "panels/activity/TunnelPage.h"
#include "platform/Journal.h"
#include "widgets/Activity.h"

#include <QLocale>
#include <QSplitter>

namespace mk {

namespace {

constexpr int leastHeight = 60;     // px; a drawer lower than this opens at its usual height
constexpr int usualHeight = 28 + 168; // px

} // namespace

ActivityPane::ActivityPane(const PanelContext &context, QSplitter *rows, QWidget *parent)
    : QObject(parent)
    , m_context(context)
    , m_rows(rows)
    , m_drawer(new ActivityDrawer(context.theme, rows))
    , m_bar(new ActivityBar(context.theme, parent))
    , m_calls(new HttpLogPage(context, m_drawer))
    , m_tunnels(new TunnelPage(context, m_drawer))
{
    m_rows->addWidget(m_drawer);
    m_drawer->hide();
    m_drawer->addPage(QStringLiteral("calls"), tr("HTTP calls"), m_calls);
    m_drawer->addPage(QStringLiteral("tunnels"), tr("Tunnels"), m_tunnels);
    m_drawer->setPauseVisible(true);
    connect(m_drawer, &ActivityDrawer::closeRequested, this, [this] { setOpen(false); });
    connect(m_drawer, &ActivityDrawer::currentPageChanged, this, &ActivityPane::followWhatIsSeen);
    connect(m_drawer, &ActivityDrawer::pauseToggled, this, &ActivityPane::followWhatIsSeen);

    connect(m_bar, &ActivityBar::toggled, this, &ActivityPane::setOpen);
    connect(m_bar, &ActivityBar::callsClicked, this, [this] {
        setOpen(true);
        m_drawer->setCurrentPage(QStringLiteral("calls"));
    });
    connect(m_bar, &ActivityBar::planClicked, this, &ActivityPane::journalRequested);
    PlanDesk *desk = context.planDesk;
    connect(m_bar, &ActivityBar::undoClicked, desk, &PlanDesk::proposeUndoOfLast);
    connect(desk, &PlanDesk::planStateChanged, m_bar, &ActivityBar::setPlanState);
    connect(desk, &PlanDesk::lastChangeChanged, this, [this](const QString &text, bool canUndo) {
        m_bar->setLastChange(text, canUndo, m_context.journal->keepsBodies() ? tr("Undo") : tr("Undo until you close"));
    });
    m_bar->setPlanState(Status::None, tr("No plan running"));

    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        const double rate = m_context.httpLog->callsPerSecond(m_context.clock->now());
        m_bar->setCallRate(tr("%1 calls/s").arg(QLocale().toString(rate, 'f', 1)));
    });
    m_tick.start();
}

void ActivityPane::setSession(PlatformSession *session)
{
    m_tunnels->setSession(session);
}

void ActivityPane::setOpen(bool open)
{
    m_drawer->setVisible(open);
    m_bar->setOpen(open);
    if (open && m_rows->sizes().value(m_rows->indexOf(m_drawer)) < leastHeight) {
        const int height = m_context.theme->scaled(usualHeight);
        m_rows->setSizes({m_rows->height() - height, height});
    }
    followWhatIsSeen();
}

bool ActivityPane::isOpen() const
{
    return m_drawer->isVisible();
}

void ActivityPane::followWhatIsSeen()
{
    m_calls->setActive(isOpen() && !m_drawer->isPaused() && m_drawer->currentPage() == QLatin1String("calls"));
}

} // namespace mk
