// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/EnvironmentFile.h"
#include "platform/PlatformMap.h"
#include "support/TestMain.h"

#include <QUrl>


using namespace mk;

// Who belongs to whom: by hosts and addresses, never by a name.
class TestPlatformMap : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

    // A platform in the making; what is added is known.
    struct Platform
    {
        std::vector<KongRouteRecord> ways;
        std::vector<consul::Service> services;
        std::vector<consul::Instance> instances;
        std::vector<QueueRecord> queues;
        std::vector<prometheus::Target> targets;
        std::vector<FindingRow> findings;
        std::vector<requestpath::Upstream> upstreams;
        QList<MapCorrection> corrections;
        QString datacenter = text("dc1");
        bool consulIsAway = false; // its rows are the last ones, and nothing is concluded from them any more

        void service(const char *name, std::initializer_list<std::pair<const char *, int>> sockets,
                     consul::Health health = consul::Health::Passing)
        {
            consul::Service service;
            service.name = text(name);
            service.total = int(sockets.size());
            (health == consul::Health::Passing ? service.passing : service.critical) = service.total;
            services.push_back(service);
            for (const auto &[address, port] : sockets) {
                consul::Instance instance;
                instance.service = text(name);
                instance.serviceId = text(name) + QString::number(instances.size());
                instance.serviceAddress = text(address);
                instance.nodeAddress = text("10.0.0.1");
                instance.port = quint16(port);
                instance.health = health;
                instances.push_back(instance);
            }
        }
        void way(const char *name, const char *host, int port, kong::Kind kind = kong::Kind::Api)
        {
            KongRouteRecord record;
            record.kind = kind;
            record.id = QStringLiteral("id-%1").arg(ways.size());
            record.name = text(name);
            record.serviceId = kind == kong::Kind::Route ? text("s-1") : QString();
            record.targetHost = text(host);
            record.targetPort = port;
            record.paths = {QLatin1Char('/') + record.name};
            ways.push_back(record);
        }
        void queue(const char *name, qint64 ready, qint64 consumers)
        {
            QueueRecord record;
            record.queue.vhost = text("/");
            record.queue.name = text(name);
            record.queue.ready = ready;
            record.queue.consumers = consumers;
            record.key = rabbitmq::queueKey(record.queue.vhost, record.queue.name);
            queues.push_back(record);
        }
        void target(const char *job, const char *url, prometheus::Health health = prometheus::Health::Up)
        {
            prometheus::Target target;
            target.labels = {{text("job"), text(job)}, {text("instance"), QUrl(text(url)).authority()}};
            target.scrapeUrl = text(url);
            target.health = health;
            targets.push_back(target);
        }
        std::vector<MapRow> rows() const
        {
            platformmap::Sources sources;
            std::vector<kong::Entity> ofKong;
            for (const requestpath::Upstream &upstream : upstreams) {
                ofKong.emplace_back();
                ofKong.back().kind = kong::Kind::Upstream;
                ofKong.back().name = upstream.name;
            }
            routeinsight::Registry registry(services, datacenter, &ofKong);
            auto known = std::make_shared<std::vector<KongRouteRecord>>(ways);
            for (KongRouteRecord &way : *known)
                way.insight = consulIsAway ? RouteInsight() : registry.of(way.targetHost); // as the live list has it
            sources.ways = known;
            sources.services = std::make_shared<const std::vector<consul::Service>>(services);
            sources.instances = std::make_shared<const std::vector<consul::Instance>>(instances);
            sources.queues = std::make_shared<const std::vector<QueueRecord>>(queues);
            sources.targets = targets;
            sources.upstreams = upstreams;
            sources.findings = std::make_shared<const std::vector<FindingRow>>(findings);
            sources.corrections = corrections;
            return platformmap::rows(sources);
        }
    };
    static const MapRow *find(const std::vector<MapRow> &rows, const char *key)
    {
        const auto found = std::find_if(rows.begin(), rows.end(), [key](const MapRow &row) { return row.key == text(key); });
        return found == rows.end() ? nullptr : &*found;
    }
    static QStringList names(const std::vector<MapPart> &parts)
    {
        QStringList list;
        for (const MapPart &part : parts)
            list.append(part.name);
        return list;
    }

private Q_SLOTS:
    void joinedByTheHostAndNotByTheName()
    {
        Platform platform;
        platform.service("authorization-server", {{"172.17.0.15", 8080}});
        platform.service("legacy", {{"172.17.0.9", 8080}});
        platform.way("oauth2-auth-server", "Authorization-Server.service.consul", 8080); // another name, the same host
        platform.way("legacy", "legacy.example.org", 80);                                // the same name, another host
        const std::vector<MapRow> rows = platform.rows();
        const MapRow *row = find(rows, "service/authorization-server");
        QVERIFY(row);
        QCOMPARE(names(row->ways), QStringList(text("oauth2-auth-server")));
        QCOMPARE(row->ways[0].certainty, MapPart::Certainty::Proven);
        QCOMPARE(row->ways[0].rule, text("host"));
        QCOMPARE(row->ways[0].evidence.size(), 2);
        QCOMPARE(row->ways[0].evidence[0].call, text("GET /apis/oauth2-auth-server"));
        QCOMPARE(row->ways[0].evidence[0].field, text("upstream_url"));
        QCOMPARE(row->ways[0].evidence[1].system, System::Consul);
        QCOMPARE(row->ports, MapRow::Ports::Agree);
        QVERIFY(find(rows, "service/legacy")->ways.empty());
        const MapRow *other = find(rows, "host/legacy.example.org");
        QVERIFY(other && other->kind == MapRow::Kind::Elsewhere);
        QCOMPARE(names(other->ways), QStringList(text("legacy")));
        QVERIFY(!other->isBroken());
    }
    void tagDatacenterAndTrailingDot()
    {
        Platform platform;
        platform.service("orders", {{"172.17.0.15", 8080}});
        platform.services.front().tags = {text("v2")};
        platform.way("tagged", "v2.orders.service.consul", 8080);
        platform.way("here", "orders.service.dc1.consul.", 8080);
        platform.way("there", "orders.service.dc2.consul", 8080);
        const std::vector<MapRow> rows = platform.rows();
        QCOMPARE(names(find(rows, "service/orders")->ways), QStringList({text("tagged"), text("here")}));
        QCOMPARE(find(rows, "service/orders")->ways[0].evidence[1].value, text("v2"));
        const MapRow *there = find(rows, "host/orders.service.dc2.consul");
        QVERIFY(there && there->kind == MapRow::Kind::Elsewhere); // another registry: nothing is known of it
    }
    void whenConsulIsAwayItsRowsStay()
    {
        Platform platform;
        platform.consulIsAway = true;
        platform.service("orders", {{"172.17.0.15", 8080}});
        platform.way("shop", "orders.service.consul", 8080);
        platform.way("other", "orders.service.dc2.consul", 8080);
        const std::vector<MapRow> rows = platform.rows();
        QCOMPARE(names(find(rows, "service/orders")->ways), QStringList(text("shop")));
        QVERIFY(find(rows, "host/orders.service.dc2.consul"));
    }
    void addresses()
    {
        Platform platform;
        platform.service("one", {{"172.17.0.11", 8080}, {"fd00::b", 8080}});
        platform.service("two", {{"172.17.0.12", 9090}});
        platform.service("three", {{"172.17.0.12", 9091}}); // on the same address as two
        platform.way("socket", "172.17.0.11", 8080);
        platform.way("six", "fd00::b", 8080);
        platform.way("hex", "ac11000b.addr.dc1.consul", 8080);
        platform.way("other-port", "172.17.0.11", 8081);
        platform.way("shared", "172.17.0.12", 1);
        const std::vector<MapRow> rows = platform.rows();
        const MapRow *one = find(rows, "service/one");
        QCOMPARE(names(one->ways), QStringList({text("socket"), text("six"), text("hex"), text("other-port")}));
        for (size_t i = 0; i < 3; ++i) {
            QCOMPARE(one->ways[i].certainty, MapPart::Certainty::Proven);
            QCOMPARE(one->ways[i].rule, text("address"));
        }
        QCOMPARE(one->ways[3].certainty, MapPart::Certainty::Suggested);
        QCOMPARE(one->ways[3].rule, text("address-alone"));
        // An address that two services have says nothing by itself.
        QVERIFY(find(rows, "service/two")->ways.empty() && find(rows, "service/three")->ways.empty());
        QVERIFY(find(rows, "host/172.17.0.12"));
    }
    void upstreamsLeadToTheirTargets()
    {
        Platform platform;
        platform.service("orders", {{"172.17.0.15", 8080}});
        platform.service("billing", {{"172.17.0.16", 8080}});
        platform.upstreams = {{text("shop"), QStringList{text("172.17.0.15:8080"), text("billing.service.consul:8080"), text("172.17.0.15:8080")}},
                              {text("unread"), std::nullopt}};
        platform.way("shop-route", "shop", 80, kong::Kind::Route);
        platform.way("other", "unread", 80);
        const std::vector<MapRow> rows = platform.rows();
        for (const char *key : {"service/orders", "service/billing"}) {
            const MapRow *row = find(rows, key);
            QCOMPARE(names(row->ways), QStringList(text("shop-route")));
            QCOMPARE(row->ways[0].rule, text("upstream"));
            QCOMPARE(row->ports, MapRow::Ports::Agree); // the target's port counts
        }
        QVERIFY(find(rows, "host/unread"));
    }
    void misspeltAndAbsentNames()
    {
        Platform platform;
        platform.service("hello-service", {{"172.17.0.15", 5000}});
        platform.way("hello", "hello-service.services.consul", 5000);
        platform.way("gone", "helo-service.service.consul", 5000);
        platform.way("nowhere", "thing.services.consul", 5000);
        const std::vector<MapRow> rows = platform.rows();
        const MapRow *row = find(rows, "service/hello-service");
        QCOMPARE(names(row->ways), QStringList(text("hello")));
        QCOMPARE(row->ways[0].certainty, MapPart::Certainty::Suggested);
        QVERIFY(row->ways[0].broken && row->isBroken());
        const MapRow *gone = find(rows, "host/helo-service.service.consul");
        QVERIFY(gone && gone->kind == MapRow::Kind::Absent && gone->isBroken());
        QCOMPARE(gone->nearest, text("hello-service")); // said, and not joined
        QVERIFY(find(rows, "host/thing.services.consul")->kind == MapRow::Kind::Misspelt);
        QVERIFY(rows.front().isBroken()); // broken ones come first
    }
    void severalWaysAndPorts()
    {
        Platform platform;
        platform.service("apps", {{"172.17.0.15", 8080}});
        platform.way("apps-a", "apps.service.consul", 8080);
        platform.way("apps-b", "apps.service.consul", 8000);
        const MapRow row = *find(platform.rows(), "service/apps");
        QCOMPARE(names(row.ways), QStringList({text("apps-a"), text("apps-b")}));
        QCOMPARE(row.kongPorts, QList<int>({8000, 8080}));
        QCOMPARE(row.consulPorts, QList<int>({8080}));
        QCOMPARE(row.ports, MapRow::Ports::Differ);
        QVERIFY(row.needsLook() && !row.isBroken());
        // Instances that nobody is sent to have no say.
        Platform dead;
        dead.service("apps", {{"172.17.0.15", 8080}}, consul::Health::Critical);
        dead.way("apps", "apps.service.consul", 8080);
        const MapRow critical = *find(dead.rows(), "service/apps");
        QCOMPARE(critical.ports, MapRow::Ports::Unknown);
        QVERIFY(critical.isBroken());
    }
    void queuesAndTargets()
    {
        Platform platform;
        platform.service("microservice-mail", {{"172.17.0.31", 8080}});
        platform.service("email-queue", {{"172.17.0.32", 8080}}); // called like a queue
        platform.queue("email-queue", 0, 1);
        platform.queue("verification-email", 12, 0);
        platform.queue("orders", 3, 1);
        platform.target("services", "http://microservice-mail.service.consul:8080/metrics");
        platform.target("pods", "http://172.17.0.32:8080/metrics", prometheus::Health::Down);
        platform.target("exporter", "http://172.17.0.32:9100/metrics");
        platform.target("gateway", "http://kong:8001/prometheus/metrics");
        const std::vector<MapRow> rows = platform.rows();
        const MapRow *mail = find(rows, "service/microservice-mail");
        QCOMPARE(names(mail->queues), QStringList({text("email-queue"), text("verification-email")}));
        QCOMPARE(mail->queues[0].certainty, MapPart::Certainty::Suggested); // no server says so
        QVERIFY(!mail->queues[0].broken && mail->queues[1].broken && mail->isBroken());
        QCOMPARE(mail->targets.size(), size_t(1));
        QCOMPARE(mail->targets[0].certainty, MapPart::Certainty::Proven);
        const MapRow *other = find(rows, "service/email-queue");
        QVERIFY(other->queues.empty()); // the same name is nothing
        QCOMPARE(other->targets.size(), size_t(2));
        QCOMPARE(other->targets[0].certainty, MapPart::Certainty::Proven);
        QVERIFY(other->targets[0].broken && other->needsLook());
        QCOMPARE(other->targets[1].certainty, MapPart::Certainty::Suggested);
    }
    void findingsStandAtTheirRow()
    {
        Platform platform;
        platform.service("orders", {{"172.17.0.15", 8080}});
        platform.service("billing", {{"172.17.0.16", 8080}});
        platform.way("shop", "orders.service.consul", 8080);
        FindingRow row;
        row.finding.code = text("kong.port-differs");
        row.finding.entity = {System::Kong, text("api"), text("id-0"), text("shop")};
        platform.findings.push_back(row);
        row.state = FindingRow::State::Muted;
        row.finding.entity = {System::Consul, text("service"), text("billing"), text("billing")};
        platform.findings.push_back(row);
        const std::vector<MapRow> rows = platform.rows();
        QCOMPARE(find(rows, "service/orders")->findings, 1);
        QVERIFY(!find(rows, "service/orders")->hasCriticalFinding);
        QCOMPARE(find(rows, "service/billing")->findings, 0); // muted
    }
    void theOperatorsWordCounts()
    {
        Platform platform;
        platform.service("orders", {{"172.17.0.15", 8080}});
        platform.service("billing", {{"172.17.0.16", 8080}});
        platform.way("shop", "shop.example.org", 80);
        platform.way("other-port", "172.17.0.16", 81); // suggested: billing
        platform.queue("orders", 0, 1);
        platform.corrections = {{text("way/api/shop"), text("service/orders"), true},
                                {text("way/api/other-port"), text("service/billing"), false},
                                {text("queue/%2F/orders"), text("service/orders"), true},
                                {text("queue/%2F/orders"), text("service/billing"), true},
                                {text("way/api/none"), text("service/none"), true}};
        QCOMPARE(platformmap::queueRef(platform.queues.front()), text("queue/") + platform.queues.front().key);
        platform.corrections[2].part = platform.corrections[3].part = platformmap::queueRef(platform.queues.front());
        const std::vector<MapRow> rows = platform.rows();
        const MapRow *orders = find(rows, "service/orders");
        QCOMPARE(names(orders->ways), QStringList(text("shop")));
        QCOMPARE(orders->ways[0].certainty, MapPart::Certainty::ByOperator);
        QCOMPARE(orders->ways[0].evidence.size(), 1); // what the server said stays to be seen
        QVERIFY(!find(rows, "host/shop.example.org"));
        QCOMPARE(names(orders->queues), QStringList(text("orders")));
        const MapRow *billing = find(rows, "service/billing");
        QCOMPARE(names(billing->queues), QStringList(text("orders"))); // one queue, two services
        QVERIFY(billing->ways.empty());
        QCOMPARE(names(find(rows, "host/172.17.0.16")->ways), QStringList(text("other-port"))); // a row of its own
        QVERIFY(!find(rows, "service/none")); // of a way that there is no more
        // The last word about the same two counts.
        const QList<MapCorrection> list =
            platformmap::corrected(platform.corrections, {text("way/api/shop"), text("service/orders"), false});
        QCOMPARE(list.size(), platform.corrections.size());
        QVERIFY(!list.last().together);
    }
    void correctionsAreKeptWithTheEnvironment()
    {
        Environment environment;
        environment.id = Environment::newId();
        environment.name = text("Bench");
        environment.mapCorrections = {{text("way/api/shop"), text("service/orders"), true},
                                      {text("queue/%2F/orders"), text("service/billing"), false}};
        const QByteArray bytes = environmentfile::encode({{environment}, {}, nullptr});
        const Result<environmentfile::Content> read = environmentfile::decode(bytes);
        QVERIFY(read);
        QCOMPARE(read->environments.front().mapCorrections, environment.mapCorrections);
        QVERIFY(!environmentfile::decode(QByteArray(bytes).replace("\"service/orders\"", "7")));
    }
    // What is not known is not claimed.
    void unknownListsSayNothing()
    {
        platformmap::Sources sources;
        QVERIFY(platformmap::rows(sources).empty());
        Platform platform;
        platform.way("shop", "orders.service.consul", 8080);
        sources.ways = std::make_shared<const std::vector<KongRouteRecord>>(platform.ways); // insight: nothing, there is no Consul
        const std::vector<MapRow> rows = platformmap::rows(sources);
        QCOMPARE(rows.size(), size_t(1));
        QVERIFY(rows.front().kongKnown && !rows.front().consulKnown && !rows.front().queuesKnown && !rows.front().targetsKnown);
        QVERIFY(!rows.front().isBroken());
    }
    void tenThousandServices()
    {
        Platform platform;
        for (int i = 0; i < 10'000; ++i) {
            const QByteArray name = "service-" + QByteArray::number(i);
            const QByteArray address = "10." + QByteArray::number(i >> 8) + '.' + QByteArray::number(i & 255) + ".1";
            platform.service(name.constData(), {{address.constData(), 8080}});
            platform.way(name.constData(), QByteArray(name + ".service.consul").constData(), 8080);
            platform.target("pods", QByteArray("http://" + address + ":8080/metrics").constData());
        }
        const std::vector<MapRow> rows = platform.rows();
        QCOMPARE(rows.size(), size_t(10'000));
        QVERIFY(std::all_of(rows.begin(), rows.end(), [](const MapRow &row) { return row.ways.size() == 1 && row.targets.size() == 1; }));
    }
};

MK_TEST_CLASS(TestPlatformMap)
#include "TestPlatformMap.moc"
