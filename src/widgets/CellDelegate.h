// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"
#include "widgets/Theme.h"

#include <QCache>
#include <QFontMetrics>
#include <QSet>
#include <QStyledItemDelegate>

#include <vector>

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
    QString id = {};        // stable name for saved layouts ("upstream")
    int width = 0;     // px at body size 13; 0: shares what is left over
    Qt::TextElideMode elide = Qt::ElideRight; // ElideMiddle for ids, hosts and keys
    ColumnKind kind = ColumnKind::Text;
    bool canHide = true;       // the operator may switch it off
    bool hiddenAtFirst = false;
    int dropOrder = 0;         // when the table gets narrow the highest is left out first; 0: never
    int minimumWidth = 120;    // of a column with width 0
    // The end that most texts of the column have (".service.consul"): it goes first when the text does not fit. An end
    // that differs stays, because it may be what is wrong.
    QString usualEnding = {};
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
    bool isStale() const { return m_stale; }
    void setHoverRow(const QPersistentModelIndex &index) { m_hover = index; }
    // Trees have no hairlines, rounded selection and the secondary text at the right edge.
    void setTreeMode(bool tree) { m_tree = tree; }
    void setEmbedded(bool embedded) { m_embedded = embedded; } // small tables in drawers: no current row lines
    // The outermost visible columns: they keep 16 px to the edge.
    void setEdges(int firstColumn, int lastColumn);
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
    struct CutKey
    {
        QString text;
        int width = 0;
        int column = 0;
        FontRole role = FontRole::Body;
        bool operator==(const CutKey &) const = default;
        friend size_t qHash(const CutKey &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.text, key.width, key.column, int(key.role));
        }
    };
    struct Cut
    {
        QString text;
        int width = 0;
    };
    Cell readCell(const QModelIndex &index) const;
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintText(QPainter *painter, const QRect &rect, const Cell &cell, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintSpans(QPainter *painter, const QRect &rect, const Cell &cell, FontRole role, const QColor &ink) const;
    // The text as it fits into width, remembered.
    const Cut &cut(const QString &text, FontRole role, int column, int width) const;
    int textWidth(const Cell &cell, FontRole role) const;
    void refreshFonts();
    const QFont &fontFor(FontRole role) const { return m_fonts[size_t(role)]; }
    const QFontMetrics &metricsFor(FontRole role) const { return m_metrics[size_t(role)]; }
    const ColumnLook &look(int column) const;

    const Theme *m_theme;
    QList<ColumnLook> m_columns;
    std::vector<QFont> m_fonts;
    std::vector<QFontMetrics> m_metrics;
    mutable QCache<CutKey, Cut> m_cuts{8000};
    QPersistentModelIndex m_hover;
    const QSet<QPersistentModelIndex> *m_flashing = nullptr;
    bool m_stale = false;
    bool m_tree = false;
    bool m_embedded = false;
    int m_firstColumn = 0;
    int m_lastColumn = 0;
};

} // namespace mk
