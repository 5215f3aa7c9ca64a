// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpFixture.h"
#include "core/Format.h"
#include "net/TlsProbe.h"
#include "net/TlsTrust.h"
#include "support/TestMain.h"

#include <QSslCertificate>

using namespace mk;
using namespace mk::test;

namespace {
QByteArray pinOf(const QString &name)
{
    return name.isEmpty() ? QByteArray()
                          : sha256Of(QSslCertificate::fromPath(tlsFile(name + QStringLiteral(".pem"))).value(0));
}
} // namespace

class TestTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void trustIsDecidedBeforeAnythingIsSent_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("authority");
        QTest::addColumn<QString>("pin");
        QTest::addColumn<QString>("serverName");
        QTest::addColumn<QString>("reason"); // empty: trusted
        const auto row = [](const char *name, const char *certificate, const char *authority, const char *pin,
                            const char *serverName, const char *reason) {
            QTest::newRow(name) << QString::fromLatin1(certificate) << QString::fromLatin1(authority)
                                << QString::fromLatin1(pin) << QString::fromLatin1(serverName)
                                << QString::fromLatin1(reason);
        };
        row("own authority", "server", "ca", "", "", "");
        row("unknown authority", "server", "", "", "", "tls.unknown-ca");
        row("another authority", "server", "other-ca", "", "", "tls.unknown-ca");
        row("expired", "expired", "ca", "", "", "tls.expired");
        row("other name", "other-name", "ca", "", "", "tls.name-mismatch");
        row("other name that is wanted", "other-name", "ca", "", "elsewhere.test", "");
        row("name that is not wanted", "server", "ca", "", "elsewhere.test", "tls.name-mismatch");
        row("self-signed", "self-signed", "", "", "", "tls.self-signed");
        row("self-signed, pinned", "self-signed", "", "self-signed", "", "");
        row("self-signed, given as authority", "self-signed", "self-signed", "", "", "");
        row("unknown authority, pinned", "server", "", "server", "", "");
        row("changed", "self-signed-again", "", "self-signed", "", "tls.pin-changed");
        row("changed to a good one", "server", "ca", "self-signed", "", "tls.pin-changed");
        row("authority pinned instead of the leaf", "server", "ca", "ca", "", "tls.pin-changed");
        row("pinned, other name", "self-signed-elsewhere", "", "self-signed-elsewhere", "", "tls.name-mismatch");
        row("pinned, other name that is wanted", "self-signed-elsewhere", "", "self-signed-elsewhere", "elsewhere.test",
            "");
        row("pinned, expired", "self-signed-expired", "", "self-signed-expired", "", "tls.expired");
        row("expired, of the authority, pinned", "expired", "ca", "expired", "", "tls.expired");
    }
    void trustIsDecidedBeforeAnythingIsSent()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, authority);
        QFETCH(QString, pin);
        QFETCH(QString, serverName);
        QFETCH(QString, reason);
        FakeServer server(answering(200, "true"));
        server.useTls(certificate);
        HttpFixture http(server.url());
        http.endpoint.credential = {Credential::Kind::Header, {}, QStringLiteral("X-Consul-Token"), {}};
        http.secrets.credential = QStringLiteral("never-to-strangers");
        http.endpoint.tls.serverName = serverName;
        http.endpoint.tls.pinnedSha256 = pinOf(pin);
        if (!authority.isEmpty())
            http.endpoint.tls.caFile = tlsFile(authority + QStringLiteral(".pem"));

        for (const char *method : {"GET", "PUT", "DELETE", "HEAD"}) {
            const auto result = http.run(request(method, "/v1/kv/a", *method == 'P' ? "value" : ""));
            if (reason.isEmpty()) {
                QVERIFY2(result, result ? "" : qPrintable(result.error().toLogString()));
                QVERIFY(result->tlsProtocol == QLatin1String("TLS 1.3") ||
                        result->tlsProtocol == QLatin1String("TLS 1.2"));
                continue;
            }
            QVERIFY(!result);
            QVERIFY2(result.error().is(ErrorKind::Tls), qPrintable(result.error().toLogString()));
            QCOMPARE(result.error().reason, reason);
            QVERIFY(!result.error().mayHaveBeenDone);
            QCOMPARE(result.error().args.value(QStringLiteral("actual")).toString(),
                     format::fingerprint(pinOf(certificate)));
            if (!pin.isEmpty())
                QCOMPARE(result.error().args.value(QStringLiteral("expected")).toString(),
                         format::fingerprint(pinOf(pin)));
        }
        QTRY_COMPARE(server.connectionsOpen() > 1, false); // all but the one kept for reads
        if (reason.isEmpty())
            QCOMPARE(server.requests().size(), 4);
        else
            QCOMPARE(server.bytesSeen(), QByteArray());

        // The probe judges alike and sends nothing either.
        const auto probed = resultOf(probeTls(http.endpoint, http.secrets, {}, &http.owner));
        QVERIFY(probed);
        QCOMPARE(probed->problems.value(0), reason);
        QCOMPARE(probed->chain.value(0).sha256, pinOf(certificate));
        QVERIFY(probed->chain.value(0).validTo.isValid());
        QVERIFY(!probed->cipher.isEmpty());
        QCOMPARE(server.requests().size(), reason.isEmpty() ? 4 : 0);
    }

    void aCertificateThatChangesWhileRunningIsNoticed()
    {
        FakeServer server(answering(200));
        server.useTls(QStringLiteral("self-signed"));
        HttpFixture http(server.url());
        http.endpoint.tls.pinnedSha256 = pinOf(QStringLiteral("self-signed"));
        QVERIFY(http.run(request("PUT", "/a", "x")));
        server.useTls(QStringLiteral("self-signed-again"));
        const auto changed = http.run(request("PUT", "/a", "x"));
        QVERIFY(!changed);
        QCOMPARE(changed.error().reason, QStringLiteral("tls.pin-changed"));
        QCOMPARE(server.requests().size(), 1);
    }

    void clientCertificates_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *certificate, const char *key, const char *password,
                            const char *reason) {
            QTest::newRow(name) << QString::fromLatin1(certificate) << QString::fromLatin1(key)
                                << QString::fromLatin1(password) << QString::fromLatin1(reason);
        };
        row("good", "client.pem", "client.key", "", "");
        row("good, locked", "client.pem", "client-locked.key", "open sesame", "");
        row("wrong password", "client.pem", "client-locked.key", "open barley", "tls.client-key-unreadable");
        row("another key", "client.pem", "server.key", "", "tls.client-key-mismatch");
        row("another kind of key", "client.pem", "client-rsa.key", "", "tls.client-key-mismatch");
        row("no such file", "nothing.pem", "client.key", "", "tls.client-cert-unreadable");
        row("a key for a certificate", "client.key", "client.key", "", "tls.client-cert-unreadable");
        row("stranger's", "client-rsa.pem", "client-rsa.key", "", "refused");
        row("none", "", "", "", "refused");
    }
    void clientCertificates()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, password);
        QFETCH(QString, reason);
        FakeServer server(answering(200, "true"));
        server.useTls(QStringLiteral("server"), QStringLiteral("ca"));
        HttpFixture http(server.url());
        http.endpoint.tls.caFile = tlsFile(QStringLiteral("ca.pem"));
        if (!certificate.isEmpty()) {
            http.endpoint.tls.clientCertFile = tlsFile(certificate);
            http.endpoint.tls.clientKeyFile = tlsFile(key);
        }
        http.secrets.clientKeyPassword = password;
        const auto result = http.run(request("PUT", "/a", "x"));
        QCOMPARE(bool(result), reason.isEmpty());
        if (!result && reason != QLatin1String("refused")) {
            QVERIFY(result.error().is(ErrorKind::Tls));
            QCOMPARE(result.error().reason, reason);
            QVERIFY(http.made().configurationError());
            QVERIFY(!result.error().args.value(QStringLiteral("file")).toString().isEmpty());
        }
        if (!result)
            QCOMPARE(server.requests().size(), 0);

        // The probe shows the server's certificate to who has none to show.
        if (reason == QLatin1String("refused")) {
            const auto probed = resultOf(probeTls(http.endpoint, http.secrets, {}, &http.owner));
            QVERIFY(probed);
            QCOMPARE(probed->problems, QStringList());
        }
    }

    void settingsThatCannotBeReadAreTold()
    {
        HttpFixture http(QUrl(QStringLiteral("https://127.0.0.1:1")));
        http.endpoint.tls.caFile = QStringLiteral("/nowhere/ca.pem");
        const auto result = http.get("/");
        QCOMPARE(result.error().reason, QStringLiteral("tls.ca-unreadable"));
        QCOMPARE(result.error().args.value(QStringLiteral("file")).toString(), QStringLiteral("/nowhere/ca.pem"));
    }

    void plainSpeakersAreTold()
    {
        FakeServer server(answering(200)); // speaks no TLS
        QUrl url = server.url();
        url.setScheme(QStringLiteral("https"));
        HttpFixture http(url);
        const auto result = http.run(request("PUT", "/a", "x"));
        QVERIFY(!result);
        QVERIFY(!result.error().mayHaveBeenDone);
        HttpFixture probing(url);
        // A hello is no request that this server would answer, so only patience ends the probe; refused is quick.
        QUrl closed;
        {
            FakeServer gone;
            closed = gone.url();
            closed.setScheme(QStringLiteral("https"));
        }
        probing.endpoint.url = closed;
        const auto probed = resultOf(probeTls(probing.endpoint, {}, {}, &probing.owner));
        QVERIFY(!probed);
        QVERIFY(probed.error().is(ErrorKind::Refused));
        QCOMPARE(probed.error().endpoint, QStringLiteral("127.0.0.1:%1").arg(closed.port()));
    }

    void aTunnelVerifiesTheServersOwnName()
    {
        FakeServer server(answering(200));
        server.useTls(QStringLiteral("server"));
        HttpFixture http(server.url({}, QStringLiteral("consul.test")));
        http.options.effectiveUrl = server.url();
        http.endpoint.tls.caFile = tlsFile(QStringLiteral("ca.pem"));
        QVERIFY(http.get("/"));
        HttpFixture wrong(server.url({}, QStringLiteral("rabbit.test")));
        wrong.options.effectiveUrl = server.url(); // 127.0.0.1, which this certificate names too
        wrong.endpoint.tls.caFile = tlsFile(QStringLiteral("ca.pem"));
        const auto result = wrong.get("/");
        QVERIFY(!result);
        QCOMPARE(result.error().reason, QStringLiteral("tls.name-mismatch"));
        QCOMPARE(result.error().args.value(QStringLiteral("name")).toString(), QStringLiteral("rabbit.test"));
        QVERIFY(
            result.error().args.value(QStringLiteral("names")).toStringList().contains(QStringLiteral("consul.test")));
        const auto probed = resultOf(probeTls(wrong.endpoint, {}, server.url(), &wrong.owner));
        QCOMPARE(probed->problems, QStringList{QStringLiteral("tls.name-mismatch")});
    }
};

MK_TEST_CLASS(TestTls)
#include "TestTls.moc"
