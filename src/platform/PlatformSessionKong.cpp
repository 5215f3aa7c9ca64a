// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"
#include "platform/KongEntityHandler.h"
#include "platform/PlatformSessionPrivate.h"

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
        return kong::NodeFacts{facts.version, facts.figures.value(QStringLiteral("database")).toString(),
                               facts.figures.value(QStringLiteral("role")).toString(),
                               facts.figures.value(QStringLiteral("plugins")).toStringList()};
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
    const QVariant total = into->figures.value(QStringLiteral("totalRequests"));
    const int nodesUp = into->figures.value(QStringLiteral("nodesUp")).toInt();
    const std::chrono::milliseconds now = dependencies.clock->monotonic();
    if (!total.isValid() || nodesUp == 0) {
        served.reset();
        requestRate.reset();
    } else {
        // A node that came, went or was started again has another count.
        if (served && (served->nodes != nodesUp || total.toLongLong() < served->total)) {
            served.reset();
            requestRate.reset();
        }
        const bool differs = !served || total.toLongLong() != served->total || now - served->at > timing.interval * 2;
        if (served && differs && now > served->at)
            requestRate = double(total.toLongLong() - served->total) * 1000.0 / double((now - served->at).count());
        if (differs)
            served = Served{total.toLongLong(), nodesUp, now};
    }
    into->figures.remove(QStringLiteral("requestRate"));
    if (requestRate)
        into->figures.insert(QStringLiteral("requestRate"), *requestRate);
    const auto count = [into](const char *name, const LiveStoreBase *store) {
        if (store->state().phase == StoreState::Phase::Ready)
            into->figures.insert(QLatin1String(name), store->rowCount());
    };
    count("apis", kong.apis());
    count("services", kong.services());
    count("routes", kong.routes());
    count("pluginCount", kong.plugins());
}

kong::KongClient *PlatformSession::kong() const
{
    return d->kong.client();
}

} // namespace mk
