// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulClient.h"
#include "net/HttpClient.h"
#include "support/JobTest.h"
#include "support/RealConsul.h"

#include <QObject>

namespace mk::test {

// A client of the console on a real server, with the server's master token unless another is given.
struct ConsulFixture
{
    QObject owner;
    SystemClock clock;
    HttpLog log;
    HttpClient http;
    consul::ConsulClient client;

    explicit ConsulFixture(const RealConsul &server) : ConsulFixture(server, server.masterToken()) {}
    ConsulFixture(const RealConsul &server, const QString &token, bool readOnly = false)
        : http(endpointOf(server, token), secretsOf(token), optionsOf(readOnly), &log, &clock), client(&http)
    {
    }

    template <class T>
    static T value(Job<T> *job)
    {
        const Result<T> result = resultOf(job, 60'000);
        if (!result)
            qWarning("%s", qPrintable(result.error().toLogString()));
        return result ? *result : T{};
    }

private:
    static Endpoint endpointOf(const RealConsul &server, const QString &token)
    {
        Endpoint endpoint;
        endpoint.id = QStringLiteral("consul");
        endpoint.url = server.url();
        endpoint.proxy.kind = ProxySettings::Kind::None;
        if (!token.isEmpty()) {
            endpoint.credential.kind = Credential::Kind::Header;
            endpoint.credential.headerName = QStringLiteral("X-Consul-Token");
        }
        return endpoint;
    }
    static EndpointSecrets secretsOf(const QString &token)
    {
        EndpointSecrets secrets;
        secrets.credential = token;
        return secrets;
    }
    static HttpClient::Options optionsOf(bool readOnly)
    {
        HttpClient::Options options;
        options.readOnly = readOnly;
        return options;
    }
};

} // namespace mk::test
