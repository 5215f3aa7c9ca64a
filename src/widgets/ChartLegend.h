// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/TimeSeriesView.h"

#include <QSet>
#include <QTableView>

namespace mk {

// The names of a chart's lines with their values: at the crosshair, lowest, highest, newest. A click on a row (or Enter)
// shows that line alone, a second one all again; with Ctrl (or Space) lines are added and taken away.
class ChartLegend final : public QTableView
{
    Q_OBJECT
public:
    // name is the accessible name ("Legend of Requests by status").
    ChartLegend(const Theme *theme, const QString &name, QWidget *parent = nullptr);

    // Of the range only: what stands outside of the picture is not counted.
    void setSeries(const QList<ChartSeries> &series, ChartUnit unit, qint64 from, qint64 to);
    void setUnitText(const QString &text); // in the head, over the names: "requests/s"
    void setCrosshair(std::optional<qint64> at);
    const QSet<QString> &isolated() const { return m_isolated; }
    void setIsolated(const QSet<QString> &ids);
    // More rows than these scroll; 0: as many as there are.
    void setMostRows(int rows);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void isolatedChanged(const QSet<QString> &ids); // by the operator; empty: all stand out

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    class Rows;
    void isolate(int row, bool add);
    void fit();

    const Theme *m_theme;
    Rows *m_rows;
    QSet<QString> m_isolated;
    int m_mostRows = 8;
};

} // namespace mk
