// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/KongDesk.h"
#include "panels/ListBinder.h"
#include "panels/Panel.h"
#include "platform/LiveStore.h"

#include <QPointer>

class QMenu;
class QPushButton;
class QTimer;
class QStackedWidget;

namespace mk {

class DetailDrawer;
class DetailHost;
class EntityEditor;
class EntityTable;
class RecordTableBase;
struct ColumnLook;

// What Kong's panels share: a list with details and a bulk bar, an editor that stands before it, and everything that is
// written through the desk. A panel says what its rows are and what can be made of them.
class KongListPanel : public Panel
{
    Q_OBJECT
public:
    ~KongListPanel() override;

    void setSession(PlatformSession *session) final;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    void fillCommands(QMenu *menu) final;
    bool hasUnsavedWork() const override;

protected:
    struct Look
    {
        QString id; // of the panel
        QString title;
        QString iconName;
        QString filterName;
        ListTexts texts;
        QList<ColumnLook> columns;
        QString sortedBy;
        bool countsUnseen = true; // the list is read for the rail's count before anybody has looked
    };
    // What the editor holds; nothing where it is closed.
    struct Edited
    {
        kong::Kind kind = kong::Kind::Route;
        QString id;        // empty: new
        QByteArray entity; // as the server told it when it was opened, whole
    };
    // What "Disable" or "Enable" would do with the chosen rows.
    struct Switching
    {
        QList<KongDesk::Target> targets;
        bool on = false;
        QString text;    // on the button
        QString tooltip; // where it reaches farther than the rows; empty: it does not
    };

    // The model is taken over. The derived class calls build() when it is whole.
    KongListPanel(const PanelContext &context, RecordTableBase *model, const Look &look, QWidget *parent);
    void build();

    // ---- what a panel says

    virtual DetailDrawer *makeDrawer() = 0;
    virtual bool showIn(DetailDrawer *drawer, const QString &key) = 0; // false: there is no such entity
    virtual void setDrawerBlocked(DetailDrawer *drawer, const QString &why) = 0;
    // The model follows the session's list, which is returned; it calls rowsChanged(). nullptr: none is open.
    virtual LiveStoreBase *follow(PlatformSession *session) = 0;
    virtual void newClicked() = 0;
    virtual std::pair<QString, QString> chosenText(int count) const = 0; // "3 selected", "all services"
    virtual QList<KongDesk::Target> chosen() const = 0;
    virtual std::optional<Switching> switching() const = 0; // nothing: the rows have no such switch
    virtual void fillRowMenu(QMenu *menu, bool mayWrite) = 0; // for the one row that is chosen
    // The row of an entity, and the entity as the list has it; nothing: it does not have it.
    virtual QString keyOf(kong::Kind kind, const QString &id) const = 0;
    virtual std::optional<QByteArray> listed(kong::Kind kind, const QString &id) const = 0;
    virtual bool edits(kong::Kind kind) const = 0; // conflicts of such entities come here
    virtual bool lists(kong::Kind) const { return true; } // they stand in the list; else only in details
    // Brings a form for edited() into the editor. opened is empty for a new one.
    virtual void openEditor(const QString &title, const QByteArray &opened, const QByteArray &start) = 0;
    virtual void documentEdited() = 0;
    // True where the server is asked, while somebody types, what it would say.
    virtual bool looksWhileTyping() const { return false; }
    virtual void send(const QByteArray &before, const QByteArray &after, bool afterConflict);

    // ---- what it is given

    PlatformSession *session() const; // null: none is open
    kong::Capabilities server() const; // as far as it is known
    KongDesk *desk() const { return m_desk; }
    PanelFrame *frame() const { return m_frame; }
    EntityTable *table() const { return m_table; }
    EntityEditor *editor() const { return m_editor; }
    DetailHost *details() const { return m_details; }
    QPushButton *newButton() const { return m_new; }
    const std::optional<Edited> &edited() const { return m_edited; }

    void rowsChanged();
    // Shows the row with its details, as soon as the list has it.
    void selectSoon(const QString &key);
    // False where something is being typed: that stays in front.
    bool leaveEditorUnlessTyped();
    void openRow(const QString &key); // also where a filter hides it
    void waitFor(const QString &key) { m_keyToSelect = key; }

    void edit(kong::Kind kind, const QString &id, const QString &title, const QByteArray &entity);
    void make(kong::Kind kind, const QString &title, const QByteArray &start);
    void setEdited(const Edited &edited) { m_edited = edited; }
    // Puts what openEditor() filled in before the list.
    void showEditor(QWidget *focus);
    void leaveEditor();
    KongDesk::Done done(kong::Kind kind);

    // Scenes of the tour wait for the list, and begin with nothing open.
    bool isSettled() const;
    void showListAlone();

private:
    void buildBulkBar();
    void refreshWritable();
    void chosenChanged();
    void showMenu(const QPoint &globalPos);
    void save(const QByteArray &before, const QByteArray &after, bool afterConflict);
    void tellEditor();
    void showConflict(const Change &change, const EntityState &now);

    Look m_look;
    QPointer<PlatformSession> m_session;
    QPointer<LiveStoreBase> m_store;
    KongDesk *m_desk;
    QTimer *m_lookSoon; // waits for a pause in the typing
    QStackedWidget *m_pages;
    PanelFrame *m_frame;
    EntityTable *m_table;
    RecordTableBase *m_model;
    EntityEditor *m_editor;
    ListBinder *m_binder;
    DetailHost *m_details = nullptr;
    QPushButton *m_new;
    QPushButton *m_bulkSwitch = nullptr;
    QPushButton *m_bulkDelete = nullptr;
    QString m_keyToSelect; // as soon as the list has it
    std::optional<Edited> m_edited;
    std::unique_ptr<LiveStoreBase::Subscription> m_railSubscription;
    bool m_shown = false;
};

} // namespace mk
