// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of which the routers are made, each held against a second, plain way to the same answer.
#include "platform/LuaSort.h"
#include "platform/RouterEngine.h"
#include "platform/RouterPattern.h"
#include "platform/RouterTarget.h"
#include "support/TestMain.h"

#include <QRandomGenerator>

using namespace mk;
using namespace mk::router;

namespace {

// Kong's own way to take dot segments out, on the whole text again and again (kong/tools/uri.lua; RFC 3986 5.2.4).
QByteArray plainRemoveDots(QByteArray path)
{
    QList<QByteArray> kept;
    while (!path.isEmpty()) {
        if (path == "/.") {
            path = "/";
        } else if (path == "/..") {
            path = "/";
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (path == "." || path == "..") {
            path.clear();
        } else if (path.startsWith("../")) {
            path.remove(0, 3);
        } else if (path.startsWith("./") || path.startsWith("/./")) {
            path.remove(0, 2);
        } else if (path.startsWith("/../")) {
            path.remove(0, 3);
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (path.startsWith("//")) {
            path.remove(0, 1);
        } else {
            const qsizetype next = path.indexOf('/', 1);
            kept.append(next < 0 ? path : path.left(next));
            path = next < 0 ? QByteArray() : path.mid(next);
        }
    }
    return kept.join();
}

QByteArray randomText(QRandomGenerator *random, const QList<QByteArray> &pieces, int most)
{
    QByteArray text;
    const int count = random->bounded(most + 1);
    for (int i = 0; i < count; ++i)
        text += pieces.at(random->bounded(int(pieces.size())));
    return text;
}

} // namespace

class TestRouteParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsAsLuaDoes_data()
    {
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<QList<int>>("order");
        // What LuaJIT's table.sort made of these, largest key first.
        QTest::newRow("10") << QList<int>{4, 4, 1, 5, 5, 4, 1, 5, 4, 1} << QList<int>{5, 8, 4, 6, 9, 1, 2, 3, 7, 10};
        QTest::newRow("12") << QList<int>{2, 3, 1, 4, 1, 4, 4, 3, 3, 2, 4, 1}
                            << QList<int>{6, 11, 7, 4, 9, 2, 8, 10, 1, 3, 5, 12};
        QTest::newRow("12 more") << QList<int>{2, 5, 5, 2, 4, 4, 1, 2, 5, 2, 1, 2}
                                 << QList<int>{3, 2, 9, 6, 5, 10, 8, 1, 12, 4, 7, 11};
        QTest::newRow("14") << QList<int>{3, 4, 4, 4, 3, 2, 2, 1, 2, 3, 1, 2, 3, 1}
                            << QList<int>{3, 2, 4, 1, 13, 5, 10, 12, 9, 7, 6, 8, 11, 14};
        QTest::newRow("none") << QList<int>() << QList<int>();
    }
    void sortsAsLuaDoes()
    {
        QFETCH(const QList<int>, keys);
        QFETCH(const QList<int>, order);
        std::vector<std::pair<int, int>> rows;
        for (int i = 0; i < keys.size(); ++i)
            rows.emplace_back(keys.at(i), i + 1);
        luaSort(rows, [](const auto &first, const auto &second) { return first.first > second.first; });
        QList<int> sorted;
        for (const auto &row : rows)
            sorted.append(row.second);
        QCOMPARE(sorted, order);
    }

    void normalizes_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("normal");
        const auto row = [](const char *path, const char *normal) {
            QTest::newRow(path) << QByteArray(path) << QByteArray(normal);
        };
        row("/a%62c", "/abc");
        row("/two%20words", "/two words");
        row("/a%2fb", "/a%2Fb"); // reserved: stays, in capitals
        row("/%e4%F6", "/\xe4\xf6");
        row("/a%2", "/a%2");
        row("/%zz", "/%zz");
        row("/a/%2e%2E/b", "/b");
        row("/a/b/..", "/a/");
        row("/a/.", "/a/");
        row("/..", "/");
        row("//a///b//", "/a/b/");
        row("/a/.../b", "/a/.../b");
        row("/%2525", "/%2525");
        row("/~x%7E", "/~x~");
    }
    void normalizes()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, normal);
        QCOMPARE(normalizePath(path), normal);
    }
    void normalizesAsThePlainWay()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 3000; ++i) {
            const QByteArray path = '/' + randomText(&random, {"/", "/", ".", ".", "..", "a", "bc", "/./", "/../"}, 9);
            QCOMPARE(normalizePath(path), plainRemoveDots(path));
        }
    }

    void refusesWhatNginxRefuses_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("refused");
        // Asked of a real nginx.
        for (const char *target :
             {"/../x", "/a/../..", "/..", "/%2e%2e/x", "/%zz", "/a%", "/%00", "/a//../../x", "//..", "/./../x",
              "/a/..%2f..", "/a b", "/a\tb", "/x?q=a b", "x", "*", "/a%2", "/..?x"})
            QTest::newRow(target) << QByteArray(target) << true;
        for (const char *target :
             {"/a/..", "/x#frag", "/x#../..", "/caf\xc3\xa9", "/x?%zz", "http://other.example/abs/x?q",
              "http://other.example", "/a?b?c?", "/a/...", "/a/..b/../..", "/x?../..", "/\\..\\x"})
            QTest::newRow(target) << QByteArray(target) << false;
    }
    void refusesWhatNginxRefuses()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const bool, refused);
        QCOMPARE(parseTarget(target, true).refused, refused);
    }
    void takesTargetsApart()
    {
        const Target plain = parseTarget("/a?b?c#d", true);
        QCOMPARE(plain.path, QByteArray("/a"));
        QCOMPARE(plain.args, QByteArray("b?c"));
        QVERIFY(!plain.endsWithQuestion);
        QCOMPARE(parseTarget("/a?", true).args, QByteArray());
        QVERIFY(parseTarget("/a?", true).endsWithQuestion);
        QCOMPARE(parseTarget("http://h/a?x", true).path, QByteArray("/a"));
        QCOMPARE(parseTarget("/a#b?c", true).args, QByteArray());
    }
    void refusesHosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("refused");
        for (const char *host : {"", "a..b", "h/x", "h x", ":80", ".", "h\x01"})
            QTest::newRow(host) << QByteArray(host) << true;
        for (const char *host :
             {"UP.Example", "h.example:", "h:abc", "[::1]", "[::1]:80", "h.", "h:80:90", "a@b", "*.x", "_"})
            QTest::newRow(host) << QByteArray(host) << false;
    }
    void refusesHosts()
    {
        QFETCH(const QByteArray, host);
        QFETCH(const bool, refused);
        QCOMPARE(isHostRefused(host), refused);
    }

    void findsTheLongestPrefix()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 200; ++round) {
            PrefixIndex index;
            QList<QByteArray> prefixes;
            for (int i = random.bounded(8); i > 0; --i) {
                prefixes.append('/' + randomText(&random, {"a", "b", "/"}, 5));
                index.add(prefixes.last());
            }
            index.finish();
            const QByteArray path = '/' + randomText(&random, {"a", "b", "/"}, 7);
            std::optional<QByteArray> longest;
            for (const QByteArray &prefix : prefixes) {
                if (path.startsWith(prefix) && (!longest || prefix.size() > longest->size()))
                    longest = prefix;
            }
            QVERIFY(index.longest(path) == longest);
        }
    }

    void matchesHostsAsTheExpressionDoes()
    {
        QRandomGenerator random(3);
        const QList<QByteArray> patterns{"*.example", "*.a.example", "store.*", "*", "a.*:80", "*.example:80"};
        for (int i = 0; i < 4000; ++i) {
            const QByteArray pattern = patterns.at(random.bounded(int(patterns.size())));
            const bool anyPort = random.bounded(2) == 1;
            QByteArray expression = pattern;
            expression.replace(".", "\\.").replace("*", ".+");
            const QByteArray host =
                randomText(&random, {"a", "store", ".", ".example", ":80", ":", "81", "example"}, 5);
            const QRegularExpression plain(
                QString::fromLatin1(QByteArray("^(?:" + expression + (anyPort ? "(?::\\d+)?$" : "$") + ')')));
            QVERIFY2(HostPattern(pattern, anyPort).matches(host) == plain.match(QString::fromLatin1(host)).hasMatch(),
                     QByteArray(pattern + " on " + host).constData());
        }
    }

    void literalStartNeverLies()
    {
        QRandomGenerator random(17);
        const QList<QByteArray> pieces{"/", "a",   "b",   "a*",  "b?", "a+", "(a|b)", "[ab]",
                                       ".", "\\d", "\\.", "{2}", "$",  "^",  "|"};
        int matched = 0;
        for (int i = 0; i < 20000; ++i) {
            const QByteArray pattern = randomText(&random, pieces, 6);
            const QRegularExpression expression(QString::fromLatin1(pattern));
            if (!expression.isValid())
                continue;
            const QByteArray text = randomText(&random, {"/", "a", "b", ".", "1"}, 6);
            const bool plain = expression
                                   .match(QString::fromLatin1(text), 0, QRegularExpression::NormalMatch,
                                          QRegularExpression::AnchorAtOffsetMatchOption)
                                   .hasMatch();
            QVERIFY2(BytePattern(pattern).matchesStart(text, QString::fromLatin1(text)) == plain,
                     QByteArray(pattern + " on " + text).constData());
            matched += plain ? 1 : 0;
        }
        QVERIFY(matched > 1000);
    }

    void splitsPorts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("withPort");
        QTest::addColumn<bool>("hasPort");
        const auto row = [](const char *host, const char *name, const char *withPort, bool hasPort) {
            QTest::newRow(host) << QByteArray(host) << QByteArray(name) << QByteArray(withPort) << hasPort;
        };
        row("a.example", "a.example", "a.example:80", false);
        row("a.example:81", "a.example", "a.example:81", true);
        row("a.example:", "a.example", "a.example:80", false);
        row("a:b", "a:b", "[a:b]:80", false);
        row("a:1:2", "a:1:2", "[a:1:2]:80", false);
        row("[::1]", "::1", "[::1]:80", false);
        row("[::1]:99", "::1", "[::1]:99", true);
        row("[::1]:", "::1", "[::1]:80", false);
        row("[::1]:x", "[::1]:x", "[::1]:x:80", false);
    }
    void splitsPorts()
    {
        QFETCH(const QByteArray, host);
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, withPort);
        QFETCH(const bool, hasPort);
        const HostPort split = splitPort(host, 80);
        QCOMPARE(split.name, name);
        QCOMPARE(split.withPort, withPort);
        QCOMPARE(split.hasPort, hasPort);
    }

    void readsRustsExpressions_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<int>("state");
        using State = TextPattern::State;
        const auto rows = [](State state, std::initializer_list<const char *> patterns) {
            for (const char *pattern : patterns)
                QTest::newRow(pattern) << QByteArray(pattern) << int(state);
        };
        rows(State::Usable, {"^/a/\\d+$", "^/(?P<id>[^/]+)/x", "^/(?:a|b)?/\\w{2,3}", "^/a\\/b", "(?i)^/a", "^/[]a]+",
                             "^/a.*?b", "^/x\\.y\\-z", "^/\\x41"});
        rows(State::Refused, {"^/(?=a)", "^/(?!a)", "^/(?P<=a)b", "^/(a)\\1", "^/(?>a)", "^/a\\K", "^/(a", "^/a{",
                              "^/a{x}", "^/(?P=n)", "^/\\Z", "^/\\h"});
        rows(State::Unknown, {"^/a++", "^/a*+", "^/[a&&b]", "^/\\p{L}", "(?U)^/a", "^/[a[b]]"});
    }
    void readsRustsExpressions()
    {
        QFETCH(const QByteArray, pattern);
        QFETCH(const int, state);
        QCOMPARE(int(TextPattern(pattern).state()), state);
    }

    void joinsPaths_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("postfix");
        QTest::addColumn<bool>("strip");
        QTest::addColumn<QByteArray>("v0");
        QTest::addColumn<QByteArray>("v1");
        const auto row = [](const char *base, const char *path, const char *postfix, bool strip, const char *v0,
                            const char *v1) {
            QTest::addRow("%s %s %s %d", base, path, postfix, strip)
                << QByteArray(base) << QByteArray(path) << QByteArray(postfix) << strip << QByteArray(v0)
                << QByteArray(v1);
        };
        row("/", "/p", "", true, "/", "/");
        row("/", "/p/", "/", true, "/", "/");
        row("/", "/px", "x", true, "/x", "/x");
        row("/s", "/p", "", true, "/s", "/s");
        row("/s", "/p/", "", true, "/s/", "/s");
        row("/s", "/p/x", "/x", true, "/s/x", "/s/x");
        row("/s", "/p/x", "x", true, "/s/x", "/sx");
        row("/s/", "/p", "", true, "/s", "/s/");
        row("/s/", "/p/", "", true, "/s/", "/s/");
        row("/s/", "/p/x", "/x", true, "/s/x", "/s/x");
        row("/s", "/", "", true, "/s", "/s");
        row("/s", "/", "", false, "/s", "/s");
        row("/s", "/p/x", "/x", false, "/s/p/x", "/sp/x");
        row("/s/", "/p/x", "/x", false, "/s/p/x", "/s/p/x");
        row("/s/", "/", "", false, "/s/", "/s/");
    }
    void joinsPaths()
    {
        QFETCH(const QByteArray, base);
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, postfix);
        QFETCH(const bool, strip);
        QFETCH(const QByteArray, v0);
        QFETCH(const QByteArray, v1);
        QCOMPARE(joinV0({strip, base}, path, postfix), v0);
        QCOMPARE(joinV1({strip, base}, path, postfix), v1);
    }
};

MK_TEST_CLASS(TestRouteParts)
#include "TestRouteParts.moc"
