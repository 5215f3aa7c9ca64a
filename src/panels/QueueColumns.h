// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "platform/RabbitRecords.h"
#include "widgets/CellDelegate.h"

#include <memory>

namespace mk {

class QueueHistory;

// Crit where messages wait that nobody reads, and where a queue is not served; None where all is well.
Status queueStatus(const QueueRecord &record);
QString queueStateWord(const QueueRecord &record); // "No consumer", "Running", "Idle", the server's own word
QString growthText(const std::optional<double> &perMinute); // "+19/min"

// Where the curves come from; it changes with the session. GUI thread.
struct QueueCurves
{
    std::shared_ptr<const QueueHistory> history;
};
RecordTableModel<QueueRecord>::Columns queueColumns(const std::shared_ptr<QueueCurves> &curves);
QList<ColumnLook> queueLooks();

RecordTableModel<rabbitmq::Consumer>::Columns consumerColumns();
QList<ColumnLook> consumerLooks();
RecordTableModel<rabbitmq::Binding>::Columns bindingColumns();
QList<ColumnLook> bindingLooks();

} // namespace mk
