// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpTypes.h"
#include "platform/RequestPath.h"

#include <chrono>

// A request sent through Kong's proxy for once, and what its answer says against the prediction. Pure functions.
//
// Kong-Debug: 1 makes a node name what it chose: Kong-Api-Name, or Kong-Route-Id and Kong-Service-Id with their names
// from 2.x on; 3.x only where allow_debug_header is on. X-Kong-Upstream-Latency and X-Kong-Proxy-Latency are there
// where the upstream was asked, X-Kong-Response-Latency (2.x on) where Kong answered by itself. Recordings 80 and 81 of
// each version.
namespace mk::proxyprobe {

// GET and HEAD, and nothing else: whatever else changes something.
bool maySend(const RouteRequest &request);
// With the Host header of the request. All statuses are answers.
HttpRequest requestFor(const RouteRequest &request);

struct Answer
{
    int status = 0;
    QString apiName;
    QString routeId;
    QString routeName;
    QString serviceName;
    bool asked = false; // the upstream was, or was tried
    std::optional<qint64> upstreamMs;
    std::optional<qint64> kongMs; // X-Kong-Proxy-Latency, else X-Kong-Response-Latency
    QString message;              // Kong's own words; empty: the answer is the upstream's
    QString server;
    std::chrono::milliseconds elapsed{0};
    QDateTime at;
    bool namesEntity() const { return !apiName.isEmpty() || !routeId.isEmpty(); }
};
Answer answerOf(const HttpResponse &response, const QDateTime &at);

// Codes: "probe.as-predicted", "probe.as-predicted-unnamed" (nobody says which entity it was), "probe.not-predicted"
// (args "name"), "probe.other-entity" (args "predicted", "name"), "probe.other-status" (args "predicted", "status"),
// "probe.unresolved" (args "host", "resolvers"), "probe.refused" (args "host", "port"), "probe.timed-out" (args
// "host").
struct Comparison
{
    bool agrees = false;
    bool isKnown = true; // false: there is nothing to compare with
    QString code;
    QVariantMap args;
};
Comparison compare(const requestpath::Path &path, const Answer &answer, const QStringList &dnsResolvers);

} // namespace mk::proxyprobe
