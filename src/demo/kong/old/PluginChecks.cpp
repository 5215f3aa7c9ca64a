// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that the bundled plugins of Kong 0.14.1 set for their own configurations.
#include "demo/kong/old/LegacyChecks.h"
#include "demo/kong/old/TextRules.h"

#include <QHostAddress>

#include <algorithm>
#include <map>

namespace mk::demo::old {

namespace {

bool truthy(const Json &row, const char *name)
{
    const auto found = row.find(name);
    return found != row.end() && !found->is_null() && *found != false;
}

bool hasItems(const Json &row, const char *name)
{
    const auto found = row.find(name);
    return found != row.end() && !found->is_null() && !found->empty();
}

std::string shown(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// Fields.

std::string anonymous(const FieldCheck &field)
{
    if (!field.value || *field.value == "" || isUuid(shown(*field.value)))
        return {};
    return "the anonymous user must be empty or a valid uuid";
}

std::string statusCode(const FieldCheck &field)
{
    if (field.value && (field.value->get<double>() < 100 || field.value->get<double>() > 999))
        return field.name + " must be within 100 - 999.";
    return {};
}

std::string regexes(const FieldCheck &field)
{
    if (!field.value || (field.value->size() == 1 && field.value->front() == "*"))
        return {};
    for (const Json &item : *field.value) {
        if (item != "*" && !regexFault(shown(item)).empty())
            return "value '" + shown(item) + "' is not a valid regex";
    }
    return {};
}

std::string addresses(const FieldCheck &field)
{
    if (!field.value)
        return {};
    for (const Json &item : *field.value) {
        const QString text = QString::fromStdString(shown(item));
        const bool network = text.contains(QLatin1Char('/'));
        const bool fine =
            network ? QHostAddress::parseSubnet(text).second >= 0 && !QHostAddress::parseSubnet(text).first.isNull()
                    : !QHostAddress(text).isNull();
        if (!fine)
            return "cannot parse '" + shown(item) + "': Invalid IP";
    }
    return {};
}

std::string positiveSkew(const FieldCheck &field)
{
    return field.value && field.value->get<double>() < 0 ? "Clock Skew should be positive" : std::string();
}

std::string expiration(const FieldCheck &field)
{
    return field.value && field.value->get<double>() < 0 ? "should be 0 or greater" : std::string();
}

std::string headerNames(const FieldCheck &field)
{
    if (!field.value)
        return {};
    for (const Json &item : *field.value) {
        const std::string fault = headerNameFault(shown(item), "header");
        if (!fault.empty())
            return '\'' + shown(item) + "' is illegal: " + fault;
    }
    return {};
}

std::string mandatoryScope(const FieldCheck &field)
{
    if (field.value && *field.value == true && !hasItems(field.row, "scopes"))
        return "To set a mandatory scope you also need to create available scopes";
    return {};
}

std::string knownMethod(const FieldCheck &field)
{
    if (!field.value)
        return {};
    static const std::string_view known[] = {"GET",       "HEAD",  "PUT",    "POST",  "DELETE",
                                             "OPTIONS",   "MKCOL", "COPY",   "MOVE",  "PROPFIND",
                                             "PROPPATCH", "LOCK",  "UNLOCK", "PATCH", "TRACE"};
    std::string method = shown(*field.value);
    std::transform(method.begin(), method.end(), method.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    return std::find(std::begin(known), std::end(known), method) == std::end(known) ? method + " is not supported"
                                                                                    : std::string();
}

std::string pairs(const FieldCheck &field)
{
    if (!field.value)
        return {};
    for (const Json &item : *field.value) {
        if (shown(item).find(':') == std::string::npos)
            return "key '" + shown(item) + "' has no value";
    }
    return {};
}

std::string anyPath(const FieldCheck &)
{
    return {};
}

std::string metrics(const FieldCheck &field)
{
    static const std::string_view names[] = {
        "kong_latency",  "latency",      "request_count",         "request_per_user", "request_size",
        "response_size", "status_count", "status_count_per_user", "unique_users",     "upstream_latency"};
    static const std::string_view types[] = {"counter", "gauge", "histogram", "meter", "set", "timer"};
    const auto in = [](const auto &list, const std::string &word) {
        return std::find(std::begin(list), std::end(list), word) != std::end(list);
    };
    if (!field.value)
        return {};
    for (const Json &entry : *field.value) {
        if (!entry.is_object() || !truthy(entry, "name") || !truthy(entry, "stat_type"))
            return "name and stat_type must be defined for all stats";
        const std::string name = shown(entry.at("name"));
        const std::string type = shown(entry.at("stat_type"));
        if (!in(names, name))
            return "unrecognized metric name: " + name;
        if (!in(types, type))
            return "unrecognized stat_type: " + type;
        if (name == "unique_users" && type != "set")
            return "unique_users metric only works with stat_type 'set'";
        const Json rate = entry.value("sample_rate", Json());
        if ((type == "counter" || type == "gauge") && (!rate.is_number() || rate.get<double>() < 1))
            return "sample rate must be defined for counters and gauges.";
        const bool perUser = name == "status_count_per_user" || name == "request_per_user" || name == "unique_users";
        if (perUser && !truthy(entry, "consumer_identifier"))
            return "consumer_identifier must be defined for metric " + name;
        if (perUser) {
            const std::string by = shown(entry.at("consumer_identifier"));
            if (by != "consumer_id" && by != "custom_id" && by != "username")
                return "invalid consumer_identifier for metric " + name +
                       ". Choices are consumer_id, custom_id, and username";
        }
        const bool counts = name == "status_count" || name == "status_count_per_user" || name == "request_per_user";
        if (counts && type != "counter")
            return name + " metric only works with stat_type 'counter'";
    }
    return {};
}

// Whole configurations.

std::optional<Refusal> eitherList(const Json &row, const char *both, const char *neither)
{
    if (hasItems(row, "whitelist") && hasItems(row, "blacklist"))
        return Refusal::message(both);
    if (!hasItems(row, "whitelist") && !hasItems(row, "blacklist"))
        return Refusal::message(neither);
    return std::nullopt;
}

std::optional<Refusal> aclLists(const WholeCheck &whole)
{
    return eitherList(whole.row, "You cannot set both a whitelist and a blacklist",
                      "You must set at least a whitelist or blacklist");
}

std::optional<Refusal> addressLists(const WholeCheck &whole)
{
    return eitherList(whole.row, "you cannot set both a whitelist and a blacklist",
                      "you must set at least a whitelist or blacklist");
}

std::optional<Refusal> jwtClaims(const WholeCheck &whole)
{
    const Json most = whole.row.value("maximum_expiration", Json());
    if (!most.is_number() || most.get<double>() <= 0)
        return std::nullopt;
    const Json claims = whole.row.value("claims_to_verify", Json::array());
    if (std::find(claims.begin(), claims.end(), Json("exp")) != claims.end())
        return std::nullopt;
    return Refusal::message("claims_to_verify must contain 'exp' when specifying maximum_expiration");
}

std::optional<Refusal> oauth2Flows(const WholeCheck &whole)
{
    for (const char *flow :
         {"enable_authorization_code", "enable_implicit_grant", "enable_client_credentials", "enable_password_grant"}) {
        if (truthy(whole.row, flow))
            return std::nullopt;
    }
    // Also of a PATCH, which has to say again what is on.
    return Refusal::message("You need to enable at least one OAuth flow");
}

std::optional<Refusal> termination(const WholeCheck &whole)
{
    const Json status = whole.row.value("status_code", Json());
    if (status.is_number() && (status.get<double>() < 100 || status.get<double>() > 599))
        return Refusal::message("status_code must be between 100..599");
    if (truthy(whole.row, "message")) {
        if (truthy(whole.row, "content_type") || truthy(whole.row, "body"))
            return Refusal::message("message cannot be used with content_type or body");
    } else if (truthy(whole.row, "content_type") && !truthy(whole.row, "body")) {
        return Refusal::message("content_type requires a body");
    }
    return std::nullopt;
}

std::optional<Refusal> orderedLimits(const Json &row)
{
    static const char *const periods[] = {"second", "minute", "hour", "day", "month", "year"};
    const char *lastPeriod = nullptr;
    double last = 0;
    for (const char *period : periods) {
        const Json limit = row.value(period, Json());
        if (!limit.is_number())
            continue;
        const double number = limit.get<double>();
        if (number <= 0)
            return Refusal::message(std::string("Value for ") + period + " must be greater than zero");
        if (lastPeriod && number < last)
            return Refusal::message(std::string("The limit for ") + period + " cannot be lower than the limit for " +
                                    lastPeriod);
        lastPeriod = period;
        last = number;
    }
    if (!lastPeriod)
        return Refusal::message("You need to set at least one limit: second, minute, hour, day, month, year");
    return std::nullopt;
}

std::optional<Refusal> redis(const Json &row)
{
    if (row.value("policy", Json()) != "redis")
        return std::nullopt;
    if (!truthy(row, "redis_host"))
        return Refusal::message("You need to specify a Redis host");
    if (!truthy(row, "redis_port"))
        return Refusal::message("You need to specify a Redis port");
    if (!truthy(row, "redis_timeout"))
        return Refusal::message("You need to specify a Redis timeout");
    return std::nullopt;
}

std::optional<Refusal> limits(const WholeCheck &whole)
{
    if (const std::optional<Refusal> refused = orderedLimits(whole.row))
        return refused;
    return redis(whole.row);
}

std::optional<Refusal> namedLimits(const WholeCheck &whole)
{
    if (!hasItems(whole.row, "limits"))
        return Refusal::message("You need to set at least one limit name");
    for (const Json &limit : whole.row.at("limits")) {
        if (const std::optional<Refusal> refused = orderedLimits(limit))
            return refused;
    }
    return redis(whole.row);
}

} // namespace

FieldChecker pluginFieldChecker(const std::string &check)
{
    static const std::map<std::string, FieldChecker> checkers = {
        {"anonymous", &anonymous},       {"statusCode", &statusCode},
        {"regexes", &regexes},           {"addresses", &addresses},
        {"positiveSkew", &positiveSkew}, {"expiration", &expiration},
        {"headerNames", &headerNames},   {"mandatoryScope", &mandatoryScope},
        {"knownMethod", &knownMethod},   {"pairs", &pairs},
        {"filePath", &anyPath},          {"datadogMetrics", &metrics},
        {"statsdMetrics", &metrics},
    };
    const auto found = checkers.find(check);
    return found == checkers.end() ? nullptr : found->second;
}

WholeChecker pluginWholeChecker(const std::string &check)
{
    static const std::map<std::string, WholeChecker> checkers = {
        {"aclLists", &aclLists},       {"addressLists", &addressLists}, {"jwtClaims", &jwtClaims},
        {"oauth2Flows", &oauth2Flows}, {"termination", &termination},   {"limits", &limits},
        {"namedLimits", &namedLimits},
    };
    const auto found = checkers.find(check);
    return found == checkers.end() ? nullptr : found->second;
}

} // namespace mk::demo::old
