// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Crypto.h"
#include "core/Job.h"

#include <QDateTime>
#include <QObject>
#include <QSet>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace mk {

// What a list knows of itself beside its rows.
struct StoreState
{
    enum class Phase {
        NotConfigured, // the environment has no such system
        Never,         // nothing read yet
        Loading,       // first load under way: no rows yet
        Ready,         // rows are what the server said at readAt
    };
    Phase phase = Phase::Never;
    QDateTime readAt;           // when the server last confirmed these rows (also by "nothing changed")
    std::optional<Error> error; // what went wrong since; rows stay
    QDateTime errorSince;
    QDateTime nextTryAt;
    bool loading = false;  // a load is under way
    qint64 soFar = 0;      // rows or bytes of the load under way
    qint64 total = -1;     // -1: not known
    bool live = false;     // changes arrive by themselves (blocking query); else by poll
    bool paused = false;
    bool filteredByAcl = false; // the server left out what the credential may not see
    QString notice;        // reason code of a partial answer; empty: complete
    QVariantMap noticeArgs;
    quint64 index = 0;     // Consul's index where there is one
};

// The difference between two states of a list, by position in `rows` (added, updated) and by key (removed).
template <class T>
struct Delta
{
    std::shared_ptr<const std::vector<T>> before;
    std::shared_ptr<const std::vector<T>> rows;
    std::vector<qsizetype> added;
    std::vector<qsizetype> updated;
    QStringList removed;
    bool isEmpty() const { return added.empty() && updated.empty() && removed.isEmpty(); }
    size_t size() const { return added.size() + updated.size() + size_t(removed.size()); }
};

// How rows of a type are told apart and compared. Specialise: key() must be unique within a list and stable over loads;
// operator== decides "updated".
template <class T>
struct RecordTraits
{
    static QString key(const T &record) { return record.key(); }
};

// Compares by key. Pure; runs on a worker.
template <class T>
Delta<T> computeDelta(std::shared_ptr<const std::vector<T>> before, std::shared_ptr<const std::vector<T>> after);

// The untyped half: state, subscriptions, generations. GUI thread.
class LiveStoreBase : public QObject
{
    Q_OBJECT
public:
    explicit LiveStoreBase(const Clock *clock, QObject *parent = nullptr);

    const StoreState &state() const { return m_state; }
    virtual qsizetype rowCount() const = 0;

    // While at least one subscription lives the feed runs, at the shortest interval asked for. Destroy it to leave.
    class Subscription
    {
    public:
        ~Subscription();
        Q_DISABLE_COPY_MOVE(Subscription)
        void setInterval(std::chrono::milliseconds interval);

    private:
        friend class LiveStoreBase;
        Subscription(LiveStoreBase *store, std::chrono::milliseconds interval) : m_store(store), m_interval(interval) {}
        QPointer<LiveStoreBase> m_store;
        std::chrono::milliseconds m_interval;
    };
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(std::chrono::milliseconds interval);
    bool hasSubscribers() const { return !m_subscriptions.isEmpty(); }
    std::chrono::milliseconds interval() const; // shortest asked for
    void setPaused(bool paused);

    // Generations: a load takes a ticket when it starts; its rows for entities written after that are dropped.
    quint64 beginLoad();
    // A write of this entity ended: loads with an older ticket do not speak for it, and it is shown as waiting until a
    // newer load has confirmed it.
    void entityWritten(const QString &key);
    bool isWaiting(const QString &key) const { return m_writtenAt.contains(key); }

    // For feeds.
    void setLoading(qint64 soFar, qint64 total);
    void setFailed(const Error &error, const QDateTime &nextTryAt = {});
    void setNotConfigured();
    void setConfirmed(); // same bytes as before: only the age changes
    void setNotice(const QString &reason, const QVariantMap &args);
    StoreState &mutableState() { return m_state; }

Q_SIGNALS:
    void stateChanged();
    void subscribersChanged();
    void refreshRequested(); // by refresh()
    void pausedChanged();

public:
    void refresh() { Q_EMIT refreshRequested(); }

protected:
    const Clock *m_clock;
    StoreState m_state;
    QHash<QString, quint64> m_writtenAt; // key -> ticket current when the write ended
    quint64 m_ticket = 0;

private:
    QList<Subscription *> m_subscriptions;
};

// The last good rows of one list: immutable and shared; replaced as a whole, told as a delta. GUI thread.
template <class T>
class LiveStore final : public LiveStoreBase
{
public:
    using Rows = std::shared_ptr<const std::vector<T>>;
    using Listener = std::function<void(const Delta<T> &)>;

    using LiveStoreBase::LiveStoreBase;

    const Rows &rows() const { return m_rows; }
    qsizetype rowCount() const override { return m_rows ? qsizetype(m_rows->size()) : 0; }
    const T *find(const QString &key) const;

    // fn runs after every change of rows for as long as context lives, after rows() has changed.
    void onDelta(QObject *context, Listener fn);

    // A complete load with its ticket from beginLoad(): compared on a worker, then applied here. bodyHash of the
    // previous load equal to this one's must have been handled by the feed with setConfirmed() instead.
    void applyLoad(quint64 ticket, std::vector<T> rows);
    // Rows shown while the first load is still coming in; they are in any order and not yet all.
    void applyPartial(quint64 ticket, std::vector<T> rowsSoFar);
    // One entity read anew on its own (after a write, or by a 404: nullopt).
    void applyOne(quint64 ticket, const QString &key, std::optional<T> row);
    void clear();

private:
    struct Entry
    {
        QPointer<QObject> context;
        Listener fn;
    };
    void install(Delta<T> delta);
    Rows m_rows = std::make_shared<const std::vector<T>>();
    mutable std::unordered_map<std::string, qsizetype> m_index;
    std::vector<Entry> m_listeners;
    JobScope m_jobs;
};

} // namespace mk

#include "platform/LiveStore.inl"
