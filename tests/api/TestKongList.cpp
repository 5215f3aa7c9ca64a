// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongClient.h"
#include "api/kong/KongErrors.h"
#include "api/kong/KongList.h"
#include "support/FakeServer.h"
#include "support/JobTest.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using mk::test::FakeConnection;
using mk::test::FakeRequest;
using mk::test::FakeServer;
using mk::test::resultOf;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QByteArray rows(int from, int count)
{
    QByteArray data;
    for (int i = from; i < from + count; ++i) {
        if (!data.isEmpty())
            data += ',';
        data += "{\"id\":\"id-" + QByteArray::number(i) + "\",\"name\":\"svc-" + QByteArray::number(i) + "\",\"host\":\"h\",\"port\":80}";
    }
    return data;
}

// A Kong of one list, page by page.
struct Bench
{
    explicit Bench(FakeServer::Handler handler) : server(std::move(handler))
    {
        Endpoint endpoint;
        endpoint.id = text("kong-1");
        endpoint.system = System::Kong;
        endpoint.url = server.url();
        endpoint.proxy.kind = ProxySettings::Kind::None;
        HttpClient::Options options;
        options.maxReadRetries = 0;
        http = std::make_unique<HttpClient>(endpoint, EndpointSecrets(), options, &log, &clock);
    }
    FakeServer server;
    SystemClock clock;
    HttpLog log;
    std::unique_ptr<HttpClient> http;
    QObject parent;
};

} // namespace

// Lists of Kong, page after page, from servers that do as they should and from others.
class TestKongList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pages()
    {
        // `next` leads astray on purpose: it is never followed.
        Bench bench([](const FakeRequest &request, FakeConnection &connection) {
            const bool first = !request.target.contains("offset=");
            const bool second = request.target.contains("offset=a%2Fb%3D");
            connection.answer(200, first    ? QByteArray("{\"data\":[" + rows(0, 1000) + "],\"offset\":\"a/b=\",\"next\":\"http://elsewhere.invalid/\"}")
                                   : second ? QByteArray("{\"data\":[" + rows(999, 1000) + "],\"offset\":\"c\",\"next\":\"/services?offset=c\"}")
                                            : QByteArray("{\"next\":null,\"data\":[" + rows(1999, 1) + "]}"));
        });
        kong::ListOptions<kong::Service> options;
        QList<size_t> parts;
        options.partial = [&parts](std::vector<kong::Service> rowsSoFar) { parts.append(rowsSoFar.size()); };
        auto *job = new kong::ListJob<kong::Service>(bench.http.get(), options, &bench.parent);
        QList<qint64> progress;
        connect(job, &JobBase::progressed, this, [&progress](qint64 done, qint64) { progress.append(done); });
        const auto listed = resultOf<kong::Listed<kong::Service>>(job);
        QVERIFY(listed.has_value());
        QCOMPARE(listed->rows->size(), size_t(2000)); // one came twice
        QCOMPARE(progress, (QList<qint64>{1000, 2000, 2001}));
        QCOMPARE(bench.server.requests().size(), 3);
        QCOMPARE(bench.server.requests().at(0).target, QByteArray("/services?size=1000"));
        QCOMPARE(bench.server.requests().at(1).target, QByteArray("/services?size=1000&offset=a%2Fb%3D"));

        // The same bytes again: nothing is decoded.
        kong::ListOptions<kong::Service> again;
        again.confirmUnchanged = [&](quint64 hash) { return hash == listed->hash; };
        const auto same = resultOf<kong::Listed<kong::Service>>(new kong::ListJob<kong::Service>(bench.http.get(), again, &bench.parent));
        QVERIFY(same && same->unchanged && !same->rows);
    }

    void loops_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("the same offset") << QByteArray("{\"data\":[" + rows(0, 1) + "],\"offset\":\"same\"}");
        QTest::newRow("empty pages") << QByteArray();
    }
    void loops()
    {
        QFETCH(QByteArray, body);
        int asked = 0;
        Bench bench([&](const FakeRequest &, FakeConnection &connection) {
            ++asked;
            connection.answer(200, body.isEmpty() ? QByteArray("{\"data\":[],\"offset\":\"" + QByteArray::number(asked) + "\"}") : body);
        });
        const auto listed = resultOf<kong::Listed<kong::Service>>(new kong::ListJob<kong::Service>(bench.http.get(), {}, &bench.parent));
        QVERIFY(!listed.has_value());
        QCOMPARE(listed.error().reason, text("kong.paging-loop"));
        QVERIFY(asked <= 4);
    }

    void tooLarge()
    {
        Bench bench([](const FakeRequest &request, FakeConnection &connection) {
            const int page = request.target.mid(request.target.indexOf("offset=") + 7).toInt();
            connection.answer(200, "{\"data\":[" + rows(page * 100, 100) + "],\"offset\":\"" + QByteArray::number(page + 1) + "\"}");
        });
        kong::ListLimits limits;
        limits.maxBytes = 50'000;
        const auto listed = resultOf<kong::Listed<kong::Service>>(new kong::ListJob<kong::Service>(bench.http.get(), {}, &bench.parent, limits));
        QVERIFY(!listed.has_value());
        QCOMPARE(listed.error().kind, ErrorKind::TooLarge);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("field");
        QTest::newRow("3.x list") << 400 << QByteArray(R"({"name":"schema violation","code":2,"message":"m","fields":{"methods":[null,"invalid value: get"]}})")
                                  << text("kong.schema-violation") << text("methods.2");
        QTest::newRow("3.x config") << 400 << QByteArray(R"({"code":2,"message":"m","fields":{"config":{"minute":"expected a number"}}})")
                                    << text("kong.schema-violation") << text("config.minute");
        QTest::newRow("3.x entity") << 400 << QByteArray(R"({"code":2,"message":"m","fields":{"@entity":["a","b"]}})")
                                    << text("kong.schema-violation") << text("@entity");
        QTest::newRow("3.x unique") << 409 << QByteArray(R"({"code":5,"message":"m","fields":{"name":"dup"}})") << text("kong.unique") << text("name");
        QTest::newRow("0.14 field") << 400 << QByteArray(R"({"uris":"uri with value 'nope' is invalid"})") << text("kong.schema-violation") << text("uris");
        QTest::newRow("0.14 unique") << 409 << QByteArray(R"({"name":"already exists with value 'x'"})") << text("kong.unique") << text("name");
        QTest::newRow("0.14 foreign") << 404 << QByteArray(R"({"api_id":"does not exist with value 'x'"})") << text("kong.foreign-key") << text("api_id");
        QTest::newRow("gone") << 404 << QByteArray(R"({"message":"Not found"})") << text("kong.not-found") << QString();
        QTest::newRow("DB-less") << 405 << QByteArray(R"({"code":12,"name":"operation unsupported","message":"cannot create"})") << text("kong.no-writes") << QString();
        QTest::newRow("referenced") << 400 << QByteArray(R"({"code":4,"message":"m","fields":{"@referenced_by":"routes"}})") << text("kong.referenced") << text("@referenced_by");
        QTest::newRow("no JSON") << 400 << QByteArray("nonsense") << text("kong.refused") << QString();
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, reason);
        QFETCH(QString, field);
        Bench bench([&](const FakeRequest &, FakeConnection &connection) { connection.answer(status, body); });
        kong::KongClient client([&] { return bench.http.get(); });
        HttpRequest request;
        request.method = "PATCH";
        request.path = "/services/x";
        request.body = "{}";
        request.contentType = "application/json";
        request.callClass = CallClass::Write;
        const auto written = resultOf(client.write(request, &bench.parent));
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().reason, reason);
        QCOMPARE(written.error().args.value(text("field")).toString(), field);
        QCOMPARE(written.error().httpStatus, status);
        QVERIFY(!written.error().is(ErrorKind::Conflict)); // a taken name is nobody's change
        QVERIFY(!written.error().endpoint.isEmpty());
    }
};

MK_TEST_CLASS(TestKongList)
#include "TestKongList.moc"
