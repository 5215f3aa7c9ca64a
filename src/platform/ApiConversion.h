// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "platform/KongPlans.h"
#include "platform/RouteMatcher.h"

#include <QStringList>

// Turning API objects of Kong 0.14 into a service and a route each, so that they outlive the upgrade and get figures of their own.
// Pure functions, any thread.
//
// On 0.14 a route that matches goes before every API object, however much more exact that one is: the new route of `/users` would
// take the requests of the API object `/users/register`. So it is worked out before anything is sent which requests the new routes
// take, with the router's own rules (RouteMatcher): API objects that would lose some are converted in the same plan, longest path
// first; where requests would still reach another place than before the plan is refused.
//
// A plan makes the services, puts copies of the objects' plugins onto them, then makes the routes, and last, where that is wanted,
// deletes the API objects. Undoing goes the other way round and brings the objects back under their ids and with their age.
// Title: "kong.convert" (args "name" of the first, "count" of the objects, "deletes").
// Notices: "kong.convert-together" (args "names": those that nobody chose), "kong.convert-forwarded" (args "name": https_only
// without http_if_terminated; a route listens to X-Forwarded-Proto of a trusted proxy), "kong.convert-returns" (args "names",
// "library": which makes these API objects anew at the next start of their services), "kong.convert-stays" (the objects stay, without
// effect), "kong.convert-query" (args "name", "value": Kong drops the query of an upstream_url, a service cannot hold it).
// Refused with ErrorKind::BadRequest and "kong.no-apis"; "kong.no-services" (this Kong cannot hold both); "kong.not-known-yet" (its
// lists are not all read); "kong.convert-regex" (args "name", "value": whose requests cannot be worked out);
// "kong.convert-regex-near" (args "name", "other", "value": another object's expression may be touched);
// "kong.convert-matches-nothing" (args "name": an empty list of rules); "kong.convert-name-taken" (args "name": by a service);
// "kong.convert-accident" (args "name", "request": which object has these requests is an accident);
// "kong.convert-changes" (args "request", "before", "after": names of who gets it); and what kongguards refuses.
namespace mk::apiconversion {

// The API objects that must be converted together with these: ids, the given ones first.
Result<QStringList> companions(const kongplans::Context &context, const QStringList &apiIds);

struct Wish
{
    QList<kongplans::Doomed> apis; // all of companions(), read just now, with their plugins
    QStringList chosen;            // ids that somebody chose
    bool deletesApis = true;
};
Result<Plan> plan(const kongplans::Context &context, const Wish &wish);

// What becomes of one object; ids are those given. Refused as above.
struct Parts
{
    nlohmann::json service;
    nlohmann::json route;
    QList<PlanNotice> notices;
};
Result<Parts> partsOf(const kong::Api &api, const QString &serviceId, const QString &routeId);

// Requests that one of the routes would answer and that meet the rules of API objects or other routes on their edges: the
// sample on which tables before and after are compared.
std::vector<RouteRequest> requestsAt(const RouterTables &tables, const std::vector<kong::Route> &routes);

} // namespace mk::apiconversion
