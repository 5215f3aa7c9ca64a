// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/rabbitmq/RabbitMqInfo.h"
#include "platform/PlanRunner.h"
#include "platform/PollFeed.h"
#include "platform/QueueHistory.h"
#include "platform/RabbitRecords.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace mk {

// All that a session knows of a RabbitMQ broker's queues: what the broker can tell, the list, and the history that this
// console has seen of it. Nothing is asked while nobody subscribes. GUI thread.
//
// The list is asked for every five seconds at most, which is how often the broker samples, and so seldom that making it takes
// at most a tenth of the broker's time: a list that took two seconds comes every twenty.
class RabbitStores final : public QObject
{
    Q_OBJECT
public:
    explicit RabbitStores(const Clock *clock, QObject *parent = nullptr);
    ~RabbitStores() override;

    RabbitQueues *queues() { return &m_queues; }
    const std::shared_ptr<QueueHistory> &history() const { return m_history; }
    void setNotConfigured();
    void open(HttpClient *client); // it may go before this does
    void close();
    bool isOpen() const { return m_feed != nullptr; }
    // Whoever answers now may be another, or has been told otherwise.
    void contacted() { m_brokerIsStale = true; }

    // What the broker told of itself at the last contact.
    const std::optional<rabbitmq::Info> &broker() const { return m_broker; }

    // One queue with its consumers and its samples over `age`, and its bindings, followed for as long as the store lives.
    std::unique_ptr<RabbitQueueDetails> watchQueue(const QString &vhost, const QString &name, std::chrono::seconds age);
    std::unique_ptr<RabbitBindings> watchBindings(const QString &vhost, const QString &name);
    // What decides where messages go: all exchanges; all bindings of a virtual host but those of the default exchange; its
    // policies. They change seldom and may be many: asked for every half minute at most, while somebody looks.
    std::unique_ptr<RabbitExchanges> watchExchanges();
    std::unique_ptr<RabbitBindings> watchVhostBindings(const QString &vhost);
    std::unique_ptr<RabbitPolicies> watchPolicies(const QString &vhost);

    // What a step that has just ended did to the list.
    void stepEnded(const Step &step, const StepReport &report);

Q_SIGNALS:
    void brokerChanged();
    void historyChanged(); // there is a reading more

private:
    class Load;
    using Records = std::shared_ptr<const std::vector<QueueRecord>>;
    void take(const rabbitmq::Info &info);
    void rest(std::chrono::milliseconds took);
    void readOne(const QString &key);
    template <class T>
    void follow(LiveStore<T> *store, std::function<HttpRequest()> request, typename PollFeed<T>::Decode decode,
                std::chrono::milliseconds interval);

    const Clock *m_clock;
    RabbitQueues m_queues;
    std::shared_ptr<QueueHistory> m_history;
    QPointer<HttpClient> m_client;
    std::unique_ptr<PollFeed<QueueRecord>> m_feed;
    QList<QPointer<PollFeedBase>> m_watching;
    std::optional<rabbitmq::Info> m_broker;
    bool m_brokerIsStale = true;
    // The last answer, for when the next one is the same.
    std::optional<quint64> m_lastHash;
    std::shared_ptr<const std::vector<rabbitmq::Queue>> m_lastQueues;
    JobScope m_jobs;
};

} // namespace mk
