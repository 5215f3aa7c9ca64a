// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ChartScale.h"
#include "models/SeriesBuffer.h"

#include <QAbstractTableModel>
#include <QByteArray>

#include <memory>

namespace mk {

// A line of a chart as data: what it is called and its samples, shared with who draws it.
struct NamedSeries
{
    QString name;
    std::shared_ptr<const SeriesBuffer> data;
};

// A chart as a table: a row for each moment at which some series has a sample, newest first, a column for each series.
// For people who cannot see a picture, for exact numbers, and for files.
class SeriesTable final : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit SeriesTable(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    // Between both moments, both included.
    void setSeries(const QList<NamedSeries> &series, ChartUnit unit, qint64 from, qint64 to);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Oldest first; times in UTC by ISO 8601, numbers in full in the C locale, NaN and infinities as Prometheus writes them.
    static QByteArray toCsv(const QList<NamedSeries> &series, qint64 from, qint64 to);

private:
    QList<NamedSeries> m_series;
    std::vector<qint64> m_times;
    ChartUnit m_unit = ChartUnit::Plain;
};

} // namespace mk
