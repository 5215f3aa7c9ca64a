// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/queues/QueueCharts.h"

#include "widgets/ChartPane.h"
#include "widgets/Labels.h"
#include "widgets/Segments.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

const QString rangeShort = QStringLiteral("10");
const QString rangeLong = QStringLiteral("60");
const QString rangeSeen = QStringLiteral("seen");
constexpr std::chrono::seconds shortAge{600};
constexpr std::chrono::seconds longAge{3600};

std::vector<ChartSample> drawn(const std::vector<rabbitmq::Sample> &samples)
{
    std::vector<ChartSample> points;
    points.reserve(samples.size());
    for (const rabbitmq::Sample &sample : samples)
        points.push_back({sample.at, sample.value});
    return points;
}

std::vector<ChartSample> drawn(const std::vector<QueueHistory::Reading> &seen, float QueueHistory::Reading::*figure)
{
    std::vector<ChartSample> points;
    points.reserve(seen.size());
    for (const QueueHistory::Reading &reading : seen)
        points.push_back({reading.at, double(reading.*figure)});
    return points;
}

ChartSeries line(const char *id, const QString &name, Token color, bool dashed, std::vector<ChartSample> points)
{
    return {QLatin1String(id), name, color, dashed, std::make_shared<const SeriesBuffer>(std::move(points))};
}

} // namespace

QueueCharts::QueueCharts(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_range(new SegmentedControl(theme, tr("Time shown"), this))
    , m_source(new TextLabel(theme, FontRole::Small, Tone::Dim, this))
    , m_depth(new ChartPane(theme, tr("Messages"), {}, this))
    , m_rates(new ChartPane(theme, tr("Rates"), {}, this))
{
    m_range->addSegment(rangeShort, tr("10 min"));
    m_range->addSegment(rangeLong, tr("1 h"));
    m_range->addSegment(rangeSeen, tr("Seen here"));
    m_range->setSmall(true);
    m_range->setCurrentId(rangeShort);
    m_depth->setUnit(ChartUnit::Plain, tr("messages"));
    m_rates->setUnit(ChartUnit::PerSecond, tr("messages/s"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 12, 16, 4);
    row->addWidget(m_range);
    row->addStretch();
    row->addWidget(m_source);
    column->addLayout(row);
    column->addWidget(m_depth);
    column->addWidget(m_rates);
    column->addStretch();

    connect(m_range, &SegmentedControl::chosen, this, &QueueCharts::choose);
    for (ChartPane *pane : {m_depth, m_rates}) {
        auto *menu = new QMenu(pane);
        QAction *table = menu->addAction(tr("Show as table"));
        table->setCheckable(true);
        connect(table, &QAction::toggled, pane, &ChartPane::setTableShown);
        menu->addAction(tr("Copy numbers as CSV"), pane,
                        [pane] { QApplication::clipboard()->setText(QString::fromUtf8(pane->toCsv())); });
        pane->moreButton()->setMenu(menu);
    }
    // One crosshair over both.
    connect(m_depth->view(), &TimeSeriesView::crosshairMoved, m_rates, &ChartPane::setCrosshair);
    connect(m_rates->view(), &TimeSeriesView::crosshairMoved, m_depth, &ChartPane::setCrosshair);
}

void QueueCharts::choose(const QString &id)
{
    m_age = id == rangeShort ? shortAge : id == rangeLong ? longAge : std::chrono::seconds(0);
    Q_EMIT ageChanged();
}

void QueueCharts::setRetention(std::chrono::seconds retention)
{
    // A broker without samples has one thing to show; one that keeps ten minutes is not asked for an hour.
    m_range->setVisible(retention.count() > 0);
    if (retention.count() == 0 && m_age.count() != 0) {
        m_range->setCurrentId(rangeSeen);
        choose(rangeSeen);
    } else if (retention < m_age) {
        m_range->setCurrentId(rangeShort);
        choose(rangeShort);
    }
}

void QueueCharts::setData(const rabbitmq::QueueSamples &samples, const std::vector<QueueHistory::Reading> &seen, bool trouble,
                          const QDateTime &now)
{
    const bool own = m_age.count() == 0 || samples.isEmpty();
    m_source->setText(own ? tr("as seen by this console") : tr("samples of the broker"));
    if (own && seen.size() < 2) {
        const QString sentence = tr("The broker has told no samples of this queue, and this console has looked at it only once.");
        m_depth->setMessage(QStringLiteral("clock"), tr("No history yet"), sentence);
        m_rates->setMessage(QStringLiteral("clock"), tr("No history yet"), sentence);
        return;
    }
    using Reading = QueueHistory::Reading;
    const Token ready = trouble ? Token::S2 : Token::S1;
    const Token unacked = trouble ? Token::S1 : Token::S3;
    const qint64 to = now.toMSecsSinceEpoch();
    const qint64 from = own ? std::min(seen.front().at, to - 60'000) : to - std::chrono::milliseconds(m_age).count();
    const auto pick = [&](const std::vector<rabbitmq::Sample> &told, float Reading::*figure) {
        return own ? drawn(seen, figure) : drawn(told);
    };
    m_depth->setSeries({line("ready", tr("Ready"), ready, false, pick(samples.ready, &Reading::ready)),
                        line("unacked", tr("Unacked"), unacked, true, pick(samples.unacked, &Reading::unacked))},
                       from, to);
    m_rates->setSeries({line("in", tr("Publish"), Token::S1, false, pick(samples.publish, &Reading::publish)),
                        line("out", tr("Deliver"), Token::S2, false, pick(samples.deliver, &Reading::deliver)),
                        line("ack", tr("Ack"), Token::S3, true, pick(samples.ack, &Reading::ack))},
                       from, to);
}

void QueueCharts::setStale(bool stale)
{
    m_depth->setStale(stale);
    m_rates->setStale(stale);
}

void QueueCharts::clear()
{
    m_depth->setSeries({}, 0, 1);
    m_rates->setSeries({}, 0, 1);
}

} // namespace mk
