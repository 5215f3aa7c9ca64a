// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RequestResolve.h"

#include <algorithm>
#include <set>

namespace mk::requestpath {

namespace {

using consulhost::Kind;

constexpr int nameUnknownStatus = 503; // "name resolution failed", in all versions
const QString serviceKey = QStringLiteral("service");
const QString hostKey = QStringLiteral("host");

QString healthCall(const QString &service)
{
    return QStringLiteral("GET /v1/health/service/") + service;
}

QStringList orderOf(const Sources &sources)
{
    // Kong's own default, in every version that is known here.
    static const QStringList usual{QStringLiteral("LAST"), QStringLiteral("SRV"), QStringLiteral("A"),
                                   QStringLiteral("CNAME")};
    return sources.dnsOrder.isEmpty() ? usual : sources.dnsOrder;
}

struct Order
{
    bool srvFirst = false; // an SRV record answers before an A record
    bool srvAtAll = false;
    bool remembers = false; // LAST: the kind that answered last time goes first
};

Order readOrder(const Sources &sources)
{
    const QStringList order = orderOf(sources);
    const auto placeOf = [&order](const char *record) {
        const auto found = std::find_if(order.cbegin(), order.cend(), [record](const QString &one) {
            return one.compare(QLatin1String(record), Qt::CaseInsensitive) == 0;
        });
        return found == order.cend() ? qsizetype(-1) : qsizetype(found - order.cbegin());
    };
    const qsizetype srv = placeOf("SRV");
    const qsizetype a = placeOf("A");
    return {srv >= 0 && (a < 0 || srv < a), srv >= 0, order.contains(QLatin1String("LAST"), Qt::CaseInsensitive)};
}

bool hasTag(const consul::Instance &instance, const QString &tag)
{
    return tag.isEmpty() || instance.tags.contains(tag, Qt::CaseInsensitive);
}

Place placeOf(const consul::Instance &instance, int port)
{
    Place place;
    place.address = instance.address();
    place.port = port;
    place.name = instance.serviceId;
    place.service = instance.service;
    if (instance.inMaintenance()) {
        place.reason = QStringLiteral("maintenance");
        place.state = State::Broken;
    } else if (instance.health == consul::Health::Critical) {
        place.reason = QStringLiteral("critical");
        place.state = State::Broken;
    } else if (instance.health == consul::Health::Warning) {
        place.reason = QStringLiteral("warning");
        place.state = State::Doubtful;
    } else if (!instance.hasOwnChecks()) {
        place.reason = QStringLiteral("no-check");
        place.state = State::Unknown;
    } else {
        place.reason = QStringLiteral("passing");
        place.state = State::Ok;
    }
    place.used = instance.health != consul::Health::Critical; // maintenance is a critical check
    return place;
}

QStringList serviceNames(const Sources &sources)
{
    std::set<QString> names;
    if (sources.instances) {
        for (const consul::Instance &instance : *sources.instances)
            names.insert(instance.service);
    }
    return QStringList(names.cbegin(), names.cend());
}

int count(const Sources &sources, const QString &service)
{
    return int(
        std::count_if(sources.instances->cbegin(), sources.instances->cend(), [&service](const consul::Instance &one) {
            return consulhost::isSameService(one.service, service);
        }));
}

// Takes one host to the end.
class Resolver
{
public:
    Resolver(const Sources &sources, Path *path)
        : m_sources(sources)
        , m_path(path)
        , m_order(readOrder(sources))
    {
    }

    void run()
    {
        if (const Upstream *upstream = upstreamOf(m_path->host)) {
            m_path->upstream = upstream->name;
            targets(*upstream);
        } else {
            m_path->ports.push_back({QStringLiteral("kong"), m_path->host, m_path->port, false, configuredEvidence()});
            host();
        }
        connect();
    }

private:
    PathStep &step() { return stepOf(m_path, StepKind::Resolve); }

    Evidence configuredEvidence() const
    {
        return m_path->chosenKind == kong::Kind::Api
                   ? Evidence{QStringLiteral("GET /apis"), QStringLiteral("upstream_url"), m_sources.kongReadAt}
                   : Evidence{QStringLiteral("GET /services"), QStringLiteral("host, port"), m_sources.kongReadAt};
    }

    const Upstream *upstreamOf(const QString &name) const
    {
        if (!m_sources.upstreams)
            return nullptr;
        const auto found = std::find_if(m_sources.upstreams->cbegin(), m_sources.upstreams->cend(),
                                        [&name](const Upstream &one) { return one.name == name; });
        return found == m_sources.upstreams->cend() ? nullptr : &*found;
    }

    void set(State state, const char *code, const QVariantMap &args, Certainty certainty = Certainty::Concluded)
    {
        PathStep &resolved = step();
        resolved.state = state;
        resolved.code = QLatin1String(code);
        resolved.args = args;
        resolved.certainty = certainty;
    }

    // The same as a cause.
    void fails(State state, const char *code, const QVariantMap &args, const QString &hostAfter = {})
    {
        set(state, code, args);
        Cause cause{StepKind::Resolve, state, QLatin1String(code), args, {}};
        if (!hostAfter.isEmpty())
            cause.repair = Repair{m_path->chosenKind == kong::Kind::Api ? kong::Kind::Api : kong::Kind::Service,
                                  repairedId(), m_path->chosenName, m_path->host, hostAfter};
        blame(m_path, cause);
        if (state == State::Broken)
            m_path->expectedStatus = nameUnknownStatus;
    }

    QString repairedId() const
    {
        return m_path->chosenKind == kong::Kind::Api ? m_path->chosenId : m_path->explanation.answer.serviceId;
    }

    void targets(const Upstream &upstream)
    {
        const QStringList known = upstream.targets.value_or(QStringList());
        for (const QString &target : known) {
            const qsizetype colon = target.lastIndexOf(QLatin1Char(':'));
            Place place;
            place.address = colon > 0 ? target.left(colon) : target;
            place.port = colon > 0 ? target.mid(colon + 1).toInt() : 0;
            place.name = target;
            place.reason = QStringLiteral("target");
            if (const consul::Instance *instance = instanceAt(place.address, place.port)) {
                place = placeOf(*instance, place.port);
                place.used = true; // Kong's own list, whatever Consul says of it
            }
            m_path->ports.push_back({QStringLiteral("target"),
                                     place.address,
                                     place.port,
                                     true,
                                     {QStringLiteral("GET /upstreams/") + upstream.name + QStringLiteral("/targets"),
                                      QStringLiteral("target"), m_sources.kongReadAt}});
            m_path->places.push_back(place);
        }
        const QVariantMap args{{hostKey, upstream.name}, {QStringLiteral("count"), int(known.size())}};
        step().evidence = {{QStringLiteral("GET /upstreams/") + upstream.name + QStringLiteral("/targets"),
                            QStringLiteral("target"), m_sources.kongReadAt}};
        if (!upstream.targets)
            set(State::Unknown, "resolve.targets-unread", args, Certainty::Open);
        else if (known.isEmpty())
            fails(State::Broken, "resolve.no-targets", args);
        else
            set(State::Ok, "resolve.targets", args, Certainty::Told);
    }

    const consul::Instance *instanceAt(const QString &address, int port) const
    {
        if (!m_sources.instances)
            return nullptr;
        const auto found =
            std::find_if(m_sources.instances->cbegin(), m_sources.instances->cend(),
                         [&](const consul::Instance &one) { return one.port == port && one.address() == address; });
        return found == m_sources.instances->cend() ? nullptr : &*found;
    }

    void host()
    {
        QVariantMap args{{hostKey, m_path->host}};
        switch (m_path->meaning.kind) {
        case Kind::None:
            step().evidence = {configuredEvidence()};
            // A name of one word may be an upstream of Kong; a dotted one is asked of whoever Kong asks.
            set(State::Unknown,
                !m_sources.upstreams && !m_path->host.contains(QLatin1Char('.')) ? "resolve.maybe-upstream"
                                                                                 : "resolve.elsewhere",
                args, Certainty::Open);
            m_path->places.push_back(
                {m_path->host, m_path->port, m_path->host, State::Unknown, QStringLiteral("target"), true, {}});
            m_path->ports.front().used = true;
            return;
        case Kind::Address:
            address();
            return;
        case Kind::Query:
            args.insert(QStringLiteral("query"), m_path->meaning.name);
            set(State::Unknown, "resolve.query", args, Certainty::Open);
            return;
        case Kind::Node:
            node();
            return;
        case Kind::Misspelt:
            misspelt();
            return;
        case Kind::Service:
        case Kind::Mesh:
            service();
            return;
        }
    }

    void address()
    {
        const QString &ip = m_path->meaning.name;
        step().evidence = {configuredEvidence()};
        Place place{ip, m_path->port, ip, State::Unknown, QStringLiteral("target"), true, {}};
        if (const consul::Instance *instance = instanceAt(ip, m_path->port)) {
            place = placeOf(*instance, m_path->port);
            place.used = true; // nobody asks Consul
        }
        m_path->places.push_back(place);
        m_path->ports.front().used = true;
        set(State::Ok, "resolve.address",
            {{hostKey, m_path->host}, {QStringLiteral("address"), ip}, {serviceKey, place.service}});
    }

    void node()
    {
        const QVariantMap args{{hostKey, m_path->host}, {QStringLiteral("node"), m_path->meaning.name}};
        step().evidence = {
            {QStringLiteral("GET /v1/catalog/nodes"), QStringLiteral("Node, Address"), m_sources.consulReadAt}};
        if (!m_sources.nodes) {
            set(State::Unknown, m_sources.hasConsul ? "resolve.consul-unread" : "resolve.no-consul", args,
                Certainty::Open);
            return;
        }
        for (const consul::Node &node : *m_sources.nodes) {
            if (node.name.compare(m_path->meaning.name, Qt::CaseInsensitive) != 0)
                continue;
            m_path->places.push_back(
                {node.address, m_path->port, node.name, State::Unknown, QStringLiteral("target"), true, {}});
            m_path->ports.front().used = true;
            set(State::Ok, "resolve.node", args, Certainty::Told);
            return;
        }
        fails(State::Broken, "resolve.no-node", args);
    }

    void misspelt()
    {
        const consulhost::ConsulHost &meant = m_path->meaning;
        QVariantMap args{{hostKey, m_path->host},
                         {QStringLiteral("wrong"), meant.wrongPart},
                         {QStringLiteral("right"), meant.rightPart},
                         {QStringLiteral("corrected"), meant.corrected},
                         {serviceKey, meant.name}};
        step().evidence = {configuredEvidence()};
        QString corrected = meant.corrected;
        if (m_sources.instances && !meant.name.isEmpty()) {
            const int there = count(m_sources, meant.name);
            args.insert(QStringLiteral("instances"), there);
            step().evidence.append({healthCall(meant.name), QStringLiteral("Service"), m_sources.consulReadAt});
            if (const QString near = there == 0 ? consulhost::nearest(meant.name, serviceNames(m_sources)) : QString();
                !near.isEmpty()) {
                args.insert(QStringLiteral("nearest"), near);
                corrected = consulhost::serviceHost(near, m_sources.domain);
            } else if (there == 0) {
                corrected.clear(); // right in form, and still nobody there
            }
        }
        fails(State::Broken, "resolve.misspelt", args, corrected);
    }

    void service()
    {
        const consulhost::ConsulHost &meant = m_path->meaning;
        QVariantMap args{{hostKey, m_path->host}, {serviceKey, meant.name}};
        step().evidence = {configuredEvidence(),
                           {healthCall(meant.name), QStringLiteral("Service, Checks"), m_sources.consulReadAt}};
        step().panel = QStringLiteral("services");
        step().entityId = meant.name;
        if (!m_sources.instances) {
            set(State::Unknown, m_sources.hasConsul ? "resolve.consul-unread" : "resolve.no-consul", args,
                Certainty::Open);
            return;
        }
        if (!meant.datacenter.isEmpty() && !m_sources.datacenter.isEmpty() &&
            meant.datacenter.compare(m_sources.datacenter, Qt::CaseInsensitive) != 0) {
            args.insert(QStringLiteral("datacenter"), meant.datacenter);
            set(State::Unknown, "resolve.other-datacenter", args, Certainty::Open);
            return;
        }
        if (meant.srvOnly && !m_order.srvAtAll) {
            fails(State::Broken, "resolve.srv-only", args);
            return;
        }
        std::vector<const consul::Instance *> ofService;
        std::vector<const consul::Instance *> tagged;
        for (const consul::Instance &instance : *m_sources.instances) {
            if (!consulhost::isSameService(instance.service, meant.name))
                continue;
            ofService.push_back(&instance);
            if (hasTag(instance, meant.tag))
                tagged.push_back(&instance);
        }
        if (ofService.empty())
            nobody(args);
        else if (tagged.empty())
            noTag(args, ofService);
        else
            answered(args, tagged);
    }

    void nobody(QVariantMap args)
    {
        step().entityId.clear(); // it is not there
        const QStringList names = serviceNames(m_sources);
        if (m_sources.registryIsPart) {
            fails(State::Doubtful, "resolve.hidden", args);
            return;
        }
        // Consul itself is always there: a catalog with nothing else was lost.
        if (names.size() <= 1) {
            fails(State::Broken, "resolve.catalog-empty", args);
            return;
        }
        const QString near = consulhost::nearest(m_path->meaning.name, names);
        args.insert(QStringLiteral("nearest"), near);
        QString corrected;
        if (!near.isEmpty()) {
            corrected = consulhost::serviceHost(near, m_sources.domain);
            if (!m_path->meaning.tag.isEmpty())
                corrected = m_path->meaning.tag + QLatin1Char('.') + corrected;
        }
        fails(State::Broken, "resolve.no-service", args, corrected);
    }

    void noTag(QVariantMap args, const std::vector<const consul::Instance *> &instances)
    {
        std::set<QString> tags;
        for (const consul::Instance *instance : instances)
            tags.insert(instance->tags.cbegin(), instance->tags.cend());
        args.insert(QStringLiteral("tag"), m_path->meaning.tag);
        args.insert(QStringLiteral("tags"), QStringList(tags.cbegin(), tags.cend()));
        args.insert(QStringLiteral("count"), int(instances.size()));
        fails(State::Broken, "resolve.no-tag", args);
    }

    void answered(QVariantMap args, const std::vector<const consul::Instance *> &instances)
    {
        std::set<int> srvPorts;
        int used = 0;
        for (const consul::Instance *instance : instances) {
            const bool srvPort = (m_order.srvFirst || m_path->meaning.srvOnly) && instance->port != 0;
            Place place = placeOf(*instance, srvPort ? int(instance->port) : m_path->port);
            used += place.used;
            if (place.used && instance->port != 0)
                srvPorts.insert(instance->port);
            m_path->places.push_back(std::move(place));
        }
        // What callers reach first.
        std::stable_sort(m_path->places.begin(), m_path->places.end(),
                         [](const Place &a, const Place &b) { return a.used > b.used; });
        args.insert(QStringLiteral("count"), int(instances.size()));
        args.insert(QStringLiteral("used"), used);
        args.insert(QStringLiteral("order"), orderOf(m_sources).join(QLatin1Char(',')));
        if (used == 0) {
            fails(State::Broken, "resolve.all-critical", args);
            return;
        }
        ports(args, srvPorts);
    }

    void ports(QVariantMap args, const std::set<int> &srvPorts)
    {
        const bool srvUsed = m_order.srvFirst || m_path->meaning.srvOnly;
        m_path->ports.front().used = !srvUsed || srvPorts.empty();
        QStringList told;
        for (const int port : srvPorts) {
            told.append(QString::number(port));
            m_path->ports.push_back(
                {QStringLiteral("srv"),
                 m_path->meaning.name,
                 port,
                 srvUsed,
                 {healthCall(m_path->meaning.name), QStringLiteral("Service.Port"), m_sources.consulReadAt}});
        }
        args.insert(QStringLiteral("port"), m_path->port);
        args.insert(QStringLiteral("srv"), told.join(QStringLiteral(", ")));
        args.insert(QStringLiteral("srvUsed"), srvUsed);
        args.insert(QStringLiteral("remembers"), m_order.remembers);
        args.insert(QStringLiteral("orderTold"), !m_sources.dnsOrder.isEmpty());
        step().evidence.append({QStringLiteral("GET /"), QStringLiteral("dns_order"), m_sources.kongReadAt});
        const bool agree =
            srvPorts.empty() || (srvPorts.size() == 1 && (*srvPorts.begin() == m_path->port || m_path->portIsDefault));
        if (agree && srvPorts.size() <= 1) {
            set(State::Ok, "resolve.instances", args);
            return;
        }
        // Several ports: the records take turns. One that differs: which of the two is right is not known here.
        fails(State::Doubtful, srvPorts.size() > 1 ? "resolve.many-ports" : "resolve.port-differs", args);
    }

    void connect()
    {
        PathStep &last = stepOf(m_path, StepKind::Connect);
        if (step().state == State::Broken)
            return;
        std::vector<const Place *> used;
        for (const Place &place : m_path->places) {
            if (place.used)
                used.push_back(&place);
        }
        last.certainty = Certainty::Open; // nobody has tried
        last.args = {{QStringLiteral("count"), int(used.size())}};
        if (used.empty()) {
            last.state = State::Unknown;
            last.code = QStringLiteral("connect.nowhere-known");
            return;
        }
        const auto has = [&used](const char *reason) {
            return int(std::count_if(used.cbegin(), used.cend(),
                                     [reason](const Place *one) { return one->reason == QLatin1String(reason); }));
        };
        last.args.insert(QStringLiteral("warning"), has("warning"));
        last.args.insert(QStringLiteral("unchecked"), has("no-check"));
        const int failing = has("critical") + has("maintenance");
        last.args.insert(QStringLiteral("failing"), failing);
        if (!used.front()->service.isEmpty()) {
            last.evidence = {{healthCall(used.front()->service), QStringLiteral("Checks"), m_sources.consulReadAt}};
            last.panel = QStringLiteral("services");
            last.entityId = used.front()->service;
        }
        if (failing > 0) { // they are called all the same: Kong's own target, or an address
            last.state = State::Doubtful;
            last.code = QStringLiteral("connect.failing");
            blame(m_path, {StepKind::Connect, State::Doubtful, last.code, last.args, {}});
        } else if (has("warning") > 0) {
            last.state = State::Doubtful;
            last.code = QStringLiteral("connect.warning");
        } else if (has("passing") == int(used.size())) {
            last.state = State::Ok;
            last.code = QStringLiteral("connect.passing");
        } else {
            last.state = State::Unknown;
            last.code = has("no-check") > 0 ? QStringLiteral("connect.unchecked") : QStringLiteral("connect.unknown");
        }
    }

    const Sources &m_sources;
    Path *m_path;
    Order m_order;
};

} // namespace

void resolve(const Sources &sources, Path *path)
{
    Resolver(sources, path).run();
}

} // namespace mk::requestpath
