// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/MailMove.h"

#include "api/rabbitmq/RabbitMqRouting.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "net/HttpClient.h"
#include "platform/RabbitPlans.h"

#include <QTimer>

namespace mk {

namespace {

constexpr std::chrono::milliseconds kBetweenTries{1000};
const QString kLeft = QStringLiteral("left");
const QString kTo = QStringLiteral("to");
const QString kProperties = QStringLiteral("properties");

Error moveRefused(const char *reason, const QString &name)
{
    Error error = Error::make(ErrorKind::Conflict, QLatin1String(reason));
    error.args.insert(QStringLiteral("name"), name);
    return error;
}

// Names of the queue that the first change is about.
std::pair<QString, QString> sourceOf(const Step &step)
{
    return step.changes.isEmpty() ? std::pair<QString, QString>() : rabbitmq::namesOfKey(step.changes.constFirst().entity.id.section(QLatin1Char('#'), 0, 0));
}

HttpRequest askedByPlan(HttpRequest request)
{
    request.asker = QStringLiteral("plan");
    return request;
}

HttpRequest convertedRequest(const Step &step)
{
    const auto [vhost, name] = sourceOf(step);
    return askedByPlan(rabbitmq::publishRequest(vhost, {}, step.options.value(kTo).toString(), step.changes.constFirst().after.body,
                                                step.options.value(kProperties).toByteArray()));
}

EntityState headState(const rabbitmq::Message &message)
{
    return {true, message.payload, {{kLeft, QString::number(message.left)}}};
}

qint64 leftOf(const EntityState &state)
{
    return state.guard.value(kLeft).toString().toLongLong();
}

// Types in headers get lost on their way through JSON.
bool hasHeaders(const rabbitmq::Message &message)
{
    const Result<nlohmann::json> properties = message.properties.isEmpty() ? fail(ErrorKind::Unreadable) : parseJson(message.properties);
    if (!properties || !properties->is_object())
        return false;
    const auto headers = properties->find("headers");
    return headers != properties->end() && headers->is_object() && !headers->empty();
}

// Looks at both queues, then at the messages.
class MovePlanJob final : public Job<Plan>
{
public:
    MovePlanJob(HttpClient *client, const QString &vhost, const QString &from, const QString &to, QObject *parent)
        : Job<Plan>(parent), m_client(client), m_vhost(vhost), m_from(from), m_to(to)
    {
        start();
    }

protected:
    void onStart() override
    {
        readDetail(m_from, [this](const rabbitmq::QueueDetail &from) {
            if (from.queue.consumers.value_or(0) > 0) {
                finishError(moveRefused("mail.read-again", m_from));
                return;
            }
            const bool counts = from.arguments.contains("x-delivery-limit") || from.effectivePolicy.contains("delivery-limit");
            if (counts || from.queue.type == QLatin1String("stream")) {
                finishError(moveRefused("mail.counted", m_from));
                return;
            }
            readTarget();
        });
    }

private:
    void readDetail(const QString &name, std::function<void(const rabbitmq::QueueDetail &)> then)
    {
        HttpRequest request = askedByPlan(rabbitmq::queueRequest(m_vhost, name));
        request.expected = {404};
        if (!m_client) {
            finishError(Error::cancelled());
            return;
        }
        await(m_client->send(request, this), [this, name, then = std::move(then)](const Result<HttpResponse> &response) {
            if (!response) {
                finishError(response.error());
                return;
            }
            if (response->status == 404) {
                finishError(name == m_to ? moveRefused("mail.no-target", name) : Error::make(ErrorKind::NotFound));
                return;
            }
            const Result<rabbitmq::QueueDetail> detail = rabbitmq::decodeQueueDetail(response->body, false);
            if (detail)
                then(*detail);
            else
                finishError(detail.error());
        });
    }

    void readTarget()
    {
        readDetail(m_to, [this](const rabbitmq::QueueDetail &to) {
            if (to.queue.consumers.value_or(0) == 0)
                finishError(moveRefused("mail.target-unread", m_to));
            else
                readMessages();
        });
    }

    void readMessages()
    {
        if (!m_client) {
            finishError(Error::cancelled());
            return;
        }
        const HttpRequest request = askedByPlan(rabbitmq::getRequest(m_vhost, m_from, mailmove::mostAtOnce, rabbitmq::AckMode::Requeue));
        await(m_client->send(request, this), [this](const Result<HttpResponse> &response) {
            const Result<std::vector<rabbitmq::Message>> messages = response ? rabbitmq::decodeMessages(response->body)
                                                                            : Result<std::vector<rabbitmq::Message>>(fail(response.error()));
            if (messages)
                make(*messages);
            else
                finishError(messages.error());
        });
    }

    void make(const std::vector<rabbitmq::Message> &messages)
    {
        Plan plan;
        plan.id = Plan::newId();
        int moved = 0;
        int kept = 0;
        bool stopped = false;
        qsizetype afterLastMove = 0; // one that stays behind all others need not be touched
        for (size_t i = 0; i < messages.size() && !stopped; ++i) {
            const rabbitmq::Message &message = messages.at(i);
            stopped = hasHeaders(message) || message.isCut();
            if (stopped)
                break;
            const Result<QByteArray> converted = mailformat::converted(message.payload);
            Step step;
            step.id = Plan::newId();
            step.handler = RabbitMessageHandler::handlerId();
            step.options = {{kTo, converted ? m_to : m_from}, {kProperties, message.properties}};
            EntityState after{true, converted ? *converted : message.payload, {}};
            const QString number = QString::number(i + 1);
            step.changes = {{{System::RabbitMq, QStringLiteral("message"), rabbitmq::queueKey(m_vhost, m_from) + QLatin1Char('#') + number,
                              m_from + QLatin1String(" #") + number},
                             headState(message),
                             after}};
            plan.steps.append(step);
            moved += converted ? 1 : 0;
            kept += converted ? 0 : 1;
            if (converted)
                afterLastMove = plan.steps.size();
        }
        plan.steps.resize(afterLastMove);
        if (moved == 0) {
            Error error = moveRefused("mail.nothing-to-move", m_from);
            error.args.insert(QStringLiteral("count"), qint64(messages.size()));
            finishError(error);
            return;
        }
        plan.title = QStringLiteral("rabbitmq.move-mail");
        plan.titleArgs = {{QStringLiteral("name"), m_from}, {kTo, m_to}, {QStringLiteral("vhost"), m_vhost}, {QStringLiteral("count"), moved}};
        plan.notices.append({QStringLiteral("rabbitmq.move-mail"),
                             {{QStringLiteral("name"), m_from},
                              {kTo, m_to},
                              {QStringLiteral("count"), moved},
                              {QStringLiteral("kept"), kept},
                              {QStringLiteral("rest"), messages.empty() ? qint64(0) : messages.back().left},
                              {QStringLiteral("stopped"), stopped}}});
        finish(plan);
    }

    QPointer<HttpClient> m_client;
    QString m_vhost;
    QString m_from;
    QString m_to;
};

} // namespace

namespace mailmove {

Job<Plan> *planMove(HttpClient *client, const QString &vhost, const QString &from, const QString &to, QObject *parent)
{
    return new MovePlanJob(client, vhost, from, to, parent);
}

QByteArray maskedBody(const QByteArray &body)
{
    const mailformat::Mail mail = mailformat::recognise(body);
    if (mail.format == mailformat::Format::Other)
        return QByteArray::number(body.size()) + " B\n";
    nlohmann::ordered_json shown = nlohmann::ordered_json::object();
    for (const auto &[field, value] : mail.fields) {
        const std::string masked = mailformat::masked(field, value).toStdString();
        const QString outer = field.section(QLatin1Char('.'), 0, 0);
        if (outer == field)
            shown[field.toStdString()] = masked;
        else
            shown[outer.toStdString()][field.section(QLatin1Char('.'), 1).toStdString()] = masked;
    }
    return QByteArray::fromStdString(shown.dump(2));
}

} // namespace mailmove

// Publish, see it routed, take the original, see that it was that one.
class RabbitMessageHandler::Send final : public Job<SendResult>
{
public:
    Send(HttpClient *client, const Step &step, QObject *parent) : Job<SendResult>(parent), m_client(client), m_step(step) { start(); }

protected:
    void onStart() override
    {
        publish(convertedRequest(m_step), [this](const Result<bool> &routed) {
            if (!routed)
                finishError(routed.error()); // the original is where it was
            else if (!*routed)
                finishError(moveRefused("mail.not-routed", m_step.options.value(kTo).toString()));
            else
                take();
        });
    }

private:
    void publish(const HttpRequest &request, std::function<void(const Result<bool> &)> then)
    {
        if (!m_client) {
            finishError(Error::cancelled());
            return;
        }
        await(m_client->send(request, this), [then = std::move(then)](const Result<HttpResponse> &response) {
            then(response ? rabbitmq::decodePublished(response->body) : Result<bool>(fail(response.error())));
        });
    }

    void take()
    {
        if (!m_client) {
            finishError(Error::cancelled());
            return;
        }
        const auto [vhost, name] = sourceOf(m_step);
        const HttpRequest request = askedByPlan(rabbitmq::getRequest(vhost, name, 1, rabbitmq::AckMode::Take));
        await(m_client->send(request, this), [this](const Result<HttpResponse> &response) {
            const Result<std::vector<rabbitmq::Message>> taken = response ? rabbitmq::decodeMessages(response->body)
                                                                         : Result<std::vector<rabbitmq::Message>>(fail(response.error()));
            if (!taken) {
                finishError(taken.error());
                return;
            }
            const Change &change = m_step.changes.constFirst();
            if (taken->empty())
                finishError(moveRefused("mail.taken-by-another", m_step.options.value(kTo).toString()));
            else if (taken->front().payload != change.before.body)
                putBack(taken->front());
            else
                finish(SendResult{{EntityState{true, change.after.body, {}}}});
        });
    }

    // Somebody has taken ours: this one is another's, and goes to where it was.
    void putBack(const rabbitmq::Message &message)
    {
        const auto [vhost, name] = sourceOf(m_step);
        const HttpRequest request = askedByPlan(rabbitmq::publishRequest(vhost, {}, name, message.payload, message.properties));
        publish(request, [this, message](const Result<bool> &routed) {
            const bool isBack = routed && *routed;
            if (!isBack && m_triesLeft-- > 0) {
                QTimer::singleShot(kBetweenTries, this, [this, message] {
                    if (mayEnd())
                        putBack(message);
                });
                return;
            }
            Error error = moveRefused(isBack ? "mail.taken-by-another" : "mail.not-put-back", m_step.options.value(kTo).toString());
            error.mayHaveBeenDone = !isBack;
            finishError(error);
        });
    }

    QPointer<HttpClient> m_client;
    Step m_step;
    int m_triesLeft = 10;
};

RabbitMessageHandler::RabbitMessageHandler(HttpClient *client) : m_client(client) {}

RequestPreview RabbitMessageHandler::preview(const Step &step) const
{
    if (!mailmove::isMove(step))
        return {};
    const HttpRequest request = convertedRequest(step);
    return {request.method, request.path, request.contentType, request.body};
}

Job<QList<EntityState>> *RabbitMessageHandler::read(const Step &step, QObject *parent)
{
    const auto [vhost, name] = sourceOf(step);
    if (!m_client || vhost.isEmpty() || name.isEmpty())
        return readyJob<QList<EntityState>>(parent, fail(Error::cancelled()));
    const HttpRequest request = askedByPlan(rabbitmq::getRequest(vhost, name, 1, rabbitmq::AckMode::Requeue));
    return mapJob<QList<EntityState>>(parent, m_client->send(request, parent), [](const Result<HttpResponse> &response) -> Result<QList<EntityState>> {
        if (!response)
            return fail(response.error());
        const Result<std::vector<rabbitmq::Message>> messages = rabbitmq::decodeMessages(response->body);
        if (!messages)
            return fail(messages.error());
        return QList<EntityState>{messages->empty() ? EntityState() : headState(messages->front())};
    });
}

Job<SendResult> *RabbitMessageHandler::send(const Step &step, QObject *parent)
{
    if (!m_client || !mailmove::isMove(step))
        return readyJob<SendResult>(parent, fail(Error::cancelled()));
    return new Send(m_client, step, parent);
}

// The same body, and no fewer behind it: two that are alike differ in how many follow.
bool RabbitMessageHandler::sameAsBefore(const Change &change, const EntityState &now) const
{
    return now.exists && now.body == change.before.body && leftOf(now) >= leftOf(change.before);
}

bool RabbitMessageHandler::isAfter(const Change &change, const EntityState &now) const
{
    return !sameAsBefore(change, now);
}

QList<Step> RabbitMessageHandler::inverse(const Step &, const SendResult &) const
{
    return {};
}

} // namespace mk
