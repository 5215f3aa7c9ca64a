// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/EntityTable.h"
#include "widgets/SampleModel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>

using namespace mk;
using namespace mk::test;

namespace {

QList<QList<Cell>> hosts(int rows)
{
    QList<QList<Cell>> cells;
    for (int i = 0; i < rows; ++i) {
        const QString name = QStringLiteral("microservice-%1").arg(i, 5, 10, QChar(u'0'));
        cells.append({status(i % 7 == 0 ? Status::Crit : Status::None), text(name),
                      with(with(text(name + QStringLiteral(".service.consul")), MonoRole, true), SuffixRole, QStringLiteral(":8080")),
                      number(QString::number(i)), number(QStringLiteral("12.3/s")), text(QStringLiteral("Running")),
                      with(text(QStringLiteral("/path/%1").arg(i)), MonoRole, true), number(QStringLiteral("3 d ago")),
                      with(text(QStringLiteral("Repair…")), LinkRole, name), number(QStringLiteral("1.2 MiB"))});
    }
    return cells;
}

const QStringList heads{QString(), QStringLiteral("Name"), QStringLiteral("Host"), QStringLiteral("Ready"), QStringLiteral("Rate"),
                        QStringLiteral("State"), QStringLiteral("Path"), QStringLiteral("Updated"), QStringLiteral("Do"),
                        QStringLiteral("Size")};

QList<ColumnLook> looks()
{
    QList<ColumnLook> result(10);
    const int widths[] = {40, 180, 0, 72, 80, 96, 120, 96, 96, 96};
    for (int i = 0; i < 10; ++i) {
        result[i].id = QStringLiteral("c%1").arg(i);
        result[i].width = widths[i];
    }
    result[0].kind = ColumnKind::Mark;
    result[2].elide = Qt::ElideMiddle;
    result[2].usualEnding = QStringLiteral(".service.consul");
    result[9].dropOrder = 2;
    result[7].dropOrder = 1;
    return result;
}

// What a cell says on screen, from what it paints: every text drawn into a recording device.
QImage painted(const EntityTable &table, const QModelIndex &index, int width)
{
    QImage image(width, table.rowHeight(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.state = QStyle::State_Enabled;
    option.palette = table.palette();
    table.cellDelegate()->paint(&painter, option, index);
    return image;
}

} // namespace

class TestEntityTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tabLeavesTheTable()
    {
        const Theme theme;
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *before = new QLineEdit(&window);
        auto *table = new EntityTable(&theme, QStringLiteral("Routes"), &window);
        auto *after = new QLineEdit(&window);
        for (QWidget *widget : {static_cast<QWidget *>(before), static_cast<QWidget *>(table), static_cast<QWidget *>(after)})
            column->addWidget(widget);
        SampleModel model(heads, hosts(20));
        table->setColumns(looks());
        table->setModel(&model);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        before->setFocus();
        QTest::keyClick(before, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), table);
        QVERIFY(table->currentIndex().isValid()); // arrows and Enter mean something at once
        QTest::keyClick(table, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), after);
        QTest::keyClick(after, Qt::Key_Backtab);
        QCOMPARE(QApplication::focusWidget(), table);
        QCOMPARE(table->accessibleName(), QStringLiteral("Routes"));
    }

    void sortsByKeyboard()
    {
        const Theme theme;
        EntityTable table(&theme, QStringLiteral("Routes"));
        SampleModel model(heads, hosts(20));
        model.setIdColumn(1);
        table.setColumns(looks());
        table.setModel(&model);
        QVERIFY(model.lastSort < 0); // nothing is sorted unasked
        table.show();
        table.setCurrentIndex(model.index(4, 1));
        QTest::keyClick(&table, Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(model.lastSort, 1);
        QCOMPARE(model.lastOrder, Qt::DescendingOrder);
        QTest::keyClick(&table, Qt::Key_Up, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(model.lastOrder, Qt::AscendingOrder);
        QCOMPARE(table.horizontalHeader()->sortIndicatorSection(), 1);
        QMenu menu;
        table.fillColumnsMenu(&menu);
        QVERIFY(menu.actions().size() > 8);
    }

    void movesAndOpensByKeyboard()
    {
        const Theme theme;
        EntityTable table(&theme, QStringLiteral("Routes"));
        SampleModel model(heads, hosts(50));
        model.setIdColumn(1);
        table.setColumns(looks());
        table.setModel(&model);
        table.show();
        QVERIFY(table.setCurrentId(QStringLiteral("microservice-00003")));
        QVERIFY(!table.setCurrentId(QStringLiteral("nobody")));
        QSignalSpy opened(&table, &EntityTable::openRequested);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QTest::keyClick(&table, Qt::Key_End);
        QCOMPARE(table.currentIndex().row(), 49);
        QTest::keyClick(&table, Qt::Key_Home);
        QCOMPARE(table.currentIndex().row(), 0);
        QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(table.selectedIds(), QStringList({QStringLiteral("microservice-00000"), QStringLiteral("microservice-00001")}));
        QSignalSpy escaped(&table, &EntityTable::escapePressed);
        QTest::keyClick(&table, Qt::Key_Escape);
        QCOMPARE(table.selectedIds().size(), 1);
        QTest::keyClick(&table, Qt::Key_Escape);
        QCOMPARE(escaped.count(), 1);
    }

    void copiesWholeTexts()
    {
        const Theme theme;
        EntityTable table(&theme, QStringLiteral("Routes"));
        SampleModel model({QStringLiteral("Name"), QStringLiteral("Host")},
                          {{text(QStringLiteral("a")), with(text(QStringLiteral("a.service.consul")), SuffixRole, QStringLiteral(":80"))},
                           {with(text(QStringLiteral("shown")), CopyTextRole, QStringLiteral("copied\tcell")), text(QStringLiteral("c"))}});
        table.setColumns({{QStringLiteral("name")}, {QStringLiteral("host")}});
        table.setModel(&model);
        table.selectAll();
        QCOMPARE(table.copyText(), QStringLiteral("a\ta.service.consul:80\ncopied\\tcell\tc\n"));
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), table.copyText());
    }

    // A host is cut in its middle or loses its usual end; the port behind it stays, down to the narrowest column.
    void neverCutsPorts()
    {
        const Theme theme;
        EntityTable table(&theme, QStringLiteral("Routes"));
        const QString host = QStringLiteral("microservice-apps-management.service.consul");
        const auto rowWith = [&host](const QString &port) {
            return QList<Cell>{with(with(text(host), MonoRole, true), SuffixRole, port)};
        };
        SampleModel model({QStringLiteral("Host")}, {rowWith(QStringLiteral(":8000")), rowWith(QStringLiteral(":9123"))});
        ColumnLook look;
        look.elide = Qt::ElideMiddle;
        look.usualEnding = QStringLiteral(".service.consul");
        table.setColumns({look});
        table.setModel(&model);
        const int whole = table.cellDelegate()->wantedWidth(model.index(0, 0));
        for (int width = whole + 20; width > 90; width -= 13) {
            QStyleOptionViewItem option;
            option.rect = QRect(0, 0, width, table.rowHeight());
            QCOMPARE(table.cellDelegate()->isCut(option, model.index(0, 0)), width < whole);
            const QImage one = painted(table, model.index(0, 0), width);
            const QImage other = painted(table, model.index(1, 0), width);
            // Only the ports differ, so both pictures differ exactly while the port is there.
            QVERIFY2(one != other, qPrintable(QString::number(width)));
        }
    }

    void leavesColumnsOutRatherThanScroll()
    {
        const Theme theme;
        EntityTable table(&theme, QStringLiteral("Routes"));
        SampleModel model(heads, hosts(3));
        table.setColumns(looks());
        table.setModel(&model);
        table.resize(1440, 400);
        table.show();
        QVERIFY(!table.isColumnHidden(7) && !table.isColumnHidden(9));
        table.resize(900, 400);
        QTRY_VERIFY(table.isColumnHidden(9));
        table.resize(1440, 400);
        QTRY_VERIFY(!table.isColumnHidden(9));
        int sum = 0;
        for (int column = 0; column < 10; ++column)
            sum += table.columnWidth(column);
        QCOMPARE(sum, table.viewport()->width());
    }

    void keepsItsLayout()
    {
        const Theme theme;
        SampleModel model(heads, hosts(3));
        EntityTable table(&theme, QStringLiteral("Routes"));
        table.setColumns(looks());
        table.setModel(&model);
        table.resize(1440, 400);
        QMenu menu;
        table.fillColumnsMenu(&menu);
        menu.actions().first()->setChecked(false); // Name
        QVERIFY(table.isColumnHidden(1));
        table.sortByColumn(3, Qt::DescendingOrder);
        const QByteArray layout = table.saveLayout();

        SampleModel other(heads, hosts(3));
        EntityTable copy(&theme, QStringLiteral("Routes"));
        copy.setColumns(looks());
        copy.setModel(&other);
        copy.resize(1440, 400);
        copy.restoreLayout(layout);
        QVERIFY(copy.isColumnHidden(1));
        QCOMPARE(other.lastSort, 3);
        QCOMPARE(other.lastOrder, Qt::DescendingOrder);
        copy.restoreLayout("not a layout");
        QVERIFY(copy.isColumnHidden(1));
    }

    void linksActOnAClick()
    {
        const Theme theme;
        EntityTable table(&theme, QStringLiteral("Routes"));
        SampleModel model(heads, hosts(3));
        table.setColumns(looks());
        table.setModel(&model);
        table.resize(1440, 300);
        table.show();
        QSignalSpy activated(&table, &EntityTable::linkActivated);
        const QRect cell = table.visualRect(model.index(1, 8));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 14, cell.center().y()));
        QCOMPARE(activated.count(), 1);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(model.index(1, 1)).center());
        QCOMPARE(activated.count(), 1);
    }

    void checkColumnTogglesRows()
    {
        const Theme theme;
        EntityTable table(&theme, QStringLiteral("Routes"));
        SampleModel model(heads, hosts(4));
        model.setIdColumn(1);
        QList<ColumnLook> columns = looks();
        columns[0].kind = ColumnKind::Check;
        table.setColumns(columns);
        table.setModel(&model);
        table.resize(1440, 300);
        table.show();
        for (const int row : {0, 2})
            QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(model.index(row, 0)).center());
        QCOMPARE(table.selectedIds(), QStringList({QStringLiteral("microservice-00000"), QStringLiteral("microservice-00002")}));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(model.index(0, 0)).center());
        QCOMPARE(table.selectedIds(), QStringList({QStringLiteral("microservice-00002")}));
    }

    // Printed, not asserted: a machine may be busy.
    void paintsQuickly()
    {
        Theme theme;
        EntityTable table(&theme, QStringLiteral("Routes"));
        SampleModel model(heads, hosts(2000));
        table.setColumns(looks());
        table.setModel(&model);
        table.resize(1440, 900);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        QImage image(table.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
        table.viewport()->render(&image);
        QElapsedTimer timer;
        timer.start();
        constexpr int rounds = 20;
        for (int i = 0; i < rounds; ++i)
            table.viewport()->render(&image);
        qInfo("a frame of %d x %d takes %.2f ms", image.width(), image.height(), double(timer.nsecsElapsed()) / 1e6 / rounds);
        QVERIFY(image.pixelColor(image.width() / 2, 27).isValid());
    }
};

MK_TEST_CLASS(TestEntityTable)
#include "TestEntityTable.moc"
