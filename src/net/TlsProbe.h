// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/Endpoint.h"

#include <QDateTime>
#include <QNetworkProxy>

namespace mk {

// What a server showed in a bare TLS handshake: no HTTP byte and no credential has been sent.
struct TlsPeer
{
    struct Certificate
    {
        QString subject;
        QString issuer;
        QStringList names; // subject alternative names
        QDateTime validFrom;
        QDateTime validTo;
        QByteArray sha256; // 32 bytes of the DER form
        bool selfSigned = false;
    };
    QList<Certificate> chain; // leaf first
    QString protocol;         // "TLS 1.3"
    QString cipher;
    QStringList problems; // reason codes as in Error ("tls.self-signed", "tls.expired", "tls.name-mismatch"); empty: trusted
};

// Shakes hands with the endpoint's host and port (or effectiveUrl's) and hangs up.
Job<TlsPeer> *probeTls(const Endpoint &endpoint, const EndpointSecrets &secrets, const QUrl &effectiveUrl, QObject *parent);

} // namespace mk
