// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/prometheus/PrometheusTargets.h"
#include "models/SearchIndex.h"
#include "platform/ConsulRecords.h"
#include "platform/FindingTracker.h"
#include "platform/KongRecords.h"
#include "platform/RabbitRecords.h"

#include <memory>
#include <vector>

// Lists of the platform as blocks of the global search. Of every entity only what its panel shows in the list: never a body, a
// configuration, a credential, a value or what stands before the host in a URL. Pure; for workers, but findings and items(),
// whose texts are for people.
namespace mk::searchblocks {

template <class T>
using Rows = std::shared_ptr<const std::vector<T>>;

SearchBlockPtr routes(const Rows<KongRouteRecord> &rows);
SearchBlockPtr plugins(const Rows<KongPluginRecord> &rows);
// Consumers, upstreams, certificates and what stands beside them.
SearchBlockPtr entities(SearchKind kind, const QString &panel, const QString &iconName, const Rows<KongEntityRecord> &rows);
SearchBlockPtr services(const Rows<consul::Service> &rows);
SearchBlockPtr instances(const Rows<consul::Instance> &rows);
SearchBlockPtr nodes(const Rows<consul::Node> &rows);
SearchBlockPtr keys(const Rows<QString> &names);
SearchBlockPtr queues(const Rows<QueueRecord> &rows);
SearchBlockPtr targets(const Rows<prometheus::Target> &rows);
SearchBlockPtr findings(const Rows<FindingRow> &rows);

// Whatever is few and known already: panels, actions, environments.
struct Entry
{
    SearchItem item;
    QStringList more = {}; // found by, too
    QList<std::pair<AddressField, NetAddress>> addresses = {};
};
SearchBlockPtr entries(SearchKind kind, std::vector<Entry> rows);

// "instance/<key>" and "node/<name>": how the Services panel tells its three lists apart.
QString instanceId(const QString &key);
QString nodeId(const QString &name);
// The query that shows one target.
QString targetQuery(const prometheus::Target &target);

} // namespace mk::searchblocks
