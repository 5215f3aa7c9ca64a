// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Redactor.h"
#include "support/TestMain.h"

using namespace mk;

namespace {
const QString dots = Redactor::mask();

QString utf8(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}
} // namespace

class TestRedactor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isSecret");
        for (const char *name :
             {"password",   "Password",     "password_hash", "passwordHash",        "client_secret",
              "secret",     "SecretID",     "AccessorID",    "X-Consul-Token",      "x-consul-token",
              "token",      "access_token", "refresh_token", "Kong-Admin-Token",    "apikey",
              "api_key",    "X-Api-Key",    "Authorization", "Proxy-Authorization", "Cookie",
              "Set-Cookie", "private_key",  "provision_key", "basic_auth_password", "ACLAgentMasterToken",
              "EncryptKey", "passphrase"})
            QTest::newRow(name) << QString::fromLatin1(name) << true;
        for (const char *name :
             {"key", "Key", "routing_key", "properties_key", "name", "keys", "tokens", "token_expiration",
              "hide_credentials", "key_names", "groupNextToken", "Content-Type", "secrets_folder", "index"})
            QTest::newRow(name) << QString::fromLatin1(name) << false;
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(bool, isSecret);
        QCOMPARE(Redactor().isSecretName(name), isSecret);
    }

    void namesOfTheOperatorsOwn()
    {
        Redactor redactor;
        redactor.addSecretName(QStringLiteral("X-Gate-Pass-Phrase-2"));
        QVERIFY(redactor.isSecretName(QStringLiteral("x-gate-pass-phrase-2")));
        QCOMPARE(utf8(redactor.headerValue("X-Gate-Pass-Phrase-2", "abc")), dots);
    }

    void headers_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("basic") << QByteArray("Authorization") << QByteArray("Basic YWRtaW46YWRtaW4=")
                               << QString(QStringLiteral("Basic ") + dots);
        QTest::newRow("bearer") << QByteArray("authorization") << QByteArray("Bearer abc")
                                << QString(QStringLiteral("Bearer ") + dots);
        QTest::newRow("bare") << QByteArray("Authorization") << QByteArray("opaque") << dots;
        QTest::newRow("consul") << QByteArray("X-Consul-Token") << QByteArray("e9b6") << dots;
        QTest::newRow("kong") << QByteArray("Kong-Admin-Token") << QByteArray("x") << dots;
        QTest::newRow("apikey") << QByteArray("apikey") << QByteArray("k") << dots;
        QTest::newRow("cookie") << QByteArray("Set-Cookie") << QByteArray("sid=1; Path=/") << dots;
        QTest::newRow("ordinary") << QByteArray("Content-Type") << QByteArray("application/json")
                                  << QStringLiteral("application/json");
        QTest::newRow("location") << QByteArray("Location") << QByteArray("http://anna:pw@h/x")
                                  << QString(QStringLiteral("http://anna:") + dots + QStringLiteral("@h/x"));
    }
    void headers()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QString, shown);
        QCOMPARE(utf8(Redactor().headerValue(name, value)), shown);
    }

    void paths_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("shown"); // "*" stands for the mask
        const auto row = [](const char *path, const char *shown) {
            QTest::newRow(path) << QByteArray(path) << QString::fromLatin1(shown).replace(QLatin1Char('*'), dots);
        };
        row("/key-auths/abc123", "/key-auths/*");
        row("/key-auths/abc123/consumer", "/key-auths/*/consumer");
        row("/consumers/anna/key-auth/abc123", "/consumers/anna/key-auth/*");
        row("/consumers/anna/key-auth", "/consumers/anna/key-auth");
        row("/consumers/anna/jwt/abc", "/consumers/anna/jwt/*");
        row("/base/key-auths/a%2Fb?size=10", "/base/key-auths/*?size=10");
        row("/key%2Dauths/abc", "/key-auths/*");
        row("/oauth2_tokens/abc", "/oauth2_tokens/*");
        row("/key-auths?key=abc&size=100", "/key-auths?key=*&size=100");
        row("/jwts?key=abc", "/jwts?key=*");
        row("/services?size=100&offset=abc", "/services?size=100&offset=abc");
        row("/v1/agent/self?token=abc&dc=dc1", "/v1/agent/self?token=*&dc=dc1");
        row("/v1/agent/self?x%2Dconsul%2Dtoken=abc", "/v1/agent/self?x%2Dconsul%2Dtoken=*");
        row("/v1/acl/info/abc", "/v1/acl/info/*");
        row("/v1/acl/destroy/abc?dc=x", "/v1/acl/destroy/*?dc=x");
        row("/v1/kv/config/key-auths/mail?cas=4", "/v1/kv/config/key-auths/mail?cas=4");
        row("/v1/kv/a%20b/%2E%2E/c?recurse", "/v1/kv/a%20b/%2E%2E/c?recurse");
        row("/api/auth/hash_password/abc", "/api/auth/hash_password/*");
        row("/api/queues/%2F/key?columns=name", "/api/queues/%2F/key?columns=name");
        row("/api/v1/query?query=rate(x%5B1m%5D)", "/api/v1/query?query=rate(x%5B1m%5D)");
        row("/x?apikey=abc", "/x?apikey=*");
        row("/x?password=a=b&c=d", "/x?password=*&c=d");
    }
    void paths()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, shown);
        QCOMPARE(Redactor().pathAndQuery(path), shown);
    }

    void urls()
    {
        const Redactor redactor;
        QCOMPARE(
            redactor.url(QUrl(QStringLiteral("http://anna:pw@consul.example:8500/v1/kv/a%2Fb?token=t&dc=x#part"))),
            QString(QStringLiteral("http://consul.example:8500/v1/kv/a%2Fb?token=") + dots + QStringLiteral("&dc=x")));
        QCOMPARE(redactor.url(QUrl(QStringLiteral("https://[::1]:8443/key-auths/abc"))),
                 QString(QStringLiteral("https://[::1]:8443/key-auths/") + dots));
        QCOMPARE(redactor.url(QUrl(QStringLiteral("https://token@host/"))), QStringLiteral("https://host/"));
    }

    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const char *text, const char *shown) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(shown).replace(QLatin1Char('*'), dots);
        };
        row("broker address", "cannot reach amqp://guest:gu:e@st@rabbit:5672/%2F now",
            "cannot reach amqp://guest:*@rabbit:5672/%2F now");
        row("two of them", "amqp://a:b@h1,amqp://c:d@h2", "amqp://a:*@h1,amqp://c:*@h2");
        row("slash in the password", "amqp://a:b/c@h", "amqp://a:*@h");
        row("port is no password", "http://h:8500/v1?x=a@b", "http://h:8500/v1?x=a@b");
        row("user alone", "ssh://git@host/x", "ssh://git@host/x");
        row("authorization", "Authorization: Basic YWRtaW4=", "Authorization: Basic *");
        row("bearer", "sent Bearer eyJhbGciOiJIUzI1NiJ9.e30.x1", "sent Bearer *");
        row("words", "Basic authentication failed: bearer token unknown",
            "Basic authentication failed: bearer token unknown");
        row("header", "X-Consul-Token: 1234-5678 was sent", "X-Consul-Token: * was sent");
        row("other header", "X-Kong-Proxy-Latency: 12", "X-Kong-Proxy-Latency: 12");
        row("assignment", "login failed for user=anna password=geheim!", "login failed for user=anna password=*");
        row("quoted assignment", "password=\"two words\" next", "password=* next");
        row("key of a routing", "routing_key=mail.send key=abc", "routing_key=mail.send key=abc");
        row("member", "got {\"SecretID\":\"abc\",\"Name\":\"x\"} back", "got {\"SecretID\":\"*\",\"Name\":\"x\"} back");
        row("member cut short", "{\"password\": \"abc\\\"de", "{\"password\": \"*");
        row("ordinary member", "{\"Key\":\"config/mail\",\"key\":\"x\"}", "{\"Key\":\"config/mail\",\"key\":\"x\"}");
        row("path", "DELETE /consumers/anna/key-auth/abc failed", "DELETE /consumers/anna/key-auth/* failed");
        row("server's words", "Permission denied: token with AccessorID lacks permission 'key:write'",
            "Permission denied: token with AccessorID lacks permission 'key:write'");
        row("query of metrics", "rate(http_requests_total{job=\"gateway\",code=~\"5..\"}[5m])",
            "rate(http_requests_total{job=\"gateway\",code=~\"5..\"}[5m])");
    }
    void texts()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(Redactor().text(text), shown);
    }

    void privateKeysNeverShow()
    {
        const QString pem =
            QStringLiteral("-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----\nafter");
        const QString shown = Redactor().text(pem);
        QVERIFY(!shown.contains(QLatin1String("MIIEow")));
        QVERIFY(!shown.contains(QLatin1String("IBAAKC")));
        QVERIFY(shown.contains(QLatin1String("after")));
        // Cut short, and in JSON.
        QVERIFY(!Redactor().text(pem.left(40)).contains(QLatin1String("MIIE")));
        const QByteArray json =
            R"({"name":"x","data":"-----BEGIN PRIVATE KEY-----\nMIIEow\n-----END PRIVATE KEY-----"})";
        QVERIFY(!Redactor().body(json, "application/json").contains("MIIEow"));
        const QString certificate = QStringLiteral("-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----");
        QCOMPARE(Redactor().text(certificate), certificate);
    }

    void bodies_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("shown");
        // Quotes are written as apostrophes here, and the mask as an asterisk.
        const auto row = [](const char *name, const char *path, const char *type, const char *body, const char *shown) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(type) << QByteArray(body).replace('\'', '"')
                                << QString::fromUtf8(shown)
                                       .replace(QLatin1Char('*'), dots)
                                       .replace(QLatin1Char('\''), QLatin1Char('"'));
        };
        const char *json = "application/json";
        const char *form = "application/x-www-form-urlencoded";
        row("key-auth", "/consumers/anna/key-auth", json, "{'key':'abc','tags':['a']}", "{'key':'*','tags':['a']}");
        row("key-auth without its path", "", json, "{'key':'abc'}", "{'key':'*'}");
        row("key-auth in a list", "", json, "{'data':[{'key':'abc','consumer':{'id':'1'},'id':'7'}]}",
            "{'data':[{'key':'*','consumer':{'id':'1'},'id':'7'}]}");
        row("key-auth of 0.14", "", json, "{'consumer_id':'1','key':'abc'}", "{'consumer_id':'1','key':'*'}");
        row("key-auth as a form", "/consumers/anna/key-auth", form, "key=abc&tags=a", "key=*&tags=a");
        row("jwt", "", json, "{'algorithm':'HS256','key':'iss','secret':'s'}",
            "{'algorithm':'HS256','key':'*','secret':'*'}");
        row("certificate", "/certificates", json, "{'cert':'C','key':'K'}", "{'cert':'C','key':'*'}");
        row("oauth", "", json, "{'client_id':'a','client_secret':'b'}", "{'client_id':'a','client_secret':'*'}");
        row("plugin's switches stay", "/plugins", json,
            "{'config':{'hide_credentials':true,'reuse_refresh_token':false,'key_names':['apikey']}}",
            "{'config':{'hide_credentials':true,'reuse_refresh_token':false,'key_names':['apikey']}}");
        row("user of the broker", "/api/users/a", json, "{'password_hash':'h','password':'p','tags':'x'}",
            "{'password_hash':'*','password':'*','tags':'x'}");
        row("password that is a number", "/api/users/a", json, "{'password':1234}", "{'password':'*'}");
        row("empty password tells nothing", "/api/users/a", json, "{'password':''}", "{'password':''}");
        row("shovel", "/api/parameters/shovel/%2F/x", json, "{'value':{'src-uri':'amqp://u:p@h/%2F','src-queue':'q'}}",
            "{'value':{'src-uri':'amqp://u:*@h/%2F','src-queue':'q'}}");
        row("several addresses", "", json, "{'src-uri':['amqp://u:p@h','amqp://h2']}",
            "{'src-uri':['amqp://u:*@h','amqp://h2']}");
        row("token", "/v1/acl/tokens", json, "[{'AccessorID':'a','SecretID':'b','Description':'d'}]",
            "[{'AccessorID':'*','SecretID':'*','Description':'d'}]");
        row("value of a key", "/v1/kv/config/mail?cas=3", "", "hello", "<5 bytes>");
        row("value that is JSON", "/v1/kv/config/mail", "application/octet-stream", "{'a':1}", "<7 bytes>");
        row("transaction", "/v1/txn", json, "[{'KV':{'Verb':'cas','Key':'config/mail','Value':'aGVsbG8=','Index':3}}]",
            "[{'KV':{'Verb':'cas','Key':'config/mail','Value':'*','Index':3}}]");
        row("transaction cut short", "/v1/txn", json, "[{'KV':{'Verb':'cas','Key':'config/mail','Value':'aGVs",
            "<54 bytes>");
        row("listing of keys", "/v1/kv/config?recurse", json, "[{'Key':'config/mail','Value':'aGVsbG8=','Flags':0}]",
            "[{'Key':'config/mail','Value':'*','Flags':0}]");
        row("names of keys", "/v1/kv/config?keys", json, "['config/mail','config/key']",
            "['config/mail','config/key']");
        row("ordinary key member", "/api/bindings", json, "{'routing_key':'a','key':'b','name':'c'}",
            "{'routing_key':'a','key':'b','name':'c'}");
        row("a form", "/x", form, "name=a&password=b%20c&client_secret=d", "name=a&password=*&client_secret=*");
        row("spelling of untouched JSON stays", "/x", json, "{ 'a' : 1.50 }", "{ 'a' : 1.50 }");
        row("whole section", "/x", json, "{'secret':{'a':'b'},'token':['x']}", "{'secret':'*','token':'*'}");
        row("broken JSON", "/x", json, "{'password':'abc','x':", "{'password':'*','x':");
        row("twice the same member", "/x", json, "{'a':{'password':'abc'},'a':1}", "{'a':{'password':'*'},'a':1}");
        row("binary", "/x", "application/octet-stream", "\x01\x02\xff", "<3 bytes>");
        row("nothing", "/x", json, "", "");
    }
    void bodies()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, shown);
        QCOMPARE(utf8(Redactor().body(body, type, path)), shown);
    }

    void deepAndLargeBodiesDoNoHarm()
    {
        const Redactor redactor;
        const QByteArray deep = QByteArray(200'000, '[') + "{\"password\":\"abc\"}" + QByteArray(200'000, ']');
        QVERIFY(!redactor.body(deep, "application/json").contains("abc"));
        const QByteArray large = "{\"password\":\"abc\",\"x\":\"" + QByteArray(2'000'000, 'x') + "\"}";
        QCOMPARE(redactor.body(large, "application/json"),
                 QByteArray("<" + QByteArray::number(large.size()) + " bytes>"));
    }

    void knownSecretsShowNowhere_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::newRow("plain") << QStringLiteral("hunter2hunter2");
        QTest::newRow("shortest") << QStringLiteral("abcd");
        QTest::newRow("punctuation") << QStringLiteral("p+/=&?% \"q\\'<>;#@:");
        QTest::newRow("other letters") << QString::fromUtf8("g\xC3\xA9heim\xE2\x82\xAC\xF0\x9F\x94\x91");
        QTest::newRow("token") << QStringLiteral("e9b6a2c1-0b1f-4a5c-9e3d-2f1a0c9d8e7f");
    }
    void knownSecretsShowNowhere()
    {
        QFETCH(QString, secret);
        Redactor redactor;
        redactor.addSecret(secret);
        const QByteArray bytes = secret.toUtf8();
        QByteArray form = QUrl::toPercentEncoding(secret);
        form.replace("%20", "+");
        QString json = secret;
        json.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));

        QList<QByteArray> spellings{bytes,
                                    QUrl::toPercentEncoding(secret),
                                    form,
                                    QUrl::toPercentEncoding(secret).toLower(),
                                    json.toUtf8(),
                                    bytes.toBase64(),
                                    bytes.toBase64(QByteArray::Base64UrlEncoding)};
        if (secret.toLower() != secret)
            spellings.removeAt(3); // lower case would be another secret
        for (const QByteArray &spelling : std::as_const(spellings)) {
            const QString shown =
                redactor.text(QStringLiteral("before ") + QString::fromUtf8(spelling) + QStringLiteral(" after"));
            QVERIFY2(!shown.contains(QString::fromUtf8(spelling)), spelling.constData());
            QVERIFY2(shown.contains(dots), spelling.constData());
            QVERIFY(shown.startsWith(QLatin1String("before ")) && shown.endsWith(QLatin1String(" after")));
        }
        // Within a longer text that is base64 as a whole.
        if (bytes.size() >= 8) {
            for (int shift = 0; shift < 3; ++shift) {
                const QByteArray text = QByteArray("user:").left(shift) + bytes + ":x";
                const QByteArray wrapped = text.toBase64();
                QVERIFY2(redactor.text(QString::fromLatin1(wrapped)).contains(dots), wrapped.constData());
            }
        }
        QVERIFY(!redactor.body("{\"note\":\"" + json.toUtf8() + "\"}", "application/json").contains(json.toUtf8()));
        QVERIFY(!redactor.bytes("\x01\x02" + bytes + "\xff").contains(bytes));
        QVERIFY(!redactor.pathAndQuery("/x/" + QUrl::toPercentEncoding(secret))
                     .contains(QString::fromLatin1(QUrl::toPercentEncoding(secret))));
        redactor.clearSecrets();
        QCOMPARE(redactor.text(QStringLiteral("of abcd")), QStringLiteral("of abcd"));
    }

    void shortSecretsDoNotEatText()
    {
        Redactor redactor;
        redactor.addSecret(QStringLiteral("a"));
        redactor.addSecret({});
        QCOMPARE(redactor.text(QStringLiteral("a banana")), QStringLiteral("a banana"));
    }

    void aSecretWithinALongerOneIsNoKeyhole()
    {
        Redactor redactor;
        redactor.addSecret(QStringLiteral("pass"));
        redactor.addSecret(QStringLiteral("passport"));
        QCOMPARE(redactor.text(QStringLiteral("my passport")), QString(QStringLiteral("my ") + dots));
    }
};

MK_TEST_CLASS(TestRedactor)
#include "TestRedactor.moc"
