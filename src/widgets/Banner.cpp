// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Banner.h"

#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/Shapes.h"
#include "widgets/StylePaint.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace mk {

Banner::Banner(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_shape(new ShapeWidget(theme, this))
    , m_title(new MarkedLabel(theme, FontRole::BodyMedium, Tone::Normal, this))
    , m_text(new MarkedLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_buttonRow(new QWidget(this))
    , m_buttons(new QHBoxLayout(m_buttonRow))
    , m_note(new TextLabel(theme, FontRole::Small, Tone::Secondary, m_buttonRow))
    , m_close(makeIconButton(theme, QStringLiteral("x"), tr("Dismiss"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(13, 9, 13, 9);
    row->setSpacing(8);
    auto *shapeColumn = new QVBoxLayout;
    shapeColumn->setContentsMargins(0, (theme->lineHeight(FontRole::Body) - 12) / 2, 0, 0);
    shapeColumn->addWidget(m_shape);
    shapeColumn->addStretch(1);
    row->addLayout(shapeColumn);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_buttonRow);
    row->addLayout(column, 1);
    setSmallButton(m_close);
    row->addWidget(m_close, 0, Qt::AlignTop);
    m_buttons->setContentsMargins(0, 8, 0, 0);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_note);
    m_note->hide();
    m_buttonRow->hide();
    m_close->hide();
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT closed();
    });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    hide();
}

void Banner::setMessage(Status status, const QString &title, const QString &text, Form form)
{
    m_status = status;
    m_shape->setStatus(status == Status::None ? Status::Unknown : status);
    const bool inLine = form == Form::Inline;
    m_title->setVisible(!inLine && !title.isEmpty());
    m_title->setMarkedText(title);
    m_text->setFontRole(inLine || title.isEmpty() ? FontRole::Body : FontRole::Small);
    m_text->setLead(inLine ? title : QString());
    m_text->setMarkedText(text);
    m_text->setVisible(!text.isEmpty() || inLine);
    const QList<QPushButton *> old = m_buttonRow->findChildren<QPushButton *>(Qt::FindDirectChildrenOnly);
    for (QPushButton *button : old) {
        m_buttons->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    m_buttonCount = 0;
    m_note->hide();
    m_buttonRow->hide();
    setAccessibleName(withoutMarks(title));
    setAccessibleDescription(withoutMarks(text));
    show();
    updateGeometry();
    update();
}

QPushButton *Banner::addButton(const QString &text, const QString &iconName, bool primary)
{
    QPushButton *button = makeButton(m_theme, text, iconName, m_buttonRow, primary ? ButtonKind::Primary : ButtonKind::Plain);
    setSmallButton(button, !primary);
    m_buttons->insertWidget(m_buttonCount++, button);
    button->show();
    m_buttonRow->show();
    return button;
}

void Banner::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_buttonRow->setVisible(m_buttonCount > 0 || !note.isEmpty());
}

void Banner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void Banner::clear()
{
    hide();
}

QString Banner::title() const
{
    return accessibleName();
}

QString Banner::text() const
{
    return accessibleDescription();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    panelRounded(&painter, rect(), m_theme->statusBackground(m_status), m_theme->statusLine(m_status), 4);
}

} // namespace mk
