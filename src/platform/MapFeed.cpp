// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/MapFeed.h"

#include "platform/FindingsWatch.h"
#include "platform/KongJson.h"
#include "platform/PlatformSession.h"

namespace mk {

namespace {

// Rows that may be spoken of: read, and whole.
template <class T>
std::shared_ptr<const std::vector<T>> rowsIfRead(const LiveStore<T> *store)
{
    return store->state().phase == StoreState::Phase::Ready ? store->rows() : nullptr;
}

} // namespace

MapFeed::MapFeed(PlatformSession *session, const Clock *clock) : QObject(session), m_session(session), m_rows(clock)
{
    m_join = std::make_unique<StoreJoin<MapRow>>(&m_rows, [this]() -> std::function<std::vector<MapRow>()> {
        return [sources = sources()] { return platformmap::rows(sources); };
    });
    const Environment &environment = session->environment();
    const bool hasConsul = environment.has(System::Consul);
    const bool hasKong = environment.has(System::Kong);
    if (!hasConsul && !hasKong) {
        m_rows.setNotConfigured();
        return;
    }
    if (hasConsul) {
        m_join->require(session->consulServices());
        m_join->addBeside(session->consulInstances());
    }
    if (hasKong && hasConsul)
        m_join->addBeside(session->kongRouteRecords());
    else if (hasKong)
        m_join->require(session->kongRouteRecords());
    if (environment.has(System::RabbitMq))
        m_join->addBeside(session->rabbitQueues());
    m_join->begin();
    // What has no list, or nothing that anybody need wait for.
    connect(session->findings(), &FindingsWatch::looked, m_join.get(), &StoreJoinBase::joinAgain);
    if (!hasKong)
        return;
    KongEntities *upstreams = session->kongEntities(kong::Kind::Upstream);
    upstreams->onDelta(this, [this](const auto &) { followUpstreams(); });
    connect(&m_rows, &LiveStoreBase::subscribersChanged, this, &MapFeed::followUpstreams);
}

MapFeed::~MapFeed()
{
    m_join.reset();
    m_upstreams.clear();
}

void MapFeed::correctionsChanged()
{
    m_join->joinAgain();
}

void MapFeed::followUpstreams()
{
    if (!m_rows.hasSubscribers()) {
        m_upstreams.clear();
        return;
    }
    // The list itself is read by whoever shows it, by the path and by the search: it is short, and asked for here as well.
    KongEntities *list = m_session->kongEntities(kong::Kind::Upstream);
    Watched &own = m_upstreams[QString()];
    if (!own.subscription)
        own.subscription = list->subscribe(m_rows.interval());
    std::map<QString, Watched> kept;
    kept.insert(m_upstreams.extract(QString()));
    for (const kong::Entity &upstream : *list->rows()) {
        if (kept.size() > mostUpstreams)
            break;
        if (auto known = m_upstreams.extract(upstream.id)) {
            kept.insert(std::move(known));
            continue;
        }
        Watched watched;
        watched.targets = m_session->watchKong(kong::Kind::Target, kong::Kind::Upstream, upstream.id);
        watched.targets->onDelta(this, [this](const auto &) { m_join->joinAgain(); });
        watched.subscription = watched.targets->subscribe(m_rows.interval());
        kept.emplace(upstream.id, std::move(watched));
    }
    m_upstreams = std::move(kept);
    m_join->joinAgain();
}

std::optional<std::vector<requestpath::Upstream>> MapFeed::upstreams() const
{
    const KongEntities *list = m_session->kongEntities(kong::Kind::Upstream);
    if (!list || list->state().phase != StoreState::Phase::Ready)
        return std::nullopt;
    std::vector<requestpath::Upstream> upstreams;
    for (const kong::Entity &upstream : *list->rows()) {
        requestpath::Upstream one;
        one.name = upstream.name;
        const auto watched = m_upstreams.find(upstream.id);
        if (watched != m_upstreams.end() && watched->second.targets->state().phase == StoreState::Phase::Ready) {
            one.targets.emplace();
            for (const kong::Entity &target : *watched->second.targets->rows()) {
                const nlohmann::json json = kongjson::parsed(target.json);
                if (!json.is_object() || json.value("weight", nlohmann::json(1)) != 0)
                    one.targets->append(target.name);
            }
        }
        upstreams.push_back(std::move(one));
    }
    return upstreams;
}

platformmap::Sources MapFeed::sources() const
{
    const Environment &environment = m_session->environment();
    platformmap::Sources sources;
    if (environment.has(System::Kong)) {
        sources.ways = rowsIfRead(m_session->kongRouteRecords());
        sources.upstreams = upstreams();
    }
    if (environment.has(System::Consul)) {
        sources.services = rowsIfRead(m_session->consulServices());
        sources.instances = rowsIfRead(m_session->consulInstances());
    }
    if (environment.has(System::RabbitMq))
        sources.queues = rowsIfRead(m_session->rabbitQueues());
    sources.targets = m_session->findings()->targets();
    sources.findings = m_session->findings()->rows()->rows();
    sources.corrections = environment.mapCorrections;
    return sources;
}

} // namespace mk
