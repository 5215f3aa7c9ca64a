// SPDX-License-Identifier: GPL-3.0-or-later
// The program as it is started: ports, options, control, and that it always ends.
#include "core/Process.h"
#include "support/DemoKong.h"
#include "support/RawSocket.h"
#include "support/TestMain.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace mk::test;

class TestDemoProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void servesWhatItPrints_data();
    void servesWhatItPrints();
    void isFilledAtOnce();
    void takesNoWrites_data();
    void takesNoWrites();
    void misbehavesWhenTold();
    void countsWhatCame();
    void answersForTheServices();
    void endsWithItsInput();
    void endsWhenAsked();
    void endsWithAProcess();
    void refusesWrongOptions_data();
    void refusesWrongOptions();
};

void TestDemoProgram::servesWhatItPrints_data()
{
    QTest::addColumn<QString>("version");
    for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
        QTest::newRow(version) << QString::fromLatin1(version);
}

void TestDemoProgram::servesWhatItPrints()
{
    QFETCH(const QString, version);
    DemoKong kong(version, {QStringLiteral("--filled")});
    QVERIFY2(kong.start(), qPrintable(kong.lastError()));
    QCOMPARE(kong.get("/")["version"].get<std::string>(), version.toStdString());
    const bool old = version.startsWith(QLatin1String("0."));
    const nlohmann::json list = kong.get(old ? "/apis" : "/services");
    QCOMPARE(list["data"].size(), std::size_t(7));
    QCOMPARE(kong.get("/plugins")["data"].size(), std::size_t(1));
    QCOMPARE(kong.get("/plugins")["data"][0]["name"].get<std::string>(), std::string("prometheus"));
    if (!old)
        QCOMPARE(kong.get("/routes")["data"].size(), std::size_t(7));

    // What was changed is forgotten by a reset, and by a new start on the same ports.
    const QUrl before = kong.adminUrl();
    QCOMPARE(kong.send("POST", "/consumers", "{\"username\":\"anna\"}").status, 201);
    QVERIFY2(kong.reset(), qPrintable(kong.lastError()));
    QCOMPARE(kong.get("/consumers")["data"].size(), std::size_t(0));
    QCOMPARE(kong.get(old ? "/apis" : "/services")["data"].size(), std::size_t(7));
    QVERIFY2(kong.restart(), qPrintable(kong.lastError()));
    QCOMPARE(kong.adminUrl(), before);
    QCOMPARE(kong.get(old ? "/apis" : "/services")["data"].size(), std::size_t(7));
}

void TestDemoProgram::isFilledAtOnce()
{
    for (const char *version : {"0.14.1", "3.9.1"}) {
        DemoKong kong(QString::fromLatin1(version), {QStringLiteral("--fill"), QStringLiteral("services=3000,consumers=20000")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        const nlohmann::json page = kong.get("/consumers?size=1000");
        QCOMPARE(page["data"].size(), std::size_t(1000));
        QVERIFY(page["next"].is_string());
        const nlohmann::json services = kong.get("/services?size=1000");
        QCOMPARE(services["data"].size(), std::size_t(1000));
        const QByteArray id = QByteArray::fromStdString(services["data"][500]["id"].get<std::string>());
        const nlohmann::json routes = kong.get("/services/" + id + "/routes");
        QCOMPARE(routes["data"].size(), std::size_t(1));
    }
    // Kinds that share their first service, in either order.
    for (const char *both : {"services=30,routes=50", "routes=50,services=30"}) {
        DemoKong kong(QStringLiteral("3.9.1"), {QStringLiteral("--fill"), QString::fromLatin1(both)});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QCOMPARE(kong.get("/services?size=1000")["data"].size(), std::size_t(30));
        QCOMPARE(kong.get("/routes?size=1000")["data"].size(), std::size_t(80));
    }
}

// A node without a database, or a data plane: it reads as any other, and answers writes with 405.
void TestDemoProgram::takesNoWrites_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("role");
    for (const char *version : {"2.8.5", "3.9.1"}) {
        QTest::addRow("%s off", version) << QString::fromLatin1(version)
                                         << QStringList{QStringLiteral("--database"), QStringLiteral("off")}
                                         << QStringLiteral("traditional");
        QTest::addRow("%s data plane", version) << QString::fromLatin1(version)
                                                << QStringList{QStringLiteral("--role"), QStringLiteral("data_plane")}
                                                << QStringLiteral("data_plane");
    }
}

void TestDemoProgram::takesNoWrites()
{
    QFETCH(const QString, version);
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, role);
    DemoKong kong(version, QStringList{QStringLiteral("--filled")} + arguments);
    QVERIFY2(kong.start(), qPrintable(kong.lastError()));
    for (int turn = 0; turn < 2; ++turn) {
        const nlohmann::json node = kong.get("/");
        QCOMPARE(node["configuration"]["database"].get<std::string>(), std::string("off"));
        QCOMPARE(node["configuration"]["role"].get<std::string>(), role.toStdString());
        QCOMPARE(kong.get("/services")["data"].size(), std::size_t(7)); // what it was started with
        const nlohmann::json status = kong.get("/status");
        QCOMPARE(status.contains("database"), version.startsWith(QLatin1Char('2')));
        QVERIFY(status.contains("configuration_hash"));
        const QByteArray id = QByteArray::fromStdString(kong.get("/routes")["data"][0]["id"].get<std::string>());
        const auto refused = [&](const QByteArray &method, const QByteArray &path, const QByteArray &body, const char *message) {
            const RawHttp::Response answer = kong.send(method, path, body);
            const nlohmann::json said = nlohmann::json::parse(answer.body.toStdString(), nullptr, false);
            return answer.status == 405 && said.is_object() && said["code"] == 12 && said["name"] == "operation unsupported"
                && said["message"] == message;
        };
        QVERIFY(refused("POST", "/services", "{\"host\":\"a\"}", "cannot create 'services' entities when not using a database"));
        QVERIFY(refused("PATCH", "/routes/" + id, "{\"paths\":[\"/a\"]}", "cannot update 'routes' entities when not using a database"));
        QVERIFY(refused("PUT", "/routes/" + id, "{\"paths\":[\"/a\"]}", "cannot create or update 'routes' entities when not using a database"));
        QVERIFY(refused("DELETE", "/routes/" + id, {}, "cannot remove 'routes' entities when not using a database"));
        QCOMPARE(kong.send("POST", "/schemas/services/validate", "{\"host\":\"a\"}").status, 200); // looks, and writes nothing
        QCOMPARE(kong.get("/routes")["data"].size(), std::size_t(7));
        QCOMPARE(kong.writes(), 4);
        QVERIFY2(kong.reset(), qPrintable(kong.lastError()));
    }
}

void TestDemoProgram::misbehavesWhenTold()
{
    DemoKong kong(QStringLiteral("0.14.1"), {QStringLiteral("--fault"), QStringLiteral("503:/status:1")});
    QVERIFY2(kong.start(), qPrintable(kong.lastError()));
    QCOMPARE(kong.send("GET", "/status").status, 503);
    QCOMPARE(kong.send("GET", "/status").status, 200);
    QVERIFY(kong.fault({{"fault", "lose-answer"}, {"method", "POST"}, {"path", "/consumers"}, {"how", "reset"}}));
    RawSocket client;
    QVERIFY(client.connectTo(quint16(kong.adminUrl().port())));
    client.send("POST /consumers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{\"username\":\"anna\"}");
    QVERIFY(QTest::qWaitFor([&client] { client.pump(); return client.state() == RawSocket::State::Reset; }, 10'000));
    QCOMPARE(kong.get("/consumers")["data"].size(), std::size_t(1)); // it was done
    QVERIFY(kong.fault({{"fault", "refuse"}}));
    QVERIFY(!client.connectTo(quint16(kong.adminUrl().port())));
    QVERIFY(kong.clearFaults());
    QCOMPARE(kong.send("GET", "/status").status, 200);
    QVERIFY(!kong.fault({{"fault", "explode"}}));
    QVERIFY(kong.lastError().contains(QLatin1String("explode")));
}

void TestDemoProgram::countsWhatCame()
{
    DemoKong kong;
    QVERIFY2(kong.start(), qPrintable(kong.lastError()));
    QCOMPARE(kong.writes(), 0);
    kong.send("GET", "/apis?size=5");
    kong.send("GET", "/apis");
    kong.send("POST", "/consumers", "{\"username\":\"anna\"}");
    QCOMPARE(kong.requests("GET", "/apis"), 2);
    QCOMPARE(kong.requests("POST", "/consumers"), 1);
    QCOMPARE(kong.requests("DELETE", "/apis"), 0);
    QCOMPARE(kong.writes(), 1);
    kong.send("POST", "/schemas/services/validate", "{}"); // looks, and stores nothing
    QCOMPARE(kong.writes(), 1);
    QVERIFY(kong.waitForRequests("GET", "/apis", 2));
}

// The stock platform through its proxy, by both ports, and what its metrics say of that.
void TestDemoProgram::answersForTheServices()
{
    for (const char *version : {"0.14.1", "2.8.5", "3.9.1"}) {
        DemoKong kong(QString::fromLatin1(version), {QStringLiteral("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        RawHttp proxy(quint16(kong.proxyUrl().port()));
        QCOMPARE(proxy.send("GET", "/users/me").status, 401); // no token
        QCOMPARE(proxy.send("POST", "/jwt/signin").status, 400);
        QCOMPARE(proxy.send("GET", "/saml/idp/metadata").status, 200);
        QCOMPARE(proxy.send("POST", "/users/register").status, 400); // the longer path's own service
        const RawHttp::Response nothing = proxy.send("GET", "/nothing");
        QCOMPARE(nothing.status, 404);
        QVERIFY(nothing.header("Server").startsWith("kong/"));
        QVERIFY(!kong.url(QStringLiteral("kong-proxy-tls")).isEmpty());
        QCOMPARE(kong.url(QStringLiteral("kong-status")).isEmpty(), QLatin1String(version) == QLatin1String("0.14.1"));
        const RawHttp::Response metrics = kong.send("GET", "/metrics");
        QCOMPARE(metrics.status, 200);
        QVERIFY(metrics.body.contains("kong_datastore_reachable 1\n"));
        if (!kong.url(QStringLiteral("kong-status")).isEmpty()) {
            RawHttp status(quint16(kong.url(QStringLiteral("kong-status")).port()));
            QCOMPARE(status.send("GET", "/status").status, 200);
            QCOMPARE(status.send("GET", "/services").status, 404);
        }
        if (QLatin1String(version) == QLatin1String("0.14.1"))
            QVERIFY(metrics.body.contains("kong_http_status{code=\"400\",service=\"\"} 2\n")); // all apis are one series
        QCOMPARE(kong.requests("GET", "/users/me", "kong-proxy"), 1);
        QCOMPARE(kong.requests("GET", "/users/me"), 0);
    }
}

void TestDemoProgram::endsWithItsInput()
{
    DemoKong kong;
    QVERIFY2(kong.start(), qPrintable(kong.lastError()));
    const qint64 id = kong.processId();
    QVERIFY(mk::os::isRunning(id));
    QVERIFY2(kong.stop(), qPrintable(kong.lastError()));
    QVERIFY(!mk::os::isRunning(id));
}

void TestDemoProgram::endsWhenAsked()
{
    QTemporaryDir folder;
    QProcess demo;
    mk::os::dieWithParent(demo);
    const QString file = folder.filePath(QStringLiteral("ports"));
    demo.start(QStringLiteral(MK_DEMO_PROGRAM), {QStringLiteral("--port-file"), file});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += demo.readAllStandardOutput()).contains("ready\n"), 30'000);
    QFile ports(file);
    QVERIFY(ports.open(QIODevice::ReadOnly));
    QCOMPARE(ports.readAll() + "ready\n", said);
    demo.closeWriteChannel(); // without the option its input does not matter
    QVERIFY(!demo.waitForFinished(300));
    demo.terminate(); // SIGTERM
    QVERIFY(demo.waitForFinished(30'000));
    QCOMPARE(demo.exitStatus(), QProcess::NormalExit);
    QCOMPARE(demo.exitCode(), 0);
}

void TestDemoProgram::endsWithAProcess()
{
    // Whoever it belongs to is killed and can tell it nothing.
    QProcess owner;
    owner.start(QStringLiteral("sleep"), {QStringLiteral("600")});
    QVERIFY(owner.waitForStarted(30'000));
    QProcess demo;
    mk::os::dieWithParent(demo);
    demo.start(QStringLiteral(MK_DEMO_PROGRAM), {QStringLiteral("--parent"), QString::number(owner.processId())});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += demo.readAllStandardOutput()).contains("ready\n"), 30'000);
    owner.kill();
    QVERIFY(owner.waitForFinished(30'000));
    QVERIFY(demo.waitForFinished(30'000));
    QCOMPARE(demo.exitCode(), 0);
}

void TestDemoProgram::refusesWrongOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no such version") << QStringList{QStringLiteral("--kong"), QStringLiteral("1.0")};
    QTest::newRow("no such database") << QStringList{QStringLiteral("--database"), QStringLiteral("cassandra")};
    QTest::newRow("no such role") << QStringList{QStringLiteral("--role"), QStringLiteral("king")};
    QTest::newRow("too old to be without") << QStringList{QStringLiteral("--database"), QStringLiteral("off")};
    QTest::newRow("no such fault") << QStringList{QStringLiteral("--fault"), QStringLiteral("explode")};
    QTest::newRow("no such kind") << QStringList{QStringLiteral("--fill"), QStringLiteral("moons=3")};
    QTest::newRow("no number") << QStringList{QStringLiteral("--fill"), QStringLiteral("apis=many")};
    QTest::newRow("no port") << QStringList{QStringLiteral("--port"), QStringLiteral("kong-admin=70000")};
    QTest::newRow("no process") << QStringList{QStringLiteral("--parent"), QStringLiteral("me")};
    QTest::newRow("a word too many") << QStringList{QStringLiteral("please")};
}

void TestDemoProgram::refusesWrongOptions()
{
    QFETCH(const QStringList, arguments);
    QProcess demo;
    demo.start(QStringLiteral(MK_DEMO_PROGRAM), arguments);
    QVERIFY(demo.waitForFinished(30'000));
    QVERIFY(demo.exitCode() == 1 || demo.exitCode() == 2);
    QVERIFY(demo.readAllStandardError().startsWith("microkubes-demo: "));
    QVERIFY(demo.readAllStandardOutput().isEmpty());
}

MK_TEST_CLASS(TestDemoProgram)
#include "TestDemoProgram.moc"
