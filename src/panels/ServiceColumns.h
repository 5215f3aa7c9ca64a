// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/HealthText.h"
#include "models/RecordTableModel.h"
#include "platform/ConsulRecords.h"
#include "widgets/CellDelegate.h"

namespace mk {

// The three lists of the registry as columns, and how those look in a table.
RecordTableModel<consul::Service>::Columns serviceColumns();
RecordTableModel<consul::Instance>::Columns instanceColumns();
RecordTableModel<consul::Node>::Columns nodeColumns();
QList<ColumnLook> serviceLooks();
QList<ColumnLook> instanceLooks();
QList<ColumnLook> nodeLooks();

} // namespace mk
