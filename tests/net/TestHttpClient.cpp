// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpFixture.h"
#include "support/TestMain.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>

using namespace mk;
using namespace mk::test;

Q_DECLARE_METATYPE(mk::Credential)

class TestHttpClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerArrivesWhole()
    {
        FakeServer server(answering(200, "[1,2]", {{"X-Consul-Index", "42"}, {"X-Two", "a"}}));
        HttpFixture http(server.url());
        const auto result = http.get("/v1/kv/a?raw");
        QVERIFY(result);
        QCOMPARE(result->status, 200);
        QCOMPARE(result->body, QByteArray("[1,2]"));
        QCOMPARE(result->bytesOnWire, 5);
        QCOMPARE(result->header("x-consul-index"), QByteArray("42"));
        QCOMPARE(result->header("absent"), QByteArray());
        QCOMPARE(result->tlsProtocol, QString());
        const FakeRequest &seen = server.requests().front();
        QCOMPARE(seen.method, QByteArray("GET"));
        QCOMPARE(seen.target, QByteArray("/v1/kv/a?raw"));
        QCOMPARE(seen.header("User-Agent"), QByteArray("microkubes-console"));
        QCOMPARE(seen.header("Accept-Encoding"), QByteArray("identity"));
        QCOMPARE(seen.header("Authorization"), QByteArray());
        QCOMPARE(seen.header("Cookie"), QByteArray());
    }

    void theBaseMayHaveAPath()
    {
        FakeServer server(answering(200));
        HttpFixture http(server.url(QStringLiteral("/admin/kong/")));
        QVERIFY(http.get("/apis?size=2"));
        QCOMPARE(server.requests().front().target, QByteArray("/admin/kong/apis?size=2"));
    }

    void credentialsAreSentAsTheirKindSays_data()
    {
        QTest::addColumn<Credential>("credential");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *name, Credential::Kind kind, const char *user, const char *headerName,
                            const char *header, const QByteArray &value) {
            QTest::newRow(name) << Credential{kind, QString::fromLatin1(user), QString::fromLatin1(headerName), {}}
                                << QByteArray(header) << value;
        };
        const QByteArray secret = QByteArray("pä:ss");
        row("basic", Credential::Kind::Basic, "me", "", "Authorization",
            "Basic " + QByteArray("me:" + secret).toBase64());
        row("bearer", Credential::Kind::Bearer, "", "", "Authorization", "Bearer " + secret);
        row("Consul", Credential::Kind::Header, "", "X-Consul-Token", "X-Consul-Token", secret);
        row("Kong", Credential::Kind::Header, "", "Kong-Admin-Token", "Kong-Admin-Token", secret);
        row("key", Credential::Kind::Header, "", "apikey", "apikey", secret);
    }
    void credentialsAreSentAsTheirKindSays()
    {
        QFETCH(Credential, credential);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        FakeServer server(answering(200));
        HttpFixture http(server.url());
        http.endpoint.credential = credential;
        http.secrets.credential = QStringLiteral("pä:ss");
        QVERIFY(http.get("/"));
        QVERIFY(http.run(request("PUT", "/x", "y")));
        for (const FakeRequest &seen : server.requests())
            QCOMPARE(seen.header(header.constData()), value);
    }

    void aSecretWithALineBreakIsNotSent()
    {
        FakeServer server(answering(200));
        HttpFixture http(server.url());
        http.endpoint.credential.kind = Credential::Kind::Bearer;
        http.secrets.credential = QStringLiteral("token\r\nX-Other: 1");
        const auto result = http.get("/");
        QVERIFY(!result);
        QVERIFY(result.error().is(ErrorKind::Unauthorised));
        QCOMPARE(result.error().reason, QStringLiteral("credential.unusable"));
        HttpFixture named(server.url());
        named.endpoint.credential = {Credential::Kind::Header, {}, QStringLiteral("X Token"), {}};
        QCOMPARE(named.get("/").error().reason, QStringLiteral("credential.unusable"));
        HttpFixture plain(server.url());
        HttpRequest call = request("GET", "/");
        call.headers.emplaceBack("X-A", "b\r\nX-B: c");
        QCOMPARE(plain.run(call).error().reason, QStringLiteral("http.bad-header"));
        QCOMPARE(server.connectionsMade(), 0);
    }

    void encodedPiecesArriveAsTheyAre_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"a/b",
                                 "100%",
                                 "%2F",
                                 "%41",
                                 "a+b",
                                 "a?b=c&d",
                                 "a#b",
                                 "a b",
                                 " lead",
                                 "..a",
                                 "a..",
                                 "a//b/",
                                 "鍵/値",
                                 "🔑",
                                 "it's\"<>",
                                 "[x]{y}|z",
                                 "a;b,c:d@e!$*()",
                                 "\\",
                                 "\x01\x7f",
                                 "ü~-_."})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void encodedPiecesArriveAsTheyAre()
    {
        QFETCH(QString, name);
        FakeServer server(answering(200));
        HttpFixture http(server.url(QStringLiteral("/base")));
        const QByteArray encoded = name.toUtf8().toPercentEncoding();
        QVERIFY(http.get(UrlPath("/v1/").segment(name).literal("/").keepingSlashes(name).query("q", name).encoded()));
        QByteArray slashes = encoded;
        slashes.replace("%2F", "/");
        QCOMPARE(server.requests().front().target, "/base/v1/" + encoded + '/' + slashes + "?q=" + encoded);
        QVERIFY(http.run(request("PUT", UrlPath("/v1/").segment(name).encoded(), "x")));
        QCOMPARE(server.requests().back().target, "/base/v1/" + encoded);
    }

    // What would arrive is another resource: "DELETE /api/queues/%2F/%2E%2E" as "DELETE /api/queues/%2F/..".
    void dotSegmentsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"/v1/kv/%2E%2E", "/v1/kv/a/%2e%2E/b", "/v1/kv/..", "/v1/./kv", "/v1/kv/%2E?x"})
            QTest::newRow(path) << QByteArray(path);
    }
    void dotSegmentsAreRefused()
    {
        QFETCH(QByteArray, path);
        FakeServer server(answering(200));
        HttpFixture http(server.url());
        const auto result = http.run(request("DELETE", path));
        QVERIFY(!result);
        QCOMPARE(result.error().reason, QStringLiteral("http.dot-segment"));
        QVERIFY(result.error().is(ErrorKind::Unsupported));
        QVERIFY(!result.error().mayHaveBeenDone);
        QCOMPARE(server.connectionsMade(), 0);
        QVERIFY(http.get("/v1/kv/a?q=.."));
    }

    // Consul answers keys with doubled slashes so: following would read or write another key.
    void redirectsAreAnswersAndCredentialsStay_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("method");
        for (const int status : {301, 302, 303, 307, 308}) {
            for (const char *method : {"GET", "HEAD", "PUT", "POST", "DELETE"})
                QTest::addRow("%d %s", status, method) << status << QByteArray(method);
        }
    }
    void redirectsAreAnswersAndCredentialsStay()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, method);
        FakeServer elsewhere(answering(200, "stolen"));
        FakeServer server(answering(status, "<a href=\"/v1/kv/a/b\">Moved</a>.\n",
                                    {{"Location", elsewhere.url(QStringLiteral("/v1/kv/a/b")).toEncoded()}}));
        HttpFixture http(server.url());
        http.endpoint.credential = {Credential::Kind::Header, {}, QStringLiteral("X-Consul-Token"), {}};
        http.secrets.credential = QStringLiteral("my-token");
        const auto result = http.run(request(method, "/v1/kv/a//b", method == "PUT" ? "x" : ""));
        QVERIFY(!result);
        QVERIFY(result.error().is(ErrorKind::Redirected));
        QCOMPARE(result.error().httpStatus, status);
        QVERIFY(!result.error().mayHaveBeenDone);
        QCOMPARE(result.error().args.value(QStringLiteral("location")).toString(),
                 elsewhere.url(QStringLiteral("/v1/kv/a/b")).toString());
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().front().target, QByteArray("/v1/kv/a//b"));
        QCOMPARE(elsewhere.connectionsMade(), 0);

        HttpRequest expecting = request("GET", "/v1/kv/a//b");
        expecting.expected = {status};
        QVERIFY(http.run(expecting));
    }

    void cookiesAndChallengesChangeNothing()
    {
        FakeServer server(
            answering(401, "who?", {{"Set-Cookie", "a=b; Path=/"}, {"WWW-Authenticate", "Basic realm=\"x\""}}));
        HttpFixture http(server.url());
        http.endpoint.credential = {Credential::Kind::Basic, QStringLiteral("me"), {}, {}};
        http.secrets.credential = QStringLiteral("wrong");
        for (const char *method : {"GET", "PUT", "DELETE"}) {
            const auto result = http.run(request(method, "/", "x"));
            QVERIFY(!result);
            QVERIFY2(result.error().is(ErrorKind::Unauthorised), qPrintable(result.error().toLogString()));
            QCOMPARE(result.error().serverMessage, QStringLiteral("who?"));
            QVERIFY(!result.error().mayHaveBeenDone);
            QCOMPARE(server.requests().back().header("Cookie"), QByteArray());
        }
        QCOMPARE(server.requests().size(), 3);
    }

    void errorsSayWhomAndWhatAndKeepTheServersWords()
    {
        FakeServer server(answering(500, "No cluster leader"));
        HttpFixture http(server.url());
        const auto result = http.get("/v1/kv/a?raw");
        QVERIFY(!result);
        QVERIFY(result.error().is(ErrorKind::Server));
        QCOMPARE(result.error().serverMessage, QStringLiteral("No cluster leader"));
        QCOMPARE(result.error().request, QStringLiteral("GET /v1/kv/a?raw"));
        QCOMPARE(result.error().endpoint, QStringLiteral("127.0.0.1:%1").arg(server.serverPort()));
        QCOMPARE(server.requests().size(), 1); // 500 is not tried again

        server.setHandler(answering(404));
        QVERIFY(http.get("/v1/kv/none").error().is(ErrorKind::NotFound));
        HttpRequest call = request("GET", "/v1/kv/none");
        call.expected = {404};
        QCOMPARE(http.run(call)->status, 404);
    }

    void nobodyListensThere()
    {
        QUrl url;
        {
            FakeServer server;
            url = server.url();
        }
        HttpFixture http(url);
        const auto get = http.get("/");
        QVERIFY(!get);
        QVERIFY2(get.error().is(ErrorKind::Refused), qPrintable(get.error().toLogString()));
        const auto put = http.run(request("PUT", "/", "x"));
        QVERIFY(put.error().is(ErrorKind::Refused));
        QVERIFY(!put.error().mayHaveBeenDone);
        const auto remove = http.run(request("DELETE", "/"));
        QVERIFY(!remove.error().mayHaveBeenDone);
    }

    void theNameDoesNotResolve()
    {
        HttpFixture http(QUrl(QStringLiteral("http://nowhere.invalid:1/")));
        const auto result = http.run(request("DELETE", "/"));
        QVERIFY(!result);
        QVERIFY2(result.error().is(ErrorKind::NoSuchHost), qPrintable(result.error().toLogString()));
        QVERIFY(!result.error().mayHaveBeenDone);
    }

    void headHasNoBody()
    {
        FakeServer server([](const FakeRequest &, FakeConnection &connection) {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
        });
        HttpFixture http(server.url());
        const auto result = http.run(request("HEAD", "/big"));
        QVERIFY(result);
        QCOMPARE(result->status, 200);
        QCOMPARE(result->body, QByteArray());
        QCOMPARE(server.requests().front().method, QByteArray("HEAD"));
    }

    void readsShareAConnectionWritesDoNot()
    {
        FakeServer server(answering(200, "x"));
        HttpFixture http(server.url());
        for (int i = 0; i < 5; ++i)
            QVERIFY(http.get("/"));
        QCOMPARE(server.connectionsMade(), 1);
        for (int i = 0; i < 3; ++i)
            QVERIFY(http.run(request("PUT", "/", "x")));
        QCOMPARE(server.connectionsMade(), 4);
    }

    void readsBeyondSixWaitWithoutTimingOut()
    {
        QObject timers;
        int mostOpen = 0;
        FakeServer server;
        server.setHandler([&](const FakeRequest &, FakeConnection &connection) {
            mostOpen = std::max(mostOpen, server.connectionsOpen());
            QTimer::singleShot(600, &connection, [&connection] { connection.answer(200, "x"); });
        });
        HttpFixture http(server.url());
        HttpRequest call = request("GET", "/");
        call.inactivityTimeout = std::chrono::milliseconds(1500);
        call.totalTimeout = std::chrono::milliseconds(1500);
        int good = 0;
        int ended = 0;
        for (int i = 0; i < 24; ++i) {
            http.start(call)->done(&timers, [&](const Result<HttpResponse> &result) {
                ++ended;
                good += result ? 1 : 0;
            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(ended, 24, 20'000);
        QCOMPARE(good, 24);
        QVERIFY(mostOpen <= 6);
        QCOMPARE(server.requests().size(), 24);
    }

    void cancellingFreesTheConnection_data()
    {
        QTest::addColumn<CallClass>("callClass");
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("read") << CallClass::List << QByteArray("GET");
        QTest::newRow("long poll") << CallClass::LongPoll << QByteArray("GET");
        QTest::newRow("write") << CallClass::Write << QByteArray("PUT");
    }
    void cancellingFreesTheConnection()
    {
        QFETCH(CallClass, callClass);
        QFETCH(QByteArray, method);
        for (const bool byOwner : {false, true}) {
            FakeServer server; // answers nothing
            HttpFixture http(server.url());
            QSignalSpy closed(&server, &FakeServer::connectionClosed);
            auto owner = std::make_unique<QObject>();
            HttpRequest call = request(method, "/", "x");
            call.callClass = callClass;
            Job<HttpResponse> *job = http.made().send(call, owner.get());
            QTRY_COMPARE(server.requests().size(), 1);
            if (byOwner) {
                owner.reset();
            } else {
                job->cancel();
                const auto result = resultOf(job);
                QVERIFY(!result);
                QVERIFY(result.error().is(ErrorKind::Cancelled));
                QCOMPARE(result.error().mayHaveBeenDone, method == "PUT");
            }
            QTRY_COMPARE(closed.size(), 1);
            QCOMPARE(http.log.entries().size(), size_t(1));
            QCOMPARE(http.log.entries().back().error, QStringLiteral("cancelled"));
        }
    }

    void aCallOutlivesItsClientByItsErrorOnly()
    {
        FakeServer server;
        HttpFixture http(server.url());
        QList<Result<HttpResponse>> ends;
        for (int i = 0; i < 10; ++i)
            http.start(request("GET", "/"))->done(this, [&ends](const auto &result) { ends.append(result); });
        http.start(request("PUT", "/", "x"))->done(this, [&ends](const auto &result) { ends.append(result); });
        QTRY_COMPARE(server.requests().size(), 7);
        http.client.reset();
        QTRY_COMPARE(ends.size(), 11);
        for (const auto &end : ends)
            QVERIFY(!end && end.error().is(ErrorKind::Cancelled));
        QTRY_COMPARE(server.connectionsOpen(), 0);
        QCOMPARE(server.requests().size(), 7);
    }

    void aTunnelsEndIsUsedWithTheServersName()
    {
        FakeServer server(answering(200));
        HttpFixture http(QUrl(QStringLiteral("http://consul.test:8500/base")));
        http.options.effectiveUrl = server.url(QStringLiteral("/base"));
        QVERIFY(http.get("/v1"));
        QCOMPARE(server.requests().front().header("Host"), QByteArray("consul.test:8500"));
        QCOMPARE(server.requests().front().header("Accept-Encoding"), QByteArray("identity"));
        QCOMPARE(server.requests().front().target, QByteArray("/base/v1"));
        QCOMPARE(http.log.entries().back().endpoint, QStringLiteral("consul.test:8500"));
    }
};

MK_TEST_CLASS(TestHttpClient)
#include "TestHttpClient.moc"
