// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"

#include <QObject>
#include <QTimer>

class QSplitter;

namespace mk {

class ActivityBar;
class ActivityDrawer;
class HttpLogPage;
class TunnelPage;

// What the program is doing: the window's bottom line, and the drawer with HTTP calls and tunnels that it opens above. The
// drawer's pages work only while they are seen.
class ActivityPane final : public QObject
{
    Q_OBJECT
public:
    // Puts the drawer under the panels in rows, hidden. The bar is to be placed by the caller.
    ActivityPane(const PanelContext &context, QSplitter *rows, QWidget *parent);

    ActivityBar *bar() const { return m_bar; }
    void setSession(PlatformSession *session);
    void setOpen(bool open);
    bool isOpen() const;

Q_SIGNALS:
    void journalRequested();

private:
    void followWhatIsSeen();

    PanelContext m_context;
    QSplitter *m_rows;
    ActivityDrawer *m_drawer;
    ActivityBar *m_bar;
    HttpLogPage *m_calls;
    TunnelPage *m_tunnels;
    QTimer m_tick;
};

} // namespace mk
