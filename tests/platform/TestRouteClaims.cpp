// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouteClaims.h"
#include "platform/RouteInsight.h"
#include "support/TestMain.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mk;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QDateTime second(int number)
{
    return QDateTime::fromSecsSinceEpoch(1'570'000'000 + number, Qt::UTC);
}

kong::Api api(const char *name, const QStringList &uris, int born)
{
    kong::Api api;
    api.id = text(name) + text("-id");
    api.name = text(name);
    api.uris = uris;
    api.upstreamUrl = text("http://%1.service.consul:8080").arg(text(name));
    api.stripUri = false;
    api.createdAt = second(born);
    // The router tells a list that is absent from one that is empty by the entity's own words.
    const QString list = uris.isEmpty() ? QString() : text("\"uris\":[\"%1\"],").arg(uris.join(text("\",\"")));
    api.json = text("{%1\"id\":\"%2\",\"created_at\":%3}").arg(list, api.id).arg(api.createdAt.toMSecsSinceEpoch()).toUtf8();
    return api;
}

kong::Route route(const char *id, const QStringList &paths, const QStringList &hosts = {})
{
    kong::Route route;
    route.id = text(id);
    route.serviceId = text("s1");
    route.protocols = {text("http"), text("https")};
    route.paths = paths;
    route.hosts = hosts;
    route.createdAt = second(0);
    QStringList members{text("\"id\":\"%1\"").arg(route.id), text("\"created_at\":%1").arg(route.createdAt.toSecsSinceEpoch())};
    if (!paths.isEmpty())
        members << text("\"paths\":[\"%1\"]").arg(paths.join(text("\",\"")));
    if (!hosts.isEmpty())
        members << text("\"hosts\":[\"%1\"]").arg(hosts.join(text("\",\"")));
    route.json = text("{%1}").arg(members.join(QLatin1Char(','))).toUtf8();
    return route;
}

RouterTables tables(const char *version)
{
    RouterTables tables;
    tables.version = text(version);
    kong::Service service;
    service.id = text("s1");
    service.name = text("one");
    service.protocol = text("http");
    service.host = text("one.service.consul");
    service.port = 8080;
    service.json = "{}";
    tables.services.push_back(service);
    return tables;
}

consul::Service registered(const char *name, int passing, int critical = 0)
{
    consul::Service service;
    service.name = text(name);
    service.passing = passing;
    service.critical = critical;
    service.total = passing + critical;
    return service;
}

} // namespace

// Who claims the same requests, and what Consul says of a row: pure functions.
class TestRouteClaims : public QObject
{
    Q_OBJECT
    using Registry = RouteInsight::Registry;

    static const routeclaims::Claim *claimOf(const QHash<QString, routeclaims::Claims> &found, const char *key, const char *other)
    {
        const auto claims = found.constFind(text(key));
        if (claims == found.cend())
            return nullptr;
        for (const routeclaims::Claim &claim : claims->list) {
            if (claim.key() == text(other))
                return &claim;
        }
        return nullptr;
    }

private Q_SLOTS:
    void theOlderWins()
    {
        RouterTables kong = tables("0.14.1");
        kong.apis = {api("microservice-identity", {text("/saml")}, 20), api("identity-provider", {text("/saml"), text("/idp")}, 10),
                     api("users", {text("/users")}, 1), api("register", {text("/users/register")}, 2)};
        const auto found = routeclaims::find(kong);
        QCOMPARE(found.size(), 2); // a path below another one is no quarrel
        const routeclaims::Claim *lost = claimOf(found, "api/microservice-identity-id", "api/identity-provider-id");
        QVERIFY(lost && lost->wins && !lost->byAccident);
        QCOMPARE(lost->path, QByteArray("/saml"));
        QCOMPARE(lost->name, text("identity-provider"));
        QVERIFY(lost->rule == RouteRule::Older);
        QVERIFY(found.value(text("api/microservice-identity-id")).loses());
        const routeclaims::Claim *won = claimOf(found, "api/identity-provider-id", "api/microservice-identity-id");
        QVERIFY(won && !won->wins && won->rule == RouteRule::Older);
        QVERIFY(!found.value(text("api/identity-provider-id")).loses());
        QVERIFY(won->method.isEmpty() && won->host.isEmpty()); // nobody asked for these
    }

    void bornTogetherIsAnAccident()
    {
        RouterTables kong = tables("0.14.1");
        kong.apis = {api("hello", {text("/")}, 5), api("python", {text("/")}, 5)};
        const auto found = routeclaims::find(kong);
        const routeclaims::Claim *one = claimOf(found, "api/hello-id", "api/python-id");
        const routeclaims::Claim *other = claimOf(found, "api/python-id", "api/hello-id");
        QVERIFY(one && other && one->byAccident && other->byAccident);
        QVERIFY(one->wins != other->wins);
    }

    void aRouteBeatsEveryApi()
    {
        RouterTables kong = tables("0.14.1");
        kong.apis = {api("users", {text("/users")}, 1), api("apps", {text("/apps")}, 2)};
        kong.routes = {route("r1", {text("/")})};
        const auto found = routeclaims::find(kong);
        for (const char *loser : {"api/users-id", "api/apps-id"}) {
            const routeclaims::Claim *claim = claimOf(found, loser, "route/r1");
            QVERIFY(claim && claim->wins);
            QVERIFY(claim->rule == RouteRule::RouteBeforeApi);
        }
        QCOMPARE(found.value(text("route/r1")).list.size(), 2);
        kong.routes = {route("r1", {text("/other")})};
        QVERIFY(routeclaims::find(kong).isEmpty());
    }

    void narrowerIsNoRival_data()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
            QTest::newRow(version) << text(version);
    }
    void narrowerIsNoRival()
    {
        QFETCH(QString, version);
        RouterTables kong = tables(version.toLatin1().constData());
        kong.routes = {route("r1", {text("/a")}), route("r2", {text("/a")}, {text("shop.example")})};
        QVERIFY(routeclaims::find(kong).isEmpty());
        // The same rule twice is one, in every version; of routes it is no accident who wins.
        kong.routes.push_back(route("r3", {text("/a")}, {text("shop.example")}));
        const auto found = routeclaims::find(kong);
        QCOMPARE(found.size(), 2);
        const routeclaims::Claim *claim = claimOf(found, "route/r3", "route/r2");
        QVERIFY(claim && !claim->byAccident);
        QCOMPARE(claim->host, QByteArray("shop.example"));
    }

    void whatCannotBeAskedClaimsNothing()
    {
        RouterTables kong = tables("2.8.5");
        kong.routes = {route("r1", {text("/a")}), route("r2", {text("/a")})};
        kong.services.front().enabled = false; // then neither is in the router
        QVERIFY(routeclaims::find(kong).isEmpty());
        kong.services.front().enabled = true;
        QCOMPARE(routeclaims::find(kong).size(), 2);
        kong.version = text("1.5.0"); // a router that is not known here
        QVERIFY(routeclaims::find(kong).isEmpty());
        QVERIFY(routeclaims::ownRequests(route("r3", {text("/v[0-9]+/a")})).empty());
        QCOMPARE(routeclaims::ownRequests(route("r3", {text("/v[0-9]+/a"), text("/b")})).size(), size_t(1));
    }

    void aRegularExpressionTakesOthers()
    {
        RouterTables kong = tables("0.14.1");
        kong.routes = {route("r1", {text("/sa.*")}), route("r2", {text("/saml")})};
        kong.apis = {api("saml", {text("/saml")}, 1)};
        const auto found = routeclaims::find(kong);
        QVERIFY(claimOf(found, "api/saml-id", "route/r1") || claimOf(found, "api/saml-id", "route/r2"));
    }

    void manyRows()
    {
        RouterTables kong = tables("0.14.1");
        for (int i = 0; i < 10'000; ++i) {
            const QByteArray name = "api-" + QByteArray::number(i);
            // A hundred pairs quarrel, and a thousand fight for the same path.
            const QString path = i < 200 ? text("/pair/%1").arg(i / 2) : i < 1200 ? text("/all") : text("/only/%1").arg(i);
            kong.apis.push_back(api(name.constData(), {path}, i));
        }
        QElapsedTimer timer;
        timer.start();
        const auto found = routeclaims::find(kong);
        qInfo("%lld ms", timer.elapsed());
        QCOMPARE(found.size(), 1200);
        const routeclaims::Claims &winner = found[text("api/api-200-id")];
        QCOMPARE(winner.list.size(), routeclaims::most);
        QCOMPARE(winner.list.size() + winner.more, 999);
        // Told when to stop it stops.
        QVERIFY(routeclaims::find(kong, [] { return true; }).size() < 1200);
    }

    // ---- what Consul says

    void consulHosts_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<Registry>("registry");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("hint");
        QTest::newRow("found") << text("jwt-issuer.service.consul") << Registry::Found << text("jwt-issuer") << QString();
        QTest::newRow("letters") << text("JWT-Issuer.Service.Consul") << Registry::Found << text("jwt-issuer") << QString();
        QTest::newRow("here") << text("jwt-issuer.service.dc1.consul") << Registry::Found << text("jwt-issuer") << QString();
        QTest::newRow("elsewhere") << text("jwt-issuer.service.dc2.consul") << Registry::Elsewhere << QString() << QString();
        QTest::newRow("not consul") << text("example.com") << Registry::Elsewhere << QString() << QString();
        QTest::newRow("address") << text("10.0.0.1") << Registry::Elsewhere << QString() << QString();
        QTest::newRow("orphan") << text("retired.service.consul") << Registry::Absent << text("retired") << QString();
        QTest::newRow("upstream") << text("pool.service.consul") << Registry::Upstream << text("pool.service.consul") << QString();
        QTest::newRow("near") << text("jwt-isuer.service.consul") << Registry::Absent << text("jwt-isuer") << text("jwt-issuer");
        QTest::newRow("plural") << text("jwt-issuer.services.consul") << Registry::Misspelt << text("jwt-issuer")
                                << text("jwt-issuer.service.consul");
    }
    void consulHosts()
    {
        QFETCH(QString, host);
        QFETCH(Registry, registry);
        QFETCH(QString, service);
        QFETCH(QString, hint);
        routeinsight::Sources sources;
        std::vector<kong::Api> apis{api("one", {text("/one")}, 1)};
        apis.front().upstreamUrl = text("http://%1:8080/base").arg(host);
        sources.apis = std::make_shared<const std::vector<kong::Api>>(apis);
        sources.datacenter = text("dc1");
        const QString key = text("api/one-id");
        // Without Consul, or before it has told: nothing is claimed.
        QVERIFY(routeinsight::join(sources, {}).value(key).registry == Registry::Unknown);
        const std::vector<consul::Service> known{registered("consul", 1), registered("jwt-issuer", 1, 2)};
        sources.registry = std::make_shared<const std::vector<consul::Service>>(known);
        // An upstream of Kong's may have the name: until these are known none is missing.
        if (registry == Registry::Absent)
            QVERIFY(routeinsight::join(sources, {}).value(key).registry == Registry::Unknown);
        kong::Entity upstream;
        upstream.kind = kong::Kind::Upstream;
        upstream.name = text("pool.service.consul");
        sources.upstreams = std::make_shared<const std::vector<kong::Entity>>(std::vector<kong::Entity>{upstream});
        const RouteInsight insight = routeinsight::join(sources, {}).value(key);
        QVERIFY(insight.registry == registry);
        QCOMPARE(insight.service, service);
        QCOMPARE(insight.isOrphan(), registry == Registry::Absent);
        if (registry == Registry::Found) {
            QCOMPARE(insight.passing, 1);
            QCOMPARE(insight.total, 3);
            QCOMPARE(insight.reachable(), 1);
        } else if (registry == Registry::Misspelt) {
            QCOMPARE(insight.corrected, hint);
            QCOMPARE(insight.nearest, text("jwt-issuer"));
        } else {
            QCOMPARE(insight.nearest, hint);
        }
    }

    // The name of the entity is no key: five of Microkubes' seven differ.
    void joinedByHostAlone()
    {
        routeinsight::Sources sources;
        std::vector<kong::Api> apis{api("jwt-issuer", {text("/jwt")}, 1)};
        apis.front().upstreamUrl = text("http://other.service.consul:8080");
        sources.apis = std::make_shared<const std::vector<kong::Api>>(apis);
        sources.registry =
            std::make_shared<const std::vector<consul::Service>>(std::vector<consul::Service>{registered("jwt-issuer", 1)});
        sources.upstreams = std::make_shared<const std::vector<kong::Entity>>();
        QVERIFY(routeinsight::join(sources, {}).value(text("api/jwt-issuer-id")).registry == Registry::Absent);
    }

    void routesAreJoinedByTheirService()
    {
        routeinsight::Sources sources;
        const RouterTables kong = tables("2.8.5");
        sources.services = std::make_shared<const std::vector<kong::Service>>(kong.services);
        sources.routes = std::make_shared<const std::vector<kong::Route>>(std::vector<kong::Route>{route("r1", {text("/a")})});
        sources.registry = std::make_shared<const std::vector<consul::Service>>(std::vector<consul::Service>{registered("one", 2)});
        QHash<QString, routeclaims::Claims> claims;
        claims[text("route/r1")].more = 1;
        const RouteInsights joined = routeinsight::join(sources, claims);
        QCOMPARE(joined.value(text("route/r1")).passing, 2);
        QCOMPARE(joined.value(text("route/r1")).claims.more, 1);
        QCOMPARE(joined.value(text("service/s1")).passing, 2); // also where it has no row of its own
    }
};

MK_TEST_CLASS(TestRouteClaims)
#include "TestRouteClaims.moc"
