// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "demo/HttpService.h"
#include "demo/HttpServer.h"
#include "demo/Misbehaviour.h"

#include <QObject>

#include <functional>
#include <vector>

namespace mk::demo {

// Requests that steer the simulated platform, for tests: on a port of its own, JSON both ways.
//
//   GET  /state      {"systems": {"kong-admin": {"port", "listening", "connections"}, ...}, "faults": [...], "kong": {...}}
//   GET  /faults     the faults that are on, with the counts that are left
//   POST /faults     one fault, or a list of them: {"fault": "reset", "method": "PATCH", "path": "/apis/*", "count": 1,
//                    "after": 0, "system": "kong-admin"}; see Misbehaviour.h. Adds to those that are on. 204
//   DELETE /faults   all off. 204
//   GET  /counters   by system: {"requests": {"GET /apis": 3}, "total", "writes", "bytesIn", "bytesOut", "connectionsMade",
//                    "connectionsOpen"}. With ?system=kong-admin&atLeast=5 the answer comes once that system has read so
//                    many requests in all; with &method=PATCH&path=/apis/one, so many of these
//   GET  /platform-faults   what else can go wrong, on the platform as a whole: [{"name", "title", "what", "lookFor", "on"}]
//   POST /platform-faults   {"name": "mail-hung", "on": true}. 204
//   POST /reset      tables as the program was started with, faults off, counters at zero. 204
//
// Main thread; the servers outlive it.
class ControlService final : public QObject, public HttpService
{
    Q_OBJECT
public:
    ControlService(std::vector<HttpServer *> servers, Misbehaviour *misbehaviour, QObject *parent = nullptr);

    // Further members of /state; what /reset does beyond faults and counters.
    void setState(std::function<nlohmann::json()> state) { m_state = std::move(state); }
    void setReset(std::function<void()> reset) { m_reset = std::move(reset); }
    // /platform-faults; `set` says whether there is a fault of that name.
    void setPlatformFaults(std::function<nlohmann::json()> list, std::function<bool(const QByteArray &name, bool on)> set)
    {
        m_platformFaults = std::move(list);
        m_setPlatformFault = std::move(set);
    }
    bool addFault(const nlohmann::json &json, QString *why);
    bool addFault(Fault fault, QString *why);

    void handle(const Request &request, std::function<void(Reply)> respond) override;

private:
    struct Waiting
    {
        HttpServer *server;
        QByteArray key; // "PATCH /apis/one"; empty: all
        qint64 atLeast;
        std::function<void(Reply)> respond;
    };
    Reply counters() const;
    void answerWaiting();
    void changed();
    HttpServer *server(const QByteArray &name) const;

    std::vector<HttpServer *> m_servers;
    Misbehaviour *m_misbehaviour;
    std::function<nlohmann::json()> m_state;
    std::function<void()> m_reset;
    std::function<nlohmann::json()> m_platformFaults;
    std::function<bool(const QByteArray &name, bool on)> m_setPlatformFault;
    std::vector<Waiting> m_waiting;
};

} // namespace mk::demo
