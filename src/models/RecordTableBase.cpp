// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RecordTableBase.h"

#include "core/Json.h"
#include "models/Csv.h"

#include <algorithm>
#include <cmath>

namespace mk {

namespace {
// Beyond it one change of the layout costs less than telling each range: every range is work for the view in proportion
// to all its rows.
constexpr size_t mostRanges = 50;

// Runs of consecutive true values as [first, last].
std::vector<std::pair<int, int>> runsOf(const std::vector<bool> &flags)
{
    std::vector<std::pair<int, int>> runs;
    for (size_t i = 0; i < flags.size(); ++i) {
        if (!flags[i])
            continue;
        if (!runs.empty() && runs.back().second == int(i) - 1)
            runs.back().second = int(i);
        else
            runs.emplace_back(int(i), int(i));
    }
    return runs;
}

nlohmann::ordered_json jsonNumber(double number)
{
    if (std::nearbyint(number) == number && std::abs(number) < 9e15)
        return std::int64_t(number);
    return number;
}
} // namespace

int RecordTableBase::columnOf(const QString &id) const
{
    for (int column = 0; column < columnCount(); ++column) {
        if (columnId(column) == id)
            return column;
    }
    return -1;
}

QList<FilterField> RecordTableBase::filterFields() const
{
    QList<FilterField> fields;
    for (int column = 0; column < columnCount(); ++column)
        fields.append({columnId(column), columnTitle(column), columnIsNumeric(column)});
    return fields;
}

void RecordTableBase::prepareFilter()
{
    if (m_wantsSearchTexts)
        return;
    m_wantsSearchTexts = true;
    recompute();
}

void RecordTableBase::setFilterText(const QString &text)
{
    if (text != m_filter.text())
        setFilter(FilterExpression::parse(text, filterFields()));
}

void RecordTableBase::setFilter(const FilterExpression &filter)
{
    if (filter == m_filter)
        return;
    const bool same = filter.isEmpty() && m_filter.isEmpty();
    m_filter = filter;
    m_wantsSearchTexts = m_wantsSearchTexts || !filter.isEmpty();
    Q_EMIT filterChanged();
    if (!same)
        recompute();
}

void RecordTableBase::sort(int column, Qt::SortOrder order)
{
    if (column < -1 || column >= columnCount())
        column = -1;
    if (column == m_sortColumn && (order == m_sortOrder || column < 0))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    Q_EMIT sortChanged();
    recompute();
}

void RecordTableBase::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    if (!m_order.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {StaleRole});
}

int RecordTableBase::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_order.size());
}

int RecordTableBase::rowOfPosition(qsizetype position) const
{
    if (position < 0)
        return -1;
    if (m_rowOfPosition.empty()) {
        m_rowOfPosition.assign(size_t(std::max(totalCount(), position + 1)), -1);
        for (size_t row = 0; row < m_order.size(); ++row) {
            if (m_order[row] < m_rowOfPosition.size())
                m_rowOfPosition[m_order[row]] = int(row);
        }
    }
    return size_t(position) < m_rowOfPosition.size() ? m_rowOfPosition[size_t(position)] : -1;
}

void RecordTableBase::setOrder(Order order)
{
    m_order = std::move(order);
    m_rowOfPosition.clear();
}

void RecordTableBase::setSettled(bool isSettled)
{
    m_settled = isSettled;
    if (isSettled)
        Q_EMIT settled();
}

void RecordTableBase::transform(const Order &target, const std::vector<qint32> &oldToNew, qsizetype newSize,
                                const std::function<void()> &onSwap)
{
    std::vector<qint32> rowInTarget(size_t(newSize), -1);
    for (size_t row = 0; row < target.size(); ++row)
        rowInTarget[target[row]] = qint32(row);
    const auto toNew = [&oldToNew](quint32 position) {
        return oldToNew.empty() ? qint32(position) : oldToNew[position];
    };

    std::vector<bool> goes(m_order.size());
    std::vector<bool> comes(target.size(), true);
    bool keepsOrder = true;
    qint32 last = -1;
    for (size_t row = 0; row < m_order.size(); ++row) {
        const qint32 position = toNew(m_order[row]);
        const qint32 later = position < 0 ? -1 : rowInTarget[size_t(position)];
        goes[row] = later < 0;
        if (later < 0)
            continue;
        comes[size_t(later)] = false;
        keepsOrder = keepsOrder && later > last;
        last = later;
    }
    auto removals = runsOf(goes);
    auto insertions = runsOf(comes);

    Order kept; // positions in the new source of the rows that stay, in their new order
    for (size_t row = 0; row < target.size(); ++row) {
        if (!comes[row])
            kept.push_back(target[row]);
    }
    const bool inPieces = keepsOrder && removals.size() + insertions.size() <= mostRanges;
    if (!inPieces) {
        // First those that stay, as they will stand, then those that go: so all that go are one range.
        Order gathered;
        gathered.reserve(m_order.size());
        if (keepsOrder) {
            for (size_t row = 0; row < m_order.size(); ++row) {
                if (!goes[row])
                    gathered.push_back(m_order[row]);
            }
        } else {
            std::vector<quint32> newToOld(size_t(newSize), 0);
            for (size_t row = 0; row < m_order.size(); ++row) {
                if (!goes[row])
                    newToOld[size_t(toNew(m_order[row]))] = m_order[row];
            }
            for (const quint32 position : kept)
                gathered.push_back(newToOld[position]);
        }
        for (size_t row = 0; row < m_order.size(); ++row) {
            if (goes[row])
                gathered.push_back(m_order[row]);
        }
        permute(std::move(gathered));
        if (!removals.empty())
            removals = {{int(kept.size()), int(m_order.size()) - 1}};
    }

    for (auto run = removals.rbegin(); run != removals.rend(); ++run) {
        beginRemoveRows({}, run->first, run->second);
        m_order.erase(m_order.begin() + run->first, m_order.begin() + run->second + 1);
        m_rowOfPosition.clear();
        endRemoveRows();
    }

    onSwap();
    setOrder(std::move(kept));

    if (inPieces) {
        for (const auto &[first, end] : insertions) {
            beginInsertRows({}, first, end);
            m_order.insert(m_order.begin() + first, target.begin() + first, target.begin() + end + 1);
            m_rowOfPosition.clear();
            endInsertRows();
        }
        return;
    }
    if (!insertions.empty()) {
        const int before = int(m_order.size());
        beginInsertRows({}, before, int(target.size()) - 1);
        for (size_t row = 0; row < target.size(); ++row) {
            if (comes[row])
                m_order.push_back(target[row]);
        }
        m_rowOfPosition.clear();
        endInsertRows();
    }
    permute(target);
}

void RecordTableBase::permute(Order target)
{
    if (target == m_order)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    to.reserve(from.size());
    if (!from.isEmpty()) {
        quint32 most = 0;
        for (const quint32 position : target)
            most = std::max(most, position);
        std::vector<int> rowOf(size_t(most) + 1, -1);
        for (size_t row = 0; row < target.size(); ++row)
            rowOf[target[row]] = int(row);
        for (const QModelIndex &old : from)
            to.append(createIndex(rowOf[m_order[size_t(old.row())]], old.column()));
    }
    setOrder(std::move(target));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void RecordTableBase::tellRowsChanged(const std::vector<int> &sortedRows)
{
    if (sortedRows.empty() || columnCount() == 0)
        return;
    // What a record paints; named, so that nobody works on roles that cannot have changed.
    static const QList<int> roles{Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, SortRole,    StatusRole,
                                  DimRole,         ToneRole,        StrongRole,             SuffixRole,  SecondaryTextRole,
                                  SpansRole,       TagRole,         LinkRole,               SparkRole,   IconNameRole,
                                  PendingRole,     CopyTextRole};
    std::vector<std::pair<int, int>> ranges;
    for (const int row : sortedRows) {
        if (!ranges.empty() && ranges.back().second >= row - 1)
            ranges.back().second = row;
        else
            ranges.emplace_back(row, row);
    }
    if (ranges.size() > mostRanges)
        ranges = {{ranges.front().first, ranges.back().second}};
    for (const auto &[first, last] : ranges)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1), roles);
}

QString RecordTableBase::copyText(const QList<int> &rows, const QList<int> &columns) const
{
    QStringList lines;
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns) {
            // A tab or a line break inside would fall into other cells where it is pasted.
            QString text = cellCopyText(row, column);
            if (columns.size() > 1 || rows.size() > 1)
                text.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
            cells.append(text);
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n'));
}

QByteArray RecordTableBase::toCsv(const QList<int> &columns, const QList<int> &rows) const
{
    QStringList titles;
    for (const int column : columns)
        titles.append(columnTitle(column));
    QByteArray out = csv::headerRow(titles);
    const int count = rows.isEmpty() ? rowCount() : int(rows.size());
    for (int i = 0; i < count; ++i) {
        const int row = rows.isEmpty() ? i : rows[i];
        QList<csv::Cell> cells;
        for (const int column : columns)
            cells.append({cellCopyText(row, column), columnIsNumeric(column) && cellNumber(row, column).has_value()});
        out += csv::row(cells);
    }
    return out;
}

QByteArray RecordTableBase::toJson(const QList<int> &columns, const QList<int> &rows) const
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    const int count = rows.isEmpty() ? rowCount() : int(rows.size());
    for (int i = 0; i < count; ++i) {
        const int row = rows.isEmpty() ? i : rows[i];
        nlohmann::ordered_json object = nlohmann::ordered_json::object();
        for (const int column : columns) {
            nlohmann::ordered_json &member = object[columnId(column).toStdString()];
            if (!columnIsNumeric(column))
                member = cellCopyText(row, column).toStdString();
            else if (const std::optional<double> number = cellNumber(row, column); number && std::isfinite(*number))
                member = jsonNumber(*number);
            else
                member = nullptr;
        }
        list.push_back(std::move(object));
    }
    const std::string text = list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
    return QByteArray::fromStdString(text);
}

QString naturalKey(const QString &text)
{
    bool isAscii = true;
    for (const QChar c : text)
        isAscii = isAscii && c.unicode() < 0x80;
    QString plain = text;
    if (!isAscii) { // accents apart, to be left out
        plain = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
        plain.removeIf([](QChar c) { return c.category() == QChar::Mark_NonSpacing; });
    }
    QString key;
    key.reserve(plain.size() + 8);
    for (qsizetype i = 0; i < plain.size();) {
        const char16_t c = plain[i].unicode();
        if (c < u'0' || c > u'9') {
            key.append(c >= u'A' && c <= u'Z' ? QChar(char16_t(c + 32)) : QChar(c));
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < plain.size() && plain[end].unicode() >= u'0' && plain[end].unicode() <= u'9')
            ++end;
        while (i < end - 1 && plain[i] == QLatin1Char('0'))
            ++i;
        // A number sorts as "0" among letters and by its length, then its digits, among numbers.
        key.append(QLatin1Char('0'));
        key.append(QChar(char16_t(std::min<qsizetype>(end - i, 0xfff))));
        key.append(QStringView(plain).mid(i, end - i));
        i = end;
    }
    return key;
}

} // namespace mk
