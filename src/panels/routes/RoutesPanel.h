// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/KongListPanel.h"
#include "platform/KongRecords.h"

namespace mk {

class EntityForm;
class RouteDrawer;
class RouteJobs;

// Every way into the platform, in both of Kong's dialects: API objects, routes with the service behind them, and services
// that no route leads to. They are made, edited, switched and deleted here.
class RoutesPanel final : public KongListPanel
{
    Q_OBJECT
public:
    explicit RoutesPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~RoutesPanel() override;

    // "route/<id>", "api/<id>", "service/<id>", or an id or name of any of them.
    bool showEntity(const QString &id) override;
    QList<TourScene> tourScenes() override;

protected:
    DetailDrawer *makeDrawer() override;
    bool showIn(DetailDrawer *drawer, const QString &key) override;
    void setDrawerBlocked(DetailDrawer *drawer, const QString &why) override;
    LiveStoreBase *follow(PlatformSession *session) override;
    void newClicked() override;
    std::pair<QString, QString> chosenText(int count) const override;
    QList<KongDesk::Target> chosen() const override;
    std::optional<Switching> switching() const override;
    void fillRowMenu(QMenu *menu, bool mayWrite) override;
    QString keyOf(kong::Kind kind, const QString &id) const override { return KongRouteRecord::keyOf(kind, id); }
    std::optional<QByteArray> listed(kong::Kind kind, const QString &id) const override;
    bool edits(kong::Kind kind) const override;
    void openEditor(const QString &title, const QByteArray &opened, const QByteArray &start) override;
    void documentEdited() override;
    bool looksWhileTyping() const override { return !m_makesBoth; } // two entities are no document of one
    void send(const QByteArray &before, const QByteArray &after, bool afterConflict) override;

private:
    std::optional<KongRouteRecord> recordFor(const QString &key) const;
    QList<KongRouteRecord> chosenRecords() const;
    static Switching switchingOf(const QList<KongRouteRecord> &records);
    void editRecord(const KongRouteRecord &record);
    void duplicate(const KongRouteRecord &record);
    void makeNew(kong::Kind kind, const QString &serviceId = {});
    void makeServiceAndRoute();
    void addPluginTo(const KongRouteRecord &record);
    void connectJobs();
    void bulkChanged();

    RecordTableModel<KongRouteRecord> *m_model;
    QMenu *m_newMenu;
    RouteJobs *m_routeJobs;
    QPushButton *m_bulkUnregister = nullptr;
    QPushButton *m_bulkConvert = nullptr;
    bool m_makesBoth = false; // the editor holds a service and its route
};

} // namespace mk
