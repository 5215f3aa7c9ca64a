// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

// The request target on its way through Kong: what nginx makes of it, how Kong normalises it, and how the path for the
// upstream is put together. Bytes in, bytes out. Private to the matcher.
namespace mk::router {

struct Target
{
    QByteArray path; // as sent, up to the first question mark
    QByteArray args; // nginx's $args
    bool endsWithQuestion = false;
    bool refused = false; // nginx answers 400
};
// `strict`: nginx from 1.21.1 on, which takes no blank and no control character.
Target parseTarget(const QByteArray &target, bool strict);

// nginx answers 400 to a Host header like this (ngx_http_validate_host).
bool isHostRefused(const QByteArray &host);

// kong/tools/uri.lua normalize(uri, true): percent-encoded bytes decoded but for the reserved ones, dot segments and
// double slashes taken out.
QByteArray normalizePath(const QByteArray &path);
// The same decoding for a regular expression (Kong 2.x): what would become a metacharacter is escaped.
QByteArray normalizeRegex(const QByteArray &regex);
// kong/tools/uri.lua escape(): what 3.x hands to the upstream.
QByteArray escapePath(const QByteArray &path);

// What Kong 2.x and 3.x cut off from the front of what follows a matched path (sanitize_uri_postfix).
QByteArray sanitizedPostfix(const QByteArray &postfix);

struct PathJoin
{
    bool strip = false;
    QByteArray base; // the service's path
};
// path_handling v0 and v1 of 2.x and 3.x. `postfix` is what follows the matched path.
QByteArray joinV0(const PathJoin &join, const QByteArray &path, const QByteArray &postfix);
QByteArray joinV1(const PathJoin &join, const QByteArray &path, const QByteArray &postfix);
// 0.14, routes and API objects alike. `stripped` is the path without what matched; nothing: nothing is stripped.
QByteArray joinOld(const std::optional<QByteArray> &base, const QByteArray &path,
                   const std::optional<QByteArray> &stripped);

// True for what an upstream answers with 400, as nginx does: a blank or a control character in it, a path that climbs
// above
// "/". Kong 0.14 and 2.x hand such targets on.
bool isRefusedByUpstreams(const QByteArray &uri);

} // namespace mk::router
