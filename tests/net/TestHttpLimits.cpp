// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpFixture.h"
#include "support/FakeProxy.h"
#include "support/TestMain.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>

using namespace mk;
using namespace mk::test;
using namespace std::chrono_literals;

namespace {

// Reaches the server by a name that is not loopback, as over a network: answers may come compressed.
struct Far
{
    FakeProxy proxy{FakeProxy::Kind::Socks5};
    HttpFixture http;

    explicit Far(const FakeServer &server)
        : http(server.url({}, QStringLiteral("consul.test")))
    {
        http.endpoint.proxy.kind = ProxySettings::Kind::Socks5;
        http.endpoint.proxy.host = QStringLiteral("127.0.0.1");
        http.endpoint.proxy.port = proxy.serverPort();
    }
};

// Writes to the connection for as long as it is open.
void pour(FakeConnection &connection, const QByteArray &bytes, int interval)
{
    auto *timer = new QTimer(&connection);
    QObject::connect(timer, &QTimer::timeout, &connection, [&connection, bytes] { connection.write(bytes); });
    timer->start(interval);
}

} // namespace

class TestHttpLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCompressedBodyIsRead()
    {
        QByteArray plain;
        for (int i = 0; plain.size() < 30 * 1024 * 1024; ++i)
            plain +=
                "{\"name\":\"queue-" + QByteArray::number(i) + "\",\"vhost\":\"/\",\"durable\":true,\"messages\":0},";
        const QByteArray packed = gzipped(plain);
        FakeServer server(answering(200, packed, {{"Content-Encoding", "gzip"}}));
        Far far(server);
        HttpRequest call = request("GET", "/api/queues");
        call.callClass = CallClass::List;
        const auto result = far.http.run(call);
        QVERIFY2(result, result ? "" : qPrintable(result.error().toLogString()));
        QVERIFY(result->body == plain);
        QCOMPARE(result->bytesOnWire, packed.size());
        QVERIFY(server.requests().front().header("Accept-Encoding").contains("gzip"));
        QCOMPARE(far.proxy.targets().front(), QStringLiteral("consul.test:%1").arg(server.serverPort()));
    }

    void sixtyToOneIsNoBomb()
    {
        const QByteArray plain(30 * 1000 * 1000, 'x');
        const QByteArray packed = gzipped(plain);
        QVERIFY(packed.size() * 60 < plain.size());
        FakeServer server(answering(200, packed, {{"Content-Encoding", "gzip"}}));
        Far far(server);
        HttpRequest call = request("GET", "/");
        call.callClass = CallClass::List;
        const auto result = far.http.run(call);
        QVERIFY(result);
        QCOMPARE(result->body.size(), plain.size());
    }

    void theCapCountsWhatComesOutOfIt()
    {
        const QByteArray packed = gzipped(QByteArray(5 * 1024 * 1024, 'x'));
        FakeServer server(answering(200, packed, {{"Content-Encoding", "gzip"}}));
        Far far(server);
        const auto result = far.http.get("/"); // an entity: 4 MiB
        QVERIFY(!result);
        QVERIFY2(result.error().is(ErrorKind::TooLarge), qPrintable(result.error().toLogString()));
        QCOMPARE(result.error().reason, QStringLiteral("http.too-large"));
        QCOMPARE(result.error().args.value(QStringLiteral("limit")).toLongLong(), 4 * 1024 * 1024);
        HttpRequest larger = request("GET", "/");
        larger.maxBytes = 6 * 1024 * 1024;
        QVERIFY(far.http.run(larger));
    }

    void brokenCompressionIsUnreadable()
    {
        FakeServer server(answering(200, "this is not gzip at all", {{"Content-Encoding", "gzip"}}));
        Far far(server);
        const auto result = far.http.get("/");
        QVERIFY(!result);
        QVERIFY2(result.error().is(ErrorKind::Unreadable), qPrintable(result.error().toLogString()));
        QCOMPARE(result.error().reason, QStringLiteral("http.bad-encoding"));
    }

    // Qt would take each of these for a whole answer.
    void aBodyThatBreaksOffIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("sent");
        QByteArray plain;
        for (int i = 0; i < 5000; ++i)
            plain += "{\"name\":\"queue-" + QByteArray::number(i) + "\"},";
        const QByteArray packed = gzipped(plain);
        const QByteArray half = packed.left(packed.size() / 2);
        const QByteArray length = "Content-Length: " + QByteArray::number(packed.size()) + "\r\n";
        const QByteArray gzip = "Content-Encoding: gzip\r\n";
        QTest::newRow("compressed, shorter than announced") << gzip + length << half;
        QTest::newRow("compressed, up to the end of the connection") << gzip << half;
        QTest::newRow("compressed, in chunks")
            << gzip + "Transfer-Encoding: chunked\r\n" << QByteArray::number(half.size(), 16) + "\r\n" + half + "\r\n0\r\n\r\n";
        QTest::newRow("compressed, the checksum lacks") << gzip << packed.chopped(8);
        QTest::newRow("plain, shorter than announced") << length << half;
    }
    void aBodyThatBreaksOffIsNoAnswer()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, sent);
        FakeServer server([head, sent](const FakeRequest &, FakeConnection &connection) {
            connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n" + head + "\r\n" + sent);
            connection.close();
        });
        Far far(server);
        HttpRequest call = request("GET", "/api/queues");
        call.callClass = CallClass::Probe; // never tried again
        const auto result = far.http.run(call);
        QVERIFY(!result);
        QVERIFY2(result.error().is(ErrorKind::Network), qPrintable(result.error().toLogString()));
    }

    void damagedInTheMiddleIsUnreadable()
    {
        QByteArray packed = gzipped(QByteArray("[1,2,3]").repeated(2000));
        packed[packed.size() - 6] = char(packed.at(packed.size() - 6) ^ 0x55); // its checksum
        FakeServer server(answering(200, packed, {{"Content-Encoding", "gzip"}}));
        Far far(server);
        const auto result = far.http.get("/");
        QVERIFY(!result);
        QCOMPARE(result.error().reason, QStringLiteral("http.bad-encoding"));
    }

    void severalMembersAreOneBody()
    {
        FakeServer server(answering(200, gzipped("[1,") + gzipped("2]"), {{"Content-Encoding", "gzip"}}));
        Far far(server);
        const auto result = far.http.get("/");
        QVERIFY2(result, result ? "" : qPrintable(result.error().toLogString()));
        QCOMPARE(result->body, QByteArray("[1,2]"));
    }

    void compressionNobodyAskedForIsUnreadable()
    {
        FakeServer server(answering(200, gzipped("[]"), {{"Content-Encoding", "gzip"}}));
        HttpFixture http(server.url());
        const auto result = http.get("/");
        QVERIFY(!result);
        QVERIFY(result.error().is(ErrorKind::Unreadable));
        QCOMPARE(result.error().reason, QStringLiteral("http.unexpected-encoding"));
        server.setHandler(answering(200, "[]", {{"Content-Encoding", "identity"}}));
        QVERIFY(http.get("/"));
    }

    void anAnnouncedGiantIsRefusedOnTheHead()
    {
        FakeServer server([](const FakeRequest &, FakeConnection &connection) {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n"); // and nothing follows
        });
        HttpFixture http(server.url());
        const auto result = http.get("/");
        QVERIFY(!result);
        QVERIFY(result.error().is(ErrorKind::TooLarge));
        QCOMPARE(result.error().args.value(QStringLiteral("announced")).toLongLong(), 5'000'000);
        QTRY_COMPARE(server.connectionsOpen(), 0);
    }

    void anEndlessBodyIsCutAtTheCap_data()
    {
        QTest::addColumn<bool>("chunked");
        QTest::newRow("until close") << false;
        QTest::newRow("chunked") << true;
    }
    void anEndlessBodyIsCutAtTheCap()
    {
        QFETCH(bool, chunked);
        FakeServer server([chunked](const FakeRequest &, FakeConnection &connection) {
            const QByteArray bytes(64 * 1024, 'x');
            connection.write(chunked ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     : "HTTP/1.1 200 OK\r\n\r\n");
            pour(connection, chunked ? QByteArray("10000\r\n" + bytes + "\r\n") : bytes, 0);
        });
        HttpFixture http(server.url());
        const auto result = http.get("/");
        QVERIFY(!result);
        QVERIFY2(result.error().is(ErrorKind::TooLarge), qPrintable(result.error().toLogString()));
        QTRY_COMPARE(server.connectionsOpen(), 0);
        QCOMPARE(server.requests().size(), 1);
    }

    void silenceEndsACall_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("nothing said") << QByteArray();
        QTest::newRow("head only") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
        QTest::newRow("half of it") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
    }
    void silenceEndsACall()
    {
        QFETCH(QByteArray, said);
        FakeServer server([said](const FakeRequest &, FakeConnection &connection) { connection.write(said); });
        HttpFixture http(server.url());
        http.options.maxReadRetries = 0;
        HttpRequest call = request("GET", "/");
        call.inactivityTimeout = 300ms;
        QElapsedTimer timer;
        timer.start();
        const auto result = http.run(call);
        QVERIFY(!result);
        QVERIFY(result.error().is(ErrorKind::Timeout));
        QCOMPARE(result.error().reason, QStringLiteral("timeout.inactive"));
        QCOMPARE(result.error().args.value(QStringLiteral("milliseconds")).toInt(), 300);
        QVERIFY(timer.elapsed() >= 270);
        QTRY_COMPARE(server.connectionsOpen(), 0);
    }

    void atricklePastTheTotalEndsIt()
    {
        FakeServer server([](const FakeRequest &, FakeConnection &connection) {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            pour(connection, "x", 20);
        });
        HttpFixture http(server.url());
        HttpRequest call = request("GET", "/");
        call.inactivityTimeout = 10s;
        call.totalTimeout = 700ms;
        const auto result = http.run(call);
        QVERIFY(!result);
        QCOMPARE(result.error().reason, QStringLiteral("timeout.total"));
        QCOMPARE(server.requests().size(), 1); // no time left to try again
    }

    void aTrickleIsNoSilence()
    {
        FakeServer server([](const FakeRequest &, FakeConnection &connection) {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n");
            pour(connection, "x", 100);
        });
        HttpFixture http(server.url());
        HttpRequest call = request("GET", "/");
        call.inactivityTimeout = 1s;
        const auto result = http.run(call);
        QVERIFY(result);
        QCOMPARE(result->body.size(), 20);
    }

    void aCutAnswerIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<bool>("far");
        for (const bool far : {false, true}) {
            const char *where = far ? "far" : "near";
            QTest::addRow("length %s", where)
                << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345") << far;
            QTest::addRow("chunked %s", where)
                << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n") << far;
        }
    }
    void aCutAnswerIsNoAnswer()
    {
        QFETCH(QByteArray, said);
        QFETCH(bool, far);
        FakeServer server([said](const FakeRequest &, FakeConnection &connection) {
            connection.write(said);
            connection.close();
        });
        Far distant(server);
        HttpFixture near(server.url());
        HttpFixture &http = far ? distant.http : near;
        http.options.maxReadRetries = 0;
        const auto result = http.get("/");
        QVERIFY(!result);
        QVERIFY2(result.error().is(ErrorKind::Network), qPrintable(result.error().toLogString()));
    }

    void readsAreTriedAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("arrivals");
        QTest::newRow("429") << 429 << 3;
        QTest::newRow("502") << 502 << 3;
        QTest::newRow("503") << 503 << 3;
        QTest::newRow("504") << 504 << 3;
        QTest::newRow("500") << 500 << 1;
        QTest::newRow("501") << 501 << 1;
        QTest::newRow("400") << 400 << 1;
        QTest::newRow("404") << 404 << 1;
        QTest::newRow("301") << 301 << 1;
    }
    void readsAreTriedAgain()
    {
        QFETCH(int, status);
        QFETCH(int, arrivals);
        FakeServer server(answering(status, "no"));
        HttpFixture http(server.url());
        const auto result = http.get("/");
        QVERIFY(!result);
        QCOMPARE(result.error().httpStatus, status);
        QCOMPARE(server.requests().size(), arrivals);
        QCOMPARE(http.log.entries().size(), size_t(arrivals));
        QCOMPARE(http.log.entries().back().attempt, arrivals);

        HttpRequest probe = request("GET", "/");
        probe.callClass = CallClass::Probe;
        QVERIFY(!http.run(probe));
        QCOMPARE(server.requests().size(), arrivals + 1);
    }

    void theThirdTimeIsGood()
    {
        FakeServer server;
        server.setHandler([&server](const FakeRequest &, FakeConnection &connection) {
            if (server.requests().size() < 3)
                connection.answer(503, "busy");
            else
                connection.answer(200, "well");
        });
        HttpFixture http(server.url());
        const auto result = http.get("/");
        QVERIFY(result);
        QCOMPARE(result->body, QByteArray("well"));
        QCOMPARE(http.log.entries().size(), size_t(3));
        HttpFixture never(server.url());
        never.options.maxReadRetries = 0;
        server.setHandler(answering(503));
        QVERIFY(!never.get("/"));
        QCOMPARE(server.requests().size(), 4);
    }

    void timeOutsAndLostConnectionsAreTriedAgain()
    {
        FakeServer server;
        server.setHandler([](const FakeRequest &request, FakeConnection &connection) {
            if (request.target == "/cut") {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
                connection.close();
            }
        });
        HttpFixture http(server.url());
        QVERIFY(http.get("/cut").error().is(ErrorKind::Network));
        QCOMPARE(server.requests().size(), 3);
        HttpRequest silent = request("GET", "/silent");
        silent.inactivityTimeout = 200ms;
        QVERIFY(http.run(silent).error().is(ErrorKind::Timeout));
        QCOMPARE(server.requests().size(), 6);
    }

    void queriesByPostAreNotTriedAgain()
    {
        FakeServer server(answering(503));
        HttpFixture http(server.url(), System::Prometheus);
        HttpRequest call = request("POST", "/api/v1/query", "query=up");
        call.callClass = CallClass::Entity;
        QVERIFY(!http.run(call));
        QCOMPARE(server.requests().size(), 1);
    }

    void retryAfterIsHonoured()
    {
        FakeServer server;
        QElapsedTimer sinceFirst;
        qint64 second = -1;
        server.setHandler([&](const FakeRequest &, FakeConnection &connection) {
            if (!sinceFirst.isValid()) {
                sinceFirst.start();
                connection.answer(429, "slow down", {{"Retry-After", "1"}});
            } else {
                second = sinceFirst.elapsed();
                connection.answer(200);
            }
        });
        HttpFixture http(server.url());
        QVERIFY(http.get("/"));
        QVERIFY2(second >= 950, qPrintable(QString::number(second)));
    }

    void aRetryAfterBeyondTheCallIsHandedOn()
    {
        FakeServer server(answering(503, "later", {{"Retry-After", "3600"}}));
        HttpFixture http(server.url());
        const auto result = http.get("/");
        QVERIFY(!result);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(result.error().retryAfter->count(), 3'600'000);
    }

    void hangingPollsStarveNobody()
    {
        FakeServer server([](const FakeRequest &request, FakeConnection &connection) {
            if (request.target != "/poll")
                connection.answer(200, "quick");
        });
        HttpFixture http(server.url());
        HttpRequest poll = request("GET", "/poll");
        poll.callClass = CallClass::LongPoll;
        poll.wait = 5min;
        for (int i = 0; i < 8; ++i)
            http.start(poll);
        // All of them, and none waits for another.
        QTRY_COMPARE(server.requests().size(), 8);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(http.get("/quick"));
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    }
};

MK_TEST_CLASS(TestHttpLimits)
#include "TestHttpLimits.moc"
