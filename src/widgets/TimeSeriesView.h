// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ChartScale.h"
#include "models/SeriesBuffer.h"
#include "widgets/Theme.h"

#include <QList>
#include <QPixmap>
#include <QSet>
#include <QWidget>

#include <memory>
#include <optional>

namespace mk {

// One line of a chart.
struct ChartSeries
{
    QString id;   // stable over refreshes
    QString name; // as the legend tells it
    Token color = Token::S1;
    bool dashed = false;
    std::shared_ptr<const SeriesBuffer> data; // shared, so that handing it over costs a pointer
};

// The colours of LOOK in their order, dashed from the seventh on.
struct SeriesLook
{
    Token color;
    bool dashed;
};
SeriesLook seriesLook(qsizetype index);

// Lines over time; the one class in front of Qt Charts, which draws axes, labels and grid. The series are reduced to what
// the pixels can show and painted by one item over the plot area; the picture is kept, so that a moving crosshair paints
// nothing but itself. Title, legend and what stands in an empty chart's place are ChartPane's. GUI thread.
//
// Mouse: drag zooms into a time, Shift and drag (or the middle button) pans, Ctrl and wheel zooms at the pointer, a double
// click goes back. Keyboard: arrows move the crosshair (Ctrl: by ten), Shift and arrows pan, + and - zoom, Home and End,
// Backspace goes back, Esc takes the crosshair away. The view only asks (rangeWanted); its owner answers with setRange().
class TimeSeriesView final : public QWidget
{
    Q_OBJECT
public:
    // name is what a screen reader says ("Requests by status").
    TimeSeriesView(const Theme *theme, const QString &name, QWidget *parent = nullptr);
    ~TimeSeriesView() override;

    void setUnit(ChartUnit unit);
    ChartUnit unit() const { return m_unit; }
    void setSeries(const QList<ChartSeries> &series);
    const QList<ChartSeries> &series() const { return m_series; }
    // ms since 1970; to must be after from.
    void setRange(qint64 from, qint64 to);
    qint64 from() const { return m_from; }
    qint64 to() const { return m_to; }
    // The ids of the lines that stand out, the others are faint; empty: all do.
    void setIsolated(const QSet<QString> &ids);
    // The vertical line over all charts of a page; nothing takes it away.
    void setCrosshair(std::optional<qint64> at);
    std::optional<qint64> crosshair() const { return m_crosshair; }
    // Its system does not answer any more: these are its last words.
    void setStale(bool stale);
    bool isStale() const { return m_stale; }

    // Where the lines are, in this widget's coordinates.
    QRect plotArea() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    // How often the lines were painted anew, and how often only the crosshair was; for tests and benches.
    int frames() const { return m_frames; }
    int overlays() const { return m_overlays; }

Q_SIGNALS:
    void crosshairMoved(std::optional<qint64> at); // by the operator
    void rangeWanted(qint64 from, qint64 to);
    void backWanted();
    void plotWidthChanged(int pixels); // a range query's step depends on it

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Canvas; // scene, chart, axes and the item that paints the lines
    void invalidate();
    void describe();
    void renderPicture();
    void paintOverlay(QPainter *painter) const;
    void moveCrosshair(std::optional<qint64> at);
    void wantRange(qint64 from, qint64 to);
    void zoom(double factor, qint64 around);
    void pan(double share);
    qint64 timeAt(int x) const;
    double xOf(qint64 at) const;
    qint64 snapped(qint64 at) const;
    bool standsOut(const ChartSeries &series) const { return m_isolated.isEmpty() || m_isolated.contains(series.id); }

    const Theme *m_theme;
    std::unique_ptr<Canvas> m_canvas;
    QPixmap m_picture;
    QList<ChartSeries> m_series;
    QSet<QString> m_isolated;
    ChartUnit m_unit = ChartUnit::Plain;
    ValueAxis m_axis;
    qint64 m_from = 0;
    qint64 m_to = 1;
    std::optional<qint64> m_crosshair;
    std::optional<int> m_dragFrom; // x where the mouse went down
    int m_dragTo = 0;
    bool m_panning = false;
    std::pair<qint64, qint64> m_panRange;
    bool m_stale = false;
    int m_plotWidth = 0;
    int m_frames = 0;
    int m_overlays = 0;
};

} // namespace mk
