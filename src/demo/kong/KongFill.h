// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpService.h"
#include "demo/kong/KongAdmin.h"

#include <QList>
#include <QPair>
#include <QString>

namespace mk::demo {

// The gateway of a stock Microkubes platform: what its seven services that register themselves and its start-up script leave
// behind. 0.14.1: seven api objects and the global prometheus plugin; newer ones: services with a route each instead.
// False with the reason when the Admin API refuses one of them.
bool fillStockPlatform(KongNode *node, HttpService *admin, QString *why);

// One more service as the Python package of Microkubes registers it: an api object, or a service with a route. False with the
// reason when the Admin API refuses it.
bool addApi(KongNode *node, HttpService *admin, const QByteArray &name, const QByteArray &uris, const QByteArray &upstreamUrl, QString *why);

// So many entities of a kind ("services" with a route each, "routes", "apis", "consumers", "upstreams") beside what is there:
// one is made through the Admin API, the others after its row. Their names and ids are the same in every run.
bool fillMany(KongNode *node, HttpService *admin, const QString &kind, int count, QString *why);

// "services=10000,consumers=100000"
bool parseFill(const QString &text, QList<QPair<QString, int>> *fill, QString *why);

} // namespace mk::demo
