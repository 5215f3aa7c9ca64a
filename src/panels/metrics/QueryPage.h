// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "panels/metrics/ChartFeed.h"
#include "platform/MetricsSource.h"

#include <QWidget>

class QPushButton;

namespace mk {

class ChartPane;
class EmptyState;
class EntityTable;
class LoadingBar;
class QueryBox;
class SegmentedControl;
class TextLabel;

// One line of an instant answer.
struct QueryRow
{
    QString series; // name{labels}; of a scalar or a text the word for it
    QString text;   // of a string result
    std::optional<double> value; // the newest of several
    qint64 at = 0;  // ms
    int samples = 1;
    QString key() const { return series; }
    bool operator==(const QueryRow &) const = default;
};

// An expression of one's own: what it is now as a table, and what it was over the page's time as a chart.
class QueryPage final : public QWidget
{
    Q_OBJECT
public:
    explicit QueryPage(const PanelContext &context, QWidget *parent = nullptr);

    void setInventory(const MetricsInventory &inventory);
    void setMetadata(const std::map<QString, prometheus::MetricInfo> &metadata);
    void setQuery(const QString &text); // without running it
    QString query() const;
    // What was run last, for this time; a chart that is there is continued unless whole.
    void load(const MetricsSource &source, const MetricsSource::Window &window, bool whole);
    void cancel();
    void clear(); // another session
    void setStale(bool stale);
    bool hasData() const;
    bool isLoading() const;
    std::optional<Error> error() const; // of the system, not of what was asked
    int plotWidth() const;
    QueryBox *box() const { return m_box; }
    ChartPane *pane() const { return m_pane; }
    void showChart(bool chart);

Q_SIGNALS:
    void changed();
    void runWanted(); // Enter, or another view: its owner calls load()
    void rangeWanted(qint64 from, qint64 to);
    void backWanted();
    void exportFailed(const mk::Error &error);

private:
    void run(const QString &text);
    void refresh();
    void takeInstant(const Result<prometheus::QueryResult> &result);
    void takeProblem(const Error &error);
    static std::vector<QueryRow> rowsOf(const prometheus::QueryResult &result);

    PanelContext m_context;
    QueryBox *m_box;
    SegmentedControl *m_views;
    TextLabel *m_told; // "4 lines", "10,000 of 12,345 lines"
    LoadingBar *m_loading;
    QPushButton *m_export;
    EntityTable *m_table;
    RecordTableModel<QueryRow> *m_rows;
    QWidget *m_chartPage;
    ChartPane *m_pane;
    ChartFeed *m_feed;
    EmptyState *m_empty;
    MetricsSource::Window m_window;
    QString m_asked; // what was run
    bool m_hasRows = false;
    std::optional<Error> m_error; // of the last instant query
    QString m_rowsText;
    bool m_stale = false;
    JobScope m_jobs;
};

} // namespace mk
