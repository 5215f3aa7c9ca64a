// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongCapabilities.h"
#include "api/kong/KongClient.h"
#include "api/kong/KongDecode.h"
#include "platform/KongRecords.h"
#include "platform/PlanRunner.h"
#include "platform/PollFeed.h"
#include "platform/StoreJoin.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace mk {

class KongJoin;

// All that a session knows of Kong's entities: what the server can do, the four lists as it tells them, and two lists joined
// from them. Nothing is asked while nobody subscribes, the capabilities aside. GUI thread.
class KongStores final : public QObject
{
    Q_OBJECT
public:
    explicit KongStores(const Clock *clock, QObject *parent = nullptr);
    ~KongStores() override;

    KongApis *apis() { return &m_apis; }
    KongServices *services() { return &m_services; }
    KongRoutes *routes() { return &m_routes; }
    KongPlugins *plugins() { return &m_plugins; }
    KongRouteRecords *routeRecords() { return &m_routeRecords; }
    KongPluginRecords *pluginRecords() { return &m_pluginRecords; }
    // Consumers, upstreams, certificates and whatever else stands in a list of its own: entityKinds().
    KongEntities *entities(kong::Kind kind);
    static const std::vector<kong::Kind> &entityKinds();
    // These with what stands around them; of certificates: CA certificates, SNIs, vaults, keys and key sets, too.
    KongEntityRecords *consumerRecords() { return &m_consumerRecords; }
    KongEntityRecords *upstreamRecords() { return &m_upstreamRecords; }
    KongEntityRecords *certificateRecords() { return &m_certificateRecords; }
    // What is said of the rows of routeRecords() from outside Kong; they get it with the next join. Null: nothing yet.
    void setRouteInsights(std::shared_ptr<const RouteInsights> insights);
    const std::shared_ptr<const RouteInsights> &routeInsights() const { return m_routeInsights; }
    QList<LiveStoreBase *> all();
    // What hangs on one entity (credentials of a consumer, targets of an upstream), for as long as the store lives; it may not
    // outlive these. Empty where this server has no such thing.
    std::unique_ptr<KongEntities> watch(kong::Kind child, kong::Kind parent, const QString &parentId);

    void setNotConfigured();
    // From here on there is somebody to ask; facts tells what GET / said, or why nothing has been heard yet.
    using Facts = std::function<Result<kong::NodeFacts>()>;
    void open(kong::KongClient::Choose choose, Facts facts);
    void close();
    // A contact was made (again), or has failed: capabilities are found out anew where something may have changed.
    void contacted();
    void contactLost() { m_stale = true; }

    kong::KongClient *client() const { return m_client.get(); } // null before open()
    const std::optional<kong::Capabilities> &capabilities() const { return m_capabilities; }
    const std::optional<Error> &capabilitiesError() const { return m_capabilitiesError; }
    // A started job that ends when the capabilities are known.
    Job<Done> *ready(QObject *parent);

    // What a step that has just ended did to the lists.
    void stepEnded(const Step &step, const StepReport &report);

Q_SIGNALS:
    void capabilitiesChanged();
    void entityWritten(mk::kong::Kind kind, const QString &key); // a step on it has ended

private:
    template <class T>
    class Load;
    using Page = std::function<HttpRequest(const kong::Capabilities &server, const QString &offset)>;
    template <class T>
    void addFeed(LiveStore<T> *store, const char *asker, kong::Kind kind = kong::kindOf<T>());
    template <class T>
    void askForMissing(LiveStore<T> *store, kong::Kind kind);
    template <class T>
    void applyState(LiveStore<T> *store, kong::Kind kind, const QString &key, const EntityState &state, bool known);
    void joinEntities();
    StoreJoin<KongEntityRecord> *addJoin(KongEntityRecords *joined, const std::vector<kong::Kind> &kinds,
                                         StoreJoin<KongEntityRecord>::Prepare prepare);
    void find();
    void endWaiting(const Result<Done> &result);
    void found(const Result<kong::Capabilities> &capabilities);

    const Clock *m_clock;
    KongApis m_apis;
    KongServices m_services;
    KongRoutes m_routes;
    KongPlugins m_plugins;
    KongRouteRecords m_routeRecords;
    KongPluginRecords m_pluginRecords;
    std::map<kong::Kind, std::unique_ptr<KongEntities>> m_entities;
    KongEntityRecords m_consumerRecords;
    KongEntityRecords m_upstreamRecords;
    KongEntityRecords m_certificateRecords;
    std::unique_ptr<KongJoin> m_join;
    std::vector<std::unique_ptr<StoreJoin<KongEntityRecord>>> m_joins;
    std::shared_ptr<const RouteInsights> m_routeInsights;

    Facts m_facts;
    std::unique_ptr<kong::KongClient> m_client;
    std::vector<std::unique_ptr<QObject>> m_feeds;
    QList<QPointer<QObject>> m_watching; // feeds of watch()
    QHash<const LiveStoreBase *, std::shared_ptr<const kong::PageHeads>> m_pageHeads; // of each list's last load
    std::optional<kong::Capabilities> m_capabilities;
    std::optional<Error> m_capabilitiesError;
    QList<QPointer<PromiseJob<Done>>> m_waiting; // for the capabilities
    JobScope m_jobs;
    bool m_stale = false; // contact was lost since: whoever answers now may be another
};

} // namespace mk
