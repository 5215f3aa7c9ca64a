// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/MessageTracer.h"

#include "net/HttpClient.h"
#include "platform/PlatformSession.h"

namespace mk {

namespace {

constexpr qint64 kReadersEvery = 30'000; // ms
constexpr int kLongestBody = 64 * 1024;  // of a message that is looked at

template <class T>
std::shared_ptr<const std::vector<T>> readyRows(const LiveStore<T> *store)
{
    return store && store->state().phase == StoreState::Phase::Ready ? store->rows() : nullptr;
}

QStringList namesIn(const std::shared_ptr<const std::vector<QueueRecord>> &rows, const QString &vhost)
{
    QStringList names;
    if (!rows)
        return names;
    for (const QueueRecord &record : *rows) {
        if (record.queue.vhost == vhost)
            names.append(record.queue.name);
    }
    return names;
}

} // namespace

MessageTracer::MessageTracer(QObject *parent) : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // several lists change in one turn
    connect(&m_soon, &QTimer::timeout, this, &MessageTracer::traceNow);
}

MessageTracer::~MessageTracer()
{
    setSession(nullptr);
}

template <class T>
void MessageTracer::follow(LiveStore<T> *store)
{
    store->onDelta(this, [this, guard = m_session](const auto &) {
        if (guard == m_session)
            traceSoon();
    });
    connect(store, &LiveStoreBase::stateChanged, this, [this] {
        if (!m_path || m_stale)
            traceSoon(); // it may be whole now, and empty
        Q_EMIT stateChanged();
    });
}

void MessageTracer::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    m_soon.stop();
    if (m_session) {
        m_session->disconnect(this);
        m_session->rabbitQueues()->disconnect(this);
        m_session->consulInstances()->disconnect(this);
    }
    m_subscriptions.clear();
    m_queues.clear();
    m_exchanges.reset();
    m_bindings.reset();
    m_policies.reset();
    m_watchedVhost.clear();
    m_channels.clear();
    m_connections.clear();
    m_askedAt.clear();
    m_session = session;
    m_message.reset();
    m_peeked.reset();
    m_path.reset();
    m_built = {};
    m_stale = false;
    if (!session)
        return;
    follow(session->rabbitQueues());
    session->consulInstances()->onDelta(this, [this, guard = m_session](const auto &) {
        if (guard == m_session)
            traceSoon();
    });
    connect(session, &PlatformSession::statusChanged, this, [this](System system) {
        if (system == System::RabbitMq)
            traceSoon(); // alarms
    });
    connect(session, &PlatformSession::stateChanged, this, [this] {
        // Made before the session was open, a list has nobody to ask.
        if (m_session->state() == PlatformSession::State::Open && m_looks)
            setLooking(m_looks, m_interval);
    });
    if (m_looks)
        setLooking(true, m_interval);
}

void MessageTracer::watchVhost()
{
    const QString vhost = m_message ? m_message->vhost : QString();
    if (vhost == m_watchedVhost && (vhost.isEmpty() || m_bindings))
        return;
    m_watchedVhost = vhost;
    m_queues.clear();
    m_bindings.reset();
    m_policies.reset();
    if (vhost.isEmpty() || !m_session)
        return;
    m_bindings = m_session->watchVhostBindings(vhost);
    m_policies = m_session->watchPolicies(vhost);
    follow(m_bindings.get());
    follow(m_policies.get());
}

void MessageTracer::subscribe()
{
    m_subscriptions.clear();
    for (auto &[name, asked] : m_queues)
        asked.subscription.reset();
    if (!m_looks || !m_session || !m_exchanges)
        return;
    m_subscriptions.push_back(m_session->rabbitQueues()->subscribe(m_interval));
    m_subscriptions.push_back(m_exchanges->subscribe(m_interval));
    if (m_bindings) {
        m_subscriptions.push_back(m_bindings->subscribe(m_interval));
        m_subscriptions.push_back(m_policies->subscribe(m_interval));
    }
    if (m_message && m_session->environment().has(System::Consul))
        m_subscriptions.push_back(m_session->consulInstances()->subscribe(m_interval));
    for (auto &[name, asked] : m_queues)
        asked.subscription = asked.store->subscribe(m_interval);
}

void MessageTracer::setLooking(bool looks, std::chrono::milliseconds interval)
{
    m_looks = looks;
    m_interval = interval;
    const bool canAsk = looks && m_session && m_session->client(System::RabbitMq);
    if (canAsk && !m_exchanges) {
        m_exchanges = m_session->watchExchanges();
        follow(m_exchanges.get());
    }
    if (canAsk)
        watchVhost();
    subscribe();
    if (looks)
        traceSoon();
}

void MessageTracer::setMessage(const std::optional<messagerouting::Message> &message)
{
    if (m_message != message)
        m_peeked.reset();
    m_message = message;
    m_stale = true;
    if (!message) {
        m_jobs.cancelAll();
        m_path.reset();
    }
    if (m_looks)
        setLooking(true, m_interval);
    traceSoon();
}

void MessageTracer::setPeeked(const std::optional<messagepath::Peeked> &peeked)
{
    m_peeked = peeked;
    traceSoon();
}

void MessageTracer::refresh()
{
    if (!m_session)
        return;
    m_session->rabbitQueues()->refresh();
    for (LiveStoreBase *store : {static_cast<LiveStoreBase *>(m_exchanges.get()), static_cast<LiveStoreBase *>(m_bindings.get()),
                                 static_cast<LiveStoreBase *>(m_policies.get())}) {
        if (store)
            store->refresh();
    }
    for (auto &[name, asked] : m_queues)
        asked.store->refresh();
    m_askedAt.clear();
    askReaders();
}

Job<std::optional<rabbitmq::Message>> *MessageTracer::peek(const QString &queue, QObject *parent)
{
    using Peeked = std::optional<rabbitmq::Message>;
    HttpClient *client = m_session ? m_session->client(System::RabbitMq) : nullptr;
    if (!client || !m_path)
        return readyJob<Peeked>(parent, fail(Error::cancelled()));
    if (const std::optional<Error> refused = m_session->mayWrite(System::RabbitMq))
        return readyJob<Peeked>(parent, fail(*refused));
    const auto destination = std::find_if(m_path->destinations.cbegin(), m_path->destinations.cend(),
                                          [&queue](const messagepath::Destination &one) { return one.queue == queue; });
    const QString why = destination == m_path->destinations.cend() ? QStringLiteral("peek.unlisted") : messagepath::whyNotPeek(*destination);
    if (!why.isEmpty())
        return readyJob<Peeked>(parent, fail(Error::make(ErrorKind::BadRequest, why)));
    if (!rabbitmq::isAddressable(m_path->message.vhost, queue))
        return readyJob<Peeked>(parent, fail(Error::make(ErrorKind::BadRequest, QStringLiteral("rabbitmq.not-addressable"))));
    HttpRequest request = rabbitmq::getRequest(m_path->message.vhost, queue, 1, rabbitmq::AckMode::Requeue, kLongestBody);
    request.asker = QStringLiteral("path");
    return mapJob<Peeked>(parent, client->send(request, parent), [](const Result<HttpResponse> &response) -> Result<Peeked> {
        if (!response)
            return fail(response.error());
        const Result<std::vector<rabbitmq::Message>> messages = rabbitmq::decodeMessages(response->body);
        if (!messages)
            return fail(messages.error());
        return messages->empty() ? Peeked() : Peeked(messages->front());
    });
}

LiveStoreBase *MessageTracer::list() const
{
    if (!m_session)
        return nullptr;
    LiveStoreBase *queues = m_session->rabbitQueues();
    if (queues->state().phase == StoreState::Phase::NotConfigured)
        return queues;
    for (LiveStoreBase *store : {static_cast<LiveStoreBase *>(m_exchanges.get()), static_cast<LiveStoreBase *>(m_bindings.get()), queues}) {
        if (store && (store->state().phase != StoreState::Phase::Ready || store->state().error))
            return store;
    }
    return m_exchanges ? static_cast<LiveStoreBase *>(m_exchanges.get()) : queues;
}

bool MessageTracer::isRead() const
{
    const bool policiesTold = m_policies && (m_policies->state().phase == StoreState::Phase::Ready || m_policies->state().error);
    return readyRows(m_exchanges.get()) && readyRows(m_bindings.get()) && readyRows(m_session->rabbitQueues()) && policiesTold;
}

bool MessageTracer::isSettled() const
{
    if (!isUpToDate())
        return false;
    for (const QString &name : messagepath::queuesToAsk(*m_path, mostAsked)) {
        const auto asked = m_queues.find(name);
        if (asked == m_queues.end())
            return false;
        const StoreState &state = asked->second.store->state();
        if (state.phase != StoreState::Phase::Ready && !state.error)
            return false;
    }
    return !m_soon.isActive() && !m_jobs.isRunning(QStringLiteral("trace"));
}

QStringList MessageTracer::vhosts() const
{
    QSet<QString> names;
    if (const auto rows = readyRows(m_exchanges.get())) {
        for (const rabbitmq::Exchange &exchange : *rows)
            names.insert(exchange.vhost);
    }
    QStringList sorted(names.cbegin(), names.cend());
    sorted.sort();
    return sorted;
}

QStringList MessageTracer::exchanges(const QString &vhost) const
{
    QStringList names;
    if (const auto rows = readyRows(m_exchanges.get())) {
        for (const rabbitmq::Exchange &exchange : *rows) {
            if (exchange.vhost == vhost && !exchange.name.isEmpty())
                names.append(exchange.name);
        }
    }
    names.sort();
    return names;
}

QStringList MessageTracer::queues(const QString &vhost) const
{
    QStringList names = m_session ? namesIn(readyRows(m_session->rabbitQueues()), vhost) : QStringList();
    names.sort();
    return names;
}

messagepath::Sources MessageTracer::sources() const
{
    messagepath::Sources sources;
    sources.queues = readyRows(m_session->rabbitQueues());
    for (const auto &[name, asked] : m_queues) {
        if (const auto rows = readyRows(asked.store.get()); rows && !rows->empty())
            sources.details.emplace(name, rows->front());
    }
    sources.channels = m_channels;
    sources.connections = m_connections;
    sources.instances = readyRows(m_session->consulInstances());
    for (const auto &[code, args] : m_session->status(System::RabbitMq).notices) {
        if (code == QLatin1String("rabbitmq.alarm"))
            sources.alarms = args.value(QStringLiteral("alarms")).toStringList();
    }
    sources.peeked = m_peeked;
    sources.routingReadAt = m_exchanges ? m_exchanges->state().readAt : QDateTime();
    sources.queuesReadAt = m_session->rabbitQueues()->state().readAt;
    sources.consulReadAt = m_session->consulInstances()->state().readAt;
    return sources;
}

void MessageTracer::traceSoon()
{
    m_soon.start();
}

void MessageTracer::traceNow()
{
    if (!m_message || !m_session || !isRead())
        return;
    const messagerouting::Message message = *m_message;
    Built known = m_built;
    Built wanted;
    wanted.vhost = message.vhost;
    wanted.exchanges = m_exchanges->rows();
    wanted.bindings = m_bindings->rows();
    wanted.policies = readyRows(m_policies.get());
    auto *job = runOnWorker<Traced>(
        this, [message, known = std::move(known), wanted = std::move(wanted), now = sources()](const CancelFlag &) mutable -> Result<Traced> {
            wanted.queues = namesIn(now.queues, message.vhost);
            const bool same = known.table && known.vhost == wanted.vhost && known.exchanges == wanted.exchanges
                && known.bindings == wanted.bindings && known.policies == wanted.policies && known.queues == wanted.queues;
            if (same) {
                wanted = std::move(known);
            } else {
                std::optional<std::vector<rabbitmq::Policy>> policies;
                if (wanted.policies)
                    policies = *wanted.policies;
                wanted.table = std::make_shared<const messagerouting::Table>(wanted.vhost, wanted.exchanges, wanted.bindings, policies, wanted.queues);
            }
            now.table = wanted.table;
            auto path = std::make_shared<const messagepath::Path>(messagepath::trace(now, message));
            return Traced{std::move(wanted), std::move(path)};
        });
    m_jobs.restart(QStringLiteral("trace"), job)->done(this, [this, message](const Result<Traced> &traced) {
        if (!traced || m_message != message)
            return; // a newer one is under way
        m_built = traced->built;
        m_path = traced->path;
        m_stale = false;
        askQueues();
        askReaders();
        Q_EMIT this->traced();
    });
}

// What the list does not tell of a queue: arguments, the policy in force, who reads it.
void MessageTracer::askQueues()
{
    if (!m_looks || !m_session)
        return;
    const QStringList wanted = messagepath::queuesToAsk(*m_path, mostAsked);
    // Those that have been asked stay while they are among those that it comes to: the order moves with their state.
    QSet<QString> reached;
    for (const messagepath::Destination &destination : m_path->destinations)
        reached.insert(destination.queue);
    for (auto at = m_queues.begin(); at != m_queues.end();)
        at = reached.contains(at->first) ? std::next(at) : m_queues.erase(at);
    for (const QString &name : wanted) {
        if (m_queues.size() >= mostAsked || m_queues.contains(name))
            continue;
        Asked asked;
        asked.store = m_session->watchQueue(m_watchedVhost, name, {});
        follow(asked.store.get());
        asked.subscription = asked.store->subscribe(m_interval);
        m_queues.emplace(name, std::move(asked));
    }
}

void MessageTracer::ask(const QString &key, const HttpRequest &request, const std::function<void(const QByteArray &)> &take)
{
    HttpClient *client = m_session ? m_session->client(System::RabbitMq) : nullptr;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!client || now - m_askedAt.value(key) < kReadersEvery)
        return;
    m_askedAt.insert(key, now);
    HttpRequest asked = request;
    asked.asker = QStringLiteral("path");
    asked.expected = {404}; // it has gone meanwhile
    m_jobs.restart(key, client->send(asked, this))->done(this, [this, take](const Result<HttpResponse> &response) {
        if (!response || response->status == 404)
            return;
        take(response->body);
        traceSoon();
    });
}

void MessageTracer::askReaders()
{
    if (!m_looks || !m_path)
        return;
    size_t asked = 0;
    for (const messagepath::Destination &destination : m_path->destinations) {
        for (const messagepath::Reader &reader : destination.readers.value_or(std::vector<messagepath::Reader>())) {
            if (asked++ >= mostReaders)
                return;
            const rabbitmq::Consumer &consumer = reader.consumer;
            if (!consumer.channel.isEmpty())
                ask(QStringLiteral("channel\n") + consumer.channel, rabbitmq::channelRequest(consumer.channel), [this](const QByteArray &body) {
                    if (const auto channel = rabbitmq::decodeChannel(body))
                        m_channels.insert_or_assign(channel->name, *channel);
                });
            if (!consumer.connection.isEmpty())
                ask(QStringLiteral("connection\n") + consumer.connection, rabbitmq::connectionRequest(consumer.connection),
                    [this](const QByteArray &body) {
                        if (const auto connection = rabbitmq::decodeConnection(body))
                            m_connections.insert_or_assign(connection->name, *connection);
                    });
        }
    }
}

} // namespace mk
