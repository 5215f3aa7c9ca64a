// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/rabbitmq/RabbitMqRouting.h"

#include "core/Json.h"
#include "core/JsonRead.h"

namespace mk::rabbitmq {

namespace {

using Object = nlohmann::json;

QString routingText(const Object &parent, const char *name)
{
    const auto at = parent.find(name);
    return at != parent.end() && at->is_string() ? QString::fromStdString(at->get_ref<const std::string &>()) : QString();
}

// Objects without members come as empty lists from some versions.
QByteArray routingObject(const Object &parent, const char *name)
{
    const auto at = parent.find(name);
    if (at == parent.end() || !at->is_object() || at->empty())
        return {};
    return QByteArray::fromStdString(at->dump(-1, ' ', false, Object::error_handler_t::replace));
}

QString routingTextIn(const Object &parent, const char *object, const char *name)
{
    const auto at = parent.find(object);
    return at != parent.end() && at->is_object() ? routingText(*at, name) : QString();
}

HttpRequest listRequest(const QByteArray &path)
{
    HttpRequest request;
    request.path = path;
    request.callClass = CallClass::List;
    return request;
}

template<class T> Result<std::vector<T>> readRows(const QByteArray &body, Result<T> (*read)(const Object &))
{
    std::vector<T> rows;
    const Result<Done> done = parseJsonArray(body, [&](Object &element) -> Result<Done> {
        Result<T> row = read(element);
        if (!row)
            return fail(row.error());
        rows.push_back(std::move(*row));
        return Done{};
    });
    if (!done)
        return fail(done.error());
    return rows;
}

Result<Exchange> readExchange(const Object &element)
{
    JsonFields fields(element, "exchange");
    fields.require({"name", "vhost", "type"});
    Exchange exchange;
    exchange.name = fields.string("name");
    exchange.vhost = fields.string("vhost");
    exchange.type = fields.string("type");
    exchange.durable = fields.boolean("durable");
    exchange.autoDelete = fields.boolean("auto_delete");
    exchange.internal = fields.boolean("internal");
    if (fields.error())
        return fail(*fields.error());
    exchange.policy = routingText(element, "policy");
    exchange.arguments = routingObject(element, "arguments");
    return exchange;
}

Result<Policy> readPolicy(const Object &element)
{
    JsonFields fields(element, "policy");
    fields.require({"name"});
    Policy policy;
    policy.name = fields.string("name");
    policy.vhost = fields.string("vhost");
    if (fields.error())
        return fail(*fields.error());
    policy.definition = routingObject(element, "definition");
    return policy;
}

Result<Message> readMessage(const Object &element)
{
    JsonFields fields(element, "message");
    fields.require({"payload", "payload_encoding"});
    Message message;
    const QString payload = fields.string("payload");
    const QString encoding = fields.string("payload_encoding");
    message.exchange = fields.string("exchange");
    message.routingKey = fields.string("routing_key");
    message.redelivered = fields.boolean("redelivered");
    message.payloadBytes = fields.signedNumber("payload_bytes");
    message.left = fields.signedNumber("message_count");
    if (fields.error())
        return fail(*fields.error());
    message.payload = payload.toUtf8();
    if (encoding == QLatin1String("base64")) {
        const auto decoded = QByteArray::fromBase64Encoding(message.payload, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return fail(ErrorKind::Unreadable, {}, QStringLiteral("the body of a message is no base64"));
        message.payload = *decoded;
    }
    message.properties = routingObject(element, "properties");
    return message;
}

Result<Object> readObject(const QByteArray &body, const char *what)
{
    Result<Object> document = parseJson(body);
    if (document && !document->is_object())
        return fail(ErrorKind::Unreadable, {}, QString::fromLatin1(what) + QLatin1String(" is no object"));
    return document;
}

} // namespace

HttpRequest exchangesRequest()
{
    return listRequest("/api/exchanges?columns=vhost,name,type,durable,auto_delete,internal,arguments,policy");
}

HttpRequest vhostBindingsRequest(const QString &vhost)
{
    UrlPath path("/api/bindings/");
    path.segment(vhost);
    return listRequest(path.encoded() + "?columns=source,vhost,destination,destination_type,routing_key,arguments,properties_key");
}

HttpRequest policiesRequest(const QString &vhost)
{
    UrlPath path("/api/policies/");
    path.segment(vhost);
    return listRequest(path.encoded());
}

HttpRequest channelRequest(const QString &name)
{
    UrlPath path("/api/channels/");
    path.segment(name);
    HttpRequest request;
    request.path = path.encoded() + "?columns=name,user,idle_since,messages_unacknowledged,connection_details";
    return request;
}

HttpRequest connectionRequest(const QString &name)
{
    UrlPath path("/api/connections/");
    path.segment(name);
    HttpRequest request;
    request.path = path.encoded() + "?columns=name,state,user_provided_name,client_properties,peer_host";
    return request;
}

HttpRequest getRequest(const QString &vhost, const QString &queue, int count, AckMode mode, int truncate)
{
    UrlPath path("/api/queues/");
    path.segment(vhost).literal("/").segment(queue).literal("/get");
    Object body = {{"count", count},
                   {"ackmode", mode == AckMode::Requeue ? "ack_requeue_true" : "ack_requeue_false"},
                   {"encoding", "auto"}};
    if (truncate > 0)
        body["truncate"] = truncate;
    HttpRequest request;
    request.method = "POST";
    request.path = path.encoded();
    request.contentType = "application/json";
    request.body = QByteArray::fromStdString(body.dump());
    request.callClass = CallClass::Write;
    return request;
}

HttpRequest publishRequest(const QString &vhost, const QString &exchange, const QString &routingKey, const QByteArray &payload,
                           const QByteArray &properties)
{
    UrlPath path("/api/exchanges/");
    path.segment(vhost).literal("/").segment(exchange.isEmpty() ? QStringLiteral("amq.default") : exchange).literal("/publish");
    const Result<Object> known = properties.isEmpty() ? Result<Object>(Object::object()) : parseJson(properties);
    Object body = Object::object();
    body["properties"] = known && known->is_object() ? *known : Object::object();
    body["routing_key"] = routingKey.toStdString();
    // Bytes that are no text would come back changed.
    const bool isText = QString::fromUtf8(payload).toUtf8() == payload;
    body["payload"] = (isText ? payload : payload.toBase64()).toStdString();
    body["payload_encoding"] = isText ? "string" : "base64";
    HttpRequest request;
    request.method = "POST";
    request.path = path.encoded();
    request.contentType = "application/json";
    request.body = QByteArray::fromStdString(body.dump(-1, ' ', false, Object::error_handler_t::replace));
    request.callClass = CallClass::Write;
    request.sendsSecretBody = true;
    return request;
}

Result<std::vector<Exchange>> decodeExchanges(const QByteArray &body)
{
    return readRows<Exchange>(body, &readExchange);
}

Result<std::vector<Binding>> decodeVhostBindings(const QByteArray &body)
{
    Result<std::vector<Binding>> bindings = decodeBindings(body);
    if (bindings)
        std::erase_if(*bindings, [](const Binding &binding) { return binding.source.isEmpty(); });
    return bindings;
}

Result<std::vector<Policy>> decodePolicies(const QByteArray &body)
{
    return readRows<Policy>(body, &readPolicy);
}

Result<Channel> decodeChannel(const QByteArray &body)
{
    const Result<Object> document = readObject(body, "channel");
    if (!document)
        return fail(document.error());
    Channel channel;
    channel.name = routingText(*document, "name");
    channel.user = routingText(*document, "user");
    channel.idleSince = routingText(*document, "idle_since");
    channel.connection = routingTextIn(*document, "connection_details", "name");
    channel.peerHost = routingTextIn(*document, "connection_details", "peer_host");
    if (const auto at = document->find("messages_unacknowledged"); at != document->end() && at->is_number_integer())
        channel.unacked = at->get<qint64>();
    return channel;
}

Result<Connection> decodeConnection(const QByteArray &body)
{
    const Result<Object> document = readObject(body, "connection");
    if (!document)
        return fail(document.error());
    Connection connection;
    connection.name = routingText(*document, "name");
    connection.state = routingText(*document, "state");
    connection.peerHost = routingText(*document, "peer_host");
    connection.providedName = routingText(*document, "user_provided_name");
    if (connection.providedName.isEmpty())
        connection.providedName = routingTextIn(*document, "client_properties", "connection_name");
    connection.product = routingTextIn(*document, "client_properties", "product");
    return connection;
}

Result<std::vector<Message>> decodeMessages(const QByteArray &body)
{
    return readRows<Message>(body, &readMessage);
}

Result<bool> decodePublished(const QByteArray &body)
{
    const Result<Object> document = readObject(body, "the answer to a publish");
    if (!document)
        return fail(document.error());
    const auto routed = document->find("routed");
    if (routed == document->end() || !routed->is_boolean())
        return fail(ErrorKind::Unreadable, {}, QStringLiteral("the answer to a publish tells not whether it was routed"));
    return routed->get<bool>();
}

} // namespace mk::rabbitmq
