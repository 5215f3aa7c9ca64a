// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RouteMatcher.h"

#include <QHash>
#include <QList>

#include <functional>

// API objects and routes that claim the same requests, and who wins: a renamed service, two examples on "/", a route before
// an API object. Pure; any thread.
//
// For every rule that somebody wrote down (path, host and method of one entity) the request that just fits it is put to the
// matcher. Where another entity gets it, or might as well, both claim it. A path below another one ("/users" and
// "/users/register") is no such case, nor is a rule that is narrower than another. Rules whose requests cannot be made up
// (regular expressions, headers by expression) claim nothing themselves; they are found where they take what others claim.
namespace mk::routeclaims {

// What another entity has to do with the requests of one.
struct Claim
{
    bool isApi = false; // the other
    QString id;
    QString name; // empty: it has none
    bool wins = false;       // the other gets these requests
    bool byAccident = false; // alike in all that the router weighs: the winner may be another one after a restart
    // Why the one that loses does: its verdict beside the winner.
    RouteRule rule = RouteRule::Equal;
    QByteArray own;   // of the loser
    QByteArray other; // of the winner
    // What both claim; method and host are empty where neither asks for one.
    QByteArray method;
    QByteArray host;
    QByteArray path;

    QString key() const { return (isApi ? QStringLiteral("api/") : QStringLiteral("route/")) + id; }
    bool operator==(const Claim &) const = default;
};

struct Claims
{
    QList<Claim> list; // those that win come first; each other entity once
    int more = 0;      // others beyond `most`
    bool loses() const; // somebody else gets some of its requests
    bool operator==(const Claims &) const = default;
};
inline constexpr int most = 20;

// By "api/<id>" and "route/<id>", as KongRouteRecord::keyOf() has it; entities that nobody quarrels with have no entry. Empty
// where the router is not known, or broken. cancelled is asked now and then and may be empty; what is found until then counts.
QHash<QString, Claims> find(const RouterTables &tables, const std::function<bool()> &cancelled = {});

// The requests that just fit the rules of one entity. At most `limit`, spread over its paths, hosts and methods.
std::vector<RouteRequest> ownRequests(const kong::Api &api, size_t limit = 64);
std::vector<RouteRequest> ownRequests(const kong::Route &route, size_t limit = 64);

// True where Kong before 3.0, and for API objects, takes the path as text rather than as a regular expression.
bool isPlainPath(const QString &path);

} // namespace mk::routeclaims
