// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/ControlService.h"

#include <QUrlQuery>

#include <utility>

namespace mk::demo {

namespace {

Reply refused(int status, const QString &why)
{
    return plainJson(status, {{"message", why.toStdString()}});
}

} // namespace

ControlService::ControlService(std::vector<HttpServer *> servers, Misbehaviour *misbehaviour, QObject *parent)
    : QObject(parent)
    , m_servers(std::move(servers))
    , m_misbehaviour(misbehaviour)
{
    for (HttpServer *server : m_servers)
        connect(server, &HttpServer::requestArrived, this, &ControlService::answerWaiting);
}

HttpServer *ControlService::server(const QByteArray &name) const
{
    for (HttpServer *server : m_servers) {
        if (name.isEmpty() || server->name() == name)
            return server;
    }
    return nullptr;
}

bool ControlService::addFault(const nlohmann::json &json, QString *why)
{
    Fault fault;
    return Fault::fromJson(json, &fault, why) && addFault(std::move(fault), why);
}

bool ControlService::addFault(Fault fault, QString *why)
{
    const HttpServer *of = server(fault.system);
    if (!of) {
        *why = QStringLiteral("no such system: ") + QString::fromUtf8(fault.system);
        return false;
    }
    fault.system = of->name();
    m_misbehaviour->add(fault);
    changed();
    return true;
}

void ControlService::changed()
{
    for (HttpServer *server : m_servers)
        server->applyRefusal();
}

Reply ControlService::counters() const
{
    nlohmann::json all = nlohmann::json::object();
    for (const HttpServer *server : m_servers) {
        const Traffic &traffic = server->traffic();
        nlohmann::json requests = nlohmann::json::object();
        for (const auto &[key, count] : traffic.requests)
            requests[key.toStdString()] = count;
        all[server->name().toStdString()] = {{"requests", requests},
                                             {"total", traffic.total},
                                             {"writes", traffic.writes},
                                             {"bytesIn", traffic.bytesIn},
                                             {"bytesOut", traffic.bytesOut},
                                             {"connectionsMade", traffic.connectionsMade},
                                             {"connectionsOpen", server->connectionsOpen()}};
    }
    return plainJson(200, all);
}

void ControlService::answerWaiting()
{
    std::vector<Waiting> still;
    std::vector<std::function<void(Reply)>> ready;
    for (Waiting &waiting : m_waiting) {
        const Traffic &traffic = waiting.server->traffic();
        const auto found = traffic.requests.find(waiting.key);
        const qint64 have = waiting.key.isEmpty() ? traffic.total : found == traffic.requests.end() ? 0 : found->second;
        if (have >= waiting.atLeast)
            ready.push_back(std::move(waiting.respond));
        else
            still.push_back(std::move(waiting));
    }
    m_waiting = std::move(still);
    for (const auto &respond : ready)
        respond(counters());
}

void ControlService::handle(const Request &request, std::function<void(Reply)> respond)
{
    const QByteArray path = request.path();
    const QByteArray &method = request.method;
    if (path == "/state" && method == "GET") {
        nlohmann::json state = m_state ? m_state() : nlohmann::json::object();
        for (const HttpServer *server : m_servers)
            state["systems"][server->name().toStdString()] = {
                {"port", server->port()}, {"listening", server->isListening()}, {"connections", server->connectionsOpen()}};
        state["faults"] = nlohmann::json::array();
        for (const Fault &fault : m_misbehaviour->faults())
            state["faults"].push_back(fault.toJson());
        respond(plainJson(200, state));
    } else if (path == "/faults" && method == "GET") {
        nlohmann::json faults = nlohmann::json::array();
        for (const Fault &fault : m_misbehaviour->faults())
            faults.push_back(fault.toJson());
        respond(plainJson(200, faults));
    } else if (path == "/faults" && method == "POST") {
        nlohmann::json body = nlohmann::json::parse(request.body.begin(), request.body.end(), nullptr, false);
        if (body.is_object())
            body = nlohmann::json::array({body});
        QString why = QStringLiteral("a fault or a list of faults is expected");
        bool taken = body.is_array();
        for (std::size_t i = 0; taken && i < body.size(); ++i)
            taken = addFault(body[i], &why);
        respond(taken ? Reply{204, {}, {}} : refused(400, why));
    } else if (path == "/faults" && method == "DELETE") {
        m_misbehaviour->clear();
        changed();
        respond({204, {}, {}});
    } else if (path == "/platform-faults" && method == "GET") {
        respond(plainJson(200, m_platformFaults ? m_platformFaults() : nlohmann::json::array()));
    } else if (path == "/platform-faults" && method == "POST") {
        const nlohmann::json body = nlohmann::json::parse(request.body.begin(), request.body.end(), nullptr, false);
        const bool understood = body.is_object() && body.contains("name") && body["name"].is_string() && body.contains("on") && body["on"].is_boolean();
        if (!understood)
            respond(refused(400, QStringLiteral("{\"name\": ..., \"on\": true or false} is expected")));
        else if (!m_setPlatformFault || !m_setPlatformFault(QByteArray::fromStdString(body["name"].get<std::string>()), body["on"].get<bool>()))
            respond(refused(404, QStringLiteral("no such fault of the platform")));
        else
            respond({204, {}, {}});
    } else if (path == "/counters" && method == "GET") {
        const QUrlQuery query(QString::fromUtf8(request.query()));
        const auto value = [&query](const char *name) {
            return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded).toUtf8();
        };
        if (!query.hasQueryItem(QStringLiteral("atLeast"))) {
            respond(counters());
            return;
        }
        HttpServer *of = server(value("system"));
        if (!of) {
            respond(refused(404, QStringLiteral("no such system")));
            return;
        }
        const QByteArray wanted = value("path");
        m_waiting.push_back({of, wanted.isEmpty() ? QByteArray() : value("method") + ' ' + wanted, value("atLeast").toLongLong(), std::move(respond)});
        answerWaiting();
    } else if (path == "/reset" && method == "POST") {
        m_misbehaviour->clear();
        changed();
        for (HttpServer *server : m_servers)
            server->resetTraffic();
        if (m_reset)
            m_reset();
        respond({204, {}, {}});
    } else {
        respond(refused(404, QStringLiteral("no such request: see ControlService.h")));
    }
}

} // namespace mk::demo
