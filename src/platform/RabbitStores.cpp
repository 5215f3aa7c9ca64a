// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RabbitStores.h"

#include "core/Crypto.h"
#include "core/JsonRead.h"
#include "platform/MailMove.h"

namespace mk {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds sampling{5'000}; // collect_statistics_interval as it is shipped
constexpr milliseconds longestRest{120'000};
constexpr milliseconds topologyRest{30'000}; // exchanges and bindings
constexpr int share = 10; // the list may take a tenth of the time

// A page of another program, or a broker without the plugin behind a proxy.
Error asMissingPlugin(Error error)
{
    if (error.is(ErrorKind::NotFound) && error.reason.isEmpty())
        error.reason = QStringLiteral("rabbitmq.no-management");
    return error;
}

Error notAddressable(const QString &name)
{
    Error error = Error::make(ErrorKind::BadRequest, QStringLiteral("rabbitmq.not-addressable"));
    error.args.insert(QStringLiteral("name"), name);
    return error;
}

std::shared_ptr<const std::vector<QueueRecord>> recordsOf(const std::vector<rabbitmq::Queue> &queues,
                                                          const std::vector<std::optional<double>> &growth)
{
    auto records = std::make_shared<std::vector<QueueRecord>>();
    records->reserve(queues.size());
    for (size_t i = 0; i < queues.size(); ++i) {
        std::optional<double> perMinute = growth[i];
        if (!perMinute && queues[i].depthRate)
            perMinute = *queues[i].depthRate * 60;
        records->push_back({rabbitmq::queueKey(queues[i].vhost, queues[i].name), queues[i], perMinute});
    }
    return records;
}

} // namespace

// One load of the list: who answers where that is not known, the answer, and what the history makes of it.
class RabbitStores::Load final : public Job<Loaded<QueueRecord>>
{
public:
    Load(RabbitStores *stores, LoadContext<QueueRecord> context, QObject *parent)
        : Job<Loaded<QueueRecord>>(parent), m_stores(stores), m_context(std::move(context))
    {
        start();
    }

protected:
    void onStart() override
    {
        if (!m_stores || !m_stores->m_client) {
            finishError(Error::cancelled());
            return;
        }
        if (m_stores->m_broker && !m_stores->m_brokerIsStale) {
            list();
            return;
        }
        await(rabbitmq::fetchInfo(m_stores->m_client, this), [this](const Result<rabbitmq::Info> &info) {
            if (!info) {
                finishError(asMissingPlugin(info.error()));
                return;
            }
            if (m_stores)
                m_stores->take(*info);
            list();
        });
    }

private:
    // What the worker makes of an answer.
    struct Made
    {
        std::shared_ptr<const std::vector<rabbitmq::Queue>> queues;
        Records records;
    };

    void list()
    {
        if (!m_stores || !m_stores->m_client) {
            finishError(Error::cancelled());
            return;
        }
        HttpRequest request = rabbitmq::queuesRequest();
        request.asker = QStringLiteral("queues");
        await(m_stores->m_client->send(request, this), [this](const Result<HttpResponse> &response) {
            if (!response) {
                finishError(asMissingPlugin(response.error()));
                return;
            }
            if (m_stores)
                m_stores->rest(response->elapsed);
            hash(response->body);
        });
    }

    void hash(const QByteArray &body)
    {
        awaitValue(runOnWorker<quint64>(this, [body](const CancelFlag &) -> Result<quint64> { return crypto::quickHash(body); }),
                   [this, body](quint64 hash) {
                       if (m_stores && m_stores->m_lastHash == hash && m_stores->m_lastQueues)
                           same(hash);
                       else
                           make(body, hash);
                   });
    }

    // The same bytes: what differs at most is what has become of a queue's growth meanwhile.
    void same(quint64 hash)
    {
        const qint64 at = m_stores->m_clock->now().toMSecsSinceEpoch();
        const auto history = m_stores->m_history;
        const auto queues = m_stores->m_lastQueues;
        const bool quiet = history->isQuiet();
        if (quiet) {
            history->confirmQuiet(at);
            if (m_context.confirmUnchanged(hash)) {
                Loaded<QueueRecord> loaded;
                loaded.unchanged = true;
                end(std::move(loaded));
                return;
            }
        }
        auto *job = runOnWorker<Records>(this, [history, queues, at, quiet](const CancelFlag &) -> Result<Records> {
            const std::vector<std::optional<double>> still(quiet ? queues->size() : 0, 0.0);
            return recordsOf(*queues, quiet ? still : history->confirm(at, *queues));
        });
        awaitValue(job, [this, hash](const Records &records) {
            Loaded<QueueRecord> loaded;
            loaded.rows = records;
            loaded.bodyHash = hash;
            end(std::move(loaded));
        });
    }

    void make(const QByteArray &body, quint64 hash)
    {
        const qint64 at = m_stores ? m_stores->m_clock->now().toMSecsSinceEpoch() : 0;
        const bool ratesKnown = m_stores && m_stores->m_broker && m_stores->m_broker->keepsRates();
        const auto history = m_stores ? m_stores->m_history : nullptr;
        auto *job = runOnWorker<Made>(this, [body, ratesKnown, history, at](const CancelFlag &flag) -> Result<Made> {
            Result<std::vector<rabbitmq::Queue>> queues = rabbitmq::decodeQueues(body, ratesKnown);
            if (!queues)
                return fail(queues.error());
            if (flag.isSet() || !history)
                return fail(Error::cancelled());
            auto kept = std::make_shared<const std::vector<rabbitmq::Queue>>(std::move(*queues));
            return Made{kept, recordsOf(*kept, history->record(at, *kept))};
        });
        await(job, [this, hash](const Result<Made> &made) {
            if (!made) {
                Error error = made.error();
                if (m_stores && m_stores->m_client && error.endpoint.isEmpty())
                    error.endpoint = m_stores->m_client->endpoint().hostPort();
                if (error.request.isEmpty())
                    error.request = QStringLiteral("GET /api/queues");
                finishError(error);
                return;
            }
            if (m_stores) {
                m_stores->m_lastHash = hash;
                m_stores->m_lastQueues = made->queues;
            }
            Loaded<QueueRecord> loaded;
            loaded.rows = made->records;
            loaded.bodyHash = hash;
            end(std::move(loaded));
        });
    }

    void end(Loaded<QueueRecord> loaded)
    {
        if (m_stores) {
            const std::optional<rabbitmq::Info> &broker = m_stores->m_broker;
            const bool seesAll = !broker || broker->userTags.contains(QLatin1String("monitoring"))
                || broker->userTags.contains(QLatin1String("administrator"));
            if (!seesAll) {
                loaded.notice = QStringLiteral("rabbitmq.own-vhosts");
                loaded.noticeArgs = {{QStringLiteral("user"), broker->user},
                                     {QStringLiteral("tags"), broker->userTags.join(QStringLiteral(", "))}};
            }
        }
        finish(std::move(loaded));
        if (m_stores)
            Q_EMIT m_stores->historyChanged();
    }

    QPointer<RabbitStores> m_stores;
    LoadContext<QueueRecord> m_context;
};

RabbitStores::RabbitStores(const Clock *clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_queues(clock), m_history(std::make_shared<QueueHistory>())
{
}

RabbitStores::~RabbitStores()
{
    close();
}

void RabbitStores::setNotConfigured()
{
    m_queues.setNotConfigured();
}

void RabbitStores::open(HttpClient *client)
{
    if (m_feed)
        return;
    m_client = client;
    const QPointer<RabbitStores> self(this);
    m_feed = std::make_unique<PollFeed<QueueRecord>>(
        &m_queues,
        [self](const LoadContext<QueueRecord> &context, QObject *parent) -> Job<Loaded<QueueRecord>> * {
            return new Load(self, context, parent);
        },
        nullptr);
    rest({});
}

void RabbitStores::close()
{
    m_jobs.cancelAll();
    for (const QPointer<PollFeedBase> &feed : std::as_const(m_watching))
        delete feed;
    m_watching.clear();
    m_feed.reset();
    m_client.clear();
    m_brokerIsStale = true;
    m_lastHash.reset();
    m_lastQueues.reset();
}

void RabbitStores::take(const rabbitmq::Info &info)
{
    const bool differs = !m_broker || m_broker->version != info.version || m_broker->ratesMode != info.ratesMode
        || m_broker->statisticsOff != info.statisticsOff || m_broker->userTags != info.userTags
        || m_broker->retention != info.retention || m_broker->user != info.user;
    if (m_broker && m_broker->clusterName != info.clusterName)
        m_history->clear();
    if (m_broker && m_broker->keepsRates() != info.keepsRates())
        m_lastHash.reset(); // the same bytes say something else now
    m_broker = info;
    m_brokerIsStale = false;
    if (differs)
        Q_EMIT brokerChanged();
}

void RabbitStores::rest(milliseconds took)
{
    if (m_feed) {
        PollFeedBase::Timing timing;
        timing.minInterval = std::clamp<milliseconds>(took * share, sampling, longestRest);
        m_feed->setTiming(timing);
    }
}

template <class T>
void RabbitStores::follow(LiveStore<T> *store, std::function<HttpRequest()> request, typename PollFeed<T>::Decode decode,
                          milliseconds interval)
{
    m_watching.removeIf([](const QPointer<PollFeedBase> &feed) { return !feed; });
    auto *feed = new PollFeed<T>(store, PollFeed<T>::fromRequest(m_client, std::move(request), std::move(decode)), store);
    PollFeedBase::Timing timing;
    timing.minInterval = interval;
    feed->setTiming(timing);
    m_watching.append(feed);
}

std::unique_ptr<RabbitQueueDetails> RabbitStores::watchQueue(const QString &vhost, const QString &name,
                                                             std::chrono::seconds age)
{
    auto store = std::make_unique<RabbitQueueDetails>(m_clock);
    const bool ratesKnown = !m_broker || m_broker->keepsRates();
    if (!rabbitmq::isAddressable(vhost, name)) {
        store->setFailed(notAddressable(name));
    } else if (m_client) {
        follow<rabbitmq::QueueDetail>(
            store.get(),
            [vhost, name, age] {
                HttpRequest request = rabbitmq::queueRequest(vhost, name, age);
                request.asker = QStringLiteral("queue details");
                return request;
            },
            [ratesKnown](const QByteArray &body) -> Result<std::vector<rabbitmq::QueueDetail>> {
                Result<rabbitmq::QueueDetail> detail = rabbitmq::decodeQueueDetail(body, ratesKnown);
                if (!detail)
                    return fail(detail.error());
                std::vector<rabbitmq::QueueDetail> rows;
                rows.push_back(std::move(*detail));
                return rows;
            },
            sampling);
    }
    return store;
}

std::unique_ptr<RabbitBindings> RabbitStores::watchBindings(const QString &vhost, const QString &name)
{
    auto store = std::make_unique<RabbitBindings>(m_clock);
    if (!rabbitmq::isAddressable(vhost, name)) {
        store->setFailed(notAddressable(name));
    } else if (m_client) {
        follow<rabbitmq::Binding>(
            store.get(),
            [vhost, name] {
                HttpRequest request = rabbitmq::queueBindingsRequest(vhost, name);
                request.asker = QStringLiteral("queue details");
                return request;
            },
            &rabbitmq::decodeBindings, 3 * sampling);
    }
    return store;
}

namespace {

HttpRequest askedBy(HttpRequest request, const char *asker)
{
    request.asker = QString::fromLatin1(asker);
    return request;
}

} // namespace

std::unique_ptr<RabbitExchanges> RabbitStores::watchExchanges()
{
    auto store = std::make_unique<RabbitExchanges>(m_clock);
    if (m_client)
        follow<rabbitmq::Exchange>(
            store.get(), [] { return askedBy(rabbitmq::exchangesRequest(), "path"); }, &rabbitmq::decodeExchanges, topologyRest);
    return store;
}

std::unique_ptr<RabbitBindings> RabbitStores::watchVhostBindings(const QString &vhost)
{
    auto store = std::make_unique<RabbitBindings>(m_clock);
    if (!rabbitmq::isAddressable(vhost, QString()))
        store->setFailed(notAddressable(vhost));
    else if (m_client)
        follow<rabbitmq::Binding>(
            store.get(), [vhost] { return askedBy(rabbitmq::vhostBindingsRequest(vhost), "path"); }, &rabbitmq::decodeVhostBindings,
            topologyRest);
    return store;
}

std::unique_ptr<RabbitPolicies> RabbitStores::watchPolicies(const QString &vhost)
{
    auto store = std::make_unique<RabbitPolicies>(m_clock);
    if (!rabbitmq::isAddressable(vhost, QString()))
        store->setFailed(notAddressable(vhost));
    else if (m_client)
        follow<rabbitmq::Policy>(
            store.get(), [vhost] { return askedBy(rabbitmq::policiesRequest(vhost), "path"); }, &rabbitmq::decodePolicies,
            topologyRest);
    return store;
}

void RabbitStores::stepEnded(const Step &step, const StepReport &report)
{
    for (const Change &change : step.changes) {
        if (mailmove::isMove(change)) {
            readOne(change.entity.id.section(QLatin1Char('#'), 0, 0));
            continue;
        }
        if (change.entity.system != System::RabbitMq || change.entity.kind != QLatin1String("queue"))
            continue;
        m_queues.entityWritten(change.entity.id);
        if (report.outcome == StepOutcome::Done && !change.after.exists)
            m_queues.applyOne(m_queues.beginLoad(), change.entity.id, std::nullopt);
        else
            readOne(change.entity.id);
    }
}

// The list may be due only in a while, and is dear.
void RabbitStores::readOne(const QString &key)
{
    const auto [vhost, name] = rabbitmq::namesOfKey(key);
    if (!m_client || !rabbitmq::isAddressable(vhost, name))
        return;
    HttpRequest request = rabbitmq::queueRequest(vhost, name);
    request.asker = QStringLiteral("queues");
    request.expected = {404};
    const quint64 ticket = m_queues.beginLoad();
    m_jobs.restart(key, m_client->send(request, this))->done(this, [this, key, ticket](const Result<HttpResponse> &response) {
        if (!response)
            return; // the next list tells
        if (response->status == 404) {
            m_queues.applyOne(ticket, key, std::nullopt);
            return;
        }
        const bool ratesKnown = m_broker && m_broker->keepsRates();
        const Result<rabbitmq::QueueDetail> detail = rabbitmq::decodeQueueDetail(response->body, ratesKnown);
        if (!detail || rabbitmq::queueKey(detail->queue.vhost, detail->queue.name) != key)
            return;
        const QueueRecord *shown = m_queues.find(key);
        m_queues.applyOne(ticket, key, QueueRecord{key, detail->queue, shown ? shown->growth : std::nullopt});
    });
}

} // namespace mk
