// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "platform/LiveStore.h"
#include "platform/MessagePath.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace mk {

class PlatformSession;

// Keeps the path of one message true to the broker: exchanges, bindings and policies are read while it looks and no longer, the
// queues that the message comes to are asked one by one, at most `mostAsked` of them, and so are the channels and connections of
// who reads them. Worked out on a worker; what is made ready of ten thousand bindings is made once for each state of them. GUI
// thread.
class MessageTracer final : public QObject
{
    Q_OBJECT
public:
    static constexpr size_t mostAsked = 8;
    static constexpr size_t mostReaders = 6;

    explicit MessageTracer(QObject *parent = nullptr);
    ~MessageTracer() override;

    void setSession(PlatformSession *session); // nullptr: none; the message is let go
    void setLooking(bool looks, std::chrono::milliseconds interval);
    void setMessage(const std::optional<messagerouting::Message> &message);
    const std::optional<messagerouting::Message> &message() const { return m_message; }
    void setPeeked(const std::optional<messagepath::Peeked> &peeked);
    void refresh();

    // The next message of a queue that the message comes to; nothing: none was ready. It is taken and put back, and counts as
    // redelivered from then on: only where the operator asks for it. Fails as writing does (PlatformSession::mayWrite()), and with
    // ErrorKind::BadRequest and the code of messagepath::whyNotPeek() where it must not be.
    Job<std::optional<rabbitmq::Message>> *peek(const QString &queue, QObject *parent);

    // Null until the first one; of the newest message only where isUpToDate().
    std::shared_ptr<const messagepath::Path> path() const { return m_path; }
    std::shared_ptr<const messagerouting::Table> table() const { return m_built.table; }
    bool isUpToDate() const { return m_path && !m_stale; }
    // Up to date, and the queues that it comes to have answered, or failed to.
    bool isSettled() const;
    // The list that stands in the way, or else that of the exchanges; null: no session.
    LiveStoreBase *list() const;
    // What can be chosen from; empty until they are read.
    QStringList vhosts() const;
    QStringList exchanges(const QString &vhost) const;
    QStringList queues(const QString &vhost) const;

Q_SIGNALS:
    void traced();
    void stateChanged(); // of the lists

private:
    // What the table was made of: the rows themselves stand for their state.
    struct Built
    {
        std::shared_ptr<const messagerouting::Table> table;
        QString vhost;
        messagerouting::Table::Exchanges exchanges;
        messagerouting::Table::Bindings bindings;
        std::shared_ptr<const std::vector<rabbitmq::Policy>> policies;
        QStringList queues;
    };
    struct Traced
    {
        Built built;
        std::shared_ptr<const messagepath::Path> path;
    };
    struct Asked
    {
        std::unique_ptr<RabbitQueueDetails> store;
        std::unique_ptr<LiveStoreBase::Subscription> subscription;
    };
    template <class T>
    void follow(LiveStore<T> *store);
    void watchVhost();
    void subscribe();
    bool isRead() const;
    void traceSoon();
    void traceNow();
    void askQueues();
    void askReaders();
    void ask(const QString &key, const HttpRequest &request, const std::function<void(const QByteArray &)> &take);
    messagepath::Sources sources() const;

    QPointer<PlatformSession> m_session;
    std::optional<messagerouting::Message> m_message;
    std::optional<messagepath::Peeked> m_peeked;
    std::unique_ptr<RabbitExchanges> m_exchanges;
    std::unique_ptr<RabbitBindings> m_bindings;
    std::unique_ptr<RabbitPolicies> m_policies;
    QString m_watchedVhost;
    std::map<QString, Asked> m_queues; // by name, of the watched virtual host
    std::map<QString, rabbitmq::Channel> m_channels;
    std::map<QString, rabbitmq::Connection> m_connections;
    QHash<QString, qint64> m_askedAt; // channels and connections, ms since 1970
    std::vector<std::unique_ptr<LiveStoreBase::Subscription>> m_subscriptions;
    std::shared_ptr<const messagepath::Path> m_path;
    Built m_built;
    QTimer m_soon;
    JobScope m_jobs;
    bool m_looks = false;
    bool m_stale = false;
    std::chrono::milliseconds m_interval{0};
};

} // namespace mk
