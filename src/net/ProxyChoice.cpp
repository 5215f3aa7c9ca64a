// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ProxyChoice.h"

#include <QHostAddress>
#include <QNetworkAccessManager>

namespace mk {

namespace {
QNetworkProxy systemProxyFor(const QNetworkProxyQuery &query)
{
    if (isLoopbackHost(query.peerHostName()))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(query);
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
}

// Qt's own system factory is switched on for the whole process only; this one is for one manager.
class SystemProxyFactory final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override { return {systemProxyFor(query)}; }
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
        return systemProxyFor(QNetworkProxyQuery(url));
    case ProxySettings::Kind::None:
        break;
    case ProxySettings::Kind::Http:
        return QNetworkProxy(QNetworkProxy::HttpProxy, settings.host, settings.port, settings.user, password);
    case ProxySettings::Kind::Socks5:
        return QNetworkProxy(QNetworkProxy::Socks5Proxy, settings.host, settings.port, settings.user, password);
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

void applyProxy(QNetworkAccessManager *manager, const ProxySettings &settings, const QString &password)
{
    if (settings.kind == ProxySettings::Kind::System)
        manager->setProxyFactory(new SystemProxyFactory); // owned by the manager
    else
        manager->setProxy(proxyFor(settings, password, {}));
}

} // namespace mk
