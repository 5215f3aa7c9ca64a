// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/MessagePath.h"

#include "core/Json.h"
#include "core/JsonRead.h"
#include "platform/ConsulHost.h"

#include <QSet>

#include <algorithm>

namespace mk::messagepath {

using messagerouting::Hop;
using messagerouting::Message;
using messagerouting::Table;
using messagerouting::Via;

namespace {

using Object = nlohmann::json;

Object objectIn(const QByteArray &text)
{
    const Result<Object> parsed = text.isEmpty() ? Result<Object>(Object::object()) : parseJson(text);
    return parsed && parsed->is_object() ? *parsed : Object::object();
}

std::optional<qint64> wholeIn(const Object &object, const char *name)
{
    const auto at = object.find(name);
    return at != object.end() && at->is_number_integer() ? std::optional<qint64>(at->get<qint64>()) : std::nullopt;
}

std::optional<QString> textIn(const Object &object, const char *name)
{
    const auto at = object.find(name);
    return at != object.end() && at->is_string() ? std::optional<QString>(QString::fromStdString(at->get<std::string>()))
                                                 : std::nullopt;
}

int rank(State state)
{
    switch (state) {
    case State::Broken:
        return 3;
    case State::Doubtful:
        return 2;
    case State::Unknown:
        return 1;
    default:
        return 0;
    }
}

Evidence told(const QString &call, const QString &field, const QDateTime &at)
{
    return {call, field, at};
}

QString vhostPath(const QString &vhost)
{
    return QString::fromLatin1(UrlPath::encode(vhost));
}

// ---- the broker's ways to let a message go

// The smaller of argument and policy counts for figures (rabbit_amqqueue:args_policy_lookup with min).
void addDrop(const Object &arguments, const Object &policy, const char *name, const char *argument, std::vector<Drop> *into)
{
    const auto own = wholeIn(arguments, argument);
    const auto given = wholeIn(policy, name);
    if (!own && !given)
        return;
    const bool byPolicy = given && (!own || *given < *own);
    into->push_back({QString::fromLatin1(name), byPolicy ? *given : *own, byPolicy, false});
}

std::vector<Drop> dropsOf(const rabbitmq::QueueDetail &detail)
{
    const Object arguments = objectIn(detail.arguments);
    const Object policy = objectIn(detail.effectivePolicy);
    std::vector<Drop> drops;
    addDrop(arguments, policy, "message-ttl", "x-message-ttl", &drops);
    addDrop(arguments, policy, "max-length", "x-max-length", &drops);
    addDrop(arguments, policy, "max-length-bytes", "x-max-length-bytes", &drops);
    addDrop(arguments, policy, "expires", "x-expires", &drops);
    addDrop(arguments, policy, "delivery-limit", "x-delivery-limit", &drops);
    const QString overflow = textIn(arguments, "x-overflow").value_or(textIn(policy, "overflow").value_or(QString()));
    for (Drop &drop : drops) {
        const bool isLength = drop.code.startsWith(QLatin1String("max-length"));
        drop.rejects = isLength && overflow.startsWith(QLatin1String("reject-publish"));
    }
    return drops;
}

std::optional<DeadLetter> deadLetterOf(const Table &table, const rabbitmq::QueueDetail &detail, const Message &message)
{
    const Object arguments = objectIn(detail.arguments);
    const Object policy = objectIn(detail.effectivePolicy);
    std::optional<QString> exchange = textIn(arguments, "x-dead-letter-exchange");
    if (!exchange)
        exchange = textIn(policy, "dead-letter-exchange");
    if (!exchange)
        return std::nullopt;
    std::optional<QString> key = textIn(arguments, "x-dead-letter-routing-key");
    if (!key)
        key = textIn(policy, "dead-letter-routing-key");
    DeadLetter letter;
    letter.exchange = *exchange;
    letter.routingKey = key.value_or(message.routingKey);
    letter.exchangeMissing = !exchange->isEmpty() && !table.exchange(*exchange);
    if (letter.exchangeMissing)
        return letter;
    const messagerouting::Route route = table.route({message.vhost, letter.exchange, letter.routingKey, message.headers});
    letter.isPredicted = route.isPredicted();
    for (const messagerouting::Arrival &arrival : route.arrivals)
        letter.queues.append(arrival.queue);
    return letter;
}

// ---- who reads

// "172.17.0.9:41022 -> 172.17.0.6:5672", "[::1]:5000 -> …".
QString hostOfConnection(const QString &connection)
{
    const QString from = connection.section(QLatin1String(" -> "), 0, 0);
    QString host = from.section(QLatin1Char(':'), 0, -2);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    return host;
}

QStringList servicesAt(const Sources &sources, const QString &host)
{
    QStringList names;
    if (!sources.instances || host.isEmpty())
        return names;
    for (const consul::Instance &instance : *sources.instances) {
        if (instance.address() == host && !names.contains(instance.service))
            names.append(instance.service);
    }
    names.sort();
    return names;
}

Reader readerOf(const Sources &sources, const rabbitmq::Consumer &consumer)
{
    Reader reader;
    reader.consumer = consumer;
    reader.host = hostOfConnection(consumer.connection);
    if (const auto channel = sources.channels.find(consumer.channel); channel != sources.channels.end()) {
        reader.idleSince = channel->second.idleSince;
        reader.unacked = channel->second.unacked;
        if (!channel->second.peerHost.isEmpty())
            reader.host = channel->second.peerHost;
    }
    if (const auto connection = sources.connections.find(consumer.connection); connection != sources.connections.end()) {
        reader.providedName = connection->second.providedName;
        reader.connectionState = connection->second.state;
        if (!connection->second.peerHost.isEmpty())
            reader.host = connection->second.peerHost;
    }
    reader.services = servicesAt(sources, reader.host);
    // One that holds as many as it may have gets no more before it acknowledges.
    const bool full = reader.unacked && consumer.prefetch.value_or(0) > 0 && *reader.unacked >= *consumer.prefetch;
    reader.state = consumer.active == false || full ? State::Doubtful : State::Ok;
    return reader;
}

// ---- one queue

class DestinationJudge
{
public:
    DestinationJudge(const Sources &sources, const Message &message, Destination *into)
        : m_sources(sources), m_message(message), m_into(into)
    {
    }

    void judge()
    {
        m_into->expectedFormat = mailformat::readBy(m_into->queue);
        if (!m_into->record) {
            set(State::Unknown, "queue.unlisted");
            return;
        }
        readDetail();
        const rabbitmq::Queue &queue = m_into->record->queue;
        if (m_into->record->isBroken()) {
            set(State::Broken, "queue.down", {{QStringLiteral("state"), queue.state}, {QStringLiteral("node"), queue.node}});
            return;
        }
        if (!fullOrExpired() && !unread() && !otherFormat() && !stuck())
            set(State::Ok, "queue.ok");
    }

private:
    void set(State state, const char *code, const QVariantMap &args = {})
    {
        m_into->state = state;
        m_into->code = QString::fromLatin1(code);
        for (auto arg = args.cbegin(); arg != args.cend(); ++arg)
            m_into->args.insert(arg.key(), arg.value());
    }

    void readDetail()
    {
        const rabbitmq::Queue &queue = m_into->record->queue;
        m_into->args = {{QStringLiteral("name"), m_into->queue},
                        {QStringLiteral("ready"), queue.ready.value_or(-1)},
                        {QStringLiteral("unacked"), queue.unacked.value_or(-1)},
                        {QStringLiteral("consumers"), queue.consumers.value_or(-1)}};
        const auto detail = m_sources.details.find(m_into->queue);
        if (detail == m_sources.details.end())
            return;
        m_into->detailRead = true;
        m_into->drops = dropsOf(detail->second);
        if (m_sources.table)
            m_into->deadLetter = deadLetterOf(*m_sources.table, detail->second, m_message);
        if (!detail->second.consumers)
            return;
        m_into->readers.emplace();
        for (const rabbitmq::Consumer &consumer : *detail->second.consumers)
            m_into->readers->push_back(readerOf(m_sources, consumer));
    }

    bool isRead() const { return m_into->record->queue.consumers.value_or(1) > 0; }

    bool fullOrExpired()
    {
        const rabbitmq::Queue &queue = m_into->record->queue;
        const qint64 total = queue.ready.value_or(0);
        for (const Drop &drop : m_into->drops) {
            const QVariantMap args{{QStringLiteral("limit"), drop.limit}, {QStringLiteral("byPolicy"), drop.byPolicy},
                                   {QStringLiteral("policy"), queue.policy}};
            if (drop.code == QLatin1String("message-ttl") && drop.limit == 0 && !isRead()) {
                set(State::Broken, "queue.ttl-zero", args);
                return true;
            }
            const bool isLength = drop.code == QLatin1String("max-length");
            const bool full = isLength && total >= drop.limit;
            if (full && drop.limit == 0 && !drop.rejects) {
                set(State::Broken, "queue.holds-none", args);
                return true;
            }
            if (full) {
                set(drop.rejects ? State::Broken : State::Doubtful, drop.rejects ? "queue.full-rejects" : "queue.full-drops", args);
                return true;
            }
        }
        return false;
    }

    bool unread()
    {
        const rabbitmq::Queue &queue = m_into->record->queue;
        if (isRead())
            return false;
        const bool growing = queue.publishRate.value_or(0) > 0 || m_into->record->growth.value_or(0) > 0;
        const QVariantMap args{{QStringLiteral("growing"), growing}};
        const bool waits = queue.ready.value_or(0) > 0;
        if (m_into->queue == mailformat::oldQueue())
            set(State::Broken, waits ? "queue.old-name-unread" : "queue.old-name", args);
        else if (m_into->queue == mailformat::newQueue())
            set(State::Broken, waits ? "queue.mail-away-unread" : "queue.mail-away", args);
        else
            set(waits ? State::Broken : State::Doubtful, waits ? "queue.unread" : "queue.no-consumer", args);
        return true;
    }

    // What a look at its next message has shown.
    bool otherFormat()
    {
        if (!m_sources.peeked || m_sources.peeked->queue != m_into->queue || m_into->expectedFormat == mailformat::Format::Other)
            return false;
        if (m_sources.peeked->format == m_into->expectedFormat)
            return false;
        const char *code = m_sources.peeked->format == mailformat::Format::Old ? "queue.format-old"
            : m_sources.peeked->format == mailformat::Format::New            ? "queue.format-new"
                                                                             : "queue.format-other";
        set(State::Broken, code);
        return true;
    }

    bool stuck()
    {
        const rabbitmq::Queue &queue = m_into->record->queue;
        const bool allAside = m_into->readers && !m_into->readers->empty()
            && std::all_of(m_into->readers->cbegin(), m_into->readers->cend(),
                           [](const Reader &reader) { return reader.consumer.active == false; });
        if (allAside) {
            set(State::Doubtful, "queue.none-active");
            return true;
        }
        if (queue.ready.value_or(0) > 0 && queue.unacked.value_or(0) > 0 && queue.deliverRate == 0.0 && queue.ackRate == 0.0) {
            set(State::Doubtful, "queue.stuck");
            return true;
        }
        if (queue.state == QLatin1String("flow")) {
            set(State::Doubtful, "queue.flow");
            return true;
        }
        return false;
    }

    const Sources &m_sources;
    const Message &m_message;
    Destination *m_into;
};

// ---- the whole way

class Tracer
{
public:
    Tracer(const Sources &sources, const Message &message) : m_sources(sources) { m_path.message = message; }

    Path take()
    {
        for (const StepKind kind : {StepKind::Publish, StepKind::Exchange, StepKind::Bindings, StepKind::Queue, StepKind::Read, StepKind::Expected}) {
            PathStep step;
            step.kind = kind;
            m_path.steps.push_back(step);
        }
        publish();
        if (exchange()) {
            bindings();
            destinations();
        }
        conclude();
        return std::move(m_path);
    }

private:
    PathStep &step(StepKind kind) { return m_path.steps.at(size_t(kind)); }
    const Message &message() const { return m_path.message; }

    PathStep &say(StepKind kind, State state, const char *code, const QVariantMap &args = {}, Certainty certainty = Certainty::Told)
    {
        PathStep &own = step(kind);
        own.state = state;
        own.code = QString::fromLatin1(code);
        own.args = args;
        own.certainty = certainty;
        return own;
    }

    void publish()
    {
        const QVariantMap args{{QStringLiteral("exchange"), message().exchange}, {QStringLiteral("key"), message().routingKey},
                               {QStringLiteral("alarms"), m_sources.alarms}};
        PathStep &own = say(StepKind::Publish, m_sources.alarms.isEmpty() ? State::Ok : State::Broken,
                            m_sources.alarms.isEmpty() ? "publish.ok" : "publish.alarm", args);
        own.evidence.append(told(QStringLiteral("GET /api/nodes"), QStringLiteral("mem_alarm, disk_free_alarm"), m_sources.queuesReadAt));
    }

    Evidence exchangeEvidence(const char *field) const
    {
        return told(QStringLiteral("GET /api/exchanges"), QString::fromLatin1(field), m_sources.routingReadAt);
    }

    bool exchange()
    {
        const Table &table = *m_sources.table;
        const QString name = message().exchange;
        QVariantMap args{{QStringLiteral("exchange"), name}};
        if (name.isEmpty()) {
            say(StepKind::Exchange, State::Ok, "exchange.default", args, Certainty::Concluded);
            m_path.route = table.route(message());
            return true;
        }
        const rabbitmq::Exchange *own = table.exchange(name);
        if (!own) {
            m_path.nearest = QStringList();
            const QString near = consulhost::nearest(name, table.exchangeNames());
            if (!near.isEmpty())
                m_path.nearest.append(near);
            args.insert(QStringLiteral("nearest"), near);
            say(StepKind::Exchange, State::Broken, "exchange.missing", args).evidence.append(exchangeEvidence("name"));
            return false;
        }
        args.insert(QStringLiteral("type"), own->type);
        if (own->internal) {
            say(StepKind::Exchange, State::Broken, "exchange.internal", args).evidence.append(exchangeEvidence("internal"));
            return false;
        }
        m_path.route = table.route(message());
        const bool known = m_path.route.hops.front().isKnownType;
        say(StepKind::Exchange, known ? State::Ok : State::Unknown, known ? "exchange.ok" : "exchange.other-type", args)
            .evidence.append(exchangeEvidence("type"));
        return true;
    }

    void bindings()
    {
        const messagerouting::Route &route = m_path.route;
        const Table &table = *m_sources.table;
        QStringList names;
        QStringList missing;
        bool alternate = false;
        for (const Hop &hop : route.hops) {
            if (hop.from >= 0)
                names.append(hop.exchange);
            alternate = alternate || hop.via == Via::Alternate;
            if (!hop.exchange.isEmpty() && hop.type.isEmpty())
                missing.append(hop.exchange);
        }
        QVariantMap args{{QStringLiteral("key"), message().routingKey},
                         {QStringLiteral("exchange"), message().exchange},
                         {QStringLiteral("type"), route.hops.front().type},
                         {QStringLiteral("matched"), route.matchCount},
                         {QStringLiteral("bindings"), route.hops.front().bindings},
                         {QStringLiteral("queues"), qint64(route.arrivals.size())},
                         {QStringLiteral("through"), names},
                         {QStringLiteral("missing"), missing}};
        const QString call = QStringLiteral("GET /api/bindings/") + vhostPath(message().vhost);
        const auto say = [&](State state, const char *code, Certainty certainty = Certainty::Concluded) {
            this->say(StepKind::Bindings, state, code, args, certainty)
                .evidence.append(message().exchange.isEmpty()
                                     ? told(QStringLiteral("GET /api/queues"), QStringLiteral("name"), m_sources.queuesReadAt)
                                     : told(call, QStringLiteral("source, routing_key, arguments"), m_sources.routingReadAt));
        };
        if (!route.arrivals.empty()) {
            say(State::Ok, message().exchange.isEmpty() ? "bindings.default" : alternate ? "bindings.alternate" : "bindings.ok");
            return;
        }
        if (!route.isPredicted()) {
            say(State::Unknown, "bindings.not-predicted", Certainty::Open);
            return;
        }
        if (message().exchange.isEmpty()) {
            const QString near = consulhost::nearest(message().routingKey, table.queueNames());
            args.insert(QStringLiteral("nearest"), near);
            if (!near.isEmpty())
                m_path.nearest.append(near);
            const bool listed = m_sources.queues != nullptr;
            say(listed ? State::Broken : State::Unknown, listed ? "bindings.no-queue" : "bindings.queues-unread",
                listed ? Certainty::Concluded : Certainty::Open);
            return;
        }
        for (const size_t index : route.nearest)
            m_path.nearest.append(table.binding(index).routingKey);
        args.insert(QStringLiteral("nearest"), m_path.nearest);
        const bool hidden = std::any_of(route.hops.cbegin(), route.hops.cend(), [&table](const Hop &hop) {
            const rabbitmq::Exchange *own = table.exchange(hop.exchange);
            return own && hop.matched == 0 && table.mayHaveHiddenAlternate(*own);
        });
        if (hidden)
            say(State::Unknown, "bindings.policy-hidden", Certainty::Open);
        else if (!missing.isEmpty())
            say(State::Broken, "bindings.alternate-missing");
        else if (route.hops.size() > 1)
            say(State::Broken, "bindings.leads-nowhere");
        else if (route.hops.front().bindings == 0)
            say(State::Broken, "bindings.none");
        else
            say(State::Broken, "bindings.no-match");
    }

    void destinations()
    {
        std::map<QString, const QueueRecord *> known;
        if (m_sources.queues) {
            QSet<QString> wanted;
            for (const messagerouting::Arrival &arrival : m_path.route.arrivals)
                wanted.insert(arrival.queue);
            for (const QueueRecord &record : *m_sources.queues) {
                if (record.queue.vhost == message().vhost && wanted.contains(record.queue.name))
                    known.emplace(record.queue.name, &record);
            }
        }
        for (const messagerouting::Arrival &arrival : m_path.route.arrivals) {
            Destination destination;
            destination.queue = arrival.queue;
            destination.hop = arrival.hop;
            if (const auto record = known.find(arrival.queue); record != known.end())
                destination.record = *record->second;
            DestinationJudge(m_sources, message(), &destination).judge();
            m_path.destinations.push_back(std::move(destination));
        }
        std::stable_sort(m_path.destinations.begin(), m_path.destinations.end(),
                         [](const Destination &a, const Destination &b) { return rank(a.state) > rank(b.state); });
        if (!m_path.destinations.empty())
            steps();
    }

    void steps()
    {
        const Destination &first = m_path.destinations.front();
        const qint64 count = qint64(m_path.destinations.size());
        QVariantMap args = first.args;
        args.insert(QStringLiteral("name"), first.queue);
        args.insert(QStringLiteral("queues"), count);
        const bool isAboutReading = first.code.contains(QLatin1String("unread")) || first.code.startsWith(QLatin1String("queue.no"))
            || first.code.startsWith(QLatin1String("queue.old-name")) || first.code.startsWith(QLatin1String("queue.mail-away"))
            || first.code == QLatin1String("queue.stuck") || first.code.startsWith(QLatin1String("queue.format"));
        PathStep &queue = say(StepKind::Queue, isAboutReading ? State::Ok : first.state,
                              count > 1 ? "queue.many" : isAboutReading ? "queue.holds" : first.code.toLatin1().constData(), args);
        const QString key = rabbitmq::queueKey(message().vhost, first.queue);
        queue.evidence.append(told(QStringLiteral("GET /api/queues"), QStringLiteral("state, messages_ready, messages_unacknowledged"),
                                   m_sources.queuesReadAt));
        queue.panel = QStringLiteral("queues");
        queue.entityId = key;
        const bool held = first.state == State::Broken && !isAboutReading;
        if (first.record) {
            qint64 readers = 0;
            for (const Destination &destination : m_path.destinations)
                readers += destination.record ? destination.record->queue.consumers.value_or(0) : 0;
            args.insert(QStringLiteral("readers"), readers);
            PathStep &read = say(StepKind::Read, isAboutReading ? first.state : State::Ok,
                                 isAboutReading ? first.code.toLatin1().constData() : "read.ok", args);
            read.evidence.append(told(QStringLiteral("GET /api/queues/") + key, QStringLiteral("consumers, consumer_details"), m_sources.queuesReadAt));
            read.panel = queue.panel;
            read.entityId = key;
            if (held)
                say(StepKind::Read, State::NotReached, "");
        }
        expected();
    }

    // Microkubes' rule for its own two queues.
    void expected()
    {
        const auto own = std::find_if(m_path.destinations.cbegin(), m_path.destinations.cend(), [](const Destination &destination) {
            return destination.expectedFormat != mailformat::Format::Other;
        });
        if (own == m_path.destinations.cend()) {
            say(StepKind::Expected, State::Unknown, "expected.no-rule", {}, Certainty::Open);
            return;
        }
        const QString service = mailformat::mailService();
        QVariantMap args{{QStringLiteral("service"), service}, {QStringLiteral("queue"), own->queue}};
        int there = 0;
        if (m_sources.instances) {
            for (const consul::Instance &instance : *m_sources.instances)
                there += instance.service == service ? 1 : 0;
            args.insert(QStringLiteral("instances"), there);
        }
        QStringList others;
        bool isMail = false;
        bool allNamed = true;
        for (const Reader &reader : own->readers.value_or(std::vector<Reader>())) {
            isMail = isMail || reader.services.contains(service);
            allNamed = allNamed && reader.services.size() == 1;
            if (reader.services.size() == 1 && !reader.services.contains(service))
                others.append(reader.services.first());
        }
        others.removeDuplicates();
        args.insert(QStringLiteral("others"), others);
        PathStep *made = nullptr;
        if (own->queue == mailformat::oldQueue())
            made = &say(StepKind::Expected, own->record && own->record->queue.consumers.value_or(0) > 0 ? State::Ok : State::Broken,
                        own->record && own->record->queue.consumers.value_or(0) > 0 ? "expected.old-read" : "expected.old", args,
                        Certainty::Concluded);
        else if (isMail)
            made = &say(StepKind::Expected, State::Ok, "expected.mail", args, Certainty::Concluded);
        else if (own->readers && !own->readers->empty() && allNamed && !others.isEmpty())
            made = &say(StepKind::Expected, State::Doubtful, "expected.other", args, Certainty::Concluded);
        else if (own->record && own->record->queue.consumers == 0)
            made = &say(StepKind::Expected, State::Broken, "expected.mail-away", args, Certainty::Concluded);
        else
            made = &say(StepKind::Expected, State::Unknown, "expected.unproven", args, Certainty::Open);
        if (m_sources.instances) {
            made->evidence.append(told(QStringLiteral("GET /v1/health/service/") + service, QStringLiteral("Service.Address"), m_sources.consulReadAt));
            if (there > 0) {
                made->panel = QStringLiteral("services");
                made->entityId = service;
            }
        }
    }

    // The first step that is broken; else the first that may be. What is only not known is told where nothing else is.
    void conclude()
    {
        const PathStep *worst = nullptr;
        for (const PathStep &one : m_path.steps) {
            const bool isRule = one.kind == StepKind::Expected; // says why, and is no fault of its own
            if (isRule && one.state != State::Doubtful)
                continue;
            if (one.state != State::Ok && one.state != State::NotReached && (!worst || rank(one.state) > rank(worst->state)))
                worst = &one;
        }
        if (!worst)
            return;
        Cause cause{worst->kind, worst->state, worst->code, worst->args, {}};
        if (worst->kind == StepKind::Queue || worst->kind == StepKind::Read) {
            const Destination &first = m_path.destinations.front();
            cause.code = first.code;
            cause.queue = first.queue;
            cause.args.insert(QStringLiteral("name"), first.queue);
        }
        m_path.cause = cause;
    }

    const Sources &m_sources;
    Path m_path;
};

} // namespace

State Path::worst() const
{
    State worst = State::Ok;
    for (const PathStep &step : steps) {
        if (step.kind != StepKind::Expected && rank(step.state) > rank(worst))
            worst = step.state;
    }
    return worst;
}

Path trace(const Sources &sources, const Message &message)
{
    return Tracer(sources, message).take();
}

QStringList queuesToAsk(const Path &path, size_t most)
{
    QStringList names;
    for (const Destination &destination : path.destinations) {
        if (destination.record && size_t(names.size()) < most)
            names.append(destination.queue);
    }
    return names;
}

QString whyNotPeek(const Destination &destination)
{
    if (!destination.record)
        return QStringLiteral("peek.unlisted");
    const rabbitmq::Queue &queue = destination.record->queue;
    if (queue.type == QLatin1String("stream"))
        return QStringLiteral("peek.stream");
    if (queue.exclusive)
        return QStringLiteral("peek.exclusive");
    if (destination.record->isBroken())
        return QStringLiteral("peek.down");
    if (queue.ready == 0)
        return QStringLiteral("peek.empty");
    const bool counts = std::any_of(destination.drops.cbegin(), destination.drops.cend(),
                                    [](const Drop &drop) { return drop.code == QLatin1String("delivery-limit"); });
    if (counts)
        return QStringLiteral("peek.delivery-limit");
    if (queue.type == QLatin1String("quorum") && !destination.detailRead)
        return QStringLiteral("peek.limit-unknown");
    return {};
}

} // namespace mk::messagepath
