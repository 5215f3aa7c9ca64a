// SPDX-License-Identifier: GPL-3.0-or-later
// What no recording shows of the Admin API of Kong 2.8.5 and 3.9.1: a node without a database, time that passes, many rows,
// broken input, and rules beside the recorded cases.
#include "core/Json.h"
#include "demo/kong/KongAdminNew.h"
#include "support/TestMain.h"

#include <set>

using namespace mk::demo;

namespace {

using Json = nlohmann::json;

struct Answer
{
    int status = 0;
    Headers headers;
    Json body;

    std::string text(const char *member) const { return body.is_object() ? body.value(member, std::string()) : std::string(); }
};

constexpr const char *kJson = "application/json";
constexpr const char *kForm = "application/x-www-form-urlencoded";

} // namespace

class TestKongAdminNew : public QObject
{
    Q_OBJECT

    KongNode m_node;
    std::unique_ptr<HttpService> m_admin;
    qint64 m_now = 1'700'000'000'000;

    void start(const QString &version)
    {
        m_node = KongNode();
        m_node.version = version;
        m_node.now = [this] { return m_now; };
        m_admin = makeKongAdminNew(&m_node);
    }
    Answer ask(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}, const QByteArray &type = {})
    {
        Request request;
        request.method = method;
        request.target = path;
        request.headers = {{"Host", "127.0.0.1:8001"}};
        if (!type.isNull())
            request.headers.append({"Content-Type", type});
        request.body = body;
        Answer answer;
        m_admin->handle(request, [&answer](const Reply &reply) {
            answer.status = reply.status;
            answer.headers = reply.headers;
            answer.body = Json::parse(reply.body.begin(), reply.body.end(), nullptr, false);
        });
        return answer;
    }
    Answer send(const QByteArray &method, const QByteArray &path, const Json &body)
    {
        return ask(method, path, QByteArray::fromStdString(body.dump()), kJson);
    }
    // The whole list behind that path, page by page.
    std::set<std::string> idsOf(const QByteArray &path, int size)
    {
        std::set<std::string> ids;
        QByteArray offset;
        for (int page = 0; page < 2000; ++page) {
            const Answer answer = ask("GET", path + "?size=" + QByteArray::number(size) + (offset.isEmpty() ? QByteArray() : "&offset=" + offset));
            if (answer.status != 200)
                return {};
            for (const Json &row : answer.body.at("data"))
                ids.insert(row.at("id").get<std::string>());
            if (!answer.body.contains("offset"))
                return ids;
            offset = QByteArray::fromStdString(answer.text("offset"));
        }
        return {};
    }

private Q_SLOTS:
    void init() { start(QStringLiteral("3.9.1")); }

    void aNodeWithoutADatabaseTakesNoWrites()
    {
        send("POST", "/services", {{"name", "s"}, {"host", "h"}});
        m_node.database = QStringLiteral("off");
        QCOMPARE(ask("GET", "/").body.at("configuration").at("database").get<std::string>(), "off");
        QCOMPARE(ask("GET", "/services/s").status, 200);
        const Answer refused = send("POST", "/services", {{"name", "t"}, {"host", "h"}});
        QCOMPARE(refused.status, 405);
        QCOMPARE(refused.body.at("code").get<int>(), 12);
        QCOMPARE(refused.text("message"), "cannot create 'services' entities when not using a database");
        QCOMPARE(send("PATCH", "/services/s", {{"port", 1}}).text("message"),
                 "cannot update 'services' entities when not using a database");
        QCOMPARE(send("PUT", "/services/s/plugins/x", {{"name", "cors"}}).text("message"),
                 "cannot create or update 'plugins' entities when not using a database");
        QCOMPARE(ask("DELETE", "/services/s").text("message"), "cannot remove 'services' entities when not using a database");
        QCOMPARE(send("POST", "/schemas/services/validate", {{"host", "h"}}).status, 200);
    }

    void aKeyEndsWithItsTime()
    {
        send("POST", "/consumers", {{"username", "a"}});
        QCOMPARE(ask("POST", "/consumers/a/key-auth", "key=k&ttl=10", kForm).body.at("ttl").get<int>(), 9);
        m_now += 5000;
        QCOMPARE(ask("GET", "/key-auths/k").body.at("ttl").get<int>(), 4);
        m_now += 5000;
        QCOMPARE(ask("GET", "/key-auths/k").status, 404);
        QVERIFY(ask("GET", "/key-auths").body.at("data").empty());
        QCOMPARE(send("POST", "/consumers/a/key-auth", {{"key", "k"}}).status, 201); // the old one is in nobody's way
        QVERIFY(ask("GET", "/key-auths/k").body.at("ttl").is_null());
        QCOMPARE(send("POST", "/consumers/a/key-auth", {{"ttl", nullptr}}).status, 500);
    }

    void deletingTakesAlongWhatHangsOnIt()
    {
        send("POST", "/consumers", {{"username", "a"}});
        const Answer app = send("POST", "/consumers/a/oauth2", {{"name", "app"}});
        const Answer token = send("POST", "/oauth2_tokens", {{"credential", {{"id", app.text("id")}}}, {"expires_in", 60}});
        QCOMPARE(token.status, 201);
        QCOMPARE(ask("DELETE", "/consumers/a").status, 204);
        QCOMPARE(ask("GET", "/oauth2_tokens/" + QByteArray::fromStdString(token.text("id"))).status, 404);
    }

    void whatWasReadMayBeSentBack()
    {
        const Answer made = send("POST", "/plugins", {{"name", "rate-limiting"}, {"config", {{"minute", 5}, {"redis", {{"host", "r"}}}}}});
        QCOMPARE(made.body.at("config").at("redis_host").get<std::string>(), "r");
        const QByteArray path = "/plugins/" + QByteArray::fromStdString(made.text("id"));
        Json row = made.body;
        QCOMPARE(send("PUT", path, row).status, 200);
        row["config"]["redis"]["host"] = "other"; // and now the old name says something else
        const Answer refused = send("PUT", path, row);
        QCOMPARE(refused.status, 400);
        QVERIFY(refused.text("message").find("both deprecated and new field are used") != std::string::npos);
        QCOMPARE(send("PATCH", path, {{"config", {{"redis_host", "third"}}}}).body.at("config").at("redis").at("host").get<std::string>(),
                 "third");
    }

    void oldNamesOfLists()
    {
        start(QStringLiteral("2.8.5"));
        const Answer made = send("POST", "/plugins", {{"name", "acl"}, {"config", {{"whitelist", Json::array({"admins"})}}}});
        QCOMPARE(made.status, 201);
        QVERIFY(made.body.at("config").at("allow") == Json::array({"admins"}));
        QVERIFY(!made.body.at("config").contains("whitelist"));
    }

    void theBalancerNeedsItsTime()
    {
        m_node.balancerDelay = 4500;
        send("POST", "/upstreams", {{"name", "u"}});
        send("POST", "/upstreams/u/targets", {{"target", "10.0.0.1:80"}});
        QVERIFY(!ask("GET", "/upstreams/u/health").body.at("data").at(0).contains("health"));
        m_now += 5000;
        QCOMPARE(ask("GET", "/upstreams/u/health").body.at("data").at(0).at("health").get<std::string>(), "HEALTHCHECKS_OFF");
    }

    void healthIsKeptForTheProxy()
    {
        send("POST", "/upstreams", {{"name", "u"}, {"healthchecks", {{"active", {{"healthy", {{"interval", 1}}}}}}}});
        const Answer target = send("POST", "/upstreams/u/targets", {{"target", "10.0.0.1"}});
        QCOMPARE(target.text("target"), "10.0.0.1:8000");
        QCOMPARE(ask("PUT", "/upstreams/u/targets/10.0.0.1:8000/unhealthy").status, 204);
        const std::string upstream = target.body.at("upstream").at("id").get<std::string>();
        QCOMPARE(m_node.targetHealth.value(QString::fromStdString(upstream + "|10.0.0.1:8000"), true), false);
        QCOMPARE(ask("GET", "/upstreams/u/health").body.at("data").at(0).at("health").get<std::string>(), "UNHEALTHY");
        QCOMPARE(ask("GET", "/upstreams/u/health?balancer_health=1").body.at("data").at("balancer_health").get<std::string>(), "UNHEALTHY");
    }

    // Every schema that is shown is one that is validated by, and nothing in it trips the other.
    void everyPluginHasASchema_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("2.8.5") << QStringLiteral("2.8.5");
        QTest::newRow("3.9.1") << QStringLiteral("3.9.1");
    }
    void everyPluginHasASchema()
    {
        QFETCH(const QString, version);
        start(version);
        const Json names = ask("GET", "/plugins/enabled").body.at("enabled_plugins");
        QVERIFY(names.size() > 30);
        for (const Json &name : names) {
            const QByteArray text = QByteArray::fromStdString(name.get<std::string>());
            const Answer schema = ask("GET", "/schemas/plugins/" + text);
            QCOMPARE(schema.status, 200);
            QVERIFY(schema.body.at("fields").is_array());
            QCOMPARE(ask("GET", "/plugins/schema/" + text).status, 200);
            const int alone = send("POST", "/schemas/plugins/validate", {{"name", name}}).status;
            QVERIFY2(alone == 200 || alone == 400, text.constData());
            QCOMPARE(send("POST", "/schemas/plugins/validate", {{"name", name}, {"config", {{"no such field", 1}}}}).status, 400);
        }
    }

    void manyRowsArePagedWithoutLoss()
    {
        send("POST", "/services", {{"name", "s"}, {"host", "h"}});
        send("POST", "/services", {{"name", "other"}, {"host", "h"}});
        for (int i = 0; i < 3000; ++i) {
            const std::string number = std::to_string(i);
            QCOMPARE(send("POST", i % 3 ? "/services/s/routes" : "/services/other/routes", {{"name", "r" + number}, {"paths", Json::array({"/" + number})}, {"tags", Json::array({"t"})}}).status, 201);
        }
        QCOMPARE(idsOf("/routes", 1000).size(), 3000U);
        QCOMPARE(idsOf("/routes", 7).size(), 3000U);
        QCOMPARE(idsOf("/services/s/routes", 100).size(), 2000U);
        const Answer tagged = ask("GET", "/tags/t?size=1000");
        QCOMPARE(tagged.body.at("data").size(), 1000U);
        QVERIFY(tagged.body.contains("offset"));
        QCOMPARE(ask("GET", "/routes/r2999").status, 200);
        QCOMPARE(ask("DELETE", "/services/s").status, 400);
    }

    void brokenInputIsAnswered_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nested without end") << QByteArray(kJson) << QByteArray(100'000, '[');
        QTest::newRow("deep object") << QByteArray(kJson) << QByteArray("{\"host\":\"h\",\"tags\":") + QByteArray(500, '[') + QByteArray(500, ']') + '}';
        QTest::newRow("no UTF-8") << QByteArray(kJson) << QByteArray("{\"host\":\"\xff\xfe\"}");
        QTest::newRow("no UTF-8 in a form") << QByteArray(kForm) << QByteArray("host=h&name=%ff%fe");
        QTest::newRow("brackets") << QByteArray(kForm) << QByteArray("a[][][b]=1&[]=2&]=3&.=4&a..b=5&tags[999999999999]=6&host=h");
        QTest::newRow("huge number") << QByteArray(kJson) << QByteArray("{\"host\":\"h\",\"port\":1e400}");
        QTest::newRow("wrong everywhere") << QByteArray(kJson)
                                          << QByteArray("{\"host\":[],\"tags\":5,\"path\":{},\"client_certificate\":[1],\"name\":[null]}");
        QTest::newRow("multipart without boundary") << QByteArray("multipart/form-data") << QByteArray("--x\r\n");
    }
    void brokenInputIsAnswered()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, body);
        for (const char *path : {"/services", "/routes", "/consumers", "/plugins", "/upstreams", "/certificates", "/key-auths",
                                 "/schemas/services/validate", "/schemas/plugins/validate", "/vaults", "/keys"}) {
            const Answer answer = ask("POST", path, body, type);
            QVERIFY2(answer.status == 400 || answer.status == 500 || answer.status == 201, path);
            QVERIFY2(answer.body.is_object(), path);
        }
        QCOMPARE(ask("GET", "/services?size=1000").status, 200);
    }

    void pathsOfAllKinds()
    {
        for (const char *path : {"", "services", "/services//x", "/%", "/%zz/%00", "/services/%ff%fe/routes", "/upstreams/a/targets/b/c/d/e/f",
                                 "/schemas", "/plugins/schema", "/tags/a/b", "/consumers/a/acls/b/c", "/services?size=%ff&offset=%00&tags=%ff"}) {
            const Answer answer = ask("GET", path);
            QVERIFY2(answer.status == 404 || answer.status == 400, path);
        }
        QCOMPARE(ask("GET", "/status/dns").status, 501);
        QCOMPARE(ask("GET", "/filter-chains").status, 400);
    }
};

MK_TEST_CLASS(TestKongAdminNew)
#include "TestKongAdminNew.moc"
