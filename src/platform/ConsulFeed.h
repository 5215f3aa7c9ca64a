// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/LongPoll.h"
#include "platform/LiveStore.h"
#include "platform/PollFeed.h"

#include <memory>

namespace mk {

// The untyped half of ConsulFeed: when to ask, and what an answer means. GUI thread.
class ConsulFeedBase : public QObject
{
    Q_OBJECT
public:
    ~ConsulFeedBase() override;

    // Blocking queries (changes come by themselves), or a plain poll for servers and proxies that cut long connections.
    enum class Mode { Live, Poll };
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    // Asks at once where somebody has subscribed, before the event loop gets to paint; by itself a new feed asks with the
    // loop's next turn.
    void begin() { update(); }
    void setTiming(const LongPoll::Timing &timing);
    void setPollTiming(const PollFeedBase::Timing &timing);
    // The request is barred here and its rows come another way, by polling.
    bool isOnOtherWay() const { return m_onOtherWay; }

Q_SIGNALS:
    // The server's index began anew: its state was lost or replaced, or another server answers now.
    void indexWentBack();

protected:
    ConsulFeedBase(LiveStoreBase *store, HttpClient *client, LongPoll::MakeRequest makeRequest, QObject *parent);

    // An answer with other bytes than before: read it on a worker, hand it to the store, call answerRead(). A newer answer
    // makes one that is still being read void.
    virtual void readAnswer(quint64 ticket, quint64 bodyHash, const HttpResponse &response) = 0;
    virtual void dropAnswer() = 0;
    // Begins to fill the store without the request, once even while it is paused; false where there is no such way.
    virtual bool startOtherWay(bool) { return false; }
    virtual void stopOtherWay() {}
    void answerRead(const std::optional<Error> &error);

    LiveStoreBase *m_base;

private:
    class Poller;
    void update();
    void refreshNow();
    void readAfterWrite();
    void asked();
    void answered(const HttpResponse &response, bool wentBack);
    bool takeOtherWay(const Error &error);
    bool leaveOtherWay();
    void take(quint64 ticket, const HttpResponse &response);
    void takeHashed(quint64 ticket, quint64 bodyHash, const HttpResponse &response);

    HttpClient *m_client;
    LongPoll::MakeRequest m_makeRequest;
    LongPoll *m_longPoll;
    Poller *m_poller = nullptr; // in poll mode only
    PollFeedBase::Timing m_pollTiming;
    Mode m_mode = Mode::Live;
    bool m_running = false;
    bool m_onOtherWay = false;
    bool m_readAgain = false; // something was written since the query under way left
    bool m_once = false; // refreshed while paused: stop after one answer
    quint64 m_ticket = 0; // of the query under way
    JobScope m_hashJobs;
};

// Fills a LiveStore by a Consul blocking query. Bytes equal to the last ones stop at the hash; others are decoded on a
// worker. A 404 is an empty list, as Consul answers for prefixes without keys. When the server goes away the rows stay.
//
// Where the request itself is barred (a proxy that lets documented paths through only, a version without it) and there is
// another way to the rows, that one is polled instead; refresh() and the next session try the request anew.
template <class T>
class ConsulFeed final : public ConsulFeedBase
{
public:
    using Decode = std::function<Result<std::vector<T>>(const QByteArray &body)>; // pure, runs on a worker

    // makeRequest gives the request without index and wait, with 404 among its expected answers where that means "none".
    ConsulFeed(LiveStore<T> *store, HttpClient *client, LongPoll::MakeRequest makeRequest, Decode decode, QObject *parent)
        : ConsulFeedBase(store, client, std::move(makeRequest), parent), m_store(store), m_decode(std::move(decode))
    {
    }
    ~ConsulFeed() override { m_jobs.cancelAll(); }

    // How the rows are loaded where the request is barred, and how often at most.
    void setOtherWay(typename PollFeed<T>::Load load, std::chrono::milliseconds minInterval)
    {
        m_otherWay = std::move(load);
        m_otherTiming.minInterval = minInterval;
    }

protected:
    void readAnswer(quint64 ticket, quint64 bodyHash, const HttpResponse &response) override;
    void dropAnswer() override { m_jobs.cancelAll(); }
    bool startOtherWay(bool onceWhilePaused) override;
    void stopOtherWay() override { m_otherFeed.reset(); }

private:
    LiveStore<T> *m_store;
    Decode m_decode;
    typename PollFeed<T>::Load m_otherWay;
    PollFeedBase::Timing m_otherTiming;
    std::unique_ptr<PollFeed<T>> m_otherFeed;
    JobScope m_jobs;
};

} // namespace mk

#include "platform/ConsulFeed.inl"
