// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Tabs.h"

#include "widgets/Shapes.h"
#include "widgets/StylePaint.h"

#include <QPainter>
#include <QStyleOptionTab>

namespace mk {

namespace {

constexpr int padding = 8;
constexpr int extraGap = 6;

} // namespace

TabBar::TabBar(const Theme *theme, const QString &name, QWidget *parent) : QTabBar(parent), m_theme(theme)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TabBar::setCount(int index, const QString &count)
{
    if (index < 0 || index >= m_extras.size() || m_extras[index].count == count)
        return;
    m_extras[index].count = count;
    describe(index);
}

void TabBar::setStatus(int index, Status status)
{
    if (index < 0 || index >= m_extras.size() || m_extras[index].status == status)
        return;
    m_extras[index].status = status;
    describe(index);
}

QString TabBar::countText(int index) const
{
    return m_extras.value(index).count;
}

void TabBar::describe(int index)
{
    QStringList words{tabText(index)};
    if (!m_extras[index].count.isEmpty())
        words.append(m_extras[index].count);
    if (m_extras[index].status != Status::None)
        words.append(statusWord(m_extras[index].status));
    setAccessibleTabName(index, words.join(QStringLiteral(", ")));
    // The only way to have QTabBar measure its tabs again.
    const QString text = tabText(index);
    setTabText(index, text + QChar(u' '));
    setTabText(index, text);
    update();
}

void TabBar::tabInserted(int index)
{
    m_extras.insert(index, Extra());
    QTabBar::tabInserted(index);
}

void TabBar::tabRemoved(int index)
{
    m_extras.removeAt(index);
    QTabBar::tabRemoved(index);
}

QSize TabBar::tabSizeHint(int index) const
{
    const QFontMetrics strong(m_theme->font(FontRole::BodyStrong));
    int width = strong.horizontalAdvance(tabText(index)) + 2 * padding;
    const Extra extra = m_extras.value(index);
    if (!extra.count.isEmpty())
        width += extraGap + QFontMetrics(m_theme->font(FontRole::Body)).horizontalAdvance(extra.count);
    if (extra.status != Status::None)
        width += 4 + 12;
    return {width, m_theme->scaled(32)};
}

void TabBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme->color(Token::Line));
    for (int i = 0; i < count(); ++i) {
        if (!isTabVisible(i))
            continue;
        QStyleOptionTab option;
        initStyleOption(&option, i);
        const QRect rect = option.rect;
        const bool on = i == currentIndex();
        const bool enabled = isTabEnabled(i) && isEnabled();
        painter.setFont(m_theme->font(on ? FontRole::BodyStrong : FontRole::Body));
        const bool hover = option.state & QStyle::State_MouseOver;
        painter.setPen(m_theme->color(!enabled ? Token::Disabled : on || hover ? Token::Text : Token::Text2));
        int x = rect.left() + padding;
        drawTextLine(&painter, QRect(x, rect.top(), rect.width(), rect.height() - 1), Qt::AlignLeft, tabText(i));
        x += painter.fontMetrics().horizontalAdvance(tabText(i));
        const Extra extra = m_extras.value(i);
        if (!extra.count.isEmpty()) {
            painter.setFont(m_theme->font(FontRole::Body));
            painter.setPen(m_theme->color(enabled ? Token::Text3 : Token::Disabled));
            x += extraGap;
            drawTextLine(&painter, QRect(x, rect.top(), rect.width(), rect.height() - 1), Qt::AlignLeft, extra.count);
            x += painter.fontMetrics().horizontalAdvance(extra.count);
        }
        if (extra.status != Status::None)
            paintStatusShape(&painter, QRect(x + 4, rect.top() + (rect.height() - 13) / 2, 12, 12), extra.status,
                             m_theme->statusColor(extra.status));
        if (on)
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), m_theme->color(Token::Accent));
        if (on && hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
            paintFocusRing(&painter, *m_theme, rect.adjusted(1, 3, -1, -4), 4);
    }
}

} // namespace mk
