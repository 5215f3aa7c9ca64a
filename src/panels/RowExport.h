// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"

#include <QString>

#include <functional>

class QWidget;

namespace mk {

class EntityTable;
class RecordTableBase;

// Asks for a file and writes the columns that are shown, of all rows shown or of the chosen ones, as CSV or JSON in the C locale, readable by the owner
// only. failed is told on the spot when that does not work.
void exportRows(QWidget *parent, const RecordTableBase &model, const EntityTable *table, const QString &fileName, bool asCsv,
                bool chosenOnly, std::function<void(const Error &)> failed);

} // namespace mk
