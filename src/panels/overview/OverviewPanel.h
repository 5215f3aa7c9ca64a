// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/System.h"
#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "panels/overview/Trend.h"
#include "platform/ConsulRecords.h"
#include "platform/RecentEvents.h"

#include <QPointer>
#include <QTimer>

#include <map>

namespace mk {

class EntityTable;
class FindingsModel;
class PanelFrame;
class Section;
class StartLadderPane;
class SystemCard;
class TextLabel;

// The platform at a glance: a card for each system, what happened within the last hour, and
// the services, those first that are not well.
class OverviewPanel final : public Panel
{
    Q_OBJECT
public:
    explicit OverviewPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~OverviewPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    QList<TourScene> tourScenes() override;

private:
    void refreshCard(System system);
    void refreshCards();
    void openCard(System system);
    void refreshHead();
    void measure(System system);
    void refreshEvents();
    void refreshFindings();

    QPointer<PlatformSession> m_session;
    PanelFrame *m_frame;
    std::map<System, SystemCard *> m_cards;
    EntityTable *m_table;
    RecordTableModel<consul::Service> *m_services;
    std::unique_ptr<LiveStoreBase::Subscription> m_subscription;
    QTimer m_clock;
    std::map<System, Trend> m_trends;
    RecordTableModel<PlatformEvent> *m_events;
    EntityTable *m_eventTable;
    TextLabel *m_eventNote;
    FindingsModel *m_findings;
    EntityTable *m_findingTable;
    TextLabel *m_findingNote;
    StartLadderPane *m_ladder;
    QDateTime m_eventsReadAt;
    bool m_shown = false;
};

} // namespace mk
