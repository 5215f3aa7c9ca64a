// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/map/MapView.h"

#include "core/SafeText.h"
#include "models/MapText.h"
#include "widgets/Shapes.h"
#include "widgets/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QGraphicsItem>
#include <QGraphicsPathItem>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QResizeEvent>
#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <QWheelEvent>

#include <cmath>

namespace mk {

namespace {

constexpr qreal kMapNodeWidth = 208;
constexpr qreal kMapNodeHeight = 52;
constexpr qreal kMapNodeGap = 8;  // between boxes that stand one above the other
constexpr qreal kMapReach = 56;   // between the three columns of a service, for the lines
constexpr qreal kMapBandGap = 20; // between services
constexpr qreal kMapColumnGap = 72;
constexpr int kMapMostColumns = 40;
constexpr int kMapSmallestName = 17; // px, of boxes that are drawn small
constexpr qreal kMapMargin = 20;
constexpr qreal kMapReadable = 0.5; // names can be read; what does not fit so is panned to
constexpr qreal kMapSmallest = 0.08;
constexpr qreal kMapLargest = 2.5;
constexpr qreal kMapFarAway = 0.62; // below it only names are drawn, larger

qreal bandHeight(const MapRow &row)
{
    const size_t left = row.ways.size();
    const size_t right = row.queues.size() + row.targets.size();
    const auto count = qreal(std::max({left, right, size_t(1)}));
    return count * kMapNodeHeight + (count - 1) * kMapNodeGap;
}

} // namespace

QString MapNode::spoken() const
{
    QStringList parts;
    for (const QString &part : {visibleText(name), caption, visibleText(fact), statusWord(status)}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    return parts.join(QLatin1String(", "));
}

class MapNodeItem final : public QGraphicsItem
{
public:
    MapNodeItem(const Theme *theme, MapNode node) : m_theme(theme), m_node(std::move(node))
    {
        setAcceptHoverEvents(true);
        setCursor(Qt::PointingHandCursor);
        setToolTip(tooltipText(m_node.spoken()));
    }
    const MapNode &node() const { return m_node; }
    void setCurrent(bool current, bool focused)
    {
        m_isCurrent = current;
        m_hasFocus = focused;
        update();
    }
    QRectF boundingRect() const override { return {-2, -2, kMapNodeWidth + 4, kMapNodeHeight + 4}; }
    QPointF left() const { return pos() + QPointF(0, kMapNodeHeight / 2); }
    QPointF right() const { return pos() + QPointF(kMapNodeWidth, kMapNodeHeight / 2); }
    QRectF box() const { return {pos(), QSizeF(kMapNodeWidth, kMapNodeHeight)}; }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override
    {
        const qreal detail = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
        const QRectF frame = QRectF(0, 0, kMapNodeWidth, kMapNodeHeight).adjusted(0.5, 0.5, -0.5, -0.5);
        const bool isService = m_node.partRef.isEmpty();
        const bool isTrouble = m_node.status >= Status::Warn;
        QColor fill = m_theme->color(isService ? Token::Raised : Token::Base);
        if (isTrouble)
            fill = m_theme->statusBackground(m_node.status);
        if (m_isCurrent)
            fill = m_theme->color(Token::Sel);
        QPen pen(isTrouble ? m_theme->statusLine(m_node.status) : m_theme->color(isService ? Token::Field : Token::Border), 1);
        pen.setCosmetic(true);
        if (option->state & QStyle::State_MouseOver)
            pen.setColor(m_theme->color(Token::Accent));
        if (m_isCurrent && m_hasFocus)
            pen = QPen(m_theme->color(Token::Focus), 2 / std::max(detail, 0.2));
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(pen);
        painter->setBrush(fill);
        painter->drawRoundedRect(frame, 4, 4);
        if (detail < kMapFarAway)
            paintFar(painter, detail);
        else
            paintNear(painter);
    }

private:
    void paintNear(QPainter *painter) const
    {
        const QRectF inner = QRectF(0, 0, kMapNodeWidth, kMapNodeHeight).adjusted(12, 4, -12, -4);
        const qreal line = inner.height() / 2;
        paintStatusShape(painter, QRectF(inner.right() - 12, inner.top() + (line - 12) / 2 + 2, 12, 12), m_node.status,
                         m_theme->statusColor(m_node.status));
        draw(painter, QRectF(inner.left(), inner.top(), inner.width() - 20, line), FontRole::BodyMedium, Token::Text,
             visibleText(m_node.name), Qt::ElideMiddle);
        const QString second = m_node.fact.isEmpty() ? m_node.caption : QString(m_node.caption + QLatin1String(", ") + visibleText(m_node.fact));
        draw(painter, QRectF(inner.left(), inner.top() + line, inner.width(), line), FontRole::Small, Token::Text2, second, Qt::ElideRight);
    }
    // The name alone, as large as the box lets it be.
    void paintFar(QPainter *painter, qreal detail) const
    {
        QFont font = m_theme->font(FontRole::BodyMedium);
        font.setPixelSize(int(std::clamp(12 / detail, 14.0, 24.0)));
        painter->setPen(m_theme->color(Token::Text));
        const QRectF inner = QRectF(0, 0, kMapNodeWidth, kMapNodeHeight).adjusted(8, 0, -8, 0);
        const bool shape = m_node.status >= Status::Warn;
        const QRectF at = shape ? inner.adjusted(26, 0, 0, 0) : inner;
        if (shape)
            paintStatusShape(painter, QRectF(inner.left(), inner.center().y() - 10, 20, 20), m_node.status, m_theme->statusColor(m_node.status));
        const QString name = visibleText(m_node.name);
        const qreal wanted = QFontMetricsF(font).horizontalAdvance(name);
        if (wanted > at.width()) // rather a little smaller than cut
            font.setPixelSize(std::max(kMapSmallestName, int(font.pixelSize() * at.width() / wanted)));
        painter->setFont(font);
        painter->drawText(at, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          QFontMetricsF(font).elidedText(name, Qt::ElideMiddle, at.width()));
    }
    void draw(QPainter *painter, const QRectF &rect, FontRole role, Token ink, const QString &text, Qt::TextElideMode elide) const
    {
        const QFont font = m_theme->font(role);
        painter->setFont(font);
        painter->setPen(m_theme->color(ink));
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, QFontMetricsF(font).elidedText(text, elide, rect.width()));
    }

    const Theme *m_theme;
    MapNode m_node;
    bool m_isCurrent = false;
    bool m_hasFocus = false;
};

MapView::MapView(const Theme *theme, QWidget *parent) : QGraphicsView(parent), m_theme(theme), m_scene(new QGraphicsScene(this))
{
    setScene(m_scene);
    setAccessibleName(tr("Picture of the platform"));
    setFrameShape(QFrame::NoFrame);
    setDragMode(QGraphicsView::ScrollHandDrag);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(160);
    viewport()->setCursor(Qt::ArrowCursor);
    connect(theme, &Theme::changed, this, &MapView::applyTheme);
    applyTheme();
}

MapView::~MapView() = default;

void MapView::applyTheme()
{
    setBackgroundBrush(m_theme->color(Token::Base));
    build();
}

void MapView::setRows(const std::vector<const MapRow *> &rows)
{
    std::vector<MapRow> next;
    next.reserve(rows.size());
    for (const MapRow *row : rows) {
        if (qsizetype(next.size()) == mostRows)
            break;
        next.push_back(*row);
    }
    if (next == m_rows)
        return;
    m_rows = std::move(next);
    build();
}

void MapView::build()
{
    const QString row = m_current >= 0 ? m_nodes[size_t(m_current)].item->node().rowKey : QString();
    const QString part = m_current >= 0 ? m_nodes[size_t(m_current)].item->node().partRef : QString();
    m_scene->clear();
    m_nodes.clear();
    m_current = -1;
    // As many columns as let the boxes be largest in this view.
    std::vector<Column> best;
    std::vector<Column> readable; // the most that fit from side to side and can be read
    qreal largest = 0;
    const int most = std::min(int(m_rows.size()), kMapMostColumns);
    for (int count = 1; count <= most; ++count) {
        std::vector<Column> columns = columnsOf(count);
        qreal width = -kMapColumnGap;
        qreal height = 1;
        for (const Column &column : columns) {
            width += column.width() + kMapColumnGap;
            height = std::max(height, column.height);
        }
        const qreal across = viewport()->width() / (width + 2 * kMapMargin);
        const qreal zoom = std::min(across, viewport()->height() / (height + 2 * kMapMargin));
        if (across >= kMapReadable)
            readable = columns;
        if (best.empty() || zoom > largest) {
            largest = zoom;
            best = std::move(columns);
        }
    }
    if (largest < kMapReadable && !readable.empty())
        best = std::move(readable); // it cannot fit and be read: as wide as it can be read, and down from there
    qreal x = 0;
    for (const Column &column : best) {
        qreal y = 0;
        for (size_t i = column.begin; i < column.end; ++i) {
            addBand(m_rows[i], {x, y}, column.hasLeft);
            y += bandHeight(m_rows[i]) + kMapBandGap;
        }
        x += column.width() + kMapColumnGap;
    }
    m_scene->setSceneRect(m_scene->itemsBoundingRect().adjusted(-kMapMargin, -kMapMargin, kMapMargin, kMapMargin));
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        const MapNode &node = m_nodes[i].item->node();
        if (!row.isEmpty() && node.rowKey == row && node.partRef == part)
            setCurrent(int(i), false);
    }
    if (m_fitted)
        fitReadably();
}

// The rows in that many columns of nearly the same height.
std::vector<MapView::Column> MapView::columnsOf(int count) const
{
    qreal all = 0;
    for (const MapRow &row : m_rows)
        all += bandHeight(row) + kMapBandGap;
    std::vector<Column> columns(1);
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const qreal own = bandHeight(m_rows[i]) + kMapBandGap;
        if (columns.back().height > 0 && columns.back().height + own / 2 > all / count) {
            columns.emplace_back();
            columns.back().begin = i;
        }
        Column &column = columns.back();
        column.end = i + 1;
        column.height += own;
        column.hasLeft = column.hasLeft || !m_rows[i].ways.empty();
        column.hasRight = column.hasRight || !m_rows[i].queues.empty() || !m_rows[i].targets.empty();
    }
    return columns;
}

qreal MapView::Column::width() const
{
    return kMapNodeWidth + (hasLeft ? kMapNodeWidth + kMapReach : 0) + (hasRight ? kMapNodeWidth + kMapReach : 0);
}

MapNodeItem *MapView::addNode(const MapNode &node, const QPointF &at, int column)
{
    auto *item = new MapNodeItem(m_theme, node);
    item->setPos(at);
    item->setZValue(1);
    m_scene->addItem(item);
    m_nodes.push_back({item, column});
    return item;
}

void MapView::addBand(const MapRow &row, const QPointF &at, bool withWays)
{
    const qreal height = bandHeight(row);
    const auto stackTop = [&](size_t count) {
        const auto own = qreal(count) * kMapNodeHeight + qreal(std::max<size_t>(count, 1) - 1) * kMapNodeGap;
        return at.y() + (height - own) / 2;
    };
    const auto nodeOf = [&row](const MapPart &part) {
        MapNode node;
        node.rowKey = row.key;
        node.partRef = part.ref;
        node.caption = maptext::partKind(part);
        node.name = part.name;
        node.fact = part.kind == MapPart::Kind::Way ? part.paths.join(QLatin1String(", ")) : QString();
        node.status = maptext::partStatus(part);
        return node;
    };
    MapNode own;
    own.rowKey = row.key;
    own.caption = maptext::kindWord(row).isEmpty() ? tr("Service") : maptext::kindWord(row);
    own.name = row.name;
    own.fact = row.kind == MapRow::Kind::Service ? maptext::consul(row) : QString();
    own.status = maptext::status(row);
    qreal y = stackTop(row.ways.size());
    std::vector<std::pair<MapNodeItem *, const MapPart *>> left;
    for (const MapPart &way : row.ways) {
        left.emplace_back(addNode(nodeOf(way), {at.x(), y}, 0), &way);
        y += kMapNodeHeight + kMapNodeGap;
    }
    const qreal centre = at.x() + (withWays ? kMapNodeWidth + kMapReach : 0);
    const MapNodeItem *middle = addNode(own, {centre, stackTop(1)}, 1);
    for (const auto &[item, part] : left)
        addEdge(item, middle, *part);
    y = stackTop(row.queues.size() + row.targets.size());
    for (const std::vector<MapPart> *parts : {&row.queues, &row.targets}) {
        for (const MapPart &part : *parts) {
            addEdge(middle, addNode(nodeOf(part), {centre + kMapNodeWidth + kMapReach, y}, 2), part);
            y += kMapNodeHeight + kMapNodeGap;
        }
    }
}

void MapView::addEdge(const MapNodeItem *from, const MapNodeItem *to, const MapPart &part)
{
    const QPointF begin = from->right();
    const QPointF end = to->left();
    QPainterPath path(begin);
    const qreal bend = (end.x() - begin.x()) / 2;
    path.cubicTo(begin + QPointF(bend, 0), end - QPointF(bend, 0), end);
    QPen pen(m_theme->color(part.broken ? Token::Crit : part.certainty == MapPart::Certainty::ByOperator ? Token::Accent : Token::Text3), 1.5);
    pen.setCosmetic(true);
    if (part.broken)
        pen.setDashPattern({5, 3});
    else if (part.certainty == MapPart::Certainty::Suggested)
        pen.setDashPattern({1.5, 3});
    auto *edge = m_scene->addPath(path, pen);
    edge->setToolTip(tooltipText(maptext::certainty(part.certainty) + QLatin1String(": ") + maptext::why(part)));
}

// ---- where one is

void MapView::setCurrent(int index, bool byHand)
{
    if (m_current >= 0 && m_current < int(m_nodes.size()))
        m_nodes[size_t(m_current)].item->setCurrent(false, false);
    m_current = index;
    if (index < 0)
        return;
    MapNodeItem *item = m_nodes[size_t(index)].item;
    item->setCurrent(true, hasFocus());
    const MapNode &node = item->node();
    setAccessibleDescription(tr("%1, box %2 of %3").arg(node.spoken(), QLocale().toString(index + 1), QLocale().toString(qlonglong(m_nodes.size()))));
    if (!byHand)
        return;
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    ensureVisible(item->box(), 40, 24);
    Q_EMIT rowEntered(node.rowKey);
}

void MapView::setCurrentRow(const QString &rowKey)
{
    if (m_current >= 0 && m_nodes[size_t(m_current)].item->node().rowKey == rowKey)
        return;
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        const MapNode &node = m_nodes[i].item->node();
        if (node.rowKey == rowKey && node.partRef.isEmpty()) {
            setCurrent(int(i), false);
            ensureVisible(m_nodes[i].item->box(), 40, 24);
            return;
        }
    }
    setCurrent(-1, false);
}

// To the nearest box that way: along the direction first, aside counts double.
void MapView::step(const QPointF &direction)
{
    if (m_nodes.empty())
        return;
    if (m_current < 0) {
        setCurrent(0, true);
        return;
    }
    const QPointF from = m_nodes[size_t(m_current)].item->box().center();
    int best = -1;
    qreal nearest = 0;
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        const QPointF way = m_nodes[i].item->box().center() - from;
        const qreal along = way.x() * direction.x() + way.y() * direction.y();
        const qreal aside = std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x());
        if (along < 1 || aside > along * 2)
            continue;
        const qreal far = along + 2 * aside;
        if (best < 0 || far < nearest) {
            best = int(i);
            nearest = far;
        }
    }
    if (best >= 0)
        setCurrent(best, true);
}

void MapView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return step({-1, 0});
    case Qt::Key_Right:
        return step({1, 0});
    case Qt::Key_Up:
        return step({0, -1});
    case Qt::Key_Down:
        return step({0, 1});
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(1.25);
    case Qt::Key_Minus:
        return zoomBy(0.8);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0) {
            const MapNode node = m_nodes[size_t(m_current)].item->node();
            Q_EMIT nodeChosen(node.rowKey, node.partRef);
        }
        return;
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void MapView::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        m_fitted = false;
        QGraphicsView::wheelEvent(event);
        return;
    }
    zoomBy(event->angleDelta().y() > 0 ? 1.15 : 1 / 1.15);
    event->accept();
}

void MapView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->pos();
    QGraphicsView::mousePressEvent(event);
}

// A click, not the end of a drag.
void MapView::mouseReleaseEvent(QMouseEvent *event)
{
    QGraphicsView::mouseReleaseEvent(event);
    viewport()->setCursor(Qt::ArrowCursor);
    if (event->button() != Qt::LeftButton)
        return;
    if ((event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_fitted = false;
        return;
    }
    const QGraphicsItem *under = itemAt(event->pos());
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].item != under)
            continue;
        const MapNode node = m_nodes[i].item->node();
        setCurrent(int(i), true);
        Q_EMIT nodeChosen(node.rowKey, node.partRef);
        return;
    }
}

void MapView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (!m_fitted || m_building || event->size() == event->oldSize())
        return;
    m_building = true; // fitting may take scroll bars away, which is another size
    build(); // another shape, another number of columns
    m_building = false;
}

void MapView::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    if (m_current >= 0)
        m_nodes[size_t(m_current)].item->setCurrent(true, true);
}

void MapView::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    if (m_current >= 0)
        m_nodes[size_t(m_current)].item->setCurrent(true, false);
}

void MapView::zoomBy(double factor)
{
    const qreal now = transform().m11();
    const qreal next = std::clamp(now * factor, kMapSmallest, kMapLargest);
    m_fitted = false;
    scale(next / now, next / now);
}

void MapView::fit()
{
    m_fitted = false; // as it is asked for, until somebody asks for something else
    zoomTo(kMapSmallest);
}

void MapView::fitReadably()
{
    zoomTo(kMapReadable);
}

// All of it, but no smaller than that: then the beginning, where the trouble is.
void MapView::zoomTo(qreal smallest)
{
    const QRectF all = m_scene->sceneRect();
    if (all.isEmpty() || viewport()->width() < 10)
        return;
    const qreal both = std::min(viewport()->width() / all.width(), viewport()->height() / all.height());
    resetTransform();
    const qreal next = std::clamp(both, smallest, 1.0);
    scale(next, next);
    if (both >= smallest)
        centerOn(all.center());
    else
        centerOn(all.topLeft() + QPointF(viewport()->width() / next / 2, viewport()->height() / next / 2));
}

} // namespace mk
