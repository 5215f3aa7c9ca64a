// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Journal.h"

#include <QPointer>

class QPushButton;

namespace mk {

class DetailDrawer;
class DiffView;
class EntityTable;
class FactGrid;
class JournalModel;
class PanelFrame;
class SegmentedControl;

// Every change that this program made or tried: who, when, where, what, the difference, and the way back.
class JournalPanel final : public Panel
{
    Q_OBJECT
public:
    explicit JournalPanel(const PanelContext &context, QWidget *parent = nullptr);

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    QList<TourScene> tourScenes() override;

private:
    void chooseScope(bool allEnvironments);
    void showCurrent();
    void showBodies(const JournalEntry &entry, const Result<Journal::StoredPlan> &stored);
    void refreshState();
    void exportShown(bool asCsv);

    QPointer<PlatformSession> m_session;
    PanelFrame *m_frame;
    EntityTable *m_table;
    JournalModel *m_model;
    SegmentedControl *m_scope;
    DetailDrawer *m_drawer;
    FactGrid *m_facts;
    DiffView *m_diff;
    QPushButton *m_undo;
    QString m_shownPlan;
    qint64 m_shownNumber = 0;
    bool m_all = false;
    JobScope m_jobs;
};

} // namespace mk
