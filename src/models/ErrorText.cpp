// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ErrorText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorReasons.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct ErrorTexts
{
    Q_DECLARE_TR_FUNCTIONS(Error)
};

QString who(const Error &error)
{
    return error.endpoint.isEmpty() ? ErrorTexts::tr("The server") : visibleText(error.endpoint);
}

// What a kind says when its reason says nothing more.
ErrorText ofKind(const Error &error)
{
    const QString server = who(error);
    switch (error.kind) {
    case ErrorKind::Refused:
        return {ErrorTexts::tr("Connection refused"), ErrorTexts::tr("Nothing listens at %1.").arg(server),
                ErrorTexts::tr("Check the port, and whether the server runs."), {}};
    case ErrorKind::NoSuchHost:
        return {ErrorTexts::tr("No such host"), ErrorTexts::tr("The name in %1 does not resolve.").arg(server),
                ErrorTexts::tr("Check the spelling, the VPN and the DNS of this machine."), {}};
    case ErrorKind::Timeout:
        return {ErrorTexts::tr("No answer in time"), ErrorTexts::tr("%1 did not answer in time.").arg(server),
                ErrorTexts::tr("The server may be overloaded, or a firewall drops the packets."), {}};
    case ErrorKind::Tls:
        return {ErrorTexts::tr("No secure connection"), ErrorTexts::tr("The secure connection to %1 could not be made.").arg(server),
                ErrorTexts::tr("Look at the certificate in the environment's settings."), {}};
    case ErrorKind::Unauthorised:
        return {ErrorTexts::tr("Not authorised"), ErrorTexts::tr("%1 does not accept the credential.").arg(server),
                ErrorTexts::tr("Check the user, password or token of this endpoint."), {}};
    case ErrorKind::Forbidden:
        return {ErrorTexts::tr("Not allowed"), ErrorTexts::tr("%1 knows the credential, but it may not do this.").arg(server),
                ErrorTexts::tr("Ask for the missing permission, or use another credential."), {}};
    case ErrorKind::NotFound:
        return {ErrorTexts::tr("Not found"), ErrorTexts::tr("%1 has no such thing.").arg(server),
                ErrorTexts::tr("It may have been deleted. Refresh the list."), {}};
    case ErrorKind::Conflict:
        return {ErrorTexts::tr("Changed by somebody else"),
                ErrorTexts::tr("%1 holds something else than what was seen here. Nothing has been overwritten.").arg(server),
                ErrorTexts::tr("Compare both versions and decide."), {}};
    case ErrorKind::RateLimited:
        return {ErrorTexts::tr("Too many requests"), ErrorTexts::tr("%1 asks for fewer requests.").arg(server),
                error.retryAfter ? ErrorTexts::tr("It will be asked again in %1.").arg(format::duration(*error.retryAfter))
                                 : ErrorTexts::tr("Wait a little, or choose a slower refresh."),
                {}};
    case ErrorKind::Server:
        return {ErrorTexts::tr("The server failed"),
                error.httpStatus != 0 ? ErrorTexts::tr("%1 answered with the status %2.").arg(server).arg(error.httpStatus)
                                      : ErrorTexts::tr("%1 reported an error of its own.").arg(server),
                ErrorTexts::tr("Look at the server's log."), {}};
    case ErrorKind::BadRequest:
        return {ErrorTexts::tr("The server refused the request"),
                error.httpStatus != 0 ? ErrorTexts::tr("%1 answered with the status %2.").arg(server).arg(error.httpStatus)
                                      : ErrorTexts::tr("The request could not be sent like this."),
                {}, {}};
    case ErrorKind::Unreadable:
        return {ErrorTexts::tr("The answer cannot be read"),
                ErrorTexts::tr("What %1 answered is not what was expected.").arg(server),
                ErrorTexts::tr("Check that the address leads to this system, and not to a proxy or another product."), {}};
    case ErrorKind::TooLarge:
        return {ErrorTexts::tr("Too large"), ErrorTexts::tr("The answer of %1 is larger than what is read.").arg(server),
                ErrorTexts::tr("Narrow down what is asked for."), {}};
    case ErrorKind::Redirected:
        return {ErrorTexts::tr("The server points elsewhere"),
                ErrorTexts::tr("%1 answered with a redirect, which is never followed.").arg(server),
                ErrorTexts::tr("Check the address: scheme, port and path."), {}};
    case ErrorKind::Cancelled:
        return {ErrorTexts::tr("Cancelled"), ErrorTexts::tr("It was stopped before it was finished."), {}, {}};
    case ErrorKind::Network:
        return {ErrorTexts::tr("Connection lost"), ErrorTexts::tr("The connection to %1 broke.").arg(server),
                ErrorTexts::tr("Check the network between here and the server."), {}};
    case ErrorKind::ReadOnly:
        return {ErrorTexts::tr("Read-only"), ErrorTexts::tr("Nothing was sent: writing is locked here."), {}, {}};
    case ErrorKind::Unsupported:
        return {ErrorTexts::tr("Not in this version"), ErrorTexts::tr("The version of %1 does not have this.").arg(server), {}, {}};
    case ErrorKind::Storage:
        return {ErrorTexts::tr("A file of this program cannot be used"), ErrorTexts::tr("Reading or writing on this machine failed."),
                ErrorTexts::tr("Check the free space and the permissions of the folder."), {}};
    case ErrorKind::Untrusted:
        return {ErrorTexts::tr("Waiting for consent"),
                ErrorTexts::tr("This setting came from elsewhere and has not been accepted on this machine."),
                ErrorTexts::tr("Open the environment and look at what it asks for."), {}};
    case ErrorKind::Internal:
        return {ErrorTexts::tr("A defect of this program"), ErrorTexts::tr("Something happened that must not happen."),
                ErrorTexts::tr("Please report it with the details."), {}};
    }
    return {};
}

QString detailsOf(const Error &error)
{
    QStringList lines;
    const auto add = [&lines](const QString &label, const QString &value) {
        if (!value.isEmpty())
            lines.append(QString(label + QStringLiteral(": ") + visibleMultiline(value)));
    };
    add(ErrorTexts::tr("Endpoint"), error.endpoint);
    add(ErrorTexts::tr("Request"), error.request);
    add(ErrorTexts::tr("Status"), error.httpStatus != 0 ? QString::number(error.httpStatus) : QString());
    add(ErrorTexts::tr("Answer"), error.serverMessage);
    add(ErrorTexts::tr("Kind"), error.reason.isEmpty() ? errorKindId(error.kind)
                                                  : QString(errorKindId(error.kind) + QStringLiteral(" / ") + error.reason));
    add(ErrorTexts::tr("Detail"), error.detail);
    for (auto it = error.args.cbegin(); it != error.args.cend(); ++it) {
        const QString value = it.value().typeId() == QMetaType::QStringList ? it.value().toStringList().join(QStringLiteral(", "))
                                                                            : it.value().toString();
        add(it.key(), value);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString ErrorText::oneLine() const
{
    return text.isEmpty() ? title : QString(title + QStringLiteral(": ") + text.section(QLatin1Char('\n'), 0, 0));
}

ErrorText ErrorText::of(const Error &error)
{
    ErrorText out = ofKind(error);
    if (const std::optional<ReasonText> reason = textOfReason(error)) {
        if (!reason->title.isEmpty())
            out.title = reason->title;
        if (!reason->text.isEmpty())
            out.text = reason->text;
        out.hint = reason->hint; // the kind's hint would miss the point
    }
    if (!error.serverMessage.isEmpty()) {
        constexpr int most = 300;
        out.text += QLatin1Char(' ')
            + ErrorTexts::tr("It said: “%1”").arg(visibleText(shortened(error.serverMessage.simplified(), most)));
    }
    if (error.mayHaveBeenDone)
        out.text += QLatin1Char(' ') + ErrorTexts::tr("Whether it was done is not known until it has been read again.");
    out.details = detailsOf(error);
    return out;
}

QString errorKindWord(const QString &id)
{
    if (id.isEmpty())
        return {};
    const std::optional<ErrorKind> kind = errorKindFromId(id);
    if (!kind)
        return id;
    switch (*kind) {
    case ErrorKind::Refused:
        return ErrorTexts::tr("refused", "connection");
    case ErrorKind::NoSuchHost:
        return ErrorTexts::tr("no such host");
    case ErrorKind::Timeout:
        return ErrorTexts::tr("timed out");
    case ErrorKind::Tls:
        return ErrorTexts::tr("not secure");
    case ErrorKind::Unauthorised:
        return ErrorTexts::tr("not authorised");
    case ErrorKind::Forbidden:
        return ErrorTexts::tr("not allowed");
    case ErrorKind::NotFound:
        return ErrorTexts::tr("not found");
    case ErrorKind::Conflict:
        return ErrorTexts::tr("conflict");
    case ErrorKind::RateLimited:
        return ErrorTexts::tr("too many requests");
    case ErrorKind::Server:
        return ErrorTexts::tr("server error");
    case ErrorKind::BadRequest:
        return ErrorTexts::tr("refused", "request");
    case ErrorKind::Unreadable:
        return ErrorTexts::tr("unreadable answer");
    case ErrorKind::TooLarge:
        return ErrorTexts::tr("too large");
    case ErrorKind::Redirected:
        return ErrorTexts::tr("redirected");
    case ErrorKind::Cancelled:
        return ErrorTexts::tr("cancelled");
    case ErrorKind::Network:
        return ErrorTexts::tr("connection lost");
    case ErrorKind::ReadOnly:
        return ErrorTexts::tr("read-only");
    case ErrorKind::Unsupported:
        return ErrorTexts::tr("not in this version");
    case ErrorKind::Storage:
        return ErrorTexts::tr("local file");
    case ErrorKind::Untrusted:
        return ErrorTexts::tr("waiting for consent");
    case ErrorKind::Internal:
        return ErrorTexts::tr("internal error");
    }
    return id;
}

} // namespace mk
