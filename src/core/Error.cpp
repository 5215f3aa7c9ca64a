// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Error.h"

#include <array>
#include <utility>

namespace mk {

namespace {
constexpr std::array<std::pair<ErrorKind, const char *>, 21> kindIds{{
    {ErrorKind::Refused, "refused"},
    {ErrorKind::NoSuchHost, "no-such-host"},
    {ErrorKind::Timeout, "time-out"},
    {ErrorKind::Tls, "tls"},
    {ErrorKind::Unauthorised, "unauthorised"},
    {ErrorKind::Forbidden, "forbidden"},
    {ErrorKind::NotFound, "not-found"},
    {ErrorKind::Conflict, "conflict"},
    {ErrorKind::RateLimited, "rate-limited"},
    {ErrorKind::Server, "server-error"},
    {ErrorKind::BadRequest, "bad-request"},
    {ErrorKind::Unreadable, "unreadable"},
    {ErrorKind::TooLarge, "too-large"},
    {ErrorKind::Redirected, "redirected"},
    {ErrorKind::Cancelled, "cancelled"},
    {ErrorKind::Network, "network"},
    {ErrorKind::ReadOnly, "read-only"},
    {ErrorKind::Unsupported, "unsupported"},
    {ErrorKind::Storage, "storage"},
    {ErrorKind::Untrusted, "untrusted"},
    {ErrorKind::Internal, "internal"},
}};
} // namespace

Error Error::make(ErrorKind kind, const QString &reason, const QString &detail)
{
    Error error;
    error.kind = kind;
    error.reason = reason;
    error.detail = detail;
    return error;
}

Error Error::cancelled()
{
    return make(ErrorKind::Cancelled);
}

Error Error::storage(const QString &reason, const QString &detail)
{
    return make(ErrorKind::Storage, reason, detail);
}

QString Error::toLogString() const
{
    QString text = errorKindId(kind);
    if (!reason.isEmpty())
        text += QStringLiteral(" (") + reason + QLatin1Char(')');
    if (httpStatus != 0)
        text += QStringLiteral(" status ") + QString::number(httpStatus);
    if (!endpoint.isEmpty())
        text += QStringLiteral(" at ") + endpoint;
    if (!request.isEmpty())
        text += QStringLiteral(" for ") + request;
    if (!detail.isEmpty())
        text += QStringLiteral(": ") + detail;
    if (!serverMessage.isEmpty())
        text += QStringLiteral(" | ") + serverMessage;
    return text;
}

QString errorKindId(ErrorKind kind)
{
    for (const auto &[value, id] : kindIds) {
        if (value == kind)
            return QString::fromLatin1(id);
    }
    return QStringLiteral("internal");
}

std::optional<ErrorKind> errorKindFromId(const QString &id)
{
    for (const auto &[value, name] : kindIds) {
        if (id == QLatin1String(name))
            return value;
    }
    return std::nullopt;
}

} // namespace mk
