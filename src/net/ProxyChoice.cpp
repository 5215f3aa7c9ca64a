// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ProxyChoice.h"

#include <QHostAddress>
#include <QNetworkAccessManager>

namespace mk {

namespace {
QNetworkProxy systemProxyFor(const QNetworkProxyQuery &query, const ProxySettings &settings, const QString &password)
{
    if (isLoopbackHost(query.peerHostName()))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(query);
    QNetworkProxy proxy = proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
    // Desktops name a proxy and mostly not who one is there.
    if (proxy.type() != QNetworkProxy::NoProxy && !settings.user.isEmpty()) {
        proxy.setUser(settings.user);
        proxy.setPassword(password);
    }
    return proxy;
}

// Qt's own system factory is switched on for the whole process only; this one is for one manager.
class SystemProxyFactory final : public QNetworkProxyFactory
{
public:
    SystemProxyFactory(ProxySettings settings, QString password)
        : m_settings(std::move(settings)), m_password(std::move(password))
    {
    }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return {systemProxyFor(query, m_settings, m_password)};
    }

private:
    ProxySettings m_settings;
    QString m_password;
};
} // namespace

bool isLoopbackHost(const QString &host)
{
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost")) ||
           QHostAddress(host).isLoopback();
}

QNetworkProxy proxyFor(const ProxySettings &settings, const QString &password, const QUrl &url)
{
    switch (settings.kind) {
    case ProxySettings::Kind::System:
        return systemProxyFor(QNetworkProxyQuery(url), settings, password);
    case ProxySettings::Kind::None:
        break;
    case ProxySettings::Kind::Http:
        return QNetworkProxy(QNetworkProxy::HttpProxy, settings.host, settings.port, settings.user, password);
    case ProxySettings::Kind::Socks5:
        return QNetworkProxy(QNetworkProxy::Socks5Proxy, settings.host, settings.port, settings.user, password);
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

bool isHttpProxy(const QNetworkProxy &proxy)
{
    return proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::HttpCachingProxy;
}

QString proxyName(const QNetworkProxy &proxy)
{
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.hostName().isEmpty())
        return {};
    const bool isBareIpv6 = proxy.hostName().contains(QLatin1Char(':'));
    const QString host = isBareIpv6 ? QString(QLatin1Char('[') + proxy.hostName() + QLatin1Char(']')) : proxy.hostName();
    return host + QLatin1Char(':') + QString::number(proxy.port());
}

void applyProxy(QNetworkAccessManager *manager, const ProxySettings &settings, const QString &password)
{
    if (settings.kind == ProxySettings::Kind::System)
        manager->setProxyFactory(new SystemProxyFactory(settings, password)); // owned by the manager
    else
        manager->setProxy(proxyFor(settings, password, {}));
}

} // namespace mk
