// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/KongNodes.h"

#include <QPointer>

#include <memory>

namespace mk {

class DetailHost;
class EntityTable;
class ListBinder;
class PanelFrame;

// The nodes of Kong: version, load, database, whom each asks for names. Nothing is written here.
class NodesPanel final : public Panel
{
    Q_OBJECT
public:
    explicit NodesPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~NodesPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    QList<TourScene> tourScenes() override;

private:
    void startWatching();

    QPointer<PlatformSession> m_session;
    PanelFrame *m_frame;
    EntityTable *m_table;
    RecordTableModel<KongNodeRecord> *m_model;
    ListBinder *m_binder = nullptr;
    DetailHost *m_details = nullptr;
    std::unique_ptr<KongNodeRecords> m_store;
    std::unique_ptr<LiveStoreBase::Subscription> m_consul; // whose addresses are compared
    bool m_shown = false;
    bool m_watching = false; // the store has somebody to ask
};

} // namespace mk
