// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/PanelDeck.h"
#include "platform/Environment.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <vector>

namespace mk {

class ActivityPane;
class AppContext;
class DemoMenu;
class DesktopNotice;
class EnvironmentsDialog;
class NavRail;
class NoticeBar;
class Palette;
class PlanDesk;
struct PaletteCommand;
class TopBarFeed;
class WelcomePage;

// The window: top bar, rail, notice, panels, activity. It opens environments, tells each part which session is theirs, and
// opens the dialogs that belong to no panel.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(AppContext *app, QWidget *parent = nullptr);
    ~MainWindow() override;

    // After AppContext::start() has ended: opens what was asked for, else the last one, else the first steps.
    void begin(const std::optional<Environment> &asked, bool readOnly);
    void openEnvironment(const Environment &environment);
    // Everything as it was when the environment had just been opened, without asking about unsaved work: for the tour.
    void startAfresh();
    void openDemo(); // starts the simulated platform where it does not run
    void showEnvironmentEditor(const QString &environmentId = {});
    void openPanel(const QString &id, const QString &entityId = {}) { m_deck->open(id, entityId); }
    QStringList panelIds() const { return m_deck->ids(); }
    Panel *panel(const QString &id) const { return m_deck->panel(id); }
    bool panelNeedsEnvironment(const QString &id) const { return m_deck->needsEnvironment(id); }
    QString currentPanel() const { return m_deck->currentId(); }
    void raiseFromOutside(); // a second start asks for the window
    PlanDesk *planDesk() const { return m_planDesk; }
    void setActivityOpen(bool open);
    void showUnlock();
    void showShortcuts();
    Palette *palette() const { return m_palette; } // the global search

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void wire();
    void buildShortcuts();
    PanelContext panelContext() const;
    void sessionChanged(PlatformSession *session);
    void editOpenEnvironment();
    void closeEnvironment();
    void showConsents();
    void settleUnknownOutcomes();
    std::vector<PaletteCommand> commands(); // what can be done anywhere; MainWindowCommands.cpp
    void askAndThen(std::function<void()> goOn);

    AppContext *m_app;
    PlanDesk *m_planDesk;
    TopBarFeed *m_topBar = nullptr;
    NavRail *m_rail = nullptr;
    NoticeBar *m_notice = nullptr;
    WelcomePage *m_welcome = nullptr;
    PanelDeck *m_deck = nullptr;
    ActivityPane *m_activity = nullptr;
    DemoMenu *m_demoMenu = nullptr;
    Palette *m_palette = nullptr;
    DesktopNotice *m_desktop = nullptr;
    QPointer<EnvironmentsDialog> m_environmentsDialog;
    bool m_forceReadOnly = false;
    bool m_closing = false;
    bool m_settled = false; // lost answers of earlier runs have been looked into for this session
};

} // namespace mk
