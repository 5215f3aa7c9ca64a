// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpFixture.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::test;

class TestReadOnlyGate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestsAreToldApart_data()
    {
        QTest::addColumn<System>("system");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("reads");
        int number = 0;
        const auto row = [&number](System system, const char *method, const char *path, const char *body, bool reads) {
            QTest::addRow("%02d %s %s %s", ++number, method, path, body)
                << system << QByteArray(method) << QByteArray(path) << QByteArray(body) << reads;
        };
        for (const System system : allSystems) {
            row(system, "GET", "/anything?x=1", "", true);
            row(system, "HEAD", "/anything", "", true);
            for (const char *method : {"PUT", "POST", "DELETE", "PATCH", "OPTIONS", "get", "TRACE"})
                row(system, method, "/anything", "", false);
        }
        const System prometheus = System::Prometheus;
        for (const char *path : {"/api/v1/query", "/api/v1/query_range", "/api/v1/series", "/api/v1/labels",
                                 "/api/v1/query_exemplars", "/api/v1/query?x=1"})
            row(prometheus, "POST", path, "query=up", true);
        for (const char *path : {"/api/v1/admin/tsdb/delete_series", "/-/reload", "/api/v1/query/", "/api/v1/%71uery",
                                 "/api/v1/query/../admin/tsdb/snapshot"})
            row(prometheus, "POST", path, "", false);
        row(prometheus, "PUT", "/api/v1/query", "", false);
        row(System::Consul, "POST", "/api/v1/query", "", false);

        const System kong = System::Kong;
        row(kong, "POST", "/schemas/services/validate", "{}", true);
        row(kong, "POST", "/schemas/plugins/rate-limiting/validate", "{}", true);
        row(kong, "POST", "/schemas/plugins/validate?x", "{}", true);
        row(kong, "PUT", "/schemas/services/validate", "{}", false);
        row(kong, "POST", "/services/validate", "{}", false);
        row(kong, "POST", "/services/schemas/a/validate", "{}", false);
        row(kong, "POST", "/schemas/../services/validate", "{}", false);
        row(kong, "POST", "/schemas/%2e%2e/services/validate", "{}", false);
        row(kong, "POST", "/schemas//services/validate", "{}", false);
        row(kong, "POST", "/schemas/services/validate\n", "{}", false);
        row(kong, "POST", "/services?x=/schemas/services/validate", "{}", false);

        const System rabbit = System::RabbitMq;
        row(rabbit, "POST", "/api/queues/%2F/q/get", "{}", false);
        row(rabbit, "GET", "/api/aliveness-test/%2F", "", false);
        row(rabbit, "GET", "/api/%61liveness-Test/x", "", false);
        row(System::Consul, "GET", "/v1/kv/aliveness-test/x", "", true);

        const System consul = System::Consul;
        const auto transaction = [&row](const char *body, bool reads) {
            row(System::Consul, "PUT", "/v1/txn", body, reads);
        };
        row(consul, "PUT", "/v1/txn?dc=a", "[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}]", true);
        row(consul, "PUT", "/v1/txn/", "[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}]", false);
        row(consul, "POST", "/v1/txn", "[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}]", false);
        transaction("[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}},{\"KV\":{\"Verb\":\"get-tree\",\"Key\":\"b\"}}]", true);
        transaction("[{\"KV\":{\"Verb\":\"check-index\",\"Key\":\"a\",\"Index\":4}}]", true);
        transaction("[{\"KV\":{\"Verb\":\"check-session\",\"Key\":\"a\",\"Session\":\"s\"}}]", true);
        transaction("[{\"KV\":{\"Verb\":\"check-not-exists\",\"Key\":\"a\"}}]", true);
        transaction("[]", true);
        for (const char *verb : {"set", "cas", "lock", "unlock", "delete", "delete-tree", "delete-cas", "GET", ""}) {
            const QByteArray body = QByteArray("[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}},{\"KV\":{\"Verb\":\"") +
                                    verb + "\",\"Key\":\"a\"}}]";
            transaction(body.constData(), false);
        }
        transaction("", false);
        transaction("not json", false);
        transaction("[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}] x", false);
        transaction("{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}", false);
        transaction("[{\"KV\":{\"Key\":\"a\"}}]", false);
        transaction("[{\"Node\":{\"Verb\":\"get\"}}]", false);
        transaction("[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"},\"Service\":{\"Verb\":\"delete\"}}]", false);
        // Consul takes any case and the later of two.
        transaction("[{\"KV\":{\"Verb\":\"get\",\"verb\":\"delete\",\"Key\":\"a\"}}]", false);
        transaction("[{\"KV\":{\"Verb\":\"delete\",\"Verb\":\"get\",\"Key\":\"a\"}}]", false);
        transaction("[{\"KV\":{\"Verb\":\"delete\",\"Key\":\"a\"},\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}]", false);
        transaction("[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"},\"kv\":{\"Verb\":\"delete\",\"Key\":\"a\"}}]", false);
        transaction("[{\"KV\":{\"Verb\":[\"get\"],\"Key\":\"a\"}}]", false);
        const QByteArray deep = QByteArray(100'000, '[');
        QTest::newRow("deep") << consul << QByteArray("PUT") << QByteArray("/v1/txn") << deep << false;
    }
    void requestsAreToldApart()
    {
        QFETCH(System, system);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(bool, reads);
        QCOMPARE(isReadingRequest(system, request(method, path, body)), reads);
    }

    void writesAreRefusedBeforeAnythingIsSent()
    {
        FakeServer server(answering(200, "true"));
        HttpFixture http(server.url());
        http.options.readOnly = true;
        const auto put = http.run(request("PUT", "/v1/kv/a", "x"));
        QVERIFY(!put);
        QVERIFY(put.error().is(ErrorKind::ReadOnly));
        QVERIFY(!put.error().mayHaveBeenDone);
        QCOMPARE(put.error().request, QStringLiteral("PUT /v1/kv/a"));
        QCOMPARE(server.connectionsMade(), 0);
        QCOMPARE(http.log.entries().back().error, QStringLiteral("read-only"));

        QVERIFY(http.run(request("PUT", "/v1/txn", "[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}]")));
        QVERIFY(http.get("/v1/kv/a"));
        http.made().setReadOnly(false);
        QVERIFY(http.run(request("PUT", "/v1/kv/a", "x")));
        QCOMPARE(server.requests().size(), 3);
    }
};

MK_TEST_CLASS(TestReadOnlyGate)
#include "TestReadOnlyGate.moc"
