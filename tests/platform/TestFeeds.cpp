// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpFixture.h"
#include "platform/ConsulFeed.h"
#include "platform/PollFeed.h"
#include "support/FakeServer.h"
#include "support/TestMain.h"

#include <QSignalSpy>

using namespace mk;
using namespace mk::test;
using namespace std::chrono_literals;

namespace {

struct Line
{
    QString text;
    QString key() const { return text; }
    bool operator==(const Line &) const = default;
};
using Store = LiveStore<Line>;

// "a\nb" as rows; counts how often it was asked.
struct Decoder
{
    std::shared_ptr<std::atomic_int> calls = std::make_shared<std::atomic_int>(0);
    Result<std::vector<Line>> operator()(const QByteArray &body) const
    {
        ++*calls;
        if (body == "bad")
            return fail(ErrorKind::Unreadable, QStringLiteral("unreadable.json"));
        std::vector<Line> rows;
        for (const QByteArray &line : body.split('\n')) {
            if (!line.isEmpty())
                rows.push_back({QString::fromUtf8(line)});
        }
        return rows;
    }
};

HttpRequest lines()
{
    HttpRequest request;
    request.path = "/lines";
    request.callClass = CallClass::List;
    request.expected = {404};
    return request;
}

// A server that answers each question with what stands in `body` at that time.
struct Bench
{
    Bench() : http(server.url())
    {
        server.setHandler([this](const FakeRequest &, FakeConnection &connection) {
            if (hold)
                held = &connection;
            else
                connection.answer(status, body, headers);
        });
        store.onDelta(&context, [this](const auto &) { ++deltas; });
    }
    int asked() const { return int(server.requests().size()); }
    QStringList rows() const
    {
        QStringList out;
        for (const Line &line : *store.rows())
            out.append(line.text);
        return out;
    }

    FakeServer server;
    HttpFixture http;
    SystemClock clock;
    Store store{&clock};
    QObject context;
    Decoder decoder;
    QByteArray body = "a\nb";
    int status = 200;
    FakeConnection::Headers headers;
    bool hold = false;
    QPointer<FakeConnection> held;
    int deltas = 0;
};

struct Polled : Bench
{
    Polled() : feed(&store, PollFeed<Line>::fromRequest(&http.made(), lines, decoder), nullptr)
    {
        PollFeedBase::Timing timing;
        timing.minInterval = 20ms;
        timing.firstBackOff = 50ms;
        timing.maxBackOff = 100ms;
        feed.setTiming(timing);
    }
    PollFeed<Line> feed;
};

// Questions without an index are answered at once, others when the test lets them.
struct Watching : Bench
{
    Watching() : feed(&store, &http.made(), lines, decoder, nullptr)
    {
        server.setHandler([this](const FakeRequest &request, FakeConnection &connection) {
            if (request.target.contains("index=") && status < 500)
                waiting = &connection;
            else
                answer(&connection);
        });
        LongPoll::Timing timing;
        timing.minInterval = 1ms;
        timing.firstBackOff = 30ms;
        timing.maxBackOff = 60ms;
        feed.setTiming(timing);
    }
    void answer(FakeConnection *connection)
    {
        auto all = headers;
        all.append({"X-Consul-Index", QByteArray::number(index)});
        connection->answer(status, body, all);
    }
    // The answer to the question that waits: something has changed, or time ran out.
    void wake(const QByteArray &newBody, int newIndex)
    {
        body = newBody;
        index = newIndex;
        FakeConnection *connection = waiting;
        waiting = nullptr;
        answer(connection);
    }

    ConsulFeed<Line> feed;
    QPointer<FakeConnection> waiting;
    int index = 7;
};

} // namespace

class TestFeeds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void silentWithoutSubscribers()
    {
        Polled p;
        QTest::qWait(50);
        QCOMPARE(p.asked(), 0);
        auto subscription = p.store.subscribe(30ms);
        QTRY_COMPARE(p.rows(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QTRY_VERIFY(p.asked() >= 3);
        subscription.reset();
        QTest::qWait(30);
        const int asked = p.asked();
        QTest::qWait(100);
        QCOMPARE(p.asked(), asked);
    }

    void sameBytesAreNotDecoded()
    {
        Polled p;
        const auto subscription = p.store.subscribe(20ms);
        QTRY_VERIFY(p.asked() >= 4);
        QCOMPARE(p.decoder.calls->load(), 1);
        QCOMPARE(p.deltas, 1);
        p.body = "b\nc";
        QTRY_COMPARE(p.rows(), (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
        QCOMPARE(p.decoder.calls->load(), 2);
        QCOMPARE(p.deltas, 2);
    }

    void failureKeepsRowsAndTellsTheNextTry()
    {
        Polled p;
        const auto subscription = p.store.subscribe(20ms);
        QTRY_COMPARE(p.store.rowCount(), 2);
        p.status = 500;
        QTRY_VERIFY(p.store.state().isStale());
        QCOMPARE(p.store.rowCount(), 2);
        QVERIFY(p.store.state().errorSince.isValid());
        QVERIFY(p.store.state().nextTryAt.isValid());
        p.status = 200;
        QTRY_VERIFY(!p.store.state().error);
        QVERIFY(!p.store.state().nextTryAt.isValid());
    }

    void unreadableIsAFailure()
    {
        Polled p;
        p.body = "bad";
        const auto subscription = p.store.subscribe(20ms);
        QTRY_VERIFY(p.store.state().error.has_value());
        QCOMPARE(p.store.state().error->kind, ErrorKind::Unreadable);
    }

    void pauseAndOneLook()
    {
        Polled p;
        const auto subscription = p.store.subscribe(20ms);
        QTRY_COMPARE(p.store.rowCount(), 2);
        p.store.setPaused(true);
        QTest::qWait(30);
        const int asked = p.asked();
        QTest::qWait(80);
        QCOMPARE(p.asked(), asked);
        p.body = "x";
        p.store.refresh();
        QTRY_COMPARE(p.rows(), QStringList{QStringLiteral("x")});
        QTest::qWait(80);
        QCOMPARE(p.asked(), asked + 1);
        p.store.setPaused(false);
        QTRY_VERIFY(p.asked() > asked + 1);
    }

    void readAgainAfterAWrite()
    {
        Polled p;
        const auto subscription = p.store.subscribe(1h);
        QTRY_COMPARE(p.store.rowCount(), 2);
        QCOMPARE(p.asked(), 1);
        p.store.entityWritten(QStringLiteral("a"));
        QTRY_VERIFY(!p.store.isWaiting(QStringLiteral("a"))); // confirmed by the same bytes
        QCOMPARE(p.asked(), 2);
        QCOMPARE(p.deltas, 1);
    }

    void writeDuringALoad()
    {
        Polled p;
        p.hold = true;
        std::vector<QStringList> shown;
        p.store.onDelta(&p.context, [&](const auto &) { shown.push_back(p.rows()); });
        const auto subscription = p.store.subscribe(1h);
        QTRY_VERIFY(p.held);
        p.store.entityWritten(QStringLiteral("a"));
        p.hold = false;
        p.held->answer(200, "a\nb");
        QTRY_COMPARE(shown.size(), 2U);
        QCOMPARE(shown[0], QStringList{QStringLiteral("b")}); // the first answer does not speak for a
        QCOMPARE(shown[1].size(), 2);
        QVERIFY(!p.store.isWaiting(QStringLiteral("a")));
    }

    void slowAnswersSlowThePoll()
    {
        Polled p;
        p.hold = true;
        const auto subscription = p.store.subscribe(20ms);
        QTRY_VERIFY(p.held);
        QTest::qWait(120);
        p.held->answer(200, "a");
        QTRY_COMPARE(p.store.rowCount(), 1);
        QTRY_VERIFY(p.feed.currentInterval() >= 200ms);
    }

    void liveChanges()
    {
        Watching w;
        const auto subscription = w.store.subscribe(5s);
        QTRY_COMPARE(w.store.rowCount(), 2);
        QTRY_VERIFY(w.waiting);
        QVERIFY(w.store.state().live);
        QCOMPARE(w.store.state().index, 7U);
        w.wake("a\nb\nc", 8);
        QTRY_COMPARE(w.store.rowCount(), 3);
        QTRY_VERIFY(w.waiting);
        w.wake("a\nb\nc", 9); // a return is not a change
        QTRY_COMPARE(w.store.state().index, 9U);
        QTRY_VERIFY(w.waiting);
        QCOMPARE(w.decoder.calls->load(), 2);
        QCOMPARE(w.deltas, 2);
    }

    void indexGoesBack()
    {
        Watching w;
        QSignalSpy wentBack(&w.feed, &ConsulFeedBase::indexWentBack);
        const auto subscription = w.store.subscribe(5s);
        QTRY_VERIFY(w.waiting);
        w.wake("z", 2);
        QTRY_COMPARE(w.rows(), QStringList{QStringLiteral("z")});
        QTRY_VERIFY(w.waiting);
        QCOMPARE(w.store.state().index, 2U);
        QCOMPARE(wentBack.size(), 1);
    }

    void serverGoesAndComesBack()
    {
        Watching w;
        const auto subscription = w.store.subscribe(5s);
        QTRY_VERIFY(w.waiting);
        w.status = 503;
        w.waiting->drop();
        QTRY_VERIFY(w.store.state().isStale());
        QCOMPARE(w.store.rowCount(), 2);
        QVERIFY(!w.store.state().live);
        QVERIFY(w.store.state().nextTryAt.isValid());
        w.status = 200;
        w.index = 1; // it lost its state
        w.body = "fresh";
        QTRY_COMPARE(w.rows(), QStringList{QStringLiteral("fresh")});
        QVERIFY(!w.store.state().error);
        QVERIFY(w.store.state().live);
    }

    void noneIsAnEmptyList()
    {
        Watching w;
        w.status = 404;
        w.body = {};
        const auto subscription = w.store.subscribe(5s);
        QTRY_COMPARE(int(w.store.state().phase), int(StoreState::Phase::Ready));
        QCOMPARE(w.store.rowCount(), 0);
        QCOMPARE(w.decoder.calls->load(), 0);
    }

    void filteredByAcl()
    {
        Watching w;
        w.headers = {{"X-Consul-Results-Filtered-By-ACLs", "true"}};
        const auto subscription = w.store.subscribe(5s);
        QTRY_COMPARE(w.store.rowCount(), 2);
        QVERIFY(w.store.state().filteredByAcl);
    }

    void writtenKeyIsReadAtOnce()
    {
        Watching w;
        const auto subscription = w.store.subscribe(5s);
        QTRY_VERIFY(w.waiting);
        w.body = "a\nb\nnew";
        w.store.entityWritten(QStringLiteral("new"));
        QVERIFY(w.store.isWaiting(QStringLiteral("new")));
        QTRY_COMPARE(w.store.rowCount(), 3);
        QVERIFY(!w.store.isWaiting(QStringLiteral("new")));
    }

    void pausedAndGone()
    {
        Watching w;
        auto subscription = w.store.subscribe(5s);
        QTRY_VERIFY(w.waiting);
        w.store.setPaused(true);
        QTRY_VERIFY(!w.waiting); // the connection was let go
        QCOMPARE(w.store.rowCount(), 2);
        QVERIFY(!w.store.state().live);
        w.body = "other";
        w.store.refresh();
        QTRY_COMPARE(w.rows(), QStringList{QStringLiteral("other")});
        QVERIFY(!w.store.state().live);
        w.store.setPaused(false);
        QTRY_VERIFY(w.waiting);
        subscription.reset();
        QTRY_VERIFY(!w.waiting);
    }

    void barredRequestTakesTheOtherWay_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("forbidden") << 403 << QByteArray("Endpoint is blocked by agent configuration");
        QTest::newRow("bad request") << 400 << QByteArray("no");
        QTest::newRow("redirected") << 302 << QByteArray();
        QTest::newRow("not what was asked for") << 200 << QByteArray("bad");
    }
    void barredRequestTakesTheOtherWay()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Watching w;
        int loads = 0;
        std::vector<Line> other{{QStringLiteral("by another way")}};
        w.feed.setOtherWay([&](const LoadContext<Line> &, QObject *parent) -> Job<Loaded<Line>> * {
            ++loads;
            Loaded<Line> loaded;
            loaded.rows = std::make_shared<const std::vector<Line>>(other);
            return readyJob<Loaded<Line>>(parent, loaded);
        }, 20ms);
        w.status = status;
        w.body = body;
        const auto subscription = w.store.subscribe(20ms);
        QTRY_COMPARE(w.rows(), QStringList{QStringLiteral("by another way")});
        QVERIFY(w.feed.isOnOtherWay());
        QVERIFY(!w.store.state().error);
        QVERIFY(!w.store.state().live);
        const int asked = w.asked();
        other.push_back({QStringLiteral("later")});
        QTRY_COMPARE(w.store.rowCount(), 2);
        QVERIFY(loads >= 2);
        QCOMPARE(w.asked(), asked); // what is barred is not asked for again and again

        w.store.refresh(); // but when the operator asks
        QTRY_VERIFY(w.asked() > asked && w.feed.isOnOtherWay());
        w.status = 200;
        w.body = "a\nb\nc";
        w.store.refresh();
        QTRY_COMPARE(w.store.rowCount(), 3);
        QTRY_VERIFY(w.waiting);
        QVERIFY(!w.feed.isOnOtherWay());
        QVERIFY(w.store.state().live);
    }

    void otherWayIsPolledTooAndPauses()
    {
        Watching w;
        int loads = 0;
        w.feed.setOtherWay([&](const LoadContext<Line> &, QObject *parent) -> Job<Loaded<Line>> * {
            ++loads;
            Loaded<Line> loaded;
            loaded.rows = std::make_shared<const std::vector<Line>>(std::vector<Line>{{QString::number(loads)}});
            return readyJob<Loaded<Line>>(parent, loaded);
        }, 10ms);
        w.status = 403;
        w.feed.setMode(ConsulFeedBase::Mode::Poll);
        auto subscription = w.store.subscribe(10ms);
        QTRY_VERIFY(loads >= 2);
        QCOMPARE(w.asked(), 1);
        w.store.setPaused(true);
        const int before = loads;
        w.store.refresh(); // one look while paused: the barred way first, then the other
        QTRY_COMPARE(loads, before + 1);
        QTRY_COMPARE(w.rows(), QStringList{QString::number(before + 1)});
        w.store.setPaused(false);
        QTRY_VERIFY(loads > before + 1);
        w.feed.setMode(ConsulFeedBase::Mode::Live);
        w.status = 200;
        w.body = "a\nb";
        w.store.refresh();
        QTRY_COMPARE(w.store.rowCount(), 2);
    }

    void aServerInTroubleIsNotBarred()
    {
        Watching w;
        int loads = 0;
        w.feed.setOtherWay([&](const LoadContext<Line> &, QObject *parent) -> Job<Loaded<Line>> * {
            ++loads;
            return readyJob<Loaded<Line>>(parent, Loaded<Line>());
        }, 10ms);
        w.status = 503;
        const auto subscription = w.store.subscribe(20ms);
        QTRY_VERIFY(w.store.state().error.has_value());
        QTRY_VERIFY(w.asked() >= 3);
        QVERIFY(!w.feed.isOnOtherWay());
        QCOMPARE(loads, 0);
    }

    void pollMode()
    {
        Watching w;
        const auto subscription = w.store.subscribe(20ms);
        QTRY_VERIFY(w.waiting);
        PollFeedBase::Timing timing;
        timing.minInterval = 20ms;
        w.feed.setPollTiming(timing);
        w.feed.setMode(ConsulFeedBase::Mode::Poll);
        w.body = "polled";
        QTRY_COMPARE(w.rows(), QStringList{QStringLiteral("polled")});
        QVERIFY(!w.store.state().live);
        const int calls = w.decoder.calls->load();
        const int asked = w.asked();
        QTRY_VERIFY(w.asked() >= asked + 3);
        QCOMPARE(w.decoder.calls->load(), calls);
        w.feed.setMode(ConsulFeedBase::Mode::Live);
        QTRY_VERIFY(w.waiting);
        QTRY_VERIFY(w.store.state().live);
    }
};

MK_TEST_CLASS(TestFeeds)
#include "TestFeeds.moc"
