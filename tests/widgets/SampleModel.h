// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"
#include "models/Status.h"

#include <QAbstractTableModel>
#include <QMap>

#include <algorithm>

// A table of cells that say what their roles are; for the tests and the gallery of the widgets.
namespace mk::test {

using Cell = QMap<int, QVariant>;

inline Cell text(const QString &value)
{
    return {{Qt::DisplayRole, value}};
}

inline Cell with(Cell cell, int role, const QVariant &value)
{
    cell.insert(role, value);
    return cell;
}

inline Cell number(const QString &value)
{
    return {{Qt::DisplayRole, value}, {Qt::TextAlignmentRole, int(Qt::AlignRight | Qt::AlignVCenter)}};
}

inline Cell status(Status value, const QString &word = {})
{
    return {{Qt::DisplayRole, word}, {StatusRole, int(value)}};
}

class SampleModel final : public QAbstractTableModel
{
public:
    SampleModel(const QStringList &heads, const QList<QList<Cell>> &rows, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_heads(heads), m_rows(rows)
    {
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_heads.size()); }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(m_heads.value(section)) : QVariant();
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == IdRole)
            return m_rows[index.row()].value(m_idColumn).value(Qt::DisplayRole);
        return m_rows[index.row()].value(index.column()).value(role);
    }
    void sort(int column, Qt::SortOrder order) override
    {
        lastSort = column;
        lastOrder = order;
        if (column < 0)
            return;
        Q_EMIT layoutAboutToBeChanged();
        std::stable_sort(m_rows.begin(), m_rows.end(), [&](const QList<Cell> &a, const QList<Cell> &b) {
            const QString left = a.value(column).value(Qt::DisplayRole).toString();
            const QString right = b.value(column).value(Qt::DisplayRole).toString();
            return order == Qt::AscendingOrder ? left < right : right < left;
        });
        Q_EMIT layoutChanged();
    }
    void setIdColumn(int column) { m_idColumn = column; }

    int lastSort = -2;
    Qt::SortOrder lastOrder = Qt::AscendingOrder;

private:
    QStringList m_heads;
    QList<QList<Cell>> m_rows;
    int m_idColumn = 0;
};

} // namespace mk::test
