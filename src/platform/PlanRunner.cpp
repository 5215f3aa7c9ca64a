// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PlanRunner.h"

#include "core/Log.h"
#include "platform/IdentityCheck.h"

#include <QPointer>
#include <QSet>
#include <QTimer>

namespace mk {

namespace {
// A write that ended with this error may have had its effect. A server's own failure counts: Consul's "leadership lost" and
// a proxy's 502 are answers about the answer, not about the write.
bool mayHaveHappened(const Error &error)
{
    if (error.mayHaveBeenDone)
        return true;
    switch (error.kind) {
    case ErrorKind::Server:
    case ErrorKind::Unreadable:
    case ErrorKind::Cancelled: // not by us: whoever cancelled the call under our hands cannot tell either
        return true;
    case ErrorKind::TooLarge: // the answer was, not the request
        return error.httpStatus != 0 && error.httpStatus < 300;
    default:
        return false;
    }
}

QString namesOf(const Step &step, const QList<int> &numbers)
{
    QStringList names;
    for (const int number : numbers) {
        if (number >= 0 && number < step.changes.size())
            names.append(step.changes.at(number).entity.name);
        if (names.size() == 5)
            break;
    }
    return names.join(QStringLiteral(", "));
}

Error internalError(const QString &detail)
{
    return Error::make(ErrorKind::Internal, {}, detail);
}
} // namespace

bool PlanReport::complete() const
{
    return !stoppedAt();
}

std::optional<int> PlanReport::stoppedAt() const
{
    for (int i = 0; i < steps.size(); ++i) {
        if (steps.at(i).outcome != StepOutcome::Done)
            return i;
    }
    return std::nullopt;
}

bool PlanReport::anyDone() const
{
    return std::any_of(steps.begin(), steps.end(),
                       [](const StepReport &step) { return step.outcome == StepOutcome::Done; });
}

PlanReport PlanReport::of(const Journal::StoredPlan &stored)
{
    PlanReport report;
    report.planId = stored.plan.id;
    for (int i = 0; i < stored.plan.steps.size(); ++i) {
        StepReport step;
        step.outcome = stored.outcomes.value(i, StepOutcome::NotRun);
        step.result = stored.results.value(i);
        step.settledByReading = stored.settled.value(i);
        report.steps.append(step);
    }
    return report;
}

Settlement settlementOf(const StepHandler &handler, const Step &step, const QList<EntityState> &now)
{
    if (now.size() != step.changes.size() || now.isEmpty())
        return Settlement::Undecided;
    bool before = true;
    bool after = true;
    for (int i = 0; i < step.changes.size(); ++i) {
        before = before && handler.sameAsBefore(step.changes.at(i), now.at(i));
        after = after && handler.isAfter(step.changes.at(i), now.at(i));
    }
    // A step that changes nothing reads as both; guards, where there are any, have told them apart by then.
    if (before)
        return Settlement::NotHappened;
    return after ? Settlement::Happened : Settlement::Undecided;
}

// The run itself: one function a point, in the order in which a step passes them.
class PlanRunner::Private
{
public:
    explicit Private(PlanRunner *runner) : q(runner) {}

    void checkUndoTarget();
    void runStep(int step);
    void compare(const Result<QList<EntityState>> &now);
    void writeIntent();
    void intentWritten(const Result<qint64> &entry);
    void send();
    void answered(const Result<SendResult> &answer);
    void readAgain();
    void settle(const Error &why, bool lastTry);
    void decide(const Error &why, const Result<QList<EntityState>> &now, bool lastTry);
    void conflictByServer(const Error &why);
    void writeOutcome();
    void outcomeWritten(const Result<Done> &written);
    void stopHere(StepOutcome outcome, const Error &error); // nothing was written about the step
    void end();
    void leave(); // cancelled or destroyed: tell the journal what is known

    bool isGone() const { return ended || q->isCancelled(); }
    void at(Point point)
    {
        where = point;
        if (q->m_context.atPoint)
            q->m_context.atPoint(index, point);
    }
    const Step &step() const { return q->m_plan.steps.at(index); }
    StepReport &report() { return q->m_report.steps[index]; }
    Journal *journal() const { return journalGuard; }
    Journal::Outcome outcomeOf(const StepReport &told) const
    {
        return {told.outcome, told.error, told.result, told.settledByReading, told.asPredicted};
    }

    PlanRunner *q;
    QPointer<Journal> journalGuard;
    StepHandler *handler = nullptr;
    int from = 0;
    int index = -1;
    Point where = Point::OutcomeWritten;
    qint64 entry = 0;
    QString node; // as the intent names it
    bool conflictBeforeSending = false;
    bool stopAsked = false;
    bool ended = false;
};

PlanRunner::PlanRunner(Plan plan, Context context, QObject *parent, int from, const PlanReport &earlier)
    : Job<PlanReport>(parent), m_plan(std::move(plan)), m_context(std::move(context)), d(std::make_unique<Private>(this))
{
    d->from = from;
    d->journalGuard = m_context.journal;
    m_report.planId = m_plan.id;
    m_report.steps.resize(m_plan.steps.size());
    for (int i = 0; i < from && i < m_report.steps.size() && i < earlier.steps.size(); ++i)
        m_report.steps[i] = earlier.steps.at(i);
}

PlanRunner::~PlanRunner()
{
    d->leave();
}

int PlanRunner::currentStep() const
{
    return d->index;
}

void PlanRunner::stop()
{
    d->stopAsked = true;
}

void PlanRunner::onStart()
{
    if (m_plan.steps.isEmpty() || d->from < 0 || d->from >= m_plan.steps.size()) {
        finish(m_report);
        return;
    }
    if (!d->journal()) {
        finishError(Error::storage(QStringLiteral("journal.not-open"), {}));
        return;
    }
    if (m_plan.undoes.isEmpty())
        d->runStep(d->from);
    else
        d->checkUndoTarget();
}

void PlanRunner::onCancel()
{
    d->leave();
    Job<PlanReport>::onCancel();
}

// Undo goes back to where the change was made, and to nowhere else: tunnels make all platforms look alike.
void PlanRunner::Private::checkUndoTarget()
{
    Journal::Query query;
    query.planId = q->m_plan.undoes;
    q->await(journal()->list(query, q), [this](const Result<QList<JournalEntry>> &rows) {
        if (!rows) {
            index = from;
            stopHere(StepOutcome::Refused, rows.error());
            return;
        }
        for (const JournalEntry &row : *rows) {
            const Identity then{row.identity};
            const Identity now = q->m_context.identities.value(row.system);
            const bool other = then.isEmpty() || now.isEmpty()
                                   ? row.environmentId != q->m_context.environmentId
                                   : compareIdentity(row.system, then, now) == IdentityVerdict::Conflict;
            if (!other)
                continue;
            Error error = Error::make(ErrorKind::Untrusted, QStringLiteral("undo.other-platform"));
            error.args.insert(QStringLiteral("expected"), then.isEmpty() ? QStringList(row.environmentName) : then.facts);
            error.args.insert(QStringLiteral("actual"),
                              now.isEmpty() ? QStringList(q->m_context.environmentName) : now.facts);
            index = from;
            stopHere(StepOutcome::Refused, error);
            return;
        }
        runStep(from);
    });
}

void PlanRunner::Private::runStep(int stepIndex)
{
    index = stepIndex;
    entry = 0;
    conflictBeforeSending = false;
    report() = StepReport();
    if (q->m_context.mayWrite) {
        if (const auto why = q->m_context.mayWrite()) {
            stopHere(StepOutcome::Refused, *why);
            return;
        }
    }
    handler = q->m_context.handlers.value(step().handler);
    if (!handler || step().changes.isEmpty()) {
        stopHere(StepOutcome::Refused, internalError(QStringLiteral("no handler ") + step().handler));
        return;
    }
    Q_EMIT q->stepChanged(index);
    at(Point::Reading);
    if (isGone())
        return;
    q->await(handler->read(step(), q), [this](const Result<QList<EntityState>> &now) { compare(now); });
}

void PlanRunner::Private::compare(const Result<QList<EntityState>> &now)
{
    if (!now) {
        stopHere(StepOutcome::Refused, now.error());
        return;
    }
    if (now->size() != step().changes.size()) {
        stopHere(StepOutcome::Refused, internalError(QStringLiteral("the handler read another number of entities")));
        return;
    }
    for (int i = 0; i < step().changes.size(); ++i) {
        if (!handler->sameAsBefore(step().changes.at(i), now->at(i)))
            report().conflicts.append(i);
    }
    if (!report().conflicts.isEmpty()) {
        conflictBeforeSending = true;
        report().outcome = StepOutcome::Conflict;
        report().found = *now;
        Error error = Error::make(ErrorKind::Conflict, QStringLiteral("plan.changed-since"));
        error.args.insert(QStringLiteral("name"), namesOf(step(), report().conflicts));
        error.args.insert(QStringLiteral("count"), int(report().conflicts.size()));
        report().error = error;
    }
    writeIntent();
}

void PlanRunner::Private::writeIntent()
{
    if (!journal()) {
        stopHere(StepOutcome::Refused, Error::storage(QStringLiteral("journal.not-open"), {}));
        return;
    }
    at(Point::BeforeIntent);
    if (isGone())
        return;
    Journal::Intent intent;
    intent.plan = q->m_plan;
    intent.stepIndex = index;
    intent.environmentId = q->m_context.environmentId;
    intent.environmentName = q->m_context.environmentName;
    intent.identity = q->m_context.identities.value(step().changes.constFirst().entity.system).facts;
    intent.node = node = handler->node();
    // The row may reach the disk after we are gone; then it must not stand there as unknown, since nothing was sent.
    const QPointer<PlanRunner> self(q);
    const QPointer<Journal> book(journal());
    auto *job = journal()->appendIntent(intent, journal());
    job->done(journal(), [this, self, book](const Result<qint64> &written) {
        if (self && !isGone()) {
            intentWritten(written);
            return;
        }
        if (written && book) {
            Journal::Outcome outcome;
            outcome.outcome = StepOutcome::Refused;
            outcome.error = Error::cancelled();
            book->appendOutcome(*written, outcome, book);
        }
    });
}

void PlanRunner::Private::intentWritten(const Result<qint64> &written)
{
    if (!written) {
        if (conflictBeforeSending) // still a conflict; that it could not be recorded is the lesser news
            end();
        else
            stopHere(StepOutcome::Refused, written.error());
        return;
    }
    entry = *written;
    at(Point::IntentWritten);
    if (isGone())
        return;
    if (conflictBeforeSending)
        writeOutcome();
    else
        send();
}

void PlanRunner::Private::send()
{
    // The row names where the request goes. A node that went away meanwhile is not replaced behind its back.
    if (handler->node() != node) {
        report().outcome = StepOutcome::Refused;
        report().error = Error::make(ErrorKind::Network, QStringLiteral("plan.other-node"));
        report().error->args.insert(QStringLiteral("node"), node);
        writeOutcome();
        return;
    }
    auto *job = handler->send(step(), q);
    at(Point::Sending);
    if (isGone())
        return;
    q->await(job, [this](const Result<SendResult> &answer) { answered(answer); });
}

void PlanRunner::Private::answered(const Result<SendResult> &answer)
{
    if (answer) {
        report().outcome = StepOutcome::Done;
        report().result = *answer;
    }
    at(Point::Answered);
    if (isGone())
        return;
    if (answer) {
        readAgain();
    } else if (mayHaveHappened(answer.error())) {
        settle(answer.error(), false);
    } else if (answer.error().is(ErrorKind::Conflict)) {
        conflictByServer(answer.error());
    } else {
        report().outcome = StepOutcome::Refused;
        report().error = answer.error();
        writeOutcome();
    }
}

void PlanRunner::Private::readAgain()
{
    q->await(handler->read(step(), q), [this](const Result<QList<EntityState>> &now) {
        // The server has said that it is done; a read that fails takes nothing from that.
        if (now && now->size() == step().changes.size()) {
            QList<EntityState> &states = report().result.states;
            states.resize(now->size());
            for (int i = 0; i < now->size(); ++i) {
                if (!handler->isAfter(step().changes.at(i), now->at(i)))
                    report().asPredicted = false;
                else if (step().changes.at(i).after.exists && (!states.at(i).exists || states.at(i).guard.isEmpty()))
                    states[i] = now->at(i);
            }
            if (!report().asPredicted)
                report().found = *now;
        }
        at(Point::ReadAgain);
        if (!isGone())
            writeOutcome();
    });
}

void PlanRunner::Private::conflictByServer(const Error &why)
{
    report().outcome = StepOutcome::Conflict;
    report().error = why;
    const QVariantList named = why.args.value(QStringLiteral("changes")).toList();
    for (const QVariant &number : named)
        report().conflicts.append(number.toInt());
    // For the three-way view: what is there now.
    q->await(handler->read(step(), q), [this](const Result<QList<EntityState>> &now) {
        if (now && now->size() == step().changes.size()) {
            report().found = *now;
            for (int i = 0; i < now->size(); ++i) {
                if (!report().conflicts.contains(i) && !handler->sameAsBefore(step().changes.at(i), now->at(i)))
                    report().conflicts.append(i);
            }
        }
        if (!report().conflicts.isEmpty() && !report().error->args.contains(QStringLiteral("name")))
            report().error->args.insert(QStringLiteral("name"), namesOf(step(), report().conflicts));
        writeOutcome();
    });
}

void PlanRunner::Private::settle(const Error &why, bool lastTry)
{
    report().outcome = StepOutcome::Unknown;
    report().error = why;
    q->await(handler->read(step(), q),
             [this, why, lastTry](const Result<QList<EntityState>> &now) { decide(why, now, lastTry); });
}

void PlanRunner::Private::decide(const Error &why, const Result<QList<EntityState>> &now, bool lastTry)
{
    if (!now) { // the server is away: it stays unknown, and the next start reads again
        writeOutcome();
        return;
    }
    report().found = *now;
    const Settlement settlement = settlementOf(*handler, step(), *now);
    if (settlement == Settlement::NotHappened && !lastTry && q->m_context.settleDelay.count() > 0) {
        QTimer::singleShot(q->m_context.settleDelay, q, [this, why] {
            if (!isGone())
                settle(why, true);
        });
        return;
    }
    switch (settlement) {
    case Settlement::Happened:
        report().outcome = StepOutcome::Done;
        report().result.states = *now;
        report().error.reset();
        report().settledByReading = true;
        break;
    case Settlement::NotHappened:
        report().outcome = StepOutcome::Refused;
        report().settledByReading = true;
        break;
    case Settlement::Undecided:
        for (int i = 0; i < step().changes.size() && i < now->size(); ++i) {
            if (!handler->isAfter(step().changes.at(i), now->at(i)))
                report().conflicts.append(i);
        }
        break;
    }
    writeOutcome();
}

void PlanRunner::Private::writeOutcome()
{
    if (!journal()) {
        outcomeWritten(fail(Error::storage(QStringLiteral("journal.not-open"), {})));
        return;
    }
    const qint64 number = std::exchange(entry, 0); // from here on the journal sees to it
    journal()->appendOutcome(number, outcomeOf(report()), journal())->done(q, [this](const Result<Done> &written) {
        if (!isGone())
            outcomeWritten(written);
    });
}

void PlanRunner::Private::outcomeWritten(const Result<Done> &written)
{
    at(Point::OutcomeWritten);
    if (isGone())
        return;
    if (!written) {
        qCWarning(lcPlatform) << "outcome not journalled:" << written.error().toLogString();
        if (!report().error)
            report().error = written.error();
    }
    Q_EMIT q->stepChanged(index);
    Q_EMIT q->progressed(index + 1, q->m_plan.steps.size());
    const bool goOn = report().outcome == StepOutcome::Done && written && !stopAsked;
    if (isGone())
        return;
    if (goOn && index + 1 < q->m_plan.steps.size())
        runStep(index + 1);
    else
        end();
}

void PlanRunner::Private::stopHere(StepOutcome outcome, const Error &error)
{
    report().outcome = outcome;
    report().error = error;
    Q_EMIT q->stepChanged(index);
    if (!isGone())
        end();
}

void PlanRunner::Private::end()
{
    Job<QList<PlanNotice>> *remarks =
        handler && q->m_report.anyDone() ? handler->remarks(q->m_plan, q) : nullptr;
    if (!remarks) {
        ended = true;
        q->finish(q->m_report);
        return;
    }
    q->await(remarks, [this](const Result<QList<PlanNotice>> &notices) {
        if (notices)
            q->m_report.notices = *notices;
        ended = true;
        q->finish(q->m_report);
    });
}

void PlanRunner::Private::leave()
{
    if (ended || index < 0)
        return;
    ended = true;
    if (entry == 0 || !journal())
        return;
    StepReport &told = report();
    if (where == Point::IntentWritten && !conflictBeforeSending) {
        told.outcome = StepOutcome::Refused; // not yet sent
        told.error = Error::cancelled();
    } else if (told.outcome == StepOutcome::NotRun) {
        told.outcome = StepOutcome::Unknown;
        told.error = Error::cancelled();
        told.error->mayHaveBeenDone = true;
    }
    journal()->appendOutcome(std::exchange(entry, 0), outcomeOf(told), journal());
}

Plan PlanRunner::undoPlan(const Plan &plan, const PlanReport &report, const QHash<QString, StepHandler *> &handlers)
{
    Plan undo;
    undo.id = Plan::newId();
    undo.title = QStringLiteral("undo");
    undo.titleArgs = plan.titleArgs;
    undo.titleArgs.insert(QStringLiteral("of"), plan.title);
    undo.undoes = plan.id;
    for (int index = int(std::min(plan.steps.size(), report.steps.size())) - 1; index >= 0; --index) {
        const StepReport &told = report.steps.at(index);
        if (told.outcome != StepOutcome::Done)
            continue;
        const Step &step = plan.steps.at(index);
        const StepHandler *handler = handlers.value(step.handler);
        const QList<Step> back = handler ? handler->inverse(step, told.result) : QList<Step>();
        QSet<QString> covered;
        for (Step inverse : back) {
            inverse.id = Plan::newId();
            inverse.options.insert(QStringLiteral("undoesStep"), index);
            for (const Change &change : std::as_const(inverse.changes))
                covered.insert(change.entity.kind + QLatin1Char('\n') + change.entity.id);
            undo.steps.append(inverse);
        }
        for (const Change &change : step.changes) {
            if (!covered.contains(change.entity.kind + QLatin1Char('\n') + change.entity.id))
                undo.notices.append({QStringLiteral("cannot-undo"), {{QStringLiteral("name"), change.entity.name}}});
        }
    }
    return undo;
}

Plan PlanRunner::withoutConflicts(const Plan &plan, const PlanReport &report)
{
    Plan rest = plan;
    rest.id = Plan::newId();
    rest.steps.clear();
    for (int index = 0; index < plan.steps.size(); ++index) {
        const StepReport told = index < report.steps.size() ? report.steps.at(index) : StepReport();
        if (told.outcome == StepOutcome::Done)
            continue;
        Step step = plan.steps.at(index);
        step.id = Plan::newId();
        for (int i = int(step.changes.size()) - 1; i >= 0; --i) {
            if (told.conflicts.contains(i))
                step.changes.removeAt(i);
        }
        if (!step.changes.isEmpty())
            rest.steps.append(step);
    }
    return rest;
}

} // namespace mk
