// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "platform/FindingTracker.h"
#include "widgets/CellDelegate.h"

namespace mk {

// The findings of a platform as a table; names in their sentences stand in the fixed font.
class FindingsModel final : public RecordTableModel<FindingRow>
{
public:
    explicit FindingsModel(const Clock *clock, QObject *parent = nullptr);
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    int m_sentence;
};
QList<ColumnLook> findingLooks();

// The same for the weaknesses that stand.
RecordTableModel<PostureNote>::Columns postureColumns();
QList<ColumnLook> postureLooks();

} // namespace mk
