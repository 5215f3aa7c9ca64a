// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/FindingNews.h"

#include <QObject>
#include <QPointer>

class QSystemTrayIcon;
class QWidget;

namespace mk {

class AppContext;
class PlatformSession;

// Tells of new critical findings on the desktop while the window is not looked at: one message for all of one look, with names
// and no values. Without a tray, or where the operator does not want it, nothing is shown; the rail and the list tell as ever.
class DesktopNotice final : public QObject
{
    Q_OBJECT
public:
    DesktopNotice(AppContext *app, QWidget *window);
    ~DesktopNotice() override;

    void setSession(PlatformSession *session);

Q_SIGNALS:
    void told(const QString &title, const QString &text); // also where the desktop has no place for it
    void openRequested(const QString &findingId);

private:
    void looked();
    void show(const QList<Finding> &news);

    AppContext *m_app;
    QWidget *m_window;
    QPointer<PlatformSession> m_session;
    QSystemTrayIcon *m_tray = nullptr; // made with the first message
    FindingNews m_news;
    QString m_lastId;
};

} // namespace mk
