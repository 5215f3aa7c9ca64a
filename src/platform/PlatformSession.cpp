// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PlatformSession.h"

#include "api/consul/ConsulDecode.h"
#include "api/consul/ConsulRequests.h"
#include "net/HttpClient.h"
#include "net/Tunnel.h"
#include "platform/ConsulInstanceHandler.h"
#include "platform/ConsulKvHandler.h"
#include "platform/FindingsWatch.h"
#include "platform/MapFeed.h"
#include "platform/PlatformSessionPrivate.h"
#include "platform/RecentEvents.h"

#include <QSignalBlocker>

#include <algorithm>

namespace mk {

namespace {

HttpRequest askedBy(const char *asker, HttpRequest request)
{
    request.asker = QString::fromLatin1(asker);
    return request;
}

// The decoders read whole answers; a feed hands over the bytes.
HttpResponse responseOf(const QByteArray &body)
{
    HttpResponse response;
    response.status = 200;
    response.body = body;
    return response;
}

template <class T>
Result<std::vector<T>> part(const QByteArray &body, std::vector<T> consul::Registry::*member)
{
    Result<consul::Registry> registry = consul::decodeRegistry(responseOf(body));
    if (!registry)
        return fail(registry.error());
    return std::move((*registry).*member);
}

// The registry by a request for each service, for where the one call is barred.
constexpr std::chrono::milliseconds documentedInterval{5'000};

template <class T>
typename PollFeed<T>::Load documentedPart(consul::ConsulClient *client, std::vector<T> consul::Registry::*member)
{
    return [client, member](const LoadContext<T> &context, QObject *parent) -> Job<Loaded<T>> * {
        Job<consul::Answer<consul::Registry>> *whole = client->documentedRegistry(parent);
        QObject::connect(whole, &JobBase::progressed, parent, context.progress);
        return mapJob<Loaded<T>>(parent, whole,
                                 [member](const Result<consul::Answer<consul::Registry>> &answer) -> Result<Loaded<T>> {
                                     if (!answer)
                                         return fail(answer.error());
                                     Loaded<T> loaded;
                                     loaded.rows = std::make_shared<const std::vector<T>>(answer->value.*member);
                                     loaded.filteredByAcl = answer->meta.filteredByAcls;
                                     return loaded;
                                 });
    };
}

Result<std::vector<QString>> decodeKeyNames(const QByteArray &body)
{
    // No key at all is a 404 without a body.
    return body.isEmpty() ? std::vector<QString>() : consul::decodeKeys(responseOf(body));
}

} // namespace

// ---- opening and closing ----

PlatformSession::Private::Private(PlatformSession *session, const Environment &opened, const Dependencies &given)
    : q(session)
    , environment(opened)
    , dependencies(given)
    , services(given.clock)
    , instances(given.clock)
    , nodes(given.clock)
    , keys(given.clock)
    , kong(given.clock)
    , insights(&kong, &services, [this] { return status[System::Consul].figures.value(QStringLiteral("datacenter")).toString(); })
    , rabbit(given.clock)
{
    for (const System system : allSystems) {
        status.insert(system, SystemStatus());
        identities.insert(system, IdentityState());
        if (environment.has(system)) {
            status[system].state = SystemState::Connecting;
            status[system].since = given.clock->now();
        }
    }
    if (!environment.consul) {
        for (LiveStoreBase *store : consulStores())
            store->setNotConfigured();
    }
    if (environment.kong.isEmpty())
        kong.setNotConfigured();
    if (!environment.rabbitmq)
        rabbit.setNotConfigured();
}

PlatformSession::PlatformSession(const Environment &environment, const Dependencies &dependencies, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, environment, dependencies))
{
    // A store that was unlocked, or a keychain that came up late, may hold what was missing.
    connect(dependencies.secrets, &Secrets::stateChanged, this, [this] {
        for (const auto &link : d->links)
            link->retry();
    });
    // The lists notice first that the server went away or came back: the heartbeat need not wait for its turn.
    for (LiveStoreBase *store : d->consulStores()) {
        connect(store, &LiveStoreBase::stateChanged, this, [this, store] {
            const SystemStatus &consul = d->status[System::Consul];
            const bool up = consul.state == SystemState::Ok || consul.state == SystemState::Degraded;
            if (store->state().error && up && store->state().error->is(ErrorKind::Refused))
                refresh(System::Consul);
        });
    }
    for (LiveStoreBase *store : {static_cast<LiveStoreBase *>(d->kong.services()), static_cast<LiveStoreBase *>(d->kong.apis())}) {
        connect(store, &LiveStoreBase::stateChanged, this, [this, store] {
            const SystemStatus &kong = d->status[System::Kong];
            const bool up = kong.state == SystemState::Ok || kong.state == SystemState::Degraded;
            if (store->state().error && up && store->state().error->is(ErrorKind::Refused))
                refresh(System::Kong);
        });
    }
    connect(d->rabbit.queues(), &LiveStoreBase::stateChanged, this, [this] {
        const SystemStatus &rabbit = d->status[System::RabbitMq];
        const bool up = rabbit.state == SystemState::Ok || rabbit.state == SystemState::Degraded;
        const std::optional<Error> &error = d->rabbit.queues()->state().error;
        if (error && up && error->is(ErrorKind::Refused))
            refresh(System::RabbitMq);
    });
    d->recentEvents = new RecentEvents(this, dependencies.journal, dependencies.clock);
    d->findings = new FindingsWatch(this, dependencies.clock);
    d->map = new MapFeed(this, dependencies.clock);
    connect(&d->kong, &KongStores::capabilitiesChanged, this, &PlatformSession::kongCapabilitiesChanged);
    connect(&d->rabbit, &RabbitStores::brokerChanged, this, &PlatformSession::rabbitBrokerChanged);
    connect(&d->rabbit, &RabbitStores::historyChanged, this, &PlatformSession::queueHistoryChanged);
}

PlatformSession::~PlatformSession()
{
    const QSignalBlocker quiet(this); // nobody can do anything with what ends now
    close();
}

RecentEvents *PlatformSession::recentEvents() const
{
    return d->recentEvents;
}

FindingsWatch *PlatformSession::findings() const
{
    return d->findings;
}

MapRows *PlatformSession::platformMap() const
{
    return d->map->rows();
}

const Environment &PlatformSession::environment() const
{
    return d->environment;
}

PlatformSession::State PlatformSession::state() const
{
    return d->state;
}

void PlatformSession::Private::setState(State wanted)
{
    if (state == wanted)
        return;
    state = wanted;
    applyWritability();
    Q_EMIT q->stateChanged();
}

QList<ConsentItem> PlatformSession::missingConsents() const
{
    return d->dependencies.environments->missingConsents(d->environment);
}

Result<Done> PlatformSession::accept(const QList<ConsentItem> &items)
{
    const Result<Done> accepted = d->dependencies.environments->accept(items);
    if (accepted && d->state == State::NeedsConsent && missingConsents().isEmpty())
        open();
    return accepted;
}

void PlatformSession::open()
{
    if (d->state == State::Opening || d->state == State::Open)
        return;
    if (!missingConsents().isEmpty()) {
        d->setState(State::NeedsConsent);
        return;
    }
    d->setState(State::Opening);
    d->openLinks();
}

void PlatformSession::Private::openLinks()
{
    const EndpointLink::Dependencies forLinks{dependencies.secrets, dependencies.log, dependencies.clock};
    for (const Endpoint &endpoint : environment.allEndpoints()) {
        const bool isProxy = environment.kongProxy && endpoint.id == environment.kongProxy->id;
        auto link = std::make_unique<EndpointLink>(endpoint, dependencies.given.value(endpoint.id), forLinks, nullptr);
        connect(link.get(), &EndpointLink::changed, q, [this, raw = link.get()] { linkChanged(raw); });
        links.push_back(std::move(link));
        if (isProxy)
            continue; // asked on request only
        auto monitor = std::make_unique<EndpointMonitor>(links.back().get(), dependencies.clock, nullptr);
        const System system = endpoint.system;
        monitor->setTiming(timing);
        connect(monitor.get(), &EndpointMonitor::contacted, q, [this, system] {
            checkIdentity(system);
            if (system == System::Kong)
                kongReady();
            if (system == System::RabbitMq)
                rabbit.contacted();
        });
        connect(monitor.get(), &EndpointMonitor::contactLost, q, [this, system] {
            loseContact(system);
            if (system == System::Kong)
                kong.contactLost();
        });
        connect(monitor.get(), &EndpointMonitor::changed, q, [this, system] { monitorChanged(system); });
        monitors.push_back(std::move(monitor));
    }
    // Not while walking the list: a link may tell at once.
    for (const auto &link : links)
        link->open();
    for (const auto &monitor : monitors) {
        monitor->setInBackground(inBackground);
        if (!inBackground || environment.watchInBackground)
            monitor->start();
    }
    for (const System system : allSystems)
        updateStatus(system);
}

void PlatformSession::close()
{
    if (d->state == State::Closed)
        return;
    for (const auto &monitor : d->monitors)
        monitor->stop();
    for (const Private::Watched &watched : std::as_const(d->watched))
        delete watched.feed;
    d->watched.clear();
    d->feeds.clear();
    d->handlers.clear();
    d->kvHandler.reset();
    d->instanceHandler.reset();
    d->consulClient.reset();
    for (const QPointer<QObject> &feed : std::as_const(d->nodeFeeds))
        delete feed;
    d->nodeFeeds.clear();
    d->healthHandler.reset();
    d->kongHandler.reset();
    d->registrationHandler.reset();
    d->kong.close();
    d->queueHandler.reset();
    d->messageHandler.reset();
    d->rabbit.close();
    d->kongRequests.clear();
    d->kongMeasuredAt = {};
    d->monitors.clear();
    d->links.clear();
    for (Private::IdentityState &identity : d->identities)
        identity = {};
    for (const System system : allSystems) {
        SystemStatus &status = d->status[system];
        if (status.isConfigured()) {
            status.state = SystemState::Connecting;
            status.since = d->dependencies.clock->now();
            status.endpoints.clear();
        }
    }
    d->setState(State::Closed);
}

void PlatformSession::Private::linkChanged(EndpointLink *link)
{
    if (link->client()) {
        applyWritability();
        if (link->endpoint().system == System::Consul && !consulClient)
            consulReady(link->client());
        if (link->endpoint().system == System::Kong && !kong.client())
            kongReady();
        if (link->endpoint().system == System::RabbitMq && !rabbit.isOpen())
            rabbitReady(link->client());
    }
    if (state == State::Opening
        && std::all_of(links.cbegin(), links.cend(), [](const auto &one) { return one->isSettled(); }))
        setState(State::Open);
}

void PlatformSession::Private::consulReady(HttpClient *client)
{
    consulClient = std::make_unique<consul::ConsulClient>(client);
    kvHandler = std::make_unique<ConsulKvHandler>(consulClient.get());
    handlers.insert(kvHandler->id(), kvHandler.get());
    instanceHandler = std::make_unique<ConsulInstanceHandler>(client);
    handlers.insert(instanceHandler->id(), instanceHandler.get());

    const auto registry = [] { return askedBy("services", consul::registryRequest()); };
    // Three lists out of the same answer: each is asked for only while somebody looks at it.
    const auto addRegistryFeed = [this, client, registry]<class T>(LiveStore<T> *store,
                                                                   std::vector<T> consul::Registry::*member) {
        auto feed = std::make_unique<ConsulFeed<T>>(
            store, client, registry, [member](const QByteArray &body) { return part(body, member); }, nullptr);
        feed->setOtherWay(documentedPart(consulClient.get(), member), documentedInterval);
        feeds.push_back(std::move(feed));
    };
    addRegistryFeed(&services, &consul::Registry::services);
    addRegistryFeed(&instances, &consul::Registry::instances);
    addRegistryFeed(&nodes, &consul::Registry::nodes);
    feeds.push_back(std::make_unique<ConsulFeed<QString>>(
        &keys, client, [] { return askedBy("key/value", consul::keysRequest(QString())); }, &decodeKeyNames, nullptr));
    // A server that lost its state answers at the same address without a heartbeat having failed.
    for (const auto &feed : feeds) {
        connect(feed.get(), &ConsulFeedBase::indexWentBack, q, [this] {
            for (EndpointMonitor *monitor : monitorsOf(System::Consul))
                monitor->lookAgain();
        });
    }
    applyMode();
    for (const auto &feed : feeds)
        feed->begin();
    for (Watched &one : watched) {
        if (one.store && !one.feed)
            one.feed = serviceFeed(one.store, one.name);
    }
}

// ---- live lists ----

ConsulServices *PlatformSession::consulServices() const
{
    return &d->services;
}

ConsulInstances *PlatformSession::consulInstances() const
{
    return &d->instances;
}

ConsulNodes *PlatformSession::consulNodes() const
{
    return &d->nodes;
}

ConsulKeys *PlatformSession::consulKeys() const
{
    return &d->keys;
}

void PlatformSession::Private::applyMode()
{
    const ConsulFeedBase::Mode mode = liveUpdates ? ConsulFeedBase::Mode::Live : ConsulFeedBase::Mode::Poll;
    for (const auto &feed : feeds)
        feed->setMode(mode);
    for (const Watched &one : watched) {
        if (one.feed)
            one.feed->setMode(mode);
    }
}

void PlatformSession::setLiveUpdates(bool live)
{
    d->liveUpdates = live;
    d->applyMode();
}

ConsulFeed<consul::Instance> *PlatformSession::Private::serviceFeed(ConsulInstances *store, const QString &name)
{
    auto *feed = new ConsulFeed<consul::Instance>(
        store, consulClient->http(), [name] { return askedBy("service details", consul::serviceRequest(name)); },
        [](const QByteArray &body) { return consul::decodeServiceInstances(responseOf(body)); }, store);
    feed->setMode(liveUpdates ? ConsulFeedBase::Mode::Live : ConsulFeedBase::Mode::Poll);
    return feed;
}

std::unique_ptr<ConsulInstances> PlatformSession::watchService(const QString &name)
{
    auto store = std::make_unique<ConsulInstances>(d->dependencies.clock);
    if (!d->environment.consul) {
        store->setNotConfigured();
        return store;
    }
    d->watched.removeIf([](const Private::Watched &one) { return !one.store; });
    Private::Watched watched{store.get(), name, {}};
    if (d->consulClient)
        watched.feed = d->serviceFeed(store.get(), name);
    d->watched.append(watched);
    return store;
}

void PlatformSession::Private::pauseStores(bool pause)
{
    QList<LiveStoreBase *> stores = consulStores() + kong.all();
    stores.append(rabbit.queues());
    for (const Watched &one : std::as_const(watched)) {
        if (one.store)
            stores.append(one.store);
    }
    for (LiveStoreBase *store : std::as_const(stores)) {
        // One that the operator paused stays paused.
        if (pause && !store->state().paused) {
            pausedByUs.insert(store);
            store->setPaused(true);
        } else if (!pause && pausedByUs.contains(store)) {
            store->setPaused(false);
        }
    }
    if (!pause)
        pausedByUs.clear();
}

// The server is back: lists that wait out their back-off need not.
void PlatformSession::Private::storesAgain(System system)
{
    QList<LiveStoreBase *> stores;
    if (system == System::Kong)
        stores = {kong.apis(), kong.services(), kong.routes(), kong.plugins()};
    if (system == System::Consul)
        stores = consulStores();
    if (system == System::RabbitMq)
        stores = {rabbit.queues()};
    for (const Watched &one : std::as_const(watched)) {
        if (one.store && system == System::Consul)
            stores.append(one.store);
    }
    for (LiveStoreBase *store : std::as_const(stores)) {
        if (store->state().error && store->hasSubscribers() && !store->state().paused)
            store->refresh();
    }
}

// ---- how the systems do ----

const SystemStatus &PlatformSession::status(System system) const
{
    return *d->status.constFind(system);
}

QList<EndpointMonitor *> PlatformSession::Private::monitorsOf(System system) const
{
    QList<EndpointMonitor *> found;
    for (const auto &monitor : monitors) {
        if (monitor->link()->endpoint().system == system)
            found.append(monitor.get());
    }
    return found;
}

void PlatformSession::Private::monitorChanged(System system)
{
    const SystemState before = status[system].state;
    updateStatus(system);
    const SystemState now = status[system].state;
    const bool wasUp = before == SystemState::Ok || before == SystemState::Degraded;
    const bool isUp = now == SystemState::Ok || now == SystemState::Degraded;
    if (system == System::Kong)
        kong.contacted();
    if (isUp && !wasUp)
        storesAgain(system);
}

void PlatformSession::Private::updateStatus(System system)
{
    const QList<EndpointMonitor *> all = monitorsOf(system);
    if (all.isEmpty())
        return;
    SystemStatus now;
    now.figures = status[system].figures; // the last good ones stay while it is down
    const EndpointMonitor *speaker = nullptr; // the first that answers: writes would go there
    const EndpointMonitor *failing = nullptr;
    bool anyConnecting = false;
    for (const EndpointMonitor *monitor : all) {
        now.endpoints.append(monitor->status());
        now.checkedAt = std::max(now.checkedAt, monitor->checkedAt());
        if (monitor->isInContact() && !speaker)
            speaker = monitor;
        else if (monitor->status().state == SystemState::Connecting)
            anyConnecting = true;
        else if (!monitor->isInContact() && !failing)
            failing = monitor;
    }
    if (speaker) {
        const EndpointStatus &endpoint = speaker->status();
        now.state = endpoint.state;
        now.version = endpoint.version;
        now.latency = endpoint.latency;
        now.figures = endpoint.figures;
        now.credential = speaker->facts().credential;
        now.credentialArgs = speaker->facts().credentialArgs;
        now.notices = speaker->facts().notices;
        if (failing) {
            now.state = SystemState::Degraded;
            now.error = failing->status().error;
        }
    } else {
        now.version = status[system].version;
        now.latency = status[system].latency;
        now.credential = status[system].credential;
        now.credentialArgs = status[system].credentialArgs;
        now.state = failing && !anyConnecting ? failing->status().state : SystemState::Connecting;
        if (failing) {
            now.error = failing->status().error;
            now.nextTryAt = failing->nextTryAt();
        }
    }
    if (system == System::Kong) {
        updateKongNotices(&now, all);
        updateKongFigures(&now);
    }
    const IdentityState &identity = identities[system];
    if (speaker && (identity.conflict || identity.nodesDisagree))
        now.state = SystemState::WrongPlatform;
    now.lastError = now.error ? now.error : status[system].lastError;
    now.lastErrorAt = now.error ? now.checkedAt : status[system].lastErrorAt;
    now.since = status[system].state == now.state ? status[system].since : dependencies.clock->now();
    status[system] = now;
    if (system == System::Consul) {
        // Consul hands out empty lists to who may not look: "No keys yet" would be a lie.
        const bool seesNothing = now.error && now.error->reason == QLatin1String("consul.token-needed");
        for (LiveStoreBase *store : consulStores())
            store->setEmptyMeans(seesNothing ? now.error : std::nullopt);
    }
    Q_EMIT q->statusChanged(system);
}

void PlatformSession::refresh(System system)
{
    for (EndpointMonitor *monitor : d->monitorsOf(system))
        monitor->beatNow();
}

void PlatformSession::refreshAll()
{
    for (const System system : allSystems)
        refresh(system);
}

void PlatformSession::setHeartbeatTiming(const HeartbeatTiming &timing)
{
    d->timing = timing;
    for (const auto &monitor : d->monitors)
        monitor->setTiming(timing);
}

void PlatformSession::setInBackground(bool inBackground)
{
    if (d->inBackground == inBackground)
        return;
    d->inBackground = inBackground;
    const bool watch = !inBackground || d->environment.watchInBackground;
    for (const auto &monitor : d->monitors) {
        monitor->setInBackground(inBackground);
        if (watch)
            monitor->start();
        else
            monitor->stop();
    }
    d->pauseStores(!watch);
}

bool PlatformSession::isInBackground() const
{
    return d->inBackground;
}

// ---- clients ----

HttpClient *PlatformSession::client(const QString &endpointId) const
{
    for (const auto &link : d->links) {
        if (link->endpoint().id == endpointId)
            return link->client();
    }
    return nullptr;
}

HttpClient *PlatformSession::client(System system) const
{
    HttpClient *any = nullptr;
    for (const EndpointMonitor *monitor : d->monitorsOf(system)) {
        if (monitor->isInContact())
            return monitor->link()->client();
        if (!any)
            any = monitor->link()->client();
    }
    return any;
}

consul::ConsulClient *PlatformSession::consul() const
{
    return d->consulClient.get();
}

Tunnel *PlatformSession::tunnel(const QString &endpointId) const
{
    for (const auto &link : d->links) {
        if (link->endpoint().id == endpointId)
            return link->tunnel();
    }
    return nullptr;
}

} // namespace mk
