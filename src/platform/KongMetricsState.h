// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Result.h"
#include "platform/Dashboards.h"
#include "platform/KongPlans.h"

#include <optional>
#include <vector>

// Whether Kong measures its requests and whether anybody reads that: the plugin `prometheus` for every request, and Prometheus'
// target of Kong's /metrics. Pure functions.
namespace mk::kongmetrics {

enum class Plugin {
    Unknown, // the plugins are not known
    Absent,
    NotOffered, // this Kong does not have it
    Partly,  // bound to single entities or consumers
    Off,     // global, switched off
    On,      // global
};

struct State
{
    Plugin plugin = Plugin::Unknown;
    QByteArray global;         // Off, On: the plugin as the server told it
    std::optional<WhyEmpty> scrape; // nothing: not known. Reason::Missing: its target is up
    bool isScraped() const { return scrape && scrape->reason == WhyEmpty::Reason::Missing; }
};
// Null: not known.
State stateOf(const std::vector<kong::Plugin> *plugins, const kong::Capabilities &server,
              const std::vector<prometheus::Target> *targets);

// Adds the plugin for every request, or switches it on where it is there. From 3.0 most of its figures are off unless they are asked
// for: then they are. Refused with "kong.nothing-changed" where it is on.
Result<Plan> enable(const kongplans::Context &context, const State &state);

} // namespace mk::kongmetrics
