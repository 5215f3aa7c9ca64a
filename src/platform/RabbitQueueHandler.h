// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Plan.h"

#include <QPointer>

#include <chrono>

namespace mk {

class HttpClient;

// Steps on RabbitMQ's queues: EntityRef kind "queue", id rabbitmq::queueKey(). EntityState::body holds the figures that a plan
// compares (rabbitplans::stateOf()); the guard is empty, because the broker compares nothing. A step carries one change and is
// one request: a purge where the queue is to stay, else a deletion, with the server's own guards by the options "ifEmpty" and
// "ifUnused". Neither has an inverse.
//
// The management API counts by samples that each queue tells every five seconds; measured on 3.10.8, a purged queue still
// counted as full for up to 6.5 s. So after a request, answered or lost, the handler reads until the count has moved or the
// samples must be new: what is read again then speaks of the queue as it is. A re-read before sending can be as old.
class RabbitQueueHandler final : public StepHandler
{
public:
    explicit RabbitQueueHandler(HttpClient *client); // outlives the handler, or nothing is sent any more

    static QString handlerId() { return QStringLiteral("rabbitmq.queue"); }
    QString id() const override { return handlerId(); }
    System system() const override { return System::RabbitMq; }
    RequestPreview preview(const Step &step) const override;
    Job<QList<EntityState>> *read(const Step &step, QObject *parent) override;
    Job<SendResult> *send(const Step &step, QObject *parent) override;
    // Within rabbitplans::limitsOf() what was shown, and nobody began to read where nobody did. A deletion asks for no more
    // messages than were shown.
    bool sameAsBefore(const Change &change, const EntityState &now) const override;
    bool isAfter(const Change &change, const EntityState &now) const override;
    QList<Step> inverse(const Step &step, const SendResult &result) const override;

    // For tests: how long to wait at most for the count to move.
    void setSampling(std::chrono::milliseconds longest) { m_longest = longest; }

private:
    class Send;
    QPointer<HttpClient> m_client;
    std::chrono::milliseconds m_longest{8'000};
};

} // namespace mk
