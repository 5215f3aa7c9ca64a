// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/KongRecords.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>
#include <vector>

namespace mk {

class KongStores;

// Keeps KongStores' two joined lists in step with the four that the server tells: subscribes to those while somebody looks at
// these, joins on a worker, hands on progress, errors and what waits for the server. Names of consumers that plugins are
// bound to are asked for when they are met first. GUI thread; the KongStores own it.
class KongJoin final : public QObject
{
    Q_OBJECT
public:
    explicit KongJoin(KongStores *stores);
    ~KongJoin() override;

    void forgetNames(); // of consumers: another platform may be next
    void insightsChanged() { joinSoon(); }

private:
    void follow(LiveStoreBase *source);
    void lead(LiveStoreBase *joined);
    void subscribersChanged();
    void pausedChanged();
    void sourceWaits(const QStringList &keys);
    void mirror();
    void joinSoon();
    void join();
    template <class T>
    void run(const QString &key, LiveStore<T> *store, std::vector<T> (*fn)(const kongjoin::Sources &), bool complete);
    void markWaiting();
    kongjoin::Sources sources() const;
    void askNames();
    void askAllNames();

    KongStores *m_stores;
    QTimer m_soon;
    std::vector<std::unique_ptr<LiveStoreBase::Subscription>> m_subscriptions;
    bool m_pausing = false;
    quint64 m_version = 1; // of what the sources hold; stands in for the hash of a body
    QDateTime m_oldestRoutes; // when the least recent of the sources was read, as told last
    QDateTime m_oldestPlugins;
    QHash<QString, QString> m_consumers;
    QSet<QString> m_asked;
    JobScope m_jobs;
};

} // namespace mk
