// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SchemaGuide.h"
#include "support/TestMain.h"

using namespace mk;

// What a plugin's schema says, from both notations that Kong has had.
class TestSchemaGuide : public QObject
{
    Q_OBJECT

    static const SchemaField *find(const SchemaGuide &guide, const char *path)
    {
        for (const SchemaField &field : guide.fields()) {
            if (field.path == QLatin1String(path))
                return &field;
        }
        return nullptr;
    }

private Q_SLOTS:
    void newNotation()
    {
        const Result<SchemaGuide> guide = SchemaGuide::ofPlugin(R"({"fields":[
            {"consumer":{"type":"foreign","eq":null,"reference":"consumers"}},
            {"service":{"type":"foreign","reference":"services"}},
            {"config":{"type":"record","required":true,"fields":[
                {"minute":{"type":"number","gt":0}},
                {"policy":{"type":"string","required":true,"default":"local","one_of":["local","redis"]}},
                {"allow":{"type":"array","required":true,"elements":{"type":"string"}}},
                {"redis":{"type":"record","required":true,"fields":[
                    {"host":{"type":"string"}},
                    {"port":{"type":"integer","between":[0,65535],"default":6379}},
                    {"password":{"type":"string","encrypted":true}}]}}]}}]})");
        QVERIFY(guide);
        QCOMPARE(int(guide->fields().size()), 7);
        QCOMPARE(guide->fields().front().path, QStringLiteral("minute")); // the server's order
        QCOMPARE(find(*guide, "minute")->rule, QStringLiteral("more than 0"));
        QVERIFY(find(*guide, "policy")->required);
        QCOMPARE(find(*guide, "policy")->allowed, (QStringList{QStringLiteral("local"), QStringLiteral("redis")}));
        QCOMPARE(find(*guide, "policy")->defaultText, QStringLiteral("local"));
        QCOMPARE(find(*guide, "allow")->type, QStringLiteral("array of string"));
        QVERIFY(find(*guide, "redis")->isRecord);
        QCOMPARE(find(*guide, "redis.port")->rule, QStringLiteral("0 to 65535"));
        QVERIFY(find(*guide, "redis.password")->secret);
        QCOMPARE(guide->unboundKinds(), QStringList{QStringLiteral("consumer")});
        QVERIFY(guide->noConsumer());
        QCOMPARE(QString::fromStdString(guide->starter().dump()), QStringLiteral(R"({"allow":[]})"));
    }

    void oldNotation()
    {
        const Result<SchemaGuide> guide = SchemaGuide::ofPlugin(
            R"({"no_consumer":true,"self_check":"function","fields":{"port":{"type":"number","default":443},)"
            R"("kind":{"type":"string","required":true,"enum":["a","b"]},"headers":{"type":"array","default":"function"},)"
            R"("redis":{"type":"table","schema":{"fields":{"host":{"type":"string","required":true}}}}}})");
        QVERIFY(guide);
        QVERIFY(guide->noConsumer());
        QCOMPARE(find(*guide, "port")->defaultText, QStringLiteral("443"));
        QCOMPARE(find(*guide, "kind")->allowed.size(), 2);
        QVERIFY(find(*guide, "headers")->defaultText.isEmpty()); // made by code that is not shown
        QVERIFY(find(*guide, "redis.host")->required);
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("readable");
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("html") << QByteArray("<html>") << false;
        QTest::newRow("list") << QByteArray("[]") << false;
        QTest::newRow("no fields") << QByteArray("{}") << false;
        QTest::newRow("fields a text") << QByteArray(R"({"fields":"x"})") << false;
        QTest::newRow("fields odd") << QByteArray(R"({"fields":[1,null,{"a":1},{"b":null},{"c":{},"d":{}}]})") << true;
        QTest::newRow("odd attributes")
            << QByteArray(R"({"fields":{"a":{"type":5,"one_of":{"x":1},"between":[1],"elements":[],"fields":7}}})") << true;
        QByteArray deep = R"({"fields":[)";
        for (int i = 0; i < 40; ++i)
            deep += R"({"r":{"type":"record","fields":[)";
        for (int i = 0; i < 40; ++i)
            deep += "]}}";
        QTest::newRow("deep") << QByteArray(deep + "]}") << true;
    }
    void hostile()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, readable);
        const Result<SchemaGuide> guide = SchemaGuide::ofPlugin(text);
        QCOMPARE(guide.has_value(), readable);
        if (guide)
            QVERIFY(guide->fields().size() < 20);
    }
};

MK_TEST_CLASS(TestSchemaGuide)
#include "TestSchemaGuide.moc"
