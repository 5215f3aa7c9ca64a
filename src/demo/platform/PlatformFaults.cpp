// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/platform/PlatformFaults.h"

#include "demo/kong/KongFill.h"

#include <QtGlobal> // QT_TRANSLATE_NOOP: the console shows these in its own language
#include <algorithm>

namespace mk::demo {

using nlohmann::json;

namespace {

const char *const kHelloUrl = "http://hello-service.service.consul:5000";
const char *const kHelloTypo = "http://hello-service.services.consul:5000";
const char *const kAppsUrl = "http://microservice-apps-management.service.consul:8080";
const char *const kAppsWrong = "http://microservice-apps-management.service.consul:8000";
const char *const kApps = "microservice-apps-management";
const char *const kAppsApi = "apps-management-microservice";
const char *const kTodo = "microservice-todo";
const char *const kSecondSaml = "identity-provider";

// Where the gateway sends one of its APIs; on newer versions that is a service.
void redirect(PlatformLife *life, const char *name, const char *from, const char *to)
{
    KongTables &tables = life->systems().kong->tables;
    if (const KongTables::Row *row = tables.findBy("apis", "name", name)) {
        json changed = *row;
        if (changed.value("upstream_url", std::string()) != from)
            return;
        changed["upstream_url"] = to;
        tables.put("apis", std::move(changed));
    } else if (const KongTables::Row *service = tables.findBy("services", "name", name)) {
        const auto hostOf = [](const std::string &url) { return url.substr(7, url.rfind(':') - 7); };
        const auto portOf = [](const std::string &url) { return std::stoi(url.substr(url.rfind(':') + 1)); };
        json changed = *service;
        if (changed.value("host", std::string()) != hostOf(from) || changed.value("port", 0) != portOf(from))
            return;
        changed["host"] = hostOf(to);
        changed["port"] = portOf(to);
        tables.put("services", std::move(changed));
    }
}

void dropAllConnections(Broker *broker)
{
    std::vector<std::string> names;
    for (const auto &[name, connection] : broker->connections)
        names.push_back(name);
    for (const std::string &name : names)
        broker->disconnect(name);
}

} // namespace

const std::vector<PlatformFault> &PlatformFaults::all()
{
    static const std::vector<PlatformFault> kFaults{
        {"services-domain",
         QT_TRANSLATE_NOOP("DemoFaults", "Misspelt Consul domain"),
         QT_TRANSLATE_NOOP("DemoFaults", "hello-service was registered on the gateway as hello-service.services.consul, as an old guide says. There is no such domain."),
         QT_TRANSLATE_NOOP("DemoFaults", "Kong: the API's host has no instances, /hello answers 503. Consul: hello-service is there and healthy."),
         [](PlatformLife *life) { redirect(life, "hello-service", kHelloUrl, kHelloTypo); }, [](PlatformLife *life) { redirect(life, "hello-service", kHelloTypo, kHelloUrl); }},
        {"apps-port",
         QT_TRANSLATE_NOOP("DemoFaults", "Three ports for one service"),
         QT_TRANSLATE_NOOP("DemoFaults", "microservice-apps-management listens on 8000 and is registered so on the gateway, but its pod declares 8080, which Consul passes on, and Consul's word wins."),
         QT_TRANSLATE_NOOP("DemoFaults", "Kong: the API says 8000, /apps answers 502. Consul: the instance says 8080."),
         [](PlatformLife *life) {
             redirect(life, kAppsApi, kAppsUrl, kAppsWrong);
             if (PlatformPod *pod = life->pod(kApps))
                 pod->listensOn = 8000;
         },
         [](PlatformLife *life) {
             redirect(life, kAppsApi, kAppsWrong, kAppsUrl);
             if (PlatformPod *pod = life->pod(kApps))
                 pod->listensOn = pod->registeredPort;
         }},
        {"crash-loop",
         QT_TRANSLATE_NOOP("DemoFaults", "Crashing pod still in Consul"),
         QT_TRANSLATE_NOOP("DemoFaults", "One of two pods of microservice-user crashes again and again. Nothing takes it out of Consul, because it has no check of its own."),
         QT_TRANSLATE_NOOP("DemoFaults", "Consul: both instances pass. Kong: every other request to /users answers 502. Prometheus: the share of 5xx rises."),
         [](PlatformLife *life) {
             if (PlatformPod *pod = life->pod("microservice-user", 1))
                 pod->listensOn = 0;
         },
         [](PlatformLife *life) {
             if (PlatformPod *pod = life->pod("microservice-user", 1))
                 pod->listensOn = pod->registeredPort;
         }},
        {"consul-restart",
         QT_TRANSLATE_NOOP("DemoFaults", "Consul restarted in memory"),
         QT_TRANSLATE_NOOP("DemoFaults", "Consul runs as -dev and was restarted: its catalog and the key kong-migrations are gone. The services come back within two minutes, the key does not, and Kong would wait for it for ever when it starts again."),
         QT_TRANSLATE_NOOP("DemoFaults", "Consul: no services, no keys. Kong: every path answers 503 until the services are back. Key/value: kong-migrations is missing."),
         [](PlatformLife *life) {
             life->systems().consul->reset();
             life->setNextSync(life->now() + 120'000);
         },
         [](PlatformLife *life) {
             life->setNextSync(0);
             life->registerAllPods();
             life->putKeys();
         }},
        {"mail-unread",
         QT_TRANSLATE_NOOP("DemoFaults", "A queue that nobody reads"),
         QT_TRANSLATE_NOOP("DemoFaults", "microservice-registration still publishes to verification-email, microservice-mail takes from email-queue alone. New accounts can never be activated."),
         QT_TRANSLATE_NOOP("DemoFaults", "RabbitMQ: verification-email grows, 0 consumers. Prometheus: the alert QueueWithoutConsumer. Consul: the check of microservice-mail warns."),
         [](PlatformLife *life) { life->setOldQueueUsed(true); },
         [](PlatformLife *life) {
             life->setOldQueueUsed(false);
             if (BrokerQueue *queue = life->systems().broker->queue("/", "verification-email"))
                 life->systems().broker->purge(queue);
         }},
        {"mail-hung",
         QT_TRANSLATE_NOOP("DemoFaults", "Mail service hung after a restart"),
         QT_TRANSLATE_NOOP("DemoFaults", "RabbitMQ was restarted. The publishers connected again; microservice-mail has not, and waits on a closed channel for ever while its pod counts as running."),
         QT_TRANSLATE_NOOP("DemoFaults", "RabbitMQ: email-queue grows, 0 consumers, no connection of the mail pod. Consul: the check of microservice-mail is critical."),
         [](PlatformLife *life) {
             dropAllConnections(life->systems().broker);
             life->connectPublishers();
         },
         [](PlatformLife *life) { life->connectMail(); }},
        {"orphaned-api",
         QT_TRANSLATE_NOOP("DemoFaults", "API without a service"),
         QT_TRANSLATE_NOOP("DemoFaults", "microservice-todo was taken away. No client library removes its API from the gateway."),
         QT_TRANSLATE_NOOP("DemoFaults", "Kong: the API's host has no instances, /todo answers 503. Consul: no microservice-todo."),
         [](PlatformLife *life) {
             if (PlatformPod *pod = life->pod(kTodo)) {
                 pod->listensOn = 0;
                 life->deregisterPod(*pod);
             }
         },
         [](PlatformLife *life) {
             PlatformPod *pod = life->pod(kTodo);
             if (!pod)
                 return;
             pod->listensOn = pod->registeredPort;
             if (!life->systems().consul->ownNode()->services.contains(pod->id()))
                 life->registerPod(*pod);
         }},
        {"two-on-saml",
         QT_TRANSLATE_NOOP("DemoFaults", "Two APIs on one path"),
         QT_TRANSLATE_NOOP("DemoFaults", "The platform was moved from manifests to Helm, where the identity provider has another name on the gateway. Now two APIs claim /saml."),
         QT_TRANSLATE_NOOP("DemoFaults", "Kong: identity-provider and identity-provider-microservice have the same path."),
         [](PlatformLife *life) {
             QString ignored; // a name that is taken already is fine
             addApi(life->systems().kong, life->systems().kongAdmin, kSecondSaml, "/saml", "http://identity-provider.service.consul:8080", &ignored);
         },
         [](PlatformLife *life) {
             KongTables &tables = life->systems().kong->tables;
             if (const KongTables::Row *row = tables.findBy("apis", "name", kSecondSaml)) {
                 tables.remove("apis", row->value("id", std::string()));
             } else if (const KongTables::Row *service = tables.findBy("services", "name", kSecondSaml)) {
                 const std::string id = service->value("id", std::string());
                 for (const std::string &route : tables.idsBy("routes", "service", json{{"id", id}}))
                     tables.remove("routes", route);
                 tables.remove("services", id);
             }
         }},
        {"gateway-404",
         QT_TRANSLATE_NOOP("DemoFaults", "Gateway not measured"),
         QT_TRANSLATE_NOOP("DemoFaults", "The shipped configuration of Prometheus asks the gateway for /prometheus/metrics, a path that went away with the old plugin."),
         QT_TRANSLATE_NOOP("DemoFaults", "Prometheus: the target gateway is down, \"server returned HTTP status 404 Not Found\"; charts of the gateway stop."),
         [](PlatformLife *life) {
             if (ScrapeJob *job = life->systems().prometheus->job("gateway"))
                 job->path = "/prometheus/metrics";
         },
         [](PlatformLife *life) {
             if (ScrapeJob *job = life->systems().prometheus->job("gateway"))
                 job->path = "/metrics";
         }},
        {"stale-resolver",
         QT_TRANSLATE_NOOP("DemoFaults", "Gateway asks a Consul that is gone"),
         QT_TRANSLATE_NOOP("DemoFaults", "Consul's pods were replaced. The gateway looked their addresses up when it started and goes on asking the old ones."),
         QT_TRANSLATE_NOOP("DemoFaults", "Kong: dns_resolver names 172.17.0.3 and 172.17.0.4, every path answers 503. Consul: its address is 172.17.0.5, all services are healthy."),
         [](PlatformLife *life) { life->systems().kong->dnsResolver = {QStringLiteral("172.17.0.3:8600"), QStringLiteral("172.17.0.4:8600")}; },
         [](PlatformLife *life) { life->systems().kong->dnsResolver = {QStringLiteral("172.17.0.5:8600")}; }},
    };
    return kFaults;
}

const PlatformFault *PlatformFaults::find(const QByteArray &name)
{
    const auto found = std::find_if(all().begin(), all().end(), [&name](const PlatformFault &fault) { return name == fault.name; });
    return found == all().end() ? nullptr : &*found;
}

QStringList PlatformFaults::names()
{
    QStringList names;
    for (const PlatformFault &fault : all())
        names.append(QString::fromLatin1(fault.name));
    return names;
}

bool PlatformFaults::set(const QByteArray &name, bool on)
{
    const PlatformFault *fault = find(name);
    if (!fault)
        return false;
    if (on && m_on.insert(name).second)
        fault->begin(m_life);
    else if (!on && m_on.erase(name) > 0)
        fault->end(m_life);
    return true;
}

void PlatformFaults::allOff()
{
    while (!m_on.empty())
        set(QByteArray(*m_on.begin()), false);
}

json PlatformFaults::toJson() const
{
    json rows = json::array();
    for (const PlatformFault &fault : all())
        rows.push_back({{"name", fault.name}, {"title", fault.title}, {"what", fault.what}, {"lookFor", fault.lookFor}, {"on", isOn(fault.name)}});
    return rows;
}

} // namespace mk::demo
