// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"
#include "platform/PlanRunner.h"
#include "platform/RabbitPlans.h"
#include "platform/RabbitQueueHandler.h"
#include "platform/RabbitStores.h"
#include "support/FakeServer.h"
#include "support/JobTest.h"
#include "support/TestMain.h"

#include <cmath>

using namespace mk;
using namespace mk::test;
using rabbitmq::Queue;

// What becomes of a broker's answers: history and growth, the list and its feed, and what a purge makes sure of.
class TestRabbitStores : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static Queue queue(const char *name, qint64 ready, qint64 consumers = 0)
    {
        Queue made;
        made.vhost = text("/");
        made.name = text(name);
        made.type = text("classic");
        made.state = text("running");
        made.ready = ready;
        made.unacked = 0;
        made.total = ready;
        made.consumers = consumers;
        return made;
    }
    static QByteArray listOf(qint64 ready, qint64 consumers = 0)
    {
        return "[{\"name\":\"email-queue\",\"vhost\":\"/\",\"type\":\"classic\",\"state\":\"running\",\"messages_ready\":"
            + QByteArray::number(ready) + ",\"messages_unacknowledged\":0,\"messages\":" + QByteArray::number(ready)
            + ",\"consumers\":" + QByteArray::number(consumers) + "}]";
    }
    static QByteArray oneOf(qint64 ready, qint64 consumers = 0)
    {
        const QByteArray list = listOf(ready, consumers);
        return list.mid(1, list.size() - 2);
    }

    // A broker that answers from what the test sets.
    struct Broker
    {
        Broker()
        {
            server.setHandler([this](const FakeRequest &request, FakeConnection &connection) {
                if (request.method == "DELETE") {
                    ++purges;
                    if (loseAnswer) {
                        connection.drop();
                        return;
                    }
                    connection.answer(204);
                } else if (request.target.startsWith("/api/overview")) {
                    connection.answer(overviewStatus, overviewStatus == 200 ? overview : QByteArray("{\"error\":\"x\"}"));
                } else if (request.target.startsWith("/api/whoami")) {
                    connection.answer(200, "{\"name\":\"guest\",\"tags\":\"" + tags + "\"}");
                } else if (request.target.startsWith("/api/nodes")) {
                    connection.answer(200, "[]");
                } else if (request.target.startsWith("/api/queues?")) {
                    ++lists;
                    connection.answer(200, list);
                } else {
                    ++reads;
                    // Counts lag behind what was done: the first answers after a purge are old.
                    const QByteArray told = purges > 0 && reads > lag ? oneOf(0, consumers) : oneOf(ready, consumers);
                    connection.answer(200, told);
                }
            });
        }
        FakeServer server;
        QByteArray overview = "{\"rabbitmq_version\":\"3.10.8\",\"rates_mode\":\"basic\",\"disable_stats\":false,"
                              "\"sample_retention_policies\":{\"basic\":[600,3600]}}";
        int overviewStatus = 200;
        QByteArray tags = "administrator";
        QByteArray list = listOf(7);
        qint64 ready = 7;
        qint64 consumers = 0;
        int lists = 0;
        int reads = 0;
        int purges = 0;
        int lag = 0;
        bool loseAnswer = false;
    };
    struct Bench
    {
        explicit Bench(const Broker &broker)
        {
            Endpoint endpoint;
            endpoint.id = QStringLiteral("rabbitmq");
            endpoint.system = System::RabbitMq;
            endpoint.url = broker.server.url();
            endpoint.proxy.kind = ProxySettings::Kind::None;
            HttpClient::Options options;
            options.maxReadRetries = 0;
            http = std::make_unique<HttpClient>(endpoint, EndpointSecrets(), options, &log, &clock);
        }
        ManualClock clock{QDateTime(QDate(2026, 11, 26), QTime(12, 0), Qt::UTC)};
        HttpLog log;
        std::unique_ptr<HttpClient> http;
        QObject parent;
    };
    static EntityState stateOf(qint64 ready, qint64 consumers = 0)
    {
        return rabbitplans::stateOf(queue("email-queue", ready, consumers));
    }

private Q_SLOTS:
    void growthNeedsTimeAndTellsTheLastMinute()
    {
        QueueHistory history;
        constexpr qint64 start = 1'000'000'000'000;
        const auto at = [](int seconds) { return start + seconds * 1000; };
        QVERIFY(!history.record(at(0), {queue("q", 100)}).front());
        QVERIFY(!history.record(at(5), {queue("q", 105)}).front());
        // Ten seconds later ten more: sixty a minute.
        QCOMPARE(history.record(at(10), {queue("q", 110)}).front(), std::optional(60.0));
        QVERIFY(!history.isQuiet());
        // Nothing more comes: the growth goes back although every answer is the same.
        QCOMPARE(history.confirm(at(40), {queue("q", 110)}).front(), std::optional(15.0));
        QCOMPARE(history.confirm(at(90), {queue("q", 110)}).front(), std::optional(0.0));
        QVERIFY(history.isQuiet());
        QCOMPARE(history.record(at(95), {queue("q", 50)}).front(), std::optional(-60.0));
    }

    void curveHoldsValuesAndLeavesGaps()
    {
        QueueHistory history;
        constexpr qint64 start = 1'000'000'000'000;
        const QString key = rabbitmq::queueKey(text("/"), text("q"));
        history.record(start, {queue("q", 4)});
        QVERIFY(!history.curve(key, 11));
        history.confirm(start + 50'000, {queue("q", 4)});
        history.record(start + 100'000, {queue("q", 9)});
        const auto curve = history.curve(key, 11);
        QVERIFY(curve);
        QCOMPARE(int(curve->size()), 11);
        QCOMPARE(curve->front(), 4.0);
        QCOMPARE(curve->at(6), 4.0); // it stood still until it moved
        QCOMPARE(curve->back(), 9.0);
        QCOMPARE(int(history.readings(key).size()), 3);
        // Nobody looked for a quarter of an hour: no line is drawn through it.
        history.record(start + 1'000'000, {queue("q", 9)});
        const auto gap = history.curve(key, 11);
        QVERIFY(std::isnan(gap->at(5)));
        QCOMPARE(gap->back(), 9.0);
        // A queue that is gone leaves nothing behind.
        history.record(start + 1'005'000, {queue("other", 1)});
        QVERIFY(!history.curve(key, 11));
        QVERIFY(history.readings(key).empty());
    }

    void historyIsBounded()
    {
        QueueHistory history;
        const QString key = rabbitmq::queueKey(text("/"), text("q"));
        for (int i = 0; i < 5000; ++i)
            history.record(1'000'000'000'000 + i * 5000, {queue("q", i)});
        const auto readings = history.readings(key);
        QVERIFY2(readings.size() <= 725, qPrintable(QString::number(readings.size())));
        QCOMPARE(readings.back().ready, 4999.0F);
        QVERIFY(readings.back().at - readings.front().at <= 61 * 60'000);
    }

    void listFollowsTheBroker()
    {
        Broker broker;
        Bench bench(broker);
        RabbitStores stores(&bench.clock);
        stores.open(bench.http.get());
        const auto subscription = stores.queues()->subscribe(std::chrono::milliseconds(1));
        QTRY_COMPARE(stores.queues()->rowCount(), qsizetype(1));
        const QueueRecord first = stores.queues()->rows()->front();
        QCOMPARE(first.key, text("%2F/email-queue"));
        QVERIFY(first.isUnread());
        QCOMPARE(first.queue.publishRate, std::optional(0.0)); // statistics are on
        QVERIFY(stores.broker() && stores.broker()->retention == std::chrono::seconds(3600));
        QVERIFY(stores.queues()->state().notice.isEmpty());

        broker.list = listOf(9, 1);
        bench.clock.advance(std::chrono::seconds(10));
        stores.queues()->refresh();
        QTRY_COMPARE(stores.queues()->rows()->front().queue.ready, std::optional(qint64(9)));
        QVERIFY(!stores.queues()->rows()->front().isUnread());
        QCOMPARE(stores.queues()->rows()->front().growth, std::optional(12.0));

        broker.list = "<html>proxy</html>";
        stores.queues()->refresh();
        QTRY_VERIFY(stores.queues()->state().error.has_value());
        QCOMPARE(stores.queues()->state().error->kind, ErrorKind::Unreadable);
        QCOMPARE(stores.queues()->rowCount(), qsizetype(1)); // its last words stay
        QVERIFY(stores.queues()->state().isStale());
    }

    void missingPluginAndFewTagsAreSaid()
    {
        Broker broker;
        broker.overviewStatus = 404;
        Bench bench(broker);
        RabbitStores stores(&bench.clock);
        stores.open(bench.http.get());
        const auto subscription = stores.queues()->subscribe(std::chrono::milliseconds(1));
        QTRY_VERIFY(stores.queues()->state().error.has_value());
        QCOMPARE(stores.queues()->state().error->reason, text("rabbitmq.no-management"));
        broker.overviewStatus = 200;
        broker.tags = "management";
        stores.queues()->refresh();
        QTRY_COMPARE(stores.queues()->state().notice, text("rabbitmq.own-vhosts"));
        QCOMPARE(stores.queues()->state().noticeArgs.value(text("user")).toString(), text("guest"));
    }

    void withoutStatisticsNoRateIsMadeUp()
    {
        Broker broker;
        broker.overview = "{\"rabbitmq_version\":\"3.10.8\",\"rates_mode\":\"basic\",\"disable_stats\":true}";
        broker.list = "[{\"name\":\"email-queue\",\"vhost\":\"/\",\"messages_ready\":7}]";
        Bench bench(broker);
        RabbitStores stores(&bench.clock);
        stores.open(bench.http.get());
        const auto subscription = stores.queues()->subscribe(std::chrono::milliseconds(1));
        QTRY_COMPARE(stores.queues()->rowCount(), qsizetype(1));
        const QueueRecord record = stores.queues()->rows()->front();
        QVERIFY(!record.queue.publishRate);
        QVERIFY(!record.isUnread()); // nobody said that nobody reads
    }

    void plansRefuseWhatCannotBe()
    {
        QVERIFY(rabbitplans::purge({queue("q", 3)}));
        QCOMPARE(rabbitplans::purge({queue("q", 0)}).error().reason, text("rabbitmq.nothing-to-purge"));
        // The broker would take the name out of the path and reach another queue.
        for (const char *dots : {".", ".."}) {
            QCOMPARE(rabbitplans::purge({queue(dots, 3)}).error().reason, text("rabbitmq.not-addressable"));
            QCOMPARE(rabbitplans::deleteQueue(queue(dots, 3), false, false).error().reason, text("rabbitmq.not-addressable"));
        }
        QVERIFY(rabbitplans::purge({queue("...", 3)}));
        Queue stream = queue("s", 3);
        stream.type = text("stream");
        QCOMPARE(rabbitplans::purge({stream}).error().reason, text("rabbitmq.purge-stream"));
        Queue silent = queue("q", 3);
        silent.ready.reset();
        QCOMPARE(rabbitplans::purge({silent}).error().reason, text("rabbitmq.counts-unknown"));
        const auto plan = rabbitplans::purge({queue("q", 1204)});
        QCOMPARE(plan->titleArgs.value(text("count")).toLongLong(), 1204);
        QVERIFY(rabbitplans::isPurge(plan->steps.first().changes.first()));
        QVERIFY(!rabbitplans::isPurge(rabbitplans::deleteQueue(queue("q", 1), false, false)->steps.first().changes.first()));
    }

    void guardAllowsAFewAndStopsAtMany_data()
    {
        QTest::addColumn<qint64>("shownConsumers");
        QTest::addColumn<qint64>("ready");
        QTest::addColumn<qint64>("consumers");
        QTest::addColumn<bool>("same");
        QTest::newRow("as shown") << qint64(0) << qint64(1204) << qint64(0) << true;
        QTest::newRow("grown a little") << qint64(0) << qint64(1300) << qint64(0) << true;
        QTest::newRow("grown a lot") << qint64(0) << qint64(2000) << qint64(0) << false;
        QTest::newRow("somebody reads now") << qint64(0) << qint64(1204) << qint64(1) << false;
        QTest::newRow("emptied by another") << qint64(0) << qint64(0) << qint64(0) << false;
        QTest::newRow("nearly empty, nobody reads") << qint64(0) << qint64(20) << qint64(0) << false;
        QTest::newRow("being read") << qint64(2) << qint64(20) << qint64(2) << true;
    }
    void guardAllowsAFewAndStopsAtMany()
    {
        QFETCH(const qint64, shownConsumers);
        QFETCH(const qint64, ready);
        QFETCH(const qint64, consumers);
        QFETCH(const bool, same);
        const RabbitQueueHandler handler(nullptr);
        const auto plan = rabbitplans::purge({queue("email-queue", 1204, shownConsumers)});
        QVERIFY(plan);
        const Change change = plan->steps.first().changes.first();
        QCOMPARE(handler.sameAsBefore(change, stateOf(ready, consumers)), same);
        QVERIFY(!handler.sameAsBefore(change, EntityState()));
        QVERIFY(handler.isAfter(change, stateOf(0)));
        QVERIFY(handler.isAfter(change, stateOf(12))); // came in since
        QVERIFY(!handler.isAfter(change, stateOf(1204)));
    }

    void purgeWaitsForCountsThatKnowOfIt()
    {
        Broker broker;
        broker.lag = 2;
        Bench bench(broker);
        RabbitQueueHandler handler(bench.http.get());
        const auto plan = rabbitplans::purge({queue("email-queue", 7)});
        const auto sent = resultOf(handler.send(plan->steps.first(), &bench.parent));
        QVERIFY2(sent, qPrintable(sent ? QString() : sent.error().toLogString()));
        QCOMPARE(broker.purges, 1);
        QCOMPARE(broker.reads, 3); // two that were old
        QCOMPARE(rabbitplans::figuresOf(sent->states.first()).ready, std::optional(qint64(0)));
        QCOMPARE(broker.server.requests().constFirst().target, QByteArray("/api/queues/%2F/email-queue/contents"));
        QVERIFY(handler.inverse(plan->steps.first(), *sent).isEmpty());
    }

    void lostAnswerIsSettledByCountsThatAreNew()
    {
        Broker broker;
        broker.loseAnswer = true;
        broker.lag = 1;
        Bench bench(broker);
        RabbitQueueHandler handler(bench.http.get());
        const auto plan = rabbitplans::purge({queue("email-queue", 7)});
        const Step step = plan->steps.first();
        const auto sent = resultOf(handler.send(step, &bench.parent));
        QVERIFY(!sent);
        QVERIFY(sent.error().mayHaveBeenDone);
        QCOMPARE(broker.purges, 1); // never sent again
        const auto now = resultOf(handler.read(step, &bench.parent));
        QVERIFY(now);
        QCOMPARE(settlementOf(handler, step, *now), Settlement::Happened);
    }
};

MK_TEST_CLASS(TestRabbitStores)
#include "TestRabbitStores.moc"
