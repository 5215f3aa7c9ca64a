// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/EndpointMonitor.h"

#include "net/HttpClient.h"
#include "net/Tunnel.h"
#include "platform/EndpointLink.h"

#include <algorithm>
#include <limits>

namespace mk {

namespace {

const QString beatKey = QStringLiteral("beat");

SystemState stateOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Unauthorised:
    case ErrorKind::Forbidden:
    case ErrorKind::Storage: // its secret is missing, locked or not set: the credential is what has to be cured
        return SystemState::Unauthorised;
    default:
        return SystemState::Down;
    }
}

} // namespace

QString systemStateId(SystemState state)
{
    switch (state) {
    case SystemState::NotConfigured:
        return QStringLiteral("not-configured");
    case SystemState::Connecting:
        return QStringLiteral("connecting");
    case SystemState::Ok:
        return QStringLiteral("ok");
    case SystemState::Degraded:
        return QStringLiteral("degraded");
    case SystemState::Down:
        return QStringLiteral("down");
    case SystemState::Unauthorised:
        return QStringLiteral("unauthorised");
    case SystemState::WrongPlatform:
        return QStringLiteral("wrong-platform");
    }
    return {};
}

EndpointMonitor::EndpointMonitor(EndpointLink *link, const Clock *clock, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_clock(clock)
{
    m_status.endpointId = link->endpoint().id;
    m_status.hostPort = link->endpoint().hostPort();
    m_status.state = SystemState::Connecting;
    m_status.since = clock->now();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EndpointMonitor::beat);
    connect(link, &EndpointLink::changed, this, &EndpointMonitor::linkChanged);
}

void EndpointMonitor::start()
{
    if (m_started)
        return;
    m_started = true;
    // Somebody else may be there since it was stopped: the next beat looks at everything.
    m_beats = std::numeric_limits<int>::max() / 2;
    if (m_link->isUsable())
        beatNow();
    else
        linkChanged();
}

void EndpointMonitor::stop()
{
    m_started = false;
    m_timer.stop();
    m_jobs.cancelAll();
}

void EndpointMonitor::setTiming(const HeartbeatTiming &timing)
{
    m_timing = timing;
    if (m_timer.isActive())
        schedule(timing.interval);
}

void EndpointMonitor::setInBackground(bool inBackground)
{
    if (m_inBackground == inBackground)
        return;
    m_inBackground = inBackground;
    if (!inBackground)
        beatNow();
}

void EndpointMonitor::lookAgain()
{
    m_beats = std::numeric_limits<int>::max() / 2; // the next beat is a full look
    beatNow();
}

void EndpointMonitor::beatNow()
{
    if (!m_started)
        return;
    if (!m_link->isUsable()) {
        m_link->retry();
        return;
    }
    if (!m_jobs.isRunning(beatKey))
        beat();
}

void EndpointMonitor::linkChanged()
{
    if (!m_started)
        return;
    if (m_link->isUsable()) {
        m_failures = 0;
        if (!m_inContact && !m_jobs.isRunning(beatKey))
            beat();
        return;
    }
    m_timer.stop();
    m_jobs.cancel(beatKey);
    if (const std::optional<Error> error = m_link->error()) {
        takeError(*error);
        m_timer.stop(); // the link tells when there is something to ask again
        m_nextTryAt = {};
    } else {
        if (m_inContact) {
            m_inContact = false;
            Q_EMIT contactLost();
        }
        setState(SystemState::Connecting);
    }
    Q_EMIT changed();
}

void EndpointMonitor::beat()
{
    if (!m_started || !m_link->isUsable())
        return;
    m_timer.stop();
    const bool full = !m_inContact || m_beats >= std::max(1, m_timing.contactEvery);
    Job<SystemFacts> *job = full ? firstContact(m_link->client(), this) : heartbeat(m_link->client(), this);
    m_jobs.restart(beatKey, job)->done(this, [this, full](const Result<SystemFacts> &facts) {
        if (!facts) {
            if (facts.error().is(ErrorKind::Cancelled))
                return;
            takeError(facts.error());
        } else if (full) {
            takeContact(*facts);
            return;
        } else {
            // Without a leader Consul does not say who it is: as soon as there is one it is asked again, not half an hour of
            // heartbeats later.
            const bool toldNothing = m_facts.degraded && !m_facts.identityTold;
            takeBeat(*facts);
            if (toldNothing && !m_facts.degraded)
                QMetaObject::invokeMethod(this, &EndpointMonitor::lookAgain, Qt::QueuedConnection);
        }
        Q_EMIT changed();
    });
}

void EndpointMonitor::takeContact(const SystemFacts &facts)
{
    m_facts = facts;
    m_beats = 0;
    m_inContact = true;
    m_status.version = facts.version;
    m_status.figures = facts.figures;
    takeBeat(facts);
    Q_EMIT contacted();
    Q_EMIT changed();
}

void EndpointMonitor::takeBeat(const SystemFacts &facts)
{
    ++m_beats;
    m_failures = 0;
    m_checkedAt = m_clock->now();
    m_nextTryAt = {};
    addLatency(facts.latency);
    for (auto figure = facts.figures.cbegin(); figure != facts.figures.cend(); ++figure)
        m_status.figures.insert(figure.key(), figure.value());
    m_facts.figures = m_status.figures;

    QList<QPair<QString, QVariantMap>> notices = facts.notices;
    bool alarm = false;
    for (const auto &notice : std::as_const(m_facts.notices)) {
        alarm = alarm || notice.first == QLatin1String("rabbitmq.alarm");
        if (!isHeartbeatNotice(notice.first) && !notices.contains(notice))
            notices.append(notice);
    }
    m_facts.notices = notices;
    m_facts.degraded = facts.degraded || alarm;
    m_status.error.reset();
    setState(m_facts.degraded ? SystemState::Degraded : SystemState::Ok);
    schedule(m_inBackground ? m_timing.backgroundInterval : m_timing.interval);
}

void EndpointMonitor::takeError(const Error &error)
{
    m_checkedAt = m_clock->now();
    m_status.error = error;
    const bool wasInContact = std::exchange(m_inContact, false);
    setState(stateOf(error));
    const int doublings = std::min(m_failures++, 10);
    std::chrono::milliseconds wait = std::min(m_timing.firstRetry * (1 << doublings), m_timing.maxRetry);
    // A credential does not get better by being tried: every attempt counts against lock-outs and rate limits.
    if (m_status.state == SystemState::Unauthorised)
        wait = std::max(wait, m_timing.interval);
    wait = std::max(wait, error.retryAfter.value_or(std::chrono::milliseconds(0)));
    if (m_inBackground)
        wait = std::max(wait, m_timing.backgroundInterval);
    schedule(wait);
    m_nextTryAt = m_checkedAt.addMSecs(wait.count());
    if (wasInContact)
        Q_EMIT contactLost();
}

void EndpointMonitor::setState(SystemState state)
{
    if (m_status.state == state)
        return;
    m_status.state = state;
    m_status.since = m_clock->now();
}

void EndpointMonitor::addLatency(std::chrono::milliseconds latency)
{
    // A quarter of each new one: steady enough to read, quick enough to show trouble.
    m_status.latency = m_status.latency ? (*m_status.latency * 3 + latency) / 4 : latency;
}

void EndpointMonitor::schedule(std::chrono::milliseconds after)
{
    if (!m_started)
        return;
    // A server that is slow to answer is asked less often.
    const std::chrono::milliseconds slow = m_status.latency.value_or(std::chrono::milliseconds(0)) * 4;
    m_timer.start(std::max(after, std::min(slow, std::chrono::milliseconds(60'000))));
}

} // namespace mk
