// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "platform/PlatformMap.h"
#include "widgets/CellDelegate.h"

namespace mk {

RecordTableModel<MapRow>::Columns mapColumns();
QList<ColumnLook> mapLooks();
// What belongs to one service, for the details.
RecordTableModel<MapPart>::Columns mapPartColumns();

template <>
struct RecordTraits<MapPart>
{
    static const QString &key(const MapPart &part) { return part.ref; }
};

} // namespace mk
