// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoPlatform.h"

#include "demo/DemoTls.h"
#include "demo/MicrokubesServices.h"
#include "demo/kong/KongFill.h"
#include "demo/platform/PlatformFill.h"

namespace mk::demo {

const QStringList &DemoPlatform::kongVersions()
{
    static const QStringList kVersions{QStringLiteral("0.14.1"), QStringLiteral("2.8.5"), QStringLiteral("3.9.1")};
    return kVersions;
}

DemoPlatform::DemoPlatform(Options options)
    : m_options(std::move(options))
{
}

DemoPlatform::~DemoPlatform() = default;

HttpServer *DemoPlatform::serve(const char *name, HttpService *service)
{
    m_servers.push_back(std::make_unique<HttpServer>(QByteArray(name), service, &m_misbehaviour));
    return m_servers.back().get();
}

bool DemoPlatform::openAll(QString *why)
{
    for (const auto &server : m_servers) {
        const QString name = QString::fromUtf8(server->name());
        if (!server->open(m_options.ports.value(name, 0))) {
            *why = QStringLiteral("%1: %2").arg(name, server->errorString());
            return false;
        }
    }
    return true;
}

bool DemoPlatform::fill(QString *why)
{
    // A node without a database has what it was started with.
    m_kong.database = QStringLiteral("postgres");
    const bool well = fillTables(why);
    m_kong.database = m_options.kongDatabase;
    return well;
}

bool DemoPlatform::fillTables(QString *why)
{
    const bool stock = m_options.filled || m_options.live;
    if (stock && (!fillStockPlatform(&m_kong, m_kongAdmin.get(), why) || !m_life->fill(m_options.live, why)))
        return false;
    if (m_options.live)
        m_life->makeHistory(m_options.historyHours);
    for (const auto &[kind, count] : std::as_const(m_options.fill)) {
        if (kind == QLatin1String("services"))
            fillConsul(&m_consul, QStringLiteral("instances"), count);
        if (fillConsul(&m_consul, kind, count) || fillBroker(&m_broker, kind, count))
            continue;
        if (!fillMany(&m_kong, m_kongAdmin.get(), kind, count, why))
            return false;
    }
    return true;
}

bool DemoPlatform::start(QString *why)
{
    m_kong.version = m_options.kongVersion;
    m_kong.role = m_options.kongRole;
    if (m_kong.role == QLatin1String("data_plane"))
        m_options.kongDatabase = QStringLiteral("off");
    if (m_kong.isOld() && m_options.kongDatabase == QLatin1String("off")) {
        *why = QStringLiteral("Kong %1 cannot be without a database").arg(m_options.kongVersion);
        return false;
    }
    m_kongAdmin = makeKongAdmin(&m_kong);
    if (!m_kongAdmin) {
        *why = QStringLiteral("Kong %1 is not simulated, only %2").arg(m_options.kongVersion, kongVersions().join(QLatin1String(", ")));
        return false;
    }
    m_kong.upstream = microkubesServices;
    m_kongProxy = std::make_unique<KongProxy>(&m_kong);
    m_consulService = std::make_unique<ConsulService>(&m_consul);
    m_life = std::make_unique<PlatformLife>(PlatformLife::Systems{&m_kong, m_kongProxy.get(), m_kongAdmin.get(), &m_consul, &m_broker, &m_prometheus});
    m_faults = std::make_unique<PlatformFaults>(m_life.get());
    if (m_options.live)
        m_kong.upstream = [this](const QByteArray &host, quint16 port, const Request &request) { return m_life->upstream(host, port, request); };
    HttpServer *admin = serve("kong-admin", m_kongAdmin.get());
    HttpServer *proxy = serve("kong-proxy", m_kongProxy.get());
    HttpServer *proxyTls = nullptr;
    if (const QSslConfiguration tls = demoTls(); !tls.isNull()) {
        proxyTls = serve("kong-proxy-tls", m_kongProxy.get());
        proxyTls->useTls(tls);
    }
    HttpServer *status = m_kong.isOld() ? nullptr : serve("kong-status", m_kongAdmin.get());
    const std::size_t kongServers = m_servers.size();
    HttpServer *consul = serve("consul", m_consulService.get());
    HttpServer *rabbit = serve("rabbitmq", &m_rabbit);
    serve("prometheus", &m_promService);
    std::vector<HttpServer *> systems;
    for (const auto &server : m_servers)
        systems.push_back(server.get());
    m_control = std::make_unique<ControlService>(systems, &m_misbehaviour);
    serve("control", m_control.get());
    if (!openAll(why))
        return false;
    m_kong.adminPort = admin->port();
    m_kong.proxyPort = proxy->port();
    m_kong.proxyTlsPort = proxyTls ? proxyTls->port() : 0;
    m_kong.statusPort = status ? status->port() : 0;
    m_consulService->httpPort = consul->port();
    m_broker.managementPort = rabbit->port();

    // The node's own figures are those of all its ports together.
    const std::vector<HttpServer *> kong(systems.begin(), systems.begin() + std::ptrdiff_t(kongServers));
    const auto tellConnections = [this, kong] {
        KongNode::Connections &told = m_kong.connections;
        told = KongNode::Connections();
        // Those of the users of the platform come over no port.
        told.totalRequests = m_life->requestsMade();
        told.accepted = m_life->requestsMade() / 20;
        told.active = m_options.live ? 6 : 0;
        for (const HttpServer *server : kong) {
            told.accepted += server->traffic().connectionsMade;
            told.active += server->connectionsOpen();
            told.totalRequests += server->traffic().total;
        }
        told.handled = told.accepted;
        told.writing = 1; // the one that asks
        told.waiting = qMax<qint64>(0, told.active - 1);
    };
    for (const HttpServer *server : kong)
        QObject::connect(server, &HttpServer::requestArrived, this, tellConnections);
    m_control->setState([this] { return state(); });
    m_control->setReset([this] {
        m_faults->allOff();
        m_kong.reset();
        m_kongProxy->clear();
        m_consul.reset();
        m_broker.reset();
        m_prometheus.reset();
        QString ignored; // it went well at the start
        fill(&ignored);
    });
    if (m_options.live)
        m_control->setPlatformFaults([this] { return m_faults->toJson(); }, [this](const QByteArray &name, bool on) { return m_faults->set(name, on); });
    if (!fill(why))
        return false;
    if (m_options.live)
        m_life->start();
    for (const QString &text : std::as_const(m_options.faults)) {
        if (m_options.live && m_faults->set(text.toUtf8(), true))
            continue;
        Fault fault;
        if (!Fault::fromText(text, &fault, why) || !m_control->addFault(std::move(fault), why))
            return false;
    }
    return true;
}

QStringList DemoPlatform::addresses() const
{
    QStringList lines;
    for (const auto &server : m_servers)
        lines.append(QStringLiteral("%1 %2://127.0.0.1:%3")
                         .arg(QString::fromUtf8(server->name()), server->hasTls() ? QStringLiteral("https") : QStringLiteral("http"))
                         .arg(server->port()));
    return lines;
}

nlohmann::json DemoPlatform::state() const
{
    nlohmann::json rows = nlohmann::json::object();
    for (const char *kind : {"apis", "services", "routes", "plugins", "consumers", "upstreams", "targets", "certificates", "snis"})
        rows[kind] = m_kong.tables.table(kind).size();
    return {{"kong", {{"version", m_kong.version.toStdString()}, {"rows", rows}}},
            {"consul", {{"services", m_consul.services().size()}, {"keys", m_consul.keys.entries().size()}, {"index", m_consul.index()}}},
            {"rabbitmq", {{"queues", m_broker.queues.size()}, {"messages", m_broker.stats.value(Count::Messages)}, {"consumers", m_broker.consumers.size()}}},
            {"prometheus", {{"series", m_prometheus.store.size()}}}};
}

} // namespace mk::demo
