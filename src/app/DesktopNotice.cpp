// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DesktopNotice.h"

#include "app/AppContext.h"
#include "core/SafeText.h"
#include "models/FindingText.h"
#include "models/MarkedText.h"
#include "platform/FindingsWatch.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"

#include <QSystemTrayIcon>
#include <QWidget>

#include <algorithm>

namespace mk {

namespace {

constexpr qsizetype kMostNamed = 3;
constexpr int kLongestTitle = 120; // of one finding: more would be cut by the desktop
constexpr int kShownFor = 10'000;  // ms

} // namespace

DesktopNotice::DesktopNotice(AppContext *app, QWidget *window) : QObject(window), m_app(app), m_window(window) {}

DesktopNotice::~DesktopNotice() = default;

void DesktopNotice::setSession(PlatformSession *session)
{
    if (m_session)
        m_session->findings()->disconnect(this);
    m_news.clear();
    m_session = session;
    if (session)
        connect(session->findings(), &FindingsWatch::looked, this, &DesktopNotice::looked);
}

void DesktopNotice::looked()
{
    if (!m_session)
        return;
    const FindingsWatch *watch = m_session->findings();
    // What is not wanted is taken in all the same: it is no news once it is wanted.
    const QList<Finding> news = m_news.take(watch->tracked(), watch->isSettled(), m_app->clock().now());
    if (!news.isEmpty() && m_app->settings().notifyCritical() && !m_window->isActiveWindow())
        show(news);
}

void DesktopNotice::show(const QList<Finding> &news)
{
    QStringList lines;
    for (const Finding &finding : news.mid(0, kMostNamed))
        lines.append(visibleText(shortened(withoutMarks(findingTitle(finding)), kLongestTitle)));
    if (news.size() > kMostNamed)
        lines.append(tr("and %n more", nullptr, int(news.size() - kMostNamed)));
    const QString title = tr("%1: %n new critical finding(s)", nullptr, int(news.size())).arg(visibleText(m_session->environment().name));
    const QString text = lines.join(QLatin1Char('\n'));
    m_lastId = news.first().id();
    Q_EMIT told(title, text);
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(m_window->windowIcon(), this);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT openRequested(m_lastId); });
        connect(m_tray, &QSystemTrayIcon::activated, this, [this] { Q_EMIT openRequested(m_lastId); });
        m_tray->setToolTip(tooltipText(m_window->windowTitle()));
    }
    m_tray->show();
    m_tray->showMessage(title, text, QSystemTrayIcon::Critical, kShownFor);
}

} // namespace mk
