// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Labels.h"

#include "core/SafeText.h"
#include "widgets/StylePaint.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <cmath>

namespace mk {

TextLabel::TextLabel(const Theme *theme, FontRole role, Tone tone, QWidget *parent)
    : QLabel(parent), m_theme(theme), m_role(role), m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    // On a page that fills itself with Base the role would otherwise turn to Text, and the tone be lost.
    setForegroundRole(QPalette::WindowText);
    TextLabel::applyTheme();
    connect(theme, &Theme::changed, this, [this] { applyTheme(); });
}

void TextLabel::setTone(Tone tone)
{
    if (m_tone == tone)
        return;
    m_tone = tone;
    applyTheme();
}

void TextLabel::setFontRole(FontRole role)
{
    if (m_role == role)
        return;
    m_role = role;
    applyTheme();
}

void TextLabel::applyTheme()
{
    setFont(m_theme->font(m_role));
    QPalette colors = palette();
    colors.setColor(QPalette::All, QPalette::WindowText, m_theme->toneColor(m_tone));
    colors.setColor(QPalette::Disabled, QPalette::WindowText, m_theme->color(Token::Disabled));
    setPalette(colors);
    if (minimumHeight() != maximumHeight()) // whoever fixed it has it so for a reason
        setMinimumHeight(m_theme->lineHeight(m_role));
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (text().isEmpty()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(isEnabled() ? m_theme->toneColor(m_tone) : m_theme->color(Token::Disabled));
    int flags = int(alignment()) | (wordWrap() ? int(Qt::TextWordWrap) : 0);
    if (buddy())
        flags |= Qt::TextShowMnemonic;
    painter.drawText(contentsRect(), flags, text());
}

ElidedLabel::ElidedLabel(const Theme *theme, FontRole role, Tone tone, QWidget *parent) : TextLabel(theme, role, tone, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setSuffix(const QString &suffix)
{
    m_suffix = suffix;
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text() + m_suffix) + 1, theme()->lineHeight(fontRole())};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const int width = std::min(sizeHint().width(), fontMetrics().horizontalAdvance(u'm') * 4);
    return {width, theme()->lineHeight(fontRole())};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(font());
    const int suffix = m_suffix.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_suffix);
    const QString shown = fontMetrics().elidedText(text(), m_mode, width() - suffix);
    painter.setPen(isEnabled() ? theme()->toneColor(tone()) : theme()->color(Token::Disabled));
    const QRect line = rect();
    int horizontal = int(alignment() & Qt::AlignHorizontal_Mask);
    if (!m_suffix.isEmpty())
        horizontal = Qt::AlignLeft;
    drawTextLine(&painter, line, horizontal, shown);
    if (suffix > 0) {
        painter.setPen(theme()->color(Token::Text3));
        drawTextLine(&painter, line.adjusted(fontMetrics().horizontalAdvance(shown), 0, 0, 0), Qt::AlignLeft, m_suffix);
    }
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && sizeHint().width() > width() + 1) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), tooltipText(text() + m_suffix), this);
        return true;
    }
    return TextLabel::event(event);
}

MarkedLabel::MarkedLabel(const Theme *theme, FontRole role, Tone tone, QWidget *parent) : TextLabel(theme, role, tone, parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    applyTheme();
}

void MarkedLabel::setMarkedText(const QString &marked)
{
    m_marked = marked;
    refresh();
}

void MarkedLabel::setLead(const QString &lead)
{
    m_lead = lead;
    refresh();
}

void MarkedLabel::setTextAlignment(Qt::Alignment alignment)
{
    m_textAlignment = alignment;
    update();
}

void MarkedLabel::setSingleLine(bool single)
{
    m_singleLine = single;
    QSizePolicy policy = sizePolicy();
    policy.setHeightForWidth(!single);
    setSizePolicy(policy);
    updateGeometry();
    update();
}

void MarkedLabel::applyTheme()
{
    TextLabel::applyTheme();
    updateGeometry();
}

void MarkedLabel::refresh()
{
    const bool both = !m_lead.isEmpty() && !m_marked.isEmpty();
    m_shown = parseMarks(QString(m_lead + QLatin1String(both ? " " : "") + m_marked));
    m_leadLength = int(withoutMarks(m_lead).size());
    setText(m_shown.text);
    updateGeometry();
    update();
}

qreal MarkedLabel::layOut(QTextLayout *layout, qreal width) const
{
    QTextOption option(m_textAlignment);
    option.setWrapMode(m_singleLine ? QTextOption::NoWrap : QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setFont(font());
    layout->setText(m_shown.text);
    layout->setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    const auto add = [&formats](int start, int length, const QFont &font, const QColor &color) {
        QTextLayout::FormatRange range;
        range.start = start;
        range.length = length;
        range.format.setFont(font);
        if (color.isValid())
            range.format.setForeground(color);
        formats.append(range);
    };
    const bool isSmall = fontRole() == FontRole::Small;
    if (m_leadLength > 0)
        add(0, m_leadLength, theme()->font(isSmall ? FontRole::SmallMedium : FontRole::BodyMedium), theme()->color(Token::Text));
    for (const TextSpan &span : m_shown.spans) {
        const bool isCode = span.style == SpanStyle::Code;
        QFont face = theme()->font(isCode ? FontRole::Code : isSmall ? FontRole::SmallMedium : FontRole::BodyMedium);
        if (isCode && font().weight() > QFont::Normal)
            face.setWeight(font().weight());
        add(span.start, span.length, face, isCode ? QColor() : theme()->color(Token::Text));
    }
    layout->setFormats(formats);
    const qreal lineHeight = theme()->lineHeight(fontRole());
    qreal y = 0;
    layout->beginLayout();
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, std::floor(y + (lineHeight - line.height() + 1) / 2)));
        y += lineHeight;
    }
    layout->endLayout();
    return std::max(y, lineHeight);
}

QSize MarkedLabel::sizeHint() const
{
    QTextLayout layout;
    constexpr qreal unlimited = 100'000;
    MarkedLabel::layOut(&layout, unlimited);
    const int natural = int(std::ceil(layout.lineCount() > 0 ? layout.lineAt(0).naturalTextWidth() : 0)) + 1;
    if (m_singleLine)
        return {natural, theme()->lineHeight(fontRole())};
    const int width = std::min(natural, theme()->scaled(440));
    return {width, heightForWidth(width)};
}

QSize MarkedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 48), theme()->lineHeight(fontRole())};
}

int MarkedLabel::heightForWidth(int width) const
{
    QTextLayout layout;
    return int(std::ceil(layOut(&layout, std::max(width, 16))));
}

void MarkedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QTextLayout layout;
    const qreal height = layOut(&layout, width());
    painter.setPen(isEnabled() ? theme()->toneColor(tone()) : theme()->color(Token::Disabled));
    const bool centred = alignment() & Qt::AlignVCenter;
    layout.draw(&painter, QPointF(0, centred ? std::max(0.0, std::floor((this->height() - height) / 2)) : 0));
}

} // namespace mk
