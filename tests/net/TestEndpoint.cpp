// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Endpoint.h"
#include "support/TestMain.h"

using namespace mk;

class TestEndpoint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void references_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("id");
        QTest::newRow("none") << QString() << int(SecretRef::Kind::None) << QString();
        QTest::newRow("stored") << QStringLiteral("store:a/b:c") << int(SecretRef::Kind::Stored)
                                << QStringLiteral("a/b:c");
        QTest::newRow("environment") << QStringLiteral("env:CONSUL_TOKEN") << int(SecretRef::Kind::Environment)
                                     << QStringLiteral("CONSUL_TOKEN");
    }
    void references()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QString, id);
        const SecretRef reference = SecretRef::fromString(text);
        QCOMPARE(int(reference.kind), kind);
        QCOMPARE(reference.id, id);
        QCOMPARE(reference.toString(), text);
    }

    void aSecretInClearIsNoReference()
    {
        for (const char *text : {"hunter2", "env:", "store:", "ENV:X", "https://x"})
            QVERIFY2(SecretRef::fromString(QString::fromLatin1(text)).isNone(), text);
    }

    void hostPorts_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("hostPort");
        QTest::newRow("told") << QStringLiteral("http://consul.example:8500/base")
                              << QStringLiteral("consul.example:8500");
        QTest::newRow("http") << QStringLiteral("http://kong") << QStringLiteral("kong:80");
        QTest::newRow("https") << QStringLiteral("https://kong") << QStringLiteral("kong:443");
        QTest::newRow("IPv6") << QStringLiteral("https://[::1]:8443") << QStringLiteral("[::1]:8443");
        QTest::newRow("none") << QString() << QString();
    }
    void hostPorts()
    {
        QFETCH(QString, url);
        QFETCH(QString, hostPort);
        Endpoint endpoint;
        endpoint.url = QUrl(url);
        QCOMPARE(endpoint.hostPort(), hostPort);
    }
};

MK_TEST_CLASS(TestEndpoint)
#include "TestEndpoint.moc"
