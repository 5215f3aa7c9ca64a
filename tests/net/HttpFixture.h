// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpClient.h"
#include "support/FakeServer.h"
#include "support/JobTest.h"

#include <QObject>

#include <memory>

namespace mk::test {

inline HttpRequest request(const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
{
    HttpRequest made;
    made.method = method;
    made.path = path;
    made.body = body;
    made.callClass = method == "GET" || method == "HEAD" ? CallClass::Entity : CallClass::Write;
    return made;
}

inline FakeServer::Handler answering(int status, const QByteArray &body = {},
                                     const FakeConnection::Headers &headers = {})
{
    return [=](const FakeRequest &, FakeConnection &connection) { connection.answer(status, body, headers); };
}

// What every test of the client starts with: an endpoint that points to a server, and what a client needs.
struct HttpFixture
{
    QObject owner;
    SystemClock clock;
    HttpLog log;
    Endpoint endpoint;
    EndpointSecrets secrets;
    HttpClient::Options options;
    std::unique_ptr<HttpClient> client;

    explicit HttpFixture(const QUrl &url, System system = System::Consul)
    {
        endpoint.id = QStringLiteral("under-test");
        endpoint.system = system;
        endpoint.url = url;
        endpoint.proxy.kind = ProxySettings::Kind::None;
    }

    HttpClient &made()
    {
        if (!client)
            client = std::make_unique<HttpClient>(endpoint, secrets, options, &log, &clock);
        return *client;
    }
    Job<HttpResponse> *start(const HttpRequest &call) { return made().send(call, &owner); }
    Result<HttpResponse> run(const HttpRequest &call) { return resultOf(start(call)); }
    Result<HttpResponse> get(const QByteArray &path) { return run(request("GET", path)); }
};

} // namespace mk::test
