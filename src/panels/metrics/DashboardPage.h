// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"
#include "panels/metrics/ChartFeed.h"
#include "platform/Dashboards.h"
#include "platform/MetricsSource.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QScrollArea;

namespace mk {

class ChartPane;
class EmptyState;

// The charts of one dashboard, two in a row where there is room, over one time and under one crosshair.
class DashboardPage final : public QWidget
{
    Q_OBJECT
public:
    DashboardPage(const PanelContext &context, const Dashboard &dashboard, QWidget *parent = nullptr);

    const Dashboard &dashboard() const { return m_dashboard; }
    // Chooses how each chart is drawn on this server, or says why it cannot be.
    void setInventory(const MetricsInventory &inventory);
    void load(const MetricsSource &source, const MetricsSource::Window &window, bool whole);
    void cancel();
    void clear(); // another session
    void setStale(bool stale);
    bool hasData() const;
    int chartCount() const;  // that are drawn
    int loadingCount() const;
    bool hasCharts() const { return chartCount() > 0; }
    std::optional<Error> firstError() const;
    int plotWidth() const; // px, of the narrowest
    const std::vector<ChartPane *> &panes() const { return m_panes; } // in the order on screen

Q_SIGNALS:
    void changed();
    void rangeWanted(qint64 from, qint64 to);
    void backWanted();
    void queryWanted(const QString &text);
    void exportFailed(const mk::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Chart
    {
        const ChartSpec *spec;
        ChartPane *pane;
        ChartFeed *feed;
        bool drawn = false;
    };
    void add(const ChartSpec &spec);
    void show(const Chart &chart);
    void arrange();
    void moveCrosshair(std::optional<qint64> at);

    PanelContext m_context;
    const Dashboard &m_dashboard;
    QScrollArea *m_scroll;
    QWidget *m_content;
    QGridLayout *m_grid;
    EmptyState *m_empty;
    std::vector<Chart> m_charts;
    std::vector<ChartPane *> m_panes;
    std::vector<QWidget *> m_lines;
    MetricsSource::Window m_window;
    int m_columns = 0;
    bool m_stale = false;
};

} // namespace mk
