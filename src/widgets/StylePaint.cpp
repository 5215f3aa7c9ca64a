// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/StylePaint.h"

#include "widgets/Icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace mk {

namespace {

constexpr int iconSize = 16;
constexpr int smallIcon = 12;
constexpr int gap = 6;

// Rounded rectangles are the only thing that is drawn antialiased here.
class Smooth
{
public:
    explicit Smooth(QPainter *painter) : m_painter(painter)
    {
        m_painter->save();
        m_painter->setRenderHint(QPainter::Antialiasing);
    }
    ~Smooth() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Smooth)

private:
    QPainter *m_painter;
};

bool isOn(QStyle::State state, QStyle::StateFlag flag)
{
    return state & flag;
}

} // namespace

void fillRounded(QPainter *painter, const QRect &rect, const QColor &color, qreal radius)
{
    const Smooth smooth(painter);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawRoundedRect(QRectF(rect), radius, radius);
}

void strokeRounded(QPainter *painter, const QRect &rect, const QColor &color, qreal radius, qreal width)
{
    const Smooth smooth(painter);
    if (radius <= 0)
        painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(color, width));
    painter->setBrush(Qt::NoBrush);
    const qreal inset = width / 2;
    if (radius <= 0)
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
    else
        painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
}

void panelRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border, qreal radius)
{
    const Smooth smooth(painter);
    painter->setPen(QPen(border, 1));
    painter->setBrush(fill);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5);
}

void paintFocusRing(QPainter *painter, const Theme &theme, const QRect &rect, qreal radius)
{
    strokeRounded(painter, rect, theme.color(Token::Focus), radius, 2);
}

void paintButtonPanel(QPainter *painter, const Theme &theme, const QRect &rect, ButtonKind kind, QStyle::State state)
{
    const bool enabled = isOn(state, QStyle::State_Enabled);
    const bool hover = enabled && isOn(state, QStyle::State_MouseOver);
    const bool down = enabled && (isOn(state, QStyle::State_Sunken) || isOn(state, QStyle::State_On));
    const bool focused = isOn(state, QStyle::State_HasFocus) && isOn(state, QStyle::State_KeyboardFocusChange);
    switch (kind) {
    case ButtonKind::Plain:
        panelRounded(painter, rect,
                     theme.color(!enabled ? Token::Sunken : down ? Token::SelOff : hover ? Token::Hover : Token::Base),
                     theme.color(!enabled ? Token::Line : hover ? Token::Field : Token::Border), 4);
        break;
    case ButtonKind::Primary:
    case ButtonKind::Danger: {
        if (!enabled) {
            panelRounded(painter, rect, theme.color(Token::Sunken), theme.color(Token::Line), 4);
            break;
        }
        QColor fill = theme.color(kind == ButtonKind::Danger ? Token::CritFill : Token::AccentFill);
        if (hover || down)
            fill = kind == ButtonKind::Danger ? fill.darker(110) : theme.color(Token::AccentHover);
        fillRounded(painter, rect, fill, 4);
        break;
    }
    case ButtonKind::Ghost:
        if (hover || down)
            fillRounded(painter, rect, theme.color(Token::SelOff), 4);
        break;
    }
    if (focused) {
        paintFocusRing(painter, theme, rect, 4);
        if (kind == ButtonKind::Primary || kind == ButtonKind::Danger)
            strokeRounded(painter, rect.adjusted(2, 2, -2, -2), theme.color(Token::Base), 3, 1);
    }
}

void paintButtonLabel(QPainter *painter, const Theme &theme, const QRect &rect, const ButtonLabel &label, QStyle::State state)
{
    const bool enabled = isOn(state, QStyle::State_Enabled);
    const bool filled = label.kind == ButtonKind::Primary || label.kind == ButtonKind::Danger;
    const Token ink = !enabled   ? Token::Disabled
        : filled                 ? Token::OnAccent
        : label.link             ? Token::Accent
        : label.quiet            ? Token::Text2
                                 : Token::Text;
    const QFontMetrics metrics(label.font);
    const int textWidth = label.text.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, label.text).width();
    const int iconWidth = label.icon.isNull() ? 0 : label.iconSize;
    const int between = iconWidth > 0 && textWidth > 0 ? gap : 0;
    const int arrow = label.menu ? smallIcon + gap : 0;
    const int whole = std::min(rect.width() - 4, iconWidth + between + textWidth + arrow);
    int x = rect.left() + (rect.width() - whole) / 2;
    const bool mirrored = painter->layoutDirection() == Qt::RightToLeft;
    const auto place = [&](int width) {
        const QRect at(mirrored ? rect.left() + rect.right() - x - width + 1 : x, rect.top(), width, rect.height());
        x += width;
        return at;
    };
    if (iconWidth > 0) {
        const QRect box = place(iconWidth);
        const QRect at(box.left(), rect.top() + (rect.height() - iconWidth) / 2, iconWidth, iconWidth);
        const QIcon::Mode mode = !enabled ? QIcon::Disabled : isOn(state, QStyle::State_MouseOver) ? QIcon::Active : QIcon::Normal;
        label.icon.paint(painter, at, Qt::AlignCenter, mode, isOn(state, QStyle::State_On) ? QIcon::On : QIcon::Off);
        x += between;
    }
    if (textWidth > 0) {
        painter->setFont(label.font);
        painter->setPen(theme.color(ink));
        const QRect at = place(whole - iconWidth - between - arrow);
        const int flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
        painter->drawText(at, flags, at.width() < textWidth ? metrics.elidedText(label.text, Qt::ElideRight, at.width()) : label.text);
    }
    if (label.menu) {
        x += gap;
        const QRect box = place(smallIcon);
        paintIcon(painter, QStringLiteral("chevron-down"),
                  QRect(box.left(), rect.top() + (rect.height() - smallIcon) / 2, smallIcon, smallIcon), theme.color(ink));
    }
}

void paintField(QPainter *painter, const Theme &theme, const QRect &rect, QStyle::State state, bool wrong)
{
    const bool enabled = isOn(state, QStyle::State_Enabled);
    const bool focused = isOn(state, QStyle::State_HasFocus);
    const Token border = wrong ? Token::Crit : enabled ? Token::Field : Token::Line;
    panelRounded(painter, rect, theme.color(enabled ? Token::Base : Token::Sunken), theme.color(border), 4);
    if (focused && enabled)
        strokeRounded(painter, rect, theme.color(wrong ? Token::Crit : Token::Focus), 4, 2);
}

void paintCheckBox(QPainter *painter, const Theme &theme, const QRect &rect, QStyle::State state)
{
    const bool enabled = isOn(state, QStyle::State_Enabled);
    const bool on = isOn(state, QStyle::State_On);
    const bool partly = isOn(state, QStyle::State_NoChange);
    const QRect box(rect.left() + (rect.width() - 14) / 2, rect.top() + (rect.height() - 14) / 2, 14, 14);
    const Token fill = !enabled ? Token::Sunken : on || partly ? Token::AccentFill : Token::Base;
    const Token border = !enabled ? Token::Border : on || partly ? Token::AccentFill : Token::Field;
    panelRounded(painter, box, theme.color(fill), theme.color(border), 3);
    if (!on && !partly)
        return;
    const Smooth smooth(painter);
    painter->translate(box.topLeft());
    QPen pen(theme.color(enabled ? Token::OnAccent : Token::Disabled), 1.5);
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    painter->setPen(pen);
    const QPointF tick[] = {{3.8, 7.3}, {6.1, 9.6}, {10.3, 4.7}};
    if (partly)
        painter->drawLine(QPointF(4, 7), QPointF(10, 7));
    else
        painter->drawPolyline(tick, 3);
}

void paintRadio(QPainter *painter, const Theme &theme, const QRect &rect, QStyle::State state)
{
    const bool enabled = isOn(state, QStyle::State_Enabled);
    const bool on = isOn(state, QStyle::State_On);
    const QRect box(rect.left() + (rect.width() - 14) / 2, rect.top() + (rect.height() - 14) / 2, 14, 14);
    const Token fill = !enabled ? Token::Sunken : on ? Token::AccentFill : Token::Base;
    const Token border = !enabled ? Token::Border : on ? Token::AccentFill : Token::Field;
    panelRounded(painter, box, theme.color(fill), theme.color(border), 7);
    if (!on)
        return;
    const Smooth smooth(painter);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(enabled ? Token::OnAccent : Token::Disabled));
    painter->drawEllipse(QRectF(box).center(), 2.5, 2.5);
}

void paintHeaderSection(QPainter *painter, const Theme &theme, const QRect &rect, bool topLine)
{
    painter->fillRect(rect, theme.color(Token::Sunken));
    const QColor line = theme.color(Token::Line);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line);
    if (topLine)
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), line);
}

void drawTextLine(QPainter *painter, const QRect &rect, int alignment, const QString &text)
{
    const QFontMetrics metrics = painter->fontMetrics();
    int x = rect.left();
    if (alignment & int(Qt::AlignRight | Qt::AlignHCenter)) {
        const int spare = rect.width() - metrics.horizontalAdvance(text);
        x += (alignment & int(Qt::AlignRight)) ? spare : spare / 2;
    }
    painter->drawText(x, rect.top() + (rect.height() - metrics.height() + 1) / 2 + metrics.ascent(), text);
}

void paintHeaderLabel(QPainter *painter, const Theme &theme, const QStyleOptionHeader &option)
{
    using Position = QStyleOptionHeader::SectionPosition;
    const bool first = option.position == Position::Beginning || option.position == Position::OnlyOneSection;
    const bool last = option.position == Position::End || option.position == Position::OnlyOneSection;
    // CE_HeaderLabel comes with the rectangle inside the margins of 8; the outer edges have 16.
    QRect rect = option.rect;
    if (first)
        rect.setLeft(rect.left() + 8);
    if (last)
        rect.setRight(rect.right() - 8);
    painter->setFont(theme.font(FontRole::SmallMedium));
    const bool enabled = isOn(option.state, QStyle::State_Enabled);
    painter->setPen(theme.color(enabled ? Token::Text2 : Token::Disabled));
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const int arrow = sorted ? smallIcon + 2 : 0;
    const QString text = painter->fontMetrics().elidedText(option.text, Qt::ElideRight, rect.width() - arrow);
    const int width = painter->fontMetrics().horizontalAdvance(text);
    const int alignment = int(option.textAlignment);
    int x = rect.left();
    if (alignment & Qt::AlignRight)
        x = rect.right() + 1 - width - arrow;
    else if (alignment & Qt::AlignHCenter)
        x = rect.left() + (rect.width() - width - arrow) / 2;
    drawTextLine(painter, QRect(x, rect.top(), width, rect.height()), Qt::AlignLeft, text);
    if (sorted) {
        // Qt calls ascending "down".
        const bool up = option.sortIndicator == QStyleOptionHeader::SortDown;
        paintIcon(painter, up ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"),
                  QRect(x + width + 2, rect.top() + (rect.height() - smallIcon) / 2 + 1, smallIcon, smallIcon),
                  theme.color(Token::Text2));
    }
}

void paintComboLabel(QPainter *painter, const Theme &theme, const QRect &rect, const QStyleOptionComboBox &option)
{
    if (option.editable)
        return;
    QRect text = rect;
    const bool enabled = isOn(option.state, QStyle::State_Enabled);
    if (!option.currentIcon.isNull()) {
        const QRect icon(rect.left(), rect.top() + (rect.height() - iconSize) / 2, iconSize, iconSize);
        option.currentIcon.paint(painter, icon, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        text.setLeft(icon.right() + 1 + gap);
    }
    painter->setPen(theme.color(enabled ? Token::Text : Token::Disabled));
    drawTextLine(painter, text, Qt::AlignLeft, painter->fontMetrics().elidedText(option.currentText, Qt::ElideRight, text.width()));
}

QSize menuItemSize(const Theme &theme, const QStyleOptionMenuItem &option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {40, 9};
    const QFontMetrics metrics(theme.font(FontRole::Body));
    const qsizetype tab = option.text.indexOf(u'\t');
    const QString text = tab < 0 ? option.text : option.text.left(tab);
    int width = 12 + iconSize + 8 + metrics.size(Qt::TextShowMnemonic, text).width() + 24;
    if (tab >= 0)
        width += metrics.horizontalAdvance(option.text.mid(tab + 1)) + 24;
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += smallIcon;
    return {width, theme.rowHeight()};
}

void paintMenuItem(QPainter *painter, const Theme &theme, const QStyleOptionMenuItem &option)
{
    painter->fillRect(option.rect, theme.color(Token::Raised));
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(option.rect.left(), option.rect.center().y(), option.rect.width(), 1), theme.color(Token::Line));
        return;
    }
    const bool enabled = isOn(option.state, QStyle::State_Enabled);
    if (enabled && isOn(option.state, QStyle::State_Selected))
        painter->fillRect(option.rect, theme.color(Token::Sel));
    const QRect rect = option.rect.adjusted(12, 0, -12, 0);
    const auto mirrored = [&option](const QRect &logical) {
        return QStyle::visualRect(option.direction, option.rect, logical);
    };
    const QRect icon = mirrored({rect.left(), rect.top() + (rect.height() - iconSize) / 2, iconSize, iconSize});
    if (option.checkType != QStyleOptionMenuItem::NotCheckable) {
        QStyle::State state = option.state & QStyle::State_Enabled;
        state |= option.checked ? QStyle::State_On : QStyle::State_Off;
        if (option.checkType == QStyleOptionMenuItem::Exclusive)
            paintRadio(painter, theme, icon, state);
        else
            paintCheckBox(painter, theme, icon, state);
    } else if (!option.icon.isNull()) {
        option.icon.paint(painter, icon, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    const qsizetype tab = option.text.indexOf(u'\t');
    const QRect text = mirrored({rect.left() + iconSize + 8, rect.top(), rect.width() - iconSize - 8, rect.height()});
    painter->setFont(theme.font(FontRole::Body));
    painter->setPen(theme.color(enabled ? Token::Text : Token::Disabled));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                      tab < 0 ? option.text : option.text.left(tab));
    if (tab >= 0) {
        painter->setPen(theme.color(enabled ? Token::Text3 : Token::Disabled));
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter, QStringLiteral("chevron-right"),
                  mirrored({rect.right() - smallIcon + 1, rect.top() + (rect.height() - smallIcon) / 2, smallIcon, smallIcon}),
                  theme.color(Token::Text2));
}

QRect scrollBarRect(const QStyleOptionSlider &option, QStyle::SubControl control)
{
    const QRect rect = option.rect;
    const bool horizontal = option.orientation == Qt::Horizontal;
    const int length = horizontal ? rect.width() : rect.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int thumb = length;
    if (range > 0) {
        const qint64 page = std::max(1, option.pageStep);
        thumb = std::clamp(int(page * length / (range + page)), std::min(24, length), length);
    }
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition, length - thumb,
                                                      option.upsideDown);
    const auto part = [&](int from, int to) {
        return horizontal ? QRect(rect.left() + from, rect.top(), to - from, rect.height())
                          : QRect(rect.left(), rect.top() + from, rect.width(), to - from);
    };
    switch (control) {
    case QStyle::SC_ScrollBarSlider:
        return part(start, start + thumb);
    case QStyle::SC_ScrollBarSubPage:
        return part(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return part(start + thumb, length);
    case QStyle::SC_ScrollBarGroove:
        return rect;
    default:
        return {};
    }
}

void paintScrollBar(QPainter *painter, const Theme &theme, const QStyleOptionSlider &option, const QRect &thumb,
                    const QWidget *widget)
{
    painter->fillRect(option.rect, widget ? widget->palette().color(QPalette::Base) : theme.color(Token::Base));
    if (option.maximum <= option.minimum)
        return;
    const bool hot = (option.state & QStyle::State_MouseOver) || (option.activeSubControls & QStyle::SC_ScrollBarSlider);
    const QRect bar = thumb.adjusted(2, 2, -2, -2);
    fillRounded(painter, bar, theme.color(hot ? Token::Field : Token::Border), 3);
}

} // namespace mk
