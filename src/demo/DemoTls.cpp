// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoTls.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace mk::demo {

QSslConfiguration demoTls()
{
    QFile certificate(QStringLiteral(":/demo/demo.pem"));
    QFile key(QStringLiteral(":/demo/demo.key"));
    if (!QSslSocket::supportsSsl() || !certificate.open(QIODevice::ReadOnly) || !key.open(QIODevice::ReadOnly))
        return {};
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(&certificate, QSsl::Pem));
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec, QSsl::Pem));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace mk::demo
