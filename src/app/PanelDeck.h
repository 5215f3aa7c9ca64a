// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/PanelList.h"
#include "panels/Panel.h"

#include <QHash>
#include <QStringList>
#include <QWidget>

class QStackedLayout;

namespace mk {

class NavRail;

// The panels of the list, made once, one of them in front; and the rail that leads to them.
class PanelDeck final : public QWidget
{
    Q_OBJECT
public:
    // startPage, which the deck takes, is in front while no environment is open. The rail must outlive the deck.
    PanelDeck(const PanelContext &context, NavRail *rail, QWidget *startPage, QWidget *parent = nullptr);

    // Hands the session to every panel and shows in the rail what it has; open() or openStartPage() comes next.
    void setSession(PlatformSession *session);
    // Does nothing for a panel that there is not.
    void open(const QString &id, const QString &entityId = {});
    void openStartPage();

    QStringList ids() const { return m_order; }
    Panel *panel(const QString &id) const { return m_panels.value(id); }
    bool needsEnvironment(const QString &id) const;
    // nullptr and an empty id while the start page is in front.
    Panel *current() const;
    QString currentId() const { return m_panels.key(current()); }
    bool hasUnsavedWork() const;

Q_SIGNALS:
    void environmentEditorRequested();

private:
    void add(const PanelEntry &entry, const PanelContext &context);

    NavRail *m_rail;
    QStackedLayout *m_pages;
    QWidget *m_startPage;
    QList<PanelEntry> m_entries;
    QHash<QString, Panel *> m_panels;
    QStringList m_order;
};

} // namespace mk
