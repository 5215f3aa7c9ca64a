// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/ConsulRecords.h"
#include "widgets/CellDelegate.h"

#include <QPointer>

class QStackedWidget;

namespace mk {

class DetailDrawer;
class DetailHost;
class EntityTable;
class ListBinder;
class PanelFrame;
class SegmentedControl;
class ServiceDrawer;

// Consul's registry, live: services with their instances counted by health, the instances, the nodes.
class ServicesPanel final : public Panel
{
    Q_OBJECT
public:
    explicit ServicesPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~ServicesPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    // The name of a service, "instance/<consul::Instance::key()>" or "node/<name>".
    bool showEntity(const QString &id) override;
    QList<TourScene> tourScenes() override;

private:
    // One of the three lists with what belongs to it.
    struct Page
    {
        QString id;
        PanelFrame *frame = nullptr;
        EntityTable *table = nullptr;
        ListBinder *binder = nullptr;
        DetailHost *details = nullptr;
        SegmentedControl *segments = nullptr;
        RecordTableBase *model = nullptr;
    };
    template <class T>
    Page makePage(const QString &id, const QString &iconName, const QString &filterName, RecordTableModel<T> *model,
                  const QList<ColumnLook> &looks, const QString &emptyTitle, const QString &emptySentence);
    void choosePage(const QString &id);
    ServiceDrawer *makeDrawer();
    // false: the list of that page does not have it
    bool showIn(ServiceDrawer *drawer, const QString &pageId, const QString &id) const;
    void openRow(Page &page, const QString &id);
    // A link in a drawer or a window: brings this panel to the front.
    void follow(const QString &pageId, const QString &id);
    static void setStore(Page &page, LiveStoreBase *store);
    void tellRail();
    Page &page(const QString &id);
    Page &currentPage();

    QPointer<PlatformSession> m_session;
    QStackedWidget *m_stack;
    RecordTableModel<consul::Service> *m_services;
    RecordTableModel<consul::Instance> *m_instances;
    RecordTableModel<consul::Node> *m_nodes;
    std::vector<Page> m_pages;
    std::unique_ptr<LiveStoreBase::Subscription> m_railSubscription;
    bool m_shown = false;
};

} // namespace mk
