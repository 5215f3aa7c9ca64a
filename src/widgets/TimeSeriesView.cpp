// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TimeSeriesView.h"

#include "core/Format.h"

#include <QCategoryAxis>
#include <QChart>
#include <QDateTime>
#include <QGraphicsItem>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QLegend>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace mk {

namespace {

constexpr int viewHeight = 196;
constexpr int topMargin = 8;
constexpr int labelGap = 8;         // between the value labels and the plot
constexpr int narrowestLabels = 32; // so that charts with short and long numbers begin at the same place
constexpr double lineWidth = 1.5;
constexpr double faint = 0.22;
constexpr double stale = 0.45;
constexpr int leastDrag = 4;
constexpr qint64 shortestRange = 1'000; // ms; below it there is nothing to see

// A point is left out where the line without it runs as good as through it.
constexpr double closeEnough = 0.3; // px
// From so many points a pixel on a line is a band of noise: smoothing its edges or dashing it shows nothing and costs most.
constexpr double densest = 1.5;
constexpr double farOutside = 20'000; // px, in time
constexpr double nearBy = 100;       // px, in value: painting what nobody sees costs all the same
constexpr double dashOn = 5;
constexpr double dashOff = 3;

// The polyline with fewer points. Time runs from left to right, so height above the line tells the distance well enough.
QPolygonF simplified(const QPolygonF &line)
{
    if (line.size() < 3)
        return line;
    QPolygonF out;
    out.append(line.first());
    // Slopes that pass all points since the last kept one closely enough.
    double lowest = -INFINITY;
    double highest = INFINITY;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF from = out.constLast();
        const double dx = line[i].x() - from.x();
        const double slope = dx > 0 ? (line[i].y() - from.y()) / dx : NAN;
        if (i > 1 && !(slope >= lowest && slope <= highest)) {
            out.append(line[i - 1]);
            const double step = line[i].x() - line[i - 1].x();
            const double rise = line[i].y() - line[i - 1].y();
            lowest = step > 0 ? (rise - closeEnough) / step : INFINITY;
            highest = step > 0 ? (rise + closeEnough) / step : -INFINITY;
        } else if (dx > 0) {
            lowest = std::max(lowest, (line[i].y() - closeEnough - from.y()) / dx);
            highest = std::min(highest, (line[i].y() + closeEnough - from.y()) / dx);
        } else { // straight up or down: stands for itself
            lowest = INFINITY;
            highest = -INFINITY;
        }
    }
    out.append(line.last());
    return out;
}

// Cut into dashes by hand: a pen that dashes takes many times as long.
std::vector<QPolygonF> dashed(const QPolygonF &line)
{
    std::vector<QPolygonF> out;
    bool on = true;
    double left = dashOn;
    QPolygonF dash;
    dash.append(line.first());
    for (qsizetype i = 1; i < line.size(); ++i) {
        QPointF from = line[i - 1];
        double length = std::hypot(line[i].x() - from.x(), line[i].y() - from.y());
        while (length > left) {
            from += (line[i] - from) * (left / length);
            length -= left;
            if (on) {
                dash.append(from);
                out.push_back(std::move(dash));
            }
            on = !on;
            left = on ? dashOn : dashOff;
            dash = on ? QPolygonF({from}) : QPolygonF();
        }
        left -= length;
        if (on)
            dash.append(line[i]);
    }
    if (dash.size() > 1)
        out.push_back(std::move(dash));
    return out;
}

} // namespace

SeriesLook seriesLook(qsizetype index)
{
    static constexpr std::array colors{Token::S1, Token::S2, Token::S3, Token::S4, Token::S5, Token::S6};
    return {colors[size_t(index) % colors.size()], index >= qsizetype(colors.size())};
}

// Paints all lines at once: a graphics item for each would cost a repaint of each.
class LinesItem final : public QGraphicsItem
{
public:
    struct Line
    {
        QPen pen;
        double opacity = 1;
        bool isDense = false; // a band of noise: whole pixels
        std::vector<QPolygonF> pieces;
        std::vector<QPointF> dots;              // samples without neighbours
        std::vector<std::pair<QPointF, bool>> infinite; // at the edge; true: upwards
    };

    QRectF boundingRect() const override { return area; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        painter->save();
        painter->setClipRect(area.adjusted(0, -2, 0, 2));
        for (const Line &line : lines) {
            painter->setRenderHint(QPainter::Antialiasing, !line.isDense);
            painter->setOpacity(line.opacity);
            painter->setBrush(Qt::NoBrush);
            painter->setPen(line.pen);
            for (const QPolygonF &piece : line.pieces)
                painter->drawPolyline(piece);
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(line.pen.color());
            for (const QPointF &dot : line.dots)
                painter->drawEllipse(dot, lineWidth, lineWidth);
            for (const auto &[at, up] : line.infinite) {
                const double side = up ? 5 : -5;
                painter->drawPolygon(QPolygonF({at, at + QPointF(-4, side), at + QPointF(4, side)}));
            }
        }
        painter->restore();
    }

    QRectF area;
    std::vector<Line> lines;
};

class TimeSeriesView::Canvas
{
public:
    Canvas()
        : chart(new QChart)
        , times(new QCategoryAxis)
        , values(new QCategoryAxis)
        , lines(new LinesItem)
    {
        chart->legend()->hide();
        chart->setBackgroundVisible(false);
        chart->setPlotAreaBackgroundVisible(false);
        chart->setMargins({});
        chart->setAnimationOptions(QChart::NoAnimation);
        times->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        times->setGridLineVisible(false);
        values->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        values->setLineVisible(false);
        auto *anchor = new QLineSeries; // without data: axes need a series to belong to
        chart->addSeries(anchor);
        chart->addAxis(times, Qt::AlignBottom);
        chart->addAxis(values, Qt::AlignLeft);
        anchor->attachAxis(times);
        anchor->attachAxis(values);
        scene.addItem(chart);
        scene.addItem(lines);
        lines->setZValue(1);
    }

    static void setTicks(QCategoryAxis *axis, double low, double high, const std::vector<std::pair<double, QString>> &ticks)
    {
        const QStringList old = axis->categoriesLabels();
        for (const QString &label : old)
            axis->remove(label);
        axis->setRange(low, high);
        axis->setStartValue(low);
        QSet<QString> used;
        for (auto [value, label] : ticks) {
            while (used.contains(label)) // an axis takes each label once only
                label += QChar(0x200B);
            used.insert(label);
            axis->append(label, value);
        }
    }

    QGraphicsScene scene;
    QChart *chart;
    QCategoryAxis *times;
    QCategoryAxis *values;
    LinesItem *lines;
    QRect plot;
};

TimeSeriesView::TimeSeriesView(const Theme *theme, const QString &name, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_canvas(std::make_unique<Canvas>())
{
    setAccessibleName(name);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_axis = valueAxis(0, 1, m_unit);
    connect(theme, &Theme::changed, this, [this] {
        updateGeometry();
        invalidate();
    });
}

TimeSeriesView::~TimeSeriesView() = default;

QSize TimeSeriesView::sizeHint() const
{
    return {480, m_theme->scaled(viewHeight)};
}

QSize TimeSeriesView::minimumSizeHint() const
{
    return {200, m_theme->scaled(viewHeight)};
}

void TimeSeriesView::setUnit(ChartUnit unit)
{
    if (m_unit == unit)
        return;
    m_unit = unit;
    invalidate();
}

void TimeSeriesView::setSeries(const QList<ChartSeries> &series)
{
    m_series = series;
    describe();
    invalidate();
}

void TimeSeriesView::setRange(qint64 from, qint64 to)
{
    if (to <= from || (m_from == from && m_to == to))
        return;
    m_from = from;
    m_to = to;
    describe();
    invalidate();
}

void TimeSeriesView::setIsolated(const QSet<QString> &ids)
{
    if (m_isolated == ids)
        return;
    m_isolated = ids;
    invalidate();
}

void TimeSeriesView::setCrosshair(std::optional<qint64> at)
{
    if (m_crosshair == at)
        return;
    m_crosshair = at;
    update();
}

void TimeSeriesView::setStale(bool isStale)
{
    if (m_stale == isStale)
        return;
    m_stale = isStale;
    invalidate();
}

void TimeSeriesView::describe()
{
    setAccessibleDescription(tr("Chart of %n line(s) from %1 to %2. Arrow keys move the crosshair, plus and minus zoom.",
                                nullptr, int(m_series.size()))
                                 .arg(format::dateTime(QDateTime::fromMSecsSinceEpoch(m_from)),
                                      format::dateTime(QDateTime::fromMSecsSinceEpoch(m_to))));
}

void TimeSeriesView::invalidate()
{
    m_picture = {};
    update();
}

QRect TimeSeriesView::plotArea() const
{
    const_cast<TimeSeriesView *>(this)->renderPicture();
    return m_canvas->plot;
}

double TimeSeriesView::xOf(qint64 at) const
{
    const QRect &plot = m_canvas->plot;
    return plot.left() + double(at - m_from) / double(m_to - m_from) * plot.width();
}

qint64 TimeSeriesView::timeAt(int x) const
{
    const QRect &plot = m_canvas->plot;
    const double share = std::clamp(double(x - plot.left()) / std::max(1, plot.width()), 0.0, 1.0);
    return m_from + qint64(std::llround(share * double(m_to - m_from)));
}

qint64 TimeSeriesView::snapped(qint64 at) const
{
    std::optional<qint64> best;
    for (const ChartSeries &series : m_series) {
        const ChartSample *sample = series.data ? series.data->nearest(at) : nullptr;
        if (!sample || sample->at < m_from || sample->at > m_to)
            continue;
        if (!best || std::abs(sample->at - at) < std::abs(*best - at))
            best = sample->at;
    }
    return best.value_or(at);
}

// Everything but the crosshair. Kept until data, range, size or colours change.
void TimeSeriesView::renderPicture()
{
    const qreal scale = devicePixelRatioF();
    const QSize pixels = size() * scale;
    if ((m_picture.size() == pixels && m_picture.devicePixelRatio() == scale) || pixels.isEmpty())
        return;
    Canvas &canvas = *m_canvas;

    std::optional<double> low;
    std::optional<double> high;
    bool whole = true;
    for (const ChartSeries &series : std::as_const(m_series)) {
        if (!series.data || !standsOut(series))
            continue;
        const SeriesBuffer::Summary summary = series.data->summary(m_from, m_to);
        whole = whole && summary.whole;
        if (summary.min) {
            low = low ? std::min(*low, *summary.min) : *summary.min;
            high = high ? std::max(*high, *summary.max) : *summary.max;
        }
    }
    m_axis = valueAxis(low.value_or(0), high.value_or(1), m_unit, low && whole);

    const QFont font = m_theme->font(FontRole::Caption);
    const QFontMetrics metrics(font);
    std::vector<std::pair<double, QString>> valueTicks;
    int labels = m_theme->scaled(narrowestLabels);
    for (const double tick : m_axis.ticks) {
        valueTicks.emplace_back(tick, axisText(tick, m_axis.step, m_unit));
        labels = std::max(labels, metrics.horizontalAdvance(valueTicks.back().second));
    }
    const int bottom = metrics.height() + 8;
    const QRect plot(labels + labelGap, topMargin, std::max(1, width() - labels - labelGap - 1),
                     std::max(1, height() - topMargin - bottom));
    std::vector<std::pair<double, QString>> timeLabels;
    const int widest = metrics.horizontalAdvance(QStringLiteral("00:00:00"));
    for (const TimeTick &tick : timeTicks(m_from, m_to, std::max(1, 2 * plot.width() / (3 * widest)))) {
        const double x = plot.left() + double(tick.at - m_from) / double(m_to - m_from) * plot.width();
        const int half = metrics.horizontalAdvance(tick.text) / 2;
        if (x - half >= 0 && x + half <= width()) // cut labels say nothing
            timeLabels.emplace_back(double(tick.at - m_from), tick.text);
    }

    QPen grid(m_theme->color(Token::Line), 1);
    grid.setCosmetic(true);
    QPen base(m_theme->color(Token::Border), 1);
    base.setCosmetic(true);
    for (QCategoryAxis *axis : {canvas.times, canvas.values}) {
        axis->setLabelsFont(font);
        axis->setLabelsBrush(m_theme->color(Token::Text3));
        axis->setLinePen(base);
        axis->setGridLinePen(grid);
    }
    Canvas::setTicks(canvas.values, m_axis.low, m_axis.high, valueTicks);
    Canvas::setTicks(canvas.times, 0, double(m_to - m_from), timeLabels);
    canvas.scene.setSceneRect(rect());
    canvas.chart->setPlotArea(plot);
    canvas.chart->setGeometry(rect());
    // At once: left to itself the layout would come after the picture.
    canvas.chart->layout()->invalidate();
    canvas.chart->layout()->activate();
    canvas.plot = plot;

    const double perMs = plot.width() / double(m_to - m_from);
    const double perValue = plot.height() / (m_axis.high - m_axis.low);
    // What stands far outside (a line that is not among those shown alone) is cut off near by: nobody sees the difference.
    const auto point = [&](const ChartSample &sample) {
        const double y = plot.top() + plot.height() - (sample.value - m_axis.low) * perValue;
        return QPointF(std::clamp(plot.left() + double(sample.at - m_from) * perMs, -farOutside, farOutside),
                       std::clamp(y, plot.top() - nearBy, plot.bottom() + nearBy));
    };
    canvas.lines->area = plot;
    canvas.lines->lines.clear();
    // The first is on top: it is the one that the legend tells first.
    for (auto series = m_series.crbegin(); series != m_series.crend(); ++series) {
        if (!series->data)
            continue;
        LinesItem::Line line;
        line.pen = QPen(m_theme->color(series->color), lineWidth);
        line.pen.setJoinStyle(Qt::BevelJoin);
        line.pen.setCapStyle(Qt::FlatCap);
        line.opacity = (m_stale ? stale : 1) * (standsOut(*series) ? 1 : faint);
        qsizetype drawn = 0;
        const ReducedSeries reduced = series->data->reduced(m_from, m_to, int(plot.width() * scale));
        for (size_t piece = 0; piece < reduced.starts.size(); ++piece) {
            const size_t begin = reduced.starts[piece];
            const size_t end = piece + 1 < reduced.starts.size() ? reduced.starts[piece + 1] : reduced.points.size();
            if (end - begin == 1) {
                line.dots.push_back(point(reduced.points[begin]));
                continue;
            }
            QPolygonF polyline;
            polyline.reserve(qsizetype(end - begin));
            for (size_t i = begin; i < end; ++i)
                polyline.append(point(reduced.points[i]));
            line.pieces.push_back(simplified(polyline));
            drawn += line.pieces.back().size();
        }
        line.isDense = double(drawn) > densest * plot.width();
        if (line.isDense) {
            line.pen.setWidthF(1);
            line.pen.setCosmetic(true);
        } else if (series->dashed) {
            std::vector<QPolygonF> dashes;
            for (const QPolygonF &piece : line.pieces) {
                for (QPolygonF &dash : dashed(piece))
                    dashes.push_back(std::move(dash));
            }
            line.pieces = std::move(dashes);
        }
        for (const ChartSample &sample : reduced.infinite) {
            const bool up = sample.value > 0;
            line.infinite.emplace_back(QPointF(xOf(sample.at), up ? plot.top() : plot.bottom()), up);
        }
        canvas.lines->lines.push_back(std::move(line));
    }
    canvas.lines->update();

    m_picture = QPixmap(pixels);
    m_picture.setDevicePixelRatio(scale);
    m_picture.fill(m_theme->color(Token::Base));
    QPainter painter(&m_picture);
    canvas.scene.render(&painter, rect(), rect());
    ++m_frames;
    if (m_plotWidth != plot.width()) {
        m_plotWidth = plot.width();
        Q_EMIT plotWidthChanged(m_plotWidth);
    }
}

void TimeSeriesView::paintEvent(QPaintEvent *)
{
    renderPicture();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    paintOverlay(&painter);
    ++m_overlays;
}

void TimeSeriesView::paintOverlay(QPainter *painter) const
{
    const QRect &plot = m_canvas->plot;
    if (m_dragFrom && !m_panning) {
        QColor tint = m_theme->color(Token::Focus);
        tint.setAlphaF(0.16F);
        const int left = std::clamp(std::min(*m_dragFrom, m_dragTo), plot.left(), plot.right());
        const int right = std::clamp(std::max(*m_dragFrom, m_dragTo), plot.left(), plot.right());
        painter->fillRect(QRect(left, plot.top(), right - left + 1, plot.height()), tint);
    }
    if (m_crosshair && *m_crosshair >= m_from && *m_crosshair <= m_to) {
        const double x = std::round(xOf(*m_crosshair));
        painter->fillRect(QRectF(x, plot.top(), 1, plot.height()), m_theme->color(Token::Text2));
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(m_theme->color(Token::Base));
        for (auto series = m_series.crbegin(); series != m_series.crend(); ++series) {
            const std::optional<double> value = series->data ? series->data->valueAt(*m_crosshair) : std::nullopt;
            if (!value || !std::isfinite(*value) || !standsOut(*series))
                continue;
            const double y = plot.top() + plot.height() * (m_axis.high - *value) / (m_axis.high - m_axis.low);
            if (y < plot.top() - 1 || y > plot.top() + plot.height() + 1)
                continue;
            painter->setPen(QPen(m_theme->color(series->color), lineWidth));
            painter->drawEllipse(QPointF(x + 0.5, y), 3, 3);
        }
    }
    if (hasFocus()) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(m_theme->color(Token::Focus), 2));
        painter->drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void TimeSeriesView::resizeEvent(QResizeEvent *)
{
    invalidate();
}

void TimeSeriesView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange)
        invalidate();
    QWidget::changeEvent(event);
}

void TimeSeriesView::moveCrosshair(std::optional<qint64> at)
{
    if (m_crosshair == at)
        return;
    setCrosshair(at);
    Q_EMIT crosshairMoved(at);
}

void TimeSeriesView::wantRange(qint64 from, qint64 to)
{
    if (to - from >= shortestRange)
        Q_EMIT rangeWanted(from, to);
}

void TimeSeriesView::zoom(double factor, qint64 around)
{
    const auto span = double(m_to - m_from);
    const double share = double(around - m_from) / span;
    const auto from = qint64(double(around) - span * factor * share);
    wantRange(from, from + qint64(span * factor));
}

void TimeSeriesView::pan(double share)
{
    const auto by = qint64(double(m_to - m_from) * share);
    wantRange(m_from + by, m_to + by);
}

void TimeSeriesView::mousePressEvent(QMouseEvent *event)
{
    const bool left = event->button() == Qt::LeftButton;
    if ((!left && event->button() != Qt::MiddleButton) || !plotArea().contains(event->pos())) {
        event->ignore();
        return;
    }
    m_panning = !left || event->modifiers().testFlag(Qt::ShiftModifier);
    m_panRange = {m_from, m_to};
    m_dragFrom = m_dragTo = event->pos().x();
}

void TimeSeriesView::mouseMoveEvent(QMouseEvent *event)
{
    const QRect plot = plotArea();
    if (m_dragFrom) {
        m_dragTo = event->pos().x();
        if (m_panning) {
            const auto span = double(m_panRange.second - m_panRange.first);
            const auto by = qint64(span * double(*m_dragFrom - m_dragTo) / std::max(1, plot.width()));
            setRange(m_panRange.first + by, m_panRange.second + by);
        }
        update();
        return;
    }
    moveCrosshair(plot.contains(event->pos()) ? std::optional(snapped(timeAt(event->pos().x()))) : std::nullopt);
}

void TimeSeriesView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_dragFrom) {
        event->ignore();
        return;
    }
    const int from = std::min(*m_dragFrom, event->pos().x());
    const int to = std::max(*m_dragFrom, event->pos().x());
    m_dragFrom.reset();
    update();
    if (to - from < leastDrag) {
        setRange(m_panRange.first, m_panRange.second);
    } else if (m_panning) {
        const auto [wantedFrom, wantedTo] = std::pair(m_from, m_to);
        setRange(m_panRange.first, m_panRange.second); // the owner decides
        wantRange(wantedFrom, wantedTo);
    } else {
        wantRange(timeAt(from), timeAt(to));
    }
}

void TimeSeriesView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT backWanted();
}

void TimeSeriesView::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier) && turned.y() != 0) {
        zoom(turned.y() > 0 ? 0.8 : 1.25, timeAt(int(event->position().x())));
    } else if (turned.x() != 0 || (event->modifiers().testFlag(Qt::ShiftModifier) && turned.y() != 0)) {
        pan((turned.x() != 0 ? turned.x() : turned.y()) > 0 ? -0.1 : 0.1);
    } else {
        event->ignore(); // the page scrolls
    }
}

void TimeSeriesView::keyPressEvent(QKeyEvent *event)
{
    qint64 step = (m_to - m_from) / std::max(1, m_canvas->plot.width());
    for (const ChartSeries &series : std::as_const(m_series)) {
        if (series.data)
            step = std::max(step, series.data->step());
    }
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const qint64 stride = event->modifiers().testFlag(Qt::ControlModifier) ? 10 * step : step;
    const auto goTo = [this](qint64 at) { moveCrosshair(snapped(std::clamp(at, m_from, m_to))); };
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = event->key() == Qt::Key_Left ? -1 : 1;
        if (shift)
            pan(0.25 * direction);
        else
            goTo(m_crosshair ? *m_crosshair + direction * stride : direction > 0 ? m_from : m_to);
        return;
    }
    case Qt::Key_Home:
        goTo(m_from);
        return;
    case Qt::Key_End:
        goTo(m_to);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
        zoom(event->key() == Qt::Key_Minus ? 2 : 0.5, m_crosshair.value_or(m_from + (m_to - m_from) / 2));
        return;
    case Qt::Key_Backspace:
        Q_EMIT backWanted();
        return;
    case Qt::Key_Escape:
        if (m_crosshair) {
            moveCrosshair(std::nullopt);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimeSeriesView::leaveEvent(QEvent *)
{
    if (!hasFocus())
        moveCrosshair(std::nullopt);
}

void TimeSeriesView::focusInEvent(QFocusEvent *)
{
    update();
}

void TimeSeriesView::focusOutEvent(QFocusEvent *)
{
    moveCrosshair(std::nullopt);
    update();
}

} // namespace mk
