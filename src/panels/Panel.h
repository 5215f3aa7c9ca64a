// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "models/Status.h"

#include <QWidget>

#include <functional>
#include <optional>

class QMenu;

namespace mk {

class EnvironmentStore;
class HttpLog;
class Journal;
class PlanDesk;
class PlatformSession;
class Secrets;
class Settings;
class Theme;
class UiState;

// What every panel is given: the program's parts, made once by AppContext and outliving all panels.
struct PanelContext
{
    const Theme *theme = nullptr;
    const Clock *clock = nullptr;
    Settings *settings = nullptr;
    UiState *uiState = nullptr;
    Journal *journal = nullptr;
    HttpLog *httpLog = nullptr;
    Secrets *secrets = nullptr;
    EnvironmentStore *environments = nullptr;
    PlanDesk *planDesk = nullptr;
};

// One scene of the tour: what to bring on screen, and when it is ready to be painted.
struct TourScene
{
    QString name; // file name without ending: "services-detail"
    std::function<void()> prepare;
    std::function<bool()> ready; // asked until it says true or the tour's patience ends
    std::function<QWidget *()> window = {}; // painted in place of the main one; the tour closes it
    bool dialog = false; // opens one, which is painted over the window and closed afterwards
};

// One page of the main window. A panel reads live stores and hands over plans; it calls no API client and writes nothing.
class Panel : public QWidget
{
    Q_OBJECT
public:
    explicit Panel(const PanelContext &context, QWidget *parent = nullptr) : QWidget(parent), m_context(context) {}

    // Another platform is open now, or none. What the old one gave must be let go before this returns. A panel that is made
    // late gets a session whose stores may hold rows already.
    virtual void setSession(PlatformSession *session) = 0;
    // On screen or not: subscriptions to live stores are held only while shown.
    virtual void setShown(bool shown) = 0;
    virtual void refresh() {}
    virtual void focusFilter() {}
    // Goes to an entity by its id, e.g. a click in another panel; false where this panel does not know it.
    virtual bool showEntity(const QString &id)
    {
        Q_UNUSED(id)
        return false;
    }
    // What can be done with the row that is chosen, for the palette; its actions are those of the row's own menu. What cannot be
    // done now is disabled, with the reason as its tooltip.
    virtual void fillCommands(QMenu *menu) { Q_UNUSED(menu) }
    // Text typed in an editor that has not been saved; asked before the environment changes or the window closes.
    virtual bool hasUnsavedWork() const { return false; }
    virtual QList<TourScene> tourScenes() { return {}; }

Q_SIGNALS:
    // The rail's item: the worst status beside the label (None: nothing to tell) and the count at the right.
    void railStateChanged(mk::Status status, std::optional<qint64> count);
    // Asks the window to open another panel, at an entity where id is not empty.
    void openPanelRequested(const QString &panelId, const QString &entityId);
    void environmentEditorRequested();

protected:
    const PanelContext &context() const { return m_context; }

private:
    PanelContext m_context;
};

} // namespace mk
