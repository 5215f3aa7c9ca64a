// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/System.h"
#include "panels/Panel.h"
#include "platform/Environment.h"

#include <QHash>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QSplitter;
class QStackedWidget;

namespace mk {

class ActivityBar;
class ActivityDrawer;
class AppContext;
class Banner;
class EnvironmentsDialog;
class HttpLogPage;
class NavRail;
class PlanDesk;
class TopBar;
class TunnelPage;
class WelcomePage;

// The window: top bar, rail, panels, activity drawer and bar. It opens environments, tells panels which session is
// theirs, and brings up what concerns the whole program: consents, a changed identity, a locked secret store.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(AppContext *app, QWidget *parent = nullptr);
    ~MainWindow() override;

    // After AppContext::start() has ended: opens what was asked for, else the last one, else the first steps.
    void begin(const std::optional<Environment> &asked, bool readOnly);
    void openEnvironment(const Environment &environment);
    void showEnvironmentEditor(const QString &environmentId = {});
    void openPanel(const QString &id, const QString &entityId = {});
    QStringList panelIds() const { return m_order; }
    Panel *panel(const QString &id) const { return m_panels.value(id); }
    QString currentPanel() const;
    void raiseFromOutside(); // a second start asks for the window
    PlanDesk *planDesk() const { return m_planDesk; }
    void setActivityOpen(bool open);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addPanel(const QString &id, const QString &title, const QString &icon, Panel *panel, bool atBottom = false);
    void buildShortcuts();
    void sessionChanged(PlatformSession *session);
    void refreshTopBar();
    void refreshPill(System system);
    void showPillReason(System system);
    void refreshNotice();
    void composeNotice();
    void refreshRailVisibility();
    void showEnvironmentMenu();
    void showConsents();
    void showUnlock();
    void showShortcuts();
    void settleUnknownOutcomes();
    void tellActivity();
    void askAndThen(std::function<void()> goOn);

    AppContext *m_app;
    PlanDesk *m_planDesk;
    TopBar *m_topBar;
    NavRail *m_rail;
    QSplitter *m_rows;
    QWidget *m_noticeHolder;
    Banner *m_notice;
    QStackedWidget *m_stack;
    WelcomePage *m_welcome;
    ActivityDrawer *m_activity;
    ActivityBar *m_bar;
    HttpLogPage *m_calls;
    TunnelPage *m_tunnels;
    QHash<QString, Panel *> m_panels;
    QHash<QString, System> m_panelSystem;
    QStringList m_order;
    QPointer<EnvironmentsDialog> m_environmentsDialog;
    QTimer m_tick;
    bool m_forceReadOnly = false;
    bool m_closing = false;
    bool m_settled = false; // lost answers of earlier runs have been looked into for this session
    // A message of the moment in the notice bar; cleared by its close button or by the next environment.
    Status m_messageStatus = Status::None;
    QString m_messageTitle;
    QString m_messageText;
};

} // namespace mk
