// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Job.h"
#include "net/HttpClient.h"

namespace mk::kong {

// What GET / told already.
struct NodeFacts
{
    QString version;
    QString database; // "off": DB-less
    QString role;     // "data_plane"
    QStringList plugins;
    std::map<QString, int> pluginPriorities = {}; // empty: not told
};

// Finds out by a handful of small reads what this server can do; none of them changes anything. A collection that answers
// 401 or 403 is there and told in Capabilities::denied. Fails only where nothing at all could be found out: no answer, or a
// credential that may read neither API objects nor services.
Job<Capabilities> *findCapabilities(HttpClient *http, const NodeFacts &node, QObject *parent);

} // namespace mk::kong
