// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/path/PathView.h"

#include "core/SafeText.h"
#include "widgets/Shapes.h"
#include "widgets/Theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace mk {

namespace {

constexpr int kEdge = 16;     // of the panel
constexpr int kGap = 32;      // between two nodes
constexpr int kLabelGap = 88; // where the arrow says something
constexpr int kPlaceGap = 12; // between places
constexpr int kNodePadding = 13;
constexpr int kArrow = 6;
constexpr int kShape = 12;
constexpr int kRowsHigh = 2; // the picture does not jump between one place and two

bool isWrong(Status status)
{
    return status == Status::Crit;
}

} // namespace

PathNode::PathNode(const Theme *theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    connect(theme, &Theme::changed, this, [this] { update(); });
}

void PathNode::setContent(const pathtext::Node &node)
{
    m_node = node;
    setAccessibleName(node.name());
    setToolTip(tooltipText(node.caption + QLatin1Char('\n') + node.subject + QLatin1Char('\n') + node.fact));
    update();
}

QSize PathNode::sizeHint() const
{
    return {m_theme->scaled(164), m_theme->scaled(72)};
}

void PathNode::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        Q_EMIT stepWanted(-1);
        return;
    case Qt::Key_Right:
    case Qt::Key_Down:
        Q_EMIT stepWanted(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

// ".service.consul" goes first; any other ending stays, because it may be what is wrong.
QString PathNode::shownSubject(const QFontMetrics &metrics, int width) const
{
    if (m_node.ending.isEmpty() || metrics.horizontalAdvance(m_node.subject) <= width)
        return m_node.subject;
    const QString name = m_node.subject.left(m_node.subject.size() - m_node.ending.size());
    if (m_node.ending == consulhost::serviceEnding()) {
        const QString cut = name + QChar(0x2026);
        return metrics.elidedText(cut, Qt::ElideMiddle, width);
    }
    return metrics.elidedText(name, Qt::ElideRight, std::max(0, width - metrics.horizontalAdvance(m_node.ending))) +
           m_node.ending;
}

void PathNode::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool wrong = isWrong(m_node.status);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(m_theme->color(wrong ? Token::Crit : Token::Border), 1));
    painter.setBrush(m_theme->color(wrong ? Token::CritBg : underMouse() ? Token::Hover : Token::Raised));
    painter.drawRoundedRect(frame, 4, 4);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme->color(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 3, 3);
    }
    const int width = this->width() - 2 * kNodePadding;
    const int small = m_theme->lineHeight(FontRole::Small);
    const int body = m_theme->lineHeight(FontRole::Body);
    int y = (height() - 2 * small - body) / 2;
    const auto line = [&](FontRole role, Token color, const QString &text, Qt::TextElideMode mode, int free, int high) {
        painter.setFont(m_theme->font(role));
        painter.setPen(m_theme->color(color));
        painter.drawText(QRect(kNodePadding, y, free, high), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text, mode, free));
        y += high;
    };
    if (m_node.status != Status::None)
        paintStatusShape(&painter,
                         QRectF(this->width() - kNodePadding - kShape, y + (small - kShape) / 2.0, kShape, kShape),
                         m_node.status, m_theme->statusColor(m_node.status));
    line(FontRole::Caption, Token::Text2, m_node.caption, Qt::ElideMiddle, width - kShape - 4, small);
    line(FontRole::BodyMedium, Token::Text, shownSubject(QFontMetrics(m_theme->font(FontRole::BodyMedium)), width),
         Qt::ElideMiddle, width, body);
    line(FontRole::Small, Token::Text2, m_node.fact, Qt::ElideRight, width, small);
}

PathView::PathView(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(theme, &Theme::changed, this, [this] {
        updateGeometry();
        place();
        update();
    });
}

PathNode *PathView::nodeAt(size_t index)
{
    while (m_nodes.size() <= index) {
        auto *node = new PathNode(m_theme, this);
        const size_t own = m_nodes.size();
        connect(node, &QAbstractButton::clicked, this, [this, node] { Q_EMIT nodeChosen(node->content()); });
        connect(node, &PathNode::stepWanted, this, [this, own](int by) {
            const qsizetype next = qsizetype(own) + by;
            if (next < 0 || next >= qsizetype(m_chain + m_places))
                return;
            m_nodes[size_t(next)]->setFocus(by > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            Q_EMIT focusMoved(m_nodes[size_t(next)]);
        });
        if (own > 0)
            setTabOrder(m_nodes.back(), node);
        m_nodes.push_back(node);
    }
    return m_nodes[index];
}

void PathView::setPath(const requestpath::Path &path)
{
    setNodes(pathtext::nodesOf(path), pathtext::placesOf(path, mostPlaces));
}

void PathView::setNodes(const std::vector<pathtext::Node> &chain, const std::vector<pathtext::Node> &places)
{
    m_chain = chain.size();
    m_places = places.size();
    for (size_t i = 0; i < m_chain + m_places; ++i) {
        PathNode *node = nodeAt(i);
        node->setContent(i < m_chain ? chain[i] : places[i - m_chain]);
        node->show();
    }
    for (size_t i = m_chain + m_places; i < m_nodes.size(); ++i)
        m_nodes[i]->hide();
    updateGeometry();
    place();
    update();
}

QWidget *PathView::brokenNode() const
{
    for (size_t i = 0; i < m_chain; ++i) {
        if (m_nodes[i]->content().isBroken)
            return m_nodes[i];
    }
    // One of several places that is broken does not end the path.
    return m_places == 1 && m_nodes[m_chain]->content().isBroken ? m_nodes[m_chain] : nullptr;
}

int PathView::gapBefore(size_t index) const
{
    if (index == 0)
        return kEdge;
    return index >= m_chain || !m_nodes[index]->content().edge.isEmpty() ? kLabelGap : kGap;
}

QSize PathView::sizeHint() const
{
    const int width = m_theme->scaled(164);
    const int height = m_theme->scaled(72);
    int total = kEdge;
    for (size_t i = 0; i < m_chain; ++i)
        total += gapBefore(i) + width;
    if (m_places > 0)
        total += kLabelGap + width;
    const int rows = std::max(int(m_places), kRowsHigh);
    return {total, rows * height + (rows - 1) * kPlaceGap + 2 * kEdge};
}

void PathView::resizeEvent(QResizeEvent *)
{
    place();
}

void PathView::place()
{
    const QSize size(m_theme->scaled(164), m_theme->scaled(72));
    const int middle = height() / 2;
    int x = 0;
    for (size_t i = 0; i < m_chain; ++i) {
        x += gapBefore(i);
        m_nodes[i]->setGeometry(QRect(QPoint(x, middle - size.height() / 2), size));
        x += size.width();
    }
    x += kLabelGap;
    const int high = int(m_places) * size.height() + (int(m_places) - 1) * kPlaceGap;
    int y = middle - high / 2;
    for (size_t i = m_chain; i < m_chain + m_places; ++i) {
        m_nodes[i]->setGeometry(QRect(QPoint(x, y), size));
        y += size.height() + kPlaceGap;
    }
}

void PathView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Base));
    const auto right = [this](size_t i) {
        return QPoint(m_nodes[i]->geometry().right() + 1, m_nodes[i]->geometry().center().y());
    };
    const auto left = [this](size_t i) {
        return QPoint(m_nodes[i]->geometry().left(), m_nodes[i]->geometry().center().y());
    };
    for (size_t i = 1; i < m_chain; ++i)
        paintEdge(&painter, right(i - 1), left(i), m_nodes[i]->content());
    for (size_t i = m_chain; i < m_chain + m_places && m_chain > 0; ++i)
        paintEdge(&painter, right(m_chain - 1), left(i), m_nodes[i]->content());
}

// Straight on, or by way of a bend to one of several places.
void PathView::paintEdge(QPainter *painter, const QPoint &from, const QPoint &to, const pathtext::Node &node) const
{
    const bool wrong = node.isBroken;
    const QColor color = m_theme->color(wrong ? Token::Crit : Token::Text2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(color, 1.5);
    if (wrong)
        pen.setDashPattern({3, 2});
    pen.setCapStyle(Qt::FlatCap);
    painter->setPen(pen);
    // The label is as wide as it needs and stands before the arrow's head.
    const QFontMetrics metrics(m_theme->font(FontRole::SmallMedium));
    const int shape = wrong && !node.edge.isEmpty() ? kShape + 4 : 0;
    const int label = node.edge.isEmpty() ? 0 : metrics.horizontalAdvance(node.edge) + shape + 8;
    const int bend = from.x() + kEdge;
    const int tip = to.x() - kArrow;
    if (from.y() != to.y()) {
        const QPointF corner(bend, from.y());
        const QPointF below(bend, to.y());
        painter->drawPolyline(QPolygonF{QPointF(from), corner, below});
    }
    const int begin = from.y() == to.y() ? from.x() : bend;
    if (label == 0) {
        painter->drawLine(QPointF(begin, to.y()), QPointF(tip, to.y()));
    } else {
        const int labelAt = tip - label - 4;
        painter->drawLine(QPointF(begin, to.y()), QPointF(labelAt, to.y()));
        if (shape > 0)
            paintStatusShape(painter, QRectF(labelAt + 4, to.y() - kShape / 2.0, kShape, kShape), node.status, color);
        painter->setFont(m_theme->font(FontRole::SmallMedium));
        painter->drawText(QRect(labelAt + 4 + shape, to.y() - metrics.height(), label, 2 * metrics.height()),
                          Qt::AlignVCenter | Qt::AlignLeft, node.edge);
        painter->drawLine(QPointF(tip - 4, to.y()), QPointF(tip, to.y()));
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(QPolygonF{QPointF(to.x(), to.y()), QPointF(tip, to.y() - kArrow / 2.0 - 1),
                                   QPointF(tip, to.y() + kArrow / 2.0 + 1)});
    painter->restore();
}

} // namespace mk
