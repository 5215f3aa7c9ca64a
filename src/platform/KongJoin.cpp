// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongJoin.h"

#include "api/kong/KongDecode.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "platform/KongStores.h"
#include "platform/StoreJoin.h"

namespace mk {

namespace {
constexpr int namesOneByOne = 20; // beyond it the whole list is cheaper
constexpr size_t joinHere = 2000; // rows that are joined within a frame

// While lists are still being read nobody knows that no route leads to a service.
std::vector<KongRouteRecord> routeRecordsSoFar(const kongjoin::Sources &sources)
{
    std::vector<KongRouteRecord> records = kongjoin::routeRecords(sources);
    std::erase_if(records, [](const KongRouteRecord &record) { return record.kind == kong::Kind::Service; });
    return records;
}
} // namespace

KongJoin::KongJoin(KongStores *stores) : QObject(nullptr), m_stores(stores)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &KongJoin::join);
    const auto changed = [this](const auto &) { joinSoon(); };
    stores->apis()->onDelta(this, changed);
    stores->services()->onDelta(this, changed);
    stores->routes()->onDelta(this, changed);
    stores->plugins()->onDelta(this, changed);
    for (LiveStoreBase *source : {static_cast<LiveStoreBase *>(stores->apis()), static_cast<LiveStoreBase *>(stores->services()),
                                  static_cast<LiveStoreBase *>(stores->routes()),
                                  static_cast<LiveStoreBase *>(stores->plugins())})
        follow(source);
    lead(stores->routeRecords());
    lead(stores->pluginRecords());
}

KongJoin::~KongJoin() = default;

void KongJoin::forgetNames()
{
    m_consumers.clear();
    m_asked.clear();
    m_jobs.cancel(QStringLiteral("names"));
}

void KongJoin::follow(LiveStoreBase *source)
{
    connect(source, &LiveStoreBase::stateChanged, this, &KongJoin::mirror);
    connect(source, &LiveStoreBase::waitingChanged, this, &KongJoin::sourceWaits);
}

void KongJoin::lead(LiveStoreBase *joined)
{
    connect(joined, &LiveStoreBase::subscribersChanged, this, &KongJoin::subscribersChanged);
    connect(joined, &LiveStoreBase::pausedChanged, this, &KongJoin::pausedChanged);
    connect(joined, &LiveStoreBase::refreshRequested, this, [this] {
        m_stores->apis()->refresh();
        m_stores->services()->refresh();
        m_stores->routes()->refresh();
        m_stores->plugins()->refresh();
    });
}

void KongJoin::subscribersChanged()
{
    std::chrono::milliseconds interval{0};
    for (LiveStoreBase *joined : {static_cast<LiveStoreBase *>(m_stores->routeRecords()),
                                  static_cast<LiveStoreBase *>(m_stores->pluginRecords())}) {
        if (joined->hasSubscribers())
            interval = interval.count() == 0 ? joined->interval() : std::min(interval, joined->interval());
    }
    if (interval.count() == 0) {
        m_subscriptions.clear();
        return;
    }
    if (m_subscriptions.empty()) {
        m_subscriptions.push_back(m_stores->apis()->subscribe(interval));
        m_subscriptions.push_back(m_stores->services()->subscribe(interval));
        m_subscriptions.push_back(m_stores->routes()->subscribe(interval));
        m_subscriptions.push_back(m_stores->plugins()->subscribe(interval));
        joinSoon(); // what the lists hold already
    } else {
        for (const auto &subscription : m_subscriptions)
            subscription->setInterval(interval);
    }
    pausedChanged();
}

// The sources rest when everybody who looks at a joined list has paused it.
void KongJoin::pausedChanged()
{
    bool anybody = false;
    bool awake = false;
    for (const LiveStoreBase *joined : {static_cast<LiveStoreBase *>(m_stores->routeRecords()),
                                        static_cast<LiveStoreBase *>(m_stores->pluginRecords())}) {
        if (!joined->hasSubscribers())
            continue;
        anybody = true;
        awake = awake || !joined->state().paused;
    }
    const bool pause = anybody && !awake;
    if (pause == m_pausing)
        return;
    m_pausing = pause;
    m_stores->apis()->setPaused(pause);
    m_stores->services()->setPaused(pause);
    m_stores->routes()->setPaused(pause);
    m_stores->plugins()->setPaused(pause);
}

void KongJoin::sourceWaits(const QStringList &)
{
    markWaiting();
    joinSoon();
}

// What waits for the server in a source waits in the joined lists, too.
void KongJoin::markWaiting()
{
    const auto mark = [this](const LiveStoreBase *source, kong::Kind kind) {
        for (const QString &id : source->waitingKeys())
            m_stores->routeRecords()->entityWritten(KongRouteRecord::keyOf(kind, id));
    };
    mark(m_stores->apis(), kong::Kind::Api);
    mark(m_stores->routes(), kong::Kind::Route);
    for (const QString &id : m_stores->services()->waitingKeys()) {
        const QString key = KongRouteRecord::keyOf(kong::Kind::Service, id);
        if (m_stores->routeRecords()->find(key)) // else it is told by its routes
            m_stores->routeRecords()->entityWritten(key);
    }
    for (const QString &id : m_stores->plugins()->waitingKeys())
        m_stores->pluginRecords()->entityWritten(id);
}

void KongJoin::mirror()
{
    QList<LiveStoreBase *> ofRoutes{m_stores->apis(), m_stores->services(), m_stores->routes()};
    if (!isSettled(m_stores->plugins()))
        ofRoutes.append(m_stores->plugins());
    // Both are looked at, whatever comes of the first.
    const bool routesToMake = mirrorStores(m_stores->routeRecords(), ofRoutes, &m_oldestRoutes, m_version);
    const bool pluginsToMake = mirrorStores(m_stores->pluginRecords(), {m_stores->plugins()}, &m_oldestPlugins, m_version);
    if ((routesToMake || pluginsToMake) && !m_soon.isActive())
        joinSoon();
}

void KongJoin::joinSoon()
{
    ++m_version;
    if (!m_subscriptions.empty() && !m_soon.isActive())
        m_soon.start();
}

kongjoin::Sources KongJoin::sources() const
{
    kongjoin::Sources sources{m_stores->apis()->rows(), m_stores->services()->rows(), m_stores->routes()->rows(), nullptr,
                              m_consumers, nullptr};
    if (m_stores->plugins()->state().phase == StoreState::Phase::Ready)
        sources.plugins = m_stores->plugins()->rows();
    sources.insights = m_stores->routeInsights();
    return sources;
}

void KongJoin::join()
{
    const auto isReady = [](const LiveStoreBase *store) { return store->state().phase == StoreState::Phase::Ready; };
    const bool complete = isReady(m_stores->apis()) && isReady(m_stores->services()) && isReady(m_stores->routes())
        && isSettled(m_stores->plugins());
    const size_t held = m_stores->apis()->rows()->size() + m_stores->routes()->rows()->size();
    // On the way only for twice as many rows as are shown: what is shown early must not make all of it late.
    if (complete || held >= 2 * m_stores->routeRecords()->rows()->size())
        run(QStringLiteral("routes"), m_stores->routeRecords(), complete ? &kongjoin::routeRecords : &routeRecordsSoFar, complete);
    if (isReady(m_stores->plugins())) {
        run(QStringLiteral("plugins"), m_stores->pluginRecords(), &kongjoin::pluginRecords, true);
        askNames();
    }
}

template <class T>
void KongJoin::run(const QString &key, LiveStore<T> *store, std::vector<T> (*fn)(const kongjoin::Sources &), bool complete)
{
    const kongjoin::Sources from = sources();
    const quint64 ticket = store->beginLoad();
    const quint64 version = m_version;
    markWaiting(); // after the ticket was taken: this load does not speak for them
    const auto apply = [store, ticket, version, complete](std::vector<T> rows) {
        if (complete)
            store->applyLoad(ticket, std::move(rows), version);
        else if (!rows.empty())
            store->applyPartial(ticket, std::move(rows));
    };
    const size_t size =
        from.apis->size() + from.services->size() + from.routes->size() + (from.plugins ? from.plugins->size() : 0);
    if (size <= joinHere) {
        m_jobs.cancel(key);
        apply(fn(from));
        return;
    }
    using Rows = std::shared_ptr<std::vector<T>>;
    Job<Rows> *job = runOnWorker<Rows>(
        this, [from, fn](const CancelFlag &) -> Result<Rows> { return std::make_shared<std::vector<T>>(fn(from)); });
    m_jobs.restart(key, job)->done(this, [apply](const Result<Rows> &rows) {
        if (rows)
            apply(std::move(**rows));
    });
}

// ---- the names of consumers ----

void KongJoin::askNames()
{
    kong::KongClient *client = m_stores->client();
    if (!client || !m_stores->pluginRecords()->hasSubscribers() || m_jobs.isRunning(QStringLiteral("names")))
        return;
    QStringList wanted;
    for (const kong::Plugin &plugin : *m_stores->plugins()->rows()) {
        const QString &id = plugin.scope.consumerId;
        if (id.isEmpty() || m_asked.contains(id))
            continue;
        m_asked.insert(id);
        wanted.append(id);
    }
    if (wanted.size() > namesOneByOne) {
        askAllNames();
        return;
    }
    for (const QString &id : std::as_const(wanted)) {
        client->read(kong::Kind::Consumer, id, this)->done(this, [this, id](const Result<std::optional<QByteArray>> &told) {
            if (!told) {
                if (!told.error().is(ErrorKind::Forbidden) && !told.error().is(ErrorKind::Unauthorised))
                    m_asked.remove(id); // with the next load again
                return;
            }
            const Result<nlohmann::json> document =
                *told ? parseJson(**told) : Result<nlohmann::json>(fail(ErrorKind::NotFound));
            if (!document)
                return;
            if (const Result<kong::Consumer> consumer = kong::decodeConsumer(*document)) {
                m_consumers.insert(id, consumer->shownName());
                joinSoon();
            }
        });
    }
}

void KongJoin::askAllNames()
{
    kong::ListOptions<kong::Consumer> options;
    options.asker = QStringLiteral("plugins");
    m_jobs.restart(QStringLiteral("names"), m_stores->client()->list<kong::Consumer>(std::move(options), this))
        ->done(this, [this](const Result<kong::Listed<kong::Consumer>> &listed) {
            if (!listed || !listed->rows)
                return;
            for (const kong::Consumer &consumer : *listed->rows) {
                if (m_asked.contains(consumer.id))
                    m_consumers.insert(consumer.id, consumer.shownName());
            }
            joinSoon();
        });
}

} // namespace mk
