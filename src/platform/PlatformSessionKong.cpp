// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"
#include "platform/KongEntityHandler.h"
#include "platform/KongRegistration.h"
#include "platform/PlatformSessionPrivate.h"
#include "platform/PollFeed.h"

namespace mk {

// Somebody to ask has come up, or has told anew who it is.
void PlatformSession::Private::kongReady()
{
    if (kong.client()) {
        kong.contacted();
        return;
    }
    kong.open([this] { return q->client(System::Kong); }, [this] { return kongFacts(); });
    kongHandler = std::make_unique<KongEntityHandler>(kong.client());
    handlers.insert(kongHandler->id(), kongHandler.get());
    healthHandler = std::make_unique<konghealth::Handler>([this] { return kongNodes(); },
                                                          [this] { return kong.capabilities().value_or(kong::Capabilities()); });
    handlers.insert(healthHandler->id(), healthHandler.get());
    registrationHandler = std::make_unique<KongRegistrationHandler>(kong.client());
    handlers.insert(registrationHandler->id(), registrationHandler.get());
}

QList<konghealth::Node> PlatformSession::Private::kongNodes() const
{
    QList<konghealth::Node> connected;
    for (const EndpointMonitor *monitor : monitorsOf(System::Kong)) { // the proxy has none
        if (HttpClient *client = monitor->link()->client())
            connected.append({monitor->link()->endpoint().id, client});
    }
    return connected;
}

namespace {

template <class T>
Job<Loaded<T>> *loadedJob(Job<std::vector<T>> *rows, QObject *parent)
{
    return mapJob<Loaded<T>>(parent, rows, [](const Result<std::vector<T>> &told) -> Result<Loaded<T>> {
        if (!told)
            return fail(told.error());
        Loaded<T> loaded;
        loaded.rows = std::make_shared<const std::vector<T>>(*told);
        return loaded;
    });
}

} // namespace

std::unique_ptr<KongHealth> PlatformSession::watchKongHealth(const QString &upstreamId)
{
    auto store = std::make_unique<KongHealth>(d->dependencies.clock);
    if (!d->kong.client())
        return store;
    const QPointer<PlatformSession> self(this);
    d->nodeFeeds.removeIf([](const QPointer<QObject> &feed) { return !feed; });
    d->nodeFeeds.append(new PollFeed<KongNodeHealth>(
        store.get(),
        [self, upstreamId](const LoadContext<KongNodeHealth> &, QObject *parent) {
            const QList<konghealth::Node> nodes = self ? self->d->kongNodes() : QList<konghealth::Node>();
            return loadedJob(konghealth::read(nodes, upstreamId, parent), parent);
        },
        store.get()));
    return store;
}

std::unique_ptr<KongNodeRecords> PlatformSession::watchKongNodes()
{
    auto store = std::make_unique<KongNodeRecords>(d->dependencies.clock);
    if (d->environment.kong.isEmpty()) {
        store->setNotConfigured();
        return store;
    }
    const QPointer<PlatformSession> self(this);
    d->nodeFeeds.removeIf([](const QPointer<QObject> &feed) { return !feed; });
    d->nodeFeeds.append(new PollFeed<KongNodeRecord>(
        store.get(),
        [self, cache = std::make_shared<kongnodes::RootCache>()](const LoadContext<KongNodeRecord> &, QObject *parent) {
            const QList<konghealth::Node> nodes = self ? self->d->kongNodes() : QList<konghealth::Node>();
            const auto now = self ? self->d->dependencies.clock->monotonic() : std::chrono::milliseconds{0};
            return loadedJob(kongnodes::read(nodes, cache, now, parent), parent);
        },
        store.get()));
    return store;
}

Result<kong::NodeFacts> PlatformSession::Private::kongFacts() const
{
    Error why = Error::make(ErrorKind::Network, QStringLiteral("kong.not-known-yet"));
    for (const EndpointMonitor *monitor : monitorsOf(System::Kong)) {
        if (!monitor->isInContact()) {
            why = monitor->status().error.value_or(why);
            continue;
        }
        const SystemFacts &facts = monitor->facts();
        kong::NodeFacts node{facts.version, facts.figures.value(QStringLiteral("database")).toString(),
                             facts.figures.value(QStringLiteral("role")).toString(),
                             facts.figures.value(QStringLiteral("plugins")).toStringList()};
        const QVariantMap priorities = facts.figures.value(QStringLiteral("pluginPriorities")).toMap();
        for (auto priority = priorities.cbegin(); priority != priorities.cend(); ++priority)
            node.pluginPriorities.emplace(priority.key(), priority.value().toInt());
        return node;
    }
    return fail(why);
}

KongApis *PlatformSession::kongApis() const
{
    return d->kong.apis();
}

KongServices *PlatformSession::kongServices() const
{
    return d->kong.services();
}

KongRoutes *PlatformSession::kongRoutes() const
{
    return d->kong.routes();
}

KongPlugins *PlatformSession::kongPlugins() const
{
    return d->kong.plugins();
}

KongRouteRecords *PlatformSession::kongRouteRecords() const
{
    return d->kong.routeRecords();
}

KongPluginRecords *PlatformSession::kongPluginRecords() const
{
    return d->kong.pluginRecords();
}

KongEntities *PlatformSession::kongEntities(kong::Kind kind) const
{
    return d->kong.entities(kind);
}

KongEntityRecords *PlatformSession::kongConsumerRecords() const
{
    return d->kong.consumerRecords();
}

KongEntityRecords *PlatformSession::kongUpstreamRecords() const
{
    return d->kong.upstreamRecords();
}

KongEntityRecords *PlatformSession::kongCertificateRecords() const
{
    return d->kong.certificateRecords();
}

std::unique_ptr<KongEntities> PlatformSession::watchKong(kong::Kind child, kong::Kind parent, const QString &parentId)
{
    return d->kong.watch(child, parent, parentId);
}

RouteInsight PlatformSession::kongInsight(const QString &key) const
{
    const std::shared_ptr<const RouteInsights> &known = d->kong.routeInsights();
    return known ? known->value(key) : RouteInsight();
}

const std::optional<kong::Capabilities> &PlatformSession::kongCapabilities() const
{
    return d->kong.capabilities();
}

const std::optional<Error> &PlatformSession::kongCapabilitiesError() const
{
    return d->kong.capabilitiesError();
}

kongplans::Context PlatformSession::kongPlanContext() const
{
    kongplans::Context context;
    context.server = d->kong.capabilities().value_or(kong::Capabilities());
    const auto known = [](const auto *store) {
        return store->state().phase == StoreState::Phase::Ready ? store->rows()
                                                                : std::remove_cvref_t<decltype(store->rows())>();
    };
    context.around.apis = known(d->kong.apis());
    context.around.services = known(d->kong.services());
    context.around.routes = known(d->kong.routes());
    context.around.plugins = known(d->kong.plugins());
    for (const Endpoint &endpoint : std::as_const(d->environment.kong))
        context.around.adminUrls.append(endpoint.url);
    struct Login
    {
        Credential credential;
        QString secret;
    };
    std::vector<Login> logins;
    for (const auto &link : d->links) {
        const Endpoint &endpoint = link->endpoint();
        if (endpoint.system == System::Kong && endpoint.credential.kind != Credential::Kind::None)
            logins.push_back({endpoint.credential, link->secrets().credential});
    }
    if (!logins.empty()) {
        context.around.isOwnLogin = [logins](kong::Kind kind, const nlohmann::json &entity) {
            return std::any_of(logins.begin(), logins.end(), [&](const Login &login) {
                return kongguards::isLogin(login.credential, login.secret, kind, entity);
            });
        };
    }
    if (const kong::KongClient *client = d->kong.client())
        context.around.shapes = client->shapes();
    return context;
}

// ---- figures ----

void PlatformSession::Private::updateKongNotices(SystemStatus *into, const QList<EndpointMonitor *> &all) const
{
    if (identities[System::Kong].nodesDisagree)
        into->notices.append({QStringLiteral("kong.nodes-disagree"), {}});
    // Figures of one node are no figures of the platform: sums of all that answer.
    QHash<QString, qint64> sums;
    int up = 0;
    for (const EndpointMonitor *monitor : all) {
        const EndpointStatus &node = monitor->status();
        if (!monitor->isInContact()) {
            if (all.size() > 1 && node.error)
                into->notices.append(
                    {QStringLiteral("kong.node-down"), {{QStringLiteral("endpoint"), node.hostPort}}});
            continue;
        }
        ++up;
        for (const char *name : {"connectionsActive", "connectionsReading", "connectionsWriting", "connectionsWaiting",
                                 "totalRequests"}) {
            const QVariant figure = node.figures.value(QLatin1String(name));
            if (figure.isValid())
                sums[QLatin1String(name)] += figure.toLongLong();
        }
    }
    into->figures.insert(QStringLiteral("nodes"), all.size());
    into->figures.insert(QStringLiteral("nodesUp"), up);
    for (auto it = sums.cbegin(); it != sums.cend(); ++it)
        into->figures.insert(it.key(), it.value());
}

// How fast requests come in, and how much of what there is. Counts only where a list has been read whole.
void PlatformSession::Private::updateKongFigures(SystemStatus *into)
{
    if (into->checkedAt.isValid() && into->checkedAt != kongMeasuredAt) {
        kongMeasuredAt = into->checkedAt;
        QHash<QString, qint64> counters; // of the nodes that answer
        for (const EndpointStatus &node : std::as_const(into->endpoints)) {
            const QVariant served = node.figures.value(QStringLiteral("totalRequests"));
            if (served.isValid() && !node.error)
                counters.insert(node.endpointId, served.toLongLong());
        }
        kongRequests.add(dependencies.clock->monotonic(), counters);
    }
    into->figures.remove(QStringLiteral("requestRate"));
    if (const std::optional<double> rate = kongRequests.perSecond())
        into->figures.insert(QStringLiteral("requestRate"), *rate);
    const auto count = [into](const char *name, const LiveStoreBase *store) {
        if (store->state().phase == StoreState::Phase::Ready)
            into->figures.insert(QLatin1String(name), store->rowCount());
    };
    count("apis", kong.apis());
    count("services", kong.services());
    count("routes", kong.routes());
    count("pluginCount", kong.plugins());
}

std::shared_ptr<const std::vector<double>> PlatformSession::kongRequestHistory() const
{
    return d->kongRequests.history();
}

kong::KongClient *PlatformSession::kong() const
{
    return d->kong.client();
}

} // namespace mk
