// SPDX-License-Identifier: GPL-3.0-or-later
// The path of a message over values: each way in which one does not arrive.
#include "platform/MessagePath.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::messagepath;
using messagerouting::Table;

class TestMessagePath : public QObject
{
    Q_OBJECT

    std::vector<rabbitmq::Exchange> m_exchanges;
    std::vector<rabbitmq::Binding> m_bindings;
    std::optional<std::vector<rabbitmq::Policy>> m_policies;
    std::vector<QueueRecord> m_queues;
    std::vector<consul::Instance> m_instances;
    Sources m_sources;

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    rabbitmq::Exchange &exchange(const char *name, const char *type)
    {
        rabbitmq::Exchange made;
        made.vhost = text("/");
        made.name = text(name);
        made.type = text(type);
        m_exchanges.push_back(made);
        return m_exchanges.back();
    }
    void bind(const char *source, const char *destination, const char *key, bool toQueue = true)
    {
        m_bindings.push_back({text(source), text("/"), text(destination), toQueue ? text("queue") : text("exchange"), text(key), text(key), {}});
    }
    QueueRecord &queue(const char *name, qint64 ready, qint64 consumers)
    {
        QueueRecord record;
        record.key = rabbitmq::queueKey(text("/"), text(name));
        record.queue.vhost = text("/");
        record.queue.name = text(name);
        record.queue.type = text("classic");
        record.queue.state = text("running");
        record.queue.ready = ready;
        record.queue.unacked = 0;
        record.queue.total = ready;
        record.queue.consumers = consumers;
        record.queue.publishRate = record.queue.deliverRate = record.queue.ackRate = 0.0;
        m_queues.push_back(record);
        return m_queues.back();
    }
    void instance(const char *service, const char *address)
    {
        consul::Instance made;
        made.service = text(service);
        made.serviceAddress = text(address);
        m_instances.push_back(made);
    }
    rabbitmq::QueueDetail &detail(const char *name, const char *arguments = "", const char *policy = "")
    {
        rabbitmq::QueueDetail made;
        for (const QueueRecord &record : m_queues) {
            if (record.queue.name == text(name))
                made.queue = record.queue;
        }
        made.arguments = arguments;
        made.effectivePolicy = policy;
        made.consumers.emplace();
        return m_sources.details[text(name)] = made;
    }
    static rabbitmq::Consumer consumer(const char *connection, qint64 prefetch = 1)
    {
        rabbitmq::Consumer made;
        made.tag = text("ctag");
        made.connection = text(connection);
        made.channel = text(connection) + text(" (1)");
        made.prefetch = prefetch;
        made.active = true;
        return made;
    }
    Path traced(const char *exchange, const char *key, const char *vhost = "/")
    {
        QStringList names;
        for (const QueueRecord &record : m_queues) {
            if (record.queue.vhost == text(vhost))
                names.append(record.queue.name);
        }
        m_sources.table = std::make_shared<Table>(text(vhost), std::make_shared<const std::vector<rabbitmq::Exchange>>(m_exchanges),
                                                  std::make_shared<const std::vector<rabbitmq::Binding>>(m_bindings), m_policies, names);
        m_sources.queues = std::make_shared<const std::vector<QueueRecord>>(m_queues);
        m_sources.instances = std::make_shared<const std::vector<consul::Instance>>(m_instances);
        return trace(m_sources, {text(vhost), text(exchange), text(key), {}});
    }
    static QString causeOf(const Path &path) { return path.cause ? path.cause->code : QString(); }

private Q_SLOTS:
    void init()
    {
        m_exchanges.clear();
        m_bindings.clear();
        m_policies.emplace();
        m_queues.clear();
        m_instances.clear();
        m_sources = {};
    }

    void arrivesAndIsRead()
    {
        queue("email-queue", 0, 1).queue.publishRate = 0.2;
        instance("microservice-mail", "172.17.0.9");
        detail("email-queue").consumers->push_back(consumer("172.17.0.9:41022 -> 172.17.0.6:5672"));
        const Path path = traced("", "email-queue");
        QVERIFY2(!path.cause, qPrintable(causeOf(path)));
        QCOMPARE(path.worst(), State::Ok);
        QCOMPARE(path.destinations.size(), size_t(1));
        const Reader &reader = path.destinations.front().readers->front();
        QCOMPARE(reader.host, text("172.17.0.9"));
        QCOMPARE(reader.services, QStringList(text("microservice-mail")));
        QCOMPARE(path.step(StepKind::Expected).code, text("expected.mail"));
    }
    // An address that several services share proves nothing.
    void whoReadsIsToldOnlyWhereItIsProven()
    {
        queue("email-queue", 0, 1);
        instance("microservice-mail", "10.0.0.1");
        instance("hello-service", "10.0.0.1");
        detail("email-queue").consumers->push_back(consumer("10.0.0.1:1 -> 10.0.0.2:5672"));
        const Path path = traced("", "email-queue");
        QCOMPARE(path.destinations.front().readers->front().services.size(), 2);
        QCOMPARE(path.step(StepKind::Expected).code, text("expected.mail")); // it may be, and nothing speaks against it
        m_instances.front().serviceAddress = text("10.0.0.7");
        const Path other = traced("", "email-queue");
        QCOMPARE(other.step(StepKind::Expected).code, text("expected.other"));
        QCOMPARE(other.step(StepKind::Expected).args.value(text("others")).toStringList(), QStringList(text("hello-service")));
    }
    void versionSix()
    {
        queue("q", 0, 1);
        detail("q").consumers->push_back(consumer("[fd00::5]:1 -> [fd00::1]:5672"));
        QCOMPARE(traced("", "q").destinations.front().readers->front().host, text("fd00::5"));
    }

    void nobodyReads_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("ready");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("broken");
        const auto row = [](const char *name, int ready, const char *code, bool broken) {
            QTest::addRow("%s %d", name, ready) << text(name) << ready << text(code) << broken;
        };
        row("orders", 7, "queue.unread", true);
        row("orders", 0, "queue.no-consumer", false);
        row("verification-email", 7, "queue.old-name-unread", true);
        row("verification-email", 0, "queue.old-name", true);
        row("email-queue", 7, "queue.mail-away-unread", true);
        row("email-queue", 0, "queue.mail-away", true);
    }
    void nobodyReads()
    {
        QFETCH(QString, name);
        QFETCH(int, ready);
        QFETCH(QString, code);
        QFETCH(bool, broken);
        queue(name.toUtf8().constData(), ready, 0);
        const Path path = traced("", name.toUtf8().constData());
        QCOMPARE(causeOf(path), code);
        QCOMPARE(path.cause->at, StepKind::Read);
        QCOMPARE(path.cause->queue, name);
        QCOMPARE(path.worst(), broken ? State::Broken : State::Doubtful);
    }
    void stuckConsumer()
    {
        rabbitmq::Queue &stuck = queue("orders", 4, 1).queue;
        stuck.unacked = 1;
        QCOMPARE(causeOf(traced("", "orders")), text("queue.stuck"));
        m_queues.front().queue.ackRate = 0.2;
        QCOMPARE(causeOf(traced("", "orders")), QString());
        m_queues.front().queue.ackRate.reset(); // no rates are kept: nothing can be told
        QCOMPARE(causeOf(traced("", "orders")), QString());
    }
    void consumerHoldsAllItMay()
    {
        queue("orders", 4, 1);
        const rabbitmq::Consumer one = consumer("10.0.0.1:1 -> 10.0.0.2:5672", 2);
        detail("orders").consumers->push_back(one);
        m_sources.channels[one.channel] = {one.channel, one.connection, text("10.0.0.1"), text("guest"), text("2026-11-27T10:00:00.000+00:00"), 2};
        m_sources.connections[one.connection] = {one.connection, text("blocked"), text("orders worker"), text("lib"), text("10.0.0.1")};
        const Path path = traced("", "orders");
        const Reader &reader = path.destinations.front().readers->front();
        QCOMPARE(reader.state, State::Doubtful);
        QCOMPARE(reader.providedName, text("orders worker"));
        QCOMPARE(reader.connectionState, text("blocked"));
    }
    void formatsThatALookHasShown()
    {
        queue("email-queue", 3, 1).queue.ackRate = 0.5;
        m_sources.peeked = Peeked{text("email-queue"), mailformat::Format::Old};
        QCOMPARE(causeOf(traced("", "email-queue")), text("queue.format-old"));
        m_sources.peeked->format = mailformat::Format::Other;
        QCOMPARE(causeOf(traced("", "email-queue")), text("queue.format-other"));
        m_sources.peeked->format = mailformat::Format::New;
        QCOMPARE(causeOf(traced("", "email-queue")), QString());
        m_sources.peeked = Peeked{text("another"), mailformat::Format::Old};
        QCOMPARE(causeOf(traced("", "email-queue")), QString());
        queue("verification-email", 3, 1).queue.ackRate = 0.5;
        m_sources.peeked = Peeked{text("verification-email"), mailformat::Format::New};
        QCOMPARE(causeOf(traced("", "verification-email")), text("queue.format-new"));
    }

    void nothingMatches()
    {
        exchange("shop.events", "topic");
        bind("shop.events", "orders", "order.created.#");
        queue("orders", 0, 1);
        const Path path = traced("shop.events", "order.deleted");
        QCOMPARE(causeOf(path), text("bindings.no-match"));
        QCOMPARE(path.nearest, QStringList(text("order.created.#")));
        QCOMPARE(path.step(StepKind::Queue).state, State::NotReached);
        QCOMPARE(causeOf(traced("shop.events", "order.created")), QString());
        m_bindings.clear();
        QCOMPARE(causeOf(traced("shop.events", "order.created")), text("bindings.none"));
    }
    void noSuchQueueOrExchange()
    {
        queue("verification-email", 0, 1);
        const Path path = traced("", "verification-emails");
        QCOMPARE(causeOf(path), text("bindings.no-queue"));
        QCOMPARE(path.nearest, QStringList(text("verification-email")));
        exchange("shop.events", "topic");
        const Path other = traced("shop.event", "x");
        QCOMPARE(causeOf(other), text("exchange.missing"));
        QCOMPARE(other.nearest, QStringList(text("shop.events")));
        exchange("inside", "topic").internal = true;
        QCOMPARE(causeOf(traced("inside", "x")), text("exchange.internal"));
        exchange("hash", "x-consistent-hash");
        bind("hash", "verification-email", "1");
        QCOMPARE(causeOf(traced("hash", "x")), text("exchange.other-type"));
    }
    void alternates()
    {
        exchange("main", "direct").arguments = "{\"alternate-exchange\":\"gone\"}";
        QCOMPARE(causeOf(traced("main", "x")), text("bindings.alternate-missing"));
        exchange("gone", "fanout");
        QCOMPARE(causeOf(traced("main", "x")), text("bindings.leads-nowhere"));
        bind("gone", "rest", "");
        queue("rest", 0, 1);
        const Path path = traced("main", "x");
        QCOMPARE(causeOf(path), QString());
        QCOMPARE(path.step(StepKind::Bindings).code, text("bindings.alternate"));
        m_exchanges.front().arguments.clear();
        m_exchanges.front().policy = text("of-a-policy");
        m_policies.reset();
        QCOMPARE(causeOf(traced("main", "x")), text("bindings.policy-hidden"));
    }

    void queuesThatDrop_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<int>("ready");
        QTest::addColumn<int>("consumers");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *arguments, const char *policy, int ready, int consumers, const char *code) {
            QTest::addRow("%s %s %d %d", arguments, policy, ready, consumers) << QByteArray(arguments) << QByteArray(policy) << ready << consumers << text(code);
        };
        row("{\"x-message-ttl\":0}", "", 0, 0, "queue.ttl-zero");
        row("{\"x-message-ttl\":0}", "", 0, 1, "queue.ok");
        row("{\"x-message-ttl\":60000}", "{\"message-ttl\":0}", 0, 0, "queue.ttl-zero"); // the smaller counts
        row("{\"x-max-length\":5}", "", 5, 1, "queue.full-drops");
        row("{\"x-max-length\":5}", "", 4, 1, "queue.ok");
        row("", "{\"max-length\":5,\"overflow\":\"reject-publish\"}", 5, 1, "queue.full-rejects");
        row("{\"x-overflow\":\"drop-head\"}", "{\"max-length\":5,\"overflow\":\"reject-publish\"}", 5, 1, "queue.full-drops");
        row("{\"x-max-length\":0}", "", 0, 1, "queue.holds-none");
        row("{\"x-max-length\":9}", "{\"max-length\":3}", 3, 1, "queue.full-drops");
    }
    void queuesThatDrop()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, policy);
        QFETCH(int, ready);
        QFETCH(int, consumers);
        QFETCH(QString, code);
        queue("orders", ready, consumers);
        detail("orders", arguments.constData(), policy.constData());
        QCOMPARE(traced("", "orders").destinations.front().code, code);
    }
    void deadLetters()
    {
        exchange("dlx", "direct");
        bind("dlx", "dead", "orders");
        queue("orders", 0, 1);
        queue("dead", 0, 0);
        detail("orders", "{\"x-dead-letter-exchange\":\"dlx\"}");
        const std::optional<DeadLetter> byKey = traced("", "orders").destinations.front().deadLetter;
        QVERIFY(byKey);
        QCOMPARE(byKey->queues, QStringList(text("dead")));
        QCOMPARE(byKey->routingKey, text("orders")); // its own
        detail("orders", "{\"x-dead-letter-exchange\":\"dlx\",\"x-dead-letter-routing-key\":\"else\"}");
        QVERIFY(traced("", "orders").destinations.front().deadLetter->queues.isEmpty());
        detail("orders", "{\"x-dead-letter-exchange\":\"\"}", "{\"dead-letter-routing-key\":\"dead\",\"dead-letter-exchange\":\"dlx\"}");
        QCOMPARE(traced("", "orders").destinations.front().deadLetter->queues, QStringList(text("dead")));
        detail("orders", "{\"x-dead-letter-exchange\":\"nobody\"}");
        QVERIFY(traced("", "orders").destinations.front().deadLetter->exchangeMissing);
    }
    void brokenQueueAndAlarm()
    {
        queue("orders", 4, 0).queue.state = text("down");
        const Path down = traced("", "orders");
        QCOMPARE(causeOf(down), text("queue.down"));
        QCOMPARE(down.step(StepKind::Read).state, State::NotReached);
        m_queues.front().queue.state = text("running");
        m_queues.front().queue.consumers = 1;
        m_sources.alarms = QStringList(text("rabbit@a: memory"));
        const Path alarm = traced("", "orders");
        QCOMPARE(causeOf(alarm), text("publish.alarm"));
        QCOMPARE(alarm.cause->at, StepKind::Publish);
    }
    // Of many queues the one in trouble is told first.
    void worstFirst()
    {
        exchange("f", "fanout");
        for (const char *name : {"a", "b", "c"}) {
            bind("f", name, "");
            queue(name, 0, 1);
        }
        m_queues.at(1).queue.consumers = 0;
        m_queues.at(1).queue.ready = 12;
        const Path path = traced("f", "");
        QCOMPARE(path.destinations.front().queue, text("b"));
        QCOMPARE(path.cause->queue, text("b"));
        QCOMPARE(queuesToAsk(path, 2), (QStringList{text("b"), text("a")}));
    }
    void anotherVirtualHostIsAnother()
    {
        queue("orders", 0, 1);
        QCOMPARE(causeOf(traced("", "orders", "shop")), text("bindings.no-queue"));
    }

    void whatMayBeLookedAt()
    {
        Destination destination;
        destination.record = queue("orders", 3, 0);
        QCOMPARE(whyNotPeek(destination), QString());
        destination.drops.push_back({text("delivery-limit"), 5, true, false});
        QCOMPARE(whyNotPeek(destination), text("peek.delivery-limit")); // each look would bring it nearer to its end
        destination.drops.clear();
        destination.record->queue.type = text("quorum");
        QCOMPARE(whyNotPeek(destination), text("peek.limit-unknown"));
        destination.detailRead = true;
        QCOMPARE(whyNotPeek(destination), QString());
        destination.record->queue.type = text("stream");
        QCOMPARE(whyNotPeek(destination), text("peek.stream"));
        destination.record->queue.type = text("classic");
        destination.record->queue.ready = 0;
        QCOMPARE(whyNotPeek(destination), text("peek.empty"));
        destination.record->queue.ready = 1;
        destination.record->queue.exclusive = true;
        QCOMPARE(whyNotPeek(destination), text("peek.exclusive"));
    }
};

MK_TEST_CLASS(TestMessagePath)
#include "TestMessagePath.moc"
