// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace mk {

class EntityTable;
class Theme;

// The head of an EntityTable: aligned like its cells, a check box over a check column.
class TableHeader final : public QHeaderView
{
    Q_OBJECT
public:
    TableHeader(const Theme *theme, EntityTable *table);
    void setCheckColumn(int column) { m_checkColumn = column; } // -1: there is none

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const override;
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    const Theme *m_theme;
    EntityTable *m_table;
    int m_checkColumn = -1;
};

} // namespace mk
