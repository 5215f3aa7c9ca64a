// SPDX-License-Identifier: GPL-3.0-or-later
// Requests as people write them.
#include "platform/RequestText.h"
#include "support/TestMain.h"

using namespace mk;

namespace {

QString text(const RouteRequest &request)
{
    QString shown = QString::fromUtf8(request.method) + QLatin1Char(' ') + requesttext::address(request);
    if (!request.headers.empty())
        shown += QLatin1Char('\n') + requesttext::headerLines(request.headers);
    return shown;
}

} // namespace

class TestRequestText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char *written, const char *wanted) {
            QTest::newRow(written) << QString::fromUtf8(written) << QString::fromUtf8(wanted);
        };
        row("/users", "GET http://gateway:8000/users");
        row("  /users?a=b#frag ", "GET http://gateway:8000/users?a=b");
        row("https://API.example.org:443/x", "GET https://api.example.org/x");
        row("http://a:8080", "GET http://a:8080/");
        row("http://a?b=c", "GET http://a/?b=c");
        row("a.example.org/x", "GET http://a.example.org/x");
        row("POST /users/register", "POST http://gateway:8000/users/register");
        row("http://[::1]:8000/x", "GET http://[::1]:8000/x");
        row("/a b/ü", "GET http://gateway:8000/a%20b/%C3%BC");
        row("/a%2Fb/../c", "GET http://gateway:8000/a%2Fb/../c"); // sent as it stands
        row("http://me:p%40ss@a/x", "GET http://a/x\nAuthorization: Basic bWU6cEBzcw==");
        // curl
        row("curl http://a/x", "GET http://a/x");
        row("curl -X PUT 'http://a/x?y=1&z=2'", "PUT http://a/x?y=1&z=2");
        row("curl -sSXDELETE http://a/x", "DELETE http://a/x");
        row("curl -d a=b http://a/x", "POST http://a/x\nContent-Type: application/x-www-form-urlencoded");
        row("curl -G -d a=b -d c=d http://a/x?y", "GET http://a/x?y&a=b&c=d");
        row("curl --json '{}' http://a", "POST http://a/\nContent-Type: application/json\nAccept: application/json");
        row("curl -F f=@x http://a", "POST http://a/");
        row("curl -T file http://a/up", "PUT http://a/up");
        row("curl -I http://a", "HEAD http://a/");
        row("curl -X GET -d a=b http://a", "GET http://a/\nContent-Type: application/x-www-form-urlencoded");
        row("curl http://a/x -H 'Host: api.example.org' -H \"X-Two: a \\\"b\\\" $5\"",
            "GET http://api.example.org/x\nX-Two: a \"b\" $5");
        row("curl --header 'Accept: text/html' --url http://a/x -k -L --compressed -o out.txt",
            "GET http://a/x\nAccept: text/html");
        row("curl -u me:secret -H 'Authorization: Bearer t' http://a", "GET http://a/\nAuthorization: Bearer t");
        row("curl -b 'a=b' -A me -e http://r http://a",
            "GET http://a/\nCookie: a=b\nUser-Agent: me\nReferer: http://r");
        row("curl \\\n  -H 'X: 1' \\\r\n  http://a/x", "GET http://a/x\nX: 1");
        row("curl ^\n  -H \"X: 1\" ^\r\n  http://a/x", "GET http://a/x\nX: 1");
        row("curl $'http://a/it\\'s\\u0041\\x42'", "GET http://a/it'sAB");
        row("curl http://a/b/../c/./d", "GET http://a/c/d"); // curl takes the dots out
        row("curl --path-as-is http://a/b/../c", "GET http://a/b/../c");
        row("curl -s http://a/x | jq .", "GET http://a/x");
        row("curl -s http://a/x > out; rm -rf /", "GET http://a/x");
        row("/usr/bin/curl http://a/x", "GET http://a/x");
        row("curl.exe http://a/x", "GET http://a/x");
        row("curl -H 'X;' -H 'Accept:' http://a/x", "GET http://a/x\nX: ");
        row("curl -- http://a/x", "GET http://a/x");
        row("curl /users", "GET http://gateway:8000/users");
    }
    void reads()
    {
        QFETCH(QString, written);
        const Result<requesttext::Parsed> parsed = requesttext::parse(written, QByteArrayLiteral("gateway:8000"));
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().reason));
        QTEST(text(parsed->request), "wanted");
        QCOMPARE(parsed->unknown, QStringList());
    }

    void tellsWhatItDoesNotKnow()
    {
        const auto read = [](const char *line) { return requesttext::parse(QString::fromUtf8(line), "a"); };
        QCOMPARE(read("curl --aws-sigv4 aws:amz http://a/x")->unknown, QStringList{QStringLiteral("--aws-sigv4")});
        QCOMPARE(text(read("curl --aws-sigv4 aws:amz http://a/x")->request), QStringLiteral("GET http://a/x"));
        QCOMPARE(read("curl -Z http://a/x")->unknown, QStringList{QStringLiteral("-Z")});
        QCOMPARE(read("curl -H \"Authorization: Bearer $TOKEN\" \"http://a/${HOST}x\"")->variables,
                 (QStringList{QStringLiteral("$TOKEN"), QStringLiteral("${HOST}")}));
        QVERIFY(read("curl -H 'X: $NO' http://a")->variables.isEmpty()); // in single quotes
        QVERIFY(read("curl -L http://a")->followsRedirects);
        QVERIFY(read("curl -0 http://a")->request.http10);
        QVERIFY(!read("curl -H 'Host:' http://a")->request.host);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *written, const char *reason) {
            QTest::newRow(written) << QString::fromUtf8(written) << QString::fromUtf8(reason);
        };
        row("", "request.empty");
        row("ftp://a/x", "request.scheme");
        row("http:///x", "request.host");
        row("http://a:port/x", "request.host");
        row("curl", "request.no-address");
        row("curl 'http://a", "request.quote");
        row("curl \"http://a", "request.quote");
        row("curl http://a http://b", "request.many-addresses");
        row("curl http://a -X", "request.option");
        row("curl -H nonsense http://a", "request.header");
        row("curl -X 'GE T' http://a", "request.method");
    }
    void refuses()
    {
        QFETCH(QString, written);
        const Result<requesttext::Parsed> parsed = requesttext::parse(written, "a");
        QVERIFY(!parsed);
        QTEST(parsed.error().reason, "reason");
    }

    void samples()
    {
        kong::Api api;
        api.uris = QStringList{QStringLiteral("/users")};
        api.httpsOnly = true;
        QCOMPARE(text(requesttext::sampleOf(api, "gw").request), QStringLiteral("GET https://gw/users"));
        kong::Route route;
        route.protocols = QStringList{QStringLiteral("http"), QStringLiteral("https")};
        route.methods = QStringList{QStringLiteral("POST")};
        route.hosts = QStringList{QStringLiteral("*.example.org")};
        route.paths = QStringList{QStringLiteral("~/orders/(?<id>\\d+)$")};
        route.headers[QStringLiteral("x-version")] = QStringList{QStringLiteral("2")};
        const requesttext::Sample sample = requesttext::sampleOf(route, "gw");
        QCOMPARE(text(sample.request), QStringLiteral("POST http://www.example.org/orders/\nx-version: 2"));
        QVERIFY(sample.isGuess);
        route.paths = QStringList{QStringLiteral("/orders")};
        route.hosts.clear();
        QVERIFY(!requesttext::sampleOf(route, "gw").isGuess);
    }

    // What is kept from one day to the next gives nothing away.
    void keepsNoSecrets()
    {
        const auto parsed = requesttext::parse(
            QStringLiteral(
                "curl 'http://a/x?token=s3cret&page=s3cret&flag' -u me:s3cret -b sid=s3cret -H 'apikey: s3cret' "
                "-H 'X-Auth-Thing: s3cret' -H 'X-Hub-Signature: s3cret' -H 'Accept: text/html'"),
            "a");
        QVERIFY(parsed);
        QCOMPARE(parsed->request.headers.size(), size_t(6));
        const QVariantMap stored = requesttext::stored(parsed->request);
        for (const QVariant &value : stored)
            QVERIFY2(!value.toString().contains(QLatin1String("s3cret")) &&
                         !value.toString().contains(QLatin1String("bWU6")),
                     qPrintable(value.toString()));
        const std::optional<RouteRequest> again = requesttext::fromStored(stored);
        QVERIFY(again);
        QCOMPARE(text(*again), QStringLiteral("GET http://a/x?token=&page=&flag\nAccept: text/html"));
        QVERIFY(!requesttext::fromStored({{QStringLiteral("address"), QStringLiteral("ftp://x")}}));
    }

    // Anything may be pasted.
    void survivesAnything()
    {
        const QString line = QStringLiteral("curl -X POST \\\n -H 'A: b' --url \"http://a/$'x\" -d @- $'\\x4");
        for (qsizetype length = 0; length <= line.size(); ++length)
            (void)requesttext::parse(line.left(length), "a");
        QCOMPARE(requesttext::parse(line, "a").error().reason, QStringLiteral("request.quote"));
    }
};

MK_TEST_CLASS(TestRequestText)
#include "TestRequestText.moc"
