// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SeriesTable.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/Csv.h"
#include "models/Roles.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace mk {

namespace {

std::vector<qint64> momentsOf(const QList<NamedSeries> &series, qint64 from, qint64 to)
{
    std::vector<qint64> times;
    for (const NamedSeries &one : series) {
        if (!one.data)
            continue;
        for (const ChartSample &sample : one.data->samples()) {
            if (sample.at >= from && sample.at <= to)
                times.push_back(sample.at);
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

std::optional<double> exactly(const NamedSeries &series, qint64 at)
{
    const ChartSample *sample = series.data ? series.data->nearest(at) : nullptr;
    return sample && sample->at == at ? std::optional(sample->value) : std::nullopt;
}

QString exactText(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace

void SeriesTable::setSeries(const QList<NamedSeries> &series, ChartUnit unit, qint64 from, qint64 to)
{
    beginResetModel();
    m_series = series;
    m_unit = unit;
    m_times = momentsOf(series, from, to);
    std::reverse(m_times.begin(), m_times.end());
    endResetModel();
}

int SeriesTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_times.size());
}

int SeriesTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_series.size()) + 1;
}

QVariant SeriesTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_times.size()) || index.column() > m_series.size())
        return {};
    const qint64 at = m_times[size_t(index.row())];
    if (index.column() == 0) {
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(at);
        if (role == Qt::DisplayRole)
            return format::dateTime(when);
        if (role == CopyTextRole)
            return format::iso(when);
        if (role == IdRole)
            return QString::number(at);
        return {};
    }
    const std::optional<double> value = exactly(m_series.at(index.column() - 1), at);
    switch (role) {
    case Qt::DisplayRole:
        return valueText(value, m_unit);
    case CopyTextRole:
        return value ? exactText(*value) : QString();
    case DimRole:
        return !value;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case IdRole:
        return QString::number(at);
    default:
        return {};
    }
}

QVariant SeriesTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section > m_series.size())
        return {};
    if (role == Qt::DisplayRole)
        return section == 0 ? tr("Time") : visibleText(m_series.at(section - 1).name);
    if (role == Qt::TextAlignmentRole && section > 0)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QByteArray SeriesTable::toCsv(const QList<NamedSeries> &series, qint64 from, qint64 to)
{
    QStringList titles{QStringLiteral("time")};
    for (const NamedSeries &one : series)
        titles.append(one.name);
    QByteArray out = csv::headerRow(titles);
    for (const qint64 at : momentsOf(series, from, to)) {
        QList<csv::Cell> cells{{format::iso(QDateTime::fromMSecsSinceEpoch(at))}};
        for (const NamedSeries &one : series) {
            const std::optional<double> value = exactly(one, at);
            cells.append({value ? exactText(*value) : QString(), true});
        }
        out += csv::row(cells);
    }
    return out;
}

} // namespace mk
