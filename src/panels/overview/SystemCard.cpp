// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/overview/SystemCard.h"

#include "widgets/Shapes.h"
#include "widgets/Sparkline.h"
#include "widgets/Theme.h"

#include <QPainter>
#include <QRegularExpression>

namespace mk {

namespace {
constexpr int margin = 16;
}

SystemCard::SystemCard(const Theme *theme, System system, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_system(system)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(systemName(system));
    connect(theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void SystemCard::setContent(const Content &content)
{
    const bool sameHeight = m_content.trouble.isEmpty() == content.trouble.isEmpty();
    m_content = content;
    if (!sameHeight)
        updateGeometry();
    setAccessibleDescription(QStringList{statusWord(content.status), content.note,
                                         QString(content.figure + QLatin1Char(' ') + content.unit).trimmed(), content.line, content.trouble}
                                 .filter(QRegularExpression(QStringLiteral(".")))
                                 .join(QStringLiteral(", ")));
    setToolTip(content.trouble.isEmpty() ? content.line : QString(content.line + QLatin1Char('\n') + content.trouble));
    update();
}

QSize SystemCard::sizeHint() const
{
    const int height = 12 + m_theme->lineHeight(FontRole::Body) + 6 + m_theme->lineHeight(FontRole::Figure)
        + m_theme->lineHeight(FontRole::Small) * (m_content.trouble.isEmpty() ? 1 : 2) + 14;
    return {m_theme->scaled(240), height};
}

void SystemCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(underMouse() ? Token::Hover : Token::Base));
    const QColor text = m_theme->color(m_content.dim ? Token::Text3 : Token::Text);
    const int width = this->width() - 2 * margin;
    int y = 12;

    // Head: shape, name, note at the right.
    const int headHeight = m_theme->lineHeight(FontRole::Body);
    paintStatusShape(&painter, QRectF(margin, y + (headHeight - 12) / 2.0, 12, 12), m_content.status,
                     m_theme->statusColor(m_content.status));
    painter.setFont(m_theme->font(FontRole::BodyStrong));
    painter.setPen(text);
    const QString name = systemName(m_system);
    painter.drawText(QRect(margin + 20, y, width - 20, headHeight), Qt::AlignVCenter | Qt::AlignLeft, name);
    const int nameWidth = painter.fontMetrics().horizontalAdvance(name);
    painter.setFont(m_theme->font(FontRole::Small));
    painter.setPen(m_theme->color(Token::Text2));
    const int noteWidth = width - 20 - nameWidth - 12;
    painter.drawText(QRect(margin + width - noteWidth, y, noteWidth, headHeight), Qt::AlignVCenter | Qt::AlignRight,
                     painter.fontMetrics().elidedText(m_content.note, Qt::ElideMiddle, noteWidth));
    y += headHeight + 6;

    // Figure and unit on one base line.
    const int figureHeight = m_theme->lineHeight(FontRole::Figure);
    int x = margin;
    painter.setFont(m_theme->font(FontRole::Figure));
    painter.setPen(text);
    const int baseline = y + figureHeight - (figureHeight - painter.fontMetrics().height()) / 2 - painter.fontMetrics().descent();
    if (!m_content.figure.isEmpty()) {
        painter.drawText(x, baseline, m_content.figure);
        x += painter.fontMetrics().horizontalAdvance(m_content.figure) + 8;
    }
    painter.setFont(m_theme->font(FontRole::Body));
    painter.setPen(m_theme->color(Token::Text2));
    const int unitWidth = painter.fontMetrics().horizontalAdvance(m_content.unit);
    int rightEdge = margin + width;
    const int sparkWidth = m_theme->scaled(96);
    if (m_content.spark && x + unitWidth + 12 + sparkWidth <= rightEdge) {
        rightEdge -= sparkWidth;
        paintSparkline(&painter, QRectF(rightEdge, y + 2, sparkWidth, figureHeight - 8), *m_content.spark,
                       m_theme->color(m_content.dim ? Token::Text3 : Token::S1));
        painter.setPen(m_theme->color(Token::Text2));
        rightEdge -= 12;
    }
    painter.drawText(x, baseline, painter.fontMetrics().elidedText(m_content.unit, Qt::ElideRight, rightEdge - x));
    y += figureHeight;

    painter.setFont(m_theme->font(FontRole::Small));
    painter.setPen(m_theme->color(m_content.status == Status::Crit ? Token::Crit : Token::Text2));
    painter.drawText(QRect(margin, y, width, m_theme->lineHeight(FontRole::Small)), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_content.line, Qt::ElideRight, width));
    y += m_theme->lineHeight(FontRole::Small);
    painter.setPen(m_theme->color(Token::Warn));
    painter.drawText(QRect(margin, y, width, m_theme->lineHeight(FontRole::Small)), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_content.trouble, Qt::ElideRight, width));

    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme->color(Token::Focus), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 4, 4);
    }
}

} // namespace mk
