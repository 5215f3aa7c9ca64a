// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PlatformMap.h"

#include <QHash>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <map>

namespace mk {

bool MapRow::isBroken() const
{
    const auto broken = [](const std::vector<MapPart> &parts) {
        return std::any_of(parts.begin(), parts.end(), [](const MapPart &part) { return part.broken; });
    };
    return hasCriticalFinding || broken(ways) || broken(queues) || (total > 0 && critical == total && !ways.empty());
}

bool MapRow::needsLook() const
{
    const bool targetDown = std::any_of(targets.begin(), targets.end(), [](const MapPart &part) { return part.broken; });
    return !isBroken() && (critical > 0 || warning > 0 || ports == Ports::Differ || findings > 0 || targetDown);
}

namespace platformmap {

namespace {

using Certainty = MapPart::Certainty;

// Which of the platform's own queues which of its services reads: the names are written into its services (microservice-mail
// reads one or the other by its version), no answer of any server tells them.
struct KnownQueue
{
    const char *queue;
    const char *service;
};
constexpr KnownQueue kKnownQueues[] = {{"email-queue", "microservice-mail"}, {"verification-email", "microservice-mail"}};

QString socketKey(const QString &address, int port)
{
    return address.toLower() + QLatin1Char('|') + QString::number(port);
}

QString hostAndPort(const QString &host, int port)
{
    const QString written = host.contains(QLatin1Char(':')) ? QString(QLatin1Char('[') + host + QLatin1Char(']')) : host;
    return port > 0 ? QString(written + QLatin1Char(':') + QString::number(port)) : written;
}

class MapJoin
{
public:
    explicit MapJoin(const Sources &sources) : m_sources(sources) {}

    std::vector<MapRow> take()
    {
        addServices();
        readCorrections();
        addWays();
        addQueues();
        addTargets();
        addFindings();
        std::vector<MapRow> rows;
        rows.reserve(m_rows.size());
        for (MapRow &row : m_rows) {
            finish(&row);
            rows.push_back(std::move(row));
        }
        std::stable_sort(rows.begin(), rows.end(), [](const MapRow &one, const MapRow &other) {
            const auto gravity = [](const MapRow &row) { return row.isBroken() ? 0 : row.needsLook() ? 1 : 2; };
            const int a = gravity(one);
            const int b = gravity(other);
            return a != b ? a < b : one.name.compare(other.name, Qt::CaseInsensitive) < 0;
        });
        return rows;
    }

private:
    // ---- what Consul has

    void addServices()
    {
        if (m_sources.services) {
            m_rows.reserve(m_sources.services->size());
            for (const consul::Service &service : *m_sources.services) {
                if (!service.kind.isEmpty())
                    continue; // a proxy of another one
                MapRow &row = rowOf(serviceKey(service.name));
                row.name = service.name;
                row.passing = service.passing;
                row.warning = service.warning;
                row.critical = service.critical;
                row.total = service.total;
            }
        }
        if (!m_sources.instances)
            return;
        for (const consul::Instance &instance : *m_sources.instances) {
            if (!instance.kind.isEmpty())
                continue;
            const QString key = serviceKey(instance.service);
            m_bySocket.insert(socketKey(instance.address(), instance.port), &instance);
            QSet<QString> &there = m_byAddress[instance.address().toLower()];
            there.insert(key);
            if (const auto row = m_index.constFind(key); row != m_index.cend() && instance.health != consul::Health::Critical)
                addPort(&m_rows[*row].consulPorts, instance.port);
        }
    }

    static void addPort(QList<int> *ports, int port)
    {
        if (port > 0 && !ports->contains(port))
            ports->append(port);
    }

    MapRow &rowOf(const QString &key, MapRow::Kind kind = MapRow::Kind::Service, const QString &name = {})
    {
        const auto known = m_index.constFind(key);
        if (known != m_index.cend())
            return m_rows[*known];
        m_index.insert(key, m_rows.size());
        MapRow row;
        row.key = key;
        row.kind = kind;
        row.name = name;
        m_rows.push_back(std::move(row));
        return m_rows.back();
    }

    // ---- what the operator said

    void readCorrections()
    {
        for (const MapCorrection &correction : m_sources.corrections) {
            if (correction.together)
                m_together[correction.part].append(correction.service);
            else
                m_apart[correction.part].insert(correction.service);
        }
    }
    bool isApart(const QString &ref, const QString &rowKey) const
    {
        const auto apart = m_apart.constFind(ref);
        return apart != m_apart.cend() && apart->contains(rowKey);
    }
    // Where the operator put it; false: he said nothing.
    bool putByOperator(const MapPart &part, std::vector<MapPart> MapRow::*parts)
    {
        const QStringList keys = m_together.value(part.ref);
        for (const QString &key : keys) {
            MapPart own = part;
            own.certainty = Certainty::ByOperator;
            own.rule = QStringLiteral("operator");
            (rowOf(key, MapRow::Kind::Absent, key.section(QLatin1Char('/'), 1)).*parts).push_back(std::move(own));
        }
        return !keys.isEmpty();
    }

    // ---- Kong

    void addWays()
    {
        if (!m_sources.ways)
            return;
        for (const KongRouteRecord &way : *m_sources.ways)
            addWay(way);
    }

    void addWay(const KongRouteRecord &way)
    {
        MapPart part;
        part.kind = MapPart::Kind::Way;
        part.ref = wayRef(way);
        part.name = way.name.isEmpty() && !way.paths.isEmpty() ? way.paths.constFirst() : way.shownName(); // what people know it by
        part.entityId = way.key();
        part.place = hostAndPort(way.targetHost, way.targetPort);
        part.paths = way.paths;
        part.port = way.targetPort;
        part.evidence.append({System::Kong, callOf(way), way.kind == kong::Kind::Api ? QStringLiteral("upstream_url") : QStringLiteral("host"),
                              part.place});
        if (way.kind == kong::Kind::Route && way.serviceId.isEmpty())
            return; // it leads to nobody
        if (putByOperator(part, &MapRow::ways))
            return;
        if (joinByUpstream(way, part) || joinByInsight(way, part) || joinByAddress(way.targetHost, way.targetPort, part, &MapRow::ways))
            return;
        putAlone(way, part);
    }

    static QString callOf(const KongRouteRecord &way)
    {
        if (way.kind == kong::Kind::Api)
            return QStringLiteral("GET /apis/") + (way.name.isEmpty() ? way.id : way.name);
        return QStringLiteral("GET /services/") + (way.serviceName.isEmpty() ? way.serviceId : way.serviceName);
    }

    bool put(const QString &key, MapPart part, std::vector<MapPart> MapRow::*parts)
    {
        const auto row = m_index.constFind(key);
        if (row == m_index.cend() || isApart(part.ref, key))
            return false;
        (m_rows[*row].*parts).push_back(std::move(part));
        return true;
    }

    // The host is a name of Consul's: what it means is known already.
    bool joinByInsight(const KongRouteRecord &way, MapPart part)
    {
        const RouteInsight &insight = way.insight;
        if (insight.registry == RouteInsight::Registry::Found) {
            part.rule = QStringLiteral("host");
            part.evidence.append({System::Consul, QStringLiteral("GET /v1/health/service/") + insight.service,
                                  insight.tag.isEmpty() ? QStringLiteral("Service.Service") : QStringLiteral("Service.Tags"),
                                  insight.tag.isEmpty() ? insight.service : insight.tag});
            return put(serviceKey(insight.service), std::move(part), &MapRow::ways);
        }
        if (insight.registry == RouteInsight::Registry::Unknown) {
            // Consul is away or does not tell all: what the name means is the same, and its last rows are still on screen.
            const consulhost::ConsulHost meant = consulhost::parse(way.targetHost);
            if (meant.kind != consulhost::Kind::Service || !meant.datacenter.isEmpty())
                return false;
            part.rule = QStringLiteral("host");
            return put(serviceKey(meant.name), std::move(part), &MapRow::ways);
        }
        if (insight.registry == RouteInsight::Registry::Misspelt && !insight.nearest.isEmpty()) {
            part.rule = QStringLiteral("misspelt");
            part.certainty = Certainty::Suggested;
            part.broken = true;
            return put(serviceKey(insight.nearest), std::move(part), &MapRow::ways);
        }
        return false;
    }

    // A host that is the name of one of Kong's upstreams goes to its targets, before any DNS.
    bool joinByUpstream(const KongRouteRecord &way, const MapPart &part)
    {
        if (!m_sources.upstreams)
            return false;
        const auto upstream = std::find_if(m_sources.upstreams->begin(), m_sources.upstreams->end(), [&way](const requestpath::Upstream &one) {
            return one.name.compare(way.targetHost, Qt::CaseInsensitive) == 0;
        });
        if (upstream == m_sources.upstreams->end() || !upstream->targets)
            return false;
        bool joined = false;
        QSet<QString> done;
        for (const QString &target : *upstream->targets) {
            const qsizetype colon = target.lastIndexOf(QLatin1Char(':'));
            QString host = target.left(colon);
            if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
                host = host.mid(1, host.size() - 2);
            const int port = target.mid(colon + 1).toInt();
            MapPart own = part;
            own.evidence.append({System::Kong, QStringLiteral("GET /upstreams/%1/targets").arg(upstream->name), QStringLiteral("target"), target});
            QString key;
            if (const consul::Instance *instance = m_bySocket.value(socketKey(host, port)))
                key = serviceKey(instance->service);
            else if (const consulhost::ConsulHost meant = consulhost::parse(host); meant.kind == consulhost::Kind::Service)
                key = serviceKey(meant.name);
            if (key.isEmpty() || done.contains(key))
                continue;
            done.insert(key);
            own.rule = QStringLiteral("upstream");
            own.port = port;
            joined = put(key, std::move(own), &MapRow::ways) || joined;
        }
        return joined;
    }

    bool joinByAddress(const QString &host, int port, MapPart part, std::vector<MapPart> MapRow::*parts)
    {
        QString address = host;
        if (const consulhost::ConsulHost meant = consulhost::parse(host); meant.kind == consulhost::Kind::Address)
            address = meant.name; // HEX.addr too
        if (const consul::Instance *instance = m_bySocket.value(socketKey(address, port))) {
            part.rule = QStringLiteral("address");
            part.evidence.append({System::Consul, QStringLiteral("GET /v1/health/service/") + instance->service,
                                  instance->serviceAddress.isEmpty() ? QStringLiteral("Node.Address, Service.Port")
                                                                     : QStringLiteral("Service.Address, Service.Port"),
                                  hostAndPort(instance->address(), instance->port)});
            return put(serviceKey(instance->service), std::move(part), parts);
        }
        // The address of one service only, and another port: a second one of its ports, likely.
        const QSet<QString> there = m_byAddress.value(address.toLower());
        if (there.size() != 1)
            return false;
        part.rule = QStringLiteral("address-alone");
        part.certainty = Certainty::Suggested;
        part.evidence.append({System::Consul, QStringLiteral("GET /v1/internal/ui/services"), QStringLiteral("Service.Address"), address});
        return put(*there.begin(), std::move(part), parts);
    }

    void putAlone(const KongRouteRecord &way, MapPart part)
    {
        if (way.targetHost.isEmpty())
            return;
        part.rule = QStringLiteral("none");
        MapRow::Kind kind = MapRow::Kind::Elsewhere;
        if (way.insight.registry == RouteInsight::Registry::Absent)
            kind = MapRow::Kind::Absent;
        else if (way.insight.registry == RouteInsight::Registry::Misspelt)
            kind = MapRow::Kind::Misspelt;
        part.broken = kind != MapRow::Kind::Elsewhere;
        MapRow &row = rowOf(QStringLiteral("host/") + way.targetHost.toLower(), kind, way.targetHost);
        row.nearest = way.insight.nearest;
        row.ways.push_back(std::move(part));
    }

    // ---- RabbitMQ and Prometheus

    void addQueues()
    {
        if (!m_sources.queues)
            return;
        for (const QueueRecord &record : *m_sources.queues) {
            MapPart part;
            part.kind = MapPart::Kind::Queue;
            part.ref = queueRef(record);
            part.name = record.queue.name;
            part.entityId = record.key;
            part.place = record.queue.vhost;
            part.broken = record.isUnread() || record.isBroken();
            part.evidence.append({System::RabbitMq, QStringLiteral("GET /api/queues"), QStringLiteral("name"), record.queue.name});
            if (putByOperator(part, &MapRow::queues))
                continue;
            for (const KnownQueue &known : kKnownQueues) {
                if (record.queue.name != QLatin1String(known.queue))
                    continue;
                part.rule = QStringLiteral("microkubes");
                part.certainty = Certainty::Suggested;
                put(serviceKey(QLatin1String(known.service)), part, &MapRow::queues);
            }
        }
    }

    void addTargets()
    {
        if (!m_sources.targets)
            return;
        for (const prometheus::Target &target : *m_sources.targets) {
            const QUrl url(target.scrapeUrl);
            MapPart part;
            part.kind = MapPart::Kind::Target;
            part.ref = targetRef(target);
            part.name = target.instance();
            part.entityId = target.job();
            part.place = hostAndPort(url.host(), url.port(url.scheme() == QLatin1String("https") ? 443 : 80));
            part.broken = target.health == prometheus::Health::Down;
            part.evidence.append({System::Prometheus, QStringLiteral("GET /api/v1/targets"), QStringLiteral("scrapeUrl"), part.place});
            if (putByOperator(part, &MapRow::targets))
                continue;
            const consulhost::ConsulHost meant = consulhost::parse(url.host());
            if (meant.kind == consulhost::Kind::Service) {
                part.rule = QStringLiteral("host");
                put(serviceKey(meant.name), part, &MapRow::targets);
                continue;
            }
            joinByAddress(url.host(), url.port(80), part, &MapRow::targets);
        }
    }

    // ---- findings about any of it

    void addFindings()
    {
        if (!m_sources.findings)
            return;
        QHash<QString, std::vector<size_t>> rowsOf; // "kong/api/<id>", "consul/service/<name>", "rabbitmq/<key>"
        for (size_t i = 0; i < m_rows.size(); ++i) {
            const MapRow &row = m_rows[i];
            if (row.kind == MapRow::Kind::Service)
                rowsOf[QStringLiteral("consul/") + row.name].push_back(i);
            for (const MapPart &way : row.ways)
                rowsOf[QStringLiteral("kong/") + way.entityId].push_back(i);
            for (const MapPart &queue : row.queues)
                rowsOf[QStringLiteral("rabbitmq/") + queue.entityId].push_back(i);
        }
        for (const FindingRow &row : *m_sources.findings) {
            if (!row.isOpen())
                continue;
            const EntityRef &entity = row.finding.entity;
            QString key;
            if (entity.system == System::Kong)
                key = QStringLiteral("kong/") + entity.kind + QLatin1Char('/') + entity.id;
            else if (entity.system == System::Consul)
                key = QStringLiteral("consul/") + entity.id;
            else
                key = systemId(entity.system) + QLatin1Char('/') + entity.id;
            QSet<size_t> told;
            for (const size_t at : rowsOf.value(key)) {
                if (told.contains(at))
                    continue;
                told.insert(at);
                ++m_rows[at].findings;
                m_rows[at].hasCriticalFinding =
                    m_rows[at].hasCriticalFinding || row.finding.severity == FindingSeverity::Critical;
            }
        }
    }

    void finish(MapRow *row) const
    {
        row->kongKnown = m_sources.ways != nullptr;
        row->consulKnown = m_sources.services != nullptr;
        row->queuesKnown = m_sources.queues != nullptr;
        row->targetsKnown = m_sources.targets.has_value();
        for (const MapPart &way : row->ways)
            addPort(&row->kongPorts, way.port);
        std::sort(row->kongPorts.begin(), row->kongPorts.end());
        std::sort(row->consulPorts.begin(), row->consulPorts.end());
        if (row->kongPorts.isEmpty() || row->consulPorts.isEmpty())
            return;
        const bool agree = std::all_of(row->kongPorts.cbegin(), row->kongPorts.cend(),
                                       [row](int port) { return row->consulPorts.contains(port); });
        row->ports = agree ? MapRow::Ports::Agree : MapRow::Ports::Differ;
    }

    const Sources &m_sources;
    std::vector<MapRow> m_rows;
    QHash<QString, size_t> m_index; // by key
    QHash<QString, const consul::Instance *> m_bySocket;
    QHash<QString, QSet<QString>> m_byAddress; // keys of rows
    QHash<QString, QStringList> m_together;
    QHash<QString, QSet<QString>> m_apart;
};

} // namespace

std::vector<MapRow> rows(const Sources &sources)
{
    return MapJoin(sources).take();
}

QString wayRef(const KongRouteRecord &way)
{
    return QStringLiteral("way/") + kong::kindId(way.kind) + QLatin1Char('/') + (way.name.isEmpty() ? way.id : way.name);
}

QString queueRef(const QueueRecord &queue)
{
    return QStringLiteral("queue/") + queue.key;
}

QString targetRef(const prometheus::Target &target)
{
    return QStringLiteral("target/") + target.job() + QLatin1Char('/') + target.instance();
}

QString serviceKey(const QString &service)
{
    return QStringLiteral("service/") + service.toLower();
}

QList<MapCorrection> corrected(QList<MapCorrection> corrections, const MapCorrection &correction)
{
    corrections.removeIf([&correction](const MapCorrection &one) {
        return one.part == correction.part && one.service == correction.service;
    });
    corrections.append(correction);
    return corrections;
}

} // namespace platformmap

} // namespace mk
