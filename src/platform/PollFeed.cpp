// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PollFeed.h"

namespace mk {

using std::chrono::milliseconds;

PollFeedBase::PollFeedBase(LiveStoreBase *store, QObject *parent) : QObject(parent), m_base(store)
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, &PollFeedBase::loadNow);
}

void PollFeedBase::begin()
{
    connect(m_base, &LiveStoreBase::subscribersChanged, this, &PollFeedBase::update);
    connect(m_base, &LiveStoreBase::pausedChanged, this, &PollFeedBase::update);
    connect(m_base, &LiveStoreBase::refreshRequested, this, &PollFeedBase::refreshNow);
    connect(m_base, &LiveStoreBase::written, this, &PollFeedBase::readAfterWrite);
    // The derived class is not whole yet while its constructor runs.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_loading) // or somebody asked for one look already, maybe while paused
                update();
        },
        Qt::QueuedConnection);
}

milliseconds PollFeedBase::currentInterval() const
{
    return std::max({m_base->interval(), m_timing.minInterval, 2 * m_took});
}

bool PollFeedBase::mayRun() const
{
    return m_base->hasSubscribers() && !m_base->state().paused;
}

// Somebody came or went, an interval or the pause changed.
void PollFeedBase::update()
{
    if (!mayRun()) {
        m_timer.stop();
        if (m_loading) {
            m_loading = false;
            m_again = false;
            stopLoad();
            m_base->setNotLoading();
        }
        return;
    }
    if (m_loading)
        return;
    if (m_retryAt)
        askAgainAt(*m_retryAt);
    else if (m_startedAt)
        askAgainAt(*m_startedAt + currentInterval());
    else
        loadNow();
}

void PollFeedBase::askAgainAt(milliseconds when)
{
    m_timer.start(std::max(milliseconds::zero(), when - m_base->clock()->monotonic()));
}

void PollFeedBase::loadNow()
{
    m_timer.stop();
    if (m_loading) {
        m_again = true;
        return;
    }
    m_loading = true;
    m_again = false;
    m_startedAt = m_base->clock()->monotonic();
    const quint64 ticket = m_base->beginLoad();
    m_base->setLoading(0, -1);
    startLoad(ticket);
}

void PollFeedBase::refreshNow()
{
    if (m_base->hasSubscribers())
        loadNow();
}

void PollFeedBase::readAfterWrite()
{
    if (!mayRun())
        return;
    if (m_loading)
        m_again = true; // this load began before the write ended and cannot tell
    else
        askAgainAt(m_startedAt ? *m_startedAt + m_timing.minInterval : milliseconds::zero());
}

void PollFeedBase::loadEnded()
{
    m_loading = false;
    m_failures = 0;
    m_retryAt.reset();
    m_took = m_base->clock()->monotonic() - *m_startedAt;
    if (!mayRun())
        return;
    askAgainAt(*m_startedAt + (m_again ? m_timing.minInterval : currentInterval()));
}

void PollFeedBase::loadFailed(const Error &error)
{
    m_loading = false;
    if (error.is(ErrorKind::Cancelled)) {
        m_base->setNotLoading();
        if (mayRun())
            askAgainAt(*m_startedAt + currentInterval());
        return;
    }
    const int doublings = std::min(m_failures++, 16);
    milliseconds backOff = std::min<milliseconds>(m_timing.maxBackOff, m_timing.firstBackOff * (1 << doublings));
    // Up to a fifth earlier, so that consoles that lost the same server do not come back in step.
    backOff -= backOff * std::uniform_int_distribution<int>(0, 200)(m_random) / 1000;
    if (error.retryAfter)
        backOff = std::max(backOff, *error.retryAfter);
    m_retryAt = m_base->clock()->monotonic() + backOff;
    const bool again = mayRun();
    m_base->setFailed(error, again ? m_base->clock()->now().addMSecs(backOff.count()) : QDateTime());
    if (again)
        askAgainAt(*m_retryAt);
}

} // namespace mk
