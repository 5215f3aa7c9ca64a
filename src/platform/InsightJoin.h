// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "platform/ConsulRecords.h"
#include "platform/KongRecords.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace mk {

class KongStores;

// Keeps what the platform says of Kong's rows in step with Kong's lists (its upstreams, too) and with Consul's services: follows them while somebody
// looks at the joined list of routes, works on a worker and hands the outcome to the KongStores, which join it into the rows.
// Who claims the same requests is found anew only when Kong's lists have changed. GUI thread.
class InsightJoin final : public QObject
{
    Q_OBJECT
public:
    // Both outlive it. datacenter: of the agent that tells the services, as far as it is known.
    InsightJoin(KongStores *kong, ConsulServices *consul, std::function<QString()> datacenter);
    ~InsightJoin() override;

private:
    using Claims = QHash<QString, routeclaims::Claims>;
    struct Work
    {
        routeinsight::Sources sources;
        QString version;                      // empty: who claims what is not asked
        std::shared_ptr<const Claims> claims; // null: to be found
        RouteInsights insights;
    };
    void subscribersChanged();
    void consulChanged();
    void upstreamsChanged();
    bool knowsUpstreams() const;
    void kongChanged();
    void join();
    void take(const Work &done, quint64 kongVersion);
    bool mayTellOfConsul() const;

    KongStores *m_kong;
    ConsulServices *m_consul;
    std::function<QString()> m_datacenter;
    std::unique_ptr<LiveStoreBase::Subscription> m_subscription;
    std::unique_ptr<LiveStoreBase::Subscription> m_upstreams;
    QTimer m_soon;
    std::shared_ptr<const Claims> m_claims; // of Kong's lists as they are; null: not found yet
    quint64 m_kongVersion = 1;
    bool m_told = false; // Consul's list could be spoken of when it was joined last
    bool m_upstreamsTold = false;
    JobScope m_jobs;
};

} // namespace mk
