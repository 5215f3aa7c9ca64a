// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/CellDelegate.h"

#include <QPointer>
#include <QSet>
#include <QTableView>
#include <QTimer>

class QMenu;

namespace mk {

class RecordTableBase;

// The one table. Rows are selected whole; Tab leaves it; Enter opens; Ctrl+C copies; sorting by the head or by keyboard
// (Ctrl+Shift+Up and Down sort by the current column, the columns menu offers the same). The model sorts itself
// (QAbstractItemModel::sort) and returns models/Roles.h.
class EntityTable : public QTableView
{
    Q_OBJECT
public:
    // name is the accessible name ("Routes").
    EntityTable(const Theme *theme, const QString &name, QWidget *parent = nullptr);
    ~EntityTable() override;

    // What a model says of its columns: id, title, width hint, elide mode, first visibility. A column with the id "mark"
    // is the mark column, one with the id "check" shows check boxes for the selection.
    static QList<ColumnLook> looksOf(const RecordTableBase *model);
    // Without a call, a RecordTableModel's own looksOf() are used.
    void setColumns(const QList<ColumnLook> &columns);
    void setModel(QAbstractItemModel *model) override;
    // A small table inside a drawer or dialog: grows to its rows, no sorting, no current row.
    void setEmbedded(bool embedded);
    void setStale(bool stale);
    // Rows of grey bars under the last row while more is loading.
    void setPlaceholderRows(int count);
    // Tints cells that changed for a second; off when the system asks for reduced motion.
    void setFlashChanges(bool on);

    QStringList selectedIds() const;   // IdRole of the selected rows, top down
    QString currentId() const;
    bool setCurrentId(const QString &id); // false: there is no such row
    void setSelectedIds(const QStringList &ids);

    // Column ids hidden by the operator, the sorting, and widths set by hand; for keeping per panel.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);
    void fillColumnsMenu(QMenu *menu);
    void showColumnsMenu(const QPoint &globalPos);

    // Selected rows (or the current one) as lines of tab-separated cells, C locale, whole texts.
    QString copyText() const;
    int rowHeight() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    const CellDelegate *cellDelegate() const { return m_delegate; }

Q_SIGNALS:
    void openRequested(const QModelIndex &index);  // Enter or double click
    void linkActivated(const QModelIndex &index);  // a cell with LinkRole
    void currentRowChanged(const QModelIndex &index);
    void selectionCountChanged(int rows);
    void contextMenuWanted(const QModelIndex &index, const QPoint &globalPos);
    void escapePressed();
    void layoutChangedByUser();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void reset() override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles = QList<int>()) override;
    int sizeHintForColumn(int column) const override;

private:
    void applyTheme();
    void fitColumns();
    void setHoverRow(int row);
    void sortBy(int column, Qt::SortOrder order);
    int rowOfId(const QString &id) const;
    void connectModel();
    bool isColumnKind(int column, ColumnKind kind) const;
    bool sortableColumn(int column) const;
    QStyleOptionViewItem optionFor(const QModelIndex &index) const;

    const Theme *m_theme;
    CellDelegate *m_delegate;
    QList<ColumnLook> m_columns;
    QSet<QString> m_hidden;         // ids switched off by the operator
    QHash<QString, int> m_widths;   // ids to widths set by hand
    QSet<QPersistentModelIndex> m_flashing;
    QTimer m_flashEnd;
    QList<QMetaObject::Connection> m_modelConnections;
    int m_hoverRow = -1;
    bool m_ownColumns = false; // set by the panel, not derived from the model
    int m_placeholders = 0;
    bool m_embedded = false;
    bool m_flash = false;
    bool m_fitting = false;
};

} // namespace mk
