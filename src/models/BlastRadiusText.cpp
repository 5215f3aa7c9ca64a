// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/BlastRadiusText.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct BlastTexts
{
    Q_DECLARE_TR_FUNCTIONS(BlastRadius)
};

// "`a`, `b` and 3 more"
QString namesIn(const QVariantMap &args)
{
    QStringList names;
    for (const QString &name : args.value(QStringLiteral("names")).toStringList())
        names.append(code(name));
    const int more = args.value(QStringLiteral("more")).toInt();
    const QString first = names.join(QStringLiteral(", "));
    return more > 0 ? BlastTexts::tr("%1 and %n more", nullptr, more).arg(first) : first;
}

QString nameIn(const QVariantMap &args)
{
    return code(args.value(QStringLiteral("name")).toString());
}

QString rateText(const QVariantMap &args)
{
    const QString what = args.value(QStringLiteral("what")).toString();
    const double rate = args.value(QStringLiteral("rate")).toDouble();
    const QString names = namesIn(args);
    if (!(rate > 0))
        return BlastTexts::tr("No request in the last 5 minutes: %1.").arg(names);
    const QString figure = format::rate(rate);
    if (what == QLatin1String("consumer"))
        return BlastTexts::tr("Sends %1 requests now (over 5 minutes): %2.").arg(figure, names);
    return BlastTexts::tr("Serves %1 requests now (over 5 minutes): %2.").arg(figure, names);
}

QString queueText(const QVariantMap &args)
{
    const int consumers = args.value(QStringLiteral("consumers")).toInt();
    QStringList parts{BlastTexts::tr("%n consumer(s)", nullptr, consumers)};
    if (args.contains(QStringLiteral("publish")))
        parts.append(BlastTexts::tr("%1 come in").arg(format::rate(args.value(QStringLiteral("publish")).toDouble())));
    if (args.contains(QStringLiteral("deliver")))
        parts.append(BlastTexts::tr("%1 are read").arg(format::rate(args.value(QStringLiteral("deliver")).toDouble())));
    return BlastTexts::tr("%1 is in use: %2.").arg(nameIn(args), parts.join(QStringLiteral(", ")));
}

QString guardsText(const QVariantMap &args)
{
    const int ways = args.value(QStringLiteral("ways")).toInt();
    if (ways < 0)
        return BlastTexts::tr("%1 keeps requests out: without it they pass.").arg(nameIn(args));
    return BlastTexts::tr("%1 keeps requests out of %n way(s) into the platform: without it they pass.", nullptr, ways).arg(nameIn(args));
}

QString certificateText(const QVariantMap &args)
{
    const int services = args.value(QStringLiteral("services")).toInt();
    const QString names = namesIn(args);
    const QString shown = BlastTexts::tr("%n service(s)", nullptr, services);
    if (names.isEmpty())
        return BlastTexts::tr("%1 use it towards their upstreams.").arg(shown);
    return services > 0 ? BlastTexts::tr("It is shown for %1, and used by %2 towards their upstreams.").arg(names, shown)
                        : BlastTexts::tr("It is shown for %1: these get Kong's own certificate then.").arg(names);
}

} // namespace

QString impactText(const blastradius::Impact &impact)
{
    const QVariantMap &args = impact.args;
    const auto is = [&impact](const char *word) { return impact.code == QLatin1String(word); };
    if (is("rate"))
        return rateText(args);
    if (is("rate-together"))
        return BlastTexts::tr("This Kong counts all API objects together: %1 now. It does not tell how much of that is this one.")
            .arg(format::rate(args.value(QStringLiteral("rate")).toDouble()));
    if (is("guards"))
        return guardsText(args);
    if (is("measures"))
        return BlastTexts::tr("Kong's metrics end with it: its charts and alerts see nothing more.");
    if (is("behind"))
        return BlastTexts::tr("%1 send to %2: a name that no DNS has, and Kong answers 503.").arg(namesIn(args), nameIn(args));
    if (is("last-target"))
        return BlastTexts::tr("Nobody is left behind %1: Kong answers 503.").arg(nameIn(args));
    if (is("target-share"))
        return BlastTexts::tr("%1 % of what goes to %2 is taken over by the %n other(s).", nullptr, args.value(QStringLiteral("left")).toInt())
            .arg(QLocale().toString(args.value(QStringLiteral("percent")).toDouble(), 'f', 0), nameIn(args));
    if (is("certificate"))
        return certificateText(args);
    if (is("plugins"))
        return BlastTexts::tr("%n plugin(s) are for %1 alone and go with it.", nullptr, args.value(QStringLiteral("count")).toInt()).arg(nameIn(args));
    if (is("kong-start"))
        return BlastTexts::tr("Kong's start waits for this key: after the next restart of Kong the platform stays down.");
    if (is("last-instance")) {
        const QString service = code(args.value(QStringLiteral("service")).toString());
        const QString names = namesIn(args);
        return names.isEmpty() ? BlastTexts::tr("Nobody is left of %1.").arg(service)
                               : BlastTexts::tr("Nobody is left of %1: Kong answers 503 for %2.").arg(service, names);
    }
    if (is("instances-left"))
        return BlastTexts::tr("%n other(s) of %1 go on.", nullptr, args.value(QStringLiteral("left")).toInt())
            .arg(code(args.value(QStringLiteral("service")).toString()));
    if (is("lock"))
        return BlastTexts::tr("A session holds %1: whoever counts on that lock loses it.").arg(namesIn(args));
    if (is("queue"))
        return queueText(args);
    if (is("mails"))
        return BlastTexts::tr("The mails of new users' registration go through %1: who waits for one never gets it.").arg(nameIn(args));
    if (is("rules"))
        return BlastTexts::tr("Prometheus' rules speak of it: %1.").arg(namesIn(args));
    if (is("not-asked")) {
        const QVariant reason = args.value(QStringLiteral("reason"));
        const ErrorText why = ErrorText::of(reason.value<Error>());
        return BlastTexts::tr("What flows through it is not known: %1.").arg(why.title);
    }
    return impact.code;
}

QString impactEvidence(const blastradius::Impact &impact)
{
    return impact.field.isEmpty() ? impact.call : QString(impact.call + QStringLiteral(": ") + impact.field);
}

Status impactStatus(const blastradius::Impact &impact)
{
    switch (impact.weight) {
    case blastradius::Impact::Weight::Breaks:
        return Status::Crit;
    case blastradius::Impact::Weight::Flows:
        return Status::Warn;
    case blastradius::Impact::Weight::Note:
        break;
    }
    return Status::None;
}

} // namespace mk
