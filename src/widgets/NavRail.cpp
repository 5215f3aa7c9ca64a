// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NavRail.h"

#include "core/SafeText.h"
#include "widgets/Icons.h"
#include "widgets/Shapes.h"
#include "widgets/StylePaint.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>

namespace mk {

namespace {

constexpr int fullWidth = 208;
constexpr int iconWidth = 48;

class Caption final : public QWidget
{
public:
    Caption(const NavRail *rail, const Theme *theme, const QString &title, QWidget *parent)
        : QWidget(parent), m_rail(rail), m_theme(theme), m_title(title)
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {40, m_rail->isCollapsed() ? 9 : m_theme->scaled(28)}; }
    const QString &title() const { return m_title; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (m_rail->isCollapsed()) {
            painter.fillRect(QRect(4, height() / 2, width() - 8, 1), m_theme->color(Token::Line));
            return;
        }
        painter.setFont(m_theme->font(FontRole::CaptionStrong));
        painter.setPen(m_theme->color(Token::Text3));
        drawTextLine(&painter, rect().adjusted(8, 8, -8, -4), Qt::AlignLeft, m_title);
    }

private:
    const NavRail *m_rail;
    const Theme *m_theme;
    QString m_title;
};

} // namespace

class NavItem final : public QAbstractButton
{
public:
    NavItem(const NavRail *rail, const Theme *theme, const QString &id, const QString &title, const QString &iconName,
            QWidget *parent)
        : QAbstractButton(parent), m_rail(rail), m_theme(theme), m_id(id), m_iconName(iconName)
    {
        setText(title);
        setAccessibleName(title);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::ClickFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    const QString &id() const { return m_id; }
    void setState(Status status, const QString &count)
    {
        if (m_status == status && m_count == count)
            return;
        m_status = status;
        m_count = count;
        QStringList said;
        if (status != Status::None)
            said.append(statusWord(status));
        if (!count.isEmpty())
            said.append(count);
        setAccessibleDescription(said.join(QStringLiteral(", ")));
        update();
    }
    QSize sizeHint() const override { return {160, m_theme->rowHeight()}; }

protected:
    // A click on the panel that is open opens it again; it never leaves none chosen.
    void nextCheckState() override {}

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const bool on = isChecked();
        if (on)
            fillRounded(&painter, rect(), m_theme->color(Token::Sel), 4);
        else if (underMouse())
            fillRounded(&painter, rect(), m_theme->color(Token::SelOff), 4);
        const QRect icon(8, (height() - 16) / 2, 16, 16);
        paintIcon(&painter, m_iconName, icon, m_theme->color(!isEnabled() ? Token::Disabled : on ? Token::Accent : Token::Text2));
        const QColor shapeColor = m_theme->statusColor(m_status);
        if (m_rail->isCollapsed()) {
            if (m_status == Status::Warn || m_status == Status::Crit)
                paintStatusShape(&painter, QRectF(20, 2, 10, 10), m_status, shapeColor);
        } else {
            int right = width() - 8;
            if (!m_count.isEmpty()) {
                painter.setFont(m_theme->font(FontRole::Small));
                painter.setPen(m_theme->color(Token::Text3));
                drawTextLine(&painter, QRect(0, 0, right, height()), Qt::AlignRight, m_count);
                right -= painter.fontMetrics().horizontalAdvance(m_count) + 8;
            }
            if (m_status != Status::None)
                right -= 20;
            painter.setFont(m_theme->font(on ? FontRole::BodyStrong : FontRole::Body));
            painter.setPen(m_theme->color(isEnabled() ? Token::Text : Token::Disabled));
            const QString shown = painter.fontMetrics().elidedText(text(), Qt::ElideRight, right - 32);
            drawTextLine(&painter, QRect(32, 0, right - 32, height()), Qt::AlignLeft, shown);
            const int x = 32 + painter.fontMetrics().horizontalAdvance(shown) + 8;
            paintStatusShape(&painter, QRect(x, (height() - 12) / 2, 12, 12), m_status, shapeColor);
        }
        if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
            paintFocusRing(&painter, *m_theme, rect(), 4);
    }

private:
    const NavRail *m_rail;
    const Theme *m_theme;
    QString m_id;
    QString m_iconName;
    QString m_count;
    Status m_status = Status::None;
};

NavRail::NavRail(const Theme *theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_scroll(new QScrollArea(this)), m_body(new QWidget), m_list(new QVBoxLayout(m_body))
{
    setAccessibleName(tr("Panels"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 1, 4);
    column->setSpacing(0);
    m_list->setContentsMargins(8, 0, 8, 0);
    m_list->setSpacing(0);
    m_list->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_body);
    m_scroll->setBackgroundRole(QPalette::Window);
    column->addWidget(m_scroll, 1);
    m_bottom = new QVBoxLayout;
    m_bottom->setContentsMargins(8, 4, 8, 0);
    m_bottom->setSpacing(0);
    column->addLayout(m_bottom);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(theme, &Theme::changed, this, &NavRail::applyWidth);
    applyWidth();
}

void NavRail::addGroup(const QString &title)
{
    auto *caption = new Caption(this, m_theme, title, m_body);
    m_list->insertWidget(m_list->count() - 1, caption);
    m_groups.append(Group{caption, {}});
}

NavItem *NavRail::makeItem(const QString &id, const QString &title, const QString &iconName)
{
    auto *item = new NavItem(this, m_theme, id, title, iconName, m_body);
    m_items.append(item);
    item->installEventFilter(this);
    if (m_items.size() == 1)
        item->setFocusPolicy(Qt::StrongFocus);
    connect(item, &QAbstractButton::clicked, this, [this, id] { Q_EMIT activated(id); });
    return item;
}

void NavRail::addItem(const QString &id, const QString &title, const QString &iconName)
{
    NavItem *item = makeItem(id, title, iconName);
    m_list->insertWidget(m_list->count() - 1, item);
    if (!m_groups.isEmpty())
        m_groups.last().items.append(item);
    applyWidth();
}

void NavRail::addBottomItem(const QString &id, const QString &title, const QString &iconName)
{
    NavItem *item = makeItem(id, title, iconName);
    item->setParent(this);
    m_bottom->addWidget(item);
    applyWidth();
}

void NavRail::setItemVisible(const QString &id, bool visible)
{
    for (NavItem *item : std::as_const(m_items)) {
        if (item->id() == id)
            item->setVisible(visible);
    }
    refreshGroups();
}

void NavRail::refreshGroups()
{
    for (const Group &group : std::as_const(m_groups)) {
        bool any = false;
        for (const NavItem *item : group.items)
            any = any || !item->isHidden();
        group.caption->setVisible(any);
    }
}

void NavRail::setItemState(const QString &id, Status status, const QString &count)
{
    for (NavItem *item : std::as_const(m_items)) {
        if (item->id() == id)
            item->setState(status, count);
    }
}

void NavRail::setCurrent(const QString &id)
{
    m_current = id;
    bool found = false;
    for (NavItem *item : std::as_const(m_items)) {
        const bool on = item->id() == id;
        item->setChecked(on);
        item->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus);
        found = found || on;
    }
    if (!found && !m_items.isEmpty())
        m_items.first()->setFocusPolicy(Qt::StrongFocus);
}

QStringList NavRail::ids() const
{
    QStringList result;
    for (const NavItem *item : m_items) {
        if (!item->isHidden())
            result.append(item->id());
    }
    return result;
}

void NavRail::setCollapsed(bool collapsed)
{
    if (m_collapsed == collapsed)
        return;
    m_collapsed = collapsed;
    applyWidth();
}

void NavRail::applyWidth()
{
    setFixedWidth(m_collapsed ? iconWidth : m_theme->scaled(fullWidth));
    for (NavItem *item : std::as_const(m_items)) {
        item->setToolTip(m_collapsed ? tooltipText(item->text()) : QString());
        item->updateGeometry();
    }
    for (const Group &group : std::as_const(m_groups))
        group.caption->updateGeometry();
    update();
}

QSize NavRail::sizeHint() const
{
    return {width(), 600};
}

void NavRail::moveFocus(NavItem *from, int step)
{
    qsizetype at = m_items.indexOf(from);
    do {
        at += step;
    } while (at >= 0 && at < m_items.size() && m_items[at]->isHidden());
    if (at < 0 || at >= m_items.size())
        return;
    m_items[at]->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    m_scroll->ensureWidgetVisible(m_items[at], 0, 8);
}

bool NavRail::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *item = static_cast<NavItem *>(watched);
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Down:
            moveFocus(item, 1);
            return true;
        case Qt::Key_Up:
            moveFocus(item, -1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            item->click();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NavRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Window));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme->color(Token::Line));
}

} // namespace mk
