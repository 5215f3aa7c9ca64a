// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/EntityTree.h"

#include "models/KvTreeModel.h"
#include "widgets/Icons.h"
#include "widgets/ItemMenu.h"
#include "widgets/StylePaint.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace mk {

namespace {

constexpr int indent = 16;
constexpr int chevron = 12;
constexpr int sideMargin = 8;

} // namespace

EntityTree::EntityTree(const Theme *theme, const QString &name, QWidget *parent)
    : QTreeView(parent), m_theme(theme), m_delegate(new CellDelegate(theme, this))
{
    setAccessibleName(name);
    m_delegate->setTreeMode(true);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(indent);
    setRootIsDecorated(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setExpandsOnDoubleClick(true);
    setTabKeyNavigation(false);
    setAnimated(false);
    setMouseTracking(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(true);
    setViewportMargins(sideMargin, 0, sideMargin, 0);
    connect(theme, &Theme::changed, this, &EntityTree::applyTheme);
}

void EntityTree::applyTheme()
{
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void EntityTree::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    if (auto *keys = qobject_cast<KvTreeModel *>(model)) {
        connect(this, &QTreeView::expanded, keys, &KvTreeModel::noteExpanded);
        connect(this, &QTreeView::collapsed, keys, &KvTreeModel::noteCollapsed);
        connect(keys, &KvTreeModel::expansionToRestore, this, [this](const QModelIndexList &folders) {
            for (const QModelIndex &folder : folders)
                expand(folder);
        });
    }
}

void EntityTree::setStale(bool stale)
{
    if (m_delegate->isStale() == stale)
        return; // told once a second: no reason to paint every cell anew
    m_delegate->setStale(stale);
    viewport()->update();
}

QString EntityTree::currentId() const
{
    return currentIndex().data(IdRole).toString();
}

QStringList EntityTree::selectedIds() const
{
    QStringList ids;
    if (!selectionModel())
        return ids;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        ids.append(row.data(IdRole).toString());
    return ids;
}

void EntityTree::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect rect(0, option.rect.top(), viewport()->width(), option.rect.height());
    painter->fillRect(rect, palette().color(QPalette::Base));
    const bool selected = selectionModel() && selectionModel()->isSelected(index);
    if (selected)
        fillRounded(painter, rect, m_theme->color(hasFocus() ? Token::Sel : Token::SelOff), 4);
    else if (m_hover.isValid() && m_hover == index)
        fillRounded(painter, rect, m_theme->color(Token::Hover), 4);
    if (index == currentIndex() && hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintFocusRing(painter, *m_theme, rect, 4);
    QTreeView::drawRow(painter, option, index);
}

void EntityTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!model()->hasChildren(index))
        return;
    const QRect at(rect.right() - chevron + 1, rect.top() + (rect.height() - chevron) / 2, chevron, chevron);
    paintIcon(painter, isExpanded(index) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), at,
              m_theme->color(Token::Text2));
}

void EntityTree::setHover(const QModelIndex &index)
{
    if (m_hover == index)
        return;
    m_hover = index;
    viewport()->update();
}

void EntityTree::mouseMoveEvent(QMouseEvent *event)
{
    QTreeView::mouseMoveEvent(event);
    setHover(indexAt(event->pos()));
}

void EntityTree::leaveEvent(QEvent *event)
{
    QTreeView::leaveEvent(event);
    setHover({});
}

void EntityTree::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTreeView::mouseDoubleClickEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid() && !model()->hasChildren(index))
        Q_EMIT openRequested(index);
}

void EntityTree::contextMenuEvent(QContextMenuEvent *event)
{
    const auto [index, at] = menuPlace(this, event);
    Q_EMIT contextMenuWanted(index, at);
}

void EntityTree::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid()) {
            if (model()->hasChildren(currentIndex()))
                setExpanded(currentIndex(), !isExpanded(currentIndex()));
            else
                Q_EMIT openRequested(currentIndex());
        }
        return;
    case Qt::Key_Escape:
        Q_EMIT escapePressed();
        return;
    default:
        break;
    }
    if (event->matches(QKeySequence::Copy)) {
        const QStringList ids = selectedIds();
        if (!ids.isEmpty())
            QApplication::clipboard()->setText(ids.join(u'\n'));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void EntityTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentRowChanged(current);
}

} // namespace mk
