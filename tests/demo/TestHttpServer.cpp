// SPDX-License-Identifier: GPL-3.0-or-later
#include "ServerFixture.h"

#include "demo/DemoTls.h"
#include "support/TestMain.h"

#include <QSignalSpy>
#include <QSslSocket>

using namespace mk::test;
using namespace mk;

class TestHttpServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsConnectionsAlive();
    void answersPipelinedRequestsInOrder();
    void readsBodies_data();
    void readsBodies();
    void saysContinue();
    void headHasNoBody();
    void forgetsWhoWentAway();
    void refusesNonsense_data();
    void refusesNonsense();
    void tellsWhyABodyIsTooLong();
    void closesIdleConnections();
    void failureOfTheServiceIsA500();
    void speaksTls();
    void counts();
};

void TestHttpServer::keepsConnectionsAlive()
{
    ServerFixture f;
    QVERIFY(f.connect());
    f.ask("GET /one HTTP/1.1");
    QVERIFY(f.waitForText("GET /one"));
    QVERIFY(f.client.received().startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(f.client.received().contains("\r\nContent-Length: 9\r\n"));
    QVERIFY(f.client.received().contains("\r\nConnection: keep-alive\r\n"));
    f.client.send("GET /two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QVERIFY(f.waitForText("GET /two"));
    QVERIFY(f.waitForState(RawSocket::State::Ended));
    QCOMPARE(f.server.traffic().connectionsMade, 1);
    QCOMPARE(f.service.handled.at(1).target, QByteArray("/two"));

    QVERIFY(f.connect());
    f.client.send("GET /old HTTP/1.0\r\n\r\n");
    QVERIFY(f.waitForText("GET /old"));
    QVERIFY(f.waitForState(RawSocket::State::Ended));
}

void TestHttpServer::answersPipelinedRequestsInOrder()
{
    ServerFixture f;
    f.service.later = true;
    QVERIFY(f.connect());
    f.client.send("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(f.service.kept.size(), std::size_t(1));
    QCOMPARE(f.service.handled.at(0).body, QByteArray("abc"));
    f.service.kept.at(0)();
    QTRY_COMPARE(f.service.kept.size(), std::size_t(2)); // never two at a time
    f.service.kept.at(1)();
    f.service.kept.at(1)(); // saying it twice does no harm
    QTRY_COMPARE(f.service.kept.size(), std::size_t(3));
    f.service.kept.at(2)();
    QVERIFY(f.waitForText("GET /3"));
    const QByteArray all = f.client.received();
    QVERIFY(all.indexOf("POST /1") < all.indexOf("GET /2"));
    QVERIFY(all.indexOf("GET /2") < all.indexOf("GET /3"));
    QCOMPARE(all.count("HTTP/1.1 200"), 3);
}

void TestHttpServer::readsBodies_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << QByteArray("Content-Length: 5\r\n\r\nhello") << QByteArray("hello");
    QTest::newRow("nothing") << QByteArray("Content-Length: 0\r\n\r\n") << QByteArray();
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n") << QByteArray("hello");
    QTest::newRow("chunked, extension and trailer")
        << QByteArray("Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n") << QByteArray("hello");
    QTest::newRow("a request inside a body")
        << QByteArray("Content-Length: 28\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
}

void TestHttpServer::readsBodies()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, body);
    ServerFixture f;
    QVERIFY(f.connect());
    // Byte by byte: the pieces in which a request arrives mean nothing.
    const QByteArray request = "PUT /a HTTP/1.1\r\nHost: x\r\n" + sent + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const char c : request) {
        f.client.send(QByteArray(1, c));
        QCoreApplication::processEvents();
    }
    QVERIFY(f.waitForText("GET /next"));
    QCOMPARE(f.service.handled.size(), 2);
    QCOMPARE(f.service.handled.at(0).body, body);
}

void TestHttpServer::saysContinue()
{
    ServerFixture f;
    QVERIFY(f.connect());
    f.client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QVERIFY(f.waitForText("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(f.service.handled.isEmpty());
    f.client.send("ok");
    QVERIFY(f.waitForText("POST /a ok"));
}

void TestHttpServer::headHasNoBody()
{
    ServerFixture f;
    QVERIFY(f.connect());
    f.ask("HEAD /a HTTP/1.1");
    f.ask("GET /b HTTP/1.1");
    QVERIFY(f.waitForText("GET /b"));
    QVERIFY(f.client.received().contains("Content-Length: 8\r\n")); // "HEAD /a "
    QVERIFY(!f.client.received().contains("HEAD /a"));
}

void TestHttpServer::forgetsWhoWentAway()
{
    ServerFixture f;
    f.service.later = true;
    QVERIFY(f.connect());
    f.ask("GET /a HTTP/1.1");
    QTRY_COMPARE(f.service.kept.size(), std::size_t(1));
    f.client.disconnect();
    QTRY_COMPARE(f.server.connectionsOpen(), 0);
    f.service.kept.at(0)();
    QVERIFY(f.connect());
    f.service.later = false;
    f.ask("GET /b HTTP/1.1");
    QVERIFY(f.waitForText("GET /b"));
}

void TestHttpServer::refusesNonsense_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("status");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("no Host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("a later version") << QByteArray("GET / HTTP/3.0\r\nHost: x\r\n\r\n") << 505;
    QTest::newRow("a header without a colon") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n") << 400;
    QTest::newRow("a length that is none") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n") << 400;
    QTest::newRow("a negative length") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n") << 400;
    QTest::newRow("a coding that nobody knows") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n") << 501;
    QTest::newRow("a chunk of no size") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") << 400;
    QTest::newRow("a long head") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nX: " + QByteArray(70'000, 'x')) << 431;
    QTest::newRow("a body beyond the limit") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n") << 413;
}

void TestHttpServer::refusesNonsense()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const int, status);
    ServerFixture f;
    demo::HttpServer::Limits limits;
    limits.lingerMs = 20;
    f.server.setLimits(limits);
    QVERIFY(f.connect());
    f.client.send(sent);
    QVERIFY(f.waitForText("</html>"));
    QVERIFY2(f.client.received().startsWith(QByteArray("HTTP/1.1 " + QByteArray::number(status))), f.client.received().constData());
    QVERIFY(f.client.received().contains("Connection: close"));
    QVERIFY(f.service.handled.isEmpty());
    QVERIFY(f.waitForState(RawSocket::State::Ended));
}

void TestHttpServer::tellsWhyABodyIsTooLong()
{
    ServerFixture f;
    demo::HttpServer::Limits limits;
    limits.bodyBytes = 100'000;
    f.server.setLimits(limits);
    QVERIFY(f.connect());
    f.client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    // The answer must not be lost in a reset while more is still being sent.
    for (int i = 0; i < 20; ++i) {
        f.client.send("2710\r\n" + QByteArray(10'000, 'x') + "\r\n");
        QCoreApplication::processEvents();
    }
    QVERIFY(f.waitForText("</html>"));
    QVERIFY(f.client.received().startsWith("HTTP/1.1 413"));
}

void TestHttpServer::closesIdleConnections()
{
    ServerFixture f;
    demo::HttpServer::Limits limits;
    limits.idleMs = 50;
    f.server.setLimits(limits);
    QVERIFY(f.connect());
    QTRY_VERIFY(f.server.connectionsOpen() == 1);
    f.client.send("GET / HT"); // and no more
    QTRY_COMPARE(f.server.connectionsOpen(), 0);
}

void TestHttpServer::failureOfTheServiceIsA500()
{
    class Failing final : public demo::HttpService
    {
        void handle(const demo::Request &, std::function<void(demo::Reply)>) override { throw std::runtime_error("defect"); }
    };
    Failing failing;
    demo::HttpServer server("kong-admin", &failing, nullptr);
    QVERIFY(server.open());
    RawSocket client;
    QVERIFY(client.connectTo(server.port()));
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(QTest::qWaitFor([&client] { client.pump(); return client.received().contains("unexpected"); }));
    QVERIFY(client.received().startsWith("HTTP/1.1 500"));
}

void TestHttpServer::speaksTls()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("no TLS in this Qt");
    ServerFixture f;
    QVERIFY(!demo::demoTls().isNull());
    f.server.useTls(demo::demoTls());
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), f.server.port());
    QSignalSpy encrypted(&client, &QSslSocket::encrypted);
    QTRY_COMPARE(encrypted.size(), 1);
    client.write("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QByteArray got;
    QTRY_VERIFY((got += client.readAll()).contains("GET /a"));
    QVERIFY(f.service.handled.at(0).overTls);

    // Plain text to that port harms nobody.
    QVERIFY(f.connect());
    f.ask("GET / HTTP/1.1");
    QVERIFY(f.waitFor([](const RawSocket &socket) { return socket.state() != RawSocket::State::Open; }));
    QCOMPARE(f.service.handled.size(), 1);
}

void TestHttpServer::counts()
{
    ServerFixture f;
    QVERIFY(f.connect());
    f.ask("GET /a?x=1 HTTP/1.1");
    f.ask("GET /a?x=2 HTTP/1.1");
    f.client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nz");
    f.ask("DELETE /b HTTP/1.1");
    QVERIFY(f.waitForText("DELETE /b"));
    const demo::Traffic &traffic = f.server.traffic();
    QCOMPARE(traffic.total, 4);
    QCOMPARE(traffic.writes, 2);
    QCOMPARE(traffic.requests.at("GET /a"), 2);
    QCOMPARE(traffic.bytesOut, f.client.received().size());
    QVERIFY(traffic.bytesIn > 100);
    QCOMPARE(f.server.connectionsOpen(), 1);
}

MK_TEST_CLASS(TestHttpServer)
#include "TestHttpServer.moc"
