// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PlanText.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "platform/MailMove.h"
#include "platform/RabbitPlans.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct PlanTexts
{
    Q_DECLARE_TR_FUNCTIONS(Plan)
};

// Big counts come through the journal as they like: number or text.
int countOf(const QVariantMap &args)
{
    return args.value(QStringLiteral("count")).toInt();
}

QString nameOf(const QVariantMap &args)
{
    return code(args.value(QStringLiteral("name")).toString());
}

// "route", "plugin": what a plan on Kong is about.
QString thingOf(const QVariantMap &args, int count = 1)
{
    return entityKindWord(args.value(QStringLiteral("kind")).toString(), count);
}

// "cors on users": a plugin by itself says little.
QString nameAndPlace(const QVariantMap &args)
{
    const QString on = args.value(QStringLiteral("on")).toString();
    return on.isEmpty() ? nameOf(args) : PlanTexts::tr("%1 on %2").arg(nameOf(args), code(on));
}

QString libraryName(const QString &id)
{
    if (id == QLatin1String("go"))
        return PlanTexts::tr("the Go library");
    if (id == QLatin1String("python"))
        return PlanTexts::tr("the Python library");
    if (id == QLatin1String("java-v0") || id == QLatin1String("java-v2"))
        return PlanTexts::tr("the Java library");
    return id;
}

// What is said about registering, unregistering and converting.
QString kongJobNotice(const QString &noticeCode, const QVariantMap &args)
{
    const QString library = libraryName(args.value(QStringLiteral("library")).toString());
    QStringList marked;
    for (const QString &name : args.value(QStringLiteral("names")).toStringList())
        marked.append(code(name));
    const QString names = marked.join(QStringLiteral(", "));
    if (noticeCode == QLatin1String("kong.nobody-unregisters"))
        return PlanTexts::tr("No library ever takes an entry away: it stays until somebody deletes it.");
    if (noticeCode == QLatin1String("kong.comes-back"))
        return library.isEmpty()
            ? PlanTexts::tr("Nothing shows that a library registers this, so it will not come back by itself: %1.").arg(names)
            : PlanTexts::tr("If its service starts again it comes back by itself, because %2 probably registers it: %1.").arg(names, library);
    if (noticeCode == QLatin1String("kong.service-stays"))
        return PlanTexts::tr("Service %1 stays: %n other route(s) lead(s) to it.", nullptr, args.value(QStringLiteral("routes")).toInt())
            .arg(nameOf(args));
    if (noticeCode == QLatin1String("kong.registers-as"))
        return PlanTexts::tr("It is sent to the letter as %1 sends it.").arg(library);
    if (noticeCode == QLatin1String("kong.convert-together"))
        return PlanTexts::tr("Converted as well: %1. A route goes before every API object, and would take requests of these.").arg(names);
    if (noticeCode == QLatin1String("kong.convert-forwarded"))
        return PlanTexts::tr("%1 takes HTTPS only. As a route it also takes plain requests of which a trusted proxy says "
                         "X-Forwarded-Proto: https.")
            .arg(nameOf(args));
    if (noticeCode == QLatin1String("kong.convert-query"))
        return PlanTexts::tr("The upstream address of %1 ends in %2, which Kong never sends; a service cannot hold it.")
            .arg(nameOf(args), code(args.value(QStringLiteral("value")).toString()));
    if (noticeCode == QLatin1String("kong.convert-returns"))
        return PlanTexts::tr("When its service starts next %2 will probably make the API object anew, without effect, because the route "
                         "goes first: %1.")
            .arg(names, library);
    if (noticeCode == QLatin1String("kong.convert-stays"))
        return PlanTexts::tr("The API objects stay, without effect: the routes go first.");
    return {};
}

QString kongTitle(const QString &action, const QVariantMap &args)
{
    const int count = countOf(args);
    if (action == QLatin1String("create"))
        return PlanTexts::tr("Create %1 %2").arg(thingOf(args), nameAndPlace(args));
    if (action == QLatin1String("edit"))
        return PlanTexts::tr("Change %1 %2").arg(thingOf(args), nameAndPlace(args));
    if (action == QLatin1String("duplicate"))
        return PlanTexts::tr("Copy %1 %2 as %3")
            .arg(thingOf(args), code(args.value(QStringLiteral("from")).toString()), nameOf(args));
    if (action == QLatin1String("enable"))
        return count > 1 ? PlanTexts::tr("Switch on %1 %2").arg(format::count(count), thingOf(args, count))
                         : PlanTexts::tr("Switch on %1 %2").arg(thingOf(args), nameAndPlace(args));
    if (action == QLatin1String("disable"))
        return count > 1 ? PlanTexts::tr("Switch off %1 %2").arg(format::count(count), thingOf(args, count))
                         : PlanTexts::tr("Switch off %1 %2").arg(thingOf(args), nameAndPlace(args));
    if (action == QLatin1String("delete"))
        return count > 1 ? PlanTexts::tr("Delete %1 %2 and %n that hang(s) on it", nullptr, count - 1)
                               .arg(thingOf(args), nameAndPlace(args))
                         : PlanTexts::tr("Delete %1 %2").arg(thingOf(args), nameAndPlace(args));
    if (action == QLatin1String("drain"))
        return count > 1 ? PlanTexts::tr("Drain %1 %2").arg(format::count(count), thingOf(args, count))
                         : PlanTexts::tr("Drain %1 %2").arg(thingOf(args), nameOf(args));
    if (action == QLatin1String("target-healthy"))
        return PlanTexts::tr("Mark %1 healthy on %n node(s)", nullptr, count).arg(nameOf(args));
    if (action == QLatin1String("target-unhealthy"))
        return PlanTexts::tr("Mark %1 unhealthy on %n node(s)", nullptr, count).arg(nameOf(args));
    if (action == QLatin1String("delete-many"))
        return PlanTexts::tr("Delete %n entity(ies) of Kong", nullptr, count);
    if (action == QLatin1String("move-plugin")) {
        const QString to = args.value(QStringLiteral("to")).toString();
        return to.isEmpty() ? PlanTexts::tr("Make plugin %1 global").arg(nameAndPlace(args))
                            : PlanTexts::tr("Move plugin %1 to %2").arg(nameAndPlace(args), code(to));
    }
    if (action == QLatin1String("unregister")) {
        const int chosen = args.value(QStringLiteral("chosen")).toInt();
        return chosen > 1 ? PlanTexts::tr("Unregister %n of Kong's entries", nullptr, chosen) : PlanTexts::tr("Unregister %1").arg(nameOf(args));
    }
    if (action == QLatin1String("register"))
        return PlanTexts::tr("Register %1 as %2 does").arg(nameOf(args), libraryName(args.value(QStringLiteral("library")).toString()));
    if (action == QLatin1String("convert"))
        return count > 1 ? PlanTexts::tr("Turn %1 and %n other API object(s) into services and routes", nullptr, count - 1).arg(nameOf(args))
                         : PlanTexts::tr("Turn API object %1 into a service and a route").arg(nameOf(args));
    if (action == QLatin1String("copy-plugin")) {
        const QString to = args.value(QStringLiteral("to")).toString();
        return to.isEmpty() ? PlanTexts::tr("Copy plugin %1 as a global one").arg(nameAndPlace(args))
                            : PlanTexts::tr("Copy plugin %1 to %2").arg(nameAndPlace(args), code(to));
    }
    return {};
}

QString kongNotice(const QString &noticeCode, const QVariantMap &args)
{
    if (const QString said = kongJobNotice(noticeCode, args); !said.isEmpty())
        return said;
    if (noticeCode == QLatin1String("kong.registers-itself")) {
        const QString library = libraryName(args.value(QStringLiteral("library")).toString());
        if (args.value(QStringLiteral("plugins")).toBool())
            return PlanTexts::tr("%1 probably registers itself through %2, which makes its plugins anew at every start of the "
                             "service: this change lasts until then.")
                .arg(nameOf(args), library);
        QStringList fields;
        for (const QString &field : args.value(QStringLiteral("fields")).toStringList())
            fields.append(code(field));
        return PlanTexts::tr("%1 probably registers itself through %2, which writes these back at every start of the service: %3.")
            .arg(nameOf(args), library, fields.join(QStringLiteral(", ")));
    }
    if (noticeCode == QLatin1String("kong.takes-along")) {
        const int routes = args.value(QStringLiteral("routes")).toInt();
        const int plugins = args.value(QStringLiteral("plugins")).toInt();
        const QString routeWords = PlanTexts::tr("%n route(s)", nullptr, routes);
        const QString pluginWords = PlanTexts::tr("%n plugin(s)", nullptr, plugins);
        const QString both = routes > 0 && plugins > 0 ? PlanTexts::tr("%1 and %2").arg(routeWords, pluginWords)
                                                       : (routes > 0 ? routeWords : pluginWords);
        return PlanTexts::tr("With %1 goes: %2. Undoing brings them back under the same ids.").arg(nameOf(args), both);
    }
    if (noticeCode == QLatin1String("kong.takes-others")) {
        const int count = args.value(QStringLiteral("count")).toInt();
        const QString things = PlanTexts::tr("%1 %2").arg(
            format::count(count), entityKindWord(args.value(QStringLiteral("kind")).toString(), count));
        return PlanTexts::tr("With %1 goes: %2. Undoing brings them back.").arg(nameOf(args), things);
    }
    if (noticeCode == QLatin1String("kong.password-lost"))
        return PlanTexts::tr("Kong tells passwords only hashed: that of %1 cannot be brought back by undoing.").arg(nameOf(args));
    if (noticeCode == QLatin1String("kong.cuts-routes")) {
        const int services = args.value(QStringLiteral("services")).toInt();
        const QString routes = PlanTexts::tr("%n route(s)", nullptr, args.value(QStringLiteral("routes")).toInt());
        return services > 1 ? PlanTexts::tr("Requests to %1 of these services get no answer but 404 then.").arg(routes)
                            : PlanTexts::tr("Requests to %1 of %2 get no answer but 404 then.").arg(routes, nameOf(args));
    }
    if (noticeCode == QLatin1String("kong.path-looks-regex"))
        return PlanTexts::tr("%1 looks like a regular expression; in this version only paths that start with ~ are.")
            .arg(code(args.value(QStringLiteral("value")).toString()));
    if (noticeCode == QLatin1String("kong.null-default"))
        return PlanTexts::tr("%1 becomes null. That is stored as it is: the default, %2, is taken only where a new entity leaves it out.")
            .arg(code(args.value(QStringLiteral("field")).toString()), code(args.value(QStringLiteral("value")).toString()));
    if (noticeCode == QLatin1String("kong.self-login"))
        return PlanTexts::tr("This console logs in to the Admin API with it: the change may cut it off.");
    if (noticeCode == QLatin1String("kong.self-cut"))
        return PlanTexts::tr("This console reaches the Admin API through it, at %1: the change may cut it off.")
            .arg(code(args.value(QStringLiteral("url")).toString()));
    return {};
}

QString rabbitTitle(const QString &action, const QVariantMap &args)
{
    const int count = countOf(args);
    if (action == QLatin1String("purge"))
        return PlanTexts::tr("Purge queue %1: %n message(s)", nullptr, count).arg(nameOf(args));
    if (action == QLatin1String("purge-many"))
        return PlanTexts::tr("Purge %1 queues: %n message(s)", nullptr, count)
            .arg(format::count(args.value(QStringLiteral("queues")).toInt()));
    if (action == QLatin1String("delete-queue"))
        return PlanTexts::tr("Delete queue %1").arg(nameOf(args));
    if (action == QLatin1String("move-mail"))
        return PlanTexts::tr("Move %n e-mail(s) from %1 to %2", nullptr, count).arg(nameOf(args), code(args.value(QStringLiteral("to")).toString()));
    return {};
}

QString rabbitNotice(const QString &noticeCode, const QVariantMap &args)
{
    const int count = countOf(args);
    const int consumers = args.value(QStringLiteral("consumers")).toInt();
    QStringList sentences;
    if (noticeCode == QLatin1String("rabbitmq.purge")) {
        sentences.append(PlanTexts::tr("%n ready message(s) in %1 go for good.", nullptr, count).arg(nameOf(args)));
        if (const int unacked = args.value(QStringLiteral("unacked")).toInt(); unacked > 0)
            sentences.append(PlanTexts::tr("%n that consumers hold unacknowledged stay(s).", nullptr, unacked));
        sentences.append(PlanTexts::tr("The count is as the broker sampled it, up to 5 s ago. It is read again before the purge, "
                                   "which is not sent if more than %1 are there by then.")
                             .arg(format::count(args.value(QStringLiteral("most")).toLongLong())));
        if (consumers > 0)
            sentences.append(PlanTexts::tr("%n consumer(s) read(s) from it now.", nullptr, consumers));
        else
            sentences.append(PlanTexts::tr("Nobody reads from it now; if somebody does by then, nothing is sent."));
        return sentences.join(QLatin1Char(' '));
    }
    if (noticeCode == QLatin1String("rabbitmq.move-mail")) {
        const QString to = code(args.value(QStringLiteral("to")).toString());
        sentences.append(PlanTexts::tr("Each is published to %1 in the format that is read there, and taken from %2 once the broker has it: if that is "
                                       "cut off in between, one may be sent twice, and none is lost.")
                             .arg(to, nameOf(args)));
        if (const int kept = args.value(QStringLiteral("kept")).toInt(); kept > 0)
            sentences.append(PlanTexts::tr("%n that is (are) no such e-mail stay(s) in %1, at its end.", nullptr, kept).arg(nameOf(args)));
        if (args.value(QStringLiteral("stopped")).toBool())
            sentences.append(PlanTexts::tr("It ends before one with headers, which would not survive."));
        if (const qint64 rest = args.value(QStringLiteral("rest")).toLongLong(); rest > 0)
            sentences.append(PlanTexts::tr("%1 more are behind these: move them afterwards.").arg(format::count(rest)));
        sentences.append(PlanTexts::tr("It can't be undone: what arrives in %1 is read and sent at once.").arg(to));
        return sentences.join(QLatin1Char(' '));
    }
    if (noticeCode == QLatin1String("rabbitmq.delete-queue")) {
        sentences.append(PlanTexts::tr("%1 goes with its bindings and %n message(s).", nullptr, count).arg(nameOf(args)));
        if (args.value(QStringLiteral("ifEmpty")).toBool())
            sentences.append(PlanTexts::tr("The broker refuses if it is not empty."));
        if (args.value(QStringLiteral("ifUnused")).toBool())
            sentences.append(PlanTexts::tr("The broker refuses if somebody reads from it."));
        else if (consumers > 0)
            sentences.append(PlanTexts::tr("%n consumer(s) is (are) cut off.", nullptr, consumers));
        return sentences.join(QLatin1Char(' '));
    }
    return {};
}

QString instanceNotice(const QString &noticeCode, const QVariantMap &args)
{
    const QString node = code(args.value(QStringLiteral("node")).toString());
    if (noticeCode == QLatin1String("consul.deregister-agent"))
        return PlanTexts::tr("%1 was registered with the agent that answers here, which forgets it for good. Whoever registered it may do so again: "
                             "a registrar does as long as the pod runs.").arg(nameOf(args));
    if (noticeCode == QLatin1String("consul.deregister-catalog"))
        return PlanTexts::tr("%1 is taken out of the catalog: no agent that is alive on %2 has it, so nobody puts it back.").arg(nameOf(args), node);
    if (noticeCode == QLatin1String("consul.deregister-back"))
        return PlanTexts::tr("The agent of %2 is alive and puts %1 back within about a minute: deregister it there, or this does not last.").arg(nameOf(args), node);
    if (noticeCode == QLatin1String("consul.checks-lost"))
        return PlanTexts::tr("Undoing registers %1 again without its %n check(s): what they do is not told.", nullptr, countOf(args)).arg(nameOf(args));
    return {};
}

bool purgesOnly(const QList<Change> &changes)
{
    return !changes.isEmpty() && std::all_of(changes.cbegin(), changes.cend(), rabbitplans::isPurge);
}

bool deletesSomething(const Plan &plan)
{
    const QList<Change> changes = plan.changes();
    return std::any_of(changes.cbegin(), changes.cend(),
                       [](const Change &change) { return change.verb() == Change::Verb::Delete; });
}

} // namespace

QString planTitle(const Plan &plan)
{
    return planTitle(plan.title, plan.titleArgs);
}

QString planTitle(const QString &titleCode, const QVariantMap &args)
{
    if (titleCode == QLatin1String("undo")) {
        QVariantMap of = args;
        const QString inner = of.take(QStringLiteral("of")).toString();
        return PlanTexts::tr("Undo: %1").arg(planTitle(inner, of));
    }
    if (titleCode == QLatin1String("kv.put"))
        return PlanTexts::tr("Change key %1").arg(nameOf(args));
    if (titleCode == QLatin1String("kv.create"))
        return PlanTexts::tr("Create key %1").arg(nameOf(args));
    if (titleCode == QLatin1String("kv.delete"))
        return PlanTexts::tr("Delete key %1").arg(nameOf(args));
    if (titleCode == QLatin1String("kv.delete-folder"))
        return PlanTexts::tr("Delete folder %1 with %n key(s)", nullptr, countOf(args)).arg(nameOf(args));
    if (titleCode == QLatin1String("consul.deregister"))
        return PlanTexts::tr("Deregister %1").arg(nameOf(args));
    if (titleCode.startsWith(QLatin1String("kong."))) {
        if (const QString title = kongTitle(titleCode.mid(5), args); !title.isEmpty())
            return title;
    }
    if (titleCode.startsWith(QLatin1String("rabbitmq."))) {
        if (const QString title = rabbitTitle(titleCode.mid(9), args); !title.isEmpty())
            return title;
    }
    return titleCode;
}

QString stepTitle(const Step &step)
{
    if (step.changes.size() == 1)
        return changeTitle(step.changes.first());
    if (step.changes.isEmpty())
        return {};
    const Change::Verb verb = step.changes.first().verb();
    const bool alike = std::all_of(step.changes.cbegin(), step.changes.cend(),
                                   [verb](const Change &change) { return change.verb() == verb; });
    const int count = int(step.changes.size());
    const QString things = entityKindWord(step.changes.first().entity.kind, count);
    const QString number = format::count(count);
    if (!alike)
        return PlanTexts::tr("Write %1 %2").arg(number, things);
    switch (verb) {
    case Change::Verb::Create:
        return PlanTexts::tr("Create %1 %2").arg(number, things);
    case Change::Verb::Update:
        return PlanTexts::tr("Change %1 %2").arg(number, things);
    case Change::Verb::Delete:
        return PlanTexts::tr("Delete %1 %2").arg(number, things);
    }
    return {};
}

QString changeTitle(const Change &change)
{
    const QString name = code(change.entity.name.isEmpty() ? change.entity.id : change.entity.name);
    if (rabbitplans::isPurge(change))
        return PlanTexts::tr("Purge %1").arg(name);
    if (mailmove::isMove(change))
        return PlanTexts::tr("Move %1").arg(name);
    switch (change.verb()) {
    case Change::Verb::Create:
        return PlanTexts::tr("Create %1").arg(name);
    case Change::Verb::Update:
        return PlanTexts::tr("Change %1").arg(name);
    case Change::Verb::Delete:
        return PlanTexts::tr("Delete %1").arg(name);
    }
    return {};
}

QString verbWord(Change::Verb verb)
{
    switch (verb) {
    case Change::Verb::Create:
        return PlanTexts::tr("New");
    case Change::Verb::Update:
        return PlanTexts::tr("Changed");
    case Change::Verb::Delete:
        return PlanTexts::tr("Deleted");
    }
    return {};
}

QString entityKindWord(const QString &kind, int count)
{
    if (kind == QLatin1String("kv"))
        return PlanTexts::tr("key(s)", nullptr, count);
    if (kind == QLatin1String("service"))
        return PlanTexts::tr("service(s)", nullptr, count);
    if (kind == QLatin1String("api"))
        return PlanTexts::tr("API object(s)", nullptr, count);
    if (kind == QLatin1String("route"))
        return PlanTexts::tr("route(s)", nullptr, count);
    if (kind == QLatin1String("plugin"))
        return PlanTexts::tr("plugin(s)", nullptr, count);
    if (kind == QLatin1String("queue"))
        return PlanTexts::tr("queue(s)", nullptr, count);
    if (kind == QLatin1String("message"))
        return PlanTexts::tr("message(s)", nullptr, count);
    if (kind == QLatin1String("instance"))
        return PlanTexts::tr("instance(s)", nullptr, count);
    if (kind == QLatin1String("consumer"))
        return PlanTexts::tr("consumer(s)", nullptr, count);
    if (kind == QLatin1String("key-auth"))
        return PlanTexts::tr("API key(s)", nullptr, count);
    if (kind == QLatin1String("basic-auth"))
        return PlanTexts::tr("basic login(s)", nullptr, count);
    if (kind == QLatin1String("hmac-auth"))
        return PlanTexts::tr("HMAC secret(s)", nullptr, count);
    if (kind == QLatin1String("jwt"))
        return PlanTexts::tr("JWT secret(s)", nullptr, count);
    if (kind == QLatin1String("oauth2"))
        return PlanTexts::tr("OAuth 2.0 application(s)", nullptr, count);
    if (kind == QLatin1String("acl"))
        return PlanTexts::tr("group membership(s)", nullptr, count);
    if (kind == QLatin1String("upstream"))
        return PlanTexts::tr("upstream(s)", nullptr, count);
    if (kind == QLatin1String("target-health"))
        return PlanTexts::tr("target(s)", nullptr, count);
    if (kind == QLatin1String("target"))
        return PlanTexts::tr("target(s)", nullptr, count);
    if (kind == QLatin1String("certificate"))
        return PlanTexts::tr("certificate(s)", nullptr, count);
    if (kind == QLatin1String("ca-certificate"))
        return PlanTexts::tr("CA certificate(s)", nullptr, count);
    if (kind == QLatin1String("sni"))
        return PlanTexts::tr("SNI(s)", nullptr, count);
    if (kind == QLatin1String("vault"))
        return PlanTexts::tr("vault(s)", nullptr, count);
    if (kind == QLatin1String("key-set"))
        return PlanTexts::tr("key set(s)", nullptr, count);
    if (kind == QLatin1String("key"))
        return PlanTexts::tr("cryptographic key(s)", nullptr, count);
    return kind;
}

QString outcomeWord(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Done:
        return PlanTexts::tr("Done");
    case StepOutcome::Refused:
        return PlanTexts::tr("Refused");
    case StepOutcome::Conflict:
        return PlanTexts::tr("Conflict");
    case StepOutcome::Unknown:
        return PlanTexts::tr("Unknown");
    case StepOutcome::NotRun:
        return PlanTexts::tr("Not run");
    }
    return {};
}

QString outcomeExplanation(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Done:
        return PlanTexts::tr("The server did it.");
    case StepOutcome::Refused:
        return PlanTexts::tr("It was refused: nothing has been changed.");
    case StepOutcome::Conflict:
        return PlanTexts::tr("Somebody else changed it first: nothing has been overwritten.");
    case StepOutcome::Unknown:
        return PlanTexts::tr("It was sent and no answer came: only reading can tell whether it was done. It is never sent again "
                         "by itself.");
    case StepOutcome::NotRun:
        return PlanTexts::tr("An earlier step stopped the plan: this one was not sent.");
    }
    return {};
}

Status outcomeStatus(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Done:
        return Status::Ok;
    case StepOutcome::Refused:
        return Status::Crit;
    case StepOutcome::Conflict:
        return Status::Warn;
    case StepOutcome::Unknown:
    case StepOutcome::NotRun:
        return Status::Unknown;
    }
    return Status::None;
}

QString noticeText(const QString &noticeCode, const QVariantMap &args)
{
    if (noticeCode == QLatin1String("cannot-undo"))
        return PlanTexts::tr("%1 cannot be brought back.").arg(nameOf(args));
    if (noticeCode == QLatin1String("keys-added-since")) {
        const QString prefix = code(args.value(QStringLiteral("prefix")).toString());
        QString text = PlanTexts::tr("%n key(s) appeared in %1 since and were left alone", nullptr, countOf(args)).arg(prefix);
        QStringList names;
        for (const QString &name : args.value(QStringLiteral("names")).toStringList())
            names.append(code(name));
        if (!names.isEmpty())
            text += QStringLiteral(": ") + names.join(QStringLiteral(", "));
        return text;
    }
    if (noticeCode == QLatin1String("kv.lock-lost")) {
        return PlanTexts::tr("%1 is locked by the session %2. Deleting it takes the lock, and undoing cannot give it back.")
            .arg(nameOf(args), code(args.value(QStringLiteral("session")).toString()));
    }
    if (const QString text = kongNotice(noticeCode, args); !text.isEmpty())
        return text;
    if (const QString text = rabbitNotice(noticeCode, args); !text.isEmpty())
        return text;
    if (const QString text = instanceNotice(noticeCode, args); !text.isEmpty())
        return text;
    return noticeCode;
}

QString applyLabel(const Plan &plan)
{
    const QList<Change> changes = plan.changes();
    const int count = int(changes.size());
    if (purgesOnly(changes))
        return PlanTexts::tr("Purge %n message(s)", nullptr, countOf(plan.titleArgs));
    if (plan.title == QLatin1String("rabbitmq.move-mail"))
        return PlanTexts::tr("Move %n e-mail(s)", nullptr, countOf(plan.titleArgs));
    const bool onlyDeletes = deletesSomething(plan)
        && std::all_of(changes.cbegin(), changes.cend(),
                       [](const Change &change) { return change.verb() == Change::Verb::Delete; });
    if (onlyDeletes)
        return PlanTexts::tr("Delete %1 %2").arg(format::count(count), entityKindWord(changes.first().entity.kind, count));
    return PlanTexts::tr("Apply %n change(s)", nullptr, count);
}

namespace {

// How many have really been moved; those that only went to the end of their queue do not count.
QString movedText(const Plan &plan, const PlanReport &report)
{
    int moved = 0;
    for (qsizetype i = 0; i < plan.steps.size() && i < report.steps.size(); ++i) {
        const bool toTarget = plan.steps.at(i).options.value(QStringLiteral("to")) == plan.titleArgs.value(QStringLiteral("to"));
        moved += toTarget && report.steps.at(i).outcome == StepOutcome::Done ? 1 : 0;
    }
    return PlanTexts::tr("%n e-mail(s) moved of %1", nullptr, moved).arg(format::count(countOf(plan.titleArgs)));
}

} // namespace

QString reportSummary(const Plan &plan, const PlanReport &report)
{
    if (plan.title == QLatin1String("rabbitmq.move-mail") && report.stoppedAt()) {
        Plan plain = plan;
        plain.title.clear();
        return movedText(plan, report) + QStringLiteral(". ") + reportSummary(plain, report);
    }
    if (report.complete()) {
        if (plan.title == QLatin1String("rabbitmq.move-mail"))
            return movedText(plan, report);
        const bool asPredicted = std::all_of(report.steps.cbegin(), report.steps.cend(),
                                             [](const StepReport &step) { return step.asPredicted; });
        return asPredicted ? PlanTexts::tr("Done") : PlanTexts::tr("Done, but the server holds something else than was predicted");
    }
    const std::optional<int> at = report.stoppedAt();
    if (!at)
        return PlanTexts::tr("Not run");
    const StepReport &step = report.steps.at(*at);
    QString reason = step.error ? ErrorText::of(*step.error).oneLine() : outcomeExplanation(step.outcome);
    if (plan.steps.size() <= 1)
        return PlanTexts::tr("%1: %2").arg(outcomeWord(step.outcome), reason);
    return PlanTexts::tr("Stopped at step %1 of %2 (%3): %4")
        .arg(QString::number(*at + 1), QString::number(plan.steps.size()), outcomeWord(step.outcome), reason);
}

} // namespace mk
