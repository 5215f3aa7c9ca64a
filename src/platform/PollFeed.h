// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/HttpClient.h"
#include "platform/LiveStore.h"

#include <QTimer>

#include <random>

namespace mk {

// When a poll asks: as often as the most eager subscriber wants, never faster than the server's own sampling, slower when
// answers take more than half of the interval; on errors after 2 s, 4 s, … up to a minute, with jitter, never before the
// server's Retry-After has passed. Without subscribers, or paused, it is silent; refresh() asks once all the same when
// paused. After a write it asks again as soon as the server's sampling allows. GUI thread.
class PollFeedBase : public QObject
{
    Q_OBJECT
public:
    struct Timing
    {
        std::chrono::milliseconds minInterval{1000}; // the server's own sampling
        std::chrono::milliseconds firstBackOff{2000};
        std::chrono::milliseconds maxBackOff{60'000};
    };

    void setTiming(const Timing &timing) { m_timing = timing; }
    // The time between the starts of two loads, as it is now.
    std::chrono::milliseconds currentInterval() const;
    void loadNow(); // also while paused; when a load is under way another one follows

protected:
    PollFeedBase(LiveStoreBase *store, QObject *parent);

    // Starts a load; exactly one of loadEnded() and loadFailed() follows unless stopLoad() was called.
    virtual void startLoad(quint64 ticket) = 0;
    virtual void stopLoad() = 0;
    void loadEnded();
    void loadFailed(const Error &error);
    // Call at the end of the derived constructor.
    void begin();

    LiveStoreBase *m_base;

private:
    void update();
    void refreshNow();
    void readAfterWrite();
    void askAgainAt(std::chrono::milliseconds when);
    bool mayRun() const;

    Timing m_timing;
    QTimer m_timer;
    std::optional<std::chrono::milliseconds> m_startedAt; // of the last load, by the monotonic clock
    std::optional<std::chrono::milliseconds> m_retryAt;   // after a failure
    std::chrono::milliseconds m_took{0};
    int m_failures = 0;
    bool m_loading = false;
    bool m_again = false; // asked to read again while a load was under way
    std::minstd_rand m_random{std::random_device{}()};
};

// What one load brought.
template <class T>
struct Loaded
{
    std::shared_ptr<const std::vector<T>> rows;
    std::optional<quint64> bodyHash;
    bool unchanged = false; // LoadContext::confirmUnchanged() said so: rows are not looked at
    bool filteredByAcl = false;
    QString notice; // reason code of a partial answer
    QVariantMap noticeArgs;
};

// What a load may tell while it is under way. GUI thread.
template <class T>
struct LoadContext
{
    quint64 ticket = 0;
    std::function<void(qint64 soFar, qint64 total)> progress;
    std::function<void(std::vector<T> rowsSoFar)> partial; // only the first load is shown as it comes
    std::function<bool(quint64 bodyHash)> confirmUnchanged;
};

// Fills a LiveStore by asking again and again.
template <class T>
class PollFeed final : public PollFeedBase
{
public:
    // Returns a started job, child of parent; the feed cancels it when nobody looks any more.
    using Load = std::function<Job<Loaded<T>> *(const LoadContext<T> &context, QObject *parent)>;
    // Bytes to rows; pure, runs on a worker.
    using Decode = std::function<Result<std::vector<T>>(const QByteArray &body)>;

    PollFeed(LiveStore<T> *store, Load load, QObject *parent)
        : PollFeedBase(store, parent), m_store(store), m_load(std::move(load))
    {
        begin();
    }
    ~PollFeed() override { stopLoad(); }

    // A list that is one request: identical bytes stop at the hash, others are decoded on a worker.
    static Load fromRequest(HttpClient *client, std::function<HttpRequest()> makeRequest, Decode decode);

protected:
    void startLoad(quint64 ticket) override;
    void stopLoad() override
    {
        m_loading = 0;
        m_jobs.cancelAll();
    }

private:
    class RequestLoad;
    LiveStore<T> *m_store;
    Load m_load;
    quint64 m_loading = 0; // ticket of the load under way; 0: none
    JobScope m_jobs;
};

} // namespace mk

#include "platform/PollFeed.inl"
