// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace mk {

// Takes secrets out of what is logged, shown or exported. Two nets, both always cast: names that are known to carry
// secrets (headers, query items, JSON members, path pieces such as /key-auths/<key>), and the very secret values that
// this run has been given, wherever they stand (plain, percent-encoded or base64). Thread-safe after construction.
class Redactor
{
public:
    static QString mask(); // "•••"

    // A secret value that must never be seen; values shorter than 4 characters are only caught by name.
    void addSecret(const QString &value);
    void clearSecrets();

    bool isSecretName(const QString &name) const; // "password", "client_secret", "X-Consul-Token", "apikey", "key" (of a credential) ...

    QString text(const QString &value) const;
    QByteArray bytes(const QByteArray &value) const;
    QByteArray headerValue(const QByteArray &name, const QByteArray &value) const;
    // Path and query, percent-encoded as sent; userinfo never survives.
    QString url(const QUrl &url) const;
    QString pathAndQuery(const QByteArray &encoded) const;
    // JSON members by name, form fields by name, else the text as a whole; what is not text becomes "<n bytes>".
    QByteArray body(const QByteArray &body, const QByteArray &contentType) const;

private:
    QStringList m_secrets; // every spelling of each value, longest first
};

} // namespace mk
