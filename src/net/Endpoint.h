// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/System.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace mk {

// Where a secret is to be found; never the secret itself.
struct SecretRef
{
    enum class Kind {
        None,
        Stored,      // in the SecretStore under this id
        Environment, // in the environment variable of this name (`env:NAME`)
    };
    Kind kind = Kind::None;
    QString id;

    bool isNone() const { return kind == Kind::None; }
    // "", "store:ID" or "env:NAME": the spelling of environments.json and of the command line.
    QString toString() const;
    static SecretRef fromString(const QString &text);
    bool operator==(const SecretRef &) const = default;
};

struct Credential
{
    enum class Kind {
        None,
        Basic,  // user and secret
        Bearer, // Authorization: Bearer <secret>
        Header, // headerName: <secret> (Kong-Admin-Token, apikey, X-Consul-Token, any)
    };
    Kind kind = Kind::None;
    QString user;       // Basic only
    QString headerName; // Header only
    SecretRef secret;
    bool operator==(const Credential &) const = default;
};

struct TlsSettings
{
    QString caFile;         // PEM; empty: the system's authorities
    QString clientCertFile; // PEM
    QString clientKeyFile;  // PEM
    SecretRef clientKeyPassword;
    QByteArray pinnedSha256; // 32 raw bytes of the one certificate trusted for this host and port; empty: none
    QString serverName;      // name to verify instead of the URL's host (tunnels); empty: the URL's host
    bool operator==(const TlsSettings &) const = default;
};

struct ProxySettings
{
    enum class Kind { System, None, Http, Socks5 };
    Kind kind = Kind::System;
    QString host; // of Http and Socks5
    quint16 port = 0;
    QString user; // empty: no login. Of System: for whatever proxy the system names, in place of what it says of a login
    SecretRef password;
    bool operator==(const ProxySettings &) const = default;
};

// A program that makes the endpoint reachable on a local port while the environment is open: ssh, kubectl port-forward.
// It is started without a shell. "{port}" in an argument becomes the local port, "{host}" and "{remotePort}" the URL's.
struct TunnelSettings
{
    QString program; // empty: no tunnel
    QStringList arguments;
    bool isSet() const { return !program.isEmpty(); }
    bool operator==(const TunnelSettings &) const = default;
};

// One base URL with its credential's reference, TLS and proxy settings. An immutable value.
struct Endpoint
{
    QString id; // stable within its environment: "consul", "kong-1"
    System system = System::Consul;
    QUrl url; // http or https, with an optional path, never with userinfo, query or fragment
    Credential credential;
    TlsSettings tls;
    ProxySettings proxy;
    TunnelSettings tunnel;

    bool isSet() const { return !url.isEmpty(); }
    // "consul.example:8500" (port always told), for errors and the log.
    QString hostPort() const;
    bool operator==(const Endpoint &) const = default;
};

// The secret values of one endpoint, resolved from the store and the environment just before use. Held in memory only.
struct EndpointSecrets
{
    QString credential;
    QString clientKeyPassword;
    QString proxyPassword;
};

} // namespace mk

Q_DECLARE_METATYPE(mk::Endpoint)
