// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PanelList.h"

#include "panels/certificates/CertificatesPanel.h"
#include "panels/consumers/ConsumersPanel.h"
#include "panels/findings/FindingsPanel.h"
#include "panels/journal/JournalPanel.h"
#include "panels/keyvalue/KeyValuePanel.h"
#include "panels/map/MapPanel.h"
#include "panels/metrics/MetricsPanel.h"
#include "panels/nodes/NodesPanel.h"
#include "panels/overview/OverviewPanel.h"
#include "panels/path/PathPanel.h"
#include "panels/plugins/PluginsPanel.h"
#include "panels/queues/QueuesPanel.h"
#include "panels/routes/RoutesPanel.h"
#include "panels/services/ServicesPanel.h"
#include "panels/settings/SettingsPanel.h"
#include "panels/upstreams/UpstreamsPanel.h"

namespace mk {

namespace {

template<typename T>
Panel *make(const PanelContext &context, QWidget *parent)
{
    return new T(context, parent);
}

} // namespace

QList<PanelEntry> PanelList::all()
{
    return {
        {QStringLiteral("overview"), PanelGroup::Platform, tr("Overview"), QStringLiteral("layout-dashboard"),
         make<OverviewPanel>},
        {QStringLiteral("findings"), PanelGroup::Platform, tr("Findings"), QStringLiteral("stethoscope"), make<FindingsPanel>},
        {QStringLiteral("path"), PanelGroup::Platform, tr("Path"), QStringLiteral("route-2"), make<PathPanel>, true, false},
        {QStringLiteral("map"), PanelGroup::Platform, tr("Map"), QStringLiteral("topology-star-3"), make<MapPanel>, true, false},
        {QStringLiteral("routes"), PanelGroup::Kong, tr("Routes"), QStringLiteral("route"), make<RoutesPanel>},
        {QStringLiteral("plugins"), PanelGroup::Kong, tr("Plugins"), QStringLiteral("plug"), make<PluginsPanel>},
        {QStringLiteral("consumers"), PanelGroup::Kong, tr("Consumers"), QStringLiteral("users"), make<ConsumersPanel>, true, false},
        {QStringLiteral("upstreams"), PanelGroup::Kong, tr("Upstreams"), QStringLiteral("arrows-split-2"), make<UpstreamsPanel>, true, false},
        {QStringLiteral("certificates"), PanelGroup::Kong, tr("Certificates"), QStringLiteral("certificate"),
         make<CertificatesPanel>, true, false},
        {QStringLiteral("kong-nodes"), PanelGroup::Kong, tr("Nodes"), QStringLiteral("server-2"), make<NodesPanel>, true, false},
        {QStringLiteral("services"), PanelGroup::Consul, tr("Services"), QStringLiteral("server-2"), make<ServicesPanel>},
        {QStringLiteral("keyvalue"), PanelGroup::Consul, tr("Key/value"), QStringLiteral("folder"), make<KeyValuePanel>},
        {QStringLiteral("queues"), PanelGroup::RabbitMq, tr("Queues"), QStringLiteral("stack-2"), make<QueuesPanel>},
        {QStringLiteral("metrics"), PanelGroup::Prometheus, tr("Metrics"), QStringLiteral("chart-line"), make<MetricsPanel>},
        {QStringLiteral("journal"), PanelGroup::Work, tr("Journal"), QStringLiteral("history"), make<JournalPanel>, false},
        {QStringLiteral("settings"), PanelGroup::Bottom, tr("Settings"), QStringLiteral("settings"), make<SettingsPanel>,
         false},
    };
}

QString PanelList::groupTitle(PanelGroup group)
{
    if (const std::optional<System> system = systemOf(group))
        return systemName(*system);
    switch (group) {
    case PanelGroup::Platform:
        return tr("Platform");
    case PanelGroup::Work:
        return tr("Work");
    default:
        return {};
    }
}

std::optional<System> PanelList::systemOf(PanelGroup group)
{
    switch (group) {
    case PanelGroup::Kong:
        return System::Kong;
    case PanelGroup::Consul:
        return System::Consul;
    case PanelGroup::RabbitMq:
        return System::RabbitMq;
    case PanelGroup::Prometheus:
        return System::Prometheus;
    case PanelGroup::Platform:
    case PanelGroup::Work:
    case PanelGroup::Bottom:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace mk
