// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TableHeader.h"

#include "widgets/EntityTable.h"
#include "widgets/StylePaint.h"

#include <QMouseEvent>

namespace mk {

TableHeader::TableHeader(const Theme *theme, EntityTable *table)
    : QHeaderView(Qt::Horizontal, table), m_theme(theme), m_table(table)
{
    setHighlightSections(false);
    setSectionsClickable(true);
    setStretchLastSection(false);
    setMinimumSectionSize(20);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setSortIndicator(-1, Qt::AscendingOrder);
    setSortIndicatorShown(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setFocusPolicy(Qt::NoFocus);
}

void TableHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    if (model() && model()->rowCount() > 0 && !model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole).isValid()) {
        const QVariant alignment = model()->index(0, logicalIndex).data(Qt::TextAlignmentRole);
        if (alignment.isValid())
            option->textAlignment = Qt::Alignment(alignment.toInt());
    }
    const ColumnKind kind = m_table->cellDelegate()->columns().value(logicalIndex).kind;
    if (kind == ColumnKind::Mark)
        option->text.clear();
    else if (kind == ColumnKind::Spark)
        option->textAlignment = Qt::AlignRight | Qt::AlignVCenter;
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    QHeaderView::paintSection(painter, rect, logicalIndex);
    if (logicalIndex != m_checkColumn)
        return;
    const int rows = model()->rowCount();
    const QItemSelectionModel *selection = m_table->selectionModel();
    int selected = 0;
    for (const QItemSelectionRange &range : selection->selection())
        selected += range.height();
    QStyle::State state = QStyle::State_Enabled;
    state |= selected == 0 ? QStyle::State_Off : selected >= rows ? QStyle::State_On : QStyle::State_NoChange;
    paintCheckBox(painter, *m_theme, QRect(rect.left() + 16, rect.top(), 14, rect.height()), state);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_checkColumn >= 0 && logicalIndexAt(event->pos()) == m_checkColumn) {
        if (m_table->selectionModel()->hasSelection())
            m_table->clearSelection();
        else
            m_table->selectAll();
        viewport()->update();
        return;
    }
    QHeaderView::mouseReleaseEvent(event);
}

} // namespace mk
