// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/StoreJoin.h"

#include <algorithm>

namespace mk {

bool isSettled(const LiveStoreBase *store)
{
    const StoreState &state = store->state();
    return state.phase == StoreState::Phase::Ready || state.phase == StoreState::Phase::NotConfigured || state.error;
}

bool mirrorStores(LiveStoreBase *joined, const QList<LiveStoreBase *> &required, QDateTime *oldest, quint64 version)
{
    const StoreState &mine = joined->state();
    const LiveStoreBase *failed = nullptr;
    bool loading = false;
    bool ready = true;
    bool configured = false;
    qint64 soFar = 0;
    qint64 total = 0;
    QDateTime read;
    for (const LiveStoreBase *source : required) {
        const StoreState &state = source->state();
        configured = configured || state.phase != StoreState::Phase::NotConfigured;
        if (state.error && !failed)
            failed = source;
        ready = ready && state.phase == StoreState::Phase::Ready;
        loading = loading || state.loading;
        soFar += state.loading ? state.soFar : source->rowCount();
        if (state.loading && state.total < 0)
            total = -1;
        if (total >= 0)
            total += state.loading ? state.total : source->rowCount();
        if (!read.isValid() || state.readAt < read)
            read = state.readAt;
    }
    if (!configured)
        return false;
    if (failed) {
        const StoreState &state = failed->state();
        if (!mine.error || mine.nextTryAt != state.nextTryAt || mine.error->kind != state.error->kind
            || mine.error->reason != state.error->reason)
            joined->setFailed(*state.error, state.nextTryAt);
    }
    if (loading) {
        joined->setLoading(soFar, total);
        return false;
    }
    joined->setNotLoading();
    if (failed || !ready || (read == *oldest && !mine.error && mine.phase == StoreState::Phase::Ready))
        return false;
    *oldest = read;
    return !joined->confirmUnchanged(joined->beginLoad(), version);
}

StoreJoinBase::StoreJoinBase(LiveStoreBase *joined) : m_joined(joined)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &StoreJoinBase::join);
}

StoreJoinBase::~StoreJoinBase() = default;

void StoreJoinBase::begin()
{
    connect(m_joined, &LiveStoreBase::subscribersChanged, this, &StoreJoinBase::subscribersChanged);
    connect(m_joined, &LiveStoreBase::pausedChanged, this, &StoreJoinBase::pausedChanged);
    connect(m_joined, &LiveStoreBase::refreshRequested, this, [this] {
        for (LiveStoreBase *source : all())
            source->refresh();
    });
}

void StoreJoinBase::watch(LiveStoreBase *source)
{
    connect(source, &LiveStoreBase::stateChanged, this, &StoreJoinBase::mirror);
    connect(source, &LiveStoreBase::waitingChanged, this, [this] {
        markWaiting();
        joinSoon();
    });
}

size_t StoreJoinBase::sourceRows() const
{
    qsizetype rows = 0;
    for (const LiveStoreBase *source : all())
        rows += source->rowCount();
    return size_t(rows);
}

void StoreJoinBase::subscribersChanged()
{
    if (!m_joined->hasSubscribers()) {
        m_subscriptions.clear();
        return;
    }
    if (m_subscriptions.empty()) {
        for (LiveStoreBase *source : all())
            m_subscriptions.push_back(source->subscribe(m_joined->interval()));
        joinSoon(); // what the lists hold already
    } else {
        for (const auto &subscription : m_subscriptions)
            subscription->setInterval(m_joined->interval());
    }
    pausedChanged();
}

// The sources rest while nobody wants to see them move.
void StoreJoinBase::pausedChanged()
{
    const bool pause = m_joined->hasSubscribers() && m_joined->state().paused;
    if (pause == m_pausing)
        return;
    m_pausing = pause;
    for (LiveStoreBase *source : all())
        source->setPaused(pause);
}

void StoreJoinBase::markWaiting()
{
    for (const auto &[source, keyOf] : std::as_const(m_keys)) {
        const QStringList waiting = source->waitingKeys();
        for (const QString &key : waiting)
            m_joined->entityWritten(keyOf(key));
    }
}

void StoreJoinBase::mirror()
{
    QList<LiveStoreBase *> awaited = m_required;
    for (LiveStoreBase *source : std::as_const(m_beside)) {
        if (!isSettled(source))
            awaited.append(source);
    }
    if (mirrorStores(m_joined, awaited, &m_oldest, m_version) && !m_soon.isActive())
        joinSoon();
}

void StoreJoinBase::joinSoon()
{
    ++m_version;
    if (!m_subscriptions.empty() && !m_soon.isActive())
        m_soon.start();
}

void StoreJoinBase::join()
{
    const auto isReady = [](const LiveStoreBase *store) { return store->state().phase == StoreState::Phase::Ready; };
    const bool complete = std::all_of(m_required.cbegin(), m_required.cend(), isReady)
        && std::all_of(m_beside.cbegin(), m_beside.cend(), isSettled);
    qsizetype held = 0;
    for (const LiveStoreBase *source : std::as_const(m_required))
        held += source->rowCount();
    // On the way only for twice as many rows as are shown: what is shown early must not make all of it late.
    if (complete || held >= 2 * m_joined->rowCount())
        run(complete);
}

} // namespace mk
