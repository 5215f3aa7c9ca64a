// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/FindingTracker.h"

#include <QPointer>
#include <QTimer>

namespace mk {

class DetailHost;
class EntityTable;
class FindingDrawer;
class FindingsModel;
class FindingsWatch;
class PanelFrame;
class Section;
class SegmentedControl;

// What is broken now, with its evidence and its repair; what somebody has muted; what has gone in this session; and, apart from
// all that, the weaknesses that stand.
class FindingsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit FindingsPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~FindingsPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    bool showEntity(const QString &id) override; // Finding::id()
    QList<TourScene> tourScenes() override;

private:
    FindingDrawer *makeDrawer();
    FindingsWatch *watch() const;
    void follow(); // at the interval that fits whether anybody looks
    void choose(const QString &which);
    void looked();
    void refreshState();
    void refreshPosture();
    void refreshBlocked();
    void tellRail();
    void fillMenu(const QPoint &globalPos);
    void repair(const FindingRow &row, int which);
    static QString pathIdOf(const Finding &finding);
    void openEntity(const FindingRow &row);
    void mute(const FindingRow &row);
    void unmute(const FindingRow &row);
    void tell(const Error &error);
    QString whyNot(System system) const;

    QPointer<PlatformSession> m_session;
    PanelFrame *m_frame;
    EntityTable *m_table;
    FindingsModel *m_model;
    SegmentedControl *m_which;
    DetailHost *m_details = nullptr;
    Section *m_postureSection;
    EntityTable *m_postureTable;
    RecordTableModel<PostureNote> *m_posture;
    QTimer m_clock;
    bool m_shown = false;
    JobScope m_jobs;
};

} // namespace mk
