// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongStores.h"

#include "api/kong/KongDecode.h"
#include "api/kong/KongDialect.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "platform/KongJoin.h"

namespace mk {

namespace {
bool isNotKnownYet(const Error &error)
{
    return error.reason == QLatin1String("kong.not-known-yet");
}

bool isReady(const LiveStoreBase *store)
{
    return store->state().phase == StoreState::Phase::Ready;
}
} // namespace

// One load of one list: the capabilities first, then page after page.
template <class T>
class KongStores::Load final : public Job<Loaded<T>>
{
public:
    Load(KongStores *stores, LiveStore<T> *store, kong::Kind kind, QString asker, Page page, LoadContext<T> context, QObject *parent)
        : Job<Loaded<T>>(parent)
        , m_stores(stores)
        , m_store(store)
        , m_kind(kind)
        , m_asker(std::move(asker))
        , m_page(std::move(page))
        , m_context(std::move(context))
    {
        this->start();
    }

protected:
    void onStart() override
    {
        if (!m_stores) {
            this->finishError(Error::cancelled());
            return;
        }
        this->awaitValue(m_stores->ready(this), [this](const Done &) { list(); });
    }

private:
    void list()
    {
        kong::KongClient *client = m_stores ? m_stores->client() : nullptr;
        if (!client || !m_store) {
            this->finishError(Error::cancelled());
            return;
        }
        kong::ListOptions<T> options;
        options.kind = m_kind;
        options.asker = m_asker;
        if (m_page)
            options.page = [page = m_page, server = *client->capabilities()](const QString &offset) { return page(server, offset); };
        options.confirmUnchanged = m_context.confirmUnchanged;
        options.known = m_stores->m_pageHeads.value(m_store);
        if (m_store->state().phase != StoreState::Phase::Ready)
            options.partial = m_context.partial;
        auto *job = client->list<T>(std::move(options), this);
        this->connect(job, &JobBase::progressed, this,
                      [this](qint64 done, qint64 total) { m_context.progress(done, total); });
        this->awaitValue(job, [this](const kong::Listed<T> &listed) {
            if (m_stores && m_store)
                m_stores->m_pageHeads[m_store] = listed.heads;
            Loaded<T> loaded;
            loaded.rows = listed.rows;
            loaded.bodyHash = listed.hash;
            loaded.unchanged = listed.unchanged;
            this->finish(std::move(loaded));
        });
    }

    QPointer<KongStores> m_stores;
    QPointer<LiveStore<T>> m_store;
    kong::Kind m_kind;
    QString m_asker;
    Page m_page;
    LoadContext<T> m_context;
};

KongStores::KongStores(const Clock *clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_apis(clock)
    , m_services(clock)
    , m_routes(clock)
    , m_plugins(clock)
    , m_routeRecords(clock)
    , m_pluginRecords(clock)
    , m_consumerRecords(clock)
    , m_upstreamRecords(clock)
    , m_certificateRecords(clock)
    , m_join(std::make_unique<KongJoin>(this))
{
    m_apis.setMissingNeedsTwoLoads(true); // paged by number, in every version that has them
    for (const kong::Kind kind : entityKinds())
        m_entities.emplace(kind, std::make_unique<KongEntities>(clock));
    joinEntities();
}

StoreJoin<KongEntityRecord> *KongStores::addJoin(KongEntityRecords *joined, const std::vector<kong::Kind> &kinds,
                                                 StoreJoin<KongEntityRecord>::Prepare prepare)
{
    auto join = std::make_unique<StoreJoin<KongEntityRecord>>(joined, std::move(prepare));
    for (const kong::Kind kind : kinds) {
        join->require(entities(kind));
        join->setKeys(entities(kind), [kind](const QString &key) { return KongEntityRecord::keyOf(kind, key); });
    }
    m_joins.push_back(std::move(join));
    return m_joins.back().get();
}

void KongStores::joinEntities()
{
    using kong::Kind;
    const auto known = [](auto &store) { return isReady(&store) ? store.rows() : nullptr; };
    StoreJoin<KongEntityRecord> *consumers = addJoin(&m_consumerRecords, {Kind::Consumer}, [this, known] {
        return [consumers = entities(Kind::Consumer)->rows(), groups = known(*entities(Kind::Acl)), plugins = known(m_plugins)] {
            return kongjoin::consumerRecords(consumers, groups, plugins);
        };
    });
    consumers->addBeside(entities(Kind::Acl));
    consumers->addBeside(&m_plugins);
    consumers->begin();

    const auto around = [this, known] {
        return kongjoin::Sources{known(m_apis), known(m_services), nullptr, nullptr, {}};
    };
    StoreJoin<KongEntityRecord> *upstreams = addJoin(&m_upstreamRecords, {Kind::Upstream}, [this, around] {
        return [upstreams = entities(Kind::Upstream)->rows(), sources = around()] {
            return kongjoin::upstreamRecords(upstreams, sources);
        };
    });
    upstreams->addBeside(&m_services);
    upstreams->addBeside(&m_apis);
    upstreams->begin();

    const std::vector<Kind> kinds{Kind::Certificate, Kind::CaCertificate, Kind::Sni, Kind::Vault, Kind::Key, Kind::KeySet};
    StoreJoin<KongEntityRecord> *certificates = addJoin(&m_certificateRecords, kinds, [this, kinds, around] {
        std::vector<kongjoin::Entities> lists;
        for (const Kind kind : kinds)
            lists.push_back(entities(kind)->rows());
        return [lists = std::move(lists), sources = around()] { return kongjoin::certificateRecords(lists, sources); };
    });
    certificates->addBeside(&m_services);
    certificates->begin();
}

const std::vector<kong::Kind> &KongStores::entityKinds()
{
    using kong::Kind;
    static const std::vector<Kind> kinds{Kind::Consumer,      Kind::Acl, Kind::Upstream, Kind::Certificate,
                                         Kind::CaCertificate, Kind::Sni, Kind::Vault,    Kind::Key,
                                         Kind::KeySet};
    return kinds;
}

KongEntities *KongStores::entities(kong::Kind kind)
{
    const auto found = m_entities.find(kind);
    return found == m_entities.end() ? nullptr : found->second.get();
}

KongStores::~KongStores()
{
    close();
}

QList<LiveStoreBase *> KongStores::all()
{
    QList<LiveStoreBase *> stores{&m_apis, &m_services, &m_routes, &m_plugins, &m_routeRecords, &m_pluginRecords,
                                  &m_consumerRecords, &m_upstreamRecords, &m_certificateRecords};
    for (const auto &[kind, store] : m_entities)
        stores.append(store.get());
    return stores;
}

void KongStores::setNotConfigured()
{
    for (LiveStoreBase *store : all())
        store->setNotConfigured();
}

template <class T>
void KongStores::addFeed(LiveStore<T> *store, const char *asker, kong::Kind kind)
{
    const QPointer<KongStores> self(this);
    const QString name = QString::fromLatin1(asker);
    auto feed = std::make_unique<PollFeed<T>>(
        store,
        [self, store, name, kind](const LoadContext<T> &context, QObject *parent) -> Job<Loaded<T>> * {
            return new Load<T>(self, store, kind, name, {}, context, parent);
        },
        nullptr);
    askForMissing(store, kind);
    // Nothing is sampled on the server: a list costs it one query a page, whenever it is asked.
    m_feeds.push_back(std::move(feed));
}

// A page that is read while rows move may lack some that are there. Few are asked for one by one; many wait for the next load.
template <class T>
void KongStores::askForMissing(LiveStore<T> *store, kong::Kind kind)
{
    constexpr int few = 8;
    disconnect(store, &LiveStoreBase::rowsMissing, this, nullptr); // of an earlier open()
    connect(store, &LiveStoreBase::rowsMissing, this, [this, store, kind](const QStringList &keys) {
        if (!m_client || keys.size() > few)
            return;
        for (const QString &key : keys) {
            const quint64 ticket = store->beginLoad();
            m_client->read(kind, key, this)
                ->done(this, [this, store, kind, key, ticket](const Result<std::optional<QByteArray>> &told) {
                    if (!told)
                        return; // the next load tells
                    if (!*told) {
                        store->applyOne(ticket, key, std::nullopt);
                        return;
                    }
                    const bool old = m_capabilities && kong::speaksOld(kind, *m_capabilities);
                    if (const Result<nlohmann::json> document = parseJson(**told)) {
                        if (Result<T> row = kong::decodeEntity<T>(*document, old, kind); row && RecordTraits<T>::key(*row) == key)
                            store->applyOne(ticket, key, std::move(*row));
                    }
                });
        }
    });
}

void KongStores::open(kong::KongClient::Choose choose, Facts facts)
{
    if (m_client)
        return;
    m_facts = std::move(facts);
    m_client = std::make_unique<kong::KongClient>(std::move(choose));
    addFeed(&m_apis, "routes");
    addFeed(&m_services, "routes");
    addFeed(&m_routes, "routes");
    addFeed(&m_plugins, "plugins");
    for (const auto &[kind, store] : m_entities)
        addFeed(store.get(), kong::kindId(kind).toLatin1().constData(), kind);
    contacted();
}

std::unique_ptr<KongEntities> KongStores::watch(kong::Kind child, kong::Kind parent, const QString &parentId)
{
    auto store = std::make_unique<KongEntities>(m_clock);
    if (!m_client)
        return store;
    KongEntities *watched = store.get();
    const QPointer<KongStores> self(this);
    m_watching.removeIf([](const QPointer<QObject> &feed) { return !feed; });
    const Page page = [child, parent, parentId](const kong::Capabilities &server, const QString &offset) {
        return kong::childrenRequest(child, parent, parentId, server, offset);
    };
    m_watching.append(new PollFeed<kong::Entity>(
        watched,
        [self, watched, child, page](const LoadContext<kong::Entity> &context, QObject *owner) -> Job<Loaded<kong::Entity>> * {
            return new Load<kong::Entity>(self, watched, child, QStringLiteral("details"), page, context, owner);
        },
        watched));
    connect(this, &KongStores::entityWritten, watched, [watched, child](kong::Kind kind, const QString &key) {
        if (kind == child)
            watched->entityWritten(key);
    });
    return store;
}

void KongStores::close()
{
    m_feeds.clear();
    for (const QPointer<QObject> &feed : std::as_const(m_watching))
        delete feed;
    m_watching.clear();
    m_pageHeads.clear();
    m_jobs.cancelAll();
    m_join->forgetNames();
    endWaiting(fail(Error::cancelled()));
    m_client.reset();
    m_stale = true;
}

void KongStores::contacted()
{
    if (!m_client)
        return;
    const Result<kong::NodeFacts> facts = m_facts();
    if (!facts) {
        if (!isNotKnownYet(facts.error()))
            endWaiting(fail(facts.error()));
        return;
    }
    if (m_capabilities && !m_stale && m_capabilities->version == facts->version
        && m_capabilities->plugins == facts->plugins)
        return;
    find();
}

void KongStores::setRouteInsights(std::shared_ptr<const RouteInsights> insights)
{
    const bool same = insights && m_routeInsights ? *insights == *m_routeInsights : insights == m_routeInsights;
    if (same)
        return;
    m_routeInsights = std::move(insights);
    m_join->insightsChanged();
}

void KongStores::find()
{
    if (!m_client)
        return;
    const Result<kong::NodeFacts> facts = m_facts();
    HttpClient *http = m_client->http();
    if (!facts || !http || m_jobs.isRunning(QStringLiteral("capabilities")))
        return;
    m_stale = false;
    m_jobs.restart(QStringLiteral("capabilities"), kong::findCapabilities(http, *facts, this))
        ->done(this, [this](const Result<kong::Capabilities> &capabilities) { found(capabilities); });
}

void KongStores::found(const Result<kong::Capabilities> &capabilities)
{
    if (!capabilities) {
        if (!capabilities.error().is(ErrorKind::Cancelled)) {
            m_stale = true; // to be tried again
            m_capabilitiesError = capabilities.error();
            Q_EMIT capabilitiesChanged();
        }
        endWaiting(fail(capabilities.error()));
        return;
    }
    const bool differs = m_capabilities != *capabilities || m_capabilitiesError;
    m_capabilities = *capabilities;
    m_capabilitiesError.reset();
    if (m_client)
        m_client->setCapabilities(*capabilities);
    m_plugins.setMissingNeedsTwoLoads(capabilities->oldPlugins);
    if (differs)
        Q_EMIT capabilitiesChanged();
    endWaiting(Done{});
}

void KongStores::endWaiting(const Result<Done> &result)
{
    for (const auto &job : std::exchange(m_waiting, {})) {
        if (job)
            job->resolve(result);
    }
}

Job<Done> *KongStores::ready(QObject *parent)
{
    if (m_client && m_client->capabilities()) // where another answers now the next contact finds out
        return readyJob<Done>(parent, Done{});
    find();
    if (!m_jobs.isRunning(QStringLiteral("capabilities"))) {
        const Error unknown = Error::make(ErrorKind::Network, QStringLiteral("kong.not-known-yet"));
        const Result<kong::NodeFacts> facts = m_client ? m_facts() : fail(unknown);
        // Before the first contact was tried there is nothing to tell but to wait; later the poll's back-off asks again.
        if (facts || !isNotKnownYet(facts.error()))
            return readyJob<Done>(parent, fail(facts ? unknown : facts.error()));
    }
    auto *job = new PromiseJob<Done>(parent);
    m_waiting.append(job);
    return job;
}

// ---- what plans did ----

template <class T>
void KongStores::applyState(LiveStore<T> *store, kong::Kind kind, const QString &key, const EntityState &state, bool known)
{
    store->entityWritten(key);
    if (!known)
        return; // the next load tells
    if (!state.exists) {
        store->applyOne(store->beginLoad(), key, std::nullopt);
        return;
    }
    const bool old = m_capabilities && kong::speaksOld(kind, *m_capabilities);
    const Result<nlohmann::json> document = parseJson(state.body);
    if (!document)
        return;
    if (Result<T> row = kong::decodeEntity<T>(*document, old, kind); row && RecordTraits<T>::key(*row) == key)
        store->applyOne(store->beginLoad(), key, std::move(*row));
}

void KongStores::stepEnded(const Step &step, const StepReport &report)
{
    for (int i = 0; i < step.changes.size(); ++i) {
        const EntityRef &entity = step.changes.at(i).entity;
        const std::optional<kong::Kind> kind =
            entity.system == System::Kong ? kong::kindFromId(entity.kind) : std::nullopt;
        if (!kind)
            continue;
        const bool known = report.outcome == StepOutcome::Done && i < report.result.states.size();
        const EntityState state = known ? report.result.states.at(i) : EntityState();
        switch (*kind) {
        case kong::Kind::Api:
            applyState(&m_apis, *kind, entity.id, state, known);
            break;
        case kong::Kind::Service:
            applyState(&m_services, *kind, entity.id, state, known);
            break;
        case kong::Kind::Route:
            applyState(&m_routes, *kind, entity.id, state, known);
            break;
        case kong::Kind::Plugin:
            applyState(&m_plugins, *kind, entity.id, state, known);
            break;
        default:
            if (KongEntities *store = entities(*kind))
                applyState(store, *kind, entity.id, state, known);
            Q_EMIT entityWritten(*kind, entity.id);
        }
    }
}

} // namespace mk
