// SPDX-License-Identifier: GPL-3.0-or-later
// The check itself: the recorded answers pass, and each kind of defect is seen.
#include "AnswerCheck.h"

#include "support/TestMain.h"

#include <QDateTime>

using namespace mk::test;

namespace {

OwnAnswer asRecorded(const Step &step)
{
    return {step.answer.status, step.answer.headers,
            step.answer.json ? QByteArray::fromStdString(step.answer.json->dump()) : step.answer.body};
}

Step aStep()
{
    Step step;
    step.question = {"admin", "POST", "/things", {}, Json{{"name", "n"}, {"owner", "0a86eb7f-3fa6-4ef6-b2a1-7e5d9e6e3c11"}}, {}};
    step.answer.status = 201;
    step.answer.headers = {{QByteArray("Content-Type"), QByteArray("application/json")}, {QByteArray("Allow"), QByteArray("GET, POST")}};
    step.answer.json = Json{{"id", "1b4e28ba-2fa1-41d2-883f-0016d3cca427"}, {"created_at", 1795394283},
                            {"name", "n"}, {"owner", "0a86eb7f-3fa6-4ef6-b2a1-7e5d9e6e3c11"}, {"hosts", {"a", "b"}}, {"retries", 5}};
    return step;
}

} // namespace

class TestAnswerCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recordedAnswersPass();
    void madeUpValuesMayDiffer();
    void defectsAreSeen_data();
    void defectsAreSeen();
    void rowsWithoutAnOrder();
};

void TestAnswerCheck::recordedAnswersPass()
{
    int steps = 0;
    for (const char *version : {"0.14.1", "2.8.5", "3.9.1"}) {
        for (const QString &name : Scenario::names(QString::fromLatin1(version))) {
            Names names;
            AnswerCheck check(&names);
            const Scenario scenario = Scenario::load(QString::fromLatin1(version), name);
            check.rememberRows(scenario);
            for (const Step &step : scenario.steps) {
                const QStringList found = check.differences(step, asRecorded(step));
                QVERIFY2(found.isEmpty(), qPrintable(name + QLatin1Char(' ') + QString::number(step.number) + QLatin1Char(' ')
                                                     + found.join(QLatin1Char('\n'))));
                ++steps;
            }
        }
    }
    QCOMPARE(steps, 1238 + 1028 + 1076);
}

void TestAnswerCheck::madeUpValuesMayDiffer()
{
    const Step step = aStep();
    OwnAnswer own = asRecorded(step);
    Json body = *step.answer.json;
    body["id"] = "7d444840-9dc0-41d1-b245-5ffdce74fad2";
    body["created_at"] = QDateTime::currentSecsSinceEpoch();
    own.body = QByteArray::fromStdString(body.dump());
    Names names;
    AnswerCheck check(&names);
    QCOMPARE(check.differences(step, own), QStringList());
    QCOMPARE(QString::fromStdString(names.textToOwn("/things/1b4e28ba-2fa1-41d2-883f-0016d3cca427")),
             QStringLiteral("/things/7d444840-9dc0-41d1-b245-5ffdce74fad2"));
    // The second time it is no longer free.
    body["id"] = "8d444840-9dc0-41d1-b245-5ffdce74fad2";
    own.body = QByteArray::fromStdString(body.dump());
    QCOMPARE(check.differences(step, own).size(), 1);
}

void TestAnswerCheck::defectsAreSeen_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value"); // JSON; empty: left out
    QTest::newRow("left out") << "retries" << "";
    QTest::newRow("too many") << "more" << "1";
    QTest::newRow("another type") << "retries" << "\"5\"";
    QTest::newRow("another value") << "retries" << "6";
    QTest::newRow("a fraction") << "retries" << "5.5";
    QTest::newRow("null") << "name" << "null";
    QTest::newRow("another text") << "name" << "\"m\"";
    QTest::newRow("a longer list") << "hosts" << R"(["a","b","c"])";
    QTest::newRow("another order") << "hosts" << R"(["b","a"])";
    QTest::newRow("object for list") << "hosts" << "{}";
    QTest::newRow("what was asked is not made up") << "owner" << "\"1a86eb7f-3fa6-4ef6-b2a1-7e5d9e6e3c11\"";
    QTest::newRow("no id") << "id" << "\"n\"";
    QTest::newRow("milliseconds") << "created_at" << "1795394283000";
    QTest::newRow("a time of long ago") << "created_at" << "17";
}

void TestAnswerCheck::defectsAreSeen()
{
    QFETCH(const QString, member);
    QFETCH(const QString, value);
    const Step step = aStep();
    Json body = *step.answer.json;
    if (value.isEmpty())
        body.erase(member.toStdString());
    else
        body[member.toStdString()] = Json::parse(value.toStdString());
    Names names;
    AnswerCheck check(&names);
    OwnAnswer own = asRecorded(step);
    own.body = QByteArray::fromStdString(body.dump());
    QVERIFY(!check.differences(step, own).isEmpty());

    own = asRecorded(step);
    own.status = 200;
    QCOMPARE(check.differences(step, own).size(), 1);
    own = asRecorded(step);
    own.headers.removeLast();
    QCOMPARE(check.differences(step, own).size(), 1);
    own = asRecorded(step);
    own.body = "{\"id\":";
    QCOMPARE(check.differences(step, own).size(), 1);
}

void TestAnswerCheck::rowsWithoutAnOrder()
{
    Step step;
    step.question = {"admin", "GET", "/things", {}, std::nullopt, {}};
    step.answer.status = 200;
    step.answer.json = Json{{"data", {{{"id", "1b4e28ba-2fa1-41d2-883f-0016d3cca427"}, {"name", "a"}},
                                      {{"id", "2b4e28ba-2fa1-41d2-883f-0016d3cca427"}, {"name", "b"}}}},
                            {"next", nullptr}};
    Names names;
    AnswerCheck check(&names);
    OwnAnswer own{200, {}, R"({"data":[{"id":"9b4e28ba-2fa1-41d2-883f-0016d3cca427","name":"b"},{"id":"8b4e28ba-2fa1-41d2-883f-0016d3cca427","name":"a"}],"next":null})"};
    QCOMPARE(check.differences(step, own), QStringList());
    QCOMPARE(QString::fromStdString(names.textToOwn("1b4e28ba-2fa1-41d2-883f-0016d3cca427")),
             QStringLiteral("8b4e28ba-2fa1-41d2-883f-0016d3cca427"));
    own.body.replace("\"name\":\"b\"", "\"name\":\"c\"");
    QVERIFY(!check.differences(step, own).isEmpty());
}

MK_TEST_CLASS(TestAnswerCheck)
#include "TestAnswerCheck.moc"
