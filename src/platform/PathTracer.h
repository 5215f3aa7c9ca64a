// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/LiveStore.h"
#include "platform/RequestPath.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace mk {

class PlatformSession;

// Keeps the path of one request true to the live lists: traced on a worker, again whenever one of the lists brings
// something new. The matcher, which takes a third of a second for ten thousand routes, is built there once for each
// state of the lists. GUI thread.
class PathTracer final : public QObject
{
    Q_OBJECT
public:
    explicit PathTracer(QObject *parent = nullptr);
    ~PathTracer() override;

    void setSession(PlatformSession *session); // nullptr: none; the request is let go
    // While it looks it subscribes to what a path is made of.
    void setLooking(bool looks, std::chrono::milliseconds interval);
    // nothing: no path is wanted.
    void setRequest(const std::optional<RouteRequest> &request);
    const std::optional<RouteRequest> &request() const { return m_request; }

    // Null until the first one; of the newest request only where isUpToDate().
    std::shared_ptr<const requestpath::Path> path() const { return m_path; }
    bool isUpToDate() const { return m_path && !m_stale; }
    // The lists of Kong are whole; else its state says why not.
    bool isKongRead() const;
    LiveStoreBase *kongList() const; // that tells how Kong's lists do; null: no session
    requestpath::Sources sources() const;

Q_SIGNALS:
    void traced();
    void stateChanged(); // of the lists

private:
    // What a matcher was built from: the rows themselves stand for their state.
    struct Built
    {
        std::shared_ptr<const RouteMatcher> matcher;
        requestpath::Sources from;
    };
    void traceSoon();
    void traceNow();
    void readTargets();
    std::optional<std::vector<requestpath::Upstream>> upstreams() const;
    bool isSameRouter(const requestpath::Sources &sources) const;

    QPointer<PlatformSession> m_session;
    std::optional<RouteRequest> m_request;
    // The targets of the upstream that the request comes to; of the others they are not read.
    std::unique_ptr<KongEntities> m_targets;
    std::unique_ptr<LiveStoreBase::Subscription> m_targetSubscription;
    QString m_targetsOf; // id of that upstream
    bool m_noTargetsTold = false;
    std::vector<std::unique_ptr<LiveStoreBase::Subscription>> m_subscriptions;
    std::shared_ptr<const requestpath::Path> m_path;
    std::optional<Built> m_built;
    QTimer m_soon;
    JobScope m_jobs;
    bool m_looks = false;
    bool m_stale = false;
    std::chrono::milliseconds m_interval{0};
};

} // namespace mk
