// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/CellDelegate.h"

#include <QTreeView>

namespace mk {

// The tree of keys: one column, the table's delegate, indent 16, size or child count at the right. Tab leaves it.
class EntityTree : public QTreeView
{
    Q_OBJECT
public:
    EntityTree(const Theme *theme, const QString &name, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setStale(bool stale);
    QString currentId() const;
    QStringList selectedIds() const;

Q_SIGNALS:
    void openRequested(const QModelIndex &index);
    void currentRowChanged(const QModelIndex &index);
    void contextMenuWanted(const QModelIndex &index, const QPoint &globalPos);
    void escapePressed();

protected:
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void applyTheme();
    void setHover(const QModelIndex &index);
    const Theme *m_theme;
    CellDelegate *m_delegate;
    QPersistentModelIndex m_hover;
};

} // namespace mk
