// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/ControlService.h"
#include "demo/HttpServer.h"
#include "demo/Misbehaviour.h"
#include "support/RawSocket.h"

#include <QTest>

#include <functional>
#include <memory>

namespace mk::test {

// Answers every request with what it was; or keeps the answer until the test lets it go.
class EchoService final : public demo::HttpService
{
public:
    void handle(const demo::Request &request, std::function<void(demo::Reply)> respond) override
    {
        handled.append(request);
        demo::Reply reply{200, {{QByteArray("Content-Type"), QByteArray("application/json")}}, body.isEmpty() ? request.method + ' ' + request.target + ' ' + request.body : body};
        if (later)
            kept.push_back([respond = std::move(respond), reply] { respond(reply); });
        else
            respond(reply);
    }

    QByteArray body; // empty: "METHOD target body"
    bool later = false;
    QList<demo::Request> handled;
    std::vector<std::function<void()>> kept;
};

// A server on a free port and a raw client, both in this thread.
struct ServerFixture
{
    ServerFixture()
        : server("kong-admin", &service, &misbehaviour)
    {
        QVERIFY(server.open());
    }
    bool connect() { return client.connectTo(server.port()); }
    void ask(const QByteArray &head, const QByteArray &body = {}) { client.send(head + "\r\nHost: x\r\n\r\n" + body); }
    // Turns the event loop until the client has seen that.
    bool waitFor(const std::function<bool(const RawSocket &)> &condition, int patience = 10'000)
    {
        return QTest::qWaitFor([&] { client.pump(); return condition(client); }, patience);
    }
    bool waitForText(const QByteArray &text)
    {
        return waitFor([&text](const RawSocket &socket) { return socket.received().contains(text); });
    }
    bool waitForState(RawSocket::State state)
    {
        return waitFor([state](const RawSocket &socket) { return socket.state() == state; });
    }

    EchoService service;
    demo::Misbehaviour misbehaviour;
    demo::HttpServer server;
    RawSocket client;
};

} // namespace mk::test
