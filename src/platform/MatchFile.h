// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "platform/RouteMatcher.h"

// The two file formats of `--match`, and its answers. Pure functions, any thread, safe on hostile input; text is UTF-8.
namespace mk {

// {"kong": version, "router_flavor", "proxy_port", "apis": [...], "services": [...], "routes": [...], "upstreams":
// [...]}, the rows as the Admin API tells them. Whatever stands beside these is passed over.
Result<RouterTables> readRouterTables(const QByteArray &json);

struct MatchLine
{
    QByteArray number; // "n" of the line, as JSON; empty: it has none
    RouteRequest request;
};
// {"n", "method", "host", "path", "headers": {name: value or [values]}}, and if need be "scheme", "sni", "client_ip",
// "client_port", "server_ip", "server_port", "trusted" (the client is one of Kong's trusted_ips) and "http_version".
Result<MatchLine> readMatchLine(const QByteArray &json);

// One line of JSON, with the line feed: {"n","route_id","api_id","service","upstream_uri","upstream_host","status"};
// null stands for none. The status is that of Kong's own answer; where the upstream answers, which Kong does not decide, it is
// 200, what one that takes everything says. "not_predicted" with the reason ("version", "expressions", "stream", "regex") is
// there where nothing is predicted.
QByteArray matchAnswerLine(const QByteArray &number, const RouteAnswer &answer);

} // namespace mk
