// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/KongAdmin.h"

namespace mk::demo {

// What is behind the gateway of a stock Microkubes platform: the eight services, found as X.service.consul, answering a few of
// their addresses with the statuses that the real ones give somebody without a token, 404 for the rest. microservice-mail is
// registered but listens nowhere. Every other name is unknown; addresses of this computer refuse the connection.
UpstreamAnswer microkubesServices(const QByteArray &host, quint16 port, const Request &request);

} // namespace mk::demo
