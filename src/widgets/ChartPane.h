// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/SeriesTable.h"
#include "widgets/TimeSeriesView.h"

#include <QWidget>

class QToolButton;

namespace mk {

class ChartLegend;
class ElidedLabel;
class EmptyState;
class EntityTable;
class LoadingBar;
class ShapeWidget;
class TextLabel;

// A chart as pages show it: title and source, the lines, the legend; in their place why there are none, or a table of the
// same numbers. Charts of one page are kept together by their owner: what one of them asks for is given to all.
class ChartPane final : public QWidget
{
    Q_OBJECT
public:
    // title is its name on screen and for a screen reader, source says where the lines come from.
    ChartPane(const Theme *theme, const QString &title, const QString &source, QWidget *parent = nullptr);

    QString title() const;
    void setTitle(const QString &title);
    void setSource(const QString &source);
    void setUnit(ChartUnit unit, const QString &unitText); // "requests/s", over the legend's names
    // The lines of this range. Takes a message away.
    void setSeries(const QList<ChartSeries> &series, qint64 from, qint64 to);
    const QList<ChartSeries> &series() const { return m_view->series(); }
    void setRange(qint64 from, qint64 to);
    void setCrosshair(std::optional<qint64> at);
    void setStale(bool stale);
    // Under the title: "20 of 143 lines", a warning of the server. Empty hides it.
    void setNote(const QString &note, Status status = Status::None);
    // Why nothing is drawn, in place of the lines. sentence may carry marks (models/MarkedText.h).
    void setMessage(const QString &iconName, const QString &title, const QString &sentence, Status status = Status::None);
    bool hasMessage() const;
    QString messageTitle() const;
    void startLoading(); // a line at the upper edge after 200 ms
    void stopLoading();

    bool showsTable() const;
    void setTableShown(bool table);
    // What is on screen, without the button, with the whole legend.
    QPixmap picture();
    QByteArray toCsv() const;

    TimeSeriesView *view() const { return m_view; }
    ChartLegend *legend() const { return m_legend; }
    QToolButton *moreButton() const { return m_more; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<NamedSeries> named() const;
    void fillTable();
    void putInFront(QWidget *widget);
    const Theme *m_theme;
    TextLabel *m_title;
    ElidedLabel *m_source;
    QToolButton *m_more;
    TextLabel *m_note;
    QWidget *m_noteBox;
    ShapeWidget *m_noteShape;
    QWidget *m_chart;
    TimeSeriesView *m_view;
    ChartLegend *m_legend;
    EmptyState *m_message;
    EntityTable *m_table;
    SeriesTable *m_numbers;
    LoadingBar *m_loading;
    QWidget *m_front = nullptr; // one of chart, message and table
    bool m_tableShown = false;
};

} // namespace mk
