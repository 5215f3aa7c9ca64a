// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Environment.h"
#include "platform/IdentityCheck.h"
#include "platform/Presets.h"
#include "net/Tunnel.h"
#include "support/TestMain.h"

using namespace mk;

namespace {

Environment consulOnly(const QString &url = QStringLiteral("http://consul.example:8500"))
{
    Environment environment;
    environment.id = Environment::newId();
    environment.name = QStringLiteral("Europe");
    Endpoint endpoint;
    endpoint.id = QStringLiteral("consul");
    endpoint.system = System::Consul;
    endpoint.url = QUrl(url);
    environment.consul = endpoint;
    return environment;
}

Identity identityOf(const QStringList &facts)
{
    return Identity{facts};
}

} // namespace

// What an environment is, what it may hold and what needs consent: no file and no network.
class TestEnvironment : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<System>("system");
        QTest::addColumn<QString>("url"); // empty: refused
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        const auto row = [](const char *name, const char *text, System system, const char *url, const char *user = "",
                            const char *password = "") {
            QTest::newRow(name) << QString::fromUtf8(text) << system << QString::fromUtf8(url) << QString::fromUtf8(user)
                                << QString::fromUtf8(password);
        };
        row("whole", "http://consul.example:8500", System::Consul, "http://consul.example:8500");
        row("bare name gets the usual port", "consul.example", System::Consul, "http://consul.example:8500");
        row("bare name of RabbitMQ", "broker", System::RabbitMq, "http://broker:15672");
        row("name and port", "consul.example:18500", System::Consul, "http://consul.example:18500");
        row("with a scheme the port is meant", "https://consul.example", System::Consul, "https://consul.example");
        row("slash at the end", "http://h:9090/prometheus/", System::Prometheus, "http://h:9090/prometheus");
        row("blanks around", "  http://h:1/ ", System::Kong, "http://h:1");
        row("IPv6", "[::1]:8001", System::Kong, "http://[::1]:8001");
        row("encoded path stays", "http://h:1/a%2Fb", System::Kong, "http://h:1/a%2Fb");
        row("userinfo", "http://guest:gu%40est@h:15672", System::RabbitMq, "http://h:15672", "guest", "gu@est");
        row("user alone", "ops@h:9090", System::Prometheus, "http://h:9090", "ops");
        row("nothing", "  ", System::Consul, "");
        row("other scheme", "ftp://h", System::Consul, "");
        row("scheme without slashes", "http:h:8500", System::Consul, "");
        row("query", "http://h:8500?token=x", System::Consul, "");
        row("fragment", "http://h:8500#x", System::Consul, "");
        row("blank inside", "http://h :8500", System::Consul, "");
        row("line break inside", "http://h\n:8500", System::Consul, "");
        row("no host", "http://:8500", System::Consul, "");
        row("port too large", "h:70000", System::Consul, "");
        row("port zero", "h:0", System::Consul, "");
        row("path only", "/v1/kv", System::Consul, "");
    }
    void addresses()
    {
        QFETCH(QString, text);
        QFETCH(System, system);
        QFETCH(QString, url);
        QFETCH(QString, user);
        QFETCH(QString, password);
        const Result<EnvironmentStore::ParsedAddress> parsed = EnvironmentStore::parseAddress(text, system);
        if (url.isEmpty()) {
            QVERIFY(!parsed);
            QVERIFY(parsed.error().reason.startsWith(QLatin1String("address.")));
            return;
        }
        QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().toLogString()));
        QCOMPARE(parsed->url.toString(QUrl::FullyEncoded), url);
        QCOMPARE(parsed->user, user);
        QCOMPARE(parsed->password, password);
        QCOMPARE(parsed->hadUserInfo, !user.isEmpty());
    }
    void refusedAddressKeepsItsPasswordToItself()
    {
        const Result<EnvironmentStore::ParsedAddress> parsed =
            EnvironmentStore::parseAddress(QStringLiteral("ftp://ops:hunter22@h"), System::Consul);
        QVERIFY(!parsed);
        QVERIFY(!parsed.error().toLogString().contains(QLatin1String("hunter22")));
    }

    void validation_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("field");
        for (const auto &[reason, field] : std::initializer_list<std::pair<const char *, const char *>>{
                 {"", ""},
                 {"environment.name-empty", "name"},
                 {"environment.no-endpoint", "endpoints"},
                 {"environment.url-invalid", "consul.url"},
                 {"environment.url-scheme", "consul.url"},
                 {"environment.url-userinfo", "consul.url"},
                 {"environment.url-query", "consul.url"},
                 {"environment.user-empty", "consul.credential.user"},
                 {"environment.user-colon", "consul.credential.user"},
                 {"environment.header-name", "consul.credential.header"},
                 {"environment.variable-name", "consul.credential.secret"},
                 {"environment.client-key-pair", "consul.tls.clientKeyFile"},
                 {"environment.pin-size", "consul.tls.pinnedSha256"},
                 {"environment.proxy-host", "consul.proxy.host"},
                 {"environment.proxy-port", "consul.proxy.port"},
                 {"environment.user-colon", "consul.proxy.user"},
                 {"environment.tunnel-port", "consul.tunnel.arguments"},
                 {"environment.endpoint-id", "consul"},
                 {"environment.endpoint-twice", "kong-2.url"},
             })
            QTest::addRow("%s %s", *reason ? reason : "valid", field) << QString::fromLatin1(reason) << QString::fromLatin1(field);
    }
    void validation()
    {
        QFETCH(QString, reason);
        QFETCH(QString, field);
        Environment environment = consulOnly();
        Endpoint &consul = *environment.consul;
        Endpoint kong = consul;
        kong.system = System::Kong;
        const QString wrong = reason.section(QLatin1Char('.'), 1);
        if (wrong == QLatin1String("name-empty")) {
            environment.name = QStringLiteral("  ");
        } else if (wrong == QLatin1String("no-endpoint")) {
            environment.consul.reset();
        } else if (wrong == QLatin1String("url-invalid")) {
            consul.url = QUrl();
        } else if (wrong == QLatin1String("url-scheme")) {
            consul.url.setScheme(QStringLiteral("ws"));
        } else if (wrong == QLatin1String("url-userinfo")) {
            consul.url.setUserName(QStringLiteral("ops"));
        } else if (wrong == QLatin1String("url-query")) {
            consul.url.setQuery(QStringLiteral("token=x"));
        } else if (wrong == QLatin1String("user-empty")) {
            consul.credential.kind = Credential::Kind::Basic;
        } else if (field == QLatin1String("consul.proxy.user")) {
            consul.proxy.user = QStringLiteral("a:b");
        } else if (wrong == QLatin1String("user-colon")) {
            consul.credential.kind = Credential::Kind::Basic;
            consul.credential.user = QStringLiteral("a:b");
        } else if (wrong == QLatin1String("header-name")) {
            consul.credential.kind = Credential::Kind::Header;
            consul.credential.headerName = QStringLiteral("X Token");
        } else if (wrong == QLatin1String("variable-name")) {
            consul.credential.kind = Credential::Kind::Bearer;
            consul.credential.secret = {SecretRef::Kind::Environment, QStringLiteral("1X")};
        } else if (wrong == QLatin1String("client-key-pair")) {
            consul.tls.clientCertFile = QStringLiteral("/a.pem");
        } else if (wrong == QLatin1String("pin-size")) {
            consul.tls.pinnedSha256 = QByteArray(20, 'x');
        } else if (wrong == QLatin1String("proxy-host")) {
            consul.proxy.kind = ProxySettings::Kind::Http;
        } else if (wrong == QLatin1String("proxy-port")) {
            consul.proxy.kind = ProxySettings::Kind::Socks5;
            consul.proxy.host = QStringLiteral("p");
        } else if (wrong == QLatin1String("tunnel-port")) {
            consul.tunnel.program = QStringLiteral("ssh");
            consul.tunnel.arguments = QStringList{QStringLiteral("jump")};
        } else if (wrong == QLatin1String("endpoint-id")) {
            environment.kong.append(kong); // under Consul's id
        } else if (wrong == QLatin1String("endpoint-twice")) {
            kong.id = QStringLiteral("kong-1");
            environment.kong.append(kong);
            kong.id = QStringLiteral("kong-2");
            environment.kong.append(kong);
        }
        const Result<Done> valid = EnvironmentStore::validate(environment);
        QCOMPARE(valid.has_value(), reason.isEmpty());
        if (!valid) {
            QCOMPARE(valid.error().reason, reason);
            QCOMPARE(valid.error().args.value(QStringLiteral("field")).toString(), field);
        }
    }

    void consentListsAllThatDoesMoreThanTalk()
    {
        Environment environment = consulOnly();
        QVERIFY(consentItems(environment).isEmpty());
        Endpoint &consul = *environment.consul;
        consul.credential = {Credential::Kind::Header, {}, QStringLiteral("X-Consul-Token"),
                             {SecretRef::Kind::Environment, QStringLiteral("AWS_SECRET")}};
        consul.tunnel = {QStringLiteral("ssh"),
                         {QStringLiteral("-o"), QStringLiteral("ProxyCommand=sh -c evil"), QStringLiteral("-L"),
                          QStringLiteral("{port}:{host}:{remotePort}"), QStringLiteral("jump")}};
        consul.proxy.kind = ProxySettings::Kind::Socks5;
        consul.proxy.host = QStringLiteral("proxy.example");
        consul.proxy.port = 1080;
        consul.tls.caFile = QStringLiteral("/ca.pem");
        consul.tls.clientCertFile = QStringLiteral("/c.pem");
        consul.tls.clientKeyFile = QStringLiteral("/c.key");
        consul.tls.pinnedSha256 = QByteArray(32, '\x01');
        consul.tls.serverName = QStringLiteral("elsewhere.example");
        QStringList kinds;
        for (const ConsentItem &item : consentItems(environment)) {
            QCOMPARE(item.endpointUrl, QStringLiteral("http://consul.example:8500"));
            kinds.append(ConsentItem::kindId(item.kind));
            if (item.kind == ConsentItem::Kind::Command) {
                QVERIFY(item.runsCode);
                QCOMPARE(item.text, QStringLiteral("ssh -o 'ProxyCommand=sh -c evil' -L {port}:{host}:{remotePort} jump"));
            }
        }
        kinds.sort();
        QCOMPARE(kinds.join(QLatin1Char(' ')),
                 QStringLiteral("ca-file command environment-variable key-file key-file pin proxy server-name"));
    }
    void consentIsBoundToTextAndEndpoint()
    {
        const ConsentItem item{ConsentItem::Kind::EnvironmentVariable, QStringLiteral("http://a:1"), QStringLiteral("TOKEN"), false};
        ConsentItem other = item;
        QCOMPARE(other.fingerprint(), item.fingerprint());
        other.endpointUrl = QStringLiteral("http://b:1");
        QVERIFY(other.fingerprint() != item.fingerprint());
        other = item;
        other.text = QStringLiteral("TOKEN2");
        QVERIFY(other.fingerprint() != item.fingerprint());
        other = item;
        other.kind = ConsentItem::Kind::KeyFile;
        QVERIFY(other.fingerprint() != item.fingerprint());
        // Nothing that is cut differently reads the same.
        const ConsentItem left{ConsentItem::Kind::Command, QStringLiteral("http://a:1\n3:x"), QStringLiteral("y"), false};
        const ConsentItem right{ConsentItem::Kind::Command, QStringLiteral("http://a:1"), QStringLiteral("3:x\ny"), false};
        QVERIFY(left.fingerprint() != right.fingerprint());
    }
    void twoCommandsNeverReadTheSame()
    {
        const auto textOf = [](const QStringList &arguments) {
            Environment environment = consulOnly();
            environment.consul->tunnel = {QStringLiteral("ssh"), arguments};
            return consentItems(environment).constFirst().text;
        };
        QVERIFY(textOf({QStringLiteral("a b")}) != textOf({QStringLiteral("a"), QStringLiteral("b")}));
        QVERIFY(textOf({QStringLiteral("a' 'b")}) != textOf({QStringLiteral("a"), QStringLiteral("b")}));
        QVERIFY(textOf({QString()}) != textOf({}));
    }
    void typedItemsNeedNoSecondQuestion()
    {
        Environment loaded = consulOnly();
        loaded.consul->tls.caFile = QStringLiteral("/theirs.pem");
        Environment edited = loaded;
        edited.consul->credential = {Credential::Kind::Bearer, {}, {}, {SecretRef::Kind::Environment, QStringLiteral("MINE")}};
        const QList<ConsentItem> typed = typedByOperator(loaded, edited);
        QCOMPARE(typed.size(), 1);
        QCOMPARE(typed.constFirst().text, QStringLiteral("MINE"));
        // Another address makes another thing of the same file: whoever typed it meant it.
        edited.consul->url = QUrl(QStringLiteral("http://other:8500"));
        QCOMPARE(typedByOperator(loaded, edited).size(), 2);
    }

    void presetsAreValidOnceNamed()
    {
        for (Environment environment : {presets::dockerSwarm(QStringLiteral("swarm.example")), presets::localDefaults(),
                                        presets::kubernetes({{}, QStringLiteral("microkubes"), QStringLiteral("demo"), true})}) {
            environment.name = QStringLiteral("x");
            const Result<Done> valid = EnvironmentStore::validate(environment);
            QVERIFY2(valid, qPrintable(valid ? QString() : valid.error().toLogString()));
            for (const System system : allSystems)
                QVERIFY(environment.has(system));
        }
        QVERIFY(presets::dockerSwarm(QStringLiteral("no host")).allEndpoints().isEmpty());
        QVERIFY(presets::dockerSwarm(QString()).allEndpoints().isEmpty());
        QVERIFY(!presets::kubernetes({}).has(System::Prometheus)); // no recipe brings one
    }
    void kubernetesPresetForwardsTheRightServices()
    {
        const Environment plain = presets::kubernetes({});
        QCOMPARE(plain.kong.constFirst().url.toString(), QStringLiteral("http://kong-admin:8001"));
        QCOMPARE(plain.kongProxy->url.toString(), QStringLiteral("http://kong:8000"));
        const Environment helm = presets::kubernetes({QStringLiteral("prod"), QStringLiteral("shop"), QStringLiteral("demo"), false});
        const TunnelSettings &tunnel = helm.kong.constFirst().tunnel;
        QCOMPARE(Tunnel::effectiveArguments(tunnel, helm.kong.constFirst().url, 40001).join(QLatin1Char(' ')),
                 QStringLiteral("--context prod --namespace shop port-forward --address 127.0.0.1 svc/demo-kong-admin 40001:8001"));
    }

    void identities_data()
    {
        QTest::addColumn<System>("system");
        QTest::addColumn<QStringList>("remembered");
        QTest::addColumn<QStringList>("found");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char *name, System system, const QStringList &remembered, const QStringList &found,
                            IdentityVerdict verdict) { QTest::newRow(name) << system << remembered << found << int(verdict); };
        const QString dc1 = QStringLiteral("datacenter=dc1");
        const QString dc2 = QStringLiteral("datacenter=dc2");
        const QString a = QStringLiteral("server=a");
        const QString b = QStringLiteral("server=b");
        const QString c = QStringLiteral("server=c");
        row("first contact", System::Consul, {}, {dc1, a}, IdentityVerdict::New);
        row("the same", System::Consul, {dc1, a}, {dc1, a}, IdentityVerdict::Same);
        row("one server replaced", System::Consul, {dc1, a, b}, {dc1, b, c}, IdentityVerdict::Same);
        row("another cluster of the same datacenter name", System::Consul, {dc1, a, b}, {dc1, c}, IdentityVerdict::Conflict);
        row("another datacenter", System::Consul, {dc1, a}, {dc2, a}, IdentityVerdict::Conflict);
        row("servers no longer told", System::Consul, {dc1, a}, {dc1}, IdentityVerdict::Conflict);
        row("servers told for the first time", System::Consul, {dc1}, {dc1, a}, IdentityVerdict::Same);
        row("nothing told any more", System::Consul, {dc1, a}, {}, IdentityVerdict::Conflict);
        row("cluster name", System::RabbitMq, {QStringLiteral("cluster=x")}, {QStringLiteral("cluster=y")}, IdentityVerdict::Conflict);
        const QString database = QStringLiteral("databaseHost=10.0.0.5");
        row("Kong restarted under its name", System::Kong, {database, QStringLiteral("hostname=k"), QStringLiteral("node=1")},
            {database, QStringLiteral("hostname=k"), QStringLiteral("node=2")}, IdentityVerdict::Same);
        row("Kong on another database", System::Kong, {database, QStringLiteral("hostname=k")},
            {QStringLiteral("databaseHost=10.9.9.9"), QStringLiteral("hostname=k")}, IdentityVerdict::Conflict);
        row("labels gone", System::Prometheus, {QStringLiteral("label.region=eu")}, {}, IdentityVerdict::Conflict);
    }
    void identities()
    {
        QFETCH(System, system);
        QFETCH(QStringList, remembered);
        QFETCH(QStringList, found);
        QFETCH(int, verdict);
        QCOMPARE(int(compareIdentity(system, identityOf(remembered), identityOf(found))), verdict);
    }
    void identitiesGrowTogether()
    {
        const Identity merged = mergedIdentity(System::Consul, identityOf({QStringLiteral("datacenter=dc1"), QStringLiteral("server=a")}),
                                               identityOf({QStringLiteral("datacenter=dc1"), QStringLiteral("server=b")}));
        QCOMPARE(merged.facts.join(QLatin1Char(' ')), QStringLiteral("datacenter=dc1 server=a server=b"));
        const Identity one = identityOf({QStringLiteral("database=postgres"), QStringLiteral("hostname=a")});
        const Identity two = identityOf({QStringLiteral("database=postgres"), QStringLiteral("hostname=b")});
        QCOMPARE(joinedKongIdentity({one, two})->facts.join(QLatin1Char(' ')),
                 QStringLiteral("database=postgres hostname=a hostname=b"));
        QVERIFY(!joinedKongIdentity({one, identityOf({QStringLiteral("database=off"), QStringLiteral("hostname=b")})}));
        QVERIFY(tellsNoServer(System::Consul, identityOf({QStringLiteral("datacenter=dc1"), QStringLiteral("server=a")}),
                              identityOf({QStringLiteral("datacenter=dc1")})));
    }
};

MK_TEST_CLASS(TestEnvironment)
#include "TestEnvironment.moc"
