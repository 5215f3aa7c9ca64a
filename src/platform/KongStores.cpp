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
} // namespace

// One load of one list: the capabilities first, then page after page.
template <class T>
class KongStores::Load final : public Job<Loaded<T>>
{
public:
    Load(KongStores *stores, LiveStore<T> *store, QString asker, LoadContext<T> context, QObject *parent)
        : Job<Loaded<T>>(parent)
        , m_stores(stores)
        , m_store(store)
        , m_asker(std::move(asker))
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
        options.asker = m_asker;
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
    QString m_asker;
    LoadContext<T> m_context;
};

KongStores::KongStores(const Clock *clock, QObject *parent)
    : QObject(parent)
    , m_apis(clock)
    , m_services(clock)
    , m_routes(clock)
    , m_plugins(clock)
    , m_routeRecords(clock)
    , m_pluginRecords(clock)
    , m_join(std::make_unique<KongJoin>(this))
{
    m_apis.setMissingNeedsTwoLoads(true); // paged by number, in every version that has them
}

KongStores::~KongStores()
{
    close();
}

QList<LiveStoreBase *> KongStores::all()
{
    return {&m_apis, &m_services, &m_routes, &m_plugins, &m_routeRecords, &m_pluginRecords};
}

void KongStores::setNotConfigured()
{
    for (LiveStoreBase *store : all())
        store->setNotConfigured();
}

template <class T>
void KongStores::addFeed(LiveStore<T> *store, const char *asker)
{
    const QPointer<KongStores> self(this);
    const QString name = QString::fromLatin1(asker);
    auto feed = std::make_unique<PollFeed<T>>(
        store,
        [self, store, name](const LoadContext<T> &context, QObject *parent) -> Job<Loaded<T>> * {
            return new Load<T>(self, store, name, context, parent);
        },
        nullptr);
    askForMissing(store);
    // Nothing is sampled on the server: a list costs it one query a page, whenever it is asked.
    m_feeds.push_back(std::move(feed));
}

// A page that is read while rows move may lack some that are there. Few are asked for one by one; many wait for the next load.
template <class T>
void KongStores::askForMissing(LiveStore<T> *store)
{
    constexpr int few = 8;
    disconnect(store, &LiveStoreBase::rowsMissing, this, nullptr); // of an earlier open()
    connect(store, &LiveStoreBase::rowsMissing, this, [this, store](const QStringList &keys) {
        if (!m_client || keys.size() > few)
            return;
        for (const QString &key : keys) {
            const quint64 ticket = store->beginLoad();
            m_client->read(kong::kindOf<T>(), key, this)
                ->done(this, [this, store, key, ticket](const Result<std::optional<QByteArray>> &told) {
                    if (!told)
                        return; // the next load tells
                    if (!*told) {
                        store->applyOne(ticket, key, std::nullopt);
                        return;
                    }
                    const bool old = m_capabilities && kong::speaksOld(kong::kindOf<T>(), *m_capabilities);
                    if (const Result<nlohmann::json> document = parseJson(**told)) {
                        if (Result<T> row = kong::decodeEntity<T>(*document, old); row && row->id == key)
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
    contacted();
}

void KongStores::close()
{
    m_feeds.clear();
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
void KongStores::applyState(LiveStore<T> *store, const QString &id, const EntityState &state, bool known)
{
    store->entityWritten(id);
    if (!known)
        return; // the next load tells
    if (!state.exists) {
        store->applyOne(store->beginLoad(), id, std::nullopt);
        return;
    }
    const bool old = m_capabilities && kong::speaksOld(kong::kindOf<T>(), *m_capabilities);
    const Result<nlohmann::json> document = parseJson(state.body);
    if (!document)
        return;
    if (Result<T> row = kong::decodeEntity<T>(*document, old); row && row->id == id)
        store->applyOne(store->beginLoad(), id, std::move(*row));
}

void KongStores::stepEnded(const Step &step, const StepReport &report)
{
    for (int i = 0; i < step.changes.size(); ++i) {
        const EntityRef &entity = step.changes.at(i).entity;
        if (entity.system != System::Kong)
            continue;
        const bool known = report.outcome == StepOutcome::Done && i < report.result.states.size();
        const EntityState state = known ? report.result.states.at(i) : EntityState();
        const std::optional<kong::Kind> kind = kong::kindFromId(entity.kind);
        if (kind == kong::Kind::Api)
            applyState(&m_apis, entity.id, state, known);
        else if (kind == kong::Kind::Service)
            applyState(&m_services, entity.id, state, known);
        else if (kind == kong::Kind::Route)
            applyState(&m_routes, entity.id, state, known);
        else if (kind == kong::Kind::Plugin)
            applyState(&m_plugins, entity.id, state, known);
    }
}

} // namespace mk
