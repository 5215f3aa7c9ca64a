// SPDX-License-Identifier: GPL-3.0-or-later
#include "KongBench.h"
#include "api/kong/KongDecode.h"
#include "platform/ApiConversion.h"
#include "platform/KongJson.h"
#include "platform/KongMetricsState.h"
#include "platform/KongRegistration.h"
#include "platform/RouteMatcher.h"
#include "support/DemoKong.h"
#include "support/TestMain.h"

#include <QTest>

#include <algorithm>

using namespace mk;
using mk::test::DemoKong;
using mk::test::KongBench;
using mk::test::RawHttp;
using mk::test::resultOf;
using nlohmann::json;

// Addresses in raw strings are written as http:\/\/ because moc takes two slashes there for a comment.
namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

template <class T>
std::shared_ptr<const std::vector<T>> rowsOf(DemoKong &kong, const QByteArray &path)
{
    auto rows = std::make_shared<std::vector<T>>();
    const json page = kong.get(path + "?size=1000");
    if (page.is_object() && page.contains("data")) {
        for (const json &row : page["data"]) {
            if (const Result<T> decoded = kong::decodeEntity<T>(row, kong::kindOf<T>() == kong::Kind::Plugin))
                rows->push_back(*decoded);
        }
    }
    return rows;
}

// Members of an entity as they come back from a read of their own, the times that no undo can bring back aside.
json settled(json entity)
{
    entity.erase("updated_at");
    return entity;
}

struct Answer
{
    int status = 0;
    QByteArray body;
    QByteArray entity; // API object or service
    bool operator==(const Answer &) const = default;
};

} // namespace

// The jobs of somebody who runs Microkubes on Kong: unregister, register again, convert. On a simulated Kong, whose router is
// no code of ours.
class TestKongJobs : public QObject
{
    Q_OBJECT

    // What a session would know of it.
    static void look(KongBench &bench, DemoKong &kong)
    {
        bench.plans.around.apis = bench.plans.server.apis ? rowsOf<kong::Api>(kong, "/apis")
                                                          : std::make_shared<const std::vector<kong::Api>>();
        bench.plans.around.services = rowsOf<kong::Service>(kong, "/services");
        bench.plans.around.routes = rowsOf<kong::Route>(kong, "/routes");
        bench.plans.around.plugins = rowsOf<kong::Plugin>(kong, "/plugins");
    }
    static QString idOf(DemoKong &kong, const char *name, const QByteArray &collection = "/apis/")
    {
        const json entity = kong.get(collection + name);
        return entity.is_object() ? QString::fromStdString(entity["id"].get<std::string>()) : QString();
    }
    static QList<kongplans::Doomed> doomed(KongBench &bench, kong::Kind kind, const QStringList &ids)
    {
        QList<QPair<kong::Kind, QByteArray>> seen;
        for (const QString &id : ids)
            seen.append({kind, bench.seen(kind, id)});
        const auto read = resultOf(kongplans::readDoomed(bench.client.get(), seen, &bench.parent));
        return read ? *read : QList<kongplans::Doomed>();
    }
    static Answer ask(RawHttp &proxy, const QByteArray &method, const QByteArray &path)
    {
        const RawHttp::Response response = proxy.send(method, path, {}, {{"Kong-Debug", "1"}});
        const QByteArray api = response.header("Kong-Api-Name");
        return {response.status, response.body, api.isEmpty() ? response.header("Kong-Service-Name") : api};
    }
    static bool hasNotice(const Plan &plan, const char *code)
    {
        return std::any_of(plan.notices.cbegin(), plan.notices.cend(),
                           [code](const PlanNotice &notice) { return notice.first == QLatin1String(code); });
    }
    static RouterTables tablesOf(const KongBench &bench)
    {
        RouterTables tables;
        tables.version = bench.plans.server.version;
        tables.apis = *bench.plans.around.apis;
        tables.services = *bench.plans.around.services;
        tables.routes = *bench.plans.around.routes;
        return tables;
    }

private Q_SLOTS:
    // ---- unregister

    void unregisterAnApiObject()
    {
        DemoKong kong(text("0.14.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QVERIFY(kong.send("POST", "/apis/jwt-issuer/plugins", R"({"name":"cors","config":{"origins":["*"]}})").status == 201);
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        look(bench, kong);
        const QString id = idOf(kong, "jwt-issuer");
        const json born = bench.get(kong::Kind::Api, id);
        const json pluginsBefore = kong.get(QByteArray("/plugins?api_id=") + id.toLatin1())["data"];
        const Result<Plan> plan = kongregistration::unregister(bench.plans, doomed(bench, kong::Kind::Api, {id}), {});
        QVERIFY(plan.has_value());
        QCOMPARE(plan->title, text("kong.unregister"));
        QCOMPARE(plan->steps.size(), 2); // its plugin is told
        QVERIFY(hasNotice(*plan, "kong.takes-along") && hasNotice(*plan, "kong.nobody-unregisters"));
        const auto back = std::find_if(plan->notices.cbegin(), plan->notices.cend(),
                                       [](const PlanNotice &n) { return n.first == QLatin1String("kong.comes-back"); });
        QVERIFY(back != plan->notices.cend());
        QCOMPARE(back->second.value(text("library")).toString(), text("go"));
        const PlanReport report = bench.run(*plan);
        QVERIFY(report.complete());
        QCOMPARE(kong.send("GET", "/apis/jwt-issuer").status, 404);
        QVERIFY(bench.run(bench.undo(*plan, report)).complete());
        QVERIFY(kongjson::same(settled(bench.get(kong::Kind::Api, id)), settled(born)));
        const json pluginsNow = kong.get(QByteArray("/plugins?api_id=") + id.toLatin1())["data"];
        QCOMPARE(pluginsNow.size(), size_t(1));
        QCOMPARE(pluginsNow[0]["id"].get<std::string>(), pluginsBefore[0]["id"].get<std::string>());
    }

    // The service goes with the last of the routes that lead to it, and stays where another one still does.
    void unregisterARoute_data()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
            QTest::newRow(version) << text(version);
    }
    void unregisterARoute()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QCOMPARE(kong.send("POST", "/services", R"({"name":"gone","host":"gone.service.consul","port":8080})").status, 201);
        QStringList routes;
        for (const char *path : {"/a", "/b"}) {
            const json route{{"paths", {path}}};
            const RawHttp::Response made = kong.send("POST", "/services/gone/routes", QByteArray::fromStdString(route.dump()));
            QCOMPARE(made.status, 201);
            routes << QString::fromStdString(json::parse(made.body.toStdString())["id"].get<std::string>());
        }
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        look(bench, kong);
        const QString service = idOf(kong, "gone", "/services/");
        const QList<kongplans::Doomed> all = doomed(bench, kong::Kind::Service, {service});
        const Result<Plan> one = kongregistration::unregister(bench.plans, all, {routes.first()});
        QVERIFY(one.has_value());
        QCOMPARE(one->steps.size(), 1);
        QVERIFY(hasNotice(*one, "kong.service-stays"));
        const PlanReport report = bench.run(*one);
        QVERIFY(report.complete());
        QVERIFY(bench.get(kong::Kind::Route, routes.first()).is_null());
        QVERIFY(bench.get(kong::Kind::Service, service).is_object());
        QVERIFY(bench.run(bench.undo(*one, report)).complete());
        QVERIFY(bench.get(kong::Kind::Route, routes.first()).is_object()); // under its id
        const Result<Plan> both = kongregistration::unregister(bench.plans, doomed(bench, kong::Kind::Service, {service}), routes);
        QVERIFY(both.has_value());
        QCOMPARE(both->steps.size(), 3);
        QVERIFY(!hasNotice(*both, "kong.service-stays"));
        const PlanReport gone = bench.run(*both);
        QVERIFY(gone.complete());
        QVERIFY(bench.get(kong::Kind::Service, service).is_null());
        QVERIFY(bench.run(bench.undo(*both, gone)).complete());
        QVERIFY(bench.get(kong::Kind::Service, service).is_object() && bench.get(kong::Kind::Route, routes.last()).is_object());
    }

    // ---- register again

    void whatTheLibrariesSend()
    {
        kongregistration::Registration service;
        service.name = text("microservice-user");
        service.paths = {text("/users")};
        service.host = text("microservice-user.service.consul");
        const kongregistration::Sent go = kongregistration::sentOf(service, false, {});
        QCOMPARE(go.method, QByteArray("POST"));
        QCOMPARE(go.path, QByteArray("/apis/"));
        QCOMPARE(go.contentType, QByteArray("application/x-www-form-urlencoded"));
        QCOMPARE(go.body,
                 QByteArray("http_if_terminated=true&https_only=false&methods=&name=microservice-user&preserve_host=false&retries=5"
                            "&strip_uri=false&upstream_connect_timeout=60000&upstream_read_timeout=60000"
                            "&upstream_send_timeout=60000&upstream_url=http%3A%2F%2Fmicroservice-user.service.consul%3A8080"
                            "&uris=%2Fusers"));
        QCOMPARE(kongregistration::sentOf(service, true, text("some-id")).path, QByteArray("/apis/some-id"));
        QCOMPARE(kongregistration::sentOf(service, true, text("some-id")).method, QByteArray("PATCH"));
        service.hosts = {text("a.example"), text("b.example")};
        service.methods = {text("GET"), text("POST")};
        service.name = text("a b~c");
        const QByteArray more = kongregistration::sentOf(service, false, {}).body;
        QVERIFY(more.startsWith("hosts=a.example%2Cb.example&http_if_terminated="));
        QVERIFY(more.contains("&methods=GET%2CPOST&name=a+b~c&"));

        kongregistration::Registration python;
        python.library = kongregistrars::Library::Python;
        python.name = QString::fromUtf8("hello-ü");
        python.paths = {text("/"), text("/hello")};
        python.host = text("hello-service.service.consul");
        python.port = 5000;
        const kongregistration::Sent sent = kongregistration::sentOf(python, false, {});
        QCOMPARE(sent.contentType, QByteArray("application/json"));
        QCOMPARE(sent.body, QByteArray("{\"name\": \"hello-\\u00fc\", \"uris\": \"/,/hello\", \"upstream_url\": "
                                       "\"http://hello-service.service.consul:5000\"}"));
        QCOMPARE(kongregistration::sentOf(python, true, text("some-id")).path, QByteArray("/apis/hello-%C3%BC"));
    }

    void registerAgain_data()
    {
        QTest::addColumn<bool>("go");
        QTest::newRow("go") << true;
        QTest::newRow("python") << false;
    }
    void registerAgain()
    {
        QFETCH(bool, go);
        DemoKong kong;
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        KongRegistrationHandler handler(bench.client.get());
        kongregistration::Registration service;
        service.library = go ? kongregistrars::Library::Go : kongregistrars::Library::Python;
        service.name = text("hello-service");
        service.paths = {text("/hello"), text("/hi")};
        service.host = text("hello-service.service.consul");
        const auto run = [&](const Plan &plan) {
            PlanRunner::Context context = bench.context();
            context.handlers.insert(handler.id(), &handler);
            auto *runner = new PlanRunner(plan, context, &bench.parent);
            runner->start();
            const Result<PlanReport> report = resultOf<PlanReport>(runner);
            return report ? *report : PlanReport();
        };
        const auto undo = [&](const Plan &plan, const PlanReport &report) {
            return PlanRunner::undoPlan(plan, report, {{handler.id(), &handler}, {bench.handler->id(), bench.handler.get()}});
        };
        const Result<Plan> first = kongregistration::plan(bench.plans, service, {});
        QVERIFY(first.has_value());
        const PlanReport made = run(*first);
        QVERIFY2(made.complete(), made.steps.constFirst().error ? qPrintable(made.steps.constFirst().error->toLogString()) : "");
        QVERIFY(made.steps.constFirst().asPredicted);
        QCOMPARE(kong.requests("POST", "/apis/"), 1);
        const QString id = idOf(kong, "hello-service");
        const json now = bench.get(kong::Kind::Api, id);
        QVERIFY(now["uris"] == json({"/hello", "/hi"}));
        QCOMPARE(now["strip_uri"].get<bool>(), !go); // Kong's default is what no Go service expects
        QVERIFY(kongregistration::plan(bench.plans, service, bench.seen(kong::Kind::Api, id)).error().reason
                == text("kong.nothing-changed"));
        // Somebody has changed it: the library writes it back, and no more than it writes.
        QCOMPARE(kong.send("PATCH", "/apis/hello-service", R"({"uris":["/else"],"retries":2})").status, 200);
        const json changed = bench.get(kong::Kind::Api, id);
        const Result<Plan> again = kongregistration::plan(bench.plans, service, bench.seen(kong::Kind::Api, id));
        QVERIFY(again.has_value());
        const PlanReport written = run(*again);
        QVERIFY(written.complete() && written.steps.constFirst().asPredicted);
        const json after = bench.get(kong::Kind::Api, id);
        QVERIFY(after["uris"] == json({"/hello", "/hi"}));
        QCOMPARE(after["retries"].get<int>(), go ? 5 : 2);
        QVERIFY(run(undo(*again, written)).complete());
        QVERIFY(kongjson::same(bench.get(kong::Kind::Api, id), changed));
        QVERIFY(run(undo(*again, written)).steps.constFirst().outcome == StepOutcome::Conflict);
    }

    void undoOfARegistrationTakesItAway()
    {
        DemoKong kong;
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        KongRegistrationHandler handler(bench.client.get());
        kongregistration::Registration service;
        service.name = text("todo");
        service.paths = {text("/todo")};
        service.host = text("todo.service.consul");
        const Result<Plan> plan = kongregistration::plan(bench.plans, service, {});
        PlanRunner::Context context = bench.context();
        context.handlers.insert(handler.id(), &handler);
        auto *runner = new PlanRunner(*plan, context, &bench.parent);
        runner->start();
        const Result<PlanReport> report = resultOf<PlanReport>(runner);
        QVERIFY(report && report->complete());
        QVERIFY(bench.run(PlanRunner::undoPlan(*plan, *report, context.handlers)).complete());
        QCOMPARE(kong.send("GET", "/apis/todo").status, 404);
        // Only where there are API objects.
        bench.plans.server.apis = false;
        QCOMPARE(kongregistration::plan(bench.plans, service, {}).error().reason, text("kong.no-apis"));
    }

    // ---- convert

    // Whoever converts "/users" converts "/users/register", too: the route would take its requests.
    void convertedTogether()
    {
        DemoKong kong(text("0.14.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QCOMPARE(kong.send("POST", "/apis/microservice-user/plugins", R"({"name":"cors","config":{"origins":["*"]}})").status, 201);
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        look(bench, kong);
        const QString users = idOf(kong, "microservice-user");
        const QString registration = idOf(kong, "registration-microservice");
        const Result<QStringList> together = apiconversion::companions(bench.plans, {users});
        QVERIFY(together.has_value());
        QCOMPARE(*together, QStringList({users, registration}));
        // The other way round nobody loses anything.
        QCOMPARE(*apiconversion::companions(bench.plans, {registration}), QStringList{registration});

        const json apisBefore = kong.get("/apis?size=100")["data"];
        const json pluginsBefore = kong.get("/plugins?size=100")["data"];
        const RouterTables tablesBefore = tablesOf(bench);
        RawHttp proxy(quint16(kong.proxyUrl().port()));
        const QList<QPair<QByteArray, QByteArray>> requests{
            {"GET", "/users"},        {"GET", "/users/"},           {"GET", "/users/me"},     {"POST", "/users/register"},
            {"POST", "/users/register/resend-verification"},        {"GET", "/usersx"},       {"GET", "/users/registered"},
            {"GET", "/saml/idp/metadata"}, {"GET", "/profiles/me"}, {"GET", "/nowhere"},      {"POST", "/jwt/signin"},
            {"GET", "/auth/login"},   {"GET", "/oauth2/x?y=1"},     {"GET", "/users/verify?token=a%20b"}};
        QList<Answer> before;
        for (const auto &[method, path] : requests)
            before.append(ask(proxy, method, path));
        QCOMPARE(before.at(3).entity, QByteArray("registration-microservice"));
        QVERIFY(before.at(0).entity == "microservice-user" && before.at(0).status != 404);

        const Result<Plan> plan =
            apiconversion::plan(bench.plans, {doomed(bench, kong::Kind::Api, *together), {users}, true});
        if (!plan)
            qWarning() << plan.error().toLogString() << plan.error().args;
        QVERIFY(plan.has_value());
        QStringList order;
        for (const Step &step : plan->steps) {
            const Change &change = step.changes.constFirst();
            order << (change.after.exists ? text("+") : text("-")) + change.entity.kind + text(" ") + change.entity.name;
        }
        QCOMPARE(order, QStringList({text("+service registration-microservice"), text("+service microservice-user"), text("+plugin cors"),
                                     text("+route registration-microservice"), text("+route microservice-user"),
                                     text("-api registration-microservice"), text("-plugin cors"), text("-api microservice-user")}));
        QVERIFY(hasNotice(*plan, "kong.convert-together") && hasNotice(*plan, "kong.convert-returns"));

        const PlanReport report = bench.run(*plan);
        for (const StepReport &step : report.steps) {
            if (step.error)
                qWarning() << step.error->toLogString() << step.error->args;
        }
        QVERIFY(report.complete());
        QVERIFY(std::all_of(report.steps.cbegin(), report.steps.cend(), [](const StepReport &step) { return step.asPredicted; }));
        QCOMPARE(kong.send("GET", "/apis/microservice-user").status, 404);
        for (qsizetype i = 0; i < requests.size(); ++i) {
            const Answer now = ask(proxy, requests.at(i).first, requests.at(i).second);
            const QByteArray what = requests.at(i).second + ": " + now.entity + ' ' + QByteArray::number(now.status) + " was "
                + before.at(i).entity + ' ' + QByteArray::number(before.at(i).status);
            QVERIFY2(now == before.at(i), what.constData());
        }
        // Beyond what the proxy was asked: the router's own rules on both tables.
        look(bench, kong);
        const RouterTables tablesAfter = tablesOf(bench);
        QCOMPARE(tablesAfter.routes.size(), size_t(2));
        const RouteMatcher was(tablesBefore);
        const RouteMatcher is(tablesAfter);
        const std::vector<RouteRequest> sample = apiconversion::requestsAt(tablesBefore, tablesAfter.routes);
        QVERIFY(sample.size() >= 20);
        int byRoute = 0;
        for (const RouteRequest &request : sample) {
            const RouteAnswer a = was.match(request);
            const RouteAnswer b = is.match(request);
            byRoute += b.routeId.isEmpty() ? 0 : 1;
            QCOMPARE(b.routeId.isEmpty() ? b.name : b.serviceName, a.name);
            QCOMPARE(b.upstreamUri, a.upstreamUri);
            QCOMPARE(b.upstreamHost, a.upstreamHost);
            QCOMPARE(b.status, a.status);
        }
        QVERIFY(byRoute > 0);
        // The plugin follows the service, with its configuration.
        const json plugins = kong.get(QByteArray("/plugins?service_id=") + idOf(kong, "microservice-user", "/services/").toLatin1())["data"];
        QCOMPARE(plugins.size(), size_t(1));
        QVERIFY(plugins[0]["config"]["origins"] == json({"*"}));

        QVERIFY(bench.run(bench.undo(*plan, report)).complete());
        const auto sorted = [](json rows) {
            std::sort(rows.begin(), rows.end(), [](const json &a, const json &b) { return a["id"] < b["id"]; });
            return rows;
        };
        QVERIFY(kongjson::same(sorted(kong.get("/apis?size=100")["data"]), sorted(apisBefore)));
        QVERIFY(kongjson::same(sorted(kong.get("/plugins?size=100")["data"]), sorted(pluginsBefore)));
        QCOMPARE(kong.get("/services")["data"].size(), size_t(0));
        QCOMPARE(kong.get("/routes")["data"].size(), size_t(0));
        for (qsizetype i = 0; i < requests.size(); ++i)
            QVERIFY(ask(proxy, requests.at(i).first, requests.at(i).second) == before.at(i));
    }

    // After each step of it every request gets what it got before.
    void nothingIsLostOnTheWay()
    {
        DemoKong kong(text("0.14.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        look(bench, kong);
        QStringList all;
        for (const kong::Api &api : *bench.plans.around.apis)
            all << api.id;
        QCOMPARE(apiconversion::companions(bench.plans, all)->size(), all.size());
        Result<Plan> plan = apiconversion::plan(bench.plans, {doomed(bench, kong::Kind::Api, all), all, true});
        QVERIFY(plan.has_value());
        RawHttp proxy(quint16(kong.proxyUrl().port()));
        const QList<QPair<QByteArray, QByteArray>> requests{{"GET", "/users/me"},   {"POST", "/users/register"},
                                                            {"GET", "/usersx"},     {"GET", "/saml/idp/metadata"},
                                                            {"GET", "/auth/login"}, {"GET", "/nowhere"}};
        QList<Answer> before;
        for (const auto &[method, path] : requests)
            before.append(ask(proxy, method, path));
        const QList<Step> steps = plan->steps;
        for (const Step &step : steps) {
            Plan one = *plan;
            one.id = Plan::newId();
            one.steps = {step};
            QVERIFY(bench.run(one).complete());
            for (qsizetype i = 0; i < requests.size(); ++i)
                QVERIFY2(ask(proxy, requests.at(i).first, requests.at(i).second) == before.at(i), requests.at(i).second.constData());
        }
        QCOMPARE(kong.get("/apis")["data"].size(), size_t(0));
        QCOMPARE(kong.get("/routes")["data"].size(), size_t(7));
    }

    void theObjectsMayStay()
    {
        DemoKong kong(text("0.14.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        look(bench, kong);
        const QString id = idOf(kong, "jwt-issuer");
        const Result<Plan> plan = apiconversion::plan(bench.plans, {doomed(bench, kong::Kind::Api, {id}), {id}, false});
        QVERIFY(plan.has_value());
        QCOMPARE(plan->steps.size(), 2);
        QVERIFY(hasNotice(*plan, "kong.convert-stays"));
        // Alone `/users` is refused: without `/users/register` requests would go astray.
        const QString users = idOf(kong, "microservice-user");
        const Result<Plan> alone = apiconversion::plan(bench.plans, {doomed(bench, kong::Kind::Api, {users}), {users}, true});
        QVERIFY(!alone.has_value());
        QCOMPARE(alone.error().reason, text("kong.convert-changes"));
        QVERIFY(alone.error().args.value(text("before")).toString().startsWith(text("registration-microservice")));
    }

    void fieldsOfBoth()
    {
        const json own{{"id", "a"},
                       {"name", "one"},
                       {"uris", {"/one", "/eins"}},
                       {"hosts", {"*.example.com"}},
                       {"methods", {"GET"}},
                       {"upstream_url", "https://One.service.consul:8443/base?x=1"},
                       {"strip_uri", true},
                       {"preserve_host", true},
                       {"https_only", true},
                       {"http_if_terminated", false},
                       {"retries", 3},
                       {"upstream_connect_timeout", 1000},
                       {"upstream_send_timeout", 2000},
                       {"upstream_read_timeout", 3000},
                       {"created_at", 1570000000000}};
        const Result<kong::Api> api = kong::decodeApi(own);
        const Result<apiconversion::Parts> parts = apiconversion::partsOf(*api, text("s"), text("r"));
        QVERIFY(parts.has_value());
        QVERIFY(parts->service
                == json({{"id", "s"}, {"name", "one"}, {"protocol", "https"}, {"host", "One.service.consul"}, {"port", 8443},
                         {"path", "/base"}, {"retries", 3}, {"connect_timeout", 1000}, {"write_timeout", 2000}, {"read_timeout", 3000}}));
        QVERIFY(parts->route
                == json({{"id", "r"}, {"protocols", {"https"}}, {"strip_path", true}, {"preserve_host", true},
                         {"paths", {"/one", "/eins"}}, {"hosts", {"*.example.com"}}, {"methods", {"GET"}}, {"service", {{"id", "s"}}}}));
        QCOMPARE(parts->notices.size(), 2); // X-Forwarded-Proto, and the query that Kong drops
    }

    void whatIsRefused_data()
    {
        QTest::addColumn<QByteArray>("other"); // one more API object
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("reason");
        QTest::newRow("expression") << QByteArray(R"({"name":"x","uris":["/v\\d+"],"upstream_url":"http:\/\/x.service.consul"})")
                                    << QByteArray() << text("x") << text("kong.convert-regex");
        QTest::newRow("expression near") << QByteArray(R"({"name":"x","uris":["/jwt/\\d+"],"upstream_url":"http:\/\/x.service.consul"})")
                                         << QByteArray() << text("jwt-issuer") << text("kong.convert-regex-near");
        QTest::newRow("name taken") << QByteArray() << QByteArray(R"({"name":"jwt-issuer","host":"other"})") << text("jwt-issuer")
                                    << text("kong.convert-name-taken");
        QTest::newRow("matches nothing") << QByteArray(R"({"name":"x","uris":["/x"],"methods":[],"upstream_url":"http:\/\/x.service.consul"})")
                                         << QByteArray() << text("x") << text("kong.convert-matches-nothing");
    }
    void whatIsRefused()
    {
        QFETCH(QByteArray, other);
        QFETCH(QByteArray, service);
        QFETCH(QString, chosen);
        QFETCH(QString, reason);
        DemoKong kong(text("0.14.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        if (!other.isEmpty())
            QCOMPARE(kong.send("POST", "/apis", other).status, 201);
        if (!service.isEmpty())
            QCOMPARE(kong.send("POST", "/services", service).status, 201);
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        look(bench, kong);
        const QString id = idOf(kong, chosen.toUtf8().constData());
        const int writes = kong.writes();
        const Result<Plan> plan = apiconversion::plan(bench.plans, {doomed(bench, kong::Kind::Api, {id}), {id}, true});
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().reason, reason);
        QCOMPARE(kong.writes(), writes);
    }

    // The object never got these requests, because a route that matches goes first; its own route would take them.
    void aRouteInTheWay()
    {
        DemoKong kong(text("0.14.1"), {text("--filled")});
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QCOMPARE(kong.send("POST", "/services", R"({"name":"all","host":"all.service.consul","port":8080})").status, 201);
        const json route{{"paths", {"/jwt"}}};
        QCOMPARE(kong.send("POST", "/services/all/routes", QByteArray::fromStdString(route.dump())).status, 201);
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        look(bench, kong);
        const QString jwt = idOf(kong, "jwt-issuer");
        QCOMPARE(kong.send("PATCH", "/apis/jwt-issuer", R"({"hosts":["jwt.example"]})").status, 200);
        look(bench, kong);
        const Result<Plan> plan = apiconversion::plan(bench.plans, {doomed(bench, kong::Kind::Api, {jwt}), {jwt}, true});
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().reason, text("kong.convert-changes"));
        QVERIFY(plan.error().args.value(text("request")).toString().contains(text("jwt.example")));
    }

    // Hosts without a path of their own are met by a path without a host.
    void hostsAndPathsMeet()
    {
        DemoKong kong;
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        QCOMPARE(kong.send("POST", "/apis", R"({"name":"path","uris":["/p"],"upstream_url":"http:\/\/p.service.consul"})").status, 201);
        QCOMPARE(kong.send("POST", "/apis", R"({"name":"host","hosts":["shop.example"],"upstream_url":"http:\/\/h.service.consul"})").status, 201);
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        look(bench, kong);
        const QString path = idOf(kong, "path");
        const QString host = idOf(kong, "host");
        QCOMPARE(*apiconversion::companions(bench.plans, {path}), QStringList({path, host}));
        const Result<Plan> plan =
            apiconversion::plan(bench.plans, {doomed(bench, kong::Kind::Api, {path, host}), {path}, true});
        // The longest path first would let it take what the host has: here the host goes first.
        QVERIFY(plan.has_value());
        QCOMPARE(plan->steps.at(2).changes.constFirst().entity.name, text("host"));
        QCOMPARE(plan->steps.at(3).changes.constFirst().entity.name, text("path"));
    }

    // ---- metrics

    void whetherRequestsAreMeasured()
    {
        using kongmetrics::Plugin;
        kong::Capabilities server;
        server.version = text("0.14.1");
        server.plugins = {text("cors"), text("prometheus")};
        std::vector<kong::Plugin> plugins;
        QVERIFY(kongmetrics::stateOf(nullptr, server, nullptr).plugin == Plugin::Unknown);
        QVERIFY(kongmetrics::stateOf(&plugins, server, nullptr).plugin == Plugin::Absent);
        kong::Plugin one;
        one.name = text("prometheus");
        one.scope.apiId = text("a");
        plugins = {one};
        QVERIFY(kongmetrics::stateOf(&plugins, server, nullptr).plugin == Plugin::Partly);
        one.scope = {};
        one.enabled = false;
        plugins.push_back(one);
        QVERIFY(kongmetrics::stateOf(&plugins, server, nullptr).plugin == Plugin::Off);
        plugins.back().enabled = true;
        const kongmetrics::State on = kongmetrics::stateOf(&plugins, server, nullptr);
        QVERIFY(on.plugin == Plugin::On && !on.scrape && !on.isScraped());
        kongplans::Context context;
        context.server = server;
        QCOMPARE(kongmetrics::enable(context, on).error().reason, text("kong.nothing-changed"));
        plugins.clear();
        server.plugins = {text("cors")};
        QVERIFY(kongmetrics::stateOf(&plugins, server, nullptr).plugin == Plugin::NotOffered);
        // Prometheus is asked about the target that is Kong's: shipped with the wrong path it answers 404.
        prometheus::Target gateway;
        gateway.labels = {{text("job"), text("gateway")}};
        gateway.scrapeUrl = text("http") + text("://kong:8001/prometheus/metrics");
        gateway.health = prometheus::Health::Down;
        gateway.lastError = text("server returned HTTP status 404 Not Found");
        std::vector<prometheus::Target> targets{gateway};
        QVERIFY(kongmetrics::stateOf(&plugins, server, &targets).scrape->reason == WhyEmpty::Reason::NotFound);
        targets.front().health = prometheus::Health::Up;
        QVERIFY(kongmetrics::stateOf(&plugins, server, &targets).isScraped());
        targets.clear();
        QVERIFY(kongmetrics::stateOf(&plugins, server, &targets).scrape->reason == WhyEmpty::Reason::NoTarget);
    }

    void manyObjects()
    {
        auto apis = std::make_shared<std::vector<kong::Api>>();
        for (int i = 0; i < 10'000; ++i) {
            const std::string number = std::to_string(i);
            apis->push_back(*kong::decodeApi({{"id", "id-" + number},
                                              {"name", "api-" + number},
                                              {"uris", {"/p/" + number + (i % 2 ? "/x" : "")}},
                                              {"upstream_url", "http://a" + number + ".service.consul:8080"},
                                              {"created_at", 1570000000000 + i}}));
        }
        kongplans::Context context;
        context.server.version = text("0.14.1");
        context.server.apis = context.server.services = true;
        context.around.apis = apis;
        context.around.services = std::make_shared<const std::vector<kong::Service>>();
        context.around.routes = std::make_shared<const std::vector<kong::Route>>();
        QElapsedTimer timer;
        timer.start();
        const Result<QStringList> together = apiconversion::companions(context, {text("id-42")});
        qInfo("%lld ms", timer.elapsed());
        QVERIFY(together.has_value());
        // Prefixes are plain text: "/p/42" takes "/p/421/x" too, and every other that begins so.
        QVERIFY(together->contains(text("id-421")) && together->contains(text("id-4200")) && !together->contains(text("id-43")));
    }
};

MK_TEST_CLASS(TestKongJobs)
#include "TestKongJobs.moc"
