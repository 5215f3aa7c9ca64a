// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingsWatch.h"

#include "api/consul/ConsulClient.h"
#include "api/kong/KongInfo.h"
#include "api/prometheus/PrometheusQuery.h"
#include "net/HttpClient.h"
#include "platform/PlatformSession.h"

#include <algorithm>
#include <cmath>

namespace mk {

namespace {

constexpr int soonMs = 150; // changes that come together are looked at once
constexpr std::chrono::seconds kongRootEvery{60}; // it walks all plugins on the server
constexpr double shortestWindow = 30;
constexpr double longestWindow = 300;

// Both names that Kong's plugin has given the counter; what is not there adds nothing.
QString gatewayQuery(double seconds)
{
    const QString window = QString::number(qRound64(seconds)) + QLatin1Char('s');
    return QStringLiteral("sum by (service, code) (increase(kong_http_status[%1])) or "
                          "sum by (service, code) (increase(kong_http_requests_total[%1]))")
        .arg(window);
}

GatewayCounts countsOf(const prometheus::QueryResult &result, double seconds)
{
    GatewayCounts counts;
    counts.seconds = seconds;
    for (const prometheus::Series &series : result.series) {
        const auto label = [&series](const char *name) {
            const auto found = series.labels.find(QLatin1String(name));
            return found == series.labels.end() ? QString() : found->second;
        };
        if (!series.points.empty() && std::isfinite(series.points.back().value))
            counts.rows.push_back({label("service"), label("code").toInt(), series.points.back().value});
    }
    return counts;
}

// Four samples of the gateway's target: fewer make no rate.
double windowOf(const std::optional<std::vector<prometheus::Target>> &targets)
{
    double interval = 15;
    if (targets) {
        for (const prometheus::Target &target : *targets) {
            if (findings::isGatewayTarget(target) && target.interval)
                interval = double(target.interval->count()) / 1000;
        }
    }
    return std::clamp(interval * 4, shortestWindow, longestWindow);
}

// Last words of who does not answer any more are no knowledge.
template <class T>
std::shared_ptr<const std::vector<T>> rowsOf(const LiveStore<T> *store)
{
    const StoreState &state = store->state();
    return state.phase == StoreState::Phase::Ready && !state.error ? store->rows() : nullptr;
}

} // namespace

FindingsWatch::FindingsWatch(PlatformSession *session, const Clock *clock)
    : QObject(session), m_session(session), m_clock(clock), m_rows(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    connect(&m_soon, &QTimer::timeout, this, &FindingsWatch::look);
    connect(&m_timer, &QTimer::timeout, this, &FindingsWatch::tick);
    m_lists = {session->kongApis(),        session->kongServices(), session->kongRoutes(),  session->kongPlugins(),
               session->consulInstances(), session->consulNodes(),  session->rabbitQueues(), session->kongEntities(kong::Kind::Certificate)};
    for (LiveStoreBase *list : std::as_const(m_lists)) {
        connect(list, &LiveStoreBase::stateChanged, this, [this, list] {
            // While it is good there is nothing to tell but its age.
            if (!m_sawAll || list->state().error)
                lookSoon();
        });
    }
    const auto changed = [this](const auto &) { lookSoon(); };
    session->kongApis()->onDelta(this, changed);
    session->kongServices()->onDelta(this, changed);
    session->kongRoutes()->onDelta(this, changed);
    session->kongPlugins()->onDelta(this, changed);
    session->kongEntities(kong::Kind::Certificate)->onDelta(this, changed);
    session->consulInstances()->onDelta(this, changed);
    session->consulNodes()->onDelta(this, changed);
    session->rabbitQueues()->onDelta(this, changed);
    connect(session, &PlatformSession::statusChanged, this, [this](System system) {
        const SystemState state = m_session->status(system).state;
        if (state == SystemState::Down || state == SystemState::Connecting)
            forgetOwn();
        lookSoon();
    });
    connect(session, &PlatformSession::stateChanged, this, [this] {
        if (m_session->state() == PlatformSession::State::Open && isRunning())
            tick();
    });
    m_tracker.setMuted(session->environment().mutedFindings);
}

FindingsWatch::~FindingsWatch() = default;

void FindingsWatch::start(std::chrono::milliseconds interval)
{
    m_interval = interval;
    m_timer.setInterval(interval);
    if (m_subscriptions.empty()) {
        for (LiveStoreBase *list : std::as_const(m_lists))
            m_subscriptions.push_back(list->subscribe(interval));
    } else {
        for (const auto &subscription : m_subscriptions)
            subscription->setInterval(interval);
    }
    const bool first = !m_timer.isActive();
    m_timer.start();
    if (first)
        tick();
}

void FindingsWatch::stop()
{
    m_timer.stop();
    m_soon.stop();
    m_jobs.cancelAll();
    m_subscriptions.clear();
}

bool FindingsWatch::mayAsk() const
{
    return m_session->state() == PlatformSession::State::Open
        && (!m_session->isInBackground() || m_session->environment().watchInBackground);
}

void FindingsWatch::refresh()
{
    if (!isRunning())
        return;
    for (LiveStoreBase *list : std::as_const(m_lists))
        list->refresh();
    if (mayAsk())
        askOwn(true);
    lookSoon();
}

void FindingsWatch::tick()
{
    if (!mayAsk())
        return;
    askOwn(false);
    lookSoon(); // patience runs out also where nothing changes
}

// ---- what has no list

void FindingsWatch::askOwn(bool all)
{
    if (all || !m_resolvers.asked || !m_kongAskedAt.isValid() || m_kongAskedAt.secsTo(m_clock->now()) >= kongRootEvery.count())
        askKong();
    askKey();
    askTargets();
}

void FindingsWatch::askKong()
{
    HttpClient *client = m_session->client(System::Kong);
    if (!client || m_jobs.isRunning(QStringLiteral("kong")))
        return; // one that takes long is not begun anew
    m_kongAskedAt = m_clock->now();
    m_jobs.restart(QStringLiteral("kong"), kong::fetchInfo(client, this))->done(this, [this](const Result<kong::Info> &info) {
        if (!info && info.error().is(ErrorKind::Cancelled))
            return;
        m_resolvers = {};
        m_resolvers.asked = true;
        if (info)
            m_resolvers.value = info->dnsResolvers;
        else
            m_resolvers.error = info.error();
        lookSoon();
    });
}

void FindingsWatch::askKey()
{
    consul::ConsulClient *client = m_session->consul();
    if (!client || m_jobs.isRunning(QStringLiteral("key")))
        return; // one that takes long is not begun anew
    m_jobs.restart(QStringLiteral("key"), client->get(findings::migrationKey(), this))
        ->done(this, [this](const Result<std::optional<consul::KvEntry>> &entry) {
            if (!entry && entry.error().is(ErrorKind::Cancelled))
                return;
            m_key = {};
            m_key.asked = true;
            // A token that may not read keys is told that there are none.
            const bool sees = m_session->status(System::Consul).credential != QLatin1String("consul.anonymous");
            if (entry && (entry->has_value() || sees))
                m_key.value = entry->has_value();
            else if (!entry)
                m_key.error = entry.error();
            lookSoon();
        });
}

void FindingsWatch::askTargets()
{
    HttpClient *client = m_session->client(System::Prometheus);
    if (!client || m_jobs.isRunning(QStringLiteral("targets")))
        return; // one that takes long is not begun anew
    m_jobs.restart(QStringLiteral("targets"), prometheus::fetchTargetList(client, this))
        ->done(this, [this](const Result<std::vector<prometheus::Target>> &targets) {
            if (!targets && targets.error().is(ErrorKind::Cancelled))
                return;
            m_targets = {};
            m_targets.asked = true;
            if (targets)
                m_targets.value = *targets;
            else
                m_targets.error = targets.error();
            askGateway();
        });
}

void FindingsWatch::askGateway()
{
    HttpClient *client = m_session->client(System::Prometheus);
    if (!client || m_jobs.isRunning(QStringLiteral("gateway")))
        return; // one that takes long is not begun anew
    const double seconds = windowOf(m_targets.value);
    prometheus::InstantQuery query;
    query.text = gatewayQuery(seconds);
    query.timeout = std::chrono::seconds(10);
    query.mostSeries = 5'000;
    query.byGet = true;
    m_jobs.restart(QStringLiteral("gateway"), prometheus::query(client, query, this))
        ->done(this, [this, seconds](const Result<prometheus::QueryResult> &result) {
            if (!result && result.error().is(ErrorKind::Cancelled))
                return;
            m_gateway = {};
            m_gateway.asked = true;
            if (result)
                m_gateway.value = countsOf(*result, seconds);
            else
                m_gateway.error = result.error();
            lookSoon();
        });
}

void FindingsWatch::forgetOwn()
{
    const auto isAway = [this](System system) {
        const SystemState state = m_session->status(system).state;
        return state == SystemState::Down || state == SystemState::Connecting;
    };
    if (isAway(System::Kong))
        m_resolvers.value.reset();
    if (isAway(System::Consul))
        m_key.value.reset();
    if (isAway(System::Prometheus)) {
        m_targets.value.reset();
        m_gateway.value.reset();
    }
}

// ---- looking

FindingFacts FindingsWatch::facts() const
{
    FindingFacts facts;
    facts.environment = m_session->environment();
    for (const System system : allSystems)
        facts.status.emplace(system, m_session->status(system));
    facts.apis = rowsOf(m_session->kongApis());
    facts.services = rowsOf(m_session->kongServices());
    facts.routes = rowsOf(m_session->kongRoutes());
    facts.plugins = rowsOf(m_session->kongPlugins());
    facts.certificates = rowsOf(m_session->kongEntities(kong::Kind::Certificate));
    facts.now = m_clock->now();
    facts.capabilities = m_session->kongCapabilities();
    facts.instances = rowsOf(m_session->consulInstances());
    facts.nodes = rowsOf(m_session->consulNodes());
    const bool anonymous = facts.status.at(System::Consul).credential == QLatin1String("consul.anonymous");
    facts.registryFiltered = anonymous || m_session->consulInstances()->state().filteredByAcl;
    facts.resolvers = m_resolvers.value;
    facts.hasMigrationKey = m_key.value;
    facts.queues = rowsOf(m_session->rabbitQueues());
    facts.targets = m_targets.value;
    facts.gateway = m_gateway.value;
    facts.kubeNamespace = findings::kubeNamespaceOf(facts.environment);
    return facts;
}

void FindingsWatch::lookSoon()
{
    if (isRunning() && !m_soon.isActive())
        m_soon.start();
}

void FindingsWatch::look()
{
    if (m_session->state() == PlatformSession::State::Closed)
        return;
    const QString job = QStringLiteral("look");
    if (m_jobs.isRunning(job)) {
        m_again = true;
        return;
    }
    m_again = false;
    m_jobs.restart(job, runOnWorker<FindingReport>(this, [facts = facts()](const CancelFlag &) -> Result<FindingReport> { return findings::evaluate(facts); }))
        ->done(this, [this, settled = isSettled()](const Result<FindingReport> &report) {
            if (report)
                took(*report, settled);
            if (m_again)
                lookSoon();
        });
}

void FindingsWatch::took(const FindingReport &report, bool settled)
{
    m_tracker.take(report, m_clock->now());
    ++m_looks;
    m_sawAll = settled;
    if (settled || m_rows.state().phase == StoreState::Phase::Ready)
        m_rows.applyLoad(m_rows.beginLoad(), m_tracker.rows());
    if (m_posture != report.posture) {
        m_posture = report.posture;
        Q_EMIT postureChanged();
    }
    Q_EMIT looked();
}

QList<FindingCoverage> FindingsWatch::coverage() const
{
    using State = FindingCoverage::State;
    QList<FindingCoverage> all;
    const auto list = [&](FindingSource source, System system, const LiveStoreBase *store) {
        FindingCoverage one{source, system, State::Waiting, -1, store->state().error};
        const SystemState state = m_session->status(system).state;
        if (store->state().phase == StoreState::Phase::NotConfigured)
            one.state = State::NotConfigured;
        else if (store->state().error || state == SystemState::Down || state == SystemState::Unauthorised)
            one.state = State::Failed;
        else if (store->state().phase == StoreState::Phase::Ready)
            one.state = store->state().filteredByAcl ? State::Partial : State::Known;
        if (one.state == State::Known || one.state == State::Partial)
            one.count = store->rowCount();
        if (one.state == State::Failed && !one.error)
            one.error = m_session->status(system).error;
        all.append(one);
    };
    const auto own = [&](FindingSource source, System system, const auto &value, qint64 count) {
        FindingCoverage one{source, system, State::Waiting, -1, value.error};
        const SystemState state = m_session->status(system).state;
        if (!m_session->environment().has(system))
            one.state = State::NotConfigured;
        else if (value.value)
            one = {source, system, State::Known, count, std::nullopt};
        else if (value.asked || state == SystemState::Down || state == SystemState::Unauthorised)
            one.state = State::Failed;
        if (one.state == State::Failed && !one.error)
            one.error = m_session->status(system).error;
        all.append(one);
    };
    list(FindingSource::Entities, System::Kong, m_session->kongApis());
    list(FindingSource::Entities, System::Kong, m_session->kongRoutes());
    list(FindingSource::Entities, System::Kong, m_session->kongServices());
    list(FindingSource::Plugins, System::Kong, m_session->kongPlugins());
    own(FindingSource::KongNode, System::Kong, m_resolvers, -1);
    list(FindingSource::Instances, System::Consul, m_session->consulInstances());
    list(FindingSource::Nodes, System::Consul, m_session->consulNodes());
    own(FindingSource::ConsulKey, System::Consul, m_key, -1);
    list(FindingSource::Queues, System::RabbitMq, m_session->rabbitQueues());
    own(FindingSource::Targets, System::Prometheus, m_targets, m_targets.value ? qint64(m_targets.value->size()) : -1);
    own(FindingSource::GatewayErrors, System::Prometheus, m_gateway, -1);
    return all;
}

bool FindingsWatch::isSettled() const
{
    if (m_session->state() != PlatformSession::State::Open)
        return false;
    const QList<FindingCoverage> all = coverage();
    return std::none_of(all.cbegin(), all.cend(), [](const FindingCoverage &one) { return one.state == FindingCoverage::State::Waiting; });
}

// ---- muting

void FindingsWatch::keepMuted(const QList<MutedFinding> &muted)
{
    m_session->setMutedFindings(muted);
    m_tracker.setMuted(muted);
    if (m_rows.state().phase == StoreState::Phase::Ready)
        m_rows.applyLoad(m_rows.beginLoad(), m_tracker.rows());
    Q_EMIT looked();
}

void FindingsWatch::mute(const QString &id, const QString &reason)
{
    QList<MutedFinding> muted = m_session->environment().mutedFindings;
    muted.removeIf([&id](const MutedFinding &one) { return one.id == id; });
    muted.append({id, reason});
    keepMuted(muted);
}

void FindingsWatch::unmute(const QString &id)
{
    QList<MutedFinding> muted = m_session->environment().mutedFindings;
    muted.removeIf([&id](const MutedFinding &one) { return one.id == id; });
    keepMuted(muted);
}

} // namespace mk
