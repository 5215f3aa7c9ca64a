// SPDX-License-Identifier: GPL-3.0-or-later
#include "Recording.h"
#include "api/consul/ConsulDecode.h"
#include "api/kong/KongInfo.h"
#include "api/prometheus/PrometheusInfo.h"
#include "api/rabbitmq/RabbitMqInfo.h"
#include "support/TestMain.h"

#include <QTest>

#include <functional>
#include <random>

using namespace mk;
using mk::test::answerOf;
using mk::test::recorded;

namespace {

// Every decoder: true when it made a value, false when it said Unreadable; anything else is a failure.
struct Decoder
{
    const char *name;
    const char *recording;
    std::function<std::optional<ErrorKind>(const HttpResponse &)> run;
};

template <class F>
Decoder decoder(const char *name, const char *recording, F decode)
{
    return {name, recording, [decode](const HttpResponse &response) -> std::optional<ErrorKind> {
                const auto result = decode(response);
                return result ? std::nullopt : std::optional(result.error().kind);
            }};
}

std::vector<Decoder> decoders()
{
    using namespace mk::consul;
    return {
        decoder("registry", "consul/internal-ui-nodes", decodeRegistry),
        decoder("instances", "consul/health-service-mixed", decodeServiceInstances),
        decoder("services", "consul/catalog-services", decodeCatalogServices),
        decoder("nodes", "consul/catalog-nodes", decodeCatalogNodes),
        decoder("checks", "consul/health-state-any", decodeNodeChecks),
        decoder("keys", "consul/kv-keys", decodeKeys),
        decoder("entries", "consul/kv-recurse", decodeEntries),
        decoder("entry", "consul/kv-get", [](const HttpResponse &r) { return decodeEntry(QStringLiteral("kong-migrations"), r); }),
        decoder("transaction", "consul/txn-success", decodeTxn),
        decoder("refusal", "consul/txn-rollback", decodeTxn),
        decoder("sessions", "consul/session-list", decodeSessions),
        decoder("self", "consul/agent-self", decodeAgentSelf),
        decoder("raft", "consul/operator-raft-configuration", decodeRaftServers),
        decoder("members", "consul/agent-members", decodeMembers),
        decoder("leader", "consul/status-leader", decodeLeader),
        decoder("peers", "consul/status-peers", decodeStringList),
        decoder("token", "consul/acl-mode-admin-self-token", decodeSelfToken),
        decoder("kong", "kong-info/root-3.9.1", kong::decodeInfo),
        decoder("kong status", "kong-info/status-0.14.1", kong::decodeStatus),
        decoder("overview", "rabbitmq-info/overview", rabbitmq::decodeOverview),
        decoder("alarms", "rabbitmq-info/alarm-nodes", rabbitmq::decodeAlarms),
        decoder("build", "prometheus-info/status-buildinfo", prometheus::decodeBuildInfo),
        decoder("labels", "prometheus-info/status-config", prometheus::decodeExternalLabels),
        decoder("targets", "prometheus-info/targets-active", prometheus::decodeTargets),
    };
}

} // namespace

// Broken, truncated, mutated and malicious bodies: a value or Unreadable, and never a crash.
class TestConsulHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodersUnderAttack_data()
    {
        QTest::addColumn<size_t>("number");
        const auto all = decoders();
        for (size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all.at(i).name) << i;
    }
    void decodersUnderAttack()
    {
        QFETCH(size_t, number);
        const Decoder under = decoders().at(number);
        const HttpResponse good = recorded(QString::fromLatin1(under.recording));
        QVERIFY(good.status != 0);
        QCOMPARE(under.run(good), std::nullopt);

        const auto sane = [&under](const HttpResponse &response) {
            const auto end = under.run(response);
            // Mutations may hit words by which refusals are told, or the name that was asked for.
            return !end || *end == ErrorKind::Unreadable || *end == ErrorKind::Forbidden || *end == ErrorKind::NotFound ||
                   *end == ErrorKind::Conflict || *end == ErrorKind::BadRequest;
        };
        const qsizetype step = std::max<qsizetype>(1, good.body.size() / 200);
        for (qsizetype length = 0; length < good.body.trimmed().size(); length += step) {
            HttpResponse cut = good;
            cut.body.truncate(length);
            QCOMPARE(under.run(cut), std::optional(ErrorKind::Unreadable));
        }
        std::mt19937 random(20'260); // the same every time
        for (int round = 0; round < 200; ++round) {
            HttpResponse bent = good;
            for (int i = 0; i < 1 + round % 4; ++i) {
                const auto at = qsizetype(random() % quint32(bent.body.size()));
                switch (random() % 3) {
                case 0:
                    bent.body[at] = static_cast<char>(random() % 256);
                    break;
                case 1:
                    bent.body.remove(at, 1 + qsizetype(random() % 20));
                    break;
                default:
                    bent.body.insert(at, bent.body.mid(qsizetype(random() % quint32(bent.body.size())), 30));
                    break;
                }
                if (bent.body.isEmpty())
                    break;
            }
            QVERIFY2(sane(bent), bent.body.left(200).constData());
        }
        for (const QByteArray &body :
             {QByteArray(), QByteArray("<html>Bad gateway</html>"), QByteArray("\"\xff\xfe\""), QByteArray("[\"\xed\xa0\x80\"]"),
              QByteArray("[1]"), QByteArray("[[]]"), QByteArray("{\"Results\":1}"), QByteArray("true"), QByteArray("[\"\\ud800\"]"),
              QByteArray(1'000'000, '['), QByteArray("{\"a\":").repeated(200'000), QByteArray("[{\"Key\":\"a\",\"CreateIndex\":1,\"ModifyIndex\":18446744073709551616}]"),
              QByteArray("[{\"Key\":\"a\",\"CreateIndex\":1,\"ModifyIndex\":-1}]"), QByteArray("[{\"Key\":\"a\",\"CreateIndex\":1,\"ModifyIndex\":1e3}]"),
              QByteArray("[{\"Key\":\"a\",\"CreateIndex\":1,\"ModifyIndex\":1,\"Value\":\"***\"}]"), QByteArray("[{}]"), QByteArray("[null]")}) {
            const bool isEmptyList = body == "[[]]";
            QVERIFY2(sane(answerOf(body)) || isEmptyList, body.left(60).constData());
        }
    }

    void numbersKeepTheirBits()
    {
        const auto large = consul::decodeEntries(answerOf("[{\"Key\":\"a\",\"CreateIndex\":1,\"ModifyIndex\":9007199254740993,\"Flags\":18446744073709551615}]"));
        QVERIFY(large.has_value());
        QCOMPARE(large->front().modifyIndex, 9007199254740993ULL);
        QCOMPARE(large->front().flags, 18446744073709551615ULL);
        for (const char *number : {"18446744073709551616", "-1", "1.5", "1e2", "\"7\"", "true"}) {
            const QByteArray body = QByteArray("[{\"Key\":\"a\",\"CreateIndex\":1,\"ModifyIndex\":") + number + "}]";
            const auto broken = consul::decodeEntries(answerOf(body));
            QVERIFY2(!broken, number);
            QCOMPARE(broken.error().kind, ErrorKind::Unreadable);
        }
        QVERIFY(!consul::decodeEntries(answerOf("[{\"Key\":\"a\",\"CreateIndex\":1}]"))); // no index, no guard
    }

    void errorsDoNotQuoteValues()
    {
        const auto broken = consul::decodeEntries(answerOf("[{\"Key\":\"a\",\"Value\":\"hunter2-hunter2\",\"ModifyIndex\":\"x\"}] trailing"));
        QVERIFY(!broken);
        QVERIFY(!broken.error().toLogString().contains(QLatin1String("hunter2")));
    }
};

MK_TEST_CLASS(TestConsulHostile)
#include "TestConsulHostile.moc"
