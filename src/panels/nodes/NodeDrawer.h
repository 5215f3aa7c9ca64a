// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/KongNodes.h"
#include "widgets/DetailDrawer.h"

#include <QPointer>

namespace mk {

class EntityTable;
class FilterEdit;
class JsonView;

// Details of one node of Kong: load, database, memory, whom it asks for names beside the addresses that Consul has now, its
// plugins, and its whole configuration as lines that can be searched.
class NodeDrawer final : public DetailDrawer
{
    Q_OBJECT
public:
    explicit NodeDrawer(const PanelContext &context, QWidget *parent = nullptr);
    ~NodeDrawer() override;

    void setSession(PlatformSession *session);
    void show(const KongNodeRecord &record);

private:
    QList<Fact> factsOf(const KongNodeRecord &record) const;
    QList<Fact> resolverFacts(const KongNodeRecord &record) const;

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    FactGrid *m_facts;
    FilterEdit *m_filter;
    EntityTable *m_table;
    RecordTableModel<kongnodes::Setting> *m_settings;
    JsonView *m_json;
    QByteArray m_shownRoot;
    QByteArray m_shownStatus;
};

} // namespace mk
