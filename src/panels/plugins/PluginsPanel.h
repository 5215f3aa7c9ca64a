// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/KongRecords.h"
#include "platform/Plan.h"

#include <QPointer>

class QPushButton;
class QStackedWidget;

namespace mk {

class DetailHost;
class EntityEditor;
class EntityTable;
class KongDesk;
class ListBinder;
class PanelFrame;
class PluginDrawer;
class PluginSide;

// Kong's plugins, wherever they are bound, with what they are bound to by name; switched, edited along the server's own
// schema, added at a chosen scope, deleted. Secrets of their configurations are masked everywhere but in the editor.
class PluginsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit PluginsPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~PluginsPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    // An id; or "new/route/<id>" and the like: a new plugin bound to that.
    bool showEntity(const QString &id) override;
    bool hasUnsavedWork() const override;
    QList<TourScene> tourScenes() override;

private:
    void buildFrame();
    PluginDrawer *makeDrawer();
    void selectSoon(const QString &id); // and show it
    void refreshWritable();
    void chosenChanged();
    void fillMenu(const QPoint &globalPos);
    QList<KongPluginRecord> chosen() const;
    void switchRows(const QList<KongPluginRecord> &records, bool on);
    void removeRows(const QList<KongPluginRecord> &records);

    void edit(const KongPluginRecord &record);
    void duplicate(const KongPluginRecord &record);
    void makeNew(const kong::PluginScope &scope);
    void openEditor(const QString &title, const QByteArray &opened, const QByteArray &start, bool isNew);
    void leaveEditor();
    void save(const QByteArray &before, const QByteArray &after, bool afterConflict);
    void tellEditor();
    void showConflict(const Change &change, const EntityState &now);

    QPointer<PlatformSession> m_session;
    KongDesk *m_desk;
    QStackedWidget *m_pages;
    PanelFrame *m_frame;
    EntityTable *m_table;
    RecordTableModel<KongPluginRecord> *m_model;
    ListBinder *m_binder = nullptr;
    DetailHost *m_details = nullptr;
    EntityEditor *m_editor;
    QPointer<PluginSide> m_side;
    QPushButton *m_new;
    QPushButton *m_bulkSwitch = nullptr;
    QPushButton *m_bulkDelete = nullptr;
    QString m_keyToSelect;
    bool m_editing = false;
    QString m_editId; // empty: new
    QByteArray m_editEntity;
    std::unique_ptr<LiveStoreBase::Subscription> m_railSubscription;
    bool m_shown = false;
};

} // namespace mk
