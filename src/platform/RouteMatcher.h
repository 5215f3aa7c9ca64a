// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

// Which API object or route a real Kong would choose for a request, what its upstream would then see, and why. Pure: no
// network, no clock; a matcher never changes after it is built and may be used from any thread.
//
// The rules are those of the routers in Kong's own source, version by version, with their peculiarities:
// - 0.13 and 0.14: kong/router.lua for routes, kong/api_router.lua for the old API objects. A matching route beats
// every
//   API object.
// - 2.x: kong/router.lua as it was in 2.8.
// - 3.x: kong/router/traditional.lua, and for traditional_compatible, the default, kong/router/transform.lua with
//   atc-router.
namespace mk {

// What one Kong's router is built from.
struct RouterTables
{
    QString version;   // "3.9.1"
    QString flavor;    // router_flavor of 3.x; empty: that version's default
    int proxyPort = 0; // where plain http comes in; 0: not known (matters to 3.x alone, for hosts with a port)
    std::vector<kong::Api> apis;
    std::vector<kong::Service> services;
    std::vector<kong::Route> routes;
    // Names of Kong's upstreams: a service on one of them goes to one of its targets, and which name that has is not
    // known.
    QStringList upstreams;
};

struct RouteRequest
{
    QByteArray method = QByteArrayLiteral("GET");
    QByteArray scheme = QByteArrayLiteral("http"); // "http" or "https", of the connection
    std::optional<QByteArray> host;                // the Host header as sent; nothing: there is none
    QByteArray target;                             // the request target as sent: path and query, never normalised
    std::vector<std::pair<QByteArray, QByteArray>> headers; // all others, in their order
    QByteArray sni;
    QByteArray clientAddress = QByteArrayLiteral("127.0.0.1");
    int clientPort = 0;
    QByteArray serverAddress = QByteArrayLiteral("127.0.0.1");
    int serverPort = 0;   // 0: RouterTables::proxyPort
    bool trusted = false; // the client's address is one of Kong's trusted_ips: X-Forwarded-Proto counts
    bool http10 = false;  // HTTP/1.0, which alone may lack a Host header
};

// Why Kong answers by itself. What people read is made of it in models/MatchText.
enum class RouteReply {
    Proxied,         // it does not: the upstream's answer
    NoMatch,         // 404
    BadRequest,      // 400: nginx refuses the target or the Host header before the router is asked
    BadMethod,       // 405: nginx refuses the method
    HttpsOnly,       // 426, or the status of https_redirect_status_code
    NoService,       // 503
    NotGrpc,         // 415: a plain request at a route for gRPC; 426 where it is gRPC over HTTP/1.1
    BrokenRouter,    // 500: an entity without any rule; no request is served at all
    UpstreamRefuses, // 400 from any server that is handed such a target: a blank, a path that climbs above /
};

// Why nothing is predicted.
enum class RouteUnknown {
    No,          // it is
    Version,     // a Kong whose router is not known here
    Expressions, // router_flavor expressions: its routes are programs
    Stream,      // not http: tcp, tls, udp and tls_passthrough are chosen elsewhere
    Regex,       // a regular expression in the way means another thing to Kong's engine than to ours
};

struct RouteAnswer
{
    RouteUnknown unknown = RouteUnknown::No;
    RouteReply reply = RouteReply::NoMatch;
    QString apiId; // at most one of apiId and routeId is set
    QString routeId;
    QString name; // of the API object or the route; may be empty
    QString serviceId;
    QString serviceName;
    // Request target and Host header that the upstream sees; nothing where it sees none, or where they are not known.
    std::optional<QByteArray> upstreamUri;
    std::optional<QByteArray> upstreamHost;
    std::optional<int> status; // of Kong's own answer; nothing: the upstream answers, with what it likes
    QByteArray location;       // of a redirect
    // Others that are alike in all that the router weighs. Which of them wins is an accident of the database's order
    // for API objects; for routes it follows from the ids, as in the answer.
    QStringList equalIds;
};

// One step of an explanation.
enum class RouteRule {
    Wins,
    Equal, // alike in everything weighed; only the order of the rows decides
    // It does not match. `own` is what it asks for, `other` what the request has.
    Method,
    Host,
    HostTakenByOther, // its pattern would match, but this router looks only at the one pattern that another entity gave
                      // first
    Path,
    Header, // `name` is the header's
    Sni,
    Address,
    // It is not in the router at all.
    ServiceDisabled,
    StreamOnly,
    NoRules,
    RegexRefused, // Kong's engine does not take this regular expression
    RegexUnknown, // it means another thing there than here
    // It matches too, and the winner goes before it. `own` and `other` are its value and the winner's.
    RouteBeforeApi,
    MoreAttributes,     // the number of kinds of rule
    StrongerAttributes, // the same number, of more important kinds: host, header, path, method, SNI
    ExactPath,          // 0.14: a path that is the whole request's
    RegexPath,
    PlainHost,        // hosts without a wildcard
    WildcardHostPort, // a wildcard with a port
    MoreHeaders,
    RegexPriority,
    LongerPath,
    Older,        // created_at
    FoundByIndex, // it goes before in order, but this router looks first where the path, host, header or method led
};

struct RouteVerdict
{
    bool isApi = false;
    QString id;
    QString name;
    // Routers treat each path, or group of paths, of a route by itself: which it is. Empty: all of them.
    QByteArray path;
    RouteRule rule = RouteRule::Wins;
    QByteArray field;
    QByteArray own;
    QByteArray other;
    bool operator==(const RouteVerdict &) const = default;
};

struct RouteExplanation
{
    RouteAnswer answer;
    // The winner, those equal to it, those that match and are beaten in the router's order, the rest. One for each
    // path.
    std::vector<RouteVerdict> verdicts;
};

class RouteMatcher
{
public:
    explicit RouteMatcher(const RouterTables &tables);
    ~RouteMatcher();
    RouteMatcher(RouteMatcher &&) noexcept;
    RouteMatcher &operator=(RouteMatcher &&) noexcept;

    // No: requests are answered. Else why none is.
    RouteUnknown unknown() const;
    // Not the very release whose source was read: a detail may differ.
    bool isNearRelease() const;

    RouteAnswer match(const RouteRequest &request) const;
    // Looks at every entity: milliseconds where match() takes microseconds.
    RouteExplanation explain(const RouteRequest &request) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
