// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PathTracer.h"

#include "core/Json.h"
#include "platform/KongJson.h"
#include "platform/PlatformSession.h"

namespace mk {

using requestpath::Path;
using requestpath::Sources;

namespace {

struct Traced
{
    std::shared_ptr<const RouteMatcher> matcher;
    std::shared_ptr<const Path> path;
};

// The router knows the upstreams' names.
QStringList namesOf(const Sources &sources)
{
    QStringList names;
    for (const requestpath::Upstream &upstream : sources.upstreams.value_or(std::vector<requestpath::Upstream>()))
        names.append(upstream.name);
    return names;
}

template<class T> std::shared_ptr<const std::vector<T>> readRows(const LiveStore<T> *store)
{
    return store->state().phase == StoreState::Phase::Ready ? store->rows() : nullptr;
}

} // namespace

PathTracer::PathTracer(QObject *parent)
    : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // several lists change in one turn
    connect(&m_soon, &QTimer::timeout, this, &PathTracer::traceNow);
}

PathTracer::~PathTracer()
{
    setSession(nullptr);
}

void PathTracer::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    m_soon.stop();
    // First of all: a list that loses a subscriber tells it.
    if (m_session) {
        m_session->disconnect(this);
        for (LiveStoreBase *store : {static_cast<LiveStoreBase *>(m_session->kongRouteRecords()),
                                     static_cast<LiveStoreBase *>(m_session->kongPluginRecords()),
                                     static_cast<LiveStoreBase *>(m_session->kongEntities(kong::Kind::Upstream)),
                                     static_cast<LiveStoreBase *>(m_session->consulInstances())})
            store->disconnect(this);
    }
    m_subscriptions.clear();
    m_session = session;
    m_request.reset();
    m_path.reset();
    m_built.reset();
    m_targetSubscription.reset();
    m_targets.reset();
    m_targetsOf.clear();
    m_stale = false;
    if (!session)
        return;
    const auto follow = [this](auto *store) {
        store->onDelta(this, [this, guard = m_session](const auto &) {
            if (guard == m_session)
                traceSoon();
        });
        connect(store, &LiveStoreBase::stateChanged, this, [this] {
            const bool upstreamsAreNew = m_built && !m_built->from.upstreams && upstreams();
            if (!m_path || upstreamsAreNew)
                traceSoon(); // it may be whole now, and empty
            Q_EMIT stateChanged();
        });
    };
    follow(session->kongRouteRecords());
    follow(session->kongPluginRecords());
    follow(session->kongEntities(kong::Kind::Upstream));
    follow(session->consulInstances());
    session->consulNodes()->onDelta(this, [this, guard = m_session](const auto &) {
        if (guard == m_session)
            traceSoon();
    });
    connect(session, &PlatformSession::kongCapabilitiesChanged, this, [this] {
        traceSoon();
        Q_EMIT stateChanged();
    });
    setLooking(m_looks, m_interval);
}

void PathTracer::setLooking(bool looks, std::chrono::milliseconds interval)
{
    m_looks = looks;
    m_interval = interval;
    m_subscriptions.clear();
    m_targetSubscription.reset();
    if (!looks || !m_session)
        return;
    if (m_targets)
        m_targetSubscription = m_targets->subscribe(interval);
    m_subscriptions.push_back(m_session->kongRouteRecords()->subscribe(interval));
    m_subscriptions.push_back(m_session->kongPluginRecords()->subscribe(interval));
    m_subscriptions.push_back(m_session->kongEntities(kong::Kind::Upstream)->subscribe(interval));
    m_subscriptions.push_back(m_session->consulInstances()->subscribe(interval));
    m_subscriptions.push_back(m_session->consulNodes()->subscribe(interval));
    traceSoon();
}

void PathTracer::setRequest(const std::optional<RouteRequest> &request)
{
    m_request = request;
    m_stale = true;
    if (!request) {
        m_jobs.cancelAll();
        m_path.reset();
    }
    traceSoon();
}

std::optional<std::vector<requestpath::Upstream>> PathTracer::upstreams() const
{
    const KongEntities *list = m_session->kongEntities(kong::Kind::Upstream);
    if (list->state().phase != StoreState::Phase::Ready)
        return std::nullopt;
    std::vector<requestpath::Upstream> known;
    for (const kong::Entity &upstream : *list->rows()) {
        requestpath::Upstream one{upstream.name, std::nullopt};
        if (m_targets && upstream.id == m_targetsOf && m_targets->state().phase == StoreState::Phase::Ready) {
            one.targets.emplace();
            for (const kong::Entity &target : *m_targets->rows()) {
                const nlohmann::json json = kongjson::parsed(target.json);
                if (!json.is_object() || json.value("weight", nlohmann::json(1)) != 0)
                    one.targets->append(target.name);
            }
        }
        known.push_back(std::move(one));
    }
    return known;
}

// The path has come to an upstream: who its targets are is asked for now.
void PathTracer::readTargets()
{
    QString wanted;
    if (m_session && m_looks && m_path && !m_path->upstream.isEmpty()) {
        for (const kong::Entity &upstream : *m_session->kongEntities(kong::Kind::Upstream)->rows()) {
            if (upstream.name == m_path->upstream)
                wanted = upstream.id;
        }
    }
    if (wanted == m_targetsOf)
        return;
    m_targetsOf = wanted;
    m_targetSubscription.reset();
    m_targets.reset();
    if (wanted.isEmpty())
        return;
    m_targets = m_session->watchKong(kong::Kind::Target, kong::Kind::Upstream, wanted);
    m_targets->onDelta(this, [this](const auto &) { traceSoon(); });
    connect(m_targets.get(), &LiveStoreBase::stateChanged, this, [this] {
        // Read for the first time, and there may be none: no row tells of that.
        if (m_path && m_path->places.empty() && m_targets->state().phase == StoreState::Phase::Ready && m_targets->rowCount() == 0
            && !m_noTargetsTold) {
            m_noTargetsTold = true;
            traceSoon();
        }
    });
    m_noTargetsTold = false;
    m_targetSubscription = m_targets->subscribe(m_interval);
}

LiveStoreBase *PathTracer::kongList() const
{
    return m_session ? m_session->kongRouteRecords() : nullptr;
}

bool PathTracer::isKongRead() const
{
    return m_session && m_session->kongCapabilities() && kongList()->state().phase == StoreState::Phase::Ready;
}

Sources PathTracer::sources() const
{
    Sources sources;
    if (!m_session)
        return sources;
    sources.server = m_session->kongCapabilities().value_or(kong::Capabilities());
    sources.apis = readRows(m_session->kongApis());
    sources.services = readRows(m_session->kongServices());
    sources.routes = readRows(m_session->kongRoutes());
    sources.plugins = readRows(m_session->kongPluginRecords());
    sources.upstreams = upstreams();
    // Of the node that answers; all of one platform share their database, not their configuration.
    for (const EndpointStatus &node : m_session->status(System::Kong).endpoints) {
        if (node.error && !sources.node.isEmpty())
            continue;
        sources.node = node.figures.value(QStringLiteral("hostname")).toString();
        sources.routerFlavor = node.figures.value(QStringLiteral("routerFlavor")).toString();
        sources.proxyPort = node.figures.value(QStringLiteral("proxyPort")).toInt();
        sources.dnsOrder = node.figures.value(QStringLiteral("dnsOrder")).toStringList();
        sources.dnsResolvers = node.figures.value(QStringLiteral("dnsResolvers")).toStringList();
        if (!node.error)
            break;
    }
    sources.hasConsul = m_session->environment().has(System::Consul);
    sources.instances = readRows(m_session->consulInstances());
    sources.nodes = readRows(m_session->consulNodes());
    sources.registryIsPart = m_session->consulInstances()->state().filteredByAcl;
    sources.datacenter = m_session->status(System::Consul).figures.value(QStringLiteral("datacenter")).toString();
    sources.kongReadAt = kongList()->state().readAt;
    sources.pluginsReadAt = m_session->kongPluginRecords()->state().readAt;
    sources.consulReadAt = m_session->consulInstances()->state().readAt;
    return sources;
}

bool PathTracer::isSameRouter(const Sources &sources) const
{
    return m_built && m_built->from.apis == sources.apis && m_built->from.services == sources.services &&
           m_built->from.routes == sources.routes && m_built->from.server.version == sources.server.version &&
           m_built->from.routerFlavor == sources.routerFlavor && m_built->from.proxyPort == sources.proxyPort &&
           namesOf(m_built->from) == namesOf(sources);
}

void PathTracer::traceSoon()
{
    m_soon.start();
}

void PathTracer::traceNow()
{
    if (!m_request || !isKongRead())
        return;
    const Sources now = sources();
    std::shared_ptr<const RouteMatcher> matcher = isSameRouter(now) ? m_built->matcher : nullptr;
    const RouteRequest request = *m_request;
    m_jobs
        .restart(QStringLiteral("trace"),
                 runOnWorker<Traced>(
                     this,
                     [now, matcher, request](const CancelFlag &) -> Result<Traced> {
                         const auto built =
                             matcher ? matcher : std::make_shared<const RouteMatcher>(requestpath::tablesOf(now));
                         return Traced{built, std::make_shared<const Path>(requestpath::trace(now, *built, request))};
                     }))
        ->done(this, [this, now](const Result<Traced> &traced) {
            if (!traced)
                return; // a newer one is under way
            m_built = Built{traced->matcher, now};
            m_path = traced->path;
            m_stale = false;
            readTargets();
            Q_EMIT this->traced();
        });
}

} // namespace mk
