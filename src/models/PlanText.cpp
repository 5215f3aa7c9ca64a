// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PlanText.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct Texts
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
        return Texts::tr("Undo: %1").arg(planTitle(inner, of));
    }
    if (titleCode == QLatin1String("kv.put"))
        return Texts::tr("Change key %1").arg(nameOf(args));
    if (titleCode == QLatin1String("kv.create"))
        return Texts::tr("Create key %1").arg(nameOf(args));
    if (titleCode == QLatin1String("kv.delete"))
        return Texts::tr("Delete key %1").arg(nameOf(args));
    if (titleCode == QLatin1String("kv.delete-folder"))
        return Texts::tr("Delete folder %1 with %n key(s)", nullptr, countOf(args)).arg(nameOf(args));
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
        return Texts::tr("Write %1 %2").arg(number, things);
    switch (verb) {
    case Change::Verb::Create:
        return Texts::tr("Create %1 %2").arg(number, things);
    case Change::Verb::Update:
        return Texts::tr("Change %1 %2").arg(number, things);
    case Change::Verb::Delete:
        return Texts::tr("Delete %1 %2").arg(number, things);
    }
    return {};
}

QString changeTitle(const Change &change)
{
    const QString name = code(change.entity.name.isEmpty() ? change.entity.id : change.entity.name);
    switch (change.verb()) {
    case Change::Verb::Create:
        return Texts::tr("Create %1").arg(name);
    case Change::Verb::Update:
        return Texts::tr("Change %1").arg(name);
    case Change::Verb::Delete:
        return Texts::tr("Delete %1").arg(name);
    }
    return {};
}

QString verbWord(Change::Verb verb)
{
    switch (verb) {
    case Change::Verb::Create:
        return Texts::tr("New");
    case Change::Verb::Update:
        return Texts::tr("Changed");
    case Change::Verb::Delete:
        return Texts::tr("Deleted");
    }
    return {};
}

QString entityKindWord(const QString &kind, int count)
{
    if (kind == QLatin1String("kv"))
        return Texts::tr("key(s)", nullptr, count);
    if (kind == QLatin1String("service"))
        return Texts::tr("service(s)", nullptr, count);
    return kind;
}

QString outcomeWord(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Done:
        return Texts::tr("Done");
    case StepOutcome::Refused:
        return Texts::tr("Refused");
    case StepOutcome::Conflict:
        return Texts::tr("Conflict");
    case StepOutcome::Unknown:
        return Texts::tr("Unknown");
    case StepOutcome::NotRun:
        return Texts::tr("Not run");
    }
    return {};
}

QString outcomeExplanation(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Done:
        return Texts::tr("The server did it.");
    case StepOutcome::Refused:
        return Texts::tr("It was refused: nothing has been changed.");
    case StepOutcome::Conflict:
        return Texts::tr("Somebody else changed it first: nothing has been overwritten.");
    case StepOutcome::Unknown:
        return Texts::tr("It was sent and no answer came: only reading can tell whether it was done. It is never sent again "
                         "by itself.");
    case StepOutcome::NotRun:
        return Texts::tr("An earlier step stopped the plan: this one was not sent.");
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
        return Texts::tr("%1 cannot be brought back.").arg(nameOf(args));
    if (noticeCode == QLatin1String("keys-added-since")) {
        const QString prefix = code(args.value(QStringLiteral("prefix")).toString());
        QString text = Texts::tr("%n key(s) appeared in %1 since and were left alone", nullptr, countOf(args)).arg(prefix);
        QStringList names;
        for (const QString &name : args.value(QStringLiteral("names")).toStringList())
            names.append(code(name));
        if (!names.isEmpty())
            text += QStringLiteral(": ") + names.join(QStringLiteral(", "));
        return text;
    }
    if (noticeCode == QLatin1String("kv.lock-lost")) {
        return Texts::tr("%1 is locked by the session %2. Deleting it takes the lock, and undoing cannot give it back.")
            .arg(nameOf(args), code(args.value(QStringLiteral("session")).toString()));
    }
    return noticeCode;
}

QString applyLabel(const Plan &plan)
{
    const QList<Change> changes = plan.changes();
    const int count = int(changes.size());
    const bool onlyDeletes = deletesSomething(plan)
        && std::all_of(changes.cbegin(), changes.cend(),
                       [](const Change &change) { return change.verb() == Change::Verb::Delete; });
    if (onlyDeletes)
        return Texts::tr("Delete %1 %2").arg(format::count(count), entityKindWord(changes.first().entity.kind, count));
    return Texts::tr("Apply %n change(s)", nullptr, count);
}

QString reportSummary(const Plan &plan, const PlanReport &report)
{
    if (report.complete()) {
        const bool asPredicted = std::all_of(report.steps.cbegin(), report.steps.cend(),
                                             [](const StepReport &step) { return step.asPredicted; });
        return asPredicted ? Texts::tr("Done") : Texts::tr("Done, but the server holds something else than was predicted");
    }
    const std::optional<int> at = report.stoppedAt();
    if (!at)
        return Texts::tr("Not run");
    const StepReport &step = report.steps.at(*at);
    QString reason = step.error ? ErrorText::of(*step.error).oneLine() : outcomeExplanation(step.outcome);
    if (plan.steps.size() <= 1)
        return Texts::tr("%1: %2").arg(outcomeWord(step.outcome), reason);
    return Texts::tr("Stopped at step %1 of %2 (%3): %4")
        .arg(QString::number(*at + 1), QString::number(plan.steps.size()), outcomeWord(step.outcome), reason);
}

} // namespace mk
