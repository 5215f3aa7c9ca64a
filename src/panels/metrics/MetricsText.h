// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Dashboards.h"

#include <QString>

namespace mk {

// Why charts are empty, in words: what is, why, what to do. The sentence may carry marks (models/MarkedText.h).
struct EmptyChartText
{
    QString title;
    QString sentence;
};
EmptyChartText emptyChartText(System system, const WhyEmpty &why, const ChartSpec *chart, const QDateTime &now);

QString chartTitle(const ChartSpec &chart);
QString chartUnitText(const ChartSpec &chart);
// What the head of a chart tells of its source: the metric that it is drawn from.
QString chartSource(const ChartVariant *variant);

} // namespace mk
