// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QVariantMap>

#include <chrono>
#include <optional>

namespace mk {

// The one taxonomy of what can go wrong. Panels choose their state from it, so a new kind needs a reason.
enum class ErrorKind {
    Refused,      // nothing listens there
    NoSuchHost,   // the name does not resolve
    Timeout,      // no byte for too long, or the whole call took too long
    Tls,          // see Error::reason: "tls.self-signed", "tls.unknown-ca", "tls.expired", "tls.name-mismatch", "tls.pin-changed", ...
    Unauthorised, // 401, or a credential that the server does not know
    Forbidden,    // 403: known, but may not
    NotFound,     // 404
    Conflict,     // 409, 412, or a failed check-and-set
    RateLimited,  // 429
    Server,       // 5xx
    BadRequest,   // any other 4xx: the server refused what we sent
    Unreadable,   // the answer is not what the protocol promises
    TooLarge,     // the answer is beyond our cap, or the server says that our request is (413)
    Redirected,   // 3xx: never followed
    Cancelled,    // by the operator or because its owner is gone
    Network,      // connection lost, reset, proxy trouble: anything between us and the server not named above
    ReadOnly,     // refused by our own read-only gate before anything was sent
    Unsupported,  // this version of the server has no such thing
    Storage,      // a local file, database or key store failed
    Untrusted,    // an imported setting waits for the operator's consent
    Internal,     // a defect of ours
};

// A value that describes one failure by code and arguments. It holds no translated text: models/ErrorText renders it.
// Every string in it is already redacted (core/Redactor) where it could carry a secret.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    int httpStatus = 0;    // 0: no answer arrived
    QString reason;        // stable machine code that narrows the kind ("tls.expired", "journal.locked"); may be empty
    QString serverMessage; // the server's own words, shortened to 4,000 characters
    QString endpoint;      // "consul.example:8500": whom we talked to
    QString request;       // "GET /v1/kv/config": what we asked, redacted
    QString detail;        // technical detail for the details view; never translated
    QVariantMap args;      // arguments of the reason, e.g. "expected" and "actual" fingerprints
    std::optional<std::chrono::milliseconds> retryAfter; // the server's Retry-After, when it gave one
    bool mayHaveBeenDone = false; // a write left this machine and no answer came: its effect is unknown until read

    static Error make(ErrorKind kind, const QString &reason = {}, const QString &detail = {});
    static Error cancelled();
    static Error storage(const QString &reason, const QString &detail);

    // For logs and tests only: kind, status and detail in English.
    QString toLogString() const;
    bool is(ErrorKind other) const { return kind == other; }
};

// Stable identifier of a kind ("refused", "too-large"), for the journal, logs and --check.
QString errorKindId(ErrorKind kind);
std::optional<ErrorKind> errorKindFromId(const QString &id);

} // namespace mk

Q_DECLARE_METATYPE(mk::Error)
