// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/TextDiff.h"
#include "support/TestMain.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace mk;

namespace {

QStringList letters(const char *text)
{
    QStringList lines;
    for (const char *c = text; *c; ++c)
        lines.append(QString(QLatin1Char(*c)));
    return lines;
}

// The right text, put together from the ranges and the left one: what a difference must allow.
QStringList applied(const std::vector<DiffRange> &ranges, const QStringList &left, const QStringList &right)
{
    QStringList result;
    for (const DiffRange &range : ranges)
        result += range.equal ? left.mid(range.leftStart, range.leftCount) : right.mid(range.rightStart, range.rightCount);
    return result;
}

// Length of the longest common subsequence, by the book: the yardstick.
qsizetype longestCommon(const QStringList &a, const QStringList &b)
{
    std::vector<std::vector<qsizetype>> table(size_t(a.size()) + 1, std::vector<qsizetype>(size_t(b.size()) + 1));
    for (qsizetype i = 1; i <= a.size(); ++i) {
        for (qsizetype j = 1; j <= b.size(); ++j)
            table[size_t(i)][size_t(j)] = a[i - 1] == b[j - 1]
                ? table[size_t(i - 1)][size_t(j - 1)] + 1
                : std::max(table[size_t(i - 1)][size_t(j)], table[size_t(i)][size_t(j - 1)]);
    }
    return table.back().back();
}

void checkCovers(const std::vector<DiffRange> &ranges, const QStringList &left, const QStringList &right)
{
    int l = 0;
    int r = 0;
    bool lastEqual = false;
    for (size_t i = 0; i < ranges.size(); ++i) {
        const DiffRange &range = ranges[i];
        QCOMPARE(range.leftStart, l);
        QCOMPARE(range.rightStart, r);
        QVERIFY(range.leftCount + range.rightCount > 0);
        if (i > 0)
            QVERIFY(range.equal != lastEqual);
        if (range.equal) {
            QCOMPARE(range.leftCount, range.rightCount);
            QCOMPARE(left.mid(l, range.leftCount), right.mid(r, range.rightCount));
        }
        l += range.leftCount;
        r += range.rightCount;
        lastEqual = range.equal;
    }
    QCOMPARE(l, int(left.size()));
    QCOMPARE(r, int(right.size()));
}

} // namespace

class TestTextDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownDifferences_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<int>("common");
        QTest::newRow("both empty") << "" << "" << 0;
        QTest::newRow("same") << "abc" << "abc" << 3;
        QTest::newRow("nothing in common") << "abc" << "xyz" << 0;
        QTest::newRow("from nothing") << "" << "abc" << 0;
        QTest::newRow("to nothing") << "abc" << "" << 0;
        QTest::newRow("classic") << "abcabba" << "cbabac" << 4;
        QTest::newRow("one line changed") << "abcdef" << "abXdef" << 5;
        QTest::newRow("moved") << "abcdef" << "defabc" << 3;
        QTest::newRow("repeated") << "aaaa" << "aa" << 2;
    }
    void knownDifferences()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(int, common);
        const QStringList a = letters(qPrintable(left));
        const QStringList b = letters(qPrintable(right));
        const std::vector<DiffRange> ranges = diffLines(a, b);
        checkCovers(ranges, a, b);
        int equal = 0;
        for (const DiffRange &range : ranges)
            equal += range.equal ? range.leftCount : 0;
        QCOMPARE(equal, common);
    }

    void randomTextsAreMinimal()
    {
        QRandomGenerator random(20240607);
        for (int round = 0; round < 400; ++round) {
            QStringList a;
            QStringList b;
            const int letterCount = 2 + round % 5;
            for (int i = random.bounded(24); i > 0; --i)
                a.append(QString(QChar(u'a' + random.bounded(letterCount))));
            for (int i = random.bounded(24); i > 0; --i)
                b.append(QString(QChar(u'a' + random.bounded(letterCount))));
            const std::vector<DiffRange> ranges = diffLines(a, b, {std::chrono::milliseconds(10'000)});
            checkCovers(ranges, a, b);
            QCOMPARE(applied(ranges, a, b), b);
            qsizetype equal = 0;
            for (const DiffRange &range : ranges)
                equal += range.equal ? range.leftCount : 0;
            QCOMPARE(equal, longestCommon(a, b));
        }
    }

    // Where the time is over the answer is still right.
    void outOfTimeIsStillRight()
    {
        QRandomGenerator random(7);
        QStringList a{QStringLiteral("first")};
        QStringList b{QStringLiteral("first")};
        for (int i = 0; i < 6000; ++i) {
            a.append(QString::number(random.bounded(3000)));
            b.append(QString::number(random.bounded(3000)));
        }
        a.append(QStringLiteral("last"));
        b.append(QStringLiteral("last"));
        QElapsedTimer timer;
        timer.start();
        const std::vector<DiffRange> ranges = diffLines(a, b, {std::chrono::milliseconds(5)});
        checkCovers(ranges, a, b);
        QCOMPARE(applied(ranges, a, b), b);
        QVERIFY(ranges.front().equal);
        QVERIFY(ranges.back().equal);
    }

    void changedWords()
    {
        const WordChanges changes = diffWords(QStringLiteral("  \"Port\": 8080,"), QStringLiteral("  \"Port\": 8000,"));
        QCOMPARE(changes.left, (std::vector<WordChange>{{10, 4}}));
        QCOMPARE(changes.right, (std::vector<WordChange>{{10, 4}}));
        QVERIFY(diffWords(QStringLiteral("alpha beta"), QStringLiteral("x = 12 + 7 * 9")).left.empty());
        const WordChanges added = diffWords(QStringLiteral("a, b"), QStringLiteral("a, b, c"));
        QVERIFY(added.left.empty());
        QCOMPARE(added.right.size(), size_t(1));
        QCOMPARE(added.right[0].length, 3);
    }

    void lines()
    {
        QCOMPARE(splitLines(QString()), QStringList());
        QCOMPARE(splitLines(QStringLiteral("a")), QStringList({QStringLiteral("a")}));
        QCOMPARE(splitLines(QStringLiteral("a\n")), QStringList({QStringLiteral("a")}));
        QCOMPARE(splitLines(QStringLiteral("a\r\n\r\nb")), QStringList({QStringLiteral("a"), QString(), QStringLiteral("b")}));
        QVERIFY(endsWithNewline(QStringLiteral("a\n")));
        QVERIFY(!endsWithNewline(QStringLiteral("a")));
    }

    void merge_data()
    {
        using Kind = MergeChunk::Kind;
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("mine");
        QTest::addColumn<QList<int>>("kinds");
        const auto kinds = [](std::initializer_list<Kind> list) {
            QList<int> result;
            for (const Kind kind : list)
                result.append(int(kind));
            return result;
        };
        QTest::newRow("nobody") << "abc" << "abc" << "abc" << kinds({Kind::Same});
        QTest::newRow("they") << "abc" << "aXc" << "abc" << kinds({Kind::Same, Kind::Theirs, Kind::Same});
        QTest::newRow("me") << "abc" << "abc" << "abY" << kinds({Kind::Same, Kind::Mine});
        QTest::newRow("both, apart") << "abcde" << "Xbcde" << "abcdY" << kinds({Kind::Theirs, Kind::Same, Kind::Mine});
        QTest::newRow("both, alike") << "abc" << "aXc" << "aXc" << kinds({Kind::Same, Kind::BothSame, Kind::Same});
        QTest::newRow("conflict") << "abc" << "aXc" << "aYc" << kinds({Kind::Same, Kind::Conflict, Kind::Same});
        QTest::newRow("they remove, I change") << "abc" << "ac" << "aYc" << kinds({Kind::Same, Kind::Conflict, Kind::Same});
        QTest::newRow("both add at the end") << "ab" << "abX" << "abY" << kinds({Kind::Same, Kind::Conflict});
        QTest::newRow("all removed by me") << "abc" << "abc" << "" << kinds({Kind::Mine});
    }
    void merge()
    {
        QFETCH(QString, base);
        QFETCH(QString, theirs);
        QFETCH(QString, mine);
        QFETCH(QList<int>, kinds);
        QList<int> found;
        for (const MergeChunk &chunk : mergeLines(letters(qPrintable(base)), letters(qPrintable(theirs)), letters(qPrintable(mine))))
            found.append(int(chunk.kind));
        QCOMPARE(found, kinds);
    }

    // Taking one side everywhere must give that side's text, whatever the three texts are.
    void mergeLosesNothing()
    {
        QRandomGenerator random(99);
        for (int round = 0; round < 300; ++round) {
            const auto make = [&random] {
                QStringList lines;
                for (int i = random.bounded(16); i > 0; --i)
                    lines.append(QString(QChar(u'a' + random.bounded(4))));
                return lines;
            };
            const QStringList base = make();
            const QStringList theirs = make();
            const QStringList mine = make();
            QStringList b;
            QStringList t;
            QStringList m;
            for (const MergeChunk &chunk : mergeLines(base, theirs, mine)) {
                b += base.mid(chunk.baseStart, chunk.baseCount);
                t += theirs.mid(chunk.theirsStart, chunk.theirsCount);
                m += mine.mid(chunk.mineStart, chunk.mineCount);
                if (chunk.kind == MergeChunk::Kind::Same) {
                    QCOMPARE(base.mid(chunk.baseStart, chunk.baseCount), theirs.mid(chunk.theirsStart, chunk.theirsCount));
                    QCOMPARE(base.mid(chunk.baseStart, chunk.baseCount), mine.mid(chunk.mineStart, chunk.mineCount));
                }
            }
            QCOMPARE(b, base);
            QCOMPARE(t, theirs);
            QCOMPARE(m, mine);
        }
    }
};

MK_TEST_CLASS(TestTextDiff)
#include "TestTextDiff.moc"
