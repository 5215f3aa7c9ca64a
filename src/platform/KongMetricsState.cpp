// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongMetricsState.h"

#include "platform/KongJson.h"

namespace mk::kongmetrics {

namespace {
const QString kPrometheus = QStringLiteral("prometheus");
}

State stateOf(const std::vector<kong::Plugin> *plugins, const kong::Capabilities &server,
              const std::vector<prometheus::Target> *targets)
{
    State state;
    if (targets)
        state.scrape = whyEmpty(System::Kong, *targets);
    if (!plugins)
        return state;
    state.plugin = !server.plugins.isEmpty() && !server.plugins.contains(kPrometheus) ? Plugin::NotOffered : Plugin::Absent;
    for (const kong::Plugin &plugin : *plugins) {
        if (plugin.name != kPrometheus)
            continue;
        if (plugin.scope.isGlobal()) {
            state.plugin = plugin.enabled ? Plugin::On : Plugin::Off;
            state.global = plugin.json;
            return state;
        }
        if (plugin.enabled)
            state.plugin = Plugin::Partly;
    }
    return state;
}

Result<Plan> enable(const kongplans::Context &context, const State &state)
{
    if (state.plugin == Plugin::On || state.plugin == Plugin::Unknown)
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    if (state.plugin == Plugin::Off)
        return kongplans::setEnabled(context, kong::Kind::Plugin, {state.global}, true);
    nlohmann::json plugin{{"name", kPrometheus.toStdString()}, {"config", nlohmann::json::object()}};
    if (context.server.version.section(QLatin1Char('.'), 0, 0).toInt() >= 3) {
        for (const char *figures : {"status_code_metrics", "latency_metrics", "bandwidth_metrics", "upstream_health_metrics"})
            plugin["config"][figures] = true;
    }
    return kongplans::create(context, kong::Kind::Plugin, kongjson::pretty(plugin));
}

} // namespace mk::kongmetrics
