// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/PrometheusInfo.h"
#include "api/rabbitmq/RabbitMqInfo.h"
#include "support/JobTest.h"
#include "support/RealStack.h"
#include "support/TestMain.h"

using namespace mk;
using mk::test::RealStack;
using mk::test::resultOf;

// RabbitMQ and Prometheus, the real ones.
class TestInfoReal : public QObject
{
    Q_OBJECT

    RealStack m_stack;
    SystemClock m_clock;

    std::unique_ptr<HttpClient> clientOf(System system, const QUrl &url, const QString &password = {})
    {
        Endpoint endpoint;
        endpoint.id = systemId(system);
        endpoint.system = system;
        endpoint.url = url;
        endpoint.proxy.kind = ProxySettings::Kind::None;
        EndpointSecrets secrets;
        if (!password.isEmpty()) {
            endpoint.credential.kind = Credential::Kind::Basic;
            endpoint.credential.user = QStringLiteral("guest");
            secrets.credential = password;
        }
        return std::make_unique<HttpClient>(endpoint, secrets, HttpClient::Options(), nullptr, &m_clock);
    }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_STACK(RealStack::Part::RabbitMq, RealStack::Part::Prometheus);
        QVERIFY2(m_stack.start({RealStack::Part::RabbitMq, RealStack::Part::Prometheus}), qPrintable(m_stack.lastError()));
    }

    void rabbitMqTellsWhoItIs()
    {
        const auto http = clientOf(System::RabbitMq, m_stack.url(RealStack::Part::RabbitMq), QStringLiteral("guest"));
        QObject owner;
        const auto info = resultOf(rabbitmq::fetchInfo(http.get(), &owner));
        QVERIFY2(info.has_value(), qPrintable(info ? QString() : info.error().toLogString()));
        QVERIFY(info->version.startsWith(QLatin1Char('3')));
        QVERIFY(info->clusterName.startsWith(QLatin1String("rabbit@")));
        QCOMPARE(info->user, QStringLiteral("guest"));
        QCOMPARE(info->userTags, QStringList{QStringLiteral("administrator")});
        QCOMPARE(info->alarms, std::optional(QStringList()));
        QCOMPARE(info->totals.queues, std::optional(qint64(0)));
    }

    void rabbitMqRefusesAWrongPassword()
    {
        const auto http = clientOf(System::RabbitMq, m_stack.url(RealStack::Part::RabbitMq), QStringLiteral("wrong-password"));
        QObject owner;
        const auto info = resultOf(rabbitmq::fetchInfo(http.get(), &owner));
        QVERIFY(!info);
        QCOMPARE(info.error().kind, ErrorKind::Unauthorised);
        QVERIFY(!info.error().toLogString().contains(QLatin1String("wrong-password")));
    }

    void prometheusTellsWhoItIs()
    {
        const auto http = clientOf(System::Prometheus, m_stack.url(RealStack::Part::Prometheus));
        QObject owner;
        const auto info = resultOf(prometheus::fetchInfo(http.get(), &owner));
        QVERIFY2(info.has_value(), qPrintable(info ? QString() : info.error().toLogString()));
        QVERIFY(info->version.startsWith(QLatin1Char('2')));
        QVERIFY(info->externalLabelsKnown);
        const auto counts = resultOf(prometheus::fetchTargets(http.get(), &owner));
        QVERIFY(counts.has_value());
        QVERIFY(counts->up + counts->down + counts->unknown > 0);
        QTRY_VERIFY_WITH_TIMEOUT(resultOf(prometheus::fetchTargets(http.get(), &owner))->up > 0, 30'000);
    }

    void someoneElseIsNotTakenForIt()
    {
        // Prometheus' old page redirects, RabbitMQ has no such path: neither is taken for the other.
        const auto http = clientOf(System::Prometheus, m_stack.url(RealStack::Part::RabbitMq));
        QObject owner;
        QVERIFY(!resultOf(prometheus::fetchInfo(http.get(), &owner)));
    }
};

MK_TEST_CLASS(TestInfoReal)
#include "TestInfoReal.moc"
