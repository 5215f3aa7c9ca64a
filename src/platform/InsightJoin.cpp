// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/InsightJoin.h"

#include "platform/KongStores.h"

namespace mk {

namespace {
constexpr size_t insightHere = 100; // rows that are looked at within a frame
}

InsightJoin::InsightJoin(KongStores *kong, ConsulServices *consul, std::function<QString()> datacenter)
    : QObject(nullptr), m_kong(kong), m_consul(consul), m_datacenter(std::move(datacenter))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &InsightJoin::join);
    kong->entities(kong::Kind::Upstream)->onDelta(this, [this](const auto &) { m_soon.start(); });
    connect(kong->entities(kong::Kind::Upstream), &LiveStoreBase::stateChanged, this, &InsightJoin::upstreamsChanged);
    const auto changed = [this](const auto &) { kongChanged(); };
    kong->apis()->onDelta(this, changed);
    kong->services()->onDelta(this, changed);
    kong->routes()->onDelta(this, changed);
    connect(kong, &KongStores::capabilitiesChanged, this, &InsightJoin::kongChanged);
    // The last of the lists to come may be an empty one, of which no delta tells.
    for (const LiveStoreBase *store : {static_cast<LiveStoreBase *>(kong->apis()), static_cast<LiveStoreBase *>(kong->services()),
                                       static_cast<LiveStoreBase *>(kong->routes())})
        connect(store, &LiveStoreBase::stateChanged, this, [this] {
            if (!m_claims && m_subscription)
                m_soon.start();
        });
    consul->onDelta(this, [this](const auto &) { m_soon.start(); });
    connect(consul, &LiveStoreBase::stateChanged, this, &InsightJoin::consulChanged);
    connect(kong->routeRecords(), &LiveStoreBase::subscribersChanged, this, &InsightJoin::subscribersChanged);
}

InsightJoin::~InsightJoin() = default;

void InsightJoin::subscribersChanged()
{
    if (!m_kong->routeRecords()->hasSubscribers()) {
        m_subscription.reset();
        m_upstreams.reset();
        return;
    }
    const std::chrono::milliseconds interval = m_kong->routeRecords()->interval();
    if (m_subscription) {
        m_subscription->setInterval(interval);
        m_upstreams->setInterval(interval);
        return;
    }
    m_subscription = m_consul->subscribe(interval);
    m_upstreams = m_kong->entities(kong::Kind::Upstream)->subscribe(interval);
    m_soon.start();
}

// Only a list that is complete and of now says that something is missing from it.
bool InsightJoin::mayTellOfConsul() const
{
    const StoreState &state = m_consul->state();
    return state.phase == StoreState::Phase::Ready && !state.error && !state.filteredByAcl;
}

void InsightJoin::consulChanged()
{
    if (m_told != mayTellOfConsul())
        m_soon.start();
}

bool InsightJoin::knowsUpstreams() const
{
    const StoreState &state = m_kong->entities(kong::Kind::Upstream)->state();
    return state.phase == StoreState::Phase::Ready && !state.error;
}

void InsightJoin::upstreamsChanged()
{
    if (m_upstreamsTold != knowsUpstreams())
        m_soon.start();
}

void InsightJoin::kongChanged()
{
    ++m_kongVersion;
    m_claims.reset();
    m_soon.start();
}

void InsightJoin::join()
{
    if (!m_subscription)
        return;
    m_told = mayTellOfConsul();
    m_upstreamsTold = knowsUpstreams();
    Work work;
    work.sources = {m_kong->apis()->rows(),
                    m_kong->services()->rows(),
                    m_kong->routes()->rows(),
                    m_told ? m_consul->rows() : nullptr,
                    m_datacenter(),
                    m_upstreamsTold ? m_kong->entities(kong::Kind::Upstream)->rows() : nullptr};
    work.claims = m_claims;
    const auto isReady = [](const LiveStoreBase *store) { return store->state().phase == StoreState::Phase::Ready; };
    // Before all of them are known somebody who wins may still be missing.
    if (isReady(m_kong->apis()) && isReady(m_kong->services()) && isReady(m_kong->routes()) && m_kong->capabilities())
        work.version = m_kong->capabilities()->version;
    const auto run = [](Work todo, const CancelFlag &cancel) {
        if (!todo.claims && !todo.version.isEmpty()) {
            RouterTables tables;
            tables.version = todo.version;
            tables.apis = *todo.sources.apis;
            tables.services = *todo.sources.services;
            tables.routes = *todo.sources.routes;
            todo.claims = std::make_shared<const Claims>(routeclaims::find(tables, [&cancel] { return cancel.isSet(); }));
        }
        todo.insights = routeinsight::join(todo.sources, todo.claims ? *todo.claims : Claims());
        return todo;
    };
    const size_t size = work.sources.apis->size() + work.sources.services->size() + work.sources.routes->size();
    const quint64 version = m_kongVersion;
    if (size <= insightHere) {
        m_jobs.cancelAll();
        take(run(std::move(work), CancelFlag()), version);
        return;
    }
    using Outcome = std::shared_ptr<const Work>;
    m_jobs
        .restart(QStringLiteral("insight"), runOnWorker<Outcome>(this,
                                                              [work = std::move(work), run](const CancelFlag &cancel) -> Result<Outcome> {
                                                                  return std::make_shared<const Work>(run(work, cancel));
                                                              }))
        ->done(this, [this, version](const Result<Outcome> &done) {
            if (done)
                take(**done, version);
        });
}

void InsightJoin::take(const Work &done, quint64 kongVersion)
{
    if (kongVersion == m_kongVersion)
        m_claims = done.claims;
    m_kong->setRouteInsights(std::make_shared<const RouteInsights>(done.insights));
}

} // namespace mk
