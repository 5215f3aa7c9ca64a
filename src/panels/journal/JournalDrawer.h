// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Journal.h"
#include "widgets/DetailDrawer.h"

#include <QPointer>

class QPushButton;

namespace mk {

class DiffView;

// One change of the journal: who, when, where, how it ended, the difference, and the way back.
class JournalDrawer final : public DetailDrawer
{
    Q_OBJECT
public:
    explicit JournalDrawer(const PanelContext &context, PlatformSession *session, QWidget *parent = nullptr);

    void setSession(PlatformSession *session); // only its own changes can be undone
    void showEntry(const JournalEntry &entry);
    void showDifference();

private:
    void loadBodies(const JournalEntry &entry);
    void showBodies(const JournalEntry &entry, const Result<Journal::StoredPlan> &stored);

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    FactGrid *m_facts;
    DiffView *m_diff;
    QPushButton *m_undo;
    QString m_shownPlan;
    qint64 m_shownNumber = 0;
    JobScope m_jobs;
};

} // namespace mk
