// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/KongRecords.h"
#include "platform/Plan.h"

#include <QPointer>

class QMenu;
class QPushButton;
class QStackedWidget;

namespace mk {

class DetailHost;
class EntityEditor;
class EntityForm;
class EntityTable;
class KongDesk;
class ListBinder;
class PanelFrame;
class RouteDrawer;

// Every way into the platform, in both of Kong's dialects: API objects, routes with the service behind them, and services
// that no route leads to. They are made, edited, switched and deleted here.
class RoutesPanel final : public Panel
{
    Q_OBJECT
public:
    explicit RoutesPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~RoutesPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    // "route/<id>", "api/<id>", "service/<id>", or an id or name of any of them.
    bool showEntity(const QString &id) override;
    bool hasUnsavedWork() const override;
    QList<TourScene> tourScenes() override;

private:
    // What the editor holds.
    enum class Making { Nothing, One, ServiceAndRoute };
    void buildFrame();
    RouteDrawer *makeDrawer();
    void selectSoon(const QString &key); // and show it
    std::optional<KongRouteRecord> recordFor(const QString &key) const;
    void refreshWritable();
    void fillNewMenu();
    void fillMenu(const QPoint &globalPos);
    void chosenChanged();
    QList<KongRouteRecord> chosen() const;

    void edit(const KongRouteRecord &record);
    void duplicate(const KongRouteRecord &record);
    void makeNew(kong::Kind kind, const QString &serviceId = {});
    void makeServiceAndRoute();
    void openEditor(kong::Kind kind, const QString &title, const QByteArray &opened, const QByteArray &start,
                    const QString &note);
    EntityForm *makeForm(kong::Kind kind, const QByteArray &document) const;
    EntityForm *makeServiceRouteForm() const;
    void leaveEditor();
    void editorChanged();
    void save(const QByteArray &before, const QByteArray &after, bool afterConflict);
    void showConflict(const Change &change, const EntityState &now);
    void tellEditor();

    QPointer<PlatformSession> m_session;
    KongDesk *m_desk;
    QStackedWidget *m_pages;
    PanelFrame *m_frame;
    EntityTable *m_table;
    RecordTableModel<KongRouteRecord> *m_model;
    ListBinder *m_binder = nullptr;
    DetailHost *m_details = nullptr;
    EntityEditor *m_editor;
    QPushButton *m_new;
    QMenu *m_newMenu;
    QPushButton *m_bulkDelete;
    QPushButton *m_bulkSwitch;
    QString m_keyToSelect;  // as soon as the list has it
    Making m_making = Making::Nothing;
    kong::Kind m_editKind = kong::Kind::Route;
    QString m_editId;       // empty: new
    QByteArray m_editEntity; // as it was opened, whole
    std::unique_ptr<LiveStoreBase::Subscription> m_railSubscription;
    bool m_shown = false;
};

} // namespace mk
