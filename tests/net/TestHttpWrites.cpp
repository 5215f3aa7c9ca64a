// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpFixture.h"
#include "support/TestMain.h"

#include <QSignalSpy>

using namespace mk;
using namespace mk::test;

// A write is delivered once or not at all, and when nobody can tell which, it says so.
class TestHttpWrites : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aConnectionThatDiesDeliversOnce_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("kept");
        for (const bool tls : {false, true}) {
            for (const bool kept : {true, false}) {
                const auto row = [&](const char *method, const char *body) {
                    QTest::addRow("%s%s %s %s", method, *body ? "" : " without body", tls ? "https" : "http",
                                  kept ? "kept alive" : "first")
                        << QByteArray(method) << QByteArray(body) << tls << kept;
                };
                row("PUT", "value");
                row("PUT", "");
                row("POST", "value");
                row("POST", "");
                row("DELETE", "");
            }
        }
    }
    void aConnectionThatDiesDeliversOnce()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(bool, tls);
        QFETCH(bool, kept);
        FakeServer server;
        if (tls)
            server.useTls(QStringLiteral("server"));
        server.setHandler([](const FakeRequest &request, FakeConnection &connection) {
            if (request.target == "/dies")
                connection.close();
            else
                connection.answer(200, "true");
        });
        HttpFixture http(server.url());
        http.endpoint.tls.caFile = tlsFile(QStringLiteral("ca.pem"));
        if (kept) {
            QVERIFY(http.run(request(method, "/lives", body)));
            QVERIFY(http.get("/lives"));
        }
        const auto before = server.requests().size();
        const auto result = http.run(request(method, "/dies", body));
        QVERIFY(!result);
        QVERIFY2(result.error().is(ErrorKind::Network), qPrintable(result.error().toLogString()));
        QCOMPARE(result.error().reason, QStringLiteral("connection-lost"));
        QVERIFY(result.error().mayHaveBeenDone);
        // One that came later would be seen before the answer to this one.
        QVERIFY(http.run(request(method, "/lives", body)));
        QCOMPARE(server.requests().size(), before + 2);
        QCOMPARE(server.requests().at(before).body, body);
        QCOMPARE(server.requests().at(before).header("Content-Length"), QByteArray::number(body.size()));
    }

    void manyAtOnceArriveOnceEach()
    {
        FakeServer server(answering(200, "true"));
        HttpFixture http(server.url());
        int ended = 0;
        for (int i = 0; i < 50; ++i) {
            http.start(request("POST", "/x", QByteArray::number(i)))->done(this, [&ended](const auto &result) {
                ended += result ? 1 : 100;
            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(ended, 50, 30'000);
        QCOMPARE(server.requests().size(), 50);
        QTRY_COMPARE(server.connectionsOpen(), 0);
    }

    void writesAreNotTriedAgain()
    {
        FakeServer server(answering(503, "busy", {{"Retry-After", "0"}}));
        HttpFixture http(server.url());
        const auto result = http.run(request("PUT", "/x", "y"));
        QVERIFY(result.error().is(ErrorKind::Server));
        QVERIFY(!result.error().mayHaveBeenDone); // the server itself refused
        QCOMPARE(server.requests().size(), 1);
    }

    void unknownOutcomesAreTold_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<bool>("unknown");
        QTest::newRow("silence") << QByteArray() << false << true;
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 20") << true << true;
        QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ntru") << true << true;
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH_9\r\n\r\n") << true << true;
        QTest::newRow("gateway lost it") << QByteArray("HTTP/1.1 504 G\r\nContent-Length: 0\r\n\r\n") << false << true;
        QTest::newRow("bad gateway") << QByteArray("HTTP/1.1 502 G\r\nContent-Length: 0\r\n\r\n") << false << true;
        QTest::newRow("refused") << QByteArray("HTTP/1.1 403 F\r\nContent-Length: 0\r\n\r\n") << false << false;
        QTest::newRow("failed") << QByteArray("HTTP/1.1 500 F\r\nContent-Length: 0\r\n\r\n") << false << false;
    }
    void unknownOutcomesAreTold()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, closes);
        QFETCH(bool, unknown);
        FakeServer server([&](const FakeRequest &, FakeConnection &connection) {
            connection.write(answer);
            if (closes)
                connection.close();
        });
        HttpFixture http(server.url());
        for (const char *method : {"PUT", "DELETE"}) {
            HttpRequest call = request(method, "/x", *method == 'P' ? "y" : "");
            call.inactivityTimeout = std::chrono::milliseconds(500);
            const auto result = http.run(call);
            QVERIFY(!result);
            QVERIFY2(result.error().mayHaveBeenDone == unknown, qPrintable(result.error().toLogString()));
        }
        QCOMPARE(server.requests().size(), 2);
        // The same said to a read is no riddle.
        HttpRequest read = request("GET", "/x");
        read.inactivityTimeout = std::chrono::milliseconds(200);
        read.callClass = CallClass::Probe;
        QVERIFY(!http.run(read).error().mayHaveBeenDone);
    }

    void whatNeverLeftIsNoRiddle()
    {
        // Connected, but the handshake hangs: no byte of the request can have gone.
        QTcpServer mute;
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        HttpFixture http(QUrl(QStringLiteral("https://127.0.0.1:%1").arg(mute.serverPort())));
        HttpRequest call = request("DELETE", "/x");
        call.inactivityTimeout = std::chrono::milliseconds(400);
        const auto hanging = http.run(call);
        QVERIFY2(hanging.error().is(ErrorKind::Timeout), qPrintable(hanging.error().toLogString()));
        QVERIFY(!hanging.error().mayHaveBeenDone);

        // Cancelled before the event loop could even connect.
        FakeServer server(answering(200));
        HttpFixture plain(server.url());
        Job<HttpResponse> *job = plain.start(request("PUT", "/x", "y"));
        job->cancel();
        const auto cancelled = resultOf(job);
        QVERIFY(cancelled.error().is(ErrorKind::Cancelled));
        QVERIFY(!cancelled.error().mayHaveBeenDone);
        QCOMPARE(server.requests().size(), 0);
    }

    void aBigBodyArrivesWhole()
    {
        FakeServer server(answering(200));
        HttpFixture http(server.url());
        QByteArray body(5 * 1024 * 1024, '\0');
        for (qsizetype i = 0; i < body.size(); ++i)
            body[i] = static_cast<char>(i * 31 % 251);
        HttpRequest call = request("PUT", "/x", body);
        call.contentType = "application/octet-stream";
        QVERIFY(http.run(call));
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(server.requests().front().body == body);
        QCOMPARE(server.requests().front().header("Content-Type"), QByteArray("application/octet-stream"));
    }

    // Its GET declares a queue and publishes.
    void aGetThatWritesIsHandledAsAWrite()
    {
        FakeServer server([](const FakeRequest &, FakeConnection &connection) { connection.close(); });
        HttpFixture http(server.url(), System::RabbitMq);
        const auto result = http.get("/api/aliveness-test/%2F");
        QVERIFY(result.error().mayHaveBeenDone);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().front().method, QByteArray("GET"));
    }
};

MK_TEST_CLASS(TestHttpWrites)
#include "TestHttpWrites.moc"
