// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "net/Endpoint.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QStringList>

namespace mk {

// Whom TLS trusts, for calls and for the probe alike.

// Reads the files that the settings name. Fails with ErrorKind::Tls and "tls.ca-unreadable",
// "tls.client-cert-unreadable", "tls.client-key-unreadable" (args "file") or "tls.client-key-mismatch".
Result<QSslConfiguration> tlsConfiguration(const TlsSettings &settings, const QString &clientKeyPassword);

// What is wrong with the peer, as reason codes, gravest first; empty: trusted. A pin vouches for the authority alone:
// where the leaf is the pinned certificate an unknown issuer is accepted, expiry and another name are still told. Where
// a pin is set and the leaf is another certificate, that is the only problem told ("tls.pin-changed"), however good its
// chain is.
QStringList tlsProblems(const QList<QSslError> &errors, const QSslCertificate &leaf, const TlsSettings &settings);

// The error for those problems, with what there is to show: "problems", "subject", "issuer", "names", "validFrom",
// "validTo", "actual" (fingerprint), with a pin "expected", and "name" that was to be verified.
Error tlsError(const QStringList &problems, const QSslCertificate &leaf, const TlsSettings &settings,
               const QString &verifiedName);

// The name that the certificate must carry: the settings', else the host of the endpoint's own URL (behind a tunnel
// too).
QString verifiedNameOf(const Endpoint &endpoint);

QByteArray sha256Of(const QSslCertificate &certificate);
QStringList namesOf(const QSslCertificate &certificate); // subject alternative names, else the common names
QString tlsProtocolName(QSsl::SslProtocol protocol);     // "TLS 1.3"; empty when unknown

} // namespace mk
