// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace mk {

namespace {

QString fileOf(const QString &name)
{
    return QStringLiteral(":/icons/") + name + QStringLiteral(".svg");
}

} // namespace

bool hasIcon(const QString &name)
{
    return QFile::exists(fileOf(name));
}

QPixmap iconPixmap(const QString &name, int size, qreal scale, const QColor &color)
{
    const int pixels = std::max(1, int(std::lround(size * scale)));
    const QString key = QStringLiteral("mk-icon/%1/%2/%3/%4")
                            .arg(name, QString::number(size), QString::number(pixels), color.name(QColor::HexArgb));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QFile file(fileOf(name));
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray svg = file.readAll();
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(svg);
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    pixmap.setDevicePixelRatio(double(pixels) / size);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter *painter, const QString &name, const QRect &rect, const QColor &color)
{
    const int size = std::min(rect.width(), rect.height());
    const QPixmap pixmap = iconPixmap(name, size, painter->device()->devicePixelRatioF(), color);
    const QPoint at(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2);
    painter->drawPixmap(at, pixmap);
}

SvgIconEngine::SvgIconEngine(const Theme *theme, const QString &name, Token color)
    : m_theme(theme), m_name(name), m_color(color)
{
}

QColor SvgIconEngine::colorFor(QIcon::Mode mode, QIcon::State state) const
{
    if (!m_theme)
        return Qt::gray;
    if (mode == QIcon::Disabled)
        return m_theme->color(Token::Disabled);
    if (mode == QIcon::Active && m_color == Token::Text2)
        return m_theme->color(Token::Text);
    if (state == QIcon::On && m_color == Token::Text2)
        return m_theme->color(Token::Accent);
    return m_theme->color(m_color);
}

void SvgIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    paintIcon(painter, m_name, rect, colorFor(mode, state));
}

QPixmap SvgIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap SvgIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale)
{
    // Qt asks in device pixels and sets the ratio of what it gets itself.
    QPixmap result = iconPixmap(m_name, std::min(size.width(), size.height()), 1.0, colorFor(mode, state));
    result.setDevicePixelRatio(scale > 0 ? scale : 1.0);
    return result;
}

QIconEngine *SvgIconEngine::clone() const
{
    return new SvgIconEngine(m_theme, m_name, m_color);
}

bool SvgIconEngine::isNull()
{
    return !hasIcon(m_name);
}

} // namespace mk
