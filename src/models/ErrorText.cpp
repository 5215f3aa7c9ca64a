// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ErrorText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorReasons.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Error)
};

QString who(const Error &error)
{
    return error.endpoint.isEmpty() ? Texts::tr("The server") : visibleText(error.endpoint);
}

// What a kind says when its reason says nothing more.
ErrorText ofKind(const Error &error)
{
    const QString server = who(error);
    switch (error.kind) {
    case ErrorKind::Refused:
        return {Texts::tr("Connection refused"), Texts::tr("Nothing listens at %1.").arg(server),
                Texts::tr("Check the port, and whether the server runs."), {}};
    case ErrorKind::NoSuchHost:
        return {Texts::tr("No such host"), Texts::tr("The name in %1 does not resolve.").arg(server),
                Texts::tr("Check the spelling, the VPN and the DNS of this machine."), {}};
    case ErrorKind::Timeout:
        return {Texts::tr("No answer in time"), Texts::tr("%1 did not answer in time.").arg(server),
                Texts::tr("The server may be overloaded, or a firewall drops the packets."), {}};
    case ErrorKind::Tls:
        return {Texts::tr("No secure connection"), Texts::tr("The secure connection to %1 could not be made.").arg(server),
                Texts::tr("Look at the certificate in the environment's settings."), {}};
    case ErrorKind::Unauthorised:
        return {Texts::tr("Not authorised"), Texts::tr("%1 does not accept the credential.").arg(server),
                Texts::tr("Check the user, password or token of this endpoint."), {}};
    case ErrorKind::Forbidden:
        return {Texts::tr("Not allowed"), Texts::tr("%1 knows the credential, but it may not do this.").arg(server),
                Texts::tr("Ask for the missing permission, or use another credential."), {}};
    case ErrorKind::NotFound:
        return {Texts::tr("Not found"), Texts::tr("%1 has no such thing.").arg(server),
                Texts::tr("It may have been deleted. Refresh the list."), {}};
    case ErrorKind::Conflict:
        return {Texts::tr("Changed by somebody else"),
                Texts::tr("%1 holds something else than what was seen here. Nothing has been overwritten.").arg(server),
                Texts::tr("Compare both versions and decide."), {}};
    case ErrorKind::RateLimited:
        return {Texts::tr("Too many requests"), Texts::tr("%1 asks for fewer requests.").arg(server),
                error.retryAfter ? Texts::tr("It will be asked again in %1.").arg(format::duration(*error.retryAfter))
                                 : Texts::tr("Wait a little, or choose a slower refresh."),
                {}};
    case ErrorKind::Server:
        return {Texts::tr("The server failed"),
                error.httpStatus != 0 ? Texts::tr("%1 answered with the status %2.").arg(server).arg(error.httpStatus)
                                      : Texts::tr("%1 reported an error of its own.").arg(server),
                Texts::tr("Look at the server's log."), {}};
    case ErrorKind::BadRequest:
        return {Texts::tr("The server refused the request"),
                error.httpStatus != 0 ? Texts::tr("%1 answered with the status %2.").arg(server).arg(error.httpStatus)
                                      : Texts::tr("The request could not be sent like this."),
                {}, {}};
    case ErrorKind::Unreadable:
        return {Texts::tr("The answer cannot be read"),
                Texts::tr("What %1 answered is not what was expected.").arg(server),
                Texts::tr("Check that the address leads to this system, and not to a proxy or another product."), {}};
    case ErrorKind::TooLarge:
        return {Texts::tr("Too large"), Texts::tr("The answer of %1 is larger than what is read.").arg(server),
                Texts::tr("Narrow down what is asked for."), {}};
    case ErrorKind::Redirected:
        return {Texts::tr("The server points elsewhere"),
                Texts::tr("%1 answered with a redirect, which is never followed.").arg(server),
                Texts::tr("Check the address: scheme, port and path."), {}};
    case ErrorKind::Cancelled:
        return {Texts::tr("Cancelled"), Texts::tr("It was stopped before it was finished."), {}, {}};
    case ErrorKind::Network:
        return {Texts::tr("Connection lost"), Texts::tr("The connection to %1 broke.").arg(server),
                Texts::tr("Check the network between here and the server."), {}};
    case ErrorKind::ReadOnly:
        return {Texts::tr("Read-only"), Texts::tr("Nothing was sent: writing is locked here."), {}, {}};
    case ErrorKind::Unsupported:
        return {Texts::tr("Not in this version"), Texts::tr("The version of %1 does not have this.").arg(server), {}, {}};
    case ErrorKind::Storage:
        return {Texts::tr("A file of this program cannot be used"), Texts::tr("Reading or writing on this machine failed."),
                Texts::tr("Check the free space and the permissions of the folder."), {}};
    case ErrorKind::Untrusted:
        return {Texts::tr("Waiting for consent"),
                Texts::tr("This setting came from elsewhere and has not been accepted on this machine."),
                Texts::tr("Open the environment and look at what it asks for."), {}};
    case ErrorKind::Internal:
        return {Texts::tr("A defect of this program"), Texts::tr("Something happened that must not happen."),
                Texts::tr("Please report it with the details."), {}};
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
    add(Texts::tr("Endpoint"), error.endpoint);
    add(Texts::tr("Request"), error.request);
    add(Texts::tr("Status"), error.httpStatus != 0 ? QString::number(error.httpStatus) : QString());
    add(Texts::tr("Answer"), error.serverMessage);
    add(Texts::tr("Kind"), error.reason.isEmpty() ? errorKindId(error.kind)
                                                  : QString(errorKindId(error.kind) + QStringLiteral(" / ") + error.reason));
    add(Texts::tr("Detail"), error.detail);
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
            + Texts::tr("It said: “%1”").arg(visibleText(shortened(error.serverMessage.simplified(), most)));
    }
    if (error.mayHaveBeenDone)
        out.text += QLatin1Char(' ') + Texts::tr("Whether it was done is not known until it has been read again.");
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
        return Texts::tr("refused", "connection");
    case ErrorKind::NoSuchHost:
        return Texts::tr("no such host");
    case ErrorKind::Timeout:
        return Texts::tr("timed out");
    case ErrorKind::Tls:
        return Texts::tr("not secure");
    case ErrorKind::Unauthorised:
        return Texts::tr("not authorised");
    case ErrorKind::Forbidden:
        return Texts::tr("not allowed");
    case ErrorKind::NotFound:
        return Texts::tr("not found");
    case ErrorKind::Conflict:
        return Texts::tr("conflict");
    case ErrorKind::RateLimited:
        return Texts::tr("too many requests");
    case ErrorKind::Server:
        return Texts::tr("server error");
    case ErrorKind::BadRequest:
        return Texts::tr("refused", "request");
    case ErrorKind::Unreadable:
        return Texts::tr("unreadable answer");
    case ErrorKind::TooLarge:
        return Texts::tr("too large");
    case ErrorKind::Redirected:
        return Texts::tr("redirected");
    case ErrorKind::Cancelled:
        return Texts::tr("cancelled");
    case ErrorKind::Network:
        return Texts::tr("connection lost");
    case ErrorKind::ReadOnly:
        return Texts::tr("read-only");
    case ErrorKind::Unsupported:
        return Texts::tr("not in this version");
    case ErrorKind::Storage:
        return Texts::tr("local file");
    case ErrorKind::Untrusted:
        return Texts::tr("waiting for consent");
    case ErrorKind::Internal:
        return Texts::tr("internal error");
    }
    return id;
}

} // namespace mk
