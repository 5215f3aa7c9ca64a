// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/PlatformMap.h"

#include <QString>

// The platform map as people read it: codes become words here and nowhere else. Plain text.
namespace mk::maptext {

Status status(const MapRow &row);
QString stateWord(const MapRow &row); // "Works", "Not on Kong", "No such service"
QString stateReason(const MapRow &row); // what makes it so; a sentence, may be empty
QString kindWord(const MapRow &row); // of a row that is no service of Consul: "No such service"; else empty

// One cell a system; "–" where it could not be looked at.
QString kong(const MapRow &row);    // "/users, /users/register"
QString consul(const MapRow &row);  // "1 of 2 passing"
QString ports(const MapRow &row);   // "8080", "Kong 8000, Consul 8080"
QString queues(const MapRow &row);  // "email-queue"
QString targets(const MapRow &row); // "1 of 2 up"
QString findings(const MapRow &row);

Status partStatus(const MapPart &part);
QString partKind(const MapPart &part);      // "API object", "Queue"
QString certainty(MapPart::Certainty certainty); // "Proven", "Suggested", "Said by you"
QString why(const MapPart &part);           // "Its host is this service's name in Consul."
QString evidence(const MapPart &part);      // one line each: "GET /apis/users, upstream_url: users.service.consul:8080"

} // namespace mk::maptext
