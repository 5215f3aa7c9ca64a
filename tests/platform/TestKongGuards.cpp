// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongDecode.h"
#include "platform/KongGuards.h"
#include "platform/KongJson.h"
#include "platform/KongPlans.h"
#include "platform/KongShown.h"
#include "platform/KongRecords.h"
#include "platform/KongRegistrars.h"
#include "support/KongRecording.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using mk::test::kongRecording;
using mk::test::KongCall;
using nlohmann::json;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QByteArray bytes(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

kong::Capabilities oldServer()
{
    kong::Capabilities server;
    server.version = text("0.14.1");
    server.apis = server.services = server.oldPlugins = server.plainPathRegex = true;
    return server;
}

kong::Capabilities serverOf(const QString &version)
{
    if (version == text("0.14.1"))
        return oldServer();
    kong::Capabilities server;
    server.version = version;
    server.services = server.tags = server.routeNames = server.entitySchemas = server.hostPorts = true;
    server.plainPathRegex = version.startsWith(text("2."));
    return server;
}

QStringList codes(const QList<kongguards::Problem> &problems)
{
    QStringList list;
    for (const kongguards::Problem &problem : problems)
        list.append(problem.code);
    return list;
}

const json api = json::parse(R"({"id":"a","name":"one","uris":["/one"],"upstream_url":"http://h:8080","retries":5,"created_at":1})");

} // namespace

// What is refused before it is sent, judged by what real servers took and refused.
class TestKongGuards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordings_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("path");
        for (const char *name : {"24-apis-microkubes-clients", "26-apis-create", "28-apis-errors"})
            QTest::addRow("0.14.1 %s", name) << text("0.14.1") << text(name) << QByteArray("/apis");
        QTest::newRow("0.14.1 routes") << text("0.14.1") << text("20-routes") << QByteArray("/routes");
        for (const char *version : {"2.8.5", "3.9.1"}) {
            QTest::addRow("%s create", version) << text(version) << text("20-routes-create") << QByteArray("/routes");
            QTest::addRow("%s errors", version) << text(version) << text("22-routes-errors") << QByteArray("/routes");
        }
    }
    // Nothing is refused that the real server took, apart from what it should not have taken.
    void recordings()
    {
        QFETCH(QString, version);
        QFETCH(QString, name);
        QFETCH(QByteArray, path);
        // A port that is none and a blank in an address; a text in the place of a list, which no form of ours writes.
        static const QStringList stricter{text("kong.upstream-url"), text("kong.list-expected")};
        const kong::Kind kind = path == "/apis" ? kong::Kind::Api : kong::Kind::Route;
        int taken = 0;
        int refused = 0;
        for (const KongCall &call : kongRecording(version, name)) {
            if (call.method != "POST" || (call.path != path && call.path != path + "/") || !call.body.is_object())
                continue;
            QStringList refusing;
            for (const kongguards::Problem &problem : kongguards::check(serverOf(version), kind, {}, bytes(call.body))) {
                if (problem.refuses)
                    refusing.append(problem.code);
            }
            const QString where = QString::number(call.number) + text(" ") + QString::fromUtf8(bytes(call.body)) + text(": ") + refusing.join(text(","));
            if (call.status == 201) {
                for (const QString &code : refusing)
                    QVERIFY2(stricter.contains(code), qPrintable(where));
                ++taken;
            } else if (call.answer.is_object() && !refusing.isEmpty()) {
                ++refused;
            }
        }
        QVERIFY(taken > 0);
        if (name.contains(text("errors")))
            QVERIFY2(refused >= 15, qPrintable(QString::number(refused)));
    }

    void lastRule_data()
    {
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("null") << QByteArray(R"({"uris":null})");
        QTest::newRow("empty text") << QByteArray(R"({"uris":""})");
        QTest::newRow("empty list") << QByteArray(R"({"uris":[]})");
        QTest::newRow("empty object") << QByteArray(R"({"uris":{}})");
    }
    void lastRule()
    {
        QFETCH(QByteArray, wanted);
        json after = api;
        after.update(json::parse(wanted.toStdString()));
        const kongplans::Context context{oldServer(), {}};
        const Result<Plan> plan = kongplans::edit(context, kong::Kind::Api, bytes(api), bytes(after));
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().reason, text("kong.api-no-rule"));
        after.erase("uris"); // and left out, as a PUT would have it
        QVERIFY(!kongplans::edit(context, kong::Kind::Api, bytes(api), bytes(after)));
        after["hosts"] = json::array({"a.example"}); // another rule is left
        QVERIFY(kongplans::edit(context, kong::Kind::Api, bytes(api), bytes(after)).has_value());
    }

    void values_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *version, const char *field, const char *value, const char *code) {
            QTest::addRow("%s %s %s", version, field, value) << text(version) << text(field) << text(value) << text(code);
        };
        row("0.14.1", "paths", "users", "kong.path-no-slash");
        row("0.14.1", "paths", "~/users", "kong.path-tilde");
        row("3.9.1", "paths", "~/users/\\d+$", "");
        row("3.9.1", "paths", "~users", "kong.path-no-slash");
        row("3.9.1", "paths", "~/[a", "kong.bad-regex");
        row("3.9.1", "paths", "/[a", "");
        row("2.8.5", "paths", "/[a", "kong.bad-regex");
        row("3.9.1", "paths", "/users/\\d+", "kong.path-looks-regex");
        row("3.9.1", "paths", "/a/../b", "kong.path-not-normalised");
        row("3.9.1", "paths", "/sp%20ace", "kong.path-not-normalised");
        row("3.9.1", "paths", "/a%2Fb", "");
        row("2.8.5", "paths", "/sp%20ace", "");
        row("2.8.5", "paths", "/%zz", "kong.path-encoding");
        row("2.8.5", "paths", "//x", "kong.path-empty-segment");
        row("0.14.1", "hosts", "a.example:80", "kong.host-port");
        row("2.8.5", "hosts", "a.example:80", "");
        row("2.8.5", "hosts", "a.example:99999", "kong.host-port");
        row("2.8.5", "hosts", "*", "kong.host-wildcard");
        row("2.8.5", "hosts", "a.*.b", "kong.host-wildcard");
        row("2.8.5", "hosts", "*.a.example", "");
        row("2.8.5", "hosts", "a b", "kong.host-invalid");
        row("2.8.5", "methods", "get", "kong.method-case");
        row("2.8.5", "methods", "M-SEARCH", "kong.method-invalid");
        row("2.8.5", "methods", "PURGE", "");
        row("2.8.5", "paths", "", "kong.list-blank");
    }
    void values()
    {
        QFETCH(QString, version);
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, code);
        const auto problem = kongguards::checkValue(serverOf(version), kong::Kind::Route, field, value);
        QCOMPARE(problem ? problem->code : QString(), code);
        if (problem && code == text("kong.path-not-normalised") && value == text("/a/../b"))
            QCOMPARE(problem->args.value(text("suggestion")).toString(), text("/b"));
    }

    void upstreamUrls()
    {
        for (const char *good : {"http://h", "https://h.example:8443/a?b", "http://user.service.consul:8080", "http://[::1]:80/"})
            QVERIFY2(!kongguards::checkUpstreamUrl(text(good)), good);
        for (const char *bad : {"", "h:80", "ftp://h", "http://", "http://h:99999", "http://h:0", "http://h:abc", "http://h example"})
            QVERIFY2(kongguards::checkUpstreamUrl(text(bad)), bad);
    }

    void plugins()
    {
        kongguards::Around around;
        kong::Plugin there;
        there.id = text("p1");
        there.name = text("cors");
        there.scope.apiId = text("a");
        around.plugins = std::make_shared<const std::vector<kong::Plugin>>(std::vector<kong::Plugin>{there});
        const QByteArray another = R"({"name":"cors","api_id":"a"})";
        QCOMPARE(codes(kongguards::check(oldServer(), kong::Kind::Plugin, {}, another, around)), QStringList{text("kong.plugin-twice")});
        QVERIFY(kongguards::check(oldServer(), kong::Kind::Plugin, {}, R"({"name":"cors","api_id":"b"})", around).isEmpty());
        // An api_id in the body wins over everything and moves the plugin.
        QVERIFY(codes(kongguards::check(oldServer(), kong::Kind::Plugin, R"({"id":"p2","name":"cors","api_id":"b"})",
                                        R"({"id":"p2","name":"cors","api_id":"c"})", around))
                    .contains(text("kong.plugin-moves")));
        // Where there are two already, an edit of one makes it no worse.
        QVERIFY(kongguards::check(oldServer(), kong::Kind::Plugin, R"({"id":"p2","name":"cors","api_id":"a"})",
                                  R"({"id":"p2","name":"cors","api_id":"a","enabled":false})", around)
                    .isEmpty());
    }

    void ownWayIn()
    {
        kongguards::Around around;
        kong::Route route;
        route.id = text("r");
        route.serviceId = text("s");
        route.paths = QStringList{text("/admin-api")};
        kong::Service service;
        service.id = text("s");
        service.host = text("127.0.0.1");
        service.port = 8001;
        around.routes = std::make_shared<const std::vector<kong::Route>>(std::vector<kong::Route>{route});
        around.services = std::make_shared<const std::vector<kong::Service>>(std::vector<kong::Service>{service});
        around.adminUrls = {QUrl(text("https://gateway.example/admin-api"))};
        const kong::Capabilities server = serverOf(text("3.9.1"));
        const auto problems = kongguards::check(server, kong::Kind::Route, R"({"id":"r","paths":["/admin-api"]})", {}, around);
        QCOMPARE(codes(problems), QStringList{text("kong.self-cut")});
        QVERIFY(!problems.constFirst().refuses);
        QCOMPARE(codes(kongguards::check(server, kong::Kind::Service, R"({"id":"s"})", {}, around)), QStringList{text("kong.self-cut")});
        QCOMPARE(codes(kongguards::check(server, kong::Kind::Plugin, {}, R"({"name":"key-auth","route":{"id":"r"}})", around)),
                 QStringList{text("kong.self-cut")});
        // A global plugin runs there as well; one of another route, and of a consumer, does not.
        QCOMPARE(codes(kongguards::check(server, kong::Kind::Plugin, {}, R"({"name":"ip-restriction"})", around)),
                 QStringList{text("kong.self-cut")});
        QVERIFY(kongguards::check(server, kong::Kind::Plugin, {}, R"({"name":"cors","route":{"id":"x"}})", around).isEmpty());
        QVERIFY(kongguards::check(server, kong::Kind::Plugin, {}, R"({"name":"cors","consumer":{"id":"c"}})", around).isEmpty());
        // The upstream that its service means.
        service.host = text("admin-nodes");
        around.services = std::make_shared<const std::vector<kong::Service>>(std::vector<kong::Service>{service});
        QCOMPARE(codes(kongguards::check(server, kong::Kind::Upstream, R"({"id":"u","name":"admin-nodes"})", {}, around)),
                 QStringList{text("kong.self-cut")});
        QVERIFY(kongguards::check(server, kong::Kind::Upstream, R"({"id":"u","name":"others"})", {}, around).isEmpty());
        // By its host alone, where it leads to the Admin API itself.
        route.paths.clear();
        route.hosts = QStringList{text("gateway.example")};
        around.routes = std::make_shared<const std::vector<kong::Route>>(std::vector<kong::Route>{route});
        around.adminUrls = {QUrl(text("http://gateway.example"))};
        QVERIFY(kongguards::check(server, kong::Kind::Route, R"({"id":"r","hosts":["gateway.example"]})", {}, around).isEmpty());
        service.host = text("127.0.0.1");
        around.services = std::make_shared<const std::vector<kong::Service>>(std::vector<kong::Service>{service});
        QCOMPARE(codes(kongguards::check(server, kong::Kind::Route, R"({"id":"r","hosts":["gateway.example"]})", {}, around)),
                 QStringList{text("kong.self-cut")});
        route.hosts.clear();
        route.paths = QStringList{text("/admin-api")};
        around.routes = std::make_shared<const std::vector<kong::Route>>(std::vector<kong::Route>{route});
        around.adminUrls = {QUrl(text("http://gateway.example:8001"))};
        QVERIFY(kongguards::check(server, kong::Kind::Route, R"({"id":"r","paths":["/admin-api"]})", {}, around).isEmpty());
    }

    // The credential that the console shows, however it shows it.
    void ownLogins()
    {
        Credential shown;
        shown.kind = Credential::Kind::Header;
        const auto is = [&shown](const char *secret, kong::Kind kind, const char *entity) {
            return kongguards::isLogin(shown, text(secret), kind, json::parse(entity));
        };
        QVERIFY(is("k", kong::Kind::KeyAuth, R"({"key":"k"})"));
        QVERIFY(!is("k", kong::Kind::KeyAuth, R"({"key":"other"})"));
        QVERIFY(!is("", kong::Kind::KeyAuth, R"({"key":""})"));
        QVERIFY(!is("k", kong::Kind::Consumer, R"({"key":"k"})"));
        // {"alg":"HS256"} and {"iss":"the-key"}
        const char *const token = "Bearer eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ0aGUta2V5In0.c2ln";
        QVERIFY(is(token, kong::Kind::Jwt, R"({"key":"the-key"})"));
        QVERIFY(!is(token, kong::Kind::Jwt, R"({"key":"another"})"));
        QVERIFY(!is("Bearer a.b.c", kong::Kind::Jwt, R"({"key":"the-key"})"));
        shown.kind = Credential::Kind::Basic;
        shown.user = text("ops");
        QVERIFY(is("secret", kong::Kind::BasicAuth, R"({"username":"ops","password":"hash"})"));
        QVERIFY(!is("secret", kong::Kind::BasicAuth, R"({"username":"dev"})"));
        QVERIFY(!is("k", kong::Kind::KeyAuth, R"({"key":"k"})"));
    }

    void readOnlyNode()
    {
        kong::Capabilities server = serverOf(text("3.9.1"));
        server.readOnlyReason = text("kong.db-less");
        const Result<Plan> plan = kongplans::create({server, {}}, kong::Kind::Service, R"({"host":"h"})");
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().reason, text("kong.read-only-node"));
    }

    void comparing()
    {
        const auto same = [](const char *a, const char *b) { return kongjson::same(json::parse(a), json::parse(b)); };
        QVERIFY(same(R"({"a":null,"b":[],"c":5,"updated_at":1})", R"({"b":{},"c":5.0,"updated_at":2})"));
        QVERIFY(!same(R"({"a":[1,2]})", R"({"a":[2,1]})"));
        QVERIFY(!same(R"({"a":false})", R"({})"));
    }

    void patches()
    {
        const kong::Capabilities now = serverOf(text("3.9.1"));
        const auto patch = [](const kong::Capabilities &server, const char *before, const char *after) {
            return kongjson::patchOf(kong::Kind::Plugin, json::parse(before), json::parse(after), server);
        };
        auto one = patch(now, R"({"id":"p","config":{"minute":5,"hour":9,"redis":{"host":"h","port":1}},"tags":["a"]})",
                         R"({"id":"p","config":{"minute":7,"hour":null,"redis":{"host":"h","port":1}},"tags":["a"]})");
        QVERIFY(one.changes == json::parse(R"({"config":{"minute":7,"hour":null}})"));
        QVERIFY(!one.needsReplace);
        QVERIFY(patch(oldServer(), R"({"config":{"hour":9}})", R"({"config":{}})").needsReplace); // null is refused there
        QVERIFY(patch(now, R"({"config":{"headers":{"a":"1","b":"2"}}})", R"({"config":{"headers":{"a":"1"}}})").needsReplace);
        QVERIFY(patch(now, R"({"enabled":true,"created_at":1})", R"({"enabled":true,"created_at":2})").isEmpty());
    }

    // Where the schema has been read a change goes down to the member that differs.
    void patchesByTheSchema()
    {
        const kong::Shape shape{{text("redis"), text("redis.options")}, {text("redis_host"), text("redis.auth")}, {}};
        const auto patch = [&](const kong::Capabilities &server, const char *before, const char *after) {
            return kongjson::patchOf(kong::Kind::Plugin, json::parse(before), json::parse(after), server, shape);
        };
        const kong::Capabilities now = serverOf(text("3.9.1"));
        const auto changes = [&](const char *before, const char *after) {
            const kongjson::Patch made = patch(now, before, after);
            return made.needsReplace ? json("replaced") : made.changes;
        };
        const char *const before = R"({"config":{"minute":5,"redis_host":"h","headers":{"a":"1","b":"2"},)"
                                   R"("redis":{"host":"h","port":1,"auth":"x","password":"x","options":{"a":1,"b":null}}}})";
        json wanted = json::parse(before);
        wanted["config"]["redis"]["host"] = "i";
        QVERIFY(changes(before, wanted.dump().c_str()) == json::parse(R"({"config":{"redis":{"host":"i"}}})"));
        wanted["config"]["redis_host"] = "i"; // follows by itself
        wanted["config"]["redis"]["options"]["a"] = nullptr;
        QVERIFY(changes(before, wanted.dump().c_str()) == json::parse(R"({"config":{"redis":{"host":"i","options":{"a":null}}}})"));
        wanted = json::parse(before);
        wanted["config"]["headers"].erase("b"); // a map is replaced, and that is no reason to put the whole plugin
        QVERIFY(changes(before, wanted.dump().c_str()) == json::parse(R"({"config":{"headers":{"a":"1"}}})"));
        wanted = json::parse(before);
        wanted["config"]["redis_host"] = "i"; // written by hand, under the older name alone
        QVERIFY(changes(before, wanted.dump().c_str()) == json::parse(R"({"config":{"redis_host":"i"}})"));
        // The old dialect clears nothing by PATCH, whatever the schema says.
        QVERIFY(patch(oldServer(), R"({"config":{"hour":9}})", R"({"config":{"hour":null}})").needsReplace);

        json plugin = json::parse(before);
        kongjson::dropShorthands(&plugin, shape);
        QVERIFY(plugin == json::parse(R"({"config":{"minute":5,"headers":{"a":"1","b":"2"},)"
                                      R"("redis":{"host":"h","port":1,"password":"x","options":{"a":1,"b":null}}}})"));
        QVERIFY(kongjson::withoutNulls(plugin["config"]["redis"]) == json::parse(R"({"host":"h","port":1,"password":"x","options":{"a":1}})"));
    }

    void secretsAreMasked()
    {
        Change change;
        change.before = {true, R"({"name":"x","config":{"redis_password":"old-secret","add":{"headers":["Authorization:Basic abc","x-a:1"]}}})", {}};
        change.after = {true, R"({"name":"x","config":{"redis_password":"new-secret","add":{"headers":["Authorization:Basic abc","x-a:2"]}}})", {}};
        const QByteArray before = kongshown::body(change, true);
        const QByteArray after = kongshown::body(change, false);
        for (const QByteArray &shown : {before, after}) {
            QVERIFY(!shown.contains("secret\""));
            QVERIFY(!shown.contains("abc"));
            QVERIFY(shown.contains("x-a:"));
        }
        QVERIFY(after.contains("(changed)") && !before.contains("(changed)"));
    }

    void registrars()
    {
        QHash<QString, json> objects;
        std::vector<kong::Plugin> todoPlugins;
        for (const KongCall &call : kongRecording(text("0.14.1"), text("24-apis-microkubes-clients"))) {
            if (call.status == 201 && call.path == "/apis/")
                objects.insert(QString::fromStdString(call.answer["name"].get<std::string>()), call.answer);
            if (call.status == 201 && call.path == "/apis/todo/plugins")
                todoPlugins.push_back(*kong::decodePlugin(call.answer, true));
        }
        using kongregistrars::Library;
        const auto guess = [&](const char *name, const std::vector<kong::Plugin> &plugins) {
            return kongregistrars::guess(*kong::decodeApi(objects.value(text(name))), plugins);
        };
        QCOMPARE(guess("microservice-user", {}).library, Library::Go);
        QCOMPARE(guess("microservice-user", {}).consulService, text("microservice-user"));
        QCOMPARE(guess("oauth2-auth-server", {}).library, Library::Go);
        QCOMPARE(guess("hello-service", {}).library, Library::Python);
        QVERIFY(!todoPlugins.empty());
        QCOMPARE(guess("todo", todoPlugins).library, Library::JavaV0);
        json byHand = objects.value(text("microservice-user"));
        byHand["upstream_url"] = "http://10.0.0.1:80";
        QCOMPARE(kongregistrars::guess(*kong::decodeApi(byHand), {}).library, Library::None);

        QCOMPARE(kongregistrars::undoneAtNextStart(Library::Python, kong::Kind::Api, {text("uris"), text("strip_uri")}).fields, QStringList{text("uris")});
        QVERIFY(kongregistrars::undoneAtNextStart(Library::JavaV0, kong::Kind::Plugin, {}).plugins);

        // The plan tells.
        json wanted = objects.value(text("microservice-user"));
        wanted["retries"] = 3;
        kongguards::Around around;
        around.apis = std::make_shared<const std::vector<kong::Api>>(1, *kong::decodeApi(objects.value(text("microservice-user"))));
        const Result<Plan> plan = kongplans::edit({oldServer(), around}, kong::Kind::Api, bytes(objects.value(text("microservice-user"))), bytes(wanted));
        QVERIFY(plan.has_value());
        QCOMPARE(plan->notices.size(), 1);
        QCOMPARE(plan->notices.constFirst().first, text("kong.registers-itself"));
        QCOMPARE(plan->notices.constFirst().second.value(text("fields")).toStringList(), QStringList{text("retries")});
    }

    void records()
    {
        kongjoin::Sources sources;
        const auto list = [](auto... rows) { return std::make_shared<const std::vector<std::common_type_t<decltype(rows)...>>>(std::vector{rows...}); };
        sources.apis = list(*kong::decodeApi(api));
        sources.services = list(*kong::decodeService(json::parse(R"({"id":"s1","name":"svc","protocol":"https","host":"h","port":8443,"path":"/p","enabled":false})")),
                                *kong::decodeService(json::parse(R"({"id":"s2","host":"lonely","port":80,"protocol":"http"})")));
        sources.routes = list(*kong::decodeRoute(json::parse(R"({"id":"r1","paths":["/x"],"service":{"id":"s1"}})")));
        sources.plugins = list(*kong::decodePlugin(json::parse(R"({"id":"p1","name":"cors","service":{"id":"s1"},"consumer":{"id":"c1"}})"), false),
                               *kong::decodePlugin(json::parse(R"({"id":"p2","name":"cors","api_id":"a","enabled":false})"), true),
                               *kong::decodePlugin(json::parse(R"({"id":"p3","name":"prometheus"})"), false));
        sources.consumerNames = {{text("c1"), text("bob")}};
        const auto records = kongjoin::routeRecords(sources);
        QCOMPARE(records.size(), size_t(3));
        QCOMPARE(records[0].kind, kong::Kind::Api);
        QCOMPARE(records[0].plugins, 1);
        QCOMPARE(records[0].pluginsOff, 1);
        QCOMPARE(records[0].targetPort, 8080);
        QCOMPARE(records[1].kind, kong::Kind::Route);
        QCOMPARE(records[1].serviceName, text("svc"));
        QCOMPARE(records[1].targetUrl, text("https://h:8443/p"));
        QCOMPARE(records[1].enabled, std::optional(false));
        QCOMPARE(records[1].plugins, 0);
        QCOMPARE(records[1].servicePlugins, 1);
        QCOMPARE(records[2].kind, kong::Kind::Service);
        QCOMPARE(records[2].targetHost, text("lonely"));
        const auto plugins = kongjoin::pluginRecords(sources);
        QCOMPARE(plugins[0].serviceName, text("svc"));
        QCOMPARE(plugins[0].consumerName, text("bob"));
        QCOMPARE(plugins[1].apiName, text("one"));
        QVERIFY(plugins[2].apiName.isEmpty() && plugins[2].serviceName.isEmpty());
        sources.plugins = nullptr;
        QCOMPARE(kongjoin::routeRecords(sources)[0].plugins, -1);
    }
};

MK_TEST_CLASS(TestKongGuards)
#include "TestKongGuards.moc"
