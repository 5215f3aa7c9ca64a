// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Format.h"
#include "models/MarkedText.h"
#include "models/MessagePathText.h"

#include <QCoreApplication>

#include <algorithm>
#include <climits>

namespace mk::messagetext {

using namespace messagepath;
using pathtext::CauseText;

namespace {

struct MessageCauseTexts
{
    Q_DECLARE_TR_FUNCTIONS(MessageCause)
};

QString marked(const QVariantMap &args, const char *name)
{
    return code(args.value(QLatin1String(name)).toString());
}

QString markedList(const QVariantMap &args, const char *name)
{
    QStringList texts;
    for (const QString &one : args.value(QLatin1String(name)).toStringList())
        texts.append(code(one));
    return texts.join(QStringLiteral(", "));
}

CauseText routingCause(const Path &path, const Cause &cause)
{
    const QVariantMap &args = cause.args;
    const QString exchange = code(exchangeName(path.message.exchange));
    const QString near = markedList(args, "nearest");
    const auto is = [&cause](const char *name) { return cause.code == QLatin1String(name); };
    const QString dropped = MessageCauseTexts::tr("The broker drops it and tells nobody, unless the publisher asks with mandatory.");
    if (is("publish.alarm"))
        return {MessageCauseTexts::tr("An alarm is on: no publisher gets through"),
                MessageCauseTexts::tr("%1. The broker takes nothing in until there is room again: readers empty the queues, or the limit is raised.").arg(markedList(args, "alarms")), {}, {}};
    if (is("exchange.missing")) {
        const QString nearest = args.value(QStringLiteral("nearest")).toString();
        return {MessageCauseTexts::tr("There is no exchange %1").arg(exchange),
                MessageCauseTexts::tr("The broker closes the publisher's channel with 404.")
                    + (nearest.isEmpty() ? QString() : QString(QLatin1Char(' ') + MessageCauseTexts::tr("Nearest is %1.").arg(code(nearest)))), {}, {}};
    }
    if (is("exchange.internal"))
        return {MessageCauseTexts::tr("%1 is internal").arg(exchange), MessageCauseTexts::tr("Other exchanges lead to it; a client that publishes to it is refused with 403."), {}, {}};
    if (is("exchange.other-type") || is("bindings.not-predicted"))
        return {MessageCauseTexts::tr("Not predicted"), MessageCauseTexts::tr("%1 has a type that a plugin brings: how it chooses cannot be told from its bindings.").arg(exchange), {}, {}};
    if (is("bindings.no-queue")) {
        const QString nearest = args.value(QStringLiteral("nearest")).toString();
        return {MessageCauseTexts::tr("No queue is named %1").arg(marked(args, "key")),
                (nearest.isEmpty() ? QString() : QString(MessageCauseTexts::tr("Nearest is %1.").arg(code(nearest)) + QLatin1Char(' '))) + dropped, {}, {}};
    }
    if (is("bindings.queues-unread"))
        return {MessageCauseTexts::tr("The queues could not be read"), MessageCauseTexts::tr("Whether there is one named %1 is not known.").arg(marked(args, "key")), {}, {}};
    if (is("bindings.none"))
        return {MessageCauseTexts::tr("Nothing is bound to %1").arg(exchange), dropped, {}, {}};
    if (is("bindings.alternate-missing"))
        return {MessageCauseTexts::tr("No binding of %1 matches, and its alternate exchange is missing").arg(exchange),
                MessageCauseTexts::tr("%1 does not exist.").arg(markedList(args, "missing")) + QLatin1Char(' ') + dropped, {}, {}};
    if (is("bindings.leads-nowhere"))
        return {MessageCauseTexts::tr("It is handed on, and ends there"),
                MessageCauseTexts::tr("%1 leads to no queue for this message.").arg(markedList(args, "through")) + QLatin1Char(' ') + dropped, {}, {}};
    if (is("bindings.policy-hidden"))
        return {MessageCauseTexts::tr("No binding matches; an alternate exchange is not ruled out"),
                MessageCauseTexts::tr("A policy applies to %1, and this user may not read policies.").arg(exchange), {}, {}};
    const QString key = path.message.routingKey.isEmpty() ? MessageCauseTexts::tr("an empty routing key") : code(path.message.routingKey);
    return {MessageCauseTexts::tr("No binding of %1 matches %2").arg(exchange, key),
            (near.isEmpty() ? QString() : QString(MessageCauseTexts::tr("Nearest: %1.").arg(near) + QLatin1Char(' '))) + dropped, {}, {}};
}

CauseText queueCause(const Cause &cause)
{
    const QVariantMap &args = cause.args;
    const QString queue = code(cause.queue);
    const QString service = code(mailformat::mailService());
    const int ready = int(std::clamp<qint64>(args.value(QStringLiteral("ready")).toLongLong(), 0, INT_MAX));
    const auto is = [&cause](const char *name) { return cause.code == QLatin1String("queue.") + QLatin1String(name); };
    const QString wait = ready > 0 ? QString(MessageCauseTexts::tr("%n message(s) wait.", nullptr, ready) + QLatin1Char(' ')) : QString();
    const QString limit = format::count(args.value(QStringLiteral("limit")).toLongLong());
    if (is("down"))
        return {MessageCauseTexts::tr("%1 is not served").arg(queue), MessageCauseTexts::tr("Its state is %1. Its node %2 may be down.").arg(marked(args, "state"), marked(args, "node")), {}, {}};
    if (is("old-name") || is("old-name-unread"))
        return {MessageCauseTexts::tr("Nobody reads %1 any more").arg(queue),
                wait + MessageCauseTexts::tr("%1 from v1.1.0-beta on reads %2. What older registrations and every \"resend verification\" put here is never sent.")
                    .arg(service, code(mailformat::newQueue())), {}, {}};
    if (is("mail-away") || is("mail-away-unread"))
        return {MessageCauseTexts::tr("Nobody reads %1").arg(queue),
                wait + MessageCauseTexts::tr("%1 should. After a restart of the broker it stays away until it is restarted, although its pod runs.").arg(service), {}, {}};
    if (is("unread"))
        return {MessageCauseTexts::tr("Ready, and nobody reads %1").arg(queue),
                wait + (args.value(QStringLiteral("growing")).toBool() ? MessageCauseTexts::tr("It grows until the broker blocks all publishers.") : MessageCauseTexts::tr("They stay until somebody connects.")), {}, {}};
    if (is("no-consumer"))
        return {MessageCauseTexts::tr("Nobody reads %1 now").arg(queue), MessageCauseTexts::tr("A message would wait there until somebody connects."), {}, {}};
    if (is("stuck"))
        return {MessageCauseTexts::tr("The consumer of %1 hangs").arg(queue),
                wait + MessageCauseTexts::tr("%n message(s) are with it, and none is acknowledged. One that takes its time over a message looks the same.", nullptr,
                             int(std::clamp<qint64>(args.value(QStringLiteral("unacked")).toLongLong(), 0, INT_MAX))), {}, {}};
    if (is("none-active"))
        return {MessageCauseTexts::tr("No consumer of %1 is active").arg(queue), MessageCauseTexts::tr("They are connected and wait for their turn; the broker hands nothing out to them."), {}, {}};
    if (is("flow"))
        return {MessageCauseTexts::tr("%1 is slowed down").arg(queue), MessageCauseTexts::tr("More is published than the broker can store: it holds publishers back."), {}, {}};
    if (is("ttl-zero"))
        return {MessageCauseTexts::tr("Messages in %1 expire at once").arg(queue), MessageCauseTexts::tr("Its time to live is 0: only a consumer that is ready when a message comes gets it, and none is there."), {}, {}};
    if (is("full-drops"))
        return {MessageCauseTexts::tr("%1 is full and drops its oldest messages").arg(queue), MessageCauseTexts::tr("It holds %1 at most: each new message pushes out one that nobody has read.").arg(limit), {}, {}};
    if (is("full-rejects"))
        return {MessageCauseTexts::tr("%1 is full and refuses new messages").arg(queue), MessageCauseTexts::tr("It holds %1 at most. A publisher that asks for confirms is told; others are not.").arg(limit), {}, {}};
    if (is("holds-none"))
        return {MessageCauseTexts::tr("%1 may hold no message").arg(queue), MessageCauseTexts::tr("Its greatest length is 0: whatever is not taken at once is dropped."), {}, {}};
    if (is("format-old"))
        return {MessageCauseTexts::tr("%1 is read, and its next message is in the old format").arg(queue),
                MessageCauseTexts::tr("%1 from v1.1.0-beta on does not understand it: it acknowledges the message and sends nothing.").arg(service), {}, {}};
    if (is("format-new"))
        return {MessageCauseTexts::tr("%1 is read, and its next message is in the new format").arg(queue),
                MessageCauseTexts::tr("Whoever reads this queue is %1 v1.0.0-beta, and understands the old format alone.").arg(service), {}, {}};
    if (is("format-other"))
        return {MessageCauseTexts::tr("The next message in %1 is no e-mail that Microkubes knows").arg(queue), MessageCauseTexts::tr("%1 acknowledges what it does not understand and sends nothing.").arg(service), {}, {}};
    return {MessageCauseTexts::tr("%1 is not in the list of queues").arg(queue), MessageCauseTexts::tr("It is new, or may not be seen: what becomes of the message there is not known."), {}, {}};
}

} // namespace

CauseText causeOf(const Path &path)
{
    if (!path.cause) {
        const int queues = int(std::min<size_t>(path.destinations.size(), INT_MAX));
        QStringList lost;
        for (const Destination &destination : path.destinations) {
            if (destination.deadLetter && (destination.deadLetter->exchangeMissing || (destination.deadLetter->queues.isEmpty() && destination.deadLetter->isPredicted)))
                lost.append(code(destination.queue));
        }
        QString text = MessageCauseTexts::tr("It comes to %n queue(s), each of which is read.", nullptr, queues);
        if (!lost.isEmpty())
            text += QLatin1Char(' ') + MessageCauseTexts::tr("What is rejected or expires in %1 is lost: its dead letters lead to no queue.").arg(lost.join(QStringLiteral(", ")));
        return {MessageCauseTexts::tr("Nothing is in its way"), text, {}, {}};
    }
    const Cause &cause = *path.cause;
    if (cause.at == StepKind::Expected)
        return {MessageCauseTexts::tr("%1 is read by another").arg(marked(cause.args, "queue")),
                MessageCauseTexts::tr("%1 should read it; the consumers that are connected are %2.").arg(marked(cause.args, "service"), markedList(cause.args, "others")), {}, {}};
    CauseText text = cause.at == StepKind::Queue || cause.at == StepKind::Read ? queueCause(cause) : routingCause(path, cause);
    if (path.destinations.size() > 1 && !cause.queue.isEmpty())
        text.note = MessageCauseTexts::tr("It is one of %n queue(s) that the message comes to.", nullptr, int(path.destinations.size()));
    return text;
}

} // namespace mk::messagetext
