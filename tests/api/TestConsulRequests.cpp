// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/ConsulRequests.h"
#include "core/Json.h"
#include "net/HttpClient.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using namespace mk::consul;

namespace {
QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}
nlohmann::json parsed(const QByteArray &body)
{
    return nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
}
} // namespace

// What is sent.
class TestConsulRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paths_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("path"); // empty: by transaction
        QTest::newRow("plain") << text("a/b") << QByteArray("/v1/kv/a/b");
        QTest::newRow("space") << text("with space/a b") << QByteArray("/v1/kv/with%20space/a%20b");
        QTest::newRow("percent") << text("percent/%2F") << QByteArray("/v1/kv/percent/%252F");
        QTest::newRow("query") << text("a?b&c=d#e+f") << QByteArray("/v1/kv/a%3Fb%26c%3Dd%23e%2Bf");
        QTest::newRow("unicode") << text("\xC3\xBCn\xC3\xAF") << QByteArray("/v1/kv/%C3%BCn%C3%AF");
        QTest::newRow("folder") << text("a/") << QByteArray("/v1/kv/a/");
        QTest::newRow("dots in a name") << text("a/..b/c...") << QByteArray("/v1/kv/a/..b/c...");
        QTest::newRow("leading slash") << text("/a") << QByteArray();
        QTest::newRow("doubled slash") << text("a//b") << QByteArray();
        QTest::newRow("two slashes at the end") << text("a//") << QByteArray();
        QTest::newRow("one dot") << text("a/./b") << QByteArray();
        QTest::newRow("two dots at the end") << text("a/..") << QByteArray();
        QTest::newRow("one dot alone") << text(".") << QByteArray();
        QTest::newRow("slash alone") << text("/") << QByteArray();
        QTest::newRow("control") << text("a\tb") << QByteArray();
        QTest::newRow("direction mark") << text("a\xE2\x80\xAE" "b") << QByteArray();
        QTest::newRow("no-break space") << text("a\xC2\xA0" "b") << QByteArray();
    }
    void paths()
    {
        QFETCH(QString, key);
        QFETCH(QByteArray, path);
        const HttpRequest request = getRequest(key);
        QCOMPARE(isPathSafe(key), !path.isEmpty());
        if (!path.isEmpty()) {
            QCOMPARE(request.path, path);
            QCOMPARE(request.method, QByteArray("GET"));
            QVERIFY(request.expected.contains(404));
        } else {
            QCOMPARE(request.path, QByteArray("/v1/txn"));
            const auto body = parsed(request.body);
            QCOMPARE(QString::fromStdString(body[0]["KV"]["Key"].get<std::string>()), key);
            QCOMPARE(body[0]["KV"]["Verb"].get<std::string>(), std::string("get"));
            QVERIFY(request.expected.contains(409));
        }
        QVERIFY(isReadingRequest(System::Consul, request));
    }

    void prefixes()
    {
        QCOMPARE(safePrefix(text("")), text(""));
        QCOMPARE(safePrefix(text("a/b")), text("a/b"));
        QCOMPARE(safePrefix(text("a/b/")), text("a/b/"));
        QCOMPARE(safePrefix(text("a//b/")), text("a/"));
        QCOMPARE(safePrefix(text("/a")), text(""));
        QCOMPARE(safePrefix(text("a/../b")), text("a/"));
        QCOMPARE(keysRequest(text(""), text("/")).path, QByteArray("/v1/kv/?keys&separator=%2F"));
        QCOMPARE(recurseRequest(text("a/")).path, QByteArray("/v1/kv/a/?recurse"));
        QCOMPARE(recurseRequest(text("a//")).path, QByteArray("/v1/txn"));
        QVERIFY(isReadingRequest(System::Consul, recurseRequest(text("a//"))));
    }

    void writesAreGuardedAndKeptOutOfLogs()
    {
        KvEntry entry;
        entry.key = text("k \"\\\xC3\xBC");
        entry.value = QByteArray("\x00\xff", 2);
        entry.flags = 18446744073709551615ULL;
        const HttpRequest byTransaction = putRequest(entry, 42, PutWay::Transaction);
        const auto kv = parsed(byTransaction.body)[0]["KV"];
        QCOMPARE(kv["Verb"].get<std::string>(), std::string("cas"));
        QCOMPARE(kv["Index"].get<quint64>(), quint64(42));
        QCOMPARE(kv["Flags"].get<quint64>(), entry.flags);
        QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(kv["Value"].get<std::string>())), entry.value);
        QCOMPARE(QString::fromStdString(kv["Key"].get<std::string>()), entry.key);
        QVERIFY(byTransaction.sendsSecretBody);
        const HttpRequest plain = putRequest(entry, 0, PutWay::Plain);
        QCOMPARE(plain.path, QByteArray("/v1/kv/k%20%22%5C%C3%BC?cas=0&flags=18446744073709551615"));
        QCOMPARE(plain.body, entry.value);
        QVERIFY(plain.sendsSecretBody);
        const HttpRequest deletion = deleteRequest({{text("b"), 2}, {text("a"), 1}});
        const auto operations = parsed(deletion.body);
        QCOMPARE(operations.size(), size_t(2));
        QCOMPARE(operations[0]["KV"]["Key"].get<std::string>(), std::string("b")); // the order is the caller's
        QCOMPARE(operations[0]["KV"]["Verb"].get<std::string>(), std::string("delete-cas"));
        for (const HttpRequest &request : {byTransaction, plain, deletion}) {
            QCOMPARE(request.callClass, CallClass::Write);
            QVERIFY(!isReadingRequest(System::Consul, request));
        }
    }

    void waysToPut()
    {
        QCOMPARE(putWay(text("a"), 0), PutWay::Transaction);
        QCOMPARE(putWay(text("a"), 384 * 1024 - 200), PutWay::Transaction);
        QCOMPARE(putWay(text("a"), 384 * 1024), PutWay::Plain);
        QCOMPARE(putWay(text("a//b"), 384 * 1024), PutWay::Impossible);
        // Escapes count: a name of control characters is six times as long in JSON.
        const QString controls(20'000, QChar(1));
        QCOMPARE(putWay(controls, 310 * 1024), PutWay::Impossible);
        for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(100'000)}) {
            KvEntry entry;
            entry.key = text("k\"\xC3\xBC\n");
            entry.value = QByteArray(size, 'x');
            entry.flags = ~0ULL;
            QVERIFY(putRequest(entry, ~0ULL, PutWay::Transaction).body.size() <= maxTxnBody);
        }
    }

    void namesAndWarnings()
    {
        QCOMPARE(keyProblem(text("a")), QString());
        QCOMPARE(keyProblem({}), text("kv.key-empty"));
        QCOMPARE(keyProblem(QString(QChar(0xdc00))), text("kv.key-not-text"));
        QVERIFY(keyWarnings(text("config/user-profile/a_b.c,d?e&f=g")).isEmpty());
        QCOMPARE(keyWarnings(text("a b")), QStringList{text("kv.key-refused-1.21")});
        QVERIFY(keyWarnings(text("a/../b")).contains(text("kv.key-traversal")));
        QVERIFY(keyWarnings(text("a/%2E%2e/b")).contains(text("kv.key-traversal")));
        QVERIFY(keyWarnings(text(" a")).contains(text("kv.key-outer-spaces")));
    }
};

MK_TEST_CLASS(TestConsulRequests)
#include "TestConsulRequests.moc"
