// SPDX-License-Identifier: GPL-3.0-or-later
#include "ConsulFixture.h"
#include "api/consul/ConsulDecode.h"
#include "api/consul/ConsulRequests.h"
#include "core/Json.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::consul;
using mk::test::ConsulFixture;
using mk::test::RealConsul;
using mk::test::resultOf;

namespace {

const Service *serviceOf(const Registry &registry, const char *name)
{
    for (const Service &service : registry.services) {
        if (service.name == QLatin1String(name))
            return &service;
    }
    return nullptr;
}

const Instance *instanceOf(const Registry &registry, const char *id)
{
    for (const Instance &instance : registry.instances) {
        if (instance.serviceId == QLatin1String(id))
            return &instance;
    }
    return nullptr;
}

} // namespace

// The registry, sessions and who is there, on a real server without ACLs.
class TestConsulReal : public QObject
{
    Q_OBJECT

    RealConsul m_server;

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY2(m_server.addServices(), qPrintable(m_server.lastError()));
        // The catalog learns of the agent's services a moment after the agent.
        QTRY_COMPARE_WITH_TIMEOUT(m_server.send("GET", "/v1/health/service/kong").body.count("\"Service\":{"), 3, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.send("GET", "/v1/health/service/no-checks").body.count("\"Service\":{"), 1, 20'000);
    }

    void tellsWhoItIs()
    {
        ConsulFixture fixture(m_server);
        const Result<Info> info = resultOf(fixture.client.info(&fixture.owner));
        QVERIFY2(info.has_value(), qPrintable(info ? QString() : info.error().toLogString()));
        QCOMPARE(info->datacenter, QStringLiteral("dc1"));
        QCOMPARE(info->nodeName, QStringLiteral("node-1"));
        QCOMPARE(info->nodeId, m_server.nodeId());
        QCOMPARE(info->serverIds, QStringList{m_server.nodeId()});
        QVERIFY(info->version.startsWith(QLatin1Char('1')));
        QVERIFY(info->leader.startsWith(QLatin1String("127.0.0.1:")));
        QCOMPARE(info->peers, QStringList{info->leader});
        QCOMPARE(info->credential.kind, consul::Credential::Kind::AclsOff);
        QCOMPARE(info->credential.may(QStringLiteral("key"), QStringLiteral("write")), std::optional(true));
        QCOMPARE(info->credential.may(QStringLiteral("key"), QStringLiteral("bend")), std::nullopt);
    }

    void asksEachPartAlone()
    {
        ConsulFixture fixture(m_server);
        QObject *owner = &fixture.owner;
        const AgentSelf self = ConsulFixture::value(fixture.client.agentSelf(owner));
        QVERIFY(self.isServer);
        QVERIFY(!self.aclsEnabled);
        QCOMPARE(ConsulFixture::value(fixture.client.datacenters(owner)), QStringList{QStringLiteral("dc1")});
        const auto servers = ConsulFixture::value(fixture.client.raftServers(owner));
        QCOMPARE(servers.size(), size_t(1));
        QVERIFY(servers.front().leader);
        QCOMPARE(servers.front().address, ConsulFixture::value(fixture.client.leader(owner)));
        const auto members = ConsulFixture::value(fixture.client.members(owner));
        QCOMPARE(members.size(), size_t(1));
        QCOMPARE(members.front().status, QStringLiteral("alive"));
        QCOMPARE(members.front().version, self.version);
        QCOMPARE(members.front().nodeId, self.nodeId);
        const auto nodes = ConsulFixture::value(fixture.client.catalogNodes(owner));
        QCOMPARE(nodes.value.size(), size_t(3));
        QVERIFY(nodes.meta.index > 0);
        QCOMPARE(nodes.meta.knownLeader, std::optional(true));
    }

    void countsInstancesNotChecks()
    {
        ConsulFixture fixture(m_server);
        const Registry registry = ConsulFixture::value(fixture.client.registry(&fixture.owner)).value;
        const Service *kong = serviceOf(registry, "kong");
        QVERIFY(kong);
        QCOMPARE(kong->total, 3);
        QCOMPARE(kong->passing, 1);
        QCOMPARE(kong->warning, 1);
        QCOMPARE(kong->critical, 1);
        QCOMPARE(kong->tags, (QStringList{QStringLiteral("http"), QStringLiteral("primary")}));
        QCOMPARE(kong->nodes, QStringList{QStringLiteral("node-1")});
        // One of them on a node whose own check is critical: the instance is, although nothing checks it.
        const Service *users = serviceOf(registry, "users-management");
        QVERIFY(users);
        QCOMPARE(users->total, 3);
        QCOMPARE(users->passing, 2);
        QCOMPARE(users->critical, 1);
        QCOMPARE(users->withoutOwnChecks, 2);
        const Service *unchecked = serviceOf(registry, "no-checks");
        QVERIFY(unchecked);
        QCOMPARE(unchecked->withoutOwnChecks, 1);
        QCOMPARE(unchecked->passing, 1);

        const Instance *second = instanceOf(registry, "kong-2");
        QVERIFY(second);
        QCOMPARE(second->checks.size(), 1);
        QCOMPARE(second->checks.first().output, QStringLiteral("connection refused"));
        QCOMPARE(second->checks.first().type, QStringLiteral("ttl"));
        QCOMPARE(second->address(), QStringLiteral("127.0.0.1"));
        QCOMPARE(instanceOf(registry, "users-management-1")->address(), QStringLiteral("10.0.0.7"));
        QCOMPARE(registry.nodes.size(), size_t(3));
        QCOMPARE(registry.nodes.at(2).health, Health::Critical);
        QCOMPARE(registry.nodes.at(2).checks.first().output, QStringLiteral("told by hand"));
        QCOMPARE(registry.nodeOfLeader(ConsulFixture::value(fixture.client.leader(&fixture.owner))), QStringLiteral("node-1"));
    }

    // The undocumented answer and the documented one agree on every instance, field by field.
    void agreesWithTheDocumentedEndpoint()
    {
        ConsulFixture fixture(m_server);
        const Registry registry = ConsulFixture::value(fixture.client.registry(&fixture.owner)).value;
        size_t compared = 0;
        for (const Service &service : registry.services) {
            auto documented = ConsulFixture::value(fixture.client.serviceInstances(service.name, &fixture.owner)).value;
            const Registry same = makeRegistry(std::move(documented), {});
            QCOMPARE(same.services.size(), size_t(1));
            QVERIFY(same.services.front() == service);
            for (const Instance &instance : same.instances) {
                const Instance *other = instanceOf(registry, instance.serviceId.toLatin1().constData());
                QVERIFY(other && *other == instance);
                ++compared;
            }
        }
        QCOMPARE(compared, registry.instances.size());
        QVERIFY(compared >= 10);
    }

    void doesWithoutTheUndocumentedEndpoint()
    {
        RealConsul::Options options;
        options.extraConfig = "\"http_config\":{\"block_endpoints\":[\"/v1/internal\"]}";
        RealConsul server(options);
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY2(server.addServices(), qPrintable(server.lastError()));
        QTRY_COMPARE_WITH_TIMEOUT(server.send("GET", "/v1/health/service/kong").body.count("\"Service\":{"), 3, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(server.send("GET", "/v1/health/service/no-checks").body.count("\"Service\":{"), 1, 20'000);
        QCOMPARE(server.send("GET", "/v1/internal/ui/nodes").status, 403);
        ConsulFixture fixture(server);
        const Result<Answer<Registry>> answer = resultOf(fixture.client.registry(&fixture.owner));
        QVERIFY2(answer.has_value(), qPrintable(answer ? QString() : answer.error().toLogString()));
        ConsulFixture whole(m_server);
        const Registry expected = ConsulFixture::value(whole.client.registry(&whole.owner)).value;
        QCOMPARE(answer->value.services.size(), expected.services.size());
        for (size_t i = 0; i < expected.services.size(); ++i)
            QVERIFY2(answer->value.services.at(i) == expected.services.at(i), qPrintable(expected.services.at(i).name));
        QCOMPARE(answer->value.nodes.size(), expected.nodes.size());
        for (size_t i = 0; i < expected.nodes.size(); ++i) {
            QCOMPARE(answer->value.nodes.at(i).health, expected.nodes.at(i).health);
            QCOMPARE(answer->value.nodes.at(i).instances, expected.nodes.at(i).instances);
        }
        QCOMPARE(answer->meta.index, quint64(0));
    }

    void seesMaintenance()
    {
        QVERIFY(m_server.send("PUT", "/v1/agent/service/maintenance/kong-1?enable=true&reason=upgrade").ok());
        QTRY_VERIFY(m_server.send("GET", "/v1/health/service/kong").body.contains("_service_maintenance"));
        ConsulFixture fixture(m_server);
        const Registry registry = ConsulFixture::value(fixture.client.registry(&fixture.owner)).value;
        QCOMPARE(serviceOf(registry, "kong")->inMaintenance, 1);
        QCOMPARE(serviceOf(registry, "kong")->critical, 2);
        QVERIFY(instanceOf(registry, "kong-1")->inMaintenance());
        QVERIFY(m_server.send("PUT", "/v1/agent/service/maintenance/kong-1?enable=false").ok());
        QTRY_VERIFY(!m_server.send("GET", "/v1/health/service/kong").body.contains("_service_maintenance"));
    }

    void unknownServiceHasNoInstances()
    {
        ConsulFixture fixture(m_server);
        const auto answer = resultOf(fixture.client.serviceInstances(QStringLiteral("does/not exist?"), &fixture.owner));
        QVERIFY(answer.has_value());
        QVERIFY(answer->value.empty());
    }

    void listsSessions()
    {
        const QString id = m_server.createSession(QStringLiteral("holder"));
        QVERIFY(!id.isEmpty());
        ConsulFixture fixture(m_server);
        const auto one = resultOf(fixture.client.session(id, &fixture.owner));
        QVERIFY(one && *one);
        QCOMPARE((*one)->name, QStringLiteral("holder"));
        QCOMPARE((*one)->node, QStringLiteral("node-1"));
        QCOMPARE((*one)->lockDelay.count(), 0);
        QVERIFY((*one)->checks.contains(QStringLiteral("serfHealth")));
        QVERIFY(ConsulFixture::value(fixture.client.sessions(&fixture.owner)).contains(**one));
        const auto none = resultOf(fixture.client.session(QStringLiteral("00000000-0000-0000-0000-000000000000"), &fixture.owner));
        QVERIFY(none && !*none);
    }

    // Writing keys does not wake those who wait for the registry; registering does.
    void registryIndexMovesWithTheRegistryAlone()
    {
        ConsulFixture fixture(m_server);
        const quint64 before = ConsulFixture::value(fixture.client.registry(&fixture.owner)).meta.index;
        QVERIFY(m_server.put(QStringLiteral("unrelated"), "1"));
        QCOMPARE(ConsulFixture::value(fixture.client.registry(&fixture.owner)).meta.index, before);
        QVERIFY(m_server.addExternalNode(QStringLiteral("node-9"), QStringLiteral("10.0.0.9"), QStringLiteral("late"), 1,
                                         QStringLiteral("passing")));
        const Answer<Registry> after = ConsulFixture::value(fixture.client.registry(&fixture.owner));
        QVERIFY(after.meta.index > before);
        QVERIFY(serviceOf(after.value, "late"));
    }

    void serverThatIsGone()
    {
        RealConsul server;
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        ConsulFixture fixture(server);
        QVERIFY(server.stop());
        const Result<Info> info = resultOf(fixture.client.info(&fixture.owner), 60'000);
        QVERIFY(!info);
        QCOMPARE(info.error().kind, ErrorKind::Refused);
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY(resultOf(fixture.client.info(&fixture.owner)).has_value());
        // The same address, and another platform.
        const QString first = server.nodeId();
        QVERIFY(server.put(QStringLiteral("a"), "1"));
        const quint64 index = server.index("/v1/kv/a");
        QVERIFY2(server.restartEmpty(), qPrintable(server.lastError()));
        QVERIFY(server.nodeId() != first);
        QVERIFY(server.put(QStringLiteral("a"), "1"));
        QVERIFY(server.index("/v1/kv/a") <= index);
    }

    void snapshotsAreRestored()
    {
        QVERIFY(m_server.put(QStringLiteral("kept"), "yes"));
        const QByteArray snapshot = m_server.snapshot();
        QVERIFY(snapshot.startsWith("\x1f\x8b"));
        QVERIFY(m_server.put(QStringLiteral("kept"), "no"));
        QVERIFY2(m_server.restore(snapshot), qPrintable(m_server.lastError()));
        QTRY_COMPARE(m_server.stored(QStringLiteral("kept")).value_or(RealConsul::Stored{}).value, QByteArray("yes"));
    }
};

MK_TEST_CLASS(TestConsulReal)
#include "TestConsulReal.moc"
