// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Shapes.h"

#include "widgets/Theme.h"

#include <QPainter>

namespace mk {

void paintStatusShape(QPainter *painter, const QRectF &rect, Status status, const QColor &color)
{
    if (status == Status::None)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.topLeft());
    painter->scale(rect.width() / 12.0, rect.height() / 12.0);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    switch (status) {
    case Status::None:
        break;
    case Status::Ok:
        painter->drawEllipse(QPointF(6, 6), 4.5, 4.5);
        break;
    case Status::Warn: {
        const QPointF points[] = {{6, 0.9}, {11.6, 11}, {0.4, 11}};
        painter->drawPolygon(points, 3);
        break;
    }
    case Status::Crit: {
        const QPointF points[] = {{6, 0}, {12, 6}, {6, 12}, {0, 6}};
        painter->drawPolygon(points, 4);
        break;
    }
    case Status::Unknown: {
        constexpr qreal width = 1.5;
        QPen pen(color, width);
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({2.6 / width, 1.6 / width});
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(QPointF(6, 6), 4, 4);
        break;
    }
    }
    painter->restore();
}

ShapeWidget::ShapeWidget(const Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ShapeWidget::setStatus(Status status)
{
    m_status = status;
    setAccessibleName(statusWord(status));
    setVisible(status != Status::None);
    update();
}

void ShapeWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF rect((width() - 12) / 2.0, (height() - 12) / 2.0, 12, 12);
    paintStatusShape(&painter, rect, m_status, m_theme->statusColor(m_status));
}

} // namespace mk
