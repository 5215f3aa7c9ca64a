// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/LongPoll.h"
#include "platform/LiveStore.h"
#include "platform/PollFeed.h"

namespace mk {

// The untyped half of ConsulFeed: when to ask. GUI thread.
class ConsulFeedBase : public QObject
{
    Q_OBJECT
public:
    // Blocking queries (changes come by themselves) or a plain poll, for servers and proxies that cut long connections.
    enum class Mode { Live, Poll };
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    void setTiming(const LongPoll::Timing &timing);
    void setPollTiming(const PollFeedBase::Timing &timing);

protected:
    ConsulFeedBase(LiveStoreBase *store, HttpClient *client, LongPoll::MakeRequest makeRequest, QObject *parent);
    ~ConsulFeedBase() override;

    // An answer with other bytes than before. Ends by handled(); a later answer makes an unfinished one void.
    virtual void take(quint64 ticket, quint64 bodyHash, const HttpResponse &response) = 0;
    virtual void dropWork() = 0;
    // rows were handed to the store
    void handled(const HttpResponse &response);
    void cannotRead(const Error &error);

    LiveStoreBase *m_base;

private:
    class Poller;
    void update();
    void asked();
    void answered(const HttpResponse &response, bool indexWentBack);
    void failed(const Error &error, const QDateTime &nextTryAt);

    HttpClient *m_client;
    LongPoll::MakeRequest m_makeRequest;
    LongPoll *m_longPoll;
    Poller *m_poller = nullptr;
    Mode m_mode = Mode::Live;
    bool m_running = false;
    quint64 m_ticket = 0;
    bool m_hasDecodedAfterReset = false;
    JobScope m_hashJobs;
};

// Fills a LiveStore by a Consul blocking query. Bytes equal to the last ones stop at the hash; others are decoded on a
// worker. A 404 is an empty list, as Consul answers for prefixes without keys. When the server goes away the rows stay.
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

protected:
    void take(quint64 ticket, quint64 bodyHash, const HttpResponse &response) override;
    void dropWork() override { m_jobs.cancelAll(); }

private:
    LiveStore<T> *m_store;
    Decode m_decode;
    JobScope m_jobs;
};

} // namespace mk

#include "platform/ConsulFeed.inl"
