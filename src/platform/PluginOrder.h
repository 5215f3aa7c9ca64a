// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/KongRecords.h"

#include <map>
#include <optional>
#include <vector>

// Which plugins run for a request, in which order, and why the others don't. Pure functions, any thread.
namespace mk::pluginorder {

// Where a request passes. An API object has neither service nor route.
struct Place
{
    QString apiId;
    QString routeId;
    QString serviceId;
    QString consumerId; // who is known to have sent it once a plugin has found that out; empty: nobody
};

// One plugin that is bound to a part of the place, and what becomes of it.
struct Run
{
    enum class Verdict {
        Runs,
        Off,          // switched off: as if it were not there
        Overruled,    // another one of its name is bound more closely
        NobodyKnown,  // bound to the consumer, but no plugin before it finds out who that is
    };
    KongPluginRecord record;
    Verdict verdict = Verdict::Runs;
    std::optional<kong::PluginScope> overruledBy; // the scope of the one that runs
    std::optional<int> priority; // nothing: this server does not tell it, and it is no bundled plugin
    int position = 0;            // among those that run, from 1; 0: does not run

    QString key() const { return record.plugin.id; }
    bool operator==(const Run &) const = default;
};

// Higher priorities first; of one name the strongest scope wins: service+route+consumer, route+consumer, service+consumer,
// service+route, consumer, route, service, global; for an API object: with its consumer, consumer, API, global (seen on
// 0.14.1, 2.8.5 and 3.9.1). A plugin that is bound to a consumer counts only once somebody is known. Those that don't run
// stand behind the one of their name that does.
std::vector<Run> order(const Place &place, const std::vector<KongPluginRecord> &plugins, const kong::Capabilities &server);

// True where the plugin is bound to a part of the place, whoever sends the request.
bool isBoundTo(const Place &place, const kong::PluginScope &scope);

// What this server told of its plugins (3.0 on: GET /), else what Kong's own have in versions before 3.0: their handlers, as
// Kong's pull request 8949 lists them beside those of 3.0. Custom plugins without a number count as 0.
std::optional<int> priorityOf(const QString &plugin, const kong::Capabilities &server);

} // namespace mk::pluginorder

namespace mk {
template <>
struct RecordTraits<pluginorder::Run>
{
    static const QString &key(const pluginorder::Run &run) { return run.record.plugin.id; }
};
} // namespace mk
