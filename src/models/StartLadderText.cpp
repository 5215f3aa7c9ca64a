// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/StartLadderText.h"

#include "core/Format.h"
#include "core/SafeText.h"

#include <QCoreApplication>

#include <algorithm>

namespace mk {

using startladder::Rung;

namespace {

struct LadderTexts
{
    Q_DECLARE_TR_FUNCTIONS(StartLadder)
};

constexpr int kNamed = 4;

QString missingIn(const Rung &step)
{
    QStringList names;
    for (const QString &name : step.missing.mid(0, kNamed))
        names.append(visibleText(name));
    const int more = int(step.missing.size()) - int(names.size());
    const QString first = names.join(QStringLiteral(", "));
    return more > 0 ? LadderTexts::tr("%1 and %n more", nullptr, more).arg(first) : first;
}

QString countIn(const Rung &step)
{
    return LadderTexts::tr("%1 of %2").arg(format::count(step.have), format::count(step.want));
}

QString waitingText(const Rung &step)
{
    switch (step.id) {
    case Rung::Id::Database:
        return LadderTexts::tr("Kong does not reach it");
    case Rung::Id::Consul:
        return LadderTexts::tr("does not answer, or has no leader");
    case Rung::Id::Key:
        return LadderTexts::tr("not set: Kong's start waits for it");
    case Rung::Id::Kong:
        return LadderTexts::tr("does not answer");
    case Rung::Id::Gateway:
        return LadderTexts::tr("%1, missing: %2").arg(countIn(step), missingIn(step));
    case Rung::Id::Registry:
        return LadderTexts::tr("%1, nobody serves: %2").arg(countIn(step), missingIn(step));
    case Rung::Id::Queues:
        return step.missing.isEmpty() ? LadderTexts::tr("no queue of mails yet") : LadderTexts::tr("nobody reads %1").arg(missingIn(step));
    case Rung::Id::Scrapes:
        return step.want == 0 ? LadderTexts::tr("nothing to scrape") : LadderTexts::tr("%1, down: %2").arg(countIn(step), missingIn(step));
    }
    return {};
}

QString doneText(const Rung &step)
{
    switch (step.id) {
    case Rung::Id::Database:
        return LadderTexts::tr("reachable");
    case Rung::Id::Consul:
    case Rung::Id::Kong:
        return LadderTexts::tr("answers");
    case Rung::Id::Key:
        return LadderTexts::tr("set");
    case Rung::Id::Queues:
        return LadderTexts::tr("read");
    case Rung::Id::Gateway:
    case Rung::Id::Registry:
    case Rung::Id::Scrapes:
        return countIn(step);
    }
    return {};
}

} // namespace

QString ladderTitle(Rung::Id id)
{
    switch (id) {
    case Rung::Id::Database:
        return LadderTexts::tr("Kong's database");
    case Rung::Id::Consul:
        return LadderTexts::tr("Consul");
    case Rung::Id::Key:
        return LadderTexts::tr("The key kong-migrations");
    case Rung::Id::Kong:
        return LadderTexts::tr("Kong");
    case Rung::Id::Gateway:
        return LadderTexts::tr("Services in Kong");
    case Rung::Id::Registry:
        return LadderTexts::tr("Services in Consul");
    case Rung::Id::Queues:
        return LadderTexts::tr("The queue of mails");
    case Rung::Id::Scrapes:
        return LadderTexts::tr("Prometheus' targets");
    }
    return {};
}

QString ladderState(const Rung &step)
{
    switch (step.state) {
    case Rung::State::Done:
        return doneText(step);
    case Rung::State::Waiting:
        return waitingText(step);
    case Rung::State::Unknown:
        return step.id == Rung::Id::Database ? LadderTexts::tr("not known: only Kong tells") : LadderTexts::tr("not known");
    }
    return {};
}

QString ladderEvidence(const Rung &step)
{
    return step.field.isEmpty() ? step.call : QString(step.call + QStringLiteral(": ") + step.field);
}

Status ladderStatus(const Rung &step, bool isWaitedFor)
{
    switch (step.state) {
    case Rung::State::Done:
        return Status::Ok;
    case Rung::State::Waiting:
        return isWaitedFor ? Status::Crit : Status::Warn;
    case Rung::State::Unknown:
        return Status::Unknown;
    }
    return Status::Unknown;
}

QString ladderSummary(const std::vector<Rung> &steps)
{
    const auto isWaiting = [](const Rung &rung) { return rung.state == Rung::State::Waiting; };
    if (const auto first = std::find_if(steps.begin(), steps.end(), isWaiting); first != steps.end()) {
        // What came up before it went away does not wait for it; its next start will.
        const bool held = std::none_of(first + 1, steps.end(), [](const Rung &rung) { return rung.state == Rung::State::Done; });
        return held ? LadderTexts::tr("everything waits for: %1").arg(ladderTitle(first->id))
                    : LadderTexts::tr("missing: %1").arg(ladderTitle(first->id));
    }
    const auto unknown = std::count_if(steps.begin(), steps.end(), [](const Rung &step) { return step.state == Rung::State::Unknown; });
    return unknown > 0 ? LadderTexts::tr("%n step(s) not known", nullptr, int(unknown)) : LadderTexts::tr("complete");
}

} // namespace mk
