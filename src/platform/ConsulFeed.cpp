// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ConsulFeed.h"

namespace mk {

namespace {
constexpr qsizetype hashOnWorkerAbove = 256 * 1024; // bytes; below it hashing takes less than a hop to a worker

// Somebody answered, and not with what was asked for: the path is missing, barred, or of another shape in this version.
bool isBarred(const Error &error)
{
    return error.is(ErrorKind::NotFound) || error.is(ErrorKind::Forbidden) || error.is(ErrorKind::BadRequest)
        || error.is(ErrorKind::Unreadable) || error.is(ErrorKind::Redirected);
}
} // namespace

// Poll mode: the same request without index, at the store's interval.
class ConsulFeedBase::Poller final : public PollFeedBase
{
public:
    Poller(ConsulFeedBase *feed, const Timing &timing) : PollFeedBase(feed->m_base, feed), m_feed(feed)
    {
        setTiming(timing);
        begin();
    }

    void ended(const std::optional<Error> &error)
    {
        if (!m_isLoading)
            return;
        m_isLoading = false;
        if (error)
            loadFailed(*error);
        else
            loadEnded();
    }
    bool isLoading() const { return m_isLoading; }

protected:
    void startLoad(quint64 ticket) override
    {
        m_isLoading = true;
        Job<HttpResponse> *job = m_feed->m_client->send(m_feed->m_makeRequest(), this);
        m_jobs.restart(QStringLiteral("load"), job);
        job->done(this, [this, ticket](const Result<HttpResponse> &response) {
            if (response)
                m_feed->take(ticket, *response);
            else if (!response.error().is(ErrorKind::Cancelled) && !m_feed->takeOtherWay(response.error()))
                ended(response.error());
        });
    }
    void stopLoad() override
    {
        m_isLoading = false;
        m_jobs.cancelAll();
        m_feed->m_hashJobs.cancelAll();
        m_feed->dropAnswer();
    }

private:
    ConsulFeedBase *m_feed;
    bool m_isLoading = false;
    JobScope m_jobs;
};

ConsulFeedBase::ConsulFeedBase(LiveStoreBase *store, HttpClient *client, LongPoll::MakeRequest makeRequest, QObject *parent)
    : QObject(parent)
    , m_base(store)
    , m_client(client)
    , m_makeRequest(std::move(makeRequest))
    , m_longPoll(new LongPoll(client, m_makeRequest, this))
{
    connect(m_longPoll, &LongPoll::asked, this, &ConsulFeedBase::asked);
    connect(m_longPoll, &LongPoll::answered, this, &ConsulFeedBase::answered);
    connect(m_longPoll, &LongPoll::failed, this, [this](const Error &error) {
        if (takeOtherWay(error))
            return;
        m_base->setLive(false);
        m_base->setFailed(error, m_longPoll->nextTryAt());
        if (m_once)
            update();
    });
    connect(m_base, &LiveStoreBase::subscribersChanged, this, &ConsulFeedBase::update);
    connect(m_base, &LiveStoreBase::pausedChanged, this, &ConsulFeedBase::update);
    connect(m_base, &LiveStoreBase::refreshRequested, this, &ConsulFeedBase::refreshNow);
    connect(m_base, &LiveStoreBase::written, this, &ConsulFeedBase::readAfterWrite);
    QMetaObject::invokeMethod(this, &ConsulFeedBase::update, Qt::QueuedConnection); // somebody may have subscribed already
}

ConsulFeedBase::~ConsulFeedBase() = default;

void ConsulFeedBase::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    m_hashJobs.cancelAll();
    if (std::exchange(m_onOtherWay, false))
        stopOtherWay();
    if (mode == Mode::Live) {
        delete std::exchange(m_poller, nullptr);
        update();
    } else {
        update(); // stops the blocking query
        m_poller = new Poller(this, m_pollTiming);
    }
}

void ConsulFeedBase::setTiming(const LongPoll::Timing &timing)
{
    m_longPoll->setTiming(timing);
}

void ConsulFeedBase::setPollTiming(const PollFeedBase::Timing &timing)
{
    m_pollTiming = timing;
    if (m_poller)
        m_poller->setTiming(timing);
}

void ConsulFeedBase::update()
{
    m_once = false;
    const bool run = m_mode == Mode::Live && !m_onOtherWay && m_base->hasSubscribers() && !m_base->state().paused;
    if (run == m_running)
        return;
    m_running = run;
    if (run) {
        m_longPoll->start();
        return;
    }
    m_longPoll->stop();
    m_hashJobs.cancelAll();
    dropAnswer();
    m_base->setLive(false);
    m_base->setNotLoading();
}

bool ConsulFeedBase::takeOtherWay(const Error &error)
{
    if (m_onOtherWay || !isBarred(error) || !startOtherWay(m_base->state().paused))
        return false;
    m_onOtherWay = true;
    if (m_poller) {
        m_poller->deleteLater(); // it may be the one that calls
        m_poller = nullptr;
    }
    update();
    return true;
}

bool ConsulFeedBase::leaveOtherWay()
{
    if (!std::exchange(m_onOtherWay, false))
        return false;
    stopOtherWay();
    if (m_mode == Mode::Poll)
        m_poller = new Poller(this, m_pollTiming);
    else
        update();
    return true;
}

void ConsulFeedBase::refreshNow()
{
    if (leaveOtherWay() && m_poller) // what barred the request may be gone
        m_poller->loadNow();
    if (m_mode == Mode::Poll || !m_base->hasSubscribers())
        return; // the poller listens itself
    if (!m_running) {
        m_once = true;
        m_running = true;
        m_longPoll->start();
    }
    m_longPoll->refresh();
}

// The query under way began before the write ended: its answer would not count for that entity, and the next one might
// block for minutes.
void ConsulFeedBase::readAfterWrite()
{
    if (!m_running)
        return;
    m_readAgain = true;
    m_longPoll->refresh(); // does nothing while a query that does not wait is under way: answered() asks again then
}

void ConsulFeedBase::asked()
{
    m_ticket = m_base->beginLoad();
    m_readAgain = false;
    if (m_base->state().phase != StoreState::Phase::Ready || m_base->state().error)
        m_base->setLoading(0, -1);
}

void ConsulFeedBase::answered(const HttpResponse &response, bool wentBack)
{
    if (wentBack)
        Q_EMIT indexWentBack();
    m_base->setIndex(m_longPoll->index());
    m_base->setLive(!m_once);
    const quint64 ticket = m_ticket;
    if (m_readAgain)
        m_longPoll->refresh();
    take(ticket, response);
}

void ConsulFeedBase::take(quint64 ticket, const HttpResponse &response)
{
    if (response.body.size() <= hashOnWorkerAbove) {
        m_hashJobs.cancelAll();
        takeHashed(ticket, crypto::quickHash(response.body), response);
        return;
    }
    Job<quint64> *job = runOnWorker<quint64>(
        this, [body = response.body](const CancelFlag &) -> Result<quint64> { return crypto::quickHash(body); });
    m_hashJobs.restart(QStringLiteral("hash"), job);
    job->done(this, [this, ticket, response](const Result<quint64> &hash) {
        if (hash)
            takeHashed(ticket, *hash, response);
    });
}

void ConsulFeedBase::takeHashed(quint64 ticket, quint64 bodyHash, const HttpResponse &response)
{
    m_base->setFilteredByAcl(response.header("X-Consul-Results-Filtered-By-ACLs") == "true");
    // The status belongs to what was said: no key at all and an empty list are the same bytes for Consul.
    if (m_base->confirmUnchanged(ticket, bodyHash)) {
        dropAnswer();
        answerRead(std::nullopt);
    } else {
        readAnswer(ticket, bodyHash, response);
    }
}

void ConsulFeedBase::answerRead(const std::optional<Error> &error)
{
    if (error && takeOtherWay(*error))
        return;
    if (m_poller && m_poller->isLoading()) {
        m_poller->ended(error);
        return;
    }
    if (error)
        m_base->setFailed(*error);
    if (m_once)
        update();
}

} // namespace mk
