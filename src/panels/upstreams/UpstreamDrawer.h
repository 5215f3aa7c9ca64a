// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/KongEntityDrawer.h"
#include "platform/KongHealth.h"

#include <memory>

class QToolButton;

namespace mk {

class EntityTable;
class Section;
class TextLabel;

// One target as the details of its upstream list it, with what each node holds of it.
struct TargetRow
{
    kong::Entity target;
    std::vector<std::pair<QString, QString>> health; // node -> "HEALTHY"...; nodes that could not be asked are left out
    QString key() const { return target.key(); }
    bool operator==(const TargetRow &) const = default;
};

// Details of one upstream: its targets with weight and health on every node, read while it can be seen, and who goes to it.
class UpstreamDrawer final : public KongEntityDrawer
{
    Q_OBJECT
public:
    explicit UpstreamDrawer(const PanelContext &context, QWidget *parent = nullptr);
    ~UpstreamDrawer() override;

    bool isSettled() const override;

Q_SIGNALS:
    void newTargetRequested();
    void targetEditRequested(const mk::kong::Entity &target);
    void targetDeleteRequested(const QList<mk::kong::Entity> &targets);
    void drainRequested(const QList<mk::kong::Entity> &targets);
    void healthRequested(const std::vector<mk::KongNodeHealth> &seen, const QString &target, bool healthy);

protected:
    QList<Fact> factsOf(const KongEntityRecord &record) const override;
    void sessionChanged() override;
    void entityChanged() override;
    void followNow(bool visible) override;
    void blockedChanged(const QString &why) override;

private:
    void showTargets();
    void showMenu(const QPoint &globalPos);
    QList<kong::Entity> chosen() const;

    Section *m_section;
    QToolButton *m_new;
    TextLabel *m_note;
    EntityTable *m_table;
    RecordTableModel<TargetRow> *m_rows;
    std::unique_ptr<KongEntities> m_targets;
    std::unique_ptr<KongHealth> m_health;
    std::unique_ptr<LiveStoreBase::Subscription> m_targetSubscription;
    std::unique_ptr<LiveStoreBase::Subscription> m_healthSubscription;
};

} // namespace mk
