// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/MailFormat.h"
#include "platform/Plan.h"

#include <QPointer>

namespace mk {

class HttpClient;

// Moves e-mails that nobody reads any more into the queue that is read, in the format that is read there. One step a message; a
// step publishes the converted one, waits until the broker says that it is in a queue, and only then takes the original: whatever
// goes wrong in between leaves two of them and never none. The API can take the first message of a queue alone, so one that
// cannot be converted and stands before others goes to the end of its own queue in the same way.
//
// EntityRef kind "message", id "<rabbitmq::queueKey()>#<number>"; EntityState::body is the message's body, secret; the guard
// holds "left", how many stood behind it. Title: "rabbitmq.move-mail" (args "name": from, "to", "count": e-mails, "vhost").
// Notices: "rabbitmq.move-mail" (args "name", "to", "count", "kept": not recognised, "rest": not looked at, "stopped": one has
// headers, which do not survive the API).
namespace mailmove {

constexpr int mostAtOnce = 100; // looked at, and moved by one plan

// Looks at the messages, all of which count as redelivered from then on. Fails with ErrorKind::Conflict "mail.read-again" (somebody
// reads the queue), "mail.no-target" and "mail.target-unread" (args "name"), "mail.nothing-to-move" (args "count": looked at),
// "mail.counted" (it has a delivery limit, and each look counts), ErrorKind::NotFound where the queue is gone.
Job<Plan> *planMove(HttpClient *client, const QString &vhost, const QString &from, const QString &to, QObject *parent);

// Without what is secret in it: for previews.
QByteArray maskedBody(const QByteArray &body);
inline bool isMove(const Change &change) { return change.entity.system == System::RabbitMq && change.entity.kind == QLatin1String("message"); }
inline bool isMove(const Step &step) { return !step.changes.isEmpty() && isMove(step.changes.constFirst()); }

} // namespace mailmove

class RabbitMessageHandler final : public StepHandler
{
public:
    explicit RabbitMessageHandler(HttpClient *client); // outlives the handler, or nothing is sent any more

    static QString handlerId() { return QStringLiteral("rabbitmq.message"); }
    QString id() const override { return handlerId(); }
    System system() const override { return System::RabbitMq; }
    RequestPreview preview(const Step &step) const override;
    // The first message of the queue as it is now: taken and put back.
    Job<QList<EntityState>> *read(const Step &step, QObject *parent) override;
    Job<SendResult> *send(const Step &step, QObject *parent) override;
    bool sameAsBefore(const Change &change, const EntityState &now) const override;
    bool isAfter(const Change &change, const EntityState &now) const override;
    // None: what has been moved is with its reader at once.
    QList<Step> inverse(const Step &step, const SendResult &result) const override;

private:
    class Send;
    QPointer<HttpClient> m_client;
};

} // namespace mk
