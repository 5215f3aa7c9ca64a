// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace mk {

// Takes secrets out of what is logged, shown or exported. Two nets, both always cast: names that are known to carry
// secrets (headers, query items, JSON members, path pieces such as /key-auths/<key>), and the very secret values that
// this run has been given, wherever they stand (plain, percent-encoded, JSON-escaped or base64).
// Functions that are const may be called from any thread at once.
class Redactor
{
public:
    static QString mask(); // "•••"

    // A secret value that must never be seen; values shorter than 4 characters are only caught by name.
    void addSecret(const QString &value);
    // A header, member or query item of the operator's own that carries a secret (Credential::headerName).
    void addSecretName(const QString &name);
    void clearSecrets();

    // "password", "client_secret", "X-Consul-Token", "apikey" ... whatever the case and the separators. A mere "key"
    // names a secret only in a credential of Kong, so it is no secret name by itself: url() and body() look at what is
    // around it.
    bool isSecretName(const QString &name) const;

    QString text(const QString &value) const;
    QByteArray bytes(const QByteArray &value) const;
    QByteArray headerValue(const QByteArray &name, const QByteArray &value) const;
    // Path and query, percent-encoded as sent; userinfo never survives.
    QString url(const QUrl &url) const;
    QString pathAndQuery(const QByteArray &encoded) const;
    // JSON members by name, form fields by name, else the text as a whole; what is not text becomes "<n bytes>".
    // encodedPath is the request's: it tells that the body is a key's value (PUT /v1/kv/...), which is never shown, or
    // a credential of Kong, whose "key" is secret.
    QByteArray body(const QByteArray &body, const QByteArray &contentType, const QByteArray &encodedPath = {}) const;

private:
    enum class KeyIs { Ordinary, Secret };
    QString withoutKnownSecrets(const QString &value) const;
    QString withoutNamedSecrets(const QString &value, KeyIs keyIs) const;
    QString query(const QString &encoded, KeyIs keyIs) const;
    bool isSecretField(const QString &name, KeyIs keyIs) const;
    friend class JsonRedaction;

    QStringList m_secrets; // every spelling of each value, longest first
    QSet<QString> m_ownNames;
};

} // namespace mk
