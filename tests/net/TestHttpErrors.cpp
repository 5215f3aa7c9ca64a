// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpErrors.h"
#include "support/TestMain.h"

#include <QTimeZone>

using namespace mk;

Q_DECLARE_METATYPE(mk::ErrorKind)

class TestHttpErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // Bodies as real servers sent them.
    void answersAreSorted_data()
    {
        QTest::addColumn<System>("system");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("message");
        int number = 0;
        const auto row = [&number](System system, int status, const char *body, ErrorKind kind, const char *message) {
            QTest::addRow("%02d %d", ++number, status)
                << system << status << QByteArray(body) << kind << QString::fromUtf8(message);
        };
        const System consul = System::Consul;
        row(consul, 401, "ACL support disabled", ErrorKind::Unauthorised, "ACL support disabled");
        row(consul, 403, "ACL not found", ErrorKind::Unauthorised, "ACL not found");
        row(consul, 403, "Permission denied", ErrorKind::Forbidden, "Permission denied");
        row(consul, 404, "", ErrorKind::NotFound, "");
        row(consul, 500, "No cluster leader\n", ErrorKind::Server, "No cluster leader");
        row(consul, 405, "method POST not allowed", ErrorKind::BadRequest, "method POST not allowed");
        row(consul, 301, "<a href=\"/v1/kv/up\">Moved Permanently</a>.\n\n", ErrorKind::Redirected,
            "Moved Permanently.");
        row(consul, 413, "Request body(524289 bytes) too large", ErrorKind::TooLarge,
            "Request body(524289 bytes) too large");
        row(consul, 409,
            "{\"Results\":null,\"Errors\":[{\"OpIndex\":1,\"What\":\"failed to set key \\\"a\\\", index is "
            "stale\"},{\"OpIndex\":2,\"What\":\"key \\\"b\\\" exists\"}]}",
            ErrorKind::Conflict, "failed to set key \"a\", index is stale\nkey \"b\" exists");
        const System rabbit = System::RabbitMq;
        row(rabbit, 401, "{\"error\":\"not_authorized\",\"reason\":\"Login failed\"}", ErrorKind::Unauthorised,
            "not_authorized: Login failed");
        row(rabbit, 401, "{\"error\":\"not_authorised\",\"reason\":\"Not administrator user\"}", ErrorKind::Forbidden,
            "not_authorised: Not administrator user");
        row(rabbit, 401, "", ErrorKind::Unauthorised, "");
        row(rabbit, 400, "{\"error\":\"bad_request\",\"reason\":[\"no_such_vhost\",\"not-there\"]}",
            ErrorKind::BadRequest, "bad_request: [\"no_such_vhost\",\"not-there\"]");
        row(rabbit, 412, "", ErrorKind::Conflict, "");
        row(rabbit, 503, "{\"status\":\"failed\",\"reason\":\"No active listener\"}", ErrorKind::Server,
            "No active listener");
        const System prometheus = System::Prometheus;
        row(prometheus, 422, "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"found duplicate series\"}",
            ErrorKind::BadRequest, "execution: found duplicate series");
        row(prometheus, 503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}",
            ErrorKind::Server, "timeout: query timed out");
        const System kong = System::Kong;
        row(kong, 400,
            "{\"message\":\"schema violation (name: expected a string)\",\"name\":\"schema violation\",\"code\":2}",
            ErrorKind::BadRequest, "schema violation (name: expected a string)");
        row(kong, 409, "{\"name\":\"already exists with value 'x'\"}", ErrorKind::Conflict,
            "{\"name\":\"already exists with value 'x'\"}");
        row(kong, 429, "{\"message\":\"API rate limit exceeded\"}", ErrorKind::RateLimited, "API rate limit exceeded");
        row(kong, 415,
            "<html>\n<head><title>415 Unsupported &amp; Media</title></head>\n<body bgcolor=\"white\">no</body></html>",
            ErrorKind::BadRequest, "415 Unsupported & Media");
        row(kong, 502, "{\"message\":\"\xff broken", ErrorKind::Server, "{\"message\":\"\xEF\xBF\xBD broken");
        row(kong, 418, "\x01\x02", ErrorKind::BadRequest, "\x01\x02");
    }
    void answersAreSorted()
    {
        QFETCH(System, system);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, message);
        HttpResponse response;
        response.status = status;
        response.body = body;
        const Error error = errorFromAnswer(system, response);
        QCOMPARE(errorKindId(error.kind), errorKindId(kind));
        QCOMPARE(error.serverMessage, message);
        QCOMPARE(error.httpStatus, status);
    }

    void longAndDeepBodiesAreHarmless()
    {
        QCOMPARE(serverMessageOf(QByteArray(1'000'000, 'x')).size(), 4000);
        QVERIFY(serverMessageOf(QByteArray(200'000, '[')).size() <= 4000);
        QCOMPARE(serverMessageOf(QByteArray("bin\0ary", 7)), QString());
    }

    void retryAfterIsReadInBothForms()
    {
        const QDateTime now(QDate(2026, 11, 23), QTime(10, 0, 0), Qt::UTC);
        const auto of = [&now](const char *value) {
            HttpResponse response;
            response.headers.emplaceBack("retry-after", value);
            return retryAfterOf(response, now);
        };
        QCOMPARE(of("7")->count(), 7000);
        QCOMPARE(of("0")->count(), 0);
        QCOMPARE(of("-3")->count(), 0);
        QCOMPARE(of("Mon, 23 Nov 2026 10:00:09 GMT")->count(), 9000);
        QCOMPARE(of("Mon, 23 Nov 2026 09:00:00 GMT")->count(), 0);
        QVERIFY(!of("soon"));
        QVERIFY(!retryAfterOf({}, now));
    }
};

MK_TEST_CLASS(TestHttpErrors)
#include "TestHttpErrors.moc"
