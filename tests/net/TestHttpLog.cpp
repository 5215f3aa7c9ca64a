// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpFixture.h"
#include "support/TestMain.h"

#include <QProcess>
#include <QSignalSpy>

using namespace mk;
using namespace mk::test;

namespace {
constexpr auto secret = "s3cret-token-of-the-operator";

// Everything of an entry in one text, to look for what must not be there.
QByteArray wholeText(const HttpLogEntry &entry)
{
    QByteArray text = entry.url.toUtf8() + entry.requestBody + entry.error.toUtf8() + entry.endpoint.toUtf8();
    for (const auto &[name, value] : entry.requestHeaders)
        text += name + value;
    return text + HttpLog::asCurl(entry).toUtf8();
}
} // namespace

class TestHttpLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsAreLogged()
    {
        FakeServer server(answering(200, "hello"));
        HttpFixture http(server.url());
        QSignalSpy added(&http.log, &HttpLog::added);
        HttpRequest call = request("GET", "/v1/kv/a?raw");
        call.asker = QStringLiteral("key panel");
        QVERIFY(http.run(call));
        server.setHandler(answering(500));
        QVERIFY(!http.get("/v1/kv/b"));
        QCOMPARE(added.size(), 2);
        const HttpLogEntry &first = http.log.entries().front();
        QCOMPARE(first.number, 1U);
        QCOMPARE(first.method, QStringLiteral("GET"));
        QCOMPARE(first.url, server.url().toString() + QStringLiteral("/v1/kv/a?raw"));
        QCOMPARE(first.endpoint, QStringLiteral("127.0.0.1:%1").arg(server.serverPort()));
        QCOMPARE(first.status, 200);
        QCOMPARE(first.bytes, 5);
        QCOMPARE(first.asker, QStringLiteral("key panel"));
        QCOMPARE(first.error, QString());
        QCOMPARE(http.log.entries().back().error, QStringLiteral("server-error"));
        QCOMPARE(http.log.callsPerSecond(http.clock.now()), 0.2);
    }

    void secretsAreNowhere()
    {
        FakeServer server(answering(403, QByteArray("Permission denied for ") + secret));
        for (const Credential::Kind kind :
             {Credential::Kind::Basic, Credential::Kind::Bearer, Credential::Kind::Header}) {
            HttpFixture http(server.url());
            http.endpoint.credential.kind = kind;
            http.endpoint.credential.user = QStringLiteral("operator");
            http.endpoint.credential.headerName = QStringLiteral("X-Odd-Name");
            http.secrets.credential = QString::fromLatin1(secret);
            HttpRequest call =
                request("PUT", QByteArray("/v1/kv/") + secret + "/x?token=" + secret + "&password=other-word",
                        QByteArray("{\"note\":\"has ") + secret + " in it\",\"password\":\"other-word\"}");
            call.contentType = "application/json";
            call.headers.emplaceBack("apikey", "other-word");
            const auto result = http.run(call);
            QVERIFY(!result);
            QVERIFY(server.requests().back().target.contains(secret));
            const QByteArray text = wholeText(http.log.entries().back());
            QVERIFY2(!text.contains(secret), text.constData());
            QVERIFY2(!text.contains("other-word"), text.constData());
            QVERIFY2(!text.contains(QByteArray(QByteArray("operator:") + secret).toBase64()), text.constData());
            const QString error = result.error().toLogString();
            QVERIFY2(!error.contains(QLatin1String(secret)) && !error.contains(QLatin1String("other-word")),
                     qPrintable(error));
            QVERIFY(error.contains(QLatin1String("Permission denied for ")));
        }
    }

    void secretBodiesAreNotKept()
    {
        FakeServer server(answering(200));
        HttpFixture http(server.url());
        HttpRequest call = request("PUT", "/x", "harmless looking");
        call.sendsSecretBody = true;
        QVERIFY(http.run(call));
        QCOMPARE(http.log.entries().back().requestBody, QByteArray("<16 bytes>"));
        QCOMPARE(server.requests().back().body, QByteArray("harmless looking"));
    }

    void theLogIsBounded()
    {
        HttpLog log(nullptr, 3);
        for (int i = 0; i < 5; ++i)
            log.add({});
        QCOMPARE(log.entries().size(), size_t(3));
        QCOMPARE(log.entries().front().number, 3U);
        QSignalSpy cleared(&log, &HttpLog::cleared);
        log.clear();
        QVERIFY(log.entries().empty());
        QCOMPARE(cleared.size(), 1);
    }

    // A real shell takes the line apart; a stand-in for curl prints each argument on a line of its own.
    void theShellReadsTheLineAsMeant()
    {
        HttpLogEntry entry;
        entry.method = QStringLiteral("PUT");
        entry.url = QStringLiteral("http://h:8500/v1/kv/it's%20\"$HOME\"`id`$(id)\\?a=b&c=%1;x").arg(Redactor::mask());
        entry.requestHeaders = {{"X-Consul-Token", Redactor::mask().toUtf8()},
                                {"Authorization", "Bearer " + Redactor::mask().toUtf8()},
                                {"X-Odd", "it's !a 'b' $PATH & | > \\ * ~"},
                                {"X-Empty", ""}};
        entry.requestBody = "whatever";
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SECRET"), QStringLiteral("the secret"));
        environment.insert(QStringLiteral("BODY"), QStringLiteral("the body"));
        shell.setProcessEnvironment(environment);
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"),
                     QString(QStringLiteral("curl() { printf '%s\\n' \"$@\"; }\n") + HttpLog::asCurl(entry))});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardError(), QByteArray());
        const QList<QByteArray> arguments = shell.readAllStandardOutput().trimmed().split('\n');
        const QList<QByteArray> expected{"--globoff",
                                         "--path-as-is",
                                         "-X",
                                         "PUT",
                                         "-H",
                                         "X-Consul-Token: the secret",
                                         "-H",
                                         "Authorization: Bearer the secret",
                                         "-H",
                                         "X-Odd: it's !a 'b' $PATH & | > \\ * ~",
                                         "-H",
                                         "X-Empty;",
                                         "--data-binary",
                                         "the body",
                                         "http://h:8500/v1/kv/it's%20\"$HOME\"`id`$(id)\\?a=b&c=the secret;x"};
        QCOMPARE(arguments, expected);
    }

    void curlDoesTheSameCall()
    {
        FakeServer server(answering(200, "x"));
        HttpFixture http(server.url());
        http.endpoint.credential = {Credential::Kind::Header, {}, QStringLiteral("X-Consul-Token"), {}};
        http.secrets.credential = QString::fromLatin1(secret);
        QVERIFY(http.get("/v1/kv/a%2Fb%20c//d?raw"));
        const QString line = HttpLog::asCurl(http.log.entries().back());
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SECRET"), QString::fromLatin1(secret));
        environment.remove(QStringLiteral("http_proxy"));
        shell.setProcessEnvironment(environment);
        QSignalSpy finished(&shell, &QProcess::finished);
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        if (shell.exitCode() == 127)
            QSKIP("no curl here");
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(server.requests().at(1).target, server.requests().at(0).target);
        QCOMPARE(server.requests().at(1).header("X-Consul-Token"), QByteArray(secret));
    }
};

MK_TEST_CLASS(TestHttpLog)
#include "TestHttpLog.moc"
