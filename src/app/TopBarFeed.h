// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/System.h"
#include "platform/Environment.h"

#include <QObject>

namespace mk {

class AppContext;
class PlatformSession;
class TopBar;

// Keeps the top bar in step with the open session, and opens the menus that hang on it: the environments, and why a system
// is as it is.
class TopBarFeed final : public QObject
{
    Q_OBJECT
public:
    TopBarFeed(AppContext *app, TopBar *bar, QObject *parent = nullptr);

    // The command line said read-only: the lock cannot be opened.
    void setForcedReadOnly(bool forced) { m_forceReadOnly = forced; }
    // nullptr: none is open.
    void setSession(PlatformSession *session);
    void refresh();
    void showEnvironmentMenu();

Q_SIGNALS:
    void environmentChosen(const mk::Environment &environment);
    void closeRequested();
    void editorRequested(const QString &environmentId);
    void demoMenuRequested(QWidget *below);

private:
    void refreshPill(System system);
    void showPillReason(System system);

    AppContext *m_app;
    TopBar *m_bar;
    bool m_forceReadOnly = false;
};

} // namespace mk
