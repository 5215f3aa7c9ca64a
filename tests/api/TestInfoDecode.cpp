// SPDX-License-Identifier: GPL-3.0-or-later
#include "Recording.h"
#include "api/kong/KongInfo.h"
#include "api/prometheus/PrometheusInfo.h"
#include "api/rabbitmq/RabbitMqInfo.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using mk::test::answerOf;
using mk::test::recorded;

namespace {
QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}
} // namespace

// Who Kong, RabbitMQ and Prometheus say that they are.
class TestInfoDecode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kong_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("0.14.1") << text("0.14.1");
        QTest::newRow("2.8.5") << text("2.8.5");
        QTest::newRow("3.9.1") << text("3.9.1");
    }
    void kong()
    {
        QFETCH(QString, version);
        const auto info = kong::decodeInfo(recorded(QString(text("kong-info/root-") + version)));
        QVERIFY(info.has_value());
        QCOMPARE(info->version, version);
        QCOMPARE(info->database, text("postgres"));
        QCOMPARE(info->databaseHost, text("127.0.0.1"));
        QVERIFY(!info->databaseName.isEmpty());
        QVERIFY(!info->hostname.isEmpty());
        QCOMPARE(info->nodeId.size(), 36);
        QVERIFY(info->availablePlugins.contains(text("key-auth")));
        QVERIFY(!info->isDbLess());
        // What a request's path depends on.
        QCOMPARE(info->dnsOrder, (QStringList{text("LAST"), text("SRV"), text("A"), text("CNAME")}));
        QVERIFY(info->proxyPort > 0);
        QCOMPARE(info->routerFlavor, version.startsWith(QLatin1Char('3')) ? text("traditional_compatible") : QString());
        const auto status = kong::decodeStatus(recorded(QString(text("kong-info/status-") + version)));
        QVERIFY(status.has_value());
        QCOMPARE(status->databaseReachable, std::optional(true));
        QVERIFY(status->connectionsActive.value_or(-1) >= 0);
        QVERIFY(status->totalRequests.value_or(-1) >= 1);
    }

    void kongWithoutDatabase()
    {
        const auto info = kong::decodeInfo(answerOf("{\"version\":\"3.9.1\",\"configuration\":{\"database\":\"off\",\"dns_resolver\":{}},\"plugins\":{}}"));
        QVERIFY(info && info->isDbLess());
        QVERIFY(info->databaseHost.isEmpty());
        const auto status = kong::decodeStatus(answerOf("{\"server\":{\"total_requests\":3}}"));
        QVERIFY(status && !status->databaseReachable && !status->connectionsActive);
        QVERIFY(!kong::decodeInfo(answerOf("{\"message\":\"no Route matched with those values\"}"))); // the proxy port
    }

    void rabbitMq()
    {
        auto info = rabbitmq::decodeOverview(recorded(text("rabbitmq-info/overview")));
        QVERIFY(info.has_value());
        QCOMPARE(info->version, text("3.10.8"));
        QCOMPARE(info->clusterName, text("rabbit@node-1"));
        QCOMPARE(info->totals.queues, std::optional(qint64(27)));
        QCOMPARE(info->totals.messagesReady, std::optional(qint64(32)));
        QVERIFY(rabbitmq::decodeWhoami(recorded(text("rabbitmq-info/whoami")), &*info));
        QCOMPARE(info->userTags, QStringList{text("administrator")});
        QVERIFY(rabbitmq::decodeWhoami(answerOf("{\"name\":\"old\",\"tags\":\"monitoring,management\"}"), &*info));
        QCOMPARE(info->userTags, (QStringList{text("monitoring"), text("management")}));
        QVERIFY(rabbitmq::decodeAlarms(recorded(text("rabbitmq-info/alarm-nodes")))->isEmpty());
        QCOMPARE(*rabbitmq::decodeAlarms(answerOf("[{\"name\":\"a\",\"mem_alarm\":true,\"disk_free_alarm\":false},{\"name\":\"b\",\"running\":false}]")),
                 QStringList{text("a: memory")});
        const auto bare = rabbitmq::decodeOverview(answerOf("{\"rabbitmq_version\":\"3.6.12\",\"queue_totals\":[],\"object_totals\":[]}"));
        QVERIFY(bare && !bare->totals.queues && !bare->totals.messagesReady);
    }

    void prometheus()
    {
        QCOMPARE(*prometheus::decodeBuildInfo(recorded(text("prometheus-info/status-buildinfo"))), text("2.42.0+ds"));
        QCOMPARE(*prometheus::decodeVersion(answerOf("{\"version\":\"2.2.1\"}")), text("2.2.1"));
        QVERIFY(prometheus::decodeExternalLabels(recorded(text("prometheus-info/status-config")))->empty());
        const auto counts = prometheus::decodeTargets(recorded(text("prometheus-info/targets-active")));
        QVERIFY(counts.has_value());
        QCOMPARE(counts->up, 3);
        QCOMPARE(counts->down, 1);
        QVERIFY(!prometheus::decodeBuildInfo(answerOf("{\"status\":\"error\",\"data\":{\"version\":\"x\"}}")));
    }

    void externalLabels()
    {
        const auto labels = prometheus::externalLabelsOfYaml(text("global:\n"
                                                                  "  scrape_interval: 15s\n"
                                                                  "  external_labels:\n"
                                                                  "    monitor: microkubes-monitor\n"
                                                                  "    quoted: \"a\\\"b: c\"\n"
                                                                  "    single: 'it''s'\n"
                                                                  "  evaluation_interval: 15s\n"
                                                                  "    stray: no\n"
                                                                  "scrape_configs:\n"
                                                                  "  external_labels:\n"
                                                                  "    other: no\n"));
        const std::map<QString, QString> expected{{text("monitor"), text("microkubes-monitor")},
                                                  {text("quoted"), text("a\"b: c")},
                                                  {text("single"), text("it's")}};
        QVERIFY(labels == expected);
    }
};

MK_TEST_CLASS(TestInfoDecode)
#include "TestInfoDecode.moc"
