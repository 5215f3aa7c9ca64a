// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/DashboardPage.h"

#include "core/SafeText.h"
#include "panels/metrics/ChartExport.h"
#include "panels/metrics/FeedPane.h"
#include "panels/metrics/MetricsText.h"
#include "widgets/ChartLegend.h"
#include "widgets/ChartPane.h"
#include "widgets/EmptyState.h"
#include "widgets/FormRow.h"
#include "widgets/ScrollPage.h"

#include <QAction>
#include <QGridLayout>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace mk {

namespace {
constexpr int narrowest = 420; // of a chart: two columns from twice that on
}

DashboardPage::DashboardPage(const PanelContext &context, const Dashboard &dashboard, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_dashboard(dashboard)
    , m_content(new QWidget)
    , m_grid(new QGridLayout)
    , m_empty(new EmptyState(context.theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *outer = new QVBoxLayout(m_content);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    m_grid->setSpacing(0);
    outer->addLayout(m_grid);
    outer->addStretch(1);
    m_scroll = makeScroll(m_content, this);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_scroll);
    column->addWidget(m_empty);
    m_empty->hide();
    for (const ChartSpec &spec : dashboard.charts)
        add(spec);
    arrange();
}

void DashboardPage::add(const ChartSpec &spec)
{
    auto *pane = new ChartPane(m_context.theme, chartTitle(spec), {}, m_content);
    pane->setUnit(spec.unit, chartUnitText(spec));
    auto *feed = new ChartFeed(this);
    const size_t index = m_charts.size();
    m_charts.push_back({&spec, pane, feed});
    connect(feed, &ChartFeed::changed, this, [this, index] {
        show(m_charts[index]);
        Q_EMIT changed();
    });
    connect(pane->view(), &TimeSeriesView::crosshairMoved, this, &DashboardPage::moveCrosshair);
    connect(pane->view(), &TimeSeriesView::rangeWanted, this, &DashboardPage::rangeWanted);
    connect(pane->view(), &TimeSeriesView::backWanted, this, &DashboardPage::backWanted);
    addChartActions(pane, [this](const Error &error) { Q_EMIT exportFailed(error); });
    auto *query = new QAction(tr("Open as a query"), pane->moreButton());
    connect(query, &QAction::triggered, this, [this, index] {
        const QList<MetricQuery> queries = m_charts[index].feed->queries();
        if (!queries.isEmpty())
            Q_EMIT queryWanted(filledIn(queries.front().text, m_window.rate));
    });
    pane->moreButton()->addAction(query);
    connect(feed, &ChartFeed::changed, query, [query, feed] { query->setEnabled(!feed->queries().isEmpty()); });
}

void DashboardPage::setInventory(const MetricsInventory &inventory)
{
    const QDateTime now = m_context.clock->now();
    const WhyEmpty why = whyEmpty(m_dashboard.system, inventory.targets);
    const bool any = hasAny(m_dashboard, inventory.names);
    bool moved = false;
    for (Chart &chart : m_charts) {
        const ChartVariant *variant = variantFor(*chart.spec, inventory.names);
        moved = moved || chart.drawn != (variant != nullptr);
        chart.drawn = variant != nullptr;
        chart.pane->setSource(chartSource(variant));
        chart.feed->setQueries(variant ? variant->queries : QList<MetricQuery>());
        if (!variant) {
            const EmptyChartText text = emptyChartText(m_dashboard.system, why, chart.spec, now);
            chart.pane->setMessage(QStringLiteral("chart-line"), text.title, text.sentence,
                                   why.reason == WhyEmpty::Reason::Down || why.reason == WhyEmpty::Reason::NotFound ? Status::Crit
                                                                                                                   : Status::None);
        }
    }
    // One reason for all of them is told once.
    if (!any) {
        const EmptyChartText text = emptyChartText(m_dashboard.system, why, nullptr, now);
        const bool broken = why.reason == WhyEmpty::Reason::Down || why.reason == WhyEmpty::Reason::NotFound;
        m_empty->setContent(QStringLiteral("chart-line"), text.title, text.sentence, broken ? Status::Crit : Status::None);
    }
    m_empty->setVisible(!any);
    m_scroll->setVisible(any);
    if (moved)
        arrange();
}

void DashboardPage::load(const MetricsSource &source, const MetricsSource::Window &window, bool whole)
{
    m_window = window;
    for (const Chart &chart : m_charts) {
        if (chart.drawn)
            chart.feed->load(source, window, whole);
    }
}

void DashboardPage::cancel()
{
    for (const Chart &chart : m_charts)
        chart.feed->cancel();
}

void DashboardPage::clear()
{
    for (Chart &chart : m_charts) {
        chart.feed->setQueries({});
        chart.feed->clear();
        chart.drawn = false;
        chart.pane->setSeries({}, m_window.from, std::max(m_window.to, m_window.from + 1));
        chart.pane->setNote({});
        chart.pane->stopLoading();
    }
    m_empty->hide();
    m_scroll->show();
    m_stale = false;
}

void DashboardPage::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    for (const Chart &chart : m_charts)
        show(chart);
}

void DashboardPage::show(const Chart &chart)
{
    if (chart.drawn && m_window.to > m_window.from)
        showFeed(chart.pane, *chart.feed, m_window.from, m_window.to, m_stale);
}

bool DashboardPage::hasData() const
{
    return std::any_of(m_charts.cbegin(), m_charts.cend(), [](const Chart &chart) { return chart.feed->hasData(); });
}

int DashboardPage::chartCount() const
{
    return int(std::count_if(m_charts.cbegin(), m_charts.cend(), [](const Chart &chart) { return chart.drawn; }));
}

int DashboardPage::loadingCount() const
{
    return int(std::count_if(m_charts.cbegin(), m_charts.cend(), [](const Chart &chart) { return chart.feed->isLoading(); }));
}

std::optional<Error> DashboardPage::firstError() const
{
    for (const Chart &chart : m_charts) {
        if (chart.drawn && chart.feed->error())
            return chart.feed->error();
    }
    return std::nullopt;
}

int DashboardPage::plotWidth() const
{
    int width = 0;
    for (const Chart &chart : m_charts) {
        if (chart.drawn)
            width = std::max(width, chart.pane->view()->plotArea().width());
    }
    return width > 0 ? width : 500;
}

// Those that are drawn first; what is missing here stands at the end.
void DashboardPage::arrange()
{
    m_columns = width() >= 2 * m_context.theme->scaled(narrowest) ? 2 : 1;
    for (QWidget *line : m_lines)
        delete line;
    m_lines.clear();
    m_panes.clear();
    for (const bool drawn : {true, false}) {
        for (const Chart &chart : m_charts) {
            m_grid->removeWidget(chart.pane);
            if (chart.drawn == drawn)
                m_panes.push_back(chart.pane);
        }
    }
    for (size_t i = 0; i < m_panes.size(); ++i) {
        const int row = int(i) / m_columns;
        const int at = int(i) % m_columns;
        m_grid->addWidget(m_panes[i], 2 * row, 2 * at, Qt::AlignTop);
        if (i > 0)
            QWidget::setTabOrder(m_panes[i - 1]->legend(), m_panes[i]->moreButton());
    }
    const int rows = (int(m_panes.size()) + m_columns - 1) / m_columns;
    for (int row = 0; row < rows; ++row) {
        m_lines.push_back(makeLine(m_context.theme, Qt::Horizontal, m_content));
        m_grid->addWidget(m_lines.back(), 2 * row + 1, 0, 1, 3);
        if (m_columns == 2) {
            m_lines.push_back(makeLine(m_context.theme, Qt::Vertical, m_content));
            m_grid->addWidget(m_lines.back(), 2 * row, 1);
        }
    }
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(2, m_columns == 2 ? 1 : 0);
    for (QWidget *line : m_lines)
        line->show();
}

void DashboardPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if ((width() >= 2 * m_context.theme->scaled(narrowest) ? 2 : 1) != m_columns)
        arrange();
}

void DashboardPage::moveCrosshair(std::optional<qint64> at)
{
    for (const Chart &chart : m_charts)
        chart.pane->setCrosshair(at);
}

} // namespace mk
