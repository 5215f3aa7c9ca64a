// SPDX-License-Identifier: GPL-3.0-or-later
#include "Recording.h"
#include "api/consul/ConsulDecode.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using namespace mk::consul;
using mk::test::answerOf;
using mk::test::recorded;

namespace {
QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

// As the HTTP client hands a refusal over.
Error refused(const HttpResponse &response, ErrorKind kind)
{
    Error error = Error::make(kind);
    error.httpStatus = response.status;
    error.serverMessage = QString::fromUtf8(response.body).trimmed();
    return error;
}
} // namespace

// What a real Consul 1.8.7 answered.
class TestConsulDecode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registry()
    {
        const HttpResponse response = recorded(text("consul/internal-ui-nodes"));
        QCOMPARE(response.status, 200);
        const auto decoded = decodeRegistry(response);
        QVERIFY(decoded.has_value());
        QCOMPARE(decoded->nodes.size(), size_t(4));
        QCOMPARE(decoded->services.size(), size_t(14));
        int total = 0;
        for (const Service &service : decoded->services) {
            QCOMPARE(service.total, service.passing + service.warning + service.critical);
            total += service.total;
        }
        QCOMPARE(size_t(total), decoded->instances.size());
        const auto mail = std::find_if(decoded->services.begin(), decoded->services.end(),
                                       [](const Service &service) { return service.name == QLatin1String("microservice-mail"); });
        QVERIFY(mail != decoded->services.end());
        // The other one passes, but its node's disk check warns.
        QCOMPARE(mail->critical, 1);
        QCOMPARE(mail->warning, 1);
        QCOMPARE(mail->tags, (QStringList{text("http"), text("primary"), text("v1")}));
        const ResponseMeta meta = metaOf(response);
        QCOMPARE(meta.index, quint64(153));
        QCOMPARE(meta.knownLeader, std::optional(true));
        QVERIFY(!meta.filteredByAcls);
        for (const Instance &instance : decoded->instances) {
            if (instance.serviceId == QLatin1String("apps-management-1")) {
                QCOMPARE(instance.port, quint16(8071));
                QCOMPARE(instance.meta.at(text("note")), text("\xC3\xBCn\xC3\xAF \xE2\x9C\x93"));
                QCOMPARE(instance.address(), text("127.0.0.1"));
            }
        }
        QCOMPARE(decoded->nodeOfLeader(text("127.0.0.1:8300")), text("node-1"));
        QVERIFY(decoded->nodeOfLeader(text("127.0.0.1:1")).isEmpty());
    }

    void serviceInstances()
    {
        const auto decoded = decodeServiceInstances(recorded(text("consul/health-service-mixed")));
        QVERIFY(decoded.has_value());
        QCOMPARE(decoded->size(), size_t(2));
        QCOMPARE(decoded->front().health, Health::Critical);
        QCOMPARE(decoded->front().nodeChecks.size(), 2);
        QCOMPARE(decoded->front().checks.size(), 1);
        QVERIFY(decodeServiceInstances(recorded(text("consul/health-service-unknown")))->empty());
    }

    void keys()
    {
        const auto all = decodeKeys(recorded(text("consul/kv-keys")));
        QVERIFY(all.has_value());
        QVERIFY(all->size() > 100);
        QVERIFY(std::find(all->begin(), all->end(), text("/leading/slash")) != all->end());
        const auto none = decodeKeys(recorded(text("consul/kv-keys-404")));
        QVERIFY(none && none->empty());
    }

    // Most lists are read by hand, odd names and whatever is wrong by the JSON reader: both must agree.
    void keysOfEveryKind()
    {
        const auto odd = decodeKeys(answerOf("[\"a\",\"b/\\u003cc\\u003e\", \"\\u00fc\",\n\"\xC3\xBC/\xE6\xBC\xA2\" ,\"tab\\there\",\" \",\"q\\\"\",\"\\\\\",\"\",\"\\ud83d\\udc30\",\"\x7f\"]\n"));
        QVERIFY(odd.has_value());
        QCOMPARE(*odd, (std::vector<QString>{text("a"), text("b/<c>"), text("\xC3\xBC"), text("\xC3\xBC/\xE6\xBC\xA2"),
                                             text("tab\there"), text(" "), text("q\""), text("\\"), QString(),
                                             text("\xF0\x9F\x90\xB0"), text("\x7f")}));
        QVERIFY(decodeKeys(answerOf(" [ ] "))->empty());
        QCOMPARE(decodeKeys(answerOf("[\"one\"]"))->size(), size_t(1));
        for (const char *broken : {"", "[", "]", "[\"a\",]", "[\"a\" \"b\"]", "[\"a\"", "[\"a", "[\"a\\", "[\"a\\\"]", "[\"a\"]x",
                                   "[\"a\",\"\\q\"]", "[\"a\",1]", "[\"a\",[\"b\"]]", "[\"a\",\"\\ud800\"]", "[\"line\nbreak\"]",
                                   "[\"\xC3\"]", "{\"a\":1}", "\"a\"", "null"}) {
            const auto result = decodeKeys(answerOf(broken));
            QVERIFY2(!result, broken);
            QVERIFY2(result.error().is(ErrorKind::Unreadable), broken);
        }
    }

    void entries()
    {
        const auto flags = decodeEntry(text("flags"), recorded(text("consul/kv-get-flags")));
        QVERIFY(flags && *flags);
        QCOMPARE((*flags)->flags, 18446744073709551615ULL);
        QCOMPARE((*flags)->value, QByteArray("largest flags value"));
        const auto empty = decodeEntry(text("empty"), recorded(text("consul/kv-get-empty")));
        QVERIFY(empty && *empty && (*empty)->value.isEmpty());
        const auto binary = decodeEntry(text("binary"), recorded(text("consul/kv-get-binary")));
        QVERIFY(binary && *binary && (*binary)->value.contains('\0'));
        const auto missing = decodeEntry(text("x"), recorded(text("consul/kv-get-404")));
        QVERIFY(missing && !*missing);
        // A proxy between us tidied the path.
        const auto other = decodeEntry(text("fl//ags"), recorded(text("consul/kv-get-flags")));
        QVERIFY(!other);
        QCOMPARE(other.error().reason, text("consul.other-key"));
        QVERIFY(decodeEntries(recorded(text("consul/kv-recurse")))->size() > 1);
        QVERIFY(decodeEntries(recorded(text("consul/kv-recurse-404")))->empty());
        QVERIFY(!decodeEntries(recorded(text("consul/txn-get-tree")))->empty());
        const auto locked = decodeEntries(recorded(text("consul/lock-get")));
        QVERIFY(locked && !locked->front().session.isEmpty());
    }

    void transactions()
    {
        const auto done = decodeTxn(recorded(text("consul/txn-success")));
        QVERIFY(done && done->failures.empty());
        QCOMPARE(done->entries.size(), size_t(3));
        QCOMPARE(done->entries.front().modifyIndex, quint64(165));
        const auto doubled = decodeTxn(recorded(text("consul/txn-get-double-slash")));
        QCOMPARE(doubled->entries.front().key, text("slashes//double"));
    }

    void refusedTransactions_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("first");
        QTest::newRow("rollback") << text("txn-rollback") << ErrorKind::Conflict << 1;
        QTest::newRow("missing") << text("txn-get-missing") << ErrorKind::NotFound << 0;
        QTest::newRow("index") << text("txn-check-index") << ErrorKind::Conflict << 0;
        QTest::newRow("delete") << text("txn-delete-cas-wrong") << ErrorKind::Conflict << 0;
        QTest::newRow("verb") << text("txn-bad-verb") << ErrorKind::Unsupported << 0;
        QTest::newRow("denied") << text("acl-mode-reader-txn") << ErrorKind::Forbidden << 0;
    }
    void refusedTransactions()
    {
        QFETCH(QString, name);
        QFETCH(ErrorKind, kind);
        QFETCH(int, first);
        const auto decoded = decodeTxn(recorded(QString(text("consul/") + name)));
        QVERIFY(decoded.has_value());
        QVERIFY(!decoded->failures.empty());
        const Error error = txnError(*decoded, {text("a"), text("b"), text("c")});
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.args.value(text("opIndex")).toInt(), first);
        QCOMPARE(error.args.value(text("key")).toString(), QString(QChar(u'a' + first)));
        QVERIFY(!error.serverMessage.isEmpty());
        QVERIFY(!error.mayHaveBeenDone);
    }

    void trueAndFalse()
    {
        QCOMPARE(*decodeTrueFalse(recorded(text("consul/kv-put-cas-0-exists"))), false);
        QCOMPARE(*decodeTrueFalse(recorded(text("consul/kv-put-cas-right"))), true);
        QVERIFY(!decodeTrueFalse(answerOf("maybe")));
    }

    void sessionsAndServers()
    {
        const auto sessions = decodeSessions(recorded(text("consul/session-list")));
        QCOMPARE(sessions->size(), 3);
        QCOMPARE(sessions->first().lockDelay.count(), 15'000);
        QVERIFY(decodeSessions(recorded(text("consul/session-info-unknown")))->isEmpty());
        const auto self = decodeAgentSelf(recorded(text("consul/agent-self")));
        QCOMPARE(self->version, text("1.8.7"));
        QCOMPARE(self->maxValueSize, std::optional(qint64(524288)));
        QVERIFY(!self->aclsEnabled);
        QCOMPARE(decodeRaftServers(recorded(text("consul/operator-raft-configuration")))->front().id, self->nodeId);
        QCOMPARE(decodeMembers(recorded(text("consul/agent-members")))->front().nodeId, self->nodeId);
        QCOMPARE(*decodeLeader(recorded(text("consul/status-leader"))), text("127.0.0.1:8300"));
        QCOMPARE(*decodeStringList(recorded(text("consul/catalog-datacenters"))), QStringList{text("dc1")});
        const auto token = decodeSelfToken(recorded(text("consul/acl-mode-admin-self-token")));
        QCOMPARE(token->kind, consul::Credential::Kind::Token);
        QCOMPARE(token->policies, QStringList{text("global-management")});
        QCOMPARE(decodeCatalogServices(recorded(text("consul/catalog-services")))->size(), size_t(14));
        QCOMPARE(decodeCatalogNodes(recorded(text("consul/catalog-nodes")))->size(), size_t(4));
        const auto checks = decodeNodeChecks(recorded(text("consul/health-state-any")));
        QVERIFY(checks && checks->contains(text("node-1")));
    }

    void errorsInConsulsWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ErrorKind>("said");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("reason");
        QTest::newRow("off") << text("acl-disabled") << ErrorKind::Unauthorised << ErrorKind::Unsupported << text("consul.acls-off");
        QTest::newRow("unknown token") << text("acl-mode-unknown-token") << ErrorKind::Forbidden << ErrorKind::Unauthorised << text("consul.acl-not-found");
        QTest::newRow("denied") << text("acl-mode-reader-kv-put") << ErrorKind::Forbidden << ErrorKind::Forbidden << text("consul.permission-denied");
        QTest::newRow("datacenter") << text("catalog-unknown-datacenter") << ErrorKind::Server << ErrorKind::NotFound << text("consul.no-datacenter");
        QTest::newRow("value") << text("kv-put-too-large") << ErrorKind::TooLarge << ErrorKind::TooLarge << text("consul.value-too-large");
        QTest::newRow("transaction") << text("txn-too-large") << ErrorKind::TooLarge << ErrorKind::TooLarge << text("consul.transaction-too-large");
        QTest::newRow("operations") << text("txn-65-operations") << ErrorKind::TooLarge << ErrorKind::TooLarge << text("consul.transaction-too-large");
    }
    void errorsInConsulsWords()
    {
        QFETCH(QString, name);
        QFETCH(ErrorKind, said);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, reason);
        Error error = refused(recorded(QString(text("consul/") + name)), said);
        error.mayHaveBeenDone = true;
        const Error refined = refineError(error, true);
        QCOMPARE(refined.kind, kind);
        QCOMPARE(refined.reason, reason);
        QVERIFY(!refined.mayHaveBeenDone);
        QVERIFY(!refined.serverMessage.isEmpty());
    }

    void serverErrorsLeaveWritesOpen()
    {
        Error error = refused(answerOf("rpc error making call: leadership lost while committing log", 500), ErrorKind::Server);
        QVERIFY(refineError(error, true).mayHaveBeenDone);
        QVERIFY(!refineError(error, false).mayHaveBeenDone);
        error.serverMessage = text("No cluster leader");
        QVERIFY(!refineError(error, true).mayHaveBeenDone);
        QCOMPARE(refineError(error, true).reason, text("consul.no-leader"));
        error.serverMessage = text("invalid key name, keys should respect the \"^[a-z]$\" format.");
        QCOMPARE(refineError(error, true).kind, ErrorKind::BadRequest);
        Error redirected = refused(recorded(text("consul/kv-get-double-slash")), ErrorKind::Redirected);
        redirected.request = text("GET /v1/kv/slashes//double");
        QCOMPARE(refineError(redirected, false).reason, text("consul.path-cleaned"));
    }
};

MK_TEST_CLASS(TestConsulDecode)
#include "TestConsulDecode.moc"
