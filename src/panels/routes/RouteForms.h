// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "models/JsonDocument.h"
#include "platform/KongRegistrars.h"

#include <vector>

class QWidget;

namespace mk {

class EntityForm;
class Theme;

// The forms of API objects, services and routes: from ui/routes, with the members that this Kong knows.
namespace routeforms {

// kind is Api, Service or Route. What the document holds is shown even where this version is not known to have it.
EntityForm *make(const Theme *theme, kong::Kind kind, const kong::Capabilities &server, const QByteArray &document,
                 const std::vector<kong::Service> &services);
// Members "service.…" and "route.…".
EntityForm *makeServiceAndRoute(const Theme *theme, const kong::Capabilities &server);

// What a new one starts with: what most people set, and nothing that the server would fill in by itself. strip_uri is
// named for API objects, because Kong's default takes the client path away, which no service of the Go library expects.
QByteArray starter(kong::Kind kind, const QString &serviceId = {});
QByteArray serviceAndRouteStarter();

// Which changed fields a service that registers itself will write again when it starts, told under each.
void tellRegistrars(EntityForm *form, kongregistrars::Library library, const kongregistrars::Undone &undone);

} // namespace routeforms

} // namespace mk
