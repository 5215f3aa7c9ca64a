// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QIconEngine>
#include <QPixmap>
#include <QPointer>

namespace mk {

// Draws a currentColor SVG of :/icons in a colour of the theme, so that an icon made once follows light and dark.
// Pixmaps are kept in QPixmapCache by name, size, scale and colour.
class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(const Theme *theme, const QString &name, Token color);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;
    QString key() const override { return QStringLiteral("mk-svg"); }
    QString iconName() override { return m_name; }
    bool isNull() override;

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const;
    QPointer<const Theme> m_theme;
    QString m_name;
    Token m_color;
};

// The icon drawn in any colour, for painted widgets. size in device-independent pixels.
QPixmap iconPixmap(const QString &name, int size, qreal scale, const QColor &color);
void paintIcon(QPainter *painter, const QString &name, const QRect &rect, const QColor &color);
bool hasIcon(const QString &name);

} // namespace mk
