// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"

#include <QString>

#include <functional>

namespace mk {

class ChartPane;

enum class ChartFile { Csv, Png };
// Asks for a file and writes the chart as it is shown then. failed is told where that does not work.
void exportChart(ChartPane *pane, ChartFile kind, std::function<void(const Error &)> failed);
// "Requests by status" as a file name: "requests-by-status".
QString fileNameOf(const QString &title);
// What every chart offers under "…": its numbers as a table, and the two files.
void addChartActions(ChartPane *pane, std::function<void(const Error &)> failed);

} // namespace mk
