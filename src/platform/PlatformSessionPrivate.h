// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The inside of PlatformSession, for its own .cpp files only.

#include "api/consul/ConsulClient.h"
#include "platform/ConsulFeed.h"
#include "platform/EndpointLink.h"
#include "platform/EndpointMonitor.h"
#include "platform/InsightJoin.h"
#include "platform/KongStores.h"
#include "platform/PlatformSession.h"
#include "platform/RabbitStores.h"
#include "platform/RequestMeter.h"

#include <QPointer>
#include <QSet>

#include <memory>
#include <vector>

namespace mk {

class PlatformSession::Private
{
public:
    Private(PlatformSession *session, const Environment &opened, const Dependencies &given);

    // What is known of a system's identity in this session.
    struct IdentityState
    {
        bool confirmed = false; // an answer of this contact agreed with what is remembered
        bool nodesDisagree = false;
        bool wasSilent = false; // the last look told no server although some are remembered
        std::optional<IdentityConflict> conflict;
    };

    QList<LiveStoreBase *> consulStores() { return {&services, &instances, &nodes, &keys}; }
    QList<EndpointMonitor *> monitorsOf(System system) const;
    void openLinks();
    void linkChanged(EndpointLink *link);
    void consulReady(HttpClient *client);
    void kongReady();
    void rabbitReady(HttpClient *client);
    Result<kong::NodeFacts> kongFacts() const;
    void updateKongFigures(SystemStatus *into);
    void monitorChanged(System system);
    void updateStatus(System system);
    void updateKongNotices(SystemStatus *into, const QList<EndpointMonitor *> &monitors) const;
    void checkIdentity(System system);
    void takeFound(System system, const Identity &found);
    void remember(System system, const Identity &identity);
    void setConflict(System system, const std::optional<IdentityConflict> &conflict);
    void loseContact(System system);
    void applyWritability();
    void pauseStores(bool pause);
    void storesAgain(System system);
    ConsulFeed<consul::Instance> *serviceFeed(ConsulInstances *store, const QString &name);
    void setState(State wanted);

    PlatformSession *q;
    Environment environment;
    Dependencies dependencies;
    State state = State::Closed;
    bool locked = false;
    bool inBackground = false;
    HeartbeatTiming timing;

    ConsulServices services;
    ConsulInstances instances;
    ConsulNodes nodes;
    ConsulKeys keys;
    KongStores kong;
    InsightJoin insights;
    RabbitStores rabbit;

    // Order matters: what is below is gone before what is above.
    std::vector<std::unique_ptr<EndpointLink>> links;
    std::vector<std::unique_ptr<EndpointMonitor>> monitors;
    std::unique_ptr<consul::ConsulClient> consulClient;
    std::unique_ptr<StepHandler> kvHandler;
    std::unique_ptr<StepHandler> instanceHandler;
    std::unique_ptr<StepHandler> kongHandler;
    std::unique_ptr<StepHandler> healthHandler;
    QList<konghealth::Node> kongNodes() const;
    QList<QPointer<QObject>> nodeFeeds; // of watchKongHealth() and watchKongNodes()
    std::unique_ptr<StepHandler> registrationHandler;
    std::unique_ptr<StepHandler> queueHandler;
    std::unique_ptr<StepHandler> messageHandler;
    QHash<QString, StepHandler *> handlers;
    std::vector<std::unique_ptr<ConsulFeedBase>> feeds;
    bool liveUpdates = true;
    void applyMode();
    struct Watched
    {
        QPointer<ConsulInstances> store;
        QString name;
        QPointer<ConsulFeedBase> feed;
    };
    QList<Watched> watched;

    RecentEvents *recentEvents = nullptr;
    FindingsWatch *findings = nullptr;
    MapFeed *map = nullptr;
    void keepInStored(const std::function<void(Environment *)> &change);
    RequestMeter kongRequests;
    QDateTime kongMeasuredAt; // SystemStatus::checkedAt of the last reading

    QHash<System, SystemStatus> status;
    QHash<System, IdentityState> identities;
    QSet<LiveStoreBase *> pausedByUs;
};

} // namespace mk
