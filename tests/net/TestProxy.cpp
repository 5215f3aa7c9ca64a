// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpFixture.h"
#include "net/ProxyChoice.h"
#include "net/TlsProbe.h"
#include "support/FakeProxy.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::test;

namespace {
constexpr auto token = "token-for-consul-alone";
}

class TestProxy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsGoThroughIt_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("login");
        for (const auto kind : {FakeProxy::Kind::Socks5, FakeProxy::Kind::Http}) {
            for (const bool tls : {false, true}) {
                for (const bool login : {false, true}) {
                    QTest::addRow("%s %s %s", kind == FakeProxy::Kind::Http ? "HTTP" : "SOCKS", tls ? "https" : "http",
                                  login ? "with login" : "open")
                        << int(kind) << tls << login;
                }
            }
        }
    }
    void callsGoThroughIt()
    {
        QFETCH(int, kind);
        QFETCH(bool, tls);
        QFETCH(bool, login);
        FakeServer server(answering(200, "true"));
        if (tls)
            server.useTls(QStringLiteral("server"));
        FakeProxy proxy(static_cast<FakeProxy::Kind>(kind));
        HttpFixture http(server.url({}, QStringLiteral("consul.test")));
        http.endpoint.tls.caFile = tlsFile(QStringLiteral("ca.pem"));
        http.endpoint.credential = {Credential::Kind::Header, {}, QStringLiteral("X-Consul-Token"), {}};
        http.secrets.credential = QString::fromLatin1(token);
        ProxySettings &settings = http.endpoint.proxy;
        settings.kind = kind == int(FakeProxy::Kind::Http) ? ProxySettings::Kind::Http : ProxySettings::Kind::Socks5;
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = proxy.serverPort();
        if (login) {
            proxy.requireLogin("me", "proxy-word");
            settings.user = QStringLiteral("me");
            http.secrets.proxyPassword = QStringLiteral("proxy-word");
        }
        for (const char *method : {"GET", "PUT", "POST", "DELETE"}) {
            const auto result = http.run(request(method, "/v1/kv/a%2Fb", *method == 'P' ? "x" : ""));
            QVERIFY2(result, result ? "" : qPrintable(result.error().toLogString()));
            QCOMPARE(server.requests().back().method, QByteArray(method));
            QCOMPARE(server.requests().back().target, QByteArray("/v1/kv/a%2Fb"));
            QCOMPARE(server.requests().back().header("X-Consul-Token"), QByteArray(token));
        }
        QCOMPARE(server.requests().size(), 4);
        // The name is the proxy's to resolve; what is meant for the server is not said to the proxy where it can be
        // kept.
        for (const QString &target : proxy.targets())
            QCOMPARE(target, QStringLiteral("consul.test:%1").arg(server.serverPort()));
        if (tls || kind == int(FakeProxy::Kind::Socks5))
            QVERIFY2(!proxy.saidToProxy().contains(token), proxy.saidToProxy().constData());
        if (tls)
            QVERIFY(!server.bytesSeen().contains("Proxy-Authorization"));
        for (const HttpLogEntry &entry : http.log.entries()) {
            for (const auto &[name, value] : entry.requestHeaders)
                QVERIFY(!value.contains("proxy-word") && !value.contains(QByteArray("me:proxy-word").toBase64()));
        }
        if (tls) {
            const auto probed = resultOf(probeTls(http.endpoint, http.secrets, {}, &http.owner));
            QVERIFY2(probed, probed ? "" : qPrintable(probed.error().toLogString()));
            QCOMPARE(probed->problems, QStringList());
        }
    }

    void aWrongLoginIsTheProxysMatter_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("tls");
        QTest::newRow("HTTP") << int(FakeProxy::Kind::Http) << false;
        QTest::newRow("HTTP with TLS") << int(FakeProxy::Kind::Http) << true;
        QTest::newRow("SOCKS") << int(FakeProxy::Kind::Socks5) << false;
    }
    void aWrongLoginIsTheProxysMatter()
    {
        QFETCH(int, kind);
        QFETCH(bool, tls);
        FakeServer server(answering(200));
        if (tls)
            server.useTls(QStringLiteral("server"));
        FakeProxy proxy(static_cast<FakeProxy::Kind>(kind));
        proxy.requireLogin("me", "right");
        HttpFixture http(server.url({}, QStringLiteral("consul.test")));
        http.endpoint.proxy.kind =
            kind == int(FakeProxy::Kind::Http) ? ProxySettings::Kind::Http : ProxySettings::Kind::Socks5;
        http.endpoint.proxy.host = QStringLiteral("127.0.0.1");
        http.endpoint.proxy.port = proxy.serverPort();
        http.endpoint.proxy.user = QStringLiteral("me");
        http.secrets.proxyPassword = QStringLiteral("wrong");
        const auto result = http.run(request("PUT", "/x", "y"));
        QVERIFY(!result);
        QVERIFY2(result.error().is(ErrorKind::Network), qPrintable(result.error().toLogString()));
        QVERIFY2(result.error().reason.startsWith(QLatin1String("proxy.")), qPrintable(result.error().toLogString()));
        QVERIFY(!result.error().mayHaveBeenDone);
        QCOMPARE(server.requests().size(), 0);
    }

    void aDeadProxyIsTold()
    {
        FakeServer server(answering(200));
        quint16 port = 0;
        {
            FakeProxy proxy(FakeProxy::Kind::Http);
            port = proxy.serverPort();
        }
        for (const auto kind : {ProxySettings::Kind::Http, ProxySettings::Kind::Socks5}) {
            HttpFixture http(server.url({}, QStringLiteral("consul.test")));
            http.endpoint.proxy.kind = kind;
            http.endpoint.proxy.host = QStringLiteral("127.0.0.1");
            http.endpoint.proxy.port = port;
            const auto result = http.run(request("DELETE", "/x"));
            QVERIFY(!result);
            QVERIFY2(result.error().reason == QLatin1String("proxy.refused"), qPrintable(result.error().toLogString()));
            QVERIFY(!result.error().mayHaveBeenDone);
        }
    }

    void loopbackIsReachedDirectly()
    {
        for (const char *host : {"localhost", "a.localhost", "127.0.0.1", "127.8.8.8", "::1"})
            QVERIFY2(isLoopbackHost(QString::fromLatin1(host)), host);
        for (const char *host : {"localhost.example", "10.0.0.1", "consul.test", "::2", ""})
            QVERIFY2(!isLoopbackHost(QString::fromLatin1(host)), host);
        // The environment of the tests names no proxy, this function does.
        const auto restore = [was = qgetenv("http_proxy"), no = qgetenv("no_proxy")] {
            was.isNull() ? qunsetenv("http_proxy") : qputenv("http_proxy", was);
            no.isNull() ? qunsetenv("no_proxy") : qputenv("no_proxy", no);
        };
        FakeServer server(answering(200));
        FakeProxy proxy(FakeProxy::Kind::Http);
        qputenv("http_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
        qunsetenv("no_proxy");
        const QString named = QStringLiteral("consul.test:%1").arg(server.serverPort());
        HttpFixture http(server.url());
        http.endpoint.proxy.kind = ProxySettings::Kind::System;
        const bool near = bool(http.get("/"));
        const auto targetsNear = proxy.targets();
        HttpFixture far(server.url({}, QStringLiteral("consul.test")));
        far.endpoint.proxy.kind = ProxySettings::Kind::System;
        const bool distant = bool(far.get("/"));
        const auto targetsFar = proxy.targets();
        HttpFixture none(server.url({}, QStringLiteral("consul.invalid")));
        const bool direct = bool(none.get("/"));
        restore();
        QVERIFY(near);
        QCOMPARE(targetsNear, QStringList());
        QVERIFY(distant);
        QCOMPARE(targetsFar, QStringList{named});
        QVERIFY(!direct); // Kind::None asks nobody
    }
};

MK_TEST_CLASS(TestProxy)
#include "TestProxy.moc"
