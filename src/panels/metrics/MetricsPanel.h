// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "panels/metrics/TimeWindow.h"
#include "platform/LiveStore.h"
#include "platform/MetricsSource.h"

#include <QPointer>
#include <QTimer>

#include <vector>

class QStackedWidget;

namespace mk {

class DashboardPage;
class PanelFrame;
class QueryPage;
class RangeBar;
class TabBar;

// What Prometheus has measured: a dashboard for each system as far as its metrics are there, and queries of one's own.
// All pages show the same time. Only the page that is looked at asks, and only while the panel is shown.
class MetricsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit MetricsPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~MetricsPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    // A query, which is run; or the id of a dashboard ("kong").
    bool showEntity(const QString &id) override;
    QList<TourScene> tourScenes() override;

private:
    void choosePage(int index, bool byHand);
    DashboardPage *dashboardPage() const; // nullptr: the query page is in front
    void readInventory();
    void takeInventory(const Result<MetricsInventory> &inventory);
    void load(bool whole = false);
    void schedule();
    void showWindow(const TimeWindow &window, bool remember = true);
    void goBack();
    void pageChanged();
    void refreshHead();
    void refreshState();
    void tellExportFailed(const Error &error);
    MetricsSource::Window currentWindow() const;
    std::chrono::milliseconds interval() const;
    bool pageHasData() const;

    QPointer<PlatformSession> m_session;
    std::optional<MetricsSource> m_source;
    PanelFrame *m_frame;
    RangeBar *m_bar;
    TabBar *m_tabs;
    QStackedWidget *m_stack;
    std::vector<DashboardPage *> m_dashboards;
    QueryPage *m_query;
    MetricsInventory m_inventory;
    bool m_hasInventory = false;
    QDateTime m_inventoryAt;
    bool m_pageChosen = false; // by hand, now or another day
    TimeWindow m_window;
    std::vector<TimeWindow> m_past;
    StoreState m_state; // of what is on screen, as other panels have it of their lists
    std::optional<Error> m_exportError;
    bool m_paused = false;
    bool m_shown = false;
    bool m_wasUp = false;
    QTimer m_next;
    QTimer m_clock;
    JobScope m_jobs;
};

} // namespace mk
