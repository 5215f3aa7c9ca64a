// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/DialogFrame.h"

#include "widgets/Badges.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

namespace mk {

Scrim::Scrim(const Theme *theme, QWidget *window) : QWidget(window), m_theme(theme)
{
    setGeometry(window->rect().adjusted(0, Theme::stageStrip, 0, 0));
    window->installEventFilter(this);
    raise();
    show();
}

void Scrim::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme->color(Token::Scrim));
}

bool Scrim::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect().adjusted(0, Theme::stageStrip, 0, 0));
    return QWidget::eventFilter(watched, event);
}

DialogFrame::DialogFrame(const Theme *theme, const QString &title, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_title(new TextLabel(theme, FontRole::Title, Tone::Normal, this))
    , m_subtitle(new ElidedLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_environment(new TextLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_stage(new StageBadge(theme, this))
    , m_head(new QWidget(this))
    , m_body(new QVBoxLayout)
    , m_foot(new QWidget(this))
    , m_footRow(new QHBoxLayout(m_foot))
    , m_footNote(new ElidedLabel(theme, FontRole::Small, Tone::Secondary, m_foot))
{
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(16, 0, 12, 1);
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addWidget(m_subtitle, 1);
    head->addWidget(m_environment);
    head->addWidget(m_stage);
    m_title->setText(title);
    m_environment->hide();
    m_stage->hide();
    column->addWidget(m_head);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    column->addLayout(m_body, 1);
    m_footRow->setContentsMargins(16, 1, 16, 0);
    m_footRow->setSpacing(8);
    m_footRow->addWidget(m_footNote, 1);
    column->addWidget(m_foot);
    const auto apply = [this] {
        m_head->setFixedHeight(m_theme->scaled(48));
        m_foot->setFixedHeight(m_theme->scaled(52));
        // What lies on top is `raised`: the tables and texts in a dialog stand on it.
        QPalette colors = palette();
        colors.setColor(QPalette::Active, QPalette::Base, m_theme->color(Token::Raised));
        colors.setColor(QPalette::Inactive, QPalette::Base, m_theme->color(Token::Raised));
        setPalette(colors);
    };
    apply();
    connect(theme, &Theme::changed, this, apply);
}

DialogFrame::~DialogFrame()
{
    delete m_scrim.data();
}

void DialogFrame::setTitle(const QString &title)
{
    setWindowTitle(title);
    m_title->setText(title);
}

void DialogFrame::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
    setAccessibleDescription(subtitle);
}

void DialogFrame::setEnvironment(const QString &name, const QString &stageWord, Token stageColor)
{
    m_environment->setText(name);
    m_environment->setVisible(!name.isEmpty());
    m_stage->setStage(name.isEmpty() ? QString() : stageWord, stageColor);
}

void DialogFrame::setFootNote(const QString &note)
{
    m_footNote->setText(note);
}

void DialogFrame::addFootLeft(QAbstractButton *button)
{
    m_footRow->insertWidget(m_footLeft++, button);
}

void DialogFrame::addFootButton(QAbstractButton *button)
{
    m_footRow->addWidget(button);
}

QAbstractButton *DialogFrame::addCancelButton()
{
    QPushButton *button = makeButton(m_theme, tr("Cancel"), {}, m_foot);
    connect(button, &QPushButton::clicked, this, &QDialog::reject);
    addFootButton(button);
    return button;
}

void DialogFrame::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (m_withScrim && parentWidget() && !m_scrim)
        m_scrim = new Scrim(m_theme, parentWidget()->window());
}

void DialogFrame::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    delete m_scrim.data();
}

void DialogFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Raised));
    painter.fillRect(QRect(0, m_head->geometry().bottom(), width(), 1), m_theme->color(Token::Line));
    painter.fillRect(m_foot->geometry(), m_theme->color(Token::Sunken));
    painter.fillRect(QRect(0, m_foot->y(), width(), 1), m_theme->color(Token::Line));
}

} // namespace mk
