// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/journal/JournalDrawer.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "models/PlanText.h"
#include "panels/PlanDesk.h"
#include "panels/PlanPreviewText.h"
#include "platform/PlatformSession.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/DiffView.h"

#include <QPushButton>

namespace mk {

namespace {
const QString tabDiff = QStringLiteral("diff");
} // namespace

JournalDrawer::JournalDrawer(const PanelContext &context, PlatformSession *session, QWidget *parent)
    : DetailDrawer(context.theme, parent)
    , m_context(context)
    , m_session(session)
    , m_facts(new FactGrid(context.theme))
    , m_diff(new DiffView(context.theme, tr("Difference")))
    , m_undo(makeButton(context.theme, tr("Undo…"), QStringLiteral("arrow-back-up"), this))
{
    addTab(detailtab::summary(), tr("Summary"), m_facts);
    addTab(tabDiff, tr("Difference"), m_diff, false);
    addFootButton(m_undo);
    connect(m_undo, &QPushButton::clicked, this, [this] { m_context.planDesk->proposeUndo(m_shownPlan); });
}

void JournalDrawer::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    m_session = session;
}

void JournalDrawer::showDifference()
{
    setCurrentTab(tabDiff);
}

void JournalDrawer::showEntry(const JournalEntry &entry)
{
    setTitle(withoutMarks(planTitle(entry.planTitle, entry.planArgs)));
    setStateLine(outcomeStatus(entry.outcome), outcomeWord(entry.outcome), outcomeExplanation(entry.outcome));
    QStringList names;
    for (const EntityRef &entity : entry.entities)
        names.append(visibleText(entity.name));
    QList<Fact> facts{
        {.label = tr("When"), .value = format::dateTime(entry.at), .tooltip = format::iso(entry.at)},
        {.label = tr("Who"), .value = visibleText(entry.who)},
        {.label = tr("Environment"), .value = visibleText(entry.environmentName)},
        {.label = tr("System"), .value = systemName(entry.system), .note = entry.identity.join(QStringLiteral(", "))},
        {.label = tr("Node"),
         .value = entry.node.isEmpty() ? format::notGiven() : visibleText(entry.node),
         .mono = !entry.node.isEmpty(),
         .copyText = entry.node,
         .tooltip = tr("Where the request was sent")},
        {.label = tr("Step"), .value = tr("%1 of %2").arg(entry.stepIndex + 1).arg(entry.stepCount)},
        {.label = tr("What"),
         .value = names.mid(0, 10).join(QStringLiteral(", ")) + (names.size() > 10 ? QStringLiteral(" …") : QString()),
         .mono = true,
         .copyText = names.join(QLatin1Char('\n'))},
    };
    if (!entry.errorKind.isEmpty())
        facts.append({.label = tr("Answer"), .value = errorKindWord(entry.errorKind), .note = visibleText(entry.errorText)});
    if (!entry.undoneBy.isEmpty())
        facts.append({.label = tr("Undone"), .value = tr("by a later change")});
    m_facts->setFacts(facts);
    const bool sameEnvironment = m_session && m_session->environment().id == entry.environmentId;
    m_undo->setEnabled(sameEnvironment && entry.bodiesAvailable && entry.undoneBy.isEmpty()
                       && entry.outcome == StepOutcome::Done && !m_session->mayWrite(entry.system));
    m_undo->setText(m_context.journal->keepsBodies() ? tr("Undo…") : tr("Undo (until you close)…"));
    m_undo->setToolTip(!sameEnvironment ? tr("Open the environment %1 to undo this.").arg(visibleText(entry.environmentName))
                       : !entry.undoneBy.isEmpty() ? tr("This was undone already.")
                       : !entry.bodiesAvailable    ? tr("The values were kept in memory only, or with another key.")
                                                    : QString());

    if (m_shownNumber != entry.number)
        loadBodies(entry);
}

void JournalDrawer::loadBodies(const JournalEntry &entry)
{
    m_shownNumber = entry.number;
    m_shownPlan = entry.planId;
    m_diff->setParts({});
    m_jobs.restart(QStringLiteral("bodies"), m_context.journal->readPlan(entry.planId, this))
        ->done(this, [this, shown = entry](const Result<Journal::StoredPlan> &stored) { showBodies(shown, stored); });
}

void JournalDrawer::showBodies(const JournalEntry &entry, const Result<Journal::StoredPlan> &stored)
{
    if (m_shownNumber != entry.number)
        return;
    if (!stored) {
        if (!stored.error().is(ErrorKind::Cancelled)) {
            const ErrorText text = ErrorText::of(stored.error());
            banner()->setMessage(Status::Unknown, text.title, text.text);
        }
        return;
    }
    banner()->clear();
    QList<DiffPart> parts;
    const Step step = stored->plan.steps.value(entry.stepIndex);
    for (const Change &change : step.changes) {
        parts.append({.heading = visibleText(change.entity.name),
                      .note = verbWord(change.verb()),
                      .before = diffText(change, DiffSide::Before),
                      .after = diffText(change, DiffSide::After)});
    }
    m_diff->setParts(parts);
}

} // namespace mk
