// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"

#include <QPointer>

namespace mk {

class DetailHost;
class EntityTable;
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
    void refreshState();
    void exportShown(bool asCsv);

    QPointer<PlatformSession> m_session;
    PanelFrame *m_frame;
    EntityTable *m_table;
    JournalModel *m_model;
    SegmentedControl *m_scope;
    DetailHost *m_details;
    bool m_all = false;
};

} // namespace mk
