// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MessagePathText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MarkedText.h"
#include "models/PathTextParts.h"

#include <QCoreApplication>

#include <algorithm>
#include <climits>

namespace mk::messagetext {

using namespace messagepath;
using messagerouting::Hop;
using messagerouting::Via;
using pathtext::Node;

namespace {

struct MessageTexts
{
    Q_DECLARE_TR_FUNCTIONS(MessagePath)
};

QString argText(const QVariantMap &args, const char *name)
{
    return visibleText(args.value(QLatin1String(name)).toString());
}

int argCount(const QVariantMap &args, const char *name)
{
    return int(std::clamp<qint64>(args.value(QLatin1String(name)).toLongLong(), -1, INT_MAX));
}

QString keyText(const QString &key)
{
    return key.isEmpty() ? MessageTexts::tr("without a routing key") : MessageTexts::tr("with key %1").arg(visibleText(key));
}

QString limitText(const Drop &drop)
{
    if (drop.code == QLatin1String("message-ttl") || drop.code == QLatin1String("expires"))
        return format::duration(std::chrono::milliseconds(drop.limit));
    return drop.code == QLatin1String("max-length-bytes") ? format::size(drop.limit) : format::count(drop.limit);
}

QString bindingsText(const PathStep &step)
{
    const QVariantMap &args = step.args;
    const QString &name = step.code;
    const int queues = argCount(args, "queues");
    if (name == QLatin1String("bindings.default"))
        return MessageTexts::tr("The default exchange hands it to the queue that is named like the key");
    if (name == QLatin1String("bindings.ok"))
        return MessageTexts::tr("%1 of %2 bindings match: it comes to %n queue(s)", nullptr, queues)
            .arg(format::count(args.value(QStringLiteral("matched")).toLongLong()), format::count(args.value(QStringLiteral("bindings")).toLongLong()));
    if (name == QLatin1String("bindings.alternate"))
        return MessageTexts::tr("Its own bindings do not match; the alternate exchange %1 brings it to %n queue(s)", nullptr, queues)
            .arg(pathtext::list(args, "through"));
    if (name == QLatin1String("bindings.no-queue"))
        return MessageTexts::tr("No queue is named %1").arg(argText(args, "key"));
    if (name == QLatin1String("bindings.queues-unread"))
        return MessageTexts::tr("The queues could not be read");
    if (name == QLatin1String("bindings.none"))
        return MessageTexts::tr("The exchange has no binding: it drops everything");
    if (name == QLatin1String("bindings.leads-nowhere"))
        return MessageTexts::tr("It is handed on to %1, and that leads to no queue").arg(pathtext::list(args, "through"));
    if (name == QLatin1String("bindings.alternate-missing"))
        return MessageTexts::tr("Nothing matches, and the alternate exchange %1 does not exist").arg(pathtext::list(args, "missing"));
    if (name == QLatin1String("bindings.policy-hidden"))
        return MessageTexts::tr("Nothing matches; whether its policy names an alternate exchange may not be read");
    if (name == QLatin1String("bindings.not-predicted"))
        return MessageTexts::tr("How an exchange of this type chooses is not known here");
    return MessageTexts::tr("None of %n binding(s) matches: the broker drops it", nullptr, argCount(args, "bindings"));
}

QString queueText(const PathStep &step)
{
    const QVariantMap &args = step.args;
    const int queues = argCount(args, "queues");
    if (step.code == QLatin1String("queue.many"))
        return MessageTexts::tr("%n queue(s); the one to look at first is %1", nullptr, queues).arg(argText(args, "name"));
    if (step.code == QLatin1String("queue.unlisted"))
        return MessageTexts::tr("%1 is not in the list of queues").arg(argText(args, "name"));
    if (step.code == QLatin1String("queue.down"))
        return MessageTexts::tr("%1 is not served: its state is %2").arg(argText(args, "name"), argText(args, "state"));
    if (step.code == QLatin1String("queue.full-drops"))
        return MessageTexts::tr("%1 is full at %2: for each new message the oldest goes").arg(argText(args, "name"), argText(args, "limit"));
    if (step.code == QLatin1String("queue.full-rejects"))
        return MessageTexts::tr("%1 is full at %2 and refuses new messages").arg(argText(args, "name"), argText(args, "limit"));
    if (step.code == QLatin1String("queue.holds-none"))
        return MessageTexts::tr("%1 may hold no message at all").arg(argText(args, "name"));
    if (step.code == QLatin1String("queue.ttl-zero"))
        return MessageTexts::tr("Messages in %1 expire at once, and nobody is there to take them").arg(argText(args, "name"));
    const QVariant ready = args.value(QStringLiteral("ready"));
    if (!ready.isValid() || ready.toLongLong() < 0)
        return MessageTexts::tr("%1; how much it holds is not told").arg(argText(args, "name"));
    return MessageTexts::tr("%1: %2 ready, %3 unacknowledged")
        .arg(argText(args, "name"), format::count(ready.toLongLong()), format::count(std::max<qint64>(0, args.value(QStringLiteral("unacked")).toLongLong())));
}

QString readText(const PathStep &step)
{
    const QVariantMap &args = step.args;
    const QString &name = step.code;
    if (name == QLatin1String("read.ok"))
        return MessageTexts::tr("%n consumer(s)", nullptr, argCount(args, "readers"));
    if (name == QLatin1String("queue.stuck"))
        return MessageTexts::tr("%n message(s) are out and none is acknowledged", nullptr, argCount(args, "unacked"));
    if (name == QLatin1String("queue.none-active"))
        return MessageTexts::tr("Consumers are connected, and none of them is active");
    if (name.startsWith(QLatin1String("queue.format")))
        return MessageTexts::tr("Whoever reads it does not understand the next message");
    return argCount(args, "ready") > 0 ? MessageTexts::tr("Nobody reads it, and %n message(s) wait", nullptr, argCount(args, "ready"))
                                       : MessageTexts::tr("Nobody reads it");
}

QString expectedText(const PathStep &step)
{
    const QVariantMap &args = step.args;
    const QString service = argText(args, "service");
    if (step.code == QLatin1String("expected.mail"))
        return MessageTexts::tr("%1 should read it, and does").arg(service);
    if (step.code == QLatin1String("expected.other"))
        return MessageTexts::tr("%1 should read it; it is read by %2").arg(service, pathtext::list(args, "others"));
    if (step.code == QLatin1String("expected.mail-away")) {
        const bool known = args.contains(QStringLiteral("instances"));
        return known ? MessageTexts::tr("%1 should read it: %n instance(s) in Consul, none connected", nullptr, argCount(args, "instances")).arg(service)
                     : MessageTexts::tr("%1 should read it, and is not connected").arg(service);
    }
    if (step.code == QLatin1String("expected.old"))
        return MessageTexts::tr("Only %1 v1.0.0-beta reads this queue; from v1.1.0-beta on it reads email-queue").arg(service);
    if (step.code == QLatin1String("expected.old-read"))
        return MessageTexts::tr("%1 v1.0.0-beta reads this queue, in the old format").arg(service);
    if (step.code == QLatin1String("expected.unproven"))
        return MessageTexts::tr("%1 should read it; that it is the one connected cannot be proven").arg(service);
    return MessageTexts::tr("No rule of Microkubes speaks of it");
}

Node messageNode(const PathStep &step, const QString &caption, const QString &subject, const QString &fact)
{
    return {.caption = caption,
            .subject = visibleText(subject),
            .fact = visibleText(fact),
            .status = pathtext::statusOf(step.state),
            .isBroken = step.state == State::Broken,
            .panel = step.panel,
            .entityId = step.entityId};
}

Node bindingsNode(const Path &path, const PathStep &step)
{
    const qint64 queues = qint64(path.destinations.size());
    if (step.code == QLatin1String("bindings.default"))
        return messageNode(step, MessageTexts::tr("Binding"), MessageTexts::tr("Key is the name"), MessageTexts::tr("of the default exchange"));
    if (queues == 0)
        return messageNode(step, MessageTexts::tr("Bindings"),
                           step.state == State::Unknown ? MessageTexts::tr("Not predicted") : MessageTexts::tr("None leads on"),
                           path.nearest.isEmpty() ? MessageTexts::tr("nothing comes near") : MessageTexts::tr("near: %1").arg(path.nearest.first()));
    const QString through = pathtext::list(step.args, "through");
    return messageNode(step, MessageTexts::tr("Bindings"), MessageTexts::tr("%n match(es)", nullptr, argCount(step.args, "matched")),
                       through.isEmpty() ? MessageTexts::tr("of %1").arg(format::count(step.args.value(QStringLiteral("bindings")).toLongLong()))
                                         : MessageTexts::tr("by way of %1").arg(through));
}

Node queueNode(const Destination &destination, const QString &vhost)
{
    Node node;
    node.caption = MessageTexts::tr("Queue");
    node.subject = visibleText(destination.queue);
    const QueueRecord *record = destination.record ? &*destination.record : nullptr;
    const QString ready = record && record->queue.ready ? MessageTexts::tr("%1 ready").arg(format::count(*record->queue.ready)) : MessageTexts::tr("not told");
    node.fact = destination.state == State::Ok ? ready : QString(destinationWord(destination) + QStringLiteral(", ") + ready);
    node.status = pathtext::statusOf(destination.state);
    node.panel = QStringLiteral("queues");
    node.entityId = rabbitmq::queueKey(vhost, destination.queue);
    return node;
}

Node readerNode(const Path &path, const Reader &reader)
{
    Node node;
    node.caption = MessageTexts::tr("Consumer");
    node.subject = readerName(reader);
    const QString holds = reader.unacked.value_or(0) > 0 ? MessageTexts::tr("%n unacknowledged", nullptr, int(std::min<qint64>(*reader.unacked, INT_MAX)))
        : reader.consumer.prefetch                       ? MessageTexts::tr("prefetch %1").arg(*reader.consumer.prefetch)
                                                         : QString();
    QStringList facts{reader.services.size() == 1 ? visibleText(reader.host) : QString(), holds};
    facts.removeAll(QString());
    node.fact = facts.join(QStringLiteral(", "));
    const PathStep &read = path.step(StepKind::Read);
    node.status = read.state == State::Ok ? pathtext::statusOf(reader.state) : pathtext::statusOf(read.state);
    node.isBroken = read.state == State::Broken;
    node.panel = reader.services.size() == 1 ? QStringLiteral("services") : QStringLiteral("queues");
    node.entityId = reader.services.size() == 1 ? reader.services.first() : read.entityId;
    return node;
}

} // namespace

QString exchangeName(const QString &name)
{
    return name.isEmpty() ? MessageTexts::tr("(default)") : visibleText(name);
}

QString stepTitle(StepKind kind)
{
    switch (kind) {
    case StepKind::Publish:
        return MessageTexts::tr("Publish");
    case StepKind::Exchange:
        return MessageTexts::tr("Exchange");
    case StepKind::Bindings:
        return MessageTexts::tr("Bindings");
    case StepKind::Queue:
        return MessageTexts::tr("Queue");
    case StepKind::Read:
        return MessageTexts::tr("Consumers");
    case StepKind::Expected:
        return MessageTexts::tr("Microkubes");
    }
    return {};
}

QString stepText(const Path &path, const PathStep &step)
{
    if (step.state == State::NotReached)
        return step.kind == StepKind::Expected ? MessageTexts::tr("No rule speaks of it") : MessageTexts::tr("The message does not come so far");
    const QVariantMap &args = step.args;
    switch (step.kind) {
    case StepKind::Publish:
        if (step.state == State::Broken)
            return MessageTexts::tr("An alarm blocks all publishers: %1").arg(pathtext::list(args, "alarms"));
        return MessageTexts::tr("To %1, %2, in virtual host %3")
            .arg(exchangeName(path.message.exchange), keyText(path.message.routingKey), visibleText(path.message.vhost));
    case StepKind::Exchange:
        if (step.code == QLatin1String("exchange.default"))
            return MessageTexts::tr("The default exchange: every queue is bound to it by its name");
        if (step.code == QLatin1String("exchange.missing"))
            return argText(args, "nearest").isEmpty() ? MessageTexts::tr("There is no exchange %1").arg(argText(args, "exchange"))
                                                      : MessageTexts::tr("There is no exchange %1; nearest: %2").arg(argText(args, "exchange"), argText(args, "nearest"));
        if (step.code == QLatin1String("exchange.internal"))
            return MessageTexts::tr("%1 is internal: no client may publish to it").arg(argText(args, "exchange"));
        return MessageTexts::tr("%1 of type %2").arg(argText(args, "exchange"), argText(args, "type"));
    case StepKind::Bindings:
        return bindingsText(step);
    case StepKind::Queue:
        return queueText(step);
    case StepKind::Read:
        return readText(step);
    case StepKind::Expected:
        return expectedText(step);
    }
    return {};
}

QString stateWord(const PathStep &step)
{
    switch (step.state) {
    case State::Ok:
        return step.kind == StepKind::Read ? MessageTexts::tr("Read") : step.kind == StepKind::Bindings ? MessageTexts::tr("Matched") : MessageTexts::tr("Good");
    case State::Unknown:
        return step.kind == StepKind::Expected && step.code == QLatin1String("expected.no-rule") ? MessageTexts::tr("No rule") : MessageTexts::tr("Not known");
    case State::Doubtful:
        return MessageTexts::tr("Doubtful");
    case State::Broken:
        return MessageTexts::tr("Broken");
    case State::NotReached:
        return MessageTexts::tr("Not reached");
    }
    return {};
}

QString evidenceText(const PathStep &step, const QDateTime &now)
{
    QStringList texts;
    for (const Evidence &evidence : step.evidence)
        texts.append(visibleText(pathtext::evidenceText(evidence, now)));
    return texts.join(QStringLiteral("; "));
}

std::vector<Node> nodesOf(const Path &path)
{
    std::vector<Node> nodes;
    const PathStep &publish = path.step(StepKind::Publish);
    nodes.push_back(messageNode(publish, MessageTexts::tr("Publisher"),
                                path.message.routingKey.isEmpty() ? MessageTexts::tr("No routing key") : path.message.routingKey,
                                publish.state == State::Broken ? MessageTexts::tr("blocked by an alarm") : MessageTexts::tr("virtual host %1").arg(visibleText(path.message.vhost))));
    nodes.back().panel.clear();
    const PathStep &exchange = path.step(StepKind::Exchange);
    nodes.push_back(messageNode(exchange, MessageTexts::tr("Exchange"), exchangeName(path.message.exchange),
                                exchange.code == QLatin1String("exchange.missing")    ? MessageTexts::tr("does not exist")
                                : exchange.code == QLatin1String("exchange.internal") ? MessageTexts::tr("internal")
                                                                                      : exchange.args.value(QStringLiteral("type"), MessageTexts::tr("direct")).toString()));
    if (path.step(StepKind::Bindings).state == State::NotReached)
        return nodes;
    nodes.push_back(bindingsNode(path, path.step(StepKind::Bindings)));
    if (path.destinations.size() == 1) {
        Node queue = queueNode(path.destinations.front(), path.message.vhost);
        const PathStep &step = path.step(StepKind::Queue);
        queue.status = pathtext::statusOf(step.state);
        queue.isBroken = step.state == State::Broken;
        nodes.push_back(queue);
    }
    return nodes;
}

std::vector<Node> placesOf(const Path &path, size_t most)
{
    std::vector<Node> nodes;
    const auto rest = [&](qint64 left) {
        Node node;
        node.caption = MessageTexts::tr("And");
        node.subject = MessageTexts::tr("%n more", nullptr, int(std::min<qint64>(left, INT_MAX)));
        node.fact = MessageTexts::tr("in the table below");
        nodes.push_back(node);
    };
    if (path.destinations.size() > 1) {
        const size_t shown = path.destinations.size() > most ? most - 1 : path.destinations.size();
        for (size_t i = 0; i < shown; ++i) {
            nodes.push_back(queueNode(path.destinations.at(i), path.message.vhost));
            nodes.back().isBroken = path.destinations.at(i).state == State::Broken;
        }
        if (shown < path.destinations.size())
            rest(qint64(path.destinations.size() - shown));
        return nodes;
    }
    const PathStep &read = path.step(StepKind::Read);
    if (path.destinations.empty() || read.state == State::NotReached)
        return nodes;
    const Destination &only = path.destinations.front();
    const std::vector<Reader> readers = only.readers.value_or(std::vector<Reader>());
    const size_t shown = readers.size() > most ? most - 1 : readers.size();
    for (size_t i = 0; i < shown; ++i)
        nodes.push_back(readerNode(path, readers.at(i)));
    if (shown < readers.size())
        rest(qint64(readers.size() - shown));
    if (nodes.empty()) {
        const qint64 count = only.record ? only.record->queue.consumers.value_or(0) : 0;
        const PathStep &expected = path.step(StepKind::Expected);
        const QString service = argText(expected.args, "service");
        Node node = messageNode(read, MessageTexts::tr("Consumers"), count > 0 ? MessageTexts::tr("%n consumer(s)", nullptr, int(count)) : MessageTexts::tr("Nobody"),
                                count > 0         ? MessageTexts::tr("who they are is not told")
                                : service.isEmpty() ? MessageTexts::tr("messages wait")
                                                    : MessageTexts::tr("should be %1").arg(service));
        node.isBroken = count == 0;
        if (count == 0 && node.status == Status::Ok)
            node.status = Status::Warn;
        node.edge = count == 0 ? MessageTexts::tr("0") : QString();
        nodes.push_back(node);
    }
    return nodes;
}

QString bindingRule(const rabbitmq::Binding &binding, const QString &exchangeType)
{
    if (exchangeType == QLatin1String("headers"))
        return binding.arguments.isEmpty() ? MessageTexts::tr("(no arguments)") : visibleText(QString::fromUtf8(binding.arguments));
    return binding.routingKey.isEmpty() ? MessageTexts::tr("(empty)") : visibleText(binding.routingKey);
}

QString hopText(const Hop &hop, const messagerouting::Route &route)
{
    if (hop.from < 0)
        return MessageTexts::tr("published to it");
    const QString from = exchangeName(route.hops.at(size_t(hop.from)).exchange);
    return hop.via == Via::Alternate ? MessageTexts::tr("alternate of %1").arg(from) : MessageTexts::tr("bound to %1").arg(from);
}

QString destinationWord(const Destination &destination)
{
    const QString &name = destination.code;
    const auto is = [&name](const char *suffix) { return name == QLatin1String("queue.") + QLatin1String(suffix); };
    if (is("ok"))
        return MessageTexts::tr("Read");
    if (is("unlisted"))
        return MessageTexts::tr("Not listed");
    if (is("down"))
        return MessageTexts::tr("Not served");
    if (is("ttl-zero"))
        return MessageTexts::tr("Expires at once");
    if (is("full-drops"))
        return MessageTexts::tr("Full, drops");
    if (is("full-rejects"))
        return MessageTexts::tr("Full, refuses");
    if (is("holds-none"))
        return MessageTexts::tr("Holds none");
    if (is("stuck"))
        return MessageTexts::tr("Consumer hangs");
    if (is("none-active"))
        return MessageTexts::tr("None active");
    if (is("flow"))
        return MessageTexts::tr("Slowed down");
    if (name.startsWith(QLatin1String("queue.format")))
        return MessageTexts::tr("Other format");
    return MessageTexts::tr("No consumer");
}

QString dropText(const Drop &drop)
{
    const QString limit = limitText(drop);
    QString text = drop.code == QLatin1String("message-ttl")        ? MessageTexts::tr("expires after %1").arg(limit)
        : drop.code == QLatin1String("expires")                     ? MessageTexts::tr("deleted after %1 unused").arg(limit)
        : drop.code == QLatin1String("delivery-limit")              ? MessageTexts::tr("at most %1 deliveries").arg(limit)
        : drop.rejects                                              ? MessageTexts::tr("refuses beyond %1").arg(limit)
                                                                    : MessageTexts::tr("drops the oldest beyond %1").arg(limit);
    return drop.byPolicy ? MessageTexts::tr("%1 (policy)").arg(text) : text;
}

QString deadLetterText(const DeadLetter &letter)
{
    if (letter.exchangeMissing)
        return MessageTexts::tr("dead letters are lost: no exchange %1").arg(exchangeName(letter.exchange));
    if (!letter.queues.isEmpty())
        return MessageTexts::tr("dead letters to %1").arg(visibleText(letter.queues.join(QStringLiteral(", "))));
    return letter.isPredicted ? MessageTexts::tr("dead letters are lost: %1 leads to no queue").arg(exchangeName(letter.exchange))
                              : MessageTexts::tr("dead letters to exchange %1").arg(exchangeName(letter.exchange));
}

QString dropsText(const Destination &destination)
{
    QStringList texts;
    for (const Drop &drop : destination.drops)
        texts.append(dropText(drop));
    if (destination.deadLetter)
        texts.append(deadLetterText(*destination.deadLetter));
    return texts.join(QStringLiteral("; "));
}

QString readerName(const Reader &reader)
{
    if (reader.services.size() == 1)
        return visibleText(reader.services.first());
    if (!reader.providedName.isEmpty())
        return visibleText(reader.providedName);
    return reader.host.isEmpty() ? visibleText(reader.consumer.connection) : visibleText(reader.host);
}

QString readerNote(const Reader &reader, const QDateTime &now)
{
    QStringList texts;
    if (reader.services.size() > 1)
        texts.append(MessageTexts::tr("one of %1").arg(visibleText(reader.services.join(QStringLiteral(", ")))));
    if (reader.consumer.active == false)
        texts.append(MessageTexts::tr("not active"));
    if (reader.unacked)
        texts.append(MessageTexts::tr("%n unacknowledged", nullptr, int(std::min<qint64>(*reader.unacked, INT_MAX))));
    const QDateTime idle = QDateTime::fromString(reader.idleSince, Qt::ISODateWithMs);
    if (idle.isValid() && idle < now)
        texts.append(MessageTexts::tr("idle for %1").arg(format::duration(std::chrono::milliseconds(idle.msecsTo(now)))));
    if (reader.connectionState == QLatin1String("blocked") || reader.connectionState == QLatin1String("blocking"))
        texts.append(MessageTexts::tr("its connection is blocked"));
    return texts.join(QStringLiteral(", "));
}

QString whyNotPeek(const QString &code)
{
    if (code == QLatin1String("peek.stream"))
        return MessageTexts::tr("A stream gives no single message.");
    if (code == QLatin1String("peek.exclusive"))
        return MessageTexts::tr("The queue belongs to one connection alone.");
    if (code == QLatin1String("peek.down"))
        return MessageTexts::tr("The queue is not served.");
    if (code == QLatin1String("peek.empty"))
        return MessageTexts::tr("No message is ready in it.");
    if (code == QLatin1String("peek.delivery-limit"))
        return MessageTexts::tr("It counts deliveries: each look would bring the message nearer to its end.");
    if (code == QLatin1String("peek.limit-unknown"))
        return MessageTexts::tr("Whether it counts deliveries is not known yet.");
    return MessageTexts::tr("It is not in the list of queues.");
}

QString formatText(mailformat::Format format, const QString &kind)
{
    const QString what = kind == QLatin1String("forgotPassword") ? MessageTexts::tr("password reset") : MessageTexts::tr("account verification");
    switch (format) {
    case mailformat::Format::Old:
        return MessageTexts::tr("E-mail in the old format: %1").arg(what);
    case mailformat::Format::New:
        return MessageTexts::tr("E-mail in the new format: %1").arg(what);
    case mailformat::Format::Other:
        break;
    }
    return MessageTexts::tr("No format that is known here");
}

QString fieldText(const QString &field)
{
    const QString name = field.section(QLatin1Char('.'), -1);
    if (name == QLatin1String("email"))
        return field == name ? MessageTexts::tr("To") : MessageTexts::tr("Address in data");
    if (name == QLatin1String("name"))
        return MessageTexts::tr("Name");
    if (name == QLatin1String("token"))
        return MessageTexts::tr("Token");
    if (name == QLatin1String("id"))
        return MessageTexts::tr("User id");
    return name == QLatin1String("template") ? MessageTexts::tr("Template") : visibleText(field);
}

QString explanation(const Path &path, const QDateTime &now)
{
    const pathtext::CauseText cause = causeOf(path);
    QStringList lines{withoutMarks(cause.title), withoutMarks(cause.text), QString()};
    int number = 0;
    for (const PathStep &step : path.steps) {
        const QString evidence = evidenceText(step, now);
        lines.append(QStringLiteral("%1. %2: %3 [%4]").arg(++number).arg(stepTitle(step.kind), stepText(path, step), stateWord(step)));
        if (!evidence.isEmpty() && step.state != State::NotReached)
            lines.append(QStringLiteral("   ") + evidence);
    }
    for (const Destination &destination : path.destinations) {
        const QString drops = dropsText(destination);
        lines.append(QStringLiteral("- ") + visibleText(destination.queue) + QStringLiteral(": ") + destinationWord(destination)
                     + (drops.isEmpty() ? QString() : QString(QStringLiteral("; ") + drops)));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace mk::messagetext
