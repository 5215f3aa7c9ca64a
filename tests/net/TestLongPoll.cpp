// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpFixture.h"
#include "net/LongPoll.h"
#include "support/TestMain.h"

#include <QSignalSpy>
#include <QUrlQuery>

using namespace mk;
using namespace mk::test;
using namespace std::chrono_literals;

namespace {

// A server that keeps questions open until the test answers them.
struct Held
{
    FakeServer server;
    HttpFixture http;
    LongPoll poll;
    QList<QPointer<FakeConnection>> open;

    Held()
        : server([this](const FakeRequest &, FakeConnection &connection) { open.append(&connection); })
        , http(server.url())
        , poll(
              &http.made(), [] { return request("GET", "/v1/catalog/services?dc=a"); }, nullptr)
    {
        LongPoll::Timing timing;
        timing.wait = 5min;
        timing.minInterval = 1ms;
        timing.firstBackOff = 100ms;
        timing.maxBackOff = 300ms;
        poll.setTiming(timing);
    }
    int asked() const { return int(server.requests().size()); }
    // What the newest question waits for: empty when it waits for nothing.
    QString newestIndex() const
    {
        const QUrl url = QUrl::fromEncoded(server.requests().back().target);
        return QUrlQuery(url).queryItemValue(QStringLiteral("index"));
    }
    void answer(const QByteArray &index, const QByteArray &body = "{}")
    {
        open.back()->answer(200, body, {{"X-Consul-Index", index}});
    }
};

} // namespace

class TestLongPoll : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theIndexIsFollowed()
    {
        Held held;
        QSignalSpy answered(&held.poll, &LongPoll::answered);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        QCOMPARE(held.newestIndex(), QString());
        QCOMPARE(held.server.requests().back().target, QByteArray("/v1/catalog/services?dc=a"));
        held.answer("7");
        QTRY_COMPARE(held.asked(), 2);
        QCOMPARE(held.server.requests().back().target, QByteArray("/v1/catalog/services?dc=a&index=7&wait=300000ms"));
        QCOMPARE(held.poll.index(), 7U);
        held.answer("7"); // a return is not a change, but told
        QTRY_COMPARE(held.asked(), 3);
        QCOMPARE(held.newestIndex(), QStringLiteral("7"));
        held.answer("9");
        QTRY_COMPARE(held.asked(), 4);
        QCOMPARE(held.newestIndex(), QStringLiteral("9"));
        QCOMPARE(answered.size(), 3);
        for (const auto &arguments : answered)
            QCOMPARE(arguments.at(1).toBool(), false);
    }

    void anIndexThatGoesBackStartsAnew()
    {
        Held held;
        QSignalSpy answered(&held.poll, &LongPoll::answered);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.answer("100");
        QTRY_COMPARE(held.asked(), 2);
        held.answer("3");
        QTRY_COMPARE(held.asked(), 3);
        QCOMPARE(answered.size(), 2);
        QCOMPARE(answered.back().at(1).toBool(), true);
        QCOMPARE(held.newestIndex(), QString());
        held.answer("3");
        QTRY_COMPARE(held.asked(), 4);
        QCOMPARE(held.newestIndex(), QStringLiteral("3"));
        QCOMPARE(answered.back().at(1).toBool(), false);
    }

    void anIndexBelowOneCountsAsOne_data()
    {
        QTest::addColumn<QByteArray>("index");
        QTest::newRow("0") << QByteArray("0");
        QTest::newRow("missing") << QByteArray();
        QTest::newRow("nonsense") << QByteArray("-5");
    }
    void anIndexBelowOneCountsAsOne()
    {
        QFETCH(QByteArray, index);
        Held held;
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.answer(index);
        QTRY_COMPARE(held.asked(), 2);
        QCOMPARE(held.newestIndex(), QStringLiteral("1"));
    }

    void answersComeNoFasterThanTheInterval()
    {
        Held held;
        LongPoll::Timing timing;
        timing.minInterval = 400ms;
        held.poll.setTiming(timing);
        int index = 1;
        held.server.setHandler([&index](const FakeRequest &, FakeConnection &connection) {
            connection.answer(200, "{}", {{"X-Consul-Index", QByteArray::number(++index)}});
        });
        QElapsedTimer timer;
        timer.start();
        held.poll.start();
        QTRY_COMPARE(held.asked(), 4);
        QVERIFY2(timer.elapsed() >= 3 * 380, qPrintable(QString::number(timer.elapsed())));
    }

    void errorsBackOffAndRecover()
    {
        Held held;
        QSignalSpy failed(&held.poll, &LongPoll::failed);
        QSignalSpy answered(&held.poll, &LongPoll::answered);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.answer("5");
        QTRY_COMPARE(held.asked(), 2);
        QElapsedTimer timer;
        timer.start();
        for (int i = 1; i <= 3; ++i) {
            held.open.back()->answer(500, "No cluster leader");
            QTRY_COMPARE(failed.size(), i);
            QVERIFY(held.poll.nextTryAt().isValid());
            QVERIFY(held.poll.nextTryAt() > held.http.clock.now());
            QTRY_COMPARE(held.asked(), 2 + i);
            QVERIFY(!held.poll.nextTryAt().isValid());
            QCOMPARE(held.newestIndex(), QString()); // a read at once tells that the server is back
        }
        // 100, 200 and 300 ms, a quarter less at most.
        QVERIFY2(timer.elapsed() >= 430, qPrintable(QString::number(timer.elapsed())));
        held.answer("6");
        QTRY_COMPARE(answered.size(), 2);
        QTRY_COMPARE(held.asked(), 6);
    }

    void aServerThatGoesAndComesIsFoundAgain()
    {
        Held held;
        QSignalSpy failed(&held.poll, &LongPoll::failed);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.answer("50");
        QTRY_COMPARE(held.asked(), 2);
        const quint16 port = held.server.serverPort();
        held.server.close();
        held.open.back()->drop();
        QTRY_VERIFY(!failed.isEmpty());
        QTRY_VERIFY(failed.size() >= 2);
        QVERIFY(failed.back().at(0).value<Error>().is(ErrorKind::Refused));
        QVERIFY(held.server.listen(QHostAddress::LocalHost, port));
        const int before = held.asked();
        QTRY_COMPARE(held.asked(), before + 1);
        QSignalSpy answered(&held.poll, &LongPoll::answered);
        held.answer("2"); // restarted from nothing
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(answered.front().at(1).toBool(), true);
        QTRY_COMPARE(held.asked(), before + 2);
        QCOMPARE(held.newestIndex(), QStringLiteral("2")); // the read at once was whole
    }

    // Qt sends the waiting question again by itself as soon as somebody listens there, with an index of before.
    void aServerThatStartedAnewIsNotWaitedFor()
    {
        Held held;
        QSignalSpy failed(&held.poll, &LongPoll::failed);
        QSignalSpy answered(&held.poll, &LongPoll::answered);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.answer("50");
        QTRY_COMPARE(held.asked(), 2);
        QCOMPARE(held.newestIndex(), QStringLiteral("50"));
        held.open.back()->drop();
        QTRY_VERIFY(held.asked() >= 3 && held.newestIndex().isEmpty());
        held.answer("2");
        QTRY_COMPARE(answered.size(), 2);
        QCOMPARE(answered.back().at(1).toBool(), true);
        QVERIFY(failed.isEmpty());
        QTRY_COMPARE(held.newestIndex(), QStringLiteral("2"));
    }

    // The server starts anew in the moment in which no question is under way.
    void aServerThatStartedAnewBetweenTwoQuestionsIsRead()
    {
        Held held;
        LongPoll::Timing timing;
        timing.minInterval = 200ms;
        held.poll.setTiming(timing);
        QSignalSpy failed(&held.poll, &LongPoll::failed);
        QSignalSpy answered(&held.poll, &LongPoll::answered);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.answer("50");
        QTRY_COMPARE(answered.size(), 1);
        held.open.back()->drop();
        QTRY_VERIFY(held.asked() >= 2 && held.newestIndex().isEmpty());
        held.answer("2");
        QTRY_COMPARE(answered.size(), 2);
        QCOMPARE(answered.back().at(1).toBool(), true);
        QVERIFY(failed.isEmpty());
        QTRY_COMPARE(held.newestIndex(), QStringLiteral("2"));
    }

    // HTTP/1.0 behind a proxy: each answer closes its connection, and waiting works all the same.
    void aServerThatClosesEveryConnectionIsWaitedFor()
    {
        Held held;
        QSignalSpy failed(&held.poll, &LongPoll::failed);
        QSignalSpy answered(&held.poll, &LongPoll::answered);
        int seen = 0;
        const auto answerAndClose = [&held, &seen](const QByteArray &index) {
            seen = held.asked();
            held.open.back()->answer(200, "{}", {{"X-Consul-Index", index}, {"Connection", "close"}});
            held.open.back()->close();
        };
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        answerAndClose("5");
        for (int index = 6; index < 9; ++index) {
            // What is behind the new connection is read at once, then waited on.
            QTRY_VERIFY(held.asked() > seen && held.newestIndex().isEmpty());
            answerAndClose(QByteArray::number(index - 1));
            QTRY_VERIFY(held.asked() > seen && held.newestIndex() == QString::number(index - 1));
            answerAndClose(QByteArray::number(index));
        }
        QTRY_COMPARE(answered.size(), 7);
        QVERIFY(failed.isEmpty());
    }

    void aConnectionThatIsLostAgainAndAgainIsAFailure()
    {
        Held held;
        QSignalSpy failed(&held.poll, &LongPoll::failed);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.answer("50");
        QTRY_COMPARE(held.asked(), 2);
        held.server.setHandler([](const FakeRequest &, FakeConnection &connection) { connection.drop(); });
        held.open.back()->drop();
        QTRY_VERIFY(!failed.isEmpty());
        QCOMPARE(failed.front().at(0).value<Error>().kind, ErrorKind::Network);
    }

    void refreshAsksAtOnce()
    {
        Held held;
        LongPoll::Timing timing;
        timing.minInterval = 1ms;
        timing.firstBackOff = 1h;
        timing.maxBackOff = 1h;
        held.poll.setTiming(timing);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.poll.refresh(); // one is under way that waits for nothing
        held.answer("5");
        QTRY_COMPARE(held.asked(), 2);
        QCOMPARE(held.newestIndex(), QStringLiteral("5"));
        const QPointer<FakeConnection> waiting = held.open.back();
        held.poll.refresh();
        QTRY_COMPARE(held.asked(), 3);
        QCOMPARE(held.newestIndex(), QString());
        QTRY_VERIFY(!waiting); // the blocking one was hung up
        QSignalSpy failed(&held.poll, &LongPoll::failed);
        held.open.back()->answer(500, "x");
        QTRY_COMPARE(failed.size(), 1);
        held.poll.refresh(); // does not wait for the hour
        QTRY_COMPARE(held.asked(), 4);
        QVERIFY(!held.poll.nextTryAt().isValid());
    }

    void stopHangsUp()
    {
        Held held;
        QSignalSpy answered(&held.poll, &LongPoll::answered);
        QSignalSpy failed(&held.poll, &LongPoll::failed);
        held.poll.start();
        QTRY_COMPARE(held.asked(), 1);
        held.poll.stop();
        QVERIFY(!held.poll.isRunning());
        QTRY_COMPARE(held.server.connectionsOpen(), 0);
        QCOMPARE(answered.size() + failed.size(), 0);
        held.poll.refresh(); // nothing is running
        held.poll.start();
        QTRY_COMPARE(held.asked(), 2);
        QCOMPARE(held.newestIndex(), QString());
    }

    void anAnswerMayDestroyThePoll()
    {
        FakeServer server(answering(200, "{}", {{"X-Consul-Index", "4"}}));
        HttpFixture http(server.url());
        QPointer<LongPoll> poll = new LongPoll(
            &http.made(), [] { return request("GET", "/"); }, &http.owner);
        connect(poll, &LongPoll::answered, this, [poll] { delete poll; });
        poll->start();
        QTRY_VERIFY(!poll);
        QTRY_COMPARE(http.log.entries().size(), size_t(1));
    }
};

MK_TEST_CLASS(TestLongPoll)
#include "TestLongPoll.moc"
