// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Badges.h"

#include "widgets/Shapes.h"
#include "widgets/StylePaint.h"

#include <QPainter>

namespace mk {

PaintedWord::PaintedWord(const Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void PaintedWord::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

void Badge::setStatus(Status status, const QString &word)
{
    m_status = status;
    setText(word);
}

QSize Badge::sizeHint() const
{
    const int text = QFontMetrics(theme()->font(FontRole::SmallMedium)).horizontalAdvance(this->text());
    return {text + 4 + 12 + 4 + 6, theme()->scaled(20)};
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    fillRounded(&painter, rect(), theme()->statusBackground(m_status), 3);
    paintStatusShape(&painter, QRect(4, (height() - 12) / 2, 12, 12), m_status, theme()->statusColor(m_status));
    painter.setFont(theme()->font(FontRole::SmallMedium));
    painter.setPen(theme()->statusColor(m_status));
    drawTextLine(&painter, rect().adjusted(20, 0, -4, 0), Qt::AlignLeft, text());
}

QSize Tag::sizeHint() const
{
    return {QFontMetrics(theme()->font(FontRole::CaptionMedium)).horizontalAdvance(text()) + 10, theme()->scaled(18)};
}

void Tag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    strokeRounded(&painter, rect(), theme()->color(Token::Border), 3);
    painter.setFont(theme()->font(FontRole::CaptionMedium));
    painter.setPen(theme()->color(Token::Text2));
    drawTextLine(&painter, rect(), Qt::AlignHCenter, text());
}

namespace {

QFont stageFont(const Theme *theme)
{
    QFont font = theme->font(FontRole::CaptionStrong);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
    return font;
}

} // namespace

void StageBadge::setStage(const QString &word, Token color)
{
    m_color = color;
    setText(word);
}

QSize StageBadge::sizeHint() const
{
    return {QFontMetrics(stageFont(theme())).horizontalAdvance(text().toUpper()) + 12, theme()->scaled(18)};
}

void StageBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    fillRounded(&painter, rect(), theme()->color(m_color), 3);
    painter.setFont(stageFont(theme()));
    painter.setPen(theme()->color(Token::OnStage));
    drawTextLine(&painter, rect(), Qt::AlignHCenter, text().toUpper());
}

QSize KeyCap::sizeHint() const
{
    return {QFontMetrics(theme()->font(FontRole::CaptionMedium)).horizontalAdvance(text()) + 10, theme()->scaled(18)};
}

void KeyCap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    panelRounded(&painter, rect(), theme()->color(Token::Sunken), theme()->color(Token::Border), 3);
    painter.setFont(theme()->font(FontRole::CaptionMedium));
    painter.setPen(theme()->color(Token::Text3));
    drawTextLine(&painter, rect(), Qt::AlignHCenter, text());
}

Pill::Pill(const Theme *theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
}

void Pill::setContent(Status status, const QString &name, const QString &version, const QString &latency)
{
    m_status = status;
    m_name = name;
    m_version = version;
    m_latency = latency;
    setAccessibleName(name);
    QStringList said{statusWord(status)};
    for (const QString &part : {version, latency}) {
        if (!part.isEmpty())
            said.append(part);
    }
    setAccessibleDescription(said.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void Pill::setBrevity(int level)
{
    if (m_brevity == level)
        return;
    m_brevity = level;
    updateGeometry();
    update();
}

int Pill::widthAt(int brevity) const
{
    const QFontMetrics medium(m_theme->font(FontRole::SmallMedium));
    const QFontMetrics small(m_theme->font(FontRole::Small));
    int width = 1 + 8 + 12 + 6 + medium.horizontalAdvance(m_name) + 10 + 1;
    if (brevity < 1 && !m_version.isEmpty())
        width += 6 + small.horizontalAdvance(m_version);
    if (brevity < 2 && !m_latency.isEmpty())
        width += 6 + small.horizontalAdvance(m_latency);
    return width;
}

QSize Pill::sizeHint() const
{
    return {widthAt(m_brevity), m_theme->scaled(24)};
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool alarmed = m_status == Status::Warn || m_status == Status::Crit;
    const QColor fill = alarmed ? m_theme->statusBackground(m_status)
                                : m_theme->color(underMouse() || isDown() ? Token::Hover : Token::Base);
    const QColor border = alarmed ? m_theme->statusColor(m_status) : m_theme->color(underMouse() ? Token::Field : Token::Border);
    const qreal radius = height() / 2.0;
    panelRounded(&painter, rect(), fill, border, radius);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintFocusRing(&painter, *m_theme, rect(), radius);
    paintStatusShape(&painter, QRect(9, (height() - 12) / 2, 12, 12), m_status, m_theme->statusColor(m_status));
    int x = 27;
    const auto draw = [&](FontRole role, Token color, const QString &text) {
        painter.setFont(m_theme->font(role));
        painter.setPen(m_theme->color(color));
        drawTextLine(&painter, QRect(x, 0, width() - x, height()), Qt::AlignLeft, text);
        x += painter.fontMetrics().horizontalAdvance(text) + 6;
    };
    draw(FontRole::SmallMedium, Token::Text, m_name);
    if (m_brevity < 1 && !m_version.isEmpty())
        draw(FontRole::Small, Token::Text3, m_version);
    if (m_brevity < 2 && !m_latency.isEmpty())
        draw(FontRole::Small, Token::Text2, m_latency);
}

} // namespace mk
