// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "models/RecordTableBase.h"
#include "models/Status.h"
#include "platform/LiveStore.h"

#include <QPointer>

#include <functional>
#include <optional>

namespace mk {

// One column, as functions of a record. Only id, title and text are needed. Functions are called on workers too: they
// read the record and what they captured by value, and touch no QObject. Build it field by field:
//
//   Column<Queue> messages{QStringLiteral("messages"), tr("Messages"), [](const Queue &q) { return format::count(q.messages); }};
//   messages.number = [](const Queue &q) { return std::optional<double>(double(q.messages)); };
template <class T>
struct Column
{
    template <class V>
    using Fn = std::function<V(const T &)>;

    QString id;    // stable: saved layouts, filter language, JSON export
    QString title; // translated
    Fn<QString> text;
    Fn<std::optional<double>> number = {}; // sorts and filters by it; right-aligned unless told otherwise; nullopt: not given, sorts last
    Fn<QString> sortText = {};             // naturally sorted instead of text
    Fn<QString> searchText = {};           // what the filter looks in instead of text
    Fn<QString> copyText = {};             // C locale; number, else text, where it is absent
    Fn<QString> tooltip = {};              // plain text; made safe by the model
    Fn<Status> status = {};
    Fn<Tone> tone = {};                    // Warn and Crit alert, Dim for zeros
    Fn<bool> dim = {};
    Fn<bool> strong = {};
    Fn<QString> suffix = {};        // SuffixRole
    Fn<QString> secondaryText = {}; // SecondaryTextRole
    Fn<QString> tag = {};           // TagRole
    Fn<QString> link = {};          // LinkRole
    Fn<QString> iconName = {};      // IconNameRole
    Fn<SparkBuffer> spark = {};     // SparkRole
    bool mono = false;
    bool secondaryMono = false;
    std::optional<Qt::Alignment> alignment = {};
    Qt::TextElideMode elideMode = Qt::ElideRight;
    int widthHint = 0;
    bool visibleByDefault = true;
    bool searchable = true;      // "words match any column" looks here; it can be named in either case
    bool followsClock = false;   // text depends on the time of day
    QString titleTooltip = {};
};

// Rows of one type as a table: bound to a LiveStore, or to plain rows. See RecordTableBase.
template <class T>
class RecordTableModel : public RecordTableBase
{
public:
    using Rows = std::shared_ptr<const std::vector<T>>;
    using Columns = std::vector<Column<T>>;

    explicit RecordTableModel(Columns columns, QObject *parent = nullptr);

    // Follows the store (nullptr: lets go and empties itself). Does not subscribe: whoever shows the model does.
    void setStore(LiveStore<T> *store);
    void setRows(std::vector<T> rows);
    void setRows(Rows rows);

    // The record of a shown row; nullptr when out of range. Valid until the next change: copy what must live longer.
    const T *record(int row) const;
    const T *record(const QModelIndex &index) const { return index.isValid() ? record(index.row()) : nullptr; }
    const T *find(const QString &id) const; // shown or not
    const Rows &rows() const { return m_rows; }
    // Only rows that pass are shown, before and beside the filter text; for facets such as "only critical".
    void setPredicate(std::function<bool(const T &)> predicate);

    qsizetype totalCount() const override { return qsizetype(m_rows->size()); }
    QString idAt(int row) const override;
    int rowOf(const QString &id) const override;
    bool contains(const QString &id) const override { return find(id) != nullptr; }
    QString columnId(int column) const override { return m_columns->at(size_t(column)).id; }
    QString columnTitle(int column) const override { return m_columns->at(size_t(column)).title; }
    int columnWidthHint(int column) const override { return m_columns->at(size_t(column)).widthHint; }
    bool columnVisibleByDefault(int column) const override { return m_columns->at(size_t(column)).visibleByDefault; }
    Qt::TextElideMode columnElideMode(int column) const override { return m_columns->at(size_t(column)).elideMode; }
    void refreshTimeTexts() override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    void recompute() override;
    bool columnIsNumeric(int column) const override { return bool(m_columns->at(size_t(column)).number); }
    QString cellCopyText(int row, int column) const override;
    std::optional<double> cellNumber(int row, int column) const override;

private:
    using SearchTexts = std::shared_ptr<const std::vector<QByteArray>>;
    // What a computation reads and what it brings: values alone, for a worker.
    struct Request
    {
        std::shared_ptr<const Columns> columns;
        Rows rows;
        std::shared_ptr<const Delta<T>> delta; // from the rows shown to `rows`; null: the same
        SearchTexts search;                    // of the rows shown
        std::shared_ptr<const Order> sorted;   // of `rows`, when it is known already
        FilterExpression filter;
        std::function<bool(const T &)> predicate;
        int sortColumn = -1;
        Qt::SortOrder sortOrder = Qt::AscendingOrder;
        bool wantsSearch = false;
    };
    struct Outcome
    {
        SearchTexts search;
        std::shared_ptr<const Order> sorted; // all rows; null: the source's own order
        Order order;
    };
    class Row;
    static std::optional<Outcome> compute(const Request &request, const CancelFlag &cancel); // nothing when cancelled
    static SearchTexts makeSearchTexts(const Request &request, const CancelFlag &cancel);
    static std::shared_ptr<const Order> makeSorted(const Request &request, const CancelFlag &cancel);
    static QByteArray searchTextOf(const Columns &columns, const T &record);
    const Column<T> &column(int number) const { return (*m_columns)[size_t(number)]; }
    void accept(const std::shared_ptr<const Delta<T>> &delta);
    void start(bool sortAnew);
    void finish(const Request &request, const Outcome &outcome);
    void setStoreState();
    void tellWaiting(const QStringList &keys);

    std::shared_ptr<const Columns> m_columns;
    QPointer<LiveStore<T>> m_store;
    QObject *m_listening = nullptr; // ends the store's listener with it
    Rows m_rows = std::make_shared<const std::vector<T>>(); // what m_order points into
    std::shared_ptr<const KeyIndex<T>> m_index = std::make_shared<const KeyIndex<T>>();
    SearchTexts m_search; // of m_rows; null until a filter needs them
    std::pair<int, Qt::SortOrder> m_sortedBy{-1, Qt::AscendingOrder};
    std::function<bool(const T &)> m_predicate;
    FilterExpression m_shownFilter; // the one that the rows on screen went through
    // What the next computation starts from: the newest rows, told as a difference to m_rows.
    std::shared_ptr<const Delta<T>> m_pending;
    std::shared_ptr<const Order> m_sorted;        // all of m_rows in the order asked for; null: the source's own
    JobScope m_jobs;
};

} // namespace mk

#include "models/RecordTableModel.inl"
