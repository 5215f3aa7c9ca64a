// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/EmptyState.h"

#include "widgets/Buttons.h"
#include "widgets/Icons.h"
#include "widgets/Labels.h"
#include "widgets/Shapes.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace mk {

namespace {

constexpr int emptyIconSize = 32;

} // namespace

EmptyState::EmptyState(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_shape(new ShapeWidget(theme, this))
    , m_title(new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, this))
    , m_sentence(new MarkedLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_buttonRow(new QWidget(this))
    , m_buttons(new QHBoxLayout(m_buttonRow))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 36);
    column->setSpacing(0);
    column->addStretch(1);
    m_icon->setTextFormat(Qt::PlainText);
    m_icon->setFixedSize(emptyIconSize, emptyIconSize);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(12);
    auto *titleRow = new QHBoxLayout;
    titleRow->setSpacing(6);
    titleRow->addStretch(1);
    titleRow->addWidget(m_shape);
    titleRow->addWidget(m_title);
    titleRow->addStretch(1);
    column->addLayout(titleRow);
    column->addSpacing(4);
    auto *sentenceRow = new QHBoxLayout;
    m_sentence->setTextAlignment(Qt::AlignHCenter);
    m_sentence->setMaximumWidth(theme->scaled(400));
    sentenceRow->addStretch(1);
    sentenceRow->addWidget(m_sentence, 1000);
    sentenceRow->addStretch(1);
    column->addLayout(sentenceRow);
    m_buttons->setContentsMargins(0, 16, 0, 0);
    m_buttons->setSpacing(8);
    column->addWidget(m_buttonRow, 0, Qt::AlignHCenter);
    column->addStretch(1);
    m_buttonRow->hide();
    connect(theme, &Theme::changed, this, &EmptyState::refreshIcon);
}

void EmptyState::setContent(const QString &iconName, const QString &title, const QString &sentence, Status status)
{
    m_iconName = iconName;
    m_icon->setVisible(!iconName.isEmpty());
    m_shape->setStatus(status);
    m_title->setText(title);
    m_sentence->setMarkedText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    const QList<QPushButton *> old = m_buttonRow->findChildren<QPushButton *>(Qt::FindDirectChildrenOnly);
    for (QPushButton *button : old) {
        m_buttons->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    m_buttonRow->hide();
    setAccessibleName(title);
    setAccessibleDescription(withoutMarks(sentence));
    refreshIcon();
}

QPushButton *EmptyState::addButton(const QString &text, const QString &iconName, bool primary)
{
    QPushButton *button = makeButton(m_theme, text, iconName, m_buttonRow, primary ? ButtonKind::Primary : ButtonKind::Plain);
    m_buttons->addWidget(button);
    button->show();
    m_buttonRow->show();
    return button;
}

QString EmptyState::title() const
{
    return m_title->text();
}

void EmptyState::refreshIcon()
{
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(iconPixmap(m_iconName, emptyIconSize, devicePixelRatioF(), m_theme->color(Token::Text3)));
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme->color(Token::Base));
}

} // namespace mk
