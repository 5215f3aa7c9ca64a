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

// A variable of this process for as long as it lives.
class Variable
{
public:
    Variable(const char *name, const QByteArray &value) : m_name(name), m_was(qgetenv(name))
    {
        value.isNull() ? qunsetenv(name) : qputenv(name, value);
    }
    ~Variable() { m_was.isNull() ? qunsetenv(m_name) : qputenv(m_name, m_was); }
    Q_DISABLE_COPY_MOVE(Variable)

private:
    const char *m_name;
    QByteArray m_was;
};

// What the desktop says: this proxy for everything that is far.
class SystemProxy
{
public:
    explicit SystemProxy(const FakeProxy &proxy, bool socks = false, const QByteArray &login = {})
        : m_url((socks ? "socks5://" : "http://") + login + "127.0.0.1:" + QByteArray::number(proxy.serverPort()))
    {
    }

private:
    QByteArray m_url;
    Variable m_http{"http_proxy", m_url};
    Variable m_https{"https_proxy", m_url};
    Variable m_no{"no_proxy", {}};
};
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
            QCOMPARE(result.error().args.value(QStringLiteral("proxy")).toString(), QStringLiteral("127.0.0.1:%1").arg(port));
            QVERIFY(!result.error().mayHaveBeenDone);
        }
    }

    void loopbackIsReachedDirectly()
    {
        for (const char *host : {"localhost", "a.localhost", "127.0.0.1", "127.8.8.8", "::1"})
            QVERIFY2(isLoopbackHost(QString::fromLatin1(host)), host);
        for (const char *host : {"localhost.example", "10.0.0.1", "consul.test", "::2", ""})
            QVERIFY2(!isLoopbackHost(QString::fromLatin1(host)), host);
        FakeServer server(answering(200));
        FakeProxy proxy(FakeProxy::Kind::Http);
        const SystemProxy system(proxy);
        HttpFixture http(server.url());
        http.endpoint.proxy.kind = ProxySettings::Kind::System;
        QVERIFY(http.get("/"));
        QCOMPARE(proxy.targets(), QStringList());
        HttpFixture far(server.url({}, QStringLiteral("consul.test")));
        far.endpoint.proxy.kind = ProxySettings::Kind::System;
        QVERIFY(far.get("/"));
        QCOMPARE(proxy.targets(), QStringList{QStringLiteral("consul.test:%1").arg(server.serverPort())});
        HttpFixture none(server.url({}, QStringLiteral("consul.invalid")));
        QVERIFY(!none.get("/")); // Kind::None asks nobody
    }

    // The desktop names the proxy, the environment who one is there; or the desktop says both.
    void aSystemProxyMayAskForALogin_data()
    {
        QTest::addColumn<bool>("socks");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("systemKnows");
        for (const bool socks : {false, true}) {
            for (const bool tls : {false, true}) {
                for (const bool systemKnows : {false, true}) {
                    QTest::addRow("%s %s, login %s", socks ? "SOCKS" : "HTTP", tls ? "https" : "http",
                                  systemKnows ? "of the system" : "of the environment")
                        << socks << tls << systemKnows;
                }
            }
        }
    }
    void aSystemProxyMayAskForALogin()
    {
        QFETCH(bool, socks);
        QFETCH(bool, tls);
        QFETCH(bool, systemKnows);
        FakeServer server(answering(200, "true"));
        if (tls)
            server.useTls(QStringLiteral("server"));
        FakeProxy proxy(socks ? FakeProxy::Kind::Socks5 : FakeProxy::Kind::Http);
        proxy.requireLogin("me", "proxy-word");
        const SystemProxy system(proxy, socks, systemKnows ? "me:proxy-word@" : "");
        HttpFixture http(server.url({}, QStringLiteral("consul.test")));
        http.endpoint.tls.caFile = tlsFile(QStringLiteral("ca.pem"));
        http.endpoint.proxy.kind = ProxySettings::Kind::System;
        if (!systemKnows) {
            http.endpoint.proxy.user = QStringLiteral("me");
            http.secrets.proxyPassword = QStringLiteral("proxy-word");
        }
        for (const char *method : {"GET", "PUT", "DELETE"}) {
            const auto result = http.run(request(method, "/v1/kv/a", *method == 'P' ? "x" : ""));
            QVERIFY2(result, result ? "" : qPrintable(result.error().toLogString()));
        }
        QCOMPARE(server.requests().size(), 3); // each once
        for (const QString &target : proxy.targets())
            QCOMPARE(target, QStringLiteral("consul.test:%1").arg(server.serverPort()));
        for (const HttpLogEntry &entry : http.log.entries()) {
            for (const auto &[name, value] : entry.requestHeaders)
                QVERIFY(!value.contains("proxy-word") && !value.contains(QByteArray("me:proxy-word").toBase64()));
        }
    }

    void aLoginThatIsMissingOrWrongNamesTheProxy_data()
    {
        QTest::addColumn<bool>("socks");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("hasLogin");
        for (const bool socks : {false, true}) {
            for (const bool tls : {false, true}) {
                for (const bool hasLogin : {false, true}) {
                    QTest::addRow("%s %s, %s", socks ? "SOCKS" : "HTTP", tls ? "https" : "http", hasLogin ? "wrong" : "missing")
                        << socks << tls << hasLogin;
                }
            }
        }
    }
    void aLoginThatIsMissingOrWrongNamesTheProxy()
    {
        QFETCH(bool, socks);
        QFETCH(bool, tls);
        QFETCH(bool, hasLogin);
        FakeServer server(answering(200));
        if (tls)
            server.useTls(QStringLiteral("server"));
        FakeProxy proxy(socks ? FakeProxy::Kind::Socks5 : FakeProxy::Kind::Http);
        proxy.requireLogin("me", "right");
        const SystemProxy system(proxy, socks);
        for (const auto kind : {ProxySettings::Kind::System, socks ? ProxySettings::Kind::Socks5 : ProxySettings::Kind::Http}) {
            HttpFixture http(server.url({}, QStringLiteral("consul.test")));
            http.endpoint.tls.caFile = tlsFile(QStringLiteral("ca.pem"));
            http.endpoint.proxy.kind = kind;
            http.endpoint.proxy.host = QStringLiteral("127.0.0.1");
            http.endpoint.proxy.port = proxy.serverPort();
            if (hasLogin) {
                http.endpoint.proxy.user = QStringLiteral("me");
                http.secrets.proxyPassword = QStringLiteral("wrong");
            }
            for (const char *method : {"GET", "PUT", "DELETE"}) {
                const auto result = http.run(request(method, "/x", *method == 'P' ? "y" : ""));
                QVERIFY(!result);
                QVERIFY2(result.error().reason == QLatin1String("proxy.unauthorised"), qPrintable(result.error().toLogString()));
                QVERIFY(result.error().is(ErrorKind::Network));
                QCOMPARE(result.error().args.value(QStringLiteral("proxy")).toString(),
                         QStringLiteral("127.0.0.1:%1").arg(proxy.serverPort()));
                QVERIFY(!result.error().mayHaveBeenDone);
            }
        }
        QCOMPARE(server.requests().size(), 0);
    }
};

MK_TEST_CLASS(TestProxy)
#include "TestProxy.moc"
