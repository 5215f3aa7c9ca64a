// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/ProxyPlugins.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QHostAddress>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QTimeZone>
#include <QUrlQuery>
#include <QUuid>

#include <algorithm>
#include <array>

namespace mk::demo {

namespace {

using nlohmann::json;

// In the order in which they run.
constexpr std::array kOrder{"correlation-id", "bot-detection", "cors", "jwt", "key-auth", "basic-auth", "ip-restriction", "request-size-limiting",
                            "acl", "rate-limiting", "response-transformer", "proxy-cache", "prometheus", "request-termination"};

QByteArrayList listOf(const json &config, std::string_view name)
{
    QByteArrayList texts;
    const json &list = member(config, name);
    if (list.is_array()) {
        for (const json &text : list) {
            if (text.is_string())
                texts.append(QByteArray::fromStdString(text.get<std::string>()));
        }
    }
    return texts;
}

qint64 numberOf(const json &config, std::string_view name)
{
    const json &number = member(config, name);
    return number.is_number() ? qint64(number.get<double>()) : 0;
}

bool flagOf(const json &config, std::string_view name)
{
    return member(config, name) == true;
}

// Lists were renamed in 2.1: whitelist and blacklist before.
QByteArrayList allowed(const ProxyContext &context, const json &config)
{
    return listOf(config, context.isOld() ? "whitelist" : "allow");
}

QByteArrayList denied(const ProxyContext &context, const json &config)
{
    return listOf(config, context.isOld() ? "blacklist" : "deny");
}

bool isInRanges(const QByteArray &address, const QByteArrayList &ranges)
{
    const QHostAddress host(QString::fromUtf8(address));
    return std::any_of(ranges.begin(), ranges.end(), [&host](const QByteArray &range) {
        return host.isInSubnet(QHostAddress::parseSubnet(QString::fromUtf8(range)));
    });
}

bool matchesAny(const QByteArray &text, const QByteArrayList &expressions)
{
    return std::any_of(expressions.begin(), expressions.end(), [&text](const QByteArray &expression) {
        return QRegularExpression(QString::fromUtf8(expression)).match(QString::fromUtf8(text)).hasMatch();
    });
}

// What the upstream is told of who asks.
void recognise(ProxyContext *context, const json &credential, bool anonymous = false)
{
    const std::string id = anonymous ? credential.get<std::string>()
                                     : context->isOld() ? textOf(credential, "consumer_id").toStdString() : referenceOf(credential, "consumer");
    const KongTables::Row *consumer = context->node->tables.find("consumers", id);
    if (!consumer)
        return;
    context->consumer = *consumer;
    context->credentialId = anonymous ? QByteArray() : textOf(credential, "id");
    context->added.append({QByteArray("X-Consumer-ID"), QByteArray::fromStdString(id)});
    const QByteArray customId = textOf(*consumer, "custom_id");
    // 0.14.1 says "nil" for one that there is not.
    if (!customId.isEmpty() || context->isOld())
        context->added.append({QByteArray("X-Consumer-Custom-ID"), customId.isEmpty() ? QByteArray("nil") : customId});
    if (const QByteArray name = textOf(*consumer, "username"); !name.isEmpty())
        context->added.append({QByteArray("X-Consumer-Username"), name});
    if (anonymous)
        context->added.append({QByteArray("X-Anonymous-Consumer"), QByteArray("true")});
    else if (!context->isOld())
        context->added.append({QByteArray("X-Credential-Identifier"), context->credentialId});
    else if (const QByteArray user = textOf(credential, "username"); !user.isEmpty())
        context->added.append({QByteArray("X-Credential-Username"), user});
}

// Nobody was recognised: the anonymous consumer where there is one, else refused.
void refuse(ProxyContext *context, const json &config, int status, const QByteArray &message, const QByteArray &challenge, bool plain = false)
{
    const json &anonymous = member(config, "anonymous");
    if (anonymous.is_string() && !anonymous.get<std::string>().empty()) {
        recognise(context, anonymous, true);
        if (!context->consumer.is_null())
            return;
    }
    Reply reply = plain ? ProxyContext::exit(status, message) : context->error(status, message);
    if (!challenge.isEmpty())
        reply.headers.append({QByteArray("WWW-Authenticate"), challenge});
    context->answered = std::move(reply);
}

QByteArray capitalised(QByteArray text)
{
    if (!text.isEmpty())
        text[0] = QChar::fromLatin1(text[0]).toUpper().toLatin1();
    return text;
}

json decodedPart(const QByteArray &part)
{
    const QByteArray text = QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return json::parse(text.begin(), text.end(), nullptr, false);
}

// "name:value"
std::pair<QByteArray, QByteArray> headerOfText(const QByteArray &text)
{
    const qsizetype colon = text.indexOf(':');
    return {text.left(colon < 0 ? text.size() : colon), colon < 0 ? QByteArray() : text.mid(colon + 1)};
}

} // namespace

const json &member(const json &row, std::string_view name)
{
    static const json null;
    if (!row.is_object())
        return null;
    const auto found = row.find(name);
    return found == row.end() ? null : *found;
}

QByteArray textOf(const json &row, std::string_view name)
{
    const json &text = member(row, name);
    return text.is_string() ? QByteArray::fromStdString(text.get<std::string>()) : QByteArray();
}

std::string referenceOf(const json &row, std::string_view name)
{
    if (const json &reference = member(row, name); reference.is_object())
        return textOf(reference, "id").toStdString();
    return textOf(row, std::string(name) + "_id").toStdString();
}

json strongestPlugin(const ProxyContext &context, std::string_view name)
{
    const std::string route = textOf(context.match.route, "id").toStdString();
    const std::string service = textOf(context.match.service, "id").toStdString();
    const std::string api = textOf(context.match.api, "id").toStdString();
    const std::string consumer = textOf(context.consumer, "id").toStdString();
    json best;
    int bestRank = -1;
    for (const auto &[id, stored] : context.node->tables.table("plugins")) {
        const json &row = stored.row;
        if (member(row, "name") != name || member(row, "enabled") == false)
            continue;
        if (const json &protocols = member(row, "protocols"); protocols.is_array()) {
            const char *own = context.request.overTls ? "https" : "http";
            if (std::find(protocols.begin(), protocols.end(), own) == protocols.end())
                continue;
        }
        const std::string ofRoute = referenceOf(row, "route");
        const std::string ofService = referenceOf(row, "service");
        const std::string ofApi = referenceOf(row, "api");
        const std::string ofConsumer = referenceOf(row, "consumer");
        const auto fits = [](const std::string &of, const std::string &here) { return of.empty() || of == here; };
        if (!fits(ofRoute, route) || !fits(ofService, service) || !fits(ofApi, api) || !fits(ofConsumer, consumer))
            continue;
        // service+route+consumer, route+consumer, service+consumer, service+route, consumer, route, service, none; an api is
        // a service here.
        const bool r = !ofRoute.empty();
        const bool s = !ofService.empty() || !ofApi.empty();
        const bool c = !ofConsumer.empty();
        const int rank = r && s && c ? 7 : r && c ? 6 : s && c ? 5 : r && s ? 4 : c ? 3 : r ? 2 : s ? 1 : 0;
        if (rank > bestRank) {
            bestRank = rank;
            best = row;
        }
    }
    return best;
}

void ProxyPlugins::clear()
{
    m_windows.clear();
    m_cache.clear();
    m_correlation = 0;
}

void ProxyPlugins::access(ProxyContext *context)
{
    m_running.clear();
    m_cacheKey.clear();
    for (const char *name : kOrder) {
        json row = strongestPlugin(*context, name);
        if (row.is_null())
            continue;
        m_running.push_back({name, std::move(row)});
        run(m_running.back(), context);
        if (context->answered)
            return;
    }
}

void ProxyPlugins::run(const Chosen &plugin, ProxyContext *context)
{
    const json &config = member(plugin.row, "config");
    if (plugin.name == "key-auth") {
        keyAuth(config, context);
    } else if (plugin.name == "basic-auth") {
        basicAuth(config, context);
    } else if (plugin.name == "jwt") {
        jwt(config, context);
    } else if (plugin.name == "acl") {
        acl(config, context);
    } else if (plugin.name == "cors") {
        cors(config, context);
    } else if (plugin.name == "rate-limiting") {
        rateLimiting(plugin.row, context);
    } else if (plugin.name == "proxy-cache") {
        proxyCache(plugin.row, context);
    } else if (plugin.name == "ip-restriction") {
        const QByteArrayList deny = denied(*context, config);
        const QByteArrayList allow = allowed(*context, config);
        if ((!deny.isEmpty() && isInRanges(context->client, deny)) || (!allow.isEmpty() && !isInRanges(context->client, allow)))
            context->answered = context->error(403, context->isThree() ? "IP address not allowed: " + context->client
                                                                       : QByteArray("Your IP address is not allowed"));
    } else if (plugin.name == "bot-detection") {
        const QByteArray agent = context->request.header("User-Agent");
        if (!agent.isEmpty() && !matchesAny(agent, allowed(*context, config)) && matchesAny(agent, denied(*context, config)))
            context->answered = context->error(403, "Forbidden");
    } else if (plugin.name == "request-size-limiting") {
        const QByteArray unit = textOf(config, "size_unit");
        const qint64 factor = unit == "bytes" ? 1 : unit == "kilobytes" ? 1024 : 1024 * 1024;
        if (context->request.body.size() > numberOf(config, "allowed_payload_size") * factor)
            context->answered = context->error(413, "Request size limit exceeded");
    } else if (plugin.name == "request-termination") {
        const qint64 status = numberOf(config, "status_code");
        Reply reply;
        if (const QByteArray body = textOf(config, "body"); !body.isEmpty()) {
            const QByteArray type = textOf(config, "content_type");
            reply = {int(status), {{QByteArray("Content-Type"), type.isEmpty() ? QByteArray("application/json; charset=utf-8") : type}}, body};
        } else {
            reply = ProxyContext::exit(int(status == 0 ? 503 : status), textOf(config, "message").isEmpty() ? QByteArray("Service unavailable") : textOf(config, "message"));
        }
        context->answered = std::move(reply);
    } else if (plugin.name == "correlation-id") {
        const QByteArray header = textOf(config, "header_name").isEmpty() ? QByteArray("Kong-Request-ID") : textOf(config, "header_name");
        QByteArray value = context->request.header(header);
        if (value.isEmpty()) {
            const QByteArray uuid = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
            value = textOf(config, "generator") == "uuid" ? uuid : uuid + '#' + QByteArray::number(++m_correlation);
            context->added.append({header, value});
        }
        if (flagOf(config, "echo_downstream"))
            context->answerHeaders.append({header, value});
    }
}

void ProxyPlugins::keyAuth(const json &config, ProxyContext *context)
{
    const QUrlQuery query(QString::fromUtf8(context->request.query()));
    QByteArray key;
    for (const QByteArray &name : listOf(config, "key_names")) {
        key = context->request.header(name);
        if (key.isEmpty() && member(config, "key_in_query") != false)
            key = query.queryItemValue(QString::fromUtf8(name), QUrl::FullyDecoded).toUtf8();
        if (!key.isEmpty()) {
            if (flagOf(config, "hide_credentials"))
                context->hidden.append(name.toLower());
            break;
        }
    }
    const QByteArray challenge = context->isThree() ? QByteArray("Key") : QByteArray("Key realm=\"kong\"");
    if (key.isEmpty()) {
        refuse(context, config, 401, "No API key found in request", challenge);
        return;
    }
    const KongTables::Row *credential = context->node->tables.findBy("keyauth_credentials", "key", key.toStdString());
    if (credential)
        recognise(context, *credential);
    else if (context->isOld())
        refuse(context, config, 403, "Invalid authentication credentials", {});
    else
        refuse(context, config, 401, context->isThree() ? "Unauthorized" : "Invalid authentication credentials", context->isThree() ? challenge : QByteArray());
}

void ProxyPlugins::basicAuth(const json &config, ProxyContext *context)
{
    const QByteArray challenge = context->isThree() ? QByteArray("Basic realm=\"service\"") : QByteArray("Basic realm=\"kong\"");
    const QByteArray header = context->request.header("Authorization");
    if (!header.toLower().startsWith("basic ")) {
        refuse(context, config, 401, "Unauthorized", challenge);
        return;
    }
    if (flagOf(config, "hide_credentials"))
        context->hidden.append("authorization");
    const QByteArray pair = QByteArray::fromBase64(header.mid(6).trimmed());
    const qsizetype colon = pair.indexOf(':');
    const KongTables::Row *credential = context->node->tables.findBy("basicauth_credentials", "username", pair.left(colon).toStdString());
    if (credential) {
        // The stored password is the hash of the password and the consumer's id.
        const std::string consumer = context->isOld() ? textOf(*credential, "consumer_id").toStdString() : referenceOf(*credential, "consumer");
        const QByteArray hash = QCryptographicHash::hash(QByteArray(pair.mid(colon + 1) + QByteArray::fromStdString(consumer)), QCryptographicHash::Sha1).toHex();
        if (textOf(*credential, "password") == hash) {
            recognise(context, *credential);
            return;
        }
    }
    if (context->isOld())
        refuse(context, config, 403, "Invalid authentication credentials", {});
    else
        refuse(context, config, 401, context->isThree() ? "Unauthorized" : "Invalid authentication credentials", challenge);
}

void ProxyPlugins::jwt(const json &config, ProxyContext *context)
{
    const QByteArray plainChallenge = context->isThree() ? QByteArray("Bearer") : QByteArray();
    const QByteArray errorChallenge = context->isThree() ? QByteArray("Bearer error=\"invalid_token\"") : QByteArray();
    const QByteArray header = context->request.header("Authorization");
    QByteArray token = header.toLower().startsWith("bearer ") ? header.mid(7).trimmed() : QByteArray();
    if (token.isEmpty()) {
        const QUrlQuery query(QString::fromUtf8(context->request.query()));
        for (const QByteArray &name : listOf(config, "uri_param_names")) {
            if (token.isEmpty())
                token = query.queryItemValue(QString::fromUtf8(name), QUrl::FullyDecoded).toUtf8();
        }
    }
    if (token.isEmpty()) {
        refuse(context, config, 401, "Unauthorized", plainChallenge, true);
        return;
    }
    const QByteArrayList parts = token.split('.');
    const json head = parts.size() == 3 ? decodedPart(parts[0]) : json();
    const json claims = parts.size() == 3 ? decodedPart(parts[1]) : json();
    if (parts.size() != 3) {
        refuse(context, config, 401, "Bad token; invalid format", errorChallenge, true);
        return;
    }
    if (!head.is_object() || !claims.is_object()) {
        refuse(context, config, 401, "Bad token; invalid JSON", errorChallenge, true);
        return;
    }
    const QByteArray claim = textOf(config, "key_claim_name").isEmpty() ? QByteArray("iss") : textOf(config, "key_claim_name");
    const QByteArray key = textOf(claims, claim.toStdString()).isEmpty() ? textOf(head, claim.toStdString()) : textOf(claims, claim.toStdString());
    if (key.isEmpty()) {
        refuse(context, config, 401, "No mandatory '" + claim + "' in claims", errorChallenge, true);
        return;
    }
    const KongTables::Row *credential = context->node->tables.findBy("jwt_secrets", "key", key.toStdString());
    const int refusal = context->isOld() ? 403 : 401;
    if (!credential) {
        refuse(context, config, refusal, "No credentials found for given '" + claim + "'", errorChallenge, true);
        return;
    }
    const QByteArray algorithm = textOf(*credential, "algorithm");
    if (textOf(head, "alg") != algorithm) {
        refuse(context, config, refusal, "Invalid algorithm", errorChallenge, true);
        return;
    }
    const auto hash = algorithm == "HS384" ? QCryptographicHash::Sha384 : algorithm == "HS512" ? QCryptographicHash::Sha512 : QCryptographicHash::Sha256;
    const QByteArray expected = QMessageAuthenticationCode::hash(parts[0] + '.' + parts[1], textOf(*credential, "secret"), hash)
                                    .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (!algorithm.startsWith("HS") || expected != parts[2]) {
        refuse(context, config, refusal, "Invalid signature", errorChallenge, true);
        return;
    }
    recognise(context, *credential);
}

void ProxyPlugins::acl(const json &config, ProxyContext *context)
{
    if (context->consumer.is_null()) {
        context->answered = context->error(context->isOld() ? 403 : 401, context->isOld() ? "You cannot consume this service" : "Unauthorized");
        return;
    }
    const std::string consumer = textOf(context->consumer, "id").toStdString();
    QByteArrayList groups;
    for (const auto &[id, stored] : context->node->tables.table("acls")) {
        if (referenceOf(stored.row, "consumer") == consumer)
            groups.append(textOf(stored.row, "group"));
    }
    const auto any = [&groups](const QByteArrayList &wanted) {
        return std::any_of(wanted.begin(), wanted.end(), [&groups](const QByteArray &group) { return groups.contains(group); });
    };
    const QByteArrayList deny = denied(*context, config);
    const QByteArrayList allow = allowed(*context, config);
    if (any(deny) || (!allow.isEmpty() && !any(allow)))
        context->answered = context->error(403, "You cannot consume this service");
    else if (!groups.isEmpty() && !flagOf(config, "hide_groups_header"))
        context->added.append({QByteArray("X-Consumer-Groups"), groups.join(", ")});
}

void ProxyPlugins::rateLimiting(const json &row, ProxyContext *context)
{
    const json &config = member(row, "config");
    const QByteArray by = textOf(config, "limit_by");
    QByteArray who = context->client;
    if (by == "consumer" && !context->consumer.is_null())
        who = textOf(context->consumer, "id");
    else if ((by == "consumer" || by == "credential") && !context->credentialId.isEmpty())
        who = context->credentialId;
    else if (by == "service" && !context->match.service.is_null())
        who = textOf(context->match.service, "id");
    else if (by == "header" && !context->request.header(textOf(config, "header_name")).isEmpty())
        who = context->request.header(textOf(config, "header_name"));

    const QDateTime now = QDateTime::fromMSecsSinceEpoch(context->node->now(), QTimeZone::utc());
    const auto monthEnd = [&now](int months) {
        const QDate first(now.date().year(), months == 12 ? 1 : now.date().month(), 1);
        return QDateTime(first.addMonths(months), QTime(0, 0), QTimeZone::utc()).toSecsSinceEpoch();
    };
    struct Period
    {
        const char *name;
        qint64 length; // s; 0: as long as the calendar says
    };
    constexpr std::array kPeriods{Period{"second", 1}, Period{"minute", 60}, Period{"hour", 3600}, Period{"day", 86400}, Period{"month", 0}, Period{"year", 0}};
    Headers headers;
    qint64 leastLeft = -1;
    qint64 leastLimit = 0;
    qint64 leastReset = 0;
    bool exceeded = false;
    std::vector<std::string> keys;
    for (const Period &period : kPeriods) {
        const qint64 limit = numberOf(config, period.name);
        if (limit <= 0)
            continue;
        const qint64 seconds = now.toSecsSinceEpoch();
        const qint64 end = period.length > 0 ? (seconds / period.length + 1) * period.length : monthEnd(std::string_view(period.name) == "year" ? 12 : 1);
        const std::string key = textOf(row, "id").toStdString() + '|' + who.toStdString() + '|' + period.name + '|' + std::to_string(end);
        const auto used = m_windows.find(key);
        const qint64 count = used == m_windows.end() ? 0 : used->second;
        const qint64 left = std::max<qint64>(0, limit - count - 1);
        if (count >= limit)
            exceeded = true;
        keys.push_back(key);
        const QByteArray name = context->isOld() ? QByteArray(period.name) : capitalised(period.name);
        headers.append({"X-RateLimit-Limit-" + name, QByteArray::number(limit)});
        headers.append({"X-RateLimit-Remaining-" + name, QByteArray::number(left)});
        if (leastLeft < 0 || left < leastLeft) {
            leastLeft = left;
            leastLimit = limit;
            leastReset = std::max<qint64>(1, end - seconds);
        }
    }
    if (!exceeded) {
        for (const std::string &key : keys)
            ++m_windows[key];
    }
    if (m_windows.size() > 100'000) // those of windows that are over
        m_windows.clear();
    if (leastLeft >= 0 && !context->isOld()) {
        headers.append({QByteArray("RateLimit-Limit"), QByteArray::number(leastLimit)});
        headers.append({QByteArray("RateLimit-Remaining"), QByteArray::number(leastLeft)});
        headers.append({QByteArray("RateLimit-Reset"), QByteArray::number(leastReset)});
    }
    if (!flagOf(config, "hide_client_headers"))
        context->answerHeaders += headers;
    if (!exceeded)
        return;
    const json &status = member(config, "error_code");
    const QByteArray message = textOf(config, "error_message").isEmpty() ? QByteArray("API rate limit exceeded") : textOf(config, "error_message");
    context->answered = context->error(status.is_number_integer() ? status.get<int>() : 429, message);
    if (!context->isOld())
        context->answered->headers.append({QByteArray("Retry-After"), QByteArray::number(leastReset)});
}

void ProxyPlugins::cors(const json &config, ProxyContext *context)
{
    const QByteArray origin = context->request.header("Origin");
    const QByteArrayList origins = listOf(config, "origins");
    const bool any = origins.isEmpty() || origins.contains("*");
    const QByteArray vary = context->isOld() ? QByteArray("Vary") : QByteArray("vary");
    Headers headers;
    if (any && !flagOf(config, "credentials")) {
        headers.append({QByteArray("Access-Control-Allow-Origin"), QByteArray("*")});
    } else {
        headers.append({vary, QByteArray("Origin")});
        const bool listed = any || origins.contains(origin) || matchesAny(origin, origins);
        if (listed && !origin.isEmpty())
            headers.append({QByteArray("Access-Control-Allow-Origin"), origin});
    }
    if (flagOf(config, "credentials"))
        headers.append({QByteArray("Access-Control-Allow-Credentials"), QByteArray("true")});
    const bool preflight = context->request.method == "OPTIONS" && !origin.isEmpty() && !context->request.header("Access-Control-Request-Method").isEmpty();
    if (!preflight || flagOf(config, "preflight_continue")) {
        const QByteArrayList exposed = listOf(config, "exposed_headers");
        if (!exposed.isEmpty())
            headers.append({QByteArray("Access-Control-Expose-Headers"), exposed.join(',')});
        context->answerHeaders += headers;
        return;
    }
    QByteArrayList methods = listOf(config, "methods");
    if (methods.isEmpty())
        methods = context->isOld() ? QByteArrayList{"GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"}
                                   : QByteArrayList{"GET", "HEAD", "PUT", "PATCH", "POST", "DELETE", "OPTIONS", "TRACE", "CONNECT"};
    headers.append({QByteArray("Access-Control-Allow-Methods"), methods.join(',')});
    const QByteArrayList given = listOf(config, "headers");
    const QByteArray asked = context->request.header("Access-Control-Request-Headers");
    if (!given.isEmpty() || !asked.isEmpty())
        headers.append({QByteArray("Access-Control-Allow-Headers"), given.isEmpty() ? asked : given.join(',')});
    if (numberOf(config, "max_age") > 0)
        headers.append({QByteArray("Access-Control-Max-Age"), QByteArray::number(numberOf(config, "max_age"))});
    context->answerHeaders += headers;
    context->answered = Reply{context->isOld() ? 204 : 200, {}, {}};
}

void ProxyPlugins::proxyCache(const json &row, ProxyContext *context)
{
    const json &config = member(row, "config");
    const QByteArrayList methods = listOf(config, "request_method");
    if (!methods.contains(context->request.method)) {
        context->answerHeaders.append({QByteArray("X-Cache-Status"), QByteArray("Bypass")});
        return;
    }
    const QByteArray place = textOf(context->match.route, "id") + textOf(row, "id") + context->request.method + context->request.target + textOf(context->consumer, "id");
    // The length tells the versions apart: MD5 before 3.x.
    const QByteArray key = QCryptographicHash::hash(place, context->isThree() ? QCryptographicHash::Sha256 : QCryptographicHash::Md5).toHex();
    context->answerHeaders.append({QByteArray("X-Cache-Key"), key});
    const qint64 now = context->node->now();
    const auto found = m_cache.find(key);
    if (found != m_cache.end() && now - found->second.storedAt < numberOf(config, "cache_ttl") * 1000) {
        context->answerHeaders.append({QByteArray("X-Cache-Status"), QByteArray("Hit")});
        context->answerHeaders.append({context->isThree() ? QByteArray("age") : QByteArray("Age"), QByteArray::number((now - found->second.storedAt) / 1000)});
        context->answered = found->second.reply;
        context->fromCache = true;
        return;
    }
    context->answerHeaders.append({QByteArray("X-Cache-Status"), QByteArray("Miss")});
    m_cacheKey = key;
}

void ProxyPlugins::answer(const ProxyContext &context, Reply *reply, bool byUpstream)
{
    for (const Chosen &plugin : m_running) {
        const json &config = member(plugin.row, "config");
        if (plugin.name == "proxy-cache" && byUpstream && !m_cacheKey.isEmpty()) {
            const json &codes = member(config, "response_code");
            const QByteArrayList types = listOf(config, "content_type");
            if (codes.is_array() && std::find(codes.begin(), codes.end(), reply->status) != codes.end() && types.contains(headerOf(reply->headers, "Content-Type")))
                m_cache[m_cacheKey] = {*reply, context.node->now()};
        }
        if (plugin.name != "response-transformer")
            continue;
        for (const QByteArray &name : listOf(member(config, "remove"), "headers"))
            reply->headers.removeIf([&name](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
        for (const QByteArray &text : listOf(member(config, "replace"), "headers")) {
            const auto [name, value] = headerOfText(text);
            for (auto &[present, old] : reply->headers) {
                if (present.compare(name, Qt::CaseInsensitive) == 0)
                    old = value;
            }
        }
        for (const QByteArray &text : listOf(member(config, "add"), "headers")) {
            const auto [name, value] = headerOfText(text);
            if (headerOf(reply->headers, name).isEmpty())
                reply->headers.append({name, value});
        }
        for (const QByteArray &text : listOf(member(config, "append"), "headers"))
            reply->headers.append(headerOfText(text));
    }
    reply->headers += context.answerHeaders;
}

json ProxyPlugins::prometheus(const ProxyContext &context) const
{
    const json row = strongestPlugin(context, "prometheus");
    return row.is_null() ? json() : member(row, "config").is_object() ? member(row, "config") : json::object();
}

} // namespace mk::demo
