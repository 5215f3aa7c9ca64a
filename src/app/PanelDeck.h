// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/PanelList.h"
#include "panels/Panel.h"

#include <QHash>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <memory>

class QStackedLayout;

namespace mk {

class NavRail;
class PlatformSession;

// The panels of the list, each made once, when it is first wanted: the window is there before most of them. One is in front.
// While an environment is open the others are made one after the other as soon as the one in front has had its time, because
// they tell the rail what they hold. And the rail that leads to them.
class PanelDeck final : public QWidget
{
    Q_OBJECT
public:
    // startPage, which the deck takes, is in front while no environment is open. The rail must outlive the deck.
    PanelDeck(const PanelContext &context, NavRail *rail, QWidget *startPage, QWidget *parent = nullptr);
    ~PanelDeck() override;

    // Hands the session to every panel and shows in the rail what it has; open() or openStartPage() comes next.
    void setSession(PlatformSession *session);
    // Does nothing for a panel that there is not.
    void open(const QString &id, const QString &entityId = {});
    // The same, and it insists: where the panel's list is still being put together, the entity is shown as soon as it is there.
    // True where a filter hid it and was cleared.
    bool reveal(const QString &id, const QString &entityId);
    void openStartPage();

    QStringList ids() const;
    // Made now where it was not yet; nullptr where there is none of this id.
    Panel *panel(const QString &id);
    bool needsEnvironment(const QString &id) const;
    QList<PanelEntry> offered() const; // those that the rail shows now, in its order
    QString titleOf(const QString &id) const; // empty where there is none of this id
    // nullptr and an empty id while the start page is in front.
    Panel *current() const;
    QString currentId() const { return m_panels.key(current()); }
    bool hasUnsavedWork() const;

Q_SIGNALS:
    void environmentEditorRequested();

private:
    bool isOffered(const PanelEntry &entry) const;
    Panel *make(const PanelEntry &entry);
    bool makeNext(bool telling);
    void makeRest();
    void showOnceSettled(Panel *panel, const QString &entityId);

    PanelContext m_context;
    NavRail *m_rail;
    QStackedLayout *m_pages;
    QWidget *m_startPage;
    QList<PanelEntry> m_entries;
    QHash<QString, Panel *> m_panels; // those that were made
    QPointer<PlatformSession> m_session;
    QTimer m_later;
    std::unique_ptr<QObject> m_revealing; // while an entity waits for its list
};

} // namespace mk
