// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/MessagePathText.h"
#include "models/RecordTableModel.h"
#include "panels/path/PathTables.h"

// The tables under the picture of a message's path: its steps, the queues it comes to, who reads them, the bindings that match.
namespace mk {

struct DestinationRow
{
    QString queue;
    QString entityId;
    std::optional<qint64> ready;
    std::optional<qint64> unacked;
    std::optional<qint64> consumers;
    QString word;
    Status status = Status::None;
    QString drops;
    const QString &key() const { return entityId; }
    bool operator==(const DestinationRow &) const = default;
};

struct ReaderRow
{
    int number = 0;
    QString name;
    QString queue;
    QString address;
    std::optional<qint64> prefetch;
    QString note;
    Status status = Status::None;
    QString service; // proven; empty: it is not
    QString key() const { return QString::number(number); }
    bool operator==(const ReaderRow &) const = default;
};

struct BindingRow
{
    int number = 0;
    QString exchange;
    QString how; // came to it
    QString rule;
    QString destination;
    bool matches = false;
    bool toQueue = true;
    QString entityId; // of a queue
    QString key() const { return QString::number(number); }
    bool operator==(const BindingRow &) const = default;
};

namespace messagetables {

RecordTableModel<DestinationRow>::Columns destinationColumns();
RecordTableModel<ReaderRow>::Columns readerColumns();
RecordTableModel<BindingRow>::Columns bindingRowColumns();
QList<ColumnLook> destinationLooks();
QList<ColumnLook> readerLooks();
QList<ColumnLook> bindingRowLooks();

std::vector<PathStepRow> stepRows(const messagepath::Path &path, const QDateTime &now);
std::vector<DestinationRow> destinationRows(const messagepath::Path &path);
std::vector<ReaderRow> readerRows(const messagepath::Path &path, const QDateTime &now);
// Those that match; where none does, those that come near. At the default exchange: what else leads to the queue.
std::vector<BindingRow> bindingRows(const messagepath::Path &path, const messagerouting::Table &table);

} // namespace messagetables

} // namespace mk
