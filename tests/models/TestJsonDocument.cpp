// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/JsonDocument.h"
#include "support/TestMain.h"

using namespace mk;

class TestJsonDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatItDoesNotKnow()
    {
        const QByteArray text = R"({"z":1,"name":"a","big":18446744073709551615,"real":1.50,"list":{},"x":{"deep":[1,{"y":null}]}})";
        Result<JsonDocument> document = JsonDocument::parse(text);
        QVERIFY(document);
        document->set(QStringLiteral("name"), jsonOf(QStringLiteral("b")));
        document->set(QStringLiteral("service.id"), jsonOf(QStringLiteral("7")));
        const nlohmann::ordered_json now = nlohmann::ordered_json::parse(document->text().toStdString());
        QCOMPARE(QString::fromStdString(now.begin().key()), QStringLiteral("z")); // order stays
        QCOMPARE(now["big"].get<quint64>(), std::numeric_limits<quint64>::max());
        QCOMPARE(QString::fromStdString(now["x"].dump()), QStringLiteral(R"({"deep":[1,{"y":null}]})"));
        QCOMPARE(QString::fromStdString(now["name"].get<std::string>()), QStringLiteral("b"));
        QCOMPARE(document->strings(QStringLiteral("list")), QStringList()); // {} is Kong's empty list
        document->remove(QStringLiteral("service.id"));
        QVERIFY(!document->has(QStringLiteral("service.id")));
        document->remove(QStringLiteral("nothing.here"));
    }

    void tellsThePlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("third line") << QByteArray("{\n  \"a\": 1,\n  \"b\": nope\n}") << 3 << 9;
        QTest::newRow("missing comma") << QByteArray("{\"a\": 1 \"b\": 2}") << 1 << 0;
        QTest::newRow("empty") << QByteArray() << 1 << 0;
        QTest::newRow("cut") << QByteArray("{\"a\":") << 1 << 0;
    }
    void tellsThePlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(int, column);
        const Result<JsonDocument> document = JsonDocument::parse(text);
        QVERIFY(!document);
        QCOMPARE(document.error().reason, QStringLiteral("document.not-json"));
        QCOMPARE(document.error().args.value(QStringLiteral("line")).toInt(), line);
        if (column > 0)
            QVERIFY(std::abs(document.error().args.value(QStringLiteral("column")).toInt() - column) <= 1);
    }

    void onlyObjects()
    {
        for (const char *text : {"[]", "1", "\"x\"", "null", "true"})
            QCOMPARE(JsonDocument::parse(text).error().reason, QStringLiteral("document.not-an-object"));
        QVERIFY(!JsonDocument::parse(QByteArray(200, '[')));
        QCOMPARE(JsonDocument::parse(QByteArray(200, '[')).error().reason, QStringLiteral("document.too-deep"));
    }
};

MK_TEST_CLASS(TestJsonDocument)
#include "TestJsonDocument.moc"
