// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/FilterExpression.h"
#include "models/Roles.h"

#include <QAbstractTableModel>
#include <QList>

#include <functional>
#include <vector>

namespace mk {

// The untyped half of RecordTableModel<T>, which is what views and panels hold: columns, filter, sort, counts, copying and
// export. GUI thread.
//
// The model filters and sorts itself (no proxy). Up to workerThreshold rows that happens at once, beyond it on a worker
// with the latest request winning; settled() tells that nothing is under way. It never resets: rows are inserted, removed and moved so that persistent
// indexes, and with them selection and current row, stay on their entities; idAt() and rowOf() restore anything else.
class RecordTableBase : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr qsizetype workerThreshold = 4000;

    // --- columns, by position as declared
    virtual QString columnId(int column) const = 0; // stable, for saved layouts and the filter language
    virtual QString columnTitle(int column) const = 0;
    virtual int columnWidthHint(int column) const = 0; // px at 100 %; 0: from samples
    virtual bool columnVisibleByDefault(int column) const = 0;
    virtual Qt::TextElideMode columnElideMode(int column) const = 0;
    int columnOf(const QString &id) const; // -1
    QList<FilterField> filterFields() const;

    // --- filter
    // Makes ready what the filter looks in, so that the first keystroke is as fast as the others: call it when the filter
    // field gets the focus.
    void prepareFilter();
    void setFilterText(const QString &text); // parsed with filterFields()
    void setFilter(const FilterExpression &filter);
    const FilterExpression &filter() const { return m_filter; }

    // --- sort
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // -1: the order of the source
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    // --- rows
    qsizetype shownCount() const { return qsizetype(m_order.size()); }
    virtual qsizetype totalCount() const = 0;
    virtual QString idAt(int row) const = 0; // empty when out of range
    virtual int rowOf(const QString &id) const = 0; // -1: not there, or filtered out
    virtual bool contains(const QString &id) const = 0; // shown or not
    bool isSettled() const { return m_settled; }
    // Rows are old: the system does not answer. Told to views by StaleRole.
    bool isStale() const { return m_stale; }
    void setStale(bool stale);
    // Texts of columns that follow the clock ("3 s ago") are told as changed; call it about once a second while visible.
    virtual void refreshTimeTexts() = 0;

    // --- out of the program; C locale, unshortened. Columns in the order given; rows as shown.
    QString copyText(const QList<int> &rows, const QList<int> &columns) const; // tab-separated, for the clipboard
    QByteArray toCsv(const QList<int> &columns, const QList<int> &rows = {}) const; // rows empty: all that are shown
    QByteArray toJson(const QList<int> &columns, const QList<int> &rows = {}) const; // array of objects by columnId

    int rowCount(const QModelIndex &parent = {}) const override;

Q_SIGNALS:
    void countsChanged(); // shown or total
    void filterChanged();
    void sortChanged();
    void settled(); // filter, sort and pending changes are all on screen

protected:
    explicit RecordTableBase(QObject *parent) : QAbstractTableModel(parent) {}

    virtual void recompute() = 0; // filter or sort changed
    virtual bool columnIsNumeric(int column) const = 0;
    virtual QString cellCopyText(int row, int column) const = 0;
    virtual std::optional<double> cellNumber(int row, int column) const = 0;
    int rowOfPosition(qsizetype position) const; // -1: not shown
    // Positions that are the same in both lists; the order in which they are shown.
    using Order = std::vector<quint32>;

    // Brings the rows from what is shown to `target`, positions in the new source. oldToNew tells where each position of the
    // old source is in the new one (-1: gone); empty: both are the same. onSwap runs once, when the rows that go are gone and
    // those that come are not there yet: the moment to exchange the source.
    void transform(const Order &target, const std::vector<qint32> &oldToNew, qsizetype newSize,
                   const std::function<void()> &onSwap);
    void tellRowsChanged(const std::vector<int> &sortedRows);
    void setSettled(bool settled);

    bool wantsSearchTexts() const { return m_wantsSearchTexts; }

    Order m_order; // row -> position in the source
    FilterExpression m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;

private:
    void permute(Order target);
    void setOrder(Order order);
    mutable std::vector<qint32> m_rowOfPosition; // made when asked for
    bool m_settled = true;
    bool m_stale = false;
    bool m_wantsSearchTexts = false;
};

// A key that puts "item-2" before "item-10" when compared as plain text; letter case and accents do not matter.
QString naturalKey(const QString &text);

} // namespace mk
