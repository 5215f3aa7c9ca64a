// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongCertificates.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslKey>

namespace mk::kongcertificates {

namespace {

QString nameOf(const QSslCertificate &certificate, bool issuer)
{
    const auto info = [&](QSslCertificate::SubjectInfo what) {
        return (issuer ? certificate.issuerInfo(what) : certificate.subjectInfo(what)).join(QStringLiteral(", "));
    };
    const QString common = info(QSslCertificate::CommonName);
    if (!common.isEmpty())
        return common;
    const QString organisation = info(QSslCertificate::Organization);
    return organisation.isEmpty() ? info(QSslCertificate::OrganizationalUnitName) : organisation;
}

bool isAuthority(const QSslCertificate &certificate)
{
    for (const QSslCertificateExtension &extension : certificate.extensions()) {
        if (extension.name() == QLatin1String("basicConstraints"))
            return extension.value().toMap().value(QStringLiteral("ca")).toBool();
    }
    return false;
}

QString fingerprintOf(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

// One element of DER: what it holds, and what follows it. Empty where the bytes say something else.
struct Element
{
    int tag = -1;
    QByteArray content;
    QByteArray rest;
};
Element elementOf(const QByteArray &der)
{
    if (der.size() < 2)
        return {};
    qsizetype at = 2;
    qsizetype length = quint8(der.at(1));
    if (length >= 0x80) {
        const qsizetype bytes = length - 0x80;
        if (bytes < 1 || bytes > 3 || der.size() < 2 + bytes)
            return {};
        length = 0;
        for (; at < 2 + bytes; ++at)
            length = (length << 8) | quint8(der.at(at));
    }
    if (der.size() - at < length)
        return {};
    return {quint8(der.at(0)), der.mid(at, length), der.mid(at + length)};
}

constexpr int kSequence = 0x30;
constexpr int kInteger = 0x02;
constexpr int kBitString = 0x03;

// What a private key of the kind holds too: the modulus of RSA, the point of a curve.
QByteArray publicNumbers(const QSslKey &key)
{
    const Element info = elementOf(key.toDer());
    if (info.tag != kSequence)
        return {};
    if (const Element first = elementOf(info.content); first.tag == kInteger)
        return first.content; // a bare RSA key
    const Element bits = elementOf(elementOf(info.content).rest);
    if (bits.tag != kBitString || bits.content.size() < 2)
        return {};
    const QByteArray inside = bits.content.mid(1); // how many bits are unused
    if (key.algorithm() == QSsl::Rsa) {
        const Element modulus = elementOf(elementOf(inside).content);
        return modulus.tag == kInteger ? modulus.content : QByteArray();
    }
    return inside;
}

QSslKey privateKeyOf(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        if (const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey); !key.isNull())
            return key;
    }
    return {};
}

} // namespace

std::optional<Facts> factsOf(const QByteArray &pem)
{
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(pem, QSsl::Pem);
    if (certificates.isEmpty() || certificates.constFirst().isNull())
        return std::nullopt;
    const QSslCertificate &certificate = certificates.constFirst();
    Facts facts;
    facts.subject = nameOf(certificate, false);
    facts.issuer = nameOf(certificate, true);
    const auto names = certificate.subjectAlternativeNames();
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        if (name.key() == QSsl::DnsEntry || name.key() == QSsl::IpAddressEntry)
            facts.names.append(name.value());
    }
    facts.names.sort();
    facts.validFrom = certificate.effectiveDate();
    facts.expires = certificate.expiryDate();
    facts.fingerprint = fingerprintOf(certificate);
    facts.isCa = isAuthority(certificate);
    return facts;
}

bool isVaultReference(const QString &value)
{
    return value.startsWith(QLatin1String("{vault://")) && value.endsWith(QLatin1Char('}'));
}

KeyMatch keyMatch(const QByteArray &certificatePem, const QByteArray &keyPem)
{
    const QSslKey key = privateKeyOf(keyPem);
    if (key.isNull())
        return KeyMatch::NoKey;
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(certificatePem, QSsl::Pem);
    if (certificates.isEmpty())
        return KeyMatch::NotChecked;
    const QSslKey open = certificates.constFirst().publicKey();
    if (open.isNull() || open.algorithm() == QSsl::Opaque)
        return KeyMatch::NotChecked;
    if (open.algorithm() != key.algorithm())
        return KeyMatch::Differs;
    const QByteArray numbers = publicNumbers(open);
    if (numbers.size() < 16 || key.algorithm() == QSsl::Dsa)
        return KeyMatch::NotChecked;
    return key.toDer().contains(numbers) ? KeyMatch::Matches : KeyMatch::Differs;
}

} // namespace mk::kongcertificates
