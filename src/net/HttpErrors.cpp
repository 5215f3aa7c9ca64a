// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpErrors.h"

#include "core/Json.h"
#include "core/JsonRead.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace mk {

namespace {

constexpr qsizetype maxMessage = 4000;
constexpr qsizetype maxParsed = 256 * 1024;

using Json = nlohmann::json;

QString textOf(const Json &value)
{
    if (value.is_null())
        return {};
    if (value.is_string())
        return QString::fromStdString(value.get_ref<const std::string &>());
    // RabbitMQ's reasons may be Erlang terms turned to lists.
    return QString::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

QString member(const Json &object, const char *name)
{
    const auto at = object.find(name);
    return at == object.end() ? QString() : textOf(*at);
}

// Consul's transactions: {"Results":null,"Errors":[{"OpIndex":0,"What":"..."}]}
QString transactionErrors(const Json &object)
{
    const auto errors = object.find("Errors");
    if (errors == object.end() || !errors->is_array())
        return {};
    QStringList lines;
    for (const Json &error : *errors) {
        const QString what = error.is_object() ? member(error, "What") : QString();
        if (!what.isEmpty() && !lines.contains(what))
            lines.append(what);
    }
    return lines.join(QLatin1Char('\n'));
}

QString messageOfJson(const Json &json)
{
    if (!json.is_object())
        return textOf(json);
    if (const QString message = member(json, "message"); !message.isEmpty())
        return message; // Kong
    const QString error = member(json, "error");
    // RabbitMQ says what kind in "error" and why in "reason"; Prometheus has the kind in "errorType".
    const QString reason = member(json, "reason");
    const QString type = member(json, "errorType");
    const QString kind = type.isEmpty() ? error : type;
    const QString why = type.isEmpty() ? reason : error;
    if (!kind.isEmpty() && !why.isEmpty())
        return QString(kind + QStringLiteral(": ") + why);
    if (!kind.isEmpty() || !why.isEmpty())
        return QString(kind + why);
    if (const QString errors = transactionErrors(json); !errors.isEmpty())
        return errors;
    return textOf(json); // Kong 0.14 names each field: {"name":"already exists with value 'x'"}
}

QString messageOfMarkup(const QString &page)
{
    static const QRegularExpression titled(QStringLiteral("<title[^>]*>(.*?)</title>"),
                                           QRegularExpression::CaseInsensitiveOption |
                                               QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
    const QRegularExpressionMatch match = titled.match(page);
    QString text = match.hasMatch() ? match.captured(1) : page;
    text.remove(tags);
    text.replace(QStringLiteral("&lt;"), QStringLiteral("<"));
    text.replace(QStringLiteral("&gt;"), QStringLiteral(">"));
    text.replace(QStringLiteral("&quot;"), QStringLiteral("\""));
    text.replace(QStringLiteral("&#39;"), QStringLiteral("'"));
    text.replace(QStringLiteral("&amp;"), QStringLiteral("&"));
    return text.simplified();
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::Unauthorised;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 409:
    case 412:
        return ErrorKind::Conflict;
    case 413:
        return ErrorKind::TooLarge;
    case 429:
        return ErrorKind::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return ErrorKind::Server;
    if (status >= 400)
        return ErrorKind::BadRequest;
    if (status >= 300)
        return ErrorKind::Redirected;
    return ErrorKind::Unreadable; // 1xx never ends an exchange; 2xx does not come here
}

} // namespace

QString serverMessageOf(const QByteArray &body)
{
    const QByteArray trimmed = body.trimmed();
    if (trimmed.isEmpty() || trimmed.contains('\0'))
        return {};
    QString message;
    if (trimmed.startsWith('<')) {
        message = messageOfMarkup(QString::fromUtf8(trimmed.left(maxParsed)));
    } else {
        const bool looksLikeJson = trimmed.startsWith('{') || trimmed.startsWith('[');
        const auto json =
            looksLikeJson && trimmed.size() <= maxParsed ? parseJson(trimmed) : fail(ErrorKind::Unreadable);
        message = json ? messageOfJson(*json) : QString::fromUtf8(trimmed.left(maxParsed));
    }
    return message.trimmed().left(maxMessage);
}

Error errorFromAnswer(System system, const HttpResponse &response)
{
    Error error = Error::make(kindOfStatus(response.status));
    error.httpStatus = response.status;
    error.serverMessage = serverMessageOf(response.body);
    switch (error.kind) {
    case ErrorKind::Redirected:
        error.args.insert(QStringLiteral("location"), QString::fromUtf8(response.header("Location")));
        break;
    case ErrorKind::TooLarge:
        error.reason = QStringLiteral("http.request-too-large");
        break;
    case ErrorKind::Forbidden:
        // Consul answers 403 to a token that it does not know.
        if (system == System::Consul && error.serverMessage.startsWith(QLatin1String("ACL not found")))
            error.kind = ErrorKind::Unauthorised;
        break;
    case ErrorKind::Unauthorised:
        // RabbitMQ answers 401 to users whom it knows and who may not: "not_authorised: Not administrator user".
        if (system == System::RabbitMq && error.serverMessage.startsWith(QLatin1String("not_authori")) &&
            !error.serverMessage.contains(QLatin1String("Login failed")))
            error.kind = ErrorKind::Forbidden;
        break;
    default:
        break;
    }
    return error;
}

bool isAnswer(QNetworkReply::NetworkError code, int status)
{
    if (code == QNetworkReply::NoError)
        return status != 0;
    // Qt rewinds the body of a request that was redirected in this manner, followed or not; ours does not allow it.
    if (code == QNetworkReply::ContentReSendError)
        return status == 307 || status == 308;
    if (status < 400 || status == 407)
        return false;
    return code == QNetworkReply::ProtocolInvalidOperationError || // 400 and 418
           (code >= QNetworkReply::ContentAccessDenied && code <= QNetworkReply::UnknownContentError) ||
           (code >= QNetworkReply::InternalServerError && code <= QNetworkReply::UnknownServerError);
}

Error errorFromTransport(QNetworkReply::NetworkError code, const QString &text, int status)
{
    const auto made = [&](ErrorKind kind, const char *reason) {
        return Error::make(kind, QString::fromLatin1(reason), text);
    };
    switch (code) {
    case QNetworkReply::ConnectionRefusedError:
        return made(ErrorKind::Refused, "");
    case QNetworkReply::HostNotFoundError:
        return made(ErrorKind::NoSuchHost, "");
    case QNetworkReply::TimeoutError:
        return made(ErrorKind::Timeout, "timeout.connect");
    case QNetworkReply::SslHandshakeFailedError:
        // What OpenSSL says when the server wants a client certificate and got none or another.
        if (text.contains(QLatin1String("certificate required")) ||
            text.contains(QLatin1String("alert bad certificate")))
            return made(ErrorKind::Tls, "tls.client-certificate");
        return made(ErrorKind::Tls, "tls.handshake");
    case QNetworkReply::ProxyConnectionRefusedError:
        return made(ErrorKind::Network, "proxy.refused");
    case QNetworkReply::ProxyNotFoundError:
        return made(ErrorKind::Network, "proxy.no-such-host");
    case QNetworkReply::ProxyTimeoutError:
        return made(ErrorKind::Network, "proxy.time-out");
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return made(ErrorKind::Network, "proxy.unauthorised");
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::UnknownProxyError:
        return made(ErrorKind::Network, "proxy.lost");
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return made(ErrorKind::Unreadable, "http.not-http");
    case QNetworkReply::UnknownContentError:
        if (status >= 200 && status < 400)
            return made(ErrorKind::Unreadable, "http.bad-encoding");
        break;
    default:
        break;
    }
    return made(ErrorKind::Network, "connection-lost");
}

std::optional<std::chrono::milliseconds> retryAfterOf(const HttpResponse &response, const QDateTime &now)
{
    const QByteArray value = response.header("Retry-After").trimmed();
    if (value.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const qlonglong seconds = value.toLongLong(&isNumber);
    constexpr qlonglong day = 86'400;
    if (isNumber)
        return std::chrono::seconds(std::clamp<qlonglong>(seconds, 0, day));
    QDateTime when =
        QLocale::c().toDateTime(QString::fromLatin1(value), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!when.isValid())
        return std::nullopt;
    when.setTimeSpec(Qt::UTC);
    return std::chrono::milliseconds(std::clamp<qint64>(now.msecsTo(when), 0, day * 1000));
}

} // namespace mk
