// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/ListBinder.h"
#include "panels/Panel.h"
#include "platform/ConsulRecords.h"
#include "platform/Plan.h"

#include <QPointer>

class QSplitter;

namespace mk {

class EntityTree;
class KeyEditor;
class KvTreeModel;
class KeyTreeBinder;
class PanelFrame;

// Consul's key/value store: the keys as a tree or, with a filter, as a flat list; beside it one key's value.
class KeyValuePanel final : public Panel
{
    Q_OBJECT
public:
    explicit KeyValuePanel(const PanelContext &context, QWidget *parent = nullptr);
    ~KeyValuePanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    bool showEntity(const QString &key) override;
    bool hasUnsavedWork() const override;
    QList<TourScene> tourScenes() override;

private:
    void applyFilter(const QString &text);
    void acceptKeys(const std::shared_ptr<const std::vector<QString>> &rows);
    void openIndex(const QModelIndex &index);
    void openKey(const QString &key);
    void startNew();
    void deleteFolder(const QString &prefix);
    void showMenu(const QModelIndex &index, const QPoint &globalPos);
    void selectKey(const QString &key);
    void tellWaiting();
    void askBeforeLeaving(std::function<void()> goOn);

    QPointer<PlatformSession> m_session;
    QSplitter *m_splitter;
    PanelFrame *m_frame;
    EntityTree *m_tree;
    KvTreeModel *m_model;
    KeyTreeBinder *m_binder;
    KeyEditor *m_editor;
    std::unique_ptr<LiveStoreBase::Subscription> m_railSubscription;
    quint64 m_seenIndex = 0;
    QString m_keyToSelect; // once the list has it
    bool m_shown = false;
    JobScope m_jobs;
};

} // namespace mk
