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
#include <deque>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace mk {

// What a list knows of itself beside its rows.
struct StoreState
{
    enum class Phase {
        NotConfigured, // the environment has no such system
        Never,         // nothing read yet
        Loading,       // first load under way: no rows yet, or not all
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

    // The rows on screen are the last words of a system that does not answer.
    bool isStale() const { return phase == Phase::Ready && error.has_value(); }
};

// How rows of a type are told apart and compared. Specialise: key() must be unique within a list and stable over loads;
// operator== decides "updated".
template <class T>
struct RecordTraits
{
    static QString key(const T &record) { return record.key(); }
};

// Finds the position of a key in one list of rows; four bytes and a bit a row. Built once, read by any thread.
template <class T>
class KeyIndex
{
public:
    KeyIndex() = default;
    explicit KeyIndex(const std::vector<T> &rows);
    // -1 where there is none. rows must be the list that it was built from.
    qsizetype find(const std::vector<T> &rows, const QString &key) const;
    // Rows whose key another one had already (the first wins); a defect of the source, told in the log.
    qsizetype duplicates() const { return m_duplicates; }

private:
    std::vector<quint32> m_slots; // position + 1; 0: free
    qsizetype m_duplicates = 0;
};

// The difference between two states of a list, by position in `rows` (added, updated) and by key (removed).
template <class T>
struct Delta
{
    std::shared_ptr<const std::vector<T>> before;
    std::shared_ptr<const std::vector<T>> rows;
    std::shared_ptr<const KeyIndex<T>> index; // of rows
    std::vector<qsizetype> added;
    std::vector<qsizetype> updated;
    QStringList removed;
    std::vector<qint32> oldToNew; // for each position in before: where it is in rows, -1 when removed
    bool moved = false;           // rows that are in both stand in another order
    bool isEmpty() const { return added.empty() && updated.empty() && removed.isEmpty() && !moved; }
    size_t size() const { return added.size() + updated.size() + size_t(removed.size()); }
};

// Lets go of something big on a worker, because freeing 100,000 rows takes longer than a frame may.
void releaseOnWorker(std::shared_ptr<const void> big);

// Compares by key. Pure; runs on a worker.
template <class T>
Delta<T> computeDelta(std::shared_ptr<const std::vector<T>> before, std::shared_ptr<const std::vector<T>> after);
// The difference a → c of two that follow each other, a → b and b → c.
template <class T>
Delta<T> joinDeltas(const Delta<T> &first, const Delta<T> &second);

// The untyped half: state, subscriptions, generations. GUI thread.
//
// The rules for loads and writes:
// - every load takes a ticket with beginLoad() when its request leaves; an older load never replaces a newer one;
// - entityWritten(key) when a write of it ended (done or unknown): a load with an older ticket does not speak for that entity, whose row
//   stays as it was and is "waiting" until a newer load, or applyOne() with a newer ticket, has brought it;
// - with setMissingNeedsTwoLoads(true) (sources that are paged by number) a row goes only after two complete loads in a
//   row lack it, or by applyOne(…, nullopt).
class LiveStoreBase : public QObject
{
    Q_OBJECT
public:
    explicit LiveStoreBase(const Clock *clock, QObject *parent = nullptr);
    ~LiveStoreBase() override;

    const StoreState &state() const { return m_state; }
    const Clock *clock() const { return m_clock; }
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
    std::chrono::milliseconds interval() const; // shortest asked for; zero without subscribers
    void setPaused(bool paused);

    quint64 beginLoad();
    void entityWritten(const QString &key);
    bool isWaiting(const QString &key) const { return m_writtenAt.contains(key); }
    QStringList waitingKeys() const { return m_writtenAt.keys(); }
    void setMissingNeedsTwoLoads(bool twoLoads) { m_missingNeedsTwoLoads = twoLoads; }

    // For feeds.
    // Call before decoding: true when a load with the same hash was applied last and nothing needs it again; then the
    // rows are confirmed and there is nothing more to do.
    bool confirmUnchanged(quint64 ticket, quint64 bodyHash);
    void setLoading(qint64 soFar, qint64 total);
    void setNotLoading(); // a load was given up without a result (pause, nobody looks any more)
    void setFailed(const Error &error, const QDateTime &nextTryAt = {});
    void setNotConfigured();
    void setNotice(const QString &reason, const QVariantMap &args);
    // What an empty answer means where the server hides from a credential rather than refuse it (Consul's ACLs): told as this
    // error then, not as "nothing there". nullopt: empty is empty.
    void setEmptyMeans(const std::optional<Error> &error);
    void setLive(bool live);
    void setFilteredByAcl(bool filtered);
    void setIndex(quint64 index) { m_state.index = index; }

Q_SIGNALS:
    void stateChanged();
    void subscribersChanged(); // somebody came, went or asks for another interval
    void refreshRequested();   // by refresh()
    void pausedChanged();
    void waitingChanged(const QStringList &keys);
    void written(const QString &key); // by entityWritten(): feeds read again soon
    // With setMissingNeedsTwoLoads(): the last load lacked these for the first time. Whoever can asks for each by itself and
    // tells by applyOne(); the others go when the next load lacks them, too.
    void rowsMissing(const QStringList &keys);

public:
    void refresh() { Q_EMIT refreshRequested(); }

protected:
    // A load was applied or confirmed: age, error and phase follow, and what it speaks for waits no longer.
    void confirm(quint64 ticket);
    void confirmOne(quint64 ticket, const QString &key);
    void noteFirstRows(); // a part of the first load is on screen
    virtual bool hasWork() const = 0;
    // Keys that a load with this ticket does not speak for.
    QSet<QString> protectedKeys(quint64 ticket) const;
    void forget(); // back to Phase::Never

    const Clock *m_clock;
    StoreState m_state;
    QHash<QString, quint64> m_writtenAt; // key -> ticket current when the write ended
    QHash<QString, quint64> m_readAt;    // key -> ticket of its own read, newer than the last complete load
    quint64 m_ticket = 0;
    quint64 m_appliedTicket = 0;
    std::optional<quint64> m_bodyHash; // of the last complete load, when its rows are exactly what is held
    bool m_missingNeedsTwoLoads = false;

private:
    std::optional<Error> m_emptyMeans;
    void endWaiting(const QStringList &keys);
    QList<Subscription *> m_subscriptions;
};

// The last good rows of one list: immutable and shared; replaced as a whole, told as a delta. GUI thread.
template <class T>
class LiveStore final : public LiveStoreBase
{
public:
    using Rows = std::shared_ptr<const std::vector<T>>;
    using Listener = std::function<void(const std::shared_ptr<const Delta<T>> &)>;

    // Lists beyond it are compared on a worker.
    static constexpr size_t workerThreshold = 2000;

    using LiveStoreBase::LiveStoreBase;

    const Rows &rows() const { return m_rows; }
    const std::shared_ptr<const KeyIndex<T>> &keyIndex() const { return m_index; }
    qsizetype rowCount() const override { return qsizetype(m_rows->size()); }
    const T *find(const QString &key) const; // valid until the next delta

    // fn runs after every change of rows for as long as context lives, after rows() has changed.
    void onDelta(QObject *context, Listener fn);

    // A complete load with its ticket from beginLoad(): compared on a worker, then applied here. Listeners hear of it only
    // when something differs. bodyHash: of the bytes it was decoded from, for confirmUnchanged().
    void applyLoad(quint64 ticket, std::vector<T> rows, std::optional<quint64> bodyHash = std::nullopt);
    void applyLoad(quint64 ticket, Rows rows, std::optional<quint64> bodyHash = std::nullopt);
    // Rows shown while the first load is still coming in; they are in any order and not yet all. Ignored later on.
    void applyPartial(quint64 ticket, std::vector<T> rowsSoFar);
    // One entity read anew on its own (after a write, or by a 404: nullopt).
    void applyOne(quint64 ticket, const QString &key, std::optional<T> row);
    // The rows go, and with them all that was known of them.
    void clear();

private:
    struct Entry
    {
        QPointer<QObject> context;
        Listener fn;
    };
    struct Load
    {
        quint64 ticket = 0;
        Rows rows;
        std::optional<quint64> bodyHash;
        bool partial = false;
    };
    struct One
    {
        quint64 ticket = 0;
        QString key;
        std::optional<T> row;
    };
    using Work = std::variant<Load, One>;
    // What the worker makes of a piece of work.
    struct Merged
    {
        std::shared_ptr<const Delta<T>> delta;
        QSet<QString> missing;       // kept although this load lacks them
        QSet<QString> protectedKeys; // the load was told not to speak for them
        bool differsFromLoad = false;
    };
    struct Task
    {
        Work work;
        Rows before;
        std::shared_ptr<const KeyIndex<T>> index; // of before
        QSet<QString> protectedKeys;
        QSet<QString> missingBefore;
        bool twoLoads = false;
    };
    static Merged merge(const Task &task);
    static Rows mergeLoad(const Task &task, const Load &load, Merged &merged);
    static Rows mergeOne(const Task &task, const One &one);
    static quint64 ticketOf(const Work &work);
    bool isOutdated(const Work &work) const;
    bool hasWork() const override { return m_busy || !m_work.empty(); }
    void enqueue(Work work);
    void pump();
    void finish(const Work &work, const Merged &merged);
    void tell(const std::shared_ptr<const Delta<T>> &delta);

    Rows m_rows = std::make_shared<const std::vector<T>>();
    std::shared_ptr<const KeyIndex<T>> m_index = std::make_shared<const KeyIndex<T>>();
    QSet<QString> m_missing; // rows that the last complete load lacked
    std::vector<Entry> m_listeners;
    std::deque<Work> m_work;
    bool m_busy = false;
    quint64 m_run = 0; // tells an answer of the worker from one that clear() made void
    JobScope m_jobs;
};

} // namespace mk

#include "platform/LiveStore.inl"
