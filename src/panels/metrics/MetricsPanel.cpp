// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/MetricsPanel.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "models/StoreStateText.h"
#include "panels/ListBinder.h"
#include "panels/metrics/DashboardPage.h"
#include "panels/metrics/QueryBox.h"
#include "panels/metrics/QueryPage.h"
#include "panels/metrics/RangeBar.h"
#include "panels/metrics/RangeDialog.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "platform/UiState.h"
#include "widgets/ChartPane.h"
#include "widgets/FilterBar.h"
#include "widgets/PanelFrame.h"
#include "widgets/Tabs.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace mk {

namespace {

const QString inventoryKey = QStringLiteral("inventory");
const QString metadataKey = QStringLiteral("metadata");
const QString pagePath = QStringLiteral("metrics/page");
const QString rangePath = QStringLiteral("metrics/range");
const QString queryPath = QStringLiteral("metrics/query");
constexpr qint64 longestRange = 10LL * 365 * 86'400'000;
constexpr std::chrono::milliseconds longestPause = std::chrono::minutes(5);
constexpr qint64 inventoryAge = 60'000; // ms; new metrics and targets are noticed after that
constexpr qint64 emptyInventoryAge = 4'000; // while there is nothing to draw
constexpr size_t mostPast = 50;

// Errors that say something of the server, not of what it was asked.
bool isOfTheSystem(const Error &error)
{
    return !error.reason.startsWith(QLatin1String("prometheus.")) && !error.is(ErrorKind::TooLarge)
        && !error.is(ErrorKind::Cancelled) && !error.is(ErrorKind::BadRequest);
}

QString moment(qint64 at, bool withDate)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(at);
    return withDate ? format::dateTime(when) : format::timeOfDay(when);
}

} // namespace

MetricsPanel::MetricsPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, QStringLiteral("metrics"), tr("Metrics"), QStringLiteral("chart-line"),
                             tr("Filter metrics"), this))
    , m_bar(new RangeBar(context.theme, m_frame))
    , m_tabs(new TabBar(context.theme, tr("Dashboards"), m_frame))
    , m_stack(new QStackedWidget(m_frame))
    , m_query(new QueryPage(context, m_stack))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_frame->filterBar()->setFieldVisible(false);
    m_frame->filterBar()->addLeading(m_bar);
    auto *tabRow = new QWidget(m_frame); // the first word under the title, as in a drawer
    auto *tabLayout = new QHBoxLayout(tabRow);
    tabLayout->setContentsMargins(8, 0, 8, 0);
    tabLayout->addWidget(m_tabs);
    m_frame->addTopWidget(tabRow);
    for (const Dashboard &dashboard : dashboards()) {
        auto *page = new DashboardPage(context, dashboard, m_stack);
        m_dashboards.push_back(page);
        m_stack->addWidget(page);
        m_tabs->addTab(systemName(dashboard.system));
        connect(page, &DashboardPage::changed, this, &MetricsPanel::pageChanged);
        connect(page, &DashboardPage::rangeWanted, this, [this](qint64 from, qint64 to) {
            showWindow({.length = m_window.length, .fixed = std::pair(from, to)});
        });
        connect(page, &DashboardPage::backWanted, this, &MetricsPanel::goBack);
        connect(page, &DashboardPage::exportFailed, this, &MetricsPanel::tellExportFailed);
        connect(page, &DashboardPage::queryWanted, this, [this](const QString &text) {
            m_query->showChart(true);
            showEntity(text);
        });
    }
    m_stack->addWidget(m_query);
    m_tabs->addTab(tr("Query"));
    m_frame->setContent(m_stack);

    m_window.length = context.uiState->value(rangePath, qint64(3'600'000)).toLongLong();
    if (m_window.length <= 0 || m_window.length > longestRange)
        m_window = {};
    m_bar->setWindow(m_window);
    m_query->setQuery(context.uiState->value(queryPath).toString());
    const QString page = context.uiState->value(pagePath).toString();
    for (size_t i = 0; i < m_dashboards.size(); ++i) {
        if (m_dashboards[i]->dashboard().id == page) {
            choosePage(int(i), false);
            m_pageChosen = true;
        }
    }
    if (page == QLatin1String("query")) {
        choosePage(int(m_dashboards.size()), false);
        m_pageChosen = true;
    }

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) { choosePage(index, true); });
    connect(m_query, &QueryPage::changed, this, &MetricsPanel::pageChanged);
    connect(m_query, &QueryPage::runWanted, this, [this] {
        this->context().uiState->setValue(queryPath, m_query->query());
        load(true);
    });
    connect(m_query, &QueryPage::rangeWanted, this,
            [this](qint64 from, qint64 to) { showWindow({.length = m_window.length, .fixed = std::pair(from, to)}); });
    connect(m_query, &QueryPage::backWanted, this, &MetricsPanel::goBack);
    connect(m_query, &QueryPage::exportFailed, this, &MetricsPanel::tellExportFailed);
    connect(m_bar, &RangeBar::windowChosen, this, [this](const TimeWindow &window) { showWindow(window); });
    connect(m_bar, &RangeBar::backClicked, this, &MetricsPanel::goBack);
    connect(m_bar, &RangeBar::pauseToggled, this, [this](bool paused) {
        m_paused = paused;
        if (!paused)
            load();
        refreshHead();
    });
    connect(m_bar, &RangeBar::customWanted, this, [this] {
        const auto [from, to] = m_window.at(this->context().clock->now().toMSecsSinceEpoch());
        auto *dialog = new RangeDialog(this->context().theme, from, to, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &RangeDialog::chosen, this, [this](qint64 chosenFrom, qint64 chosenTo) {
            showWindow({.length = m_window.length, .fixed = std::pair(chosenFrom, chosenTo)});
        });
        dialog->open();
    });
    connect(m_frame, &PanelFrame::refreshRequested, this, &MetricsPanel::refresh);
    connect(m_frame, &PanelFrame::cancelLoadRequested, this, [this] {
        m_jobs.cancelAll();
        for (DashboardPage *dashboard : m_dashboards)
            dashboard->cancel();
        m_query->cancel();
        pageChanged();
    });
    connect(m_frame, &PanelFrame::stateAction, this, [this](const QString &id) {
        if (id == QLatin1String("environment"))
            Q_EMIT environmentEditorRequested();
        else
            refresh();
    });
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, [this] {
        const DashboardPage *inFront = dashboardPage();
        const qint64 age = inFront && !inFront->hasCharts() ? emptyInventoryAge : inventoryAge;
        if (!m_inventoryAt.isValid() || m_inventoryAt.msecsTo(this->context().clock->now()) > age)
            readInventory();
        load();
    });
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &MetricsPanel::refreshHead);
    refreshState();
}

MetricsPanel::~MetricsPanel() = default;

void MetricsPanel::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_source.reset();
    for (DashboardPage *page : m_dashboards)
        page->clear();
    m_query->clear();
    m_inventory = {};
    m_hasInventory = false;
    m_inventoryAt = {};
    m_state = {};
    m_past.clear();
    m_window.fixed.reset();
    m_bar->setWindow(m_window);
    m_bar->setBackEnabled(false);
    m_wasUp = false;
    if (session) {
        if (!session->environment().has(System::Prometheus)) {
            m_state.phase = StoreState::Phase::NotConfigured;
        } else {
            m_source.emplace(session);
            connect(session, &PlatformSession::statusChanged, this, [this](System system) {
                if (system != System::Prometheus || !m_session)
                    return;
                const SystemState state = m_session->status(system).state;
                const bool up = state == SystemState::Ok || state == SystemState::Degraded;
                const bool cameUp = up && !m_wasUp;
                m_wasUp = up;
                if (cameUp && m_shown && (!m_hasInventory || m_state.error))
                    refresh();
                refreshHead();
            });
            connect(session, &PlatformSession::stateChanged, this, [this] {
                if (m_shown && !m_hasInventory)
                    readInventory();
            });
        }
    }
    if (m_shown)
        setShown(true);
    refreshState();
}

void MetricsPanel::setShown(bool shown)
{
    m_shown = shown;
    if (!shown) {
        m_next.stop();
        m_clock.stop();
        m_jobs.cancelAll();
        return;
    }
    m_clock.start();
    if (!m_source)
        return;
    if (!m_hasInventory)
        readInventory();
    else
        load();
}

void MetricsPanel::refresh()
{
    readInventory();
    if (m_hasInventory)
        load();
    if (m_session)
        m_session->refresh(System::Prometheus);
}

void MetricsPanel::focusFilter()
{
    choosePage(int(m_dashboards.size()), true);
    m_query->box()->edit()->setFocus(Qt::ShortcutFocusReason);
    m_query->box()->edit()->selectAll();
}

bool MetricsPanel::showEntity(const QString &id)
{
    for (size_t i = 0; i < m_dashboards.size(); ++i) {
        if (m_dashboards[i]->dashboard().id == id) {
            choosePage(int(i), true);
            return true;
        }
    }
    m_query->setQuery(id);
    choosePage(int(m_dashboards.size()), true);
    Q_EMIT m_query->box()->runWanted(id);
    return true;
}

DashboardPage *MetricsPanel::dashboardPage() const
{
    return qobject_cast<DashboardPage *>(m_stack->currentWidget());
}

void MetricsPanel::choosePage(int index, bool byHand)
{
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(index);
    m_stack->setCurrentIndex(index);
    if (byHand) {
        m_pageChosen = true;
        const DashboardPage *page = dashboardPage();
        context().uiState->setValue(pagePath, page ? page->dashboard().id : QStringLiteral("query"));
    }
    if (m_shown && m_hasInventory)
        load();
    pageChanged();
}

void MetricsPanel::readInventory()
{
    if (!m_source || !m_session || !m_session->client(System::Prometheus) || m_jobs.isRunning(inventoryKey))
        return;
    m_jobs.restart(inventoryKey, m_source->inventory(this))->done(this, [this](const Result<MetricsInventory> &inventory) {
        takeInventory(inventory);
    });
    pageChanged();
}

void MetricsPanel::takeInventory(const Result<MetricsInventory> &inventory)
{
    const QDateTime now = context().clock->now();
    if (!inventory) {
        if (!inventory.error().is(ErrorKind::Cancelled)) {
            m_state.errorSince = m_state.error ? m_state.errorSince : now;
            m_state.error = inventory.error();
        }
        schedule();
        pageChanged();
        return;
    }
    const bool first = !m_hasInventory;
    m_inventory = *inventory;
    m_hasInventory = true;
    m_inventoryAt = now;
    m_state.error.reset();
    m_state.phase = StoreState::Phase::Ready;
    m_state.readAt = now;
    for (DashboardPage *page : m_dashboards)
        page->setInventory(m_inventory);
    m_query->setInventory(m_inventory);
    if (first) {
        m_jobs.restart(metadataKey, m_source->metadata(this))
            ->done(this, [this](const Result<std::map<QString, prometheus::MetricInfo>> &metadata) {
                if (metadata)
                    m_query->setMetadata(*metadata);
            });
        if (!m_pageChosen) { // the first that has something to show
            const auto some = std::find_if(m_dashboards.cbegin(), m_dashboards.cend(),
                                           [](const DashboardPage *page) { return page->hasCharts(); });
            if (some != m_dashboards.cend())
                choosePage(int(some - m_dashboards.cbegin()), false);
        }
    }
    load();
}

MetricsSource::Window MetricsPanel::currentWindow() const
{
    const auto [from, to] = m_window.at(context().clock->now().toMSecsSinceEpoch());
    const DashboardPage *page = dashboardPage();
    MetricsSource::Window window;
    window.from = from;
    window.to = to;
    window.step = stepFor(std::chrono::milliseconds(to - from), page ? page->plotWidth() : m_query->plotWidth(),
                          std::max(std::chrono::milliseconds(1000), m_inventory.scraped.shortest));
    window.rate = rateWindow(m_inventory.scraped.longest, window.step);
    return window;
}

void MetricsPanel::load(bool whole)
{
    if (!m_shown || !m_source || !m_hasInventory)
        return;
    const MetricsSource::Window window = currentWindow();
    if (DashboardPage *page = dashboardPage())
        page->load(*m_source, window, whole);
    else
        m_query->load(*m_source, window, whole);
    schedule();
    refreshHead();
}

std::chrono::milliseconds MetricsPanel::interval() const
{
    return std::min(longestPause, std::max({std::chrono::milliseconds(context().settings->refreshInterval()),
                                            m_inventory.scraped.shortest, currentWindow().step}));
}

void MetricsPanel::schedule()
{
    m_next.stop();
    if (m_shown && !m_paused && (!m_window.fixed || m_state.error))
        m_next.start(interval());
}

void MetricsPanel::showWindow(const TimeWindow &window, bool remember)
{
    if (window == m_window)
        return;
    if (window.fixed && (window.fixed->second <= window.fixed->first || window.fixed->second - window.fixed->first > longestRange))
        return;
    if (remember) {
        m_past.push_back(m_window);
        if (m_past.size() > mostPast)
            m_past.erase(m_past.begin());
    }
    m_window = window;
    m_bar->setWindow(window);
    m_bar->setBackEnabled(!m_past.empty());
    if (!window.fixed)
        context().uiState->setValue(rangePath, window.length);
    load();
}

void MetricsPanel::goBack()
{
    if (m_past.empty())
        return;
    const TimeWindow before = m_past.back();
    m_past.pop_back();
    showWindow(before, false);
}

bool MetricsPanel::pageHasData() const
{
    const DashboardPage *page = dashboardPage();
    return page ? page->hasData() : m_query->hasData();
}

// A chart has begun, answered or failed.
void MetricsPanel::pageChanged()
{
    const DashboardPage *page = dashboardPage();
    const int loading = page ? page->loadingCount() : int(m_query->isLoading());
    const bool reading = m_jobs.isRunning(inventoryKey) && !m_hasInventory;
    if ((loading > 0 && page && !page->hasData()) || reading) {
        m_frame->startLoading();
        if (page)
            m_frame->setLoadProgress(page->chartCount() - loading, page->chartCount() > 0 ? page->chartCount() : -1);
    } else {
        m_frame->stopLoading();
    }
    if (loading == 0 && m_hasInventory) {
        const QDateTime now = context().clock->now();
        const std::optional<Error> error = page ? page->firstError() : m_query->error();
        if (error && isOfTheSystem(*error)) {
            m_state.errorSince = m_state.error ? m_state.errorSince : now;
            m_state.error = error;
            schedule();
        } else if (pageHasData() && !error) {
            m_state.error.reset();
            m_state.readAt = now;
        }
    }
    refreshState();
}

void MetricsPanel::refreshState()
{
    const QDateTime now = context().clock->now();
    const bool rows = pageHasData();
    m_state.paused = m_paused || m_window.fixed;
    m_state.nextTryAt = m_state.error && m_next.isActive() ? now.addMSecs(m_next.remainingTime()) : QDateTime();
    PanelState state = panelStateOf(m_state, rows || (m_hasInventory && !m_state.error) ? 1 : 0, 1,
                                    {.systemName = systemName(System::Prometheus),
                                     .emptyTitle = {},
                                     .emptySentence = {},
                                     .emptyActions = {},
                                     .missingRight = tr("the right to query")},
                                    now);
    if (state.kind == PanelState::Kind::Rows && m_exportError) {
        const ErrorText text = ErrorText::of(*m_exportError);
        state.kind = PanelState::Kind::Warning;
        state.title = text.title;
        state.sentence = text.text;
    }
    m_frame->setState(state, rows);
    const bool stale = m_state.error.has_value();
    for (DashboardPage *page : m_dashboards)
        page->setStale(stale);
    m_query->setStale(stale);
    m_tabs->setVisible(m_state.phase != StoreState::Phase::NotConfigured);
    refreshHead();
}

void MetricsPanel::refreshHead()
{
    if (!m_source) {
        m_frame->setFreshness({});
        m_bar->setRangeText({}, {});
        m_bar->setRefreshText({});
        return;
    }
    const StoreStateText text = StoreStateText::of(m_state, context().clock->now());
    m_frame->setFreshness(text.text, text.status, text.tooltip);
    const MetricsSource::Window window = currentWindow();
    const bool withDate = window.to - window.from > 86'400'000
        || QDateTime::fromMSecsSinceEpoch(window.from).date() != QDateTime::fromMSecsSinceEpoch(window.to).date() || m_window.fixed;
    m_bar->setRangeText(tr("%1 to %2, step %3")
                            .arg(moment(window.from, withDate), moment(window.to, withDate), format::duration(window.step)),
                        tr("Drag over a chart to zoom, Shift and drag to pan, double-click to go back.\nKeys: + and -, Shift "
                           "and arrows, Backspace."));
    m_bar->setRefreshText(m_window.fixed ? tr("Fixed range")
                              : m_paused  ? tr("Paused")
                                          : tr("Refresh every %1").arg(format::duration(interval())));
}

void MetricsPanel::tellExportFailed(const Error &error)
{
    m_exportError = error;
    refreshState();
    m_exportError.reset(); // the next change takes it away
}

QList<TourScene> MetricsPanel::tourScenes()
{
    const auto settled = [this] {
        const DashboardPage *page = dashboardPage();
        return !m_source || m_state.error
            || (m_hasInventory && (page ? page->loadingCount() == 0 && (page->hasData() || !page->hasCharts())
                                        : !m_query->isLoading() && m_query->hasData()));
    };
    QList<TourScene> scenes;
    for (size_t i = 0; i < m_dashboards.size(); ++i) {
        scenes.append({QStringLiteral("metrics-%1").arg(m_dashboards[i]->dashboard().id),
                       [this, i] { choosePage(int(i), false); }, settled});
    }
    const QString example = QStringLiteral("scrape_duration_seconds");
    scenes.append({QStringLiteral("metrics-query"),
                   [this, example] {
                       m_query->showChart(false);
                       showEntity(example);
                   },
                   settled});
    scenes.append({QStringLiteral("metrics-query-chart"),
                   [this, example] {
                       m_query->showChart(true);
                       showEntity(example);
                   },
                   settled});
    scenes.append({QStringLiteral("metrics-query-refused"),
                   [this] {
                       m_query->showChart(false);
                       showEntity(QStringLiteral("sum(rate(up{job=\"a\"})"));
                   },
                   [this] { return !m_query->isLoading(); }});
    return scenes;
}

} // namespace mk
