// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Activity.h"

#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/Shapes.h"
#include "widgets/Tabs.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>

namespace mk {

namespace {

QToolButton *makeQuiet(const Theme *theme, const QString &iconName, const QString &text, QWidget *parent)
{
    QToolButton *button = makeIconButton(theme, iconName, text, parent);
    button->setProperty("mkQuiet", true);
    button->setToolTip({});
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

} // namespace

ActivityBar::ActivityBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_toggle(makeQuiet(theme, QStringLiteral("layout-bottombar"), tr("Activity"), this))
    , m_calls(makeQuiet(theme, QStringLiteral("world"), {}, this))
    , m_planShape(new ShapeWidget(theme, this))
    , m_plan(makeQuiet(theme, QStringLiteral("list-details"), {}, this))
    , m_last(new MarkedLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_undo(makeLinkButton(theme, tr("Undo"), QStringLiteral("arrow-back-up"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 1, 8, 0);
    row->setSpacing(8);
    m_toggle->setCheckable(true);
    m_last->setSingleLine(true);
    m_last->setAlignment(Qt::AlignVCenter);
    row->addWidget(m_toggle);
    row->addWidget(m_calls);
    row->addWidget(m_planShape);
    row->addWidget(m_plan);
    row->addStretch(1);
    row->addWidget(m_last);
    row->addWidget(m_undo);
    m_planShape->hide();
    connect(m_toggle, &QToolButton::toggled, this, &ActivityBar::toggled);
    connect(m_calls, &QToolButton::clicked, this, &ActivityBar::callsClicked);
    connect(m_plan, &QToolButton::clicked, this, &ActivityBar::planClicked);
    connect(m_undo, &QToolButton::clicked, this, &ActivityBar::undoClicked);
    // Fixed: the sentence's height for its width must not make the bar breathe.
    const auto fixHeight = [this] { setFixedHeight(sizeHint().height()); };
    fixHeight();
    connect(theme, &Theme::changed, this, fixHeight);
    setCallRate({});
    setPlanState(Status::None, tr("No plan running"));
    setLastChange({}, false, {});
}

void ActivityBar::setOpen(bool open)
{
    const QSignalBlocker blocker(m_toggle);
    m_toggle->setChecked(open);
}

void ActivityBar::setCallRate(const QString &text)
{
    m_calls->setText(text);
    m_calls->setAccessibleName(text);
    m_calls->setVisible(!text.isEmpty());
}

void ActivityBar::setPlanState(Status status, const QString &text)
{
    m_planShape->setStatus(status);
    m_plan->setText(text);
    m_plan->setAccessibleName(text);
}

void ActivityBar::setLastChange(const QString &text, bool canUndo, const QString &undoText)
{
    m_last->setMarkedText(text);
    m_last->setVisible(!text.isEmpty());
    m_undo->setVisible(!text.isEmpty() && canUndo);
    if (!undoText.isEmpty())
        m_undo->setText(undoText);
}

QSize ActivityBar::sizeHint() const
{
    return {800, m_theme->scaled(28)};
}

void ActivityBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Window));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme->color(Token::Line));
}

ActivityDrawer::ActivityDrawer(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tabs(new TabBar(theme, tr("Activity"), this))
    , m_pages(new QStackedWidget(this))
    , m_note(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_pause(makeIconButton(theme, QStringLiteral("player-pause"), tr("Pause"), this))
    , m_close(makeIconButton(theme, QStringLiteral("chevron-down"), tr("Close activity"), this))
{
    setAccessibleName(tr("Activity"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 12, 0);
    head->setSpacing(8);
    head->addWidget(m_tabs, 1);
    head->addWidget(m_note);
    head->addWidget(m_pause);
    head->addWidget(m_close);
    setSmallButton(m_pause);
    setSmallButton(m_close);
    m_pause->setCheckable(true);
    m_pause->hide();
    column->addLayout(head);
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        Q_EMIT currentPageChanged(currentPage());
    });
    connect(m_pause, &QToolButton::toggled, this, [this](bool paused) {
        m_pause->setIcon(m_theme->icon(paused ? QStringLiteral("player-play") : QStringLiteral("player-pause")));
        const QString name = paused ? tr("Resume") : tr("Pause");
        m_pause->setAccessibleName(name);
        m_pause->setToolTip(name);
        Q_EMIT pauseToggled(paused);
    });
    connect(m_close, &QToolButton::clicked, this, &ActivityDrawer::closeRequested);
}

void ActivityDrawer::addPage(const QString &id, const QString &title, QWidget *page)
{
    m_ids.append(id);
    m_pages->addWidget(page);
    m_tabs->addTab(title);
}

void ActivityDrawer::setCurrentPage(const QString &id)
{
    if (const qsizetype index = m_ids.indexOf(id); index >= 0)
        m_tabs->setCurrentIndex(int(index));
}

QString ActivityDrawer::currentPage() const
{
    return m_ids.value(m_tabs->currentIndex());
}

void ActivityDrawer::setPageCount(const QString &id, const QString &count)
{
    m_tabs->setCount(int(m_ids.indexOf(id)), count);
}

void ActivityDrawer::setNote(const QString &note)
{
    m_note->setText(note);
}

void ActivityDrawer::setPauseVisible(bool visible)
{
    m_pause->setVisible(visible);
}

bool ActivityDrawer::isPaused() const
{
    return m_pause->isChecked();
}

QSize ActivityDrawer::sizeHint() const
{
    return {800, m_theme->scaled(168 + 32)};
}

void ActivityDrawer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Base));
    painter.fillRect(QRect(0, m_tabs->geometry().bottom(), width(), 1), m_theme->color(Token::Line));
}

void ActivityDrawer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closeRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace mk
