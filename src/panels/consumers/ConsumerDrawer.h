// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/KongEntityDrawer.h"

#include <map>
#include <memory>

class QMenu;
class QToolButton;

namespace mk {

class EntityTable;
class Section;
class TextLabel;

// Details of one consumer: its credentials and groups, which are read while it can be seen, and the plugins that are bound to
// it. Secrets are masked; they can be copied without being shown. One that was just made is shown once.
class ConsumerDrawer final : public KongEntityDrawer
{
    Q_OBJECT
public:
    explicit ConsumerDrawer(const PanelContext &context, QWidget *parent = nullptr);
    ~ConsumerDrawer() override;

    bool isSettled() const override;

    // A credential was just made: its secret is in the banner until that is closed or another consumer is shown.
    void showOnce(const kong::Entity &credential);

Q_SIGNALS:
    void newCredentialRequested(mk::kong::Kind kind);
    void credentialEditRequested(const mk::kong::Entity &credential);
    void credentialDeleteRequested(const QList<mk::kong::Entity> &credentials);

protected:
    QList<Fact> factsOf(const KongEntityRecord &record) const override;
    void sessionChanged() override;
    void entityChanged() override;
    void followNow(bool visible) override;
    void blockedChanged(const QString &why) override;

private:
    void fillNewMenu();
    void showCredentials();
    void showPlugins();
    void showMenu(const QPoint &globalPos);
    void copySecretOf(const kong::Entity &credential);
    std::optional<kong::Entity> chosen() const;

    Section *m_section;
    QToolButton *m_new;
    QMenu *m_newMenu;
    TextLabel *m_note; // while nothing is there, or why it cannot be read
    EntityTable *m_table;
    RecordTableModel<kong::Entity> *m_credentials;
    Section *m_pluginSection;
    EntityTable *m_pluginTable;
    RecordTableModel<KongPluginRecord> *m_plugins;
    std::map<kong::Kind, std::unique_ptr<KongEntities>> m_stores;
    std::vector<std::unique_ptr<LiveStoreBase::Subscription>> m_subscriptions;
};

} // namespace mk
