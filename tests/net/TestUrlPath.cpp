// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/UrlPath.h"
#include "support/TestMain.h"

using namespace mk;

class TestUrlPath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void segmentsAreEscapedWhole_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("segment");
        QTest::addColumn<QByteArray>("keepingSlashes");
        const auto row = [](const char *name, const QString &text, const char *segment, const char *slashes) {
            QTest::newRow(name) << text << QByteArray(segment) << QByteArray(slashes);
        };
        row("plain", QStringLiteral("aZ09-._~"), "aZ09-._~", "aZ09-._~");
        row("slashes", QStringLiteral("/a//b/"), "%2Fa%2F%2Fb%2F", "/a//b/");
        row("percent", QStringLiteral("100%2F"), "100%252F", "100%252F");
        row("query characters", QStringLiteral("a?b#c&d=e+f"), "a%3Fb%23c%26d%3De%2Bf", "a%3Fb%23c%26d%3De%2Bf");
        row("space and quotes", QStringLiteral(" '\""), "%20%27%22", "%20%27%22");
        row("CJK", QString::fromUtf8("鍵"), "%E9%8D%B5", "%E9%8D%B5");
        row("emoji", QString::fromUtf8("🔑"), "%F0%9F%94%91", "%F0%9F%94%91");
        row("dot", QStringLiteral("."), "%2E", "%2E");
        row("dots", QStringLiteral(".."), "%2E%2E", "%2E%2E");
        row("dots within", QStringLiteral("a/../b..c"), "a%2F..%2Fb..c", "a/%2E%2E/b..c");
        row("brackets", QStringLiteral("[{|}]\\^`"), "%5B%7B%7C%7D%5D%5C%5E%60", "%5B%7B%7C%7D%5D%5C%5E%60");
        row("control", QStringLiteral("a\r\nb"), "a%0D%0Ab", "a%0D%0Ab");
        row("empty", QString(), "", "");
    }
    void segmentsAreEscapedWhole()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, segment);
        QFETCH(QByteArray, keepingSlashes);
        QCOMPARE(UrlPath("/x/").segment(text).encoded(), "/x/" + segment);
        QCOMPARE(UrlPath("/x/").keepingSlashes(text).encoded(), "/x/" + keepingSlashes);
    }

    void queriesAreJoined()
    {
        QCOMPARE(UrlPath("/v1/kv/").flag("recurse").query("dc", QStringLiteral("a+b&c")).literal("x").encoded(),
                 QByteArray("/v1/kv/x?recurse&dc=a%2Bb%26c"));
        QCOMPARE(UrlPath("/p?a=1").query("b", QString()).encoded(), QByteArray("/p?a=1&b="));
    }

    void joinKeepsTheBasePath_data()
    {
        QTest::addColumn<QUrl>("base");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("joined");
        const auto row = [](const char *base, const char *path, const char *joined) {
            QTest::newRow(base) << QUrl(QString::fromLatin1(base)) << QByteArray(path) << QByteArray(joined);
        };
        row("http://h:8500", "/v1/a%2Fb", "http://h:8500/v1/a%2Fb");
        row("http://h:8500/", "/v1/kv//a", "http://h:8500/v1/kv//a");
        row("https://h/admin%20x/kong/", "/apis?size=1%2B", "https://h/admin%20x/kong/apis?size=1%2B");
        row("https://user:pass@h/p?q=1#f", "/x", "https://h/p/x");
        row("http://[::1]:8500/c", "v1", "http://[::1]:8500/c/v1");
    }
    void joinKeepsTheBasePath()
    {
        QFETCH(QUrl, base);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, joined);
        QCOMPARE(UrlPath::join(base, path).toEncoded(), joined);
    }
};

MK_TEST_CLASS(TestUrlPath)
#include "TestUrlPath.moc"
