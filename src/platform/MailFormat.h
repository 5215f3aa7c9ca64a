// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

// The two formats in which Microkubes' services ask for an e-mail, and who publishes and reads which queue. Pure functions, any
// thread. Sources: microservice-registration up to v1.0.1-beta and microservice-user v1.1.0-beta (old), later ones and
// microservice-mail from v1.1.0-beta on (new). Bodies hold the tokens with which an account is activated: secret.
namespace mk::mailformat {

enum class Format {
    Old,   // {"id","name","email","token"}, and "template":"Forgot Password" of microservice-user
    New,   // {"email","data":{"name","token"},"template":"userVerification"}, or "forgotPassword" with data.email
    Other, // neither: nothing is guessed
};

struct Mail
{
    Format format = Format::Other;
    QString kind; // "userVerification", "forgotPassword"; empty where it is neither
    // As they stand in the body, with the names they have there ("data.token"), in this order.
    QList<QPair<QString, QString>> fields;
    bool operator==(const Mail &) const = default;
};

// Exactly these members, all of them texts, with an address and a token: whatever has more or less is something else.
Mail recognise(const QByteArray &body);

// The body that microservice-mail from v1.1.0-beta on reads; a new one stays as it is. Fails with ErrorKind::BadRequest
// "mail.not-recognised".
Result<QByteArray> converted(const QByteArray &body);

// Hides what lets somebody in or names somebody: "a…@example.com", "••••••••".
QString masked(const QString &field, const QString &value);

inline QString newQueue() { return QStringLiteral("email-queue"); }
inline QString oldQueue() { return QStringLiteral("verification-email"); }
inline QString mailService() { return QStringLiteral("microservice-mail"); }
// The format that whoever should read this queue understands; Other: it is no queue of Microkubes.
Format readBy(const QString &queue);

} // namespace mk::mailformat
