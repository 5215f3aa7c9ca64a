// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/PlanDesk.h"

#include "core/Format.h"
#include "models/BlastRadiusText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "models/PlanText.h"
#include "net/HttpClient.h"
#include "net/HttpLog.h"
#include "panels/PlanPreviewText.h"
#include "platform/BlastRadiusProbe.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/PlanDialog.h"

#include <QApplication>
#include <QClipboard>
#include <QPointer>
#include <QPushButton>
#include <QUuid>

namespace mk {

class PlanDesk::Private
{
public:
    Private(PlanDesk *desk, const Dependencies &dependencies, QWidget *parentWindow)
        : q(desk), deps(dependencies), window(parentWindow)
    {
    }

    void show(const Plan &plan);
    void showImpacts(const Plan &plan);
    void run(const Plan &plan);
    void startRunner(const Plan &plan);
    void ended(const Plan &plan, const PlanReport &report);
    void tellStep(int index);
    void offerAfterStop(const Plan &plan, const PlanReport &report);
    void answer(const std::optional<PlanReport> &report);
    void problem(const Error &error);
    void copyAsCurl(const Plan &plan, int change) const;

    PlanDesk *q;
    Dependencies deps;
    QWidget *window;
    QPointer<PlatformSession> session;
    QPointer<PlanDialog> dialog;
    QPointer<PlanRunner> runner;
    QPointer<QObject> context;
    Ended endedFn;
    bool callerTells = false;
    JobScope jobs;
};

PlanDesk::PlanDesk(const Dependencies &dependencies, QWidget *window)
    : QObject(window), d(std::make_unique<Private>(this, dependencies, window))
{
}

PlanDesk::~PlanDesk() = default;

void PlanDesk::setSession(PlatformSession *session)
{
    if (d->runner)
        d->runner->cancel();
    if (d->dialog)
        d->dialog->reject();
    d->session = session;
    m_lastPlanId.clear();
    Q_EMIT lastChangeChanged({}, false);
    Q_EMIT planStateChanged(Status::None, tr("No plan running"));
}

bool PlanDesk::isRunning() const
{
    return d->runner != nullptr || d->jobs.isRunning(QStringLiteral("identity"));
}

void PlanDesk::propose(const Plan &plan, Ask ask, QObject *context, Ended ended, bool callerTells)
{
    if (!d->session || isRunning() || d->dialog) {
        if (context && ended)
            ended(std::nullopt);
        return;
    }
    d->context = context;
    d->endedFn = std::move(ended);
    d->callerTells = callerTells;
    const bool production = d->session->environment().stage == Stage::Production;
    if (ask == Ask::Direct && !production && plan.notices.isEmpty()) {
        if (const std::optional<Error> refused = d->session->mayWrite(plan)) {
            d->problem(*refused);
            d->answer(std::nullopt);
            return;
        }
        d->run(plan);
        return;
    }
    d->show(plan);
}

void PlanDesk::proposeUndo(const QString &planId)
{
    if (!d->session || !deps().journal || d->dialog)
        return;
    if (isRunning()) {
        Q_EMIT problemMet(tr("A change is under way"), tr("Take back the other one when it has ended."));
        return;
    }
    d->jobs.restart(QStringLiteral("undo"), deps().journal->readPlan(planId, this))
        ->done(this, [this](const Result<Journal::StoredPlan> &stored) {
            if (!d->session || d->dialog || d->runner)
                return;
            if (!stored) {
                d->problem(stored.error());
                return;
            }
            const std::optional<System> system = stored->plan.system();
            if (system && !d->session->isSamePlatform(*system, stored->identity)) {
                d->problem(Error::make(ErrorKind::ReadOnly, QStringLiteral("undo.other-platform")));
                return;
            }
            const Plan undo = PlanRunner::undoPlan(stored->plan, PlanReport::of(*stored), d->session->handlers());
            if (undo.steps.isEmpty()) {
                Q_EMIT problemMet(tr("Nothing to take back"), tr("No step of this change was done, or none can be undone."));
                return;
            }
            d->context = nullptr;
            d->endedFn = nullptr;
            d->callerTells = false;
            d->show(undo);
        });
}

void PlanDesk::proposeUndoOfLast()
{
    if (canUndoLast())
        proposeUndo(m_lastPlanId);
}

const PlanDesk::Dependencies &PlanDesk::deps() const
{
    return d->deps;
}

void PlanDesk::Private::answer(const std::optional<PlanReport> &report)
{
    const Ended fn = std::exchange(endedFn, nullptr);
    if (fn && context)
        fn(report);
}

void PlanDesk::Private::problem(const Error &error)
{
    const ErrorText text = ErrorText::of(error);
    const QString sentence = text.hint.isEmpty() ? text.text : QString(text.text + QLatin1Char(' ') + text.hint);
    if (dialog)
        dialog->banner()->setMessage(Status::Crit, text.title, sentence);
    else
        Q_EMIT q->problemMet(text.title, sentence);
}

void PlanDesk::Private::show(const Plan &plan)
{
    dialog = new PlanDialog(deps.theme, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    PlanPreview preview = previewOf(plan, session->environment(), session->handlers());
    if (const std::optional<Error> refused = session->mayWrite(plan)) {
        preview.canApply = false;
        preview.whyNot = ErrorText::of(*refused).title;
    }
    dialog->setPreview(preview);
    QObject::connect(dialog, &PlanDialog::applyRequested, q, [this, plan] { run(plan); });
    QObject::connect(dialog, &PlanDialog::stopRequested, q, [this] {
        if (runner)
            runner->stop();
    });
    QObject::connect(dialog, &PlanDialog::copyCurlRequested, q, [this, plan](int change) { copyAsCurl(plan, change); });
    QObject::connect(dialog, &QDialog::finished, q, [this] {
        if (!runner)
            answer(std::nullopt); // given up; after a run it has been answered already
    });
    showImpacts(plan);
    dialog->open();
}

// Looked at beside the dialog: whoever is in a hurry need not wait for Prometheus.
void PlanDesk::Private::showImpacts(const Plan &plan)
{
    if (!blastradius::isDestructive(plan))
        return;
    dialog->setImpacts({}, tr("Looking at what hangs on it…"));
    auto *job = blastradius::probe(plan, session, dialog);
    job->done(dialog, [shown = dialog](const Result<QList<blastradius::Impact>> &found) {
        if (!found || !shown)
            return;
        QList<PlanImpact> impacts;
        for (const blastradius::Impact &impact : *found)
            impacts.append({impactStatus(impact), impactText(impact), impactEvidence(impact)});
        shown->setImpacts(impacts, impacts.isEmpty() ? tr("Nothing that is known here hangs on it.") : QString());
    });
}

void PlanDesk::Private::copyAsCurl(const Plan &plan, int change) const
{
    int seen = 0;
    for (const Step &step : plan.steps) {
        seen += int(step.changes.size());
        if (change >= seen)
            continue;
        const StepHandler *handler = session ? session->handlers().value(step.handler) : nullptr;
        HttpClient *client = session && handler ? session->client(handler->system()) : nullptr;
        if (!client)
            return;
        const RequestPreview request = handler->preview(step);
        HttpRequest call;
        call.method = request.method;
        call.path = request.pathAndQuery;
        call.body = request.body;
        call.contentType = request.contentType;
        QApplication::clipboard()->setText(HttpLog::asCurl(client->describe(call)));
        return;
    }
}

void PlanDesk::Private::run(const Plan &plan)
{
    const std::optional<System> system = plan.system();
    if (!session || runner || !system)
        return;
    if (dialog)
        dialog->setRunning(true);
    // The last look at who answers there: a tunnel may have come up elsewhere since.
    jobs.restart(QStringLiteral("identity"), session->confirmIdentity(*system, q))->done(q, [this, plan](const Result<Done> &same) {
        if (!session)
            return;
        if (same) {
            startRunner(plan);
            return;
        }
        if (dialog)
            dialog->setRunning(false);
        if (!same.error().is(ErrorKind::Cancelled))
            problem(same.error());
        answer(std::nullopt);
    });
}

void PlanDesk::Private::startRunner(const Plan &plan)
{
    runner = new PlanRunner(plan, session->planContext(plan), q);
    session->followPlan(runner);
    Q_EMIT q->planStateChanged(Status::None, tr("Running: %1").arg(withoutMarks(planTitle(plan))));
    QObject::connect(runner, &PlanRunner::stepChanged, q, [this](int index) { tellStep(index); });
    runner->done(q, [this, plan](const Result<PlanReport> &result) {
        const PlanReport report = result ? *result : runner ? runner->report() : PlanReport();
        runner = nullptr;
        if (!result && !result.error().is(ErrorKind::Cancelled))
            problem(result.error());
        ended(plan, report);
    });
    runner->start();
}

void PlanDesk::Private::tellStep(int index)
{
    if (!runner)
        return;
    const Plan &plan = runner->plan();
    const PlanReport &report = runner->report();
    Q_EMIT q->planStateChanged(Status::None, tr("Step %1 of %2: %3")
                                                 .arg(format::count(index + 1), format::count(plan.steps.size()),
                                                      withoutMarks(stepTitle(plan.steps.at(index)))));
    if (!dialog)
        return;
    int change = 0;
    for (int step = 0; step < int(report.steps.size()); ++step) {
        const StepReport &stepReport = report.steps.at(step);
        const int count = int(plan.steps.at(step).changes.size());
        for (int i = 0; i < count; ++i, ++change) {
            if (stepReport.outcome == StepOutcome::NotRun)
                continue;
            // A request is all or nothing: beside the change that met a conflict the others were not sent either.
            if (stepReport.outcome == StepOutcome::Conflict && !stepReport.conflicts.isEmpty()
                && !stepReport.conflicts.contains(i))
                dialog->setChangeState(change, Status::Unknown, tr("Not sent"));
            else
                dialog->setChangeState(change, outcomeStatus(stepReport.outcome), outcomeWord(stepReport.outcome));
        }
    }
}

void PlanDesk::Private::ended(const Plan &plan, const PlanReport &report)
{
    QList<EntityRef> written;
    for (int i = 0; i < int(report.steps.size()); ++i) {
        const StepOutcome outcome = report.steps.at(i).outcome;
        if (outcome == StepOutcome::Done || outcome == StepOutcome::Unknown) {
            for (const Change &change : plan.steps.at(i).changes)
                written.append(change.entity);
        }
    }
    if (!written.isEmpty())
        Q_EMIT q->entitiesWritten(written);
    if (report.anyDone()) {
        // What cannot be taken back (messages that are gone) offers no "Undo".
        const bool canUndo = session && !PlanRunner::undoPlan(plan, report, session->handlers()).steps.isEmpty();
        q->m_lastPlanId = canUndo ? plan.id : QString();
        Q_EMIT q->lastChangeChanged(tr("Last change %1: %2").arg(format::timeOfDay(deps.clock->now()), planTitle(plan)), canUndo);
    }
    const bool complete = report.complete();
    Q_EMIT q->planStateChanged(complete ? Status::Ok : Status::Warn, withoutMarks(reportSummary(plan, report)));

    if (complete) {
        QStringList remarks;
        for (const PlanNotice &notice : report.notices)
            remarks.append(noticeText(notice.first, notice.second));
        if (!remarks.isEmpty())
            Q_EMIT q->problemMet(tr("Done, with a remark"), remarks.join(QLatin1Char(' ')));
        answer(report); // before the dialog closes, which would count as giving up
        if (dialog)
            dialog->accept();
        return;
    }

    // A conflict goes to the panel that knows the entity; the dialog would only stand in the way.
    if (const std::optional<int> at = report.stoppedAt()) {
        const StepReport &stopped = report.steps.at(*at);
        const Step &step = plan.steps.at(*at);
        if (stopped.outcome == StepOutcome::Conflict && step.changes.size() == 1 && stopped.found.size() == 1
            && step.changes.first().after.exists) {
            answer(report);
            if (dialog)
                dialog->accept();
            Q_EMIT q->conflictMet(step.changes.first(), stopped.found.first());
            return;
        }
    }
    answer(report);
    offerAfterStop(plan, report);
}

void PlanDesk::Private::offerAfterStop(const Plan &plan, const PlanReport &report)
{
    const std::optional<int> at = report.stoppedAt();
    QString text = reportSummary(plan, report);
    StepOutcome outcome = StepOutcome::Refused;
    if (at) {
        const StepReport &stopped = report.steps.at(*at);
        outcome = stopped.outcome;
        QStringList names;
        for (const int number : stopped.conflicts)
            names.append(code(plan.steps.at(*at).changes.at(number).entity.name));
        if (!names.isEmpty()) {
            constexpr int named = 5;
            const QString first = names.mid(0, named).join(QStringLiteral(", "));
            text = outcomeExplanation(outcome) + QLatin1Char(' ')
                + (names.size() <= named ? QString(first + QLatin1Char('.'))
                                         : tr("%1 and %n more.", nullptr, int(names.size()) - named).arg(first));
        } else {
            text += QLatin1Char(' ') + outcomeExplanation(outcome);
        }
    }
    if (!dialog) {
        if (!callerTells)
            Q_EMIT q->problemMet(tr("The change was not made"), withoutMarks(text));
        return;
    }
    dialog->setRunning(false);
    dialog->applyButton()->setEnabled(false);
    Banner *banner = dialog->banner();
    banner->setMessage(outcome == StepOutcome::Unknown ? Status::Warn : Status::Crit, tr("The plan stopped"), text);
    const Plan rest = PlanRunner::withoutConflicts(plan, report);
    if (!rest.steps.isEmpty() && outcome != StepOutcome::Unknown) {
        QPushButton *goOn = banner->addButton(tr("Go on without them"));
        QObject::connect(goOn, &QPushButton::clicked, q, [this, rest] {
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->accept();
            dialog = nullptr;
            show(rest);
        });
    }
    if (report.anyDone()) {
        QPushButton *undo = banner->addButton(tr("Take back what was done…"));
        QObject::connect(undo, &QPushButton::clicked, q, [this, id = plan.id] {
            dialog->accept();
            dialog = nullptr;
            q->proposeUndo(id);
        });
    }
    QPushButton *leave = banner->addButton(tr("Leave it so"));
    QObject::connect(leave, &QPushButton::clicked, dialog, &QDialog::accept);
}

} // namespace mk
