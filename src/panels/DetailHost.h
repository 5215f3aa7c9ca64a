// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"
#include "platform/LiveStore.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <vector>

namespace mk {

class DetailDrawer;
class DetailWindow;
class EntityTable;
class PanelFrame;

// The details of a list's entities: the drawer at its right, and any number of windows of their own. All of them follow the
// list's model for as long as they show something; the windows also while another panel is in front. They close with the
// environment.
class DetailHost final : public QObject
{
    Q_OBJECT
public:
    // Makes a drawer of the panel's kind, for the session that is open now, its signals connected to the panel.
    using Make = std::function<DetailDrawer *()>;
    // Brings the entity of this id into a drawer that Make made; false where there is none (any more).
    using Show = std::function<bool(DetailDrawer *drawer, const QString &id)>;

    // Fills the frame's drawer and wires table, drawer and frame: Enter opens, Esc closes, the current row is followed.
    DetailHost(const PanelContext &context, PanelFrame *frame, EntityTable *table, Make make, Show show);
    ~DetailHost() override;

    // The list's store, read while a window shows something of it; nullptr where the list is no live store.
    void setStore(LiveStoreBase *store);
    // Closes everything. The panel has its own session at hand when Make and Show are called next.
    void setSession(PlatformSession *session);

    DetailDrawer *drawer() const { return m_drawer; }
    // Opens the drawer at this entity, which need not be a row of the list; where there is none, at the current row.
    void open(const QString &id = {});
    void close();
    bool isOpen() const;
    QString shownId() const { return m_shownId; } // in the drawer
    // Shows again what is shown, from what the model has now.
    void refresh();
    // The window of this entity; the one that is there comes to the front.
    DetailWindow *openApart(const QString &id);
    std::vector<DetailWindow *> windows() const;

private:
    struct Apart
    {
        QPointer<DetailWindow> window;
        QString id;
        const QObject *object = nullptr; // the window's identity while it is being destroyed
    };
    void followRow();
    bool showInDrawer(const QString &id);
    void closeWindows();
    void holdStore();

    PanelContext m_context;
    PanelFrame *m_frame;
    EntityTable *m_table;
    Make m_make;
    Show m_show;
    DetailDrawer *m_drawer;
    QString m_shownId;
    std::vector<Apart> m_windows;
    QPointer<PlatformSession> m_session;
    QPointer<LiveStoreBase> m_store;
    std::unique_ptr<LiveStoreBase::Subscription> m_subscription;
};

} // namespace mk
