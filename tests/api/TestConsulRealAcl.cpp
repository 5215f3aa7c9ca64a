// SPDX-License-Identifier: GPL-3.0-or-later
#include "ConsulFixture.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::consul;
using mk::test::ConsulFixture;
using mk::test::RealConsul;
using mk::test::resultOf;
using Kind = mk::consul::Credential::Kind;

// A real server with ACLs on and everything denied by default: nobody, a reader of some, the master.
class TestConsulRealAcl : public QObject
{
    Q_OBJECT

    RealConsul m_server{[] {
        RealConsul::Options options;
        options.acls = true;
        return options;
    }()};
    QString m_reader;

    static KvEntry entry(const char *key, const QByteArray &value)
    {
        KvEntry made;
        made.key = QString::fromUtf8(key);
        made.value = value;
        return made;
    }
    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY2(m_server.addServices(), qPrintable(m_server.lastError()));
        QVERIFY(m_server.put(text("config/a"), "one"));
        QVERIFY(m_server.put(text("config//odd"), "odd"));
        QVERIFY(m_server.put(text("secret/a"), "hidden"));
        QVERIFY(m_server.put(text("secret//odd"), "hidden"));
        m_reader = m_server.createToken(QStringLiteral("reads the configuration"),
                                        QStringLiteral("key_prefix \"config/\" { policy = \"read\" } "
                                                       "service_prefix \"kong\" { policy = \"read\" } "
                                                       "node_prefix \"\" { policy = \"read\" }"));
        QVERIFY2(!m_reader.isEmpty(), qPrintable(m_server.lastError()));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.send("GET", "/v1/health/service/kong").body.count("\"Service\":{"), 3, 20'000);
    }

    void masterMayEverything()
    {
        ConsulFixture fixture(m_server);
        const Result<Info> info = resultOf(fixture.client.info(&fixture.owner));
        QVERIFY2(info.has_value(), qPrintable(info ? QString() : info.error().toLogString()));
        QCOMPARE(info->credential.kind, Kind::Token);
        QVERIFY(info->credential.policies.contains(text("global-management")));
        QVERIFY(!info->credential.accessorId.isEmpty());
        QVERIFY(!info->credential.permissions.empty());
        for (const auto &permission : info->credential.permissions)
            QVERIFY2(permission.allowed, qPrintable(permission.resource));
        QCOMPARE(info->serverIds, QStringList{m_server.nodeId()});
        QVERIFY(ConsulFixture::value(fixture.client.agentSelf(&fixture.owner)).aclsEnabled);
        const auto written = resultOf(fixture.client.put(entry("config/a", "one"), m_server.stored(text("config/a"))->modifyIndex, &fixture.owner));
        QVERIFY(written.has_value());
    }

    void readerSeesItsPart()
    {
        ConsulFixture fixture(m_server, m_reader);
        QObject *owner = &fixture.owner;
        const Result<Info> info = resultOf(fixture.client.info(owner));
        QVERIFY2(info.has_value(), qPrintable(info ? QString() : info.error().toLogString()));
        QCOMPARE(info->credential.kind, Kind::Token);
        QCOMPARE(info->credential.description, text("reads the configuration"));
        QCOMPARE(info->credential.policies.size(), 1);
        QCOMPARE(info->credential.may(text("node"), text("read")), std::optional(true));
        QCOMPARE(info->credential.may(text("key"), text("read")), std::optional(false));
        QCOMPARE(info->credential.may(text("key"), text("write")), std::optional(false));
        // No agent:read and no operator:read, and the platform is known all the same.
        QCOMPARE(resultOf(fixture.client.agentSelf(owner)).error().kind, ErrorKind::Forbidden);
        QCOMPARE(resultOf(fixture.client.raftServers(owner)).error().reason, text("consul.permission-denied"));
        QCOMPARE(info->serverIds, QStringList{m_server.nodeId()});
        QCOMPARE(info->datacenter, text("dc1"));
        QVERIFY(info->version.startsWith(QLatin1String("1.")));

        const Registry registry = ConsulFixture::value(fixture.client.registry(owner)).value;
        QCOMPARE(registry.services.size(), size_t(1));
        QCOMPARE(registry.services.front().name, text("kong"));
        QCOMPARE(registry.services.front().total, 3);
        QCOMPARE(registry.nodes.size(), size_t(3));

        const auto names = ConsulFixture::value(fixture.client.keys({}, {}, owner));
        QCOMPARE(names.value, (std::vector<QString>{text("config//odd"), text("config/a")}));
        QCOMPARE(ConsulFixture::value(fixture.client.recurse({}, owner)).value.size(), size_t(2));
        const auto read = resultOf(fixture.client.get(text("config//odd"), owner));
        QVERIFY(read && *read);
        for (const char *key : {"secret/a", "secret//odd"}) {
            const auto hidden = resultOf(fixture.client.get(text(key), owner));
            QVERIFY2(!hidden, key);
            QCOMPARE(hidden.error().kind, ErrorKind::Forbidden);
            QCOMPARE(hidden.error().reason, text("consul.permission-denied"));
        }
        const auto many = resultOf(fixture.client.getMany({text("secret/a"), text("config/a"), text("config/none")}, owner));
        QVERIFY(many.has_value());
        QVERIFY(many->at(0).hidden && !many->at(0).entry);
        QVERIFY(!many->at(1).hidden && many->at(1).entry);
        QVERIFY(!many->at(2).hidden && !many->at(2).entry);
    }

    void readerMayNotWrite()
    {
        ConsulFixture fixture(m_server, m_reader);
        const auto stored = *m_server.stored(text("config/a"));
        for (const QByteArray &value : {QByteArray("small"), QByteArray(450 * 1024, 'x')}) {
            const auto refused = resultOf(fixture.client.put(entry("config/a", value), stored.modifyIndex, &fixture.owner));
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
            QCOMPARE(refused.error().reason, text("consul.permission-denied"));
            QVERIFY(!refused.error().mayHaveBeenDone);
        }
        const auto refused = resultOf(fixture.client.deleteCas(text("config/a"), stored.modifyIndex, &fixture.owner));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
        QCOMPARE(m_server.stored(text("config/a"))->value, stored.value);
    }

    void nobodySeesNothing()
    {
        ConsulFixture fixture(m_server, QString());
        QObject *owner = &fixture.owner;
        const Result<Info> info = resultOf(fixture.client.info(owner));
        QVERIFY2(info.has_value(), qPrintable(info ? QString() : info.error().toLogString()));
        QCOMPARE(info->credential.kind, Kind::Anonymous);
        QCOMPARE(info->credential.may(text("key"), text("read")), std::optional(false));
        QCOMPARE(info->datacenter, text("dc1"));
        QVERIFY(!info->leader.isEmpty());
        QVERIFY(info->serverIds.isEmpty());
        QVERIFY(info->version.isEmpty());
        QVERIFY(ConsulFixture::value(fixture.client.registry(owner)).value.services.empty());
        QVERIFY(ConsulFixture::value(fixture.client.sessions(owner)).isEmpty());
        QCOMPARE(resultOf(fixture.client.get(text("config/a"), owner)).error().kind, ErrorKind::Forbidden);
        QCOMPARE(resultOf(fixture.client.create(entry("x", "1"), owner)).error().kind, ErrorKind::Forbidden);
    }

    void unknownTokenIsTold()
    {
        ConsulFixture fixture(m_server, text("11111111-1111-1111-1111-111111111111"));
        for (const Error &error : {resultOf(fixture.client.info(&fixture.owner)).error(),
                                   resultOf(fixture.client.registry(&fixture.owner)).error(),
                                   resultOf(fixture.client.keys({}, {}, &fixture.owner)).error(),
                                   resultOf(fixture.client.create(entry("x", "1"), &fixture.owner)).error()}) {
            QCOMPARE(error.kind, ErrorKind::Unauthorised);
            QCOMPARE(error.reason, text("consul.acl-not-found"));
            QVERIFY(!error.toLogString().contains(QLatin1String("11111111")));
        }
    }

    void noSecretIsLeftBehind()
    {
        ConsulFixture fixture(m_server);
        ConsulFixture::value(fixture.client.info(&fixture.owner));
        QVERIFY(!fixture.log.entries().empty());
        for (const HttpLogEntry &logged : fixture.log.entries()) {
            for (const auto &[name, value] : logged.requestHeaders)
                QVERIFY(!value.contains(m_server.masterToken().toUtf8()));
            QVERIFY(!logged.requestBody.contains(m_server.masterToken().toUtf8()));
        }
    }
};

MK_TEST_CLASS(TestConsulRealAcl)
#include "TestConsulRealAcl.moc"
