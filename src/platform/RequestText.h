// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "platform/KongRecords.h"
#include "platform/RouteMatcher.h"

#include <QStringList>
#include <QVariantMap>

// Requests as people write them: an address, "POST https://host/path", a path alone, or a curl command line as browsers
// and documentation give it. Pure functions, any thread, safe on anything.
namespace mk::requesttext {

struct Parsed
{
    RouteRequest request;
    bool isCurl = false;
    bool followsRedirects = false; // only the first request is looked at
    QStringList unknown;           // options of curl that are not known here: passed over, and told
    QStringList variables;         // "$TOKEN": the shell would put something else in
};

// An address that names no host gets this one. Reasons of errors (ErrorKind::Refused): "request.empty",
// "request.no-address", "request.many-addresses" (args "addresses"), "request.scheme" (args "scheme"), "request.host"
// (args "host"), "request.quote" (a quote is open), "request.option" (args "option": its value is missing),
// "request.header" (args "line"), "request.method" (args "method").
//
// Of curl, as its manual page and its tool_operate.c have it: quotes of a POSIX shell and $'…', line continuations
// (also that of cmd.exe), joined short options (-sXPOST), -X, -H, -d and its kin (POST, or a query with -G), -F,
// --json, -I, -T, -u, -b, -A, -e, --url, --path-as-is, -0; those that only say how to connect or what to print are
// passed over. What stands behind a pipe or a semicolon is not curl's.
Result<Parsed> parse(const QString &text, const QByteArray &defaultHost);

// "Name: value" lines; empty ones are skipped.
Result<std::vector<std::pair<QByteArray, QByteArray>>> parseHeaders(const QString &lines);
QString headerLines(const std::vector<std::pair<QByteArray, QByteArray>> &headers);
// "http://host/path?query"
QString address(const RouteRequest &request);

// A request that the entity's own rules let through, as far as they can be read backwards.
struct Sample
{
    RouteRequest request;
    bool isGuess = false; // a regular expression or a wildcard stands in the way: fill it in by hand
};
Sample sampleOf(const kong::Api &api, const QByteArray &defaultHost);
Sample sampleOf(const kong::Route &route, const QByteArray &defaultHost);

// What may be kept of a request: without credentials, cookies, keys and the values of its query.
RouteRequest withoutSecrets(const RouteRequest &request);
QVariantMap stored(const RouteRequest &request); // of withoutSecrets()
std::optional<RouteRequest> fromStored(const QVariantMap &map);

} // namespace mk::requesttext
