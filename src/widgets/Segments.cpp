// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Segments.h"

#include "widgets/StylePaint.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QPainter>

namespace mk {

namespace {

constexpr int swatchSize = 8;

class Segment final : public QAbstractButton
{
public:
    Segment(SegmentedControl *control, const QString &text, std::optional<Token> swatch)
        : QAbstractButton(control), m_control(control), m_swatch(swatch)
    {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const Theme *theme = m_control->theme();
        const bool small = m_control->isSmall();
        const QFontMetrics metrics(theme->font(small ? FontRole::SmallStrong : FontRole::BodyStrong));
        const int padding = small ? 8 : 12;
        const int swatch = m_swatch ? swatchSize + 6 : 0;
        return {metrics.horizontalAdvance(text()) + 2 * padding + 1 + swatch,
                small ? theme->scaled(24) : theme->controlHeight()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme *theme = m_control->theme();
        QPainter painter(this);
        const bool small = m_control->isSmall();
        const QRect inner = rect().adjusted(0, 1, 0, -1);
        const bool hover = underMouse() && isEnabled();
        if (isChecked() || hover)
            painter.fillRect(inner, theme->color(isChecked() ? Token::Sel : Token::Hover));
        const FontRole role = isChecked() ? (small ? FontRole::SmallStrong : FontRole::BodyStrong)
                                          : (small ? FontRole::Small : FontRole::Body);
        painter.setFont(theme->font(role));
        painter.setPen(theme->color(!isEnabled() ? Token::Disabled : isChecked() ? Token::Text : Token::Text2));
        const int textWidth = painter.fontMetrics().horizontalAdvance(text());
        const int whole = textWidth + (m_swatch ? swatchSize + 6 : 0);
        int x = (width() - whole) / 2;
        if (m_swatch) {
            fillRounded(&painter, QRect(x, (height() - swatchSize) / 2, swatchSize, swatchSize), theme->color(*m_swatch), 2);
            x += swatchSize + 6;
        }
        drawTextLine(&painter, QRect(x, 0, textWidth, height()), Qt::AlignLeft, text());
        if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
            paintFocusRing(&painter, *theme, rect(), 4);
    }

private:
    SegmentedControl *m_control;
    std::optional<Token> m_swatch;
};

} // namespace

SegmentedControl::SegmentedControl(const Theme *theme, const QString &name, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_group(new QButtonGroup(this)), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(1, 0, 1, 0);
    m_row->setSpacing(1);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::buttonClicked, this,
            [this](QAbstractButton *button) { Q_EMIT chosen(button->property("mkId").toString()); });
}

void SegmentedControl::addSegment(const QString &id, const QString &text, std::optional<Token> swatch)
{
    auto *segment = new Segment(this, text, swatch);
    segment->setProperty("mkId", id);
    m_group->addButton(segment);
    m_row->addWidget(segment);
    if (m_group->buttons().size() == 1)
        segment->setChecked(true);
}

QString SegmentedControl::currentId() const
{
    const QAbstractButton *checked = m_group->checkedButton();
    return checked ? checked->property("mkId").toString() : QString();
}

void SegmentedControl::setCurrentId(const QString &id)
{
    const QList<QAbstractButton *> buttons = m_group->buttons();
    for (QAbstractButton *button : buttons) {
        if (button->property("mkId").toString() == id) {
            button->setChecked(true);
            return;
        }
    }
    m_group->setExclusive(false);
    for (QAbstractButton *button : buttons)
        button->setChecked(false);
    m_group->setExclusive(true);
}

void SegmentedControl::setSmall(bool small)
{
    m_small = small;
    updateGeometry();
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    panelRounded(&painter, rect(), m_theme->color(isEnabled() ? Token::Base : Token::Sunken), m_theme->color(Token::Border), 4);
    const QList<QAbstractButton *> buttons = m_group->buttons();
    for (qsizetype i = 1; i < buttons.size(); ++i)
        painter.fillRect(QRect(buttons[i]->x() - 1, 1, 1, height() - 2), m_theme->color(Token::Border));
}

} // namespace mk
