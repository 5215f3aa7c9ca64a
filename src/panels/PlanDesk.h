// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "models/Status.h"
#include "platform/Plan.h"
#include "platform/PlanRunner.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace mk {

class PlatformSession;
class Settings;
class Theme;

// Where panels hand over what they want changed. The desk shows the plan as a diff, asks as much as damage and stage call
// for, runs it, tells how it ended, and takes it back when the operator wants that. One plan at a time. GUI thread.
class PlanDesk final : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        const Theme *theme = nullptr;
        const Clock *clock = nullptr;
        Settings *settings = nullptr;
        Journal *journal = nullptr;
    };
    PlanDesk(const Dependencies &dependencies, QWidget *window);
    ~PlanDesk() override;

    // nullptr: none is open. A plan under way is stopped; what it did is in the journal.
    void setSession(PlatformSession *session);

    enum class Ask {
        Preview, // always show the plan first
        Direct,  // harmless: apply at once and offer undo, except in production, where it is shown first
    };
    using Ended = std::function<void(const std::optional<PlanReport> &)>;
    // ended runs when the plan has ended, or with nothing when it was given up, unless context is gone by then.
    // callerTells: ended says what went wrong where it was asked for, so the desk raises no problem of its own for a refusal
    // that no dialog shows.
    void propose(const Plan &plan, Ask ask, QObject *context, Ended ended, bool callerTells = false);
    // Opens the preview of taking a plan back; never applies by itself.
    void proposeUndo(const QString &planId);
    void proposeUndoOfLast();
    bool canUndoLast() const { return !m_lastPlanId.isEmpty(); }
    bool isRunning() const;


Q_SIGNALS:
    void planStateChanged(mk::Status status, const QString &text); // for the activity bar
    void lastChangeChanged(const QString &markedText, bool canUndo);
    void entitiesWritten(const QList<mk::EntityRef> &entities);
    // A step met an entity that somebody else had changed: whoever knows the kind opens the three-way view.
    void conflictMet(const mk::Change &change, const mk::EntityState &now);
    // Something to be told where no dialog is open (a direct change that was refused).
    void problemMet(const QString &title, const QString &text);

private:
    const Dependencies &deps() const;
    class Private;
    std::unique_ptr<Private> d;
    QString m_lastPlanId;
};

} // namespace mk
