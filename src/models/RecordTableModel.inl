// SPDX-License-Identifier: GPL-3.0-or-later
// Included by RecordTableModel.h alone.

#include "core/SafeText.h"

#include <cmath>
#include <numeric>

namespace mk {

// A record as FilterExpression sees it.
template <class T>
class RecordTableModel<T>::Row final : public FilterRow
{
public:
    explicit Row(const Columns &columns) : m_columns(columns) {}
    void set(const T &record, const QByteArray &folded)
    {
        m_record = &record;
        m_folded = {folded.constData(), size_t(folded.size())};
    }
    int fieldCount() const override { return int(m_columns.size()); }
    std::string_view folded(int field) const override { return field < 0 ? m_folded : part(m_folded, field); }
    QString text(int field) const override
    {
        const Column<T> &column = m_columns[size_t(field)];
        return column.searchText ? column.searchText(*m_record) : column.text(*m_record);
    }
    std::optional<double> number(int field) const override
    {
        const Column<T> &column = m_columns[size_t(field)];
        return column.number ? column.number(*m_record) : std::nullopt;
    }

private:
    const Columns &m_columns;
    const T *m_record = nullptr;
    std::string_view m_folded;
};

template <class T>
RecordTableModel<T>::RecordTableModel(Columns columns, QObject *parent)
    : RecordTableBase(parent), m_columns(std::make_shared<const Columns>(std::move(columns)))
{
}

template <class T>
void RecordTableModel<T>::setStore(LiveStore<T> *store)
{
    if (store == m_store)
        return;
    if (m_store)
        QObject::disconnect(m_store, nullptr, this, nullptr);
    delete m_listening;
    m_listening = nullptr;
    m_store = store;
    if (!store) {
        setStale(false);
        setRows(std::vector<T>());
        return;
    }
    m_listening = new QObject(this);
    store->onDelta(m_listening, [this](const std::shared_ptr<const Delta<T>> &delta) { accept(delta); });
    connect(store, &LiveStoreBase::stateChanged, this, [this] { setStoreState(); });
    connect(store, &LiveStoreBase::waitingChanged, this, [this](const QStringList &keys) { tellWaiting(keys); });
    if (m_rows->empty() && !m_pending) {
        // Nothing to compare with: take over what the store knows of its rows.
        auto all = std::make_shared<Delta<T>>();
        all->before = m_rows;
        all->rows = store->rows();
        all->index = store->keyIndex();
        all->added.resize(store->rows()->size());
        std::iota(all->added.begin(), all->added.end(), qsizetype(0));
        accept(all);
    } else {
        setRows(store->rows());
    }
    setStoreState();
}

template <class T>
void RecordTableModel<T>::setStoreState()
{
    setStale(m_store && m_store->state().isStale());
}

template <class T>
void RecordTableModel<T>::tellWaiting(const QStringList &keys)
{
    for (const QString &key : keys) {
        if (const int row = rowOf(key); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1), {PendingRole});
    }
}

template <class T>
void RecordTableModel<T>::setRows(std::vector<T> rows)
{
    setRows(std::make_shared<const std::vector<T>>(std::move(rows)));
}

template <class T>
void RecordTableModel<T>::setRows(Rows rows)
{
    const Rows &newest = m_pending ? m_pending->rows : m_rows;
    if (rows != newest)
        accept(std::make_shared<const Delta<T>>(computeDelta<T>(newest, std::move(rows))));
}

template <class T>
void RecordTableModel<T>::setPredicate(std::function<bool(const T &)> predicate)
{
    m_predicate = std::move(predicate);
    recompute();
}

template <class T>
void RecordTableModel<T>::accept(const std::shared_ptr<const Delta<T>> &delta)
{
    const Rows &newest = m_pending ? m_pending->rows : m_rows;
    if (delta->before != newest) // told of a step that was missed: compare anew
        m_pending = std::make_shared<const Delta<T>>(computeDelta<T>(m_rows, delta->rows));
    else if (m_pending)
        m_pending = std::make_shared<const Delta<T>>(joinDeltas(*m_pending, *delta));
    else
        m_pending = delta;
    if (m_pending->isEmpty()) {
        m_rows = m_pending->rows; // equal, but the list that the next difference starts from
        m_index = m_pending->index;
        m_pending.reset();
        if (isSettled())
            return;
    }
    start(true);
}

template <class T>
void RecordTableModel<T>::recompute()
{
    const bool sortAnew = m_sortedBy != std::pair(m_sortColumn, m_sortOrder) || m_pending;
    start(sortAnew);
}

template <class T>
void RecordTableModel<T>::start(bool sortAnew)
{
    auto request = std::make_shared<Request>();
    request->columns = m_columns;
    request->delta = m_pending;
    request->rows = m_pending ? m_pending->rows : m_rows;
    request->search = m_search;
    request->sorted = sortAnew ? nullptr : m_sorted;
    request->filter = m_filter;
    request->predicate = m_predicate;
    request->sortColumn = m_sortColumn;
    request->sortOrder = m_sortOrder;
    request->wantsSearch = wantsSearchTexts();

    if (qsizetype(std::max(request->rows->size(), m_rows->size())) <= workerThreshold) {
        m_jobs.cancelAll();
        finish(*request, *compute(*request, CancelFlag()));
        return;
    }
    setSettled(false);
    using Value = std::shared_ptr<const Outcome>;
    Job<Value> *job = runOnWorker<Value>(this, [request](const CancelFlag &cancel) -> Result<Value> {
        std::optional<Outcome> outcome = compute(*request, cancel);
        if (!outcome)
            return fail(Error::cancelled());
        return std::make_shared<const Outcome>(std::move(*outcome));
    });
    m_jobs.restart(QStringLiteral("compute"), job);
    job->done(this, [this, request](const Result<Value> &outcome) {
        if (!outcome)
            return; // a later request took its place
        const Rows old = m_rows;
        finish(*request, **outcome);
        releaseOnWorker(std::make_shared<std::pair<Rows, Value>>(old, *outcome));
    });
}

template <class T>
std::optional<typename RecordTableModel<T>::Outcome> RecordTableModel<T>::compute(const Request &request,
                                                                                  const CancelFlag &cancel)
{
    Outcome outcome;
    outcome.sorted = request.sorted || request.sortColumn < 0 ? request.sorted : makeSorted(request, cancel);
    if (request.wantsSearch)
        outcome.search = makeSearchTexts(request, cancel);
    if (cancel.isSet())
        return std::nullopt;

    const std::vector<T> &rows = *request.rows;
    Row row(*request.columns);
    outcome.order.reserve(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i % 1024 == 0 && cancel.isSet())
            return std::nullopt;
        const quint32 position = outcome.sorted ? (*outcome.sorted)[i] : quint32(i);
        const T &record = rows[position];
        if (request.predicate && !request.predicate(record))
            continue;
        if (!request.filter.isEmpty()) {
            row.set(record, (*outcome.search)[position]);
            if (!request.filter.matches(row))
                continue;
        }
        outcome.order.push_back(position);
    }
    return outcome;
}

template <class T>
QByteArray RecordTableModel<T>::searchTextOf(const Columns &columns, const T &record)
{
    QByteArray text;
    for (size_t i = 0; i < columns.size(); ++i) {
        if (i > 0)
            text += FilterRow::fieldSeparator;
        const Column<T> &column = columns[i];
        if (column.searchable)
            text += foldForSearch(column.searchText ? column.searchText(record) : column.text(record));
    }
    text.squeeze();
    return text;
}

template <class T>
typename RecordTableModel<T>::SearchTexts RecordTableModel<T>::makeSearchTexts(const Request &request,
                                                                               const CancelFlag &cancel)
{
    if (request.search && !request.delta)
        return request.search;
    const std::vector<T> &rows = *request.rows;
    auto texts = std::make_shared<std::vector<QByteArray>>(rows.size());
    if (request.search) {
        // Only what differs is folded again.
        for (size_t old = 0; old < request.delta->oldToNew.size(); ++old) {
            if (const qint32 now = request.delta->oldToNew[old]; now >= 0)
                (*texts)[size_t(now)] = (*request.search)[old];
        }
        for (const qsizetype position : request.delta->updated)
            (*texts)[size_t(position)].clear();
    }
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i % 1024 == 0 && cancel.isSet())
            return texts;
        if ((*texts)[i].isNull())
            (*texts)[i] = searchTextOf(*request.columns, rows[i]);
    }
    return texts;
}

template <class T>
std::shared_ptr<const RecordTableBase::Order> RecordTableModel<T>::makeSorted(const Request &request,
                                                                              const CancelFlag &cancel)
{
    const std::vector<T> &rows = *request.rows;
    const Column<T> &column = (*request.columns)[size_t(request.sortColumn)];
    auto order = std::make_shared<Order>(rows.size());
    std::iota(order->begin(), order->end(), 0U);
    const bool descending = request.sortOrder == Qt::DescendingOrder;
    const auto byKey = [&rows](quint32 a, quint32 b) {
        return RecordTraits<T>::key(rows[a]) < RecordTraits<T>::key(rows[b]);
    };

    if (column.number) {
        std::vector<double> numbers(rows.size());
        for (size_t i = 0; i < rows.size(); ++i)
            numbers[i] = column.number(rows[i]).value_or(std::numeric_limits<double>::quiet_NaN());
        std::sort(order->begin(), order->end(), [&](quint32 a, quint32 b) {
            const double x = numbers[a];
            const double y = numbers[b];
            if (std::isnan(x) || std::isnan(y)) // what was not given stands last in both directions
                return std::isnan(x) == std::isnan(y) ? byKey(a, b) : std::isnan(y);
            if (x < y || y < x)
                return descending ? y < x : x < y;
            return byKey(a, b);
        });
        return order;
    }
    std::vector<QString> keys(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i % 1024 == 0 && cancel.isSet())
            return order;
        keys[i] = naturalKey(column.sortText ? column.sortText(rows[i]) : column.text(rows[i]));
    }
    std::sort(order->begin(), order->end(), [&](quint32 a, quint32 b) {
        const int comparison = keys[a].compare(keys[b]);
        if (comparison == 0)
            return byKey(a, b);
        if (keys[a].isEmpty() || keys[b].isEmpty())
            return keys[b].isEmpty();
        return descending ? comparison > 0 : comparison < 0;
    });
    return order;
}

template <class T>
void RecordTableModel<T>::finish(const Request &request, const Outcome &outcome)
{
    static const std::vector<qint32> same;
    const std::shared_ptr<const Delta<T>> delta = request.delta;
    const qsizetype shownBefore = shownCount();
    const qsizetype totalBefore = totalCount();
    transform(outcome.order, delta ? delta->oldToNew : same, qsizetype(request.rows->size()), [&] {
        m_rows = request.rows;
        if (delta)
            m_index = delta->index;
        m_search = outcome.search;
        m_sorted = outcome.sorted;
        m_sortedBy = {request.sortColumn, request.sortOrder};
        m_pending.reset();
    });
    if (delta) {
        std::vector<int> changed;
        for (const qsizetype position : delta->updated) {
            if (const int row = rowOfPosition(position); row >= 0)
                changed.push_back(row);
        }
        std::sort(changed.begin(), changed.end());
        tellRowsChanged(changed);
    }
    if (request.filter != m_shownFilter) {
        // The same rows, but other letters in them are found.
        const bool painted = !request.filter.isEmpty() || !m_shownFilter.isEmpty();
        m_shownFilter = request.filter;
        if (painted && rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {SpansRole});
    }
    if (shownCount() != shownBefore || totalCount() != totalBefore)
        Q_EMIT countsChanged();
    setSettled(true);
}

template <class T>
const T *RecordTableModel<T>::record(int row) const
{
    if (row < 0 || size_t(row) >= m_order.size())
        return nullptr;
    return &(*m_rows)[m_order[size_t(row)]];
}

template <class T>
const T *RecordTableModel<T>::find(const QString &id) const
{
    const qsizetype position = m_index->find(*m_rows, id);
    return position < 0 ? nullptr : &(*m_rows)[size_t(position)];
}

template <class T>
QString RecordTableModel<T>::idAt(int row) const
{
    const T *found = record(row);
    return found ? RecordTraits<T>::key(*found) : QString();
}

template <class T>
int RecordTableModel<T>::rowOf(const QString &id) const
{
    return rowOfPosition(m_index->find(*m_rows, id));
}

template <class T>
int RecordTableModel<T>::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns->size());
}

template <class T>
void RecordTableModel<T>::refreshTimeTexts()
{
    if (rowCount() == 0)
        return;
    for (int i = 0; i < columnCount(); ++i) {
        if (column(i).followsClock)
            Q_EMIT dataChanged(index(0, i), index(rowCount() - 1, i), {Qt::DisplayRole, Qt::AccessibleTextRole});
    }
}

template <class T>
QVariant RecordTableModel<T>::data(const QModelIndex &index, int role) const
{
    const T *found = record(index);
    if (!found || index.model() != this)
        return {};
    const Column<T> &of = column(index.column());
    const auto textOr = [found](const auto &fn) { return fn ? QVariant(visibleText(fn(*found))) : QVariant(); };
    const auto flagOr = [found](const auto &fn) { return fn && fn(*found) ? QVariant(true) : QVariant(); };

    switch (role) {
    case Qt::DisplayRole:
        return visibleText(of.text(*found));
    case Qt::AccessibleTextRole: {
        QStringList words;
        if (of.status)
            words.append(statusWord(of.status(*found)));
        words.append(visibleText(of.text(*found)) + (of.suffix ? visibleText(of.suffix(*found)) : QString()));
        if (of.secondaryText)
            words.append(visibleText(of.secondaryText(*found)));
        if (of.tag)
            words.append(visibleText(of.tag(*found)));
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    case Qt::ToolTipRole:
        return of.tooltip ? QVariant(tooltipText(of.tooltip(*found))) : QVariant();
    case Qt::TextAlignmentRole:
        return int(of.alignment.value_or((of.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case IdRole:
        return RecordTraits<T>::key(*found);
    case SortRole:
        if (of.number) {
            const std::optional<double> number = of.number(*found);
            return number ? QVariant(*number) : QVariant();
        }
        return of.sortText ? of.sortText(*found) : of.text(*found);
    case StatusRole:
        return of.status ? QVariant(int(of.status(*found))) : QVariant();
    case MonoRole:
        return of.mono ? QVariant(true) : QVariant();
    case DimRole:
        return flagOr(of.dim);
    case ToneRole:
        return of.tone ? QVariant(int(of.tone(*found))) : QVariant();
    case StrongRole:
        return flagOr(of.strong);
    case SuffixRole:
        return textOr(of.suffix);
    case SecondaryTextRole:
        return textOr(of.secondaryText);
    case SecondaryMonoRole:
        return of.secondaryMono ? QVariant(true) : QVariant();
    case SpansRole: {
        if (filter().isEmpty())
            return {};
        const TextSpans spans = filter().found(visibleText(of.text(*found)), index.column());
        return spans.isEmpty() ? QVariant() : QVariant::fromValue(spans);
    }
    case TagRole:
        return textOr(of.tag);
    case LinkRole:
        return of.link ? QVariant(of.link(*found)) : QVariant();
    case SparkRole:
        return of.spark ? QVariant::fromValue(of.spark(*found)) : QVariant();
    case IconNameRole:
        return of.iconName ? QVariant(of.iconName(*found)) : QVariant();
    case PendingRole:
        return m_store && m_store->isWaiting(RecordTraits<T>::key(*found)) ? QVariant(true) : QVariant();
    case StaleRole:
        return isStale() ? QVariant(true) : QVariant();
    case CopyTextRole:
        return cellCopyText(index.row(), index.column());
    default:
        return {};
    }
}

template <class T>
QVariant RecordTableModel<T>::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column<T> &of = column(section);
    switch (role) {
    case Qt::DisplayRole:
        return of.title;
    case Qt::ToolTipRole:
        return of.titleTooltip.isEmpty() ? QVariant() : QVariant(tooltipText(of.titleTooltip));
    case Qt::TextAlignmentRole:
        return int(of.alignment.value_or((of.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
}

template <class T>
QString RecordTableModel<T>::cellCopyText(int row, int number) const
{
    const T *found = record(row);
    if (!found)
        return {};
    const Column<T> &of = column(number);
    if (of.copyText)
        return of.copyText(*found);
    if (of.number) {
        const std::optional<double> value = of.number(*found);
        return value ? QString::number(*value, 'g', 16) : QString();
    }
    return of.text(*found) + (of.suffix ? of.suffix(*found) : QString());
}

template <class T>
std::optional<double> RecordTableModel<T>::cellNumber(int row, int number) const
{
    const T *found = record(row);
    const Column<T> &of = column(number);
    return found && of.number ? of.number(*found) : std::nullopt;
}

} // namespace mk
