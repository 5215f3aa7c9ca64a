// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ProxyProbe.h"

#include "core/Json.h"

namespace mk::proxyprobe {

namespace {

using requestpath::Path;

QString headerText(const HttpResponse &response, const char *name)
{
    return QString::fromUtf8(response.header(name));
}

std::optional<qint64> milliseconds(const HttpResponse &response, const char *name)
{
    bool ok = false;
    const qint64 value = response.header(name).toLongLong(&ok);
    return ok && value >= 0 ? std::optional(value) : std::nullopt;
}

// {"message":"…"}; older nodes and some errors write plain text.
QString messageOf(const HttpResponse &response)
{
    constexpr qsizetype most = 200;
    const nlohmann::json document = nlohmann::json::parse(response.body.begin(), response.body.end(), nullptr, false);
    if (document.is_object()) {
        const auto found = document.find("message");
        if (found != document.end() && found->is_string())
            return QString::fromStdString(found->get<std::string>()).left(most);
    }
    return QString::fromUtf8(response.body).section(QLatin1Char('\n'), 0, 0).left(most);
}

QString nameOf(const Answer &answer)
{
    return !answer.apiName.isEmpty() ? answer.apiName : !answer.routeName.isEmpty() ? answer.routeName : answer.routeId;
}

bool isSameEntity(const Path &path, const Answer &answer)
{
    if (!answer.apiName.isEmpty()) // no id is told
        return path.chosenKind == kong::Kind::Api && path.chosenName == answer.apiName;
    return path.chosenKind == kong::Kind::Route && path.chosenId == answer.routeId;
}

Comparison differs(const char *code, const QVariantMap &args)
{
    return {false, true, QLatin1String(code), args};
}

} // namespace

bool maySend(const RouteRequest &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

HttpRequest requestFor(const RouteRequest &request)
{
    constexpr int firstStatus = 300;
    constexpr int lastStatus = 599;
    HttpRequest sent;
    sent.method = request.method;
    sent.path = request.target;
    sent.callClass = CallClass::Probe;
    sent.asker = QStringLiteral("path");
    for (const auto &header : request.headers)
        sent.headers.append({header.first, header.second});
    if (request.host)
        sent.headers.append({QByteArrayLiteral("Host"), *request.host});
    sent.headers.append({QByteArrayLiteral("Kong-Debug"), QByteArrayLiteral("1")});
    for (int status = firstStatus; status <= lastStatus; ++status)
        sent.expected.append(status);
    return sent;
}

Answer answerOf(const HttpResponse &response, const QDateTime &at)
{
    Answer answer;
    answer.status = response.status;
    answer.apiName = headerText(response, "Kong-Api-Name");
    answer.routeId = headerText(response, "Kong-Route-Id");
    answer.routeName = headerText(response, "Kong-Route-Name");
    answer.serviceName = headerText(response, "Kong-Service-Name");
    answer.upstreamMs = milliseconds(response, "X-Kong-Upstream-Latency");
    answer.kongMs = milliseconds(response, "X-Kong-Proxy-Latency");
    answer.asked = answer.upstreamMs || answer.kongMs;
    if (!answer.kongMs)
        answer.kongMs = milliseconds(response, "X-Kong-Response-Latency");
    answer.server = headerText(response, "Server");
    answer.elapsed = response.elapsed;
    answer.at = at;
    constexpr int firstError = 400;
    // A 502 of Kong looks like one of the upstream's but for its words.
    const QString message = response.status >= firstError ? messageOf(response) : QString();
    const bool isGatewayError = message == QLatin1String("An invalid response was received from the upstream server") ||
                                message == QLatin1String("The upstream server is timing out");
    if (!answer.asked || isGatewayError)
        answer.message = message;
    return answer;
}

Comparison compare(const Path &path, const Answer &answer, const QStringList &dnsResolvers)
{
    if (path.explanation.answer.unknown != RouteUnknown::No)
        return {false, false, QStringLiteral("probe.not-predicted"), {{QStringLiteral("name"), nameOf(answer)}}};
    const QString predicted = path.chosenName.isEmpty() ? path.chosenId : path.chosenName;
    if (answer.namesEntity() && !isSameEntity(path, answer))
        return differs("probe.other-entity",
                       {{QStringLiteral("predicted"), predicted}, {QStringLiteral("name"), nameOf(answer)}});
    const QVariantMap target{{QStringLiteral("host"), path.host},
                             {QStringLiteral("resolvers"), dnsResolvers},
                             {QStringLiteral("port"), path.places.empty() ? path.port : path.places.front().port}};
    if (path.expectedStatus && *path.expectedStatus != answer.status)
        return differs("probe.other-status", {{QStringLiteral("predicted"), *path.expectedStatus},
                                              {QStringLiteral("status"), answer.status}});
    if (!path.expectedStatus && !answer.message.isEmpty()) {
        constexpr int badGateway = 502;
        constexpr int unavailable = 503;
        constexpr int timedOut = 504;
        constexpr int notFound = 404;
        if (answer.status == unavailable && answer.message.contains(QLatin1String("name resolution failed")))
            return differs("probe.unresolved", target);
        if (answer.status == badGateway)
            return differs("probe.refused", target);
        if (answer.status == timedOut)
            return differs("probe.timed-out", target);
        if (answer.status == notFound && !answer.asked && !answer.namesEntity())
            return differs("probe.other-status",
                           {{QStringLiteral("predicted"), 0}, {QStringLiteral("status"), answer.status}});
    }
    const bool isNamed = answer.namesEntity() || path.chosenId.isEmpty();
    return {
        true, true, isNamed ? QStringLiteral("probe.as-predicted") : QStringLiteral("probe.as-predicted-unnamed"), {}};
}

} // namespace mk::proxyprobe
