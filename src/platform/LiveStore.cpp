// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/LiveStore.h"

#include "core/Log.h"

#include <QThreadPool>

namespace mk {

void releaseOnWorker(std::shared_ptr<const void> big)
{
    QThreadPool::globalInstance()->start([big = std::move(big)]() mutable { big.reset(); });
}

LiveStoreBase::LiveStoreBase(const Clock *clock, QObject *parent) : QObject(parent), m_clock(clock) {}

LiveStoreBase::~LiveStoreBase() = default;

LiveStoreBase::Subscription::~Subscription()
{
    if (!m_store)
        return;
    m_store->m_subscriptions.removeOne(this);
    Q_EMIT m_store->subscribersChanged();
}

void LiveStoreBase::Subscription::setInterval(std::chrono::milliseconds interval)
{
    if (m_interval == interval)
        return;
    m_interval = interval;
    if (m_store)
        Q_EMIT m_store->subscribersChanged();
}

std::unique_ptr<LiveStoreBase::Subscription> LiveStoreBase::subscribe(std::chrono::milliseconds interval)
{
    std::unique_ptr<Subscription> subscription(new Subscription(this, interval)); // its constructor is private
    m_subscriptions.append(subscription.get());
    Q_EMIT subscribersChanged();
    return subscription;
}

std::chrono::milliseconds LiveStoreBase::interval() const
{
    if (m_subscriptions.isEmpty())
        return std::chrono::milliseconds::zero();
    auto shortest = m_subscriptions.first()->m_interval;
    for (const Subscription *subscription : m_subscriptions)
        shortest = std::min(shortest, subscription->m_interval);
    return shortest;
}

void LiveStoreBase::setPaused(bool paused)
{
    if (m_state.paused == paused)
        return;
    m_state.paused = paused;
    Q_EMIT pausedChanged();
    Q_EMIT stateChanged();
}

quint64 LiveStoreBase::beginLoad()
{
    return ++m_ticket;
}

void LiveStoreBase::entityWritten(const QString &key)
{
    const bool isNew = !m_writtenAt.contains(key);
    m_writtenAt.insert(key, m_ticket);
    if (isNew)
        Q_EMIT waitingChanged({key});
    Q_EMIT written(key);
}

bool LiveStoreBase::confirmUnchanged(quint64 ticket, quint64 bodyHash)
{
    if (m_bodyHash != bodyHash || m_state.phase != StoreState::Phase::Ready || ticket < m_appliedTicket || hasWork())
        return false;
    confirm(ticket);
    return true;
}

void LiveStoreBase::setLoading(qint64 soFar, qint64 total)
{
    if (m_state.loading && m_state.soFar == soFar && m_state.total == total)
        return;
    m_state.loading = true;
    m_state.soFar = soFar;
    m_state.total = total;
    if (m_state.phase == StoreState::Phase::Never || m_state.phase == StoreState::Phase::NotConfigured)
        m_state.phase = StoreState::Phase::Loading;
    Q_EMIT stateChanged();
}

void LiveStoreBase::setNotLoading()
{
    if (!m_state.loading)
        return;
    m_state.loading = false;
    m_state.soFar = 0;
    m_state.total = -1;
    if (m_state.phase == StoreState::Phase::Loading && rowCount() == 0)
        m_state.phase = StoreState::Phase::Never;
    Q_EMIT stateChanged();
}

void LiveStoreBase::setFailed(const Error &error, const QDateTime &nextTryAt)
{
    if (!m_state.error)
        m_state.errorSince = m_clock->now();
    m_state.error = error;
    m_state.nextTryAt = nextTryAt;
    m_state.loading = false;
    m_state.soFar = 0;
    m_state.total = -1;
    if (m_state.phase == StoreState::Phase::Loading) {
        // The first load broke off: what came of it stays on screen and is told to be a part.
        if (rowCount() == 0) {
            m_state.phase = StoreState::Phase::Never;
        } else {
            m_state.phase = StoreState::Phase::Ready;
            m_state.readAt = m_clock->now();
            m_state.notice = QStringLiteral("load.incomplete");
            m_state.noticeArgs = {{QStringLiteral("count"), qint64(rowCount())}};
        }
    }
    Q_EMIT stateChanged();
}

void LiveStoreBase::setNotConfigured()
{
    if (m_state.phase == StoreState::Phase::NotConfigured)
        return;
    m_state = StoreState();
    m_state.phase = StoreState::Phase::NotConfigured;
    Q_EMIT stateChanged();
}

void LiveStoreBase::setNotice(const QString &reason, const QVariantMap &args)
{
    if (m_state.notice == reason && m_state.noticeArgs == args)
        return;
    m_state.notice = reason;
    m_state.noticeArgs = args;
    Q_EMIT stateChanged();
}

void LiveStoreBase::setEmptyMeans(const std::optional<Error> &error)
{
    if (m_emptyMeans.has_value() == error.has_value() && (!error || error->reason == m_emptyMeans->reason))
        return;
    const bool wasTold = m_emptyMeans && m_state.error && m_state.error->reason == m_emptyMeans->reason;
    m_emptyMeans = error;
    if (m_state.phase != StoreState::Phase::Ready || rowCount() > 0)
        return;
    if (error) {
        m_state.error = error;
        m_state.errorSince = m_clock->now();
    } else if (wasTold) {
        m_state.error.reset();
        m_state.errorSince = {};
    }
    Q_EMIT stateChanged();
}

void LiveStoreBase::setLive(bool live)
{
    if (m_state.live == live)
        return;
    m_state.live = live;
    Q_EMIT stateChanged();
}

void LiveStoreBase::setFilteredByAcl(bool filtered)
{
    if (m_state.filteredByAcl == filtered)
        return;
    m_state.filteredByAcl = filtered;
    Q_EMIT stateChanged();
}

void LiveStoreBase::confirm(quint64 ticket)
{
    m_appliedTicket = std::max(m_appliedTicket, ticket);
    m_state.phase = StoreState::Phase::Ready;
    m_state.readAt = m_clock->now();
    if (m_emptyMeans && rowCount() == 0) {
        if (!m_state.error)
            m_state.errorSince = m_clock->now();
        m_state.error = m_emptyMeans;
    } else {
        m_state.error.reset();
        m_state.errorSince = {};
    }
    m_state.nextTryAt = {};
    m_state.loading = false;
    m_state.soFar = 0;
    m_state.total = -1;
    if (m_state.notice == QLatin1String("load.incomplete")) {
        m_state.notice.clear();
        m_state.noticeArgs.clear();
    }
    m_readAt.removeIf([ticket](const auto &entry) { return entry.value() < ticket; });
    QStringList done;
    for (auto it = m_writtenAt.cbegin(); it != m_writtenAt.cend(); ++it) {
        if (it.value() < ticket)
            done.append(it.key());
    }
    endWaiting(done);
    Q_EMIT stateChanged();
}

void LiveStoreBase::confirmOne(quint64 ticket, const QString &key)
{
    if (ticket > m_appliedTicket)
        m_readAt.insert(key, ticket);
    const auto written = m_writtenAt.constFind(key);
    if (written != m_writtenAt.cend() && *written < ticket)
        endWaiting({key});
}

void LiveStoreBase::noteFirstRows()
{
    m_state.soFar = rowCount();
    Q_EMIT stateChanged();
}

QSet<QString> LiveStoreBase::protectedKeys(quint64 ticket) const
{
    QSet<QString> keys;
    for (auto it = m_writtenAt.cbegin(); it != m_writtenAt.cend(); ++it) {
        if (it.value() >= ticket)
            keys.insert(it.key());
    }
    for (auto it = m_readAt.cbegin(); it != m_readAt.cend(); ++it) {
        if (it.value() > ticket)
            keys.insert(it.key());
    }
    return keys;
}

void LiveStoreBase::forget()
{
    const bool paused = m_state.paused;
    m_state = StoreState();
    m_state.paused = paused;
    m_readAt.clear();
    m_bodyHash.reset();
    m_appliedTicket = m_ticket; // loads under way are of the past
    const QStringList waiting = m_writtenAt.keys();
    endWaiting(waiting);
    Q_EMIT stateChanged();
}

void LiveStoreBase::endWaiting(const QStringList &keys)
{
    if (keys.isEmpty())
        return;
    for (const QString &key : keys)
        m_writtenAt.remove(key);
    Q_EMIT waitingChanged(keys);
}

} // namespace mk
