// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RabbitPlans.h"

#include "core/Json.h"
#include "core/JsonRead.h"
#include "net/HttpClient.h"
#include "platform/RabbitQueueHandler.h"

#include <algorithm>

namespace mk::rabbitplans {

namespace {

using nlohmann::json;

EntityState stateOf(const json &object)
{
    return {true, QByteArray::fromStdString(object.dump(2, ' ', false, json::error_handler_t::replace)), {}};
}

template <class T>
void put(json *object, const char *name, const std::optional<T> &value)
{
    if (value)
        (*object)[name] = *value;
}

Error refusal(const char *reason, const QString &name)
{
    Error error = Error::make(ErrorKind::BadRequest, QLatin1String(reason));
    error.args.insert(QStringLiteral("name"), name);
    return error;
}

Step stepOf(const Change &change)
{
    Step step;
    step.id = Plan::newId();
    step.handler = RabbitQueueHandler::handlerId();
    step.changes = {change};
    return step;
}

} // namespace

Job<std::vector<rabbitmq::Queue>> *readQueues(HttpClient *client, const QStringList &keys, QObject *parent)
{
    for (const QString &key : keys) {
        const auto [vhost, name] = rabbitmq::namesOfKey(key);
        if (!rabbitmq::isAddressable(vhost, name))
            return readyJob<std::vector<rabbitmq::Queue>>(parent, fail(refusal("rabbitmq.not-addressable", name)));
    }
    std::vector<Job<HttpResponse> *> reads;
    for (const QString &key : keys) {
        const auto [vhost, name] = rabbitmq::namesOfKey(key);
        HttpRequest request = rabbitmq::queueRequest(vhost, name);
        request.asker = QStringLiteral("plan");
        reads.push_back(client->send(request, parent));
    }
    auto *all = new JoinJob<HttpResponse>(parent, std::move(reads), JoinPolicy::CancelRestOnError);
    return mapJob<std::vector<rabbitmq::Queue>>(
        parent, static_cast<Job<std::vector<Result<HttpResponse>>> *>(all),
        [keys](const Result<std::vector<Result<HttpResponse>>> &answers) -> Result<std::vector<rabbitmq::Queue>> {
            if (!answers)
                return fail(answers.error());
            std::vector<rabbitmq::Queue> queues;
            std::optional<Error> cancelled; // because of another one's error, which is the one to tell
            for (size_t i = 0; i < answers->size(); ++i) {
                const Result<HttpResponse> &answer = answers->at(i);
                const Result<rabbitmq::QueueDetail> detail =
                    answer ? rabbitmq::decodeQueueDetail(answer->body, false) : fail(answer.error());
                if (!detail && detail.error().is(ErrorKind::Cancelled)) {
                    cancelled = detail.error();
                    continue;
                }
                if (!detail) {
                    Error error = detail.error();
                    error.args.insert(QStringLiteral("name"), rabbitmq::namesOfKey(keys.at(qsizetype(i))).second);
                    return fail(error);
                }
                queues.push_back(detail->queue);
            }
            if (cancelled)
                return fail(*cancelled);
            return queues;
        });
}

EntityRef entityOf(const rabbitmq::Queue &queue)
{
    return {System::RabbitMq, QStringLiteral("queue"), rabbitmq::queueKey(queue.vhost, queue.name), queue.name};
}

EntityState stateOf(const rabbitmq::Queue &queue)
{
    json object = json::object();
    object["name"] = queue.name.toStdString();
    object["vhost"] = queue.vhost.toStdString();
    if (!queue.type.isEmpty())
        object["type"] = queue.type.toStdString();
    put(&object, "messages_ready", queue.ready);
    put(&object, "messages_unacknowledged", queue.unacked);
    put(&object, "consumers", queue.consumers);
    return stateOf(object);
}

Figures figuresOf(const EntityState &state)
{
    Figures figures;
    const Result<json> document = state.exists ? parseJson(state.body) : fail(ErrorKind::Unreadable);
    if (!document || !document->is_object())
        return figures;
    const auto figure = [&](const char *name) -> std::optional<qint64> {
        const auto at = document->find(name);
        return at != document->end() && at->is_number_integer() ? std::optional<qint64>(at->get<qint64>()) : std::nullopt;
    };
    figures.ready = figure("messages_ready");
    figures.unacked = figure("messages_unacknowledged");
    figures.consumers = figure("consumers");
    return figures;
}

Limits limitsOf(const EntityState &before)
{
    const Figures figures = figuresOf(before);
    const qint64 ready = figures.ready.value_or(0);
    const qint64 slack = std::max<qint64>(10, ready / 10);
    // Where nobody reads, messages leave only by age or limits, or because somebody has emptied it already.
    return {figures.consumers == 0 ? std::max<qint64>(1, ready - ready / 10) : 1, ready + slack};
}

bool isPurge(const Change &change)
{
    return change.entity.kind == QLatin1String("queue") && change.entity.system == System::RabbitMq && change.after.exists;
}

Result<Plan> purge(const std::vector<rabbitmq::Queue> &queues)
{
    Plan plan;
    plan.id = Plan::newId();
    qint64 count = 0;
    for (const rabbitmq::Queue &queue : queues) {
        if (!rabbitmq::isAddressable(queue.vhost, queue.name))
            return fail(refusal("rabbitmq.not-addressable", queue.name));
        if (queue.type == QLatin1String("stream"))
            return fail(refusal("rabbitmq.purge-stream", queue.name));
        if (!queue.ready)
            return fail(refusal("rabbitmq.counts-unknown", queue.name));
        if (*queue.ready == 0)
            return fail(refusal("rabbitmq.nothing-to-purge", queue.name));
        count += *queue.ready;
        rabbitmq::Queue emptied = queue;
        emptied.ready = 0;
        const EntityState before = stateOf(queue);
        plan.steps.append(stepOf({entityOf(queue), before, stateOf(emptied)}));
        plan.notices.append({QStringLiteral("rabbitmq.purge"),
                             {{QStringLiteral("name"), queue.name},
                              {QStringLiteral("vhost"), queue.vhost},
                              {QStringLiteral("count"), *queue.ready},
                              {QStringLiteral("unacked"), queue.unacked.value_or(0)},
                              {QStringLiteral("consumers"), queue.consumers.value_or(0)},
                              {QStringLiteral("most"), limitsOf(before).most}}});
    }
    if (plan.steps.isEmpty())
        return fail(ErrorKind::Internal, {}, QStringLiteral("no queue to purge"));
    if (queues.size() == 1) {
        plan.title = QStringLiteral("rabbitmq.purge");
        plan.titleArgs = {{QStringLiteral("name"), queues.front().name},
                          {QStringLiteral("vhost"), queues.front().vhost},
                          {QStringLiteral("count"), count}};
    } else {
        plan.title = QStringLiteral("rabbitmq.purge-many");
        plan.titleArgs = {{QStringLiteral("count"), count}, {QStringLiteral("queues"), int(queues.size())}};
    }
    return plan;
}

Result<Plan> deleteQueue(const rabbitmq::Queue &queue, bool ifEmpty, bool ifUnused)
{
    if (!rabbitmq::isAddressable(queue.vhost, queue.name))
        return fail(refusal("rabbitmq.not-addressable", queue.name));
    Plan plan;
    plan.id = Plan::newId();
    plan.title = QStringLiteral("rabbitmq.delete-queue");
    plan.titleArgs = {{QStringLiteral("name"), queue.name}, {QStringLiteral("vhost"), queue.vhost}};
    Step step = stepOf({entityOf(queue), stateOf(queue), EntityState()});
    step.options = {{QStringLiteral("ifEmpty"), ifEmpty}, {QStringLiteral("ifUnused"), ifUnused}};
    plan.steps.append(step);
    plan.notices.append({QStringLiteral("rabbitmq.delete-queue"),
                         {{QStringLiteral("name"), queue.name},
                          {QStringLiteral("count"), queue.total.value_or(0)},
                          {QStringLiteral("consumers"), queue.consumers.value_or(0)},
                          {QStringLiteral("ifEmpty"), ifEmpty},
                          {QStringLiteral("ifUnused"), ifUnused}}});
    return plan;
}

} // namespace mk::rabbitplans
