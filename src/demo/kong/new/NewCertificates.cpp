// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewCertificates.h"

#include <QByteArray>
#include <QDateTime>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslKey>
#include <QVariant>


namespace mk::demo {

namespace {

QSslCertificate certificateOf(const std::string &pem)
{
    const QList<QSslCertificate> all = QSslCertificate::fromData(QByteArray::fromStdString(pem), QSsl::Pem);
    return all.isEmpty() ? QSslCertificate() : all.first();
}

QSslKey keyOf(const std::string &pem, QSsl::KeyType type)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa, QSsl::Dsa, QSsl::Dh}) {
        const QSslKey key(QByteArray::fromStdString(pem), algorithm, QSsl::Pem, type);
        if (!key.isNull())
            return key;
    }
    return {};
}

// What OpenSSL reports of text in which it finds no structure.
std::string opensslNotEnoughData(const std::string &text, bool old)
{
    // The place in OpenSSL where it gives up: with the head of the first value, or after it.
    const std::string place = text.size() < 2 ? "crypto/asn1/a_d2i_fp.c:155:" : "crypto/asn1/a_d2i_fp.c:283:";
    return old ? place + "error:0680008E:asn1 encoding routines::not enough data"
               : "error:680008E:asn1 encoding routines:asn1_d2i_read_bio:not enough data:" + place;
}

// Length of a DER value whose tag stands at `at`; moves `at` to its first content byte. -1 at the end of the data.
qsizetype enterDer(const QByteArray &der, qsizetype *at)
{
    if (*at + 2 > der.size())
        return -1;
    qsizetype length = static_cast<unsigned char>(der[*at + 1]);
    *at += 2;
    if (length & 0x80) {
        int bytes = int(length & 0x7F);
        length = 0;
        while (bytes-- > 0 && *at < der.size())
            length = (length << 8) | static_cast<unsigned char>(der[(*at)++]);
    }
    return *at + length <= der.size() ? length : -1;
}

// The part of a public key that stands in its private key too: RSA's modulus, the point of an elliptic curve.
QByteArray sharedPart(const QSslKey &publicKey)
{
    const QByteArray der = publicKey.toDer();
    qsizetype at = 0;
    if (enterDer(der, &at) < 0) // SubjectPublicKeyInfo
        return {};
    const qsizetype algorithm = enterDer(der, &at);
    if (algorithm < 0)
        return {};
    at += algorithm;
    const qsizetype bits = enterDer(der, &at); // BIT STRING, one byte of unused bits first
    if (bits < 1)
        return {};
    if (publicKey.algorithm() != QSsl::Rsa)
        return der.mid(at + 1, bits - 1);
    ++at;
    if (enterDer(der, &at) < 0)
        return {};
    const qsizetype modulus = enterDer(der, &at);
    return modulus < 0 ? QByteArray() : der.mid(at, modulus);
}

} // namespace

std::optional<std::string> brokenCertificate(const std::string &pem, bool old)
{
    if (!certificateOf(pem).isNull())
        return {};
    return "invalid certificate: x509.new: " + opensslNotEnoughData(pem, old);
}

std::optional<std::string> brokenKey(const std::string &pem, bool old)
{
    if (!keyOf(pem, QSsl::PrivateKey).isNull() || isPublicKey(pem))
        return {};
    return "invalid key: pkey.new:load_key: " + opensslNotEnoughData(pem, old);
}

bool isPublicKey(const std::string &pem)
{
    return !keyOf(pem, QSsl::PublicKey).isNull();
}

bool certificateFitsKey(const std::string &certificate, const std::string &key)
{
    const QSslKey secret = keyOf(key, QSsl::PrivateKey);
    const QByteArray shared = sharedPart(certificateOf(certificate).publicKey());
    return !secret.isNull() && !shared.isEmpty() && secret.toDer().contains(shared);
}

int keyKindOf(const std::string &certificate)
{
    const QSslCertificate parsed = certificateOf(certificate);
    return parsed.isNull() ? -1 : int(parsed.publicKey().algorithm());
}

int certificateCount(const std::string &pem)
{
    return int(QByteArray::fromStdString(pem).count("-----BEGIN CERTIFICATE-----"));
}

bool isExpired(const std::string &certificate)
{
    const QDateTime end = certificateOf(certificate).expiryDate();
    return end.isValid() && end < QDateTime::currentDateTime();
}

bool isAuthority(const std::string &certificate)
{
    const QList<QSslCertificateExtension> extensions = certificateOf(certificate).extensions();
    for (const QSslCertificateExtension &extension : extensions) {
        if (extension.oid() == QLatin1String("2.5.29.19"))
            return extension.value().toMap().value(QStringLiteral("ca")).toBool();
    }
    return false;
}

std::string certificateDigest(const std::string &pem)
{
    return certificateOf(pem).digest(QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace mk::demo
