// SPDX-License-Identifier: GPL-3.0-or-later
#include "Recording.h"
#include "api/rabbitmq/RabbitMqInfo.h"
#include "api/rabbitmq/RabbitMqQueues.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::rabbitmq;
using mk::test::recorded;

// Queues on recorded answers of RabbitMQ 3.10.8, and on answers that other versions and broken servers give.
class TestRabbitQueues : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QByteArray body(const char *name) { return recorded(QLatin1String("rabbitmq-queues/") + QLatin1String(name)).body; }
    static const Queue *find(const std::vector<Queue> &queues, const char *vhost, const char *name)
    {
        for (const Queue &queue : queues) {
            if (queue.vhost == QLatin1String(vhost) && queue.name == text(name))
                return &queue;
        }
        return nullptr;
    }

private Q_SLOTS:
    void wholeList()
    {
        const auto queues = decodeQueues(body("queues"), true);
        QVERIFY2(queues, qPrintable(queues ? QString() : queues.error().toLogString()));
        QCOMPARE(int(queues->size()), 27);
        const Queue *busy = find(*queues, "shop", "traffic");
        QVERIFY(busy);
        QCOMPARE(busy->type, text("classic"));
        QCOMPARE(busy->state, text("running"));
        QCOMPARE(busy->consumers, std::optional(qint64(1)));
        QVERIFY(busy->durable);
        QVERIFY(busy->publishRate && *busy->publishRate > 0);
        QVERIFY(busy->deliverRate && *busy->deliverRate > 0);
        QVERIFY(busy->ackRate && *busy->ackRate > 0);
        const Queue *full = find(*queues, "billing", "invoice-01");
        QVERIFY(full);
        QCOMPARE(full->ready, std::optional(qint64(3)));
        QCOMPARE(full->consumers, std::optional(qint64(0)));
        QCOMPARE(full->policy, text("expire"));
        QCOMPARE(full->messageBytes, std::optional(qint64(27)));
        QVERIFY(!full->idleSince.isEmpty());
        // Statistics are on and nothing was ever acknowledged there: that is 0, not unknown.
        QCOMPARE(full->ackRate, std::optional(0.0));
        QVERIFY(find(*queues, "shop", "name with space/slash%\u00fc"));
    }

    void whatWasNotGivenStaysAbsent()
    {
        const auto totals = decodeQueues(body("queues-totals"), false);
        QVERIFY(totals);
        const Queue *full = find(*totals, "billing", "invoice-01");
        QVERIFY(full);
        QCOMPARE(full->ready, std::optional(qint64(3)));
        QVERIFY(!full->consumers);
        QVERIFY(!full->memory);
        QVERIFY(!full->publishRate && !full->deliverRate && !full->ackRate);
        // Five seconds after a start a queue has told nothing yet: no rate is made up for it either.
        const auto fresh = decodeQueues("[{\"name\":\"a\",\"vhost\":\"/\",\"state\":\"running\"}]", true);
        QVERIFY(fresh);
        QVERIFY(!fresh->front().ready && !fresh->front().publishRate && !fresh->front().consumers);
        const auto chosen = decodeQueues(body("queues-columns"), true);
        QVERIFY(chosen);
        QVERIFY(find(*chosen, "shop", "traffic")->publishRate.value_or(0) > 0);
        QVERIFY(!find(*chosen, "shop", "traffic")->ready);
    }

    void otherVersions()
    {
        // 3.6: no type; statistics as an empty list where there are none; counts may be floats.
        const auto old = decodeQueues("[{\"name\":\"email-queue\",\"vhost\":\"/\",\"messages_ready\":7.0,\"consumers\":0,"
                                      "\"message_stats\":[],\"idle_since\":\"2026-11-26 10:00:00\",\"durable\":true}]",
                                      true);
        QVERIFY(old);
        QVERIFY(old->front().type.isEmpty());
        QCOMPARE(old->front().ready, std::optional(qint64(7)));
        QCOMPARE(old->front().publishRate, std::optional(0.0));
        // 4.x adds members; a state that nobody has heard of is kept as it is written.
        const auto next = decodeQueues("[{\"name\":\"a\",\"vhost\":\"/\",\"type\":\"quorum\",\"state\":\"terminated\","
                                       "\"delivery_limit\":20,\"messages_ready\":1,\"storage_version\":2}]",
                                       true);
        QVERIFY(next);
        QCOMPARE(next->front().state, text("terminated"));
    }

    void wrongAnswersAreErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("page") << QByteArray("<html><title>It works</title></html>");
        QTest::newRow("cut off") << QByteArray("[{\"name\":\"a\",\"vhost\":\"/\"},{\"na");
        QTest::newRow("object") << QByteArray("{\"error\":\"x\"}");
        QTest::newRow("numbers") << QByteArray("[1,2,3]");
        QTest::newRow("no vhost") << QByteArray("[{\"name\":\"a\"}]");
        QTest::newRow("name is a number") << QByteArray("[{\"name\":5,\"vhost\":\"/\"}]");
        QTest::newRow("deep") << QByteArray("[") + QByteArray(5000, '[') + QByteArray(5000, ']') + "]";
    }
    void wrongAnswersAreErrors()
    {
        QFETCH(const QByteArray, body);
        const auto queues = decodeQueues(body, true);
        QVERIFY(!queues);
        QCOMPARE(queues.error().kind, ErrorKind::Unreadable);
        QVERIFY(!decodeQueueDetail(body, true));
    }

    void oddNumbersAreNotGiven()
    {
        const auto queues = decodeQueues("[{\"name\":\"a\",\"vhost\":\"/\",\"messages_ready\":1e300,\"consumers\":\"many\","
                                         "\"memory\":null,\"message_stats\":{\"publish_details\":7}}]",
                                         false);
        QVERIFY(queues);
        QVERIFY(!queues->front().ready && !queues->front().consumers && !queues->front().memory);
        QVERIFY(!queues->front().publishRate);
    }

    void detailWithSamples()
    {
        const auto detail = decodeQueueDetail(body("queue-samples"), true);
        QVERIFY(detail);
        QVERIFY(detail->consumers);
        QCOMPARE(int(detail->consumers->size()), 1);
        const Consumer &consumer = detail->consumers->front();
        QCOMPARE(consumer.tag, text("seed-consumer"));
        QCOMPARE(consumer.user, text("guest"));
        QCOMPARE(consumer.prefetch, std::optional(qint64(20)));
        QVERIFY(consumer.ackRequired);
        QCOMPARE(consumer.connection, text("127.0.0.1:34100 -> 127.0.0.1:5672"));
        QVERIFY(detail->effectivePolicy.contains("max-length"));
        // Thirteen samples five seconds apart, oldest first; a counter of 77 that rose by 25 in the last step is 5/s.
        QCOMPARE(int(detail->samples.ready.size()), 13);
        QVERIFY(detail->samples.ready.front().at < detail->samples.ready.back().at);
        QCOMPARE(int(detail->samples.ack.size()), 12);
        QCOMPARE(detail->samples.ack.back().value, 5.0);
        QCOMPARE(detail->samples.ack.front().value, 0.0);
    }

    void detailOfEveryType()
    {
        const auto plain = decodeQueueDetail(body("queue"), true);
        QVERIFY(plain);
        QVERIFY(plain->samples.isEmpty());
        QCOMPARE(plain->operatorPolicy, text("cap"));
        QVERIFY(plain->arguments.contains("x-dead-letter-exchange"));
        QVERIFY(plain->consumers && plain->consumers->empty());
        const auto quorum = decodeQueueDetail(body("queue-quorum"), true);
        QVERIFY(quorum);
        QCOMPARE(quorum->queue.type, text("quorum"));
        QCOMPARE(quorum->members, QStringList{text("rabbit@localhost")});
        const auto stream = decodeQueueDetail(body("queue-stream"), true);
        QVERIFY(stream);
        QCOMPARE(stream->queue.type, text("stream"));
        const auto odd = decodeQueueDetail(body("queue-odd-name"), true);
        QVERIFY(odd);
        QCOMPARE(odd->queue.name, text("name with space/slash%\u00fc"));
    }

    void counterThatFellTellsNoRate()
    {
        const auto detail = decodeQueueDetail(
            "{\"name\":\"a\",\"vhost\":\"/\",\"message_stats\":{\"publish_details\":{\"samples\":["
            "{\"sample\":10,\"timestamp\":20000},{\"sample\":4,\"timestamp\":15000},{\"sample\":90,\"timestamp\":10000},"
            "{\"sample\":80,\"timestamp\":5000}]}}}",
            true);
        QVERIFY(detail);
        QCOMPARE(int(detail->samples.publish.size()), 2);
        QCOMPARE(detail->samples.publish.front(), (Sample{10000, 2.0}));
        QCOMPARE(detail->samples.publish.back(), (Sample{20000, 1.2}));
    }

    void bindings()
    {
        const auto bindings = decodeBindings(body("queue-bindings"));
        QVERIFY(bindings);
        QCOMPARE(int(bindings->size()), 2);
        QVERIFY(bindings->front().source.isEmpty());
        QCOMPARE(bindings->back().source, text("shop.events"));
        QCOMPARE(bindings->back().routingKey, text("order.created.#"));
        QVERIFY(bindings->back().arguments.isEmpty());
        const auto withArguments = decodeBindings(body("bindings-between"));
        QVERIFY(withArguments && !withArguments->empty());
        QVERIFY(withArguments->front().arguments.startsWith('{'));
    }

    void namesSurviveInPathsAndKeys_data()
    {
        QTest::addColumn<QString>("vhost");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("plain") << text("/") << text("email-queue") << QByteArray("/api/queues/%2F/email-queue");
        QTest::newRow("slashes") << text("a/b") << text("c/d") << QByteArray("/api/queues/a%2Fb/c%2Fd");
        QTest::newRow("percent") << text("50%") << text("%2F") << QByteArray("/api/queues/50%25/%252F");
        QTest::newRow("spaces") << text("my vhost") << text("a b+c") << QByteArray("/api/queues/my%20vhost/a%20b%2Bc");
        QTest::newRow("Unicode") << text("\u00fc") << text("\u2713?#") << QByteArray("/api/queues/%C3%BC/%E2%9C%93%3F%23");
        QTest::newRow("dots") << text("/") << text("../x") << QByteArray("/api/queues/%2F/..%2Fx");
    }
    void namesSurviveInPathsAndKeys()
    {
        QFETCH(const QString, vhost);
        QFETCH(const QString, name);
        QFETCH(const QByteArray, path);
        QCOMPARE(queueRequest(vhost, name).path, path);
        QCOMPARE(purgeRequest(vhost, name).path, QByteArray(path + "/contents"));
        QCOMPARE(purgeRequest(vhost, name).method, QByteArray("DELETE"));
        QCOMPARE(queueBindingsRequest(vhost, name).path, QByteArray(path + "/bindings"));
        QCOMPARE(deleteQueueRequest(vhost, name, true, true).path, QByteArray(path + "?if-empty=true&if-unused=true"));
        const auto [backVhost, backName] = namesOfKey(queueKey(vhost, name));
        QCOMPARE(backVhost, vhost);
        QCOMPARE(backName, name);
    }

    void samplesStayWithinWhatTheServerTakes()
    {
        QVERIFY(queueRequest(text("/"), text("q"), std::chrono::seconds(600)).path.contains("lengths_age=600&lengths_incr=5"));
        QVERIFY(queueRequest(text("/"), text("q"), std::chrono::seconds(3600)).path.contains("msg_rates_age=3600&msg_rates_incr=60"));
        QVERIFY(!queueRequest(text("/"), text("q")).path.contains('?'));
    }

    void brokerTellsWhatItKeeps()
    {
        const auto info = decodeOverview(recorded(text("rabbitmq-info/overview")));
        QVERIFY(info);
        QCOMPARE(info->ratesMode, text("basic"));
        QVERIFY(info->keepsRates());
        QCOMPARE(info->retention, std::chrono::seconds(3600));
        const auto off = decodeOverview(mk::test::answerOf("{\"rabbitmq_version\":\"3.10.8\",\"rates_mode\":\"none\","
                                                           "\"disable_stats\":true}"));
        QVERIFY(off);
        QVERIFY(!off->keepsRates() && off->statisticsOff);
        QCOMPARE(off->retention.count(), 0);
    }
};

MK_TEST_CLASS(TestRabbitQueues)
#include "TestRabbitQueues.moc"
