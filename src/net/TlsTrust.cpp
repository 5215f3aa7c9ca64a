// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsTrust.h"

#include "core/Format.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSslKey>

#include <algorithm>

namespace mk {

namespace {

Error unreadable(const QString &reason, const QString &file, const QString &detail)
{
    Error error = Error::make(ErrorKind::Tls, reason, detail);
    error.args.insert(QStringLiteral("file"), file);
    return error;
}

Result<QList<QSslCertificate>> certificatesIn(const QString &path, const QString &reason)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(unreadable(reason, path, file.errorString()));
    const QList<QSslCertificate> certificates = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (certificates.isEmpty())
        return fail(unreadable(reason, path, QStringLiteral("no PEM certificate in it")));
    return certificates;
}

Result<QSslKey> keyIn(const QString &path, const QString &password)
{
    const QString reason = QStringLiteral("tls.client-key-unreadable");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(unreadable(reason, path, file.errorString()));
    const QByteArray pem = file.readAll();
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, password.toUtf8());
        if (!key.isNull())
            return key;
    }
    return fail(unreadable(reason, path, QStringLiteral("no PEM private key that this password opens")));
}

// A private key in DER holds its public part, and both forms end that part with the same bytes.
bool belongTogether(const QSslCertificate &certificate, const QSslKey &key)
{
    constexpr int compared = 32;
    return certificate.publicKey().algorithm() == key.algorithm() &&
           key.toDer().contains(certificate.publicKey().toDer().right(compared));
}

enum class Concern {
    Authority, // who vouches for the certificate: what a pin answers
    Validity,
    Name,
    Other,
};

struct Problem
{
    Concern concern;
    QString reason;
};

Problem problemOf(const QSslError &error, const QSslCertificate &leaf)
{
    const bool aboutLeaf = error.certificate().isNull() || error.certificate() == leaf;
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return {Concern::Authority, QStringLiteral("tls.self-signed")};
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::InvalidCaCertificate:
    case QSslError::PathLengthExceeded:
    case QSslError::InvalidPurpose:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateRejected:
    case QSslError::SubjectIssuerMismatch:
    case QSslError::AuthorityIssuerSerialNumberMismatch:
    case QSslError::CertificateSignatureFailed:
    case QSslError::UnableToDecryptCertificateSignature:
    case QSslError::UnableToDecodeIssuerPublicKey:
        return {Concern::Authority, QStringLiteral("tls.unknown-ca")};
    case QSslError::CertificateExpired:
    case QSslError::InvalidNotAfterField:
        return {aboutLeaf ? Concern::Validity : Concern::Authority, QStringLiteral("tls.expired")};
    case QSslError::CertificateNotYetValid:
    case QSslError::InvalidNotBeforeField:
        return {aboutLeaf ? Concern::Validity : Concern::Authority, QStringLiteral("tls.not-yet-valid")};
    case QSslError::HostNameMismatch:
        return {Concern::Name, QStringLiteral("tls.name-mismatch")};
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return {Concern::Other, QStringLiteral("tls.revoked")};
    case QSslError::NoPeerCertificate:
        return {Concern::Other, QStringLiteral("tls.no-certificate")};
    default:
        return {Concern::Other, QStringLiteral("tls.handshake")};
    }
}

// What trusting this one certificate would not help comes first.
int gravity(const QString &reason)
{
    static constexpr const char *order[] = {"tls.pin-changed",   "tls.no-certificate", "tls.revoked",
                                            "tls.handshake",     "tls.name-mismatch",  "tls.expired",
                                            "tls.not-yet-valid", "tls.unknown-ca",     "tls.self-signed"};
    const auto *const at = std::find_if(std::begin(order), std::end(order),
                                        [&](const char *code) { return reason == QLatin1String(code); });
    return int(at - std::begin(order));
}

} // namespace

Result<QSslConfiguration> tlsConfiguration(const TlsSettings &settings, const QString &clientKeyPassword)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setAllowedNextProtocols({QByteArray(QSslConfiguration::NextProtocolHttp1_1)});
    if (!settings.caFile.isEmpty()) {
        const auto authorities = certificatesIn(settings.caFile, QStringLiteral("tls.ca-unreadable"));
        if (!authorities)
            return fail(authorities.error());
        configuration.setCaCertificates(*authorities);
    }
    if (!settings.clientCertFile.isEmpty()) {
        const auto chain = certificatesIn(settings.clientCertFile, QStringLiteral("tls.client-cert-unreadable"));
        if (!chain)
            return fail(chain.error());
        // One file may hold both.
        const QString keyFile = settings.clientKeyFile.isEmpty() ? settings.clientCertFile : settings.clientKeyFile;
        const auto key = keyIn(keyFile, clientKeyPassword);
        if (!key)
            return fail(key.error());
        if (!belongTogether(chain->first(), *key))
            return fail(unreadable(QStringLiteral("tls.client-key-mismatch"), keyFile,
                                   QStringLiteral("this key is not the one of ") + settings.clientCertFile));
        configuration.setLocalCertificateChain(*chain);
        configuration.setPrivateKey(*key);
    }
    return configuration;
}

QStringList tlsProblems(const QList<QSslError> &errors, const QSslCertificate &leaf, const TlsSettings &settings)
{
    if (leaf.isNull())
        return {QStringLiteral("tls.no-certificate")};
    const bool pinned = !settings.pinnedSha256.isEmpty();
    if (pinned && sha256Of(leaf) != settings.pinnedSha256)
        return {QStringLiteral("tls.pin-changed")};
    QStringList reasons;
    for (const QSslError &error : errors) {
        const Problem problem = problemOf(error, leaf);
        if (error.error() == QSslError::NoError || (pinned && problem.concern == Concern::Authority))
            continue;
        if (!reasons.contains(problem.reason))
            reasons.append(problem.reason);
    }
    std::stable_sort(reasons.begin(), reasons.end(),
                     [](const QString &a, const QString &b) { return gravity(a) < gravity(b); });
    // OpenSSL reports a self-signed leaf by more than one code; the plainest says it all.
    if (reasons.contains(QStringLiteral("tls.self-signed")))
        reasons.removeAll(QStringLiteral("tls.unknown-ca"));
    return reasons;
}

Error tlsError(const QStringList &problems, const QSslCertificate &leaf, const TlsSettings &settings,
               const QString &verifiedName)
{
    Error error = Error::make(ErrorKind::Tls, problems.value(0, QStringLiteral("tls.handshake")));
    error.args.insert(QStringLiteral("problems"), problems);
    error.args.insert(QStringLiteral("name"), verifiedName);
    if (!settings.pinnedSha256.isEmpty())
        error.args.insert(QStringLiteral("expected"), format::fingerprint(settings.pinnedSha256));
    if (!leaf.isNull()) {
        error.args.insert(QStringLiteral("actual"), format::fingerprint(sha256Of(leaf)));
        error.args.insert(QStringLiteral("subject"), leaf.subjectDisplayName());
        error.args.insert(QStringLiteral("issuer"), leaf.issuerDisplayName());
        error.args.insert(QStringLiteral("names"), namesOf(leaf));
        error.args.insert(QStringLiteral("validFrom"), leaf.effectiveDate());
        error.args.insert(QStringLiteral("validTo"), leaf.expiryDate());
    }
    return error;
}

QString verifiedNameOf(const Endpoint &endpoint)
{
    return endpoint.tls.serverName.isEmpty() ? endpoint.url.host() : endpoint.tls.serverName;
}

QByteArray sha256Of(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256);
}

QStringList namesOf(const QSslCertificate &certificate)
{
    const QStringList alternatives = certificate.subjectAlternativeNames().values();
    return alternatives.isEmpty() ? certificate.subjectInfo(QSslCertificate::CommonName) : alternatives;
}

QString tlsProtocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    default:
        return {};
    }
}

} // namespace mk
