// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Job.h"
#include "platform/SystemProbe.h"

#include <QDateTime>
#include <QMetaType>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace mk {

class EndpointLink;

// How one endpoint, or a whole system, does.
enum class SystemState {
    NotConfigured, // the environment has no such system
    Connecting,    // not asked yet, or the tunnel is coming up
    Ok,
    Degraded,      // it answers, but does not do all of its work (no leader, alarm, one of several nodes gone)
    Down,          // it does not answer, or answers nonsense: see error
    Unauthorised,  // it answers that the credential is wrong or may too little
    WrongPlatform, // it answers, but it is not the platform that this environment remembers
};
QString systemStateId(SystemState state); // "not-configured", "connecting", "ok" ...; stable, never translated

struct EndpointStatus
{
    QString endpointId;
    QString hostPort;
    SystemState state = SystemState::NotConfigured;
    QString version;
    std::optional<std::chrono::milliseconds> latency; // moving average of the heartbeats
    std::optional<Error> error;
    QDateTime since; // when this state began
    QVariantMap figures; // SystemFacts::figures of this endpoint
};

struct HeartbeatTiming
{
    std::chrono::milliseconds interval{10'000};
    std::chrono::milliseconds backgroundInterval{60'000};
    std::chrono::milliseconds firstRetry{1'000}; // after a failure; doubles up to maxRetry
    std::chrono::milliseconds maxRetry{15'000};
    int contactEvery = 30; // heartbeats between two full looks (version, identity, credential)
};

// Keeps asking one endpoint how it does: a first contact, then one cheap read after the other, slower when answers take
// long, with back-off while it is down. GUI thread.
class EndpointMonitor final : public QObject
{
    Q_OBJECT
public:
    EndpointMonitor(EndpointLink *link, const Clock *clock, QObject *parent);

    void start();
    void stop();
    void setTiming(const HeartbeatTiming &timing);
    void setInBackground(bool inBackground);
    void beatNow(); // also while one is under way: then nothing more is asked

    void lookAgain(); // the same with a full look

    EndpointLink *link() const { return m_link; }
    const EndpointStatus &status() const { return m_status; }
    // Of the last first contact, figures and notices as of the last heartbeat.
    const SystemFacts &facts() const { return m_facts; }
    // True from a first contact on until an answer fails to come: whoever answers after that may be somebody else.
    bool isInContact() const { return m_inContact; }
    QDateTime checkedAt() const { return m_checkedAt; }
    QDateTime nextTryAt() const { return m_nextTryAt; }
    // Facts that somebody else asked for just now.
    void takeContact(const SystemFacts &facts);

Q_SIGNALS:
    void contacted(); // new facts of a first contact, before changed()
    void contactLost();
    void changed();

private:
    void linkChanged();
    void beat();
    void takeBeat(const SystemFacts &facts);
    void takeError(const Error &error);
    void setState(SystemState state);
    void addLatency(std::chrono::milliseconds latency);
    void schedule(std::chrono::milliseconds after);

    EndpointLink *m_link;
    const Clock *m_clock;
    HeartbeatTiming m_timing;
    EndpointStatus m_status;
    SystemFacts m_facts;
    QTimer m_timer;
    JobScope m_jobs;
    QDateTime m_checkedAt;
    QDateTime m_nextTryAt;
    bool m_started = false;
    bool m_inContact = false;
    bool m_inBackground = false;
    int m_beats = 0;
    int m_failures = 0;
};

} // namespace mk
