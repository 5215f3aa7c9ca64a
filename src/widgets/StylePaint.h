// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Buttons.h"
#include "widgets/Theme.h"

#include <QFont>
#include <QIcon>
#include <QStyle>

class QPainter;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionSlider;

// The paint of ConsoleStyle, as functions: each draws one thing. Painted widgets of this library use them too.
namespace mk {

void fillRounded(QPainter *painter, const QRect &rect, const QColor &color, qreal radius);
void strokeRounded(QPainter *painter, const QRect &rect, const QColor &color, qreal radius, qreal width = 1);
// Fill and a border of 1 px inside rect.
void panelRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border, qreal radius);
// 2 px in `focus`, inside rect.
void paintFocusRing(QPainter *painter, const Theme &theme, const QRect &rect, qreal radius);

struct ButtonLabel
{
    QString text;
    QIcon icon;
    QFont font;
    ButtonKind kind = ButtonKind::Plain;
    int iconSize = 16;
    bool menu = false;
    bool link = false;
    bool quiet = false;
};
void paintButtonPanel(QPainter *painter, const Theme &theme, const QRect &rect, ButtonKind kind, QStyle::State state);
void paintButtonLabel(QPainter *painter, const Theme &theme, const QRect &rect, const ButtonLabel &label, QStyle::State state);
void paintField(QPainter *painter, const Theme &theme, const QRect &rect, QStyle::State state, bool wrong);
void paintCheckBox(QPainter *painter, const Theme &theme, const QRect &rect, QStyle::State state);
void paintRadio(QPainter *painter, const Theme &theme, const QRect &rect, QStyle::State state);
void paintHeaderSection(QPainter *painter, const Theme &theme, const QRect &rect, bool topLine);
void paintHeaderLabel(QPainter *painter, const Theme &theme, const QStyleOptionHeader &option);
void paintComboLabel(QPainter *painter, const Theme &theme, const QRect &rect, const QStyleOptionComboBox &option);
void paintMenuItem(QPainter *painter, const Theme &theme, const QStyleOptionMenuItem &option);
QSize menuItemSize(const Theme &theme, const QStyleOptionMenuItem &option);
void paintScrollBar(QPainter *painter, const Theme &theme, const QStyleOptionSlider &option, const QRect &thumb,
                    const QWidget *widget);
QRect scrollBarRect(const QStyleOptionSlider &option, QStyle::SubControl control);

// Where a line of text of this font is centred in rect, as LOOK wants it: on whole pixels.
void drawTextLine(QPainter *painter, const QRect &rect, int alignment, const QString &text);

} // namespace mk
