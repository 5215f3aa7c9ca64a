// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "platform/ConsulRecords.h"
#include "platform/EndpointMonitor.h"
#include "platform/Environment.h"
#include "platform/KongHealth.h"
#include "platform/KongNodes.h"
#include "platform/KongPlans.h"
#include "platform/KongRecords.h"
#include "platform/PlanRunner.h"
#include "platform/RabbitRecords.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace mk {

class HttpClient;
class HttpLog;
class Journal;
class FindingsWatch;
class KongStores;
class MapFeed;
class QueueHistory;
class RecentEvents;
class Secrets;
class Tunnel;
struct MapRow;

namespace consul {
class ConsulClient;
}
namespace kong {
class KongClient;
}
namespace rabbitmq {
struct Info;
}

struct SystemStatus
{
    SystemState state = SystemState::NotConfigured;
    bool isConfigured() const { return state != SystemState::NotConfigured; }
    QString version;
    std::optional<std::chrono::milliseconds> latency;
    std::optional<Error> error;
    QDateTime since;     // when this state began
    QDateTime checkedAt; // last answer or failure
    QDateTime nextTryAt; // while Down
    QVariantMap figures; // for the Overview card; see SystemFacts::figures. The last good ones stay while Down
    QString credential;  // see SystemFacts::credential
    QVariantMap credentialArgs;
    // "kong.nodes-disagree", "kong.node-down" (args "endpoint"), and those of SystemFacts::notices
    QList<QPair<QString, QVariantMap>> notices;
    QList<EndpointStatus> endpoints;
    // The last failure of all, also when it is long over; invalid time: none since the session was opened.
    std::optional<Error> lastError;
    QDateTime lastErrorAt;
};

// One open environment: its secrets, tunnels, HTTP clients, API clients, live stores, heartbeats and step handlers. It is
// the only place where an environment turns into connections. GUI thread.
//
// open() first asks for consent: while consents are missing nothing at all is connected. One endpoint that fails (secret
// missing, tunnel down) never keeps the others from opening.
class PlatformSession final : public QObject
{
    Q_OBJECT
public:
    struct Dependencies // all of them outlive the session
    {
        Secrets *secrets = nullptr;
        HttpLog *log = nullptr;
        const Clock *clock = nullptr;
        Journal *journal = nullptr; // may be null: then nothing can be written
        EnvironmentStore *environments = nullptr;
        // Secrets given in clear on the command line, by endpoint id; they win over references and are stored nowhere.
        QHash<QString, EndpointSecrets> given = {};
    };
    enum class State { Closed, NeedsConsent, Opening, Open };

    PlatformSession(const Environment &environment, const Dependencies &dependencies, QObject *parent = nullptr);
    ~PlatformSession() override;

    const Environment &environment() const; // with the identities as remembered by now
    State state() const;

    void open();
    // Stops tunnels, polls, heartbeats; the rows of the stores stay. Plans must have ended: their handlers go.
    void close();
    QList<ConsentItem> missingConsents() const;
    // Stores the consents; once none is missing the session opens by itself.
    Result<Done> accept(const QList<ConsentItem> &items);

    // --- how the systems do
    const SystemStatus &status(System system) const;
    // A heartbeat now, without waiting for the interval or the back-off. For "Retry".
    void refresh(System system);
    void refreshAll();
    void setHeartbeatTiming(const HeartbeatTiming &timing);
    // Window minimised or hidden: slower heartbeats; none at all, and stores paused, where the environment does not watch
    // in the background.
    void setInBackground(bool inBackground);
    bool isInBackground() const;

    // --- whom am I talking to
    struct IdentityConflict
    {
        Identity remembered;
        Identity found; // empty: it no longer tells
    };
    std::optional<IdentityConflict> identityConflict(System system) const;
    // Remembers what was found instead; writes are free again.
    void acceptIdentity(System system);
    Identity identity(System system) const; // accepted and confirmed by an answer of this session; else empty
    // True where a journal entry's facts (JournalEntry::identity) speak of the platform that is connected now. Undo asks.
    bool isSamePlatform(System system, const QStringList &facts) const;
    // Asks the system anew who it is; ends with an error when it may not be written to. For just before a plan runs.
    Job<Done> *confirmIdentity(System system, QObject *parent);

    // --- writing
    bool isReadOnly() const; // by the environment or by the lock
    bool isLocked() const;   // by the lock
    // The lock of the top bar, for this run. An environment that is read-only stays so until it is edited.
    void setReadOnly(bool locked);
    // Why nothing may be written there now: ErrorKind::ReadOnly reason "session.read-only" (args "by": "environment" or
    // "lock"), "session.identity" (args "system"), "session.identity-unchecked", "session.closed", "session.no-journal".
    std::optional<Error> mayWrite(System system) const;
    std::optional<Error> mayWrite(const Plan &plan) const;
    PlanRunner::Context planContext(const Plan &plan);
    const QHash<QString, StepHandler *> &handlers() const;
    // Tells the live lists what the runner writes, step by step, so that no load that began before shows the old state.
    // Call once for every runner; a plan's end needs nothing more.
    void followPlan(PlanRunner *runner);

    // Blocking queries where the system has them (as it starts out), or plain polls.
    void setLiveUpdates(bool live);

    // --- live lists. They exist for as long as the session does; phase NotConfigured without Consul. Nothing is asked
    // while nobody subscribes
    ConsulServices *consulServices() const;
    ConsulInstances *consulInstances() const; // of all services, at one moment; for findings and searches by address
    ConsulNodes *consulNodes() const;
    ConsulKeys *consulKeys() const; // the names of all keys; rows: KeyNames of models/KvTreeModel
    // The instances of one service, followed for as long as the store lives. It may not outlive the session.
    std::unique_ptr<ConsulInstances> watchService(const QString &name);

    // The same of Kong. Where this Kong has no such collection (old API objects, services) its list is empty.
    KongApis *kongApis() const;
    KongServices *kongServices() const;
    KongRoutes *kongRoutes() const;
    KongPlugins *kongPlugins() const;
    // Joined from these; subscribing to one of them is enough.
    KongRouteRecords *kongRouteRecords() const;
    KongPluginRecords *kongPluginRecords() const;
    // Consumers, groups (Kind::Acl), upstreams, certificates, CA certificates, SNIs, vaults, keys, key sets; null of any other
    // kind.
    KongEntities *kongEntities(kong::Kind kind) const;
    // These with what stands around them, as panels list them.
    KongEntityRecords *kongConsumerRecords() const;
    KongEntityRecords *kongUpstreamRecords() const;
    KongEntityRecords *kongCertificateRecords() const;
    // What hangs on one entity: credentials of a consumer, targets of an upstream. It may not outlive the session.
    std::unique_ptr<KongEntities> watchKong(kong::Kind child, kong::Kind parent, const QString &parentId);
    // What each node holds of an upstream's targets. It may not outlive the session.
    std::unique_ptr<KongHealth> watchKongHealth(const QString &upstreamId);
    // What its nodes say of themselves, for as long as the store lives. It may not outlive the session.
    std::unique_ptr<KongNodeRecords> watchKongNodes();
    // What Consul and the other rows say of one of these, or of a service behind routes, by KongRouteRecord::keyOf().
    RouteInsight kongInsight(const QString &key) const;
    // What this Kong can do; nothing until it has told. Stays while Kong is away.
    const std::optional<kong::Capabilities> &kongCapabilities() const;
    // Why it could not be found out: a credential that may not read (ErrorKind::Unauthorised, Forbidden), no answer.
    const std::optional<Error> &kongCapabilitiesError() const;
    // What plans on Kong are made with: as much of it as is known now.
    kongplans::Context kongPlanContext() const;

    // The broker's queues; phase NotConfigured without RabbitMQ.
    RabbitQueues *rabbitQueues() const;
    // One queue with its consumers and its samples over `age`, and its bindings, for as long as the stores live. They may not
    // outlive the session.
    std::unique_ptr<RabbitQueueDetails> watchQueue(const QString &vhost, const QString &name, std::chrono::seconds age);
    std::unique_ptr<RabbitBindings> watchBindings(const QString &vhost, const QString &name);
    // What decides where messages go; see RabbitStores. They may not outlive the session.
    std::unique_ptr<RabbitExchanges> watchExchanges();
    std::unique_ptr<RabbitBindings> watchVhostBindings(const QString &vhost);
    std::unique_ptr<RabbitPolicies> watchPolicies(const QString &vhost);
    // What has been seen of all queues while somebody looked.
    std::shared_ptr<const QueueHistory> queueHistory() const;
    // What the broker told of itself; nothing until the list has been asked for.
    const std::optional<rabbitmq::Info> &rabbitBroker() const;

    // What happened within the last hour. Exists for as long as the session does.
    RecentEvents *recentEvents() const;
    // What is broken now. Exists for as long as the session does, and looks at nothing before somebody starts it.
    FindingsWatch *findings() const;
    // The whole platform, a row for each service. Exists for as long as the session does; nothing is joined while nobody subscribes.
    LiveStore<MapRow> *platformMap() const;
    // Kept with the environment.
    void setMapCorrections(const QList<MapCorrection> &corrections);
    // Kept with the environment.
    void setMutedFindings(const QList<MutedFinding> &muted);

    // --- clients
    HttpClient *client(const QString &endpointId) const; // null before Open, or where the endpoint could not be set up
    HttpClient *client(System system) const; // Kong: the first node that answers
    consul::ConsulClient *consul() const;    // null before Open and without Consul
    // Requests a second that all nodes of Kong that answer serve, oldest first, one a heartbeat; null: fewer than two. The
    // newest is the figure "requestRate".
    std::shared_ptr<const std::vector<double>> kongRequestHistory() const;
    kong::KongClient *kong() const; // null before Open and without Kong; asks the first node that answers
    Tunnel *tunnel(const QString &endpointId) const;

Q_SIGNALS:
    void kongCapabilitiesChanged();
    void rabbitBrokerChanged();
    void queueHistoryChanged(); // a reading more
    void stateChanged();
    void statusChanged(mk::System system);
    void identityConflictRaised(mk::System system);
    void identityConflictSettled(mk::System system);
    void writabilityChanged(); // read-only switched, conflict raised or settled, first contact made

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
