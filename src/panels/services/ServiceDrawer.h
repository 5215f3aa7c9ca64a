// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/ConsulRecords.h"
#include "widgets/DetailDrawer.h"

#include <QPointer>

#include <memory>

namespace mk {

class CheckList;
class EntityTable;
class JsonView;
class Section;

// Details of what is chosen in the registry: a service with its instances, one instance, or one node. It follows the
// store for as long as it shows something, so a check that flaps is seen flapping here too.
class ServiceDrawer final : public DetailDrawer
{
    Q_OBJECT
public:
    ServiceDrawer(const PanelContext &context, QWidget *parent = nullptr);
    ~ServiceDrawer() override;

    void setSession(PlatformSession *session);
    void showService(const consul::Service &service);
    void showInstance(const consul::Instance &instance);
    void showNode(const consul::Node &node, const std::vector<consul::Instance> &instances);
    void clear();

Q_SIGNALS:
    void instanceChosen(const QString &key); // a click in a service's or a node's instances
    void serviceChosen(const QString &name);
    void nodeChosen(const QString &name);

private:
    void loadRaw();

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    FactGrid *m_facts;
    CheckList *m_summaryChecks;
    Section *m_instanceSection;
    EntityTable *m_instanceTable;
    RecordTableModel<consul::Instance> *m_instances;
    CheckList *m_checks;
    JsonView *m_raw;
    std::unique_ptr<ConsulInstances> m_store;
    std::unique_ptr<LiveStoreBase::Subscription> m_subscription;
    QString m_shownService; // whose instances m_store follows
    QString m_rawService;   // whose answer the JSON tab shows
    QString m_rawNode;
    JobScope m_jobs;
};

} // namespace mk
