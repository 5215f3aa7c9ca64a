// SPDX-License-Identifier: GPL-3.0-or-later
// What hosts mean to Consul's DNS.
#include "platform/ConsulHost.h"
#include "support/TestMain.h"

#include <algorithm>

using namespace mk;
using namespace mk::consulhost;

Q_DECLARE_METATYPE(mk::consulhost::ConsulHost)

class TestConsulHost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data();
    void names();
    void otherDomain();
    void misspelt_data();
    void misspelt();
    void nearestName_data();
    void nearestName();
};

void TestConsulHost::names_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<ConsulHost>("wanted");
    const auto row = [](const char *host, const ConsulHost &wanted) {
        QTest::newRow(host) << QString::fromLatin1(host) << wanted;
    };
    const auto service = [](const char *name, const char *tag = "", const char *datacenter = "") {
        return ConsulHost{.kind = Kind::Service,
                          .name = QString::fromLatin1(name),
                          .tag = QString::fromLatin1(tag),
                          .datacenter = QString::fromLatin1(datacenter)};
    };
    const auto other = [](Kind kind, const char *name) {
        return ConsulHost{.kind = kind, .name = QString::fromLatin1(name)};
    };

    row("web.service.consul", service("web"));
    row("web.service.consul.", service("web"));
    row("Web.SERVICE.Consul", service("Web"));
    row("web.service.consul:8080", service("web"));
    row("v1.web.service.consul", service("web", "v1"));
    row("pod.7f.web.service.dc2.consul", service("web", "pod.7f", "dc2"));
    row("web.service.dc2.dc.consul", service("web", "", "dc2"));
    row("web.service.front.ns.dc2.dc.consul", service("web", "", "dc2"));
    row("_web._tcp.service.consul", service("web"));
    row("_web._TCP.service.dc1.consul", service("web", "", "dc1"));
    row("_web._v1.service.consul", service("web", "v1"));
    // A service that is called like a kind: only the right-most label counts.
    row("service.service.consul", service("service"));
    row("node.service.consul", service("node"));
    ConsulHost srv = service("web");
    srv.srvOnly = true;
    row("_web._tcp.consul", srv);
    srv.datacenter = QStringLiteral("dc1");
    row("_web._tcp.dc1.consul", srv);

    row("db-1.node.consul", other(Kind::Node, "db-1"));
    row("db.one.node.consul", other(Kind::Node, "db.one"));
    row("nearest.query.consul", other(Kind::Query, "nearest"));
    row("_nearest._tcp.query.consul", other(Kind::Query, "nearest"));
    row("ac11000b.addr.dc1.consul",
        {.kind = Kind::Address, .name = QStringLiteral("172.17.0.11"), .datacenter = QStringLiteral("dc1")});
    row("20010db8000000000000000000000001.addr.consul", other(Kind::Address, "2001:db8::1"));
    row("web.connect.consul", other(Kind::Mesh, "web"));
    row("172.17.0.11", other(Kind::Address, "172.17.0.11"));
    row("[::1]", other(Kind::Address, "::1"));
    row("fe80::1", other(Kind::Address, "fe80::1"));

    row("consul", {}); // a container
    row("", {});
    row("1", {}); // a name of one digit, no address
    row("api.example.org", {});
    row("web.service", {});
    row("xconsul", {});
    row("web.service.xconsul.net", {});
}

void TestConsulHost::names()
{
    QFETCH(QString, host);
    QFETCH(ConsulHost, wanted);
    const ConsulHost got = parse(host);
    QCOMPARE(int(got.kind), int(wanted.kind));
    QCOMPARE(got.name, wanted.name);
    QCOMPARE(got.tag, wanted.tag);
    QCOMPARE(got.datacenter, wanted.datacenter);
    QVERIFY(got == wanted);
}

void TestConsulHost::otherDomain()
{
    const QString domain = QStringLiteral("dc.example.org.");
    QCOMPARE(int(parse(QStringLiteral("web.service.dc.example.org"), domain).kind), int(Kind::Service));
    QCOMPARE(int(parse(QStringLiteral("web.service.consul"), domain).kind), int(Kind::None));
    QCOMPARE(parse(QStringLiteral("web.services.dc.example.org"), domain).corrected,
             QStringLiteral("web.service.dc.example.org"));
    QCOMPARE(serviceHost(QStringLiteral("web")), QStringLiteral("web.service.consul"));
    QVERIFY(isSameService(QStringLiteral("Web"), QStringLiteral("web")));
}

void TestConsulHost::misspelt_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("corrected");
    const auto row = [](const char *host, const char *name, const char *wrong, const char *right,
                        const char *corrected) {
        QTest::newRow(host) << QString::fromLatin1(host) << QString::fromLatin1(name) << QString::fromLatin1(wrong)
                            << QString::fromLatin1(right) << QString::fromLatin1(corrected);
    };
    // As in Microkubes' own guide.
    row("hello-service.services.consul", "hello-service", "services", "service", "hello-service.service.consul");
    row("hello.Sevrice.dc1.consul.", "hello", "Sevrice", "service", "hello.service.dc1.consul");
    row("v1.hello.services.consul:80", "hello", "services", "service", "v1.hello.service.consul");
    row("hello.consul", "hello", "consul", "service.consul", "hello.service.consul");
    row("hello.service.consull", "hello", "consull", "consul", "hello.service.consul");
    row("hello.service.cosnul", "hello", "cosnul", "consul", "hello.service.consul");
    // Nobody can say what these mean.
    row("hello.dc1.consul", "", "", "", "");
    row("service.consul", "", "", "", "");
    row("hello..service.consul", "", "", "", "");
    row("zz11000b.addr.consul", "", "", "", "");
}

void TestConsulHost::misspelt()
{
    QFETCH(QString, host);
    const ConsulHost got = parse(host);
    QCOMPARE(int(got.kind), int(Kind::Misspelt));
    QTEST(got.name, "name");
    QTEST(got.wrongPart, "wrong");
    QTEST(got.rightPart, "right");
    QTEST(got.corrected, "corrected");
    if (!got.corrected.isEmpty()) {
        const ConsulHost right = parse(got.corrected);
        QCOMPARE(int(right.kind), int(Kind::Service));
        QCOMPARE(right.name, got.name);
        QCOMPARE(right.tag, got.tag);
    }
}

void TestConsulHost::nearestName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char *name, const char *wanted) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(wanted);
    };
    row("hello-servce", "hello-service");
    row("hello-servcie", "hello-service");
    row("Hello-Servise", "hello-service");
    row("user-profile-microservice", "microservice-user-profile"); // the name on Kong for that in Consul
    row("mail", "microservice-mail");
    row("microservice_mail", "microservice-mail");
    row("microservice-users", "microservice-user");
    row("microservice-user", ""); // itself
    row("jwt", "jwt-issuer");
    row("payments", "");
    row("", "");
}

void TestConsulHost::nearestName()
{
    QFETCH(QString, name);
    QStringList known{QStringLiteral("microservice-user"), QStringLiteral("microservice-user-profile"),
                      QStringLiteral("microservice-mail"), QStringLiteral("hello-service"),
                      QStringLiteral("jwt-issuer"),        QStringLiteral("consul")};
    if (name == QLatin1String("microservice-user"))
        known = QStringList{name, QStringLiteral("consul")};
    QTEST(nearest(name, known), "wanted");
    std::reverse(known.begin(), known.end());
    QTEST(nearest(name, known), "wanted"); // the order doesn't matter
}

MK_TEST_CLASS(TestConsulHost)
#include "TestConsulHost.moc"
