// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"

#include <QRectF>
#include <QWidget>

class QPainter;

namespace mk {

class Theme;

// The four shapes of a status: circle, triangle, diamond, broken ring. They fill a square of 12 units scaled to rect.
void paintStatusShape(QPainter *painter, const QRectF &rect, Status status, const QColor &color);

// A shape of its own, 12 px. Its accessible name is the status' word unless one is set.
class ShapeWidget final : public QWidget
{
    Q_OBJECT
public:
    explicit ShapeWidget(const Theme *theme, QWidget *parent = nullptr);
    void setStatus(Status status);
    Status status() const { return m_status; }
    QSize sizeHint() const override { return {12, 12}; }
    QSize minimumSizeHint() const override { return {12, 12}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    Status m_status = Status::None;
};

} // namespace mk
