// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Environment.h"

namespace mk::presets {

// Ready-made environments for the ways in which Microkubes is deployed. Pure functions: nothing is contacted, nothing
// is stored; what comes out is meant to be shown in the editor first. Names are left empty for the editor to fill.

// Docker Swarm: everything on published ports of one host (Kong admin 8001, proxy 8000, Consul 8500, RabbitMQ 15672 with
// guest, Prometheus 9090). A host that is no valid name gives an environment without endpoints.
Environment dockerSwarm(const QString &host);

struct Kubernetes
{
    QString kubeContext; // empty: kubectl's current one
    QString kubeNamespace = QStringLiteral("microkubes");
    QString helmRelease; // empty: the plain manifests' service names; else "<release>-kong-admin" ...
    bool prometheus = false; // neither the manifests nor the chart bring one
};
// Kubernetes: one `kubectl port-forward` for each system, as tunnels on local ports that the program picks.
Environment kubernetes(const Kubernetes &settings);

// The default ports on this machine.
Environment localDefaults();

quint16 defaultPort(System system); // of plain HTTP: Kong admin 8001, Consul 8500, RabbitMQ 15672, Prometheus 9090
constexpr quint16 kongProxyPort = 8000;

} // namespace mk::presets
