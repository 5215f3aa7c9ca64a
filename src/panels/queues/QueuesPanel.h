// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/Plan.h"
#include "platform/RabbitRecords.h"

#include <QPointer>

#include <memory>

class QPushButton;

namespace mk {

class DetailHost;
class EntityTable;
class ListBinder;
class PanelFrame;
class QueueDrawer;
struct QueueCurves;

// RabbitMQ's queues: how full they are, who reads them, how they grow. Purging and deleting are plans.
class QueuesPanel final : public Panel
{
    Q_OBJECT
public:
    explicit QueuesPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~QueuesPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    // By rabbitmq::queueKey(), or by a queue's name where only one has it.
    bool showEntity(const QString &id) override;
    QList<TourScene> tourScenes() override;

private:
    QueueDrawer *makeDrawer();
    void chosenChanged();
    void fillMenu(const QPoint &globalPos);
    void purge(const QStringList &keys);
    void remove(const QString &key);
    // Reads the queues as they are now and proposes what `make` makes of them.
    void propose(const QStringList &keys, std::function<Result<Plan>(const std::vector<rabbitmq::Queue> &)> make);
    void tell(const Error &error);
    QString whyNot() const; // nothing may be written; empty: it may
    void refreshWritable();
    void refreshNotice();
    void repaintCurves();
    void tellRail();

    QPointer<PlatformSession> m_session;
    PanelFrame *m_frame;
    EntityTable *m_table;
    std::shared_ptr<QueueCurves> m_curves;
    RecordTableModel<QueueRecord> *m_model;
    ListBinder *m_binder = nullptr;
    DetailHost *m_details = nullptr;
    QPushButton *m_bulkPurge;
    std::unique_ptr<LiveStoreBase::Subscription> m_railSubscription;
    JobScope m_jobs;
};

} // namespace mk
