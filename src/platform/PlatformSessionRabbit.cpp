// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"
#include "platform/MailMove.h"
#include "platform/PlatformSessionPrivate.h"
#include "platform/RabbitQueueHandler.h"

namespace mk {

void PlatformSession::Private::rabbitReady(HttpClient *client)
{
    rabbit.open(client);
    queueHandler = std::make_unique<RabbitQueueHandler>(client);
    handlers.insert(queueHandler->id(), queueHandler.get());
    messageHandler = std::make_unique<RabbitMessageHandler>(client);
    handlers.insert(messageHandler->id(), messageHandler.get());
}

RabbitQueues *PlatformSession::rabbitQueues() const
{
    return d->rabbit.queues();
}

std::unique_ptr<RabbitQueueDetails> PlatformSession::watchQueue(const QString &vhost, const QString &name,
                                                                std::chrono::seconds age)
{
    return d->rabbit.watchQueue(vhost, name, age);
}

std::unique_ptr<RabbitBindings> PlatformSession::watchBindings(const QString &vhost, const QString &name)
{
    return d->rabbit.watchBindings(vhost, name);
}

std::unique_ptr<RabbitExchanges> PlatformSession::watchExchanges()
{
    return d->rabbit.watchExchanges();
}

std::unique_ptr<RabbitBindings> PlatformSession::watchVhostBindings(const QString &vhost)
{
    return d->rabbit.watchVhostBindings(vhost);
}

std::unique_ptr<RabbitPolicies> PlatformSession::watchPolicies(const QString &vhost)
{
    return d->rabbit.watchPolicies(vhost);
}

std::shared_ptr<const QueueHistory> PlatformSession::queueHistory() const
{
    return d->rabbit.history();
}

const std::optional<rabbitmq::Info> &PlatformSession::rabbitBroker() const
{
    return d->rabbit.broker();
}

} // namespace mk
