// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/ColumnFit.h"

using namespace mk;

class TestColumnFit : public QObject
{
    Q_OBJECT

    using Columns = std::vector<ColumnWish>;
    static ColumnWish fixed(int width, int dropOrder = 0) { return {.width = width, .dropOrder = dropOrder}; }
    static ColumnWish flexible(int least) { return {.width = least, .flexible = true}; }
    static QList<int> fitted(Columns columns, int room) // -1: left out
    {
        fitColumns(columns, room);
        QList<int> widths;
        for (const ColumnWish &column : columns)
            widths.append(column.shown ? column.width : -1);
        return widths;
    }

private Q_SLOTS:
    void flexibleOnesShareTheRestToThePixel()
    {
        QCOMPARE(fitted({fixed(100), flexible(50), flexible(50)}, 301), (QList<int>{100, 100, 101}));
    }
    void withoutFlexibleOnesTheLastReachesTheEdge()
    {
        QCOMPARE(fitted({fixed(100), fixed(50)}, 400), (QList<int>{100, 300}));
    }
    void theHighestOrderGoesFirst()
    {
        QCOMPARE(fitted({fixed(100), fixed(100, 1), fixed(100, 2)}, 200), (QList<int>{100, 100, -1}));
        QCOMPARE(fitted({fixed(100), fixed(100, 1), fixed(100, 2)}, 150), (QList<int>{150, -1, -1}));
    }
    void withoutAnOrderFromTheRightButNeverTheFirstText()
    {
        Columns columns{{.width = 40, .hasText = false, .canDrop = false}, fixed(100), fixed(100), fixed(100)};
        QCOMPARE(fitted(columns, 250), (QList<int>{40, 100, 110, -1}));
        QCOMPARE(fitted(columns, 10), (QList<int>{40, 100, -1, -1}));
        columns[3].canDrop = false;
        QCOMPARE(fitted(columns, 250), (QList<int>{40, 100, -1, 110}));
    }
    void hiddenOnesTakeNoRoom()
    {
        Columns columns{fixed(100), fixed(100), flexible(20)};
        columns[1].shown = false;
        QCOMPARE(fitted(columns, 300), (QList<int>{100, -1, 200}));
    }
    void noColumnsAndNoRoom()
    {
        QCOMPARE(fitted({}, 100), QList<int>());
        QCOMPARE(fitted({fixed(100)}, 0), QList<int>{100});
    }
};

MK_TEST_CLASS(TestColumnFit)
#include "TestColumnFit.moc"
