// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Presets.h"

namespace mk::presets {

namespace {

Endpoint plainEndpoint(System system, const QString &id, const QString &host, quint16 port)
{
    Endpoint endpoint;
    endpoint.id = id;
    endpoint.system = system;
    endpoint.url.setScheme(QStringLiteral("http"));
    endpoint.url.setHost(host, QUrl::DecodedMode);
    endpoint.url.setPort(port);
    return endpoint;
}

// RabbitMQ has no access without a user; guest is what every recipe of Microkubes leaves in place. The password is asked
// for by the editor: none is built in.
Credential guest()
{
    Credential credential;
    credential.kind = Credential::Kind::Basic;
    credential.user = QStringLiteral("guest");
    return credential;
}

TunnelSettings portForward(const Kubernetes &settings, const QString &service)
{
    TunnelSettings tunnel;
    tunnel.program = QStringLiteral("kubectl");
    if (!settings.kubeContext.isEmpty())
        tunnel.arguments << QStringLiteral("--context") << settings.kubeContext;
    tunnel.arguments << QStringLiteral("--namespace") << settings.kubeNamespace << QStringLiteral("port-forward")
                     << QStringLiteral("--address") << QStringLiteral("127.0.0.1") << QStringLiteral("svc/") + service
                     << QStringLiteral("{port}:{remotePort}");
    return tunnel;
}

} // namespace

quint16 defaultPort(System system)
{
    switch (system) {
    case System::Kong:
        return 8001;
    case System::Consul:
        return 8500;
    case System::RabbitMq:
        return 15672;
    case System::Prometheus:
        return 9090;
    }
    return 0;
}

Environment dockerSwarm(const QString &host)
{
    Environment environment;
    environment.id = Environment::newId();
    const QString name = host.trimmed();
    if (plainEndpoint(System::Consul, {}, name, 1).url.host().isEmpty())
        return environment;
    environment.kong.append(
        plainEndpoint(System::Kong, QStringLiteral("kong-1"), name, defaultPort(System::Kong)));
    environment.kongProxy = plainEndpoint(System::Kong, QStringLiteral("kong-proxy"), name, kongProxyPort);
    environment.consul =
        plainEndpoint(System::Consul, QStringLiteral("consul"), name, defaultPort(System::Consul));
    environment.rabbitmq =
        plainEndpoint(System::RabbitMq, QStringLiteral("rabbitmq"), name, defaultPort(System::RabbitMq));
    environment.rabbitmq->credential = guest();
    environment.prometheus =
        plainEndpoint(System::Prometheus, QStringLiteral("prometheus"), name, defaultPort(System::Prometheus));
    return environment;
}

Environment kubernetes(const Kubernetes &settings)
{
    Environment environment;
    environment.id = Environment::newId();
    // The chart puts the release's name in front of every service.
    const QString prefix =
        settings.helmRelease.isEmpty() ? QString() : QString(settings.helmRelease + QLatin1Char('-'));
    const auto endpoint = [&](System system, const QString &id, const QString &service, quint16 port) {
        // The URL names the service inside the cluster: that is what the operator reads; the way there is the tunnel.
        Endpoint made = plainEndpoint(system, id, prefix + service, port);
        made.tunnel = portForward(settings, prefix + service);
        return made;
    };
    environment.kong.append(endpoint(System::Kong, QStringLiteral("kong-1"), QStringLiteral("kong-admin"),
                                     defaultPort(System::Kong)));
    environment.kongProxy =
        endpoint(System::Kong, QStringLiteral("kong-proxy"), QStringLiteral("kong"), kongProxyPort);
    environment.consul =
        endpoint(System::Consul, QStringLiteral("consul"), QStringLiteral("consul"), defaultPort(System::Consul));
    environment.rabbitmq = endpoint(System::RabbitMq, QStringLiteral("rabbitmq"), QStringLiteral("rabbitmq"),
                                    defaultPort(System::RabbitMq));
    environment.rabbitmq->credential = guest();
    if (settings.prometheus) {
        environment.prometheus = endpoint(System::Prometheus, QStringLiteral("prometheus"),
                                          QStringLiteral("prometheus"), defaultPort(System::Prometheus));
    }
    return environment;
}

Environment localDefaults()
{
    return dockerSwarm(QStringLiteral("127.0.0.1"));
}

} // namespace mk::presets
