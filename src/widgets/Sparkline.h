// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"
#include "widgets/Theme.h"

#include <QWidget>

namespace mk {

// A curve in a cell: own scale from 0, line 1.25, last point marked, gaps stay gaps.
void paintSparkline(QPainter *painter, const QRectF &rect, const std::vector<double> &values, const QColor &color);

class Sparkline final : public QWidget
{
    Q_OBJECT
public:
    // name is what a screen reader says ("Requests a second, last hour").
    Sparkline(const Theme *theme, const QString &name, QWidget *parent = nullptr);
    void setValues(const SparkBuffer &values, bool trouble = false);
    QSize sizeHint() const override { return {96, 28}; }
    QSize minimumSizeHint() const override { return {48, 20}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    SparkBuffer m_values;
    bool m_trouble = false;
};

} // namespace mk
