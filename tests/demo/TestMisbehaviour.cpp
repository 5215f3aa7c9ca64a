// SPDX-License-Identifier: GPL-3.0-or-later
// Each fault does on the wire what Misbehaviour.h says of it.
#include "ServerFixture.h"

#include "support/TestMain.h"

#include <QElapsedTimer>

#include <set>

using namespace mk::test;
using namespace mk;

namespace {

const QByteArray kBody = "{\"data\":[{\"name\":\"a \\\"quoted\\\" 12\",\"port\":8080}],\"total\":1}";

QByteArray bodyOf(const QByteArray &answer)
{
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

qint64 lengthOf(const QByteArray &answer)
{
    const qsizetype at = answer.indexOf("Content-Length: ") + 16;
    return answer.mid(at, answer.indexOf("\r\n", at) - at).toLongLong();
}

demo::Fault faultOf(const char *json)
{
    demo::Fault fault;
    QString why;
    if (!demo::Fault::fromJson(nlohmann::json::parse(json), &fault, &why))
        qFatal("%s", qPrintable(why));
    fault.system = "kong-admin";
    return fault;
}

} // namespace

class TestMisbehaviour : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFaultIsTested();
    void faults_data();
    void faults();
    void refuse();
    void endlessBodiesTakeNoMemory_data();
    void endlessBodiesTakeNoMemory();
    void onlyWhatWasMeant();
    void readsWhatWasTyped();
    void control();
};

void TestMisbehaviour::faults_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<int>("handled");      // by the system
    QTest::addColumn<int>("status");       // 0: no answer
    QTest::addColumn<int>("end");          // RawSocket::State after the answer
    QTest::addColumn<QByteArray>("header"); // in the answer
    const int open = int(RawSocket::State::Open);
    const int ended = int(RawSocket::State::Ended);
    const int reset = int(RawSocket::State::Reset);
    QTest::newRow("hang") << QByteArray(R"({"fault":"hang"})") << 0 << 0 << open << QByteArray();
    QTest::newRow("reset") << QByteArray(R"({"fault":"reset"})") << 0 << 0 << reset << QByteArray();
    QTest::newRow("lose-answer") << QByteArray(R"({"fault":"lose-answer"})") << 1 << 0 << ended << QByteArray();
    QTest::newRow("lose-answer by reset") << QByteArray(R"({"fault":"lose-answer","how":"reset"})") << 1 << 0 << reset << QByteArray();
    QTest::newRow("lose-answer by hanging") << QByteArray(R"({"fault":"lose-answer","how":"hang"})") << 1 << 0 << open << QByteArray();
    QTest::newRow("trickle") << QByteArray(R"({"fault":"trickle","intervalMs":1})") << 1 << 200 << open << QByteArray();
    QTest::newRow("cut-off") << QByteArray(R"({"fault":"cut-off"})") << 1 << 200 << ended << QByteArray();
    QTest::newRow("wrong-type") << QByteArray(R"({"fault":"wrong-type"})") << 1 << 200 << open << QByteArray("Content-Type: text/html\r\n");
    QTest::newRow("broken-json") << QByteArray(R"({"fault":"broken-json"})") << 1 << 200 << open << QByteArray();
    QTest::newRow("deep-json") << QByteArray(R"({"fault":"deep-json"})") << 0 << 200 << open << QByteArray("application/json");
    QTest::newRow("big-numbers") << QByteArray(R"({"fault":"big-numbers"})") << 1 << 200 << open << QByteArray();
    QTest::newRow("invalid-utf8") << QByteArray(R"({"fault":"invalid-utf8"})") << 1 << 200 << open << QByteArray();
    QTest::newRow("redirect") << QByteArray(R"({"fault":"redirect","location":"http://other.invalid/x"})") << 0 << 302 << open << QByteArray("Location: http://other.invalid/x\r\n");
    QTest::newRow("401") << QByteArray(R"({"fault":"401"})") << 0 << 401 << open << QByteArray();
    QTest::newRow("403") << QByteArray(R"({"fault":"403"})") << 0 << 403 << open << QByteArray();
    QTest::newRow("429") << QByteArray(R"({"fault":"429","retryAfter":7})") << 0 << 429 << open << QByteArray("Retry-After: 7\r\n");
    QTest::newRow("500") << QByteArray(R"({"fault":"500"})") << 0 << 500 << open << QByteArray();
    QTest::newRow("503") << QByteArray(R"({"fault":"503"})") << 0 << 503 << open << QByteArray();
    QTest::newRow("html-error") << QByteArray(R"({"fault":"html-error"})") << 0 << 502 << open << QByteArray("Content-Type: text/html\r\n");
}

void TestMisbehaviour::faults()
{
    QFETCH(const QByteArray, fault);
    QFETCH(const int, handled);
    QFETCH(const int, status);
    QFETCH(const int, end);
    QFETCH(const QByteArray, header);
    ServerFixture f;
    f.service.body = kBody;
    const demo::Fault what = faultOf(fault.constData());
    f.misbehaviour.add(what);
    QVERIFY(f.connect());
    f.client.send("POST /apis HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
    QTRY_COMPARE(f.server.traffic().total, 1);
    QCOMPARE(f.service.handled.size(), handled);

    if (status == 0) {
        if (end == int(RawSocket::State::Open)) {
            QVERIFY(!f.waitFor([](const RawSocket &socket) { return !socket.received().isEmpty() || socket.state() != RawSocket::State::Open; }, 200));
        } else {
            QVERIFY(f.waitForState(RawSocket::State(end)));
            QVERIFY(f.client.received().isEmpty());
        }
        return;
    }
    const auto complete = [](const RawSocket &socket) {
        const QByteArray &got = socket.received();
        return got.contains("\r\n\r\n") && bodyOf(got).size() >= lengthOf(got);
    };
    if (what.name == "cut-off") {
        QVERIFY(f.waitForState(RawSocket::State::Ended));
        QCOMPARE(lengthOf(f.client.received()), kBody.size()); // promised
        QCOMPARE(bodyOf(f.client.received()), kBody.left(kBody.size() / 2));
        return;
    }
    if (what.name == "trickle") {
        int pieces = 0;
        qsizetype before = 0;
        QVERIFY(f.waitFor([&](const RawSocket &socket) {
            pieces += socket.received().size() > before ? 1 : 0;
            before = socket.received().size();
            return complete(socket);
        }, 30'000));
        QVERIFY2(pieces > 10, qPrintable(QString::number(pieces)));
        QCOMPARE(bodyOf(f.client.received()), kBody);
    }
    QVERIFY(f.waitFor(complete));
    const QByteArray answer = f.client.takeReceived();
    QVERIFY2(answer.startsWith(QByteArray("HTTP/1.1 " + QByteArray::number(status) + ' ')), answer.constData());
    QVERIFY2(answer.contains(header), answer.constData());
    const QByteArray body = bodyOf(answer);
    QCOMPARE(body.size(), lengthOf(answer));
    const nlohmann::json json = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    if (what.name == "broken-json") {
        QVERIFY(json.is_discarded());
        QVERIFY(kBody.startsWith(body));
    } else if (what.name == "deep-json") {
        QCOMPARE(body, QByteArray(10'000, '[') + QByteArray(10'000, ']'));
    } else if (what.name == "big-numbers") {
        const QByteArray big = QByteArray("1234567890").repeated(4);
        QCOMPARE(body, QByteArray(kBody).replace("8080", big).replace("total\":1}", QByteArray("total\":" + big + '}')));
    } else if (what.name == "invalid-utf8") {
        QVERIFY(json.is_discarded());
        QVERIFY(!QString::fromUtf8(body).contains(QLatin1String("\"name\":\"a")));
        QVERIFY(body.contains("\"name\":\"\xff\xfe"));
    } else if (what.name == "html-error") {
        QVERIFY(body.startsWith("<!doctype html>"));
    } else if (what.name != "redirect") {
        QVERIFY(json.is_object());
        if (status == 200)
            QCOMPARE(body, kBody);
    }
    // The connection is good for the next request.
    f.misbehaviour.clear();
    f.ask("GET /apis HTTP/1.1");
    QVERIFY(f.waitForText("quoted"));
}

void TestMisbehaviour::everyFaultIsTested()
{
    std::set<QString> tested{QStringLiteral("refuse"), QStringLiteral("huge-announced"), QStringLiteral("endless")}; // below
    QFile file(QStringLiteral(MK_SOURCE_DIR "/tests/demo/TestMisbehaviour.cpp"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray source = file.readAll();
    for (const QString &name : demo::Fault::names()) {
        if (source.contains(QByteArray("({\"fault\":\"" + name.toUtf8() + '"')))
            tested.insert(name);
    }
    QCOMPARE(int(tested.size()), int(demo::Fault::names().size()));
}

void TestMisbehaviour::refuse()
{
    ServerFixture f;
    const quint16 port = f.server.port();
    QVERIFY(f.connect());
    f.ask("GET /a HTTP/1.1");
    QVERIFY(f.waitForText("GET /a"));
    f.misbehaviour.add(faultOf(R"({"fault":"refuse"})"));
    f.server.applyRefusal();
    QVERIFY(f.waitForState(RawSocket::State::Reset));
    RawSocket other;
    QVERIFY(!other.connectTo(port));
    f.misbehaviour.clear();
    f.server.applyRefusal();
    QCOMPARE(f.server.port(), port);
    QVERIFY(f.connect());
    f.ask("GET /b HTTP/1.1");
    QVERIFY(f.waitForText("GET /b"));
}

void TestMisbehaviour::endlessBodiesTakeNoMemory_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QByteArray>("framing");
    QTest::newRow("huge-announced") << QByteArray(R"({"fault":"huge-announced"})") << QByteArray("Content-Length: 1099511627776\r\n");
    QTest::newRow("endless") << QByteArray(R"({"fault":"endless"})") << QByteArray("Transfer-Encoding: chunked\r\n");
}

void TestMisbehaviour::endlessBodiesTakeNoMemory()
{
    QFETCH(const QByteArray, fault);
    QFETCH(const QByteArray, framing);
    ServerFixture f;
    f.misbehaviour.add(faultOf(fault.constData()));
    QVERIFY(f.connect());
    f.ask("GET /apis HTTP/1.1");
    QVERIFY(f.waitForText("\r\n\r\n"));
    QVERIFY(f.client.received().contains(framing));
    QVERIFY(f.service.handled.isEmpty());
    // Nobody reads: no more than what the buffers between the two hold is made.
    QVERIFY(!QTest::qWaitFor([&f] { return f.server.traffic().bytesOut > 64'000'000; }, 200));
    // Somebody reads: more comes.
    const qint64 kept = f.server.traffic().bytesOut;
    QVERIFY(f.waitFor([kept](const RawSocket &socket) { return socket.received().size() > kept + 1'000'000; }, 30'000));
    f.client.disconnect();
    QTRY_COMPARE(f.server.connectionsOpen(), 0);
}

void TestMisbehaviour::onlyWhatWasMeant()
{
    ServerFixture f;
    f.misbehaviour.add(faultOf(R"({"fault":"500","method":"PATCH","path":"/apis/*","after":1,"count":2})"));
    QVERIFY(f.connect());
    const auto statusOf = [&f](const QByteArray &request) {
        f.client.takeReceived();
        f.ask(request + " HTTP/1.1");
        if (!f.waitFor([](const RawSocket &socket) { return socket.received().contains("\r\n\r\n") && bodyOf(socket.received()).size() >= lengthOf(socket.received()); }))
            return 0;
        return f.client.received().mid(9, 3).toInt();
    };
    QCOMPARE(statusOf("GET /apis/a"), 200);
    QCOMPARE(statusOf("PATCH /services/a"), 200);
    QCOMPARE(statusOf("PATCH /apis/a"), 200); // the first is let through
    QCOMPARE(statusOf("PATCH /apis/a?x=/y"), 500);
    QCOMPARE(statusOf("PATCH /apis/b/plugins/c"), 500);
    QCOMPARE(statusOf("PATCH /apis/a"), 200); // used up
}

void TestMisbehaviour::readsWhatWasTyped()
{
    demo::Fault fault;
    QString why;
    QVERIFY(demo::Fault::fromText(QStringLiteral("reset:/apis/*:2"), &fault, &why));
    QCOMPARE(fault.name, QByteArray("reset"));
    QCOMPARE(fault.path, QByteArray("/apis/*"));
    QCOMPARE(fault.count, 2);
    QVERIFY(demo::Fault::fromText(QStringLiteral("hang"), &fault, &why));
    QCOMPARE(fault.path, QByteArray("*"));
    for (const char *wrong : {"explode", "", "hang:/a:many", "hang:/a:1:2"}) {
        why.clear();
        QVERIFY2(!demo::Fault::fromText(QLatin1String(wrong), &fault, &why), wrong);
        QVERIFY(!why.isEmpty());
    }
}

void TestMisbehaviour::control()
{
    ServerFixture f;
    demo::ControlService control({&f.server}, &f.misbehaviour);
    bool wasReset = false;
    control.setReset([&wasReset] { wasReset = true; });
    const auto ask = [&control](const QByteArray &method, const QByteArray &target, const QByteArray &body = {}) {
        demo::Request request;
        request.method = method;
        request.target = target;
        request.body = body;
        demo::Reply reply{0, {}, {}};
        control.handle(request, [&reply](demo::Reply given) { reply = std::move(given); });
        return reply;
    };
    QCOMPARE(ask("POST", "/faults", R"([{"fault":"500","count":1},{"fault":"hang","path":"/x"}])").status, 204);
    QCOMPARE(nlohmann::json::parse(ask("GET", "/faults").body.toStdString()).size(), std::size_t(2));
    for (const char *wrong : {"", "[1]", R"({"fault":"explode"})", R"({"fault":"500","system":"moon"})", R"({"fault":"500","count":"1"})"})
        QCOMPARE(ask("POST", "/faults", wrong).status, 400);
    QVERIFY(f.connect());

    // Waits for a request to come.
    demo::Reply waited{0, {}, {}};
    demo::Request request;
    request.method = "GET";
    request.target = "/counters?system=kong-admin&method=GET&path=%2Fapis&atLeast=2";
    control.handle(request, [&waited](demo::Reply given) { waited = std::move(given); });
    f.ask("GET /apis HTTP/1.1");
    QVERIFY(f.waitForText("HTTP/1.1 500"));
    QCOMPARE(waited.status, 0);
    f.ask("GET /apis?page=2 HTTP/1.1");
    QTRY_COMPARE(waited.status, 200);
    const nlohmann::json counters = nlohmann::json::parse(waited.body.toStdString());
    QCOMPARE(counters["kong-admin"]["requests"]["GET /apis"].get<int>(), 2);
    QCOMPARE(counters["kong-admin"]["connectionsOpen"].get<int>(), 1);

    QCOMPARE(ask("POST", "/faults", R"({"fault":"refuse"})").status, 204);
    QVERIFY(!f.server.isListening());
    QCOMPARE(ask("DELETE", "/faults").status, 204);
    QVERIFY(f.server.isListening());
    QCOMPARE(ask("POST", "/reset").status, 204);
    QVERIFY(wasReset);
    QCOMPARE(f.server.traffic().total, 0);
    QCOMPARE(nlohmann::json::parse(ask("GET", "/state").body.toStdString())["systems"]["kong-admin"]["port"].get<int>(), int(f.server.port()));
    QCOMPARE(ask("GET", "/nothing").status, 404);
}

MK_TEST_CLASS(TestMisbehaviour)
#include "TestMisbehaviour.moc"
