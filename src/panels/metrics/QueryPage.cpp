// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/QueryPage.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/metrics/ChartExport.h"
#include "panels/metrics/FeedPane.h"
#include "panels/metrics/QueryBox.h"
#include "panels/RowExport.h"
#include "widgets/Buttons.h"
#include "widgets/ChartLegend.h"
#include "widgets/ChartPane.h"
#include "widgets/EmptyState.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/LoadingBar.h"
#include "widgets/ScrollPage.h"
#include "widgets/Segments.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace mk {

namespace {

const QString instantKey = QStringLiteral("instant");
const QString tableView = QStringLiteral("table");
const QString chartView = QStringLiteral("chart");

// Every digit that the server gave, because a table is for reading off.
QString exactly(double value)
{
    if (!std::isfinite(value))
        return valueText(value, ChartUnit::Plain);
    const QLocale locale;
    if (value == std::round(value) && std::abs(value) < 1e15)
        return locale.toString(value == 0 ? 0.0 : value, 'f', 0);
    return locale.toString(value, 'g', QLocale::FloatingPointShortest);
}

RecordTableModel<QueryRow>::Columns columns()
{
    using Row = QueryRow;
    RecordTableModel<Row>::Columns out;
    Column<Row> series{QStringLiteral("series"), QueryPage::tr("Line"), [](const Row &row) { return visibleText(row.series); }};
    series.mono = true;
    series.copyText = [](const Row &row) { return row.series; };
    out.push_back(series);
    Column<Row> samples{QStringLiteral("samples"), QueryPage::tr("Samples"),
                        [](const Row &row) { return format::count(row.samples); }};
    samples.number = [](const Row &row) { return std::optional<double>(row.samples); };
    samples.dim = [](const Row &row) { return row.samples <= 1; };
    out.push_back(samples);
    Column<Row> value{QStringLiteral("value"), QueryPage::tr("Value"), [](const Row &row) {
                          return row.value ? exactly(*row.value) : row.text.isEmpty() ? format::notGiven() : visibleText(row.text);
                      }};
    value.number = [](const Row &row) {
        return row.value && !std::isnan(*row.value) ? row.value : std::optional<double>();
    };
    value.copyText = [](const Row &row) {
        return !row.value              ? row.text
            : std::isfinite(*row.value) ? QString::number(*row.value, 'g', QLocale::FloatingPointShortest)
                                        : valueText(*row.value, ChartUnit::Plain);
    };
    value.alignment = Qt::AlignRight | Qt::AlignVCenter;
    out.push_back(value);
    Column<Row> time{QStringLiteral("time"), QueryPage::tr("Time"),
                     [](const Row &row) { return format::dateTime(QDateTime::fromMSecsSinceEpoch(row.at)); }};
    time.copyText = [](const Row &row) { return format::iso(QDateTime::fromMSecsSinceEpoch(row.at)); };
    out.push_back(time);
    return out;
}

} // namespace

QueryPage::QueryPage(const PanelContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_box(new QueryBox(context.theme, this))
    , m_views(new SegmentedControl(context.theme, tr("View"), this))
    , m_told(new TextLabel(context.theme, FontRole::Small, Tone::Secondary, this))
    , m_export(makeButton(context.theme, tr("Export rows…"), QStringLiteral("download"), this))
    , m_table(new EntityTable(context.theme, tr("Result"), this))
    , m_rows(new RecordTableModel<QueryRow>(columns(), this))
    , m_feed(new ChartFeed(this))
    , m_empty(new EmptyState(context.theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_box);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 12, 8);
    row->setSpacing(12);
    m_views->addSegment(tableView, tr("Table"));
    m_views->addSegment(chartView, tr("Chart"));
    m_views->setSmall(true);
    m_views->setCurrentId(tableView);
    setSmallButton(m_export);
    row->addWidget(m_views);
    row->addWidget(m_told, 1);
    row->addWidget(m_export);
    column->addLayout(row);
    column->addWidget(makeLine(context.theme, Qt::Horizontal, this));

    m_table->setColumns({{.id = QStringLiteral("series"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 240},
                         {.id = QStringLiteral("samples"), .width = 90, .dropOrder = 2},
                         {.id = QStringLiteral("value"), .width = 180, .canHide = false},
                         {.id = QStringLiteral("time"), .width = 190, .dropOrder = 1}});
    m_table->setModel(m_rows);
    column->addWidget(m_table, 1);
    auto *chart = new QWidget;
    auto *chartColumn = new QVBoxLayout(chart);
    chartColumn->setContentsMargins(0, 0, 0, 0);
    m_pane = new ChartPane(context.theme, tr("Chart of the query"), {}, chart);
    m_pane->setUnit(ChartUnit::Plain, {});
    m_pane->legend()->setMostRows(0);
    chartColumn->addWidget(m_pane);
    chartColumn->addStretch(1);
    QScrollArea *scroll = makeScroll(chart, this);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_chartPage = scroll;
    column->addWidget(m_chartPage, 1);
    column->addWidget(m_empty, 1);
    m_loading = new LoadingBar(context.theme, this);

    connect(m_box, &QueryBox::runWanted, this, &QueryPage::run);
    connect(m_box, &QueryBox::cancelWanted, this, &QueryPage::cancel);
    connect(m_views, &SegmentedControl::chosen, this, [this](const QString &) {
        refresh();
        if (!m_asked.isEmpty())
            Q_EMIT runWanted();
    });
    connect(m_feed, &ChartFeed::changed, this, [this] {
        if (m_feed->error() && m_feed->error()->reason == QLatin1String("prometheus.query"))
            takeProblem(*m_feed->error());
        refresh();
        Q_EMIT changed();
    });
    connect(m_pane->view(), &TimeSeriesView::crosshairMoved, m_pane, &ChartPane::setCrosshair);
    connect(m_pane->view(), &TimeSeriesView::rangeWanted, this, &QueryPage::rangeWanted);
    connect(m_pane->view(), &TimeSeriesView::backWanted, this, &QueryPage::backWanted);
    const auto failed = [this](const Error &error) { Q_EMIT exportFailed(error); };
    addChartActions(m_pane, failed);
    connect(m_export, &QPushButton::clicked, this,
            [this, failed] { exportRows(this, *m_rows, m_table, QStringLiteral("query"), true, false, failed); });
    refresh();
}

void QueryPage::setInventory(const MetricsInventory &inventory)
{
    m_box->setMetrics(QStringList(inventory.names.cbegin(), inventory.names.cend()));
}

void QueryPage::setMetadata(const std::map<QString, prometheus::MetricInfo> &metadata)
{
    m_box->setMetadata(metadata);
}

void QueryPage::setQuery(const QString &text)
{
    m_box->setText(text);
}

QString QueryPage::query() const
{
    return m_box->text();
}

void QueryPage::showChart(bool chart)
{
    m_views->setCurrentId(chart ? chartView : tableView);
    refresh();
}

void QueryPage::run(const QString &text)
{
    const QString asked = text.trimmed();
    m_box->setProblem({});
    if (asked != m_asked) {
        m_jobs.cancelAll();
        m_hasRows = false;
        m_error.reset();
        m_rows->setRows(std::vector<QueryRow>());
        m_rowsText.clear();
    }
    m_asked = asked;
    m_feed->setQueries(asked.isEmpty() ? QList<MetricQuery>() : QList<MetricQuery>{{asked, {}}});
    m_pane->setTitle(asked.isEmpty() ? tr("Chart of the query") : visibleText(shortened(asked, 80)));
    refresh();
    Q_EMIT runWanted();
}

void QueryPage::load(const MetricsSource &source, const MetricsSource::Window &window, bool whole)
{
    m_window = window;
    if (m_asked.isEmpty())
        return;
    if (m_views->currentId() == chartView) {
        m_feed->load(source, window, whole);
        return;
    }
    prometheus::InstantQuery query;
    query.text = filledIn(m_asked, window.rate);
    m_jobs.restart(instantKey, source.instant(query, this))->done(this, [this](const auto &result) { takeInstant(result); });
    refresh();
    Q_EMIT changed();
}

void QueryPage::takeInstant(const Result<prometheus::QueryResult> &result)
{
    if (!result && result.error().is(ErrorKind::Cancelled))
        return;
    m_error.reset();
    if (result) {
        m_rows->setRows(rowsOf(*result));
        m_hasRows = true;
        QStringList parts{result->type == prometheus::ResultType::String || result->type == prometheus::ResultType::Scalar
                              ? tr("One value")
                              : tr("%1 line(s)", nullptr, int(result->seriesInAll))
                                    .arg(format::countOf(qint64(result->series.size()), qint64(result->seriesInAll)))};
        for (const QString &warning : result->warnings)
            parts.append(tr("Warning: %1").arg(visibleText(shortened(warning, 300))));
        m_rowsText = parts.join(QStringLiteral(" · "));
    } else {
        m_error = result.error();
        if (result.error().reason == QLatin1String("prometheus.query"))
            takeProblem(result.error());
    }
    refresh();
    Q_EMIT changed();
}

void QueryPage::takeProblem(const Error &error)
{
    const int line = error.args.value(QStringLiteral("line")).toInt();
    const int column = error.args.value(QStringLiteral("column")).toInt();
    const QString said = visibleText(error.serverMessage);
    m_box->setProblem(column > 0 ? tr("%1:%2: %3", "line, column, what is wrong with a query").arg(line).arg(column).arg(said) : said,
                      line == 1 ? column : 0);
}

std::vector<QueryRow> QueryPage::rowsOf(const prometheus::QueryResult &result)
{
    std::vector<QueryRow> rows;
    if (result.type == prometheus::ResultType::String) {
        QueryRow row;
        row.series = tr("text");
        row.text = result.text;
        rows.push_back(row);
        return rows;
    }
    QHash<QString, int> seen;
    for (const prometheus::Series &series : result.series) {
        QueryRow row;
        row.series = result.type == prometheus::ResultType::Scalar ? tr("scalar") : prometheus::labelText(series.labels);
        if (const int before = seen[row.series]++; before > 0) // no server should; a table needs keys of its own
            row.series += QStringLiteral(" #%1").arg(before + 1);
        row.samples = int(series.points.size()) + series.histograms;
        if (!series.points.empty()) {
            row.value = series.points.back().value;
            row.at = series.points.back().at;
        } else if (series.histograms > 0) {
            row.text = tr("native histogram");
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void QueryPage::cancel()
{
    m_jobs.cancelAll();
    m_feed->cancel();
    refresh();
    Q_EMIT changed();
}

void QueryPage::clear()
{
    m_jobs.cancelAll();
    m_feed->setQueries({});
    m_feed->clear();
    m_rows->setRows(std::vector<QueryRow>());
    m_asked.clear();
    m_rowsText.clear();
    m_hasRows = false;
    m_error.reset();
    m_stale = false;
    m_box->setMetrics({});
    m_box->setMetadata({});
    m_box->setProblem({});
    refresh();
}

void QueryPage::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    refresh();
}

bool QueryPage::hasData() const
{
    return m_hasRows || m_feed->hasData();
}

bool QueryPage::isLoading() const
{
    return m_jobs.isRunning(instantKey) || m_feed->isLoading();
}

std::optional<Error> QueryPage::error() const
{
    return m_views->currentId() == chartView ? m_feed->error() : m_error;
}

int QueryPage::plotWidth() const
{
    return std::max(200, m_pane->view()->plotArea().width());
}

void QueryPage::refresh()
{
    const bool chart = m_views->currentId() == chartView;
    const bool loading = isLoading();
    m_box->setRunning(loading && !hasData()); // a refresh is nothing to wait for
    if (loading)
        m_loading->start();
    else
        m_loading->stop();
    m_loading->setGeometry(0, m_table->isVisible() ? m_table->y() : m_empty->y(), width(), 2);
    const std::optional<Error> failed = error();
    const bool refused = failed && failed->reason == QLatin1String("prometheus.query");
    bool empty = m_asked.isEmpty();
    if (empty) {
        m_empty->setContent(QStringLiteral("chart-line"), tr("Ask a question"),
                            tr("Write an expression above and press Enter. Names are completed as you type."));
    } else if (refused) {
        empty = true;
        m_empty->setContent(QStringLiteral("help"), tr("The server does not understand the query"),
                            visibleText(shortened(failed->serverMessage, 300)), Status::Warn);
    } else if (!chart && failed && !m_hasRows && !loading) {
        empty = true;
        const ErrorText text = ErrorText::of(*failed);
        m_empty->setContent(QStringLiteral("plug-x"), text.title, QString(text.text + u' ' + text.hint).trimmed(), Status::Crit);
    } else if (!chart && m_hasRows && m_rows->totalCount() == 0) {
        empty = true;
        m_empty->setContent(QStringLiteral("chart-line"), tr("No data"), tr("Nothing matches this expression now."));
    }
    m_empty->setVisible(empty);
    m_table->setVisible(!empty && !chart);
    m_chartPage->setVisible(!empty && chart);
    m_export->setVisible(!empty && !chart);
    m_told->setText(!chart && !empty ? m_rowsText : QString());
    const bool stale = m_stale || (failed && !refused);
    m_table->setStale(stale);
    if (chart && !empty && m_window.to > m_window.from)
        showFeed(m_pane, *m_feed, m_window.from, m_window.to, stale);
}

} // namespace mk
