// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Sparkline.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace mk {

void paintSparkline(QPainter *painter, const QRectF &rect, const std::vector<double> &values, const QColor &color)
{
    if (values.empty())
        return;
    double highest = 1;
    for (const double value : values) {
        if (std::isfinite(value))
            highest = std::max(highest, value);
    }
    const QRectF plot = rect.adjusted(1, 2, -3, -2);
    const double step = values.size() > 1 ? plot.width() / double(values.size() - 1) : 0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(color, 1.25);
    pen.setJoinStyle(Qt::RoundJoin);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    QPolygonF line;
    line.reserve(qsizetype(values.size()));
    const auto flush = [&] {
        if (line.size() > 1)
            painter->drawPolyline(line);
        line.clear();
    };
    QPointF last;
    bool hasLast = false;
    for (size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            flush();
            continue;
        }
        last = {plot.left() + step * double(i), plot.bottom() - values[i] / highest * plot.height()};
        hasLast = true;
        line.append(last);
    }
    flush();
    if (hasLast) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(last, 1.75, 1.75);
    }
    painter->restore();
}

Sparkline::Sparkline(const Theme *theme, const QString &name, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Sparkline::setValues(const SparkBuffer &values, bool trouble)
{
    m_values = values;
    m_trouble = trouble;
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    if (!m_values)
        return;
    QPainter painter(this);
    paintSparkline(&painter, rect(), *m_values, m_theme->color(m_trouble ? Token::S2 : Token::S1));
}

} // namespace mk
