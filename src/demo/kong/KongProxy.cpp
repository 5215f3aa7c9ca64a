// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongProxy.h"

#include <QHostAddress>
#include <QUrl>
#include <QUuid>

#include <algorithm>
#include <map>

namespace mk::demo {

namespace {

using nlohmann::json;

const QByteArray kJson = "application/json; charset=utf-8";

// Of the connection, not of the request.
bool isHopByHop(const QByteArray &name)
{
    static const QByteArrayList kNames{"connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "host",
                                       "expect", "content-length"};
    return kNames.contains(name.toLower());
}

bool flag(const json &row, std::string_view name)
{
    return member(row, name) == true;
}

bool isTrusted(const KongNode &node, const QByteArray &address)
{
    const QHostAddress host(QString::fromUtf8(address));
    return std::any_of(node.trustedIps.begin(), node.trustedIps.end(), [&host](const QString &range) {
        return host.isInSubnet(QHostAddress::parseSubnet(range.contains(QLatin1Char('/')) ? range : range + (range.contains(QLatin1Char(':')) ? QStringLiteral("/128") : QStringLiteral("/32"))));
    });
}

bool wantsDebug(const ProxyContext &context)
{
    const QByteArray value = context.request.header("Kong-Debug");
    return value == "1" || (value == "true" && !context.isOld());
}

// The page of the web server underneath, for redirects.
QByteArray pageOf(const QByteArray &title)
{
    return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n</body>\r\n</html>\r\n";
}

} // namespace

Reply ProxyContext::exit(int status, const QByteArray &message)
{
    const json body{{"message", message.toStdString()}};
    return {status, {{QByteArray("Content-Type"), kJson}}, QByteArray::fromStdString(body.dump())};
}

Reply ProxyContext::error(int status, const QByteArray &message) const
{
    Reply reply = exit(status, message);
    if (!isThree())
        return reply;
    const QByteArray accept = request.header("Accept").toLower();
    if (accept.startsWith("application/grpc"))
        return {status, {{QByteArray("Content-Type"), QByteArray()}}, {}};
    if (accept.contains("text/html")) {
        const QByteArray body = "<!doctype html>\n<html>\n  <head>\n    <meta charset=\"utf-8\">\n    <title>Error</title>\n  </head>\n  <body>\n    <h1>Error</h1>\n    <p>"
                                + message + ".</p>\n    <p>request_id: " + requestId + "</p>\n  </body>\n</html>\n";
        return {status, {{QByteArray("Content-Type"), QByteArray("text/html; charset=utf-8")}}, body};
    }
    if (accept.contains("application/xml")) {
        const QByteArray body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<error>\n  <message>" + message + "</message>\n  <requestid>" + requestId
                                + "</requestid>\n</error>\n";
        return {status, {{QByteArray("Content-Type"), QByteArray("application/xml; charset=utf-8")}}, body};
    }
    if (accept.startsWith("text/plain"))
        return {status, {{QByteArray("Content-Type"), QByteArray("text/plain; charset=utf-8")}}, message + "\nrequest_id: " + requestId + '\n'};
    const json body{{"message", message.toStdString()}, {"request_id", requestId.toStdString()}};
    reply.body = QByteArray::fromStdString(body.dump());
    return reply;
}

KongProxy::KongProxy(KongNode *node)
    : m_node(node)
    , m_router(node)
    , m_metrics(node)
{
    node->metrics = [this] { return m_metrics.text(); };
}

KongProxy::~KongProxy()
{
    m_node->metrics = nullptr;
}

void KongProxy::clear()
{
    m_metrics.clear();
    m_plugins.clear();
    m_turns.clear();
}

void KongProxy::handle(const Request &request, std::function<void(Reply)> respond)
{
    ProxyContext context;
    context.node = m_node;
    context.request = request;
    context.client = request.peer.toString().toUtf8();
    if (context.isThree())
        context.requestId = QUuid::createUuid().toByteArray(QUuid::Id128);
    bool routed = false;
    bool byUpstream = false;
    Reply reply = answer(&context, &routed, &byUpstream);
    decorate(context, &reply, byUpstream);
    if (routed)
        count(context, reply, byUpstream);
    respond(std::move(reply));
}

Reply KongProxy::answer(ProxyContext *context, bool *routed, bool *byUpstream)
{
    switch (m_router.find(context->request, &context->match)) {
    case KongRouter::Outcome::Broken:
        return ProxyContext::exit(500, "An unexpected error occurred");
    case KongRouter::Outcome::NothingMatches:
        return context->error(404, context->isOld() ? "no route and no API found with those values" : "no Route matched with those values");
    case KongRouter::Outcome::Found:
        break;
    }
    if (std::optional<Reply> refused = refusedByScheme(*context))
        return *refused;
    *routed = true;
    m_plugins.access(context);
    if (context->answered) {
        Reply reply = *context->answered;
        m_plugins.answer(*context, &reply, false);
        *byUpstream = context->fromCache;
        return reply;
    }
    Reply reply = askUpstream(context, byUpstream);
    m_plugins.answer(*context, &reply, *byUpstream);
    return reply;
}

// A route or api that is only there over TLS.
std::optional<Reply> KongProxy::refusedByScheme(const ProxyContext &context) const
{
    if (context.request.overTls)
        return std::nullopt;
    const bool terminated = isTrusted(*m_node, context.client) && context.request.header("X-Forwarded-Proto").toLower() == "https";
    int status = 426;
    if (!context.match.api.is_null()) {
        if (!flag(context.match.api, "https_only") || (flag(context.match.api, "http_if_terminated") && terminated))
            return std::nullopt;
    } else {
        const json &protocols = member(context.match.route, "protocols");
        if (terminated || !protocols.is_array() || std::find(protocols.begin(), protocols.end(), "http") != protocols.end())
            return std::nullopt;
        if (std::find(protocols.begin(), protocols.end(), "https") == protocols.end())
            return context.error(404, "no Route matched with those values");
        if (const json &wanted = member(context.match.route, "https_redirect_status_code"); wanted.is_number())
            status = wanted.get<int>();
    }
    if (status == 426) {
        Reply reply = context.error(426, "Please use HTTPS protocol");
        if (context.isOld())
            reply.headers.append({QByteArray("connection"), QByteArray("Upgrade")});
        reply.headers.append({context.isOld() ? QByteArray("upgrade") : QByteArray("Upgrade"), QByteArray("TLS/1.2, HTTP/1.1")});
        return reply;
    }
    static const std::map<int, QByteArray> kTitles{{301, "301 Moved Permanently"}, {302, "302 Found"}, {307, "307 Temporary Redirect"}, {308, "308 Permanent Redirect"}};
    const auto title = kTitles.find(status);
    return Reply{status,
                 {{QByteArray("Content-Type"), QByteArray("text/html")},
                  {QByteArray("Location"), "https://" + withoutPort(context.request.header("Host")) + context.request.target}},
                 title == kTitles.end() ? QByteArray() : pageOf(title->second)};
}

// Targets take turns by weight; those that are unhealthy or have no weight are left out.
std::optional<json> KongProxy::nextTarget(const json &upstream)
{
    const std::string id = textOf(upstream, "id").toStdString();
    std::map<QByteArray, json> active; // 0.14.1 keeps every row: the last of a target's counts
    for (const KongTables::Stored *stored : m_node->tables.bySequence("targets")) {
        if (referenceOf(stored->row, "upstream") == id)
            active[textOf(stored->row, "target")] = stored->row;
    }
    QHash<QString, qint64> &turns = m_turns[QString::fromStdString(id)];
    qint64 total = 0;
    const json *best = nullptr;
    qint64 *bestTurn = nullptr;
    for (const auto &[name, row] : active) {
        const qint64 weight = member(row, "weight").is_number() ? member(row, "weight").get<qint64>() : 0;
        const QString key = QString::fromUtf8(name);
        if (weight <= 0 || !m_node->targetHealth.value(QString::fromStdString(id) + QLatin1Char('|') + key, true))
            continue;
        turns[key] += weight;
        total += weight;
        if (!best || turns[key] > *bestTurn) {
            best = &row;
            bestTurn = &turns[key];
        }
    }
    if (!best)
        return std::nullopt;
    turns[QString::fromUtf8(textOf(*best, "target"))] -= total;
    return *best;
}

Request KongProxy::handedOn(const ProxyContext &context, const QByteArray &host, const QByteArray &path) const
{
    Request request;
    request.method = context.request.method;
    request.target = context.request.target.contains('?') ? QByteArray(path + '?' + context.request.query()) : path;
    request.body = context.request.body;
    request.peer = QHostAddress(QHostAddress::LocalHost);
    const bool trusted = isTrusted(*m_node, context.client);
    const auto forwarded = [&](const char *name, const QByteArray &own) {
        const QByteArray given = context.request.header(name);
        request.headers.append({QByteArray(name), trusted && !given.isEmpty() ? given : own});
    };
    request.headers.append({QByteArray("Host"), host});
    request.headers.append({QByteArray("Connection"), QByteArray("keep-alive")});
    const QByteArray before = context.request.header("X-Forwarded-For");
    request.headers.append({QByteArray("X-Forwarded-For"), before.isEmpty() ? context.client : before + ", " + context.client});
    forwarded("X-Forwarded-Proto", context.request.overTls ? "https" : "http");
    forwarded("X-Forwarded-Host", withoutPort(context.request.header("Host")));
    forwarded("X-Forwarded-Port", QByteArray::number(context.request.overTls ? m_node->proxyTlsPort : m_node->proxyPort));
    if (!context.isOld()) {
        forwarded("X-Forwarded-Path", context.request.path());
        if (context.match.byPath && flag(context.match.route, "strip_path") && context.match.matched != "/")
            forwarded("X-Forwarded-Prefix", context.match.matched.size() > 1 && context.match.matched.endsWith('/') ? context.match.matched.chopped(1) : context.match.matched);
    }
    request.headers.append({QByteArray("X-Real-IP"), context.client});
    if (context.isThree()) {
        request.headers.append({QByteArray("Via"), "1.1 kong/" + m_node->version.toUtf8()});
        request.headers.append({QByteArray("X-Kong-Request-Id"), context.requestId});
    }
    for (const auto &[name, value] : context.request.headers) {
        const bool own = !headerOf(request.headers, name).isEmpty() || !headerOf(context.added, name).isEmpty();
        if (!isHopByHop(name) && !own && !context.hidden.contains(name.toLower()))
            request.headers.append({name, value});
    }
    request.headers += context.added;
    if (!request.body.isEmpty() || !context.request.header("Content-Length").isEmpty())
        request.headers.append({QByteArray("Content-Length"), QByteArray::number(request.body.size())});
    return request;
}

Reply KongProxy::askUpstream(ProxyContext *context, bool *byUpstream)
{
    const json &api = context->match.api;
    const json &service = context->match.service;
    if (api.is_null() && service.is_null())
        return context->error(503, "no Service found with those values");
    QByteArray host;
    QByteArray base;
    QByteArray scheme;
    int port = 0;
    if (!api.is_null()) {
        const QUrl url(QString::fromUtf8(textOf(api, "upstream_url")));
        scheme = url.scheme().toLower().toUtf8();
        host = url.host().toUtf8();
        port = url.port(scheme == "https" ? 443 : 80);
        base = url.path(QUrl::FullyEncoded).toUtf8();
    } else {
        scheme = textOf(service, "protocol");
        host = textOf(service, "host");
        port = member(service, "port").is_number() ? member(service, "port").get<int>() : 80;
        base = textOf(service, "path");
    }
    const bool strip = api.is_null() ? flag(context->match.route, "strip_path") : flag(api, "strip_uri");
    const bool plainJoin = context->isTwo() && member(context->match.route, "path_handling") == "v1";
    QByteArray path = upstreamPath(base, context->match, strip, plainJoin);
    if (context->isThree()) // what was decoded to be compared is encoded again; earlier versions hand it on raw
        path = path.toPercentEncoding("!#$&'()*+,/:;=?@[]-_.~%");

    if (const KongTables::Row *upstream = m_node->tables.findBy("upstreams", "name", host.toStdString())) {
        const std::optional<json> target = nextTarget(*upstream);
        if (!target)
            return context->error(503, "failure to get a peer from the ring-balancer");
        const QByteArray address = textOf(*target, "target");
        host = address.left(address.lastIndexOf(':'));
        port = address.mid(address.lastIndexOf(':') + 1).toInt();
    }
    const int usual = scheme == "https" ? 443 : 80;
    QByteArray upstreamHost = port == usual ? host : QByteArray(host + ':' + QByteArray::number(port));
    if (flag(api.is_null() ? context->match.route : api, "preserve_host"))
        upstreamHost = context->request.header("Host");
    const UpstreamAnswer answer = m_node->upstream ? m_node->upstream(host, quint16(port), handedOn(*context, upstreamHost, path)) : UpstreamAnswer();
    switch (answer.kind) {
    case UpstreamAnswer::Kind::NameUnknown:
        return context->error(503, "name resolution failed");
    case UpstreamAnswer::Kind::Answered:
        *byUpstream = true;
        return answer.reply;
    case UpstreamAnswer::Kind::Refused:
        break;
    }
    // The web server underneath answers this one, and takes another type for granted.
    const QByteArray message = "An invalid response was received from the upstream server";
    if (context->request.header("Accept").contains("json"))
        return context->error(502, message);
    Reply reply{502, {{QByteArray("Content-Type"), context->isOld() ? QByteArray("text/plain; charset=UTF-8") : QByteArray("text/plain; charset=utf-8")}}, message + '\n'};
    if (context->isThree())
        reply.body += "request_id: " + context->requestId + '\n';
    return reply;
}

void KongProxy::decorate(const ProxyContext &context, Reply *reply, bool byUpstream) const
{
    const QByteArray name = "kong/" + m_node->version.toUtf8();
    const bool asked = byUpstream || reply->status == 502;
    Headers own;
    if (wantsDebug(context) && (!context.isThree() || m_node->allowDebugHeader)) {
        const auto tell = [&own](const char *header, const QByteArray &value) {
            if (!value.isEmpty())
                own.append({QByteArray(header), value});
        };
        tell("Kong-Route-Id", textOf(context.match.route, "id"));
        if (!context.isOld())
            tell("Kong-Route-Name", textOf(context.match.route, "name"));
        tell("Kong-Service-Id", textOf(context.match.service, "id"));
        tell("Kong-Service-Name", textOf(context.match.service, "name"));
        tell("Kong-Api-Name", textOf(context.match.api, "name"));
    }
    const bool isOwn = !byUpstream && !(context.isTwo() && reply->status == 502);
    if (isOwn || (context.isThree() && headerOf(reply->headers, "Server").isEmpty()))
        own.append({QByteArray("Server"), name});
    if (asked) {
        own.append({QByteArray("X-Kong-Upstream-Latency"), QByteArray("1")});
        own.append({QByteArray("X-Kong-Proxy-Latency"), QByteArray("1")});
        own.append({QByteArray("Via"), context.isThree() ? "1.1 " + name : name});
    } else if (!context.isOld()) {
        own.append({QByteArray("X-Kong-Response-Latency"), QByteArray("1")});
    }
    if (context.isThree())
        own.append({QByteArray("X-Kong-Request-Id"), context.requestId});
    reply->headers += own;
}

void KongProxy::count(const ProxyContext &context, const Reply &reply, bool byUpstream)
{
    const json config = m_plugins.prometheus(context);
    if (config.is_null())
        return;
    CountedRequest counted;
    if (!context.match.service.is_null())
        counted.service = textOf(context.match.service, "name").isEmpty() ? textOf(context.match.service, "host") : textOf(context.match.service, "name");
    counted.route = textOf(context.match.route, "name").isEmpty() ? textOf(context.match.route, "id") : textOf(context.match.route, "name");
    counted.consumer = textOf(context.consumer, "username");
    counted.status = reply.status;
    counted.byUpstream = byUpstream;
    counted.ingress = context.request.method.size() + context.request.target.size() + 12 + context.request.body.size();
    for (const auto &[name, value] : context.request.headers)
        counted.ingress += name.size() + value.size() + 4;
    counted.egress = reply.body.size() + 17;
    for (const auto &[name, value] : reply.headers)
        counted.egress += name.size() + value.size() + 4;
    counted.kongMs = 1;
    counted.upstreamMs = byUpstream ? 2 : 0;
    counted.perConsumer = flag(config, "per_consumer");
    if (context.isThree()) {
        counted.statusCodes = flag(config, "status_code_metrics");
        counted.latency = flag(config, "latency_metrics");
        counted.bandwidth = flag(config, "bandwidth_metrics");
    }
    m_metrics.count(counted);
}

} // namespace mk::demo
