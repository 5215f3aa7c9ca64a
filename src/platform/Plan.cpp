// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Plan.h"

#include <QUuid>

#include <array>
#include <utility>

namespace mk {

namespace {
constexpr std::array<std::pair<StepOutcome, const char *>, 5> outcomeIds{{
    {StepOutcome::Done, "done"},
    {StepOutcome::Refused, "refused"},
    {StepOutcome::Conflict, "conflict"},
    {StepOutcome::Unknown, "unknown"},
    {StepOutcome::NotRun, "not-run"},
}};
} // namespace

QString stepOutcomeId(StepOutcome outcome)
{
    for (const auto &[value, id] : outcomeIds) {
        if (value == outcome)
            return QString::fromLatin1(id);
    }
    return QStringLiteral("unknown");
}

std::optional<StepOutcome> stepOutcomeFromId(const QString &id)
{
    for (const auto &[value, name] : outcomeIds) {
        if (id == QLatin1String(name))
            return value;
    }
    return std::nullopt;
}

QString Plan::newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QList<Change> Plan::changes() const
{
    QList<Change> all;
    for (const Step &step : steps)
        all += step.changes;
    return all;
}

std::optional<System> Plan::system() const
{
    for (const Step &step : steps) {
        if (!step.changes.isEmpty())
            return step.changes.constFirst().entity.system;
    }
    return std::nullopt;
}

Job<QList<PlanNotice>> *StepHandler::remarks(const Plan &, QObject *)
{
    return nullptr;
}

} // namespace mk
