// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoPlatform.h"

#include "demo/DemoTls.h"
#include "demo/MicrokubesServices.h"
#include "demo/kong/KongFill.h"

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
    if (m_options.filled && !fillStockPlatform(&m_kong, m_kongAdmin.get(), why))
        return false;
    for (const auto &[kind, count] : std::as_const(m_options.fill)) {
        if (!fillMany(&m_kong, m_kongAdmin.get(), kind, count, why))
            return false;
    }
    return true;
}

bool DemoPlatform::start(QString *why)
{
    m_kong.version = m_options.kongVersion;
    m_kongAdmin = makeKongAdmin(&m_kong);
    if (!m_kongAdmin) {
        *why = QStringLiteral("Kong %1 is not simulated, only %2").arg(m_options.kongVersion, kongVersions().join(QLatin1String(", ")));
        return false;
    }
    m_kong.upstream = microkubesServices;
    m_kongProxy = std::make_unique<KongProxy>(&m_kong);
    HttpServer *admin = serve("kong-admin", m_kongAdmin.get());
    HttpServer *proxy = serve("kong-proxy", m_kongProxy.get());
    HttpServer *proxyTls = nullptr;
    if (const QSslConfiguration tls = demoTls(); !tls.isNull()) {
        proxyTls = serve("kong-proxy-tls", m_kongProxy.get());
        proxyTls->useTls(tls);
    }
    HttpServer *status = m_kong.isOld() ? nullptr : serve("kong-status", m_kongAdmin.get());
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

    // The node's own figures are those of all its ports together.
    const auto tellConnections = [this, systems] {
        KongNode::Connections &told = m_kong.connections;
        told = KongNode::Connections();
        for (const HttpServer *server : systems) {
            told.accepted += server->traffic().connectionsMade;
            told.active += server->connectionsOpen();
            told.totalRequests += server->traffic().total;
        }
        told.handled = told.accepted;
        told.writing = 1; // the one that asks
        told.waiting = qMax<qint64>(0, told.active - 1);
    };
    for (const HttpServer *server : systems)
        QObject::connect(server, &HttpServer::requestArrived, this, tellConnections);
    m_control->setState([this] { return state(); });
    m_control->setReset([this] {
        m_kong.reset();
        m_kongProxy->clear();
        QString ignored; // it went well at the start
        fill(&ignored);
    });
    if (!fill(why))
        return false;
    for (const QString &text : std::as_const(m_options.faults)) {
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
    return {{"kong", {{"version", m_kong.version.toStdString()}, {"rows", rows}}}};
}

} // namespace mk::demo
