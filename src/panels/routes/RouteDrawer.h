// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/JournalModel.h"
#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/KongRecords.h"
#include "platform/PluginOrder.h"
#include "widgets/DetailDrawer.h"

#include <QPointer>

#include <set>
#include <utility>

class QComboBox;
class QPushButton;

namespace mk {

class EntityTable;
class JsonView;
class RouteInsightPane;
class Section;
class TextLabel;

// Details of one way into the platform: what it matches, where it leads, which plugins are in force, its JSON and what
// this program did to it. It shows records; the panel decides and writes.
class RouteDrawer final : public DetailDrawer
{
    Q_OBJECT
public:
    explicit RouteDrawer(const PanelContext &context, QWidget *parent = nullptr);
    ~RouteDrawer() override;

    void setSession(PlatformSession *session);
    void show(const KongRouteRecord &record);
    void clear();
    const KongRouteRecord &record() const { return m_record; }
    // Why nothing may be written; empty: it may. Said in the buttons' tooltips.
    void setBlocked(const QString &why);

Q_SIGNALS:
    void editRequested();
    void traceRequested();
    void duplicateRequested();
    void deleteRequested();
    void enableRequested(bool on);
    void addPluginRequested();
    void unregisterRequested();
    void convertRequested();
    void registerRequested();
    void entityChosen(const QString &key);      // the service of a route, a route of a service
    void pluginChosen(const QString &pluginId);

private:
    QList<Fact> factsOf(const KongRouteRecord &record) const;
    void showInsight();
    void showLibrary();
    void showPlugins();
    pluginorder::Place place() const; // of the record, for nobody in particular
    void showConsumers();
    void showInForce();
    void showRoutes();
    void loadHistory();

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    KongRouteRecord m_record;
    FactGrid *m_facts;
    Section *m_routeSection;
    EntityTable *m_routeTable;
    RecordTableModel<KongRouteRecord> *m_routes;
    Section *m_inForceSection;
    EntityTable *m_inForceTable;
    RouteInsightPane *m_insight;
    QPushButton *m_registerAgain;
    QPushButton *m_convert;
    QPointer<QPushButton> m_unregister; // in the banner
    std::pair<QString, RouteInsight> m_told; // what the banner says, of whom
    QString m_blocked;
    RecordTableModel<pluginorder::Run> *m_inForce;
    TextLabel *m_consumerLabel;
    QComboBox *m_consumer; // whose request it is: of those that plugins here are bound to
    std::set<std::pair<QString, QString>> m_offered; // what it holds
    EntityTable *m_pluginTable;
    RecordTableModel<KongPluginRecord> *m_plugins;
    QPushButton *m_addPlugin;
    JsonView *m_json;
    EntityTable *m_historyTable;
    RecordTableModel<JournalEntry> *m_history;
    QPushButton *m_edit;
    QPushButton *m_duplicate;
    QPushButton *m_switch;
    QPushButton *m_delete;
    JobScope m_jobs;
};

} // namespace mk
