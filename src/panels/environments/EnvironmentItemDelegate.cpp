// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/EnvironmentItemDelegate.h"

#include "panels/PlanPreviewText.h"
#include "platform/Environment.h"
#include "widgets/Theme.h"

#include <QPainter>

namespace mk {

EnvironmentItemDelegate::EnvironmentItemDelegate(const Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize EnvironmentItemDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme->scaled(200), m_theme->lineHeight(FontRole::Body) + m_theme->lineHeight(FontRole::Small) + 20};
}

void EnvironmentItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const bool chosen = option.state & QStyle::State_Selected;
    const bool focused = option.state & QStyle::State_HasFocus;
    const QRect cell = option.rect.adjusted(4, 2, -4, -2);
    if (chosen || (option.state & QStyle::State_MouseOver)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme->color(chosen ? Token::Sel : Token::Hover));
        painter->drawRoundedRect(QRectF(cell), 4, 4);
        if (focused) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(m_theme->color(Token::Focus), 1));
            painter->drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
    }
    const Stage stage = stageFromId(index.data(StageIdRole).toString()).value_or(Stage::Development);
    const QString word = stageBadge(stage).toUpper();
    painter->setFont(m_theme->font(FontRole::CaptionStrong));
    const int badgeWidth = painter->fontMetrics().horizontalAdvance(word) + 12;
    const int bodyHeight = m_theme->lineHeight(FontRole::Body);
    const QRect badge(cell.right() - 8 - badgeWidth, cell.top() + 8, badgeWidth, bodyHeight);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme->color(stageColor(stage)));
    painter->setRenderHint(QPainter::Antialiasing);
    painter->drawRoundedRect(QRectF(badge), 3, 3);
    painter->setPen(m_theme->color(Token::OnStage));
    painter->drawText(badge, Qt::AlignCenter, word);

    painter->setFont(m_theme->font(chosen ? FontRole::BodyStrong : FontRole::Body));
    painter->setPen(m_theme->color(Token::Text));
    const QRect name(cell.left() + 8, cell.top() + 8, badge.left() - cell.left() - 16, bodyHeight);
    painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, name.width()));
    painter->setFont(m_theme->font(FontRole::Small));
    painter->setPen(m_theme->color(Token::Text2));
    const QRect line(cell.left() + 8, name.bottom() + 1, cell.width() - 16, m_theme->lineHeight(FontRole::Small));
    painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(index.data(LineRole).toString(), Qt::ElideRight, line.width()));
    painter->restore();
}

} // namespace mk
