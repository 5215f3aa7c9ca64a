// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/plugins/MetricsStrip.h"

#include "core/SafeText.h"
#include "platform/MetricsSource.h"
#include "platform/PlatformSession.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/Shapes.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>

namespace mk {

namespace {

constexpr int askEvery = 15'000; // ms; Prometheus' usual scrape interval

// Where Kong's figures are read, as people find it in prometheus.yml.
QString placeOf(const prometheus::Target &target)
{
    const QUrl url(target.scrapeUrl);
    return visibleText(target.instance().isEmpty() ? url.authority() : target.instance()) + visibleText(url.path());
}

QString scrapeText(const kongmetrics::State &state)
{
    if (!state.scrape)
        return {};
    using Reason = WhyEmpty::Reason;
    const prometheus::Target &target = state.scrape->target;
    switch (state.scrape->reason) {
    case Reason::NoTarget:
        return MetricsStrip::tr("no target of Prometheus looks like Kong");
    case Reason::NotScrapedYet:
        return MetricsStrip::tr("Prometheus has not scraped %1 yet").arg(placeOf(target));
    case Reason::NotFound:
        return QUrl(target.scrapeUrl).path() == QLatin1String("/metrics")
            ? MetricsStrip::tr("Prometheus gets 404 from %1").arg(placeOf(target))
            : MetricsStrip::tr("Prometheus gets 404 from %1: its metrics_path must be /metrics").arg(placeOf(target));
    case Reason::Down:
        return MetricsStrip::tr("Prometheus cannot scrape %1: %2").arg(placeOf(target), visibleText(target.lastError));
    case Reason::Missing:
        return MetricsStrip::tr("Prometheus scrapes %1").arg(placeOf(target));
    }
    return {};
}

QString pluginText(kongmetrics::Plugin plugin)
{
    switch (plugin) {
    case kongmetrics::Plugin::Unknown:
        return {};
    case kongmetrics::Plugin::Absent:
        return MetricsStrip::tr("Requests are not measured: there is no prometheus plugin");
    case kongmetrics::Plugin::NotOffered:
        return MetricsStrip::tr("Requests are not measured: this Kong does not have the prometheus plugin");
    case kongmetrics::Plugin::Partly:
        return MetricsStrip::tr("Only some requests are measured: prometheus is bound to single entities");
    case kongmetrics::Plugin::Off:
        return MetricsStrip::tr("Requests are not measured: prometheus is switched off");
    case kongmetrics::Plugin::On:
        return MetricsStrip::tr("Every request is measured");
    }
    return {};
}

Status statusOf(const kongmetrics::State &state)
{
    if (state.plugin != kongmetrics::Plugin::On)
        return Status::Warn;
    if (!state.scrape)
        return Status::None;
    const bool waits = state.scrape->reason == WhyEmpty::Reason::NotScrapedYet;
    return state.isScraped() ? Status::Ok : waits ? Status::Unknown : Status::Warn;
}

} // namespace

MetricsStrip::MetricsStrip(const PanelContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_shape(new ShapeWidget(context.theme, this))
    , m_text(new ElidedLabel(context.theme, FontRole::Body, Tone::Secondary, this))
    , m_enable(makeButton(context.theme, tr("Enable"), QStringLiteral("chart-line"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 8);
    row->setSpacing(8);
    row->addWidget(m_shape);
    row->addWidget(m_text, 1);
    row->addWidget(m_enable);
    m_enable->setAccessibleName(tr("Enable metrics"));
    m_again.setInterval(askEvery);
    connect(&m_again, &QTimer::timeout, this, &MetricsStrip::askTargets);
    connect(m_enable, &QPushButton::clicked, this, [this] { Q_EMIT enableRequested(m_state); });
    refresh();
}

MetricsStrip::~MetricsStrip() = default;

void MetricsStrip::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    if (m_session) {
        m_session->disconnect(this);
        m_session->kongPlugins()->disconnect(this);
    }
    m_targets.reset();
    m_session = session;
    if (session) {
        session->kongPlugins()->onDelta(this, [this](const auto &) { refresh(); });
        connect(session->kongPlugins(), &LiveStoreBase::stateChanged, this, &MetricsStrip::refresh);
        connect(session, &PlatformSession::statusChanged, this, [this](System system) {
            if (system == System::Prometheus && !m_targets)
                askTargets();
        });
    }
    refresh();
    askTargets();
}

void MetricsStrip::setBlocked(const QString &why)
{
    m_blocked = why;
    refresh();
}

void MetricsStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_again.start();
    askTargets();
}

void MetricsStrip::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_again.stop();
}

void MetricsStrip::askTargets()
{
    if (!isVisible() || !m_session || m_jobs.isRunning(QStringLiteral("targets"))
        || m_session->status(System::Prometheus).state != SystemState::Ok)
        return;
    m_jobs.restart(QStringLiteral("targets"), MetricsSource(m_session).targets(this))
        ->done(this, [this](const Result<std::vector<prometheus::Target>> &targets) {
            m_targets = targets ? std::optional(*targets) : std::nullopt; // what is not known is not claimed
            refresh();
        });
}

void MetricsStrip::refresh()
{
    const bool known = m_session && m_session->kongCapabilities() && m_session->kongPlugins()->state().phase == StoreState::Phase::Ready;
    m_state = kongmetrics::stateOf(known ? &*m_session->kongPlugins()->rows() : nullptr,
                                   known ? *m_session->kongCapabilities() : kong::Capabilities(), m_targets ? &*m_targets : nullptr);
    const QString plugin = pluginText(m_state.plugin);
    const bool shown = !plugin.isEmpty();
    m_shape->setVisible(shown);
    m_text->setVisible(shown);
    if (shown) {
        const QString scrape = scrapeText(m_state);
        const QString text = scrape.isEmpty() ? plugin : tr("%1; %2").arg(plugin, scrape);
        m_text->setText(text);
        m_text->setToolTip(tooltipText(text));
        m_shape->setStatus(statusOf(m_state));
    }
    using kongmetrics::Plugin;
    m_enable->setVisible(m_state.plugin == Plugin::Absent || m_state.plugin == Plugin::Off || m_state.plugin == Plugin::Partly);
    m_enable->setEnabled(m_blocked.isEmpty());
    m_enable->setToolTip(m_blocked.isEmpty() ? QString() : tooltipText(m_blocked));
}

} // namespace mk
