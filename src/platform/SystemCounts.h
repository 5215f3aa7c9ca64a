// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"

#include <QList>
#include <QPair>
#include <QString>

namespace mk {

class HttpClient;

// How many things a system holds, under stable names, in a fixed order. Meant for a report, not for polling: it reads the
// lists where the server has no figure.
//   consul      services, instances, nodes, keys
//   kong        services, routes, apis (0.x), consumers, plugins, upstreams
//   rabbitmq    queues, connections, consumers, messagesReady
//   prometheus  targetsUp, targetsDown, series, alertsFiring
// What this credential or version does not show is left out; the job fails only when it is cancelled.
using EntityCounts = QList<QPair<QString, qint64>>;
Job<EntityCounts> *countEntities(HttpClient *client, QObject *parent);

} // namespace mk
