// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/FeedPane.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/metrics/ChartFeed.h"
#include "widgets/ChartPane.h"

#include <QCoreApplication>
#include <QDateTime>

namespace mk {

namespace {

struct PaneTexts
{
    Q_DECLARE_TR_FUNCTIONS(FeedPane)
};

QString span(qint64 from, qint64 to)
{
    return PaneTexts::tr("between %1 and %2")
        .arg(format::dateTime(QDateTime::fromMSecsSinceEpoch(from)), format::dateTime(QDateTime::fromMSecsSinceEpoch(to)));
}

} // namespace

void showFeed(ChartPane *pane, const ChartFeed &feed, qint64 from, qint64 to, bool stale)
{
    if (feed.isLoading())
        pane->startLoading();
    else
        pane->stopLoading();
    pane->setStale(stale || feed.error());
    QStringList notes;
    Status status = Status::None;
    const QList<ChartSeries> series = feed.series();
    if (!series.isEmpty()) {
        pane->setSeries(series, from, to);
    } else if (feed.hasData() && !feed.error()) {
        pane->setMessage(QStringLiteral("chart-line"), PaneTexts::tr("No data"),
                         feed.histograms() > 0 ? PaneTexts::tr("The answer holds native histograms only, which are not drawn.")
                                               : PaneTexts::tr("The server answered no line %1.").arg(span(from, to)));
    } else if (feed.error() && !feed.isLoading()) {
        const ErrorText text = ErrorText::of(*feed.error());
        pane->setMessage(QStringLiteral("plug-x"), text.title, text.hint.isEmpty() ? text.text : QString(text.text + u' ' + text.hint),
                         Status::Crit);
    } else if (!pane->hasMessage()) {
        pane->setSeries({}, from, to);
    }
    if (feed.error() && feed.hasData()) {
        notes.append(ErrorText::of(*feed.error()).oneLine());
        status = Status::Warn;
    }
    for (const QString &warning : feed.warnings()) {
        notes.append(visibleText(shortened(warning, 300)));
        status = Status::Warn;
    }
    if (feed.linesInAll() > size_t(series.size()) && !series.isEmpty()) {
        notes.append(PaneTexts::tr("%1 of %2 lines, those that rise highest")
                         .arg(format::count(series.size()), format::count(qint64(feed.linesInAll()))));
    }
    if (feed.histograms() > 0 && !series.isEmpty())
        notes.append(PaneTexts::tr("%n native histogram(s) are not drawn", nullptr, feed.histograms()));
    pane->setNote(notes.join(QLatin1Char('\n')), status);
}

} // namespace mk
