// SPDX-License-Identifier: GPL-3.0-or-later
// The path of a request over values: each way in which a Microkubes platform is known to break.
#include "core/Json.h"
#include "platform/ProxyProbe.h"
#include "platform/RequestPath.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::requestpath;

namespace {

// Microkubes as its manifests make it.
class Scene
{
public:
    Scene()
    {
        sources.server.version = QStringLiteral("0.14.1");
        sources.server.apis = true;
        sources.server.oldPlugins = true;
        sources.hasConsul = true;
        sources.datacenter = QStringLiteral("dc1");
        sources.proxyPort = 8000;
        sources.dnsOrder =
            QStringList{QStringLiteral("LAST"), QStringLiteral("SRV"), QStringLiteral("A"), QStringLiteral("CNAME")};
        addApi("microservice-user", "/users", "http://microservice-user.service.consul:8080");
        addApi("registration-microservice", "/users/register", "http://microservice-registration.service.consul:8080");
        addApi("hello-service", "/hello", "http://hello-service.service.consul:5000");
        addInstance("consul", "consul", "10.0.0.1", 8300);
        addInstance("microservice-user", "user-1", "172.17.0.11", 8080);
        addInstance("microservice-user", "user-2", "172.17.0.12", 8080);
        addInstance("microservice-registration", "registration-1", "172.17.0.13", 8080);
        addInstance("hello-service", "hello-1", "172.17.0.14", 5000);
    }

    kong::Api &addApi(const char *name, const char *uri, const char *url, bool strip = false)
    {
        kong::Api api;
        api.id = QStringLiteral("id-") + QLatin1String(name);
        api.name = QLatin1String(name);
        api.uris = QStringList{QLatin1String(uri)};
        api.upstreamUrl = QLatin1String(url);
        api.stripUri = strip;
        api.preserveHost = false;
        api.createdAt = QDateTime::fromMSecsSinceEpoch(1'543'000'000'000 + qint64(apis.size()), Qt::UTC);
        apis.push_back(api);
        return apis.back();
    }
    consul::Instance &addInstance(const char *service, const char *id, const char *address, quint16 port,
                                  consul::Health health = consul::Health::Passing)
    {
        consul::Instance instance;
        instance.service = QLatin1String(service);
        instance.serviceId = QLatin1String(id);
        instance.node = QStringLiteral("node");
        instance.serviceAddress = QLatin1String(address);
        instance.port = port;
        instance.health = health;
        instances.push_back(instance);
        return instances.back();
    }
    kong::Api *api(const char *name)
    {
        for (kong::Api &one : apis) {
            if (one.name == QLatin1String(name))
                return &one;
        }
        return nullptr;
    }
    void dropService(const char *service)
    {
        std::erase_if(instances,
                      [service](const consul::Instance &one) { return one.service == QLatin1String(service); });
    }

    // As the server would tell it: the router reads the rows themselves.
    static QByteArray jsonOf(const kong::Api &api)
    {
        const auto list = [](const QStringList &texts) {
            nlohmann::json array = nlohmann::json::array();
            for (const QString &text : texts)
                array.push_back(text.toStdString());
            return array;
        };
        const nlohmann::json json{{"id", api.id.toStdString()},
                                  {"name", api.name.toStdString()},
                                  {"uris", list(api.uris)},
                                  {"methods", list(api.methods)},
                                  {"upstream_url", api.upstreamUrl.toStdString()},
                                  {"strip_uri", api.stripUri.value_or(true)},
                                  {"preserve_host", api.preserveHost.value_or(false)},
                                  {"created_at", api.createdAt.toMSecsSinceEpoch()}};
        return QByteArray::fromStdString(json.dump());
    }

    Path trace(const char *target, const QByteArray &method = "GET")
    {
        for (kong::Api &api : apis)
            api.json = jsonOf(api);
        sources.apis = std::make_shared<const std::vector<kong::Api>>(apis);
        sources.services = std::make_shared<const std::vector<kong::Service>>(services);
        sources.routes = std::make_shared<const std::vector<kong::Route>>(routes);
        sources.plugins = std::make_shared<const std::vector<KongPluginRecord>>(plugins);
        if (knowsConsul)
            sources.instances = std::make_shared<const std::vector<consul::Instance>>(instances);
        RouteRequest request;
        request.method = method;
        request.host = QByteArrayLiteral("localhost:8000");
        request.target = target;
        request.headers = headers;
        return requestpath::trace(sources, RouteMatcher(tablesOf(sources)), request);
    }

    Sources sources;
    std::vector<kong::Api> apis;
    std::vector<kong::Service> services;
    std::vector<kong::Route> routes;
    std::vector<KongPluginRecord> plugins;
    std::vector<consul::Instance> instances;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    bool knowsConsul = true;
};

KongPluginRecord pluginOf(const char *name, const QByteArray &config)
{
    KongPluginRecord record;
    record.plugin.id = QStringLiteral("plugin-") + QLatin1String(name);
    record.plugin.name = QLatin1String(name);
    record.plugin.config = config;
    return record;
}

} // namespace

class TestRequestPath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void arrives()
    {
        Scene scene;
        const Path path = scene.trace("/users/me");
        QCOMPARE(path.chosenName, QStringLiteral("microservice-user"));
        QVERIFY(!path.cause);
        QVERIFY(!path.expectedStatus);
        QCOMPARE(path.places.size(), size_t(2));
        QCOMPARE(path.places.front().port, 8080);
        QCOMPARE(path.step(StepKind::Resolve).code, QStringLiteral("resolve.instances"));
        QVERIFY(path.step(StepKind::Resolve).state == State::Ok);
        // Nobody looks after these instances but their node: neither good nor bad.
        QCOMPARE(path.step(StepKind::Connect).code, QStringLiteral("connect.unchecked"));
        QVERIFY(path.worst() == State::Unknown);
        // The longer path wins, and the other is told as beaten.
        const Path longer = scene.trace("/users/register");
        QCOMPARE(longer.chosenName, QStringLiteral("registration-microservice"));
        QCOMPARE(longer.step(StepKind::Match).args.value(QStringLiteral("beaten")).toInt(), 1);
    }

    // Known problem 1: not in Consul.
    void serviceIsNotInConsul()
    {
        Scene scene;
        scene.api("hello-service")->upstreamUrl = QStringLiteral("http://hello-servcie.service.consul:5000");
        const Path path = scene.trace("/hello");
        QVERIFY(path.cause);
        QVERIFY(path.cause->state == State::Broken);
        QCOMPARE(path.cause->code, QStringLiteral("resolve.no-service"));
        QCOMPARE(path.cause->args.value(QStringLiteral("nearest")).toString(), QStringLiteral("hello-service"));
        QVERIFY(path.cause->repair);
        QCOMPARE(path.cause->repair->hostAfter, QStringLiteral("hello-service.service.consul"));
        QCOMPARE(path.expectedStatus.value_or(0), 503);
        QVERIFY(path.step(StepKind::Connect).state == State::NotReached);

        scene.dropService("hello-service");
        scene.api("hello-service")->upstreamUrl = QStringLiteral("http://hello-service.service.consul:5000");
        const Path gone = scene.trace("/hello");
        QCOMPARE(gone.cause->code, QStringLiteral("resolve.no-service"));
        QVERIFY(!gone.cause->repair); // nothing is near
        QVERIFY(gone.cause->args.value(QStringLiteral("nearest")).toString().isEmpty());
    }

    // A token that does not see everything proves nothing.
    void hiddenIsNotMissing()
    {
        Scene scene;
        scene.sources.registryIsPart = true;
        scene.dropService("hello-service");
        const Path path = scene.trace("/hello");
        QVERIFY(path.cause->state == State::Doubtful);
        QCOMPARE(path.cause->code, QStringLiteral("resolve.hidden"));
        QVERIFY(!path.expectedStatus);
    }

    // Known problem 2: the domain of the official guide.
    void misspeltDomain()
    {
        Scene scene;
        scene.api("hello-service")->upstreamUrl = QStringLiteral("http://hello-service.services.consul:5000/base");
        const Path path = scene.trace("/hello");
        QCOMPARE(path.cause->code, QStringLiteral("resolve.misspelt"));
        QCOMPARE(path.cause->args.value(QStringLiteral("wrong")).toString(), QStringLiteral("services"));
        QCOMPARE(path.cause->args.value(QStringLiteral("instances")).toInt(), 1);
        const Repair repair = path.cause->repair.value_or(Repair());
        QCOMPARE(repair.hostAfter, QStringLiteral("hello-service.service.consul"));

        // The repair changes the host and nothing else.
        kongplans::Context context;
        context.server = scene.sources.server;
        const Result<Plan> plan = repairPlan(context, repair, scene.api("hello-service")->json);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().reason));
        QCOMPARE(plan->changes().size(), 1);
        const QByteArray after = plan->changes().constFirst().after.body;
        QVERIFY2(after.contains("\"http://hello-service.service.consul:5000/base\""), after.constData());
        QVERIFY(after.contains("\"/hello\""));
        // Somebody mended it meanwhile.
        QByteArray mended = scene.api("hello-service")->json;
        mended.replace("services.consul", "service.consul");
        QVERIFY(!repairPlan(context, repair, mended));
        // The corrected name is right in form, but nobody is there: no repair that would not help.
        scene.dropService("hello-service");
        QVERIFY(!scene.trace("/hello").cause->repair);
    }

    // Known problem 4: what strip_uri does is told on the way.
    void stripIsTold()
    {
        Scene scene;
        scene.api("hello-service")->stripUri = true;
        const PathStep step = scene.trace("/hello?a=1").step(StepKind::Rewrite);
        QCOMPARE(step.args.value(QStringLiteral("from")).toString(), QStringLiteral("/hello?a=1"));
        QCOMPARE(step.args.value(QStringLiteral("to")).toString(), QStringLiteral("/?a=1"));
        QCOMPARE(step.args.value(QStringLiteral("strip")).toBool(), true);
        scene.api("hello-service")->stripUri = false;
        QCOMPARE(scene.trace("/hello").step(StepKind::Rewrite).args.value(QStringLiteral("to")).toString(),
                 QStringLiteral("/hello"));
    }

    // Known problems 5 and 6: Consul's port beats the configured one, as long as SRV goes before A.
    void portsDiffer()
    {
        Scene scene;
        scene.api("hello-service")->upstreamUrl = QStringLiteral("http://hello-service.service.consul:8000");
        const Path path = scene.trace("/hello");
        QCOMPARE(path.cause->code, QStringLiteral("resolve.port-differs"));
        QVERIFY(path.cause->state == State::Doubtful);
        QVERIFY(!path.expectedStatus);
        QCOMPARE(path.places.front().port, 5000);
        QCOMPARE(path.ports.size(), size_t(2));
        QCOMPARE(path.ports.at(0).port, 8000);
        QVERIFY(!path.ports.at(0).used);
        QCOMPARE(path.ports.at(1).port, 5000);
        QVERIFY(path.ports.at(1).used);
        QCOMPARE(path.cause->args.value(QStringLiteral("remembers")).toBool(), true); // LAST: it may change over

        scene.sources.dnsOrder = QStringList{QStringLiteral("A"), QStringLiteral("SRV")};
        const Path byA = scene.trace("/hello");
        QCOMPARE(byA.places.front().port, 8000);
        QVERIFY(byA.ports.at(0).used && !byA.ports.at(1).used);
        QCOMPARE(byA.cause->args.value(QStringLiteral("remembers")).toBool(), false);
        // Not told: Kong's own default, SRV first.
        scene.sources.dnsOrder.clear();
        QCOMPARE(scene.trace("/hello").places.front().port, 5000);
        // A port of 0 in Consul leaves the configured one in force.
        scene.dropService("hello-service");
        scene.addInstance("hello-service", "hello-1", "172.17.0.14", 0);
        QCOMPARE(scene.trace("/hello").places.front().port, 8000);
        QVERIFY(!scene.trace("/hello").cause);
    }

    // Known problem 7: several ports under one name.
    void portsTakeTurns()
    {
        Scene scene;
        scene.addInstance("hello-service", "hello-admin", "172.17.0.14", 15672);
        const Path path = scene.trace("/hello");
        QCOMPARE(path.cause->code, QStringLiteral("resolve.many-ports"));
        QCOMPARE(path.cause->args.value(QStringLiteral("srv")).toString(), QStringLiteral("5000, 15672"));
        QCOMPARE(path.places.size(), size_t(2));
    }

    // Known problem 8: instances that fail, and those that nobody looks after.
    void failingInstances()
    {
        Scene scene;
        scene.dropService("hello-service");
        scene.addInstance("hello-service", "hello-1", "172.17.0.14", 5000, consul::Health::Critical);
        consul::Instance &good = scene.addInstance("hello-service", "hello-2", "172.17.0.15", 5000);
        good.checks.append(consul::Check{});
        good.checks.back().serviceId = good.serviceId;
        const Path path = scene.trace("/hello");
        QVERIFY(!path.cause); // DNS leaves the critical one out
        QCOMPARE(path.places.front().name, QStringLiteral("hello-2"));
        QVERIFY(path.places.front().used && !path.places.back().used);
        QCOMPARE(path.step(StepKind::Connect).code, QStringLiteral("connect.passing"));
        scene.instances.back().health = consul::Health::Critical;
        const Path none = scene.trace("/hello");
        QCOMPARE(none.cause->code, QStringLiteral("resolve.all-critical"));
        QCOMPARE(none.expectedStatus.value_or(0), 503);
    }

    // Known problem 10: a Consul that has forgotten everything.
    void emptyCatalog()
    {
        Scene scene;
        std::erase_if(scene.instances,
                      [](const consul::Instance &one) { return one.service != QLatin1String("consul"); });
        QCOMPARE(scene.trace("/users").cause->code, QStringLiteral("resolve.catalog-empty"));
    }

    // Known problem 13: two objects for one path.
    void twoOnOnePath()
    {
        Scene scene;
        scene.addApi("microservice-user-profile", "/users", "http://hello-service.service.consul:5000");
        const Path path = scene.trace("/users");
        QCOMPARE(path.chosenName, QStringLiteral("microservice-user")); // it was there first
        QCOMPARE(path.step(StepKind::Match).code, QStringLiteral("match.older"));
        QVERIFY(path.cause->state == State::Doubtful);
        QCOMPARE(path.cause->args.value(QStringLiteral("others")).toStringList(),
                 QStringList{QStringLiteral("microservice-user-profile")});
        // Made in the same instant: nobody can tell.
        scene.apis.back().createdAt = scene.apis.front().createdAt;
        const Path tie = scene.trace("/users");
        QCOMPARE(tie.step(StepKind::Match).code, QStringLiteral("match.tie"));
        QCOMPARE(tie.cause->args.value(QStringLiteral("others")).toStringList().size(), 1);
        // A longer path is no rival.
        QVERIFY(!scene.trace("/users/register").cause);
    }

    void nothingMatches()
    {
        Scene scene;
        const Path path = scene.trace("/helo/world");
        QCOMPARE(path.cause->code, QStringLiteral("match.none"));
        QCOMPARE(path.expectedStatus.value_or(0), 404);
        QCOMPARE(path.nearest.value(0), QStringLiteral("hello-service"));
        QVERIFY(path.step(StepKind::Plugins).state == State::NotReached);
        QVERIFY(path.places.empty());
        // Everything fits but the method.
        scene.api("hello-service")->methods = QStringList{QStringLiteral("POST")};
        QCOMPARE(scene.trace("/hello").nearest.value(0), QStringLiteral("hello-service"));
        QVERIFY(scene.trace("/entirely/else").nearest.isEmpty());
    }

    // Of many candidates few are told, the nearest first, wherever they stand in the list.
    void keepsFewOfMany()
    {
        Scene scene;
        for (int i = 0; i < 300; ++i) {
            const QByteArray name = "other-" + QByteArray::number(i);
            scene.addApi(name.constData(), QByteArray('/' + name).constData(),
                         "http://hello-service.service.consul:5000");
        }
        scene.addApi("basket", "/baskets", "http://hello-service.service.consul:5000");
        const Path path = scene.trace("/basket/1");
        QCOMPARE(path.compared, qsizetype(304));
        QCOMPARE(path.explanation.verdicts.size(), size_t(50));
        QCOMPARE(path.explanation.verdicts.front().name, QStringLiteral("basket"));
        QCOMPARE(path.nearest.value(0), QStringLiteral("basket"));
    }

    void notPredicted()
    {
        Scene scene;
        scene.apis.clear();
        scene.sources.server = {};
        scene.sources.server.version = QStringLiteral("3.9.1");
        scene.sources.routerFlavor = QStringLiteral("expressions");
        const Path path = scene.trace("/hello");
        QVERIFY(path.step(StepKind::Match).state == State::Unknown);
        QCOMPARE(path.cause->code, QStringLiteral("match.unknown"));
        QVERIFY(!path.expectedStatus);
        QVERIFY(path.chosenId.isEmpty());
    }

    void pluginsThatEnd()
    {
        Scene scene;
        scene.plugins.push_back(pluginOf("key-auth", R"({"key_names":["apikey"]})"));
        Path path = scene.trace("/hello");
        QCOMPARE(path.cause->code, QStringLiteral("plugins.credential"));
        QVERIFY(path.cause->state == State::Doubtful);
        QCOMPARE(path.expectedStatus.value_or(0), 401);
        QVERIFY(!scene.trace("/hello?apikey=x").cause);
        scene.headers.emplace_back("ApiKey", "x");
        QVERIFY(!scene.trace("/hello").cause);
        scene.plugins.push_back(pluginOf("request-termination", R"({"status_code":410})"));
        path = scene.trace("/hello");
        QCOMPARE(path.cause->code, QStringLiteral("plugins.terminates"));
        QCOMPARE(path.expectedStatus.value_or(0), 410);
        QVERIFY(path.step(StepKind::Rewrite).state == State::NotReached);
        scene.plugins.back().plugin.enabled = false;
        QVERIFY(!scene.trace("/hello").cause);
    }

    // Services and routes, and Kong's own load balancers.
    void newerObjects()
    {
        Scene scene;
        scene.apis.clear();
        scene.sources.server = {};
        scene.sources.server.version = QStringLiteral("2.8.5");
        scene.sources.server.services = true;
        kong::Service service;
        service.id = QStringLiteral("s");
        service.name = QStringLiteral("hello");
        service.protocol = QStringLiteral("http");
        service.host = QStringLiteral("hello-upstream");
        service.port = 80;
        scene.services.push_back(service);
        kong::Route route;
        route.id = QStringLiteral("r");
        route.name = QStringLiteral("hello");
        route.serviceId = service.id;
        route.protocols = QStringList{QStringLiteral("http"), QStringLiteral("https")};
        route.paths = QStringList{QStringLiteral("/hello")};
        route.stripPath = true;
        route.preserveHost = false;
        route.json =
            R"({"paths":["/hello"],"protocols":["http","https"],"strip_path":true,"preserve_host":false,"path_handling":"v0"})";
        scene.routes.push_back(route);
        // What its upstreams are is not known.
        QCOMPARE(scene.trace("/hello").step(StepKind::Resolve).code, QStringLiteral("resolve.maybe-upstream"));
        scene.sources.upstreams =
            std::vector<Upstream>{{service.host, QStringList{QStringLiteral("172.17.0.14:5000"), QStringLiteral("10.9.9.9:1")}}};
        Path path = scene.trace("/hello");
        QVERIFY(path.chosenKind == kong::Kind::Route);
        QCOMPARE(path.upstream, service.host);
        QCOMPARE(path.places.size(), size_t(2));
        QCOMPARE(path.places.front().service, QStringLiteral("hello-service")); // by its address and port
        // Nothing is blamed while its targets are not read.
        scene.sources.upstreams = std::vector<Upstream>{{service.host, std::nullopt}};
        path = scene.trace("/hello");
        QCOMPARE(path.step(StepKind::Resolve).code, QStringLiteral("resolve.targets-unread"));
        QVERIFY(!path.cause);
        scene.sources.upstreams = std::vector<Upstream>{{service.host, QStringList()}};
        path = scene.trace("/hello");
        QCOMPARE(path.cause->code, QStringLiteral("resolve.no-targets"));
        QCOMPARE(path.expectedStatus.value_or(0), 503);
        // The repair of a service changes its host.
        scene.sources.upstreams = std::vector<Upstream>();
        scene.services.front().host = QStringLiteral("hello-service.consul");
        path = scene.trace("/hello");
        QCOMPARE(path.cause->code, QStringLiteral("resolve.misspelt"));
        QVERIFY(path.cause->repair && path.cause->repair->kind == kong::Kind::Service);
        QCOMPARE(path.cause->repair->id, QStringLiteral("s"));
    }

    void unknownRegistry()
    {
        Scene scene;
        scene.knowsConsul = false;
        const Path path = scene.trace("/hello");
        QCOMPARE(path.step(StepKind::Resolve).code, QStringLiteral("resolve.consul-unread"));
        QVERIFY(path.step(StepKind::Resolve).state == State::Unknown);
        QVERIFY(!path.cause);
        scene.sources.hasConsul = false;
        QCOMPARE(scene.trace("/hello").step(StepKind::Resolve).code, QStringLiteral("resolve.no-consul"));
    }

    void tagsAndDatacenters()
    {
        Scene scene;
        scene.api("hello-service")->upstreamUrl = QStringLiteral("http://v2.hello-service.service.consul:5000");
        QCOMPARE(scene.trace("/hello").cause->code, QStringLiteral("resolve.no-tag"));
        scene.instances.back().tags = QStringList{QStringLiteral("V2")};
        QVERIFY(!scene.trace("/hello").cause);
        scene.api("hello-service")->upstreamUrl = QStringLiteral("http://hello-service.service.dc2.consul:5000");
        QCOMPARE(scene.trace("/hello").step(StepKind::Resolve).code, QStringLiteral("resolve.other-datacenter"));
    }

    // ---- what the proxy says against it

    void comparesAnswers()
    {
        Scene scene;
        const Path path = scene.trace("/hello");
        HttpResponse response;
        response.status = 200;
        response.headers = {
            {"Kong-Api-Name", "hello-service"}, {"X-Kong-Upstream-Latency", "12"}, {"X-Kong-Proxy-Latency", "3"}};
        proxyprobe::Answer answer = proxyprobe::answerOf(response, {});
        QCOMPARE(answer.upstreamMs.value_or(0), qint64(12));
        QCOMPARE(answer.kongMs.value_or(0), qint64(3));
        QVERIFY(proxyprobe::compare(path, answer, {}).agrees);
        response.headers[0].second = "another";
        QCOMPARE(proxyprobe::compare(path, proxyprobe::answerOf(response, {}), {}).code,
                 QStringLiteral("probe.other-entity"));
        // As 0.14.1 writes it when nothing listens on the port (recording 80).
        response.status = 502;
        response.headers[0].second = "hello-service";
        response.body = "An invalid response was received from the upstream server\n";
        const proxyprobe::Comparison refused = proxyprobe::compare(path, proxyprobe::answerOf(response, {}), {});
        QCOMPARE(refused.code, QStringLiteral("probe.refused"));
        QCOMPARE(refused.args.value(QStringLiteral("port")).toInt(), 5000);
        // The upstream's own 502 is its business.
        response.body = "{\"message\":\"mine\"}";
        QVERIFY(proxyprobe::compare(path, proxyprobe::answerOf(response, {}), {}).agrees);
        response = {};
        response.status = 503;
        response.body = "{\"message\":\"name resolution failed\"}";
        QCOMPARE(
            proxyprobe::compare(path, proxyprobe::answerOf(response, {}), {QStringLiteral("172.17.0.3:8600")}).code,
            QStringLiteral("probe.unresolved"));
        // Predicted: agrees.
        scene.dropService("hello-service");
        QVERIFY(proxyprobe::compare(scene.trace("/hello"), proxyprobe::answerOf(response, {}), {}).agrees);
        response.status = 200;
        QCOMPARE(proxyprobe::compare(scene.trace("/hello"), proxyprobe::answerOf(response, {}), {}).code,
                 QStringLiteral("probe.other-status"));
        // 3.x without allow_debug_header: nobody says which.
        const Path good = Scene().trace("/hello");
        response = {};
        response.status = 200;
        response.headers = {{"X-Kong-Upstream-Latency", "1"}};
        QCOMPARE(proxyprobe::compare(good, proxyprobe::answerOf(response, {}), {}).code,
                 QStringLiteral("probe.as-predicted-unnamed"));
    }

    void sendsReadsOnly()
    {
        RouteRequest request;
        request.target = "/a?b=c";
        request.host = QByteArrayLiteral("example.org");
        QVERIFY(proxyprobe::maySend(request));
        const HttpRequest sent = proxyprobe::requestFor(request);
        QCOMPARE(sent.path, QByteArray("/a?b=c"));
        QVERIFY(sent.headers.contains({QByteArray("Host"), QByteArray("example.org")}));
        QVERIFY(sent.headers.contains({QByteArray("Kong-Debug"), QByteArray("1")}));
        for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS", "get"}) {
            request.method = method;
            QVERIFY(!proxyprobe::maySend(request));
        }
    }
};

MK_TEST_CLASS(TestRequestPath)
#include "TestRequestPath.moc"
