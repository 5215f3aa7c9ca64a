// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"
#include "widgets/Theme.h"

#include <QCache>
#include <QStyledItemDelegate>

namespace mk {

enum class ColumnKind {
    Text,
    Mark,  // the first column of 40 px: only a shape, and only where there is one
    Check, // a check box from Qt::CheckStateRole
    Spark, // a curve from SparkRole
};

// How a column of a table looks. Order and number follow the model's columns.
struct ColumnLook
{
    QString id;        // stable name for saved layouts ("upstream")
    int width = 0;     // px at body size 13; 0: shares what is left over
    Qt::TextElideMode elide = Qt::ElideRight; // ElideMiddle for ids, hosts and keys
    ColumnKind kind = ColumnKind::Text;
    bool canHide = true;       // the operator may switch it off
    bool hiddenAtFirst = false;
    int dropOrder = 0;         // when the table gets narrow the highest is left out first; 0: never
    int minimumWidth = 120;    // of a column with width 0
};

// Paints every cell of the tables and of the tree: background, mark, text with its parts, hairline. What is special about
// a cell comes from models/Roles.h. Texts that do not fit are cut once and remembered per width.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CellDelegate(const Theme *theme, QObject *parent);

    void setColumns(const QList<ColumnLook> &columns);
    const QList<ColumnLook> &columns() const { return m_columns; }
    // The whole list is old: text3, shapes at 55 %.
    void setStale(bool stale) { m_stale = stale; }
    void setHoverRow(const QPersistentModelIndex &index) { m_hover = index; }
    // Trees have no hairlines, rounded selection and the secondary text at the right edge.
    void setTreeMode(bool tree) { m_tree = tree; }
    void setEmbedded(bool embedded) { m_embedded = embedded; } // small tables in drawers: no current row lines
    // Cells that changed a moment ago, painted on `match`.
    void setFlashing(const QSet<QPersistentModelIndex> *cells) { m_flashing = cells; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    // Where the text of a cell that acts stands, for the pointer's shape and the click.
    QRect linkRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    // True when the cell's text was cut at this width.
    bool isCut(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    // Width that the cell would like, for fitting a column to its contents.
    int wantedWidth(const QModelIndex &index) const;

    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    struct Cell;
    struct Piece;
    Cell readCell(const QModelIndex &index) const;
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintText(QPainter *painter, const QRect &rect, const Cell &cell, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QString cut(const QString &text, FontRole role, Qt::TextElideMode mode, int width) const;
    void refreshFonts();
    const QFont &fontFor(FontRole role) const { return m_fonts[size_t(role)]; }
    const QFontMetrics &metricsFor(FontRole role) const { return m_metrics[size_t(role)]; }
    const ColumnLook &look(int column) const;

    const Theme *m_theme;
    QList<ColumnLook> m_columns;
    std::vector<QFont> m_fonts;
    std::vector<QFontMetrics> m_metrics;
    mutable QCache<size_t, QString> m_cuts{8000};
    QPersistentModelIndex m_hover;
    const QSet<QPersistentModelIndex> *m_flashing = nullptr;
    bool m_stale = false;
    bool m_tree = false;
    bool m_embedded = false;
};

} // namespace mk
