// SPDX-License-Identifier: GPL-3.0-or-later
#include "Item.h"
#include "core/Json.h"
#include "models/Csv.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::test;

class TestRecordTableExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isNumber");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("plain") << QStringLiteral("a") << false << QByteArray("a\r\n");
        QTest::newRow("comma") << QStringLiteral("a,b") << false << QByteArray("\"a,b\"\r\n");
        QTest::newRow("quote") << QStringLiteral("a\"b") << false << QByteArray("\"a\"\"b\"\r\n");
        QTest::newRow("line break") << QStringLiteral("a\nb") << false << QByteArray("\"a\nb\"\r\n");
        QTest::newRow("formula") << QStringLiteral("=1+1") << false << QByteArray("'=1+1\r\n");
        QTest::newRow("plus") << QStringLiteral("+1") << false << QByteArray("'+1\r\n");
        QTest::newRow("minus text") << QStringLiteral("-1") << false << QByteArray("'-1\r\n");
        QTest::newRow("at") << QStringLiteral("@x") << false << QByteArray("'@x\r\n");
        QTest::newRow("tab") << QStringLiteral("\tx") << false << QByteArray("'\tx\r\n");
        QTest::newRow("CR") << QStringLiteral("\rx") << false << QByteArray("\"'\rx\"\r\n");
        QTest::newRow("formula in quotes") << QStringLiteral("=a,b") << false << QByteArray("\"'=a,b\"\r\n");
        QTest::newRow("number stays") << QStringLiteral("-5.5") << true << QByteArray("-5.5\r\n");
        QTest::newRow("umlaut") << QStringLiteral("ä") << false << QByteArray("ä\r\n");
    }
    void cells()
    {
        QFETCH(QString, text);
        QFETCH(bool, isNumber);
        QFETCH(QByteArray, expected);
        QCOMPARE(csv::row({{text, isNumber}}), expected);
    }

    void whatIsShown()
    {
        RecordTableModel<Item> model(itemColumns());
        model.setRows({Item{QStringLiteral("1"), QStringLiteral("=x"), -5}, Item{QStringLiteral("2"), QStringLiteral("y"), std::nullopt},
                       Item{QStringLiteral("3"), QStringLiteral("hidden"), 7}});
        model.setFilterText(QStringLiteral("-hidden"));
        model.sort(0, Qt::DescendingOrder);
        QCOMPARE(model.toCsv({1, 0}), QByteArray("The number,Name\r\n,y\r\n-5,'=x\r\n"));
        QCOMPARE(model.toCsv({0}, {1}), QByteArray("Name\r\n'=x\r\n"));
        const auto json = nlohmann::json::parse(model.toJson({0, 1}).toStdString());
        QCOMPARE(json.size(), 2U);
        QVERIFY(json[0]["number"].is_null());
        QVERIFY(json[1]["number"].is_number_integer());
        QCOMPARE(json[1]["number"].get<int>(), -5);
        QCOMPARE(QString::fromStdString(json[1]["name"].get<std::string>()), QStringLiteral("=x"));
        QCOMPARE(model.copyText({0, 1}, {0, 1}), QStringLiteral("y\t\n=x\t-5"));
    }
};

MK_TEST_CLASS(TestRecordTableExport)
#include "TestRecordTableExport.moc"
