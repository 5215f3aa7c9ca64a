// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/LiveStore.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace mk {

// Nothing more is to be waited for: the list has been read, cannot be read, or there is none.
bool isSettled(const LiveStoreBase *store);

// Lets a list that is made of others tell their progress, errors and age. True: it is to be made anew. oldest keeps when the
// least recent of them was read; version stands in for the hash of a body.
bool mirrorStores(LiveStoreBase *joined, const QList<LiveStoreBase *> &required, QDateTime *oldest, quint64 version);

// Keeps a list in step with those that it is made of: subscribes to them while somebody looks at it, joins on a worker where
// they are long, hands on progress, errors and what waits for the server. GUI thread; owned by whoever owns the lists.
class StoreJoinBase : public QObject
{
    Q_OBJECT
public:
    ~StoreJoinBase() override;

    // required: without which there are no rows; beside: they add to the rows, and may be missing.
    template <class T>
    void require(LiveStore<T> *source)
    {
        follow(source);
        m_required.append(source);
    }
    template <class T>
    void addBeside(LiveStore<T> *source)
    {
        follow(source);
        m_beside.append(source);
    }
    // The rows that wait for the server because of an entity of this source does.
    using KeyFn = std::function<QString(const QString &sourceKey)>;
    void setKeys(LiveStoreBase *source, KeyFn keyOf) { m_keys.append({source, std::move(keyOf)}); }
    void begin(); // once all of them are known
    // Something that is no list and goes into the rows has changed.
    void joinAgain() { joinSoon(); }

protected:
    explicit StoreJoinBase(LiveStoreBase *joined);
    virtual void run(bool complete) = 0;
    void markWaiting();
    quint64 version() const { return m_version; }
    size_t sourceRows() const;
    JobScope m_jobs;

private:
    template <class T>
    void follow(LiveStore<T> *source)
    {
        source->onDelta(this, [this](const auto &) { joinSoon(); });
        watch(source);
    }
    void watch(LiveStoreBase *source);
    void subscribersChanged();
    void pausedChanged();
    void mirror();
    void joinSoon();
    void join();
    QList<LiveStoreBase *> all() const { return m_required + m_beside; }

    LiveStoreBase *m_joined;
    QList<LiveStoreBase *> m_required;
    QList<LiveStoreBase *> m_beside;
    QList<QPair<LiveStoreBase *, KeyFn>> m_keys;
    QTimer m_soon;
    std::vector<std::unique_ptr<LiveStoreBase::Subscription>> m_subscriptions;
    bool m_pausing = false;
    quint64 m_version = 1;
    QDateTime m_oldest;
};

template <class R>
class StoreJoin final : public StoreJoinBase
{
public:
    // Takes what the sources hold now; what it returns runs on any thread.
    using Prepare = std::function<std::function<std::vector<R>()>()>;
    StoreJoin(LiveStore<R> *joined, Prepare prepare) : StoreJoinBase(joined), m_store(joined), m_prepare(std::move(prepare)) {}

private:
    void run(bool complete) override
    {
        constexpr size_t joinHere = 2000; // rows that are joined within a frame
        const quint64 ticket = m_store->beginLoad();
        const quint64 made = version();
        markWaiting(); // after the ticket was taken: this load does not speak for them
        const auto apply = [store = m_store, ticket, made, complete](std::vector<R> rows) {
            if (complete)
                store->applyLoad(ticket, std::move(rows), made);
            else if (!rows.empty())
                store->applyPartial(ticket, std::move(rows));
        };
        std::function<std::vector<R>()> make = m_prepare();
        if (sourceRows() <= joinHere) {
            m_jobs.cancelAll();
            apply(make());
            return;
        }
        using Rows = std::shared_ptr<std::vector<R>>;
        Job<Rows> *job = runOnWorker<Rows>(
            this, [make = std::move(make)](const CancelFlag &) -> Result<Rows> { return std::make_shared<std::vector<R>>(make()); });
        m_jobs.restart(QStringLiteral("join"), job)->done(this, [apply](const Result<Rows> &rows) {
            if (rows)
                apply(std::move(**rows));
        });
    }

    LiveStore<R> *m_store;
    Prepare m_prepare;
};

} // namespace mk
