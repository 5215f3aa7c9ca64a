// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "platform/RabbitRecords.h"
#include "widgets/DetailDrawer.h"

#include <QPointer>

#include <memory>

class QPushButton;

namespace mk {

class EntityTable;
class JsonView;
class QueueCharts;
class Section;
class TextLabel;

// Details of one queue: its depth and rates over time, who reads from it, what leads into it, what it was declared with, and
// the broker's whole answer. It follows the queue while it can be seen. It shows; the panel decides and writes.
class QueueDrawer final : public DetailDrawer
{
    Q_OBJECT
public:
    explicit QueueDrawer(const PanelContext &context, QWidget *parent = nullptr);
    ~QueueDrawer() override;

    void setSession(PlatformSession *session);
    void show(const QueueRecord &record);
    const QueueRecord &record() const { return m_record; }
    // Why nothing may be written; empty: it may. Said in the buttons' tooltips.
    void setBlocked(const QString &why);

Q_SIGNALS:
    void pathRequested(); // of a message into this queue
    void purgeRequested();
    void deleteRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void clear();
    void follow();
    void hold(); // asks while it can be seen
    void refreshHead();
    void refreshDetail();
    void refreshBindings();
    void refreshCharts();
    void refreshButtons();
    const rabbitmq::QueueDetail *detail() const;
    QList<Fact> factsOf() const;

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    QueueRecord m_record;
    QueueCharts *m_charts;
    TextLabel *m_consumerNote;
    EntityTable *m_consumerTable;
    RecordTableModel<rabbitmq::Consumer> *m_consumers;
    TextLabel *m_bindingNote;
    EntityTable *m_bindingTable;
    RecordTableModel<rabbitmq::Binding> *m_bindings;
    FactGrid *m_facts;
    Section *m_argumentSection;
    FactGrid *m_arguments;
    Section *m_policySection;
    FactGrid *m_policy;
    JsonView *m_raw;
    QByteArray m_shownRaw;
    QPushButton *m_path;
    QPushButton *m_purge;
    QPushButton *m_delete;
    QString m_blocked;
    std::unique_ptr<RabbitQueueDetails> m_detailStore;
    std::unique_ptr<RabbitBindings> m_bindingStore;
    std::unique_ptr<LiveStoreBase::Subscription> m_detailSubscription;
    std::unique_ptr<LiveStoreBase::Subscription> m_bindingSubscription;
};

} // namespace mk
