// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PlanSettler.h"

#include "platform/IdentityCheck.h"

namespace mk {

PlanSettler::PlanSettler(PlanRunner::Context context, QObject *parent)
    : Job<QList<SettledEntry>>(parent), m_context(std::move(context))
{
}

PlanSettler::~PlanSettler() = default;

void PlanSettler::onStart()
{
    if (!m_context.journal) {
        finishError(Error::storage(QStringLiteral("journal.not-open"), {}));
        return;
    }
    awaitValue(m_context.journal->unsettled(m_context.environmentId, this), [this](const QList<JournalEntry> &open) {
        m_open = open;
        next();
    });
}

void PlanSettler::next()
{
    Q_EMIT progressed(m_done.size(), m_done.size() + m_open.size());
    if (m_open.isEmpty()) {
        finish(m_done);
        return;
    }
    const JournalEntry &entry = m_open.constFirst();
    if (!m_context.handlers.contains(entry.handler)) {
        keep(StepOutcome::Unknown, {}, Error::make(ErrorKind::Unsupported, QStringLiteral("settle.no-handler")));
        return;
    }
    const Identity then{entry.identity};
    const Identity now = m_context.identities.value(entry.system);
    if (!then.isEmpty() && (now.isEmpty() || compareIdentity(entry.system, then, now) == IdentityVerdict::Conflict)) {
        Error error = Error::make(ErrorKind::Untrusted, QStringLiteral("settle.other-platform"));
        error.args.insert(QStringLiteral("expected"), then.facts);
        error.args.insert(QStringLiteral("actual"), now.facts);
        keep(StepOutcome::Unknown, {}, error);
        return;
    }
    await(m_context.journal->readPlan(entry.planId, this), [this](const Result<Journal::StoredPlan> &stored) {
        if (stored)
            settle(*stored);
        else
            keep(StepOutcome::Unknown, {}, stored.error());
    });
}

void PlanSettler::settle(const Journal::StoredPlan &stored)
{
    const Step step = stored.plan.steps.value(m_open.constFirst().stepIndex);
    await(m_context.handlers.value(step.handler)->read(step, this),
          [this, step](const Result<QList<EntityState>> &now) { decide(step, now); });
}

void PlanSettler::decide(const Step &step, const Result<QList<EntityState>> &now)
{
    if (!now) {
        keep(StepOutcome::Unknown, {}, now.error());
        return;
    }
    Journal::Outcome outcome;
    switch (settlementOf(*m_context.handlers.value(step.handler), step, *now)) {
    case Settlement::Happened:
        outcome.outcome = StepOutcome::Done;
        outcome.result.states = *now;
        break;
    case Settlement::NotHappened:
        outcome.outcome = StepOutcome::Refused;
        break;
    case Settlement::Undecided:
        keep(StepOutcome::Unknown, *now, Error::make(ErrorKind::Conflict, QStringLiteral("settle.undecided")));
        return;
    }
    outcome.settledByReading = true;
    await(m_context.journal->appendOutcome(m_open.constFirst().number, outcome, this),
          [this, outcome, found = *now](const Result<Done> &written) {
              if (written)
                  keep(outcome.outcome, found, std::nullopt);
              else
                  keep(StepOutcome::Unknown, found, written.error());
          });
}

void PlanSettler::keep(StepOutcome outcome, const QList<EntityState> &found, const std::optional<Error> &error)
{
    SettledEntry settled{m_open.takeFirst(), outcome, found, error};
    settled.entry.outcome = outcome;
    settled.entry.settled = outcome != StepOutcome::Unknown;
    m_done.append(settled);
    // By the event loop: a long list must not pile up on the stack.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (mayEnd())
                next();
        },
        Qt::QueuedConnection);
}

} // namespace mk
