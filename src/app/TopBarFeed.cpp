// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/TopBarFeed.h"

#include "app/AppContext.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/PlanPreviewText.h"
#include "panels/SystemStatus.h"
#include "widgets/TopBar.h"

#include <QMenu>

namespace mk {

TopBarFeed::TopBarFeed(AppContext *app, TopBar *bar, QObject *parent) : QObject(parent), m_app(app), m_bar(bar)
{
    connect(bar, &TopBar::environmentClicked, this, &TopBarFeed::showEnvironmentMenu);
    connect(bar, &TopBar::demoClicked, this, [this] { Q_EMIT demoMenuRequested(m_bar->demoButton()); });
    connect(bar, &TopBar::lockClicked, this, [this] {
        if (PlatformSession *session = m_app->session())
            session->setReadOnly(!session->isLocked());
    });
    connect(bar, &TopBar::pillClicked, this, [this](const QString &id) {
        if (const std::optional<System> system = systemFromId(id))
            showPillReason(*system);
    });
    connect(&app->environments(), &EnvironmentStore::changed, this, &TopBarFeed::refresh);
}

void TopBarFeed::setSession(PlatformSession *session)
{
    m_bar->clearPills();
    if (session) {
        connect(session, &PlatformSession::statusChanged, this, &TopBarFeed::refreshPill);
        connect(session, &PlatformSession::stateChanged, this, &TopBarFeed::refresh);
        connect(session, &PlatformSession::writabilityChanged, this, &TopBarFeed::refresh);
    }
    refresh();
}

void TopBarFeed::refresh()
{
    QWidget *window = m_bar->window();
    const PlatformSession *session = m_app->session();
    if (!session) {
        m_bar->setEnvironment({}, {}, Token::Dev);
        m_bar->setLockVisible(false);
        m_bar->setDemoVisible(false);
        window->setWindowTitle(QStringLiteral("Microkubes Console"));
        return;
    }
    const Environment &environment = session->environment();
    m_bar->setEnvironment(visibleText(environment.name), stageBadge(environment), stageColor(environment));
    m_bar->setLockVisible(true);
    m_bar->setDemoVisible(environment.isDemo);
    m_bar->setReadOnly(session->isReadOnly(), !environment.readOnly && !m_forceReadOnly);
    window->setWindowTitle(environment.isDemo ? tr("%1 (simulated) – Microkubes Console").arg(visibleText(environment.name))
                                              : tr("%1 – Microkubes Console").arg(visibleText(environment.name)));
    for (const System system : allSystems)
        refreshPill(system);
}

void TopBarFeed::refreshPill(System system)
{
    const PlatformSession *session = m_app->session();
    if (!session || !session->environment().has(system)) {
        m_bar->removePill(systemId(system));
        return;
    }
    const SystemStatus &status = session->status(system);
    const bool answers = status.state == SystemState::Ok || status.state == SystemState::Degraded;
    m_bar->setPill(systemId(system), statusOf(status.state), systemName(system), visibleText(status.version),
                   answers && status.latency ? format::milliseconds(*status.latency) : QString());
}

void TopBarFeed::showPillReason(System system)
{
    PlatformSession *session = m_app->session();
    if (!session)
        return;
    const SystemStatus &status = session->status(system);
    auto *menu = new QMenu(m_bar->window());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto tell = [menu](const QString &text) {
        QAction *line = menu->addAction(actionText(visibleText(text)));
        line->setEnabled(false);
    };
    tell(status.error ? ErrorText::of(*status.error).title : statusWord(statusOf(status.state)));
    if (status.error) {
        tell(ErrorText::of(*status.error).text);
        if (const QString hint = ErrorText::of(*status.error).hint; !hint.isEmpty())
            tell(hint);
    }
    if (status.since.isValid())
        tell(tr("Since %1").arg(format::dateTime(status.since)));
    for (const EndpointStatus &endpoint : status.endpoints) {
        tell(QStringLiteral("%1  %2  %3").arg(endpoint.hostPort, endpoint.version,
                                              endpoint.latency ? format::milliseconds(*endpoint.latency) : QString()));
    }
    menu->addSeparator();
    menu->addAction(m_app->theme().icon(QStringLiteral("refresh")), tr("Try now"), session,
                    [session, system] { session->refresh(system); });
    menu->addAction(m_app->theme().icon(QStringLiteral("pencil")), tr("Edit environment…"), session,
                    [this, session] { Q_EMIT editorRequested(session->environment().id); });
    if (QWidget *pill = m_bar->pill(systemId(system)))
        menu->popup(pill->mapToGlobal(QPoint(0, pill->height() + 4)));
}

void TopBarFeed::showEnvironmentMenu()
{
    auto *menu = new QMenu(m_bar->window());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString openId = m_app->session() ? m_app->session()->environment().id : QString();
    for (const Environment &environment : m_app->environments().environments()) {
        QAction *action = menu->addAction(actionText(visibleText(environment.name)) + QStringLiteral("  (")
                                              + stageWord(environment.stage) + QLatin1Char(')'),
                                          this, [this, environment] { Q_EMIT environmentChosen(environment); });
        action->setCheckable(true);
        action->setChecked(environment.id == openId);
    }
    menu->addSeparator();
    menu->addAction(m_app->theme().icon(QStringLiteral("settings")), tr("Edit environments…"), this,
                    [this, openId] { Q_EMIT editorRequested(openId); });
    QAction *leave = menu->addAction(tr("Close environment"), this, &TopBarFeed::closeRequested);
    leave->setEnabled(m_app->session() != nullptr);
    QWidget *button = m_bar->environmentButton();
    menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4)));
}

} // namespace mk
