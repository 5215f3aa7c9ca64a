// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Endpoint.h"

#include <QNetworkProxy>

class QNetworkAccessManager;

namespace mk {

// True for this machine itself: "localhost", its subdomains and the loopback addresses.
bool isLoopbackHost(const QString &host);

// The proxy that the settings ask for. For ProxySettings::Kind::System it is what the desktop or the environment says
// about this URL at this moment (loopback is always reached directly), with the user and password of the settings where
// these have any; asking may take a while where a script decides.
QNetworkProxy proxyFor(const ProxySettings &settings, const QString &password, const QUrl &url);

// One that plain http is handed to as to a server, and https by CONNECT.
bool isHttpProxy(const QNetworkProxy &proxy);
// "proxy.example:3128"; empty where there is none.
QString proxyName(const QNetworkProxy &proxy);

// Makes the manager use the proxy of the settings; the system's is asked anew for every connection.
void applyProxy(QNetworkAccessManager *manager, const ProxySettings &settings, const QString &password);

} // namespace mk
