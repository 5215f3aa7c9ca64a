// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/rabbitmq/RabbitMqQueues.h"

#include "core/Json.h"
#include "core/JsonRead.h"

#include <algorithm>

namespace mk::rabbitmq {

namespace {

using nlohmann::json;

constexpr int maxSamples = 500; // the server gives none at all for more
constexpr std::chrono::seconds sampling{5};

const char *const listColumns =
    "vhost,name,type,state,node,policy,idle_since,durable,auto_delete,exclusive,messages_ready,messages_unacknowledged,"
    "messages,consumers,memory,message_bytes,messages_details.rate,message_stats.publish_details.rate,"
    "message_stats.deliver_get_details.rate,message_stats.ack_details.rate";

// Objects without members come as empty lists from some versions, and a node that is down leaves fields out.
const json *objectIn(const json &parent, const char *name)
{
    if (!parent.is_object())
        return nullptr;
    const auto at = parent.find(name);
    return at != parent.end() && at->is_object() ? &*at : nullptr;
}

// Counts are written as floats by some versions; what is no number has not been told.
std::optional<double> numberIn(const json *parent, const char *name)
{
    if (!parent)
        return std::nullopt;
    const auto at = parent->find(name);
    if (at == parent->end() || !at->is_number())
        return std::nullopt;
    return at->get<double>();
}

std::optional<qint64> countIn(const json &parent, const char *name)
{
    const std::optional<double> value = numberIn(&parent, name);
    if (!value || !(*value > -9.0e15 && *value < 9.0e15))
        return std::nullopt;
    return qint64(*value);
}

QString textIn(const json &parent, const char *name)
{
    const auto at = parent.find(name);
    return at != parent.end() && at->is_string() ? QString::fromStdString(at->get_ref<const std::string &>()) : QString();
}

std::optional<double> rateIn(const json &queue, const char *details)
{
    const json *stats = objectIn(queue, "message_stats");
    return numberIn(stats ? objectIn(*stats, details) : nullptr, "rate");
}

// Of a column with a dot the server makes an object in an object, as in the whole answer.
Result<Queue> readQueue(const json &element, bool ratesKnown)
{
    JsonFields fields(element, "queue");
    fields.require({"name", "vhost"});
    Queue queue;
    queue.name = fields.string("name");
    queue.vhost = fields.string("vhost");
    if (fields.error())
        return fail(*fields.error());
    queue.type = textIn(element, "type");
    queue.state = textIn(element, "state");
    queue.node = textIn(element, "node");
    queue.policy = textIn(element, "policy");
    queue.idleSince = textIn(element, "idle_since");
    const auto flag = [&element](const char *name) {
        const auto at = element.find(name);
        return at != element.end() && at->is_boolean() && at->get<bool>();
    };
    queue.durable = flag("durable");
    queue.autoDelete = flag("auto_delete");
    queue.exclusive = flag("exclusive");
    queue.ready = countIn(element, "messages_ready");
    queue.unacked = countIn(element, "messages_unacknowledged");
    queue.total = countIn(element, "messages");
    queue.consumers = countIn(element, "consumers");
    queue.memory = countIn(element, "memory");
    queue.messageBytes = countIn(element, "message_bytes");
    queue.publishRate = rateIn(element, "publish_details");
    queue.deliverRate = rateIn(element, "deliver_get_details");
    queue.ackRate = rateIn(element, "ack_details");
    queue.depthRate = numberIn(objectIn(element, "messages_details"), "rate");
    // Nothing of that kind has happened to it; a queue that has told no counts has told no rates either.
    if (ratesKnown && queue.ready) {
        for (std::optional<double> *rate : {&queue.publishRate, &queue.deliverRate, &queue.ackRate}) {
            if (!*rate)
                *rate = 0.0;
        }
    }
    return queue;
}

QByteArray objectText(const json &parent, const char *name)
{
    const json *object = objectIn(parent, name);
    if (!object || object->empty())
        return {};
    return QByteArray::fromStdString(object->dump(-1, ' ', false, json::error_handler_t::replace));
}

QStringList textsIn(const json &parent, const char *name)
{
    QStringList texts;
    const auto at = parent.find(name);
    if (at == parent.end() || !at->is_array())
        return texts;
    for (const json &text : *at) {
        if (text.is_string())
            texts.append(QString::fromStdString(text.get_ref<const std::string &>()));
    }
    return texts;
}

// Newest first as the server writes them, oldest first as they are drawn.
std::vector<Sample> samplesIn(const json *details)
{
    std::vector<Sample> samples;
    const auto list = details ? details->find("samples") : json::const_iterator();
    if (!details || list == details->end() || !list->is_array())
        return samples;
    for (const json &one : *list) {
        const std::optional<double> value = one.is_object() ? numberIn(&one, "sample") : std::nullopt;
        const std::optional<double> at = one.is_object() ? numberIn(&one, "timestamp") : std::nullopt;
        if (value && at && *at > 0 && *at < 9.0e15)
            samples.push_back({qint64(*at), *value});
    }
    std::sort(samples.begin(), samples.end(), [](const Sample &a, const Sample &b) { return a.at < b.at; });
    return samples;
}

// Counters to rates. One that fell began anew with its queue or its node: no rate is known for that moment.
std::vector<Sample> ratesOf(const std::vector<Sample> &counters)
{
    std::vector<Sample> rates;
    for (size_t i = 1; i < counters.size(); ++i) {
        const double seconds = double(counters[i].at - counters[i - 1].at) / 1000;
        const double risen = counters[i].value - counters[i - 1].value;
        if (seconds > 0 && risen >= 0)
            rates.push_back({counters[i].at, risen / seconds});
    }
    return rates;
}

Consumer readConsumer(const json &element)
{
    Consumer consumer;
    consumer.tag = textIn(element, "consumer_tag");
    consumer.activity = textIn(element, "activity_status");
    if (const json *channel = objectIn(element, "channel_details")) {
        consumer.connection = textIn(*channel, "connection_name");
        consumer.channel = textIn(*channel, "name");
        consumer.user = textIn(*channel, "user");
    }
    consumer.prefetch = countIn(element, "prefetch_count");
    const auto flag = [&element](const char *name) -> std::optional<bool> {
        const auto at = element.find(name);
        return at != element.end() && at->is_boolean() ? std::optional<bool>(at->get<bool>()) : std::nullopt;
    };
    consumer.ackRequired = flag("ack_required").value_or(false);
    consumer.exclusive = flag("exclusive").value_or(false);
    consumer.active = flag("active");
    return consumer;
}

UrlPath queuePath(const QString &vhost, const QString &name)
{
    UrlPath path("/api/queues/");
    path.segment(vhost).literal("/").segment(name);
    return path;
}

} // namespace

QString queueKey(const QString &vhost, const QString &name)
{
    return QString::fromLatin1(UrlPath::encode(vhost) + '/' + UrlPath::encode(name));
}

std::pair<QString, QString> namesOfKey(const QString &key)
{
    const QByteArray bytes = key.toLatin1();
    const qsizetype slash = bytes.indexOf('/');
    if (slash < 0)
        return {};
    return {QString::fromUtf8(QByteArray::fromPercentEncoding(bytes.left(slash))),
            QString::fromUtf8(QByteArray::fromPercentEncoding(bytes.mid(slash + 1)))};
}

HttpRequest queuesRequest()
{
    HttpRequest request;
    request.path = QByteArray("/api/queues?enable_queue_totals=true&columns=") + listColumns;
    request.callClass = CallClass::List;
    return request;
}

bool isAddressable(const QString &vhost, const QString &name)
{
    const auto isDots = [](const QString &text) { return text == QLatin1String(".") || text == QLatin1String(".."); };
    return !isDots(vhost) && !isDots(name);
}

HttpRequest queueRequest(const QString &vhost, const QString &name, std::chrono::seconds age)
{
    UrlPath path = queuePath(vhost, name);
    if (age.count() > 0) {
        // Steps that the server's retention has: 5 s up to ten minutes, a minute beyond.
        std::chrono::seconds step = age.count() <= 605 ? sampling : std::chrono::seconds(60);
        while (age / step > maxSamples)
            step *= 2;
        for (const char *what : {"lengths", "msg_rates"}) {
            const QByteArray ageName = QByteArray(what) + "_age";
            const QByteArray stepName = QByteArray(what) + "_incr";
            path.query(ageName.constData(), QString::number(age.count()));
            path.query(stepName.constData(), QString::number(step.count()));
        }
    }
    HttpRequest request;
    request.path = path.encoded();
    return request;
}

HttpRequest queueBindingsRequest(const QString &vhost, const QString &name)
{
    HttpRequest request;
    request.path = queuePath(vhost, name).literal("/bindings").encoded();
    request.callClass = CallClass::List;
    return request;
}

HttpRequest purgeRequest(const QString &vhost, const QString &name)
{
    HttpRequest request;
    request.method = "DELETE";
    request.path = queuePath(vhost, name).literal("/contents").encoded();
    request.callClass = CallClass::Write;
    return request;
}

HttpRequest deleteQueueRequest(const QString &vhost, const QString &name, bool ifEmpty, bool ifUnused)
{
    UrlPath path = queuePath(vhost, name);
    if (ifEmpty)
        path.query("if-empty", QStringLiteral("true"));
    if (ifUnused)
        path.query("if-unused", QStringLiteral("true"));
    HttpRequest request;
    request.method = "DELETE";
    request.path = path.encoded();
    request.callClass = CallClass::Write;
    return request;
}

Result<std::vector<Queue>> decodeQueues(const QByteArray &body, bool ratesKnown)
{
    std::vector<Queue> queues;
    const Result<Done> read = parseJsonArray(body, [&](json &element) -> Result<Done> {
        Result<Queue> queue = readQueue(element, ratesKnown);
        if (!queue)
            return fail(queue.error());
        queues.push_back(std::move(*queue));
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return queues;
}

Result<QueueDetail> decodeQueueDetail(const QByteArray &body, bool ratesKnown)
{
    const Result<json> document = parseJson(body);
    if (!document)
        return fail(document.error());
    const Result<Queue> queue = readQueue(*document, ratesKnown);
    if (!queue)
        return fail(queue.error());
    QueueDetail detail;
    detail.queue = *queue;
    detail.raw = body;
    if (const auto list = document->find("consumer_details"); list != document->end() && list->is_array()) {
        detail.consumers.emplace();
        for (const json &element : *list) {
            if (element.is_object())
                detail.consumers->push_back(readConsumer(element));
        }
        // 3.10 leaves the figure out of some answers that list the consumers.
        if (!detail.queue.consumers)
            detail.queue.consumers = qint64(detail.consumers->size());
    }
    detail.operatorPolicy = textIn(*document, "operator_policy");
    detail.arguments = objectText(*document, "arguments");
    detail.effectivePolicy = objectText(*document, "effective_policy_definition");
    detail.members = textsIn(*document, "members");
    detail.online = textsIn(*document, "online");
    detail.samples.ready = samplesIn(objectIn(*document, "messages_ready_details"));
    detail.samples.unacked = samplesIn(objectIn(*document, "messages_unacknowledged_details"));
    if (const json *stats = objectIn(*document, "message_stats")) {
        detail.samples.publish = ratesOf(samplesIn(objectIn(*stats, "publish_details")));
        detail.samples.deliver = ratesOf(samplesIn(objectIn(*stats, "deliver_get_details")));
        detail.samples.ack = ratesOf(samplesIn(objectIn(*stats, "ack_details")));
    }
    return detail;
}

Result<std::vector<Binding>> decodeBindings(const QByteArray &body)
{
    std::vector<Binding> bindings;
    const Result<Done> read = parseJsonArray(body, [&bindings](json &element) -> Result<Done> {
        JsonFields fields(element, "binding");
        fields.require({"destination"});
        Binding binding;
        binding.source = fields.string("source");
        binding.vhost = fields.string("vhost");
        binding.destination = fields.string("destination");
        binding.destinationType = fields.string("destination_type");
        binding.routingKey = fields.string("routing_key");
        binding.propertiesKey = fields.string("properties_key");
        if (fields.error())
            return fail(*fields.error());
        binding.arguments = objectText(element, "arguments");
        bindings.push_back(std::move(binding));
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return bindings;
}

} // namespace mk::rabbitmq
