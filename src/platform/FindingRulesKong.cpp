// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingRules.h"

#include "platform/RouteMatcher.h"

#include <QUrl>

#include <algorithm>
#include <cmath>

namespace mk::findings {

namespace {

constexpr double errorShareWarning = 0.05; // of all requests of a service
constexpr double errorShareCritical = 0.5;
constexpr double fewestErrors = 5; // in the window that was counted
constexpr std::chrono::seconds checkPatience{60}; // checks fail for a moment on every platform

QString percent(double share)
{
    return QString::number(std::round(share * 100));
}

FindingRepair setHost(const Way &way, const QString &host)
{
    return {FindingRepair::Kind::SetHost, kong::kindId(way.kind), way.id, {{QStringLiteral("host"), host}}};
}

FindingRepair removeWay(const Way &way)
{
    return {FindingRepair::Kind::RemoveEntity, kong::kindId(way.kind), way.id, {{QStringLiteral("name"), way.name}}};
}

QString healthCall(const QString &service)
{
    return QStringLiteral("GET /v1/health/service/") + service;
}

QString firstOutput(const consul::Instance &instance)
{
    for (const QList<consul::Check> *checks : {&instance.checks, &instance.nodeChecks}) {
        for (const consul::Check &check : *checks) {
            if (check.health == consul::Health::Critical)
                return check.name + QStringLiteral(": ") + (check.output.isEmpty() ? QStringLiteral("critical") : check.output);
        }
    }
    return QStringLiteral("critical");
}

QStringList textsOf(const QSet<int> &ports)
{
    QList<int> sorted = ports.values();
    std::sort(sorted.begin(), sorted.end());
    QStringList texts;
    for (const int port : std::as_const(sorted))
        texts.append(QString::number(port));
    return texts;
}

} // namespace

// ---- where the gateway sends to

void Rules::hosts()
{
    for (const Way &way : m_ways)
        host(way);
}

void Rules::host(const Way &way)
{
    using consulhost::Kind;
    const consulhost::ConsulHost &host = way.consul;
    if (host.kind == Kind::Misspelt) {
        ++m_brokenNames;
        Finding &finding = addForWay("kong.host-misspelt", FindingSeverity::Critical, way, {});
        finding.args.insert(QStringLiteral("corrected"), host.corrected);
        finding.args.insert(QStringLiteral("wrong"), host.wrongPart);
        finding.args.insert(QStringLiteral("right"), host.rightPart);
        finding.notes.append(note(FindingNote::Weight::Proven, "no-such-domain"));
        if (m_facts.instances && !m_facts.registryFiltered && !host.name.isEmpty()) {
            const auto count = instancesOf(host.name).size();
            finding.others = {System::Consul};
            finding.evidence.append(evidence(System::Consul, healthCall(host.name), QStringLiteral("instances"), QString::number(count)));
            finding.notes.append(note(FindingNote::Weight::Proven, count > 0 ? "meant-service-is-there" : "meant-service-is-missing",
                                      {{QStringLiteral("service"), host.name}, {QStringLiteral("count"), count}}));
        }
        if (!host.corrected.isEmpty())
            finding.repairs.append(setHost(way, host.corrected));
        return;
    }
    if (host.kind != Kind::Service || !m_facts.instances || m_facts.registryFiltered || !isOwnDatacenter(host.datacenter))
        return;
    QList<const consul::Instance *> instances = instancesOf(host.name);
    const bool named = !instances.isEmpty();
    if (!host.tag.isEmpty()) {
        instances.removeIf([&host](const consul::Instance *instance) {
            return std::none_of(instance->tags.cbegin(), instance->tags.cend(), [&host](const QString &tag) { return consulhost::isSameService(tag, host.tag); });
        });
    }
    if (instances.isEmpty()) {
        ++m_brokenNames;
        if (m_catalogEmpty)
            return; // one cause, told once
        Finding &finding = addForWay("kong.host-unknown", FindingSeverity::Critical, way, FindingSource::Instances);
        finding.others = {System::Consul};
        finding.args.insert(QStringLiteral("tag"), named ? host.tag : QString());
        const QString nearest = named ? QString() : consulhost::nearest(host.name, serviceNames());
        finding.args.insert(QStringLiteral("nearest"), nearest);
        finding.evidence.append(evidence(System::Consul, healthCall(host.name), named ? QStringLiteral("Service.Tags") : QStringLiteral("instances"), QStringLiteral("0")));
        finding.notes.append(note(FindingNote::Weight::Proven, "name-does-not-resolve"));
        if (!nearest.isEmpty())
            finding.notes.append(note(FindingNote::Weight::Suggested, "nearest-service", {{QStringLiteral("service"), nearest}}));
        if (!named) {
            finding.notes.append(note(FindingNote::Weight::Suggested, "retired-service", {{QStringLiteral("service"), host.name}}));
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "pods-there", {{QStringLiteral("service"), host.name}}, podsOf(host.name)));
            finding.repairs.append(removeWay(way));
        }
        return;
    }
    QList<const consul::Instance *> passing;
    for (const consul::Instance *instance : std::as_const(instances)) {
        if (instance->health != consul::Health::Critical)
            passing.append(instance);
    }
    if (passing.isEmpty()) {
        ++m_brokenNames;
        const bool maintenance = std::all_of(instances.cbegin(), instances.cend(), [](const consul::Instance *instance) { return instance->inMaintenance() && !isCritical(*instance); });
        Finding &finding = addForWay("kong.no-passing", maintenance ? FindingSeverity::Warning : FindingSeverity::Critical, way, FindingSource::Instances);
        finding.others = {System::Consul};
        finding.patience = checkPatience;
        finding.args.insert(QStringLiteral("total"), instances.size());
        finding.args.insert(QStringLiteral("maintenance"), maintenance);
        for (const consul::Instance *instance : instances.mid(0, 5))
            finding.evidence.append(evidence(System::Consul, healthCall(host.name), instance->serviceId, firstOutput(*instance)));
        finding.notes.append(note(FindingNote::Weight::Proven, "critical-is-not-told"));
        finding.notes.append(note(FindingNote::Weight::Elsewhere, "pod-state", {{QStringLiteral("service"), host.name}}, podsOf(host.name)));
        return;
    }
    ports(way, passing);
}

// An SRV record is asked for first, and its port wins over the one in the URL. Whoever leaves the port at its default relies
// on that.
void Rules::ports(const Way &way, const QList<const consul::Instance *> &instances)
{
    const int usual = way.protocol == QLatin1String("https") || way.protocol == QLatin1String("grpcs") ? 443 : 80;
    if (way.port == 0 || way.port == usual)
        return;
    QSet<int> told;
    QHash<QString, QSet<int>> byAddress;
    for (const consul::Instance *instance : instances) {
        if (instance->port == 0)
            continue;
        told.insert(instance->port);
        byAddress[instance->address()].insert(instance->port);
    }
    if (told.isEmpty())
        return;
    const bool several = std::any_of(byAddress.cbegin(), byAddress.cend(), [](const QSet<int> &ports) { return ports.size() > 1; });
    const char *code = !told.contains(way.port) ? "kong.port-differs" : several ? "kong.ports-vary" : nullptr;
    if (!code)
        return;
    Finding &finding = addForWay(code, FindingSeverity::Warning, way, FindingSource::Instances);
    finding.others = {System::Consul};
    finding.args.insert(QStringLiteral("port"), way.port);
    finding.args.insert(QStringLiteral("ports"), textsOf(told));
    for (const consul::Instance *instance : instances.mid(0, 5)) {
        finding.evidence.append(evidence(System::Consul, healthCall(way.consul.name), QStringLiteral("Service.Port"),
                                         QString::number(instance->port) + QStringLiteral("  (") + addressOf(*instance) + QLatin1Char(')')));
    }
    if (told.contains(way.port)) {
        finding.notes.append(note(FindingNote::Weight::Suggested, "one-in-n"));
    } else {
        finding.notes.append(note(FindingNote::Weight::Proven, "consul-port-wins", {{QStringLiteral("port"), way.port}, {QStringLiteral("ports"), textsOf(told)}}));
        finding.notes.append(note(FindingNote::Weight::Suggested, "listens-on-other", {{QStringLiteral("port"), way.port}}));
    }
    finding.notes.append(note(FindingNote::Weight::Elsewhere, "container-port", {{QStringLiteral("service"), way.consul.name}},
                              kubectl(QLatin1String("get pods -l ") + shellWord(QLatin1String("app=") + way.consul.name)
                                      + QLatin1String(" -o jsonpath='{range .items[*]}{.metadata.name}{\"\\t\"}{.spec.containers[*].ports[*].containerPort}{\"\\n\"}{end}'"))));
}

// ---- two that claim the same

void Rules::collisions()
{
    if (!m_facts.apis || !m_facts.services || !m_facts.routes)
        return;
    struct Claim
    {
        kong::Kind kind;
        QString id;
        QString name;
        QString serviceId;
        QString target;
    };
    std::map<QString, QList<Claim>> claims; // by all that the router weighs, and one path
    const auto sorted = [](QStringList texts) {
        texts.sort();
        return texts.join(QLatin1Char(','));
    };
    for (const kong::Api &api : *m_facts.apis) {
        for (const QString &path : api.uris)
            claims[path + QLatin1Char('\n') + sorted(api.hosts) + QLatin1Char('\n') + sorted(api.methods)].append({kong::Kind::Api, api.id, api.name, {}, api.upstreamUrl});
    }
    QHash<QString, const kong::Service *> services;
    for (const kong::Service &service : *m_facts.services)
        services.insert(service.id, &service);
    for (const kong::Route &route : *m_facts.routes) {
        const kong::Service *service = services.value(route.serviceId);
        if (!route.headers.empty() || !route.snis.isEmpty() || !route.expression.isEmpty() || (service && service->enabled == false))
            continue;
        const QString target = service ? service->protocol + QLatin1String("://") + service->host + QLatin1Char(':') + QString::number(service->port) + service->path : QString();
        for (const QString &path : route.paths) {
            claims[path + QLatin1Char('\n') + sorted(route.hosts) + QLatin1Char('\n') + sorted(route.methods) + QLatin1Char('\n') + sorted(route.protocols)].append(
                {kong::Kind::Route, route.id, route.name.isEmpty() && service ? service->name : route.name, route.serviceId, target});
        }
    }
    std::optional<RouteMatcher> matcher;
    QSet<QString> told; // two that share several paths are told once
    for (const auto &claim : claims) {
        const QString &key = claim.first;
        const QList<Claim> &all = claim.second;
        if (all.size() < 2)
            continue;
        const bool oneService = !all.first().serviceId.isEmpty()
            && std::all_of(all.cbegin(), all.cend(), [&all](const Claim &one) { return one.serviceId == all.first().serviceId; });
        if (oneService)
            continue; // they lead to the same, whoever wins
        QStringList ids;
        QStringList names;
        for (const Claim &one : all) {
            ids.append(one.id);
            names.append(one.name.isEmpty() ? one.id : one.name);
        }
        ids.sort();
        names.sort();
        const QString together = ids.join(QLatin1Char('+'));
        if (told.contains(together))
            continue;
        told.insert(together);
        const QString path = key.section(QLatin1Char('\n'), 0, 0);
        QString winner;
        if (m_facts.capabilities) {
            if (!matcher)
                matcher.emplace(RouterTables{m_facts.capabilities->version, {}, 0, *m_facts.apis, *m_facts.services, *m_facts.routes, {}});
            RouteRequest request;
            request.target = path.toUtf8();
            const QString host = key.section(QLatin1Char('\n'), 1, 1).section(QLatin1Char(','), 0, 0);
            const QString method = key.section(QLatin1Char('\n'), 2, 2).section(QLatin1Char(','), 0, 0);
            request.host = host.isEmpty() ? QByteArrayLiteral("localhost") : host.toUtf8();
            if (!method.isEmpty())
                request.method = method.toUtf8();
            const RouteAnswer answer = matcher->match(request);
            if (answer.unknown == RouteUnknown::No && answer.equalIds.isEmpty())
                winner = answer.apiId.isEmpty() ? answer.routeId : answer.apiId;
        }
        const Claim &first = all.first();
        Finding &finding = add("kong.path-collision", FindingSeverity::Warning, System::Kong, {System::Kong, kong::kindId(first.kind), together, path}, FindingSource::Entities);
        const auto isWinner = [&winner](const Claim &one) { return one.id == winner; };
        const auto won = std::find_if(all.cbegin(), all.cend(), isWinner);
        const bool sameTarget = std::all_of(all.cbegin(), all.cend(), [&first](const Claim &one) { return one.target == first.target; });
        finding.args.insert(QStringLiteral("path"), path);
        finding.args.insert(QStringLiteral("paths"), QStringList{path});
        finding.args.insert(QStringLiteral("names"), names);
        finding.args.insert(QStringLiteral("ids"), ids);
        finding.args.insert(QStringLiteral("winner"), won == all.cend() ? QString() : won->name);
        finding.args.insert(QStringLiteral("sameTarget"), sameTarget);
        for (const Claim &one : all) {
            const QString called = one.name.isEmpty() || one.kind == kong::Kind::Route ? one.id : one.name;
            finding.evidence.append(evidence(System::Kong, (one.kind == kong::Kind::Api ? QStringLiteral("GET /apis/") : QStringLiteral("GET /routes/")) + called,
                                             one.kind == kong::Kind::Api ? QStringLiteral("uris, upstream_url") : QStringLiteral("paths, service"), path + QStringLiteral(" → ") + one.target));
        }
        finding.notes.append(note(FindingNote::Weight::Proven, won == all.cend() ? "winner-by-accident" : "one-wins", {{QStringLiteral("winner"), won == all.cend() ? QString() : won->name}}));
        finding.notes.append(note(FindingNote::Weight::Suggested, "renamed-registration"));
        // Only where it changes nothing for a client: the one that is never reached, and only of two that lead to the same.
        if (sameTarget && all.size() == 2 && first.kind == kong::Kind::Api) {
            const Claim &loser = won == all.cend() || won == all.cbegin() ? all.last() : all.first();
            finding.repairs.append({FindingRepair::Kind::RemoveEntity, kong::kindId(loser.kind), loser.id, {{QStringLiteral("name"), loser.name}}});
        }
    }
}

// ---- services that the gateway does not know

void Rules::unregistered()
{
    if (!m_facts.instances || !m_facts.apis || !m_facts.services || !m_facts.routes || !isMicrokubes())
        return;
    QSet<QString> led;
    for (const Way &way : m_ways) {
        if (way.consul.namesService())
            led.insert(way.consul.name.toLower());
    }
    for (const QString &service : gatewayServices()) {
        const QList<const consul::Instance *> instances = instancesOf(service);
        if (instances.isEmpty() || led.contains(service))
            continue;
        Finding &finding = add("kong.not-registered", FindingSeverity::Warning, System::Consul, {System::Consul, QStringLiteral("service"), service, service},
                               FindingSource::Entities | FindingSource::Instances);
        finding.others = {System::Kong};
        finding.patience = std::chrono::minutes(2); // it registers itself while it starts
        const bool apis = !m_facts.capabilities || m_facts.capabilities->apis;
        finding.args.insert(QStringLiteral("service"), service);
        finding.args.insert(QStringLiteral("total"), instances.size());
        finding.args.insert(QStringLiteral("apis"), apis);
        finding.evidence.append(evidence(System::Consul, healthCall(service), QStringLiteral("instances"), QString::number(instances.size())));
        finding.evidence.append(evidence(System::Kong, QStringLiteral("GET /apis, GET /services"), QStringLiteral("upstream_url, host"), QStringLiteral("0")));
        finding.notes.append(note(FindingNote::Weight::Suggested, apis ? "registration-ignored" : "no-api-objects", {{QStringLiteral("service"), service}}));
        finding.notes.append(note(FindingNote::Weight::Elsewhere, "service-log", {{QStringLiteral("service"), service}},
                                  kubectl(QLatin1String("logs -l ") + shellWord(QLatin1String("app=") + service) + QLatin1String(" --tail=50"))));
    }
}

// The gateway is scraped, yet nothing is counted.
void Rules::missingPlugin()
{
    const QString plugin = QStringLiteral("prometheus");
    if (!m_facts.plugins || !m_facts.targets || !m_facts.capabilities || !m_facts.capabilities->plugins.contains(plugin))
        return;
    const auto scraped = std::find_if(m_facts.targets->cbegin(), m_facts.targets->cend(), isGatewayTarget);
    const bool counted = std::any_of(m_facts.plugins->cbegin(), m_facts.plugins->cend(), [&plugin](const kong::Plugin &one) { return one.name == plugin && one.enabled; });
    if (scraped == m_facts.targets->cend() || counted)
        return;
    Finding &finding = add("kong.plugin-missing", FindingSeverity::Warning, System::Kong, {System::Kong, QStringLiteral("plugin"), plugin, plugin}, FindingSource::Plugins | FindingSource::Targets);
    finding.others = {System::Prometheus};
    finding.args.insert(QStringLiteral("plugin"), plugin);
    const auto off = std::count_if(m_facts.plugins->cbegin(), m_facts.plugins->cend(), [&plugin](const kong::Plugin &one) { return one.name == plugin; });
    finding.evidence.append(evidence(System::Kong, QStringLiteral("GET /plugins"), QStringLiteral("name=prometheus, enabled=true"), QStringLiteral("0")));
    finding.evidence.append(evidence(System::Prometheus, QStringLiteral("GET /api/v1/targets"), QStringLiteral("scrapeUrl"), scraped->scrapeUrl));
    finding.notes.append(note(FindingNote::Weight::Proven, off > 0 ? "plugin-is-off" : "nothing-counted"));
    if (off == 0)
        finding.repairs.append({FindingRepair::Kind::AddPlugin, QStringLiteral("plugin"), {}, {{QStringLiteral("plugin"), plugin}}});
}

// ---- what clients get

void Rules::gatewayErrors()
{
    if (!m_facts.gateway)
        return;
    struct Sum
    {
        double total = 0;
        double refused = 0; // 502 and 504: nobody listens, or not in time
        double nameless = 0; // 503: the name led nowhere
    };
    std::map<QString, Sum> sums;
    Sum all;
    for (const GatewayCounts::Row &row : m_facts.gateway->rows) {
        for (Sum *sum : {&sums[row.service], &all}) {
            sum->total += row.count;
            if (row.code == 502 || row.code == 504)
                sum->refused += row.count;
            if (row.code == 503)
                sum->nameless += row.count;
        }
    }
    for (const auto &[service, sum] : sums)
        gatewayErrorsOf(service, sum.total, sum.refused, 0);
    gatewayErrorsOf({}, all.total, 0, all.nameless);
}

void Rules::gatewayErrorsOf(const QString &service, double total, double count502, double count503)
{
    const double count = count502 + count503;
    if (total <= 0 || count < fewestErrors || count / total < errorShareWarning)
        return;
    const double share = count / total;
    const bool most = share >= errorShareCritical;
    const QVariantMap figures{{QStringLiteral("service"), service},
                              {QStringLiteral("share"), percent(share)},
                              {QStringLiteral("count"), std::round(count)},
                              {QStringLiteral("seconds"), m_facts.gateway->seconds}};
    const auto fill = [&](Finding &finding, const char *codes) {
        for (auto figure = figures.cbegin(); figure != figures.cend(); ++figure)
            finding.args.insert(figure.key(), figure.value());
        if (!finding.others.contains(System::Prometheus))
            finding.others.append(System::Prometheus);
        finding.sources |= FindingSource::GatewayErrors;
        finding.evidence.append(evidence(System::Prometheus, QStringLiteral("GET /api/v1/query"), QLatin1String("kong_http_status, code ") + QLatin1String(codes),
                                         QString::number(std::round(count)) + QStringLiteral(" of ") + QString::number(std::round(total)) + QStringLiteral(" in ")
                                             + QString::number(m_facts.gateway->seconds) + QStringLiteral(" s")));
    };
    const EntityRef entity{System::Kong, service.isEmpty() ? QStringLiteral("system") : QStringLiteral("service"), service.isEmpty() ? systemId(System::Kong) : service,
                           service.isEmpty() ? systemName(System::Kong) : service};
    if (count502 > 0) {
        Finding &finding = add("kong.errors-502", most ? FindingSeverity::Critical : FindingSeverity::Warning, System::Kong, entity, {});
        fill(finding, "502, 504");
        finding.notes.append(note(FindingNote::Weight::Proven, "instance-refuses"));
        // Who could it be: what nobody checks stays in Consul's answers when it has died.
        QStringList unchecked;
        for (const Way &way : m_ways) {
            if (!way.consul.namesService() || (!service.isEmpty() && way.name != service))
                continue;
            const QList<const consul::Instance *> instances = instancesOf(way.consul.name);
            if (!instances.isEmpty() && !unchecked.contains(way.consul.name)
                && std::none_of(instances.cbegin(), instances.cend(), [](const consul::Instance *instance) { return instance->hasOwnChecks(); }))
                unchecked.append(way.consul.name);
        }
        unchecked.sort();
        if (!unchecked.isEmpty()) {
            finding.others.append(System::Consul);
            finding.sources |= FindingSource::Instances;
            finding.notes.append(note(FindingNote::Weight::Suggested, unchecked.size() == 1 ? "dead-instance-of" : "dead-instance", {{QStringLiteral("services"), unchecked}}));
        }
        if (service.isEmpty() && m_facts.apis && !m_facts.apis->empty())
            finding.notes.append(note(FindingNote::Weight::Proven, "no-service-label"));
        finding.notes.append(note(FindingNote::Weight::Elsewhere, "restarting-pods", {}, unchecked.size() == 1 ? podsOf(unchecked.first()) : kubectl(QStringLiteral("get pods -o wide"))));
        return;
    }
    // 503 is what names get that lead nowhere; those that are told above need no second alarm.
    const bool fewNames = m_brokenNames * 2 < int(m_ways.size());
    if (m_catalogEmpty || (m_brokenNames > 0 && !(most && fewNames)))
        return;
    QStringList addresses;
    if (m_facts.nodes) {
        for (const consul::Node &node : *m_facts.nodes)
            addresses.append(node.address);
    }
    const QStringList resolvers = m_facts.resolvers.value_or(QStringList());
    const bool stale = most && m_facts.nodes && !m_facts.registryFiltered && !resolvers.isEmpty() && std::none_of(resolvers.cbegin(), resolvers.cend(), [&addresses](const QString &resolver) {
        return addresses.contains(resolver.section(QLatin1Char(':'), 0, -2)) || addresses.contains(resolver);
    });
    if (stale) {
        Finding &finding = add("kong.resolver-stale", FindingSeverity::Critical, System::Kong, entity, FindingSource::KongNode | FindingSource::Nodes);
        finding.others = {System::Consul, System::Prometheus};
        fill(finding, "503");
        finding.args.insert(QStringLiteral("resolvers"), resolvers);
        finding.args.insert(QStringLiteral("addresses"), addresses);
        finding.evidence.append(evidence(System::Kong, QStringLiteral("GET /"), QStringLiteral("configuration.dns_resolver"), resolvers.join(QStringLiteral(", "))));
        finding.evidence.append(evidence(System::Consul, QStringLiteral("GET /v1/catalog/nodes"), QStringLiteral("Address"), addresses.join(QStringLiteral(", "))));
        finding.notes.append(note(FindingNote::Weight::Proven, "resolver-elsewhere", {{QStringLiteral("resolvers"), resolvers}, {QStringLiteral("addresses"), addresses}}));
        finding.notes.append(note(FindingNote::Weight::Suggested, "resolver-gone"));
        finding.notes.append(note(FindingNote::Weight::Elsewhere, "restart-kong", {}, kubectl(QStringLiteral("rollout restart deployment/kong"))));
        return;
    }
    Finding &finding = add("kong.errors-503", most ? FindingSeverity::Critical : FindingSeverity::Warning, System::Kong, entity, FindingSource::Entities | FindingSource::Instances);
    finding.patience = std::chrono::seconds(90); // what was mended just now is still in the window
    fill(finding, "503");
    finding.notes.append(note(FindingNote::Weight::Suggested, "names-or-plugins"));
    finding.notes.append(note(FindingNote::Weight::Elsewhere, "kong-log", {}, kubectl(QStringLiteral("logs deployment/kong --tail=50"))));
}

} // namespace mk::findings
