// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/DetailDrawer.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "widgets/Badges.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/ScrollPage.h"
#include "widgets/Shapes.h"
#include "widgets/Tabs.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>

namespace mk {

namespace {

constexpr int labelWidth = 136;
constexpr int factHeight = 24;

} // namespace

Fact textFact(const QString &label, const QString &value)
{
    return {.label = label, .value = value.isEmpty() ? format::notGiven() : visibleText(value)};
}

Fact codeFact(const QString &label, const QString &value)
{
    Fact fact = textFact(label, value);
    fact.mono = !value.isEmpty();
    fact.elideMiddle = true;
    fact.copyText = value;
    fact.tooltip = value;
    return fact;
}

// --- facts

class FactGrid::Row final : public QWidget
{
public:
    Row(const Theme *theme, FactGrid *grid)
        : QWidget(grid)
        , m_theme(theme)
        , m_grid(grid)
        , m_label(new ElidedLabel(theme, FontRole::Body, Tone::Secondary, this))
        , m_shape(new ShapeWidget(theme, this))
        , m_value(new ElidedLabel(theme, FontRole::Body, Tone::Normal, this))
        , m_note(new ElidedLabel(theme, FontRole::Body, Tone::Dim, this))
        , m_copy(makeIconButton(theme, QStringLiteral("copy"), tr("Copy"), this))
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(5);
        row->addWidget(m_label);
        row->addWidget(m_shape);
        row->addWidget(m_value);
        row->addWidget(m_note);
        setSmallButton(m_copy);
        m_copy->setIconSize({12, 12});
        row->addWidget(m_copy);
        row->addStretch(1);
        m_shape->hide();
        m_value->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        m_note->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_fact.copyText); });
    }

    const Fact &fact() const { return m_fact; }
    void setFact(const Fact &fact)
    {
        m_fact = fact;
        m_label->setText(fact.label);
        m_label->setFixedWidth(m_theme->scaled(labelWidth) - 5);
        m_shape->setStatus(fact.status);
        const bool link = !fact.link.isEmpty();
        m_value->setFontRole(fact.mono     ? (fact.strong ? FontRole::CodeStrong : FontRole::Code)
                             : fact.strong ? FontRole::BodyStrong
                             : link        ? FontRole::BodyMedium
                                           : FontRole::Body);
        m_value->setTone(link ? Tone::Accent : fact.tone);
        m_value->setElideMode(fact.elideMiddle ? Qt::ElideMiddle : Qt::ElideRight);
        m_value->setText(visibleText(fact.value));
        m_value->setToolTip(fact.tooltip.isEmpty() ? QString() : tooltipText(fact.tooltip));
        m_value->setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
        m_value->setFocusPolicy(link ? Qt::StrongFocus : Qt::NoFocus);
        m_note->setText(visibleText(fact.note));
        m_note->setVisible(!fact.note.isEmpty());
        m_copy->setVisible(!fact.copyText.isEmpty());
        //: %1 is the label of a value, such as "Id"
        m_copy->setAccessibleName(tr("Copy %1").arg(fact.label));
        m_copy->setToolTip(m_copy->accessibleName());
        m_label->setBuddy(m_value);
        setFixedHeight(m_theme->scaled(factHeight));
    }

protected:
    void contextMenuEvent(QContextMenuEvent *event) override
    {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const QString text = m_fact.copyText.isEmpty() ? m_fact.value : m_fact.copyText;
        connect(menu->addAction(m_theme->icon(QStringLiteral("copy")), tr("Copy value")), &QAction::triggered, this,
                [text] { QApplication::clipboard()->setText(text); });
        menu->popup(event->globalPos());
    }
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (!m_fact.link.isEmpty() && event->button() == Qt::LeftButton && m_value->geometry().contains(event->pos()))
            Q_EMIT m_grid->linkActivated(m_fact.link);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (!m_fact.link.isEmpty() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
            Q_EMIT m_grid->linkActivated(m_fact.link);
        else
            QWidget::keyPressEvent(event);
    }

private:
    const Theme *m_theme;
    FactGrid *m_grid;
    ElidedLabel *m_label;
    ShapeWidget *m_shape;
    ElidedLabel *m_value;
    ElidedLabel *m_note;
    QToolButton *m_copy;
    Fact m_fact;
};

FactGrid::FactGrid(const Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(16, 0, 16, 0);
    m_column->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(theme, &Theme::changed, this, [this] {
        for (Row *row : std::as_const(m_rows))
            row->setFact(Fact(row->fact()));
    });
}

void FactGrid::setFacts(const QList<Fact> &facts)
{
    while (m_rows.size() > facts.size()) {
        Row *row = m_rows.takeLast();
        row->hide();
        row->deleteLater();
    }
    for (qsizetype i = 0; i < facts.size(); ++i) {
        if (i == m_rows.size()) {
            auto *row = new Row(m_theme, this);
            m_rows.append(row);
            m_column->addWidget(row);
        }
        m_rows[i]->setFact(facts[i]);
    }
}

// --- sections

Section::Section(const Theme *theme, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, this))
    , m_count(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_remark(new TextLabel(theme, FontRole::Small, Tone::Dim, this))
    , m_head(new QHBoxLayout)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    auto *headBox = new QWidget(this);
    headBox->setFixedHeight(theme->scaled(36));
    connect(theme, &Theme::changed, headBox, [headBox, theme] { headBox->setFixedHeight(theme->scaled(36)); });
    headBox->setLayout(m_head);
    m_head->setContentsMargins(16, 4, 12, 4);
    m_head->setSpacing(8);
    m_head->addWidget(m_title);
    m_head->addWidget(m_count);
    m_head->addStretch(1);
    m_head->addWidget(m_remark);
    m_column->addWidget(headBox);
    m_remark->hide();
    m_count->hide();
    setTitle(title);
}

void Section::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Section::setCount(const QString &count)
{
    m_count->setText(count);
    m_count->setVisible(!count.isEmpty());
}

void Section::setRemark(const QString &remark)
{
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
}

void Section::addHeadWidget(QWidget *widget)
{
    m_head->addWidget(widget);
}

void Section::setContent(QWidget *content)
{
    delete m_content;
    m_content = content;
    m_column->addWidget(content, 1);
}

// --- drawer

DetailDrawer::DetailDrawer(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new ElidedLabel(theme, FontRole::DrawerTitle, Tone::Normal, this))
    , m_tag(new Tag(theme, this))
    , m_headRow(new QHBoxLayout)
    , m_apart(makeIconButton(theme, QStringLiteral("external-link"), tr("Open in its own window"), this))
    , m_close(makeIconButton(theme, QStringLiteral("x"), tr("Close details"), this))
    , m_stateRow(new QWidget(this))
    , m_stateShape(new ShapeWidget(theme, m_stateRow))
    , m_state(new ElidedLabel(theme, FontRole::Small, Tone::Secondary, m_stateRow))
    , m_stateNote(new TextLabel(theme, FontRole::Small, Tone::Dim, m_stateRow))
    , m_tabs(new TabBar(theme, tr("Details"), this))
    , m_bannerBox(new QWidget(this))
    , m_banner(new Banner(theme, m_bannerBox))
    , m_pages(new QStackedWidget(this))
    , m_foot(new QWidget(this))
    , m_footRow(new QHBoxLayout(m_foot))
{
    setAccessibleName(tr("Details"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(16, 12, 12, 8);
    head->setSpacing(0);
    m_headRow->setSpacing(8);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_headRow->addWidget(m_title);
    m_headRow->addWidget(m_tag);
    m_headRow->addStretch(1);
    m_headRow->addWidget(m_apart);
    m_headRow->addWidget(m_close);
    head->addLayout(m_headRow);
    auto *stateRow = new QHBoxLayout(m_stateRow);
    stateRow->setContentsMargins(1, 0, 0, 0);
    stateRow->setSpacing(8);
    stateRow->addWidget(m_stateShape);
    stateRow->addWidget(m_state);
    stateRow->addWidget(m_stateNote);
    stateRow->addStretch(1);
    m_state->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    head->addWidget(m_stateRow);
    column->addLayout(head);

    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(8, 0, 0, 0);
    tabRow->addWidget(m_tabs);
    column->addLayout(tabRow);

    auto *bannerColumn = new QVBoxLayout(m_bannerBox);
    bannerColumn->setContentsMargins(16, 12, 16, 0);
    bannerColumn->addWidget(m_banner);
    m_bannerBox->setVisible(false);
    m_banner->installEventFilter(this);
    column->addWidget(m_bannerBox);
    column->addWidget(m_pages, 1);

    m_footRow->setContentsMargins(16, 1, 12, 0);
    m_footRow->setSpacing(8);
    m_footRow->addStretch(1);
    m_foot->setFixedHeight(theme->scaled(48));
    m_foot->hide();
    column->addWidget(m_foot);

    m_tag->hide();
    m_stateRow->hide();
    m_tabs->hide();
    setMinimumWidth(theme->scaled(320));
    connect(m_apart, &QToolButton::clicked, this, &DetailDrawer::openApartRequested);
    connect(m_close, &QToolButton::clicked, this, &DetailDrawer::closeRequested);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        Q_EMIT currentTabChanged(currentTab());
    });
}

void DetailDrawer::setTitle(const QString &title, bool mono)
{
    m_title->setFontRole(mono ? FontRole::CodeStrong : FontRole::DrawerTitle);
    m_title->setElideMode(mono ? Qt::ElideMiddle : Qt::ElideRight);
    if (m_title->text() == visibleText(title))
        return;
    m_title->setText(visibleText(title));
    Q_EMIT titleChanged();
}

QString DetailDrawer::title() const
{
    return m_title->text();
}

void DetailDrawer::setTag(const QString &tag)
{
    m_tag->setText(tag);
}

void DetailDrawer::setStateLine(Status status, const QString &text, const QString &note)
{
    m_stateRow->setVisible(!text.isEmpty());
    m_stateShape->setStatus(status);
    m_state->setText(text);
    m_stateNote->setText(note);
}

void DetailDrawer::setOpenApartVisible(bool visible)
{
    m_apart->setVisible(visible);
}

void DetailDrawer::addHeadButton(QAbstractButton *button)
{
    m_headRow->insertWidget(m_headRow->indexOf(m_apart), button);
}

void DetailDrawer::addTab(const QString &id, const QString &title, QWidget *page, bool scrolls)
{
    QWidget *shown = page;
    if (scrolls) {
        auto *body = new QWidget;
        auto *bodyColumn = new QVBoxLayout(body);
        bodyColumn->setContentsMargins(0, 12, 0, 12);
        bodyColumn->setSpacing(0);
        bodyColumn->addWidget(page);
        bodyColumn->addStretch(1);
        shown = makeNarrowScroll(body, this);
    }
    m_ids.append(id);
    m_pages->addWidget(shown);
    m_tabs->addTab(title);
    m_tabs->setVisible(true);
}

void DetailDrawer::setTabCount(const QString &id, const QString &count)
{
    m_tabs->setCount(int(m_ids.indexOf(id)), count);
}

void DetailDrawer::setTabStatus(const QString &id, Status status)
{
    m_tabs->setStatus(int(m_ids.indexOf(id)), status);
}

void DetailDrawer::setTabVisible(const QString &id, bool visible)
{
    if (const qsizetype index = m_ids.indexOf(id); index >= 0)
        m_tabs->setTabVisible(int(index), visible);
}

void DetailDrawer::setCurrentTab(const QString &id)
{
    if (const qsizetype index = m_ids.indexOf(id); index >= 0)
        m_tabs->setCurrentIndex(int(index));
}

QString DetailDrawer::currentTab() const
{
    return m_ids.value(m_tabs->currentIndex());
}

void DetailDrawer::addFootButton(QAbstractButton *button, bool atRight)
{
    if (atRight)
        m_footRow->addWidget(button);
    else
        m_footRow->insertWidget(m_footLeft++, button);
    m_foot->show();
}

bool DetailDrawer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_banner && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        m_bannerBox->setVisible(event->type() == QEvent::ShowToParent);
    return QWidget::eventFilter(watched, event);
}

void DetailDrawer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Base));
    if (!m_tabs->isHidden())
        painter.fillRect(QRect(0, m_tabs->geometry().bottom(), width(), 1), m_theme->color(Token::Line));
    if (!m_foot->isHidden())
        painter.fillRect(QRect(0, m_foot->y(), width(), 1), m_theme->color(Token::Line));
}

void DetailDrawer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closeRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace mk
