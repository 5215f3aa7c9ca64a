// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/MicrokubesServices.h"

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <string_view>

namespace mk::demo {

namespace {

struct Address
{
    std::string_view service;
    std::string_view method; // empty: any
    std::string_view path;   // with a / at the end: and all below
    int status;
    std::string_view type;
    std::string_view body;
};

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kError = "application/vnd.goa.error";
constexpr std::string_view kNoToken = R"({"code":"jwt_security_error","status":401,"detail":"missing header \"Authorization\""})";
constexpr std::string_view kBadRequest = R"({"code":"invalid_request","status":400,"detail":"missing required payload"})";

// The design/design.go of each service; healthcheck and version only where the pinned release has them.
constexpr std::array kAddresses{
    Address{"microservice-user", "GET", "/healthcheck", 200, "text/plain", "OK"},
    Address{"microservice-user", "GET", "/version", 200, kJson, R"({"Version":""})"},
    Address{"microservice-user", "GET", "/users/verify", 400, kError, R"({"code":"invalid_request","status":400,"detail":"missing required parameter \"token\""})"},
    Address{"microservice-user", "POST", "/users/password/forgot", 400, kError, kBadRequest},
    Address{"microservice-user", "", "/users/", 401, kError, kNoToken},
    Address{"microservice-user", "", "/users", 401, kError, kNoToken},
    Address{"microservice-user-profile", "GET", "/healthcheck", 200, "text/plain", "OK"},
    Address{"microservice-user-profile", "GET", "/version", 200, kJson, R"({"Version":""})"},
    Address{"microservice-user-profile", "", "/profiles/", 401, kError, kNoToken},
    Address{"microservice-registration", "POST", "/users/register", 400, kError, kBadRequest},
    Address{"microservice-registration", "POST", "/users/register/resend-verification", 400, kError, kBadRequest},
    Address{"microservice-apps-management", "", "/apps/", 401, kError, kNoToken},
    Address{"microservice-apps-management", "", "/apps", 401, kError, kNoToken},
    Address{"identity-provider", "GET", "/saml/idp/metadata", 200, "application/xml",
            R"(<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://localhost:8080/saml/idp/metadata"/>)"},
    Address{"identity-provider", "GET", "/saml/idp/login", 200, "text/html", "<!doctype html><title>Log in</title>"},
    Address{"authorization-server", "GET", "/auth/login", 200, "text/html", "<!doctype html><title>Log in</title>"},
    Address{"authorization-server", "", "/oauth2/", 400, kError, R"({"code":"invalid_request","status":400,"detail":"missing required parameter \"client_id\""})"},
    Address{"jwt-issuer", "POST", "/jwt/signin", 400, kError, kBadRequest},
    Address{"hello-service", "GET", "/", 200, "text/html; charset=utf-8", "Hello, World!"},
    Address{"microservice-todo", "GET", "/", 200, kJson, "[]"},
};

constexpr std::array<std::string_view, 9> kServices{"microservice-user",            "microservice-user-profile", "microservice-registration",
                                                    "microservice-apps-management", "identity-provider",         "authorization-server",
                                                    "jwt-issuer",
                                                    "hello-service",                "microservice-todo"};
constexpr quint16 kPort = 8080;

Reply reply(int status, std::string_view type, std::string_view body)
{
    return {status, {{QByteArray("Content-Type"), QByteArray(type.data(), qsizetype(type.size()))}}, QByteArray(body.data(), qsizetype(body.size()))};
}

bool is(const Address &address, std::string_view service, const Request &request)
{
    const QByteArray path = request.path();
    const QByteArrayView wanted(address.path.data(), qsizetype(address.path.size()));
    const bool below = wanted.endsWith('/') && path.startsWith(wanted);
    return address.service == service && (address.method.empty() || QByteArrayView(address.method.data(), qsizetype(address.method.size())) == request.method)
           && (below || path == wanted);
}

} // namespace

UpstreamAnswer microkubesServices(const QByteArray &host, quint16 port, const Request &request)
{
    constexpr std::string_view kDomain = ".service.consul";
    if (!QHostAddress(QString::fromUtf8(host)).isNull() || host == "localhost")
        return {UpstreamAnswer::Kind::Refused, {}};
    std::string_view name(host.constData(), std::size_t(host.size()));
    if (!name.ends_with(kDomain))
        return {UpstreamAnswer::Kind::NameUnknown, {}};
    name.remove_suffix(kDomain.size());
    const bool known = std::find(kServices.begin(), kServices.end(), name) != kServices.end();
    if (name == "microservice-mail" || (known && port != kPort))
        return {UpstreamAnswer::Kind::Refused, {}};
    if (!known)
        return {UpstreamAnswer::Kind::NameUnknown, {}};
    for (const Address &address : kAddresses) {
        if (is(address, name, request))
            return {UpstreamAnswer::Kind::Answered, reply(address.status, address.type, address.body)};
    }
    return {UpstreamAnswer::Kind::Answered, reply(404, kError, R"({"code":"not_found","status":404,"detail":"no such address"})")};
}

} // namespace mk::demo
