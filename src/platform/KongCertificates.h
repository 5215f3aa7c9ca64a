// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

// What stands in the certificates that Kong holds as text. Pure functions, any thread.
namespace mk::kongcertificates {

struct Facts
{
    QString subject; // its common name, else all of it
    QString issuer;
    QStringList names; // DNS names and addresses it stands for
    QDateTime validFrom;
    QDateTime expires;
    QString fingerprint; // SHA-256, "AB:CD:…"
    bool isCa = false;
    bool operator==(const Facts &) const = default;
};
// Of the first certificate in the text; nothing: there is none that can be read.
std::optional<Facts> factsOf(const QByteArray &pem);

// True where Kong reads the value from a vault: there is nothing to look at here.
bool isVaultReference(const QString &value);

enum class KeyMatch {
    Matches,
    Differs,    // the key belongs to another certificate: no client could connect
    NoKey,      // no private key that can be read without a password
    NotChecked, // a key of a kind that does not hold the public half
};
// Whether a private key belongs to a certificate: its public numbers stand in it (RSA's modulus, the point of an elliptic
// curve; RFC 8017 A.1, RFC 5915).
KeyMatch keyMatch(const QByteArray &certificatePem, const QByteArray &keyPem);

} // namespace mk::kongcertificates
