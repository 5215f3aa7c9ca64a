// SPDX-License-Identifier: GPL-3.0-or-later
// What no recording shows of the Admin API of Kong 0.14.1: broken input, many rows, and rules beside the recorded
// cases.
#include "demo/kong/KongAdminOld.h"
#include "support/TestMain.h"

#include <set>

using namespace mk::demo;

namespace {

using Json = nlohmann::json;

struct Answer
{
    int status = 0;
    Json body;

    std::string text(const char *member) const { return body.value(member, std::string()); }
};

constexpr const char *kJson = "application/json";
constexpr const char *kForm = "application/x-www-form-urlencoded";

} // namespace

class TestKongAdminOld : public QObject
{
    Q_OBJECT

    KongNode m_node;
    std::unique_ptr<HttpService> m_admin;

    Answer ask(const char *method, const QByteArray &path, const QByteArray &body = {}, const QByteArray &type = {})
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
            answer.body = Json::parse(reply.body.begin(), reply.body.end(), nullptr, false);
        });
        return answer;
    }
    Answer send(const char *method, const QByteArray &path, const Json &body)
    {
        return ask(method, path, QByteArray::fromStdString(body.dump()), kJson);
    }

private Q_SLOTS:
    void init()
    {
        m_node = KongNode();
        m_admin = makeKongAdminOld(&m_node);
    }

    void anApiWithoutRulesBreaksTheRouter()
    {
        QVERIFY(!apisBreakRouter(m_node.tables));
        QCOMPARE(send("POST", "/apis", {{"name", "a"}, {"uris", "/a"}, {"upstream_url", "http://h"}}).status, 201);
        QVERIFY(!apisBreakRouter(m_node.tables));
        QCOMPARE(send("PATCH", "/apis/a", {{"uris", nullptr}}).status, 200);
        QVERIFY(apisBreakRouter(m_node.tables));
        QCOMPARE(send("PATCH", "/apis/a", {{"uris", Json::array()}}).status, 200);
        QVERIFY(!apisBreakRouter(m_node.tables)); // an empty list only takes the api out
        QCOMPARE(ask("PATCH", "/apis/a", "uris=", kForm).status, 200);
        QVERIFY(apisBreakRouter(m_node.tables));
        QCOMPARE(ask("DELETE", "/apis/a").status, 204);
        QVERIFY(!apisBreakRouter(m_node.tables));
    }

    void jsonWinsOverThePathAndAFormDoesNot()
    {
        const std::string one = send("POST", "/consumers", {{"username", "one"}}).text("id");
        const std::string two = send("POST", "/consumers", {{"username", "two"}}).text("id");
        QCOMPARE(send("POST", "/consumers/one/key-auth", {{"consumer_id", two}}).text("consumer_id"), two);
        const QByteArray form = "consumer_id=" + QByteArray::fromStdString(two);
        QCOMPARE(ask("POST", "/consumers/one/key-auth", form, kForm).text("consumer_id"), one);
    }

    void dotsNestInJsonToo()
    {
        const Answer made = send("POST", "/plugins", {{"name", "rate-limiting"}, {"config.minute", 5}});
        QCOMPARE(made.status, 201);
        QCOMPARE(made.body.at("config").at("minute").get<int>(), 5);
    }

    void mediaTypeIsAskedForEvenWithoutABody()
    {
        QCOMPARE(ask("POST", "/apis", {}, "text/plain").status, 415);
        QCOMPARE(ask("POST", "/apis").status, 400); // only empty
        QCOMPARE(ask("GET", "/apis", {}, "text/plain").status, 200);
        QCOMPARE(ask("POST", "/nothing", {}, "text/plain").status, 404);
    }

    void pluginsBelowAConsumer()
    {
        send("POST", "/consumers", {{"username", "one"}});
        send("POST", "/consumers", {{"username", "two"}});
        const Answer made =
            send("POST", "/consumers/one/plugins", {{"name", "rate-limiting"}, {"config", {{"hour", 1}}}});
        QCOMPARE(made.status, 201);
        const QByteArray id = QByteArray::fromStdString(made.text("id"));
        QCOMPARE(ask("GET", "/consumers/one/plugins/" + id).status, 200);
        QCOMPARE(ask("GET", "/consumers/two/plugins/" + id).status, 404);
        QVERIFY(send("PATCH", "/consumers/one/plugins/" + id, {{"enabled", false}}).body.at("enabled") == Json(false));
        QCOMPARE(ask("DELETE", "/consumers/one/plugins/" + id).status, 204);
        QCOMPARE(ask("GET", "/plugins").body.at("total").get<int>(), 0);
    }

    void aPatchMergesDownToTheLastLevel()
    {
        const Json add = {{"headers", {"a:1"}}};
        const Answer made = send("POST", "/plugins", {{"name", "request-transformer"}, {"config", {{"add", add}}}});
        const QByteArray path = "/plugins/" + QByteArray::fromStdString(made.text("id"));
        const Answer patched = send("PATCH", path, {{"config", {{"add", {{"body", {"b:2"}}}}}}});
        QCOMPARE(patched.status, 200);
        QVERIFY(patched.body.at("config").at("add").at("headers") == Json::array({"a:1"}));
        QVERIFY(patched.body.at("config").at("add").at("body") == Json::array({"b:2"}));
        QVERIFY(patched.body.at("config").at("remove").at("headers") == Json::object()); // an empty list of Lua
    }

    void nullEmptiesWhatTheDatabaseLetsBeEmpty()
    {
        send("POST", "/upstreams", {{"name", "up"}});
        QVERIFY(!send("PATCH", "/upstreams/up", {{"healthchecks", nullptr}}).body.contains("healthchecks"));
        QCOMPARE(ask("GET", "/upstreams/up/health").status, 200);
        const QByteArray id = QByteArray::fromStdString(send("POST", "/plugins", {{"name", "cors"}}).text("id"));
        QCOMPARE(send("PATCH", "/plugins/" + id, {{"config", nullptr}}).status, 500);
        QVERIFY(ask("GET", "/plugins/" + id).body.contains("config"));
    }

    void targetsAreAHistoryThatIsTidiedUp()
    {
        send("POST", "/upstreams", {{"name", "up"}});
        for (int i = 0; i < 9; ++i)
            QCOMPARE(send("POST", "/upstreams/up/targets", {{"target", "10.0.0.1:80"}, {"weight", i + 1}}).status, 201);
        QCOMPARE(ask("GET", "/upstreams/up/targets").body.at("total").get<int>(), 1);
        QCOMPARE(ask("GET", "/upstreams/up/targets/all").body.at("total").get<int>(), 9);
        for (int i = 9; i < 30; ++i)
            send("POST", "/upstreams/up/targets", {{"target", "10.0.0.1:80"}, {"weight", i + 1}});
        QVERIFY(ask("GET", "/upstreams/up/targets/all").body.at("total").get<int>() < 15);
        QCOMPARE(ask("GET", "/upstreams/up/targets").body.at("total").get<int>(), 1);
        QCOMPARE(ask("DELETE", "/upstreams/up/targets/10.0.0.1%3A80").status, 204);
        QCOMPARE(ask("GET", "/upstreams/up/targets").body.at("total").get<int>(), 0);
    }

    void deletingTakesAlongWhatRefers()
    {
        const std::string service = send("POST", "/services", {{"name", "s"}, {"host", "h"}}).text("id");
        const std::string consumer = send("POST", "/consumers", {{"username", "c"}}).text("id");
        send("POST", "/services/s/plugins", {{"name", "cors"}});
        send("POST", "/consumers/c/acls", {{"group", "g"}});
        const Answer token = send("POST", "/consumers/c/oauth2", {{"name", "app"}, {"redirect_uri", "http://a/b"}});
        send("POST", "/oauth2_tokens", {{"credential_id", token.text("id")}, {"expires_in", 1}});
        QCOMPARE(ask("GET", "/oauth2_tokens").body.at("total").get<int>(), 1);
        QCOMPARE(ask("DELETE", "/services/s").status, 204);
        QCOMPARE(ask("GET", "/plugins").body.at("total").get<int>(), 0);
        QCOMPARE(ask("DELETE", "/consumers/c").status, 204);
        for (const char *list : {"/acls", "/oauth2", "/oauth2_tokens"})
            QCOMPARE(ask("GET", list).body.at("total").get<int>(), 0);
    }

    void brokenInputIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        const auto json = [](const char *name, const QByteArray &body) {
            QTest::newRow(name) << body << QByteArray(kJson);
        };
        const auto form = [](const char *name, const QByteArray &body) {
            QTest::newRow(name) << body << QByteArray(kForm);
        };
        json("cut off", "{\"name\":");
        json("no UTF-8", "{\"name\":\"\xff\xfe\"}");
        json("deep", QByteArray(200'000, '['));
        json("deep in a member", "{\"uris\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}');
        json("deep and fine", "{\"uris\":" + QByteArray(900, '[') + QByteArray(900, ']') + '}');
        json("everything a number",
             "{\"name\":1,\"id\":2,\"username\":3,\"consumer_id\":4,\"config\":5,\"service\":6,\"snis\":7,"
             "\"cert\":8,\"key\":9,\"target\":10,\"hosts\":11,\"created_at\":1e300,\"group\":12}");
        json("everything a list",
             "{\"name\":[],\"id\":[{}],\"username\":[[1]],\"consumer_id\":[],\"config\":[1,[2]],"
             "\"service\":[],\"snis\":[1,[2]],\"cert\":[],\"hosts\":[{},null],\"limits\":[],\"uris\":[null]}");
        json("everything an object",
             "{\"name\":{},\"id\":{\"id\":{}},\"username\":{},\"consumer_id\":{},\"service\":{\"id\":{}},"
             "\"snis\":{},\"config\":{\"a\":{\"b\":[]}},\"hosts\":{\"a\":1},\"password\":{}}");
        json("everything null",
             "{\"name\":null,\"id\":null,\"username\":null,\"consumer_id\":null,\"config\":null,"
             "\"service\":null,\"snis\":null,\"created_at\":null,\"upstream_url\":null,\"cert\":null}");
        json("plugin with odd limits", "{\"name\":\"response-ratelimiting\",\"config\":{\"limits\":[{\"minute\":1}]}}");
        json("plugin without sense",
             "{\"name\":\"datadog\",\"config\":{\"metrics\":[null,1,{\"name\":[],\"stat_type\":{}}]}}");
        json("a huge number",
             "{\"name\":\"x\",\"retries\":1e400,\"upstream_connect_timeout\":99999999999999999999999}");
        form("dots", QByteArray(100'000, '.') + "=1");
        form("brackets", "a" + QByteArray("[b]").repeated(50'000) + "=1");
        form("empty names", "=&==&[]=&[=&]=&a[=1&a]=2&.=3&a.=4&.a=5");
        form("percent", "name=%&uris=%zz&hosts=%00%ff");
    }

    void brokenInputIsRefused()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, type);
        send("POST", "/consumers", {{"username", "c"}});
        send("POST", "/upstreams", {{"name", "u"}});
        send("POST", "/apis", {{"name", "a"}, {"uris", "/a"}, {"upstream_url", "http://h"}});
        send("POST", "/consumers/c/basic-auth", {{"username", "b"}});
        send("POST", "/services", {{"name", "s"}, {"host", "h"}});
        const QByteArray plugin = QByteArray::fromStdString(send("POST", "/plugins", {{"name", "cors"}}).text("id"));
        for (const char *path :
             {"/apis", "/plugins", "/apis/a/plugins", "/upstreams", "/upstreams/u/targets", "/services",
              "/services/s/routes", "/routes", "/consumers", "/consumers/c/key-auth", "/consumers/c/basic-auth",
              "/consumers/c/acls", "/consumers/c/jwt", "/oauth2_tokens", "/certificates", "/snis"}) {
            for (const char *method : {"POST", "PUT"}) {
                const Answer answer = ask(method, path, body, type);
                QVERIFY2(answer.status >= 200 && answer.status <= 500, path);
                QVERIFY2(answer.body.is_object(), path);
            }
        }
        const QByteArrayList single{"/apis/a",
                                    QByteArray("/plugins/" + plugin),
                                    "/upstreams/u",
                                    "/services/s",
                                    "/consumers/c",
                                    "/consumers/c/basic-auth/b",
                                    "/certificates/9d6ee9ab-0000-4000-8000-000000000000"};
        for (const QByteArray &path : single) {
            const Answer answer = ask("PATCH", path, body, type);
            QVERIFY2(answer.status >= 200 && answer.status <= 500, path.constData());
        }
        QCOMPARE(ask("GET", "/").status, 200);
        QCOMPARE(ask("GET", "/upstreams/u/health").status, 200);
    }

    void pathsAndQueriesMayBeAnything_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        QTest::newRow("nothing") << QByteArray("") << 404;
        QTest::newRow("no slash") << QByteArray("apis") << 404;
        QTest::newRow("slashes") << QByteArray("////") << 404;
        QTest::newRow("an empty part") << QByteArray("/apis//plugins") << 404;
        QTest::newRow("bytes") << QByteArray("/apis/\xff%ff%00") << 404;
        QTest::newRow("a long one") << "/apis/" + QByteArray(100'000, 'x') << 404;
        QTest::newRow("page without end") << QByteArray("/apis?size=1e300&offset=MWUzMDA=") << 200;
        QTest::newRow("page before the first") << QByteArray("/apis?offset=LTE=") << 500;
        QTest::newRow("no number") << QByteArray("/apis?size=nan") << 200;
        QTest::newRow("a record's odd page") << QByteArray("/services?size=1.5") << 500;
        QTest::newRow("an offset that is no text") << QByteArray("/services?offset=e30") << 400;
        QTest::newRow("a filter that is a table") << QByteArray("/apis?name[a]=1") << 500;
    }

    void pathsAndQueriesMayBeAnything()
    {
        QFETCH(const QByteArray, path);
        QTEST(ask("GET", path).status, "status");
    }

    void manyRowsArePagedWithoutEnd()
    {
        constexpr int count = 40'000;
        for (int i = 0; i < count; ++i) {
            const std::string id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
            m_node.tables.put("consumers", {{"id", id}, {"username", "c" + std::to_string(i)}, {"custom_id", nullptr}});
        }
        std::set<std::string> seen;
        QByteArray path = "/consumers?size=1000";
        while (!path.isEmpty()) {
            const Answer page = ask("GET", path);
            QCOMPARE(page.status, 200);
            for (const Json &row : page.body.at("data"))
                seen.insert(row.at("id").get<std::string>());
            const Json offset = page.body.value("offset", Json());
            path = offset.is_string()
                       ? "/consumers?size=1000&offset=" + QByteArray::fromStdString(offset.get<std::string>())
                       : QByteArray();
        }
        QCOMPARE(int(seen.size()), count);
        QCOMPARE(ask("GET", "/consumers/c39999").status, 200);
    }

    void manyWritesAreAnswered()
    {
        constexpr int count = 2'000;
        for (int i = 0; i < count; ++i) {
            const std::string name = "s" + std::to_string(i);
            QCOMPARE(send("POST", "/apis", {{"name", name}, {"uris", "/" + name}, {"upstream_url", "http://h"}}).status,
                     201);
            QCOMPARE(send("POST", "/apis/" + QByteArray::fromStdString(name) + "/plugins", {{"name", "cors"}}).status,
                     201);
        }
        const Answer page = ask("GET", "/plugins?size=1000&offset=Mg==");
        QCOMPARE(page.body.at("total").get<int>(), count);
        QCOMPARE(page.body.at("data").size(), std::size_t(1000));
        QVERIFY(!page.body.contains("next"));
    }

    // Rows of the same millisecond stand in the order in which they came; of a target the last one counts.
    void targetsOfOneMoment()
    {
        m_node.now = [] { return qint64(1'700'000'000'000); };
        QCOMPARE(send("POST", "/upstreams", {{"name", "shop"}}).status, 201);
        for (int round = 1; round <= 3; ++round) {
            for (const char *target : {"a.example:80", "b.example:80", "c.example:80"})
                QCOMPARE(send("POST", "/upstreams/shop/targets", {{"target", target}, {"weight", round * 10}}).status, 201);
        }
        for (int look = 0; look < 5; ++look) {
            const Json active = ask("GET", "/upstreams/shop/targets").body["data"];
            QCOMPARE(active.size(), std::size_t(3));
            const char *names[] = {"c.example:80", "b.example:80", "a.example:80"};
            for (std::size_t i = 0; i < 3; ++i) {
                QCOMPARE(active[i]["target"].get<std::string>(), std::string(names[i]));
                QCOMPARE(active[i]["weight"].get<int>(), 30);
            }
            const Json all = ask("GET", "/upstreams/shop/targets/all").body["data"];
            QCOMPARE(all.size(), std::size_t(9));
            for (std::size_t i = 0; i < 9; ++i)
                QCOMPARE(all[i]["weight"].get<int>(), int(i / 3 + 1) * 10);
        }
        QCOMPARE(ask("DELETE", "/upstreams/shop/targets/b.example:80").status, 204);
        QCOMPARE(ask("GET", "/upstreams/shop/targets").body["data"].size(), std::size_t(2));
    }
};

MK_TEST_CLASS(TestKongAdminOld)
#include "TestKongAdminOld.moc"
