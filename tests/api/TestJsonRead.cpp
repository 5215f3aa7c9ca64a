// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "core/JsonRead.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;

// Reading JSON of strangers.
class TestJsonRead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void documents()
    {
        QVERIFY(parseJson("{\"a\":[1,2,{\"b\":null}]}").has_value());
        for (const QByteArray &broken : {QByteArray(), QByteArray("{"), QByteArray("[1] x"), QByteArray("\"\xff\""), QByteArray("nan"),
                                         QByteArray("{\"a\":1,}"), QByteArray("\"\\ud800\"")}) {
            const auto result = parseJson(broken);
            QVERIFY2(!result, broken.constData());
            QCOMPARE(result.error().kind, ErrorKind::Unreadable);
            QCOMPARE(result.error().reason, QStringLiteral("unreadable.json"));
        }
    }

    void depth()
    {
        const auto nested = [](int levels) { return QByteArray(QByteArray(levels, '[') + QByteArray(levels, ']')); };
        QVERIFY(parseJson(nested(128)).has_value());
        QVERIFY(!parseJson(nested(129)));
        QVERIFY(parseJson(nested(10), 10).has_value());
        QVERIFY(!parseJson(nested(5'000'000)));
        QVERIFY(parseJson("[\"" + QByteArray(1000, '[') + "\\\"[\"]").has_value()); // brackets in strings are text
    }

    void arraysOneByOne()
    {
        QStringList seen;
        const auto collect = [&seen](nlohmann::json &element) -> Result<Done> {
            seen.append(QString::fromStdString(element.dump()));
            return Done{};
        };
        QVERIFY(parseJsonArray(" [1, \"two\", {\"three\":[3,{\"x\":4}]}, [], null, true] ", collect).has_value());
        QCOMPARE(seen, (QStringList{QStringLiteral("1"), QStringLiteral("\"two\""), QStringLiteral("{\"three\":[3,{\"x\":4}]}"),
                                    QStringLiteral("[]"), QStringLiteral("null"), QStringLiteral("true")}));
        seen.clear();
        QVERIFY(parseJsonArray("null", collect).has_value());
        QVERIFY(parseJsonArray("[]", collect).has_value());
        QVERIFY(seen.isEmpty());
        QVERIFY(!parseJsonArray("{}", collect));
        QVERIFY(!parseJsonArray("[1,2", collect));
        int calls = 0;
        const auto refusing = [&calls](nlohmann::json &) -> Result<Done> {
            ++calls;
            return fail(ErrorKind::Unreadable, QStringLiteral("mine"));
        };
        const auto result = parseJsonArray("[1,2,3]", refusing);
        QVERIFY(!result);
        QCOMPARE(result.error().reason, QStringLiteral("mine"));
        QCOMPARE(calls, 1);
    }

    void fields()
    {
        const auto document = *parseJson("{\"s\":\"x\",\"n\":null,\"b\":true,\"u\":18446744073709551615,\"i\":-5,\"l\":[\"a\"],\"m\":{\"k\":\"v\"},\"f\":1.5}");
        JsonFields good(document, "thing");
        QCOMPARE(good.string("s"), QStringLiteral("x"));
        QCOMPARE(good.string("n"), QString());
        QCOMPARE(good.string("absent"), QString());
        QCOMPARE(good.boolean("b"), true);
        QCOMPARE(good.unsignedNumber("u"), 18446744073709551615ULL);
        QCOMPARE(good.signedNumber("i"), qint64(-5));
        QCOMPARE(good.strings("l"), QStringList{QStringLiteral("a")});
        QCOMPARE(good.stringMap("m").size(), size_t(1));
        QCOMPARE(good.optionalNumber("f"), std::optional(1.5));
        QVERIFY(!good.error());
        const auto wrong = [&document](auto read) {
            JsonFields fields(document, "thing");
            read(fields);
            return fields.error().has_value();
        };
        QVERIFY(wrong([](JsonFields &fields) { fields.string("b"); }));
        QVERIFY(wrong([](JsonFields &fields) { fields.unsignedNumber("i"); }));
        QVERIFY(wrong([](JsonFields &fields) { fields.unsignedNumber("f"); }));
        QVERIFY(wrong([](JsonFields &fields) { fields.signedNumber("u"); }));
        QVERIFY(wrong([](JsonFields &fields) { fields.strings("m"); }));
        QVERIFY(wrong([](JsonFields &fields) { fields.stringMap("l"); }));
        QVERIFY(wrong([](JsonFields &fields) { fields.require({"s", "n"}); }));
        const auto list = *parseJson("[]");
        JsonFields none(list, "thing");
        QVERIFY(none.error());
        QCOMPARE(none.string("s"), QString());
    }
};

MK_TEST_CLASS(TestJsonRead)
#include "TestJsonRead.moc"
